"""A plan → an .xlsx file, with XlsxWriter because it stores a formula and its value. Text is always text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from rendement.reports.excel.cells import Block, Cell, Chart, Content, Formula, Link, Plan, Sheet
from rendement.reports.excel.layout import (
    ROW,
    header_height,
    height_of,
    is_number_column,
    pages_wide,
    reach_of,
    row_heights,
    style_of,
)
from rendement.reports.excel.limits import choices_of
from rendement.reports.excel.look import BASE, FORMATS, INK, LINE, MARKS, SOFT
from rendement.reports.files import must_be_writable, replaced
from rendement.words.identifiers import headers
from rendement.words.misuse import WrongValue
from rendement.words.text import in_cell

FIXED: Final = datetime(2026, 1, 1)
"""A fixed moment of making: the same inputs give the same bytes, and the clock is nobody's business."""
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
Progress = Callable[[int, int], None]


def must_be_workbook(path: Path) -> None:
    """Raises WrongValue (a ValueError) for a folder or another ending, OSError where it cannot be written."""
    if path.is_dir():
        raise WrongValue(
            f"{path} is een map: noem het bestand erin, bijvoorbeeld {path / 'businesscase.xlsx'}"
        )
    if path.suffix.lower() != ".xlsx":
        raise WrongValue(f"{path} is geen Excelbestand: laat de naam eindigen op .xlsx")
    must_be_writable(path)


def write_plan(plan: Plan, path: Path, progress: Progress | None = None) -> Path:
    """Write a planned workbook, all or nothing; the same plan gives the same bytes.

    Raises ValueError for a name that is no .xlsx, OSError when it cannot be written: the old file then stays.
    """
    must_be_workbook(path)
    with workbook_at(path) as book:
        book.set_properties(
            {"title": in_cell(plan.title), "comments": in_cell(plan.comment), "created": FIXED}
        )
        book.set_calc_mode("auto")
        pages = {sheet.name: book.add_worksheet(sheet.name, Page) for sheet in plan.sheets}
        for name, address in plan.names.items():
            book.define_name(name, f"={address}")
        looks = _Looks(book)
        for number, sheet in enumerate(plan.sheets):
            _write_sheet(book, pages[sheet.name], sheet, looks)
            if progress is not None:
                progress(number + 1, len(plan.sheets))
    return path


@contextmanager
def workbook_at(path: Path) -> Iterator[Workbook]:
    """A workbook that is made in memory, and written when the block ends well.

    So nothing of it lies half made in a folder for temporary files. Raises OSError naming `path` when it
    cannot be written; the old file then stays.
    """
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, _OPTIONS)
    yield book
    book.close()
    with replaced(path) as draft:
        draft.write_bytes(packed.getvalue())


class Page(Worksheet):  # type: ignore[misc]
    """A sheet whose texts hide nothing, and that does not look for newer functions in every formula.

    XlsxWriter searches each formula thirty times for names to be spelled otherwise. Ours hold none (a test
    lists the functions that are used), and this was two thirds of the time of writing.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: object = 0
    ) -> int:
        """As XlsxWriter's, without its search for functions that make a formula a dynamic array."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(self._prepare_formula(formula), cell_format, value)
        return 0

    def write_string(self, row: int, column: int, text: str, look: Format | None = None) -> int:
        """Text from anywhere, as text that hides and steers nothing."""
        return int(super().write_string(row, column, in_cell(text), look))


class _Looks:
    """Formats by name, made when they are first used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            look = MARKS[name] if name in MARKS else {**BASE, **FORMATS[name]}
            self._made[name] = self._book.add_format(look)
        return self._made[name]


def _write_sheet(book: Workbook, page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    page.set_default_row(ROW)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for r, row in enumerate(sheet.rows):
        if row:
            _write_row(page, sheet, r, looks)
    for block in sheet.blocks:
        _write_block(page, block, looks)
    _add_choices(page, sheet, looks)
    for chart in sheet.charts:
        _add_chart(book, page, chart)
    _lay_out(page, sheet)


# ---------------------------------------------------------------- cells


def _write_row(page: Worksheet, sheet: Sheet, r: int, looks: _Looks) -> None:
    row = sheet.rows[r]
    count, _ = reach_of(sheet)
    if r + 1 in sheet.wide_rows and count > 1:
        page.merge_range(r, 0, r, count - 1, "", looks[row[0].style])
    page.set_row(r, height_of(sheet, r))
    for c, cell in enumerate(row):
        _write_cell(page, r, c, cell, looks[style_of(sheet, r, c)])


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    _write_content(page, row, column, cell.content, look)
    if cell.note:
        page.write_comment(row, column, in_cell(cell.note), {"x_scale": 2, "y_scale": 1.2})


def _write_content(page: Worksheet, row: int, column: int, content: Content, look: Format) -> None:
    if content is None or content == "":
        page.write_blank(row, column, None, look)
    elif isinstance(content, Formula):
        page.write_formula(row, column, content.text, look, content.expected)
    elif isinstance(content, Link):
        _write_link(page, row, column, content, look)
    elif isinstance(content, date):
        page.write_datetime(row, column, content, look)
    elif isinstance(content, str):
        page.write_string(row, column, content, look)
    else:
        page.write_number(row, column, content, look)


def _write_link(page: Worksheet, row: int, column: int, link: Link, look: Format) -> None:
    """A link of ours: to a sheet, or to the address of a source. Its text is written as text."""
    page.write_url(row, column, link.target, look, in_cell(link.text))
    page.write_string(row, column, link.text, look)


def _write_block(page: Worksheet, block: Block, looks: _Looks) -> None:
    frame = block.frame
    page.set_row(frame.top - 1, header_height(block))
    heads = []
    names = headers([found.header for found in frame.fields])
    for c, found in enumerate(frame.fields):
        filled = block.columns[found.key]
        right = is_number_column(filled.values, found.style)
        head = looks["kop_rechts" if right else "kop"]
        heads.append({"header": names[c], "header_format": head})
        _write_cell(page, frame.top - 1, c, Cell(names[c], "kop", found.note), head)
    if block.is_table:
        area = (frame.top - 1, 0, frame.last - 1, len(frame.fields) - 1)
        page.add_table(
            *area, {"columns": heads, "style": "Table Style Light 1", "name": f"Tabel_{frame.sheet}"}
        )
    for place, height in row_heights(block).items():
        page.set_row(frame.first - 1 + place, height)
    for c, found in enumerate(frame.fields):
        _write_column(page, block, c, found.key, found.style, looks)


def _write_column(page: Worksheet, block: Block, column: int, key: str, style: str, looks: _Looks) -> None:
    row = block.frame.first - 1
    styles = block.styles.get(key)
    look = looks[style]
    for place, content in enumerate(block.contents(key)):
        if styles is not None:
            look = looks[styles[place]]
        _write_content(page, row + place, column, content, look)


# ---------------------------------------------------------------- choices, charts, paper


def _add_choices(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    for area, choice in choices_of(sheet):
        page.data_validation(area, dict(choice))
    for area, mark in sheet.marks:
        options = dict(mark)
        if "format" in options:
            options["format"] = looks[options["format"]]
        page.conditional_format(area, options)


def _add_chart(book: Workbook, page: Worksheet, planned: Chart) -> None:
    options = dict(planned.options)
    kind = {"type": planned.kind} | ({"subtype": options.pop("subtype")} if "subtype" in options else {})
    chart = book.add_chart(kind)
    for series in planned.series:
        chart.add_series(
            {
                "name": in_cell(series.name),
                "categories": series.categories,
                "values": series.values,
                "fill": {"color": series.colour},
                "border": {"none": True},
                **({"line": {"color": series.colour, "width": 2.25}} if planned.kind == "line" else {}),
                **series.options,
            }
        )
    font = {"name": "Calibri", "size": 9, "color": SOFT}
    axis = {"num_font": font, "line": {"color": LINE}, "major_gridlines": {"visible": False}}
    title = {"name": in_cell(planned.title), "name_font": {**font, "size": 12, "bold": True, "color": INK}}
    chart.set_title({**title, "layout": {"x": 0.02, "y": 0.03}, "overlay": False})  # fmt: skip
    chart.set_x_axis({**axis, **options.get("x_axis", {})})
    chart.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": "#E5EAED"}},
                      **options.get("y_axis", {})})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font, **options.get("legend", {})})
    chart.set_chartarea({"border": {"none": True}})
    width, height = planned.size
    chart.set_size({"width": width, "height": height})
    page.insert_chart(*planned.anchor, chart, {"description": planned.alt, "object_position": 2})


def _lay_out(page: Worksheet, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.set_footer("&L&9&A&C&9inschatting, geen effectmeting&R&9bladzijde &P van &N")
    wide = pages_wide(sheet.widths)
    page.fit_to_pages(wide, sheet.pages_high)
    if wide > 1:
        page.repeat_columns(0)
    page.hide_gridlines(2)
    if sheet.tab:
        page.set_tab_color(sheet.tab)
    if sheet.frozen != (0, 0):
        page.freeze_panes(*sheet.frozen)
    for block in sheet.blocks[:1]:
        page.repeat_rows(block.frame.top - 1)
    if sheet.filter_row and len(sheet.rows) > sheet.filter_row:
        page.repeat_rows(sheet.filter_row - 1)
        width = len(sheet.rows[sheet.filter_row - 1])
        page.autofilter(sheet.filter_row - 1, 0, len(sheet.rows) - 1, width - 1)
    if sheet.page_breaks:
        page.set_h_pagebreaks(sheet.page_breaks)
    _print_area(page, sheet)


def _print_area(page: Worksheet, sheet: Sheet) -> None:
    last = max(
        [len(sheet.rows), *(block.frame.last for block in sheet.blocks), *map(_chart_end, sheet.charts)]
    )
    page.print_area(0, 0, last - 1, len(sheet.widths) - 1)


def _chart_end(chart: Chart) -> int:
    return chart.anchor[0] + chart.size[1] // 20 + 1
