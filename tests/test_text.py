"""The one door for text from outside: shown on every screen, sheet and page, obeyed by none."""

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import reduce
from html import unescape
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from rich.panel import Panel
from rich.text import Text
from typer.testing import CliRunner

from rendement.asking.business_case import business_case
from rendement.cli.app import app
from rendement.forms.excel.write import write_form
from rendement.forms.from_case import answers_of
from rendement.model.case import Case
from rendement.model.programme import Programme
from rendement.model.review import Review
from rendement.reading.books.price_books import examples_root
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.documents.document import read_file
from rendement.reading.loading.load import load_cases
from rendement.reports.cards import table_card
from rendement.reports.screen import Screen
from rendement.reports.text import rendered, table_html
from rendement.results.table import Table
from rendement.words.columns import Column
from rendement.words.text import (
    UNSEEN,
    in_cell,
    in_csv,
    in_json,
    in_page,
    on_one_line,
    on_screen,
    web_address,
)

HOSTILE = "\x1b[2J\x9b1m\x07 \u202e\u2066 [link=https://kwaad.example]klik[/link] [red] :bomb: \x1b]8;;https://x\x07"
"""Clears the screen, colours, rings, turns the direction, and links."""
ANY = st.one_of(st.text(), st.text(alphabet="a\n\t\x00\x1b\x9b\u202e\u200b\xa0\xad=+-@[]<>&\"'é😀"))


def hidden_in(text: str) -> set[str]:
    return {sign for sign in text if sign != "\n" and not sign.isprintable()}


# ---------------------------------------------------------------- the door itself


@given(ANY)
def test_nothing_hidden_passes(text: str) -> None:
    for door in (on_screen, on_one_line, in_cell, in_page, in_csv):
        assert hidden_in(door(text)) == set()
    assert "\n" not in on_one_line(text)
    assert len(on_screen(text)) == len(text)
    assert not in_csv(text).startswith(("=", "+", "-", "@"))


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S"))))
def test_what_can_be_seen_stays_as_it_is(text: str) -> None:
    assert on_screen(text) == on_one_line(text) == in_cell(text) == unescape(in_page(text)) == text


@given(ANY)
def test_json_says_the_very_text_and_shows_nothing_hidden(text: str) -> None:
    written = in_json(json.dumps({"tekst": text}, ensure_ascii=False, indent=2))
    assert hidden_in(written) == set()
    assert json.loads(written) == {"tekst": text}


@given(ANY)
def test_a_csv_reads_back_whole(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([in_csv(text)])
    assert next(csv.reader(io.StringIO(file.getvalue(), newline="")), [""]) == [in_csv(text)]


@pytest.mark.parametrize(
    ("text", "clicked"),
    [
        ("https://zorgcijfers.example/a?b=1#c", True),
        ("http://example.nl", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("internal:'Regels'!A1", False),
        ("https://a\x1b]8;;b", False),
        ("https://a\u202ebc", False),
        ("https://a b", False),
        ("httpx://a", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_can_be_clicked(text: str, clicked: bool) -> None:
    assert (web_address(text) == text) is clicked or not text


# ---------------------------------------------------------------- the screen


def test_a_screen_reads_no_markup_and_obeys_nothing() -> None:
    screen = Screen(file=io.StringIO(), force_terminal=True, width=200, legacy_windows=False)
    table = Table(HOSTILE, (Column(HOSTILE), Column("tekst")), ((HOSTILE, HOSTILE),))
    for shown in (HOSTILE, Text(HOSTILE), Panel(Text(HOSTILE), title=Text(HOSTILE)), table_card(table)):
        screen.print(shown, soft_wrap=True)
    assert isinstance(screen.file, io.StringIO)
    text = screen.file.getvalue()
    assert "[link=https://kwaad.example]klik[/link] [red] :bomb:" in text
    ours = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert hidden_in(ours) == set()
    assert "\x1b[2J" not in text
    assert f"{UNSEEN}[2J" in text


def test_a_page_of_html_holds_text_only() -> None:
    table = Table("<b>", (Column("<script>"),), ((HOSTILE + "<img>",),))
    page = table_html(table)
    assert "<script>" not in page
    assert "<img>" not in page
    assert hidden_in(page) == set()


def test_a_complaint_about_a_hostile_file_is_one_line() -> None:
    problem = Problem("bestand_leeg", f"a\n{HOSTILE}.yaml", Place(1, 1, 2), {}, HOSTILE)
    head, *_ = str(problem).split("\n")
    assert head.endswith("dit bestand is leeg")
    assert hidden_in(str(problem)) == set()


# ---------------------------------------------------------------- every field of every document


def leaves(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text in plain data."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))


def with_text(data: Any, path: tuple[Any, ...], text: str) -> Any:
    if not path:
        return text
    copied = dict(data) if isinstance(data, dict) else list(data)
    copied[path[0]] = with_text(data[path[0]], path[1:], text)
    return copied


def is_valid(model: type[BaseModel], data: object) -> bool:
    try:
        model.model_validate(data)
    except ValidationError:
        return False
    return True


def written(value: object) -> str:
    """Plain data as our reader takes it: YAML on one line, with every sign of a text escaped."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(str(key))}: {written(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return json.dumps(value) if isinstance(value, str) else str(value)


FOLLOWED = {"prijs", "regel", "regime", "realisme", "verzilvering"}
"""Names of something else: another text is refused by a later check."""


def made_hostile(path: Path, model: type[BaseModel]) -> int:
    """Writes a file anew with hostile text in every field that takes free text; how many there were."""
    data: Any = read_file(path).data
    count = 0
    if model is Programme:
        data = {**data, "getoetst_door": "een ander"}
    for place in list(leaves(data)):
        hostile = f"{count} {HOSTILE}"[:79]
        changed = with_text(data, place, hostile)
        if place[-1] not in FOLLOWED and is_valid(model, changed):
            data, count = changed, count + 1
    path.write_text("\n".join(f"{key}: {written(part)}" for key, part in data.items()) + "\n", "utf-8")
    return count


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example in which every free text is hostile."""
    folder = tmp_path_factory.mktemp("vijandig") / "casussen"
    folder.mkdir()
    count = 0
    for source in sorted((examples_root() / "sociaal-recept").glob("*.yaml")):
        path = folder / source.name
        path.write_bytes(source.read_bytes())
        kind: type[BaseModel] = Review if "beoordeling" in source.name else Case
        kind = Programme if source.name == "programma.yaml" else kind
        count += made_hostile(path, kind)
    assert count > 60
    return folder


VERBS = (
    ("controleer",),
    ("bereken", "--omslagpunten"),
    ("businesscase",),
    ("onzekerheid", "--trekkingen", "200"),
    ("gevoeligheid",),
    ("beoordeling", "verwerk"),
)


def test_no_verb_passes_on_what_a_terminal_obeys(hostile: Path) -> None:
    told = 0
    for verb in VERBS:
        result = CliRunner().invoke(app, [*verb, str(hostile)])
        assert result.exit_code in (0, 1), result.output
        assert hidden_in(result.output) == set(), verb
        told += "[link=https://kwaad.example]" in result.output or UNSEEN in result.output
    assert told >= 3


def test_json_keeps_the_text(hostile: Path) -> None:
    result = CliRunner().invoke(app, ["bereken", "--json", str(hostile)])
    assert hidden_in(result.stdout) == set()
    records = json.loads(result.stdout)
    told = [reduce(lambda part, step: part[step], path, records) for path in leaves(records)]
    assert any("\x1b[2J\x9b1m\x07 \u202e" in text for text in told)


def test_a_workbook_holds_nothing_hidden(hostile: Path, tmp_path: Path) -> None:
    bc = business_case(load_cases(hostile))
    assert hidden_in(rendered(Text(repr(bc)))) == set()
    path = bc.to_excel(tmp_path / "bc.xlsx", with_text=True)
    seen = list(texts_of(path))
    assert any("[link=https://kwaad.example]" in text for text in seen)
    assert {sign for text in seen for sign in hidden_in(text)} == set()


def test_a_form_filled_from_a_case_holds_nothing_hidden(hostile: Path, tmp_path: Path) -> None:
    source = next(path for path in sorted(hostile.glob("sr-*.yaml")) if "beoordeling" not in path.name)
    book = business_case(load_cases(hostile)).book
    said = read_file(source).data
    assert isinstance(said, dict)
    path = tmp_path / "formulier.xlsx"
    write_form(path, book, answers_of(said))
    seen = list(texts_of(path))
    assert any("[link=https://kwaad.example]" in text for text in seen)
    assert {sign for text in seen for sign in hidden_in(text)} == set()


def texts_of(path: Path) -> Iterator[str]:
    """Every text of a workbook: cells, notes, properties, headers of tables."""
    book = openpyxl.load_workbook(path)
    yield from (str(part) for part in (book.properties.title, book.properties.description) if part)
    for sheet in book:
        yield sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                yield from (str(part) for part in (cell.value, cell.comment and cell.comment.text) if part)
