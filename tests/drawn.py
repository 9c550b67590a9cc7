"""The slow, obvious twin of the simulation: draw every name of a base, write its cases down, value them.

No numpy, no engine: `random` draws from the distributions of M8, each world is a set of cases of points, and
the twin of the method (`naive`) says what those are worth. What is drawn once per world:

* every name (M26): within its case, or for all cases when it is shared; what has no name, at its place;
* every price, for all cases (M9);
* the normals of shared optimism (M31): everybody's, each organisation's, and each grade's within one; once
  for realism factors, once for guessed shares.
"""

import math
import random
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate
from statistics import NormalDist
from typing import Any, NamedTuple

import naive_forms
from naive import Z10, NaiveCase, first_grade, followed, is_lasting, lasts_as_it_says, value_case

from rendement.model.amounts import Amount
from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Chance, Duration, Estimate, Quantity
from rendement.model.lines import Line, care_lines
from rendement.model.pooling import answers_of
from rendement.model.price import Price, PriceBook
from rendement.model.settings import Dependence, Factor, PriceSpreadSet, Settings
from rendement.model.shapes import Distribution, Points
from rendement.model.units import Measure

K = 1.97345
NORMAL = NormalDist()
FINE = 4_000
"""Strips under the density of a PERT."""
STRIPS = [NORMAL.inv_cdf((n + 0.5) / 200) for n in range(200)]
"""A standard normal in equally likely strips."""


class Given(NamedTuple):
    """What the same cases are valued with."""

    book: PriceBook
    settings: Settings
    spreads: PriceSpreadSet
    dependence: Dependence


def nets(cases: Sequence[Case], given: Given, worlds: int, seed: int) -> list[float]:
    """The net of all cases together in so many worlds."""
    dice = random.Random(seed)
    return [sum(nets_by_case(cases, given, World(given, dice))) for _ in range(worlds)]


def nets_by_case(cases: Sequence[Case], given: Given, world: "World") -> list[float]:
    """The net of every case in one world."""
    prices = {key: _priced(price, given, world.dice) for key, price in given.book.prices.items()}
    book = given.book.model_copy(update={"prices": prices})
    return [
        _net(case, value_case(world.written(case), book, world.settings_of(case)), given) for case in cases
    ]


def _net(case: Case, worth: NaiveCase, given: Given) -> float:
    """The net of one case in one world. Guesses that hang together leave what is expected as it is (M31)."""
    at = {line.name: line for line in care_lines(case)}
    total = 0.0
    for line in worth.lines:
        if line.side == "inzet":
            total -= float(line.value)
        else:
            total += float(line.value) / together(guesses_of(case, at[line.name], given.settings), given)
    return total


class World:
    """What is drawn once in one world, when it is first asked for."""

    def __init__(self, given: Given, dice: random.Random) -> None:
        self.given, self.dice = given, dice
        self.names: dict[tuple[str, str], float] = {}
        self.normals: dict[tuple[str, ...], float] = {}

    # ---- shared optimism, M31

    def normal(self, *name: str) -> float:
        """A standard normal that belongs to a name."""
        if name not in self.normals:
            self.normals[name] = self.dice.gauss(0, 1)
        return self.normals[name]

    def factor(self, family: str, grade: str, organisation: str) -> float:
        """ω of a grade in an organisation: F⁻¹(Φ(√γ·Z + √β·Z_o + √(1−γ−β)·ε))."""
        common, organised = self.given.dependence.common, self.given.dependence.organisation
        together = (
            math.sqrt(common) * self.normal(family)
            + math.sqrt(organised) * self.normal(family, organisation)
            + math.sqrt(max(0.0, 1 - common - organised)) * self.normal(family, organisation, grade)
        )
        return value_below(_factor(self.given.settings, grade), NORMAL.cdf(together))

    def settings_of(self, case: Case) -> Settings:
        """The settings with the realism factors of the organisation of this case."""
        settings, organisation = self.given.settings, case.context.organisation
        factors = {
            grade: Factor.model_construct(likely=self.factor("optimisme", grade.value, organisation))
            for grade in settings.realism.factors
        }
        realism = settings.realism.model_copy(update={"factors": factors})
        return settings.model_copy(update={"realism": realism})

    def share(self, at: str, estimate: Chance, case: Case, grade: str, sign: int) -> Chance:
        """A share outside ω: a range is drawn; a guess moves with the optimism of its grade (M31b).

        `sign`: 1 where optimism takes it too high, −1 where too low.
        """
        guess = guess_of(estimate, grade, sign, self.given.settings)
        if guess is None:
            return self.chance(at, estimate, case)
        factor = self.factor("optimisme-aandelen", grade, case.context.organisation)
        return _chance(guess.at(factor / mean_of(_factor(self.given.settings, grade))), estimate)

    # ---- names, of M26

    def once(self, at: str, estimate: Estimate, case: Case, draw: Any) -> float:
        """The draw of a name, made when it is first met."""
        name = estimate.name
        scope = "" if name and name.startswith("=") else case.id
        key = (scope, f"naam {name}" if name else at)
        if key not in self.names:
            self.names[key] = draw(self.dice.choice(answers_of(estimate)))
        return self.names[key]

    def chance(self, at: str, estimate: Chance, case: Case) -> Chance:
        """A chance or share as a point."""
        return _chance(self.product(at, estimate, case, 1.0), estimate)

    def product(self, at: str, estimate: Chance | Quantity, case: Case, ceiling: float) -> float:
        """A draw; of a product one for every factor, under the name of that factor (M30)."""
        factors: Sequence[Chance | Quantity] = estimate.factors or ()
        if not factors:
            return self.once(at, estimate, case, lambda one: drawn(one, self.dice, ceiling))
        tops = [1.0 if isinstance(factor, Chance) else 1e12 for factor in factors]
        parts = zip(factors, tops, strict=True)
        return math.prod(self.product(f"{at}/{n}", one, case, top) for n, (one, top) in enumerate(parts))

    def quantity(self, at: str, estimate: Quantity, case: Case) -> Quantity:
        """How much, as a point."""
        value = self.product(at, estimate, case, 1e12)
        found: Quantity = _like(Quantity, estimate, value)
        return found

    def time(self, at: str, estimate: Duration | Quantity, case: Case) -> Any:
        """A time as one of its points (M8)."""
        kind = Duration if isinstance(estimate, Duration) else Quantity
        return _like(kind, estimate, self.once(at, estimate, case, self._point))

    def _point(self, estimate: Estimate) -> float:
        low, likely, high = estimate.points
        assert likely is not None
        if low is None or high is None:
            return likely
        edge = (K if estimate.distribution.value == "pert" else 1.0) / 6
        return self.dice.choices([low, likely, high], [edge, 1 - 2 * edge, edge])[0]

    # ---- cases

    def written(self, case: Case) -> Case:
        """The case as it is in this world: points only."""
        ours = case.attribution["wij"]
        drawn_share = self.share("toerekening", ours, case, first_grade(ours, case), 1)
        update: dict[str, Any] = {
            "effort": tuple(self._line(f"i{n}", line, case) for n, line in enumerate(case.effort)),
            "without": tuple(self._path(f"z{n}", path, case) for n, path in enumerate(case.without)),
            "with_us": tuple(self._with_us(f"m{n}", part, case) for n, part in enumerate(case.with_us)),
            "attribution": {**case.attribution, "wij": drawn_share},
        }
        if case.displacement is not None:
            grade = first_grade(case.displacement, case)
            update["displacement"] = self.share("verdringing", case.displacement, case, grade, -1)
        return case.model_copy(update=update)

    def _with_us(self, at: str, part: CareLine | Pathway, case: Case) -> CareLine | Pathway:
        """Help that was used with us, or a path of it: how sure that is stands outside ω."""
        if isinstance(part, CareLine):
            return self._stayed(at, part, None, case)
        assert part.chance is not None
        grade = first_grade(part.chance, part, case)
        chance = self.share(f"{at}/pad", part.chance, case, grade, -1)
        care = tuple(self._stayed(f"{at}.{n}", line, part, case) for n, line in enumerate(part.care))
        return part.model_copy(update={"chance": chance, "care": care})

    def _path(self, at: str, path: Pathway, case: Case) -> Pathway:
        field = "chance" if path.chance else "deadweight"
        care = tuple(self._care(f"{at}.{n}", line, path, case) for n, line in enumerate(path.care))
        chance = self.chance(f"{at}/pad", getattr(path, field), case)
        return path.model_copy(update={field: chance, "care": care})

    def _care(self, at: str, line: CareLine, path: Pathway | None, case: Case) -> CareLine:
        owners = (line, path, case) if path else (line, case)
        update: dict[str, Any] = {}
        if line.displacement is not None:
            grade = first_grade(line.displacement, *owners)
            update["displacement"] = self.share(f"{at}/verdringing", line.displacement, case, grade, -1)
        if line.chance is not None and at.startswith("z"):
            update["chance"] = self.chance(f"{at}/kans", line.chance, case)
        written: CareLine = self._line(at, line, case).model_copy(update=update)
        return written

    def _stayed(self, at: str, line: CareLine, path: Pathway | None, case: Case) -> CareLine:
        """A line by itself, or of a path with us: its chance is a guess as well."""
        written = self._care(at, line, path, case)
        if line.chance is None:
            return written
        grade = first_grade(line.chance, *((line, path, case) if path else (line, case)))
        return written.model_copy(update={"chance": self.share(f"{at}/kans", line.chance, case, grade, -1)})

    def _line(self, at: str, line: Any, case: Case) -> Any:
        assert isinstance(line, CareLine | EffortLine)
        price = self.given.book.prices[line.price] if line.price else None
        update: dict[str, Any] = {}
        if line.quantity is not None:
            is_time = lasts_as_it_says(line, price)
            update["quantity"] = (self.time if is_time else self.quantity)(
                f"{at}/aantal", line.quantity, case
            )
        for name in ("start", "duration", "delay"):
            estimate = getattr(line, name, None)
            if estimate is not None and not is_lasting(estimate):
                update[name] = self.time(f"{at}/{name}", estimate, case)
        return line.model_copy(update=update)


# ---------------------------------------------------------------- guesses, of M31b


class Guess(NamedTuple):
    """A guessed share, the grade it leans on, and how much of the spread of that grade it can have."""

    value: float
    grade: str
    moves: float
    rest: bool = False
    """What counts is 1 minus it."""

    def at(self, factor: float) -> float:
        """The share when the factor of its grade is so many times its mean."""
        return self.value * (1 + self.moves * (factor - 1))

    def over_mean(self, factor: float) -> float:
        """What it counts for, over what is expected."""
        return (1 - self.at(factor)) / (1 - self.value) if self.rest else self.at(factor) / self.value


def guess_of(estimate: Chance, grade: str, sign: int, settings: Settings) -> Guess | None:
    """A point that nobody counted; its spread is that of its grade, within 0 and 100 % both ways (M8)."""
    factor, value = _factor(settings, grade), estimate.likely
    if len(answers_of(estimate)) > 1 or not estimate.is_point or factor.is_point:
        return None
    if value is None or not 0 < value < 1:
        return None
    down, up = sorted(sign * (end / mean_of(factor) - 1) for end in ends(factor))
    return Guess(value, grade, sign * min(1.0, (1 / value - 1) / up, 1 / -down))


def guesses_of(case: Case, at: Line, settings: Settings) -> list[Guess]:
    """The guesses that one line is made of: our share, displacement, and the chance of what stayed.

    Help in the place of other help has the factors of that (M29).
    """
    with_us, line, path = at.name.startswith("m"), at.line, at.pathway
    if line.instead_of is not None:
        with_us, (line, path) = False, followed(line, case)
    ours, owners = case.attribution["wij"], (line, path, case) if path else (line, case)
    found = [guess_of(ours, first_grade(ours, case), 1, settings)]
    if line.displacement is not None:
        grade = first_grade(line.displacement, *owners)
        found.append(_rest(guess_of(line.displacement, grade, -1, settings)))
    elif case.displacement is not None:
        grade = first_grade(case.displacement, case)
        found.append(_rest(guess_of(case.displacement, grade, -1, settings)))
    if with_us and path is not None and path.chance is not None:
        found.append(guess_of(path.chance, first_grade(path.chance, path, case), -1, settings))
    if with_us and line.chance is not None:
        found.append(guess_of(line.chance, first_grade(line.chance, *owners), -1, settings))
    return [guess for guess in found if guess is not None]


def _rest(guess: Guess | None) -> Guess | None:
    return guess and guess._replace(rest=True)


def together(guesses: Sequence[Guess], given: Given) -> float:
    """E[product of the guesses of one line] over the product of what each is expected to be.

    Guesses of one organisation share √(γ+β) of a normal; the rest is of their grade. Every normal in strips.
    """
    spans = {g.grade: _Span.of(_factor(given.settings, g.grade)) for g in guesses}
    dependence = given.dependence
    return _together(
        tuple(sorted(guesses)), tuple(spans.items()), dependence.common + dependence.organisation
    )


class _Span(NamedTuple):
    """A factor as something that can be remembered by."""

    points: Points
    shape: Distribution

    @classmethod
    def of(cls, factor: Factor) -> "_Span":
        return cls(factor.points, factor.distribution)

    def over_mean(self) -> list[float]:
        """The factor over its mean, at standard normal values from −8 to 8."""
        low, likely, high = self.points
        factor = Factor.model_construct(low=low, likely=likely, high=high, distribution=self.shape)
        return [value_below(factor, NORMAL.cdf(n / 100)) / mean_of(factor) for n in range(-800, 801)]


@cache
def _together(guesses: tuple[Guess, ...], spans: tuple[tuple[str, _Span], ...], shared: float) -> float:
    if len(guesses) < 2:
        return 1.0
    factors = {grade: span.over_mean() for grade, span in spans}
    total = 0.0
    for common in STRIPS:
        product = 1.0
        for grade, values in factors.items():
            mine = [guess for guess in guesses if guess.grade == grade]
            at = (math.sqrt(shared) * common + math.sqrt(max(0.0, 1 - shared)) * own for own in STRIPS)
            over = (values[round(100 * normal) + 800] for normal in at)
            product *= math.fsum(math.prod(g.over_mean(o) for g in mine) for o in over) / len(STRIPS)
        total += product
    return total / len(STRIPS)


# ---------------------------------------------------------------- points


def _chance(value: float, estimate: Estimate) -> Chance:
    return Chance.model_construct(likely=value, evidence=estimate.evidence)


def _like(kind: Any, estimate: Duration | Quantity, value: float) -> Any:
    measure = Measure(value, estimate.unit, estimate.per)
    return kind.model_construct(likely=measure, evidence=estimate.evidence)


# ---------------------------------------------------------------- distributions of M8


def ends(estimate: Estimate, ceiling: float = math.inf) -> tuple[float, float]:
    """The least and the most that a range can be."""
    low, likely, high = estimate.points
    assert low is not None
    assert high is not None
    if estimate.distribution.value in ("uniform", "driehoek"):
        return low, high
    if estimate.distribution.value == "lognormaal":
        return 0.0, math.inf
    assert likely is not None
    reach = K if estimate.distribution.value == "pert" else 1.0
    return max(0.0, likely - reach * (likely - low)), min(ceiling, likely + reach * (high - likely))


def mean_of(estimate: Estimate) -> float:
    """The mean of a range."""
    low, likely, high = estimate.points
    assert low is not None
    assert high is not None
    if estimate.distribution.value == "lognormaal":
        return math.sqrt(low * high) * math.exp(_log_spread(low, high) ** 2 / 2)
    bottom, top = ends(estimate)
    if estimate.distribution.value == "uniform":
        return (bottom + top) / 2
    assert likely is not None
    weight = 1 if estimate.distribution.value == "driehoek" else 4
    return (bottom + weight * likely + top) / (weight + 2)


def drawn(estimate: Estimate, dice: random.Random, ceiling: float) -> float:
    """One draw of an estimate in its form and shape; a point is itself."""
    if isinstance(estimate, Chance | Quantity) and naive_forms.has_form(estimate):
        return _of_form(estimate, dice)
    low, likely, high = estimate.points
    if low is None or high is None:
        assert likely is not None
        return likely
    shape = estimate.distribution.value
    if shape == "uniform":
        return dice.uniform(low, high)
    if shape == "lognormaal":
        return math.sqrt(low * high) * math.exp(_log_spread(low, high) * dice.gauss(0, 1))
    assert likely is not None
    if shape == "driehoek":
        return dice.triangular(low, high, likely)
    bottom, top = ends(estimate, ceiling)
    part = (likely - bottom) / (top - bottom)
    return bottom + (top - bottom) * dice.betavariate(1 + 4 * part, 5 - 4 * part)


def _of_form(estimate: Chance | Quantity, dice: random.Random) -> float:
    """One draw of a form of M40."""
    counted = naive_forms.count(estimate)
    if counted is not None:
        x, n = counted.hits, counted.of
        half = 0.5 if x in (0, n) else 0.0
        return dice.betavariate(x + half, n - x + half)
    if estimate.least is not None:
        least, likely, most = (naive_forms.need(estimate, field) for field in ("least", "likely", "most"))
        part = (likely - least) / (most - least)
        return least + (most - least) * dice.betavariate(1 + 4 * part, 5 - 4 * part)
    if isinstance(estimate, Chance):
        mean, sd = naive_forms.mean(estimate), naive_forms.sd(estimate)
        both = mean * (1 - mean) / sd**2 - 1
        return dice.betavariate(mean * both, (1 - mean) * both)
    middle, spread = naive_forms.lognormal(estimate)
    return math.exp(middle + spread * dice.gauss(0, 1))


def value_below(estimate: Estimate, chance: float) -> float:
    """F⁻¹: the value that this part of reality stays below; a point is itself."""
    low, likely, high = estimate.points
    if low is None or high is None:
        assert likely is not None
        return likely
    shape = estimate.distribution.value
    if shape == "uniform":
        return low + chance * (high - low)
    if shape == "lognormaal":
        return math.sqrt(low * high) * math.exp(_log_spread(low, high) * NORMAL.inv_cdf(chance))
    assert likely is not None
    if shape == "driehoek":
        turn = (likely - low) / (high - low)
        if chance < turn:
            return low + math.sqrt(chance * (high - low) * (likely - low))
        return high - math.sqrt((1 - chance) * (high - low) * (high - likely))
    bottom, top = ends(estimate)
    below = _beta_below((likely - bottom) / (top - bottom))
    strip = min(max(bisect_left(below, chance), 1), FINE)
    left, right = below[strip - 1], below[strip]
    inside = (chance - left) / (right - left) if right > left else 0.5
    return bottom + (top - bottom) * (strip - 1 + inside) / FINE


@cache
def _beta_below(part: float) -> list[float]:
    """The chance that Beta(1 + 4·part, 5 − 4·part) lies below 0, 1/FINE, 2/FINE … 1: strips added up."""
    middles = ((n + 0.5) / FINE for n in range(FINE))
    strips = [x ** (4 * part) * (1 - x) ** (4 - 4 * part) for x in middles]
    whole = math.fsum(strips)
    return [0.0, *(below / whole for below in accumulate(strips))]


def _log_spread(low: float, high: float) -> float:
    return math.log(high / low) / (2 * float(Z10))


def _factor(settings: Settings, grade: str) -> Factor:
    return next(factor for name, factor in settings.realism.factors.items() if name.value == grade)


def _priced(price: Price, given: Given, dice: random.Random) -> Price:
    value = price.value_for(given.settings.price_year)
    amount = value.amount
    assert amount is not None
    if amount.is_point:
        spread = float((1 + Decimal(given.spreads.spreads[value.grade])).ln() / Z10)
        now = amount.mean * math.exp(spread * dice.gauss(0, 1) - spread * spread / 2)
    else:
        now = drawn(amount, dice, 1e12)
    point = Amount.model_construct(likely=Decimal(now))
    return price.model_copy(update={"values": (value.model_copy(update={"amount": point}),)})
