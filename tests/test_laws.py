"""Laws of the arithmetic: what must hold whatever the numbers are, each with its rule of the method (K24).

Where a law says *exactly*, bits are compared; elsewhere a relative difference of 1e-9.
"""

import random
from collections.abc import Mapping
from decimal import Decimal, localcontext
from typing import Any, Final

import naive
import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from strategies import World, a_range, a_time, hundredths, worlds
from thorough import examples

from rendement.engine import rules
from rendement.engine.columns import EFFORT, Columns, build_columns
from rendement.engine.evaluate import MOMENTS, Money, evaluate, money, time_factor
from rendement.engine.price_level import price_level
from rendement.engine.rules import SAME_MOMENT
from rendement.engine.totals import UNITS_PER_EURO
from rendement.model.case import Case
from rendement.model.lines import care_lines as lines_of
from rendement.model.price import PriceBook
from rendement.model.settings import Convention, DropOff, Settings
from rendement.model.shapes import Distribution, Points, mean, three_points

Floats = rules.Floats
ANYTHING = settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
YEARLY = tuple(MOMENTS)
AT_ONCE = {"gestart": "2025-01-01", "afgesloten": "2025-01-01"}


def valued(cases: list[Case], book: PriceBook, chosen: Settings) -> tuple[Columns, Money]:
    """Cases as columns, and their money."""
    columns = build_columns(cases, book, chosen)
    return columns, money(columns, evaluate(columns, chosen.regime).value)


def units_per_payer(cases: list[Case], book: PriceBook, chosen: Settings) -> dict[tuple[str, bool, str], int]:
    """Whole units per money column, side (effort or not) and payer; what is nothing is left out."""
    columns, split = valued(cases, book, chosen)
    side = (columns.line_side == EFFORT).astype(np.int64)
    found: dict[tuple[str, bool, str], int] = {}
    for name, part in split.by_name.items():
        for effort, row in enumerate(part.total(side, 2).tolist()):
            found |= {(name, bool(effort), p): n for p, n in zip(columns.payers, row, strict=True) if n}
    return found


def net(case: Case, book: PriceBook, chosen: Settings) -> float:
    """Net of one case in euros, all payers together."""
    units = units_per_payer([case], book, chosen)
    signed = [-n if effort else n for (name, effort, _), n in units.items() if name == "maatschappelijk"]
    return sum(signed) / UNITS_PER_EURO


def close(one: float, other: float) -> None:
    """Equal to 1e-9 relative, and a ten-millionth of a euro."""
    assert one == pytest.approx(other, rel=1e-9, abs=1e-7)


def benefit(line: Mapping[str, Any], **changes: object) -> float:
    """The benefit of one certain line at € 100 an hour; `changes` are those of the settings."""
    return benefit_at({"bedrag": 100}, line, **changes)


def benefit_at(price: Mapping[str, Any], line: Mapping[str, Any], **changes: object) -> float:
    """The benefit of one certain line at this price."""
    pathway = {"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", **line}]}
    case = make_case(
        zonder_inzet=[pathway], inzet=[{"wat": "niets", "prijs": "inzet.uur", "aantal": 0}], **AT_ONCE
    )
    return net(case, make_book({"inzet.uur": {}, "hulp.test": price}), make_settings(**changes))


# ---------------------------------------------------------------- M23: the same bits


@st.composite
def some_worlds(draw: st.DrawFn) -> tuple[list[Case], PriceBook, Settings]:
    """Two to five cases with the same prices and settings: parts of one case, mixed."""
    case, book, chosen = draw(worlds())
    parts = [
        case,
        case.model_copy(update={"with_us": (), "without": case.without[:1]}),
        case.model_copy(update={"without": ()}),
        case.model_copy(update={"effort": case.effort[:1], "with_us": case.with_us[:1]}),
        case.model_copy(update={"drop_off": 0.1}),
    ]
    return parts[: draw(st.integers(2, len(parts)))], book, chosen


@ANYTHING
@given(some_worlds(), st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(
    world: tuple[list[Case], PriceBook, Settings], order: random.Random
) -> None:
    """M23, exactly."""
    cases, book, chosen = world
    shuffled = order.sample(cases, len(cases))
    assert units_per_payer(shuffled, book, chosen) == units_per_payer(cases, book, chosen)


@ANYTHING
@given(worlds())
def test_the_order_of_lines_does_not_matter(world: World) -> None:
    """M23, exactly."""
    case, book, chosen = world
    assume(not any(line.target for line in lines_of(case)))  # that is said by where a line stands
    turned = case.model_copy(
        update={
            "effort": case.effort[::-1],
            "without": tuple(p.model_copy(update={"care": p.care[::-1]}) for p in case.without[::-1]),
            "with_us": case.with_us[::-1],
        }
    )
    one, other = (units_per_payer([mine], book, chosen) for mine in (turned, case))
    if not build_columns([case], book, chosen).atom_inside.any():
        assert one == other
    else:  # parts inside other help are rounded in the order in which they are cut (M42): within a millionth
        off = [one.get(key, 0) - other.get(key, 0) for key in one.keys() | other.keys()]
        assert max(map(abs, off), default=0) < UNITS_PER_EURO / 1e6


@ANYTHING
@given(some_worlds(), st.integers(1, 4))
def test_totals_of_shards_add_up(world: tuple[list[Case], PriceBook, Settings], cut: int) -> None:
    """M23, exactly: a half here and a half there is the whole."""
    cases, book, chosen = world
    halves = [units_per_payer(half, book, chosen) for half in (cases[:cut], cases[cut:]) if half]
    added = {
        key: sum(half.get(key, 0) for half in halves) for key in {key for half in halves for key in half}
    }
    assert {key: n for key, n in added.items() if n} == units_per_payer(cases, book, chosen)


@ANYTHING
@given(worlds(), st.integers(1, 50))
def test_a_repeated_case_is_so_many_cases(world: World, times: int) -> None:
    """M14, M23, exactly: `Columns.repeated` is the same case over and over."""
    columns, once = valued([world.case], world.book, world.settings)
    many = columns.repeated(times)
    split = money(many, evaluate(many, world.settings.regime).value)
    one = once.societal.total(columns.line_case, 1)
    assert many.cases == times
    assert (split.societal.total(many.line_case, times) == np.repeat(one, times, axis=0)).all()


# ---------------------------------------------------------------- M12: payers


@ANYTHING
@given(worlds())
def test_payers_sum_to_the_line(world: World) -> None:
    """M12, exactly, in whole units: what payers bear is the line; of a transfer nothing is left."""
    columns, split = valued([world.case], world.book, world.settings)
    value = evaluate(columns, world.settings.regime).value
    together = split.societal.total(np.arange(columns.lines), columns.lines).sum(axis=1)
    transfer = np.isclose(columns.purse_shares.sum(axis=1), 0)[columns.line_purse]
    assert (together == np.where(transfer, 0, np.rint(value * UNITS_PER_EURO))).all()


def test_a_third_each_is_still_the_whole() -> None:
    """M12, exactly: 100 euros over three payers, and as a transfer."""
    thirds = {"gemeente": 1 / 3, "rijk": 1 / 3, "zorgkantoor": 1 - 2 / 3}
    for recipient, total in ((None, 100.0), ("inwoner", 0.0)):
        price = {"bedrag": 100, "betalers": thirds, "overdracht_aan": recipient}
        assert benefit_at(price, {"aantal": 1}) == total


@ANYTHING
@given(worlds())
def test_transfers_cancel(world: World) -> None:
    """M12, exactly: as transfers, no line has any value left for all together."""
    book, recipient = world.book, {"transfer_to": "inwoner"}
    moved = {key: price.model_copy(update=recipient) for key, price in book.prices.items()}
    assume(not any(line.line.expense for line in lines_of(world.case)))
    case = world.case.model_copy(update={"effort": tuple(e for e in world.case.effort if e.expense is None)})
    assert net(case, book.model_copy(update={"prices": moved}), world.settings) == 0.0


# ---------------------------------------------------------------- M5: delay


def lines(draw: st.DrawFn) -> dict[str, Any]:
    """A line with an end of its own: spread, at once, or so much a year."""
    start = {"vanaf": a_time(draw, 2)}
    if draw(st.booleans()):
        return {**start, "aantal": f"{draw(st.integers(0, 30))} uur per maand", "duur": a_time(draw, 2)}
    spread = {"duur": a_time(draw, 2)} if draw(st.booleans()) else {}
    return {**start, "aantal": hundredths(draw, 0, 500), **spread}


care_lines = st.composite(lines)()
regimes = st.fixed_dictionaries(
    {
        "disconto": st.sampled_from([0, 0.0225, 0.1]),
        "conventie": st.sampled_from([c.value for c in Convention]),
        "afbouw": st.sampled_from([form.value for form in DropOff]),
    }
)


@ANYTHING
@given(care_lines, regimes, st.booleans())
def test_postponing_by_nothing_is_nothing(
    line: Mapping[str, Any], regime: Mapping[str, Any], moves: bool
) -> None:
    """M5: τ = 0."""
    delay = {"uitstel": "0 maanden", "verschuift": moves}
    assert benefit({**line, **delay}, **regime) == 0.0


@ANYTHING
@given(care_lines, regimes, st.booleans())
def test_postponing_beyond_the_horizon_is_avoiding(
    line: Mapping[str, Any], regime: Mapping[str, Any], moves: bool
) -> None:
    """M5, M3: what comes after the horizon does not count, and neither does what was postponed to there."""
    delay = {"uitstel": "3 jaar", "verschuift": moves}
    close(benefit({**line, **delay}, **regime, horizon="3 jaar"), benefit(line, **regime, horizon="3 jaar"))


@ANYTHING
@given(care_lines, st.sampled_from([0, 0.0225, 0.1]), st.integers(0, 36))
def test_moving_the_end_gains_only_discounting(line: Mapping[str, Any], rate: float, months: int) -> None:
    """M5: with `verschuift` the gain is 1 − (1+r)^−τ of the whole; nothing without discount."""
    within = {"disconto": rate, "horizon": "20 jaar"}
    moved = benefit({**line, "uitstel": f"{months} maanden", "verschuift": True}, **within)
    close(moved, benefit(line, **within) * (1 - (1 + rate) ** (-months / 12)))


@ANYTHING
@given(care_lines, regimes, st.integers(0, 30), st.integers(0, 30))
def test_a_longer_delay_is_never_worth_less(
    line: Mapping[str, Any], regime: Mapping[str, Any], one: int, other: int
) -> None:
    """M5: postponing further can only avoid more, when the end stays."""
    shorter, longer = sorted([one, other])
    found = [benefit({**line, "uitstel": f"{months} maanden"}, **regime) for months in (shorter, longer)]
    assert found[0] <= found[1] + 1e-7


# ---------------------------------------------------------------- M4: the sum is linear


@ANYTHING
@given(worlds(), st.data())
def test_linear_in_each_price(world: World, data: st.DataObject) -> None:
    """M4, M17: a price twice as high moves the net twice as far from what it is without that price."""
    case, book, chosen = world
    key = data.draw(st.sampled_from(sorted(book.prices)))
    nets = [net(case, priced_at(book, key, amount, chosen.price_year), chosen) for amount in (0, 50, 100)]
    assert nets[2] - nets[0] == pytest.approx(2 * (nets[1] - nets[0]), rel=1e-9, abs=1e-6)


def priced_at(book: PriceBook, key: str, amount: float, year: int) -> PriceBook:
    """The book with another amount for one price."""
    value = book.prices[key].value_for(year)
    written = {"prijspeil": year, "bedrag": amount, "opbouw": ()}
    dated = type(value).model_validate({**value.model_dump(by_alias=True), **written})
    changed = book.prices[key].model_copy(update={"values": (dated,)})
    return book.model_copy(update={"prices": {**book.prices, key: changed}})


@ANYTHING
@given(worlds())
def test_without_help_only_the_effort_is_left(world: World) -> None:
    """M4: no path and no care gives − effort."""
    alone = world.case.model_copy(update={"without": (), "with_us": ()})
    columns, split = valued([alone], world.book, world.settings)
    effort = split.societal.total(np.zeros(columns.lines, dtype=np.int64), 1).sum()
    assert net(alone, world.book, world.settings) == -effort / UNITS_PER_EURO


@ANYTHING
@given(st.integers(0, 40), st.integers(0, 24), st.integers(0, 24), regimes, st.sampled_from([0, 0.2]))
def test_splitting_a_flow_changes_nothing(
    start: int, first: int, second: int, regime: Mapping[str, Any], drop_off: float
) -> None:
    """M3: two years of help are one year and then another year."""
    hours = {"aantal": "3 uur per week", "afbouw": drop_off}
    whole, before, after = (
        benefit({**hours, "vanaf": f"{a} maanden", "duur": f"{d} maanden"}, **regime, horizon="3 jaar")
        for a, d in ((start, first + second), (start, first), (start + first, second))
    )
    close(whole, before + after)


@ANYTHING
@given(worlds(), st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_path_of_help_avoided_never_lowers_the_net(world: World, one: float, other: float) -> None:
    """M4: the more likely a path that costs help, the more there was to gain; but for what came instead."""
    case, book, chosen = world
    assume(case.without and not any(line.target for line in lines_of(case)))
    plain = {key: price.model_copy(update={"transfer_to": None}) for key, price in book.prices.items()}
    less, more = sorted([one, other])
    nets = [
        net(with_chance(case, p), book.model_copy(update={"prices": plain}), chosen) for p in (less, more)
    ]
    assert nets[0] <= nets[1] + 1e-7


def with_chance(case: Case, chance: float) -> Case:
    """The case with another chance for its first path."""
    path = case.without[0]
    fields = path.model_dump(by_alias=True, include={"title", "evidence"})
    written = {**fields, "kans": {"verwacht": chance, "bewijs": "eigen"}, "hulp": path.care}
    return case.model_copy(update={"without": (type(path).model_validate(written), *case.without[1:])})


# ---------------------------------------------------------------- M3: conventions


def times(most: float) -> st.SearchStrategy[Floats]:
    """Twenty moments."""
    return arrays.arrays(np.float64, 20, elements=st.floats(0, most, allow_subnormal=False))


@st.composite
def flows(draw: st.DrawFn, drop_off: bool = False) -> rules.Flows:
    """Twenty one-offs and flows of at least an hour."""
    start, length, closing = draw(times(6)), draw(times(4)) + 1e-4, draw(times(4))
    is_flow = draw(arrays.arrays(np.bool_, 20))
    end = np.where(is_flow, start + length, start)
    share = draw(arrays.arrays(np.float64, 20, elements=st.floats(0, 0.9))) if drop_off else np.zeros(20)
    horizon, undated = closing + draw(times(6)), draw(arrays.arrays(np.bool_, 20)) & is_flow & (share == 0.0)
    return rules.Flows(start, end, is_flow, closing, horizon, rules.drop_off_rate(share), undated)


@given(flows(), st.floats(0, 0.2))
def test_conventions_in_order(given_flows: rules.Flows, rate: float) -> None:
    """M3: a year counts most at its beginning; begin and eind lie half a year of interest around midden.

    What happens at once where one year ends and the next begins is at its own moment at begin and eind (M36).
    """
    begin, middle, end = (time_factor(given_flows, rate, convention, DropOff.STEP) for convention in YEARLY)
    assert (begin >= middle * (1 - 1e-12)).all()
    at_an_edge = ~given_flows.is_flow & (np.abs(given_flows.start - np.rint(given_flows.start)) < SAME_MOMENT)
    assert ((middle >= end * (1 - 1e-12)) | at_an_edge).all()
    assert begin[at_an_edge] == pytest.approx(end[at_an_edge], rel=1e-9)
    dated = given_flows.is_flow & ~given_flows.undated
    assert begin[dated] == pytest.approx(middle[dated] * (1 + rate) ** 0.5, rel=1e-12)
    assert end[dated] == pytest.approx(middle[dated] * (1 + rate) ** -0.5, rel=1e-12)


@given(flows(), st.floats(0, 0.2))
def test_begin_and_end_bracket_the_continuous_form(given_flows: rules.Flows, rate: float) -> None:
    """M3: nothing is worth more than at the beginning of its year, or less than at the end."""
    margin = 1e-9
    dated = given_flows._replace(undated=np.zeros(20, dtype=np.bool_))
    begin, end, exact = (
        time_factor(dated, rate, convention, DropOff.STEP)
        for convention in (Convention.BEGIN, Convention.END, Convention.CONTINUOUS)
    )
    assert (begin >= exact * (1 - margin) - 1e-12).all()
    assert (end <= exact * (1 + margin) + 1e-12).all()


@given(flows(drop_off=True), st.sampled_from(DropOff))
def test_without_discount_conventions_are_equal(given_flows: rules.Flows, form: DropOff) -> None:
    """M3, M35: r = 0, in either form of drop-off."""
    found = [time_factor(given_flows, 0.0, convention, form) for convention in Convention]
    for other in found[1:]:
        assert other == pytest.approx(found[0], rel=1e-9, abs=1e-12)


RATES: Final = st.floats(0, 0.2).filter(lambda rate: rate == 0.0 or rate > 1e-9)
"""Below, ln(1 + r) has too few digits left for a comparison to twelve."""
FORMS: Final = st.tuples(RATES, st.sampled_from(Convention), st.sampled_from(DropOff))
"""Every way in which time may count."""


def slowly(one: rules.Flows, rate: float, convention: Convention, form: DropOff) -> float:
    """M3, M35, M36: one flow, or one outlay, by a sum over years; the twin's own sum."""
    start, end, closing, horizon, lasting = (
        Decimal(float(column[0])) for column in (one.start, one.end, one.closing, one.horizon, one.drop_off)
    )
    with localcontext(prec=40):
        clock = naive.Clock(Decimal(rate), 1 - (-lasting).exp(), closing, convention.value, form.value)
        until = end if one.is_flow[0] else None
        piece = naive.Piece(Decimal(1), Decimal(1), start, until, bool(one.undated[0]))
        return float(
            sum((naive.present_value(cut, clock) for cut in naive.cut([piece], horizon)), Decimal(0))
        )


@given(flows(drop_off=True), FORMS)
@settings(max_examples=20)
def test_the_closed_form_is_the_sum_over_years(
    given_flows: rules.Flows, form: tuple[float, Convention, DropOff]
) -> None:
    """M35, M36: no flow is so long, late or far from closing that the geometric series misses a year."""
    # a rate of 1e-38 is 0 in the 28 digits of the twin, and would have it divide nothing by nothing
    given_flows = given_flows._replace(drop_off=np.round(given_flows.drop_off, 9))
    found = time_factor(given_flows, *form)
    each = [slowly(given_flows.part(slice(i, i + 1)), *form) for i in range(20)]
    assert found == pytest.approx(each, rel=1e-9, abs=1e-11)


@given(flows(drop_off=True), FORMS, st.floats(0, 0.5))
def test_drop_off_lowers_the_value(
    given_flows: rules.Flows, form: tuple[float, Convention, DropOff], more: float
) -> None:
    """M3: an effect that wears off faster is never worth more."""
    faster = given_flows._replace(drop_off=given_flows.drop_off + more)
    less, was = (time_factor(f, *form) for f in (faster, given_flows))
    assert (less <= was * (1 + 1e-12) + 1e-12).all()


@given(flows(drop_off=True), st.floats(0, 0.2), st.sampled_from(Convention))
def test_gliding_is_never_more_than_steps(
    given_flows: rules.Flows, rate: float, convention: Convention
) -> None:
    """M35: a step waits until its year is over."""
    step, gradual = (time_factor(given_flows, rate, convention, form) for form in DropOff)
    assert (gradual <= step * (1 + 1e-12) + 1e-12).all()


@given(flows(drop_off=True), FORMS, st.integers(1, 19))
def test_elements_do_not_depend_on_their_neighbours(
    given_flows: rules.Flows, form: tuple[float, Convention, DropOff], cut: int
) -> None:
    """M23, exactly: alone, or in any part of an array, a flow has the same bits."""
    together = time_factor(given_flows, *form)
    halves = (given_flows.part(slice(None, cut)), given_flows.part(slice(cut, None)))
    apart = [time_factor(half, *form) for half in halves]
    assert (np.concatenate(apart) == together).all()


# ---------------------------------------------------------------- M8: estimates


@st.composite
def ranges(draw: st.DrawFn) -> tuple[Points, Distribution]:
    """Any range in any shape."""
    written = a_range(draw, 0, 1000, [shape.value for shape in Distribution])
    return Points(*(written.get(key) for key in ("laag", "verwacht", "hoog"))), Distribution(
        written["verdeling"]
    )


@given(ranges())
def test_the_mean_lies_between_low_and_high(given_range: tuple[Points, Distribution]) -> None:
    """M8: of a log-normal too, as long as high is less than 700 times low."""
    (low, _, high), shape = given_range
    assert low is not None
    assert high is not None
    assume(shape is not Distribution.LOGNORMAL or high < 700 * low)
    assert low <= mean(given_range[0], shape) * (1 + 1e-12)
    assert mean(given_range[0], shape) <= high * (1 + 1e-12)


@given(ranges())
def test_the_mean_is_that_of_three_points(given_range: tuple[Points, Distribution]) -> None:
    """M8: wherever no bound bites, three weighted points have the mean of the PERT."""
    (low, likely, high), shape = given_range
    assume(shape in (Distribution.PERT, Distribution.PERT_MINMAX) and low is not None and likely is not None)
    assert low is not None
    assert likely is not None
    assume(shape is Distribution.PERT_MINMAX or likely - 1.97345 * (likely - low) >= 0)
    values, weights = three_points(Points(low, likely, high), shape)
    assert sum(weights) == pytest.approx(1, rel=1e-12)
    assert sum(v * w for v, w in zip(values, weights, strict=True)) == pytest.approx(
        mean(Points(low, likely, high), shape), rel=1e-12
    )


# ---------------------------------------------------------------- M1, M14


@given(st.floats(0, 1e6), st.floats(1, 500), st.floats(1, 500))
def test_price_level_there_and_back(amount: float, one: float, other: float) -> None:
    """M1: indexing to another year and back is the identity."""
    there = price_level(amount, other, one)
    back = price_level(there, one, other)
    assert back == pytest.approx(amount, rel=1e-12)


def test_a_ratio_of_sums_is_not_a_mean_of_ratios() -> None:
    """M14: € 1 spent for € 9, and € 9 spent for € 11: 20 / 10 = 2.0; the mean of 9 and 11/9 is 5.1."""
    book = make_book({"inzet.uur": {}, "hulp.test": {}})
    cases = [
        make_case(
            inzet=[{"wat": "test", "prijs": "inzet.uur", "aantal": cost}],
            zonder_inzet=[{"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", "aantal": gain}]}],
        )
        for cost, gain in ((1, 9), (9, 11))
    ]
    columns, split = valued(cases, book, make_settings())
    side = (columns.line_side == EFFORT).astype(np.int64)
    gained, spent = split.societal.total(side, 2).sum(axis=1).tolist()
    per_case = split.societal.total(2 * columns.line_case + side, 4).sum(axis=1)
    assert gained / spent == 2.0
    assert (per_case[0] / per_case[1] + per_case[2] / per_case[3]) / 2 == pytest.approx((9 + 11 / 9) / 2)
