"""How lines, prices and shares are called in cells: one key per line, per price and per way of sharing."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from rendement.engine.walk import weakest_grade
from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Evidence
from rendement.model.lines import Line, care_lines, effort_lines
from rendement.model.price import Kind, Price, PriceBook
from rendement.reading.loading.loaded import LoadedCase
from rendement.words.numbers import share as share_words

CARE: Final = "hulp"
OWN: Final = "inzet"
"""The two sides of a key on the sheet Verdeling."""
Shares = Mapping[str, float]


class LineRow(NamedTuple):
    """One line of the sheet Regels with the documents behind it."""

    number: int
    """Its place in the columns of the engine."""
    place: int
    """The place of its case."""
    name: str
    line: EffortLine | CareLine
    care: Line | None
    """The line of help; None for effort."""
    case: Case

    @property
    def key(self) -> str:
        """How other sheets refer to it: `sr-2025-001 z1.2`."""
        return f"{self.case.id} {self.name}"

    @property
    def pathway(self) -> Pathway | None:
        """The path whose chance counts: its own, or that of the help it came instead of (M29)."""
        return self.care.leading.pathway if self.care else None

    @property
    def path_key(self) -> str:
        """Its path: `sr-2025-001 z1`; empty for effort and for what was used with us."""
        return f"{self.case.id} {self.care.path_name}" if self.care and self.care.path_name else ""

    @property
    def leading_key(self) -> str:
        """The key of the help that this came instead of (M29); empty for most."""
        return f"{self.case.id} {self.care.target.name}" if self.care and self.care.target else ""

    @property
    def price_key(self) -> str:
        """The price, or a name of its own for an expense."""
        return self.line.price or f"uitgave {self.key}"

    @property
    def grade(self) -> Evidence | None:
        """The evidence its realism follows from (M10); only what would have happened has one."""
        if self.care is None or self.pathway is None or not self.care.leading.is_without:
            return None
        return weakest_grade(self.case, self.care.leading.line, self.pathway)


def line_rows(cases: Sequence[LoadedCase]) -> tuple[LineRow, ...]:
    """Every line of every case with its documents, in the order of the engine."""
    found: list[LineRow] = []
    for place, loaded in enumerate(cases):
        case = loaded.case
        for name, _, effort in effort_lines(case):
            found.append(LineRow(len(found), place, name, effort, None, case))
        for care in care_lines(case):
            found.append(LineRow(len(found), place, care.name, care.line, care, case))
    return tuple(found)


class SplitKey(NamedTuple):
    """One way in which euros fall on payers: that of a price, or of effort that somebody pays for."""

    key: str
    side: str
    words: str
    kind: Kind
    variable: float
    """v: the share that can vary within the horizon (M13)."""
    shares: Shares
    """Who bears it, before a transfer reaches anybody."""
    transfer_to: str | None


def split_of(row: LineRow, book: PriceBook) -> SplitKey:
    """How the euros of a line fall on payers (M12)."""
    price = book.prices[row.line.price] if row.line.price else None
    if isinstance(row.line, EffortLine):
        return _split_of_effort(row.line, price, book)
    return _split_of_care(row.line, price, book)


def _split_of_care(line: CareLine, price: Price | None, book: PriceBook) -> SplitKey:
    """Care as its price says; else as the line says who pays, which is a key of its own (M12, M13)."""
    if price is not None and line.payers is None:
        shares, to = price.payers, price.transfer_to
        return SplitKey(str(line.price), CARE, price.label, price.kind, price.variable_share, shares, to)
    shares = line.payers or (line.expense.payers if line.expense else {})
    what, words = (line.price, price.label) if price else (f"{CARE}: uitgave", "uitgave voor hulp")
    told = ", ".join(f"{book.payer_label(payer)} {share_words(part)}" for payer, part in shares.items())
    key = findable(f"{what}, betaald door {', '.join(f'{p} {s * 100:.12g} %' for p, s in shares.items())}")
    kind, variable, to = (
        (price.kind, price.variable_share, price.transfer_to) if price else (Kind.CASHABLE, 1.0, None)
    )
    return SplitKey(key, CARE, f"{words}, betaald door {told}", kind, variable, shares, to)


def _split_of_effort(line: EffortLine, price: Price | None, book: PriceBook) -> SplitKey:
    """Effort is cash in full, whoever pays for it; the time of volunteers is no cash (M13)."""
    if line.expense is not None:
        shares, kind, to = line.expense.payers, Kind.CASHABLE, None
    else:
        assert price is not None
        shares, kind, to = line.payers or price.payers, price.kind, price.transfer_to
    words = ", ".join(f"{book.payer_label(payer)} {share_words(part)}" for payer, part in shares.items())
    unpaid = " (onbetaald)" if kind is Kind.SOCIETAL else ""
    moved = f" naar {to}" if to else ""
    key = f"inzet: {', '.join(f'{p} {s * 100:.12g} %' for p, s in shares.items())}{unpaid}{moved}"
    return SplitKey(findable(key), OWN, f"inzet, betaald door {words}{unpaid}", kind, 1.0, shares, to)


_LONGEST_LOOKED_UP: Final = 255
"""Signs that Excel looks up; a longer text is found nowhere."""


def findable(key: str) -> str:
    """A key that Excel can look up: a long one ends in a hash of the whole, so no two become the same."""
    if len(key) <= _LONGEST_LOOKED_UP:
        return key
    end = f" … {sha256(key.encode()).hexdigest()[:32]}"
    return f"{key[: _LONGEST_LOOKED_UP - len(end)]}{end}"


def split_keys(used: tuple[SplitKey, ...]) -> dict[str, SplitKey]:
    """Every way of sharing that is used, care first."""
    found = {split.key: split for split in used}
    return dict(sorted(found.items(), key=lambda item: (item[1].side != CARE, item[0])))
