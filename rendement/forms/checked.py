"""Answers → a case file, checked as every case file is, with complaints at the answer they are about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Unpack

from rendement.forms.answers import Answers
from rendement.forms.case_text import Written, written
from rendement.forms.to_case import Needs, case_of
from rendement.model.price import PriceBook
from rendement.reading.complaints.problems import Problem, errors, in_order
from rendement.reading.folder.form_head import head_lines, mark_line
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.terms.assumptions import Assumptions
from rendement.reading.yaml.text import Text, read_text


@dataclass(frozen=True)
class Filled:
    """A form as a medium hands it over; without answers it could not be opened, and `problems` say why."""

    file: Path
    answers: Answers
    book: str
    """The price book that the form was made from."""
    problems: tuple[Problem, ...]
    """What the medium itself could not read."""


@dataclass(frozen=True)
class ReadForm:
    """What came out of a form: a case file, the case as it was checked, every complaint at its answer."""

    text: str
    cases: CaseSet | None
    problems: tuple[Problem, ...]
    source: Written | None = None

    def at_answers(self, problems: list[Problem]) -> list[Problem]:
        """Problems of the case file as problems of the form."""
        return [problem if self.source is None else self.source.at_answer(problem) for problem in problems]


def checked(
    form: Filled,
    target: Path,
    prices: PriceBook | str | None = None,
    today: date | None = None,
    **assumed: Unpack[Assumptions],
) -> ReadForm:
    """A filled form as the case file `target` that it will be; nothing is written.

    It is checked with the programme of the folder of `target`, as `load_cases` does.
    """
    if not form.answers:
        return ReadForm("", None, form.problems)
    name, needs = str(form.file), Needs(str(form.file))
    source = written(case_of(form.answers, needs), head_lines(form.file.name, form.book))
    own = [*form.problems, *needs.problems]
    cases = load_cases(target, prices=prices, today=today, read=lambda _: _text(name, source), **assumed)
    told = [source.at_answer(problem) if problem.file == name else problem for problem in cases.problems]
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
