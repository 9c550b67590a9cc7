"""The Excel intake form: questions, drop-downs from the price book, no macros, nothing hidden."""

from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from rendement.forms.answers import Answers
from rendement.forms.excel.lists import Lists, write_lists, write_prices
from rendement.forms.excel.look import LOOKS
from rendement.forms.excel.page import FormPage
from rendement.forms.excel.readme import write_readme
from rendement.forms.pages import PAGES
from rendement.forms.questions import LISTS, PRICES
from rendement.model.price import PriceBook
from rendement.reading.folder.form_look import README
from rendement.reports.excel.write import FIXED, Page, workbook_at
from rendement.reports.files import must_be_writable

_ALLOWED: Final = dict.fromkeys(("format_columns", "format_rows", "format_cells", "autofilter", "sort"), True)
"""What protection leaves free: it keeps questions whole, and is no lock (there is no password)."""
_TABS: Final = {README: "#5B6770", PRICES: "#B8C4CC", LISTS: "#B8C4CC"}
_TO_FILL_IN: Final = "#C9A227"
EMPTY_FORM: Final[Answers] = MappingProxyType({})


def write_form(path: Path, book: PriceBook, answers: Answers = EMPTY_FORM) -> Path:
    """Write an intake form with the prices of a book, all or nothing; `answers` are filled in already.

    Raises ValueError for a name that is no .xlsx, OSError when it cannot be written: the old file then stays.
    """
    if path.suffix.lower() != ".xlsx":
        raise ValueError(f"{path} is geen Excelbestand: laat de naam eindigen op .xlsx")
    must_be_writable(path)
    with workbook_at(path) as workbook:
        workbook.set_properties({"title": "Formulier voor een casus", "created": FIXED})
        _write(workbook, book, answers)
    return path


def _write(workbook: Any, book: PriceBook, answers: Answers) -> None:
    looks = {name: workbook.add_format(look) for name, look in LOOKS.items()}
    names = (README, *(page.name for page in PAGES), PRICES, LISTS)
    sheets: dict[str, Worksheet] = {name: workbook.add_worksheet(name, Page) for name in names}
    lists = Lists.of(book)
    lists.define(workbook)
    write_readme(sheets[README], looks, book)
    for page in PAGES:
        FormPage(sheets[page.name], page, looks, lists, answers).write()
    write_prices(sheets[PRICES], looks, book, lists)
    write_lists(sheets[LISTS], looks, lists)
    for name, sheet in sheets.items():
        _lay_out(sheet)
        sheet.set_tab_color(_TABS.get(name, _TO_FILL_IN))
    sheets[README].activate()


def _lay_out(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&9&A&C&9nooit een naam, adres of geboortedatum&R&9bladzijde &P van &N")
    sheet.hide_gridlines(2)
    sheet.protect("", _ALLOWED)
