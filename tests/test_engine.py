"""The engine against numbers worked out by hand: every expected number is derived in the comment above it.

A discount rate of 100 % halves an amount every year; ln 2 = 0.6931471805599453.
"""

# Holds K8 of docs/keuzes.md.

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from builders import make_book, make_case, make_settings

from rendement.engine import rules
from rendement.engine.columns import EFFORT, WITH, WITHOUT, Columns, build_columns
from rendement.engine.evaluate import BLOCK, Money, evaluate, money, time_factor
from rendement.engine.price_level import index_step, price_level
from rendement.engine.totals import UNITS_PER_EURO, sum_by, to_euros, to_units
from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.settings import Convention, DropOff, Settings

YEAR = 0.7213475204444817
"""(1 − 1/2) / ln 2: one unit a year over the first year, when an amount halves every year."""
AT_ONCE = {"gestart": "2025-01-01", "afgesloten": "2025-01-01"}
FOUR_YEARS = {"gestart": "2021-01-01", "afgesloten": "2025-01-01"}
"""Closed after 1461 days, which is T = 4 exactly."""


def flows(
    *rows: tuple[float, float], closing: float = 0.0, horizon: float = 99.0, drop_off: float = 0.0
) -> rules.Flows:
    """Flows from start to end; where those are one moment, a one-off."""
    start, end = np.array(rows, dtype=np.float64).reshape(-1, 2).T
    same = np.ones_like(start)
    rate = rules.drop_off_rate(drop_off * same)
    return rules.Flows(start, end, end > start, closing * same, horizon * same, rate, same == 0.0)


def close(actual: object, expected: object) -> None:
    """The same to twelve digits."""
    assert actual == pytest.approx(expected, rel=1e-12, abs=1e-12)


# ---------------------------------------------------------------- M3: present value


def test_one_offs() -> None:
    # At 100 %: 1 now, 1/2 after a year, 1/8 after three. At 3 %: 1 / 1.03² = 1 / 1.0609.
    close(rules.present_value(flows((0, 0), (1, 1), (3, 3)), 1.0), [1, 0.5, 0.125])
    close(rules.present_value(flows((2, 2)), 0.03), [0.942595909133754])


def test_flows() -> None:
    # The first year (1 − 1/2) / ln 2; the second half of that. Without discount: as long as it is.
    close(rules.present_value(flows((0, 1), (1, 2)), 1.0), [YEAR, YEAR / 2])
    close(rules.present_value(flows((0, 1), (0.5, 3)), 0.0), [1, 2.5])
    # ρ = ln 1.0225 = 0.02225060893482; (e^−ρ − e^−3ρ) / ρ = 1.913106721218804.
    close(rules.present_value(flows((1, 3)), 0.0225), [1.913106721218804])


def test_a_very_small_rate_is_nearly_none() -> None:
    # ρ = 1e-12: 2 − ρ · 2² / 2; a plain (1 − e^−x) / x would have lost four digits.
    close(rules.present_value(flows((0, 2)), 1e-12), [2 - 2e-12])


def test_the_horizon_cuts_flows_and_leaves_out_what_comes_later() -> None:
    cut = flows((0, 3), (2, 4), (1, 1), (2, 2), (2.5, 2.5), horizon=2)
    close(rules.present_value(cut, 0.0), [2, 0, 1, 0, 0])


def test_a_moment_a_hair_before_the_horizon_is_the_horizon() -> None:
    # (T + 1) − T may fall short of 1 in floating point: that is no earlier moment.
    close(rules.present_value(flows((1 - 1e-13, 1 - 1e-13), (1 - 1e-9, 1 - 1e-9), horizon=1), 0.0), [0, 1])


def test_a_flow_that_crosses_closing_with_drop_off() -> None:
    # Closing after 1 year; from a year later on half is lost every year. First year (1 − 1/2) / ln 2, the
    # second half of that, the third half of that again, and half of it is lost.
    crossing = flows((0, 3), (0, 1), (1, 2), (2, 3), (1.5, 2.5), closing=1, drop_off=0.5)
    root = 2**-0.5
    middle = ((0.5 * root - 0.25) + (0.25 - 0.25 * root) / 2) / np.log(2)
    close(rules.present_value(crossing, 1.0), [YEAR * 1.625, YEAR, YEAR / 2, YEAR / 8, middle])


def test_a_flow_that_glides_from_closing_on() -> None:
    # Closing after 1 year, from then on half is lost every year. First year (1 − 1/2) / ln 2 = 0.72134752.
    # Second year: 2 · ∫₁² e^(−2t·ln 2) dt = 2 · (1/4 − 1/16) / (2 ln 2) = 0.27050532. Together 0.99185284.
    crossing = flows((0, 2), (0, 1), (1, 2), closing=1, drop_off=0.5)
    close(rules.present_value(crossing, 1.0, glides=True), [0.9918528406111624, YEAR, 0.2705053201666807])
    # At the end of the year: the first half, of the second the ∫₀¹ 2⁻ᵗ dt = YEAR at a quarter.
    close(rules.present_value_yearly(crossing, 1.0, 1.0, glides=True), [0.5 + YEAR / 4, 0.5, YEAR / 4])


def test_a_one_off_after_closing_drops_off() -> None:
    # Two years at 100 %: 1/4; one of them after closing, 20 % lost: 0.8 / 4. Before closing nothing is lost,
    # and after half a year nothing yet, unless it glides: 0.8^½.
    some = flows((2, 2), (1, 1), (1.5, 1.5), closing=1, drop_off=0.2)
    close(rules.present_value(some, 1.0), [0.2, 0.5, 2**-1.5])
    close(rules.present_value(some, 1.0, glides=True), [0.2, 0.5, 2**-1.5 * 0.8**0.5])


@pytest.mark.parametrize(
    ("rate", "moment", "expected"),
    [
        # € 1,000 a year for three years, as published: 2,934 and 2,913 at the start of the year.
        (0.0225, 0.0, 2934.469545256186),
        (0.03, 0.0, 2913.469695541521),
        # 1000 / 1.0225^½ + 1000 / 1.0225^1½ + 1000 / 1.0225^2½.
        (0.0225, 0.5, 2902.003609688744),
        # 966.18 + 933.51 + 901.94 at the end of the year: the SROI convention with 3.5 %.
        (0.035, 1.0, 2801.636980913652),
    ],
)
def test_three_years_in_the_yearly_conventions(rate: float, moment: float, expected: float) -> None:
    close(1000 * rules.present_value_yearly(flows((0, 3)), rate, moment), [expected])


def test_yearly_drop_off_works_from_the_second_year() -> None:
    # 1000 · (1 + 0.8 / 1.03 + 0.64 / 1.0609), as published.
    close(1000 * rules.present_value_yearly(flows((0, 3), drop_off=0.2), 0.03, 0.0), [2379.960410971816])


def test_a_year_of_drop_off_runs_from_closing() -> None:
    # No discount, closing at 0.5, half lost a year: 0.5 before, 1 in the first year after (until 1.5), then
    # 0.5 · ½ until 2: 1.75.
    close(rules.present_value_yearly(flows((0, 2), closing=0.5, drop_off=0.5), 0.0, 0.0), [1.75])


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(0.0, [1, 1, 0.5, 0.25]), (0.5, [1, 2**-0.5, 2**-1.5, 2**-2.5]), (1.0, [1, 0.5, 0.25, 0.25])],
)
def test_a_one_off_counts_in_its_own_year(moment: float, expected: list[float]) -> None:
    # M36: begin rounds down, eind rounds up, midden adds half a year but not at 0; a hair before 2 is 2.
    some = flows((0, 0), (0.3, 0.3), (1.9, 1.9), (2 - 1e-13, 2 - 1e-13))
    close(rules.present_value_yearly(some, 1.0, moment), expected)


def test_a_large_outlay_and_ten_years_of_upkeep() -> None:
    # M36: 200,000 at face value and 12,000 a year for ten years at the end of each: 12,000 × 8.316605.
    worth = rules.present_value_yearly(flows((0, 0), (0, 10)), 0.035, 1.0)
    assert round(200_000 * worth[0] + 12_000 * worth[1]) == 299_799


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize("rate", [0.0, 0.0225])
def test_drop_off_reads_the_same_in_every_convention(convention: Convention, rate: float) -> None:
    # M35, undiscounted: Σ (1 − λ)^t; 1,300 for 70 % and two years; glijdend ÷ trap = λ / −ln(1 − λ).
    two, three = flows((0, 2), drop_off=0.7), flows((0, 3), drop_off=0.4)
    step, gradual = (time_factor(two, 0.0, convention, form) for form in DropOff)
    close([1000 * step[0], gradual[0] / step[0]], [1300, 0.7 / -np.log(0.3)])
    close(time_factor(three, 0.0, convention, DropOff.STEP), [1.96])
    if convention is Convention.CONTINUOUS:
        found = [time_factor(three, 0.0225, convention, form)[0] for form in DropOff]
        assert found == pytest.approx([1.910, 1.497], abs=5e-4)
    ratio = np.divide(*(time_factor(three, rate, convention, form)[0] for form in reversed(DropOff)))
    assert ratio == pytest.approx(0.783, abs=1e-3)


@pytest.mark.parametrize("convention", Convention)
def test_many_flows_are_valued_as_one(convention: Convention) -> None:
    one = flows((0.25, 2), closing=0.5, drop_off=0.1)
    many = one.part(np.zeros(BLOCK + 3, dtype=np.intp))
    for form in DropOff:
        alone = time_factor(one, 0.03, convention, form)[0]
        assert (time_factor(many, 0.03, convention, form) == alone).all()


# ---------------------------------------------------------------- M1, M2, M8: prices, units, estimates


def columns_of(case: Case, book: PriceBook, **settings: object) -> tuple[Columns, Settings]:
    chosen = make_settings(**settings)
    return build_columns([case], book, chosen), chosen


def case_with(line: Mapping[str, Any], path: Mapping[str, Any] | None = None, **changes: object) -> Case:
    """One certain path with one line of `hulp.test`."""
    pathway = {"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", **line}], **(path or {})}
    return make_case(zonder_inzet=[pathway], **{**AT_ONCE, **changes})


def benefit(line: Mapping[str, Any], price: Mapping[str, Any] | None = None, **settings: object) -> float:
    """The value of one certain line."""
    book = make_book({"inzet.uur": {}, "hulp.test": price or {}})
    columns, chosen = columns_of(case_with(line), book, **settings)
    return float(evaluate(columns, chosen.regime).value[1])


def test_the_price_level() -> None:
    # 100 in 2024 at index 95 is 110 · 100 / 95 in a year at 110; within one year exactly the price itself.
    assert price_level(100.0, 110.0, 95.0) == 100 * 110 / 95
    book = make_book({}, {"cpi": {2024: 95.0, 2025: 110.0}})
    assert index_step(book, "cpi", 2024, 2025) == 110 / 95
    assert index_step(book, "cpi", 2030, 2030) == 1.0
    with pytest.raises(KeyError):
        index_step(book, "cpi", 2024, 2026)


@pytest.mark.parametrize(
    ("line", "price", "expected"),
    [
        # 2 hours × 52.1786 weeks × half a year × € 30.
        ({"aantal": "2 uur per week", "duur": "6 maanden"}, {"bedrag": 30}, 1565.358),
        # 5 half-days of 4 hours.
        ({"aantal": "5 dagdelen"}, {"uren_per_dagdeel": 4}, 20.0),
        # 2 months of a price per day: 2 × 365.25 / 12 days.
        ({"aantal": "2 maanden"}, {"eenheid": "dag"}, 60.875),
        # The PERT mean of 9 / 12 / 18: A = 6.07965, B = 23.8407, (A + 48 + B) / 6.
        ({"aantal": {"laag": 9, "verwacht": 12, "hoog": 18}}, {}, 12.986725),
        # Postponed by 3 of 12 months, the end stays: 3 months are avoided.
        ({"aantal": "1 uur per maand", "duur": "12 maanden", "uitstel": "3 maanden"}, {}, 3.0),
    ],
)
def test_lines(line: Mapping[str, Any], price: Mapping[str, Any], expected: float) -> None:
    close(benefit(line, price), expected)


def test_three_uncertain_times_are_27_weighted_flows() -> None:
    # Weights k/6, 1 − k/3, k/6 with k = 1.97345, three times over.
    times = {"laag": 1, "verwacht": 2, "hoog": 3, "eenheid": "maanden"}
    line = {"aantal": "1 uur per week", "vanaf": times, "duur": times}
    columns, _ = columns_of(
        case_with({**line, "uitstel": times}), make_book({"inzet.uur": {}, "hulp.test": {}})
    )
    mine = columns.atom_weight[columns.atom_line == 1]
    assert (mine > 0).sum() == 27
    close(mine[mine > 0].sum(), 1.0)
    close(mine[mine > 0].max(), (1 - 1.97345 / 3) ** 3)


def test_a_horizon_of_a_line_goes_before_that_of_the_regime() -> None:
    close(benefit({"aantal": "1 uur per maand", "duur": "36 maanden"}, horizon="12 maanden"), 12.0)
    argued = {"horizon": {"duur": "12 maanden", "reden": "test"}}
    close(benefit({"aantal": "1 uur per maand", "duur": "36 maanden", **argued}, horizon="1 maand"), 12.0)


# ---------------------------------------------------------------- M4, M9, M11: the factors


def test_every_factor_once() -> None:
    # 10 hours × € 20 × path 1/2 × line 1/2 × ours 80 % × (1 − 25 %) × ω 0.9 = 27.
    case = case_with(
        {"aantal": 10, "kans": "half", "verdringing": "25%"},
        {"kans": "half"},
        toerekening={"wij": "80%"},
        bewijs="getoetst",
    )
    book = make_book({"inzet.uur": {}, "hulp.test": {"bedrag": 20}})
    columns, settings = columns_of(case, book, factoren={"getoetst": {"verwacht": 0.9}})
    values = evaluate(columns, settings.regime)
    close(values.value, [1, 27])
    close(values.units, [1, 1.35])
    assert columns.line_side.tolist() == [EFFORT, WITHOUT]


def test_help_with_us_is_negative_and_knows_no_realism() -> None:
    # −1 × 10 × € 1 × 20 % relapse.
    case = make_case(met_inzet=[{"prijs": "hulp.test", "aantal": 10, "kans": "20%"}], **AT_ONCE)
    columns, settings = columns_of(
        case, make_book({"inzet.uur": {}, "hulp.test": {}}), factoren={"eigen": {"verwacht": 0.5}}
    )
    close(evaluate(columns, settings.regime).value, [1, -2])
    assert columns.line_side.tolist() == [EFFORT, WITH]


@pytest.mark.parametrize("convention", Convention)
@pytest.mark.parametrize(("form", "hours"), [("trap", 1.5), ("glijdend", YEAR * 1.5)])
def test_units_are_not_discounted_and_drop_off(convention: Convention, form: str, hours: float) -> None:
    # One hour a year for two years from closing, half lost a year: 1 + ½, or (1 − ¼) / ln 2.
    line = {"aantal": "1 uur per jaar", "duur": "2 jaar", "afbouw": "50%"}
    changes = {"conventie": convention.value, "afbouw": form, "horizon": "2 jaar"}
    columns, settings = columns_of(
        case_with(line), make_book({"inzet.uur": {}, "hulp.test": {}}), disconto=0.03, **changes
    )
    close(evaluate(columns, settings.regime).units[1], hours)


def test_effort_is_shared_and_dated() -> None:
    # 36 hours for 12 people, at 4 years (100 % halves: 1/16): 36 / 12 / 16; and 60 hours over 60 cases.
    case = make_case(
        inzet=[
            {"wat": "groep", "prijs": "inzet.uur", "aantal": 36, "groep": "12 deelnemers", "vanaf": "4 jaar"},
            {"wat": "centraal", "prijs": "inzet.uur", "aantal": 60, "gedeeld_over": 60, "vanaf": "0 dagen"},
        ],
        **FOUR_YEARS,
    )
    columns, settings = columns_of(case, make_book({"inzet.uur": {}}), disconto=1)
    close(evaluate(columns, settings.regime).value, [3 / 16, 1])


# ---------------------------------------------------------------- M12, M13: payers and kinds of money


def amounts(case: Case, book: PriceBook, **settings: object) -> dict[str, dict[str, float]]:
    """Euros per kind of money and payer, effort and care together."""
    columns, chosen = columns_of(case, book, **settings)
    split: Money = money(columns, evaluate(columns, chosen.regime).value)
    nobody = np.zeros(columns.lines, dtype=np.int64)
    return {
        name: dict(zip(columns.payers, to_euros(part.total(nobody, 1))[0].tolist(), strict=True))
        for name, part in split.by_name.items()
    }


def test_three_kinds_of_money() -> None:
    # € 100 of capacity: 60 to the municipality, 40 to the insurer; half of it varies, of which the
    # municipality cashes 80 %: 60 × ½ × 80 % = 24, the insurer everything: 20. Effort of € 1 is cash.
    price = {"bedrag": 100, "betalers": {"gemeente": "60%", "zorgverzekeraar": "40%"}}
    book = make_book({"inzet.uur": {}, "hulp.test": {**price, "soort": "capaciteit", "variabel": "50%"}})
    found = amounts(case_with({"aantal": 1}), book, kansen={"gemeente": 0.8})
    assert found == {
        "verzilverbaar": {"gemeente": 25.0, "zorgverzekeraar": 20.0},
        "capaciteit": {"gemeente": 60.0, "zorgverzekeraar": 40.0},
        "maatschappelijk": {"gemeente": 61.0, "zorgverzekeraar": 40.0},
    }


def test_a_transfer_moves_between_payers() -> None:
    # What the municipality does not pay the resident does not get; in cash as far as the one cashes it.
    book = make_book({"inzet.uur": {"bedrag": 0}, "hulp.test": {"bedrag": 100, "overdracht_aan": "inwoner"}})
    found = amounts(case_with({"aantal": 1}), book, kansen={"gemeente": 0.5})
    assert found["maatschappelijk"] == {"gemeente": 100.0, "inwoner": -100.0}
    assert found["verzilverbaar"] == {"gemeente": 50.0, "inwoner": -50.0}


def test_a_transfer_that_somebody_else_pays_stays_a_transfer() -> None:
    # A gift of € 10 from the fund to the resident, whoever the price says would pay.
    line = {"wat": "gift", "prijs": "gift.bedrag", "aantal": 1, "betalers": {"fonds": 1}}
    book = make_book({"gift.bedrag": {"bedrag": 10, "overdracht_aan": "inwoner"}})
    assert amounts(make_case(inzet=[line]), book)["maatschappelijk"] == {"fonds": 10.0, "inwoner": -10.0}


def test_volunteers_cost_no_cash() -> None:
    book = make_book({"inzet.uur": {"soort": "maatschappelijk", "betalers": {"inwoner": 1}}})
    found = amounts(make_case(), book)
    assert found["maatschappelijk"] == {"inwoner": 1.0}
    assert found["verzilverbaar"] == {"inwoner": 0.0}


# ---------------------------------------------------------------- whole units


def test_euros_in_whole_units() -> None:
    # 2²⁸ = 268,435,456 units a euro; a third is 89,478,485.33 of them, a negative third as many below zero.
    assert to_units(np.array([1.0, 1 / 3, -1 / 3])).tolist() == [268_435_456, 89_478_485, -89_478_485]
    assert to_euros(np.array([268_435_456, 134_217_728])).tolist() == [1.0, 0.5]
    assert UNITS_PER_EURO == 2**28


def test_sums_per_group_are_exact() -> None:
    # 0.1 + 0.2 + 0.3 of binary fractions, per group, and a group without anything.
    units = to_units(np.array([0.25, 0.5, -0.125, 8.0]))
    assert to_euros(sum_by(np.array([0, 0, 2, 2]), units, 3)).tolist() == [0.75, 0.0, 7.875]


def test_large_totals_are_exact() -> None:
    # 300,000 times € 100,000 is 30 billion, to the unit; one unit more is seen.
    units = to_units(np.full(300_000, 1e5))
    groups = np.zeros(300_001, dtype=np.int64)
    total = sum_by(groups, np.append(units, 1), 1)
    assert total.tolist() == [30_000_000_000 * 2**28 + 1]


def test_what_does_not_fit_is_an_error() -> None:
    # 64 bits hold 34 billion euros of units: more never silently goes round, nor does what is no number.
    with pytest.raises(OverflowError, match="niet precies op te tellen"):
        to_units(np.array([3.5e10]))
    with pytest.raises(OverflowError):
        sum_by(np.zeros(2, dtype=np.int64), to_units(np.array([3e10, 3e10])), 1)
    with pytest.raises(OverflowError):
        to_units(np.array([np.nan]))


def test_no_cases_are_no_money() -> None:
    columns = build_columns([], make_book({"inzet.uur": {}}), make_settings())
    split = money(columns, evaluate(columns, make_settings().regime).value)
    assert (columns.cases, columns.lines, columns.payers) == (0, 0, ())
    assert split.societal.total(columns.line_case, 0).shape == (0, 0)


def test_the_purse_of_every_line_is_whole() -> None:
    book = make_book({"inzet.uur": {}, "hulp.test": {"betalers": {"gemeente": 1 / 3, "rijk": 2 / 3}}})
    columns, _ = columns_of(case_with({"aantal": 1}), book)
    close(columns.purse_shares.sum(axis=1), [1.0, 1.0])
    assert columns.payers == ("gemeente", "rijk")
