"""What cells of the form check and say while they are filled in."""

from datetime import date
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from rendement.forms.excel.lists import Lists
from rendement.forms.questions import Entry, Kind

_STRICT: Final = frozenset({Kind.CHOICE, Kind.YES_NO, Kind.PRICE})
"""Kinds where a word of one's own has no meaning."""
_LONGEST_TITLE: Final = 32
_LONGEST_MESSAGE: Final = 255
"""Excel opens no file with more."""
_LAST_COLUMN: Final = 40
_RULES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.DATE: {
        "validate": "date",
        "criteria": "between",
        "minimum": date(2000, 1, 1),
        "maximum": date(2100, 1, 1),
        "error_title": "Geen datum",
        "error_message": "Typ een datum, bijvoorbeeld 3-11-2025.",
    },
    Kind.SCORE: {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 10,
        "error_title": "Geen cijfer",
        "error_message": "Typ een cijfer van 0 tot en met 10.",
    },
    Kind.WHOLE: {
        "validate": "integer",
        "criteria": "between",
        "minimum": 1,
        "maximum": 2100,
        "error_title": "Geen geheel getal",
        "error_message": "Typ een geheel getal.",
    },
}


def rule(entry: Entry, lists: Lists, unit: str) -> dict[str, Any]:
    """The choices or limits of a cell; `unit` is the cell that shows in what its price is counted."""
    if entry.kind is Kind.PRICE:
        return _choices("=Prijskeuze", "Kies een prijs uit de lijst, of zoek op het blad Prijslijst.")
    if entry.kind is Kind.UNIT:
        return _choices(f"=INDEX(Eenheden,MATCH({unit},Eenheidkop,0),0)")
    if entry.choices:
        told = "Kies een woord uit de lijst." if entry.kind in _STRICT else ""
        return _choices(lists.range_of(entry.choices), told)
    return _RULES.get(entry.kind, {})


def _choices(source: str, refusal: str = "") -> dict[str, Any]:
    """A list; with a refusal nothing else may be typed."""
    told = {"error_title": "Niet in de lijst", "error_message": refusal} if refusal else {"show_error": False}
    return {"validate": "list", "source": source, **told}


def message(entry: Entry) -> dict[str, str]:
    """What is said when somebody comes to a cell: the question as it would be asked, and how to answer."""
    told = entry.explained if entry.explained.startswith(entry.asked) else f"{entry.asked} {entry.explained}"
    if not told:
        return {}
    return {"input_title": entry.label[:_LONGEST_TITLE], "input_message": told.strip()[:_LONGEST_MESSAGE]}


def needed(row: int, column: int, worked_out: int) -> str:
    """When an empty cell of a table is needed: its row has been begun (with so many cells that fill themselves)."""
    own = xl_rowcol_to_cell(row, column)
    whole = f"{xl_rowcol_to_cell(row, 1, col_abs=True)}:{xl_rowcol_to_cell(row, _LAST_COLUMN, col_abs=True)}"
    return f'=AND({own}="",COUNTA({whole})>{worked_out})'
