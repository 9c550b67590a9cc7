"""Help that may be counted twice: key = household × service × period × payer (M20)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import LineValues
from rendement.model.contained import helps_around
from rendement.model.contents import contents_of
from rendement.model.line_names import WITH_US, is_in_path, is_without, path_of
from rendement.model.lines import care_lines, line_names
from rendement.model.price import PriceBook
from rendement.model.units import DAYS_PER_YEAR
from rendement.reading.loading.loaded import LoadedCase
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases


Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class _Use(NamedTuple):
    """One care line as a claim on help in a stretch of time."""

    case: LoadedCase
    name: str
    price: str
    branch: str
    first: float
    last: float
    """Calendar time in days: from first up to, not including, last."""
    at_once: bool

    @property
    def place(self) -> str:
        return f"{self.case.file}:{self.case.line_numbers[self.name]}"


@dataclass(frozen=True, repr=False)
class Overlap(Shown):
    """Two lines that may count the same help, with their places."""

    kind: str
    """`zelfde`, `omvat` or `huishouden`."""
    case: str
    line: str
    place: str
    price: str
    other_case: str
    other_line: str
    other_place: str
    other_price: str

    @property
    def sentence(self) -> str:
        """Which two lines, and why they may be one."""
        reason = {
            "zelfde": f"tellen allebei {self.price} in dezelfde tijd",
            "omvat": f"{self.other_price} omvat {self.price} al",
            "huishouden": f"zelfde huishouden, allebei {self.price} in dezelfde tijd",
        }[self.kind]
        one = f"{self.case} {self.line} ({self.place})"
        other = f"{self.other_case} {self.other_line} ({self.other_place})"
        return f"{one} en {other}: {reason}"


def overlaps(bc: "ValuedCases") -> list[Overlap]:
    """Every overlap within a case, and between cases of one household key, in order of place."""
    uses = list(_uses(bc.columns, bc.values, bc.cases))
    found = [*_within(bc.book, uses), *_between(bc.book, uses)]
    return sorted(found, key=lambda overlap: (overlap.place, overlap.other_place, overlap.kind))


def _uses(columns: Columns, values: LineValues, cases: Sequence[LoadedCase]) -> Iterator[_Use]:
    first, last = _spans(columns)
    counts = (columns.line_side != EFFORT) & (first < columns.line_horizon) & ~_all_contained(columns, values)
    goes_on = np.bincount(columns.atom_line, columns.atom_is_flow, columns.lines) > 0
    starts = np.array([loaded.case.started.toordinal() for loaded in cases])[columns.line_case]
    opens, shuts = starts + first * DAYS_PER_YEAR, starts + last * DAYS_PER_YEAR
    shuts = np.where(last > first, shuts, opens + 1)
    place = 0
    for loaded in cases:
        lines = {line.name: line for line in care_lines(loaded.case)}
        for name in line_names(loaded.case):
            if counts[place] and lines[name].line.price is not None:
                branch = path_of(name) if is_in_path(name) else WITH_US
                price, at_once = str(lines[name].line.price), not goes_on[place]
                yield _Use(loaded, name, price, branch, opens[place], shuts[place], at_once)
            place += 1


def _all_contained(columns: Columns, values: LineValues) -> Bools:
    """Lines that lie wholly inside other help of their case, and so count nothing (M42)."""
    parts = np.bincount(columns.atom_line, columns.atom_inside != 0, columns.lines)
    return np.asarray((parts > 0) & (np.abs(values.time) < _NOTHING), dtype=np.bool_)


_NOTHING: Final = 1e-12


def _spans(columns: Columns) -> tuple[Floats, Floats]:
    """From when to when each line claims help, in years, as far as the horizon.

    A postponed line claims only the time before its later course begins (M5): from then on the help is there.
    Where one of its delays outlasts the help, that help is avoided, and claimed until its end.
    """
    weight = np.where(columns.atom_inside == 0, columns.atom_weight, 0.0)
    counts = weight > 0
    first = np.full(columns.lines, np.inf)
    last = np.full(columns.lines, -np.inf)
    np.minimum.at(first, columns.atom_line[counts], columns.atom_start[counts])
    np.maximum.at(last, columns.atom_line[counts], columns.atom_end[counts])
    later = np.full(columns.lines, -np.inf)
    postponed = weight < 0
    np.maximum.at(later, columns.atom_line[postponed], columns.atom_start[postponed])
    always = np.bincount(columns.atom_line, np.sign(weight), columns.lines) == 0
    last = np.where(always, np.minimum(last, later), last)
    return first, np.minimum(last, columns.line_horizon)


_MOMENT: Final = 1e-6
"""Days: help that follows on other help does not overlap it."""


def _meet(a: _Use, b: _Use) -> bool:
    """Whether two uses share time; what happens at once takes a day."""
    return min(a.last, b.last) - max(a.first, b.first) > _MOMENT


def _within(book: PriceBook, uses: Iterable[_Use]) -> Iterator[Overlap]:
    """Lines that happen together: of one path, or all with us. Two paths exclude each other."""
    together: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in uses:
        together[use.case.case.id, use.branch].append(use)
    for group in together.values():
        lines = list(care_lines(group[0].case.case))
        around = helps_around(lines, book.prices)
        left_out = {(name, each.line.name) for name, outer in around.items() for each in outer}
        for a, b in combinations(group, 2):
            found = _pair(book, a, b, "zelfde")
            yield from (overlap for overlap in found if not _is_left_out(overlap, left_out, a, b))


def _is_left_out(overlap: Overlap, left_out: set[tuple[str, str]], a: _Use, b: _Use) -> bool:
    """Whether M42 takes it off, or its author says why it counts beside (`naast`).

    Help that goes on beside help that is booked at once lies in no stretch of time, and is still asked about.
    """
    inner, outer = (a, b) if overlap.line == a.name else (b, a)
    return (overlap.line, overlap.other_line) in left_out and not (outer.at_once and not inner.at_once)


def _between(book: PriceBook, uses: Iterable[_Use]) -> Iterator[Overlap]:
    households: defaultdict[tuple[str, bool], list[_Use]] = defaultdict(list)
    for use in uses:
        key = use.case.case.household_key
        if key is not None:
            households[key, is_without(use.branch)].append(use)
    for group in households.values():
        for a, b in combinations(group, 2):
            if a.case is not b.case:
                yield from _pair(book, a, b, "huishouden")


def _pair(book: PriceBook, a: _Use, b: _Use, same: str) -> Iterator[Overlap]:
    """The overlap of two uses of one household, if any: the same help (`same`), or help inside other help."""
    if not _meet(a, b):
        return
    if a.price == b.price:
        yield _overlap(same, a, b)
    elif _holds(book, a, b):
        yield _overlap("omvat", b, a)
    elif _holds(book, b, a):
        yield _overlap("omvat", a, b)


def _holds(book: PriceBook, a: _Use, b: _Use) -> bool:
    """Whether the price of a holds that of b: by way of other prices too, but between cases only itself."""
    prices = book.prices
    return b.price in (contents_of(a.price, prices) if a.case is b.case else prices[a.price].includes)


def _overlap(kind: str, a: _Use, b: _Use) -> Overlap:
    return Overlap(kind, a.case.case.id, a.name, a.place, a.price, b.case.case.id, b.name, b.place, b.price)
