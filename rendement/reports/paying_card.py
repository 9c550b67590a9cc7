"""Cards about money in time and from gross to net: what a payer asks after *how much* and *how sure*."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from rendement.reports.cards import table_card, with_labels
from rendement.reports.paying_words import cost_words
from rendement.results.build_up.events import EventCost
from rendement.results.build_up.gross_to_net import GrossToNet
from rendement.results.paying.balance import Balance
from rendement.results.paying.cashable import cash_years
from rendement.results.table import Table
from rendement.results.value.valued import ValuedCases
from rendement.words.columns import Column
from rendement.words.numbers import euro

TOGETHER: Final = "samen"


def balances_card(bc: ValuedCases, balances: Sequence[Balance]) -> RenderableType:
    """The net of every payer at some moments, beside each other; they add up in the last row."""
    since = any(balance.months is not None for balance in balances)
    clock = " Maanden tellen vanaf de start van elke casus en van elk programma." if since else ""
    months = (
        " Op de kalender telt een maand mee als hij voorbij is." if any(b.until for b in balances) else ""
    )
    parts: list[RenderableType] = [
        table_card(with_labels(bc, _beside(balances), floor=False)),
        Text(f"Baten min kosten, zonder disconto.{clock}{months}", style="dim"),
    ]
    return Group(*parts, *(Text(words, style="dim") for words in _left_out(balances)), Text())


def _beside(balances: Sequence[Balance]) -> Table:
    payers = [payer.payer for payer in balances[0]]
    rows = [(name, *(balance[name].net for balance in balances)) for name in payers]
    rows.append((TOGETHER, *(balance.net for balance in balances)))
    columns = (Column("betaler"), *(Column(balance.moment, "euro") for balance in balances))
    return Table("saldo per betaler, opgeteld tot dan", columns, tuple(rows))


def _left_out(balances: Sequence[Balance]) -> Iterator[str]:
    floor = balances[0].left_out
    if floor:
        yield (
            "De ondergrens van niet ingediende casussen "
            f"({euro(floor)}) valt op geen enkel moment: zij telt hier niet mee."
        )


def cash_card(bc: ValuedCases) -> RenderableType:
    """Per payer and year what its budget could go down by."""
    table = cash_years(bc).beside()
    if not table.rows:
        return Text("Voor geen enkele betaler is hier geld te verzilveren.\n")
    return Group(table_card(with_labels(bc, table, floor=False)), Text())


def gross_card(found: GrossToNet) -> RenderableType:
    """The steps from gross to net that change anything; the rest in one line."""
    table, still = found.table(), [s.name for s in found.stages if s.kind == "stap" and not s.amount]
    rows = tuple(
        row
        for row, stage in zip(table.rows, found.stages, strict=True)
        if stage.kind == "totaal" or stage.amount
    )
    same = f" Verandert niets: {', '.join(still)}." if still else ""
    note = f"Bruto: alsof elk pad zeker was, en alles door ons kwam. Overdrachten zijn samen nul.{same}\n"
    return Group(table_card(Table(table.title, table.columns, rows)), Text(note, style="dim"))


def events_card(events: Sequence[EventCost]) -> RenderableType:
    """Every kind of event, with what one less costs or why that is not said."""
    columns = (
        Column("gebeurtenis"),
        Column("programma"),
        Column("minder", "getal"),
        Column("kosten per stuk"),
    )
    rows = tuple((event.label, event.programme, event.avoided, cost_words(event)) for event in events)
    table = table_card(Table("kosten per voorkomen gebeurtenis", columns, rows))
    note = "De kosten zijn die van het hele programma, wat het verder ook oplevert.\n"
    return Group(table, Text(note, style="dim")) if rows else Text()
