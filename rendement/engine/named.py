"""Exact moments of cases in which a name stands in more places, or is shared by cases (M26, M27).

There the factors of a line and of two lines do not simply multiply: an estimate may stand in both, squared,
or be the time of one and of the other. So here every pair of lines of such a case is multiplied out.
"""

import math
from collections.abc import Iterator
from itertools import chain, combinations, pairwise, product
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import ESTIMATE, GUESS, TIME, Cell, Part, moment
from rendement.engine.exact import ExactSums
from rendement.engine.moments import Held, Moments, factors_of, held_back
from rendement.engine.shapes import Key
from rendement.engine.uncertain import PATH
from rendement.engine.worlds import Worlds, caps_of, path_means

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_POWERS: Final = 5
"""Two lines hold a name four times at most: powers above 2 are refused (M27)."""


class _Factor(NamedTuple):
    estimate: int
    spread: float


class _Term(NamedTuple):
    """A product of what cases share, with its weight; shared times stand at one level."""

    parts: tuple[Part, ...]
    weight: float
    levels: dict[int, int]
    """Per shared time (its slot): which level."""


class _Time(NamedTuple):
    """F of a line over the levels of its start, length and delay."""

    slots: tuple[int, ...]
    factor: Floats
    chances: tuple[Floats, ...]


class _Line(NamedTuple):
    number: int
    amount: float
    """Euros before its factors around 1 and its time."""
    own: tuple[_Factor, ...]
    terms: tuple[_Term, ...]
    time: _Time


def named_moments(worlds: Worlds) -> Moments:
    """Mean and covariance of the cases that `moments_of` leaves out; no third moment, as they are drawn."""
    held = Held(caps_of(worlds), path_means(worlds))
    found = _Found(worlds, held, factors_of(worlds, held).second[:, PATH])
    for case in np.flatnonzero(worlds.case_named).tolist():
        found.add(case)
    return found.moments()


class _Found:
    """What has been added up: per term, and per pair of terms."""

    def __init__(self, worlds: Worlds, held: Held, second: Floats) -> None:
        self.worlds, self.held, self.second = worlds, held, second
        self.place: dict[Cell, int] = {}
        self.mean: list[tuple[int, float]] = []
        self.covariance: list[tuple[int, int, float]] = []

    def add(self, case: int) -> None:
        """All lines of one case, and all pairs of them."""
        first, last = self.worlds.case_first[[case, case + 1]].tolist()
        lines = [
            _line(self.worlds, n, self._side(n) >= 0) for n in range(first, last) if self.worlds.line_base[n]
        ]
        for line in lines:
            self._mean(line)
        for one, other in chain(combinations(lines, 2), zip(lines, lines, strict=True)):
            self._pair(one, other)

    def _side(self, line: int) -> int:
        """The side on which the chance of its path is held back; −1 where it is not (see `Caps`)."""
        path = int(self.worlds.line_estimates[line, PATH])
        caps = self.held.caps
        return int(caps.side[path]) if path >= 0 and caps.tight[caps.side[path]] else -1

    def _mean(self, line: _Line) -> None:
        factors = line.amount * self._factors(line.own)
        for term in line.terms:
            self.mean.append((self._at(line, term), term.weight * factors * _time(line.time, term.levels)))

    def _pair(self, one: _Line, other: _Line) -> None:
        amount = one.amount * other.amount
        both = self._factors((*one.own, *other.own)) * self._paths(one, other)
        apart = self._factors(one.own) * self._factors(other.own)
        for a, b in product(one.terms, other.terms):
            together = both * _times(one.time, a.levels, other.time, b.levels)
            alone = apart * _time(one.time, a.levels) * _time(other.time, b.levels)
            worth = amount * a.weight * b.weight * (together - alone)
            self._covary(self._at(one, a), self._at(other, b), worth, one is other)

    def _covary(self, a: int, b: int, worth: float, alone: bool) -> None:
        """Above the diagonal only; two different lines count on it twice."""
        if alone:
            worth = worth if a == b else worth / 2  # both orders of two terms of one line come by
        elif a == b:
            worth *= 2
        self.covariance.append((min(a, b), max(a, b), worth))

    def _at(self, line: _Line, term: _Term) -> int:
        cell = self.worlds.cells[int(self.worlds.line_cell[line.number])]
        return self.place.setdefault(cell._replace(parts=term.parts), len(self.place))

    def _factors(self, factors: tuple[_Factor, ...]) -> float:
        """E[product]: per estimate the power it has in it."""
        spreads: dict[int, list[float]] = {}
        for factor in factors:
            spreads.setdefault(factor.estimate, []).append(factor.spread)
        worlds = self.worlds
        keys = worlds.shapes.keys
        return math.prod(_power(keys[int(worlds.est_shape[e])], s) for e, s in spreads.items())

    def _paths(self, one: _Line, other: _Line) -> float:
        """E[product] of two chances that are held back together (see `Caps`)."""
        side = self._side(one.number)
        if side < 0 or side != self._side(other.number):
            return 1.0
        a, b = (int(self.worlds.line_estimates[line.number, PATH]) for line in (one, other))
        if a == b:
            return 1.0 + float(self.second[one.number])
        return 1.0 + float(held_back(self.worlds, self.held, np.array([a]), np.array([b]))[0])

    def moments(self) -> Moments:
        """As sums, in the order of the names of the terms."""
        order = sorted(self.place, key=lambda cell: cell.name)
        to = {self.place[cell]: place for place, cell in enumerate(order)}
        size = len(order)
        means = [(to[place], worth) for place, worth in self.mean]
        pairs = [(sorted((to[a], to[b])), worth) for a, b, worth in self.covariance]
        flat = [(a * size + b, worth) for (a, b), worth in pairs]
        cases = int(self.worlds.case_named.sum())
        return Moments(tuple(order), cases, _sums(means, size), _sums(flat, size * size), _sums([], size))


def _sums(found: list[tuple[int, float]], size: int) -> ExactSums:
    places, worths = zip(*found, strict=True) if found else ((), ())
    return ExactSums.of(np.array(places, dtype=np.int64), np.array(worths, dtype=np.float64), size)


def _power(key: Key, spreads: list[float]) -> float:
    """E[Π (1 + s·t)] over one standardised shape."""
    symmetric = np.poly([-spread for spread in spreads])
    return math.fsum(float(e) * moment(key, power) for power, e in enumerate(symmetric[:_POWERS]))


def _line(worlds: Worlds, number: int, tight: bool) -> _Line:
    """What is drawn for the case alone, and what all cases share as terms."""
    own: list[_Factor] = []
    common: list[_Factor] = []
    row = zip(worlds.line_estimates[number].tolist(), worlds.line_spreads[number].tolist(), strict=True)
    for column, factor in enumerate(_Factor(*pair) for pair in row):
        if factor.estimate < 0 or (tight and column == PATH):
            continue
        shared = worlds.est_guess[factor.estimate] >= 0 or worlds.est_shared[factor.estimate]
        (common if shared else own).append(factor)
    time, levels = _time_of(worlds, number)
    terms = tuple(
        _Term(_merged([*parts, *at.parts]), weight * at.weight, at.levels)
        for (parts, weight), at in product(_expanded(worlds, common), levels)
    )
    amount = float(worlds.line_base[number] / worlds.line_joint[number])
    return _Line(number, amount, tuple(own), terms, time)


def _expanded(worlds: Worlds, factors: list[_Factor]) -> Iterator[tuple[list[Part], float]]:
    """`Π (1 + s·T)` multiplied out."""
    for size in range(len(factors) + 1):
        for chosen in combinations(factors, size):
            parts = [_part(worlds, factor.estimate) for factor in chosen]
            yield parts, math.prod(factor.spread for factor in chosen)


def _part(worlds: Worlds, estimate: int) -> Part:
    guess = int(worlds.est_guess[estimate])
    if guess >= 0:
        who = worlds.guess_names[guess]
        return Part(GUESS, who.grade, who.organisation, 1, ())
    shape = worlds.shapes.keys[int(worlds.est_shape[estimate])]
    return Part(ESTIMATE, str(worlds.est_slot[estimate]), "", 1, shape)


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """One part per variable, with its power."""
    found: dict[Part, int] = {}
    for part in parts:
        if part.kind == TIME:
            found[part] = part.power
        else:
            found[part._replace(power=0)] = found.get(part._replace(power=0), 0) + part.power
    return tuple(sorted((part._replace(power=power) for part, power in found.items()), key=lambda p: p[:4]))


# ---- times


def _time_of(worlds: Worlds, number: int) -> tuple[_Time, list[_Term]]:
    """F of a line, and a term for every combination of levels of the times it shares with other cases."""
    at = int(np.searchsorted(worlds.timed_line, number))
    if at == len(worlds.timed_line) or worlds.timed_line[at] != number:
        return _Time((), np.array(worlds.line_time[number]), ()), [_Term((), 1.0, {})]
    sizes = worlds.timed_levels[at].tolist()
    factor = worlds.moment_factor[worlds.moment_first[at] : worlds.moment_first[at + 1]].reshape(sizes)
    edges = np.cumsum([int(worlds.level_first[at]), *sizes]).tolist()
    chances = tuple(worlds.level_chance[a:b] for a, b in pairwise(edges))
    slots = tuple(worlds.timed_slot[at].tolist())
    shared = {slots[k]: chances[k] for k in range(len(slots)) if worlds.timed_shared[at, k] and sizes[k] > 1}
    return _Time(slots, factor, chances), list(_levels(shared))


def _levels(shared: dict[int, Floats]) -> Iterator[_Term]:
    for levels in product(*(range(len(chances)) for chances in shared.values())):
        at = dict(zip(shared, levels, strict=True))
        parts = tuple(
            Part(TIME, str(slot), "", level, (float(shared[slot][level]),)) for slot, level in at.items()
        )
        yield _Term(parts, 1.0, at)


def _time(time: _Time, levels: dict[int, int]) -> float:
    """E[F] with the shared times at these levels."""
    return _contracted([_operand(time, levels)], [time])


def _times(one: _Time, levels: dict[int, int], other: _Time, at: dict[int, int]) -> float:
    """E[F of one × F of the other]: a name that both hold is at the same level in both."""
    return _contracted([_operand(one, levels), _operand(other, at)], [one, other])


def _operand(time: _Time, levels: dict[int, int]) -> tuple[Floats, list[int]]:
    """F with the shared times filled in, and the slots of the axes that are left."""
    where = tuple(levels.get(slot, slice(None)) for slot in time.slots)
    return time.factor[where], [slot for slot in time.slots if slot not in levels]


def _contracted(operands: list[tuple[Floats, list[int]]], times: list[_Time]) -> float:
    """The sum over all levels of all names, each with its chance once."""
    chances = {slot: c for time in times for slot, c in zip(time.slots, time.chances, strict=True)}
    slots = list(dict.fromkeys(slot for _, axes in operands for slot in axes))
    number = {slot: place for place, slot in enumerate(slots)}
    given: list[Any] = []
    for factor, axes in operands:
        given += [factor, [number[slot] for slot in axes]]
    for slot in slots:
        given += [chances[slot], [number[slot]]]
    return float(np.einsum(*given, []))
