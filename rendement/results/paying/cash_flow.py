"""Undiscounted money per payer per calendar month and year, and when it has paid itself back (M21)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.evaluate import expected_quantity, per_line, undiscounted
from rendement.model.units import DAYS_PER_YEAR
from rendement.results.table import Column, Table
from rendement.results.value.cash_words import cash_column
from rendement.results.value.showing import Withheld, why_no_payback
from rendement.words.misuse import one_of, unknown
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.business_case import BusinessCase

Floats = NDArray[np.float64]


class Months(NamedTuple):
    """Amounts per month (rows) and payer (columns), in euros, undiscounted."""

    first: list[date]
    payers: tuple[str, ...]
    benefit: Floats
    cost: Floats
    cash_benefit: Floats


@dataclass(frozen=True, repr=False)
class Payback(Shown):
    """When the cumulative net reaches 0 and stays there; `month` is None when it never does."""

    payer: str | None
    month: date | None
    months_after_start: int | None
    withheld: Withheld | None = None
    """Why it is not said at all: costs are incomplete (M32), or there are none to earn back."""


def months_of(bc: "BusinessCase") -> Months:
    """Every month from the first start to the last euro, with programme overhead spread over its period."""
    starts = np.array([loaded.case.started.toordinal() for loaded in bc.cases], dtype=np.float64)
    bounds = _month_bounds(bc, starts)
    payers = tuple(dict.fromkeys((*bc.columns.payers, *bc.overhead)))
    cumulative = [paid_until(bc, (day.toordinal() - starts) / DAYS_PER_YEAR) for day in bounds]
    benefit, cost, cash = (np.diff(np.stack([c[i] for c in cumulative]), axis=0) for i in range(3))
    pad = ((0, 0), (0, len(payers) - len(bc.columns.payers)))
    cost = np.pad(cost, pad) + _overhead(bc, bounds, payers)
    return Months(bounds[:-1], payers, np.pad(benefit, pad), cost, np.pad(cash, pad))


def _month_bounds(bc: "BusinessCase", starts: Floats) -> list[date]:
    if not len(starts):
        return [date(2000, 1, 1), date(2000, 2, 1)]
    line = bc.columns.atom_line
    ends = np.minimum(bc.columns.atom_end, bc.columns.line_horizon[line])
    last = (starts[bc.columns.line_case[line]] + ends * DAYS_PER_YEAR).max(initial=starts.max())
    periods = [home.programme.period for home in bc.programmes if home.programme.cost is not None]
    first_day = min([date.fromordinal(int(starts.min())), *(period.first for period in periods)])
    last_day = max([date.fromordinal(int(last)), *(period.last for period in periods)])
    bounds = [first_day.replace(day=1)]
    while bounds[-1] <= last_day:
        bounds.append(next_month(bounds[-1]))
    return bounds


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def paid_until(bc: "BusinessCase", years: Floats) -> tuple[Floats, Floats, Floats]:
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


def _overhead(bc: "BusinessCase", bounds: list[date], payers: tuple[str, ...]) -> Floats:
    """Costs of each programme that states them, beyond its cases, spread by day over its own period."""
    spread = np.zeros((len(bounds) - 1, len(payers)))
    for home in bc.programmes:
        period, extra = home.programme.period, bc.overhead_of(home)
        within = np.diff([elapsed(period.first, period.last, bound) for bound in bounds])
        spread += np.outer(within, [extra.get(payer, 0.0) for payer in payers])
    return spread


def elapsed(first: date, last: date, day: date) -> float:
    """Which part of a period has gone by before a day."""
    length = last.toordinal() + 1 - first.toordinal()
    return min(1.0, max(0.0, (day - first).days / length))


def cash_flow_table(bc: "BusinessCase", period: str) -> Table:
    """Rows per payer and `jaar` or `maand`: benefit, effort, net, and the cashable part of the benefit."""
    one_of("period", period, ("jaar", "maand"))
    months = bc.months
    labels = [f"{day:%Y}" if period == "jaar" else f"{day:%Y-%m}" for day in months.first]
    rows: list[tuple[Any, ...]] = []
    for label in dict.fromkeys(labels):
        mine = np.array([text == label for text in labels])
        for place, payer in enumerate(months.payers):
            b, k, c = (
                float(a[mine, place].sum()) for a in (months.benefit, months.cost, months.cash_benefit)
            )
            if b or k:
                rows.append((payer, label, b, k, b - k, c))
    columns = (
        Column("betaler"),
        Column(period, "jaar"),
        Column("baten", "euro"),
        Column("inzet", "euro"),
        Column("netto", "euro"),
        Column(f"waarvan {cash_column(bc.settings.cashability)}", "euro"),
    )
    return Table(f"kasstroom per {period}, zonder disconto", columns, tuple(rows))


_NOTHING: Final = 1e-6
"""Euros: what is left of months that cancel out."""


def payback(bc: "BusinessCase", payer: str | None) -> Payback:
    """The first month at whose end the cumulative net is 0 or more, and stays so."""
    return _payback(bc.months, payer, bc.costs_complete)


def paybacks(bc: "BusinessCase") -> dict[str | None, Payback]:
    """The same of every payer, and under None of all together, from one look at the months."""
    months = bc.months
    return {payer: _payback(months, payer, bc.costs_complete) for payer in (None, *months.payers)}


def _payback(months: Months, payer: str | None, complete: bool) -> Payback:
    if payer is not None and payer not in months.payers:
        raise unknown(f"betaler '{payer}' komt niet voor", payer, months.payers)
    mine = slice(None) if payer is None else [months.payers.index(payer)]
    cost = months.cost[:, mine]
    why = why_no_payback(complete, float(cost.sum()) - _NOTHING)
    if why is not None:
        return Payback(payer, None, None, why)
    net = months.benefit[:, mine] - cost
    cumulative = np.cumsum(net.sum(axis=1))
    below = np.flatnonzero(cumulative < -_NOTHING)
    after = int(below[-1]) + 1 if len(below) else 0
    if after >= len(cumulative):
        return Payback(payer, None, None)
    return Payback(payer, months.first[after], after + 1)
