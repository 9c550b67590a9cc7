"""The value of an estimate at which benefits and costs meet (M17)."""

from typing import Any

import pytest
from builders import make_book, make_case, make_settings
from naive import value_case

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.results.sensitivity.sensitivity import SwitchingValue

BOOK = make_book({"inzet.uur": {}, "hulp.uur": {"naam": "Hulp, per uur"}, "hulp.dag": {"eenheid": "dag"}})
CLOSED = {"gestart": "2025-01-01", "afgesloten": "2025-07-02"}
THREE = {"laag": 2, "verwacht": 4, "hoog": 8}


def case_with(line: dict[str, Any], effort: float = 100, path: object = "1 op 2", **changes: object) -> Case:
    """A path with one line, of which nine tenths of the change is ours."""
    pathway = {"pad": "naar het verpleeghuis", "kans": path, "hulp": [{"prijs": "hulp.uur", **line}]}
    return make_case(
        inzet=[{"wat": "test", "prijs": "inzet.uur", "aantal": effort}],
        **{"zonder_inzet": [pathway], "toerekening": {"wij": "90%"}, **CLOSED, **changes},
    )


def switching(
    case: Case, book: PriceBook = BOOK, **settings: object
) -> dict[tuple[str, str], SwitchingValue]:
    """All switching values of a case by line and estimate; three years ahead."""
    chosen = make_settings(**{"horizon": "3 jaar", **settings})
    everything = Denominator("", 1, 1, Selection.ALL, "test")
    loaded = (LoadedCase(case, "test.yaml", None, {}),)
    found = BusinessCase(loaded, book, chosen, (everything,), (), ()).switching_values(case.id)
    return {
        (value.line, value.about if value.estimate == "price" else value.estimate): value for value in found
    }


def net(case: Case, book: PriceBook = BOOK, **settings: object) -> float:
    """The net of the slow, obvious twin."""
    return float(value_case(case, book, make_settings(**{"horizon": "3 jaar", **settings})).net)


# ---------------------------------------------------------------- at the switching value the net is zero


def written(value: float | None, unit: str = "") -> dict[str, Any]:
    """A point as it would be written at the switching value, in full."""
    assert value is not None
    return {"verwacht": value, **({"eenheid": unit} if unit else {})}


@pytest.mark.parametrize(
    ("field", "line", "unit"),
    [
        ("aantal", {"aantal": THREE}, ""),
        ("aantal", {"aantal": {**THREE, "eenheid": "uur per week"}, "duur": "12 maanden"}, "uur per week"),
        ("aantal", {"prijs": "hulp.dag", "aantal": {**THREE, "eenheid": "weken"}}, "weken"),
        ("kans", {"aantal": 1000, "kans": {"laag": 0.1, "verwacht": 0.5, "hoog": 0.6}}, ""),
        ("vanaf", {"aantal": "10 uur per maand", "duur": "3 jaar", "vanaf": "20 maanden"}, "maanden"),
        ("vanaf", {"aantal": "10 uur per maand", "duur": "3 jaar", "vanaf": "600 dagen"}, "dagen"),
        ("duur", {"aantal": "10 uur per maand", "duur": {**THREE, "eenheid": "maanden"}}, "maanden"),
        ("uitstel", {"aantal": "10 uur per maand", "uitstel": {**THREE, "eenheid": "weken"}}, "weken"),
        ("uitstel", {"aantal": "10 uur per maand", "duur": "30 maanden", "uitstel": "100 dagen"}, "dagen"),
    ],
)
def test_estimates_of_a_line(field: str, line: dict[str, Any], unit: str) -> None:
    """Written into the case, the switching value leaves nothing."""
    case = case_with(line, effort=10 if line.get("prijs") else 100)
    names = {"aantal": "quantity", "kans": "chance", "vanaf": "start", "duur": "duration", "uitstel": "delay"}
    found = switching(case, disconto=0.03)["z1.1", names[field]]
    again = case_with({**line, field: written(found.switch, unit)}, effort=10 if line.get("prijs") else 100)
    assert net(again, disconto=0.03) == pytest.approx(0, abs=1e-6)
    assert abs(net(case, disconto=0.03)) > 1


def test_the_chance_of_a_path() -> None:
    # p* = K / (0.9 · 1000 hours) = 100 / 900 = 1 op 9.
    found = switching(case_with({"aantal": 1000}))["z1", "chance"]
    assert found.switch == pytest.approx(1 / 9)
    assert found.now == 0.5
    assert net(case_with({"aantal": 1000}, path=written(found.switch))) == pytest.approx(0, abs=1e-6)
    assert found.sentence.startswith("dit loont als de kans op 'naar het verpleeghuis' minstens 11")
    assert "(1 op 9)" in found.sentence


def test_a_share_that_would_have_managed_anyway() -> None:
    # 1 − 1/9 = 8/9 at the most.
    path = {"pad": "test", "ook_zonder_ons": "50%", "hulp": [{"prijs": "hulp.uur", "aantal": 1000}]}
    found = switching(case_with({"aantal": 1}, zonder_inzet=[path]))["z1", "deadweight"]
    assert found.switch == pytest.approx(8 / 9)
    assert "hoogstens" in found.sentence


def test_our_share() -> None:
    # 100 / (0.5 · 1000) = 20 %.
    assert switching(case_with({"aantal": 1000}))["", "wij"].switch == pytest.approx(0.2)


def test_prices() -> None:
    # Help: 100 / (0.9 · 0.5 · 1000) = € 0.2222 an hour at the least; effort: 450 / 100 = € 4.50 at the most.
    found = switching(case_with({"aantal": 1000}))
    assert found["", "de prijs van Hulp"].switch == pytest.approx(100 / 450)
    assert found["", "de prijs van inzet.uur"].switch == pytest.approx(4.5)
    assert found["", "de prijs van inzet.uur"].sentence == (
        "dit loont als de prijs van inzet.uur hoogstens € 4,50 is (nu € 1,00)"
    )


def test_a_price_is_that_of_the_wanted_year() -> None:
    # € 1 of 2024 is € 1.10 in 2025; the switching value is in euros of 2025 too.
    price = {"bedrag": 1, "prijspeil": 2024}
    book = make_book({"inzet.uur": {}, "hulp.uur": price}, {"cpi": {2024: 100.0, 2025: 110.0}})
    found = switching(case_with({"aantal": 1000}), book)["", "de prijs van hulp.uur"]
    assert found.now == pytest.approx(1.1)
    assert found.switch == pytest.approx(100 / 450)


def test_help_that_is_still_used_should_not_be_more() -> None:
    # 0.9 · (500 − q) = 100, so q = 388.9 hours with us at the most.
    case = case_with({"aantal": 1000}, met_inzet=[{"prijs": "hulp.uur", "aantal": 10}])
    found = switching(case)["m1", "quantity"]
    assert found.switch == pytest.approx(500 - 100 / 0.9)
    assert found.sentence == "dit loont als de hoeveelheid Hulp hoogstens 389 is (nu 10)"


# ---------------------------------------------------------------- no switching value


def test_nothing_to_switch_when_it_never_pays() -> None:
    # Certain and all ours it would still bring no more than € 90.
    found = switching(case_with({"aantal": 90}))
    assert found["z1", "chance"].switch is None
    assert found["z1", "chance"].sentence == (
        "de kans op 'naar het verpleeghuis': ook bij 100 % loont het niet"
    )


def test_nothing_to_switch_when_it_always_pays() -> None:
    # Another certain line already pays for the effort.
    path = {
        "pad": "test",
        "kans": 1,
        "hulp": [{"prijs": "hulp.uur", "aantal": 1000}, {"prijs": "hulp.uur", "aantal": 5}],
    }
    found = switching(case_with({"aantal": 1}, zonder_inzet=[path]))
    assert found["z1.2", "quantity"].switch is None
    assert found["z1.2", "quantity"].sentence.endswith("het loont bij elke waarde")


def test_chances_of_all_paths_stay_together_below_one() -> None:
    # The second path would have to happen in 100 / (0.9 · 200) = 56 % of cases, but the first leaves 40 %.
    hours = [{"prijs": "hulp.uur", "aantal": 200}]
    idle = [{"prijs": "hulp.uur", "aantal": 0}]
    paths = [{"pad": "een", "kans": 0.6, "hulp": idle}, {"pad": "twee", "kans": 0.1, "hulp": hours}]
    assert switching(case_with({"aantal": 1}, zonder_inzet=paths))["z2", "chance"].switch is None
    paths[0]["kans"] = 0.4
    found = switching(case_with({"aantal": 1}, zonder_inzet=paths))["z2", "chance"]
    assert found.switch == pytest.approx(100 / 180)


def test_a_lasting_duration_is_no_estimate() -> None:
    found = switching(case_with({"aantal": "1 uur per week", "duur": "blijvend"}))
    assert ("z1.1", "duration") not in found


def test_a_window_in_time_is_found() -> None:
    # A one-off moved by 2 months is only avoided when it moves beyond the horizon: when it starts in the last
    # two months before it. Starting much earlier or later gains nothing. The nearest edge is its beginning.
    case = case_with({"aantal": 1000, "vanaf": "38 maanden", "uitstel": "2 maanden"})
    found = switching(case)["z1.1", "start"]
    end = (182 / 365.25 + 3) * 12
    assert found.switch == pytest.approx(end - 2, abs=1e-6)
    assert "minstens" in found.sentence


def test_an_unknown_case_is_an_error() -> None:
    with pytest.raises(KeyError, match="telt niet mee"):
        BusinessCase((), BOOK, make_settings(), (), (), ()).switching_values("weg")


def test_the_nearest_switch_is_the_least_certain() -> None:
    # 1 op 9 is 78 % below 1 op 2; without a switch the distance is infinite.
    found = switching(case_with({"aantal": 1000}))
    assert found["z1", "chance"].distance == pytest.approx(7 / 9)
    assert switching(case_with({"aantal": 90}))["z1", "chance"].distance == float("inf")
