"""One page per payer: what you pay, what falls to you, when, how sure, on what grounds, and what falls to others."""

from typing import Final, NamedTuple

from rendement.engine.columns import EFFORT
from rendement.reports.excel.cells import Cell, Chart, Formula, Series, Sheet
from rendement.reports.excel.keys import CARE
from rendement.reports.excel.look import BLUE, ORANGE
from rendement.reports.excel.sheets.split import part, share_of
from rendement.reports.excel.sheets.summary import BAND_NAMES, BELOW_ZERO, band_cells, page_name, payer_row
from rendement.reports.excel.work import Work
from rendement.results.payer_groups import PayerGroup
from rendement.results.uncertainty import Outcome

WIDTHS: Final = (58, 18, 18, 18, 18, 18, 18)
_OTHERS: Final = "overige hulp samen"


def payer_sheets(w: Work, years: list[int]) -> list[Sheet]:
    """A page for every payer that may be shown by itself."""
    return [_page(w, group, years) for group in w.payer_groups if len(group.payers) == 1]


def _page(w: Work, group: PayerGroup, years: list[int]) -> Sheet:
    sheet = Sheet(page_name(group), WIDTHS, tab=ORANGE, pages_high=1)
    sheet.add(Cell(f"Voor u: {group.label}", "titel"))
    sheet.say("Wat betaalt u, wat valt u toe, wanneer, en hoe zeker is dat? Verwachte bedragen in euro's van "
              f"{w.bc.settings.price_year}, contant gemaakt. Inschatting, geen effectmeting.", "ondertitel")  # fmt: skip
    _tiles(w, sheet, group)
    _sources_of_benefit(w, sheet, group)
    _years(w, sheet, group, years)
    _others(w, sheet, group)
    _grounds(w, sheet)
    return sheet


def _at(w: Work, group: PayerGroup, letter: str) -> str:
    return f"Samenvatting!${letter}${w.payer_rows[group.label]}"


def _tiles(w: Work, sheet: Sheet, group: PayerGroup) -> None:
    figures = payer_row(w, group)
    names = ["Saldo voor u", "Dit valt u toe", "Dit betaalt u", "Waarvan in geld, hoogstens"]
    net, benefit, cash = (_at(w, group, letter) for letter in "FCG")
    paid = f"={_at(w, group, 'D')}+{_at(w, group, 'E')}"
    cells = [
        Cell(Formula(f"={net}", figures.net), "kengetal"),
        Cell(Formula(f"={benefit}", figures.benefit), "kengetal"),
        Cell(Formula(paid, figures.effort + figures.extra), "kengetal"),
        Cell(Formula(f"={cash}", figures.cash), "kengetal"),
    ]
    if (found := _outcome(w, group)) is not None:
        names += BAND_NAMES
        cells += band_cells(found)
    sheet.add()
    sheet.add(*(Cell(name, "kengetal_label") for name in names))
    row = sheet.add(*cells)
    gain = "Naar verwachting valt u meer toe dan u betaalt."
    loss = "Naar verwachting betaalt u meer dan u toevalt; de baten komen ook bij anderen terecht."
    sheet.add(Cell(Formula(f'=IF(A{row}>=0,"{gain}","{loss}")', gain if figures.net >= 0 else loss), "vet"))


def _outcome(w: Work, group: PayerGroup) -> Outcome | None:
    if w.uncertainty is None:
        return None
    return next((o for o in w.uncertainty.payers if o.name == group.payers[0]), None)


# ---------------------------------------------------------------- where it comes from


class _Help(NamedTuple):
    """One kind of help and what of it falls to a payer."""

    place: int
    words: str
    amount: float
    cases: frozenset[int]


def _helps(w: Work, payer: str) -> list[_Help]:
    splits = list(w.subject.splits.values())
    columns, weighted = w.bc.columns, w.bc.values.value * w.subject.line_weights
    keys = w.subject.line_splits
    found = []
    for place, split in enumerate(splits):
        share = share_of(split, payer)
        mine = (keys == place) & (columns.line_side != EFFORT)
        if split.side == CARE and share and mine.any():
            cases = frozenset(columns.line_case[mine].tolist())
            found.append(_Help(place, split.words, float(weighted[mine].sum()) * share, cases))
    return sorted(found, key=lambda one: -abs(one.amount))


def _shown(helps: list[_Help], threshold: int) -> list[_Help]:
    """Kinds of help in enough cases; the others together must be enough too, or one more joins them (L3)."""
    shown = [one for one in helps if len(one.cases) >= threshold]
    left = [one for one in helps if len(one.cases) < threshold]
    while (
        left
        and shown
        and (len(left) < 2 or len(frozenset[int]().union(*(o.cases for o in left))) < threshold)
    ):
        left.append(shown.pop())
    return shown


def _sources_of_benefit(w: Work, sheet: Sheet, group: PayerGroup) -> None:
    helps = _helps(w, group.payers[0])
    if not helps:
        sheet.add()
        sheet.add(Cell("U betaalt mee; van de hulp in deze casussen valt u niets toe.", "zacht_regel"))
        return
    shown = _shown(helps, w.threshold)
    total = payer_row(w, group).benefit
    sheet.add()
    sheet.add(Cell("Waardoor valt u dit toe?", "tussenkop"))
    sheet.add(Cell("hulp", "kop"), Cell("bedrag voor u (€)", "kop_rechts"), Cell("casussen", "kop_rechts"))
    first = len(sheet.rows) + 1
    for one in shown:
        amount = f"={w.frames.split.cell('bedrag', one.place)}*{w.frames.split.cell(part(group.payers[0]), one.place)}"
        sheet.add(
            Cell(one.words, "omloop"),
            Cell(Formula(amount, one.amount), "euro"),
            Cell(len(one.cases), "aantal"),
        )
    last = len(sheet.rows)
    if len(shown) < len(helps):
        rest = total - sum(one.amount for one in shown)
        minus = f"-SUM(B{first}:B{last})" if shown else ""
        sheet.add(Cell(_OTHERS), Cell(Formula(f"={_at(w, group, 'C')}{minus}", rest), "euro"), Cell(None))
    sheet.add(
        Cell("samen", "totaal"),
        Cell(Formula(f"={_at(w, group, 'C')}", total), "totaal_euro"),
        Cell(None, "totaal"),
    )
    sheet.add(Cell(f"Hulp in minder dan {w.threshold} casussen staat samen in één regel. Elke regel staat op het blad Regels.",
                   "zacht_regel"))  # fmt: skip


# ---------------------------------------------------------------- when


def _years(w: Work, sheet: Sheet, group: PayerGroup, years: list[int]) -> None:
    sheet.add()
    sheet.add(Cell("Wanneer? Uw saldo per jaar, zonder disconto", "tussenkop"))
    values = _yearly(w, group, years)
    end = len(sheet.rows) + 2 + len(years)
    sheet.add(Cell(_when(values, end), "vet"))
    sheet.add(Cell("jaar", "kop"), Cell("saldo (€)", "kop_rechts"), Cell("opgeteld (€)", "kop_rechts"))
    first = len(sheet.rows) + 1
    row_of_flow, so_far = w.flow_rows[group.label], 0.0
    for place, (year, value) in enumerate(zip(years, values, strict=True)):
        row = len(sheet.rows) + 1
        so_far += value
        letter = chr(ord("C") + place)
        sheet.add(
            Cell(f"vanaf {year}" if place == len(years) - 1 else year, "jaar"),
            Cell(Formula(f"=Geldstroom!${letter}${row_of_flow}", value), "euro"),
            Cell(Formula(f"=SUM(B${first}:B{row})", so_far), "euro"),
        )
    last = len(sheet.rows)
    name = f"'{sheet.name}'"
    years_at = f"={name}!$A${first}:$A${last}"
    sheet.charts.append(
        Chart(
            "column",
            (first - 4, 3),
            f"={name}!$A${first - 2}",
            (Series("saldo per jaar", years_at, f"={name}!$B${first}:$B${last}", BLUE),
             Series("opgeteld", years_at, f"={name}!$C${first}:$C${last}", ORANGE)),
            "Staafdiagram van het saldo per jaar en opgeteld, zonder disconto.",
            (540, 300),
            {"y_axis": {"num_format": '"€ "#,##0'}, "x_axis": {"label_position": "low"}},
        )
    )  # fmt: skip
    for _ in range(max(0, 14 - len(years))):
        sheet.add()


def _when(values: list[float], end: int) -> Formula:
    """The conclusion of the chart, live: does the money come back within the horizon?"""
    back, never = "Opgeteld komt u boven nul uit", "Opgeteld blijft u onder nul binnen de horizon"
    return Formula(f'=IF(C{end}>=-0.005,"{back}","{never}")', back if sum(values) >= -0.005 else never)


def _yearly(w: Work, group: PayerGroup, years: list[int]) -> list[float]:
    """The net per year; the last one takes what comes later."""
    found = dict.fromkeys(years, 0.0)
    for payer, year, *_, net, _cash in w.bc.cash_flow("jaar").rows:
        if payer in group.payers:
            found[min(int(year), years[-1])] += net
    return list(found.values())


# ---------------------------------------------------------------- others and grounds


def _others(w: Work, sheet: Sheet, group: PayerGroup) -> None:
    sheet.add()
    sheet.add(Cell("Wat valt bij anderen?", "tussenkop"))
    heads = ("betaler", "baten (€)", "inzet en programmakosten (€)", "saldo (€)")
    sheet.add(*(Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(heads)))
    first = len(sheet.rows) + 1
    for other in w.payer_groups:
        if other is group:
            continue
        figures = payer_row(w, other)
        paid = f"={_at(w, other, 'D')}+{_at(w, other, 'E')}"
        sheet.add(
            Cell(other.label),
            Cell(Formula(f"={_at(w, other, 'C')}", figures.benefit), "euro"),
            Cell(Formula(paid, figures.effort + figures.extra), "euro"),
            Cell(Formula(f"={_at(w, other, 'F')}", figures.net), "euro"),
        )
    sheet.marks.append((f"D{first}:D{len(sheet.rows)}", BELOW_ZERO))
    sheet.add(Cell("Samen meebetalen: zie het blad Meebetalen.", "zacht_regel"))


def _grounds(w: Work, sheet: Sheet) -> None:
    """On what it rests, in a few sentences (M24)."""
    sheet.add()
    sheet.add(Cell("Waar rust dit op?", "tussenkop"))
    facts = [
        w.bc.sentence(),
        "'In geld' is wat u hoogstens minder uitgeeft; de rest is ruimte voor anderen of waarde die niet in een begroting "
        "staat (M13).",
        "Bezwaren die een kritische econoom zou maken staan op het blad Tegenspraak, met het antwoord.",
    ]
    for fact in facts:
        sheet.say(fact, "zacht_omloop")
