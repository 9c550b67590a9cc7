"""The head of a case file that was taken from a form: which form, and a mark of what it said.

A file whose mark still fits was not changed by hand since, so that reading the form again loses nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

VERSION: Final = "1"
"""Of the form; stands in every form, and in the head of the case that is taken from it."""
_TAKEN: Final = "# Overgenomen uit het Excelformulier "
_NAMED: Final = re.compile(re.escape(_TAKEN) + r"(?P<form>[^\n]{1,255}) \(versie ")


def head_lines(form: str, book: str) -> Iterator[str]:
    """The first lines of such a file, without their `#`; `form` is the name of the form's file."""
    prices = f" met prijzen van {book}" if book else ""
    yield f"{_TAKEN.removeprefix('# ')}{form} (versie {VERSION}){prices}."
    yield "Verander voortaan dit bestand, of het formulier en lees dat opnieuw; niet allebei."


def form_named_in(text: str) -> str | None:
    """The name of the form that a case file was taken from, if it says so at its top."""
    found = _NAMED.match(text) if text.startswith(_TAKEN) else None
    return found["form"] if found else None


_MARK: Final = "# Kenmerk van wat het formulier zei: "
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""A mark is letters only: digits could look like somebody's number."""


def mark_line(lines: Iterable[str]) -> str:
    """The last line of a file that was taken from a form: a mark of all others but itself and empty ones."""
    said = [line.rstrip() for line in lines if line.strip() and not line.startswith(_MARK)]
    return _MARK + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16].translate(_LETTERS)


def is_untouched(lines: Iterable[str]) -> bool:
    """Whether nobody changed these lines since the form was read."""
    kept = list(lines)
    return mark_line(kept) in kept


def is_of_the_head(line: str) -> bool:
    """Whether a remark is one that reading a form writes itself."""
    return line.startswith((_MARK, _TAKEN))
