"""pydantic's complaints → problems with a place, worded by error type and never by pydantic's English."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from rendement.model.units import UNITS
from rendement.reading.messages import MESSAGES
from rendement.reading.problems import Problem
from rendement.reading.yaml_text import Path, Text

_SLUGS: Final[dict[str, str]] = {
    "extra_forbidden": "onbekend_veld",
    "missing": "ontbreekt",
    "string_type": "geen_tekst",
    "int_type": "geen_geheel_getal",
    "int_parsing": "geen_geheel_getal",
    "int_from_float": "geen_geheel_getal",
    "float_type": "geen_getal",
    "float_parsing": "geen_getal",
    "decimal_type": "geen_getal",
    "decimal_parsing": "geen_getal",
    "date_type": "geen_datum",
    "date_parsing": "geen_datum",
    "date_from_datetime_parsing": "geen_datum",
    "bool_type": "geen_ja_nee",
    "bool_parsing": "geen_ja_nee",
    "tuple_type": "geen_lijst",
    "list_type": "geen_lijst",
    "model_type": "geen_blok",
    "dict_type": "geen_blok",
    "mapping_type": "geen_blok",
    "enum": "geen_keuze",
    "literal_error": "geen_keuze",
    "string_pattern_mismatch": "vorm_klopt_niet",
    "string_too_long": "te_lang",
    "string_too_short": "geen_tekst",
    "too_short": "lege_lijst",
    "greater_than": "buiten_grenzen",
    "greater_than_equal": "buiten_grenzen",
    "less_than": "buiten_grenzen",
    "less_than_equal": "buiten_grenzen",
}

EXAMPLES: Final[dict[str, str]] = {
    "casus": "casus: dor-2025-017 (een pseudoniem)",
    "gestart": "gestart: 2025-06-12",
    "context": "context: {gemeente: …, organisatie: …, thema: […], aanpak: […]}",
    "vraag": "vraag: waarmee kwam de bewoner?",
    "inzet": "inzet: met ten minste één regel",
    "toerekening": "toerekening: {wij: 70%, huisarts: 30%}",
    "kans": "kans: 1 op 4",
    "aantal": "aantal: 12",
    "prijs": "prijs: zorg.fysiotherapie",
    "hulp": "hulp: met ten minste één regel",
    "pad": "pad: wat er dan gebeurd was",
    "reden": "reden: waarom",
    "duur": "duur: 6 maanden",
    "datum": "datum: 2025-11-03",
}
"""How a missing field could be filled; others get their name."""

_PATTERNS: Final[dict[str, str]] = {
    "huishoudsleutel": "16 tot 64 tekens 0-9 en a-f",
    "prijzen": "schrijf boek@versie, bijvoorbeeld landelijk@2025.1",
}


def problems_of(text: Text, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Every complaint of one validation as problems of the file."""
    return [_problem(text, model, detail) for detail in error.errors(include_url=False)]


def _problem(text: Text, model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:
    slug = _SLUGS.get(detail["type"], detail["type"])
    path = _within_data(text.data, detail["loc"])
    context = dict(detail.get("ctx") or {})
    if slug not in MESSAGES:
        slug, context = "vorm_klopt_niet", {}
    if slug == "ontbreekt":
        return _missing(text, path)
    place = text.place(path, key=slug == "onbekend_veld" or detail["loc"][-1:] == ("[key]",))
    details = {**context, **_details(slug, path, detail, model)}
    return text.problem(slug, place, **details)


def _missing(text: Text, path: Path) -> Problem:
    name = str(path[-1])
    place = text.place(path[:-1], key=True)
    return text.problem("ontbreekt", place, veld=name, voorbeeld=EXAMPLES.get(name, f"{name}: …"))


def _within_data(data: Any, loc: tuple[str | int, ...]) -> Path:
    """pydantic's loc without the steps it adds itself (union branches, `[key]`)."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if isinstance(data, Mapping) and (step in data or last) and step != "[key]":
            path.append(step)
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


def _details(slug: str, path: Path, detail: Mapping[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    found = shown(detail.get("input"))
    name = str(path[-1]) if path else ""
    context = detail.get("ctx") or {}
    if slug == "onbekend_veld":
        return {"veld": name, "suggestie": suggestion(name, field_names(model, path[:-1]))}
    if slug == "eenheid_onbekend":
        return {"suggestie": suggestion(str(context.get("eenheid", "")), UNITS)}
    if slug == "vorm_klopt_niet":
        return {"gevonden": found, "suggestie": _PATTERNS.get(name, "kleine letters, cijfers en streepjes")}
    if slug == "geen_keuze":
        return {"gevonden": found, "keuzes": str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")}
    if slug == "buiten_grenzen":
        return {"gevonden": found, "grens": _limit(context)}
    if slug == "te_lang":
        return {"grens": context.get("max_length")}
    return {"gevonden": found}


def _limit(context: Mapping[str, Any]) -> str:
    words = {"ge": "van ten minste", "gt": "boven", "le": "van hoogstens", "lt": "onder"}
    return " en ".join(f"{words[key]} {value}" for key, value in context.items() if key in words)


def shown(value: Any) -> str:
    """A value as the user may recognise it."""
    if value is None or value == "":
        return "niets"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Mapping):
        return "een blok met sleutels"
    return "een lijst" if isinstance(value, list | tuple) else str(value)


def suggestion(name: str, candidates: Iterable[str], fallback: str = "kies uit: {}") -> str:
    """`bedoelt u 'verwacht'?` when something is near, else the choices."""
    choices = sorted(candidates)
    best = process.extractOne(name.lower(), choices, scorer=fuzz.ratio, score_cutoff=60)
    if best is not None:
        return f"bedoelt u '{best[0]}'?"
    return fallback.format(", ".join(choices))


def field_names(model: type[BaseModel], path: Path) -> list[str]:
    """The spellings allowed at `path` of a document of this model."""
    current: Any = model
    for step in path:
        current = _inside(current, step)
    owner = _model_in(current)
    if owner is None:
        return []
    return [field.alias or name for name, field in owner.model_fields.items()]


def _inside(annotation: Any, step: str | int) -> Any:
    owner = _model_in(annotation) if isinstance(step, str) else None
    if owner is not None:
        fields = {field.alias or name: field.annotation for name, field in owner.model_fields.items()}
        return fields.get(str(step))
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The first model inside Optional, tuple, Mapping or Annotated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is None:
        return None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
