"""The sheets of the form that are not filled in: how it works, the price list, the words to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rendement.forms.questions import CHOICES, LISTS, PAYERS, PRICES, SEPARATOR, fitting_units
from rendement.model.price import Price, PriceBook

_FIRST: Final = 4
"""The row of the heads on the sheets with lists, from 0."""
_BETWEEN: Final = 3
"""Rows between the words to choose from and the units."""


@dataclass(frozen=True)
class Lists:
    """What drop-downs offer, and where it stands in the form."""

    prices: tuple[tuple[str, str], ...]
    """Words of a price in the form, and its key; in the order of their words."""
    unit: Mapping[str, str]
    """Words of a price → its unit."""
    words: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, book: PriceBook) -> "Lists":
        """The lists of a price book."""
        named = sorted((price.label + SEPARATOR + key, key) for key, price in book.prices.items())
        named.sort(key=lambda pair: pair[0].casefold())
        halfdays = {price.unit for price in book.prices.values() if price.hours_per_halfday}
        units = sorted({price.unit for price in book.prices.values()})
        return cls(
            prices=tuple(named),
            unit={words: book.prices[key].unit for words, key in named},
            words={**CHOICES, PAYERS: tuple(book.header.payers)},
            units={unit: fitting_units(unit, unit in halfdays) for unit in units},
        )

    def choice_of(self, key: str) -> str:
        """The words of a price in the form; an unknown key as it is."""
        return next((words for words, known in self.prices if known == key), key)

    def unit_of(self, words: str) -> str:
        """In what a chosen price is counted; nothing for no price."""
        return self.unit.get(words, "?" if words else "")

    def range_of(self, head: str) -> str:
        """The cells with the words of one list."""
        column = xl_col_to_name(list(self.words).index(head))
        return f"={LISTS}!${column}${_FIRST + 2}:${column}${_FIRST + 1 + len(self.words[head])}"

    @property
    def units_from(self) -> int:
        """The first row of the units, from 0: one row for every unit that a price is counted in."""
        return _FIRST + 1 + max(map(len, self.words.values())) + _BETWEEN

    def define(self, workbook: Any) -> None:
        """Names for the ranges that formulas and drop-downs use."""
        first, last = _FIRST + 2, _FIRST + 1 + len(self.prices)
        top, bottom = self.units_from + 1, self.units_from + len(self.units)
        right = xl_col_to_name(max(map(len, self.units.values())))
        workbook.define_name("Prijskeuze", f"={PRICES}!$A${first}:$A${last}")
        workbook.define_name("Prijseenheid", f"={PRICES}!$B${first}:$B${last}")
        workbook.define_name("Eenheidkop", f"={LISTS}!$A${top}:$A${bottom}")
        workbook.define_name("Eenheden", f"={LISTS}!$B${top}:${right}${bottom}")


def write_prices(sheet: Worksheet, looks: Mapping[str, Format], book: PriceBook, lists: Lists) -> None:
    """Every price with its unit, amount, year and everyday words: to look in, and for the drop-downs."""
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Prijslijst", looks["titel"])
    told = (
        f"Uit prijzenboek {book.name}. Zoek met gewone woorden (Ctrl+F, of het filter), en kies daarna dezelfde naam in de "
        "lijst bij Prijs; kopiëren mag ook. Het bedrag is van het genoemde jaar en wordt bij het rekenen omgezet."
    )
    sheet.merge_range(1, 0, 1, 5, told, looks["uitleg"])
    sheet.set_row(1, 34)
    for column, (head, width, look) in enumerate(_HEADS):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST, column, head, looks[look])
    for row, (words, key) in enumerate(lists.prices, _FIRST + 1):
        _write_price(sheet, row, words, book.prices[key], looks)
    last = _FIRST + len(lists.prices)
    sheet.autofilter(_FIRST, 0, last, len(_HEADS) - 1)
    sheet.freeze_panes(_FIRST + 1, 1)
    sheet.repeat_rows(_FIRST)
    sheet.print_area(0, 0, last, len(_HEADS) - 1)
    sheet.fit_to_pages(1, 0)


_HEADS: Final = (
    ("Naam en sleutel", 84, "tabelkop"),
    ("Per", 13, "tabelkop"),
    ("Bedrag", 14, "kop_rechts"),
    ("Prijspeil", 12, "tabelkop"),
    ("Domein", 18, "tabelkop"),
    ("Gewone woorden", 84, "tabelkop"),
)
"""Heads of the price list with their width and look."""


def _write_price(sheet: Worksheet, row: int, words: str, price: Price, looks: Mapping[str, Format]) -> None:
    everyday = ", ".join(price.words)
    value = price.newest
    sheet.set_row(row, 15.5 * ceil(max(len(words), len(everyday)) / 92))
    sheet.write_string(row, 0, words, looks["naam"])
    sheet.write_string(row, 1, price.unit, looks["ruim"])
    sheet.write_number(row, 2, round(value.mean, 2), looks["euro"])
    sheet.write_number(row, 3, value.price_year, looks["jaar"])
    sheet.write_string(row, 4, price.domain, looks["ruim"])
    sheet.write_string(row, 5, everyday, looks["naam"])


def write_lists(sheet: Worksheet, looks: Mapping[str, Format], lists: Lists) -> None:
    """The words of every drop-down in a column; below them, per unit of a price, the units that fit."""
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Keuzelijsten", looks["titel"])
    told = "Hier kiezen de lijsten uit. U hoeft op dit blad niets in te vullen."
    sheet.write_string(1, 0, told, looks["zacht"])
    sheet.set_column(0, len(lists.words), 22)
    sheet.write_string(_FIRST - 1, 0, "Woorden", looks["kop"])
    for column, (head, words) in enumerate(lists.words.items()):
        sheet.write_string(_FIRST, column, head, looks["tabelkop"])
        for row, word in enumerate(words, _FIRST + 1):
            sheet.write_string(row, column, word, looks["ruim"])
    sheet.write_string(lists.units_from - 1, 0, "Prijs per", looks["tabelkop"])
    sheet.write_string(lists.units_from - 1, 1, "Eenheden die daarbij passen", looks["tabelkop"])
    for row, (unit, fitting) in enumerate(lists.units.items(), lists.units_from):
        sheet.write_string(row, 0, unit, looks["vet"])
        for column, words_of_unit in enumerate(fitting, 1):
            sheet.write_string(row, column, words_of_unit, looks["ruim"])
    sheet.print_area(0, 0, lists.units_from + len(lists.units), len(lists.words) - 1)
    sheet.fit_to_pages(1, 1)
