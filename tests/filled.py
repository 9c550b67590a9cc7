"""Forms as somebody filled them in: a good case, changed in a few cells that are named by their words."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rendement.model.price import PriceBook
from rendement.reading.price_books import load_prices
from rendement.reading.yaml_text import read_text
from rendement.reports.excel.form import write_form
from rendement.reports.excel.form_answers import Answers
from rendement.reports.excel.form_lists import Lists

GOOD = """\
casus: vb-2025-01
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}
vraag: komt nauwelijks nog buiten
inzet:
  - {wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: 50%
    hulp:
      - {prijs: zorg.fysiotherapie, aantal: 12}
      - {prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}
toerekening: {wij: 70%, huisarts: 30%}
"""
Edit = Callable[[Workbook], None]


@cache
def book() -> PriceBook:
    return load_prices("landelijk")


def answers_of(text: str) -> Answers:
    data = read_text("casus.yaml", text.encode()).data
    assert isinstance(data, dict)
    return Answers(data, Lists.of(book()).choice_of)


def few_prices() -> PriceBook:
    """The book with a handful of its prices: a form of it is quick to open and save."""
    few = ("welzijn.sociaal-makelaar", "zorg.fysiotherapie", "wmo.huishoudelijke-hulp")
    return book().model_copy(update={"prices": {key: book().prices[key] for key in few}})


@cache
def _bytes_of(text: str) -> bytes:
    with TemporaryDirectory() as folder:
        return write_form(Path(folder) / "goed.xlsx", few_prices(), answers_of(text)).read_bytes()


def form(path: Path, answers: Mapping[tuple[str, str], Any] | None = None, text: str = GOOD) -> Path:
    """A form of a case, with other answers: `{("Casus", "Gestart *"): …}`; `Aantal#2` is the second row."""
    path.write_bytes(_bytes_of(text))

    def edit(workbook: Workbook) -> None:
        for (sheet, words), value in (answers or {}).items():
            answer(workbook, sheet, words, value)

    return changed(path, edit) if answers else path


def changed(path: Path, edit: Callable[[Workbook], object]) -> Path:
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


class Styled(NamedTuple):
    """An answer in a cell with a number format of its own."""

    value: Any
    style: str


def answer(workbook: Workbook, sheet: str, words: str, value: Any) -> None:
    """Fill in the cell beside a question, or below a head; `Aantal *#2` is the second row."""
    words, _, row = words.partition("#")
    page = workbook[sheet]
    found = next(cell for line in page.iter_rows() for cell in line if cell.value == words)
    beside = found.column == 1
    cell = page.cell(found.row, 2) if beside else page.cell(found.row + int(row or 1), found.column)
    cell.value = value.value if isinstance(value, Styled) else value
    if isinstance(value, Styled):
        cell.number_format = value.style


def cell_of(path: Path, sheet: str, words: str) -> str:
    """The address of the cell that `answer` fills."""
    words, _, row = words.partition("#")
    page = load_workbook(path)[sheet]
    found = next(cell for line in page.iter_rows() for cell in line if cell.value == words)
    if found.column == 1:
        return f"B{found.row}"
    return f"{found.column_letter}{found.row + int(row or 1)}"
