"""Sums that are the same in any order: money is added in whole units of 2⁻²⁸ euro, as integers.

A unit is four billionths of a euro, far below any figure shown; 64 bits hold 34 billion euros of them.
Totals of shards can be added and give the bits of the whole (M23), and payers add up exactly (M12).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

UNITS_PER_EURO: Final = 2.0**28

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


MOST_UNITS: Final = 2.0**63


def to_units(euros: Floats) -> Ints:
    """Euros as whole units. Raises OverflowError for what does not fit (or is no number)."""
    units = np.rint(euros * UNITS_PER_EURO)
    _check_room(np.abs(units).max(initial=0.0))
    return units.astype(np.int64)


def _check_room(units: float) -> None:
    if not units < MOST_UNITS:
        most = MOST_UNITS / UNITS_PER_EURO / 1e9
        raise OverflowError(
            f"meer dan {most:.0f} miljard euro is niet precies op te tellen: kijk aantallen en bedragen na"
        )


def to_euros(units: Ints) -> Floats:
    """Units as euros; exact for every total a float64 can hold."""
    return np.asarray(units / UNITS_PER_EURO, dtype=np.float64)


def sum_by(groups: Ints, units: Ints, size: int) -> Ints:
    """The exact sum of units per group. Raises OverflowError rather than going round."""
    _check_room(np.abs(units).sum(dtype=np.float64))
    totals = np.zeros(size, dtype=np.int64)
    np.add.at(totals, groups, units)
    return totals
