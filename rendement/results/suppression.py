"""Small groups are taken together before anything leaves the machine (L3)."""

from typing import Any, Final

from rendement.results.table import Table

DEFAULT_THRESHOLD: Final = 5
"""Groups of fewer cases than this are not shown by themselves."""
TOGETHER: Final = "kleine groepen samen"

Row = tuple[Any, ...]


def suppressed(table: Table, threshold: int = DEFAULT_THRESHOLD) -> Table:
    """A breakdown in which no group of fewer cases than the threshold can be read or found by subtraction.

    Small groups become one row; when that row would hold one group, or too few cases, the smallest of the
    others joins it. When nothing is left to join, the row stays: it is then the total itself.
    """
    place = table.names.index("casussen")
    loose = [row for row in table.rows if row[place] == 0]
    by_size = sorted((row for row in table.rows if row[place] > 0), key=lambda row: row[place])
    small = [row for row in by_size if row[place] < threshold]
    large = by_size[len(small) :]
    while small and large and (len(small) < 2 or sum(row[place] for row in small) < threshold):
        small.append(large.pop(0))
    kept = [row for row in table.rows if row in large]
    return Table(table.title, table.columns, (*kept, *([_merged(small, place)] if small else []), *loose))


def _merged(rows: list[Row], place: int) -> Row:
    labels = [TOGETHER, *[""] * (place - 1)]
    return (*labels, *(sum(row[i] for row in rows) for i in range(place, len(rows[0]))))
