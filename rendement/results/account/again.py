"""The command that makes an outcome again: as it is printed, it runs where it was made (M23, M39)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rendement.model.case import Status
from rendement.model.price import PriceBook
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import SET_NAMES, Settings
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.terms.assumptions import from_here
from rendement.results.base.denominator import Denominator
from rendement.words.commands import command

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

_MOST_FILES: Final = 3
"""Files that are named one by one in a command."""
PLACE: Final = "MAP-MET-CASUSSEN"
"""Stands for a folder that is not told, or of which we do not know."""
NO_COMMAND: Final = (
    "geen opdracht: er is ter plekke iets veranderd (wat als); zet dat in een map met uitgangspunten, "
    "of in een eigen prijzenboek"
)


def command_again(
    bc: "ValuedCases",
    verb: str = "businesscase",
    more: Sequence[str] = (),
    *,
    told: bool = True,
    spread: str | None = None,
) -> str:
    """`rendement businesscase casussen --prijzen …`, or why no command can.

    Names no folder unless `told`; `spread` is another price spread than that of the business case.
    """
    if bc.book.what_if or bc.settings.what_if:
        return NO_COMMAND
    paths = _paths(bc.cases, bc.roots) if told else [PLACE]
    return command(
        verb,
        *paths,
        *more,
        *_assumed(bc.book, bc.settings, told, spread),
        *_denominator(bc.denominators, told),
        *_whose(bc.whose, bc.minimum_status),
    )


def _paths(cases: Sequence[LoadedCase], roots: Sequence[Path]) -> list[str | Path]:
    files = roots or tuple(dict.fromkeys(Path(loaded.file) for loaded in cases))
    return [*files] if roots or len(files) <= _MOST_FILES else [PLACE]


def _assumed(book: PriceBook, settings: Settings, told: bool, spread: str | None) -> Iterator[str | Path]:
    """Every choice by name, also the usual ones: those may be others in a later edition."""
    sets = settings.sets
    yield "--prijzen"
    yield book.name if book.folder is None else _folder(book.folder) if told else "MAP-MET-PRIJZEN"
    if sets.folder is not None:
        yield "--uitgangspunten"
        yield _folder(sets.folder) if told else "MAP-MET-UITGANGSPUNTEN"
    yield from ("--prijspeil", str(settings.price_year))
    for kind, dutch in SET_NAMES.items():
        other = spread if kind == "spread" else None
        yield from (f"--{dutch}", other or getattr(settings, f"{kind}_name"))


def _folder(path: Path) -> str:
    """From where one stands, and always with a slash in it: that is how a folder is told from a name."""
    text = str(from_here(path))
    return text if Path(text).is_absolute() else f"./{Path(text).as_posix()}"


def _denominator(denominators: Sequence[Denominator], told: bool) -> Iterator[str]:
    """Of cases without a programme; how many were closed may be what the edition does not tell."""
    for stated in denominators:
        if not stated.name:
            yield from ("--afgesloten", str(stated.closed) if told else "AANTAL")
            yield from ("--gekozen", stated.selection.value)


def _whose(whose: WhoseNumbers, minimum_status: Status | None) -> Iterator[str]:
    if whose is not WhoseNumbers.POOLED:
        yield from ("--beoordelingen", whose.value)
    if minimum_status is not None:
        yield from ("--status", minimum_status.value)
