"""What each factor of a line is (M4), and what there is after each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from rendement.engine.time_steps import TimeSteps
from rendement.model.factors import FACTORS


@dataclass(frozen=True)
class LineFactors:
    """The factors of one line by their keys (`model/factors.py`); their product is its value in euros (M4).

    `factors.quantity` is in units of the price (a year, for what goes on), with a minus for help with us;
    `factors.duration` in years of what goes on, 1 for a total or a one-off. AttributeError for no factor.
    """

    by_key: Mapping[str, float]

    def __getattr__(self, key: str) -> float:
        found = self.__dict__.get("by_key", {})
        if key not in found:
            raise AttributeError(key)
        return float(found[key])

    @property
    def values(self) -> tuple[float, ...]:
        """The factors in the order of `FACTORS`."""
        return tuple(self.by_key[key] for key in FACTORS)

    @property
    def running(self) -> tuple[float, ...]:
        """After each factor: the product up to and with it, in euros. The last is the value of the line."""
        return tuple(accumulate(self.values, mul))

    def after(self, key: str) -> float:
        """The product up to and with one factor, in euros. Raises KeyError for an unknown key."""
        return dict(zip(FACTORS, self.running, strict=True))[key]

    @property
    def time(self) -> float:
        """F: the present value factor, in years for what goes on (M3, M5)."""
        return self.duration * self.horizon * self.drop_off * self.discount * self.delay * self.beside


def of_time(steps: TimeSteps, row: int) -> dict[str, float]:
    """The factors of time of one line by their keys."""
    return {name: float(values[row]) for name, values in steps._asdict().items()}
