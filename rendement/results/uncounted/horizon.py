"""What the horizon cut: how much of every line counts, and how many euros come after it (M37).

That amount is told before drop-off and discount, as the receipt has it at that step, and added to nothing.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from rendement.engine.evaluate import beyond_horizon
from rendement.results.figures.factors import LineFactors
from rendement.results.uncounted.told import Told
from rendement.words.numbers import counted, euro, number, plural, share

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

SAME_MOMENT: Final = 1e-9
"""Part of a length: a cut smaller than this is no cut."""
_CENT: Final = 0.005


class Cut(NamedTuple):
    """One line that is cut by the horizon."""

    counts: str
    """How much of it counts: `12 van 36 maanden`, or a share of a total."""
    euros: float
    """What comes after the horizon, before drop-off and discount; with a minus for help with us."""

    @property
    def words(self) -> str:
        """`geknipt: telt 12 van 36 maanden; daarna nog € 594, telt niet mee`."""
        return f"geknipt: telt {self.counts}; {self.after}"

    @property
    def after(self) -> str:
        """`daarna nog € 594, telt niet mee`."""
        return f"daarna nog {euro(self.euros)}, telt niet mee"

    def record(self) -> dict[str, str | float]:
        """The cut for another program."""
        return {"telt": self.counts, "daarna": self.euros}


def is_cut(factors: LineFactors) -> bool:
    """Whether something falls after the horizon."""
    return factors.horizon < 1.0 - SAME_MOMENT


def cut_of(told: Told, factors: LineFactors) -> Cut | None:
    """What the horizon cut of a line; None where nothing is lost: of help that merely moves, what counts is
    the time between, and that may be whole although the help itself goes on (M5)."""
    if not is_cut(factors):
        return None
    mine = np.flatnonzero(told.bc.columns.atom_line == told.row)
    years = float(beyond_horizon(told.bc.columns, mine)[told.row])
    euros = years * float(told.bc.values.expected[told.row] * told.bc.columns.line_unit_price[told.row])
    moves = told.care is not None and told.care.delay is not None
    return None if moves and abs(euros) < _CENT else Cut(_counts(told, factors), euros)


def _counts(told: Told, factors: LineFactors) -> str:
    if not told.goes_on:
        return share(factors.horizon) if factors.horizon else "niets"
    return f"{months(factors.duration * factors.horizon)} van {counted(factors.duration * 12, 'maand')}"


def months(years: float) -> str:
    """`18` or `7,5`."""
    return number(years * 12, 1).removesuffix(",0")


class Beyond(NamedTuple):
    """All that the horizon cut, apart from every total."""

    lines: int
    euros: float
    """Before drop-off and discount, transfers cancelled, weighted as the cases are."""

    @property
    def words(self) -> str:
        """One sentence; empty where nothing was cut."""
        if not self.lines:
            return ""
        cut = plural(self.lines, "regel is", "regels zijn")
        return (
            f"Na de horizon: {cut} geknipt. Daarna komt nog {euro(self.euros)}, vóór afbouw en disconto. "
            "Dat telt nergens in mee (M37)."
        )

    def record(self) -> dict[str, float]:
        """The sum for another program."""
        return {"regels": self.lines, "euro_voor_afbouw_en_disconto": self.euros}


def beyond_of(bc: "ValuedCases") -> Beyond:
    """The sum over all lines that are cut."""
    columns = bc.columns
    euros = beyond_horizon(columns) * bc.values.expected * columns.line_unit_price
    whole = np.rint(columns.purse_shares.sum(axis=1))[columns.line_purse]
    weighted = euros * whole * bc.weights[columns.line_case]
    return Beyond(int((np.abs(euros) >= _CENT).sum()), float(weighted.sum()))


def cases_beyond(bc: "ValuedCases") -> list[str]:
    """The cases that have a line with something after the horizon."""
    columns = bc.columns
    late = np.abs(beyond_horizon(columns)) > SAME_MOMENT
    return [bc.cases[place].case.id for place in np.unique(columns.line_case[late]).tolist()]
