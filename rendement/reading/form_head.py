"""The head of a case file that was taken from a form: which form, and a mark of what it said.

A file whose mark still fits was not changed by hand since, so that reading the form again loses nothing.
"""

import re
from collections.abc import Iterator
from typing import Final

from rendement.model.form import VERSION

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
