"""From cells to payers: shared draws of prices and realism, and what cases add up to given those.

Given prices and realism factors, cases are independent and what they add up to has an exact mean and
covariance (`moments`). So one normal draw per cell stands for all cases, with a correction for skewness.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.draws import shared_doubles, shared_normals
from rendement.engine.moments import Moments, symmetric
from rendement.engine.shapes import SLICES, Law, table_of
from rendement.engine.worlds import Cell

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Ints = NDArray[np.int64]

_RIDGES: Final = tuple(10.0**power for power in range(-7, 2))
"""What is tried on the diagonal; with the largest every correlation has a root."""
_MOST_SKEW: Final = 2.0
"""Beyond this a quadratic in a normal is no longer rising; then a larger base is needed."""


def shared_factor(seed: int, name: str, law: Law, first: int, count: int) -> Floats:
    """Draws of one price or realism factor over its mean."""
    if not law.sd:
        return np.ones(count)
    table = table_of(law.key).astype(np.float64)
    place = np.clip(shared_doubles(seed, name, first, count) * SLICES - 0.5, 0.0, SLICES - 1.0)
    below = np.minimum(place.astype(np.intp), SLICES - 2)
    rise = np.diff(table)[below] * (place - below)
    return np.asarray(1.0 + law.sd * (table[below] + rise), dtype=np.float64)


def price_name(key: str) -> str:
    """The name to which the draws of a price belong."""
    return f"prijs/{key}"


def realism_name(grade: str, organisation: str) -> str:
    """The name to which the draws of a realism factor belong."""
    return f"realisme/{grade}/{organisation}"


def shared_draws(
    cells: Sequence[Cell],
    prices: Mapping[str, Law],
    realism: Mapping[tuple[str, str], Law],
    seed: int,
    first: int,
    count: int,
) -> Floats:
    """Cells × draws: price times realism factor of every cell, over their means (M9)."""
    found = np.ones((len(cells), count))
    for key in dict.fromkeys(cell.price for cell in cells if cell.price in prices):
        mine = [place for place, cell in enumerate(cells) if cell.price == key]
        found[mine] *= shared_factor(seed, price_name(key), prices[key], first, count)
    for grade, who in dict.fromkeys((c.grade, c.organisation) for c in cells if c.grade):
        mine = [place for place, cell in enumerate(cells) if (cell.grade, cell.organisation) == (grade, who)]
        found[mine] *= shared_factor(seed, realism_name(grade, who), realism[grade, who], first, count)
    return found


class Sums(NamedTuple):
    """What is needed to draw the sum of all cases: worked out once, drawn from in stretches."""

    mean: Floats
    """Per cell."""
    live: Ints
    """The cells that are uncertain."""
    names: tuple[str, ...]
    root: Floats
    """Live × live: turns independent normals into correlated ones."""
    sd: Floats
    skew: Floats

    def draw(self, seed: int, stretch: int, count: int) -> Floats:
        """Cells × draws of one numbered stretch of worlds, at expected prices and realism factors."""
        found = np.repeat(self.mean[:, None], count, axis=1)
        if len(self.live):
            normals = np.array([shared_normals(seed, f"{name}/{stretch}", count) for name in self.names])
            found[self.live] += _bent(self.root.astype(np.float32) @ normals, self.sd, self.skew)
        return found


def sums_of(moments: Moments, extra: Floats | None = None) -> Sums:
    """The normal draws that stand for all cases; `extra` is a covariance (cells × cells) on top of theirs."""
    size = len(moments.cells)
    covariance = symmetric(moments.covariance, size)
    if extra is not None:
        covariance = covariance + extra
    live = np.flatnonzero(np.diag(covariance) > 0)
    covariance = covariance[np.ix_(live, live)]
    sd = np.sqrt(np.diag(covariance))
    skew = np.clip(moments.third.values()[live] / sd**3, -_MOST_SKEW, _MOST_SKEW)
    root = _root(_unbent(covariance / np.outer(sd, sd), skew / 6))
    names = tuple(moments.cells[place].name for place in live)
    return Sums(moments.mean.values(), live.astype(np.int64), names, root, sd, skew)


def _unbent(wanted: Floats, bend: Floats) -> Floats:
    """The correlation normals must have for it to be as wanted once they are bent."""
    product = np.outer(bend, bend)
    scaled = wanted * np.sqrt(np.outer(1 + 2 * bend**2, 1 + 2 * bend**2))
    inside = np.maximum(1 + 8 * product * scaled, 0.0)
    solved = (np.sqrt(inside) - 1) / np.where(product == 0, 1.0, 4 * product)
    found = np.where(np.abs(product) < 1e-9, scaled, solved)
    np.fill_diagonal(found, 1.0)
    return np.clip(found, -1.0, 1.0)


def _root(correlation: Floats) -> Floats:
    """The Cholesky root, with as little on the diagonal as it takes where the correlation is singular."""
    size = len(correlation)
    for ridge in _RIDGES:
        try:
            root = np.linalg.cholesky(correlation + ridge * np.eye(size))
        except np.linalg.LinAlgError:
            continue
        return np.asarray(root / math.sqrt(1.0 + ridge), dtype=np.float64)
    return np.eye(size)


def _bent(normal: Small, sd: Floats, skew: Floats) -> Small:
    """Normal draws bent to a third moment, with the same variance: z + γ/6 (z² − 1), scaled back."""
    bend = (skew / 6)[:, None]
    bent = normal * normal
    bent -= np.float32(1.0)
    bent *= bend.astype(np.float32)
    bent += normal
    bent *= (sd[:, None] / np.sqrt(1.0 + 2.0 * bend**2)).astype(np.float32)
    return bent


class Analytic(NamedTuple):
    """Mean and variance of one outcome in closed form."""

    mean: float
    variance: float


def analytic(
    moments: Moments, prices: Mapping[str, Law], realism: Mapping[tuple[str, str], Law], weights: Floats
) -> Analytic:
    """Closed form of a sum over cells with these weights: prices, realism and cases all uncertain (M16)."""
    size = len(moments.cells)
    mean = moments.mean.values() * weights
    covariance = symmetric(moments.covariance, size) * np.outer(weights, weights)
    shared = _second_of(moments.cells, prices, realism)
    together = np.outer(mean, mean)
    return Analytic(float(mean.sum()), float(((shared - 1.0) * together + shared * covariance).sum()))


def _second_of(
    cells: Iterable[Cell], prices: Mapping[str, Law], realism: Mapping[tuple[str, str], Law]
) -> Floats:
    """E[product of the shared factors of two cells]."""
    listed = list(cells)
    size = len(listed)
    found = np.ones((size, size))
    sets = (
        ([cell.price for cell in listed], {key: law.sd for key, law in prices.items()}),
        (
            [f"{c.grade}/{c.organisation}" for c in listed],
            {f"{grade}/{who}": law.sd for (grade, who), law in realism.items()},
        ),
    )
    for names, spreads in sets:
        spread = np.array([spreads.get(name, 0.0) for name in names])
        numbers = {name: place for place, name in enumerate(dict.fromkeys(names))}
        number = np.array([numbers[name] for name in names])
        same = number[:, None] == number[None, :]
        found *= 1.0 + np.where(same, np.outer(spread, spread), 0.0)
    return found
