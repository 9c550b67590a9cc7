"""The slow, obvious twin of the simulation: draw every estimate of a document, write the case down, value it.

No tables, no numpy, no engine: `random` draws from the distributions of M8, each world is a case of points,
and the twin of the method (`naive`) says what that case is worth.
Realism and prices are drawn once per world (M9), and so is every name of an estimate: within its case, and
that of a shared estimate (`=programme/name`) for all cases together (M26).
"""

import math
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from naive import Z10, value_case

from rendement.model.amounts import Amount
from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Chance, Duration, Estimate, Quantity
from rendement.model.price import Price, PriceBook
from rendement.model.settings import Factor, PriceSpreadSet, Settings
from rendement.model.units import PER_YEAR, Measure

K = 1.97345


def nets(
    case: Case, book: PriceBook, settings: Settings, spreads: PriceSpreadSet, worlds: int, seed: int
) -> list[float]:
    """The net of one case in so many worlds."""
    return totals([case], book, settings, spreads, worlds, seed)


def totals(
    cases: Sequence[Case],
    book: PriceBook,
    settings: Settings,
    spreads: PriceSpreadSet,
    worlds: int,
    seed: int,
) -> list[float]:
    """The net of these cases together in so many worlds."""
    dice = _Dice(seed)
    return [_net(cases, book, settings, spreads, dice) for _ in range(worlds)]


class _Dice(random.Random):
    """Dice that remember what they threw for a name."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.known: dict[str, float] = {}

    def new_world(self) -> None:
        """Everything is thrown again."""
        self.known.clear()

    def new_case(self) -> None:
        """The names of a case are its own; those of a programme are not."""
        self.known = {name: value for name, value in self.known.items() if name.startswith("=")}

    def once(self, name: str | None, throw: Callable[[], float]) -> float:
        """What was thrown for this name, or else a throw."""
        if not name:
            return throw()
        if name not in self.known:
            self.known[name] = throw()
        return self.known[name]


def _net(
    cases: Sequence[Case], book: PriceBook, settings: Settings, spreads: PriceSpreadSet, dice: "_Dice"
) -> float:
    dice.new_world()
    prices = {key: _priced(price, settings.price_year, spreads, dice) for key, price in book.prices.items()}
    factors = {
        grade: Factor.model_construct(likely=drawn(factor, dice, 1e9))
        for grade, factor in settings.realism.factors.items()
    }
    realism = settings.realism.model_copy(update={"factors": factors})
    world_book = book.model_copy(update={"prices": prices})
    world = settings.model_copy(update={"realism": realism})
    return sum(float(value_case(_written(case, settings, dice), world_book, world).net) for case in cases)


def _written(case: Case, settings: Settings, dice: _Dice) -> Case:
    """The case as it is in one world: points only."""
    dice.new_case()
    ours = case.attribution["wij"]
    share = dice.once(
        ours.name,
        lambda: drawn(ours, dice, 1.0) if not ours.is_point else _guess(ours.mean, case, settings, dice),
    )
    return case.model_copy(
        update={
            "effort": tuple(_line(line, dice) for line in case.effort),
            "without": tuple(_path(path, dice) for path in case.without),
            "with_us": tuple(_with_us(part, case, settings, dice) for part in case.with_us),
            "attribution": {**case.attribution, "wij": Chance.model_construct(likely=share)},
            "displacement": case.displacement and _point(case.displacement, dice),
        }
    )


def _guess(value: float, case: Case, settings: Settings, dice: random.Random) -> float:
    """A guessed share: the spread of its evidence grade, around itself."""
    grade = case.evidence.value if case.evidence else "eigen"
    factor = next(f for g, f in settings.realism.factors.items() if g.value == grade)
    if factor.is_point:
        return value
    low, likely, high = (float(p or 0) for p in factor.points)
    bottom, top = max(0.0, likely - K * (likely - low)), likely + K * (high - likely)
    middle = (bottom + 4 * likely + top) / 6
    fits = min(1.0, (1 / value - 1) / (top / middle - 1))
    return value * (1 + fits * (drawn(factor, dice, 1e9) / middle - 1))


def _path(path: Pathway, dice: _Dice) -> Pathway:
    update: dict[str, Any] = {"care": tuple(_line(line, dice) for line in path.care)}
    estimate = path.chance or path.deadweight
    assert estimate is not None
    point = _point(estimate, dice)
    return path.model_copy(update={**update, ("chance" if path.chance else "deadweight"): point})


def _with_us(part: CareLine | Pathway, case: Case, settings: Settings, dice: _Dice) -> Any:
    """A line, or a path whose chance is a guess outside the realism factor: it has a spread of its own."""
    if isinstance(part, CareLine):
        return _line(part, dice)
    assert part.chance is not None
    now = _path(part, dice)
    if not part.chance.is_point:
        return now
    guessed = Chance.model_construct(likely=_guess(part.chance.mean, case, settings, dice))
    return now.model_copy(update={"chance": guessed})


def _line(line: Any, dice: _Dice) -> Any:
    update = {}
    for name in ("chance", "displacement", "quantity", "start", "duration", "delay"):
        estimate = getattr(line, name, None)
        if isinstance(estimate, Estimate) and not estimate.is_point:
            update[name] = _point(estimate, dice)
    assert isinstance(line, CareLine | EffortLine)
    return line.model_copy(update=update)


def _point(estimate: Estimate, dice: _Dice) -> Estimate:
    if isinstance(estimate, Chance):
        chance = dice.once(estimate.name, lambda: drawn(estimate, dice, 1.0))
        return Chance.model_construct(likely=chance, evidence=estimate.evidence)
    assert isinstance(estimate, Quantity | Duration)
    per_unit = PER_YEAR.get(str(estimate.unit), 1.0)
    value = dice.once(estimate.name, lambda: _thrown(estimate, dice) / per_unit) * per_unit
    measure = Measure(value, estimate.unit, estimate.per)
    return type(estimate).model_construct(likely=measure, evidence=estimate.evidence)


def _thrown(estimate: Quantity | Duration, dice: random.Random) -> float:
    """A time is one of three points, anything else any number (M8)."""
    if isinstance(estimate, Quantity) or estimate.is_point:
        return drawn(estimate, dice, 1e12)
    low, likely, high = (float(p or 0) for p in estimate.points)
    edge = (K if estimate.distribution.value == "pert" else 1.0) / 6
    return dice.choices([low, likely, high], [edge, 1 - 2 * edge, edge])[0]


def drawn(estimate: Estimate, dice: random.Random, ceiling: float) -> float:
    """One draw of a range in its shape (M8); a point is itself."""
    low, likely, high = estimate.points
    if low is None or high is None:
        assert likely is not None
        return likely
    shape = estimate.distribution.value
    if shape == "uniform":
        return dice.uniform(low, high)
    if shape == "lognormaal":
        spread = float((Decimal(high) / Decimal(low)).ln() / (2 * Z10))
        return math.sqrt(low * high) * math.exp(spread * dice.gauss(0, 1))
    assert likely is not None
    if shape == "driehoek":
        return dice.triangular(low, high, likely)
    reach = K if shape == "pert" else 1.0
    bottom, top = max(0.0, likely - reach * (likely - low)), min(ceiling, likely + reach * (high - likely))
    part = (likely - bottom) / (top - bottom)
    return bottom + (top - bottom) * dice.betavariate(1 + 4 * part, 5 - 4 * part)


def _priced(price: Price, year: int, spreads: PriceSpreadSet, dice: random.Random) -> Price:
    value = price.value_for(year)
    amount = value.amount
    assert amount is not None
    if amount.is_point:
        spread = float((1 + Decimal(spreads.spreads[value.grade])).ln() / Z10)
        now = amount.mean * math.exp(spread * dice.gauss(0, 1) - spread * spread / 2)
    else:
        now = drawn(amount, dice, 1e12)
    point = Amount.model_construct(likely=Decimal(now))
    return price.model_copy(update={"values": (value.model_copy(update={"amount": point}),)})
