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
        number = np.cumsum(np.diff(case_of, prepend=-1) != 0) - 1
        self._cases = number if self._mixed is None else np.repeat(np.arange(len(self._starts)), _AXES)
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
        parts = basis[:, : basis.shape[1] - self._apart]
        fresh = np.eye(len(basis))[:, len(self._basis) :]
        space = _Space(parts, self._cases, fresh).nothing_in(basis[:, parts.shape[1] :])
        return _Search(self._few, self._most).finds(space)


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
    """Combinations of told sums (rows) by part (columns); and what of them is not told yet."""

    parts: Floats
    case_of: Ints
    """Per column its case, from 0 without gaps."""
    fresh: Floats

    @property
    def cases(self) -> int:
        """In how many cases some combination is something."""
        return int(self.case_of[-1]) + 1 if len(self.case_of) else 0

    def group(self, number: int, groups: int) -> Floats:
        """The columns of one of so many groups of cases."""
        return self.parts[:, self.case_of % groups == number]

    def nothing_in(self, group: Floats) -> "_Space":
        """The combinations that are nothing in a group; with the cases in which they are something."""
        values, vectors = np.linalg.eigh(group @ group.T)
        kept = vectors[:, values < _NOTHING].T
        fresh = kept @ self.fresh
        if (fresh**2).sum() < _NOTHING:
            return _Space(self.parts[:0, :0], self.case_of[:0], fresh)
        parts = kept @ self.parts
        some = np.bincount(self.case_of, np.einsum("ij,ij->j", parts, parts)) > _NOTHING
        mine = some[self.case_of]
        return _Space(parts[:, mine], (np.cumsum(some) - 1)[self.case_of[mine]], fresh)


class _Search:
    """Looks for a combination about a few cases; those of told sums alone were looked at before."""

    def __init__(self, few: int, most: int) -> None:
        self._few, self._most, self._looked = few, most, 0

    def finds(self, space: _Space) -> bool:
        """Whether there is one in a space; or too much to look at."""
        self._looked += 1
        if not space.cases:
            return False
        if space.cases <= self._few or self._looked > self._most:
            return True
        if len(space.fresh) == 1:
            return False
        groups = self._few + 1
        return any(self.finds(space.nothing_in(space.group(n, groups))) for n in range(groups))
