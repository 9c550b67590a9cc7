"""What cases add up to, given all that they share.

Given prices, realism factors and guesses, cases are independent and what they add up to has an exact mean and
covariance (`moments`). So one normal draw per cell stands for all cases, with a correction for skewness.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import Cell, Common, mean_of, second_of
from rendement.engine.draws import shared_normals
from rendement.engine.moments import CUBES, Moments, symmetric

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Ints = NDArray[np.int64]

_MOST_SKEW: Final = 2.0
"""Beyond this a quadratic in a normal is no longer rising; then a larger base is needed."""


class Sums(NamedTuple):
    """What is needed to draw the sum of all cases: worked out once, drawn from in stretches."""

    cells: tuple[Cell, ...]
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


def sums_of(moments: Moments) -> Sums:
    """The normal draws that stand for all cases."""
    size = len(moments.cells)
    covariance = symmetric(moments.covariance, size)
    live = np.flatnonzero(np.diag(covariance) > 0)
    covariance = covariance[np.ix_(live, live)]
    sd = np.sqrt(np.diag(covariance))
    skew = np.clip(CUBES * moments.third.values()[live] / sd**3, -_MOST_SKEW, _MOST_SKEW)
    root = _root(_unbent(covariance / np.outer(sd, sd), skew / 6))
    names = tuple(moments.cells[place].name for place in live)
    return Sums(moments.cells, moments.mean.values(), live.astype(np.int64), names, root, sd, skew)


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
    """A root of the nearest correlation that is possible: what bending makes impossible is left out.

    The symmetric one, which does not depend on the signs that a library gives to eigenvectors.
    """
    values, vectors = np.linalg.eigh(correlation)
    root = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return np.asarray(root / np.sqrt((root**2).sum(axis=1, keepdims=True)), dtype=np.float64)


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


def analytic(moments: Moments, common: Common, weights: Floats) -> Analytic:
    """Closed form of a sum over terms with these weights: what cases share, and they themselves (M16)."""
    size = len(moments.cells)
    amount = moments.mean.values() * weights
    covariance = symmetric(moments.covariance, size) * np.outer(weights, weights)
    first, second = mean_of(moments.cells, common), second_of(moments.cells, common)
    variance = (second - np.outer(first, first)) * np.outer(amount, amount) + second * covariance
    return Analytic(float(amount @ first), float(variance.sum()))


def folded(cells: Sequence[Cell], base: Sequence[Cell], amounts: Floats) -> Floats:
    """Terms × draws added up to the cells that they are terms of."""
    number = {cell: place for place, cell in enumerate(base)}
    found = np.zeros((len(base), amounts.shape[1]))
    np.add.at(found, [number[cell.base] for cell in cells], amounts)
    return found
