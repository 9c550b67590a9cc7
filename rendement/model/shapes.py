"""The shapes of M8 over low, likely and high: their mean, and their three points as a time."""

import math
from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic_core import PydanticCustomError

PERT_REACH: Final = 1.97345
"""k of M8: half the width of a symmetric PERT over the distance from its mode to its 10 % point."""
Z10: Final = 1.2815515655446004
"""The 90 % point of the standard normal."""


class Distribution(StrEnum):
    """The named shapes of M8; `pert` reads low and high as 10 % points, `pert-minmax` as the very limits."""

    PERT = "pert"
    PERT_MINMAX = "pert-minmax"
    TRIANGULAR = "driehoek"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormaal"


WITHOUT_LIKELY: Final = frozenset({Distribution.UNIFORM, Distribution.LOGNORMAL})
"""Shapes that low and high describe completely."""
TIMING_SHAPES: Final = frozenset({Distribution.PERT, Distribution.PERT_MINMAX})
"""Shapes with three points and weights (M8, timing)."""


class Points(NamedTuple):
    """Low, likely and high of one estimate in one unit; low and high are None for a point."""

    low: float | None
    likely: float | None
    high: float | None


class WeightedPoints(NamedTuple):
    """The values a timing estimate takes, with their weights (sum 1)."""

    values: tuple[float, ...]
    weights: tuple[float, ...]


def mean(points: Points, shape: Distribution, floor: float = 0.0, ceiling: float = math.inf) -> float:
    """The expected value of an estimate (M8), in the unit of the points."""
    low, likely, high = points
    if low is None or high is None:
        assert likely is not None
        return likely
    if shape is Distribution.UNIFORM:
        return (low + high) / 2
    if shape is Distribution.LOGNORMAL:
        return _lognormal_mean(low, high)
    assert likely is not None
    if shape is Distribution.TRIANGULAR:
        return (low + likely + high) / 3
    reach = PERT_REACH if shape is Distribution.PERT else 1.0
    bottom = max(floor, likely - reach * (likely - low))
    top = min(ceiling, likely + reach * (high - likely))
    return (bottom + 4 * likely + top) / 6


def _lognormal_mean(low: float, high: float) -> float:
    spread = (math.log(high) - math.log(low)) / (2 * Z10)
    return math.exp((math.log(low) + math.log(high)) / 2 + spread * spread / 2)


def three_points(points: Points, shape: Distribution) -> WeightedPoints:
    """A timing estimate as weighted points (M8): one, or low / likely / high with k/6, 1 − k/3, k/6."""
    low, likely, high = points
    assert likely is not None
    if low is None or high is None:
        return WeightedPoints((likely,), (1.0,))
    edge = (PERT_REACH if shape is Distribution.PERT else 1.0) / 6
    return WeightedPoints((low, likely, high), (edge, 1 - 2 * edge, edge))


def in_order(values: Iterable[float], weights: Iterable[float]) -> WeightedPoints:
    """Points in order of value, equal ones as one with their weights together (M28)."""
    found: dict[float, list[float]] = {}
    for value, weight in zip(values, weights, strict=True):
        found.setdefault(value, []).append(weight)
    ordered = sorted(found)
    return WeightedPoints(tuple(ordered), tuple(math.fsum(sorted(found[value])) for value in ordered))


def check_complete(points: Points, shape: Distribution) -> None:
    """Whether a range has the points that its shape asks for. Raises PydanticCustomError."""
    low, likely, high = points
    if (low is None) != (high is None):
        raise PydanticCustomError(
            "schatting_half", "low or high missing", {"ontbreekt": "laag" if low is None else "hoog"}
        )
    if shape in WITHOUT_LIKELY:
        if low is None or likely is not None:
            raise PydanticCustomError(
                "schatting_vorm", "shape takes low and high", {"verdeling": shape.value}
            )
    elif likely is None:
        raise PydanticCustomError("schatting_zonder_verwacht", "likely missing", {})


def check_order(points: Points, shape: Distribution) -> None:
    """Whether the points of a range go up. Raises PydanticCustomError."""
    low, likely, high = points
    if low is None or high is None:
        return
    middle = low if likely is None else likely
    if not low <= middle <= high:
        raise PydanticCustomError(
            "schatting_volgorde",
            "low, likely, high out of order",
            {"laag": low, "verwacht": middle, "hoog": high},
        )
    if low == high:
        raise PydanticCustomError("schatting_zonder_band", "low equals high", {"waarde": low})
    if shape is Distribution.LOGNORMAL and low == 0:
        raise PydanticCustomError("schatting_lognormaal_nul", "log-normal needs low above zero", {})
