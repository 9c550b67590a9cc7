"""What cases that are added up have in common: one book, one set of choices, and a denominator each."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rendement.engine.price_level import EXPENSE_SERIES
from rendement.model.price import PriceBook
from rendement.model.settings import SET_NAMES, Selection, Settings, SettingsBook
from rendement.reading.books.price_books import DEFAULT_BOOK, load_prices
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import PRICE_YEAR, Overrides, terms_of
from rendement.reading.terms.settings_sets import unknown_payers
from rendement.results.base.denominator import Denominator
from rendement.words import refusals
from rendement.words.misuse import whole


def programmes_of(
    filed: Sequence[LoadedCase], read: Iterable[LoadedProgramme] = ()
) -> tuple[LoadedProgramme, ...]:
    """The programmes that were read or that these cases belong to, each once.

    A programme of which no case counts still has costs and closed cases (M14, M15). Raises CannotAdd when two
    have the same name, or when there is nothing at all.
    """
    found = {home.folder: home for home in read}
    found |= {loaded.programme.folder: loaded.programme for loaded in filed if loaded.programme is not None}
    names = [home.programme.id for home in found.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise refusals.same_name_twice(twice[0])
    if not found and not filed:
        raise refusals.nothing_to_add()
    return tuple(found.values())


def filed_in(cases: object) -> tuple[LoadedCase, ...]:
    """The cases of a call. Raises WrongKind for a path, one case, or a list of something else."""
    if isinstance(cases, str | Path):
        raise refusals.a_path(cases)
    if isinstance(cases, LoadedCase):
        raise refusals.one_case()
    found = tuple(cases) if isinstance(cases, Iterable) else (cases,)
    strange = [one for one in found if not isinstance(one, LoadedCase)]
    if strange:
        raise refusals.no_cases_at_all(strange[0])
    return found


def common_book(programmes: Sequence[LoadedProgramme]) -> PriceBook:
    """The one book all programmes use; the newest national one without programmes."""
    books = {programme.book.content_hash: programme.book for programme in programmes}
    if len(books) > 1:
        raise refusals.several_books(sorted(book.name for book in books.values()))
    return next(iter(books.values()), None) or load_prices(DEFAULT_BOOK)


def common_terms(programmes: Sequence[LoadedProgramme], over: Overrides) -> tuple[PriceBook, Settings]:
    """What is chosen here, else what all programmes say, else the usual book and sets.

    Raises CannotAdd where programmes differ and nothing here decides; ReadingError for an unknown name.
    """
    book = over.book or common_book(programmes)
    found = {name: over.names.get(name) or _common(programmes, name) for name in SET_NAMES}
    names = {name: str(said) for name, said in found.items() if said is not None}
    year = over.price_year or _common(programmes, PRICE_YEAR)
    sets = over.sets or _common_sets(programmes)
    _, settings = terms_of(Overrides(book, sets, possible_year(year or book.default_year, book), names))
    strangers = unknown_payers(settings.cashability, book)
    if strangers:
        raise refusals.set_names_strangers(settings.cashability_name, book.name, strangers)
    return book, settings


def _common(programmes: Sequence[LoadedProgramme], name: str) -> Any:
    """What all programmes say of a price year or set; None where there is no programme."""
    fields = name if name == PRICE_YEAR else f"{name}_name"
    stated = sorted({getattr(home.settings, fields) for home in programmes}, key=str)
    if len(stated) > 1:
        dutch = "prijspeil" if name == PRICE_YEAR else SET_NAMES[name]
        raise refusals.several_choices(name, dutch, stated)
    return stated[0] if stated else None


def _common_sets(programmes: Sequence[LoadedProgramme]) -> SettingsBook | None:
    """The one folder of own sets that programmes name, if any does: the shipped sets are in it too."""
    sets = {home.settings.sets.content_hash: home.settings.sets for home in programmes}
    own = [found for found in sets.values() if found.own]
    if len(own) > 1:
        raise refusals.several_folders(sorted(found.folder.name for found in own if found.folder))
    return next(iter(own or sets.values()), None)


def possible_year(year: object, book: PriceBook) -> int:
    """A price year of this book. Raises WrongKind for what is no number, CannotAdd outside its series."""
    known = book.series[EXPENSE_SERIES].values
    number = whole("price_year", year, 0)
    if number not in known:
        raise refusals.no_such_year(year, min(known), max(known))
    return number


def denominators_of(
    filed: Sequence[LoadedCase],
    programmes: Sequence[LoadedProgramme],
    closed: int | None,
    selection: Selection | str | None,
    below: Sequence[LoadedCase] = (),
) -> tuple[Denominator, ...]:
    """One denominator per programme; one stated here for all cases that have none.

    `below` are cases left out for their status: what is left of their programme was chosen (M15).
    """
    found = [
        Denominator(
            home.programme.id,
            sum(1 for loaded in filed if loaded.programme is home),
            home.programme.closed,
            _true_selection(home, filed, below),
            home.programme.selection_note,
            home.programme.bounds,
            home.programme.cost is not None,
        )
        for home in programmes
    ]
    for denominator in found:
        if denominator.filed > denominator.closed:
            raise refusals.more_filed_than_closed(denominator.name, denominator.filed, denominator.closed)
    homeless = sum(1 for loaded in filed if loaded.programme is None)
    dropped = sum(1 for loaded in below if loaded.programme is None)
    if found and not homeless + dropped and (closed is not None or selection is not None):
        raise refusals.stated_already(d.name for d in found)
    return (*found, *([_stated(homeless, closed, selection, dropped)] if homeless + dropped else []))


def _stated(
    homeless: int, closed: int | None, selection: Selection | str | None, dropped: int = 0
) -> Denominator:
    """The denominator of cases without a programme, as it was given; `dropped` for their status."""
    here, choices = homeless + dropped, [choice.value for choice in Selection]
    if closed is None or selection is None:
        raise refusals.no_denominator(here, choices)
    if selection not in choices:
        raise refusals.no_choice("gekozen", selection, choices)
    if whole("closed", closed, 0) < here:
        raise refusals.fewer_closed_than_here(here, closed)
    if Selection(selection) is Selection.ALL and closed > here:
        raise refusals.not_all_here(here, closed)
    how = Selection.CHOSEN if dropped else Selection(selection)
    return Denominator("", homeless, closed, how, "opgegeven bij de berekening")


def _true_selection(
    home: LoadedProgramme, filed: Sequence[LoadedCase], below: Sequence[LoadedCase]
) -> Selection:
    """`alle` is only true when all closed cases are here, and a lot only when no drawn case was lost.

    A case that could not be read, whose resident said no, or that was left out for its status is nonresponse,
    which is not by chance (M15).
    """
    stated = home.programme.selection
    if any(loaded.programme is home for loaded in below):
        return Selection.CHOSEN
    here = sum(1 for loaded in filed if loaded.programme is home)
    some_missing = stated is Selection.ALL and here < home.programme.closed
    return Selection.CHOSEN if some_missing or (stated is Selection.LOT and home.lost) else stated
