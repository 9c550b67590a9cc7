"""Shared optimism: common × organisation × own part (M31).

Every factor of one family is a shape at `Φ(√γ·Z + √β·Z_o + √(1−γ−β)·ε)`: Z for everybody, Z_o per
organisation, ε per evidence grade of an organisation. So its own distribution is the shape, whatever γ and β
are. Two families are drawn: realism factors (M9), and guessed shares that stand outside them (M31b).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.draws import shared_doubles
from rendement.engine.normals import chance_below, normal_at, quadrature
from rendement.engine.shapes import SLICES, Key, table_of

Floats = NDArray[np.float64]
Powers = tuple[tuple[str, int], ...]
"""A product of shapes of one organisation: evidence grades with their powers."""

REALISM: Final = "optimisme"
GUESSES: Final = "optimisme-aandelen"


@dataclass(frozen=True)
class Family:
    """The shapes of one family by evidence grade, and how they hang together."""

    name: str
    """To which its draws belong: `<name>`, `<name>:<organisation>`, `<name>:<organisation>:<grade>`."""
    shapes: Mapping[str, Key]
    common: float
    """γ."""
    organisation: float
    """β."""

    @property
    def own(self) -> float:
        """1 − γ − β."""
        return max(0.0, 1.0 - self.common - self.organisation)

    def drawn(self, seed: int, grade: str, organisation: str, first: int, count: int) -> Floats:
        """Draws of one standardised shape of one organisation."""
        of = f"{self.name}:{organisation}"
        parts = ((self.common, self.name), (self.organisation, of), (self.own, f"{of}:{grade}"))
        return _drawn(self.shapes[grade], parts, seed, first, count)

    def same(self, powers: Powers) -> float:
        """E[product of powers] within one organisation."""
        if powers not in self._same:
            self._same[powers] = float(self.expected(powers, "", {}))
        return self._same[powers]

    def apart(self, one: Powers, other: Powers) -> float:
        """E[product of powers of one organisation and of another]."""
        _, weights = quadrature()
        return float((self._by_common(one) * self._by_common(other)) @ weights)

    def _by_common(self, powers: Powers) -> Floats:
        """E[product of powers | what all share], at the points of the quadrature."""
        if powers not in self._given_common:
            self._given_common[powers] = self.expected(powers, "", {self.name: quadrature()[0]})
        return self._given_common[powers]

    @cached_property
    def _same(self) -> dict[Powers, float]:
        return {}

    @cached_property
    def _given_common(self) -> dict[Powers, Floats]:
        return {}

    def expected(self, powers: Powers, organisation: str, known: Mapping[str, Floats]) -> Floats:
        """E[product of powers | the normals that are known, by name], in the shape of those.

        What is not known of what the organisation shares is integrated out; given that, grades stand apart.
        """
        shared = {self.name: self.common, f"{self.name}:{organisation}": self.organisation}
        at = sum((math.sqrt(shared[name]) * z for name, z in known.items() if name in shared), np.zeros(()))
        unknown = math.sqrt(sum(part for name, part in shared.items() if name not in known))
        z, weights = quadrature()
        within = np.asarray(at)[..., None] + unknown * z
        found = np.ones(within.shape)
        for grade, power in powers:
            mine = known.get(f"{self.name}:{organisation}:{grade}")
            found = found * self._of(grade, power, within, mine)
        return np.asarray(found @ weights, dtype=np.float64)

    def _of(self, grade: str, power: int, within: Floats, own: Floats | None) -> Floats:
        """E[shapeᵖ | what the organisation shares], and its own part when that is known."""
        if own is None:
            return _power_given(self.shapes[grade], power, self.own, within)
        at = within + math.sqrt(self.own) * np.asarray(own)[..., None]
        return standardised(self.shapes[grade], at) ** power


@lru_cache(maxsize=64)
def _drawn(key: Key, parts: tuple[tuple[float, str], ...], seed: int, first: int, count: int) -> Floats:
    """Draws of a shape by the parts of its normal; kept, as every stretch of cases asks for them again."""
    normal = np.zeros(count)
    for part, name in parts:
        if part > 0:
            normal += math.sqrt(part) * _normals(seed, name, first, count)
    found = standardised(key, normal)
    found.setflags(write=False)
    return found


@lru_cache(maxsize=64)
def _normals(seed: int, name: str, first: int, count: int) -> Floats:
    """The normal draws of a name, which the factors of several grades share."""
    return normal_at(shared_doubles(seed, name, first, count))


def standardised(key: Key, normal: Floats) -> Floats:
    """Values of a standardised shape at normal draws, between the middles of its slices."""
    place = np.clip(chance_below(normal) * SLICES - 0.5, 0.0, SLICES - 1.0)
    table = table_of(key).astype(np.float64)
    below = np.minimum(place.astype(np.intp), SLICES - 2)
    return np.asarray(table[below] + np.diff(table)[below] * (place - below), dtype=np.float64)


def _power_given(key: Key, power: int, own: float, within: Floats) -> Floats:
    found = _on_grid(key, power, own)
    return np.asarray(np.interp(within, *found), dtype=np.float64)


@lru_cache(maxsize=256)
def _on_grid(key: Key, power: int, own: float) -> tuple[Floats, Floats]:
    """E[shapeᵖ at w + √own · ε] for w on a fine grid: a smooth function, so straight lines between serve."""
    grid = np.linspace(-9.0, 9.0, 1_801)
    z, weights = quadrature()
    values = standardised(key, (grid[:, None] + math.sqrt(own) * z[None, :]).reshape(-1)) ** power
    return grid, np.asarray(values.reshape(len(grid), -1) @ weights, dtype=np.float64)
