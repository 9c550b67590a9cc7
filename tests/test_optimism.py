"""Optimism is common × organisation × own (M31); 49 and 50 cases are drawn alike (A3, A13) (K25)."""

import math
from dataclasses import replace
from typing import Final

import drawn
import numpy as np
import pytest
from builders import dependence_set, make_book, make_case, make_settings
from named import a_base
from numpy.typing import NDArray
from test_examples import business_cases
from test_uncertainty import BOOK, SPREADS, TWO, base_of_two_organisations, rich_case

from rendement.asking.business_case import BusinessCase
from rendement.engine.common import correlation
from rendement.engine.uncertain import Who
from rendement.model.case import Case
from rendement.model.estimate import Chance
from rendement.model.lines import care_lines
from rendement.model.settings import Dependence, Factor
from rendement.results.worlds.simulation import (
    FEW_CASES,
    Run,
    closed_form,
    draw_all,
    draw_sums,
    model_of,
    with_dependence,
)

Floats = NDArray[np.float64]
FACTOR: Final = {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}
NORMAL: Final = drawn.NORMAL


def dependence(common: float, organisation: float) -> Dependence:
    """γ and β."""
    return Dependence.model_validate({"gedeeld": common, "organisatie": organisation})


APART: Final = dependence(0, 0)
ASSUMED: Final = dependence_set()


def test_the_set_is_that_of_the_method() -> None:
    assert (ASSUMED.common, ASSUMED.organisation, ASSUMED.borrowed) == (0.60, 0.25, True)
    assert [(d.common, d.organisation) for d in ASSUMED.also] == [(0.25, 0.35), (0.75, 0.15)]


# ---------------------------------------------------------------- the portfolio of M31


def organised(number: int, organisations: int) -> str:
    return f"organisatie-{number % organisations}"


def equal_cases(organisations: int, grades: tuple[str, ...] = ("eigen",), **changes: object) -> list[Case]:
    """Forty equal cases, each with one certain path of a thousand hours."""
    found = []
    for number in range(40):
        grade = grades[number // organisations % len(grades)]
        line = {"prijs": "hulp.uur", "aantal": 1_000}
        path = {"pad": "test", "kans": 0.5, "bewijs": grade, "hulp": [line]}
        context = {"gemeente": "teststad", "thema": ["test"], "aanpak": ["test"]}
        context["organisatie"] = organised(number, organisations)
        found.append(
            make_case(**{"casus": f"test-{number}", "context": context, "zonder_inzet": [path], **changes})
        )
    return found


def portfolio(cases: list[Case], price_off: float, cost: float = 0) -> BusinessCase:
    """The same with a price that all cases share."""
    price = {"bedrag": {"laag": 100 - price_off, "verwacht": 100, "hoog": 100 + price_off}}
    book = make_book({"inzet.uur": {"bedrag": cost}, "hulp.uur": price if price_off else {"bedrag": 100}})
    factors = {"eigen": FACTOR, "getoetst": FACTOR}
    return a_base(cases, book, make_settings(factoren=factors))


def width(bc: BusinessCase, assumed: Dependence = ASSUMED, draws: int = 20_000) -> float:
    """P90 − P10 of the net."""
    low, high = np.quantile(nets(bc, assumed, draws), (0.1, 0.9))
    return float(high - low)


def nets(bc: BusinessCase, assumed: Dependence = ASSUMED, draws: int = 20_000) -> Floats:
    return draw_all(with_dependence(model_of(bc, "geen"), assumed), Run(draws, 1)).net


def test_names_of_organisations_buy_no_certainty() -> None:
    """M31, A3: with 1, 4, 12 and 40 names 1 : .84 : .80 : .79 as wide; apart it was 1 : .55 : .41 : .34."""
    bases = [portfolio(equal_cases(names), 10) for names in (1, 4, 12, 40)]
    widths = [width(bc) for bc in bases]
    assert [w / widths[0] for w in widths] == pytest.approx([1, 0.84, 0.80, 0.79], abs=0.015)
    before = [width(bc, APART) for bc in bases]
    assert [w / before[0] for w in before] == pytest.approx([1, 0.55, 0.41, 0.34], abs=0.03)


def test_one_organisation_in_twelve_spellings() -> None:
    """M31: at most 22 % narrower, whatever the price adds."""
    for price_off in (0.0, 8.0, 20.0):
        one, twelve = (width(portfolio(equal_cases(names), price_off)) for names in (1, 12))
        assert 0.78 <= twelve / one < 1


def test_the_chance_that_it_pays_is_not_so_sure() -> None:
    """M31: four organisations and two grades. 0.98 apart, 0.91 when shared, 0.96 and 0.90 beside it.

    The costs are such that it is 0.98 apart.
    """
    bc = portfolio(equal_cases(4, ("eigen", "getoetst")), 20)
    cost = float(np.quantile(nets(bc, APART), 0.02))
    little, much = ASSUMED.also
    chances = [float(np.mean(nets(bc, assumed) > cost)) for assumed in (little, ASSUMED, much)]
    assert chances == pytest.approx([0.96, 0.91, 0.90], abs=0.015)


def test_guessed_shares_are_optimistic_together() -> None:
    """M31b: guessed attribution, shared instead of case by case, makes the band 34 to 36 % wider."""
    cases = equal_cases(12, toerekening={"wij": "50%", "huisarts": "50%"})
    together = portfolio(cases, 10)
    assert width(together) / width(apart_in_every_case(together)) == pytest.approx(1.35, abs=0.025)


def apart_in_every_case(bc: BusinessCase) -> BusinessCase:
    """The same, with attribution as a range of the same spread in every case: as it was drawn before."""
    ours = bc.cases[0].case.attribution["wij"]
    guess = drawn.guess_of(ours, "eigen", 1, bc.settings)
    assert guess is not None
    factor = Factor.model_validate(FACTOR)
    low, likely, high = (guess.at((point or 0.0) / drawn.mean_of(factor)) for point in factor.points)
    ranged = Chance.model_validate({"laag": low, "verwacht": likely, "hoog": high})
    cases = [
        loaded.case.model_copy(update={"attribution": {**loaded.case.attribution, "wij": ranged}})
        for loaded in bc.cases
    ]
    apart = a_base(cases, bc.book, bc.settings)
    assert apart.net == pytest.approx(bc.net, rel=1e-9)
    return apart


# ---------------------------------------------------------------- margins, means and correlations


@pytest.mark.parametrize("assumed", [APART, dependence(0.25, 0.35), ASSUMED, dependence(0.75, 0.15)])
def test_a_realism_factor_keeps_its_distribution(assumed: Dependence) -> None:
    """M31: whatever is shared, ω of a grade is distributed as its set says: within 1.95/√n everywhere."""
    family = replace(
        model_of(base_of_two()).uncertain.optimism.realism,
        common=assumed.common,
        organisation=assumed.organisation,
    )
    factor = Factor.model_validate(FACTOR)
    law = model_of(base_of_two()).worlds.realism_laws[Who("eigen", "een")]
    found = drawn.mean_of(factor) * (1 + law.sd * family.drawn(3, "eigen", "een", 0, 40_000))
    for chance in np.linspace(0.01, 0.99, 99).tolist():
        below = float(np.mean(found <= drawn.value_below(factor, chance)))
        assert below == pytest.approx(chance, abs=1.95 / 200)


def base_of_two() -> BusinessCase:
    return a_base(base_of_two_organisations(), BOOK, make_settings(**TWO, disconto=0.03))


PAIRS: Final = {
    "between organisations": (Who("eigen", "een"), Who("eigen", "twee"), 0.60),
    "of other grades too": (Who("eigen", "een"), Who("getoetst", "twee"), 0.60),
    "within an organisation": (Who("eigen", "een"), Who("getoetst", "een"), 0.85),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_correlations(pair: str) -> None:
    """M31: 0.60 between organisations, 0.85 within; in closed form, drawn, and by the twin's own strips."""
    one, other, expected = PAIRS[pair]
    family = model_of(base_of_two()).uncertain.optimism.realism
    stated = correlation(family, one, other)
    assert stated == pytest.approx(expected, abs=0.02)
    assert stated == pytest.approx(by_strips(one.grade, other.grade, expected), abs=0.002)
    first, second = (family.drawn(1, who.grade, who.organisation, 0, 40_000) for who in (one, other))
    assert np.asarray(np.corrcoef(first, second))[0, 1] == pytest.approx(stated, abs=0.015)


def by_strips(one: str, other: str, shared: float) -> float:
    """The correlation of two factors whose normals share this part: the common part in strips."""
    first, second = (
        np.array([given_shared(grade, z, shared) for z in drawn.STRIPS]) for grade in (one, other)
    )
    sds = [math.sqrt(variance_of(grade)) for grade in (one, other)]
    return float(np.mean(first * second) - first.mean() * second.mean()) / (sds[0] * sds[1])


def factor_of(grade: str) -> Factor:
    return Factor.model_validate(TWO["factoren"][grade])


def given_shared(grade: str, z: float, shared: float) -> float:
    """E[ω | the normal that is shared]."""
    at = [NORMAL.cdf(math.sqrt(shared) * z + math.sqrt(1 - shared) * own) for own in drawn.STRIPS]
    return float(np.mean([drawn.value_below(factor_of(grade), chance) for chance in at]))


def variance_of(grade: str) -> float:
    """M27: (μ − A)(B − μ) / 7."""
    (bottom, top), mean = drawn.ends(factor_of(grade)), drawn.mean_of(factor_of(grade))
    return (mean - bottom) * (top - mean) / 7


def test_no_expected_value_moves() -> None:
    """M31: with γ = β = 0 or any other, to 1e-9; also where guesses hang together in one line."""
    for bc in (base_of_two(), a_base([rich_case()], BOOK, make_settings(**TWO)), *business_cases()):
        for assumed in (APART, ASSUMED, dependence(0.75, 0.25)):
            model = with_dependence(model_of(bc), assumed)
            found = closed_form(model, events=False)
            assert found is not None
            assert found[0] == pytest.approx(bc.net, rel=1e-9, abs=1e-6)


def test_guesses_that_hang_together_keep_the_mean() -> None:
    """M31b: our share up and displacement down at once; the engine leaves out what that adds, as the twin."""
    bc = base_of_two()
    given = drawn.Given(BOOK, bc.settings, SPREADS, ASSUMED)
    worlds = model_of(bc).worlds
    expected = []
    for case in (loaded.case for loaded in bc.cases):
        expected += [1.0 for _ in case.effort]
        guesses = (drawn.guesses_of(case, line, bc.settings) for line in care_lines(case))
        expected += [drawn.together(mine, given) for mine in guesses]
    assert min(expected) < 0.95
    assert max(expected) > 1.02
    assert worlds.line_joint == pytest.approx(expected, abs=3e-4)
    net = draw_all(model_of(bc), Run(40_000, 1)).net
    assert net.mean() == pytest.approx(bc.net, abs=4 * net.std() / 200)


# ---------------------------------------------------------------- what belongs to whom (M23, A13)


def of_one(organisation: str, cases: int) -> list[Case]:
    context = {"gemeente": "teststad", "organisatie": organisation, "thema": ["test"], "aanpak": ["test"]}
    return [rich_case(f"{organisation}-{n}", context=context) for n in range(cases)]


def test_an_organisation_more_changes_no_draw_of_another() -> None:
    """M23, M31: world by world both together are what each is by itself."""
    chosen = make_settings(**TWO, disconto=0.03)
    one, other = of_one("een", 3), of_one("twee", 2)
    apart = [draw_all(model_of(a_base(cases, BOOK, chosen)), Run(2_000, 1)).net for cases in (one, other)]
    both = draw_all(model_of(a_base([*other, *one], BOOK, chosen)), Run(2_000, 1)).net
    assert both == pytest.approx(apart[0] + apart[1], rel=1e-6, abs=1e-3)


def worlds_of(cases: list[Case]) -> Floats:
    """Nets as the product draws them: case by case below fifty, the sum of further ones from there on."""
    model = model_of(a_base(cases, BOOK, make_settings(**TWO, disconto=0.03)))
    engine = draw_all if len(cases) < FEW_CASES else draw_sums
    return engine(model, Run(8_000, 1)).net


def test_the_fiftieth_case_changes_only_what_it_adds() -> None:
    """A13: same seed; from one engine to the other, worlds differ by the spread of the new case."""
    cases = of_one("een", FEW_CASES)
    own = worlds_of(cases[-1:])
    added = worlds_of(cases) - worlds_of(cases[:-1])
    assert added.mean() == pytest.approx(own.mean(), abs=4 * own.std() / math.sqrt(8_000))
    assert added.std() == pytest.approx(own.std(), rel=0.05)


def test_a_new_case_that_comes_first_changes_little_more() -> None:
    """A13: then the last of the others is drawn in another way: at most two spreads of one case."""
    cases = of_one("een", FEW_CASES)
    own = worlds_of(cases[:1])
    added = worlds_of(cases) - worlds_of(cases[1:])
    assert added.mean() == pytest.approx(own.mean(), abs=8 * own.std() / math.sqrt(8_000))
    assert added.std() < 2 * own.std()


# ---------------------------------------------------------------- what is shown


def test_three_values_are_always_shown() -> None:
    """M31d: the chance that it pays at γ of 25, 60 and 75 %, the middle one being the one assumed."""
    found = portfolio(equal_cases(4), 10, cost=32_000).uncertainty(4_000)
    assert [(s.common, s.organisation, s.assumed) for s in found.shared] == [
        (0.25, 0.35, False), (0.60, 0.25, True), (0.75, 0.15, False),
    ]  # fmt: skip
    assert found.shared[1].chance == pytest.approx(found.total.chance, abs=0.02)
    less, assumed, more = (s.chance for s in found.shared)
    assert less is not None
    assert assumed is not None
    assert more is not None
    assert less > assumed > more


def test_one_bar_of_shared_optimism() -> None:
    """M31d: with forty organisations nearly all of the doubt is what everybody shares; of one 60 %."""
    for names, share in ((40, 0.6 / 0.61), (1, 0.6)):
        bc = portfolio(equal_cases(names), 0)
        bars = {i.key: i for i in bc.influences(spread="geen").inputs}
        assert bars["optimisme"].share == pytest.approx(share, abs=0.015)
        assert bars["optimisme"].low < bc.net < bars["optimisme"].high
