"""Resampling of cases: how far a total may be off because these happen to be the cases (M16)."""

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RESAMPLES: Final = 4_000
OUTER: Final = 500
INNER: Final = 250
"""Resamples, and resamples of each of those, by which the level is calibrated."""
CALIBRATED_CASES: Final = 500
"""Up to so many cases; beyond that the level is as good as what it says."""
MANY_CASES: Final = 2_000
_AT_ONCE: Final = 500


class CaseNets(NamedTuple):
    """Per case: its expected net, what it counts for, and how much of its chance error is left."""

    net: Floats
    weight: Floats
    left: Floats
    """1; for a case drawn by lot 1 − π: as more of all cases are drawn, less is left to chance."""


class Ends(NamedTuple):
    """A low and a high end."""

    low: float
    high: float


def bootstrap_t(cases: CaseNets, random: np.random.Generator, tail: float = 0.1) -> Ends:
    """How far a total over cases may lie below and above what was found, in euros.

    With weights it is the total of all closed cases by Hájek, linearised.
    """
    net, weight, left = cases
    off = weight * (net - float(weight @ net) / float(weight.sum()))
    if not np.any(off):
        return Ends(0.0, 0.0)
    n = len(net)
    reach = math.sqrt(n / (n - 1) * float((off**2 * left).sum()))
    (t,) = t_quantiles(off, random, [tail])
    return Ends(-t.high * reach, -t.low * reach)


def t_quantiles(off: Floats, random: np.random.Generator, tails: Sequence[float]) -> list[Ends]:
    """Between which values t lies in all but `tail` of samples at either side; deviations sum to 0.

    Bootstrap-t. Samples are drawn from the quantile function of Hutson (2002), straight between cases and
    exponential beyond the outermost ones, as the largest case found is seldom the largest there is. The
    level is calibrated by a double bootstrap (Loh 1987): what would have held too seldom is widened, and
    nothing is narrowed. From 2,000 cases on t is expanded to its skewness (Hall 1992), then as good.
    """
    n = len(off)
    if n >= MANY_CASES:
        return [_expanded(off, tail) for tail in tails]
    ordered = np.sort(off)
    centre = _mean_of_curve(ordered[None, :])[0]
    samples, t = _drawn(ordered, centre, random)
    levels = list(tails)
    if n <= CALIBRATED_CASES:
        below = _prepivoted(samples, t[: len(samples)], random)
        levels = [_calibrated(below, tail) for tail in tails]
    found = np.sort(t[np.isfinite(t)])
    return [Ends(*np.quantile(found, [level, 1 - level]).tolist()) for level in levels]


def _expanded(off: Floats, tail: float) -> Ends:
    skew = float(np.mean(off**3) / np.mean(off**2) ** 1.5)
    z = NormalDist().inv_cdf(1 - tail)
    shift = skew * (2 * z * z + 1) / (6 * math.sqrt(len(off)))
    return Ends(-z - shift, z - shift)


class _Places(NamedTuple):
    """Where draws fall on the curve through n ordered cases: from which case on, and how far to the next."""

    below: Ints
    up: Floats
    """0 to 1 between cases; below 0 and above 1 in the exponential ends."""

    @classmethod
    def drawn(cls, random: np.random.Generator, samples: int, n: int) -> "_Places":
        position = (n + 1) * random.random((samples, n))
        below = np.clip(position.astype(np.int64) - 1, 0, n - 2)
        up = position - 1 - below
        first, last = position < 1, position >= n
        up[first] = np.log(position[first])
        up[last] = 1 - np.log(n + 1 - position[last])
        return cls(below, up)


def _mean_of_curve(ordered: Floats) -> Floats:
    """The exact mean of the quantile function through ordered rows."""
    first, last = ordered[:, 0], ordered[:, -1]
    ends = (2 * first - ordered[:, 1]) + (2 * last - ordered[:, -2])
    between = (ordered.sum(axis=1) * 2 - first - last) / 2
    return np.asarray((ends + between) / (ordered.shape[1] + 1), dtype=np.float64)


def _drawn(ordered: Floats, centre: float, random: np.random.Generator) -> tuple[Floats, Floats]:
    """Some samples from the curve, ordered, and the t of all; infinite where a sample has no spread."""
    n, kept, found = len(ordered), np.empty((0, len(ordered))), []
    for start in range(0, RESAMPLES, _AT_ONCE):
        places = _Places.drawn(random, min(_AT_ONCE, RESAMPLES - start), n)
        low = ordered[places.below]
        values = low + places.up * (ordered[places.below + 1] - low)
        error = values.std(axis=1, ddof=1) / math.sqrt(n)
        off = values.mean(axis=1) - centre
        found.append(np.divide(off, error, out=np.full(len(off), np.inf), where=error > 0))
        kept = values if start == 0 else kept
    return np.sort(kept[:OUTER], axis=1), np.concatenate(found)


def _prepivoted(samples: Floats, t: Floats, random: np.random.Generator) -> Floats:
    """Per sample: in what part of samples from its own curve t is lower than it was (Beran 1987)."""
    usable = np.isfinite(t)
    inner, mine = _t_within(samples[usable], random), t[usable, None]
    below = ((inner < mine).mean(axis=1) + (inner <= mine).mean(axis=1)) / 2
    return np.asarray(below, dtype=np.float64)


def _t_within(samples: Floats, random: np.random.Generator) -> Floats:
    """Samples × samples of each: t, as products of matrices, as the same places serve for every sample.

    A value is `(1 − u)·a + u·b` for neighbours a and b, so sums and sums of squares are linear in the ordered
    values, their squares, and the products of neighbours.
    """
    n = samples.shape[1]
    places = _Places.drawn(random, INNER, n)
    row = (np.arange(INNER)[:, None] * (n - 1) + places.below).ravel()

    def weights(values: Floats) -> Floats:
        return np.bincount(row, values.ravel(), INNER * (n - 1)).reshape(INNER, n - 1).astype(np.float64)

    def ends(low: Floats, high: Floats) -> Floats:
        nothing = np.zeros((INNER, 1))
        return np.hstack([weights(low), nothing]) + np.hstack([nothing, weights(high)])

    up = places.up
    off = samples - _mean_of_curve(samples)[:, None]
    mean = off @ ends(1 - up, up).T / n
    squares = off**2 @ ends((1 - up) ** 2, up**2).T
    squares += (off[:, 1:] * off[:, :-1]) @ weights(2 * up * (1 - up)).T
    error = np.sqrt(np.maximum(squares / n - mean**2, 0.0) / (n - 1))
    spread = error > 1e-9 * np.abs(off).max(axis=1)[:, None]
    found: Floats = np.divide(mean, error, out=np.zeros_like(mean), where=spread)
    return found


def _calibrated(below: Floats, tail: float) -> float:
    """The tail to ask for, so that what is asked holds as often as it says; never a wider tail."""
    if not len(below):
        return tail
    reached = float(np.quantile(np.abs(below - 0.5), 1 - 2 * tail))
    return min(tail, 0.5 - reached)


def bayesian_bootstrap(nets: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Draws of the total over cases when each counts for a random weight: n·Σ W·x with W flat Dirichlet.

    Its mean is Σx and its variance n/(n+1)·Σ(x − x̄)². From 2,000 cases on it is a normal with those.
    """
    n = len(nets)
    if n >= MANY_CASES:
        sd = math.sqrt(n / (n + 1) * float(((nets - nets.mean()) ** 2).sum()))
        return np.asarray(nets.sum() + sd * random.standard_normal(draws), dtype=np.float64)
    found = np.empty(draws)
    for start in range(0, draws, 1_000):
        weights = random.standard_exponential((min(1_000, draws - start), n))
        found[start : start + len(weights)] = n * (weights @ nets) / weights.sum(axis=1)
    return found
