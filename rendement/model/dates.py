"""Dates as people write them, where only one day can be meant: `2025/6/12`, `13-06-2025`, `12 juni 2025`."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from rendement.model.spelling import tidied

_NAMES: Final = (
    *(("januari", "jan"), ("februari", "feb"), ("maart", "mrt"), ("april", "apr"), ("mei",)),
    *(("juni", "jun"), ("juli", "jul"), ("augustus", "aug"), ("september", "sep", "sept")),
    *(("oktober", "okt"), ("november", "nov"), ("december", "dec")),
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})\Z")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})\Z")
_SPOKEN: Final = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})\Z")
_YEAR_MONTH: Final = re.compile(r"(\d{4})[-/.](\d{1,2})\Z")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})[-/.](\d{4})\Z")
_SPOKEN_MONTH: Final = re.compile(r"([a-z]{3,9})\.? (\d{4})\Z")
_LONGEST: Final = 30


def day_of(text: str) -> date | None:
    """The day that `text` spells; None when it is no date, does not exist or may be two days.

    Day and month may be either way round only when that makes no difference, or when one is above 12.
    """
    said = tidied(text) if len(text) <= _LONGEST else ""
    found = _YEAR_FIRST.match(said)
    if found:
        return _date(found[1], found[3], found[4])
    found = _DAY_FIRST.match(said)
    if found:
        day, month = int(found[1]), int(found[3])
        return _date(found[4], found[3], found[1]) if day > 12 or day == month else None
    found = _SPOKEN.match(said)
    return _date(found[3], _month(found[2]), found[1]) if found else None


def month_of(text: str) -> tuple[int, int] | None:
    """Year and month of `2025-06`, `6-2025` or `juni 2025`; None for anything else."""
    said = tidied(text) if len(text) <= _LONGEST else ""
    found = _YEAR_MONTH.match(said)
    year, month = (found[1], int(found[2])) if found else ("", 0)
    other = _MONTH_YEAR.match(said) or _SPOKEN_MONTH.match(said)
    if other:
        year, month = other[2], int(other[1]) if other[1].isdigit() else _month(other[1])
    return (int(year), month) if 1 <= month <= 12 else None


def first_day_of(text: str) -> date | None:
    """The day, or the first day of the month, that `text` spells."""
    month = month_of(text)
    return day_of(text) if month is None else date(*month, 1)


def last_day_of(text: str) -> date | None:
    """The day, or the last day of the month, that `text` spells."""
    month = month_of(text)
    return day_of(text) if month is None else date(*month, monthrange(*month)[1])


def _month(name: str) -> int:
    """The number of a month by its name, whole or cut short; 0 for another word."""
    return next((number for number, names in enumerate(_NAMES, 1) if name in names), 0)


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
