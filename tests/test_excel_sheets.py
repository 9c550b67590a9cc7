"""Onzekerheid, Beoordelingen, Bronnen and the grouped workbook: what stands there, and what does not."""

# Holds K28 of docs/keuzes.md.

import csv
import math
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbook_bases import demo as all_examples
from workbooks import (
    FLOW,
    Edited,
    Grid,
    Planned,
    column_of,
    compared,
    forecast,
    named,
    needs_office,
    planned,
    planned_demo,
    slim,
    worked_out,
)
from written import case_text, programme_text, read

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.price import composed
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reports.excel import subject as excel_subject
from rendement.reports.excel.cells import Formula, Plan, Sheet
from rendement.reports.excel.keys import findable
from rendement.reports.excel.lines_csv import csv_beside
from rendement.reports.excel.plan import plan_workbook, work_of
from rendement.reports.excel.sheets.groups import LARGE_NOTE
from rendement.reports.excel.sheets.lines import line_columns
from rendement.reports.excel.sheets.sources import parts_of
from rendement.reports.excel.sheets.uncertainty import group_outcome, shown_sides
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.excel.write import write_plan
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.sensitivity.influence import Influences
from rendement.results.telling.payer_groups import cases_of
from rendement.words.numbers import odds

DRAWS = 400
FEW_LINES = 10


@pytest.fixture(scope="module")
def demo() -> BusinessCase:
    """All examples together."""
    return all_examples()


@pytest.fixture(scope="module")
def worlds(demo: BusinessCase) -> Uncertainty:
    """What may become of them, with few draws."""
    return demo.uncertainty(DRAWS)


@pytest.fixture(scope="module")
def influences(demo: BusinessCase) -> Influences:
    return demo.influences()


@pytest.fixture(scope="module")
def plan(demo: BusinessCase, worlds: Uncertainty, influences: Influences) -> Plan:
    """Their workbook."""
    return plan_workbook(demo, 5, worlds, influences)


@pytest.fixture
def grouped(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if ten lines were already too many."""
    monkeypatch.setattr(excel_subject, "LIVE_LINES", FEW_LINES)


def planned_in_groups(bc: BusinessCase) -> Planned:
    """The workbook of a base with too many lines."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excel_subject, "LIVE_LINES", FEW_LINES)
        return planned(bc)


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


KNOBS: Final = {"Prijspeil": 2024, "Realismeset": "geen", "Verzilverset": "half", "Kansfactor": 0.5}
WAGE: Final = "een ander loon"
TURNED: Final = "andere knoppen"


class Worked(NamedTuple):
    """A workbook and what LibreOffice made of it."""

    book: Planned
    found: dict[str, Grid]


@pytest.fixture(scope="module")
def worked(
    demo: BusinessCase, lottery: BusinessCase, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Worked]:
    """Grouped workbooks as they are, one with other knobs, and one with another wage; in one start."""
    folder = tmp_path_factory.mktemp("bladen")
    books = {"demo": planned_in_groups(demo), "lottery": planned_in_groups(lottery)}
    paths = [write_plan(book.plan, folder / f"{name}.xlsx") for name, book in books.items()]
    part = slim(books["demo"], "Tijdverloop", "Prijsopbouw", "Samenvatting", "Verantwoording", *FLOW)
    books |= {TURNED: part, WAGE: part}
    edited = Edited(part, folder / "deel")
    paths += [edited.saved("knoppen", KNOBS), edited.saved("loon", higher(edited.book["Prijsopbouw"]))]
    found = worked_out(paths, folder / "uitkomst")
    return {name: Worked(book, values) for (name, book), values in zip(books.items(), found, strict=True)}


def higher(page: Any) -> dict[str, object]:
    """10 % more in every cell that a composition begins with."""
    return {
        f"Prijsopbouw!E{row[0].row}": row[4].value * 1.1
        for row in page.iter_rows(min_row=5)
        if row[3].value == "begin met"
    }


def texts(sheet: Sheet) -> list[str]:
    """Everything that can be read on a sheet as text."""
    found = [cell.content for _, _, cell in sheet.cells()]
    return [str(getattr(content, "text", content)) for content in found if content is not None]


# ---------------------------------------------------------------- Bronnen and Prijsopbouw


@pytest.mark.parametrize("shareable", [False, True])
def test_no_word_of_a_head_is_broken(demo: BusinessCase, shareable: bool) -> None:
    for sheet in plan_workbook(demo, shareable=shareable).sheets:
        for row in sheet.rows:
            for cell, width in zip(row, sheet.widths, strict=False):
                if cell.style.startswith("kop") and isinstance(cell.content, str):
                    longest = max(map(len, cell.content.split()), default=0)
                    assert longest * 1.05 <= width, (sheet.name, cell.content)
        for field in (field for block in sheet.blocks for field in block.frame.fields):
            assert max(map(len, field.header.split())) * 1.05 <= field.width, (sheet.name, field.header)


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
def test_another_wage_changes_the_price(worked: dict[str, Worked]) -> None:
    """10 % more of what a composition begins with: 10 % more of every composed price."""
    book, found = worked[WAGE]
    w = book.work
    amounts = column_of(found["Prijzen"], w.frames.prices, "verwacht")
    for place in {part.price for part in parts_of(w.subject)}:
        value = w.subject.prices[place].value
        assert value is not None
        assert amounts[place] == pytest.approx(1.1 * value.mean)
    assert named(book, found, "Gewijzigd") == 1


# ---------------------------------------------------------------- Onzekerheid


def test_bands_stand_apart_with_what_they_hold(worlds: Uncertainty, plan: Plan) -> None:
    said = texts(plan.sheet("Onzekerheid"))
    for band in worlds.bands:
        assert any(text.startswith(f"{band.name}: ") and text.endswith(band.note) for text in said)


def test_payers_under_the_threshold_stand_together(demo: BusinessCase, worlds: Uncertainty) -> None:
    w = work_of(demo, 5, worlds)
    outcomes = {
        one.name: one
        for group in w.view.groups
        if (one := group_outcome(w.subject, w.uncertainty, group)) is not None
    }
    cases = cases_of(demo)
    small = {demo.payer_label(payer) for payer, mine in cases.items() if 0 < len(mine) < 5}
    assert small
    assert not small & set(outcomes)
    together = [group for group in w.view.groups if len(group.payers) > 1]
    assert together[0].cases >= 5
    everyone = sum(one.mean for one in outcomes.values()) + demo.floor_benefit
    assert everyone == pytest.approx(worlds.total.mean)


def test_payers_together_have_their_chance_on_the_summary_too(demo: BusinessCase, plan: Plan) -> None:
    w = work_of(demo, 5, demo.uncertainty(DRAWS))
    together = next(group for group in w.view.groups if len(group.payers) > 1)
    found = group_outcome(w.subject, w.uncertainty, together)
    assert found is not None
    sheet = next(sheet for sheet in plan.sheets if sheet.name == "Samenvatting")
    (row,) = [row for row in sheet.rows if row and row[0].content == together.label]
    assert row[7].content == odds(found.chance, found.chance_error)


def test_no_side_gives_away_a_payer_that_is_not_shown(demo: BusinessCase) -> None:
    """What a side holds less its payers that are shown is nothing, or several payers in enough cases."""
    for threshold in (2, 5, 8, 15, 30):
        w = work_of(demo, threshold)
        cases = cases_of(demo)
        hidden = {payer for group in w.view.groups if len(group.payers) > 1 for payer in group.payers}
        sides = shown_sides(w.subject, w.view.groups, demo.columns.payers)
        for _, payers in sides:
            mine = hidden & set(payers)
            held = set().union(*(cases[payer] for payer in mine)) if mine else set()
            assert not mine or (len(mine) > 1 and len(held) >= threshold)


def test_text_of_cases_stays_out_unless_asked_for(
    demo: BusinessCase, worlds: Uncertainty, influences: Influences, plan: Plan
) -> None:
    titles = {path.title for loaded in demo.cases for path in loaded.case.without}
    said_by_authors = {title for title in titles if " " in title}
    told = plan_workbook(demo, 5, worlds, influences, with_text=True)
    for with_text, made in ((False, plan), (True, told)):
        said = "\n".join(
            text for name in ("Onzekerheid", "Beoordelingen") for text in texts(made.sheet(name))
        )
        assert any(title in said for title in said_by_authors) is with_text


def test_a_workbook_without_draws_says_so() -> None:
    said = texts(planned_demo().plan.sheet("Onzekerheid"))
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


@needs_office
@pytest.mark.parametrize("which", ["demo", "lottery"])
def test_groups_add_up_to_the_engine(which: str, worked: dict[str, Worked]) -> None:
    book, found = worked[which]
    names = [sheet.name for sheet in book.plan.sheets]
    assert "Tijdverloop" in names
    assert not {"Paden", "Tijd"} & set(names)
    outcome = compared(book, found)
    print(f"\n{which}, in groepen: {outcome.number} formules vergeleken")
    assert outcome.wrong == []
    assert outcome.number == sum(1 for _ in book.plan.formulas()) > 150


@needs_office
def test_groups_follow_the_knobs(worked: dict[str, Worked]) -> None:
    """Price level, realism, cashability and half the chances in the cells, against the engine."""
    book, found = worked[TURNED]
    cases = load_cases(examples_root())
    wanted = business_case(cases, price_year=2024, realism="geen", cashability="half")
    assert named(book, found, "Totaal_kosten") == pytest.approx(wanted.cost, rel=1e-9)
    half = wanted.benefit - 0.5 * not_needed(wanted, wanted.columns.purse_shares)
    assert named(book, found, "Totaal_baten") == pytest.approx(half, rel=1e-9)
    cash = wanted.headlines["verzilverbaar"].benefit - 0.5 * not_needed(wanted, wanted.columns.purse_cash)
    assert named(book, found, "Kolom_verzilverbaar") == pytest.approx(cash, rel=1e-9)


def not_needed(bc: BusinessCase, shares: Any) -> float:
    """Everything that would have happened without us, and what came in its place; all payers together."""
    columns = bc.columns
    each = bc.values.value * bc.weights[columns.line_case] * shares.sum(axis=1)[columns.line_purse]
    return float(each[forecast(work_of(bc, 5))].sum())


def test_a_large_workbook_says_what_it_does_not(demo: BusinessCase) -> None:
    made = planned_in_groups(demo).plan
    assert LARGE_NOTE in texts(made.sheet("Lees mij"))
    fixed = [text for text in texts(made.sheet("Knoppen")) if "Staat vast" in text]
    assert len(fixed) == 5
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
def test_help_in_the_place_of_other_help_stands_beside_a_large_workbook(tmp_path: Path) -> None:
    """M29: no cell to follow there, so its chance is the number it follows from."""
    bc = business_case(load_cases(examples_root() / "scootmobiel"))
    path = write_workbook(bc, tmp_path / "bc.xlsx", draws=DRAWS)
    with csv_beside(path).open(encoding="utf-8-sig", newline="") as file:
        rows = {row["regel van casus"]: row for row in csv.DictReader(file, delimiter=";")}
    instead, other = rows["sc-2025-006 m1"], rows["sc-2025-006 z1.1"]
    for what in ("kans op het pad", "kans binnen het pad", "verdringing"):
        assert instead[what] == other[what], what
    assert float(instead["waarde (€)"].replace(",", ".")) < 0


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


# ---------------------------------------------------------------- Regels: a column for every factor (M4)

FACTOR_COLUMNS: Final = (
    "prijs_bron", "indexstap", "gemiddelde", "omrekenen", "personen", "deel", "kans_pad", "kans_regel",
    "realisme", "ons_aandeel", "zelfde_naam", "tijd", "horizon", "afbouw", "disconto", "uitstel",
)  # fmt: skip
"""Those that multiply; `deler` divides, and `verdringing` is what is taken off."""


def test_the_columns_of_a_line_multiply_to_its_value() -> None:
    filled = line_columns(planned_demo().work.live, with_text=False)
    rows = zip(*(filled[key].values for key in FACTOR_COLUMNS), strict=True)
    told = zip(filled["kant"].values, filled["deler"].values, filled["verdringing"].values, strict=True)
    values = filled["waarde"].values
    assert len(values) > 250
    for row, (side, divisor, displaced), value in zip(rows, told, values, strict=True):
        sign = -1 if side == "met inzet" else 1
        assert sign * math.prod(row) / divisor * (1 - displaced) == pytest.approx(value, rel=1e-9, abs=1e-7)
