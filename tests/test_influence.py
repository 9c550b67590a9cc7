"""Tornado, variance shares, EVPPI, the next question, scenarios, grids and comparisons (M17, M18)."""

import math

import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from test_uncertainty import BOOK, OWN, base, rich_case

from rendement.asking.business_case import BusinessCase
from rendement.engine.shapes import pert
from rendement.model.estimate import Chance, Quantity
from rendement.model.units import Measure
from rendement.reports.sensitivity_card import sensitivity_card
from rendement.reports.text import rendered
from rendement.results.sensitivity.influence import NOTHING_TO_ASK
from rendement.results.sensitivity.kinds import CASE
from rendement.results.sensitivity.scenarios import SCENARIOS
from rendement.results.worlds.case_inputs import nets_of


def linear_base(cost: float) -> BusinessCase:
    """One quantity of € 10 a piece, against a certain cost; nothing else is uncertain."""
    book = make_book({"inzet.uur": {"bedrag": cost}, "hulp.uur": {"bedrag": 10}})
    line = {"prijs": "hulp.uur", "aantal": {"laag": 80, "verwacht": 100, "hoog": 150}}
    case = make_case(zonder_inzet=[{"pad": "hulp", "kans": 1, "hulp": [line]}])
    return base([case], book, make_settings())


def test_evppi_of_a_linear_model() -> None:
    """E[max(0, 10·q − cost)] − max(0, mean), with numpy's own beta; and the share is all of the variance."""
    law = pert(100 - 1.97345 * 20, 100, 100 + 1.97345 * 50)
    cost = 10 * law.mean - 40
    (found,) = linear_base(cost).influences(spread="geen").inputs
    part = (100 - (100 - 1.97345 * 20)) / (1.97345 * 70)
    q = 100 - 1.97345 * 20 + 1.97345 * 70 * np.random.default_rng(1).beta(1 + 4 * part, 5 - 4 * part, 400_000)
    worth = np.maximum(10 * q - cost, 0)
    assert found.evppi == pytest.approx(
        float(worth.mean()) - 40, abs=4 * float(worth.std()) / math.sqrt(400_000)
    )
    assert found.share == pytest.approx(1, rel=1e-5)
    assert [found.low, found.high] == pytest.approx([800 - cost, 1_500 - cost])


def test_low_and_high_are_those_of_the_case_written_so() -> None:
    """Every bar of the tornado against the same case with that estimate as a point, others untouched."""
    case = rich_case()
    bc = base([case])
    found = {(i.line, i.field): i for i in bc.influences().inputs if i.kind == CASE}
    path = case.without[0]
    for end, name in ((0.3, "low"), (0.6, "high")):
        changed = path.model_copy(update={"chance": Chance.model_construct(likely=end, evidence=None)})
        written = case.model_copy(update={"without": (changed, case.without[1])})
        assert getattr(found["z1", "pad"], name) == pytest.approx(
            nets_of([written], BOOK, bc.settings)[0], rel=1e-6
        )
    line = path.care[0]
    for number, name in ((1.0, "low"), (4.0, "high")):
        quantity = Quantity.model_construct(likely=Measure(number, "uur", "week"))
        changed = path.model_copy(
            update={"care": (line.model_copy(update={"quantity": quantity}), path.care[1])}
        )
        written = case.model_copy(update={"without": (changed, case.without[1])})
        assert getattr(found["z1.1", "aantal"], name) == pytest.approx(
            nets_of([written], BOOK, bc.settings)[0], rel=1e-6
        )


def test_times_are_known_level_by_level() -> None:
    """The low of a duration: the case as if that duration were certain."""
    case = rich_case()
    bc = base([case])
    found = next(i for i in bc.influences().inputs if (i.line, i.field) == ("z1.1", "duur"))
    line = case.without[0].care[0]
    assert line.duration is not None
    nets = []
    for months in (2.0, 9.0):
        length = type(line.duration).model_construct(likely=Measure(months, "maand", None))
        care = (line.model_copy(update={"duration": length}), case.without[0].care[1])
        path = case.without[0].model_copy(update={"care": care})
        written = case.model_copy(update={"without": (path, case.without[1])})
        nets.append(nets_of([written], BOOK, bc.settings)[0])
    assert [found.low, found.high] == pytest.approx(nets, rel=1e-6)


def test_shares_are_those_of_the_worlds() -> None:
    """First-order Sobol of the largest input, by the slope over drawn worlds of a linear part of the net."""
    bc = base([rich_case(f"test-{i}") for i in range(3)])
    found = bc.influences()
    net = bc.uncertainty(20_000).total
    sd = (net.p90 - net.p10) / 2.6
    assert math.sqrt(found.variance) == pytest.approx(sd, rel=0.2)
    assert 0 <= found.rest < 0.35
    assert sum(i.share for i in found.inputs) + found.rest == pytest.approx(1)


def test_inputs_of_one_case_and_of_the_base() -> None:
    bc = base([rich_case("een"), rich_case("twee")])
    alone, both = bc.influences("een"), bc.influences()
    assert {i.case for i in alone.inputs if i.kind == CASE} == {"een"}
    assert alone.net == pytest.approx(bc.net / 2)
    assert both.net == pytest.approx(bc.net)
    shared = {i.key for i in both.inputs if i.kind != CASE}
    assert shared == {
        "prijs:hulp.uur",
        "prijs:inzet.uur",
        "prijs:wlz.dag",
        "prijs:zorg.zitting",
        *(
            f"{family}{of}"
            for family in ("optimisme", "optimisme-aandelen")
            for of in ("", ":test", ":test:eigen")
        ),
    }
    with pytest.raises(KeyError, match="telt niet mee"):
        bc.influences("drie")


def test_the_next_question_names_line_and_discipline() -> None:
    question = base([rich_case()]).next_question()
    assert question is not None
    assert str(question).startswith(f"vraag de {question.influence.ask} naar ")
    assert question.influence.line in str(question)
    assert question.influence.kind == CASE


def test_no_question_where_nothing_is_uncertain() -> None:
    book = make_book({"inzet.uur": {}})
    points = base([make_case()], book, make_settings())
    assert points.next_question() is None
    said = " ".join(rendered(sensitivity_card(points, None, None)).replace("│", " ").split())
    assert NOTHING_TO_ASK in said


def test_scenarios_are_in_order_and_rare() -> None:
    table = base([rich_case()]).scenarios()
    assert table.column("scenario") == list(SCENARIOS)
    low, middle, high = table.column("saldo")
    assert low < middle < high
    rare, _, common = table.column("werelden daaronder")
    assert rare < 0.1
    assert common > 0.9


def test_a_careful_scenario_by_hand() -> None:
    """One quantity: careful is its low."""
    bc = linear_base(100)
    assert bc.scenarios().column("saldo")[0] == pytest.approx(80 * 10 - 100, rel=1e-5)


def test_a_grid_multiplies_both_inputs() -> None:
    """Chance × quantity: the middle of a grid is near the product of medians, and rows and columns rise."""
    bc = base([rich_case()])
    keys = [i.key for i in bc.influences().inputs if i.line in ("z1", "z1.1")][:2]
    table = bc.grid(*keys)
    values = np.array([row[1:] for row in table.rows])
    assert (np.diff(values, axis=0) >= 0).all()
    assert (np.diff(values, axis=1) >= 0).all()
    turned = bc.grid(*reversed(keys))
    assert pytest.approx(values) == np.array([row[1:] for row in turned.rows]).T
    with pytest.raises(KeyError, match="geen onzekere invoer"):
        bc.grid("iets", keys[0])


def test_realism_has_a_switching_value() -> None:
    """At that factor the net is zero."""
    case = rich_case()
    bc = base([case])
    found = next(value for value in bc.switching_values(case.id) if value.estimate == "realism")
    assert found.switch is not None
    chosen = make_settings(factoren={"eigen": {"verwacht": found.switch}}, disconto=0.03)
    assert nets_of([case], BOOK, base([case], chosen=chosen).settings)[0] == pytest.approx(0, abs=1e-6)
    assert "deel van de schattingen 'eigen' dat uitkomt" in found.sentence
    assert "omslagpunten" in repr(bc.switching_values(case.id))
    assert bc.switching_values(case.id).table().names == ["regel", "wat", "nu", "omslag", "eenheid"]


def test_a_comparison_is_made_in_the_same_worlds() -> None:
    """The band of the difference is far narrower than the difference of two bands drawn apart."""
    cases = [rich_case(f"test-{i}") for i in range(5)]
    one = base(cases, chosen=make_settings(**OWN, disconto=0.03))
    other = base(cases, chosen=make_settings(**OWN, disconto=0.0))
    found = one.compare(other, draws=2_000)
    assert found.difference.mean == pytest.approx(other.net - one.net, rel=0.05)
    assert found.difference.p90 - found.difference.p10 < 0.1 * (found.before.p90 - found.before.p10)
    assert sum(o.mean for o in found.payers) == pytest.approx(found.difference.mean, rel=1e-6)
    with pytest.raises(KeyError, match="rente"):
        one.compare(rente=3)


@pytest.mark.parametrize("engine_cases", [5, 60])
def test_comparing_with_itself_is_nothing(engine_cases: int) -> None:
    bc = base([rich_case(f"test-{i}") for i in range(engine_cases)])
    found = bc.compare(bc, draws=500)
    assert (found.difference.p10, found.difference.p90) == (0.0, 0.0)


def test_one_input_makes_no_grid() -> None:
    bc = base([rich_case()])
    key = bc.influences().inputs[0].key
    with pytest.raises(ValueError, match="dezelfde invoer"):
        bc.grid(key, key)


def test_displacement_of_the_case_is_that_of_no_line() -> None:
    """Also where the first line has its own, and another line has that of the case."""
    wide = {"laag": 0.1, "verwacht": 0.2, "hoog": 0.4}
    lines = [{"prijs": "zorg.zitting", "aantal": 9, "verdringing": 0.05}, {"prijs": "hulp.uur", "aantal": 90}]
    case = rich_case(zonder_inzet=[{"pad": "x", "kans": 0.5, "hulp": lines}], met_inzet=[], verdringing=wide)
    (bar,) = [one for one in base([case]).influences().inputs if one.field == "verdringing"]
    assert (bar.key, bar.line, bar.about) == (f"{case.id}:verdringing", "", "de verdringing")
