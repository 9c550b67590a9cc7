"""Signs of personal data in a file (L2): found is an error with a place, unless the line says why not.

What we cannot be sure of is a warning. A line may say `# toegestaan: <reden>`; the reason is required. All
texts of a file are searched as one; codes, roles and the name of the file are looked at too.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final

from yaml.nodes import ScalarNode

from rendement.model.case import HOUSEHOLD_KEY_PATTERN
from rendement.reading.complaints.problems import Place
from rendement.reading.privacy.known_names import COMMON, KnownNames
from rendement.reading.privacy.names import name_in_code
from rendement.reading.privacy.signs import Sign, signs
from rendement.reading.yaml.text import Text
from rendement.words.limits import LONGEST_TEXT, MOST_SIGNS

ALLOWED: Final = re.compile(r"#\s*toegestaan\b\s*:?\s*(?P<reason>.*)$", re.IGNORECASE)
_LEAST_REASON: Final = 10


# ---------------------------------------------------------------- files

_HOUSEHOLD_KEY: Final = re.compile(HOUSEHOLD_KEY_PATTERN)
"""An agreed code is no personal data, whatever its digits look like."""


def check_privacy(text: Text, names: KnownNames = COMMON) -> None:
    """Complain of every sign in prose and remarks that its line does not allow with a reason."""
    _check_prose(text, names)
    _check_remarks(text, names)
    _check_codes(text)
    _check_file_name(text)


# ---------------------------------------------------------------- codes and the name of the file

_CODES: Final = (("casus",), ("beoordelaar",), ("rollen", "auteur"), ("rollen", "vaststeller"))
"""What people are called by: a code, in which no name belongs."""
_HELPERS: Final = (("context", "organisatie"), ("context", "verwijzer"))
"""Who may be called after somebody; only a number tells there."""
_IN_CODES: Final = {
    "privacy_bsn": "een burgerservicenummer",
    "privacy_telefoon": "een telefoonnummer",
    "privacy_email": "een e-mailadres",
    "privacy_iban": "een bankrekeningnummer",
    "privacy_geboortedatum": "een geboortedatum",
}


def _check_codes(text: Text) -> None:
    if isinstance(text.data, dict):
        for path in (*_CODES, *_HELPERS):
            code = _said(text.data, path)
            if code is not None and not _plain_code(code):
                _complain_of_code(text, path, code)


def _said(data: dict[str, object], path: tuple[str, ...]) -> str | None:
    """The text at a path in what was read."""
    value: object = data
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _complain_of_code(text: Text, path: tuple[str, ...], code: str) -> None:
    """What the look at all prose did not tell already."""
    node = text.node(path)
    if isinstance(node, ScalarNode):
        told = {sign.slug for sign in signs(code)} if any(node is other for other in text.prose) else set()
        for slug in _signs_in_code(code, people=path in _CODES):
            if slug not in told:
                _complain(text, node, Sign(slug, 0, len(code)))


@lru_cache(10_000)
def _plain_code(code: str) -> bool:
    """A code as most are (`dor-2025-018`): short words and short numbers, and no first name among them."""
    return len(code) > LONGEST_TEXT or not _signs_in_code(code, people=True)


def _signs_in_code(code: str, people: bool) -> list[str]:
    """Slugs of what a code holds, when its parts are read as words."""
    words = _JOINED.sub(" ", code)
    found = [sign.slug for sign in signs(f"{code}\n{words}") if sign.slug in _IN_CODES]
    named = people and name_in_code(code)
    return list(dict.fromkeys([*found, *(["privacy_code"] if named else [])]))


_JOINED: Final = re.compile(r"[-_]")


def _check_file_name(text: Text) -> None:
    """The name of a file travels with it, and no remark can explain it away."""
    name = os.path.basename(text.file).partition(".")[0]  # noqa: PTH119 - far faster than a path per file
    if not _plain_code(name):
        told = [_IN_CODES.get(slug, "de naam van iemand") for slug in _signs_in_code(name, people=True)]
        text.complain("privacy_bestandsnaam", Place(1, 1, 2), wat=" en ".join(told))


_REMARK: Final = re.compile(r"#.*")
_HARMLESS: set[str] = set()
"""Remarks without a sign: files share most of theirs, those of the template."""


def _check_remarks(text: Text, names: KnownNames) -> None:
    """A remark is no value, but it goes wherever the file goes."""
    told = 0
    for remark in _REMARK.finditer(text.text):
        words = remark.group()
        if names is COMMON and words in _HARMLESS:
            continue
        if len(words) > LONGEST_TEXT:
            text.complain("te_lang", text.place_at(remark.start()), grens=LONGEST_TEXT)
            continue
        found = [] if ALLOWED.search(words) else signs(words, names)
        for sign in found[: MOST_SIGNS - told]:
            told += 1
            text.complain(sign.slug, text.place_at(remark.start() + sign.start, sign.end - sign.start))
        if names is COMMON and not found and len(_HARMLESS) < _MOST_REMARKS:
            _HARMLESS.add(words)


_MOST_REMARKS: Final = 10_000


def _check_prose(text: Text, names: KnownNames) -> None:
    values = text.said
    found = signs("\n".join(values), names)
    if not found:
        return
    starts = list(accumulate((len(value) + 1 for value in values), initial=0))
    for sign in found[:MOST_SIGNS]:
        index = bisect_right(starts, sign.start) - 1
        if _HOUSEHOLD_KEY.match(values[index]) and text.node(("huishoudsleutel",)) is text.prose[index]:
            continue
        first, last = sign.start - starts[index], sign.end - starts[index]
        _complain(text, text.prose[index], Sign(sign.slug, first, last))


def _complain(text: Text, node: ScalarNode, sign: Sign) -> None:
    place = _place_in(text, node, sign)
    lines = text.lines
    allowed = ALLOWED.search(lines[place.line - 1]) or ALLOWED.search(lines[node.start_mark.line])
    if allowed is None:
        text.complain(sign.slug, place)
    elif len(allowed["reason"].strip()) < _LEAST_REASON:
        text.complain("privacy_reden", place)


def _place_in(text: Text, node: ScalarNode, sign: Sign) -> Place:
    """Where the sign stands; its first word, or the start of the text, when it was folded over lines."""
    fragment = node.value[sign.start : sign.end]
    for wanted in (fragment, fragment.split()[0]):
        earlier = node.value[: sign.start].count(wanted)
        for number, column in _spots(text, node, wanted):
            if not earlier:
                return Place(number + 1, column + 1, column + 1 + len(wanted))
            earlier -= 1
    start = node.start_mark
    return Place(start.line + 1, start.column + 1, start.column + 2)


def _spots(text: Text, node: ScalarNode, wanted: str) -> Iterator[tuple[int, int]]:
    lines = text.lines
    for number in range(node.start_mark.line, min(node.end_mark.line + 1, len(lines))):
        column = lines[number].find(wanted, node.start_mark.column if number == node.start_mark.line else 0)
        while column >= 0:
            yield number, column
            column = lines[number].find(wanted, column + len(wanted))
