"""Amounts, units and versions as a price book writes them."""

from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rendement.model.estimate import Estimate
from rendement.model.numbers import FloatValue, parse_number
from rendement.model.shapes import Points, mean
from rendement.model.units import SPELLINGS

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
IndexValue = Annotated[FloatValue, Field(gt=0)]
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
