"""What a line is worth in euros, near enough to ask a question with."""

import math
from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from rendement.model.case import CareLine, Case, EffortLine
from rendement.model.estimate import Quantity
from rendement.model.line_names import Path
from rendement.model.lines import care_lines, effort_lines, helps
from rendement.model.price import PriceBook
from rendement.model.units import PER_YEAR, conversion
from rendement.reading.usual.field_limits import Said, counted, of_care, of_effort

_MOST_KINDS: Final = 16_384
"""Kinds of lines that are remembered."""


class Kind:
    """Lines that say the same; estimates read from the same words are the same object."""

    __slots__ = ("among", "is_quiet", "line", "said")

    def __init__(self, line: CareLine | EffortLine, among: str, said: list[Said]) -> None:
        self.line, self.among, self.said = line, among, said
        self.is_quiet = False
        """Whether nothing is asked of such a line."""


Found = tuple[Path, CareLine | EffortLine]
"""A line with its place."""


class Worth:
    """What things cost in a book, before chance, attribution and discount."""

    def __init__(self, book: PriceBook, year: int) -> None:
        self.book, self.year = book, year
        self.kinds: dict[tuple[object, ...], Kind] = {}

    def kinds_of(self, case: Case, programme: str) -> list[Kind]:
        """The kind of every line, as `lines_of` has them: effort is of a kind within its programme."""
        kinds, said = self.kinds, []
        for effort in case.effort:
            key = _effort_key(case, effort, programme)
            said.append(kinds.get(key) or self._new(case, effort, programme, key))
        for care in helps(case):
            key = _care_key(care)
            said.append(kinds.get(key) or self._new(case, care, "", key))
        return said

    def _new(self, case: Case, line: CareLine | EffortLine, among: str, key: tuple[object, ...]) -> Kind:
        if len(self.kinds) >= _MOST_KINDS:
            self.kinds.clear()
        self.kinds[key] = kind = Kind(line, among, self._said(case, line))
        return kind

    def _said(self, case: Case, line: CareLine | EffortLine) -> list[Said]:
        """Every number of a line; of effort as much as comes down on one case."""
        unit = self.unit(line.price)
        if isinstance(line, CareLine):
            return list(of_care(line, unit))
        told = list(of_effort(line, shared(line)))
        if line.quantity is not None:
            told.append(counted(self.on_case(case, line, line.quantity), line.quantity, unit))
        return told

    def each(self, key: str | None) -> float:
        """Euros per unit."""
        price = self.book.prices.get(key or "")
        return price.value_for(self.year).mean if price else 0.0

    def unit(self, key: str | None) -> str:
        """The unit of a price; empty for none."""
        price = self.book.prices.get(key or "")
        return price.unit if price else ""

    def care(self, line: CareLine) -> float:
        """A line of help: so many at this price, for as long as it lasts (lasting help: a year)."""
        if line.quantity is None:
            return float(line.expense.amount) if line.expense else 0.0
        years = 1.0
        if line.quantity.per is not None:
            lasts = line.duration is not None and not line.duration.is_lasting
            length = line.duration.likely_years if line.duration is not None and lasts else 1.0
            years = length * PER_YEAR[line.quantity.per]
        return self.units(line.quantity, line) * years * self.each(line.price)

    def effort(self, case: Case, line: EffortLine) -> float:
        """A line of effort, as far as it is of this case."""
        if line.quantity is None:
            return float(line.expense.amount) / shared(line) if line.expense else 0.0
        return self.on_case(case, line, line.quantity) * self.each(line.price)

    def line(self, case: Case, line: CareLine | EffortLine) -> float:
        """A line of either kind."""
        return self.care(line) if isinstance(line, CareLine) else self.effort(case, line)

    def on_case(self, case: Case, line: EffortLine, quantity: Quantity) -> float:
        """Units of its price that a line of effort puts on one case."""
        return self.units(quantity, line) * _times(case, line, quantity) / shared(line)

    def units(self, quantity: Quantity, line: CareLine | EffortLine) -> float:
        """How many units of the price, for all persons; a unit that does not fit is told elsewhere."""
        persons = line.persons.number if line.persons else 1.0
        return quantity.mean * (conversion(quantity.unit, self.unit(line.price)) or 1.0) * persons

    def help_of(self, case: Case) -> float:
        """All help of a case that would have been, by the chance of its path."""
        worth = (
            sum(self.care(line) for line in pathway.care) * pathway.typed_and_mean[1]
            for pathway in case.without
        )
        return sum(worth)


def _times(case: Case, line: EffortLine, quantity: Quantity) -> float:
    """How often the time behind `per` comes while this work lasts; 1 for a total."""
    if quantity.per is None:
        return 1.0
    years = (case.closed - case.started).days / PER_YEAR["dag"] if case.closed else 1.0
    return (line.duration.likely_years if line.duration else years) * PER_YEAR[quantity.per]


_KNOWN: Final[dict[tuple[str, int], Worth]] = {}
_MOST_KNOWN: Final = 64


def worth_of(book: PriceBook, year: int) -> Worth:
    """Looked up once per book and year."""
    key = (book.content_hash, year)
    if key not in _KNOWN:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[key] = Worth(book, year)
    return _KNOWN[key]


def lines_of(case: Case) -> Iterator[Found]:
    """Every line of a case, those of effort first."""
    for _, path, effort in effort_lines(case):
        yield path, effort
    for path, care, _, _ in care_lines(case):
        yield path, care


_OF_CARE: Final = attrgetter(
    *("price", "persons", "drop_off", "quantity", "duration", "start", "delay"),
    *("chance", "displacement", "expense"),
)
_OF_EFFORT: Final = attrgetter(
    *("price", "persons", "group", "shared_over", "quantity", "duration", "start"),
)


def _care_key(line: CareLine) -> tuple[object, ...]:
    """Everything that is asked about, estimates by who they are; written out, as there are many lines."""
    price, persons, drop_off, quantity, duration, start, delay, chance, displacement, spent = _OF_CARE(line)
    amount = None if spent is None else spent.amount
    estimates = (id(quantity), id(duration), id(start), id(delay), id(chance), id(displacement))
    return (price, persons, drop_off, amount, estimates)


def _effort_key(case: Case, line: EffortLine, programme: str) -> tuple[object, ...]:
    """The same; work that goes on without a duration is as much as the case is long."""
    said = _OF_EFFORT(line)
    quantity, long = said[4], None
    if said[5] is None and quantity is not None and quantity.per is not None:
        long = (case.started, case.closed)
    spent = line.expense and line.expense.amount
    return (programme, long, spent, *said[:4], *map(id, said[4:]))


def shared(line: EffortLine) -> float:
    """Over how many people and cases; a divisor below one is told as an error elsewhere."""
    divisors = (measure.number for measure in (line.group, line.shared_over) if measure is not None)
    return math.prod((max(1.0, divisor) for divisor in divisors), start=1.0)
