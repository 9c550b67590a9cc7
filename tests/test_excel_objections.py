"""Tegenspraak in the workbook: the objections to this very base, in order, each with where to follow it."""

import inspect
import re
from collections import Counter

import pytest
from workbooks import Planned, planned_demo

from rendement.reports.excel.cells import Cell, Link, Sheet
from rendement.reports.excel.sheets.objections import FOLLOW, SHEET
from rendement.results.critique import (
    cases as objections_cases,
)
from rendement.results.critique import (
    estimates as objections_estimates,
)
from rendement.results.critique import (
    money as objections_money,
)
from rendement.results.critique import (
    payers as objections_payers,
)
from rendement.results.telling.case_classes import NOT_SHOWN


@pytest.fixture(scope="module")
def book() -> Planned:
    """All examples."""
    return planned_demo()


def rows_of(sheet: Sheet) -> list[tuple[Cell, ...]]:
    """The rows below the header."""
    assert sheet.filter_row is not None
    return [tuple(row) for row in sheet.rows[sheet.filter_row :]]


def test_one_row_per_objection_in_order(book: Planned) -> None:
    found = book.bc.objections(threshold=book.work.edition.threshold)
    rows = rows_of(book.plan.sheet(SHEET))
    assert len(rows) == len(found) > 20
    for number, (row, objection) in enumerate(zip(rows, found, strict=True), 1):
        nr, words, verdict, ground, covers, figure, unit, answer, rule, _ = row
        assert nr.content == number
        assert words.content == f"„{objection.objection}”"
        assert (verdict.content, verdict.style) == (objection.verdict, objection.verdict)
        assert (ground.content, covers.content) == (
            objection.rebuttal.ground.value,
            objection.rebuttal.covers,
        )
        assert figure.content == ("onbekend" if objection.figure is None else objection.figure)
        assert (unit.content, answer.content, rule.content) == (
            objection.unit,
            objection.answer,
            objection.rule,
        )


def test_conceded_ones_come_first(book: Planned) -> None:
    verdicts = [str(row[2].content) for row in rows_of(book.plan.sheet(SHEET))]
    order = ["toegegeven", "deels", "weerlegd"]
    assert verdicts == sorted(verdicts, key=order.index)
    counts = Counter(verdicts)
    told = next(
        str(row[0].content)
        for row in book.plan.sheet(SHEET).rows
        if row and "bezwaren:" in str(row[0].content)
    )
    each = ", ".join(f"{counts[verdict]} {verdict}" for verdict in order)
    assert told == f"{len(verdicts)} bezwaren: {each}."


def test_every_figure_can_be_followed(book: Planned) -> None:
    """A link to a sheet that is there, for every objection that can be made."""
    names = {sheet.name for sheet in book.plan.sheets}
    for row in rows_of(book.plan.sheet(SHEET)):
        link = row[-1].content
        assert isinstance(link, Link)
        assert link.text in names
        assert link.target == f"internal:'{link.text}'!A1"
    assert {place for places in FOLLOW.values() for place in places} <= names
    modules = (objections_cases, objections_estimates, objections_money, objections_payers)
    made = "".join(map(inspect.getsource, modules))
    keys = set(re.findall(r'Objection\(\s*"([a-z-]+)"', made))
    assert len(keys) >= 25
    assert keys <= set(FOLLOW)


def test_it_stands_before_the_sources(book: Planned) -> None:
    names = [sheet.name for sheet in book.plan.sheets]
    assert names.index("Geldstroom") < names.index(SHEET) < names.index("Verantwoording")


def test_what_authors_wrote_is_not_in_it(book: Planned) -> None:
    shown = " ".join(str(cell.content) for _, _, cell in book.plan.sheet(SHEET).cells())
    written = {path.title for loaded in book.bc.cases for path in loaded.case.without}
    written |= {loaded.case.question for loaded in book.bc.cases}
    assert len(written) > 50
    assert not [text for text in written if text and text in shown]


def test_traits_are_shared_within_a_programme(book: Planned) -> None:
    """A programme stands beside the traits: each combination holds enough cases, or says nothing (L3)."""
    block = book.plan.sheet("Casussen").blocks[0]
    keys = ["programma", *(key for key in block.columns if key.startswith("kenmerk_"))]
    assert len(keys) > 1
    rows = list(zip(*(block.columns[key].values for key in keys), strict=True))
    for combination, count in Counter(rows).items():
        assert count >= book.work.edition.threshold or set(combination[1:]) == {NOT_SHOWN}, combination
