"""The second look at the documents: which estimates are uncertain, and by what name (M26).

With `columns` the border between documents and arithmetic.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from rendement.engine.columns import Columns, is_length, path_chance, weakest_grade
from rendement.engine.contained import Time
from rendement.engine.doubt_rows import (
    NONE,
    NOTHING,
    TYPES,
    EstimateRow,
    Factor,
    Field,
    Leading,
    LineRow,
    Name,
    TimedRow,
    TimeRow,
    Used,
    ends_of,
    levels_of,
    line_arrays,
    timed_arrays,
)
from rendement.engine.draws import hash_of
from rendement.engine.laws import Guess, factor_law, guess_of, law_of_estimate, price_ends, price_law
from rendement.engine.optimism import GUESSES, REALISM, Family
from rendement.engine.shapes import Key, Law, Shapes
from rendement.engine.uncertain import (
    ATTRIBUTION,
    CHANCE,
    KEPT,
    PATH,
    QUANTITY,
    Ends,
    Optimism,
    Uncertain,
    Who,
)
from rendement.model.case import US, CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Chance, Estimate, Evidence
from rendement.model.lines import care_lines
from rendement.model.names import is_shared
from rendement.model.price import PriceBook
from rendement.model.products import factors_of
from rendement.model.settings import Dependence, PriceSpreadSet, Settings
from rendement.words.names import normal


class Assumed(NamedTuple):
    """The named sets that uncertainty is worked out with, beside those of the settings."""

    spreads: PriceSpreadSet
    dependence: Dependence
    dependence_name: str


def build_uncertain(
    cases: Iterable[Case], columns: Columns, book: PriceBook, settings: Settings, assumed: Assumed
) -> Uncertain:
    """The uncertainty of the same cases, in the same order, as the columns were made of."""
    builder = _Builder(book, settings, columns.other_times)
    for case in cases:
        builder.add(case)
    assert builder.line == columns.lines
    prices, year = [book.prices[key] for key in columns.price_keys], settings.price_year
    laws = tuple(price_law(price, year, assumed.spreads) for price in prices)
    ends = tuple(price_ends(price, year, law) for price, law in zip(prices, laws, strict=True))
    return builder.uncertain(laws, ends, _optimism(builder.factors, assumed))


def _optimism(factors: dict[Evidence, Law], assumed: Assumed) -> Optimism:
    """Both families of M31: the same shapes and the same γ and β, drawn apart."""
    shapes = {grade.value: law.key for grade, law in factors.items()}
    common, organisation = assumed.dependence.common, assumed.dependence.organisation
    realism, guesses = (Family(name, shapes, common, organisation) for name in (REALISM, GUESSES))
    return Optimism(realism, guesses, assumed.dependence_name)


class _Builder:
    def __init__(
        self, book: PriceBook, settings: Settings, other_times: Mapping[int, tuple[Time, ...]]
    ) -> None:
        self.book = book
        self.other_times = other_times
        self.factors = {grade: factor_law(settings, grade) for grade in Evidence}
        self.case_names: list[int] = []
        self.case_named: list[bool] = []
        self.organisation = ""
        self.names: set[str] = set()
        self.leading: dict[str, Leading | None] = {}
        self.rows: dict[str, int] = {}
        self.estimates: list[EstimateRow] = []
        self.lines: list[LineRow] = []
        self.events: list[int] = []
        self.realism: dict[Who, int] = {}
        self.guesses: dict[Who, int] = {}
        self.timed: list[TimedRow] = []
        self.times: dict[int, list[TimeRow]] = {}
        self.shapes: dict[Key, int] = {}

    @property
    def line(self) -> int:
        return len(self.lines)

    def add(self, case: Case) -> None:
        self.case_names.append(hash_of(f"casus/{case.id}"))
        self.case_named.append(False)
        self.organisation = normal(case.context.organisation)
        self.names.clear()
        self.rows.clear()
        self.times.clear()
        for i, effort in enumerate(case.effort):
            self._effort(effort, f"i{i + 1}")
        self.leading = {care.target.name: None for care in care_lines(case) if care.target}
        grade = case.evidence or Evidence.OWN
        ours = self._share("toerekening", case.attribution[US], ATTRIBUTION, grade)
        kept = self._displaced("verdringing", case.displacement, grade)
        for p, pathway in enumerate(case.without):
            chance = self._path_chance(pathway, f"z{p + 1}")
            for i, line in enumerate(pathway.care):
                self._care(case, line, f"z{p + 1}.{i + 1}", (chance, [], ours, kept), pathway)
        for i, part in enumerate(case.with_us):
            if isinstance(part, Pathway):
                self._path_with_us(case, part, f"m{i + 1}", (ours, kept))
            elif part.instead_of is None:
                self._care(case, part, f"m{i + 1}", ([], [], ours, kept), None)
            else:
                self._instead(part, f"m{i + 1}", part.instead_of)
        self._end_times()

    # ---- lines

    def _effort(self, line: EffortLine, name: str) -> None:
        timing: list[Field] = [("vanaf", line.start), ("duur", line.duration)]
        quantity: Factor = []
        if line.quantity is not None and line.price is not None:
            if is_length(line.quantity, self.book.prices[line.price], line.duration):
                timing[1] = ("aantal", line.quantity)
            else:
                quantity = self._ranged(f"{name}/aantal", line.quantity, QUANTITY)
        self._end_line(
            name, LineRow([[], [], quantity, [], []], NONE, 1.0, 1.0), [*timing, ("uitstel", None)]
        )

    def _care(
        self,
        case: Case,
        line: CareLine,
        name: str,
        shared: tuple[Factor, Factor, Factor, Factor],
        pathway: Pathway | None,
        with_us: bool = False,
    ) -> None:
        """`shared`: the chance of its path with a range, or as a guess; our share; what is not displaced."""
        path, guess, ours, kept = shared
        forecast = None if with_us else pathway
        grade = line.evidence or (pathway.evidence if pathway else None) or case.evidence or Evidence.OWN
        chance = [*guess, *self._own_chance(line, name, grade, forecast)]
        if line.displacement is not None:
            kept = self._displaced(f"{name}/verdringing", line.displacement, grade)
        timing: list[Field] = [("vanaf", line.start), ("duur", line.duration), ("uitstel", line.delay)]
        quantity: Factor = []
        if line.quantity is not None and line.price is not None:
            if is_length(line.quantity, self.book.prices[line.price], line.duration):
                timing[1] = ("aantal", line.quantity)
            else:
                quantity = self._ranged(f"{name}/aantal", line.quantity, QUANTITY)
        realism = self._realism(weakest_grade(case, line, forecast)) if forecast else NONE
        own = line.chance.mean if line.chance else 1.0
        row = LineRow([path, chance, quantity, ours, kept], realism, path_chance(pathway), own)
        if name in self.leading:
            self.leading[name] = Leading(row, timing)
        self._end_line(name, row, timing)

    def _path_with_us(self, case: Case, pathway: Pathway, name: str, shared: tuple[Factor, Factor]) -> None:
        """A path of what stayed: its chance is outside the realism factor, as every chance with us (M31b)."""
        assert pathway.chance is not None
        grade = pathway.evidence or case.evidence or Evidence.OWN
        chance = self._share(f"{name}/kans", pathway.chance, PATH, grade)
        both = ([], chance) if pathway.chance.is_point else (chance, [])
        for i, line in enumerate(pathway.care):
            self._care(case, line, f"{name}.{i + 1}", (*both, *shared), pathway, with_us=True)

    def _instead(self, line: CareLine, name: str, target: str) -> None:
        """M29: the same rows, levels and event as the line it came instead of; only how much is its own."""
        leading = self.leading[target]
        assert leading is not None
        assert line.quantity is not None
        quantity = self._ranged(f"{name}/aantal", line.quantity, QUANTITY)
        path, chance, _, ours, kept = leading.line.factors
        self.case_named[-1] = True
        row = leading.line._replace(factors=[path, chance, quantity, ours, kept])
        self._end_line(target, row, leading.timing)

    def _own_chance(self, line: CareLine, name: str, grade: Evidence, pathway: Pathway | None) -> Factor:
        """The chance of a line: within a path its doubt is in ω (M10), of what stayed it is its own."""
        if line.chance is None:
            return []
        if pathway is None:
            return self._share(f"{name}/kans", line.chance, CHANCE, grade)
        return self._ranged(f"{name}/kans", line.chance, CHANCE, 1.0)

    def _realism(self, grade: Evidence) -> int:
        return self.realism.setdefault(Who(grade.value, self.organisation), len(self.realism))

    def _end_line(self, name: str, line: LineRow, timing: Sequence[Field]) -> None:
        points = [levels_of(estimate) for _, estimate in timing]
        if any(point is not None for point in points) or self.line in self.other_times:
            slots = [self._slot(f"{name}/{field}", estimate) for field, estimate in timing]
            shared = [is_shared(estimate.name if estimate else None) for _, estimate in timing]
            self.times[self.line] = list(map(TimeRow, slots, shared, points))
        self.events.append(hash_of(f"{name}/gebeurt"))
        self.lines.append(line)

    def _end_times(self) -> None:
        """The lines of uncertain time of a case; one inside other help has those times as well (M42)."""
        for line, own in self.times.items():
            others = self.other_times.get(line, ())
            self.case_named[-1] |= bool(others)
            self.timed.append(TimedRow(line, own + [self.times[t.line][t.place] for t in others]))

    # ---- estimates

    def _path_chance(self, pathway: Pathway, name: str) -> Factor:
        """The chance of a path; with a deadweight share, of what that leaves."""
        if pathway.chance is not None:
            return self._ranged(f"{name}/kans", pathway.chance, PATH, 1.0)
        assert pathway.deadweight is not None
        if pathway.deadweight.is_point:
            return []
        return self._rest(f"{name}/kans", pathway.deadweight, PATH)

    def _ranged(self, name: str, estimate: Estimate, kind: int, ceiling: float = math.inf) -> Factor:
        """An estimate with a range; a point has none here (on the zonder side its doubt is in ω: M10)."""
        if estimate.is_point:
            return []
        if len(factors_of(estimate)) > 1:
            return self._product(name, estimate, kind)
        return self._row(name, estimate, law_of_estimate(estimate, ceiling), kind)

    def _product(self, name: str, estimate: Estimate, kind: int) -> Factor:
        """Every factor of a product is a name of its own (M30)."""
        found: Factor = []
        for number, factor in enumerate(factors_of(estimate), 1):
            law = law_of_estimate(factor, 1.0 if isinstance(factor, Chance) else math.inf)
            found += self._row(f"{name}/{number}", factor, law, kind, number=number)
        return found

    def _share(self, name: str, estimate: Chance, kind: int, grade: Evidence) -> Factor:
        """A share outside the realism factor: its range, or for a guess the spread of its grade (M31b).

        Who is too optimistic about us takes our share too high, and the chance of what stayed too low.
        """
        if not estimate.is_point:
            return self._ranged(name, estimate, kind, 1.0)
        sign = 1 if kind == ATTRIBUTION else -1
        guess = guess_of(estimate.mean, *self._grade(estimate, grade), sign)
        return self._guess(name, estimate.mean, guess, kind)

    def _displaced(self, name: str, estimate: Chance | None, grade: Evidence) -> Factor:
        """1 − δ: what displacement leaves; who is too optimistic takes displacement too low."""
        if estimate is None:
            return []
        if not estimate.is_point:
            return self._rest(name, estimate, KEPT)
        guess = guess_of(estimate.mean, *self._grade(estimate, grade), -1)
        rest = 1.0 - estimate.mean
        mine = guess and Guess(guess.grade, guess.key, -guess.spread * estimate.mean / rest)
        return self._guess(name, rest, mine, KEPT)

    def _grade(self, estimate: Estimate, grade: Evidence) -> tuple[str, Law]:
        said = estimate.evidence or grade
        return said.value, self.factors[said]

    def _rest(self, name: str, estimate: Chance, kind: int) -> Factor:
        """1 minus an estimate with a range: under a name that name the other way, else a law of its own."""
        law = law_of_estimate(estimate, 1.0)
        assert law is not None
        if not estimate.name:
            return self._row(name, estimate, law.mirrored(), kind, mirrored=True)
        (used,) = self._row(name, estimate, law, kind) or [NOTHING]
        rest = 1.0 - law.mean
        return [used._replace(spread=-law.sd / rest)] if used.spread and rest else []

    def _guess(self, name: str, mean: float, guess: Guess | None, kind: int) -> Factor:
        """A point that is a guess: drawn with all guesses of its grade and organisation (M31b)."""
        if guess is None or not mean:
            return []
        number = self.guesses.setdefault(Who(guess.grade, self.organisation), len(self.guesses))
        law = Law(mean, mean * abs(guess.spread), guess.key if guess.spread > 0 else ("mirror", *guess.key))
        ends = (law.quantile(0.1), law.quantile(0.9))
        place = self._added(Name(hash_of(name)), number, law, ends, kind)
        return [Used(place, guess.spread)]

    def _row(
        self,
        name: str,
        estimate: Estimate,
        law: Law | None,
        kind: int,
        *,
        mirrored: bool = False,
        number: int = 0,
    ) -> Factor:
        """The row of an estimate with a range; a name that was met before keeps its row (M26)."""
        if law is None or not law.sd or not law.mean:
            return []
        slot = self._slot(name, estimate)
        if estimate.name in self.rows:
            place = self.rows[estimate.name]
        else:
            ends = ends_of(estimate, law, mirrored)
            place = self._added(Name(slot, is_shared(estimate.name), number), NONE, law, ends, kind)
            if estimate.name:
                self.rows[estimate.name] = place
        return [Used(place, law.sd / law.mean)]

    def _added(self, name: Name, guess: int, law: Law, ends: tuple[float, float], kind: int) -> int:
        shape = self.shapes.setdefault(law.key, len(self.shapes))
        case, spread = len(self.case_names) - 1, law.sd / law.mean
        row = EstimateRow(case, *name, guess, law.mean, *ends, spread, shape, kind, self.line)
        self.estimates.append(row)
        return len(self.estimates) - 1

    def _slot(self, name: str, estimate: Estimate | None) -> int:
        """The name of an estimate within its case: its own, or where it stands."""
        if estimate is None or not estimate.name:
            return hash_of(name)
        self.case_named[-1] |= estimate.name in self.names or is_shared(estimate.name)
        self.names.add(estimate.name)
        return hash_of(f"naam/{estimate.name}")

    # ---- arrays

    def uncertain(self, price_laws: tuple[Law, ...], ends: tuple[Ends, ...], optimism: Optimism) -> Uncertain:
        columns = list(zip(*self.estimates, strict=True)) or [()] * len(EstimateRow._fields)
        arrays: dict[str, Any] = {
            f"est_{name}": np.array(column, TYPES.get(name, np.int64))
            for name, column in zip(EstimateRow._fields, columns, strict=True)
        }
        return Uncertain(
            case_name=np.array(self.case_names, dtype=np.uint64),
            case_named=np.array(self.case_named, dtype=np.bool_),
            line_event=np.array(self.events, dtype=np.uint64),
            shapes=Shapes(tuple(self.shapes)),
            price_laws=price_laws,
            price_ends=ends,
            realism_names=tuple(self.realism),
            realism_laws=tuple(self.factors[Evidence(who.grade)].relative for who in self.realism),
            guess_names=tuple(self.guesses),
            optimism=optimism,
            **arrays,
            **line_arrays(self.lines),
            **timed_arrays(self.timed),
        )
