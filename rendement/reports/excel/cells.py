"""What a planned workbook is made of: each cell's formula with its expected value in one object.

Two ways to fill a sheet: loose rows of cells, and blocks: tables whose columns hold values or one formula
template for every row. A block knows its place before it is filled, so that sheets can refer to each other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name

Style = str
"""The name of a look: `kop`, `titel`, `tekst`, `euro`, `getal`, `aandeel`, `datum`, …: see `look.FORMATS`."""


class Formula(NamedTuple):
    """A formula with the value it must work out to."""

    text: str
    expected: float | str


class Link(NamedTuple):
    """Text that leads to another place in this workbook (`internal:…`) or to the page of a source."""

    text: str
    target: str


Content = str | float | int | date | Formula | Link | None


class Cell(NamedTuple):
    """What stands in one cell, how it looks, and a note that shows when one points at it."""

    content: Content
    style: Style = "tekst"
    note: str = ""


Row = Sequence[Cell]


class Field(NamedTuple):
    """One column of a block: its key in formulas, its header, width in characters, look and a note."""

    key: str
    header: str
    width: float
    style: Style = "tekst"
    note: str = ""
    limit: str = ""
    """What may be typed, where that does not follow from the look: see `limits.LIMITS`."""


@dataclass(frozen=True)
class Frame:
    """Where a block stands: sheet, header row (from 1), columns from A, number of rows."""

    sheet: str
    top: int
    fields: tuple[Field, ...]
    count: int

    def letter(self, key: str) -> str:
        """The column letter of a field. Raises KeyError for an unknown key."""
        if key not in self._letters:
            raise KeyError(f"{self.sheet} heeft geen kolom '{key}'")
        return self._letters[key]

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {found.key: str(xl_col_to_name(place)) for place, found in enumerate(self.fields)}

    @property
    def first(self) -> int:
        """The first row under the header."""
        return self.top + 1

    @property
    def last(self) -> int:
        """The last row; an empty block keeps one empty row, so that no range holds its header."""
        return self.top + max(self.count, 1)

    def name(self, key: str) -> str:
        """The defined name of a whole column: `Regels_waarde`."""
        self.letter(key)
        return f"{self.sheet}_{key}"

    def span(self, key: str) -> str:
        """The address of a whole column: `Regels!$N$5:$N$304`."""
        letter = self.letter(key)
        return f"{self.sheet}!${letter}${self.first}:${letter}${self.last}"

    def cell(self, key: str, place: int) -> str:
        """The address of one cell, by the place of its row from 0."""
        return f"{self.sheet}!${self.letter(key)}${self.first + place}"

    def found(self, key: str, row: str) -> str:
        """The cell of the row that is called so in the first column, wherever sorting took it."""
        text = row.replace('"', '""')
        return f'INDEX({self.name(key)},MATCH("{text}",{self.name(self.fields[0].key)},0))'

    def names(self) -> dict[str, str]:
        """All defined names of the block."""
        return {self.name(found.key): self.span(found.key) for found in self.fields}


class Filled(NamedTuple):
    """A column of a block: values, or formula templates with what they must work out to.

    A template names cells of its own row by their key: `={aantal}*{prijs}`.
    """

    values: Sequence[Any]
    templates: Sequence[str] | str | None = None


_KEY: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Block:
    """A frame with its columns; `styles` overrules the look of single columns row by row."""

    frame: Frame
    columns: Mapping[str, Filled]
    styles: Mapping[str, Sequence[Style]] = field(default_factory=dict)
    is_table: bool = True
    """Whether it is shown as a table with filters."""

    def __post_init__(self) -> None:
        keys = {found.key for found in self.frame.fields}
        if set(self.columns) != keys:
            raise ValueError(f"{self.frame.sheet}: kolommen {sorted(keys ^ set(self.columns))}")
        for key, filled in self.columns.items():
            if len(filled.values) != self.frame.count:
                raise ValueError(f"{self.frame.sheet}.{key}: {len(filled.values)} van {self.frame.count}")

    def contents(self, key: str) -> Iterator[Content]:
        """The contents of one column, from the first row down."""
        filled = self.columns[key]
        if filled.templates is None:
            yield from filled.values
            return
        one = filled.templates if isinstance(filled.templates, str) else None
        known: dict[str, str] = {}
        for place, value in enumerate(filled.values):
            written = one if one is not None else filled.templates[place]
            if written not in known:
                known[written] = self._compiled(written)
            template = known[written]
            if template:
                yield Formula(template.replace("\0", str(self.frame.first + place)), value)
            else:
                yield value

    def _compiled(self, template: str) -> str:
        return _KEY.sub(lambda found: f"{self.frame.letter(found[1])}\0", template)


@dataclass(frozen=True)
class Chart:
    """A chart: series by address, a title that is text or the address of a cell that says the conclusion."""

    kind: str
    anchor: tuple[int, int]
    """Row and column from 0 of its top left corner."""
    title: str
    series: tuple["Series", ...]
    alt: str
    """What it shows, in words."""
    size: tuple[int, int] = (720, 300)
    options: Mapping[str, Any] = field(default_factory=dict)
    """`x_axis`, `y_axis`, `legend` as XlsxWriter takes them; `subtype` of the kind."""


class Series(NamedTuple):
    """One series of a chart, by address."""

    name: str
    categories: str
    values: str
    colour: str
    options: Mapping[str, Any] = {}


@dataclass
class Sheet:
    """One sheet: loose rows and blocks from the top, what stays in view, what can be chosen."""

    name: str
    widths: tuple[float, ...]
    rows: list[Row] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    frozen: tuple[int, int] = (0, 0)
    """Rows and columns that stay in view."""
    filter_row: int | None = None
    wide_rows: set[int] = field(default_factory=set)
    """Rows (from 1) whose first cell is text over the whole width."""
    charts: list[Chart] = field(default_factory=list)
    choices: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    """Data validation: address and options as XlsxWriter takes them."""
    marks: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    """Conditional formats: address and options; `format` is the name of a style."""
    tab: str | None = None
    page_breaks: list[int] = field(default_factory=list)
    pages_high: int = 0
    """On how many pages it is printed; 0 for as many as it takes."""

    def add(self, *cells: Cell) -> int:
        """Append a row; returns its Excel row number."""
        self.rows.append(cells)
        return len(self.rows)

    def heading(self, *names: str) -> int:
        """Append a header row that stays in view and filters."""
        number = self.add(*(Cell(name, "kop") for name in names))
        self.frozen, self.filter_row = (number, 1), number
        return number

    def say(self, text: str, style: Style = "omloop") -> int:
        """Append a text over the whole width of the sheet."""
        number = self.add(Cell(text, style))
        self.wide_rows.add(number)
        return number

    def beside(self, left: Sequence[Row], right: Sequence[Row], column: int) -> None:
        """Append two stretches of rows next to each other, the right one from `column` (from 0) on."""
        for one, two in zip_longest(left, right, fillvalue=()):
            gap = (Cell(None),) * (column - len(one) if two else 0)
            self.rows.append((*one, *gap, *two))

    def put(self, block: Block) -> None:
        """Add a block where its frame stands; loose rows go on below it."""
        if block.frame.sheet != self.name:
            raise ValueError(f"{block.frame.sheet} hoort niet op {self.name}")
        while len(self.rows) < block.frame.last:
            self.rows.append(())
        self.blocks.append(block)

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Every filled cell with its row and column from 1."""
        for r, row in enumerate(self.rows, 1):
            for c, cell in enumerate(row, 1):
                yield r, c, cell
        for block in self.blocks:
            for c, found in enumerate(block.frame.fields, 1):
                yield block.frame.top, c, Cell(found.header, "kop", found.note)
                looks = block.styles.get(found.key)
                for place, content in enumerate(block.contents(found.key)):
                    look = looks[place] if looks else found.style
                    yield block.frame.first + place, c, Cell(content, look)


@dataclass(frozen=True)
class Plan:
    """All sheets of a workbook, its defined names and its document properties."""

    sheets: tuple[Sheet, ...]
    title: str
    comment: str
    names: Mapping[str, str] = field(default_factory=dict)

    def formulas(self) -> Iterable[tuple[str, int, int, Formula]]:
        """Every formula with its sheet, row and column (from 1)."""
        for sheet in self.sheets:
            for row, column, cell in sheet.cells():
                if isinstance(cell.content, Formula):
                    yield sheet.name, row, column, cell.content

    def sheet(self, name: str) -> Sheet:
        """One sheet by its name. Raises KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
