"""Which part of a line lies inside other help, and does not count (M42).

Such a part is an atom of the line like its others, with the opposite weight; so whatever is worked out from
atoms leaves it out by itself. With `columns` and `timing` the border between documents and arithmetic.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from rendement.engine.rules import SAME_MOMENT
from rendement.engine.timing import AtomRow, Moment, Point, Timing, atoms_at, moment_of, numbered, ties_of
from rendement.engine.timing import times_of as own_times
from rendement.model.contained import Around
from rendement.model.lines import Line
from rendement.model.shapes import WeightedPoints
from rendement.model.units import DAYS_PER_YEAR
from rendement.words.misuse import WrongValue

DELAY: Final = 2
"""The place of the delay among the times of a line."""
MOST_MOMENTS: Final = 20_000
_DAY: Final = 1.0 / DAYS_PER_YEAR - 1e-8
"""Years: what happens at once takes a day; two such things nearer than that happen together."""


class Placed(NamedTuple):
    """A line of help as the columns have it: its number, and its times."""

    number: int
    line: Line
    timing: Timing
    horizon: float

    @property
    def names(self) -> tuple[tuple[str, int] | str, ...]:
        """What its start, length and delay are called: their name (M26), else where they stand."""
        place = self.line.leading.name
        return tuple(name or (place, number) for number, name in enumerate(self.timing.names))


class Time(NamedTuple):
    """A time of another line that a line depends on: the number of that line, and which of its times."""

    line: int
    place: int


class Inside(NamedTuple):
    """The atoms of a line that lies inside others, and the uncertain times of those that it depends on."""

    atoms: list[AtomRow]
    times: tuple[Time, ...]


Piece = tuple[float, float]
"""From when to when, in years; a one-off has no length."""


def inside(placed: Placed, around: Sequence[Around], lines: Mapping[str, Placed]) -> Inside | None:
    """All atoms of a line inside others, with those that take away what lies there; None if nothing does.

    Its moments are combinations of its own times and of those of the others, in that order; one name is one
    time, whoever holds it.
    """
    if not around:
        return None
    outer = [(each, lines[each.line.name]) for each in around]
    times = _others(placed, outer)
    values = {name: numbered(points) for name, (_, points) in times.items()}
    _check_size(placed, outer, values)
    atoms = list(_atoms(placed, outer, values))
    if not any(atom.inside for atom in atoms):
        return None
    return Inside(atoms, tuple(time for time, _ in times.values()))


def _check_size(placed: Placed, outer: "Outer", others: Mapping["Name", list[Point]]) -> None:
    """Answers of reviewers give a time many points; a file by itself was checked when it was read."""
    size = math.prod(len(points) for points in (*map(numbered, own_times(placed.timing)), *others.values()))
    if size > MOST_MOMENTS:
        names = " en ".join(each.line.name for each, _ in outer)
        raise WrongValue(
            f"{placed.line.name} zit in {names}, en hun onzekere tijden hebben samen {size} mogelijkheden "
            f"(hoogstens {MOST_MOMENTS}); geef een van die tijden als één getal"
        )


Outer = Sequence[tuple[Around, Placed]]
Name = tuple[str, int] | str


def _others(placed: Placed, outer: Outer) -> dict[Name, tuple[Time, WeightedPoints]]:
    """The uncertain times of other help by name, but for those that the line has itself."""
    mine = _uncertain(placed)
    found: dict[Name, tuple[Time, WeightedPoints]] = {}
    for around, other in outer:
        for place, (name, points) in _uncertain_places(other):
            moves = place != DELAY or around.with_us
            if moves and name not in mine and name not in found:
                found[name] = (Time(other.number, place), points)
    return found


def _uncertain_places(placed: Placed) -> Iterator[tuple[int, tuple[Name, WeightedPoints]]]:
    pairs = zip(placed.names, own_times(placed.timing), strict=True)
    return ((place, pair) for place, pair in enumerate(pairs) if len(pair[1].values) > 1)


def _uncertain(placed: Placed) -> set[Name]:
    return {name for _, (name, _) in _uncertain_places(placed)}


def _atoms(placed: Placed, outer: Outer, others: Mapping[Name, list[Point]]) -> Iterator[AtomRow]:
    own = [numbered(points) for points in own_times(placed.timing)]
    tied = ties_of(placed.timing.names)
    for number, points in enumerate(product(*own, *others.values())):
        moment = moment_of(points[:3], tied, number)
        weight = float(np.prod([moment.weight, *(weight for _, _, weight in points[3:])]))
        if not weight:
            continue
        at = dict(zip((*placed.names, *others), (point for point, _, _ in points), strict=True))
        for atom in atoms_at(placed.number, placed.horizon, placed.timing, moment._replace(weight=weight)):
            yield atom
            yield from _taken(placed, atom, _piece(placed, atom, moment), outer, at)


def _piece(placed: Placed, atom: AtomRow, moment: Moment) -> list[Piece]:
    """When an atom is there; help instead of other help until that came after all, and no longer (M29)."""
    end = np.inf if atom.lasts else atom.end
    if placed.line.target is None or placed.timing.delay is None:
        return [(atom.start, end)]
    end = min(end, moment.start + moment.delay)
    return [(atom.start, end)] if atom.weight > 0 and end - atom.start > SAME_MOMENT else []


def _taken(
    placed: Placed, atom: AtomRow, left: list[Piece], outer: Outer, at: Mapping[Name, int]
) -> Iterator[AtomRow]:
    """What of one atom lies inside other help, each part once: in the first of those that hold it."""
    with_us = not placed.line.is_without or atom.weight < 0
    for around, other in outer:
        if not (around.with_us if with_us else around.without):
            continue
        window = _window(other, _moment(other, at), with_us)
        if window is None:
            continue
        for part in [part for piece in left if (part := _shared(piece, window))]:
            yield _minus(atom, part, placed, other.number - placed.number)
        left = [rest for piece in left for rest in _outside(piece, window)]


def _moment(other: Placed, at: Mapping[Name, int]) -> Moment:
    """When other help is there, with every uncertain time at its point."""
    start, length, delay = (
        points.values[at.get(name, 0) if len(points.values) > 1 else 0]
        for name, points in zip(other.names, own_times(other.timing), strict=True)
    )
    return Moment(1.0, start, length, delay, 0)


def _window(other: Placed, at: Moment, with_us: bool) -> Piece | None:
    """From when to when other help is there on one side, whatever its horizon; None where it is not."""
    timing = other.timing
    if timing.length is not None and not at.length and not timing.spread:
        return None
    length = 0.0 if timing.length is None else at.length
    window = (at.start, at.start + length)
    if timing.delay is None or not with_us:
        return window
    if other.line.is_without:
        return _later(window, at.delay, timing.moves_end)
    return (at.start, at.start + min(length, at.delay))


def _later(window: Piece, delay: float, moves_end: bool) -> Piece | None:
    """The postponed course (M5)."""
    start, end = window
    if start == end or moves_end:
        return (start + delay, end + delay)
    return (start + delay, end) if start + delay < end else None


def _shared(piece: Piece, window: Piece) -> Piece | None:
    """What of a piece lies in a window."""
    if piece[0] == piece[1]:
        return piece if _holds(window, piece[0]) else None
    start, end = max(piece[0], window[0]), min(piece[1], window[1])
    return (start, end) if end - start > SAME_MOMENT else None


def _holds(window: Piece, moment: float) -> bool:
    """Whether what happens at once happens within a window; two such things within a day."""
    if window[0] == window[1]:
        return abs(moment - window[0]) < _DAY
    return window[0] - SAME_MOMENT <= moment < window[1] - SAME_MOMENT


def _outside(piece: Piece, window: Piece) -> Iterator[Piece]:
    """What of a piece lies before and after a window."""
    if _shared(piece, window) is None:
        yield piece
    elif piece[0] != piece[1]:
        for start, end in ((piece[0], window[0]), (window[1], piece[1])):
            if end - start > SAME_MOMENT:
                yield (start, end)


def _minus(atom: AtomRow, part: Piece, placed: Placed, further: int) -> AtomRow:
    """A part of an atom that does not count."""
    lasts = bool(np.isinf(part[1]))
    end = max(part[0], placed.horizon) if lasts else part[1]
    return atom._replace(weight=-atom.weight, start=part[0], end=end, lasts=lasts, inside=further)
