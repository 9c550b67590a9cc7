"""Amounts of one price year in euros of another (M1); no arrays, so that a price is told in an instant."""

from typing import Final

from rendement.model.price import CONSUMER_PRICES, PriceBook

EXPENSE_SERIES: Final = CONSUMER_PRICES
"""Index series for expenses and programme costs, which have no price."""


def price_level(amount: float, index_target: float, index_source: float) -> float:
    """M1: an amount of one price year in euros of another, from a full-precision series."""
    return amount * index_target / index_source


def index_step(book: PriceBook, series: str, source_year: int, target_year: int) -> float:
    """The factor of M1; exactly 1 within one year."""
    if source_year == target_year:
        return 1.0
    values = book.series[series].values
    return price_level(1.0, values[target_year], values[source_year])
