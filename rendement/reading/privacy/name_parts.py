"""What names of people are made of, and the words around them that tell that something is no name."""

import re
from collections.abc import Iterator
from typing import Final

PARTICLES: Final = ("van", "de", "der", "den", "ter", "ten", "te", "el", "al", "'t", "’t", "bin", "ben")
SURNAME_ENDS: Final = (
    *("sen", "stra", "sma", "tma", "lma", "uma", "ema", "inga", "mans"),
    *("oğlu", "oglu", "ović", "wski", "zadeh"),
)
UPPER: Final = "A-ZÀ-ÖØ-ÞĀ-Ɏ"
WORD: Final = rf"[{UPPER}][a-zß-ÿā-ɏ]{{1,40}}(?:-[{UPPER}][a-zß-ÿā-ɏ]{{1,40}})?"
LINK: Final = rf"(?:(?:{'|'.join(PARTICLES)}) )"
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
NAMED_AFTER: Final = (
    "ziekenhuis|school|college|lyceum|universiteit|stichting|fonds|huis|instituut|kliniek|"
    "centrum|zaal|kerk|moskee|park|plein|straat|laan|weg|hof|brug|museum|prijs|methode|"
    "schaal|test|vragenlijst|index|score|loop|toernooi|revalidatie|academie|theater|"
    "stadion|arena|foundation|kade|singel|gracht|dijk"
)
"""What is called after somebody: `het Albert Schweitzer ziekenhuis`."""
WITHIN: Final = (
    r"(?:(?<=[a-zß-ÿ,;:] )|(?<=\())"
    r"(?<!\bde )(?<!\bhet )(?<!\been )(?<!\bons )(?<!\bonze )(?<!\bdeze )(?<!\b't )"
)
OPENERS: Final = (
    "De|Het|Een|Hij|Zij|Ze|Wij|We|Ik|Je|Jij|U|Er|Dit|Dat|Die|Deze|Daarna|Daarom|Daar|Hier|Toen|Nu|Ook|Maar|En|Of|"
    "Want|In|Op|Aan|Voor|Met|Na|Bij|Als|Om|Omdat|Door|Uit|Tot|Te|Is|Was|Heeft|Kan|Wil|Geen|Niet|Nog|Zo|Wel|Zie|"
    "Sinds|Tijdens|Volgens|Wie|Wat|Waar|Hoe|Mevrouw|Meneer|Moeder|Vader|Bewoner|Bewoonster|Cliënt|Haar|Zijn|Hun|"
    "Via|Naar|Over|Onder|Alle|Iedere|Elke|Veel|Meer|Soms|Vaak|Elk|Ieder|Geldt|Bent|Hebt|Gebruik|Klik|Kies|Voer|"
    "Steeds|Daarbij|Verder|Zonder|Per|Samen|Totaal|Afbouw|Inzet|Elders|Later|Eerst|Straks|Dan|Dus|Toch|Sommige|Huisarts|Let"
)
"""Words a sentence starts with."""
ORGANISATIONS: Final = (
    "Humanitas|Yulius|Buurtzorg|Parnassia|Antes|Philadelphia|Cordaan|Syndion|Stichting|Vereniging|Bureau|Jeugd|"
    "Welzijn|Zorg|Sociaal|Sociale|Taal|Werk|Schuld|Dordrecht|Rotterdam|Amsterdam|Utrecht|GGZ|GGD|MEE|LibreOffice|Zwijndrecht|Papendrecht|Zuid|Noord|Oost|West"
)
START: Final = rf"(?:(?<![^\n])|(?<=[.!?\"“‘] ))(?!(?:{OPENERS})\b)"
THING: Final = rf"(?:(?:{_THINGS})|\w{{0,40}}(?i:{_ENDS_OF_THINGS}))\b"
END: Final = rf"(?![\w’'-])(?! ?-?(?i:{NAMED_AFTER}))"

VERBS: Final = (
    "durft|durfde|vertelt|vertelde|slaapt|sliep|belt|belde|huilt|huilde|woont|woonde|wandelt|wandelde|zegt|zei|"
    "helpt|hielp|voelt|voelde|vindt|vond|eet|at|drinkt|dronk|rookt|leert|leerde|zorgt|zorgde|praat|praatte|fietst|lacht|"
    "schrikt|schaamt|mist|piekert|gelooft|hoopt|overleed|overlijdt|trouwde|scheidde|logeert|verhuisde|zwemt|kookt"
)
"""What people do, and organisations and programs seldom."""
AUXILIARIES: Final = (
    "heeft|had|is|was|wil|wilde|kan|kon|gaat|ging|komt|kwam|krijgt|kreeg|moet|moest|mag|mocht|wordt|werd|blijft|bleef|"
    "zit|zat|staat|stond|doet|deed|zoekt|zocht|zag|ziet|nam|neemt|weet|wist|heet"
)


def capitals(text: str) -> Iterator[int]:
    """Where a word with a capital starts."""
    return (match.start() for match in _CAPITAL_LETTER.finditer(text))


_CAPITAL_LETTER: Final = re.compile(rf"[{UPPER}](?<![\w’'.@-].)")


def word_at(text: str, start: int) -> str:
    """The word that starts there."""
    word = _ANY_WORD.match(text, start)
    return word.group() if word else ""


_ANY_WORD: Final = re.compile(r"[\w’'-]{1,60}")
