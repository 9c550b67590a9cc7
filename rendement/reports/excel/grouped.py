"""Large bases: lines that are valued alike stand in one row, still live for what they share (L1).

Price, realism, chances and our share are factors of a line, so lines with the same price, evidence, side and
way of sharing add up to one product. Discount, horizon and weights are not: they work line by line.
"""

from functools import cached_property
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.engine.evaluate import expected_quantity
from rendement.reports.excel.keys import LineRow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
N = TypeVar("N", bound=np.generic)

LIVE_LINES: Final = 2_000
"""Lines up to which every line stands in the workbook with its own formulas."""
MOST_CASES: Final = 5_000
"""Cases up to which a large workbook holds one row a case."""


class LineGroup(NamedTuple):
    """Lines that are valued alike: the first of them stands for what they share."""

    place: int
    row: LineRow
    lines: int
    cases: int

    @property
    def key(self) -> str:
        """How other sheets refer to it: `groep 12`."""
        return f"groep {self.place + 1}"


class Grouping:
    """The lines of a business case in groups of one price, evidence, side, way of sharing and programme."""

    def __init__(
        self, columns: Columns, weights: Floats, homes: Ints, rows: tuple[LineRow, ...], splits: Ints
    ) -> None:
        """`weights` and `homes`: per case what it counts for, and the place of its denominator."""
        self._columns, self._weights, self._rows = columns, weights, rows
        prices = _numbered([row.price_key for row in rows])
        grades = _numbered([row.grade for row in rows])
        alike = np.stack([columns.line_side, prices, grades, splits, homes[columns.line_case]], axis=1)
        _, self._first, self._of_line, self._counts = np.unique(
            alike, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
        self._of_line = self._of_line.reshape(-1)

    @cached_property
    def groups(self) -> tuple[LineGroup, ...]:
        """Every group: effort first, then what was not needed, then what is still used."""
        pairs = np.unique(np.stack([self._of_line, self._columns.line_case], axis=1), axis=0)
        cases = np.bincount(pairs[:, 0], minlength=len(self._first))
        return tuple(
            LineGroup(place, self._rows[first], lines, count)
            for place, (first, lines, count) in enumerate(
                zip(self._first.tolist(), self._counts.tolist(), cases.tolist(), strict=True)
            )
        )

    def units(self, time: Floats) -> Floats:
        """Per group: α(1−δ)p·q of its lines at these time factors, weighted; no price, no realism (M4)."""
        columns, weights = self._columns, self._weights
        each = expected_quantity(columns) / columns.line_realism * time * weights[columns.line_case]
        return np.bincount(self._of_line, each, len(self._first)).astype(np.float64)

    def shared(self, per_line_values: NDArray[N]) -> NDArray[N]:
        """Per group: what all its lines have in common."""
        return per_line_values[self._first]


def _numbered(values: list[object]) -> Ints:
    """The place of each value among the different ones."""
    order = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return np.array([order[value] for value in values], dtype=np.int64)
