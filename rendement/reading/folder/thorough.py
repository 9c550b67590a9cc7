"""A thorough look for names (`controleer --grondig`): with the lists of names of the package `deduce`.

Only its list files are read, when asked: its own engine takes seconds and a gigabyte to start, its lists take
milliseconds. What is found asks to look.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from rendement.reading.complaints.problems import Problem
from rendement.reading.documents.document import read_file
from rendement.reading.folder.folders import yaml_files
from rendement.reading.privacy.known_names import COMMON, KnownNames, known
from rendement.reading.privacy.look import check_privacy
from rendement.reading.privacy.name_parts import OPENERS

HOW_TO_INSTALL: Final = (
    "Voor --grondig zijn de namenlijsten van het pakket deduce nodig; dat zet u erbij met: "
    'pip install "rendement[grondig]"'
)


class NoListsError(Exception):
    """The lists of names are not installed; its text says how to get them."""


@lru_cache(1)
def all_names() -> KnownNames:
    """The lists of names of deduce with ours. Raises NoListsError when they are not there."""
    package = find_spec("deduce")
    folder = Path(package.origin or "").parent / "data" / "lookup" / "src" if package else Path()
    try:
        return _names_in(folder)
    except OSError as error:
        raise NoListsError(HOW_TO_INSTALL) from error


def lists_missing() -> str | None:
    """How to get the lists, when they are not there."""
    try:
        all_names()
    except NoListsError as missing:
        return str(missing)
    return None


def _names_in(folder: Path) -> KnownNames:
    """Names that are no ordinary word, no place and no term of medicine besides."""
    places = _words(folder / "locations" / "lst_placename" / "lst_residence")
    other = _words(folder / "whitelist" / "lst_common_word") | _words(
        folder / "whitelist" / "lst_medical_term"
    )
    no_name = {word.capitalize() for word in other} | places | {*OPENERS.split("|"), "Men", "Toon"}
    first = _listed(folder / "names" / "lst_first_name") - no_name
    last = _listed(folder / "names" / "lst_surname") - no_name
    return beside_common(first, last)


def beside_common(first: frozenset[str], last: frozenset[str]) -> KnownNames:
    """Names besides those that every reading knows; a word of every day is nobody by itself."""
    surnames = COMMON.last | last
    return known(COMMON.first | (first - _WORDS_TOO), surnames, alone=surnames - _WORDS_TOO)


_LIST_OF_WORDS_TOO: Final = """
Bank Beek Bel Berg Bijl Blok Blom Boek Boer Bol Boog Boom Boon Boot Bos Brand Brink Broek Brug Burger Dam
Dia Dijk Dim Doorn Draad Duin Els Engel Fiets Fles Glas Goud Graaf Groen Groot Haan Haas Hand Hart Heer Hek
Hemel Hond Hoorn Hout Jager Jonge Kaart Kamp Kan Kast Kat Keizer Kern Kerk Ketel Kist Klein Klok Knol Knop
Kok Koning Koper Kroon Kruis Kuil Kuiper Kwast Lach Lam Lamp Land Lange Leeuw Len Licht Lijn Linden Loon
Maan Maat Math Meer Mol Molen Muis Mulder Muur Naald Nagel Noot Pad Paal Paard Padding Pen Pijl Plaat Plank
Plas Poot Post Pot Prins Punt Raam Regel Ring Roos Root Ruiter Schaap Schakel Schild Schip Schrijver Schuur
Slot Snel Snoek Spiegel Staal Stal Steen Sterk Sterren Stoel Storm Stroom Talen Tak Thu Toren Touw Trap Veen
Veer Veld Velden Vink Visser Vlag Vlam Vogel Voet Vos Vries Vuur Waard Wal Wals Water Weg Wiel Wilde Wind
Winter Wit Witte Wolf Zand Zee Zon Zwart
"""
_WORDS_TOO: Final = frozenset(_LIST_OF_WORDS_TOO.split())
"""Surnames that are words of every day too: without a first name or a title before them they are no name.

Words that a place or a thing begins with (`Hoek van Holland`) are not here: those are known as a whole.
"""


def _listed(folder: Path) -> frozenset[str]:
    """A list without what its makers except; what is written in capitals is an abbreviation."""
    exceptions = _words(folder, "exceptions.txt")
    return frozenset(word for word in _words(folder) - exceptions if len(word) > 2 and word[1:].islower())


def _words(folder: Path, file: str = "items.txt") -> frozenset[str]:
    return frozenset((folder / file).read_text("utf-8").split("\n"))


def thorough_problems(paths: Iterable[Path], known_already: Iterable[Problem] = ()) -> Iterator[Problem]:
    """What the lists find in files among paths besides what is told already. Raises NoListsError."""
    names = all_names()
    told = {(problem.file, problem.place.line, problem.place.column) for problem in known_already}
    for path in yaml_files(paths):
        text = read_file(path)
        text.problems = []
        check_privacy(text, names)
        for problem in text.problems:
            if (problem.file, problem.place.line, problem.place.column) not in told:
                yield problem
