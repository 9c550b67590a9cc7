"""How a planned sheet is laid out: what wraps, what stands to the right, and how high a row must be.

Heights are worked out here: programs differ in whether they fit a row to wrapped text when opening it.
"""

import math
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Final

from rendement.reports.excel.cells import Block, Cell, Formula, Link, Row, Sheet

LINE: Final = 15.0
ROW: Final = 16.5
"""A row of one line, with a little air."""
_HIGHER: Final = {"titel": 30.0, "tussenkop": 26.0, "kengetal": 30.0}
_MOST: Final = 400.0
WRAPS: Final = frozenset(
    {
        "omloop",
        "omloop_in",
        "rechts_omloop",
        "vet_omloop",
        "zacht_omloop",
        "ondertitel",
        "let_op",
        "kop",
        "kop_in",
        "kop_rechts",
        "kengetal_label",
    }
)
ONE_PAGE: Final = 200.0
"""Characters beside each other that can still be read on one page."""
READABLE: Final = 130.0
"""Characters of running text beside each other, and no more."""


def style_of(sheet: Sheet, row: int, column: int) -> str:
    """The look of a loose cell: a header of numbers stands right, text wraps where it would be cut off."""
    cell = sheet.rows[row][column]
    if cell.style == "kop" and _is_number(_below(sheet, row, column)):
        return "kop_rechts"
    if cell.style == "tekst" and isinstance(cell.content, str) and _is_cut_off(sheet, row, column):
        return "omloop"
    return cell.style


def height_of(sheet: Sheet, row: int) -> float | None:
    """The height of a row of loose cells in points; None where one line does."""
    cells = sheet.rows[row]
    if row + 1 in sheet.wide_rows:
        _, width = reach_of(sheet)
        style = cells[0].style
        each = LINE + 2 if style == "ondertitel" else LINE
        return _lines(str(cells[0].content), width) * each + 6
    heights = [LINE]
    for column, cell in enumerate(cells):
        style = style_of(sheet, row, column)
        text = _text(cell)
        lines = _lines(text, sheet.widths[column]) if style in WRAPS and text else 1
        heights.append(_HIGHER.get(style, LINE * lines))
    return min(_MOST, max(heights)) if max(heights) > LINE else None


def reach_of(sheet: Sheet) -> tuple[int, float]:
    """Over how many columns running text reaches, and how wide that is; never beyond the first page."""
    width, most = 0.0, _page_width(sheet.widths)
    for count, one in enumerate(sheet.widths, 1):
        if count > 1 and width + one > most:
            return count - 1, width
        width += one
        if width >= READABLE:
            return count, width
    return len(sheet.widths), width


def pages_wide(widths: Sequence[float]) -> int:
    """On how many pages beside each other a sheet can be read; its first column stands on each of them."""
    total, first = sum(widths), widths[0]
    return 1 if total <= ONE_PAGE else math.ceil((total - first) / (ONE_PAGE - first))


def _page_width(widths: Sequence[float]) -> float:
    """How many characters stand beside each other on one page."""
    return widths[0] + (sum(widths) - widths[0]) / pages_wide(widths)


def header_height(block: Block) -> float:
    """The height of the header row of a block."""
    lines = max(_lines(found.header, found.width) for found in block.frame.fields)
    return LINE * lines + 4


def row_heights(block: Block) -> dict[int, float]:
    """The heights of rows of a block (from 0) in which text wraps to more than one line."""
    heights: dict[int, float] = {}
    for found in block.frame.fields:
        if found.style in WRAPS:
            for place, content in enumerate(block.columns[found.key].values):
                lines = _lines(content, found.width) if isinstance(content, str) else 1
                if lines > 1:
                    heights[place] = max(heights.get(place, 0.0), min(_MOST, LINE * lines))
    return heights


def _text(cell: Cell) -> str:
    content = cell.content
    if isinstance(content, Formula):
        return content.expected if isinstance(content.expected, str) else ""
    return content.text if isinstance(content, Link) else str(content or "")


def _lines(text: str, width: float) -> int:
    """How many lines a text takes; a column is measured in digits, and most letters are narrower."""
    return sum(len(textwrap.wrap(part, max(4, int(width * 1.05)))) or 1 for part in text.split("\n"))


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
    if isinstance(cell.content, Formula):
        return not isinstance(cell.content.expected, str)
    return isinstance(cell.content, int | float)


def is_number_column(values: Sequence[object], style: str) -> bool:
    """Whether a column of a block holds numbers, so that its header stands to the right."""
    first = next((value for value in values if value not in (None, "")), None)
    return isinstance(first, int | float) and style not in ("jaar", "tekst")
