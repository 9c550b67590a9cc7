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

from rendement.engine.common import Cell
from rendement.engine.exact import ExactSums
from rendement.engine.paths import WITH_PATHS
from rendement.engine.uncertain import CHANCE, PATH, QUANTITY
from rendement.engine.worlds import Caps, Worlds, caps_of, path_means

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

CUBES: Final = 2.0**20
"""Cubes of euros are counted by so many: else a line that may be a million off could not be added up."""
TILE: Final = 4_000
"""Cases at a time: so many stay near the processor."""
_OF_A_LINE: Final = (CHANCE, QUANTITY)
"""The factors that no other line of a case has; all others lines can have in common."""


@dataclass(frozen=True)
class Moments:
    """Sums over cases per cell, in euros at expected prices and realism factors."""

    cells: tuple[Cell, ...]
    cases: int
    mean: ExactSums
    covariance: ExactSums
    """Cells × cells, flat, above the diagonal: within cases, from their estimates."""
    third: ExactSums
    """Third central moment per cell, in units of `CUBES`."""

    def __add__(self, other: "Moments") -> "Moments":
        """The moments of both sets of cases; cells are matched by what they are."""
        same = self.cells == other.cells
        cells = self.cells if same else tuple(sorted({*self.cells, *other.cells}, key=lambda c: c.name))
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
    """The moments of all cases; `events` draws one path per case instead of counting each for its chance.

    Cases in which a name stands twice count for nothing here: `named` has theirs.
    """
    tiles = (worlds.part(i, min(i + TILE, worlds.cases)) for i in range(0, worlds.cases, TILE))
    return total_moments((_of_tile(tile, events) for tile in tiles), worlds.terms)


def total_moments(parts: Iterable[Moments], cells: tuple[Cell, ...] = ()) -> Moments:
    """The moments of all parts together, in any order."""
    size = len(cells)
    zero = [ExactSums.nothing(n) for n in (size, size * size, size)]
    return reduce(Moments.__add__, parts, Moments(cells, 0, *zero))


class _Factors(NamedTuple):
    """Per line and column: variance and third central moment of the factor around 1."""

    second: Floats
    third: Floats


def _of_tile(worlds: Worlds, events: bool) -> Moments:
    held = Held(caps_of(worlds), path_means(worlds))
    factors = factors_of(worlds, held)
    first, second, third = line_moments(worlds, factors, events)
    plain = ~worlds.case_named[worlds.line_case()]
    pairs = _pairs(worlds, first, _hangs_together(worlds) & plain)
    covariance = pairs.product * _shared(worlds, factors, held, pairs, events)
    some = np.flatnonzero(covariance)
    related = _Pairs(pairs.one[some], pairs.other[some], covariance[some])
    return Moments(
        worlds.terms,
        worlds.cases,
        _per_term(worlds, np.where(plain, first, 0.0), 1),
        _of_pairs(worlds, np.where(plain, second - first**2, 0.0), related),
        _per_term(worlds, np.where(plain, third - 3 * second * first + 2 * _cube(first), 0.0) / CUBES, 3),
    )


def _hangs_together(worlds: Worlds) -> Bools:
    """Lines that may share something of their case with another line; guesses are shared by terms."""
    shared = [column for column, role in enumerate(worlds.roles) if role not in _OF_A_LINE]
    used = worlds.line_estimates[:, shared]
    own = (used >= 0) & (np.append(worlds.est_guess, -1)[used] < 0)
    return np.asarray(own.any(axis=1) | (worlds.line_path >= 0))


def _per_term(worlds: Worlds, amount: Floats, power: int) -> ExactSums:
    """Amounts of lines added up per term, each with its weight to a power."""
    line, column = np.nonzero((worlds.line_terms >= 0) & (amount != 0.0)[:, None])
    worth = amount[line] * worlds.line_weights[line, column] ** power
    return ExactSums.of(worlds.line_terms[line, column], worth, len(worlds.terms))


def _of_pairs(worlds: Worlds, alone: Floats, pairs: "_Pairs") -> ExactSums:
    """Terms × terms, above the diagonal only: what lines add by themselves, and what pairs of lines add.

    Two different lines, or terms of one line, in one term count twice there, as both (a, b) and (b, a) are on
    the diagonal.
    """
    live = np.flatnonzero(alone != 0.0)
    size, found = len(worlds.terms), []
    columns = range(worlds.line_terms.shape[1])
    for k in columns:
        found += [_crossed(worlds, (live, k), (live, m), alone[live]) for m in columns if m >= k]
        found += [_crossed(worlds, (pairs.one, k), (pairs.other, m), pairs.product) for m in columns]
    places, worths = (np.concatenate(part) for part in zip(*found, strict=True))
    return ExactSums.of(places, worths, size * size)


def _crossed(worlds: Worlds, one: "_Of", other: "_Of", amount: Floats) -> tuple[Ints, Floats]:
    """Where one term of lines with one term of other lines goes, and for how much."""
    (line, k), (second, m) = one, other
    held = worlds.line_terms >= 0
    both = np.flatnonzero(held[:, k][line] & held[:, m][second])
    mine, theirs = line[both], second[both]
    a, b = worlds.line_terms[mine, k], worlds.line_terms[theirs, m]
    worth = amount[both] * worlds.line_weights[mine, k] * worlds.line_weights[theirs, m]
    twice = (a == b) & ((line is not second) | (k != m))
    return np.minimum(a, b) * len(worlds.terms) + np.maximum(a, b), np.where(twice, 2.0 * worth, worth)


_Of = tuple[Ints, int]


def symmetric(sums: ExactSums, size: int) -> Floats:
    """Sums above the diagonal as a whole matrix."""
    upper = sums.values().reshape(size, size)
    return upper + np.triu(upper, 1).T


def factors_of(worlds: Worlds, held: "Held") -> _Factors:
    """Variance and third moment of every factor of every line; of guesses none, as terms have theirs."""
    used = worlds.line_estimates
    own = (used >= 0) & (np.append(worlds.est_guess, -1)[used] < 0)
    spread = np.where(own, worlds.line_spreads, 0.0)
    shape = np.append(worlds.est_shape, 0)[used]
    skewness = worlds.shapes.skewness() if len(worlds.shapes.keys) else np.zeros(1)
    factors = _Factors(spread**2, skewness[shape] * _cube(spread))
    _hold_back(worlds, held, factors)
    return factors


def _hold_back(worlds: Worlds, held: "Held", factors: _Factors) -> None:
    """The chances of paths that could pass 100 % together have the moments of what is left of them."""
    (caps, means), path = held, worlds.line_estimates[:, PATH]
    mine = np.flatnonzero((means > 0) & caps.tight[caps.side])
    if not len(mine):
        return
    spread = worlds.est_spread
    second, third = spread**2, worlds.shapes.skewness()[worlds.est_shape] * _cube(spread)
    case, mean = caps.side[mine], means[mine]
    v, t = second[mine] * mean**2, third[mine] * _cube(mean)
    all_v, all_t = (np.bincount(case, x, 2 * worlds.cases)[case] for x in (v, t))
    c, s = caps.share[mine], caps.scale[case]
    second[mine] = s**2 * ((1 - c) ** 2 * v + c**2 * (all_v - v)) / mean**2
    third[mine] = _cube(s) * (_cube(1 - c) * t - _cube(c) * (all_t - t)) / _cube(mean)
    lines = np.flatnonzero(np.isin(path, mine))
    factors.second[lines, PATH], factors.third[lines, PATH] = second[path[lines]], third[path[lines]]


def _cube(values: Floats) -> Floats:
    """The third power; far faster than `** 3`, which numpy works out by logarithms."""
    return values * values * values


def line_moments(worlds: Worlds, factors: _Factors, events: bool) -> tuple[Floats, Floats, Floats]:
    """First, second and third moment around zero of every line, in euros, its guesses apart."""
    second, third = np.ones(len(worlds.line_base)), np.ones(len(worlds.line_base))
    for column, role in enumerate(worlds.roles):
        if events and role in (PATH, CHANCE):
            continue
        v, t = factors.second[:, column], factors.third[:, column]
        second *= 1 + v
        third *= 1 + 3 * v + t
    if events:
        odds = _odds(worlds.line_path_chance) * _odds(worlds.line_own_chance)
        second, third = second * odds, third * odds**2
    base, time = worlds.line_base, worlds.line_time
    squared, cubed = time**2, _cube(time)
    if len(worlds.timed_line):
        f, p = worlds.moment_factor, worlds.moment_chance
        squared[worlds.timed_line] = np.add.reduceat(p * f**2, worlds.moment_first[:-1])
        cubed[worlds.timed_line] = np.add.reduceat(p * _cube(f), worlds.moment_first[:-1])
    return base * time, base**2 * squared * second, _cube(base) * cubed * third


def _odds(chance: Floats) -> Floats:
    """E[(happens ÷ chance)²]."""
    return 1.0 / np.where(chance > 0, chance, 1.0)


class _Pairs(NamedTuple):
    """Two lines of one case each, and the product of their expected values."""

    one: Ints
    other: Ints
    product: Floats


class Held(NamedTuple):
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


def _shared(worlds: Worlds, factors: _Factors, held: Held, pairs: _Pairs, events: bool) -> Floats:
    """E[product of the factors of both lines] − 1: what estimates that both use add."""
    both = _of_paths(worlds, factors, held, pairs, events)
    for column, role in enumerate(worlds.roles):
        path = role == PATH and column != PATH and not events
        if not path and role in (PATH, *_OF_A_LINE):
            continue
        estimate = worlds.line_estimates[:, column]
        one = estimate[pairs.one]
        same = np.flatnonzero((one == estimate[pairs.other]) & (one >= 0))
        both[same] *= 1 + factors.second[pairs.one[same], column]
    return both - 1


def _of_paths(worlds: Worlds, factors: _Factors, held: Held, pairs: _Pairs, events: bool) -> Floats:
    """The same for the chances of their paths, or for the event that both happen."""
    path, other_path = worlds.line_path[pairs.one], worlds.line_path[pairs.other]
    neither = (path < 0) | (other_path < 0)
    if events:
        chance = worlds.line_path_chance[pairs.one]
        same = 1.0 / np.where(chance > 0, chance, 1.0)
        apart = neither | ((path >= WITH_PATHS) != (other_path >= WITH_PATHS))
        return np.where(apart, 1.0, np.where(path == other_path, same, 0.0))
    estimate = worlds.line_estimates[:, PATH]
    one, other = estimate[pairs.one], estimate[pairs.other]
    found = np.where(one == other, 1 + factors.second[pairs.one, PATH], 1.0)
    if len(held.caps.case):
        apart = (one != other) & (one >= 0) & (other >= 0) & ~neither
        side, tight = held.caps.side, held.caps.tight
        mine = np.flatnonzero(apart & (side[one] == side[other]) & tight[side[one]])
        found[mine] += held_back(worlds, held, one[mine], other[mine])
    return found


def held_back(worlds: Worlds, held: Held, one: Ints, other: Ints) -> Floats:
    """Covariance over means of two chances of one case that are held back together."""
    (caps, mean), case = held, held.caps.side
    v = (worlds.est_spread * mean) ** 2
    together = np.bincount(case, v, 2 * worlds.cases)[case[one]]
    c, d = caps.share[one], caps.share[other]
    covariance = caps.scale[case[one]] ** 2 * (c * d * together - d * v[one] - c * v[other])
    weight = mean[one] * mean[other]
    return np.asarray(covariance / np.where(weight > 0, weight, 1.0), dtype=np.float64)
