"""Verbs about whole price books: vergelijk, effect, controleer, nieuw, exporteer."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from rendement.cli.account import show_account
from rendement.cli.assumptions import Given, assuming
from rendement.cli.prices import AsJson
from rendement.cli.screen import as_record, err, out, print_json, print_problems, say, summary_of
from rendement.model.price import CONSUMER_PRICES
from rendement.model.weakness import OLD_YEARS
from rendement.reading.books.near_prices import nearest_prices
from rendement.reading.books.price_books import DEFAULT_BOOK, OWN_BOOKS, load_prices
from rendement.reading.complaints.problems import errors
from rendement.reading.keeping.lint import CHECK_YEARS, LintRules, lint_book
from rendement.reading.keeping.template import new_book
from rendement.reports.account_card import account_record
from rendement.reports.book_csv import write_book_csv
from rendement.reports.cards import table_card
from rendement.reports.files import made_folder
from rendement.results.books.book_difference import BookDifference, compare_books
from rendement.results.books.effect import BookEffect, book_effect
from rendement.words.commands import command
from rendement.words.numbers import cell, plural

_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BOOK: Final = "Een boek (landelijk, landelijk@2025.1) of een map."
First = Annotated[str, typer.Argument(metavar="BOEK_A", help=f"Het eerste boek. {_BOOK}")]
Second = Annotated[str, typer.Argument(metavar="BOEK_B", help="Het boek dat ervoor in de plaats komt.")]
Year = Annotated[
    int | None, typer.Option("--prijspeil", metavar="JAAR", help="Reken beide boeken om naar dit jaar.")
]


def compare(before: First, after: Second, price_year: Year = None, as_json: AsJson = False) -> int:
    """Welke prijzen zijn anders, hoeveel, en waarom?

    Redenen: nieuw prijspeil, ander bedrag, andere bron, andere index, lokaal vervangen, andere betaler,
    andere soort of eenheid, nieuw, weg.

    Voorbeeld:  rendement prijzen vergelijk landelijk@2025.1 pricebooks/dordrecht/2025.1
    """
    books = (load_prices(before), load_prices(after))
    for known in (book.series[CONSUMER_PRICES].values for book in books):
        if price_year is not None and price_year not in known:
            choices = f"kies {min(known)} tot en met {max(known)}"
            raise typer.BadParameter(choices, param_hint="--prijspeil")
    difference = compare_books(*books, price_year)
    if as_json:
        print_json(_comparison(difference))
        return 0
    out.print(difference.table().title, style="bold", markup=False, soft_wrap=True)
    if not difference.changes:
        out.print(f"Geen verschil: {plural(difference.same, 'prijs is', 'prijzen zijn')} gelijk.")
        return 0
    for change in difference.changes:
        amounts = " → ".join(cell(value, "euro_cent") for value in (change.before, change.after))
        ratio = "" if change.ratio is None else f"  ({cell(change.ratio - 1, 'kans')})"
        head = f"{change.key}  {amounts} per {change.unit}{ratio}  [{', '.join(change.why)}]"
        out.print(head, markup=False, soft_wrap=True)
        if change.note:
            out.print(f"    {change.note}", style="dim", markup=False, soft_wrap=True)
    counts = ", ".join(f"{why} {count}" for why, count in difference.counts.items())
    out.print(
        f"{plural(len(difference.changes), 'prijs', 'prijzen')} anders ({counts}); {difference.same} gelijk."
    )
    return 0


def _comparison(difference: BookDifference) -> dict[str, object]:
    books = [{"boek": book.name, "hash": book.content_hash} for book in (difference.before, difference.after)]
    rows = [
        {
            "prijs": change.key,
            "waarom": list(change.why),
            "eerst": change.before,
            "daarna": change.after,
            "eenheid": change.unit,
            "verhouding": change.ratio,
            "toelichting": change.note,
        }
        for change in difference.changes
    ]
    return {"boeken": books, "prijspeil": difference.price_year, "gelijk": difference.same, "anders": rows}


@assuming
def effect(
    before: First,
    after: Second,
    paths: Annotated[
        list[Path], typer.Argument(metavar="CASUSSEN", help="Mappen of bestanden met casussen.", exists=True)
    ],
    *,
    given: Given,
    closed: Annotated[
        int | None,
        typer.Option("--afgesloten", metavar="AANTAL", help="Zonder programma: hoeveel casussen er waren."),
    ] = None,
    selection: Annotated[
        str | None,
        typer.Option("--gekozen", metavar="HOE", help="Zonder programma: alle, loting of uitgekozen."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Wat doet een ander prijzenboek met dezelfde casussen?

    Alles blijft gelijk behalve het boek. U ziet welke casussen verschuiven en welke prijzen dat doen; de
    prijzen samen zijn precies het verschil.

    Voorbeeld:  rendement prijzen effect landelijk@2025.1 pricebooks/dordrecht/2025.1 casussen
    """
    if given.book is not None:
        raise typer.BadParameter("noem hier de twee boeken zelf: BOEK_A BOEK_B", param_hint="--prijzen")
    found = book_effect(
        paths,
        load_prices(before),
        load_prices(after),
        closed=closed,
        selection=selection,
        **given.assumed,
    )
    if as_json:
        print_json(_effect_record(found))
    else:
        _print_effect(found)
    return 1 if found.left_out or found.problems else 0


def _effect_record(found: BookEffect) -> dict[str, object]:
    return {
        "samen": found.totals().to_dicts(),
        "casussen": found.cases().to_dicts(),
        "prijzen": found.prices().to_dicts(),
        "weggelaten": list(found.left_out),
        "fouten": [as_record(problem) for problem in found.problems],
        "bestanden": account_record(found.account),
    }


def _print_effect(found: BookEffect) -> None:
    for table in (found.totals(), found.cases()):
        if len(table):
            out.print(table_card(table))
        else:
            out.print(f"{table.title}: geen")
        out.print()
    for move in found.price_moves():
        amounts = f"{cell(move.before, 'euro_cent')} → {cell(move.after, 'euro_cent')}"
        moved = cell(move.by, "euro_cent")
        out.print(f"{move.name}  {moved}  ({amounts})", markup=False, soft_wrap=True)
        out.print(f"    {move.why}", style="dim", markup=False, soft_wrap=True)
    if found.left_out:
        say(f"Weggelaten, want niet met beide boeken te berekenen: {', '.join(found.left_out)}.")
    print_problems(found.problems, err)
    show_account(found.account)


def check(
    book: Annotated[str, typer.Argument(metavar="BOEK", help=_BOOK)],
    price_years: Annotated[
        int, typer.Option("--jaren", metavar="N", min=0, help="Een prijspeil ouder dan N jaar is oud.")
    ] = OLD_YEARS,
    check_years: Annotated[
        int,
        typer.Option("--controle-jaren", metavar="N", min=0, help="Een controle ouder dan N jaar is oud."),
    ] = CHECK_YEARS,
    strict: Annotated[bool, typer.Option("--streng", help="Ook 'let op' telt als fout.")] = False,
    as_json: AsJson = False,
) -> int:
    """Klopt een prijzenboek, en is het zorgvuldig gemaakt?

    Kijkt naar vindplaatsen, oude controles en prijspeilen, bedragen die niet zijn wat er gezien is, twee
    prijzen voor hetzelfde, en meer. Uitgangscode 1 bij fouten.

    Voorbeeld:  rendement prijzen controleer pricebooks/dordrecht/2025.1 --jaren 3
    """
    problems = lint_book(book, LintRules(date.today(), price_years, check_years))
    if as_json:
        print_json([as_record(problem) for problem in problems])
    else:
        print_problems(problems, out)
        out.print(f"{book}: {summary_of(problems)}", markup=False, soft_wrap=True)
    return 1 if errors(problems) or (strict and problems) else 0


def new(
    name: Annotated[
        str, typer.Argument(metavar="NAAM", help="Bijvoorbeeld de naam van de gemeente: dordrecht.")
    ],
    parent: Annotated[
        str, typer.Option("--op", metavar="BOEK", help="Het boek waar dit boek op staat.")
    ] = DEFAULT_BOOK,
    folder: Annotated[
        Path, typer.Option("--map", metavar="MAP", help="Waar de map van het boek komt.")
    ] = OWN_BOOKS,
    keys: Annotated[
        list[str] | None,
        typer.Option("--prijs", metavar="SLEUTEL", help="Een prijs die bij u anders is; mag vaker."),
    ] = None,
) -> int:
    """Begin een eigen prijzenboek op het landelijke.

    U krijgt een map met uitleg, de vastgelegde ouder en de prijzen die u noemt, of anders één voorbeeld. Wat
    u niet verandert, blijft landelijk.

    Voorbeeld:  rendement prijzen nieuw dordrecht --prijs wmo.begeleiding --prijs wmo.dagbesteding
    """
    if not _NAME.fullmatch(name):
        raise typer.BadParameter("gebruik kleine letters, cijfers en streepjes", param_hint="NAAM")
    prices = load_prices(parent)
    if name == prices.header.book:
        raise typer.BadParameter(
            f"zo heet de ouder al ({prices.name}); kies een eigen naam", param_hint="NAAM"
        )
    for key in keys or ():
        if key not in prices.prices:
            near = " of ".join(nearest_prices(key, prices)) or "een sleutel van rendement prijzen zoek"
            raise typer.BadParameter(
                f"'{key}' staat niet in {prices.name}; kies {near}", param_hint="--prijs"
            )
    today = date.today()
    target = folder / name / f"{today.year}.1"
    if target.exists():
        say(f"{target} bestaat al en blijft zoals het is. Kies een andere naam.")
        return 1
    texts = new_book(name, prices, today, str(target), keys or ())
    with made_folder(target) as draft:
        for file, text in texts.items():
            (draft / file).write_text(text, encoding="utf-8")
    say(f"Gemaakt: {target}. Vul in, en kijk dan met: {command('prijzen', 'controleer', target)}")
    return 0


def export(
    book: Annotated[str, typer.Argument(metavar="BOEK", help=_BOOK)],
    path: Annotated[Path, typer.Option("--naar", "-o", metavar="BESTAND", help="Bijvoorbeeld prijzen.csv.")],
) -> int:
    """Zet een prijzenboek met al zijn bronnen in een CSV voor Excel.

    Voorbeeld:  rendement prijzen exporteer landelijk@2025.1 -o prijzen.csv
    """
    prices = load_prices(book)
    write_book_csv(prices, path)
    say(f"Gemaakt: {path}, {plural(len(prices.prices), 'prijs', 'prijzen')} uit {prices.name}.")
    return 0
