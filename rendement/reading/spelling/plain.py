"""What an unquoted scalar means: the one owner of the scalar rules, for files and for cells of a form."""

import re
from datetime import date
from typing import Final

from pydantic_core import PydanticCustomError

from rendement.model.dates import day_of
from rendement.model.numbers import parse_number
from rendement.model.spelling import plain_spaces

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DUTCH_DATE: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_YAML_BOOLEANS: Final = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n", "j"})
EMPTY: Final = frozenset({"", "~", "null"})
"""Spellings of nothing."""


def plain_scalar(value: str) -> object:
    """What an unquoted scalar means: nothing, ja/nee, a date, a number, or text.

    Raises PydanticCustomError with our slug for a spelling with two readings.
    """
    if not value.isascii():
        value = plain_spaces(value).strip()
    if value in EMPTY:
        return None
    said = value.lower()
    if said in ("ja", "nee"):
        return said == "ja"
    if said in _YAML_BOOLEANS:
        raise PydanticCustomError("ja_nee", "yes or no", {"tekst": value})
    return _date_or_number(value) if starts_a_number(value) else value


def starts_a_number(value: str) -> bool:
    """Whether an unquoted scalar (never empty) may be a number or a date."""
    first = value[0]
    return first.isdigit() or first in "+-"


def _date_or_number(value: str) -> object:
    if _ISO_DATE.match(value):
        return _iso_date(value)
    dutch = _DUTCH_DATE.match(value)
    if dutch:
        return _dutch_date(value, *dutch.groups())
    number = parse_number(value)
    if number is None:
        return value
    return (
        int(number)
        if number == number.to_integral_value() and "." not in value and "," not in value
        else number
    )


def _iso_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datum_bestaat_niet", "no such date", {"tekst": value}) from None


def _dutch_date(value: str, day: str, month: str, year: str) -> date:
    """Day and month of `3-11-2025` may be either way round; not those of `13-06-2025`."""
    clear = day_of(value)
    if clear is not None:
        return clear
    if int(month) > 12 >= int(day):
        day, month = month, day
    iso = f"{year}-{month:0>2}-{day:0>2}"
    _iso_date(iso)
    raise PydanticCustomError("datum_volgorde", "date order", {"tekst": value, "iso": iso})
