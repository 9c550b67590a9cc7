"""Reviews: a file per reviewer, blind first, pooled by an equal-weight mixture, and never averaged away."""

# Holds K13 of docs/keuzes.md.

import math
import random
from pathlib import Path

import pytest
from builders import as_read, make_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import value_reviewed
from strategies import Reviewed, World, reviewed_worlds, worlds
from thorough import examples
from written import case_text, programme_text, read, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate
from rendement.model.case import Case
from rendement.model.estimate import LASTING, Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.lines import replaced
from rendement.model.names import named
from rendement.model.pooling import PooledChance, answers_of, people_of, pool, rescaled
from rendement.model.price import PriceBook
from rendement.model.review import Review
from rendement.model.reviewed import WhoseNumbers, lines_of_role, questions, reviewed_case, reviewed_variants
from rendement.model.settings import Selection
from rendement.model.units import Measure
from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.reviews.form import review_form
from rendement.reading.reviews.reviews import disciplines
from rendement.results.account.provenance import provenance_words
from rendement.results.reviewed.reviews import benefit_range, not_yet_reviewed, variants_of
from rendement.words.misuse import CannotAdd

ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
REVIEW = """\
casus: proef-1
rol: {role}
beoordelaar: {who}
datum: 2025-02-01
blind: ja
oordelen:
{lines}
"""


def review(lines: str, who: str = "wm-1", role: str = "wmo-consulent") -> str:
    """A review of proef-1 with these lines."""
    return REVIEW.format(role=role, who=who, lines=lines)


def reviewed(folder: Path, *reviews: str, case: str | None = None, programme: str | None = None) -> CaseSet:
    """The case of `written` (10 hours of € 40 at 50 %), with an author, and reviews beside it."""
    text = (case or case_text()).replace("fictief: ja", "fictief: ja\nrollen: {auteur: sm-1}")
    for number, words in enumerate(reviews, 1):
        write(folder / "casussen", f"casus-001.beoordeling.rol-{number}.yaml", words)
    return read(folder, text, programme=programme)


def said(cases: CaseSet) -> list[str]:
    """Complaints, but for what all cases of `written` get: all is ours, and prices of no discipline."""
    usual = ("toerekening_alles", "discipline_past_niet")
    return [problem.slug for problem in cases.problems if problem.slug not in usual]


CHANCE_20 = "  - {regel: z1, eigen: {kans: 20%}}"
CHANCE_80 = "  - {regel: z1, eigen: {kans: 80%}}"
HOURS_5 = "  - {regel: z1.1, eigen: {aantal: 5 uur}}"


# ---------------------------------------------------------------- worked by hand


def test_pooled_the_author_counts_as_one(tmp_path: Path) -> None:
    """Author 50 % × 10 hours, reviewer 20 % × 5 hours: 35 % × 7.5 hours × € 40."""
    cases = reviewed(tmp_path, review(f"{CHANCE_20}\n{HOURS_5}"))
    assert said(cases) == []
    assert business_case(cases).benefit == pytest.approx(0.35 * 7.5 * 40)
    assert business_case(cases, reviews="auteur").benefit == pytest.approx(0.5 * 10 * 40)


def test_a_third_person_weighs_a_third(tmp_path: Path) -> None:
    """(50 + 20 + 80) ÷ 3 = 50 %; only one reviewer judged the hours: (10 + 5) ÷ 2."""
    both = (review(f"{CHANCE_20}\n{HOURS_5}"), review(CHANCE_80, who="ha-1", role="huisarts"))
    assert business_case(reviewed(tmp_path, *both)).benefit == pytest.approx(0.5 * 7.5 * 40)


def test_what_each_person_makes_of_it(tmp_path: Path) -> None:
    cases = reviewed(
        tmp_path, review(f"{CHANCE_20}\n{HOURS_5}"), review(CHANCE_80, who="ha-1", role="huisarts")
    )
    bc = business_case(cases)
    assert bc.outcomes_by_person("proef-1").rows == (
        ("proef-1", "maker", "maker", pytest.approx(200), 100, pytest.approx(100)),
        ("proef-1", "ha-1", "huisarts", pytest.approx(320), 100, pytest.approx(220)),
        ("proef-1", "wm-1", "wmo-consulent", pytest.approx(40), 100, pytest.approx(-60)),
        ("proef-1", "samengevoegd", "iedereen even zwaar", pytest.approx(150), 100, pytest.approx(50)),
    )
    assert list(benefit_range(bc) or ()) == pytest.approx([40, 320])


def test_disagreement_says_how_far_and_what_it_does(tmp_path: Path) -> None:
    """With 7.5 pooled hours, a chance of 20 % is worth € 60 and one of 50 % € 150; effort is € 100."""
    bc = business_case(reviewed(tmp_path, review(f"{CHANCE_20}\n{HOURS_5}")))
    first, second = bc.disagreement()
    assert (first["regel"], first["schatting"], first["antwoorden"]) == ("z1", "kans", 2)
    assert [first[name] for name in ("maker", "laagste", "hoogste", "samengevoegd")] == [0.5, 0.2, 0.5, 0.35]
    assert (first["netto laagst"], first["netto hoogst"], first["scheelt"]) == (
        pytest.approx(-40),
        pytest.approx(50),
        pytest.approx(90),
    )
    assert (second["regel"], second["eenheid"], second["scheelt"]) == ("z1.1", "uur", pytest.approx(70))


def test_agreement_is_no_disagreement(tmp_path: Path) -> None:
    bc = business_case(reviewed(tmp_path, review("  - {regel: z1, eigen: {kans: half}, oordeel: akkoord}")))
    assert len(bc.disagreement()) == 0
    assert benefit_range(bc) is None
    assert "Oordelen verschillen" not in repr(bc)


def test_every_result_shows_it(tmp_path: Path) -> None:
    bc = business_case(reviewed(tmp_path, review(f"{CHANCE_20}\n{HOURS_5}")))
    card = " ".join(repr(bc).split())
    assert "Oordelen verschillen: 2 schattingen in 1 casus." in card
    assert "zijn de baten € 40 tot € 200 (nu € 105)" in card
    line = bc.explain("proef-1").line("z1.1")
    assert line.answers == "kans op het pad: maker 50 % · wm-1 20 %; aantal: maker 10 uur · wm-1 5 uur"
    assert "M19" in line.rules
    assert line.value == pytest.approx(105)
    assert "1 casus door wmo-consulent (antwoorden samengevoegd)" in provenance_words(bc.provenance())


def test_the_author_alone_is_said_too(tmp_path: Path) -> None:
    bc = business_case(reviewed(tmp_path, review(CHANCE_20)), reviews="auteur")
    assert "(met de getallen van de maker)" in provenance_words(bc.provenance())
    with pytest.raises(CannotAdd, match="kies uit: samengevoegd, auteur"):
        business_case(reviewed(tmp_path / "nog", review(CHANCE_20)), reviews="iemand")


def test_a_hash_covers_the_reviews(tmp_path: Path) -> None:
    bare = business_case(reviewed(tmp_path / "a"))
    one = business_case(reviewed(tmp_path / "b", review(CHANCE_20)))
    other = business_case(reviewed(tmp_path / "c", review(CHANCE_80)))
    assert len({bare.case_hash, one.case_hash, other.case_hash}) == 3


def test_hours_may_be_answered_in_another_unit(tmp_path: Path) -> None:
    """3 hours a week against 26.0893 hours a month is 6 a week: 4.5 pooled."""
    case = case_text().replace("aantal: 10 uur", "aantal: 3 uur per week, duur: 1 jaar")
    said = "  - {regel: z1.1, eigen: {aantal: 26.0893 uur per maand, duur: 12 maanden}}"
    line = business_case(reviewed(tmp_path, review(said), case=case)).explain("proef-1").line("z1.1")
    assert line.factors.quantity == pytest.approx(4.5 * 52.1786)
    assert line.factors.time == pytest.approx(1.0)


def test_lasting_help_against_half_a_year(tmp_path: Path) -> None:
    """`blijvend` counts to the horizon of a year: with half a year beside it, three quarters of a year."""
    case = case_text().replace("aantal: 10 uur", "aantal: 1 uur per week, duur: blijvend")
    bc = business_case(reviewed(tmp_path, review("  - {regel: z1.1, eigen: {duur: 6 maanden}}"), case=case))
    assert bc.explain("proef-1").line("z1.1").factors.time == pytest.approx(0.75)
    assert bc.disagreement().rows[0][5:10] == (None, 0.5, None, None, "jaar")
    assert "blijvend" in str(bc.explain("proef-1"))
    assert all(math.isfinite(value.now) for value in bc.switching_values("proef-1"))


def test_ranges_pool_by_their_means(tmp_path: Path) -> None:
    case = case_text().replace("kans: 50%", "kans: {laag: 30%, verwacht: 40%, hoog: 70%}")
    given = "  - {regel: z1, eigen: {kans: {laag: 10%, verwacht: 20%, hoog: 40%}}}"
    bc = business_case(reviewed(tmp_path, review(given), case=case))
    means = [(max(0, m - 1.97345 * (m - low)) + 4 * m + m + 1.97345 * (high - m)) / 6
             for low, m, high in ((0.3, 0.4, 0.7), (0.1, 0.2, 0.4))]  # fmt: skip
    assert bc.benefit == pytest.approx(sum(means) / 2 * 400)


# ---------------------------------------------------------------- files


def test_a_case_brings_its_reviews_and_a_review_its_case(tmp_path: Path) -> None:
    folder = tmp_path / "casussen"
    reviewed(tmp_path, review(CHANCE_20))
    book = small_book(tmp_path)
    for path in (folder, folder / "casus-001.yaml", folder / "casus-001.beoordeling.rol-1.yaml"):
        cases = load_cases(path, prices=book)
        assert [found.review.reviewer for loaded in cases for found in loaded.reviews] == ["wm-1"], path
        assert cases.files == 1


def test_a_broken_review_is_left_out_and_the_rest_counts(tmp_path: Path) -> None:
    broken = review("  - {regel: z9.9, eigen: {kans: 20%}}", who="ha-1", role="huisarts")
    cases = reviewed(tmp_path, review(CHANCE_20), broken)
    assert said(cases) == ["regel_onbekend"]
    assert [found.review.reviewer for found in cases.cases[0].reviews] == ["wm-1"]
    assert business_case(cases).benefit == pytest.approx(0.35 * 400)


def test_reviews_of_a_broken_case_are_read_but_not_judged(tmp_path: Path) -> None:
    bad = review(CHANCE_20.replace("kans", "kanss"), who="ha-1", role="huisarts")
    cases = reviewed(tmp_path, review(CHANCE_20), bad, case=case_text(kans="150%"))
    assert sorted(said(cases)) == ["kans_boven_100", "onbekend_veld"]


@pytest.mark.parametrize(
    ("lines", "slug"),
    [
        ("  - {regel: z1.1, eigen: {aantal: 5 weken}}", "eenheid_past_niet"),
        ("  - {regel: z1.1, eigen: {aantal: 5 uur per week}}", "aantal_andere_soort"),
        ("  - {regel: z1.1, eigen: {duur: 5 weken}}", "schatting_niet_gevraagd"),
        ("  - {regel: z1, eigen: {ook_zonder_ons: 5%}}", "schatting_niet_gevraagd"),
        ("  - {regel: z1, eigen: {kans: 120%}}", "kans_boven_100"),
        ("  - {regel: z1, opmerking: bel 06-12345678}", "privacy_telefoon"),
        ("  - {regel: z3, eigen: {kans: 20%}}", "regel_onbekend"),
    ],
)
def test_what_does_not_fit_is_said_at_its_place(tmp_path: Path, lines: str, slug: str) -> None:
    (problem,) = errors(reviewed(tmp_path, review(lines)).problems)
    assert (problem.slug, problem.place.line) == (slug, 7)
    assert problem.file.endswith("casus-001.beoordeling.rol-1.yaml")


def test_people_and_dates_are_checked(tmp_path: Path) -> None:
    own = reviewed(tmp_path / "a", review(CHANCE_20, who="sm-1"))
    assert said(own) == ["rollen_gelijk"]
    early = reviewed(tmp_path / "b", review(CHANCE_20).replace("2025-02-01", "2024-12-31"))
    assert said(early) == ["datums_volgorde"]
    twice = reviewed(tmp_path / "c", review(CHANCE_20), review(CHANCE_80))
    assert said(twice) == ["beoordelaar_dubbel"]


def test_a_form_that_was_handed_out_does_not_count_yet(tmp_path: Path) -> None:
    cases = reviewed(tmp_path, review(CHANCE_20).replace("beoordelaar: wm-1", "beoordelaar:"))
    assert said(cases) == ["beoordeling_open"]
    assert (cases.cases[0].reviews, len(cases.cases[0].forms)) == ((), 1)
    assert cases.cases[0].status.value == "ter-beoordeling"


def test_pooled_chances_above_one_leave_the_reviews_out(tmp_path: Path) -> None:
    two = case_text().replace(
        "toerekening",
        "  - pad: iets anders\n    kans: 40%\n    hulp: [{prijs: hulp.uur, aantal: 1}]\ntoerekening",
    )
    cases = reviewed(
        tmp_path, review("  - {regel: z1, eigen: {kans: 100%}}"), review(HOURS_5, who="ha-1"), case=two
    )
    assert said(cases) == ["kansen_samengevoegd"]
    assert [found.review.reviewer for found in cases.cases[0].reviews] == ["ha-1"]


# ---------------------------------------------------------------- evidence and status (national prices)


def national(folder: Path, *reviews: str, head: str = "") -> CaseSet:
    """The same case with household help of the Wmo, which a Wmo consultant can judge."""
    text = (
        case_text()
        .replace("inzet.uur", "welzijn.sociaal-makelaar")
        .replace("hulp.uur", "wmo.huishoudelijke-hulp")
    )
    text = text.replace("fictief: ja", f"fictief: ja\n{head or 'rollen: {auteur: sm-1}'}")
    text = text.replace("geregistreerd", "eigen")
    write(
        folder,
        "programma.yaml",
        programme_text(regime="mkba-2021").replace("realisme: geen", "realisme: werkaanname-2025"),
    )
    write(folder, "proef-1.yaml", text)
    for number, words in enumerate(reviews, 1):
        write(folder, f"proef-1.beoordeling.rol-{number}.yaml", words)
    return load_cases(folder)


def grade_of(cases: CaseSet) -> Evidence | None:
    return business_case(cases).explain("proef-1").line("z1.1").grade


@pytest.mark.parametrize(
    ("reviews", "grade"),
    [
        ([], "eigen"),
        ([review(f"{CHANCE_20}\n{HOURS_5}")], "getoetst"),
        ([review(CHANCE_20)], "eigen"),
        ([review(CHANCE_20), review(HOURS_5, who="wm-2")], "getoetst"),
        ([review(f"{CHANCE_20}\n{HOURS_5}", role="wijkagent")], "eigen"),
        ([review("  - {regel: z1, oordeel: akkoord}\n  - {regel: z1.1, oordeel: akkoord}")], "eigen"),
    ],
    ids=["none", "all of it", "chance only", "by two people", "another discipline", "no own numbers"],
)
def test_a_line_is_reviewed_when_its_discipline_answered_all_of_it(
    tmp_path: Path, reviews: list[str], grade: str
) -> None:
    cases = national(tmp_path, *reviews)
    found = grade_of(cases)
    assert found is not None
    assert found.value == grade
    factor = business_case(cases).explain("proef-1").line("z1.1").factors.realism
    assert factor == pytest.approx({"eigen": 0.7671, "getoetst": 0.8671}[grade], abs=1e-4)


def test_what_is_still_missing_is_named(tmp_path: Path) -> None:
    (loaded,) = national(tmp_path, review(CHANCE_20))
    assert not_yet_reviewed(loaded, load_prices()) == {"z1.1": ["z1.1 aantal"]}


def test_nobody_calls_an_own_estimate_reviewed(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text().replace("geregistreerd", "getoetst"))
    assert said(cases) == ["getoetst_zelf"]


BOTH = review(f"{CHANCE_20}\n{HOURS_5}")
AGREED = review("  - {regel: z1, oordeel: akkoord}")
NAMED = "rollen: {auteur: sm-1, vaststeller: tl-1}"


@pytest.mark.parametrize(
    ("head", "reviews", "status", "complains"),
    [
        ("rollen: {auteur: sm-1}", [], "concept", False),
        ("status: ter-beoordeling\nrollen: {auteur: sm-1}", [], "ter-beoordeling", False),
        ("status: ter-beoordeling\nrollen: {auteur: sm-1}", [BOTH], "beoordeeld", False),
        ("rollen: {auteur: sm-1}", [BOTH], "beoordeeld", False),
        ("status: concept\nrollen: {auteur: sm-1}", [BOTH], "beoordeeld", True),
        ("status: beoordeeld\nrollen: {auteur: sm-1}", [], "ter-beoordeling", True),
        ("status: beoordeeld\nrollen: {auteur: sm-1}", [AGREED], "ter-beoordeling", True),
        (f"status: vastgesteld\n{NAMED}", [BOTH], "vastgesteld", False),
        (f"status: vastgesteld\n{NAMED}", [], "ter-beoordeling", True),
        (NAMED, [BOTH], "beoordeeld", False),
    ],
)
def test_a_status_follows_from_the_reviews(
    tmp_path: Path, head: str, reviews: list[str], status: str, complains: bool
) -> None:
    cases = national(tmp_path, *reviews, head=head)
    assert cases.cases[0].status.value == status
    assert said(cases) == (["status_klopt_niet"] if complains else [])


@pytest.mark.parametrize("chosen", ["alle", "loting"])
def test_demanding_a_status_makes_it_a_choice(tmp_path: Path, chosen: str) -> None:
    national(tmp_path, BOTH)
    for name in ("proef-2", "proef-3"):
        write(
            tmp_path, f"{name}.yaml", (tmp_path / "proef-1.yaml").read_text("utf-8").replace("proef-1", name)
        )
    write(tmp_path, "programma.yaml", programme_text(closed=3 if chosen == "alle" else 6, chosen=chosen))
    cases = load_cases(tmp_path)
    everything, bc = business_case(cases), business_case(cases, minimum_status="beoordeeld")
    assert (everything.denominators[0].selection.value, everything.filed) == (chosen, 3)
    assert (bc.filed, bc.closed, bc.denominators[0].selection) == (1, everything.closed, Selection.CHOSEN)
    assert [loaded.case.id for loaded in bc.below_status] == ["proef-2", "proef-3"]
    said = provenance_words(bc.provenance())
    assert "alleen vanaf status beoordeeld (2 casussen weggelaten)" in said
    assert "nog niet zo ver als 'beoordeeld' (proef-2, proef-3)" in " ".join(repr(bc).split())
    with pytest.raises(CannotAdd, match="geen enkele casus is zo ver"):
        business_case(cases, minimum_status="vastgesteld")
    with pytest.raises(CannotAdd, match="kies uit: concept"):
        business_case(cases, minimum_status="af")


def test_a_status_without_a_programme_is_a_choice_too(tmp_path: Path) -> None:
    national(tmp_path, BOTH)
    write(
        tmp_path, "proef-2.yaml", (tmp_path / "proef-1.yaml").read_text("utf-8").replace("proef-1", "proef-2")
    )
    (tmp_path / "programma.yaml").unlink()
    bc = business_case(load_cases(tmp_path), closed=2, selection="alle", minimum_status="beoordeeld")
    assert (bc.filed, bc.closed, bc.denominators[0].selection) == (1, 2, Selection.CHOSEN)


# ---------------------------------------------------------------- disciplines and the form


def test_every_discipline_judges_something_that_exists() -> None:
    book = load_prices()
    for role, found in disciplines().roles.items():
        for pattern in found.judges:
            judged = [
                key for key in book.prices if found.model_copy(update={"judges": (pattern,)}).can_judge(key)
            ]
            assert judged, f"{role}: {pattern}"


def test_a_form_asks_only_what_the_discipline_can_judge(tmp_path: Path) -> None:
    (loaded,) = national(tmp_path)
    assert lines_of_role(loaded.case, "wmo-consulent", disciplines()) == ["z1", "z1.1"]
    assert lines_of_role(loaded.case, "controller", disciplines()) == ["i1"]
    assert lines_of_role(loaded.case, "wijkagent", disciplines()) == []
    form = review_form(loaded.case, "wmo-consulent", ["z1", "z1.1"], load_prices())
    assert [line for line in form.split("\n") if line.startswith("  - ")] == [
        "  - regel: z1",
        "  - regel: z1.1",
    ]


def other_number(estimate: Estimate) -> Estimate:
    """The same question, answered otherwise by its author."""
    if isinstance(estimate, Chance):
        return Chance.model_construct(likely=0.123)
    assert isinstance(estimate, Quantity | Duration)
    return type(estimate).model_construct(likely=Measure(123.0, estimate.unit, estimate.per))


@settings(ANYTHING, max_examples=examples(60))
@given(worlds())
def test_a_form_never_tells_the_authors_numbers(world: World) -> None:
    """Blind first (M19): other numbers of the author, the same form."""
    changed = world.case
    for question in questions(world.case):
        if question.written:
            changed = replaced(changed, question.at, other_number(question.estimate))
    names = [question.line for question in questions(world.case)]
    forms = [review_form(case, "huisarts", names, world.book) for case in (world.case, changed)]
    assert forms[0] == forms[1]


# ---------------------------------------------------------------- laws of the pool


def some_chance() -> st.SearchStrategy[Chance]:
    def made(values: list[int]) -> Chance:
        low, likely, high = (value / 100 for value in sorted(values))
        given = {"laag": low, "verwacht": likely, "hoog": high} if low < high else {"verwacht": likely}
        return Chance.model_validate(given)

    return st.lists(st.integers(0, 100), min_size=3, max_size=3).map(made)


@given(some_chance(), st.integers(1, 5))
def test_equal_answers_pool_to_that_answer(answer: Chance, people: int) -> None:
    names = [f"p{n}" for n in range(people)]
    assert pool(names, [answer.model_copy() for _ in names]) == answer


@given(st.lists(some_chance(), min_size=1, max_size=5), st.randoms())
def test_a_pool_lies_between_its_answers_in_any_order(answers: list[Chance], chance: random.Random) -> None:
    pooled = pool([str(n) for n in range(len(answers))], answers)
    least, most = min(a.mean for a in answers), max(a.mean for a in answers)
    assert least - 1e-12 <= pooled.mean <= most + 1e-12
    assert pooled.mean == pytest.approx(math.fsum(a.mean for a in answers) / len(answers))
    shuffled = chance.sample(answers, len(answers))
    assert pool([str(n) for n in range(len(answers))], shuffled).mean == pooled.mean
    assert len(answers_of(pooled)) in (1, len(answers))
    assert len(people_of(pooled)) in (0, len(answers))


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20), st.integers(1, 20)), min_size=1, max_size=4)
)
def test_pooled_times_keep_every_point_with_its_share(spans: list[tuple[int, int, int]]) -> None:
    times = [
        Duration.model_validate({"laag": a, "verwacht": a + b, "hoog": a + b + c, "eenheid": "maanden"})
        for a, b, c in spans
    ]
    pooled = pool([str(n) for n in range(len(times))], times)
    assert math.fsum(pooled.timing.weights) == pytest.approx(1.0)
    assert set(pooled.timing.values) == {value for time in times for value in time.timing.values}
    assert pooled.years.values == tuple(value / 12 for value in pooled.timing.values)


@given(st.sampled_from(["pert", "pert-minmax", "driehoek"]), st.floats(0.01, 100))
def test_another_unit_keeps_the_shape(shape: str, factor: float) -> None:
    hours = Quantity.model_validate(
        {"laag": 2, "verwacht": 5, "hoog": 6, "eenheid": "uur", "verdeling": shape}
    )
    moved = rescaled(hours, factor, "dagdeel", None)
    assert moved.mean == pytest.approx(hours.mean * factor)
    assert (moved.unit, moved.distribution) == ("dagdeel", hours.distribution)


def test_lasting_stays_lasting() -> None:
    assert pool(["a", "b"], [LASTING, LASTING]).is_lasting
    six = Duration.model_validate({"verwacht": "6 maanden"})
    assert not pool(["a", "b"], [LASTING, six]).is_lasting


# ---------------------------------------------------------------- laws of a reviewed case


def value_of(case: Case, world: World) -> list[float]:
    """The value of every line."""
    values = evaluate(build_columns([case], world.book, world.settings), world.settings.regime)
    return list(values.value.tolist())


def benefit_and_effort(case: Case, world: World) -> tuple[float, float]:
    columns = build_columns([case], world.book, world.settings)
    values = evaluate(columns, world.settings.regime).value
    borne = values * columns.purse_shares.sum(axis=1)[columns.line_purse]
    return float(borne[columns.line_side != 0].sum()), float(borne[columns.line_side == 0].sum())


@settings(ANYTHING, max_examples=examples(60))
@given(reviewed_worlds())
def test_the_pool_is_the_average_over_every_combination_of_answers(found: Reviewed) -> None:
    """M10, M19: against the slow twin, which pools nothing."""
    world = found.world
    case = reviewed_case(world.case, found.reviews, world.book, found.disciplines)
    benefit, effort = benefit_and_effort(case, world)
    twin = value_reviewed(world.case, found.reviews, found.disciplines, world.book, world.settings)
    assert benefit == pytest.approx(float(twin["baten"]), rel=1e-9, abs=1e-6)
    assert effort == pytest.approx(float(twin["inzet"]), rel=1e-9, abs=1e-6)


@settings(ANYTHING, max_examples=examples(60))
@given(reviewed_worlds(), st.randoms())
def test_the_order_of_reviewers_does_not_matter(found: Reviewed, chance: random.Random) -> None:
    world, shuffled = found.world, chance.sample(found.reviews, len(found.reviews))
    cases = [reviewed_case(world.case, r, world.book, found.disciplines) for r in (found.reviews, shuffled)]
    assert value_of(cases[0], world) == value_of(cases[1], world)


@settings(ANYTHING, max_examples=examples(60))
@given(reviewed_worlds())
def test_a_reviewer_without_answers_changes_nothing(found: Reviewed) -> None:
    world = found.world
    silent = found.reviews[0].model_copy(update={"reviewer": "rv-9", "lines": ()})
    with_silent = reviewed_case(world.case, [*found.reviews, silent], world.book, found.disciplines)
    assert with_silent == reviewed_case(world.case, found.reviews, world.book, found.disciplines)
    assert reviewed_case(world.case, [silent], world.book, found.disciplines) is world.case
    assert reviewed_variants(world.case, [silent], world.book, found.disciplines) == {}


@settings(ANYTHING, max_examples=examples(60))
@given(reviewed_worlds(most=1))
def test_with_one_question_the_pool_is_the_mean_of_the_people(found: Reviewed) -> None:
    """A case is linear in one answer: the pooled value is the mean of everybody's value."""
    world = found.world
    variants = reviewed_variants(world.case, found.reviews, world.book, found.disciplines)
    pooled = reviewed_case(world.case, found.reviews, world.book, found.disciplines)
    by_person = [value_of(case, world) for case in variants.values()]
    means = [math.fsum(line) / len(line) for line in zip(*by_person, strict=True)]
    assert value_of(pooled, world) == pytest.approx(means, rel=1e-9, abs=1e-6)


@settings(ANYTHING, max_examples=examples(60))
@given(reviewed_worlds())
def test_the_authors_variant_is_the_authors_choice(found: Reviewed) -> None:
    world = found.world
    variants = reviewed_variants(world.case, found.reviews, world.book, found.disciplines)
    alone = reviewed_case(world.case, found.reviews, world.book, found.disciplines, WhoseNumbers.AUTHOR)
    assert value_of(variants["maker"], world) == value_of(alone, world)


def test_a_certain_line_may_be_doubted() -> None:
    """A line without a chance of its own is certain within its path; half of that is 75 % pooled."""
    book = load_prices()
    care = [{"prijs": "wmo.huishoudelijke-hulp", "aantal": 10}]
    case = make_case(zonder_inzet=[{"pad": "test", "kans": 0.5, "hulp": care}])
    asked = next(
        question for question in questions(case) if question.line == "z1.1" and question.field == "kans"
    )
    assert not asked.written
    said = _review_of(case, {"z1.1": {"kans": 0.5}})
    line = reviewed_case(case, [said], book, disciplines()).without[0].care[0]
    assert isinstance(line.chance, PooledChance)
    assert line.chance.mean == 0.75


def _review_of(case: Case, answers: dict[str, dict[str, object]]) -> Review:
    lines = [{"regel": line, "eigen": own} for line, own in answers.items()]
    head = {"casus": case.id, "rol": "wmo-consulent", "beoordelaar": "wm-1", "datum": "2025-08-01"}
    return Review.model_validate(as_read({**head, "oordelen": lines}))


def test_variants_of_a_loaded_case(tmp_path: Path) -> None:
    """What a band of reviewers is made of (M16)."""
    (loaded,) = reviewed(tmp_path, review(CHANCE_20), review(CHANCE_80, who="ha-1", role="huisarts"))
    book: PriceBook = small_book(tmp_path)
    variants = variants_of(loaded, book)
    chances = {who: case.without[0].chance for who, case in variants.items()}
    assert {who: chance and chance.mean for who, chance in chances.items()} == {
        "maker": 0.5,
        "ha-1": 0.8,
        "wm-1": 0.2,
    }


def test_a_business_case_made_by_hand_has_no_reviews(tmp_path: Path) -> None:
    bc: BusinessCase = business_case(reviewed(tmp_path))
    assert len(bc.outcomes_by_person()) == 0
    assert bc.cases[0].by_author is bc.cases[0].case


# ---------------------------------------------------------------- names of estimates

SHARED_CASE = """\
casus: proef-1
fictief: ja
rollen: {{auteur: sm-1}}
gestart: 2025-01-01
afgesloten: 2025-01-31
context: {{gemeente: teststad, organisatie: test, thema: [eenzaamheid], aanpak: [wandelmaatje]}}
vraag: test
inzet:
  - {{wat: gesprek, prijs: welzijn.sociaal-makelaar, aantal: 1 uur}}
zonder_inzet:
  - pad: terugval
    kans: {chance}
    hulp:
      - {{prijs: wmo.huishoudelijke-hulp, aantal: 10 uur}}
      - {{prijs: wlz.verpleeghuis, aantal: 7 dagen per week, vanaf: 2 maanden, uitstel: {delay}}}
met_inzet:
  - {{prijs: wmo.huishoudelijke-hulp, aantal: 1 uur per week, vanaf: 2 maanden, duur: {stay}, kans: {again}}}
toerekening: {{wij: {again}}}
"""
TOGETHER = {"again": "= terugval", "stay": "= wacht"}
FIRST = {"chance": "{verwacht: 40%, naam: terugval}", "delay": "{verwacht: 4 maanden, naam: wacht}"}


def one_case(folder: Path, *reviews: str, **changes: str) -> CaseSet:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "proef-1.yaml").write_text(SHARED_CASE.format(**{**FIRST, **TOGETHER, **changes}), "utf-8")
    for number, words in enumerate(reviews, 1):
        write(folder, f"proef-1.beoordeling.rol-{number}.yaml", words)
    return load_cases(folder)


def counted(cases: CaseSet) -> Case:
    assert errors(cases.problems) == []
    return business_case(cases, closed=1, selection="alle").cases[0].case


def means(case: Case) -> list[float]:
    """The mean at every use of `terugval`."""
    return [use.estimate.mean for use in named(case)["terugval"] if isinstance(use.estimate, Chance)]


@pytest.mark.parametrize(
    "answers",
    [
        ("  - {regel: z1, eigen: {kans: 60%}}\n  - {regel: z1.2, eigen: {uitstel: 8 maanden}}",),
        ("  - {regel: m1, eigen: {kans: 60%, duur: 8 maanden}}",),
        ("  - {regel: m1, eigen: {kans: 60%}}\n  - {regel: z1.2, eigen: {uitstel: 8 maanden}}",),
        (
            "  - {regel: z1, eigen: {kans: 60%}}\n  - {regel: z1.2, eigen: {uitstel: 8 maanden}}\n"
            "  - {regel: m1, eigen: {kans: 60%, duur: 8 maanden}}",
        ),
    ],
)
def test_an_answer_to_one_use_of_a_name_is_an_answer_to_the_name(
    tmp_path: Path, answers: tuple[str, ...]
) -> None:
    case = counted(one_case(tmp_path, *map(review, answers)))
    assert {name: len(uses) for name, uses in named(case).items()} == {"terugval": 3, "wacht": 2}
    assert {use.estimate.evidence for use in named(case)["terugval"]} == {Evidence.REVIEWED}
    assert means(case) == pytest.approx([0.5] * 3)
    years = [use.estimate.years for use in named(case)["wacht"] if isinstance(use.estimate, Duration)]
    assert years == [((4 / 12, 8 / 12), (0.5, 0.5))] * 2


def test_two_reviewers_may_answer_at_different_places(tmp_path: Path) -> None:
    lines = ["  - {regel: z1, eigen: {kans: 60%}}", "  - {regel: m1, eigen: {kans: 20%}}"]
    reviews = [review(line, who=f"wm-{number}") for number, line in enumerate(lines)]
    case = counted(one_case(tmp_path, *reviews))
    assert means(case) == pytest.approx([0.4] * 3)
    assert people_of(case.attribution["wij"]) == ("maker", "wm-0", "wm-1")


def test_days_of_stay_and_a_delay_of_one_name_are_answered_together(tmp_path: Path) -> None:
    """A number of months of a price per month is a time, and keeps its own kind of estimate."""
    cases = one_case(
        tmp_path,
        review("  - {regel: z1.2, eigen: {uitstel: 8 maanden}}"),
        stay="6 maanden, kans: 10%}\n  - {prijs: wlz.verpleeghuis, aantal: = wacht",
    )
    case = counted(cases)
    quantity = getattr(case.with_us[1], "quantity", None)
    assert isinstance(quantity, Quantity)
    assert quantity.timing == ((4, 8), (0.5, 0.5))


def test_a_factor_of_a_product_moves_with_its_name(tmp_path: Path) -> None:
    lines = "6 maanden, kans: 10%}\n  - {prijs: wmo.huishoudelijke-hulp, aantal: {maal: [= terugval, 10 uur]}"
    said = review("  - {regel: z1, eigen: {kans: 60%}}")
    case = counted(one_case(tmp_path, said, stay=lines, again="30%"))
    quantity = getattr(case.with_us[1], "quantity", None)
    assert isinstance(quantity, Quantity)
    assert quantity.mean == pytest.approx(0.5 * 10)
    assert means(case) == pytest.approx([0.5] * 2)


def test_a_form_asks_a_name_once_and_says_where_it_counts(tmp_path: Path) -> None:
    (loaded,) = one_case(tmp_path)
    form = review_form(loaded.case, "wmo-consulent", ["z1", "z1.2", "m1"], load_prices("landelijk"))
    asked = [line.strip().split(":")[0] for line in form.splitlines() if line.startswith("      ")]
    assert asked.count("kans") == asked.count("uitstel") == 1
    assert "telt ook bij m1" in form
    assert "duur" not in asked


def test_each_variant_moves_every_use(tmp_path: Path) -> None:
    (loaded,) = one_case(tmp_path, review("  - {regel: m1, eigen: {kans: 60%}}"))
    found = variants_of(loaded, load_prices("landelijk"))
    assert {who: means(case) for who, case in found.items()} == {"maker": [0.4] * 3, "wm-1": [0.6] * 3}


def test_a_workbook_of_names_with_reviews_adds_up(tmp_path: Path) -> None:
    cases = one_case(tmp_path, review("  - {regel: m1, eigen: {kans: 60%, duur: 8 maanden}}"))
    business_case(cases, closed=1, selection="alle").to_excel(tmp_path / "boek.xlsx")
    assert (tmp_path / "boek.xlsx").stat().st_size > 10_000


def test_a_form_does_not_ask_what_the_programme_shares(tmp_path: Path) -> None:
    programme = PROGRAMME_WITH.format(shared="terugval: {verwacht: 40%}")
    (tmp_path / "programma.yaml").write_text(programme, "utf-8")
    (loaded,) = one_case(tmp_path, chance="= terugval")
    assert {*named(loaded.case)} == {"=proef-2025/terugval", "wacht"}
    form = review_form(loaded.case, "wmo-consulent", ["z1", "z1.2", "m1"], load_prices("landelijk"))
    assert "kans:" not in form
    assert "uitstel:" in form


PROGRAMME_WITH = """\
programma: proef-2025
titel: Proef
periode: {{van: 2025-01-01, tot: 2025-12-31}}
afgesloten_casussen: 1
gekozen: alle
hoe_gekozen: alle
prijzen: landelijk@2025.1
prijspeil: 2025
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
gedeeld:
  {shared}
"""
