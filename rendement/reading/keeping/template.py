"""A new local book with comments that teach: the parent pinned, and one example of a replaced price."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from rendement.model.numbers import AMBIGUOUS_THOUSANDS
from rendement.model.price import Price, PriceBook, PriceValue
from rendement.reading.keeping.lint import FILL_IN
from rendement.words.commands import command

_BOOK: Final = """\
# Een lokaal prijzenboek: alleen wat hier anders is dan in {parent}. De rest komt vanzelf mee.
# Kijk na met:  {check}
boek: {name}
versie: "{version}"
titel: Prijzen van {title}
uitgegeven: {today}
licentie: CC0-1.0
# De ouder ligt vast met naam, uitgave en inhoud. Verandert die inhoud, dan zegt het programma dat.
ouder:
  boek: {book}
  versie: "{parent_version}"
  hash: {hash}
# Eigen betalers, alleen als ze niet in {parent} staan:
# betalers:
#   wijkfonds: {{naam: Wijkfonds, perspectief: privaat}}
"""
_SOURCES: Final = """\
# Eigen bronnen. Een vervangen prijs noemt altijd een bron die hier staat: waar is te lezen dat het zo is?
bronnen:
  {name}-tarieven:
    auteur: Gemeente {title} {fill_in}
    titel: Tarievenlijst {fill_in}
    jaar: {year}
    adres: "https://www.example.org/bladzijde-met-tarieven {fill_in}"
    licentie: niet gezien
"""
_PRICES: Final = """\
# Prijzen die hier anders zijn. Een prijs die al in {parent} staat, schrijft u helemaal over, met
# `vervangt: ja`; eenheid en soort blijven dezelfde. Een nieuwe prijs krijgt een eigen sleutel,
# zonder `vervangt`. Een band kan ook: bedrag: {{laag: 30, verwacht: 33, hoog: 36}}
# Zoek een sleutel met:  rendement prijzen zoek poetshulp
prijzen:
"""
_ENTRY: Final = """\
  # Voorbeeld: het bedrag is nog dat van {parent}. Zet er uw eigen bedrag, bron en prijspeil neer.
  {key}:
    vervangt: ja
{fields}
    waarden:
      - prijspeil: {price_year}
{stated}
        vanaf: {price_year}-01-01
        gecontroleerd: {today}
        graad: C
        bronnen:
          - {{bron: {name}-tarieven, vindplaats: "bladzijde of tabel {fill_in}"{seen}}}
        opmerking: "Voorbeeld: het bedrag is nog dat van {parent} {fill_in}"
"""
_WIDTH: Final = 100
EXAMPLES: Final = ("wmo.huishoudelijke-hulp", "wmo.begeleiding")
"""Prices that most municipalities have a tariff of their own for; else the first of the parent."""


def new_book(
    name: str, parent: PriceBook, today: date, folder: str, keys: Iterable[str] = ()
) -> dict[str, str]:
    """The files of a new book by name; complete and correct as they stand, and marked where to fill in.

    It replaces the prices of `keys`, or one example. Raises KeyError for a price the parent does not have.
    """
    chosen = list(dict.fromkeys(keys))
    example = next((key for key in EXAMPLES if key in parent.prices), min(parent.prices))
    return local_book(name, parent, chosen or [example], today, folder)


def local_book(
    name: str, parent: PriceBook, keys: Iterable[str], today: date = date(2025, 1, 1), folder: str = ""
) -> dict[str, str]:
    """The same with any prices of the parent, each with the parent's own amount."""
    said = {
        "name": name,
        "title": name.replace("-", " ").title(),
        "version": f"{today.year}.1",
        "today": today,
        "year": today.year,
        "parent": parent.name,
        "book": parent.header.book,
        "parent_version": parent.header.version,
        "hash": parent.content_hash,
        "check": command("prijzen", "controleer", folder),
        "fill_in": FILL_IN,
    }
    entries = [_ENTRY.format(**said, **_entry(key, parent.prices[key], name)) for key in keys]
    texts = {"boek.yaml": _BOOK, "bronnen.yaml": _SOURCES, "prijzen.yaml": _PRICES}
    files = {file: text.format(**said) for file, text in texts.items()}
    return {**files, "prijzen.yaml": files["prijzen.yaml"] + "".join(entries)}


def _entry(key: str, price: Price, book: str) -> dict[str, object]:
    value = price.newest
    amount = _plain(f"{value.mean:.4f}")
    stated = list(_parts(value, book)) or [f"bedrag: {amount}"]
    return {
        "key": key,
        "fields": "\n".join(f"    {line}" for line in _fields(price)),
        "price_year": value.price_year,
        "stated": "\n".join(f"        {line}" for line in stated),
        "seen": "" if value.composition else f", gezien: {amount}",
    }


def _parts(value: PriceValue, book: str) -> Iterator[str]:
    """A composition as it is written, each component ready to be replaced by one's own figure."""
    if value.composition:
        yield "opbouw:"
    for part in value.composition:
        yield f"  - naam: {_quoted(part.name)}"
        yield f"    waarde: {_plain(f'{part.value:f}')}"
        yield f"    bewerking: {part.operation.value}"
        if part.unit:
            yield f"    eenheid: {_quoted(part.unit)}"
        yield f"    bron: {book}-tarieven"
        yield f"    vindplaats: {_quoted(f'{part.locator or part.source} {FILL_IN}')}"


def _plain(amount: str) -> str:
    """An amount as a book writes it: no zeros at the end, but for one where `1.250` could be a thousand."""
    short = amount.rstrip("0").rstrip(".") if "." in amount else amount
    return f"{short}0" if AMBIGUOUS_THOUSANDS.match(short) else short


def _fields(price: Price) -> Iterator[str]:
    """Everything of an entry but its values, as it is written."""
    payers = ", ".join(f"{payer}: {part * 100:g}%" for payer, part in price.payers.items())
    yield f"naam: {_quoted(price.label)}"
    yield f"eenheid: {price.unit}"
    yield f"domein: {price.domain}"
    yield f"wet: {price.law}"
    yield f"betalers: {{{payers}}}"
    yield f"soort: {price.kind.value}"
    yield f"variabel: {price.variable_share * 100:g}%"
    yield f"kosten: {price.costing.value}"
    if price.transfer_to:
        yield f"overdracht_aan: {price.transfer_to}"
    if price.includes:
        yield f"omvat: [{', '.join(price.includes)}]"
    if price.hours_per_halfday:
        yield f"uren_per_dagdeel: {price.hours_per_halfday:g}"
    words = ", ".join(_quoted(word) for word in price.words)
    yield "zoekwoorden: ["
    yield from (f"  {line}" for line in _wrapped(words))
    yield "]"
    yield f"index: {price.index}"
    if price.judgement:
        yield "oordeel: >-"
        yield from (f"  {line}" for line in _wrapped(price.judgement))


def _quoted(text: str) -> str:
    """Text between quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
