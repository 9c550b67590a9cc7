"""Signs of personal data in free text (L2): found is an error with a place, unless the line says why not.

A line may say `# toegestaan: <reden>`; the reason is required. Number checks come from python-stdnum and
phonenumbers.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from yaml.nodes import ScalarNode

from rendement.reading.problems import Place
from rendement.reading.yaml_text import Text

ALLOWED: Final = re.compile(r"#\s*toegestaan\b\s*:?\s*(?P<reason>.*)$", re.IGNORECASE)
_LEAST_REASON: Final = 10

_DIGITS: Final = re.compile(r"(?<![\d-])\d(?:[ .]?\d){7,8}(?![\d-])")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_POSTCODE: Final = re.compile(
    r"\b[1-9]\d{3} ?(?!SA|SD|SS)[A-Z]{2}\b(?:,? ?\d{1,5}\b)?|\b[1-9]\d{3}[a-z]{2},? ?\d{1,5}\b"
)
_STREET: Final = re.compile(
    r"\b[A-Z][\w'-]*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|pad|steeg|plantsoen|dreef) \d{1,5}\b"
)
_BIRTH: Final = re.compile(
    r"\b(?:geboren|geb\.?|geboortedatum)\b[^.\n]{0,25}?"
    r"(?:\d{1,2}[-/. ](?:\d{1,2}|[a-z]{3,9})[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_OLD_DATE: Final = re.compile(
    r"\b(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19\d{2}|200\d)|(?:19\d{2}|200\d)-\d{2}-\d{2})\b"
)
_NAME: Final = re.compile(
    r"\b(?i:mevrouw|mevr|mw|meneer|mijnheer|dhr|de heer|juffrouw|familie|fam)\b\.? "
    r"(?:[A-Z]\.(?: ?[A-Z]\.)* ?)?(?:(?i:van|de|der|den|het|ter|ten|te|el|al|von|la|le|'t) )*"
    r"[A-ZÀ-Ý][a-zà-ÿ'’-]+"
)
_PHONE_LIKE: Final = re.compile(r"(?:\+\d{2}|\b0)[\d ()-]{8,}\d")
_ANY: Final = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            r"@",
            r"\d(?:[ .]?\d){7}",
            r"[A-Z]{2}\d{2}",
            r"[1-9]\d{3} ?[A-Za-z]{2}\b",
            r"[a-z] \d{1,5}\b",
            r"(?:19|200)\d",
            r"(?i:geb|mevr|mw|meneer|heer|dhr|juffrouw|fam)",
            r"(?:\+\d{2}|\b0)[\d ()-]{8,}",
        )
    )
)
"""A cheap sieve: texts without a hit hold none of the signs."""


class Sign(NamedTuple):
    """A stretch of text that looks like personal data."""

    slug: str
    start: int
    end: int


def signs(text: str) -> list[Sign]:
    """Everything in `text` that looks like personal data, in order, overlapping signs once."""
    if not _ANY.search(text):
        return []
    found = sorted(_all_signs(text), key=lambda sign: (sign.start, -sign.end))
    kept: list[Sign] = []
    for sign in found:
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return kept


def _all_signs(text: str) -> Iterator[Sign]:
    simple = (
        (_EMAIL, "privacy_email"),
        (_POSTCODE, "privacy_adres"),
        (_STREET, "privacy_adres"),
        (_BIRTH, "privacy_geboortedatum"),
        (_OLD_DATE, "privacy_geboortedatum"),
        (_NAME, "privacy_naam"),
    )
    for pattern, slug in simple:
        yield from (Sign(slug, *match.span()) for match in pattern.finditer(text))
    yield from _ibans(text)
    yield from _citizen_numbers(text)
    yield from _phone_numbers(text)


def _ibans(text: str) -> Iterator[Sign]:
    for match in _IBAN.finditer(text):
        from stdnum import iban

        if iban.is_valid(match.group()):
            yield Sign("privacy_iban", *match.span())


def _citizen_numbers(text: str) -> Iterator[Sign]:
    for match in _DIGITS.finditer(text):
        from stdnum.nl import bsn

        if bsn.is_valid(match.group().replace(".", "").replace(" ", "").zfill(9)):
            yield Sign("privacy_bsn", *match.span())


def _phone_numbers(text: str) -> Iterator[Sign]:
    if not _PHONE_LIKE.search(text):
        return
    from phonenumbers import Leniency, PhoneNumberMatcher

    for match in PhoneNumberMatcher(text, "NL", leniency=Leniency.POSSIBLE):
        yield Sign("privacy_telefoon", match.start, match.end)


def check_privacy(text: Text) -> None:
    """Complain of every sign in the prose of a file that its line does not allow with a reason."""
    if not text.prose or not _ANY.search("\n".join(node.value for node in text.prose)):
        return
    lines = text.lines
    for node in text.prose:
        for sign in signs(node.value):
            _complain(text, node, sign, lines)


def _complain(text: Text, node: ScalarNode, sign: Sign, lines: list[str]) -> None:
    place = _place_in(node, node.value[sign.start : sign.end], lines)
    first_line = lines[node.start_mark.line]
    allowed = ALLOWED.search(lines[place.line - 1]) or ALLOWED.search(first_line)
    if allowed is None:
        text.complain(sign.slug, place)
    elif len(allowed["reason"].strip()) < _LEAST_REASON:
        text.complain("privacy_reden", place)


def _place_in(node: ScalarNode, fragment: str, lines: list[str]) -> Place:
    """Where the fragment stands; the start of the text when folding broke it over lines."""
    for number in range(node.start_mark.line, min(node.end_mark.line + 1, len(lines))):
        after = node.start_mark.column if number == node.start_mark.line else 0
        column = lines[number].find(fragment, after)
        if column >= 0:
            return Place(number + 1, column + 1, column + 1 + len(fragment))
    start = node.start_mark
    return Place(start.line + 1, start.column + 1, start.column + 2)
