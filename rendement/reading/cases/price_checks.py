"""Whether a case fits its prices: f(case, book) → problems of prices, units, index years and horizon."""

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from yaml.nodes import MappingNode

from rendement.model.case import CareLine, Case, EffortLine
from rendement.model.estimate import Quantity
from rendement.model.lines import Line, care_lines, effort_lines
from rendement.model.price import CONSUMER_PRICES, Grade, Price, PriceBook, Side
from rendement.model.products import factors_of
from rendement.model.programme import Programme
from rendement.model.shapes import TIMING_SHAPES
from rendement.model.units import COUNTED, PER_YEAR, conversion
from rendement.model.weakness import Weakness, weaknesses
from rendement.reading.books.near_prices import nearest_prices
from rendement.reading.cases.care_checks import check_contained, check_instead_prices
from rendement.reading.complaints.media import Either
from rendement.reading.complaints.problems import Asked, Problem, Question, Told
from rendement.reading.documents.validation import suggestion
from rendement.reading.names.checks import check_lasting
from rendement.reading.names.references import may_name
from rendement.reading.yaml.text import Path, Text
from rendement.words.names import normal
from rendement.words.units import UNITS, plural

_TOLERANCE: Final = 1e-9
_AMOUNT: Final = re.compile(r"€|\d+(?:[.,]\d+)? ?(?:€|euro|per )")


def check_prices(text: Text, case: Case, book: PriceBook, price_year: int, horizon: float) -> list[Told]:
    """What can be said of a case once prices, price year and horizon (years after closing) are known."""
    problems: list[Told] = []
    plain = _plain_prices(book, price_year)
    for _, path, effort in effort_lines(case):
        known = plain.get(effort.price or "", _NEVER)
        if not _plain_effort(effort, known):
            problems += _effort_price(text, case, path, effort, book, price_year, horizon)
        elif known.weak:
            problems += _told(path, known)
    for care in care_lines(case):
        line = care.line
        known = plain.get(line.price or "", _NEVER)
        if line.instead_of is not None or not _plainly_fits(line, known):
            problems += _care_price(text, care, book, price_year)
        elif known.weak:
            problems += _told(care.path, known)
    problems += check_contained(text, case, book)
    return [*problems, *check_lasting(text, case, book)] if may_name(text) else problems


class _Plain(NamedTuple):
    """A price that needs no further look: the units that fit it, and what is to be told of it in any case."""

    units: frozenset[str | None]
    weak: tuple[str, ...]
    details: dict[str, Any]


_NEVER: Final = _Plain(frozenset(), (), {})
_PLAIN: Final[dict[tuple[str, int], dict[str, _Plain]]] = {}
"""Book and year → almost all of its prices."""


def _plain_prices(book: PriceBook, price_year: int) -> dict[str, _Plain]:
    key = (book.content_hash, price_year)
    if key not in _PLAIN:
        _PLAIN[key] = {
            name: _Plain(_fitting_units(price), *_weak(book, name, price_year))
            for name, price in book.prices.items()
            if _has_index(price, book, price_year)
        }
    return _PLAIN[key]


def _fitting_units(price: Price) -> frozenset[str | None]:
    hours = price.hours_per_halfday
    return frozenset({None, *(unit for unit in UNITS if conversion(unit, price.unit, hours) is not None)})


def _has_index(price: Price, book: PriceBook, price_year: int) -> bool:
    known = book.series[price.index].values
    source_year = price.value_for(price_year).price_year
    return source_year == price_year or (source_year in known and price_year in known)


def _plain_effort(line: EffortLine, price: _Plain) -> bool:
    """Most effort: so many hours between start and closing, paid by whom the book says."""
    quantity = line.quantity
    if quantity is None or quantity.unit not in price.units or not PER_YEAR.keys().isdisjoint(price.units):
        return False
    return quantity.per is None and line.start is None and line.duration is None and line.payers is None


def _plainly_fits(line: CareLine, price: _Plain) -> bool:
    quantity = line.quantity
    if quantity is None or line.payers is not None:
        return False
    return quantity.unit in price.units and _can_last(quantity)


def _can_last(quantity: Quantity) -> bool:
    """Whether this could say how long a line lasts: times have three points (M8), in every factor (M30)."""
    if quantity.distribution in TIMING_SHAPES and not quantity.parts:
        return True
    return all(factor.is_point or factor.distribution in TIMING_SHAPES for factor in factors_of(quantity))


def _effort_price(
    text: Text, case: Case, path: Path, line: EffortLine, book: PriceBook, price_year: int, horizon: float
) -> Iterator[Told]:
    price = None if line.price is None else book.prices.get(line.price)
    if line.price is not None:
        if price is None:
            yield unknown_price(text, (*path, "prijs"), line.price, book)
        else:
            yield from _unit_fits(text, path, line, line.price, price)
            yield from _lasting_shape(text, path, line, price)
            yield from _index(text, (*path, "prijs"), line.price, price, book, price_year)
            yield from _told(path, _weakness(book, line.price, price_year))
    yield from _money(text, path, line, book, price_year)
    yield from _effort_in_time(text, case, path, line, price, horizon)


def _money(
    text: Text, path: Path, line: CareLine | EffortLine, book: PriceBook, price_year: int
) -> Iterator[Problem]:
    """Payers that a line names itself, and the price year of an expense."""
    payers = [*(line.payers or {}), *(line.expense.payers if line.expense else {})]
    for payer in payers:
        if payer not in book.header.payers:
            where = (*path, "uitgave", "betalers") if line.expense else (*path, "betalers")
            yield _unknown_payer(text, (*where, payer), payer, book)
    if line.expense is not None:
        years = (line.expense.price_year, price_year)
        place = (*path, "uitgave", "prijspeil")
        yield from _series_covers(text, place, CONSUMER_PRICES, "deze uitgave", years, book)


def check_programme_payers(text: Text, programme: Programme, book: PriceBook) -> Iterator[Problem]:
    """Whether a programme speaks of payers that the book knows, in its costs and in its agreements."""
    yield from _check_cost(text, programme, book)
    for place, agreement in enumerate(programme.agreements):
        path = ("afspraken", place, "betaler")
        known = book.header.payers.get(agreement.payer)
        if known is None:
            yield _unknown_payer(text, path, agreement.payer, book, key=False)
        elif known.side is Side.RESIDENT:
            yield text.problem("afspraak_zonder_budget", text.place(path), betaler=agreement.payer)


def _check_cost(text: Text, programme: Programme, book: PriceBook) -> Iterator[Problem]:
    """Whether the costs of a programme have payers and a price year that the book knows."""
    cost = programme.cost
    if cost is None:
        return
    for payer in cost.payers:
        if payer not in book.header.payers:
            yield _unknown_payer(text, ("kosten", "betalers", payer), payer, book)
    years = (cost.price_year, programme.price_year)
    yield from _series_covers(
        text, ("kosten", "prijspeil"), CONSUMER_PRICES, "de programmakosten", years, book
    )


def _longest(line: EffortLine, price: Price | None) -> float:
    """How many years an effort line lasts at most; days of a price per day last as long as they say."""
    if line.duration is not None:
        return max(line.duration.years.values)
    quantity = line.quantity
    if quantity is None or quantity.per is not None or price is None or price.unit not in PER_YEAR:
        return 0.0
    points = quantity.timing.values if quantity.parts or quantity.curve else quantity.points
    most = max(value for value in points if value is not None)
    return most / PER_YEAR.get(quantity.unit or price.unit, math.inf)


def _effort_in_time(
    text: Text, case: Case, path: Path, line: EffortLine, price: Price | None, horizon: float
) -> Iterator[Problem]:
    if case.closed is None:
        return
    closing = _closing(case.started, case.closed)
    start = max(line.start.years.values) if line.start else 0.0
    if (
        line.quantity is not None
        and line.quantity.per is not None
        and line.duration is None
        and start >= closing
    ):
        yield text.problem("inzet_na_afsluiting", text.place(path))
    end = start + _longest(line, price)
    if end > closing + _case_horizon(case, horizon) + _TOLERANCE:
        yield text.problem("inzet_na_horizon", text.place(path))


def _case_horizon(case: Case, default: float) -> float:
    return case.horizon.length.likely_years if case.horizon else default


def _care_price(text: Text, care: Line, book: PriceBook, price_year: int) -> Iterator[Told]:
    path, line = care.path, care.line
    yield from _money(text, path, line, book, price_year)
    if line.price is None:
        return
    price = book.prices.get(line.price)
    if price is None:
        yield unknown_price(text, (*path, "prijs"), line.price, book)
        return
    yield from _unit_fits(text, path, line, line.price, price)
    yield from _lasting_shape(text, path, line, price)
    yield from _index(text, (*path, "prijs"), line.price, price, book, price_year)
    yield from _told(path, _weakness(book, line.price, price_year))
    if line.instead_of is not None:
        yield from check_instead_prices(text, care, book)


_WEAK: Final = {
    Weakness.GRADE: "prijs_zwak",
    Weakness.OLD: "prijs_oud",
    Weakness.ENDED: "prijs_afgelopen",
    Weakness.FORECAST: "prijs_raming",
}


def _weak(book: PriceBook, key: str, price_year: int) -> tuple[tuple[str, ...], dict[str, Any]]:
    """What a reader of the result should know about a price; grade B- is only told with the result."""
    price = book.prices[key]
    value = price.value_for(price_year)
    years = {"prijsjaar": value.price_year, "jaar": price_year, "tot": str(value.valid_to)}
    details = {"prijs": key, "graad": value.grade.value, "reeks": price.index, **years}
    told = (w for w in weaknesses(book, key, price_year) if w is not Weakness.GRADE or value.grade is Grade.C)
    return tuple(_WEAK[weakness] for weakness in told), details


def _weakness(book: PriceBook, key: str, price_year: int) -> _Plain:
    """The same, worked out once where a price has its index."""
    known = _plain_prices(book, price_year).get(key)
    return known or _Plain(frozenset(), *_weak(book, key, price_year))


def _told(path: Path, price: _Plain) -> Iterator[Question]:
    for slug in price.weak:
        yield Question(slug, (*path, "prijs"), Asked(path, "prijs"), price.details)


def _unit_fits(
    text: Text, path: Path, line: CareLine | EffortLine, key: str, price: Price
) -> Iterator[Problem]:
    quantity = line.quantity
    assert quantity is not None
    if conversion(quantity.unit, price.unit, price.hours_per_halfday) is None:
        counted = _counted(price.unit, quantity.per)
        example = f"{counted} of 12 keer" if price.unit in COUNTED and not quantity.per else counted
        each = quantity.unit == "keer" or quantity.unit in COUNTED
        how = f"reken om: aantal keer maal hoeveel {price.unit} per keer; " if each else ""
        yield text.problem(
            "eenheid_past_niet",
            text.place((*path, "aantal")),
            eenheid=quantity.unit,
            prijs=key,
            prijseenheid=price.unit,
            suggestie=f"{how}schrijf bijvoorbeeld {example}, of kies een andere prijs",
        )


def _counted(unit: str, per: str | None) -> str:
    """A quantity of the price, as often as was said: every day is 7 days a week, and not a day a day."""
    if per is None:
        return f"12 {plural(unit)}"
    return f"7 {plural(unit)} per week" if per == unit == "dag" else f"2 {plural(unit)} per {per}"


def _lasting_shape(text: Text, path: Path, line: CareLine | EffortLine, price: Price) -> Iterator[Problem]:
    """A number of days of a price per day is a timing estimate, and timing has three points (M8)."""
    quantity = line.quantity
    assert quantity is not None
    is_timing = quantity.per is None and line.duration is None and price.unit in PER_YEAR
    if is_timing and not _can_last(quantity):
        shape = next(f.distribution for f in factors_of(quantity) if f.distribution not in TIMING_SHAPES)
        yield text.problem("duur_vorm", text.place((*path, "aantal")), verdeling=shape.value)


def _index(
    text: Text, path: Path, key: str, price: Price, book: PriceBook, price_year: int
) -> Iterator[Problem]:
    from_year = price.value_for(price_year).price_year
    if from_year != price_year:
        yield from _series_covers(text, path, price.index, key, (from_year, price_year), book)


def _series_covers(
    text: Text, path: Path, name: str, key: str, years: tuple[int, ...], book: PriceBook
) -> Iterator[Problem]:
    known = book.series[name].values
    for year in years:
        if year not in known:
            yield text.problem(
                "index_jaar_ontbreekt",
                text.place(path),
                reeks=name,
                jaar=year,
                prijs=key,
                van=min(known),
                tot=max(known),
            )
            return


def unknown_price(text: Text, path: Path, key: str, book: PriceBook) -> Problem:
    """A price that does not exist, with the nearest by spelling and by everyday words."""
    near = [] if _AMOUNT.match(key) else nearest_prices(key, book)
    look = "kies uit de lijst, of kijk op het blad Prijslijst"
    repair = Either("zoek met `rendement prijzen zoek`", look)
    if near:
        meant = "bedoelt u " + " of ".join(f"'{name}'" for name in near) + "?"
        repair = Either(meant, f"{meant} Of {look}")
    elif _AMOUNT.match(key):
        rather = f"schrijf de naam van een prijs, geen bedrag; {repair}"
        repair = Either(rather, f"hier hoort een prijs, geen bedrag; {look}")
    return text.problem("prijs_onbekend", text.place(path), prijs=key, boek=book.name, suggestie=repair)


def _unknown_payer(text: Text, path: Path, payer: str, book: PriceBook, *, key: bool = True) -> Problem:
    """`key`: the payer is a key of its file, and not a value."""
    written = _as_written(text, path) if key else payer
    return text.problem(
        "betaler_onbekend",
        text.place((*path[:-1], written), key=True) if key else text.place(path),
        betaler=written,
        boek=book.name,
        suggestie=suggestion(payer, book.header.payers),
    )


def _as_written(text: Text, path: Path) -> str:
    """A payer as its file spells it."""
    shares, payer = text.node(path[:-1]), str(path[-1])
    keys = (key.value for key, _ in shares.value) if isinstance(shares, MappingNode) else ()
    return next((key for key in keys if normal(key) == payer), payer)


def _closing(started: date, closed: date) -> float:
    return (closed - started).days / PER_YEAR["dag"]
