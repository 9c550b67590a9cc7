"""What `doubts` gathers of documents, before it becomes arrays: rows of estimates, lines and times."""

import math
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from rendement.engine.shapes import Law
from rendement.engine.uncertain import OWN_TIMES
from rendement.model.estimate import Duration, Estimate, Quantity
from rendement.model.factors import roles
from rendement.model.pooling import people_of
from rendement.model.shapes import SHAPES, WeightedPoints

NONE: Final = -1


class Used(NamedTuple):
    """An estimate as one factor of a line: its row, and what it moves per standard deviation."""

    estimate: int = NONE
    spread: float = 0.0


NOTHING: Final = Used()
Factor = list[Used]
"""The estimates of one factor: none, one, or those of a product (M30)."""


class EstimateRow(NamedTuple):
    """One estimate before it becomes arrays; the fields are those of `Uncertain.est_*`."""

    case: int
    slot: int
    shared: bool
    factor: int
    guess: int
    mean: float
    low: float
    high: float
    spread: float
    shape: int
    kind: int
    line: int


TYPES: Final = {
    "slot": np.uint64,
    "shared": np.bool_,
    "mean": np.float64,
    "low": np.float64,
    "high": np.float64,
    "spread": np.float64,
}


class Name(NamedTuple):
    """By what name an estimate is drawn: its hash, whose, and which factor of a product it is (from 1)."""

    slot: int
    shared: bool = False
    factor: int = 0


class TimeRow(NamedTuple):
    """A time of a line: its name and scope, and the values it takes; None for a point, or for nothing."""

    slot: int
    shared: bool
    points: WeightedPoints | None

    @property
    def size(self) -> int:
        """How many values it takes."""
        return 1 if self.points is None else len(self.points.values)

    @property
    def levels(self) -> list[tuple[float, float]]:
        """Per value how likely it is, and how many years."""
        if self.points is None:
            return [(1.0, math.nan)]
        return list(zip(self.points.weights, self.points.values, strict=True))


NO_TIME: Final = TimeRow(0, False, None)


class TimedRow(NamedTuple):
    """A line of uncertain time: its number; its start, length and delay, and times of other lines (M42)."""

    line: int
    times: list[TimeRow]


class LineRow(NamedTuple):
    """What one line has of estimates: per factor, and which realism factor."""

    factors: Sequence[Factor]
    realism: int
    path_chance: float
    own_chance: float


def ends_of(estimate: Estimate, law: Law, mirrored: bool) -> tuple[float, float]:
    """The one-in-ten points as they were written, else those of the law; of 1 minus it when mirrored."""
    low, _, high = estimate.points
    plain = SHAPES[estimate.distribution].as_written and not people_of(estimate)
    if not plain or low is None or high is None:
        return law.quantile(0.1), law.quantile(0.9)
    return (1.0 - high, 1.0 - low) if mirrored else (low, high)


def levels_of(estimate: Duration | Quantity | None) -> WeightedPoints | None:
    """The values an uncertain time takes; None for a point, or for nothing."""
    if estimate is None or estimate.is_point:
        return None
    return estimate.years if isinstance(estimate, Duration) else estimate.timing


def line_arrays(lines: Sequence[LineRow]) -> dict[str, Any]:
    """Lines × columns: one a role, and one more for every factor of a product beyond its first."""
    every = range(len(roles()))
    most = [max((len(line.factors[role]) for line in lines), default=0) for role in every]
    extra = [(role, place) for role in every for place in range(1, most[role])]
    where = [(role, 0) for role in every] + extra
    cells = [
        [line.factors[r][k] if k < len(line.factors[r]) else NOTHING for r, k in where] for line in lines
    ]
    used = np.array(cells, dtype=np.float64).reshape(-1, len(where), 2)
    return {
        "line_estimates": used[:, :, 0].astype(np.int64),
        "line_spreads": np.ascontiguousarray(used[:, :, 1]),
        "roles": tuple(role for role, _ in where),
        "line_realism": np.array([line.realism for line in lines], dtype=np.int64),
        "line_path_chance": np.array([line.path_chance for line in lines], dtype=np.float64),
        "line_own_chance": np.array([line.own_chance for line in lines], dtype=np.float64),
    }


def timed_arrays(timed: Sequence[TimedRow]) -> dict[str, Any]:
    """Timed lines × times: start, length and delay, and those of other lines where any line has such."""
    width = max((len(row.times) for row in timed), default=OWN_TIMES)
    rows = [[*row.times, *[NO_TIME] * (width - len(row.times))] for row in timed]
    levels = [[level for time in row for level in time.levels] for row in rows]
    every = [level for row in levels for level in row]
    return {
        "timed_line": np.array([row.line for row in timed], dtype=np.int64),
        "timed_slot": np.array([[time.slot for time in row] for row in rows], np.uint64).reshape(-1, width),
        "timed_shared": np.array([[t.shared for t in row] for row in rows], np.bool_).reshape(-1, width),
        "timed_levels": np.array([[t.size for t in row] for row in rows], np.int64).reshape(-1, width),
        "level_first": np.cumsum([0, *map(len, levels)], dtype=np.int64),
        "level_chance": np.array([chance for chance, _ in every], dtype=np.float64),
        "level_years": np.array([years for _, years in every], dtype=np.float64),
    }
