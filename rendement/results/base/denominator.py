"""How many cases of how many, how chosen, and what that allows us to say (M14, M15)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from rendement.engine import rules
from rendement.model.programme import Bounds
from rendement.model.settings import Selection

Floats = NDArray[np.float64]

LEAST_CASES: int = 8
"""No interval below this number of cases (M16)."""


@dataclass(frozen=True)
class Denominator:
    """Filed and closed cases of one programme, and how the filed ones were chosen."""

    name: str
    filed: int
    closed: int
    selection: Selection
    note: str
    bounds: Bounds | None = None
    cost_given: bool = False
    """Whether the cost of the whole programme was stated."""

    @property
    def costs_complete(self) -> bool:
        """Whether the cost of every closed case is counted: stated, all filed, or weighted by lot (M32)."""
        return self.cost_given or self.selection is not Selection.CHOSEN or self.filed == self.closed

    @property
    def floor(self) -> float:
        """What cases that were not filed count for when the filed were chosen: their stated floor, or 0."""
        if self.selection is not Selection.CHOSEN or self.bounds is None:
            return 0.0
        return (self.closed - self.filed) * float(self.bounds.floor)

    def weights(self, lot_chances: Sequence[float | None]) -> Floats:
        """What each filed case counts for: itself, or by lot also the cases it stands for (Hájek)."""
        if self.selection is not Selection.LOT or not self.filed:
            return np.ones(self.filed)
        inverse = 1.0 / self.chances(lot_chances)
        return np.asarray(self.closed * inverse / inverse.sum(), dtype=np.float64)

    def chances(self, lot_chances: Sequence[float | None]) -> Floats:
        """Inclusion chances: as the cases state them, else equal."""
        equal = self.filed / self.closed
        return np.array([equal if chance is None else chance for chance in lot_chances], dtype=np.float64)


@dataclass(frozen=True)
class BenefitRange:
    """Benefits of all closed cases of a programme, in euros: what may be said, and between which bounds."""

    counted: float
    """The figure that counts in totals: everything, the lot's estimate, or at least this."""
    low: float | None
    high: float | None
    kind: str
    """What low and high are."""


def benefit_range(
    denominator: Denominator, benefit: Floats, lot_chances: Sequence[float | None]
) -> BenefitRange:
    """The benefits of all closed cases from those of the filed ones (M15); `benefit` per case, in euros."""
    if denominator.selection is Selection.ALL or not len(benefit):
        total = float(benefit.sum())
        return BenefitRange(total, total, total, "alle afgesloten casussen zijn ingediend")
    if denominator.selection is Selection.LOT:
        return _by_lot(denominator, benefit, denominator.chances(lot_chances))
    floor = float(denominator.bounds.floor) if denominator.bounds else 0.0
    ceiling = float(denominator.bounds.ceiling) if denominator.bounds else math.inf
    low, high = rules.bounds_of_total(
        float(benefit.mean()), denominator.filed, denominator.closed, floor, ceiling
    )
    return BenefitRange(
        low, low, None if math.isinf(high) else high, "grenzen; niet ingediend telt voor de ondergrens"
    )


def _by_lot(denominator: Denominator, benefit: Floats, chances: Floats) -> BenefitRange:
    mean = rules.hajek_mean(benefit, chances)
    total = denominator.closed * mean
    if len(benefit) < LEAST_CASES:
        return BenefitRange(total, None, None, f"geloot; geen band onder {LEAST_CASES} casussen")
    reach = (
        t_quantile(0.9, len(benefit) - 1) * denominator.closed * rules.hajek_standard_error(benefit, chances)
    )
    return BenefitRange(total, total - reach, total + reach, "geloot; band P10–P90 van de steekproef")


def t_quantile(chance: float, freedom: int) -> float:
    """Student's t by the Cornish–Fisher expansion; within 0.001 from 7 degrees of freedom, 10–90 %."""
    z = NormalDist().inv_cdf(chance)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
