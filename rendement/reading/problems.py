"""A problem as a value: what is wrong, where, and how it looks on a screen."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, NamedTuple

from rendement.reading.form_messages import in_a_form
from rendement.reading.messages import MESSAGES

_LONGEST_VALUE: Final = 60
_LONGEST_LINE: Final = 200
_BEFORE_MARK: Final = 80
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Characters that a screen would obey or hide instead of show."""
_QUOTED: Final = frozenset({"gevonden", "tekst", "veld", "sleutel", "woord", "prijs", "persoon", "regel"})
"""Details that come from the file as they stand."""


class Severity(StrEnum):
    """An error keeps a file out; a warning only asks to look."""

    ERROR = "fout"
    WARNING = "let op"


class Place(NamedTuple):
    """Line and columns, counted from 1; `end` is the first column after the marked part."""

    line: int
    column: int
    end: int

    @property
    def after_file(self) -> str:
        """How it is told behind the name of the file."""
        return f":{self.line}:{self.column}"

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it comes among places of the same file."""
        return (0, self.line, self.column)

    @property
    def margin(self) -> str:
        """What stands before the quoted text."""
        return f"{self.line:>5}"

    @property
    def record(self) -> dict[str, object]:
        """This place for another program."""
        return {"regel": self.line, "kolom": self.column}


class CellPlace(NamedTuple):
    """A cell of a workbook: its sheet (number and name), its address, and the marked part of its text, from 1.

    Without an address it is the whole sheet; without a sheet the whole file.
    """

    number: int = 0
    sheet: str = ""
    row: int = 0
    letters: str = ""
    column: int = 1
    end: int = 2

    @property
    def cell(self) -> str:
        """`D7`."""
        return f"{self.letters}{self.row}" if self.row else ""

    @property
    def after_file(self) -> str:
        """How it is told behind the name of the file: ` › Zonder inzet!D7`."""
        within = f"!{self.cell}" if self.cell else ""
        return f" › {self.sheet}{within}" if self.sheet else ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it comes among cells of the same file: sheet by sheet, row by row."""
        across = sum(26**power * (ord(sign) - 64) for power, sign in enumerate(reversed(self.letters)))
        return (self.number, self.row, across)

    @property
    def margin(self) -> str:
        """What stands before the quoted text."""
        return f"{self.cell:>5}"

    @property
    def record(self) -> dict[str, object]:
        """This place for another program."""
        return {"blad": self.sheet, "cel": self.cell}


@dataclass(frozen=True)
class Problem:
    """One complaint about one place of one file."""

    slug: str
    file: str
    place: Place | CellPlace
    details: Mapping[str, Any] = field(default_factory=dict)
    source_line: str = ""

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
        return MESSAGES[self.slug].cause.format_map(_Said(self.details))

    @property
    def repair(self) -> str:
        """What to do about it, in Dutch."""
        words = MESSAGES[self.slug].repair.format_map(_Said(self.details))
        return in_a_form(self.slug, words, _Said(self.details)) if isinstance(self.place, CellPlace) else words

    @property
    def where(self) -> str:
        """`dor-2025-017.yaml:13:31`, or `dor-2025-017.xlsx › Zonder inzet!D7`."""
        return f"{self.file}{self.place.after_file}"

    @property
    def sort_key(self) -> tuple[str, tuple[int, int, int], str]:
        """Order of file and place."""
        return (self.file, self.place.order, self.code)

    def __str__(self) -> str:
        head = f"{self.where}  {self.code}  {self.cause}"
        return "\n".join([head, *self._excerpt()])

    def _excerpt(self) -> list[str]:
        if not self.source_line:
            return [f"      {self.repair}"]
        number = f"{self.place.margin} | "
        blank = " " * 5 + " | "
        text, column = _window(_visible(self.source_line), self.place.column)
        width = max(1, min(self.place.end - self.place.column, len(text) + 1 - column))
        return [number + text, blank + " " * (column - 1) + "^" * width + " " + self.repair]


class _Said(dict[str, Any]):
    """Details as they are said: decimals with a comma, text from a file short and harmless."""

    def __init__(self, details: Mapping[str, Any]) -> None:
        super().__init__({name: _spoken(name, value) for name, value in details.items()})

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


def _spoken(name: str, value: object) -> object:
    if isinstance(value, float):
        return _Dutch(value)
    if not isinstance(value, str):
        return value
    text = _visible(value)
    return text[:_LONGEST_VALUE] + "…" if name in _QUOTED and len(text) > _LONGEST_VALUE else text


def _visible(text: str) -> str:
    return _UNSEEN.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def _window(text: str, column: int) -> tuple[str, int]:
    """A very long line cut around the mark, and the column of the mark in what is left."""
    if len(text) <= _LONGEST_LINE:
        return text, column
    first = max(0, column - 1 - _BEFORE_MARK)
    cut = text[first : first + _LONGEST_LINE]
    start, end = "…" if first else "", "…" if first + _LONGEST_LINE < len(text) else ""
    return start + cut + end, column - first + len(start)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line, column; each said once."""
    places: dict[tuple[str, tuple[int, int, int], str], list[Problem]] = {}
    for problem in problems:
        places.setdefault(problem.sort_key, []).append(problem)
    return [problem for _, here in sorted(places.items()) for problem in _once(here)]


def _once(problems: list[Problem]) -> Iterable[Problem]:
    return problems if len(problems) == 1 else {problem.cause: problem for problem in problems}.values()


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only the problems that keep a file out."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


class ReadingError(Exception):
    """Files that cannot be used; the message holds every problem, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n" + "\n".join(str(problem) for problem in self.problems))
