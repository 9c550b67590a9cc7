"""The workbook as data: which sheets there are, in which order, and where their blocks stand."""

from collections.abc import Sequence
from typing import Final

from rendement.reports.excel.cells import Frame, Plan, Sheet
from rendement.reports.excel.grouped import MOST_CASES
from rendement.reports.excel.shareable import must_be_shareable, plan_shareable, shareable_work
from rendement.reports.excel.sheets.account import account_sheet
from rendement.reports.excel.sheets.breakdowns import breakdowns_sheet
from rendement.reports.excel.sheets.build_up import build_up_sheet
from rendement.reports.excel.sheets.cases import case_fields, cases_sheet
from rendement.reports.excel.sheets.cash_flow import cash_flow_sheet, years_of
from rendement.reports.excel.sheets.checks import checks_sheet
from rendement.reports.excel.sheets.co_investment import co_investment_sheet
from rendement.reports.excel.sheets.factors import FACTORS, factors_sheet
from rendement.reports.excel.sheets.factors import NAME as FACTORS_NAME
from rendement.reports.excel.sheets.groups import COURSE, GROUPS, course_fields, course_sheet, groups_sheet
from rendement.reports.excel.sheets.knobs import knobs_sheet
from rendement.reports.excel.sheets.lines import line_fields, lines_sheet
from rendement.reports.excel.sheets.moments import MOMENT_FIELDS, moments_sheet
from rendement.reports.excel.sheets.objections import objections_sheet
from rendement.reports.excel.sheets.paths import PATHS, paths_sheet
from rendement.reports.excel.sheets.payers import payer_sheets
from rendement.reports.excel.sheets.prices import (
    PRICES,
    prices_sheet,
    series_fields,
    series_sheet,
    series_years,
)
from rendement.reports.excel.sheets.programmes import paid_keys, programme_fields, programmes_sheet
from rendement.reports.excel.sheets.readme import readme_sheet
from rendement.reports.excel.sheets.reviews import reviews_sheet
from rendement.reports.excel.sheets.sources import parts_frame, parts_sheet, sources_sheet
from rendement.reports.excel.sheets.split import split_fields, split_sheet
from rendement.reports.excel.sheets.summary import summary_sheet, title_of
from rendement.reports.excel.sheets.timeline import boundaries, time_until, timeline_frame, timeline_sheet
from rendement.reports.excel.sheets.uncertainty import uncertainty_sheet
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Frames, Work
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.figures.cash_words import bound
from rendement.results.sensitivity.influence import Influences
from rendement.results.telling.suppression import DEFAULT_THRESHOLD
from rendement.results.value.valued import ValuedCases

_TOP: Final = 4
"""The header row of a block: below a title, what the sheet is, and an empty row."""


def plan_workbook(
    bc: ValuedCases,
    threshold: int = DEFAULT_THRESHOLD,
    uncertainty: Uncertainty | None = None,
    influences: Influences | None = None,
    *,
    with_text: bool = False,
    shareable: bool = False,
) -> Plan:
    """The workbook of a business case; with its uncertainty where that was worked out.

    The `shareable` edition holds nothing about fewer cases than the threshold. Raises TooFewCases or
    ValueError when there is nothing to share, or free text would be shared.
    """
    w = work_of(bc, threshold, uncertainty, influences, with_text=with_text)
    if not shareable:
        return plan_of(w)
    must_be_shareable(bc.filed, threshold, with_text=with_text)
    return plan_shareable(shareable_work(w))


def plan_of(w: Work) -> Plan:
    """Every sheet in the order in which it is read, and what they refer to by name."""
    calculation = calculation_sheets(w)
    summary = summary_sheet(w)
    front = [
        summary,
        *payer_sheets(w, years_of(boundaries(w.subject.bc.months))),
        build_up_sheet(w),
        co_investment_sheet(w),
    ]
    knobs, *others = calculation
    before = [*front, knobs, breakdowns_sheet(w), *others, uncertainty_sheet(w), reviews_sheet(w)]
    back = [checks_sheet(w, before), sources_sheet(w), account_sheet(w)]
    sheets = [*before, objections_sheet(w, [sheet.name for sheet in (*before, *back)]), *back]
    readme = readme_sheet(w, [sheet.name for sheet in sheets])
    return Plan(
        (readme, *sheets), title_of(w.subject), w.view.sentence, _names(w.frames, w.marks.names, sheets)
    )


def calculation_sheets(w: Work) -> list[Sheet]:
    """The sheets that everything else adds up or points at."""
    timeline = timeline_frame(w.subject)
    return [
        knobs_sheet(w),
        *(grouped_lines(w) if w.subject.is_grouped else live_lines(w)),
        prices_sheet(w),
        split_sheet(w),
        programmes_sheet(w),
        cash_flow_sheet(w, timeline),
        timeline_sheet(w, timeline),
        series_sheet(w),
        parts_sheet(w),
    ]


def live_lines(w: Work) -> list[Sheet]:
    """Every case, path, line and moment in a row of its own."""
    factors = [factors_sheet(w)] if w.subject.factors else []
    return [cases_sheet(w), paths_sheet(w), *factors, lines_sheet(w), moments_sheet(w)]


def grouped_lines(w: Work) -> list[Sheet]:
    """A large base: lines that are valued alike in one row, and cases as values."""
    cases = [cases_sheet(w)] if w.subject.bc.filed <= MOST_CASES else []
    units = [w.subject.grouping.units(time_until(w.subject, day)) for day in boundaries(w.subject.bc.months)]
    return [*cases, groups_sheet(w), course_sheet(w, units)]


def work_of(
    bc: ValuedCases,
    threshold: int,
    uncertainty: Uncertainty | None = None,
    influences: Influences | None = None,
    *,
    with_text: bool = False,
) -> Work:
    """A workbook in the making: everything that is known before the first cell."""
    subject = Subject(bc, threshold)
    return Work(subject, frames_of(subject), Edition(threshold, with_text), uncertainty, influences)


def frames_of(subject: Subject) -> Frames:
    """Where every block will stand."""
    bc, payers = subject.bc, subject.payers
    labels = tuple(bc.payer_label(payer) for payer in payers)
    traits = tuple(subject.traits)
    years = series_years(subject.series, bc.book)
    return Frames(
        cases=Frame("Casussen", _TOP, case_fields(traits, live=not subject.is_grouped), bc.filed),
        paths=Frame("Paden", _TOP, PATHS, 0 if subject.is_grouped else len(subject.paths)),
        factors=Frame(FACTORS_NAME, _TOP, FACTORS, len(subject.factors)),
        **_frames_of_lines(subject),
        prices=Frame("Prijzen", _TOP, PRICES, len(subject.prices)),
        parts=parts_frame(subject),
        series=Frame("Indexcijfers", 3 + len(subject.series), series_fields(subject.series), len(years)),
        split=Frame(
            "Verdeling",
            _TOP,
            split_fields(payers, labels, bound(subject.bc.settings.cashability)),
            len(subject.splits),
        ),
        programmes=Frame(
            "Programmakosten",
            _TOP,
            programme_fields(payers, labels, len(paid_keys(subject))),
            len(subject.homes),
        ),
    )


def _frames_of_lines(subject: Subject) -> dict[str, Frame]:
    """Lines and their time: each by itself, or in groups."""
    if subject.is_grouped:
        count, days = len(subject.grouping.groups), len(boundaries(subject.bc.months))
        return {
            "lines": Frame("Regels", _TOP, GROUPS, count),
            "moments": Frame(COURSE, _TOP, course_fields(days), count),
        }
    return {
        "lines": Frame("Regels", _TOP, line_fields(), len(subject.rows)),
        "moments": Frame("Tijd", _TOP, MOMENT_FIELDS, len(subject.bc.columns.atom_line)),
    }


def _names(frames: Frames, names: dict[str, str], sheets: Sequence[Sheet]) -> dict[str, str]:
    """Defined names of knobs, and of columns on the sheets that there are."""
    columns: dict[str, str] = {}
    for frame in frames:
        if any(sheet.name == frame.sheet for sheet in sheets):
            columns |= frame.names()
    return dict(sorted((columns | names).items()))
