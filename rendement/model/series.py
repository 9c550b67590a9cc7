"""A price index, by which an amount of one year becomes one of another (M1)."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from rendement.model.amounts import IndexValue
from rendement.model.base import Document, Map, Whole


class Series(Document):
    """A named price index: year → value, at full precision (M1)."""

    label: str = Field(alias="naam")
    source: str = Field(alias="bron")
    locator: str | None = Field(None, alias="vindplaats")
    base: str = Field(alias="basis")
    values: Map[int, IndexValue] = Field(alias="waarden", min_length=1)
    forecasts: tuple[Whole, ...] = Field((), alias="ramingen")
    remark: str | None = Field(None, alias="opmerking")

    @model_validator(mode="after")
    def _forecasts_have_values(self) -> Self:
        bare = [year for year in self.forecasts if year not in self.values]
        if bare:
            raise PydanticCustomError("raming_zonder_waarde", "forecast without value", {"jaar": bare[0]})
        return self

    @property
    def last_year(self) -> int:
        """The last year that was measured; a forecast is only used when somebody asks for it by name."""
        measured = [year for year in self.values if year not in self.forecasts]
        return max(measured or self.values)

    def forecasts_used(self, *years: int) -> tuple[int, ...]:
        """Which of these years are a forecast of this series."""
        return tuple(year for year in years if year in self.forecasts)
