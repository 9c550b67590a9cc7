"""The lines behind any figure: every euro of a total with its case, line, price and payer (D7)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.model.lines import line_names
from rendement.model.price import PriceBook
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.table import Table
from rendement.results.value.grouping import CASE_DIMENSIONS, Entries, must_be_dimensions
from rendement.words import refusals
from rendement.words.columns import BENEFIT, COST, Column
from rendement.words.misuse import must_be
from rendement.words.names import normal

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

COLUMNS = (
    Column("casus"),
    Column("regel"),
    Column("plaats"),
    Column("prijs"),
    Column("uit boek"),
    Column("kant"),
    Column("betaler"),
    Column("gewicht casus", "getal"),
    Column("bedrag", "euro_cent"),
)

Floats = NDArray[np.float64]


class Receipt(NamedTuple):
    """What one line does to one payer, in euros; the columns of `receipts`."""

    case: str
    line: str
    place: str
    price: str
    book: str
    side: str
    payer: str
    weight: float
    euros: float

    @property
    def is_effort(self) -> bool:
        """Whether it is a cost of ours."""
        return self.side == COST


def receipts(bc: "ValuedCases", **only: str) -> Table:
    """One row per line and payer, benefits with their sign and effort as a cost; `only` keeps one group.

    With `only` as labels of `by` (betaler="gemeente", wijk="crabbehof") the amounts add up to that row of
    `by`, for cases that belong wholly to the group. Raises Unknown (a KeyError) for a dimension or label
    that nothing has.
    """
    title = "bonnetjes" + (f" ({', '.join(f'{k}: {v}' for k, v in only.items())})" if only else "")
    return Table(title, COLUMNS, tuple(receipts_of(bc, **only)))


def receipts_of(bc: "ValuedCases", **only: str) -> list[Receipt]:
    """The same as records, the largest amount first."""
    must_be_dimensions(only)
    for dimension, label in only.items():
        must_be(dimension, label, str, f"een naam uit by('{dimension}')")
    entries = Entries.of(bc.money.societal, bc.columns, bc.weights)
    names = [name for loaded in bc.cases for name in line_names(loaded.case)]
    found = [
        _receipt(bc.book, bc.columns, bc.weights, bc.cases, names[line], line, payer, float(euros))
        for line, payer, euros in zip(
            entries.line.tolist(), entries.payer.tolist(), entries.euros, strict=True
        )
        if _wanted(bc.book, bc.columns, bc.cases, line, payer, only)
    ]
    if not found:
        _must_occur(bc.book, bc.columns, bc.cases, entries, only)
    return sorted(found, key=lambda receipt: -abs(receipt.euros))


def _must_occur(
    book: PriceBook, columns: Columns, cases: Sequence[LoadedCase], entries: Entries, only: dict[str, str]
) -> None:
    places = list(zip(entries.line.tolist(), entries.payer.tolist(), strict=True))
    for dimension, label in only.items():
        known = sorted(
            {name for place in places for name in _labels_of(book, columns, cases, *place, dimension)}
        )
        if normal(label) not in map(normal, known):
            raise refusals.no_label(dimension, label, known)


def _wanted(
    book: PriceBook,
    columns: Columns,
    cases: Sequence[LoadedCase],
    line: int,
    payer: int,
    only: dict[str, str],
) -> bool:
    return all(
        normal(label) in map(normal, _labels_of(book, columns, cases, line, payer, dimension))
        for dimension, label in only.items()
    )


def _labels_of(
    book: PriceBook, columns: Columns, cases: Sequence[LoadedCase], line: int, payer: int, dimension: str
) -> tuple[str, ...]:
    name = columns.payers[payer]
    if dimension in CASE_DIMENSIONS:
        return tuple(CASE_DIMENSIONS[dimension](cases[int(columns.line_case[line])]))
    if dimension == "betaler":
        return (name,)
    if dimension == "perspectief":
        return (book.payer_side(name).value,)
    number = int(columns.line_price[line])
    if number < 0:
        return ("uitgaven",)
    price = book.prices[columns.price_keys[number]]
    return (price.domain if dimension == "domein" else price.law,)


def _receipt(
    book: PriceBook,
    columns: Columns,
    weights: Floats,
    cases: Sequence[LoadedCase],
    name: str,
    line: int,
    payer: int,
    euros: float,
) -> Receipt:
    loaded = cases[int(columns.line_case[line])]
    number = int(columns.line_price[line])
    return Receipt(
        loaded.case.id,
        name,
        f"{loaded.file}:{loaded.line_numbers.get(name, 0)}",
        columns.price_keys[number] if number >= 0 else "uitgave",
        book.origin_of(columns.price_keys[number]).book if number >= 0 else "",
        COST if columns.line_side[line] == EFFORT else BENEFIT,
        columns.payers[payer],
        float(weights[columns.line_case[line]]),
        euros,
    )
