"""How Dutch hands write numbers, and which spellings we refuse because two readers read two numbers.

`1.000` is a thousand in Dutch and one in English; `0123` is 83 to plain YAML. We never choose.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9]\d*)(?:[.,]\d+)?\Z")
AMBIGUOUS_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}\Z")
GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:[., ]\d{3})+(?:[.,]\d+)?\Z")
LONGEST: Final = 30
"""Longer than any number that is meant; beyond it floats overflow."""
_LEADING_ZEROS: Final = re.compile(r"^[+-]?0+(?=\d)")
LEADING_ZERO: Final = re.compile(r"[+-]?0\d+(?:[.,]\d+)?\Z")


def parse_number(text: str) -> Decimal | None:
    """The number that `text` spells, or None when it is no number at all.

    Raises PydanticCustomError (`getal_duizendtal`, `getal_voorloopnul`) for a spelling with two readings.
    """
    if len(text) > LONGEST:
        return None
    if AMBIGUOUS_THOUSANDS.match(text) or (GROUPED.match(text) and not NUMBER.match(text)):
        raise PydanticCustomError(
            "getal_duizendtal", "ambiguous thousands", {"tekst": text, **_repairs(text)}
        )
    if LEADING_ZERO.match(text):
        raise PydanticCustomError(
            "getal_voorloopnul", "leading zero", {"tekst": text, "zonder": _LEADING_ZEROS.sub("", text)}
        )
    if not NUMBER.match(text):
        return None
    return Decimal(text.replace(",", "."))


def read_number(value: Any) -> Any:
    """The one door for numbers of a file: a quoted `"1.500"` has two readings as much as an unquoted one."""
    if isinstance(value, bool):
        raise PydanticCustomError("geen_getal", "a yes or no is no number")
    if not isinstance(value, str):
        return value
    number = parse_number(value.strip())
    if number is None:
        raise PydanticCustomError("geen_getal", "not a number")
    return number


DecimalValue = Annotated[Decimal, BeforeValidator(read_number, json_schema_input_type=float | str)]
FloatValue = Annotated[float, BeforeValidator(read_number, json_schema_input_type=float | str)]


def readings(text: str) -> list[str]:
    """What `text` may mean as a number, each spelled without doubt; the text itself when that is clear."""
    try:
        parse_number(text)
    except PydanticCustomError as error:
        context = error.context or {}
        return list(
            dict.fromkeys(str(context[name]) for name in ("zonder", "geheel", "decimaal") if name in context)
        )
    return [text]


def _repairs(text: str) -> dict[str, str]:
    """Both readings of a grouped number, spelled without doubt."""
    parts = re.split(r"[., ]", text)
    separators = [char for char in text if char in "., "]
    if len(separators) > 1 and separators[-1] != separators[0]:
        whole = "".join(parts[:-1]) + "," + parts[-1]
        return {"geheel": whole, "decimaal": whole}
    if len(separators) > 1:
        return {"geheel": "".join(parts), "decimaal": "".join(parts)}
    return {"geheel": "".join(parts), "decimaal": _as_decimal(f"{parts[0]}.{parts[-1]}")}


def _as_decimal(text: str) -> str:
    """`1.250` → `1,25`; three decimals that mean something get a fourth, so that nobody reads a thousand."""
    plain = format(Decimal(text).normalize(), "f").replace(".", ",")
    return f"{plain}0" if AMBIGUOUS_THOUSANDS.match(plain) else plain
