"""The card of objections: each with its verdict, on what that rests, and the answer (M34)."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from rendement.results.critique.facts import Objection
from rendement.results.critique.rebuttal import GROUND_WORDS
from rendement.words.numbers import percent, plural


def objections_card(found: Sequence[Objection], whose: str = "") -> RenderableType:
    """The strongest first, as on the sheet Tegenspraak; `whose`: of what amounts speak (M32)."""
    title = f"Tegenspraak: {plural(len(found), 'bezwaar', 'bezwaren')}, het zwaarste eerst"
    title += f"; bedragen zijn {whose}" if whose else ""
    grounds = "; ".join(f"{ground.value}: {words}" for ground, words in GROUND_WORDS.items())
    return Group(
        Text(title, style="bold"),
        *(objection_card(objection, f"{number:>2}. ") for number, objection in enumerate(found, 1)),
        Text(f"Gronden. {grounds}. Een aanname weerlegt nooit iets.", style="dim"),
    )


def objection_card(objection: Objection, number: str = "") -> Text:
    """One of them: what is said, how far that is answered, and with what."""
    rebuttal = objection.rebuttal
    ground = f"grond: {rebuttal.ground.value}, dekt {percent(rebuttal.covers)}"
    said = Text(f"{number}„{objection.objection}” ")
    said.append(objection.verdict, style="bold")
    said.append(f" ({ground})\n", style="dim")
    return said.append(f"    {objection.answer}")
