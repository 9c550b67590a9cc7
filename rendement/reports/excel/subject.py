"""What a workbook is about: the business case with its lines, paths, prices and payers worked out once."""

from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.evaluate import expected_quantity, per_line, undiscounted
from rendement.engine.time_steps import TimeSteps, time_steps
from rendement.engine.walk import is_length
from rendement.model.estimate import Quantity
from rendement.model.price import PriceValue
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reports.excel.factors import FactorRow, factor_rows
from rendement.reports.excel.grouped import LIVE_LINES, Grouping
from rendement.reports.excel.keys import LineRow, SplitKey, line_rows, split_keys, split_of
from rendement.results.telling.case_classes import traits_of
from rendement.results.value.grouping import PROGRAMME
from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EPOCH: Final = date(1899, 12, 30).toordinal()
"""Day 0 of a spreadsheet."""
NO_PROGRAMME: Final = "(zonder programma)"


class PriceRow(NamedTuple):
    """One row of the sheet Prijzen: a dated value of a price, or an expense of one line."""

    key: str
    value: PriceValue | None
    """None for an expense."""
    row: LineRow | None
    """The line of an expense."""
    counts_from: int | None
    """The price level from which this value counts; None for the first."""
    counts_to: int | None
    """The price level before which it counts; None for the last (M1)."""


class Subject:
    """What a workbook is about: rows worked out once, for all sheets and for the size of their blocks."""

    def __init__(self, bc: ValuedCases, threshold: int, named: frozenset[str] | None = None) -> None:
        self.bc = bc
        self.threshold = threshold
        self.named = named
        """Prices that may be named, without expenses of a case; None for everything that is used."""
        self.times: dict[date, Floats] = {}
        """Per day that was asked for: the time factor of every line before it."""

    @cached_property
    def traits(self) -> dict[str, list[str]]:
        """Trait → what of it may be shown of every case beside its programme (L3)."""
        return traits_of(self.bc.cases, self.threshold, beside=(PROGRAMME,))

    @cached_property
    def rows(self) -> tuple[LineRow, ...]:
        """All lines in the order of the engine's columns."""
        return line_rows(self.bc.cases)

    @cached_property
    def paths(self) -> tuple[LineRow, ...]:
        """The first line of every path."""
        first: dict[str, LineRow] = {}
        for row in self.rows:
            if row.pathway:
                first.setdefault(row.path_key, row)
        return tuple(first.values())

    @cached_property
    def factors(self) -> tuple[FactorRow, ...]:
        """Every factor of products, and of estimates that low, likely and high do not hold (M30, M40)."""
        return () if self.is_grouped else factor_rows(self.rows, self.paths, self.bc.book)

    @cached_property
    def payers(self) -> tuple[str, ...]:
        """Payers with the largest benefit first, then those who only pay."""
        homes = self.bc.programmes
        stated = (p for home in homes if home.programme.cost for p in home.programme.cost.payers)
        known = dict.fromkeys((*self.bc.columns.payers, *stated))
        order = {group.label: place for place, group in enumerate(self.bc.groups("betaler"))}
        return tuple(sorted(known, key=lambda payer: (order.get(payer, len(order)), payer)))

    @cached_property
    def payer_totals(self) -> tuple[Floats, Floats, Floats]:
        """Benefit, effort and benefit in cash of each payer, in the order of the engine's columns."""
        bc, money = self.bc, self.bc.money
        tables = (
            bc.case_totals(money.societal, effort=False),
            bc.case_totals(money.societal, effort=True),
            bc.case_totals(money.cash, effort=False),
        )
        benefit, effort, cash = (np.asarray(bc.weights @ table) for table in tables)
        return benefit, effort, cash

    @cached_property
    def line_keys(self) -> tuple[SplitKey, ...]:
        """Per line: how its euros fall on payers."""
        return tuple(split_of(row, self.bc.book) for row in self.rows)

    @cached_property
    def splits(self) -> dict[str, SplitKey]:
        """Every way in which euros fall on payers."""
        return split_keys(self.line_keys)

    @cached_property
    def line_splits(self) -> Ints:
        """Per line: the place of its way of sharing."""
        order = {key: place for place, key in enumerate(self.splits)}
        return np.array([order[split.key] for split in self.line_keys], dtype=np.int64)

    @cached_property
    def is_grouped(self) -> bool:
        """Whether there are too many lines for each to stand in the workbook by itself."""
        return len(self.rows) > LIVE_LINES

    @cached_property
    def grouping(self) -> Grouping:
        """Lines that are valued alike, for a large base."""
        return Grouping(self.bc.columns, self.bc.weights, self._homes, self.rows, self.line_splits)

    @property
    def _homes(self) -> Ints:
        """Per case: the place of its denominator."""
        homes = np.zeros(self.bc.filed, dtype=np.int64)
        for place, denominator in enumerate(self.bc.denominators):
            homes[self.bc.members(denominator)] = place
        return homes

    @cached_property
    def prices(self) -> tuple[PriceRow, ...]:
        """Every dated value of every price that is used, then expenses."""
        used = sorted({row.line.price for row in self.rows if row.line.price})
        if self.named is not None:
            return tuple(found for key in used if key in self.named for found in self._values_of(key))
        spent = (row for row in self.rows if row.line.price is None)
        return (
            *(found for key in used for found in self._values_of(key)),
            *(PriceRow(row.price_key, None, row, None, None) for row in spent),
        )

    def _values_of(self, key: str) -> list[PriceRow]:
        values = sorted(self.bc.book.prices[key].values, key=lambda value: value.price_year)
        years = [value.price_year for value in values]
        starts, ends = [None, *years[1:]], [*years[1:], None]
        return [PriceRow(key, v, None, a, b) for v, a, b in zip(values, starts, ends, strict=True)]

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The index series that these prices follow."""
        from rendement.engine.price_level import EXPENSE_SERIES

        return tuple(sorted({EXPENSE_SERIES, *(self.bc.book.prices[key].index for key in self._used)}))

    @property
    def _used(self) -> set[str]:
        return {row.key for row in self.prices if row.value is not None}

    @cached_property
    def before_time(self) -> Floats:
        """α(1−δ)ωp·q·c of every line, with its sign: euros, or euros a year (M4)."""
        columns = self.bc.columns
        return expected_quantity(columns) * columns.line_unit_price

    @cached_property
    def counted(self) -> Floats:
        """1 for every line, 0 for a transfer: it goes from one to the other (M12)."""
        return self.bc.columns.together

    @cached_property
    def plain_time(self) -> Floats:
        """The time factor of every line without discount (M21)."""
        columns = self.bc.columns
        return per_line(columns, undiscounted(columns.flows(), self.bc.settings.regime.drop_off))

    @cached_property
    def time_steps(self) -> TimeSteps:
        """The time factor of every line in steps (M3, M5)."""
        return time_steps(self.bc.columns, self.bc.settings.regime)

    @cached_property
    def homes(self) -> tuple[LoadedProgramme, ...]:
        """Programmes that state what they cost."""
        return tuple(home for home in self.bc.programmes if home.programme.cost is not None)

    @cached_property
    def overhead(self) -> tuple[dict[str, float], ...]:
        """Per programme that states its costs: what payers bear beyond its cases (M14)."""
        return tuple(self.bc.overhead_of(home) for home in self.homes)

    @cached_property
    def line_weights(self) -> Floats:
        """What the case of every line counts for."""
        return self.bc.weights[self.bc.columns.line_case]

    @property
    def counts_unfiled(self) -> bool:
        """Whether cases that were not filed may count at a floor, now or after the floor is changed (M15)."""
        return any(d.selection is Selection.CHOSEN for d in self.bc.denominators)

    def label(self, payer: str) -> str:
        """The name of a payer for people."""
        return self.bc.payer_label(payer)

    def programme_of(self, place: int) -> str:
        """The programme of a case, as cells call it."""
        home = self.bc.cases[place].programme
        return programme_name(home.programme.id if home else "")

    def split_key(self, row: LineRow) -> str:
        """The key of a line on the sheet Verdeling."""
        return self.line_keys[row.number].key

    @cached_property
    def factor_places(self) -> dict[str, list[int]]:
        """Per estimate with cells of its own: the places of its factors on the sheet Factoren."""
        places: dict[str, list[int]] = {}
        for place, row in enumerate(self.factors):
            places.setdefault(row.key, []).append(place)
        return places

    def quantity_of(self, row: LineRow) -> Quantity | None:
        """How much of a line, where it stands in cells: not what is only a length of time."""
        line = row.line
        if line.price is None or line.quantity is None:
            return None
        is_time = is_length(line.quantity, self.bc.book.prices[line.price], line.duration)
        return None if is_time else line.quantity

    @cached_property
    def price_places(self) -> dict[str, int]:
        """Per price: the place of the row that counts at this price level."""
        year = self.bc.settings.price_year
        return {row.key: place for place, row in enumerate(self.prices) if counts_at(row, year)}


def counts_at(row: PriceRow, year: int) -> bool:
    """Whether a dated value is the one to start from at a price level (M1)."""
    after = row.counts_from is None or year >= row.counts_from
    return after and (row.counts_to is None or year < row.counts_to)


def programme_name(name: str) -> str:
    """The name of a denominator in a cell."""
    return name or NO_PROGRAMME
