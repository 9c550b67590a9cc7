"""The programme of a folder: its denominator, its cost, what to compute with, and estimates cases share."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rendement.model.amounts import BudgetValue, read_budget
from rendement.model.base import Day, Document, FirstDay, LastDay, Map, Pseudonym, Whole
from rendement.model.estimate import Chance, Evidence, Quantity
from rendement.model.estimate_fields import ChanceField, QuantityField
from rendement.model.numbers import DecimalValue
from rendement.model.scalars import Shares
from rendement.model.settings import Selection
from rendement.model.shared_names import SHARED
from rendement.model.texts import FreeText
from rendement.words.frozen import FrozenDict

LONGEST_PERIOD: Final = 20
"""Years: longer than any programme."""


FOLDER: Final = r"^\.{1,2}/[^\\]*$"
"""A folder as a programme names it: from its own folder on, so that they can be moved together."""
BOOK_OR_FOLDER: Final = rf"^[a-z0-9-]+@\d{{4}}\.\d+$|{FOLDER}"
"""An edition of a shipped price book by its name, or a folder."""


class Period(Document):
    """From the first to the last day, both included."""

    first: FirstDay = Field(alias="van")
    last: LastDay = Field(alias="tot")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise PydanticCustomError("periode_volgorde", "period ends before it starts", {})
        if self.last.year - self.first.year > LONGEST_PERIOD:
            raise PydanticCustomError("periode_te_lang", "beyond any programme", {"jaren": LONGEST_PERIOD})
        return self


class ProgrammeCost(Document):
    """What the whole programme cost in the period, all cases and overhead (M14)."""

    amount: BudgetValue = Field(alias="bedrag")
    price_year: Whole = Field(alias="prijspeil", ge=1990, le=2100)
    payers: Shares = Field(alias="betalers", min_length=1)
    source: FreeText = Field(alias="bron")


def _bounded(amount: Decimal) -> Decimal:
    read_budget(abs(amount))
    return amount


BoundValue = Annotated[DecimalValue, AfterValidator(_bounded)]


class Agreement(Document):
    """A payer signed that its budget goes down by what is needed less (M13, M34)."""

    payer: Pseudonym = Field(alias="betaler")
    signed: Day = Field(alias="datum")
    what: FreeText | None = Field(None, alias="wat")


class Bounds(Document):
    """Floor and ceiling of the gross benefit of a case that was not filed, in euros (M15)."""

    floor: BoundValue = Field(Decimal(0), alias="laag")
    ceiling: BoundValue = Field(alias="hoog")
    reason: FreeText = Field(alias="reden")


_CHANCE: Final[TypeAdapter[Any]] = TypeAdapter(ChanceField)
_OF_CHANCES: Final = re.compile(r"%|\d ?op ?\d")


def _kind_of(value: Any) -> str:
    """Whether an estimate is a chance or a quantity (a time is one too), told by its numbers."""
    try:
        _CHANCE.validate_python(value)
    except ValidationError:
        parts = value.values() if isinstance(value, Mapping) else [value]
        spoken = isinstance(value, Chance) or any(_OF_CHANCES.search(str(part)) for part in parts)
        return "kans" if spoken else "aantal"
    return "kans"


def _no_reference(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith(SHARED):
        raise PydanticCustomError("gedeeld_verwijst", "no chains", {"tekst": value})
    return value


def _plainly_shared(estimate: Chance | Quantity) -> Chance | Quantity:
    """Its name is its key, and no review of one case can have made it stronger."""
    if estimate.parts:
        raise PydanticCustomError("gedeeld_product", "factors have names, a product has none", {})
    if estimate.name is not None:
        raise PydanticCustomError("gedeeld_naam", "named twice", {"naam": estimate.name})
    if estimate.evidence is Evidence.REVIEWED:
        raise PydanticCustomError("gedeeld_getoetst", "a review is of one case", {})
    return estimate


SharedField = Annotated[
    Annotated[ChanceField, Tag("kans")] | Annotated[QuantityField, Tag("aantal")],
    Discriminator(_kind_of),
    BeforeValidator(_no_reference),
    AfterValidator(_plainly_shared),
]
"""An estimate that cases refer to (M26): a chance, a share, a quantity or a time."""


class Programme(Document):
    """`programma.yaml`: the honest denominator of the cases next to it, and what to compute with."""

    id: Pseudonym = Field(alias="programma")
    title: FreeText = Field(alias="titel")
    period: Period = Field(alias="periode")
    closed: Annotated[Whole, Field(ge=1)] = Field(alias="afgesloten_casussen")
    selection: Selection = Field(alias="gekozen")
    selection_note: FreeText = Field(alias="hoe_gekozen")
    bounds: Bounds | None = Field(None, alias="grenzen")
    cost: ProgrammeCost | None = Field(None, alias="kosten")
    prices: Annotated[str, StringConstraints(pattern=BOOK_OR_FOLDER)] = Field(alias="prijzen")
    price_year: Whole = Field(alias="prijspeil", ge=1990, le=2100)
    regime: str = Field(alias="regime")
    realism: str = Field(alias="realisme")
    cashability: str = Field(alias="verzilvering")
    spread: str | None = Field(None, alias="prijsspreiding")
    dependence: str | None = Field(None, alias="samenhang")
    sets: Annotated[str, StringConstraints(pattern=FOLDER)] | None = Field(None, alias="uitgangspunten")
    """A folder of own sets, laid beside the shipped ones (M39)."""
    shared: Map[Pseudonym, SharedField] = Field(default_factory=FrozenDict, alias="gedeeld")
    """Estimates that cases use as `= name`: one doubt in all of them (M26)."""
    reviewed_by: FreeText | None = Field(None, alias="getoetst_door")
    agreements: tuple[Agreement, ...] = Field((), alias="afspraken")
    """With payers who lower a budget: only these make what can be cashed more than an assumption."""
    remark: FreeText | None = Field(None, alias="opmerking")

    def __repr__(self) -> str:
        return f"<programma {self.id} · {self.title} · {self.closed} afgesloten>"
