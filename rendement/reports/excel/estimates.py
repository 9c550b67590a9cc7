"""An estimate in cells: low, likely and high, and which of them are input."""

from collections.abc import Sequence
from typing import Final

from rendement.model.estimate import Estimate
from rendement.model.pooling import people_of
from rendement.model.shapes import ALL_THREE, Points
from rendement.reports.excel.factors import has_cells
from rendement.results.explaining.answers import pooled_words

ANSWERED: Final = (
    "Wat de maker en elke beoordelaar antwoordden (M19); in het gele vak staat wat zij samen zeggen."
)
MIDDLE: Final = "Maakt u laag of hoog leeg, dan telt dit alleen: er is dan geen spreiding meer."


def cells_of(estimate: Estimate) -> Points:
    """Low, likely and high as they stand in cells; a shape without a middle shows its mean there.

    That mean, as what people answered together, counts alone where the ends are emptied.
    """
    low, likely, high = estimate.points
    return Points(low, float(estimate.mean if likely is None else likely), high)  # type: ignore[attr-defined]


def columns_of(cells: Sequence[Points]) -> dict[str, list[float | None]]:
    """Those of many rows, per column."""
    return {key: [one[i] for one in cells] for i, key in enumerate(ALL_THREE)}


def looks_of(
    estimates: Sequence[Estimate | None],
    style: str,
    follows: Sequence[bool],
    mean: str = "gemiddelde",
) -> dict[str, list[str]]:
    """Only what a formula reads looks like input, and nothing that follows another cell."""
    read = [() if mine else _read(estimate) for estimate, mine in zip(estimates, follows, strict=True)]
    return {key: [f"invoer_{style}" if key in keys else style for keys in read] for key in (*ALL_THREE, mean)}


def _read(estimate: Estimate | None) -> tuple[str, ...]:
    """What the mean is worked out from; of what people answered their pooled value (M19)."""
    if estimate is not None and has_cells(estimate):
        return ()
    if estimate is None or estimate.is_point or people_of(estimate):
        return ("verwacht",)
    return ALL_THREE


def answers_in(asked: dict[str, Estimate | None]) -> str:
    """`aantal: maker 12 · poh-02 9; kans: …`: every answer to what was asked, where people answered."""
    said = {what: pooled_words(estimate) for what, estimate in asked.items() if estimate is not None}
    return "; ".join(f"{what}: {words}" for what, words in said.items() if words)
