"""Indelingen: the outcome per theme, neighbourhood, referrer … without small groups; values, not live."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Work
from rendement.results.telling.suppression import without_small
from rendement.results.value.grouping import Group

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


class Told(NamedTuple):
    """What is told of one group, in euros."""

    label: str
    cases: int | None
    """How many; None where that may not be told."""
    benefit: float
    cost: float
    net: float

    @classmethod
    def of(cls, group: Group, cases: int | None) -> "Told":
        """Of one group, with how many cases it is said to have."""
        return cls(group.label, cases, group.benefit, group.cost, group.net)


def breakdowns_sheet(w: Work) -> Sheet:
    """One table per way of dividing; groups under the threshold stand together (L3)."""
    sheet = Sheet("Indelingen", WIDTHS)
    sheet.add(Cell("Indelingen: per thema, wijk, verwijzer en meer", "titel"))
    sheet.say(f"{TOLD if w.edition.told else _FIXED} Groepen van minder dan {w.edition.threshold} casussen staan samen. Geen ranglijst: zegt niets over "
              f"wie het beter doet.{costs_note(w.subject, w.edition)}", "ondertitel")  # fmt: skip
    for dimension in DIMENSIONS:
        _table(sheet, dimension, _told(w.subject, w.edition, dimension), w.edition.withheld)
    return sheet


def _told(subject: Subject, edition: Edition, dimension: str) -> Sequence[Told]:
    if edition.told:
        return edition.told.tables[dimension]
    groups = without_small(subject.bc.groups(dimension), edition.threshold)
    return [Told.of(group, len(group.members)) for group in groups]


def _table(sheet: Sheet, dimension: str, groups: Sequence[Told], withheld: str) -> None:
    sheet.add()
    sheet.add(Cell(f"Per {dimension}", "tussenkop"))
    if not groups:
        sheet.add(Cell(withheld, "zacht_regel"))
        return
    heads = (dimension, "casussen", "baten (€)", "inzet (€)", "netto (€)")
    sheet.add(*(Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(heads)))
    for one in groups:
        count = Cell(NOT_TOLD, "rechts") if one.cases is None else Cell(one.cases or None, "aantal")
        amounts = (Cell(amount, "euro") for amount in (one.benefit, one.cost, one.net))
        sheet.add(Cell(one.label), count, *amounts)
