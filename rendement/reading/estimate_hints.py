"""Repairs for estimates as evidence states them (M40) and for products (M30)."""

from collections.abc import Mapping
from typing import Any, Final

from rendement.model.forms import SIZED
from rendement.model.products import FEWEST, MOST
from rendement.reading.hints import in_words

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


REPAIRS: Final = {
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
