"""How much of a price is usual: a named working assumption, only there to ask whether an outlier is right.

It stands in a file of its own beside the price books (`gebruikelijk.yaml`): released editions of books never
change, and no amount depends on it.
"""

from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Annotated, Final, Self

from pydantic import Field, PositiveFloat, StringConstraints, model_validator

from rendement.model.base import Document
from rendement.reading.books.files import data_root
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.documents.document import read_file, read_model

FILE: Final = "gebruikelijk.yaml"
_Word = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class UsualOfUnit(Document):
    """The most of one unit that a line of help usually counts, in all and per year."""

    unit: _Word = Field(alias="eenheid")
    total: PositiveFloat | None = Field(None, alias="totaal")
    per_year: PositiveFloat | None = Field(None, alias="per_jaar")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.total is None and self.per_year is None:
            raise ValueError("neither in all nor per year")
        return self

    def most(self, per_year: bool) -> float | None:
        """The most, of a total or of help that goes on."""
        return self.per_year if per_year else self.total


class UsualOfPrice(UsualOfUnit):
    """The same of the prices that a pattern names, with a reason."""

    prices: _Word = Field(alias="prijs")
    why: _Word = Field(alias="waarom")
    source: _Word | None = Field(None, alias="bron")


class UsualFile(Document):
    """`gebruikelijk.yaml`: prices first, units for the rest."""

    name: _Word = Field(alias="naam")
    nature: _Word = Field(alias="aard")
    units: tuple[UsualOfUnit, ...] = Field(alias="eenheden")
    prices: tuple[UsualOfPrice, ...] = Field(alias="prijzen")

    def of(self, price: str, unit: str) -> UsualOfUnit | None:
        """What is usual of a price in this unit: the first that fits."""
        named = (each for each in self.prices if each.unit == unit and fnmatchcase(price, each.prices))
        return next(named, None) or next((each for each in self.units if each.unit == unit), None)


@lru_cache(1)
def usual() -> UsualFile:
    """The shipped assumption. Raises ReadingError when it is damaged."""
    text = read_file(data_root() / FILE)
    found = read_model(text, UsualFile)
    if found is None:
        raise ReadingError(text.problems)
    return found


@lru_cache(maxsize=4_096)
def usual_of(price: str, unit: str) -> UsualOfUnit | None:
    """What is usual of a price, looked up once."""
    return usual().of(price, unit)
