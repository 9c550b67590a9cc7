"""An uncertain input is a name and not a place: in every analysis (M26, M27), and times by value (M28)."""

import math
import re
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import closing, horizon, lasts_as_it_says, value_case
from named import CHANCE, a_base, attributes_of, named_worlds, nursing_base, nursing_home, renamed, unnamed
from numpy.typing import NDArray
from strategies import World, a_range, hundredths, pick, worlds
from test_examples import business_cases
from thorough import examples

from rendement.asking.business_case import BusinessCase
from rendement.engine.laws import law_of_estimate
from rendement.engine.worlds import caps_of
from rendement.model.case import CareLine, Case, Pathway
from rendement.model.estimate import Chance, Duration, Quantity
from rendement.model.lines import branches, care_lines, effort_lines, replaced
from rendement.model.names import Use, uses
from rendement.model.pooling import people_of, pool
from rendement.model.price import Grade
from rendement.model.reviewed import with_estimate
from rendement.model.shared_names import shared_name
from rendement.model.units import PER_YEAR, Measure
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.sensitivity.influence import Influence, Influences
from rendement.results.sensitivity.kinds import CASE, TIME
from rendement.results.sensitivity.sensitivity import SwitchingValue
from rendement.results.sensitivity.turning import turning_points
from rendement.results.worlds.case_inputs import PRICE_REACH, nets_of
from rendement.results.worlds.simulation import Run, closed_form, draw_all, model_of

Floats = NDArray[np.float64]
ANYTHING: Final = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
NOTHING: Final = [{"wat": "niets", "prijs": "inzet.uur", "aantal": 0}]
NAMES: Final = ("test-001:opname", "test-001:uitstel")


def worth(one: Influence) -> float:
    """What knowing it is worth: it is told, for costs of these bases are complete."""
    assert one.evppi is not None
    return one.evppi


def found_by(found: Influences, key: str) -> Influence:
    """The input that may be asked for by this key."""
    (one,) = (i for i in found.inputs if key in (i.key, *i.keys))
    return one


# ---------------------------------------------------------------- the nursing home (A1)


def test_the_nursing_home_in_figures() -> None:
    """M26, M27: € 8,000 a month postponed, € 2,500 of home care meanwhile, one chance and one time."""
    found = nursing_base(nursing_home()).influences(spread="geen")
    assert found.net == pytest.approx(3_809, abs=0.5)
    assert math.sqrt(found.variance) == pytest.approx(7_754, abs=0.5)
    chance, months = (found_by(found, key) for key in NAMES)
    assert [chance.low, chance.high] == pytest.approx([-953, 8_571], abs=0.5)
    assert [months.low, months.high] == pytest.approx([-3_500, 13_000], abs=0.5)
    assert [chance.share, months.share, found.rest] == pytest.approx([0.210, 0.773, 0.017], abs=5e-4)
    assert chance.evppi == pytest.approx(248, abs=2)
    assert months.evppi == pytest.approx(1_151, abs=0.5)
    assert len(found.inputs) == 2


def test_the_nursing_home_from_careful_to_optimistic() -> None:
    careful, expected, optimistic = nursing_base(nursing_home()).scenarios().column("saldo")
    assert (careful, expected, optimistic) == pytest.approx((-6_800, 3_809, 19_600), abs=0.5)


def test_the_nursing_home_turns_at() -> None:
    found = {
        (value.line, value.estimate): value
        for value in nursing_base(nursing_home()).switching_values("test-001")
    }
    assert found["z1", "chance"].switch == pytest.approx(0.420, abs=5e-4)
    assert found["z1.1", "delay"].switch == pytest.approx(7.3, abs=0.05)
    assert not {("m1", "chance"), ("m1", "duration")} & found.keys()
    assert "(ook op 1 andere plek)" in found["z1", "chance"].sentence


def test_the_nursing_home_in_worlds() -> None:
    """What is drawn has the spread that the sensitivity analysis says."""
    bc = nursing_base(nursing_home())
    drawn = draw_all(model_of(bc, "geen"), Run(40_000, 1)).net
    assert drawn.std() == pytest.approx(7_754, rel=0.01)
    assert bc.uncertainty(1_000, spread="geen").record.holds


def test_the_nursing_home_in_a_grid() -> None:
    """Months from left to right, the chance downward: 6, 6, 8, 12, 12 months of € 5,500."""
    table = nursing_base(nursing_home()).grid(*NAMES)
    values = np.array([row[1:] for row in table.rows])
    chance = nursing_home().without[0].chance
    middle = law_of_estimate(chance, 1.0) if chance else None
    assert middle is not None
    for row, tail in zip(values, (0.1, 0.3, 0.5, 0.7, 0.9), strict=True):
        months = np.array([6, 6, 8, 12, 12])
        assert row == pytest.approx(middle.quantile(tail) * months * 5_500 - 20_000, abs=0.01)


def test_per_place_it_would_be_four_inputs() -> None:
    """Two bars of a chance that nobody can read, and half as wide again."""
    found = nursing_base(unnamed(nursing_home())).influences(spread="geen")
    assert math.sqrt(found.variance) == pytest.approx(11_816, abs=0.5)
    bars = {(i.line, i.field): (i.low, i.high) for i in found.inputs}
    assert bars["z1", "pad"] == pytest.approx((-3_117, 10_735), abs=0.5)
    assert bars["m1", "kans"] == pytest.approx((5_973, 1_645), abs=0.5)
    careful, _, optimistic = nursing_base(unnamed(nursing_home())).scenarios().column("saldo")
    assert (careful, optimistic) == pytest.approx((-18_800, 31_600), abs=0.5)


# ---------------------------------------------------------------- one study number in many cases


def cases_of_a_study(name: str | None) -> list[Case]:
    """Forty cases whose only doubt is a chance that was read in a study."""
    chance = {"laag": "10%", "verwacht": "25%", "hoog": "50%"}
    path = {"pad": "opname", "kans": chance, "hulp": [{"prijs": "hulp.uur", "aantal": 1_000}]}
    cases = (make_case(casus=f"test-{n}", zonder_inzet=[path]) for n in range(40))
    return [renamed(case, {"z1/kans": name}) for case in cases]


STUDY_BOOK: Final = make_book({"inzet.uur": {}, "hulp.uur": {}})


def study_base(name: str | None) -> BusinessCase:
    return a_base(cases_of_a_study(name), STUDY_BOOK, make_settings())


def test_a_study_number_in_forty_cases_is_one_doubt() -> None:
    """M26: √40 times as wide as forty doubts; one bar, that can be asked for in any of the cases."""
    name = shared_name("test", "opname")
    shared, apart = study_base(name), study_base(None)
    one, many = (bc.influences(spread="geen") for bc in (shared, apart))
    assert math.sqrt(one.variance / many.variance) == pytest.approx(math.sqrt(40), rel=1e-6)
    assert [len(one.inputs), len(many.inputs)] == [1, 40]
    (bar,) = one.inputs
    assert bar.share == pytest.approx(1, rel=1e-5)
    assert bar.high - bar.low == pytest.approx(40 * (many.inputs[0].high - many.inputs[0].low))
    assert {"test-0:z1:pad", "test-39:z1:pad", name} <= set(bar.keys)
    for bc, found in ((shared, one), (apart, many)):
        drawn = draw_all(model_of(bc, "geen"), Run(8_000, 1)).net
        assert drawn.std() == pytest.approx(math.sqrt(found.variance), rel=0.03)


def test_a_study_number_is_the_same_in_every_case() -> None:
    """Every world: forty times one case."""
    model = model_of(study_base(shared_name("test", "opname")), "geen")
    alone = model_of(
        a_base(cases_of_a_study(shared_name("test", "opname"))[:1], STUDY_BOOK, make_settings()), "geen"
    )
    drawn, one = (draw_all(m, Run(1_000, 1)).net for m in (model, alone))
    assert drawn == pytest.approx(40 * one, rel=1e-6, abs=1e-3)


# ---------------------------------------------------------------- twice in one product


def twice(field: str, name: str | None = "opname") -> World:
    """One chance of 10–25–50 % in two places of one line."""
    chance = {"laag": "10%", "verwacht": "25%", "hoog": "50%", "naam": name}
    line: dict[str, Any] = {"prijs": "hulp.uur", "aantal": 1_000}
    path: dict[str, Any] = {"pad": "opname", "kans": chance}
    changes: dict[str, Any] = {}
    if field == "toerekening":
        changes["toerekening"] = {"wij": chance}
    elif field == "ook_zonder_ons":
        path = {"pad": "opname", "ook_zonder_ons": chance}
        line["kans"] = chance
    else:
        line[field] = chance
    case = make_case(zonder_inzet=[{**path, "hulp": [line]}], inzet=NOTHING, **changes)
    return World(case, STUDY_BOOK, make_settings())


def moments() -> tuple[float, float]:
    """Mean and variance of the chance: a PERT between its limits (M8, M27)."""
    bottom, likely, top = 0.0, 0.25, 0.25 + 1.97345 * 0.25
    mean = (bottom + 4 * likely + top) / 6
    return mean, (mean - bottom) * (top - mean) / 7


@pytest.mark.parametrize("field", ["kans", "toerekening"])
def test_a_chance_twice_in_one_product(field: str) -> None:
    """M27: E[x²] = μ² + σ², 22 % above the product of means."""
    world = twice(field)
    mean, variance = moments()
    bc = a_base([world.case], world.book, world.settings)
    assert bc.net == pytest.approx(1_000 * (mean**2 + variance))
    assert bc.net / (1_000 * mean**2) == pytest.approx(1.22, abs=0.005)
    assert bc.net == pytest.approx(float(value_case(*world).net), rel=1e-9)
    found = bc.influences(spread="geen")
    (bar,) = found.inputs
    assert [bar.low, bar.high] == pytest.approx([1_000 * 0.1**2, 1_000 * 0.5**2])
    assert bar.share == pytest.approx(1, rel=1e-6)


@pytest.mark.parametrize("field", ["verdringing", "ook_zonder_ons"])
def test_a_chance_and_one_minus_it(field: str) -> None:
    """M27: E[x(1 − x)] = μ − μ² − σ²; at 10 % 90 euros, at 50 % 250."""
    world = twice(field)
    mean, variance = moments()
    bc = a_base([world.case], world.book, world.settings)
    assert bc.net == pytest.approx(1_000 * (mean - mean**2 - variance))
    assert bc.net == pytest.approx(float(value_case(*world).net), rel=1e-9)
    (bar,) = bc.influences(spread="geen").inputs
    assert [bar.low, bar.high] == pytest.approx([90, 250])


def test_one_time_is_start_and_length() -> None:
    """M8, M26: three values of both together, not nine."""
    months = {"laag": 2, "verwacht": 4, "hoog": 9, "eenheid": "maanden", "naam": "tijd"}
    line = {"prijs": "hulp.uur", "aantal": "10 uur per maand", "vanaf": months, "duur": months}
    case = make_case(
        zonder_inzet=[{"pad": "test", "kans": 1, "hulp": [line]}], gestart="2025-01-01",
        afgesloten="2025-01-01", inzet=NOTHING,
    )  # fmt: skip
    world = World(case, STUDY_BOOK, make_settings(disconto=0.03, horizon="10 maanden"))
    bc = a_base([case], world.book, world.settings)
    assert bc.net == pytest.approx(float(value_case(*world).net), rel=1e-9)
    (bar,) = bc.influences(spread="geen").inputs
    # From month 4 four months, or from month 9 one until the horizon; from month 2 two months lies between.
    rate = math.log(1.03) / 12
    by_hand = [10 * (math.exp(-rate * a) - math.exp(-rate * b)) / rate for a, b in ((4, 8), (9, 10))]
    assert [bar.low, bar.high] == pytest.approx(by_hand)
    assert bar.share == pytest.approx(1, rel=1e-6)


def test_a_time_whose_low_is_its_likely() -> None:
    """Three points of which two are the same number are still three, each with itself."""
    months = {"laag": 4, "verwacht": 4, "hoog": 9, "eenheid": "maanden", "naam": "tijd"}
    line = {"prijs": "hulp.uur", "aantal": "10 uur", "vanaf": months, "duur": months}
    case = make_case(zonder_inzet=[{"pad": "test", "kans": 1, "hulp": [line]}], inzet=NOTHING)
    world = World(case, STUDY_BOOK, make_settings(horizon="24 maanden"))
    bc = a_base([case], world.book, world.settings)
    assert bc.net == pytest.approx(10)
    assert bc.net == pytest.approx(float(value_case(*world).net))


@settings(ANYTHING, derandomize=True, max_examples=examples(45))
@given(named_worlds(), st.booleans())
def test_names_in_drawn_worlds(world: World, shared: bool) -> None:
    """M27: mean and variance in closed form are those of the worlds; also where two cases share names."""
    cases = [world.case]
    if shared:
        names = {
            use.at: shared_name("test", use.estimate.name) for use in uses(world.case) if use.estimate.name
        }
        case = renamed(world.case, {**names})
        cases = [case, case.model_copy(update={"id": "test-002"})]
    model = model_of(a_base(cases, world.book, world.settings))
    found, net = closed_form(model, events=False), draw_all(model, Run(16_000, 1)).net
    assert found is not None
    if net.std() < 1:  # a spread of cents is that of rounding
        return
    assert found[0] == pytest.approx(net.mean(), abs=4.5 * net.std() / math.sqrt(16_000))
    fourth = float(np.mean((net - net.mean()) ** 4))
    assert found[1] == pytest.approx(net.var(), abs=4.5 * math.sqrt((fourth - net.var() ** 2) / 16_000))


@settings(ANYTHING, max_examples=examples(90))
@given(named_worlds())
def test_names_in_the_slow_twin(world: World) -> None:
    """M26, M27: whatever the forms allow, the expected value is that of the twin, and of all worlds."""
    bc = a_base([world.case], world.book, world.settings)
    assert bc.net == pytest.approx(float(value_case(*world).net), rel=1e-9, abs=1e-7)
    found = closed_form(model_of(bc), events=False)
    assert found is not None
    assert found[0] == pytest.approx(bc.net, rel=1e-6, abs=1e-4)


# ---------------------------------------------------------------- merge and split


class Merged(NamedTuple):
    """A case whose two lines share all they have but their price, and the same as one line."""

    two: BusinessCase
    one: BusinessCase
    names: tuple[str, ...]


def a_name(name: str, numbers: dict[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in numbers.items() if key != "bewijs"}, "naam": name}


@st.composite
def mergers(draw: st.DrawFn) -> Merged:
    """Two lines without us whose prices add up; or one without and one with us, whose price goes off."""
    chance = a_name("opname", a_range(draw, 0.05, 0.95, ("pert", "driehoek", "uniform", "pert-minmax")))
    months = a_name("uitstel", {**a_range(draw, 1, 20, ("pert", "pert-minmax")), "eenheid": "maanden"})
    much = a_name("uren", {**a_range(draw, 1, 9, ("pert", "driehoek", "uniform")), "eenheid": "uur per week"})
    first, second = hundredths(draw, 20, 90), hundredths(draw, 1, 19)
    stayed = pick(draw, (True, False))
    factor = {"verwacht": 1} if stayed else {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}
    chosen = make_settings(
        disconto=pick(draw, (0.0, 0.03)), conventie=pick(draw, ("continu", "midden")),
        horizon="18 maanden", factoren={"eigen": factor},
    )  # fmt: skip
    prices = {"een": first, "twee": second, "samen": first - second if stayed else first + second}
    book = make_book(
        {"inzet.uur": {"bedrag": 300}, **{f"{name}.uur": {"bedrag": x} for name, x in prices.items()}}
    )

    def line(price: str, **more: object) -> dict[str, Any]:
        return {"prijs": f"{price}.uur", "aantal": much, "duur": months, **more}

    def case(*care: dict[str, Any], **more: object) -> Case:
        effort = [{"wat": "test", "prijs": "inzet.uur", "aantal": 20}]
        return make_case(
            zonder_inzet=[{"pad": "test", "kans": chance, "hulp": list(care)}], inzet=effort, **more
        )

    apart = (
        case(line("een"), met_inzet=[line("twee", kans=chance)])
        if stayed
        else case(line("een"), line("twee"))
    )
    return Merged(
        a_base([apart], book, chosen),
        a_base([case(line("samen"))], book, chosen),
        ("test-001:opname", "test-001:uitstel", "test-001:uren"),
    )


def outputs(bc: BusinessCase, names: tuple[str, ...]) -> dict[str, list[float]]:
    """Everything of M16 to M18 that says something about these names, and the drawn worlds."""
    moments = closed_form(model_of(bc, "geen"), events=False)
    assert moments is not None
    inputs = bc.influences(spread="geen").inputs
    mine = {key: [i for i in inputs if key in i.keys] for key in names}
    known = [key for key in names if mine[key]]  # a length that the horizon always cuts moves nothing
    switching = {v.estimate: v for v in bc.switching_values("test-001") if v.line.startswith("z")}
    return {
        "verwacht": [bc.net, *moments],
        **{f"balk {key}": [end for i in found for end in (i.low, i.high)] for key, found in mine.items()},
        **{f"aandeel {key}": [i.share for i in found] for key, found in mine.items()},
        **{f"weten {key}": [worth(i) for i in found] for key, found in mine.items()},
        "scenario's": list(bc.scenarios().column("saldo")),
        "rooster": [x for row in bc.grid(known[0], known[-1]).rows for x in row[1:]],
        **{
            f"omslag {field}": [value.switch if value.switch is not None else math.inf]
            for field, value in switching.items()
            if field in ("chance", "quantity", "duration", "delay")
        },
    }


def drawn_nets(bc: BusinessCase) -> Floats:
    return draw_all(model_of(bc, "geen"), Run(400, 1)).net


@settings(ANYTHING, max_examples=examples(60))
@given(mergers())
def test_lines_that_share_everything_are_one_line(merged: Merged) -> None:
    """M26, merge test: every output of M16 to M18 is the same, and every drawn world.

    Worlds are drawn in single precision, so there the same is 1e-6.
    """
    two, one = (outputs(bc, merged.names) for bc in (merged.two, merged.one))
    assert two.keys() == one.keys()
    for name, values in two.items():
        scale = max(abs(merged.one.cost), abs(merged.one.benefit), 1.0)  # the net may be a small difference
        assert values == pytest.approx(one[name], rel=1e-9, abs=1e-9 * scale), name
    worlds_of_two, worlds_of_one = drawn_nets(merged.two), drawn_nets(merged.one)
    size = float(np.abs(worlds_of_one).max())
    assert worlds_of_two == pytest.approx(worlds_of_one, rel=1e-6, abs=1e-5 * size)


@pytest.mark.parametrize("place", ["z1/kans", "m1/kans", "z1.1/uitstel", "m1/duur"])
def test_a_use_with_another_name_changes_everything(place: str) -> None:
    """M26, split test: spread, ends, grid, scenarios, shares, switching and worlds; not what is expected."""
    together, apart = nursing_home(), renamed(nursing_home(), {place: "anders"})
    name = "opname" if place.endswith("kans") else "uitstel"
    whole, split = (outputs(nursing_base(case), NAMES) for case in (together, apart))
    assert split["verwacht"][0] == pytest.approx(whole["verwacht"][0])
    assert split["verwacht"][2] > 1.01 * whole["verwacht"][2]
    for output in ("balk", "aandeel", "weten"):
        key = f"{output} test-001:{name}"
        assert split[key] != pytest.approx(whole[key], rel=0.01), key
    for output in ("scenario's", "rooster"):
        assert split[output] != pytest.approx(whole[output], rel=0.01), output
    switch = {
        v.estimate: v.switch for v in nursing_base(apart).switching_values("test-001") if v.line != "m1"
    }
    field = "chance" if name == "opname" else "delay"
    assert switch[field] != pytest.approx(whole[f"omslag {field}"][0], rel=0.01)
    drawn, others = drawn_nets(nursing_base(together)), drawn_nets(nursing_base(apart))
    assert float(np.mean(np.abs(drawn - others) > 1)) > 0.5


# ---------------------------------------------------------------- shares of the variance


def check_shares(found: Influences) -> None:
    """First-order shares of inputs that stand apart: none below nothing, together at most all of it.

    Of a spread of less than a cent there is nothing to divide: money is counted in whole units of 2⁻²⁸ euro.
    """
    if math.sqrt(found.variance) < 0.01:
        return
    total = sum(i.share for i in found.inputs)
    assert all(i.share >= 0 and worth(i) >= 0 for i in found.inputs)
    assert total + found.rest == pytest.approx(1)
    assert total < 1 + 1e-3


@settings(ANYTHING, max_examples=examples(60))
@given(named_worlds())
def test_shares_and_rest_are_one(world: World) -> None:
    """M27, with names; the rest is what inputs do together."""
    check_shares(a_base([world.case], world.book, world.settings).influences())


def test_shares_and_rest_are_one_in_every_example() -> None:
    for bc in business_cases():
        check_shares(bc.influences())


def test_without_products_there_is_no_rest() -> None:
    """A sum of estimates: the shares are all there is."""
    found = nursing_base(
        nursing_home(
            zonder_inzet=[
                {"pad": "x", "kans": CHANCE, "hulp": [{"prijs": "verpleeghuis", "aantal": "3 maanden"}]}
            ],
            met_inzet=[
                {"prijs": "thuiszorg", "aantal": {"laag": 1, "verwacht": 2, "hoog": 3, "eenheid": "maanden"}}
            ],
        )
    ).influences(spread="geen")
    assert len(found.inputs) == 2
    assert found.rest == pytest.approx(0, abs=1e-6)


# ---------------------------------------------------------------- switching values (A18)


class Range(NamedTuple):
    """Between which values an input may lie, both of them included."""

    least: float
    most: float


def possible(bc: BusinessCase, case: Case, value: SwitchingValue) -> Range:
    """What is possible, from the documents: M27, and A18 for prices; of a factor, what its product can be."""
    whole = possible_as_a_whole(bc, case, value)
    number = re.match(r"factor (\d) van ", value.about)
    if number is None:
        return whole
    path, line = owner_of(case, value.line)
    factors = getattr(line or path, value.estimate).factors
    mine = factors[int(number[1]) - 1]
    others = math.prod(factor.mean for factor in factors if factor is not mine)
    most = whole.most / others
    return Range(0, min(1.0, most) if isinstance(mine, Chance) else most)


def possible_as_a_whole(bc: BusinessCase, case: Case, value: SwitchingValue) -> Range:
    """The same of an estimate that is no product."""
    if value.estimate == "price":
        return Range(0, PRICE_REACH * value.now)
    if value.estimate == "realism":
        return Range(0, max(1.0, value.now))
    path, line = owner_of(case, value.line)
    estimate = getattr(line or path, value.estimate, None)
    if line is not None and is_time(bc, line, estimate):
        return Range(0, max(value.now, longest(bc, case, line, estimate)))  # what was written is possible
    if value.estimate in ("quantity",):
        return Range(0, math.inf)
    if path is not None and line is None:
        with_us = [part for part in case.with_us if isinstance(part, Pathway)]
        side = with_us if value.line.startswith("m") else case.without
        others = sum(float(part.typed_and_mean[1]) for part in side if part is not path)
        return Range(0, 1 - others) if path.chance else Range(others, 1)
    return Range(0, 1)


def owner_of(case: Case, name: str) -> tuple[Pathway | None, Any]:
    """The path or line of that name."""
    paths = {branch.name: branch.pathway for branch in branches(case)}
    lines: dict[str, Any] = {at.name: at.line for at in care_lines(case)}
    lines |= {called: line for called, _, line in effort_lines(case)}
    return paths.get(name), lines.get(name)


def is_time(bc: BusinessCase, line: Any, estimate: object) -> bool:
    return isinstance(estimate, Duration) or (
        isinstance(estimate, Quantity) and lasts_as_it_says(line, bc.book.prices[line.price])
    )


def longest(bc: BusinessCase, case: Case, line: Any, estimate: Any) -> float:
    """Until the horizon, in the unit of the estimate; a start counts from the first day (M7)."""
    end = horizon(case, line if isinstance(line, CareLine) else None, bc.settings)
    years = end if estimate is line.start else end - closing(case)
    return float(years) * PER_YEAR[estimate.unit or bc.book.prices[line.price].unit]


def check_switching(bc: BusinessCase, case: Case) -> int:
    """No number that cannot be, and words where there is none. How many have one."""
    found = bc.switching_values(case.id)
    for value in found:
        if value.switch is None:
            assert "dit loont als" not in value.sentence
            assert any(words in value.sentence for words in NO_TURN), value.sentence
            continue
        least, most = possible(bc, case, value)
        assert least - 1e-9 <= value.switch <= most * (1 + 1e-9) + 1e-9, (value, least, most)
    return sum(value.switch is not None for value in found)


NO_TURN: Final = ("het loont bij elke waarde", "loont het niet", "het loont bij geen enkele waarde")


@settings(ANYTHING, max_examples=examples(60))
@given(st.one_of(worlds(), named_worlds()))
def test_no_switching_value_that_cannot_be(world: World) -> None:
    """M27: whatever the forms allow."""
    check_switching(a_base([world.case], world.book, world.settings), world.case)


def test_no_switching_value_that_cannot_be_in_any_example() -> None:
    """A18: of a case by itself, and of a whole programme."""
    turns = [check_switching(bc, loaded.case) for bc in business_cases() for loaded in bc.cases]
    assert sum(turns) > 100
    for bc in business_cases():
        for point in turning_points(bc, bc.influences(), most=100):
            if point.switch is None:
                assert any(words in point.sentence() for words in NO_TOTAL), point.sentence()
            elif point.unit in ("kans", "aandeel"):
                assert 0 <= point.switch <= 1
            elif point.unit == "euro":
                assert 0 <= point.switch <= PRICE_REACH * point.now


NO_TOTAL: Final = ("bij elke waarde", "loont alles samen niet", "bij geen enkele waarde")


# ---------------------------------------------------------------- times are ordered by value (A2, M28)


def answers(*months: float) -> list[Duration]:
    """So many people, each with a number of months."""
    return [Duration.model_validate({"verwacht": number, "eenheid": "maanden"}) for number in months]


SAID: Final = (6.0, 11.0, 12.0, 15.0, 12.0, 6.0)
ORDERS: Final = [SAID, SAID[::-1], (12.0, 6.0, 15.0, 6.0, 12.0, 11.0)]


@pytest.mark.parametrize("said", ORDERS)
def test_points_of_several_people_stand_by_value(said: tuple[float, ...]) -> None:
    """M28: sorted, equal ones merged, weights summed; who spoke first does not matter."""
    months = pool([f"p{n}" for n in range(6)], answers(*said))
    assert months.timing.values == (6.0, 11.0, 12.0, 15.0)
    assert months.timing.weights == pytest.approx((2 / 6, 1 / 6, 2 / 6, 1 / 6))


@pytest.mark.parametrize("said", ORDERS)
def test_quantiles_of_several_people(said: tuple[float, ...]) -> None:
    """M28: by cumulative weight over values. Per month € 8,000 · 0.5."""
    case = nursing_home(met_inzet=[])
    estimate = pool([f"p{n}" for n in range(6)], answers(*said))
    bc = nursing_base(replaced(case, ("without", 0, "care", 0, "delay"), estimate))
    table = bc.grid("test-001:z1:pad", "test-001:z1.1:uitstel")
    middle = np.array(table.rows[2][1:])
    assert np.diff(middle) == pytest.approx(np.diff([6, 6, 11, 12, 15]) * 4_000, rel=1e-3)
    bar = found_by(bc.influences(), "test-001:z1.1:uitstel")
    assert [bar.low, bar.high] == pytest.approx([4_000 * 6 - 20_000, 4_000 * 15 - 20_000])


def test_a_delay_that_reviewers_answered() -> None:
    """A2: examples/ouderencoach, 6–11–15 months of its author, 6 and 12 of two reviewers.

    Care at home comes in its place while it is put off (M29): a month is worth less than its price.
    """
    (bc,) = (bc for bc in business_cases() if any(c.case.id == "oc-2025-001" for c in bc.cases))
    key = "oc-2025-001:z1.1:uitstel"
    bar = found_by(bc.influences(), key)
    assert [bar.low, bar.high] == pytest.approx([-2_773, 3_894], abs=0.5)
    for case in (None, "oc-2025-001"):
        values = np.array([row[1:] for row in bc.grid("oc-2025-001:z1:pad", key, case).rows])
        assert (np.diff(values, axis=1) >= 0).all()
        assert (np.diff(values, axis=0) >= 0).all()
        assert (values[:, 0] < values[:, -1]).all()


class Placed(NamedTuple):
    """An estimate of an example, where it stands, and what the sensitivity analysis says of it."""

    bc: BusinessCase
    case: Case
    use: Use
    influence: Influence

    def net_with(self, number: float) -> float:
        """The expected net of the case in which this is a certain number, everything else as it was."""
        estimate = self.use.estimate
        changes: dict[str, Any] = {"likely": number}
        if isinstance(estimate, Quantity | Duration):
            changes["likely"] = Measure(number, estimate.unit, estimate.per)
        kind: Any = next(k for k in type(estimate).__mro__ if not k.__name__.startswith("Pooled"))
        point = kind.model_construct(evidence=estimate.evidence, **changes)
        at = attributes_of(self.use.path[:-2] if self.use.factor else self.use.path)
        changed = with_estimate(self.case, at, point, self.use.factor)
        return float(nets_of([changed], self.bc.book, self.bc.settings)[0])


def placed() -> list[Placed]:
    """Every uncertain estimate of a case in the examples that has no name."""
    found = []
    for bc in business_cases():
        for case in (loaded.case for loaded in bc.cases):
            at = {(use.line, use.field, use.factor): use for use in uses(case) if not use.estimate.name}
            for one in bc.influences(case.id).inputs:
                if one.kind == CASE and one.called is None:
                    as_length = (one.line, "aantal", one.factor)  # days that say how long they last
                    use = at.get((one.line, one.field, one.factor)) or at[as_length]
                    found.append(Placed(bc, case, use, one))
    return found


def test_times_of_every_example() -> None:
    """M27, M28: level by level the expected net of the case in which that time is certain, by value."""
    times = [one for one in placed() if one.influence.profile.kind == TIME]
    assert len(times) >= 37
    for one in times:
        timing = one.use.estimate.timing  # type: ignore[attr-defined]
        assert all(a < b for a, b in pairwise(timing.values))
        nets = np.array([one.net_with(value) for value in timing.values])
        known = one.influence.profile.values + float(np.dot(timing.weights, nets))
        assert known == pytest.approx(nets, rel=1e-9, abs=1e-6), one.influence.key
        assert [one.influence.low, one.influence.high] == pytest.approx([nets[0], nets[-1]], rel=1e-9)


def test_bars_of_every_example() -> None:
    """M27: low and high as written; of pooled answers P10 and P90 of their mixture, on the same line."""
    straight = [one for one in placed() if one.influence.profile.kind != TIME]
    checked = 0
    for one in straight:
        estimate = one.use.estimate
        if estimate.is_point or held_back(one) or one.influence.field == "verdringing":
            continue
        law = law_of_estimate(estimate, 1.0 if isinstance(estimate, Chance) else math.inf)
        low, _, high = estimate.points
        assert law is not None
        assert low is not None
        assert high is not None
        as_written = not people_of(estimate) and estimate.distribution.value == "pert"
        ends = (low, high) if as_written else (law.quantile(0.1), law.quantile(0.9))
        nets = [one.net_with(end) for end in ends]
        if one.use.path[-1] == "ook_zonder_ons":
            nets.reverse()
        assert [one.influence.low, one.influence.high] == pytest.approx(nets, rel=1e-8, abs=1e-6), (
            one.influence
        )
        checked += 1
    assert checked > 55


def held_back(one: Placed) -> bool:
    """A chance of paths that could pass 100 % together: knowing it says something of the others (M11)."""
    return one.influence.field == "pad" and any(
        caps_of(model_of(a_base([one.case], one.bc.book, one.bc.settings)).worlds).tight
    )


# ---------------------------------------------------------------- bars whose ends lie elsewhere (M27)


def test_a_time_that_is_best_in_the_middle() -> None:
    """Eight months count at the most, and help at home goes on: 6, 8 and 12 months are −3,500, 2,000, −3,000.

    From low to high there would be a bar of 500, and a time that hardly matters.
    """
    case = nursing_home()
    stay = case.without[0].care[0]
    line = {"prijs": "hulp.uur", "aantal": 1, "horizon": {"duur": "8 maanden", "reden": "test"}}
    short = make_case(zonder_inzet=[{"pad": "x", "kans": CHANCE, "hulp": [line]}])
    stay = stay.model_copy(update={"horizon": short.without[0].care[0].horizon})
    bc = nursing_base(replaced(case, ("without", 0, "care", 0), stay))
    bar = found_by(bc.influences(spread="geen"), "test-001:uitstel")
    assert [bar.low, bar.high] == pytest.approx([0.5 * 6 * 5_500 - 20_000, 0.5 * 8 * 5_500 - 20_000])
    assert "(laag bij 6 maanden, hoog bij 8 maanden)" in bar.about
    assert bar.share > 0.4


def test_a_price_has_the_ends_of_its_book() -> None:
    """M27: low and high as written, also for a price band; with only a grade the one-in-ten points."""
    prices: dict[str, dict[str, Any]] = {
        "inzet.uur": {"bedrag": 1},
        "hulp.uur": {"bedrag": {"laag": 30, "verwacht": 40, "hoog": 60}},
        "zorg.uur": {"bedrag": 100},
    }
    lines = [{"prijs": f"{name}.uur", "aantal": 10} for name in ("hulp", "zorg")]
    case = make_case(zonder_inzet=[{"pad": "x", "kans": 1, "hulp": lines}], inzet=NOTHING)
    found = a_base([case], make_book(prices), make_settings()).influences()
    bars = {i.key: i for i in found.inputs}
    assert [bars["prijs:hulp.uur"].low, bars["prijs:hulp.uur"].high] == pytest.approx(
        [found.net + 10 * (end - mean_price()) for end in (30, 60)]
    )
    spread = load_settings().price_spread["werkaanname-2025"].spreads[Grade.A]
    assert bars["prijs:zorg.uur"].high - found.net == pytest.approx(1_000 * spread, rel=0.02)


def mean_price() -> float:
    """Of 30–40–60, by M8."""
    return (40 - 1.97345 * 10 + 4 * 40 + 40 + 1.97345 * 20) / 6
