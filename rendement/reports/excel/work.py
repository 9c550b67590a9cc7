"""A workbook in the making: what it is about, where blocks stand, and what may be told of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rendement.reports.excel.cells import Frame
from rendement.reports.excel.named import Names, first_spots
from rendement.reports.excel.subject import Subject
from rendement.results.account.provenance import provenance
from rendement.results.account.sentence import sentence
from rendement.results.doubt.uncertainty import band_words
from rendement.results.telling.payer_groups import PayerGroup, payer_groups

if TYPE_CHECKING:
    from rendement.reports.excel.disclosure import Disclosure
    from rendement.results.account.provenance import Stated
    from rendement.results.doubt.uncertainty import Uncertainty
    from rendement.results.sensitivity.influence import Influences


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


@dataclass(frozen=True)
class Edition:
    """What may be told: everything in the full workbook, or what tells of no few cases (L3)."""

    threshold: int
    """Groups of fewer cases are not shown by themselves (L3)."""
    with_text: bool = False
    """Whether free text of cases may be shown; out unless asked for."""
    told: "Disclosure | None" = None
    """In the shareable edition: what may be told. None in the full one."""

    @property
    def at_least(self) -> int:
        """The smallest number of people that may be named."""
        return self.threshold if self.told else 1

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


@dataclass(frozen=True)
class View:
    """A subject as an edition shows it: its payers in groups, how sure, and on what it rests."""

    subject: Subject
    edition: Edition
    uncertainty: "Uncertainty | None" = None

    @cached_property
    def groups(self) -> tuple[PayerGroup, ...]:
        """Payers that may be shown, and the others together; the largest first (L3)."""
        told, bc = self.edition.told, self.subject.bc
        groups = told.groups if told else payer_groups(bc, self.edition.threshold)
        size = {one.label: abs(one.benefit) + abs(one.cost) for one in bc.groups("betaler")}
        return tuple(
            sorted(
                groups, key=lambda g: (len(g.payers) > 1, -sum(size.get(payer, 0.0) for payer in g.payers))
            )
        )

    @property
    def sentence(self) -> str:
        """On what it rests; in the shareable edition without small numbers of people (M24)."""
        band = band_words(self.uncertainty.total) if self.uncertainty else None
        return sentence(self.subject.bc, band, self.edition.at_least, cash=self.edition.tells_cash)

    @property
    def made(self) -> "tuple[Stated, ...]":
        """What it was made with: the account that goes with the sentence (M24)."""
        record = self.uncertainty.record if self.uncertainty else None
        if self.edition.told is None:
            return provenance(self.subject.bc, record)
        threshold = self.edition.threshold
        return provenance(self.subject.bc, record, threshold, f"deelbaar, drempel {threshold} casussen")


@dataclass(frozen=True)
class Live:
    """The rows of a subject in the cells where they stand: what formulas refer to."""

    subject: Subject
    frames: Frames

    @cached_property
    def named(self) -> Names:
        """Where every name stands first; in a large base nothing stands by itself."""
        return {} if self.subject.is_grouped else first_spots(self.subject, self.frames)


@dataclass(frozen=True)
class Marks:
    """Where single cells stand, filled while sheets are made."""

    names: dict[str, str] = field(default_factory=dict)
    """Defined names of single cells and small ranges."""
    payer_rows: dict[str, int] = field(default_factory=dict)
    """Group of payers → its row on the sheet Samenvatting."""
    flow_rows: dict[str, int] = field(default_factory=dict)
    """Group of payers → its row per year on the sheet Geldstroom."""


@dataclass(frozen=True)
class Work:
    """A workbook in the making: what the door of a sheet takes, to hand each function what it needs."""

    subject: Subject
    frames: Frames
    edition: Edition
    uncertainty: "Uncertainty | None" = None
    influences: "Influences | None" = None
    marks: Marks = field(default_factory=Marks)

    @cached_property
    def view(self) -> View:
        """What is shown of the subject."""
        return View(self.subject, self.edition, self.uncertainty)

    @cached_property
    def live(self) -> Live:
        """The subject in cells."""
        return Live(self.subject, self.frames)
