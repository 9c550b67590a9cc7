"""Undiscounted money per payer per calendar month (M21)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import expected_quantity, per_line, undiscounted
from rendement.model.units import DAYS_PER_YEAR
from rendement.reading.loading.loaded import LoadedProgramme

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]


class Months(NamedTuple):
    """Amounts per month (rows) and payer (columns), in euros, undiscounted."""

    first: list[date]
    payers: tuple[str, ...]
    benefit: Floats
    cost: Floats
    cash_benefit: Floats


def months_of(bc: "ValuedCases") -> Months:
    """Every month from the first start to the last euro, with programme overhead spread over its period."""
    starts = np.array([loaded.case.started.toordinal() for loaded in bc.cases], dtype=np.float64)
    bounds = _month_bounds(bc.columns, bc.programmes, starts)
    payers = tuple(dict.fromkeys((*bc.columns.payers, *bc.overhead)))
    cumulative = [paid_until(bc, (day.toordinal() - starts) / DAYS_PER_YEAR) for day in bounds]
    benefit, cost, cash = (np.diff(np.stack([c[i] for c in cumulative]), axis=0) for i in range(3))
    pad = ((0, 0), (0, len(payers) - len(bc.columns.payers)))
    cost = np.pad(cost, pad) + _overhead(bc.programmes, bc.overheads, bounds, payers)
    return Months(bounds[:-1], payers, np.pad(benefit, pad), cost, np.pad(cash, pad))


def _month_bounds(columns: Columns, programmes: Sequence[LoadedProgramme], starts: Floats) -> list[date]:
    if not len(starts):
        return [date(2000, 1, 1), date(2000, 2, 1)]
    line = columns.atom_line
    ends = np.minimum(columns.atom_end, columns.line_horizon[line])
    last = (starts[columns.line_case[line]] + ends * DAYS_PER_YEAR).max(initial=starts.max())
    periods = [home.programme.period for home in programmes if home.programme.cost is not None]
    first_day = min([date.fromordinal(int(starts.min())), *(period.first for period in periods)])
    last_day = max([date.fromordinal(int(last)), *(period.last for period in periods)])
    bounds = [first_day.replace(day=1)]
    while bounds[-1] <= last_day:
        bounds.append(next_month(bounds[-1]))
    return bounds


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def paid_until(bc: "ValuedCases", years: Floats) -> tuple[Floats, Floats, Floats]:
    """Benefit, cost and cashable benefit per payer in the first `years` of each case, without discount (M3).

    Nothing of a case that has not started by then; programme costs beyond the cases are not among them.
    """
    columns = bc.columns
    flows = columns.flows()
    since = years[columns.line_case[columns.atom_line]]
    cut = flows._replace(horizon=np.minimum(flows.horizon, since))
    per_atom = np.where(since > 0, undiscounted(cut, bc.settings.regime.drop_off), 0.0)
    worth = expected_quantity(columns) * columns.line_unit_price * per_line(columns, per_atom)
    amount = worth * bc.weights[columns.line_case]
    effort = columns.line_side == EFFORT
    size = len(columns.purse_shares)
    care_by_purse = np.bincount(columns.line_purse, np.where(effort, 0.0, amount), size)
    effort_by_purse = np.bincount(columns.line_purse, np.where(effort, amount, 0.0), size)
    return (
        care_by_purse @ columns.purse_shares,
        effort_by_purse @ columns.purse_shares,
        care_by_purse @ columns.purse_cash,
    )


def _overhead(
    programmes: Sequence[LoadedProgramme],
    overheads: Mapping[str, Mapping[str, float]],
    bounds: list[date],
    payers: tuple[str, ...],
) -> Floats:
    """Costs of each programme that states them, beyond its cases, spread by day over its own period."""
    spread = np.zeros((len(bounds) - 1, len(payers)))
    for home in programmes:
        period, extra = home.programme.period, overheads[home.programme.id]
        within = np.diff([elapsed(period.first, period.last, bound) for bound in bounds])
        spread += np.outer(within, [extra.get(payer, 0.0) for payer in payers])
    return spread


def elapsed(first: date, last: date, day: date) -> float:
    """Which part of a period has gone by before a day."""
    length = last.toordinal() + 1 - first.toordinal()
    return min(1.0, max(0.0, (day - first).days / length))
