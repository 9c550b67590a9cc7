"""How a planned sheet is laid out: what wraps, what stands to the right, and how high a row must be.

Heights are worked out here: programs differ in whether they fit a row to wrapped text when opening it.
"""

import textwrap
from datetime import date
from typing import Final

from rendement.reports.excel.cells import Cell, Formula, Row, Sheet

_LINE: Final = 15.0
_HIGHER: Final = {"titel": 27.0, "tussenkop": 22.0}
_MOST: Final = 400.0
_WRAPS: Final = frozenset({"omloop", "kop", "kop_rechts"})


def style_of(sheet: Sheet, row: int, column: int) -> str:
    """The look of a cell: a header of numbers stands to the right, text wraps where it would be cut off."""
    cell = sheet.rows[row][column]
    if cell.style == "kop" and _is_number(_below(sheet, row, column)):
        return "kop_rechts"
    if cell.style == "tekst" and isinstance(cell.content, str) and _is_cut_off(sheet, row, column):
        return "omloop"
    return cell.style


def height_of(sheet: Sheet, row: int) -> float:
    """The height of a row in points."""
    if row + 1 == sheet.merged_row:
        return _lines(str(sheet.rows[row][0].content), sum(sheet.widths)) * _LINE + 6
    heights = [_LINE]
    for column, cell in enumerate(sheet.rows[row]):
        style = style_of(sheet, row, column)
        lines = _lines(str(cell.content), sheet.widths[column]) if style in _WRAPS and cell.content else 1
        heights.append(_HIGHER.get(style, _LINE * lines))
    return min(_MOST, max(heights))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a column is measured in digits, and most letters are narrower."""
    return sum(len(textwrap.wrap(part, max(4, int(width * 1.08)))) or 1 for part in text.split("\n"))


def _is_cut_off(sheet: Sheet, row: int, column: int) -> bool:
    """Longer than its column, with something beside it (or beyond the last column that has a width)."""
    cells: Row = sheet.rows[row]
    too_long = len(str(cells[column].content)) > 1.05 * sheet.widths[column]
    beside = cells[column + 1].content if column + 1 < len(cells) else None
    last = column + 1 >= len(sheet.widths)
    return too_long and (beside is not None or last)


def _below(sheet: Sheet, row: int, column: int) -> Cell | None:
    """The first filled cell below a header."""
    for cells in sheet.rows[row + 1 :]:
        if column >= len(cells):
            return None
        if cells[column].content not in (None, ""):
            return cells[column]
    return None


def _is_number(cell: Cell | None) -> bool:
    if cell is None or isinstance(cell.content, date):
        return False
    return isinstance(cell.content, Formula | int | float)
