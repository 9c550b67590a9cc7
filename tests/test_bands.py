"""Three bands that are never mixed, and what goes with them (M16)."""

import math
from dataclasses import replace

import numpy as np
import pytest
from builders import make_case
from test_uncertainty import base, rich_case

from rendement.asking.business_case import BusinessCase
from rendement.engine.laws import law_of_estimate
from rendement.model.case import Case
from rendement.model.estimate import Chance, Quantity
from rendement.model.pooling import pool
from rendement.model.review import Review
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.reviews.reviews import LoadedReview
from rendement.results.base.denominator import Denominator
from rendement.results.doubt.bands import reviewers_band
from rendement.results.doubt.uncertainty import outcome
from rendement.results.worlds.resampling import (
    INNER,
    CaseNets,
    _calibrated,
    _mean_of_curve,
    _Places,
    _t_within,
    bayesian_bootstrap,
    bootstrap_t,
)
from rendement.words.numbers import about, odds, step_of


def cases(number: int) -> list[Case]:
    """Cases that differ in how much help they needed."""
    return [
        rich_case(f"test-{i}", inzet=[{"wat": "x", "prijs": "inzet.uur", "aantal": 5 + 3 * (i % 7) + i}])
        for i in range(number)
    ]


def chosen(bc: BusinessCase, selection: Selection, closed: int, cost_given: bool = False) -> BusinessCase:
    """The same cases, filed in another way."""
    found = Denominator("", bc.filed, closed, selection, "test", cost_given=cost_given)
    return replace(bc, denominators=(found,))


def test_no_band_over_cases_below_eight() -> None:
    found = base(cases(7)).uncertainty(500)
    assert found.band("casussen").low is None
    assert "geen band onder 8 casussen (dit zijn er 7)" in found.band("casussen").note
    assert base(cases(8)).uncertainty(500).band("casussen").low is not None


def test_chosen_cases_have_bounds_only() -> None:
    found = chosen(base(cases(10)), Selection.CHOSEN, 20, cost_given=True).uncertainty(500, combined=True)
    assert "alleen grenzen" in found.band("casussen").note
    assert found.band("casussen").low == pytest.approx(found.band("casussen").middle)
    assert found.band("schattingen en casussen samen").low is None


def test_what_few_cost_is_not_set_against_what_all_may_bring() -> None:
    """M32: with costs of 10 of 20 closed cases there are no bounds around the net either."""
    band = chosen(base(cases(10)), Selection.CHOSEN, 20).uncertainty(500).band("casussen")
    assert (band.low, band.high) == (None, None)
    assert "onvolledige kosten" in band.note


def test_a_lot_of_almost_all_cases_leaves_little_to_chance() -> None:
    """By lot: the more of all closed cases are drawn, the narrower, relative to the total."""
    few, most = (chosen(base(cases(12)), Selection.LOT, closed).uncertainty(500) for closed in (120, 13))

    def width(found: object) -> float:
        band = found.band("casussen")  # type: ignore[attr-defined]
        return float((band.high - band.low) / abs(band.middle))

    assert width(most) < 0.5 * width(few)


def test_bootstrap_t_of_equal_cases_is_nothing() -> None:
    nothing = CaseNets(np.full(9, 5.0), np.ones(9), np.ones(9))
    assert bootstrap_t(nothing, np.random.default_rng(1)) == (0.0, 0.0)


def test_samples_come_from_the_curve_through_the_cases() -> None:
    """Hutson (2002): straight between cases, exponential beyond; its mean is in closed form."""
    ordered = np.array([1.0, 2.0, 4.0, 8.0, 30.0])
    places = _Places.drawn(np.random.default_rng(1), 40_000, 5)
    low = ordered[places.below]
    values = low + places.up * (ordered[places.below + 1] - low)
    assert (values > 30).mean() == pytest.approx(1 / 6, abs=0.005)
    assert (values < 1).mean() == pytest.approx(1 / 6, abs=0.005)
    assert ((values > 4) & (values < 8)).mean() == pytest.approx(1 / 6, abs=0.005)
    beyond = values[values > 30] - 30
    assert beyond.mean() == pytest.approx(22, rel=0.03)
    error = values.std() / math.sqrt(values.size)
    assert values.mean() == pytest.approx(_mean_of_curve(ordered[None, :])[0], abs=4 * error)


def test_samples_of_samples_the_slow_way() -> None:
    """Products of matrices give the t of every sample from every sample, drawn one by one."""
    samples = np.sort(np.random.default_rng(5).exponential(size=(3, 9)), axis=1)
    fast = _t_within(samples, np.random.default_rng(6))
    places = _Places.drawn(np.random.default_rng(6), INNER, 9)
    for row, sample in enumerate(samples):
        low = sample[places.below]
        drawn = low + places.up * (sample[places.below + 1] - low)
        t = (drawn.mean(axis=1) - _mean_of_curve(sample[None, :])[0]) / (drawn.std(axis=1, ddof=1) / 3)
        assert fast[row] == pytest.approx(t)


def test_the_level_is_never_lowered() -> None:
    """What held too often stays as it is; what held too seldom is asked for at a higher level."""
    assert _calibrated(np.linspace(0.2, 0.8, 101), 0.1) == 0.1
    assert _calibrated(np.concatenate([np.zeros(30), np.linspace(0, 1, 71)]), 0.1) == 0.0


def test_equal_cases_and_one_other_have_a_band() -> None:
    """Most samples have no spread at all: they say nothing, and break nothing."""
    net = np.array([0.0] * 11 + [100.0])
    low, high = bootstrap_t(CaseNets(net, np.ones(12), np.ones(12)), np.random.default_rng(1))
    assert -math.inf < low < 0 < high < math.inf


def test_bootstrap_t_leans_towards_the_long_tail() -> None:
    """A mean of few skewed cases is more often too low than too high: the band reaches further up."""
    net = np.exp(1.2 * np.random.default_rng(2).standard_normal(40))
    low, high = bootstrap_t(CaseNets(net, np.ones(40), np.ones(40)), np.random.default_rng(1))
    assert low < 0 < high
    assert high > -low


def test_many_cases_go_on_where_few_leave_off() -> None:
    """The expansion from 2,000 cases on is near what resampling, which knows more of the tail, gives."""
    random = np.random.default_rng(3)
    net = np.exp(random.standard_normal(1_999))
    drawn = bootstrap_t(CaseNets(net, np.ones(1_999), np.ones(1_999)), random)
    longer = np.append(net, net.mean())
    expanded = bootstrap_t(CaseNets(longer, np.ones(2_000), np.ones(2_000)), random)
    assert expanded.high - expanded.low == pytest.approx(drawn.high - drawn.low, rel=0.06)
    assert tuple(expanded) == pytest.approx(tuple(drawn), rel=0.15)


def test_bayesian_bootstrap_in_closed_form() -> None:
    """Mean Σx and variance n/(n+1)·Σ(x − x̄)², within 4 standard errors."""
    net = np.array([1.0, 4.0, 9.0, 2.0, 30.0, 7.0, 7.0, 1.0])
    drawn = bayesian_bootstrap(net, 40_000, np.random.default_rng(4))
    variance = 8 / 9 * float(((net - net.mean()) ** 2).sum())
    assert drawn.mean() == pytest.approx(net.sum(), abs=4 * math.sqrt(variance / 40_000))
    kurtosis = float(np.mean((drawn - drawn.mean()) ** 4))
    assert drawn.var() == pytest.approx(variance, abs=4 * math.sqrt((kurtosis - variance**2) / 40_000))


def test_bands_stand_apart_unless_asked() -> None:
    bc = base(cases(12))
    assert [band.name for band in bc.uncertainty(500).bands] == ["schattingen", "casussen", "beoordelaars"]
    found = bc.uncertainty(4_000, combined=True)
    both = found.band("schattingen en casussen samen")
    apart = found.band("schattingen")
    assert both.low is not None
    assert both.high is not None
    assert apart.low is not None
    assert apart.high is not None
    assert both.high - both.low > apart.high - apart.low
    assert "niet van beoordelaars" in both.note
    with pytest.raises(KeyError, match="geen band 'iets'"):
        found.band("iets")


def test_without_the_largest_case() -> None:
    large = rich_case(
        "groot", inzet=[{"wat": "x", "prijs": "inzet.uur", "aantal": 1}], toerekening={"wij": 1}
    )
    bc = base([*cases(3), large])
    found = bc.uncertainty(500).without_largest
    assert found is not None
    assert found[0] == "groot"
    assert found[1] == pytest.approx(base(cases(3)).net)
    assert base([large]).uncertainty(500).without_largest is None


def said_of(case: Case, line: str, **own: str) -> BusinessCase:
    """The base of one case, of which one reviewer said this."""
    judgement = {"regel": line, "oordeel": "lager", **({"eigen": own} if own else {})}
    fields = {"casus": case.id, "rol": "wmo-consulent", "beoordelaar": "b-1", "datum": "2025-12-01"}
    review = Review.model_validate({**fields, "oordelen": [judgement]})
    loaded = LoadedCase(case, "test.yaml", None, {}, reviews=(LoadedReview(review, "test.beoordeling.yaml"),))
    return replace(base([case]), cases=(loaded,))


def test_the_band_of_reviewers_uses_their_own_numbers() -> None:
    """One reviewer: half the chance of the path. The other end is what the author says."""
    case = rich_case()
    path, *rest = case.without
    half = path.model_copy(update={"chance": Chance.model_validate({"verwacht": "20%"})})
    changed = case.model_copy(update={"without": (half, *rest)})
    band = said_of(case, "z1", kans="20%").uncertainty(500).band("beoordelaars")
    assert band.low == pytest.approx(base([changed]).net)
    assert band.high == pytest.approx(base([case]).net)
    assert "1 beoordelaar en de makers" in band.note


def test_without_reviewers_no_such_band() -> None:
    assert reviewers_band(base(cases(2)), {}).low is None


def test_a_reviewer_without_own_numbers_adds_nothing() -> None:
    assert said_of(rich_case(), "z1.1").uncertainty(500).band("beoordelaars").low is None


def test_pooled_answers_are_drawn_as_a_mixture() -> None:
    """M19: half the worlds have the author's four visits, half the reviewer's twelve."""
    law = law_of_estimate(
        pool(("maker", "b-1"), tuple(Quantity.model_validate({"verwacht": n}) for n in (4, 12)))
    )
    assert law is not None
    assert (law.mean, law.sd) == (8.0, 4.0)
    assert [law.quantile(0.25), law.quantile(0.75)] == pytest.approx([4.0, 12.0])


def test_chance_and_loss() -> None:
    """Half the worlds lose 10, half win 30: it pays half the time, and relying on the mean costs 5."""
    found = outcome("x", np.tile([-10.0, 30.0], 500))
    assert (found.mean, found.chance, found.loss) == (10.0, 0.5, 5.0)


def test_payers_add_up_to_the_total() -> None:
    """M12, in every world."""
    found = base(cases(3)).uncertainty(500)
    assert (found.worlds.benefit - found.worlds.cost).sum(axis=0) == pytest.approx(found.worlds.net)
    assert found.perspectives.column("vanuit")[0] == "samenleving (alles samen)"
    assert found.perspectives.column("andere conclusie dan samen")[0] == 0.0


def test_a_certain_case_has_no_band() -> None:
    bc = base([make_case(toerekening={"wij": 1})])
    found = bc.uncertainty(500, spread="geen")
    assert (found.total.p10, found.total.p90) == pytest.approx((bc.net, bc.net), abs=1e-3)
    assert found.total.chance == 0.0
    assert found.record.holds


@pytest.mark.parametrize(("draws", "seed", "why"), [(99, 1, "minstens 100"), (100, -1, "seed is minstens 0")])
def test_what_cannot_be_drawn(draws: int, seed: int, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        base(cases(1)).uncertainty(draws, seed)


def test_no_digits_finer_than_the_error() -> None:
    assert [step_of(error) for error in (0.3, 1.2, 12, 430, 500, 501)] == [1, 2, 20, 500, 500, 1_000]
    assert about(12_345, 430) == "€ 12.500"
    assert [odds(share, 0.004) for share in (0.001, 0.423, 0.9999)] == [
        "minder dan 1 %",
        "42 %",
        "meer dan 99 %",
    ]


def test_the_same_seed_gives_the_same_bits_and_another_does_not() -> None:
    bc = base(cases(3))
    assert bc.uncertainty(500).total == bc.uncertainty(500).total
    assert bc.uncertainty(500).total != bc.uncertainty(500, seed=2).total


def test_the_card_says_it_in_plain_words() -> None:
    text = repr(base(cases(9)).uncertainty(500))
    for words in (
        "in 8 van de 10 gevallen",
        "elk apart: tel ze niet bij elkaar op",
        "willekeurige greep van 9 zulke casussen",
        "schattingen zonder laag en hoog kregen de spreiding van hun bewijsgraad",
        "elke schatting getrokken",
    ):
        assert words in " ".join(text.replace("│", " ").split()), words


def test_the_bands_and_the_run_as_tables() -> None:
    """Every band with what is in it; the record with its checks: the same figures as in the card."""
    found = base(cases(9)).uncertainty(500)
    rows = list(found.bands_table())
    assert [row["band van"] for row in rows] == [
        "schattingen",
        "casussen",
        "beoordelaars",
        "zonder de grootste casus",
    ]
    assert (rows[0]["laag"], rows[0]["hoog"]) == (found.total.p10, found.total.p90)
    assert "zo'n band" in rows[1]["wat erin zit"]
    assert rows[3]["laag"] is None
    assert found.table().column("toevalsfout")[0] == found.total.error
    record = {row["wat"]: row for row in found.record.table()}
    assert (record["seed"]["waarde"], record["draws"]["waarde"]) == ("1", "500")
    assert record["controle: gemiddelde"]["waarde"] == "klopt"


def test_a_comparison_shows_no_digits_finer_than_its_error() -> None:
    bc = base(cases(9))
    found = bc.compare(base(cases(8)), draws=500)
    table, step = found.table(), step_of(found.before.error)
    assert step >= 20
    assert about(found.before.p10, found.before.error) in repr(found)
    assert table.column("P10")[0] == found.before.p10
    assert table.column("toevalsfout")[2] == found.difference.error


def test_every_answer_in_one_table() -> None:
    """The author's and the reviewer's chance of one path, and what they pool to."""
    rows = list(said_of(rich_case(), "z1", kans="20%").answers())
    assert [(row["regel"], row["schatting"], row["wie"]) for row in rows] == [
        ("z1", "kans", "maker"),
        ("z1", "kans", "b-1"),
    ]
    assert rows[1]["gemiddeld"] == 0.2
    assert rows[0]["samengevoegd"] == pytest.approx((rows[0]["gemiddeld"] + 0.2) / 2)
