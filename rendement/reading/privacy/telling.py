"""The words of a text that can have to do with a sign of personal data; almost all words cannot."""

import re
from itertools import filterfalse
from typing import Final

from rendement.reading.privacy.people import TITLES
from rendement.reading.privacy.sign_shapes import shape_of

SAID_AT: Final = ("apenstaart", "apestaart", "[at]", "(at)", "{at}", "<at>", "[@]", " at ")
CITIZEN_WORDS: Final = ("bsn", "burgerservice", "sofinummer")
_PARTS: Final = (*SAID_AT[:-1], *CITIZEN_WORDS, *(title.strip() for title in TITLES), "kenteken", "@")
_TELLS: Final = re.compile("|".join(map(re.escape, _PARTS)))
_PLAIN: set[str] = set()
"""Words without any of it, and those with: texts share most of their words. Bounded in `_may_tell`."""
_TOLD: set[str] = set()
_MOST_WORDS: Final = 100_000
_LONGEST: Final = 60


def telling_words(text: str) -> list[str]:
    """Every word with a digit, a capital or a part that may tell; without these there is no sign at all."""
    unknown = set(filterfalse(_PLAIN.__contains__, text.split()))
    return [word for word in unknown if word in _TOLD or _may_tell(word)]


def _may_tell(word: str) -> bool:
    shape = shape_of(word)
    tells = b"A" in shape or b"0" in shape or _TELLS.search(word.lower()) is not None or word == "at"
    known = _TOLD if tells else _PLAIN
    if len(known) < _MOST_WORDS and len(word) <= _LONGEST:
        known.add(word)
    return tells
