"""What every payer paid and gained after so many months, or until a date (M38); and what of it is cash."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import naive_paying
import pytest
from builders import make_case, make_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import World, worlds
from test_cash_flow import BOOK, business_case_of, case_with, programme
from workbook_bases import example

from rendement.asking.business_case import BusinessCase
from rendement.model.lines import line_names
from rendement.model.programme import Bounds
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.words.misuse import WrongKind, WrongValue

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def nets(bc: BusinessCase, months: int | None = None, until: date | None = None) -> dict[str, float]:
    return {payer.payer: payer.net for payer in bc.balance(months, until=until)}


def alone(world: World) -> BusinessCase:
    everything = Denominator("", 1, 1, Selection.ALL, "test")
    lines = dict.fromkeys(line_names(world.case), 1)
    loaded = (LoadedCase(world.case, "test.yaml", None, lines),)
    return BusinessCase(loaded, world.book, world.settings, (everything,), (), ())


# ---------------------------------------------------------------- by hand


def test_half_of_a_year_after_six_months() -> None:
    # 10 hours at once; 120 hours evenly over a year: 60 after half of it.
    found = business_case_of(case_with(10, {"aantal": 120, "duur": "1 jaar"}))
    assert nets(found, 6) == pytest.approx({"gemeente": -10, "zorgverzekeraar": 60})
    assert nets(found, 12) == pytest.approx({"gemeente": -10, "zorgverzekeraar": 120})
    assert found.balance(6)["zorgverzekeraar"].benefit == pytest.approx(60)
    assert found.balance(6)["gemeente"].cost == pytest.approx(10)
    assert found.balance(6).net == pytest.approx(50)


def test_nothing_is_divided_within_a_month() -> None:
    # What happens on the day that the 24th month is over falls in the 25th.
    found = business_case_of(case_with(0, {"aantal": 12, "vanaf": "24 maanden"}))
    assert nets(found, 24)["zorgverzekeraar"] == 0
    assert nets(found, 25)["zorgverzekeraar"] == pytest.approx(12)


def test_every_case_has_its_own_clock() -> None:
    # Both gain € 12 a month for a year; the second starts six months later. After six months of their own
    # each has 72; on 30 June 2025 only the first has something: 181 of 365.25 days × 144.
    early = case_with(0, {"aantal": "12 uur per maand", "duur": "12 maanden"})
    late = early.model_copy(
        update={"id": "test-002", "started": date(2025, 7, 1), "closed": date(2025, 7, 1)}
    )
    found = business_case_of(early, late)
    assert nets(found, 6)["zorgverzekeraar"] == pytest.approx(144)
    assert nets(found, until=date(2025, 6, 30))["zorgverzekeraar"] == pytest.approx(144 * 181 / 365.25)


def test_a_date_counts_the_months_that_have_ended() -> None:
    found = business_case_of(case_with(7, {"aantal": 365.25, "duur": "1 jaar"}))
    january = {"gemeente": -7, "zorgverzekeraar": pytest.approx(31)}
    assert nets(found, until=date(2025, 1, 31)) == january
    assert nets(found, until=date(2025, 2, 27)) == january
    assert nets(found, until=date(2025, 2, 28))["zorgverzekeraar"] == pytest.approx(59)
    assert found.balance(until=date(2025, 2, 27)).until == date(2025, 1, 31)
    assert found.balance(until=date(2025, 2, 27)).moment == "tot en met 31-01-2025"
    assert nets(found, until=date(2020, 1, 1)) == {"gemeente": 0, "zorgverzekeraar": 0}


def test_programme_costs_are_even_over_the_period() -> None:
    # € 375 for the year 2025, of which € 10 is the case: 365 over 365 days, from 1 January on. After 6
    # calendar months 181 days have gone by.
    found = business_case_of(case_with(10), home=programme("test", "2025-01-01", "2025-12-31", 375))
    assert nets(found, 6)["gemeente"] == pytest.approx(-10 - 181)
    assert nets(found, 12)["gemeente"] == nets(found, 500)["gemeente"] == pytest.approx(-375)
    assert nets(found, until=date(2025, 3, 31))["gemeente"] == pytest.approx(-10 - 90)


def test_months_of_a_programme_that_starts_on_the_31st() -> None:
    # One month after 31 January is 28 February: 28 of 59 days until 30 March.
    found = business_case_of(case_with(10), home=programme("test", "2025-01-31", "2025-03-30", 69))
    assert nets(found, 1)["gemeente"] == pytest.approx(-10 - 28)


def test_a_floor_falls_at_no_moment_and_that_is_said() -> None:
    chosen = Denominator(
        "", 1, 3, Selection.CHOSEN, "test", Bounds.model_validate({"laag": -50, "hoog": 100, "reden": "test"})
    )
    found = replace(business_case_of(case_with(10, {"aantal": 12})), denominators=(chosen,))
    balance = found.balance()
    assert balance.net == pytest.approx(2)
    assert balance.left_out == found.floor_benefit == -100
    assert balance.to_dicts()["ondergrens_niet_ingediend_telt_niet_mee"] == -100
    assert found.benefit == pytest.approx(balance.net + 10 - 100)


def test_what_cannot_be_asked() -> None:
    found = business_case_of(case_with(1))
    with pytest.raises(WrongValue, match="months of until"):
        found.balance(12, until=date(2026, 1, 1))
    with pytest.raises(WrongValue, match="minstens 1"):
        found.balance(0)
    with pytest.raises(WrongKind, match="heel getal"):
        found.balance(1.5)  # type: ignore[arg-type]
    with pytest.raises(WrongKind, match="een datum"):
        found.balance(until="2026-12-31")  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="betaler 'rijk' komt niet voor"):
        found.balance(12)["rijk"]


# ---------------------------------------------------------------- laws


@SLOW
@given(worlds(), st.integers(1, 60))
def test_the_balance_is_that_of_the_twin(world: World, months: int) -> None:
    found, twin = nets(alone(world), months), naive_paying.balance(*world, months)
    for payer in found.keys() | twin.keys():
        assert found.get(payer, 0) == pytest.approx(float(twin.get(payer, 0)), rel=1e-9, abs=1e-6), payer


@SLOW
@given(worlds(), st.integers(0, 400))
def test_on_the_calendar_it_is_the_sum_of_the_rows_of_the_cash_flow(world: World, days: int) -> None:
    bc = alone(world)
    until = date.fromordinal(world.case.started.toordinal() + 3 * days)
    rows: defaultdict[str, float] = defaultdict(float)
    for row in bc.cash_flow("maand"):
        year, month = map(int, row["maand"].split("-"))
        if date(year + month // 12, month % 12 + 1, 1).toordinal() <= until.toordinal() + 1:
            rows[row["betaler"]] += row["netto"]
    for payer, net in nets(bc, until=until).items():
        assert net == pytest.approx(rows[payer], rel=1e-9, abs=1e-6)


@SLOW
@given(worlds())
def test_in_the_end_both_clocks_and_the_cash_flow_agree(world: World) -> None:
    bc = alone(world)
    total: defaultdict[str, float] = defaultdict(float)
    for row in bc.cash_flow("jaar"):
        total[row["betaler"]] += row["netto"]
    for found in (bc.balance(), bc.balance(100 * 12), bc.balance(until=date(2300, 12, 31))):
        assert {payer.payer: payer.net for payer in found} == pytest.approx(
            {payer.payer: total[payer.payer] for payer in found}, rel=1e-9, abs=1e-6
        )


# ---------------------------------------------------------------- cashable money per year


def test_cashable_money_per_payer_and_year() -> None:
    # 24 hours in 2025, half of which can be varied and half of that is cashed; 12 more in 2026.
    case = case_with(5, {"aantal": 24}, {"aantal": 12, "vanaf": "13 maanden"})
    found = business_case_of(case, kansen={"overige": 0.5}).cash_years()
    assert found.name == "aangenomen verzilverbaar"
    assert found.years == (2025, 2026)
    assert found.amounts == {"zorgverzekeraar": pytest.approx((6.0, 3.0))}
    assert found.table().to_dicts() == [
        {"betaler": "zorgverzekeraar", "jaar": 2025, "aangenomen verzilverbaar": pytest.approx(6.0)},
        {"betaler": "zorgverzekeraar", "jaar": 2026, "aangenomen verzilverbaar": pytest.approx(3.0)},
    ]
    assert found.beside().rows[-1] == ("samen", *map(pytest.approx, (6.0, 3.0, 9.0)))


def test_an_upper_bound_is_called_so() -> None:
    bc = example("stapjefitter")
    assert bc.settings.cashability.upper_bound
    assert bc.cash_years().name == "hoogstens verzilverbaar"
    assert "waarvan hoogstens verzilverbaar" in bc.cash_flow().names
    assert "waarvan hoogstens verzilverbaar" in bc.balance(12).table().names


def test_cashable_years_add_up_to_the_cash_flow() -> None:
    bc = example("ouderencoach")
    found, flow = bc.cash_years(), bc.cash_flow()
    total = sum(flow.column("waarvan hoogstens verzilverbaar"))
    assert sum(found.per_year) == pytest.approx(total, rel=1e-9)
    short, table = found.beside(2), found.beside(50)
    assert short.names[-2] == f"vanaf {found.years[1]}"
    assert short.column("alle jaren") == pytest.approx(table.column("alle jaren"))
    for row in short.rows:
        assert sum(row[1:-1]) == pytest.approx(row[-1], rel=1e-9, abs=1e-9)


def test_nothing_to_cash() -> None:
    bc = BusinessCase(
        (LoadedCase(make_case(), "test.yaml", None, {}),),
        BOOK,
        make_settings(),
        (Denominator("", 1, 1, Selection.ALL, "test"),),
        (),
        (),
    )
    assert bc.cash_years().amounts == {}
    assert bc.cash_years().per_year == ()
    assert len(bc.cash_years().beside()) == 0
