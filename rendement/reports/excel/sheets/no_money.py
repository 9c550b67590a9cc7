"""What a business case tells besides euros: help that was not needed, in its own units, and changes for people."""

from typing import NamedTuple

from rendement.engine.columns import EFFORT
from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.sheets.counted import count_cell
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition
from rendement.results.telling.changes import COLUMNS, changes_of
from rendement.words.numbers import plural


def hours(subject: Subject, edition: Edition, sheet: Sheet) -> None:
    """Hours, days and visits saved, for help in enough cases (I2, L3)."""
    shown, left = saved_rows(subject, edition)
    sheet.add()
    sheet.add(Cell("Hulp die minder nodig was, in uren, dagen en keren", "tussenkop"))
    sheet.add(
        Cell("hulp", "kop"),
        Cell("eenheid", "kop"),
        Cell("minder gebruikt (min: meer)", "kop_rechts"),
        Cell("casussen", "kop_rechts"),
    )
    for key, label, unit, amount, who in shown:
        text = f'=SUMIFS(Regels_eenheden,Regels_prijs,"{key}",Regels_kant,"<>inzet")'
        sheet.add(
            Cell(label, "omloop"), Cell(unit), Cell(Formula(text, amount), "getal1"), count_cell(edition, who)
        )
    if left:
        few = " of daaruit af te leiden" if edition.told else ""
        sheet.add(Cell(f"Niet getoond: {plural(left, 'soort hulp', 'soorten hulp')} in minder dan {edition.threshold} "
                       f"casussen{few}.", "zacht_regel"))  # fmt: skip


class Saved(NamedTuple):
    """Help that was used less, over so many cases."""

    key: str
    label: str
    unit: str
    amount: float
    cases: frozenset[int]


def saved_rows(subject: Subject, edition: Edition) -> tuple[list[Saved], int]:
    """Help in at least the threshold of cases, most first, and how many kinds are left out."""
    columns, weights = subject.bc.columns, subject.line_weights
    units = subject.bc.values.units * weights
    found = []
    for number, key in enumerate(columns.price_keys):
        mine = (columns.line_side != EFFORT) & (columns.line_price == number)
        price = subject.bc.book.prices[key]
        if mine.any() and price.is_help:
            cases = frozenset(columns.line_case[mine].tolist())
            found.append(Saved(key, price.label, price.unit, float(units[mine].sum()), cases))
    enough = (
        s
        for s in found
        if (s.key in edition.told.saved if edition.told else len(s.cases) >= edition.threshold)
    )
    large = sorted(enough, key=lambda s: -abs(s.amount))
    return large, len(found) - len(large)


def not_in_euros(subject: Subject, edition: Edition, sheet: Sheet) -> None:
    """What does not have a price: counted, never summed into a score (M25)."""
    found = changes_of(subject.bc.cases, edition.threshold, edition.count)
    sheet.add()
    sheet.add(Cell("Niet in euro's", "tussenkop"))
    if not found:
        few = f"Er zijn minder dan {edition.threshold} casussen met een meting vooraf en achteraf."
        withheld = edition.told is not None and bool(changes_of(subject.bc.cases, edition.threshold))
        sheet.add(Cell(edition.withheld if withheld else few, "zacht_regel"))
        return
    sheet.add(
        *(
            Cell(name, "kop" if not i else "kop_rechts")
            for i, name in enumerate(column.name for column in COLUMNS)
        )
    )
    for one in found:
        counts = (one.measured, one.up, one.same, one.down)
        shown = (Cell(value, "rechts" if isinstance(value, str) else "aantal") for value in counts)
        sheet.add(Cell(one.dimension), *shown)
    sheet.add(Cell("Per dimensie: bij hoeveel casussen het cijfer omhoog ging, gelijk bleef of omlaag ging. Nooit opgeteld tot "
                   "één cijfer, en nooit in euro's (M25).", "zacht_regel"))  # fmt: skip
