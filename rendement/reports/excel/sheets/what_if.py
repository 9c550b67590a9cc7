"""Wat als: the net under other assumptions, worked out by the engine, for who has no cells to turn (L3)."""

from typing import Final

from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.summary import BELOW_ZERO
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.work import Work
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.doubt.what_if import WhatIf

NAME: Final = "Wat als"


def what_if_sheet(w: Work, told: Disclosure) -> Sheet:
    """Per assumption the net of all payers and of each; then what is cash."""
    sheet = Sheet(NAME, (48, *[17.0] * len(told.labelled)), tab="#C9A227")
    sheet.add(Cell("Wat als een aanname anders was?", "titel"))
    sheet.say("Het saldo (baten min alle kosten) als één aanname verandert en de rest blijft. Uitgerekend door het programma; in deze "
              f"uitgave kunt u niet zelf rekenen. Inschatting, geen effectmeting.{costs_note(w.subject, w.edition)}", "ondertitel")  # fmt: skip
    _nets(w.subject.bc.floor_benefit, sheet, told)
    _cash(sheet, told)
    sheet.add(
        Cell(
            f"{NOT_TOLD}: hiermee was iets af te leiden over minder dan {w.edition.threshold} casussen.",
            "zacht_regel",
        )
    )
    sheet.frozen = (0, 1)
    return sheet


def _head(sheet: Sheet, title: str, first: str, told: Disclosure) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    sheet.add(Cell(first, "kop"), *(Cell(label, "kop_rechts") for label in told.labelled))


def _nets(floor_benefit: float, sheet: Sheet, told: Disclosure) -> None:
    _head(sheet, "Saldo in euro's", "wat als", told)
    first = len(sheet.rows) + 1
    for one in told.what_ifs:
        words = f"{one.name}: {one.meaning}" if one.meaning else one.name
        cells = (_net(floor_benefit, told, one, label) for label in told.labelled)
        sheet.add(Cell(words, "omloop"), *cells)
    last = chr(ord("A") + len(told.labelled))
    sheet.marks.append((f"B{first}:{last}{len(sheet.rows)}", BELOW_ZERO))


def _net(floor_benefit: float, told: Disclosure, one: WhatIf, label: str) -> Cell:
    if (one.name, label) not in told.nets:
        return Cell(NOT_TOLD, "rechts")
    floor = floor_benefit if label == TOTAL else 0.0
    return Cell(one.net(told.labelled[label]) + floor, "euro")


def _cash(sheet: Sheet, told: Disclosure) -> None:
    """Benefits in money under each set of chances that a payer lowers its budget (M13)."""
    _head(
        sheet,
        "Baten in geld, niet vastgesteld: hoeveel een betaler minder uitgeeft, als hij zijn budget echt verlaagt",
        "verzilveren",
        told,
    )
    for name, bc in told.cash_sets.items():
        cells = []
        columns = bc.columns
        cash = bc.weights @ bc.case_totals(bc.money.cash, effort=False)
        for label, payers in told.labelled.items():
            places = [columns.payers.index(payer) for payer in payers if payer in columns.payers]
            shown = (name, label) in told.cash
            cells.append(Cell(float(cash[places].sum()), "euro") if shown else Cell(NOT_TOLD, "rechts"))
        sheet.add(Cell(f"{name}: {bc.settings.cashability.title}", "omloop"), *cells)
