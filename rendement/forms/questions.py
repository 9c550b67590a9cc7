"""The intake form as data: sheets, questions and columns, in the words of the case file.

Every medium follows this: who asks, and who reads the answers back. A `path` is where an answer stands in the
case file; a number in it is a place in a list.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rendement.model.case import AGE_CLASSES, US, Assent, Status
from rendement.model.estimate import Evidence
from rendement.model.units import COUNTED, PER_YEAR
from rendement.words.units import UNITS, plural

Path = tuple[str | int, ...]

MARK_LABEL: Final = "Formulier"
MARK: Final = "Rendementsmeter casus, versie "
BOOK_LABEL: Final = "Prijzenboek"
PRICES: Final = "Prijslijst"
LISTS: Final = "Keuzelijsten"
RARE: Final = "Zelden nodig"
"""Above the columns that most cases leave empty."""
SEPARATOR: Final = " · "
"""Between the everyday name of a price and its key."""
REQUIRED: Final = " *"
"""Behind the words of a question that needs an answer."""
PER: Final = "Per"
"""The column that shows in what a price is counted; worked out, never read."""


BEFORE_AFTER: Final = (("voor", "Voor"), ("na", "Na"))
"""The two marks of every subject."""


class Kind(StrEnum):
    """What may be filled in."""

    TEXT = "tekst"
    CODE = "code"
    DATE = "datum"
    SHARE = "kans of aandeel"
    NUMBER = "getal"
    QUANTITY = "hoeveelheid"
    UNIT = "eenheid"
    TIME = "tijd"
    YES_NO = "ja of nee"
    CHOICE = "keuze"
    OPEN_CHOICE = "keuze of eigen woord"
    PRICE = "prijs"
    SCORE = "cijfer"
    WHOLE = "geheel getal"


AS_TEXT: Final = frozenset({Kind.TEXT, Kind.CODE, Kind.OPEN_CHOICE, Kind.CHOICE, Kind.PRICE})
"""Answers that are words, whatever they look like."""


@dataclass(frozen=True)
class Entry:
    """One question or column: where the answer belongs, its words, and what may be filled in."""

    path: Path
    label: str
    kind: Kind
    explained: str = ""
    choices: str = ""
    """The list to choose from, by the head of its column on the sheet with lists."""
    required: bool = False
    width: int = 12
    rare: bool = False
    asked: str = ""
    """The question as somebody would ask it aloud; a column that is worked out asks nothing."""
    when: Path = ()
    """Only asked once there is an answer here, in the same row or of the same case."""
    core: bool = False
    """One of the questions that take twenty minutes; the others may wait."""

    @property
    def words(self) -> str:
        """The label as it stands in the form."""
        return self.label + (REQUIRED if self.required else "")


@dataclass(frozen=True)
class Questions:
    """Questions below each other: words, a cell to fill in, an explanation."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Scores:
    """Marks before and after, for several subjects."""

    title: str
    path: Path
    subjects: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rows:
    """A table with a line per row."""

    title: str
    path: Path
    columns: tuple[Entry, ...]
    count: int


@dataclass(frozen=True)
class Cards:
    """Paths below each other, each with its own lines of help."""

    title: str
    path: Path
    head: tuple[Entry, ...]
    inside: str
    columns: tuple[Entry, ...]
    count: int
    lines: int


Part = Questions | Scores | Rows | Cards


@dataclass(frozen=True)
class Page:
    """One sheet to fill in."""

    name: str
    title: str
    told: str
    parts: tuple[Part, ...]


# ---------------------------------------------------------------- words to choose from

YES_NO: Final = "ja of nee"
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    YES_NO: ("ja", "nee"),
    "status": tuple(Status),
    "instemming": tuple(Assent),
    "bewijs": tuple(grade for grade in Evidence if grade is not Evidence.REVIEWED),
    "kans betekent": ("kans", "ook_zonder_ons"),
    "verwijzer": (
        *("huisarts", "praktijkondersteuner", "wijkverpleegkundige", "wmo-consulent", "wijkteam", "school"),
        *("woningcorporatie", "familie", "zelf"),
    ),
    "leeftijd": AGE_CLASSES,
    "huishouden": (
        *("alleenwonend", "samenwonend", "gezin-met-kinderen", "eenoudergezin", "mantelzorger", "inwonend"),
    ),
    "thema": (
        *("bewegen", "eenzaamheid", "gezondheid", "mantelzorg", "opvoeden", "rouw", "schulden", "verslaving"),
        *("werk", "wonen", "zelfstandig-wonen", "zingeving"),
    ),
    "aanpak": (
        *("wandelmaatje", "groep", "huisbezoek", "training", "ouderencoach", "schuldhulpmaatje"),
        *("taalmaatje", "cultuur", "platform", "zorgcoordinatie"),
    ),
    "wie": (US, "huisarts", "praktijkondersteuner", "wijkteam", "school", "familie", "bewoner zelf"),
}
"""Head of a list → its words; the open ones are those of docs/casus.md."""
PAYERS: Final = "betaler"
"""The head of the list of payers, which comes from the price book."""


def fitting_units(price_unit: str, halfdays: bool = False) -> tuple[str, ...]:
    """Spellings of how much, for a price per `price_unit`: in all, or per week, month or year."""
    units = [price_unit]
    if price_unit in COUNTED:
        units.append("keer")
    elif price_unit in PER_YEAR:
        units = ["dag", "week", "maand", "jaar"]
    elif halfdays:
        units = ["uur", "dagdeel"]
    counted = [plural(unit) for unit in units]
    often = [f"{unit} per {time}" for unit in counted for time in ("week", "maand", "jaar") if time != unit]
    return (*counted, *(words for words in often if _makes_sense(words)))


def _makes_sense(words: str) -> bool:
    """`dagen per week`, and never `jaar per maand`."""
    unit, _, time = words.partition(" per ")
    order = [plural(name) for name in PER_YEAR]
    return unit not in order or order.index(unit) < order.index(plural(time))


assert "keer" not in UNITS  # a spelling of every counted unit, not a unit


def entries_of(part: Part) -> tuple[Entry, ...]:
    """Every question and column of a part."""
    if isinstance(part, Questions):
        return part.entries
    if isinstance(part, Cards):
        return (*part.head, *part.columns)
    return part.columns if isinstance(part, Rows) else ()


def printed_words(page: Page) -> frozenset[str]:
    """Everything that the form itself says on a sheet: what else stands there, somebody filled in."""
    words = {page.name, page.title, page.told, RARE, *(label for _, label in BEFORE_AFTER)}
    for part in page.parts:
        words.add(part.title)
        for entry in entries_of(part):
            words.update((entry.words, entry.explained))
        if isinstance(part, Scores):
            words.update(label for _, label in part.subjects)
        if isinstance(part, Cards):
            words.update(f"{part.title} {number + 1}" for number in range(part.count))
    return frozenset(words)
