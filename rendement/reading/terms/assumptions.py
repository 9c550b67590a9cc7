"""What a case or programme is computed with: the one place where that is found (M39).

Named on the command line or in a call, else in `programma.yaml`, else the newest national book and the usual
sets. A programme names a folder from its own folder on; a command from where one stands.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, TypedDict, Unpack

from rendement.model.price import PriceBook
from rendement.model.programme import Programme
from rendement.model.settings import SET_NAMES, Settings, SettingsBook
from rendement.reading.books.files import HEADER
from rendement.reading.books.price_books import DEFAULT_BOOK, chosen_book, load_prices, versions_in
from rendement.reading.complaints.problems import Place, Problem, ReadingError
from rendement.reading.documents.document import (
    SETS_FILE,
    YAML_ENDINGS,
    programme_above,
    read_file,
    read_model,
)
from rendement.reading.terms.settings_sets import (
    SETS,
    chosen_sets,
    load_settings,
    named_settings,
    unknown_payers,
)
from rendement.reading.yaml.text import Text
from rendement.words.misuse import one_of

OPTIONAL: Final = ("spread", "dependence")
"""Kinds that a programme need not name: then it is the usual one."""
PRICE_YEAR: Final = "price_year"


@dataclass(frozen=True)
class Overrides:
    """What was chosen over what programmes say; what was not is left to them."""

    book: PriceBook | None = None
    sets: SettingsBook | None = None
    price_year: int | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """Kind of set (as in `SET_NAMES`) → its name."""


NOTHING: Final = Overrides()


class Assumptions(TypedDict, total=False):
    """What a call may choose besides the price book; what is not there, or None, is left to programmes."""

    sets: SettingsBook | str | Path | None
    price_year: int | None
    regime: str | None
    realism: str | None
    cashability: str | None
    spread: str | None
    dependence: str | None


def chosen(prices: object = None, **assumed: Unpack[Assumptions]) -> Overrides:
    """Choices as they were given to a function or typed; a name that is None was not chosen.

    Raises Unknown (a KeyError) for another word, WrongKind for what is no book or set, and ReadingError.
    """
    for name in assumed:
        one_of("een instelling", name, Assumptions.__annotations__)
    names = {name: str(value) for name in SET_NAMES if (value := assumed.get(name)) is not None}
    sets = chosen_sets(assumed.get("sets"))
    return Overrides(chosen_book(prices), sets, assumed.get("price_year"), names)


def terms_of(
    over: Overrides, programme: Programme | None = None, folder: Path | None = None
) -> tuple[PriceBook, Settings]:
    """The price book and settings of a programme in a folder, or of what has none.

    Raises ReadingError with a problem for everything that is not there or not good.
    """
    at = folder or Path()
    book = over.book or _book_of(programme, at)
    sets = over.sets or _sets_of(programme, at)
    stated = {} if programme is None else {name: getattr(programme, name) for name in SET_NAMES}
    names = {name: over.names.get(name, said) for name, said in stated.items()} if stated else over.names
    year = over.price_year or (programme.price_year if programme else book.default_year)
    return book, named_settings(year, **{n: v for n, v in names.items() if v is not None}, sets=sets)


def terms_at(folder: Path, over: Overrides = NOTHING) -> tuple[PriceBook, Settings]:
    """The same for what is going to stand in a folder; a programme that is not finished yet says nothing."""
    path = programme_above(folder.resolve())
    programme = None if path is None else read_model(read_file(path), Programme)
    return terms_of(over, programme, path.parent if path else None)


def _book_of(programme: Programme | None, folder: Path) -> PriceBook:
    name = DEFAULT_BOOK if programme is None else programme.prices
    if not _is_folder(name):
        return load_prices(name)
    place = folder / name
    if not place.is_dir():
        raise ReadingError([_no_folder("prijzen", name, folder, HEADER)])
    several = versions_in(place)
    if len(several) > 1:
        ways = ", ".join(f"{name.rstrip('/')}/{one.name}" for one in several)
        details = {"map": name, "keuzes": ways}
        raise ReadingError([Problem("map_met_uitgaven", "prijzenboek", Place(1, 1, 2), details)])
    return load_prices(place)


def _sets_of(programme: Programme | None, folder: Path) -> SettingsBook:
    if programme is None or programme.sets is None:
        return load_settings()
    place = folder / programme.sets
    if not place.is_dir():
        raise ReadingError([_no_folder(SETS, programme.sets, folder, SETS_FILE)])
    return load_settings(place)


def _is_folder(name: str) -> bool:
    return name.startswith(".")


def _no_folder(what: str, name: str, folder: Path, sign: str) -> Problem:
    """A folder that is not there, with the nearest of those that could have been meant."""
    there = sorted({f"./{path.parent.relative_to(folder).as_posix()}" for path in folder.glob(f"*/{sign}")})
    near = get_close_matches(name, there, 1) or there[:1]
    repair = f"schrijf {near[0]}" if near else f"zet die map naast programma.yaml, met {sign} erin"
    details = {"map": name, "soort": what, "suggestie": repair}
    return Problem("map_ontbreekt", str(folder / name), Place(1, 1, 2), details)


def stated_in(folder: Path, over: Overrides) -> tuple[int, str, dict[str, str]]:
    """How a new programme in a folder says these choices: price year, book, and every other field."""
    book, settings = terms_of(over)
    kinds = (kind for kind in SET_NAMES if kind not in OPTIONAL or kind in over.names)
    said = {SET_NAMES[kind]: str(getattr(settings, f"{kind}_name")) for kind in kinds}
    own = {SETS: _from(folder, settings.sets.folder)} if settings.sets.folder else {}
    return settings.price_year, _from(folder, book.folder) if book.folder else book.name, own | said


def _from(folder: Path, to: Path) -> str:
    """The way to a folder as a programme names it."""
    way = Path(os.path.relpath(to, folder.resolve())).as_posix()
    return way if way.startswith("..") else f"./{way}"


# ---------------------------------------------------------------- complaints, at the programme that named it


def terms_said(
    text: Text, programme: Programme, folder: Path, over: Overrides
) -> tuple[PriceBook, Settings] | None:
    """Book and settings of a programme; None when they cannot be used, and then its text says why."""
    try:
        book, settings = terms_of(over, programme, folder)
    except ReadingError as error:
        text.problems.extend(_at_home(text, error.problems))
        return None
    text.problems.extend(_cashed_by_strangers(text, settings, book))
    return book, settings


def names_own_book(text: Text) -> bool:
    """Whether a programme, which may be wrong, says that its prices stand in a folder."""
    said = text.data.get("prijzen") if isinstance(text.data, dict) else None
    return isinstance(said, str) and _is_folder(said)


def _at_home(text: Text, problems: list[Problem]) -> Iterator[Problem]:
    """Problems of a named set or book at the field that names it; those in a file of its own stay there."""
    for problem in problems:
        if problem.file.endswith(YAML_ENDINGS):
            yield problem
        else:
            yield text.problem(problem.slug, text.place((_field_of(problem),)), **problem.details)


def _field_of(problem: Problem) -> str:
    kind = str(problem.details.get("soort", ""))
    return kind if kind in (*SET_NAMES.values(), SETS) else "prijzen"


def from_here(path: Path) -> Path:
    """A path from where one stands, where that is below it."""
    here, there = Path.cwd(), path.resolve()
    return there.relative_to(here) if there.is_relative_to(here) else there


def _cashed_by_strangers(text: Text, settings: Settings, book: PriceBook) -> Iterator[Problem]:
    """A programme that names a set with a chance for a payer that its book does not know."""
    for payer in unknown_payers(settings.cashability, book):
        details = {"betaler": payer, "naam": settings.cashability_name, "boek": book.name}
        yield text.problem("verzilvering_betaler", text.place(("verzilvering",)), **details)
