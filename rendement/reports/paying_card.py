"""Cards about money in time and from gross to net: what a payer asks after *how much* and *how sure*."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from rendement.reports.cards import table_card, titled
from rendement.reports.paying_words import cost_words
from rendement.results.build_up.events import EventCost
from rendement.results.build_up.gross_to_net import GrossToNet
from rendement.results.paying.balance import Balance
from rendement.results.paying.cash_flow import Flow, flow_table
from rendement.results.paying.cashable import CashYears
from rendement.results.table import Table
from rendement.words.columns import Column
from rendement.words.numbers import euro

TOGETHER: Final = "samen"
Label = Callable[[str], str]
"""How people call a payer."""


def balances_card(balances: Sequence[Balance], label: Label, whose: str) -> RenderableType:
    """The net of every payer at some moments, beside each other; they add up in the last row.

    `label`: how people call a payer; `whose`: of which cases amounts speak (M32).
    """
    since = any(balance.months is not None for balance in balances)
    clock = " Maanden tellen vanaf de start van elke casus en van elk programma." if since else ""
    months = (
        " Op de kalender telt een maand mee als hij voorbij is." if any(b.until for b in balances) else ""
    )
    parts: list[RenderableType] = [
        table_card(titled(_beside(balances, label), whose)),
        Text(f"Baten min kosten, zonder disconto.{clock}{months}", style="dim"),
    ]
    return Group(*parts, *(Text(words, style="dim") for words in _left_out(balances)), Text())


def _beside(balances: Sequence[Balance], label: Label) -> Table:
    payers = [payer.payer for payer in balances[0]]
    rows = [(label(name), *(balance[name].net for balance in balances)) for name in payers]
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


def flows_card(flows: Sequence[Flow], cash: str, label: Label, whose: str) -> RenderableType:
    """Per payer and year what it gains and pays; `cash`: what is said of its part in money (M13)."""
    named = [flow._replace(payer=label(flow.payer)) for flow in flows]
    return table_card(titled(flow_table(named, "jaar", cash), whose))


def cash_card(found: CashYears, label: Label, whose: str) -> RenderableType:
    """Per payer and year what its budget could go down by."""
    if not found.amounts:
        return Text("Voor geen enkele betaler is hier geld te verzilveren.\n")
    return Group(table_card(titled(found.beside(label=label), whose)), Text())


def gross_card(found: GrossToNet) -> RenderableType:
    """The steps from gross to net that change anything; the rest in one line."""
    still = [s.name for s in found.stages if s.kind == "stap" and not s.amount]
    moving = replace(found, stages=tuple(s for s in found.stages if s.kind == "totaal" or s.amount))
    same = f" Verandert niets: {', '.join(still)}." if still else ""
    note = f"Bruto: alsof elk pad zeker was, en alles door ons kwam. Overdrachten zijn samen nul.{same}\n"
    return Group(table_card(moving.table()), Text(note, style="dim"))


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
