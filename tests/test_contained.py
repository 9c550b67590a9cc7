"""Help inside the price of other help does not count, and what counts beside it says why (M42) (K10)."""

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest
from builders import dependence_set, make_book, make_case, make_settings
from drawn import Given, nets
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from naive import value_case
from named import a_base
from strategies import World, worlds
from thorough import examples

from rendement.engine.columns import build_columns
from rendement.engine.contained import MOST_MOMENTS
from rendement.engine.evaluate import evaluate
from rendement.model.case import Case, Pathway
from rendement.model.contents import contents_of
from rendement.model.lines import care_lines, line_names, replaced
from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.uncounted.contained import contained
from rendement.results.worlds.simulation import Run, draw_all, model_of
from rendement.words.misuse import WrongValue

ANYTHING = settings(deadline=None, suppress_health_check=list(HealthCheck))
BOOK: Final = make_book(
    {
        "inzet.uur": {},
        "huis.dag": {"eenheid": "dag", "bedrag": 100, "omvat": ["thuis.uur"]},
        "thuis.uur": {"bedrag": 10, "omvat": ["los.stuk"]},
        "los.stuk": {"eenheid": "stuk", "bedrag": 50},
        "anders.uur": {"bedrag": 10},
        "links.uur": {"bedrag": 3, "omvat": ["rechts.uur"]},
        "rechts.uur": {"bedrag": 4, "omvat": ["links.uur"]},
    }
)
SETTINGS: Final = make_settings(horizon="3 jaar")
YEARLY: Final = "1 uur per maand"
MONTHS: Final = {"laag": 3, "verwacht": 6, "hoog": 12, "eenheid": "maanden"}
STAY: Final = {"prijs": "huis.dag", "aantal": "1 dag per dag", "duur": "6 maanden"}
HOME: Final = {"prijs": "thuis.uur", "aantal": YEARLY, "duur": "9 maanden"}
REASON: Final = "zij kreeg dit ernaast"


def without(*lines: dict[str, Any], **changes: Any) -> Case:
    """A case that was opened and closed on one day, with one path that was certain."""
    path = {"pad": "test", "kans": 1, "hulp": list(lines)}
    return make_case(
        **{"zonder_inzet": [path], "afgesloten": "2025-01-01", "gestart": "2025-01-01", **changes}
    )


def values(case: Case, chosen: Settings = SETTINGS) -> dict[str, float]:
    """The value of every line of help, checked against the slow twin."""
    found = evaluate(build_columns([case], BOOK, chosen), chosen.regime).value.tolist()
    by_name = dict(zip(line_names(case), found, strict=True))
    twin = {line.name: float(line.value) for line in value_case(case, BOOK, chosen).lines}
    assert by_name == pytest.approx(twin, rel=1e-9, abs=1e-9)
    return {name: value for name, value in by_name.items() if not name.startswith("i")}


def months(case: Case, name: str, **changes: Any) -> float:
    """For how many months of help at home (€ 10 a month) a line counts."""
    return round(values(case, make_settings(**{"horizon": "3 jaar", **changes}))[name] / 10, 9)


def reported(case: Case) -> list[tuple[str, str]]:
    """What may still be counted twice (M20): its kind, and the line."""
    places = LoadedCase(case, "0.yaml", None, dict.fromkeys(line_names(case), 1))
    bc = replace(a_base([case], BOOK, SETTINGS), cases=(places,))
    return [(overlap.kind, overlap.line) for overlap in bc.double_counting()]


# ---------------------------------------------------------------- one side


def test_the_part_inside_other_help_does_not_count() -> None:
    """A stay of six months holds the first six of nine months of help at home."""
    assert months(without(STAY, HOME), "z1.2") == 3
    assert months(without(HOME, STAY), "z1.1") == 3
    assert months(without(HOME), "z1.1") == 9


def test_with_a_reason_it_counts_beside_it() -> None:
    beside = without(STAY, {**HOME, "naast": REASON})
    assert months(beside, "z1.2") == 9
    assert reported(beside) == reported(without(STAY, HOME)) == []


def test_help_in_the_middle_leaves_both_ends() -> None:
    assert months(without({**STAY, "vanaf": "2 maanden", "duur": "4 maanden"}, HOME), "z1.2") == 5


def test_several_stays_take_nothing_away_twice() -> None:
    """Months 0 to 6 and 4 to 8 are eight months, not ten."""
    later = {**STAY, "vanaf": "4 maanden", "duur": "4 maanden"}
    assert months(without(STAY, later, HOME), "z1.3") == 1
    case = without(STAY, later, HOME)
    (part,) = contained(a_base([case], BOOK, SETTINGS))
    assert (part.line, part.within) == ("z1.3", ("z1.1", "z1.2"))
    assert part.amount == pytest.approx(80)


def test_a_chain_holds_what_its_links_hold() -> None:
    """The stay holds the help at home, and that the single visit; with and without the link."""
    visit = {"prijs": "los.stuk", "aantal": 3, "vanaf": "2 maanden"}
    assert contents_of("huis.dag", BOOK.prices) == {"thuis.uur", "los.stuk"}
    assert values(without(STAY, visit))["z1.2"] == 0
    assert values(without(STAY, HOME, {**visit, "vanaf": "7 maanden"}))["z1.3"] == 0
    assert values(without(STAY, {**visit, "vanaf": "7 maanden"}))["z1.2"] == 150


def test_prices_that_hold_each_other_do_not_both_go() -> None:
    lines = [{"prijs": f"{side}.uur", "aantal": YEARLY, "duur": "5 maanden"} for side in ("links", "rechts")]
    assert values(without(*lines)) == pytest.approx({"z1.1": 15, "z1.2": 0})
    assert values(without(*lines[::-1])) == pytest.approx({"z1.1": 20, "z1.2": 0})


def test_what_happens_at_once() -> None:
    """Within a stay; on the day that the stay ends; on the day of other help that happens at once."""
    visit = {"prijs": "los.stuk", "aantal": 1}
    assert values(without(STAY, {**visit, "vanaf": "5 maanden"}))["z1.2"] == 0
    assert values(without(STAY, {**visit, "vanaf": "6 maanden"}))["z1.2"] == 50
    at_once = {"prijs": "thuis.uur", "aantal": "4 uur", "vanaf": "2 maanden"}
    assert values(without(at_once, {**visit, "vanaf": "2 maanden"}))["z1.2"] == 0
    assert values(without(at_once, {**visit, "vanaf": "3 maanden"}))["z1.2"] == 50


def test_at_once_holds_nothing_that_goes_on() -> None:
    """Without a length there is no time to take away; then it is asked about, as before (M20)."""
    at_once = {"prijs": "thuis.uur", "aantal": "4 uur", "vanaf": "2 maanden"}
    visits = {"prijs": "los.stuk", "aantal": "1 stuk per maand", "duur": "9 maanden"}
    case = without(at_once, visits)
    assert values(case)["z1.2"] == pytest.approx(450)
    assert reported(case) == [("omvat", "z1.2")]


@pytest.mark.parametrize(
    ("stay", "home"),
    [
        ({"kans": "half"}, {}),
        ({"kans": {"laag": 0.5, "verwacht": 0.9, "hoog": 1}}, {}),
        ({"aantal": "0 dagen per dag"}, {}),
        ({}, {"personen": 2}),
    ],
    ids=["may not come", "likely", "no stay at all", "for one of two people"],
)
def test_help_that_is_not_there_whenever_the_other_is(stay: dict[str, Any], home: dict[str, Any]) -> None:
    """M42 takes nothing off; M20 still reports what may be counted twice."""
    case = without({**STAY, **stay}, {**HOME, **home})
    alone = without({**HOME, **home})
    assert values(case)["z1.2"] == values(alone)["z1.1"]
    assert reported(case) == [("omvat", "z1.2")]


@pytest.mark.parametrize("changes", [{"verdringing": 0.5}, {"afbouw": 0.5}, {"personen": 4}, {"kans": 1}])
def test_what_the_stay_counts_for_itself_changes_nothing(changes: dict[str, Any]) -> None:
    """Displaced, dropping off, for more people: help inside its price stays inside its price."""
    assert months(without({**STAY, **changes}, HOME), "z1.2") == 3


def test_another_path_holds_nothing() -> None:
    paths = [{"pad": "test", "kans": 0.5, "hulp": [line]} for line in (STAY, HOME)]
    assert months(without(zonder_inzet=paths), "z2.1") == 4.5


def test_the_horizon_does_not_end_a_stay() -> None:
    """A stay of which three months count still holds what a line with a longer horizon has after that."""
    short, long = ({"horizon": {"duur": f"{n} maanden", "reden": "test"}} for n in (3, 30))
    assert months(without({**STAY, **short}, {**HOME, **long}), "z1.2") == 3
    assert months(without({**STAY, "duur": "blijvend"}, {**HOME, "duur": "blijvend"}), "z1.2") == 0
    lasting = {**HOME, "duur": "blijvend"}
    assert months(without(STAY, lasting), "z1.2", horizon="8 maanden") == 2


# ---------------------------------------------------------------- both sides


def test_a_postponed_stay_holds_help_on_both_sides() -> None:
    """Without us months 0 to 6 are inside, with us months 3 to 6; what comes later is inside as well."""
    postponed = {**STAY, "uitstel": "3 maanden"}
    assert months(without(postponed, {**HOME, "uitstel": "2 maanden"}), "z1.2") == 3 - (1 + 3)
    assert months(without(postponed, {**HOME, "duur": "6 maanden", "uitstel": "3 maanden"}), "z1.2") == 0
    moved = {**postponed, "verschuift": "ja"}
    assert months(without(moved, {**HOME, "uitstel": "2 maanden"}), "z1.2") == 3 - 1
    assert (
        months(
            without(moved, {**HOME, "duur": "6 maanden", "uitstel": "3 maanden", "verschuift": "ja"}), "z1.2"
        )
        == 0
    )


def test_a_stay_that_was_avoided_holds_nothing_with_us() -> None:
    """Without us nothing of it counts; with us the help that comes later does, against us."""
    assert months(without(STAY, {**HOME, "duur": "6 maanden", "uitstel": "2 maanden"}), "z1.2") == -4


def test_help_with_us() -> None:
    """What is there in any case holds help beside it and on every path; a path holds nothing outside it."""
    path = {"pad": "test", "kans": 0.5, "hulp": [HOME]}
    assert months(make_with(STAY, HOME), "m2") == -3
    assert months(make_with(STAY, path), "m2.1") == -1.5
    assert months(make_with({**path, "hulp": [STAY]}, HOME), "m2") == -9
    assert months(make_with({**path, "hulp": [STAY, HOME]}), "m1.2") == -1.5


def make_with(*parts: dict[str, Any]) -> Case:
    """Nothing without us; closed on the day it was opened."""
    return make_case(zonder_inzet=[], met_inzet=list(parts), afgesloten="2025-01-01", gestart="2025-01-01")


def test_help_instead_of_other_help() -> None:
    """The stay that came later holds the help at home from then on, but not in the window itself (M29)."""
    postponed = {**STAY, "uitstel": "4 maanden"}
    instead = {"prijs": "thuis.uur", "aantal": YEARLY, "in_plaats_van": "z1.1"}
    assert months(without(postponed, met_inzet=[instead]), "m1") == -4
    other = {**postponed, "prijs": "anders.uur", "aantal": YEARLY}
    assert months(without(other, {**STAY, "uitstel": "1 maand"}, met_inzet=[instead]), "m1") == -1
    assert months(without(other, met_inzet=[instead, {**STAY, "vanaf": "3 maanden"}]), "m1") == -3
    stays = {"prijs": "huis.dag", "aantal": "1 dag per dag", "in_plaats_van": "z1.1"}
    assert months(without({**other, "kans": "half"}, met_inzet=[instead, stays]), "m1") == 0
    assert months(without(other, met_inzet=[instead, {**stays, "deel": "50%"}]), "m1") == -4


@pytest.mark.parametrize("convention", ["continu", "begin", "midden", "eind"])
def test_both_sides_alike(convention: str) -> None:
    """The same help on both sides: what is taken off without us is taken off with us."""
    lines: list[dict[str, Any]] = [
        STAY,
        {**HOME, "afbouw": 0.2},
        {"prijs": "los.stuk", "aantal": 2, "vanaf": "5 maanden"},
    ]
    case = without(*lines, met_inzet=lines)
    chosen = make_settings(horizon="3 jaar", disconto=0.03, conventie=convention)
    found = values(case, chosen)
    for n in range(1, 4):
        assert found[f"m{n}"] == pytest.approx(-found[f"z1.{n}"])
    assert sum(found.values()) == pytest.approx(0, abs=1e-9)


# ---------------------------------------------------------------- uncertain times


def test_two_uncertain_times_are_gone_through_together() -> None:
    """A stay of 3, 6 or 12 months in nine months of help: 6, 3 or 0 months are left."""
    edge, middle = 1.97345 / 6, 1 - 1.97345 / 3
    assert months(without({**STAY, "duur": MONTHS}, HOME), "z1.2") == pytest.approx(6 * edge + 3 * middle)
    apart = months(without({**STAY, "duur": MONTHS}, {**HOME, "duur": MONTHS}), "z1.2")
    longer = edge * middle * 3 + edge * edge * 9 + middle * edge * 6
    assert apart == pytest.approx(longer)


def test_one_name_is_one_time() -> None:
    named = {**MONTHS, "naam": "opname"}
    assert months(without({**STAY, "duur": named}, {**HOME, "duur": named}), "z1.2") == 0


def test_too_many_times_are_refused_with_a_sentence() -> None:
    several = [{**STAY, "vanaf": {**MONTHS}, "duur": MONTHS, "uitstel": MONTHS} for _ in range(3)]
    case = without(*several, {**HOME, "vanaf": MONTHS, "duur": MONTHS, "uitstel": MONTHS})
    with pytest.raises(WrongValue, match=rf"z1.4 zit in z1.1 en z1.2 en z1.3.*{MOST_MOMENTS}"):
        build_columns([case], BOOK, SETTINGS)


def uncertain_case() -> Case:
    """Help inside help with uncertain times on every place, and help that came instead of it."""
    stay = {**STAY, "duur": MONTHS, "uitstel": {"laag": 1, "verwacht": 2, "hoog": 6, "eenheid": "maanden"}}
    home = {**HOME, "aantal": "40 uur per maand", "duur": {**MONTHS, "hoog": 20}, "uitstel": "3 maanden"}
    path = {"pad": "test", "kans": {"laag": 0.3, "verwacht": 0.5, "hoog": 0.6}, "hulp": [home, stay]}
    instead = {"prijs": "thuis.uur", "aantal": "30 uur per maand", "in_plaats_van": "z1.2"}
    still = {**HOME, "aantal": "20 uur per maand", "vanaf": MONTHS}
    return without(zonder_inzet=[path], met_inzet=[instead, {**STAY, "duur": "4 maanden"}, still])


GIVEN: Final = Given(BOOK, SETTINGS, load_settings().price_spread["geen"], dependence_set())


def test_worlds_are_those_of_the_slow_twin() -> None:
    """Brute force, the closed form and the twin that writes every world down have one mean and spread."""
    case, worlds_drawn = uncertain_case(), 4_000
    bc = a_base([case], BOOK, SETTINGS)
    ours = draw_all(model_of(bc, "geen"), Run(100_000, 1)).net
    twin = np.array(nets([case], GIVEN, worlds_drawn, 5))
    error = float(twin.std()) / worlds_drawn**0.5
    assert float(ours.mean()) == pytest.approx(bc.net, abs=float(ours.std()) / 60)
    assert float(twin.mean()) == pytest.approx(bc.net, abs=4 * error)
    assert float(twin.std()) == pytest.approx(float(ours.std()), rel=0.05)
    assert bc.influences(spread="geen").variance == pytest.approx(float(ours.var()), rel=0.02)
    for part in (0.05, 0.25, 0.5, 0.75, 0.95):
        below = float(np.mean(twin < np.quantile(ours, part)))
        assert below == pytest.approx(part, abs=4 * (part * (1 - part) / worlds_drawn) ** 0.5)


def test_a_time_of_the_stay_moves_the_help_inside_it() -> None:
    """Known to be long, the stay leaves less of the help at home: the bar holds both."""
    bar = bar_of_the_stay({**STAY, "duur": MONTHS}, {**HOME, "aantal": "100 uur per maand"})
    alone = bar_of_the_stay(
        {**STAY, "duur": MONTHS}, {**HOME, "aantal": "100 uur per maand", "naast": REASON}
    )
    a_month = 100 * 365.25 / 12
    assert alone == pytest.approx(9 * a_month)
    assert bar == pytest.approx(9 * a_month - 6 * 1000)


def bar_of_the_stay(stay: dict[str, Any], home: dict[str, Any]) -> float:
    """How long the bar is of the length of the stay."""
    bc = a_base([without(stay, home)], BOOK, SETTINGS)
    (one,) = [one for one in bc.influences(spread="geen").inputs if "test-001:z1.1:duur" in one.keys]
    return one.high - one.low


# ---------------------------------------------------------------- laws


@settings(ANYTHING, max_examples=examples(120))
@given(worlds(), st.booleans())
def test_a_contained_line_changes_nothing_until_it_says_naast(world: World, with_us: bool) -> None:
    """A line in the time of other help, at a price that the price of that help holds."""
    case, _, chosen = world
    mine = [line for line in care_lines(case) if line.is_without != with_us and _may_hold(line.line)]
    assume(mine)
    outer = mine[0]
    book = holding(world.book, str(outer.line.price))
    line = outer.line.model_copy(update={"price": INNER, "beside": None})
    before, after = (a_base([one], book, chosen) for one in (case, with_line(case, outer.path, line)))
    event("met inzet" if with_us else "zonder inzet")
    assert after.net == pytest.approx(before.net, rel=1e-9, abs=1e-7)
    beside = with_line(case, outer.path, line.model_copy(update={"beside": REASON}))
    twin = float(value_case(beside, book, chosen).net)
    assert a_base([beside], book, chosen).net == pytest.approx(twin, rel=1e-9, abs=1e-7)


INNER: Final = "prijs.erin"


def holding(book: PriceBook, outer: str) -> PriceBook:
    """The book with one price more, for what a price holds in it."""
    price = book.prices[outer]
    prices = {
        **book.prices,
        outer: price.model_copy(update={"includes": (*price.includes, INNER)}),
        INNER: price.model_copy(update={"includes": ()}),
    }
    return book.model_copy(update={"prices": prices})


def _may_hold(line: Any) -> bool:
    """An intensity with certain times: unnamed uncertain times of two lines are two times (M26)."""
    times = [time for time in (line.start, line.duration, line.delay) if time is not None]
    if line.price is None:
        return False
    certain = line.chance is None and all(time.is_point or time.is_lasting for time in times)
    lasts = line.duration is None or line.duration.is_lasting or line.duration.mean > 0
    return bool(
        certain and lasts and line.instead_of is None and line.quantity.per and line.quantity.mean > 0
    )


def with_line(case: Case, path: tuple[str | int, ...], line: Any) -> Case:
    """The case with one line more, at the end of the path that a line stands in."""
    if path[0] == "zonder_inzet":
        at = ("without", path[1], "care")
        return replaced(case, at, (*case.without[int(path[1])].care, line))
    part = case.with_us[int(path[1])]
    if isinstance(part, Pathway):
        return replaced(case, ("with_us", path[1], "care"), (*part.care, line))
    return replaced(case, ("with_us",), (*case.with_us, line))
