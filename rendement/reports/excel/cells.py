"""What a planned workbook is made of: each cell's formula with its expected value in one object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

Style = str
"""The name of a look: `kop`, `titel`, `tekst`, `euro`, `getal`, `aandeel`, `datum`, …: see FORMATS."""


class Formula(NamedTuple):
    """A formula with the value it must work out to."""

    text: str
    expected: float


class Cell(NamedTuple):
    """What stands in one cell: text, number, date, formula or nothing, and how it looks."""

    content: str | float | int | date | Formula | None
    style: Style = "tekst"


Row = Sequence[Cell]


@dataclass
class Sheet:
    """One sheet: rows from the top, column widths in characters, how many rows stay in view."""

    name: str
    widths: tuple[int, ...]
    rows: list[Row] = field(default_factory=list)
    frozen: int = 0
    filter_row: int | None = None
    merged_row: int | None = None

    def add(self, *cells: Cell) -> int:
        """Append a row; returns its Excel row number."""
        self.rows.append(cells)
        return len(self.rows)

    def heading(self, *names: str) -> int:
        """Append a header row that stays in view and filters."""
        number = self.add(*(Cell(name, "kop") for name in names))
        self.frozen, self.filter_row = number, number
        return number


@dataclass(frozen=True)
class Plan:
    """All sheets of a workbook and its document properties."""

    sheets: tuple[Sheet, ...]
    title: str
    comment: str

    def formulas(self) -> Iterable[tuple[str, int, int, Formula]]:
        """Every formula with its sheet, row and column (from 1)."""
        for sheet in self.sheets:
            for r, row in enumerate(sheet.rows, 1):
                for c, cell in enumerate(row, 1):
                    if isinstance(cell.content, Formula):
                        yield sheet.name, r, c, cell.content
