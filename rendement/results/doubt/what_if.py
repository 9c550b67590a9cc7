"""The net under other assumptions, worked out by the engine: half the chances, another discount …"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.evaluate import split
from rendement.engine.paths import WITH_PATHS
from rendement.engine.totals import to_euros
from rendement.results.doubt.compare import varied
from rendement.words.numbers import percent

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
_HALF: Final = 0.5
_CHEAPER: Final = 0.9


@dataclass(frozen=True)
class WhatIf:
    """The same cases under another assumption; `factor` is what becomes of every line besides."""

    name: str
    meaning: str
    bc: "ValuedCases"
    factor: Floats
    prices: float = 1.0
    """What becomes of programme costs."""

    def net(self, payers: tuple[str, ...]) -> float:
        """The net of these payers together, without the floor of cases that were not filed."""
        columns, weights = self.bc.columns, self.bc.weights
        sums = to_euros(
            split(columns, self.bc.values.value * self._signed, columns.purse_shares).total(
                columns.line_case, columns.cases
            )
        )
        places = [columns.payers.index(payer) for payer in payers if payer in columns.payers]
        extra = sum(self.bc.overhead.get(payer, 0.0) for payer in payers)
        return float((weights @ sums)[places].sum()) - extra * self.prices

    @property
    def _signed(self) -> Floats:
        return np.where(self.bc.columns.line_side == EFFORT, -self.factor, self.factor)


def what_ifs(bc: "ValuedCases") -> tuple[WhatIf, ...]:
    """As it is, then one assumption changed at a time."""
    side = bc.columns.line_side
    of_path = bc.columns.line_path >= 0
    same = np.ones(bc.columns.lines)
    cheaper = np.full(bc.columns.lines, _CHEAPER)
    return (
        WhatIf("zoals in dit rapport", "", bc, same),
        WhatIf(
            "alle kansen half zo groot",
            "de kans dat hulp zonder ons nodig was",
            bc,
            np.where(of_path & (bc.columns.line_path < WITH_PATHS), _HALF, 1.0),
        ),
        WhatIf(
            "ons aandeel half zo groot",
            "de andere helft kwam door anderen",
            bc,
            np.where(side == EFFORT, 1.0, _HALF),
        ),
        WhatIf(
            "alle prijzen 10 % lager",
            "ook van onze inzet en de programmakosten",
            bc,
            cheaper,
            _CHEAPER,
        ),
        *(
            WhatIf(f"disconto {name}", f"{percent(other.settings.regime.rate, 2)} per jaar", other, same)
            for name, other in other_sets(bc, "regime", bc.settings.sets.regimes).items()
        ),
        *(
            WhatIf(f"realisme {name}", other.settings.realism.title, other, same)
            for name, other in other_sets(bc, "realism", bc.settings.sets.realism).items()
        ),
    )


def other_sets(bc: "ValuedCases", kind: str, names: Iterable[str]) -> dict[str, "ValuedCases"]:
    """The same cases with every set of a kind but the one in use, by its name."""
    used = getattr(bc.settings, f"{kind}_name")
    return {name: varied(bc, None, {kind: name}) for name in names if name != used}


def cash_sets(bc: "ValuedCases") -> dict[str, "ValuedCases"]:
    """The same cases with every set of chances that a payer lowers its budget (M13), the one in use first."""
    others = other_sets(bc, "cashability", bc.settings.sets.cashability)
    return {bc.settings.cashability_name: bc} | others
