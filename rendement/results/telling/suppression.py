"""Small groups are taken together before anything leaves the machine (L3)."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from rendement.results.table import Table
from rendement.words.misuse import WrongValue, must_be, whole

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


class _Group(NamedTuple):
    """A row with the cases it is about; without known cases its number is all we have."""

    row: tuple[Any, ...]
    size: int
    members: frozenset[int]


def suppressed(table: Table, threshold: int = DEFAULT_THRESHOLD) -> Table:
    """A breakdown in which no group of fewer cases than the threshold can be read or found by subtraction.

    Small groups become one row; when that row would hold one group, or too few different cases, the smallest
    of the others joins it. When nothing is left to join, the row stays: it is then the total itself.
    """
    whole("threshold", threshold, 1)
    must_be("table", table, Table, "een tabel van by, bijvoorbeeld bc.by('wijk')")
    if "casussen" not in table:
        raise WrongValue("deze tabel telt geen casussen: neem een tabel van by, bijvoorbeeld bc.by('wijk')")
    place = table.names.index("casussen")
    members = table.members or (frozenset[int](),) * len(table)
    groups = [_Group(row, row[place], who) for row, who in zip(table.rows, members, strict=True)]
    by_size = sorted((group for group in groups if group.size), key=lambda group: group.size)
    small = [group for group in by_size if group.size < threshold]
    joining = joined(small, by_size[len(small) :], lambda found: _cases(found) >= threshold)
    kept = [group for group in groups if group.size and not any(group is other for other in joining)]
    loose = [group for group in groups if not group.size]
    together = [_merged(joining, place, TOGETHER if kept else ALL)] if joining else []
    shown = [*kept, *together, *loose]
    who = tuple(group.members for group in shown) if table.members else ()
    return Table(table.title, table.columns, tuple(group.row for group in shown), who)


def _cases(groups: Sequence[_Group]) -> int:
    """Different cases in several groups: one case may be in more than one of them."""
    known = frozenset[int]().union(*(group.members for group in groups))
    return len(known) or sum(group.size for group in groups)


def _merged(groups: Sequence[_Group], place: int, label: str) -> _Group:
    rows = [group.row for group in groups]
    size = _cases(groups)
    sums = (sum(row[i] for row in rows) for i in range(place + 1, len(rows[0])))
    members = frozenset[int]().union(*(group.members for group in groups))
    return _Group((label, *[""] * (place - 1), size, *sums), size, members)
