"""What lies in folders of cases: the files to read, and every other file with what it is.

Nothing is opened but to see what it is, and never more than its first bytes. A link to a folder is not
followed, a hidden file is nobody's case, and a price book or a folder of sets is one thing and
not a folder of cases.
"""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from rendement.reading.books.files import HEADER, data_root
from rendement.reading.documents.document import SETS_FILE, YAML_ENDINGS, is_yaml
from rendement.reading.folder.form_look import FORM_ENDINGS, is_form
from rendement.words.misuse import NotThere, WrongKind, WrongValue, quoted

_LEFT: Final = re.compile(
    r"\.|~\$|(?:thumbs\.db|desktop\.ini|icon\r|__macosx|__pycache__|node_modules)\Z"
    r"|.*(?:~|\.(?:bak|tmp|temp|swp|orig|old|part|crdownload))\Z",
    re.IGNORECASE,
)
"""Names that a computer gives to what it leaves behind, hidden ones included."""
_EXPLAINS: Final = re.compile(r"(?:leesmij|readme)\.(?:md|txt)\Z", re.IGNORECASE)
"""What people write about a folder, for who opens it: no case, and not forgotten either."""
_FIRST_BYTES: Final = 4_000
_KEY: Final = re.compile(r"[a-z_]{1,40}:(?:\s|\Z)")
_CASE_KEY: Final = re.compile(r"^casus:\s", re.MULTILINE)


class Kind(StrEnum):
    """What a file beside the cases is."""

    BOOK = "prijzenboek"
    SETS = "uitgangspunten"
    FORM = "formulier"
    DISGUISED = "casus onder een andere naam"
    IN_BOOK = "casus in een prijzenboek"
    IN_SETS = "casus bij uitgangspunten"
    LINK = "snelkoppeling naar een map"
    CLOSED = "map die niet open mag"
    DEVICE = "geen gewoon bestand"
    LEFT = "achtergelaten door de computer"
    EXPLAINS = "uitleg bij de map"
    OTHER = "ander bestand"


@dataclass
class Folders:
    """What was found below some paths: YAML to read in a fixed order, and the rest by what it is."""

    yaml: list[Path] = field(default_factory=list)
    beside: dict[Path, Kind] = field(default_factory=dict)


def named_paths(paths: Iterable[object]) -> list[Path]:
    """The paths a function was given. Raises NotThere for a folder that does not exist, else WrongKind."""
    given = list(paths)
    for path in given:
        if not isinstance(path, str | Path):
            several = "geef ze los, met een ster: load_cases(*paden)"
            help_ = several if isinstance(path, list | tuple | set) else "load_cases('casussen')"
            raise WrongKind(f"een pad is een map of bestand met casussen, niet {quoted(path)}: {help_}")
        if not os.path.lexists(path) and not is_yaml(Path(path)):  # a file that is gone is a problem (R101)
            raise NotThere(f"{quoted(str(path))} bestaat niet; geef een map of bestand dat er is")
    if not given:
        raise WrongValue("zonder pad is er niets te lezen; geef een map of bestand: load_cases('casussen')")
    return [Path(str(path)) for path in given]


def look_into(paths: Iterable[Path]) -> Folders:
    """Every file among files and folders. A file that is named itself is read, unless it is a form."""
    found = Folders()
    for path in paths:
        below = Folders()
        if path.is_dir():
            _look_below(path, below)
        else:
            _look_at_named(path, below)
        found.yaml += sorted(below.yaml)
        found.beside |= dict(sorted(below.beside.items()))
    found.yaml = list(dict.fromkeys(found.yaml))
    return found


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """Every YAML file among files and folders, in a fixed order."""
    return look_into(paths).yaml


def _look_at_named(path: Path, found: Folders) -> None:
    if path.name == SETS_FILE:
        found.beside[path.parent] = Kind.SETS
    elif path.suffix.lower() in FORM_ENDINGS:
        found.beside[path] = Kind.FORM if is_form(path) else Kind.OTHER
    elif path.exists() and not path.is_file():
        found.beside[path] = Kind.DEVICE
    else:
        found.yaml.append(path)


def _look_below(folder: Path, found: Folders) -> None:
    """One folder: a book as a whole, else file by file and folder by folder."""
    try:
        with os.scandir(folder) as listing:
            entries = list(listing)
    except OSError:
        found.beside[folder] = Kind.CLOSED
        return
    whole = _whole(folder, {entry.name for entry in entries})
    if whole is not None:
        found.beside[folder] = whole
        inside = Kind.IN_BOOK if whole is Kind.BOOK else Kind.IN_SETS
        found.beside |= dict.fromkeys(_cases_among(folder, entries), inside)
        return
    for entry in entries:
        path = folder / entry.name
        if _LEFT.match(entry.name):
            found.beside[path] = Kind.LEFT
        elif _is_folder(entry):
            if entry.is_symlink():
                found.beside[path] = Kind.LINK
            else:
                _look_below(path, found)
        elif entry.name.lower().endswith(YAML_ENDINGS) and (_is_file(entry) or not path.exists()):
            found.yaml.append(path)
        else:
            found.beside[path] = kind_of(path)


def _whole(folder: Path, names: set[str]) -> Kind | None:
    """What a folder is when it is one thing."""
    if HEADER in names or folder.resolve() == data_root().resolve():
        return Kind.BOOK
    return Kind.SETS if SETS_FILE in names else None


def _cases_among(folder: Path, entries: Iterable["os.DirEntry[str]"]) -> Iterator[Path]:
    for entry in entries:
        path = folder / entry.name
        if is_yaml(path) and path.is_file() and looks_like_case(path):
            yield path


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that goes round
        return False


def _is_file(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def kind_of(path: Path) -> Kind:
    """What a file that is not read is, by its first bytes."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Kind.DEVICE if is_yaml(path) else Kind.OTHER
    except OSError:
        return Kind.OTHER
    if path.suffix.lower() in FORM_ENDINGS:
        return Kind.FORM if is_form(path) else Kind.OTHER
    if looks_like_case(path):
        return Kind.DISGUISED
    return Kind.EXPLAINS if _EXPLAINS.match(path.name) else Kind.OTHER


def looks_like_case(path: Path) -> bool:
    """Whether a text begins with keys, `casus:` among them."""
    try:
        with path.open("rb") as file:
            start = file.read(_FIRST_BYTES)
    except OSError:
        return False
    text = start.decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith(("#", "---")))
    return _KEY.match(next(lines, "")) is not None and _CASE_KEY.search(text) is not None
