"""Verbs about single prices: zoek, lijst, toon. Those about whole books are in books.py."""

from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Final, NamedTuple

import typer
from rich.padding import Padding
from rich.text import Text

from rendement.cli.screen import out, print_json, say
from rendement.cli.verbs import LazyGroup
from rendement.model.price import Citation, Component, Costing, Operation, Price, PriceBook, PriceValue
from rendement.reading.books.near_prices import nearest_prices
from rendement.reading.books.price_books import DEFAULT_BOOK, load_prices
from rendement.reports.named_lines import named_lines
from rendement.results.prices.price_facts import NO_LAW, completeness_words
from rendement.results.prices.price_words import composition_words, price_trail, replaced_words, weak_words
from rendement.results.prices.search import search_prices
from rendement.results.table import Table
from rendement.words.columns import Column
from rendement.words.numbers import day, euro, plural, share, significant


class PriceVerbs(LazyGroup):
    """Verbs about prices; those about whole books live in `books`."""

    homes: ClassVar = {
        "zoek": "prices:search",
        "lijst": "prices:list_prices",
        "toon": "prices:show",
        "vergelijk": "books:compare",
        "effect": "books:effect",
        "controleer": "books:check",
        "nieuw": "books:new",
        "exporteer": "books:export",
    }


app = typer.Typer(
    help="Prijzen zoeken en bekijken.\n\nVoorbeeld:  rendement prijzen zoek steunkousen aantrekken",
    no_args_is_help=True,
    cls=PriceVerbs,
    rich_markup_mode=None,
)

Book = Annotated[
    str, typer.Option("--boek", metavar="BOEK", help="Een boek (landelijk, landelijk@2025.1) of een map.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer voor een ander programma.")]
_COLUMNS: Final = (
    Column("prijs"),
    Column("naam"),
    Column("bedrag", "euro_cent"),
    Column("per"),
    Column("jaar", "jaar"),
    Column("graad"),
    Column("vervangt"),
)
_COSTING: Final = {
    Costing.AVERAGE: "gemiddelde kosten",
    Costing.MARGINAL: "kosten van één eenheid meer of minder",
}


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WOORDEN", help="Gewone woorden: poetshulp, fysio, gevallen.")
    ],
    book: Book = DEFAULT_BOOK,
    as_json: AsJson = False,
) -> int:
    """Zoek een prijs met gewone woorden; een tikfout mag.

    Voorbeeld:  rendement prijzen zoek poetshulp
    """
    prices = load_prices(book)
    hits = search_prices(prices, " ".join(words))
    title = f"gevonden voor '{' '.join(words)}', het beste bovenaan"
    found = [_listed(prices, hit.key) for hit in hits]
    if as_json:
        print_json(Table(title, _COLUMNS, tuple(found)).to_dicts())
    elif hits:
        _print_prices(title, found)
        out.print("Meer over één prijs:  rendement prijzen toon SLEUTEL", style="dim")
    else:
        say("Niets gevonden. Probeer een ander woord, of: rendement prijzen lijst")
    return 0 if hits else 1


def list_prices(
    domain: Annotated[
        str | None,
        typer.Option("--domein", metavar="DOMEIN", help="Alleen dit domein, bijvoorbeeld wmo."),
    ] = None,
    book: Book = DEFAULT_BOOK,
    as_json: AsJson = False,
) -> int:
    """Alle prijzen van een boek.

    Voorbeeld:  rendement prijzen lijst --domein wmo
    """
    prices = load_prices(book)
    domains = sorted({price.domain for price in prices.prices.values()})
    if domain is not None and domain not in domains:
        raise typer.BadParameter(f"kies uit: {', '.join(domains)}", param_hint="--domein")
    keys = sorted(key for key, price in prices.prices.items() if domain in (None, price.domain))
    local = sum(prices.replaced(key) is not None for key in keys)
    on = f", waarvan {local} lokaal vervangen" if local else ""
    title = f"{prices.name}: {plural(len(keys), 'prijs', 'prijzen')}{on}"
    found = [_listed(prices, key) for key in keys]
    if as_json:
        print_json(Table(title, _COLUMNS, tuple(found)).to_dicts())
    else:
        _print_prices(title, found)
        _print_counts(prices, keys)
    return 0


def _print_counts(book: PriceBook, keys: list[str]) -> None:
    """How wide the list is, and whether every value says what it must say."""
    chosen = [book.prices[key] for key in keys]
    values = plural(sum(len(price.values) for price in chosen), "waarde", "waarden")
    domains = plural(len({price.domain for price in chosen}), "domein", "domeinen")
    laws = plural(len({price.law for price in chosen} - {NO_LAW}), "wet", "wetten")
    out.print(f"{plural(len(keys), 'prijs', 'prijzen')}, {values}, {domains}, {laws}", style="bold")
    out.print(f"met {completeness_words(book, keys)}", style="dim", soft_wrap=True)


class _Listed(NamedTuple):
    """A price in a list, with its newest value, in the order of `_COLUMNS`."""

    key: str
    label: str
    amount: float
    unit: str
    year: int
    grade: str
    replaced: str


def _listed(book: PriceBook, key: str) -> _Listed:
    price = book.prices[key]
    value = price.newest
    amount = (value.mean, price.unit, value.price_year, value.grade.value)
    return _Listed(key, price.label, *amount, replaced_words(book, key))


def _print_prices(title: str, prices: Iterable[_Listed]) -> None:
    """Two lines a price: the key, whole so that it can be copied, with its amount; and what it is."""
    out.print(title, style="bold", markup=False, soft_wrap=True)
    for one in prices:
        words = f"{one.key}  {euro(one.amount, 2)} per {one.unit} ({one.year}, graad {one.grade})"
        out.print(words, markup=False, soft_wrap=True)
        out.print(Padding(Text(one.label, style="dim"), (0, 0, 0, 4)))
        if one.replaced:
            out.print(Padding(Text(f"lokaal, vervangt {one.replaced}", style="yellow"), (0, 0, 0, 4)))


def show(
    key: Annotated[str, typer.Argument(metavar="SLEUTEL", help="Bijvoorbeeld zorg.fysiotherapie.")],
    price_year: Annotated[
        int | None, typer.Option("--prijspeil", metavar="JAAR", help="Reken om naar dit jaar.")
    ] = None,
    book: Book = DEFAULT_BOOK,
    as_json: AsJson = False,
) -> int:
    """Alles over één prijs, tot op de bron.

    Voorbeeld:  rendement prijzen toon wlz.verpleeghuis --prijspeil 2025
    """
    prices = load_prices(book)
    price = prices.prices.get(key)
    if price is None:
        near = nearest_prices(key, prices)
        hint = f" Bedoelt u: {', '.join(near)}?" if near else " Zoek met: rendement prijzen zoek"
        say(f"Prijs '{key}' staat niet in {prices.name}.{hint}")
        return 1
    if as_json:
        print_json({"sleutel": key, **_trail(prices, key), **_stated(prices, price)})
        return 0
    known = prices.series[price.index].values
    year = price_year or prices.series[price.index].last_year
    if year not in known:
        raise typer.BadParameter(f"kies {min(known)} tot en met {max(known)}", param_hint="--prijspeil")
    out.print(f"{key} · {prices.name}", style="bold", markup=False, soft_wrap=True)
    out.print(Text(price.label))
    out.print(named_lines(_facts(prices, key, price, year)))
    for value in price.values:
        out.print(Text(f"\nwaarde van {value.price_year}", style="bold"))
        out.print(named_lines(_value_facts(prices, value, price.unit)))
    return 0


def _stated(book: PriceBook, price: Price) -> dict[str, object]:
    """The entry as it is written, with every source it names."""
    cited = {citation.source for value in price.values for citation in value.citations}
    sources = {name: book.sources[name].model_dump(mode="json", by_alias=True) for name in sorted(cited)}
    return {**price.model_dump(mode="json", by_alias=True), "bronnen": sources}


def _trail(book: PriceBook, key: str) -> dict[str, object]:
    """Which books stated this price, the one in force first."""
    said = [
        {
            "boek": origin.book,
            "hash": origin.content_hash,
            "prijspeil": value.price_year,
            "bedrag": value.mean,
        }
        for origin in book.trail_of(key)
        for value in [origin.price.newest]
    ]
    return {"uit_boek": said[0], "vervangt": said[1:]}


def _facts(book: PriceBook, key: str, price: Price, year: int) -> list[tuple[str, str]]:
    payers = ", ".join(f"{book.header.payers[p].label} {share(s)}" for p, s in price.payers.items())
    transfer = f" → {book.header.payers[price.transfer_to].label} (overdracht)" if price.transfer_to else ""
    changes = f"{share(price.variable_share)} verandert mee binnen een jaar"
    facts = [
        ("betalers", f"{payers}{transfer} (wet: {price.law})"),
        ("soort", f"{price.kind.value}, {changes}, {_COSTING[price.costing]}"),
        ("prijspeil", price_trail(book, key, year)),
    ]
    weak, replaced = weak_words(book, key, year), replaced_words(book, key)
    facts += [("let op", f"minder zeker: {weak}")] if weak else []
    facts += [("uit boek", f"{book.origin_of(key).book}, vervangt {replaced}")] if replaced else []
    facts += [("omvat", ", ".join(price.includes))] if price.includes else []
    facts += [("oordeel", price.judgement)] if price.judgement else []
    return [*facts, ("zoekwoorden", ", ".join(price.words))]


def _value_facts(book: PriceBook, value: PriceValue, unit: str) -> list[tuple[str, str]]:
    band = "–".join(euro(v, 2) for v in value.points if v is not None)
    facts = [("bedrag", f"{band} per {unit}, graad {value.grade.value}")]
    facts += [("opbouw", composition_words(value))] if value.composition else []
    facts += [(f"  {part.operation.value}", _component_words(part)) for part in value.composition]
    until = f" tot en met {day(value.valid_to)}" if value.valid_to else ""
    facts += [("geldig", f"vanaf {day(value.valid_from)}{until}, gecontroleerd {day(value.checked)}")]
    facts += [line for citation in value.citations for line in _source_facts(book, citation)]
    return [*facts, *([("let op", value.remark)] if value.remark else [])]


def _source_facts(book: PriceBook, citation: Citation) -> Iterator[tuple[str, str]]:
    """One observation: what was read where, the address and the licence, and what to know of it."""
    source = book.sources[citation.source]
    year = f" ({source.year})" if source.year else ""
    where = f", {citation.locator}" if citation.locator else ""
    seen = f"; gezien: {euro(float(citation.seen), 2)}" if citation.seen is not None else ""
    yield "bron", f"{source.author}, {source.title}{year}{where}{seen}"
    if source.address:
        yield "", source.address
    opened = f"; geopend {day(source.opened)}" if source.opened else ""
    yield "", f"licentie: {source.licence or 'niet ingevuld'}{opened}"
    for remark in (citation.remark, source.remark):
        if remark:
            yield "", remark


def _component_words(part: Component) -> str:
    unit = f" {part.unit}" if part.unit else ""
    amount = (
        share(float(part.value))
        if part.operation is Operation.SURCHARGE
        else significant(float(part.value), 6)
    )
    where = f", {part.locator}" if part.locator else ""
    return f"{part.name}: {amount}{unit} [{part.source}{where}]"
