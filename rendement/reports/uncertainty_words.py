"""How sure it is in sentences: the same on the screen and in the workbook (M16)."""

from typing import Final

from rendement.reports.costs_words import NO_CHANCE, chance_words, loss_words
from rendement.reports.optimism_words import shared_words
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.words.numbers import about, euro

BALANCE: Final = "Het saldo"


def in_short(found: Uncertainty, balance: str = BALANCE) -> list[str]:
    """The band of `balance`, the chance that it pays, and what a mistake costs; or why there is no chance."""
    total = found.total
    low, middle, high = (about(value, total.error) for value in (total.p10, total.p50, total.p90))
    words = [
        f"{balance} ligt in 8 van de 10 gevallen tussen {low} en {high}; in de helft boven {middle}.",
        chance_words(total),
        shared_words(found),
        loss_words(total),
        NO_CHANCE if total.withheld else None,
    ]
    return [sentence for sentence in words if sentence]


def without_largest_words(found: Uncertainty) -> list[str]:
    """The net without the case that adds most, where there is one; not for the shareable edition."""
    if found.without_largest is None:
        return []
    case, net = found.without_largest
    return [f"Zonder de casus die het meest toevoegt ({case}) is het verwachte saldo {euro(net)}."]
