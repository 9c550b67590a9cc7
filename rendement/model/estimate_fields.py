"""How the estimates of a document are read: a bare number or text, a block, or a product (M8, M30, M40)."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from rendement.model.estimate import (
    LASTING,
    Chance,
    Duration,
    Estimate,
    Quantity,
)
from rendement.model.forms import ChanceAsWritten, MeasureAsWritten
from rendement.model.scalars import MeasureValue


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


ChanceField = Annotated[
    Chance, WrapValidator(_read_as(Chance), json_schema_input_type=ChanceAsWritten | Chance)
]
QuantityField = Annotated[
    Quantity, WrapValidator(_read_as(Quantity), json_schema_input_type=MeasureAsWritten | Quantity)
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
