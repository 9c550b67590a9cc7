"""What a keeper of a price book wants to know before releasing it: f(book, today) → errors and warnings.

Loading refuses what is wrong; this also finds what is careless: a source nobody can find, a date that has
gone stale, an amount that is not what was seen, two entries for one thing.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz import process

from rendement.model.price import Citation, Component, Price, PriceBook, PriceValue
from rendement.model.weakness import OLD_YEARS, WEAK_GRADES
from rendement.reading.books.checks import BookTexts
from rendement.reading.books.files import look_at, read_texts
from rendement.reading.books.price_books import book_folder, load_folder
from rendement.reading.books.usual import usual_of
from rendement.reading.complaints.problems import Problem, ReadingError, in_order
from rendement.reading.usual.field_limits import Said, beyond
from rendement.reading.yaml.text import Path as Within
from rendement.reading.yaml.text import Text

CHECK_YEARS: Final = 2
"""A check older than this is stale."""
FILL_IN: Final = "(vul in)"
"""What stands in a new book where its keeper must write something."""
_HALF_CENT: Final = 0.005 + 1e-9
_DAYS: Final = 365.25
_PERIODS: Final = {4: "4", 12: "12", 52: "52", 365: "365", 1 / 4: "1/4", 1 / 12: "1/12", 1 / 52: "1/52"}
"""Quarters, months, weeks and days of a year, to and from."""
_NEAR: Final = 0.005
_ALIKE: Final = 60
"""From this likeness on (0–100) a law is taken for another one typed wrongly."""
_ADDRESS: Final = re.compile(r"https?://[^\s/.]+(?:\.[^\s/.]+)+(?P<page>/\S*)?")


class LintRules(NamedTuple):
    """What counts as old: today, years since the price year, years since the last check."""

    today: date
    price_years: int = OLD_YEARS
    check_years: int = CHECK_YEARS


class _Entry(NamedTuple):
    text: Text
    key: str
    price: Price

    @property
    def at(self) -> Within:
        return ("prijzen", self.key)


def lint_book(name: str | Path, rules: LintRules) -> list[Problem]:
    """Every error and warning about the own files of a book, in order.

    A book that cannot be loaded gets its loading errors alone. Raises ReadingError for an unknown name.
    """
    folder = book_folder(name)
    try:
        book = load_folder(folder)
        texts = read_texts(look_at(folder))
    except ReadingError as error:
        return error.problems
    entries = [_Entry(text, key, price) for text, file in texts.files for key, price in file.prices.items()]
    problems = [problem for entry in entries for problem in _entry(entry, book, rules)]
    problems += [*_doubles(entries, book), *_double_words(entries, book), *_sources(texts, entries)]
    problems += _left_of_the_example(texts)
    return in_order(problems)


def _left_of_the_example(texts: BookTexts) -> Iterator[Problem]:
    """Every place where the text of a new book still asks to be replaced."""
    for text in (texts.header_text, texts.sources_text, *(stated.text for stated in texts.files)):
        for found in re.finditer(re.escape(FILL_IN), text.text):
            yield text.problem("niet_ingevuld", text.place_at(found.start(), len(FILL_IN)))


# ---------------------------------------------------------------- one entry


def _entry(entry: _Entry, book: PriceBook, rules: LintRules) -> Iterator[Problem]:
    yield from _belonging(entry, book)
    yield from _halfday(entry)
    yield from _age(entry, rules)
    for number, value in enumerate(entry.price.values):
        yield from _value(entry, number, value, book, rules)


def _belonging(entry: _Entry, book: PriceBook) -> Iterator[Problem]:
    """The domain is the first word of the key; a law that is nearly one of the parent is a slip."""
    text, key, price = entry
    domain = key.partition(".")[0]
    if price.domain != domain:
        place = text.place((*entry.at, "domein"))
        yield text.problem("domein_past_niet", place, prijs=key, domein=price.domain, suggestie=domain)
    laws = {other.law for other in book.parent.prices.values()} if book.parent else {price.law}
    near = None if price.law in laws else _nearest(price.law, laws)
    if near is not None:
        place = text.place((*entry.at, "wet"))
        yield text.problem("wet_lijkt_op", place, prijs=key, wet=price.law, suggestie=near)


def _nearest(name: str, choices: Iterable[str]) -> str | None:
    found = process.extractOne(name, sorted(choices), processor=str.casefold, score_cutoff=_ALIKE)
    return None if found is None else found[0]


def _halfday(entry: _Entry) -> Iterator[Problem]:
    """A half-day cannot be converted without its hours; does the source give none, then a remark says so."""
    if entry.price.unit == "dagdeel" and entry.price.hours_per_halfday is None:
        told = "dagdeel" in (entry.price.newest.remark or "")
        slug = "dagdeel_zonder_uren" if told else "dagdeel_zonder_uitleg"
        yield entry.text.problem(slug, entry.text.place((*entry.at, "eenheid")), prijs=entry.key)


def _age(entry: _Entry, rules: LintRules) -> Iterator[Problem]:
    """An old price may be the best there is; then its remark says so."""
    newest = entry.price.newest
    if rules.today.year - newest.price_year > rules.price_years:
        slug = "prijspeil_oud" if newest.remark else "prijspeil_oud_zonder_uitleg"
        place = entry.text.place((*entry.at, "waarden", entry.price.values.index(newest), "prijspeil"))
        yield entry.text.problem(slug, place, prijs=entry.key, jaar=newest.price_year)


def _value(
    entry: _Entry, number: int, value: PriceValue, book: PriceBook, rules: LintRules
) -> Iterator[Problem]:
    text, key, _ = entry
    at = (*entry.at, "waarden", number)
    age = (rules.today - value.checked).days / _DAYS
    if age > rules.check_years:
        place = text.place((*at, "gecontroleerd"))
        yield text.problem("controle_verouderd", place, prijs=key, jaren=int(age))
    if value.checked > rules.today:
        yield text.problem("controle_in_toekomst", text.place((*at, "gecontroleerd")), prijs=key)
    if value.grade in WEAK_GRADES and not value.remark:
        place = text.place((*at, "graad"))
        yield text.problem("graad_zonder_uitleg", place, prijs=key, graad=value.grade.value)
    for within, part in _cited(value):
        if not part.locator and not book.sources[part.source].address:
            place = text.place((*at, *within, "bron"))
            yield text.problem("vindplaats_ontbreekt", place, bron=part.source, prijs=key)
    yield from _seen(entry, at, value)
    yield from _usual(entry, at, value, book)


def _usual(entry: _Entry, at: Within, value: PriceValue, book: PriceBook) -> Iterator[Problem]:
    """A slip of a comma, or a price of another unit; what its own entry says goes before what is assumed."""
    limits, who = usual_of(book, entry.key).limits("amount")
    points = [point for point in value.points if point is not None]
    if limits is None or limits.outside(min(points), max(points)) is None:
        return
    said = Said("bedrag", "expense", min(points), max(points))
    end = "hoog" if max(points) > (limits.high or math.inf) else "laag"
    grens = max(points) if end == "hoog" else min(points)
    told = {
        **beyond(said, limits),
        "eenheid": entry.price.unit,
        "wie": who,
        "eind": end,
        "grens": f"{grens:g}",
    }
    yield entry.text.problem("bedrag_ongewoon", entry.text.place((*at, "bedrag")), **told)


def _cited(value: PriceValue) -> Iterator[tuple[Within, Citation | Component]]:
    """Everything a value was read from, with its place below the value."""
    for number, citation in enumerate(value.citations):
        yield ("bronnen", number), citation
    for number, part in enumerate(value.composition):
        yield ("opbouw", number), part


def _seen(entry: _Entry, at: Within, value: PriceValue) -> Iterator[Problem]:
    """An amount that is not composed lies within what its sources say."""
    if value.composition:
        return
    seen = [float(citation.seen) for citation in value.citations if citation.seen is not None]
    place = entry.text.place((*at, "bedrag"))
    if not seen:
        yield entry.text.problem("gezien_ontbreekt", place, prijs=entry.key)
        return
    points = [point for point in value.points if point is not None]
    if min(points) < min(seen) - _HALF_CENT or max(points) > max(seen) + _HALF_CENT:
        times = _period_factor(points, seen) if value.remark else None
        details = {"bedrag": _span(points), "gezien": _span(seen), "factor": times}
        slug = "gezien_buiten_band" if times is None else "gezien_omgerekend"
        yield entry.text.problem(slug, place, prijs=entry.key, **details)


def _period_factor(points: list[float], seen: list[float]) -> str | None:
    """How often what was seen goes into the amount, when both ends agree and it is a matter of periods."""
    lowest, highest = min(points) / (min(seen) or 1), max(points) / (max(seen) or 1)
    for periods, words in _PERIODS.items():
        if abs(lowest / periods - 1) < _NEAR and abs(highest / periods - 1) < _NEAR:
            return words
    return None


def _span(amounts: list[float]) -> str:
    ends = dict.fromkeys(f"{amount:g}".replace(".", ",") for amount in (min(amounts), max(amounts)))
    return " tot ".join(ends)


# ---------------------------------------------------------------- entries beside each other


def _doubles(entries: list[_Entry], book: PriceBook) -> Iterator[Problem]:
    """Two entries of one unit with the same name, or with exactly the same search words."""
    for what, meaning in (("naam", _label), ("zoekwoorden", _words)):
        first: dict[object, str] = {}
        own = {entry.key: entry for entry in entries}
        for key, price in book.prices.items():
            same = (price.unit, meaning(price))
            if same in first and (key in own or first[same] in own):
                mine, other = (key, first[same]) if key in own else (first[same], key)
                text = own[mine].text
                place = text.place((*own[mine].at, what))
                yield text.problem("naam_dubbel", place, prijs=mine, wat=what, ander=other)
            first.setdefault(same, key)


def _label(price: Price) -> object:
    return " ".join(price.label.casefold().split())


def _words(price: Price) -> object:
    return frozenset(word.casefold() for word in price.words)


def _double_words(entries: list[_Entry], book: PriceBook) -> Iterator[Problem]:
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for key, price in book.prices.items():
        for word in dict.fromkeys(word.casefold() for word in price.words):
            holders[word].append(key)
    own = {entry.key for entry in entries}
    for entry in entries:
        for number, word in enumerate(entry.price.words):
            others = [k for k in holders[word.casefold()] if k not in own or k < entry.key]
            if others and others[0] != entry.key and not _same_words(book, others[0], entry):
                place = entry.text.place((*entry.at, "zoekwoorden", number))
                details = {"woord": word, "prijs": entry.key, "ander": others[0]}
                yield entry.text.problem("zoekwoord_dubbel", place, **details)


def _same_words(book: PriceBook, other: str, entry: _Entry) -> bool:
    """Whether this was said already: all words of the two are the same."""
    return _words(book.prices[other]) == _words(entry.price)


# ---------------------------------------------------------------- sources


def _sources(texts: BookTexts, entries: list[_Entry]) -> Iterator[Problem]:
    cited = [
        (part.source, part.locator)
        for entry in entries
        for value in entry.price.values
        for _, part in _cited(value)
    ]
    used = {source for source, _ in cited} | {series.source for series in texts.series.series.values()}
    bare = {source for source, locator in cited if not locator}
    text = texts.sources_text
    for name, source in texts.sources.sources.items():
        place = text.place(("bronnen", name), key=True)
        if name not in used:
            yield text.problem("bron_ongebruikt", place, bron=name)
        missing = [what for what, said in (("jaar", source.year), ("licentie", source.licence)) if not said]
        if missing:
            yield text.problem("bron_onvolledig", place, bron=name, wat=" en ".join(missing))
        if source.address and FILL_IN not in source.address:
            yield from _address(text, name, source.address)
        elif not source.address and name not in bare:
            yield text.problem("bron_zonder_adres", place, bron=name)


def _address(text: Text, name: str, address: str) -> Iterator[Problem]:
    """An address that somebody else can open, down to the page."""
    place = text.place(("bronnen", name, "adres"))
    found = _ADDRESS.fullmatch(address)
    if found is None:
        yield text.problem("adres_onleesbaar", place, bron=name, adres=address)
    elif len(found["page"] or "") <= 1:
        yield text.problem("adres_zonder_bladzijde", place, bron=name)
