"""What verbs share: consoles, a progress bar on long work, JSON, and problems on the screen."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from rendement.reading.complaints.problems import Place, Problem, Severity, errors
from rendement.reports.screen import Screen
from rendement.words.text import in_json

if TYPE_CHECKING:
    from rendement.reading.loading.load import Progress as Step

out: Final = Screen()
err: Final = Screen(stderr=True)

_LONG: Final = 200
"""Files from which on a progress bar is shown."""


@contextmanager
def progress(task: str, least: int = _LONG) -> "Iterator[Step]":
    """A bar on the error screen, only on a real screen and only for work of so many steps or more."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        number = None

        def step(done: int, total: int) -> None:
            nonlocal number
            if total >= least and number is None:
                number = bar.add_task(task, total=total)
            if number is not None:
                bar.update(number, completed=done)

        yield step


def say(text: str) -> None:
    """A plain line on the error screen, broken by the screen and not by us: it can be copied whole."""
    err.print(text, markup=False, soft_wrap=True)


def print_json(value: object) -> None:
    """A value for another program."""
    sys.stdout.write(in_json(json.dumps(value, ensure_ascii=False, indent=2, default=str)) + "\n")


def print_problems(problems: Iterable[Problem], console: Console, warnings: bool = True) -> None:
    """Every problem as file:line:column, code, sentence and a marked line."""
    for problem in problems:
        if problem.severity is Severity.ERROR or warnings:
            style = "red" if problem.severity is Severity.ERROR else "yellow"
            head, *rest = str(problem).split("\n")
            console.print(head, style=style, markup=False, soft_wrap=True)
            for line in rest:
                console.print(line, markup=False, soft_wrap=True)


def print_again(command: str) -> None:
    """The command that makes this again, on a line of its own that can be copied whole."""
    out.print(f"Opnieuw: {command}", style="dim", markup=False, highlight=False, soft_wrap=True)


def summary_of(problems: Iterable[Problem]) -> str:
    """`2 fouten, 1 keer let op`."""
    everything = list(problems)
    wrong = len(errors(everything))
    look = len(everything) - wrong
    words = [f"{wrong} fout{'en' if wrong != 1 else ''}"] if wrong else ["geen fouten"]
    return ", ".join([*words, *([f"{look} keer let op"] if look else [])])


def _where(place: Place) -> dict[str, Any]:
    if place.cell is None:
        return {"regel": place.line, "kolom": place.column}
    return {"blad": place.cell.sheet, "cel": place.address if place.cell.letters else ""}


def as_record(problem: Problem) -> dict[str, Any]:
    """A problem for another program."""
    return {
        "bestand": problem.file,
        **_where(problem.place),
        "code": problem.code,
        "ernst": problem.severity.value,
        "melding": problem.cause,
        "herstel": problem.repair,
    }
