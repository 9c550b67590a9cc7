"""What a question about doubt is asked of: a base or one case, and what each of its lines adds (M17, M18)."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.evaluate import expected_quantity
from rendement.results.worlds.simulation import Model, analytic_net

Floats = NDArray[np.float64]


class Asked(NamedTuple):
    """What a question is about: worlds of a base or of one case, its place, and costs that stand apart."""

    model: Model
    first_case: int
    fixed: float


def asked_about(model: Model, place: int | None) -> Asked:
    """The whole base, or the case at one place by itself."""
    if place is None:
        fixed = model.outputs.fixed_benefit - float(model.outputs.fixed_cost.sum())
        return Asked(model, 0, fixed)
    return Asked(_of_one(model, place), place, 0.0)


def _of_one(model: Model, place: int) -> Model:
    """One case by itself: with its own effort, not weighted, whatever its programme says of costs."""
    columns = model.counted.columns
    base = expected_quantity(columns) * columns.line_unit_price
    whole = replace(model.worlds, line_base=base)
    return replace(model, worlds=whole.part(place, place + 1))


class Net:
    """The expected net and what each line adds to it, in euros."""

    def __init__(self, asked: Asked) -> None:
        worlds, outputs = asked.model.worlds, asked.model.outputs
        sign = (outputs.benefit - outputs.cost).sum(axis=0)
        self.factor = sign[worlds.line_cell] * worlds.line_base
        """Per line, before its time."""
        self.line = self.factor * worlds.line_time
        self.net = float(self.line.sum()) + asked.fixed
        self.variance = analytic_net(worlds, sign).variance
