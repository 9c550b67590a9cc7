"""The filled cells of a sheet as plain values, however far out they stand, and no more than a form can hold.

openpyxl reads lazily and pads rows to their full width; here every cell is taken at once, so that whatever a
damaged part does to it happens in one place.
"""

import zipfile
from pathlib import Path
from typing import Any, Final

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser

from rendement.forms.excel.cells import Filled

Spot = tuple[int, int]
"""Row and column of a cell, from 1."""
MOST_CELLS: Final = 20_000
"""Of one sheet: ten times what the longest example fills."""
_DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY")


class TooMuchError(Exception):
    """More cells than a form can hold."""


def must_be_plain(path: Path) -> None:
    """Raise ValueError for a part with a document type: it makes much of little, and Office writes none."""
    with zipfile.ZipFile(path) as packed:
        for part in packed.infolist():
            with packed.open(part) as opened:
                start = opened.read(2_000)
            if any(mark in start.upper() for mark in _DECLARED):
                raise ValueError(part.filename)


def filled_cells(sheet: Any) -> dict[Spot, Filled]:
    """Every cell of a read-only sheet of openpyxl that holds something, in order of row.

    Raises TooMuchError beyond MOST_CELLS, and whatever openpyxl raises for a broken part.
    """
    book = sheet.parent
    cells: dict[Spot, Filled] = {}
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=book.data_only,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for _, row in parser.parse():
            for said in row:
                cell = ReadOnlyCell(sheet, **said)
                if cell.value is not None and str(cell.value).strip():
                    spot = (cell.row, cell.column)
                    cells[spot] = Filled(cell.value, cell.data_type, str(cell.number_format))
            if len(cells) > MOST_CELLS:
                raise TooMuchError
    return cells
