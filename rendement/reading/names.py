"""A full name in running text: `Ria de Vries`, `J. Jansen`, `Kees Hoekstra`.

A pattern and no list of names, so it only asks to look. What stands behind an article is a thing (`de Raad
van State`), and so is what is called a school or a foundation.
"""

import re
from collections.abc import Iterator
from typing import Final

PARTICLES: Final = ("van", "de", "der", "den", "ter", "ten", "te", "el", "al", "'t", "’t", "bin", "ben")
_SURNAME_ENDS: Final = (
    *("sen", "stra", "sma", "tma", "lma", "uma", "ema", "inga", "mans"),
    *("oğlu", "oglu", "ović", "wski", "zadeh"),
)
_UPPER: Final = "A-ZÀ-ÖØ-ÞĀ-Ɏ"
_WORD: Final = rf"[{_UPPER}][a-zß-ÿā-ɏ]{{1,40}}(?:-[{_UPPER}][a-zß-ÿā-ɏ]{{1,40}})?"
_LINK: Final = rf"(?:(?:{'|'.join(PARTICLES)}) )"
_THINGS: Final = (
    "Raad|Hoek|Hof|Kamer|Kop|Wet|Week|Dag|Nacht|Ronde|Wijk|Buurt|Sint|Gemeente|"
    "Provincie|Ministerie|Dienst|Vrienden|Kring|Leger|Bond|Unie|Hart|Stem|Maand|Jaar|"
    "Stad|Dorp|Regio|Thuis|Samen|Fysio|Platform|Programma|Project|Plan|Van|De|Den|Der|"
    "Het|Ter|Ten|Te"
)
"""First words that are never a first name."""
_ENDS_OF_THINGS: Final = (
    "stichting|vereniging|bureau|centrum|huis|team|school|universiteit|fonds|museum|plein|"
    "park|tuin|markt|haven|zorg|hulp|werk|kerk|theek|inloop|theater|praktijk|winkel|"
    "punt|bank|club|kliniek|college|lyceum|hoeve|groep|therapie|begeleiding|dienst|opvang|"
    "steun|advies|beheer|bedrijf|koor|cafe|café|atelier"
)
"""And what such a word may end in."""
_NAMED_AFTER: Final = (
    "ziekenhuis|school|college|lyceum|universiteit|stichting|fonds|huis|instituut|kliniek|"
    "centrum|zaal|kerk|moskee|park|plein|straat|laan|weg|hof|brug|museum|prijs|methode|"
    "schaal|test|vragenlijst|index|score|loop|toernooi|revalidatie|academie|theater|"
    "stadion|arena"
)
"""What is called after somebody: `het Albert Schweitzer ziekenhuis`."""
_WITHIN: Final = (
    r"(?:(?<=[a-zß-ÿ,;:] )|(?<=\())"
    r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bons )(?<!\bonze )(?<!\bdeze )(?<!\b't )"
)
_THING: Final = rf"(?:(?:{_THINGS})|\w{{0,40}}(?i:{_ENDS_OF_THINGS}))\b"
_FIRST: Final = rf"{_WITHIN}(?!{_THING}){_WORD}"
_END: Final = rf"(?![\w’'-])(?! ?-?(?i:{_NAMED_AFTER}))"
_INITIAL: Final = rf"[{_UPPER}]\. ?"
_WITH_LINK: Final = re.compile(rf"{_FIRST} {_LINK}{{1,4}}{_WORD}{_END}")
_WITH_INITIALS: Final = re.compile(
    rf"(?<![\w.])(?:{_INITIAL}{_LINK}{{1,4}}|{_INITIAL}(?:{_INITIAL}){{1,6}}{_LINK}{{0,4}}){_WORD}{_END}"
)
_TWO_WORDS: Final = re.compile(rf"(?:{_FIRST} |(?<![\w.]){_INITIAL}){_WORD}{_END}")


def full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where each full name starts and ends."""
    for pattern in (_WITH_LINK, _WITH_INITIALS):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _TWO_WORDS.finditer(text):
        if match.group().endswith(_SURNAME_ENDS):
            yield match.span()


def may_end_a_name(text: str, start: int) -> bool:
    """Whether the capital at `start` may begin the last word of a full name: a quick look first."""
    before = text[max(0, start - _LONGEST_LINK) : start].rstrip(" ")
    word = _ANY_WORD.match(text, start)
    if before.endswith((".", *PARTICLES)):
        return True
    return word is not None and word.group().endswith(_SURNAME_ENDS)


_LONGEST_LINK: Final = 6
_ANY_WORD: Final = re.compile(r"[\w’'-]{1,60}")
