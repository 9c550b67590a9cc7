"""People in running text: `mevrouw De Vries`, `haar zoon Kees`, `Ria de Vries`, `J. Bakker`, `Kees`.

After a title or a word for a relative there stands somebody. The rest only asks to look: a pattern, or a name
that many people bear. What stands behind an article is a thing (`de Raad van State`), and so is what is
called a school or a foundation.
"""

import re
from collections.abc import Iterator
from typing import Final

from rendement.reading.known_names import COMMON, EVERYDAY, KnownNames

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
    "stadion|arena|foundation|kade|singel|gracht|dijk"
)
"""What is called after somebody: `het Albert Schweitzer ziekenhuis`."""
_WITHIN: Final = (
    r"(?:(?<=[a-zß-ÿ,;:] )|(?<=\())"
    r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bons )(?<!\bonze )(?<!\bdeze )(?<!\b't )"
)
_OPENERS: Final = (
    "De|Het|Een|Hij|Zij|Ze|Wij|We|Ik|Je|Jij|U|Er|Dit|Dat|Die|Deze|Daarna|Daarom|Daar|Hier|Toen|Nu|Ook|Maar|En|Of|"
    "Want|In|Op|Aan|Voor|Met|Na|Bij|Als|Om|Omdat|Door|Uit|Tot|Te|Is|Was|Heeft|Kan|Wil|Geen|Niet|Nog|Zo|Wel|Zie|"
    "Sinds|Tijdens|Volgens|Wie|Wat|Waar|Hoe|Mevrouw|Meneer|Moeder|Vader|Bewoner|Bewoonster|Cliënt|Haar|Zijn|Hun|"
    "Via|Naar|Over|Onder|Alle|Iedere|Elke|Veel|Meer|Soms|Vaak|Elk|Ieder|Geldt|Bent|Hebt|Gebruik|Klik|Kies|Voer|"
    "Steeds|Daarbij|Verder|Zonder|Per|Samen|Totaal|Afbouw|Inzet|Elders|Later|Eerst|Straks|Dan|Dus|Toch|Sommige|Huisarts|Let"
)
"""Words a sentence starts with."""
_START: Final = rf"(?:(?<![^\n])|(?<=[.!?\"“‘] ))(?!(?:{_OPENERS})\b)"
_THING: Final = rf"(?:(?:{_THINGS})|\w{{0,40}}(?i:{_ENDS_OF_THINGS}))\b"
_FIRST: Final = rf"{_WITHIN}(?!{_THING}){_WORD}"
_END: Final = rf"(?![\w’'-])(?! ?-?(?i:{_NAMED_AFTER}))"
_INITIAL: Final = rf"[{_UPPER}]\. ?"
_NO_LIST: Final = "".join(
    rf"(?<!\b{word} )"
    for word in ("vitamine", "hepatitis", "groep", "plan", "type", "klasse", "fase", "deel", "bijlage", "punt")
)
"""Behind these a capital and a full stop end a sentence."""
_WITH_LINK: Final = re.compile(rf"{_FIRST} {_LINK}{{1,4}}{_WORD}{_END}")
_WITH_INITIALS: Final = re.compile(
    rf"(?<![\w.])(?:{_INITIAL}{_LINK}{{1,4}}|{_INITIAL}(?:{_INITIAL}){{1,6}}{_LINK}{{0,4}}"
    rf"|{_NO_LIST}{_INITIAL})(?!(?:{_OPENERS})\b){_WORD}{_END}"
)
_TWO_WORDS: Final = re.compile(rf"(?:{_FIRST}|{_START}(?!{_THING}){_WORD}) {_LINK}{{0,4}}{_WORD}{_END}")
_INITIALS_BEHIND: Final = re.compile(
    rf"(?<![\w.])(?!(?:{_OPENERS})\b){_WORD}, (?:[{_UPPER}]\.){{1,5}}(?! ?en\b)(?=[\s,;)]|\Z)"
)


def full_names(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int]]:
    """Where each full name starts and ends; patterns are tried at capitals only."""
    for start in capitals(text):
        span = _full_name_at(text, start, names)
        if span is not None:
            yield span


def _full_name_at(text: str, start: int, names: KnownNames) -> tuple[int, int] | None:
    for pattern in (_WITH_LINK, _WITH_INITIALS, _INITIALS_BEHIND):
        found = pattern.match(text, start)
        if found is not None:
            return found.span()
    found = _TWO_WORDS.match(text, start)
    if found is None:
        return None
    last = found.group().rpartition(" ")[2]
    return found.span() if last.endswith(_SURNAME_ENDS) or last in names.last else None


def capitals(text: str) -> Iterator[int]:
    """Where a word with a capital starts."""
    return (match.start() for match in _CAPITAL_LETTER.finditer(text))


_CAPITAL_LETTER: Final = re.compile(rf"[{_UPPER}](?<![\w’'.@-].)")


def may_end_a_name(text: str, start: int) -> bool:
    """Whether the capital at `start` may begin the last word of a full name: a quick look first."""
    before = text[max(0, start - _LONGEST_LINK) : start].rstrip(" ")
    return before.endswith((".", ",", *PARTICLES)) or word_at(text, start).endswith(_SURNAME_ENDS)


def word_at(text: str, start: int) -> str:
    """The word that starts there."""
    word = _ANY_WORD.match(text, start)
    return word.group() if word else ""


_LONGEST_LINK: Final = 6
_ANY_WORD: Final = re.compile(r"[\w’'-]{1,60}")

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
    *("mevr", "mw", "mej", "meneer", "mijnheer", "heer ", "dhr", "hr.", "juf", "fam", "dokter", "dr.", "drs."),
    *("zuster", "meester", "pastoor", "dominee", "ds.", "tante", "oom", "opa", "oma"),
)
"""Each title holds one of these, in small letters."""
_LINKS: Final = r"(?:(?i:van|de|der|den|het|ter|ten|te|el|al|von|la|le|ben|bin|'t|’t)[ -]){0,4}"
_LEAD: Final = rf"(?:(?i:mr|drs?|ing|ir|prof)\.? ){{0,4}}(?:[A-Z]\.(?: ?[A-Z]\.){{0,6}} ?|[A-Z]{{1,3}} )?{_LINKS}"
TITLED: Final = re.compile(rf"\b{_TITLE} {_LEAD}{_CAPITAL}")
_SMALL_TITLE: Final = re.compile(
    r"\b(?:mevrouw|mevr\b\.?|mw\b\.?|mej\b\.?|meneer|mijnheer|dhr\b\.?|hr\.|heer|juffrouw|familie|fam\b\.?|dokter|"
    r"dr\.|tante|oom) (?:[a-z]\. ?){0,4}(?P<links>(?:(?:van|de|der|den|ter|ten|el|'t|’t) ){0,3})"
    r"(?P<name>[a-zß-ÿā-ɏ]{2,40})(?![\w-])"
)
RELATIVES: Final = (
    *("zoon", "dochter", "buurman", "buurvrouw", "buurmeisje", "buurjongen", "broer", "zus", "zusje", "broertje"),
    *("moeder", "vader", "oma", "opa", "tante", "oom", "vriendin", "vriend", "echtgenoot", "echtgenote", "partner"),
    *("neef", "nicht", "neefje", "nichtje", "zwager", "schoonzus", "ex-man", "ex-vrouw", "huisgenoot", "verloofde"),
)
"""Also as the end of a longer word: `kleindochter`."""
_RELATIVE_WORDS: Final = "|".join(sorted(RELATIVES, key=len, reverse=True))
RELATED: Final = re.compile(
    rf"\b(?i:(?:klein|schoon|stief|pleeg|groot|half|tweeling|over|ex-?){{0,2}}(?:{_RELATIVE_WORDS})"
    rf"|(?:haar|zijn|mijn|hun|uw|wijlen|jouw|m'n|z'n) (?:ex-?)?(?:man|vrouw|kind)) {_CAPITAL}"
)
OWN: Final = (*RELATIVES, " man", " vrouw", " kind", "ex-man", "exman", "exvrouw")
_ROLES: Final = (
    *("huisarts", "arts", "psychiater", "psycholoog", "verpleegkundige", "begeleider", "begeleidster", "bewoner"),
    *("hulpverlener", "werker", "werkster", "consulent", "collega", "vrijwilliger", "mentor", "bewindvoerder"),
    *("docent", "leerkracht", "leraar", "lerares", "therapeut", "coach", "manager", "mantelzorger", "agent"),
    *("ondersteuner", "cliënt", "client", "cliënte", "bewoonster", "deelnemer", "deelneemster", "patiënt", "inwoner"),
    *("stagiair", "stagiaire", "advocaat", "notaris", "imam", "hulp", "vrijwilligster", "heet", "heette", "genaamd"),
    *("jongen", "meisje", "kind", "peuter", "kleuter", "man", "vrouw", "makelaar", "regisseur", "adviseur", "noemt"),
)
_ORGANISATIONS: Final = (
    "Humanitas|Yulius|Buurtzorg|Parnassia|Antes|Philadelphia|Cordaan|Syndion|Stichting|Vereniging|Bureau|Jeugd|"
    "Welzijn|Zorg|Sociaal|Sociale|Taal|Werk|Schuld|Dordrecht|Rotterdam|Amsterdam|Utrecht|Zwijndrecht|Papendrecht"
)
_IN_A_ROLE: Final = re.compile(
    rf"(?:(?:De|Van|El|Ter|Den)(?: de[rn]?)? )?(?!(?:{_ORGANISATIONS}|{_OPENERS})\b)(?!{_THING}){_CAPITAL}{_END}"
)
_ROLE_STARTS: Final = tuple(f"{word} " for word in _ROLES)
_LONGEST_ROLE: Final = 30


def behind_a_role(text: str, start: int) -> bool:
    """Whether a word for a role (`de huisarts`, `collega`, `heet`) stands before the capital at `start`."""
    return text[max(0, start - _LONGEST_ROLE) : start].lower().endswith(_ROLE_STARTS)


def in_a_role(text: str) -> Iterator[tuple[int, int]]:
    """Who is named behind a role: `begeleider Jansen`, `een buurtgenoot die Kees heet`."""
    for start in capitals(text):
        found = _IN_A_ROLE.match(text, start) if behind_a_role(text, start) else None
        if found is not None:
            yield found.span()


def in_small_letters(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int]]:
    """`mevrouw jansen`, `meneer de vries`: a name that we know, or that ends as names do."""
    low = text.lower() if len(text.lower()) == len(text) else text
    for match in _SMALL_TITLE.finditer(low):
        name = match["name"]
        usual = name in names.last_low and (match["links"] or name not in _WORDS_TOO)
        if text[match.start("name")].islower() and (usual or name.endswith(_SMALL_ENDS)):
            yield match.span()


_SMALL_ENDS: Final = ("nsen", "stra", "inga", "sma", "ssen", "rsen", "ksen", "dsen", "tsen", "lsen")
_WORDS_TOO: Final = frozenset(
    "groot klein lange jong jonge post winter wit witte zwart groen koning wilde steen tuin bos blok dam kamp boer "
    "boers kok jager mol haas vos brand brands drost engelen evers pronk linden rijn vroom sterk roos maas loon haan "
    "hout hoek graaf wolf berg meer broek horst slot beek brink waard wal poot pol kolk been kroon doorn timmer "
    "kuiper visser schipper ruiter schouten meulen velden velde veen wijk leeuw".split()
) - frozenset("schouten visser kuiper schipper timmer evers pronk koning kok boers brands".split())
"""A surname that may be an everyday word behind a title (`meneer post bezorgt`): only with a particle."""

# ---------------------------------------------------------------- names that many bear

_CAPITALISED: Final = re.compile(rf"(?<![\w’'.@-])[{_UPPER}][\w’']{{0,40}}(?:-[{_UPPER}][\w’']{{1,40}})?(?![\w@])")
_BEHIND: Final = re.compile(rf"[ ](?:{_LINK}){{0,4}}{_WORD}(?![\w’'])")
_IS_A_THING: Final = re.compile(rf" ?-?(?i:{_NAMED_AFTER})|-|’s |'s | ?\d|\.\w|/")
_ARTICLE: Final = re.compile(r"(?:\b(?i:de|het|een|ons|onze|deze|'t|sint|st|san|santa|jan|bureau|stichting)[ .-]{1,2}|[/@_-])\Z")
_START_OF_SENTENCE: Final = re.compile(r"(?:\A|\n|[.!?:\"“‘(]\s)[\s\"“‘(]*\Z")


def known_names(text: str, names: KnownNames = COMMON) -> Iterator[tuple[int, int, bool]]:
    """First names that we know, with the surname behind them; whether there is one, is the third part."""
    end = 0
    for match in _CAPITALISED.finditer(text):
        word = match.group()
        surname = names.alone and word in names.last
        if match.start() < end or not (surname or _known(word, names)):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        behind = _BEHIND.match(text, match.end())
        end = behind.end() if behind else match.end()
        if _IS_A_THING.match(text, end) or _ARTICLE.search(before):
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
    return _LINKED_CODE.search(code) is not None


_MONTHS: Final = frozenset(("Jan",))
_LINKED_CODE: Final = re.compile(r"(?i:(?<![a-z])[a-z]{1,40}[-_. ](?:van[-_. ](?:de|der|den)|de|el|van|ter|ten)[-_. ][a-z]{3,40})")
