"""Indelingen: the outcome per theme, neighbourhood, referrer … without small groups; values, not live."""

from typing import Final

from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.work import Work
from rendement.results.telling.suppression import suppressed

WIDTHS: Final = (52, 14, 16, 16, 16)
_FIXED: Final = (
    "Waarden bij de aannames van dit rapport: zij rekenen niet mee met de knoppen, omdat kenmerken van casussen niet per casus "
    "in dit werkboek staan."
)
TOLD: Final = (
    "Waarden bij de aannames van dit rapport. Hoe meer indelingen er al staan, hoe minder er nog bij kan: alle tabellen samen mogen niets "
    "prijsgeven over een klein groepje mensen. Daarom staat er soms weinig, of geen aantal."
)
DIMENSIONS: Final = (
    "programma",
    "gemeente",
    "wijk",
    "thema",
    "verwijzer",
    "leeftijd",
    "huishouden",
    "aanpak",
    "jaar",
    "domein",
    "wet",
)


def breakdowns_sheet(w: Work) -> Sheet:
    """One table per way of dividing; groups under the threshold stand together (L3)."""
    sheet = Sheet("Indelingen", WIDTHS)
    sheet.add(Cell("Indelingen: per thema, wijk, verwijzer en meer", "titel"))
    sheet.say(f"{TOLD if w.told else _FIXED} Groepen van minder dan {w.threshold} casussen staan samen. Geen ranglijst: zegt niets over "
              f"wie het beter doet.{costs_note(w)}", "ondertitel")  # fmt: skip
    for dimension in DIMENSIONS:
        table = w.told.tables[dimension] if w.told else suppressed(w.bc.by(dimension), w.threshold)
        sheet.add()
        sheet.add(Cell(f"Per {dimension}", "tussenkop"))
        if not len(table):
            sheet.add(
                Cell(
                    w.withheld,
                    "zacht_regel",
                )
            )
            continue
        heads = (dimension, "casussen", "baten (€)", "inzet (€)", "netto (€)")
        sheet.add(*(Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(heads)))
        for row in table.rows:
            label, cases, *amounts = row
            count = Cell(NOT_TOLD, "rechts") if cases is None else Cell(cases or None, "aantal")
            sheet.add(Cell(label), count, *(Cell(amount, "euro") for amount in amounts))
    return sheet
