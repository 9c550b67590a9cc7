"""What time does to money is said: drop-off in steps (M35), time 0 (M36), and what the horizon cut (M37)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import as_read
from rich.console import Console, RenderableType
from written import programme_text, read, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.app import run
from rendement.model.settings import DropOff, Regime
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.terms.settings_sets import load_settings
from rendement.reports.cards import business_case_card, explanation_card
from rendement.results.explaining.checked import check_outcomes
from rendement.results.uncounted.horizon import beyond_of
from rendement.results.uncounted.other_form import other_form

CASE = """\
casus: proef-1
fictief: ja
gestart: 2025-01-01
afgesloten: 2025-01-01
context: {{gemeente: teststad, organisatie: test, thema: [bewegen], aanpak: [gesprek]}}
vraag: proef
inzet:
  - {effort}
zonder_inzet:
  - pad: hulp in huis
    kans: 100%
    bewijs: geregistreerd
    hulp:
      - {{prijs: hulp.uur, {help}}}
toerekening: {{wij: 100%}}
instemming: ja
{extra}"""
EFFORT = "{wat: gesprekken, prijs: inzet.uur, aantal: 2 uur}"
SPENT = (
    "{{wat: zaal, {when}uitgave: {{bedrag: 200000, prijspeil: 2025, "
    "betalers: {{gemeente: 100%}}, bron: factuur}}}}"
)
TWO_YEARS = "horizon: {duur: 24 maanden, reden: test}\n"
COST = "kosten: {bedrag: 200000, prijspeil: 2025, betalers: {gemeente: 100%}, bron: jaarrekening}\n"


def cases_of(
    folder: Path, *, help: str, extra: str = "", effort: str = EFFORT, programme: str = ""
) -> CaseSet:
    """One case in a programme."""
    text = CASE.format(help=help, extra=extra, effort=effort)
    found = read(folder, text, programme=programme_text(extra=programme))
    assert [str(problem) for problem in found.problems if problem.severity.value == "fout"] == []
    return found


def valued(folder: Path, **said: str) -> BusinessCase:
    return business_case(cases_of(folder, **said))


def under(bc: BusinessCase, **changes: object) -> BusinessCase:
    """The same cases in another regime."""
    given = {"titel": "Test", "disconto": 0, "conventie": "continu", "horizon": "12 maanden",
             "vanaf": "2025-01-01", "bron": "test", **changes}  # fmt: skip
    regime = Regime.model_validate(as_read(given))
    return replace(bc, settings=bc.settings.model_copy(update={"regime": regime}))


def codes(cases: CaseSet, bc: BusinessCase) -> list[str]:
    """What checking says about time."""
    return [problem.code for problem in check_outcomes(cases, bc)]


def shown(card: RenderableType) -> str:
    console = Console(width=200)
    with console.capture() as screen:
        console.print(card)
    return " ".join(screen.get().split())


# ---------------------------------------------------------------- M37


MONTHS = {"12 maanden": "", "36 maanden": "daarna nog € 960", "120 maanden": "daarna nog € 4.320"}
"""€ 40 an hour, an hour a month: € 480 a year."""


def test_three_durations_one_benefit_and_three_messages(tmp_path: Path) -> None:
    said = []
    for months, after in MONTHS.items():
        help = f"aantal: 1 uur per maand, duur: {months}"
        cases = cases_of(tmp_path / months, help=help)
        bc = business_case(cases)
        assert bc.benefit == pytest.approx(480)
        problems = [str(problem) for problem in check_outcomes(cases, bc)]
        said.append("".join(problems))
        card, whole = shown(explanation_card(bc.explain("proef-1"))), shown(business_case_card(bc))
        if after:
            words = f"geknipt: telt 12 van {months}; {after}, telt niet mee"
            assert f"z1.1 {words}" in card
            assert f"regel z1.1 is {words}" in said[-1]
            assert f"1 regel is geknipt. {after.replace('daarna nog', 'Daarna komt nog')}" in whole
        else:
            assert "geknipt" not in card + whole + said[-1]
    assert len(set(said)) == 3


def test_a_total_that_is_cut_and_one_that_comes_too_late(tmp_path: Path) -> None:
    half = valued(tmp_path / "half", help="aantal: 10 uur, duur: 24 maanden")
    assert half.explain("proef-1").cuts == [("z1.1", "geknipt: telt 50 %; daarna nog € 200, telt niet mee")]
    cases = cases_of(tmp_path / "late", help="aantal: 10 uur, vanaf: 2 jaar")
    (problem,) = check_outcomes(cases, business_case(cases))
    assert problem.code == "L901"
    assert "(€ 400)" in str(problem)


def test_a_delay_that_is_whole_before_the_horizon_loses_nothing(tmp_path: Path) -> None:
    # Three months later, and the end stays: all that counts lies in the first year.
    cases = cases_of(tmp_path, help="aantal: 1 uur per maand, duur: 36 maanden, uitstel: 3 maanden")
    bc = business_case(cases)
    assert bc.benefit == pytest.approx(120)
    assert beyond_of(bc).euros == 0.0
    assert codes(cases, bc) == []


def test_what_is_cut_is_what_a_longer_horizon_adds(tmp_path: Path) -> None:
    # 36 months of help, 6 months late: 18 months of it after the horizon, and nothing is added to a total.
    bc = valued(
        tmp_path, help="aantal: 1 uur per maand, vanaf: 6 maanden, duur: 24 maanden, uitstel: 18 maanden"
    )
    longer = under(bc, horizon="10 jaar")
    assert beyond_of(bc).euros == pytest.approx(longer.benefit - bc.benefit)
    assert beyond_of(bc).record() == {"regels": 1, "euro_voor_afbouw_en_disconto": pytest.approx(480)}
    assert beyond_of(longer).words == ""
    assert bc.net == pytest.approx(bc.benefit - 100)


# ---------------------------------------------------------------- M35


def test_the_receipt_names_the_drop_off_and_the_other_form(tmp_path: Path) -> None:
    help = "aantal: 1 uur per maand, duur: 24 maanden, afbouw: 40%"
    bc = valued(tmp_path, help=help, extra=TWO_YEARS)
    # 480 and 60 % of 480; gliding × 0.4 / −ln 0.6 = 0.783.
    assert bc.benefit == pytest.approx(768)
    rows = dict(bc.explain("proef-1")["z1.1"].rows())
    assert rows["afbouw"].startswith(
        "× 0,8: 40 % per jaar minder, een stap per jaar na de afsluiting: 100 %, 60 %, 36 % … (M35)"
    )
    assert "glijdend zou het 22 % minder zijn" in rows["afbouw"]
    words = "telt in stappen (afbouw: trap, M35); glijdend zouden de baten € 167 minder zijn (22 %"
    assert words in shown(business_case_card(bc))
    assert "afbouw in stappen" in bc.sentence()
    gliding = under(bc, horizon="24 maanden", afbouw="glijdend")
    assert gliding.benefit == pytest.approx(768 * 0.78304, rel=1e-5)
    assert "in stappen zou het 28 % meer zijn" in dict(gliding.explain("proef-1")["z1.1"].rows())["afbouw"]
    found = other_form(gliding)
    assert found is not None
    assert found.record()["baten_anders"] == pytest.approx(768)


@pytest.mark.parametrize(
    ("help", "extra", "form", "said"),
    [
        ("aantal: 1 uur per maand, duur: 9 maanden", "afbouw: 20%\n", "trap", ["L980"]),
        ("aantal: 1 uur per maand, duur: 9 maanden, afbouw: 20%", "", "trap", ["L980"]),
        ("aantal: 1 uur per maand, duur: 9 maanden, afbouw: 0%", "afbouw: 20%\n", "trap", []),
        ("aantal: 1 uur per maand, duur: 18 maanden", "afbouw: 20%\n", "trap", ["L981", "L980"]),
        ("aantal: 1 uur per maand, duur: 18 maanden", "afbouw: 20%\n" + TWO_YEARS, "trap", []),
        ("aantal: 1 uur per maand, duur: 9 maanden", "afbouw: 20%\n", "glijdend", []),
    ],
)
def test_drop_off_that_does_nothing_is_said(
    tmp_path: Path, help: str, extra: str, form: str, said: list[str]
) -> None:
    cases = cases_of(tmp_path, help=help, extra=extra)
    assert codes(cases, under(business_case(cases), afbouw=form)) == said


def test_released_sets_say_nothing_of_drop_off_and_count_in_steps() -> None:
    for version in ("2025.1", "2026.1"):
        sets = load_settings(version)
        assert {regime.drop_off.value for regime in sets.regimes.values()} == {"trap"}
        assert "drop_off" not in str(sets.model_dump()["regimes"])
    regime = sets.regimes["geen"].model_copy(update={"drop_off": DropOff.GRADUAL})
    changed = sets.model_copy(update={"regimes": {**sets.regimes, "geen": regime}})
    assert changed.model_dump()["regimes"]["geen"]["drop_off"] == "glijdend"


# ---------------------------------------------------------------- M36


def every_regime(bc: BusinessCase) -> Iterator[BusinessCase]:
    for convention in ("continu", "begin", "midden", "eind"):
        yield under(bc, disconto=0.035, conventie=convention)


def test_an_outlay_at_the_start_is_at_face_value_in_every_regime(tmp_path: Path) -> None:
    bc = valued(tmp_path, help="aantal: 1 uur", effort=SPENT.format(when="vanaf: 0 weken, "))
    assert [found.cost for found in every_regime(bc)] == pytest.approx([200_000] * 4)


def test_an_expense_costs_the_same_in_a_case_and_in_its_programme(tmp_path: Path) -> None:
    """Only in the case, only in the programme, or in both: one total, and no other costs of the programme."""
    help, spent = "aantal: 1 uur", SPENT.format(when="")
    here = valued(tmp_path / "hier", help=help, effort=spent)
    there = valued(tmp_path / "daar", help=help, programme=COST)
    both = valued(tmp_path / "beide", help=help, effort=spent, programme=COST)
    for found in zip(*map(every_regime, (here, there, both)), strict=True):
        assert [one.cost for one in found] == pytest.approx([200_000] * 3)
        assert found[2].overhead == {}


def test_effort_without_a_date_stands_at_the_start_for_a_year(tmp_path: Path) -> None:
    # A case of two years, € 200,000: half of it falls in the first year; at 3.5 % at the end the other half
    # in the second.
    text = CASE.format(help="aantal: 1 uur", extra="", effort=SPENT.format(when=""))
    write(tmp_path, "casus.yaml", text.replace("gestart: 2025-01-01", "gestart: 2023-01-02"))
    book = small_book(tmp_path)
    cases = load_cases(tmp_path / "casus.yaml", prices=book)
    bc = under(business_case(cases, book, closed=1, selection="alle"), disconto=0.035, conventie="eind")
    years = 730 / 365.25
    assert bc.cost == pytest.approx(200_000 / years * (1 + (years - 1) / 1.035**2))


# ---------------------------------------------------------------- another program


def test_another_program_gets_what_was_cut(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (Path(__file__).parent / "uitleg" / "afbouw.yaml").read_text("utf-8")
    file = write(tmp_path, "casus.yaml", text)
    assert run(["bereken", str(file), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)["casussen"]
    cut = [line["geknipt"] for line in record["regels"]]
    assert cut[1] == {"telt": "12 van 36 maanden", "daarna": pytest.approx(2250.96, abs=0.005)}
    assert run(["businesscase", str(file), "--afgesloten", "1", "--gekozen", "alle", "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    cuts = [line["daarna"] for line in cut if line]
    assert whole["na_de_horizon"] == {
        "regels": len(cuts), "euro_voor_afbouw_en_disconto": pytest.approx(sum(cuts))
    }  # fmt: skip
    assert whole["andere_afbouw"]["nu"] == "trap"
    assert whole["andere_afbouw"]["baten_nu"] > whole["andere_afbouw"]["baten_anders"]
