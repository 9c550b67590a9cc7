"""Cases × prices → arrays: the one border between documents and arithmetic.

A *line* is one effort or care line; an *atom* is one one-off or flow in time, with its weight in its line.
An uncertain start, duration or delay gives a line 3, 9 or 27 weighted atoms (M8, timing); a postponed line
has atoms for the original and, with a minus, for the postponed course (M5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.contained import Placed, Time, inside
from rendement.engine.joint import Shares, joint_of, shares_of
from rendement.engine.line_row import LineRow, arrays_of, matrix_of
from rendement.engine.paths import path_number
from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.engine.purses import Purse, care_purse, effort_purse, expense_purse
from rendement.engine.rules import Flows, drop_off_rate
from rendement.engine.timing import AtomRow, Timing, atoms_of, care_timing, effort_timing, window_timing
from rendement.engine.walk import Effort, Help, path_chance, walk, weakest_grade
from rendement.model.case import CareLine, Case, EffortLine, Expense
from rendement.model.contained import Around, helps_around
from rendement.model.estimate import Chance, Evidence, Quantity
from rendement.model.factors import shares_of_change
from rendement.model.price import Kind, Price, PriceBook
from rendement.model.settings import Settings
from rendement.model.shapes import WeightedPoints
from rendement.model.units import PER_YEAR, conversion

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EFFORT: Final = 0
WITHOUT: Final = 1
WITH: Final = 2


class PriceColumn(NamedTuple):
    """One price at the price level of the settings."""

    amount: float
    care: Purse
    effort: Purse


@dataclass(frozen=True)
class Columns:
    """Structure of arrays; `line_*` have one element per line, `atom_*` one per atom."""

    cases: int
    payers: tuple[str, ...]
    price_keys: tuple[str, ...]
    line_case: Ints
    line_side: Ints
    line_path: Ints
    """Which path of its case: see `paths`."""
    line_price: Ints
    line_purse: Ints
    line_chance: Floats
    line_realism: Floats
    line_attribution: Floats
    line_kept: Floats
    line_quantity: Floats
    line_joint: Floats
    """E[product of its estimates] over the product of their means: 1 unless one name stands twice (M27)."""
    line_further: Floats
    """Lines × `further`: what else multiplies it."""
    further: tuple[str, ...]
    """The keys of factors that have no column of their own here (`model/factors.py`)."""
    line_unit_price: Floats
    line_closing: Floats
    line_horizon: Floats
    line_drop_off: Floats
    atom_line: Ints
    atom_weight: Floats
    atom_start: Floats
    atom_end: Floats
    atom_is_flow: Bools
    atom_moment: Ints
    """Which combination of start, length and delay of its line (M8, timing)."""
    atom_lasts: Bools
    """True when it goes on until the horizon, wherever that is."""
    atom_undated: Bools
    """True for effort between start and closing of which nobody said when (M36)."""
    atom_inside: Ints
    """Of a part of a line inside other help, which does not count: how many lines further that stands (M42).

    Its weight is the opposite of that of the atom it is a part of; 0 for every other atom."""
    other_times: Mapping[int, tuple[Time, ...]]
    """Of a line inside other help: the uncertain times of other lines that it depends on (M42)."""
    purse_shares: Floats
    """purses × payers; rows sum to 1, or to 0 for a transfer."""
    purse_cash: Floats
    """purses × payers: the share that can be cashed within the horizon."""
    purse_kind: Ints
    """Index into `Kind`."""

    @property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.line_case)

    @property
    def together(self) -> Floats:
        """1 for a line, 0 for a transfer: what one payer gains another misses (M12)."""
        return np.asarray(np.rint(self.purse_shares.sum(axis=1))[self.line_purse], dtype=np.float64)

    @property
    def further_by_key(self) -> dict[str, Floats]:
        """Per factor beyond those that have a column of their own: what it multiplies every line by."""
        return {key: self.line_further[:, place] for place, key in enumerate(self.further)}

    def flows(self) -> Flows:
        """The atoms with what their line says of closing, horizon and drop-off."""
        line = self.atom_line
        return Flows(
            self.atom_start,
            self.atom_end,
            self.atom_is_flow,
            self.line_closing[line],
            self.line_horizon[line],
            self.line_drop_off[line],
            self.atom_undated,
        )

    def repeated(self, times: int) -> "Columns":
        """The same cases `times` over, as other cases: for benchmarks of a whole country."""
        offsets = {"line_case": self.cases, "atom_line": self.lines}
        changes = {
            field.name: _tiled(getattr(self, field.name), times, offsets.get(field.name, 0))
            for field in fields(self)
            if field.name.startswith(("line_", "atom_"))
        }
        others = {
            line + self.lines * n: tuple(Time(time.line + self.lines * n, time.place) for time in found)
            for n in range(times)
            for line, found in self.other_times.items()
        }
        return Columns(**{**self.__dict__, **changes, "cases": self.cases * times, "other_times": others})


def _tiled(array: NDArray[np.generic], times: int, offset: int) -> NDArray[np.generic]:
    repeated = np.concatenate([array] * times)
    return repeated + np.repeat(np.arange(times), len(array)) * offset if offset else repeated


KINDS: Final = tuple(Kind)


def price_column(price: Price, book: PriceBook, settings: Settings) -> PriceColumn:
    """Amount at the wanted price level (M1) and the purses of care and of effort for this price."""
    value = price.value_for(settings.price_year)
    amount = value.mean * index_step(book, price.index, value.price_year, settings.price_year)
    return PriceColumn(amount, care_purse(price, price.payers, settings), effort_purse(price, price.payers))


def build_columns(cases: Iterable[Case], book: PriceBook, settings: Settings) -> Columns:
    """Turn checked, closed cases into columns; order of cases and lines is kept."""
    builder = _Builder(book, settings)
    for case in cases:
        builder.add(case)
    return builder.columns()


class _Builder:
    def __init__(self, book: PriceBook, settings: Settings) -> None:
        self.book = book
        self.settings = settings
        self.prices: dict[str, int] = {}
        self.columns_of: list[PriceColumn] = []
        self.purses: dict[tuple[object, ...], int] = {}
        self.purse_list: list[Purse] = []
        self.usual: dict[tuple[int, bool], int] = {}
        self.cases = 0
        self.lines: list[LineRow] = []
        self.atoms: list[AtomRow] = []
        self.other_times: dict[int, tuple[Time, ...]] = {}
        self.realism = {grade: settings.realism.factors[grade].mean for grade in Evidence}
        self.default_horizon = settings.regime.horizon.likely_years
        self.shares = sorted(shares_of_change(), key=lambda factor: factor.key not in LineRow._fields)
        self.keys = tuple(factor.key for factor in self.shares if factor.key not in LineRow._fields)
        self.of_lines = [factor.input.attributes[0] for factor in self.shares if factor.input.of_line]
        self.of_case: list[Chance | None] = []
        self.whole = shares_of(())
        self.further: list[tuple[float, ...]] = []

    def add(self, case: Case) -> None:
        assert case.closed is not None
        closing = (case.closed - case.started).days / PER_YEAR["dag"]
        walked = walk(case, self.book.prices)
        self.of_case = [factor.of_case(case) for factor in self.shares]
        self.whole = shares_of(zip(self.shares, self.of_case, strict=True))
        for effort in walked.effort:
            self._add_effort(effort, closing)
        around = helps_around([each.own for each in walked.help], self.book.prices)
        if around:
            self._add_contained(case, walked.help, around, closing)
        else:
            for each in walked.help:
                timing = self._add_help(case, each, closing)
                self.atoms += atoms_of(len(self.lines) - 1, self.lines[-1].horizon, timing)
        self.cases += 1

    def _add_contained(
        self, case: Case, helps: Sequence[Help], around: Mapping[str, list[Around]], closing: float
    ) -> None:
        """Help of which some lies inside other help: what that takes away depends on all their times."""
        placed = {}
        for each in helps:
            timing = self._add_help(case, each, closing)
            placed[each.own.name] = Placed(len(self.lines) - 1, each.own, timing, self.lines[-1].horizon)
        for name, one in placed.items():
            outer = [] if one.line.line.beside else around.get(name, [])
            within = inside(one, outer, placed)
            self.atoms += atoms_of(one.number, one.horizon, one.timing) if within is None else within.atoms
            if within is not None and within.times:
                self.other_times[one.number] = within.times

    # ---- effort

    def _add_effort(self, effort: Effort, closing: float) -> None:
        line = effort.line
        price, amount, quantity, flow = self._priced(line, effort.quantity, effort.lasting)
        timing = effort_timing(line, flow, closing)
        one = 1.0
        row = LineRow(
            self.cases,
            EFFORT,
            -1,
            price,
            self._usual_purse(line, price, effort=True),
            one,
            one,
            one,
            one,
            quantity * persons_of(line) / line.shared_by,
            one,
            amount,
            closing,
            np.inf,
            0.0,
        )
        self.lines.append(row)
        self.further.append((one,) * len(self.keys))
        self.atoms += atoms_of(len(self.lines) - 1, row.horizon, timing)

    # ---- care

    def _add_help(self, case: Case, each: Help, closing: float) -> Timing:
        """Price and amount are its own; the rest is that of the line it came instead of, if any (M29)."""
        own, leads, forecast = each.own.line, each.leads, each.forecast
        line, pathway = leads.line, leads.pathway
        lasting = None if each.own.target else each.lasting
        price, amount, quantity, flow = self._priced(own, each.quantity, lasting)
        shares = self._shares(line)
        attribution, kept = shares.means[:2]
        row = LineRow(
            case=self.cases,
            side=WITHOUT if each.own.is_without else WITH,
            path=path_number(leads),
            price=price,
            purse=self._usual_purse(own, price, effort=False),
            chance=(line.chance.mean if line.chance else 1.0) * path_chance(pathway),
            realism=self.realism[weakest_grade(case, line, forecast)] if forecast else 1.0,
            attribution=attribution,
            kept=kept,
            quantity=quantity * persons_of(own) * (own.window_share or 1.0),
            joint=joint_of(line, pathway, each.quantity, shares),
            unit_price=amount,
            closing=closing,
            horizon=closing + self._horizon(case, line),
            drop_off=line.drop_off if line.drop_off is not None else (case.drop_off or 0.0),
        )
        self.lines.append(row)
        self.further.append(shares.means[2:])
        if each.own.target is None:
            return care_timing(line, flow, closing)
        return window_timing(line, self._length(line, each.lasting), closing)

    def _shares(self, line: CareLine) -> Shares:
        """What the line says of what is ours and what is left; for most what their case says."""
        for attribute in self.of_lines:
            if getattr(line, attribute, None) is not None:
                said = zip(self.shares, self.of_case, strict=True)
                return shares_of((factor, factor.of_line(line) or whole) for factor, whole in said)
        return self.whole

    def _horizon(self, case: Case, line: CareLine) -> float:
        argued = line.horizon or case.horizon
        return self.default_horizon if argued is None else argued.length.likely_years

    # ---- shared

    def _spent(self, expense: Expense) -> float:
        """An expense at the price level of the settings (M1)."""
        step = index_step(self.book, EXPENSE_SERIES, expense.price_year, self.settings.price_year)
        return float(expense.amount) * step

    def _usual_purse(self, line: CareLine | EffortLine, price: int, *, effort: bool) -> int:
        """How a euro of a line falls on payers: as its price says, or else as the line itself does."""
        if line.payers is not None or price < 0:
            return self._purse(self._own_effort(line) if effort else self._own_care(line))
        known = self.usual.get((price, effort))
        if known is None:
            column = self.columns_of[price]
            known = self.usual[price, effort] = self._purse(column.effort if effort else column.care)
        return known

    def _own_effort(self, line: CareLine | EffortLine) -> Purse:
        if line.expense is not None:
            return Purse(line.expense.payers, line.expense.payers, Kind.CASHABLE)
        assert line.payers is not None
        return effort_purse(self.book.prices[str(line.price)], line.payers)

    def _own_care(self, line: CareLine | EffortLine) -> Purse:
        if line.expense is not None:
            return expense_purse(line.expense.payers, self.settings)
        assert line.payers is not None
        return care_purse(self.book.prices[str(line.price)], line.payers, self.settings)

    def _priced(
        self, line: CareLine | EffortLine, quantity: Quantity | None, lasting: Quantity | None
    ) -> tuple[int, float, float, WeightedPoints | None]:
        """Price, amount per unit, quantity in units of the price (a year), and how long, if it says so.

        An expense has no price.
        """
        if line.expense is not None:
            return -1, self._spent(line.expense), 1.0, None
        assert line.price is not None
        price = self._price(line.price)
        amount, own = self.columns_of[price].amount, self.book.prices[line.price]
        if quantity is None:
            return price, amount, PER_YEAR[own.unit], self._length(line, lasting)
        return price, amount, quantity.mean * priced_units(quantity, own), None

    def _length(self, line: CareLine | EffortLine, lasting: Quantity | None) -> WeightedPoints | None:
        """How long a line lasts, in years, where its quantity says so."""
        if lasting is None:
            return None
        a_year = PER_YEAR[lasting.unit or self.book.prices[str(line.price)].unit]
        spelled = lasting.timing
        return WeightedPoints(tuple(value / a_year for value in spelled.values), spelled.weights)

    def _price(self, key: str) -> int:
        if key not in self.prices:
            self.prices[key] = len(self.columns_of)
            self.columns_of.append(price_column(self.book.prices[key], self.book, self.settings))
        return self.prices[key]

    def _purse(self, purse: Purse) -> int:
        key = (tuple(purse.shares.items()), tuple(purse.cash.items()), purse.kind)
        if key not in self.purses:
            self.purses[key] = len(self.purse_list)
            self.purse_list.append(purse)
        return self.purses[key]

    def columns(self) -> Columns:
        payers = tuple(sorted({payer for purse in self.purse_list for payer in purse.shares}))
        arrays = arrays_of("line", LineRow, self.lines) | arrays_of("atom", AtomRow, self.atoms)
        arrays["line_drop_off"] = drop_off_rate(arrays["line_drop_off"])
        return Columns(
            cases=self.cases,
            line_further=np.array(self.further, dtype=np.float64).reshape(len(self.lines), len(self.keys)),
            further=self.keys,
            other_times=self.other_times,
            payers=payers,
            price_keys=tuple(self.prices),
            purse_shares=matrix_of([purse.shares for purse in self.purse_list], payers),
            purse_cash=matrix_of([purse.cash for purse in self.purse_list], payers),
            purse_kind=np.array([KINDS.index(purse.kind) for purse in self.purse_list], dtype=np.int64),
            **arrays,
        )


def priced_units(quantity: Quantity, price: Price) -> float:
    """How many units of the price (per year for an intensity) one unit as it was written is (M2)."""
    factor = conversion(quantity.unit, price.unit, price.hours_per_halfday)
    assert factor is not None
    return factor if quantity.per is None else factor * PER_YEAR[quantity.per]


def persons_of(line: CareLine | EffortLine) -> float:
    """For how many people a line is: its quantity is for each of them."""
    return 1.0 if line.persons is None else line.persons.number
