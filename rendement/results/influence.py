"""Which estimate matters most? Tornado, variance shares, the value of knowing, and whom to ask (M18).

The net is linear in every estimate when the others are at their mean, and inputs are independent. So all of this
is worked out in closed form, without drawing: what remains of an estimate's influence is its amount `B` of the net
times how far it may be off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT
from rendement.engine.conditional import analytic
from rendement.engine.moments import moments_of
from rendement.engine.shapes import Law, table_of
from rendement.engine.uncertain import (
    ATTRIBUTION,
    CHANCE,
    DURATION,
    FIELDS,
    KEPT,
    PATH,
    QUANTITY,
    START,
)
from rendement.engine.worlds import Worlds, caps_of, levels_of, path_means
from rendement.model.lines import care_lines, effort_lines
from rendement.reports.display import about, share
from rendement.results.discipline import discipline_of
from rendement.results.sensitivity import short
from rendement.results.simulation import DEFAULT_SPREAD, Model, model_of
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CASE, PRICE, REALISM = "schatting", "prijs", "realisme"


@dataclass(frozen=True)
class Influence:
    """One uncertain input and what it does to the net, in euros, the others at their mean."""

    kind: str
    """`schatting` (of a case), `prijs` or `realisme`."""
    case: str
    line: str
    """`i1`, `z1`, `z1.2`, `m1`; empty for what is not of one line."""
    field: str
    about: str
    low: float
    """The net when this is low (one in ten is lower still); `high` when it is high."""
    high: float
    share: float
    """First-order share of the variance (Sobol), exact."""
    evppi: float
    """What it is worth, on average, to know this before deciding (EVPPI), exact."""
    ask: str
    """The discipline that can judge it; empty for prices and realism."""

    @property
    def swing(self) -> float:
        """How far low and high lie apart."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class NextQuestion:
    """The one estimate most worth asking about (M18)."""

    influence: Influence
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, repr=False)
class Influences:
    """All uncertain inputs, the one with the largest swing first."""

    net: float
    variance: float
    inputs: tuple[Influence, ...]

    def tornado(self, most: int = 12) -> Table:
        """What low and high of each do to the net, others at their mean."""
        columns = (
            Column("casus"),
            Column("regel"),
            Column("wat"),
            Column("saldo bij laag", "euro"),
            Column("saldo bij hoog", "euro"),
            Column("uitslag", "euro"),
            Column("aandeel in variantie", "kans"),
            Column("waard om te weten", "euro"),
        )
        rows = tuple(
            (i.case, i.line, i.about, i.low, i.high, i.swing, i.share, i.evppi) for i in self.inputs[:most]
        )
        return Table("wat het saldo het meest beweegt, de rest op het gemiddelde", columns, rows)

    @property
    def interactions(self) -> float:
        """The share of the variance that no single input explains: products of two or more."""
        return 1.0 - sum(i.share for i in self.inputs) if self.variance else 0.0

    def next_question(self) -> NextQuestion | None:
        """The estimate of a case with the highest EVPPI; where none can change the conclusion, the largest share."""
        asked = [i for i in self.inputs if i.kind == CASE and i.share > 0]
        if not asked:
            return None
        best = max(asked, key=lambda i: (i.evppi, i.share))
        where = f"regel {best.line} van {best.case}" if best.line else f"casus {best.case}"
        worth = (
            f"het scheelt gemiddeld {about(best.evppi, best.evppi / 20)} in de beslissing"
            if best.evppi > 1
            else f"goed voor {share(round(best.share, 3))} van de onzekerheid, al draait het de conclusie niet om"
        )
        return NextQuestion(best, f"vraag de {best.ask} naar {where}: {best.about} ({worth})")

    def __repr__(self) -> str:
        return repr(self.tornado())


def influences(bc: "BusinessCase", case_id: str | None, spread: str | None) -> Influences:
    """Every uncertain input of one case or of the whole base. Raises KeyError for an unknown case."""
    model = model_of(bc, spread or DEFAULT_SPREAD)
    if case_id is not None:
        names = [loaded.case.id for loaded in bc.cases]
        if case_id not in names:
            raise KeyError(f"casus '{case_id}' telt niet mee in deze businesscase")
        model = _of_one(bc, names.index(case_id), spread or DEFAULT_SPREAD)
        first = names.index(case_id)
        return _all(bc, model, first, fixed=0.0)
    fixed = model.outputs.fixed_benefit - float(model.outputs.fixed_cost.sum())
    return _all(bc, model, 0, fixed)


def _of_one(bc: "BusinessCase", place: int, spread: str) -> Model:
    """One case by itself: with its own effort, not weighted, whatever its programme says of costs."""
    from dataclasses import replace

    from rendement.engine.evaluate import expected_quantity

    model = model_of(bc, spread)
    base = expected_quantity(bc.columns) * bc.columns.line_unit_price
    whole = replace(model.worlds, line_base=base)
    return replace(model, worlds=whole.part(place, place + 1))


class _Net:
    """The expected net and what each line adds to it."""

    def __init__(self, model: Model, fixed: float) -> None:
        worlds = model.worlds
        sign = (model.outputs.benefit - model.outputs.cost).sum(axis=0)
        self.line = sign[worlds.line_cell] * worlds.line_base * worlds.line_time
        self.factor = sign[worlds.line_cell] * worlds.line_base
        self.net = float(self.line.sum()) + fixed
        found = analytic(moments_of(worlds), worlds.price_laws, worlds.realism_laws, sign)
        self.variance = found.variance


def _all(bc: "BusinessCase", model: Model, first_case: int, fixed: float) -> Influences:
    net = _Net(model, fixed)
    rows = [
        *_of_estimates(bc, model, net, first_case),
        *_of_times(bc, model, net, first_case),
        *_of_shared(bc, model, net),
    ]
    kept = sorted((row for row in rows if row.swing > 0), key=lambda row: -row.swing)
    return Influences(net.net, net.variance, tuple(kept))
