"""Is every workbook we write what Excel expects? Asked of the validator of Microsoft's Open XML SDK.

LibreOffice forgives what Excel "repairs" or refuses; this validator knows the rules per version of Office.
"""

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from filled import GOOD, answers_of, book, few_prices
from thorough import PART
from workbook_bases import demo, example, only_effort, with_nasty_words

from rendement.asking.business_case import BusinessCase
from rendement.forms.excel.write import write_form
from rendement.reports.excel import subject as excel_subject
from rendement.reports.excel.workbook import write_workbook

VERSIONS: Final = ("Office2016", "Microsoft365") if PART == 1 else ("Office2016",)
"""The oldest that we promise, and in CI the newest there is."""
DRAWS: Final = 400
_COMMANDS: Final = Path(__file__).resolve().parent.parent / ".validator" / "node_modules" / ".bin"


def validator() -> str | None:
    """The command of the validator, or None where `make validator` was not done."""
    return shutil.which("ooxml-validator", path=str(_COMMANDS))


needs_validator = pytest.mark.skipif(
    validator() is None and not os.environ.get("CI"), reason="the validator is not here: make validator"
)
"""On a laptop without the validator these tests are skipped; in CI its absence is a failure."""


def complaints(path: Path, version: str) -> list[dict[str, Any]]:
    """What the validator has against a file, as Excel of this version would read it."""
    command = validator()
    assert command is not None, "the validator is not installed: make validator"
    arguments = [command, str(path), "--officeVersion", version]
    told = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode in (0, 1), told.stderr
    answer = json.loads(told.stdout)
    assert answer["ok"] == (not answer["errors"]) == (told.returncode == 0)
    return list(answer["errors"])


# ---------------------------------------------------------------- everything we write


def workbook(make: Callable[[Path], BusinessCase], **choices: Any) -> Callable[[Path], Path]:
    """The workbook of a business case."""
    return lambda folder: write_workbook(make(folder), folder / "bc.xlsx", draws=DRAWS, **choices)


def grouped(folder: Path) -> Path:
    """The workbook of a base with more lines than can be live."""
    bc = demo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(excel_subject, "LIVE_LINES", bc.columns.lines - 1)
        path = write_workbook(bc, folder / "bc.xlsx", draws=DRAWS)
    assert path.with_suffix(".regels.csv").exists()
    return path


FILES: Final[Mapping[str, Callable[[Path], Path]]] = {
    "businesscase": workbook(lambda _: demo()),
    "businesscase met tekst": workbook(lambda _: demo(), with_text=True),
    "businesscase in groepen": grouped,
    "deelbare uitgave": workbook(lambda _: demo(), shareable=True),
    "met woorden die iets anders willen zijn": workbook(with_nasty_words, threshold=1, with_text=True),
    "zonder paden": workbook(only_effort),
    "eigen prijzenboek": workbook(lambda _: example("ouderencoach", "westerveld")),
    "leeg formulier": lambda folder: write_form(folder / "casus.xlsx", book()),
    "ingevuld formulier": lambda folder: write_form(folder / "casus.xlsx", book(), answers_of(GOOD)),
}
"""Every kind of workbook that leaves us."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Each file written once."""

    @cache
    def write(name: str) -> Path:
        return FILES[name](tmp_path_factory.mktemp("bestand"))

    return write


@needs_validator
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", FILES)
def test_it_follows_the_rules_of_office(name: str, version: str, written: Callable[[str], Path]) -> None:
    assert complaints(written(name), version) == []


# ---------------------------------------------------------------- would we notice?


BROKEN: Final = {
    "an element that does not exist": ("</sheetData>", "</sheetData><onbekend/>"),
    "an attribute that does not exist": ("<sheetData>", '<sheetData onbekend="1">'),
    "parts in another order": ("<sheetData>", '<pageMargins left="1"/><sheetData>'),
    "a kind of cell that does not exist": (' t="s">', ' t="onbekend">'),
    "a look that does not exist": (' s="', ' s="9'),
}
"""What is spoiled → the words in a sheet, and what is made of them once."""


@needs_validator
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("what", BROKEN)
def test_a_spoiled_copy_is_complained_of(what: str, version: str, tmp_path: Path) -> None:
    good = write_form(tmp_path / "goed.xlsx", few_prices(), answers_of(GOOD))
    found = complaints(spoiled(good, tmp_path / "bedorven.xlsx", *BROKEN[what]), version)
    assert found
    assert all(one["path"] == "/xl/worksheets/sheet1.xml" for one in found)


def spoiled(path: Path, target: Path, words: str, others: str) -> Path:
    """A copy whose first sheet says something else at one place."""
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            content = package.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert words in content
                content = content.replace(words, others, 1)
            copy.writestr(name, content)
    return target
