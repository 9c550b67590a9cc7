"""Every factor of the value of a line, once: its name, how it is shown, and its rule (M4)."""

from dataclasses import astuple, dataclass
from itertools import accumulate
from operator import mul
from typing import Final, NamedTuple

from rendement.engine.time_steps import TimeSteps
from rendement.words.columns import ColumnKind


class Factor(NamedTuple):
    """One factor of a line."""

    key: str
    """The field of `LineFactors`."""
    name: str
    """What it is called: in text, as a column, in the workbook."""
    kind: ColumnKind
    rule: str


FACTORS: Final = (
    Factor("price", "prijs in de bron", "euro_cent", "M1"),
    Factor("index", "index", "getal", "M1"),
    Factor("quantity", "hoeveelheid", "getal", "M2"),
    Factor("persons", "personen", "getal", "M2"),
    Factor("part", "deel van de groep", "getal", "M4"),
    Factor("window", "deel van de tijd", "aandeel", "M29"),
    Factor("path", "kans op het pad", "kans", "M11"),
    Factor("chance", "kans op de regel", "kans", "M4"),
    Factor("realism", "realisme", "getal", "M9"),
    Factor("attribution", "toerekening", "aandeel", "M4"),
    Factor("kept", "na verdringing", "aandeel", "M4"),
    Factor("joint", "zelfde naam", "getal", "M27"),
    Factor("duration", "tijd", "getal", "M7"),
    Factor("horizon", "horizon", "getal", "M3"),
    Factor("drop_off", "afbouw", "getal", "M35"),
    Factor("discount", "disconto", "getal", "M3"),
    Factor("delay", "uitstel", "getal", "M5"),
    Factor("beside", "zit al in", "getal", "M42"),
)
"""In the order in which they are told: what it costs, how much, how likely, whose, when."""
PLACES: Final = {factor.key: place for place, factor in enumerate(FACTORS)}


@dataclass(frozen=True)
class LineFactors:
    """The factors of one line in the order of `FACTORS`; their product is its value in euros (M4)."""

    price: float
    """Euros per unit, as the source states it."""
    index: float
    """From the price year to the wanted price level."""
    quantity: float
    """Units of the price (a year, for what goes on), with a minus for help with us."""
    persons: float
    """For how many people it is, each so much."""
    part: float
    """Our part of what a group shares; 1 when nobody does."""
    window: float
    """In what share of the time without that other help this was used (M29); 1 for most."""
    path: float
    chance: float
    """The chance within its path."""
    realism: float
    attribution: float
    kept: float
    """1 − displacement."""
    joint: float
    """What it adds that one name stands twice in the line; 1 where every name is another."""
    duration: float
    """Years of what goes on; 1 for a total or a one-off."""
    horizon: float
    drop_off: float
    discount: float
    delay: float
    beside: float
    """The part that lies in no other help of the case; 1 for most."""

    @property
    def values(self) -> tuple[float, ...]:
        """The factors in the order of `FACTORS`."""
        return astuple(self)

    @property
    def running(self) -> tuple[float, ...]:
        """After each factor: the product up to and with it, in euros. The last is the value of the line."""
        return tuple(accumulate(self.values, mul))

    def after(self, key: str) -> float:
        """The product up to and with one factor, in euros. Raises KeyError for an unknown key."""
        return self.running[PLACES[key]]

    @property
    def time(self) -> float:
        """F: the present value factor, in years for what goes on (M3, M5)."""
        return self.duration * self.horizon * self.drop_off * self.discount * self.delay * self.beside


def of_time(steps: TimeSteps, row: int) -> dict[str, float]:
    """The factors of time of one line by the names of `LineFactors`."""
    return {name: float(values[row]) for name, values in steps._asdict().items()}
