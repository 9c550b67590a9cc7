"""Opening an Excel form, and finding its questions and tables by their words, wherever they moved."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from rendement.forms.answers import Answer
from rendement.forms.excel.cells import Filled, Spot, TooMuchError, filled_cells, must_be_plain, read_cell
from rendement.forms.pages import PAGES
from rendement.forms.questions import BOOK_LABEL, MARK, MARK_LABEL, Entry, Page, printed_words
from rendement.reading.complaints.problems import Place, Problem, SheetCell
from rendement.reading.folder.form_head import VERSION
from rendement.reading.folder.form_look import MOST_BYTES, README, unpacked

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
"""How a file begins that is no zip: Excel of before 2007, or one with a password."""
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass
class Grid:
    """The cells of one sheet that hold something, and what was recognised among them."""

    file: str
    number: int
    page: Page
    cells: Mapping[Spot, Filled]
    seen: set[Spot] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    lost: dict[str, Place] = field(default_factory=dict)
    """Heads of columns that are gone, and where they are missed."""
    said: dict[Spot, str] = field(init=False, repr=False)
    """The text of every cell, with single spaces."""

    def __post_init__(self) -> None:
        self.said = {spot: " ".join(str(cell.value).split()) for spot, cell in self.cells.items()}

    @property
    def last(self) -> int:
        """The last row with anything in it."""
        return max((row for row, _ in self.cells), default=0)

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(row, 1, 2, SheetCell(self.number, self.page.name, get_column_letter(column)))

    @property
    def whole(self) -> Place:
        """The sheet as a place."""
        return Place(0, 1, 2, SheetCell(self.number, self.page.name))

    def words(self, row: int, column: int) -> str:
        """The text of a cell, with single spaces."""
        return self.said.get((row, column), "")

    def found(self, words: str) -> list[Spot]:
        """Where these words stand alone in a cell, from top to bottom."""
        return sorted(spot for spot, said in self.said.items() if said == words)

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

    def miss(self, slug: str, place: Place, entry: Entry) -> Problem:
        """A question that is not where it should be."""
        problem = Problem(slug, self.file, place, {"vraag": entry.label}, "")
        self.problems.append(problem)
        return problem

    def without(self, entry: Entry) -> Answer:
        """The answer in a column that is gone: empty, and told of already."""
        place = self.lost.get(entry.words, self.whole)
        return Answer(place, problem=Problem("formulier_vraag", self.file, place, {"vraag": entry.label}, ""))

    def heads(self, columns: Sequence[Entry]) -> list[tuple[int, dict[str, int]]]:
        """Every row with the heads of a table, with the column of each head; none at all is a problem."""
        wanted = {entry.words for entry in columns}
        rows: dict[int, dict[str, int]] = {}
        for spot, said in sorted(self.said.items()):
            if said in wanted and spot[1] > 1:
                twice = rows.setdefault(spot[0], {}).setdefault(said, spot[1]) != spot[1]
                if twice:
                    self.miss("formulier_dubbel", self.place(*spot), _named(columns, said))
        found = [(row, heads) for row, heads in rows.items() if 2 * len(heads) > len(wanted)]
        if not found:
            self.miss("formulier_vraag", self.whole, columns[0])
        for entry in columns:
            lost = [row for row, heads in found if entry.words not in heads]
            if lost:
                self.lost[entry.words] = self.place(lost[0], 1)
                self.miss("formulier_vraag", self.place(lost[0], 1), entry)
        return found

    def rows_below(self, head: int, columns: dict[str, int]) -> Iterator[int]:
        """The rows of a table below its heads, as far as the form's own words."""
        printed = printed_words(self.page)
        for row in sorted({row for row, _ in self.cells if row > head}):
            if self.words(row, 1) in printed or any(self.words(row, c) in columns for c in columns.values()):
                return
            self.seen.add((row, 1))
            yield row

    def left_over(self) -> Iterator[Problem]:
        """Filled cells that belong to no question: they would be lost without a word."""
        printed = printed_words(self.page)
        for (row, column), said in sorted(self.said.items()):
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
            must_be_plain(path)
            book = load_workbook(path, read_only=True, keep_links=False)
            try:
                return _as_form(book, shown_as)
            finally:
                book.close()
    except TooMuchError:
        return Opened({}, "", [_whole(shown_as, "formulier_te_groot", mb=path.stat().st_size / 1e6)])
    except Exception:  # whatever a broken file does to the library, it is one clear sentence
        return Opened({}, "", [_whole(shown_as, "formulier_onleesbaar", reden="het is beschadigd")])


def _whole(file: str, slug: str, **details: object) -> Problem:
    return Problem(slug, file, Place(0, 1, 2, SheetCell()), details)


def _not_openable(path: Path, file: str) -> Problem | None:
    with path.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return _whole(file, "formulier_te_groot", mb=path.stat().st_size / 1e6)
    if raw.startswith(_OLD_OFFICE):
        if _ENCRYPTED in raw:
            return _whole(file, "formulier_wachtwoord")
        return _whole(file, "formulier_onleesbaar", reden="het is van een oud Excel")
    inside = unpacked(path)
    if inside is None:
        return _whole(file, "formulier_onleesbaar", reden="het is geen .xlsx, of beschadigd")
    return None if inside.fits else _whole(file, "formulier_te_groot", mb=inside.size / 1e6)


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
    sheets = [(page, named[page.name]) for page in PAGES]
    grids = {
        page.name: Grid(file, book.worksheets.index(sheet) + 1, page, filled_cells(sheet))
        for page, sheet in sheets
    }
    return Opened(grids, said.get(BOOK_LABEL, ""), [])


def _marks(sheet: Any) -> dict[str, str]:
    cells = filled_cells(sheet)
    return {str(cell.value): str(cells[row, 2].value) for (row, column), cell in cells.items()
            if column == 1 and (row, 2) in cells}  # fmt: skip
