"""A base under one pair of named sets of discount and realism: what verdicts look at (M34).

A verdict may not move with an assumption. So whatever is added up for it is added up under every named pair,
and the worst of them counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import evaluate
from rendement.model.settings import Settings
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.doubt.bands import without_largest
from rendement.results.doubt.compare import varied
from rendement.results.telling.payer_groups import payer_groups

if TYPE_CHECKING:
    from rendement.results.value.grouping import Group
    from rendement.results.value.valued import ValuedCases

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


def stance_of(bc: "ValuedCases", threshold: int) -> Stance:
    """A base as it is valued."""
    care = np.asarray(bc.columns.line_side != EFFORT)
    euros = counted(bc, bc.values.value)
    largest, payer = without_largest(bc), most_paying(bc, threshold)
    return Stance(
        bc.settings.realism_name,
        care,
        euros,
        euros - counted(bc, _near(bc.settings, bc.columns, care)),
        bc.net,
        bc.benefit,
        largest[1] if largest else None,
        payer[1].net if payer else None,
    )


def stances_of(bc: "ValuedCases", threshold: int) -> Iterator[Stance]:
    """The same base under every named pair. Its own sets do not take part: swapping them cannot matter."""
    sets = load_settings()
    for regime in sets.regimes:
        for realism in sets.realism:
            yield stance_of(varied(bc, None, {"regime": regime, "realism": realism}), threshold)


def counted(bc: "ValuedCases", value: Floats) -> Floats:
    """Values of lines as they count in the total: borne by payers, and weighted."""
    columns = bc.columns
    borne = columns.purse_shares.sum(axis=1)
    borne = np.where(np.abs(borne) < 1e-9, 0.0, borne)
    return np.asarray(value * borne[columns.line_purse] * bc.weights[columns.line_case])


def _near(settings: Settings, columns: Columns, care: Bools) -> Floats:
    """The value of every line with a horizon of `MONTHS`."""
    near = np.minimum(columns.line_horizon, columns.line_closing + MONTHS / 12)
    short = replace(columns, line_horizon=np.where(care, near, columns.line_horizon))
    return evaluate(short, settings.regime).value


def most_paying(bc: "ValuedCases", threshold: int) -> "tuple[str, Group] | None":
    """Who pays most of those that may be named, with what falls to it; None when nobody pays."""
    shown = {g.payers[0]: g.label for g in payer_groups(bc, threshold) if len(g.payers) == 1}
    paying = [group for group in bc.groups("betaler") if group.label in shown and group.cost > 0]
    if not paying:
        return None
    most = max(paying, key=lambda group: group.cost)
    return shown[most.label], most
