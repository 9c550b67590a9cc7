"""The time factor of a line taken apart: how long, until the horizon, with drop-off, discounted, delayed.

Every step is the present value of M3 with one piece more switched on, divided by the one before it. So the
steps multiply to the time factor itself, whatever the convention; a delay comes last, because only with
discount has help that merely moves any value (M5). What lies inside other help goes off after that (M42).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.engine.evaluate import time_factor, undiscounted
from rendement.engine.rules import Flows
from rendement.model.settings import Regime

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Stages(NamedTuple):
    """The present value of every atom, each with one piece more than the last; in years for flows."""

    whole: Floats
    """As long as it lasts, as if there were no horizon; what lasts until the horizon ends there."""
    cut: Floats
    """Until the horizon."""
    dropped: Floats
    """With drop-off, in the form of the regime (M35)."""
    present: Floats
    """Discounted: F of the atom (M3)."""


class TimeSteps(NamedTuple):
    """The factors of F, one element a line; their product is F."""

    duration: Floats
    """Years of a flow that is a quantity a year, 1 for a total or a one-off; before any delay."""
    horizon: Floats
    """The part that falls before the horizon."""
    drop_off: Floats
    """What drop-off leaves of it."""
    discount: Floats
    """What discounting leaves of it."""
    delay: Floats
    """The part that a delay gains (M5); 1 where nothing is postponed."""
    beside: Floats
    """The part that lies in no other help (M42); 1 where nothing is contained."""


def stages(flows: Flows, regime: Regime) -> Stages:
    """Present values of atoms from bare length to F: horizon, then drop-off, then discount (M3)."""
    bare = flows._replace(drop_off=np.zeros_like(flows.drop_off))
    endless = bare._replace(horizon=np.full_like(flows.horizon, np.inf))
    return Stages(
        undiscounted(endless, regime.drop_off),
        undiscounted(bare, regime.drop_off),
        undiscounted(flows, regime.drop_off),
        time_factor(flows, regime.rate, regime.convention, regime.drop_off),
    )


def time_steps(columns: Columns, regime: Regime, atoms: Ints | None = None) -> TimeSteps:
    """The steps of F of every line (M3, M5); with `atoms` only for lines that have all theirs among these."""
    chosen = np.arange(len(columns.atom_line)) if atoms is None else atoms
    line, weight = columns.atom_line[chosen], columns.atom_weight[chosen]
    found = stages(columns.flows().part(chosen), regime)
    own = np.where(columns.atom_inside[chosen] == 0, weight, 0.0)
    first = np.maximum(own, 0.0)
    whole, cut, dropped, present = (_summed(line, first * stage, columns.lines) for stage in found)
    with_delay = _summed(line, own * found.present, columns.lines)
    counted = _summed(line, weight * found.present, columns.lines)
    before = _before_others(with_delay, present, counted)
    return TimeSteps(
        whole,
        _ratio(cut, whole),
        _ratio(dropped, cut),
        _ratio(present, dropped),
        _ratio(before, present),
        _ratio(counted, before),
    )


def _before_others(with_delay: Floats, present: Floats, counted: Floats) -> Floats:
    """What the last step starts from: where a delay gains nothing at all, what there was before the delay.

    Nothing times any factor is nothing, while other help may hold only what is moved, and not where it goes.
    """
    return np.where((with_delay == 0.0) & (counted != 0.0), present, with_delay)


def _summed(line: Ints, amounts: Floats, lines: int) -> Floats:
    return np.asarray(np.bincount(line, amounts, lines), dtype=np.float64)


def _ratio(after: Floats, before: Floats) -> Floats:
    """after ÷ before, 1 where there was nothing left: the step that took all of it is the one that is 0."""
    return np.divide(after, before, out=np.ones_like(after), where=before != 0.0)
