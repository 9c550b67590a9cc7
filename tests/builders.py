"""Small documents for tests: sensible defaults, and only what a test is about written out.

Keyword names are the Dutch keys of the files: `make_case(zonder_inzet=[...], toerekening={"wij": 1})`.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from rendement.model.case import Case
from rendement.model.price import Price, PriceBook
from rendement.model.settings import DependenceSet, Settings
from rendement.reading.terms.settings_sets import named_settings

GRADES = ("geregistreerd", "dossier", "getoetst", "met-collega", "eigen")
FLAT_SERIES: dict[str, dict[int, float]] = {"cpi": {2024: 100.0, 2025: 100.0, 2026: 100.0}}


def as_read(value: object) -> object:
    """Plain data as reading gives it to the models: ISO dates are dates."""
    if isinstance(value, Mapping):
        return {key: as_read(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return value


def make_price(key: str, **changes: object) -> Price:
    """A price of € 1 per hour in 2025, paid by the municipality.

    `bedrag`, `opbouw` and `prijspeil` go into its one dated value; `waarden` replaces the values altogether.
    """
    value = {name: changes[name] for name in ("bedrag", "opbouw", "prijspeil") if name in changes}
    others = {name: change for name, change in changes.items() if name not in value}
    return Price.model_validate(
        as_read(
            {
                "naam": key,
                "eenheid": "uur",
                "domein": "test",
                "wet": "geen",
                "betalers": {"gemeente": 1},
                "soort": "verzilverbaar",
                "variabel": 1,
                "kosten": "gemiddeld",
                "zoekwoorden": [key],
                "index": "cpi",
                "waarden": [make_value(**value)],
                **others,
            }
        )
    )


def make_value(**changes: object) -> dict[str, Any]:
    """One dated value of a price: € 1 in 2025, unless `bedrag`, `opbouw` or `prijspeil` say otherwise."""
    return {
        "prijspeil": 2025,
        "vanaf": "2025-01-01",
        "gecontroleerd": "2025-01-01",
        "graad": "A",
        "bronnen": [{"bron": "test"}],
        **({} if "opbouw" in changes else {"bedrag": 1}),
        **changes,
    }


def make_component(operation: str, value: object) -> dict[str, Any]:
    """One part of a composed price."""
    return {"naam": operation, "waarde": value, "bewerking": operation, "bron": "test"}


def make_series(name: str, values: Mapping[int, float]) -> dict[str, Any]:
    """An index series."""
    return {"naam": name, "bron": "test", "basis": "2024 = 100", "waarden": dict(values)}


def make_book(
    prices: Mapping[str, Mapping[str, Any] | Price],
    series: Mapping[str, Mapping[int, float]] | None = None,
    **changes: object,
) -> PriceBook:
    """A book of prices: each a Price, or the changes to make to the default one; flat index unless given."""
    rows = FLAT_SERIES if series is None else series
    header = {
        "boek": "test",
        "versie": "2025.1",
        "titel": "Testboek",
        "uitgegeven": "2025-01-01",
        "licentie": "geen",
        "betalers": {"gemeente": {"naam": "Gemeente", "perspectief": "publiek"}},
    }
    return PriceBook.model_validate(
        as_read(
            {
                "header": header,
                "prices": {
                    key: price if isinstance(price, Price) else make_price(key, **price)
                    for key, price in prices.items()
                },
                "sources": {"test": {"auteur": "Test", "titel": "Test"}},
                "series": {name: make_series(name, values) for name, values in rows.items()},
                "content_hash": "0" * 64,
                **changes,
            }
        )
    )


def dependence_set() -> DependenceSet:
    """The assumption about shared optimism that is made when nobody chooses another."""
    return named_settings(2025).dependence


def make_settings(**changes: object) -> Settings:
    """No discount, continuous, 12 months, no realism correction, everything cashable, price year 2025.

    `disconto`, `conventie`, `horizon`, `afbouw` change the regime; `factoren` (grade → factor) the realism
    set; `kansen` (payer → chance) the cashability set; any field of Settings can be replaced by its own name.
    """
    others: dict[str, Any] = dict(changes)
    regime = {
        "titel": "Test",
        "disconto": others.pop("disconto", 0),
        "conventie": others.pop("conventie", "continu"),
        "horizon": others.pop("horizon", "12 maanden"),
        "afbouw": others.pop("afbouw", "trap"),
        "vanaf": "2025-01-01",
        "bron": "test",
    }
    named = {"titel": "Test", "vanaf": "2025-01-01", "bron": "test"}
    factors = {grade: {"verwacht": 1} for grade in GRADES} | others.pop("factoren", {})
    usual = named_settings(2025)
    kept = ("spread_name", "spread", "dependence_name", "dependence", "sets")
    return Settings.model_validate(
        as_read(
            {
                **{name: getattr(usual, name) for name in kept},
                "price_year": 2025,
                "regime_name": "test",
                "regime": regime,
                "realism_name": "test",
                "realism": {**named, "geleend": True, "factoren": factors},
                "cashability_name": "test",
                "cashability": {**named, "kansen": {"overige": 1} | others.pop("kansen", {})},
                **others,
            }
        )
    )


def make_case(**changes: object) -> Case:
    """A closed, fictional case with one hour of effort of € 1 (price `inzet.uur`) and no care."""
    return Case.model_validate(
        as_read(
            {
                "casus": "test-001",
                "fictief": True,
                "gestart": "2025-01-01",
                "afgesloten": "2025-07-01",
                "status": "vastgesteld",
                "context": {
                    "gemeente": "teststad",
                    "organisatie": "test",
                    "thema": ["eenzaamheid"],
                    "aanpak": ["wandelmaatje"],
                },
                "vraag": "Test",
                "inzet": [{"wat": "gesprek", "prijs": "inzet.uur", "aantal": 1}],
                "toerekening": {"wij": 1},
                "instemming": "ja",
                **changes,
            }
        )
    )
