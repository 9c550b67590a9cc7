"""The one way our documents are declared: frozen, nothing unknown, Dutch spelling only."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Strict,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, to_jsonable_python

from rendement.model.dates import day_of, first_day_of, last_day_of
from rendement.model.spelling import tidied
from rendement.words.frozen import frozen
from rendement.words.misuse import WrongValue, unknown


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


K = TypeVar("K")
V = TypeVar("V")
Map = Annotated[Mapping[K, V], AfterValidator(frozen)]
"""A field that is a mapping: it cannot change either."""


_HASH: Final = "content_hash"
"""The field of documents that carry the hash of their content."""


class Document(BaseModel):
    """A frozen record whose YAML spelling is the Dutch alias of each field, and nothing else.

    It cannot change, mappings in it included; `with_` gives a new one.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_alias=True,
        validate_by_name=False,
        str_strip_whitespace=True,
        allow_inf_nan=False,
        revalidate_instances="never",
    )

    def __str__(self) -> str:
        return repr(self)  # pydantic would leave out what kind of document it is

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy; values in `update` are *not* validated. What was worked out from the old ones is gone.

        A document that carries the hash of its content gets a derived hash, unless one is given.
        """
        if not update:
            return super().model_copy(deep=deep)
        changed = {name: frozen(value) for name, value in update.items()}
        if _HASH in type(self).model_fields and _HASH not in changed:
            changed[_HASH] = self._derived_hash(changed)
        copy = super().model_copy(update=changed, deep=deep)
        for known in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[known]
        return copy

    def _derived_hash(self, changed: Mapping[str, Any]) -> str:
        """SHA-256 of the hash it had and of all that is different now (M39)."""
        fields = type(self).model_fields
        said = {name: value for name, value in changed.items() if not fields[name].exclude}
        differs = {name: _difference(getattr(self, name), value) for name, value in said.items()}
        return _hash_of([getattr(self, _HASH), to_jsonable_python(differs, by_alias=False, fallback=str)])

    def with_(self, **changes: Any) -> Self:
        """A new document with other values for these fields, validated as in a file.

        Fields have their English names: `case.with_(persons=3)`. Raises Unknown (a KeyError) for a field that
        is not there, WrongValue (a ValueError) for a value that cannot be.
        """
        fields = type(self).model_fields
        for name in changes.keys() - fields.keys():
            raise unknown(f"'{name}' is geen veld van {type(self).__name__}", name, fields)
        values = {name: getattr(self, name) for name in self.model_fields_set | changes.keys()} | changes
        try:
            return type(self).model_validate(values, by_name=True, by_alias=False)
        except ValidationError as error:
            raise WrongValue(_refusal(error)) from error


def _refusal(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['input']!r:.60} kan hier niet staan ({first['msg']})"


def content_hash(*documents: BaseModel) -> str:
    """SHA-256 of what documents say, the same under any order of keys or files and any layout."""
    return _hash_of([document.model_dump(mode="json", exclude={_HASH}) for document in documents])


def _hash_of(content: object) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _difference(before: Any, after: Any) -> Any:
    """Of a mapping the entries that are new, other or gone (None); of anything else what it is now."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return after
    other = {str(key): value for key, value in after.items() if key not in before or before[key] != value}
    return other | {str(key): None for key in before if key not in after}


def spoken(value: Any) -> Any:
    """`ja` and `nee` as words again, for fields where they are two answers among more."""
    if isinstance(value, str):
        return "-".join(tidied(value).split())
    return {True: "ja", False: "nee"}[value] if isinstance(value, bool) else value


NAME_PATTERN: Final = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""How a pseudonym is typed, and the name of an estimate; `=programme/name` nobody types (M26)."""
Pseudonym = Annotated[str, StringConstraints(pattern=NAME_PATTERN, max_length=60)]
"""A code for a case or a person: never a name."""
