"""What is uncertain in cases, prices and realism, next to `Columns`, as arrays.

An uncertain input is a *name* (M26). An estimate that several lines use (the chance of a path, the
attribution of a case, two places with one `naam`) is one row, so one draw. Every estimate works as a factor
around 1 on the lines that use it; times take one of a few levels (M8).
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.optimism import Family
from rendement.engine.shapes import Law, Shapes

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

PATH, CHANCE, QUANTITY, ATTRIBUTION, KEPT = range(5)
"""The factors of a line that an estimate can make uncertain; `KEPT` is 1 minus displacement.

Their numbers are places in `roles` of `model/factors.py`, which may hold more."""
OWN_TIMES: Final = 3
"""Start, length and delay: the first columns of `timed_*`; then come times of other lines (M42)."""


Ends = tuple[float, float]


class Who(NamedTuple):
    """To whom a part of optimism belongs: an evidence grade within an organisation (M31)."""

    grade: str
    organisation: str


class Optimism(NamedTuple):
    """The two families of M31: of realism factors, and of guessed shares outside them."""

    realism: Family
    guesses: Family
    set_name: str


@dataclass(frozen=True)
class Uncertain:
    """Structure of arrays: `est_*` per estimate, `line_*` per line, `timed_*` per line of uncertain time."""

    case_name: Hashes
    """Per case: the hash of its name, from which its draws follow."""
    case_named: Bools
    """Cases in which a name stands in more than one place, here or in other cases (M26)."""
    est_case: Ints
    est_slot: Hashes
    """The hash of its name within its case; of a shared estimate, among all shared ones."""
    est_shared: Bools
    """Shared by cases (`gedeeld`): one draw for all of them."""
    est_factor: Ints
    """Which factor of a product it is, from 1 (M30); 0 for an estimate by itself."""
    est_guess: Ints
    """Index of the guess (M31b) that its spread is that of; −1 for an estimate with a spread of its own."""
    est_mean: Floats
    est_low: Floats
    """The point that reality falls below in one of ten cases; `est_high` above."""
    est_high: Floats
    est_spread: Floats
    """Standard deviation over mean of the factor it makes."""
    est_shape: Ints
    est_kind: Ints
    est_line: Ints
    """The first line that uses it."""
    line_estimates: Ints
    """Lines × columns: the estimate of each factor, −1 for none."""
    line_spreads: Floats
    """Lines × columns: what that factor moves per standard deviation of its estimate; with its sign."""
    roles: tuple[int, ...]
    """Which factor each column is: the first five in order, more only where products need them (M30)."""
    line_realism: Ints
    """Index of the realism factor, −1 where none applies."""
    line_path_chance: Floats
    """Mean chance of the path of the line; 1 without a path."""
    line_own_chance: Floats
    """Mean chance of the line within its path; 1 where it has none."""
    line_event: Hashes
    """The hash of the name of the event that this line happens."""
    timed_line: Ints
    timed_slot: Hashes
    """Timed lines × times: start, duration, delay; more only where a line depends on other lines (M42)."""
    timed_shared: Bools
    """Timed lines × times: shared by cases."""
    timed_levels: Ints
    """Timed lines × times: how many values each takes; 1 for a point."""
    level_first: Ints
    """Per timed line: where its levels begin in `level_chance`; one more at the end."""
    level_chance: Floats
    level_years: Floats
    shapes: Shapes
    price_laws: tuple[Law, ...]
    """Per price of the columns, relative to its mean."""
    price_ends: tuple[Ends, ...]
    """Per price its low and high end, over its mean."""
    realism_names: tuple[Who, ...]
    realism_laws: tuple[Law, ...]
    guess_names: tuple[Who, ...]
    optimism: Optimism
