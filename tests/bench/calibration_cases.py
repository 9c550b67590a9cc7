"""How often the band over cases holds the true expected total, for cases of several shapes.

Every method sees the same portfolios. The truth is the expected total of the shape, known in closed form; no
setting of the band was chosen by it. The first shape is the hardest: net values of cases log-normal with
σ = 1.2 (a standard deviation of 1.8 times the mean) minus a cost.
"""

import math
from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.results.base.denominator import t_quantile
from rendement.results.worlds.resampling import t_quantiles

Floats = NDArray[np.float64]

RESAMPLES: Final = 1_000
"""Of the methods it is compared with."""
_NORMAL: Final = NormalDist()


class Shape(NamedTuple):
    """How net values of cases are spread, and their true mean."""

    name: str
    draw: Callable[[np.random.Generator, int], Floats]
    mean: float


def _lognormal(random: np.random.Generator, size: int, sigma: float) -> Floats:
    return np.exp(sigma * random.standard_normal(size))


SHAPES: Final = (
    Shape("log-normaal, σ = 1,2", lambda r, n: _lognormal(r, n, 1.2) - 0.5, math.exp(0.72) - 0.5),
    Shape("log-normaal, σ = 0,8", lambda r, n: _lognormal(r, n, 0.8) - 0.5, math.exp(0.32) - 0.5),
    Shape("gamma, vorm 0,5", lambda r, n: r.gamma(0.5, 1.0, n), 0.5),
    Shape(
        "plus en min: verschil van twee log-normale",
        lambda r, n: _lognormal(r, n, 1.0) - 1.5 * _lognormal(r, n, 0.8),
        math.exp(0.5) - 1.5 * math.exp(0.32),
    ),
    Shape(
        "helft nul, helft log-normaal (σ = 0,8)",
        lambda r, n: _lognormal(r, n, 0.8) * (r.random(n) < 0.5),
        0.5 * math.exp(0.32),
    ),
    Shape("normaal", lambda r, n: r.standard_normal(n), 0.0),
)


class Missed(NamedTuple):
    """How many bands lay below, and above, the truth."""

    below: int
    above: int


METHODS: Final = ("onze band", "bootstrap-t", "BCa", "gewone t", "percentielen")
Coverage = dict[str, list[Missed]]
"""Per method, for every tail."""


def study(shape: int, size: int, portfolios: int, tails: Sequence[float], rivals: bool) -> Coverage:
    """Misses of our band, and with `rivals` of the four others, on the same portfolios."""
    methods = METHODS if rivals else METHODS[:1]
    missed = {name: np.zeros((len(tails), 2), dtype=np.int64) for name in methods}
    for number in range(portfolios):
        random = np.random.default_rng([2025, shape, size, number])
        net = SHAPES[shape].draw(random, size)
        bands = _all_bands(net, random, tails, rivals)
        for name in methods:
            low, high = np.array(bands[name]).T
            missed[name] += np.stack([high < SHAPES[shape].mean, low > SHAPES[shape].mean], axis=1)
    return {name: [Missed(*row) for row in found.tolist()] for name, found in missed.items()}


Bands = dict[str, list[tuple[float, float]]]


def _all_bands(net: Floats, random: np.random.Generator, tails: Sequence[float], rivals: bool) -> Bands:
    """Per method the band of the mean, for every tail."""
    size, mean = len(net), float(net.mean())
    error = float(net.std(ddof=1)) / math.sqrt(size)
    if not error:
        return {name: [(mean, mean)] * len(tails) for name in METHODS}
    ours = t_quantiles(net - mean, random, tails)
    found: Bands = {METHODS[0]: [(mean - end.high * error, mean - end.low * error) for end in ours]}
    if not rivals:
        return found
    samples = net[random.integers(0, size, (RESAMPLES, size))]
    means, errors = samples.mean(axis=1), samples.std(axis=1, ddof=1) / math.sqrt(size)
    t = ((means - mean) / np.where(errors > 0, errors, np.inf))[errors > 0]
    ends = [(tail, 1 - tail) for tail in tails]
    found["bootstrap-t"] = [
        (mean - np.quantile(t, high) * error, mean - np.quantile(t, low) * error) for low, high in ends
    ]
    found["BCa"] = [_bca(net, means, tail) for tail in tails]
    reach = [t_quantile(1 - tail, size - 1) * error for tail in tails]
    found["gewone t"] = [(mean - r, mean + r) for r in reach]
    found["percentielen"] = [(np.quantile(means, low), np.quantile(means, high)) for low, high in ends]
    return found


def _bca(net: Floats, means: Floats, tail: float) -> tuple[float, float]:
    """Efron (1987): percentiles corrected for bias and acceleration."""
    share = float(np.clip(np.mean(means < net.mean()), 1e-3, 1 - 1e-3))
    off, bias = net - net.mean(), _NORMAL.inv_cdf(share)
    bend = float((off**3).sum() / (6 * (off**2).sum() ** 1.5))

    def corrected(chance: float) -> float:
        z = bias + _NORMAL.inv_cdf(chance)
        return float(np.quantile(means, _NORMAL.cdf(bias + z / (1 - bend * z))))

    return corrected(tail), corrected(1 - tail)
