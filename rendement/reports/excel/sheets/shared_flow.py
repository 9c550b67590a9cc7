"""Geldstroom of the shareable edition: the net per payer, in years joined until nothing small is left (L3, M21)."""

from rendement.reports.excel.cells import Cell, Chart, Series, Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.look import BLUE, ORANGE
from rendement.reports.excel.sheets.cash_flow import NAME, years_of
from rendement.reports.excel.sheets.payers import span_name, yearly
from rendement.reports.excel.sheets.summary import BELOW_ZERO
from rendement.reports.excel.sheets.timeline import boundaries
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Work
from rendement.results.doubt.uncertainty import TOTAL

_CHART_ROWS = 18


def shared_flow_sheet(w: Work, told: Disclosure) -> Sheet:
    """Per group of payers a small table of years with their net."""
    sheet = Sheet(NAME, (44, 18, 18, 60))
    sheet.add(Cell("Geldstroom: wanneer het geld komt en gaat", "titel"))
    sheet.say("Saldo per jaar, zonder disconto, in euro's van het prijspeil. Jaren staan samen tot er niets meer uit is af te leiden over "
              f"minder dan {w.edition.threshold} casussen; daarom verschillen zij per betaler, en zijn er geen kwartalen.{costs_note(w.subject, w.edition, floor=False)}", "ondertitel")  # fmt: skip
    for label in told.labelled:
        _table(w.subject, w.edition, w.marks.flow_rows, sheet, told, label)
    return sheet


def _table(
    subject: Subject, edition: Edition, flow_rows: dict[str, int], sheet: Sheet, told: Disclosure, label: str
) -> None:
    years, spans = years_of(boundaries(subject.bc.months)), told.spans[label]
    flow_rows[label] = len(sheet.rows) + 1
    sheet.add()
    sheet.add(Cell(label[0].upper() + label[1:], "tussenkop"))
    if not spans:
        sheet.add(Cell(edition.withheld, "zacht_regel"))
        return
    sheet.add(Cell("jaren", "kop"), Cell("saldo (€)", "kop_rechts"), Cell("opgeteld (€)", "kop_rechts"))
    values, so_far = yearly(subject.bc.months, told.labelled[label], years), 0.0
    first = len(sheet.rows) + 1
    for span in spans:
        net = sum(values[span[0] : span[1] + 1])
        so_far += net
        sheet.add(Cell(span_name(years, span), "jaar"), Cell(net, "euro"), Cell(so_far, "euro"))
    sheet.marks.append((f"B{first}:C{len(sheet.rows)}", BELOW_ZERO))
    if label == TOTAL and len(spans) > 1:
        sheet.charts.append(_chart(len(sheet.rows) + 1, first, len(sheet.rows)))
        for _ in range(_CHART_ROWS):
            sheet.add()


def _chart(row: int, first: int, last: int) -> Chart:
    years = f"={NAME}!$A${first}:$A${last}"
    return Chart(
        "column",
        (row, 0),
        "Alle betalers samen: het saldo per jaar en opgeteld",
        (
            Series("saldo", years, f"={NAME}!$B${first}:$B${last}", BLUE),
            Series("opgeteld", years, f"={NAME}!$C${first}:$C${last}", ORANGE),
        ),
        "Staafdiagram van het saldo per jaar en opgeteld, alle betalers samen.",
        (900, 320),
        {"y_axis": {"num_format": '"€ "#,##0'}, "x_axis": {"label_position": "low"}},
    )
