"""Everyday spellings with one meaning → the spelling that is read: `anderhalve maand`, `om de week`.

Reached only by a text that cannot be read as it stands. What has two meanings (`tweewekelijks`, `1/4`) is
left as it is, so that it is refused and asked about.
"""

import re
from collections.abc import Callable
from typing import Final

LONGEST: Final = 80
"""Signs: longer than any quantity that is meant."""
_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_NO_WIDTH: Final = "\u00ad\u200b\u2060\ufeff"
UNSEEN_SPACE: Final = re.compile(f"[{_SPACES}{_NO_WIDTH}]")
"""What a word processor or web page leaves where a plain space, or nothing, was meant."""
_BLANK: Final = f"[ {_SPACES}{_NO_WIDTH}]"
UNSEEN_LEAD: Final = re.compile(rf"^{_BLANK}*(?:-{_BLANK}+)*(?:[\w-]+:)?{_BLANK}*", re.MULTILINE)
"""The start of a line, up to its value: only there such a space would change what the line says."""
_PLAIN_SPACE: Final = {**{ord(sign): " " for sign in _SPACES}, **{ord(sign): None for sign in _NO_WIDTH}}
DASHES: Final = "-‐‑‒–—―−"
_LONG_DASH: Final = re.compile(f"[{DASHES}]")

NUMBER_WORDS: Final = {
    **{"een": "1", "één": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7"},
    **{"acht": "8", "negen": "9", "tien": "10", "elf": "11", "twaalf": "12", "twintig": "20"},
}
_WORD: Final = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_FRACTIONS: Final = {"½": "5", "¼": "25", "¾": "75"}
_ABBREVIATED: Final = {
    **{"w": "week", "wk": "week", "wkn": "week", "d": "dag", "dg": "dag"},
    **{"m": "maand", "mnd": "maand", "mnds": "maand", "j": "jaar", "jr": "jaar"},
}
_OFTEN: Final = {"dagelijks": "dag", "wekelijks": "week", "maandelijks": "maand", "jaarlijks": "jaar"}
_PERIOD: Final = r"(?:dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|jaren|kwartaal|kwartalen|halfjaar)"


def plain_spaces(text: str) -> str:
    """A text with plain spaces, and without characters of no width."""
    return text.translate(_PLAIN_SPACE)


def tidied(text: str) -> str:
    """Small letters, plain and single spaces, short dashes."""
    return " ".join(_LONG_DASH.sub("-", plain_spaces(text)).lower().split())


def plain_quantity(text: str) -> str:
    """A quantity, length of time or rhythm in figures: `om de week` → `1 keer per 2 weken`."""
    if len(text) > LONGEST:
        return text
    said = tidied(text)
    for pattern, meaning in _STEPS:
        said = pattern.sub(meaning, said)
    return f"1 keer {said}" if said.startswith("per ") else said


def plain_share(text: str) -> str:
    """A chance or share in figures: `een op de vier` → `1 op 4`, `50 procent` → `50%`."""
    said = re.sub(r" ?(?:procent|pct|proc)\.?\Z", "%", tidied(text).replace(" - ", "-"))
    part, op, whole = said.partition(" op ")
    whole = whole.removeprefix("de ")
    if said[:1].isalpha() and not op:
        return said.replace("-", " ")
    return f"{NUMBER_WORDS.get(part, part)} op {NUMBER_WORDS.get(whole, whole)}" if op else said


def _figures(match: re.Match[str]) -> str:
    return f"{NUMBER_WORDS[match[1]]} "


def _and_a_half(match: re.Match[str]) -> str:
    return f"{NUMBER_WORDS.get(match[1], match[1])}.5 "


def _fraction(match: re.Match[str]) -> str:
    return f"{match[1] or '0'}.{_FRACTIONS[match[2]]} "


def _every(match: re.Match[str]) -> str:
    count = match[1] and match[1].strip()
    return f"per {NUMBER_WORDS.get(count, count)} {match[2]}" if count else f"per {match[2]}"


def _alternate(match: re.Match[str]) -> str:
    return f"per 2 {match[1]}"


_STEPS: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"^(\d*) ?([½¼¾]) ?"), _fraction),
    (re.compile(rf"^(\d{{1,3}}|{_WORD})(?: en een |[eë]n)hal(?:f|ve) "), _and_a_half),
    (re.compile(r"^anderhal(?:f|ve) "), "1.5 "),
    (re.compile(r"^(?:(?:een|één|1) )?hal(?:f|ve) (?=[a-z])"), "0.5 "),
    (re.compile(r"^een(?:s|maal)\b"), "1 keer"),
    (re.compile(rf"^({_WORD})maal\b"), lambda match: f"{NUMBER_WORDS[match[1]]} keer"),
    (re.compile(rf"^({_WORD}) (?=[a-z])"), _figures),
    (re.compile(rf"\bom (?:de|het) (?:andere )?({_PERIOD})\Z"), _alternate),
    (re.compile(rf"\bom de (\d{{1,3}} |(?:{_WORD}) )({_PERIOD})\Z"), _every),
    (re.compile(rf"\b(?:elke?|iedere?) (\d{{1,3}} |(?:{_WORD}) )?({_PERIOD})\Z"), _every),
    (re.compile(rf"\bin (?:de|het|een) ({_PERIOD})\Z"), r"per \1"),
    (re.compile(rf"\b({'|'.join(_OFTEN)})\Z"), lambda match: f"per {_OFTEN[match[1]]}"),
    (
        re.compile(r"(?<=[\da-z]) (?:p/|p\. ?|p(?= ?[a-z]{1,4}\Z) ?)([a-z]+)\.?\Z"),
        lambda match: f" per {match[1]}",
    ),
    (re.compile(r"(?<=[a-z]) ?/ ?(\d{1,3} )?(wkn?|dg|mnd|jr|w|[a-z]{3,})\.?\Z"), r" per \1\2"),
    (re.compile(r"(?<=\d) ?/ ?(wkn?|dg|mnd|jr|w|[a-z]{3,})\.?\Z"), r" per \1"),
    (re.compile(rf"\bper ({_WORD}) (?={_PERIOD}\Z)"), lambda match: f"per {NUMBER_WORDS[match[1]]} "),
    (re.compile(r"\bper half jaar\Z"), "per halfjaar"),
    (
        re.compile(rf"\bper (\d{{1,3}} )?({'|'.join(_ABBREVIATED)})\.?\Z"),
        lambda match: f"per {match[1] or ''}{_ABBREVIATED[match[2]]}",
    ),
)
"""Applied one after another; each leaves alone what it does not know."""
