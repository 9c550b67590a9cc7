"""What every payer has paid and gained after so many months (M38): undiscounted, on one of two clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from rendement.model.units import MONTHS_PER_YEAR
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.results.figures.cash_words import cash_column
from rendement.results.table import AsTable, Table
from rendement.results.value.months import Months, elapsed, next_month, paid_until
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.listed import Listed
from rendement.words.misuse import Unknown, must_be, whole

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_LAST_MONTH: Final = 9000 * 12
"""Counted from the year 0: every period has ended long before, and a calendar has an end."""


@dataclass(frozen=True)
class PayerBalance:
    """One payer until that moment, in euros without discount."""

    payer: str
    benefit: float
    cost: float
    cash: float
    """What of the benefit is cashable (M13)."""

    @property
    def net(self) -> float:
        """S_j: benefit minus cost (M38)."""
        return self.benefit - self.cost


@dataclass(frozen=True, repr=False)
class Balance(Listed[PayerBalance], AsTable):
    """All payers until one moment; `balance['gemeente']` is one of them."""

    months: int | None
    """Since the own start of every case, and of every programme; None on the calendar, and for everything."""
    until: date | None
    """The last day that counts, the last of a month; None since the start, and for everything."""
    payers: tuple[PayerBalance, ...]
    left_out: float
    """Floors of cases that were not filed, in euros: they fall at no moment, so they are left out (M15)."""
    cash_name: str

    @property
    def net(self) -> float:
        """All payers together."""
        return sum(payer.net for payer in self.payers)

    @property
    def moment(self) -> str:
        """`na 24 maanden`, `tot en met 31-12-2026`, or `alles`."""
        if self.until is not None:
            return f"tot en met {self.until:%d-%m-%Y}"
        if self.months is None:
            return "alles"
        return f"na {self.months} {'maand' if self.months == 1 else 'maanden'}"

    def table(self) -> Table:
        """A row per payer; together they are the balance of all."""
        amounts = (Column(name, "euro") for name in ("baten", "inzet", "netto", f"waarvan {self.cash_name}"))
        rows = tuple((p.payer, p.benefit, p.cost, p.net, p.cash) for p in self.payers)
        return Table(f"saldo {self.moment}, zonder disconto", (Column("betaler"), *amounts), rows)

    def to_dicts(self) -> dict[str, Any]:
        """For another program: the moment, and a record per payer."""
        return {
            "na_maanden": self.months,
            "tot_en_met": self.until.isoformat() if self.until else None,
            "betalers": self.table().to_dicts(),
            "saldo": self.net,
            "ondergrens_niet_ingediend_telt_niet_mee": self.left_out,
        }

    def _items(self) -> tuple[PayerBalance, ...]:
        return self.payers

    def _names(self, item: PayerBalance) -> tuple[str, ...]:
        return (item.payer,)

    def _missing(self, name: str) -> Unknown:
        return refusals.no_payer(name, (payer.payer for payer in self.payers))


def balance(bc: "ValuedCases", months: int | None = None, until: date | None = None) -> Balance:
    """S_j(n), the sum of the undiscounted flows of every payer until a moment (M38).

    Programme costs are even over their period, from its first day on. Within a month nothing is divided: on
    the calendar the months count that have ended by `until`. Without a moment: everything there will be.
    """
    if months is not None and until is not None:
        raise refusals.two_moments()
    if until is not None:
        must_be("until", until, date, "een datum: date(2026, 12, 31)")
        sums, until = _by_calendar(bc.months, until), _last_whole(until)
    else:
        months = None if months is None else whole("months", months, 1)
        years = np.full(bc.filed, np.inf if months is None else months / MONTHS_PER_YEAR)
        beyond = _programmes(bc.programmes, bc.overheads, bc.months.payers, months)
        sums = _with_beyond(paid_until(bc, years), beyond)
    rows = zip(bc.months.payers, *(column.tolist() for column in sums), strict=True)
    payers = tuple(PayerBalance(*row) for row in rows)
    return Balance(months, until, payers, bc.floor_benefit, cash_column(bc.settings.cashability))


def _by_calendar(months: Months, until: date) -> tuple[Floats, ...]:
    ended = np.array([next_month(first) <= until + timedelta(days=1) for first in months.first])
    return tuple(column[ended].sum(axis=0) for column in (months.benefit, months.cost, months.cash_benefit))


def _last_whole(until: date) -> date:
    """The last day of the last month that has ended."""
    return (until + timedelta(days=1)).replace(day=1) - timedelta(days=1)


def _with_beyond(paid: tuple[Floats, Floats, Floats], beyond: Floats) -> tuple[Floats, ...]:
    """The payers of the lines come first; behind them who only pays for what lies beyond the cases."""
    benefit, cost, cash = (np.pad(column, (0, len(beyond) - len(column))) for column in paid)
    return benefit, cost + beyond, cash


def _programmes(
    programmes: Sequence[LoadedProgramme],
    overheads: Mapping[str, Mapping[str, float]],
    payers: tuple[str, ...],
    months: int | None,
) -> Floats:
    """Programme costs beyond the cases, so far in the period of each programme."""
    total = np.zeros(len(payers))
    for home in programmes:
        extra, period = overheads[home.programme.id], home.programme.period
        gone = 1.0 if months is None else elapsed(period.first, period.last, _later(period.first, months))
        total += gone * np.array([extra.get(payer, 0.0) for payer in payers])
    return total


def _later(day: date, months: int) -> date:
    """So many calendar months on; the last of a month where that day is not in it."""
    count = min(day.year * 12 + day.month - 1 + months, _LAST_MONTH)
    first = date(count // 12, count % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), next_month(first) - timedelta(days=1))
