"""The Excel intake form: questions, drop-downs from the price book, no macros, nothing hidden."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rendement.model.form import (
    BEFORE_AFTER,
    CHANCE_MEANS,
    CHOICES,
    LISTS,
    PAGES,
    PER,
    PRICES,
    RARE,
    README,
    Cards,
    Entry,
    Kind,
    Page,
    Questions,
    Rows,
    Scores,
)
from rendement.model.price import PriceBook
from rendement.reports.excel.form_answers import NOTHING, Answers, Value
from rendement.reports.excel.form_lists import Lists, write_lists, write_prices, write_readme
from rendement.reports.excel.form_look import INPUT_LOOK, LOOKS
from rendement.reports.files import replaced

_FIXED: Final = datetime(2026, 1, 1)
"""A fixed moment of making: the same form gives the same bytes."""
_OPTIONS: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_STRICT: Final = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.PRICE})
"""Kinds where a word of one's own has no meaning."""
_LONGEST_TITLE: Final = 32
_LONGEST_MESSAGE: Final = 255
_ALLOWED: Final = {
    "format_columns": True, "format_rows": True, "format_cells": True, "autofilter": True, "sort": True,
    "select_locked_cells": True, "select_unlocked_cells": True,
}  # fmt: skip
_LINE: Final = 20.0
_WIDE_ANSWER: Final = 62
_LABEL: Final = 27
_TOLD: Final = 78


def write_form(path: FilePath, book: PriceBook, answers: Answers = NOTHING) -> FilePath:
    """Write an intake form with the prices of a book, all or nothing; `answers` are filled in already.

    Raises ValueError for a name that is no .xlsx, OSError when it cannot be written: the old file then stays.
    """
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path} is geen Excelbestand: laat de naam eindigen op .xlsx")
    with replaced(path) as draft:
        workbook = xlsxwriter.Workbook(str(draft), _OPTIONS)
        workbook.set_properties({"title": "Formulier voor een casus", "created": _FIXED})
        _Form(workbook, book, answers).write()
        workbook.close()
    return path


class _Form:
    def __init__(self, workbook: Any, book: PriceBook, answers: Answers) -> None:
        self.looks: dict[str, Format] = {name: workbook.add_format(look) for name, look in LOOKS.items()}
        names = (README, *(page.name for page in PAGES), PRICES, LISTS)
        self.sheets: dict[str, Worksheet] = {name: workbook.add_worksheet(name) for name in names}
        self.lists = Lists.of(book)
        self.workbook, self.book, self.answers = workbook, book, answers

    def write(self) -> None:
        """Every sheet, in order."""
        self.lists.define(self.workbook)
        write_readme(self.sheets[README], self.looks, self.book)
        for page in PAGES:
            _Sheet(self, page).write()
        write_prices(self.sheets[PRICES], self.looks, self.book, self.lists)
        write_lists(self.sheets[LISTS], self.looks, self.lists)
        for sheet in self.sheets.values():
            _lay_out(sheet)
        self.sheets[PAGES[0].name].activate()


class _Sheet:
    """One sheet to fill in, written from top to bottom."""

    def __init__(self, form: _Form, page: Page) -> None:
        self.form, self.page, self.looks = form, page, form.looks
        self.sheet = form.sheets[page.name]
        self.row = 0
        self.breaks: list[int] = []

    def write(self) -> None:
        """Title, explanation, and every part."""
        sheet = self.sheet
        self._widths()
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, self.page.title, self.looks["titel"])
        last = self._last_told()
        sheet.merge_range(1, 0, 1, last, self.page.told, self.looks["uitleg"])
        sheet.set_row(1, 36)
        self.row = 2
        for part in self.page.parts:
            _WRITERS[type(part)](self, part)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self.row, 40)}"})
        sheet.print_area(0, 0, self.row, self._last_column())
        if self.breaks:
            sheet.set_h_pagebreaks(self.breaks)

    def _tables(self) -> list[Rows | Cards]:
        return [part for part in self.page.parts if isinstance(part, Rows | Cards)]

    def _last_column(self) -> int:
        return max([2, *(len(part.columns) for part in self._tables())])

    def _last_told(self) -> int:
        plain = [sum(not e.rare for e in part.columns) for part in self._tables()]
        return max([2, *plain])

    def _widths(self) -> None:
        tables = self._tables()
        if not tables:
            for column, width in enumerate((_LABEL, _WIDE_ANSWER, _TOLD)):
                self.sheet.set_column(column, column, width)
            return
        only_table = all(isinstance(part, Rows | Cards) for part in self.page.parts)
        self.sheet.set_column(0, 0, 5 if only_table else 18 if isinstance(tables[0], Cards) else 24)
        for column, entry in enumerate(tables[0].columns, 1):
            self.sheet.set_column(column, column, entry.width)

    # ------------------------------------------------------------ parts

    def heading(self, words: str) -> None:
        """The title of a part."""
        self.row += 1
        self.sheet.set_row(self.row, 26)
        self.sheet.write_string(self.row, 0, words, self.looks["kop"])
        self.row += 1

    def questions(self, part: Questions) -> None:
        """Words, a cell, an explanation."""
        self.heading(part.title)
        for entry in part.entries:
            self.sheet.set_row(self.row, _height(entry, bool(self._tables())))
            self.sheet.write_string(self.row, 0, entry.words, self.looks["vraag"])
            self.input(self.row, 1, entry, self.form.answers.question(entry))
            self._told(entry)
            self.row += 1

    def _told(self, entry: Entry) -> None:
        if not entry.explained:
            return
        last = self._last_told()
        if last > 2:
            self.sheet.merge_range(self.row, 2, self.row, last, entry.explained, self.looks["hulp"])
        else:
            self.sheet.write_string(self.row, 2, entry.explained, self.looks["hulp"])

    def scores(self, part: Scores) -> None:
        """Marks before and after."""
        self.heading(part.title)
        self.sheet.write_string(self.row, 0, "", self.looks["tabelkop"])
        for column, (_, label) in enumerate(BEFORE_AFTER, 1):
            self.sheet.write_string(self.row, column, label, self.looks["tabelkop"])
        self.row += 1
        for key, label in part.subjects:
            self.sheet.set_row(self.row, _LINE)
            self.sheet.write_string(self.row, 0, label, self.looks["vraag"])
            entry = Entry((key,), label, Kind.SCORE, "Een cijfer van 0 tot 10.")
            for column, (side, _) in enumerate(BEFORE_AFTER, 1):
                self.input(self.row, column, entry, self.form.answers.score((*part.path, side, key)))
            self.row += 1

    def rows(self, part: Rows) -> None:
        """A table with its heads frozen when it is the only one."""
        given = self.form.answers.rows(part)
        if len(self.page.parts) > 1:
            self.heading(part.title)
        self.heads(part.columns)
        if len(self.page.parts) == 1:
            self.sheet.freeze_panes(self.row, 2)
            self.sheet.repeat_rows(self.row - 1)
        self.lines(part.columns, given, max(part.count, len(given)))

    def cards(self, part: Cards) -> None:
        """Paths below each other, each with its own help."""
        for number, (told, lines) in enumerate(self.form.answers.cards(part)):
            self.row += 1
            if number % 2 == 0 and number:
                self.breaks.append(self.row)
            self._card_head(part, number, told)
            self.heads(part.columns)
            self.lines(part.columns, lines, max(part.lines, len(lines)))
        self.sheet.freeze_panes(2, 2)

    def _card_head(self, part: Cards, number: int, told: Mapping[Any, Value]) -> None:
        last = self._last_told()
        self.sheet.set_row(self.row, 22)
        self.sheet.write_string(self.row, 0, f"{part.title} {number + 1}", self.looks["kaart"])
        for column in range(1, last + 1):
            self.sheet.write_blank(self.row, column, None, self.looks["kaart"])
        self.sheet.set_row(self.row + 1, 32)
        for column, entry in zip(_HEAD_COLUMNS, part.head, strict=True):
            self.sheet.write_string(self.row + 1, column, entry.words, self.looks["kaartkop"])
        self.sheet.set_row(self.row + 2, 48)
        ground = _HEAD_COLUMNS[-1]
        self.sheet.merge_range(self.row + 2, ground, self.row + 2, last, "", self.looks["invoer"])
        for column, entry in zip(_HEAD_COLUMNS, part.head, strict=True):
            self.input(self.row + 2, column, entry, told.get(entry.path))
        self.row += 3

    def heads(self, columns: Sequence[Entry]) -> None:
        """The heads of a table; what is rarely needed stands apart."""
        rare = [number for number, entry in enumerate(columns, 1) if entry.rare]
        if rare:
            self.sheet.write_string(self.row, rare[0], RARE, self.looks["zelden"])
        self.row += 1
        self.sheet.set_row(self.row, 34)
        self.sheet.write_blank(self.row, 0, None, self.looks["tabelkop"])
        for column, entry in enumerate(columns, 1):
            self.sheet.write_string(self.row, column, entry.words, self.looks["zeldenkop" if entry.rare else "tabelkop"])
        self.row += 1

    def lines(self, columns: Sequence[Entry], given: Sequence[Mapping[Any, Value]], count: int) -> None:
        """Rows to fill in."""
        for number in range(count):
            told = given[number] if number < len(given) else {}
            self.sheet.set_row(self.row, 32 if any(entry.width > 25 for entry in columns) else _LINE)
            self.sheet.write_number(self.row, 0, number + 1, self.looks["nummer"])
            for column, entry in enumerate(columns, 1):
                if entry.label == PER:
                    self._per(columns, column, told)
                else:
                    self.input(self.row, column, entry, told.get(entry.path))
            self.row += 1

    def _per(self, columns: Sequence[Entry], column: int, told: Mapping[Any, Value]) -> None:
        """In what the chosen price is counted."""
        price = 1 + next(n for n, entry in enumerate(columns) if entry.kind is Kind.PRICE)
        chosen = xl_rowcol_to_cell(self.row, price, col_abs=True)
        formula = f'=IF({chosen}="","",IFERROR(INDEX(Prijseenheid,MATCH({chosen},Prijskeuze,0)),"?"))'
        unit = self.form.lists.unit_of(str(told.get(("prijs",)) or ""))
        self.sheet.write_formula(self.row, column, formula, self.looks["per"], unit)

    # ------------------------------------------------------------ cells

    def input(self, row: int, column: int, entry: Entry, value: Value) -> None:
        """A cell to fill in, with its choices and a message."""
        look = self.looks[INPUT_LOOK.get(entry.kind, "invoer")]
        _write(self.sheet, row, column, value, look)
        if entry.required and not entry.rare:
            self._needed(row, column, entry)
        options = {**self._rule(row, column, entry), **_message(entry)}
        if options:
            self.sheet.data_validation(row, column, row, column, {"validate": "any", **options})

    def _needed(self, row: int, column: int, entry: Entry) -> None:
        """An empty answer that is needed stands out; in a table only once its row has been begun."""
        own = xl_rowcol_to_cell(row, column)
        begun = f"COUNTA({xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, 20)})>1"
        in_table = entry in [e for part in self._tables() for e in part.columns] or entry.path[0] in ("pad", "kans")
        criteria = f'=AND({own}="",{begun})' if in_table else f'={own}=""'
        self.sheet.conditional_format(
            row, column, row, column, {"type": "formula", "criteria": criteria, "format": self.looks["nodig"]}
        )

    def _rule(self, row: int, column: int, entry: Entry) -> dict[str, Any]:
        if entry.kind is Kind.PRICE:
            return _list("=Prijskeuze", "Kies een prijs uit de lijst, of zoek op het blad Prijslijst.")
        if entry.kind is Kind.UNIT:
            per = next(n for n, e in enumerate(self._tables()[0].columns, 1) if e.label == PER)
            unit = xl_rowcol_to_cell(row, per, col_abs=True)
            return {**_list(f"=INDEX(Eenheden,0,MATCH({unit},Eenheidkop,0))"), "show_error": False}
        if entry.choices:
            strict = entry.kind in _STRICT
            told = "Kies een woord uit de lijst." if strict else ""
            return {**_list(self.form.lists.range_of(entry.choices), told), "show_error": strict}
        return dict(_RULES.get(entry.kind, {}))


_HEAD_COLUMNS: Final = (1, 3, 4, 5, 6, 7)
"""Where the questions about a path stand: above the columns of its help."""
_RULES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.DATE: {
        "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": date(2100, 1, 1),
        "error_title": "Geen datum", "error_message": "Typ een datum, bijvoorbeeld 3-11-2025.",
    },
    Kind.SCORE: {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10,
        "error_title": "Geen cijfer", "error_message": "Typ een cijfer van 0 tot en met 10.",
    },
}  # fmt: skip


def _list(source: str, told: str = "") -> dict[str, Any]:
    error = {"error_title": "Niet in de lijst", "error_message": told} if told else {}
    return {"validate": "list", "source": source, **error}


def _message(entry: Entry) -> dict[str, str]:
    if not entry.explained:
        return {}
    told = entry.explained if len(entry.explained) <= _LONGEST_MESSAGE else entry.explained[: _LONGEST_MESSAGE - 1] + "…"
    return {"input_title": entry.label[:_LONGEST_TITLE], "input_message": told}


def _write(sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, float(value), look)
    else:
        sheet.write_string(row, column, str(value), look)


def _height(entry: Entry, beside_table: bool) -> float:
    long_answer = entry.kind is Kind.TEXT and entry.path[-1] in ("vraag", "bewoner", "hoe")
    long_told = len(entry.explained) > (150 if beside_table else 92)
    return 52 if long_answer else 32 if long_told or entry.path[:1] == ("eerder_gebruik",) else _LINE


def _lay_out(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&9&A&C&9nooit een naam, adres of geboortedatum&R&9bladzijde &P van &N")
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.protect("", _ALLOWED)


_WRITERS: Final[dict[type, Any]] = {
    Questions: _Sheet.questions,
    Scores: _Sheet.scores,
    Rows: _Sheet.rows,
    Cards: _Sheet.cards,
}
