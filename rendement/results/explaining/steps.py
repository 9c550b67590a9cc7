"""The sum of one line in steps: every factor of M4 with what it multiplies by, why, and what is left then."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from rendement.model.factors import FACTORS, Factor
from rendement.results.figures.factors import LineFactors
from rendement.words.numbers import chance, counted, euro, share, significant

DIGITS: Final = 6
"""Digits of a factor in words."""


class Step(NamedTuple):
    """One factor of one line."""

    factor: Factor
    value: float
    """What it multiplies by; for the price the euros per unit that it starts from."""
    so_far: float
    """The product up to and with this step, in euros: per unit, per year, or in all."""
    words: str
    """What it rests on; empty for a factor of 1 that nobody wrote."""
    unit: str
    """Of the value of a price, a quantity or a time: `uur`, `zitting per jaar`, `jaar`."""
    per: str
    """What `so_far` is per: `per uur`, `per jaar`, or nothing."""

    @property
    def matters(self) -> bool:
        """Whether it changes the amount, or was written down."""
        return self.value != 1.0 or bool(self.words or self.unit)

    @property
    def text(self) -> str:
        """`× 0,8: 20 % per jaar, vanaf de afsluiting = € 160,00`."""
        if self.factor.key == "price":
            return self.words
        said = f": {self.words}" if self.words else ""
        by_kind = _BY_KIND.get(self.factor.kind, _plain)
        factor = _SHOWN.get(self.factor.key, by_kind)(self.value, self.unit)
        left = f" {self.per}" if self.per else ""
        return f"{factor}{said}" + (f" = {euro(self.so_far, 2)}{left}" if self.value != 1.0 else "")

    def record(self) -> dict[str, str | float]:
        """The step for another program: its name, its factor, the euros so far, and its words."""
        return {
            "stap": self.factor.name,
            "factor": self.value,
            "dan": self.so_far,
            "woorden": self.words,
            "regel": self.factor.rule,
        }


def _plain(value: float, _unit: str) -> str:
    return f"× {significant(value, DIGITS)}"


def _with_unit(value: float, unit: str) -> str:
    return f"× {counted(value, unit, DIGITS)}"


def _as_chance(value: float, _unit: str) -> str:
    return f"× {chance(value)}"


def _as_share(value: float, _unit: str) -> str:
    return f"× {share(value)}"


def _as_divisor(value: float, _unit: str) -> str:
    return f"÷ {significant(1.0 / value, DIGITS)}"


def _as_persons(value: float, _unit: str) -> str:
    return f"× {counted(value, 'persoon', DIGITS)}"


_SHOWN: Final[Mapping[str, Callable[[float, str], str]]] = {
    "quantity": _with_unit,
    "persons": _as_persons,
    "part": _as_divisor,
    "duration": _with_unit,
}
_BY_KIND: Final[Mapping[str, Callable[[float, str], str]]] = {"kans": _as_chance, "aandeel": _as_share}


def line_steps(
    factors: LineFactors, words: Mapping[str, str], unit: str, *, goes_on: bool
) -> tuple[Step, ...]:
    """The steps of one line in the order of `FACTORS`.

    `words` has what there is to say by the key of a factor, `unit` is that of the price, and `goes_on` says
    that the quantity is so much a year, so that the euros before time are a year's.
    """
    yearly = "per jaar" if goes_on else ""
    units = {"quantity": f"{unit} {yearly}".strip(), "duration": "jaar" if goes_on else ""}
    price = {"price": f"per {unit}", "index": f"per {unit}"}
    keys = list(FACTORS)
    before_time = keys[keys.index("quantity") : keys.index("duration")]
    per = price | dict.fromkeys(before_time, yearly)
    told = zip(FACTORS.values(), factors.values, factors.running, strict=True)
    return tuple(
        Step(f, value, so_far, words.get(f.key, ""), units.get(f.key, ""), per.get(f.key, ""))
        for f, value, so_far in told
    )


def rows_of(steps: tuple[Step, ...]) -> list[tuple[str, str]]:
    """The steps as names and words; those that are 1 and that nobody wrote stand together at the end."""
    told = [(step.factor.name, step.text) for step in steps if step.matters]
    rest = [step.factor.name for step in steps if not step.matters]
    return [*told, ("alles × 1", ", ".join(rest))] if rest else told
