"""Verbs about prices: zoek, toon, lijst."""

from typing import Annotated, Any

import typer
from rich.panel import Panel
from rich.text import Text

from rendement.cli.screen import err, out, print_json
from rendement.model.price import Price, PriceBook
from rendement.reading.checks import nearest_prices
from rendement.reading.price_books import load_prices
from rendement.reports.cards import table_card
from rendement.reports.display import cell, day, euro, percent
from rendement.results.explain import composition_words, price_trail
from rendement.results.search import search_prices
from rendement.results.table import Column, Table

app = typer.Typer(
    help="Prijzen zoeken en bekijken.\n\nVoorbeeld:  rendement prijzen zoek steunkousen aantrekken",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Book = Annotated[str, typer.Option("--boek", metavar="BOEK", help="landelijk, landelijk@2025.1 of een map.")]
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer voor een ander programma.")]
_COLUMNS = (
    Column("prijs"),
    Column("naam"),
    Column("bedrag", "euro_cent"),
    Column("per"),
    Column("jaar", "jaar"),
)


@app.command("zoek")
def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WOORDEN...", help="Gewone woorden: poetshulp, fysio, val.")
    ],
    book: Book = "landelijk",
    as_json: AsJson = False,
) -> int:
    """Zoek een prijs met gewone woorden; een tikfout mag.

    Voorbeeld:  rendement prijzen zoek poetshulp
    """
    prices = load_prices(book)
    hits = search_prices(prices, " ".join(words))
    table = _table(prices, [hit.key for hit in hits], f"gevonden voor '{' '.join(words)}'")
    if as_json:
        print_json(table.to_dicts())
    elif hits:
        out.print(table_card(table))
        out.print("Meer over één prijs:  rendement prijzen toon SLEUTEL", style="dim")
    else:
        err.print("Niets gevonden. Probeer een ander woord, of: rendement prijzen lijst")
    return 0 if hits else 1


@app.command("lijst")
def list_prices(
    domain: Annotated[
        str | None, typer.Option("--domein", help="Alleen dit domein, bijvoorbeeld wmo.")
    ] = None,
    book: Book = "landelijk",
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
    table = _table(prices, keys, f"{prices.name}: {len(keys)} prijzen")
    if as_json:
        print_json(table.to_dicts())
    else:
        out.print(table_card(table))
    return 0


def _table(book: PriceBook, keys: list[str], title: str) -> Table:
    rows = []
    for key in keys:
        price = book.prices[key]
        value = max(price.values, key=lambda value: value.price_year)
        rows.append((key, price.label, value.mean, price.unit, value.price_year))
    return Table(title, _COLUMNS, tuple(rows))


@app.command("toon")
def show(
    key: Annotated[str, typer.Argument(metavar="SLEUTEL", help="Bijvoorbeeld zorg.fysiotherapie.")],
    price_year: Annotated[int | None, typer.Option("--prijspeil", help="Reken om naar dit jaar.")] = None,
    book: Book = "landelijk",
    as_json: AsJson = False,
) -> int:
    """Alles over één prijs: waarde, bron, betalers, soort, en hoe hij tot stand kwam.

    Voorbeeld:  rendement prijzen toon wlz.verpleeghuis --prijspeil 2025
    """
    prices = load_prices(book)
    price = prices.prices.get(key)
    if price is None:
        near = nearest_prices(key, prices)
        err.print(
            f"Prijs '{key}' staat niet in {prices.name}."
            + (f" Bedoelt u: {', '.join(near)}?" if near else "")
        )
        return 1
    if as_json:
        print_json({"sleutel": key, **price.model_dump(mode="json", by_alias=True)})
        return 0
    year = price_year or max(prices.series[price.index].values)
    if year not in prices.series[price.index].values:
        known = prices.series[price.index].values
        raise typer.BadParameter(f"kies {min(known)} tot en met {max(known)}", param_hint="--prijspeil")
    out.print(
        Panel(
            Text("\n".join(_lines(prices, key, price, year))),
            title=f"{key} · {prices.name}",
            title_align="left",
        )
    )
    return 0


def _lines(book: PriceBook, key: str, price: Price, year: int) -> list[str]:
    payers = ", ".join(f"{book.header.payers[p].label} {percent(s)}" for p, s in price.payers.items())
    transfer = f" → {book.header.payers[price.transfer_to].label} (overdracht)" if price.transfer_to else ""
    lines = [
        price.label,
        "",
        f"betalers    {payers}{transfer}   wet: {price.law}",
        f"soort       {price.kind.value}, {percent(price.variable_share)} verandert mee binnen een jaar, {price.costing.value}",
        f"prijspeil   {price_trail(book, key, year)}",
    ]
    lines += [f"omvat       {', '.join(price.includes)}"] if price.includes else []
    lines += [f"oordeel     {price.judgement}"] if price.judgement else []
    for value in price.values:
        lines += ["", *_value_lines(book, value, price.unit)]
    return [*lines, "", f"zoekwoorden {', '.join(price.words)}"]


def _value_lines(book: PriceBook, value: Any, unit: str) -> list[str]:
    band = "–".join(euro(v, 2) for v in value.points if v is not None)
    made = f"   opbouw: {composition_words(value)}" if value.composition else ""
    lines = [f"{value.price_year}: {band} per {unit} [graad {value.grade.value}]{made}"]
    lines += [f"    geldig vanaf {day(value.valid_from)}, gecontroleerd {day(value.checked)}"]
    for part in value.composition:
        lines.append(
            f"    {part.operation.value:<11} {part.name}: {part.value} {part.unit or ''} [{part.source}]"
        )
    for citation in value.citations:
        source = book.sources[citation.source]
        seen = f", gezien: {cell(float(citation.seen), 'euro_cent')}" if citation.seen is not None else ""
        where = f", {citation.locator}" if citation.locator else ""
        lines.append(f"    bron: {source.author}, {source.title}{where}{seen}")
        lines += [f"          {source.address}"] if source.address else []
    return [*lines, *([f"    let op: {value.remark}"] if value.remark else [])]
