"""The shapes of M8 over low, likely and high, each described once, in `SHAPES`.

A shape says what it reads, its mean, which family of the engine is its law (`engine/shapes.py` holds those),
and how Excel writes its mean: whoever needs one of these asks the shape.
"""

import math
from collections.abc import Callable, Iterable, Mapping
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


class Points(NamedTuple):
    """Low, likely and high of one estimate in one unit; low and high are None for a point."""

    low: float | None
    likely: float | None
    high: float | None


class WeightedPoints(NamedTuple):
    """The values a timing estimate takes, with their weights (sum 1)."""

    values: tuple[float, ...]
    weights: tuple[float, ...]


Law = tuple[str, *tuple[float, ...]]
"""A family of the engine and its parameters: `("uniform", low, high)`."""
ENDS: Final = ("laag", "hoog")
ALL_THREE: Final = ("laag", "verwacht", "hoog")


class Shape(NamedTuple):
    """One distribution: all there is to know of it."""

    name: str
    """How files spell it, and how people read it."""
    reads: tuple[str, ...]
    """The keys that describe it completely: with or without a likely value."""
    mean: Callable[[float, float, float, float, float], float]
    """Of low, likely, high, floor and ceiling; without a likely value that one does not count."""
    law: Callable[[float, float, float, float], Law]
    """Of low, likely, high and ceiling, with a floor of 0."""
    excel: Callable[[str, str | None], str]
    """Its mean in the cells `{laag}`, `{verwacht}` and `{hoog}`, between a floor and a ceiling (or none)."""
    edge: float | None = None
    """What low and high each weigh when it is a time (M8); None for a shape that is no time."""
    are_limits: bool = False
    """Whether low and high are the very limits; else reality falls beyond each in about one of ten cases."""
    as_written: bool = False
    """Whether low and high themselves are its one-in-ten points, and not those of its table."""
    above_zero: bool = False
    """Whether it lives above zero and has no ceiling, so that it is no share."""

    @property
    def has_likely(self) -> bool:
        """Whether a likely value belongs to it."""
        return "verwacht" in self.reads


def _stretched(name: Distribution, reach: float, *, are_limits: bool, as_written: bool) -> Shape:
    """A PERT whose limits lie `reach` times as far from its likely value as low and high (M8)."""

    def limits(low: float, likely: float, high: float, floor: float, ceiling: float) -> tuple[float, float]:
        return max(floor, likely - reach * (likely - low)), min(ceiling, likely + reach * (high - likely))

    def mean(low: float, likely: float, high: float, floor: float, ceiling: float) -> float:
        bottom, top = limits(low, likely, high, floor, ceiling)
        return (bottom + 4 * likely + top) / 6

    def law(low: float, likely: float, high: float, ceiling: float) -> Law:
        bottom, top = limits(low, likely, high, 0.0, ceiling)
        return "pert", bottom, likely, top

    def excel(floor: str, ceiling: str | None) -> str:
        bottom = f"MAX({floor},{{verwacht}}-{reach}*({{verwacht}}-{{laag}}))"
        top = f"{{verwacht}}+{reach}*({{hoog}}-{{verwacht}})"
        top = top if ceiling is None else f"MIN({ceiling},{top})"
        return f"({bottom}+4*{{verwacht}}+{top})/6"

    return Shape(name, ALL_THREE, mean, law, excel, reach / 6, are_limits, as_written)


def _lognormal_mean(low: float, _likely: float, high: float, _floor: float, _ceiling: float) -> float:
    spread = (math.log(high) - math.log(low)) / (2 * Z10)
    return math.exp((math.log(low) + math.log(high)) / 2 + spread * spread / 2)


def _lognormal_excel(_floor: str, _ceiling: str | None) -> str:
    return f"EXP((LN({{laag}})+LN({{hoog}}))/2+((LN({{hoog}})-LN({{laag}}))/(2*{Z10}))^2/2)"


def _lognormal_law(low: float, _likely: float, high: float, _ceiling: float) -> Law:
    spread = math.log(high / low) / (2 * Z10)
    return "lognormal", math.sqrt(low * high) * math.exp(spread * spread / 2), spread


SHAPES: Final[Mapping[str, Shape]] = {
    shape.name: shape
    for shape in (
        _stretched(Distribution.PERT, PERT_REACH, are_limits=False, as_written=True),
        _stretched(Distribution.PERT_MINMAX, 1.0, are_limits=True, as_written=False),
        Shape(
            Distribution.TRIANGULAR,
            ALL_THREE,
            mean=lambda low, likely, high, *_: (low + likely + high) / 3,
            law=lambda low, likely, high, _: ("triangle", low, likely, high),
            excel=lambda *_: "({laag}+{verwacht}+{hoog})/3",
            are_limits=True,
        ),
        Shape(
            Distribution.UNIFORM,
            ENDS,
            mean=lambda low, _, high, *__: (low + high) / 2,
            law=lambda low, _, high, __: ("uniform", low, high),
            excel=lambda *_: "({laag}+{hoog})/2",
            are_limits=True,
        ),
        Shape(
            Distribution.LOGNORMAL,
            ENDS,
            mean=_lognormal_mean,
            law=_lognormal_law,
            excel=_lognormal_excel,
            above_zero=True,
        ),
    )
}
"""Every shape by its name in files."""

TIMING_SHAPES: Final = frozenset(name for name, shape in SHAPES.items() if shape.edge is not None)
"""Shapes with three points and weights (M8, timing)."""


def mean(points: Points, shape: Distribution, floor: float = 0.0, ceiling: float = math.inf) -> float:
    """The expected value of an estimate (M8), in the unit of the points."""
    low, likely, high = points
    if low is None or high is None:
        assert likely is not None
        return likely
    return SHAPES[shape].mean(low, math.nan if likely is None else likely, high, floor, ceiling)


def three_points(points: Points, shape: Distribution) -> WeightedPoints:
    """A timing estimate as weighted points (M8): one, or low / likely / high with k/6, 1 − k/3, k/6."""
    low, likely, high = points
    assert likely is not None
    if low is None or high is None:
        return WeightedPoints((likely,), (1.0,))
    edge = SHAPES[shape].edge
    assert edge is not None
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
    if not SHAPES[shape].has_likely:
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
    if SHAPES[shape].above_zero and low == 0:
        raise PydanticCustomError("schatting_lognormaal_nul", "log-normal needs low above zero", {})
