"""The twin against sums worked out by hand: every expected number is derived in the comment above it.

Two closings keep the sums small: `AT_ONCE` closes on the day it starts (T = 0), `FOUR_YEARS` after 1461
days, which is T = 4 exactly. A discount rate of 100 % halves an amount every year; ln 2 = 0.6931471805599453,
so one unit a year over a first year is worth (1 - 1/2) / ln 2 = 0.7213475204444817.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from builders import make_book, make_case, make_component, make_settings, make_value
from naive import (
    Clock,
    NaiveCase,
    NaiveLine,
    cash_flow,
    flow,
    mean,
    programme_bounds,
    value_case,
)

from rendement.model.case import Case
from rendement.model.price import PriceBook

AT_ONCE = {"gestart": "2025-01-01", "afgesloten": "2025-01-01"}
FOUR_YEARS = {"gestart": "2021-01-01", "afgesloten": "2025-01-01"}
ONE_AN_HOUR: dict[str, Any] = {}
YEAR = 0.7213475204444817
"""(1 - 1/2) / ln 2"""


def close(actual: Decimal, expected: float) -> None:
    """The same to 1e-12, far below the 1e-9 that is promised and within what a comment can hold."""
    assert float(actual) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def same(actual: Mapping[str, Decimal], expected: Mapping[str, float]) -> None:
    """The same payers with the same amounts."""
    assert {payer: float(amount) for payer, amount in actual.items()} == pytest.approx(expected, rel=1e-12)


def book_with(price: Mapping[str, Any], **series: Mapping[int, float]) -> PriceBook:
    """The price under test as `hulp.test`, next to the default effort of € 1."""
    return make_book({"inzet.uur": {}, "hulp.test": price}, series or None)


def case_with(line: Mapping[str, Any], path: Mapping[str, Any] | None = None, **changes: object) -> Case:
    """One certain path with one line of `hulp.test`."""
    pathway = {"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", **line}], **(path or {})}
    if "ook_zonder_ons" in pathway:
        del pathway["kans"]
    return make_case(zonder_inzet=[pathway], **{**AT_ONCE, **changes})


def value(case: Case, book: PriceBook, **settings: object) -> NaiveCase:
    return value_case(case, book, make_settings(**settings))


def line_of(result: NaiveCase, name: str) -> NaiveLine:
    return next(line for line in result.lines if line.name == name)


def benefit(line: Mapping[str, Any], price: Mapping[str, Any] = ONE_AN_HOUR, **settings: object) -> Decimal:
    """B of one certain line that closes at once."""
    return value(case_with(line), book_with(price), **settings).benefit


def effort(line: Mapping[str, Any], price: Mapping[str, Any] = ONE_AN_HOUR, **settings: object) -> Decimal:
    """K of one effort line in a case of four years, with halving every year."""
    case = make_case(inzet=[{"wat": "test", **line}], **FOUR_YEARS)
    return value(case, book_with(price), **{"disconto": 1, "horizon": "3 jaar", **settings}).effort


# ---------------------------------------------------------------- M4, M6: the sum itself


def test_sessions_with_an_even_chance() -> None:
    # 12 sessions x € 40 x 1/2 = € 240. Effort 9 hours x € 50 = € 450. Net 240 - 450 = -210.
    book = make_book(
        {
            "zorg.fysiotherapie": {"eenheid": "zitting", "bedrag": 40, "betalers": {"zorgverzekeraar": 1}},
            "welzijn.sociaal-makelaar": {"bedrag": 50},
        }
    )
    case = make_case(
        inzet=[{"wat": "huisbezoeken", "prijs": "welzijn.sociaal-makelaar", "aantal": "9 uur"}],
        zonder_inzet=[
            {
                "pad": "naar de fysiotherapeut",
                "kans": "1 op 2",
                "hulp": [{"prijs": "zorg.fysiotherapie", "aantal": "12 keer"}],
            }
        ],
    )
    result = value(case, book)
    close(result.benefit, 240)
    close(result.effort, 450)
    close(result.net, -210)
    same(result.by_payer_net, {"gemeente": -450, "zorgverzekeraar": 240})
    line = line_of(result, "z1.1")
    assert (line.side, line.price_key) == ("zonder", "zorg.fysiotherapie")
    close(line.units, 6)


def test_corrections_multiply() -> None:
    # 480 x (1 - 40 % deadweight) x (1 - 10 % displaced) x 70 % ours = 480 x 0.6 x 0.9 x 0.7 = 181.44.
    shares = {"wij": "70%", "familie": "10%"}
    case = case_with({"aantal": 12}, {"ook_zonder_ons": "40%"}, toerekening=shares, verdringing="10%")
    close(value(case, book_with({"bedrag": 40})).benefit, 181.44)


def test_the_displacement_of_the_line_wins() -> None:
    # 100 x (1 - 0) = 100: the line says 0 %, the case 50 %.
    case = case_with({"aantal": 100, "verdringing": "0%"}, verdringing="50%")
    close(value(case, book_with({})).benefit, 100)


def test_chance_within_the_path() -> None:
    # 100 x 1/2 (path) x 1/4 (line) = 12.5.
    case = case_with({"aantal": 100, "kans": "1 op 4"}, {"kans": "half"})
    close(value(case, book_with({})).benefit, 12.5)


def test_help_with_us_is_subtracted_without_realism_or_path() -> None:
    # Without us 10 x omega 0.8 = 8. With us 5 x 20 % relapse = 1. Ours 50 %: (8 - 1) x 0.5 = 3.5.
    case = case_with(
        {"aantal": 10},
        toerekening={"wij": "50%"},
        met_inzet=[{"prijs": "hulp.test", "aantal": 5, "kans": "20%"}],
    )
    result = value(case, book_with({}), factoren={"eigen": {"verwacht": 0.8}})
    close(result.benefit, 3.5)
    close(line_of(result, "m1").value, -0.5)
    close(line_of(result, "m1").units, -0.5)
    assert line_of(result, "m1").side == "met"


# ---------------------------------------------------------------- M8, M9, M10: estimates


@pytest.mark.parametrize(
    ("low", "likely", "high", "shape", "expected"),
    [
        # A = 12 - 1.97345 x 3 = 6.07965; B = 12 + 1.97345 x 6 = 23.8407; (A + 48 + B) / 6 = 77.92035 / 6.
        ("9", "12", "18", "pert", 12.986725),
        # A = 2 - 3.9469 < 0, so 0; B = 2 + 1.97345 x 7 = 15.81415; (0 + 8 + 15.81415) / 6.
        ("0", "2", "9", "pert", 3.969025),
        # The very limits: (9 + 48 + 18) / 6.
        ("9", "12", "18", "pert-minmax", 12.5),
        # The triangle: (9 + 12 + 18) / 3.
        ("9", "12", "18", "driehoek", 13.0),
        # All the same: (9 + 18) / 2.
        ("9", None, "18", "uniform", 13.5),
        # s = 0.693147181 / 2.563103131 = 0.270432809; its square / 2 = 0.036566952;
        # (2.197224577 + 2.890371758) / 2 = 2.543798168; e^2.580365120 = 13.2019576.
        ("9", None, "18", "lognormaal", 13.2019576),
        (None, "7", None, "pert", 7.0),
    ],
)
def test_mean(low: str | None, likely: str | None, high: str | None, shape: str, expected: float) -> None:
    numbers = [None if text is None else Decimal(text) for text in (low, likely, high)]
    assert float(mean(numbers[0], numbers[1], numbers[2], shape)) == pytest.approx(expected, rel=5e-8)


def test_a_range_of_quantity_and_chance() -> None:
    # Quantity 12.986725 (above). Chance: A = 0.5 - 1.97345 x 0.2 = 0.10531; B = 0.5 + 0.197345 = 0.697345;
    # (0.10531 + 2 + 0.697345) / 6 = 2.802655 / 6. Product 12.986725 x 2.802655 / 6 = 6.066218292...
    case = case_with(
        {"aantal": {"laag": 9, "verwacht": 12, "hoog": 18}},
        {"kans": {"laag": "30%", "verwacht": "50%", "hoog": "60%"}},
    )
    close(value(case, book_with({})).benefit, 12.986725 * 2.802655 / 6)


def test_a_chance_stays_below_one() -> None:
    # A = 0.9 - 1.97345 x 0.4 = 0.11062; B = 0.9 + 0.1776105 > 1, so 1; (0.11062 + 3.6 + 1) / 6.
    case = case_with({"aantal": 1}, {"kans": {"laag": "50%", "verwacht": "90%", "hoog": "99%"}})
    close(value(case, book_with({})).benefit, 4.71062 / 6)


@pytest.mark.parametrize(
    ("line", "path", "changes", "omega"),
    [
        # Nothing said anywhere: own estimate.
        ({"aantal": 1}, {}, {}, 0.8),
        # The case speaks for both the path and the line.
        ({"aantal": 1}, {}, {"bewijs": "dossier"}, 0.95),
        # The line is registered, but nobody says so of the chance of its path.
        ({"aantal": 1, "bewijs": "geregistreerd"}, {}, {}, 0.8),
        ({"aantal": 1, "bewijs": "geregistreerd"}, {"bewijs": "getoetst"}, {}, 0.9),
        ({"aantal": 1}, {"kans": {"verwacht": 1, "bewijs": "dossier"}, "bewijs": "getoetst"}, {}, 0.9),
        # The line says less for itself than its path does.
        ({"aantal": 1, "bewijs": "met-collega"}, {"bewijs": "getoetst"}, {}, 0.85),
        # One weak estimate makes the line weak.
        ({"aantal": {"verwacht": 1, "bewijs": "eigen"}}, {"bewijs": "getoetst"}, {}, 0.8),
        ({"aantal": 1, "vanaf": {"verwacht": "1 maand", "bewijs": "eigen"}}, {"bewijs": "getoetst"}, {}, 0.8),
        # `blijvend` is no estimate: only the quantity and the chance of the path count.
        (
            {"aantal": {"verwacht": "1 uur per jaar", "bewijs": "dossier"}, "duur": "blijvend"},
            {"kans": {"verwacht": 1, "bewijs": "dossier"}},
            {},
            0.95,
        ),
    ],
)
def test_realism_of_the_weakest_estimate(
    line: Mapping[str, Any], path: Mapping[str, Any], changes: Mapping[str, Any], omega: float
) -> None:
    factors = {"geregistreerd": 1.1, "dossier": 0.95, "getoetst": 0.9, "met-collega": 0.85, "eigen": 0.8}
    result = value(
        case_with(line, path, **changes),
        book_with({}),
        factoren={grade: {"verwacht": factor} for grade, factor in factors.items()},
    )
    close(result.benefit, omega)


def test_realism_carries_its_mean() -> None:
    # Low 0.5, likely 0.8, high 1: A = 0.8 - 0.592035 = 0.207965; B = 0.8 + 0.39469 = 1.19469 (no ceiling);
    # (0.207965 + 3.2 + 1.19469) / 6 = 4.602655 / 6.
    factors = {"eigen": {"laag": 0.5, "verwacht": 0.8, "hoog": 1}}
    close(benefit({"aantal": 1}, factoren=factors), 4.602655 / 6)


# ---------------------------------------------------------------- M1: price level and composed prices


def test_a_composed_price() -> None:
    # 100 x 1.5 = 150; / 3 = 50; + 20 % = 60.
    parts = [("begin", 100), ("maal", 1.5), ("gedeeld door", 3), ("toeslag", "20%")]
    price = {"opbouw": [make_component(name, number) for name, number in parts]}
    close(benefit({"aantal": 1}, price), 60)


def test_a_range_of_price() -> None:
    # The mean of 9 / 12 / 18 is 12.986725 (above), for 2 units.
    close(benefit({"aantal": 2}, {"bedrag": {"laag": 9, "verwacht": 12, "hoog": 18}}), 25.97345)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2025, 220.0),  # own value
        (2024, 100 * 110 / 100),  # the last before it, from 2023: 100 x I_2024 / I_2023
        (2026, 220 * 132 / 121),  # the last before it, from 2025: 220 x 132 / 121 = 240
        (2022, 100 * 95 / 100),  # the first after it, from 2023
    ],
)
def test_the_price_year(year: int, expected: float) -> None:
    values = [
        make_value(prijspeil=2023, bedrag=100),
        make_value(prijspeil=2025, bedrag=220),
    ]
    lonen = {2022: 95.0, 2023: 100.0, 2024: 110.0, 2025: 121.0, 2026: 132.0}
    flat = dict.fromkeys(range(2020, 2030), 100.0)
    book = book_with({"index": "lonen", "waarden": values}, lonen=lonen, cpi=flat)
    close(value(case_with({"aantal": 1}), book, price_year=year).benefit, expected)


def test_a_year_outside_the_series_is_an_error() -> None:
    book = book_with({"prijspeil": 2023}, cpi={2024: 100.0, 2025: 102.0})
    with pytest.raises(ValueError, match="has no 2023"):
        value(case_with({"aantal": 1}), book)


# ---------------------------------------------------------------- M2: units


@pytest.mark.parametrize(
    ("quantity", "price", "expected"),
    [
        # 2 hours x 52.1786 weeks x 1/2 year x € 30 = 52.1786 x 30.
        ({"aantal": "2 uur per week", "duur": "6 maanden"}, {"bedrag": 30}, 1565.358),
        # 5 half-days of 4 hours = 20 hours; and 20 hours = 5 half-days.
        ({"aantal": "5 dagdelen"}, {"uren_per_dagdeel": 4}, 20.0),
        ({"aantal": "20 uur"}, {"uren_per_dagdeel": 4, "eenheid": "dagdeel"}, 5.0),
        # 7 days a week is 7 x 52.1786 = 365.2502 days a year, 365.2502 / 365.25 x 12 months; for a half year.
        ({"aantal": "7 dagen per week", "duur": "6 maanden"}, {"eenheid": "dag"}, 182.6251),
        ({"aantal": "7 dagen per week", "duur": "6 maanden"}, {"eenheid": "maand"}, 6 * 365.2502 / 365.25),
        # 2 months of a price per day: 2 x 365.25 / 12 = 60.875 days x € 100.
        ({"aantal": "2 maanden"}, {"eenheid": "dag", "bedrag": 100}, 6087.5),
        # 18 months, but the horizon is at 12: 365.25 days.
        ({"aantal": "18 maanden"}, {"eenheid": "dag"}, 365.25),
        # No unit is the unit of the price, here a unit of time: 400 days, cut at 365.25.
        ({"aantal": 400}, {"eenheid": "dag"}, 365.25),
        # 2 months spread over 24: 60.875 days, of which the first half counts.
        ({"aantal": "2 maanden", "duur": "24 maanden"}, {"eenheid": "dag"}, 30.4375),
    ],
)
def test_units(quantity: Mapping[str, Any], price: Mapping[str, Any], expected: float) -> None:
    close(benefit(quantity, price), expected)


@pytest.mark.parametrize(
    ("quantity", "unit"), [("1 dag", "uur"), ("1 keer", "uur"), ("1 dagdeel", "uur"), ("3 uur", "zitting")]
)
def test_units_that_do_not_fit(quantity: str, unit: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        benefit({"aantal": quantity}, {"eenheid": unit})


# ---------------------------------------------------------------- M3, M5: time


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # 2 x 52.1786 hours a year over 9 months from month 3, all before month 12: 104.3572 x 0.75.
        ({"aantal": "2 uur per week", "vanaf": "3 maanden", "duur": "9 maanden"}, 78.2679),
        # Three months more fall beyond the horizon.
        ({"aantal": "2 uur per week", "vanaf": "3 maanden", "duur": "12 maanden"}, 78.2679),
        ({"aantal": "2 uur per week", "vanaf": "3 maanden", "duur": "blijvend"}, 78.2679),
        # A total of 12 over 18 months from month 0: 8 before the horizon.
        ({"aantal": 12, "duur": "18 maanden"}, 8.0),
        # At once: in month 11 it counts, in month 12 it does not.
        ({"aantal": 12, "vanaf": "11 maanden"}, 12.0),
        ({"aantal": 12, "vanaf": "12 maanden"}, 0.0),
        # The line argues two years: 1.75 years of one a year.
        (
            {
                "aantal": "1 uur per jaar",
                "vanaf": "3 maanden",
                "duur": "blijvend",
                "horizon": {"duur": "24 maanden", "reden": "test"},
            },
            1.75,
        ),
    ],
)
def test_flows_and_the_horizon(line: Mapping[str, Any], expected: float) -> None:
    close(benefit(line), expected)


def test_the_horizon_of_the_case() -> None:
    # One a year until H = 3 years after closing.
    case = case_with(
        {"aantal": "1 uur per jaar", "duur": "blijvend"}, horizon={"duur": "3 jaar", "reden": "test"}
    )
    close(value(case, book_with({})).benefit, 3)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # [0, 1] halving every year: (1 - 1/2) / ln 2.
        ({"aantal": "1 uur per jaar", "duur": "1 jaar"}, YEAR),
        # [1, 2] is worth half of that; [0, 2] one and a half.
        ({"aantal": "1 uur per jaar", "vanaf": "1 jaar", "duur": "1 jaar"}, YEAR / 2),
        ({"aantal": "1 uur per jaar", "duur": "2 jaar"}, YEAR * 3 / 2),
        # At once after two years: a quarter.
        ({"aantal": 1, "vanaf": "2 jaar"}, 0.25),
    ],
)
def test_present_value(line: Mapping[str, Any], expected: float) -> None:
    close(benefit(line, disconto=1, horizon="3 jaar"), expected)


@pytest.mark.parametrize(
    ("line", "rate", "horizon", "expected"),
    [
        # Until the horizon: [0.75, 2] less [1.75, 2] is 1.25 - 0.25 = 1 year of 7 x 52.1786 days.
        ({"aantal": "7 dagen per week", "vanaf": "9 maanden", "uitstel": "1 jaar"}, 0, "2 jaar", 365.2502),
        # The end stays: [0, 1] less [0.25, 1] is a quarter.
        ({"aantal": "1 dag per jaar", "duur": "1 jaar", "uitstel": "3 maanden"}, 0, "2 jaar", 0.25),
        # The end moves: [0, 1] less [0.25, 1.25] is nothing without discounting ...
        (
            {"aantal": "1 dag per jaar", "duur": "1 jaar", "uitstel": "3 maanden", "verschuift": True},
            0,
            "2 jaar",
            0.0,
        ),
        # ... a quarter when the horizon cuts what moved past it ...
        (
            {"aantal": "1 dag per jaar", "duur": "1 jaar", "uitstel": "3 maanden", "verschuift": True},
            0,
            "1 jaar",
            0.25,
        ),
        # ... and with halving every year [0, 1] less [1, 2] is half of the first year.
        (
            {"aantal": "1 dag per jaar", "duur": "1 jaar", "uitstel": "1 jaar", "verschuift": True},
            1,
            "2 jaar",
            YEAR / 2,
        ),
        # Delayed beyond its own end: nothing is left to subtract.
        ({"aantal": "1 dag per jaar", "duur": "1 jaar", "uitstel": "18 maanden"}, 0, "2 jaar", 1.0),
        # A total of 10 over a year, delayed half a year with the same rate: 5 are left, 5 saved.
        ({"aantal": 10, "duur": "1 jaar", "uitstel": "6 maanden"}, 0, "2 jaar", 5.0),
        # Half a year of days, delayed three months: a quarter of a year saved.
        ({"aantal": "6 maanden", "uitstel": "3 maanden"}, 0, "2 jaar", 91.3125),
    ],
)
def test_delay(line: Mapping[str, Any], rate: float, horizon: str, expected: float) -> None:
    close(benefit(line, {"eenheid": "dag"}, disconto=rate, horizon=horizon), expected)


@pytest.mark.parametrize(
    ("delay", "expected"),
    [
        ("1 jaar", 50.0),  # 100 - 100/2
        ("2 jaar", 100.0),  # delayed to the horizon: avoided
    ],
)
def test_delay_at_once(delay: str, expected: float) -> None:
    close(benefit({"aantal": 100, "uitstel": delay}, disconto=1, horizon="2 jaar"), expected)


@pytest.mark.parametrize(
    ("line", "rate", "expected"),
    [
        # Halving from closing (T = 4) on: [3, 5] whole, [5, 6] half. Gliding: [3, 4], then YEAR and half.
        ({"aantal": "1 uur per jaar", "vanaf": "3 jaar", "duur": "3 jaar"}, 0, (2.5, 1 + YEAR * 1.5)),
        # Two and a half years after closing: a quarter, or 0.5^2.5. Before closing: whole.
        ({"aantal": 1, "vanaf": "78 maanden"}, 0, (0.25, 0.5**2.5)),
        ({"aantal": 1, "vanaf": "1 jaar"}, 0, (1.0, 1.0)),
        # Discount halves too: 1/16 at closing, and YEAR of that in the first year, a quarter in the second.
        # Gliding to a quarter in a year: (1 - 1/16) / (2 ln 2) of 1/16.
        ({"aantal": "1 uur per jaar", "duur": "2 jaar"}, 1, (YEAR * 1.25 / 16, 15 / 16 * YEAR / 16)),
    ],
)
def test_drop_off(line: Mapping[str, Any], rate: float, expected: tuple[float, float]) -> None:
    case = case_with(line, {}, afbouw="50%", **FOUR_YEARS)
    for form, amount in zip(("trap", "glijdend"), expected, strict=True):
        found = value(case, book_with({}), disconto=rate, horizon="3 jaar", afbouw=form)
        close(found.benefit, amount)


@pytest.mark.parametrize("convention", ["continu", "begin", "midden", "eind"])
def test_a_thousand_a_year_for_two_years_of_which_70_percent_is_lost(convention: str) -> None:
    # M35: 1,000 + 300. Gliding: 1,000 x (1 - 0.3^2) / -ln 0.3 = 755.83; the ratio is 0.7 / -ln 0.3.
    case = case_with({"aantal": "1000 uur per jaar", "duur": "2 jaar"}, {}, afbouw="70%")
    found = [
        value(case, book_with({}), conventie=convention, horizon="3 jaar", afbouw=form).benefit
        for form in ("trap", "glijdend")
    ]
    close(found[0], 1300)
    close(found[1], 1300 * 0.7 / -math.log(0.3))


def test_units_drop_off_but_are_not_discounted() -> None:
    # Two years after closing a quarter of 8 hours of € 3 is left: 2 hours; halved once a year for six years
    # the money is 2 x 3 / 64.
    case = case_with({"aantal": 8, "vanaf": "6 jaar"}, {}, afbouw="50%", **FOUR_YEARS)
    line = line_of(value(case, book_with({"bedrag": 3}), disconto=1, horizon="3 jaar"), "z1.1")
    close(line.units, 2)
    close(line.value, 6 / 64)


def test_the_drop_off_of_the_line_wins() -> None:
    case = case_with({"aantal": 8, "vanaf": "2 jaar", "afbouw": "0%"}, afbouw="50%")
    close(value(case, book_with({}), horizon="3 jaar").benefit, 8)


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        # One a year over [0, 2.5], halving: 1 + 1/2 + half of 1/4 = 1.625; at the end of the year half of
        # that; in the middle 1.625 / 1.4142135623730951.
        ("begin", 1.625),
        ("eind", 0.8125),
        ("midden", 1.625 / 1.4142135623730951),
    ],
)
def test_yearly_conventions(convention: str, expected: float) -> None:
    line = {"aantal": "1 uur per jaar", "duur": "30 maanden"}
    close(benefit(line, disconto=1, conventie=convention, horizon="3 jaar"), expected)


@pytest.mark.parametrize("convention", ["begin", "midden", "eind"])
def test_yearly_drop_off(convention: str) -> None:
    # No discount: the first year whole, the second half, half of the third a quarter: 1 + 0.5 + 0.125.
    case = case_with({"aantal": "1 uur per jaar", "duur": "30 maanden"}, afbouw="50%")
    close(value(case, book_with({}), conventie=convention, horizon="3 jaar").benefit, 1.625)


def test_yearly_cells_from_start_and_from_closing() -> None:
    # Closing at 0.5, both halve, [0, 2] at the beginning of the year: [0, 1] whole; [1, 1.5] half by
    # discount: 0.25; [1.5, 2] half by discount and half by drop-off: 0.125. Together 1.375.
    clock = Clock(Decimal(1), Decimal("0.5"), Decimal("0.5"), "begin")
    close(flow(Decimal(0), Decimal(2), clock), 1.375)


def test_a_year_after_closing_is_a_whole_year() -> None:
    # Closing after 181 days. 100 at closing, less 100 a year later when half of the effect is gone: 50.
    case = case_with({"aantal": 100, "uitstel": "12 maanden"}, afbouw="50%", afgesloten="2025-07-01")
    close(value(case, book_with({}), conventie="begin", horizon="2 jaar").benefit, 50)


def test_the_closed_form_is_the_sum_of_small_steps() -> None:
    # Closing at 0.7, 3 % discount, 20 % drop-off, [0.2, 2.2] in 4000 steps of 0.0005 years.
    clock = Clock(Decimal("0.03"), Decimal("0.2"), Decimal("0.7"), "continu", "glijdend")
    steps = 0.0
    for number in range(4000):
        t = 0.2 + (number + 0.5) * 0.0005
        steps += 0.0005 * 1.03**-t * 0.8 ** max(0.0, t - 0.7)
    assert float(flow(Decimal("0.2"), Decimal("2.2"), clock)) == pytest.approx(steps, rel=1e-7)
    step_wise = sum(
        0.0005 * 1.03 ** -(0.2 + (n + 0.5) * 0.0005) * 0.8 ** int(max(0.0, (n + 0.5) * 0.0005 - 0.5))
        for n in range(4000)
    )
    assert float(flow(Decimal("0.2"), Decimal("2.2"), replace(clock, form="trap"))) == pytest.approx(
        step_wise, rel=1e-7
    )


# ---------------------------------------------------------------- M8: timing

EDGE = 1.97345 / 6
MIDDLE = 1 - 1.97345 / 3
RANGE = {"laag": 0, "verwacht": 1, "hoog": 2, "eenheid": "jaar"}


@pytest.mark.parametrize(
    ("line", "price", "settings", "expected"),
    [
        # At once at 0, 1 or 2 years, halving: 1, 1/2 or 1/4.
        ({"aantal": 1, "vanaf": RANGE}, {}, {"disconto": 1, "horizon": "9 jaar"}, EDGE * 1.25 + MIDDLE * 0.5),
        # A duration of 3, 9 or 24 months, the last cut at 12.
        (
            {
                "aantal": "1 uur per jaar",
                "duur": {"laag": 3, "verwacht": 9, "hoog": 24, "eenheid": "maanden"},
            },
            {},
            {},
            EDGE * 1.25 + MIDDLE * 0.75,
        ),
        # A total stays the total: 6 over 3, 9 or 24 months; half of the last counts.
        (
            {"aantal": 6, "duur": {"laag": 3, "verwacht": 9, "hoog": 24, "eenheid": "maanden"}},
            {},
            {},
            EDGE * 9 + MIDDLE * 6,
        ),
        # Start and delay both: E[2^-a] x (1 - E[2^-delay]), the sum of nine.
        (
            {"aantal": 1, "vanaf": RANGE, "uitstel": RANGE},
            {},
            {"disconto": 1, "horizon": "9 jaar"},
            (EDGE * 1.25 + MIDDLE * 0.5) * (1 - EDGE * 1.25 - MIDDLE * 0.5),
        ),
        # 1, 2 or 6 months of days: 7 x 0.328908333 + 2 x 0.342183333 = 2.986725 months x 30.4375 days.
        (
            {"aantal": {"laag": 1, "verwacht": 2, "hoog": 6, "eenheid": "maanden"}},
            {"eenheid": "dag"},
            {},
            90.90844218750,
        ),
        # The very limits: weights 1/6, 2/3, 1/6 on 1, 1/2, 1/4 = 0.25 x 5/6 + 1/3.
        (
            {"aantal": 1, "vanaf": {**RANGE, "verdeling": "pert-minmax"}},
            {},
            {"disconto": 1, "horizon": "9 jaar"},
            1.25 / 6 + 1 / 3,
        ),
    ],
)
def test_timing(
    line: Mapping[str, Any], price: Mapping[str, Any], settings: Mapping[str, Any], expected: float
) -> None:
    close(benefit(line, price, **settings), expected)


def test_27_combinations() -> None:
    # One a year from a for d, delayed by u with its end moving along, halving: PV = YEAR' 2^-a (1 - 2^-d)
    # (1 - 2^-u) with YEAR' = 1 / ln 2, so the expectation is a product of three: with e = E[2^-x] of RANGE,
    # 2 YEAR x e x (1 - e) x (1 - e).
    e = EDGE * 1.25 + MIDDLE * 0.5
    line = {"aantal": "1 uur per jaar", "vanaf": RANGE, "duur": RANGE, "uitstel": RANGE, "verschuift": True}
    close(benefit(line, disconto=1, horizon="9 jaar"), 2 * YEAR * e * (1 - e) * (1 - e))


# ---------------------------------------------------------------- effort


@pytest.mark.parametrize(
    ("line", "price", "expected"),
    [
        # 8 hours evenly over 4 years, halving: 2 a year x (1 - 1/16) / ln 2 = 2 x 15/8 x YEAR.
        ({"aantal": "8 uur"}, {}, 3.75 * YEAR),
        # At once after a year; or spread over the second year.
        ({"aantal": "8 uur", "vanaf": "1 jaar"}, {}, 4.0),
        ({"aantal": "8 uur", "vanaf": "1 jaar", "duur": "1 jaar"}, {}, 4 * YEAR),
        ({"aantal": "8 uur", "duur": "1 jaar"}, {}, 8 * YEAR),
        # One a year until closing, from the start or from year 3; or for one year.
        ({"aantal": "1 uur per jaar"}, {}, 15 / 8 * YEAR),
        ({"aantal": "1 uur per jaar", "vanaf": "3 jaar"}, {}, YEAR / 8),
        ({"aantal": "1 uur per jaar", "duur": "1 jaar"}, {}, YEAR),
        # Counted in time it lasts as long as it says, from the start or from year 1.
        ({"aantal": "12 maanden"}, {"eenheid": "jaar"}, YEAR),
        ({"aantal": "12 maanden", "vanaf": "1 jaar"}, {"eenheid": "jaar"}, YEAR / 2),
        # 8 hours with a group of 4, of a post shared over 2 cases, at once after a year: 8 / 4 / 2 / 2.
        ({"aantal": "8 uur", "vanaf": "1 jaar", "groep": 4, "gedeeld_over": "2 casussen"}, {}, 0.5),
    ],
)
def test_effort_in_time(line: Mapping[str, Any], price: Mapping[str, Any], expected: float) -> None:
    close(effort({"prijs": "hulp.test", **line}, price), expected)


def test_group_and_shared_effort() -> None:
    # 36 hours / 12 = 3 hours x € 50 = 150; 1543 hours / 60 x € 50 = 1285.8333...
    lines = [
        {"wat": "beweeggroep", "prijs": "hulp.test", "aantal": "36 uur", "groep": "12 deelnemers"},
        {"wat": "coördinator", "prijs": "hulp.test", "aantal": "1543 uur", "gedeeld_over": "60 casussen"},
    ]
    result = value(make_case(inzet=lines), book_with({"bedrag": 50}))
    close(line_of(result, "i1").value, 150)
    close(line_of(result, "i1").units, 3)
    close(line_of(result, "i2").value, 1543 * 50 / 60)


def test_effort_that_opens_and_closes_the_same_day() -> None:
    # Nothing to spread over: at once at 0.
    case = make_case(inzet=[{"wat": "test", "prijs": "hulp.test", "aantal": "8 uur"}], **AT_ONCE)
    close(value(case, book_with({}), disconto=1).effort, 8)


def test_effort_has_no_corrections() -> None:
    # 1 hour of € 1, whatever is attributed, displaced, dropped off or discounted with realism.
    case = make_case(toerekening={"wij": "50%"}, verdringing="50%", afbouw="50%", bewijs="eigen")
    close(value(case, book_with({}), factoren={"eigen": {"verwacht": 0.5}}).effort, 1)


def test_other_payers_of_effort() -> None:
    # 10 hours: 6 for the municipality, 4 for the insurer, in money and in cash.
    case = make_case(
        inzet=[
            {
                "wat": "test",
                "prijs": "hulp.test",
                "aantal": "10 uur",
                "betalers": {"gemeente": "60%", "zorgverzekeraar": "40%"},
            }
        ]
    )
    line = value(case, book_with({"variabel": "50%"}), kansen={"overige": "10%"}).lines[0]
    same(line.by_payer, {"gemeente": 6, "zorgverzekeraar": 4})
    same(line.cash_by_payer, {"gemeente": 6, "zorgverzekeraar": 4})


def test_volunteer_effort_is_no_cash() -> None:
    price = {"soort": "maatschappelijk", "betalers": {"vrijwilliger": 1}}
    case = make_case(inzet=[{"wat": "maatje", "prijs": "hulp.test", "aantal": "10 uur"}])
    line = value(case, book_with(price)).lines[0]
    same(line.by_payer, {"vrijwilliger": 10})
    same(line.cash_by_payer, {"vrijwilliger": 0})


def test_an_expense() -> None:
    # € 45 of 2024 x 104 / 100 = 46.80, over 3 people = 15.60, of which 75 % = 11.70.
    expense = {
        "bedrag": 45,
        "prijspeil": 2024,
        "betalers": {"gemeente": "75%", "inwoner": "25%"},
        "bron": "factuur",
    }
    case = make_case(inzet=[{"wat": "zaalhuur", "uitgave": expense, "groep": 3}])
    line = value(case, book_with({}, cpi={2024: 100.0, 2025: 104.0})).lines[0]
    close(line.value, 15.6)
    close(line.by_payer["gemeente"], 11.7)
    close(line.cash_by_payer["inwoner"], 3.9)
    assert line.price_key is None


def test_an_expense_in_time() -> None:
    # € 8 evenly over 4 years, halving: 3.75 YEAR as above; after one year at once: 4.
    expense = {"bedrag": 8, "prijspeil": 2025, "betalers": {"gemeente": 1}, "bron": "factuur"}
    close(effort({"uitgave": expense}), 3.75 * YEAR)
    close(effort({"uitgave": expense, "vanaf": "1 jaar"}), 4)


# ---------------------------------------------------------------- M12, M13: payers, transfers and cash


def test_payers_and_cash() -> None:
    # B = 200: insurer 150, resident 50. Cash: half varies; the insurer lowers its budget in 40 % of cases:
    # 150 x 0.5 x 0.4 = 30; the resident is not named, so 80 %: 50 x 0.5 x 0.8 = 20.
    price = {
        "betalers": {"zorgverzekeraar": "75%", "inwoner": "25%"},
        "variabel": "50%",
        "soort": "capaciteit",
    }
    result = value(
        case_with({"aantal": 200}), book_with(price), kansen={"zorgverzekeraar": "40%", "overige": "80%"}
    )
    line = line_of(result, "z1.1")
    assert line.by_payer == {"zorgverzekeraar": Decimal(150), "inwoner": Decimal(50)}
    close(line.cash_by_payer["zorgverzekeraar"], 30)
    close(line.cash_by_payer["inwoner"], 20)
    # The default effort is € 1 for the municipality.
    assert result.by_payer_net == {
        "gemeente": Decimal(-1),
        "zorgverzekeraar": Decimal(150),
        "inwoner": Decimal(50),
    }
    assert sum(result.by_payer_net.values()) == result.net


def test_societal_care_is_no_cash() -> None:
    line = line_of(value(case_with({"aantal": 7}), book_with({"soort": "maatschappelijk"})), "z1.1")
    assert (line.value, line.cash_by_payer) == (Decimal(7), {"gemeente": Decimal(0)})


def test_a_transfer_is_zero_in_the_sum() -> None:
    # 3 x € 1000 less benefit: the municipality +3000, the resident -3000, together 0.
    # Cash: 3000 x 50 % varies x 40 % = 600 for the one, -600 for the other.
    price = {
        "eenheid": "stuk",
        "bedrag": 1000,
        "betalers": {"gemeente": 1},
        "overdracht_aan": "inwoner",
        "variabel": "50%",
    }
    result = value(case_with({"aantal": "3 keer"}), book_with(price), kansen={"gemeente": "40%"})
    line = line_of(result, "z1.1")
    assert line.by_payer == {"gemeente": Decimal(3000), "inwoner": Decimal(-3000)}
    assert (line.value, line.gross, line.units) == (Decimal(0), Decimal(3000), Decimal(3))
    close(line.cash_by_payer["gemeente"], 600)
    close(line.cash_by_payer["inwoner"], -600)
    assert result.benefit == 0
    assert result.by_payer_net == {"gemeente": Decimal(2999), "inwoner": Decimal(-3000)}


# ---------------------------------------------------------------- M21: cash flow


def test_cash_flow_per_month() -> None:
    # € 181 of effort over the 181 days to 1 July: € 1 a day. Then 365.25 hours a year at € 2 for a year: € 2
    # a day, half of it ours, until a quarter into 1 July 2026. Discount and convention do not matter.
    case = case_with(
        {"aantal": "365,25 uur per jaar", "duur": "1 jaar"},
        inzet=[{"wat": "test", "prijs": "inzet.uur", "aantal": "181 uur"}],
        toerekening={"wij": "50%"},
        afgesloten="2025-07-01",
    )
    price = {"bedrag": 2, "betalers": {"zorgverzekeraar": 1}}
    settings = make_settings(disconto="3%", conventie="eind")
    found = cash_flow(case, book_with(price), settings)
    close(found["gemeente", 2025, 1], -31)
    close(found["gemeente", 2025, 2], -28)
    close(found["gemeente", 2025, 6], -30)
    assert ("gemeente", 2025, 7) not in found
    assert ("zorgverzekeraar", 2025, 6) not in found
    close(found["zorgverzekeraar", 2025, 7], 31)
    close(found["zorgverzekeraar", 2025, 12], 31)
    close(found["zorgverzekeraar", 2026, 2], 28)
    close(found["zorgverzekeraar", 2026, 7], 0.25)
    close(sum(found.values(), Decimal(0)), 365.25 - 181)


@pytest.mark.parametrize(
    ("start", "month"),
    [
        ("0 maanden", (2025, 1)),
        ("1 maand", (2025, 1)),  # 30.4375 days: 31 January, half past ten
        ("31 dagen", (2025, 2)),  # the first moment of February
        ("6 maanden", (2025, 7)),  # 182.625 days: 2 July
        ("12 maanden", (2026, 1)),  # 365.25 days: 1 January
    ],
)
def test_the_month_of_what_happens_at_once(start: str, month: tuple[int, int]) -> None:
    found = cash_flow(
        case_with({"aantal": 5, "vanaf": start}), book_with({}), make_settings(horizon="24 maanden")
    )
    # The default effort, € 1 at once, falls in January 2025.
    effort_then = 1 if month == (2025, 1) else 0
    close(found["gemeente", *month], 5 - effort_then)


def test_cash_flow_with_drop_off() -> None:
    # Two a year from 1 January 2025, halving from 2026 on: 2 + 1; minus € 1 of effort.
    case = case_with({"aantal": "2 uur per jaar", "duur": "2 jaar"}, afbouw="50%")
    found = cash_flow(case, book_with({}), make_settings(conventie="begin", horizon="2 jaar"))
    close(found["gemeente", 2025, 1], 2 * 31 / 365.25 - 1)
    close(found["gemeente", 2026, 2], 28 / 365.25)
    close(sum(found.values(), Decimal(0)), 2)


def test_cash_flow_with_gliding_drop_off() -> None:
    # One a year from 1 January 2025, halving: January has (1 - 2^(-31/365.25)) / ln 2; minus € 1 of effort.
    case = case_with({"aantal": "1 uur per jaar", "duur": "1 jaar"}, afbouw="50%")
    found = cash_flow(case, book_with({}), make_settings(conventie="begin", afbouw="glijdend"))
    close(found["gemeente", 2025, 1], 2 * YEAR * (1 - 2 ** (-31 / 365.25)) - 1)
    close(sum(found.values(), Decimal(0)), YEAR - 1)


def test_cash_flow_of_a_delay() -> None:
    # 100 saved in January 2025, spent after all in January 2026 (365.25 days later); minus € 1 of effort.
    case = case_with({"aantal": 100, "uitstel": "1 jaar"})
    found = cash_flow(case, book_with({}), make_settings(horizon="24 maanden"))
    assert found == {("gemeente", 2025, 1): Decimal(99), ("gemeente", 2026, 1): Decimal(-100)}


def test_cash_flow_of_a_transfer() -> None:
    found = cash_flow(case_with({"aantal": 5}), book_with({"overdracht_aan": "inwoner"}), make_settings())
    assert found == {("gemeente", 2025, 1): Decimal(4), ("inwoner", 2025, 1): Decimal(-5)}


# ---------------------------------------------------------------- M15


def test_programme_bounds() -> None:
    # 4 of 10 filed, mean 500: 4 x 500 = 2000, plus 6 x 0, or 6 x 2500 = 15000.
    assert programme_bounds(Decimal(500), 4, 10, Decimal(0), Decimal(2500)) == (Decimal(2000), Decimal(17000))
    assert programme_bounds(Decimal(500), 4, 10, Decimal(-100), None) == (Decimal(1400), None)


# ---------------------------------------------------------------- M25: an error, never a 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"aantal": "2 uur per week"}, "needs a duration"),
        ({"aantal": 12, "duur": "blijvend"}, "cannot last"),
        (
            {"aantal": "2 uur per week", "duur": "blijvend", "uitstel": "1 jaar", "verschuift": True},
            "no end to move",
        ),
        ({"aantal": 12, "prijs": "hulp.onbekend"}, "no price"),
    ],
)
def test_care_errors(line: Mapping[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        benefit(line)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"aantal": 1, "vanaf": "8 jaar"}, "beyond the horizon"),
        ({"aantal": 1, "vanaf": "6 jaar", "duur": "13 maanden"}, "beyond the horizon"),
        ({"aantal": "1 uur per jaar", "vanaf": "5 jaar"}, "starts after closing"),
    ],
)
def test_effort_errors(line: Mapping[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        effort({"prijs": "hulp.test", **line})


def test_a_running_case_has_no_value() -> None:
    with pytest.raises(ValueError, match="running"):
        value(make_case(afgesloten=None), book_with({}))


def test_time_of_an_unknown_shape() -> None:
    quantity = {"laag": 1, "verwacht": 2, "hoog": 6, "eenheid": "maanden", "verdeling": "driehoek"}
    with pytest.raises(ValueError, match="PERT"):
        benefit({"aantal": quantity}, {"eenheid": "dag"})


def test_help_with_us_has_no_delay() -> None:
    line = {"prijs": "hulp.test", "aantal": 1, "uitstel": "1 maand"}
    with pytest.raises(ValueError, match="not delayed"):
        value(make_case(met_inzet=[line]), book_with({}))
