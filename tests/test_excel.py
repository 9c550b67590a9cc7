"""The workbook: LibreOffice works every formula out again, text stays text, and people can read it."""

import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell import Cell as ReadCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from written import case_text, programme_text, read

from rendement.reading.load import load_cases
from rendement.reading.price_books import examples_root
from rendement.reports.excel.cells import Cell, Formula, Plan, Sheet
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.recalculate import office, recalculated
from rendement.reports.excel.write import FORMATS, safe_text, write_plan, write_workbook
from rendement.results.business_case import BusinessCase, business_case

ALLOWED = {"SUM", "SUMIFS", "SUMPRODUCT", "ABS", "IF", "ROUND", "MIN", "MAX", "EXP", "LN"}
"""What LibreOffice and older Excel know."""
NASTY = (
    "=1+1", "@SUM(A1)", "+31", "-2", "=HYPERLINK(\\\"http://x\\\")", "http://example.org", "mailto:a", "'1",
    "0031", "1e5", "TRUE", "#REF!", "{=1}", "=cmd|' /C calc'!A0",
)  # fmt: skip
needs_office = pytest.mark.skipif(
    office() is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)


@pytest.fixture(scope="module")
def demo() -> BusinessCase:
    """All examples together."""
    return business_case(load_cases(examples_root()))


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> BusinessCase:
    """Twelve cases drawn by lot, of different size and sign, with costs of the programme."""
    texts = [
        case_text(
            f"proef-{i:02d}",
            wijk=("noord", "zuid", "west")[i % 3],
            uren=1 + i,
            hulp=3 * i + 1,
            kans=f"{5 * i + 3}%",
        )
        for i in range(12)
    ]
    extra = (
        "kosten: {bedrag: 9000, prijspeil: 2025, betalers: {gemeente: 60%, fonds: 40%}, bron: begroting}\n"
    )
    programme = programme_text(
        closed=40, chosen="loting", extra=extra, regime="mkba-2021", cashability="half"
    )
    return business_case(read(tmp_path_factory.mktemp("excel"), *texts, programme=programme))


def close(found: object, expected: float) -> bool:
    return isinstance(found, int | float) and abs(found - expected) <= max(1e-7, 1e-9 * abs(expected))


def compared(plan: Plan, path: Path) -> tuple[int, list[str]]:
    """How many formulas were compared with what the file holds, and which differ."""
    book = openpyxl.load_workbook(path, data_only=True)
    wrong, number = [], 0
    for sheet, row, column, formula in plan.formulas():
        found = book[sheet].cell(row, column).value
        number += 1
        if not close(found, formula.expected):
            wrong.append(
                f"{sheet}!{get_column_letter(column)}{row}: {found!r}, verwacht {formula.expected!r}"
            )
    return number, wrong


def cells(path: Path, *, data_only: bool = False) -> Iterator[tuple[Worksheet, ReadCell]]:
    for sheet in openpyxl.load_workbook(path, data_only=data_only).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, ReadCell) and cell.value is not None:
                    yield sheet, cell


# ---------------------------------------------------------------- formulas


@needs_office
@pytest.mark.parametrize("which", ["demo", "generated"])
def test_libreoffice_finds_what_we_found(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    bc = request.getfixturevalue(which)
    plan = plan_workbook(bc)
    path = recalculated(write_plan(plan, tmp_path / "plan.xlsx"), make(tmp_path / "opnieuw"))
    number, wrong = compared(plan, path)
    planned = sum(1 for _ in plan.formulas())
    print(f"\n{which}: {number} formules vergeleken")
    assert wrong == []
    assert number == planned > 50
    assert [
        f"{s.title}!{c.coordinate}" for s, c in cells(path, data_only=True) if str(c.value).startswith("#")
    ] == []


def make(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@needs_office
def test_a_wrong_stored_value_is_corrected(tmp_path: Path) -> None:
    """LibreOffice trusts stored values of Excel's files; a recalculation that is none would prove nothing."""
    sheet = Sheet("Proef", (10, 10))
    sheet.add(Cell(2.0), Cell(3.0))
    sheet.add(Cell(Formula("=A1*B1", 999.0)), Cell(Formula("=SUM(A1:B1)", -1.0)))
    plan = Plan((sheet,), "Proef", "")
    stored = write_plan(plan, tmp_path / "fout.xlsx")
    assert compared(plan, stored)[1] == []
    page = openpyxl.load_workbook(recalculated(stored, make(tmp_path / "opnieuw")), data_only=True)["Proef"]
    assert [page["A2"].value, page["B2"].value] == [6, 5]


def test_stored_values_are_there_without_recalculating(demo: BusinessCase, tmp_path: Path) -> None:
    plan = plan_workbook(demo)
    number, wrong = compared(plan, write_plan(plan, tmp_path / "plan.xlsx"))
    assert wrong == []
    assert number > 500


@pytest.mark.parametrize("which", ["demo", "generated"])
def test_only_functions_everybody_has(which: str, request: pytest.FixtureRequest) -> None:
    plan = plan_workbook(request.getfixturevalue(which))
    used = {
        name for *_, formula in plan.formulas() for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula.text)
    }
    print(f"\n{which}: {sorted(used)}")
    assert used <= ALLOWED


def test_totals_are_those_of_the_business_case(generated: BusinessCase) -> None:
    summary = plan_workbook(generated).sheets[0]
    found = {
        str(row[0].content): row[1].content.expected
        for row in summary.rows
        if len(row) > 1 and isinstance(row[1].content, Formula)
    }
    assert found["Kosten"] == pytest.approx(generated.cost)
    assert found["Baten, verwacht"] == pytest.approx(generated.benefit)
    assert found["Saldo"] == pytest.approx(generated.net)


@needs_office
def test_a_changed_chance_changes_the_outcome(generated: BusinessCase, tmp_path: Path) -> None:
    """The formulas are live: with every chance on the sheet Regels halved, benefits are halved too."""
    path = write_workbook(generated, tmp_path / "bc.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["Regels"]
    for row in range(3, page.max_row + 1):
        if page.cell(row, 3).value == "zonder inzet":
            page.cell(row, 9).value /= 2
    book.save(path)
    totals = openpyxl.load_workbook(recalculated(path, make(tmp_path / "opnieuw")), data_only=True)[
        "Samenvatting"
    ]
    found = {row[0].value: row[1].value for row in totals.iter_rows(max_row=12)}
    assert found["Baten, verwacht"] == pytest.approx(generated.benefit / 2)
    assert found["Kosten"] == pytest.approx(generated.cost)


# ---------------------------------------------------------------- text stays text


@pytest.fixture
def nasty(tmp_path: Path) -> Path:
    """A workbook in which every free word of a case tries to be something else."""
    texts = []
    for number, words in enumerate(NASTY):
        text = case_text(f"proef-{number:02d}", wijk=f'"{words}"', thema=f'"{words}"')
        texts.append(
            text.replace("gemeente: teststad", f'gemeente: "{words}"').replace(
                "wat: gesprekken", f'wat: "{words}"'
            )
        )
    bc = business_case(read(tmp_path, *texts))
    return write_workbook(bc, tmp_path / "bc.xlsx", threshold=1)


def test_words_never_become_formulas_or_links(nasty: Path) -> None:
    words = {words.replace("\\", "") for words in NASTY}
    found: set[str] = set()
    for _, cell in cells(nasty):
        assert cell.hyperlink is None
        if isinstance(cell.value, str) and cell.value in words:
            assert cell.data_type == "s", cell.coordinate
            found.add(cell.value)
    assert found == words


def test_only_planned_formulas_are_formulas(nasty: Path) -> None:
    formulas = [str(cell.value) for _, cell in cells(nasty) if cell.data_type == "f"]
    assert formulas
    assert not [text for text in formulas if "cmd" in text or "HYPERLINK" in text]


def test_there_are_no_links_or_macros_in_the_file(nasty: Path) -> None:
    with zipfile.ZipFile(nasty) as package:
        names = package.namelist()
        sheets = "".join(package.read(name).decode() for name in names if "worksheets/" in name)
    assert not [name for name in names if "vba" in name or "externalLink" in name]
    assert "<hyperlink" not in sheets


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
    assert safe_text(text) == written


def test_any_text_can_stand_anywhere(tmp_path: Path) -> None:
    """In a title, a header, a cell: whatever the words are, they are shown as they were typed."""
    words = [words.replace("\\", "") for words in NASTY]
    sheet = Sheet("Proef", (20,) * len(words))
    for style in FORMATS:
        sheet.add(*(Cell(text, style) for text in words))
    sheet.heading(*words)
    path = write_plan(Plan((sheet,), "=1+1", "@SUM(A1)"), tmp_path / "bc.xlsx")
    page = openpyxl.load_workbook(path)["Proef"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [words] * (len(FORMATS) + 1)
    assert {cell.data_type for row in page.iter_rows() for cell in row} == {"s"}


# ---------------------------------------------------------------- the file


def test_the_same_inputs_give_the_same_bytes(demo: BusinessCase, tmp_path: Path) -> None:
    one = write_workbook(demo, tmp_path / "een.xlsx").read_bytes()
    two = write_workbook(business_case(load_cases(examples_root())), tmp_path / "twee.xlsx").read_bytes()
    assert one == two


def test_a_failed_write_leaves_the_old_file(generated: BusinessCase, tmp_path: Path) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_text("het oude bestand", "utf-8")
    sheet = Sheet("Proef", (10,))
    sheet.add(Cell(object()))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_plan(Plan((sheet,), "", ""), path)
    assert path.read_text("utf-8") == "het oude bestand"
    assert [found.name for found in tmp_path.iterdir()] == ["bc.xlsx"]
    assert write_workbook(generated, path).stat().st_size > 5_000


def test_a_folder_that_is_not_there(generated: BusinessCase, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nergens"):
        write_workbook(generated, tmp_path / "nergens" / "bc.xlsx")


# ---------------------------------------------------------------- people read it


def shown(value: object, style: str) -> str:
    """About what a spreadsheet shows: enough to know how wide it is."""
    if isinstance(value, date):
        return "2025-01-01"
    if not isinstance(value, int | float):
        return ""
    formats: dict[str, Callable[[float], str]] = {
        "euro": lambda x: f"-€ {abs(x):,.0f}",
        "totaal_euro": lambda x: f"-€ {abs(x):,.0f}",
        "euro_cent": lambda x: f"-€ {abs(x):,.2f}",
        "getal": lambda x: f"{x:,.4f}".rstrip("0"),
        "getal2": lambda x: f"{x:,.2f}",
        "aandeel": lambda x: f"{100 * x:.1f}%",
    }
    return formats.get(style, str)(value)


@pytest.mark.parametrize("which", ["demo", "generated"])
def test_columns_are_wide_enough_for_their_numbers(which: str, request: pytest.FixtureRequest) -> None:
    """A number that does not fit shows as ####."""
    tight = []
    for sheet in plan_workbook(request.getfixturevalue(which)).sheets:
        for r, row in enumerate(sheet.rows, 1):
            for cell, width, c in zip(row, sheet.widths, range(1, 99), strict=False):
                value = cell.content.expected if isinstance(cell.content, Formula) else cell.content
                if len(shown(value, cell.style)) + 1 > width:
                    tight.append(
                        f"{sheet.name}!{get_column_letter(c)}{r}: {shown(value, cell.style)} in {width}"
                    )
    assert tight == []


def test_every_row_fits_in_the_columns_that_have_a_width(demo: BusinessCase) -> None:
    for sheet in plan_workbook(demo).sheets:
        assert max(len(row) for row in sheet.rows) <= len(sheet.widths), sheet.name


def test_headers_stay_in_view_and_filter(demo: BusinessCase, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_workbook(demo, tmp_path / "bc.xlsx"))
    assert book.sheetnames[0] == "Samenvatting"
    for name in ("Casussen", "Regels", "Prijzen", "Bronnen"):
        assert book[name].freeze_panes is not None
        assert book[name].auto_filter.ref is not None
        assert book[name].page_setup.orientation == "landscape"


def test_numbers_have_formats_and_dates_are_dates(demo: BusinessCase, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(write_workbook(demo, tmp_path / "bc.xlsx"))
    page = book["Casussen"]
    assert page["F3"].is_date
    assert "€" in page["I3"].number_format
    assert "%" in book["Regels"]["I3"].number_format


def test_small_groups_do_not_reach_the_summary(generated: BusinessCase) -> None:
    summary = plan_workbook(generated, threshold=5).sheets[0]
    texts = {str(row[0].content) for row in summary.rows if row}
    assert "kleine groepen samen" in texts
    assert not {"noord", "zuid", "west"} & texts
