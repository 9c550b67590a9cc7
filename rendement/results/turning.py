"""At which value of what matters most does the conclusion of the whole base turn? (M17)

The net is linear in every factor, so one division tells it; a time is looked for in the way of its case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rendement.model.case import US
from rendement.model.estimate import Evidence
from rendement.reports.display import chance, counted, euro, share, significant
from rendement.results.influence import CASE, Influence, Influences
from rendement.results.profiles import PRICE
from rendement.results.sensitivity import CaseInput, price_now, root_of, whole_base

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

_LEAST: Final = 1e-9
_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "pad": ("chance", "deadweight"),
    "kans": ("chance",),
    "aantal": ("quantity",),
    "toerekening": (US,),
    "verdringing": ("displacement",),
    "vanaf": ("start",),
    "duur": ("duration", "quantity"),
    "uitstel": ("delay",),
}
"""How the field of an influence is called among the inputs of a case; days may be their own duration."""


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

    def sentence(self, *, with_text: bool = True) -> str:
        """`het loont zolang de prijs van … minstens € 80 is (nu € 120)`, without free text when not asked."""
        about = self.influence.about if with_text else self.influence.plain
        if self.switch is None:
            verdict = "loont" if self.pays else "loont het niet"
            return f"wat er ook geldt voor {about}: alles samen {verdict}"
        least = "minstens" if self.pays_above else "hoogstens"
        start = "het loont zolang" if self.pays else "het loont pas als"
        return f"{start} {about} {least} {shown(self.switch, self.unit)} is (nu {shown(self.now, self.unit)})"


def shown(value: float, unit: str) -> str:
    """A value in its own unit, for people."""
    if unit in ("kans", "aandeel"):
        return chance(value) if unit == "kans" else share(value)
    if unit == "factor":
        return f"{significant(value, 3)} keer"
    return euro(value, 2) if unit == "euro" else counted(value, unit, 3)


def turning_points(bc: "BusinessCase", found: Influences, most: int = 12) -> tuple[TurningPoint, ...]:
    """For the inputs of the tornado: where the net of the whole base turns, the others at their mean."""
    return tuple(_turning(bc, found, one) for one in found.inputs[:most])


def _turning(bc: "BusinessCase", found: Influences, one: Influence) -> TurningPoint:
    if one.kind == CASE:
        return _of_case(bc, found, one)
    now, unit = _shared_now(bc, one)
    switch = None
    if one.amount is not None and abs(one.amount) > _LEAST:
        factor = 1.0 - found.net / one.amount
        switch = now * factor if factor >= 0 else None
    return TurningPoint(one, now, switch, unit, found.net > 0, (one.amount or 0.0) > 0)


def _shared_now(bc: "BusinessCase", one: Influence) -> tuple[float, str]:
    """The mean now of a price, or of a realism factor."""
    if one.kind == PRICE:
        return price_now(bc, one.field), "euro"
    return bc.settings.realism.factors[Evidence(one.field)].mean, "factor"


def _of_case(bc: "BusinessCase", found: Influences, one: Influence) -> TurningPoint:
    """The input of its case, with the rest of the base beside it (M17)."""
    given = _input_of(whole_base(bc, one.case, found.net), one)
    switch = root_of(given)
    above = False
    if switch is not None:
        step = max(abs(switch) * 0.01, 1e-6)
        below, over = given.nets_at([max(switch - step, 0.0), switch + step]).tolist()
        above = over >= below
    if given.name == "deadweight":  # stated as the chance that it goes well without us; told as the path's
        return TurningPoint(
            one, 1.0 - given.now, None if switch is None else 1.0 - switch, "kans", found.net > 0, not above
        )
    return TurningPoint(one, given.now, switch, given.unit, found.net > 0, above)


def _input_of(inputs: Sequence[CaseInput], one: Influence) -> CaseInput:
    names = _FIELDS[one.field]
    mine = [given for given in inputs if given.line == one.line and given.name in names]
    if not mine:
        raise KeyError(f"{one.key}: deze schatting staat niet bij de invoer van de casus")
    return min(mine, key=lambda given: names.index(given.name))
