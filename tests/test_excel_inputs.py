"""Cells of input: each has limits with a Dutch sentence; what is emptied there, and what one name moves."""

from collections.abc import Iterator
from typing import Any, Final

import openpyxl
import pytest
from workbook_bases import demo, full

from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.write import write_plan

YELLOW: Final = "FFFFF6DA"
LEGEND: Final = ("Lees mij", "geel vak")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Workbooks as files: all examples in both editions, and everything that the forms allow."""
    folder = tmp_path_factory.mktemp("vakken")
    plans = {
        "voorbeelden": plan_workbook(demo(), 5),
        "deelbaar": plan_workbook(demo(), 5, shareable=True),
        "alles": plan_workbook(full(folder / "alles"), 1),
    }
    return {
        name: openpyxl.load_workbook(write_plan(plan, folder / f"{name}.xlsx"))
        for name, plan in plans.items()
    }


def yellow_cells(book: Any) -> Iterator[tuple[Any, Any]]:
    """Every cell that looks like input with its sheet, but the one that explains what that looks like."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.fill.fgColor.rgb == YELLOW and (page.title, cell.value) != LEGEND:
                    yield page, cell


# ---------------------------------------------------------------- limits


LEAST: Final = {"voorbeelden": 1_500, "deelbaar": 10, "alles": 100}


@pytest.mark.parametrize("name", LEAST)
def test_every_input_cell_has_limits_in_dutch(name: str, books: dict[str, Any]) -> None:
    found = 0
    for page, cell in yellow_cells(books[name]):
        [rule] = [one for one in page.data_validations.dataValidation if cell.coordinate in one.sqref]
        place = f"{page.title}!{cell.coordinate}"
        assert rule.type in ("list", "decimal", "whole"), place
        assert rule.showErrorMessage, place
        assert rule.errorStyle in (None, "stop"), place
        assert rule.error, place
        assert rule.error.endswith("."), place
        found += 1
    assert found >= LEAST[name]


@pytest.mark.parametrize("name", LEAST)
def test_only_input_is_unlocked(name: str, books: dict[str, Any]) -> None:
    yellow = {(page.title, cell.coordinate) for page, cell in yellow_cells(books[name])}
    unlocked = {
        (page.title, cell.coordinate)
        for page in books[name].worksheets
        for row in page.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert yellow == unlocked


@pytest.mark.parametrize("name", LEAST)
def test_what_stands_there_is_within_the_limits(name: str, books: dict[str, Any]) -> None:
    for page, cell in yellow_cells(books[name]):
        [rule] = [one for one in page.data_validations.dataValidation if cell.coordinate in one.sqref]
        if isinstance(cell.value, int | float) and rule.type != "list":
            place = f"{page.title}!{cell.coordinate}: {cell.value}"
            low, high = bound(rule.formula1), bound(rule.formula2)
            assert low is None or low <= cell.value, place
            assert high is None or cell.value <= high, place


def bound(text: str | None) -> float | None:
    """A limit that is a number; one that stands in another cell is none."""
    return None if text is None or text[:1].isalpha() else float(text)
