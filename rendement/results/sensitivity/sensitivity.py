"""At which value of an estimate do benefits and costs meet? (M17)"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, SupportsIndex, overload

import numpy as np
from numpy.typing import NDArray

from rendement.results.table import Table
from rendement.results.worlds.case_inputs import CaseInput, inputs_of
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.numbers import chance, counted, euro, share, significant
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_STEPS: Final = 40
"""Halvings of a month or a year: far finer than any digit shown."""


@dataclass(frozen=True, repr=False)
class SwitchingValue(Shown):
    """One estimate, its value now, and the value at which the net of the case is zero (None: none)."""

    line: str
    estimate: str
    now: float
    switch: float | None
    unit: str
    sentence: str
    about: str
    """What the estimate is about, in words."""

    @property
    def key(self) -> str:
        """What it is asked for by: `z1:pad`, `z1.2:aantal`."""
        return f"{self.line}:{self.estimate}"

    @property
    def distance(self) -> float:
        """How far from turning the outcome, as a part of the value now; infinite without a switch."""
        if self.switch is None:
            return math.inf
        return abs(self.switch - self.now) / max(abs(self.now), 1e-9)


class SwitchingValues(Shown, tuple[SwitchingValue, ...]):
    """The switching values of one case, in the order of the file; by place, or as `['z1:pad']`."""

    __slots__ = ()

    def __contains__(self, asked: object) -> bool:
        return super().__contains__(asked) or any(value.key == asked for value in self)

    @overload
    def __getitem__(self, place: SupportsIndex | str) -> SwitchingValue: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[SwitchingValue, ...]: ...

    def __getitem__(self, place: SupportsIndex | str | slice) -> SwitchingValue | tuple[SwitchingValue, ...]:
        if not isinstance(place, str):
            return super().__getitem__(place)
        keys = [value.key for value in self]
        if place not in keys:
            raise refusals.no_estimate(place, keys)
        return self[keys.index(place)]

    def table(self) -> Table:
        """One row per estimate: its value now and where the outcome turns, in its own unit."""
        columns = (
            Column("regel"),
            Column("wat"),
            Column("nu", "getal"),
            Column("omslag", "getal"),
            Column("eenheid"),
        )
        rows = tuple((v.line, v.about, v.now, v.switch, v.unit) for v in self)
        return Table("omslagpunten", columns, rows)


def switching_values(bc: "ValuedCases", case_id: str) -> SwitchingValues:
    """For every estimate of one case, chances first. Raises Unknown (a KeyError) for an unknown case."""
    loaded = bc.cases[bc.place_of(case_id)]
    return SwitchingValues(_switch(given) for given in inputs_of(bc, loaded.case))


def _switch(given: CaseInput) -> SwitchingValue:
    root = root_of(given)
    return SwitchingValue(
        given.line, given.name, given.now, root, given.unit, _sentence(given, root), given.about
    )


def root_of(given: CaseInput) -> float | None:
    """The value at which the net is zero; None where it never is, or only outside what it can be."""
    return _bisected(given) if given.grid else _linear_root(given)


def _linear_root(given: CaseInput) -> float | None:
    """The root nearest to the value now; a name that stands twice in one line makes a square (M27)."""
    at_zero, at_half, at_one = given.nets_at([0.0, 0.5, 1.0]).tolist()
    square = 2.0 * (at_one - 2.0 * at_half + at_zero)
    slope = at_one - at_zero - square
    flat = 1e-9 * max(1.0, abs(at_zero))
    if abs(square) < flat:
        found = [-at_zero / slope] if abs(slope) >= flat else []
    else:
        found = [float(x.real) for x in np.roots([square, slope, at_zero]) if abs(x.imag) < 1e-12]
    possible = [x for x in found if given.least <= x <= given.most]
    return min(possible, key=lambda x: abs(x - given.now), default=None)


def _bisected(given: CaseInput) -> float | None:
    """The time nearest to the one now at which the net changes sign; None when it never does."""
    grid = sorted({*given.grid, given.now})
    pays = given.nets_at(grid) > 0
    turns = [(grid[i], grid[i + 1]) for i in np.flatnonzero(pays[1:] != pays[:-1])]
    if not turns:
        return None
    low, high = min(turns, key=lambda turn: min(abs(given.now - turn[0]), abs(given.now - turn[1])))
    sign = given.net_at(low) > 0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if (given.net_at(middle) > 0) == sign else (low, middle)
    return (low + high) / 2


def _sentence(given: CaseInput, root: float | None) -> str:
    if root is None:
        return f"{given.about}: {never_or_always(given)}"
    below, above = given.nets_at([max(root * 0.99 - 1e-6, 0.0), root * 1.01 + 1e-6]).tolist()
    least = "minstens" if above >= below else "hoogstens"
    now = shown(given.now, given.unit)
    return f"dit loont als {given.about} {least} {shown(root, given.unit)} is (nu {now})"


def never_or_always(given: CaseInput) -> str:
    """What to say where nothing that is possible turns the conclusion: no number that cannot be (M27)."""
    if given.net_at(given.now) > 0:
        return "het loont bij elke waarde"
    best = best_of(given)
    return (
        "het loont bij geen enkele waarde"
        if best is None
        else f"ook bij {shown(best, given.unit)} loont het niet"
    )


def best_of(given: CaseInput) -> float | None:
    """The possible end that is best for the net; None where there is no end to it, or no difference."""
    if math.isinf(given.most):
        return None
    at_least, at_most = given.nets_at([given.least, given.most]).tolist()
    if abs(at_most - at_least) < 1e-9:
        return None
    return given.most if at_most > at_least else given.least


def shown(value: float, unit: str) -> str:
    """A value in its own unit, for people."""
    if unit in ("kans", "aandeel"):
        return chance(value) if unit == "kans" else share(value)
    if unit == "factor":
        return f"{significant(value, 3)} keer"
    return euro(value, 2) if unit == "euro" else counted(value, unit, 3)
