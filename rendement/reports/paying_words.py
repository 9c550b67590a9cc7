"""Sentences about what help costs, and what an event costs that did not happen; and the record of both."""

from collections.abc import Iterable, Iterator
from typing import Final

from rendement.results.build_up.events import EventCost, NoCost
from rendement.results.build_up.help_cost import LEAST, HelpCost
from rendement.words.numbers import euro, percent, significant


def help_words(cost: HelpCost) -> str:
    """`De hulp kost 63 % van wat zij zonder ons gekost had: € 630 in plaats van € 1.000`.

    Empty where there is too little help to say so.
    """
    if cost.share is None:
        came = f"Zonder ons was deze hulp er nauwelijks geweest; met ons kost zij {euro(cost.with_us)}."
        return came if cost.with_us >= LEAST else ""
    more = "; er kwam dus hulp bij" if cost.share > 1 else ""
    part = f"De hulp kost {percent(cost.share)} van wat zij zonder ons gekost had"
    amounts = f"{euro(cost.with_us)} in plaats van {euro(cost.without_us)}"
    return f"{part}: {amounts}{more}. Onze inzet, uitkeringen en werk staan daar los van."


def event_words(events: Iterable[EventCost]) -> Iterator[str]:
    """What one event less costs, for events of which that is told."""
    for event in events:
        if event.cost_per is not None:
            net = event.net_cost_per
            after = "de baten zijn samen hoger" if net is None else f"na aftrek van alle baten {euro(net)}"
            yield (
                f"{event.label}: naar verwachting {significant(event.avoided, 2)} minder. Het hele programma "
                f"{event.programme} kost {euro(event.cost_per)} per stuk; {after}."
            )


WHY_NOT: Final = {
    NoCost.INCOMPLETE: "niet gedeeld: de kosten van niet ingediende casussen ontbreken",
    NoCost.FEW: "niet gedeeld: naar verwachting minder dan één",
    NoCost.FREE: "niet gedeeld: er staan geen kosten tegenover",
}
"""Why a cost per event is not told."""


def cost_words(event: EventCost) -> str:
    """Cost of one event, or why it is not told."""
    why = event.withheld
    if why is not None:
        return WHY_NOT[why]
    assert event.cost_per is not None
    net = event.net_cost_per
    return (
        f"{euro(event.cost_per)}; netto {euro(net)}"
        if net is not None
        else f"{euro(event.cost_per)}; de baten zijn hoger"
    )


def money_notes(cost: HelpCost, events: Iterable[EventCost]) -> list[str]:
    """What the card of a business case says of help and of events."""
    return [words for words in (help_words(cost), *event_words(events)) if words]
