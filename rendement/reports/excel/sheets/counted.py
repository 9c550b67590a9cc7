"""How many cases a figure is about, or that they are too few to say."""

from collections.abc import Collection
from typing import Final

from rendement.reports.excel.cells import Cell
from rendement.reports.excel.work import Edition

NOT_TOLD: Final = "niet getoond"


def count_cell(edition: Edition, cases: Collection[int], style: str = "aantal") -> Cell:
    """A number of cases, or that it is not told."""
    count = edition.count(cases)
    return Cell(NOT_TOLD, "rechts") if count is None else Cell(count, style)
