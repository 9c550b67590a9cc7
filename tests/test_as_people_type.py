"""Files as people type them: nothing is misread, nothing falls away without a word."""

from pathlib import Path
from typing import Any, get_args

import pytest
from gallery import expected
from pydantic import BaseModel
from test_repairs import copied, read_again
from test_yaml_text import CASE

from rendement.asking.business_case import business_case
from rendement.model.base import Document
from rendement.model.case import Case
from rendement.model.estimate import Estimate
from rendement.model.programme import Programme
from rendement.reading.complaints.problems import Problem
from rendement.reading.documents.field_examples import BLOCKS
from rendement.reading.loading.load import load_cases
from rendement.reading.start.templates import new_case
from rendement.reading.yaml.text import read_text
from rendement.results.explaining.checked import check_outcomes

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

PROGRAMME = """\
programma: proef
titel: proef
periode: {van: 2025-01, tot: juni 2025}
afgesloten_casussen: 3
gekozen: uitgekozen
hoe_gekozen: door het team
grenzen: {laag: 0, hoog: 2500, reden: hoogstens dit}
prijzen: landelijk@2025.1
prijspeil: 2025
regime: mkba-2021
realisme: werkaanname-2025
verzilvering: bovengrens
"""


def problems_with(folder: Path, *changes: tuple[str, str], programme: str = "") -> list[Problem]:
    """What is said of the good case with each first text replaced by the second."""
    text = CASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "vb-2025-01.yaml").write_text(text, "utf-8")
    if programme:
        (folder / "programma.yaml").write_text(programme, "utf-8")
    return list(load_cases(folder).problems)


def slugs(problems: list[Problem]) -> list[str]:
    return [problem.slug for problem in problems]


# ---------------------------------------------------------------- numbers come through one door


@pytest.mark.parametrize("typed", ["1.500", '"1.500"', "'1.500'"])
def test_quotes_do_not_choose_between_two_readings(typed: str, tmp_path: Path) -> None:
    programme = PROGRAMME.replace("hoog: 2500", f"hoog: {typed}")
    assert slugs(problems_with(tmp_path, programme=programme))[0] == "getal_duizendtal"


@pytest.mark.parametrize("typed", ["ja", '"veel"', '"1e3"'])
def test_what_is_no_number_is_none_here_either(typed: str, tmp_path: Path) -> None:
    programme = PROGRAMME.replace("hoog: 2500", f"hoog: {typed}")
    assert slugs(problems_with(tmp_path, programme=programme))[0] == "geen_getal"


def test_a_quoted_number_with_one_reading_is_that_number(tmp_path: Path) -> None:
    assert problems_with(tmp_path, programme=PROGRAMME.replace("2500", '"2500,50"')) == []
    (home,) = load_cases(tmp_path).programmes
    bounds = home.programme.bounds
    assert bounds is not None
    assert float(bounds.ceiling) == 2500.5


def test_a_period_of_months_has_all_their_days(tmp_path: Path) -> None:
    problems_with(tmp_path, programme=PROGRAMME)
    period = load_cases(tmp_path).programmes[0].programme.period
    assert (str(period.first), str(period.last)) == ("2025-01-01", "2025-06-30")


# ---------------------------------------------------------------- nothing, and text behind a #


@pytest.mark.parametrize("empty", ["kans:", "duur:", "vanaf: ~", "verdringing: null"])
def test_an_empty_key_that_would_count_is_not_left_out_in_silence(empty: str, tmp_path: Path) -> None:
    (problem,) = problems_with(tmp_path, ("vanaf: 6 maanden, duur: 9 maanden", f"{empty} "))
    assert problem.slug == "leeg"
    assert empty.partition(":")[0] in problem.repair


def test_an_empty_key_of_words_loses_nothing(tmp_path: Path) -> None:
    assert problems_with(tmp_path, ('bewoner: "Ik kom weer onder de mensen."', "bewoner:")) == []


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        (" #12", True),
        (" # met haar zoon", True),
        ("   #12", True),
        ("   # een opmerking", False),
        ("   #", False),
        (" # toegestaan: geen naam", False),
    ],
)
def test_text_behind_a_hash_is_told_unless_it_is_a_remark(behind: str, told: bool, tmp_path: Path) -> None:
    found = problems_with(tmp_path, ("nog buiten", f"nog buiten{behind}"))
    assert slugs(found) == ["tekst_na_hekje"] * told
    assert len(load_cases(tmp_path)) == 1


def test_a_hash_between_quotes_is_text(tmp_path: Path) -> None:
    assert problems_with(tmp_path, ("komt nauwelijks nog buiten", '"woont op nummer #12"')) == []


# ---------------------------------------------------------------- a case without result


PATHS = CASE[CASE.index("zonder_inzet:") : CASE.index("toerekening:")]


@pytest.mark.parametrize(
    "written",
    ["geen verschil", "Geen verschil", "n.v.t.", "nvt", "geen", "[]", "[geen verschil]", "\n  - n.v.t."],
)
def test_a_case_without_result_needs_no_invented_help(written: str, tmp_path: Path) -> None:
    assert problems_with(tmp_path, (PATHS, f"zonder_inzet: {written}\nmet_inzet: geen\n")) == []
    (loaded,) = load_cases(tmp_path).cases
    assert (loaded.case.without, loaded.case.with_us) == ((), ())


@pytest.mark.parametrize(
    "written",
    [
        "zonder_inzet:\n",
        "zonder_inzet: [{pad: ging ook goed, kans: 60%, hulp: []}]\n",
        "zonder_inzet: [{pad: ging goed, kans: 60%}]\n",
    ],
)
def test_no_repair_leads_to_invented_help(written: str, tmp_path: Path) -> None:
    (problem,) = problems_with(tmp_path, (PATHS, written))
    assert "zonder_inzet: geen verschil" in problem.repair


def test_the_new_file_shows_how_a_case_without_result_is_written() -> None:
    assert "zonder_inzet: geen verschil" in new_case("vb-2025-01", "casus.schema.json")


# ---------------------------------------------------------------- all in one round, beside a slip of syntax


def test_a_slip_of_syntax_hides_nothing_that_stands_apart(tmp_path: Path) -> None:
    found = problems_with(
        tmp_path,
        ("gestart: 2025-01-06", "gestart: 3-11-2025"),
        ("vraag: komt", "vraag: zij zei: komt"),
        ("aantal: 9 uur", "aantal: 9 uurtje"),
        (
            "prijs: zorg.fysiotherapie, aantal: {laag: 9, verwacht: 12, hoog: 18}}",
            "prijs: zorg.fysio, aantal: 12}",
        ),
        ("aantal: 2 uur per week, vanaf: 6 maanden, duur: 9 maanden", "aantal: 2 km per week"),
        ("huisarts: 20%", "huisarts: 20"),
        ('bewoner: "Ik kom weer onder de mensen."', "bewoner: 'Ik kom \"weer\" onder' de mensen."),
    )
    assert sorted(slugs(found)) == sorted(
        [
            *("datum_volgorde", "dubbele_punt", "eenheid_onbekend", "prijs_onbekend", "eenheid_past_niet"),
            *("duur_ontbreekt", "kans_boven_100", "na_aanhalingsteken"),
        ]
    )


LINES = CASE.rstrip("\n").split("\n")
SLIPS = ["  }", "@", "tekst zonder", '"open', "x: y: z", "[a, b", "\tx: 1", "- -: {", "&a 1", "'"]


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_of_syntax_at_any_line_makes_no_complaint_about_another_line(
    slip: str, tmp_path: Path
) -> None:
    """What is told of a line that is good follows from what was set aside, and would be a lie."""
    for number in range(len(LINES)):
        text = "\n".join([*LINES[:number], f"{LINES[number]}{slip}", *LINES[number + 1 :], ""])
        path = tmp_path / "vb-2025-01.yaml"
        path.write_text(text, "utf-8")
        found = load_cases(path).problems
        assert all(abs(problem.place.line - number - 1) <= 2 for problem in found), (text, slugs(list(found)))


# ---------------------------------------------------------------- what may be and is far from usual


ANSWER = 'klopt: "zo staat het in het dossier"'
ASKED = {
    "buiten_gebruikelijk": ("duur: 6 maanden}", f"duur: 6 maanden, {ANSWER}}}"),
    "hoog_ver_weg": ("hoog: 1800}}", f"hoog: 1800}}, {ANSWER}}}"),
    "inzet_ongewoon": ("30 uur per week}", f"30 uur per week, {ANSWER}}}"),
    "uitgave_niet_gedeeld": ("bron: factuur}}", f"bron: factuur}}, {ANSWER}}}"),
    "kans_zeker": ("kans: 1\n", f"kans: 1\n    {ANSWER}\n"),
    "anders_dan_anderen": ("aantal: 60}", f"aantal: 60, {ANSWER}}}"),
    "prijs_zwak": ("aantal: 1}", f"aantal: 1, {ANSWER}}}"),
    "zit_al_in": ("per week, duur: 9 maanden}", f"per week, duur: 9 maanden, {ANSWER}}}"),
    "dubbeltelling_omvat": ("per week, duur: 3 maanden}", f"per week, duur: 3 maanden, {ANSWER}}}"),
}
"""Question → what its writer changes to answer it."""


@pytest.mark.parametrize("slug", ASKED)
def test_an_answer_in_the_file_silences_its_question_and_changes_no_figure(slug: str, tmp_path: Path) -> None:
    piece = copied(slug, tmp_path)
    (asked,) = read_again(piece)
    file = piece.parent / asked.file
    before = [loaded.case for loaded in load_cases(piece)]
    text = file.read_text("utf-8")
    assert ASKED[slug][0] in text
    file.write_text(text.replace(*ASKED[slug]), "utf-8")
    assert read_again(piece) == []
    after = [loaded.case.model_dump(exclude=CONFIRMED) for loaded in load_cases(piece)]
    assert after == [case.model_dump(exclude=CONFIRMED) for case in before]


CONFIRMED: dict[str, Any] = {
    "effort": {"__all__": {"confirmed"}},
    "without": {"__all__": {"confirmed": True, "care": {"__all__": {"confirmed"}}}},
}


def test_a_question_tells_what_it_is_about_in_euros() -> None:
    for slug in list(ASKED)[:6]:
        assert "€" in expected(slug), slug


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("aantal: 9 uur", "aantal: 300 uur"),
        ("hoog: 18}", "hoog: 100}"),
        ("aantal: 2 uur per week", "aantal: 7 uur per week"),
        ("{laag: 30%, verwacht: 50%, hoog: 60%}", "99%"),
    ],
)
def test_what_is_rare_and_not_strange_is_not_asked(old: str, new: str, tmp_path: Path) -> None:
    assert problems_with(tmp_path, (old, new)) == []


def test_the_examples_start_without_a_question() -> None:
    cases = load_cases(EXAMPLES)
    assert [*cases.problems, *check_outcomes(cases, business_case(cases))] == []


# ---------------------------------------------------------------- one round tells what stands apart


BLOCK = """\
casus: proef-1
gestart: 2025-01-14
afgesloten: 2025-06-20
context:
  gemeente: dordrecht
  organisatie: buurtwerk
  leeftijd: 77
  thema: [eenzaamheid]
  aanpak: groep
vraag: komt nergens meer
inzet: [{wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}]
zonder_inzet: geen verschil
toerekening: {wij: 100}
"""


def told(folder: Path, old: str, new: str) -> list[tuple[int, str]]:
    assert old in BLOCK
    (folder / "proef-1.yaml").write_text(BLOCK.replace(old, new, 1), "utf-8")
    return [(problem.place.line, problem.slug) for problem in load_cases(folder).problems]


def test_a_slip_below_a_block_does_not_hide_the_block(tmp_path: Path) -> None:
    slip = (10, "dubbele_punt")
    rest = [(7, "leeftijd_te_precies"), (9, "geen_lijst"), (13, "kans_boven_100")]
    assert told(tmp_path, "vraag: komt", "vraag: ze zei: komt") == sorted([slip, *rest])


@pytest.mark.parametrize("line", [5, 6, 8])
def test_a_tab_in_a_block_is_the_only_slip_that_is_told(line: int, tmp_path: Path) -> None:
    typed = BLOCK.splitlines()[line - 1]
    found = told(tmp_path, typed, f"\t{typed.strip()}")
    assert found == [(line, "tab"), (13, "kans_boven_100")]


# ---------------------------------------------------------------- what a block looks like

BEFORE_AND_AFTER = {"voor", "na"}
"""Their blocks are shown by the field around them."""


def block_fields(document: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The name of every field that holds a block or a list of blocks, with what the block is."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in document.model_fields.items():
        for kind in documents_in(field.annotation):
            found = {field.alias or name: kind} | block_fields(kind) | found
    return found


def documents_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return [] if issubclass(annotation, Estimate) else [annotation]
    return [kind for part in get_args(annotation) for kind in documents_in(part)]


@pytest.mark.parametrize("document", [Case, Programme])
def test_every_block_has_an_example_that_can_be_copied(document: type[BaseModel]) -> None:
    fields = block_fields(document)
    assert fields.keys() - BLOCKS.keys() - BEFORE_AND_AFTER == set()
    assert len(fields) >= 3
    for name in fields.keys() - BEFORE_AND_AFTER:
        text = read_text("voorbeeld", f"{name}: {BLOCKS[name].partition(';')[0]}\n".encode())
        assert isinstance(text.data, dict)
        fields[name].model_validate(text.data[name])


@pytest.mark.parametrize(
    ("typed", "repair"), [("elke dag", "7 dagen per week"), ("2 keer per week", "2 dagen per week")]
)
def test_every_day_is_seven_days_a_week(typed: str, repair: str, tmp_path: Path) -> None:
    help_ = f"{{prijs: wlz.verpleeghuis, aantal: {typed}, duur: 3 maanden}}"
    line = f"[{{pad: opname, kans: half, hulp: [{help_}]}}]"
    told(tmp_path, "geen verschil", line)
    said = [p for p in load_cases(tmp_path).problems if p.slug == "eenheid_past_niet"]
    assert len(said) == 1
    assert f"schrijf bijvoorbeeld {repair}, of" in said[0].repair
