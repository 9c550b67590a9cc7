"""Answers by the path of their question, whatever medium asked: one type between a form and a case file.

A path is that of `pages.py`, with the number of its row: `("zonder_inzet", 0, "hulp", 1, "duur")`. An answer
at the path of a table holds nothing itself: it says where the table begins.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from pydantic_core import PydanticCustomError

from rendement.forms.questions import AS_TEXT, Kind, Path
from rendement.model.numbers import AMBIGUOUS_THOUSANDS
from rendement.reading.complaints.problems import Place, Problem, SheetCell
from rendement.reading.privacy.look import ALLOWED
from rendement.reading.spelling.plain import plain_scalar

Value = str | int | Decimal | date | None
NOWHERE: Final = Place(0, 1, 2, SheetCell())
"""The form as a whole."""
_PLAIN_TEXT: Final = re.compile(r"[^\W_](?:[\w ./()€%?!;+’–-]*[\w./()€%?!;+’–])?\Z")
"""Text that means the same with and without quotes, also between braces."""
_PLAIN_LINE: Final = re.compile(r"[^\W_](?:[\w ./()€%?!;+’–,'-]*[\w./()€%?!;+’–'])?\Z")
"""The same where no braces are around it."""
_PLAIN_VALUE: Final = re.compile(r"-?[\dA-Za-z][\w.%+/ -]*\Z")
_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NUMBER: Final = re.compile(r"[+-]?\d+[.,]\d{3}\b")


@dataclass(frozen=True)
class Answer:
    """What was answered, where, and how the case file spells it."""

    place: Place = NOWHERE
    value: Value = None
    """As it was given: words, or a number or a date where a medium knows those."""
    spelled: str = ""
    remark: str = ""
    """`toegestaan: …`: why something is no personal data."""
    problem: Problem | None = None

    @property
    def shown(self) -> str:
        """The value in words."""
        return "" if self.value is None else str(self.value)


Answers = Mapping[Path, Answer]
EMPTY: Final = Answer()


def at(answers: Answers, path: Path) -> Answer:
    """The answer to one question; an empty one where nobody answered."""
    return answers.get(path, EMPTY)


def rows(answers: Answers, path: Path) -> list[Answers]:
    """The rows of the table at a path, in order, each by the paths of its own columns."""
    found: dict[int, dict[Path, Answer]] = {}
    size = len(path)
    for whole, answer in answers.items():
        if len(whole) > size and whole[:size] == path and isinstance(number := whole[size], int):
            found.setdefault(number, {})[whole[size + 1 :]] = answer
    return [found[number] for number in sorted(found)]


# ---------------------------------------------------------------- how the case file spells it


def without_remark(words: str) -> tuple[str, str]:
    """Words, and the remark behind them that allows what looks like personal data."""
    found = ALLOWED.search(words)
    return (words, "") if found is None else (words[: found.start()].rstrip(), words[found.start() :])


def spell(words: str, kind: Kind, is_number: bool = False) -> str:
    """Words as a scalar of YAML; empty stays empty.

    Raises PydanticCustomError with our slug for a spelling with two readings.
    """
    if not words:
        return ""
    if kind in AS_TEXT:
        return words if kind is Kind.CHOICE and words in ("ja", "nee") else as_text(words)
    if is_number and AMBIGUOUS_THOUSANDS.match(words):
        return f"{words}0"  # it was typed as a number: three decimals, and no thousands
    tidy = words if _NUMBER.search(words) else _COMMA.sub(".", words)
    if not _PLAIN_VALUE.match(tidy) or tidy.lower() in ("null", "~"):
        return quoted(words)
    plain_scalar(tidy)
    return tidy


def as_text(words: str) -> str:
    """Text as a scalar that is read as text again, whatever it looks like."""
    return words if _PLAIN_TEXT.match(words) and _stays_text(words) else quoted(words)


def on_a_line(spelled: str, shown: str) -> str:
    """A scalar outside braces: without its quotes where they are not needed."""
    plain = spelled == quoted(shown) and _PLAIN_LINE.match(shown) and _stays_text(shown)
    return shown if plain else spelled


def _stays_text(words: str) -> bool:
    try:
        return plain_scalar(words) == words
    except PydanticCustomError:
        return False


def quoted(words: str) -> str:
    """Text between double quotes; what a screen would hide is written out."""
    safe = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNSEEN.sub(lambda sign: f"\\u{ord(sign.group()):04x}", safe) + '"'
