"""No group of fewer cases than the threshold can be read, or found by subtracting what is shown."""

from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import case_text, read

from rendement.asking.business_case import business_case
from rendement.results.telling.suppression import ALL, TOGETHER, suppressed
from rendement.results.value.grouping import Breakdown, Group, breakdown


def groups(*sizes: int) -> list[Group]:
    """Groups of so many cases of their own, each case worth € 10."""
    firsts = accumulate(sizes, initial=0)
    return [
        Group((f"wijk-{i}",), 10.0 * size, 0.0, frozenset(range(first, first + size)))
        for i, (size, first) in enumerate(zip(sizes, firsts, strict=False))
    ]


def counted(*sizes: int) -> Breakdown:
    return breakdown("per wijk", ["wijk"], groups(*sizes))


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([9, 7], [9, 7]),
        ([9, 3, 2], [9, 5]),
        ([9, 7, 3], [9, 10]),
        ([9, 7, 1, 1], [9, 9]),
        ([9, 7, 2, 1, 2], [9, 7, 5]),
        ([2, 1], [3]),
        ([3], [3]),
        ([], []),
    ],
)
def test_small_groups_are_taken_together(sizes: list[int], shown: list[int]) -> None:
    assert suppressed(counted(*sizes)).column("casussen") == shown


@given(st.lists(st.integers(1, 12), max_size=12), st.integers(1, 8))
def test_nothing_small_is_shown_and_nothing_is_lost(sizes: list[int], threshold: int) -> None:
    before, after = counted(*sizes), suppressed(counted(*sizes), threshold)
    assert sum(after.column("baten")) == pytest.approx(sum(before.column("baten")))
    assert sum(after.column("casussen")) == sum(sizes)
    small = [row for row in after if row["casussen"] < threshold]
    assert not small or (len(after) == 1 and sum(sizes) < threshold)
    together = [row for row in after if row["wijk"] in (TOGETHER, ALL)]
    assert len(together) <= 1
    assert (ALL in after.column("wijk")) == (len(after) == 1 and bool(together))
    hidden = {row["wijk"] for row in before} - {row["wijk"] for row in after}
    assert len(hidden) != 1 or len(before) == 1


def test_costs_without_cases_stay_apart() -> None:
    loose = Group(("overige programmakosten",), 0.0, 50.0, kind="zonder casus")
    table = breakdown("per wijk", ["wijk"], [*groups(8, 2, 3), loose])
    assert suppressed(table).column("wijk") == ["wijk-0", TOGETHER, "overige programmakosten"]


def test_one_case_in_many_groups_is_one_case() -> None:
    """Three themes of the same two cases are two cases, not six: the smallest other group must join."""
    members = (frozenset(range(9)), frozenset(range(10, 17)), *[frozenset({20, 21})] * 3)
    rows = [Group((name,), 10.0 * len(mine), 0.0, mine) for name, mine in zip("abcde", members, strict=True)]
    after = suppressed(breakdown("per thema", ["thema"], rows))
    assert after.column("thema") == ["a", TOGETHER]
    assert after.column("casussen") == [9, 9]


def test_breakdowns_of_a_business_case_know_their_cases(tmp_path: Path) -> None:
    texts = [
        case_text(f"proef-{i}", wijk="groot" if i < 6 else "klein", thema="bewegen, werk") for i in range(8)
    ]
    bc = business_case(read(tmp_path, *texts))
    assert suppressed(bc.by("wijk")).column("wijk") == [ALL]
    assert suppressed(bc.by("wijk"), threshold=2).column("casussen") == [6, 2]
    assert suppressed(bc.by("wijk", "thema"), threshold=3).column("casussen") == [6, 8]
