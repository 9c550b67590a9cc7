"""The one way our documents are declared: frozen, nothing unknown, Dutch spelling only."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from rendement.model.dates import day_of, first_day_of, last_day_of
from rendement.model.spelling import tidied


def _day(spelled: Callable[[str], date | None]) -> BeforeValidator:
    def read(value: Any) -> Any:
        if isinstance(value, int | float | Decimal):
            raise PydanticCustomError("geen_datum", "a number is no date")
        return (spelled(value) or value) if isinstance(value, str) else value

    return BeforeValidator(read)


_DAY_OR_MONTH: Final = {
    "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "pattern": r"^\d{4}-\d{2}$"}]
}
Day = Annotated[date, _day(day_of)]
"""A date, and never a number that could be read as one."""
FirstDay = Annotated[date, _day(first_day_of), WithJsonSchema(_DAY_OR_MONTH)]
"""When something began: a date, or a month, from its first day on."""
LastDay = Annotated[date, _day(last_day_of), WithJsonSchema(_DAY_OR_MONTH)]
"""When something ended: a date, or a month, up to and including its last day."""
Whole = Annotated[int, Strict()]
"""A whole number, and never a yes or no."""


def _yes_no(value: Any) -> Any:
    return {"ja": True, "nee": False}.get(value.strip().lower(), value) if isinstance(value, str) else value


YesNo = Annotated[bool, BeforeValidator(_yes_no), Strict()]
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
    if isinstance(value, str):
        return "-".join(tidied(value).split())
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else value


NAME_PATTERN: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""How a pseudonym is typed, and the name of an estimate; `=programme/name` nobody types (M26)."""
Pseudonym = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
"""A code for a case or a person: never a name."""
