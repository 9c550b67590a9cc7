"""Help in the place of other help (M29): one chance, one window and one realism factor for both halves."""

import math
import statistics
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import dependence_set, make_book, make_case, make_settings
from drawn import Given, nets
from naive import value_case
from numpy.typing import NDArray
from strategies import is_valid
from test_uncertainty import SPREADS, base, brute

from rendement.engine.brute import draw_cells
from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate
from rendement.engine.worlds import caps_of
from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.review import Review
from rendement.model.reviewed import questions, reviewed_case
from rendement.model.settings import DisciplineSet, Settings
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.load import load_cases
from rendement.results.explaining.explain import explain
from rendement.results.worlds.simulation import model_of

Floats = NDArray[np.float64]
BOOK = make_book(
    {
        "inzet.uur": {"bedrag": 20_000},
        "wlz.verpleeghuis": {"bedrag": 8_000, "eenheid": "maand"},
        "zorg.thuis": {"bedrag": 2_500, "eenheid": "maand"},
        "hulp.verschil": {"bedrag": 5_500, "eenheid": "maand"},
    }
)
CHANCE = {"laag": 0.4, "verwacht": 0.5, "hoog": 0.6}
DELAY = {"laag": 6, "verwacht": 8, "hoog": 12, "eenheid": "maanden"}
MERGED = "hulp.verschil"
NURSING: dict[str, Any] = {
    "prijs": "wlz.verpleeghuis",
    "aantal": "1 maand per maand",
    "duur": "3 jaar",
    "uitstel": DELAY,
}
NURSING_AFTER: dict[str, Any] = {"prijs": "wlz.verpleeghuis", "aantal": "1 maand", "vanaf": "40 maanden"}
AT_HOME: dict[str, Any] = {"prijs": "zorg.thuis", "aantal": "1 maand per maand", "in_plaats_van": "z1.1"}


def careful(**changes: object) -> Settings:
    """ω = 0.767 for own estimates, without discount, and a horizon that cuts nothing."""
    said = {"factoren": {"eigen": {"verwacht": 0.767}}, "horizon": "60 maanden", **changes}
    return make_settings(**said)


def case_of(care: dict[str, Any], *with_us: dict[str, Any], chance: object = None, **changes: object) -> Case:
    path = {"pad": "opname", "kans": CHANCE if chance is None else chance, "hulp": [care]}
    said = {"status": "concept", **changes}
    return make_case(zonder_inzet=[path], met_inzet=list(with_us), **said)


def merged(**changes: Any) -> Case:
    """One line at the difference of the two prices."""
    return case_of({**NURSING, "prijs": MERGED, **changes})


def values(case: Case, chosen: Settings | None = None, book: PriceBook = BOOK) -> list[float]:
    """Euros of every line, effort first."""
    found = chosen or careful()
    return list(evaluate(build_columns([case], book, found), found.regime).value)


# ---------------------------------------------------------------- numbers of the method


def test_both_halves_of_the_method() -> None:
    """M29: 18,261 with ω on both halves, 23,809 without correction."""
    effort, nursing, home = values(case_of(NURSING, AT_HOME))
    assert (effort, round(nursing + home)) == (20_000, 18_261)
    plain = values(case_of(NURSING, AT_HOME), make_settings(horizon="60 maanden"))
    assert round(sum(plain[1:])) == 23_809


def test_realism_on_one_half_would_be_less() -> None:
    """M29: with ω on *zonder* only it would be 15,740; a plain line under met_inzet shows it."""
    nursing, home = values(case_of(NURSING, AT_HOME))[1:]
    assert round(nursing + home / 0.767) == 15_740


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"verdringing": {"laag": 0.1, "verwacht": 0.3, "hoog": 0.4}},
        {"afbouw": 0.2, "horizon": {"duur": "7 maanden", "reden": "test"}},
        {"kans": {"laag": 0.5, "verwacht": 0.8, "hoog": 0.9}, "bewijs": "dossier"},
        {"uitstel": None},
        {"vanaf": DELAY, "duur": DELAY},
        {
            "aantal": {"laag": 3, "verwacht": 9, "hoog": 12, "eenheid": "maanden"},
            "duur": None,
            "uitstel": None,
        },
    ],
)
@pytest.mark.parametrize("convention", ["continu", "begin", "eind"])
def test_equal_to_the_merged_line(changes: dict[str, Any], convention: str) -> None:
    """M26, M29: lines that share chance and time at prices c₁ and −c₂ are one line at c₁ − c₂."""
    chosen = careful(conventie=convention, disconto=0.03)
    said = {key: value for key, value in {**NURSING, **changes}.items() if value is not None}
    two = case_of(said, AT_HOME, toerekening={"wij": 0.7})
    one = case_of({**said, "prijs": MERGED}, toerekening={"wij": 0.7})
    assert is_valid(two, BOOK, chosen)
    assert sum(values(two, chosen)[1:]) == pytest.approx(values(one, chosen)[1], rel=1e-9)


def test_no_chance_is_nothing_on_both_sides() -> None:
    """M29: p → 0 gives 0 for what was prevented and for what came instead."""
    assert values(case_of(NURSING, AT_HOME, chance=0))[1:] == [0.0, 0.0]
    small = values(case_of(NURSING, AT_HOME, chance=1e-9))[1:]
    assert max(map(abs, small)) < 1e-3


def test_a_part_of_the_window() -> None:
    """M29: `deel` is the share of the window in which it was used."""
    whole, part = (values(case_of(NURSING, {**AT_HOME, **said}))[2] for said in ({}, {"deel": 0.25}))
    assert part == pytest.approx(whole / 4, rel=1e-12)


def test_a_window_ends_where_the_other_help_came_after_all() -> None:
    """M5, M29: a stay that only moves still had its window until it began."""
    moved = case_of({**NURSING, "verschuift": True}, AT_HOME)
    stays = case_of(NURSING, AT_HOME)
    assert values(moved)[2] == pytest.approx(values(stays)[2], rel=1e-12)
    assert values(moved)[2] == pytest.approx(
        float(value_case(moved, BOOK, careful()).lines[2].gross), rel=1e-9
    )


# ---------------------------------------------------------------- worlds


def test_equal_to_the_merged_line_in_every_world() -> None:
    """M26: the chance and the delay of both halves are one draw; prices without a spread of their own."""
    two, one = (draw_care(case) for case in (case_of(NURSING, AT_HOME), merged()))
    assert len(two) == 4_000
    assert statistics.stdev(one) > 1_000
    np.testing.assert_allclose(two, one, rtol=1e-5, atol=0.1)


def draw_care(case: Case) -> Floats:
    """Benefits in worlds of expected prices."""
    worlds = model_of(base([case], BOOK, careful())).worlds
    keep = np.array([not cell.effort for cell in worlds.cells])
    return np.asarray(draw_cells(worlds, 7, 0, 4_000)[keep].sum(axis=0))


def test_one_bar_and_one_switching_value_for_both_halves() -> None:
    """M26, M27: the chance and the delay are one name each, with the ends of the merged line."""
    two, one = (base([case], BOOK, careful()) for case in (case_of(NURSING, AT_HOME), merged()))
    bars, alone = ({i.key: (i.low, i.high) for i in bc.influences().inputs} for bc in (two, one))
    for key in ("test-001:z1:pad", "test-001:z1.1:uitstel"):
        assert bars[key] == pytest.approx(alone[key], rel=1e-9)
    assert not any(key.startswith("test-001:m1") for key in bars)
    switches, merged_switches = (
        {(found.line, found.estimate): found.switch for found in bc.switching_values("test-001")}
        for bc in (two, one)
    )
    for place in (("z1", "chance"), ("z1.1", "delay")):
        assert switches[place] == pytest.approx(merged_switches[place], rel=1e-9)


@pytest.mark.parametrize("events", [False, True])
def test_one_event_for_both_halves(events: bool) -> None:
    """M11, M29: where the path (and the line within it) does not happen, neither half does."""
    within = {**NURSING, "kans": {"laag": 0.5, "verwacht": 0.8, "hoog": 0.9}}
    bc = base([case_of(within, AT_HOME)], BOOK, careful())
    ours = brute(bc, 60_000, events=events)
    alone = brute(base([case_of({**within, "prijs": MERGED})], BOOK, careful()), 60_000, events=events)
    assert statistics.fmean(ours) == pytest.approx(statistics.fmean(alone), abs=4 * ours.std() / 245)
    assert ours.std() == pytest.approx(alone.std(), rel=0.2)


def test_worlds_agree_with_the_slow_twin() -> None:
    """M8, M9, M29: mean and spread of the net, drawn document by document."""
    case, chosen = case_of(NURSING, AT_HOME), careful(disconto=0.03)
    slow = nets([case], Given(BOOK, chosen, SPREADS, dependence_set()), 3_000, seed=5)
    fast = brute(base([case], BOOK, chosen), 60_000)
    error = math.hypot(statistics.stdev(slow) / math.sqrt(3_000), fast.std() / math.sqrt(60_000))
    assert abs(statistics.fmean(slow) - fast.mean()) < 4 * error
    assert statistics.stdev(slow) == pytest.approx(fast.std(), rel=0.06)


def test_a_line_that_follows_takes_no_room_from_the_paths() -> None:
    """M11: a chance is counted once among the paths, also when a later line follows it."""
    paths = [
        {"pad": name, "kans": {"laag": 0.2, "verwacht": 0.3, "hoog": 0.35}, "hulp": [NURSING]}
        for name in "ab"
    ]
    case = make_case(zonder_inzet=paths, met_inzet=[AT_HOME])
    assert not len(caps_of(model_of(base([case], BOOK, careful())).worlds).case)


# ---------------------------------------------------------------- reviews and explanation


ROLES = DisciplineSet.model_validate(
    {
        "titel": "Test",
        "vanaf": "2025-01-01",
        "bron": "test",
        "rollen": {"wijkteam": {"prijzen": ["wlz.*"], "inzet": False, "grond": "test"}},
    }
)


def reviewed(own: dict[str, Any], line: str) -> Case:
    head = {"casus": "test-001", "rol": "wijkteam", "beoordelaar": "rv-1", "datum": "2026-01-01"}
    review = Review.model_validate({**head, "oordelen": [{"regel": line, "oordeel": "lager", "eigen": own}]})
    return reviewed_case(case_of(NURSING, AT_HOME), [review], BOOK, ROLES)


@pytest.mark.parametrize(("line", "own"), [("z1", {"kans": 0.2}), ("z1.1", {"uitstel": "3 maanden"})])
def test_a_review_moves_both_halves(line: str, own: dict[str, Any]) -> None:
    """M19, M29: the answer about the nursing home counts for the help at home as well."""
    now = values(case_of(NURSING, AT_HOME))
    after = values(reviewed(own, line))
    assert after[1] / now[1] == pytest.approx(after[2] / now[2], rel=1e-9)
    assert abs(after[2]) < abs(now[2])


def test_only_how_much_is_asked_of_a_line_that_follows() -> None:
    """M29: there is no chance or time of its own to review."""
    asked = [question.field for question in questions(case_of(NURSING, AT_HOME)) if question.line == "m1"]
    assert asked == ["aantal"]


def test_the_explanation_says_what_follows() -> None:
    """M29, in Dutch: what it came instead of, and that its factors multiply to its value."""
    bc = base([case_of(NURSING, {**AT_HOME, "deel": 0.5})], BOOK, careful())
    numbered = replace(bc.cases[0], line_numbers={"i1": 1, "z1.1": 2, "m1": 3})
    found = explain(replace(bc, cases=(numbered,)), "test-001").line("m1")
    said = dict(found.rows())
    assert said["volgt"].startswith("in plaats van z1.1: kans, bewijs, verdringing en de tijd")
    assert "M29" in found.rules
    assert math.prod(found.factors.values) == pytest.approx(found.value, rel=1e-12)
    assert (found.factors.quantity, found.factors.window) == pytest.approx((-12.0, 0.5))
    assert said["deel van de tijd"].startswith("× 50 %: van de tijd dat z1.1 er niet was = ")
    assert said["kans op het pad"].startswith("× 50 % (1 op 2): van z1.1: 40 %–50 %–60 %")
    assert said["realisme"].startswith("× 0,767: van z1.1: bewijs: eigen")
    assert "van z1.1: 6–8–12 maand uitgesteld" in said["uitstel"]


def test_the_explanation_says_which_names_of_the_other_help_stand_elsewhere() -> None:
    """M26: what follows from z1.1 leans on its names too."""
    named = {**CHANCE, "naam": "opname"}
    case = case_of(NURSING, AT_HOME, {**NURSING_AFTER, "kans": named}, chance=named)
    bc = base([case], BOOK, careful())
    numbered = replace(bc.cases[0], line_numbers={"i1": 1, "z1.1": 2, "m1": 3, "m2": 4})
    found = explain(replace(bc, cases=(numbered,)), "test-001")
    assert found.line("m1").shared == found.line("z1.1").shared
    assert found.line("m1").shared == "kans op het pad 'opname': ook bij kans van m2"


# ---------------------------------------------------------------- files with faults

FAULTY = """\
casus: test-001
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-07-07
context: {{gemeente: teststad, organisatie: test, thema: [bewegen], aanpak: [gesprek]}}
vraag: thuis blijven wonen
inzet:
  - {{wat: gesprekken, prijs: welzijn.sociaal-makelaar, aantal: 5 uur}}
zonder_inzet:
  - pad: eerder naar het verpleeghuis
    kans: 1 op 4
    hulp:
      - {{prijs: wlz.verpleeghuis, aantal: {first}, duur: 6 maanden}}
      - {{prijs: wlz.verpleeghuis, aantal: 7 dagen per week, duur: 6 maanden}}
met_inzet:
  - {{prijs: wmo.huishoudelijke-hulp, aantal: 3 uur per week, in_plaats_van: {target}}}
  - pad: terugval
    kans: 10%
    hulp:
      - {{prijs: {price}, aantal: {last}}}
toerekening: {{wij: 80%, huisarts: 20%}}
instemming: ja
"""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"target": "z1.2"}, []),
        ({"target": "z1.3"}, ["in_plaats_onbekend"]),
        ({"first": "7 kilo"}, ["eenheid_onbekend"]),
        ({"first": "7 kilo", "price": "zorg.fysio"}, ["eenheid_onbekend", "prijs_onbekend"]),
        ({"first": "{7 dagen per week"}, ["haak_open"]),
        ({"target": ""}, ["leeg"]),
        ({"last": "7 kilo", "target": "z2.1"}, ["in_plaats_onbekend", "eenheid_onbekend"]),
    ],
)
def test_a_fault_elsewhere_makes_no_number_of_a_line_wrong(
    tmp_path: Path, changes: dict[str, str], told: list[str]
) -> None:
    """Lines are numbered as they stand in the file, also where one of them cannot be read."""
    said = {"first": "7 dagen per week", "target": "z1.2", "price": "zorg.fysiotherapie", "last": "9"}
    (tmp_path / "casus.yaml").write_text(FAULTY.format(**said | changes), "utf-8")
    found = errors(load_cases(tmp_path).problems)
    assert [problem.slug for problem in found] == told
