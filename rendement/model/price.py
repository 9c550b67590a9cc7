"""A price is amount + unit + price year + payer + source, in one place, per dated value; books of them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from rendement.model.amounts import (
    AmountField,
    AmountValue,
    ComponentValue,
    UnitName,
    Version,
)
from rendement.model.base import Day, Document, Map, Pseudonym, Whole, YesNo
from rendement.model.estimate import absent
from rendement.model.numbers import FloatValue
from rendement.model.scalars import ChanceValue, Shares
from rendement.model.series import Series
from rendement.model.shapes import Distribution, Points, mean
from rendement.model.usual import UsualOfPrice
from rendement.words.frozen import FrozenDict
from rendement.words.misuse import must_be, quoted, unknown

CONSUMER_PRICES: Final = "cpi"
"""The series every book needs: it gives the default price year, and expenses follow it."""
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


PAYER_KEY_PATTERN: Final = r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$"
LONGEST_PAYER_KEY: Final = 60
PayerKey = Annotated[str, StringConstraints(pattern=PAYER_KEY_PATTERN, max_length=LONGEST_PAYER_KEY)]
PriceKey = Annotated[str, StringConstraints(pattern=PRICE_KEY_PATTERN)]


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
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("prijs_tot_voor_vanaf", "ends before it starts", {})
        return self

    def ended_before(self, year: int) -> bool:
        """Whether the source says that this value stopped holding before the first day of a year."""
        return self.valid_to is not None and self.valid_to.year < year

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
    payers: Shares = Field(alias="betalers", min_length=1)
    kind: Kind = Field(alias="soort")
    variable_share: ChanceValue = Field(alias="variabel")
    costing: Costing = Field(alias="kosten")
    transfer_to: str | None = Field(None, alias="overdracht_aan")
    includes: tuple[PriceKey, ...] = Field((), alias="omvat")
    words: tuple[str, ...] = Field(alias="zoekwoorden", min_length=1)
    index: str = Field(alias="index")
    hours_per_halfday: FloatValue | None = Field(None, alias="uren_per_dagdeel", gt=0)
    judgement: str | None = Field(None, alias="oordeel")
    usual: UsualOfPrice | None = Field(None, alias="gebruikelijk", exclude_if=absent)
    """What is usual of it, only there to ask whether an outlier is right; released books have none."""
    replaces: YesNo = Field(False, alias="vervangt", exclude=True)
    """In a local book: this entry takes the place of the whole entry of its parent."""
    values: tuple[PriceValue, ...] = Field(alias="waarden", min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.usual is not None:
            self.usual.check_unit(self.unit)
        total = sum(self.payers.values())
        if abs(total - 1) > 1e-9:
            raise PydanticCustomError("prijs_betalers_som", "shares do not sum to 1", {"som": total})
        return self

    @property
    def is_help(self) -> bool:
        """Whether it is help that somebody uses: no transfer, and no work."""
        return self.transfer_to is None and self.domain != "werk"

    def value_for(self, price_year: int) -> PriceValue:
        """The dated value to start from: that year's, else the last before, else the first after (M1)."""
        before = [value for value in self.values if value.price_year <= price_year]
        return max(before, key=_year) if before else min(self.values, key=_year)

    @property
    def newest(self) -> PriceValue:
        """The value of the last price year."""
        return max(self.values, key=_year)


def _year(value: PriceValue) -> int:
    return value.price_year


class Payer(Document):
    """A purse: its name for people and the side it belongs to."""

    label: str = Field(alias="naam")
    side: Side = Field(alias="perspectief")


class Parent(Document):
    """The released book a local book stands on."""

    book: Pseudonym = Field(alias="boek")
    version: Version = Field(alias="versie")
    content_hash: str = Field(alias="hash")

    @property
    def name(self) -> str:
        """`landelijk@2025.1`."""
        return f"{self.book}@{self.version}"


class BookHeader(Document):
    """`boek.yaml`: what this book is."""

    book: Pseudonym = Field(alias="boek")
    version: Version = Field(alias="versie")
    title: str = Field(alias="titel")
    released: Day = Field(alias="uitgegeven")
    licence: str = Field(alias="licentie")
    parent: Parent | None = Field(None, alias="ouder")
    payers: Map[PayerKey, Payer] = Field(default_factory=FrozenDict, alias="betalers")
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _payers_come_from_somewhere(self) -> Self:
        if not self.payers and self.parent is None:
            raise PydanticCustomError("boek_zonder_betalers", "no payers and no parent", {})
        return self

    @property
    def name(self) -> str:
        """`landelijk@2025.1`."""
        return f"{self.book}@{self.version}"


class Origin(NamedTuple):
    """Where an entry of a resolved book was stated: `landelijk@2025.1`, that book's hash, and the entry."""

    book: str
    content_hash: str
    price: Price


class PriceBook(Document):
    """A resolved book: prices, sources, index series and payers, with the hash of their content."""

    header: BookHeader
    prices: Map[str, Price]
    sources: Map[str, Source]
    series: Map[str, Series]
    content_hash: str
    parent: "PriceBook | None" = Field(None, exclude=True, repr=False)
    own: frozenset[str] = Field(frozenset(), exclude=True, repr=False)  # stated here, not by the parent

    what_if: bool = Field(False, exclude=True, repr=False)  # values were changed on the spot
    folder: Path | None = Field(None, exclude=True, repr=False)  # of a book that is not shipped

    @property
    def name(self) -> str:
        """`landelijk@2025.1`; with `(wat als)` behind it when values were changed on the spot."""
        return f"{self.header.name} (wat als)" if self.what_if else self.header.name

    def price(self, key: str) -> Price:
        """The entry in force. Raises Unknown (a KeyError) for a price that is not in the book."""
        if key not in self.prices:
            raise unknown(f"prijs {quoted(key)} staat niet in {self.name}", key, self.prices)
        return self.prices[key]

    def payer(self, key: str) -> Payer:
        """A payer of the book. Raises Unknown (a KeyError) for one that is not in it."""
        if key not in self.header.payers:
            raise unknown(f"betaler {quoted(key)} staat niet in {self.name}", key, self.header.payers)
        return self.header.payers[key]

    def payer_label(self, key: str) -> str:
        """The name of a payer for people; one that is not in the book as it is written."""
        known = self.header.payers.get(key)
        return known.label if known else key

    def payer_side(self, key: str) -> Side:
        """The side a payer belongs to. Raises Unknown (a KeyError) for one that is not in the book."""
        return self.payer(key).side

    def with_price(self, key: str, price: Price) -> "PriceBook":
        """This book with another price under this key, called *wat als*; it has a hash of its own (M39).

        Raises WrongKind for what is no price: an amount alone has no year, no source and no payer.
        """
        must_be("price", price, Price, "een prijs: boek[sleutel].with_(values=…)")
        return self.model_copy(update={"prices": {**self.prices, key: price}, "own": self.own | {key}})

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; with other content it is *wat als*, and what it replaced stays to be seen."""
        other = update and update.keys() & {"prices", "sources", "series"}
        derived = {"what_if": True, "parent": self, "folder": None} if other else {}
        return super().model_copy(update={**derived, **(update or {})}, deep=deep)

    def __hash__(self) -> int:
        return hash(self.content_hash)

    def __getitem__(self, key: str) -> Price:
        return self.price(key)

    def __contains__(self, key: object) -> bool:
        return key in self.prices

    def __len__(self) -> int:
        return len(self.prices)

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # prices, not fields
        return iter(self.prices)

    def trail_of(self, key: str) -> tuple[Origin, ...]:
        """Who stated this price: the entry in force first, then every entry it replaced, down to the root.

        Raises KeyError for a price that is not in the book.
        """
        self.price(key)
        found: list[Origin] = []
        book: PriceBook | None = self
        while book is not None and key in book.prices:
            if book.parent is None or key in book.own:
                found.append(Origin(book.name, book.content_hash, book.prices[key]))
            book = book.parent
        return tuple(found)

    def origin_of(self, key: str) -> Origin:
        """The book that states the entry in force. Raises KeyError for an unknown price."""
        return self.trail_of(key)[0]

    def replaced(self, key: str) -> Origin | None:
        """The entry that this one took the place of, or None. Raises KeyError for an unknown price."""
        trail = self.trail_of(key)
        return trail[1] if len(trail) > 1 else None

    @property
    def default_year(self) -> int:
        """The price year when nobody chooses one: the last measured year of consumer prices."""
        return self.series[CONSUMER_PRICES].last_year

    def __repr__(self) -> str:
        on = f" · op {self.parent.name}" if self.parent else ""
        return f"<prijzenboek {self.name} · {len(self.prices)} prijzen · {self.content_hash[:12]}{on}>"
