"""A problem as a value: what is wrong, where, and how it looks on a screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from rendement.reading.messages import MESSAGES


class Severity(StrEnum):
    """An error keeps a file out; a warning only asks to look."""

    ERROR = "fout"
    WARNING = "let op"


class Place(NamedTuple):
    """Line and columns, counted from 1; `end` is the first column after the marked part."""

    line: int
    column: int
    end: int


@dataclass(frozen=True)
class Problem:
    """One complaint about one place of one file."""

    slug: str
    file: str
    place: Place
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
        return MESSAGES[self.slug].cause.format(**self.details)

    @property
    def repair(self) -> str:
        """What to do about it, in Dutch."""
        return MESSAGES[self.slug].repair.format(**self.details)

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of file and place."""
        return (self.file, self.place.line, self.place.column, self.code)

    def __str__(self) -> str:
        head = f"{self.file}:{self.place.line}:{self.place.column}  {self.code}  {self.cause}"
        return "\n".join([head, *self._excerpt()])

    def _excerpt(self) -> list[str]:
        if not self.source_line:
            return [f"      {self.repair}"]
        number = f"{self.place.line:>5} | "
        blank = " " * 5 + " | "
        text = self.source_line.replace("\t", " ")
        width = max(1, min(self.place.end, len(text) + 1) - self.place.column)
        return [number + text, blank + " " * (self.place.column - 1) + "^" * width + " " + self.repair]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line, column; each said once."""
    once = {(problem.sort_key, problem.cause): problem for problem in problems}
    return sorted(once.values(), key=lambda problem: problem.sort_key)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only the problems that keep a file out."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


class ReadingError(Exception):
    """Files that cannot be used; the message holds every problem, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n" + "\n".join(str(problem) for problem in self.problems))
