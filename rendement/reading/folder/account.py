"""What became of every file below the paths that were read, tied to how many cases were closed (M14).

Made once by the reader, shown by every verb. A file stands in it once; what is not counted has its reason and
what to do in a complaint, as everything else that is wrong with a file has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from rendement.model.settings import Selection
from rendement.reading.complaints.problems import Place, Problem, SheetCell, in_order
from rendement.reading.documents.document import YAML_ENDINGS
from rendement.reading.folder.folders import Kind
from rendement.words.commands import command, typed

_LATER: Final = 2.0
"""Seconds that a form must be younger than its case to have been saved after it."""


class Standing(StrEnum):
    """What became of a file."""

    COUNTED = "telt mee"
    RUNNING = "loopt nog"
    WITHHELD = "zonder instemming"
    REFUSED = "niet geteld"
    PROGRAMME = "programma"
    NAMES = "namenlijst"
    REVIEW = "beoordeling"
    FORM = "formulier van een casus"
    BOOK = "prijzenboek"
    SETS = "uitgangspunten"
    LEFT = "achtergelaten door de computer"
    EXPLAINS = "uitleg"
    OTHER = "ander bestand"


@dataclass(frozen=True)
class Filed:
    """One file (or one folder that is not looked into), and what became of it."""

    file: str
    standing: Standing
    problem: Problem | None = None
    """Why it is not counted and what to do, where its own complaints do not say so."""


@dataclass(frozen=True)
class Denominated:
    """A programme: how many of its closed cases count, and the files that are likely the rest."""

    name: str
    counted: int
    withheld: int
    closed: int
    selection: Selection
    folder: Path
    """Where `programma.yaml` stands, resolved."""
    rest: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """Closed cases of which there is no file that counts; never below 0."""
        return max(0, self.closed - self.counted - self.withheld)


@dataclass(frozen=True)
class Account:
    """Every file once, in order of its name, and every programme with its denominator."""

    files: tuple[Filed, ...] = ()
    programmes: tuple[Denominated, ...] = ()
    same: tuple[Problem, ...] = ()
    """Files that say what another file says too."""

    def of(self, standing: Standing) -> list[Filed]:
        """The files with this standing, in order."""
        return [filed for filed in self.files if filed.standing is standing]

    @property
    def problems(self) -> list[Problem]:
        """Complaints about files as files, in order of file; what is in them is told elsewhere."""
        told = [filed.problem for filed in self.files if filed.problem is not None]
        return in_order([*told, *self.same])


NO_ACCOUNT: Final = Account()
"""Of cases that came from no folder."""


@dataclass(frozen=True)
class Read:
    """What the reader knows at the end: the standing of each case file, and all that was beside them."""

    cases: Mapping[str, Standing]
    programmes: Iterable[Path]
    reviews: Iterable[Path]
    beside: Mapping[Path, Kind]
    from_forms: frozenset[tuple[str, str]]
    """Folder and name of each form that a case file says it was taken from."""
    same: Iterable[list[str]]
    """Files that say the same but for their pseudonym."""


def account_of(read: Read, denominators: Iterable[Denominated]) -> Account:
    """The account of everything that was found."""
    filed = {name: Filed(name, standing) for name, standing in read.cases.items()}
    for path in read.programmes:
        filed[str(path)] = Filed(str(path), Standing.PROGRAMME)
    for path in read.reviews:
        filed[str(path)] = Filed(str(path), Standing.REVIEW)
    for path, kind in read.beside.items():
        filed[str(path)] = _beside(path, kind, read)
    files = tuple(filed[name] for name in sorted(filed))
    same = tuple(_same(names) for names in read.same if len(names) > 1)
    lost = [one.file for one in files if _likely_a_case(one)]
    return Account(files, tuple(_with_rest(denominators, lost)), same)


def _same(files: list[str]) -> Problem:
    first, *others = files
    shown = ", ".join(Path(other).name for other in others[:3]) + (" en meer" if len(others) > 3 else "")
    return _about(first, "zelfde_inhoud", ander=shown)


def _about(file: str, slug: str, **details: Any) -> Problem:
    return Problem(slug, file, Place(0, 1, 2, SheetCell()), details)


_FOLDERS: Final = frozenset({"map_is_koppeling", "map_dicht"})


def _likely_a_case(filed: Filed) -> bool:
    slug = filed.problem.slug if filed.problem else ""
    return filed.standing is Standing.REFUSED and slug not in _FOLDERS


_SIMPLE: Final = {
    Kind.BOOK: Standing.BOOK,
    Kind.SETS: Standing.SETS,
    Kind.LEFT: Standing.LEFT,
    Kind.EXPLAINS: Standing.EXPLAINS,
    Kind.OTHER: Standing.OTHER,
}
_REFUSED: Final = {
    Kind.IN_BOOK: "casus_in_boek",
    Kind.IN_SETS: "casus_bij_sets",
    Kind.LINK: "map_is_koppeling",
    Kind.CLOSED: "map_dicht",
}


def _beside(path: Path, kind: Kind, read: Read) -> Filed:
    """A file that was not read as a case."""
    name = str(path)
    if kind in _SIMPLE:
        return Filed(name, _SIMPLE[kind])
    if kind is Kind.FORM:
        return _form(path, read)
    if kind is Kind.DEVICE:
        return Filed(name, Standing.REFUSED, _about(name, "geen_gewoon_bestand"))
    if kind is Kind.DISGUISED:
        return Filed(name, Standing.REFUSED, _about(name, "casus_ander_eind", nieuw=_plain_name(path)))
    details = {"doel": typed(path)} if kind is Kind.LINK else {}
    return Filed(name, Standing.REFUSED, _about(name, _REFUSED[kind], **details))


def _plain_name(path: Path) -> str:
    """`dor.yaml` for `dor.yaml.txt`, `dor.txt` and `dor`."""
    stem = path.name.partition(".")[0] or path.name
    return f"{stem}.yaml"


def _form(path: Path, read: Read) -> Filed:
    """A form counts by the case that was read from it."""
    name = str(path)
    if path.suffix.lower() != ".xlsx":
        details = {"soort": path.suffix}
        return Filed(name, Standing.REFUSED, _about(name, "formulier_ander_soort", **details))
    candidates = [path.with_suffix(ending) for ending in YAML_ENDINGS]
    case = next((one for one in candidates if str(one) in read.cases), None)
    if case is not None and _saved(path) > _saved(case) + _LATER:
        return Filed(
            name,
            Standing.FORM,
            _about(
                name,
                "formulier_nieuwer",
                casus=case.name,
                opdracht=command("formulier", "lees", path, "--overschrijf"),
            ),
        )
    if case is not None or (str(path.parent), path.name) in read.from_forms:
        return Filed(name, Standing.FORM)
    return Filed(
        name,
        Standing.REFUSED,
        _about(name, "formulier_niet_gelezen", opdracht=command("formulier", "lees", path)),
    )


def _saved(path: Path) -> float:
    """When a file was last saved, in seconds; 0 for one that is not there."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _with_rest(denominators: Iterable[Denominated], lost: Iterable[str]) -> Iterator[Denominated]:
    """Programmes with the files below their own folder that could be their other closed cases."""
    known = {one.folder: one for one in denominators}
    mine: defaultdict[Path, list[str]] = defaultdict(list)
    for file in lost:
        nearest = next((folder for folder in Path(file).resolve().parents if folder in known), None)
        if nearest is not None:
            mine[nearest].append(file)
    for folder, one in known.items():
        yield replace(one, rest=tuple(mine[folder]))
