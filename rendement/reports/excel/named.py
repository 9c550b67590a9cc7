"""One input is one cell (M26): where a name stands a second time, its cells refer to the first."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from rendement.model.case import US, CareLine
from rendement.model.estimate import Chance, Estimate, Written
from rendement.model.names import is_shared
from rendement.reports.excel.cells import Filled, Frame
from rendement.reports.excel.estimates import cells_of
from rendement.reports.excel.factors import has_cells

if TYPE_CHECKING:
    from rendement.reports.excel.work import Work

Asked = tuple[str, Estimate | None]
"""The case an estimate is of, and the estimate where there is one."""
_MIRRORED: Final = {"laag": "hoog", "verwacht": "verwacht", "hoog": "laag"}


class Spot(NamedTuple):
    """Cells in which an estimate stands."""

    frame: Frame
    place: int
    mean: str
    """The column of its mean."""
    estimate: Estimate


class Leader(NamedTuple):
    """The cells that others of the same name follow."""

    spot: Spot
    is_mirrored: bool
    """Whether they hold 1 minus it."""

    def cell(self, key: str) -> str:
        """A formula for a cell of who follows; what is empty there is empty here."""
        at = self.spot.frame.cell(_MIRRORED[key] if self.is_mirrored else key, self.spot.place)
        return f'=IF({at}="","",{self._value(at)})'

    @property
    def mean(self) -> str:
        """A formula for its mean."""
        return f"={self._value(self.spot.frame.cell(self.spot.mean, self.spot.place))}"

    def _value(self, at: str) -> str:
        return f"1-{at}" if self.is_mirrored else at


Names = Mapping[tuple[str, str], Spot]


def first_spots(w: "Work") -> Names:
    """Per case and name (of what a programme shares: per name) the cells where it stands first."""
    found: dict[tuple[str, str], Spot] = {}
    for case, spot in _spots(w):
        if spot.estimate.name:
            found.setdefault(_key(case, spot.estimate.name), spot)
    return found


def leaders_of(
    w: "Work", frame: Frame, asked: Sequence[Asked], mean: str = "gemiddelde"
) -> list[Leader | None]:
    """Per row of a column the cells it follows; None where it stands by itself."""
    return [_leader(w, frame, place, mean, *one) for place, one in enumerate(asked)]


def followed(
    columns: Mapping[str, Sequence[float | None]], leaders: Sequence[Leader | None]
) -> dict[str, Filled]:
    """Columns of numbers, with a formula wherever a number follows another cell."""
    return {key: _filled(key, values, leaders) for key, values in columns.items()}


def _filled(key: str, values: Sequence[float | None], leaders: Sequence[Leader | None]) -> Filled:
    templates = [
        leader.cell(key) if leader and value is not None else ""
        for value, leader in zip(values, leaders, strict=True)
    ]
    return Filled(values, templates if any(templates) else None)


def _key(case: str, name: str) -> tuple[str, str]:
    return ("" if is_shared(name) else case, name)


def _leader(
    w: "Work", frame: Frame, place: int, mean: str, case: str, estimate: Estimate | None
) -> Leader | None:
    if estimate is None or not estimate.name or has_cells(estimate):
        return None
    return leader_of(w, Spot(frame, place, mean, estimate), case)


def leader_of(w: "Work", own: Spot, case: str) -> Leader | None:
    """The cells that these follow, where they say the same or 1 minus it."""
    name = own.estimate.name
    first = w.named.get(_key(case, name)) if name else None
    if first is None or first[:3] == own[:3]:
        return None
    if _same(own.estimate, first.estimate):
        return Leader(first, is_mirrored=False)
    return Leader(first, is_mirrored=True) if _mirrored(own.estimate, first.estimate) else None


def _same(one: Estimate, other: Estimate) -> bool:
    return (cells_of(one), one.distribution, one.curve) == (cells_of(other), other.distribution, other.curve)


def _mirrored(one: Estimate, other: Estimate) -> bool:
    if not isinstance(one, Chance) or one.curve is not None or other.curve is not None:
        return False
    pairs = zip(cells_of(one), reversed(cells_of(other)), strict=True)
    return all(math.isclose(1 - (b or 0), a) if a is not None else b is None for a, b in pairs)


def _spots(w: "Work") -> Iterator[tuple[str, Spot]]:
    """Every place of an estimate with cells; those with low and high before those with a mean only."""
    frames, subject = w.frames, w.subject
    for place, loaded in enumerate(w.bc.cases):
        yield from _spot(loaded.case.id, frames.cases, place, "ons_aandeel", loaded.case.attribution[US])
    for place, row in enumerate(subject.paths):
        chance = row.pathway.estimate if row.pathway else None
        yield from _spot(row.case.id, frames.paths, place, "gemiddelde", chance)
    for place, factor in enumerate(subject.factors):
        yield factor.case, Spot(frames.factors, place, "gemiddelde", factor.factor)
    for row in subject.rows:
        yield from _spot(row.case.id, frames.lines, row.number, "gemiddelde", w.quantity_of(row))
    for place, loaded in enumerate(w.bc.cases):
        yield from _spot(loaded.case.id, frames.cases, place, "verdringing", loaded.case.displacement)
    for row in subject.rows:
        if isinstance(row.line, CareLine):
            yield from _spot(row.case.id, frames.lines, row.number, "kans_regel", row.line.chance)
            yield from _spot(row.case.id, frames.lines, row.number, "verdringing", row.line.displacement)


def _spot(
    case: str, frame: Frame, place: int, mean: str, estimate: Written | None
) -> Iterator[tuple[str, Spot]]:
    if estimate is not None and not has_cells(estimate):
        yield case, Spot(frame, place, mean, estimate)
