"""The file itself: text stays text, nothing runs, nothing is hidden, and a failed run leaves the old file."""

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pandas
import pytest
from openpyxl.cell import Cell as ReadCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from workbook_bases import NASTY, by_lot, full, read_demo, with_nasty_words
from workbooks import Planned, column_of, grids, planned, planned_demo, same

from rendement.reports.excel.cells import Cell, Formula, Plan, Sheet
from rendement.reports.excel.layout import ONE_PAGE
from rendement.reports.excel.limits import LIMITS
from rendement.reports.excel.look import FORMATS
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.excel.write import write_plan
from rendement.words.text import in_cell

CALCULATION = (
    "Casussen", "Paden", "Regels", "Tijd", "Prijzen", "Verdeling", "Programmakosten", "Tijdlijn",
    "Indexcijfers",
)  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Planned:
    """All examples together."""
    return planned_demo()


@pytest.fixture(scope="module")
def path(book: Planned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(book.plan, tmp_path_factory.mktemp("demo") / "demo.xlsx")


@pytest.fixture(scope="module")
def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def filled(book: Any) -> Iterator[tuple[Worksheet, ReadCell]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, ReadCell) and cell.value is not None:
                    yield sheet, cell


# ---------------------------------------------------------------- text stays text


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """A workbook in which every free word of a case tries to be something else, with its text shown."""
    bc = with_nasty_words(tmp_path_factory.mktemp("naar"))
    return planned(bc, threshold=1)._replace(plan=plan_workbook(bc, 1, with_text=True))


@pytest.fixture(scope="module")
def nasty_path(nasty: Planned, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(nasty.plan, tmp_path_factory.mktemp("naar") / "bc.xlsx")


def test_words_never_become_formulas_or_links(nasty_path: Path) -> None:
    words = {in_cell(words) for words in NASTY}
    found: set[str] = set()
    for _, cell in filled(openpyxl.load_workbook(nasty_path)):
        if isinstance(cell.value, str) and cell.value in words:
            assert cell.data_type == "s", cell.coordinate
            assert cell.hyperlink is None, cell.coordinate
            found.add(cell.value)
    assert found == words


def test_only_planned_formulas_are_formulas(nasty: Planned, nasty_path: Path) -> None:
    written = {
        (sheet.title, cell.row, cell.column): str(cell.value)
        for sheet, cell in filled(openpyxl.load_workbook(nasty_path))
        if cell.data_type == "f"
    }
    wanted = {(sheet, row, column): formula.text for sheet, row, column, formula in nasty.plan.formulas()}
    assert {place: text.removeprefix("=") for place, text in written.items()} == {
        place: text.removeprefix("=") for place, text in wanted.items()
    }
    assert not [text for text in wanted.values() if any(words in text for words in NASTY if len(words) > 5)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("tab\tregel\nnog een", "tab regel\nnog een"),
        ("omge\u202ekeerd", "omge keerd"),
        ("nul\u200bbreed", "nul breed"),
        ("stuur\x07teken", "stuur teken"),
        ("é ü ñ € – ’", "é ü ñ € – ’"),
        ("x" * 40_000, "x" * 32_000),
    ],
)
def test_invisible_signs_are_taken_out(text: str, written: str) -> None:
    assert in_cell(text) == written


def test_any_text_can_stand_anywhere(tmp_path: Path) -> None:
    """In a title, a header, a cell: whatever the words are, they are shown as they were typed."""
    words = [in_cell(words) for words in NASTY]
    sheet = Sheet("Proef", (20,) * len(words))
    for style in FORMATS:
        sheet.add(*(Cell(text, style) for text in words))
    sheet.heading(*words)
    sheet.choices.append((f"A1:{get_column_letter(len(words))}{len(FORMATS)}", LIMITS["getal"]))
    path = write_plan(Plan((sheet,), "=1+1", "@SUM(A1)"), tmp_path / "bc.xlsx")
    page = openpyxl.load_workbook(path)["Proef"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [words] * (len(FORMATS) + 1)
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


# ---------------------------------------------------------------- nothing runs, nothing is hidden


def test_there_are_no_macros_or_links_to_other_workbooks(path: Path, nasty_path: Path) -> None:
    for file in (path, nasty_path):
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            assert package.testzip() is None
            relations = "".join(package.read(name).decode() for name in names if name.endswith(".rels"))
            types = package.read("[Content_Types].xml").decode()
        assert not [n for n in names if re.search("vba|externalLink|activeX|embedding|connection", n, re.I)]
        assert "macroEnabled" not in types
        outside = re.findall(r'Target="([^"]+)" TargetMode="External"', relations)
        assert all(address.startswith(("https://", "http://")) for address in outside)


def test_links_outside_are_the_sources_of_prices(book: Planned, path: Path) -> None:
    """Only what the price book names may be opened from the workbook."""
    known = {source.address for source in book.bc.book.sources.values() if source.address}
    with zipfile.ZipFile(path) as package:
        rels = [package.read(name).decode() for name in package.namelist() if "worksheets/_rels" in name]
    found = {
        element.attrib["Target"]
        for text in rels
        for element in ElementTree.fromstring(text)
        if element.attrib.get("TargetMode") == "External"
    }
    assert found
    assert {address.partition("#")[0] for address in found} <= {
        address.partition("#")[0] for address in known
    }


def test_links_inside_lead_to_a_cell_that_is_filled(opened: Any) -> None:
    number = 0
    for sheet, cell in filled(opened):
        target = cell.hyperlink.location if cell.hyperlink else None
        if target and not cell.hyperlink.target:
            name, _, place = target.rpartition("!")
            assert opened[name.strip("'")][place.replace("$", "")].value is not None, (
                f"{sheet.title} {target}"
            )
            number += 1
    assert number > 100


def test_no_sheet_row_or_column_is_hidden(opened: Any) -> None:
    for sheet in opened.worksheets:
        assert sheet.sheet_state == "visible", sheet.title
        assert not [row for row, shape in sheet.row_dimensions.items() if shape.hidden], sheet.title
        assert not [name for name, shape in sheet.column_dimensions.items() if shape.hidden], sheet.title
    assert not [name for name, found in opened.defined_names.items() if found.hidden]


# ---------------------------------------------------------------- names and choices


def test_defined_names_lead_to_filled_cells(book: Planned, opened: Any) -> None:
    assert set(opened.defined_names) == set(book.plan.names)
    for name, found in opened.defined_names.items():
        for sheet, area in found.destinations:
            cells = opened[sheet][area.replace("$", "")]
            rows = cells if isinstance(cells, tuple) else ((cells,),)
            assert rows, name
    single = ["Disconto", "Horizon", "Prijspeil", "Regime", "Realismeset", "Verzilverset", "Kansfactor"]
    stored = grids_of(opened, single)
    assert all(value is not None for value in stored.values()), stored


def grids_of(opened: Any, names: list[str]) -> dict[str, object]:
    found = {}
    for name in names:
        [(sheet, place)] = list(opened.defined_names[name].destinations)
        found[name] = opened[sheet][place.replace("$", "")].value
    return found


def test_choices_hold_what_is_chosen(opened: Any) -> None:
    """Every list of a knob has at least two values, and the one in use is among them."""
    page, lists = opened["Knoppen"], 0
    for choice in page.data_validations.dataValidation:
        assert choice.type in ("list", "decimal", "whole"), choice.sqref
        if choice.type == "list":
            options = choice.formula1.strip('"').split(",")
            [place] = str(choice.sqref).split()
            assert str(page[place].value) in options, place
            assert len(options) > 1, place
            lists += 1
    assert lists >= 4


def test_yellow_cells_are_no_formulas(book: Planned, opened: Any) -> None:
    """What looks like an input is one: typing there breaks no formula."""
    yellow = formulas = 0
    for _, cell in filled(opened):
        if cell.fill.fgColor.rgb == "FFFFF6DA":
            yellow += 1
            formulas += cell.data_type == "f"
    assert yellow > 500
    assert formulas == 0


# ---------------------------------------------------------------- the file is written whole, and the same


def test_the_same_inputs_give_the_same_bytes(book: Planned, path: Path, tmp_path: Path) -> None:
    again = write_plan(planned(read_demo()).plan, tmp_path / "nog eens.xlsx")
    assert again.read_bytes() == path.read_bytes()


def test_also_with_uncertainty(tmp_path: Path) -> None:
    """From the same folder: the account names it."""
    files = [
        write_workbook(by_lot(tmp_path / "map"), tmp_path / f"{i}.xlsx", draws=400, seed=3).read_bytes()
        for i in range(2)
    ]
    assert files[0] == files[1]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_text("het oude bestand", "utf-8")
    sheet = Sheet("Proef", (10,))
    sheet.add(Cell(object()))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_plan(Plan((sheet,), "", ""), path)
    assert path.read_text("utf-8") == "het oude bestand"
    assert [found.name for found in tmp_path.iterdir()] == ["bc.xlsx"]


PLAIN = Plan((Sheet("Proef", (10,)),), "", "")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"de map bestaat niet.*nergens"):
        write_plan(PLAIN, tmp_path / "nergens" / "bc.xlsx")


def test_a_name_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"laat de naam eindigen op \.xlsx"):
        write_plan(PLAIN, tmp_path / "bc.xls")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_text("oud", "utf-8")
    path.chmod(stat.S_IREAD)
    with pytest.raises(PermissionError, match="alleen-lezen"):
        write_plan(PLAIN, path)
    assert path.read_text("utf-8") == "oud"


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a workbook that is open in Excel cannot be replaced: the system says so."""
    path = tmp_path / "bc.xlsx"
    path.write_text("oud", "utf-8")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "het bestand is in gebruik", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PermissionError, match="in gebruik"):
        write_plan(PLAIN, path)
    assert path.read_text("utf-8") == "oud"
    assert [found.name for found in tmp_path.iterdir()] == ["bc.xlsx"]


# ---------------------------------------------------------------- others can read it


def test_pandas_reads_the_numbers(book: Planned, path: Path) -> None:
    """Without calculating: an analyst who opens a sheet finds columns with values."""
    frame = book.work.frames.lines
    table = pandas.read_excel(path, sheet_name="Regels", header=frame.top - 1)
    assert list(table.columns) == [found.header for found in frame.fields]
    amounts = table["bedrag in het totaal (€)"]
    assert len(amounts) == book.bc.columns.lines
    wanted = book.bc.values.value * book.bc.weights[book.bc.columns.line_case]
    assert amounts.to_numpy() == pytest.approx(wanted, rel=1e-12)


def test_openpyxl_reads_the_same(book: Planned, path: Path) -> None:
    nets = column_of(grids(path)["Casussen"], book.work.frames.cases, "netto")
    table = {row[0]: row[4] for row in book.bc.by("casus").rows}
    cases = [loaded.case.id for loaded in book.bc.cases]
    weights = dict(zip(cases, book.bc.weights.tolist(), strict=True))
    assert all(same(net * weights[name], table[name], 1e-6) for name, net in zip(cases, nets, strict=True))


# ---------------------------------------------------------------- people read it


def shown(value: object, style: str) -> str:
    """About what a spreadsheet shows of a number: enough to know how wide it is. Text may run on or wrap."""
    if isinstance(value, date):
        return "01-01-2025"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    kinds: tuple[tuple[str, Callable[[float], str]], ...] = (
        ("kengetal", lambda x: f"{x:,.2f}" if abs(x) < 100 else large(f"€ {x:,.0f}")),
        ("euro_cent", lambda x: f"€ {x:,.2f}"),
        ("euro", lambda x: f"€ {x:,.0f}"),
        ("aandeel", lambda x: f"{100 * x:.1f}%"),
        ("procent", lambda x: f"{100 * x:.2f}%"),
        ("aantal", lambda x: f"{x:,.0f}"),
        ("getal2", lambda x: f"{x:,.2f}"),
        ("getal", lambda x: f"{x:,.4f}".rstrip("0")),
        ("index", lambda x: f"{x:.7f}"),
        ("jaren", lambda x: "geen grens" if x >= 999 else f"{x:.2f}"),
        ("datum", lambda _: "01-01-2025"),
        ("jaar", lambda x: f"{x:.0f}"),
    )
    told = next((words for kind, words in kinds if kind in style), str)
    return told(value)


def large(words: str) -> str:
    """Key figures are in letters of 20 points where others have 11."""
    return words.ljust(round(len(words) * 20 / 11))


@pytest.mark.parametrize("which", ["demo", "alles"])
def test_columns_are_wide_enough_for_their_numbers(which: str, book: Planned, tmp_path: Path) -> None:
    """A number that does not fit shows as ####."""
    tight, numbers = [], 0
    for sheet in (book if which == "demo" else planned(full(tmp_path))).plan.sheets:
        for row, column, cell in sheet.cells():
            value = cell.content.expected if isinstance(cell.content, Formula) else cell.content
            words = shown(value, cell.style)
            numbers += bool(words)
            width = sheet.widths[column - 1]
            if words and len(words) + 1 > width:
                tight.append(
                    f"{sheet.name}!{get_column_letter(column)}{row}: {words} in {width} ({cell.style})"
                )
    assert tight == []
    assert numbers > 1_000


def test_every_row_fits_in_the_columns_that_have_a_width(book: Planned) -> None:
    for sheet in book.plan.sheets:
        assert max(column for _, column, _ in sheet.cells()) <= len(sheet.widths), sheet.name


# ---------------------------------------------------------------- paper


def test_every_sheet_prints_on_a4_lying(book: Planned, opened: Any) -> None:
    for sheet in opened.worksheets:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert int(sheet.page_setup.paperSize) == 9, sheet.title
        assert sheet.print_area, sheet.title
        widths = book.plan.sheet(sheet.title).widths
        assert characters_on_a_page(widths, sheet) <= ONE_PAGE + 1e-6, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title


def characters_on_a_page(widths: Sequence[float], page: Any) -> float:
    """How many characters stand beside each other on paper: more cannot be read."""
    pages = int(page.page_setup.fitToWidth or 1)  # none: 1, the default
    assert pages == 1 or page.print_title_cols == "$A:$A", page.title
    return widths[0] + (sum(widths) - widths[0]) / pages


def test_no_sentence_runs_over_the_edge_of_its_page(book: Planned, opened: Any) -> None:
    """A sentence stands in joined cells; on paper these must be on one page."""
    sentences = 0
    for sheet in book.plan.sheets:
        page = opened[sheet.name]
        for area in page.merged_cells.ranges:
            width = sum(sheet.widths[area.min_col - 1 : area.max_col])
            assert width <= characters_on_a_page(sheet.widths, page) + 1e-6, f"{sheet.name}!{area}"
            sentences += 1
    assert sentences > 20


def test_tables_stay_in_view(opened: Any) -> None:
    for name in CALCULATION:
        assert opened[name].freeze_panes is not None, name
        assert opened[name].print_title_rows, name
    assert sum(len(sheet.tables) for sheet in opened.worksheets) >= 4


def test_document_properties(opened: Any) -> None:
    assert "Businesscase" in opened.properties.title
    assert opened.properties.description
    assert opened.properties.creator in (None, "")


def test_a_small_base_can_be_written_without_costs_or_paths(tmp_path: Path) -> None:
    bc = full(tmp_path / "vol")
    assert write_plan(planned(bc).plan, tmp_path / "vol.xlsx").stat().st_size > 5_000
