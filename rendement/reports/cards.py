"""Cards for people who decide: Rich renderables in plain Dutch, for the terminal and for notebooks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from rendement.model.settings import CashabilitySet, Selection
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reports.card_notes import differing, not_counted, not_in_euros, warnings
from rendement.reports.costs_words import (
    as_sentence,
    caveat,
    estimated_words,
    losing_payers,
    of_whom,
    ratio_words,
    under,
)
from rendement.reports.named_lines import named_lines
from rendement.reports.paying_words import money_notes
from rendement.results.account.provenance import Stated, provenance, provenance_words
from rendement.results.account.sentence import sentence
from rendement.results.base.denominator import BenefitRange, Denominator
from rendement.results.build_up.events import events_avoided
from rendement.results.build_up.help_cost import help_costs
from rendement.results.explaining.explain import TRANSFER, Explanation, LineExplanation
from rendement.results.figures.cash_words import cashable_words
from rendement.results.figures.headline import Headline
from rendement.results.figures.showing import WHY
from rendement.results.paying.cash_flow import Payback, paybacks
from rendement.results.reviewed.reviews import benefit_range, differences
from rendement.results.sensitivity.sensitivity import SwitchingValue
from rendement.results.table import Table
from rendement.results.uncounted.horizon import beyond_of
from rendement.results.uncounted.other_form import other_form
from rendement.results.value.grouping import PAYER, Breakdown, breakdown
from rendement.results.value.grouping import Group as Totals
from rendement.results.value.programme_costs import cost_of_whom, missing_words, whose_words
from rendement.results.value.valued import ValuedCases
from rendement.words.columns import Column
from rendement.words.numbers import DASH, cell, euro, plural

_RIGHT: Final = frozenset(
    {"euro", "euro_cent", "aantal", "getal", "aandeel", "kans", "trekking", "trekking_grof"}
)
_MOST_SAVED: Final = 8


ON_SCREEN: Final = {
    **{"netto": "saldo", "netto laagst": "saldo laagst", "netto hoogst": "saldo hoogst"},
    **{"P10": "laag", "P50": "midden", "P90": "hoog", "werelden daaronder": "hoe vaak lager"},
}
"""Columns of tables for analysts → the words of the cards, which everybody reads."""


def table_card(table: Table, most: int | None = None, own_words: bool = False) -> RichTable:
    """Any table, numbers to the right; `most` rows at the most, and then says how many are left.

    With `own_words` the columns have the names that a program asks for them by.
    """
    card = plain_table(table.title)
    rows = table.rows if most is None else table.rows[:most]
    for place, column in enumerate(table.columns):
        right = column.kind in _RIGHT
        whole = right or all(" " not in str(row[place]) for row in rows)
        card.add_column(
            column.name if own_words else ON_SCREEN.get(column.name, column.name),
            justify="right" if right else "left",
            no_wrap=whole,
            overflow="fold",
        )
    for row in rows:
        card.add_row(*(Text(cell(v, c.kind)) for v, c in zip(row, table.columns, strict=True)))
    if len(rows) < len(table.rows):
        card.caption = f"… en nog {len(table.rows) - len(rows)}"
        card.caption_justify = "left"
    return card


def plain_table(title: str | None = None) -> RichTable:
    """A bare table of our style."""
    card = RichTable(title=title, title_justify="left", title_style="bold", header_style="bold", box=None)
    card.pad_edge = False
    return card


def programme_card(
    spans: Iterable[tuple[Denominator, BenefitRange]], incomplete: Sequence[Denominator]
) -> RenderableType:
    """Filed of closed, how chosen, the benefits between their bounds; what the bounds are stands below.

    `incomplete`: the programmes of which costs are missing; named where there are more than one.
    """
    card = plain_table("programma's")
    card.padding = (0, 1, 0, 0)
    for name in ("programma", "casussen", "gekozen"):
        card.add_column(name, no_wrap=True)
    for name in ("laag", "telt mee", "hoog"):
        card.add_column(name, justify="right", no_wrap=True)
    meanings: dict[str, str] = {}
    for denominator, span in spans:
        filed = f"{denominator.filed} van {denominator.closed}"
        amounts = (cell(value, "euro") for value in (span.low, span.counted, span.high))
        card.add_row(Text(denominator.name), filed, denominator.selection.value, *amounts)
        meanings.setdefault(span.kind, denominator.selection.value)
    notes = [Text(f"{selection}: {meaning}.", style="dim") for meaning, selection in meanings.items()]
    if incomplete and card.row_count > 1:
        missing = ", ".join(d.name for d in incomplete)
        notes.append(Text(f"Kosten onvolledig: {missing}.", style="dim"))
    return Group(card, *notes)


def business_case_card(bc: ValuedCases) -> RenderableType:
    """The whole business case on one screen or two."""
    missing, whose, found = missing_words(bc), whose_words(bc), paybacks(bc)
    groups, label = bc.groups("betaler"), bc.payer_label
    words = [
        *_figures(bc.total, _costs_of_whom(bc.programmes, bc.stating, cost_of_whom(bc)), whose, missing),
        "",
        *([estimated_words(bc.estimated_net)] if missing else []),
        ratio_words(bc.total, losing_payers(groups, label)),
        _in_cash(bc.headlines["verzilverbaar"], bc.settings.cashability, whose_words(bc, floor=False)),
        *_unfiled(bc.denominators),
    ]
    notes = [*filter(None, [caveat(missing)]), *warnings(bc)]
    return Group(
        _panel("\n".join(words), _title(bc.programmes), "cyan"),
        table_card(_who_pays(groups, found, label, whose)),
        Text(_SIGNS, style="dim"),
        table_card(titled(bc.money_columns(), whose)),
        Text(_money_note(bc.settings.cashability) + "\n", style="dim"),
        programme_card(zip(bc.denominators, bc.ranges, strict=True), bc.incomplete),
        Text(),
        table_card(bc.saved(), _MOST_SAVED),
        Text(),
        Text(payback_words(found[None])),
        *map(Text, money_notes(help_costs(bc)[0], events_avoided(bc))),
        Text(not_in_euros(bc.cases)),
        *map(Text, not_counted(beyond_of(bc), other_form(bc))),
        *map(Text, differing(differences(bc), benefit_range(bc), bc.benefit)),
        *(Text(note, style="yellow") for note in notes),
        _panel(sentence(bc), "Waar dit op rust", "dim"),
        account_text(provenance(bc)),
    )


_SIGNS: Final = (
    "Min betekent: daar komt zorg of geld bij. Uitkeringen schuiven van de een naar de ander en "
    "tellen samen 0. Terugverdiend: de maand waarin de baten van deze betaler zijn kosten inhalen, "
    "zonder disconto; een streep: hij had geen kosten, of niet alle kosten zijn bekend.\n"
)


def _panel(words: str, title: str, style: str) -> Panel:
    return Panel(Text(words), title=Text(title), title_align="left", border_style=style)


def account_text(made: Sequence[Stated]) -> Text:
    """What it was made with, in short (M24)."""
    return Text(f"Verantwoording: {provenance_words(made)}", style="dim")


def _title(programmes: Sequence[LoadedProgramme]) -> str:
    names = [home.programme.title for home in programmes]
    if len(names) > 1:
        return f"Businesscase van {len(names)} programma's"
    return names[0] if names else "Businesscase"


def _figures(total: Headline, costs: str, whose: str, missing: str | None) -> list[str]:
    """Cost, benefit and net, each with of whom it speaks; first what is missing, where that is so."""
    figures = (
        (costs, total.cost),
        (of_whom("Baten", whose) + ", verwacht", total.benefit),
        (of_whom("Saldo", whose), total.net),
    )
    lines = [as_sentence(missing), ""] if missing else []
    return lines + [f"{words + ':':<47}{euro(amount):>14}" for words, amount in figures]


def _in_cash(cash: Headline, cashability: CashabilitySet, whose: str) -> str:
    return (
        f"{of_whom('Saldo', whose)} in verzilverbaar geld, dat een betaler minder uitgeeft: "
        f"{cashable_words(cashability, cash.net)}."
    )


def _unfiled(denominators: Sequence[Denominator]) -> list[str]:
    if not any(d.selection is Selection.CHOSEN and d.filed < d.closed for d in denominators):
        return []
    return [
        "Van niet ingediende casussen is niets bekend: zij tellen met hun ondergrens mee (zie programma's)."
    ]


def _costs_of_whom(
    programmes: Sequence[LoadedProgramme], stating: Sequence[LoadedProgramme], incomplete: str
) -> str:
    """What the cost is of; `incomplete` says so where costs are missing (M32), and is empty elsewhere."""
    if incomplete:
        return of_whom("Kosten", incomplete)
    stated = [any(home is one for one in stating) for home in programmes]
    if stated and all(stated):
        return "Kosten van het hele programma"
    return "Kosten, inzet en opgegeven programmakosten" if any(stated) else "Kosten van deze casussen"


def titled(table: Table, whose: str) -> Table:
    """The same table, saying that it is of these cases only where that is so (M32)."""
    return replace(table, title=under(table.title, whose))


def _who_pays(
    groups: Sequence[Totals], found: Mapping[str | None, Payback], label: Callable[[str], str], whose: str
) -> Table:
    """Benefit and cost per payer, and when its benefits have made up for its costs."""
    table = breakdown("Wie betaalt, en bij wie vallen de baten?", [PAYER], groups)
    back = [_payback_cell(found.get(group.label)) for group in groups]
    return titled(labelled(table, label).with_column(Column("terugverdiend"), back), whose)


def _payback_cell(found: Payback | None) -> str | None:
    if found is None or found.withheld:
        return None
    return "niet" if found.month is None else f"{found.month:%m-%Y}"


def labelled(table: Breakdown, label: Callable[[str], str]) -> Breakdown:
    """A breakdown for people: payers by their name."""
    if PAYER not in table.dimensions:
        return table
    place = table.dimensions.index(PAYER)
    groups = [
        group._replace(labels=(*group.labels[:place], label(group.labels[place]), *group.labels[place + 1 :]))
        for group in table.groups
    ]
    return breakdown(table.title, table.dimensions, groups)


def _money_note(cashability: CashabilitySet) -> str:
    most = (
        " Verzilverbaar is hier een bovengrens: als elke betaler zijn budget echt verlaagt."
        if cashability.upper_bound
        else ""
    )
    return f"Deze kolommen overlappen en worden nooit opgeteld.{most}"


def payback_words(found: Payback) -> str:
    """When it is earned back, and by whom; or why that is not said."""
    if found.withheld:
        return f"Terugverdiend: {DASH} ({WHY[found.withheld]})."
    whose = "alle betalers samen" if found.payer is None else f"alleen {found.payer}"
    if found.month is None:
        return f"Terugverdiend: niet binnen de horizon, {whose}."
    when = (
        f"{found.month:%m-%Y}, {plural(found.months_after_start or 0, 'maand', 'maanden')} na de eerste start"
    )
    return f"Terugverdiend: in {when}, {whose}."


def explanation_card(explanation: Explanation, steps: bool = True) -> RenderableType:
    """One case: what we did, what would have been, what still was; with every step of the sum."""
    head = plain_table()
    for name, right in (("regel", False), ("wat", False), ("kant", False), ("waarde", True)):
        head.add_column(name, justify="right" if right else "left", no_wrap=name != "wat")
    for line in explanation.lines:
        head.add_row(line.name, Text(line.what), line.side, euro(line.value, 2))
    for transfer in explanation.transfers:
        head.add_row(TRANSFER, Text(transfer.words), transfer.side, euro(transfer.value, 2))
    totals = Text(
        f"inzet {euro(explanation.effort, 2)}   baten {euro(explanation.benefit, 2)}   "
        f"saldo {euro(explanation.net, 2)}",
        style="bold",
    )
    title = Text(f"casus {explanation.case_id}")
    cuts = [Text(f"{name} {words}", style="yellow") for name, words in explanation.cuts]
    parts: list[RenderableType] = [Panel(Group(head, Text(), totals, *cuts), title=title, title_align="left")]
    if steps:
        parts += [_steps_card(line) for line in explanation.lines]
        parts.append(Group(Text("regels", style="bold"), named_lines(explanation.legend)))
    return Group(*parts)


def _steps_card(line: LineExplanation) -> RenderableType:
    head = Text.assemble((f"{line.name}  {line.what}", "bold"), f"  {euro(line.value, 2)}")
    return Group(
        head, Text(f"    {line.place}", style="dim", overflow="fold"), named_lines(line.rows()), Text()
    )


def switching_card(values: Sequence[SwitchingValue], most: int = 8) -> RenderableType:
    """When it would just pay: nearest first; what cannot change the outcome by itself in one line."""
    turning = sorted((v for v in values if v.switch is not None), key=lambda value: value.distance)
    fixed = [value for value in values if value.switch is None]
    parts: list[RenderableType] = [
        Text("omslagpunten: wat het eerst de uitkomst omdraait, staat bovenaan", style="bold"),
        Text("    het loont als de baten van deze casus groter zijn dan zijn inzet, zonder programmakosten"),
    ]
    parts += [
        named_lines([("·", value.sentence.replace("dit loont als ", "het loont als "))])
        for value in turning[:most]
    ]
    if not turning:
        parts.append(Text("    geen enkele schatting kan in haar eentje de uitkomst omdraaien"))
    if len(turning) > most:
        parts.append(
            named_lines([("·", f"verder weg: {'; '.join(value.about for value in turning[most:])}")])
        )
    if fixed:
        by_words: dict[str, list[str]] = {}
        for value in fixed:
            by_words.setdefault(value.sentence.rpartition(": ")[2], []).append(value.about)
        parts += [named_lines([("·", f"{words}: {'; '.join(of)}")]) for words, of in by_words.items()]
    return Group(*parts)
