"""What is added up, and with what, before anything is valued."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rendement.model.case import Status
from rendement.model.price import PriceBook
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Selection, Settings
from rendement.reading.loading.loaded import CaseSet, LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import Overrides
from rendement.results.base.choices import common_terms, denominators_of, filed_in, programmes_of
from rendement.results.base.denominator import Denominator
from rendement.results.base.fitting import must_fit
from rendement.results.base.spelling import one_spelling
from rendement.results.base.whose_numbers import by_status, chosen_numbers, counted


class Filed(NamedTuple):
    """The cases as they count, in the order in which `ValuedCases` holds them."""

    cases: tuple[LoadedCase, ...]
    book: PriceBook
    settings: Settings
    denominators: tuple[Denominator, ...]
    programmes: tuple[LoadedProgramme, ...]
    left_out: tuple[LoadedCase, ...]
    whose: WhoseNumbers
    minimum_status: Status | None
    below_status: tuple[LoadedCase, ...]
    roots: tuple[Path, ...]


def put_together(
    cases: CaseSet | Sequence[LoadedCase],
    over: Overrides,
    closed: int | None = None,
    selection: Selection | str | None = None,
    reviews: WhoseNumbers | str = WhoseNumbers.POOLED,
    minimum_status: Status | str | None = None,
) -> Filed:
    """What these cases have in common. Raises CannotAdd and ReadingError as `business_case` says."""
    whose = chosen_numbers(reviews)
    filed, below = by_status(filed_in(cases), minimum_status)
    read = cases if isinstance(cases, CaseSet) else None
    programmes = programmes_of((*filed, *below), read.programmes if read is not None else ())
    book, terms = common_terms(programmes, over)
    must_fit(filed, programmes, book, terms)
    denominators = denominators_of(filed, programmes, closed, selection, below)
    counting = tuple(counted(loaded, whose, book) for loaded in one_spelling(filed))
    left_out = (*read.running, *read.withheld) if read is not None else ()
    status = None if minimum_status is None else Status(minimum_status)
    roots = read.roots if read is not None else ()
    return Filed(counting, book, terms, denominators, programmes, left_out, whose, status, below, roots)
