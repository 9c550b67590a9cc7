"""The card of objections: each with its verdict, on what that rests, and the answer (M34)."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from rendement.reports.display import percent, plural
from rendement.results.objection_facts import Objection
from rendement.results.rebuttal import GROUND_WORDS


def objections_card(found: Sequence[Objection], whose: str = "") -> RenderableType:
    """The strongest first, as on the sheet Tegenspraak; `whose`: of what amounts speak (M32)."""
    title = f"Tegenspraak: {plural(len(found), 'bezwaar', 'bezwaren')}, het zwaarste eerst"
    title += f"; bedragen zijn {whose}" if whose else ""
    grounds = "; ".join(f"{ground.value}: {words}" for ground, words in GROUND_WORDS.items())
    return Group(
        Text(title, style="bold"),
        *(_one(number, objection) for number, objection in enumerate(found, 1)),
        Text(f"Gronden. {grounds}. Een aanname weerlegt nooit iets.", style="dim"),
    )


def _one(number: int, objection: Objection) -> Text:
    rebuttal = objection.rebuttal
    ground = f"grond: {rebuttal.ground.value}, dekt {percent(rebuttal.covers)}"
    said = Text(f"{number:>2}. „{objection.objection}” ")
    said.append(objection.verdict, style="bold")
    said.append(f" ({ground})\n", style="dim")
    return said.append(f"    {objection.answer}")
