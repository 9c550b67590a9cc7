"""Values that cannot change: books, cases, settings, estimates, and what is derived from them (A16, M39)."""

# Holds K16 of docs/keuzes.md.

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import rendement as rd
from rendement.model.estimate import Chance, Estimate
from rendement.reading.books.price_books import examples_root, load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reading.terms.settings_sets import load_settings, named_settings
from rendement.words.frozen import FrozenDict
from rendement.words.misuse import Unknown, WrongKind, WrongValue

EXAMPLES = load_cases(examples_root())
CHANGES: dict[str, Callable[[dict[str, int]], object]] = {
    "[k] =": lambda mapping: mapping.__setitem__("b", 2),
    "del": lambda mapping: mapping.__delitem__("a"),
    "|=": lambda mapping: mapping.__ior__({"b": 2}),
    "update": lambda mapping: mapping.update(b=2),
    "pop": lambda mapping: mapping.pop("a"),
    "popitem": lambda mapping: mapping.popitem(),
    "clear": lambda mapping: mapping.clear(),
    "setdefault": lambda mapping: mapping.setdefault("b", 2),
}


@pytest.mark.parametrize("way", CHANGES)
def test_a_frozen_mapping_has_no_way_to_change(way: str) -> None:
    mapping = FrozenDict({"a": 1})
    with pytest.raises(WrongKind, match="with_"):
        CHANGES[way](mapping)
    assert mapping == {"a": 1}
    assert hash(mapping) == hash(FrozenDict({"a": 1}))


READING = {
    *("__repr__", "__hash__", "__getattribute__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"),
    *("__iter__", "__init__", "__new__", "__or__", "__ror__", "__len__", "__getitem__", "__contains__"),
    *("__sizeof__", "__doc__", "__reversed__", "__class_getitem__", "fromkeys"),
    *("get", "keys", "items", "values", "copy"),
}
"""What dict has that changes nothing."""


def test_every_method_of_dict_that_changes_it_is_refused() -> None:
    assert {name for name in vars(dict) if name not in READING | set(vars(FrozenDict))} == set()


def mappings_of(value: Any, found: list[Any]) -> list[Any]:
    """Every mapping in a document, in the documents and tuples within it too."""
    if isinstance(value, dict):
        found.append(value)
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            mappings_of(part, found)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            mappings_of(getattr(value, name), found)
    return found


@pytest.mark.parametrize(
    "document",
    [load_prices(), load_settings(), named_settings(2025), *(loaded.case for loaded in EXAMPLES[:12])],
    ids=lambda document: type(document).__name__,
)
def test_no_mapping_in_a_document_can_change(document: Any) -> None:
    assert [mapping for mapping in mappings_of(document, []) if not isinstance(mapping, FrozenDict)] == []


@pytest.mark.parametrize("home", EXAMPLES.programmes, ids=lambda home: home.programme.id)
def test_no_mapping_in_a_programme_or_its_settings_can_change(home: LoadedProgramme) -> None:
    found = mappings_of(home.programme, []) + mappings_of(home.settings, [])
    assert [mapping for mapping in found if not isinstance(mapping, FrozenDict)] == []


def test_cases_settings_estimates_and_books_are_keys() -> None:
    book, settings = load_prices(), named_settings(2025)
    found: dict[object, int] = {book: 1, settings: 2, **{loaded.case: 3 for loaded in EXAMPLES}}
    assert len(found) == 2 + len(EXAMPLES)
    assert found[pickle.loads(pickle.dumps(book))] == 1
    assert found[copy.deepcopy(settings)] == 2


def test_a_copied_estimate_works_its_mean_out_again() -> None:
    chance = Chance.model_validate({"laag": "40%", "verwacht": "50%", "hoog": "60%"})
    assert chance.mean == pytest.approx(0.5)
    other = chance.model_copy(update={"likely": 0.2, "low": 0.1, "high": 0.3})
    assert other.mean == pytest.approx(0.2)
    assert other.points.likely == 0.2
    assert chance.mean == pytest.approx(0.5)


def test_a_changed_price_never_passes_under_the_old_hash() -> None:
    book = load_prices()
    other = book["zorg.huisarts-visite"] if "zorg.huisarts-visite" in book else book["zorg.fysiotherapie"]
    key = next(name for name in book if name != "zorg.fysiotherapie")
    changed = book.with_price(key, other)
    assert changed[key] == other != book[key]
    assert changed.content_hash != book.content_hash
    assert changed.name == f"{book.name} (wat als)"
    assert changed.replaced(key) is not None
    assert book.with_price(key, other).content_hash == changed.content_hash
    assert (
        book.model_copy(update={"prices": {**book.prices, key: other}}).content_hash == changed.content_hash
    )
    assert book.model_copy().content_hash == book.content_hash


def test_what_if_stands_in_the_result() -> None:
    cases = load_cases(examples_root() / "ouderencoach")
    book = load_prices()
    before = rd.business_case(cases, book)
    helped = next(path for loaded in cases for path in loaded.case.without)
    key = helped.care[0].price
    assert key is not None
    dear = book[key].with_(values=book["wonen.maatschappelijke-opvang"].values)
    changed = rd.business_case(cases, book.with_price(key, dear))
    assert changed.book.name.endswith("(wat als)")
    assert changed.book.content_hash != before.book.content_hash
    assert changed.case_hash == before.case_hash
    assert changed.net != before.net


@pytest.mark.parametrize("loaded", EXAMPLES, ids=lambda loaded: loaded.case.id)
def test_a_case_with_nothing_else_is_that_case(loaded: rd.LoadedCase) -> None:
    assert loaded.case.with_() == loaded.case


def test_a_case_with_other_values_is_checked_as_in_a_file() -> None:
    case = EXAMPLES[0].case
    assert case.with_(id="anders-1").id == "anders-1"
    with pytest.raises(Unknown, match="bedoelt u 'effort'"):
        case.with_(efort=())
    with pytest.raises(WrongValue, match="id: 'Niet Zo'"):
        case.with_(id="Niet Zo")


def test_other_settings_are_called_what_if() -> None:
    settings = named_settings(2025)
    dear = settings.with_(regime=settings.regime.with_(rate=0.05))
    assert dear.regime.rate == 0.05
    assert dear.regime_name == "mkba-2021 (wat als)"
    assert dear.realism_name == settings.realism_name
    assert settings.with_(regime=settings.regime).regime_name == "mkba-2021"
    assert settings.with_(price_year=2024).price_year == 2024
    assert hash(dear) != hash(settings)


def test_an_estimate_is_equal_to_its_copy() -> None:
    estimates = [line.quantity for loaded in EXAMPLES[:10] for line in loaded.case.effort if line.quantity]
    assert estimates
    for estimate in estimates:
        assert isinstance(estimate, Estimate)
        assert copy.deepcopy(estimate) == estimate
        assert hash(copy.deepcopy(estimate)) == hash(estimate)
