"""At which value of an estimate do benefits and costs meet? (M17)"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, build_columns, weakest_grade
from rendement.engine.evaluate import evaluate
from rendement.model.amounts import Amount
from rendement.model.case import US, CareLine, Case
from rendement.model.estimate import LADDER, Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.lines import AttributePath, care_lines, effort_lines, replaced
from rendement.model.price import PriceBook
from rendement.model.settings import Factor, Settings
from rendement.model.units import MONTHS_PER_YEAR, PER_YEAR, Measure
from rendement.reports.display import chance, counted, euro, share
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]

_STEPS: Final = 40
"""Halvings of a month or a year: far finer than any digit shown."""
_MONTHS: Final = tuple(month / MONTHS_PER_YEAR for month in range(60))
_YEARS: Final = tuple(float(year) for year in range(5, 51))
_TIMES: Final = _MONTHS + _YEARS
"""Years at which a timing is tried: the net may rise and fall again with a time, where a horizon cuts it."""


@dataclass(frozen=True)
class SwitchingValue:
    """One estimate, its value now, and the value at which the net of the case is zero (None: none)."""

    line: str
    estimate: str
    now: float
    switch: float | None
    unit: str
    sentence: str
    about: str
    """What the estimate is about, in words."""

    @property
    def distance(self) -> float:
        """How far from turning the outcome, as a part of the value now; infinite without a switch."""
        if self.switch is None:
            return math.inf
        return abs(self.switch - self.now) / max(abs(self.now), 1e-9)


class SwitchingValues(tuple[SwitchingValue, ...]):
    """The switching values of one case, in the order of the file."""

    __slots__ = ()

    def table(self) -> Table:
        """One row per estimate: its value now and where the outcome turns, in its own unit."""
        columns = (
            Column("regel"),
            Column("wat"),
            Column("nu", "getal"),
            Column("omslag", "getal"),
            Column("eenheid"),
        )
        rows = tuple((v.line, v.about, v.now, v.switch, v.unit) for v in self)
        return Table("omslagpunten", columns, rows)

    def __repr__(self) -> str:
        from rendement.reports.cards import switching_card
        from rendement.reports.text import rendered

        return rendered(switching_card(self))


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
    """Where to look for a timing, which is not linear; empty for what is."""

    def net_at(self, value: float) -> float:
        """The net of the case when this estimate is that value."""
        return float(self.nets_at([value])[0])


def switching_values(bc: "BusinessCase", case_id: str) -> SwitchingValues:
    """For every estimate of one case, chances first. Raises KeyError for an unknown case."""
    loaded = next((c for c in bc.cases if c.case.id == case_id), None)
    if loaded is None:
        raise KeyError(f"casus '{case_id}' telt niet mee in deze businesscase")
    return SwitchingValues(_switch(given) for given in _inputs(bc, loaded.case))


def whole_base(bc: "BusinessCase", case_id: str, net: float) -> list[CaseInput]:
    """The inputs of one case, with the net of the whole base (M17): the rest of it stays as it is."""
    place = next(i for i, loaded in enumerate(bc.cases) if loaded.case.id == case_id)
    case, weight = bc.cases[place].case, float(bc.weights[place])
    rest = net - weight * float(nets_of([case], bc.book, bc)[0])

    def beside(given: CaseInput) -> CaseInput:
        return given._replace(nets_at=lambda values: rest + weight * given.nets_at(values))

    return [beside(given) for given in _inputs(bc, case)]


def nets_of(
    cases: Sequence[Case], book: PriceBook, bc: "BusinessCase", settings: Settings | None = None
) -> Floats:
    """Net of each case by itself, in euros, all payers together; a transfer is nothing."""
    columns = build_columns(cases, book, settings or bc.settings)
    sign = np.where(columns.line_side == EFFORT, -1.0, 1.0)
    borne = columns.purse_shares.sum(axis=1)[columns.line_purse]
    amount = sign * borne * evaluate(columns, bc.settings.regime).value
    return np.bincount(columns.line_case, amount, len(cases)).astype(np.float64)


def _inputs(bc: "BusinessCase", case: Case) -> Iterator[CaseInput]:
    for number, pathway in enumerate(case.without):
        field = "chance" if pathway.chance is not None else "deadweight"
        estimate = pathway.chance or pathway.deadweight
        about = f"de kans op '{pathway.title}'" + ("" if field == "chance" else " ook zonder ons")
        at: AttributePath = ("without", number, field)
        yield _of_case(bc, case, f"z{number + 1}", about, at, estimate, _room(case, number))
    for line in care_lines(case):
        at = ("without", line.path[1], "care", line.path[3]) if line.pathway else ("with_us", line.path[1])
        yield from _line_inputs(bc, case, line.name, line.line, at)
    ours = case.attribution[US]
    yield _of_case(bc, case, "", "ons aandeel (toerekening)", ("attribution", US), ours, (0.0, 1.0))
    if case.displacement is not None:
        yield _of_case(bc, case, "", "de verdringing", ("displacement",), case.displacement, (0.0, 1.0))
    yield from _effort_inputs(bc, case)
    yield from _prices(bc, case)
    yield from _realism(bc, case)


def _effort_inputs(bc: "BusinessCase", case: Case) -> Iterator[CaseInput]:
    """How much effort: hours and the like, not days that also say how long they last."""
    for number, (name, _, line) in enumerate(effort_lines(case)):
        if line.quantity is None or line.price is None:
            continue
        price = bc.book.prices[line.price]
        if line.quantity.per is not None or line.duration is not None or price.unit not in PER_YEAR:
            at: AttributePath = ("effort", number, "quantity")
            about = f"de inzet van {short(price.label)}"
            yield _of_case(bc, case, name, about, at, line.quantity, (0.0, math.inf))


def _room(case: Case, number: int) -> tuple[float, float]:
    """Between which values a path's chance (or deadweight) may lie: all paths sum to at most 1."""
    others = sum(path.typed_and_mean[1] for place, path in enumerate(case.without) if place != number)
    return (0.0, 1.0 - others) if case.without[number].chance is not None else (others, 1.0)


def _line_inputs(
    bc: "BusinessCase", case: Case, name: str, line: CareLine, at: AttributePath
) -> Iterator[CaseInput]:
    label = short(bc.book.prices[line.price].label)
    for field, words in _WORDS.items():
        estimate = getattr(line, field)
        if estimate is None or (isinstance(estimate, Duration) and math.isinf(max(estimate.years.values))):
            continue  # until the horizon, if only by one of the people who answered: no number to turn
        room = (0.0, 1.0) if isinstance(estimate, Chance) else (0.0, math.inf)
        grid = _grid(bc, line, estimate)
        yield _of_case(bc, case, name, f"{words} {label}", (*at, field), estimate, room, grid)


_WORDS: Final = {
    "chance": "de kans op",
    "quantity": "de hoeveelheid",
    "start": "het begin van",
    "duration": "de duur van",
    "delay": "het uitstel van",
    "displacement": "de verdringing bij",
}


def short(label: str) -> str:
    """A price label without its unit, for use in a sentence."""
    return label.split(", per ", maxsplit=1)[0]


def _grid(bc: "BusinessCase", line: CareLine, estimate: Estimate) -> tuple[float, ...]:
    """The times to try, in the unit of the estimate; none for an estimate that is no timing (M8)."""
    unit = bc.book.prices[line.price].unit
    if isinstance(estimate, Quantity) and (line.duration is not None or estimate.per or unit not in PER_YEAR):
        return ()
    if not isinstance(estimate, Quantity | Duration):
        return ()
    return tuple(years * PER_YEAR[estimate.unit or unit] for years in _TIMES)


def _of_case(
    bc: "BusinessCase",
    case: Case,
    line: str,
    about: str,
    at: AttributePath,
    estimate: Estimate | None,
    room: tuple[float, float],
    grid: tuple[float, ...] = (),
) -> CaseInput:
    assert estimate is not None
    point, unit, now = _point_maker(estimate)
    unit = "aandeel" if at[0] == "attribution" else unit

    def nets_at(values: Sequence[float]) -> Floats:
        return nets_of([replaced(case, at, point(value)) for value in values], bc.book, bc)

    return CaseInput(line, str(at[-1]), about, now, unit, nets_at, *room, grid)


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


def _prices(bc: "BusinessCase", case: Case) -> Iterator[CaseInput]:
    used = [line.price for _, _, line in effort_lines(case) if line.price] + [
        x.line.price for x in care_lines(case)
    ]
    for key in dict.fromkeys(used):
        price = bc.book.prices[key]

        def nets_at(values: Sequence[float], key: str = key, year: int = bc.settings.price_year) -> Floats:
            return np.concatenate([nets_of([case], with_price(bc.book, key, v, year), bc) for v in values])

        about = f"de prijs van {short(price.label)}"
        yield CaseInput("", "price", about, price_now(bc, key), "euro", nets_at, 0.0, math.inf)


def _realism(bc: "BusinessCase", case: Case) -> Iterator[CaseInput]:
    """The realism factor of every grade this case leans on (M9): how true must estimates come out?"""
    grades = {weakest_grade(case, line.line, line.pathway) for line in care_lines(case) if line.pathway}
    for grade in sorted(grades, key=LADDER.index):

        def nets_at(values: Sequence[float], grade: Evidence = grade) -> Floats:
            return np.concatenate([_nets_with_factor(bc, case, grade, value) for value in values])

        about = f"het deel van de schattingen '{grade.value}' dat uitkomt"
        now = bc.settings.realism.factors[grade].mean
        yield CaseInput("", "realism", about, now, "aandeel", nets_at, 0.0, math.inf)


def _nets_with_factor(bc: "BusinessCase", case: Case, grade: Evidence, value: float) -> Floats:
    factor = Factor.model_construct(likely=value)
    factors = {**bc.settings.realism.factors, grade: factor}
    realism = bc.settings.realism.model_copy(update={"factors": factors})
    return nets_of([case], bc.book, bc, bc.settings.model_copy(update={"realism": realism}))


def price_now(bc: "BusinessCase", key: str) -> float:
    """The mean of a price at the price level of this business case, in euros."""
    place = bc.columns.price_keys.index(key)
    rows = bc.columns.line_price == place
    return float(bc.columns.line_unit_price[rows][0])


def with_price(book: PriceBook, key: str, amount: float, year: int) -> PriceBook:
    """The book with one price at one amount of one year."""
    price = book.prices[key]
    dated = price.value_for(year)
    point = Amount.model_construct(likely=Decimal(amount))
    value = dated.model_copy(update={"price_year": year, "amount": point, "composition": ()})
    changed = price.model_copy(update={"values": (value,)})
    return book.model_copy(update={"prices": {**book.prices, key: changed}})


def _switch(given: CaseInput) -> SwitchingValue:
    root = root_of(given)
    return SwitchingValue(
        given.line, given.name, given.now, root, given.unit, _sentence(given, root), given.about
    )


def root_of(given: CaseInput) -> float | None:
    """The value at which the net is zero; None where it never is, or only outside what it can be."""
    return _bisected(given) if given.grid else _linear_root(given)


def _linear_root(given: CaseInput) -> float | None:
    at_zero, at_one = given.nets_at([0.0, 1.0]).tolist()
    slope = at_one - at_zero
    if abs(slope) < 1e-9:
        return None
    root = -at_zero / slope
    return root if given.least <= root <= given.most else None


def _bisected(given: CaseInput) -> float | None:
    """The time nearest to the one now at which the net changes sign; None when it never does."""
    grid = sorted({*given.grid, given.now})
    pays = given.nets_at(grid) > 0
    turns = [(grid[i], grid[i + 1]) for i in np.flatnonzero(pays[1:] != pays[:-1])]
    if not turns:
        return None
    low, high = min(turns, key=lambda turn: min(abs(given.now - turn[0]), abs(given.now - turn[1])))
    sign = given.net_at(low) > 0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if (given.net_at(middle) > 0) == sign else (low, middle)
    return (low + high) / 2


def _sentence(given: CaseInput, root: float | None) -> str:
    net = given.net_at(given.now)
    about = given.about
    if root is None:
        return f"wat er ook geldt voor {about}: het blijft {'lonen' if net > 0 else 'niet lonen'}"
    below, above = given.nets_at([max(root * 0.99 - 1e-6, 0.0), root * 1.01 + 1e-6]).tolist()
    least = "minstens" if above >= below else "hoogstens"
    return f"dit loont als {about} {least} {_shown(root, given.unit)} is (nu {_shown(given.now, given.unit)})"


def _shown(value: float, unit: str) -> str:
    if unit in ("kans", "aandeel"):
        return chance(value) if unit == "kans" else share(value)
    return euro(value, 2) if unit == "euro" else counted(value, unit, 3)
