"""What keeps the reference the same on every machine and day: few things, each with its reason."""

import datetime
import importlib
import os
import pkgutil
import re
from typing import Any, Final

TODAY: Final = datetime.date(2026, 12, 1)
"""The day on which everything is made: complaints about dates and old prices depend on it."""
ENVIRONMENT: Final = {
    "COLUMNS": "80",
    "LINES": "40",
    "TERM": "dumb",
    "NO_COLOR": "1",
    "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
}
"""What screens and numbers would otherwise take from the developer's terminal."""
TAKEN_AWAY: Final = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "RENDEMENT_FOUT")
_SECONDS: Final = re.compile(r'("seconds": )[\d.e-]+')
ROUGH: Final = 3
ROUGH_WORDS: Final = "van beide rekenwijzen"
"""What a run finds when it is drawn in two ways, in half precision: to this many digits on any processor."""
_ROUGH_RECORD: Final = re.compile(rf"\{{[^{{}}]*{ROUGH_WORDS}[^{{}}]*\}}")
_LONG: Final = re.compile(r"(?<![\w.])-?\d+\.\d{7,}(?:[eE][-+]?\d+)?(?![\w.])")


def settled() -> dict[str, str]:
    """The environment to make the reference in; of a new process, because consoles look at it once."""
    return {k: v for k, v in os.environ.items() if k not in TAKEN_AWAY} | ENVIRONMENT


def is_settled() -> bool:
    """Whether this process runs in that environment."""
    return settled() == dict(os.environ)


class _Dates(type(datetime.date)):  # type: ignore[misc]
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime.date)


class SteadyDate(datetime.date, metaclass=_Dates):
    """`datetime.date`, but every day is the same day; what it makes are ordinary dates."""

    def __new__(cls, *numbers: int) -> Any:
        return datetime.date(*numbers)

    @classmethod
    def today(cls) -> Any:
        return TODAY


def stop_the_clock() -> None:
    """Give every module that knows `date` the steady one; wherever the modules stand."""
    root = importlib.import_module("rendement")
    for found in pkgutil.walk_packages(root.__path__, "rendement."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            if vars(module).get("date") is datetime.date:
                vars(module)["date"] = SteadyDate


def steady_number(value: float, digits: int = 12) -> str:
    """A number as text, without the last digits that a processor or a version of Python may choose.

    Twelve significant digits and nine decimals: nobody reads more, and the arithmetic has tests of its own.
    """
    return f"{round(value, 9) + 0.0:.{digits}g}"


def steady_text(text: str, version: str) -> str:
    """Text with steady long numbers, and without how long it took and the version of the program."""
    text = _SECONDS.sub(r"\g<1>0.0", text)
    text = _ROUGH_RECORD.sub(lambda found: _steady_in(found[0], ROUGH), text)
    text = _steady_in(text)
    return re.sub(rf"(?<![\w.]){re.escape(version)}(?![\w.])", "VERSIE", text)


def _steady_in(text: str, digits: int = 12) -> str:
    return _LONG.sub(lambda found: _with_point(steady_number(float(found[0]), digits)), text)


def _with_point(number: str) -> str:
    return number if "." in number or "e" in number else f"{number}.0"
