"""The gallery of broken files, and the promise that one bad file never hides a good one."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from gallery import BUILDERS, EXPECTED, GALLERY, complaints, expected, piece_name

from rendement.asking.business_case import business_case
from rendement.reading.complaints.messages import MESSAGES
from rendement.reading.complaints.problems import Place, Problem, Severity, errors, in_order
from rendement.reading.loading.load import load_cases

DOCS = Path(__file__).resolve().parents[1] / "docs"
GOOD = """\
casus: {name}
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {{gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}}
vraag: komt nauwelijks nog buiten
inzet:
  - {{wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}}
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: {chance}
    hulp:
      - {{prijs: zorg.fysiotherapie, aantal: 12}}
toerekening: {{wij: 70%, huisarts: 30%}}
"""


def write_case(folder: Path, name: str, chance: str = "50%") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(GOOD.format(name=name, chance=chance), "utf-8")
    return path


# ---------------------------------------------------------------- the gallery


@pytest.mark.parametrize("slug", MESSAGES)
def test_each_piece_gets_exactly_its_complaint(slug: str, tmp_path: Path) -> None:
    found = complaints(slug, tmp_path)
    assert "\n".join(str(problem) for problem in found) == expected(slug)
    assert [problem.slug for problem in found] == [slug]


def test_gallery_and_messages_know_the_same_complaints() -> None:
    pieces = {
        path.name.removesuffix(".yaml") for path in GALLERY.iterdir() if not path.name.endswith(EXPECTED)
    }
    texts = {path.name.removesuffix(EXPECTED) for path in GALLERY.iterdir() if path.name.endswith(EXPECTED)}
    names = {piece_name(slug) for slug in MESSAGES}
    assert texts == names
    assert pieces == {piece_name(slug) for slug in MESSAGES if slug not in BUILDERS}


def test_every_piece_is_fictional_where_it_says_so() -> None:
    cases = [path for path in GALLERY.rglob("*.yaml") if b"\nfictief: " in path.read_bytes()]
    assert len(cases) > 90


def test_codes_are_unique_and_in_order() -> None:
    codes = [message.code for message in MESSAGES.values()]
    assert len(codes) == len(set(codes))
    for group in {code[:2] for code in codes}:
        inside = [code for code in codes if code.startswith(group)]
        assert inside == sorted(inside)
        assert all(re.fullmatch(r"[RL]\d{3}", code) for code in inside)


def test_sentences_start_small_and_end_without_a_stop() -> None:
    for message in MESSAGES.values():
        for sentence in (message.cause, message.repair):
            assert not sentence.endswith((".", " ")), sentence
            assert sentence[0] in "'{éL" or sentence[0].islower() or sentence.startswith("YAML"), sentence


# ---------------------------------------------------------------- docs/fouten.md


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DOCS))
    spec = importlib.util.spec_from_file_location("genereer", DOCS / "genereer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_page_of_errors_is_up_to_date(generator: ModuleType) -> None:
    assert (DOCS / "fouten.md").read_text("utf-8") == generator.errors_page()


def test_page_of_errors_tells_of_every_code() -> None:
    page = (DOCS / "fouten.md").read_text("utf-8")
    assert re.findall(r"^### ([RL]\d{3}):", page, re.MULTILINE) == sorted(
        (message.code for message in MESSAGES.values()), key=lambda code: (code[0] == "L", code)
    )


def test_generator_writes_only_what_is_asked(
    generator: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generator, "DOCS", tmp_path)
    assert generator.main(["fouten"]) == 0
    assert (tmp_path / "fouten.md").is_file()
    assert generator.main(["onzin"]) == 1
    assert "onbekende pagina 'onzin'" in capsys.readouterr().err


# ---------------------------------------------------------------- several problems, several files


def test_all_problems_of_a_file_in_order_of_place(tmp_path: Path) -> None:
    text = GOOD.format(name="vb-2025-01", chance="35").replace("12}", "-12, duurt: 3 maanden}")
    path = tmp_path / "vb-2025-01.yaml"
    path.write_text(text.replace("fictief: ja", "fictief: zeker"), "utf-8")
    found = load_cases(path).problems
    lines = text.split("\n")
    assert [(problem.slug, problem.place.line) for problem in found] == [
        ("geen_ja_nee", 2),
        ("kans_boven_100", lines.index("    kans: 35") + 1),
        ("aantal_negatief", 13),
        ("onbekend_veld", 13),
    ]
    assert [problem.place for problem in found[2:]] == [Place(13, 45, 48), Place(13, 50, 55)]


def test_two_errors_on_one_line_each_have_their_column(tmp_path: Path) -> None:
    path = write_case(tmp_path, "vb-2025-01")
    text = path.read_text("utf-8")
    path.write_text(text.replace("{wij: 70%, huisarts: 30%}", "{wij: 70, huisarts: 30}"), "utf-8")
    assert [problem.place for problem in load_cases(path).problems] == [Place(14, 20, 22), Place(14, 34, 36)]


def test_a_bad_file_never_hides_a_good_one(tmp_path: Path) -> None:
    bad = {7: "35", 19: "{laag: 10%", 31: "1 op\x004", 44: "&half 50%", 58: "[1, 2]"}
    for number in range(60):
        write_case(tmp_path, f"vb-{number:02}", bad.get(number, "50%"))
    cases = load_cases(tmp_path)
    assert {Path(problem.file).stem for problem in cases.problems} == {f"vb-{number:02}" for number in bad}
    assert len(cases) == 55
    valued = business_case(cases, closed=60, selection="uitgekozen")
    assert len(valued.cases) == 55


def test_a_repeated_pseudonym_keeps_the_first_file(tmp_path: Path) -> None:
    write_case(tmp_path, "a-eerste")
    other = write_case(tmp_path, "b-tweede")
    other.write_text(GOOD.format(name="a-eerste", chance="20%"), "utf-8")
    cases = load_cases(tmp_path)
    assert [loaded.case.id for loaded in cases] == ["a-eerste"]
    assert [problem.slug for problem in cases.problems] == ["casus_dubbel"]


# ---------------------------------------------------------------- how a problem looks


def a_problem(line: str, place: Place, **details: object) -> Problem:
    return Problem("vorm_klopt_niet", "a.yaml", place, {"suggestie": "schrijf iets", **details}, line)


def test_problem_without_a_line_shows_its_repair() -> None:
    assert str(a_problem("", Place(1, 1, 2), gevonden="x")).endswith("\n      schrijf iets")


def test_control_signs_are_never_sent_to_the_screen() -> None:
    shown = str(a_problem("vraag: \x1b[31mrood\u202e\tx", Place(1, 8, 9), gevonden="\x1b[31m\nrood"))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)
    assert len(shown.split("\n")) == 3


def test_very_long_lines_are_cut_around_the_mark() -> None:
    line = "a" * 5_000 + "FOUT" + "b" * 5_000
    shown = str(a_problem(line, Place(1, 5_001, 5_005), gevonden="a" * 5_000)).split("\n")
    assert max(map(len, shown)) < 260
    column = shown[2].index("^^^^")
    assert shown[1][column : column + 4] == "FOUT"


def test_decimals_are_said_with_a_comma() -> None:
    problem = Problem("betalers_som", "a.yaml", Place(1, 1, 2), {"som": 0.995})
    assert "99,5%" in problem.cause
    assert "100%" in Problem("betalers_som", "a.yaml", Place(1, 1, 2), {"som": 1.0}).cause


def test_every_message_can_be_said_without_details() -> None:
    for slug in MESSAGES:
        problem = Problem(slug, "a.yaml", Place(1, 1, 2))
        assert "suggestie" not in str(problem)


def test_severity_follows_the_code() -> None:
    warning = Problem("prijs_zwak", "a.yaml", Place(1, 1, 2))
    error = Problem("leeg", "a.yaml", Place(1, 1, 2))
    assert (warning.severity, error.severity) == (Severity.WARNING, Severity.ERROR)
    assert errors([warning, error]) == [error]
    assert in_order([error, warning, error]) == [warning, error]
