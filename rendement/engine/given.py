"""What lines are expected to be worth when some inputs are known, all else integrated out (M27).

An input is a name: an estimate, a time, a price, or a part of optimism. Tornado, grid, scenarios, shares and
the value of knowing all ask this, and keep no list of places of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import Cell, expected_guesses, powers_of
from rendement.engine.uncertain import PATH, Who
from rendement.engine.worlds import Worlds, caps_of, levels_of, path_means

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Slot(NamedTuple):
    """The name of a time: of one case, or (−1) shared by cases."""

    case: int
    slot: int


@dataclass(frozen=True)
class Known:
    """Inputs at a value; whatever is not here is uncertain as ever."""

    estimates: Mapping[int, float] = field(default_factory=dict)
    """Per estimate: in standard deviations from its mean."""
    levels: Mapping[Slot, int] = field(default_factory=dict)
    prices: Mapping[str, float] = field(default_factory=dict)
    """Per price: over its mean."""
    normals: Mapping[str, float] = field(default_factory=dict)
    """Per name of M31: the normal draw."""
    realism: Mapping[Who, float] = field(default_factory=dict)
    """Per realism factor: over its mean."""
    guesses: Mapping[Who, float] = field(default_factory=dict)
    """Per guess: in standard deviations from its mean."""

    def __or__(self, other: "Known") -> "Known":
        mine, theirs = vars(self), vars(other)
        return Known(**{name: {**mine[name], **theirs[name]} for name in mine})


def ratios(worlds: Worlds, known: Known) -> Floats:
    """Per line: its expected value given what is known, over its expected value."""
    found = _of_estimates(worlds, known)
    found *= _of_times(worlds, known)
    found *= _per_cell(worlds, known)[worlds.line_cell]
    if known.normals or known.guesses:
        found *= _of_guesses(worlds, known)
    return found


def _of_estimates(worlds: Worlds, known: Known) -> Floats:
    """The factors of estimates at their values; one that stands twice in a line has that value twice."""
    at = np.full(len(worlds.est_case) + 1, np.nan)
    for estimate, value in known.estimates.items():
        at[estimate] = value
    values, spreads = at[worlds.line_estimates], worlds.line_spreads
    off = np.where(np.isnan(values), 0.0, values * spreads)
    off[:, PATH] = _held_back(worlds, off[:, PATH])
    found = np.asarray((1.0 + off).prod(axis=1), dtype=np.float64)
    for line, one, other in twice_in(worlds):
        if not np.isnan(values[line, one]):
            found[line] /= 1.0 + spreads[line, one] * spreads[line, other]
    return found


def twice_in(worlds: Worlds) -> list[tuple[int, int, int]]:
    """Lines in which one estimate is two factors, and which two; of cases where names stand twice."""
    named = np.flatnonzero(worlds.case_named[worlds.line_case()])
    used, found = worlds.line_estimates[named], []
    for one in range(used.shape[1]):
        for other in range(one + 1, used.shape[1]):
            same = named[(used[:, one] >= 0) & (used[:, one] == used[:, other])]
            found += [(int(line), one, other) for line in same]
    return found


def _held_back(worlds: Worlds, off: Floats) -> Floats:
    """How far chances of paths are off, where those of a case could pass 100 % together (M11)."""
    caps = caps_of(worlds)
    if not len(caps.case):
        return off
    path, mean, case = worlds.line_estimates[:, PATH], path_means(worlds), caps.side
    mine = np.flatnonzero(path >= 0)
    per_estimate = np.zeros(len(mean))
    per_estimate[path[mine]] = off[mine]
    together = np.bincount(case, mean * per_estimate, 2 * worlds.cases)
    held = caps.scale[case] * (mean * per_estimate - caps.share * together[case])
    ratio = np.where(mean > 0, held / np.where(mean > 0, mean, 1.0), 0.0)
    tight = np.append(caps.tight[case], False)[path]
    return np.where(tight, np.append(ratio, 0.0)[path], off)


def _of_times(worlds: Worlds, known: Known) -> Floats:
    found = np.ones(len(worlds.line_base))
    if not known.levels:
        return found
    of = worlds.line_case()[worlds.timed_line]
    wanted = np.array([slot.slot for slot in known.levels], dtype=np.uint64)
    for place in np.flatnonzero(np.isin(worlds.timed_slot, wanted).any(axis=1)).tolist():
        at = [known.levels.get(slot) for slot in slots_of(worlds, place, int(of[place]))]
        if any(level is not None for level in at):
            line = int(worlds.timed_line[place])
            time = worlds.line_time[line]
            found[line] = _expected_time(worlds, place, at) / time if time else 0.0
    return found


def slots_of(worlds: Worlds, place: int, case: int) -> list[Slot]:
    """The names of the times of a timed line of a case."""
    row = zip(worlds.timed_slot[place].tolist(), worlds.timed_shared[place].tolist(), strict=True)
    return [Slot(-1 if shared else case, slot) for slot, shared in row]


def _expected_time(worlds: Worlds, place: int, at: list[int | None]) -> float:
    """E[F] of a timed line with some of its start, length and delay at a level."""
    factor, chance, levels = combinations_of(worlds, place)
    mine = np.ones(len(factor), dtype=np.bool_)
    for level, wanted in zip(levels, at, strict=True):
        if wanted is not None:
            mine &= level == wanted
    return float(factor[mine] @ chance[mine] / chance[mine].sum())


def combinations_of(worlds: Worlds, place: int) -> tuple[Floats, Floats, tuple[Ints, ...]]:
    """F, the chance, and the level of every time, of every combination of a timed line."""
    moments = slice(int(worlds.moment_first[place]), int(worlds.moment_first[place + 1]))
    factor, chance = worlds.moment_factor[moments], worlds.moment_chance[moments]
    sizes = np.repeat(worlds.timed_levels[place][None, :], len(factor), axis=0)
    return factor, chance, levels_of(np.arange(len(factor)), sizes)


def _per_cell(worlds: Worlds, known: Known) -> Floats:
    """Prices and realism factors at their values."""
    found = np.array([known.prices.get(cell.price, 1.0) for cell in worlds.cells], dtype=np.float64)
    if known.realism or known.normals:
        of = {who: _realism(worlds, who, known) for who in worlds.realism_laws}
        found *= [of.get(Who(cell.grade, cell.organisation), 1.0) for cell in worlds.cells]
    return found


def _realism(worlds: Worlds, who: Who, known: Known) -> float:
    if who in known.realism:
        return known.realism[who]
    return float(realism_given(worlds, who, {name: np.array(z) for name, z in known.normals.items()}))


def realism_given(worlds: Worlds, who: Who, normals: Mapping[str, Floats]) -> Floats:
    """E[ω ÷ its mean | normals of M31]."""
    law, family = worlds.realism_laws[who], worlds.optimism.realism
    if not law.sd:
        return np.ones(())
    return np.asarray(1.0 + law.sd * family.expected(((who.grade, 1),), who.organisation, normals))


def _of_guesses(worlds: Worlds, known: Known) -> Floats:
    """Guesses at their values: the terms of every line with their weights (M31b)."""
    normals = {name: np.array(z) for name, z in known.normals.items()}
    if known.guesses:
        of = [_guessed(cell, known.guesses) for cell in worlds.terms]
    else:
        of = [float(guess_given(worlds, cell, normals)) for cell in worlds.terms]
    values = np.append(np.array(of, dtype=np.float64), 0.0)[worlds.line_terms]
    return np.asarray((values * worlds.line_weights).sum(axis=1), dtype=np.float64)


def _guessed(cell: Cell, at: Mapping[Who, float]) -> float:
    return float(np.prod([at[Who(part.name, part.organisation)] ** part.power for part in cell.parts]))


def guess_given(worlds: Worlds, cell: Cell, normals: Mapping[str, Floats]) -> Floats:
    """E[the guesses of a term | normals of M31]."""
    family = worlds.optimism.guesses
    if not any(name.startswith(family.name) for name in normals):
        return np.array(expected_guesses(family, cell.parts))
    if not cell.parts:
        return np.ones(())
    return family.expected(powers_of(cell.parts), cell.parts[0].organisation, normals)
