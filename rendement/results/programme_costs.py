"""What a programme costs beyond its cases, and whether all its costs are here (M14, M32)."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.evaluate import split
from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.engine.totals import to_euros
from rendement.model.price import Kind
from rendement.reading.load import LoadedProgramme
from rendement.results.denominator import Denominator

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]


class ProgrammeCosts:
    """Costs of programmes that belong to no case, and what effort of cases is paid for."""

    @property
    def _bc(self) -> "BusinessCase":
        return cast("BusinessCase", self)

    @property
    def costs_complete(self) -> bool:
        """Whether the costs of all closed cases are counted (M32); if not: no ratio, no chance."""
        return all(denominator.costs_complete for denominator in self._bc.denominators)

    @cached_property
    def overhead(self) -> dict[str, float]:
        """Per payer: programme costs beyond the paid effort of the counted cases, in euros (M14)."""
        extra = dict.fromkeys(self._all_payers, 0.0)
        for home in self._bc.programmes:
            for payer, value in self.overhead_of(home).items():
                extra[payer] += value
        return {payer: value for payer, value in extra.items() if abs(value) > 1e-9}

    def overhead_of(self, home: LoadedProgramme) -> dict[str, float]:
        """The same of one programme; nothing when it states no cost.

        What was spent is set against what was spent: a cost stands at its amount, so the effort that is part
        of it does too. Discount of effort is no cost of the programme (M36).
        """
        cost = home.programme.cost
        if cost is None:
            return {}
        step = index_step(self._bc.book, EXPENSE_SERIES, cost.price_year, self._bc.settings.price_year)
        extra = {payer: float(cost.amount) * step * share for payer, share in cost.payers.items()}
        mine = self._bc.members(self._denominator_of(home))
        weighted = (self._bc.weights[mine, None] * self.paid_effort[mine]).sum(axis=0)
        for payer, spent in zip(self._bc.columns.payers, weighted, strict=True):
            extra[payer] = extra.get(payer, 0.0) - float(spent)
        return extra

    def _denominator_of(self, home: LoadedProgramme) -> Denominator:
        return next(d for d in self._bc.denominators if d.name == home.programme.id)

    @cached_property
    def paid_effort(self) -> Floats:
        """Effort that is paid for (not the time of volunteers), per case and payer, without discount."""
        value = self._bc.values.units * self._bc.columns.line_unit_price
        kinds = self._bc.columns.purse_kind[self._bc.columns.line_purse]
        paid = (self._bc.columns.line_side == EFFORT) & (kinds != list(Kind).index(Kind.SOCIETAL))
        shares = split(self._bc.columns, value, self._bc.columns.purse_shares).where(paid)
        return to_euros(shares.total(self._bc.columns.line_case, self._bc.columns.cases))

    @property
    def _all_payers(self) -> list[str]:
        stated = {
            p for home in self._bc.programmes if home.programme.cost for p in home.programme.cost.payers
        }
        return sorted({*self._bc.columns.payers, *stated})
