"""From gross to net: what everything would be worth if it were sure, and what each factor of M4 takes off.

The benefits of a line are a product; with one factor more multiplied in at every step, in the order of
`factors.py`, the steps add up to the benefits exactly, whatever the lines are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, WITH, Columns
from rendement.engine.time_steps import TimeSteps, time_steps
from rendement.engine.walk import path_chance
from rendement.model.case import Case
from rendement.model.factors import FACTORS, Factor
from rendement.model.lines import care_lines
from rendement.model.settings import Regime
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.table import AsTable, Table
from rendement.results.value.grouping import NO_CASE, NOT_FILED
from rendement.words import refusals
from rendement.words.columns import KIND, Column, RowKind

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

WITHOUT_US: Final = "hulp zonder inzet, als alles zeker was"
WITH_US: Final = "hulp met inzet, als alles zeker was"
GROSS: Final = "bruto"
HOW_MUCH: Final = frozenset({"price", "index", "quantity", "persons", "part", "window", "duration"})
"""The factors that say how much help it is; the others turn gross into net."""


def steps() -> list[Factor]:
    """The factors that turn gross into net, in the order in which they are told."""
    return [factor for key, factor in FACTORS.items() if key not in HOW_MUCH]


@dataclass(frozen=True)
class Stage:
    """One step: what it adds or takes off, and what there is then, in euros."""

    key: str
    """`without`, `with`, the key of a factor, `not_filed`, `effort` or `overhead`; a total has its name."""
    name: str
    amount: float
    so_far: float
    kind: RowKind = "stap"
    """`stap` or `totaal`."""


@dataclass(frozen=True, repr=False)
class GrossToNet(AsTable):
    """The steps from gross to net of a base, a programme or a case; they add up to its totals."""

    of: str
    stages: tuple[Stage, ...]

    def __getitem__(self, key: str) -> Stage:
        found = {stage.key: stage for stage in self.stages}
        if key not in found:
            raise refusals.no_step(key, found)
        return found[key]

    @property
    def gross(self) -> float:
        """Without minus with, as if everything surely happened, and all because of us."""
        return self["gross"].so_far

    @property
    def benefit(self) -> float:
        """What counts as benefit."""
        return self["benefit"].so_far

    @property
    def net(self) -> float:
        """Benefit minus cost."""
        return self["net"].so_far

    def table(self) -> Table:
        """A row per step; a total repeats what the steps before it add up to."""
        columns = (Column("stap"), Column("erbij of eraf", "euro"), Column("dan", "euro"))
        rows = ((s.name, None if s.kind == "totaal" else s.amount, s.so_far) for s in self.stages)
        kinds = tuple(stage.kind for stage in self.stages)
        return Table(f"van bruto naar netto: {self.of}", columns, tuple(rows), kinds=kinds)

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows for another program, with the key of every step."""
        return [
            {"sleutel": s.key, "stap": s.name, KIND: s.kind, "bedrag": s.amount, "dan": s.so_far}
            for s in self.stages
        ]


class _Builder:
    """Adds steps up."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.so_far = 0.0

    def step(self, key: str, name: str, amount: float) -> None:
        self.so_far += amount
        self.stages.append(Stage(key, name, amount, self.so_far))

    def total(self, key: str, name: str) -> None:
        self.stages.append(Stage(key, name, 0.0, self.so_far, "totaal"))


def gross_to_net(bc: "ValuedCases", programme: str | None = None, case: str | None = None) -> GrossToNet:
    """Of the whole base, of one programme by its id, or of one case by itself (M4, M14, M15).

    A case counts once, as in `explain`; in a base and a programme it counts for what it stands for (M15).
    """
    if programme is not None and case is not None:
        raise refusals.programme_and_case()
    told = _Told("alles samen", bc.weights, bc.floor_benefit, sum(bc.overhead.values()))
    if case is not None:
        mine = np.arange(bc.filed) == bc.place_of(case)
        told = _Told(f"casus {case}", mine.astype(np.float64))
    elif programme is not None:
        known = {denominator.name: denominator for denominator in bc.denominators}
        if programme not in known:
            raise refusals.no_programme(programme, known)
        mine = np.isin(np.arange(bc.filed), bc.members(known[programme]))
        extra = sum(bc.overheads.get(programme, {}).values())
        told = _Told(programme, bc.weights * mine, known[programme].floor, extra)
    return _built(told, bc.cases, bc.columns, bc.values.value, bc.settings.regime)


class _Told(NamedTuple):
    """Of which cases it is told, and what belongs to none of them."""

    of: str
    weights: Floats
    """What each case counts for."""
    floor: float = 0.0
    """The benefit of cases that were not filed."""
    overhead: float = 0.0
    """The cost beyond the cases."""


def _built(
    told: _Told, cases: Sequence[LoadedCase], columns: Columns, value: Floats, regime: Regime
) -> GrossToNet:
    found = _Builder()
    each = told.weights[columns.line_case] * columns.together
    care = columns.line_side != EFFORT
    time = time_steps(columns, regime)
    running = _gross(columns, time) * each * care
    with_us = columns.line_side == WITH
    found.step("without", WITHOUT_US, float(running[~with_us].sum()))
    found.step("with", WITH_US, float(running[with_us].sum()))
    found.total("gross", GROSS)
    factors = _factors(columns, cases, time)
    for factor in steps():
        after = running * factors[factor.key]
        found.step(factor.key, factor.name, float((after - running).sum()))
        running = after
    if told.floor:
        found.step("not_filed", NOT_FILED, told.floor)
    found.total("benefit", "baten")
    found.step("effort", "inzet", -float((value * each)[~care].sum()))
    if told.overhead:
        found.step("overhead", NO_CASE, -told.overhead)
    found.total("net", "saldo")
    return GrossToNet(told.of, tuple(found.stages))


def _gross(columns: Columns, time: TimeSteps) -> Floats:
    """Per line price × quantity × how long, with its sign: nothing uncertain, shared or discounted yet."""
    sign = np.where(columns.line_side == WITH, -1.0, 1.0)
    return np.asarray(sign * columns.line_quantity * columns.line_unit_price * time.duration)


def _factors(columns: Columns, cases: Sequence[LoadedCase], time: TimeSteps) -> dict[str, Floats]:
    """What every line is multiplied by, per factor; with the gross amount they make its value (M4)."""
    path = np.array([chance for loaded in cases for chance in _path_chances(loaded.case)])
    ones = np.ones(columns.lines)
    return {
        "path": path,
        "chance": np.divide(columns.line_chance, path, out=ones, where=path != 0.0),
        "realism": columns.line_realism,
        "attribution": columns.line_attribution,
        "kept": columns.line_kept,
        "joint": columns.line_joint,
        **columns.further_by_key,
        "horizon": time.horizon,
        "drop_off": time.drop_off,
        "discount": time.discount,
        "delay": time.delay,
        "beside": time.beside,
    }


def _path_chances(case: Case) -> list[float]:
    """The chance of the path of every line, in the order of the columns; 1 for effort."""
    return [1.0] * len(case.effort) + [path_chance(care.leading.pathway) for care in care_lines(case)]
