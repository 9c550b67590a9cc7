"""Full names and known names in running text: `Ria de Vries`, `J. Bakker`, `Kees`; and in codes.

A pattern, or a name that many people bear: it only asks to look. What stands behind an article is a thing
(`de Raad van State`), and so is what is called a school or a foundation.
"""

import re
from collections.abc import Iterator
from typing import Final

from rendement.reading.privacy.known_names import COMMON, EVERYDAY, KnownNames
from rendement.reading.privacy.name_parts import (
    END,
    LINK,
    NAMED_AFTER,
    OPENERS,
    PARTICLES,
    START,
    SURNAME_ENDS,
    THING,
    UPPER,
    WITHIN,
    WORD,
    capitals,
    word_at,
)

_FIRST: Final = rf"{WITHIN}(?!{THING}){WORD}"
_INITIAL: Final = rf"[{UPPER}]\. ?"
_NO_LIST: Final = "".join(
    rf"(?<!\b{word} )"
    for word in (
        "vitamine",
        "hepatitis",
        "groep",
        "plan",
        "type",
        "klasse",
        "fase",
        "deel",
        "bijlage",
        "punt",
    )
)
"""Behind these a capital and a full stop end a sentence."""
_WITH_LINK: Final = re.compile(rf"{_FIRST} {LINK}{{1,4}}{WORD}{END}")
_WITH_INITIALS: Final = re.compile(
    rf"(?<![\w.])(?:{_INITIAL}{LINK}{{1,4}}|{_INITIAL}(?:{_INITIAL}){{1,6}}{LINK}{{0,4}}"
    rf"|{_NO_LIST}{_INITIAL})(?!(?:{OPENERS})\b){WORD}{END}"
)
_TWO_WORDS: Final = re.compile(rf"(?:{_FIRST}|{START}(?!{THING}){WORD}) {LINK}{{0,4}}{WORD}{END}")
_INITIALS_BEHIND: Final = re.compile(
    rf"(?<![\w.])(?!(?:{OPENERS})\b){WORD}, (?:[{UPPER}]\.){{1,5}}(?! ?en\b)(?=[\s,;)]|\Z)"
)


def full_names(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int]]:
    """Where each full name starts and ends; patterns are tried at capitals only."""
    for start in capitals(text):
        span = _full_name_at(text, start, names)
        if span is not None:
            yield span


def _full_name_at(text: str, start: int, names: KnownNames) -> tuple[int, int] | None:
    if text[start + 1 : start + 2] == ".":  # an initial: the other patterns begin with a word
        found = _WITH_INITIALS.match(text, start)
        return found and found.span()
    for pattern in (_WITH_LINK, _WITH_INITIALS, _INITIALS_BEHIND):
        found = pattern.match(text, start)
        if found is not None:
            return found.span()
    found = _TWO_WORDS.match(text, start)
    if found is None:
        return None
    last = found.group().rpartition(" ")[2]
    return found.span() if last.endswith(SURNAME_ENDS) or last in names.last else None


def may_end_a_name(text: str, start: int) -> bool:
    """Whether the capital at `start` may begin the last word of a full name: a quick look first."""
    before = text[max(0, start - _LONGEST_LINK) : start].rstrip(" ")
    if before.endswith("."):  # an initial, and not the end of a sentence
        return _UPPER.match(before[-2:]) is not None or word_at(text, start).endswith(SURNAME_ENDS)
    if before.endswith(","):  # an initial behind a name
        return text[start + 1 : start + 2] == "." or word_at(text, start).endswith(SURNAME_ENDS)
    return before.endswith(PARTICLES) or word_at(text, start).endswith(SURNAME_ENDS)


_UPPER: Final = re.compile(f"[{UPPER}]")
_LONGEST_LINK: Final = 6

# ---------------------------------------------------------------- names that many bear

_CAPITALISED: Final = re.compile(
    rf"(?<![\w’'.@-])[{UPPER}][\w’']{{0,40}}(?:-[{UPPER}][\w’']{{1,40}})?(?![\w@])"
)
_A_THING: Final = re.compile(THING)
_BEHIND: Final = re.compile(rf"[ ](?:{LINK}){{0,4}}{WORD}(?![\w’'])")
_IS_A_THING: Final = re.compile(rf" ?-?(?i:{NAMED_AFTER})|-|’s |'s | ?\d|\.\w|/")
_ARTICLE: Final = re.compile(
    r"(?:\b(?i:de|het|een|ons|onze|deze|'t|sint|st|san|santa|jan|bureau|stichting)[ .-]{1,2}|[/@_-])\Z"
)
_START_OF_SENTENCE: Final = re.compile(r"(?:\A|\n|#+|[.!?:\"“‘(]\s)[\s\"“‘(]*\Z")


def known_names(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int, bool]]:
    """First names that we know, with the surname behind them; whether there is one, is the third part."""
    end = 0
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        surname = word in names.alone
        if match.start() < end or not (surname or _known(word, names)):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        behind = _BEHIND.match(text, match.end())
        end = behind.end() if behind else match.end()
        if (
            _IS_A_THING.match(text, end)
            or _ARTICLE.search(before)
            or (surname and _A_THING.match(text, match.start()))
        ):
            continue
        unsure = word in EVERYDAY or (surname and not _known(word, names))
        if behind or not unsure or _START_OF_SENTENCE.search(before) is None:
            yield match.start(), end, behind is not None


_BEFORE: Final = 12


def _known(word: str, names: KnownNames) -> bool:
    return word in names.first or ("-" in word and word.partition("-")[0] in names.first)


def name_in_code(code: str, names: KnownNames = COMMON) -> bool:
    """Whether a code of small words, as `kees-01` or `ria-de-vries`, holds somebody's name."""
    words = [word for word in re.split(r"[-_. ]", code) if word.isalpha()]
    first = {word.capitalize() for word in words if len(word) > 2} & names.first
    if first - EVERYDAY - _MONTHS or (first and len(words) > 1 and {*words} & names.last_low):
        return True
    linked = _LINKED_CODE.search(code)
    if linked is None:
        return False
    last = linked["last"].lower()
    return len(linked["links"]) > len("van-") or last in names.last_low or last.endswith(SURNAME_ENDS)


_MONTHS: Final = frozenset(("Jan",))
_LINKED_CODE: Final = re.compile(
    r"(?<![a-z])[a-z]{1,40}[-_. ](?P<links>(?:van[-_. ]de[rn]|de|el|van|ter|ten)[-_. ])(?P<last>[a-z]{3,40})",
    re.IGNORECASE,
)
