"""Estimates: a point, or low / likely / high, and what their mean is (M8).

*Likely* is the mode; *low* and *high* are the points that reality falls below (above) in about one of
ten cases. Totals use the mean: multiplying most-likely values understates a skewed product.
"""

import math
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Any, Final, NamedTuple, Self

from pydantic import (
    AfterValidator,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rendement.model.base import Document
from rendement.model.scalars import MOST_COUNTED, ChanceValue, MeasureValue, UnitValue, too_many
from rendement.model.units import PER_YEAR, Measure

PERT_REACH: Final = 1.97345
"""k of M8: half the width of a symmetric PERT over the distance from its mode to its 10 % point."""
Z10: Final = 1.2815515655446004
"""The 90 % point of the standard normal."""


class Evidence(StrEnum):
    """How an estimate is grounded, strongest first (M10)."""

    REGISTERED = "geregistreerd"
    FILE = "dossier"
    REVIEWED = "getoetst"
    COLLEAGUE = "met-collega"
    OWN = "eigen"


LADDER: Final = tuple(Evidence)
"""Strongest to weakest."""


class Distribution(StrEnum):
    """The named shapes of M8; `pert` reads low and high as 10 % points, `pert-minmax` as the very limits."""

    PERT = "pert"
    PERT_MINMAX = "pert-minmax"
    TRIANGULAR = "driehoek"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormaal"


WITHOUT_LIKELY: Final = frozenset({Distribution.UNIFORM, Distribution.LOGNORMAL})
"""Shapes that low and high describe completely."""
TIMING_SHAPES: Final = frozenset({Distribution.PERT, Distribution.PERT_MINMAX})
"""Shapes with three points and weights (M8, timing)."""


class Points(NamedTuple):
    """Low, likely and high of one estimate in one unit; low and high are None for a point."""

    low: float | None
    likely: float | None
    high: float | None


class WeightedPoints(NamedTuple):
    """The values a timing estimate takes, with their weights (sum 1)."""

    values: tuple[float, ...]
    weights: tuple[float, ...]


def mean(points: Points, shape: Distribution, floor: float = 0.0, ceiling: float = math.inf) -> float:
    """The expected value of an estimate (M8), in the unit of the points."""
    low, likely, high = points
    if low is None or high is None:
        assert likely is not None
        return likely
    if shape is Distribution.UNIFORM:
        return (low + high) / 2
    if shape is Distribution.LOGNORMAL:
        return _lognormal_mean(low, high)
    assert likely is not None
    if shape is Distribution.TRIANGULAR:
        return (low + likely + high) / 3
    reach = PERT_REACH if shape is Distribution.PERT else 1.0
    bottom = max(floor, likely - reach * (likely - low))
    top = min(ceiling, likely + reach * (high - likely))
    return (bottom + 4 * likely + top) / 6


def _lognormal_mean(low: float, high: float) -> float:
    spread = (math.log(high) - math.log(low)) / (2 * Z10)
    return math.exp((math.log(low) + math.log(high)) / 2 + spread * spread / 2)


def three_points(points: Points, shape: Distribution) -> WeightedPoints:
    """A timing estimate as weighted points (M8): one, or low / likely / high with k/6, 1 − k/3, k/6."""
    low, likely, high = points
    assert likely is not None
    if low is None or high is None:
        return WeightedPoints((likely,), (1.0,))
    edge = (PERT_REACH if shape is Distribution.PERT else 1.0) / 6
    return WeightedPoints((low, likely, high), (edge, 1 - 2 * edge, edge))


class Estimate(Document):
    """What every estimate may carry besides its numbers."""

    distribution: Distribution = Field(Distribution.PERT, alias="verdeling")
    evidence: Evidence | None = Field(None, alias="bewijs")
    ground: str | None = Field(None, alias="grond")
    name: str | None = Field(None, alias="naam")

    @property
    def points(self) -> Points:
        """Low, likely, high as plain numbers."""
        raise NotImplementedError

    @property
    def is_point(self) -> bool:
        """True when there is one number and no range."""
        return self.points.low is None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        points = self.points
        _check_complete(points, self.distribution)
        if points.low is not None:
            _check_order(points, self.distribution)
        return self


def _check_complete(points: Points, shape: Distribution) -> None:
    low, likely, high = points
    if (low is None) != (high is None):
        raise PydanticCustomError(
            "schatting_half", "low or high missing", {"ontbreekt": "laag" if low is None else "hoog"}
        )
    if shape in WITHOUT_LIKELY:
        if low is None or likely is not None:
            raise PydanticCustomError(
                "schatting_vorm", "shape takes low and high", {"verdeling": shape.value}
            )
    elif likely is None:
        raise PydanticCustomError("schatting_zonder_verwacht", "likely missing", {})


def _check_order(points: Points, shape: Distribution) -> None:
    low, likely, high = points
    if low is None or high is None:
        return
    middle = low if likely is None else likely
    if not low <= middle <= high:
        raise PydanticCustomError(
            "schatting_volgorde",
            "low, likely, high out of order",
            {"laag": low, "verwacht": middle, "hoog": high},
        )
    if low == high:
        raise PydanticCustomError("schatting_zonder_band", "low equals high", {"waarde": low})
    if shape is Distribution.LOGNORMAL and low == 0:
        raise PydanticCustomError("schatting_lognormaal_nul", "log-normal needs low above zero", {})


class Chance(Estimate):
    """A chance or share between 0 and 1."""

    low: ChanceValue | None = Field(None, alias="laag")
    likely: ChanceValue | None = Field(None, alias="verwacht")
    high: ChanceValue | None = Field(None, alias="hoog")

    @model_validator(mode="after")
    def _stays_below_one(self) -> Self:
        if self.distribution is Distribution.LOGNORMAL:
            raise PydanticCustomError("kans_vorm", "a log-normal has no ceiling", {"verdeling": "lognormaal"})
        return self

    @property
    def points(self) -> Points:
        """Low, likely, high as fractions."""
        return Points(self.low, self.likely, self.high)

    @cached_property
    def mean(self) -> float:
        """M8, with floor 0 and ceiling 1."""
        return mean(self.points, self.distribution, 0.0, 1.0)


class _Measured(Estimate):
    """An estimate whose numbers carry a unit, each its own or one for all (`eenheid`)."""

    low: MeasureValue | None = Field(None, alias="laag")
    likely: MeasureValue | None = Field(None, alias="verwacht")
    high: MeasureValue | None = Field(None, alias="hoog")
    common_unit: UnitValue | None = Field(None, alias="eenheid")

    @property
    def measures(self) -> list[Measure]:
        """The numbers that are given, in the order low, likely, high."""
        return [measure for measure in (self.low, self.likely, self.high) if measure is not None]

    @property
    def unit(self) -> str | None:
        """The unit of the numbers, None when none was written."""
        spelled = self.common_unit or self.likely or self.low
        return spelled and spelled.unit

    @property
    def per(self) -> str | None:
        """The unit of time of an intensity (`per week`), None for a plain quantity."""
        spelled = self.common_unit or self.likely or self.low
        return spelled and spelled.per

    @property
    def points(self) -> Points:
        """Low, likely, high in the unit of the estimate."""
        low, likely, high = self.low, self.likely, self.high
        return Points(low and low.number, likely and likely.number, high and high.number)

    @property
    def timing(self) -> WeightedPoints:
        """The values this takes as a time, with their weights, in its own unit (M8, timing)."""
        return three_points(self.points, self.distribution)

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        common = self.common_unit
        if common is None and self.low is None:
            return self
        spellings = {m[1:] for m in self.measures}
        mixed = len(spellings) > 1 or (common is not None and spellings != {(None, None)})
        if mixed:
            raise PydanticCustomError("eenheid_gemengd", "mixed units", {})
        return self


class Quantity(_Measured):
    """How much of a price item: `12`, `9 uur`, `2 uur per week`."""

    @cached_property
    def mean(self) -> float:
        """M8 with floor 0, in the unit (and per the time) that was written."""
        return mean(self.points, self.distribution)

    @model_validator(mode="after")
    def _within_reach(self) -> Self:
        if self.per is not None:
            most = max(measure.number for measure in self.measures) * PER_YEAR.get(self.per, 1.0)
            if most > MOST_COUNTED:
                raise too_many(str(self))
        return self

    def __str__(self) -> str:
        likely = self.likely or self.measures[0]
        number = f"{likely.number:g}".replace(".", ",")
        return " ".join(part for part in (number, self.unit, f"per {self.per}" if self.per else None) if part)


LONGEST_YEARS: Final = 50.0
"""Longer than any start, duration, delay or horizon that is meant."""


class Duration(_Measured):
    """A length of time, in years for the arithmetic, in its own unit for people."""

    @model_validator(mode="after")
    def _is_time(self) -> Self:
        if self.unit not in PER_YEAR or self.per is not None:
            raise PydanticCustomError("duur_zonder_tijd", "no unit of time", {"eenheid": self.unit or ""})
        if self.distribution not in TIMING_SHAPES:
            raise PydanticCustomError(
                "duur_vorm", "no such shape for timing", {"verdeling": self.distribution.value}
            )
        if max(self.years.values) > LONGEST_YEARS:
            raise PydanticCustomError("tijd_te_lang", "beyond any case", {"jaren": LONGEST_YEARS})
        return self

    @property
    def is_lasting(self) -> bool:
        """True for `blijvend`: until the horizon."""
        return self.likely is not None and math.isinf(self.likely.number)

    @property
    def likely_years(self) -> float:
        """The likely value in years."""
        values = self.years.values
        return values[len(values) // 2]

    @cached_property
    def years(self) -> WeightedPoints:
        """The weighted points in years (M8, timing)."""
        assert self.unit is not None
        spelled = self.timing
        return WeightedPoints(tuple(v / PER_YEAR[self.unit] for v in spelled.values), spelled.weights)


LASTING: Final = Duration.model_construct(likely=Measure(math.inf, "jaar", None))
"""The duration `blijvend`: help that goes on until the horizon."""


def _lasting(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    return LASTING if value == "blijvend" else read(value)


def _read_as(estimate: type[Estimate]) -> Any:
    """A validator that reads a bare number or text as a point, and remembers estimates it has read before."""

    @lru_cache(maxsize=16_384, typed=True)
    def point(value: Any) -> Estimate:
        return estimate.model_validate({"verwacht": value})

    @lru_cache(maxsize=16_384, typed=True)
    def spread(keys: tuple[str, ...], *parts: Any) -> Estimate:
        return estimate.model_validate(dict(zip(keys, parts, strict=True)))

    def read(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        if isinstance(value, estimate):
            return value
        is_spread = isinstance(value, dict)
        try:
            return spread(tuple(value), *value.values()) if is_spread else point(value)
        except TypeError:  # a list or block where a number belongs cannot be remembered
            return validate(value if is_spread else {"verwacht": value})
        except ValidationError as error:
            if is_spread:  # once more where it stands, so that every complaint has its own place
                return validate(value)
            raise _first(error) from None

    return read


def _first(error: ValidationError) -> PydanticCustomError:
    """The one complaint of a scalar, so that its place is the scalar itself."""
    first = error.errors(include_url=False)[0]
    return PydanticCustomError(first["type"], "scalar", first.get("ctx", {}))


ChanceField = Annotated[Chance, WrapValidator(_read_as(Chance), json_schema_input_type=ChanceValue | Chance)]
QuantityField = Annotated[
    Quantity, WrapValidator(_read_as(Quantity), json_schema_input_type=MeasureValue | Quantity)
]
DurationField = Annotated[
    Duration, WrapValidator(_read_as(Duration), json_schema_input_type=MeasureValue | Duration)
]


def _one_length(length: Duration) -> Duration:
    if not length.is_point:
        raise PydanticCustomError("horizon_band", "a horizon is one length", {})
    if length.likely_years == 0:
        raise PydanticCustomError("horizon_nul", "nothing would count", {})
    return length


HorizonField = Annotated[DurationField, AfterValidator(_one_length)]
"""How far ahead is counted: a choice, so one length above zero and never a range."""
LastingDurationField = Annotated[
    DurationField, WrapValidator(_lasting, json_schema_input_type=MeasureValue | Duration)
]
"""A duration, or `blijvend`."""
