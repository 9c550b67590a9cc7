"""What objections rest on: every line with its euros, its evidence, who judged it, and its price."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, WITHOUT
from rendement.engine.walk import weakest_grade
from rendement.model.estimate import LADDER, Evidence
from rendement.model.line_names import path_of
from rendement.model.lines import Line, care_lines, line_names
from rendement.model.price import PriceBook
from rendement.model.reviewed import answered, fits, questions
from rendement.reading.reviews.reviews import disciplines
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.critique.rebuttal import Ground, Rebuttal, Verdict, strongest
from rendement.results.critique.stances import Stance, counted, near
from rendement.results.doubt.bands import without_largest
from rendement.results.doubt.compare import varied
from rendement.results.telling.payer_groups import payer_groups
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.model.price import Price
    from rendement.reading.loading.loaded import LoadedCase
    from rendement.results.value.grouping import Group
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MUCH: Final = 0.25
"""A part of the benefits that carries the outcome."""


@dataclass(frozen=True, repr=False)
class Objection(Shown):
    """What a critic says of one case base, and what its figures say back."""

    key: str
    objection: str
    answer: str
    rebuttal: Rebuttal
    """On what the answer rests, and how far that reaches: the verdict follows from it (M34)."""
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

    @property
    def verdict(self) -> Verdict:
        """Conceded, partly or refuted."""
        return self.rebuttal.verdict


class Objections(Shown, tuple[Objection, ...]):
    """All of them, the heaviest first."""

    __slots__ = ()


@dataclass(frozen=True)
class Facts:
    """A business case, line by line; amounts are weighted as they count in the total."""

    bc: "ValuedCases"
    threshold: int

    @cached_property
    def now(self) -> Stance:
        """As it is valued: what answers tell."""
        return stance_of(self.bc, self.threshold)

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """Under every named pair of discount and realism: what verdicts look at."""
        return tuple(stances_of(self.bc, self.threshold))

    def least(self, covers: Callable[[Stance], float]) -> float:
        """How far a ground reaches under the named sets where it reaches least (M34).

        No less than nothing: what a line takes off can be more than all benefits together.
        """
        return max(0.0, min(map(covers, self.stances)))

    def elsewhere(self, covers: Callable[[Stance], float]) -> str:
        """Said where an answer holds now and not under other sets: the verdict looks at those too."""
        turns = self.least(covers) <= 0 < covers(self.now)
        return (
            " Met een andere set voor disconto of realisme slaat het saldo hierdoor wel om." if turns else ""
        )

    def least_but(self, doubted: Bools, of: Bools | None = None) -> float:
        """The part of the benefits that these lines are not, under the sets where that is least."""
        return self.least(lambda at: 1.0 - at.share(doubted, of))

    @property
    def euros(self) -> Floats:
        """Per line: all payers together; a transfer comes to nothing."""
        return self.now.euros

    @property
    def care(self) -> Bools:
        """Lines of help, prevented or extra."""
        return self.now.care

    @cached_property
    def without(self) -> Bools:
        """Lines of help that would have been needed without us."""
        return np.asarray(self.bc.columns.line_side == WITHOUT)

    def size(self, mine: Bools) -> float:
        """Benefits on some lines by size, in euros."""
        return self.now.size(mine)

    def share(self, mine: Bools, of: Bools | None = None) -> float:
        """The part of the benefits, by size, that these lines are."""
        return self.now.share(mine, of)

    @cached_property
    def whole(self) -> str:
        """What a share by size is a part of: the benefits of the summary only where nothing is minus."""
        help_ = self.euros[self.care]
        mixed = bool((help_ > 0).any()) and bool((help_ < 0).any())
        return "alle bedragen (plus en min bij elkaar geteld)" if mixed else "de baten"

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
        by_case = {place: _judged_lines(loaded, self.bc.book) for place, loaded in enumerate(self.bc.cases)}
        found = np.zeros(self.bc.columns.lines, dtype=np.bool_)
        found[self.care] = [
            not by_case[place].isdisjoint((line.name, path_of(line.name)))
            for place, loaded in enumerate(self.bc.cases)
            for line in care_lines(loaded.case)
        ]
        return found

    def grounded(self, mine: Bools) -> Rebuttal:
        """What estimates of these lines rest on at best: a count, a file, or a review."""
        grounds = (
            (Ground.COUNT, Evidence.REGISTERED),
            (Ground.SOURCE, Evidence.FILE),
            (Ground.JUDGEMENT, Evidence.REVIEWED),
        )
        return strongest(
            *(
                Rebuttal(ground, self.least_but(mine & self.weaker_than(grade), mine))
                for ground, grade in grounds
            )
        )

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
        return self.per_price_of(self.now)

    def per_price_of(self, at: Stance) -> dict[str, float]:
        """The same under other sets."""
        mine = self.care & (self.bc.columns.line_price >= 0)
        used = np.bincount(self.bc.columns.line_price[mine], at.euros[mine], len(self.prices)).tolist()
        return dict(zip(self.bc.columns.price_keys, used, strict=True))

    @cached_property
    def variable(self) -> Floats:
        """Per line: the share of its price that can vary within the horizon (M13)."""
        shares = [price.variable_share for price in self.prices]
        return np.array([*map(float, shares), 1.0])[self.bc.columns.line_price]


def _grade_of(case: "Case", line: Line) -> Evidence:
    leading = line.leading
    if leading.is_without and leading.pathway is not None:
        return weakest_grade(case, leading.line, leading.pathway)
    of_quantity = line.line.quantity.evidence if line.line.quantity else None
    of_path = line.pathway.evidence if line.pathway else None
    return of_quantity or line.line.evidence or of_path or case.evidence or Evidence.OWN


def _judged_lines(loaded: "LoadedCase", book: PriceBook) -> set[str]:
    """The lines and paths (`z1.2`, `z1`) that someone of their discipline answered (M10)."""
    reviews = [found.review for found in loaded.reviews]
    return {
        other.line
        for question, answers in answered(loaded.by_author, reviews, book)
        if any(fits(question, answer.role, disciplines()) for answer in answers[1:])
        for other in questions(loaded.by_author)
        if other.input == question.input
    }


def stance_of(bc: "ValuedCases", threshold: int) -> Stance:
    """A base as it is valued."""
    care = np.asarray(bc.columns.line_side != EFFORT)
    euros = counted(bc.columns, bc.weights, bc.values.value)
    largest, payer = without_largest(bc), most_paying(bc, threshold)
    return Stance(
        bc.settings.realism_name,
        care,
        euros,
        euros - counted(bc.columns, bc.weights, near(bc.settings, bc.columns, care)),
        bc.net,
        bc.benefit,
        largest[1] if largest else None,
        payer[1].net if payer else None,
    )


def stances_of(bc: "ValuedCases", threshold: int) -> Iterator[Stance]:
    """The same base under every named pair. Its own sets do not take part: swapping them cannot matter."""
    sets = load_settings()
    for regime in sets.regimes:
        for realism in sets.realism:
            yield stance_of(varied(bc, None, {"regime": regime, "realism": realism}), threshold)


def most_paying(bc: "ValuedCases", threshold: int) -> "tuple[str, Group] | None":
    """Who pays most of those that may be named, with what falls to it; None when nobody pays."""
    shown = {g.payers[0]: g.label for g in payer_groups(bc, threshold) if len(g.payers) == 1}
    paying = [group for group in bc.groups("betaler") if group.label in shown and group.cost > 0]
    if not paying:
        return None
    most = max(paying, key=lambda group: group.cost)
    return shown[most.label], most
