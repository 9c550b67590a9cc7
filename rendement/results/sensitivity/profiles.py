"""The profile of every name: what the net is expected to be when it is known, all else integrated out (M27).

`f(x) = E[net | x]` is linear in an estimate, or quadratic where it stands twice in a line; it has one value
per level of a time, and is smooth in the normals of shared optimism (M31). From it, and from nothing else,
follow the bar of the tornado, the share of the variance, the value of knowing, scenarios and grids.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import Cell, powers_of
from rendement.engine.given import (
    Known,
    Slot,
    combinations_of,
    guess_given,
    realism_given,
    slots_of,
    twice_in,
)
from rendement.engine.normals import normal_at, quadrature
from rendement.engine.optimism import Powers
from rendement.engine.shapes import SLICES, Law, table_of
from rendement.engine.uncertain import PATH, Ends, Uncertain, Who
from rendement.engine.worlds import Worlds, caps_of, path_means, path_spreads
from rendement.results.sensitivity.asked import Asked, Net
from rendement.results.sensitivity.kinds import ESTIMATE, GUESSES, OPTIMISM, PRICE, TIME, names_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LOW, HIGH = 0.1, 0.9
_MOST: Final = 1_000
"""Estimates, and times, of a large base that are looked at: those that move the net most."""
_MIDDLES: Final = (np.arange(SLICES) + 0.5) / SLICES


@dataclass(frozen=True)
class Profile:
    """One name, and what knowing it does to the expected net, in euros."""

    kind: str
    """`est`, `tijd`, `prijs`, `optimisme` or `optimisme-aandelen`."""
    source: tuple[str | int, ...]
    """Which: the first row of an estimate; a case and a slot; a key; a name of M31."""
    values: Floats
    """Net less expected net, at every slice of its distribution (or every level)."""
    chances: Floats | None
    """Of `values`; None when they are equally likely."""
    low: float
    """The same at its low end, as written; else where one in ten is lower."""
    high: float
    variance: float
    known: Callable[[float], Known]
    """The name at the point below which this part of reality falls."""
    amount: float | None = None
    """Of prices and optimism: the part of the net that is in proportion to it, in euros (B of M17)."""
    levels: tuple[int, int] | None = None
    """Of a time: which points low and high are, where those are not its smallest and largest."""


def profiles(asked: Asked, net: Net) -> Iterator[Profile]:
    """Of every name; of a large base those that move the net most."""
    yield from of_estimates(asked, net)
    yield from of_times(asked.model.worlds, net)
    yield from of_prices(asked.model.worlds, net)
    yield from of_optimism(asked.model.worlds, net)


# ---- estimates


class _Slopes(NamedTuple):
    """Per estimate: the net moves `first·t + second·(t² − 1)`, t in standard deviations from its mean."""

    first: Floats
    second: Floats


def of_estimates(asked: Asked, net: Net) -> Iterator[Profile]:
    """Estimates that work as a factor: chances, quantities, shares with a range."""
    worlds, uncertain = asked.model.worlds, asked.model.uncertain
    rows = groups_of(worlds)
    slopes = _slopes(worlds, net.line)
    first, second = (np.array([part[mine].sum() for mine in rows]) for part in slopes)
    offset = int(np.searchsorted(uncertain.est_case, asked.first_case))
    for place in heaviest(np.abs(first) + np.abs(second)):
        moves = _Slopes(first[place], second[place])
        yield _of_estimate(worlds, uncertain, rows[place], offset, moves)


def best_estimates(asked: Asked, net: Net, side: int) -> dict[int, float]:
    """Every estimate at its best (1) or worst (−1) end, by row, in standard deviations from its mean."""
    worlds, uncertain = asked.model.worlds, asked.model.uncertain
    rows, slopes = groups_of(worlds), _slopes(worlds, net.line)
    offset = int(np.searchsorted(uncertain.est_case, asked.first_case))
    known: dict[int, float] = {}
    for mine in rows:
        first, second = (float(part[mine].sum()) for part in slopes)
        ends = _ends(worlds, uncertain, mine[0], offset)
        best = max(ends, key=lambda t: side * (first * t + second * (t * t - 1.0)))
        known |= dict.fromkeys(mine, best)
    return known


def _ends(worlds: Worlds, uncertain: Uncertain, row: int, offset: int) -> tuple[float, float]:
    """Low and high of an estimate, in standard deviations from its mean."""
    mean, spread = float(uncertain.est_mean[row + offset]), float(worlds.est_spread[row])
    low, high = (float(end[row + offset]) for end in (uncertain.est_low, uncertain.est_high))
    return (low / mean - 1.0) / spread, (high / mean - 1.0) / spread


def groups_of(worlds: Worlds) -> list[list[int]]:
    """The rows of every estimate with a spread of its own: one, or one per case that shares it (M26)."""
    found: dict[tuple[bool, int], list[int]] = {}
    rows = zip(worlds.est_shared.tolist(), worlds.est_slot.tolist(), worlds.est_guess.tolist(), strict=True)
    for row, (shared, slot, guess) in enumerate(rows):
        if guess < 0:
            found.setdefault((shared, slot if shared else row), []).append(row)
    return list(found.values())


def _slopes(worlds: Worlds, line: Floats) -> _Slopes:
    size, used = len(worlds.est_case), worlds.line_estimates
    first, second = np.zeros(size), np.zeros(size)
    for column in range(used.shape[1]):
        mine = np.flatnonzero(used[:, column] >= 0)
        worth = line[mine] * worlds.line_spreads[mine, column]
        first += np.bincount(used[mine, column], worth, size)
    for number, one, other in twice_in(worlds):
        a, b = worlds.line_spreads[number, [one, other]].tolist()
        row, together = used[number, one], line[number] / (1.0 + a * b)
        first[row] += (a + b) * (together - line[number])
        second[row] += a * b * together
    return _Slopes(first + _held_back(worlds, line), second)


def _held_back(worlds: Worlds, line: Floats) -> Floats:
    """What holding chances of paths back within 100 % changes in how the net moves with each (M11)."""
    caps, mean = caps_of(worlds), path_means(worlds)
    if not len(caps.case):
        return np.zeros(len(mean))
    case = caps.side
    mine = np.flatnonzero(worlds.line_estimates[:, PATH] >= 0)
    amount = np.bincount(worlds.line_estimates[mine, PATH], line[mine], len(mean))
    per_chance = amount / np.where(mean > 0, mean, 1.0)
    leaning = np.bincount(case, np.where(mean > 0, caps.share * per_chance, 0.0), 2 * worlds.cases)
    held = caps.scale[case] * (per_chance - leaning[case]) * mean
    return np.where((mean > 0) & caps.tight[case], (held - amount) * path_spreads(worlds), 0.0)


def _of_estimate(
    worlds: Worlds, uncertain: Uncertain, rows: Sequence[int], offset: int, moves: _Slopes
) -> Profile:
    row, (first, second) = rows[0], moves
    table = table_of(worlds.shapes.keys[int(worlds.est_shape[row])]).astype(np.float64)
    low, high = _ends(worlds, uncertain, row, offset)

    def at(t: float) -> Known:
        return Known(estimates=dict.fromkeys(rows, t))

    def moved(t: Floats) -> Floats:
        return np.asarray(first * t + second * (t * t - 1.0), dtype=np.float64)

    values = moved(table)
    at_low, at_high = moved(np.array([low, high])).tolist()
    return Profile(
        ESTIMATE,
        (ESTIMATE, row),
        values,
        None,
        at_low,
        at_high,
        float(np.mean((values - values.mean()) ** 2)),
        lambda chance: at(float(np.interp(chance, _MIDDLES, table))),
    )


def heaviest(moves: Floats, most: int | None = _MOST) -> list[int]:
    """The places of what moves the net most; nothing that does not move it."""
    order = np.argsort(-np.abs(moves), kind="stable")[:most]
    return [place for place in order.tolist() if moves[place]]


# ---- times


def of_times(worlds: Worlds, net: Net, most: int | None = _MOST) -> Iterator[Profile]:
    """Uncertain starts, durations and delays, by the lines that hold each; `most` lines (None: all)."""
    found: dict[Slot, Floats] = {}
    weights: dict[Slot, Floats] = {}
    case = worlds.line_case()[worlds.timed_line]
    for place in _timed(worlds, net, most):
        line = int(worlds.timed_line[place])
        for slot, levels, chances in _levels_of(worlds, place, int(case[place])):
            known = levels - worlds.line_time[line]
            found[slot] = found.get(slot, 0.0) + net.factor[line] * known
            weights[slot] = chances
    for slot, values in found.items():
        yield _of_time(slot, values, weights[slot])


def _timed(worlds: Worlds, net: Net, limit: int | None) -> list[int]:
    """The timed lines that can move the net most, and all of cases where names stand twice."""
    if not len(worlds.timed_line):
        return []
    most, least = (
        at.reduceat(worlds.moment_factor, worlds.moment_first[:-1]) for at in (np.maximum, np.minimum)
    )
    heavy = heaviest(net.factor[worlds.timed_line] * (most - least), limit)
    named = np.flatnonzero(worlds.case_named[worlds.line_case()[worlds.timed_line]])
    return sorted({*heavy, *named.tolist()})


def _levels_of(worlds: Worlds, place: int, case: int) -> Iterator[tuple[Slot, Floats, Floats]]:
    """Per name of a timed line: E[F] at each of its levels, and their chances."""
    factor, chance, levels = combinations_of(worlds, place)
    slots = slots_of(worlds, place, case)
    for slot in dict.fromkeys(slots):
        which = [k for k in range(len(slots)) if slots[k] == slot and worlds.timed_levels[place, k] > 1]
        if not which:
            continue
        mine = np.all([levels[k] == levels[which[0]] for k in which], axis=0)
        size = int(worlds.timed_levels[place, which[0]])
        total = np.bincount(levels[which[0]][mine], chance[mine], size)
        worth = np.bincount(levels[which[0]][mine], (chance * factor)[mine], size)
        yield slot, np.asarray(worth / total, dtype=np.float64), np.asarray(total, dtype=np.float64)


def _of_time(slot: Slot, values: Floats, chances: Floats) -> Profile:
    """Low and high are its smallest and largest value: levels stand in order of value (M28).

    Where the net is lowest or highest at another point, those that it is lowest and highest at (M27).
    """
    cumulative = np.cumsum(chances)

    def at(chance: float) -> Known:
        level = int(np.searchsorted(cumulative, chance))
        return Known(levels={slot: min(level, len(values) - 1)})

    outer = (0, len(values) - 1)
    inner = tuple(sorted((int(np.argmin(values)), int(np.argmax(values)))))
    spans = abs(values[outer[1]] - values[outer[0]]) >= np.ptp(values) * (1 - 1e-12)
    first, last = outer if spans else inner
    low, high, variance = float(values[first]), float(values[last]), float(chances @ values**2)
    levels = None if spans else (first, last)
    return Profile(TIME, (TIME, *slot), values, chances, low, high, variance, at, levels=levels)


# ---- prices and optimism


def of_prices(worlds: Worlds, net: Net) -> Iterator[Profile]:
    """Prices of the book, which all cases share."""
    per_cell = np.bincount(worlds.line_cell, net.line, len(worlds.cells))
    for key, law in worlds.price_laws.items():
        mine = [place for place, cell in enumerate(worlds.cells) if cell.price == key]
        if law.sd and mine:
            yield _of_price(key, law, worlds.price_ends[key], float(per_cell[mine].sum()))


def _of_price(key: str, law: Law, ends: Ends, amount: float) -> Profile:
    def at(chance: float) -> Known:
        return Known(prices={key: law.quantile(chance)})

    values = amount * law.sd * table_of(law.key).astype(np.float64)
    low, high = (amount * (end - 1.0) for end in ends)
    spread = (amount * law.sd) ** 2
    return Profile(PRICE, (PRICE, key), values, None, low, high, spread, at, amount)


Given = Callable[[dict[str, Floats]], Floats]
"""Normals of M31 by name → what they do to the net, in their shape."""


def of_optimism(worlds: Worlds, net: Net) -> Iterator[Profile]:
    """The parts of M31, each a name: everybody's, every organisation's, every grade's of an organisation."""
    per_cell = np.bincount(worlds.line_cell, net.line, len(worlds.cells))
    amounts: dict[Who, float] = {}
    for place, cell in enumerate(worlds.cells):
        who = Who(cell.grade, cell.organisation)
        if cell.grade and worlds.realism_laws[who].sd:
            amounts[who] = amounts.get(who, 0.0) + float(per_cell[place])
    for name, mine in _names(OPTIMISM, list(amounts)):
        chosen = {who: amounts[who] for who in mine}
        yield _of_normal(OPTIMISM, name, _realism_moves(worlds, chosen), sum(chosen.values()))
    terms = _term_amounts(worlds, net)
    guessed = list(dict.fromkeys(Who(p.name, p.organisation) for c in terms for p in worlds.terms[c].parts))
    for name, mine in _names(GUESSES, guessed):
        held = {c: a for c, a in terms.items() if _holds(worlds, c, mine)}
        yield _of_normal(GUESSES, name, _guess_moves(worlds, held), None)


def _names(family: str, all_of: list[Who]) -> list[tuple[str, list[Who]]]:
    """Every name of a family that is drawn, and to whom it matters."""
    found: dict[str, list[Who]] = {}
    for who in all_of:
        for name in names_of(family, who):
            found.setdefault(name, []).append(who)
    return list(found.items())


def _term_amounts(worlds: Worlds, net: Net) -> dict[int, float]:
    """Per term that holds guesses: the euros that its product is multiplied by."""
    line, column = np.nonzero(worlds.line_terms >= 0)
    worth = net.line[line] * worlds.line_weights[line, column]
    amounts = np.bincount(worlds.line_terms[line, column], worth, len(worlds.terms)).tolist()
    return {c: amounts[c] for c, cell in enumerate(worlds.terms) if cell.parts and amounts[c]}


def _holds(worlds: Worlds, term: int, mine: list[Who]) -> bool:
    return any(Who(part.name, part.organisation) in mine for part in worlds.terms[term].parts)


def _realism_moves(worlds: Worlds, amounts: dict[Who, float]) -> Given:
    def moved(normals: dict[str, Floats]) -> Floats:
        parts = [a * (realism_given(worlds, who, normals) - 1.0) for who, a in amounts.items()]
        return np.asarray(sum(parts), dtype=np.float64)

    return moved


def _guess_moves(worlds: Worlds, amounts: dict[int, float]) -> Given:
    def moved(normals: dict[str, Floats]) -> Floats:
        parts = [
            a * (guess_given(worlds, cell, normals) - guess_given(worlds, cell, {}))
            for cell, a in _alike(worlds, amounts, normals)
        ]
        return np.asarray(sum(parts), dtype=np.float64)

    return moved


def _alike(
    worlds: Worlds, amounts: dict[int, float], normals: Mapping[str, Floats]
) -> Iterator[tuple[Cell, float]]:
    """Terms that these normals move, with the amounts of those that they move alike added up.

    What all people share moves terms of every organisation alike.
    """
    family = worlds.optimism.guesses.name
    found: dict[tuple[Powers, str], tuple[Cell, float]] = {}
    for place, amount in amounts.items():
        cell = worlds.terms[place]
        who = cell.parts[0].organisation if cell.parts else ""
        own = who if any(name.startswith(f"{family}:{who}") for name in normals) else ""
        first, total = found.get((powers_of(cell.parts), own), (cell, 0.0))
        found[powers_of(cell.parts), own] = (first, total + amount)
    yield from found.values()


def _of_normal(kind: str, name: str, moved: Given, amount: float | None) -> Profile:
    """A standard normal of M31; what it moves is smooth, so its variance comes from a quadrature."""
    points, weights = quadrature()
    at_points = moved({name: points})
    low, high = moved({name: normal_at(np.array([LOW, HIGH]))}).tolist()

    def at(chance: float) -> Known:
        return Known(normals={name: float(normal_at(np.array(chance)))})

    grid = normal_at(_MIDDLES)
    coarse = np.linspace(grid[0], grid[-1], 257)
    values = np.interp(grid, coarse, moved({name: coarse}))
    variance = float(at_points**2 @ weights - (at_points @ weights) ** 2)
    return Profile(kind, (kind, name), values, None, low, high, variance, at, amount)
