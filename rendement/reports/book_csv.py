"""A resolved price book as CSV for Dutch Excel: semicolons, decimal commas, UTF-8 with a mark."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from rendement.model.price import PriceBook, PriceValue
from rendement.reports.files import replaced as replaced_file
from rendement.results.prices.price_words import composition_words, origin_words, source_words
from rendement.words.numbers import plain, share
from rendement.words.text import in_csv

HEADERS: Final = (
    "prijs", "naam", "domein", "wet", "eenheid", "prijspeil", "laag", "verwacht", "hoog", "gemiddelde",
    "graad", "betalers", "soort", "variabel", "kosten", "overdracht aan", "omvat", "index", "vanaf", "tot",
    "gecontroleerd", "opbouw", "bronnen", "adressen", "licenties", "uit boek", "zoekwoorden", "oordeel",
    "opmerking",
)  # fmt: skip


def book_csv(book: PriceBook, keys: Iterable[str] | None = None) -> str:
    """One row per price and price year, in euros per unit; text that Excel would run gets a quote.

    All prices of the book, or only those of `keys`.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow(HEADERS)
    for key in sorted(book.prices if keys is None else keys):
        for value in sorted(book.prices[key].values, key=lambda value: value.price_year):
            writer.writerow(in_csv(cell) for cell in _cells(book, key, value))
    return lines.getvalue()


def write_book_csv(book: PriceBook, path: Path) -> Path:
    """Write the CSV, all or nothing. Returns the path. Raises OSError when it cannot be written."""
    with replaced_file(path) as draft:
        draft.write_text(book_csv(book), encoding="utf-8-sig", newline="")
    return path


def _cells(book: PriceBook, key: str, value: PriceValue) -> Iterator[object]:
    price = book.prices[key]
    points = (None if point is None else plain(point) for point in value.points)
    payers = ", ".join(f"{payer} {share(part)}" for payer, part in price.payers.items())
    yield from (key, price.label, price.domain, price.law, price.unit, value.price_year, *points)
    yield from (plain(value.mean), value.grade.value, payers, price.kind.value, share(price.variable_share))
    yield from (price.costing.value, price.transfer_to, ", ".join(price.includes), price.index)
    yield from (value.valid_from, value.valid_to, value.checked, composition_words(value))
    sources = [book.sources[citation.source] for citation in value.citations]
    yield source_words(book, key, value)
    yield "; ".join(source.address or "geen adres" for source in sources)
    yield "; ".join(source.licence or "niet ingevuld" for source in sources)
    yield from (origin_words(book, key), ", ".join(price.words), price.judgement, value.remark)
