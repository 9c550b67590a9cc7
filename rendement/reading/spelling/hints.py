"""What somebody probably meant: a value that cannot be read → the spelling that can.

Never used to read a value, only to word the repair. Decimals are shown with a point, because a comma between
{ } or [ ] separates parts.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic_core import PydanticCustomError

from rendement.model.forms import ATTRIBUTES
from rendement.model.numbers import parse_number, readings
from rendement.model.scalars import read_chance, read_unit
from rendement.model.spelling import DASHES, NUMBER_WORDS
from rendement.reading.complaints.media import Points, Product, Spelled
from rendement.reading.spelling.word_hints import three

TIMING_FIELDS: Final = frozenset({"vanaf", "duur", "uitstel", "horizon"})
ESTIMATE_PARTS: Final = frozenset(ATTRIBUTES)

Hint = str | Spelled
"""A repair: words that are the same everywhere, or parts that a text file and a form spell differently."""
_FRACTIONS: Final = {"⅓": "0.33", "⅔": "0.67"}
_HOW_MUCH: Final = "schrijf hoeveel, niet wat het kost; het bedrag komt uit het prijzenboek"
_TIMES_WORDS: Final = frozenset(
    {"behandeling", "behandelingen", "gesprek", "gesprekken", "sessie", "sessies", "afspraak", "afspraken"}
)
"""Everyday words for a number of times, whatever the price counts them in."""
USUAL_UNITS: Final = (
    "schrijf bijvoorbeeld uur, dag, week, maand, jaar, keer, zitting, consult, bezoek of stuk"
)

_OWN_EXAMPLES: Final = {
    "groep": "schrijf met hoeveel deelnemers, bijvoorbeeld 12 deelnemers",
    "gedeeld_over": "schrijf over hoeveel casussen, bijvoorbeeld 30 casussen",
    "personen": "schrijf voor hoeveel mensen, bijvoorbeeld 4",
}

_DASH: Final = f"[{DASHES}]"
_RANGE: Final = re.compile(
    rf"\D{{0,9}}?(?P<low>\d+(?:[.,]\d+)?) ?%?(?: ?{_DASH} ?| ?à ?| tot | t/m | of )"
    r"(?P<high>\d+(?:[.,]\d+)?) ?(?P<rest>%?[a-z ]*)\Z"
)
_ABOUT: Final = re.compile(
    r"(?:(?:ca|plm|max|min|gem|ongev)\b\.?|circa|ongeveer|maximaal|minimaal|gemiddeld|hoogstens|minstens|zo'n|bijna"
    r"|ruim|meer dan|minder dan|±|\+/-|[~≈<>]=?) ?(?P<rest>\d.*)\Z",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"(?P<hours>\d{1,4})(?::| ?u(?:ur|ren)?(?: en)? ?)(?P<minutes>[0-5]?\d)"
    r"(?: ?(?:u(?:ur)?|m(?:in(?:uten)?)?\.?))?\Z"
)
_RATIO: Final = re.compile(r"(?P<part>\d+) ?/ ?(?P<whole>\d+)(?P<rest>.*)\Z")
_TWO_SIGNS: Final = re.compile(r"\d+[.,]\d+[.,]\d+\b")
_MORE: Final = re.compile(r"(?P<good>\d[^(?]*?)\s*(?:\(.*\)|\?)\Z")
_EURO: Final = re.compile(r"€|\beuro?s?\b", re.IGNORECASE)
_DIGITS_FIRST: Final = re.compile(r"(\d+)(.*)", re.DOTALL)
_PERCENT: Final = re.compile(r"(?:% ?(?P<after>\d[\d.,]*)|(?P<before>\d[\d.,]*) ?(?:procent|pct|proc)\.?)\Z")


def quantity_hint(text: str, field: str = "", block: str = "") -> Hint:
    """How to write the quantity or time that `text` seems to mean, in this block of a case."""
    if field == "duur" and block in _ENDS:
        return _ENDS[block] if _lasting(text, field) else quantity_hint(text, "vanaf")
    guess = next((guess for read in _QUANTITY_READERS if (guess := read(text.strip(), field))), None)
    if guess is not None:
        return guess
    if field in _OWN_EXAMPLES:
        return _OWN_EXAMPLES[field]
    if field == "duur":
        return "schrijf bijvoorbeeld 6 weken, 9 maanden of blijvend"
    if field in TIMING_FIELDS:
        return "schrijf bijvoorbeeld 6 weken of 9 maanden"
    return "schrijf bijvoorbeeld 12, 9 uur of 2 uur per week"


_ENDS: Final = {
    "inzet": "onze inzet houdt een keer op: schrijf hoe lang, bijvoorbeeld 6 weken of 9 maanden",
    "horizon": "een horizon is één lengte: schrijf bijvoorbeeld 24 maanden",
}
"""Blocks in which nothing lasts for ever."""


def _lasting(text: str, field: str) -> str | None:
    always = {"blijvend", "altijd", "levenslang", "voor altijd", "onbepaald", "structureel", "permanent"}
    return "schrijf blijvend" if field == "duur" and text.lower() in always else None


def _signs(text: str, _field: str = "") -> str | None:
    """`1.5,5`: more points and commas than one number has."""
    if not _TWO_SIGNS.match(text):
        return None
    number, space, rest = text.partition(" ")
    parts = re.findall(r"\d+", number)
    likely = f"{'.'.join(parts[:2])}{space}{rest}"
    likely += "%" if number.endswith("%") else ""
    return f"in een getal staat hoogstens één komma of punt: schrijf bijvoorbeeld {likely}"


def _money(text: str, _field: str) -> str | None:
    return _HOW_MUCH if _EURO.search(text) else None


def _range(text: str, _field: str) -> Hint | None:
    match = _RANGE.match(text)
    if match is None:
        return None
    rest = match["rest"].strip()
    percent = "%" if rest == "%" else ""
    low, high = _in_order(match)
    if low == high and rest and (percent or _is_unit(rest)):
        return f"schrijf {low} {rest}".replace(" %", "%")
    if not rest or percent or _is_unit(rest):
        return _between(f"{low}{percent}", f"{high}{percent}", "" if percent else rest)
    if rest in _TIMES_WORDS:
        return _between(low, high, "keer")
    return _between(low, high, "…", f"; {USUAL_UNITS}")


def _between(low: str, high: str, unit: str = "", besides: str = "") -> Points:
    """The two ends of a range, with what only its writer knows left open."""
    counted = (("eenheid", unit),) if unit else ()
    return Points((("laag", low), ("verwacht", "…"), ("hoog", high), *counted), besides)


def _in_order(limits: re.Match[str]) -> list[str]:
    """The two numbers of a range, the smallest first, with a point as decimals are written between braces."""
    return sorted((limits[end].replace(",", ".") for end in ("low", "high")), key=Decimal)


def _is_unit(text: str) -> bool:
    try:
        return read_unit(text).number == 1
    except PydanticCustomError:
        return False


def _about(text: str, _field: str) -> str | None:
    match = _ABOUT.match(text)
    if match is None:
        return None
    return f"schrijf {match['rest']}, of laag, verwacht en hoog als u het niet precies weet"


def _day(text: str, field: str) -> str | None:
    """A date where a length of time belongs."""
    if field not in TIMING_FIELDS or not re.search(r"\b(?:19|20)\d{2}\b", text):
        return None
    since = "hoe lang na de start van de inzet" if field == "vanaf" else "hoe lang"
    lasting = " of blijvend" if field == "duur" else ""
    return f"schrijf {since}, bijvoorbeeld 8 maanden{lasting}, en geen datum"


def _clock(text: str, field: str) -> str | None:
    match = _CLOCK.match(text)
    if match is None or field in TIMING_FIELDS:
        return None
    hours = int(match["hours"]) + int(match["minutes"]) / 60
    return f"schrijf uren als getal: {hours:.4g} uur"


def _ratio(text: str, _field: str) -> str | None:
    match = _RATIO.match(text)
    if match is None or not int(match["whole"]):
        return None
    number = f"{int(match['part']) / int(match['whole']):.4g}"
    return f"schrijf {number}{match['rest']}"


def _sign(text: str, _field: str) -> str | None:
    if text[:1] in _FRACTIONS:
        return f"schrijf {_FRACTIONS[text[:1]]}{text[1:]}"
    return f"schrijf 0{text}" if re.match(r"[.,]\d", text) else None


def _remark(text: str, _field: str) -> str | None:
    match = _MORE.match(text)
    return f"schrijf alleen {match['good']}; uitleg hoort bij `grond`" if match else None


_COUNTED: Final = re.compile(r"(?P<hits>\d{1,8}) van (?:de )?(?P<of>\d{1,8})\Z")
_TIMES: Final = re.compile(r" ?(?:[*×]| [xX] | maal |, )")


def _count(text: str, field: str = "") -> str | None:
    """`9 van 40` where one number belongs: a count says itself how sure it is."""
    match = _COUNTED.match(text)
    if match is None or not int(match["of"]) or int(match["hits"]) > int(match["of"]):
        return None
    share = int(match["hits"]) / int(match["of"])
    said = f"{share:.3g}" if field else f"{share * 100:.3g}%"
    return f"schrijf {said}; een telling staat alleen, zonder laag, hoog of sd"


def _product(text: str, field: str = "") -> Product | None:
    """`12 keer x 50%`; a time is no product."""
    factors = [factor.strip() for factor in _TIMES.split(text)]
    if (
        field in TIMING_FIELDS
        or len(factors) < 2
        or not all(re.match(r"[\d=]", factor) for factor in factors)
    ):
        return None
    if field == "aantal" and not any(re.search("[a-z]", factor) for factor in factors):
        factors[0] += " keer"
    return Product(tuple(factors))


def product_hint(text: str) -> str:
    """How to write what stands behind `maal`, when it is no list."""
    listed = _product(text)
    if listed is not None:
        return f"schrijf [{', '.join(listed.factors)}]"
    one = "is het er één, schrijf dat dan zonder maal"
    return f"zet twee tot vier getallen tussen rechte haken: [{text}, …]; {one}"


_QUANTITY_READERS: Final[tuple[Callable[[str, str], Hint | None], ...]] = (
    _lasting,
    _count,
    _product,
    _signs,
    _day,
    _money,
    _range,
    _clock,
    _ratio,
    _sign,
    _remark,
    _about,
)


def chance_hint(value: object) -> Hint:
    """How to write the chance or share that `value` seems to mean."""
    if isinstance(value, list):
        return three(value)
    text = str(value).strip().lower()
    guesses = (hint for read in _CHANCE_READERS if (hint := read(text)) is not None)
    return next(guesses, "schrijf 1 op 4, 25%, 0.25, half of bijna zeker")


def _if_chance(spelling: str) -> str | None:
    """A spelling that can be read; what it may mean when it is too much; None when it is no chance."""
    try:
        read_chance(spelling)
    except PydanticCustomError as error:
        return above_one_hint(spelling) if error.type == "kans_boven_100" else None
    return f"schrijf {spelling}"


def _is_chance(spelling: str) -> bool:
    return _if_chance(spelling) == f"schrijf {spelling}"


def _percent(text: str) -> str | None:
    percent = _PERCENT.match(text)
    number = (percent["before"] or percent["after"]).replace(",", ".") if percent else ""
    return _if_chance(f"{number}%") if percent else None


def _parts(text: str) -> str | None:
    """`1/4`, `een op vier`."""
    ratio = _RATIO.match(text)
    if ratio is not None:
        return _part_of(ratio["part"], ratio["whole"])
    part, op, whole = text.partition(" op ")
    whole = whole.removeprefix("de ")
    return _part_of(NUMBER_WORDS.get(part, part), NUMBER_WORDS.get(whole, whole)) if op else None


def _part_of(part: str, whole: str) -> str | None:
    if whole == "0":
        return "achter op hoort een getal boven 0, bijvoorbeeld 1 op 4"
    if part == whole:
        return "kies zelf: 50% (de helft), of 100% (zeker)"
    return _if_chance(f"{part} op {whole}")


def _stray_sign(text: str) -> str | None:
    """`0,5.` and `.5`."""
    if text.strip("0123456789.,;: %"):
        return None
    tidy = text.strip(".,;: ").replace(",", ".")
    spelling = f"0.{tidy}" if re.match(r"[.,]\d", text) else tidy
    return _if_chance(spelling) if spelling != text else None


def _chance_range(text: str) -> Points | None:
    """`30-50` is of percentages: whole numbers leave no doubt."""
    match = _RANGE.match(text)
    if match is None:
        return None
    low, high = _in_order(match)
    whole = low.isdigit() and high.isdigit() and int(high) > 1
    sign = "%" if whole or match["rest"].strip() == "%" else ""
    if not (_is_chance(f"{low}{sign}") and _is_chance(f"{high}{sign}")):
        return None
    return _between(f"{low}{sign}", f"{high}{sign}")


def _about_chance(text: str) -> str | None:
    match = _ABOUT.match(text)
    hint = _if_chance(match["rest"].replace(",", ".")) if match else None
    if hint is None or not hint.startswith("schrijf "):
        return hint
    return f"{hint}, of laag, verwacht en hoog als u het niet precies weet"


_CHANCE_READERS: Final[tuple[Callable[[str], Hint | None], ...]] = (
    _signs,
    _count,
    _product,
    _percent,
    _parts,
    _stray_sign,
    _chance_range,
    _about_chance,
)


def above_one_hint(text: str) -> str:
    """What a chance above 100 % may have been meant as; a question when there is more than one reading."""
    plain = text.replace(",", ".")
    part, op, whole = plain.partition(" op ")
    if op:
        return f"bedoelt u {whole.removeprefix('de ')} op {part}?"
    number = None if plain.endswith("%") else parse_number(plain)
    if number is None or number > 100:
        return "kies hoogstens 100%, en schrijf het teken % erbij"
    if number >= 10:
        return f"bedoelt u {plain}%? schrijf het teken % erbij"
    return f"kies zelf: {(number * 10).normalize():f}%, of {plain}% als de kans echt zo klein is"


def grouped_hint(spellings: Iterable[str], sign: str = "", share: bool = False) -> str:
    """The readings of a number with two; of a chance or percentage only what can be one."""
    spelled = [f"{spelling}{sign}".replace(",", ".") for spelling in spellings]
    bounded = share or sign.startswith("%")
    able = dict.fromkeys(spelling for spelling in spelled if not bounded or _is_chance(spelling))
    return f"schrijf {' of '.join(able)}" if able else above_one_hint(spelled[-1])


def refused(slug: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """The details of a refused scalar, with the spellings to choose from."""
    if slug != "getal_duizendtal":
        return dict(context)
    return {**context, "suggestie": grouped_hint((context["geheel"], context["decimaal"]))}


def comma_hint(before: str, after: str) -> str:
    """How to write `9` and `5 uur`, which a comma between { } has separated."""
    whole = re.sub(r"(?<=\d)[. ](?=\d{3}\b)|^€ *", "", before)
    digits, rest = _DIGITS_FIRST.findall(after)[0]
    meant = readings(f"{whole},{digits}")
    if len(meant) > 1:
        return grouped_hint(meant, rest)
    said = f"{meant[0]}{rest}"
    two_signs = _signs(said, "")
    if two_signs is not None:
        return two_signs
    return f'schrijf {said.replace(",", ".")} met een punt, of zet er aanhalingstekens om: "{said}"'


def amount_hint(text: str) -> str:
    """How to write an amount of euros."""
    digits = _EURO.sub("", text).replace(",-", "").replace(",—", "").strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})*(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?", digits):
        grouped = "," in digits or re.search(r"\.\d{3}", digits)
        plain = digits.replace(".", "").replace(",", ".") if grouped else digits
        return f"schrijf {plain} (zonder € en zonder punt voor duizend)"
    return "schrijf bijvoorbeeld 38.89 (zonder € en zonder punt voor duizend)"


def unit_hint(unit: str, text: str = "") -> str | None:
    """The repair for an everyday word that is not a unit here: the whole `text` with the unit that it is."""
    if unit.lower() in ("euro", "euros"):
        return _HOW_MUCH
    if unit.lower() in _TIMES_WORDS:
        return f"schrijf {_with(text, unit, 'keer')}; gaat de prijs per uur, schrijf dan hoeveel uur"
    return None


def _with(text: str, unit: str, other: str) -> str:
    return text.replace(unit, other) if unit in text else other
