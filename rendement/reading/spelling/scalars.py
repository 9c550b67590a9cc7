"""What one scalar of a file means, and whether it is a text in which personal data may stand."""

import re
from typing import Final

from rendement.reading.spelling.plain import plain_scalar, starts_a_number

UNKNOWN: Final = object()
"""No meaning that is known already; `None` is one."""
_MOST_KNOWN: Final = 50_000
_TELLING: Final = re.compile(r"[ @]|\d{8}|[A-Za-z]{2}\d{2}[A-Z]|\d[\d.()/-]{7,}\d")
"""A single word without these holds no personal data that we could see."""
_QUANTITY: Final = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?(?: ?%| op (?:de )?\d{1,3}|(?: [a-z]{1,12}){1,3})\Z")
"""`2 uur per week`, `1 op 4`: half of the texts of a case, and nobody's data."""


def meaning(value: str) -> tuple[object, bool]:
    """What an unquoted scalar means, and whether it is prose.

    Raises PydanticCustomError with our slug for a spelling with two readings.
    """
    if " " in value and not starts_a_number(value):
        return value, True
    plain = plain_scalar(value)
    return plain, type(plain) is str and bool(_TELLING.search(plain)) and not _QUANTITY.match(plain)


def remember(known: dict[str, object], spelled: str, plain: object) -> None:
    """Keep what a word means: files share most of their words, and not so many that it would never end."""
    if len(known) > _MOST_KNOWN:
        known.clear()
    known[spelled] = plain
