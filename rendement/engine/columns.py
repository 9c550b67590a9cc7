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
from rendement.engine.joint import joint_of
from rendement.engine.line_row import LineRow, arrays_of, matrix_of
from rendement.engine.paths import path_number
from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.engine.purses import Purse, care_purse, effort_purse, expense_purse
from rendement.engine.rules import Flows, drop_off_rate
from rendement.engine.timing import AtomRow, Timing, atoms_of, care_timing, effort_timing, window_timing
from rendement.model.case import US, CareLine, Case, EffortLine, Expense, Pathway
from rendement.model.contained import Around, helps_around
from rendement.model.estimate import LADDER, Duration, Estimate, Evidence, Quantity
from rendement.model.lines import Line, care_lines
from rendement.model.price import Kind, Price, PriceBook
from rendement.model.products import factors_of
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
    repeated = np.tile(array, times)
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
        self.cases = 0
        self.lines: list[LineRow] = []
        self.atoms: list[AtomRow] = []
        self.other_times: dict[int, tuple[Time, ...]] = {}
        self.realism = {grade: settings.realism.factors[grade].mean for grade in Evidence}
        self.default_horizon = settings.regime.horizon.likely_years

    def add(self, case: Case) -> None:
        assert case.closed is not None
        closing = (case.closed - case.started).days / PER_YEAR["dag"]
        for effort in case.effort:
            self._add_effort(case, effort, closing)
        helps = list(care_lines(case))
        around = helps_around(helps, self.book.prices)
        if around:
            self._add_contained(case, helps, around, closing)
        else:
            for care in helps:
                timing = self._add_care(case, care, closing)
                self.atoms += atoms_of(len(self.lines) - 1, self.lines[-1].horizon, timing)
        self.cases += 1

    def _add_contained(
        self, case: Case, helps: Sequence[Line], around: Mapping[str, list[Around]], closing: float
    ) -> None:
        """Help of which some lies inside other help: what that takes away depends on all their times."""
        placed = {}
        for care in helps:
            timing = self._add_care(case, care, closing)
            placed[care.name] = Placed(len(self.lines) - 1, care, timing, self.lines[-1].horizon)
        for name, each in placed.items():
            outer = [] if each.line.line.beside else around.get(name, [])
            within = inside(each, outer, placed)
            self.atoms += atoms_of(each.number, each.horizon, each.timing) if within is None else within.atoms
            if within is not None and within.times:
                self.other_times[each.number] = within.times

    # ---- effort

    def _add_effort(self, case: Case, line: EffortLine, closing: float) -> None:
        if line.expense is not None:
            purse = self._purse(Purse(line.expense.payers, line.expense.payers, Kind.CASHABLE))
            price, amount, quantity, flow = -1, self._spent(line.expense), 1.0, None
        else:
            assert line.price is not None
            assert line.quantity is not None
            price = self._price(line.price)
            column = self.columns_of[price]
            amount = column.amount
            own = self.book.prices[line.price]
            purse = self._purse(column.effort if line.payers is None else effort_purse(own, line.payers))
            quantity, flow = self._quantity(line.quantity, own, line.duration)
        timing = effort_timing(line, flow, closing)
        one = 1.0
        row = LineRow(
            self.cases,
            EFFORT,
            -1,
            price,
            purse,
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
        self.atoms += atoms_of(len(self.lines) - 1, row.horizon, timing)

    # ---- care

    def _add_care(self, case: Case, care: Line, closing: float) -> Timing:
        """Price and amount are its own; the rest is that of the line it came instead of, if any (M29)."""
        own = care.line
        leads = care.leading
        line, pathway = leads.line, leads.pathway
        price, amount, purse, quantity, flow = self._priced(own)
        displaced = line.displacement or case.displacement
        row = LineRow(
            case=self.cases,
            side=WITHOUT if care.is_without else WITH,
            path=path_number(leads),
            price=price,
            purse=purse,
            chance=(line.chance.mean if line.chance else 1.0) * path_chance(pathway),
            realism=self.realism[weakest_grade(case, line, pathway)] if pathway and leads.is_without else 1.0,
            attribution=case.attribution[US].mean,
            kept=1.0 - (displaced.mean if displaced else 0.0),
            quantity=quantity * persons_of(own) * (own.window_share or 1.0),
            joint=joint_of(case, line, pathway, own.quantity if flow is None else None),
            unit_price=amount,
            closing=closing,
            horizon=closing + self._horizon(case, line),
            drop_off=line.drop_off if line.drop_off is not None else (case.drop_off or 0.0),
        )
        timing = care_timing(line, flow, closing) if care.target is None else self._window(line, closing)
        self.lines.append(row)
        return timing

    def _priced(self, line: CareLine) -> tuple[int, float, int, float, WeightedPoints | None]:
        """Price, amount per unit, purse, quantity and length of a line of help; an expense has no price."""
        if line.expense is not None:
            purse = self._purse(expense_purse(line.expense.payers, self.settings))
            return -1, self._spent(line.expense), purse, 1.0, None
        assert line.price is not None
        assert line.quantity is not None
        own, price = self.book.prices[line.price], self._price(line.price)
        column = self.columns_of[price]
        shared = column.care if line.payers is None else care_purse(own, line.payers, self.settings)
        return price, column.amount, self._purse(shared), *self._quantity(line.quantity, own, line.duration)

    def _window(self, line: CareLine, closing: float) -> Timing:
        """When a line was not used (M29)."""
        return window_timing(line, self._priced(line)[-1], closing)

    def _horizon(self, case: Case, line: CareLine) -> float:
        argued = line.horizon or case.horizon
        return self.default_horizon if argued is None else argued.length.likely_years

    # ---- shared

    def _spent(self, expense: Expense) -> float:
        """An expense at the price level of the settings (M1)."""
        step = index_step(self.book, EXPENSE_SERIES, expense.price_year, self.settings.price_year)
        return float(expense.amount) * step

    def _quantity(
        self, quantity: Quantity, price: Price, duration: Duration | None
    ) -> tuple[float, WeightedPoints | None]:
        """Quantity in units of the price (total or per year), and how long it lasts if it says so."""
        if is_length(quantity, price, duration):
            own = PER_YEAR[quantity.unit or price.unit]
            spelled = quantity.timing
            length = WeightedPoints(tuple(value / own for value in spelled.values), spelled.weights)
            return PER_YEAR[price.unit], length
        return quantity.mean * priced_units(quantity, price), None

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
            other_times=self.other_times,
            payers=payers,
            price_keys=tuple(self.prices),
            purse_shares=matrix_of([purse.shares for purse in self.purse_list], payers),
            purse_cash=matrix_of([purse.cash for purse in self.purse_list], payers),
            purse_kind=np.array([KINDS.index(purse.kind) for purse in self.purse_list], dtype=np.int64),
            **arrays,
        )


def is_length(quantity: Quantity, price: Price, duration: Duration | None) -> bool:
    """Whether so many days (weeks …) of a price per day say how long it lasts, not how much it is."""
    return quantity.per is None and duration is None and price.unit in PER_YEAR


def priced_units(quantity: Quantity, price: Price) -> float:
    """How many units of the price (per year for an intensity) one unit as it was written is (M2)."""
    factor = conversion(quantity.unit, price.unit, price.hours_per_halfday)
    assert factor is not None
    return factor if quantity.per is None else factor * PER_YEAR[quantity.per]


def persons_of(line: CareLine | EffortLine) -> float:
    """For how many people a line is: its quantity is for each of them."""
    return 1.0 if line.persons is None else line.persons.number


def path_chance(pathway: Pathway | None) -> float:
    """The mean chance of a path, 1 for help that was or is really used (M4)."""
    if pathway is None:
        return 1.0
    if pathway.chance is not None:
        return pathway.chance.mean
    assert pathway.deadweight is not None
    return 1.0 - pathway.deadweight.mean


def weakest_grade(case: Case, line: CareLine, pathway: Pathway) -> Evidence:
    """The grade of the weakest estimate a line leans on (M10): a chain is as strong as its weakest link."""
    of_path = pathway.evidence or case.evidence or Evidence.OWN
    of_line = line.evidence or of_path
    path_estimate = pathway.chance or pathway.deadweight
    grades = [factor.evidence or of_path for factor in factors_of(path_estimate) if factor is not None]
    own: tuple[Estimate | None, ...] = (line.chance, line.quantity, line.start, line.duration, line.delay)
    lasting = line.duration is not None and line.duration.is_lasting
    said = [
        estimate for estimate in own if estimate is not None and not (lasting and estimate is line.duration)
    ]
    grades += [factor.evidence or of_line for estimate in said for factor in factors_of(estimate)]
    return max(grades, key=LADDER.index)
