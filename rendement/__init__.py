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

from rendement.words.shown import Shower, shown_by

if TYPE_CHECKING:
    from rendement.asking.business_case import BusinessCase, business_case
    from rendement.model.case import Case
    from rendement.model.price import Price, PriceBook
    from rendement.model.programme import Programme
    from rendement.model.settings import Selection, Settings
    from rendement.reading.books.price_books import available_books, load_prices
    from rendement.reading.complaints.problems import Place, Problem, ReadingError, Severity
    from rendement.reading.loading.load import load_cases
    from rendement.reading.loading.loaded import CaseSet, LoadedCase
    from rendement.reading.terms.settings_sets import load_settings, named_settings
    from rendement.results.explaining.explain import Explanation
    from rendement.results.table import Table
    from rendement.results.telling.suppression import suppressed
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
    "BusinessCase": "asking.business_case",
    "CannotAdd": "words.misuse",
    "Case": "model.case",
    "CaseSet": "reading.loading.loaded",
    "Explanation": "results.explaining.explain",
    "LoadedCase": "reading.loading.loaded",
    "Place": "reading.complaints.problems",
    "Price": "model.price",
    "PriceBook": "model.price",
    "Problem": "reading.complaints.problems",
    "Programme": "model.programme",
    "ReadingError": "reading.complaints.problems",
    "Selection": "model.settings",
    "Settings": "model.settings",
    "Severity": "reading.complaints.problems",
    "Table": "results.table",
    "available_books": "reading.books.price_books",
    "business_case": "asking.business_case",
    "load_cases": "reading.loading.load",
    "load_prices": "reading.books.price_books",
    "load_settings": "reading.terms.settings_sets",
    "named_settings": "reading.terms.settings_sets",
    "suppressed": "results.telling.suppression",
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


def _shower() -> Shower:
    from rendement.reports import shown  # not before something is shown: it takes half a second

    return shown


shown_by(_shower)
