"""Persons on a line; who pays, and an amount in euros, on a line of help (M1, M4, M12, M13)."""

from dataclasses import replace
from typing import Any

import pytest
from builders import make_book, make_case, make_settings
from test_uncertainty import base

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.settings import Settings
from rendement.results.explaining.explain import LineExplanation, explain

PAYERS = {
    "gemeente": {"naam": "Gemeente", "perspectief": "publiek"},
    "fonds": {"naam": "Fonds", "perspectief": "privaat"},
}
BOOK = make_book(
    {
        "inzet.uur": {"bedrag": 50},
        "opvang.jaar": {"bedrag": 30_000, "eenheid": "jaar", "variabel": 0.5},
        "zorg.mantel": {"bedrag": 15, "soort": "maatschappelijk", "variabel": 0},
    },
    {"cpi": {2024: 100.0, 2025: 103.0}},
    header={
        "boek": "test",
        "versie": "2025.1",
        "titel": "Testboek",
        "uitgegeven": "2025-01-01",
        "licentie": "geen",
        "betalers": PAYERS,
    },
)
SPENT = {"bedrag": 800, "prijspeil": 2024, "betalers": {"fonds": 1}, "bron": "offerte"}
SHELTER: dict[str, Any] = {"prijs": "opvang.jaar", "aantal": "90 dagen"}


def chances(**changes: object) -> Settings:
    return make_settings(kansen={"gemeente": 0.8, "fonds": 0.4}, **changes)


def case_of(line: dict[str, Any], **changes: object) -> Case:
    paths = [{"pad": "opvang", "kans": 0.5, "hulp": [line]}]
    return make_case(**{"zonder_inzet": paths, "status": "concept", **changes})


def valued(line: dict[str, Any], **changes: object) -> BusinessCase:
    return base([case_of(line, **changes)], BOOK, chances())


def explained(bc: BusinessCase, name: str = "z1.1") -> LineExplanation:
    numbered = replace(bc.cases[0], line_numbers={"i1": 1, "z1.1": 2})
    return explain(replace(bc, cases=(numbered,)), "test-001").line(name)


def by_payer(bc: BusinessCase) -> dict[str, float]:
    return {row[0]: row[3] for row in bc.by("betaler").rows}


def test_four_people_in_a_shelter() -> None:
    """Four people, ninety days each: not four years a year."""
    one, four = (valued({**SHELTER, **said}).benefit for said in ({}, {"personen": 4}))
    assert one == pytest.approx(0.5 * 30_000 * 90 / 365.25, rel=1e-9)
    assert four == pytest.approx(4 * one, rel=1e-9)


def test_effort_for_two_people_costs_twice() -> None:
    """K = q · c, and q is for each of them; a group divides it as before."""
    effort = {"wat": "training", "prijs": "inzet.uur", "aantal": 6, "personen": 2, "groep": 3}
    assert valued(SHELTER, inzet=[effort]).cost == pytest.approx(6 * 2 / 3 * 50, rel=1e-9)


def test_the_explanation_says_for_how_many() -> None:
    found = explained(valued({**SHELTER, "personen": 4}))
    said = dict(found.rows())["personen"]
    assert said.startswith("× 4 personen: de hoeveelheid is per persoon = ")
    assert (found.factors.quantity, found.factors.persons) == pytest.approx((1.0, 4.0))


def test_help_may_say_who_pays() -> None:
    """M12, M13: shares of the line, and the v of the price and the κ of these payers."""
    bc = valued({**SHELTER, "betalers": {"gemeente": 0.25, "fonds": 0.75}})
    found = explained(bc)
    assert found.by_payer == pytest.approx({"gemeente": bc.benefit / 4, "fonds": bc.benefit * 3 / 4})
    assert bc.columns.purse_cash.sum(axis=1)[bc.columns.line_purse[1]] == pytest.approx(
        0.5 * (0.25 * 0.8 + 0.75 * 0.4)
    )


def test_unpaid_help_is_no_cash_whoever_bears_it() -> None:
    """M13: what is societal is no cash."""
    bc = valued({"prijs": "zorg.mantel", "aantal": 10, "betalers": {"fonds": 1}})
    assert bc.columns.purse_cash[bc.columns.line_purse[1]].sum() == 0.0


def test_help_that_cost_an_amount() -> None:
    """M1, M13: indexed with consumer prices; cash as far as its payer lowers the budget."""
    bc = valued({"wat": "rolstoel", "uitgave": SPENT})
    assert bc.benefit == pytest.approx(0.5 * 800 * 1.03, rel=1e-9)
    found = explained(bc)
    assert found.by_payer == pytest.approx({"fonds": bc.benefit})
    assert found.source == "offerte"
    assert found.what == "rolstoel"
    assert bc.columns.purse_cash.sum(axis=1)[bc.columns.line_purse[1]] == pytest.approx(0.4)


def test_an_amount_over_its_duration_is_the_same_amount() -> None:
    """M3: evenly over its time, and cut at the horizon as any help."""
    whole = valued({"uitgave": SPENT, "duur": "6 maanden"}).benefit
    assert whole == pytest.approx(valued({"uitgave": SPENT}).benefit, rel=1e-9)
    assert valued({"uitgave": SPENT, "duur": "2 jaar"}).benefit == pytest.approx(whole / 2, rel=1e-9)


def test_doubt_about_when_an_amount_falls_has_a_name() -> None:
    """M18: an expense has a time that may be uncertain, and somebody to ask."""
    start = {"laag": 1, "verwacht": 6, "hoog": 30, "eenheid": "maanden"}
    found = valued({"uitgave": SPENT, "vanaf": start}).influences()
    assert "het begin van uitgave" in [one.about for one in found.inputs]
