"""Numbers beside those of the other cases of a base: far from what most write is asked about.

Far is told robustly: many times the middle of what others write, and many times the spread they have among
themselves (the median distance, on a scale of factors), from a minimum number on, and with an effect that
matters (`gebruikelijk.yaml`). Help is compared by price, own effort within its programme. Estimates read from
the same words are the same object, so lines are counted by kind first: most of a base is the same few kinds.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from rendement.model.case import Case
from rendement.reading.books.usual import usual
from rendement.reading.complaints.problems import Asked, Question
from rendement.reading.usual.answers import Details, Settled, unanswered
from rendement.reading.usual.field_limits import Said, euros
from rendement.reading.usual.line_worth import Found, Kind, Worth, lines_of
from rendement.reading.yaml.text import Text

_AS_A_NORMAL: Final = 1.4826
"""A median distance times this is the standard deviation of a normal."""
_COMPARED: Final = frozenset({"total", "per_year", "duration", "delay", "expense", "group", "shared_over"})
"""What others say something about. A chance is a case's own, and so is when something starts."""


class Member(NamedTuple):
    """A case of a base with the kind of each of its lines, and what its prices are worth."""

    case: Case
    kinds: list[Kind]
    worth: Worth


class Apart(NamedTuple):
    """A number that is far from what others write, with their middle and how many times that it is."""

    said: Said
    middle: float
    times: float

    def effect(self, worth: float) -> float:
        """Euros that its line would differ with what others write; more people to share with cost less."""
        shares = self.said.attribute in ("group", "shared_over")
        return worth * abs(1 - (self.times if shares else 1 / self.times))


def _groups(kind: Kind) -> Iterator[tuple[tuple[object, ...], Said]]:
    """Every number that others say something about, with what it is compared with."""
    for said in kind.said:
        shown = said.attribute in _COMPARED and (kind.among or said.attribute != "expense")
        if shown and said.least > 0:
            yield (kind.among, said.attribute, kind.line.price), said


class Base:
    """What the lines of a base say, and which kinds of lines are far from the rest."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.apart: dict[Kind, list[Apart]] = {}
        numbers: Counter[Kind] = Counter()
        for member in members:
            numbers.update(member.kinds)
        if numbers.total() >= usual().elsewhere.enough:
            self._look(numbers)

    def _look(self, numbers: Counter[Kind]) -> None:
        said: defaultdict[tuple[object, ...], list[float]] = defaultdict(list)
        for kind, number in numbers.items():
            for group, each in _groups(kind):
                said[group] += [math.log(each.least)] * number
        limits = {group: _near(logs) for group, logs in said.items()}
        for kind in numbers:
            found = [
                Apart(each, middle, each.least / middle)
                for group, each in _groups(kind)
                for middle, near in limits[group]
                if not 1 / near <= each.least / middle <= near
            ]
            if found:
                self.apart[kind] = found

    def questions(self, member: Member) -> Iterator[Question]:
        """What to ask of a case of this base."""
        if self.apart.keys().isdisjoint(member.kinds):
            return
        for kind, found in zip(member.kinds, lines_of(member.case), strict=True):
            for apart in self.apart.get(kind, ()):
                yield from _question(found, apart, member.worth.line(member.case, found[1]))


def _near(logs: list[float]) -> list[tuple[float, float]]:
    """The middle of numbers and how many times that is still near; nothing where too few say so."""
    rules = usual().elsewhere
    if len(logs) < rules.enough:
        return []
    middle = median(logs)
    spread = _AS_A_NORMAL * median(abs(number - middle) for number in logs)
    return [(math.exp(middle), max(rules.times, math.exp(rules.spreads * spread)))]


def _question(found: Found, apart: Apart, worth: float) -> Iterator[Question]:
    path, line = found
    said, more = apart.said, apart.times > 1
    if apart.effect(worth) < usual().elsewhere.euros:
        return
    details: Details = {
        "gevonden": said.told(said.least),
        "voor": f" voor {line.price}" if line.price else "",
        "keer": f"{apart.times if more else 1 / apart.times:.0f} keer zo {said.words[0 if more else 1]}",
        "meestal": said.spoken(apart.middle),
        "euro": euros(apart.effect(worth)),
    }
    yield Question("anders_dan_anderen", (*path, said.field), Asked(path, said.field), details)


def compared(
    members: Sequence[Member], before: Sequence[tuple[Asked, ...]], text_of: Callable[[int], Text]
) -> Iterator[tuple[int, Settled]]:
    """What is still asked of members of a base, by number; the text of a file only where it is needed."""
    base = Base(members)
    for number, member in enumerate(members) if base.apart else ():
        asked = list(base.questions(member))
        if asked:
            yield number, unanswered(text_of(number), member.case, asked, before[number])
