"""Everything a book says about prices as tidy tables, in one place, for whoever shows prices (C1, D7)."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rendement.engine.price_level import index_step
from rendement.model.price import PriceBook, PriceValue, composed
from rendement.results.prices.price_words import composition_words, replaced_words, weak_words
from rendement.results.table import Table
from rendement.words.columns import Column, ColumnKind

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

NO_LAW: Final = "Geen"


class PriceFacts(NamedTuple):
    """Four tables that share the column `prijs`, at one price level."""

    prices: Table
    """One row per price: amount, index step, weakness, kind, law, dates, and what it replaced."""
    payers: Table
    """One row per price and payer; the parts of a price add up to 1."""
    sources: Table
    """One row per price and observation: author, title, year, locator, address, licence, what was seen."""
    parts: Table
    """One row per component of a composed price, with the amount so far; the last one is the amount."""


_PRICES: Final = (
    ("prijs", "naam", "domein", "wet", "eenheid", "boek", "versie", "hash", "herkomst", "vervangt"),
    ("prijspeil bron", "laag", "verwacht", "hoog", "gemiddelde", "verdeling"),
    (
        "reeks",
        "reeks naam",
        "index van",
        "prijspeil",
        "index naar",
        "factor",
        "raming",
        "bedrag op prijspeil",
    ),
    ("graad", "zwak", "soort", "variabel", "kosten", "overdracht aan", "omvat"),
    ("vanaf", "tot", "gecontroleerd", "opbouw", "oordeel", "opmerking"),
)
_KINDS: Final[dict[str, ColumnKind]] = {
    **dict.fromkeys(("laag", "verwacht", "hoog", "gemiddelde", "bedrag op prijspeil"), "euro_cent"),
    **dict.fromkeys(("gezien", "tot hier"), "euro_cent"),
    **dict.fromkeys(("index van", "index naar", "factor", "waarde"), "getal"),
    **dict.fromkeys(("prijspeil bron", "prijspeil", "jaar"), "jaar"),
    **dict.fromkeys(("vanaf", "tot", "gecontroleerd", "geopend"), "datum"),
    **dict.fromkeys(("variabel", "aandeel"), "aandeel"),
    "stap": "aantal",
}


def _columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, _KINDS.get(name, "tekst")) for name in names)


PRICE_COLUMNS: Final = _columns(*(name for group in _PRICES for name in group))
PAYER_COLUMNS: Final = _columns("prijs", "betaler", "naam", "aandeel")
SOURCE_COLUMNS: Final = _columns(
    "prijs", "bron", "auteur", "titel", "jaar", "vindplaats", "gezien", "adres", "licentie", "geopend",
    "gecontroleerd", "opmerking",
)  # fmt: skip
PART_COLUMNS: Final = _columns(
    "prijs", "stap", "naam", "bewerking", "waarde", "eenheid", "tot hier", "bron", "vindplaats", "adres",
    "opmerking",
)  # fmt: skip


def used_prices(bc: "ValuedCases") -> PriceFacts:
    """The facts of every price that a business case uses, at its own price level."""
    return price_facts(bc.book, bc.columns.price_keys, bc.settings.price_year)


def price_facts(book: PriceBook, keys: Iterable[str], price_year: int) -> PriceFacts:
    """The facts of some prices of a book; amounts in euros per unit, parts as fractions, no text is cut.

    The value of each price is the one that counts at `price_year` (M1). Raises KeyError for a price that is
    not in the book, and for a year that its series does not have.
    """
    chosen = [(key, book.prices[key].value_for(price_year)) for key in keys]
    return PriceFacts(
        Table("prijzen", PRICE_COLUMNS, tuple(_price(book, key, v, price_year) for key, v in chosen)),
        Table(
            "wie de prijs betaalt", PAYER_COLUMNS, tuple(r for key, _ in chosen for r in _payers(book, key))
        ),
        Table(
            "waar de prijs staat", SOURCE_COLUMNS, tuple(r for k, v in chosen for r in _sources(book, k, v))
        ),
        Table("opbouw van de prijs", PART_COLUMNS, tuple(r for k, v in chosen for r in _parts(book, k, v))),
    )


def _price(book: PriceBook, key: str, value: PriceValue, year: int) -> tuple[Any, ...]:
    price, origin, series = book.prices[key], book.origin_of(key), book.series[book.prices[key].index]
    step = index_step(book, price.index, value.price_year, year)
    name, _, version = origin.book.partition("@")
    forecast = value.price_year != year and bool(series.forecasts_used(value.price_year, year))
    return (
        *(key, price.label, price.domain, price.law, price.unit, name, version, origin.content_hash),
        *(layer_of(book, key), replaced_words(book, key)),
        *(value.price_year, *value.points, value.mean, value.distribution.value),
        *(
            price.index,
            series.label,
            series.values.get(value.price_year),
            year,
            series.values.get(year),
            step,
        ),
        *("ja" if forecast else "nee", value.mean * step),
        *(value.grade.value, weak_words(book, key, year), price.kind.value, price.variable_share),
        *(price.costing.value, price.transfer_to or "", ", ".join(price.includes)),
        *(value.valid_from, value.valid_to, value.checked),
        *(composition_words(value), price.judgement or "", value.remark or ""),
    )


def layer_of(book: PriceBook, key: str) -> str:
    """Where an entry stands: `vervangt` its parent's, `eigen` to this book, or of the `ouder`; else empty."""
    if book.parent is None:
        return ""
    if key not in book.own:
        return "ouder"
    return "vervangt" if book.replaced(key) else "eigen"


def _payers(book: PriceBook, key: str) -> Iterator[tuple[Any, ...]]:
    for payer, part in book.prices[key].payers.items():
        yield key, payer, book.header.payers[payer].label, part


def _sources(book: PriceBook, key: str, value: PriceValue) -> Iterator[tuple[Any, ...]]:
    for citation in value.citations:
        source = book.sources[citation.source]
        seen = None if citation.seen is None else float(citation.seen)
        remarks = [remark for remark in (citation.remark, source.remark) if remark]
        yield (
            *(key, citation.source, source.author, source.title, source.year, citation.locator or "", seen),
            *(source.address or "", source.licence or "", source.opened, value.checked, "; ".join(remarks)),
        )


def _parts(book: PriceBook, key: str, value: PriceValue) -> Iterator[tuple[Any, ...]]:
    for number, part in enumerate(value.composition, 1):
        yield (
            *(key, number, part.name, part.operation.value, float(part.value), part.unit or ""),
            *(composed(value.composition[:number]), part.source, part.locator or ""),
            *(book.sources[part.source].address or "", part.remark or ""),
        )


def completeness(book: PriceBook, keys: Iterable[str]) -> list[tuple[str, int, int]]:
    """What every dated value must have, for how many it is there, and how many there are."""
    values = [(book.prices[key], value) for key in keys for value in book.prices[key].values]
    found = {
        "bron": [bool(value.citations) for _, value in values],
        "vindplaats of adres": [
            all(c.locator or book.sources[c.source].address for c in value.citations) for _, value in values
        ],
        "prijspeil": [bool(value.price_year) for _, value in values],
        "betaler": [bool(price.payers) for price, _ in values],
        "soort": [bool(price.kind) for price, _ in values],
    }
    return [(what, sum(there), len(values)) for what, there in found.items()]


def completeness_words(book: PriceBook, keys: Iterable[str]) -> str:
    """`bron 100 %, vindplaats of adres 100 %, …`; what is not complete is counted."""
    return ", ".join(
        f"{what} 100 %" if there == every else f"{what} {there} van {every}"
        for what, there, every in completeness(book, keys)
    )
