"""Sums of any size that are the same in any order, for moments: euros, euros squared and euros cubed.

`totals` adds money as one integer; squares and cubes need more room. Here a number is two integers, one of
whole kilo-units and one of the rest, both of which add without rounding (M23).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_WHOLE: Final = 2.0**10
_GRAIN: Final = 2.0**-24
_BITS: Final = 34
"""2³⁴ grains make a whole."""
_AT_ONCE: Final = 2**18
"""So many rests add up exactly in a float64 of 53 bits."""


@dataclass(frozen=True)
class ExactSums:
    """A row of sums, each as `whole × 2¹⁰ + rest × 2⁻²⁴`."""

    whole: Ints
    rest: Ints

    @classmethod
    def nothing(cls, size: int) -> "ExactSums":
        """All zero."""
        return cls(np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64))

    @classmethod
    def of(cls, place: Ints, values: Floats, size: int) -> "ExactSums":
        """The sum of the values of every place. Raises OverflowError for what is too large or no number."""
        if not np.abs(values).max(initial=0.0) < 2.0**60:
            raise OverflowError("een uitkomst is te groot om precies op te tellen")
        total = cls.nothing(size)
        for start in range(0, len(values), _AT_ONCE):
            mine = slice(start, start + _AT_ONCE)
            whole = np.rint(values[mine] / _WHOLE)
            rest = np.rint((values[mine] - whole * _WHOLE) / _GRAIN)
            parts = (np.bincount(place[mine], part, size).astype(np.int64) for part in (whole, rest))
            total = total + cls(*parts)
        return total

    def __add__(self, other: "ExactSums") -> "ExactSums":
        rest = self.rest + other.rest
        carry = (rest + (1 << (_BITS - 1))) >> _BITS
        return ExactSums(self.whole + other.whole + carry, rest - (carry << _BITS))

    def moved(self, places: Ints, size: int) -> "ExactSums":
        """The same sums at other places of a longer row."""
        target = ExactSums.nothing(size)
        target.whole[places], target.rest[places] = self.whole, self.rest
        return target

    def values(self) -> Floats:
        """As floats, rounded once."""
        return np.asarray(self.whole * _WHOLE + self.rest * _GRAIN, dtype=np.float64)
