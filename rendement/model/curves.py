"""The laws behind estimates as evidence states them (M40): a beta, or a log-normal, with exact quantiles.

A share with a mean and a spread is a beta, anything else a log-normal; no other family is offered.
"""

import math
from functools import lru_cache
from statistics import NormalDist
from typing import Final, NamedTuple

from rendement.model.shapes import PERT_REACH, WeightedPoints

SDS_IN_95: Final = 3.92
"""Standard deviations between the ends of a 95 % interval (M40)."""
_NORMAL: Final = NormalDist()
_FURTHEST: Final = 700.0
"""Log-odds beyond which a share is 0 or 1 in floating point."""
_TINY: Final = 1e-300
_EXACT: Final = 1e-15
_MOST_TERMS: Final = 20_000


class Beta(NamedTuple):
    """A share between 0 and 1."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """a / (a + b)."""
        return self.a / (self.a + self.b)

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return math.sqrt(self.mean * (1 - self.mean) / (self.a + self.b + 1))

    def quantile(self, chance: float) -> float:
        """The share below which this part of reality falls."""
        return _beta_quantile(self.a, self.b, chance)


class LogNormal(NamedTuple):
    """Anything above zero: the mean and standard deviation of its logarithm."""

    middle: float
    spread: float

    @property
    def mean(self) -> float:
        """e^(μ + s²/2)."""
        return math.exp(self.middle + self.spread**2 / 2)

    @property
    def sd(self) -> float:
        """Standard deviation."""
        return self.mean * math.sqrt(math.expm1(self.spread**2))

    def quantile(self, chance: float) -> float:
        """The value below which this part of reality falls."""
        return math.exp(self.middle + self.spread * _NORMAL.inv_cdf(chance))


Curve = Beta | LogNormal


def beta_by_moments(mean: float, sd: float) -> Beta | None:
    """The beta with this mean and standard deviation; None when there is none (sd² ≥ μ(1 − μ))."""
    most = mean * (1 - mean)
    if not 0 < sd * sd < most:
        return None
    weight = most / (sd * sd) - 1
    return Beta(mean * weight, (1 - mean) * weight)


def beta_of_count(hits: int, of: int) -> Beta:
    """What `9 van 40` says of a share (M40); nobody, or everybody, counts as half a person less or more."""
    extra = 0.0 if 0 < hits < of else 0.5
    return Beta(hits + extra, of - hits + extra)


def lognormal_by_moments(mean: float, sd: float) -> LogNormal:
    """The log-normal with this mean and standard deviation, both above zero."""
    variance = math.log1p((sd / mean) ** 2)
    return LogNormal(math.log(mean) - variance / 2, math.sqrt(variance))


def lognormal_by_limits(low: float, high: float) -> LogNormal:
    """The log-normal with this 95 % interval, both ends above zero."""
    return LogNormal((math.log(low) + math.log(high)) / 2, math.log(high / low) / SDS_IN_95)


def three_of_curve(curve: Curve, mean: float) -> WeightedPoints:
    """A curve as a time (M40): P10, P50 and P90, times one factor so that their weights give the mean."""
    edge = PERT_REACH / 6
    weights = (edge, 1 - 2 * edge, edge)
    points = [curve.quantile(chance) for chance in (0.1, 0.5, 0.9)]
    factor = mean / math.fsum(p * w for p, w in zip(points, weights, strict=True))
    return WeightedPoints(tuple(point * factor for point in points), weights)


@lru_cache(maxsize=16_384)
def _beta_quantile(a: float, b: float, chance: float) -> float:
    """By halving the log-odds, so that a share near 0 is as exact as one near a half."""
    low, high = -_FURTHEST, _FURTHEST
    for _ in range(64):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(a, b, middle) < chance else (low, middle)
    return 1 / (1 + math.exp(-(low + high) / 2))


def _below(a: float, b: float, odds: float) -> float:
    """The chance that a beta is below the share with these log-odds (the incomplete beta function)."""
    share = 1 / (1 + math.exp(-odds))
    if share > (a + 1) / (a + b + 2):
        return 1 - _below(b, a, -odds)
    log_share, log_rest = -_softplus(-odds), -_softplus(odds)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(scale + a * log_share + b * log_rest) / (a * _fraction(a, b, share))


def _softplus(value: float) -> float:
    """log(1 + e^value), also for large values."""
    return max(value, 0.0) + math.log1p(math.exp(-abs(value)))


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function, from the top down (Lentz)."""
    value = ratio = 1.0
    rest = 0.0
    for term in range(1, _MOST_TERMS):
        m, odd = divmod(term, 2)
        if odd:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        rest = 1 / _apart(1 + step * rest)
        ratio = _apart(1 + step / ratio)
        value *= rest * ratio
        if abs(rest * ratio - 1) < _EXACT:
            break
    return value


def _apart(value: float) -> float:
    """Never exactly zero, which is divided by."""
    return value if abs(value) > _TINY else _TINY
