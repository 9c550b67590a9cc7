"""A command that is suggested works as it stands, in a folder with any name."""

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import Terminal, rendement

import rendement as rd
from rendement.reading.books.price_books import examples_root
from rendement.words.commands import command, typed

__all__ = ["rendement"]
ROOT = Path(rd.__file__).parent
SUGGESTED = re.compile(r"(?:met|Probeer): (rendement .*?)(?:\n|$)")


@given(st.text(st.characters(exclude_characters="\0"), min_size=1))
def test_a_command_is_read_as_it_was_meant(name: str) -> None:
    assert shlex.split(command("controleer", name)) == ["rendement", "controleer", name]


def test_plain_names_stay_plain() -> None:
    assert command("controleer", Path("casussen/dor-1.yaml")) == "rendement controleer casussen/dor-1.yaml"
    assert command("bereken", Path("-o.yaml")) == "rendement bereken ./-o.yaml"
    assert command("bereken", "-o") == "rendement bereken -o"


def test_windows_knows_double_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    names = (r"C:\mijn casussen\a.yaml", r"C:\casussen\a.yaml", "a&b", "é.yaml", "")
    assert [typed(name) for name in names] == [
        r'"C:\mijn casussen\a.yaml"',
        names[1],
        '"a&b"',
        "é.yaml",
        '""',
    ]


def test_every_suggestion_can_be_followed(rendement: Terminal, tmp_path: Path) -> None:
    """What each verb says to do next is done, word for word, in a folder with a space and a sign in it."""
    home = tmp_path / "mijn casussen (2025) & meer"
    home.mkdir()
    case = home / "sr 1"
    shutil.copytree(examples_root() / "sociaal-recept", case)
    asked: list[list[str | Path]] = [
        ["voorbeelden", tmp_path / "de voorbeelden"],
        ["nieuw", home / "vb-1.yaml"],
        ["formulier", "maak", home / "vb-2.xlsx"],
        ["beoordeling", "maak", case / "sr-2025-003.yaml", "--rol", "huisarts"],
        ["prijzen", "nieuw", "gids", "--map", home / "boeken"],
    ]
    for words in asked:
        done = rendement(*words)
        assert done.code == 0, done
        (suggested,) = SUGGESTED.findall(done.err)
        program, *next_words = shlex.split(suggested)
        assert program == "rendement"
        followed = rendement(*next_words)
        assert followed.code in (0, 1), suggested
        assert "Verkeerd gebruik" not in followed.err, suggested


def test_a_form_that_was_not_read_says_how(rendement: Terminal, tmp_path: Path) -> None:
    home = tmp_path / "mijn casussen"
    assert rendement("formulier", "maak", home / "vb-2.xlsx", "--voorbeeld").code in (0, 2)
    assert rendement("formulier", "maak", home / "vb-3.xlsx").code == 0
    said = rendement("controleer", home).out
    suggested = next(found for found in re.findall(r"`(rendement [^`]*)`", said) if "vb-3" in found)
    assert shlex.split(suggested) == ["rendement", "formulier", "lees", str(home / "vb-3.xlsx")]


def test_no_other_place_makes_a_command() -> None:
    """A path in a sentence `rendement … {path}` would not be quoted."""
    loose = re.compile(r"rendement [a-z]+(?: [a-z]+)? \{")
    found = [path.name for path in ROOT.rglob("*.py") if loose.search(path.read_text("utf-8"))]
    assert found == []


def test_without_a_programme_options_are_named(rendement: Terminal, tmp_path: Path) -> None:
    shutil.copy(examples_root() / "sociaal-recept" / "sr-2025-003.yaml", tmp_path)
    done = rendement("businesscase", tmp_path)
    assert done.code == 1
    assert "--afgesloten AANTAL --gekozen HOE (kies uit: alle, loting, uitgekozen)" in done.err
    assert "closed" not in done.err
    assert rendement("businesscase", tmp_path, "--afgesloten", "1", "--gekozen", "alle").code == 0
    with pytest.raises(
        rd.CannotAdd, match=r"geef closed \(hoeveel\) en selection \(alle, loting, uitgekozen\)"
    ):
        rd.business_case(rd.load_cases(tmp_path))
