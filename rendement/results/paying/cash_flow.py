"""Undiscounted money per payer per calendar month and year, and when it has paid itself back (M21)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.results.figures.cash_words import cash_column
from rendement.results.figures.showing import Withheld, why_no_payback
from rendement.results.table import Table
from rendement.results.value.months import Months
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.misuse import one_of
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Payback(Shown):
    """When the cumulative net reaches 0 and stays there; `month` is None when it never does."""

    payer: str | None
    month: date | None
    months_after_start: int | None
    withheld: Withheld | None = None
    """Why it is not said at all: costs are incomplete (M32), or there are none to earn back."""


class Flow(NamedTuple):
    """What one payer paid and gained in one period, in euros, undiscounted; the columns of the table."""

    payer: str
    period: str
    benefit: float
    cost: float
    net: float
    cashable: float


def flows_of(months: Months, period: str = "jaar") -> list[Flow]:
    """One per payer and `jaar` or `maand` in which anything moved."""
    one_of("period", period, ("jaar", "maand"))
    labels = [f"{day:%Y}" if period == "jaar" else f"{day:%Y-%m}" for day in months.first]
    found = []
    for label in dict.fromkeys(labels):
        mine = np.array([text == label for text in labels])
        for place, payer in enumerate(months.payers):
            b, k, c = (
                float(a[mine, place].sum()) for a in (months.benefit, months.cost, months.cash_benefit)
            )
            if b or k:
                found.append(Flow(payer, label, b, k, b - k, c))
    return found


def cash_flow_table(bc: "ValuedCases", period: str = "jaar") -> Table:
    """Rows per payer and `jaar` or `maand`: benefit, effort, net, and the cashable part of the benefit."""
    return flow_table(flows_of(bc.months, period), period, cash_column(bc.settings.cashability))


def flow_table(rows: Sequence[Flow], period: str, cash: str) -> Table:
    """Flows as a table, a row each; `cash`: what is said of the part in money (M13)."""
    columns = (
        Column("betaler"),
        Column(period, "jaar"),
        Column("baten", "euro"),
        Column("inzet", "euro"),
        Column("netto", "euro"),
        Column(f"waarvan {cash}", "euro"),
    )
    return Table(f"kasstroom per {period}, zonder disconto", columns, tuple(rows))


_NOTHING: Final = 1e-6
"""Euros: what is left of months that cancel out."""


def payback(bc: "ValuedCases", payer: str | None) -> Payback:
    """The first month at whose end the cumulative net is 0 or more, and stays so."""
    return _payback(bc.months, payer, bc.costs_complete)


def paybacks(bc: "ValuedCases") -> dict[str | None, Payback]:
    """The same of every payer, and under None of all together, from one look at the months."""
    months = bc.months
    return {payer: _payback(months, payer, bc.costs_complete) for payer in (None, *months.payers)}


def _payback(months: Months, payer: str | None, complete: bool) -> Payback:
    if payer is not None and payer not in months.payers:
        raise refusals.no_payer(payer, months.payers)
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
