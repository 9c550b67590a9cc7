"""What is uncertain in cases, prices and realism, next to `Columns`: the second look at the same documents.

An estimate that several lines use (the chance of a path, the attribution of a case) is one row, so one draw.
Every estimate works as a factor around 1 on the lines that use it; times take one of a few levels (M8).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns, path_chance, weakest_grade
from rendement.engine.draws import hash_of
from rendement.engine.laws import factor_law, law_of_estimate, law_of_grade, price_law
from rendement.engine.shapes import Key, Law, Shapes
from rendement.model.case import US, CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import (
    Chance,
    Distribution,
    Duration,
    Estimate,
    Evidence,
    Quantity,
    WeightedPoints,
)
from rendement.model.pooling import people_of
from rendement.model.price import PriceBook
from rendement.model.settings import PriceSpreadSet, Settings
from rendement.model.units import PER_YEAR

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

PATH, CHANCE, QUANTITY, ATTRIBUTION, KEPT = range(5)
"""The factors of a line that an estimate can make uncertain; `KEPT` is 1 minus displacement."""
FACTORS: Final = 5
START, DURATION, DELAY = range(5, 8)
FIELDS: Final = ("pad", "kans", "aantal", "toerekening", "verdringing", "vanaf", "duur", "uitstel")
"""What each of these is called in a case."""


@dataclass(frozen=True)
class Uncertain:
    """Structure of arrays: `est_*` per estimate, `line_*` per line, `timed_*` per line of uncertain time."""

    case_name: Hashes
    """Per case: the hash of its name, from which its draws follow."""
    case_named: Bools
    """Cases in which two estimates share a name, and so a draw: their moments do not simply multiply."""
    est_case: Ints
    est_slot: Hashes
    """The hash of the name of the estimate within its case."""
    est_mean: Floats
    est_low: Floats
    """The point that reality falls below in one of ten cases; `est_high` above."""
    est_high: Floats
    est_spread: Floats
    """Standard deviation over mean of the factor it makes."""
    est_shape: Ints
    est_kind: Ints
    est_line: Ints
    """The first line that uses it."""
    est_from_grade: Bools
    """True when the spread is that of the evidence grade: a point that is a guess (M8)."""
    line_estimates: Ints
    """Lines × `FACTORS`: the estimate of each factor, −1 for none."""
    line_realism: Ints
    """Index of the realism factor, −1 where none applies."""
    line_path_chance: Floats
    """Mean chance of the path of the line; 1 without a path."""
    line_own_chance: Floats
    """Mean chance of the line within its path; 1 where it has none."""
    line_event: Hashes
    """The hash of the name of the event that this line happens."""
    timed_line: Ints
    timed_slot: Hashes
    """Timed lines × 3: start, duration, delay."""
    timed_levels: Ints
    """Timed lines × 3: how many values each takes; 1 for a point."""
    level_first: Ints
    """Per timed line: where its levels begin in `level_chance`; one more at the end."""
    level_chance: Floats
    level_years: Floats
    shapes: Shapes
    price_laws: tuple[Law, ...]
    """Per price of the columns, relative to its mean."""
    realism_names: tuple[tuple[str, str], ...]
    """Evidence grade and organisation of every realism factor."""
    realism_laws: tuple[Law, ...]


def build_uncertain(
    cases: Iterable[Case], columns: Columns, book: PriceBook, settings: Settings, spreads: PriceSpreadSet
) -> Uncertain:
    """The uncertainty of the same cases, in the same order, as the columns were made of."""
    builder = _Builder(book, settings)
    for case in cases:
        builder.add(case)
    assert builder.line == columns.lines
    laws = (price_law(book.prices[key], settings.price_year, spreads) for key in columns.price_keys)
    return builder.uncertain(tuple(laws))


class _Estimate(NamedTuple):
    """One estimate before it becomes arrays; the fields are those of `Uncertain.est_*`."""

    case: int
    slot: int
    mean: float
    low: float
    high: float
    spread: float
    shape: int
    kind: int
    line: int
    from_grade: bool


_KINDS: Final = {"slot": np.uint64, "mean": np.float64, "low": np.float64, "high": np.float64}
_KINDS_TOO: Final = {"spread": np.float64, "from_grade": np.bool_}

_Field = tuple[str, Duration | Quantity | None]
_NONE: Final = -1


class _Builder:
    def __init__(self, book: PriceBook, settings: Settings) -> None:
        self.book = book
        self.factors = {grade: factor_law(settings, grade) for grade in Evidence}
        self.line = 0
        self.case_names: list[int] = []
        self.case_named: list[bool] = []
        self.names: set[str] = set()
        self.estimates: list[_Estimate] = []
        self.line_estimates: list[list[int]] = []
        self.line_realism: list[int] = []
        self.chances: list[tuple[float, float]] = []
        self.events: list[int] = []
        self.realism: dict[tuple[str, str], int] = {}
        self.timed: list[tuple[int, list[int], list[int]]] = []
        self.levels: list[tuple[float, float]] = []
        self.level_first: list[int] = [0]
        self.shapes: dict[Key, int] = {}

    def add(self, case: Case) -> None:
        number = len(self.case_names)
        self.case_names.append(hash_of(f"casus/{case.id}"))
        self.case_named.append(False)
        self.names.clear()
        for i, effort in enumerate(case.effort):
            self._effort(number, effort, f"i{i + 1}")
        grade = case.evidence or Evidence.OWN
        ours = self._share(number, "toerekening", case.attribution[US], ATTRIBUTION, grade)
        kept = self._displaced(number, "verdringing", case.displacement, grade)
        for p, pathway in enumerate(case.without):
            chance = self._path_chance(number, pathway, f"z{p + 1}")
            for i, line in enumerate(pathway.care):
                self._care(case, number, line, f"z{p + 1}.{i + 1}", (chance, ours, kept), pathway)
        for i, line in enumerate(case.with_us):
            self._care(case, number, line, f"m{i + 1}", (_NONE, ours, kept), None)

    # ---- lines

    def _effort(self, case: int, line: EffortLine, name: str) -> None:
        row = [_NONE] * FACTORS
        timing: list[_Field] = [("vanaf", line.start), ("duur", line.duration)]
        if line.quantity is not None and line.price is not None:
            if self._lasts(line.quantity, line.price, line.duration):
                timing[1] = ("aantal", line.quantity)
            else:
                row[QUANTITY] = self._ranged(case, f"{name}/aantal", line.quantity, QUANTITY)
        self.chances.append((1.0, 1.0))
        self._end_line(case, name, row, [*timing, ("uitstel", None)], _NONE)

    def _care(
        self,
        case: Case,
        number: int,
        line: CareLine,
        name: str,
        shared: tuple[int, int, int],
        pathway: Pathway | None,
    ) -> None:
        path, ours, kept = shared
        row = [path, _NONE, _NONE, ours, kept]
        grade = line.evidence or (pathway.evidence if pathway else None) or case.evidence or Evidence.OWN
        if line.chance is not None and pathway is None:
            row[CHANCE] = self._share(number, f"{name}/kans", line.chance, CHANCE, grade)
        elif line.chance is not None:
            row[CHANCE] = self._ranged(number, f"{name}/kans", line.chance, CHANCE, 1.0)
        if line.displacement is not None:
            row[KEPT] = self._displaced(number, f"{name}/verdringing", line.displacement, grade)
        timing: list[_Field]
        timing = [("vanaf", line.start), ("duur", line.duration), ("uitstel", line.delay)]
        if self._lasts(line.quantity, line.price, line.duration):
            timing[1] = ("aantal", line.quantity)
        else:
            row[QUANTITY] = self._ranged(number, f"{name}/aantal", line.quantity, QUANTITY)
        realism = self._realism(case, weakest_grade(case, line, pathway)) if pathway else _NONE
        self.chances.append((path_chance(pathway), line.chance.mean if line.chance else 1.0))
        self._end_line(number, name, row, timing, realism)

    def _lasts(self, quantity: Quantity, price: str, duration: Duration | None) -> bool:
        """True when a quantity of days says how long the line lasts."""
        return quantity.per is None and duration is None and self.book.prices[price].unit in PER_YEAR

    def _realism(self, case: Case, grade: Evidence) -> int:
        return self.realism.setdefault((grade.value, case.context.organisation), len(self.realism))

    def _end_line(
        self,
        case: int,
        name: str,
        row: list[int],
        timing: Sequence[_Field],
        realism: int,
    ) -> None:
        points = [_levels(estimate) for _, estimate in timing]
        if any(point is not None for point in points):
            slots = [self._slot(f"{name}/{field}", estimate) for field, estimate in timing]
            sizes = [1 if point is None else len(point.values) for point in points]
            self.timed.append((self.line, slots, sizes))
            for point in points:
                self.levels += (
                    [(1.0, math.nan)] if point is None else zip(point.weights, point.values, strict=True)
                )
            self.level_first.append(len(self.levels))
        self.line_estimates.append(row)
        self.line_realism.append(realism)
        self.events.append(hash_of(f"{name}/gebeurt"))
        self.line += 1

    # ---- estimates

    def _path_chance(self, case: int, pathway: Pathway, name: str) -> int:
        """The chance of a path; with a deadweight share, of what that leaves."""
        if pathway.chance is not None:
            return self._ranged(case, f"{name}/kans", pathway.chance, PATH, 1.0)
        assert pathway.deadweight is not None
        law = law_of_estimate(pathway.deadweight, 1.0)
        low, high = _typed(pathway.deadweight)
        slot = self._slot(f"{name}/kans", pathway.deadweight)
        return self._added(case, slot, law and law.mirrored(), (1 - high, 1 - low), PATH)

    def _ranged(self, case: int, name: str, estimate: Estimate, kind: int, ceiling: float = math.inf) -> int:
        """An estimate with a range; a point has none here (on the zonder side its doubt is in ω: M10)."""
        if estimate.is_point:
            return _NONE
        return self._added(
            case, self._slot(name, estimate), law_of_estimate(estimate, ceiling), _typed(estimate), kind
        )

    def _share(self, case: int, name: str, estimate: Chance, kind: int, grade: Evidence) -> int:
        """A share outside the realism factor: its range, or for a guess the spread of its grade (M8)."""
        law = law_of_estimate(estimate, 1.0)
        slot = self._slot(name, estimate)
        if law is not None:
            return self._added(case, slot, law, _typed(estimate), kind)
        law = law_of_grade(estimate.mean, self.factors[estimate.evidence or grade])
        return self._added(case, slot, law, (math.nan, math.nan), kind, True)

    def _displaced(self, case: int, name: str, estimate: Chance | None, grade: Evidence) -> int:
        if estimate is None:
            return _NONE
        law = law_of_estimate(estimate, 1.0)
        guess = law is None
        law = law or law_of_grade(estimate.mean, self.factors[estimate.evidence or grade])
        low, high = _typed(estimate)
        return self._added(
            case, self._slot(name, estimate), law and law.mirrored(), (1 - high, 1 - low), KEPT, guess
        )

    def _added(
        self,
        case: int,
        slot: int,
        law: Law | None,
        typed: tuple[float, float],
        kind: int,
        from_grade: bool = False,
    ) -> int:
        if law is None or not law.sd or not law.mean:
            return _NONE
        shape = self.shapes.setdefault(law.key, len(self.shapes))
        low, high = (law.quantile(0.1), law.quantile(0.9)) if math.isnan(typed[0]) else typed
        row = _Estimate(
            case, slot, law.mean, low, high, law.sd / law.mean, shape, kind, self.line, from_grade
        )
        self.estimates.append(row)
        return len(self.estimates) - 1

    def _slot(self, name: str, estimate: Estimate | None) -> int:
        """The name of an estimate within its case: its own, or where it stands."""
        if estimate is None or not estimate.name:
            return hash_of(name)
        self.case_named[-1] |= estimate.name in self.names
        self.names.add(estimate.name)
        return hash_of(f"naam/{estimate.name}")

    # ---- arrays

    def uncertain(self, price_laws: tuple[Law, ...]) -> Uncertain:
        kinds = _KINDS | _KINDS_TOO
        columns = list(zip(*self.estimates, strict=True)) or [()] * len(_Estimate._fields)
        arrays: dict[str, Any] = {
            f"est_{name}": np.array(column, kinds.get(name, np.int64))
            for name, column in zip(_Estimate._fields, columns, strict=True)
        }
        return Uncertain(
            case_name=np.array(self.case_names, dtype=np.uint64),
            case_named=np.array(self.case_named, dtype=np.bool_),
            line_estimates=np.array(self.line_estimates, dtype=np.int64).reshape(-1, FACTORS),
            line_realism=np.array(self.line_realism, dtype=np.int64),
            line_path_chance=np.array([pair[0] for pair in self.chances], dtype=np.float64),
            line_own_chance=np.array([pair[1] for pair in self.chances], dtype=np.float64),
            line_event=np.array(self.events, dtype=np.uint64),
            timed_line=np.array([row[0] for row in self.timed], dtype=np.int64),
            timed_slot=np.array([row[1] for row in self.timed], dtype=np.uint64).reshape(-1, 3),
            timed_levels=np.array([row[2] for row in self.timed], dtype=np.int64).reshape(-1, 3),
            level_first=np.array(self.level_first, dtype=np.int64),
            level_chance=np.array([level[0] for level in self.levels], dtype=np.float64),
            level_years=np.array([level[1] for level in self.levels], dtype=np.float64),
            shapes=Shapes(tuple(self.shapes)),
            price_laws=price_laws,
            realism_names=tuple(self.realism),
            realism_laws=tuple(self.factors[Evidence(grade)].relative for grade, _ in self.realism),
            **arrays,
        )


def _typed(estimate: Estimate) -> tuple[float, float]:
    """The one-in-ten points as they were written; nan where low and high are something else, or absent."""
    low, _, high = estimate.points
    plain = estimate.distribution is Distribution.PERT and not people_of(estimate)
    return (low, high) if plain and low is not None and high is not None else (math.nan, math.nan)


def _levels(estimate: Duration | Quantity | None) -> WeightedPoints | None:
    """The values an uncertain time takes; None for a point, or for nothing."""
    if estimate is None or estimate.is_point:
        return None
    return estimate.years if isinstance(estimate, Duration) else estimate.timing
