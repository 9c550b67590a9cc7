"""What is usual of a number in a case: ranges, only there to ask whether an outlier is right (M39: named).

No amount depends on them. A price of an own book may say its own; the shipped ones stand beside the books.
"""

from fnmatch import fnmatchcase
from functools import cached_property
from typing import Annotated, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rendement.model.amounts import AmountValue, UnitName
from rendement.model.base import Document
from rendement.model.estimate import absent
from rendement.model.scalars import ChanceValue, MeasureValue
from rendement.model.units import PER_YEAR, Measure, conversion
from rendement.words.units import plural

_Short = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Limits(NamedTuple):
    """Least and most that is usual, as numbers; None where nothing is too little, or too much."""

    low: float | None
    high: float | None

    def outside(self, least: float, most: float) -> float | None:
        """The limit that a number, or a range of them, lies beyond; nothing at all is told elsewhere."""
        if self.high is not None and most > self.high:
            return self.high
        return self.low if self.low is not None and 0.0 < least < self.low else None


class Range(Document):
    """Least and most of a number with a unit; either may be left out."""

    low: MeasureValue | None = Field(None, alias="laag", exclude_if=absent)
    high: MeasureValue | None = Field(None, alias="hoog", exclude_if=absent)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _checked(self.limits)
        return self

    @cached_property
    def limits(self) -> Limits:
        """As numbers: times in years, `per week` per year, anything else as it was written."""
        return Limits(*(None if end is None else _number(end) for end in (self.low, self.high)))

    @property
    def ends(self) -> tuple[Measure, ...]:
        """What was written."""
        return tuple(end for end in (self.low, self.high) if end is not None)


class ShareRange(Document):
    """Least and most of a chance or share."""

    low: ChanceValue | None = Field(None, alias="laag", exclude_if=absent)
    high: ChanceValue | None = Field(None, alias="hoog", exclude_if=absent)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _checked(self.limits)
        return self

    @cached_property
    def limits(self) -> Limits:
        """From 0 to 1."""
        return Limits(self.low, self.high)


class AmountRange(Document):
    """Least and most of an amount in euros."""

    low: AmountValue | None = Field(None, alias="laag", exclude_if=absent)
    high: AmountValue | None = Field(None, alias="hoog", exclude_if=absent)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _checked(self.limits)
        return self

    @cached_property
    def limits(self) -> Limits:
        """In euros."""
        return Limits(*(None if end is None else float(end) for end in (self.low, self.high)))


def _number(measure: Measure) -> float:
    per = 1.0 if measure.per is None else PER_YEAR[measure.per]
    return measure.number * per


def _checked(limits: Limits) -> None:
    if limits.low is None and limits.high is None:
        raise PydanticCustomError("gebruikelijk_leeg", "neither least nor most", {})
    if limits.low is not None and limits.high is not None and limits.low > limits.high:
        raise PydanticCustomError("gebruikelijk_volgorde", "least above most", {})


class TimeRange(Range):
    """Least and most of a length of time."""

    @model_validator(mode="after")
    def _times(self) -> Self:
        wrong = [end for end in self.ends if end.unit not in PER_YEAR or end.per is not None]
        if wrong:
            raise PydanticCustomError("gebruikelijk_tijd", "no time", {"tijd": _spelled(wrong[0])})
        return self

    @cached_property
    def limits(self) -> Limits:
        """In years."""
        return Limits(*(None if end is None else _years(end) for end in (self.low, self.high)))


def _spelled(measure: Measure) -> str:
    unit = f" {plural(measure.unit)}" if measure.unit else ""
    return f"{measure.number:g}{unit}".replace(".", ",")


def _years(measure: Measure) -> float:
    return measure.number / PER_YEAR.get(measure.unit or "", 1.0)


class Usual(Document):
    """Ranges per field of a line of help or effort; a field that is left out is not asked about."""

    total: Range | None = Field(None, alias="totaal", exclude_if=absent)
    """How much one line counts in all."""
    per_year: Range | None = Field(None, alias="per_jaar", exclude_if=absent)
    """How much a line counts that says `per week`, `per maand` …"""
    start: TimeRange | None = Field(None, alias="vanaf", exclude_if=absent)
    duration: TimeRange | None = Field(None, alias="duur", exclude_if=absent)
    delay: TimeRange | None = Field(None, alias="uitstel", exclude_if=absent)
    chance: ShareRange | None = Field(None, alias="kans", exclude_if=absent)
    displacement: ShareRange | None = Field(None, alias="verdringing", exclude_if=absent)
    drop_off: ShareRange | None = Field(None, alias="afbouw", exclude_if=absent)
    persons: Range | None = Field(None, alias="personen", exclude_if=absent)
    group: Range | None = Field(None, alias="groep", exclude_if=absent)
    shared_over: Range | None = Field(None, alias="gedeeld_over", exclude_if=absent)
    expense: AmountRange | None = Field(None, alias="uitgave", exclude_if=absent)

    def limits(self, field: str) -> Limits | None:
        """The range of a field by its English name; None where nothing is said."""
        said = getattr(self, field, None)
        return None if said is None else said.limits


class UsualOfPrice(Usual):
    """What a price of an own book says of itself."""

    amount: AmountRange | None = Field(None, alias="bedrag", exclude_if=absent)
    """How much one unit costs."""
    why: _Short | None = Field(None, alias="waarom", exclude_if=absent)
    source: _Short | None = Field(None, alias="bron", exclude_if=absent)

    def check_unit(self, unit: str) -> None:
        """Refuses what is not counted in the unit of the price; a total has no `per`."""
        for field, said in (("totaal", self.total), ("per_jaar", self.per_year)):
            for end in said.ends if said else ():
                if conversion(end.unit, unit) != 1.0:
                    told = {"welk": field, "eenheid": end.unit, "prijseenheid": unit}
                    raise PydanticCustomError("gebruikelijk_eenheid", "another unit than the price", told)
                if field == "totaal" and end.per is not None:
                    raise PydanticCustomError("gebruikelijk_per", "a total has no per", {"tijd": end.per})


class UsualOfUnit(UsualOfPrice):
    """The same of every price that goes by a unit."""

    unit: UnitName = Field(alias="eenheid")

    @model_validator(mode="after")
    def _in_that_unit(self) -> Self:
        self.check_unit(self.unit)
        return self


class UsualOfPrices(UsualOfUnit):
    """The same of the prices that a pattern names (`wmo.begeleiding*`), with a reason."""

    prices: _Short = Field(alias="prijs")
    why: _Short = Field(alias="waarom")


class UsualOfCase(Document):
    """Ranges of what holds for a whole case."""

    trajectory: TimeRange = Field(alias="gestart")
    """How long a case lasts, from start to closing."""
    attribution: ShareRange = Field(alias="toerekening")
    """Our share of the change."""
    displacement: ShareRange = Field(alias="verdringing")
    drop_off: ShareRange = Field(alias="afbouw")
    lot_chance: ShareRange = Field(alias="lotkans")

    def limits(self, field: str) -> Limits:
        """The range of a field by its English name."""
        limits: Limits = getattr(self, field).limits
        return limits


class Elsewhere(Document):
    """When a number is far from what other cases of the same base write."""

    enough: int = Field(alias="vanaf_regels", ge=3)
    """From so many numbers of other cases on, the base tells what is usual."""
    times: float = Field(alias="keer", gt=1)
    """So many times their middle, or one so-manieth of it, is far."""
    spreads: float = Field(alias="spreidingen", gt=0)
    """And so many times their own spread, where they differ much among each other."""
    euros: float = Field(alias="euro", ge=0)
    """And it makes a difference of so much."""


class UsualFile(Document):
    """`gebruikelijk.yaml`: prices first, units for the rest, then what holds for any line."""

    name: _Short = Field(alias="naam")
    nature: _Short = Field(alias="aard")
    units: tuple[UsualOfUnit, ...] = Field(alias="eenheden")
    prices: tuple[UsualOfPrices, ...] = Field(alias="prijzen")
    care: Usual = Field(alias="hulp")
    effort: Usual = Field(alias="inzet")
    hours: Range = Field(alias="inzet_per_casus")
    """Hours of our own work on one case, after sharing with a group or other cases."""
    path: ShareRange = Field(alias="pad_kans")
    case: UsualOfCase = Field(alias="casus")
    elsewhere: Elsewhere = Field(alias="andere_casussen")

    def of(self, price: str, unit: str) -> tuple[UsualOfUnit, ...]:
        """What is said of a price in this unit, the nearest first."""
        named = [each for each in self.prices if each.unit == unit and fnmatchcase(price, each.prices)]
        return (*named, *(each for each in self.units if each.unit == unit))
