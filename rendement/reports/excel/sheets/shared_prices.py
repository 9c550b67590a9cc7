"""Prijzen of the shareable edition: what things cost and where that stands, for help in enough cases (L3)."""

from dataclasses import replace
from typing import Any, Final

from rendement.engine.columns import EFFORT
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.prices import prices_sheet
from rendement.reports.excel.subject import PriceRow, Subject, counts_at
from rendement.reports.excel.work import Work
from rendement.words.numbers import plural

_LEFT_OUT: Final = ("geldt", "zoeksleutel")
_AMOUNTS: Final = (
    Field("baten", "baten in het totaal (€)", 15, "euro_cent"),
    Field("inzet", "inzet in het totaal (€)", 15, "euro_cent"),
)


def shared_prices_sheet(w: Work, told: Disclosure) -> Sheet:
    """The prices that enough cases use, as values, with what was worth or spent at each where that may be told."""
    fields = [found for found in w.frames.prices.fields if found.key not in _LEFT_OUT]
    place = [found.key for found in fields].index("graad")
    frame = replace(w.frames.prices, fields=(*fields[:place], *_AMOUNTS, *fields[place:]))
    sheet = Sheet("Prijzen", tuple(found.width for found in frame.fields))
    left = len(set(w.subject.bc.columns.price_keys) - told.used)
    sheet.add(Cell("Prijzen: wat alles kost, en waar dat staat", "titel"))
    sheet.say(f"Uit {w.subject.bc.book.name}, inhoud {w.subject.bc.book.content_hash[:12]}. Prijs bij dit prijspeil = gemiddelde in de bron × indexstap. "
              f"{plural(left, 'prijs', 'prijzen')} in minder dan {w.edition.threshold} casussen, en losse uitgaven, staan hier niet.", "ondertitel")  # fmt: skip
    if not w.subject.prices:
        return sheet  # no price is used in enough cases: the sentence above says so
    (block,) = prices_sheet(w).blocks
    columns = {found.key: block.columns[found.key] for found in fields}
    columns = {key: Filled(filled.values) for key, filled in columns.items()}
    columns |= {
        key: Filled([_amount(w.subject, told, row, key) for row in w.subject.prices])
        for key in ("baten", "inzet")
    }
    sheet.put(Block(frame, columns))
    sheet.frozen = (frame.top, 1)
    return sheet


def _amount(subject: Subject, told: Disclosure, row: PriceRow, key: str) -> Any:
    """Euros at a price in the total, in the row of the value that counts; empty where there are none."""
    columns, of_care = subject.bc.columns, key == "baten"
    if not counts_at(row, subject.bc.settings.price_year):
        return None
    number = columns.price_keys.index(row.key)
    mine = (columns.line_price == number) & ((columns.line_side != EFFORT) == of_care)
    if not mine.any():
        return None
    if (row.key, of_care) not in told.prices:
        return NOT_TOLD
    return float((subject.bc.values.value * subject.line_weights * subject.counted)[mine].sum())
