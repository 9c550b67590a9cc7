"""What a wethouder, funder or worker reads has no words of statisticians, and one word for one thing."""

import re
from pathlib import Path

import openpyxl
import pytest

import rendement as rd
from rendement.cli.app import run
from rendement.reading.books.price_books import examples_root

BANNED = re.compile(
    r"\b(Sobol|EVPPI|werelden|variantie|standaardafwijking|percentiel|Monte|netto(?!,))\b",
    re.IGNORECASE,
)
"""The sheets for analysts and the glossary keep these."""
FOLDER = "stapjefitter"
VERBS = [
    ["controleer"],
    ["bereken"],
    ["businesscase"],
    ["onzekerheid", "--trekkingen", "200"],
    ["gevoeligheid"],
]


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_a_screen_speaks_everyday_words(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb[0], str(examples_root() / FOLDER), *verb[1:]]) == 0
    shown = "".join(capsys.readouterr())
    assert len(shown) > 50
    assert sorted(set(BANNED.findall(shown))) == []


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_its_help_does_so_too(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb[0], "--help"]) == 0
    assert BANNED.findall("".join(capsys.readouterr())) == []


def test_the_sheets_for_funders_do_not_speak_of_worlds_and_methods(tmp_path: Path) -> None:
    cases = rd.load_cases(examples_root())
    path = tmp_path / "deelbaar.xlsx"
    rd.business_case(cases).to_excel(path, shareable=True)
    book = openpyxl.load_workbook(path, read_only=True)
    said = "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    )
    assert len(said) > 10_000
    assert set(re.findall(r"\b(?:Sobol|EVPPI|denkbare werelden)\b", said)) == set()
