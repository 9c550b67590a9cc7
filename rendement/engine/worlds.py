"""Columns and their uncertainty as one set of arrays, ready to be drawn from or worked out in moments.

The value of a line in one world is its expected value times factors around 1:
`base ÷ joint × F(time) × Π (estimate ÷ its mean) × (price ÷ its mean) × (ω ÷ its mean)`. A *cell* is
everything of one price, realism factor and purse: given the prices and realism factors of a world, that is
all one needs. Guesses are shared as well (M31b): a line is a sum of *terms*, products of its guesses.
"""

from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import mul
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.common import NO_PRICE, Cell, Common
from rendement.engine.evaluate import LineValues
from rendement.engine.paths import WITH_PATHS
from rendement.engine.shapes import Law, Shapes
from rendement.engine.terms import terms_of
from rendement.engine.uncertain import PATH, Ends, Optimism, Uncertain, Who

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]
_Choice = slice | Ints


@dataclass(frozen=True)
class Worlds:
    """Structure of arrays: `case_*`, `line_*`, `est_*`, `timed_*` and `moment_*`, each in order of case."""

    case_name: Hashes
    case_named: Bools
    case_first: Ints
    """Per case its first line; one more at the end."""
    line_cell: Ints
    line_path: Ints
    line_base: Floats
    """Expected value before time, in euros, weighted; effort is a positive cost."""
    line_time: Floats
    """Expected F (M3)."""
    line_joint: Floats
    """E[product of its factors around 1]: not 1 where two of them hang together."""
    line_terms: Ints
    """Lines × terms: which of `terms`, −1 for none."""
    line_weights: Floats
    """Lines × terms: how often each counts; times its expectation they add up to 1."""
    line_estimates: Ints
    line_spreads: Floats
    line_path_chance: Floats
    line_own_chance: Floats
    line_event: Hashes
    est_case: Ints
    est_slot: Hashes
    est_shared: Bools
    est_guess: Ints
    est_spread: Floats
    est_shape: Ints
    timed_line: Ints
    timed_slot: Hashes
    timed_shared: Bools
    timed_levels: Ints
    level_first: Ints
    level_chance: Floats
    moment_first: Ints
    """Per timed line its first combination of levels; one more at the end."""
    moment_factor: Floats
    """F of every combination."""
    moment_chance: Floats
    shapes: Shapes
    roles: tuple[int, ...]
    cells: tuple[Cell, ...]
    terms: tuple[Cell, ...]
    price_laws: dict[str, Law]
    price_ends: dict[str, Ends]
    realism_laws: dict[Who, Law]
    guess_names: tuple[Who, ...]
    optimism: Optimism

    @property
    def cases(self) -> int:
        """Number of cases."""
        return len(self.case_name)

    @property
    def common(self) -> Common:
        """The laws of what cases share."""
        return Common(self.price_laws, self.realism_laws, self.optimism)

    def part(self, first: int, last: int) -> "Worlds":
        """The cases from `first` up to `last`, as worlds of their own, without copying more than needed."""
        line = slice(*self.case_first[[first, last]].tolist())
        est = slice(*np.searchsorted(self.est_case, [first, last]).tolist())
        timed = slice(*np.searchsorted(self.timed_line, [line.start, line.stop]).tolist())
        level = slice(*self.level_first[[timed.start, timed.stop]].tolist())
        moment = slice(*self.moment_first[[timed.start, timed.stop]].tolist())
        return self._taken(_Rows(slice(first, last), line, est, timed, level, moment))

    def chosen(self, cases: Bools) -> "Worlds":
        """The cases that are marked, wherever they stand, as worlds of their own."""
        lines = cases[self.line_case()]
        timed = np.flatnonzero(lines[self.timed_line])
        return self._taken(
            _Rows(
                np.flatnonzero(cases),
                np.flatnonzero(lines),
                np.flatnonzero(cases[self.est_case]),
                timed,
                _spans(self.level_first, timed),
                _spans(self.moment_first, timed),
            )
        )

    def _taken(self, rows: "_Rows") -> "Worlds":
        """The same arrays with these rows only, and what refers to a row renumbered."""
        parts = {"line": rows.line, "est": rows.est, "timed": rows.timed}
        changes: dict[str, Any] = {
            field.name: getattr(self, field.name)[parts[field.name.partition("_")[0]]]
            for field in fields(self)
            if field.name.partition("_")[0] in parts
        }
        used = changes["line_estimates"]
        numbered = {
            "line_estimates": np.where(used >= 0, _renumbered(used, rows.est), used),
            "est_case": _renumbered(changes["est_case"], rows.case),
            "timed_line": _renumbered(changes["timed_line"], rows.line),
        }
        return replace(
            self,
            case_name=self.case_name[rows.case],
            case_named=self.case_named[rows.case],
            case_first=_firsts(self.case_first, rows.case),
            level_first=_firsts(self.level_first, rows.timed),
            level_chance=self.level_chance[rows.level],
            moment_first=_firsts(self.moment_first, rows.timed),
            moment_factor=self.moment_factor[rows.moment],
            moment_chance=self.moment_chance[rows.moment],
            **{**changes, **numbered},
        )

    def line_case(self) -> Ints:
        """The case of every line."""
        return np.repeat(np.arange(self.cases), np.diff(self.case_first))


class _Rows(NamedTuple):
    """Which rows of each kind belong to a choice of cases: a stretch, or their numbers in order."""

    case: _Choice
    line: _Choice
    est: _Choice
    timed: _Choice
    level: _Choice
    moment: _Choice


def _renumbered(numbers: Ints, rows: _Choice) -> Ints:
    """Numbers of rows as they are counted among the chosen ones."""
    return (
        numbers - rows.start if isinstance(rows, slice) else np.searchsorted(rows, numbers).astype(np.int64)
    )


def _firsts(first: Ints, rows: _Choice) -> Ints:
    """Where each chosen row begins among the chosen ones; one more at the end."""
    return np.concatenate([[0], np.cumsum(np.diff(first)[rows])]).astype(np.int64)


def _spans(first: Ints, rows: Ints) -> Ints:
    """The numbers of all that belongs to these rows."""
    sizes = np.diff(first)[rows]
    begin = np.repeat(first[:-1][rows] - np.cumsum(sizes) + sizes, sizes)
    return np.asarray(begin + np.arange(len(begin)), dtype=np.int64)


def build_worlds(columns: Columns, uncertain: Uncertain, weights: Floats, values: LineValues) -> Worlds:
    """Put together what is expected and what is uncertain.

    `weights` is what every line counts for (0: left out, as it is replaced by programme costs).
    """
    cell_of, cells = _cells(columns, uncertain)
    first, factor, chance = _moments(columns, uncertain, values.atom_time)
    terms = terms_of(uncertain, cell_of, cells)
    return Worlds(
        case_name=uncertain.case_name,
        case_named=uncertain.case_named,
        case_first=np.searchsorted(columns.line_case, np.arange(columns.cases + 1)).astype(np.int64),
        line_cell=cell_of,
        line_path=columns.line_path,
        line_base=values.expected * columns.line_unit_price * weights,
        line_time=values.time,
        line_joint=terms.joint,
        line_terms=terms.place,
        line_weights=terms.weight,
        line_estimates=uncertain.line_estimates,
        line_spreads=uncertain.line_spreads,
        line_path_chance=uncertain.line_path_chance,
        line_own_chance=uncertain.line_own_chance,
        line_event=uncertain.line_event,
        est_case=uncertain.est_case,
        est_slot=uncertain.est_slot,
        est_shared=uncertain.est_shared,
        est_guess=uncertain.est_guess,
        est_spread=uncertain.est_spread,
        est_shape=uncertain.est_shape,
        timed_line=uncertain.timed_line,
        timed_slot=uncertain.timed_slot,
        timed_shared=uncertain.timed_shared,
        timed_levels=uncertain.timed_levels,
        level_first=uncertain.level_first,
        level_chance=uncertain.level_chance,
        moment_first=first,
        moment_factor=factor,
        moment_chance=chance,
        shapes=uncertain.shapes,
        roles=uncertain.roles,
        cells=cells,
        terms=terms.cells,
        price_laws=dict(zip(columns.price_keys, uncertain.price_laws, strict=True)),
        price_ends=dict(zip(columns.price_keys, uncertain.price_ends, strict=True)),
        realism_laws=dict(zip(uncertain.realism_names, uncertain.realism_laws, strict=True)),
        guess_names=uncertain.guess_names,
        optimism=uncertain.optimism,
    )


def _cells(columns: Columns, uncertain: Uncertain) -> tuple[Ints, tuple[Cell, ...]]:
    """The cell of every line, and what each cell is, in an order that does not depend on the cases."""
    realisms, purses = len(uncertain.realism_names) + 1, len(columns.purse_shares)
    pair = (columns.line_price + 1) * realisms + uncertain.line_realism + 1
    pairs, pair_of = _numbered(pair, (len(columns.price_keys) + 1) * realisms)
    code = (pair_of * purses + columns.line_purse) * 2 + (columns.line_side == EFFORT)
    found, cell_of = _numbered(code, len(pairs) * purses * 2)
    cells = [_cell(columns, uncertain, pairs[number // (purses * 2)], number) for number in found]
    order = sorted(range(len(cells)), key=cells.__getitem__)
    return np.argsort(order)[cell_of].astype(np.int64), tuple(cells[place] for place in order)


def _numbered(codes: Ints, size: int) -> tuple[list[int], Ints]:
    """The codes below `size` that occur, and which of those every element is: far faster than sorting."""
    found = np.flatnonzero(np.bincount(codes, minlength=size))
    place = np.zeros(size, dtype=np.int64)
    place[found] = np.arange(len(found))
    return found.tolist(), place[codes]


def _cell(columns: Columns, uncertain: Uncertain, pair: int, code: int) -> Cell:
    price, realism = divmod(pair, len(uncertain.realism_names) + 1)
    purse, effort = divmod(code % (2 * len(columns.purse_shares)), 2)
    grade, organisation = uncertain.realism_names[realism - 1] if realism else ("", "")
    shares, cash = (
        tuple((payer, float(row[place])) for place, payer in enumerate(columns.payers) if row[place])
        for row in (columns.purse_shares[purse], columns.purse_cash[purse])
    )
    key = columns.price_keys[price - 1] if price else NO_PRICE
    return Cell(key, grade, organisation, bool(effort), shares, cash)


def _moments(columns: Columns, uncertain: Uncertain, atom_time: Floats) -> tuple[Ints, Floats, Floats]:
    """F and chance of every combination of times, for lines with an uncertain time."""
    sizes = uncertain.timed_levels.prod(axis=1)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    chance = _combined(uncertain, first)
    place = np.full(columns.lines, -1)
    place[uncertain.timed_line] = np.arange(len(sizes))
    mine = np.flatnonzero(place[columns.atom_line] >= 0)
    target = first[place[columns.atom_line[mine]]] + columns.atom_moment[mine]
    weighted = np.bincount(target, columns.atom_weight[mine] * atom_time[mine], len(chance))
    possible = np.where(chance > 0, chance, 1.0)  # a name at two levels at once is no combination
    return first, np.asarray(weighted / possible, dtype=np.float64), chance


def _combined(uncertain: Uncertain, first: Ints) -> Floats:
    """The chance of every combination: the product of those of its levels."""
    sizes = uncertain.timed_levels
    timed = np.repeat(np.arange(len(sizes)), np.diff(first))
    number = np.arange(first[-1]) - first[timed]
    levels = levels_of(number, sizes[timed])
    at = uncertain.level_first[timed]
    mine = []
    for place, level in enumerate(levels):
        mine.append(uncertain.level_chance[at + level])
        at = at + sizes[timed, place]
    slots = uncertain.timed_slot[timed]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        tied = (slots[:, one] == slots[:, other]) & (sizes[timed, one] > 1)
        mine[other] = np.where(tied, levels[one] == levels[other], mine[other])
    return np.asarray(reduce(mul, mine), dtype=np.float64)


def levels_of(number: Ints, sizes: Ints) -> tuple[Ints, ...]:
    """Which level of every time belongs to a combination, in the order they were made."""
    found, rest = [], number
    for place in range(sizes.shape[1] - 1, 0, -1):
        rest, level = np.divmod(rest, sizes[:, place])
        found.append(level)
    return (rest, *reversed(found))


class Caps(NamedTuple):
    """For sides of cases whose paths could pass 100 % together: how chances are held back, keeping means.

    With e the deviations of the chances from their means: `s·(e_k − c_k·Σe)` instead of `e_k`. A *side* is
    2 × the case without us, and one more with us: paths of one side exclude each other (M11).
    """

    case: Ints
    """Cases of which a side is held back."""
    side: Ints
    """Per estimate the side it belongs to."""
    tight: Bools
    """Per side whether it is one of those."""
    scale: Floats
    """s per side."""
    share: Floats
    """c per estimate of a path chance (0 elsewhere)."""


def path_means(worlds: Worlds) -> Floats:
    """Per estimate: the mean chance of the path it is the chance of; 0 for other estimates."""
    return _per_path(worlds, worlds.line_path_chance)


def path_spreads(worlds: Worlds) -> Floats:
    """Per estimate: what the chance of its path moves per standard deviation; 0 for other estimates."""
    return _per_path(worlds, worlds.line_spreads[:, PATH])


def _per_path(worlds: Worlds, values: Floats) -> Floats:
    """A value of lines for the estimate that is the chance of their path; 0 for other estimates."""
    found = np.zeros(len(worlds.est_case))
    lines = np.flatnonzero(worlds.line_estimates[:, PATH] >= 0)
    found[worlds.line_estimates[lines, PATH]] = values[lines]
    return found


def _sides(worlds: Worlds) -> Ints:
    """Per estimate: twice its case, and one more for the chance of a path with us."""
    sides = worlds.est_case * 2
    lines = np.flatnonzero((worlds.line_estimates[:, PATH] >= 0) & (worlds.line_path >= WITH_PATHS))
    sides[np.unique(worlds.line_estimates[lines, PATH])] += 1
    return sides


def caps_of(worlds: Worlds) -> Caps:
    """The rule that keeps chances of paths of a side together at most 1 without moving their means."""
    size, means, sides = 2 * worlds.cases, path_means(worlds), _sides(worlds)
    mine = np.flatnonzero(means > 0)
    mean, case, shape = means[mine], sides[mine], worlds.est_shape[mine]
    ends = np.array([(row[0], row[-1]) for row in worlds.shapes.tables()], dtype=np.float64).reshape(-1, 2)
    reach = mean * path_spreads(worlds)[mine]
    down, up = np.sort([reach * ends[shape, 0], reach * ends[shape, 1]], axis=0)
    total, top = _total_chance(worlds), np.bincount(case, up, size)
    tight = total + top > 1.0 + 1e-12
    room = np.clip((1.0 - total) / np.where(top > 0, top, 1.0), 0.0, 1.0)
    part = mean * (1.0 - room[case]) / np.bincount(case, mean, size)[case]
    share = np.zeros(len(means))
    share[mine] = np.where(tight[case], part, 0.0)
    lowest = (1.0 - share[mine]) * down - share[mine] * (top[case] - up)
    scale = np.ones(size)
    np.minimum.at(scale, case, np.where(lowest < -mean, mean / -np.minimum(lowest, -1e-300), 1.0))
    return Caps(np.unique(np.flatnonzero(tight) // 2), sides, tight, scale, share)


def _total_chance(worlds: Worlds) -> Floats:
    """Per side: the mean chances of all its paths together.

    Paths stand in order; a line that comes back to an earlier one follows it (M29) and adds no chance.
    """
    line_case = worlds.line_case()
    number = line_case * (worlds.line_path.max(initial=0) + 2) + worlds.line_path + 1
    side = line_case * 2 + (worlds.line_path >= WITH_PATHS)
    so_far = np.maximum.accumulate(number)
    first_of_path = np.ones(len(line_case), dtype=np.bool_)
    first_of_path[1:] = number[1:] > so_far[:-1]
    counted = first_of_path & (worlds.line_path >= 0)
    chances = worlds.line_path_chance[counted]
    return np.bincount(side[counted], chances, 2 * worlds.cases).astype(np.float64)
