"""The card of a sensitivity: what matters most, whom to ask, and what would turn the conclusion."""

from dataclasses import replace
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from rendement.reports.cards import plain_table, switching_card, table_card
from rendement.reports.costs_words import as_sentence, of_whom
from rendement.results.account.provenance import provenance, provenance_table
from rendement.results.account.sentence import sentence
from rendement.results.sensitivity.influence import NOTHING_TO_ASK, Influence, Influences, influences
from rendement.results.sensitivity.scenarios import scenarios
from rendement.results.sensitivity.sensitivity import switching_values
from rendement.results.table import Table
from rendement.results.value.programme_costs import missing_words, whose_words
from rendement.results.value.valued import ValuedCases
from rendement.words.numbers import DASH, euro, percent

_MOST: Final = 10
_BAR: Final = 8


def sensitivity_card(bc: ValuedCases, case_id: str | None, spread: str | None) -> RenderableType:
    """For one case, or for the whole base."""
    found = influences(bc, case_id, spread)
    question = found.next_question()
    whose = whose_words(bc) if case_id is None else ""
    asked = str(question) if question else NOTHING_TO_ASK
    parts: list[RenderableType] = [
        Panel(Text(asked), title="De volgende vraag", title_align="left", border_style="cyan"),
        *_why_not_worth(missing_words(bc) if found.withheld else None),
        _tornado(found, whose),
        Text(
            "Aandeel: hoeveel van de onzekerheid hier vandaan komt. De rest, "
            f"{percent(found.rest)}, zit in combinaties en in wat hier niet staat. Waard: "
            "wat het in de beslissing scheelt als dit bekend was.\n",
            style="dim",
        ),
        table_card(_of_these(scenarios(bc, case_id), whose)),
    ]
    if case_id is not None:
        parts += [Text(), switching_card(switching_values(bc, case_id))]
    return Group(*parts)


def _why_not_worth(missing: str | None) -> list[Text]:
    """Why it does not say what knowing is worth (M32)."""
    if missing is None:
        return []
    return [Text(f"{as_sentence(missing)} Daarom staat er niet bij wat weten waard is.\n", style="yellow")]


def _of_these(table: Table, whose: str) -> Table:
    return replace(table, title=f"{table.title}, {whose}") if whose else table


def _tornado(found: Influences, whose: str) -> RenderableType:
    title = (
        f"{of_whom('verwacht saldo', whose)} {euro(found.net)}; wat het beweegt, de rest op het gemiddelde"
    )
    card = plain_table(title)
    card.add_column("wat", min_width=30)
    card.add_column("laag", justify="right", no_wrap=True)
    card.add_column("", no_wrap=True)
    card.add_column("hoog", justify="right", no_wrap=True)
    card.add_column("aandeel", justify="right", no_wrap=True)
    card.add_column("waard", justify="right", no_wrap=True)
    widest = max((i.swing for i in found.inputs), default=1.0) or 1.0
    for influence in found.inputs[:_MOST]:
        bar = "█" * max(1, round(_BAR * influence.swing / widest))
        card.add_row(
            Text(_where(influence)),
            euro(influence.low),
            bar,
            euro(influence.high),
            percent(influence.share),
            euro(influence.evppi) if influence.evppi is not None and influence.evppi >= 1 else DASH,
        )
    if len(found.inputs) > _MOST:
        card.caption = f"… en nog {len(found.inputs) - _MOST}"
        card.caption_justify = "left"
    return card


def _where(influence: Influence) -> str:
    where = " ".join(part for part in (influence.case, influence.line) if part)
    return f"{where}: {influence.about}" if where else influence.about


def _plain(influence: Influence) -> dict[str, Any]:
    """An input with its figures, without the profile they come from."""
    said = {name: value for name, value in vars(influence).items() if name != "profile"}
    return said | {"sleutel": influence.key}


def sensitivity_record(bc: ValuedCases, case_id: str | None, spread: str | None) -> dict[str, Any]:
    """The same as plain values, for another program."""
    found = influences(bc, case_id, spread)
    question = found.next_question()
    return {
        "saldo": found.net,
        "invloeden": [_plain(influence) for influence in found.inputs],
        "rest": found.rest,
        "reden_geen_waarde": found.withheld,
        "volgende_vraag": str(question) if question else None,
        "scenarios": scenarios(bc, case_id).to_dicts(),
        "omslagpunten": switching_values(bc, case_id).table().to_dicts() if case_id else [],
        "zin": sentence(bc),
        "verantwoording": provenance_table(provenance(bc)).to_dicts(),
    }
