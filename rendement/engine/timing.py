"""When a line happens: its weighted starts, lengths and delays, and what flows they make (M5, M7, M8).

With `columns` the border between documents and arithmetic: it reads lines of cases and gives numbers.
"""

from collections.abc import Iterator, Sequence
from itertools import count, product
from typing import NamedTuple

import numpy as np

from rendement.model.case import CareLine, EffortLine
from rendement.model.estimate import Estimate
from rendement.model.shapes import WeightedPoints


class Timing(NamedTuple):
    """The weighted starts, durations and delays of one line; None where the line says nothing."""

    start: WeightedPoints
    length: WeightedPoints | None
    delay: WeightedPoints | None
    moves_end: bool
    spread: bool
    """True when the quantity is a total that is spread over the length."""
    names: tuple[str | None, str | None, str | None] = (None, None, None)
    """Of start, length and delay: one name is one time (M26)."""
    undated: bool = False
    """Effort between start and closing of which nobody said when (M36)."""


class AtomRow(NamedTuple):
    """One atom before it becomes columns."""

    line: int
    weight: float
    start: float
    end: float
    is_flow: bool
    moment: int
    """Which combination of start, length and delay this is, in the order of `product`."""
    lasts: bool
    """True when it goes on until the horizon, wherever that is."""
    undated: bool
    """True for effort of which nobody said when (M36)."""
    inside: int = 0
    """Of a part inside other help (M42): how many lines further that other help stands."""


class Moment(NamedTuple):
    """One combination of start, length and delay with its weight."""

    weight: float
    start: float
    length: float
    delay: float
    number: int


def effort_timing(line: EffortLine, lasting: WeightedPoints | None, closing: float) -> Timing:
    """When effort is made (M7): as the line says, else between start and closing."""
    start = line.start.years if line.start else WeightedPoints((0.0,), (1.0,))
    intensity = line.quantity is not None and line.quantity.per is not None
    names = _names(line.start, line.duration or line.quantity, None)
    if line.duration is not None:
        return Timing(start, line.duration.years, None, False, not intensity, names)
    if lasting is not None:
        return Timing(start, lasting, None, False, False, names)
    if intensity:
        until_closing = WeightedPoints((closing - start.values[0],), (1.0,))
        return Timing(start, until_closing, None, False, False, undated=line.start is None)
    if line.start is not None:
        return Timing(start, None, None, False, False)
    return Timing(start, WeightedPoints((closing,), (1.0,)), None, False, True, undated=True)


def care_timing(line: CareLine, lasting: WeightedPoints | None, closing: float) -> Timing:
    """When care is used (M7): from closing, unless the line says otherwise."""
    start = line.start.years if line.start else WeightedPoints((closing,), (1.0,))
    delay = line.delay.years if line.delay else None
    intensity = line.quantity is not None and line.quantity.per is not None
    forever = WeightedPoints((np.inf,), (1.0,))
    names = _names(line.start, line.duration or line.quantity, line.delay)
    if line.duration is not None:
        length = forever if line.duration.is_lasting else line.duration.years
        return Timing(start, length, delay, line.moves_end, not intensity, names)
    if intensity:
        return Timing(start, forever, delay, line.moves_end, False, names)
    return Timing(start, lasting, delay, line.moves_end, False, names)


def _names(*times: Estimate | None) -> tuple[str | None, str | None, str | None]:
    """What start, length and delay are called."""
    start, length, delay = (time.name if time else None for time in times)
    return start, length, delay


def window_timing(line: CareLine, lasting: WeightedPoints | None, closing: float) -> Timing:
    """M29: when `line` was *not* used, for what came instead: until it came after all, or all of its time.

    Where a postponed end moves too, the time in which it came later than without us is no part of it.
    """
    return care_timing(line, lasting, closing)._replace(moves_end=False, spread=False)


def atoms_of(line: int, horizon: float, timing: Timing) -> Iterator[AtomRow]:
    """The atoms of one line: every combination of its starts, lengths and delays, with its weight."""
    starts, lengths, delays = times = times_of(timing)
    if len(starts.values) == len(lengths.values) == len(delays.values) == 1:  # most lines
        certain = Moment(1.0, starts.values[0], lengths.values[0], delays.values[0], 0)
        yield from atoms_at(line, horizon, timing, certain)
        return
    tied = ties_of(timing.names)
    for number, points in enumerate(product(*map(numbered, times))):
        moment = moment_of(points, tied, number)
        if moment.weight:
            yield from atoms_at(line, horizon, timing, moment)


def times_of(timing: Timing) -> tuple[WeightedPoints, WeightedPoints, WeightedPoints]:
    """Start, length and delay; one point that is no number where there is none."""
    none = WeightedPoints((np.nan,), (1.0,))
    return timing.start, timing.length or none, timing.delay or none


Point = tuple[int, float, float]
"""A point of a time: which it is, its value, its weight."""


def moment_of(points: Sequence[Point], tied: Sequence[tuple[int, int]], number: int) -> Moment:
    """The combination of a start, a length and a delay; it weighs nothing when one name is at two points."""
    (_, a, wa), (_, d, wd), (_, tau, wt) = points
    weight = wa * wd * wt
    for one, other in tied:  # by which point, not by its value: low and likely may be the same
        weight = weight / points[other][2] if points[one][0] == points[other][0] else 0.0
    return Moment(weight, a, d, tau, number)


def ties_of(names: tuple[str | None, ...]) -> list[tuple[int, int]]:
    """Which of start, length and delay are one name, hence one time."""
    first = {name: place for place, name in reversed(list(enumerate(names))) if name}
    return [(first[name], place) for place, name in enumerate(names) if name and first[name] != place]


def atoms_at(line: int, horizon: float, timing: Timing, at: Moment) -> Iterator[AtomRow]:
    """The atom of one combination of timings, and with a delay the postponed one with a minus (M5)."""
    lasts = timing.length is not None
    is_flow = lasts and at.length > 0.0
    if lasts and not is_flow and not timing.spread:
        return
    length = at.length if is_flow else 0.0
    lasting = bool(np.isinf(length))
    end = max(at.start, horizon) if lasting else at.start + length
    rate = at.weight / length if is_flow and timing.spread else at.weight
    yield AtomRow(line, rate, at.start, end, is_flow, at.number, lasting, timing.undated)
    if timing.delay is None:
        return
    start = at.start + at.delay
    later_end = end + at.delay if timing.moves_end or not is_flow else end
    if not is_flow or lasting or start < later_end:
        yield AtomRow(line, -rate, start, later_end, is_flow, at.number, lasting, undated=False)


def numbered(points: WeightedPoints) -> list[Point]:
    """The points of a time, each with which it is."""
    return list(zip(count(), points.values, points.weights))
