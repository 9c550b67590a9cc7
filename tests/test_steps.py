"""Every factor of a line has its own step in every explanation, and the steps multiply to its value (M4).

The words of the screen are compared as text: they are what people read.
"""

import json
import math
from itertools import accumulate
from operator import mul
from pathlib import Path

import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from hypothesis import HealthCheck, given, settings
from naive import value_case
from strategies import World, worlds
from thorough import examples

from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.app import run
from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate
from rendement.engine.time_steps import TimeSteps, time_steps
from rendement.model.case import Case
from rendement.model.factors import FACTORS
from rendement.model.lines import care_lines, line_names
from rendement.model.settings import Selection
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.results.explaining.explain import Explanation

ANYTHING = settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])


def of_world(world: World) -> Explanation:
    """The explanation of a generated case."""
    numbers = dict.fromkeys(line_names(world.case), 1)
    cases = (LoadedCase(world.case, "0.yaml", None, numbers),)
    everything = Denominator("", 1, 1, Selection.ALL, "test")
    return BusinessCase(cases, world.book, world.settings, (everything,), (), ()).explain(world.case.id)


# ---------------------------------------------------------------- the product


@given(worlds())
@ANYTHING
def test_the_steps_of_any_case_multiply_to_its_value(world: World) -> None:
    twin = twin_of(world)
    for line in of_world(world).lines:
        assert math.prod(line.factors.values) == pytest.approx(line.value, rel=1e-9, abs=1e-7)
        assert line.value == pytest.approx(twin[line.name], rel=1e-9, abs=1e-7)
        assert [step.factor for step in line.steps] == list(FACTORS.values())
        assert [step.so_far for step in line.steps] == list(accumulate(line.factors.values, mul))


@given(worlds())
@ANYTHING
def test_the_steps_of_time_are_the_time_factor(world: World) -> None:
    columns = build_columns([world.case], world.book, world.settings)
    regime = world.settings.regime
    steps = time_steps(columns, regime)
    product = np.prod(np.array(steps), axis=0)
    assert product == pytest.approx(evaluate(columns, regime).time, rel=1e-9, abs=1e-12)
    assert ((steps.horizon >= 0) & (steps.horizon <= 1 + 1e-9)).all()
    assert ((steps.drop_off > 0) & (steps.drop_off <= 1 + 1e-9)).all()
    assert ((steps.discount > 0) & (steps.discount <= 1 + 1e-9)).all()


@given(worlds())
@ANYTHING
def test_a_step_is_what_the_case_without_that_piece_lacks(world: World) -> None:
    """Undiscounted and not postponed: the twin without drop-off, times the step, is the twin with it (M3)."""
    regime = world.settings.regime.model_copy(update={"rate": 0.0})
    flat = world.settings.model_copy(update={"regime": regime})
    before = twin_of(World(without_drop_off(world.case), world.book, flat))
    after = twin_of(World(world.case, world.book, flat))
    postponed = {line.name for line in care_lines(world.case) if line.line.delay is not None}
    for line in of_world(World(world.case, world.book, flat)).lines:
        if line.name.startswith("z") and line.name not in postponed:
            assert line.factors.discount == pytest.approx(1.0)
            assert line.factors.delay == 1.0
            left = before[line.name] * line.factors.drop_off
            assert left == pytest.approx(after[line.name], rel=1e-9, abs=1e-7)


def twin_of(world: World) -> dict[str, float]:
    """What the slow twin makes of every line, in euros."""
    return {line.name: float(line.gross) for line in value_case(*world).lines}


def without_drop_off(case: Case) -> Case:
    """The same case as if its effects last."""
    bare = {"drop_off": None}
    paths = tuple(
        path.model_copy(update={"care": tuple(line.model_copy(update=bare) for line in path.care)})
        for path in case.without
    )
    return case.model_copy(update={"without": paths, **bare})


# ---------------------------------------------------------------- by hand


def steps_of(line: dict[str, object], **chosen: object) -> TimeSteps:
    """The steps of time of one certain line; the effort is line 0."""
    paths = [{"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", **line}]}]
    at_once = {"gestart": "2025-01-01", "afgesloten": "2025-01-01"}
    effort = [{"wat": "niets", "prijs": "inzet.uur", "aantal": 0}]
    made = make_case(zonder_inzet=paths, inzet=effort, **at_once)
    book = make_book({"inzet.uur": {}, "hulp.test": {}})
    picked = make_settings(**chosen)
    return time_steps(build_columns([made], book, picked), picked.regime)


THREE_YEARS = {"aantal": "1 uur per jaar", "duur": "3 jaar"}


def line_of(steps: TimeSteps) -> dict[str, float]:
    return {name: float(values[1]) for name, values in steps._asdict().items()}


def test_three_years_of_which_two_count_with_gliding_drop_off_and_discount() -> None:
    line = THREE_YEARS | {"afbouw": 0.2, "horizon": {"duur": "2 jaar", "reden": "test"}}
    found = line_of(steps_of(line, disconto=0.0225, afbouw="glijdend"))
    fades, rho = -math.log(0.8), math.log(1.0225)
    kept = (1 - 0.8**2) / fades
    present = (1 - math.exp(-2 * (fades + rho))) / (fades + rho)
    expected = {
        "duration": 3.0,
        "horizon": 2 / 3,
        "drop_off": kept / 2,
        "discount": present / kept,
        "delay": 1.0,
        "beside": 1.0,
    }
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("convention", ["continu", "eind"])
def test_every_convention_drops_off_in_steps(convention: str) -> None:
    line = THREE_YEARS | {"afbouw": 0.2, "horizon": {"duur": "2 jaar", "reden": "test"}}
    found = line_of(steps_of(line, disconto=0.05, conventie=convention))
    a_year = 1 / 1.05 if convention == "eind" else (1 - 1 / 1.05) / math.log(1.05)
    present = a_year * (1 + 0.8 / 1.05) / 1.8
    assert found == pytest.approx(
        {"duration": 3.0, "horizon": 2 / 3, "drop_off": 0.9, "discount": present, "delay": 1.0, "beside": 1.0}
    )


def test_help_that_only_moves_gains_nothing_without_discount() -> None:
    line = {"aantal": "1 uur per jaar", "duur": "6 maanden", "uitstel": "3 maanden"}
    shorter, moved = (line_of(steps_of(line | {"verschuift": moves})) for moves in (False, True))
    assert (shorter["duration"], shorter["delay"]) == pytest.approx((0.5, 0.5))
    assert moved["delay"] == 0.0
    later = line_of(steps_of(line | {"verschuift": True}, disconto=0.04))
    assert later["delay"] == pytest.approx(1 - 1.04**-0.25)


def test_what_falls_after_the_horizon_is_lost_in_that_step() -> None:
    found = line_of(
        steps_of(THREE_YEARS | {"vanaf": "5 jaar", "afbouw": 0.5, "uitstel": "1 jaar"}, disconto=0.04)
    )
    assert found == {
        "duration": pytest.approx(3.0),
        "horizon": 0.0,
        "drop_off": 1.0,
        "discount": 1.0,
        "delay": 1.0,
        "beside": 1.0,
    }


def test_what_lasts_is_as_long_as_the_horizon() -> None:
    found = line_of(steps_of({"aantal": "1 uur per jaar", "duur": "blijvend"}, horizon="18 maanden"))
    assert found == pytest.approx(dict.fromkeys(found, 1.0) | {"duration": 1.5})


# ---------------------------------------------------------------- what people read


TOLD = Path(__file__).parent / "uitleg"


def told(name: str) -> str:
    """What is said of a case of `uitleg/`, with its place as a name."""
    cases = load_cases(TOLD / f"{name}.yaml")
    bc = business_case(cases, closed=1, selection=Selection.ALL, regime=REGIMES[name])
    return str(bc.explain(f"uitleg-{name}")).replace(f"{TOLD}/", "")


REGIMES = {
    "afbouw": "mkba-2021",
    "uitstel": "mkba-2021",
    "uitgave": "sroi-2012",
    "in-plaats": "mkba-2021",
    "zit-al-in": "mkba-2021",
}


@pytest.mark.parametrize("name", REGIMES)
def test_what_is_said_of_every_step(name: str) -> None:
    """Drop-off, horizon; delay; an expense, whole years; help instead of help or inside it: word for word."""
    assert told(name) + "\n" == (TOLD / f"{name}.verwacht.txt").read_text("utf-8")


@pytest.mark.parametrize("name", REGIMES)
def test_the_screen_says_every_step(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bereken", str(TOLD / f"{name}.yaml"), "--regime", REGIMES[name]]) == 0
    screen = "".join(capsys.readouterr().out.split())
    cases = load_cases(TOLD / f"{name}.yaml")
    bc = business_case(cases, closed=1, selection=Selection.ALL, regime=REGIMES[name])
    for line in bc.explain(f"uitleg-{name}").lines:
        for step, words in line.rows():
            assert "".join(f"{step}{words}".split()) in screen, f"{line.name}: {step}"


def test_another_program_gets_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bereken", str(TOLD / "afbouw.yaml"), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)["casussen"]
    for line in record["regels"]:
        steps = line["stappen"]
        assert [step["stap"] for step in steps] == [factor.name for factor in FACTORS.values()]
        assert math.prod(step["factor"] for step in steps) == pytest.approx(line["waarde"], rel=1e-9)
        assert [line[step["stap"]] for step in steps] == [step["factor"] for step in steps]
        assert steps[-1]["dan"] == pytest.approx(line["waarde"], rel=1e-9)
    (drop_off,) = [step for step in record["regels"][1]["stappen"] if step["stap"] == "afbouw"]
    assert drop_off["woorden"] == (
        "20 % per jaar minder, een stap per jaar na de afsluiting: 100 %, 80 %, 64 % … (M35); "
        "glijdend zou het 10 % minder zijn"
    )


# ---------------------------------------------------------------- one name twice


def test_a_name_that_stands_twice_has_its_own_step() -> None:
    """A chance of 10–25–50 % twice in one product: its mean is not the square of the mean (M27)."""
    chance = {"laag": 0.1, "verwacht": 0.25, "hoog": 0.5, "naam": "x"}
    path = {"pad": "test", "kans": chance, "hulp": [{"prijs": "hulp.test", "aantal": 10, "kans": chance}]}
    book = make_book({"inzet.uur": {}, "hulp.test": {"bedrag": 100}})
    line = of_world(World(make_case(zonder_inzet=[path]), book, make_settings())).line("z1.1")
    assert line.factors.joint > 1.2
    assert math.prod(line.factors.values) == pytest.approx(line.value, rel=1e-9)
    assert dict(line.rows())["zelfde naam"].startswith("× 1,2")
    assert "M27" in line.rules
