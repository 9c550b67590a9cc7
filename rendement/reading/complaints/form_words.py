"""Repairs as they are said of a cell of the form: no braces, no colons, the words of the form."""

import re
from collections.abc import Mapping
from typing import Any, Final

_IN_A_FORM: Final[dict[str, str]] = {
    "leeg": "vul deze cel in",
    "ontbreekt": "vul '{veld}' in",
    "geen_ja_nee": "kies ja of nee",
    "ja_nee": "kies ja of nee",
    "dubbele_sleutel": "laat er één staan, of tel de delen bij elkaar op",
    "geen_datum": "typ een datum, bijvoorbeeld 3-11-2025",
    "datum_volgorde": "typ de datum opnieuw in een lege cel, bijvoorbeeld 3-11-2025; deze staat er als tekst",
    "datum_bestaat_niet": "kijk naar dag en maand, en typ bijvoorbeeld 3-11-2025",
    "getal_voorloopnul": "schrijf {zonder}",
    "aantal_negatief": "extra hulp hoort op het blad Met inzet",
    "eenheid_gemengd": "kies de eenheid één keer, in de kolom Eenheid",
    "horizon_nul": "kies een langere horizon, of maak de cel leeg",
    "prijs_onbekend": "{suggestie} kies uit de lijst, of kijk op het blad Prijslijst",
    "duur_ontbreekt": "vul bij Duur in hoe lang, bijvoorbeeld 6 maanden, of blijvend",
    "blijvend_totaal": "kies een eenheid per week of per maand, of geef een duur",
    "verschuift_zonder_uitstel": "vul Uitstel in, of maak Verschuift leeg",
    "wij_ontbreekt": "zet wij in de kolom Wie, met uw deel ernaast",
    "inzet_prijs_of_uitgave": "kies een prijs met een aantal, of vul een uitgave in: bedrag, prijspeil, bron "
    "en betaler",
    "deler_onder_een": "vul in over hoeveel de kosten verdeeld worden",
    "inzet_na_afsluiting": "vul een duur in, of een eerdere Vanaf",
    "rollen_gelijk": "auteur en vaststeller zijn verschillende mensen",
    "status_zonder_rol": "vul Vaststeller in, of kies een eerdere status",
    "controle_leeg": "vul inzet, baten of netto in, of maak ook Controle: hoe leeg",
    "datum_in_toekomst": "kijk de datum na; loopt de casus nog, maak de cel dan leeg",
    "vul_in": "vul deze cel in",
}
"""Slug → the repair in a form, where that of a text file does not fit."""
_POINTS: Final = re.compile(r"\{(laag: .*?)\}")
_FIELD: Final = re.compile(r"\bschrijf (bijvoorbeeld )?\w+: ")


def in_a_form(slug: str, words: str, said: Mapping[str, Any]) -> str:
    """The repair for a cell: `words` is what is said of a text file."""
    if slug in _IN_A_FORM:
        words = _IN_A_FORM[slug].format_map(said).replace("? kies", "? Of kies")
    points = _POINTS.search(words)
    if points is None:
        return _FIELD.sub(r"schrijf \1", words)
    return f"vul ieder in een eigen cel in: {points[1].replace(':', '')}"
