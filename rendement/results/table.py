"""A tidy table, for export: documented columns with a kind, and plain values. Whoever shows it rounds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any, overload

from rendement.words import refusals
from rendement.words.columns import KIND, Column, RowKind
from rendement.words.listed import at_place
from rendement.words.shown import Shown

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Table(Shown):
    """Rows under columns (`words.columns`). `title` says what it is about; nobody here reads from it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    members: tuple[frozenset[int], ...] = field(default=(), repr=False, compare=False)
    """Per row: which cases it is about, where rows share cases; empty where that is not known."""
    kinds: tuple[RowKind, ...] = field(default=(), repr=False, compare=False)
    """Per row what kind it is, where there are more kinds than one; a column of its own in every export."""

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, asked: object) -> bool:
        """Whether it has this column (by name), or this row."""
        return asked in self.names if isinstance(asked, str) else any(row == asked for row in self)

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: str) -> list[Any]: ...

    @overload
    def __getitem__(self, place: slice) -> "Table": ...

    def __getitem__(self, place: int | str | slice) -> "dict[str, Any] | list[Any] | Table":
        """A row by its place, a column by its name, or the rows of a slice as a table."""
        if isinstance(place, str):
            return self.column(place)
        if isinstance(place, slice):
            return self._with(range(len(self.rows))[place])
        return dict(zip(self.names, at_place(self.rows, place), strict=True))

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.names, row, strict=True)) for row in self.rows)

    def _ipython_key_completions_(self) -> list[str]:
        """What a notebook proposes behind `table['`."""
        return self.names

    @property
    def names(self) -> list[str]:
        """The column names."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> list[Any]:
        """The values of one column. Raises Unknown (a KeyError) for an unknown name."""
        place = self._place_of(name)
        return [row[place] for row in self.rows]

    def _place_of(self, name: str) -> int:
        if name not in self.names:
            raise refusals.no_column(name, self.names)
        return self.names.index(name)

    def sorted_by(self, name: str, descending: bool = True) -> "Table":
        """The same rows in another order. Raises Unknown (a KeyError) for an unknown name."""
        key = itemgetter(self._place_of(name))
        order = sorted(range(len(self.rows)), key=lambda place: key(self.rows[place]), reverse=descending)
        return self._with(order)

    def with_column(self, column: Column, values: Sequence[Any]) -> "Table":
        """The same rows with one column more, at the end."""
        rows = tuple((*row, value) for row, value in zip(self.rows, values, strict=True))
        return Table(self.title, (*self.columns, column), rows, self.members, self.kinds)

    def _with(self, order: Sequence[int]) -> "Table":
        return replace(
            self,
            rows=tuple(self.rows[place] for place in order),
            members=tuple(self.members[place] for place in order) if self.members else (),
            kinds=tuple(self.kinds[place] for place in order) if self.kinds else (),
        )

    def to_dicts(self) -> list[dict[str, Any]]:
        """A list of records, for JSON; with the kind of each row where kinds differ."""
        if not self.kinds:
            return list(self)
        return [{KIND: kind, **row} for kind, row in zip(self.kinds, self, strict=True)]

    def to_pandas(self) -> "pd.DataFrame":
        """A DataFrame with plain values, as `to_dicts`. Needs pandas (`pip install rendement[pandas]`)."""
        import pandas as pd

        names = [KIND, *self.names] if self.kinds else self.names
        return pd.DataFrame([tuple(row.values()) for row in self.to_dicts()], columns=names)


class AsTable(Shown):
    """What is shown as its table: as text, and in a notebook."""

    def table(self) -> Table:
        """Its rows."""
        raise NotImplementedError
