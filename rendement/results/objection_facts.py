"""What objections rest on: every line with its euros, its evidence, who judged it, and its price."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, WITHOUT, weakest_grade
from rendement.engine.evaluate import evaluate
from rendement.model.estimate import LADDER, Evidence
from rendement.model.lines import Line, care_lines, line_names
from rendement.model.reviewed import answered, fits, questions
from rendement.reading.reviews import disciplines

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.model.price import Price
    from rendement.reading.load import LoadedCase
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Verdict = Literal["toegegeven", "deels", "weerlegd"]
CONCEDED: Final = "toegegeven"
PARTLY: Final = "deels"
REFUTED: Final = "weerlegd"
MOST: Final = 0.5
"""More than this part of the benefits is most of them."""
MUCH: Final = 0.25
"""A part of the benefits that carries the outcome."""
LITTLE: Final = 0.1
MONTHS: Final = 12
"""After closing: what falls later is what a sceptic leaves out first."""


@dataclass(frozen=True)
class Objection:
    """What a critic says of one case base, and what its figures say back."""

    key: str
    objection: str
    answer: str
    verdict: Verdict
    figure: float | None
    """The figure that answers or concedes it, in `unit`."""
    unit: Literal["euro", "aandeel", "kans", "aantal"]
    rule: str
    """The rule of the method it is about: M15."""
    weight: float
    """Euros of the net that are in doubt if the critic is right: for the order only, never a result."""
    rests_on: tuple[Bools | Floats, ...] = field(default=(), compare=False, repr=False)
    """What its figures add up, where these are parts of the base: lines, or how much of every line."""
    told: str = ""
    """The figure in words, where it was drawn and is told no finer than its error."""


def graded(share: float, much: float = MOST, little: float = 0.0) -> Verdict:
    """A doubt about much of the benefits is conceded, about little refuted."""
    if share > much:
        return CONCEDED
    return PARTLY if share > little else REFUTED


@dataclass(frozen=True)
class Facts:
    """A business case, line by line; amounts are weighted as they count in the total."""

    bc: "BusinessCase"
    threshold: int

    @cached_property
    def euros(self) -> Floats:
        """Per line: all payers together; a transfer comes to nothing."""
        return self._counted(self.bc.values.value)

    def _counted(self, value: Floats) -> Floats:
        columns = self.bc.columns
        borne = columns.purse_shares.sum(axis=1)
        borne = np.where(np.abs(borne) < 1e-9, 0.0, borne)
        return np.asarray(value * borne[columns.line_purse] * self.bc.weights[columns.line_case])

    @cached_property
    def care(self) -> Bools:
        """Lines of help, prevented or extra."""
        return np.asarray(self.bc.columns.line_side != EFFORT)

    @cached_property
    def without(self) -> Bools:
        """Lines of help that would have been needed without us."""
        return np.asarray(self.bc.columns.line_side == WITHOUT)

    def size(self, mine: Bools) -> float:
        """Benefits on some lines by size, in euros: prevented and extra help do not cancel."""
        return float(np.abs(self.euros[mine & self.care]).sum())

    def share(self, mine: Bools, of: Bools | None = None) -> float:
        """The part of the benefits, by size, that these lines are; 0 when there are none."""
        among = self.care if of is None else of & self.care
        whole = self.size(among)
        return self.size(mine & among) / whole if whole else 0.0

    @cached_property
    def whole(self) -> str:
        """What a share by size is a part of: the benefits of the summary only where nothing is minus."""
        help_ = self.euros[self.care]
        mixed = bool((help_ > 0).any()) and bool((help_ < 0).any())
        return "alle bedragen (plus en min bij elkaar geteld)" if mixed else "de baten"

    def of_benefit(self, euros: float) -> float:
        """An amount as a part of all benefits, whatever their sign."""
        return euros / abs(self.bc.benefit) if self.bc.benefit else 0.0

    def cases_with(self, mine: Bools) -> int:
        """In how many cases some of these lines occur."""
        return len(np.unique(self.bc.columns.line_case[mine]))

    @cached_property
    def names(self) -> list[tuple[str, str]]:
        """Per line: its case and its name in it (`sr-2025-001`, `z1.2`)."""
        return [(loaded.case.id, name) for loaded in self.bc.cases for name in line_names(loaded.case)]

    # ---- evidence

    @cached_property
    def grade(self) -> NDArray[np.int64]:
        """Per care line: its place on the ladder of evidence, 0 the strongest; −1 for effort (M10)."""
        found = np.full(self.bc.columns.lines, -1)
        found[self.care] = [LADDER.index(_grade_of(loaded.case, line)) for loaded, line in self._care_lines()]
        return found

    def weaker_than(self, grade: Evidence) -> Bools:
        """Care lines that rest on less than this."""
        return np.asarray(self.grade > LADDER.index(grade))

    @cached_property
    def judged(self) -> Bools:
        """Care lines of which someone of a fitting discipline gave a number of their own."""
        by_case = {place: _judged_lines(loaded, self.bc) for place, loaded in enumerate(self.bc.cases)}
        found = np.zeros(self.bc.columns.lines, dtype=np.bool_)
        found[self.care] = [
            not by_case[place].isdisjoint((line.name, line.name.partition(".")[0]))
            for place, loaded in enumerate(self.bc.cases)
            for line in care_lines(loaded.case)
        ]
        return found

    def of_cases(self, chosen: list[bool]) -> Bools:
        """The care lines of some cases, one truth value per case."""
        return np.asarray(np.array([*chosen, False])[self.bc.columns.line_case]) & self.care

    def _care_lines(self) -> Iterator[tuple["LoadedCase", Line]]:
        return ((loaded, line) for loaded in self.bc.cases for line in care_lines(loaded.case))

    # ---- prices

    @cached_property
    def prices(self) -> list["Price"]:
        """The prices used, in the order of the columns."""
        return [self.bc.book.prices[key] for key in self.bc.columns.price_keys]

    def priced(self, chosen: list[bool]) -> Bools:
        """The care lines at some prices, one truth value per price; expenses are of no price."""
        return np.asarray(np.array([*chosen, False])[self.bc.columns.line_price]) & self.care

    @cached_property
    def per_price(self) -> dict[str, float]:
        """Benefits per price, in euros: prevented less extra help, as `weak_prices` has them."""
        mine = self.care & (self.bc.columns.line_price >= 0)
        used = np.bincount(self.bc.columns.line_price[mine], self.euros[mine], len(self.prices)).tolist()
        return dict(zip(self.bc.columns.price_keys, used, strict=True))

    @cached_property
    def variable(self) -> Floats:
        """Per line: the share of its price that can vary within the horizon (M13)."""
        shares = [price.variable_share for price in self.prices]
        return np.array([*map(float, shares), 1.0])[self.bc.columns.line_price]

    @cached_property
    def late(self) -> Floats:
        """Per line: the euros that fall later than `MONTHS` after closing (M3)."""
        columns = self.bc.columns
        near = np.minimum(columns.line_horizon, columns.line_closing + MONTHS / 12)
        short = replace(columns, line_horizon=np.where(self.care, near, columns.line_horizon))
        return self.euros - self._counted(evaluate(short, self.bc.settings.regime).value)


def _grade_of(case: "Case", line: Line) -> Evidence:
    leading = line.leading
    if leading.is_without and leading.pathway is not None:
        return weakest_grade(case, leading.line, leading.pathway)
    of_quantity = line.line.quantity.evidence if line.line.quantity else None
    of_path = line.pathway.evidence if line.pathway else None
    return of_quantity or line.line.evidence or of_path or case.evidence or Evidence.OWN


def _judged_lines(loaded: "LoadedCase", bc: "BusinessCase") -> set[str]:
    """The lines and paths (`z1.2`, `z1`) that someone of their discipline answered (M10)."""
    reviews = [found.review for found in loaded.reviews]
    return {
        other.line
        for question, answers in answered(loaded.by_author, reviews, bc.book)
        if any(fits(question, answer.role, disciplines()) for answer in answers[1:])
        for other in questions(loaded.by_author)
        if other.input == question.input
    }
