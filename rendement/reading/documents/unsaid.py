"""What a file leaves open without its writer knowing: a key with nothing behind it, text behind a #."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rendement.model.forms import ATTRIBUTES
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.documents.validation import empty_field
from rendement.reading.privacy.look import ALLOWED
from rendement.reading.yaml.text import Text

_COUNTS: Final = frozenset(
    {
        *(
            "kans",
            "ook_zonder_ons",
            "aantal",
            "vanaf",
            "duur",
            "uitstel",
            "verschuift",
            "verdringing",
            "afbouw",
        ),
        *("horizon", "laag", "verwacht", "hoog", "eenheid", "groep", "gedeeld_over", "betalers", "uitgave"),
        *("personen", "in_plaats_van", "deel", "klopt"),
        *ATTRIBUTES,
        *("met_inzet", "lotkans", "afgesloten", "kosten", "grenzen", "opvolging", "controle"),
    }
)
"""Keys that change what is counted: nobody can tell an empty one from one that was forgotten."""
_NEEDED: Final = frozenset({"kans", "ook_zonder_ons", "aantal", "laag", "verwacht", "hoog"})
"""Keys that cannot, or may not, be left out."""
_REMARK: Final = re.compile(r"(?P<before>\s+)#(?P<after>.?)")


def left_open(text: Text) -> Iterator[Problem]:
    """Empty keys that would count, and text of a sentence that a # takes away."""
    for key, value in text.empty:
        if key.value in _COUNTS:
            yield _empty(text, key.value, text.place_of(value))
    if " #" in text.text and not text.has_plain_remarks:
        yield from _cut_off(text)
    if ", naam:" in text.text:
        yield from _named_line(text)


_THEN_NAMED: Final = re.compile(
    r"\b(?P<field>aantal|vanaf|duur|uitstel|kans|verdringing): (?P<value>[^{}\[\],:\n]{1,40})"
    r", naam: (?P<name>[\w-]+)"
)
"""An estimate of one number between the braces of a line, and a name right behind it."""


def _named_line(text: Text) -> Iterator[Problem]:
    """Between the braces of a line, `uitstel: 8 maanden, naam: x` names the line, and nobody asks for it."""
    for number, line in enumerate(text.lines, 1):
        for found in _THEN_NAMED.finditer(line):
            name = found["name"]
            if len(re.findall(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text.text)) == 1:
                told = {"naam": name, "veld": found["field"], "waarde": found["value"]}
                yield text.problem(
                    "naam_na_schatting", Place(number, found.start() + 1, found.end() + 1), **told
                )


def _empty(text: Text, key: str, place: Place) -> Problem:
    told = empty_field(text, (key,), place)
    if key in _NEEDED:
        return told
    without = f"{told.details['suggestie']}; hoort het er niet bij? haal '{key}:' dan weg"
    return replace(told, details={**told.details, "suggestie": without.replace(", of haal het weg", "")})


def _cut_off(text: Text) -> Iterator[Problem]:
    """A remark has two spaces before its # and one behind it; anything else may belong to the sentence."""
    for node in text.prose:
        if node.style or node.end_mark.line >= len(text.lines):
            continue
        line, end = text.lines[node.end_mark.line], node.end_mark.column
        found = _REMARK.match(line, end)
        if found is None or ALLOWED.match(line, found.end("before")):
            continue
        if len(found["before"]) == 1 or found["after"] not in ("", " "):
            start = text.place_of(node)._replace(line=node.end_mark.line + 1)
            place = start._replace(column=found.end("before") + 1, end=len(line.rstrip()) + 1)
            yield text.problem("tekst_na_hekje", place)
