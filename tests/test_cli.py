"""The command line: every verb, its exit codes, its Dutch, and what it leaves on disk."""

import json
import os
import re
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from written import case_text, programme_text, write, write_book

from rendement.cli.app import run
from rendement.cli.screen import err, out
from rendement.reading.books.price_books import examples_root

VERBS = (
    ["controleer"], ["bereken"], ["businesscase"], ["nieuw"], ["voorbeelden"], ["schema"],
    ["onzekerheid"], ["gevoeligheid"], ["geldstroom"], ["bruto"],
    ["prijzen"], ["prijzen", "zoek"], ["prijzen", "lijst"], ["prijzen", "toon"],
    ["beoordeling"], ["beoordeling", "maak"], ["beoordeling", "verwerk"],
)  # fmt: skip
ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|Show this|and exit|Missing|Invalid|required|default|Error|is not|"
    r"does not|such option|should be|Try|Traceback|File \")\b"
)
REAL = "welzijn.sociaal-makelaar"


class Outcome:
    """Exit code and both screens."""

    def __init__(self, code: int, screen: str, complaints: str) -> None:
        self.code, self.out, self.err = code, screen, complaints

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Runs verbs as a person would, in a window of 80 columns."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Outcome:
        self.capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Outcome(code, *self.capsys.readouterr())


@pytest.fixture
def rendement(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(out, "_width", 80)
    monkeypatch.setattr(err, "_width", 80)
    return Terminal(capsys)


def national(text: str) -> str:
    """A case with prices of the national book."""
    return text.replace("inzet.uur", REAL).replace("hulp.uur", "wmo.huishoudelijke-hulp")


@pytest.fixture
def casussen(tmp_path: Path) -> Path:
    """A folder with two good cases and their programme."""
    folder = tmp_path / "casussen"
    write(folder, "programma.yaml", programme_text(closed=2))
    for number in (1, 2):
        write(
            folder,
            f"proef-{number}.yaml",
            national(case_text(f"proef-{number}", wij="80%", hulp=10 * number)),
        )
    return folder


# ---------------------------------------------------------------- help and wrong use


def widest(screen: str) -> int:
    """Signs on the longest line; a command to copy is never broken by us (M39)."""
    return max(len(line.rstrip()) for line in screen.splitlines() if not line.startswith("Opnieuw: "))


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_help_is_dutch_and_has_an_example(rendement: Terminal, verb: list[str]) -> None:
    found = rendement(*verb, "--help")
    assert found.code == 0
    assert "Voorbeeld:  rendement " in found.out
    assert not ENGLISH.search(found.out), ENGLISH.search(found.out)
    assert "<" not in found.out
    assert max(len(line) for line in found.out.splitlines()) <= 80


def test_help_of_the_command(rendement: Terminal) -> None:
    found = rendement("--help")
    assert found.code == 0
    for verb in VERBS:
        assert f"  {verb[0]} " in found.out
    assert "..." not in found.out.partition("Opdrachten:")[2], "a summary is cut off"
    assert not ENGLISH.search(found.out)


def test_version(rendement: Terminal) -> None:
    assert re.fullmatch(r"rendement \d+\.\d+\.\d+\n", rendement("--versie").out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bestaatniet"], "'bestaatniet' bestaat niet"),
        (["bereken"], "PAD ontbreekt"),
        (["bereken", "map-die-er-niet-is"], "PAD: 'map-die-er-niet-is' bestaat niet"),
        (["bereken", "--casuss", "x", "."], "Bedoelt u --casus?"),
        (["bereken", ".", "--prijspeil", "veel"], "--prijspeil: geef een geheel getal"),
        (["businesscase", ".", "--drempel", "0"], "--drempel: geef minstens 1"),
        (["businesscase", ".", "--gekozen", "gewoon"], "kies uit: alle, loting, uitgekozen"),
        (["businesscase", ".", "--per", "kleur"], "--per: kies uit: betaler, perspectief"),
        (["businesscase", ".", "--per", "wijk, wijk"], "--per: noem elke indeling één keer"),
        (["bereken", ".", "--casus"], "achter --casus hoort een waarde"),
        (["bereken", ".", "--kort=ja"], "achter --kort hoort geen waarde"),
        (["schema", "recept"], "kies uit: casus, beoordeling"),
        (["schema", "casus", "extra"], "dit is te veel: extra"),
        (["prijzen", "toon"], "SLEUTEL ontbreekt"),
        (["prijzen", "lijst", "--domein", "kleur"], "kies uit: "),
        (["prijzen", "toon", "zorg.fysiotherapie", "--prijspeil", "1950"], "kies 2010 tot en met"),
        (["nieuw", "Een Naam.yaml"], "kleine letters, cijfers en streepjes"),
    ],
)
def test_wrong_use_is_explained_in_dutch(rendement: Terminal, arguments: list[str], words: str) -> None:
    found = rendement(*arguments)
    assert found.code == 2
    assert words in found.err
    assert "Hulp: rendement" in found.err
    assert not ENGLISH.search(found.err), found.err


@pytest.mark.parametrize("arguments", [[], ["prijzen"]])
def test_no_arguments_show_the_help(rendement: Terminal, arguments: list[str]) -> None:
    found = rendement(*arguments)
    assert found.code == 2
    assert "Opdrachten:" in found.out


# ---------------------------------------------------------------- controleer


def test_check_good_cases(rendement: Terminal, casussen: Path) -> None:
    found = rendement("controleer", casussen)
    assert (found.code, found.err) == (0, "")
    assert found.out == "2 casusbestanden gelezen, 2 casussen tellen mee. Geen fouten.\n"


def test_check_says_file_line_and_repair(rendement: Terminal, casussen: Path) -> None:
    path = write(casussen, "fout.yaml", national(case_text("fout", kans="150%")))
    found = rendement("controleer", casussen)
    assert found.code == 1
    assert f"{path}:11:11  R306" in found.out
    assert "^^^^" in found.out
    assert "1 fout" in found.out.splitlines()[-1]


@pytest.mark.parametrize(
    ("wrong", "unfinished"),
    [
        ("kans: 150%", True),
        ("afgesloten: 2024-01-01", True),
        ("toerekening: {wij: 80%, buurvrouw: 80%}", False),
        ("prijs: wmo.poetshulp", False),
    ],
)
def test_check_says_what_was_not_looked_at(
    rendement: Terminal, casussen: Path, wrong: str, unfinished: bool
) -> None:
    text = national(case_text("fout", wij="80%"))
    field = wrong.partition(":")[0]
    write(
        casussen,
        "fout.yaml",
        re.sub(
            rf"{field}: (\{{[^}}]*\}}|[^,\n]*)$" if field != "prijs" else r"prijs: wmo[^,]*",
            wrong,
            text,
            flags=re.MULTILINE,
        ),
    )
    found = rendement("controleer", casussen)
    assert found.code == 1
    assert ("Van één bestand met fouten is nog niet alles nagekeken" in found.out) is unfinished


def test_check_as_json(rendement: Terminal, casussen: Path) -> None:
    write(casussen, "fout.yaml", national(case_text("fout", kans="150%")))
    found = rendement("controleer", casussen, "--json")
    assert found.code == 1
    assert [(record["code"], record["regel"], record["ernst"]) for record in found.json["meldingen"]] == [
        ("R306", 11, "fout")
    ]
    assert set(found.json["meldingen"][0]) == {
        "bestand",
        "regel",
        "kolom",
        "code",
        "ernst",
        "melding",
        "herstel",
    }


def test_check_works_out_what_was_checked_by_hand(rendement: Terminal, casussen: Path) -> None:
    write(casussen, "proef-2.yaml", national(case_text("proef-2", wij="80%")) + "controle: {netto: 1}\n")
    found = rendement("controleer", casussen)
    assert found.code == 1
    assert "R425" in found.out


def test_check_the_examples(rendement: Terminal) -> None:
    assert rendement("controleer", examples_root()).code == 0


# ---------------------------------------------------------------- bereken


def test_compute_explains_every_line(rendement: Terminal, casussen: Path) -> None:
    found = rendement("bereken", casussen / "proef-1.yaml")
    assert found.code == 0
    for words in ("casus proef-1", "i1", "z1.1", REAL, "bron", "betalers", "inzet € ", "saldo "):
        assert words in found.out
    assert widest(found.out) <= 80


def test_compute_in_short(rendement: Terminal, casussen: Path) -> None:
    short = rendement("bereken", casussen / "proef-1.yaml", "--kort").out
    assert "saldo" in short
    assert "bron" not in short


def test_compute_one_of_a_folder(rendement: Terminal, casussen: Path) -> None:
    found = rendement("bereken", casussen, "--casus", "proef-2", "--json")
    assert [record["casus"] for record in found.json["casussen"]] == ["proef-2"]
    record = found.json["casussen"][0]
    assert record["netto"] == pytest.approx(record["baten"] - record["inzet"])
    assert sum(line["waarde"] for line in record["regels"] if line["kant"] != "inzet") == pytest.approx(
        record["baten"]
    )


def test_switching_values_nearest_first_and_the_rest_in_one_line(rendement: Terminal) -> None:
    case = examples_root() / "sociaal-recept" / "sr-2025-001.yaml"
    text = rendement("bereken", case, "--omslagpunten").out.partition("omslagpunten")[2]
    assert "het loont als" in text
    assert "baten van deze casus groter zijn dan zijn inzet, zonder programmakosten" in " ".join(text.split())
    assert len(re.findall(r"blijft (?:niet )?lonen", text)) <= 1
    record = rendement("bereken", case, "--omslagpunten", "--json").json["casussen"][0]
    assert {"regel", "schatting", "nu", "omslag", "eenheid"} == set(record["omslagpunten"][0])


def test_compute_with_other_settings(rendement: Terminal, casussen: Path) -> None:
    path = casussen / "proef-1.yaml"
    plain = rendement("bereken", path, "--json").json["casussen"][0]["netto"]
    other = rendement("bereken", path, "--json", "--prijspeil", "2022").json["casussen"][0]["netto"]
    assert plain != other
    assert rendement("bereken", path, "--regime", "nergens").code == 1


def test_a_case_without_a_programme_can_be_computed(rendement: Terminal, tmp_path: Path) -> None:
    path = write(tmp_path / "los", "casus.yaml", national(case_text()))
    assert rendement("bereken", path, "--json").json["casussen"][0]["casus"] == "proef-1"


def test_a_running_case_says_why_it_is_not_computed(rendement: Terminal, tmp_path: Path) -> None:
    text = national(case_text()).replace("afgesloten: 2025-01-01\n", "")
    found = rendement("bereken", write(tmp_path / "los", "casus.yaml", text))
    assert found.code == 1
    assert "proef-1 telt niet mee: loopt nog." in found.err


# ---------------------------------------------------------------- businesscase


def test_business_case_on_screen(rendement: Terminal, casussen: Path) -> None:
    found = rendement("businesscase", casussen, "--per", "wijk", "--per", "thema,betaler")
    assert found.code == 0
    for words in ("Proefprogramma", "Saldo", "Wie betaalt", "2 van 2", "per wijk", "per thema en betaler"):
        assert words in found.out
    assert widest(found.out) <= 80


def test_business_case_as_json(rendement: Terminal, casussen: Path) -> None:
    record = rendement("businesscase", casussen, "--json", "--per", "wijk", "--drempel", "1").json
    assert record["saldo"] == pytest.approx(record["baten"] - record["kosten"])
    assert record["per wijk"][0]["wijk"] == "noord"
    assert "2 van 2" in record["zin"]
    assert sum(row["netto"] for row in record["betalers"]) == pytest.approx(record["saldo"])


def test_payers_are_called_by_their_name(rendement: Terminal, casussen: Path) -> None:
    found = rendement("businesscase", casussen, "--per", "wijk,betaler", "--drempel", "1")
    assert re.search(r"^noord +Gemeente +2 ", found.out, re.MULTILINE)
    assert re.search(r"betalers +Gemeente € ", rendement("bereken", casussen / "proef-1.yaml").out)
    records = rendement("businesscase", casussen, "--json").json["betalers"]
    assert {record["betaler"] for record in records} == {"gemeente"}, "programs get the key"


def test_names_are_never_broken_over_lines(rendement: Terminal) -> None:
    text = rendement("businesscase", examples_root(), "--per", "programma").out
    for home in examples_root().iterdir():
        name = (home / "programma.yaml").read_text("utf-8").partition("programma: ")[2].split()[0]
        assert name in text


def test_a_total_needs_a_denominator(rendement: Terminal, tmp_path: Path) -> None:
    write(tmp_path / "los", "casus.yaml", national(case_text()))
    found = rendement("businesscase", tmp_path / "los")
    assert found.code == 1
    assert "--afgesloten" in found.err
    good = rendement("businesscase", tmp_path / "los", "--afgesloten", "4", "--gekozen", "loting")
    assert good.code == 0


def test_a_programme_already_says_how_many(rendement: Terminal, casussen: Path) -> None:
    found = rendement("businesscase", casussen, "--afgesloten", "40")
    assert found.code == 1
    assert "staat al in programma.yaml" in found.err
    assert "laat --afgesloten en --gekozen weg, of verander programma.yaml" in found.err


def test_a_book_of_your_own(rendement: Terminal, casussen: Path, tmp_path: Path) -> None:
    book = write_book(tmp_path / "boek")
    write(casussen, "proef-1.yaml", case_text("proef-1"))
    write(casussen, "proef-2.yaml", case_text("proef-2"))
    record = rendement("businesscase", casussen, "--prijzen", f"{book}{os.sep}", "--json").json
    assert record["baten"] == pytest.approx(400)


def test_an_empty_folder(rendement: Terminal, tmp_path: Path) -> None:
    found = rendement("businesscase", tmp_path)
    assert found.code == 1
    assert "geen enkele afgesloten casus" in found.err


def test_a_folder_without_cases_is_not_good(rendement: Terminal, tmp_path: Path) -> None:
    found = rendement("controleer", tmp_path)
    assert (found.code, found.out) == (1, "")
    assert f"Geen enkel casusbestand (.yaml of .yml) gevonden in {tmp_path}." in found.err
    assert "rendement nieuw" in found.err
    empty = rendement("controleer", tmp_path, "--json")
    assert (empty.code, empty.json["meldingen"], empty.json["bestanden"]["bestanden"]) == (1, [], [])


def test_a_name_in_capitals_is_read_too(rendement: Terminal, casussen: Path) -> None:
    (casussen / "proef-1.yaml").rename(casussen / "PROEF-1.YAML")
    (casussen / "proef-2.yaml").rename(casussen / "proef-2.Yml")
    found = rendement("controleer", casussen)
    assert found.out == "2 casusbestanden gelezen, 2 casussen tellen mee. Geen fouten.\n"


# ---------------------------------------------------------------- writing


def test_a_workbook_is_written(rendement: Terminal, casussen: Path, tmp_path: Path) -> None:
    target = tmp_path / "bc.xlsx"
    found = rendement("businesscase", casussen, "-o", target)
    assert found.code == 0
    assert f"Geschreven: {target}" in found.err
    assert target.read_bytes()[:2] == b"PK"


def test_a_read_only_workbook_stays_as_it_is(
    rendement: Terminal, casussen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = write(tmp_path, "bc.xlsx", "het oude bestand")
    target.chmod(stat.S_IREAD)
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != target and allowed(path, mode))
    found = rendement("businesscase", casussen, "-o", target)
    assert found.code == 3
    assert "alleen-lezen" in found.err
    assert "open in Excel" in found.err
    assert target.read_text("utf-8") == "het oude bestand"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bc.xlsx", "casussen"]


def test_a_workbook_that_is_open_elsewhere_stays(
    rendement: Terminal, casussen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file that is open in Excel cannot be replaced: the complaint names that file."""
    target = write(tmp_path, "bc.xlsx", "het oude bestand")

    def locked(draft: Path, _: Path) -> None:
        raise PermissionError(13, "in gebruik", str(draft))

    monkeypatch.setattr(Path, "replace", locked)
    found = rendement("businesscase", casussen, "-o", target)
    assert found.code == 3
    assert f"({target})" in found.err
    assert "open in Excel" in found.err
    assert target.read_text("utf-8") == "het oude bestand"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bc.xlsx", "casussen"]


def test_choices_for_the_workbook_stand_in_its_account(
    rendement: Terminal, casussen: Path, tmp_path: Path
) -> None:
    target = tmp_path / "bc.xlsx"
    chosen = ("--drempel", "3", "--met-tekst", "--trekkingen", "200", "--zaad", "7")
    assert rendement("businesscase", casussen, "-o", target, *chosen).code == 0
    sheet = openpyxl.load_workbook(target)["Verantwoording"]
    (command,) = (row[0] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("rendement"))
    assert f"businesscase {casussen} -o businesscase.xlsx --drempel 3" in command
    assert "--trekkingen 200 --zaad 7 --met-tekst" in command


def test_a_folder_that_is_not_there(rendement: Terminal, casussen: Path, tmp_path: Path) -> None:
    target = tmp_path / "nergens" / "bc.xlsx"
    found = rendement("businesscase", casussen, "-o", target)
    assert found.code == 3
    assert f"de map of het bestand bestaat niet ({target})." in found.err
    assert "Maak eerst de map" in found.err
    assert "Excel" not in found.err
    assert not (tmp_path / "nergens").exists()


def test_a_folder_as_target(rendement: Terminal, casussen: Path, tmp_path: Path) -> None:
    (tmp_path / "bc.xlsx").mkdir()
    assert rendement("businesscase", casussen, "-o", tmp_path / "bc.xlsx").code == 3


# ---------------------------------------------------------------- nieuw, voorbeelden, schema


def filled(text: str) -> str:
    """A new file with the example of each line, behind it or above it, instead of what is to be filled in."""
    lines: list[str] = []
    above = ""
    for line in text.splitlines():
        before, _, after = line.partition("# bijvoorbeeld ")
        to_fill_in = "<vul in>" in _without_remarks(line)
        above = above if before.strip() else after or above
        example = (after or above).partition("; ")[0]
        lines.append(re.split(r"[\[{]|<vul in>", before)[0] + example if to_fill_in else line)
    return "\n".join(lines) + "\n"


def test_nothing_of_a_new_case_counts(rendement: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "casussen" / "dor-2025-018.yaml"
    assert rendement("nieuw", target).code == 0
    text = target.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert max(len(line) for line in text.splitlines()) <= 120
    found = rendement("controleer", target)
    assert found.code == 1
    assert set(re.findall(r"L\d+|R\d+", found.out)) == {"R220"}
    assert found.out.count("R220") == _without_remarks(text).count("<vul in>")
    assert "0 casussen tellen mee, 1 met fouten." in found.out
    target.write_text(filled(text), "utf-8")
    found = rendement("controleer", target)
    assert (found.code, re.findall(r"L\d+|R\d+", found.out)) == (0, [])
    assert "1 casus telt mee." in found.out


def test_a_new_case_gets_its_ending(rendement: Terminal, tmp_path: Path) -> None:
    assert rendement("nieuw", tmp_path / "dor-2025-019").code == 0
    assert (tmp_path / "dor-2025-019.yaml").is_file()


def _without_remarks(text: str) -> str:
    return re.sub("#.*", "", text)


def test_nothing_of_a_new_programme_counts(rendement: Terminal, tmp_path: Path) -> None:
    home = tmp_path / "sociaal-recept"
    assert rendement("nieuw", home, "--programma").code == 0
    assert rendement("nieuw", home / "sr-1.yaml").code == 0
    text = (home / "programma.yaml").read_text("utf-8")
    assert len(text.splitlines()) <= 60
    case = home / "sr-1.yaml"
    case.write_text(filled(case.read_text("utf-8")), "utf-8")
    problems = rendement("controleer", home, "--json").json["meldingen"]
    assert {record["code"] for record in problems} == {"R220"}
    assert {Path(record["bestand"]).name for record in problems} == {"programma.yaml"}
    assert "telt mee" not in rendement("bereken", home).out
    (home / "programma.yaml").write_text(filled(text), "utf-8")
    found = rendement("controleer", home)
    assert (found.code, re.findall(r"L\d+|R\d+", found.out)) == (0, [])
    assert "1 casus telt mee." in found.out


def test_nothing_is_overwritten(rendement: Terminal, tmp_path: Path) -> None:
    target = write(tmp_path, "dor-1.yaml", "van mij")
    found = rendement("nieuw", target)
    assert found.code == 1
    assert "bestaat al" in found.err
    assert target.read_text("utf-8") == "van mij"
    assert rendement("voorbeelden", tmp_path).code == 1


def test_examples_are_copied_and_work(rendement: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "voorbeelden"
    assert rendement("voorbeelden", target).code == 0
    originals = {path.relative_to(examples_root()) for path in examples_root().rglob("*.yaml")}
    assert {path.relative_to(target) for path in target.rglob("*.yaml")} == originals
    assert rendement("businesscase", target / "sociaal-recept", "-o", tmp_path / "bc.xlsx").code == 0


@pytest.mark.parametrize("document", ["casus", "programma", "prijzenboek", "boek", "bronnen", "indexen"])
def test_schemas_are_printed(rendement: Terminal, document: str) -> None:
    Draft202012Validator.check_schema(rendement("schema", document).json)


# ---------------------------------------------------------------- prijzen


def test_search_finds_and_keeps_keys_whole(rendement: Terminal) -> None:
    found = rendement("prijzen", "zoek", "poets", "hulp")
    assert found.code == 0
    assert re.search(
        r"^wmo\.huishoudelijke-hulp  € [\d,]+ per uur \(\d{4}, graad [ABC]-?\)$", found.out, re.MULTILINE
    )
    records = rendement("prijzen", "zoek", "poetshulp", "--json").json
    assert records[0]["prijs"] == "wmo.huishoudelijke-hulp"


def test_search_finds_nothing(rendement: Terminal) -> None:
    found = rendement("prijzen", "zoek", "xyzzy")
    assert found.code == 1
    assert "Probeer een ander woord" in found.err


def test_list_prices(rendement: Terminal) -> None:
    records = rendement("prijzen", "lijst", "--json").json
    text = rendement("prijzen", "lijst").out
    assert len(records) >= 120
    lines = text.splitlines()
    assert all(any(line.startswith(f"{record['prijs']}  ") for line in lines) for record in records)
    some = rendement("prijzen", "lijst", "--domein", "wlz", "--json").json
    assert {record["prijs"].partition(".")[0] for record in some} == {"wlz"}


def test_show_one_price(rendement: Terminal) -> None:
    found = rendement("prijzen", "toon", REAL)
    assert found.code == 0
    for words in (REAL, "betalers", "opbouw", "gedeeld door", "bron", "zoekwoorden", "€ 55,26"):
        assert words in found.out
    assert max(len(line.rstrip()) for line in found.out.splitlines()) <= 80
    assert rendement("prijzen", "toon", REAL, "--json").json["sleutel"] == REAL


def test_show_a_price_that_is_not_there(rendement: Terminal) -> None:
    found = rendement("prijzen", "toon", "zorg.fysioterapie")
    assert found.code == 1
    assert "zorg.fysiotherapie" in found.err


def test_an_unknown_book(rendement: Terminal) -> None:
    found = rendement("prijzen", "lijst", "--boek", "nergens")
    assert found.code == 1
    assert "landelijk@2025.1" in found.err


# ---------------------------------------------------------------- many files

FAULTS = (
    ("kans: 50%", "kans: 150%"),
    ("aantal: 2 uur", "aantal: 1.000 uur"),
    ("inzet:", "inzett:"),
    ("gestart: 2025-01-01", "gestart: 01-02-2025"),
    ("toerekening: {wij: 80%}", "toerekening: {wij: 80%, ander: 30%}"),
    ("vraag: proef", "vraag: proef: nog wat"),
    ("instemming: ja", "instemming: yes"),
    ("- pad: hulp", "\t- pad: hulp"),
    ("prijs: wmo.huishoudelijke-hulp", "prijs: wmo.huishoudelijke-hullp"),
    ("casus: ", "casus: &x "),
)


def test_a_thousand_files_of_which_ten_are_broken(rendement: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "veel"
    write(folder, "programma.yaml", programme_text(closed=1000, chosen="alle"))
    broken = {37 + 97 * number: fault for number, fault in enumerate(FAULTS)}
    for number in range(1000):
        text = national(case_text(f"casus-{number:04d}", wij="80%", hulp=1 + number % 30))
        before, after = broken.get(number, ("", ""))
        assert before in text
        write(folder, f"casus-{number:04d}.yaml", text.replace(before, after, 1) if before else text)
    records = rendement("controleer", folder, "--json").json["meldingen"]
    wrong = {Path(record["bestand"]).name for record in records if record["ernst"] == "fout"}
    assert wrong == {f"casus-{number:04d}.yaml" for number in broken}
    found = rendement("businesscase", folder, "--json")
    assert found.code == 1
    assert found.json["programmas"][0]["ingediend"] == 990
    standings = Counter(filed["wat"] for filed in found.json["bestanden"]["bestanden"])
    assert standings == {"telt mee": 990, "niet geteld": 10, "programma": 1}
    (home,) = found.json["bestanden"]["programmas"]
    assert (home["geteld"], home["afgesloten"], len(home["waarschijnlijk"])) == (990, 1000, 10)


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rendement", "--versie"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("rendement ")


# ---------------------------------------------------------------- onzekerheid, gevoeligheid


def test_uncertainty_on_the_screen(rendement: Terminal, casussen: Path) -> None:
    found = rendement("onzekerheid", casussen, "--trekkingen", "500")
    assert found.code == 0
    for words in ("Hoe zeker is dit?", "elk apart", "geen band onder 8", "Verantwoording", "500, zaad 1"):
        assert words in found.out, words
    assert "saldo 8 van 10 keer" in " ".join(found.out.split())
    assert "zonder band" not in found.out
    assert widest(found.out) <= 80


def test_uncertainty_for_another_program(rendement: Terminal, casussen: Path) -> None:
    """The same seed gives the same record and figures, however the cases are drawn; a choice is recorded."""
    given = ("onzekerheid", casussen, "--trekkingen", "400", "--zaad", "7", "--json")
    once, again = rendement(*given).json, rendement(*given, "--werkers", "2").json
    assert once["uitkomsten"] == again["uitkomsten"]
    assert (once["trekkingen"]["seed"], once["trekkingen"]["draws"]) == (7, 400)
    both = rendement(*given, "--gebeurtenissen", "--samen", "--rekenwijze", "som").json
    assert both["trekkingen"]["events"]
    assert both["trekkingen"]["engine"] == "conditional"
    assert [band["name"] for band in both["banden"]][-1] == "schattingen en casussen samen"


def test_uncertainty_with_an_unknown_set(rendement: Terminal, casussen: Path) -> None:
    found = rendement("onzekerheid", casussen, "--prijsspreiding", "iets")
    assert found.code == 1
    assert "werkaanname-2025" in found.err


def unsure(folder: Path) -> Path:
    """The same folder with a chance nobody is sure of."""
    chance = "{laag: 30%, verwacht: 50%, hoog: 80%}"
    write(folder, "proef-1.yaml", national(case_text("proef-1", wij="80%", kans=chance)))
    return folder


def test_sensitivity_on_the_screen(rendement: Terminal, casussen: Path) -> None:
    unsure(casussen)
    found = rendement("gevoeligheid", casussen, "--casus", "proef-1")
    assert found.code == 0
    for words in ("De volgende vraag", "vraag de", "voorzichtig", "omslagpunten"):
        assert words in found.out, words
    assert widest(found.out) <= 80


def test_sensitivity_for_another_program(rendement: Terminal, casussen: Path) -> None:
    found = rendement("gevoeligheid", unsure(casussen), "--json").json
    assert found["volgende_vraag"].startswith("vraag de ")
    assert found["invloeden"][0]["sleutel"]
    assert found["omslagpunten"] == []
    wrong = rendement("gevoeligheid", casussen, "--casus", "bestaat-niet")
    assert wrong.code == 1
    assert "bestaat-niet" in wrong.err


@pytest.mark.parametrize("verb", ["onzekerheid", "gevoeligheid"])
def test_nothing_to_be_sure_of(rendement: Terminal, tmp_path: Path, verb: str) -> None:
    write(tmp_path, "programma.yaml", programme_text(closed=2))
    found = rendement(verb, tmp_path)
    assert found.code == 1
    assert "geen enkele afgesloten casus" in found.err


def test_stopping_a_long_run_says_so(
    rendement: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ctrl-C while worlds are drawn: a word of explanation, the usual code, and nothing on the screen."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    write(tmp_path, "a.yaml", national(case_text("a")))
    monkeypatch.setattr("rendement.results.doubt.uncertainty.drawn_worlds", stop)
    found = rendement("onzekerheid", tmp_path, "--afgesloten", "1", "--gekozen", "alle")
    assert (found.code, found.out) == (130, "")
    assert "Afgebroken. Er is niets half geschreven." in found.err


def test_lines_of_an_earlier_larger_run_are_told_of_and_left_alone(
    rendement: Terminal, casussen: Path, tmp_path: Path
) -> None:
    old = write(tmp_path, "bc.regels.csv", "van een eerdere keer")
    found = rendement("businesscase", casussen, "-o", tmp_path / "bc.xlsx", "--trekkingen", "400")
    assert "hoort niet bij dit werkboek" in found.err
    assert old.read_text("utf-8") == "van een eerdere keer"
