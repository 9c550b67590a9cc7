"""At which value of what matters most does the conclusion of the whole base turn? (M17)

The net is linear in every factor, so one division tells it; a time is looked for in the way of its case.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.model.factors import INPUTS
from rendement.model.names import named
from rendement.model.shared_names import is_shared
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.sensitivity.influence import Influence, Influences
from rendement.results.sensitivity.kinds import CASE, GUESSES, PRICE
from rendement.results.sensitivity.sensitivity import best_of, root_of, shown
from rendement.results.worlds.case_inputs import PRICE_REACH, CaseInput, price_now, whole_base
from rendement.words import refusals

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_LEAST: Final = 1e-9
OPTIMISM_REACH: Final = 2.0
"""That estimates are more than twice too careful is not to be expected of people who are too optimistic."""


@dataclass(frozen=True)
class TurningPoint:
    """One input, its value now, and the value at which the net of the whole base is zero (None: none)."""

    influence: Influence
    now: float
    switch: float | None
    unit: str
    """`kans`, `aandeel`, `euro`, `factor`, or the unit as written."""
    pays: bool
    """Whether the net is above zero now."""
    pays_above: bool
    """Whether the net is above zero at values above the switch."""
    best: float | None = None
    """Without a switch: the possible value that is best for the net (None: no end to it)."""

    def sentence(self, *, with_text: bool = True) -> str:
        """`het loont zolang de prijs van … minstens € 80 is (nu € 120)`, without free text when not asked."""
        about = self.influence.about if with_text else self.influence.plain
        if self.switch is None:
            return f"{about}: {self._never_or_always()}"
        least = "minstens" if self.pays_above else "hoogstens"
        start = "het loont zolang" if self.pays else "het loont pas als"
        return f"{start} {about} {least} {shown(self.switch, self.unit)} is (nu {shown(self.now, self.unit)})"

    def _never_or_always(self) -> str:
        if self.pays:
            return "alles samen loont het bij elke waarde"
        if self.best is None:
            return "alles samen loont het bij geen enkele waarde"
        return f"ook bij {shown(self.best, self.unit)} loont alles samen niet"


def turning_points(bc: "ValuedCases", found: Influences, most: int = 12) -> tuple[TurningPoint, ...]:
    """For the inputs of the tornado: where the net of the whole base turns, the others at their mean.

    Optimism as how many times as large all that it concerns would have to be; of guessed shares there is no
    such number, as they are not one amount. None of all while costs are incomplete: what turns is not known
    then (M32).
    """
    if not bc.costs_complete:
        return ()

    def inputs(case: str) -> list[CaseInput]:
        return whole_base(bc, case, found.net)

    return tuple(
        _of_case(_everywhere(one, bc.cases, inputs, found.net), one, found.net)
        if one.kind == CASE
        else _linear(*_shared_now(bc.columns, one), one, found.net)
        for one in [one for one in found.inputs if one.kind != GUESSES][:most]
    )


def _linear(now: float, unit: str, reach: float, one: Influence, net: float) -> TurningPoint:
    amount = one.amount or 0.0
    factor = 1.0 - net / amount if abs(amount) > _LEAST else math.nan
    switch = now * factor if 0.0 <= factor <= reach else None
    best = now * reach if amount > 0 else 0.0
    return TurningPoint(one, now, switch, unit, net > 0, amount > 0, best)


def _shared_now(columns: Columns, one: Influence) -> tuple[float, str, float]:
    """The mean now of a price, or 1 for a part of optimism; its unit; how many times it could be."""
    if one.kind == PRICE:
        return price_now(columns, one.field), "euro", PRICE_REACH
    return 1.0, "factor", OPTIMISM_REACH


def _of_case(given: CaseInput, one: Influence, net: float) -> TurningPoint:
    """The input of its case, or of all cases that share it, with the rest of the base beside it (M17)."""
    switch, pays = root_of(given), net > 0
    above = False
    if switch is not None:
        step = max(abs(switch) * 0.01, 1e-6)
        below, over = given.nets_at([max(switch - step, 0.0), switch + step]).tolist()
        above = over >= below
    best = best_of(given)
    if given.name == "deadweight":  # stated as the chance that it goes well without us; told as the path's
        switch, best = (None if value is None else 1.0 - value for value in (switch, best))
        return TurningPoint(one, 1.0 - given.now, switch, "kans", pays, not above, best)
    return TurningPoint(one, given.now, switch, given.unit, pays, above, best)


def _everywhere(
    one: Influence, cases: Sequence[LoadedCase], inputs: Callable[[str], list[CaseInput]], net: float
) -> CaseInput:
    """An input of one case, or the same name in every case that shares it."""
    first = _input_of(inputs(one.case), one)
    if not is_shared(first.called):
        return first
    sharing = [loaded.case.id for loaded in cases if first.called in named(loaded.case)]
    others = [g for c in sharing if c != one.case for g in inputs(c) if g.called == first.called]

    def nets_at(values: Sequence[float]) -> Floats:
        moves = (given.nets_at(values) - net for given in (first, *others))
        return np.asarray(net + sum(moves), dtype=np.float64)

    return first._replace(nets_at=nets_at)


def _input_of(inputs: Sequence[CaseInput], one: Influence) -> CaseInput:
    if one.called:
        return next(given for given in inputs if given.called == one.called)
    names = (*INPUTS[one.field].attributes, INPUTS[one.field].whose)
    mine = [g for g in inputs if (g.line, g.factor) == (one.line, one.factor) and g.name in names]
    if not mine:
        raise refusals.not_of_case(one.key)
    return min(mine, key=lambda given: names.index(given.name))
