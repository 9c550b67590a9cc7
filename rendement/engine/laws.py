"""Estimates as distributions: a range, a pooled answer, a price of a book, a guess of some grade (M8)."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rendement.engine.shapes import FAMILIES, Key, Law, beta, lognormal, mixture
from rendement.model.curves import Beta, Curve, beta_by_moments, lognormal_by_moments
from rendement.model.estimate import Chance, Duration, Estimate, Evidence, Written
from rendement.model.pooling import answers_of
from rendement.model.price import Price
from rendement.model.products import factors_of
from rendement.model.settings import PriceSpreadSet, Settings
from rendement.model.shapes import SHAPES, Z10, Distribution, Points


@lru_cache(maxsize=65_536)
def law_of(points: Points, shape: Distribution, ceiling: float = math.inf) -> Law | None:
    """The distribution of a range (M8), floor 0; None for a point."""
    low, likely, high = points
    if low is None or high is None:
        return None
    family, *parameters = SHAPES[shape].law(low, math.nan if likely is None else likely, high, ceiling)
    return FAMILIES[family].law(*parameters)


def law_of_estimate(estimate: Estimate, ceiling: float = math.inf) -> Law | None:
    """The distribution of an estimate in any form (M8, M40), a mixture when several people answered (M19).

    None for a point. Of a product the curve of its moments: its factors have laws of their own (M30).
    """
    laws = [_law_of_answer(part, ceiling) for part in answers_of(estimate)]
    if len(laws) == 1:
        return laws[0]
    parts = zip(laws, answers_of(estimate), strict=True)
    return mixture(law or _certain(mean_of(part)) for law, part in parts)


def _law_of_answer(estimate: Estimate, ceiling: float) -> Law | None:
    if estimate.curve is not None:
        return _law_of_curve(estimate.curve, mean_of(estimate))
    factors = factors_of(estimate)
    if len(factors) > 1:
        return _law_of_product(factors, ceiling)
    return law_of(estimate.points, estimate.distribution, ceiling)


@lru_cache(maxsize=65_536)
def _law_of_curve(curve: Curve, expected: float) -> Law:
    law = beta(*curve) if isinstance(curve, Beta) else lognormal(curve.mean, curve.spread)
    return law._replace(mean=expected)


def _law_of_product(factors: Sequence[Estimate], ceiling: float) -> Law | None:
    """The beta or log-normal with the mean and spread of a product of independent factors."""
    tops = [1.0 if isinstance(factor, Chance) else math.inf for factor in factors]
    laws = [
        law_of_estimate(factor, top) or _certain(mean_of(factor))
        for factor, top in zip(factors, tops, strict=True)
    ]
    expected = math.prod(law.mean for law in laws)
    sd = math.sqrt(max(0.0, math.prod(law.mean**2 + law.sd**2 for law in laws) - expected**2))
    if not sd:
        return None
    curve = beta_by_moments(expected, sd) if ceiling == 1.0 else None
    return _law_of_curve(curve or lognormal_by_moments(expected, sd), expected)


def _certain(value: float) -> Law:
    return Law(value, 0.0, ("uniform",))


def mean_of(estimate: Estimate) -> float:
    """The expected value of an estimate in its own unit; of a time over its weighted points (M8)."""
    if isinstance(estimate, Duration):
        timing = estimate.timing
        return math.fsum(v * w for v, w in zip(timing.values, timing.weights, strict=True))
    assert isinstance(estimate, Written)
    return estimate.mean


def price_law(price: Price, year: int, spreads: PriceSpreadSet) -> Law:
    """A price around its mean: over the range of the book, else with the spread of its grade (M8)."""
    value = price.value_for(year)
    own = law_of(value.points, value.distribution)
    if own is not None:
        return own.relative
    off = spreads.spreads[value.grade]
    return lognormal(1.0, math.log1p(off) / Z10) if off else _certain(1.0)


def price_ends(price: Price, year: int, law: Law) -> tuple[float, float]:
    """Low and high of a price over its mean: as they stand in the book (M27), else one in ten of its law."""
    value = price.value_for(year)
    low, _, high = value.points
    if low is None or high is None or not SHAPES[value.distribution].as_written:
        return law.quantile(0.1), law.quantile(0.9)
    return low / value.mean, high / value.mean


def factor_law(settings: Settings, grade: Evidence) -> Law:
    """The realism factor of a grade (M9, M10)."""
    factor = settings.realism.factors[grade]
    return law_of(factor.points, factor.distribution) or _certain(factor.mean)


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
