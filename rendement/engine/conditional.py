"""From cells to payers: shared draws of prices and realism, and what cases add up to given those.

Given prices and realism factors, cases are independent and what they add up to has an exact mean and covariance
(`moments`). So one normal draw per cell stands for all cases, with a correction for skewness; the rest is exact.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.draws import shared_doubles, shared_normals
from rendement.engine.moments import Moments
from rendement.engine.shapes import SLICES, Law, table_of
from rendement.engine.worlds import Cell

Floats = NDArray[np.float64]

_MOST_SKEW: Final = 2.0
"""Beyond this a quadratic in a normal is no longer rising; then a larger base is needed."""




def shared_factor(seed: int, name: str, law: Law, count: int) -> Floats:
    """Draws of one price or realism factor over its mean."""
    if not law.sd:
        return np.ones(count)
    place = shared_doubles(seed, name, count) * SLICES - 0.5
    return 1.0 + law.sd * np.interp(place, np.arange(SLICES), table_of(law.key))


def shared_draws(
    cells: Sequence[Cell],
    prices: dict[str, Law],
    realism: dict[tuple[str, str], Law],
    seed: int,
    count: int,
) -> Floats:
    """Cells × draws: price times realism factor of every cell, over their means (M9)."""
    of_price = {
        key: shared_factor(seed, f"prijs/{key}", law, count)
        for key, law in prices.items()
        if any(cell.price == key for cell in cells)
    }
    of_grade = {
        (grade, who): shared_factor(seed, f"realisme/{grade}/{who}", law, count)
        for (grade, who), law in realism.items()
    }
    one = np.ones(count)
    rows = [of_price.get(c.price, one) * of_grade.get((c.grade, c.organisation), one) for c in cells]
    return np.array(rows).reshape(len(cells), count)


def draw_sums(moments: Moments, seed: int, count: int, between: Floats | None = None) -> Floats:
    """Cells × draws: what the cases add up to at expected prices, with their covariance and skewness.

    `between` (cells × cells) adds the covariance of a resampled set of cases.
    """
    size = len(moments.cells)
    covariance = moments.covariance.values().reshape(size, size)
    third = moments.third.values()
    if between is not None:
        covariance = covariance + between
    found = np.repeat(moments.mean.values()[:, None], count, axis=1)
    live = np.flatnonzero(np.diag(covariance) > 0)
    if not len(live):
        return found
    variance = np.diag(covariance)[live]
    skew = np.clip(third[live] / variance**1.5, -_MOST_SKEW, _MOST_SKEW)
    names = [moments.cells[place].name for place in live]
    normals = np.array([shared_normals(seed, name, count) for name in names])
    found[live] += _skewed(_root(covariance[np.ix_(live, live)]) @ normals, np.sqrt(variance), skew)
    return found


def _root(covariance: Floats) -> Floats:
    """The symmetric root: it hardly moves when the covariance hardly does, also where that is singular."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T, dtype=np.float64)


def _skewed(normal: Floats, sd: Floats, skew: Floats) -> Floats:
    """Normal draws bent to a third moment, with the same variance: z + γ/6 (z² − 1), scaled back."""
    bend = (skew / 6)[:, None]
    z = normal / sd[:, None]
    z += bend * (z * z - 1.0)
    z *= (sd / np.sqrt(1.0 + 2.0 * bend[:, 0] ** 2))[:, None]
    return z


class Analytic(NamedTuple):
    """Mean and variance of one outcome in closed form."""

    mean: float
    variance: float


def analytic(
    moments: Moments, prices: dict[str, Law], realism: dict[tuple[str, str], Law], weights: Floats
) -> Analytic:
    """Closed form of a sum over cells with these weights: prices, realism and cases all uncertain (M16)."""
    size = len(moments.cells)
    mean = moments.mean.values() * weights
    covariance = moments.covariance.values().reshape(size, size) * np.outer(weights, weights)
    shared = _second_of(moments.cells, prices, realism)
    together = np.outer(mean, mean)
    return Analytic(float(mean.sum()), float(((shared - 1.0) * together + shared * covariance).sum()))


def _second_of(
    cells: Iterable[Cell], prices: dict[str, Law], realism: dict[tuple[str, str], Law]
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
