"""One cell of the form → the scalar of a case file. Excel's types are kept, nothing is guessed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, NamedTuple

from pydantic_core import PydanticCustomError

from rendement.forms.questions import AS_TEXT, SEPARATOR, Entry, Kind
from rendement.model.numbers import AMBIGUOUS_THOUSANDS
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.privacy.look import ALLOWED
from rendement.reading.spelling.hints import refused
from rendement.reading.spelling.limits import LONGEST_TEXT
from rendement.reading.spelling.plain import plain_scalar
from rendement.reading.yaml.text import CONTROLS

_PLAIN_TEXT: Final = re.compile(r"[^\W_](?:[\w ./()€%?!;+’–-]*[\w./()€%?!;+’–])?\Z")
"""Text that means the same with and without quotes, also between braces."""
_PLAIN_LINE: Final = re.compile(r"[^\W_](?:[\w ./()€%?!;+’–,'-]*[\w./()€%?!;+’–'])?\Z")
"""The same where no braces are around it."""
_PLAIN_VALUE: Final = re.compile(r"-?[\dA-Za-z][\w.%+/ -]*\Z")
_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_NUMBER: Final = re.compile(r"[+-]?\d+[.,]\d{3}\b")


_UNREAD: Final = "x"
"""Stands for an answer that was refused: no number, time or date, so that nothing is concluded without it."""


class Filled(NamedTuple):
    """What a workbook holds in one cell."""

    value: Any
    data_type: str
    """`f` for a formula, `e` for an error of Excel."""
    number_format: str


@dataclass(frozen=True)
class Answer:
    """What stands in one cell, as it is shown, and as the case file spells it."""

    place: Place
    shown: str = ""
    spelled: str = ""
    remark: str = ""
    """`toegestaan: …`: why something is no personal data."""
    problem: Problem | None = None


def read_cell(file: str, place: Place, cell: Filled, entry: Entry) -> Answer:
    """The answer in a cell; one that cannot be read has a problem."""
    no_answer = _no_answer(file, place, cell, entry)
    if no_answer is not None:
        return no_answer
    shown = typed_in(cell.value, cell.number_format)
    if CONTROLS.search(shown):
        return _refused(file, place, "stuurteken", shown)
    words, remark = _without_remark(shown)
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    try:
        spelled = spell(words, entry.kind, is_number)
    except PydanticCustomError as error:
        return _refused(file, place, error.type, shown, **refused(error.type, error.context or {}))
    return Answer(place, shown, spelled, remark)


def _no_answer(file: str, place: Place, cell: Filled, entry: Entry) -> Answer | None:
    """What no answer can be: a formula, an error, a whole letter, a date where none is asked."""
    value = cell.value
    if cell.data_type == "f":
        return _refused(file, place, "formule_in_cel", "")
    if cell.data_type == "e":
        return _refused(file, place, "fout_in_cel", str(value), gevonden=str(value))
    if len(str(value)) > LONGEST_TEXT:
        return _refused(file, place, "te_lang", "", grens=LONGEST_TEXT)
    if isinstance(value, datetime | date | time) and entry.kind not in (Kind.DATE, *AS_TEXT):
        return _refused(file, place, "datum_in_cel", typed_in(value, ""), gevonden=typed_in(value, ""))
    return None


def _refused(file: str, place: Place, slug: str, shown: str, **details: object) -> Answer:
    marked = place._replace(end=max(2, len(shown) + 1))
    return Answer(place, shown, _UNREAD, problem=Problem(slug, file, marked, details, shown))


def typed_in(value: Any, number_format: str) -> str:
    """A value as its writer knows it: an ISO date, `25%` for a quarter in a cell with percents."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, int | float):
        return _number(Decimal(format(value, ".15g")), "%" in number_format)
    return " ".join(str(value).split(None)) if not CONTROLS.search(str(value)) else str(value)


def _number(value: Decimal, as_percent: bool) -> str:
    plain = format((value * 100 if as_percent else value).normalize(), "f")
    return f"{plain}%" if as_percent else plain


def _without_remark(shown: str) -> tuple[str, str]:
    found = ALLOWED.search(shown)
    return (shown, "") if found is None else (shown[: found.start()].rstrip(), shown[found.start() :])


def spell(words: str, kind: Kind, is_number: bool = False) -> str:
    """Words of a cell as a scalar of YAML; empty stays empty.

    Raises PydanticCustomError with our slug for a spelling with two readings.
    """
    if not words:
        return ""
    if kind is Kind.PRICE:
        words = words.rpartition(SEPARATOR)[2]
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
