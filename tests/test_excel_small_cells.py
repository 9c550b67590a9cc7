"""What the pages of payers tell together, nobody can take apart to fewer cases than the threshold (L3)."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import planned_demo

from rendement.reports.excel.sheets.payers import _active, _helps, _spans, hidden_kinds, spans
from rendement.reports.excel.sheets.timeline import boundaries
from rendement.reports.excel.work import Work
from rendement.results.telling.payer_groups import payer_groups


@pytest.fixture(scope="module")
def work() -> Work:
    return planned_demo().work


def test_every_payer_that_is_shown_has_help_in_enough_cases_or_none(work: Work) -> None:
    for group in payer_groups(work.subject.bc, 5):
        cases = {case for payer in group.payers for one in _helps(work.subject, payer) for case in one.cases}
        assert not cases or len(cases) >= 5, group.label


def test_kinds_of_help_hide_each_other_on_every_page(work: Work) -> None:
    hidden = hidden_kinds(work.view)
    pages = [group.payers[0] for group in work.view.groups if len(group.payers) == 1]
    assert len(pages) > 4
    for payer in pages:
        helps = _helps(work.subject, payer)
        left = [one for one in helps if one.place in hidden]
        assert all(len(one.cases) >= 5 for one in helps if one.place not in hidden)
        everything = len(left) == len(helps)
        assert not left or everything or len({case for one in left for case in one.cases}) >= 5
        assert not left or everything or len(left) > 1


def test_years_stand_together_until_they_hold_enough_cases(work: Work) -> None:
    years = sorted({day.year for day in boundaries(work.subject.bc.months)[:-1]})
    for group in work.view.groups:
        if len(group.payers) > 1:
            continue
        spans = _spans(work.view, group, years)
        assert [place for first, last in spans for place in range(first, last + 1)] == list(range(len(years)))
        for first, last in spans:
            cases = {
                c for p in range(first, last + 1) for c in _active(work.subject, group.payers[0], years, p)
            }
            assert not cases or len(cases) >= 5 or len(spans) == 1


@given(st.lists(st.frozensets(st.integers(0, 11)), min_size=1, max_size=12), st.integers(1, 6))
def test_no_stretch_of_years_tells_of_few_cases(active: list[frozenset[int]], threshold: int) -> None:
    found = spans(active, threshold)
    assert [place for first, last in found for place in range(first, last + 1)] == list(range(len(active)))
    held = [frozenset[int]().union(*active[first : last + 1]) for first, last in found]
    assert len(found) == 1 or all(not cases or len(cases) >= threshold for cases in held)
    assert all(one or two for one, two in pairwise(held))


def test_years_in_which_nothing_happens_are_one_line() -> None:
    many, few, none = frozenset(range(5)), frozenset({1}), frozenset[int]()
    assert spans([none, none, many, none, none, none], 5) == [(0, 1), (2, 2), (3, 5)]
    assert spans([many, none, none, few], 5) == [(0, 3)]
    assert spans([many, few, none, many], 5) == [(0, 0), (1, 3)]
