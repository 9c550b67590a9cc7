"""The schema of one folder: what an editor offers and shows there while one writes a case (K5).

The price keys of its book with their names, units and amounts, and the words that its cases use already.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from rendement.forms.questions import CHOICES
from rendement.model.price import PriceBook
from rendement.reading.documents.document import programme_above
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.start.schema import schema_of
from rendement.reading.terms.assumptions import Assumptions, chosen, terms_of
from rendement.reports.files import write_text
from rendement.results.base.spelling import one_spelling
from rendement.words.names import normal
from rendement.words.numbers import euro, plural

SCHEMA_FILE: Final = "casus.schema.json"
_LINES: Final = ("EffortLine", "CareLine")
_LISTS: Final = ("thema", "aanpak")


def folder_schema(
    folder: Path, prices: str | None = None, assumed: Assumptions | None = None
) -> dict[str, Any]:
    """The JSON Schema of a case in this folder. Raises NotThere for a folder that does not exist."""
    cases = load_cases(folder, prices=prices, **(assumed or {}))
    books = [(home.book, home.programme.price_year) for home in cases.programmes]
    book, settings = terms_of(chosen(prices, **(assumed or {})))
    schema = schema_of("casus")
    priced = {"anyOf": list(_prices(books or [(book, settings.price_year)]))}
    for name in _LINES:
        schema["$defs"][name]["properties"]["prijs"] = priced
    fields = schema["$defs"]["Context"]["properties"]
    for field, words in _words((*cases.cases, *cases.running, *cases.withheld)).items():
        fields[field] = _with_words(fields[field], words)
    return schema


def _prices(books: Iterable[tuple[PriceBook, int]]) -> Iterator[dict[str, Any]]:
    """Every price once, with what an editor shows of it; of several programmes the first that has it."""
    from rendement.engine.price_level import index_step  # not for whoever asks for a schema without a folder

    seen: set[str] = set()
    for book, year in books:
        for key, price in book.prices.items():
            if key not in seen:
                seen.add(key)
                level = year if year in book.series[price.index].values else book.default_year
                value = price.value_for(level)
                amount = value.mean * index_step(book, price.index, value.price_year, level)
                words = f"{price.label}: {euro(amount, 2)} per {price.unit} (prijspeil {level})"
                yield {"type": "string", "const": key, "description": words}


def _words(cases: Iterable[LoadedCase]) -> dict[str, dict[str, str]]:
    """Per field of the context: the words of this folder and how often, then those that are suggested."""
    used: dict[str, Counter[str]] = {}
    for loaded in one_spelling(tuple(cases)):
        for field, said in loaded.case.context.model_dump(by_alias=True, exclude_none=True).items():
            words = said if isinstance(said, list | tuple) else [said]
            used.setdefault(field, Counter()).update(words)
    fields = {**dict.fromkeys(used), **{field: None for field in CHOICES if field in _SUGGESTED}}
    return {field: _told(used.get(field, Counter()), CHOICES.get(field, ())) for field in fields}


_SUGGESTED: Final = ("verwijzer", "leeftijd", "huishouden", *_LISTS)


def _told(used: Counter[str], suggested: Iterable[str]) -> dict[str, str]:
    told = {word: f"in deze map: {plural(count, 'keer', 'keer')}" for word, count in used.most_common()}
    known = {normal(word) for word in told}
    return told | {str(word): "" for word in suggested if normal(str(word)) not in known}


def _with_words(field: Mapping[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A field that offers words and allows any other."""
    if "items" in field:
        return {**field, "items": _with_words(field["items"], words)}
    known = [
        {"type": "string", "const": word, **({"description": said} if said else {})}
        for word, said in words.items()
    ]
    return {"anyOf": [*known, dict(field)]}


def write_folder_schema(folder: Path, prices: str | None = None, assumed: Assumptions | None = None) -> Path:
    """Write the schema of a folder into it, all or nothing. Returns its path."""
    path = folder / SCHEMA_FILE
    write_text(path, json.dumps(folder_schema(folder, prices, assumed), ensure_ascii=False, indent=1) + "\n")
    return path


def schema_for(case_file: Path) -> tuple[Path, str]:
    """The folder whose schema a new case uses, and the path to it from the case.

    That is the folder of its programme, else its own: the path only goes up, so that no name of a folder
    (with a space, say) stands in it.
    """
    own = case_file.parent.resolve()
    programme = programme_above(own)
    home = own if programme is None else programme.parent
    return home, Path(os.path.relpath(home / SCHEMA_FILE, own)).as_posix()
