"""The library used wrongly: one Dutch sentence that names the mistake and the repair.

Each kind is also the exception that Python itself would raise, so that `except KeyError` does its work. What
is wrong inside a file is a `Problem`, and never stands here.
"""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from operator import index
from typing import Final

_MOST_NAMED: Final = 12
"""Choices named in one sentence."""
_LONGEST: Final = 60


class Misuse(Exception):  # noqa: N818 - what happened, as CannotAdd
    """A call that cannot be answered; its text is a sentence for a person."""

    def __str__(self) -> str:
        return str(self.args[0])


class Unknown(Misuse, KeyError):  # noqa: N818
    """A name that is not there."""


class WrongKind(Misuse, TypeError):  # noqa: N818
    """An argument of another type."""


class WrongValue(Misuse, ValueError):  # noqa: N818
    """An argument of the right type that cannot be."""


class NotThere(Misuse, FileNotFoundError):  # noqa: N818
    """A file or folder that does not exist."""


class CannotAdd(ValueError):  # noqa: N818 - a refusal, named as one
    """Cases that may not be added up: no denominator, or computed in different ways."""

    def __init__(self, said: str, typed: str | None = None) -> None:
        super().__init__(said)
        self.typed = typed or said
        """The same for who typed a command: a repair in options instead of arguments."""


def unknown(said: str, given: object, choices: Iterable[object]) -> Unknown:
    """`said` (with the name that was given in it), what was probably meant, and what there is."""
    names = [str(choice) for choice in choices]
    near = get_close_matches(str(given), names, 1)
    meant = f"bedoelt u '{near[0]}'? " if near and near[0] != given else ""
    return Unknown(f"{said}; {meant}{_choices(names)}")


def _choices(names: list[str]) -> str:
    if not names:
        return "er is er geen"
    more = f" en nog {len(names) - _MOST_NAMED}" if len(names) > _MOST_NAMED else ""
    return f"kies uit: {', '.join(names[:_MOST_NAMED])}{more}"


def quoted(value: object) -> str:
    """A value as it was given, short enough for a sentence."""
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def whole(name: str, value: object, least: int) -> int:
    """A whole number of at least `least`. Raises WrongKind for anything else, WrongValue below it."""
    try:
        number = index(value)  # type: ignore[arg-type]  # anything may be given; this is what finds out
    except TypeError:
        number = None
    if number is None or isinstance(value, bool):
        raise WrongKind(f"{name} is een heel getal, niet {quoted(value)}: {_unquoted(name, value)}")
    if number < least:
        raise WrongValue(f"{name} is minstens {least}, niet {number}")
    return number


def _unquoted(name: str, value: object) -> str:
    digits = isinstance(value, str) and value.strip().isdecimal() and value.strip().isascii()
    plain = isinstance(value, float) and value.is_integer()
    if digits or plain:
        return f"schrijf {name}={int(value)}"  # type: ignore[call-overload]  # text of digits, or a float
    return f"schrijf bijvoorbeeld {name}={_EXAMPLES.get(name, 1)}"


_EXAMPLES: Final = {"price_year": 2025, "draws": 10_000, "threshold": 5, "closed": 40, "most": 12}


def must_be(name: str, value: object, kinds: type | tuple[type, ...], repair: str) -> None:
    """Raises WrongKind for an argument of another type; `repair` says what it is, with an example."""
    if not isinstance(value, kinds):
        raise WrongKind(f"{name} is {repair}, niet {quoted(value)}")


def one_of(name: str, value: object, choices: Collection[str]) -> None:
    """Raises Unknown when an argument is none of its choices."""
    if value not in choices:
        raise unknown(f"{name} kan niet {quoted(value)} zijn", value, choices)
