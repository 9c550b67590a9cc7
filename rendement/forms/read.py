"""A filled Excel form → a case file, checked as every case file is, with complaints at their cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Unpack

from rendement.forms.case_text import Written, written
from rendement.forms.excel.sheet import open_form
from rendement.forms.to_case import case_of
from rendement.model.price import PriceBook
from rendement.reading.complaints.problems import Problem, errors, in_order
from rendement.reading.folder.form_head import head_lines, mark_line
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.terms.assumptions import Assumptions
from rendement.reading.yaml.text import Text, read_text


@dataclass(frozen=True)
class ReadForm:
    """What came out of a form: the case file, the case as it was checked, and every complaint at its cell."""

    text: str
    cases: CaseSet | None
    problems: tuple[Problem, ...]
    source: Written | None = None

    def at_cells(self, problems: list[Problem]) -> list[Problem]:
        """Problems of the case file as problems of the form."""
        return [problem if self.source is None else self.source.at_cell(problem) for problem in problems]


def load_form(
    path: Path,
    target: Path,
    prices: PriceBook | str | None = None,
    today: date | None = None,
    **assumed: Unpack[Assumptions],
) -> ReadForm:
    """Read a form as the case file `target` that it will be; nothing is written.

    It is checked with the programme of the folder of `target`, as `load_cases` does. Raises OSError when the
    form cannot be read.
    """
    opened = open_form(path, str(path))
    if not opened.grids:
        return ReadForm("", None, tuple(opened.problems))
    case = case_of(opened.grids)
    own = [problem for grid in opened.grids.values() for problem in grid.problems]
    own += [problem for grid in opened.grids.values() for problem in grid.left_over()]
    source = written(case, head_lines(path.name, opened.book))
    cases = load_cases(target, prices=prices, today=today, read=lambda _: _text(str(path), source), **assumed)
    told = [source.at_cell(problem) if problem.file == str(path) else problem for problem in cases.problems]
    problems = tuple(in_order([*own, *_besides(told, errors(own))]))
    text = f"{source.text}{mark_line(source.lines)}\n"
    return ReadForm(text, replace(cases, problems=problems), problems, source)


_FOLLOWS: Final = frozenset({"inzet_prijs_of_uitgave", "pad_kans_of_deadweight"})
"""Complaints about a whole row that an empty or unreadable cell of it explains."""


def _besides(told: Iterable[Problem], own: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of the case that do not follow from a cell that could not be read."""
    cells = {problem.place.order for problem in own}
    rows = {order[:2] for order in cells}
    for problem in told:
        order = problem.place.order
        if order not in cells and not (problem.slug in _FOLLOWS and order[:2] in rows):
            yield problem


def _text(file: str, source: Written) -> Text:
    return read_text(file, source.text.encode("utf-8", errors="replace"))
