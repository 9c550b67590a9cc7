"""One walk over the documents: every line of a case once, with all its numbers and its doubt are made of.

Columns and their uncertainty are both filled from it, in its order: so they cannot come to differ about which
line follows another (M29), what of a quantity says how long, or which estimate a factor has.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import LADDER, Duration, Estimate, Evidence, Quantity
from rendement.model.factors import times
from rendement.model.line_names import EFFORT, name_of
from rendement.model.lines import Line, care_lines
from rendement.model.price import Price
from rendement.model.products import factors_of
from rendement.model.units import PER_YEAR

Prices = Mapping[str, Price]
Moment = tuple[str, Duration | Quantity | None]
"""A start, a length or a delay: the word of its field, and its estimate."""


class Effort(NamedTuple):
    """A line of effort."""

    number: int
    line: EffortLine
    quantity: Quantity | None
    """How much; None where its quantity says how long, and of an expense."""
    lasting: Quantity | None
    """The quantity that says how long."""

    @property
    def name(self) -> str:
        """`i1`."""
        return name_of((EFFORT, self.number))

    @property
    def times(self) -> tuple[Moment, ...]:
        """Its start and length; effort has no delay."""
        return _times(self.line, self.lasting, None)


class Help(NamedTuple):
    """A line of help."""

    own: Line
    leads: Line
    """The line whose chance, times and share of the change count: its own, or that of M29."""
    quantity: Quantity | None
    lasting: Quantity | None
    """Of the line that leads: its quantity, where that says how long."""

    @property
    def times(self) -> tuple[Moment, ...]:
        """Start, length and delay, of the line that leads."""
        return _times(self.leads.line, self.lasting, self.leads.line.delay)

    @property
    def forecast(self) -> Pathway | None:
        """The path without us that it is a part of: only what would have happened was forecast (M9)."""
        return self.leads.pathway if self.leads.is_without else None

    def grade(self, case: Case) -> Evidence:
        """What the line itself rests on, else its path, else its case."""
        path = self.leads.pathway
        of_path = path.evidence if path else None
        return self.leads.line.evidence or of_path or case.evidence or Evidence.OWN


class Walked(NamedTuple):
    """The lines of a case, in order."""

    case: Case
    effort: list[Effort]
    help: list[Help]


def walk(case: Case, prices: Prices) -> Walked:
    """Every line of a case."""
    effort = [Effort(number, line, *_apart(line, prices)) for number, line in enumerate(case.effort)]
    found = []
    for own in care_lines(case):
        quantity, lasting = _apart(own.line, prices)
        if own.target is None:
            found.append(Help(own, own, quantity, lasting))
        else:
            found.append(Help(own, own.target, quantity, _apart(own.target.line, prices)[1]))
    return Walked(case, effort, found)


def _apart(line: CareLine | EffortLine, prices: Prices) -> tuple[Quantity | None, Quantity | None]:
    """The quantity of a line as how much, or as how long."""
    if line.quantity is None or line.price is None:
        return None, None
    if is_length(line.quantity, prices[line.price], line.duration):
        return None, line.quantity
    return line.quantity, None


_BEGINS, _LASTS, _WAITS = times()


def _times(
    line: EffortLine | CareLine, lasting: Quantity | None, delay: Duration | None
) -> tuple[Moment, ...]:
    """Start, length and delay; days that say how long stand in the field of how much."""
    length: Moment = ("aantal", lasting) if lasting else (_LASTS, line.duration)
    return (_BEGINS, line.start), length, (_WAITS, delay)


def is_length(quantity: Quantity, price: Price, duration: Duration | None) -> bool:
    """Whether so many days (weeks …) of a price per day say how long it lasts, not how much it is."""
    return quantity.per is None and duration is None and price.unit in PER_YEAR


def path_chance(pathway: Pathway | None) -> float:
    """The mean chance of a path, 1 for help that was or is really used (M4)."""
    if pathway is None:
        return 1.0
    if pathway.chance is not None:
        return pathway.chance.mean
    assert pathway.deadweight is not None
    return 1.0 - pathway.deadweight.mean


def weakest_grade(case: Case, line: CareLine, pathway: Pathway) -> Evidence:
    """The grade of the weakest estimate a line leans on (M10): a chain is as strong as its weakest link."""
    of_path = pathway.evidence or case.evidence or Evidence.OWN
    of_line = line.evidence or of_path
    path_estimate = pathway.chance or pathway.deadweight
    grades = [factor.evidence or of_path for factor in factors_of(path_estimate) if factor is not None]
    own: tuple[Estimate | None, ...] = (line.chance, line.quantity, line.start, line.duration, line.delay)
    lasting = line.duration is not None and line.duration.is_lasting
    said = [
        estimate for estimate in own if estimate is not None and not (lasting and estimate is line.duration)
    ]
    grades += [factor.evidence or of_line for estimate in said for factor in factors_of(estimate)]
    return max(grades, key=LADDER.index)
