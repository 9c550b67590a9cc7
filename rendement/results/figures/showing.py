"""Whether a ratio, a chance that it pays or a payback may be shown, and if not, why (M32, M33)."""

from enum import StrEnum
from typing import Final

MOST_RATIO: Final = 50.0
"""Benefit per euro above which the cost is too small to divide by (M33)."""


class Withheld(StrEnum):
    """Why a figure is not given; the code that other programs read."""

    INCOMPLETE = "kosten_onvolledig"
    NO_COST = "geen_kosten"
    BELOW_ZERO = "baten_onder_nul"
    SMALL_COST = "kosten_te_klein"


WHY: Final[dict[Withheld, str]] = {
    Withheld.INCOMPLETE: "kosten onvolledig",
    Withheld.NO_COST: "geen kosten om mee te vergelijken",
    Withheld.BELOW_ZERO: "de baten zijn samen onder nul",
    Withheld.SMALL_COST: "kosten te klein voor een verhouding",
}
"""The same in words for people."""
CHANCE: Final = "de kans dat de baten van deze groep casussen de kosten overtreffen"
"""What a chance that it pays is a chance of (M33)."""


def why_no_ratio(complete: bool, benefit: float, cost: float) -> Withheld | None:
    """The one rule for every medium: None where benefit per euro may be shown (M33)."""
    if not complete:
        return Withheld.INCOMPLETE
    if cost <= 0:
        return Withheld.NO_COST
    if benefit < 0:
        return Withheld.BELOW_ZERO
    return Withheld.SMALL_COST if benefit > MOST_RATIO * cost else None


def why_no_chance(complete: bool) -> Withheld | None:
    """None where it may be said how likely it is to pay, what a mistake costs, and what knowing is worth."""
    return None if complete else Withheld.INCOMPLETE


def why_no_payback(complete: bool, cost: float) -> Withheld | None:
    """None where it may be said when costs are earned back: there must be some (M21), and all (M32)."""
    if not complete:
        return Withheld.INCOMPLETE
    return None if cost > 0 else Withheld.NO_COST
