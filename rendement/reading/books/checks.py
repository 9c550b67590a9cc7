"""Whether a price book holds together, by itself and on top of its parent: f(files, book) → problems."""

from collections.abc import Iterator
from typing import NamedTuple

from rendement.model.book_files import PriceFile, SeriesFile, SourceFile
from rendement.model.contents import contents_of
from rendement.model.price import CONSUMER_PRICES, BookHeader, Price, PriceBook
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.documents.validation import suggestion
from rendement.reading.yaml.text import Path, Text


class Stated(NamedTuple):
    """One document of a book with the text it was read from."""

    text: Text
    content: PriceFile


class BookTexts(NamedTuple):
    """What the files of one folder say, with their texts, so that every complaint has a place."""

    header_text: Text
    header: BookHeader
    sources_text: Text
    sources: SourceFile
    series_text: Text | None
    series: SeriesFile
    files: tuple[Stated, ...]


def check_book(texts: BookTexts, book: PriceBook) -> Iterator[Problem]:
    """Every complaint about the own files of a resolved book."""
    yield from _double_keys(texts.files)
    yield from _payer_names(texts, book)
    if texts.header.parent is None and CONSUMER_PRICES not in book.series:
        text = texts.series_text or texts.header_text
        yield text.problem("boek_zonder_cpi", text.place(("reeksen",), key=True), reeks=CONSUMER_PRICES)
    yield from _series(texts, book)
    for text, file in texts.files:
        for key, price in file.prices.items():
            yield from _price(text, key, price, book)
    if book.parent is not None:
        yield from _over_parent(texts, book.parent)
    else:
        yield from _replacing_nothing(texts, None)


def _double_keys(files: tuple[Stated, ...]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for text, file in files:
        for key in file.prices:
            if key in seen:
                yield text.problem("prijs_dubbel", _key(text, key), prijs=key, ander=seen[key])
            seen.setdefault(key, text.file)


def _payer_names(texts: BookTexts, book: PriceBook) -> Iterator[Problem]:
    """People know payers by their names, and rows of several payers are called `… samen`."""
    seen: dict[str, str] = {}
    for payer, known in book.header.payers.items():
        name = known.label.casefold()
        why = f"net als '{seen[name]}'" if name in seen else "en zo heet een regel van meer betalers"
        if (name in seen or name.endswith("samen")) and payer in texts.header.payers:
            place = texts.header_text.place(("betalers", payer), key=True)
            yield texts.header_text.problem(
                "betaler_naam", place, betaler=payer, naam=known.label, waarom=why
            )
        seen.setdefault(name, payer)


def _key(text: Text, key: str) -> Place:
    return text.place(("prijzen", key), key=True)


def _series(texts: BookTexts, book: PriceBook) -> Iterator[Problem]:
    text = texts.series_text
    if text is None:
        return
    for name, series in texts.series.series.items():
        if series.source not in book.sources:
            yield _unknown_source(text, ("reeksen", name, "bron"), series.source, book)


def _unknown_source(text: Text, path: Path, source: str, book: PriceBook) -> Problem:
    near = suggestion(source, book.sources)
    return text.problem("bron_onbekend", text.place(path), bron=source, suggestie=near)


def _price(text: Text, key: str, price: Price, book: PriceBook) -> Iterator[Problem]:
    at = ("prijzen", key)
    for payer in (*price.payers, *([price.transfer_to] if price.transfer_to else [])):
        if payer not in book.header.payers:
            near = suggestion(payer, book.header.payers)
            place = text.place((*at, "betalers"))
            yield text.problem("betaler_onbekend", place, betaler=payer, boek=book.name, suggestie=near)
    for name in price.includes:
        if name not in book.prices:
            near = suggestion(name, book.prices, "haal hem weg")
            yield text.problem("omvat_onbekend", text.place((*at, "omvat")), prijs=name, suggestie=near)
    yield from _holding_each_other(text, key, price, book)
    if price.index not in book.series:
        near = suggestion(price.index, book.series)
        yield text.problem("reeks_onbekend", text.place((*at, "index")), reeks=price.index, suggestie=near)
        return
    yield from _values(text, key, price, book)


def _holding_each_other(text: Text, key: str, price: Price, book: PriceBook) -> Iterator[Problem]:
    """Two prices that hold each other: which of them counts would follow from the order of lines (M42)."""
    for name in price.includes:
        if name == key or (name in book.prices and key in contents_of(name, book.prices) and key < name):
            yield text.problem("omvat_kring", text.place(("prijzen", key, "omvat")), prijs=key, ander=name)


def _values(text: Text, key: str, price: Price, book: PriceBook) -> Iterator[Problem]:
    known = book.series[price.index].values
    years: set[int] = set()
    for index, value in enumerate(price.values):
        at = ("prijzen", key, "waarden", index)
        if value.price_year not in known:
            details = {"jaar": value.price_year, "reeks": price.index, "van": min(known), "tot": max(known)}
            yield text.problem("prijsjaar_buiten_reeks", text.place((*at, "prijspeil")), **details)
        if value.price_year in years:
            yield text.problem("waarden_dubbel_jaar", text.place((*at, "prijspeil")), jaar=value.price_year)
        years.add(value.price_year)
        for path, source in _cited(price, index):
            if source not in book.sources:
                yield _unknown_source(text, (*at, *path), source, book)


def _cited(price: Price, index: int) -> Iterator[tuple[Path, str]]:
    """Every source a dated value leans on, with its place below the value."""
    value = price.values[index]
    for number, citation in enumerate(value.citations):
        yield ("bronnen", number, "bron"), citation.source
    for number, part in enumerate(value.composition):
        yield ("opbouw", number, "bron"), part.source


# ---------------------------------------------------------------- a local book on its parent


def _over_parent(texts: BookTexts, parent: PriceBook) -> Iterator[Problem]:
    """Whole entries with own sources, never another unit or kind, nothing of the parent redefined."""
    yield from _redefined(texts.header_text, "betalers", texts.header.payers, parent.header.payers, parent)
    yield from _redefined(texts.sources_text, "bronnen", texts.sources.sources, parent.sources, parent)
    if texts.series_text is not None:
        yield from _redefined(texts.series_text, "reeksen", texts.series.series, parent.series, parent)
    yield from _replacing_nothing(texts, parent)
    for text, file in texts.files:
        for key, price in file.prices.items():
            if key in parent.prices:
                yield from _replacement(text, key, price, parent)
            yield from _borrowed_sources(text, key, price, texts, parent)


_REDEFINED = {"betalers": "betaler_herhaald", "bronnen": "bron_herhaald", "reeksen": "reeks_herhaald"}


def _redefined(text: Text, field: str, own: object, known: object, parent: PriceBook) -> Iterator[Problem]:
    assert isinstance(own, dict)
    assert isinstance(known, dict)
    for name in own:
        if name in known:
            place = text.place((field, name), key=True)
            yield text.problem(_REDEFINED[field], place, naam=name, ouder=parent.name)


def _replacing_nothing(texts: BookTexts, parent: PriceBook | None) -> Iterator[Problem]:
    known = parent.prices if parent else {}
    for text, file in texts.files:
        for key, price in file.prices.items():
            if price.replaces and key not in known:
                near = suggestion(key, known, "haal `vervangt` weg: dit is een nieuwe prijs")
                details = {"prijs": key, "ouder": parent.name if parent else "", "suggestie": near}
                slug = "vervangt_niets" if parent else "vervangt_zonder_ouder"
                yield text.problem(slug, text.place(("prijzen", key, "vervangt")), **details)


def _replacement(text: Text, key: str, price: Price, parent: PriceBook) -> Iterator[Problem]:
    at = ("prijzen", key)
    old = parent.prices[key]
    if not price.replaces:
        yield text.problem("vervangt_ontbreekt", _key(text, key), prijs=key, ouder=parent.name)
    if price.unit != old.unit:
        details = {"prijs": key, "eenheid": price.unit, "ouder": parent.name, "oudereenheid": old.unit}
        yield text.problem("vervangt_eenheid", text.place((*at, "eenheid")), **details)
    if price.kind is not old.kind:
        said = {"prijs": key, "soort": price.kind.value, "ouder": parent.name, "oudersoort": old.kind.value}
        yield text.problem("vervangt_soort", text.place((*at, "soort")), **said)


def _borrowed_sources(
    text: Text, key: str, price: Price, texts: BookTexts, parent: PriceBook
) -> Iterator[Problem]:
    for index in range(len(price.values)):
        for path, source in _cited(price, index):
            if source not in texts.sources.sources and source in parent.sources:
                place = text.place(("prijzen", key, "waarden", index, *path))
                yield text.problem("bron_van_ouder", place, bron=source, prijs=key, ouder=parent.name)
