"""Estimates: a number, low / likely / high, or as the evidence states it (M8, M30, M40).

*Likely* is the mode; *low* and *high* are the points that reality falls below (above) in about one of
ten cases. Totals use the mean: multiplying most-likely values understates a skewed product.
"""

import math
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from rendement.model.base import NAME_PATTERN, Document
from rendement.model.curves import Curve, beta_of_count, three_of_curve
from rendement.model.forms import (
    ATTRIBUTES,
    KEYS,
    ChanceAsWritten,
    Counted,
    Form,
    MeasureAsWritten,
    Numbers,
    check_size,
    curve_of,
    form_of,
    mixed,
    says_all,
)
from rendement.model.products import (
    CHANCE,
    QUANTITY,
    carrier_of,
    check_chances,
    check_factors,
    in_a_block,
    kind_in_chance,
    kind_in_quantity,
    multiplied,
)
from rendement.model.scalars import MOST_COUNTED, ChanceValue, MeasureValue, UnitValue, too_many
from rendement.model.shapes import (
    SHAPES,
    TIMING_SHAPES,
    Distribution,
    Points,
    WeightedPoints,
    check_complete,
    check_order,
    mean,
    three_points,
)
from rendement.model.units import PER_YEAR, Measure


class Evidence(StrEnum):
    """How an estimate is grounded, strongest first (M10)."""

    REGISTERED = "geregistreerd"
    FILE = "dossier"
    REVIEWED = "getoetst"
    COLLEAGUE = "met-collega"
    OWN = "eigen"


LADDER: Final = tuple(Evidence)
"""Strongest to weakest."""


def absent(value: object) -> bool:
    """Left out of a dump, so that a plain form keeps the hash it had."""
    return value is None


class Estimate(Document):
    """What every estimate may carry besides its numbers."""

    distribution: Distribution = Field(Distribution.PERT, alias="verdeling")
    evidence: Evidence | None = Field(None, alias="bewijs")
    ground: str | None = Field(None, alias="grond")
    name: str | None = Field(None, alias="naam", json_schema_extra={"pattern": NAME_PATTERN})

    @property
    def points(self) -> Points:
        """Low, likely, high as plain numbers."""
        raise NotImplementedError

    @property
    def is_point(self) -> bool:
        """True when there is one number and no range."""
        return self.points.low is None

    @property
    def curve(self) -> Curve | None:
        """The law of a form that is not one of M8 (M40); None for those."""
        return None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self._settled():
            points = self.points
            check_complete(points, self.distribution)
            if points.low is not None:
                check_order(points, self.distribution)
        return self

    def _settled(self) -> bool:
        """Checks another form than low / likely / high; False where there is none."""
        return False


class Written(Estimate):
    """An estimate of a case, in any form that evidence comes in (M40).

    In any form `likely` is the number typed in the middle, and limits are also `low` and `high`.
    """

    @property
    def spelled(self) -> Measure | None:
        """The number, or the `eenheid`, that says in which unit this is; None for a share."""
        return None

    @property
    def form(self) -> Form:
        """How this was written."""
        for form in (Form.PRODUCT, Form.LIMITS, Form.RATIO):
            if self._has(KEYS[form][0]):
                return form
        spread = Form.INTERVAL if self._has("van95") else Form.SPREAD
        return spread if self._has("gemiddelde") else Form.RANGE

    def _has(self, key: str) -> bool:
        return getattr(self, ATTRIBUTES[key], None) is not None

    def number(self, key: str) -> float | None:
        """A number as it was typed, by its key in files: `gemiddelde`; None when it is not there."""
        said = getattr(self, ATTRIBUTES[key], None)
        return said.number if isinstance(said, Measure) else said

    @property
    def parts(self) -> tuple["Written", ...]:
        """The factors of a product (M30); empty for any other form."""
        return self.__dict__.get("factors") or ()

    @property
    def is_point(self) -> bool:
        """True when there is one number and no range, in every factor."""
        return all(part.is_point for part in self.parts) if self.parts else self.points.low is None

    @cached_property
    def curve(self) -> Curve | None:
        """The law of a form that is not one of M8 (M40); None for those, and for a product."""
        likely = self.number("verwacht")
        if isinstance(likely, Counted):
            return beta_of_count(likely.hits, likely.of)
        if self.form not in (Form.SPREAD, Form.INTERVAL, Form.RATIO):
            return None
        assert likely is not None
        said = Numbers(likely, *(self.number(key) for key in ("sd", "van95", "tot95")))
        return curve_of(self.form, said, share=isinstance(self, Chance))

    @cached_property
    def points(self) -> Points:
        """Low, likely and high in the unit of the estimate; of a curve P10, what was typed, and P90 (M40)."""
        curve, likely = self.curve, self.number("verwacht")
        if curve is not None:
            return Points(curve.quantile(0.1), likely, curve.quantile(0.9))
        if self.parts:
            return Points(None, self.mean, None)
        return Points(self.number("laag"), likely, self.number("hoog"))

    @cached_property
    def mean(self) -> float:
        """The expected value in its own unit (M8, M30, M40), not below 0; of a chance at most 1."""
        if self.parts:
            return math.prod(part.mean for part in self.parts)
        if self.curve is None:
            ceiling = 1.0 if isinstance(self, Chance) else math.inf
            return float(mean(self.points, self.distribution, 0.0, ceiling))
        likely = self.number("verwacht")
        assert likely is not None
        exact = self.form is Form.RATIO or (isinstance(likely, Counted) and likely in (0.0, 1.0))
        return self.curve.mean if exact else float(likely)

    @property
    def timing(self) -> WeightedPoints:
        """The values this takes as a time, with their weights, in its own unit (M8, M40).

        Of a product every combination of those of its factors.
        """
        if self.parts:
            return multiplied([part.timing for part in self.parts])
        if self.curve is not None:
            return three_of_curve(self.curve, self.mean)
        return three_points(self.points, self.distribution)

    def _settled(self) -> bool:
        typed = self.model_fields_set  # pydantic checks a factor twice, and then more is filled in
        given = [key for key, name in ATTRIBUTES.items() if name in typed and self._has(key)]
        form, shaped = form_of(given), "distribution" in typed
        if form is Form.RANGE:
            return says_all(self.number("verwacht"), beside=shaped or len(given) > 1)
        if shaped:
            raise mixed([*given, "verdeling"])
        if form is Form.LIMITS:
            self._fill(low="least", high="most")
            self.__dict__["distribution"] = Distribution.PERT_MINMAX
            return False
        if form is Form.PRODUCT:
            self._check_product()
            return True
        self._fill(likely="ratio" if form is Form.RATIO else "average")
        check_size(form, *(self.number(key) for key in ("van95", "verwacht", "tot95")))
        return self.curve is not None

    def _fill(self, **same: str) -> None:
        """What was typed under another key is also what everybody asks for; only while it is being read."""
        self.__dict__.update({name: getattr(self, source) for name, source in same.items()})

    def _check_product(self) -> None:
        check_factors(self.name, self.parts)
        if self.evidence is not None:
            own = {"evidence": self.evidence}
            parts = (p if p.evidence else p.model_copy(update=own) for p in self.parts)
            self.__dict__["factors"] = tuple(parts)


class Chance(Written):
    """A chance or share between 0 and 1."""

    low: ChanceValue | None = Field(None, alias="laag")
    likely: ChanceAsWritten | None = Field(None, alias="verwacht")
    high: ChanceValue | None = Field(None, alias="hoog")
    least: ChanceValue | None = Field(None, alias="minst", exclude_if=absent)
    most: ChanceValue | None = Field(None, alias="meest", exclude_if=absent)
    average: ChanceValue | None = Field(None, alias="gemiddelde", exclude_if=absent)
    sd: ChanceValue | None = Field(None, exclude_if=absent)
    from95: ChanceValue | None = Field(None, alias="van95", exclude_if=absent)
    to95: ChanceValue | None = Field(None, alias="tot95", exclude_if=absent)
    factors: "tuple[ChanceFactor, ...] | None" = Field(None, alias="maal", exclude_if=absent)

    @model_validator(mode="before")
    @classmethod
    def _no_ratio(cls, data: Any) -> Any:
        if isinstance(data, dict) and "verhouding" in data:
            raise PydanticCustomError("verhouding_geen_kans", "a ratio is no chance", {})
        return data

    @model_validator(mode="after")
    def _stays_below_one(self) -> Self:
        if SHAPES[self.distribution].above_zero:
            raise PydanticCustomError("kans_vorm", "no ceiling", {"verdeling": self.distribution.value})
        return self

    def _check_product(self) -> None:
        super()._check_product()
        check_chances(self.parts, self.mean)


class _Measured(Written):
    """An estimate whose numbers carry a unit, each its own or one for all (`eenheid`)."""

    low: MeasureValue | None = Field(None, alias="laag")
    likely: MeasureAsWritten | None = Field(None, alias="verwacht")
    high: MeasureValue | None = Field(None, alias="hoog")
    least: MeasureValue | None = Field(None, alias="minst", exclude_if=absent)
    most: MeasureValue | None = Field(None, alias="meest", exclude_if=absent)
    average: MeasureValue | None = Field(None, alias="gemiddelde", exclude_if=absent)
    sd: MeasureValue | None = Field(None, exclude_if=absent)
    from95: MeasureValue | None = Field(None, alias="van95", exclude_if=absent)
    to95: MeasureValue | None = Field(None, alias="tot95", exclude_if=absent)
    ratio: MeasureValue | None = Field(None, alias="verhouding", exclude_if=absent)
    common_unit: UnitValue | None = Field(None, alias="eenheid")

    @property
    def measures(self) -> list[Measure]:
        """The numbers that are given, in the order of their keys."""
        said = (getattr(self, name, None) for name in ATTRIBUTES.values())
        return [measure for measure in said if isinstance(measure, Measure)]

    @cached_property
    def spelled(self) -> Measure | None:
        """The number or the `eenheid` that says the unit; of a product that of the factor that does."""
        if self.parts:
            return carrier_of(self.parts).spelled
        return self.common_unit or self.likely or self.low

    @cached_property
    def unit(self) -> str | None:
        """The unit of the numbers, None when none was written."""
        spelled = self.spelled
        return spelled and spelled.unit

    @cached_property
    def per(self) -> str | None:
        """The unit of time of an intensity (`per week`), None for a plain quantity."""
        spelled = self.spelled
        return spelled and spelled.per

    def _settled(self) -> bool:
        if self.low is None:  # else order goes first: who would know how 6 weeks and 2 months compare
            self._check_units()
        return super()._settled()

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        self._check_units()
        return self

    def _check_units(self) -> None:
        spellings = {m[1:] for m in self.measures}
        if self.parts or (self.common_unit is None and len(spellings) < 2):
            return
        if self.common_unit is None or spellings != {(None, None)}:
            raise PydanticCustomError("eenheid_gemengd", "mixed units", {})


class Quantity(_Measured):
    """How much of a price item: `12`, `9 uur`, `2 uur per week`."""

    factors: "tuple[QuantityFactor, ...] | None" = Field(None, alias="maal", exclude_if=absent)

    @model_validator(mode="after")
    def _within_reach(self) -> Self:
        if self.per is not None:
            largest = self.mean if self.parts else max(measure.number for measure in self.measures)
            if largest * PER_YEAR.get(self.per, 1.0) > MOST_COUNTED:
                raise too_many(str(self))
        return self

    def _check_product(self) -> None:
        super()._check_product()
        if self.common_unit is not None:
            raise mixed(["maal", "eenheid"])
        carrier_of(self.parts)
        if self.mean > MOST_COUNTED:
            raise too_many(str(self))

    def __str__(self) -> str:
        number = f"{self.mean if self.parts else (self.likely or self.measures[0]).number:g}".replace(
            ".", ","
        )
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
        values, weights = self.timing
        return WeightedPoints(tuple(v / PER_YEAR[self.unit] for v in values), weights)


LASTING: Final = Duration.model_construct(likely=Measure(math.inf, "jaar", None))
"""The duration `blijvend`: help that goes on until the horizon."""


_Factors = Annotated[Quantity, Tag(QUANTITY)] | Annotated[Chance, Tag(CHANCE)]
_SPELLED: Final = BeforeValidator(in_a_block, json_schema_input_type=MeasureValue | Chance | Quantity)
ChanceFactor = Annotated[_Factors, Discriminator(kind_in_chance), _SPELLED]
QuantityFactor = Annotated[_Factors, Discriminator(kind_in_quantity), _SPELLED]
"""What may stand in `maal` (M30)."""
Chance.model_rebuild()
Quantity.model_rebuild()
