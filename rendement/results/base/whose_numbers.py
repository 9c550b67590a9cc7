"""Whose numbers count in a case, and which cases have come far enough (M19)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rendement.model.case import Status
from rendement.model.price import PriceBook
from rendement.model.reviewed import (
    WhoseNumbers,
    reaches,
    reviewed_case,
)
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.reviews.reviews import disciplines
from rendement.words import refusals

if TYPE_CHECKING:
    pass


def counted(loaded: LoadedCase, whose: WhoseNumbers, book: PriceBook) -> LoadedCase:
    """A case as it counts in a business case; the same object when nobody answered anything."""
    if not loaded.reviews:
        return loaded
    reviews = [found.review for found in loaded.reviews]
    case = reviewed_case(loaded.by_author, reviews, book, disciplines(), whose)
    return replace(loaded, case=case, written=loaded.by_author)


def as_written(loaded: LoadedCase) -> LoadedCase:
    """A case by its own file alone, as if nobody had reviewed it."""
    return replace(loaded, case=loaded.by_author, written=None)


def chosen_numbers(name: WhoseNumbers | str) -> WhoseNumbers:
    """The choice of that name. Raises CannotAdd with the choices there are."""
    choices = [choice.value for choice in WhoseNumbers]
    if name not in choices:
        raise refusals.no_choice("beoordelingen", name, choices)
    return WhoseNumbers(name)


def by_status(
    filed: Sequence[LoadedCase], wanted: Status | str | None
) -> tuple[tuple[LoadedCase, ...], tuple[LoadedCase, ...]]:
    """Cases that have come as far as the wanted status, and those that have not."""
    if wanted is None:
        return tuple(filed), ()
    choices = [status.value for status in Status]
    if wanted not in choices:
        raise refusals.no_choice("status", wanted, choices)
    far = [reaches(loaded.status, Status(wanted)) for loaded in filed]
    if filed and not any(far):
        raise refusals.nobody_so_far(Status(wanted).value)
    parts = (
        tuple(loaded for loaded, reached in zip(filed, far, strict=True) if reached is keep)
        for keep in (True, False)
    )
    return next(parts), next(parts)
