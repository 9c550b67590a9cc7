"""The workbook by someone else's arithmetic: LibreOffice works every formula out again.

What is written beside each formula must be what comes out: to 1e-9, as a number where a number was promised.
"""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from thorough import PART
from workbook_bases import HAND_MADE, drawn_bases
from workbooks import (
    Grid,
    Planned,
    compared,
    errors_in,
    formula_cells,
    grids,
    made,
    needs_office,
    planned,
    planned_demo,
    worked_out,
)

from rendement.reports.excel.cells import Cell, Formula, Plan
from rendement.reports.excel.write import write_plan

ALLOWED = {
    "ABS", "AND", "AVERAGE", "COLUMN", "COUNT", "COUNTIF", "COUNTIFS", "EXP", "FIXED", "IF", "IFERROR",
    "INDEX", "INT", "ISERROR", "ISNUMBER", "LARGE", "LN", "MATCH", "MAX", "MID", "MIN", "MOD", "N", "NOT",
    "OR", "RIGHT", "ROUND", "ROW", "SIGN", "SMALL", "SQRT", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT",
}  # fmt: skip
"""What LibreOffice 7.4 and Excel 2016 both know. None looks at the clock or at chance, and none depends on
the language of the program (as TEXT does: its formats are written otherwise in a Dutch Excel)."""
GENERATED = 4 if PART == 1 else 2
"""All in CI."""
LEAST_IN_DEMO = 2_000


class Worked(NamedTuple):
    """A workbook, what was written beside its formulas, and what LibreOffice made of them."""

    book: Planned
    path: Path
    found: dict[str, Grid]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Planned]:
    """All workbooks of this file: the demo, those made by hand, and generated ones."""
    folder = tmp_path_factory.mktemp("gevallen")
    cases = {name: make(made(folder / str(i))) for i, (name, make) in enumerate(HAND_MADE.items())}
    cases |= {f"gegenereerd {i + 1}": bc for i, bc in enumerate(drawn_bases(GENERATED))}
    return {"demo": planned_demo()} | {name: planned(bc) for name, bc in cases.items()}


@pytest.fixture(scope="module")
def paths(books: dict[str, Planned], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All of them written; pictures only in the first, as LibreOffice needs a third of its time for them."""
    folder = tmp_path_factory.mktemp("werkboeken")
    plans = {name: book.plan if name == "demo" else without_charts(book.plan) for name, book in books.items()}
    return {name: write_plan(plan, folder / f"{i}.xlsx") for i, (name, plan) in enumerate(plans.items())}


def without_charts(plan: Plan) -> Plan:
    """The same cells."""
    return replace(plan, sheets=tuple(replace(sheet, charts=[]) for sheet in plan.sheets))


@pytest.fixture(scope="module")
def worked(
    books: dict[str, Planned], paths: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Worked]:
    """All of them worked out in one start of LibreOffice."""
    folder, small = tmp_path_factory.mktemp("opnieuw"), CASES[1]
    spoiled = spoil(paths[small], folder / "bedorven.xlsx")
    *found, repaired = worked_out([*paths.values(), spoiled], folder / "uitkomst")
    outcome = {
        name: Worked(book, paths[name], values)
        for (name, book), values in zip(books.items(), found, strict=True)
    }
    return outcome | {SPOILED: Worked(books[small], spoiled, repaired)}


CASES = ["demo", *HAND_MADE, *(f"gegenereerd {i + 1}" for i in range(GENERATED))]


@needs_office
@pytest.mark.parametrize("name", CASES)
def test_libreoffice_finds_what_we_found(name: str, worked: dict[str, Worked]) -> None:
    book, _, values = worked[name]
    found = compared(book, values)
    written = sum(1 for _ in book.plan.formulas())
    counts = f"{found.number} formules vergeleken, waarvan {found.texts} tekst"
    print(f"\n{name}: {counts}; {len(found.wrong)} verschillen")
    assert found.wrong == []
    assert found.number == written > 50
    assert errors_in(values) == []


@needs_office
def test_the_demo_is_large_enough_to_prove_something(worked: dict[str, Worked]) -> None:
    found = compared(worked["demo"].book, worked["demo"].found)
    assert found.number - found.texts >= LEAST_IN_DEMO
    assert found.texts > 0


def test_every_planned_formula_is_in_the_file(books: dict[str, Planned], paths: dict[str, Path]) -> None:
    for name, book in books.items():
        written = formulas_in(paths[name])
        assert written == sum(1 for _ in book.plan.formulas()), name


def formulas_in(path: Path) -> int:
    with zipfile.ZipFile(path) as package:
        return sum(
            len(_FORMULA.findall(text_of(package, name)))
            for name in package.namelist()
            if "worksheets/" in name
        )


def test_stored_values_are_there_without_recalculating(
    books: dict[str, Planned], paths: dict[str, Path]
) -> None:
    """What Protected View, previews and phones show, who do not calculate."""
    found = compared(books["demo"], grids(paths["demo"]))
    assert found.wrong == []
    assert found.number > LEAST_IN_DEMO


# ---------------------------------------------------------------- would we notice?


_FORMULA = re.compile(r"(<f>[^<]*</f>)<v>[^<]*</v>")
SPOILED = "bedorven"


def spoil(path: Path, target: Path) -> Path:
    """A copy in which a wrong value is stored beside every formula."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            if "worksheets/" in name:
                copy.writestr(name, _FORMULA.sub(r"\1<v>999.25</v>", text_of(package, name)))
            else:
                copy.writestr(name, package.read(name))
    return target


def text_of(package: zipfile.ZipFile, name: str) -> str:
    return package.read(name).decode()


@needs_office
def test_wrong_stored_values_are_corrected(worked: dict[str, Worked]) -> None:
    """LibreOffice trusts stored values of Excel's files; a recalculation that is none would prove nothing."""
    book, path, values = worked[SPOILED]
    before, after = compared(book, grids(path)), compared(book, values)
    assert len(before.wrong) == before.number
    assert after.wrong == []


@needs_office
def test_a_formula_that_promises_something_else_is_found(worked: dict[str, Worked]) -> None:
    """One promise in a thousand millions off, one text with another letter: both are differences."""
    book, _, values = worked["alles, mkba"]
    cells = list(formula_cells(book.plan))
    number = next(c for c in cells if c[0] == "Verdeling" and number_of(c) > 100)
    text = next(c for c in cells if isinstance(promised(c), str) and promised(c))
    kept = {sheet: list(grid) for sheet, grid in values.items()}
    for (sheet, row, column, _), value in ((number, number_of(number) * (1 + 3e-9)), (text, "iets anders")):
        changed = list(kept[sheet][row - 1])
        changed[column - 1] = value
        kept[sheet][row - 1] = tuple(changed)
    assert len(compared(book, kept).wrong) == 2


def promised(cell: tuple[str, int, int, Cell]) -> float | str:
    content = cell[3].content
    assert isinstance(content, Formula)
    return content.expected


def number_of(cell: tuple[str, int, int, Cell]) -> float:
    value = promised(cell)
    return value if isinstance(value, int | float) else 0.0


# ---------------------------------------------------------------- functions


def test_only_functions_everybody_has(books: dict[str, Planned]) -> None:
    used = {
        name
        for book in books.values()
        for *_, formula in book.plan.formulas()
        for name in functions_of(formula.text)
    }
    print(f"\ngebruikt: {', '.join(sorted(used))}")
    assert used <= ALLOWED


def functions_of(text: str) -> list[str]:
    """The functions of a formula; not what stands between quotes."""
    return re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', '""', text))


def test_functions_are_recognised() -> None:
    assert functions_of('=IF(A1="NOW(",_xlfn.XLOOKUP(1,2),SUM(B1))') == ["IF", "XLOOKUP", "SUM"]
    assert not {"XLOOKUP", "LET", "NOW", "TODAY", "RAND", "OFFSET", "INDIRECT", "HYPERLINK", "TEXT"} & ALLOWED


def test_formulas_name_only_what_there_is(books: dict[str, Planned]) -> None:
    """Every sheet and every defined name in a formula exists, and names lead to cells that are filled."""
    for case, book in books.items():
        sheets, names = {sheet.name for sheet in book.plan.sheets}, set(book.plan.names)
        for sheet, row, column, formula in book.plan.formulas():
            bare = re.sub(r'"[^"]*"', '""', formula.text)
            asked = set(re.findall(r"(?:'([^']+)'|(\w+))!", bare))
            assert {a or b for a, b in asked} <= sheets, f"{case} {sheet} {row},{column}: {formula.text}"
            words = re.findall(r"(?<![\w!$.'])([A-Z]\w*[a-z]\w*)(?![\w(!'])", bare)
            assert set(words) <= names | sheets, f"{case} {sheet} {row},{column}: {formula.text}"
