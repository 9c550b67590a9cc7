"""Answers of several people to one question, pooled: an equal-weight mixture of their distributions (M19).

A pooled estimate is an estimate like any other: it has a mean, and as a time it has weighted points. Its
`answers` are the parts of the mixture, each with the same weight, in the unit of the first: to draw from it,
draw one of the answers and then from that answer.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar

from rendement.model.estimate import LADDER, Chance, Duration, Estimate, Evidence, Quantity, Written
from rendement.model.forms import ATTRIBUTES, Counted
from rendement.model.products import carries_unit
from rendement.model.shapes import Points, WeightedPoints, in_order
from rendement.model.units import Measure

E = TypeVar("E", Chance, Quantity, Duration)
M = TypeVar("M", Quantity, Duration)


class PooledChance(Chance):
    """A chance answered by several people."""

    answers: tuple[Chance, ...]
    who: tuple[str, ...]

    @property
    def points(self) -> Points:
        """The lowest and the highest that anyone named, around the mean: to be shown, not to be averaged."""
        return _span([answer.points for answer in self.answers], self.mean)

    @cached_property
    def mean(self) -> float:
        """The mean of the means: the expected value of the mixture."""
        return _average([answer.mean for answer in self.answers])


class PooledQuantity(Quantity):
    """A quantity answered by several people, all in the unit of the first."""

    answers: tuple[Quantity, ...]
    who: tuple[str, ...]

    @property
    def points(self) -> Points:
        """The lowest and the highest that anyone named, around the mean: to be shown, not to be averaged."""
        return _span([answer.points for answer in self.answers], self.mean)

    @cached_property
    def mean(self) -> float:
        """The mean of the means: the expected value of the mixture."""
        return _average([answer.mean for answer in self.answers])

    @property
    def timing(self) -> WeightedPoints:
        """The points of every answer, each with its share of the weight, in order of value (M28)."""
        return _together([answer.timing for answer in self.answers])


class PooledDuration(Duration):
    """A time answered by several people, all in the unit of the first."""

    answers: tuple[Duration, ...]
    who: tuple[str, ...]

    @property
    def points(self) -> Points:
        """The lowest and the highest that anyone named, around the mean: to be shown, not to be averaged."""
        return _span([answer.points for answer in self.answers], _mean_of(self.timing))

    @property
    def timing(self) -> WeightedPoints:
        """The points of every answer, each with its share of the weight, in order of value (M28)."""
        return _together([answer.timing for answer in self.answers])

    @property
    def is_lasting(self) -> bool:
        """Never: where all say `blijvend` there is nothing to pool."""
        return False


def answers_of(estimate: Estimate) -> tuple[Estimate, ...]:
    """The parts of the mixture, equally likely; the estimate itself when nobody else answered."""
    if isinstance(estimate, PooledChance | PooledQuantity | PooledDuration):
        return estimate.answers
    return (estimate,)


def people_of(estimate: Estimate) -> tuple[str, ...]:
    """Whose answers those are; empty for an estimate that only its author made."""
    return estimate.who if isinstance(estimate, PooledChance | PooledQuantity | PooledDuration) else ()


def pool(people: Sequence[str], answers: Sequence[E]) -> E:
    """The mixture of answers with equal weights; equal answers pool to that answer itself.

    Measures are read in the unit of the first: rescale them before.
    """
    first = answers[0]
    if all(_says(answer) == _says(first) for answer in answers):
        return first
    shared = {"evidence": first.evidence, "ground": first.ground, "name": first.name}
    parts: dict[str, Any] = {"answers": tuple(answers), "who": tuple(people), **shared}
    if isinstance(first, Chance):
        return _constructed(PooledChance, parts)
    if isinstance(first, Quantity):
        return _constructed(
            PooledQuantity, {**parts, "likely": Measure(_middle(answers), first.unit, first.per)}
        )
    return _constructed(PooledDuration, {**parts, "likely": Measure(_middle(answers), first.unit, None)})


def _middle(answers: Sequence[Quantity | Duration]) -> float:
    """The mean over all answers, in their unit."""
    return _average([a.mean if isinstance(a, Quantity) else _mean_of(a.timing) for a in answers])


def _mean_of(timing: WeightedPoints) -> float:
    return math.fsum(v * w for v, w in zip(timing.values, timing.weights, strict=True))


def _constructed(kind: type[E], fields: dict[str, Any]) -> E:
    """Made without reading again: every part was read before."""
    return kind.model_construct(**fields)


def _says(estimate: Written) -> tuple[object, ...]:
    shape = estimate.points.low is not None and estimate.distribution
    return (estimate.points, shape, estimate.curve, *map(_says, estimate.parts))


def rescaled(estimate: M, factor: float, unit: str | None, per: str | None) -> M:
    """The same estimate in another unit: every form keeps its shape under a constant (M8, M40).

    Of a product the factor with the unit; a count of people (`9 van 40`) becomes a product with the constant.
    """
    if estimate.parts:
        parts = tuple(
            rescaled(part, factor, unit, per) if isinstance(part, Quantity) and carries_unit(part) else part
            for part in estimate.parts
        )
        kept = {"evidence": estimate.evidence, "ground": estimate.ground}
        return _constructed(type(estimate), {"factors": parts, **kept})
    if isinstance(estimate.number("verwacht"), Counted):
        constant = Quantity.model_construct(likely=Measure(factor, unit, per))
        kept = {"evidence": estimate.evidence, "ground": estimate.ground}
        return _constructed(type(estimate), {"factors": (estimate, constant), **kept})
    measures = {name: getattr(estimate, name) for name in ATTRIBUTES.values() if hasattr(estimate, name)}
    scaled = {
        name: measure and Measure(measure.number * factor, unit, per) for name, measure in measures.items()
    }
    kept = {name: getattr(estimate, name) for name in ("distribution", "evidence", "ground", "name")}
    return _constructed(type(estimate), {**scaled, **kept})


def as_kind(estimate: Estimate, kind: type[Estimate]) -> Estimate:
    """A length of time as the number of days of a price per day, or the other way round: the same points."""
    if issubclass(kind, Chance) or isinstance(estimate, Duration if issubclass(kind, Duration) else Quantity):
        return estimate
    fields = {name: getattr(estimate, name) for name in type(estimate).model_fields}
    is_time = issubclass(kind, Duration)
    if not isinstance(estimate, PooledQuantity | PooledDuration):
        return (Duration if is_time else Quantity).model_construct(**fields)
    fields["answers"] = tuple(as_kind(answer, kind) for answer in estimate.answers)
    return (PooledDuration if is_time else PooledQuantity).model_construct(**fields)


def with_factor(product: Estimate, number: int, factor: Estimate) -> Estimate:
    """A product with another factor, and with nothing remembered of the old one."""
    fields = {name: getattr(product, name) for name in type(product).model_fields}
    factors = (*fields["factors"][:number], factor, *fields["factors"][number + 1 :])
    return type(product).model_construct(product.model_fields_set, **{**fields, "factors": factors})


def graded(estimate: E, grade: Evidence) -> E:
    """The same estimate with another grade of evidence; of a product every factor that is not as strong."""
    if not estimate.parts:
        return estimate.model_copy(update={"evidence": grade})
    strong = LADDER.index(grade)
    parts = tuple(
        part
        if part.evidence is not None and LADDER.index(part.evidence) <= strong
        else part.model_copy(update={"evidence": grade})
        for part in estimate.parts
    )
    return estimate.model_copy(update={"evidence": grade, "factors": parts})


def stated_of(estimate: Written, otherwise: Evidence) -> Evidence:
    """The grade of an estimate, of a product that of its weakest factor (M30); else `otherwise`."""
    parts = estimate.parts
    if not parts:
        return estimate.evidence or otherwise
    return max((part.evidence or otherwise for part in parts), key=LADDER.index)


def _average(means: Sequence[float]) -> float:
    return math.fsum(means) / len(means)


def _span(points: Sequence[Points], middle: float) -> Points:
    named = [value for point in points for value in point if value is not None]
    return Points(min(named), middle, max(named))


def _together(timings: Sequence[WeightedPoints]) -> WeightedPoints:
    """The points of all answers, each with its share of the weight."""
    values = (value for timing in timings for value in timing.values)
    weights = (weight / len(timings) for timing in timings for weight in timing.weights)
    return in_order(values, weights)
