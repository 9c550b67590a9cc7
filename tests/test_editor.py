"""What people see who write YAML in VS Code: with its language server, in a folder with a space (K15)."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from editor import Editor, is_installed
from test_cli import Terminal, rendement

from rendement.forms.editor.folder_schema import SCHEMA_FILE, folder_schema, schema_for, write_folder_schema
from rendement.model.scalars import CHANCE_WORDS
from rendement.reading.books.price_books import examples_root
from rendement.reading.documents.document import is_names, is_programme
from rendement.reading.reviews.reviews import is_review
from rendement.reading.start.templates import MODELINE

__all__ = ["rendement"]
needs_server = pytest.mark.skipif(
    not is_installed() and not os.environ.get("CI"), reason="the language server is not here: make editor"
)
"""On a laptop without the server these tests are skipped; in CI its absence is a failure."""
EXPLAINED = Path(__file__).parent / "uitleg"
CASES = [
    path
    for path in sorted((*examples_root().rglob("*.yaml"), *EXPLAINED.glob("*.yaml")))
    if not (is_programme(path) or is_names(path) or is_review(path))
]
FORMS = f"""\
{MODELINE}{SCHEMA_FILE}
casus: vb-2025-01
rollen: {{auteur: sm-01}}
gestart: 2025-01-01
afgesloten: 2025-06
context: {{gemeente: teststad, organisatie: test, thema: [eigen-thema], aanpak: [gesprek]}}
vraag: proef
inzet:
  - {{wat: gesprekken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur, klopt: nageteld}}
  - {{wat: zaal, uitgave: {{bedrag: 450, prijspeil: 2025, betalers: {{gemeente: 100%}}, bron: factuur}}}}
zonder_inzet:
  - pad: hulp
    kans: {{laag: 30%, verwacht: 40%, hoog: 60%, naam: terugval}}
    bewijs: dossier
    grond: dossier
    hulp:
      - {{prijs: zorg.fysiotherapie, aantal: 9 van 40, kans: bijna zeker}}
      - {{prijs: zorg.fysiotherapie, aantal: {{gemiddelde: 12, sd: 3}}, kans: = terugval}}
      - {{prijs: zorg.fysiotherapie, aantal: {{maal: [{{laag: 1, verwacht: 2, hoog: 4}}, 3]}}, kans: 1 op 4}}
      - {{prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden, verschuift: ja}}
      - {{prijs: wmo.huishoudelijke-hulp, aantal: anderhalf uur per week, duur: = duur, kans: 0.35}}
  - {{pad: anders, kans: half, hulp: [{{prijs: zorg.ergotherapie, aantal: 3}}]}}
met_inzet: geen
toerekening: {{wij: 70%, huisarts: 1 op 5}}
instemming: ja
"""
"""Every way to write an estimate beside each other."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples of one programme, and their schema."""
    copied = tmp_path_factory.mktemp("casus map") / "sociaal recept"
    shutil.copytree(examples_root() / "sociaal-recept", copied)
    write_folder_schema(copied)
    return copied


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    with Editor() as opened:
        yield opened


def written(folder: Path, text: str) -> Path:
    path = folder / f"nieuw-{len(list(folder.iterdir()))}.yaml"
    path.write_text(text, "utf-8")
    return path


def place_of(text: str, mark: str) -> tuple[int, int]:
    """The line and column (from 0) behind a mark."""
    before = text[: text.index(mark) + len(mark)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


@needs_server
def test_prices_are_offered(editor: Editor, folder: Path) -> None:
    text = FORMS.replace("prijs: zorg.ergotherapie", "prijs: zorg.er")
    path = written(folder, text)
    editor.opened(path, text)
    offered = editor.completed(path, *place_of(text, "prijs: zorg.er"))
    assert "zorg.ergotherapie" in offered
    assert "wmo.huishoudelijke-hulp" in offered
    told = offered["zorg.ergotherapie"]["documentation"]
    assert "rgotherap" in str(told)
    assert "€" in str(told)
    assert " per " in str(told)


@needs_server
def test_a_price_tells_its_name_unit_and_amount(editor: Editor, folder: Path) -> None:
    path = written(folder, FORMS)
    editor.opened(path, FORMS)
    shown = editor.hovered(path, *place_of(FORMS, "prijs: zorg.ergo"))
    assert shown.split("\n")[0].startswith("Ergotherapie")
    assert " per " in shown
    assert "€" in shown
    assert "(prijspeil 20" in shown


@needs_server
def test_words_of_the_folder_and_of_chances_are_offered(editor: Editor, folder: Path) -> None:
    text = FORMS.replace("teststad", "dor").replace("eigen-thema", "een").replace("kans: half", "kans: ")
    path = written(folder, text)
    editor.opened(path, text)
    assert "dordrecht" in editor.completed(path, *place_of(text, "gemeente: dor"))
    assert {"eenzaamheid", "bewegen"} <= set(editor.completed(path, *place_of(text, "thema: [een")))
    offered = editor.completed(path, *place_of(text, "anders, kans: "))
    assert set(CHANCE_WORDS) <= set(offered)
    assert offered["bijna zeker"]["documentation"] == "telt als 95%"


@needs_server
def test_no_english_of_the_code_is_shown(editor: Editor, folder: Path) -> None:
    path = written(folder, FORMS)
    editor.opened(path, FORMS)
    for mark in ("zonder_", "  - pa", "hul", "conte", "toere", "  - {wa", "bewij"):
        shown = editor.hovered(path, *place_of(FORMS, mark))
        kept = [
            line for line in shown.split("\n") if line and not line.startswith(("Source:", "Allowed", "* `"))
        ]
        assert kept == [], mark


@needs_server
def test_every_form_of_estimate_is_good(editor: Editor, folder: Path) -> None:
    assert editor.opened(written(folder, FORMS), FORMS) == []


@needs_server
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_false_error(editor: Editor, folder: Path, path: Path) -> None:
    text = f"{MODELINE}{SCHEMA_FILE}\n{path.read_text('utf-8')}"
    assert [found["message"] for found in editor.opened(folder / path.name, text)] == []


@needs_server
@pytest.mark.parametrize("wrong", ["prijs: zorg.ergo-therapie", "prijs: zorg.ergotherapie, kleur: rood"])
def test_what_is_wrong_is_underlined(editor: Editor, folder: Path, wrong: str) -> None:
    text = FORMS.replace("prijs: zorg.ergotherapie", wrong)
    (found,) = editor.opened(written(folder, text), text)
    assert found["range"]["start"]["line"] == place_of(text, wrong)[0]


# ---------------------------------------------------------------- without a server


def test_the_schema_of_a_folder_knows_its_book_and_its_words(folder: Path) -> None:
    schema = folder_schema(folder)
    prices = {
        one["const"]: one["description"]
        for one in schema["$defs"]["CareLine"]["properties"]["prijs"]["anyOf"]
    }
    assert prices["zorg.ergotherapie"].startswith("Ergotherapie")
    towns = schema["$defs"]["Context"]["properties"]["gemeente"]["anyOf"]
    times = sum("gemeente: dordrecht" in path.read_text("utf-8") for path in folder.glob("sr-*.yaml"))
    assert times > 5
    said = f"in deze map: {times} keer"
    assert {"const": "dordrecht", "type": "string", "description": said} in towns
    assert towns[-1]["type"] == "string"


def test_an_empty_folder_has_the_national_book(tmp_path: Path) -> None:
    assert folder_schema(tmp_path)["$defs"]["EffortLine"]["properties"]["prijs"]["anyOf"]


def test_a_new_case_points_to_its_schema(rendement: Terminal, tmp_path: Path) -> None:
    home = tmp_path / "mijn casussen"
    assert rendement("nieuw", home, "--programma").code == 0
    assert rendement("nieuw", home / "wijk noord" / "vb-1.yaml").code == 0
    assert rendement("nieuw", tmp_path / "los werk" / "vb-2.yaml").code == 0
    first = (home / "wijk noord" / "vb-1.yaml").read_text("utf-8").split("\n")[0]
    assert first == f"{MODELINE}../{SCHEMA_FILE}"
    assert (tmp_path / "los werk" / "vb-2.yaml").read_text("utf-8").startswith(f"{MODELINE}{SCHEMA_FILE}\n")
    assert sorted(path.parent.name for path in tmp_path.rglob(SCHEMA_FILE)) == ["los werk", "mijn casussen"]


def test_a_schema_that_is_there_stays(rendement: Terminal, tmp_path: Path) -> None:
    (tmp_path / SCHEMA_FILE).write_text("{}", "utf-8")
    assert rendement("nieuw", tmp_path / "vb-1.yaml").code == 0
    assert (tmp_path / SCHEMA_FILE).read_text("utf-8") == "{}"
    assert rendement("schema", "casus", "--map", tmp_path).code == 0
    assert "zorg.ergotherapie" in (tmp_path / SCHEMA_FILE).read_text("utf-8")
    assert rendement("schema", "programma", "--map", tmp_path).code == 2


def test_the_way_only_goes_up(tmp_path: Path) -> None:
    assert schema_for(tmp_path / "een map" / "vb.yaml") == ((tmp_path / "een map").resolve(), SCHEMA_FILE)
