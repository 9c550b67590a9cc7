"""The slow, obvious twin of the engine: the rules of the method, one small function each, in Decimal.

Nothing here is fast and nothing here is shared with the engine: no numpy, no engine code, and of the
document models only the raw fields. Means, units, price levels and time are worked out again from the
method, whose rule numbers (M1 ...) stand in the docstrings.

How to read it, from the top down:

1. `mean`, `three_points`         estimates (M8; other forms, M30 and M40, in naive_forms.py)
2. `conversion`, `unit_price`     units and price level (M2, M1)
3. `Piece`                        an amount at a moment, or per year between two moments
4. `present_value`                what one unit of money at its own time is worth at time 0 (M3)
5. `care_pieces`, `effort_pieces` which pieces a line consists of (M5, M7); naive_contained.py: and which of
                                  those lie inside other help (M42)
6. `care_line`, `effort_line`     the factors in front of the pieces (M4, M6, M9, M10) and who pays (M12, M13)
7. `value_case`, `cash_flow`      the sums (M12, M14, M21), and `programme_bounds` (M15)
8. `value_reviewed`               the same with reviews: every combination of answers, averaged (M19)

Time t is in years of 365.25 days from the start of the effort; T is the closing, H the horizon.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext
from fnmatch import fnmatchcase
from itertools import pairwise, product
from typing import Literal, NamedTuple

import naive_contained
import naive_forms

from rendement.model.amounts import Amount
from rendement.model.case import CareLine, Case, EffortLine, Expense, Pathway
from rendement.model.estimate import Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.price import Component, Price, PriceBook, PriceValue
from rendement.model.review import Review
from rendement.model.settings import DisciplineSet, Factor, Settings
from rendement.model.units import Measure

# ---------------------------------------------------------------- constants, typed again from the method

DIGITS = 50
K = Decimal("1.97345")  # M8
Z10 = Decimal("1.2815515655446004")  # the 90 % point of the standard normal
PER_YEAR = {  # M2
    "dag": Decimal("365.25"),
    "week": Decimal("52.1786"),
    "maand": Decimal(12),
    "jaar": Decimal(1),
}
DAYS = PER_YEAR["dag"]
COUNTED = ("consult", "zitting", "bezoek", "visite", "rit", "incident", "traject", "stuk")
WEAKEST_FIRST = ("eigen", "met-collega", "getoetst", "dossier", "geregistreerd")  # M10
PART_OF_YEAR = {"begin": Decimal(0), "midden": Decimal("0.5"), "eind": Decimal(1)}  # M3
ZERO, ONE, FOREVER = Decimal(0), Decimal(1), Decimal("Infinity")
HAIR = Decimal("1e-12")  # years: two moments this close are the same moment

Side = Literal["inzet", "zonder", "met"]
Points = list[tuple[Decimal, Decimal]]  # (value, weight) of a timing estimate
MaybePoints = list[tuple[Decimal | None, Decimal]]  # the same, where None means: no length (or no delay)
CashFlow = dict[tuple[str, int, int], Decimal]  # (payer, year, month) -> euros


# ---------------------------------------------------------------- what comes out


@dataclass(frozen=True)
class NaiveLine:
    """One line: K of an effort line (a cost is positive), B of a care line (with its sign).

    `gross` is the amount that the payers of the price bear together; `value` is what is left of it over
    all payers: the same, or 0 for a transfer.
    """

    name: str
    side: Side
    price_key: str | None
    value: Decimal
    by_payer: dict[str, Decimal]
    cash_by_payer: dict[str, Decimal]
    units: Decimal
    gross: Decimal


@dataclass(frozen=True)
class NaiveCase:
    """All lines of a case and their sums; `by_payer_net` is benefit minus effort."""

    lines: tuple[NaiveLine, ...]
    effort: Decimal
    benefit: Decimal
    net: Decimal
    by_payer_net: dict[str, Decimal]


@dataclass(frozen=True)
class Piece:
    """`amount` price units at `start` when there is no `end`; else `amount` a year from `start` to `end`.

    It counts `weight` times: the weight of its timing points, negative for what is subtracted (M5).
    """

    weight: Decimal
    amount: Decimal
    start: Decimal
    end: Decimal | None
    undated: bool = False
    """M36: effort between start and closing of which nobody said when."""


@dataclass(frozen=True)
class Line:
    """A line ready to be summed: factor x unit price x pieces, and the share of every payer in it."""

    name: str
    side: Side
    price_key: str | None
    pieces: tuple[Piece, ...]
    factor: Decimal
    unit_price: Decimal
    drop_off: Decimal
    shares: dict[str, Decimal]
    cash_shares: dict[str, Decimal]


# ---------------------------------------------------------------- 1. estimates


def dec(number: float | Decimal) -> Decimal:
    """The number that was written, not its binary neighbour: 0.1 becomes exactly 0.1."""
    return number if isinstance(number, Decimal) else Decimal(repr(number))


def mean(
    low: Decimal | None, likely: Decimal | None, high: Decimal | None, shape: str, ceiling: Decimal = FOREVER
) -> Decimal:
    """M8: the mean of a point, or of low / likely / high in its shape; the floor is always 0."""
    if low is None or high is None:
        return given(likely)
    if shape == "uniform":
        return (low + high) / 2
    if shape == "lognormaal":
        s = (high.ln() - low.ln()) / (2 * Z10)
        return ((low.ln() + high.ln()) / 2 + s * s / 2).exp()
    m = given(likely)
    if shape == "driehoek":
        return (low + m + high) / 3
    k = K if shape == "pert" else ONE
    a = max(ZERO, m - k * (m - low))
    b = min(ceiling, m + k * (high - m))
    return (a + 4 * m + b) / 6


def given(number: Decimal | None) -> Decimal:
    """A number that has to be there: a missing one never becomes 0 (M25)."""
    if number is None:
        raise ValueError("a number is missing")
    return number


def mean_of_numbers(estimate: Chance | Amount | Factor, ceiling: Decimal = FOREVER) -> Decimal:
    """M8 for an estimate without a unit: a chance, an amount of euros, a realism factor."""
    written = (estimate.low, estimate.likely, estimate.high)
    low, likely, high = (None if x is None else dec(x) for x in written)
    return mean(low, likely, high, estimate.distribution.value, ceiling)


def mean_chance(chance: Chance | None, otherwise: Decimal) -> Decimal:
    """M8 for a chance: between 0 and 1; `otherwise` when none was given."""
    if chance is not None and naive_forms.has_form(chance):
        return dec(naive_forms.mean(chance))
    return otherwise if chance is None else mean_of_numbers(chance, ceiling=ONE)


def spelled(estimate: Quantity | Duration) -> Measure:
    """The unit in which the estimate was written: one for all its numbers, or that of each number."""
    for factor in naive_forms.factors(estimate):
        if isinstance(factor, Quantity) and spelled(factor)[1:] != (None, None):
            return spelled(factor)
    found = (estimate.common_unit, estimate.likely, estimate.low, estimate.high)
    return next(measure for measure in found if measure is not None)


def numbers(estimate: Quantity | Duration) -> list[Decimal | None]:
    """Low, likely and high as plain numbers in the written unit."""
    return [None if x is None else dec(x.number) for x in (estimate.low, estimate.likely, estimate.high)]


def mean_quantity(quantity: Quantity) -> Decimal:
    """M8 for a quantity, in the written unit."""
    if naive_forms.has_form(quantity):
        return dec(naive_forms.mean(quantity))
    low, likely, high = numbers(quantity)
    return mean(low, likely, high, quantity.distribution.value)


def three_points(estimate: Quantity | Duration) -> Points:
    """M8, timing: low, likely and high in years, with weights k/6, 1 - k/3, k/6."""
    if estimate.distribution.value not in ("pert", "pert-minmax"):
        raise ValueError("a timing estimate is a PERT")
    per_year = PER_YEAR[str(spelled(estimate).unit)]
    if naive_forms.has_form(estimate):
        return [(dec(value) / per_year, dec(weight)) for value, weight in naive_forms.timing(estimate)]
    low, likely, high = numbers(estimate)
    if low is None or high is None:
        return [(given(likely) / per_year, ONE)]
    k = K if estimate.distribution.value == "pert" else ONE
    weights = (k / 6, 1 - k / 3, k / 6)
    return [(given(x) / per_year, w) for x, w in zip((low, likely, high), weights, strict=True)]


def is_lasting(duration: Duration) -> bool:
    """`blijvend`: an endless duration, which the horizon cuts; it is no estimate."""
    return numbers(duration)[1] == FOREVER


def likely_years(duration: Duration) -> Decimal:
    """The likely value of a duration, in years (what a horizon uses)."""
    return given(numbers(duration)[1]) / PER_YEAR[str(spelled(duration).unit)]


# ---------------------------------------------------------------- 2. units and prices


def conversion(unit: str | None, price: Price) -> Decimal:
    """M2: how many units of the price go into one written unit; anything that does not fit is an error."""
    if unit is None or unit == price.unit or (unit == "keer" and price.unit in COUNTED):
        return ONE
    if unit in PER_YEAR and price.unit in PER_YEAR:
        return PER_YEAR[price.unit] / PER_YEAR[unit]
    if price.hours_per_halfday is not None and (unit, price.unit) == ("dagdeel", "uur"):
        return dec(price.hours_per_halfday)
    if price.hours_per_halfday is not None and (unit, price.unit) == ("uur", "dagdeel"):
        return 1 / dec(price.hours_per_halfday)
    raise ValueError(f"{unit} does not fit a price per {price.unit}")


def total_units(quantity: Quantity, price: Price) -> Decimal:
    """M2, M8: a plain quantity, in units of the price."""
    return mean_quantity(quantity) * conversion(spelled(quantity).unit, price)


def units_per_year(quantity: Quantity, price: Price) -> Decimal:
    """M2, M8: an intensity (2 hours per week), in units of the price per year."""
    return total_units(quantity, price) * PER_YEAR[str(spelled(quantity).per)]


def is_intensity(quantity: Quantity) -> bool:
    """So much per day, week, month or year."""
    return spelled(quantity).per is not None


def composed(components: Sequence[Component]) -> Decimal:
    """A price built from parts: begin, then times, divided by, or plus a surcharge on what was there."""
    total = ZERO
    for part in components:
        value = dec(part.value)
        if part.operation.value == "begin":
            total = value
        elif part.operation.value == "maal":
            total = total * value
        elif part.operation.value == "gedeeld door":
            total = total / value
        else:
            total = total + total * value
    return total


def dated_value(price: Price, year: int) -> PriceValue:
    """M1: the value of that year; else the last one before it; else the first one after it."""
    before = [value for value in price.values if value.price_year <= year]
    if before:
        return max(before, key=lambda value: value.price_year)
    return min(price.values, key=lambda value: value.price_year)


def index_factor(book: PriceBook, series: str, from_year: int, to_year: int) -> Decimal:
    """M1: I_to / I_from; a year outside the series is an error. Within one year nothing is indexed."""
    if from_year == to_year:
        return ONE
    values = book.series[series].values
    for year in (from_year, to_year):
        if year not in values:
            raise ValueError(f"series {series} has no {year}")
    return dec(values[to_year]) / dec(values[from_year])


def unit_price(price: Price, book: PriceBook, settings: Settings) -> Decimal:
    """M1, M8: c, the mean price per unit in the price year of the settings."""
    value = dated_value(price, settings.price_year)
    amount = composed(value.composition) if value.amount is None else mean_of_numbers(value.amount)
    return amount * index_factor(book, price.index, value.price_year, settings.price_year)


def expense_price(expense: Expense, book: PriceBook, settings: Settings) -> Decimal:
    """M1: an expense is indexed with the consumer prices."""
    return expense.amount * index_factor(book, "cpi", expense.price_year, settings.price_year)


def price_of(book: PriceBook, key: str) -> Price:
    """The price item; one that is missing never becomes 0 (M25)."""
    if key not in book.prices:
        raise ValueError(f"no price {key}")
    return book.prices[key]


# ---------------------------------------------------------------- 3. time


def closing(case: Case) -> Decimal:
    """M7: T, the days from start to closing, in years."""
    if case.closed is None:
        raise ValueError("a running case has no value")
    return (case.closed - case.started).days / DAYS


def horizon(case: Case, line: CareLine | None, settings: Settings) -> Decimal:
    """M3: H = T + the horizon of the line, else of the case, else of the regime (its likely value)."""
    argued = case.horizon if line is None or line.horizon is None else line.horizon
    length = settings.regime.horizon if argued is None else argued.length
    return closing(case) + likely_years(length)


def cut(pieces: Sequence[Piece], end: Decimal) -> tuple[Piece, ...]:
    """M3: flows stop at the horizon; a one-off counts only when it comes before it."""
    kept = []
    for piece in pieces:
        if piece.end is None and piece.start < end - HAIR:
            kept.append(piece)
        if piece.end is not None and piece.start < min(piece.end, end):
            kept.append(replace(piece, end=min(piece.end, end)))
    return tuple(kept)


# ---------------------------------------------------------------- 4. present value


@dataclass(frozen=True)
class Clock:
    """What time does to an amount: discount rate r, drop-off a year and its form, closing T, convention."""

    rate: Decimal
    drop_off: Decimal
    closing: Decimal
    convention: str
    form: str = "trap"


def present_value(piece: Piece, clock: Clock) -> Decimal:
    """M3: what the piece is worth at time 0, times its weight; in price units, not yet in euros."""
    if piece.end is None:
        time = discount(piece.start, clock) * left(piece.start, clock)
    else:
        time = flow(piece.start, piece.end, clock, undated=piece.undated)
    return piece.weight * piece.amount * time


def discount(moment: Decimal, clock: Clock) -> Decimal:
    """M3, M36: (1+r)^-y of what happens at once, y its moment, or the number of its year."""
    return (1 + clock.rate) ** -year_of(moment, clock.convention)


def year_of(moment: Decimal, convention: str) -> Decimal:
    """M36: at t, begin: t rounded down; midden: half a year more, 0 at t = 0; eind: t rounded up."""
    if convention == "continu":
        return moment
    if abs(moment) <= HAIR:
        return ZERO
    if convention == "eind":
        return (moment - HAIR).to_integral_value(rounding=ROUND_CEILING)
    return whole(moment) + PART_OF_YEAR[convention]


def left(moment: Decimal, clock: Clock) -> Decimal:
    """M35: (1-drop-off)^n in year n after closing, or to the power of the time since where it glides."""
    since = max(ZERO, moment - clock.closing)
    return (1 - clock.drop_off) ** (whole(since) if clock.form == "trap" else since)


def flow(a: Decimal, b: Decimal, clock: Clock, undated: bool = False) -> Decimal:
    """M3, M35: one unit a year from a to b, cut into cells within which neither kind of year changes."""
    edges = {a, b, clock.closing}
    for year in range(int(b) + 2):
        edges |= {Decimal(year), clock.closing + year}
    inside = sorted(edge for edge in edges if a <= edge <= b)
    return sum((cell(one, other, clock, undated) for one, other in pairwise(inside)), ZERO)


def cell(a: Decimal, b: Decimal, clock: Clock, undated: bool) -> Decimal:
    """One unit a year in a stretch that lies in one year since the start and in one year since closing."""
    middle, rho, constant = (a + b) / 2, ZERO, ONE
    if clock.convention == "continu":
        rho += (1 + clock.rate).ln()
    elif not (undated and middle < 1):  # M36: effort of which nobody said when stands at 0 in its first year
        constant *= (1 + clock.rate) ** -(whole(middle) + PART_OF_YEAR[clock.convention])
    if clock.form == "trap":
        constant *= left(middle, clock)
    elif middle > clock.closing:
        wearing = -(1 - clock.drop_off).ln()
        rho += wearing
        constant *= (wearing * clock.closing).exp()
    return constant * closed_form(a, b, rho)


def closed_form(a: Decimal, b: Decimal, rho: Decimal) -> Decimal:
    """M3: (e^(-rho a) - e^(-rho b)) / rho, and b - a for rho = 0."""
    if rho == 0:
        return b - a
    return ((-rho * a).exp() - (-rho * b).exp()) / rho


def whole(years: Decimal) -> Decimal:
    """The whole years in a time; a hair below a whole number is that number."""
    return (years + HAIR).to_integral_value(rounding=ROUND_FLOOR)


# ---------------------------------------------------------------- 5. pieces of a line


def lasts_as_it_says(line: CareLine | EffortLine, price: Price | None) -> bool:
    """A total of time without a duration of its own: three months of a price per day or month."""
    if line.duration is not None or line.quantity is None or price is None or is_intensity(line.quantity):
        return False
    return price.unit in PER_YEAR and (spelled(line.quantity).unit or price.unit) in PER_YEAR


def own_lengths(quantity: Quantity, price: Price) -> MaybePoints:
    """M8: the quantity itself is a timing estimate; without a unit it is counted in that of the price."""
    unit = Measure(1.0, spelled(quantity).unit or price.unit, None)
    return [*three_points(quantity.model_copy(update={"common_unit": unit}))]


def piece_of(
    line: CareLine | EffortLine, price: Price | None, start: Decimal, length: Decimal | None, weight: Decimal
) -> Piece:
    """One piece of a line whose start and length are known; no length is everything at once."""
    if line.quantity is None or price is None:  # an expense: one amount
        total = ONE
    elif is_intensity(line.quantity):
        return Piece(weight, units_per_year(line.quantity, price), start, start + given(length))
    elif lasts_as_it_says(line, price):  # one day of a price per day, each day
        return Piece(weight, PER_YEAR[price.unit], start, start + given(length))
    else:
        total = total_units(line.quantity, price)
    if length is None or length == 0:
        return Piece(weight, total, start, None)
    return Piece(weight, total / length, start, start + length)  # evenly over its length


def care_lengths(line: CareLine, price: Price | None) -> MaybePoints:
    """How long a care line lasts: None is at once, FOREVER until the horizon."""
    intensity = line.quantity is not None and is_intensity(line.quantity)
    if line.duration is not None and is_lasting(line.duration) and not intensity:
        raise ValueError("a total cannot last")
    if line.duration is not None:
        return [*three_points(line.duration)]
    if intensity and line.delay is None:
        raise ValueError("an intensity needs a duration")
    if intensity:
        return [(FOREVER, ONE)]
    if line.quantity is not None and price is not None and lasts_as_it_says(line, price):
        return own_lengths(line.quantity, price)
    return [(None, ONE)]


def care_pieces(line: CareLine, price: Price | None, t: Decimal, h: Decimal) -> tuple[Piece, ...]:
    """M3, M5, M7: every combination of start, length and delay; what is delayed is subtracted."""
    pieces = []
    for start, length, delay, weight in care_moments(line, price, t):
        piece = piece_of(line, price, start, length, weight)
        pieces.append(piece)
        if delay is not None:
            pieces += delayed(piece, delay, line.moves_end)
    return cut(pieces, h)


def care_moments(
    line: CareLine, price: Price | None, t: Decimal
) -> Iterator[tuple[Decimal, Decimal | None, Decimal | None, Decimal]]:
    """Every start, length and delay of a care line, and how much that combination weighs."""
    starts: MaybePoints = [(t, ONE)] if line.start is None else [*three_points(line.start)]
    delays: MaybePoints = [(None, ONE)] if line.delay is None else [*three_points(line.delay)]
    length_of = line.duration or line.quantity
    times = ((line.start, starts), (length_of, care_lengths(line, price)), (line.delay, delays))
    for (start, length, delay), weight in combined(times):
        yield given(start), length, delay, weight


def combined(
    times: Sequence[tuple[Estimate | None, MaybePoints]],
) -> Iterator[tuple[list[Decimal | None], Decimal]]:
    """M26: every combination of points; times of one name are at the same point, which weighs once."""
    for chosen in product(*(enumerate(points) for _, points in times)):
        weight, met = ONE, dict[str, int]()
        for (estimate, _), (place, (_, chance)) in zip(times, chosen, strict=True):
            name = None if estimate is None else estimate.name
            if name in met:
                weight *= ONE if met[str(name)] == place else ZERO
            else:
                weight *= chance
                met |= {name: place} if name else {}
        if weight:
            yield [value for _, (value, _) in chosen], weight


def followed(line: CareLine, case: Case) -> tuple[CareLine, Pathway]:
    """M29: the line (`z1.2`) that this one came instead of, and its path."""
    path, number = (int(part) for part in str(line.instead_of).removeprefix("z").split("."))
    return case.without[path - 1].care[number - 1], case.without[path - 1]


def window_pieces(
    line: CareLine, price: Price | None, other: CareLine, other_price: Price | None, t: Decimal, h: Decimal
) -> tuple[Piece, ...]:
    """M29: help while the other help was not used: from a to a + delay where it came later, else to b."""
    if line.quantity is None or price is None:
        raise ValueError("what came instead has a price and how much")
    a_year = units_per_year(line.quantity, price) * dec(
        1.0 if line.window_share is None else line.window_share
    )
    pieces = []
    for start, length, delay, weight in care_moments(other, other_price, t):
        until = given(length) if delay is None else min(delay, given(length))
        pieces.append(Piece(weight, a_year, start, start + until))
    return cut(pieces, h)


def delayed(piece: Piece, delay: Decimal, moves_end: bool) -> list[Piece]:
    """M5: what is still to come after a delay, to be subtracted: the end stays, or moves too."""
    later = replace(piece, weight=-piece.weight, start=piece.start + delay)
    if piece.end is None:
        return [later]
    if moves_end:
        if piece.end == FOREVER:
            raise ValueError("what lasts until the horizon has no end to move")
        return [replace(later, end=piece.end + delay)]
    return [later] if later.start < piece.end else []


def effort_lengths(line: EffortLine, price: Price | None, start: Decimal, t: Decimal) -> MaybePoints:
    """M7: how long an effort line lasts: its duration, else until closing, else at once."""
    if line.duration is not None:
        return [*three_points(line.duration)]
    if line.quantity is not None and is_intensity(line.quantity):
        if start > t:
            raise ValueError("effort starts after closing and has no duration")
        return [(t - start, ONE)]
    if line.quantity is not None and price is not None and lasts_as_it_says(line, price):
        return own_lengths(line.quantity, price)
    return [(t, ONE)] if line.start is None else [(None, ONE)]


def is_undated(line: EffortLine, price: Price | None) -> bool:
    """M36: no start, and no length of its own: some time between start and closing."""
    return line.start is None and line.duration is None and not lasts_as_it_says(line, price)


def effort_pieces(line: EffortLine, price: Price | None, t: Decimal, h: Decimal) -> tuple[Piece, ...]:
    """M3, M7: every combination of start and length; effort beyond the horizon is an error, never cut."""
    starts = [(ZERO, ONE)] if line.start is None else three_points(line.start)
    pieces = []
    places: MaybePoints = [(Decimal(place), weight) for place, (_, weight) in enumerate(starts)]
    for here, (start, _) in enumerate(starts):
        lengths = effort_lengths(line, price, start, t)  # until closing is longer from an earlier start
        for (place, length), weight in combined(
            ((line.start, places), (line.duration or line.quantity, lengths))
        ):
            if place != here:
                continue
            piece = piece_of(line, price, start, length, weight)
            piece = replace(piece, undated=is_undated(line, price))
            if max(piece.start, piece.end or ZERO) > h + HAIR:
                raise ValueError("effort runs beyond the horizon")
            pieces.append(piece)
    return tuple(pieces)


# ---------------------------------------------------------------- 6. factors and payers


def realism(grade: str, settings: Settings) -> Decimal:
    """M9: E[omega] of an evidence grade."""
    factors = {key.value: factor for key, factor in settings.realism.factors.items()}
    return mean_of_numbers(factors[grade])


def first_grade(*owners: Estimate | CareLine | Pathway | Case) -> str:
    """M10: the grade of the first that has one; else it is the author's own estimate."""
    for owner in owners:
        if owner.evidence is not None:
            return owner.evidence.value
    return "eigen"


def factors(estimate: Chance | Quantity | Duration) -> Sequence[Chance | Quantity | Duration]:
    """M30: the factors of a product, else the estimate itself."""
    return naive_forms.factors(estimate) or (estimate,)


def weakest_grade(line: CareLine, path: Pathway, case: Case) -> str:
    """M10: the chain is as strong as its weakest estimate."""
    of_path = (path.chance, path.deadweight)
    duration = None if line.duration is None or is_lasting(line.duration) else line.duration
    of_line = (line.chance, line.quantity, line.start, duration, line.delay)
    grades = [first_grade(f, one, path, case) for one in of_path if one is not None for f in factors(one)]
    grades += [
        first_grade(f, one, line, path, case) for one in of_line if one is not None for f in factors(one)
    ]
    return min(grades, key=WEAKEST_FIRST.index)


def variance_of_chance(chance: Chance) -> Decimal:
    """M27: sigma squared = (mu - A)(B - mu) / 7 for a PERT, textbook for the rest; a point has none."""
    low, likely, high = (None if x is None else dec(x) for x in chance.points)
    if low is None or high is None:
        return ZERO
    if chance.distribution.value == "uniform":
        return (high - low) ** 2 / 12
    m = given(likely)
    if chance.distribution.value == "driehoek":
        return (low * low + m * m + high * high - low * m - low * high - m * high) / 18
    k = K if chance.distribution.value == "pert" else ONE
    a, b = max(ZERO, m - k * (m - low)), min(ONE, m + k * (high - m))
    mu = mean_chance(chance, ZERO)
    return (mu - a) * (b - mu) / 7


def expected_product(chances: Sequence[Chance | None], rests: Sequence[Chance | None]) -> Decimal:
    """M4 and M26: the mean of a product of chances and of rests (1 - chance), where a name is one draw.

    Different names are independent: their means multiply. One that stands twice is a square.
    """
    factors = [(ZERO, ONE, chance) for chance in chances if chance is not None]
    factors += [(ONE, -ONE, chance) for chance in rests if chance is not None]
    by_name: dict[object, list[tuple[Decimal, Decimal, Chance]]] = {}
    for number, factor in enumerate(factors):
        by_name.setdefault(factor[2].name or number, []).append(factor)
    whole = ONE
    for (a, b, chance), *others in by_name.values():
        mu = mean_chance(chance, ONE)
        if not others:
            whole = whole * (a + b * mu)
        else:
            ((c, d, _),) = others
            square = mu * mu + variance_of_chance(chance)
            whole = whole * (a * c + (a * d + b * c) * mu + b * d * square)
    return whole


def drop_off(line: CareLine, case: Case) -> Decimal:
    """M3: lambda of the line, else of the case, else none."""
    written = case.drop_off if line.drop_off is None else line.drop_off
    return ZERO if written is None else dec(written)


def shares(payers: Mapping[str, float]) -> dict[str, Decimal]:
    """M12: s_j; together they are the whole."""
    borne = {payer: dec(share) for payer, share in payers.items()}
    if abs(sum(borne.values(), ZERO) - 1) > Decimal("1e-9"):
        raise ValueError("shares do not sum to one")
    return borne


def with_transfer(borne: dict[str, Decimal], recipient: str | None) -> dict[str, Decimal]:
    """M12: a transfer moves between payers: what they bear together, somebody else receives."""
    if recipient is None:
        return borne
    return {**borne, recipient: borne.get(recipient, ZERO) - sum(borne.values(), ZERO)}


def cash_shares(borne: dict[str, Decimal], price: Price, settings: Settings) -> dict[str, Decimal]:
    """M13: s_j v kappa_j; a societal price brings in no cash."""
    if price.kind.value == "maatschappelijk":
        return dict.fromkeys(borne, ZERO)
    kappa = settings.cashability.chances
    v = dec(price.variable_share)
    return {payer: share * v * dec(kappa.get(payer, kappa["overige"])) for payer, share in borne.items()}


def care_line(
    name: str, line: CareLine, path: Pathway | None, case: Case, book: PriceBook, settings: Settings
) -> Line:
    """M4: B = alpha (1-delta) omega p q c (F - F delayed); M6: with us minus, and without omega.

    M29: help in the place of other help has the alpha, delta, omega and p of that help, and its window.
    """
    price = None if line.price is None else price_of(book, line.price)
    with_us = name.startswith("m")
    t, sign = closing(case), -ONE if with_us else ONE
    if with_us and line.delay is not None:
        raise ValueError("help that was used with us is not delayed")
    if line.instead_of is None:
        other = line
        pieces = care_pieces(line, price, t, horizon(case, line, settings))
    else:
        other, path = followed(line, case)
        other_price = None if other.price is None else price_of(book, other.price)
        pieces = window_pieces(line, price, other, other_price, t, horizon(case, other, settings))
    if naive_contained.helps_around(name, case, book):
        left = naive_contained.pieces_left(name, case, book)
        pieces = cut(left, horizon(case, other, settings))
    displacement = case.displacement if other.displacement is None else other.displacement
    chances = [case.attribution["wij"], other.chance, None if path is None else path.chance]
    factor = sign * persons(line)
    factor *= expected_product(chances, [displacement, None if path is None else path.deadweight])
    if path is not None and (not with_us or line.instead_of is not None):
        factor *= realism(weakest_grade(other, path, case), settings)
    borne, cash, cost, recipient = care_money(line, price, book, settings)
    return Line(
        name=name,
        side="met" if sign < 0 else "zonder",
        price_key=line.price,
        pieces=pieces,
        factor=factor,
        unit_price=cost,
        drop_off=drop_off(other, case),
        shares=with_transfer(borne, recipient),
        cash_shares=with_transfer(cash, recipient),
    )


def care_money(
    line: CareLine, price: Price | None, book: PriceBook, settings: Settings
) -> tuple[dict[str, Decimal], dict[str, Decimal], Decimal, str | None]:
    """M1, M12, M13: who bears it, what of that is cash, what a unit costs, and who receives a transfer.

    An expense can vary as a whole: v = 1, so only kappa stands between it and cash.
    """
    if line.expense is not None:
        borne = shares(line.expense.payers)
        kappa = settings.cashability.chances
        cash = {who: share * dec(kappa.get(who, kappa["overige"])) for who, share in borne.items()}
        return borne, cash, expense_price(line.expense, book, settings), None
    assert price is not None
    borne = shares(line.payers or price.payers)
    cash = cash_shares(borne, price, settings)
    return borne, cash, unit_price(price, book, settings), price.transfer_to


def persons(line: CareLine | EffortLine) -> Decimal:
    """The number of people that the quantity is for."""
    return ONE if line.persons is None else dec(line.persons.number)


def divided(line: EffortLine) -> Decimal:
    """The number of people, over the size of the group, over the number of cases it is shared over."""
    factor = persons(line)
    for number in (line.group, line.shared_over):
        if number is not None:
            factor = factor / dec(number.number)
    return factor


def effort_line(name: str, line: EffortLine, case: Case, book: PriceBook, settings: Settings) -> Line:
    """K = q c F, divided over group and cases: no alpha, delta, omega or drop-off (M4)."""
    if line.expense is not None:
        return expense_line(name, line, line.expense, case, book, settings)
    price = price_of(book, str(line.price))
    borne = shares(line.payers or price.payers)
    cash = dict.fromkeys(borne, ZERO) if price.kind.value == "maatschappelijk" else borne
    return Line(
        name=name,
        side="inzet",
        price_key=line.price,
        pieces=effort_pieces(line, price, closing(case), horizon(case, None, settings)),
        factor=divided(line),
        unit_price=unit_price(price, book, settings),
        drop_off=ZERO,
        shares=with_transfer(borne, price.transfer_to),
        cash_shares=with_transfer(cash, price.transfer_to),
    )


def expense_line(
    name: str, line: EffortLine, expense: Expense, case: Case, book: PriceBook, settings: Settings
) -> Line:
    """An expense: one amount, all of it cash, with its own payers."""
    borne = shares(expense.payers)
    return Line(
        name=name,
        side="inzet",
        price_key=None,
        pieces=effort_pieces(line, None, closing(case), horizon(case, None, settings)),
        factor=divided(line),
        unit_price=expense_price(expense, book, settings),
        drop_off=ZERO,
        shares=borne,
        cash_shares=borne,
    )


# ---------------------------------------------------------------- 7. sums


def all_lines(case: Case, book: PriceBook, settings: Settings) -> Iterator[Line]:
    """i1, i2 ...; z1.1 ...; m1 ... in the order of the file."""
    for number, effort in enumerate(case.effort, start=1):
        yield effort_line(f"i{number}", effort, case, book, settings)
    for path_number, path in enumerate(case.without, start=1):
        for number, care in enumerate(path.care, start=1):
            yield care_line(f"z{path_number}.{number}", care, path, case, book, settings)
    for number, part in enumerate(case.with_us, start=1):
        if isinstance(part, Pathway):
            for place, care in enumerate(part.care, start=1):
                yield care_line(f"m{number}.{place}", care, part, case, book, settings)
        else:
            yield care_line(f"m{number}", part, None, case, book, settings)


def value_line(line: Line, t: Decimal, settings: Settings) -> NaiveLine:
    """M3, M4, M12, M13: the pieces of one line summed, in euros per payer and in undiscounted units."""
    convention = settings.regime.convention.value
    clock = Clock(dec(settings.regime.rate), line.drop_off, t, convention, settings.regime.drop_off.value)
    undiscounted = replace(clock, rate=ZERO, convention="continu")
    gross = line.factor * line.unit_price * sum((present_value(p, clock) for p in line.pieces), ZERO)
    by_payer = {payer: share * gross for payer, share in line.shares.items()}
    return NaiveLine(
        name=line.name,
        side=line.side,
        price_key=line.price_key,
        value=sum(by_payer.values(), ZERO),
        by_payer=by_payer,
        cash_by_payer={payer: share * gross for payer, share in line.cash_shares.items()},
        units=line.factor * sum((present_value(p, undiscounted) for p in line.pieces), ZERO),
        gross=gross,
    )


def value_case(case: Case, book: PriceBook, settings: Settings) -> NaiveCase:
    """M12, M14: every line, and the sums: benefit, effort, net, and net per payer."""
    with localcontext(prec=DIGITS):
        lines = tuple(value_line(line, closing(case), settings) for line in all_lines(case, book, settings))
        effort, benefit = ZERO, ZERO
        net: dict[str, Decimal] = {}
        for line in lines:
            sign = -1 if line.side == "inzet" else 1
            effort += line.value if sign < 0 else ZERO
            benefit += line.value if sign > 0 else ZERO
            for payer, amount in line.by_payer.items():
                net[payer] = net.get(payer, ZERO) + sign * amount
        return NaiveCase(lines, effort, benefit, benefit - effort, net)


def cash_flow(case: Case, book: PriceBook, settings: Settings) -> CashFlow:
    """M21: undiscounted benefit minus effort per payer and calendar month, continuous in time."""
    flow: CashFlow = {}
    with localcontext(prec=DIGITS):
        for line in all_lines(case, book, settings):
            sign = -1 if line.side == "inzet" else 1
            clock = Clock(ZERO, line.drop_off, closing(case), "continu", settings.regime.drop_off.value)
            for piece in line.pieces:
                for (year, month), units in by_month(piece, case.started, clock):
                    euros = sign * line.factor * line.unit_price * units
                    for payer, share in line.shares.items():
                        key = (payer, year, month)
                        flow[key] = flow.get(key, ZERO) + share * euros
    return flow


def by_month(piece: Piece, started: date, clock: Clock) -> Iterator[tuple[tuple[int, int], Decimal]]:
    """M21: the units of one piece in every calendar month it touches."""
    month = month_of(piece.start, started)
    if piece.end is None:
        yield month, present_value(piece, clock)
        return
    while moment(month, started) < piece.end:
        following = next_month(month)
        left = max(piece.start, moment(month, started))
        right = min(piece.end, moment(following, started))
        yield month, present_value(replace(piece, start=left, end=right), clock)
        month = following


def month_of(t: Decimal, started: date) -> tuple[int, int]:
    """The calendar month of started + t x 365.25 days; a hair before a midnight is that midnight."""
    days = int((t * DAYS + Decimal("1e-9")).to_integral_value(rounding=ROUND_FLOOR))
    day = started + timedelta(days=days)
    return day.year, day.month


def moment(month: tuple[int, int], started: date) -> Decimal:
    """The first of the month, in years from the start."""
    return (date(month[0], month[1], 1) - started).days / DAYS


def next_month(month: tuple[int, int]) -> tuple[int, int]:
    """The month after it."""
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def programme_bounds(
    mean_benefit: Decimal, filed: int, closed: int, floor: Decimal, ceiling: Decimal | None
) -> tuple[Decimal, Decimal | None]:
    """M15: closed x [(1-m) B + m L, (1-m) B + m U], m the unfiled share; no ceiling, no upper bound."""
    with localcontext(prec=DIGITS):
        m = Decimal(closed - filed) / closed
        low = closed * ((1 - m) * mean_benefit + m * floor)
        high = None if ceiling is None else closed * ((1 - m) * mean_benefit + m * ceiling)
        return low, high


# ---------------------------------------------------------------- 8. reviews


FIELDS = {
    "kans": "chance",
    "ook_zonder_ons": "deadweight",
    "aantal": "quantity",
    "vanaf": "start",
    "duur": "duration",
    "uitstel": "delay",
}


class Asked(NamedTuple):
    """One estimate of a case with everybody's answers, the author's first, and the grade they give it."""

    line: str
    field: str
    answers: list[Estimate]
    grade: str


def value_reviewed(
    case: Case, reviews: Sequence[Review], roles: DisciplineSet, book: PriceBook, settings: Settings
) -> dict[str, Decimal]:
    """M19: benefit and effort, where each estimate is equally likely to be anybody's answer.

    Answers to different questions are independent, so a line is worth its average over all combinations of
    the answers it depends on. Nothing is pooled here: every combination is a case of its own.
    """
    asked = asked_of(case, reviews, roles)
    totals = {"baten": ZERO, "inzet": ZERO}
    with localcontext(prec=DIGITS):
        for line in value_case(case, book, settings).lines:
            mine = [one for one in asked if one.line in leans_on(case, line.name) or one.answers[0].name]
            outcomes = [
                line_value(with_answers(case, mine, chosen), line.name, book, settings)
                for chosen in product(*(one.answers for one in mine))
            ]
            totals["inzet" if line.side == "inzet" else "baten"] += sum(outcomes, ZERO) / len(outcomes)
    return totals


def leans_on(case: Case, name: str) -> set[str]:
    """The lines and paths whose answers count for a line: its own, and those of what it follows (M29)."""
    names = [name]
    part = case.with_us[int(name[1:]) - 1] if name.startswith("m") and "." not in name else None
    if isinstance(part, CareLine) and part.instead_of is not None:
        names.append(part.instead_of)
    return {part for each in names for part in (each, each.partition(".")[0])}


def line_value(case: Case, name: str, book: PriceBook, settings: Settings) -> Decimal:
    """What one line of a case is worth, all payers together."""
    return next(line.value for line in value_case(case, book, settings).lines if line.name == name)


def asked_of(case: Case, reviews: Sequence[Review], roles: DisciplineSet) -> list[Asked]:
    """Every estimate that somebody answered; it is `getoetst` when a fitting discipline did (M10)."""
    found = []
    for name, field in {(said.line, field) for r in reviews for said in r.lines for field in FIELDS}:
        given = [(r.discipline, own_answer(r, name, field)) for r in reviews]
        said = [(role, answer) for role, answer in given if answer is not None]
        if not said:
            continue
        owner, grade, prices = owner_of(case, name)
        written = getattr(owner, FIELDS[field]) or Chance.model_validate({"verwacht": 1})
        grade = grade if written.evidence is None else written.evidence.value
        fitting = any(fits(roles, role, name, prices) for role, _ in said)
        if fitting and WEAKEST_FIRST.index(grade) < WEAKEST_FIRST.index("getoetst"):
            grade = "getoetst"
        found.append(Asked(name, field, [written, *(answer for _, answer in said)], grade))
    return found


def own_answer(review: Review, line: str, field: str) -> Estimate | None:
    """What a reviewer answered, if anything."""
    said = [one.own for one in review.lines if one.line == line and one.own is not None]
    return getattr(said[0], FIELDS[field]) if said else None


def owner_of(case: Case, name: str) -> tuple[Pathway | CareLine | EffortLine, str, list[str]]:
    """The path or line of that name, the grade its estimates have when they say none, and its prices."""
    number = int(name[1:].partition(".")[0]) - 1
    if name.startswith("i"):
        return case.effort[number], "eigen", [str(case.effort[number].price)]
    path = (case.with_us if name.startswith("m") else case.without)[number]
    if isinstance(path, CareLine):
        return path, first_grade(path, case), [str(path.price)]
    if "." not in name:
        return path, first_grade(path, case), [str(line.price) for line in path.care]
    line = path.care[int(name.partition(".")[2]) - 1]
    return line, first_grade(line, path, case), [str(line.price)]


def fits(roles: DisciplineSet, role: str, line: str, prices: Sequence[str]) -> bool:
    """M10: whether a discipline can judge help at one of these prices; effort only where it says so."""
    if role not in roles.roles or (line.startswith("i") and not roles.roles[role].effort):
        return False
    return any(fnmatchcase(price, pattern) for pattern in roles.roles[role].judges for price in prices)


def with_answers(case: Case, asked: Sequence[Asked], chosen: Sequence[Estimate]) -> Case:
    """The case as it would have been written with these answers, and the grades they have."""
    for one, answer in zip(asked, chosen, strict=True):
        name = one.answers[0].name
        graded = answer.model_copy(update={"evidence": Evidence(one.grade), "name": name})
        at_its_place = {FIELDS[one.field]: graded}
        case = everywhere(case, name, graded) if name else rewritten(case, one.line, at_its_place)
    return case


def everywhere(case: Case, name: str, answer: Estimate) -> Case:
    """M26: who answers one place of a name answers them all, also inside a product (M30)."""
    for place in places(case):
        owner = owner_of(case, place)[0]
        said = ((field, getattr(owner, field, None)) for field in FIELDS.values())
        case = rewritten(
            case, place, {field: put(one, name, answer) for field, one in said if one is not None}
        )
    return case


def places(case: Case) -> Iterator[str]:
    """The names of all lines and paths: i1, z1, z1.1, m1 ..."""
    for number, _ in enumerate(case.effort, 1):
        yield f"i{number}"
    for side, parts in (("z", case.without), ("m", case.with_us)):
        for number, part in enumerate(parts, 1):
            yield f"{side}{number}"
            if isinstance(part, Pathway):
                yield from (f"{side}{number}.{place}" for place, _ in enumerate(part.care, 1))


def put(estimate: Estimate, name: str, answer: Estimate) -> Estimate:
    """The estimate in which what has this name is the answer."""
    if estimate.name == name:
        return answer
    parts = getattr(estimate, "factors", None) or ()
    if not any(part.name == name for part in parts):
        return estimate
    put_in = tuple(answer if part.name == name else part for part in parts)
    return estimate.model_copy(update={"factors": put_in})


def rewritten(case: Case, name: str, change: Mapping[str, object]) -> Case:
    """A case in which one path or line says something else."""
    part, number = name[0], int(name[1:].partition(".")[0]) - 1
    field = {"i": "effort", "z": "without", "m": "with_us"}[part]
    owners = list(getattr(case, field))
    if "." not in name:
        owners[number] = owners[number].model_copy(update=dict(change))
    else:
        lines = list(owners[number].care)
        place = int(name.partition(".")[2]) - 1
        lines[place] = lines[place].model_copy(update=dict(change))
        owners[number] = owners[number].model_copy(update={"care": tuple(lines)})
    return case.model_copy(update={field: tuple(owners)})
