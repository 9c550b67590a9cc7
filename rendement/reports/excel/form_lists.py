"""The sheets of the form that are not filled in: how it works, the price list, the words to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rendement.model.form import (
    BOOK_LABEL,
    CHOICES,
    LISTS,
    MARK,
    MARK_LABEL,
    ONLY_IN_YAML,
    PAYERS,
    PRICES,
    SEPARATOR,
    VERSION,
    fitting_units,
)
from rendement.model.price import PriceBook

_FIRST: Final = 4
"""The row of the heads on the sheets with lists, from 0."""
_UNITS_FROM: Final = 1
"""Columns between the words to choose from and the units."""


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

    def define(self, workbook: Any) -> None:
        """Names for the ranges that formulas and drop-downs use."""
        first, last = _FIRST + 2, _FIRST + 1 + len(self.prices)
        start = len(self.words) + _UNITS_FROM
        left, right = xl_col_to_name(start), xl_col_to_name(start + len(self.units) - 1)
        longest = max(len(units) for units in self.units.values())
        workbook.define_name("Prijskeuze", f"={PRICES}!$A${first}:$A${last}")
        workbook.define_name("Prijseenheid", f"={PRICES}!$B${first}:$B${last}")
        workbook.define_name("Eenheidkop", f"={LISTS}!${left}${_FIRST + 1}:${right}${_FIRST + 1}")
        workbook.define_name("Eenheden", f"={LISTS}!${left}${_FIRST + 2}:${right}${_FIRST + 1 + longest}")


def write_prices(sheet: Worksheet, looks: Mapping[str, Format], book: PriceBook, lists: Lists) -> None:
    """Every price with its unit, amount, year and everyday words: to look in, and for the drop-downs."""
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Prijslijst", looks["titel"])
    told = (
        f"Uit prijzenboek {book.name}. Zoek met gewone woorden (Ctrl+F, of het filter), en kies daarna dezelfde naam "
        "in de lijst bij Prijs; kopiëren mag ook. Het bedrag is van het genoemde jaar en wordt bij het rekenen omgezet."
    )
    sheet.merge_range(1, 0, 1, 5, told, looks["uitleg"])
    sheet.set_row(1, 34)
    heads = ("Naam en sleutel", "Per", "Euro", "Prijspeil", "Domein", "Gewone woorden")
    for column, (head, width) in enumerate(zip(heads, (78, 12, 13, 10, 24, 70), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST, column, head, looks["tabelkop"])
    for row, (words, key) in enumerate(lists.prices, _FIRST + 1):
        price = book.prices[key]
        value = price.newest
        sheet.write_string(row, 0, words, looks["lijst"])
        sheet.write_string(row, 1, price.unit, looks["lijst"])
        sheet.write_number(row, 2, round(value.mean, 2), looks["euro"])
        sheet.write_number(row, 3, value.price_year, looks["jaar"])
        sheet.write_string(row, 4, price.domain, looks["zacht"])
        sheet.write_string(row, 5, ", ".join(price.words), looks["tekst"])
    last = _FIRST + len(lists.prices)
    sheet.autofilter(_FIRST, 0, last, len(heads) - 1)
    sheet.freeze_panes(_FIRST + 1, 1)
    sheet.repeat_rows(_FIRST)
    sheet.print_area(0, 0, last, len(heads) - 1)


def write_lists(sheet: Worksheet, looks: Mapping[str, Format], lists: Lists) -> None:
    """The words of every drop-down, one column each; units by what a price is counted in."""
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Keuzelijsten", looks["titel"])
    sheet.write_string(1, 0, "Hier kiezen de lijsten uit. U hoeft op dit blad niets in te vullen.", looks["zacht"])
    start = len(lists.words) + _UNITS_FROM
    sheet.write_string(_FIRST - 1, 0, "Woorden", looks["kop"])
    sheet.write_string(_FIRST - 1, start, "Eenheden die passen bij een prijs per …", looks["kop"])
    sheet.set_column(0, start + len(lists.units), 21)
    sheet.set_column(start - 1, start - 1, 3)
    columns = [*enumerate(lists.words.items()), *enumerate(lists.units.items(), start)]
    for column, (head, words) in columns:
        sheet.write_string(_FIRST, column, head, looks["tabelkop"])
        for row, word in enumerate(words, _FIRST + 1):
            sheet.write_string(row, column, word, looks["lijst"])
    longest = max(len(words) for _, (_, words) in columns)
    sheet.freeze_panes(_FIRST + 1, 0)
    sheet.print_area(0, 0, _FIRST + longest, start + len(lists.units) - 1)


_STEPS: Final = (
    ("1", "Vul de gele cellen in, blad na blad, van links naar rechts. Een ster (*) is verplicht; een cel die nog nodig is, kleurt "
     "oranje. De rest mag leeg blijven. De kern kost twintig minuten."),
    ("2", "Klik op een cel: er verschijnt uitleg. Met het pijltje kiest u uit een lijst. Met Tab springt u naar de volgende cel."),
    ("3", "Bewaar en sluit het bestand. Kijk het na en maak er een casus van met: rendement formulier lees casussen/naam.xlsx"),
    ("4", "Klopt er iets niet, dan staan het blad en de cel erbij, wat er mis is en wat u kunt doen."),
)  # fmt: skip
_SPELLINGS: Final = (
    ("kans of aandeel", "1 op 4 · 25% · half · bijna zeker (95 %) · bijna zeker niet (5 %)"),
    ("hoeveelheid", "12 · 12,5 · 9 uur · 2 uur per week; de eenheid mag ook in de kolom Eenheid"),
    ("tijd", "6 weken · 9 maanden · 2 jaar · en bij Duur ook: blijvend (tot de horizon)"),
    ("datum", "3-11-2025, zoals u in Excel gewend bent"),
    ("niet", "1.000 of 1.234,56 (daar staan twee getallen) · 9-18 (vul laag en hoog in) · een formule"),
)
_WORDS: Final = (
    ("verwacht", "De cel zonder laag of hoog: wat u het meest waarschijnlijk vindt. Laag en hoog mogen leeg blijven; vul ze "
     "allebei in of geen van beide. In ongeveer één van de tien gevallen is het nog minder dan laag, of nog meer dan hoog."),
    ("pad", "Eén manier waarop het zonder ons had kunnen gaan, met een kans en de hulp die dan nodig was geweest."),
    ("vanaf", "Geteld vanaf de start van onze inzet, niet vanaf de afsluiting. Zonder vanaf begint de hulp bij de afsluiting."),
    ("duur", "Hoort bij elke hulp die doorgaat (2 uur per week). 12 zittingen is een totaal en heeft geen duur nodig."),
    ("uitstel", "De hulp komt later, niet nooit. Alleen de tijd ertussen telt."),
)  # fmt: skip
_PRIVACY: Final = (
    "Nooit een naam, adres, telefoonnummer, e-mailadres, BSN, rekeningnummer of geboortedatum, ook niet in de naam van dit bestand. "
    "Er wordt naar gezocht, maar niet alles wordt gezien: lees het zelf na. Is iets geen persoonsgegeven (het nummer van een regeling), "
    "schrijf dan achter de tekst in dezelfde cel # toegestaan: en waarom."
)


def write_readme(sheet: Worksheet, looks: Mapping[str, Format], book: PriceBook) -> None:
    """How the form works, on one page."""
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 118)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, "Formulier voor een casus", looks["titel"])
    told = (
        "Een casus is één afgerond traject met één huishouden. Dit formulier stelt dezelfde vragen als het casusbestand, met dezelfde "
        "woorden. Het blijft een inschatting en geen effectmeting."
    )
    row = _row(sheet, looks, 1, "", told) + 1
    blocks = (
        ("Zo werkt het", _STEPS),
        ("Zo schrijft u", _SPELLINGS),
        ("Wat de woorden betekenen", _WORDS),
        ("Privacy", (("", _PRIVACY),)),
        ("Alleen in het casusbestand (YAML)", (("", "Wat weinig voorkomt, staat niet in dit formulier: " + "; ".join(ONLY_IN_YAML)
         + ". Schrijf dat erbij in het bestand dat uit dit formulier komt."),
         ("meer regels nodig?", "Hef de beveiliging van het blad op (er is geen wachtwoord) en voeg een rij in, of schrijf verder in het casusbestand."))),
    )  # fmt: skip
    for title, lines in blocks:
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, title, looks["kop"])
        row += 1
        for label, words in lines:
            row = _row(sheet, looks, row, label, words)
    for label, words in ((MARK_LABEL, MARK + VERSION), (BOOK_LABEL, book.name)):
        sheet.write_string(row + 1, 0, label, looks["zacht"])
        sheet.write_string(row + 1, 1, words, looks["zacht"])
        row += 1
    sheet.print_area(0, 0, row, 1)


def _row(sheet: Worksheet, looks: Mapping[str, Format], row: int, label: str, words: str) -> int:
    sheet.write_string(row, 0, label, looks["vraag"])
    sheet.write_string(row, 1, words, looks["tekst"])
    sheet.set_row(row, 16.5 * (1 + len(words) // 122))
    return row + 1
