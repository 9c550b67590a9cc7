"""Money in calendar time, without discount, and when it has paid itself back (M21)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import as_read, make_book, make_case, make_settings
from hypothesis import HealthCheck, given, settings
from strategies import World, worlds

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.programme import Programme
from rendement.model.settings import Convention, Selection
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.yaml.text import Text
from rendement.results.base.denominator import Denominator
from rendement.results.figures.showing import Withheld
from rendement.results.paying.cash_flow import Payback, paybacks

HOUR = {"prijs": "hulp.test"}
BOOK = make_book({"inzet.uur": {}, "hulp.test": {"variabel": "50%", "betalers": {"zorgverzekeraar": 1}}})


def business_case_of(*cases: Case, home: LoadedProgramme | None = None, **changes: object) -> BusinessCase:
    """All closed cases, without discount, three years ahead."""
    everything = Denominator(home.programme.id if home else "", len(cases), len(cases), Selection.ALL, "test")
    loaded = tuple(LoadedCase(case, "test.yaml", home, {}) for case in cases)
    homes = (home,) if home else ()
    return BusinessCase(loaded, BOOK, make_settings(horizon="3 jaar", **changes), (everything,), homes, ())


def case_with(effort: float, *lines: dict[str, Any], **changes: object) -> Case:
    """Started and closed on 1 January 2025: so many hours of effort at once, this help in a certain path."""
    paths = [{"pad": "test", "kans": 1, "hulp": [{**HOUR, **line} for line in lines]}] if lines else []
    return make_case(
        gestart="2025-01-01",
        afgesloten="2025-01-01",
        inzet=[{"wat": "test", "prijs": "inzet.uur", "aantal": effort}],
        zonder_inzet=paths,
        **changes,
    )


def amounts(found: BusinessCase, column: str, period: str = "maand") -> dict[tuple[str, str], float]:
    """A column of the cash flow by payer and period."""
    return {(row["betaler"], row[period]): row[column] for row in found.cash_flow(period)}


# ---------------------------------------------------------------- amounts by hand


def test_a_flow_is_spread_by_day() -> None:
    # 365.25 hours over the year of 365.25 days from 1 January: 31 in January, 28 in February … and a quarter
    # of a day of the next January.
    found = amounts(business_case_of(case_with(0, {"aantal": 365.25, "duur": "1 jaar"})), "baten")
    assert found["zorgverzekeraar", "2025-01"] == pytest.approx(31)
    assert found["zorgverzekeraar", "2025-02"] == pytest.approx(28)
    assert found["zorgverzekeraar", "2026-01"] == pytest.approx(0.25)
    assert len(found) == 13


def test_what_happens_at_once_falls_in_its_month() -> None:
    # 59 days after 1 January is 1 March; effort is on the first day.
    found = business_case_of(case_with(7, {"aantal": 12, "vanaf": "59 dagen"}))
    assert amounts(found, "netto") == {("gemeente", "2025-01"): -7.0, ("zorgverzekeraar", "2025-03"): 12.0}


def test_half_of_it_can_be_cashed() -> None:
    found = business_case_of(case_with(0, {"aantal": 12}), kansen={"overige": 0.5})
    assert amounts(found, "waarvan aangenomen verzilverbaar") == {("zorgverzekeraar", "2025-01"): 3.0}


def test_no_discount_whatever_the_regime() -> None:
    found = business_case_of(case_with(0, {"aantal": 12, "vanaf": "18 maanden"}), disconto=0.5)
    assert amounts(found, "baten") == {("zorgverzekeraar", "2026-07"): 12.0}


def test_cases_start_in_their_own_month() -> None:
    later = make_case(gestart="2025-03-15", afgesloten="2025-03-15")
    found = amounts(business_case_of(case_with(7), later), "inzet")
    assert found == {("gemeente", "2025-01"): 7.0, ("gemeente", "2025-03"): 1.0}


def test_an_unknown_period_or_payer_is_an_error() -> None:
    found = business_case_of(case_with(1))
    with pytest.raises(KeyError, match="kies uit: jaar, maand"):
        found.cash_flow("week")
    with pytest.raises(KeyError, match="betaler 'rijk' komt niet voor"):
        found.payback("rijk")


# ---------------------------------------------------------------- sums


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_months_sum_to_the_total_without_discount(world: World) -> None:
    """Every euro falls in some month: together the benefit and cost of a regime without discount."""
    case, book, chosen = world
    free = chosen.regime.model_copy(update={"rate": 0.0, "convention": Convention.CONTINUOUS})
    everything = Denominator("", 1, 1, Selection.ALL, "test")
    undiscounted = chosen.model_copy(update={"regime": free})
    loaded = (LoadedCase(case, "test.yaml", None, {}),)
    found = BusinessCase(loaded, book, undiscounted, (everything,), (), ())
    months = found.cash_flow("maand")
    assert sum(months.column("baten")) == pytest.approx(found.benefit, rel=1e-9, abs=1e-6)
    assert sum(months.column("inzet")) == pytest.approx(found.cost, rel=1e-9, abs=1e-6)
    years = {(row["betaler"], row["jaar"]): row["netto"] for row in found.cash_flow("jaar")}
    added: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in months:
        added[row["betaler"], row["maand"][:4]] += row["netto"]
    for key in years.keys() | added.keys():
        assert years.get(key, 0.0) == pytest.approx(added.get(key, 0.0), rel=1e-9, abs=1e-6)


# ---------------------------------------------------------------- programme costs


def programme(name: str, first: str, last: str, amount: float) -> LoadedProgramme:
    """A programme with costs of its own in a period."""
    written = {
        "programma": name,
        "titel": "Test",
        "periode": {"van": first, "tot": last},
        "afgesloten_casussen": 1,
        "gekozen": "alle",
        "hoe_gekozen": "test",
        "kosten": {"bedrag": amount, "prijspeil": 2025, "betalers": {"gemeente": 1}, "bron": "test"},
        "prijzen": "test@2025.1",
        "prijspeil": 2025,
        "regime": "geen",
        "realisme": "geen",
        "verzilvering": "bovengrens",
    }
    return LoadedProgramme(
        Programme.model_validate(as_read(written)), Path(name), Text("", ""), BOOK, make_settings()
    )


def test_programme_costs_are_spread_over_the_period() -> None:
    # € 190 for 1 January to 31 March (90 days), of which € 10 is the effort of the case in January:
    # 180 / 90 = € 2 a day: 62 + 10, 56 and 62.
    found = business_case_of(case_with(10), home=programme("test", "2025-01-01", "2025-03-31", 190))
    assert amounts(found, "inzet") == pytest.approx(
        {("gemeente", "2025-01"): 72, ("gemeente", "2025-02"): 56, ("gemeente", "2025-03"): 62}
    )


def test_every_programme_spends_in_its_own_period() -> None:
    # € 365 in 2024 … of one programme, € 730 in 2025 of another: nothing of the one in the year of the other.
    homes = [
        programme("eerst", "2024-01-01", "2024-12-31", 366),
        programme("later", "2025-01-01", "2025-12-31", 730),
    ]
    loaded = tuple(LoadedCase(case_with(0), "test.yaml", home, {}) for home in homes)
    denominators = tuple(Denominator(home.programme.id, 1, 1, Selection.ALL, "test") for home in homes)
    found = BusinessCase(loaded, BOOK, make_settings(), denominators, tuple(homes), ())
    assert amounts(found, "inzet", "jaar") == pytest.approx(
        {("gemeente", "2024"): 366, ("gemeente", "2025"): 730}
    )


# ---------------------------------------------------------------- payback


@pytest.mark.parametrize(
    ("effort", "lines", "expected"),
    [
        # € 10 spent, € 12 a month: ahead at the end of January.
        (10, [{"aantal": "12 uur per maand", "duur": "12 maanden"}], (date(2025, 1, 1), 1)),
        # € 100 spent; gained 144 × 243 / 365.25 = 95.8 after August, 144 × 273 / 365.25 = 107.6.
        (100, [{"aantal": "12 uur per maand", "duur": "24 maanden"}], (date(2025, 9, 1), 9)),
        # € 1000 spent for € 288.
        (1000, [{"aantal": "12 uur per maand", "duur": "24 maanden"}], (None, None)),
        # Nothing spent: nothing to earn back.
        (0, [], (None, None, Withheld.NO_COST)),
        # Exactly even, after 14 months: 425 days after the start is 2 March 2026.
        (7, [{"aantal": 7, "vanaf": "425 dagen"}], (date(2026, 3, 1), 15)),
    ],
)
def test_payback(effort: float, lines: Sequence[dict[str, Any]], expected: tuple[Any, ...]) -> None:
    assert business_case_of(case_with(effort, *lines)).payback() == Payback(None, *expected)


def test_payback_stays_so() -> None:
    # € 10 spent, € 12 gained in January, but € 6 more help with us in June and € 9 gained in August: −4 in
    # between, so it is August.
    case = case_with(10, {"aantal": 12}, {"aantal": 9, "vanaf": "220 dagen"}).model_copy(
        update={"with_us": case_with(0, {"aantal": 6, "vanaf": "160 dagen"}).without[0].care}
    )
    assert business_case_of(case).payback() == Payback(None, date(2025, 8, 1), 8)


def test_paybacks_are_those_of_each_payer() -> None:
    found = business_case_of(case_with(10, {"aantal": 12}))
    assert paybacks(found) == {payer: found.payback(payer) for payer in (None, "gemeente", "zorgverzekeraar")}


def test_the_card_says_when_each_payer_has_its_money_back() -> None:
    # The municipality spends and gains nothing; the insurer gains and spends nothing.
    text = repr(business_case_of(case_with(10, {"aantal": 12})))
    assert re.search(r"^Gemeente .* niet$", text, re.MULTILINE)
    assert re.search(r"^zorgverzekeraar .* –$", text, re.MULTILINE)
    # Paid by whom it helps: € 10 on 1 January against € 12 that month.
    own = case_with(10).model_copy(
        update={"without": case_with(0, {"aantal": 12, "prijs": "inzet.uur"}).without}
    )
    assert re.search(r"^Gemeente .* 01-2025$", repr(business_case_of(own)), re.MULTILINE)


def test_payback_of_one_payer() -> None:
    # The municipality pays and the insurer gains.
    found = business_case_of(case_with(10, {"aantal": 12}))
    assert found.payback("gemeente") == Payback("gemeente", None, None)
    assert found.payback("zorgverzekeraar") == Payback("zorgverzekeraar", None, None, Withheld.NO_COST)
