"""How long the funder's workbook takes, and how much of it is ours.

    python tests/bench/bench_workbook.py [cases] [rounds]

Measured in seconds of processor time, best of the rounds, with the clock on the wall beside it:

* `van bestand tot werkboek`: 100 cases read, valued, drawn 10,000 times, planned and written (target: 5 s);
* `plan`, `schrijven`: its last two parts;
* `kaal`: the same cells with the same formats, formulas and stored values by bare XlsxWriter, in the same
  minute, in pairs; `verhouding` is ours over bare (target: 1.3);
* `--deelbaar ÷ volledig`: the edition to pass on, which first searches what may be told, over the full one;
* `kaal, niet zoekend`: the same without its search for functions newer than Excel 2016, which our writer does
  not do either: what is left is the work of ours that bare does not do.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from bases import EXAMPLES
from wanted import note
from xlsxwriter.worksheet import Worksheet

from rendement.asking.business_case import BusinessCase, business_case
from rendement.reading.loading.load import load_cases
from rendement.reports.excel.cells import Formula, Link, Plan
from rendement.reports.excel.look import BASE, FORMATS
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.excel.write import Page, write_plan

CASES: Final = 100
ROUNDS: Final = 5
_TEXT: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def large(cases: int) -> BusinessCase:
    """The examples over and over, each case under a name of its own."""
    found = list(load_cases(EXAMPLES))
    chosen = [found[i % len(found)] for i in range(cases)]
    named = (
        replace(c, case=c.case.model_copy(update={"id": f"bench-{i:05d}"}), programme=None)
        for i, c in enumerate(chosen)
    )
    return business_case(tuple(named), "landelijk", price_year=2025, closed=cases, selection="alle")


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


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time, and on the wall."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def both_editions(folder: Path) -> tuple[float, float]:
    """Seconds of processor time of the full and of the shareable edition of the examples, read anew."""
    bases = [business_case(load_cases(EXAMPLES)) for _ in range(2)]
    full, _ = timed(lambda: write_workbook(bases[0], folder / "vol.xlsx"))
    shareable, _ = timed(lambda: write_workbook(bases[1], folder / "deelbaar.xlsx", shareable=True))
    return full, shareable


def show(name: str, found: list[tuple[float, float]]) -> None:
    """Best of processor time, and the clock of that round."""
    cpu, wall = min(found)
    print(f"{name:<26} {cpu:6.2f} s processortijd, {wall:6.2f} s op de klok")


def main(cases: int = CASES, rounds: int = ROUNDS) -> None:
    """Write, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "meting.xlsx"
        show(
            "van bestand tot werkboek",
            [timed(lambda: write_workbook(large(cases), path)) for _ in range(max(1, rounds // 2))],
        )
        bc = large(cases)
        plan = plan_workbook(bc)
        show("plan", [timed(lambda: plan_workbook(replace(bc))) for _ in range(rounds)])
        pairs = [
            (
                timed(lambda: write_plan(plan, path)),
                timed(lambda: write_bare(plan, folder / "kaal.xlsx")),
                timed(lambda: write_bare(plan, folder / "kaal.xlsx", Page)),
            )
            for _ in range(rounds)
        ]
        for place, label in enumerate(("schrijven", "kaal", "kaal, niet zoekend")):
            show(label, [pair[place] for pair in pairs])
        ratios = [statistics.median(pair[0][0] / pair[i][0] for pair in pairs) for i in (1, 2)]
        note("workbook", ratios[0])
        note("workbook_bare", ratios[1])
        editions = [both_editions(folder) for _ in range(max(1, rounds // 2))]
        share = statistics.median(shareable / full for full, shareable in editions)
        note("shareable", share)
        print(f"--deelbaar ÷ volledig, de voorbeelden: {share:.2f}")
        cells = sum(1 for sheet in plan.sheets for _ in sheet.cells())
        formulas = sum(1 for _ in plan.formulas())
        print(f"{bc.filed} casussen, {bc.columns.lines} regels, {cells} cellen, {formulas} formules")
        told = f"{ratios[0]:.2f}, niet zoekend {ratios[1]:.2f}"
        size = path.stat().st_size / 1e6
        print(f"verhouding (mediaan van {rounds} paren) {told}; bestand {size:.1f} MB")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
