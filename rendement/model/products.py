"""Products of two to four factors (M30): what may stand in one, and what all factors make together."""

import math
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, Final, Protocol, TypeVar

from pydantic_core import PydanticCustomError

from rendement.model.forms import ATTRIBUTES, is_share
from rendement.model.shapes import WeightedPoints, in_order
from rendement.model.units import Measure

FEWEST: Final = 2
MOST: Final = 4


class Factor(Protocol):
    """What a product asks of its factors."""

    @property
    def spelled(self) -> Measure | None:
        """The number or unit that was written, with its unit; None for a share."""

    @property
    def name(self) -> str | None:
        """What it is called, to be used elsewhere too (M26)."""

    @property
    def parts(self) -> Sequence["Factor"]:
        """Its own factors; empty for all that is no product."""


F = TypeVar("F", bound=Factor)
E = TypeVar("E")


def factors_of(estimate: E) -> tuple[E, ...]:
    """The factors of a product, each an estimate by itself (M30); the estimate itself when it is none."""
    return getattr(estimate, "parts", ()) or (estimate,)


def carries_unit(factor: Factor) -> bool:
    """Whether this factor says in which unit (and how often) the product is."""
    spelled = factor.spelled
    return spelled is not None and (spelled.unit, spelled.per) != (None, None)


def carrier_of(factors: Sequence[F]) -> F:
    """The one factor with a unit. Raises PydanticCustomError where there is none, or more than one."""
    carriers = [factor for factor in factors if carries_unit(factor)]
    if not carriers:
        raise PydanticCustomError("product_zonder_eenheid", "no unit", {})
    if len(carriers) > 1:
        units = " en ".join(_unit(factor.spelled) for factor in carriers)
        raise PydanticCustomError("product_twee_eenheden", "two units", {"eenheden": units})
    return carriers[0]


def _unit(spelled: Measure | None) -> str:
    assert spelled is not None
    return " ".join(part for part in (spelled.unit, spelled.per and f"per {spelled.per}") if part)


def check_factors(name: str | None, factors: Sequence[Factor]) -> None:
    """Whether these can be multiplied, whatever they are of. Raises PydanticCustomError."""
    if name is not None:
        raise PydanticCustomError("product_met_naam", "names belong to factors", {"naam": name})
    if not FEWEST <= len(factors) <= MOST:
        raise PydanticCustomError("product_factoren", "two to four factors", {"aantal": len(factors)})
    if any(factor.parts for factor in factors):
        raise PydanticCustomError("product_in_product", "a product within a product", {})
    names = [factor.name for factor in factors if factor.name]
    for twice in (one for one in names if names.count(one) > 1):
        raise PydanticCustomError("naam_in_regel", "not times itself", {"naam": twice})


def check_chances(factors: Sequence[Factor], mean: float) -> None:
    """Whether these make a chance: no units, and not more than certain. Raises PydanticCustomError."""
    if any(carries_unit(factor) for factor in factors):
        raise PydanticCustomError("product_kans_met_eenheid", "a chance has no unit", {})
    if mean > 1:
        raise PydanticCustomError("product_boven_100", "more than certain", {"kans": mean})


def multiplied(timings: Iterable[WeightedPoints]) -> WeightedPoints:
    """Every combination of the points of factors with its weight, in order of value (M28)."""
    parts = list(timings)
    values, weights = (product(*found) for found in zip(*parts, strict=True))
    return in_order(map(math.prod, values), map(math.prod, weights))


# ---------------------------------------------------------------- what a factor is read as

CHANCE: Final = "[kans]"
QUANTITY: Final = "[aantal]"
"""Between brackets: steps of pydantic's own, which stand in no file."""


def in_a_block(value: Any) -> Any:
    """A factor as a block, also where it is one number or text."""
    return value if isinstance(value, dict) else {"verwacht": value}


def kind_in_chance(value: Any) -> str:
    """In a product of chances everything is one, but for a ratio."""
    if not isinstance(value, dict):
        return _kind_of(value)
    return QUANTITY if "verhouding" in value else CHANCE


def kind_in_quantity(value: Any) -> str:
    """In a quantity a factor is a share when it is spelled as one: `1 op 4`, `35%`, `half`."""
    if not isinstance(value, dict):
        return _kind_of(value)
    return CHANCE if any(is_share(value.get(key)) for key in ATTRIBUTES) else QUANTITY


def _kind_of(factor: Any) -> str:
    """What a factor was read as, when it is written out again."""
    return QUANTITY if hasattr(factor, "measures") else CHANCE
