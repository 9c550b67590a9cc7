"""The first sheet of the form: how it works, how to write, what words mean, what it cannot hold."""

from collections.abc import Mapping
from math import ceil
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rendement.forms.pages import ONLY_IN_YAML, PAGES
from rendement.forms.questions import BOOK_LABEL, MARK, MARK_LABEL, Page, entries_of
from rendement.model.price import PriceBook
from rendement.reading.folder.form_head import VERSION

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


def _core_of(page: Page) -> str:
    labels = [entry.label for part in page.parts for entry in entries_of(part) if entry.core]
    return f"{page.name}: {', '.join(labels)}"


_ALL_OF_IT: Final = (
    ("Zo werkt het", (*_STEPS, ("de kern", " · ".join(map(_core_of, PAGES))))),
    ("Zo schrijft u", _SPELLINGS),
    ("Wat de woorden betekenen", _WORDS),
    ("Wat hier niet bij hoort", (
        ("persoonsgegevens", _PRIVACY),
        ("alleen in YAML", "Wat weinig voorkomt, staat niet in dit formulier: " + "; ".join(ONLY_IN_YAML)
         + ". Schrijf het in het casusbestand dat uit dit formulier komt."),
        ("meer regels nodig?", "Hef de beveiliging van het blad op (er is geen wachtwoord) en voeg een rij in, of schrijf verder in het casusbestand."),
    )),
)  # fmt: skip
_TOLD: Final = (
    "Een casus is één afgerond traject met één huishouden. Dit formulier stelt dezelfde vragen als het casusbestand, met dezelfde woorden. "
    "Wat eruit komt blijft een inschatting en geen effectmeting."
)
_WIDTH: Final = 120


def write_readme(sheet: Worksheet, looks: Mapping[str, Format], book: PriceBook) -> None:
    """How the form works, on one page."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, _WIDTH)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, "Formulier voor een casus", looks["titel"])
    sheet.merge_range(1, 0, 1, 1, _TOLD, looks["uitleg"])
    sheet.set_row(1, 34)
    row = 2
    for title, lines in _ALL_OF_IT:
        sheet.set_row(row, 30)
        sheet.write_string(row, 0, title, looks["kop"])
        row += 1
        for label, words in lines:
            sheet.write_string(row, 0, label, looks["woord"])
            sheet.write_string(row, 1, words, looks["tekst"])
            sheet.set_row(row, 15.5 * ceil(len(words) / (1.1 * _WIDTH)) + 3)
            row += 1
    for label, words in ((MARK_LABEL, MARK + VERSION), (BOOK_LABEL, book.name)):
        row += 1
        sheet.write_string(row, 0, label, looks["zacht"])
        sheet.write_string(row, 1, words, looks["zacht"])
    sheet.print_area(0, 0, row, 1)
    sheet.fit_to_pages(1, 1)
