"""One normal form of a name (M31c): who writes the same thing in two ways means one thing.

Groups and shared draws go by this form; what people see is how most of them wrote it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

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
