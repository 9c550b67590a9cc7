"""How sure it is in sentences: the same on the screen and in the workbook (M16)."""

from rendement.reports.display import about, euro, odds
from rendement.reports.optimism_words import shared_words
from rendement.results.uncertainty import Uncertainty


def in_short(found: Uncertainty) -> list[str]:
    """The band, the chance that it pays, and what a mistake costs."""
    total = found.total
    low, middle, high = (about(value, total.error) for value in (total.p10, total.p50, total.p90))
    pays = "het loont" if total.mean > 0 else "het loont niet"
    return [
        f"Het saldo ligt in 8 van de 10 gevallen tussen {low} en {high}; in de helft boven {middle}.",
        f"De kans dat de baten groter zijn dan de kosten is {odds(total.chance, total.chance_error)}.",
        shared_words(found),
        f"Wie uitgaat van '{pays}' en zich vergist, verliest gemiddeld {about(total.loss, total.error)}.",
    ]


def without_largest_words(found: Uncertainty) -> list[str]:
    """The net without the case that adds most, where there is one; not for the shareable edition."""
    if found.without_largest is None:
        return []
    case, net = found.without_largest
    return [f"Zonder de casus die het meest toevoegt ({case}) is het verwachte saldo {euro(net)}."]
