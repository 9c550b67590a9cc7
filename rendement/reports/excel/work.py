"""What all sheets share: the business case, where each block stands, and how things are called in cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.evaluate import expected_quantity, per_line, undiscounted
from rendement.engine.time_steps import TimeSteps, time_steps
from rendement.engine.walk import is_length
from rendement.model.estimate import Quantity
from rendement.model.price import PriceValue
from rendement.model.settings import Selection, SettingsBook
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reports.excel.cells import Frame
from rendement.reports.excel.factors import FactorRow, factor_rows
from rendement.reports.excel.grouped import LIVE_LINES, Grouping
from rendement.reports.excel.keys import LineRow, SplitKey, line_rows, split_keys, split_of
from rendement.reports.excel.named import Names, first_spots
from rendement.results.account.provenance import provenance
from rendement.results.account.sentence import sentence
from rendement.results.doubt.uncertainty import band_words
from rendement.results.telling.case_classes import case_classes
from rendement.results.telling.payer_groups import PayerGroup, payer_groups
from rendement.results.value.valued import ValuedCases

if TYPE_CHECKING:
    from rendement.reports.excel.disclosure import Disclosure
    from rendement.results.account.provenance import Stated
    from rendement.results.doubt.uncertainty import Uncertainty
    from rendement.results.sensitivity.influence import Influences
    from rendement.results.table import Table

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EPOCH: Final = date(1899, 12, 30).toordinal()
"""Day 0 of a spreadsheet."""
NO_PROGRAMME: Final = "(zonder programma)"


class Frames(NamedTuple):
    """Where every block stands."""

    cases: Frame
    paths: Frame
    factors: Frame
    lines: Frame
    moments: Frame
    prices: Frame
    parts: Frame
    series: Frame
    split: Frame
    programmes: Frame


class PriceRow(NamedTuple):
    """One row of the sheet Prijzen: a dated value of a price, or an expense of one line."""

    key: str
    value: PriceValue | None
    """None for an expense."""
    row: LineRow | None
    """The line of an expense."""
    counts_from: int | None
    """The price level from which this value counts; None for the first."""
    counts_to: int | None
    """The price level before which it counts; None for the last (M1)."""


class Subject:
    """What a workbook is about: rows worked out once, for all sheets and for the size of their blocks."""

    def __init__(self, bc: ValuedCases, threshold: int, named: frozenset[str] | None = None) -> None:
        self.bc = bc
        self.threshold = threshold
        self.named = named
        """Prices that may be named, without expenses of a case; None for everything that is used."""
        self.times: dict[date, Floats] = {}
        """Per day that was asked for: the time factor of every line before it."""

    @cached_property
    def classes(self) -> "Table":
        """Traits of cases as far as they may be shown beside their programme (L3)."""
        return case_classes(self.bc, self.threshold, beside=("programma",))

    @cached_property
    def rows(self) -> tuple[LineRow, ...]:
        """All lines in the order of the engine's columns."""
        return line_rows(self.bc)

    @cached_property
    def paths(self) -> tuple[LineRow, ...]:
        """The first line of every path."""
        first: dict[str, LineRow] = {}
        for row in self.rows:
            if row.pathway:
                first.setdefault(row.path_key, row)
        return tuple(first.values())

    @cached_property
    def factors(self) -> tuple[FactorRow, ...]:
        """Every factor of products, and of estimates that low, likely and high do not hold (M30, M40)."""
        return () if self.is_grouped else factor_rows(self.rows, self.paths, self.bc.book)

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Payers with the largest benefit first, then those who only pay."""
        homes = self.bc.programmes
        stated = (p for home in homes if home.programme.cost for p in home.programme.cost.payers)
        known = dict.fromkeys((*self.bc.columns.payers, *stated))
        order = {group.label: place for place, group in enumerate(self.bc.groups("betaler"))}
        return tuple(sorted(known, key=lambda payer: (order.get(payer, len(order)), payer)))

    @cached_property
    def payer_totals(self) -> tuple[Floats, Floats, Floats]:
        """Benefit, effort and benefit in cash of each payer, in the order of the engine's columns."""
        bc, money = self.bc, self.bc.money
        tables = (
            bc.case_totals(money.societal, effort=False),
            bc.case_totals(money.societal, effort=True),
            bc.case_totals(money.cash, effort=False),
        )
        benefit, effort, cash = (np.asarray(bc.weights @ table) for table in tables)
        return benefit, effort, cash

    @cached_property
    def line_keys(self) -> tuple[SplitKey, ...]:
        """Per line: how its euros fall on payers."""
        return tuple(split_of(row, self.bc) for row in self.rows)

    @cached_property
    def splits(self) -> dict[str, SplitKey]:
        """Every way in which euros fall on payers."""
        return split_keys(self.line_keys)

    @cached_property
    def line_splits(self) -> Ints:
        """Per line: the place of its way of sharing."""
        order = {key: place for place, key in enumerate(self.splits)}
        return np.array([order[split.key] for split in self.line_keys], dtype=np.int64)

    @cached_property
    def is_grouped(self) -> bool:
        """Whether there are too many lines for each to stand in the workbook by itself."""
        return len(self.rows) > LIVE_LINES

    @cached_property
    def grouping(self) -> Grouping:
        """Lines that are valued alike, for a large base."""
        return Grouping(self.bc, self.rows, self.line_splits)

    @cached_property
    def prices(self) -> tuple[PriceRow, ...]:
        """Every dated value of every price that is used, then expenses."""
        used = sorted({row.line.price for row in self.rows if row.line.price})
        if self.named is not None:
            return tuple(found for key in used if key in self.named for found in self._values_of(key))
        spent = (row for row in self.rows if row.line.price is None)
        return (
            *(found for key in used for found in self._values_of(key)),
            *(PriceRow(row.price_key, None, row, None, None) for row in spent),
        )

    def _values_of(self, key: str) -> list[PriceRow]:
        values = sorted(self.bc.book.prices[key].values, key=lambda value: value.price_year)
        years = [value.price_year for value in values]
        starts, ends = [None, *years[1:]], [*years[1:], None]
        return [PriceRow(key, v, None, a, b) for v, a, b in zip(values, starts, ends, strict=True)]

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The index series that these prices follow."""
        from rendement.engine.price_level import EXPENSE_SERIES

        return tuple(sorted({EXPENSE_SERIES, *(self.bc.book.prices[key].index for key in self._used)}))

    @property
    def _used(self) -> set[str]:
        return {row.key for row in self.prices if row.value is not None}

    @cached_property
    def before_time(self) -> Floats:
        """α(1−δ)ωp·q·c of every line, with its sign: euros, or euros a year (M4)."""
        columns = self.bc.columns
        return expected_quantity(columns) * columns.line_unit_price

    @cached_property
    def counted(self) -> Floats:
        """1 for every line, 0 for a transfer: it goes from one to the other (M12)."""
        return self.bc.columns.together

    @cached_property
    def plain_time(self) -> Floats:
        """The time factor of every line without discount (M21)."""
        columns = self.bc.columns
        return per_line(columns, undiscounted(columns.flows(), self.bc.settings.regime.drop_off))

    @cached_property
    def time_steps(self) -> TimeSteps:
        """The time factor of every line in steps (M3, M5)."""
        return time_steps(self.bc.columns, self.bc.settings.regime)

    @cached_property
    def homes(self) -> tuple[LoadedProgramme, ...]:
        """Programmes that state what they cost."""
        return tuple(home for home in self.bc.programmes if home.programme.cost is not None)

    @cached_property
    def overhead(self) -> tuple[dict[str, float], ...]:
        """Per programme that states its costs: what payers bear beyond its cases (M14)."""
        return tuple(self.bc.overhead_of(home) for home in self.homes)

    @cached_property
    def line_weights(self) -> Floats:
        """What the case of every line counts for."""
        return self.bc.weights[self.bc.columns.line_case]


@dataclass(frozen=True)
class Work:
    """A workbook in the making."""

    subject: Subject
    sets: SettingsBook
    frames: Frames
    uncertainty: "Uncertainty | None" = None
    influences: "Influences | None" = None
    with_text: bool = False
    """Whether free text of cases may be shown; out unless asked for."""
    told: "Disclosure | None" = None
    """In the shareable edition: what may be told. None in the full one."""
    names: dict[str, str] = field(default_factory=dict)
    """Defined names of single cells and small ranges, filled while sheets are made."""
    payer_rows: dict[str, int] = field(default_factory=dict)
    """Group of payers → its row on the sheet Samenvatting."""
    flow_rows: dict[str, int] = field(default_factory=dict)
    """Group of payers → its row per year on the sheet Geldstroom."""

    @property
    def bc(self) -> ValuedCases:
        """The business case it is about."""
        return self.subject.bc

    @property
    def threshold(self) -> int:
        """Groups of fewer cases are not shown by themselves (L3)."""
        return self.subject.threshold

    @property
    def counts_unfiled(self) -> bool:
        """Whether cases that were not filed may count at a floor, now or after the floor is changed (M15)."""
        return any(d.selection is Selection.CHOSEN for d in self.bc.denominators)

    @cached_property
    def payer_groups(self) -> tuple[PayerGroup, ...]:
        """Payers that may be shown, and the others together (L3)."""
        groups = self.told.groups if self.told else payer_groups(self.bc, self.threshold)
        size = {one.label: abs(one.benefit) + abs(one.cost) for one in self.bc.groups("betaler")}
        return tuple(
            sorted(
                groups, key=lambda g: (len(g.payers) > 1, -sum(size.get(payer, 0.0) for payer in g.payers))
            )
        )

    @property
    def sentence(self) -> str:
        """On what it rests; in the shareable edition without small numbers of people (M24)."""
        band = band_words(self.uncertainty.total) if self.uncertainty else None
        return sentence(self.bc, band, self.threshold if self.told else 1, cash=self.tells_cash)

    @property
    def made(self) -> "tuple[Stated, ...]":
        """What it was made with: the account that goes with the sentence (M24)."""
        record = self.uncertainty.record if self.uncertainty else None
        if self.told is None:
            return provenance(self.bc, record)
        return provenance(self.bc, record, self.threshold, f"deelbaar, drempel {self.threshold} casussen")

    @property
    def withheld(self) -> str:
        """What stands where a table would tell about few cases."""
        return f"Niet getoond: dit zou iets zeggen over minder dan {self.threshold} casussen."

    @property
    def tells_cash(self) -> bool:
        """Whether it is told what payers may save, all together."""
        return self.told is None or self.told.tells_cash

    def count(self, cases: Iterable[int]) -> int | None:
        """How many cases; None where the shareable edition may not tell."""
        return self.told.counts(cases) if self.told else len(set(cases))

    @property
    def is_grouped(self) -> bool:
        """Whether lines stand together in groups: a large base."""
        return self.subject.is_grouped

    def label(self, payer: str) -> str:
        """The name of a payer for people."""
        return self.bc.payer_label(payer)

    def programme_of(self, place: int) -> str:
        """The programme of a case, as cells call it."""
        home = self.bc.cases[place].programme
        return programme_name(home.programme.id if home else "")

    def split_key(self, row: LineRow) -> str:
        """The key of a line on the sheet Verdeling."""
        return self.subject.line_keys[row.number].key

    @cached_property
    def factor_places(self) -> dict[str, list[int]]:
        """Per estimate with cells of its own: the places of its factors on the sheet Factoren."""
        places: dict[str, list[int]] = {}
        for place, row in enumerate(self.subject.factors):
            places.setdefault(row.key, []).append(place)
        return places

    @cached_property
    def named(self) -> Names:
        """Where every name stands first; in a large base nothing stands by itself."""
        return {} if self.is_grouped else first_spots(self)

    def quantity_of(self, row: LineRow) -> Quantity | None:
        """How much of a line, where it stands in cells: not what is only a length of time."""
        line = row.line
        if line.price is None or line.quantity is None:
            return None
        is_time = is_length(line.quantity, self.bc.book.prices[line.price], line.duration)
        return None if is_time else line.quantity

    @cached_property
    def price_places(self) -> dict[str, int]:
        """Per price: the place of the row that counts at this price level."""
        year = self.bc.settings.price_year
        return {row.key: place for place, row in enumerate(self.subject.prices) if counts_at(row, year)}


def counts_at(row: PriceRow, year: int) -> bool:
    """Whether a dated value is the one to start from at a price level (M1)."""
    after = row.counts_from is None or year >= row.counts_from
    return after and (row.counts_to is None or year < row.counts_to)


def programme_name(name: str) -> str:
    """The name of a denominator in a cell."""
    return name or NO_PROGRAMME
