"""Own books and sets as folders: every verb finds them in one way, and the printed command works (M39)."""

# Holds K9 of docs/keuzes.md.

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from test_cli import Terminal, rendement

import rendement as rd
from rendement.cli.assumptions import OPTIONS
from rendement.model.base import content_hash
from rendement.model.settings import SET_NAMES
from rendement.reading.folder.account import Standing
from rendement.results.account.again import NO_COMMAND
from rendement.results.account.provenance import AGAIN

__all__ = ["rendement"]
DOC: Final = Path(__file__).resolve().parents[1] / "docs" / "onderzoek.md"
FILES: Final = re.findall(r"```yaml\n# bestand: (\S+)\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
COMMANDS: Final = re.findall(r"^rendement .*$", DOC.read_text("utf-8"), re.MULTILINE)
STUDY: Final = "buurttafel"
NET: Final = 18_374.91
"""The balance of the study, worked out by hand in docs/onderzoek.md."""
OWN: Final = ("--prijzen", "./onze prijzen", "--uitgangspunten", "onze sets", "--regime", "buurttafel-2025")


def written(folder: Path) -> Path:
    """The files of the study as the page says them."""
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / STUDY


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study in a folder with a space in its name, where one stands."""
    home = tmp_path / "mijn map"
    home.mkdir()
    monkeypatch.chdir(home)
    return written(home).relative_to(home)


@pytest.fixture
def apart(study: Path) -> Path:
    """The same cases without a word about book or sets: they stand beside it, in folders with a space."""
    shutil.move(study / "prijzen", "onze prijzen")
    shutil.move(study / "uitgangspunten", "onze sets")
    programme = study / "programma.yaml"
    text = programme.read_text("utf-8").replace("prijzen: ./prijzen", "prijzen: landelijk@2025.1")
    text = text.replace("uitgangspunten: ./uitgangspunten\n", "").replace("buurttafel-2025\n", "geen\n")
    programme.write_text(text.replace("programma: geen", "programma: buurttafel-2025"), "utf-8")
    return study


def in_a_shell(command: str) -> subprocess.CompletedProcess[str]:
    """A command exactly as it is printed, in the shell of this computer."""
    work = Path.cwd() / "bin"
    work.mkdir(exist_ok=True)
    root = Path(rd.__file__).resolve().parents[1]
    script = work / "rendement"
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(root))} exec {sys.executable} -m rendement "$@"\n'
    )
    script.chmod(0o755)
    path = {**os.environ, "PATH": f"{work}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, shell=True, env=path, capture_output=True, text=True, check=False)


def printed(out: str) -> str:
    """The command that a screen prints."""
    (found,) = (line.removeprefix("Opnieuw: ") for line in out.splitlines() if line.startswith("Opnieuw: "))
    return found


# ---------------------------------------------------------------- a study, from the page alone


def test_the_page_alone_enters_a_study(rendement: Terminal, study: Path) -> None:
    assert len(COMMANDS) == 6
    for command in COMMANDS:
        found = rendement(*shlex.split(command)[1:])
        assert found.code == 0, command
    assert Path("buurttafel.xlsx").is_file()
    (code,) = re.findall(r"```python\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    assert round(names["bc"].net, 2) == NET
    assert "buurttafel-2025" in names["sets"].regimes
    assert names["anders"].settings.regime_name == "mkba-2021"


def test_the_study_is_what_its_hand_count_says(rendement: Terminal, study: Path) -> None:
    """A yearly convention, a rate, drop-off from year two and a year that is whole, as such studies count."""
    years = 1 + 0.7 / 1.04 + 0.49 / 1.04**2
    ours = 0.8 * 0.75
    by_hand = [14 * 1_000 * years * ours, 6 * 40 * 35 * years * ours, 2 * 4_000 * ours]
    bc = rd.business_case(rd.load_cases(study))
    lines = [line.value for line in bc.explain("buurttafel-01").lines if line.name.startswith("z")]
    assert lines == pytest.approx(by_hand, abs=0.005)
    assert bc.cost == pytest.approx(12_000 + 60 * 50)
    assert bc.net == pytest.approx(sum(by_hand) - 15_000, abs=0.005)
    assert round(bc.net, 2) == NET
    page = DOC.read_text("utf-8")
    for amount in (*by_hand, bc.benefit, bc.cost, bc.net):
        assert f"€ {amount:,.2f}".translate({44: ".", 46: ","}) in page


def test_the_account_names_own_book_and_regime(rendement: Terminal, study: Path) -> None:
    bc = rd.business_case(rd.load_cases(study))
    made = {one.what: one for one in bc.provenance()}
    assert (made["prijzen"].name, made["prijzen"].place) == ("buurttafel@2025.1", "buurttafel/prijzen")
    assert made["prijzen"].mark == bc.book.content_hash
    assert (made["disconto"].name, made["disconto"].place) == ("buurttafel-2025", "buurttafel/uitgangspunten")
    assert made["disconto"].mark == content_hash(bc.settings.regime)
    assert "eigen set" in made["disconto"].words
    assert "eigen set" not in made["realisme"].words
    assert "4,00 % per jaar, horizon 36 maanden, afbouw in stappen, geteld per jaarbegin" in bc.sentence()
    told = bc.provenance(at_least=5)
    assert not any("buurttafel/" in str(one) for one in told)


# ---------------------------------------------------------------- every verb


def test_every_verb_takes_the_same_options(rendement: Terminal) -> None:
    verbs = "controleer|bereken|businesscase|onzekerheid|gevoeligheid|geldstroom|bruto|nieuw|schema"
    groups = "prijzen effect|beoordeling maak|beoordeling verwerk|formulier maak|formulier lees"
    for verb in f"{verbs}|{groups}".split("|"):
        shown = rendement(*verb.split(), "--help").out
        for option in (
            "--prijzen",
            "--uitgangspunten",
            "--prijspeil",
            *(f"--{name}" for name in SET_NAMES.values()),
        ):
            assert f"  {option} " in shown, (verb, option)
    assert len(OPTIONS) == 8


@pytest.mark.parametrize("verb", ["businesscase", "geldstroom", "bruto", "onzekerheid", "gevoeligheid"])
def test_named_in_the_programme_or_on_the_line_is_the_same(
    rendement: Terminal, study: Path, verb: str
) -> None:
    named = rendement(verb, study, "--json").json
    shutil.copytree(study / "prijzen", "onze prijzen")
    shutil.copytree(study / "uitgangspunten", "onze sets")
    typed = rendement(verb, study, *OWN, "--json").json
    for record in (named, typed):
        record.pop("verantwoording", None)
        record.pop("seconden", None)
    assert _without_place(named) == _without_place(typed)


def _without_place(record: object) -> str:
    text = json.dumps(record, sort_keys=True, default=str)
    return re.sub(r'"seconds": [\d.e-]+', "", text)


def test_every_verb_counts_with_own_book_and_sets(rendement: Terminal, apart: Path) -> None:
    case = apart / "groep.yaml"
    assert rendement("controleer", apart).code == 1
    assert rendement("controleer", apart, *OWN).code == 0
    found = rendement("bereken", case, *OWN, "--json").json["casussen"][0]
    assert found["netto"] == pytest.approx(NET, abs=0.005)
    assert rendement("businesscase", apart, *OWN, "--json").json["saldo"] == pytest.approx(NET, abs=0.005)
    for verb in ("onzekerheid", "gevoeligheid", "geldstroom", "bruto"):
        assert rendement(verb, apart, *OWN).code == 0, verb
    made = rendement("beoordeling", "maak", case, "--rol", "iemand", "--regels", "z1,z1.2", *OWN)
    assert made.code == 0, made.err
    assert rendement("beoordeling", "verwerk", apart, *OWN).code == 0
    form = rendement("formulier", "maak", "leeg.xlsx", "--uit", case, *OWN)
    assert "met prijzen uit buurttafel@2025.1" in form.err
    other = rendement("prijzen", "effect", "./onze prijzen", "./onze prijzen", apart, *OWN[2:])
    assert other.code == 0, other.err


def test_a_form_in_a_folder_offers_the_prices_of_its_programme(rendement: Terminal, study: Path) -> None:
    found = rendement("formulier", "maak", study / "nieuw.xlsx")
    assert "met prijzen uit buurttafel@2025.1" in found.err
    rendement("nieuw", study / "nog-1.yaml")
    assert "waarde.minder-eenzaam" in (study / "casus.schema.json").read_text("utf-8")


def test_a_new_programme_says_what_was_chosen(rendement: Terminal, apart: Path) -> None:
    assert rendement("nieuw", "ander", "--programma", *OWN, "--samenhang", "samenhang-2026").code == 0
    text = Path("ander/programma.yaml").read_text("utf-8")
    for line in ("prijzen: ../onze prijzen", "uitgangspunten: ../onze sets", "regime: buurttafel-2025"):
        assert f"{line}\n" in text
    assert "samenhang: samenhang-2026\n" in text
    assert "prijsspreiding" not in text


def test_own_sets_of_every_kind_count(study: Path) -> None:
    sets = study / "uitgangspunten" / "uitgangspunten.yaml"
    named = "{titel: Proef, vanaf: 2025-01-01, bron: proef, "
    graded = ("geregistreerd", "dossier", "getoetst", "met-collega", "eigen")
    grades = f"{{{', '.join(f'{grade}: {{verwacht: 0.5}}' for grade in graded)}}}}}"
    more = {
        "realisme": f"{named}geleend: ja, factoren: {grades}",
        "verzilvering": f"{named}kansen: {{overige: 10%}}}}",
        "prijsspreiding": f"{named}geleend: ja, spreiding: {{A: 0%, A-: 0%, B: 0%, B-: 0%, C: 0%}}}}",
        "samenhang": f"{named}geleend: ja, gedeeld: 10%, organisatie: 10%}}",
    }
    extra = "".join(f"{kind}:\n  onze-{kind}: {said}\n" for kind, said in more.items())
    sets.write_text(sets.read_text("utf-8") + extra, "utf-8")
    programme = study / "programma.yaml"
    text = programme.read_text("utf-8").replace("realisme: geen\nverzilvering: bovengrens\n", "")
    programme.write_text(text + "".join(f"{kind}: onze-{kind}\n" for kind in more), "utf-8")
    cases = rd.load_cases(study)
    assert not cases.problems, [str(problem) for problem in cases.problems]
    bc = rd.business_case(cases)
    assert bc.benefit == pytest.approx((NET + 15_000) / 2, abs=0.005)
    full = bc.by("betaler").rows
    assert bc.headlines["verzilverbaar"].benefit == pytest.approx(10_715.59 / 2 * 0.1, abs=0.005), full
    drawn = bc.uncertainty(200)
    assert (drawn.record.spread, drawn.record.dependence) == ("onze-prijsspreiding", "onze-samenhang")
    assert drawn.total.p10 == pytest.approx(drawn.total.p90)
    names = {one.name for one in bc.provenance() if one.place == "buurttafel/uitgangspunten"}
    assert names == {"buurttafel-2025", *(f"onze-{kind}" for kind in more)}
    assert rd.named_settings(2025, "buurttafel-2025", sets=study / "uitgangspunten").regime.rate == 0.04


# ---------------------------------------------------------------- the command that is printed


def test_the_printed_command_makes_the_same_again(rendement: Terminal, apart: Path) -> None:
    shown = rendement("businesscase", apart, *OWN)
    again = in_a_shell(f"{printed(shown.out)} --json")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["saldo"] == pytest.approx(NET, abs=0.005)
    assert in_a_shell(printed(shown.out)).stdout.split() == shown.out.split()


def test_the_command_in_the_record_and_of_a_run(rendement: Terminal, apart: Path) -> None:
    record = rendement(
        "onzekerheid", apart, *OWN, "--trekkingen", "300", "--zaad", "7", "--prijsspreiding", "geen", "--json"
    ).json
    (command,) = (row["naam"] for row in record["verantwoording"] if row["wat"] == AGAIN)
    again = json.loads(in_a_shell(f"{command} --json").stdout)
    assert again["uitkomsten"] == record["uitkomsten"]


def test_the_command_on_the_sheet_makes_the_same_workbook(rendement: Terminal, apart: Path) -> None:
    assert rendement("businesscase", apart, *OWN, "-o", "eerst.xlsx", "--trekkingen", "200").code == 0
    command = _on_sheet(Path("eerst.xlsx"))
    assert in_a_shell(command).returncode == 0
    first, second = (_cells(Path(name)) for name in ("eerst.xlsx", "businesscase.xlsx"))
    assert first == second


def _on_sheet(path: Path) -> str:
    sheet = openpyxl.load_workbook(path)["Verantwoording"]
    (found,) = (row[0] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("rendement "))
    return str(found)


def _cells(path: Path) -> list[tuple[str, tuple[object, ...]]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [(sheet.title, row) for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_cases_without_a_programme_are_in_the_command_too(rendement: Terminal, apart: Path) -> None:
    (apart / "programma.yaml").unlink()
    shown = rendement(
        "businesscase", apart, *OWN, "--realisme", "geen", "--afgesloten", "4", "--gekozen", "uitgekozen"
    )
    command = printed(shown.out)
    assert "--afgesloten 4 --gekozen uitgekozen" in command
    assert in_a_shell(command).stdout.split() == shown.out.split()


# ---------------------------------------------------------------- what if


def test_changed_on_the_spot_is_what_if_everywhere(rendement: Terminal, study: Path) -> None:
    bc = rd.business_case(rd.load_cases(study))
    other = replace(bc, settings=bc.settings.with_(regime=bc.settings.regime.with_(rate=0.05)))
    assert other.settings_hash != bc.settings_hash
    made = {one.what: one for one in other.provenance()}
    assert made["disconto"].name == "buurttafel-2025 (wat als)"
    assert made["disconto"].mark != content_hash(bc.settings.regime)
    assert made["disconto"].place == ""
    assert made[AGAIN].name == NO_COMMAND
    assert "ter plekke veranderd (wat als)" in other.sentence()
    assert "wat als" not in bc.sentence()
    twice = other.settings.with_(regime=other.settings.regime.with_(rate=0.06))
    assert twice.regime_name == "buurttafel-2025 (wat als)"


def test_a_price_changed_on_the_spot_is_what_if(study: Path) -> None:
    cases = rd.load_cases(study)
    book = cases.programmes[0].book
    price = book.price("waarde.werk")
    amount = price.newest.amount
    assert amount is not None
    value = price.newest.with_(amount=amount.with_(likely=5_000))
    dearer = price.with_(values=(value,))
    bc = rd.business_case(cases, book.with_price("waarde.werk", dearer))
    assert bc.net == pytest.approx(NET + 2 * 1_000 * 0.6, abs=0.005)
    made = {one.what: one for one in reversed(bc.provenance())}
    assert made["prijzen"].name == "buurttafel@2025.1 (wat als)"
    assert made["prijzen"].mark != book.content_hash
    assert made[AGAIN].name == NO_COMMAND
    assert "(wat als)" in bc.sentence()


# ---------------------------------------------------------------- folders are what they are


def test_a_walk_reads_no_book_and_no_sets_as_cases(rendement: Terminal, study: Path) -> None:
    cases = rd.load_cases(".")
    assert [loaded.case.id for loaded in cases] == ["buurttafel-01"]
    assert not cases.problems
    kinds = {one.file: one.standing for one in cases.account.files}
    assert kinds[str(study / "prijzen")] is Standing.BOOK
    assert kinds[str(study / "uitgangspunten")] is Standing.SETS
    shown = rendement("controleer", ".").out
    assert "Geen casussen, wel nagekeken: 1 map met uitgangspunten (buurttafel/uitgangspunten)." in shown


def test_a_folder_of_sets_can_be_checked_by_itself(rendement: Terminal, study: Path) -> None:
    sets = study / "uitgangspunten"
    for path in (sets, sets / "uitgangspunten.yaml"):
        assert rendement("controleer", path).code == 0, path
    file = sets / "uitgangspunten.yaml"
    good = file.read_text("utf-8")
    wrong = {
        "horizon: 3 jaar": ("horizon: lang", "R3"),
        "    bron: Onderzoek buurttafel, bijlage 1 (fictief)\n": ("", "R203  'bron' ontbreekt"),
        "conventie: begin": ("conventie: beginn", "bedoelt u 'begin'?"),
        "  buurttafel-2025:": ("  mkba-2021:", "R813"),
        "disconto: 4%": ("disconto: 4", "R3"),
    }
    for old, (new, said) in wrong.items():
        file.write_text(good.replace(old, new), "utf-8")
        found = rendement("controleer", sets)
        assert found.code == 1, new
        assert said in found.out, (new, found.out)
        assert re.search(r"buurttafel/uitgangspunten/uitgangspunten\.yaml:\d+:\d+  R", found.out)


def test_a_wrong_name_is_told_with_the_nearest_one(rendement: Terminal, study: Path) -> None:
    programme = study / "programma.yaml"
    text = programme.read_text("utf-8")
    programme.write_text(text.replace("regime: buurttafel-2025", "regime: buurttafel-2024"), "utf-8")
    found = rendement("controleer", study)
    assert found.code == 1
    assert "programma.yaml:10:9  R505  regime 'buurttafel-2024' bestaat niet" in found.out
    assert "bedoelt u 'buurttafel-2025'?" in found.out
    programme.write_text(text.replace("prijzen: ./prijzen", "prijzen: prijzen"), "utf-8")
    assert "of de map van uw eigen boek: ./prijzen" in rendement("controleer", study).out


def test_a_fault_in_an_own_book_is_told_where_it_stands_and_nothing_else(
    rendement: Terminal, study: Path
) -> None:
    prices = study / "prijzen" / "prijzen.yaml"
    prices.write_text(
        prices.read_text("utf-8").replace("soort: verzilverbaar", "soort: verzilver", 1), "utf-8"
    )
    found = rendement("controleer", study)
    assert found.code == 1
    assert len(re.findall(r"  R\d{3}  ", found.out)) == 1
    assert "prijzen/prijzen.yaml:8:12  R" in found.out


def test_programmes_with_other_sets_are_not_added_up_unasked(rendement: Terminal, study: Path) -> None:
    written(Path("nog een"))
    other = Path("nog een") / STUDY
    for name, old, new in (
        ("programma.yaml", "programma: buurttafel-2025", "programma: tweede"),
        ("groep.yaml", "casus: buurttafel-01", "casus: buurttafel-02"),
        ("uitgangspunten/uitgangspunten.yaml", "disconto: 4%", "disconto: 5%"),
    ):
        file = other / name
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    found = rendement("businesscase", ".")
    assert found.code == 1
    assert "noemen verschillende mappen met uitgangspunten" in found.err
    assert "--uitgangspunten" in found.err
    assert rendement("businesscase", ".", "--uitgangspunten", study / "uitgangspunten").code == 0
