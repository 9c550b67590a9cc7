"""Pages about price books: what is in them, what changed between releases, and their read forms."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from rendement.model.price import PriceBook
from rendement.reading.books.price_books import available_books, load_prices, read_form
from rendement.reports.book_csv import book_csv
from rendement.results.books.book_difference import BookDifference, compare_books
from rendement.results.prices.price_words import replaced_words
from rendement.words.numbers import day, euro, number, percent, plural, share

_HAND: Final = "Deze pagina wordt gemaakt met `python docs/genereer.py`. Verander haar niet met de hand."


def versions() -> dict[str, list[str]]:
    """Every shipped book with its releases, oldest first."""
    found: dict[str, list[str]] = {}
    for name in available_books():
        found.setdefault(name.partition("@")[0], []).append(name)
    return found


# ---------------------------------------------------------------- what is in a book


def book_page(name: str) -> str:
    """docs/prijzen/<book>.md: the newest release, a table per domain; a local book shows its own entries."""
    book = load_prices(name)
    own = own_keys(book)
    parts = [f"# {book.header.title}\n", _HAND, "", *_facts(book, own), ""]
    for domain in sorted({book.prices[key].domain for key in own}):
        keys = [key for key in own if book.prices[key].domain == domain]
        parts += [f"## {domain}\n", *_domain_table(book, keys), ""]
    parts += ["## Bronnen\n", *_source_list(book, own), ""]
    return "\n".join(parts)


def own_keys(book: PriceBook) -> list[str]:
    """What a book states itself: everything, or what is local."""
    return [key for key in sorted(book.prices) if book.parent is None or key in book.own]


def _facts(book: PriceBook, own: list[str]) -> Iterator[str]:
    values = sum(len(book.prices[key].values) for key in own)
    yield f"- uitgave: `{book.name}`, uitgegeven {day(book.header.released)}"
    yield f"- inhoud (SHA-256): `{book.content_hash}`"
    if book.parent is not None:
        yield f"- staat op: `{book.parent.name}` (`{book.parent.content_hash[:12]}`); de rest komt daarvandaan"
    replaced = sum(book.replaced(key) is not None for key in own)
    local = f", waarvan {replaced} vervangen" if book.parent is not None else ""
    yield f"- {plural(len(own), 'prijs', 'prijzen')}{local}, met {plural(values, 'waarde', 'waarden')}"
    yield f"- licentie van de samenstelling: {book.header.licence}"
    yield f"- alle velden als CSV: [{book.header.book}.csv]({book.header.book}.csv)"
    yield ""
    yield (
        "Een bedrag is laag–verwacht–hoog, of één getal, in euro's van het jaar dat ernaast staat. Graad A is gezien "
        "bij de overheid zelf; C is hoogstens een orde van grootte."
    )


def _domain_table(book: PriceBook, keys: list[str]) -> Iterator[str]:
    yield "| prijs | bedrag | per | jaar | betaler | soort | graad | bron |"
    yield "|---|---:|---|---:|---|---|---|---|"
    for key in keys:
        price = book.prices[key]
        payers = ", ".join(f"{book.header.payers[p].label} {share(s)}" for p, s in price.payers.items())
        replaced = replaced_words(book, key)
        note = f"<br>vervangt {replaced}" if replaced else ""
        for value in sorted(price.values, key=lambda value: -value.price_year):
            amount = "–".join(euro(point, 2) for point in value.points if point is not None)
            cited = ", ".join(dict.fromkeys(citation.source for citation in value.citations))
            cells = (
                f"{price.label}<br>`{key}`{note}", amount, price.unit, str(value.price_year), payers,
                price.kind.value, value.grade.value, cited,
            )  # fmt: skip
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _source_list(book: PriceBook, own: list[str]) -> Iterator[str]:
    values = [value for key in own for value in book.prices[key].values]
    used = {citation.source for value in values for citation in value.citations}
    used |= {part.source for value in values for part in value.composition}
    for name in sorted(used):
        source = book.sources[name]
        year = f" ({source.year})" if source.year else ""
        address = f" <{source.address}>" if source.address else ""
        yield f"- **{name}**: {source.author}, *{source.title}*{year}.{address}"


# ---------------------------------------------------------------- what changed


def changelog_page(book: str) -> str:
    """pricebooks/<book>/CHANGELOG.md: the difference between every two releases that follow each other."""
    names = versions()[book]
    parts = [f"# Wijzigingen in prijzenboek {book}\n", _HAND, ""]
    for number_of, name in reversed(list(enumerate(names))):
        release = load_prices(name)
        parts += [f"## {name}, {day(release.header.released)}\n", f"Inhoud: `{release.content_hash}`\n"]
        earlier = load_prices(names[number_of - 1]) if number_of else None
        parts += [*(_first(release) if earlier is None else _changes(compare_books(earlier, release))), ""]
    return "\n".join(parts)


def _first(book: PriceBook) -> Iterator[str]:
    own = [book.prices[key] for key in own_keys(book)]
    values = sum(len(price.values) for price in own)
    domains = len({price.domain for price in own})
    on = f" op {book.parent.name}" if book.parent else ""
    sources = len(book.sources) - (len(book.parent.sources) if book.parent else 0)
    yield (
        f"Eerste uitgave{on}: {plural(len(own), 'prijs', 'prijzen')}, {plural(values, 'waarde', 'waarden')}, "
        f"{plural(domains, 'domein', 'domeinen')}, {plural(sources, 'bron', 'bronnen')}."
    )


def _changes(difference: BookDifference) -> Iterator[str]:
    if not difference.changes:
        yield "Geen prijs is veranderd."
        return
    counts = ", ".join(f"{why} {number(count)}" for why, count in difference.counts.items())
    yield f"Anders: {counts}. Gelijk gebleven: {number(difference.same)}. Prijspeil {difference.price_year}.\n"
    yield "| prijs | waarom | eerst | daarna | verschil | toelichting |"
    yield "|---|---|---:|---:|---:|---|"
    for change in difference.changes:
        before, after = ("–" if x is None else euro(x, 2) for x in (change.before, change.after))
        ratio = "–" if change.ratio is None else percent(change.ratio - 1, 1)
        cells = (f"`{change.key}`", ", ".join(change.why), before, after, ratio, change.note or "–")
        yield "| " + " | ".join(cells) + " |"


# ---------------------------------------------------------------- every page


def _read_form(name: str) -> str:
    return read_form(name)[1]


def _csv(name: str) -> str:
    book = load_prices(name)
    return book_csv(book, own_keys(book))


def pages() -> dict[str, tuple[str, "partial[str]"]]:
    """Name of a page → its file below docs/ and what makes its text."""
    found: dict[str, tuple[str, partial[str]]] = {}
    for name in available_books():
        found[f"gelezen-{name}"] = (f"../pricebooks/gelezen/{name}.json", partial(_read_form, name))
    for book, names in versions().items():
        found[f"prijzen-{book}"] = (f"prijzen/{book}.md", partial(book_page, names[-1]))
        found[f"prijzen-{book}-csv"] = (f"prijzen/{book}.csv", partial(_csv, names[-1]))
        found[f"wijzigingen-{book}"] = (f"../pricebooks/{book}/CHANGELOG.md", partial(changelog_page, book))
    return found
