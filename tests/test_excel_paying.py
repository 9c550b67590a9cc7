"""Meebetalen: a reader changes a yellow cell, and the sheet says what `co_investment` says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pytest
from workbook_bases import demo, only_effort, two_programmes
from workbooks import (
    Edited,
    Grid,
    Planned,
    errors_in,
    euro_floor,
    named,
    needs_office,
    planned,
    planned_demo,
    same,
    slim,
    value_in,
    worked_out,
)

from rendement.asking.business_case import BusinessCase
from rendement.reports.excel.cells import Formula
from rendement.reports.excel.sheets.agreements import AGREEMENTS, deal_of
from rendement.reports.excel.sheets.co_investment import NO, RIGHT, SHEET, WRONG, YES
from rendement.results.paying.co_investment import Agreement, Terms, co_investment
from rendement.results.value.grouping import NOT_FILED

TABLES: Final = {
    "betaalt": "Wat betaalt ieder? (€)",
    "netto": "Wat houdt ieder over? Saldo: baten min wat hij betaalt (€)",
    "verschil met nu": "Verschil met nu: plus is beter uit (€)",
}
EVERYBODY: Final = (
    "gemeente",
    "zorgverzekeraar",
    "zorgkantoor",
    "fonds",
    "inwoner",
    "netwerk",
    "vrijwilliger",
)


def unchanged(bc: BusinessCase) -> BusinessCase:
    return bc


@dataclass(frozen=True)
class Edit:
    """What a reader chooses; what is not named stays as it was filled in."""

    terms: Mapping[str, Any] = field(default_factory=dict)
    knobs: Mapping[str, float] = field(default_factory=dict)
    engine: Callable[[BusinessCase], BusinessCase] = unchanged


def at_ten_percent(bc: BusinessCase) -> BusinessCase:
    """The same at another discount rate."""
    regime = bc.settings.regime.model_copy(update={"rate": 0.10})
    return replace(bc, settings=bc.settings.model_copy(update={"regime": regime}))


EDITS: Final = {
    "niets": Edit(),
    "iedereen": Edit({"takes_part": EVERYBODY}),
    "niemand": Edit({"takes_part": ()}),
    "alleen wie niets krijgt": Edit({"takes_part": ("fonds", "vrijwilliger")}),
    "een maximum van 3 %": Edit({"cap": 0.03}),
    "een maximum van niets": Edit({"cap": 0.0}),
    "het fonds draagt alles eerst": Edit({"first_loss_by": "fonds", "first_loss": 1e9, "setback": 1.0}),
    "een buitenstaander draagt 50 euro": Edit(
        {"takes_part": ("gemeente", "zorgverzekeraar"), "first_loss_by": "zorgkantoor", "first_loss": 50.0,
         "setback": 0.9}
    ),
    "geen eerste verlies": Edit({"first_loss": 0.0, "setback": 1.0}),
    "winnaars houden alles": Edit({"shared": 0.0}),
    "winnaars geven alles": Edit({"shared": 1.0, "takes_part": EVERYBODY}),
    "baten vallen tegen": Edit({"setback": 0.4}),
    "alles tegelijk": Edit(
        {"takes_part": EVERYBODY[:5], "cap": 0.25, "first_loss_by": "inwoner", "first_loss": 123.45,
         "shared": 0.2, "setback": 0.55}
    ),
    "een ander disconto": Edit({"setback": 0.1}, {"Eigen disconto per jaar": 0.10}, at_ten_percent),
}  # fmt: skip
TYPO: Final = "een naam die er niet is"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """Seven payers, each with a row of its own."""
    return planned(two_programmes(tmp_path_factory.mktemp("meebetalen")), threshold=1)


@pytest.fixture(scope="module")
def worked(book: Planned, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Grid]]:
    """Every edit in a file of its own, all worked out in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("afspraken")
    edited = Edited(slim(book, SHEET, "Samenvatting"), folder / "invoer")
    paths = [edited.saved(f"{i}", cells_of(edited, edit)) for i, edit in enumerate(EDITS.values())]
    wrong = {f"{SHEET}_partij": "wie dan ook", f"{SHEET}_tegenvaller": 1.0}
    paths.append(edited.saved("typefout", wrong))
    return dict(zip((*EDITS, TYPO), worked_out(paths, folder / "uitkomst"), strict=True))


def cells_of(edited: Edited, edit: Edit) -> dict[str, object]:
    """The yellow cells that an edit changes."""
    bc, terms = edited.planned.bc, edit.terms
    keys = {"cap": "maximum", "first_loss": "hoogste", "shared": "deel", "setback": "tegenvaller"}
    changes: dict[str, object] = {f"{SHEET}_{keys[key]}": terms[key] for key in keys if key in terms}
    if "first_loss_by" in terms:
        changes[f"{SHEET}_partij"] = bc.payer_label(terms["first_loss_by"])
    if "takes_part" in terms:
        for place, payer in enumerate(payers_of(edited.planned)):
            first = first_row(edited.planned, f"{SHEET}_kosten")
            changes[f"{SHEET}!B{first + place}"] = YES if payer in terms["takes_part"] else NO
    return changes | {edited.knob(words): value for words, value in edit.knobs.items()}


def payers_of(book: Planned) -> list[str]:
    return [group.payers[0] for group in book.work.view.groups]


def first_row(book: Planned, name: str) -> int:
    return int(book.plan.names[name].split("$")[2].rstrip(":"))


def terms_of(book: Planned, edit: Edit) -> Terms:
    """The terms as filled in, by the keys of payers, with what was changed."""
    filled, keys = deal_of(book.work.view).terms, {book.bc.payer_label(p): p for p in payers_of(book)}
    own = replace(
        filled,
        takes_part=tuple(keys[name] for name in filled.takes_part),
        first_loss_by=keys[filled.first_loss_by],
    )
    return replace(own, **edit.terms)  # fmt: skip


def shown(grid: Grid, title: str) -> tuple[dict[str, list[Any]], list[Any]]:
    """The rows of a table of agreements by payer, and the row that checks them."""
    top = next(i for i, row in enumerate(grid) if row[0] == title) + 2
    rows: dict[str, list[Any]] = {}
    for i, row in enumerate(grid[top:], top):
        if row[0] == "samen":
            return rows, list(grid[i + 1][1:6])
        rows[str(row[0])] = list(row[1:6])
    raise AssertionError(title)


def differing(bc: BusinessCase, grid: Grid, agreements: tuple[Agreement, ...]) -> list[str]:
    wrong, floor = [], 2 * euro_floor(bc)
    for column, title in TABLES.items():
        rows, checks = shown(grid, title)
        if checks != [RIGHT] * 5:
            wrong.append(f"{title}: {checks}")
        for place, agreement in enumerate(agreements):
            for row in agreement.table():
                name = row["betaler"] if row["betaler"] == NOT_FILED else bc.payer_label(row["betaler"])
                if not same(rows[name][place], row[column], floor):
                    wrong.append(f"{agreement.key} {name} {column}: {rows[name][place]} ≠ {row[column]}")
    return wrong


# ---------------------------------------------------------------- changed by a reader


@needs_office
@pytest.mark.parametrize("name", EDITS)
def test_a_reader_changes_the_terms(name: str, book: Planned, worked: dict[str, dict[str, Grid]]) -> None:
    edit = EDITS[name]
    bc, found = edit.engine(book.bc), worked[name]
    assert differing(bc, found[SHEET], co_investment(bc, terms_of(book, edit))) == []
    assert errors_in({SHEET: found[SHEET]}) == []


@needs_office
def test_the_edits_are_not_all_the_same(book: Planned, worked: dict[str, dict[str, Grid]]) -> None:
    """Each edit moves some euro, or it would prove nothing."""
    found = {
        name: tuple(map(tuple, shown(grids[SHEET], TABLES["netto"])[0].values()))
        for name, grids in worked.items()
    }
    assert [name for name in EDITS if name != "niets" and found[name] == found["niets"]] == []  # fmt: skip


@needs_office
def test_the_sentence_above_the_picture_follows(book: Planned, worked: dict[str, dict[str, Grid]]) -> None:
    for name, edit in EDITS.items():
        found = co_investment(edit.engine(book.bc), terms_of(book, edit))
        counts = [
            f"{told.name} {int((one.net < -0.005).sum())}"
            for told, one in zip(AGREEMENTS, found, strict=True)
        ]
        sentence = next(row[0] for row in worked[name][SHEET] if str(row[0]).startswith("Onder nul"))
        assert sentence.endswith(", ".join(counts) + "."), name  # fmt: skip


@needs_office
def test_the_check_can_fail(worked: dict[str, dict[str, Grid]]) -> None:
    """Nobody bears the first loss: what all pay is no longer what it costs, and the sheet says so."""
    _, checks = shown(worked[TYPO][SHEET], TABLES["betaalt"])
    assert checks == [RIGHT, RIGHT, WRONG, RIGHT, RIGHT]


@needs_office
def test_first_loss_and_what_is_given_stand_in_the_steps(
    book: Planned, worked: dict[str, dict[str, Grid]]
) -> None:
    found = worked["een buitenstaander draagt 50 euro"]
    assert named(book, found, f"{SHEET}_eerste") == pytest.approx(50)
    assert named(book, worked["winnaars houden alles"], f"{SHEET}_samen") == 0


# ---------------------------------------------------------------- as it is filled in


def test_who_takes_part_unless_somebody_chooses() -> None:
    """Who has benefits or pays most; nobody on the resident's side, also not in a row with others."""
    work = planned_demo().work
    deal = deal_of(work.view)
    assert set(deal.terms.takes_part) == {"Gemeente", "Zorgkantoor (Wlz)", "Werkgever", "Rijk"}
    together = work.view.groups[-1]
    assert "vrijwilliger" in together.payers
    labels = {group.label for group in work.view.groups if {"netwerk", "vrijwilliger"} & set(group.payers)}
    assert together.label in labels
    assert not labels & set(deal.terms.takes_part)
    assert deal.terms.first_loss_by == "Gemeente"
    assert deal.terms.first_loss == pytest.approx(work.subject.bc.cost / 10, rel=0.05)
    assert (deal.terms.cap, deal.terms.shared, deal.terms.setback) == (1.0, 0.5, 0.0)


def test_the_rows_add_up_to_the_business_case() -> None:
    bc = demo()
    stakes = deal_of(planned_demo().work.view).stakes
    assert stakes.cost.sum() == pytest.approx(bc.cost)
    assert stakes.benefit.sum() == pytest.approx(bc.benefit)
    assert stakes.payers[-1] == NOT_FILED
    assert stakes.takes_part[-1] == 0


def test_who_pays_most_takes_part_also_without_benefits(tmp_path: Path) -> None:
    deal = deal_of(planned(only_effort(tmp_path), 1).work.view)
    assert deal.terms.takes_part == ("Gemeente",)
    assert [one.pays.tolist() for one in deal.agreements] == [deal.stakes.cost.tolist()] * 5


def test_the_sheet_is_in_its_place_and_asks_only_what_can_be_answered(book: Planned) -> None:
    names = [sheet.name for sheet in book.plan.sheets]
    assert names[names.index(SHEET) + 1] == "Knoppen"
    sheet = book.plan.sheet(SHEET)
    yellow = {(r, c) for r, c, cell in sheet.cells() if cell.style.startswith("invoer")}
    assert len(yellow) == 5 + len(book.work.view.groups)
    assert not [
        cell
        for _, _, cell in sheet.cells()
        if cell.style.startswith("invoer") and isinstance(cell.content, Formula)
    ]
    lists = {str(choice.get("source")) for _, choice in sheet.choices if choice["validate"] == "list"}
    first = first_row(book, f"{SHEET}_kosten")
    assert lists == {str([YES, NO]), f"=$A${first}:$A${first + len(book.work.view.groups) - 1}"}  # fmt: skip


def test_every_agreement_is_told_with_its_danger(book: Planned) -> None:
    rows = {
        str(row[0].content): [cell.content for cell in row[1:]] for row in book.plan.sheet(SHEET).rows if row
    }
    assert [told.name for told in AGREEMENTS] == rows[""]
    for words in ("Wat is het?", "Wanneer kiest u dit?", "Wat is het gevaar?"):
        assert len({text for text in rows[words] if text}) == 5
    dangers = " ".join(map(str, rows["Wat is het gevaar?"]))
    assert "dubbel gebruik" in dangers  # fmt: skip


def test_values_are_stored_for_who_does_not_calculate(book: Planned) -> None:
    """The first agreement is what everybody pays now."""
    sheet = book.plan.sheet(SHEET)
    grid: Grid = [
        tuple(c.content.expected if isinstance(c.content, Formula) else c.content for c in row) or (None,)
        for row in sheet.rows
    ]
    assert differing(book.bc, grid, co_investment(book.bc, terms_of(book, EDITS["niets"]))) == []
    assert value_in(grid, 1, 1) == "Meebetalen: wat als betalers samen de kosten dragen?"
