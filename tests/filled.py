"""Forms as somebody filled them in: a good case, changed in a few cells that are named by their words."""

from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rendement.forms import from_case
from rendement.forms.answers import Answers
from rendement.forms.excel.write import write_form
from rendement.model.price import PriceBook
from rendement.reading.books.price_books import load_prices
from rendement.reading.yaml.text import read_text

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


def said_in(text: str) -> dict[str, Any]:
    data = read_text("casus.yaml", text.encode()).data
    assert isinstance(data, dict)
    return data


def answers_of(text: str) -> Answers:
    return from_case.answers_of(said_in(text))


def left_out(text: str) -> list[str]:
    return from_case.left_out(said_in(text))


def few_prices() -> PriceBook:
    """The book with a handful of its prices: a form of it is quick to open and save."""
    few = ("welzijn.sociaal-makelaar", "zorg.fysiotherapie", "wmo.huishoudelijke-hulp")
    return book().model_copy(update={"prices": {key: book().prices[key] for key in few}, "what_if": False})


@cache
def _bytes_of(text: str) -> bytes:
    with TemporaryDirectory() as folder:
        return write_form(Path(folder) / "goed.xlsx", few_prices(), answers_of(text)).read_bytes()


def form(path: Path, answers: Mapping[tuple[str, str], Any] | None = None, text: str = GOOD) -> Path:
    """A form of a case, with other answers: `{("Casus", "Gestart *"): …}`; `Aantal#2` is the second row."""
    path.write_bytes(_bytes_of(text))
    if answers:
        _save_with(path, _opened(text), answers)
    return path


@cache
def _opened(text: str) -> Workbook:
    return load_workbook(BytesIO(_bytes_of(text)))


def _save_with(path: Path, workbook: Workbook, answers: Mapping[tuple[str, str], Any]) -> None:
    """A copy with other answers; the workbook itself is as before, for the next one."""
    cells = [find(workbook, *spot) for spot in answers]
    before = [(cell, cell.value, cell.number_format) for cell in cells]
    for cell, value in zip(cells, answers.values(), strict=True):
        _fill(cell, value)
    workbook.save(path)
    for cell, value, style in before:
        cell.value, cell.number_format = value, style


def changed(path: Path, edit: Callable[[Workbook], object]) -> Path:
    workbook = load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


class Styled(NamedTuple):
    """An answer in a cell with a number format of its own."""

    value: Any
    style: str


def find(workbook: Workbook, sheet: str, words: str) -> Any:
    """The cell beside a question, or below a head; `Aantal *#2` is the second row."""
    words, _, row = words.partition("#")
    page = workbook[sheet]
    found = next(cell for line in page.iter_rows() for cell in line if cell.value == words)
    beside = found.column == 1
    return page.cell(found.row, 2) if beside else page.cell(found.row + int(row or 1), found.column)


def _fill(cell: Any, value: Any) -> None:
    cell.value = value.value if isinstance(value, Styled) else value
    if isinstance(value, Styled):
        cell.number_format = value.style


def cell_of(path: Path, sheet: str, words: str) -> str:
    """The address of the cell of a question."""
    return str(find(load_workbook(path), sheet, words).coordinate)
