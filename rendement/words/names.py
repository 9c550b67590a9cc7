"""One normal form of a name (M31c): who writes the same thing in two ways means one thing.

Groups and shared draws go by this form; what people see is how most of them wrote it.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

_CACHED: Final = 65_536
_IGNORED: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""What a computer leaves behind and nobody sees: soft hyphens, joiners, marks of direction."""
_JOINING: Final = frozenset({"Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sk", "Zs", "Zl", "Zp", "Cc"})
"""Kinds of characters of which a run reads as one hyphen; signs such as < and € have a meaning."""


def _joins(sign: str) -> bool:
    return unicodedata.category(sign) in _JOINING


_ASCII_RUN: Final = re.compile("[" + "".join(rf"\x{n:02x}" for n in range(128) if _joins(chr(n))) + "]+")


@lru_cache(_CACHED)
def normal(name: str) -> str:
    """The form of a name that two spellings share: `"Wijkteam  Crabbehof "` → `"wijkteam-crabbehof"`.

    Case, Unicode forms, invisible characters, and which spaces, hyphens or punctuation stand between words
    make no difference; a plus sign reads as the word (`85+` = `85-plus`). `normal(normal(x)) == normal(x)`.
    A name of punctuation only stays as it is, so no name ever loses itself.
    """
    if name.isascii():
        folded = name.lower()
        joined = _ASCII_RUN.sub("-", folded.replace("+", "-plus-")).strip("-")
        return joined or folded.strip()
    shown = _IGNORED.sub("", unicodedata.normalize("NFKD", name))
    folded = unicodedata.normalize("NFKC", shown.casefold())
    return _joined(folded) or folded.strip()


def _joined(folded: str) -> str:
    signs = ("-" if _joins(sign) else sign for sign in folded.replace("+", "-plus-"))
    return "-".join(part for part in "".join(signs).split("-") if part)


def tidy(name: str) -> str:
    """A spelling as it may be shown: without what nobody sees, one space between words."""
    return unicodedata.normalize("NFC", " ".join(_IGNORED.sub("", name).split()))


def most_written(spellings: Iterable[str]) -> dict[str, str]:
    """Per normal form the spelling that most wrote; of as many, the first in the alphabet."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for spelling in spellings:
        counts[normal(spelling)][tidy(spelling)] += 1
    return {form: min(found, key=lambda name: (-found[name], name)) for form, found in counts.items()}


_BETWEEN_NAMES: Final = re.compile(r";|(?<!\d),|,(?!\d)")


def listed(cell: str) -> list[str]:
    """The names in one cell: `"eenzaamheid, bewegen"` are two; a comma between digits is none of ours."""
    if "," not in cell and ";" not in cell:
        return [cell.strip() or cell]
    return [part for part in map(str.strip, _BETWEEN_NAMES.split(cell)) if part] or [cell]


SHORTEST_ALIKE: Final = 5
"""Letters of a word that may be a mistyped other word; shorter ones (`oost`, `west`) differ on purpose."""
MOST_EDITS: Final = 2
_DIGITS: Final = re.compile(r"\d+")


def alike(one: str, other: str) -> bool:
    """Whether two normal forms look like one name: at most two letters differ, and no number (M31c).

    Where both have as many words, the words that differ must be long enough to be mistyped.
    """
    if one == other or min(len(one), len(other)) < SHORTEST_ALIKE:
        return False
    if Levenshtein.distance(one, other, score_cutoff=MOST_EDITS) > MOST_EDITS:
        return False
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    words, others = one.split("-"), other.split("-")
    if len(words) != len(others):
        return True
    differing = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(min(map(len, pair)) >= SHORTEST_ALIKE for pair in differing)
