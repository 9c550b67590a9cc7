"""One line with all there is to tell about it: what leads it, and in which case it stands."""

from typing import TYPE_CHECKING, NamedTuple

from rendement.engine.columns import WITH
from rendement.engine.walk import weakest_grade
from rendement.model.case import CareLine, Case, EffortLine, Expense, Pathway
from rendement.model.estimate import Evidence
from rendement.model.lines import Line
from rendement.model.units import PER_YEAR

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases


class Told(NamedTuple):
    """One line with all there is to tell about it."""

    bc: "ValuedCases"
    case: Case
    line: EffortLine | CareLine
    name: str
    row: int
    """Its place in the columns of the engine."""
    leading: Line | None = None
    """For help: the line whose chance and time count, its own or that of M29."""

    @property
    def care(self) -> CareLine | None:
        """The line whose chance and time count, when it is care (M29)."""
        return self.leading.line if self.leading else None

    @property
    def leads(self) -> EffortLine | CareLine:
        """The line whose times count: its own, for most."""
        return self.care or self.line

    @property
    def target(self) -> str:
        """`z1.1`: the help that this came instead of (M29); empty for most."""
        return (self.line.instead_of or "") if isinstance(self.line, CareLine) else ""

    @property
    def is_beside(self) -> bool:
        """Whether it says that it counts beside other help (M42)."""
        return isinstance(self.line, CareLine) and self.line.beside is not None

    @property
    def window_share(self) -> float:
        """In what share of the time without that other help this was used; 1 for most."""
        share_of = self.line.window_share if isinstance(self.line, CareLine) else None
        return 1.0 if share_of is None else share_of

    @property
    def pathway(self) -> Pathway | None:
        """The path whose chance counts; None for effort and for help outside any path."""
        return self.leading.pathway if self.leading else None

    @property
    def expense(self) -> Expense | None:
        """The money spent, of a line without a price per unit."""
        return self.line.expense

    @property
    def grade(self) -> Evidence | None:
        """The evidence its realism follows from (M10); only what would have happened has one."""
        if self.leading is None or self.pathway is None or not self.leading.is_without:
            return None
        return weakest_grade(self.case, self.leading.line, self.pathway)

    @property
    def own_chance(self) -> float:
        """The mean chance within its path."""
        return self.care.chance.mean if self.care and self.care.chance else 1.0

    @property
    def is_with(self) -> bool:
        """Whether it is help that was used with us."""
        return int(self.bc.columns.line_side[self.row]) == WITH

    @property
    def unit(self) -> str:
        """The unit of its price."""
        return self.bc.book.prices[self.line.price].unit if self.line.price else "keer"

    @property
    def goes_on(self) -> bool:
        """Whether the quantity used is so much a year: written as such, or days that last as they say."""
        if self.line.quantity is None:
            return False
        lasts = self.line.duration is None and self.unit in PER_YEAR
        return self.line.quantity.per is not None or lasts
