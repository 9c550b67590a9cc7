"""rendement: from finished cases of social work to a business case anyone can check.

import rendement as rd
cases = rd.load_cases("examples/sociaal-recept")
bc = rd.business_case(cases)
bc.by("betaler")
bc.explain("sr-2025-001")
bc.to_excel("businesscase.xlsx")

A name is imported when it is first used: to look up a price no arrays are needed, for the version nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.model.price import Price, PriceBook
    from rendement.model.programme import Programme
    from rendement.model.settings import Selection, Settings
    from rendement.reading.load import CaseSet, LoadedCase, load_cases
    from rendement.reading.price_books import available_books, load_prices
    from rendement.reading.problems import Place, Problem, ReadingError, Severity
    from rendement.reading.settings_sets import load_settings, named_settings
    from rendement.results.business_case import BusinessCase, business_case
    from rendement.results.explain import Explanation
    from rendement.results.suppression import suppressed
    from rendement.results.table import Table
    from rendement.words.misuse import CannotAdd

__version__ = "0.1.0"

__all__ = [
    "BusinessCase",
    "CannotAdd",
    "Case",
    "CaseSet",
    "Explanation",
    "LoadedCase",
    "Place",
    "Price",
    "PriceBook",
    "Problem",
    "Programme",
    "ReadingError",
    "Selection",
    "Settings",
    "Severity",
    "Table",
    "available_books",
    "business_case",
    "load_cases",
    "load_prices",
    "load_settings",
    "named_settings",
    "suppressed",
]

_HOMES: Final = {
    "BusinessCase": "results.business_case",
    "CannotAdd": "words.misuse",
    "Case": "model.case",
    "CaseSet": "reading.load",
    "Explanation": "results.explain",
    "LoadedCase": "reading.load",
    "Place": "reading.problems",
    "Price": "model.price",
    "PriceBook": "model.price",
    "Problem": "reading.problems",
    "Programme": "model.programme",
    "ReadingError": "reading.problems",
    "Selection": "model.settings",
    "Settings": "model.settings",
    "Severity": "reading.problems",
    "Table": "results.table",
    "available_books": "reading.price_books",
    "business_case": "results.business_case",
    "load_cases": "reading.load",
    "load_prices": "reading.price_books",
    "load_settings": "reading.settings_sets",
    "named_settings": "reading.settings_sets",
    "suppressed": "results.suppression",
}
"""Public name → the module that holds it."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rendement' has no attribute '{name}'")
    value = getattr(import_module(f"rendement.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return ["__version__", *__all__]
