"""The other form of drop-off, printed beside the one that counts: in steps, or gliding (M35)."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.evaluate import evaluate, time_factor
from rendement.model.settings import DropOff, Regime
from rendement.results.uncounted.horizon import beyond_of
from rendement.words.numbers import euro, percent

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
OTHER: Final = {DropOff.STEP: DropOff.GRADUAL, DropOff.GRADUAL: DropOff.STEP}
HOW: Final = {DropOff.STEP: "in stappen", DropOff.GRADUAL: "glijdend"}
"""How each form is called in a sentence."""
_SMALL: Final = 1e-9


class OtherForm(NamedTuple):
    """What benefits would be with the other form of drop-off."""

    now: DropOff
    benefit: float
    """Of lines with drop-off, in euros, as they count."""
    other: float

    @property
    def more(self) -> float:
        """How many euros more the other form would give."""
        return self.other - self.benefit

    @property
    def words(self) -> str:
        """One sentence about all lines with drop-off."""
        many = f"{euro(abs(self.more))} {'meer' if self.more > 0 else 'minder'}"
        change = f" ({percent(abs(self.more / self.benefit))} van die baten)" if self.benefit else ""
        return (
            f"Afbouw per jaar telt {HOW[self.now]} (afbouw: {self.now.value}, M35); "
            f"{HOW[OTHER[self.now]]} zouden de baten {many} zijn{change}."
        )

    def record(self) -> dict[str, str | float]:
        """Both forms for another program."""
        other = OTHER[self.now].value
        return {
            "nu": self.now.value,
            "baten_nu": self.benefit,
            "anders": other,
            "baten_anders": self.other,
        }


def with_other_form(regime: Regime) -> Regime:
    """The same regime with the other form of drop-off."""
    return regime.model_copy(update={"drop_off": OTHER[regime.drop_off]})


def other_form(bc: "ValuedCases") -> OtherForm | None:
    """Benefits of lines that drop off in both forms; None where no line does, or where it is the same."""
    columns = bc.columns
    fades = columns.line_drop_off > 0.0
    if not fades.any():
        return None
    whole = np.rint(columns.purse_shares.sum(axis=1))[columns.line_purse]
    weights = whole * bc.weights[columns.line_case] * fades
    other = evaluate(columns, with_other_form(bc.settings.regime)).value
    found = OtherForm(bc.settings.regime.drop_off, float(weights @ bc.values.value), float(weights @ other))
    return found if abs(found.more) > _SMALL else None


def other_of_line(bc: "ValuedCases", row: int) -> str:
    """`glijdend zou het 22 % minder zijn`; empty where it makes no difference."""
    columns, regime = bc.columns, with_other_form(bc.settings.regime)
    mine = np.flatnonzero(columns.atom_line == row)
    there = time_factor(columns.flows().part(mine), regime.rate, regime.convention, regime.drop_off)
    other, now = float(columns.atom_weight[mine] @ there), float(bc.values.time[row])
    if not now or abs(other / now - 1.0) < _SMALL:
        return ""
    change = other / now - 1.0
    return f"{HOW[regime.drop_off]} zou het {percent(abs(change))} {'meer' if change > 0 else 'minder'} zijn"


def time_record(bc: "ValuedCases") -> dict[str, object]:
    """What the horizon cut (M37) and the other form of drop-off (M35), for another program."""
    other = other_form(bc)
    return {"na_de_horizon": beyond_of(bc).record(), "andere_afbouw": other.record() if other else None}
