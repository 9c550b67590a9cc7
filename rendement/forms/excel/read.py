"""A filled Excel form → answers with the cells they came from, and from there a case file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Unpack

from rendement.forms.answers import Answer
from rendement.forms.checked import Filled, ReadForm, checked
from rendement.forms.excel.sheet import Grid, open_form
from rendement.forms.pages import PAGES
from rendement.forms.questions import BEFORE_AFTER, PER, Cards, Entry, Kind, Part, Questions, Rows, Scores
from rendement.forms.questions import Path as Question
from rendement.model.price import PriceBook
from rendement.reading.terms.assumptions import Assumptions

Found = Iterator[tuple[Question, Answer]]
Row = Mapping[Question, Answer]
Heads = tuple[int, dict[str, int]]
"""The row of the heads of a table, and the column of each."""


def load_form(
    path: Path,
    target: Path,
    prices: PriceBook | str | None = None,
    today: date | None = None,
    **assumed: Unpack[Assumptions],
) -> ReadForm:
    """Read a form as the case file `target` that it will be; nothing is written.

    Raises OSError when the form cannot be read.
    """
    return checked(filled_form(path), target, prices, today, **assumed)


def filled_form(path: Path) -> Filled:
    """The answers of a form by their paths, wherever its cells moved. Raises OSError when it cannot be read."""
    opened = open_form(path, str(path))
    grids = opened.grids.values()
    answers = dict(answers_in(opened.grids))
    own = [problem for grid in grids for problem in grid.problems]
    loose = [problem for grid in grids for problem in grid.left_over()]
    return Filled(path, answers, opened.book, (*opened.problems, *own, *loose))


def answers_in(grids: Mapping[str, Grid]) -> Found:
    """Every answer; what is gone or cannot be read stands among the problems of its sheet."""
    for page in PAGES:
        if page.name in grids:
            for part in page.parts:
                yield from _READERS[type(part)](grids[page.name], part)


def _questions(grid: Grid, part: Part) -> Found:
    assert isinstance(part, Questions)
    for entry in part.entries:
        yield entry.path, grid.question(entry)


def _scores(grid: Grid, part: Part) -> Found:
    assert isinstance(part, Scores)
    (before_side, _), (after_side, _) = BEFORE_AFTER
    for key, label in part.subjects:
        entry = Entry((key,), label, Kind.SCORE)
        before = grid.question(entry)
        after = grid.answer(before.place.line, 3, entry) if before.place.line else before
        yield (*part.path, before_side, key), before
        yield (*part.path, after_side, key), after


def _rows(grid: Grid, part: Part) -> Found:
    """The filled rows of the first table with these heads, and where it begins."""
    assert isinstance(part, Rows)
    for heads in grid.heads(part.columns)[:1]:
        yield part.path, _start(grid, heads)
        for number, row in enumerate(_table(grid, part.columns, heads)):
            yield from _below((*part.path, number), row)


def _start(grid: Grid, heads: Heads) -> Answer:
    return Answer(grid.place(heads[0] + 1, min(heads[1].values())))


def _below(path: Question, row: Row) -> Found:
    yield from (((*path, *own), answer) for own, answer in row.items())


def _table(grid: Grid, columns: Sequence[Entry], heads: Heads) -> Iterator[Row]:
    """The filled rows of one table; the column that shows a unit is ours."""
    head, places = heads
    inputs = [entry for entry in columns if entry.words in places and entry.label != PER]
    lost = [entry for entry in columns if entry.words not in places and entry.label != PER]
    gone = {entry.path: grid.without(entry) for entry in lost}
    for row in grid.rows_below(head, dict(places)):
        if PER in places:
            grid.seen.add((row, places[PER]))
        told = {entry.path: grid.answer(row, places[entry.words], entry) for entry in inputs}
        if any(answer.shown or answer.problem for answer in told.values()):
            yield {**told, **gone}


def _cards(grid: Grid, part: Part) -> Found:
    """Every card with something in it."""
    assert isinstance(part, Cards)
    tops, tables = grid.heads(part.head), grid.heads(part.columns)
    number = 0
    for place, top in enumerate(tops):
        below = tops[place + 1][0] if place + 1 < len(tops) else grid.last + 1
        table = next((found for found in tables if top[0] < found[0] < below), None)
        card = dict(_card(grid, part, top, table))
        if card:
            yield from _below((*part.path, number), card)
            number += 1


def _card(grid: Grid, part: Cards, top: Heads, table: Heads | None) -> Found:
    head, columns = top
    told = {e.path: grid.answer(head + 1, columns[e.words], e) for e in part.head if e.words in columns}
    care = [] if table is None else list(_table(grid, part.columns, table))
    filled = care or any(answer.shown for answer in told.values())
    if not filled or not {entry.path for entry in part.head if entry.required} <= told.keys():
        return  # a question that is gone is told elsewhere
    yield from told.items()
    yield (part.inside,), _start(grid, (head + 1, columns) if table is None else table)
    for number, row in enumerate(care):
        yield from _below((part.inside, number), row)


_READERS: Final = {Questions: _questions, Scores: _scores, Rows: _rows, Cards: _cards}
