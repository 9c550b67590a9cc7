"""M34: a verdict follows from the ground of an answer and what it covers, and no assumption moves it."""

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from strategies import settings_sets
from thorough import examples
from workbook_bases import bases, demo
from written import case_text, programme_text, read

import rendement as rd
from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.app import run
from rendement.model.settings import Settings
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.sheets.objections import SHEET
from rendement.results.critique.facts import Objection
from rendement.results.critique.objections import objections_table
from rendement.results.critique.rebuttal import VERDICTS, Ground, Rebuttal, Verdict, strongest
from rendement.results.doubt.compare import varied

EXAMPLES = Path(__file__).parent.parent / "examples"
FOLDERS = sorted(path.name for path in EXAMPLES.iterdir() if (path / "programma.yaml").exists())
SIGNED = "afspraken:\n  - {betaler: gemeente, datum: 2025-03-01}\n"


def by_key(bc: BusinessCase) -> dict[str, Objection]:
    return {found.key: found for found in bc.objections()}


def verdicts(bc: BusinessCase) -> dict[str, str]:
    return {key: found.verdict for key, found in by_key(bc).items()}


def agreeing(one: dict[str, str], other: dict[str, str]) -> bool:
    """What both bases meet, they meet with the same verdict."""
    return all(verdict == other.get(key, verdict) for key, verdict in one.items())


def cashed(folder: Path, extra: str, *texts: str, **choices: Any) -> Objection:
    cases = texts or (case_text(),)
    told = programme_text(closed=len(cases), extra=extra)
    return by_key(business_case(read(folder, *cases, programme=told), **choices))["niet-verzilverbaar"]


# ---------------------------------------------------------------- the rule


@pytest.mark.parametrize(
    ("ground", "covers", "verdict"),
    [
        (Ground.COUNT, 1.0, "weerlegd"),
        (Ground.COUNT, 0.95, "weerlegd"),
        (Ground.COUNT, 0.949, "deels"),
        (Ground.IDENTITY, 0.95, "weerlegd"),
        (Ground.IDENTITY, 0.5, "deels"),
        (Ground.IDENTITY, 0.49, "toegegeven"),
        (Ground.SOURCE, 1.0, "deels"),
        (Ground.JUDGEMENT, 1.0, "deels"),
        (Ground.JUDGEMENT, 0.49, "toegegeven"),
        (Ground.AGREEMENT, 1.0, "deels"),
        (Ground.ASSUMPTION, 1.0, "toegegeven"),
    ],
)
def test_the_verdict_of_a_ground(ground: Ground, covers: float, verdict: Verdict) -> None:
    assert Rebuttal(ground, covers).verdict == verdict


def test_more_may_be_needed_before_it_counts() -> None:
    assert Rebuttal(Ground.COUNT, 0.7, 0.75).verdict == "toegegeven"
    assert Rebuttal(Ground.COUNT, 0.8, 0.75).verdict == "deels"


def test_an_answer_stands_on_its_best_ground() -> None:
    assumed, judged, counted = (
        Rebuttal(Ground.ASSUMPTION, 1.0),
        Rebuttal(Ground.JUDGEMENT, 0.6),
        Rebuttal(Ground.COUNT, 0.4),
    )
    assert strongest(assumed, judged, counted) is judged
    assert strongest(assumed, replace(counted, covers=0.96), judged).ground is Ground.COUNT


def test_an_objection_without_a_ground_cannot_be_written() -> None:
    """The verdict is worked out: no field of that name, and the rebuttal has no default."""
    known = {field.name: field for field in fields(Objection)}
    assert "verdict" not in known
    assert set(get_args(Verdict)) == set(VERDICTS)
    with pytest.raises(TypeError, match="rebuttal"):
        Objection(  # type: ignore[call-arg]
            key="x", objection="x.", answer="x.", figure=None, unit="euro", rule="M1", weight=0.0
        )
    with pytest.raises(TypeError, match="ground"):
        Rebuttal(covers=1.0)  # type: ignore[call-arg]


def test_the_ground_is_in_the_table(tmp_path: Path) -> None:
    found = business_case(read(tmp_path, case_text(), programme=programme_text(closed=1))).objections()
    table = objections_table(found)
    assert table.column("grond") == [one.rebuttal.ground.value for one in found]
    assert table.column("dekt") == [one.rebuttal.covers for one in found]
    assert {"telling", "identiteit", "aanname"} <= set(table.column("grond"))


# ---------------------------------------------------------------- no assumption moves a verdict


@pytest.mark.parametrize("folder", FOLDERS)
def test_swapping_sets_moves_no_verdict(folder: str) -> None:
    bc, sets = rd.business_case(rd.load_cases(EXAMPLES / folder)), rd.load_settings()
    now = verdicts(bc)
    assert "weerlegd" in now.values()
    kinds = {"regime": sets.regimes, "realism": sets.realism, "cashability": sets.cashability}
    for kind, named in kinds.items():
        for name in named:
            assert agreeing(now, verdicts(varied(bc, None, {kind: name}))), (kind, name)


@settings(max_examples=examples(60), deadline=None)
@given(bases(), settings_sets())
def test_no_set_that_anybody_may_write_moves_a_verdict(bc: BusinessCase, other: Settings) -> None:
    """Any discount, horizon, convention, realism and cashability; the price year is no assumption."""
    swapped = replace(bc, settings=other.model_copy(update={"price_year": bc.settings.price_year}))
    assert agreeing(verdicts(bc), verdicts(swapped))


@pytest.mark.parametrize("spread", sorted(rd.load_settings().price_spread))
def test_bands_never_answer_an_objection(spread: str) -> None:
    """Bands and shares of them lean on spreads that were assumed."""
    bc = rd.business_case(rd.load_cases(EXAMPLES / "schulden-voorkomen"))
    found = bc.objections(bc.uncertainty(200, spread=spread), bc.influences(spread=spread))
    told = {one.key: one for one in found if one.key in ("een-getal", "een-aanname")}
    assert len(told) == 2
    assert {(one.rebuttal.ground, one.verdict) for one in told.values()} == {
        (Ground.ASSUMPTION, "toegegeven")
    }


def together(*names: str) -> dict[str, Objection]:
    """The objections to some examples together, by key."""
    return by_key(rd.business_case(rd.load_cases(*(EXAMPLES / name for name in names))))


def test_what_turns_with_another_set_is_said() -> None:
    """Programmes that lose with the borrowed correction, and pay without correction."""
    found = together("ouderencoach", "quasi-inbesteding")
    for key in ("een-casus", "een-regel", "horizon"):
        assert found[key].verdict == "toegegeven", key
        assert (
            "Met een andere set voor disconto of realisme slaat het saldo hierdoor wel om."
            in found[key].answer
        )


def test_what_discount_turns_with_another_set_is_said() -> None:
    """Programmes that lose with any discount, and without correction for optimism only with some."""
    found = together("quasi-inbesteding", "scootmobiel")
    assert "Met een andere set voor realisme verandert het de conclusie wel." in found["disconto"].answer


# ---------------------------------------------------------------- cash


def test_an_upper_bound_refutes_nothing(tmp_path: Path) -> None:
    """All benefits can be cashed, if every payer lowers everything: that is conceded all the same."""
    found = cashed(tmp_path, "", cashability="bovengrens")
    assert (found.verdict, found.rebuttal.ground) == ("toegegeven", Ground.ASSUMPTION)
    assert found.answer.startswith(
        "Wij weten niet of een budget daalt. Als elke betaler alles verlaagt, is het "
    )
    assert "hoogstens € 200." in found.answer


@pytest.mark.parametrize("name", sorted(rd.load_settings().cashability))
def test_nor_does_any_other_chance(name: str, tmp_path: Path) -> None:
    found = cashed(tmp_path, "", cashability=name)
    assert found.verdict == "toegegeven"
    assert ("hoogstens" in found.answer) == (name == "bovengrens")


def test_a_signed_agreement_answers_in_part(tmp_path: Path) -> None:
    found = cashed(tmp_path, SIGNED)
    assert (found.verdict, found.rebuttal.ground, found.rebuttal.covers) == ("deels", Ground.AGREEMENT, 1.0)
    assert found.answer.endswith("Getekend: 1 afspraak om een budget te verlagen.")


def test_who_signed_is_named_where_enough_people_are_concerned(tmp_path: Path) -> None:
    found = cashed(tmp_path, SIGNED, *(case_text(f"p-{place}") for place in range(5)))
    assert found.answer.endswith("Een afspraak om een budget te verlagen tekende: Gemeente (1 mrt 2025).")


def test_an_agreement_of_who_saves_little_is_no_answer(tmp_path: Path) -> None:
    """Ten sessions of the insurer at € 30 that can vary for half, beside one hour of the municipality."""
    care = "      - {prijs: zorg.zitting, aantal: 10 zittingen}\n"
    text = case_text(hulp=1).replace("toerekening", care + "toerekening")
    found = cashed(tmp_path, SIGNED, text)
    assert (found.verdict, found.rebuttal.ground) == ("toegegeven", Ground.AGREEMENT)
    assert 0 < found.rebuttal.covers < 0.5


@pytest.mark.parametrize(("payer", "code"), [("inwoner", "R720"), ("verzekeraar", "R415")])
def test_an_agreement_is_with_who_has_a_budget(payer: str, code: str, tmp_path: Path) -> None:
    told = programme_text(closed=1, extra=SIGNED.replace("gemeente", payer))
    told = told.replace("proef@2025.1", "landelijk@2025.1")
    problems = read(tmp_path, case_text(), programme=told).problems
    assert code in {problem.code for problem in problems}


# ---------------------------------------------------------------- where it is seen


def test_the_ground_is_on_the_screen_and_for_another_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(EXAMPLES / "schulden-voorkomen")
    found = rd.business_case(rd.load_cases(folder)).objections()
    assert run(["businesscase", folder, "--tegenspraak"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for one in found:
        ground = f"„{one.objection}” {one.verdict} (grond: {one.rebuttal.ground.value}, dekt "
        assert ground in shown, one.key
    assert run(["businesscase", folder, "--tegenspraak", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [(row["grond"], row["dekt"]) for row in record["tegenspraak"]] == [
        (one.rebuttal.ground.value, pytest.approx(one.rebuttal.covers)) for one in found
    ]
    assert record["verantwoording"][0]["wat"] == "casussen"


@pytest.mark.parametrize("shareable", [False, True])
def test_the_ground_is_on_the_sheet_of_both_editions(shareable: bool) -> None:
    """How much it covers tells of few cases: only the full edition says that."""
    plan = plan_workbook(demo(), 5, shareable=shareable)
    sheet = plan.sheet(SHEET)
    assert sheet.filter_row is not None
    rows = [[cell.content for cell in row] for row in sheet.rows[sheet.filter_row :]]
    assert len(rows) > 20
    assert {str(row[3]) for row in rows} <= {ground.value for ground in Ground}
    heads = [cell.content for cell in sheet.rows[sheet.filter_row - 1]]
    assert heads[:4] == ["nr", "het bezwaar", "oordeel", "grond"]
    assert ("dekt" in heads) != shareable
