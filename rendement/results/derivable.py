"""What can be worked out from sums that were told: nothing about fewer cases than the threshold (L3).

Adding is as easy as subtracting. Whoever has a set of sums has every combination of them: a space of vectors
with an axis for every part of a case. A combination in which only a few cases are left tells about those few.
So before a sum is told, we look for such combinations among it and all that was told before.

The search is exact. Cases are dealt into one group more than "a few"; a combination about a few cases is then
nothing in at least one whole group. What is nothing in a group is a smaller space, in which the same holds.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NOTHING: Final = 1e-9
"""The square of a length: what is shorter is rounding."""
_MOST_SPACES: Final = 600
"""Smaller spaces that are looked at before a sum is refused: on the safe side."""
_MANY_PARTS: Final = 50_000
_AXES: Final = 8
"""With many parts, every case keeps so many mixtures of them. What is nothing stays nothing, so nothing that
can be worked out is missed; a sum may be refused that could have been told."""


class Told:
    """Sums that were told. `case_of` says of every part which case it belongs to, in order of cases.

    After those come `apart` amounts that nobody is told and are of no case: what holds one tells nothing.
    """

    def __init__(self, case_of: Ints, threshold: int, apart: int = 0, most: int = _MOST_SPACES) -> None:
        self._most = most
        self._few = threshold - 1
        self._parts, self._apart = len(case_of), apart
        self._starts = np.flatnonzero(np.diff(case_of, prepend=-1))
        self._mixed = _mixture(len(case_of)) if len(case_of) > _MANY_PARTS else None
        self._basis = np.zeros((0, len(self._seen(np.zeros(self._parts + apart)))))

    def tell(self, *sums: Floats) -> bool:
        """Tell these sums together, unless some combination then is about fewer cases than the threshold."""
        basis = self._basis
        for one in sums:
            basis = _with(basis, self._seen(one))
        if len(basis) > len(self._basis) and self._gives_away(basis):
            return False
        self._basis = basis
        return True

    def _seen(self, one: Floats) -> Floats:
        """A sum by its parts, or by mixtures of the parts of each case; then what stands apart."""
        if self._mixed is None:
            return one
        mixed = np.add.reduceat(one[: self._parts, None] * self._mixed, self._starts, axis=0)
        return np.concatenate([mixed.ravel(), one[self._parts :]])

    def _gives_away(self, basis: Floats) -> bool:
        """Whether the rows of a basis that are not told yet make a combination about a few cases."""
        if self._few < 1:
            return False
        width = basis.shape[1] - self._apart
        ends = self._starts[1:] if self._mixed is None else np.arange(_AXES, width, _AXES)
        cases = np.split(basis[:, :width], ends, axis=1)
        fresh = np.eye(len(basis))[:, len(self._basis) :]
        return _Search(self._few, self._most).finds(_Space(cases, fresh).nothing_in(basis[:, width:]))


def _mixture(parts: int) -> Floats:
    return np.random.default_rng(1).standard_normal((parts, _AXES))


def _with(basis: Floats, one: Floats) -> Floats:
    """The basis with what is new in a sum."""
    size = float(np.linalg.norm(one))
    for _ in range(2):  # once more for what rounding left
        one = one - basis.T @ (basis @ one)
    own = float(np.linalg.norm(one))
    return np.vstack([basis, one / own]) if own > 1e-7 * max(size, 1.0) else basis


class _Space(NamedTuple):
    """Combinations of told sums (rows), case by case; and what of them is of sums that are not told yet."""

    cases: list[Floats]
    fresh: Floats

    def nothing_in(self, group: Floats) -> "_Space":
        """The combinations that are nothing in a group; with the cases in which they are something."""
        values, vectors = np.linalg.eigh(group @ group.T)
        kept = vectors[:, values < _NOTHING].T
        fresh = kept @ self.fresh
        if (fresh**2).sum() < _NOTHING:
            return _Space([], fresh)
        parts = (_narrow(kept @ case) for case in self.cases)
        return _Space([part for part in parts if (part**2).sum() > _NOTHING], fresh)


def _narrow(part: Floats) -> Floats:
    """The same with no more columns than there are combinations: turned, so that lengths stay."""
    height, width = part.shape
    return part if width <= height else np.linalg.qr(part.T).R.T


class _Search:
    """Looks for a combination about a few cases; those of told sums alone were looked at before."""

    def __init__(self, few: int, most: int) -> None:
        self._few, self._most, self._looked = few, most, 0

    def finds(self, space: _Space) -> bool:
        """Whether there is one in a space; or too much to look at."""
        self._looked += 1
        cases = space.cases
        if not cases:
            return False
        if len(cases) <= self._few or self._looked > self._most:
            return True
        if len(space.fresh) == 1:
            return False
        groups = [np.hstack(cases[first :: self._few + 1]) for first in range(self._few + 1)]
        return any(self.finds(space.nothing_in(group)) for group in groups)
