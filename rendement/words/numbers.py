"""Numbers as Dutch readers write them. The only place where anything is rounded."""

import math
from datetime import date
from typing import Any, Final

from rendement.words import units

DASH: Final = "–"
_FINE, _COARSE = 0.01, 0.05
"""A drawn chance is told in steps of so much: of many draws, and of few."""
MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def number(value: float, decimals: int = 0) -> str:
    """`1234.5` → `1.234,50` with a real minus; never minus zero."""
    rounded = f"{abs(value):,.{decimals}f}"
    dutch = rounded.replace(",", " ").replace(".", ",").replace(" ", ".")
    zero = not any(digit in rounded for digit in "123456789")
    return ("−" if value < 0 and not zero else "") + dutch


def euro(value: float, decimals: int = 0) -> str:
    """`−€ 1.234`."""
    text = number(value, decimals)
    return f"−€ {text[1:]}" if text.startswith("−") else f"€ {text}"


def plain(value: float) -> str:
    """Every digit of an amount, with a decimal comma: `32,76`, for another program that reads Dutch."""
    return repr(value).removesuffix(".0").replace(".", ",")


def step_of(error: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … that is no finer than an error; at least 1."""
    if error <= 1:
        return 1.0
    power = 10.0 ** math.floor(math.log10(error))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= error * (1 - 1e-9))


def rounded(value: float, error: float) -> float:
    """A value with no digits finer than its error."""
    step = step_of(error)
    return round(value / step) * step


def about(value: float, error: float) -> str:
    """An amount of euros with no digits finer than its error: `€ 12.500`."""
    return euro(rounded(value, error))


def odds(share: float | None, error: float) -> str:
    """A drawn chance as a percentage, no finer than the error of its run; never a flat 0 or 100 %.

    A dash for none.
    """
    if share is None:
        return DASH
    step = _FINE if error <= _FINE else _COARSE
    near = round(share / step) * step
    if near < step:
        return f"minder dan {percent(step)}"
    return f"meer dan {percent(1 - step)}" if near > 1 - step else percent(near)


def turned_words(share: float | None, error: float) -> str:
    """How often a conclusion is another one; a dash where it never is."""
    return odds(share, error) if share else DASH


def percent(share: float, decimals: int = 0) -> str:
    """`0.35` → `35 %`."""
    return f"{number(share * 100, decimals)} %"


def share(value: float) -> str:
    """`0.6` → `60 %`, `0.125` → `12,5 %`: a decimal only where there is one."""
    return percent(value, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1)


def chance(value: float) -> str:
    """`0.25` → `25 % (1 op 4)`; the fraction only where it is near enough to say the same."""
    if 0.005 < value <= 0.5 and abs(value * round(1 / value) - 1) < 0.025:
        return f"{share(value)} (1 op {number(round(1 / value))})"
    return share(value)


def significant(value: float, digits: int = 4) -> str:
    """A plain number with about so many digits that mean something."""
    if value == 0:
        return "0"
    magnitude = len(str(int(abs(value)))) if abs(value) >= 1 else 0
    decimals = max(0, digits - max(1, magnitude))
    text = number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def counted(value: float, unit: str, digits: int = 4) -> str:
    """`1 maand`, `7,5 maanden`, `2 uur per week`, or the bare number without a unit."""
    amount = significant(value, digits)
    first, _, rest = unit.partition(" ")
    word = first if amount in ("1", "−1") else units.plural(first)
    return " ".join(part for part in (amount, word, rest) if part)


def plural(amount: int, one: str, more: str) -> str:
    """`1 casus`, `3 casussen`."""
    return f"{number(amount)} {one if amount == 1 else more}"


def day(value: date) -> str:
    """`3 nov 2025`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def cell(value: Any, kind: str) -> str:
    """A value of a table as text."""
    if value is None:
        return DASH
    shown = {
        "euro": lambda: euro(value),
        "euro_cent": lambda: euro(value, 2),
        "aantal": lambda: number(value),
        "getal": lambda: significant(value),
        "aandeel": lambda: percent(value),
        "kans": lambda: percent(value, 1),
        "trekking": lambda: odds(value, _FINE),
        "trekking_grof": lambda: odds(value, _COARSE),
        "datum": lambda: day(value),
    }.get(kind)
    return str(value) if shown is None else shown()
