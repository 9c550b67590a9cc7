"""Estimates as evidence states them (M40), products (M30): numbers of the method, and the slow twin."""

import math
import pickle
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import naive_forms
import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from hypothesis import given
from hypothesis import strategies as st
from naive import value_case
from pydantic import TypeAdapter, ValidationError
from workbooks import compared, needs_office, planned, worked_out

from rendement.asking.business_case import BusinessCase, business_case
from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate
from rendement.engine.laws import law_of_estimate
from rendement.engine.shapes import Law, table_of
from rendement.model.curves import LogNormal
from rendement.model.estimate import Chance, Duration, Estimate, Evidence, Quantity, Written
from rendement.model.estimate_fields import ChanceField, DurationField, QuantityField
from rendement.model.pooling import answers_of, graded, pool, rescaled
from rendement.model.products import factors_of
from rendement.model.settings import Selection
from rendement.model.units import Measure
from rendement.reading.loading.load import load_cases
from rendement.reports.excel.write import write_plan
from rendement.results.explaining.answers import answer_words, used_words
from rendement.results.sensitivity.sensitivity import switching_values

CHANCE: TypeAdapter[Chance] = TypeAdapter(ChanceField)
QUANTITY: TypeAdapter[Quantity] = TypeAdapter(QuantityField)
DURATION: TypeAdapter[Duration] = TypeAdapter(DurationField)
RATIO = {"verhouding": 0.6, "van95": 0.4, "tot95": 0.9}
LIMITS = {"minst": 5, "verwacht": 8, "meest": 20, "eenheid": "uur"}
PRODUCT = {"maal": ["9 van 40", "6 dagen", RATIO]}


def chance(said: object) -> Chance:
    return CHANCE.validate_python(said)


def quantity(said: object) -> Quantity:
    return QUANTITY.validate_python(said)


def duration(said: object) -> Duration:
    return DURATION.validate_python(said)


def law_of(estimate: Estimate, ceiling: float = math.inf) -> Law:
    law = law_of_estimate(estimate, ceiling)
    assert law is not None
    return law


def refusal(read: TypeAdapter[Any], said: object) -> str:
    with pytest.raises(ValidationError) as caught:
        read.validate_python(said)
    return str(caught.value.errors()[0]["type"])


# ---------------------------------------------------------------- the numbers of M40


def test_mean_with_interval_is_lognormal_with_about_those_limits() -> None:
    said = quantity({"gemiddelde": 1200, "van95": 700, "tot95": 1900})
    assert said.mean == pytest.approx(1200, rel=1e-12)
    assert isinstance(said.curve, LogNormal)
    assert said.curve.quantile(0.025) == pytest.approx(711, abs=0.5)
    assert said.curve.quantile(0.975) == pytest.approx(1902, abs=0.5)


def test_typed_as_a_range_the_same_numbers_would_give_another_mean() -> None:
    assert quantity({"laag": 700, "verwacht": 1200, "hoog": 1900}).mean == pytest.approx(1266, abs=0.5)


def test_nine_of_forty() -> None:
    said = chance("9 van 40")
    assert said.mean == pytest.approx(0.225, rel=1e-12)
    assert said.points.low == pytest.approx(0.144, abs=0.0005)
    assert said.points.high == pytest.approx(0.312, abs=0.0005)


def test_none_of_twenty() -> None:
    said = chance("0 van 20")
    assert said.mean == pytest.approx(0.5 / 21, rel=1e-12)
    assert said.points.low == pytest.approx(0.0004, abs=1e-4)
    assert said.points.high == pytest.approx(0.065, abs=5e-4)
    assert chance("20 van 20").mean == pytest.approx(20.5 / 21, rel=1e-12)


def test_a_rate_is_a_count_and_with_a_period_a_chance() -> None:
    assert quantity("300 per 1000 per jaar over 2 jaar").mean == pytest.approx(0.60, rel=1e-12)
    assert chance("300 per 1000 per jaar over 2 jaar").mean == pytest.approx(0.51, rel=1e-12)
    assert chance("300 per 1000 per jaar over 24 maanden").mean == pytest.approx(0.51, rel=1e-12)
    yearly = quantity("12 per 1000 per jaar")
    assert (yearly.mean, yearly.unit, yearly.per) == (0.012, None, "jaar")
    assert quantity("12 ritten per 1000 per maand").unit == "rit"


def test_hard_limits_keep_the_mean_of_pert() -> None:
    assert quantity({"minst": 5, "verwacht": 8, "meest": 20}).mean == pytest.approx((5 + 32 + 20) / 6)
    values, weights = duration({"minst": 3, "verwacht": 6, "meest": 12, "eenheid": "maanden"}).timing
    assert values == (3.0, 6.0, 12.0)
    assert weights == pytest.approx((1 / 6, 4 / 6, 1 / 6))


def test_a_ratio_counts_with_its_mean_and_shows_it() -> None:
    said = quantity(RATIO)
    spread = math.log(0.9 / 0.4) / 3.92
    assert said.mean == pytest.approx(0.6 * math.exp(spread**2 / 2), rel=1e-12)
    assert answer_words(said) == "verhouding 0,6 (95 %: 0,4–0,9)"
    assert used_words(said) == "gemiddeld 0,613"


@pytest.mark.parametrize(
    ("read", "said"),
    [
        (CHANCE, {"gemiddelde": "40%", "sd": "10%"}),
        (CHANCE, {"gemiddelde": 0.4, "van95": 0.3, "tot95": 0.51}),
        (QUANTITY, {"gemiddelde": "12 uur", "sd": "3 uur"}),
        (QUANTITY, {"gemiddelde": 12, "van95": 7, "tot95": 19, "eenheid": "uur per week"}),
    ],
)
def test_the_typed_mean_stays_the_mean(read: TypeAdapter[Any], said: Mapping[str, Any]) -> None:
    estimate = read.validate_python(said)
    typed = estimate.number("gemiddelde")
    assert estimate.mean == typed
    assert law_of(estimate).mean == pytest.approx(typed, rel=1e-12)
    assert estimate.number("verwacht") == typed


SPREAD_OUT = [
    (CHANCE, "9 van 40"),
    (CHANCE, "0 van 20"),
    (CHANCE, "20 van 20"),
    (CHANCE, "1 van 3"),
    (CHANCE, {"gemiddelde": "5%", "sd": "4%"}),
    (QUANTITY, "9 van 40"),
    (QUANTITY, {"gemiddelde": 1200, "sd": 300}),
    (QUANTITY, {"gemiddelde": 4, "sd": 6}),
    (QUANTITY, RATIO),
    (QUANTITY, {"gemiddelde": 1200, "van95": 700, "tot95": 1900}),
]


@pytest.mark.parametrize(("read", "said"), SPREAD_OUT)
def test_quantiles_of_table_curve_and_twin_are_the_same(read: TypeAdapter[Any], said: object) -> None:
    """M40: P2.5 and P97.5 of the table within 1 % of the formula; beyond the last slice only of a share."""
    estimate = read.validate_python(said)
    law = law_of(estimate, 1.0 if isinstance(estimate, Chance) else math.inf)
    assert law.mean == pytest.approx(estimate.mean, rel=1e-12)
    for part in (0.025, 0.1, 0.5, 0.9, 0.975):
        exact = naive_forms.quantile(estimate, part)
        assert estimate.curve.quantile(part) == pytest.approx(exact, rel=1e-3)
        assert law.quantile(part) == pytest.approx(exact, rel=0.01, abs=2e-5)


@pytest.mark.parametrize(("read", "said"), SPREAD_OUT)
def test_draws_stay_within_what_can_be(read: TypeAdapter[Any], said: object) -> None:
    estimate = read.validate_python(said)
    law = law_of(estimate)
    drawn = law.mean + law.sd * table_of(law.key).astype(np.float64)
    assert drawn.mean() == pytest.approx(estimate.mean, rel=1e-6)
    assert drawn.min() > -1e-6 * law.mean
    if isinstance(estimate, Chance):
        assert drawn.max() < 1 + 1e-6


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_count_never_leaves_0_to_1_and_is_in_order(hits: int, others: int) -> None:
    said = chance(f"{hits} van {hits + others}")
    low, _, high = said.points
    assert low is not None
    assert high is not None
    assert 0 < low < said.mean < high < 1


@pytest.mark.parametrize(
    "said",
    [
        {"gemiddelde": 6, "sd": 2, "eenheid": "maanden"},
        {"gemiddelde": "6 weken", "van95": "3 weken", "tot95": "10 weken"},
        {"verhouding": "6 weken", "van95": "4 weken", "tot95": "9 weken"},
    ],
)
def test_times_keep_three_points_and_the_mean(said: Mapping[str, Any]) -> None:
    spelled = duration(said)
    values, weights = spelled.timing
    assert math.fsum(v * w for v, w in zip(values, weights, strict=True)) == pytest.approx(
        spelled.mean, rel=1e-12
    )
    expected = naive_forms.timing(spelled)
    assert values == pytest.approx([v for v, _ in expected], rel=1e-9)
    assert weights == pytest.approx([w for _, w in expected], rel=1e-12)


# ---------------------------------------------------------------- products


def test_a_product_is_the_product_of_its_means() -> None:
    said = quantity(PRODUCT)
    assert (said.unit, said.per) == ("dag", None)
    assert said.mean == pytest.approx(0.828, abs=0.0005)
    assert said.mean == pytest.approx(naive_forms.mean(said), rel=1e-12)
    law = law_of(said)
    assert law.mean == pytest.approx(said.mean, rel=1e-12)
    assert law.sd == pytest.approx(0.300, abs=0.002)


def test_factors_have_their_own_form_name_and_evidence() -> None:
    said = quantity(
        {
            "maal": [
                {"verwacht": "9 van 40", "bewijs": "dossier", "naam": "opname"},
                {"laag": 4, "verwacht": 6, "hoog": 10, "eenheid": "dagen"},
                "1 op 4",
            ],
            "bewijs": "met-collega",
        }
    )
    count, days, part = factors_of(said)
    assert (count.name, count.evidence) == ("opname", Evidence.FILE)
    assert (days.evidence, part.evidence) == (Evidence.COLLEAGUE, Evidence.COLLEAGUE)
    assert isinstance(part, Chance)
    assert [law_of_estimate(factor) is None for factor in factors_of(said)] == [False, False, True]
    raised = graded(said, Evidence.REVIEWED)
    assert [f.evidence for f in factors_of(raised)] == [Evidence.FILE, Evidence.REVIEWED, Evidence.REVIEWED]


def test_a_product_of_points_is_the_single_number() -> None:
    said = chance({"maal": ["1 op 4", "40%"]})
    assert said.is_point
    assert said.mean == pytest.approx(0.1)
    assert law_of_estimate(said, 1.0) is None


def test_timing_of_a_product_is_every_combination_in_order_of_value() -> None:
    said = quantity({"maal": ["9 van 40", {"laag": 4, "verwacht": 6, "hoog": 10, "eenheid": "dagen"}]})
    values, weights = said.timing
    share, days = (f.timing.values for f in factors_of(said) if isinstance(f, Written))
    assert values == tuple(sorted(a * b for a in share for b in days))
    assert math.fsum(weights) == pytest.approx(1.0, rel=1e-12)
    expected = naive_forms.timing(said)
    assert values == pytest.approx(sorted(v for v, _ in expected), rel=1e-3)


def test_names_of_factors_in_one_product_differ() -> None:
    named = {"maal": [{"verwacht": "1 op 4", "naam": "x"}, {"verwacht": "6 dagen", "naam": "x"}]}
    assert refusal(QUANTITY, named) == "naam_in_regel"


# ---------------------------------------------------------------- what is refused, and its repair


@pytest.mark.parametrize(
    ("read", "said", "slug"),
    [
        (QUANTITY, {"gemiddelde": 12, "sd": 3, "laag": 2}, "vormen_gemengd"),
        (QUANTITY, {"gemiddelde": 12, "sd": 3, "verdeling": "pert"}, "vormen_gemengd"),
        (QUANTITY, {"gemiddelde": 12}, "vorm_half"),
        (QUANTITY, {"minst": 3, "verwacht": 4}, "vorm_half"),
        (QUANTITY, {"gemiddelde": 12, "van95": 2, "tot95": 20}, "grenzen_passen_niet"),
        (QUANTITY, {"gemiddelde": 12, "van95": 13, "tot95": 20}, "schatting_volgorde"),
        (QUANTITY, {"minst": 5, "verwacht": 3, "meest": 9}, "schatting_volgorde"),
        (QUANTITY, {"gemiddelde": "12 uur", "sd": "3 dagen"}, "eenheid_gemengd"),
        (CHANCE, {"gemiddelde": "50%", "sd": "50%"}, "sd_past_niet"),
        (CHANCE, {"gemiddelde": "100%", "sd": "5%"}, "sd_past_niet"),
        (CHANCE, "9 van 4", "telling_past_niet"),
        (CHANCE, "0 van 0", "telling_past_niet"),
        (CHANCE, "1,5 van 4", "telling_past_niet"),
        (CHANCE, "9 van 1.000", "getal_duizendtal"),
        (CHANCE, "12 per 1000 per jaar", "cijfer_zonder_periode"),
        (CHANCE, "12 per 1000 per jaar over 3 uur", "cijfer_zonder_periode"),
        (CHANCE, "1200 per 1000 per jaar over 2 jaar", "cijfer_boven_een"),
        (DURATION, "9 van 40", "duur_zonder_tijd"),
        (QUANTITY, {"maal": ["9 van 40", "1 op 4", "half", "6 dagen", "20%"]}, "product_factoren"),
        (QUANTITY, {"maal": ["6 dagen"]}, "product_factoren"),
        (QUANTITY, {"maal": ["9 van 40", "half"]}, "product_zonder_eenheid"),
        (QUANTITY, {"maal": ["2 uur per week", "6 weken"]}, "product_twee_eenheden"),
        (QUANTITY, {**PRODUCT, "eenheid": "dagen"}, "vormen_gemengd"),
        (QUANTITY, {**PRODUCT, "naam": "x"}, "product_met_naam"),
        (CHANCE, {"maal": ["1 op 4", 3]}, "kans_boven_100"),
        (CHANCE, {"maal": ["half", {"verhouding": 3, "van95": 2, "tot95": 4.5}]}, "product_boven_100"),
    ],
)
def test_what_does_not_fit_is_refused(read: TypeAdapter[Any], said: object, slug: str) -> None:
    assert refusal(read, said) == slug


def test_the_repair_of_limits_that_do_not_fit_can_be_typed() -> None:
    assert quantity({"gemiddelde": "12 zittingen", "sd": "4.59 zittingen"}).mean == 12


# ---------------------------------------------------------------- a whole case


BOOK = make_book({"inzet.uur": {}, "hulp.dag": {"eenheid": "dag"}, "hulp.zitting": {"eenheid": "zitting"}})
STAY = {"minst": 30, "verwacht": 60, "meest": 100, "eenheid": "dagen"}
WEEKLY = {"verwacht": "2 dagen per week", "bewijs": "dossier"}
PART = {"gemiddelde": "60%", "sd": "10%"}
LINES: list[dict[str, Any]] = [
    {"prijs": "hulp.zitting", "aantal": {"gemiddelde": 12, "sd": 3}},
    {"prijs": "hulp.zitting", "aantal": {"maal": ["9 van 40", "6 zittingen", RATIO]}, "kans": "0 van 20"},
    {"prijs": "hulp.zitting", "aantal": "12 zittingen per 1000 per jaar", "duur": "2 jaar"},
    {"prijs": "hulp.zitting", "aantal": 3, "kans": {"maal": ["1 op 4", RATIO]}},
    {"prijs": "hulp.zitting", "aantal": 3, "vanaf": {"gemiddelde": 9, "sd": 2, "eenheid": "maanden"}},
    {"prijs": "hulp.dag", "aantal": {"maal": ["9 van 40", STAY]}},
    {
        "prijs": "hulp.dag",
        "aantal": {"maal": [WEEKLY, PART]},
        "duur": "3 maanden",
    },
]


def case_of(line: Mapping[str, Any], **changes: object) -> Any:
    path = {"pad": "test", "kans": {"gemiddelde": "40%", "sd": "10%"}, "hulp": [line], "bewijs": "dossier"}
    return make_case(zonder_inzet=[path], **changes)


@pytest.mark.parametrize("line", LINES)
def test_engine_and_twin_agree(line: Mapping[str, Any]) -> None:
    settings = make_settings(disconto=0.03, horizon="30 maanden", factoren={"eigen": {"verwacht": 0.7}})
    case = case_of(line)
    columns = build_columns([case], BOOK, settings)
    found = evaluate(columns, settings.regime).value
    expected = [float(one.gross) for one in value_case(case, BOOK, settings).lines]
    assert found.tolist() == pytest.approx(expected, rel=1e-5)


def test_the_line_is_as_strong_as_the_weakest_factor() -> None:
    settings = make_settings(factoren={"dossier": {"verwacht": 0.9}, "eigen": {"verwacht": 0.7}})
    weak = {"maal": [{"verwacht": "1 op 4", "bewijs": "eigen"}, {"verwacht": "6 zittingen"}]}
    strong = {"maal": ["1 op 4", "6 zittingen"]}
    realism = [
        build_columns([case_of({"prijs": "hulp.zitting", "aantal": said})], BOOK, settings).line_realism[1]
        for said in (weak, strong)
    ]
    assert realism == [0.7, 0.9]


# ---------------------------------------------------------------- pooled, rescaled, copied


def test_people_who_say_the_same_mean_in_another_form_do_not_say_the_same() -> None:
    pooled = pool(["maker", "arts"], [chance("9 van 40"), chance("22,5%")])
    assert len(answers_of(pooled)) == 2
    assert pooled.mean == pytest.approx(0.225)
    assert not pooled.is_point


ANY_FORM = [{"gemiddelde": 12, "sd": 3}, "9 van 40", {"maal": ["half", "6 uur"]}, RATIO]


@pytest.mark.parametrize("said", ANY_FORM)
def test_another_unit_keeps_the_form(said: object) -> None:
    before = quantity(said)
    after = rescaled(before, 2.5, "dagdeel", None)
    assert after.unit == "dagdeel"
    assert after.mean == pytest.approx(2.5 * before.mean)
    assert after.is_point == before.is_point
    if not before.is_point:
        assert law_of(after).sd == pytest.approx(2.5 * law_of(before).sd, rel=0.01)


def test_a_count_survives_another_process() -> None:
    said = pickle.loads(pickle.dumps(chance("9 van 40")))
    assert (said.mean, str(said.likely)) == (0.225, "9 van 40")
    rate = pickle.loads(pickle.dumps(quantity("12 per 1000 per jaar")))
    assert rate.likely == Measure(0.012, None, "jaar")
    assert answer_words(rate) == "12 per 1000 per jaar"


@pytest.mark.parametrize(
    ("read", "said", "words"),
    [
        (CHANCE, "9 van 40", "9 van 40"),
        (CHANCE, {"gemiddelde": "40%", "sd": "10%"}, "gemiddelde 40 %, sd 10 %"),
        (QUANTITY, {"gemiddelde": 1200, "van95": 700, "tot95": 1900}, "gemiddelde 1.200 (95 %: 700–1.900)"),
        (QUANTITY, LIMITS, "minst 5, verwacht 8, meest 20 uur"),
        (QUANTITY, PRODUCT, "9 van 40 × 6 dag × verhouding 0,6 (95 %: 0,4–0,9)"),
        (QUANTITY, "300 per 1000 per jaar over 2 jaar", "300 per 1000 per jaar over 2 jaar"),
    ],
)
def test_in_words_as_it_was_typed(read: TypeAdapter[Any], said: object, words: str) -> None:
    assert answer_words(read.validate_python(said)) == words


def test_written_out_a_form_keeps_what_was_typed() -> None:
    """What a hash of a case is made of: a count is not the share it stands for."""
    count, share = (chance(said).model_dump(mode="json") for said in ("9 van 40", "22,5%"))
    assert count["likely"] == "9 van 40"
    assert count != share
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parts = quantity(PRODUCT).model_dump(mode="json")["factors"]
    assert [part["likely"] for part in parts] == ["9 van 40", "6.0 dag", "0.6"]


# ---------------------------------------------------------------- a whole file


HEAD = """\
casus: vb-2025-01
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}
vraag: komt nauwelijks nog buiten
inzet:
  - {wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: {gemiddelde: 9 uur, sd: 2 uur}}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: 0 van 20
    klopt: zo is er geteld
    hulp:
      - prijs: zorg.fysiotherapie
        aantal: {maal: [9 van 40, 6 zittingen, {verhouding: 0.6, van95: 0.4, tot95: 0.9, bewijs: dossier}]}
  - pad: valt
    kans: {maal: [1 op 4, {verhouding: 0.6, van95: 0.4, tot95: 0.9}]}
    hulp:
      - prijs: wlz.verpleeghuis
        aantal: {maal: [9 van 40, {minst: 30, verwacht: 60, meest: 100, eenheid: dagen}]}
        vanaf: {gemiddelde: 9, sd: 2, eenheid: maanden}
        kans: 300 per 1000 per jaar over 2 jaar
met_inzet:
  - prijs: ggz.basis-consult
    aantal: {maal: [1 consult, {verhouding: 3, van95: 2, tot95: 4.5}]}
    kans: {maal: [{gemiddelde: 40%, sd: 10%}, {laag: 30%, verwacht: 50%, hoog: 90%}]}
toerekening: {wij: {gemiddelde: 70%, van95: 55%, tot95: 83%}, huisarts: 20%}
verdringing: {maal: [1 op 10, half]}
"""


@pytest.fixture(scope="module")
def bc(tmp_path_factory: pytest.TempPathFactory) -> BusinessCase:
    path = tmp_path_factory.mktemp("vormen") / "vb.yaml"
    path.write_text(HEAD, "utf-8")
    cases = load_cases(path)
    assert [problem.code for problem in cases.problems] == []
    return business_case(cases, closed=1, selection=Selection.ALL)


def test_every_analysis_takes_every_form(bc: BusinessCase) -> None:
    """Where all estimates are set to their means the net is the same, whatever their form."""
    now = {(one.line, one.estimate): one.now for one in switching_values(bc, "vb-2025-01")}
    assert now["z1", "chance"] == pytest.approx(0.5 / 21, rel=1e-12)
    factors = [
        one.now
        for one in switching_values(bc, "vb-2025-01")
        if one.line == "z1.1" and one.estimate == "quantity"
    ]
    assert math.prod(factors) == pytest.approx(quantity(PRODUCT).mean, rel=1e-12)
    assert now["z2.1", "quantity"] == pytest.approx(0.225 * (30 + 240 + 100) / 6, rel=1e-12)
    assert now["z2.1", "start"] == pytest.approx(9, rel=1e-12)
    assert now["", "displacement"] == pytest.approx(0.05, rel=1e-12)
    band = bc.uncertainty(2_000, 1).bands[0]
    assert band.low is not None
    assert band.high is not None
    assert band.low < bc.net < band.high


def test_the_receipt_shows_what_was_typed(bc: BusinessCase) -> None:
    text = str(bc.explain("vb-2025-01"))
    for typed in (
        "gemiddelde 9, sd 2 uur",
        "9 van 40 × 6 zitting × verhouding 0,6 (95 %: 0,4–0,9), gemiddeld 0,828",
        "0 van 20, gemiddeld 2,4 %",
        "300 per 1000 per jaar over 2 jaar, dat is 51 %",
        "vanaf gemiddelde 9, sd 2 maand",
    ):
        assert typed in text
    assert "M30" in text
    assert "M40" in text


@needs_office
def test_libreoffice_works_out_every_factor(bc: BusinessCase, tmp_path: Path) -> None:
    book = planned(bc)
    factors = next(sheet for sheet in book.plan.sheets if sheet.name == "Factoren")
    assert factors is not None
    assert len(book.work.subject.factors) == 14
    path = write_plan(book.plan, tmp_path / "vormen.xlsx")
    found = compared(book, worked_out([path], tmp_path / "uit")[0])
    assert found.wrong == []
    assert found.number == sum(1 for _ in book.plan.formulas())
