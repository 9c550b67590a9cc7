"""A tidy table: named columns with a kind, plain values; numbers are formatted in the view only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

ColumnKind = Literal["tekst", "euro", "euro_cent", "aantal", "getal", "aandeel", "kans", "datum", "jaar"]


class Column(NamedTuple):
    """A column: its Dutch name and what its values are."""

    name: str
    kind: ColumnKind = "tekst"


@dataclass(frozen=True)
class Table:
    """Rows under columns. `title` says what the table is about."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    members: tuple[frozenset[int], ...] = field(default=(), repr=False, compare=False)
    """Per row: which cases it is about, where rows share cases; empty where that is not known."""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    @property
    def names(self) -> list[str]:
        """The column names."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> list[Any]:
        """The values of one column. Raises KeyError for an unknown name."""
        if name not in self.names:
            raise KeyError(f"geen kolom '{name}'; wel: {', '.join(self.names)}")
        place = self.names.index(name)
        return [row[place] for row in self.rows]

    def sorted_by(self, name: str, descending: bool = True) -> "Table":
        """The same rows in another order."""
        key = itemgetter(self.names.index(name))
        order = sorted(range(len(self.rows)), key=lambda place: key(self.rows[place]), reverse=descending)
        members = tuple(self.members[place] for place in order) if self.members else ()
        return Table(self.title, self.columns, tuple(self.rows[place] for place in order), members)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A list of records, for JSON."""
        return list(self)

    def to_pandas(self) -> "pd.DataFrame":
        """A DataFrame with plain values. Needs pandas (`pip install rendement[pandas]`)."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=self.names)

    def __repr__(self) -> str:
        from rendement.reports.text import table_text

        return table_text(self)

    def _repr_html_(self) -> str:
        from rendement.reports.text import table_html

        return table_html(self)
