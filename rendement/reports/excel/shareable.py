"""The shareable edition as data: the sheets that may be passed on, as values (L3)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from rendement.reports.excel.cells import Cell, Formula, Plan, Row, Sheet
from rendement.reports.excel.disclosure import Disclosure, Progress, TooFewCases
from rendement.reports.excel.sheets.account import account_sheet
from rendement.reports.excel.sheets.assumptions import assumptions_sheet
from rendement.reports.excel.sheets.breakdowns import breakdowns_sheet
from rendement.reports.excel.sheets.cash_flow import years_of
from rendement.reports.excel.sheets.checks import NAME as CHECKS
from rendement.reports.excel.sheets.checks import checks_sheet
from rendement.reports.excel.sheets.co_investment import SHEET as TOGETHER
from rendement.reports.excel.sheets.co_investment import co_investment_sheet
from rendement.reports.excel.sheets.payers import payer_sheets
from rendement.reports.excel.sheets.shared_flow import shared_flow_sheet
from rendement.reports.excel.sheets.shared_objections import shared_objections_sheet
from rendement.reports.excel.sheets.shared_prices import shared_prices_sheet
from rendement.reports.excel.sheets.shared_readme import shared_readme_sheet
from rendement.reports.excel.sheets.shared_reviews import shared_reviews_sheet
from rendement.reports.excel.sheets.shared_uncertainty import shared_uncertainty_sheet
from rendement.reports.excel.sheets.sources import sources_sheet
from rendement.reports.excel.sheets.summary import summary_sheet, title_of
from rendement.reports.excel.sheets.timeline import boundaries
from rendement.reports.excel.sheets.what_if import what_if_sheet
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.values import as_values, with_links
from rendement.reports.excel.work import Marks, Work

_CHECKED = f"{CHECKS}_fouten"
_ELSEWHERE = re.compile(r"Samenvatting!|Noemer_")
"""In formulas of Meebetalen: what stands on sheets of which only the values are here."""


WITH_TEXT = (
    "vrije tekst van casussen kan niet in de deelbare uitgave: kies --deelbaar of --met-tekst, niet allebei"
)


def must_be_shareable(filed: int, threshold: int, *, with_text: bool = False) -> None:
    """Raise before long work: ValueError with free text, TooFewCases where too few were filed."""
    if with_text:
        raise ValueError(WITH_TEXT)
    if filed < threshold:
        raise TooFewCases.of(filed, threshold)


def plan_shareable(w: Work) -> Plan:
    """Every sheet of the shareable edition. `w` knows what may be told."""
    told = w.edition.told
    assert told is not None
    flow, summary = shared_flow_sheet(w, told), summary_sheet(w)
    sheets = [
        summary,
        *payer_sheets(w, years_of(boundaries(w.subject.bc.months))),
        co_investment_sheet(w),
        what_if_sheet(w, told),
    ]
    sheets += [assumptions_sheet(w, told), breakdowns_sheet(w), shared_prices_sheet(w, told), flow]
    sheets += [shared_uncertainty_sheet(w, told), shared_reviews_sheet(w)]
    back = [checks_sheet(w, sheets), sources_sheet(w), account_sheet(w)]
    names = [sheet.name for sheet in (*sheets, *back)]
    sheets += [shared_objections_sheet(w, told, names), *back]
    readme = shared_readme_sheet(w, [sheet.name for sheet in sheets])
    there = {sheet.name for sheet in sheets}
    kept = [_kept(sheet, there) for sheet in (readme, *sheets)]
    return Plan(tuple(kept), title_of(w.subject), w.view.sentence, _names(w.marks.names, there))


def _kept(sheet: Sheet, names: Collection[str]) -> Sheet:
    """Values; only agreements can be turned, for they are worked out from sums that are told, and checked."""
    if sheet.name not in (TOGETHER, CHECKS):
        return _with_checks(as_values(sheet, names), sheet)
    rows: list[Row] = [tuple(_of_here(cell) for cell in row) for row in sheet.rows]
    return with_links(replace(sheet, rows=rows), names)


def _with_checks(values: Sheet, sheet: Sheet) -> Sheet:
    """The same with the line that says whether everything holds, live."""
    rows: list[Row] = [
        tuple(old if _CHECKED in str(old.content) else new for new, old in zip(one, two, strict=True))
        for one, two in zip(values.rows, sheet.rows, strict=True)
    ]
    return replace(values, rows=rows)


def _of_here(cell: Cell) -> Cell:
    content = cell.content
    if isinstance(content, Formula) and _ELSEWHERE.search(content.text):
        return cell._replace(content=content.expected)
    return cell


def _names(marked: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """Names of cells that formulas of Meebetalen and Controle use."""
    wanted = (f"{TOGETHER}_", "Totaal_", "Betalers_", f"{CHECKS}_")
    found = {name: at for name, at in marked.items() if name.startswith(wanted)}
    return {name: at for name, at in sorted(found.items()) if at.partition("!")[0].strip("'") in names}


def shareable_work(w: Work, deciding: Progress | None = None) -> Work:
    """The same workbook in the making, knowing what may be told. Raises TooFewCases where that is nothing."""
    from rendement.reports.excel.plan import frames_of

    told = Disclosure(w.subject, w.influences, deciding)
    subject = Subject(w.subject.bc, w.subject.threshold, told.used)
    edition = replace(w.edition, told=told)
    return replace(w, subject=subject, frames=frames_of(subject), edition=edition, marks=Marks())
