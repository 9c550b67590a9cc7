"""People by the words beside them: `mevrouw De Vries`, `haar zoon Kees`, `coach Jansen`, `Xantippe vertelt`.

After a title or a word for a relative there stands somebody; after a role, or before what people do, there
may.
"""

import re
from collections.abc import Iterator
from typing import Final

from rendement.reading.privacy.known_names import COMMON, KnownNames
from rendement.reading.privacy.name_parts import (
    AUXILIARIES,
    END,
    LINK,
    OPENERS,
    ORGANISATIONS,
    START,
    THING,
    VERBS,
    WITHIN,
    WORD,
    capitals,
    word_at,
)

# ---------------------------------------------------------------- behind a title, a relative, a role

_CAPITAL: Final = (
    r"(?!(?:Wmo|Wlz|Zvw|Ggz|Zij|Ze|Hij|Haar|Zijn|Is|Was|Heeft|Had|Kan|Kon|Wil|De|Het|Een|En|Maar|Ook|Daarna|Toen|Nu)\b)"
    r"(?!(?:Nederland|Turk|Marokka|Pool|Syri|Engel|Duit|Arab|Surinaam|Antilli|Oekra)\w*\b)"
    r"[A-ZÀ-ÖØ-ÞĀ-Ɏ][\w'’-]{0,40}[a-zß-ÿā-ɏ][\w'’-]{0,40}"
)
_TITLE: Final = (
    r"(?i:mevrouw|mevr\b\.?|mw\b\.?|mej\b\.?|meneer|mijnheer|dhr\b\.?|hr\.|(?:de )?heer|juffrouw|familie"
    r"|fam\b\.?|dokter|dr\.|drs\.|zuster|juf|meester|pastoor|dominee|ds\.|tante|oom|opa|oma)"
)
TITLES: Final = (
    *(
        "mevr",
        "mw",
        "mej",
        "meneer",
        "mijnheer",
        "heer ",
        "dhr",
        "hr.",
        "juf",
        "fam",
        "dokter",
        "dr.",
        "drs.",
    ),
    *("zuster", "meester", "pastoor", "dominee", "ds.", "tante", "oom", "opa", "oma"),
)
"""Each title holds one of these, in small letters."""
_LINKS: Final = r"(?:(?i:van|de|der|den|het|ter|ten|te|el|al|von|la|le|ben|bin|'t|’t)[ -]){0,4}"
_LEAD: Final = (
    rf"(?:(?i:mr|drs?|ing|ir|prof)\.? ){{0,4}}(?:[A-Z]\.(?: ?[A-Z]\.){{0,6}} ?|[A-Z]{{1,3}} )?{_LINKS}"
)
TITLED: Final = re.compile(rf"\b{_TITLE} {_LEAD}{_CAPITAL}")
_SMALL_TITLE: Final = re.compile(
    r"\b(?:mevrouw|mevr\b\.?|mw\b\.?|mej\b\.?|meneer|mijnheer|dhr\b\.?|hr\.|heer|juffrouw|familie|fam\b\.?|dokter|"
    r"dr\.|tante|oom) (?:[a-z]\. ?){0,4}(?P<links>(?:(?:van|de|der|den|ter|ten|el|'t|’t) ){0,3})"
    r"(?P<name>[a-zß-ÿā-ɏ]{2,40})(?![\w-])"
)
SMALL_START: Final = re.compile(
    r"\b(?:mevrouw|mevr|mw|mej|meneer|mijnheer|dhr|hr\.|heer|juffrouw|familie|fam|dokter|dr\.|tante|oom)"
)
"""How what `in_small_letters` looks for begins: a quick look first."""
RELATIVES: Final = (
    *(
        "zoon",
        "dochter",
        "buurman",
        "buurvrouw",
        "buurmeisje",
        "buurjongen",
        "broer",
        "zus",
        "zusje",
        "broertje",
    ),
    *(
        "moeder",
        "vader",
        "oma",
        "opa",
        "tante",
        "oom",
        "vriendin",
        "vriend",
        "echtgenoot",
        "echtgenote",
        "partner",
    ),
    *(
        "neef",
        "nicht",
        "neefje",
        "nichtje",
        "zwager",
        "schoonzus",
        "ex-man",
        "ex-vrouw",
        "huisgenoot",
        "verloofde",
    ),
)
"""Also as the end of a longer word: `kleindochter`."""
_RELATIVE_WORDS: Final = "|".join(sorted(RELATIVES, key=len, reverse=True))
RELATED: Final = re.compile(
    rf"\b(?i:(?:klein|schoon|stief|pleeg|groot|half|tweeling|over|ex-?){{0,2}}(?:{_RELATIVE_WORDS})"
    rf"|(?:haar|zijn|mijn|hun|uw|wijlen|jouw|m'n|z'n) (?:ex-?)?(?:man|vrouw|kind)) {_CAPITAL}"
)
OWN: Final = (*RELATIVES, " man", " vrouw", " kind", "ex-man", "exman", "exvrouw")
_ROLES: Final = (
    *(
        "huisarts",
        "arts",
        "psychiater",
        "psycholoog",
        "verpleegkundige",
        "begeleider",
        "begeleidster",
        "bewoner",
    ),
    *(
        "hulpverlener",
        "werker",
        "werkster",
        "consulent",
        "collega",
        "vrijwilliger",
        "mentor",
        "bewindvoerder",
    ),
    *("docent", "leerkracht", "leraar", "lerares", "therapeut", "coach", "manager", "mantelzorger", "agent"),
    *(
        "ondersteuner",
        "cliënt",
        "client",
        "cliënte",
        "bewoonster",
        "deelnemer",
        "deelneemster",
        "patiënt",
        "inwoner",
    ),
    *(
        "stagiair",
        "stagiaire",
        "advocaat",
        "notaris",
        "imam",
        "hulp",
        "vrijwilligster",
        "heet",
        "heette",
        "genaamd",
    ),
    *(
        "jongen",
        "meisje",
        "kind",
        "peuter",
        "kleuter",
        "man",
        "vrouw",
        "makelaar",
        "regisseur",
        "adviseur",
        "noemt",
    ),
)
_IN_A_ROLE: Final = re.compile(
    rf"(?:(?:De|Van|El|Ter|Den)(?: de[rn]?)? )?(?!(?:{ORGANISATIONS}|{OPENERS})\b)(?!{THING}){_CAPITAL}{END}"
)
_ROLE_STARTS: Final = tuple(f"{word} " for word in _ROLES)
_LONGEST_ROLE: Final = 30


def behind_a_role(text: str, start: int) -> bool:
    """Whether a word for a role (`de huisarts`, `collega`, `heet`) stands before the capital at `start`."""
    before = text[max(0, start - _LONGEST_ROLE) : start].lower()
    for particle in _OF_PEOPLE:
        before = before.removesuffix(particle)
    return before.endswith(_ROLE_STARTS)


_OF_PEOPLE: Final = ("van der ", "van den ", "de ", "el ", "ter ", "ten ")
"""Particles that are seldom part of what an organisation is called; `van` alone may mean of."""


def in_a_role(text: str) -> Iterator[tuple[int, int]]:
    """Who is named behind a role: `begeleider Jansen`, `een buurtgenoot die Kees heet`."""
    for start in capitals(text):
        found = _IN_A_ROLE.match(text, start) if behind_a_role(text, start) else None
        if found is not None:
            yield found.span()


def in_small_letters(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int, bool]]:
    """`mevrouw jansen`: whether it is surely a name (known, or with such an end) is the third part."""
    low = text.lower() if len(text.lower()) == len(text) else text
    for match in _SMALL_TITLE.finditer(low):
        name = match["name"]
        if not text[match.start("name")].islower():
            continue
        usual = name in names.last_low and (match["links"] or name not in _WORDS_TOO)
        if usual or name.endswith(_SMALL_ENDS):
            yield *match.span(), True
        elif _stands_as_name(low, match):
            yield *match.span(), False


def _stands_as_name(low: str, title: re.Match[str]) -> bool:
    """A particle of people, a verb right behind, or nothing more behind `met mevrouw …`."""
    name, links = title["name"], title["links"]
    if name in _ADVERBS or name in _VERB_SET or name in _AUXILIARY_SET or len(name) < 3:
        return False
    if links.split() and links.split()[-1] in _PEOPLE_LINKS:
        return True
    if _VERB_BEHIND.match(low, title.end()) is not None:
        return links != "de " or not _DE_THING.match(name)
    ends = _NOTHING_BEHIND.match(low, title.end()) is not None
    return ends and _PREPOSITION.search(low[: title.start()][-10:]) is not None and not _VERBAL.match(name)


_AUXILIARY_SET: Final = frozenset(AUXILIARIES.split("|"))
_VERB_BEHIND: Final = re.compile(rf" (?:{VERBS}|{AUXILIARIES})(?![\w-])")
_NOTHING_BEHIND: Final = re.compile(r"[ ]?(?:[.,;)\n]|\Z)")
_PREPOSITION: Final = re.compile(r"\b(?:met|van|door|over|bij|aan|voor|naar|tegen|is|zat) \Z")
_VERBAL: Final = re.compile(
    r"ge|be[^r]|ver[^hm]|ont|her[^m]|aan|op|af|in|uit|over|voor|mee|door|toe|om|bij|onder|thuis|terug|\w+(?:eerd|end|ig|lijk)\Z"
)
"""How a word begins or ends that says what was done: `met mevrouw besproken`."""
_DE_THING: Final = re.compile(r"\w+(?:ing|heid|tie|deur|post|was)\Z")
_LIST_OF_ADVERBS: Final = """
die dat zelf nog nu ook inmiddels niet wel al dan toen weer eerst daarna soms vaak steeds altijd nooit er
hier daar alleen samen beiden allebei thuis boven beneden buiten binnen vandaag gisteren morgen wekelijks
dagelijks zo zelfs juist echter dus want maar en of hem haar hun zijn zich ons mij iemand niemand iets
niets anders opnieuw langer meer minder eindelijk helaas gelukkig vroeger later tegenwoordig sindsdien
wie wat waar hoe waarom namelijk bovendien toch heel erg erbij eraan ernaast ervan overdag vooral meestal
binnenkort mee toe op af aan uit in om over terug voort door na voor met bij uit naar tot te van als
omdat zodat doordat terwijl hiernaast verderop hierover daarover daarvan daarmee hiermee langs weg geen
veel weinig goed slecht moe ziek bang blij boos mevrouw meneer
"""
_ADVERBS: Final = frozenset(_LIST_OF_ADVERBS.split())


_SMALL_ENDS: Final = ("nsen", "stra", "inga", "sma", "ssen", "rsen", "ksen", "dsen", "tsen", "lsen")
_LIST_OF_WORDS_TOO: Final = """
groot klein lange jong jonge post winter wit witte zwart groen wilde steen tuin bos blok dam kamp boer
jager mol haas vos brand drost engelen linden rijn vroom sterk roos maas loon haan hout hoek graaf wolf
berg meer broek horst slot beek brink waard wal poot pol kolk been kroon doorn ruiter meulen velden velde
veen wijk leeuw
"""
_WORDS_TOO: Final = frozenset(_LIST_OF_WORDS_TOO.split())
"""A surname that may be an everyday word behind a title (`meneer post bezorgt`): only with a particle."""


# ---------------------------------------------------------------- what people do

_PEOPLE_LINKS: Final = frozenset(("der", "den", "el", "ter", "ten", "bin", "ben"))
_VERB_SET: Final = frozenset(VERBS.split("|"))
_OPENS: Final = rf"(?!{THING})(?:{START}|{WITHIN}(?<!\bvan )(?<!\bin ))(?!(?:{ORGANISATIONS})\b)"
_DOES: Final = re.compile(
    rf"{_OPENS}{WORD} (?:(?:{LINK}){{1,4}}{WORD}|{WORD}) (?:{VERBS})\b"
    rf"|{_OPENS}{WORD} (?:{VERBS})"
    r"(?! (?:hij|zij|ze|ik|we|wij|je|u|men|de|het|een|haar|zijn|mevrouw|meneer)\b)\b"
    rf"|{START}(?!{THING}){WORD} (?:van de[rn]|el|ter|ten|bin|ben) {WORD}{END}"
)
"""One or two words with capitals before what people do, or with a particle of people at the start."""
_LIST_OF_NOBODY: Final = """
Gezin Jongen Meisje Kind Kinderen Buurvrouw Buurman Dochter Zoon Zus Broer Oma Opa Tante Oom Vriend
Vriendin Partner Man Vrouw Client Cliënte Deelnemer Deelneemster Inwoner Iedereen Niemand Iemand Men
Overdag Thuis Inmiddels Eindelijk Langzaam Tegenwoordig Vroeger Gelukkig Helaas Opnieuw Echtgenoot
Echtgenote Familie Huisarts Collega Vrijwilliger Wijkteam Begeleider Consulent Leerling Jongere Oudere
Patiënt Dame Heer Mantelzorger Wijk Alleen Zelf Beiden Samen Weer Straks Steeds Meestal Regelmatig
Dagelijks Wekelijks Buiten Binnen Nergens Ergens Overal Hierdoor Daardoor Zodoende Kleinzoon Kleindochter
Klant Persoon Betrokkene Zorgt Werk School Gemeente Wanneer Terwijl Hierbij Hiermee Daarmee Waarmee
Hierna Waarna Vervolgens Meestal Programma Functie Opdracht Dit Ambulant Behandelaar Psycholoog
Psychiater Verpleegkundige Wijkverpleegkundige Coach Mentor Bewindvoerder
"""
_NOBODY: Final = frozenset(_LIST_OF_NOBODY.split())


def people_who_do(text: str) -> Iterator[tuple[int, int]]:
    """Who is known by what they do: `Xantippe vertelt`, `Xantippe Zonderland durft`."""
    for start in capitals(text):
        found = _DOES.match(text, start)
        if found is not None and word_at(text, start) not in _NOBODY:
            words = found.group()
            verb = words.rpartition(" ")[2]
            yield start, found.end() - (len(verb) + 1 if verb in _VERB_SET else 0)


def does_what_people_do(text: str, low: str, start: int) -> bool:
    """Whether such a verb may stand shortly behind the capital at `start`: a quick look first."""
    words = low[start : start + _REACH_OF_VERB].split(" ", 5)[1:5]
    return any(word in _VERB_SET or word in _PEOPLE_LINKS for word in words)


_REACH_OF_VERB: Final = 60
