"""Chances, quantities and units as people write them: `1 op 4`, `35%`, `2 uur per week`."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rendement.model.numbers import parse_number
from rendement.model.spelling import plain_share
from rendement.model.units import Measure, parse_measure
from rendement.words.frozen import frozen
from rendement.words.names import normal

CHANCE_WORDS: Final[dict[str, float]] = {
    "zeker niet": 0.0,
    "bijna zeker niet": 0.05,
    "half": 0.5,
    "half half": 0.5,
    "fiftyfifty": 0.5,
    "bijna zeker": 0.95,
    "zeker": 1.0,
}
"""Chance words with their anchor; besides these `1 op 4`, `35%` and `0,35` are read."""


MOST_COUNTED: Final = 1_000_000.0
"""More of anything than a line of a case is about: a quantity, a group, what a cost is shared over."""


def read_chance(value: Any) -> float:
    """A chance or share as a fraction 0–1 from `0,35`, `35%`, `1 op 4` or an anchored word."""
    number = _fraction(value)
    if number < 0:
        raise PydanticCustomError("kans_negatief", "negative chance", {"tekst": str(value)})
    if number > 1:
        raise PydanticCustomError("kans_boven_100", "chance above 1", {"tekst": str(value)})
    return number


def _fraction(value: Any) -> float:
    if isinstance(value, str):
        return _fraction_from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("kans_onleesbaar", "not a chance", {"tekst": _shown(value)})
    return float(value)


@lru_cache(maxsize=4096)
def _fraction_from_text(text: str) -> float:
    words = " ".join(plain_share(text).replace("/", " ").split())
    if words in CHANCE_WORDS:
        return CHANCE_WORDS[words]
    if words.endswith("%"):
        percent = parse_number(words[:-1].rstrip())
        if percent is not None:
            return float(percent / 100)
    part, op, whole = words.partition(" op ")
    numbers = (parse_number(part), parse_number(whole.removeprefix("de "))) if op else (None, None)
    if numbers[0] is not None and numbers[1]:
        return float(numbers[0]) / float(numbers[1])
    plain = parse_number(words)
    if plain is None:
        raise PydanticCustomError("kans_onleesbaar", "not a chance", {"tekst": text})
    return float(plain)


def read_measure(value: Any) -> Measure:
    """A number with an optional unit: `9`, `9 uur`, `2 uur per week`."""
    if isinstance(value, str):
        measure = _measure_from_text(value)
    elif isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise PydanticCustomError("aantal_onleesbaar", "not a quantity", {"tekst": _shown(value)})
    else:
        measure = Measure(float(value), None, None)
    if measure.number < 0:
        raise PydanticCustomError("aantal_negatief", "negative quantity", {"tekst": str(value)})
    if measure.number > MOST_COUNTED:
        raise too_many(str(value))
    return measure


def too_many(text: str) -> PydanticCustomError:
    """The complaint about a quantity that cannot be meant."""
    return PydanticCustomError(
        "aantal_te_groot", "beyond any case", {"tekst": text, "miljoen": MOST_COUNTED / 1e6}
    )


@lru_cache(maxsize=4096)
def _measure_from_text(text: str) -> Measure:
    measure = parse_measure(text)
    if measure is None:
        raise PydanticCustomError("aantal_onleesbaar", "not a quantity", {"tekst": text})
    return measure


def read_unit(value: Any) -> Measure:
    """The unit of a whole estimate, `maanden` or `uur per week`, as a measure of one."""
    if not isinstance(value, str):
        raise PydanticCustomError(
            "eenheid_onbekend", "unknown unit", {"tekst": _shown(value), "eenheid": _shown(value)}
        )
    measure = _measure_from_text(f"1 {value}")
    if measure.number != 1:
        raise PydanticCustomError("eenheid_met_getal", "a number of units", {"tekst": value})
    return measure


def _shown(value: Any) -> str:
    kinds: dict[type, str] = {
        list: "een lijst",
        tuple: "een lijst",
        dict: "een blok met sleutels",
        type(None): "niets",
    }
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return kinds.get(type(value), str(value))


_TEXT_OR_NUMBER: Final = {"type": ["number", "string"]}


def chance_schema(*examples: str | float) -> dict[str, Any]:
    """A chance in an editor: it offers the words with what they count as, and allows any number or text."""
    words = [
        {"type": "string", "const": word, "description": f"telt als {value:.0%}"}
        for word, value in CHANCE_WORDS.items()
    ]
    return {"anyOf": [*words, {**_TEXT_OR_NUMBER, "examples": list(examples)}]}


ChanceValue = Annotated[
    float,
    PlainValidator(read_chance),
    WithJsonSchema(chance_schema("1 op 4", "35%", 0.35)),
]
MeasureValue = Annotated[
    Measure,
    PlainValidator(read_measure),
    PlainSerializer(str),
    WithJsonSchema({**_TEXT_OR_NUMBER, "examples": [12, "9 uur", "2 uur per week"]}),
]
UnitValue = Annotated[
    Measure,
    PlainValidator(read_unit),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "examples": ["maanden", "uur per week"]}),
]


def _one_form(value: Any) -> Any:
    """Payers by their one name, however they are spelled; two spellings of one payer are a mistake."""
    if not isinstance(value, Mapping):
        return value
    named: dict[Any, Any] = {}
    for payer, share in value.items():
        name = normal(payer) if isinstance(payer, str) else payer
        if name in named:
            raise PydanticCustomError("dubbele_sleutel", "one payer twice", {"sleutel": str(payer)})
        named[name] = share
    return named


Shares = Annotated[Mapping[str, ChanceValue], BeforeValidator(_one_form), AfterValidator(frozen)]
"""Payer → the part it bears, 0–1; a payer is called by the normal form of its name (M31c)."""
