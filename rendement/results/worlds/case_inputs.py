"""The inputs of one case: how each is set to a point, wherever it stands, and what it can be (M17, M27)."""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns, build_columns
from rendement.engine.evaluate import evaluate
from rendement.engine.walk import weakest_grade
from rendement.model.amounts import Amount
from rendement.model.case import US, CareLine, Case
from rendement.model.estimate import LADDER, Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.factors import INPUTS, Input, shares_of_change
from rendement.model.lines import (
    AttributePath,
    Branch,
    branches,
    care_lines,
    effort_lines,
    label_of,
)
from rendement.model.price import PriceBook
from rendement.model.products import factors_of
from rendement.model.reviewed import with_estimate
from rendement.model.settings import Factor, Settings
from rendement.model.units import MONTHS_PER_YEAR, PER_YEAR, Measure

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

PRICE_REACH: Final = 10.0
"""A price more than so many times as high is no price of this help any more: no switching value."""
_MONTHS: Final = tuple(month / MONTHS_PER_YEAR for month in range(60))
_YEARS: Final = tuple(float(year) for year in range(5, 51))
_TIMES: Final = _MONTHS + _YEARS
"""Years at which a timing is tried: the net may rise and fall again with a time, where a horizon cuts it."""


class CaseInput(NamedTuple):
    """An estimate with a way to set it to a point, and where its values may lie."""

    line: str
    name: str
    about: str
    now: float
    unit: str
    nets_at: Callable[[Sequence[float]], Floats]
    least: float
    most: float
    grid: tuple[float, ...] = ()
    """Where to look for a timing, which is not linear; empty for what is at most quadratic."""
    called: str | None = None
    """The name that its author gave it: all places with one name move together (M26)."""
    factor: int = 0
    """Which factor of a product, from 1 (M30)."""

    def net_at(self, value: float) -> float:
        """The net of the case when this estimate is that value."""
        return float(self.nets_at([value])[0])


def inputs_of(bc: "ValuedCases", case: Case) -> list[CaseInput]:
    """Every input of one case by itself: one for every name, wherever it stands (M26)."""
    places: dict[str, list[_Place]] = {}
    for number, place in enumerate(
        one for whole in _places(bc.book, bc.settings, case) for one in _factors(whole)
    ):
        places.setdefault(place.estimate.name or f"/{number}", []).append(place)
    named = [_of_places(bc.book, bc.settings, case, same) for same in places.values()]
    prices = _prices(bc.book, bc.settings, bc.columns, case)
    return [*named, *prices, *_realism(bc.book, bc.settings, case)]


def whole_base(bc: "ValuedCases", case_id: str, net: float) -> list[CaseInput]:
    """The inputs of one case, with the net of the whole base (M17): the rest of it stays as it is."""
    place = next(i for i, loaded in enumerate(bc.cases) if loaded.case.id == case_id)
    case, weight = bc.cases[place].case, float(bc.weights[place])
    rest = net - weight * float(nets_of([case], bc.book, bc.settings)[0])

    def beside(given: CaseInput) -> CaseInput:
        return given._replace(nets_at=lambda values: rest + weight * given.nets_at(values))

    return [beside(given) for given in inputs_of(bc, case)]


def nets_of(cases: Sequence[Case], book: PriceBook, settings: Settings) -> Floats:
    """Net of each case by itself, in euros, all payers together; a transfer is nothing."""
    columns = build_columns(cases, book, settings)
    sign = np.where(columns.line_side == EFFORT, -1.0, 1.0)
    borne = columns.purse_shares.sum(axis=1)[columns.line_purse]
    amount = sign * borne * evaluate(columns, settings.regime).value
    return np.bincount(columns.line_case, amount, len(cases)).astype(np.float64)


class _Place(NamedTuple):
    """One place where an estimate stands, and what it can be there."""

    line: str
    about: str
    at: AttributePath
    estimate: Estimate
    room: tuple[float, float]
    grid: tuple[float, ...] = ()
    whole: Estimate | None = None
    """The product that this is a factor of; then `at` ends with which."""


def _places(book: PriceBook, settings: Settings, case: Case) -> Iterator[_Place]:
    for branch in branches(case):
        pathway = branch.pathway
        field = "chance" if pathway.chance is not None else "deadweight"
        estimate = pathway.chance or pathway.deadweight
        about = f"de kans op '{pathway.title}'" + ("" if field == "chance" else " ook zonder ons")
        at: AttributePath = (*branch.at, field)
        assert estimate is not None
        yield _Place(branch.name, about, at, estimate, _room(case, branch))
    for line in care_lines(case):
        yield from _line_inputs(book, settings, case, line.name, line.line, line.at)
    for factor in shares_of_change():
        known, said = factor.input, factor.of_case(case)
        if said is not None:
            yield _Place("", known.of_case, known.place(known.attributes[0]), said, (0.0, 1.0))
    yield from _effort_inputs(book, case)


def _factors(place: _Place) -> Iterator[_Place]:
    """The place of every factor of a product, each to be set by itself (M30); else the place itself."""
    factors = factors_of(place.estimate)
    if len(factors) == 1 or place.grid or place.at[-1] in _left():  # 1 minus a product
        yield place
        return
    for number, factor in enumerate(factors):
        most = _most(place.room[1], factors, number)
        room = (0.0, min(1.0, most) if isinstance(factor, Chance) else most)
        about = f"factor {number + 1} van {place.about}"
        yield _Place(place.line, about, (*place.at, number), factor, room, whole=place.estimate)


def _most(whole: float, factors: Sequence[Any], number: int) -> float:
    """How large one factor can be before the product is more than it can be, the others at their mean."""
    others = math.prod(factor.mean for place, factor in enumerate(factors) if place != number)
    return whole / others if others > 0 else math.inf


def _effort_inputs(book: PriceBook, case: Case) -> Iterator[_Place]:
    """How much effort: hours and the like, not days that also say how long they last."""
    for number, (name, _, line) in enumerate(effort_lines(case)):
        if line.quantity is None or line.price is None:
            continue
        price = book.prices[line.price]
        if line.quantity.per is not None or line.duration is not None or price.unit not in PER_YEAR:
            at: AttributePath = ("effort", number, "quantity")
            about = f"de inzet van {short(price.label)}"
            yield _Place(name, about, at, line.quantity, (0.0, math.inf))


def _room(case: Case, mine: Branch) -> tuple[float, float]:
    """Between which values a path's chance (or deadweight) may lie: paths of a side sum to at most 1."""
    same_side = (branch for branch in branches(case) if branch.is_without == mine.is_without)
    others = sum(branch.pathway.typed_and_mean[1] for branch in same_side if branch.path != mine.path)
    return (0.0, 1.0 - others) if mine.pathway.chance is not None else (others, 1.0)


def _line_inputs(
    book: PriceBook, settings: Settings, case: Case, name: str, line: CareLine, at: AttributePath
) -> Iterator[_Place]:
    label = short(label_of(line, book.prices))
    for known in _of_lines():
        field, words = known.attributes[0], known.of_line
        estimate = getattr(line, field, None)
        if estimate is None or (isinstance(estimate, Duration) and math.isinf(max(estimate.years.values))):
            continue  # until the horizon, if only by one of the people who answered: no number to turn
        grid = _grid(book, settings, case, line, estimate)
        room = (0.0, 1.0) if isinstance(estimate, Chance) else (0.0, grid[-1] if grid else math.inf)
        yield _Place(name, f"{words} {label}", (*at, field), estimate, room, grid)


def _of_lines() -> list[Input]:
    """What a line can say; what its case can say for it comes last."""
    return sorted(
        (known for known in INPUTS.values() if known.of_line), key=lambda known: bool(known.of_case)
    )


def _left() -> set[str]:
    """The attributes of what enters as 1 minus it."""
    return {"deadweight", *(f.input.attributes[0] for f in shares_of_change() if f.leaves)}


def short(label: str) -> str:
    """A price label without its unit, for use in a sentence."""
    return label.split(", per ", maxsplit=1)[0]


def _grid(
    book: PriceBook, settings: Settings, case: Case, line: CareLine, estimate: Estimate
) -> tuple[float, ...]:
    """The times to try up to the horizon, in the unit of the estimate; none for what is no timing (M27)."""
    unit = book.prices[line.price].unit if line.price else ""
    if isinstance(estimate, Quantity) and (line.duration is not None or estimate.per or unit not in PER_YEAR):
        return ()
    if not isinstance(estimate, Quantity | Duration):
        return ()
    argued = line.horizon or case.horizon
    horizon = (argued.length if argued else settings.regime.horizon).likely_years
    if estimate is line.start and case.closed is not None:  # a start counts from the first day of effort (M7)
        horizon += (case.closed - case.started).days / PER_YEAR["dag"]
    times = (*(years for years in _TIMES if years < horizon), horizon)
    return tuple(years * PER_YEAR[estimate.unit or unit] for years in times)


def _of_places(book: PriceBook, settings: Settings, case: Case, places: Sequence[_Place]) -> CaseInput:
    """One input: an estimate at its place, or at all the places that have its name."""
    first, others = places[0], len(places) - 1
    _, unit, now = _point_maker(first.estimate)
    unit = "aandeel" if first.at[-1] == US else unit
    makers = [(place, _point_maker(place.estimate)[0]) for place in places]

    def with_value(value: float) -> Case:
        changed = case
        for place, point in makers:
            changed = _put(changed, place, point(value))
        return changed

    def nets_at(values: Sequence[float]) -> Floats:
        return nets_of([with_value(value) for value in values], book, settings)

    more = f" (ook op {others} andere {'plek' if others == 1 else 'plekken'})" if others else ""
    least, most = max(place.room[0] for place in places), min(place.room[1] for place in places)
    name, about = str(first.at[-1 if first.whole is None else -2]), first.about + more
    factor = 0 if first.whole is None else int(first.at[-1]) + 1
    grid = max((place.grid for place in places), key=len)
    return CaseInput(
        first.line, name, about, now, unit, nets_at, least, most, grid, first.estimate.name, factor
    )


def _put(case: Case, place: _Place, value: Estimate) -> Case:
    if place.whole is None:
        return with_estimate(case, place.at, value)
    return with_estimate(case, place.at[:-1], value, factor=int(place.at[-1]) + 1)


def _point_maker(estimate: Estimate) -> tuple[Callable[[float], Estimate], str, float]:
    """How to make a point of the same kind, in which unit, and the mean now."""
    if isinstance(estimate, Chance):
        return lambda value: _like(estimate, Chance, value), "kans", estimate.mean
    assert isinstance(estimate, Quantity | Duration)
    unit, per = estimate.unit, estimate.per
    kind = Duration if isinstance(estimate, Duration) else Quantity
    words = " ".join(part for part in (unit, f"per {per}" if per else "") if part)
    mean = estimate.mean if isinstance(estimate, Quantity) else _mean_in_own_unit(estimate)
    return lambda value: _like(estimate, kind, Measure(value, unit, per)), words, mean


def _like(estimate: Estimate, kind: type[Estimate], value: object) -> Estimate:
    fields: dict[str, Any] = {"likely": value, "evidence": estimate.evidence, "ground": estimate.ground}
    return kind.model_construct(**fields)


def _mean_in_own_unit(duration: Duration) -> float:
    timing = duration.timing
    return sum(w * v for w, v in zip(timing.weights, timing.values, strict=True))


def _prices(book: PriceBook, settings: Settings, columns: Columns, case: Case) -> Iterator[CaseInput]:
    used = [line.price for _, _, line in effort_lines(case) if line.price] + [
        x.line.price for x in care_lines(case) if x.line.price
    ]
    for key in dict.fromkeys(used):
        price = book.prices[key]

        def nets_at(values: Sequence[float], key: str = key, year: int = settings.price_year) -> Floats:
            return np.concatenate([nets_of([case], with_price(book, key, v, year), settings) for v in values])

        about = f"de prijs van {short(price.label)}"
        now = price_now(columns, key)
        yield CaseInput("", "price", about, now, "euro", nets_at, 0.0, PRICE_REACH * now)


def _realism(book: PriceBook, settings: Settings, case: Case) -> Iterator[CaseInput]:
    """The realism factor of every grade this case leans on (M9): how true must estimates come out?"""
    grades = {
        weakest_grade(case, line.line, line.pathway)
        for line in care_lines(case)
        if line.pathway and line.is_without
    }
    for grade in sorted(grades, key=LADDER.index):

        def nets_at(values: Sequence[float], grade: Evidence = grade) -> Floats:
            return np.concatenate(
                [nets_of([case], book, _with_factor(settings, grade, value)) for value in values]
            )

        about = f"het deel van de schattingen '{grade.value}' dat uitkomt"
        now = settings.realism.factors[grade].mean
        yield CaseInput("", "realism", about, now, "aandeel", nets_at, 0.0, max(1.0, now))


def _with_factor(settings: Settings, grade: Evidence, value: float) -> Settings:
    factors = {**settings.realism.factors, grade: Factor.model_construct(likely=value)}
    realism = settings.realism.model_copy(update={"factors": factors})
    return settings.model_copy(update={"realism": realism})


def price_now(columns: Columns, key: str) -> float:
    """The mean of a price at the price level of a business case, in euros."""
    rows = columns.line_price == columns.price_keys.index(key)
    return float(columns.line_unit_price[rows][0])


def with_price(book: PriceBook, key: str, amount: float, year: int) -> PriceBook:
    """The book with one price at one amount of one year."""
    price = book.prices[key]
    dated = price.value_for(year)
    point = Amount.model_construct(likely=Decimal(amount))
    value = dated.model_copy(update={"price_year": year, "amount": point, "composition": ()})
    changed = price.model_copy(update={"values": (value,)})
    return book.with_price(key, changed)
