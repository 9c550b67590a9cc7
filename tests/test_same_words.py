"""What people read of one figure is the same on the screen and on every sheet (A17)."""

import re
from functools import cache
from typing import Final

import pytest
from workbook_bases import demo, example

from rendement.asking.business_case import BusinessCase
from rendement.reading.books.price_books import examples_root
from rendement.reports.excel.cells import Cell, Formula, Link, Sheet
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.text import rendered
from rendement.reports.uncertainty_card import uncertainty_card
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.figures.showing import CHANCE
from rendement.words.numbers import DASH, cell, euro, number, odds, percent

EXAMPLES: Final = sorted(path.name for path in examples_root().iterdir() if path.is_dir())
DRAWS: Final = (400, 4_000)
"""So few that chances go in fives, and so many that they go in ones."""


@cache
def found_of(name: str, draws: int) -> tuple[BusinessCase, Uncertainty]:
    bc = example(name) if name else demo()
    return bc, bc.uncertainty(draws)


@cache
def sheets_of(name: str, draws: int) -> dict[str, Sheet]:
    bc, found = found_of(name, draws)
    plan = plan_workbook(bc, 1, found, bc.influences())
    return {sheet.name: sheet for sheet in plan.sheets}


def read(one: Cell) -> str:
    """A cell as people see it."""
    value = one.content.expected if isinstance(one.content, Formula) else one.content
    if isinstance(value, Link):
        return value.text
    if isinstance(value, str) or value is None:
        return value or ""
    kinds = {"euro": euro, "heel_aandeel": percent, "kengetal": euro}
    assert isinstance(value, int | float)
    return kinds.get(one.style.removeprefix("vet_").removeprefix("totaal_"), number)(value)


def table_in(sheet: Sheet, title: str) -> dict[str, tuple[str, ...]]:
    """Rows of a table below a title: its first cell, and the rest as people read it."""
    top = next(i for i, row in enumerate(sheet.rows) if row and str(row[0].content).startswith(title))
    rows = {}
    for row in sheet.rows[top + 2 :]:
        if len(row) < 2:
            break
        rows[read(row[0])] = tuple(read(one) for one in row[1:])
    return rows


def on_screen(found: Uncertainty, title: str) -> dict[str, list[str]]:
    """The same of the card: amounts and chances of every row, by the words it begins with."""
    lines = rendered(uncertainty_card(found), 200).splitlines()
    top = next(i for i, line in enumerate(lines) if line.startswith(title))
    rows = {}
    for line in lines[top + 2 :]:
        if not line.strip():
            break
        name = re.split(r"\s+(?=−?€|–)", line.strip())[0]
        rows[name] = re.findall(r"−?€ [\d.]+|(?:(?:minder|meer) dan )?\d+ %|–", line[len(name) :])
    return rows


@pytest.mark.parametrize("draws", DRAWS)
@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_payers_are_told_alike(name: str, draws: int) -> None:
    bc, found = found_of(name, draws)
    shown = on_screen(found, "saldo per betaler")
    written = table_in(sheets_of(name, draws)["Onzekerheid"], "Per betaler")
    labels = {bc.payer_label(payer): payer for payer in found.worlds.payers}
    same = {labels.get(label, label): list(row[:4]) for label, row in written.items()}
    assert {name: shown[name] for name in same} == same
    assert len(same) >= 3


@pytest.mark.parametrize("draws", DRAWS)
@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_sides_are_told_alike(name: str, draws: int) -> None:
    _, found = found_of(name, draws)
    shown = on_screen(found, "wie kijkt")
    written = table_in(sheets_of(name, draws)["Onzekerheid"], "Wie kijkt")
    assert {name: shown[name] for name in written if name in shown} == {
        name: list(row) for name, row in written.items() if name in shown
    }
    assert set(written) & set(shown) >= {"samenleving (alles samen)", "verzilverbaar geld (hoogstens)"}


@pytest.mark.parametrize("draws", DRAWS)
@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_every_page_has_the_same_chance(name: str, draws: int) -> None:
    """Summary, uncertainty, objections and the screen: one chance that it pays, in the same words."""
    bc, found = found_of(name, draws)
    chance = odds(found.total.chance, found.total.chance_error)
    sheets = sheets_of(name, draws)
    card = " ".join(rendered(uncertainty_card(found), 200).split())
    assert f"{CHANCE} is {chance}." in card.lower()
    said = [read(one) for row in sheets["Onzekerheid"].rows for one in row]
    assert f"{CHANCE} is {chance}.".capitalize() in said
    assert chance in [read(one) for row in sheets["Samenvatting"].rows for one in row]
    for sheet in ("Tegenspraak", "Onzekerheid"):
        words = " ".join(read(one) for row in sheets[sheet].rows for one in row)
        assert f"{CHANCE} is {chance}".capitalize() in words
    [objection] = (one for one in bc.objections(found) if one.key == "een-getal")
    assert objection.told == chance


@pytest.mark.parametrize("draws", DRAWS)
def test_all_chances_of_a_run_go_in_equal_steps(draws: int) -> None:
    """Within five lines never `minder dan 5 %` and `2 %`."""
    _, found = found_of("", draws)
    words = rendered(uncertainty_card(found), 200)
    told = {int(n) for n in re.findall(r"(\d+) %", "\n".join(
        line for line in words.splitlines() if re.search(r"€.*€.*€", line)
    ))}  # fmt: skip
    assert told
    assert draws > 2_500 or all(n % 5 == 0 for n in told)


def test_tables_of_a_notebook_say_what_the_card_says() -> None:
    _, found = found_of("stapjefitter", 400)
    table = found.table()
    kind = table.columns[table.names.index("kans dat het loont")].kind
    shown = on_screen(found, "saldo per betaler")
    for row in table:
        assert cell(row["kans dat het loont"], kind) == shown[row["wie"]][3]


@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_shares_of_the_uncertainty_are_whole_percents(name: str) -> None:
    """As on the screen of gevoeligheid, and in the objection that is about it."""
    bc, _ = found_of(name, 400)
    written = table_in(sheets_of(name, 400)["Onzekerheid"], "Wat het saldo het meest beweegt")
    shares = [row[3] for row in list(written.values())[:-1]]
    assert shares == [percent(one.share) for one in bc.influences().inputs[:12]]


@pytest.mark.parametrize("name", ["", *EXAMPLES])
def test_scenarios_are_told_alike(name: str) -> None:
    bc, _ = found_of(name, 400)
    written = table_in(sheets_of(name, 400)["Onzekerheid"], "Scenario's")
    table = bc.scenarios()
    shown = {f"{r['scenario']}: {r['wat het is']}": r for r in table}
    kinds = {column.name: column.kind for column in table.columns}
    for words, (net, below) in written.items():
        assert net == cell(shown[words]["saldo"], kinds["saldo"])
        assert below == cell(shown[words]["werelden daaronder"], kinds["werelden daaronder"])
    assert DASH not in written
