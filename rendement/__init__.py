"""rendement: from finished cases of social work to a business case anyone can check.

import rendement as rd
cases = rd.load_cases("examples/sociaal-recept")
bc = rd.business_case(cases)
bc.by("betaler")
bc.explain("sr-2025-001")
bc.to_excel("businesscase.xlsx")
"""

from rendement.model.case import Case
from rendement.model.price import Price, PriceBook
from rendement.model.settings import Programme, Selection, Settings
from rendement.reading.load import CaseSet, LoadedCase, load_cases, named_settings
from rendement.reading.price_books import available_books, load_prices
from rendement.reading.problems import Place, Problem, ReadingError, Severity
from rendement.reading.settings_sets import load_settings
from rendement.results.business_case import BusinessCase, business_case
from rendement.results.choices import CannotAdd
from rendement.results.explain import Explanation
from rendement.results.suppression import suppressed
from rendement.results.table import Table

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
