"""A base under one pair of named sets of discount and realism: what verdicts look at (M34).

A verdict may not move with an assumption. So whatever is added up for it is added up under every named pair,
and the worst of them counts.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.engine.evaluate import evaluate
from rendement.model.settings import Settings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MONTHS: Final = 12
"""After closing: what falls later is what a sceptic leaves out first."""


@dataclass(frozen=True)
class Stance:
    """What the lines of a base are worth, weighted as they count in the total."""

    realism: str
    care: Bools
    """Lines of help, prevented or extra."""
    euros: Floats
    """Per line: all payers together; a transfer comes to nothing."""
    late: Floats
    """Per line: the euros that fall later than `MONTHS` after closing (M3)."""
    net: float
    benefit: float
    without_largest: float | None
    """The net without the case that adds most to it; None for one case or none."""
    payer_net: float | None
    """The net of who pays most, of payers that may be named."""

    def size(self, mine: Bools) -> float:
        """Benefits on some lines by size, in euros: prevented and extra help do not cancel."""
        return float(np.abs(self.euros[mine & self.care]).sum())

    def share(self, mine: Bools, of: Bools | None = None) -> float:
        """The part of the benefits, by size, that these lines are; 0 when there are none."""
        among = self.care if of is None else of & self.care
        whole = self.size(among)
        return self.size(mine & among) / whole if whole else 0.0

    def of_benefit(self, euros: float) -> float:
        """An amount as a part of all benefits, whatever their sign."""
        return euros / abs(self.benefit) if self.benefit else 0.0

    def stands_without(self, euros: float) -> float:
        """The part of the benefits that is left without an amount; nothing when the net turns by it."""
        turned = self.net - euros <= 0 < self.net
        return 0.0 if turned else 1.0 - self.of_benefit(euros)


def counted(columns: Columns, weights: Floats, value: Floats) -> Floats:
    """Values of lines as they count in the total: borne by payers, and weighted."""
    borne = columns.purse_shares.sum(axis=1)
    borne = np.where(np.abs(borne) < 1e-9, 0.0, borne)
    return np.asarray(value * borne[columns.line_purse] * weights[columns.line_case])


def near(settings: Settings, columns: Columns, care: Bools) -> Floats:
    """The value of every line with a horizon of `MONTHS`."""
    near = np.minimum(columns.line_horizon, columns.line_closing + MONTHS / 12)
    short = replace(columns, line_horizon=np.where(care, near, columns.line_horizon))
    return evaluate(short, settings.regime).value
