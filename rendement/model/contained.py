"""Help that lies inside the price of other help of a case (M42): which lines, whatever their times.

A day in a nursing home holds the home care: whoever counts both counts it twice. `a` lies around `b` when
the price of a holds that of b, directly or by what that holds in turn, and a is there whenever b is.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from rendement.model.case import CareLine
from rendement.model.contents import Prices, contents_of
from rendement.model.estimate import Chance, Duration, Quantity
from rendement.model.lines import Line
from rendement.model.units import PER_YEAR


class Around(NamedTuple):
    """A line whose price holds that of another, and on which sides it is there whenever that other is."""

    line: Line
    without: bool
    with_us: bool


def helps_around(lines: Sequence[Line], prices: Prices) -> dict[str, list[Around]]:
    """Per line that lies inside others: those, in the order of the file; also where it says `naast`."""
    outer = [line for line in lines if line.line.price and prices[line.line.price].includes]
    if not outer:
        return {}
    contents = {str(line.line.price): _contents_of(str(line.line.price), prices) for line in outer}
    keys = {line.line.price for line in lines}
    inside = {key for held in contents.values() for key in keys & held}
    inner = [line for line in lines if line.line.price in inside]
    if not inner:
        return {}
    found = {line.name: _around(line, outer, contents) for line in inner}
    return {name: around for name, around in found.items() if around}


def may_hold(keys: Set[str | None], prices: Prices) -> bool:
    """Whether one of these prices holds another: of most cases none does, and then nobody needs to look."""
    outer = (key for key in keys if key is not None and key in prices and prices[key].includes)
    return any(not keys.isdisjoint(_contents_of(key, prices)) for key in outer)


def _contents_of(price: str, prices: Prices) -> frozenset[str]:
    """The same, worked out once for each price of the book that was used last."""
    global _latest  # noqa: PLW0603 - all cases of a base have one book
    known = _latest
    if known[0] is not prices:
        known = _latest = (prices, {})
    if price not in known[1]:
        known[1][price] = contents_of(price, prices)
    return known[1][price]


_latest: tuple[Prices, dict[str, frozenset[str]]] = ({}, {})


def _around(inner: Line, outer: Sequence[Line], held: Mapping[str, frozenset[str]]) -> list[Around]:
    holds = (line for line in outer if _holds(line, inner, held))
    pairs = (Around(line, _meets(line, inner, False), _meets(line, inner, True)) for line in holds)
    return [around for around in pairs if around.without or around.with_us]


def _holds(line: Line, inner: Line, held: Mapping[str, frozenset[str]]) -> bool:
    """Whether the price of `line` holds that of `inner`; of two that hold each other the first one does."""
    if inner.line.price not in held[str(line.line.price)]:
        return False
    mutual = line.line.price in held.get(str(inner.line.price), ())
    return not mutual or _order(line) < _order(inner)


def _order(line: Line) -> tuple[bool, list[int]]:
    return not line.is_without, [step for step in line.path if isinstance(step, int)]


def _meets(line: Line, inner: Line, with_us: bool) -> bool:
    """Whether both can stand on one side, and `line` is there whenever `inner` is."""
    if not (_stands(line, with_us) and _stands(inner, with_us)):
        return False
    same_path = line.path_name in (inner.path_name, "") if with_us else line.path_name == inner.path_name
    return same_path and _is_there(line, inner) and _persons(line) >= _persons(inner)


def _stands(line: Line, with_us: bool) -> bool:
    """What would have been used without us stands with us as well where it came later (M5)."""
    return line.line.delay is not None or not line.is_without if with_us else line.is_without


def _is_there(line: Line, inner: Line) -> bool:
    """No chance of its own that `inner` does not share, all of the time, and more than nothing."""
    quantity = line.line.quantity
    used = quantity is not None and quantity.mean != 0.0
    return used and _always(line.line) and (_certain(line) or line.leading.name == inner.leading.name)


def _always(line: CareLine) -> bool:
    return line.window_share in (None, 1.0)


def _certain(line: Line) -> bool:
    chance: Chance | None = line.leading.line.chance
    return chance is None or (chance.is_point and chance.mean == 1.0)


MOST_TIMES: Final = 8
"""Uncertain times that a line and the help around it may have: 6,561 combinations of three points."""


def uncertain_times(line: Line, around: Sequence[Around]) -> int:
    """How many uncertain times the part inside other help depends on; one name is one time (M26)."""
    concerned = {line.leading.name: line, **{each.line.leading.name: each.line for each in around}}
    return len({name for one in concerned.values() for name in _times(one)})


def _times(line: Line) -> Iterator[object]:
    leading = line.leading.line
    written = (leading.start, leading.duration or leading.quantity, leading.delay)
    for place, time in enumerate(written):
        if time is not None and not time.is_point and (place != 1 or _is_time(time)):
            yield time.name or (line.leading.name, place)


def _is_time(length: Duration | Quantity) -> bool:
    """A duration; or a number of days of a price per day."""
    return isinstance(length, Duration) or (length.per is None and length.unit in PER_YEAR)


def _persons(line: Line) -> float:
    return 1.0 if line.line.persons is None else line.line.persons.number
