"""pydantic's complaints → problems with a place, worded by error type and never by pydantic's English."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process
from yaml.nodes import MappingNode

from rendement.model.base import NAME_PATTERN
from rendement.model.price import PAYER_KEY_PATTERN, PRICE_KEY_PATTERN
from rendement.model.units import SPELLINGS
from rendement.reading.complaints.media import Either
from rendement.reading.complaints.messages import MESSAGES
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.documents.field_examples import BLOCKS, EXAMPLES
from rendement.reading.documents.fields import field_names, nearest_field
from rendement.reading.spelling import estimate_hints, hints, word_hints
from rendement.reading.yaml.nodes import inside
from rendement.reading.yaml.syntax import CURLY_QUOTES
from rendement.reading.yaml.text import Path, Text

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
    "date_from_datetime_inexact": "geen_datum",
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

_BLAMED: Final[dict[str, str]] = {
    "schatting_vorm": "verdeling",
    "schatting_lognormaal_nul": "laag",
    "duur_vorm": "verdeling",
    "periode_te_lang": "van",
    "uitgave_met_meer": "uitgave",
    "prijs_betalers_som": "betalers",
    "prijs_opbouw_begin": "opbouw",
    "prijs_opbouw_nul": "opbouw",
    "prijs_tot_voor_vanaf": "tot",
    "gebruikelijk_eenheid": "gebruikelijk",
    "gebruikelijk_per": "gebruikelijk",
    "raming_zonder_waarde": "ramingen",
    "realisme_onvolledig": "factoren",
    "prijsspreiding_onvolledig": "spreiding",
    "verzilvering_zonder_overige": "kansen",
    "samenhang_boven_een": "organisatie",
}
"""The field to point at when a whole record was refused."""


def problems_of(text: Text, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """Every complaint of one validation as problems of the file.

    What follows from another complaint is left out: a field that is missing because it was misspelled, and a
    list that is empty because its parts were refused.
    """
    details = [detail for detail in error.errors(include_url=False) if not _lost_its_parts(detail)]
    meant = {meaning for detail in details if (meaning := _meant(text, model, detail)) is not None}
    told = [detail for detail in details if detail["type"] != "missing" or tuple(detail["loc"]) not in meant]
    return [_problem(text, model, detail) for detail in told]


def _lost_its_parts(detail: Mapping[str, Any]) -> bool:
    given = detail.get("input")
    return detail["type"] == "too_short" and isinstance(given, list | Mapping) and len(given) > 0


def _meant(text: Text, model: type[BaseModel], detail: Mapping[str, Any]) -> tuple[str | int, ...] | None:
    """The field an unknown key stands for, as a loc."""
    if detail["type"] != "extra_forbidden":
        return None
    loc = tuple(detail["loc"])
    above = _within_data(text.data, loc)[:-1]
    near = nearest_field(str(loc[-1]), model, above, _keys_at(text, above))
    return None if near is None else (*loc[:-1], near)


def _problem(text: Text, model: type[BaseModel], detail: Mapping[str, Any]) -> Problem:
    slug = _SLUGS.get(detail["type"], detail["type"])
    path = _within_data(text.data, detail["loc"])
    if slug == "ontbreekt":
        return _missing(text, path)
    on_key = slug == "onbekend_veld" or detail["loc"][-1:] == ("[key]",)
    if _is_nested_product(path, detail.get("input")):
        outer = path[: path.index("maal") + 2]
        return text.problem("product_in_product", text.place(outer))
    place = text.place(path, key=on_key)
    if slug != "onbekend_veld" and _is_empty(detail.get("input", 0)):
        return empty_field(text, path, place)
    if slug == "onbekend_veld":
        return text.problem(slug, place, **_unknown_field(text, path, model, detail))
    blamed = _BLAMED.get(slug)
    if blamed is not None and blamed in (detail.get("input") or ()):
        place = text.place((*path, blamed), key=True)
    slug, details = _told(slug, path, detail, _typed(text, place))
    return text.problem(slug, place, **details)


def _is_nested_product(path: Path, given: object) -> bool:
    return "maal" in path and (path.count("maal") > 1 or (isinstance(given, Mapping) and "maal" in given))


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _missing(text: Text, path: Path) -> Problem:
    name = str(path[-1])
    place = text.place(path[:-1], key=True)
    return text.problem("ontbreekt", place, veld=name, voorbeeld=EXAMPLES.get(name, f"{name}: …"))


def empty_field(text: Text, path: Path, place: Place) -> Problem:
    """Nothing after the colon, or only a remark."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    repair = (
        f"vul iets in, bijvoorbeeld {EXAMPLES[name]}" if name in EXAMPLES else "vul iets in, of haal het weg"
    )
    line = text.lines[place.line - 1] if text.lines else ""
    if line[place.column - 1 :].lstrip(" :").startswith("#"):
        repair = "wat achter een # staat telt niet mee; zet de tekst tussen aanhalingstekens"
    return text.problem("leeg", place, veld=name, suggestie=repair)


def _typed(text: Text, place: Place) -> str:
    """What stands at a place, as it was typed."""
    line = text.lines[place.line - 1] if place.line <= len(text.lines) else ""
    return line[place.column - 1 : place.end - 1]


def _within_data(data: object, loc: tuple[str | int, ...]) -> Path:
    """pydantic's loc without the steps it adds itself (union branches, `[key]`)."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        own = last and not str(step).startswith("[")  # a key that is missing, and no step of pydantic's
        if isinstance(data, Mapping) and (step in data or own):
            path.append(step)
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
    return tuple(path)


# ---------------------------------------------------------------- details and repairs per complaint


def _told(slug: str, path: Path, detail: Mapping[str, Any], typed: str) -> tuple[str, dict[str, Any]]:
    """Slug and details of one complaint; some become a nearer one."""
    context = dict(detail.get("ctx") or {})
    if slug not in MESSAGES:
        return "vorm_klopt_niet", {"gevonden": typed, "suggestie": "vergelijk deze regel met een voorbeeld"}
    field = _field_of(path)
    if typed and typed[0] in CURLY_QUOTES and slug in _NEVER_QUOTED:
        return "krulteken", {}
    if slug == "aantal_onleesbaar" and field in hints.TIMING_FIELDS:
        slug = "tijd_onleesbaar"
    if slug == "geen_tekst" and "klopt" in path and isinstance(detail.get("input"), bool):
        slug = "klopt_zonder_reden"
    if slug == "eenheid_onbekend" and f"per {context.get('eenheid')}" in str(context.get("tekst")):
        slug = "eenheid_geen_tijd"
    if slug == "schatting_volgorde" and _units_differ(detail.get("input")):
        slug = "eenheid_gemengd"
    details = {"gevonden": word_hints.in_words(detail.get("input")), **hints.refused(slug, context)}
    block = "horizon" if "horizon" in path else path[0] if path else ""
    details |= {"deel": path[-1] if path else "", "blok": block}
    tell = _REPAIRS.get(slug)
    return slug, details if tell is None else {**details, **tell(field, details, detail, typed)}


_NEVER_QUOTED: Final = frozenset(
    {
        "vorm_klopt_niet",
        "aantal_onleesbaar",
        "bedrag_onleesbaar",
        "kans_onleesbaar",
        "geen_keuze",
        "geen_getal",
        "geen_ja_nee",
    }
)
"""Complaints that curly quotes explain."""


def _units_differ(points: object) -> bool:
    """`{laag: 6 weken, hoog: 2 maanden}` is in order, but who would know."""
    given = points if isinstance(points, Mapping) else {}
    parts = [str(given[part]) for part in hints.ESTIMATE_PARTS if part in given]
    return len({"".join(filter(str.isalpha, part)) for part in parts}) > 1


def _field_of(path: Path) -> str:
    """The field a value belongs to: `duur` for the low point of a duration."""
    names = [step for step in path if isinstance(step, str)]
    while len(names) > 1 and names[-1] in hints.ESTIMATE_PARTS:
        names.pop()
    return names[-1] if names else ""


def _keys_at(text: Text, path: Path) -> tuple[str, ...]:
    """The keys of the block at a path."""
    return tuple(str(key.value) for key, _ in inside(text.node(path), MappingNode))


def _unknown_field(
    text: Text, path: Path, model: type[BaseModel], detail: Mapping[str, Any]
) -> dict[str, Any]:
    name = str(detail["loc"][-1])  # the path leaves out what looks like a step of pydantic's own
    above = path[:-1] if path[-1:] == (name,) else path
    beside = _keys_at(text, above)
    near = nearest_field(name, model, above, beside)
    fields = field_names(model, above)
    choices = f"kies uit: {', '.join(sorted(fields))}"
    first, _, said = name.partition(" ")
    if first in fields and said and detail.get("input") is None:
        near = f"{first}: {said}"
    elif near is None and detail.get("input") is None:
        near = _bare_number(name, fields, beside)
        choices = f"hoort dit bij de tekst ervoor, zet die dan tussen aanhalingstekens; anders {choices}"
    return {"veld": name, "suggestie": choices if near is None else f"bedoelt u '{near}'?"}


def _bare_number(said: str, fields: list[str], beside: tuple[str, ...]) -> str | None:
    """`{20%, 30%, 40%}` and `{9 van 40, bewijs: dossier}`: numbers of an estimate without their keys."""
    bare = [key for key in beside if key[:1].isdigit()]
    keys = {1: ["verwacht"], 3: ["laag", "verwacht", "hoog"]}.get(len(bare), [])
    if said not in bare or not set(keys) <= set(fields) or not keys:
        return None
    return f"{keys[bare.index(said)]}: {said}"


Repair = Callable[[str, Mapping[str, Any], Mapping[str, Any], str], dict[str, Any]]
"""(field, details so far, pydantic's detail, what was typed) → more details."""


def _text_wanted(
    field: str, _details: Mapping[str, Any], detail: Mapping[str, Any], typed: str
) -> dict[str, Any]:
    if field == "prijs":
        return {
            "gevonden": typed,
            "suggestie": "schrijf de naam van een prijs, bijvoorbeeld zorg.fysiotherapie",
        }
    if isinstance(detail.get("input"), Mapping | list):
        return {"suggestie": "schrijf gewone tekst; begint die met een haak, zet er dan aanhalingstekens om"}
    return {"gevonden": typed, "suggestie": f'zet er aanhalingstekens om: "{typed}"'}


def _choice(
    _field: str, details: Mapping[str, Any], detail: Mapping[str, Any], _typed: str
) -> dict[str, Any]:
    expected = str((detail.get("ctx") or {}).get("expected", ""))
    choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
    listed = f"kies uit: {', '.join(choices)}"
    best = process.extractOne(details["gevonden"].lower(), choices, scorer=fuzz.ratio, score_cutoff=75)
    return {"suggestie": listed if best is None else f"bedoelt u '{best[0]}'? {listed}"}


def _form(field: str, details: Mapping[str, Any], _detail: Mapping[str, Any], typed: str) -> dict[str, Any]:
    forms = {
        "huishoudsleutel": "schrijf 16 tot 64 tekens 0-9 en a-f",
        "prijzen": "schrijf boek@versie, bijvoorbeeld landelijk@2025.1, of de map van uw eigen boek: "
        f"{word_hints.as_folder(typed, 'mijn-boek')}",
        "uitgangspunten": "schrijf de map met uw eigen sets: "
        f"{word_hints.as_folder(typed, 'mijn-uitgangspunten')}",
    }
    if details.get("pattern") == PRICE_KEY_PATTERN:
        return {"suggestie": "schrijf domein.naam, bijvoorbeeld zorg.fysiotherapie"}
    if details.get("pattern") == PAYER_KEY_PATTERN:
        return {"suggestie": "schrijf kleine letters, cijfers en streepjes, zoals fonds-noord"}
    if details.get("pattern") == NAME_PATTERN and (field == "naam" or details["deel"] == typed):
        return {"suggestie": f"alleen kleine letters, cijfers en streepjes: {word_hints.as_name(typed)}"}
    default = word_hints.slug_hint(typed) or "gebruik kleine letters, cijfers en streepjes"
    return {"suggestie": forms.get(field, default)}


def _unit(_field: str, details: Mapping[str, Any], _detail: Mapping[str, Any], _typed: str) -> dict[str, Any]:
    unit, text = str(details.get("eenheid", "")), str(details.get("tekst", ""))
    best = process.extractOne(unit.lower(), list(SPELLINGS), scorer=fuzz.ratio, score_cutoff=75)
    near = hints.USUAL_UNITS if best is None else f"bedoelt u '{text.replace(unit, best[0])}'?"
    return {"suggestie": hints.unit_hint(unit, text) or near}


def _limits(
    _field: str, details: Mapping[str, Any], _detail: Mapping[str, Any], _typed: str
) -> dict[str, Any]:
    words = {"ge": "van ten minste", "gt": "boven", "le": "van hoogstens", "lt": "onder"}
    return {"grens": " en ".join(f"{words[key]} {details[key]:g}" for key in words if key in details)}


def _two_readings(
    _field: str, details: Mapping[str, Any], _detail: Mapping[str, Any], typed: str
) -> dict[str, Any]:
    """Of a percentage only what can be a chance is proposed."""
    meant = (str(details["geheel"]), str(details["decimaal"]))
    return {"suggestie": hints.grouped_hint(meant, _behind(details, typed))}


def _behind(details: Mapping[str, Any], typed: str) -> str:
    """What stands behind the number: its unit or a %."""
    said, number = typed.strip("\"'"), str(details["tekst"])
    return said[len(number) :] if said.startswith(number) else ""


def _block(
    field: str, _details: Mapping[str, Any], _detail: Mapping[str, Any], _typed: str
) -> dict[str, Any]:
    other = "{sleutel: waarde, sleutel: waarde} of ingesprongen regels met `sleutel: waarde`"
    return {"suggestie": f"schrijf bijvoorbeeld {BLOCKS[field]}" if field in BLOCKS else f"schrijf {other}"}


def _list(field: str, details: Mapping[str, Any], detail: Mapping[str, Any], typed: str) -> dict[str, Any]:
    if isinstance(detail.get("input"), Mapping):
        return {"suggestie": "zet een streepje en een spatie (- ) voor elk onderdeel"}
    if field in BLOCKS:
        return {"suggestie": f"schrijf op de volgende regel bijvoorbeeld - {BLOCKS[field]}"}
    if details["deel"] == "maal":
        return {"suggestie": hints.product_hint(typed)}
    return {"suggestie": f"zet er rechte haken om: [{typed}]"}


def _empty_list(
    field: str, _details: Mapping[str, Any], _detail: Mapping[str, Any], _typed: str
) -> dict[str, Any]:
    """Nobody is asked to invent help that was not needed."""
    if field != "hulp":
        return {"suggestie": "voeg er een toe"}
    none = (
        "was er niets nodig, haal dit pad dan weg; nergens een verschil? schrijf zonder_inzet: geen verschil"
    )
    told = "schrijf welke hulp er dan nodig was"
    return {"suggestie": Either(f"{told}; {none}", f"{told}; was er niets nodig, maak dit pad dan leeg")}


_REPAIRS: Final[dict[str, Repair]] = {
    "geen_blok": _block,
    "geen_lijst": _list,
    "lege_lijst": _empty_list,
    "geen_tekst": _text_wanted,
    "geen_datum": lambda _f, _d, _p, typed: {"gevonden": typed, "suggestie": word_hints.date_hint(typed)},
    "geen_keuze": _choice,
    "vorm_klopt_niet": _form,
    "buiten_grenzen": _limits,
    "te_lang": lambda _f, details, _p, _t: {"grens": details.get("max_length")},
    "eenheid_onbekend": _unit,
    "kans_onleesbaar": lambda _f, _d, detail, _t: {"suggestie": hints.chance_hint(detail.get("input"))},
    "getal_duizendtal": _two_readings,
    "getal_voorloopnul": lambda _f, details, _p, typed: {
        "zonder": f"{details['zonder']}{_behind(details, typed)}"
    },
    "kans_boven_100": lambda _f, details, _p, _t: {"suggestie": hints.above_one_hint(str(details["tekst"]))},
    "aantal_onleesbaar": lambda f, details, _p, _t: {
        "suggestie": hints.quantity_hint(str(details["tekst"]), f, details["blok"])
    },
    "tijd_onleesbaar": lambda f, details, _p, _t: {
        "suggestie": hints.quantity_hint(str(details["tekst"]), f, details["blok"])
    },
    "bedrag_onleesbaar": lambda _f, details, _p, _t: {"suggestie": hints.amount_hint(str(details["tekst"]))},
    **estimate_hints.REPAIRS,
    "schatting_zonder_band": lambda _f, _d, detail, _t: {
        "waarde": word_hints.in_words(detail["input"].get("laag"))
    },
}


def suggestion(name: str, candidates: Iterable[str], fallback: str = "kies uit: {}") -> str:
    """`bedoelt u 'verwacht'?` when something is near, else the choices."""
    choices = sorted(candidates)
    best = process.extractOne(name.lower(), choices, scorer=fuzz.ratio, score_cutoff=60)
    if best is not None:
        return f"bedoelt u '{best[0]}'?"
    return fallback.format(", ".join(choices))
