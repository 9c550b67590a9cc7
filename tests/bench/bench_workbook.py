"""How long the funder's workbook takes, and how much of it is ours.

    python tests/bench/bench_workbook.py [cases] [rounds]

Measured in seconds of processor time, best of the rounds, over the cases of `described.py`:

* `van casus tot werkboek`: 100 cases valued, drawn 10,000 times, planned and written (target: 5 s);
* `plan`, `schrijven`: its last two parts;
* `kaal`: the same cells with the same formats, formulas and stored values by bare XlsxWriter, in the same
  minute, in turns; `verhouding` is ours over bare;
* `--deelbaar ÷ volledig`: the edition to pass on, which first searches what may be told, over the full one;
* `kaal, niet zoekend`: the same without its search for functions newer than Excel 2016, which our writer does
  not do either: what is left is the work of ours that bare does not do.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from bases import read_base
from described import BOOK
from paired import best, in_turns, ratio
from wanted import note
from xlsxwriter.worksheet import Worksheet

from rendement.asking.business_case import BusinessCase, business_case
from rendement.reports.excel.cells import Formula, Link, Plan
from rendement.reports.excel.look import BASE, FORMATS
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.excel.write import Page, write_plan

CASES: Final = 100
ROUNDS: Final = 5
_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def large(cases: int) -> BusinessCase:
    """A business case of so many cases, with nothing worked out yet."""
    named = tuple(replace(found, programme=None) for found in read_base(cases))
    return business_case(named, BOOK, price_year=2025, closed=cases, selection="alle")


def write_bare(plan: Plan, path: Path, page_class: type[Worksheet] = Worksheet) -> None:
    """The cells of a plan, one after the other, and nothing else that a reader needs."""
    book = xlsxwriter.Workbook(str(path), _TEXT)
    looks = {name: book.add_format({**BASE, **look}) for name, look in FORMATS.items()}
    for sheet in plan.sheets:
        page = book.add_worksheet(sheet.name, page_class)
        for row, column, cell in sheet.cells():
            _write(page, row - 1, column - 1, cell.content, looks[cell.style])
    book.close()


def _write(page: Any, row: int, column: int, content: Any, look: Any) -> None:
    if content is None or content == "":
        page.write_blank(row, column, None, look)
    elif isinstance(content, Formula):
        page.write_formula(row, column, content.text, look, content.expected)
    elif isinstance(content, Link):
        page.write_url(row, column, content.target, look, content.text)
    elif isinstance(content, str):
        page.write_string(row, column, content, look)
    elif isinstance(content, int | float):
        page.write_number(row, column, content, look)
    else:
        page.write_datetime(row, column, content, look)


def edition(path: Path, cases: int, shareable: bool) -> None:
    """The full or the shareable edition of cases that were read, from the first sum to the file."""
    write_workbook(large(cases), path, shareable=shareable)


def show(labels: Sequence[str], found: Sequence[tuple[float, ...]]) -> None:
    """Best of processor time of each way."""
    for way, label in enumerate(labels):
        print(f"{label:<26} {best(found, way):6.2f} s processortijd")


def writing(plan: Plan, folder: Path, rounds: int) -> None:
    """A plan by our writer and by two bare ones, in turns."""
    bare = [partial(write_bare, plan, folder / "kaal.xlsx", page) for page in (Worksheet, Page)]
    found = in_turns("workbook", partial(write_plan, plan, folder / "meting.xlsx"), bare, rounds)
    show(("schrijven", "kaal", "kaal, niet zoekend"), found)
    note("workbook", ratio(found))
    note("workbook_bare", ratio(found, 2))
    print(f"verhouding (mediaan van {rounds} keer) {ratio(found):.2f}, niet zoekend {ratio(found, 2):.2f}")


def main(cases: int = CASES, rounds: int = ROUNDS) -> None:
    """Write, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bc = large(cases)
        plan = plan_workbook(bc)
        show(("plan",), in_turns("plan", lambda: plan_workbook(replace(bc)), [], max(1, rounds // 2)))
        writing(plan, folder, rounds)
        full, shareable = (partial(edition, folder / "editie.xlsx", cases, way) for way in (False, True))
        editions = in_turns("shareable", shareable, [full], max(2, rounds // 2))
    show(("--deelbaar", "van casus tot werkboek"), editions)
    note("shareable", ratio(editions))
    print(f"--deelbaar ÷ volledig: {ratio(editions):.2f}")
    cells = sum(1 for sheet in plan.sheets for _ in sheet.cells())
    formulas = sum(1 for _ in plan.formulas())
    print(f"{bc.filed} casussen, {bc.columns.lines} regels, {cells} cellen, {formulas} formules")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
