"""Which weak prices a result leans on, and for how much of its benefits."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.model.weakness import weaknesses
from rendement.results.prices.price_words import weak_words
from rendement.results.table import Table
from rendement.results.value.grouping import Entries
from rendement.words.columns import Column
from rendement.words.numbers import percent, plural

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_ONE_PERCENT = 0.01
COLUMNS = (
    Column("prijs"),
    Column("naam"),
    Column("waarom zwak"),
    Column("uit boek"),
    Column("baten", "euro"),
    Column("inzet", "euro"),
    Column("deel van de baten", "aandeel"),
)


class WeakPrice(NamedTuple):
    """A weak price that is used, with its euros; the columns of `weak_prices`."""

    key: str
    label: str
    why: str
    book: str
    benefit: float
    effort: float
    share: float
    """Of the benefits of the counted cases by size."""


def weak_prices(bc: "ValuedCases") -> Table:
    """One row per weak price that is used, the heaviest first; amounts are those of `receipts`, in euros.

    Weak is grade B- or C, a price indexed over more than five years, one that ended before the price year, or
    one indexed by a forecast. The share is of the benefits of the counted cases by size: help that was
    prevented and help that came extra both lean on their price, and do not cancel.
    """
    return Table("prijzen die minder zeker zijn", COLUMNS, tuple(weak_prices_of(bc)))


def weak_prices_of(bc: "ValuedCases") -> list[WeakPrice]:
    """The same as records."""
    entries = Entries.of(bc.money.societal, bc.columns, bc.weights)
    benefit, effort = _per_price(entries, bc.columns)
    total = float(np.abs(benefit).sum())
    found = [
        WeakPrice(
            key,
            bc.book.prices[key].label,
            weak_words(bc.book, key, bc.settings.price_year),
            bc.book.origin_of(key).book,
            float(benefit[number]),
            float(effort[number]),
            abs(float(benefit[number])) / total if total else 0.0,
        )
        for number, key in enumerate(bc.columns.price_keys)
        if weaknesses(bc.book, key, bc.settings.price_year)
    ]
    return sorted(found, key=lambda weak: (-abs(weak.benefit), -weak.effort, weak.key))


def _per_price(entries: Entries, columns: Columns) -> tuple[Floats, Floats]:
    """Benefits and effort per price of the columns, all payers together: transfers come to nothing."""
    price, is_effort = columns.line_price[entries.line], columns.line_side[entries.line] == EFFORT
    benefit, effort = (
        np.bincount(price[chosen], entries.euros[chosen], len(columns.price_keys)).astype(np.float64)
        for chosen in ((price >= 0) & ~is_effort, (price >= 0) & is_effort)
    )
    return benefit, effort


def weak_sentence(bc: "ValuedCases") -> str:
    """`34 % van de baten leunt op 3 minder zekere prijzen`; empty when no weak price is used."""
    return _sentence(weak_prices_of(bc))


def _sentence(found: Sequence[WeakPrice]) -> str:
    if not found:
        return ""
    prices = plural(len(found), "minder zekere prijs", "minder zekere prijzen")
    part = sum(weak.share for weak in found)
    if not part:
        return f"de inzet leunt op {prices}"
    words = "minder dan 1 %" if part < _ONE_PERCENT else percent(part)
    return f"{words} van de baten leunt op {prices}"


def weak_note(bc: "ValuedCases", most: int = 4) -> list[str]:
    """The same with the heaviest prices by name, for a card."""
    found = weak_prices_of(bc)
    if not found:
        return []
    named = [f"{weak.key} ({weak.why})" for weak in found][:most]
    rest = f" en nog {len(found) - most}" if len(found) > most else ""
    words = _sentence(found)
    return [f"{words[0].upper()}{words[1:]}: {', '.join(named)}{rest}."]
