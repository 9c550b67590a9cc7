"""A plan → an .xlsx file, with XlsxWriter because it stores a formula and its value. Text is always text."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from rendement.reports.excel.cells import Cell, Formula, Plan, Sheet
from rendement.reports.excel.layout import height_of, style_of
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.files import replaced
from rendement.results.business_case import BusinessCase
from rendement.results.suppression import DEFAULT_THRESHOLD

_FONT: Final[dict[str, Any]] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_HEADER: Final[dict[str, Any]] = {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#E7EEF4"}
FORMATS: Final[dict[str, dict[str, Any]]] = {
    "tekst": {},
    "omloop": {"text_wrap": True},
    "zacht": {"font_color": "#595959", "italic": True},
    "titel": {"bold": True, "font_size": 18},
    "tussenkop": {"bold": True, "font_size": 13, "valign": "bottom"},
    "kop": _HEADER,
    "kop_rechts": {**_HEADER, "align": "right", "indent": 1},
    "euro": {"num_format": '"€" #,##0_ ;[Red]-"€" #,##0_ '},
    "euro_cent": {"num_format": '"€" #,##0.00_ ;[Red]-"€" #,##0.00_ '},
    "aantal": {"num_format": "#,##0_ "},
    "getal": {"num_format": "#,##0.00##_ "},
    "getal2": {"num_format": "0.00_ "},
    "aandeel": {"num_format": "0.0%_ "},
    "jaar": {"num_format": "0", "align": "left"},
    "datum": {"num_format": "yyyy-mm-dd", "align": "left"},
    "totaal": {"bold": True, "top": 1},
    "totaal_euro": {"bold": True, "top": 1, "num_format": '"€" #,##0_ ;[Red]-"€" #,##0_ '},
}
"""Numbers keep a little room to the right, so that they never touch the text beside them."""
_FIXED: Final = datetime(2026, 1, 1)
"""A fixed moment of making: the same inputs give the same bytes, and the clock is nobody's business."""


def write_workbook(bc: BusinessCase, path: Path, threshold: int = DEFAULT_THRESHOLD) -> Path:
    """Write the workbook of a business case, all or nothing. Raises OSError when it cannot be written."""
    return write_plan(plan_workbook(bc, threshold), path)


def write_plan(plan: Plan, path: Path) -> Path:
    """Write a planned workbook; the same plan gives the same bytes."""
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path} is geen Excelbestand: laat de naam eindigen op .xlsx")
    with replaced(path) as draft:
        book = xlsxwriter.Workbook(str(draft), {"strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": plan.title, "comments": plan.comment, "created": _FIXED})
        formats = {name: book.add_format({**_FONT, **look}) for name, look in FORMATS.items()}
        for sheet in plan.sheets:
            _write_sheet(book, sheet, formats)
        book.close()
    return path


def _write_sheet(book: Workbook, sheet: Sheet, formats: dict[str, Format]) -> None:
    page = book.add_worksheet(sheet.name)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    if sheet.merged_row is not None:
        page.merge_range(
            sheet.merged_row - 1, 0, sheet.merged_row - 1, len(sheet.widths) - 1, "", formats["omloop"]
        )
    for r, row in enumerate(sheet.rows):
        page.set_row(r, height_of(sheet, r))
        for c, cell in enumerate(row):
            _write_cell(page, r, c, cell, formats[style_of(sheet, r, c)])
    _lay_out(page, sheet)


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 1)
        page.repeat_rows(sheet.frozen - 1)
    if sheet.filter_row and len(sheet.rows) > sheet.filter_row:
        width = len(sheet.rows[sheet.filter_row - 1])
        page.autofilter(sheet.filter_row - 1, 0, len(sheet.rows) - 1, width - 1)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    content = cell.content
    if content is None:
        page.write_blank(row, column, None, look)
    elif isinstance(content, Formula):
        page.write_formula(row, column, content.text, look, content.expected)
    elif isinstance(content, date):
        page.write_datetime(row, column, content, look)
    elif isinstance(content, str):
        page.write_string(row, column, safe_text(content), look)
    else:
        page.write_number(row, column, content, look)


def safe_text(text: str) -> str:
    """Text without control characters and direction marks, within Excel's limit."""
    visible = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return visible[:32_000]
