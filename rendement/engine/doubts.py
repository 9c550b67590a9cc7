"""What is uncertain of the lines that `walk` goes through, and by what name (M26).

With `columns` the border between documents and arithmetic: it fills what stands next to those.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from rendement.engine.columns import Columns
from rendement.engine.contained import Time
from rendement.engine.doubt_rows import (
    NONE,
    NOTHING,
    TYPES,
    EstimateRow,
    Factor,
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
from rendement.engine.uncertain import CHANCE, PATH, QUANTITY, Ends, Optimism, Uncertain, Who
from rendement.engine.walk import Help, Moment, path_chance, walk, weakest_grade
from rendement.model.case import CareLine, Case, Pathway
from rendement.model.estimate import Chance, Estimate, Evidence, Quantity
from rendement.model.factors import Factor as Described
from rendement.model.factors import roles, shares_of_change
from rendement.model.line_names import estimate_name
from rendement.model.price import PriceBook
from rendement.model.products import factors_of
from rendement.model.settings import Dependence, PriceSpreadSet, Settings
from rendement.model.shared_names import is_shared
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
        self.shares = [(factor, roles().index(factor.input.word)) for factor in shares_of_change()]
        self.of_lines = [pair for pair in self.shares if pair[0].input.of_line]
        self.words = roles()[QUANTITY + 1 :]
        self.led: dict[str, LineRow] = {}
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
        self.led.clear()
        walked = walk(case, self.book.prices)
        nothing: dict[str, Factor] = {word: [] for word in self.words}
        for effort in walked.effort:
            quantity = self._quantity(effort.name, effort.quantity)
            row = LineRow(self._in_order([], [], quantity, nothing), NONE, 1.0, 1.0)
            self._end_line(effort.name, row, effort.times)
        grade = case.evidence or Evidence.OWN
        of_case = {
            factor.input.word: self._entering(factor, role, factor.input.word, factor.of_case(case), grade)
            for factor, role in self.shares
        }
        paths: dict[str, tuple[Factor, Factor]] = {"": ([], [])}
        for each in walked.help:
            if each.own.target is not None:
                self._instead(each)
                continue
            path = each.own.path_name
            if path not in paths:
                paths[path] = self._path(case, each, path)
            self._help(case, each, paths[path], of_case)
        self._end_times()

    # ---- lines

    def _help(
        self, case: Case, each: Help, of_path: tuple[Factor, Factor], of_case: Mapping[str, Factor]
    ) -> None:
        """`of_path`: the chance of its path with a range, or as a guess."""
        name, line, forecast = each.own.name, each.own.line, each.forecast
        (path, guess), grade = of_path, each.grade(case)
        chance = [*guess, *self._own_chance(line, name, grade, forecast)]
        shares = of_case
        for factor, role in self.of_lines:
            said = factor.of_line(line)
            if said is not None:
                at = estimate_name(name, factor.input.word)
                shares = {**shares, factor.input.word: self._entering(factor, role, at, said, grade)}
        quantity = self._quantity(name, each.quantity)
        realism = self._realism(weakest_grade(case, line, forecast)) if forecast else NONE
        factors = self._in_order(path, chance, quantity, shares)
        own = line.chance.mean if line.chance else 1.0
        self.led[name] = row = LineRow(factors, realism, path_chance(each.own.pathway), own)
        self._end_line(name, row, each.times)

    def _instead(self, each: Help) -> None:
        """M29: the same rows, levels and event as the line it came instead of; only how much is its own."""
        leading = self.led[each.leads.name]
        self.case_named[-1] = True
        factors = list(leading.factors)
        factors[QUANTITY] = self._quantity(each.own.name, each.quantity)
        self._end_line(each.leads.name, leading._replace(factors=factors), each.times)

    def _in_order(
        self, path: Factor, chance: Factor, quantity: Factor, shares: Mapping[str, Factor]
    ) -> list[Factor]:
        """The estimates of every factor, in the order of `roles`."""
        return [path, chance, quantity, *(shares[word] for word in self.words)]

    def _path(self, case: Case, each: Help, name: str) -> tuple[Factor, Factor]:
        """The chance of a path with a range, or as a guess.

        With us it is outside the realism factor, as every chance of what stayed (M31b).
        """
        pathway = each.own.pathway
        assert pathway is not None
        if each.own.is_without:
            return self._path_chance(pathway, name), []
        assert pathway.chance is not None
        grade = pathway.evidence or case.evidence or Evidence.OWN
        chance = self._share(estimate_name(name, "kans"), pathway.chance, PATH, grade, -1)
        return ([], chance) if pathway.chance.is_point else (chance, [])

    def _quantity(self, name: str, quantity: Quantity | None) -> Factor:
        return [] if quantity is None else self._ranged(estimate_name(name, "aantal"), quantity, QUANTITY)

    def _own_chance(self, line: CareLine, name: str, grade: Evidence, pathway: Pathway | None) -> Factor:
        """The chance of a line: within a path its doubt is in ω (M10), of what stayed it is its own."""
        if line.chance is None:
            return []
        if pathway is None:
            return self._share(estimate_name(name, "kans"), line.chance, CHANCE, grade, -1)
        return self._ranged(estimate_name(name, "kans"), line.chance, CHANCE, 1.0)

    def _realism(self, grade: Evidence) -> int:
        return self.realism.setdefault(Who(grade.value, self.organisation), len(self.realism))

    def _end_line(self, name: str, line: LineRow, timing: Sequence[Moment]) -> None:
        points = [levels_of(estimate) for _, estimate in timing]
        if any(point is not None for point in points) or self.line in self.other_times:
            slots = [self._slot(estimate_name(name, field), estimate) for field, estimate in timing]
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
            return self._ranged(estimate_name(name, "kans"), pathway.chance, PATH, 1.0)
        assert pathway.deadweight is not None
        if pathway.deadweight.is_point:
            return []
        return self._rest(estimate_name(name, "kans"), pathway.deadweight, PATH)

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

    def _entering(
        self, factor: Described, role: int, name: str, estimate: Chance | None, grade: Evidence
    ) -> Factor:
        """What of a change is ours, or is left: an estimate as it is, or 1 minus it."""
        if estimate is None:
            return []
        if factor.leaves:
            return self._left(name, estimate, role, grade, factor.optimism)
        return self._share(name, estimate, role, grade, factor.optimism)

    def _share(self, name: str, estimate: Chance, kind: int, grade: Evidence, sign: int) -> Factor:
        """A share outside the realism factor: its range, or for a guess the spread of its grade (M31b).

        Who is too optimistic about us takes our share too high, and the chance of what stayed too low.
        """
        if not estimate.is_point:
            return self._ranged(name, estimate, kind, 1.0)
        return self._guess(
            name, estimate.mean, guess_of(estimate.mean, *self._grade(estimate, grade), sign), kind
        )

    def _left(self, name: str, estimate: Chance, kind: int, grade: Evidence, sign: int) -> Factor:
        """1 minus a share; who is too optimistic takes displacement too low."""
        if not estimate.is_point:
            return self._rest(name, estimate, kind)
        guess = guess_of(estimate.mean, *self._grade(estimate, grade), sign)
        rest = 1.0 - estimate.mean
        mine = guess and Guess(guess.grade, guess.key, -guess.spread * estimate.mean / rest)
        return self._guess(name, rest, mine, kind)

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
