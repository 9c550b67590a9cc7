"""What units are called: every spelling of each, and its plural."""

from typing import Final

UNITS: Final[dict[str, tuple[str, ...]]] = {
    "uur": ("uren", "u"),
    "dagdeel": ("dagdelen",),
    "dag": ("dagen", "etmaal", "etmalen"),
    "week": ("weken",),
    "maand": ("maanden", "mnd"),
    "jaar": ("jaren", "jr"),
    "nacht": ("nachten",),
    "werkdag": ("werkdagen",),
    "schooldag": ("schooldagen",),
    "behandeldag": ("behandeldagen",),
    "consult": ("consulten",),
    "zitting": ("zittingen",),
    "bezoek": ("bezoeken",),
    "visite": ("visites",),
    "rit": ("ritten",),
    "incident": ("incidenten",),
    "traject": ("trajecten",),
    "stuk": ("stuks", "stukken"),
    "deelnemer": ("deelnemers",),
    "persoon": ("personen", "mensen"),
    "casus": ("casussen",),
    "km": ("kilometer", "kilometers"),
    "kWh": ("kwh",),
    "m3": (),
    "kg": (),
}
"""Canonical unit → other spellings of the same unit."""

_NO_PLURAL: Final = frozenset({"uur", "jaar", "km", "kWh", "m3", "kg"})
"""Units that keep their form after a number: 12 uur, 3 km."""


def plural(unit: str) -> str:
    """A unit as it is said of twelve: `zittingen`, but `uur`; an unknown unit as it is."""
    return unit if unit in _NO_PLURAL or unit not in UNITS else UNITS[unit][0]
