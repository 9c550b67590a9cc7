"""The one way our documents are declared: frozen, nothing unknown, Dutch spelling only."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints
from pydantic_core import PydanticCustomError


def _no_number(value: Any) -> Any:
    if isinstance(value, int | float | Decimal):
        raise PydanticCustomError("geen_datum", "a number is no date")
    return value


Day = Annotated[date, BeforeValidator(_no_number)]
"""A date, and never a number that could be read as one."""
Whole = Annotated[int, Strict()]
"""A whole number, and never a yes or no."""
YesNo = Annotated[bool, Strict()]
"""`ja` or `nee`, and never a number."""


class Document(BaseModel):
    """A frozen record whose YAML spelling is the Dutch alias of each field, and nothing else."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=False,
        str_strip_whitespace=True,
        allow_inf_nan=False,
        revalidate_instances="never",
    )


def spoken(value: Any) -> Any:
    """`ja` and `nee` as words again, for fields where they are two answers among more."""
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else value


NAME_PATTERN: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""How a pseudonym is typed, and the name of an estimate; `=programme/name` nobody types (M26)."""
Pseudonym = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
"""A code for a case or a person: never a name."""
