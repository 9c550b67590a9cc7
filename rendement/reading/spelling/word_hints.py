"""How to write a date, a code or a list, and how a value that was refused is named."""

import re
from decimal import Decimal
from typing import Any, Final

from rendement.model.dates import day_of
from rendement.reading.complaints.media import Points

_GLUED_DATE: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")


def date_hint(text: str) -> str:
    """The ISO spelling of a date when there is no doubt about it, else how to write one."""
    bare = re.sub(r"^\W+|\W+$", "", text)
    guess = day_of(_GLUED_DATE.sub(r"\1-\2-\3", bare))
    return f"schrijf {guess} (jaar-maand-dag)" if guess else "schrijf jaar-maand-dag, bijvoorbeeld 2025-11-03"


def slug_hint(text: str) -> str | None:
    """The nearest allowed pseudonym: small letters, digits and hyphens; words alone may be a name."""
    if not re.search(r"\d", text):
        return "kies een code met kleine letters, cijfers en streepjes (dor-2025-017, sm-01); nooit een naam"
    words = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    return f"alleen kleine letters, cijfers en streepjes: {words}" if words else None


def as_name(text: str) -> str:
    """The nearest allowed name of a line or an estimate."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "naam-1"


def as_folder(typed: str, example: str) -> str:
    """A folder from that of the programme on, as it was likely meant."""
    name = typed.replace("\\", "/").removeprefix("./").strip("/ ")
    odd = not name or name[:1] in ".~" or {":", "@"} & {*name} or typed[:1] == "/"
    return f"./{example}" if odd else f"./{name}"


def three(points: list[Any]) -> Points:
    """A list of three numbers as the estimate that it was meant as."""
    said = [str(point).replace(",", ".") for point in points] if len(points) == 3 else ["…"] * 3
    return Points((("laag", said[0]), ("verwacht", said[1]), ("hoog", said[2])))


def in_words(value: object) -> str:
    """A value as its writer may recognise it; decimals with a comma."""
    if value is None or value == "":
        return "niets"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dict):
        return "een blok met sleutels"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return "een lijst" if isinstance(value, list | tuple) else str(value)
