"""The standard normal without another library: its distribution, the inverse, and a quadrature (M31)."""

import math
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_REACH: Final = 8.0
"""Beyond this many standard deviations lies less than 1e-15."""
_STEPS: Final = 2**15
NODES: Final = 48
"""Points of a quadrature: exact for polynomials up to degree 95."""


@lru_cache(maxsize=1)
def _table() -> tuple[Floats, Floats]:
    x = np.linspace(-_REACH, _REACH, _STEPS + 1)
    below = np.array([math.erfc(-value / math.sqrt(2)) / 2 for value in x.tolist()])
    return x, below


def chance_below(x: Floats) -> Floats:
    """Φ: the chance that a standard normal is at most x."""
    points, below = _table()
    return np.asarray(np.interp(x, points, below), dtype=np.float64)


def normal_at(chance: Floats) -> Floats:
    """Φ⁻¹: the standard normal value with this chance below it."""
    points, below = _table()
    return np.asarray(np.interp(chance, below, points), dtype=np.float64)


class Quadrature(NamedTuple):
    """Points and weights: the expectation of f of a standard normal is `weights @ f(points)`."""

    points: Floats
    weights: Floats


@lru_cache(maxsize=1)
def quadrature() -> Quadrature:
    """Gauss–Hermite, for a standard normal."""
    points, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return Quadrature(points, weights / weights.sum())
