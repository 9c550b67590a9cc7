"""Why a price is less firm than it looks: one list of reasons for every place that shows a price."""

from enum import StrEnum
from typing import Final

from rendement.model.price import Grade, PriceBook

WEAK_GRADES: Final = frozenset({Grade.B_MINUS, Grade.C})
OLD_YEARS: Final = 5
"""A price that is indexed over more years than this is called old."""


class Weakness(StrEnum):
    """A reason to look at a price again."""

    GRADE = "graad"
    OLD = "oud"
    ENDED = "afgelopen"
    FORECAST = "raming"


def weaknesses(book: PriceBook, key: str, price_year: int) -> tuple[Weakness, ...]:
    """Every reason why a price of a book is weak at a price year; none for most prices."""
    price = book.prices[key]
    value = price.value_for(price_year)
    forecasts = book.series[price.index].forecasts_used(value.price_year, price_year)
    found = (
        (value.grade in WEAK_GRADES, Weakness.GRADE),
        (abs(price_year - value.price_year) > OLD_YEARS, Weakness.OLD),
        (value.ended_before(price_year), Weakness.ENDED),
        (bool(forecasts) and value.price_year != price_year, Weakness.FORECAST),
    )
    return tuple(weakness for so, weakness in found if so)
