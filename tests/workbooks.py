"""Workbooks for tests: planned, written, changed like a reader would, worked out again, and read back."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import openpyxl
import pytest
from numpy.typing import NDArray
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from workbook_bases import demo

from rendement.asking.business_case import BusinessCase
from rendement.engine.columns import WITHOUT
from rendement.engine.totals import UNITS_PER_EURO
from rendement.reports.excel.cells import Cell, Formula, Frame, Plan
from rendement.reports.excel.keys import CARE, OWN
from rendement.reports.excel.plan import plan_workbook, work_of
from rendement.reports.excel.recalculate import all_recalculated, office
from rendement.reports.excel.sheets.programmes import extra_formula
from rendement.reports.excel.sheets.split import benefit_formula, cash_formula, effort_formula
from rendement.reports.excel.work import Work
from rendement.reports.excel.write import write_plan

needs_office = pytest.mark.skipif(
    office() is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
"""On a laptop without LibreOffice these tests are skipped; in CI its absence is a failure."""

RELATIVE: Final = 1e-9
NEAR_ZERO: Final = 1e-11
"""What is left of factors and shares that cancel out: they are around 1, with 16 digits."""
PER_LINE: Final = 1 / UNITS_PER_EURO
"""Euros: the engine adds amounts of lines in whole units of so much, cells add them in full."""

Grid = list[tuple[Any, ...]]
"""Rows of values of one sheet."""


class Planned(NamedTuple):
    """A business case and its workbook as data."""

    bc: BusinessCase
    work: Work
    plan: Plan


def planned(bc: BusinessCase, threshold: int = 5) -> Planned:
    """The workbook of a business case, with what is known of where its blocks stand."""
    return Planned(bc, work_of(bc, threshold), plan_workbook(bc, threshold))


@cache
def planned_demo() -> Planned:
    """The workbook of all examples, planned once for all tests on one worker."""
    return planned(demo())


CORE: Final = (
    "Knoppen", "Casussen", "Paden", "Factoren", "Regels", "Tijd", "Prijzen", "Verdeling", "Programmakosten",
    "Indexcijfers",
)  # fmt: skip
"""The sheets from which every total follows."""
FLOW: Final = ("Geldstroom", "Tijdlijn")


def forecast(work: Work) -> NDArray[np.bool_]:
    """Lines with a chance that it would have come: without us, and what came in its place (M29)."""
    without = work.subject.bc.columns.line_side == WITHOUT
    follows = [bool(row.leading_key) for row in work.subject.rows]
    return np.asarray(without | np.array(follows, dtype=np.bool_))


def slim(book: Planned, *also: str) -> Planned:
    """Only the sheets that totals follow from: LibreOffice needs its time per sheet, and tests have many."""
    kept = {*CORE, *also}
    sheets = tuple(replace(s, charts=[], marks=[]) for s in book.plan.sheets if s.name in kept)
    names = {name: at for name, at in book.plan.names.items() if at.partition("!")[0].strip("'") in kept}
    return book._replace(plan=replace(book.plan, sheets=sheets, names=names))


def frame_of(work: Work, sheet: str) -> Frame:
    """Where the block of a calculation sheet stands."""
    return next(frame for frame in work.frames if frame.sheet == sheet)


# ---------------------------------------------------------------- working out, reading back


def made(folder: Path) -> Path:
    """A folder that need not exist yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def worked_out(paths: Sequence[Path], folder: Path) -> list[dict[str, Grid]]:
    """What LibreOffice makes of these files, in one start."""
    return [grids(path) for path in all_recalculated(paths, made(folder), timeout=600)]


def grids(path: Path) -> dict[str, Grid]:
    """The stored values of a file per sheet; dates as the numbers they are."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    found = {
        sheet.title: [tuple(as_number(value) for value in row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }
    book.close()
    return found


def as_number(value: object) -> object:
    """Dates and times as a spreadsheet keeps them."""
    return to_excel(value) if isinstance(value, datetime | date | time) else value


def value_in(grid: Grid, row: int, column: int) -> Any:
    """The value of a cell by row and column from 1; None beyond what is filled."""
    return grid[row - 1][column - 1] if row <= len(grid) and column <= len(grid[row - 1]) else None


def column_of(grid: Grid, frame: Frame, key: str) -> list[Any]:
    """The values of a column of a block."""
    place = [found.key for found in frame.fields].index(key)
    return [value_in(grid, frame.first + i, place + 1) for i in range(frame.count)]


# ---------------------------------------------------------------- comparing


class Compared(NamedTuple):
    """How many formulas were compared, how many of them give text, and which differ."""

    number: int
    texts: int
    wrong: list[str]


def compared(book: Planned, found: Mapping[str, Grid]) -> Compared:
    """Every formula of a plan against what a file holds."""
    floor = euro_floor(book.bc)
    number, texts, wrong = 0, 0, []
    for sheet, row, column, cell in formula_cells(book.plan):
        formula = cell.content
        assert isinstance(formula, Formula)
        value = value_in(found[sheet], row, column)
        number += 1
        texts += isinstance(formula.expected, str)
        if not same(value, formula.expected, floor if is_euro(cell) else NEAR_ZERO):
            place = f"{sheet}!{get_column_letter(column)}{row}"
            wrong.append(f"{place}: {value!r}, verwacht {formula.expected!r} ({formula.text[:120]})")
    return Compared(number, texts, wrong)


def formula_cells(plan: Plan) -> Iterator[tuple[str, int, int, Cell]]:
    """Every formula with its sheet, place and look."""
    for sheet in plan.sheets:
        for row, column, cell in sheet.cells():
            if isinstance(cell.content, Formula):
                yield sheet.name, row, column, cell


def is_euro(cell: Cell) -> bool:
    return "euro" in cell.style or "kengetal" in cell.style


def euro_floor(bc: BusinessCase) -> float:
    """Euros that adding up in whole units may differ: half a unit a line, for what each case counts for."""
    return PER_LINE * (1.0 + float(bc.weights[bc.columns.line_case].sum()))


def same(value: object, expected: float | str, floor: float = NEAR_ZERO) -> bool:
    """Whether a stored value is what it must be: text as text, a number to 1e-9."""
    if isinstance(expected, str):
        return (value or "") == expected and not isinstance(value, int | float)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value - expected) <= max(floor, RELATIVE * abs(expected))


def errors_in(found: Mapping[str, Grid]) -> list[str]:
    """Error values (`#N/A`, `#REF!` …) anywhere in a file."""
    return [
        f"{sheet}!{get_column_letter(c)}{r}: {value}"
        for sheet, grid in found.items()
        for r, row in enumerate(grid, 1)
        for c, value in enumerate(row, 1)
        if isinstance(value, str) and value.startswith("#")
    ]


# ---------------------------------------------------------------- totals, asked in the workbook itself

PROBE: Final = "Proef"
ASKED: Final = ("baten", "inzet", "programma", "baten_geld", "inzet_geld")


def add_probe(book: Workbook, work: Work) -> None:
    """A sheet of our own with the totals per payer, in the words of the sheets that people read."""
    page = book.create_sheet(PROBE)
    for payer in work.subject.payers:
        page.append(
            [
                payer,
                f"={benefit_formula(payer)}",
                f"={effort_formula(payer)}",
                f"={extra_formula(payer)}",
                f"={cash_formula(payer)}",
                f"={cash_formula(payer, OWN)}",
            ]
        )
    capacity = f'(Verdeling_kant="{CARE}")*(Verdeling_soort="capaciteit")'
    page.append(["ondergrens", "=SUM(Noemer_ondergrens)"])
    page.append(["capaciteit", f"=SUMPRODUCT({capacity}*Verdeling_bedrag*Verdeling_telt_mee)"])


def probed(found: Mapping[str, Grid]) -> dict[str, dict[str, float]]:
    """What the probe says: per payer, and under their own name the floor and the capacity."""
    rows = {str(row[0]): row[1:] for row in found[PROBE]}
    return {name: dict(zip(ASKED, values, strict=False)) for name, values in rows.items()}


def expected_totals(bc: BusinessCase, payers: Sequence[str]) -> dict[str, dict[str, float]]:
    """The same from the engine."""
    wanted = {payer: dict.fromkeys(ASKED, 0.0) for payer in payers}
    columns = {
        "baten": (bc.money.societal, False),
        "inzet": (bc.money.societal, True),
        "baten_geld": (bc.money.cash, False),
        "inzet_geld": (bc.money.cash, True),
    }
    for name, (split, effort) in columns.items():
        amounts = bc.weights @ bc.case_totals(split, effort=effort)
        for payer, amount in zip(bc.columns.payers, amounts.tolist(), strict=True):
            wanted[payer][name] = amount
    for payer, amount in bc.overhead.items():
        wanted[payer]["programma"] = amount
    wanted["ondergrens"] = {"baten": bc.floor_benefit}
    wanted["capaciteit"] = {"baten": bc.headlines["capaciteit"].benefit}
    return wanted


def differing_totals(bc: BusinessCase, work: Work, found: Mapping[str, Grid]) -> list[str]:
    """Totals per payer that the workbook and the engine do not agree about; headlines too."""
    floor = euro_floor(bc)
    probe, wanted = probed(found), expected_totals(bc, work.subject.payers)
    wrong = [
        f"{who} {what}: {probe[who].get(what)!r}, verwacht {amount!r}"
        for who, amounts in wanted.items()
        for what, amount in amounts.items()
        if not same(probe[who].get(what), amount, floor)
    ]
    payers = [probe[payer] for payer in work.subject.payers]
    benefit = sum(row["baten"] for row in payers) + probe["ondergrens"]["baten"]
    cost = sum(row["inzet"] + row["programma"] for row in payers)
    headlines = (("baten", benefit, bc.benefit), ("kosten", cost, bc.cost), ("netto", benefit - cost, bc.net))
    return wrong + [f"{n}: {a!r}, verwacht {b!r}" for n, a, b in headlines if not same(a, b, 2 * floor)]


def differing_headlines(bc: BusinessCase, book: Planned, found: Mapping[str, Grid]) -> list[str]:
    """Key figures on the pages that people read, by their defined names."""
    wanted = {"Totaal_baten": bc.benefit, "Totaal_kosten": bc.cost, "Totaal_saldo": bc.net}
    wanted |= {f"Kolom_{name}": headline.benefit for name, headline in bc.headlines.items()}
    floor = 2 * euro_floor(bc)
    shown = {name: named(book, found, name) for name in wanted}
    return [
        f"{name}: {value!r}, verwacht {wanted[name]!r}"
        for name, value in shown.items()
        if not same(value, wanted[name], floor)
    ]


def named(book: Planned, found: Mapping[str, Grid], name: str) -> Any:
    """The value of the cell with a defined name."""
    sheet, _, place = book.plan.names[name].partition("!")
    letters, row = coordinate_from_string(place.replace("$", ""))
    return value_in(found[sheet.strip("'")], row, column_index_from_string(letters))


# ---------------------------------------------------------------- cash flow per year


def cash_flow_in(found: Mapping[str, Grid]) -> dict[str, dict[str, float]]:
    """Per payer (or all together): net per year, as the sheet Geldstroom shows it."""
    grid = found["Geldstroom"]
    top = next(i for i, row in enumerate(grid) if row[0] == "Per jaar: saldo")
    years = [str(name) for name in grid[top + 1][2:] if name is not None]
    rows: dict[str, dict[str, float]] = {}
    for row in grid[top + 2 :]:
        if row[0] is None:
            break
        rows[str(row[0])] = dict(zip(years, row[2:], strict=False))
    return rows


def differing_cash_flow(bc: BusinessCase, found: Mapping[str, Grid]) -> list[str]:
    """Years in which the workbook and the engine do not agree about the undiscounted net (M21)."""
    shown, labels = cash_flow_in(found), {bc.payer_label(p): p for p in bc.columns.payers}
    wanted: dict[str, dict[str, float]] = {"": {}}
    for payer, year, _, _, net, _ in bc.cash_flow("jaar").rows:
        wanted.setdefault(payer, {})[year] = net
        wanted[""][year] = wanted[""].get(year, 0.0) + net
    floor = euro_floor(bc)
    wrong = []
    for label, years in shown.items():
        if label not in labels and label != next(iter(shown)):
            continue  # payers that stand together
        mine = with_later(wanted.get(labels[label], {}) if label in labels else wanted[""], years)
        wrong += [
            f"{label} {year}: {years.get(year)!r}, verwacht {mine.get(year)!r}"
            for year in sorted({*mine, *years})
            if not same(years.get(year, 0.0), mine.get(year, 0.0), floor)
        ]
    return wrong


def with_later(years: Mapping[str, float], shown: Mapping[str, float]) -> dict[str, float]:
    """Amounts per year, with those of years that are shown together (`vanaf 2029`) added up."""
    last = next((name for name in shown if name.startswith("vanaf ")), "vanaf 9999")
    until = last.removeprefix("vanaf ")
    kept = {year: amount for year, amount in years.items() if year < until}
    return kept | {last: sum(amount for year, amount in years.items() if year >= until)}


# ---------------------------------------------------------------- changing cells


class Edited:
    """A written workbook in which cells are changed for a copy, and put back again."""

    def __init__(self, book: Planned, folder: Path) -> None:
        self.planned, self.folder = book, made(folder)
        self.base = write_plan(book.plan, self.folder / "basis.xlsx")
        self.book: Any = openpyxl.load_workbook(self.base)
        add_probe(self.book, book.work)

    def saved(self, name: str, changes: Mapping[str, object]) -> Path:
        """A copy with other values in cells: by address (`Paden!$F$5`) or by the defined name of one cell."""
        before = {address: self.cell(address).value for address in changes}
        for address, value in changes.items():
            self.cell(address).value = value
        path = self.folder / f"{name}.xlsx"
        self.book.save(path)
        for address, value in before.items():
            self.cell(address).value = value
        return path

    def cell(self, address: str) -> Any:
        """The cell of an address or name."""
        target = self.planned.plan.names.get(address, address)
        sheet, _, place = target.partition("!")
        return self.book[sheet.strip("'")][place.replace("$", "")]

    def place(self, sheet: str, key: str, place: int) -> str:
        """The address of a cell of a block, by the place of its row."""
        return frame_of(self.planned.work, sheet).cell(key, place)

    def knob(self, words: str) -> str:
        """The yellow cell of a knob, by the words beside it."""
        for row in self.book["Knoppen"].iter_rows(max_col=1):
            if row[0].value == words:
                return f"Knoppen!B{row[0].row}"
        raise KeyError(words)

    def row_beside(self, name: str, text: str, step: int) -> str:
        """The cell `step` columns to the right of the one in a named range that holds this text."""
        sheet, _, area = self.planned.plan.names[name].partition("!")
        for row in self.book[sheet][area.replace("$", "")]:
            for cell in row:
                if cell.value == text:
                    return f"{sheet}!{get_column_letter(cell.column + step)}{cell.row}"
        raise KeyError(text)


def points(edited: Edited, sheet: str, place: int, value: float) -> dict[str, object]:
    """Changes that make an estimate in a row this value, whatever its shape."""
    filled = {
        key: edited.place(sheet, key, place)
        for key in ("laag", "verwacht", "hoog")
        if edited.cell(edited.place(sheet, key, place)).value is not None
    }
    changes: dict[str, object] = dict.fromkeys(filled.values(), value)
    mean = edited.place(sheet, "ons_aandeel" if sheet == "Casussen" else "gemiddelde", place)
    if "AVERAGE" in str(edited.cell(mean).value):
        changes[mean] = value
    return changes
