"""Which discipline can judge a line: by the longest beginning of its price key that is listed here."""

from typing import Final

from rendement.model.case import CareLine

ANYONE: Final = "collega die de situatie kent"
DISCIPLINES: Final[dict[str, str]] = {
    "ggz.": "behandelaar-ggz",
    "ggz.poh": "praktijkondersteuner",
    "hulpmiddelen.": "wmo-adviseur",
    "jeugd.": "jeugdconsulent",
    "jeugd.ggz": "behandelaar-ggz",
    "mantelzorg.": "mantelzorger",
    "onderwijs.": "leerplichtambtenaar",
    "schulden.": "schuldhulpverlener",
    "schulden.bewind": "bewindvoerder",
    "veiligheid.": "wijkagent",
    "werk.": "klantmanager",
    "wlz.": "specialist-ouderengeneeskunde",
    "wmo.": "wmo-adviseur",
    "wonen.": "consulent-woningcorporatie",
    "wonen.beschermd": "behandelaar-ggz",
    "wonen.maatschappelijke-opvang": "consulent-wonen-en-opvang",
    "ziekenhuis.": "huisarts",
    "zorg.": "huisarts",
    "zorg.dietist": "dietist",
    "zorg.ergotherapie": "ergotherapeut",
    "zorg.fysiotherapie": "fysiotherapeut",
    "zorg.oefentherapie": "fysiotherapeut",
    "zorg.persoonlijke-verzorging": "wijkverpleegkundige",
    "zorg.verpleging": "wijkverpleegkundige",
    "zorg.wijkverpleging": "wijkverpleegkundige",
}
"""Beginning of a price key → the discipline to ask; a longer beginning goes first."""


def discipline_of(price: str) -> str:
    """The discipline for one price."""
    fitting = [start for start in DISCIPLINES if price.startswith(start)]
    return DISCIPLINES[max(fitting, key=len)] if fitting else ANYONE


def discipline_of_path(lines: tuple[CareLine, ...], weights: list[float]) -> str:
    """The discipline for the chance of a path: that of its heaviest line."""
    heaviest = max(range(len(lines)), key=lambda place: abs(weights[place]))
    price = lines[heaviest].price
    return ANYONE if price is None else discipline_of(price)
