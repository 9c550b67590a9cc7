"""Small groups are taken together before anything leaves the machine (L3)."""

from typing import Any, Final, NamedTuple

from rendement.results.table import Table

DEFAULT_THRESHOLD: Final = 5
"""Groups of fewer cases than this are not shown by themselves."""
TOGETHER: Final = "kleine groepen samen"


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
    place = table.names.index("casussen")
    members = table.members or (frozenset[int](),) * len(table)
    groups = [_Group(row, row[place], who) for row, who in zip(table.rows, members, strict=True)]
    by_size = sorted((group for group in groups if group.size), key=lambda group: group.size)
    small = [group for group in by_size if group.size < threshold]
    large = by_size[len(small) :]
    while small and large and (len(small) < 2 or _cases(small) < threshold):
        small.append(large.pop(0))
    kept = [group for group in groups if any(group is other for other in large)]
    loose = [group for group in groups if not group.size]
    together = [_merged(small, place)] if small else []
    shown = [*kept, *together, *loose]
    who = tuple(group.members for group in shown) if table.members else ()
    return Table(table.title, table.columns, tuple(group.row for group in shown), who)


def _cases(groups: list[_Group]) -> int:
    """Different cases in several groups: one case may be in more than one of them."""
    known = frozenset[int]().union(*(group.members for group in groups))
    return len(known) or sum(group.size for group in groups)


def _merged(groups: list[_Group], place: int) -> _Group:
    rows = [group.row for group in groups]
    size = _cases(groups)
    sums = (sum(row[i] for row in rows) for i in range(place + 1, len(rows[0])))
    members = frozenset[int]().union(*(group.members for group in groups))
    return _Group((TOGETHER, *[""] * (place - 1), size, *sums), size, members)
