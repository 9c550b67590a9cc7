"""How an estimate may be written (M40), as keys of a block or as one text, and which curve that gives."""

import math
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from rendement.model.curves import (
    SDS_IN_95,
    Beta,
    Curve,
    LogNormal,
    beta_by_moments,
    lognormal_by_limits,
    lognormal_by_moments,
)
from rendement.model.numbers import parse_number
from rendement.model.scalars import CHANCE_WORDS, chance_schema, read_chance, read_measure
from rendement.model.shapes import ALL_THREE
from rendement.model.units import PER_YEAR, Measure, parse_measure

MOST_OFF: Final = 0.15
"""How far the limits that a mean and spread imply may lie from those that were typed (M40)."""
MOST_PEOPLE: Final = 10_000_000
"""More than any study or register counts."""


class Form(StrEnum):
    """The ways of writing an estimate as a block, by what they are called in a complaint."""

    RANGE = "laag, verwacht en hoog"
    LIMITS = "minst, verwacht en meest"
    SPREAD = "gemiddelde en sd"
    INTERVAL = "gemiddelde, van95 en tot95"
    RATIO = "verhouding, van95 en tot95"
    PRODUCT = "maal"


KEYS: Final[Mapping[Form, tuple[str, ...]]] = {
    Form.RANGE: ALL_THREE,
    Form.LIMITS: ("minst", "verwacht", "meest"),
    Form.SPREAD: ("gemiddelde", "sd"),
    Form.INTERVAL: ("gemiddelde", "van95", "tot95"),
    Form.RATIO: ("verhouding", "van95", "tot95"),
    Form.PRODUCT: ("maal",),
}
"""Form → the keys of its numbers, in order of size where they have one."""
ATTRIBUTES: Final = {
    "laag": "low",
    "verwacht": "likely",
    "hoog": "high",
    "minst": "least",
    "meest": "most",
    "gemiddelde": "average",
    "sd": "sd",
    "van95": "from95",
    "tot95": "to95",
    "verhouding": "ratio",
    "maal": "factors",
}
"""How a number is spelled → the attribute it is read into."""
SIZED: Final = ("laag", "minst", "van95", "verwacht", "gemiddelde", "verhouding", "tot95", "meest", "hoog")
"""Keys that have an order, the smallest first."""


def form_of(given: Collection[str]) -> Form:
    """The form that these keys make; what they lack of a range is told elsewhere.

    Raises PydanticCustomError for half a form (`vorm_half`) or parts of two (`vormen_gemengd`).
    """
    named = set(given)
    if named <= {*ALL_THREE}:
        return Form.RANGE
    meant = [form for form, keys in KEYS.items() if named <= set(keys)]
    if not meant:
        raise _mixed(named)
    missing = [key for key in KEYS[meant[0]] if key not in named]
    if missing:
        details = {"ontbreekt": _listed(missing), "vorm": " of ".join(meant)}
        raise PydanticCustomError("vorm_half", "half a form", details)
    return meant[0]


def _mixed(named: set[str]) -> PydanticCustomError:
    ordered = [key for key in dict.fromkeys(key for keys in KEYS.values() for key in keys) if key in named]
    return mixed(ordered)


def mixed(keys: Collection[str]) -> PydanticCustomError:
    """The complaint about keys that do not belong together."""
    return PydanticCustomError("vormen_gemengd", "parts of two forms", {"velden": _listed(list(keys))})


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


# ---------------------------------------------------------------- the curve of a block


class Numbers(NamedTuple):
    """The numbers of a form with a mean (or a ratio), in one unit."""

    centre: float
    sd: float | None
    low: float | None
    high: float | None


def curve_of(form: Form, said: Numbers, *, share: bool) -> Curve | None:
    """The curve of a form (M40); None for the forms of M8. Raises PydanticCustomError where none fits."""
    if form is Form.SPREAD:
        assert said.sd is not None
        return _by_moments(said.centre, said.sd, share)
    if form not in (Form.INTERVAL, Form.RATIO):
        return None
    low, high = said.low, said.high
    assert low is not None
    assert high is not None
    if form is Form.INTERVAL:
        curve = _by_moments(said.centre, (high - low) / SDS_IN_95, share)
        _check_limits(curve, low, high)
        return curve
    return _of_ratio(said.centre, low, high)


def _by_moments(mean: float, sd: float, share: bool) -> Curve:
    if share:
        beta = beta_by_moments(mean, sd)
        if beta is None:
            details = {"sd": sd, "gemiddelde": mean, "hoogstens": math.sqrt(mean * (1 - mean))}
            raise PydanticCustomError("sd_past_niet", "no such beta", details)
        return beta
    if not (mean > 0 and sd > 0):
        raise PydanticCustomError("sd_past_niet_aantal", "no such log-normal", {})
    return lognormal_by_moments(mean, sd)


def _check_limits(curve: Curve, low: float, high: float) -> None:
    """Whether the curve has about the limits that were typed: else the interval is not that of its mean."""
    implied = (curve.quantile(0.025), curve.quantile(0.975))
    if any(abs(own - typed) > MOST_OFF * typed for own, typed in zip(implied, (low, high), strict=True)):
        ends = {"van": implied[0], "tot": implied[1]}
        details = {**ends, "sd": (high - low) / SDS_IN_95, "aandeel": isinstance(curve, Beta)}
        raise PydanticCustomError("grenzen_passen_niet", "limits do not fit the mean", details)


def _of_ratio(ratio: float, low: float, high: float) -> LogNormal:
    if low == 0:
        raise PydanticCustomError("verhouding_nul", "a ratio from zero", {})
    middle = math.sqrt(low * high)
    if abs(ratio - middle) > MOST_OFF * ratio:
        raise PydanticCustomError("verhouding_niet_midden", "not between its limits", {"midden": middle})
    return lognormal_by_limits(low, high)


def check_size(form: Form, low: float | None, centre: float | None, high: float | None) -> None:
    """Whether a mean or ratio lies between its limits. Raises PydanticCustomError."""
    if form is Form.SPREAD or low is None or centre is None or high is None or low < centre < high:
        return
    details = {"laag": low, "verwacht": centre, "hoog": high}
    raise PydanticCustomError("schatting_volgorde", "limits out of order", details)


# ---------------------------------------------------------------- one text


class Counted(float):
    """`9 van 40`: the share it is, and the people behind it."""

    hits: int
    of: int

    def __new__(cls, hits: int, of: int) -> "Counted":
        """The share x / n."""
        counted = super().__new__(cls, hits / of)
        counted.hits, counted.of = hits, of
        return counted

    def __getnewargs__(self) -> tuple[int, int]:  # type: ignore[override]
        """What it takes to make it again."""
        return self.hits, self.of

    def __repr__(self) -> str:
        return f"{self.hits} van {self.of}"

    __str__ = __repr__


class Rated(float):
    """A rate of a register: its value as a chance or count, and how it was written."""

    text: str

    def __new__(cls, value: float, text: str) -> "Rated":
        """The value, and its text."""
        rated = super().__new__(cls, value)
        rated.text = text
        return rated

    def __getnewargs__(self) -> tuple[float, str]:  # type: ignore[override]
        """What it takes to make it again."""
        return float(self), self.text

    def __str__(self) -> str:
        return self.text


_COUNT: Final = re.compile(r"(?P<hits>\S+) van (?:de )?(?P<of>\S+)\Z", re.IGNORECASE)
_RATE: Final = re.compile(
    r"(?P<hits>\d\S*)(?: (?P<unit>[a-z]\w*))? per (?P<of>\d\S*) per (?P<time>[a-z]+)"
    r"(?: over (?P<period>.+))?\Z",
    re.IGNORECASE,
)


def says_all(number: float | None, *, beside: bool) -> bool:
    """Whether a number is a count or a rate; PydanticCustomError with a range or shape beside it."""
    if not isinstance(number, Counted | Rated):
        return False
    if beside:
        raise PydanticCustomError("telling_in_band", "says it all", {"tekst": str(number)})
    return True


class _Rate(NamedTuple):
    """Of so many, per unit of time, and over how many of those units (None: not said)."""

    share: float
    unit: str | None
    per: str
    periods: float | None


def chance_as_written(value: Any) -> float:
    """A chance or share: as a number, `9 van 40`, or `300 per 1000 per jaar over 2 jaar`."""
    text = _words(value)
    count = _counted(text)
    if count is not None:
        return count
    rate = _rate_of(text)
    if rate is None:
        return read_chance(value)
    if rate.unit is not None:
        raise PydanticCustomError("kans_onleesbaar", "a chance has no unit", {"tekst": text})
    if rate.periods is None:
        raise PydanticCustomError("cijfer_zonder_periode", "a rate is no chance", {"tekst": text})
    if rate.share > 1:
        raise PydanticCustomError("cijfer_boven_een", "more than all", {"tekst": text})
    return Rated(1 - (1 - rate.share) ** rate.periods, text)


def measure_as_written(value: Any) -> Measure:
    """A quantity: a number with a unit, `9 van 40`, or `12 per 1000 per jaar` (`over 2 jaar`: a total)."""
    text = _words(value)
    count = _counted(text)
    if count is not None:
        return Measure(count, None, None)
    rate = _rate_of(text)
    if rate is None:
        return read_measure(value)
    if rate.periods is None:
        return Measure(Rated(rate.share, text), rate.unit, rate.per)
    return Measure(Rated(rate.share * rate.periods, text), rate.unit, None)


def is_text_form(text: str) -> bool:
    """Whether a text is about `9 van 40` or `12 per 1000`: a number that is more than one word."""
    return _COUNT.match(text) is not None or _RATE.match(text) is not None


def _words(value: Any) -> str:
    """The words of a text that can be a count or a rate; nothing for most."""
    return (
        " ".join(value.split()) if isinstance(value, str) and (" van " in value or " per " in value) else ""
    )


def _counted(text: str) -> Counted | None:
    match = _COUNT.match(text)
    hits, of = (parse_number(match["hits"]), parse_number(match["of"])) if match else (None, None)
    if hits is None or of is None:
        return None
    if hits != int(hits) or of != int(of) or not 0 <= hits <= of or not 0 < of <= MOST_PEOPLE:
        raise PydanticCustomError("telling_past_niet", "no such count", {"tekst": text})
    return Counted(int(hits), int(of))


def _rate_of(text: str) -> _Rate | None:
    match = _RATE.match(text)
    hits, of = (parse_number(match["hits"]), parse_number(match["of"])) if match else (None, None)
    if match is None or hits is None or of is None:
        return None
    named = parse_measure(f"1 {match['unit'] or 'keer'} per {match['time']}")
    if not of or named is None or named.per is None:
        return None
    unit = named.unit if match["unit"] else None
    return _Rate(float(hits / of), unit, named.per, _periods(text, match["period"], named.per))


def _periods(text: str, spelled: str | None, per: str) -> float | None:
    """How many times the unit of time of the rate goes into the period that was given."""
    if spelled is None:
        return None
    period = parse_measure(spelled)
    if period is None or period.unit not in PER_YEAR or period.per is not None:
        raise PydanticCustomError("cijfer_zonder_periode", "no length of time", {"tekst": text})
    return period.number * PER_YEAR[per] / PER_YEAR[period.unit]


_AS_SHARE: Final = re.compile(r"%\s*\Z| op ")


def is_share(value: Any) -> bool:
    """Whether a text is spelled as a chance or share, so that no quantity can be meant."""
    return isinstance(value, str) and (
        _AS_SHARE.search(value) is not None or value.strip().lower() in CHANCE_WORDS
    )


ChanceAsWritten = Annotated[
    float,
    PlainValidator(chance_as_written),
    PlainSerializer(lambda value: str(value) if isinstance(value, Counted | Rated) else value),
    WithJsonSchema(chance_schema("1 op 4", "35%", 0.35, "9 van 40")),
]
MeasureAsWritten = Annotated[
    Measure,
    PlainValidator(measure_as_written),
    PlainSerializer(str),
    WithJsonSchema({"type": ["number", "string"], "examples": [12, "9 uur", "2 uur per week", "9 van 40"]}),
]
