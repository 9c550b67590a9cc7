"""Columns → the expected value of every line, per payer and per kind of money."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine import rules
from rendement.engine.columns import EFFORT, KINDS, WITH, Columns
from rendement.engine.totals import sum_by, to_units
from rendement.model.price import Kind
from rendement.model.settings import Convention, DropOff, Regime

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Places = NDArray[np.intp]

MOMENTS: Final = {Convention.BEGIN: 0.0, Convention.MIDDLE: 0.5, Convention.END: 1.0}


@dataclass(frozen=True)
class LineValues:
    """What every line is worth; benefits carry their sign, effort is a positive cost."""

    expected: Floats
    """α(1−δ)ωp·q with its sign: units of the price (per year for flows) that the line counts for."""
    time: Floats
    """F: present value factor of the line (M3, M5), in years for flows."""
    value: Floats
    """Euros before payers: α(1−δ)ωp·q·c·F for care, q·c·F for effort."""
    units: Floats
    """Expected physical quantity in the unit of the price, undiscounted."""
    atom_time: Floats
    """F of every atom, before it is weighted."""


def evaluate(columns: Columns, regime: Regime) -> LineValues:
    """The expected value of every line (M3–M9, M11)."""
    flows = columns.flows()
    atom_time = time_factor(flows, regime.rate, regime.convention, regime.drop_off)
    time = per_line(columns, atom_time)
    plain = per_line(columns, undiscounted(flows, regime.drop_off))
    expected = expected_quantity(columns)
    return LineValues(expected, time, expected * columns.line_unit_price * time, expected * plain, atom_time)


def expected_quantity(columns: Columns) -> Floats:
    """α(1−δ)ωp·q with its sign: units of the price (per year for flows) that a line counts for."""
    sign = np.where(columns.line_side == WITH, -1.0, 1.0)
    each = columns.line_joint * rules.line_value(
        columns.line_attribution,
        columns.line_kept,
        columns.line_realism,
        columns.line_chance,
        columns.line_quantity,
        sign,
        np.ones_like(sign),
    )
    return each * columns.line_further.prod(axis=1) if columns.further else each


BLOCK: Final = 16_384
"""Atoms at a time: so many stay near the processor, which is twice as fast as all at once."""


def time_factor(flows: rules.Flows, rate: float, convention: Convention, drop_off: DropOff) -> Floats:
    """M3 in the convention of the regime, with drop-off in its form (M35)."""
    glides = drop_off is DropOff.GRADUAL
    blocks = [flows.part(slice(i, i + BLOCK)) for i in range(0, len(flows.start), BLOCK)]
    if convention is Convention.CONTINUOUS:
        found = [rules.present_value(block, rate, glides=glides) for block in blocks]
    else:
        moment = MOMENTS[convention]
        found = [rules.present_value_yearly(block, rate, moment, glides=glides) for block in blocks]
    return np.concatenate([*found, np.zeros(0)])


def undiscounted(flows: rules.Flows, drop_off: DropOff) -> Floats:
    """How long flows last until the horizon, less what drops off: the same in every convention (M21, M35)."""
    return time_factor(flows, 0.0, Convention.CONTINUOUS, drop_off)


def beyond_horizon(columns: Columns, atoms: Places | None = None) -> Floats:
    """M37: years of every line after its horizon (1 for what comes at once), without drop-off or discount.

    With `atoms` only of lines that have all theirs among these.
    """
    chosen = np.arange(len(columns.atom_line)) if atoms is None else atoms
    flows = columns.flows().part(chosen)
    late = np.maximum(flows.end - np.maximum(flows.start, flows.horizon), 0.0)
    once = flows.start >= flows.horizon - rules.SAME_MOMENT
    years = np.where(flows.is_flow, late, once)
    return np.bincount(columns.atom_line[chosen], columns.atom_weight[chosen] * years, columns.lines).astype(
        np.float64
    )


def per_line(columns: Columns, per_atom: Floats) -> Floats:
    """The weighted sum of atoms per line."""
    totals = np.bincount(columns.atom_line, columns.atom_weight * per_atom, columns.lines)
    return np.asarray(totals, dtype=np.float64)


@dataclass(frozen=True)
class Split:
    """Exact amounts of lines per payer, in units of `totals`: lines × payers, sparse by payer."""

    line: tuple[Ints, ...]
    """Per payer: the lines that concern it."""
    units: tuple[Ints, ...]
    """Per payer: the amount of each of those lines."""

    def total(self, groups: Ints, size: int) -> Ints:
        """Sum per group (rows) and payer (columns)."""
        sums = [sum_by(groups[line], units, size) for line, units in zip(self.line, self.units, strict=True)]
        return np.stack(sums, axis=1) if sums else np.zeros((size, 0), dtype=np.int64)

    def where(self, keep: NDArray[np.bool_]) -> "Split":
        """Only the lines where `keep` holds."""
        chosen = [keep[line] for line in self.line]
        return Split(
            tuple(line[c] for line, c in zip(self.line, chosen, strict=True)),
            tuple(units[c] for units, c in zip(self.units, chosen, strict=True)),
        )


def split(columns: Columns, value: Floats, shares: Floats) -> Split:
    """Divide line values over payers by a purses × payers matrix (M12).

    Each payer gets the rounded value up to and with its share, less that up to it: so the payers of a line
    sum to the line exactly, and those of a transfer to 0.
    """
    reach = _whole_where_nearly(np.cumsum(shares, axis=1)).T
    before = np.vstack([np.zeros(len(shares)), reach])
    lines, units = [], []
    for payer, bears in enumerate(np.ascontiguousarray((shares != 0.0).T)):
        mine = np.flatnonzero(bears[columns.line_purse])
        purse, euros = columns.line_purse[mine], value[mine]
        lines.append(mine)
        units.append(to_units(euros * reach[payer][purse]) - to_units(euros * before[payer][purse]))
    return Split(tuple(lines), tuple(units))


def _whole_where_nearly(reach: Floats) -> Floats:
    """Shares sum to 1 within 1e-9, or to 0 for a transfer; what is left over is the last payer's."""
    nearest = np.rint(reach)
    return np.where(np.abs(reach - nearest) < 1e-9, nearest, reach)


@dataclass(frozen=True)
class Money:
    """Lines split over payers in each of the three money columns of M13, which are never added up."""

    societal: Split
    cash: Split
    capacity: Split

    @property
    def by_name(self) -> dict[str, Split]:
        """The columns by their Dutch names."""
        return {
            Kind.CASHABLE.value: self.cash,
            Kind.CAPACITY.value: self.capacity,
            Kind.SOCIETAL.value: self.societal,
        }


def money(columns: Columns, value: Floats) -> Money:
    """The three columns: all of it; what can be cashed; and hours, days and places freed, in euros."""
    societal = split(columns, value, columns.purse_shares)
    is_capacity = columns.purse_kind[columns.line_purse] == KINDS.index(Kind.CAPACITY)
    frees = is_capacity & (columns.line_side != EFFORT)
    return Money(societal, split(columns, value, columns.purse_cash), societal.where(frees))
