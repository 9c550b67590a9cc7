"""What is not in euros: per dimension, in how many cases it went up, stayed or went down (I1, M25).

Counted, never summed or averaged into a score.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rendement.results.table import Table
from rendement.results.telling.suppression import joined
from rendement.words.columns import Column

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.reading.loading.loaded import LoadedCase
    from rendement.results.value.valued import ValuedCases

DIMENSIONS: Final = {
    "positive_health": {
        "body": "lichaamsfuncties",
        "mind": "mentaal welbevinden",
        "meaning": "zingeving",
        "quality": "kwaliteit van leven",
        "participation": "meedoen",
        "daily_life": "dagelijks functioneren",
    },
    "domains": {
        "body": "domein lichaam",
        "mind": "domein geest",
        "social": "domein sociaal",
        "society": "domein maatschappelijk",
    },
}
"""Field of the outcome → its dimensions and their Dutch names."""


Counts = Callable[[list[int]], int | None]
Count = int | str
"""How many, or that it is not told."""


class Change(NamedTuple):
    """Of one dimension: in how many cases it was measured, and rose, stayed or fell; text where not told."""

    dimension: str
    measured: int
    up: Count
    same: Count
    down: Count


COLUMNS: Final = (
    Column("dimensie"),
    *(Column(name, "aantal") for name in ("gemeten", "omhoog", "gelijk", "omlaag")),
)
"""What the fields of a change are called."""


def changes(bc: "ValuedCases", threshold: int, counts: Counts = len) -> Table:
    """What `changes_of` finds, as a table."""
    found = changes_of(bc.cases, threshold, counts)
    return Table("veranderingen die niet in euro's zijn", COLUMNS, tuple(found))


def changes_of(cases: Sequence["LoadedCase"], threshold: int, counts: Counts = len) -> list[Change]:
    """Per dimension with enough cases: how many rose, stayed and fell; small counts are not told (L3).

    `counts` says how many cases these are; None where that may not be told.
    """
    rows = []
    for field, dimensions in DIMENSIONS.items():
        for name, words in dimensions.items():
            found = [(n, step) for n, loaded in enumerate(cases) for step in _steps(loaded.case, field, name)]
            if len(found) >= threshold and (measured := counts([place for place, _ in found])) is not None:
                rows.append(Change(words, measured, *_told(found, threshold, counts)))
    return rows


def _steps(case: "Case", field: str, name: str) -> Iterator[Decimal]:
    measured: Any = getattr(case.outcome, field) if case.outcome else None
    if measured is None:
        return
    before, after = getattr(measured.before, name), getattr(measured.after, name)
    if before is not None and after is not None:
        yield after - before


def _told(steps: list[tuple[int, Decimal]], threshold: int, tell: Counts) -> tuple[Count, Count, Count]:
    """Counts of up, same and down. A small one is withheld, and the next smallest with it: no subtraction."""
    groups = [
        [place for place, step in steps if step > 0],
        [place for place, step in steps if step == 0],
        [place for place, step in steps if step < 0],
    ]
    counts = [len(group) for group in groups]
    small = [place for place, count in enumerate(counts) if 0 < count < threshold]
    rest = sorted((p for p, count in enumerate(counts) if count >= threshold), key=lambda p: counts[p])
    hidden = joined(small, rest, lambda places: sum(counts[p] for p in places) >= threshold)
    shown = [None if place in hidden else tell(group) for place, group in enumerate(groups)]
    up, same, down = ("niet getoond" if count is None else count for count in shown)
    return up, same, down
