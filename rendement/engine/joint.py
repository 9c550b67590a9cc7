"""What a name that stands twice in one line does to the expected value of that line (M27)."""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rendement.engine.laws import law_of_estimate
from rendement.model.case import CareLine, Pathway
from rendement.model.estimate import Chance, Estimate, Quantity
from rendement.model.factors import Factor
from rendement.model.products import factors_of


class Shares(NamedTuple):
    """What of a change is ours, and what of it is left, as a line of help or its case says."""

    means: tuple[float, ...]
    """What each of these factors multiplies by."""
    ours: tuple[Chance, ...]
    """The estimates that enter as they are."""
    left: tuple[Chance, ...]
    """Those that enter as 1 minus them."""


def shares_of(said: Iterable[tuple[Factor, Chance | None]]) -> Shares:
    """The estimate of each factor, None where nobody said any, as what it multiplies by."""
    known = [(factor, estimate) for factor, estimate in said]
    apart = [(factor.leaves, estimate) for factor, estimate in known if estimate is not None]
    return Shares(
        tuple(factor.mean(estimate) for factor, estimate in known),
        tuple(estimate for leaves, estimate in apart if not leaves),
        tuple(estimate for leaves, estimate in apart if leaves),
    )


def joint_of(line: CareLine, pathway: Pathway | None, quantity: Quantity | None, shares: Shares) -> float:
    """E[product of the estimates of a line] over the product of their means: 1 where names differ.

    `quantity` is that of the line itself, which may follow another in the rest (M29); None where it says how
    long it lasts.
    """
    deadweight = pathway.deadweight if pathway else None
    plain = (pathway.chance if pathway else None, line.chance, quantity, *shares.ours)
    factors = (factor for estimate in plain if estimate for factor in factors_of(estimate))
    named: list[Estimate | Rest] = [factor for factor in factors if factor.name]
    named += [Rest(estimate) for estimate in (deadweight, *shares.left) if estimate and estimate.name]
    return joint(named) if len(named) > 1 else 1.0


class Rest(NamedTuple):
    """1 minus an estimate, as a factor: what displacement or deadweight leaves."""

    estimate: Estimate


def joint(factors: Sequence[Estimate | Rest]) -> float:
    """E[product of factors] over the product of their means: not 1 where one name stands twice (M27)."""
    spreads: dict[str, list[float]] = {}
    for factor in factors:
        estimate = factor.estimate if isinstance(factor, Rest) else factor
        if estimate.name and not estimate.is_point:
            spreads.setdefault(estimate.name, []).append(_spread(factor))
    return math.prod(1.0 + pair[0] * pair[1] for pair in spreads.values() if len(pair) > 1)


def _spread(factor: Estimate | Rest) -> float:
    """Standard deviation over mean, with a minus for 1 minus an estimate."""
    estimate = factor.estimate if isinstance(factor, Rest) else factor
    law = law_of_estimate(estimate, 1.0 if isinstance(estimate, Chance) else math.inf)
    assert law is not None
    mean = law.mean - 1.0 if isinstance(factor, Rest) else law.mean
    return law.sd / mean if mean else 0.0
