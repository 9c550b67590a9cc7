"""Which estimates need cells of their own: products (M30), and what evidence states otherwise (M40)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rendement.engine.walk import is_length
from rendement.model.case import US, CareLine, Case
from rendement.model.estimate import Estimate, Written
from rendement.model.pooling import people_of
from rendement.model.products import factors_of
from rendement.reports.excel.keys import LineRow

if TYPE_CHECKING:
    from rendement.model.price import PriceBook


class FactorRow(NamedTuple):
    """One row of the sheet Factoren: a factor of a product, or an estimate that is none."""

    key: str
    """Of the estimate it is part of: `sr-2025-001 z1.2 aantal`."""
    case: str
    line: str
    field: str
    number: int
    factor: Written


def has_cells(estimate: Estimate | None) -> bool:
    """Whether low, likely and high do not hold all of an estimate; what people answered is averaged (M19)."""
    if not isinstance(estimate, Written) or people_of(estimate):
        return False
    return bool(estimate.parts) or estimate.curve is not None


def factor_rows(
    rows: Sequence[LineRow], paths: Sequence[LineRow], book: "PriceBook"
) -> tuple[FactorRow, ...]:
    """Every factor of every such estimate, in the order of the lines."""
    found = [*_of_cases(rows), *_of_paths(paths), *_of_lines(rows, book)]
    return tuple(
        FactorRow(key, case, line, field, number, factor)
        for key, case, line, field, estimate in found
        for number, factor in enumerate(factors_of(estimate), 1)
        if isinstance(factor, Written)
    )


_Found = tuple[str, str, str, str, Estimate]


def _of_cases(rows: Sequence[LineRow]) -> Iterator[_Found]:
    cases: dict[str, Case] = {row.case.id: row.case for row in rows}
    for case in cases.values():
        for field, estimate in (("ons aandeel", case.attribution[US]), ("verdringing", case.displacement)):
            if estimate is not None and has_cells(estimate):
                yield f"{case.id} {field}", case.id, "", field, estimate


def _of_paths(paths: Sequence[LineRow]) -> Iterator[_Found]:
    for row in paths:
        estimate = row.pathway.estimate if row.pathway else None
        if estimate and has_cells(estimate):
            yield f"{row.path_key} kans", row.case.id, row.path_key.rpartition(" ")[2], "kans", estimate


def _of_lines(rows: Sequence[LineRow], book: "PriceBook") -> Iterator[_Found]:
    for row in rows:
        line = row.line
        own: list[tuple[str, Estimate | None]] = []
        if (
            line.price
            and line.quantity
            and not is_length(line.quantity, book.prices[line.price], line.duration)
        ):
            own.append(("aantal", line.quantity))
        if isinstance(line, CareLine):
            own += [("kans", line.chance), ("verdringing", line.displacement)]
        for field, estimate in own:
            if estimate is not None and has_cells(estimate):
                yield f"{row.key} {field}", row.case.id, row.name, field, estimate
