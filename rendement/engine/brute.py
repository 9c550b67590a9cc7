"""Every uncertain input drawn: cases × draws in tiles, added up per cell, never rows × draws at once.

Values are looked up in tables of 4,096 slices and kept as float32; every line is rounded to 2⁻¹⁰ euro before
it is added, so that sums in float64 are exact and the same in any order and any partition (M23).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.common import price_factor, realism_factor
from rendement.engine.draws import CaseDraws, hash_of
from rendement.engine.paths import WITH_PATHS
from rendement.engine.uncertain import CHANCE, PATH, QUANTITY, Who
from rendement.engine.worlds import Worlds, caps_of, path_means

Floats = NDArray[np.float64]
Small = NDArray[np.float32]
Ints = NDArray[np.int64]

DRAWS_AT_ONCE: Final = 16_384
_TO_GRID: Final = np.float32(1.5 * 2.0**13)
"""Added and taken away again, this rounds a float32 to multiples of 2⁻¹⁰."""
_MOST: Final = 2.0**40
_PATH_EVENT: Final = hash_of("pad")
_PATH_EVENT_WITH_US: Final = hash_of("pad met inzet")
_SHARED: Final = hash_of("gedeeld")
"""To whom the draws of estimates belong that cases share."""
_WORDS: Final = 2**16
_TO_SLICE: Final = 4
"""Bits between a draw of 16 bits and one of 4,096 slices."""


def draw_cells(worlds: Worlds, seed: int, first: int, count: int, events: bool = False) -> Floats:
    """Cells × draws: euros at expected prices and realism factors, of all cases together.

    Draws `first` (a multiple of 4) up to `first + count`; `events` draws one path per case (M11).
    Raises OverflowError for more than a thousand billion euros.
    """
    tile = _Tile(worlds, seed, first, count, events)
    for case in range(worlds.cases):
        tile.add(case)
    if not np.abs(tile.total).max(initial=0.0) < _MOST:
        raise OverflowError("een uitkomst is te groot om precies op te tellen")
    return tile.total


class Inputs(NamedTuple):
    """What worlds are made of: per draw (last axis) the factor around 1 of everything that is uncertain."""

    estimates: Floats
    """Estimates × draws: the value over its mean, as in `Uncertain.est_*`."""
    moments: Ints
    """Timed lines × draws: the number of its combination of start, length and delay (M8, timing)."""
    prices: dict[str, Floats]
    """Per price: over its mean, the same for all cases (M9)."""
    realism: dict[Who, Floats]
    """Per evidence grade and organisation: over its mean."""


def drawn_inputs(worlds: Worlds, seed: int, first: int, count: int) -> Inputs:
    """The inputs of the worlds that `draw_cells` adds up (without events), to see or redo one.

    Draws `first` (a multiple of 4) up to `first + count`.
    """
    tile = _Tile(worlds, seed, first, count, events=False)
    estimates, spreads = np.ones((len(worlds.est_case), count)), _spreads(worlds)
    moments = np.zeros((len(worlds.timed_line), count), dtype=np.int64)
    line_case = worlds.line_case()
    for case in range(worlds.cases):
        one = _CaseInWorlds(tile, CaseDraws(seed, int(worlds.case_name[case])), case)
        for estimate in range(*tile.est_first[[case, case + 1]].tolist()):
            estimates[estimate] = one.factor(Factor(estimate, spreads[estimate]))
        for place in np.flatnonzero(line_case[worlds.timed_line] == case).tolist():
            moments[place] = one.moment(place)
    return Inputs(
        estimates,
        moments,
        {key: price_factor(seed, key, law, first, count) for key, law in worlds.price_laws.items()},
        {who: realism_factor(worlds.common, who, seed, first, count) for who in worlds.realism_laws},
    )


def _spreads(worlds: Worlds) -> list[float]:
    """Per estimate what it moves where it is first used; guesses may go the other way (M31b)."""
    guess, found = worlds.est_guess >= 0, worlds.est_spread.copy()
    for column in range(worlds.line_estimates.shape[1]):
        lines = np.flatnonzero(np.append(guess, False)[worlds.line_estimates[:, column]])
        found[worlds.line_estimates[lines, column]] = worlds.line_spreads[lines, column]
    return [float(spread) for spread in found]


class Factor(NamedTuple):
    """A factor of a line: its estimate, and what it moves per standard deviation of that."""

    estimate: int
    spread: float


class _Tile:
    """The draws of one stretch, and where they add up."""

    def __init__(self, worlds: Worlds, seed: int, first: int, count: int, events: bool) -> None:
        self.worlds, self.seed, self.first, self.count = worlds, seed, first, count
        self.events = events
        self.total = np.zeros((len(worlds.cells), count))
        self.tables = worlds.shapes.tables()
        self.caps = caps_of(worlds)
        self.capped = set(self.caps.case.tolist())
        self.means = path_means(worlds)
        self.est_first = np.searchsorted(worlds.est_case, np.arange(worlds.cases + 1))
        self.rows = worlds.line_estimates.tolist()
        self.spreads = worlds.line_spreads.tolist()
        self.shared_draws = CaseDraws(seed, _SHARED)
        self.timed = {line: place for place, line in enumerate(worlds.timed_line.tolist())}
        self.slots = worlds.est_slot.tolist()
        self.base = (worlds.line_base / worlds.line_joint).tolist()
        self.time = worlds.line_time.tolist()
        self.cell = worlds.line_cell.tolist()
        self.place = np.empty(count, dtype=np.intp)
        self.guesses: dict[int, Small] = {}
        self.common = sorted({*worlds.roles} - {PATH, CHANCE, QUANTITY})
        """Roles of estimates that lines of a case may have in common, beside the chance of their path."""

    def guess(self, number: int) -> Small:
        """The draws of a guess that all cases of its organisation and grade share (M31b)."""
        if number not in self.guesses:
            who, family = self.worlds.guess_names[number], self.worlds.optimism.guesses
            drawn = family.drawn(self.seed, who.grade, who.organisation, self.first, self.count)
            self.guesses[number] = drawn.astype(np.float32)
        return self.guesses[number]

    def add(self, case: int) -> None:
        """All lines of one case."""
        draws = CaseDraws(self.seed, int(self.worlds.case_name[case]))
        one = _CaseInWorlds(self, draws, case)
        lines = range(*self.worlds.case_first[[case, case + 1]].tolist())
        for line in lines:
            if self.base[line]:
                self._add_line(one, line)

    def _add_line(self, one: "_CaseInWorlds", line: int) -> None:
        amount = one.line(line)
        if isinstance(amount, float):
            self.total[self.cell[line]] += np.float64(np.rint(amount * 2.0**10) / 2.0**10)
            return
        amount += _TO_GRID
        amount -= _TO_GRID
        self.total[self.cell[line]] += amount


class _CaseInWorlds:
    """One case in a stretch of worlds: what its lines share is drawn once."""

    def __init__(self, tile: _Tile, draws: CaseDraws, case: int) -> None:
        self.tile, self.draws = tile, draws
        self.shared: dict[tuple[int, tuple[Factor, ...]], Small | None] = {}
        self.factors: dict[Factor, Small] = {}
        self.held = _held_chances(tile, draws, case) if case in tile.capped else {}
        self.happens = self._paths(case) if tile.events else {}

    def line(self, line: int) -> Small | float:
        """The amounts of one line, or one amount when nothing in it is uncertain."""
        tile = self.tile
        constant = tile.base[line]
        product = self._shared(line)
        product = None if product is None else product.copy()
        if line in tile.timed:
            product = _times(product, self._time(line, constant))
            constant = 1.0
        else:
            constant *= tile.time[line]
        own = self._of(line, QUANTITY)
        if tile.events and tile.worlds.line_own_chance[line] < 1:
            product = _times(product, self._happens(line, self._of(line, CHANCE)))
        else:
            own += self._of(line, CHANCE)
        for factor in own:
            product = _times(product, self._drawn(factor, constant))
            constant = 1.0
        if product is None:
            return float(constant)
        if constant != 1.0:
            product *= np.float32(constant)
        return product

    def _of(self, line: int, *roles: int) -> list[Factor]:
        """The factors of a line in these roles."""
        tile = self.tile
        row, spreads = tile.rows[line], tile.spreads[line]
        return [
            Factor(row[column], spreads[column])
            for column, role in enumerate(tile.worlds.roles)
            if role in roles and row[column] >= 0
        ]

    def _shared(self, line: int) -> Small | None:
        """The product of what lines share: path, attribution and displacement."""
        number = int(self.tile.worlds.line_path[line]) if self.happens else -1
        factors = self._of(line, *self.tile.common, *(() if number >= 0 else (PATH,)))
        key = (number, tuple(factors))
        if key not in self.shared:
            product: Small | None = None
            if number >= 0:
                product = _times(product, self.happens[number])
            for factor in factors:
                product = _times(product, self.factor(factor))
            self.shared[key] = product
        return self.shared[key]

    def factor(self, factor: Factor) -> Small:
        """An estimate over its mean; a chance of a path as far as those of other paths leave it room."""
        if factor.estimate in self.held:
            return self.held[factor.estimate]
        if factor not in self.factors:
            self.factors[factor] = self._drawn(factor, 1.0)
        return self.factors[factor]

    def _drawn(self, factor: Factor, constant: float) -> Small:
        """An estimate over its mean, times a constant."""
        tile, worlds, (estimate, spread) = self.tile, self.tile.worlds, factor
        guess = int(worlds.est_guess[estimate])
        if guess >= 0:
            drawn = tile.guess(guess) * np.float32(spread * constant)
            drawn += np.float32(constant)
            return drawn
        row = tile.tables[worlds.est_shape[estimate]] * np.float32(spread * constant)
        row += np.float32(constant)
        return _looked_up(tile, row, self._words(tile.slots[estimate], bool(worlds.est_shared[estimate])))

    def _words(self, slot: int, shared: bool) -> NDArray[np.uint16]:
        """The draws of a name: of this case, or of all cases that share it (M26)."""
        draws = self.tile.shared_draws if shared else self.draws
        return draws.words(slot, self.tile.first, self.tile.count)

    def _time(self, line: int, constant: float) -> Small:
        """F of the start, length and delay of each world."""
        worlds, place = self.tile.worlds, self.tile.timed[line]
        factors = worlds.moment_factor[worlds.moment_first[place] : worlds.moment_first[place + 1]]
        return (factors * constant).astype(np.float32).take(self.moment(place))

    def moment(self, place: int) -> Ints:
        """Which combination of start, length and delay a timed line has in each world."""
        worlds = self.tile.worlds
        number: Ints | None = None
        at = int(worlds.level_first[place])
        rows = (worlds.timed_slot[place], worlds.timed_levels[place], worlds.timed_shared[place])
        for slot, size, shared in zip(*(row.tolist() for row in rows), strict=True):
            if size > 1:
                level = _levels(self._words(slot, shared), worlds.level_chance[at : at + size])
                number = level if number is None else number * size + level
            at += size
        assert number is not None
        return number

    def _paths(self, case: int) -> dict[int, Small]:
        """Per path: 1 over its mean chance where it is the one of its side that happens, else 0."""
        worlds, tile = self.tile.worlds, self.tile
        lines = range(*worlds.case_first[[case, case + 1]].tolist())
        drawn = self.draws.doubles(_PATH_EVENT, tile.first, tile.count)
        reached = np.zeros(tile.count)
        found: dict[int, Small] = {}
        with_us = False
        for line in lines:
            path = int(worlds.line_path[line])
            if path < 0 or path in found:
                continue
            if path >= WITH_PATHS and not with_us:
                drawn = self.draws.doubles(_PATH_EVENT_WITH_US, tile.first, tile.count)
                reached, with_us = np.zeros(tile.count), True
            mean = worlds.line_path_chance[line]
            chance = np.full(tile.count, mean)
            for factor in self._of(line, PATH):
                chance *= self.factor(factor)
            happens = (drawn >= reached) & (drawn < reached + chance)
            reached += chance
            found[path] = (happens / (mean or 1.0)).astype(np.float32)
        return found

    def _happens(self, line: int, factors: list[Factor]) -> Small:
        """The same for a line that has a chance of its own within its path."""
        worlds, tile = self.tile.worlds, self.tile
        mean = float(worlds.line_own_chance[line])
        drawn = self.draws.doubles(int(worlds.line_event[line]), tile.first, tile.count)
        chance = np.full(tile.count, mean)
        for factor in factors:
            chance *= self._drawn(factor, 1.0)
        return ((drawn < chance) / (mean or 1.0)).astype(np.float32)


def _times(product: Small | None, factor: Small) -> Small:
    """The product of what was and a new factor."""
    return factor.copy() if product is None else np.multiply(product, factor, out=product)


def _looked_up(tile: _Tile, row: Small, words: NDArray[np.uint16]) -> Small:
    np.right_shift(words, _TO_SLICE, out=tile.place, casting="unsafe")
    return row.take(tile.place, mode="clip")


def _levels(words: NDArray[np.uint16], chances: Floats) -> Ints:
    """Which level a draw falls in."""
    edges = np.rint(np.cumsum(chances)[:-1] * _WORDS)
    level = np.zeros(len(words), dtype=np.int64)
    for edge in edges:
        level += words >= edge
    return level


def _held_chances(tile: _Tile, draws: CaseDraws, case: int) -> dict[int, Small]:
    """Chances of paths that could pass 100 % together, held back around their means (see `Caps`).

    Those of a side that cannot are drawn as any estimate.
    """
    worlds, caps = tile.worlds, tile.caps
    all_of = range(*tile.est_first[[case, case + 1]].tolist())
    mine = [e for e in all_of if tile.means[e] > 0 and caps.tight[caps.side[e]]]
    off = {}
    for e in mine:
        words = draws.words(tile.slots[e], tile.first, tile.count)
        spread = np.float32(worlds.est_spread[e] * tile.means[e])
        off[e] = _looked_up(tile, tile.tables[worlds.est_shape[e]] * spread, words)
    side = dict(zip(mine, caps.side[mine].tolist(), strict=True))
    together = {s: np.sum([off[e] for e in mine if side[e] == s], axis=0) for s in set(side.values())}
    return {
        e: (1 + caps.scale[s] * (off[e] - caps.share[e] * together[s]) / tile.means[e]).astype(np.float32)
        for e, s in side.items()
    }
