"""The JSON Schemas fit what people write: an editor must not mark a good file as wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from rendement.reading.books.files import data_root
from rendement.reading.books.price_books import examples_root
from rendement.reading.reviews.reviews import is_review
from rendement.reading.start.schema import DIALECT, DOCUMENTS, schema_of

EXAMPLES = sorted(examples_root().rglob("*.yaml"))
REVIEWS = [path for path in EXAMPLES if is_review(path)]
CASES = [path for path in EXAMPLES if path.name != "programma.yaml" and path not in REVIEWS]
PROGRAMMES = [path for path in EXAMPLES if path.name == "programma.yaml"]
BOOK = data_root() / "landelijk" / "2025.1"
PARTS = {"boek.yaml": "boek", "bronnen.yaml": "bronnen", "indexen.yaml": "indexen"}


class Editor(yaml.CSafeLoader):
    """YAML as an editor reads it: version 1.2, where `ja` and a date are text and only true is a boolean."""


for first, resolvers in list(yaml.CSafeLoader.yaml_implicit_resolvers.items()):
    unlike = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
    Editor.yaml_implicit_resolvers[first] = [found for found in resolvers if found[0] not in unlike]


def seen_by_an_editor(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text("utf-8"), Loader=Editor)
    return {str(key): keyed(value) for key, value in data.items()}


def keyed(value: object) -> object:
    """JSON has text keys only: `2022: 121.43` is the key "2022"."""
    if isinstance(value, dict):
        return {str(key): keyed(part) for key, part in value.items()}
    return [keyed(part) for part in value] if isinstance(value, list) else value


def complaints(document: str, data: object) -> list[str]:
    validator = Draft202012Validator(schema_of(document))
    return [
        f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator.iter_errors(data)
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_schemas_are_valid(document: str) -> None:
    schema = schema_of(document)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT


def test_an_unknown_document_names_the_known() -> None:
    with pytest.raises(KeyError, match="casus, beoordeling, programma"):
        schema_of("recept")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_example_cases_fit(path: Path) -> None:
    assert complaints("casus", seen_by_an_editor(path)) == []


@pytest.mark.parametrize("path", REVIEWS, ids=lambda path: path.stem)
def test_example_reviews_fit(path: Path) -> None:
    assert complaints("beoordeling", seen_by_an_editor(path)) == []


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.parent.name)
def test_example_programmes_fit(path: Path) -> None:
    assert complaints("programma", seen_by_an_editor(path)) == []


@pytest.mark.parametrize("path", sorted(BOOK.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_national_book_fits(path: Path) -> None:
    assert complaints(PARTS.get(path.name, "prijzenboek"), seen_by_an_editor(path)) == []


@pytest.mark.parametrize(
    "path", sorted((data_root() / "uitgangspunten").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_named_sets_fit(path: Path) -> None:
    assert complaints("uitgangspunten", seen_by_an_editor(path)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kleur": "rood"}, "kleur"),
        ({"fictief": "misschien"}, "fictief"),
        ({"inzet": []}, "inzet"),
        ({"toerekening": None}, "toerekening"),
        ({"casus": "Naam Van Iemand"}, "casus"),
    ],
)
def test_an_editor_marks_what_is_wrong(change: dict[str, Any], complaint: str) -> None:
    good = seen_by_an_editor(CASES[0])
    assert complaint in " ".join(complaints("casus", {**good, **change}))


def spellings(schema: object) -> Iterator[str]:
    """Every field name in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from spellings(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from spellings(part)


def said_by(schema: object) -> Iterator[str]:
    """Every title and description in a schema."""
    if isinstance(schema, dict):
        yield from (v for k, v in schema.items() if k in ("title", "description") and isinstance(v, str))
        for part in schema.values():
            yield from said_by(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from said_by(part)


def test_an_editor_shows_no_words_of_the_code() -> None:
    assert {words.split()[0] for document in DOCUMENTS for words in said_by(schema_of(document))} == {"telt"}


def test_field_names_are_dutch_words() -> None:
    found = {name for document in DOCUMENTS for name in spellings(schema_of(document))}
    assert {"casus", "inzet", "zonder_inzet", "toerekening", "betalers"} <= found
    assert not found & {"id", "effort", "without", "chance", "quantity", "payers", "price_year", "label"}
