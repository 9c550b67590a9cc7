"""Worlds: the engine against its slow twin, closed forms, and itself (M8, M9, M11, M16, M23) (K14)."""

import math
from dataclasses import fields
from itertools import pairwise
from typing import Any, Literal

import drawn
import numpy as np
import pytest
from builders import dependence_set, make_book, make_case, make_settings
from hypothesis import HealthCheck, given, settings
from numpy.typing import NDArray
from strategies import World, worlds

from rendement.asking.business_case import BusinessCase
from rendement.engine.brute import draw_cells
from rendement.engine.common import correlation, shared_draws
from rendement.engine.draws import CaseDraws, hash_of
from rendement.engine.exact import ExactSums
from rendement.engine.moments import CUBES, moments_of, total_moments
from rendement.engine.shapes import Law, lognormal, mixture, pert, table_of, triangle, uniform
from rendement.engine.uncertain import Who
from rendement.engine.worlds import Worlds, caps_of
from rendement.model.case import Case
from rendement.model.price import Grade, PriceBook
from rendement.model.settings import PriceSpreadSet, Selection, Settings
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.base.denominator import Denominator
from rendement.results.worlds.simulation import Run, closed_form, draw_all, draw_sums, model_of

Floats = NDArray[np.float64]
ENGINES: tuple[Literal["brute", "conditional"], ...] = ("brute", "conditional")
SPREADS = load_settings().price_spread["werkaanname-2025"]
OWN = {"factoren": {"eigen": {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}}}
BOOK = make_book(
    {
        "inzet.uur": {"bedrag": 50},
        "hulp.uur": {"bedrag": {"laag": 30, "verwacht": 40, "hoog": 60}},
        "zorg.zitting": {"eenheid": "zitting", "bedrag": 90, "betalers": {"zorgverzekeraar": 1}},
        "wlz.dag": {"eenheid": "dag", "bedrag": 200, "betalers": {"rijk": 1}},
    },
    header={
        "boek": "test",
        "versie": "2025.1",
        "titel": "Testboek",
        "uitgegeven": "2025-01-01",
        "licentie": "geen",
        "betalers": {
            "gemeente": {"naam": "Gemeente", "perspectief": "publiek"},
            "zorgverzekeraar": {"naam": "Zorgverzekeraar", "perspectief": "privaat"},
            "rijk": {"naam": "Rijk", "perspectief": "publiek"},
        },
    },
)


def rich_case(name: str = "test-001", **changes: object) -> Case:
    """Every kind of estimate, two paths, a delay, a chance within a path, and help that stayed."""
    return make_case(
        **{
            "casus": name,
            "inzet": [
                {"wat": "gesprek", "prijs": "inzet.uur", "aantal": {"laag": 8, "verwacht": 10, "hoog": 15}}
            ],
            "zonder_inzet": [
                {
                    "pad": "hulp in huis",
                    "kans": {"laag": 0.3, "verwacht": 0.4, "hoog": 0.6},
                    "hulp": [
                        {
                            "prijs": "hulp.uur",
                            "aantal": {"laag": 1, "verwacht": 2, "hoog": 4, "eenheid": "uur per week"},
                            "duur": {"laag": 2, "verwacht": 4, "hoog": 9, "eenheid": "maanden"},
                        },
                        {
                            "prijs": "zorg.zitting",
                            "aantal": 12,
                            "kans": {"laag": 0.2, "verwacht": 0.5, "hoog": 0.7},
                        },
                    ],
                },
                {
                    "pad": "opname",
                    "kans": {"laag": 0.02, "verwacht": 0.05, "hoog": 0.15},
                    "hulp": [
                        {
                            "prijs": "wlz.dag",
                            "aantal": "7 dagen per week",
                            "vanaf": {"laag": 7, "verwacht": 9, "hoog": 12, "eenheid": "maanden"},
                            "uitstel": {"laag": 1, "verwacht": 3, "hoog": 5, "eenheid": "maanden"},
                        }
                    ],
                },
            ],
            "met_inzet": [{"prijs": "zorg.zitting", "aantal": {"laag": 2, "verwacht": 3, "hoog": 6}}],
            "toerekening": {"wij": "70%", "huisarts": "30%"},
            **changes,
        }
    )


def base(cases: list[Case], book: PriceBook = BOOK, chosen: Settings | None = None) -> BusinessCase:
    """All closed cases, without a programme."""
    loaded = tuple(LoadedCase(case, "test.yaml", None, {}) for case in cases)
    denominator = Denominator("", len(cases), len(cases), Selection.ALL, "test")
    return BusinessCase(loaded, book, chosen or make_settings(**OWN, disconto=0.03), (denominator,), (), ())


def brute(bc: BusinessCase, draws: int, seed: int = 1, events: bool = False) -> Floats:
    return draw_all(model_of(bc), Run(draws, seed, events)).net


# ---------------------------------------------------------------- against the slow, obvious twin


def same_distribution(cases: list[Case], chosen: Settings, worlds: int, seed: int) -> None:
    """Mean, spread and quantiles of so many worlds of the twin against 40,000 of the engine.

    Each within 4 standard errors: one in 3,000 seeds is unlucky in one of the five.
    """
    given = drawn.Given(BOOK, chosen, SPREADS, dependence_set())
    slow = np.array(drawn.nets(cases, given, worlds, seed))
    fast = brute(base(cases, chosen=chosen), 40_000)
    both = math.sqrt(1 / worlds + 1 / 40_000)
    assert abs(slow.mean() - fast.mean()) < 4 * fast.std() * both
    kurtosis = float(np.mean((fast - fast.mean()) ** 4) / fast.var() ** 2)
    assert slow.std() / fast.std() == pytest.approx(1, abs=4 * math.sqrt((kurtosis - 1) / 4) * both)
    for tail in (0.1, 0.5, 0.9):
        below = float(np.mean(slow <= np.quantile(fast, tail)))
        assert below == pytest.approx(tail, abs=4 * math.sqrt(tail * (1 - tail)) * both)


def test_the_twin_draws_the_same_distribution() -> None:
    same_distribution([rich_case()], make_settings(**OWN, disconto=0.03), 2_500, 7)


def test_the_twin_draws_the_same_base() -> None:
    """Six cases of two organisations and two grades: names, a shared estimate, all kinds of guesses (M31)."""
    same_distribution(base_of_two_organisations(), make_settings(**TWO, disconto=0.03), 500, 3)


def test_the_twin_shares_optimism() -> None:
    """Six organisations with a guessed share and displacement: twice as wide as when each were for itself."""
    cases = []
    for number in range(6):
        context = {"gemeente": "teststad", "thema": ["test"], "aanpak": ["test"]}
        context["organisatie"] = f"organisatie-{number}"
        path = {"pad": "test", "kans": 0.5, "hulp": [{"prijs": "zorg.zitting", "aantal": 40}]}
        changes = {"toerekening": {"wij": "50%", "huisarts": "50%"}, "verdringing": 0.2}
        cases.append(make_case(casus=f"test-{number}", context=context, zonder_inzet=[path], **changes))
    same_distribution(cases, make_settings(**TWO), 700, 5)


TWO = {
    "factoren": {
        "eigen": {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0},
        "getoetst": {"laag": 0.7, "verwacht": 0.9, "hoog": 1.0},
    }
}


def base_of_two_organisations() -> list[Case]:
    """A stay, and help at home while that lasts, under the same chance and time; one number from a study."""
    organised = {"gemeente": "teststad", "thema": ["test"], "aanpak": ["test"]}
    chance = {"laag": 0.2, "verwacht": 0.3, "hoog": 0.35, "naam": "opname"}
    months = {"laag": 2, "verwacht": 4, "hoog": 9, "eenheid": "maanden", "naam": "tijd"}
    study = {"laag": 0.3, "verwacht": 0.6, "hoog": 0.9}
    stay = {"prijs": "wlz.dag", "aantal": "2 dagen per week", "duur": months, "kans": study}
    home = {"prijs": "hulp.uur", "aantal": "3 uur per week", "duur": months, "verdringing": 0.3}
    sessions = {"gemiddelde": 20, "sd": 6, "eenheid": "zittingen"}
    less = ["9 van 40", sessions, {"verhouding": 0.6, "van95": 0.4, "tot95": 0.9}]
    visits = {"prijs": "zorg.zitting", "aantal": {"maal": less}}
    found = []
    for number in range(6):
        grade = {"bewijs": "getoetst"} if number % 3 == 0 else {}
        case = make_case(
            casus=f"test-{number}",
            context={**organised, "organisatie": "een" if number < 4 else "twee"},
            zonder_inzet=[{"pad": "opname", "kans": chance, "hulp": [stay, home, visits], **grade}],
            met_inzet=[{"prijs": "zorg.zitting", "aantal": 9, "kans": {"verwacht": 0.4, **grade}}],
            toerekening={"wij": "60%", "huisarts": "40%"},
            verdringing=0.1,
        )
        found.append(with_shared(case, "=test/studie"))
    return found


def with_shared(case: Case, name: str) -> Case:
    """The chance of the first line under the name of an estimate that cases share."""
    path = case.without[0]
    line, *others = path.care
    assert line.chance is not None
    line = line.model_copy(update={"chance": line.chance.model_copy(update={"name": name})})
    path = path.model_copy(update={"care": (line, *others)})
    return case.model_copy(update={"without": (path, *case.without[1:])})


# ---------------------------------------------------------------- shapes

LAWS = {
    "pert": pert(2.0, 5.0, 12.0),
    "edge": pert(0.0, 0.0, 1.0),
    "triangle": triangle(1.0, 2.0, 7.0),
    "uniform": uniform(-1.0, 4.0),
    "lognormal": lognormal(10.0, 0.6),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_table_has_mean_zero_and_spread_one(name: str) -> None:
    table = table_of(LAWS[name].key).astype(np.float64)
    assert (np.diff(table) >= 0).all()
    assert table.mean() == pytest.approx(0, abs=1e-6)
    assert table.std() == pytest.approx(1, abs=1e-6)


def test_quantiles_in_closed_form() -> None:
    """PERT (0, 0, 1) is Beta(1, 5): P10 = 1 − 0.9^(1/5). Triangle and uniform by hand."""
    assert LAWS["edge"].quantile(0.1) == pytest.approx(1 - 0.9**0.2, abs=1e-4)
    assert LAWS["edge"].mean == pytest.approx(1 / 6)
    assert LAWS["triangle"].quantile(0.9) == pytest.approx(7 - math.sqrt(0.1 * 6 * 5), abs=2e-3)
    assert LAWS["uniform"].quantile(0.25) == pytest.approx(0.25, abs=1e-3)
    ten = 10 * math.exp(-0.18) * math.exp(-1.2815515655446 * 0.6)
    assert LAWS["lognormal"].quantile(0.1) == pytest.approx(ten, rel=2e-3)


@pytest.mark.parametrize(("spread", "missing"), [(0.08, 0.001), (0.44, 0.005), (1.0, 0.05)])
def test_a_lognormal_misses_little(spread: float, missing: float) -> None:
    """Of the standard deviation in closed form; a price of grade C has a spread of 0.44."""
    whole = math.sqrt(math.expm1(spread**2))
    assert 1 - missing < lognormal(1.0, spread).sd / whole <= 1 + 1 / 400


def test_a_lognormal_is_never_negative() -> None:
    """Not even where high is a hundred times low."""
    assert lognormal(1.0, 1.8).least > 0


def test_a_mixture_has_the_mean_and_spread_of_its_parts() -> None:
    """M19: two equally likely answers."""
    mixed = mixture([uniform(0.0, 1.0), uniform(2.0, 3.0)])
    assert mixed.mean == pytest.approx(1.5)
    assert mixed.sd == pytest.approx(math.sqrt(1 + 1 / 12))
    assert mixed.quantile(0.25) == pytest.approx(0.5, abs=0.01)
    assert mixed.quantile(0.75) == pytest.approx(2.5, abs=0.01)


def test_a_mirrored_law_is_one_minus() -> None:
    law = pert(0.1, 0.2, 0.6)
    assert law.mirrored().quantile(0.1) == pytest.approx(1 - law.quantile(0.9), abs=1e-6)


# ---------------------------------------------------------------- closed forms


def product_base(**price: Any) -> BusinessCase:
    """One line: chance × quantity × price, nothing else uncertain."""
    book = make_book({"inzet.uur": {}, "hulp.uur": price})
    case = make_case(
        zonder_inzet=[
            {
                "pad": "hulp",
                "kans": {"laag": 0.2, "verwacht": 0.4, "hoog": 0.5},
                "hulp": [{"prijs": "hulp.uur", "aantal": {"laag": 50, "verwacht": 80, "hoog": 150}}],
            }
        ],
    )
    return base([case], book, make_settings())


def test_a_product_of_perts() -> None:
    """Var(XYZ) = Π(σ² + μ²) − Πμ², of a chance, a quantity and a price, within 4 standard errors."""
    bc = product_base(bedrag={"laag": 30, "verwacht": 40, "hoog": 60})
    k = 1.97345
    laws = [
        pert(max(0, 0.4 - k * 0.2), 0.4, 0.4 + k * 0.1),
        pert(80 - k * 30, 80, 80 + k * 70),
        pert(40 - k * 10, 40, 40 + k * 20),
    ]
    mean = math.prod(law.mean for law in laws)
    variance = math.prod(law.sd**2 + law.mean**2 for law in laws) - mean**2
    net = draw_all(model_of(bc, "geen"), Run(40_000, 1)).net + 1
    assert net.mean() == pytest.approx(mean, abs=4 * math.sqrt(variance / 40_000))
    error = math.sqrt((float(np.mean((net - mean) ** 4)) - variance**2) / 40_000)
    assert net.var() == pytest.approx(variance, abs=4 * error)


def test_a_sum_of_lognormals() -> None:
    """Two log-normal quantities: mean and variance of the sum are the sums."""
    shape = {"laag": 10, "hoog": 40, "verdeling": "lognormaal"}
    lines = [{"prijs": "hulp.uur", "aantal": shape}, {"prijs": "inzet.uur", "aantal": shape}]
    book = make_book({"inzet.uur": {}, "hulp.uur": {"bedrag": 2}})
    case = make_case(zonder_inzet=[{"pad": "hulp", "kans": 1, "hulp": lines}])
    bc = base([case], book, make_settings())
    spread = math.log(4) / (2 * 1.2815515655446)
    mean = 20 * math.exp(spread**2 / 2)
    variance = mean**2 * math.expm1(spread**2)
    net = draw_all(model_of(bc, "geen"), Run(40_000, 3)).net + 1
    assert net.mean() == pytest.approx(3 * mean, abs=4 * math.sqrt(5 * variance / 40_000))
    error = math.sqrt((float(np.mean((net - 3 * mean) ** 4)) - 25 * variance**2) / 40_000)
    assert net.var() == pytest.approx(5 * variance, abs=4 * error)


def test_mean_and_variance_in_closed_form_in_every_record() -> None:
    for events in (False, True):
        for engine in ENGINES:
            bc = base([rich_case(f"test-{i}") for i in range(60)])
            record = bc.uncertainty(4_000, 5, engine=engine, events=events).record
            assert [check.what for check in record.checks[:2]] == ["gemiddelde", "variantie"]
            assert record.holds, record.checks


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_the_mean_of_all_worlds_is_the_headline(world: World) -> None:
    """Whatever the forms allow: drawing does not move the expected value (M8, M9)."""
    bc = base([world.case], world.book, world.settings)
    found = closed_form(model_of(bc), events=False)
    assert found is not None
    assert found[0] == pytest.approx(bc.net, rel=1e-6, abs=1e-4)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_no_world_turns_a_line_around(world: World) -> None:
    """Effort is never a gain: what it costs keeps its sign in every world."""
    model = model_of(base([world.case], world.book, world.settings))
    cells = draw_cells(model.worlds, 1, 0, 200)
    effort = np.array([cell.effort for cell in model.worlds.cells], dtype=np.bool_)
    grain = 2.0**-10 * len(model.worlds.line_base)
    assert (cells[effort] >= -grain).all()


# ---------------------------------------------------------------- draws belong to names (M23)


def test_draws_of_a_case_do_not_depend_on_its_neighbours() -> None:
    """Adding a case leaves every other case's draws bit-equal."""
    one, other = rich_case("eerste"), rich_case("tweede", toerekening={"wij": "50%", "huisarts": "50%"})
    alone, both = model_of(base([one])).worlds, model_of(base([other, one])).worlds
    mine = draw_cells(alone, 1, 0, 1_000)
    again = draw_cells(both.part(1, 2), 1, 0, 1_000)
    assert alone.cells == both.cells
    assert (mine == again).all()


def test_chosen_cases_are_drawn_as_they_are_one_by_one() -> None:
    """Wherever they stand: `draw_sums` draws all cases with names in one go."""
    long = {"laag": "2 maanden", "verwacht": "3 maanden", "hoog": "6 maanden"}
    cases = [rich_case(f"test-{i}") for i in range(9)]
    cases[3] = rich_case(
        "met-tijd", met_inzet=[{"prijs": "hulp.uur", "aantal": "2 uur per week", "duur": long}]
    )
    whole = model_of(base(cases)).worlds
    marked = np.isin(np.arange(9), [0, 3, 4, 8])
    chosen = whole.chosen(marked)
    apart = [draw_cells(whole.part(i, i + 1), 1, 0, 1_000) for i in np.flatnonzero(marked).tolist()]
    assert (draw_cells(chosen, 1, 0, 1_000) == np.sum(apart, axis=0)).all()
    everything = whole.chosen(np.ones(9, dtype=np.bool_))
    for field in fields(whole):
        was, now = getattr(whole, field.name), getattr(everything, field.name)
        assert np.array_equal(was, now) if isinstance(was, np.ndarray) else was is now, field.name
    assert not draw_cells(whole.chosen(np.zeros(9, dtype=np.bool_)), 1, 0, 1_000).any()


@pytest.mark.parametrize("shards", [1, 2, 7])
def test_shards_give_the_same_bits(shards: int) -> None:
    bc = base([rich_case(f"test-{i}") for i in range(23)])
    whole = model_of(bc).worlds
    edges = np.linspace(0, 23, shards + 1).astype(int).tolist()
    parts = [whole.part(a, b) for a, b in pairwise(edges)]
    cells = np.sum([draw_cells(part, 1, 0, 2_000) for part in reversed(parts)], axis=0)
    assert (cells == draw_cells(whole, 1, 0, 2_000)).all()
    moments, everything = total_moments(map(moments_of, reversed(parts))), moments_of(whole)
    for name in ("mean", "covariance", "third"):
        assert (getattr(moments, name).whole == getattr(everything, name).whole).all()
        assert (getattr(moments, name).rest == getattr(everything, name).rest).all()


def test_moments_of_shards_that_use_other_prices() -> None:
    """Cells are matched by what they are; which shard comes first does not matter."""
    one = model_of(base([rich_case("een")])).worlds
    other = model_of(base([make_case(casus="twee")])).worlds
    there, back = (total_moments(map(moments_of, order)) for order in ((one, other), (other, one)))
    assert set(there.cells) == set(one.terms) | set(other.terms)
    assert there.mean.values().sum() == back.mean.values().sum()
    assert there.cases == 2


def test_workers_give_the_same_bits() -> None:
    model = model_of(base([rich_case(f"test-{i}") for i in range(5)]))
    one, three = (draw_all(model, Run(3_001, 1, workers=workers)) for workers in (1, 3))
    assert (one.net == three.net).all()
    assert (one.benefit == three.benefit).all()


def test_more_draws_begin_with_the_same_worlds() -> None:
    bc = base([rich_case()])
    assert (brute(bc, 20_000)[:1_000] == brute(bc, 1_000)).all()


def test_another_book_has_the_same_worlds() -> None:
    """Only a price becomes twice as high: every world that price brings is twice as high too."""
    twice = dict(BOOK.prices)
    changed = make_book({"wlz.dag": {"eenheid": "dag", "bedrag": 400, "betalers": {"rijk": 1}}})
    twice["wlz.dag"] = changed.prices["wlz.dag"]
    before = draw_all(model_of(base([rich_case()])), Run(1_000, 1))
    after = draw_all(model_of(base([rich_case()], BOOK.model_copy(update={"prices": twice}))), Run(1_000, 1))
    row = before.payers.index("rijk")
    assert after.benefit[row] == pytest.approx(2 * before.benefit[row], rel=1e-4, abs=0.05)
    others = [place for place in range(len(before.payers)) if place != row]
    assert (after.benefit[others] == before.benefit[others]).all()


def test_seeds_and_names_matter() -> None:
    words = CaseDraws(1, hash_of("casus/a")).words(hash_of("z1/kans"), 0, 400)
    assert (CaseDraws(1, hash_of("casus/a")).words(hash_of("z1/kans"), 200, 200) == words[200:]).all()
    for seed, case, slot in ((2, "a", "z1/kans"), (1, "b", "z1/kans"), (1, "a", "z2/kans")):
        other = CaseDraws(seed, hash_of(f"casus/{case}")).words(hash_of(slot), 0, 400)
        assert np.mean(other == words) < 0.02


def test_estimates_with_one_name_are_one_draw() -> None:
    """M8: two quantities called the same rise and fall together; the check on moments then steps aside."""

    def quantity(name: str) -> dict[str, Any]:
        return {"laag": 5, "verwacht": 10, "hoog": 15, "naam": name}

    def spread(first: str, second: str) -> float:
        lines = [
            {"prijs": "hulp.uur", "aantal": quantity(first)},
            {"prijs": "inzet.uur", "aantal": quantity(second)},
        ]
        book = make_book({"inzet.uur": {}, "hulp.uur": {}})
        case = make_case(zonder_inzet=[{"pad": "hulp", "kans": 1, "hulp": lines}])
        bc = base([case], book, make_settings())
        record = bc.uncertainty(500, spread="geen").record
        assert record.named == (1 if first == second else 0)
        return float(draw_sums(model_of(bc, "geen"), Run(20_000, 1)).net.std())

    assert spread("zelfde", "zelfde") / spread("een", "ander") == pytest.approx(math.sqrt(2), rel=0.03)


# ---------------------------------------------------------------- shared error (M9)


def test_prices_and_realism_are_shared_by_all_cases() -> None:
    """Forty cases: with one realism factor for all the spread is of another order than without."""
    case = {"toerekening": {"wij": 1}, "met_inzet": []}
    cases = [rich_case(f"test-{i}", **case) for i in range(40)]
    wide = base(cases).uncertainty(4_000, spread="geen").total
    narrow = base(cases, chosen=make_settings(disconto=0.03)).uncertainty(4_000, spread="geen").total
    assert (wide.p90 - wide.p10) / abs(wide.p50) > 2 * (narrow.p90 - narrow.p10) / abs(narrow.p50)


def test_realism_is_drawn_per_organisation() -> None:
    context = {"gemeente": "teststad", "thema": ["x"], "aanpak": ["y"]}
    cases = [rich_case(f"test-{who}", context={**context, "organisatie": who}) for who in ("een", "twee")]
    worlds = model_of(base(cases)).worlds
    assert set(worlds.realism_laws) == {("eigen", "een"), ("eigen", "twee")}
    found = shared_draws(worlds.cells, worlds.common._replace(prices={}), 1, 0, 40_000)
    mine = [next(p for p, c in enumerate(worlds.cells) if c.organisation == who) for who in ("een", "twee")]
    expected = correlation(worlds.optimism.realism, Who("eigen", "een"), Who("eigen", "twee"))
    assert expected == pytest.approx(0.6, abs=0.01)
    assert np.asarray(np.corrcoef(found[mine]))[0, 1] == pytest.approx(expected, abs=0.02)


# ---------------------------------------------------------------- chances together at most 1


def tight_case() -> Case:
    """Two paths that are 60 % and 35 % expected, and could be far more together."""
    paths = [
        {
            "pad": "een",
            "kans": {"laag": 0.4, "verwacht": 0.6, "hoog": 0.75},
            "hulp": [{"prijs": "a.uur", "aantal": 1}],
        },
        {
            "pad": "twee",
            "kans": {"laag": 0.2, "verwacht": 0.35, "hoog": 0.6},
            "hulp": [{"prijs": "b.uur", "aantal": 1}],
        },
    ]
    return make_case(zonder_inzet=paths, inzet=[{"wat": "x", "prijs": "a.uur", "aantal": 1}])


def tight_worlds() -> Worlds:
    book = make_book({"a.uur": {"bedrag": 100_000}, "b.uur": {"bedrag": 100_000}})
    return model_of(base([tight_case()], book, make_settings()), "geen").worlds


def test_chances_of_paths_stay_within_one_and_keep_their_means() -> None:
    worlds = tight_worlds()
    assert len(caps_of(worlds).case) == 1
    cells = draw_cells(worlds, 1, 0, 16_000)
    care = [p for p, cell in enumerate(worlds.cells) if not cell.effort]
    chances = cells[care] / 100_000
    assert chances.min() >= -1e-6
    assert chances.sum(axis=0).max() <= 1 + 1e-6
    means = worlds.line_path_chance[worlds.line_path >= 0]
    assert chances.mean(axis=1) == pytest.approx(means, abs=0.004)
    assert np.asarray(np.corrcoef(chances))[0, 1] < 0


def test_moments_of_chances_that_are_held_back() -> None:
    worlds = tight_worlds()
    cells = draw_cells(worlds, 1, 0, 16_000)
    size = len(worlds.cells)
    upper = moments_of(worlds).covariance.values().reshape(size, size)
    whole = upper + np.triu(upper, 1).T
    assert np.cov(cells) == pytest.approx(whole, rel=0.05, abs=2e-4 * whole.max())


# ---------------------------------------------------------------- events


def test_one_path_per_case_happens() -> None:
    worlds = tight_worlds()
    cells = draw_cells(worlds, 1, 0, 16_000, events=True)
    happens = cells[[p for p, cell in enumerate(worlds.cells) if not cell.effort]] > 0
    assert not happens.all(axis=0).any()
    means = worlds.line_path_chance[worlds.line_path >= 0]
    assert happens.mean(axis=1) == pytest.approx(means, abs=0.016)


@pytest.mark.parametrize("events", [False, True])
def test_moments_are_those_of_the_draws(events: bool) -> None:
    """Covariance of cells, of every kind of estimate together; and the third moment of the total."""
    certain = {"wij": {"laag": "60%", "verwacht": "70%", "hoog": "75%"}, "huisarts": "30%"}
    cases = [rich_case(f"test-{i}", toerekening=certain) for i in range(4)]
    worlds = model_of(base(cases)).worlds
    cells = np.concatenate([draw_cells(worlds, seed, 0, 16_000, events) for seed in range(6)], axis=1)
    size = len(worlds.cells)
    found = moments_of(worlds, events)
    assert found.cells == worlds.terms
    upper = found.covariance.values().reshape(size, size)
    whole = upper + np.triu(upper, 1).T
    assert found.mean.values() == pytest.approx(cells.mean(axis=1), rel=0.02)
    sd = np.sqrt(np.diag(whole))
    assert np.cov(cells) / np.outer(sd, sd) == pytest.approx(whole / np.outer(sd, sd), abs=0.04)
    off = cells - cells.mean(axis=1, keepdims=True)
    assert np.mean(off**3, axis=1) / sd**3 == pytest.approx(
        CUBES * found.third.values() / sd**3, rel=0.1, abs=0.05
    )


@pytest.mark.parametrize("cases", [50, 100])
def test_the_conditional_engine_has_the_quantiles_of_brute_force(cases: int) -> None:
    """Same prices and realism, 32,000 worlds: within 0.02 standard deviations and the noise of the sum."""
    model = model_of(base([rich_case(f"test-{i}") for i in range(cases)]))
    one, other = draw_all(model, Run(32_000, 1)).net, draw_sums(model, Run(32_000, 1)).net
    for tail in (0.025, 0.1, 0.5, 0.9, 0.975):
        off = abs(np.quantile(one, tail) - np.quantile(other, tail)) / one.std()
        assert off < 0.02 + 0.01


# ---------------------------------------------------------------- sums


def test_exact_sums_do_not_depend_on_order() -> None:
    random = np.random.default_rng(1)
    values = random.lognormal(0, 8, 5_000) * random.choice([-1, 1], 5_000)
    place = random.integers(0, 3, 5_000)
    one = ExactSums.of(place, values, 3)
    order = random.permutation(5_000)
    parts = [ExactSums.of(place[mine], values[mine], 3) for mine in np.array_split(order, 9)]
    other = parts[0]
    for part in parts[1:]:
        other = other + part
    assert (one.whole == other.whole).all()
    assert (one.rest == other.rest).all()
    assert one.values() == pytest.approx(np.bincount(place, values, 3), rel=1e-9)
    with pytest.raises(OverflowError, match="te groot"):
        ExactSums.of(np.array([0]), np.array([math.inf]), 1)


# ---------------------------------------------------------------- points and grades


def test_a_guessed_share_gets_the_spread_of_its_grade_and_a_registered_one_none() -> None:
    guessed, registered = (
        rich_case(toerekening={"wij": {"verwacht": "70%", "bewijs": grade}, "huisarts": "30%"})
        for grade in ("eigen", "geregistreerd")
    )
    assert base([guessed]).uncertainty(500).record.from_grade == 1
    assert base([registered]).uncertainty(500).record.from_grade == 0


def test_points_on_the_zonder_side_are_in_doubt_once() -> None:
    """M10: their doubt is the realism factor; no second spread is laid over it."""
    uncertain = model_of(base([rich_case()])).uncertain
    kinds = uncertain.est_kind[uncertain.est_guess >= 0].tolist()
    assert kinds == [3]


def test_price_spread_follows_the_grade() -> None:
    found = model_of(base([rich_case()])).uncertain.price_laws
    keys = model_of(base([rich_case()])).worlds.price_laws
    assert keys["hulp.uur"].key[0] == "pert"
    assert keys["wlz.dag"].key[0] == "lognormal"
    assert all(law.mean == 1.0 for law in found)
    grade_a: PriceSpreadSet = SPREADS
    one_in_ten: Law = keys["wlz.dag"]
    assert one_in_ten.quantile(0.9) == pytest.approx(1 + grade_a.spreads[Grade.A], abs=2e-3)
