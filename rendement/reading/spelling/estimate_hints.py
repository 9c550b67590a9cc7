"""Repairs for estimates as evidence states them (M40) and for products (M30)."""

from collections.abc import Mapping
from typing import Any, Final

from rendement.model.forms import ATTRIBUTES, SIZED
from rendement.model.products import FEWEST, MOST
from rendement.model.shared_names import plain_name
from rendement.reading.spelling.word_hints import in_words

Details = Mapping[str, Any]


def size_order(_field: str, _details: Details, detail: Details, _typed: str) -> dict[str, Any]:
    """The numbers of an estimate as they were typed, in the order that their keys promise."""
    given = detail.get("input")
    points = given if isinstance(given, Mapping) else {}
    said = [f"{part} {in_words(points[part])}" for part in SIZED if part in points]
    return {"punten": f"{', '.join(said[:-1])} en {said[-1]}"}


def _limits(_field: str, details: Details, detail: Details, _typed: str) -> dict[str, Any]:
    """The mean with the spread of its interval, in the unit that was typed."""
    given = detail.get("input")
    typed = given if isinstance(given, Mapping) else {}
    share = details["aandeel"]
    centre, unit = str(typed.get("gemiddelde", "")), ""
    if not share:
        centre, _, unit = centre.partition(" ")
    sd = _number(details["sd"], share, unit)
    common = f", eenheid: {typed['eenheid']}" if "eenheid" in typed else ""
    centre = f"{centre} {unit}".strip()
    return {
        "van": _number(details["van"], share).replace(".", ","),
        "tot": _number(details["tot"], share).replace(".", ","),
        "suggestie": f"{{gemiddelde: {centre}, sd: {sd}{common}}}",
    }


def _number(value: float, share: bool, unit: str = "") -> str:
    """About three digits that mean something, as a file spells them."""
    if share:
        return f"{value * 100:.3g}%"
    text = f"{value:.3g}" if value < 1000 else f"{value:.0f}"
    return f"{text} {unit}".strip()


def _spread(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    mean, most = details["gemiddelde"], details["hoogstens"]
    words = f"kies een sd van hoogstens {_number(most * 0.99, True)}, of schrijf een telling: 9 van 40"
    if not 0 < mean < 1:
        words = "wat zeker (niet) gebeurt heeft geen spreiding: schrijf alleen het getal"
    shown = {name: _number(details[name], True).replace(".", ",") for name in ("sd", "gemiddelde")}
    return {**shown, "suggestie": words}


def _middle(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    middle = _number(details["midden"], share=False)
    return {"midden": middle.replace(".", ","), "suggestie": middle}


def _count(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    hits, _, of = str(details["tekst"]).lower().partition(" van ")
    of = of.removeprefix("de ")
    turned = hits.isdigit() and of.isdigit() and int(hits) > int(of)
    return {
        "suggestie": f"bedoelt u {of} van {hits}?"
        if turned
        else "schrijf hele getallen, bijvoorbeeld 9 van 40"
    }


def _period(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    return {"suggestie": f"{str(details['tekst']).partition(' over ')[0]} over 2 jaar"}


def _factors(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    amount = details["aantal"]
    repair = "reken er een paar samen uit tot één getal" if amount > MOST else "schrijf het getal zonder maal"
    words = {0: "geen"}.get(amount, str(amount))
    return {
        "staan": "staat" if amount == 1 else "staan",
        "aantal": words,
        "getallen": "getal" if amount == 1 else "getallen",
        "suggestie": f"een product heeft {FEWEST} tot {MOST} getallen: {repair}",
    }


def _certain(_field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    return {"kans": f"{details['kans'] * 100:.0f} %"}


def own_numbers(reference: bool) -> str:
    """How two estimates in one line get apart."""
    if reference:
        return "schrijf bij één van de twee de getallen zelf, zonder naam"
    return "geef er één een andere naam"


def _one_name(_field: str, details: Details, _detail: Details, typed: str) -> dict[str, Any]:
    return {"naam": plain_name(str(details["naam"])), "suggestie": own_numbers("= " in typed)}


def _units(_field: str, _details: Details, detail: Details, _typed: str) -> dict[str, Any]:
    """The unit once, when only one of the numbers has it; else nobody can tell which is meant."""
    given = detail.get("input")
    typed = given if isinstance(given, Mapping) else {}
    numbers = {key: str(value) for key, value in typed.items() if key in ATTRIBUTES}
    units = {unit for said in numbers.values() if (unit := said.partition(" ")[2])}
    if "eenheid" in typed:
        return {"suggestie": "zet de eenheid één keer, bij `eenheid:`, en laat haar bij de getallen weg"}
    if len(units) != 1 or any("," in said for said in numbers.values()):
        return {"suggestie": "zet de eenheid één keer, bij `eenheid:`, of bij elk getal dezelfde"}
    said = [f"{key}: {number.partition(' ')[0]}" for key, number in numbers.items()]
    others = [f"{key}: {value}" for key, value in typed.items() if key not in ATTRIBUTES]
    return {"suggestie": f"schrijf {{{', '.join([*said, f'eenheid: {units.pop()}', *others])}}}"}


def _negative(field: str, details: Details, _detail: Details, _typed: str) -> dict[str, Any]:
    """Help that costs extra is a line of its own; a spread or a limit below zero is a slip."""
    if details.get("deel") == "sd":
        return {"suggestie": "kies een spreiding boven nul, of schrijf één getal als er geen spreiding is"}
    if details.get("deel") in ATTRIBUTES or field != "aantal" or details.get("blok") == "inzet":
        return {"suggestie": "kies 0 of meer"}
    return {"suggestie": "extra hulp hoort als gewone regel onder met_inzet"}


REPAIRS: Final = {
    "naam_in_regel": _one_name,
    "product_met_naam": lambda _f, details, _d, _t: {"naam": plain_name(str(details["naam"]))},
    "eenheid_gemengd": _units,
    "aantal_negatief": _negative,
    "schatting_volgorde": size_order,
    "grenzen_passen_niet": _limits,
    "sd_past_niet": _spread,
    "verhouding_niet_midden": _middle,
    "telling_past_niet": _count,
    "cijfer_zonder_periode": _period,
    "product_factoren": _factors,
    "product_boven_100": _certain,
}
"""Complaint → what to say besides; each as `validation.Repair`."""
