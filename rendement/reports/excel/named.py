"""One input is one cell (M26): where a name stands a second time, its cells refer to the first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rendement.model.case import US, CareLine
from rendement.model.estimate import Estimate, Written
from rendement.model.shared_names import is_shared
from rendement.reports.excel.cells import Filled, Frame
from rendement.reports.excel.estimates import cells_of
from rendement.reports.excel.factors import has_cells

if TYPE_CHECKING:
    from rendement.reports.excel.subject import Subject
    from rendement.reports.excel.work import Frames

Asked = tuple[str, Estimate | None]
"""The case an estimate is of, and the estimate where there is one."""


class Spot(NamedTuple):
    """Cells in which an estimate stands."""

    frame: Frame
    place: int
    mean: str
    """The column of its mean."""
    estimate: Estimate
    row: str = ""
    """What its row is called in the first column; empty where rows keep their place."""

    def cell(self, key: str) -> str:
        """A formula for a cell of who follows; what is empty here is empty there."""
        at = self._at(key)
        return f'=IF({at}="","",{at})'

    @property
    def value(self) -> str:
        """A formula for who follows with a mean only."""
        return f"={self._at(self.mean)}"

    def _at(self, key: str) -> str:
        """One of its cells; by the name of its row on sheets that may be sorted."""
        if not self.row:
            return self.frame.cell(key, self.place)
        return self.frame.found(key, self.row)


Names = Mapping[tuple[str, str], Spot]


def first_spots(subject: "Subject", frames: "Frames") -> Names:
    """Per case and name (of what a programme shares: per name) the cells where it stands first."""
    found: dict[tuple[str, str], Spot] = {}
    for case, spot in _spots(subject, frames):
        if spot.estimate.name:
            found.setdefault(_key(case, spot.estimate.name), spot)
    return found


def leaders_of(
    first: Names, frame: Frame, asked: Sequence[Asked], mean: str = "gemiddelde"
) -> list[Spot | None]:
    """Per row of a column the cells it follows; None where it stands by itself."""
    return [_leader(first, frame, place, mean, *one) for place, one in enumerate(asked)]


def followed(
    columns: Mapping[str, Sequence[float | None]], leaders: Sequence[Spot | None]
) -> dict[str, Filled]:
    """Columns of numbers, with a formula wherever a number follows another cell."""
    return {key: _filled(key, values, leaders) for key, values in columns.items()}


def _filled(key: str, values: Sequence[float | None], leaders: Sequence[Spot | None]) -> Filled:
    templates = [
        leader.cell(key) if leader and value is not None else ""
        for value, leader in zip(values, leaders, strict=True)
    ]
    return Filled(values, templates if any(templates) else None)


def _key(case: str, name: str) -> tuple[str, str]:
    return ("" if is_shared(name) else case, name)


def _leader(
    first: Names, frame: Frame, place: int, mean: str, case: str, estimate: Estimate | None
) -> Spot | None:
    if estimate is None or not estimate.name or has_cells(estimate):
        return None
    return leader_of(first, Spot(frame, place, mean, estimate), case)


def leader_of(first: Names, own: Spot, case: str) -> Spot | None:
    """The cells that these follow, where they say the same."""
    name = own.estimate.name
    leader = first.get(_key(case, name)) if name else None
    if leader is None or leader[:3] == own[:3]:
        return None
    return leader if _says(leader.estimate) == _says(own.estimate) else None


def _says(estimate: Estimate) -> tuple[object, ...]:
    return (cells_of(estimate), estimate.distribution, estimate.curve)


def _spots(subject: "Subject", frames: "Frames") -> Iterator[tuple[str, Spot]]:
    """Every place of an estimate with cells; those with low and high before those with a mean only."""
    cases = [loaded.case for loaded in subject.bc.cases]
    for place, case in enumerate(cases):
        yield from _spot(case.id, frames.cases, place, "ons_aandeel", case.attribution[US], case.id)
    for place, row in enumerate(subject.paths):
        chance = row.pathway.estimate if row.pathway else None
        yield from _spot(row.case.id, frames.paths, place, "gemiddelde", chance, row.path_key)
    for place, factor in enumerate(subject.factors):
        yield factor.case, Spot(frames.factors, place, "gemiddelde", factor.factor)
    for row in subject.rows:
        yield from _spot(
            row.case.id, frames.lines, row.number, "gemiddelde", subject.quantity_of(row), row.key
        )
    for place, case in enumerate(cases):
        yield from _spot(case.id, frames.cases, place, "verdringing", case.displacement, case.id)
    for row in subject.rows:
        for field, estimate in _of_line(row.line):
            yield from _spot(row.case.id, frames.lines, row.number, field, estimate, row.key)


def _of_line(line: object) -> tuple[tuple[str, Written | None], ...]:
    if not isinstance(line, CareLine):
        return ()
    return (("kans_regel", line.chance), ("verdringing", line.displacement))


def _spot(
    case: str, frame: Frame, place: int, mean: str, estimate: Written | None, row: str
) -> Iterator[tuple[str, Spot]]:
    if estimate is not None and not has_cells(estimate):
        yield case, Spot(frame, place, mean, estimate, row)
