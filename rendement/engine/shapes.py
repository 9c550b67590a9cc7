"""The shapes of M8 as tables: for each of 4,096 equally likely slices, the value that goes with it.

Every table has mean 0 and standard deviation 1, so an estimate is `mean + sd × table`: its mean and spread
are exact, and only its shape is as fine as the table. Drawing is then looking up, which costs a small part of
drawing from the distribution itself.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Table = NDArray[np.float32]

SLICES: Final = 4096
FINENESS: Final = 512
"""Shapes that differ less than 1/512 in their parameter share a table (their mean and spread do not)."""
_NODES: Final = 16_385

Key = tuple[Any, ...]
"""A family and its parameter: `("pert", 0.3)`; for a mixture the parts with their place and spread."""


class Law(NamedTuple):
    """A distribution: its mean and standard deviation in its own unit, and its shape."""

    mean: float
    sd: float
    key: Key

    @property
    def relative(self) -> "Law":
        """The same around 1: what the mean is to be multiplied by."""
        return Law(1.0, self.sd / abs(self.mean) if self.mean else 0.0, self.key)

    def quantile(self, chance: float) -> float:
        """The value below which this part of reality falls."""
        return self.mean + self.sd * float(np.interp(chance, _MIDDLES, table_of(self.key)))

    @property
    def least(self) -> float:
        """The lowest value a draw can have."""
        return self.mean + self.sd * float(table_of(self.key)[0])

    @property
    def most(self) -> float:
        """The highest value a draw can have."""
        return self.mean + self.sd * float(table_of(self.key)[-1])

    def mirrored(self) -> "Law":
        """The law of 1 minus this."""
        return Law(1.0 - self.mean, self.sd, ("mirror", *self.key))


def pert(bottom: float, likely: float, top: float) -> Law:
    """M8: a PERT between its limits, mean (A + 4m + B) / 6."""
    mean = (bottom + 4 * likely + top) / 6
    sd = math.sqrt((mean - bottom) * (top - mean) / 7)
    return Law(mean, sd, ("pert", _rounded((likely - bottom) / (top - bottom))))


def triangle(low: float, likely: float, high: float) -> Law:
    """M8: a triangle between its limits."""
    part = (likely - low) / (high - low)
    sd = (high - low) * math.sqrt((1 - part + part * part) / 18)
    return Law((low + likely + high) / 3, sd, ("triangle", _rounded(part)))


def uniform(low: float, high: float) -> Law:
    """M8: everything between the limits equally likely."""
    return Law((low + high) / 2, (high - low) / math.sqrt(12), ("uniform",))


def lognormal(mean: float, spread: float) -> Law:
    """M8: a log-normal by its mean and the standard deviation of its logarithm.

    Its standard deviation is that of the slices: stretching them to the full one, which lies in the last
    slice when the spread is large, would move its quantiles and make its lowest values negative.
    """
    key = ("lognormal", _rounded(spread))
    return Law(mean, mean * float(_lognormal(key[1]).std()), key)


def beta(a: float, b: float) -> Law:
    """M40: a share as a beta, by its two parameters; its standard deviation is that of the slices."""
    key = ("beta", a, b)
    return Law(a / (a + b), float(_beta(a, b).std()), key)


def mixture(parts: Iterable[Law]) -> Law:
    """M19: several distributions, equally likely."""
    laws = tuple(parts)
    if len(laws) == 1:
        return laws[0]
    mean = math.fsum(law.mean for law in laws) / len(laws)
    variance = math.fsum(law.sd**2 + (law.mean - mean) ** 2 for law in laws) / len(laws)
    sd = math.sqrt(variance)
    if not sd:
        return Law(mean, 0.0, ("uniform",))
    inside = tuple((_rounded((law.mean - mean) / sd), _rounded(law.sd / sd), law.key) for law in laws)
    return Law(mean, sd, ("mixture", *inside))


def _rounded(parameter: float) -> float:
    return round(parameter * FINENESS) / FINENESS


_MIDDLES: Final = (np.arange(SLICES) + 0.5) / SLICES


@lru_cache(maxsize=4096)
def table_of(key: Key) -> Table:
    """The standardised values of a shape, from low to high."""
    values = _values(key)
    centred = values - values.mean()
    spread = centred.std()
    return np.asarray(centred / spread if spread else centred, dtype=np.float32)


def _values(key: Key) -> Floats:
    return FAMILIES[key[0]].table(*key[1:])


def _mirror(*key: Any) -> Floats:
    return -_values(key)[::-1]


def _uniform() -> Floats:
    return _MIDDLES


def _pert(part: float) -> Floats:
    """Beta(1 + 4λ, 5 − 4λ), upside down from its density over nodes that lie closer near the limits."""
    x = (1 - np.cos(np.linspace(0, np.pi, _NODES))) / 2
    density = x ** (4 * part) * (1 - x) ** (4 * (1 - part))
    below = np.concatenate([[0.0], np.cumsum(np.diff(x) * (density[1:] + density[:-1]) / 2)])
    return np.interp(_MIDDLES, below / below[-1], x)


def _triangle(part: float) -> Floats:
    left = np.sqrt(_MIDDLES * part)
    right = 1 - np.sqrt((1 - _MIDDLES) * (1 - part))
    return np.where(part > _MIDDLES, left, right)


@lru_cache(maxsize=1024)
def _lognormal(spread: float) -> Floats:
    """The mean of every slice, over the mean of all: ∫ of the density is a normal one moved by the spread."""
    x, below = _normal()
    edges = np.interp(np.arange(SLICES + 1) / SLICES, below, x)
    values: Floats = np.diff(np.interp(edges - spread, x, below)) * SLICES
    return values


@lru_cache(maxsize=1024)
def _beta(a: float, b: float) -> Floats:
    """The mean of every slice, over log-odds: there the density, share^a × rest^b, is bounded."""
    width = 12 * math.sqrt(1 / a + 1 / b)
    odds = math.log(a / b) + np.linspace(-width - 40 / a, width + 40 / b, 4 * _NODES)
    log_share, log_rest = -np.logaddexp(0.0, -odds), -np.logaddexp(0.0, odds)
    height = a * log_share + b * log_rest
    density = np.exp(height - height.max())
    below, held = (_gathered(part) for part in (density, density * np.exp(log_share)))
    edges = np.interp(np.arange(SLICES + 1) / SLICES, below / below[-1], held / held[-1])
    return np.asarray(np.diff(edges) * SLICES * a / (a + b), dtype=np.float64)


def _gathered(density: Floats) -> Floats:
    """The area below a density up to each of its nodes, at equal distances."""
    return np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])


@lru_cache(maxsize=1)
def _normal() -> tuple[Floats, Floats]:
    """Points and the chance of being below them, from the density of the normal: no other library needed."""
    x = np.linspace(-12, 12, 16 * _NODES)
    density = np.exp(-x * x / 2)
    below = _gathered(density)
    return x, below / below[-1]


def _mixed(*parts: Any) -> Floats:
    """Equal parts of every distribution: all their values in order, averaged per slice."""
    values = [middle + spread * table_of(key) for middle, spread, key in parts]
    together: Floats = np.sort(np.concatenate(values).astype(np.float64))
    return np.asarray(together.reshape(SLICES, len(values)).mean(axis=1), dtype=np.float64)


class Family(NamedTuple):
    """A family of distributions: how its parameters make a law, and the values of its slices by its key."""

    law: Callable[..., Law]
    table: Callable[..., Floats]


FAMILIES: Final[Mapping[str, Family]] = {
    "pert": Family(pert, _pert),
    "triangle": Family(triangle, _triangle),
    "uniform": Family(uniform, _uniform),
    "lognormal": Family(lognormal, _lognormal),
    "beta": Family(beta, _beta),
    "mixture": Family(mixture, _mixed),
    "mirror": Family(Law.mirrored, _mirror),
}
"""Every family by what its keys begin with; `model/shapes.py` says which of them a distribution is."""


@dataclass(frozen=True)
class Shapes:
    """The shapes that a set of estimates uses, numbered."""

    keys: tuple[Key, ...]

    def tables(self) -> Table:
        """One row per shape."""
        return _tables(self.keys)

    def skewness(self) -> Floats:
        """The third moment of every standardised table."""
        return _skewness(self.keys)


@lru_cache(maxsize=8)
def _tables(keys: tuple[Key, ...]) -> Table:
    rows = [table_of(key) for key in keys]
    return np.stack(rows) if rows else np.zeros((0, SLICES), dtype=np.float32)


@lru_cache(maxsize=8)
def _skewness(keys: tuple[Key, ...]) -> Floats:
    return np.asarray(np.mean(_tables(keys).astype(np.float64) ** 3, axis=1), dtype=np.float64)
