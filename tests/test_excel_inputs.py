"""Cells of input: each has limits with a Dutch sentence; what is emptied there, and what one name moves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from workbook_bases import demo, example, full
from workbooks import Edited, Grid, Planned, column_of, needs_office, planned, slim, worked_out
from written import read, small_book

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.amounts import Amount
from rendement.model.estimate import Chance
from rendement.model.pooling import people_of
from rendement.model.price import PriceBook
from rendement.reports.excel.limits import input_cells
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


# ---------------------------------------------------------------- emptied ends, and names


FORMS: Final = """\
casus: vorm-1
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: teststad, wijk: noord, organisatie: test, thema: [bewegen], aanpak: [gesprek]}
vraag: proef
instemming: ja
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: {laag: 4, verwacht: 6, hoog: 12}}
zonder_inzet:
  - pad: opname
    kans: {laag: 40%, verwacht: 50%, hoog: 60%, naam: opname}
    hulp:
      - prijs: zorg.zitting
        aantal: {maal: [9 van 40, {laag: 3, verwacht: 6, hoog: 20, eenheid: zittingen, naam: zittingen},
                        {verhouding: 0.6, van95: 0.4, tot95: 0.9}]}
      - {prijs: hulp.uur, aantal: {laag: 2, hoog: 9, verdeling: uniform, naam: uren}}
      - {prijs: zorg.gedeeld, aantal: {laag: 3, hoog: 30, verdeling: lognormaal}, duur: 6 maanden}
  - pad: anders
    kans: {laag: 5%, verwacht: 10%, hoog: 11%}
    hulp:
      - {prijs: zorg.mantel, aantal: {minst: 10, verwacht: 20, meest: 60}}
      - {prijs: zorg.mantel, aantal: {laag: 10, verwacht: 20, hoog: 60, verdeling: driehoek}}
      - prijs: zorg.zitting
        aantal: {maal: [{laag: 30%, verwacht: 50%, hoog: 90%, naam: deel}, = zittingen]}
met_inzet:
  - {prijs: hulp.uur, aantal: = uren, kans: = opname}
  - {prijs: hulp.uur, aantal: 3, kans: = deel, verdringing: = deel}
  - {prijs: zorg.zitting, aantal: {laag: 1, verwacht: 3, hoog: 4, verdeling: pert-minmax}}
toerekening: {wij: {laag: 50%, verwacht: 100%, hoog: 100%, naam: wij}}
verdringing: 10%
"""
"""Every kind of input that has ends, and names on more places, on one sheet and across sheets."""
ENDS: Final = ("laag", "hoog", "van95", "tot95")
SHEETS: Final = {
    "Casussen": "ons_aandeel",
    "Paden": "gemiddelde",
    "Factoren": "gemiddelde",
    "Regels": "gemiddelde",
    "Prijzen": "gemiddelde",
}
"""Sheets with estimates, and the column of their mean."""
Cells = dict[str, object]


def with_range(book: PriceBook, key: str) -> PriceBook:
    """The same book in which one price has low, likely and high."""
    price = book.prices[key]
    amount = Amount.model_construct(low=Decimal(20), likely=Decimal(40), high=Decimal(90))
    value = price.values[0].model_copy(update={"amount": amount})
    changed = price.model_copy(update={"values": (value, *price.values[1:])})
    return book.model_copy(update={"prices": {**book.prices, key: changed}})


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    folder = tmp_path_factory.mktemp("vormen")
    book = with_range(small_book(folder), "hulp.uur")
    cases = read(folder, FORMS, book=book)
    assert cases.problems == ()
    return planned(business_case(cases, book), threshold=1)


def ends_of(book: Planned, *keys: str) -> Cells:
    """Every end that a reader may change, emptied."""
    found: Cells = {}
    for sheet in book.plan.sheets:
        for block in sheet.blocks:
            inputs = {place for place, _ in input_cells(sheet)}
            letters = [field.key for field in block.frame.fields]
            for key in keys:
                for place in range(block.frame.count) if key in letters else ():
                    if (block.frame.top + place, letters.index(key)) in inputs:
                        found[block.frame.cell(key, place)] = None
    return found


SAMPLES: Final[Mapping[str, Callable[[Planned], Cells]]] = {
    "niets": lambda _: {},
    "beide leeg": lambda book: ends_of(book, *ENDS),
    "laag leeg": lambda book: ends_of(book, "laag", "van95"),
    "hoog leeg": lambda book: ends_of(book, "hoog", "tot95"),
}


@pytest.fixture(scope="module")
def found(forms: Planned, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Grid]]:
    """What LibreOffice makes of every sample, and of cells of names that are changed."""
    folder = tmp_path_factory.mktemp("leeg")
    edited = Edited(forms, folder)
    changes = {name: sample(forms) for name, sample in SAMPLES.items()}
    changes["namen"] = {
        forms.work.frames.paths.cell("verwacht", 0): 0.7,
        forms.work.frames.lines.cell("verwacht", row_of(forms, "vorm-1 z1.2")): 5.0,
        forms.work.frames.lines.cell("hoog", row_of(forms, "vorm-1 z1.2")): 13.0,
        forms.work.frames.factors.cell("hoog", 1): 40.0,
    }
    paths = [edited.saved(f"proef-{i}", cells) for i, cells in enumerate(changes.values())]
    return dict(zip(changes, worked_out(paths, folder / "uit"), strict=True))


def middles_of(book: Planned, grids: dict[str, Grid], sheet: str) -> list[float | None]:
    """Per row what is expected, where it has ends; of a ratio what was typed (M40)."""
    keys = {field.key for frame in book.work.frames if frame.sheet == sheet for field in frame.fields}
    found: list[float | None] = [None] * len(column(book, grids, sheet, "verwacht"))
    for low, middle, high in (("laag", "verwacht", "hoog"), ("van95", "midden", "tot95")):
        if {low, middle, high} <= keys:
            values = (column(book, grids, sheet, key) for key in (low, middle, high))
            for place, (one, two, three) in enumerate(zip(*values, strict=True)):
                if isinstance(one, int | float) and isinstance(three, int | float):
                    found[place] = two
    return found


def row_of(book: Planned, key: str) -> int:
    return next(row.number for row in book.work.subject.rows if row.key == key)


def column(book: Planned, grids: dict[str, Grid], sheet: str, key: str) -> list[Any]:
    """The values of a column, by the name of its sheet."""
    return column_of(grids[sheet], next(f for f in book.work.frames if f.sheet == sheet), key)


@needs_office
@pytest.mark.parametrize("name", ["beide leeg", "laag leeg", "hoog leeg"])
def test_without_an_end_there_is_no_spread(
    name: str, forms: Planned, found: dict[str, dict[str, Grid]]
) -> None:
    """What is expected counts alone: of chances, shares, quantities, prices and factors."""
    emptied = {}
    for sheet, mean in SHEETS.items():
        after = column(forms, found[name], sheet, mean)
        middles = middles_of(forms, found["niets"], sheet)
        pairs = [(now, middle) for now, middle in zip(after, middles, strict=True) if middle is not None]
        assert [now for now, _ in pairs] == pytest.approx([middle for _, middle in pairs], rel=1e-12), sheet
        emptied[sheet] = len(pairs)
    assert emptied == {"Casussen": 1, "Paden": 2, "Factoren": 4, "Regels": 7, "Prijzen": 1}
    assert column(forms, found[name], "Casussen", "ons_aandeel") == [1.0]
    assert column(forms, found["niets"], "Casussen", "ons_aandeel")[0] < 0.95


def mean_of(book: Planned, grids: dict[str, Grid], sheet: str, row: str, key: str) -> float:
    """One cell of a row by what it is called in its first column."""
    frame = next(f for f in book.work.frames if f.sheet == sheet)
    names = column(book, grids, sheet, frame.fields[0].key)
    return float(column(book, grids, sheet, key)[names.index(row)])


@needs_office
def test_one_name_is_one_cell(forms: Planned, found: dict[str, dict[str, Grid]]) -> None:
    """A name moves on every sheet at once: chances, quantities and factors of products."""
    after = found["namen"]
    path = mean_of(forms, after, "Paden", "vorm-1 z1", "gemiddelde")
    assert path > mean_of(forms, found["niets"], "Paden", "vorm-1 z1", "gemiddelde")
    assert mean_of(forms, after, "Regels", "vorm-1 m1", "kans_regel") == path
    hours = [mean_of(forms, after, "Regels", f"vorm-1 {line}", "gemiddelde") for line in ("z1.2", "m1")]
    assert hours == [7.5, 7.5]  # uniform between 2 and 13
    names = column(forms, after, "Factoren", "getypt")
    same = [place for place, words in enumerate(names) if words == names[1]]
    visits = [column(forms, after, "Factoren", "gemiddelde")[place] for place in same]
    assert len(visits) == 2
    assert visits[0] == visits[1]
    assert visits[0] > column(forms, found["niets"], "Factoren", "gemiddelde")[1]


@pytest.mark.parametrize("field", ["verwacht", "kans_regel"])
def test_a_name_has_one_yellow_cell(field: str, forms: Planned) -> None:
    """Who follows shows a figure and no input."""
    [lines] = (sheet for sheet in forms.plan.sheets if sheet.name == "Regels")
    yellow, frame = {place for place, _ in input_cells(lines)}, forms.work.frames.lines
    number = [found.key for found in frame.fields].index(field)
    assert (frame.top + row_of(forms, "vorm-1 m1"), number) not in yellow
    assert (frame.top + row_of(forms, "vorm-1 m3"), number) in yellow


# ---------------------------------------------------------------- what people answered


def reviewed() -> BusinessCase:
    return example("sociaal-recept")


def pooled_paths(book: Planned) -> list[int]:
    """Places of paths of which several people estimated the chance."""
    return [
        place
        for place, row in enumerate(book.work.subject.paths)
        if row.pathway and people_of(row.pathway.estimate)
    ]


def with_chance(bc: BusinessCase, book: Planned, place: int, value: float) -> BusinessCase:
    """The same base where the first path of a case has another chance."""
    row = book.work.subject.paths[place]
    assert row.pathway is not None
    chance = Chance.model_construct(likely=value, evidence=row.pathway.estimate.evidence)
    changed = row.pathway.model_copy(update={"chance": chance})
    paths = tuple(changed if one is row.pathway else one for one in row.case.without)
    case = row.case.model_copy(update={"without": paths})
    return replace(
        bc, cases=tuple(replace(one, case=case) if one.case is row.case else one for one in bc.cases)
    )


@needs_office
def test_a_reviewed_chance_can_be_changed(tmp_path: Path) -> None:
    """What several people answered is a value in an input cell, their answers beside it (M19)."""
    bc = reviewed()
    book = planned(bc, threshold=1)
    places = pooled_paths(book)
    paths = book.work.frames.paths
    block = next(sheet.blocks[0] for sheet in book.plan.sheets if sheet.name == "Paden")
    for place in places:
        estimate = book.work.subject.paths[place].pathway.estimate  # type: ignore[union-attr]
        said = list(block.contents("antwoorden"))[place]
        assert all(who in str(said) for who in people_of(estimate))
        assert list(block.contents("verwacht"))[place] == pytest.approx(estimate.mean)
        assert block.styles["verwacht"][place] == "invoer_aandeel"
    assert places
    edited = Edited(slim(book, "Prijsopbouw"), tmp_path)
    changed = edited.saved("kans", {paths.cell("verwacht", places[0]): 0.11})
    [grids] = worked_out([changed], tmp_path / "uit")
    amounts = column(book, grids, "Regels", "bedrag")
    other = with_chance(bc, book, places[0], 0.11)
    wanted = (other.values.value * other.weights[other.columns.line_case]).tolist()
    assert amounts == pytest.approx(wanted, rel=1e-9, abs=1e-6)
    assert other.net != pytest.approx(bc.net, abs=1)


@needs_office
def test_a_reviewed_chance_with_a_name_moves_what_is_left_of_it_inside_a_product(tmp_path: Path) -> None:
    """oc-2025-004: what two people said of a fracture stands once; the chance that stays follows it."""
    bc = example("ouderencoach")
    book = planned(bc, threshold=1)
    (place,) = (i for i, row in enumerate(book.work.subject.paths) if row.path_key == "oc-2025-004 z1")
    pathway = book.work.subject.paths[place].pathway
    assert pathway is not None
    assert people_of(pathway.estimate)
    edited = Edited(slim(book, "Prijsopbouw"), tmp_path)
    cell = book.work.frames.paths.cell("verwacht", place)
    saved = [edited.saved("zo", {}), edited.saved("half", {cell: pathway.estimate.mean / 2})]
    before, after = (column(book, grids, "Regels", "bedrag") for grids in worked_out(saved, tmp_path / "uit"))
    weights = bc.weights[bc.columns.line_case]
    assert before == pytest.approx((bc.values.value * weights).tolist(), rel=1e-9, abs=1e-6)
    rows = [row for row in book.work.subject.rows if row.case.id == "oc-2025-004"]
    leaning = {row.number for row in rows if row.name.startswith(("z1.", "m2."))}
    assert len(leaning) == 6
    halved = [value / 2 if i in leaning else value for i, value in enumerate(before)]
    assert after == pytest.approx(halved, rel=1e-9, abs=1e-6)
