"""Estimates as distributions: a range, a pooled answer, a price of a book, a guess of some grade (M8)."""

import math
from functools import lru_cache
from typing import NamedTuple

from rendement.engine.shapes import Key, Law, lognormal, mixture, pert, triangle, uniform
from rendement.model.estimate import PERT_REACH, Z10, Distribution, Estimate, Evidence, Points, mean
from rendement.model.pooling import answers_of
from rendement.model.price import Price
from rendement.model.settings import PriceSpreadSet, Settings


@lru_cache(maxsize=65_536)
def law_of(points: Points, shape: Distribution, ceiling: float = math.inf) -> Law | None:
    """The distribution of a range (M8), floor 0; None for a point."""
    low, likely, high = points
    if low is None or high is None:
        return None
    if shape is Distribution.UNIFORM:
        return uniform(low, high)
    if shape is Distribution.LOGNORMAL:
        spread = math.log(high / low) / (2 * Z10)
        return lognormal(math.sqrt(low * high) * math.exp(spread * spread / 2), spread)
    assert likely is not None
    if shape is Distribution.TRIANGULAR:
        return triangle(low, likely, high)
    reach = PERT_REACH if shape is Distribution.PERT else 1.0
    bottom, top = max(0.0, likely - reach * (likely - low)), min(ceiling, likely + reach * (high - likely))
    return pert(bottom, likely, top)


def law_of_estimate(estimate: Estimate, ceiling: float = math.inf) -> Law | None:
    """The distribution of an estimate, a mixture when several people answered (M19); None for a point."""
    parts = answers_of(estimate)
    laws = [law_of(part.points, part.distribution, ceiling) for part in parts]
    if len(parts) == 1:
        return laws[0]
    points = (Law(mean(part.points, part.distribution), 0.0, ("uniform",)) for part in parts)
    return mixture(law or point for law, point in zip(laws, points, strict=True))


def price_law(price: Price, year: int, spreads: PriceSpreadSet) -> Law:
    """A price around its mean: over the range of the book, else with the spread of its grade (M8)."""
    value = price.value_for(year)
    own = law_of(value.points, value.distribution)
    if own is not None:
        return own.relative
    off = spreads.spreads[value.grade]
    return lognormal(1.0, math.log1p(off) / Z10) if off else Law(1.0, 0.0, ("uniform",))


def factor_law(settings: Settings, grade: Evidence) -> Law:
    """The realism factor of a grade (M9, M10)."""
    factor = settings.realism.factors[grade]
    return law_of(factor.points, factor.distribution) or Law(factor.mean, 0.0, ("uniform",))


class Guess(NamedTuple):
    """A guessed share as a factor around 1: `1 + spread × shape` (M31b)."""

    grade: str
    key: Key
    spread: float


def guess_of(value: float, grade: str, factor: Law, sign: int) -> Guess | None:
    """A guessed share with the relative spread of its grade, narrowed to stay within 0 and 100 % (M8, M31b).

    `sign` is 1 where who is too optimistic takes it too high, −1 where too low. None for a certain share.
    """
    around = factor.relative
    if not around.sd or not 0.0 < value < 1.0:
        return None
    up, down = (around.most, around.least) if sign > 0 else (2.0 - around.least, 2.0 - around.most)
    room = [(1.0 / value - 1.0) / (up - 1.0), 1.0 / (1.0 - down)]
    return Guess(grade, around.key, sign * around.sd * min(1.0, *room))
