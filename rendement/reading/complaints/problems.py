"""A problem as a value: what is wrong, where, and how it looks on a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from rendement.reading.complaints.media import PHRASES, Medium, Spelled
from rendement.reading.complaints.messages import MESSAGES
from rendement.words.text import on_one_line

_LONGEST_VALUE: Final = 60
_LONGEST_LINE: Final = 200
_BEFORE_MARK: Final = 80
_QUOTED: Final = frozenset({"gevonden", "tekst", "veld", "sleutel", "woord", "prijs", "persoon", "regel"})
"""Details that come from the file as they stand."""


class Severity(StrEnum):
    """An error keeps a file out; a warning only asks to look."""

    ERROR = "fout"
    WARNING = "let op"


class SheetCell(NamedTuple):
    """The sheet of a workbook (its number and name) and the letters of a column.

    Without letters it is the whole sheet, without a name the whole file.
    """

    number: int = 0
    sheet: str = ""
    letters: str = ""


class Place(NamedTuple):
    """Line and columns, counted from 1; `end` is the first column after the marked part.

    In a workbook `line` is the row, and the columns are the marked part of what stands in the cell.
    """

    line: int
    column: int
    end: int
    cell: SheetCell | None = None

    @property
    def medium(self) -> Medium:
        """Where it stands: a cell of a form, else a text file."""
        return Medium.FILE if self.cell is None else Medium.CELL

    @property
    def address(self) -> str:
        """`D7` in a workbook, else the line."""
        return f"{self.cell.letters}{self.line}" if self.cell and self.cell.letters else str(self.line)

    @property
    def after_file(self) -> str:
        """How it is told behind the name of the file: `:13:31`, or ` › Zonder inzet!D7`."""
        if self.cell is None:
            return f":{self.line}:{self.column}"
        within = f"!{self.address}" if self.cell.letters else ""
        return f" › {self.cell.sheet}{within}" if self.cell.sheet else ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it comes among places of the same file: from top to bottom, sheet by sheet."""
        if self.cell is None:
            return (0, self.line, self.column)
        across = sum(26**power * (ord(sign) - 64) for power, sign in enumerate(reversed(self.cell.letters)))
        return (self.cell.number, self.line, across)


class Asked(NamedTuple):
    """What a question is about: a block of a case (its place in the file) and the field that answers."""

    block: tuple[str | int, ...]
    field: str
    on_path: bool = False
    """Whether the block is a path, and no line."""


@dataclass(frozen=True)
class Problem:
    """One complaint about one place of one file."""

    slug: str
    file: str
    place: Place
    details: Mapping[str, Any] = field(default_factory=dict)
    source_line: str = ""
    asked: Asked | None = None
    """Of a question: what an answer in the file (`klopt`) is about."""

    @property
    def code(self) -> str:
        """The short code, documented in docs/fouten.md."""
        return MESSAGES[self.slug].code

    @property
    def severity(self) -> Severity:
        """Error or warning."""
        return Severity.WARNING if self.code.startswith("L") else Severity.ERROR

    @property
    def cause(self) -> str:
        """What is wrong, in Dutch."""
        return MESSAGES[self.slug].cause.format_map(_Said(self.details, self.place.medium))

    @property
    def repair(self) -> str:
        """What to do about it, in Dutch, where the answer stands."""
        return self.repair_in(self.place.medium)

    def repair_in(self, medium: Medium) -> str:
        """The same repair in the words of another medium: one that asks passes its own."""
        return MESSAGES[self.slug].repair_in(medium).format_map(_Said(self.details, medium))

    @property
    def where(self) -> str:
        """`dor-2025-017.yaml:13:31`, or `dor-2025-017.xlsx › Zonder inzet!D7`."""
        return f"{self.file}{self.place.after_file}"

    @property
    def sort_key(self) -> tuple[str, tuple[int, int, int], str]:
        """Order of file and place."""
        return (self.file, self.place.order, self.code)

    def __str__(self) -> str:
        head = f"{on_one_line(self.where)}  {self.code}  {self.cause}"
        return "\n".join([head, *self._excerpt()])

    def _excerpt(self) -> list[str]:
        if not self.source_line:
            return [f"      {self.repair}"]
        number = f"{self.place.address:>5} | "
        blank = " " * 5 + " | "
        text, column = _window(on_one_line(self.source_line), self.place.column)
        width = max(1, min(self.place.end - self.place.column, len(text) + 1 - column))
        return [number + text, blank + " " * (column - 1) + "^" * width + " " + self.repair]


class _Said(dict[str, Any]):
    """Details as they are said: decimals with a comma, text from a file short and harmless."""

    def __init__(self, details: Mapping[str, Any], medium: Medium) -> None:
        parts = {**PHRASES, **details}
        super().__init__({name: _spoken(name, value, medium) for name, value in parts.items()})

    def __missing__(self, name: str) -> "_Blank":
        return _Blank()


class _Blank:
    """Stands in for a detail that is not there."""

    def __format__(self, _spec: str) -> str:
        return "…"


class _Dutch(float):
    """A number with a decimal comma, and without `,0` before the percent sign."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(".", ",").replace(",0%", "%")


def _spoken(name: str, value: object, medium: Medium) -> object:
    if isinstance(value, Spelled):
        return value.said_in(medium)
    if isinstance(value, float):
        return _Dutch(value)
    if not isinstance(value, str):
        return value
    text = on_one_line(value)
    return text[:_LONGEST_VALUE] + "…" if name in _QUOTED and len(text) > _LONGEST_VALUE else text


def _window(text: str, column: int) -> tuple[str, int]:
    """A very long line cut around the mark, and the column of the mark in what is left."""
    if len(text) <= _LONGEST_LINE:
        return text, column
    first = max(0, column - 1 - _BEFORE_MARK)
    cut = text[first : first + _LONGEST_LINE]
    start, end = "…" if first else "", "…" if first + _LONGEST_LINE < len(text) else ""
    return start + cut + end, column - first + len(start)


class Question(NamedTuple):
    """A question that an answer in the file may silence; a problem once it turns out to be open.

    Its place is looked for only then: that takes longer than all the rest.
    """

    slug: str
    at: tuple[str | int, ...]
    asked: Asked
    details: Mapping[str, Any]
    key: bool = False
    """Whether it points at the key and not at what stands behind it."""


Told = Problem | Question


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line, column; each said once."""
    places: dict[tuple[str, tuple[int, int, int], str], list[Problem]] = {}
    for problem in problems:
        places.setdefault(problem.sort_key, []).append(problem)
    return [problem for _, here in sorted(places.items()) for problem in _once(here)]


def _once(problems: list[Problem]) -> Iterable[Problem]:
    return problems if len(problems) == 1 else {problem.cause: problem for problem in problems}.values()


def errors(problems: Iterable[Told]) -> list[Problem]:
    """Only the problems that keep a file out."""
    placed = (problem for problem in problems if isinstance(problem, Problem))
    return [problem for problem in placed if problem.severity is Severity.ERROR]


class ReadingError(Exception):
    """Files that cannot be used; the message holds every problem, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n" + "\n".join(str(problem) for problem in self.problems))
