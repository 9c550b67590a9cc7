"""The slow twins of names (M26): one name is one draw, and twice in one product a square."""

import statistics
from typing import Any

import pytest
from builders import dependence_set, make_book, make_case, make_settings
from drawn import Given, nets
from naive import expected_product, value_case, variance_of_chance

from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate
from rendement.model.case import Case
from rendement.model.estimate import Chance
from rendement.reading.terms.settings_sets import load_settings

BOOK = make_book(
    {"a.b": {"bedrag": 100}, "inzet.uur": {"bedrag": 1}, "c.maand": {"bedrag": 8, "eenheid": "maand"}}
)
SETTINGS = make_settings(horizon="60 maanden")
NOTHING = load_settings().price_spread["geen"]
WIDE = {"laag": "10%", "verwacht": "25%", "hoog": "50%"}
OTHER = {"laag": "30%", "verwacht": "50%", "hoog": "70%"}
STAY = {"laag": "6 maanden", "verwacht": "8 maanden", "hoog": "12 maanden"}


def named(numbers: dict[str, str], name: str | None) -> dict[str, str]:
    return numbers if name is None else {**numbers, "naam": name}


def both_sides(first: str | None, second: str | None) -> Case:
    """The same help without us and with us, at chances of the same numbers."""
    line = {"prijs": "a.b", "aantal": 10}
    return make_case(
        zonder_inzet=[{"pad": "p", "kans": named(WIDE, first), "hulp": [line]}],
        met_inzet=[{**line, "kans": named(WIDE, second)}],
    )


GIVEN = Given(BOOK, SETTINGS, NOTHING, dependence_set())


def drawn(case: Case) -> list[float]:
    return nets([case], GIVEN, 400, 7)


def test_what_hangs_on_one_name_cancels_in_every_world() -> None:
    assert {round(net, 9) for net in drawn(both_sides("x", "x"))} == {-1.0}
    assert statistics.stdev(drawn(both_sides("x", "y"))) > 50
    assert drawn(both_sides("x", "y")) == drawn(both_sides(None, None))


def test_a_name_may_be_spelled_in_any_way() -> None:
    assert drawn(both_sides("x", "x")) == drawn(both_sides("een-andere-naam", "een-andere-naam"))


def test_a_stay_and_a_delay_of_one_name_are_one_time() -> None:
    """8 a month that comes later, against 8 a month meanwhile: nothing is left, whatever the time."""
    stay = named(STAY, "wacht")
    months = {"laag": 6, "verwacht": 8, "hoog": 12, "eenheid": "maanden", "naam": "wacht"}
    later = {"prijs": "c.maand", "aantal": "1 maand per maand", "duur": "blijvend", "uitstel": stay}
    case = make_case(
        zonder_inzet=[{"pad": "p", "kans": "100%", "hulp": [{**later, "vanaf": "6 maanden"}]}],
        met_inzet=[{"prijs": "c.maand", "aantal": months, "vanaf": "6 maanden"}],
    )
    assert {round(net, 6) for net in drawn(case)} == {-1.0}


def test_a_shared_estimate_is_one_draw_for_all_cases() -> None:
    """M26: a study figure used in n cases is one doubt: the sum's spread is n times, not root n times."""
    count = 16

    def spread(name: str) -> float:
        cases = [_with_path(f"c-{i}", named(WIDE, name)) for i in range(count)]
        return statistics.stdev(nets(cases, GIVEN, 400, 3))

    one = statistics.stdev(nets([_with_path("c-1", WIDE)], GIVEN, 400, 3))
    assert spread("=studie/x") == pytest.approx(count * one, rel=0.1)
    assert spread("x") == pytest.approx(count**0.5 * one, rel=0.2)


def _with_path(case: str, chance: dict[str, Any]) -> Case:
    return make_case(
        casus=case, zonder_inzet=[{"pad": "p", "kans": chance, "hulp": [{"prijs": "a.b", "aantal": 10}]}]
    )


def chance(numbers: dict[str, str], name: str | None = None) -> Chance:
    return Chance.model_validate(named(numbers, name))


def test_a_square_is_more_than_the_product_of_the_means() -> None:
    """M27: a chance of 10–25–50 % twice in one product: the true mean is 22 % higher."""
    apart = expected_product([chance(WIDE), chance(WIDE)], [])
    together = expected_product([chance(WIDE, "x"), chance(WIDE, "x")], [])
    assert float(together / apart) == pytest.approx(1.22, abs=0.005)
    assert float(together - apart) == pytest.approx(float(variance_of_chance(chance(WIDE))), rel=1e-12)


@pytest.mark.parametrize(
    ("chances", "rests"),
    [(("x", "x", "y"), ()), (("x", "y"), ("x",)), (("y",), ("x", "x")), (("x", None), ("y",))],
)
def test_expected_products_are_the_means_of_drawn_ones(
    chances: tuple[str | None, ...], rests: tuple[str | None, ...]
) -> None:
    numbers = {"x": WIDE, "y": OTHER, None: OTHER}
    path, own, ours = (*chances, None, None)[:3] if len(chances) < 3 else chances
    rest, path_rest = (*rests, None, None)[:2]
    pathway: dict[str, Any] = {"pad": "p", "hulp": [{"prijs": "a.b", "aantal": 10}]}
    if len(rests) > 1:
        pathway["ook_zonder_ons"] = named(numbers[path_rest], path_rest)
        own = path
    else:
        pathway["kans"] = named(numbers[path], path)
    if own is not None:
        pathway["hulp"][0]["kans"] = named(numbers[own], own)
    case = make_case(
        zonder_inzet=[pathway],
        toerekening={"wij": "100%" if ours is None else named(numbers[ours], ours)},
        **({} if rest is None else {"verdringing": named(numbers[rest], rest)}),
    )
    worlds = nets([case], GIVEN, 4000, 11)
    error = statistics.stdev(worlds) / len(worlds) ** 0.5
    assert statistics.fmean(worlds) == pytest.approx(
        float(value_case(case, BOOK, SETTINGS).net), abs=4 * error
    )


@pytest.mark.parametrize("place", ["kans", "verdringing", "toerekening"])
@pytest.mark.parametrize("field", ["kans", "ook_zonder_ons"])
def test_the_engine_expects_the_same_of_a_square(field: str, place: str) -> None:
    """x², x(1 − x) and (1 − x)², and one of each on the line beside it."""
    line: dict[str, Any] = {"prijs": "a.b", "aantal": 10, "kans": named(OTHER, "y")}
    changes: dict[str, Any] = {}
    if place == "toerekening":
        changes["toerekening"] = {"wij": named(WIDE, "x")}
    else:
        line[place] = named(WIDE, "x")
    pathway = {"pad": "p", field: named(WIDE, "x"), "hulp": [line, {"prijs": "a.b", "aantal": 3}]}
    case = make_case(zonder_inzet=[pathway], met_inzet=[line], **changes)
    columns = build_columns([case], BOOK, SETTINGS)
    value = evaluate(columns, SETTINGS.regime).value
    twin = [float(line.value) for line in value_case(case, BOOK, SETTINGS).lines]
    assert value.tolist() == pytest.approx(twin, rel=1e-9)
