"""What a business case tells besides euros: help that was not needed, in its own units, and changes for people."""

from typing import NamedTuple

from rendement.engine.columns import EFFORT
from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.sheets.counted import count_cell
from rendement.reports.excel.work import Work
from rendement.results.telling.changes import changes
from rendement.words.numbers import plural


def hours(w: Work, sheet: Sheet) -> None:
    """Hours, days and visits saved, for help in enough cases (I2, L3)."""
    shown, left = saved_rows(w)
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
            Cell(label, "omloop"), Cell(unit), Cell(Formula(text, amount), "getal1"), count_cell(w, who)
        )
    if left:
        few = " of daaruit af te leiden" if w.told else ""
        sheet.add(Cell(f"Niet getoond: {plural(left, 'soort hulp', 'soorten hulp')} in minder dan {w.threshold} "
                       f"casussen{few}.", "zacht_regel"))  # fmt: skip


class Saved(NamedTuple):
    """Help that was used less, over so many cases."""

    key: str
    label: str
    unit: str
    amount: float
    cases: frozenset[int]


def saved_rows(w: Work) -> tuple[list[Saved], int]:
    """Help in at least the threshold of cases, most first, and how many kinds are left out."""
    columns, weights = w.bc.columns, w.subject.line_weights
    units = w.bc.values.units * weights
    found = []
    for number, key in enumerate(columns.price_keys):
        mine = (columns.line_side != EFFORT) & (columns.line_price == number)
        price = w.bc.book.prices[key]
        if mine.any() and price.is_help:
            cases = frozenset(columns.line_case[mine].tolist())
            found.append(Saved(key, price.label, price.unit, float(units[mine].sum()), cases))
    enough = (s for s in found if (s.key in w.told.saved if w.told else len(s.cases) >= w.threshold))
    large = sorted(enough, key=lambda s: -abs(s.amount))
    return large, len(found) - len(large)


def not_in_euros(w: Work, sheet: Sheet) -> None:
    """What does not have a price: counted, never summed into a score (M25)."""
    table = changes(w.bc, w.threshold, w.count)
    sheet.add()
    sheet.add(Cell("Niet in euro's", "tussenkop"))
    if not len(table):
        few = f"Er zijn minder dan {w.threshold} casussen met een meting vooraf en achteraf."
        withheld = w.told is not None and len(changes(w.bc, w.threshold)) > 0
        sheet.add(Cell(w.withheld if withheld else few, "zacht_regel"))
        return
    sheet.add(*(Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(table.names)))
    for row in table.rows:
        sheet.add(
            Cell(row[0]),
            *(Cell(value, "rechts" if isinstance(value, str) else "aantal") for value in row[1:]),
        )
    sheet.add(Cell("Per dimensie: bij hoeveel casussen het cijfer omhoog ging, gelijk bleef of omlaag ging. Nooit opgeteld tot "
                   "één cijfer, en nooit in euro's (M25).", "zacht_regel"))  # fmt: skip
