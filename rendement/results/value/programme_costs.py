"""What a programme costs beyond its cases, and whether all its costs are here (M14, M32)."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.evaluate import split
from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.engine.totals import to_euros
from rendement.model.price import Kind
from rendement.model.programme import ProgrammeCost
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedProgramme
from rendement.results.base.denominator import Denominator
from rendement.results.figures.showing import Withheld, why_no_chance
from rendement.words.numbers import plural

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
HALF_CENT: Final = 0.005


class LowerCost(NamedTuple):
    """A programme that states less than the effort of its own cases; in euros of this price level."""

    home: LoadedProgramme
    stated: float
    effort: float
    step: float
    """From euros as the programme writes them to this price level."""


class ProgrammeCosts:
    """Costs of programmes that belong to no case, what effort is paid for, and what of it is missing."""

    @property
    def _bc(self) -> "ValuedCases":
        return cast("ValuedCases", self)

    # ---- whether all costs are counted

    @property
    def costs_complete(self) -> bool:
        """Whether the costs of all closed cases are counted (M32); if not: no ratio, no chance."""
        return not self.incomplete

    @cached_property
    def incomplete(self) -> tuple[Denominator, ...]:
        """Programmes of which the effort of cases that were not filed is missing.

        A stated cost below the effort of the filed cases does not count, so it makes nothing complete.
        """
        too_low = {found.home.programme.id for found in self.lower_costs}
        return tuple(d for d in self._bc.denominators if not d.costs_complete or _bare(d, too_low))

    def said_of(self, denominator: Denominator) -> str:
        """`volledig` or `onvolledig`: the costs of one programme."""
        return "onvolledig" if denominator in self.incomplete else "volledig"

    @property
    def withheld_reason(self) -> Withheld | None:
        """Why chance, payback, value of knowing and agreements are not given; None where they are."""
        return why_no_chance(self.costs_complete)

    @property
    def missing_effort(self) -> int:
        """How many closed cases have no effort in the costs (M32)."""
        return sum(d.closed - d.filed for d in self.incomplete)

    @property
    def estimated_net(self) -> float | None:
        """The net of everything with missing effort at the mean of the filed, about: `net − K_f·(N−n)/n`.

        Only where costs are incomplete; None also where a programme filed nothing to go by.
        """
        if self.costs_complete or any(not d.filed for d in self.incomplete):
            return None
        missing = ((d.closed - d.filed) / d.filed * self.effort_in(d) for d in self.incomplete)
        return self._bc.net - sum(missing)

    def effort_in(self, denominator: Denominator) -> float:
        """What the effort of the filed cases of a programme comes to, that of volunteers too (K_f of M32)."""
        effort = self._bc.case_totals(self._bc.money.societal, effort=True).sum(axis=1)
        return float(effort[self._bc.members(denominator)].sum())

    # ---- what programmes cost

    @cached_property
    def stating(self) -> tuple[LoadedProgramme, ...]:
        """Programmes whose stated cost counts: at least what the effort of their cases comes to."""
        too_low = {found.home.programme.id for found in self.lower_costs}
        stated = (home for home in self._bc.programmes if home.programme.cost is not None)
        return tuple(home for home in stated if home.programme.id not in too_low)

    @cached_property
    def lower_costs(self) -> tuple[LowerCost, ...]:
        """Programmes that state less than the paid effort of their cases; then that effort counts.

        Compared as both are written down: without discount, all payers together.
        """
        found = []
        for home in self._bc.programmes:
            if (cost := home.programme.cost) is not None:
                effort = float(self._effort_of(home).sum())
                step = self._at_price_level(cost) / float(cost.amount) if cost.amount else 1.0
                found.append(LowerCost(home, self._at_price_level(cost), effort, step))
        return tuple(one for one in found if one.effort > one.stated + HALF_CENT)

    @cached_property
    def in_stated_cost(self) -> NDArray[np.bool_]:
        """Per case: whether its paid effort is held by the stated cost of its programme."""
        names = {home.programme.id for home in self.stating}
        homes = [loaded.programme for loaded in self._bc.cases]
        return np.array([h is not None and h.programme.id in names for h in homes], dtype=np.bool_)

    @cached_property
    def replaced_lines(self) -> NDArray[np.bool_]:
        """Per line: paid effort of programmes that state what they cost, which stands in its place (M14)."""
        columns = self._bc.columns
        paid = columns.purse_kind[columns.line_purse] != list(Kind).index(Kind.SOCIETAL)
        return np.asarray((columns.line_side == EFFORT) & paid & self.in_stated_cost[columns.line_case])

    @cached_property
    def stated_costs(self) -> dict[str, float]:
        """Per payer: what programmes that state their costs cost, on cases and beyond them (M14, M36)."""
        columns = self._bc.columns
        euros = self._bc.values.value * self._bc.weights[columns.line_case]
        spent = split(columns, euros, columns.purse_shares).where(self.replaced_lines)
        sums = to_euros(spent.total(np.zeros(columns.lines, dtype=np.int64), 1))[0]
        found = dict(self.overhead)
        for payer, amount in zip(columns.payers, sums.tolist(), strict=True):
            found[payer] = found.get(payer, 0.0) + amount
        return {payer: amount for payer, amount in found.items() if amount}

    @cached_property
    def overhead(self) -> dict[str, float]:
        """Per payer: programme costs beyond the paid effort of the counted cases, in euros (M14)."""
        extra = dict.fromkeys(self._all_payers, 0.0)
        for beyond in self.overheads.values():
            for payer, value in beyond.items():
                extra[payer] += value
        return {payer: value for payer, value in extra.items() if abs(value) > 1e-9}

    @cached_property
    def overheads(self) -> dict[str, dict[str, float]]:
        """Per programme: the same of that one."""
        return {home.programme.id: self.overhead_of(home) for home in self._bc.programmes}

    def overhead_of(self, home: LoadedProgramme) -> dict[str, float]:
        """The same of one programme; nothing when it states no cost that counts.

        Together never below zero. Of one payer it may be: who pays for the whole programme is stated, who
        pays for an hour of effort only follows from its price. What was spent is set against what was spent:
        a cost stands at its amount, so effort that is part of it does too; discount is no cost (M36).
        """
        extra = self.stated_cost_of(home)
        if not extra:
            return {}
        for payer, amount in zip(self._bc.columns.payers, self._effort_of(home), strict=True):
            extra[payer] = extra.get(payer, 0.0) - float(amount)
        return extra

    def _at_price_level(self, cost: ProgrammeCost) -> float:
        step = index_step(self._bc.book, EXPENSE_SERIES, cost.price_year, self._bc.settings.price_year)
        return float(cost.amount) * step

    def stated_cost_of(self, home: LoadedProgramme) -> dict[str, float]:
        """Per payer: its part of the stated cost, where that counts, at this price level."""
        cost = home.programme.cost
        if cost is None or all(home is not one for one in self.stating):
            return {}
        return {payer: self._at_price_level(cost) * share for payer, share in cost.payers.items()}

    def _effort_of(self, home: LoadedProgramme) -> Floats:
        """Per payer: what the effort of the cases of a programme comes to, weighted, without discount."""
        mine = self._bc.members(self._denominator_of(home))
        return np.asarray((self._bc.weights[mine, None] * self.paid_effort[mine]).sum(axis=0))

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
    def unpaid_beside_stated(self) -> float:
        """Effort nobody is paid for, in euros, where a programme stated its cost: it stands beside that."""
        columns = self._bc.columns
        kinds = columns.purse_kind[columns.line_purse]
        unpaid = (columns.line_side == EFFORT) & (kinds == list(Kind).index(Kind.SOCIETAL))
        counts = (self._bc.weights * self.in_stated_cost)[columns.line_case]
        return float((self._bc.values.value * counts * unpaid).sum())

    @property
    def _all_payers(self) -> list[str]:
        stated = {
            p for home in self._bc.programmes if home.programme.cost for p in home.programme.cost.payers
        }
        return sorted({*self._bc.columns.payers, *stated})


def _bare(denominator: Denominator, too_low: set[str]) -> bool:
    """Whether the cost that was stated does not count, while cases are missing."""
    chosen = denominator.selection is Selection.CHOSEN and denominator.filed != denominator.closed
    return chosen and denominator.name in too_low


def missing_words(bc: "ValuedCases", at_least: int = 1, programme: str | None = None) -> str | None:
    """`kosten onvolledig: de inzet van 27 casussen ontbreekt`; None where costs are complete (M32).

    The first caveat of every medium, and part of the sentence of M24. No number below `at_least`, nor one
    that would tell by subtraction of how few others nothing is known. Of one `programme` where that is asked.
    """
    mine = _incomplete(bc.incomplete, programme)
    if not mine:
        return None
    missing = sum(denominator.closed - denominator.filed for denominator in mine)
    others = bc.closed - bc.filed - missing
    if 0 < missing < at_least or 0 < others < at_least:
        return "kosten onvolledig: de inzet van niet ingediende casussen ontbreekt"
    return f"kosten onvolledig: de inzet van {plural(missing, 'casus', 'casussen')} ontbreekt"


def cost_of_whom(bc: "ValuedCases") -> str:
    """Of what the cost speaks where it is incomplete: these cases, and what other programmes stated."""
    words = whose_words(bc, floor=False)
    return f"{words} en opgegeven programmakosten" if words and bc.stating else words


def whose_words(bc: "ValuedCases", *, floor: bool = True, programme: str | None = None) -> str:
    """Of what amounts speak: `van deze 3 casussen` where costs are incomplete, else nothing (M32).

    Benefits may hold a floor for the cases that were not filed (M15); then that is said too. Of one
    `programme` where that is asked: its amounts are of its own cases.
    """
    if not _incomplete(bc.incomplete, programme):
        return ""
    mine = [d for d in bc.denominators if programme in (None, d.name)]
    filed = sum(denominator.filed for denominator in mine)
    words = "van deze ene casus" if filed == 1 else f"van deze {filed} casussen"
    return f"{words} (met ondergrens)" if floor and any(d.floor for d in mine) else words


def _incomplete(incomplete: Sequence[Denominator], programme: str | None) -> list[Denominator]:
    return [denominator for denominator in incomplete if programme in (None, denominator.name)]
