"""What is not in euros: per dimension, in how many cases it went up, stayed or went down (I1, M25).

Counted, never summed or averaged into a score.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from rendement.results.suppression import joined
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.results.business_case import BusinessCase

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


def changes(bc: "BusinessCase", threshold: int) -> Table:
    """Per dimension with enough cases: how many rose, stayed and fell; small counts are not told (L3)."""
    columns = (
        Column("dimensie"),
        *(Column(name, "aantal") for name in ("gemeten", "omhoog", "gelijk", "omlaag")),
    )
    rows = []
    for field, dimensions in DIMENSIONS.items():
        for name, words in dimensions.items():
            found = [step for loaded in bc.cases for step in _steps(loaded.case, field, name)]
            if len(found) >= threshold:
                rows.append((words, len(found), *_told(found, threshold)))
    return Table("veranderingen die niet in euro's zijn", columns, tuple(rows))


def _steps(case: "Case", field: str, name: str) -> Iterator[Decimal]:
    measured: Any = getattr(case.outcome, field) if case.outcome else None
    if measured is None:
        return
    before, after = getattr(measured.before, name), getattr(measured.after, name)
    if before is not None and after is not None:
        yield after - before


def _told(steps: list[Decimal], threshold: int) -> tuple[int | str, ...]:
    """Counts of up, same and down. A small one is withheld, and the next smallest with it: no subtraction."""
    counts = [
        sum(step > 0 for step in steps),
        sum(step == 0 for step in steps),
        sum(step < 0 for step in steps),
    ]
    small = [place for place, count in enumerate(counts) if 0 < count < threshold]
    rest = sorted((p for p, count in enumerate(counts) if count >= threshold), key=lambda p: counts[p])
    hidden = joined(small, rest, lambda places: sum(counts[p] for p in places) >= threshold)
    return tuple("niet getoond" if place in hidden else count for place, count in enumerate(counts))
