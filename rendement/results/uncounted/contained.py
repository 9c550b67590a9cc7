"""What does not count because it lies inside other help of the case (M42), and what counts beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns, build_columns
from rendement.model.case import Case
from rendement.model.lines import Line, line_names, replaced
from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.loading.loaded import LoadedCase

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases


@dataclass(frozen=True)
class Contained:
    """A line of which something lies inside other help, and so does not count."""

    loaded: LoadedCase
    line: str
    within: tuple[str, ...]
    """The other help that holds it, in the order of the file."""
    amount: float
    """What does not count, in euros, with the sign of the line."""


def contained(bc: "ValuedCases") -> list[Contained]:
    """Every line of which a part lies inside other help, in the order of the cases."""
    columns = bc.columns
    inside = np.flatnonzero(columns.atom_inside)
    lost = columns.atom_weight[inside] * bc.values.atom_time[inside]
    of = columns.atom_line[inside]
    amounts = -np.bincount(of, lost, columns.lines) * bc.values.expected * columns.line_unit_price
    return [
        Contained(bc.cases[int(columns.line_case[line])], name, within_of(columns, line, names), amount)
        for line, name, names, amount in _named(columns, bc.cases, np.unique(of), amounts)
    ]


def _named(
    columns: Columns, cases: Sequence[LoadedCase], lines: NDArray[np.int64], amounts: NDArray[np.float64]
) -> Iterator[tuple[int, str, list[str], float]]:
    """The lines with their name, the names of all lines of their case, and their amount."""
    for line in lines.tolist():
        names, first = names_around(columns, cases, line)
        yield line, names[line - first], names, float(amounts[line])


def names_around(columns: Columns, cases: Sequence[LoadedCase], line: int) -> tuple[list[str], int]:
    """The names of all lines of the case of a line, and the number of the first."""
    place = int(columns.line_case[line])
    first = int(np.searchsorted(columns.line_case, place))
    return line_names(cases[place].case), first


def within_of(columns: Columns, line: int, names: list[str]) -> tuple[str, ...]:
    """The other help that holds a part of a line."""
    first = int(np.searchsorted(columns.line_case, columns.line_case[line]))
    mine = np.flatnonzero(columns.atom_line == line)
    further = {int(step) for step in columns.atom_inside[mine].tolist() if step}
    return tuple(names[line + step - first] for step in sorted(further))


def would_lie_in(book: PriceBook, settings: Settings, case: Case, line: Line) -> tuple[str, ...]:
    """In what other help a line would lie if it did not say `naast`."""
    columns = build_columns([replaced(case, (*line.at, "beside"), None)], book, settings)
    names = line_names(case)
    return within_of(columns, names.index(line.name), names)
