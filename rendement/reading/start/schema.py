"""JSON Schemas of our documents, generated from the models, for completion in an editor (K5)."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from rendement.model.book_files import PriceFile, SeriesFile, SourceFile
from rendement.model.case import Case
from rendement.model.estimate import Evidence
from rendement.model.name_list import NameList
from rendement.model.price import BookHeader
from rendement.model.programme import Programme
from rendement.model.review import Review
from rendement.model.settings import SettingsFile

DOCUMENTS: Final[Mapping[str, type[BaseModel]]] = {
    "casus": Case,
    "beoordeling": Review,
    "programma": Programme,
    "namen": NameList,
    "prijzenboek": PriceFile,
    "boek": BookHeader,
    "bronnen": SourceFile,
    "indexen": SeriesFile,
    "uitgangspunten": SettingsFile,
}
_WRITTEN_BY_PEOPLE: Final = ("casus", "beoordeling", "programma")
"""Where nobody writes the grade that follows from a review (M10)."""
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(document: str) -> dict[str, Any]:
    """The JSON Schema of one kind of document. Raises KeyError with the kinds there are."""
    if document not in DOCUMENTS:
        raise KeyError(f"onbekend document '{document}'; kies uit: {', '.join(DOCUMENTS)}")
    schema = DOCUMENTS[document].model_json_schema(by_alias=True)
    if document in _WRITTEN_BY_PEOPLE:
        grades = schema["$defs"][Evidence.__name__]
        grades["enum"] = [grade for grade in grades["enum"] if grade != Evidence.REVIEWED]
    return {"$schema": DIALECT, **_as_edited(schema)}


def _as_edited(schema: object) -> Any:
    """Editors read `ja` and `nee` as text, and a number may be a chance as well as a quantity.

    What the code says of itself, in English, is not for who writes a case: only what is Dutch is kept.
    """
    if isinstance(schema, list):
        return [_as_edited(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "boolean":
        schema = {**{key: value for key, value in schema.items() if key != "type"}, "enum": ["ja", "nee"]}
    return {
        "anyOf" if key == "oneOf" else key: _as_edited(value)
        for key, value in schema.items()
        if not _is_of_the_code(key, value, schema)
    }


def _is_of_the_code(key: str, value: object, schema: Mapping[str, Any]) -> bool:
    """A default, title or docstring that was made of the code; the words of a `const` are ours, and Dutch."""
    told = key in ("title", "description") and isinstance(value, str)
    return key == "default" or (told and "const" not in schema)
