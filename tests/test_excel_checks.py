"""Controle: every check turns red where a reader breaks what it guards, and the front says so (K4)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from workbook_bases import demo, full
from workbooks import Edited, Grid, Planned, frame_of, needs_office, planned, worked_out

from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.sheets.checks import ALL_RIGHT, LINE, NAME, RIGHT, WRONG

Cells = dict[str, object]
Red = set[tuple[str, str]]
"""What does not hold, and on which sheet."""

PAYERS: Final = {
    "Betalers_baten": "De baten van alle betalers samen zijn de baten",
    "Betalers_kosten": "De kosten van alle betalers samen zijn de kosten",
    "Betalers_saldo": "De saldo's van alle betalers samen zijn het saldo",
}
BETWEEN: Final = "Elke kans en elk deel ligt tussen 0 % en 100 %"
BELOW: Final = "Geen aantal, bedrag of tijd is kleiner dan 0"
ENDS: Final = "Laag is nergens hoger dan hoog"
EMPTY: Final = "Geen vak dat ingevuld moet zijn is leeg"
ERROR: Final = "Nergens staat een foutwaarde"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Planned:
    """Everything that the forms allow: transfers, costs of a programme, several paths, cases not filed."""
    return planned(full(tmp_path_factory.mktemp("basis")), threshold=1)


def first_of(edited: Edited, name: str) -> str:
    """The first cell of a named range."""
    return edited.planned.plan.names[name].partition(":")[0]


def place_of(edited: Edited, sheet: str, key: str, wanted: Callable[[Any], bool]) -> int:
    """The first row of a block in which a column holds something."""
    block = next(b for s in edited.planned.plan.sheets if s.name == sheet for b in s.blocks)
    found = (getattr(content, "expected", content) for content in block.contents(key))
    return next(place for place, value in enumerate(found) if wanted(value))


def cell(sheet: str, key: str, value: object, place: int = 0) -> Callable[[Edited], Cells]:
    return lambda e: {frame_of(e.planned.work, sheet).cell(key, place): value}


def filled(sheet: str, key: str, value: object, beside: str | None = None) -> Callable[[Edited], Cells]:
    """The first cell of a column that holds a number."""
    return lambda e: {
        frame_of(e.planned.work, sheet).cell(
            key, place_of(e, sheet, beside or key, lambda found: isinstance(found, int | float))
        ): value
    }


def together(*changes: Callable[[Edited], Cells]) -> Callable[[Edited], Cells]:
    return lambda e: {at: value for change in changes for at, value in change(e).items()}


def part_of(e: Edited, transfers: bool) -> Cells:
    """The first share of a payer, of a price that is, or is not, a transfer."""
    frame = e.planned.work.frames.split
    place = place_of(e, "Verdeling", "naar", lambda to: bool(to) is transfers)
    key = next(field.key for field in frame.fields if field.key.startswith("deel_"))
    return {frame.cell(key, place): 0.123}


def programme_part(e: Edited) -> Cells:
    frame = e.planned.work.frames.programmes
    return {frame.cell(next(f.key for f in frame.fields if f.key.startswith("deel_")), 0): 0.9}


def on_line(key: str, value: object, side: str) -> Callable[[Edited], Cells]:
    """A way of sharing of which lines hold euros."""
    return lambda e: {
        frame_of(e.planned.work, "Verdeling").cell(
            key, place_of(e, "Verdeling", "kant", lambda k: k == side)
        ): value
    }


SHEETS_WITH_ERRORS: Final = (
    "Knoppen",
    "Casussen",
    "Paden",
    "Regels",
    "Tijd",
    "Prijzen",
    "Verdeling",
    "Samenvatting",
)
EDITS: Final[Mapping[str, tuple[Callable[[Edited], Cells], Red]]] = {
    **{
        name: (lambda e, name=name: {first_of(e, name): 123_456.0}, {(words, "Samenvatting")})  # type: ignore[misc]
        for name, words in PAYERS.items()
    },
    "saldo": (lambda _: {"Totaal_saldo": 1.0}, {("Het saldo is baten min kosten", "Samenvatting")}),
    "regel zonder betaler": (
        cell("Regels", "verdeling", "onbekend"), {("Elke euro van elke regel valt op een betaler", "Regels")},
    ),
    "som van regels": (on_line("bedrag", 1e6, "hulp"), {("De baten zijn de som van de regels", "Regels")}),
    "som van kosten": (
        on_line("bedrag", 1e6, "inzet"),
        {("De kosten zijn de som van de regels en de programmakosten", "Regels")},
    ),
    "som van casussen": (
        cell("Casussen", "baten", 1e6), {("De baten zijn de som van de casussen", "Casussen")},
    ),
    "delen": (
        lambda e: part_of(e, transfers=False),
        {("Van elke prijs zijn de delen van de betalers samen 100 %", "Verdeling")},
    ),
    "overdracht": (
        lambda e: part_of(e, transfers=True),
        {("Overdrachten (uitkering, boete, schuld) zijn samen nul", "Verdeling")},
    ),
    "programma": (
        programme_part, {("Van elk programma zijn de delen van de betalers samen 100 %", "Programmakosten")},
    ),
    "kansen": (
        together(cell("Paden", "laag", 0.7), cell("Paden", "verwacht", 0.9), cell("Paden", "hoog", 0.95)),
        {("De kansen op de paden van een casus zijn samen hoogstens 100 %", "Paden")},
    ),
    "buiten 0 en 100 %": (
        together(
            cell("Casussen", "verdringing", 1.5), cell("Paden", "verwacht", 50),
            cell("Verdeling", "variabel", -0.1), cell("Regels", "kans_regel", 2),
        ),
        {(BETWEEN, sheet) for sheet in ("Casussen", "Paden", "Regels", "Verdeling")},
    ),
    "onder nul": (
        together(
            cell("Regels", "personen", -1), cell("Prijzen", "verwacht", -5), cell("Tijd", "van", -0.5),
            cell("Programmakosten", "kosten", -9),
        ),
        {(BELOW, sheet) for sheet in ("Regels", "Prijzen", "Tijd", "Programmakosten")},
    ),
    "laag boven hoog": (
        together(
            filled("Casussen", "laag", 0.99), filled("Paden", "laag", 0.99), filled("Regels", "laag", 99),
        ),
        {(ENDS, sheet) for sheet in ("Casussen", "Paden", "Regels")},
    ),
    "leeg": (
        together(
            cell("Casussen", "verwacht", None), cell("Paden", "verwacht", None),
            cell("Regels", "verwacht", None), cell("Tijd", "van", None), cell("Prijzen", "verwacht", None),
            cell("Verdeling", "variabel", None),
            cell("Programmakosten", "kosten", None), lambda _: {"Kansfactor": None},
        ),
        {
            (EMPTY, sheet)
            for sheet in (
                "Casussen", "Paden", "Regels", "Tijd", "Prijzen", "Verdeling", "Programmakosten", "Knoppen",
            )
        },
    ),
    "tekst": (cell("Regels", "verwacht", "drie"), {(EMPTY, "Regels")}),
    "foutwaarden": (
        lambda _: {f"{sheet}!C1": "=1/0" for sheet in SHEETS_WITH_ERRORS},
        {(ERROR, sheet) for sheet in SHEETS_WITH_ERRORS},
    ),
}  # fmt: skip
"""What a reader does, and what then must turn."""


@pytest.fixture(scope="module")
def found(book: Planned, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Grid]]:
    folder = tmp_path_factory.mktemp("controle")
    edited = Edited(book, folder)
    paths = [edited.saved("niets", {})]
    paths += [edited.saved(f"proef-{i}", change(edited)) for i, (change, _) in enumerate(EDITS.values())]
    return dict(zip(("", *EDITS), worked_out(paths, folder / "uit"), strict=True))


def red_in(grids: dict[str, Grid]) -> Red:
    """Every check that does not hold."""
    rows = [row for row in grids[NAME] if row[3] in (RIGHT, WRONG)]
    assert len(rows) >= 10 or "Regels" not in grids
    return {(str(row[0]), str(row[1])) for row in rows if row[3] == WRONG}


def front(plan_names: Mapping[str, str], grids: dict[str, Grid]) -> str:
    return str(grids["Samenvatting"][int(plan_names[LINE].rpartition("$")[2]) - 1][0])


@needs_office
def test_nothing_is_red_that_nobody_touched(book: Planned, found: dict[str, dict[str, Grid]]) -> None:
    assert red_in(found[""]) == set()
    assert front(book.plan.names, found[""]) == ALL_RIGHT


@needs_office
@pytest.mark.parametrize("name", EDITS)
def test_every_check_turns(name: str, book: Planned, found: dict[str, dict[str, Grid]]) -> None:
    red = red_in(found[name])
    assert red >= EDITS[name][1]
    told = front(book.plan.names, found[name])
    assert told.startswith(f"Controle: {len(red)} controle")
    assert told.endswith("kijk op het blad Controle.")


def test_every_kind_of_check_is_broken_once(book: Planned) -> None:
    """A check that no edit here turns could be one that cannot turn."""
    [sheet] = (sheet for sheet in book.plan.sheets if sheet.name == NAME)
    kinds = {str(row[0].content) for row in sheet.rows if len(row) == 4 and row[3].style == "tekst"}
    assert {what for _, red in EDITS.values() for what, _ in red} == kinds


def test_red_is_a_conditional_format(book: Planned) -> None:
    for name in (NAME, "Samenvatting"):
        [sheet] = (sheet for sheet in book.plan.sheets if sheet.name == name)
        assert any(mark.get("format") == "fout" for _, mark in sheet.marks)


# ---------------------------------------------------------------- the edition to pass on


@needs_office
def test_the_shareable_edition_checks_what_is_told(tmp_path: Any) -> None:
    plan = plan_workbook(demo(), 5, shareable=True)
    book = planned(demo())._replace(plan=plan)
    edited = Edited(book, tmp_path)
    assert "Regels" not in edited.book.sheetnames
    payers = [first_of(edited, name) for name in PAYERS]
    paths = [edited.saved("niets", {}), edited.saved("betalers", dict.fromkeys(payers, 1e6))]
    before, after = worked_out(paths, tmp_path / "uit")
    assert red_in(before) == set()
    assert red_in(after) >= {(words, "Samenvatting") for words in PAYERS.values()}
    assert front(plan.names, before) == ALL_RIGHT
    assert "niet" in front(plan.names, after)
