"""What in a text looks like personal data: numbers, addresses, dates and people.

Cheap clues decide which patterns are tried; each is linear in the length of a text. Number checks come from
python-stdnum and phonenumbers. What a pattern cannot be sure of is *soft*: it asks to look.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rendement.reading.privacy.known_names import COMMON, KnownNames
from rendement.reading.privacy.name_parts import word_at
from rendement.reading.privacy.names import full_names, known_names, may_end_a_name
from rendement.reading.privacy.people import (
    OWN,
    RELATED,
    SMALL_START,
    TITLED,
    TITLES,
    behind_a_role,
    does_what_people_do,
    in_a_role,
    in_small_letters,
    people_who_do,
)
from rendement.reading.privacy.sign_shapes import CAPITALS, DIGITS, runs, shape_of
from rendement.reading.privacy.telling import CITIZEN_WORDS, SAID_AT, telling_words


class Sign(NamedTuple):
    """A stretch of text that looks like personal data."""

    slug: str
    start: int
    end: int


# ---------------------------------------------------------------- patterns

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[A-Za-z]{2,24}")
_AT: Final = r"(?:@|ape(?:n)?staart(?:je)?|\[at\]|\(at\)|\{at\}|<at>|\[@\])"
_DOT: Final = r"(?:\.|punt|dot|\[punt\]|\(punt\)|\[dot\]|\(dot\)|\[\.\]|\(\.\))"
_SAID_EMAIL: Final = re.compile(
    rf"[\w.+-]{{1,64}} ?{_AT} ?[\w-]{{1,63}}(?: ?{_DOT} ?[\w-]{{1,63}}){{0,7}} ?{_DOT} ?[a-z]{{2,24}}\b"
    rf"|[\w.+-]{{1,64}} at [\w-]{{1,63}}(?: (?:punt|dot) [\w-]{{1,63}}){{0,7}} (?:punt|dot) [a-z]{{2,24}}\b",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(
    r"\b[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z]{4})(?:[ .-]?\d){7,14}\b|\b[A-Z]{2}\d{2}(?:[ .-]?\d{4}){3,7}\b"
)
_NO_AMOUNT: Final = r"(?<![\w.,€-])(?<!€ )"
_NO_COUNT: Final = (
    r"(?!\d)(?! ?(?:keer|x\b|maal|uur|min|km|kilo|meter|dag|wek|week|maand|jaar|%|euro|mensen|deelnemers"
    r"|gezinnen))"
)
_SMALL_WORDS: Final = (
    "in|op|en|is|te|km|kg|cm|mm|ml|dl|mg|kb|mb|gb|tb|of|om|al|na|er|we|ze|zo|ik|je|nu|uw|ie|ma|di|wo|do|vr|za|ha|ga|"
    "st|pk|nr|bv|ct|pm|am|va|vs|sd|sa|ss|xl|px|pt|hz|ms"
)
_POSTCODE: Final = re.compile(
    rf"{_NO_AMOUNT}[1-9]\d{{3}}(?! ?(?:SA|SD|SS|EU|EN|IN|OP|OF)| (?:KM|KG|CM|PM)) ?[A-Z]{{2}}\b"
    r"(?:,? ?\d{1,5}\b)?"
    rf"|{_NO_AMOUNT}[1-9]\d{{3}} ?"
    r"(?!in|op|en|is|te|km|kg|cm|mm|ml|of|om|al|na|er|we|ze|zo|ik|je|nu)[a-z]{2}"
    rf",? \d{{1,4}}{_NO_COUNT}"
    rf"|{_NO_AMOUNT}(?!19|20)[1-9]\d{{3}} (?!{_SMALL_WORDS})[a-z]{{2}}(?![\w’'-])"
    r"|(?<=ostcode )[1-9]\d{3} ?[A-Za-z]{2}\b"
)
_KINDS: Final = (
    "straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dijk", "hof", "pad", "steeg", "plantsoen",
    "dreef", "boulevard", "burgwal", "haven", "markt", "park", "erf",
)  # fmt: skip
_LINK: Final = r"van|de|der|den|het|aan|op|ten|ter|'t"
_STREET: Final = re.compile(
    rf"\b[A-Z](?:[\w'’.-]| (?=[A-Z]|(?:{_LINK}) )){{0,60}}?(?i:{'|'.join(_KINDS)}) \d{{1,5}}{_NO_COUNT}"
    rf"|\b(?:Laan|Plein|Hof|Kade|Weg|Park) (?:{_LINK})(?: [\w'’-]{{1,40}}){{1,4}} \d{{1,5}}{_NO_COUNT}"
    rf"|\b[a-z]{{3,40}}(?:straat|laan|gracht|singel|plantsoen) \d{{1,5}}{_NO_COUNT}"
)
_MONTH: Final = r"(?:jan|feb|maa|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,10}\.?"
_BIRTH: Final = re.compile(
    r"\b(?:geboren|geb|geboortedatum)\b[^\n]{0,25}?"
    rf"(?:\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]| {_MONTH} )['’]?\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})\b",
    re.IGNORECASE,
)
_SHORT_DATE_TEXT: Final = (
    r"(?<![\w.,/€-])(?:0?[1-9]|[12]\d|3[01])(?P<mark>[-/.])(?:0?[1-9]|1[0-2])(?P=mark)"
    r"(?:[3-9]\d|0\d)(?![\w/-]|[.,]\d)"
)
"""A year of two digits, of somebody over fifteen: later ones are dates of the work itself."""
_OLD_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:[-/.]\d{{1,2}}[-/.]| {_MONTH} )(?:19\d{{2}}|200\d)"
    r"|(?:19\d{2}|200\d)-\d{2}-\d{2})\b"
    rf"|{_SHORT_DATE_TEXT}"
)
_SHORT_DATE: Final = re.compile(_SHORT_DATE_TEXT)
_GLUED: Final = (
    rf"(?:{_NO_AMOUNT}|(?i:(?<=nr)|(?<=nummer)|(?<=bsn)|(?<=tel)|(?<=mob)|(?<=mobiel)|(?<=telefoon)))"
)
"""Where a number starts: by itself, or run together with what it is called."""
_CITIZEN: Final = re.compile(
    rf"{_GLUED}(?:\d{{9}}|\d{{8}}|\d{{3}}([ .-])\d{{3}}\1\d{{3}}|\d{{4}}([ .-])\d{{2}}\2\d{{3}})"
    r"(?![\w-]|[.,]\d)"
)
_SAID_CITIZEN: Final = re.compile(
    r"(?:\b|_)(?:bsn|burgerservicenummer|sofi-?nummer)(?:nr|nummer)?(?![a-z])\W{0,3}"
    r"(?:is |nr\.? )?\d[\d .-]{6,10}\d",
    re.I,
)
_DAY_NUMBER: Final = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\Z")
_PHONE: Final = re.compile(
    r"(?:(?<![\w.,-])|(?i:(?<=tel)|(?<=mob)|(?<=nr)|(?<=nummer)|(?<=mobiel)|(?<=telefoon)))"
    r"(?:\+|\(?0)[\d ()./-]{7,24}\d"
)
_IN_PAIRS: Final = re.compile(r"0\d(?:[-./]\d\d){4}")
_DATE_LIKE: Final = re.compile(
    r"\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{4}-\d{2}-\d{2}"
)

_LETTERS: Final = r"[BDFGHJ-NP-TV-Z]"
_PLATE: Final = re.compile(
    r"(?<![\w-])(?:"
    r"[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|[A-Z]{2}-\d\d-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d\d"
    rf"|\d\d-[A-Z]{{2}}-[A-Z]{{2}}|\d\d-{_LETTERS}{{3}}-\d|\d-{_LETTERS}{{3}}-\d\d|{_LETTERS}{{2}}-\d{{3}}-{_LETTERS}"
    rf"|{_LETTERS}-\d{{3}}-{_LETTERS}{{2}}|{_LETTERS}{{3}}-\d\d-{_LETTERS}|{_LETTERS}-\d\d-{_LETTERS}{{3}}"
    rf"|\d-{_LETTERS}{{2}}-\d{{3}}|\d{{3}}-{_LETTERS}{{2}}-\d)(?![\w-])"
    r"|\b(?i:kenteken)(?i:plaat)?(?: is|:| van de auto is)? (?=[a-zA-Z-]{0,7}\d)"
    r"(?:\w{6}|\w{1,3}[- ]\w{1,3}[- ]\w{1,3})\b"
)
_OF_A_FILE: Final = re.compile(
    r"\b(?:(?:agb|big)(?:[- ]?(?:code|nummer|nr\.?|registratie))?|(?:cli[eë]nt|klant|pati[eë]nt|dossier|zaak|"
    r"polis|relatie|verzekerden|verzekerings|burger|inwoner|lidmaatschaps|beschikkings|zorg|v)(?:en)?[- ]?"
    r"(?:nummer|nr\.?|id))"
    r"(?: is| was)?[ :.#=-]{0,3}(?=[\w/.-]{0,12}\d{3})[\w/.-]{4,24}",
    re.IGNORECASE,
)
_FILE_WORDS: Final = ("agb", "big", "nummer", "nr", "ntid", "nt-id", "nt id")

# ---------------------------------------------------------------- clues


_REACH: Final = 80
"""How far before a digit or capital the word may stand that makes it a sign."""
_NEAR: Final = 26
_OWN_STARTS: Final = tuple(f"{word} " for word in OWN)
_STREET_STARTS: Final = ("Laan ", "Plein ", "Hof ", "Kade ", "Weg ", "Park ")


def _clues(text: str, names: KnownNames = COMMON) -> set[str]:
    """Which kinds of signs a text could hold; too many at worst, never too few.

    Every sign but an address for mail has a digit or a capital: there are few, so look around those.
    """
    telling = telling_words(text)
    if not telling:
        return set()
    low, shape = text.lower(), shape_of(text)
    found = set(_word_clues(f" {' '.join(telling)} "))
    if len(low) != len(text):
        found.update(("title", "relative", "role"))
    titled, seen = "title too" in found, set[tuple[int, str]]()
    for start, end in runs(shape, CAPITALS):
        around = (min(start, _REACH), text[max(0, start - _REACH) : start + _REACH])
        if around not in seen:  # what stands here once more, tells nothing more
            seen.add(around)
            found.update(_capital_clues(text, low, (start, end), names, titled))
    found.update(_number_clues(text, low, shape))
    return found


_Run = tuple[int, int]


def _word_clues(telling: str) -> Iterator[str]:
    """Of words that tell wherever they stand, as one text with spaces around each."""
    low = telling.lower()
    if "@" in low:
        yield "@"
        yield "said @"
    elif any(map(low.__contains__, SAID_AT)):
        yield "said @"
    if any(map(low.__contains__, CITIZEN_WORDS)):
        yield "said"
    if any(map(low.__contains__, TITLES)):
        yield "title too"
        if SMALL_START.search(low):
            yield "small"
    if "kenteken" in low:
        yield "plate"


def _capital_clues(text: str, low: str, run: _Run, names: KnownNames, titled: bool) -> Iterator[str]:
    """Of a run of capitals; a title may stand within it, if there is any in the text."""
    start, end = run
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalpha():
        yield from _clues_before(text, low, start)
    if titled and any(map(low[max(0, start - _REACH) : end].__contains__, TITLES)):
        yield "title"
    yield from _name_clues(word_at(text, start), names)
    if does_what_people_do(text, low, start):
        yield "does"
    if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
        yield "plate"
    if text.startswith(_STREET_STARTS, start):
        yield "street"
    if may_end_a_name(text, start):
        yield "full name"


def _clues_before(text: str, low: str, start: int) -> Iterator[str]:
    if low.endswith(_OWN_STARTS, max(0, start - _REACH), start):
        yield "relative"
    if behind_a_role(text, start):
        yield "role"


def _name_clues(word: str, names: KnownNames) -> Iterator[str]:
    if any(part in names.first or part in names.alone for part in _starts(word)) or len(word) >= _LONG_WORD:
        yield "known"
    if word in names.last:
        yield "full name"


_LONG_WORD: Final = 40


def _starts(word: str) -> tuple[str, ...]:
    """A word, and of one with hyphens also its first part and its first two."""
    if "-" not in word:
        return (word,)
    first, _, others = word.partition("-")
    return word, first, f"{first}-{others.partition('-')[0]}"


def _number_clues(text: str, low: str, shape: bytes) -> Iterator[str]:
    digits = last = 0
    born = "geb" in low
    for start, end in runs(shape, DIGITS):
        size = end - start
        digits = digits + size if start - last <= 3 else size
        last = end
        if born and "geb" in low[max(0, start - _REACH) : start]:
            yield "birth"
        if size > 2 or low[start - 1 : start] != " " or low.endswith(_KINDS, 0, start - 1):
            yield from _run_clues(low[max(0, start - _REACH) : start], size)
        if digits >= 8:
            yield "long"
        if size == 4:
            yield from _four_digit_clues(text, start, end)
        elif text[end : end + 1] in _DATE_MARKS and _SHORT_DATE.match(text, start):
            yield "old"


_DATE_MARKS: Final = ("-", "/", ".")


def _run_clues(before: str, size: int) -> Iterator[str]:
    if before[-1:].isalpha():
        yield "iban"
    if size > 2 and any(word in before[-_NEAR:] for word in _FILE_WORDS):
        yield "file"
    if size < 6 and before[-1:] == " " and before[:-1].endswith(_KINDS):
        yield "street"


def _four_digit_clues(text: str, start: int, end: int) -> Iterator[str]:
    if text.startswith(("19", "200"), start):
        yield "old"
    after = text[end : end + 4].lstrip(" ")
    if after[:2].isalpha() and len(after) > 1 and not after[2:3].isalpha():
        yield "postcode"


# ---------------------------------------------------------------- signs


def signs(text: str, names: KnownNames = COMMON) -> list[Sign]:
    """Everything in `text` that looks like personal data, in order, overlaps once, sure ones first."""
    clues = _clues(text, names)
    searches = [search for clue, search in _SEARCHES if clue in clues]
    found = {sign for search in searches for sign in search(text)}
    if "full name" in clues:
        found.update(Sign("privacy_volle_naam", *span) for span in full_names(text, names))
    if "known" in clues:
        found.update(_known(text, names))
    if "small" in clues:
        for start, end, certain in in_small_letters(text, names):
            found.add(Sign("privacy_naam" if certain else "privacy_naam_los", start, end))
    sure = _apart(sign for sign in found if sign.slug not in SOFT)
    starts = [sign.start for sign in sure]
    soft = (sign for sign in found if sign.slug in SOFT and not _overlaps(sign, sure, starts))
    return sorted([*sure, *_apart(soft)], key=lambda sign: sign.start)


def _apart(found: Iterable[Sign]) -> list[Sign]:
    """In order, without what overlaps an earlier or longer one; a full name goes before a loose one."""
    kept: list[Sign] = []
    for sign in sorted(found, key=lambda s: (s.start, -s.end, s.slug == "privacy_naam_los", s.slug)):
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return kept


def _overlaps(sign: Sign, others: list[Sign], starts: list[int]) -> bool:
    """Whether a sign shares a character with one of the others, which stand apart and in order."""
    before = bisect_left(starts, sign.end) - 1
    return before >= 0 and others[before].end > sign.start


SOFT: Final = frozenset({"privacy_volle_naam", "privacy_naam_los", "privacy_kenteken", "privacy_nummer"})
"""Asks to look, and keeps nothing out."""


def _known(text: str, names: KnownNames) -> Iterator[Sign]:
    for start, end, full in known_names(text, names):
        yield Sign("privacy_volle_naam" if full else "privacy_naam_los", start, end)


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
    ("said @", _all(_SAID_EMAIL, "privacy_email")),
    ("postcode", _all(_POSTCODE, "privacy_adres")),
    ("street", _all(_STREET, "privacy_adres")),
    ("birth", _all(_BIRTH, "privacy_geboortedatum")),
    ("old", _all(_OLD_DATE, "privacy_geboortedatum")),
    ("title", _all(TITLED, "privacy_naam")),
    ("relative", _all(RELATED, "privacy_naam")),
    ("role", lambda text: (Sign("privacy_naam_los", *span) for span in in_a_role(text))),
    ("does", lambda text: (Sign("privacy_naam_los", *span) for span in people_who_do(text))),
    ("plate", _all(_PLATE, "privacy_kenteken")),
    ("file", _all(_OF_A_FILE, "privacy_nummer")),
    ("said", _all(_SAID_CITIZEN, "privacy_bsn")),
    ("iban", _ibans),
    ("long", _citizen_numbers),
    ("long", _phone_numbers),
)
