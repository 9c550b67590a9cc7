"""The fields that may stand somewhere in a document, and the one that a wrong key stands for."""

from collections.abc import Collection, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Final, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel
from rapidfuzz import fuzz, process

from rendement.model.estimate import Chance
from rendement.reading.yaml.text import Path

_SYNONYMS: Final[dict[str, tuple[str, ...]]] = {
    "laag": ("min", "minimum", "minimaal", "onder"),
    "verwacht": ("waarschijnlijk", "midden", "gemiddeld", "meest"),
    "hoog": ("max", "maximum", "maximaal", "boven"),
    "gestart": ("start", "startdatum", "begin", "begindatum"),
    "afgesloten": ("einde", "eind", "einddatum", "gesloten"),
    "vanaf": ("start", "begin", "ingang"),
    "aantal": ("hoeveelheid", "uren", "keer", "frequentie"),
    "prijs": ("tarief", "product", "dienst", "prijssleutel"),
    "wat": ("omschrijving", "activiteit", "naam"),
    "grond": ("toelichting", "onderbouwing", "uitleg", "reden"),
    "vraag": ("hulpvraag", "aanleiding", "verhaal"),
    "bewoner": ("citaat", "quote", "uitspraak"),
    "hulp": ("zorg", "help", "voorzieningen"),
    "pad": ("scenario", "titel"),
    "zonder_inzet": ("zonder", "scenarios", "paden"),
    "met_inzet": ("met",),
    "casus": ("id", "nummer", "pseudoniem"),
    "leeftijd": ("geboortejaar", "geboortedatum", "leeftijdsklasse", "jaar"),
    "opmerking": ("toelichting", "uitleg"),
}
"""Field → everyday words for it; only used where the field exists."""


_BY_MEAN: Final = frozenset({"sd", "van95", "tot95"})


def nearest_field(name: str, model: type[BaseModel], path: Path, beside: Collection[str] = ()) -> str | None:
    """The field of this level that a misspelled, English or everyday key stands for, next to these keys."""
    owner = _owner(model, path)
    if owner is None:
        return None
    word = name.strip().lower().replace(" ", "_").replace("-", "_")
    if word in owner.model_fields:
        return owner.model_fields[word].alias or word
    names = [name for name in field_names(model, path) if name not in beside]
    if word.startswith("gemiddeld") and "gemiddelde" in names and _BY_MEAN.intersection(beside):
        return "gemiddelde"
    said = next((field for field in names if word in _SYNONYMS.get(field, ())), None)
    if said is not None:
        return said
    best = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=60)
    return None if best is None else str(best[0])


def field_names(model: type[BaseModel], path: Path) -> list[str]:
    """The spellings allowed at `path` of a document of this model."""
    owner = _owner(model, path)
    if owner is None:
        return []
    return [field.alias or name for name, field in owner.model_fields.items()]


def is_share(model: type[BaseModel], path: Path) -> bool:
    """Whether a chance or share stands at `path` of a document of this model."""
    names = [step for step in path if isinstance(step, str)]
    return _owner(model, path) is Chance or _owner(model, path[:-1]) is Chance or "betalers" in names[-2:-1]


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The model whose fields may stand at `path`."""
    current: object = model
    for step in path:
        current = _inside(current, step)
    return next((part for part in _parts(current) if _is_model(part)), None)


def _inside(annotation: object, step: str | int) -> object:
    """The annotation of one field, list item or mapping value."""
    for part in _parts(annotation):
        if _is_model(part):
            fields = {field.alias or name: field.annotation for name, field in part.model_fields.items()}
            if step in fields:
                return fields[str(step)]
        elif get_origin(part) is tuple and isinstance(step, int):
            return get_args(part)[0]
        elif get_origin(part) is Mapping:
            return get_args(part)[1]
    return None


def _parts(annotation: object) -> Iterator[Any]:
    """What an annotation may be, without Optional, Union and Annotated around it."""
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _parts(part)
    elif get_origin(annotation) is Annotated:
        yield from _parts(get_args(annotation)[0])
    else:
        yield annotation


def _is_model(part: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)
