"""One sheet of the form to fill in, written from top to bottom."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rendement.forms.answers import Answer, Answers, Value, at, rows
from rendement.forms.excel.lists import Lists
from rendement.forms.excel.look import IN_QUESTIONS, INPUT_LOOK
from rendement.forms.excel.rules import message, needed, rule
from rendement.forms.questions import (
    BEFORE_AFTER,
    PER,
    RARE,
    Cards,
    Entry,
    Kind,
    Page,
    Part,
    Questions,
    Rows,
    Scores,
)

_LINE: Final = 20.0
_TALL: Final = 34.0
_LETTERS_HIGH: Final = 15.0
_PRINTABLE: Final = 700.0
"""Points across A4 landscape within its margins, with a little to spare."""
_GRID: Final = (28, 14, 14, 36, 74)
"""Widths on a sheet with questions only: words, an answer over three columns, an explanation."""
_LONG: Final = frozenset({"vraag", "bewoner", "hoe"})
_HEAD: Final = (1, 3, 4, 5, 6, 7)
"""Where the questions about a path stand: above the columns of its help."""


class FormPage:
    """Writes one sheet; `row` is where it has come, from 0."""

    def __init__(
        self, sheet: Worksheet, page: Page, looks: Mapping[str, Format], lists: Lists, answers: Answers
    ) -> None:
        self.sheet, self.page, self.looks, self.lists, self.answers = sheet, page, looks, lists, answers
        self.tables = [part for part in page.parts if isinstance(part, Rows | Cards)]
        self.columns: tuple[Entry, ...] = self.tables[0].columns if self.tables else ()
        self.alone = len(page.parts) == 1
        self.main = sum(not entry.rare for entry in self.columns)
        self.widths = self._widths()
        self.first = 1 if self.main < len(self.columns) else 0
        """Where titles begin: beside the row numbers, which come back on every page."""
        self.row = 0
        self.breaks: list[int] = []

    def write(self) -> None:
        """Title, explanation, every part, and how it is printed."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_row(0, 30)
        self.sheet.write_string(0, self.first, self.page.title, self.looks["titel"])
        self.across(1, self.first, self.last_told, self.page.told, "uitleg")
        self.sheet.set_row(1, _LETTERS_HIGH * self._lines(self.page.told, self.first, self.last_told) + 4)
        self.row = 2
        for part in self.page.parts:
            _WRITERS[type(part)](self, part)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self.row, 60)}"})
        self._print()

    def _widths(self) -> list[float]:
        if not self.tables:
            return list(_GRID)
        first = 5 if self.alone else 9 if isinstance(self.tables[0], Cards) else 24
        room = [] if self.alone or self.main > 6 else [70]
        return [first, *(entry.width for entry in self.columns), *room]

    @property
    def last_told(self) -> int:
        """The last column of explanations."""
        return self.main if self.main > 6 else len(self.widths) - 1

    def _lines(self, words: str, first: int, last: int) -> int:
        return ceil(len(words) / sum(self.widths[first : last + 1])) or 1

    def across(self, row: int, first: int, last: int, words: str, look: str) -> None:
        """Text (or an empty answer) over several columns."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, words, self.looks[look])
        else:
            self.sheet.write_string(row, first, words, self.looks[look])

    def _print(self) -> None:
        last = len(self.widths) - 1
        self.sheet.print_area(0, 0, self.row, last)
        if self.breaks:
            self.sheet.set_h_pagebreaks(self.breaks)
        if self.main == len(self.columns):
            self.sheet.fit_to_pages(1, 1)
            return
        points = sum(0.75 * (7 * width + 5) for width in self.widths[: self.main + 1])
        self.sheet.set_print_scale(int(100 * min(1.0, _PRINTABLE / points)))
        self.sheet.set_v_pagebreaks([self.main + 1])
        self.sheet.repeat_columns(0)

    # ------------------------------------------------------------ questions and marks

    def heading(self, words: str) -> None:
        """The title of a part."""
        self.row += 1
        self.sheet.set_row(self.row, 26)
        self.sheet.write_string(self.row, self.first, words, self.looks["kop"])
        self.row += 1

    def questions(self, part: Questions) -> None:
        """Words, a cell, an explanation."""
        self.heading(part.title)
        to = 1 if self.tables else 3
        for entry in part.entries:
            answer = at(self.answers, entry.path)
            self.sheet.set_row(self.row, self._question_height(entry, answer, to))
            self.sheet.write_string(self.row, 0, entry.words, self.looks["vraag"])
            look = IN_QUESTIONS.get(entry.kind, "invoer")
            short = 2 if entry.kind in IN_QUESTIONS and not self.tables else to
            if short > 1:
                self.across(self.row, 1, short, "", look)
            self.input(self.row, 1, entry, answer, look)
            if entry.explained:
                self.across(self.row, to + 1, self.last_told, entry.explained, "hulp")
            self.row += 1

    def _question_height(self, entry: Entry, answer: Answer, to: int) -> float:
        told = self._lines(entry.explained[: -len(entry.explained) // 8], to + 1, self.last_told)
        said = self._lines(answer.shown, 1, to)
        least = 3 if entry.path[-1] in _LONG else 2 if len(entry.words) > self.widths[0] else 1
        return max(_LINE, _LETTERS_HIGH * max(told, said, least) + 4)

    def scores(self, part: Scores) -> None:
        """Marks before and after."""
        self.heading(part.title)
        self.sheet.write_blank(self.row, 0, None, self.looks["tabelkop"])
        for column, (_, label) in enumerate(BEFORE_AFTER, 1):
            self.sheet.write_string(self.row, column, label, self.looks["cijferkop"])
        self.row += 1
        for key, label in part.subjects:
            self.sheet.set_row(self.row, _LINE)
            self.sheet.write_string(self.row, 0, label, self.looks["vraag"])
            entry = Entry((key,), label, Kind.SCORE, "Een cijfer van 0 tot 10.")
            for column, (side, _) in enumerate(BEFORE_AFTER, 1):
                mark = at(self.answers, (*part.path, side, key))
                self.input(self.row, column, entry, mark, "invoer_cijfer")
            self.row += 1

    # ------------------------------------------------------------ tables and cards

    def rows(self, part: Rows) -> None:
        """A table with its heads frozen when it is the only one."""
        given = rows(self.answers, part.path)
        if not self.alone:
            self.heading(part.title)
        self.heads(part.columns)
        if self.alone:
            self.sheet.freeze_panes(self.row, 2)
            self.sheet.repeat_rows(self.row - 1)
        self.lines(part.columns, given, max(part.count, len(given)))

    def cards(self, part: Cards) -> None:
        """Paths below each other, each with its own help."""
        given = rows(self.answers, part.path)
        for number in range(max(part.count, len(given))):
            told = given[number] if number < len(given) else {}
            lines = rows(told, (part.inside,))
            self.row += 1
            if number and number % 2 == 0:
                self.breaks.append(self.row)
            self._card_head(part, number, told)
            self.heads(part.columns)
            self.lines(part.columns, lines, max(part.lines, len(lines)))
        self.sheet.freeze_panes(2, 2)

    def _card_head(self, part: Cards, number: int, told: Answers) -> None:
        band, head, answers = self.row, self.row + 1, self.row + 2
        self.sheet.set_row(band, 24)
        self.sheet.set_row(head, 22)
        self.sheet.set_row(answers, 50)
        for column in range(len(self.widths)):
            self.sheet.write_blank(band, column, None, self.looks["kaart"])
            self.sheet.write_blank(head, column, None, self.looks["kaartkop"])
        self.sheet.write_string(band, 0, f"{part.title} {number + 1}", self.looks["kaart"])
        self.across(answers, _HEAD[-1], self.main, "", "invoer")
        for column, entry in zip(_HEAD, part.head, strict=True):
            middle = "_midden" if INPUT_LOOK.get(entry.kind) == "invoer_smal" else ""
            self.sheet.write_string(head, column, entry.words, self.looks["kaartkop" + middle])
            self.input(answers, column, entry, at(told, entry.path), needs=needed(answers, column, 0))
        self.row += 3

    def heads(self, columns: Sequence[Entry]) -> None:
        """The heads of a table; what is rarely needed stands apart."""
        rare = [number for number, entry in enumerate(columns, 1) if entry.rare]
        if rare:
            self.sheet.write_string(self.row, rare[0], RARE, self.looks["zelden"])
        self.row += 1
        self.sheet.set_row(self.row, _TALL)
        self.sheet.write_blank(self.row, 0, None, self.looks["tabelkop"])
        for column, entry in enumerate(columns, 1):
            look = "zeldenkop" if entry.rare else "tabelkop"
            middle = "_midden" if INPUT_LOOK.get(entry.kind) == "invoer_smal" else ""
            self.sheet.write_string(self.row, column, entry.words, self.looks[look + middle])
        self.row += 1

    def lines(self, columns: Sequence[Entry], given: Sequence[Answers], count: int) -> None:
        """Rows to fill in."""
        worked_out = sum(entry.label == PER for entry in columns)
        for column, entry in enumerate(columns, 1):
            if entry.label != PER:
                self.guard(
                    self.row, column, entry, needed(self.row, column, worked_out), self.row + count - 1
                )
        for number in range(count):
            told = given[number] if number < len(given) else {}
            self.sheet.set_row(self.row, self._row_height(columns, told))
            self.sheet.write_number(self.row, 0, number + 1, self.looks["nummer"])
            for column, entry in enumerate(columns, 1):
                if entry.label == PER:
                    self._per(columns, column, told)
                else:
                    self.put(self.row, column, entry, at(told, entry.path))
            self.row += 1

    def _row_height(self, columns: Sequence[Entry], told: Answers) -> float:
        said = [
            self._lines(self._words(entry, at(told, entry.path)), column, column)
            for column, entry in enumerate(columns, 1)
        ]
        least = _TALL if any(entry.kind is Kind.PRICE for entry in columns) else _LINE
        return max(least, _LETTERS_HIGH * max(said) + 4)

    def _words(self, entry: Entry, answer: Answer) -> str:
        """What will stand in the cell: a price by its everyday name."""
        return self.lists.choice_of(answer.shown) if entry.kind is Kind.PRICE else answer.shown

    def _per(self, columns: Sequence[Entry], column: int, told: Answers) -> None:
        """In what the chosen price is counted."""
        price = next(number for number, entry in enumerate(columns, 1) if entry.kind is Kind.PRICE)
        chosen = xl_rowcol_to_cell(self.row, price, col_abs=True)
        formula = f'=IF({chosen}="","",IFERROR(INDEX(Prijseenheid,MATCH({chosen},Prijskeuze,0)),"?"))'
        unit = self.lists.unit_of(self.lists.choice_of(at(told, ("prijs",)).shown))
        self.sheet.write_formula(self.row, column, formula, self.looks["per"], unit)

    # ------------------------------------------------------------ cells

    def input(
        self, row: int, column: int, entry: Entry, answer: Answer, look: str = "", needs: str = ""
    ) -> None:
        """A cell to fill in, with its choices and message."""
        self.put(row, column, entry, answer, look)
        self.guard(row, column, entry, needs or f'={xl_rowcol_to_cell(row, column)}=""', row)

    def put(self, row: int, column: int, entry: Entry, answer: Answer, look: str = "") -> None:
        """The answer in a cell that looks like a cell to fill in."""
        value = self._words(entry, answer) if entry.kind is Kind.PRICE else answer.value
        _write(self.sheet, row, column, value, self.looks[look or INPUT_LOOK.get(entry.kind, "invoer")])

    def guard(self, row: int, column: int, entry: Entry, needs: str, last: int) -> None:
        """Choices, a message, and a colour while needed and empty, for the cells from `row` to `last`."""
        if entry.required:
            mark = {"type": "formula", "criteria": needs, "format": self.looks["nodig"]}
            self.sheet.conditional_format(row, column, last, column, mark)
        per = next((number for number, other in enumerate(self.columns, 1) if other.label == PER), 0)
        options = {**rule(entry, self.lists, xl_rowcol_to_cell(row, per, col_abs=True)), **message(entry)}
        if options:
            self.sheet.data_validation(row, column, last, column, {"validate": "any", **options})


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value), look)
    else:
        sheet.write_string(row, column, value, look)


_WRITERS: Final[dict[type[Part], Callable[[FormPage, Any], None]]] = {
    Questions: FormPage.questions,
    Scores: FormPage.scores,
    Rows: FormPage.rows,
    Cards: FormPage.cards,
}
