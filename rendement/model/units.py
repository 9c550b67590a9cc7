"""Units, quantities and durations as text; and the only conversions there are (M2).

A day, a visit and an hour are different things. Only day, week, month and year convert into each other,
and a half-day into hours where a price says how many hours it holds.
"""

import re
from typing import Final, NamedTuple

from pydantic_core import PydanticCustomError

from rendement.model.numbers import parse_number
from rendement.model.spelling import plain_quantity
from rendement.words.units import UNITS

DAYS_PER_YEAR: Final = 365.25
"""M2."""
MONTHS_PER_YEAR: Final = 12.0
"""M2."""
WEEKS_PER_YEAR: Final = 52.1786
"""M2: stated to four decimals; the same literal everywhere, so that everybody gets the same number."""

PER_YEAR: Final[dict[str, float]] = {
    "dag": DAYS_PER_YEAR,
    "week": WEEKS_PER_YEAR,
    "maand": MONTHS_PER_YEAR,
    "jaar": 1.0,
}
"""How many of each unit of time make a year."""

COUNTED: Final = frozenset({"consult", "zitting", "bezoek", "visite", "rit", "incident", "traject", "stuk"})
"""Units that everybody counts in *keer* (times)."""

SPELLINGS: Final[dict[str, str]] = {
    spelling.lower(): unit for unit, others in UNITS.items() for spelling in (unit, *others)
}
TIMES: Final = frozenset({"keer", "maal", "x"})


class _Part(NamedTuple):
    """A word for some of a unit: a quarter is 3 months, a minute 1/60 of an hour."""

    unit: str
    times: int
    over: int = 1


_PARTS: Final[dict[str, _Part]] = {
    **dict.fromkeys(("kwartaal", "kwartalen"), _Part("maand", 3)),
    **dict.fromkeys(("halfjaar", "halfjaren"), _Part("maand", 6)),
    **dict.fromkeys(("min", "minuut", "minuten"), _Part("uur", 1, 60)),
    **dict.fromkeys(("kwartier", "kwartieren"), _Part("uur", 1, 4)),
    **dict.fromkeys(("halfuur", "halfuren"), _Part("uur", 1, 2)),
}
"""Spellings of a number of units, not units of their own: no price goes by them (M2)."""

_MEASURE: Final = re.compile(
    r"(?P<number>[+-]?\d[\d.,]*(?: \d{3})*)(?: ?(?P<unit>[a-zA-Z][a-zA-Z0-9]*))?"
    r"(?: (?:per|/) ?(?:(?P<every>[1-9]\d{0,2}) )?(?P<per>[a-zA-Z]+))?\Z"
)


class Measure(NamedTuple):
    """A number with the unit it was written in: `2 uur per week` → (2.0, "uur", "week")."""

    number: float
    unit: str | None
    per: str | None

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        per = f" per {self.per}" if self.per else ""
        return f"{self.number!r}{unit}{per}"


def parse_measure(text: str) -> Measure | None:
    """Read `9`, `9 uur`, `2 uur per week`, `1 uur per 2 weken`, `een half jaar`; None for another shape.

    Raises PydanticCustomError `eenheid_onbekend` for a unit nobody knows.
    """
    try:
        measure = _measure(text.strip())
    except PydanticCustomError as error:
        if error.type != "eenheid_onbekend":
            raise
        return _measure_in_words(text, error)
    return measure or _measure_in_words(text, None)


def _measure_in_words(text: str, refused: PydanticCustomError | None) -> Measure | None:
    """The same in everyday words; what is still not known is told of the text as it was written."""
    try:
        measure = _measure(plain_quantity(text))
    except PydanticCustomError as error:
        raise refused or error from None
    if measure is None and refused is not None:
        raise refused
    return measure


def _measure(text: str) -> Measure | None:
    match = _MEASURE.match(text)
    if match is None:
        return None
    number = parse_number(match["number"])
    if number is None:
        return None
    amount, unit = _counted_in(float(number), match["unit"], text)
    if match["per"] is None:
        return Measure(amount, unit, None)
    return _rate(amount, unit, int(match["every"] or 1), match["per"], text)


def _counted_in(number: float, name: str | None, text: str) -> tuple[float, str | None]:
    """So many of a unit: `3 kwartalen` → 9 months."""
    part = _PARTS.get(name.lower()) if name else None
    return (number, _unit(name, text)) if part is None else (number * part.times / part.over, part.unit)


def _rate(number: float, unit: str | None, every: int, name: str, text: str) -> Measure:
    """So many per unit of time; once in several months is told per year, which has twelve (M2)."""
    part = _PARTS.get(name.lower())
    if part is not None and part.over == 1:
        every, name = every * part.times, part.unit
    per = _time_unit(name, text)
    if every > 1 and per == "maand":
        return Measure(number * MONTHS_PER_YEAR / every, unit, "jaar")
    return Measure(number / every, unit, per)


def _unit(name: str | None, text: str) -> str | None:
    if name is None:
        return None
    if name.lower() in TIMES:
        return "keer"
    unit = SPELLINGS.get(name.lower())
    if unit is None:
        raise PydanticCustomError("eenheid_onbekend", "unknown unit", {"tekst": text, "eenheid": name})
    return unit


def _time_unit(name: str, text: str) -> str | None:
    unit = _unit(name, text)
    if unit in PER_YEAR:
        return unit
    raise PydanticCustomError("eenheid_geen_tijd", "not a unit of time", {"tekst": text, "eenheid": name})


def conversion(unit: str | None, price_unit: str, hours_per_halfday: float | None = None) -> float | None:
    """How many `price_unit` go into one `unit` (M2); None when they do not fit and may not be converted.

    No unit means the price's own unit; `keer` fits every unit that is counted.
    """
    if unit is None or unit == price_unit or (unit == "keer" and price_unit in COUNTED):
        return 1.0
    if unit in PER_YEAR and price_unit in PER_YEAR:
        return PER_YEAR[price_unit] / PER_YEAR[unit]
    if hours_per_halfday is not None and (unit, price_unit) == ("dagdeel", "uur"):
        return hours_per_halfday
    if hours_per_halfday is not None and (unit, price_unit) == ("uur", "dagdeel"):
        return 1.0 / hours_per_halfday
    return None
