"""A price is amount + unit + price year + payer + source, in one place, per dated value; books of them."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rendement.model.base import Day, Document, Whole
from rendement.model.estimate import Distribution, Estimate, Points, mean
from rendement.model.numbers import parse_number
from rendement.model.scalars import ChanceValue
from rendement.model.units import SPELLINGS

PRICE_KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$"


class Kind(StrEnum):
    """What kind of money a price is (M13)."""

    CASHABLE = "verzilverbaar"
    CAPACITY = "capaciteit"
    SOCIETAL = "maatschappelijk"


class Costing(StrEnum):
    """Whether the amount is an average cost or what one unit more or less really changes."""

    AVERAGE = "gemiddeld"
    MARGINAL = "marginaal"


class Grade(StrEnum):
    """How far a price can be trusted: A official and seen … C order of magnitude only."""

    A = "A"
    A_MINUS = "A-"
    B = "B"
    B_MINUS = "B-"
    C = "C"


class Operation(StrEnum):
    """How a component enters a composed price."""

    START = "begin"
    TIMES = "maal"
    DIVIDED_BY = "gedeeld door"
    SURCHARGE = "toeslag"


class Side(StrEnum):
    """Which purse a payer belongs to, for the perspectives."""

    PUBLIC = "publiek"
    PRIVATE = "privaat"
    RESIDENT = "inwoner"


MOST_PAID: Final = Decimal(10_000_000)
"""Euros: more than any price per unit or expense of one case."""
MOST_BUDGETED: Final = Decimal(1_000_000_000)
"""Euros: more than any programme costs."""


def read_amount(value: Any, most: Decimal = MOST_PAID) -> Decimal:
    """An amount of euros, zero or more, as a Decimal."""
    number = parse_number(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        raise PydanticCustomError("bedrag_onleesbaar", "not an amount", {"tekst": str(value)})
    amount = Decimal(str(number))
    if amount < 0:
        raise PydanticCustomError("bedrag_negatief", "negative amount", {"tekst": str(value)})
    if amount > most:
        raise PydanticCustomError(
            "bedrag_te_groot", "beyond any price", {"tekst": str(value), "miljoen": float(most) / 1e6}
        )
    return amount


def read_budget(value: Any) -> Decimal:
    """The cost of a whole programme, zero or more, as a Decimal."""
    return read_amount(value, MOST_BUDGETED)


def read_component(value: Any) -> Decimal:
    """A component of a composed price: an amount, a number, or a percentage as a fraction."""
    if isinstance(value, str) and value.rstrip().endswith("%"):
        return read_amount(value.rstrip()[:-1].rstrip()) / 100
    return read_amount(value)


def _read_unit_name(value: Any) -> str:
    unit = SPELLINGS.get(str(value).lower())
    if unit is None:
        raise PydanticCustomError(
            "eenheid_onbekend", "unknown unit", {"tekst": str(value), "eenheid": str(value)}
        )
    return unit


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | int | float) and not isinstance(value, bool) else value


PriceKey = Annotated[str, StringConstraints(pattern=PRICE_KEY_PATTERN)]
_plainly = PlainSerializer(lambda amount: format(amount.normalize(), "f"), return_type=str)
AmountValue = Annotated[
    Decimal,
    PlainValidator(read_amount),
    _plainly,
    WithJsonSchema({"type": ["number", "string"], "examples": [38.89]}),
]
BudgetValue = Annotated[
    Decimal,
    PlainValidator(read_budget),
    _plainly,
    WithJsonSchema({"type": ["number", "string"], "examples": [24000]}),
]
ComponentValue = Annotated[
    Decimal,
    PlainValidator(read_component),
    _plainly,
    WithJsonSchema({"type": ["number", "string"], "examples": [25.97, "41%"]}),
]
UnitName = Annotated[
    str, PlainValidator(_read_unit_name), WithJsonSchema({"type": "string", "enum": sorted(SPELLINGS)})
]
Version = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | float)]


class Amount(Estimate):
    """Euros per unit: one amount, or a range over observations."""

    low: AmountValue | None = Field(None, alias="laag")
    likely: AmountValue | None = Field(None, alias="verwacht")
    high: AmountValue | None = Field(None, alias="hoog")

    @property
    def points(self) -> Points:
        """Low, likely, high in euros."""
        return Points(
            *(None if value is None else float(value) for value in (self.low, self.likely, self.high))
        )

    @property
    def mean(self) -> float:
        """M8 with floor 0, in euros per unit."""
        return mean(self.points, self.distribution)


def _amount(value: Any) -> Any:
    return value if isinstance(value, dict | Amount) else Amount.model_construct(likely=read_amount(value))


AmountField = Annotated[Amount, BeforeValidator(_amount, json_schema_input_type=AmountValue | Amount)]


class Source(Document):
    """Where a number was read."""

    author: str = Field(alias="auteur")
    title: str = Field(alias="titel")
    year: Whole | None = Field(None, alias="jaar")
    address: str | None = Field(None, alias="adres")
    opened: Day | None = Field(None, alias="geopend")
    licence: str | None = Field(None, alias="licentie")
    remark: str | None = Field(None, alias="opmerking")


class Citation(Document):
    """One observation: a source of the book, the place in it, and what it says."""

    source: str = Field(alias="bron")
    locator: str | None = Field(None, alias="vindplaats")
    seen: AmountValue | None = Field(None, alias="gezien")
    remark: str | None = Field(None, alias="opmerking")


class Component(Document):
    """One named, sourced and replaceable part of a composed price."""

    name: str = Field(alias="naam")
    value: ComponentValue = Field(alias="waarde")
    operation: Operation = Field(alias="bewerking")
    unit: str | None = Field(None, alias="eenheid")
    source: str = Field(alias="bron")
    locator: str | None = Field(None, alias="vindplaats")
    remark: str | None = Field(None, alias="opmerking")


class PriceValue(Document):
    """What a price was in one price year, with its own sources. Either `bedrag` or `opbouw`."""

    price_year: Whole = Field(alias="prijspeil", ge=1990, le=2100)
    amount: AmountField | None = Field(None, alias="bedrag")
    composition: tuple[Component, ...] = Field((), alias="opbouw")
    valid_from: Day = Field(alias="vanaf")
    valid_to: Day | None = Field(None, alias="tot")
    checked: Day = Field(alias="gecontroleerd")
    grade: Grade = Field(alias="graad")
    citations: tuple[Citation, ...] = Field(alias="bronnen", min_length=1)
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _one_way_to_the_amount(self) -> Self:
        if (self.amount is None) == (not self.composition):
            raise PydanticCustomError("prijs_bedrag_of_opbouw", "amount or composition", {})
        if self.composition and self.composition[0].operation is not Operation.START:
            raise PydanticCustomError("prijs_opbouw_begin", "composition starts with begin", {})
        if any(part.operation is Operation.DIVIDED_BY and not part.value for part in self.composition):
            raise PydanticCustomError("prijs_opbouw_nul", "division by zero", {})
        return self

    @property
    def points(self) -> Points:
        """Low, likely, high in euros per unit of this price year."""
        return self.amount.points if self.amount else Points(None, composed(self.composition), None)

    @property
    def distribution(self) -> Distribution:
        """The shape over the range."""
        return self.amount.distribution if self.amount else Distribution.PERT

    @property
    def mean(self) -> float:
        """The expected amount in euros per unit of this price year (M8)."""
        return mean(self.points, self.distribution)


def composed(components: tuple[Component, ...]) -> float:
    """The amount a composition works out to, in euros."""
    total = Decimal(0)
    for part in components:
        value = part.value
        total = {
            Operation.START: value,
            Operation.TIMES: total * value,
            Operation.DIVIDED_BY: total / (value or 1),
            Operation.SURCHARGE: total * (1 + value),
        }[part.operation]
    return float(total)


class Price(Document):
    """One price item of a book: what it is called, counted in, who bears it, and its dated values."""

    label: str = Field(alias="naam")
    unit: UnitName = Field(alias="eenheid")
    domain: str = Field(alias="domein")
    law: str = Field(alias="wet")
    payers: Mapping[str, ChanceValue] = Field(alias="betalers", min_length=1)
    kind: Kind = Field(alias="soort")
    variable_share: ChanceValue = Field(alias="variabel")
    costing: Costing = Field(alias="kosten")
    transfer_to: str | None = Field(None, alias="overdracht_aan")
    includes: tuple[PriceKey, ...] = Field((), alias="omvat")
    words: tuple[str, ...] = Field(alias="zoekwoorden", min_length=1)
    index: str = Field(alias="index")
    hours_per_halfday: float | None = Field(None, alias="uren_per_dagdeel", gt=0)
    judgement: str | None = Field(None, alias="oordeel")
    values: tuple[PriceValue, ...] = Field(alias="waarden", min_length=1)

    @model_validator(mode="after")
    def _shares_sum_to_one(self) -> Self:
        total = sum(self.payers.values())
        if abs(total - 1) > 1e-9:
            raise PydanticCustomError("prijs_betalers_som", "shares do not sum to 1", {"som": total})
        return self

    def value_for(self, price_year: int) -> PriceValue:
        """The dated value to start from: that year's, else the last before, else the first after (M1)."""
        before = [value for value in self.values if value.price_year <= price_year]
        return max(before, key=_year) if before else min(self.values, key=_year)


def _year(value: PriceValue) -> int:
    return value.price_year


class Series(Document):
    """A named price index: year → value, at full precision (M1)."""

    label: str = Field(alias="naam")
    source: str = Field(alias="bron")
    locator: str | None = Field(None, alias="vindplaats")
    base: str = Field(alias="basis")
    values: Mapping[int, float] = Field(alias="waarden", min_length=1)
    forecasts: tuple[Whole, ...] = Field((), alias="ramingen")
    remark: str | None = Field(None, alias="opmerking")


class Payer(Document):
    """A purse: its name for people and the side it belongs to."""

    label: str = Field(alias="naam")
    side: Side = Field(alias="perspectief")


class Parent(Document):
    """The released book a local book stands on."""

    book: str = Field(alias="boek")
    version: Version = Field(alias="versie")
    content_hash: str = Field(alias="hash")


class BookHeader(Document):
    """`boek.yaml`: what this book is."""

    book: str = Field(alias="boek")
    version: Version = Field(alias="versie")
    title: str = Field(alias="titel")
    released: Day = Field(alias="uitgegeven")
    licence: str = Field(alias="licentie")
    parent: Parent | None = Field(None, alias="ouder")
    payers: Mapping[str, Payer] = Field(alias="betalers")
    remark: str | None = Field(None, alias="opmerking")


class SourceFile(Document):
    """`bronnen.yaml`."""

    sources: Mapping[str, Source] = Field(alias="bronnen")


class SeriesFile(Document):
    """`indexen.yaml`."""

    series: Mapping[str, Series] = Field(alias="reeksen")


class PriceFile(Document):
    """A file with prices of one domain."""

    prices: Mapping[PriceKey, Price] = Field(alias="prijzen")


class PriceBook(Document):
    """A resolved book: prices, sources, index series and payers, with the hash of their content."""

    header: BookHeader
    prices: Mapping[str, Price]
    sources: Mapping[str, Source]
    series: Mapping[str, Series]
    content_hash: str

    @property
    def name(self) -> str:
        """`landelijk@2025.1`."""
        return f"{self.header.book}@{self.header.version}"

    def __repr__(self) -> str:
        return f"<prijzenboek {self.name} · {len(self.prices)} prijzen · {self.content_hash[:12]}>"

    __str__ = __repr__
