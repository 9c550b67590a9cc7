"""What stands in the cells of a sheet, and one cell as an answer. Excel's types are kept, nothing is guessed.

openpyxl reads lazily and pads rows to their full width; here every cell is taken at once, however far out it
stands, so that whatever a damaged part does to it happens in one place, and no more than a form can hold.
"""

import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import WorkSheetParser
from pydantic_core import PydanticCustomError

from rendement.forms.answers import Answer, spell, without_remark
from rendement.forms.questions import AS_TEXT, SEPARATOR, Entry, Kind
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.spelling.hints import refused
from rendement.reading.yaml.text import CONTROLS
from rendement.words.limits import LONGEST_TEXT

Spot = tuple[int, int]
"""Row and column of a cell, from 1."""
MOST_CELLS: Final = 20_000
"""Of one sheet: ten times what the longest example fills."""
_DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY")
_UNREAD: Final = "x"
"""Stands for an answer that was refused: no number, time or date, so that nothing is concluded without it."""


class Filled(NamedTuple):
    """What a workbook holds in one cell."""

    value: Any
    data_type: str
    """`f` for a formula, `e` for an error of Excel."""
    number_format: str


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


# ---------------------------------------------------------------- one cell


def read_cell(file: str, place: Place, cell: Filled, entry: Entry) -> Answer:
    """The answer in a cell; one that cannot be read has a problem."""
    no_answer = _no_answer(file, place, cell, entry)
    if no_answer is not None:
        return no_answer
    shown = typed_in(cell.value, cell.number_format)
    if CONTROLS.search(shown):
        return _refused(file, place, "stuurteken", shown)
    words, remark = without_remark(shown)
    if entry.kind is Kind.PRICE:
        words = words.rpartition(SEPARATOR)[2]
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    try:
        spelled = spell(words, entry.kind, is_number)
    except PydanticCustomError as error:
        return _refused(file, place, error.type, shown, **refused(error.type, error.context or {}))
    return Answer(place, shown, spelled, remark)


def _no_answer(file: str, place: Place, cell: Filled, entry: Entry) -> Answer | None:
    """What no answer can be: a formula, an error, a whole letter, a date where none is asked."""
    value = cell.value
    if cell.data_type == "f":
        return _refused(file, place, "formule_in_cel", "")
    if cell.data_type == "e":
        return _refused(file, place, "fout_in_cel", str(value), gevonden=str(value))
    if len(str(value)) > LONGEST_TEXT:
        return _refused(file, place, "te_lang", "", grens=LONGEST_TEXT)
    if isinstance(value, datetime | date | time) and entry.kind not in (Kind.DATE, *AS_TEXT):
        return _refused(file, place, "datum_in_cel", typed_in(value, ""), gevonden=typed_in(value, ""))
    return None


def _refused(file: str, place: Place, slug: str, shown: str, **details: object) -> Answer:
    marked = place._replace(end=max(2, len(shown) + 1))
    return Answer(place, shown, _UNREAD, problem=Problem(slug, file, marked, details, shown))


def typed_in(value: Any, number_format: str) -> str:
    """A value as its writer knows it: an ISO date, `25%` for a quarter in a cell with percents."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, int | float):
        return _number(Decimal(format(value, ".15g")), "%" in number_format)
    return " ".join(str(value).split(None)) if not CONTROLS.search(str(value)) else str(value)


def _number(value: Decimal, as_percent: bool) -> str:
    plain = format((value * 100 if as_percent else value).normalize(), "f")
    return f"{plain}%" if as_percent else plain
