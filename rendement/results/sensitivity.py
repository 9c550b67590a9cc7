"""At which value of an estimate do benefits and costs meet? (M17)"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rendement.engine.columns import build_columns
from rendement.engine.evaluate import evaluate, money
from rendement.engine.totals import to_euros
from rendement.model.case import US, CareLine, Case
from rendement.model.estimate import Chance, Duration, Estimate, Quantity
from rendement.model.lines import care_lines, effort_lines
from rendement.model.price import Amount, PriceBook
from rendement.model.units import Measure
from rendement.reports.display import chance, counted, euro, share

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

_STEPS: Final = 60
"""Halvings of a bracket: far finer than any digit shown."""

AttributePath = tuple[str | int, ...]


@dataclass(frozen=True)
class SwitchingValue:
    """One estimate, its value now, and the value at which the net of the case is zero (None: there is none)."""

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
        """How far the estimate is from turning the outcome, as a part of its value now; infinite without a switch."""
        if self.switch is None:
            return math.inf
        return abs(self.switch - self.now) / max(abs(self.now), 1e-9)


class _Input(NamedTuple):
    """An estimate with a way to set it to a point, and where its values may lie."""

    line: str
    name: str
    about: str
    now: float
    unit: str
    net_at: Callable[[float], float]
    ceiling: float
    linear: bool


def switching_values(bc: "BusinessCase", case_id: str) -> list[SwitchingValue]:
    """For every estimate of one case, chances first as they are written. Raises KeyError for an unknown case."""
    loaded = next((c for c in bc.cases if c.case.id == case_id), None)
    if loaded is None:
        raise KeyError(f"casus '{case_id}' telt niet mee in deze businesscase")
    return [_switch(given) for given in _inputs(bc, loaded.case)]


def _net(case: Case, book: PriceBook, bc: "BusinessCase") -> float:
    """Net of one case, all payers together."""
    columns = build_columns([case], book, bc.settings)
    values = evaluate(columns, bc.settings.regime).value
    split = money(columns, values).societal
    effort = columns.line_side == 0
    zero = columns.line_case
    benefit = to_euros(split.where(~effort).total(zero, 1)).sum()
    return float(benefit - to_euros(split.where(effort).total(zero, 1)).sum())


def _inputs(bc: "BusinessCase", case: Case) -> Iterator[_Input]:
    for number, pathway in enumerate(case.without):
        field = "chance" if pathway.chance is not None else "deadweight"
        estimate = pathway.chance or pathway.deadweight
        about = f"de kans op '{pathway.title}'" + ("" if field == "chance" else " ook zonder ons")
        yield _of_case(bc, case, f"z{number + 1}", about, ("without", number, field), estimate, 1.0)
    for line in care_lines(case):
        at = ("without", line.path[1], "care", line.path[3]) if line.pathway else ("with_us", line.path[1])
        yield from _line_inputs(bc, case, line.name, line.line, at)
    yield _of_case(bc, case, "", "ons aandeel (toerekening)", ("attribution", US), case.attribution[US], 1.0)
    yield from _prices(bc, case)


def _line_inputs(
    bc: "BusinessCase", case: Case, name: str, line: CareLine, at: AttributePath
) -> Iterator[_Input]:
    label = short(bc.book.prices[line.price].label)
    for field, ceiling in (
        ("chance", 1.0),
        ("quantity", 1e9),
        ("start", 50.0),
        ("duration", 50.0),
        ("delay", 50.0),
    ):
        estimate = getattr(line, field)
        if estimate is None or estimate is line.duration and line.duration.is_lasting:
            continue
        if isinstance(estimate, Quantity) and line.duration is None and _is_time(bc, line):
            ceiling = 50.0 * 366
        yield _of_case(bc, case, name, f"{_WORDS[field]} {label}", (*at, field), estimate, ceiling)


_WORDS: Final = {
    "chance": "de kans op",
    "quantity": "de hoeveelheid",
    "start": "het begin van",
    "duration": "de duur van",
    "delay": "het uitstel van",
}


def short(label: str) -> str:
    """A price label without its unit, for use in a sentence."""
    return label.split(", per ")[0]


def _is_time(bc: "BusinessCase", line: CareLine) -> bool:
    return bc.book.prices[line.price].unit in ("dag", "week", "maand", "jaar")


def _of_case(
    bc: "BusinessCase", case: Case, line: str, about: str, at: AttributePath, estimate: Any, ceiling: float
) -> _Input:
    point, unit, now = _point_maker(estimate)
    unit = "aandeel" if at[0] == "attribution" else unit
    linear = not isinstance(estimate, Duration) and ceiling != 50.0 * 366

    def net_at(value: float) -> float:
        return _net(_replaced(case, at, point(value)), bc.book, bc)

    return _Input(line, str(at[-1]), about, now, unit, net_at, ceiling, linear)


def _point_maker(estimate: Estimate) -> tuple[Callable[[float], Estimate], str, float]:
    """How to make a point of the same kind, in which unit, and the mean now."""
    if isinstance(estimate, Chance):
        return lambda value: _like(estimate, Chance, value), "kans", estimate.mean
    assert isinstance(estimate, Quantity | Duration)
    unit, per = estimate.unit, estimate.per
    kind = type(estimate)
    words = " ".join(part for part in (unit, f"per {per}" if per else "") if part)
    mean = estimate.mean if isinstance(estimate, Quantity) else _mean_in_own_unit(estimate)
    return lambda value: _like(estimate, kind, Measure(value, unit, per)), words, mean


def _like(estimate: Estimate, kind: type[Estimate], value: Any) -> Estimate:
    fields: dict[str, Any] = {"likely": value, "evidence": estimate.evidence, "ground": estimate.ground}
    return kind.model_construct(**fields)


def _mean_in_own_unit(duration: Duration) -> float:
    low, likely, high = duration.points
    years = duration.years
    spelled = (likely,) if len(years.values) == 1 else (low, likely, high)
    return sum(w * v for w, v in zip(years.weights, spelled, strict=True) if v is not None)


def _replaced(document: Any, at: AttributePath, value: Any) -> Any:
    """A copy of a document with one deep value changed."""
    if not at:
        return value
    step, rest = at[0], at[1:]
    if isinstance(document, tuple):
        place = int(step)
        return (*document[:place], _replaced(document[place], rest, value), *document[place + 1 :])
    if isinstance(document, dict):
        return {**document, step: _replaced(document[step], rest, value)}
    return document.model_copy(update={str(step): _replaced(getattr(document, str(step)), rest, value)})


def _prices(bc: "BusinessCase", case: Case) -> Iterator[_Input]:
    used = [line.price for _, _, line in effort_lines(case) if line.price] + [
        x.line.price for x in care_lines(case)
    ]
    for key in dict.fromkeys(used):
        price = bc.book.prices[key]

        def net_at(value: float, key: str = key, year: int = bc.settings.price_year) -> float:
            return _net(case, _with_price(bc.book, key, value, year), bc)

        now = _amount_now(bc, key)
        yield _Input("", "price", f"de prijs van {short(price.label)}", now, "euro", net_at, 1e9, True)


def _amount_now(bc: "BusinessCase", key: str) -> float:
    place = bc.columns.price_keys.index(key)
    rows = bc.columns.line_price == place
    return float(bc.columns.line_unit_price[rows][0])


def _with_price(book: PriceBook, key: str, amount: float, year: int) -> PriceBook:
    price = book.prices[key]
    dated = price.value_for(year)
    point = Amount.model_construct(likely=Decimal(amount))
    value = dated.model_copy(update={"price_year": year, "amount": point, "composition": ()})
    changed = price.model_copy(update={"values": (value,)})
    return book.model_copy(update={"prices": {**book.prices, key: changed}})


def _switch(given: _Input) -> SwitchingValue:
    root = _linear_root(given) if given.linear else _bisected(given)
    return SwitchingValue(
        given.line, given.name, given.now, root, given.unit, _sentence(given, root), given.about
    )


def _linear_root(given: _Input) -> float | None:
    at_zero, at_one = given.net_at(0.0), given.net_at(1.0)
    slope = at_one - at_zero
    if abs(slope) < 1e-9:
        return None
    root = -at_zero / slope
    return root if 0.0 <= root <= given.ceiling else None


def _bisected(given: _Input) -> float | None:
    """A root between 0 and ceiling, where the net is monotone in a time; None when the sign never changes."""
    low, high = 0.0, given.ceiling
    sign = given.net_at(low) > 0
    if (given.net_at(high) > 0) == sign:
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if (given.net_at(middle) > 0) == sign else (low, middle)
    return (low + high) / 2


def _sentence(given: _Input, root: float | None) -> str:
    net = given.net_at(given.now)
    about = given.about
    if root is None:
        return f"wat er ook geldt voor {about}: het blijft {'lonen' if net > 0 else 'niet lonen'}"
    rises = given.net_at(min(root * 1.01 + 1e-6, given.ceiling)) >= given.net_at(max(root * 0.99 - 1e-6, 0.0))
    least = "minstens" if rises else "hoogstens"
    return f"dit loont als {about} {least} {_shown(root, given.unit)} is (nu {_shown(given.now, given.unit)})"


def _shown(value: float, unit: str) -> str:
    if unit in ("kans", "aandeel"):
        return chance(value) if unit == "kans" else share(value)
    return euro(value, 2) if unit == "euro" else counted(value, unit, 3)
