"""Small groups are taken together before anything leaves the machine (L3)."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from rendement.results.table import Table
from rendement.results.value.grouping import Breakdown, Group, breakdown
from rendement.words import refusals
from rendement.words.misuse import must_be, whole

DEFAULT_THRESHOLD: Final = 5
"""Groups of fewer cases than this are not shown by themselves."""
TOGETHER: Final = "overige groepen samen"
ALL: Final = "alle groepen samen"
"""When none is left beside them."""

T = TypeVar("T")


def next_to_join(small: Sequence[T], others: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> T | None:
    """The smallest of the others, while what is taken together is one alone or too few; else nobody.

    `others` go from small to large. This is the one rule by which nothing can be found by subtraction.
    """
    if not small or not others or (len(small) > 1 and enough(small)):
        return None
    return others[0]


def joined(small: Sequence[T], others: Sequence[T], enough: Callable[[Sequence[T]], bool]) -> list[T]:
    """The small ones with those that must join them."""
    together, left = list(small), list(others)
    while (joining := next_to_join(together, left, enough)) is not None:
        together.append(joining)
        left.remove(joining)
    return together


def suppressed(table: Breakdown, threshold: int = DEFAULT_THRESHOLD) -> Breakdown:
    """A breakdown in which no group of fewer cases than the threshold can be read or found by subtraction.

    Small groups become one row; when that row would hold one group, or too few different cases, the smallest
    of the others joins it. When nothing is left to join, the row stays: it is then the total itself.
    """
    whole("threshold", threshold, 1)
    must_be("table", table, Table, "een tabel van by, bijvoorbeeld bc.by('wijk')")
    if not isinstance(table, Breakdown):
        raise refusals.counts_no_cases()
    return breakdown(table.title, table.dimensions, without_small(table.groups, threshold))


def without_small(groups: Sequence[Group], threshold: int) -> list[Group]:
    """The same of groups: those that are large enough, the others together, then what belongs to no case."""
    by_size = sorted((group for group in groups if group.members), key=lambda group: len(group.members))
    small = [group for group in by_size if len(group.members) < threshold]
    joining = joined(small, by_size[len(small) :], lambda found: len(_cases(found)) >= threshold)
    kept = [group for group in groups if group.members and not any(group is other for other in joining)]
    loose = [group for group in groups if not group.members]
    together = [_merged(joining, TOGETHER if kept else ALL)] if joining else []
    return [*kept, *together, *loose]


def _cases(groups: Sequence[Group]) -> frozenset[int]:
    """Different cases in several groups: one case may be in more than one of them."""
    return frozenset[int]().union(*(group.members for group in groups))


def _merged(groups: Sequence[Group], label: str) -> Group:
    blank = [""] * (len(groups[0].labels) - 1)
    benefit, cost = (sum(getattr(group, name) for group in groups) for name in ("benefit", "cost"))
    return Group((label, *blank), benefit, cost, _cases(groups))
