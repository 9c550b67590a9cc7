"""Opening an Excel form, and finding its questions and tables by their words, wherever they moved."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from rendement.model.form import BOOK_LABEL, MARK, MARK_LABEL, README, VERSION, Entry, Page, printed_words
from rendement.model.form_pages import PAGES
from rendement.reading.form_cells import Answer, read_cell
from rendement.reading.problems import Place, Problem, SheetCell

_MOST_BYTES: Final = 5_000_000
_PACKED: Final = 12
"""How many times larger a workbook may be once it is unpacked."""
_MOST_ROWS: Final = 2_000
_MOST_COLUMNS: Final = 80
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
"""How a file begins that is no zip: Excel of before 2007, or one with a password."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass
class Grid:
    """The cells of one sheet that hold something, and what was recognised among them."""

    file: str
    number: int
    page: Page
    cells: dict[tuple[int, int], Cell]
    seen: set[tuple[int, int]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    last: int = 0

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(row, 1, 2, SheetCell(self.number, self.page.name, get_column_letter(column)))

    @property
    def whole(self) -> Place:
        """The sheet as a place."""
        return Place(0, 1, 2, SheetCell(self.number, self.page.name))

    def words(self, row: int, column: int) -> str:
        """The text of a cell, with single spaces."""
        cell = self.cells.get((row, column))
        return "" if cell is None else " ".join(str(cell.value).split())

    def found(self, words: str) -> list[tuple[int, int]]:
        """Where these words stand alone in a cell, from top to bottom."""
        return sorted(spot for spot in self.cells if self.words(*spot) == words)

    def answer(self, row: int, column: int, entry: Entry) -> Answer:
        """What is filled in; a cell that cannot be read has a problem."""
        self.seen.add((row, column))
        cell = self.cells.get((row, column))
        place = self.place(row, column)
        if cell is None:
            return Answer(place)
        answer = read_cell(self.file, place, cell, entry)
        if answer.problem is not None:
            self.problems.append(answer.problem)
        return answer

    def question(self, entry: Entry) -> Answer:
        """The answer to the right of a question; a question that is gone or stands twice is a problem."""
        spots = [spot for spot in self.found(entry.words) if spot[1] == 1]
        if len(spots) == 1:
            return self.answer(spots[0][0], 2, entry)
        if not spots:
            self.miss("formulier_vraag", self.whole, entry)
            return Answer(self.whole)
        for row, column in spots[1:]:
            self.miss("formulier_dubbel", self.place(row, column), entry)
        return self.answer(spots[0][0], 2, entry)

    def need(self, answer: Answer, field: str) -> Answer:
        """An answer that may not be empty."""
        if not answer.spelled:
            self.problems.append(Problem("leeg", self.file, answer.place, {"veld": field}, ""))
        return answer

    def miss(self, slug: str, place: Place, entry: Entry) -> None:
        """A question that is not where it should be."""
        self.problems.append(Problem(slug, self.file, place, {"vraag": entry.label}, ""))

    def heads(self, columns: Sequence[Entry]) -> list[tuple[int, dict[str, int]]]:
        """Every row with the heads of a table, with the column of each head; none at all is a problem."""
        wanted = {entry.words for entry in columns}
        rows: dict[int, dict[str, int]] = {}
        for spot in sorted(self.cells):
            said = self.words(*spot)
            if said in wanted and spot[1] > 1:
                twice = rows.setdefault(spot[0], {}).setdefault(said, spot[1]) != spot[1]
                if twice:
                    self.miss("formulier_dubbel", self.place(*spot), _named(columns, said))
        found = [(row, heads) for row, heads in rows.items() if 2 * len(heads) > len(wanted)]
        for entry in columns:
            lost = [row for row, heads in found if entry.words not in heads]
            if lost or not found:
                self.miss("formulier_vraag", self.place(lost[0], 1) if lost else self.whole, entry)
                break
        return found

    def rows_below(self, head: int, columns: dict[str, int]) -> Iterator[int]:
        """The rows of a table below its heads, as far as the form's own words."""
        printed = printed_words(self.page)
        for row in range(head + 1, self.last + 1):
            if self.words(row, 1) in printed or any(self.words(row, c) in columns for c in columns.values()):
                return
            self.seen.add((row, 1))
            yield row

    def left_over(self) -> Iterator[Problem]:
        """Filled cells that belong to no question: they would be lost without a word."""
        printed = printed_words(self.page)
        for row, column in sorted(self.cells):
            said = self.words(row, column)
            if (row, column) not in self.seen and said and said not in printed:
                place = self.place(row, column)._replace(end=len(said) + 1)
                yield Problem("formulier_los", self.file, place, {}, said)


def _named(columns: Sequence[Entry], words: str) -> Entry:
    return next(entry for entry in columns if entry.words == words)


@dataclass(frozen=True)
class Opened:
    """A form that could be opened: its sheets by name, the price book it was made from, or why not."""

    grids: dict[str, Grid]
    book: str
    problems: list[Problem]


def open_form(path: Path, shown_as: str) -> Opened:
    """The sheets of a form. A file that is no form of ours has one problem and no sheets.

    Raises OSError when the file cannot be read.
    """
    problem = _not_openable(path, shown_as)
    if problem is not None:
        return Opened({}, "", [problem])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that no answer depends on
            book = load_workbook(path, read_only=True, keep_links=False)
            try:
                return _as_form(book, shown_as)
            finally:
                book.close()
    except Exception:  # whatever a broken file does to the library, it is one clear sentence
        return Opened({}, "", [_whole(shown_as, "formulier_onleesbaar", reden="het is beschadigd")])


def _whole(file: str, slug: str, **details: object) -> Problem:
    return Problem(slug, file, Place(0, 1, 2, SheetCell()), details)


def _not_openable(path: Path, file: str) -> Problem | None:
    raw = path.read_bytes()
    if len(raw) > _MOST_BYTES:
        return _whole(file, "formulier_te_groot", mb=len(raw) / 1e6)
    if raw.startswith(_OLD_OFFICE):
        if _ENCRYPTED in raw:
            return _whole(file, "formulier_wachtwoord")
        return _whole(file, "formulier_onleesbaar", reden="het is van een oud Excel")
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(part.file_size for part in packed.infolist())
            known = "xl/workbook.xml" in packed.namelist()
    except (zipfile.BadZipFile, EOFError, ValueError):
        size, known = 0, False
    if size > _MOST_BYTES * _PACKED:
        return _whole(file, "formulier_te_groot", mb=size / 1e6)
    return None if known else _whole(file, "formulier_onleesbaar", reden="het is geen .xlsx, of beschadigd")


def _as_form(book: Workbook, file: str) -> Opened:
    named: dict[str, Any] = {sheet.title: sheet for sheet in book.worksheets}
    ours = [page.name for page in PAGES if page.name in named]
    if README not in named:
        slug = "formulier_blad" if len(ours) > 1 else "geen_formulier"
        return Opened({}, "", [_whole(file, slug, blad=README)])
    said = _marks(named[README])
    mark = said.get(MARK_LABEL, "")
    if not mark.startswith(MARK):
        return Opened({}, "", [_whole(file, "geen_formulier")])
    if mark.removeprefix(MARK) != VERSION:
        details = {"gevonden": mark.removeprefix(MARK), "versie": VERSION}
        return Opened({}, "", [_whole(file, "formulier_versie", **details)])
    lost = [_whole(file, "formulier_blad", blad=page.name) for page in PAGES if page.name not in named]
    if lost:
        return Opened({}, "", lost)
    grids = {
        page.name: _grid(file, book.worksheets.index(named[page.name]) + 1, page, named[page.name])
        for page in PAGES
    }
    return Opened(grids, said.get(BOOK_LABEL, ""), [])


def _marks(sheet: Any) -> dict[str, str]:
    pairs = sheet.iter_rows(max_row=200, max_col=2, values_only=True)
    return {str(label): str(value) for label, value in pairs if label is not None and value is not None}


def _grid(file: str, number: int, page: Page, sheet: Any) -> Grid:
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
    filled = (cell for row in rows for cell in row if cell.value is not None)
    cells = {(cell.row, cell.column): cell for cell in filled if str(cell.value).strip()}
    last = max((row for row, _ in cells), default=0)
    return Grid(file, number, page, cells, last=last)
