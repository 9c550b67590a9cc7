"""Signs of personal data in free text (L2): found is an error with a place, unless the line says why not.
A full name, of which a pattern cannot be sure, is a warning.

A line may say `# toegestaan: <reden>`; the reason is required. Number checks come from python-stdnum and
phonenumbers. All texts of a file are searched as one, and cheap clues decide which patterns are tried.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from yaml.nodes import ScalarNode

from rendement.model.case import HOUSEHOLD_KEY_PATTERN
from rendement.reading.limits import LONGEST_TEXT, MOST_SIGNS
from rendement.reading.names import full_names, may_end_a_name
from rendement.reading.problems import Place
from rendement.reading.yaml_text import Text

ALLOWED: Final = re.compile(r"#\s*toegestaan\b\s*:?\s*(?P<reason>.*)$", re.IGNORECASE)
_LEAST_REASON: Final = 10


class Sign(NamedTuple):
    """A stretch of text that looks like personal data."""

    slug: str
    start: int
    end: int


# ---------------------------------------------------------------- patterns

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,24}")
_IBAN: Final = re.compile(
    r"\b[A-Za-z]{2}\d{2}(?: ?[A-Za-z]{4})(?: ?\d){7,14}\b|\b[A-Z]{2}\d{2}(?: ?\d{4}){3,7}\b"
)
_NO_AMOUNT: Final = r"(?<![\w.,€-])(?<!€ )"
_NO_COUNT: Final = (
    r"(?!\d)(?! ?(?:keer|x\b|maal|uur|min|km|kilo|meter|dag|wek|week|maand|jaar|%|euro|mensen|deelnemers"
    r"|gezinnen))"
)
_POSTCODE: Final = re.compile(
    rf"{_NO_AMOUNT}[1-9]\d{{3}} ?(?!SA|SD|SS|EU|KM|KG|CM|PM|EN|IN|OP|OF)[A-Z]{{2}}\b(?:,? ?\d{{1,5}}\b)?"
    rf"|{_NO_AMOUNT}[1-9]\d{{3}} ?"
    r"(?!in|op|en|is|te|km|kg|cm|mm|ml|of|om|al|na|er|we|ze|zo|ik|je|nu)[a-z]{2}"
    rf",? \d{{1,4}}{_NO_COUNT}"
)
_KINDS: Final = (
    "straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dijk", "hof", "pad", "steeg", "plantsoen",
    "dreef", "boulevard", "burgwal", "haven", "markt", "park", "erf",
)  # fmt: skip
_LINK: Final = r"van|de|der|den|het|aan|op|ten|ter|'t"
_STREET: Final = re.compile(
    rf"\b[A-Z](?:[\w'’.-]| (?=[A-Z]|(?:{_LINK}) )){{0,60}}?(?:{'|'.join(_KINDS)}) \d{{1,5}}{_NO_COUNT}"
    rf"|\b(?:Laan|Plein|Hof|Kade|Weg|Park) (?:{_LINK})(?: [\w'’-]{{1,40}}){{1,4}} \d{{1,5}}{_NO_COUNT}"
    rf"|\b[a-z]{{3,40}}(?:straat|laan|gracht|singel|plantsoen) \d{{1,5}}{_NO_COUNT}"
)
_MONTH: Final = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,10}\.?"
_BIRTH: Final = re.compile(
    r"\b(?:geboren|geb|geboortedatum)\b[^\n]{0,25}?"
    rf"(?:\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]| {_MONTH} )['’]?\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b",
    re.IGNORECASE,
)
_OLD_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]| {_MONTH} )(?:19\d{{2}}|200\d)"
    r"|(?:19\d{2}|200\d)-\d{2}-\d{2})\b"
)
_CAPITAL: Final = (
    r"(?!(?:Wmo|Wlz|Zvw|Ggz|Zij|Ze|Hij|Haar|Zijn|Is|Was|Heeft|Had|Kan|Kon|Wil|De|Het|Een|En|Maar|Ook|Daarna|Toen|Nu)\b)"
    r"(?!(?:Nederland|Turk|Marokka|Pool|Syri|Engel|Duit|Arab|Surinaam|Antilli|Oekra)\w*\b)"
    r"[A-ZÀ-ÖØ-ÞĀ-Ɏ][\w'’-]{0,40}[a-zß-ÿā-ɏ][\w'’-]{0,40}"
)
_NAME: Final = re.compile(
    r"\b(?i:mevrouw|mevr\b\.?|mw\b\.?|mej\b\.?|meneer|mijnheer|dhr\b\.?|hr\.|(?:de )?heer|juffrouw|familie"
    r"|fam\b\.?) "
    r"(?:(?i:mr|drs?|ing|ir|prof)\.? ){0,4}(?:[A-Z]\.(?: ?[A-Z]\.){0,6} ?|[A-Z]{1,3} )?"
    rf"(?:(?i:van|de|der|den|het|ter|ten|te|el|al|von|la|le|ben|bin|'t|’t)[ -]){{0,4}}{_CAPITAL}"
)
_RELATIVES: Final = (
    "zoon", "dochter", "buurman", "buurvrouw", "buurmeisje", "buurjongen", "broer", "zus", "zusje",
    "broertje", "moeder", "vader", "oma", "opa", "tante", "vriendin", "echtgenoot", "echtgenote", "partner",
)  # fmt: skip
_RELATIVE: Final = re.compile(rf"\b(?i:{'|'.join(_RELATIVES)}) {_CAPITAL}")
_CITIZEN: Final = re.compile(
    rf"{_NO_AMOUNT}(?:\d{{9}}|\d{{8}}|\d{{3}}([ .-])\d{{3}}\1\d{{3}}|\d{{4}}([ .-])\d{{2}}\2\d{{3}})"
    r"(?![\w-]|[.,]\d)"
)
_SAID_CITIZEN: Final = re.compile(
    r"\b(?:bsn|burgerservicenummer|sofinummer)\b\W{0,3}(?:is |nr\.? )?\d[\d .-]{6,10}\d", re.I
)
_DAY_NUMBER: Final = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\Z")
_PHONE: Final = re.compile(r"(?<![\w.,-])(?:\+|\(?0)[\d ()./-]{7,24}\d")
_IN_PAIRS: Final = re.compile(r"0\d(?:[-./]\d\d){4}")
_DATE_LIKE: Final = re.compile(
    r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{4}-\d{2}-\d{2}"
)

# ---------------------------------------------------------------- clues


def _shape_table(encoding: str) -> bytes:
    signs = bytes(range(256)).decode(encoding, errors="replace")
    return "".join(map(_sign_shape, signs)).encode()


def _sign_shape(sign: str) -> str:
    return "0" if sign.isdecimal() else "A" if sign.isupper() else " "


_SHAPES: Final = {encoding: _shape_table(encoding) for encoding in ("latin-1", "cp1252")}
_REACH: Final = 80
"""How far before a digit or capital the word may stand that makes it a sign."""
_TITLES: Final = ("mevr", "mw", "mej", "meneer", "heer ", "dhr", "hr.", "juffr", "fam")
_CITIZEN_WORDS: Final = ("bsn", "burgerservice", "sofinummer")
_RELATIVE_STARTS: Final = tuple(f"{word} " for word in _RELATIVES)
_STREET_STARTS: Final = ("Laan ", "Plein ", "Hof ", "Kade ", "Weg ", "Park ")


def _clues(text: str) -> set[str]:
    """Which kinds of signs a text could hold; too many at worst, never too few.

    Every sign but an address for mail has a digit or a capital: there are few, so look around those.
    """
    low, shape = text.lower(), _shape(text)
    found = {"@"} if "@" in text else set()
    if len(low) != len(text):
        found.update(("title", "relative"))
    if any(word in low for word in _CITIZEN_WORDS):
        found.add("said")
    end = 0
    for start in _places(shape, b"A"):
        if start >= end:
            end = _end_of_run(shape, start)
            found.update(_capital_clues(text, low, start, end))
    found.update(_number_clues(text, low, shape))
    return found


def _shape(text: str) -> bytes:
    """One byte for each character: `0` for a digit, `A` for a capital, a space for the rest."""
    for encoding, table in _SHAPES.items():
        with suppress(UnicodeEncodeError):
            return text.encode(encoding).translate(table)
    return "".join(map(_sign_shape, text)).encode()


def _places(shape: bytes, sign: bytes) -> Iterator[int]:
    place = shape.find(sign)
    while place >= 0:
        yield place
        place = shape.find(sign, place + 1)


def _capital_clues(text: str, low: str, start: int, end: int) -> Iterator[str]:
    """Of a run of capitals; a title may stand within it."""
    if low.endswith(_RELATIVE_STARTS, max(0, start - _REACH), start):
        yield "relative"
    before = low[max(0, start - _REACH) : end]
    if any(title in before for title in _TITLES):
        yield "title"
    if text.startswith(_STREET_STARTS, start):
        yield "street"
    if may_end_a_name(text, start):
        yield "full name"


def _number_clues(text: str, low: str, shape: bytes) -> Iterator[str]:
    digits = last = end = 0
    for start in _places(shape, b"0"):
        if start < end:
            continue
        end = _end_of_run(shape, start)
        digits = digits + end - start if start - last <= 3 else end - start
        last = end
        before = low[max(0, start - _REACH) : start]
        yield from _run_clues(before, end - start)
        if digits >= 8:
            yield "long"
        if end - start == 4:
            yield from _four_digit_clues(text, start, end)


def _end_of_run(shape: bytes, start: int) -> int:
    """Where the same kind of sign stops."""
    sign, end = shape[start], start
    while end < len(shape) and shape[end] == sign:
        end += 1
    return end


def _run_clues(before: str, size: int) -> Iterator[str]:
    if "geb" in before:
        yield "birth"
    if before[-1:].isalpha():
        yield "iban"
    if size < 6 and before[-1:] == " " and before[:-1].endswith(_KINDS):
        yield "street"


def _four_digit_clues(text: str, start: int, end: int) -> Iterator[str]:
    if text.startswith(("19", "200"), start):
        yield "old"
    after = text[end : end + 4].lstrip(" ")
    if after[:2].isalpha() and len(after) > 1 and not after[2:3].isalpha():
        yield "postcode"


# ---------------------------------------------------------------- signs


def signs(text: str) -> list[Sign]:
    """Everything in `text` that looks like personal data, in order, overlapping signs once."""
    clues = _clues(text)
    searches = [search for clue, search in _SEARCHES if clue in clues]
    found = sorted(
        (sign for search in searches for sign in search(text)), key=lambda sign: (sign.start, -sign.end)
    )
    kept: list[Sign] = []
    for sign in found:
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return kept


def _all(pattern: re.Pattern[str], slug: str) -> Callable[[str], Iterator[Sign]]:
    return lambda text: (Sign(slug, *match.span()) for match in pattern.finditer(text))


def _ibans(text: str) -> Iterator[Sign]:
    from stdnum import iban  # noqa: PLC0415 - only when a text gives cause: it is slow to import

    for match in _IBAN.finditer(text):
        if iban.is_valid(match.group()):
            yield Sign("privacy_iban", *match.span())


def _citizen_numbers(text: str) -> Iterator[Sign]:
    from stdnum.nl import bsn  # noqa: PLC0415 - only when a text gives cause

    for match in _CITIZEN.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if bsn.is_valid(digits.zfill(9)) and not _DAY_NUMBER.match(digits):
            yield Sign("privacy_bsn", *match.span())


def _phone_numbers(text: str) -> Iterator[Sign]:
    for match in _PHONE.finditer(text):
        gaps = [match.start() + gap.start() for gap in re.finditer(" ", match.group())]
        for end in (match.end(), *reversed(gaps)):
            if _is_phone(text[match.start() : end]):
                yield Sign("privacy_telefoon", match.start(), end)
                break


def _is_phone(spelled: str) -> bool:
    """Ten digits from 0, or a number that exists somewhere; a date is neither."""
    if _DATE_LIKE.search(spelled) and not _IN_PAIRS.fullmatch(spelled):
        return False
    digits = re.sub(r"[^\d+]", "", spelled)
    if len(digits) == 10 and digits[0] == "0" != digits[1]:
        return True
    return _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS and _exists(digits)


_LEAST_DIGITS, _MOST_DIGITS = 8, 16


@lru_cache(4_096)
def _exists(digits: str) -> bool:
    """Whether somewhere in the world somebody can have this number."""
    import phonenumbers  # noqa: PLC0415 - only when a text gives cause: it is slow to import

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(digits, "NL")))
    except phonenumbers.NumberParseException:
        return False


_SEARCHES: Final[tuple[tuple[str, Callable[[str], Iterator[Sign]]], ...]] = (
    ("@", _all(_EMAIL, "privacy_email")),
    ("postcode", _all(_POSTCODE, "privacy_adres")),
    ("street", _all(_STREET, "privacy_adres")),
    ("birth", _all(_BIRTH, "privacy_geboortedatum")),
    ("old", _all(_OLD_DATE, "privacy_geboortedatum")),
    ("title", _all(_NAME, "privacy_naam")),
    ("relative", _all(_RELATIVE, "privacy_naam")),
    ("full name", lambda text: (Sign("privacy_volle_naam", *span) for span in full_names(text))),
    ("said", _all(_SAID_CITIZEN, "privacy_bsn")),
    ("iban", _ibans),
    ("long", _citizen_numbers),
    ("long", _phone_numbers),
)


# ---------------------------------------------------------------- files

_HOUSEHOLD_KEY: Final = re.compile(HOUSEHOLD_KEY_PATTERN)
"""An agreed code is no personal data, whatever its digits look like."""


def check_privacy(text: Text) -> None:
    """Complain of every sign in prose and remarks that its line does not allow with a reason."""
    _check_prose(text)
    _check_remarks(text)


_REMARK: Final = re.compile(r"#.*")
_HARMLESS: set[str] = set()
"""Remarks without a sign: files share most of theirs, those of the template."""


def _check_remarks(text: Text) -> None:
    """A remark is no value, but it goes wherever the file goes."""
    told = 0
    for remark in _REMARK.finditer(text.text):
        words = remark.group()
        if words in _HARMLESS:
            continue
        if len(words) > LONGEST_TEXT:
            text.complain("te_lang", text.place_at(remark.start()), grens=LONGEST_TEXT)
            continue
        found = [] if ALLOWED.search(words) else signs(words)
        for sign in found[: MOST_SIGNS - told]:
            told += 1
            text.complain(sign.slug, text.place_at(remark.start() + sign.start, sign.end - sign.start))
        if not found and len(_HARMLESS) < _MOST_REMARKS:
            _HARMLESS.add(words)


_MOST_REMARKS: Final = 10_000


def _check_prose(text: Text) -> None:
    values = [node.value for node in text.prose]
    found = signs("\n".join(values))
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
