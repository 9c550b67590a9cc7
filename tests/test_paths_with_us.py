"""Paths under met_inzet: a chance for several lines of what may yet come (M6, M11), outside realism (M9)."""

import math
import statistics
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from builders import dependence_set, make_book, make_case, make_settings
from drawn import Given, nets
from test_instead import BOOK, NURSING, careful, values
from test_uncertainty import SPREADS, base, brute

from rendement.engine.moments import moments_of
from rendement.engine.worlds import caps_of
from rendement.model.case import Case
from rendement.model.reviewed import questions
from rendement.results.doubt.what_if import what_ifs
from rendement.results.explaining.explain import explain
from rendement.results.sensitivity.influence import influences
from rendement.results.worlds.simulation import Run, closed_form, draw_all, draw_sums, model_of

RELAPSE: dict[str, Any] = {"prijs": "zorg.thuis", "aantal": "2 maanden"}


def case_of(*with_us: dict[str, Any], **changes: object) -> Case:
    without = [{"pad": "opname", "kans": 0.5, "hulp": [NURSING]}]
    return make_case(**{"zonder_inzet": without, "met_inzet": list(with_us), **changes})


def path(chance: object, *care: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {"pad": "terugval", "kans": chance, "hulp": list(care) or [RELAPSE], **changes}


def test_a_path_is_as_its_lines_with_that_chance() -> None:
    """M4, M6: −α(1−δ)·p·PV, and no ω: as plain lines that each say that chance."""
    one = values(case_of(path(0.3, RELAPSE, {**RELAPSE, "kans": 0.5})))
    plain = values(case_of({**RELAPSE, "kans": 0.3}, {**RELAPSE, "kans": 0.15}))
    assert one == pytest.approx(plain, rel=1e-12)
    assert one[2] == pytest.approx(-0.3 * 5_000, rel=1e-12)


def test_plain_lines_may_stand_beside_paths() -> None:
    """The second thing under met_inzet is m2, its lines m2.1 and m2.2."""
    case = case_of(RELAPSE, path(0.3, RELAPSE, RELAPSE), RELAPSE)
    named = ["i1", "z1.1", "m1", "m2.1", "m2.2", "m3"]
    assert [question.line for question in questions(case) if question.field == "kans"] == [
        *("z1", "z1.1", "m1", "m2", "m2.1", "m2.2", "m3"),
    ]
    assert [line.name for line in _explained(case)] == named


def _explained(case: Case) -> Any:
    bc = base([case], BOOK, careful())
    names = {"i1": 1, "z1.1": 2, "m1": 3, "m2.1": 4, "m2.2": 5, "m3": 6}
    return explain(replace(bc, cases=(replace(bc.cases[0], line_numbers=names),)), case.id).lines


def test_the_explanation_has_the_chance_of_the_path_and_no_realism() -> None:
    """M9: what stayed is seen or guessed with us; only *zonder* is corrected."""
    line = next(line for line in _explained(case_of(RELAPSE, path("1 op 4"))) if line.name == "m2.1")
    said = dict(line.rows())
    assert line.grade is None
    assert said["kans op het pad"].startswith("× 25 % (1 op 4) = −")
    assert "realisme" in said["alles × 1"]
    assert "M11" in line.rules


def test_half_the_chances_leaves_what_stayed_alone() -> None:
    """The knob of chances works on what would have happened without us."""
    bc = base([case_of(path(0.3))], BOOK, careful())
    half = next(found for found in what_ifs(bc) if found.name == "alle kansen half zo groot")
    assert half.factor.tolist() == [1.0, 0.5, 1.0]


# ---------------------------------------------------------------- worlds


@pytest.mark.parametrize("events", [False, True])
def test_worlds_agree_with_the_closed_form(events: bool) -> None:
    """M11: both engines have the mean and the variance of the formulas; sides are drawn apart."""
    case = case_of(
        path({"laag": 0.2, "verwacht": 0.3, "hoog": 0.5}, RELAPSE, {**RELAPSE, "kans": 0.5}), path(0.2)
    )
    bc = base([case], BOOK, careful())
    expected = closed_form(model_of(bc), events)
    assert expected is not None
    drawn = brute(bc, 100_000, events=events)
    mean, variance = expected
    assert drawn.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / 100_000))
    assert drawn.var() == pytest.approx(variance, rel=0.05)


def test_a_guessed_chance_has_the_spread_of_its_grade() -> None:
    """M8: outside ω a guess is not a fact; the slow twin draws the same."""
    settings = careful(factoren={"eigen": {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}})
    case = case_of(path(0.3))
    slow = nets([case], Given(BOOK, settings, SPREADS, dependence_set()), 3_000, seed=3)
    fast = brute(base([case], BOOK, settings), 60_000)
    error = math.hypot(statistics.stdev(slow) / math.sqrt(3_000), fast.std() / math.sqrt(60_000))
    assert abs(statistics.fmean(slow) - fast.mean()) < 4 * error
    inputs = influences(base([case], BOOK, settings), None, None).inputs
    assert any(found.about.startswith("gedeeld optimisme over aandelen") for found in inputs)


WIDE = {"laag": 0.2, "verwacht": 0.4, "hoog": 0.6}


def test_chances_are_capped_per_side() -> None:
    """M11: paths of one side exclude each other; those of the other side take no room."""
    loose = case_of(path(WIDE), zonder_inzet=[{"pad": "a", "kans": WIDE, "hulp": [NURSING]}])
    tight = case_of(path(WIDE), path(WIDE), zonder_inzet=[{"pad": "a", "kans": WIDE, "hulp": [NURSING]}])
    caps = [caps_of(model_of(base([case], BOOK, careful())).worlds) for case in (loose, tight)]
    assert caps[0].case.tolist() == []
    assert caps[1].tight.tolist() == [False, True]


def test_capped_chances_keep_their_means_and_their_covariance() -> None:
    """M11: brute worlds and moments hold the chances of one side back alike."""
    case = case_of(path(WIDE), path(WIDE, {**RELAPSE, "aantal": "5 maanden"}))
    bc = base([case], BOOK, careful())
    expected = closed_form(model_of(bc), False)
    assert expected is not None
    drawn = brute(bc, 100_000)
    assert drawn.mean() == pytest.approx(expected[0], abs=4 * drawn.std() / math.sqrt(100_000))
    assert drawn.var() == pytest.approx(expected[1], rel=0.03)
    assert np.isfinite(moments_of(model_of(bc).worlds).mean.values()).all()


def test_a_side_that_can_stay_apart_is_drawn_as_any_other() -> None:
    """Two paths with us that may pass 100 % together hold each other back, and not the path without us."""
    wide: dict[str, Any] = {"laag": 0.1, "verwacht": 0.3, "hoog": 0.6, "naam": "p"}
    low = {"laag": 0.1, "verwacht": 0.25, "hoog": 0.6}
    help_of = {"prijs": "hulp.uur", "aantal": 90}
    case = make_case(
        zonder_inzet=[{"pad": "opname", "kans": wide, "hulp": [help_of]}],
        met_inzet=[{"pad": name, "kans": low, "hulp": [help_of]} for name in ("een", "twee")],
    )
    model = model_of(base([case], make_book({"inzet.uur": {}, "hulp.uur": {"bedrag": 40}}), make_settings()))
    found = closed_form(model, events=False)
    assert found is not None
    net = draw_all(model, Run(40_000, 1)).net
    assert net.mean() == pytest.approx(found[0], abs=4 * math.sqrt(found[1] / 40_000))
    assert net.std() == pytest.approx(math.sqrt(found[1]), rel=0.02)


def test_an_event_with_a_guessed_chance_happens_or_not() -> None:
    """Both engines draw it, and agree; there is no closed form to check them against (M11, M31b)."""
    case = case_of(path(0.3, {**RELAPSE, "kans": 0.4}), bewijs="eigen")
    unsure = careful(factoren={"eigen": {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}})
    model = model_of(base([case], BOOK, unsure))
    assert closed_form(model, events=True) is None
    run = Run(2_000, 1, events=True)
    assert (draw_sums(model, run, few=1).net == draw_all(model, run).net).all()
