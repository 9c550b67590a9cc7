"""The slow, obvious twin of the forms of estimates (M30, M40), written from the method.

Of the document models only the raw fields are used: what somebody typed. Log-normals are in closed form; a
beta is added up in small steps, without any clever function. Everything is a float: these laws have no exact
decimals.
"""

import math
from collections.abc import Iterator
from itertools import product
from statistics import NormalDist
from typing import Final

from rendement.model.estimate import Chance, Duration, Estimate, Quantity
from rendement.model.forms import Counted
from rendement.model.units import Measure

K: Final = 1.97345  # M8
STEPS: Final = 100_000
Points = list[tuple[float, float]]  # (value, weight)
Typed = Chance | Quantity | Duration


def number(estimate: Estimate, field: str) -> float | None:
    """What was typed in a field, without its unit."""
    said = getattr(estimate, field, None)
    return float(said.number) if isinstance(said, Measure) else said


def need(estimate: Estimate, field: str) -> float:
    """A number that has to be there."""
    said = number(estimate, field)
    assert said is not None, field
    return said


def factors(estimate: Typed) -> tuple[Typed, ...]:
    """What was typed behind `maal`."""
    return getattr(estimate, "factors", None) or ()


def count(estimate: Estimate) -> Counted | None:
    """`9 van 40`."""
    said = getattr(estimate, "likely", None)
    said = said.number if isinstance(said, Measure) else said
    return said if isinstance(said, Counted) else None


def has_form(estimate: Typed) -> bool:
    """Whether it is one of the forms of this file; the others are in `naive`."""
    typed = any(getattr(estimate, field, None) is not None for field in ("least", "average", "ratio"))
    return bool(factors(estimate)) or typed or count(estimate) is not None


def mean(estimate: Typed) -> float:
    """M40: the mean that is counted with; M30: of a product that of its factors, multiplied."""
    if factors(estimate):
        return math.prod(mean(factor) for factor in factors(estimate))
    counted = count(estimate)
    if counted is not None:
        x, n = counted.hits, counted.of
        return (x + 0.5) / (n + 1) if x in (0, n) else x / n
    if getattr(estimate, "least", None) is not None:
        return (need(estimate, "least") + 4 * need(estimate, "likely") + need(estimate, "most")) / 6
    if getattr(estimate, "ratio", None) is not None:
        middle, spread = lognormal(estimate)
        return math.exp(middle + spread**2 / 2)
    if number(estimate, "low") is None:
        return need(estimate, "likely" if number(estimate, "average") is None else "average")
    assert estimate.distribution.value == "pert"
    low, likely, high = (need(estimate, field) for field in ("low", "likely", "high"))
    bottom = max(0.0, likely - K * (likely - low))
    top = likely + K * (high - likely)
    return (bottom + 4 * likely + (min(1.0, top) if isinstance(estimate, Chance) else top)) / 6


def sd(estimate: Typed) -> float:
    """The standard deviation that was typed, or that an interval of 95 % implies."""
    if number(estimate, "sd") is not None:
        return need(estimate, "sd")
    return (need(estimate, "to95") - need(estimate, "from95")) / 3.92


def lognormal(estimate: Typed) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm: by limits for a ratio, else by moments."""
    if getattr(estimate, "ratio", None) is not None:
        low, high = math.log(need(estimate, "from95")), math.log(need(estimate, "to95"))
        return (low + high) / 2, (high - low) / 3.92
    spread = math.sqrt(math.log(1 + (sd(estimate) / mean(estimate)) ** 2))
    return math.log(mean(estimate)) - spread**2 / 2, spread


def beta(estimate: Typed) -> tuple[float, float]:
    """The two numbers of the beta: of a count, or by moments."""
    counted = count(estimate)
    if counted is not None:
        x, n = counted.hits, counted.of
        return (x + 0.5, n - x + 0.5) if x in (0, n) else (float(x), float(n - x))
    m, s = mean(estimate), sd(estimate)
    return m * (m * (1 - m) / s**2 - 1), (1 - m) * (m * (1 - m) / s**2 - 1)


def quantile(estimate: Typed, chance: float) -> float:
    """The value below which this part lies."""
    if count(estimate) is None and not isinstance(estimate, Chance):
        middle, spread = lognormal(estimate)
        return math.exp(middle + spread * NormalDist().inv_cdf(chance))
    heights = list(_beta_heights(*beta(estimate)))
    whole, reached = math.fsum(height for _, height in heights), 0.0
    for share, height in heights:
        reached += height
        if reached >= chance * whole:
            return share
    raise AssertionError("a chance above one")


def _beta_heights(a: float, b: float) -> Iterator[tuple[float, float]]:
    """Shares at equal distances of their log-odds, and what each stands for."""
    first, last = -60 / min(a, 1.0), 60 / min(b, 1.0)
    top = a * math.log(a / (a + b)) + b * math.log(b / (a + b))
    for step in range(STEPS):
        odds = first + (last - first) * (step + 0.5) / STEPS
        share = 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0
        log_share = -math.log1p(math.exp(-odds)) if odds > -700 else odds
        yield share, math.exp(a * log_share + b * (log_share - odds) - top)


def timing(estimate: Typed) -> Points:
    """M40: P10, P50 and P90 times one factor, so that the weights of M8 give the mean; M30: all combined."""
    if factors(estimate):
        combined = product(*(timing(factor) for factor in factors(estimate)))
        return [(math.prod(v for v, _ in each), math.prod(w for _, w in each)) for each in combined]
    if getattr(estimate, "least", None) is not None:
        limits = (need(estimate, field) for field in ("least", "likely", "most"))
        return list(zip(limits, (1 / 6, 4 / 6, 1 / 6), strict=True))
    weights = (K / 6, 1 - K / 3, K / 6)
    if not has_form(estimate):
        if number(estimate, "low") is None:
            return [(need(estimate, "likely"), 1.0)]
        return list(zip((need(estimate, f) for f in ("low", "likely", "high")), weights, strict=True))
    points = [quantile(estimate, chance) for chance in (0.1, 0.5, 0.9)]
    factor = mean(estimate) / sum(p * w for p, w in zip(points, weights, strict=True))
    return [(p * factor, w) for p, w in zip(points, weights, strict=True)]
