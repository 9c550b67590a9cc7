"""Onzekerheid of the shareable edition: how sure, and what kind of assumption matters; no case or line (L3)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.engine.uncertain import Who
from rendement.model.estimate import Evidence
from rendement.model.factors import INPUTS
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.disclosure import Disclosure, estimates
from rendement.reports.excel.sheets.uncertainty import (
    MOST,
    NAME,
    WIDTHS,
    bands_table,
    head,
    payers_table,
    perspectives_table,
    run_lines,
    scenarios_table,
    tornado_chart,
)
from rendement.reports.excel.sheets.whole_costs import costs_note, of_these, withheld_row
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Work
from rendement.reports.uncertainty_words import BALANCE, in_short
from rendement.results.doubt.bands import Band
from rendement.results.sensitivity.influence import Influence, Influences
from rendement.results.sensitivity.kinds import CASE, OPTIMISM, PRICE, names_of
from rendement.results.sensitivity.turning import turning_points
from rendement.words.names import normal
from rendement.words.numbers import euro

_HELD_BACK: Final = "ingehouden: in sommige casussen is de spreiding van kansen ingehouden, omdat zij samen boven 100 % konden komen"
_NOWHERE: Final = "ingehouden: nergens: kansen konden samen niet boven 100 % komen"


def shared_uncertainty_sheet(w: Work, told: Disclosure) -> Sheet:
    """Bands, payers, kinds of assumptions, what prices and realism do, scenarios and the run."""
    sheet = Sheet(NAME, WIDTHS)
    sheet.add(Cell("Onzekerheid: hoe zeker is dit, en waar hangt het van af?", "titel"))
    sheet.say("P10 en P90: in één op de tien gevallen valt het nog lager of nog hoger uit. Getrokken bedragen zijn afgerond op hun "
              f"eigen rekenfout. Wat over één casus of regel gaat, staat niet in deze uitgave.{costs_note(w.subject, w.edition)}", "ondertitel")  # fmt: skip
    if w.uncertainty is not None:
        head(sheet, "In het kort")
        for sentence in in_short(w.uncertainty, of_these(w.subject, BALANCE)):
            sheet.say(sentence, "omloop")
        bands_table(
            sheet,
            w.uncertainty,
            [_safe(w.subject, w.edition.threshold, band) for band in w.uncertainty.bands],
        )
        payers_table(w.view, sheet, w.uncertainty)
    if w.influences is not None and w.influences.inputs:
        _kinds(w.subject, w.edition, sheet, w.influences)
        _shared(w.subject, w.edition, sheet, told, w.influences)
        if _uncertain_cases(w.influences) >= w.edition.threshold:
            scenarios_table(w.subject, sheet)
    if w.uncertainty is not None:
        if told.tells_sides:
            perspectives_table(w.view, sheet, w.uncertainty)
        held_back = w.uncertainty.record.held_back
        run_lines(sheet, w.uncertainty.record, [_HELD_BACK if held_back else _NOWHERE])
    return sheet


def _safe(subject: Subject, threshold: int, band: Band) -> Band:
    """The band of reviewers is the difference that each of them makes: in how few cases somebody looked."""
    looked: dict[str, set[int]] = defaultdict(set)
    for place, loaded in enumerate(subject.bc.cases):
        for found in loaded.reviews:
            looked[found.review.reviewer].add(place)
    few = any(len(cases) < threshold for cases in looked.values())
    if band.name != "beoordelaars" or band.low is None or not few:
        return band
    return replace(band, low=None, high=None, note=f"een van hen zag minder dan {threshold} casussen")


# ---------------------------------------------------------------- what matters


def _uncertain_cases(found: Influences) -> int:
    return len({one.case for one in found.inputs if one.kind == CASE})


def _kinds(subject: Subject, edition: Edition, sheet: Sheet, found: Influences) -> None:
    """Estimates of cases by kind, what matters most first, and in how many cases each is uncertain.

    No shares of the uncertainty: they are squares of amounts, from which single amounts can be worked out.
    """
    kinds: dict[str, float] = defaultdict(float)
    for one in found.inputs:
        if one.kind == CASE:
            kinds[one.field] += one.share
    counts = {name: edition.count(cases) for name, cases in estimates(found, subject.bc.cases).items()}
    told = sorted((name for name in kinds if counts[name] is not None), key=lambda name: -kinds[name])
    if not told:
        return
    sheet.page_breaks.append(len(sheet.rows))
    head(
        sheet,
        "Welk soort schatting maakt het onzeker? Wat het meest uitmaakt staat bovenaan",
        "soort schatting",
        "casussen",
    )
    for name in told:
        sheet.add(Cell(INPUTS[name].anybody), Cell(counts[name], "aantal"))


def _shared(subject: Subject, edition: Edition, sheet: Sheet, told: Disclosure, found: Influences) -> None:
    """Prices and realism by themselves, where that is about enough cases."""
    shown = [
        one
        for one in found.inputs
        if one.kind != CASE and _may_be_told(subject.bc.columns, subject.bc.cases, subject, told, one)
    ][:MOST]
    if not shown:
        return
    sheet.page_breaks.append(len(sheet.rows))
    head(sheet, "Wat het saldo beweegt: prijzen en realisme, de rest op het gemiddelde", "aanname", "saldo bij laag (€)",
         "saldo bij hoog (€)", "uitslag (€)")  # fmt: skip
    first = len(sheet.rows) + 1
    for one in shown:
        amounts = (Cell(value, "euro") for value in (one.low, one.high, one.swing))
        sheet.add(Cell(one.plain, "omloop"), *amounts)
    sheet.add(Cell(f"Precies uitgerekend rond het verwachte saldo van {euro(found.net)}.", "zacht_regel"))
    tornado_chart(sheet, found, shown, first)
    if found.withheld:
        withheld_row(subject, edition, sheet, "Omslagpunten")
        return
    head(sheet, "Omslagpunten: bij welke waarde draait de conclusie, de rest op het gemiddelde")
    for point in turning_points(subject.bc, replace(found, inputs=tuple(shown)), MOST):
        sentence = point.sentence(with_text=False)
        sheet.say(f"{sentence[0].upper()}{sentence[1:]}.", "omloop")


def _may_be_told(
    columns: Columns, cases: Sequence[LoadedCase], subject: Subject, told: Disclosure, one: Influence
) -> bool:
    """What a price or a factor does to the net tells the sum of all lines it works on."""
    if one.kind == PRICE:
        mine = columns.line_price == columns.price_keys.index(one.field)
        return one.field in told.used and told.tells_amount(
            np.where(told.axes.care, 1.0, told.axes.paid - 1.0) * mine
        )
    return one.kind == OPTIMISM and all(
        map(told.tells_amount, _optimistic(columns, cases, subject, one.field))
    )


def _optimistic(
    columns: Columns, cases: Sequence[LoadedCase], subject: Subject, name: str
) -> Iterator[NDArray[np.float64]]:
    """Per evidence grade the lines that a part of optimism works on: low and high may tell each apart."""
    who = [Who(grade.value, normal(case.case.context.organisation)) for grade in Evidence for case in cases]
    mine = {one for one in who if name in names_of(OPTIMISM, one)}
    grades = [row.grade.value if row.grade else "" for row in subject.rows]
    of = [normal(cases[place].case.context.organisation) for place in columns.line_case.tolist()]
    lines = [Who(*pair) for pair in zip(grades, of, strict=True)]
    for grade in dict.fromkeys(one.grade for one in mine):
        found = np.array([line in mine and line.grade == grade for line in lines], dtype=np.float64)
        if found.any():
            yield found
