"""Exact mean, covariance and third moment of what cases add up to, given prices and realism factors.

Given those, cases are independent, so moments of a base are sums over cases; they are kept per cell and as
integers, so shards can be added in any order and give the same bits (M23).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.exact import ExactSums
from rendement.engine.uncertain import ATTRIBUTION, CHANCE, KEPT, PATH
from rendement.engine.worlds import Caps, Cell, Worlds, caps_of, path_means

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TILE: Final = 4_000
"""Cases at a time: so many stay near the processor."""
_SHARED: Final = [PATH, ATTRIBUTION, KEPT]
"""The factors that lines of a case can have in common."""


@dataclass(frozen=True)
class Moments:
    """Sums over cases per cell, in euros at expected prices and realism factors."""

    cells: tuple[Cell, ...]
    cases: int
    mean: ExactSums
    covariance: ExactSums
    """Cells × cells, flat, above the diagonal: within cases, from their estimates."""
    third: ExactSums
    """Third central moment per cell."""

    def __add__(self, other: "Moments") -> "Moments":
        """The moments of both sets of cases; cells are matched by what they are."""
        cells = self.cells if self.cells == other.cells else tuple(sorted({*self.cells, *other.cells}))
        one, two = self.over(cells), other.over(cells)
        return Moments(
            cells,
            self.cases + other.cases,
            one.mean + two.mean,
            one.covariance + two.covariance,
            one.third + two.third,
        )

    def over(self, cells: tuple[Cell, ...]) -> "Moments":
        """The same sums in a longer list of cells."""
        if cells == self.cells:
            return self
        number = {cell: place for place, cell in enumerate(cells)}
        size = len(cells)
        place = np.array([number[cell] for cell in self.cells], dtype=np.int64)
        pairs = (place[:, None] * size + place).reshape(-1)
        return Moments(
            cells,
            self.cases,
            self.mean.moved(place, size),
            self.covariance.moved(pairs, size * size),
            self.third.moved(place, size),
        )


def moments_of(worlds: Worlds, events: bool = False) -> Moments:
    """The moments of all cases; `events` draws one path per case instead of counting each for its chance."""
    tiles = (worlds.part(i, min(i + TILE, worlds.cases)) for i in range(0, worlds.cases, TILE))
    return total_moments((_of_tile(tile, events) for tile in tiles), worlds.cells)


def total_moments(parts: Iterable[Moments], cells: tuple[Cell, ...] = ()) -> Moments:
    """The moments of all parts together, in any order."""
    size = len(cells)
    zero = [ExactSums.nothing(n) for n in (size, size * size, size)]
    return reduce(Moments.__add__, parts, Moments(cells, 0, *zero))


class _Factors(NamedTuple):
    """Per estimate: variance and third central moment of the factor around 1."""

    second: Floats
    third: Floats

    @property
    def of_squares(self) -> Floats:
        """E[factor²] per estimate, and at the end a 1 for a line that has none (estimate −1)."""
        return np.append(1 + self.second, 1.0)

    @property
    def of_cubes(self) -> Floats:
        """E[factor³], likewise."""
        return np.append(1 + 3 * self.second + self.third, 1.0)


def _of_tile(worlds: Worlds, events: bool) -> Moments:
    caps, means = caps_of(worlds), path_means(worlds)
    factors = _factors(worlds, caps, means)
    first, second, third = line_moments(worlds, factors, events)
    size, cell = len(worlds.cells), worlds.line_cell
    pairs = _pairs(
        worlds, first, (worlds.line_estimates[:, _SHARED] >= 0).any(axis=1) | (worlds.line_path >= 0)
    )
    covariance = pairs.product * _shared(worlds, factors, _Held(caps, means), pairs, events)
    return Moments(
        worlds.cells,
        worlds.cases,
        ExactSums.of(cell, first, size),
        _of_pairs(cell, second - first**2, pairs._replace(product=covariance), size),
        ExactSums.of(cell, third - 3 * second * first + 2 * _cube(first), size),
    )


def _of_pairs(cell: Ints, alone: Floats, pairs: "_Pairs", size: int) -> ExactSums:
    """Cells × cells, above the diagonal only: what lines add by themselves, and what pairs of lines add.

    Two lines in one cell count twice there, as both (a, b) and (b, a) are on the diagonal.
    """
    one, other = cell[pairs.one], cell[pairs.other]
    place = np.minimum(one, other) * size + np.maximum(one, other)
    worth = np.where(one == other, 2.0 * pairs.product, pairs.product)
    return ExactSums.of(
        np.concatenate([cell * (size + 1), place]), np.concatenate([alone, worth]), size * size
    )


def symmetric(sums: ExactSums, size: int) -> Floats:
    """Sums above the diagonal as a whole matrix."""
    upper = sums.values().reshape(size, size)
    return upper + np.triu(upper, 1).T


def _factors(worlds: Worlds, caps: Caps, means: Floats) -> _Factors:
    spread = worlds.est_spread
    second, third = spread**2, worlds.shapes.skewness()[worlds.est_shape] * _cube(spread)
    held = np.flatnonzero((means > 0) & caps.tight[worlds.est_case])
    if not len(held):
        return _Factors(second, third)
    case, mean = worlds.est_case[held], means[held]
    v, t = second[held] * mean**2, third[held] * _cube(mean)
    all_v, all_t = (np.bincount(case, x, worlds.cases)[case] for x in (v, t))
    c, s = caps.share[held], caps.scale[case]
    second[held] = s**2 * ((1 - c) ** 2 * v + c**2 * (all_v - v)) / mean**2
    third[held] = _cube(s) * (_cube(1 - c) * t - _cube(c) * (all_t - t)) / _cube(mean)
    return _Factors(second, third)


def _cube(values: Floats) -> Floats:
    """The third power; far faster than `** 3`, which numpy works out by logarithms."""
    return values * values * values


def line_moments(worlds: Worlds, factors: _Factors, events: bool) -> tuple[Floats, Floats, Floats]:
    """First, second and third moment around zero of every line, in euros."""
    second, third = np.ones(len(worlds.line_base)), np.ones(len(worlds.line_base))
    by_second, by_third = factors.of_squares, factors.of_cubes
    for column in range(worlds.line_estimates.shape[1]):
        if events and column in (PATH, CHANCE):
            chance = worlds.line_path_chance if column == PATH else worlds.line_own_chance
            odds = 1.0 / np.where(chance > 0, chance, 1.0)
            second *= odds
            third *= odds**2
            continue
        estimate = worlds.line_estimates[:, column]
        second *= by_second[estimate]
        third *= by_third[estimate]
    base, time = worlds.line_base, worlds.line_time
    squared, cubed = time**2, _cube(time)
    if len(worlds.timed_line):
        f, p = worlds.moment_factor, worlds.moment_chance
        squared[worlds.timed_line] = np.add.reduceat(p * f**2, worlds.moment_first[:-1])
        cubed[worlds.timed_line] = np.add.reduceat(p * _cube(f), worlds.moment_first[:-1])
    return base * time, base**2 * squared * second, _cube(base) * cubed * third


class _Pairs(NamedTuple):
    """Two lines of one case each, and the product of their expected values."""

    one: Ints
    other: Ints
    product: Floats


class _Held(NamedTuple):
    """The rule for chances that are held back together, and the means it works around."""

    caps: Caps
    means: Floats


def _pairs(worlds: Worlds, first: Floats, wanted: Bools) -> _Pairs:
    """All pairs of different lines within a case."""
    lines = np.flatnonzero(wanted & (first != 0))
    case = worlds.line_case()[lines]
    place = np.arange(len(lines))
    after = np.cumsum(np.bincount(case, minlength=worlds.cases))[case] - place - 1
    one = np.repeat(place, after)
    other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
    one, other = lines[one], lines[other]
    return _Pairs(one, other, first[one] * first[other])


def _shared(worlds: Worlds, factors: _Factors, held: _Held, pairs: _Pairs, events: bool) -> Floats:
    """E[product of the factors of both lines] − 1: what estimates that both use add."""
    both = _of_paths(worlds, factors, held, pairs, events)
    by_second = factors.of_squares
    for column in (ATTRIBUTION, KEPT):
        estimate = worlds.line_estimates[:, column]
        one = estimate[pairs.one]
        same = np.flatnonzero((one == estimate[pairs.other]) & (one >= 0))
        both[same] *= by_second[one[same]]
    return both - 1


def _of_paths(worlds: Worlds, factors: _Factors, held: _Held, pairs: _Pairs, events: bool) -> Floats:
    """The same for the chances of their paths, or for the event that both happen."""
    path, other_path = worlds.line_path[pairs.one], worlds.line_path[pairs.other]
    neither = (path < 0) | (other_path < 0)
    if events:
        chance = worlds.line_path_chance[pairs.one]
        same = 1.0 / np.where(chance > 0, chance, 1.0)
        return np.where(neither, 1.0, np.where(path == other_path, same, 0.0))
    estimate = worlds.line_estimates[:, PATH]
    one, other = estimate[pairs.one], estimate[pairs.other]
    found = np.where(one == other, factors.of_squares[one], 1.0)
    if len(held.caps.case):
        apart = (one != other) & (one >= 0) & (other >= 0) & ~neither
        mine = np.flatnonzero(apart & held.caps.tight[worlds.line_case()[pairs.one]])
        found[mine] += _held(worlds, held, one[mine], other[mine])
    return found


def _held(worlds: Worlds, held: _Held, one: Ints, other: Ints) -> Floats:
    """Covariance over means of two chances of one case that are held back together."""
    (caps, mean), case = held, worlds.est_case
    v = (worlds.est_spread * mean) ** 2
    together = np.bincount(case, v, worlds.cases)[case[one]]
    c, d = caps.share[one], caps.share[other]
    covariance = caps.scale[case[one]] ** 2 * (c * d * together - d * v[one] - c * v[other])
    weight = mean[one] * mean[other]
    return np.asarray(covariance / np.where(weight > 0, weight, 1.0), dtype=np.float64)
