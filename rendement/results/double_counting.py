"""Help that may be counted twice: key = household × service × period × payer (M20)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from rendement.engine.columns import EFFORT
from rendement.model.lines import care_lines, line_names
from rendement.model.units import DAYS_PER_YEAR
from rendement.reading.load import LoadedCase

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase


class _Use(NamedTuple):
    """One care line as a claim on help in a stretch of time."""

    case: LoadedCase
    name: str
    price: str
    branch: str
    first: date
    last: date

    @property
    def place(self) -> str:
        return f"{self.case.file}:{self.case.line_numbers[self.name]}"


@dataclass(frozen=True)
class Overlap:
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

    def __str__(self) -> str:
        reason = {
            "zelfde": f"tellen allebei {self.price} in dezelfde tijd",
            "omvat": f"{self.other_price} omvat {self.price} al",
            "huishouden": f"zelfde huishouden, allebei {self.price} in dezelfde tijd",
        }[self.kind]
        return f"{self.case} {self.line} ({self.place}) en {self.other_case} {self.other_line} ({self.other_place}): {reason}"


def overlaps(bc: "BusinessCase") -> list[Overlap]:
    """Every overlap within a case, and between cases of one household key, in order of place."""
    uses = list(_uses(bc))
    found = [*_within(bc, uses), *_between(bc, uses)]
    return sorted(found, key=lambda overlap: (overlap.place, overlap.other_place, overlap.kind))


def _uses(bc: "BusinessCase") -> Iterator[_Use]:
    columns = bc.columns
    counts = columns.atom_weight > 0
    first = np.full(columns.lines, np.inf)
    last = np.full(columns.lines, -np.inf)
    np.minimum.at(first, columns.atom_line[counts], columns.atom_start[counts])
    np.maximum.at(last, columns.atom_line[counts], columns.atom_end[counts])
    last = np.minimum(last, columns.line_horizon)
    place = 0
    for loaded in bc.cases:
        lines = {line.name: line for line in care_lines(loaded.case)}
        for name in line_names(loaded.case):
            if columns.line_side[place] != EFFORT and first[place] <= last[place]:
                days = [timedelta(days=float(t) * DAYS_PER_YEAR) for t in (first[place], last[place])]
                start = loaded.case.started
                branch = name.split(".")[0] if name.startswith("z") else "m"
                yield _Use(loaded, name, lines[name].line.price, branch, start + days[0], start + days[1])
            place += 1


def _meet(a: _Use, b: _Use) -> bool:
    return a.first <= b.last and b.first <= a.last


def _within(bc: "BusinessCase", uses: Iterable[_Use]) -> Iterator[Overlap]:
    """Lines that happen together: of one path, or all with us. Two paths exclude each other."""
    together: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
    for use in uses:
        together[use.case.case.id, use.branch].append(use)
    for group in together.values():
        for a, b in combinations(group, 2):
            if not _meet(a, b):
                continue
            if a.price == b.price:
                yield _overlap("zelfde", a, b)
            elif b.price in bc.book.prices[a.price].includes:
                yield _overlap("omvat", b, a)
            elif a.price in bc.book.prices[b.price].includes:
                yield _overlap("omvat", a, b)


def _between(bc: "BusinessCase", uses: Iterable[_Use]) -> Iterator[Overlap]:
    households: defaultdict[tuple[str, str, str], list[_Use]] = defaultdict(list)
    for use in uses:
        key = use.case.case.household_key
        if key is not None:
            households[key, use.price, use.branch[0]].append(use)
    for group in households.values():
        for a, b in combinations(group, 2):
            if a.case is not b.case and _meet(a, b):
                yield _overlap("huishouden", a, b)


def _overlap(kind: str, a: _Use, b: _Use) -> Overlap:
    return Overlap(kind, a.case.case.id, a.name, a.place, a.price, b.case.case.id, b.name, b.place, b.price)
