"""Onzekerheid, Beoordelingen, Bronnen and the grouped workbook: what stands there, and what does not."""

import csv
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import case_text, programme_text, read

from rendement.engine.columns import WITHOUT
from rendement.model.price import composed
from rendement.reading.load import load_cases
from rendement.reading.price_books import examples_root
from rendement.reports.display import odds
from rendement.reports.excel import work as excel_work
from rendement.reports.excel.cells import Formula, Plan, Sheet
from rendement.reports.excel.keys import findable
from rendement.reports.excel.lines_csv import csv_beside
from rendement.reports.excel.plan import plan_workbook, work_of
from rendement.reports.excel.recalculate import office, recalculated
from rendement.reports.excel.sheets.groups import LARGE_NOTE
from rendement.reports.excel.sheets.sources import parts_of
from rendement.reports.excel.sheets.uncertainty import group_outcome, shown_sides
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.excel.write import write_plan
from rendement.results.business_case import BusinessCase, business_case
from rendement.results.payer_groups import cases_of

needs_office = pytest.mark.skipif(
    office() is None and not os.environ.get("CI"), reason="LibreOffice is not installed"
)
DRAWS = 400


@pytest.fixture(scope="module")
def demo() -> BusinessCase:
    """All examples together."""
    return business_case(load_cases(examples_root()))


@pytest.fixture(scope="module")
def plan(demo: BusinessCase) -> Plan:
    """Their workbook with few draws."""
    return plan_workbook(demo, 5, demo.uncertainty(DRAWS), demo.influences())


@pytest.fixture
def grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if ten lines were already too many."""
    monkeypatch.setattr(excel_work, "LIVE_LINES", 10)


def texts(sheet: Sheet) -> list[str]:
    """Everything that can be read on a sheet as text."""
    found = [cell.content for _, _, cell in sheet.cells()]
    return [str(getattr(content, "text", content)) for content in found if content is not None]


def differing(plan: Plan, path: Path) -> tuple[int, list[str]]:
    """How many formulas were compared with what LibreOffice found, and which differ."""
    book: Any = openpyxl.load_workbook(path, data_only=True)
    wrong, number = [], 0
    for sheet, row, column, formula in plan.formulas():
        found, wanted = book[sheet].cell(row, column).value, formula.expected
        number += 1
        same = (
            (found or "") == wanted
            if isinstance(wanted, str)
            else isinstance(found, int | float) and abs(found - wanted) <= max(1e-7, 1e-9 * abs(wanted))
        )
        if not same:
            wrong.append(f"{sheet} {row},{column}: {found!r}, verwacht {wanted!r}")
    return number, wrong


def again(path: Path) -> Path:
    """The workbook, worked out anew by LibreOffice."""
    folder = path.parent / "opnieuw"
    folder.mkdir(exist_ok=True)
    return recalculated(path, folder)


def edited(path: Path, **knobs: float | str) -> Any:
    """The workbook with other knobs (by their defined names), worked out anew, as values."""
    book = openpyxl.load_workbook(path)
    for name, value in knobs.items():
        sheet, cell = book.defined_names[name].attr_text.replace("$", "").split("!")
        book[sheet][cell] = value
    other = path.with_name("anders.xlsx")
    book.save(other)
    return openpyxl.load_workbook(again(other), data_only=True)


def total(book: Any, name: str) -> float:
    sheet, cell = book.defined_names[name].attr_text.replace("$", "").split("!")
    return float(book[sheet][cell].value)


# ---------------------------------------------------------------- Bronnen and Prijsopbouw


def test_every_citation_of_every_used_price_has_a_row(demo: BusinessCase, plan: Plan) -> None:
    (block,) = plan.sheet("Bronnen").blocks
    kinds = list(block.columns["soort"].values)
    used = {line.key for line in work_of(demo, 5).subject.prices if line.value}
    wanted = sum(len(value.citations) for key in used for value in demo.book.prices[key].values)
    assert kinds.count("prijs") == wanted > 50
    assert {"disconto", "realisme", "verzilveren", "index"} <= set(kinds)
    assert all(block.columns["titel"].values)


def test_a_composed_price_ends_in_its_amount(demo: BusinessCase, plan: Plan) -> None:
    """The last step on Prijsopbouw is the cell that Prijzen points at."""
    w = work_of(demo, 5)
    (parts,), (prices,) = plan.sheet("Prijsopbouw").blocks, plan.sheet("Prijzen").blocks
    steps, amounts = list(parts.contents("uitkomst")), list(prices.contents("verwacht"))
    last = {part.price: row for row, part in enumerate(parts_of(w.subject))}
    assert last
    for place, row in last.items():
        value, amount, step = w.subject.prices[place].value, amounts[place], steps[row]
        assert value is not None
        assert isinstance(amount, Formula)
        assert isinstance(step, Formula)
        assert amount.text == f"={parts.frame.cell('uitkomst', row)}"
        assert amount.expected == step.expected == composed(value.composition)


@needs_office
@pytest.mark.usefixtures("grouped")
def test_another_wage_changes_the_price(demo: BusinessCase, tmp_path: Path) -> None:
    """10 % more of what a composition begins with: 10 % more of every composed price."""
    w = work_of(demo, 5)
    path = write_plan(plan_workbook(demo), tmp_path / "bc.xlsx")
    book = openpyxl.load_workbook(path)
    for row in book["Prijsopbouw"].iter_rows(min_row=5):
        if row[3].value == "begin met":
            row[4].value *= 1.1
    book.save(tmp_path / "loon.xlsx")
    found: Any = openpyxl.load_workbook(again(tmp_path / "loon.xlsx"), data_only=True)
    frame, composed_now = w.frames.prices, {part.price for part in parts_of(w.subject)}
    for place in composed_now:
        value = w.subject.prices[place].value
        assert value is not None
        cell = found["Prijzen"][f"{frame.letter('verwacht')}{frame.first + place}"]
        assert cell.value == pytest.approx(1.1 * value.mean)
    assert total(found, "Gewijzigd") == 1


# ---------------------------------------------------------------- Onzekerheid


def test_bands_stand_apart_with_what_they_hold(demo: BusinessCase, plan: Plan) -> None:
    said = texts(plan.sheet("Onzekerheid"))
    for band in demo.uncertainty(DRAWS).bands:
        assert any(text.startswith(f"{band.name}: ") and text.endswith(band.note) for text in said)


def test_payers_under_the_threshold_stand_together(demo: BusinessCase) -> None:
    found = demo.uncertainty(DRAWS)
    w = work_of(demo, 5, found)
    outcomes = {one.name: one for group in w.payer_groups if (one := group_outcome(w, group)) is not None}
    cases = cases_of(demo)
    small = {demo.payer_label(payer) for payer, mine in cases.items() if 0 < len(mine) < 5}
    assert small
    assert not small & set(outcomes)
    together = [group for group in w.payer_groups if len(group.payers) > 1]
    assert together[0].cases >= 5
    everyone = sum(one.mean for one in outcomes.values()) + demo.floor_benefit
    assert everyone == pytest.approx(found.total.mean)


def test_payers_together_have_their_chance_on_the_summary_too(demo: BusinessCase, plan: Plan) -> None:
    w = work_of(demo, 5, demo.uncertainty(DRAWS))
    together = next(group for group in w.payer_groups if len(group.payers) > 1)
    found = group_outcome(w, together)
    assert found is not None
    sheet = next(sheet for sheet in plan.sheets if sheet.name == "Samenvatting")
    (row,) = [row for row in sheet.rows if row and row[0].content == together.label]
    assert row[7].content == odds(found.chance, found.chance_error)


def test_no_side_gives_away_a_payer_that_is_not_shown(demo: BusinessCase) -> None:
    """What a side holds less its payers that are shown is nothing, or several payers in enough cases."""
    for threshold in (2, 5, 8, 15, 30):
        w = work_of(demo, threshold)
        cases = cases_of(demo)
        hidden = {payer for group in w.payer_groups if len(group.payers) > 1 for payer in group.payers}
        sides = shown_sides(w, demo.columns.payers)
        for _, payers in sides:
            mine = hidden & set(payers)
            held = set().union(*(cases[payer] for payer in mine)) if mine else set()
            assert not mine or (len(mine) > 1 and len(held) >= threshold)


def test_text_of_cases_stays_out_unless_asked_for(demo: BusinessCase) -> None:
    titles = {path.title for loaded in demo.cases for path in loaded.case.without}
    said_by_authors = {title for title in titles if " " in title}
    found, influences = demo.uncertainty(DRAWS), demo.influences()
    for with_text in (False, True):
        made = plan_workbook(demo, 5, found, influences, with_text=with_text)
        said = "\n".join(
            text for name in ("Onzekerheid", "Beoordelingen") for text in texts(made.sheet(name))
        )
        assert any(title in said for title in said_by_authors) is with_text


def test_a_workbook_without_draws_says_so(demo: BusinessCase) -> None:
    said = texts(plan_workbook(demo).sheet("Onzekerheid"))
    assert any("niet uitgerekend" in text for text in said)


# ---------------------------------------------------------------- Beoordelingen


def test_everybody_stands_side_by_side(demo: BusinessCase, plan: Plan) -> None:
    (block,) = plan.sheet("Beoordelingen").blocks
    assert len(block.columns["casus"].values) >= len(demo.disagreement())
    differs = [value for value in block.columns["scheelt"].values if value]
    wanted = [value for value in demo.disagreement().column("scheelt") if value]
    assert differs == pytest.approx(sorted(wanted, reverse=True))
    answers = [*block.columns["beoordelaar_0"].values]
    assert all("(" in answer for answer in answers)


def test_nobody_reviewed_anything(tmp_path: Path) -> None:
    bc = business_case(
        read(tmp_path, *[case_text(f"c-{i}") for i in range(6)], programme=programme_text(closed=6))
    )
    sheet = plan_workbook(bc).sheet("Beoordelingen")
    assert any("Nog geen enkele casus" in text for text in texts(sheet))
    assert not sheet.blocks


# ---------------------------------------------------------------- large bases


@pytest.fixture(scope="module")
def lottery(tmp_path_factory: pytest.TempPathFactory) -> BusinessCase:
    """Cases drawn by lot, with costs of the programme."""
    cases = [case_text(f"proef-{i:02d}", uren=1 + i, hulp=3 * i + 1, kans=f"{5 * i + 3}%") for i in range(12)]
    extra = (
        "kosten: {bedrag: 9000, prijspeil: 2025, betalers: {gemeente: 60%, fonds: 40%}, bron: begroting}\n"
    )
    programme = programme_text(
        closed=40, chosen="loting", extra=extra, regime="mkba-2021", cashability="half"
    )
    return business_case(read(tmp_path_factory.mktemp("loting"), *cases, programme=programme))


@needs_office
@pytest.mark.usefixtures("grouped")
@pytest.mark.parametrize("which", ["demo", "lottery"])
def test_groups_add_up_to_the_engine(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    made = plan_workbook(request.getfixturevalue(which))
    names = [sheet.name for sheet in made.sheets]
    assert "Tijdverloop" in names
    assert not {"Paden", "Tijd"} & set(names)
    number, wrong = differing(made, again(write_plan(made, tmp_path / "bc.xlsx")))
    print(f"\n{which}, in groepen: {number} formules vergeleken")
    assert wrong == []
    assert number > 150


@needs_office
@pytest.mark.usefixtures("grouped")
def test_groups_follow_the_knobs(demo: BusinessCase, tmp_path: Path) -> None:
    """Price level, realism, cashability and half the chances in the cells, against the engine."""
    path = write_plan(plan_workbook(demo), tmp_path / "bc.xlsx")
    found = edited(path, Prijspeil=2024, Realismeset="geen", Verzilverset="half", Kansfactor=0.5)
    cases = load_cases(examples_root())
    wanted = business_case(cases, price_year=2024, realism="geen", cashability="half")
    assert total(found, "Totaal_kosten") == pytest.approx(wanted.cost, rel=1e-9)
    half = wanted.benefit - 0.5 * not_needed(wanted, wanted.columns.purse_shares)
    assert total(found, "Totaal_baten") == pytest.approx(half, rel=1e-9)
    cash = wanted.headlines["verzilverbaar"].benefit - 0.5 * not_needed(wanted, wanted.columns.purse_cash)
    assert total(found, "Kolom_verzilverbaar") == pytest.approx(cash, rel=1e-9)


def not_needed(bc: BusinessCase, shares: Any) -> float:
    """Everything that would have happened without us, all payers together."""
    columns = bc.columns
    each = bc.values.value * bc.weights[columns.line_case] * shares.sum(axis=1)[columns.line_purse]
    return float(each[columns.line_side == WITHOUT].sum())


@pytest.mark.usefixtures("grouped")
def test_a_large_workbook_says_what_it_does_not(demo: BusinessCase) -> None:
    made = plan_workbook(demo)
    assert LARGE_NOTE in texts(made.sheet("Lees mij"))
    fixed = [text for text in texts(made.sheet("Knoppen")) if "Staat vast" in text]
    assert len(fixed) == 4
    inputs = [cell for _, _, cell in made.sheet("Casussen").cells() if cell.style.startswith("invoer")]
    assert not inputs
    assert not any(isinstance(cell.content, Formula) for _, _, cell in made.sheet("Casussen").cells())


@given(st.lists(st.text("abc-", min_size=20, max_size=60), min_size=10, max_size=14, unique=True))
def test_excel_can_look_up_how_ten_payers_share(payers: list[str]) -> None:
    """Beyond 255 signs a look-up finds nothing; what is cut off still tells two ways of sharing apart."""
    whole = ", ".join(payers)
    one, other = findable(whole), findable(f"{whole[:-1]}x")
    assert len(one) <= 255 >= len(other)
    assert one != other
    assert one == findable(whole)
    assert findable(whole[:255]) == whole[:255]


@pytest.mark.usefixtures("grouped")
def test_all_lines_stand_beside_a_large_workbook(demo: BusinessCase, tmp_path: Path) -> None:
    path = write_workbook(demo, tmp_path / "bc.xlsx", draws=DRAWS)
    beside = csv_beside(path)
    assert beside.name == "bc.regels.csv"
    with beside.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == demo.columns.lines
    amounts = [float(row["bedrag in het totaal (€)"].replace(",", ".")) for row in rows]
    assert sum(amounts) == pytest.approx(
        float((demo.values.value * demo.weights[demo.columns.line_case]).sum())
    )


@pytest.mark.usefixtures("grouped")
def test_text_in_the_file_of_lines_is_never_a_formula(tmp_path: Path) -> None:
    bc = business_case(
        read(tmp_path, *[case_text(f"c-{i}") for i in range(8)], programme=programme_text(closed=8))
    )
    evil = [
        replace(
            loaded,
            case=loaded.case.model_copy(
                update={"effort": tuple(e.model_copy(update={"what": "=1+1"}) for e in loaded.case.effort)}
            ),
        )
        for loaded in bc.cases
    ]
    path = write_workbook(replace(bc, cases=tuple(evil)), tmp_path / "bc.xlsx", with_text=True, draws=DRAWS)
    lines = csv_beside(path).read_text(encoding="utf-8-sig").splitlines()
    assert any("'=1+1" in line for line in lines)
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line.split(";"))


@pytest.mark.usefixtures("grouped")
def test_a_failed_workbook_leaves_both_old_files(
    demo: BusinessCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bc.xlsx"
    path.write_text("oud")
    csv_beside(path).write_text("oud")

    def full(*_: object) -> None:
        raise OSError(28, "schijf vol", str(path))

    monkeypatch.setattr("xlsxwriter.workbook.Workbook.close", full)
    with pytest.raises(OSError, match="schijf vol"):
        demo.to_excel(path, draws=DRAWS)
    assert path.read_text() == csv_beside(path).read_text() == "oud"
    assert sorted(found.name for found in tmp_path.iterdir()) == ["bc.regels.csv", "bc.xlsx"]
