"""From gross to net, what help costs with and without us, and what an event costs that did not happen."""

# Holds K26 of docs/keuzes.md.

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import naive_paying
import pytest
from builders import make_book, make_case, make_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import World, worlds
from test_balance import alone
from workbook_bases import example

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.programme import Bounds
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.paying_words import event_words, help_words
from rendement.results.base.denominator import Denominator
from rendement.results.build_up.events import EventCost, NoCost
from rendement.results.build_up.gross_to_net import steps
from rendement.results.build_up.help_cost import HelpCost
from rendement.words.misuse import WrongValue

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ["ouderencoach", "stapjefitter", "quasi-inbesteding", "scootmobiel", "sociaal-recept"]
BOOK = make_book(
    {
        "inzet.uur": {},
        "hulp.uur": {"bedrag": 100},
        "val.ongeval": {"bedrag": 3000, "eenheid": "incident"},
        "werk.uitkering": {
            "bedrag": 10,
            "domein": "werk",
            "overdracht_aan": "inwoner",
            "betalers": {"gemeente": 1},
        },
    }
)


def base(*cases: Case, closed: int | None = None, **settings_: object) -> BusinessCase:
    """All cases filed, unless more were closed."""
    how = Selection.ALL if closed is None else Selection.CHOSEN
    denominator = Denominator("", len(cases), closed or len(cases), how, "test")
    loaded = tuple(LoadedCase(case, "test.yaml", None, {}) for case in cases)
    return BusinessCase(loaded, BOOK, make_settings(**settings_), (denominator,), (), ())


def case_of(
    number: int = 1, *, effort: float = 1, kept: Sequence[dict[str, Any]] = (), **changes: Any
) -> Case:
    """A case without time between start and closing; `hulp` and `kans` are those of its one path."""
    care, chance = changes.pop("hulp", None), changes.pop("kans", "50%")
    path = [{"pad": "test", "kans": chance, "hulp": care}] if care else []
    return make_case(
        casus=f"test-{number:03}",
        gestart="2025-01-01",
        afgesloten="2025-01-01",
        inzet=[{"wat": "test", "prijs": "inzet.uur", "aantal": effort}],
        zonder_inzet=path,
        met_inzet=list(kept),
        **changes,
    )


def amounts(bc: BusinessCase) -> dict[str, float]:
    return {stage.key: stage.amount for stage in bc.gross_to_net().stages if stage.kind == "stap"}


# ---------------------------------------------------------------- from gross to net


def test_every_factor_takes_its_own_part() -> None:
    # 10 hours of € 100 is 1,000. Half chance: 500. Realism 0.8: 400. Half is ours: 200. A tenth moved: 180.
    case = case_of(
        hulp=[{"prijs": "hulp.uur", "aantal": 10}],
        toerekening={"wij": 0.5, "familie": 0.5},
        verdringing="10%",
    )
    found = base(case, factoren={"eigen": {"verwacht": 0.8}}).gross_to_net()
    assert found.gross == pytest.approx(1000)
    amounts = {stage.key: stage.amount for stage in found.stages if stage.amount}
    assert amounts == pytest.approx(
        {"without": 1000, "path": -500, "realism": -100, "attribution": -200, "kept": -20, "effort": -1}
    )
    assert found["kept"].so_far == found.benefit == pytest.approx(180)
    assert found.net == pytest.approx(179)


def test_time_takes_its_part_after_what_is_ours() -> None:
    # 12 hours a year for three years is 3,600; the horizon of a year leaves 1,200.
    case = case_of(hulp=[{"prijs": "hulp.uur", "aantal": "12 uur per jaar", "duur": "3 jaar"}], kans=1)
    found = base(case).gross_to_net()
    assert found.gross == pytest.approx(3600)
    assert found["horizon"].amount == pytest.approx(-2400)
    assert found.benefit == pytest.approx(1200)


def test_help_with_us_is_a_step_of_its_own() -> None:
    # 1,000 without us, half likely; 2 hours are used for certain: gross 800, and 300 is left.
    case = case_of(hulp=[{"prijs": "hulp.uur", "aantal": 10}], kept=[{"prijs": "hulp.uur", "aantal": 2}])
    found = base(case).gross_to_net()
    assert (found["without"].amount, found["with"].amount) == pytest.approx((1000, -200))
    assert found.gross == pytest.approx(800)
    assert found.benefit == pytest.approx(300)


def test_a_transfer_is_in_no_step() -> None:
    case = case_of(hulp=[{"prijs": "werk.uitkering", "aantal": 10}])
    assert {key for key, amount in amounts(base(case)).items() if amount} == {"effort"}


def test_the_steps_are_the_factors_in_their_one_order() -> None:
    keys = [stage.key for stage in base(case_of()).gross_to_net().stages]
    assert keys[3 : 3 + len(steps())] == [factor.key for factor in steps()]


@SLOW
@given(worlds())
def test_the_steps_add_up_to_the_totals(world: World) -> None:
    bc = alone(world)
    for found in (bc.gross_to_net(), bc.gross_to_net(case=world.case.id), bc.gross_to_net("")):
        assert found.benefit == pytest.approx(bc.benefit, rel=1e-9, abs=1e-6)
        assert found.net == pytest.approx(bc.net, rel=1e-9, abs=1e-6)
        added = math.fsum(stage.amount for stage in found.stages if stage.kind == "stap")
        assert added == pytest.approx(bc.net, rel=1e-9, abs=1e-6)


@SLOW
@given(worlds())
def test_the_steps_are_those_of_the_twin(world: World) -> None:
    bc = alone(world)
    transfers = {key for key, price in world.book.prices.items() if price.transfer_to}
    twin = naive_paying.steps_to_net(list(bc.explain(world.case.id)), transfers)
    found, size = amounts(bc), abs(twin["without"]) + abs(twin["with"])
    for key, amount in twin.items():
        assert found[key] == pytest.approx(amount, rel=1e-9, abs=1e-9 * size + 1e-6), key


@pytest.mark.parametrize("name", NAMES)
def test_programmes_add_up_to_the_base(name: str) -> None:
    bc = example(name)
    parts = [bc.gross_to_net(denominator.name) for denominator in bc.denominators]
    assert sum(part.net for part in parts) == pytest.approx(bc.net, rel=1e-9)
    assert sum(part.benefit for part in parts) == pytest.approx(bc.benefit, rel=1e-9)
    for loaded in bc.cases:
        explained, one = bc.explain(loaded.case.id), bc.gross_to_net(case=loaded.case.id)
        assert one.net == pytest.approx(explained.net, rel=1e-9, abs=1e-6)


@given(st.permutations(range(example("ouderencoach").filed)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_cases_changes_nothing(order: list[int]) -> None:
    bc = example("ouderencoach")
    other = replace(bc, cases=tuple(bc.cases[place] for place in order))
    one, two = (x.gross_to_net().stages for x in (bc, other))
    assert [s.amount for s in one] == pytest.approx([s.amount for s in two], rel=1e-9, abs=1e-6)
    assert other.help_costs().found[0].share == pytest.approx(bc.help_costs().found[0].share, rel=1e-12)


def test_a_floor_is_a_step() -> None:
    bounds = Bounds.model_validate({"laag": -50, "hoog": 100, "reden": "test"})
    chosen = Denominator("", 1, 3, Selection.CHOSEN, "test", bounds)
    bc = replace(base(case_of()), denominators=(chosen,))
    assert bc.gross_to_net()["not_filed"].amount == bc.gross_to_net("")["not_filed"].amount == -100
    assert bc.gross_to_net().net == pytest.approx(bc.net)


def test_what_cannot_be_asked_of_the_steps() -> None:
    bc = base(case_of())
    with pytest.raises(WrongValue, match="programme of case"):
        bc.gross_to_net("x", "test-001")
    with pytest.raises(KeyError, match="programma 'x' telt niet mee"):
        bc.gross_to_net("x")
    with pytest.raises(KeyError, match="test-009"):
        bc.gross_to_net(case="test-009")
    with pytest.raises(KeyError, match="geen stap 'bruto'"):
        bc.gross_to_net()["bruto"]
    with pytest.raises(KeyError, match="kies uit: programma, casus"):
        bc.help_costs("wijk")


def test_all_of_it_reads_as_text_and_in_a_notebook() -> None:
    bc = falls(4, effort=2000)
    found = (bc.gross_to_net(), bc.help_costs(), bc.events_avoided(), bc.balance(12), bc.cash_years())
    for one in found:
        assert one.table().title in " ".join(repr(one).split())
        html = one._repr_html_()
        assert html.startswith("<table>")
        assert html.count("<tr>") == len(one.table()) + 1


# ---------------------------------------------------------------- with us, of what it would have cost


def test_with_us_as_a_part_of_without_us() -> None:
    # Without us € 1,000 half likely: 500. With us 100: a fifth.
    case = case_of(hulp=[{"prijs": "hulp.uur", "aantal": 10}], kept=[{"prijs": "hulp.uur", "aantal": 1}])
    (found,) = base(case).help_costs()
    assert (found.without_us, found.with_us, found.saved) == pytest.approx((500, 100, 400))
    assert found.share == pytest.approx(0.2)
    assert help_words(found).startswith(
        "De hulp kost 20 % van wat zij zonder ons gekost had: € 100 in plaats van € 500."
    )


def test_without_us_others_would_still_have_done_their_part() -> None:
    # Half of the change is ours: 400 less becomes 200 less; with us it still costs 100, so without us 300.
    case = case_of(
        hulp=[{"prijs": "hulp.uur", "aantal": 10}],
        kept=[{"prijs": "hulp.uur", "aantal": 1}],
        toerekening={"wij": 0.5, "familie": 0.5},
    )
    (found,) = base(case).help_costs()
    assert (found.without_us, found.with_us) == pytest.approx((300, 100))


def test_what_is_postponed_is_still_used() -> None:
    # A year of € 100 a month, three months later and not longer: nine months are still used.
    line = {"prijs": "hulp.uur", "aantal": "1 uur per maand", "duur": "12 maanden", "uitstel": "3 maanden"}
    (found,) = base(case_of(hulp=[line], kans=1)).help_costs()
    assert (found.without_us, found.with_us) == pytest.approx((1200, 900))
    assert found.share == pytest.approx(0.75)


def test_transfers_and_work_are_no_help() -> None:
    lines = [{"prijs": "hulp.uur", "aantal": 10}, {"prijs": "werk.uitkering", "aantal": 500}]
    (found,) = base(case_of(hulp=lines, kans=1)).help_costs()
    assert (found.without_us, found.with_us) == pytest.approx((1000, 0))


@pytest.mark.parametrize(
    ("with_us", "saved", "share", "words"),
    [
        (0.0, 0.0, None, ""),
        (0.0, 99.0, None, ""),
        (200.0, -200.0, None, "Zonder ons was deze hulp er nauwelijks geweest; met ons kost zij € 200."),
        (300.0, -100.0, 1.5, "150 % van wat zij zonder ons gekost had: € 300 in plaats van € 200; er kwam"),
        (0.0, 100.0, 0.0, "De hulp kost 0 %"),
    ],
)
def test_a_percentage_needs_help_without_us(
    with_us: float, saved: float, share: float | None, words: str
) -> None:
    cost = HelpCost("alles samen", with_us, saved)
    assert cost.share == share
    assert words in help_words(cost)
    assert bool(words) == bool(help_words(cost))


@SLOW
@given(worlds())
def test_without_less_with_is_the_benefit_of_help(world: World) -> None:
    bc = alone(world)
    (found,) = bc.help_costs()
    no_help = {key for key, price in world.book.prices.items() if not price.is_help}
    lines = [line for line in bc.explain(world.case.id) if line.side != "inzet"]
    benefit = math.fsum(line.value for line in lines if line.price_key not in no_help)
    assert found.without_us - found.with_us == pytest.approx(benefit, rel=1e-9, abs=1e-6)
    assert found.with_us >= -1e-6
    assert bc.help_costs("casus")[world.case.id].share == found.share


@pytest.mark.parametrize("name", NAMES)
def test_help_of_programmes_adds_up(name: str) -> None:
    bc = example(name)
    (whole,) = bc.help_costs()
    parts = bc.help_costs("programma")
    assert sum(part.with_us for part in parts) == pytest.approx(whole.with_us, rel=1e-9)
    assert sum(part.saved for part in parts) == pytest.approx(whole.saved, rel=1e-9)


# ---------------------------------------------------------------- events


def falls(count: int, *, effort: float, closed: int | None = None) -> BusinessCase:
    """So many cases with a fall that was half likely, each with so many euros of effort."""
    hulp = [{"prijs": "val.ongeval", "aantal": 1}]
    return base(*(case_of(i + 1, effort=effort, hulp=hulp) for i in range(count)), closed=closed)


def test_the_cost_of_a_fall_less() -> None:
    # Four falls, half likely: two less. € 8,000 spent: € 4,000 each. Benefits 6,000: net 2,000, € 1,000 each.
    (found,) = falls(4, effort=2000).events_avoided()
    assert (found.avoided, found.cost_per, found.net_cost_per) == pytest.approx((2, 4000, 1000))
    (words,) = event_words([found])
    assert "naar verwachting 2 minder" in words
    assert "kost € 4.000 per stuk; na aftrek van alle baten € 1.000" in words


def test_who_gains_pays_nothing_net() -> None:
    (found,) = falls(4, effort=1000).events_avoided()
    assert found.cost_per == pytest.approx(2000)
    assert found.net_cost_per is None
    assert found.net_withheld is NoCost.PAYS
    assert "de baten zijn samen hoger" in next(iter(event_words([found])))


@pytest.mark.parametrize(
    ("bc", "why"),
    [
        (falls(4, effort=2000, closed=30), NoCost.INCOMPLETE),
        (falls(1, effort=2000), NoCost.FEW),
        (falls(4, effort=0), NoCost.FREE),
    ],
)
def test_when_nothing_is_divided(bc: BusinessCase, why: NoCost) -> None:
    (found,) = bc.events_avoided()
    assert found.withheld is found.net_withheld is why
    assert found.cost_per is found.net_cost_per is None
    assert found.record()["waarom_niet"] == why.value
    assert list(event_words([found])) == []


def test_more_events_are_never_a_negative_cost() -> None:
    kept = [{"prijs": "val.ongeval", "aantal": 5}]
    (found,) = base(case_of(effort=2000, kept=kept)).events_avoided()
    assert found.avoided == pytest.approx(-5)
    assert found.withheld is NoCost.FEW


def test_hours_are_no_events() -> None:
    assert len(base(case_of(hulp=[{"prijs": "hulp.uur", "aantal": 10}])).events_avoided()) == 0


@given(st.floats(-10, 10), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.booleans())
def test_a_cost_per_event_is_told_whole_or_not(
    avoided: float, cost: float, net: float, complete: bool
) -> None:
    found = EventCost("p", "val.ongeval", "val", avoided, cost, net, complete)
    assert (found.cost_per is None) == (found.withheld is not None)
    assert (found.net_cost_per is None) == (found.net_withheld is not None)
    assert found.cost_per is None or found.cost_per > 0
    assert found.net_cost_per is None or found.net_cost_per > 0
