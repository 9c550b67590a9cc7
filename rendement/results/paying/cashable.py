"""Money in hand: per payer and year what its budget could really go down by (M13, M21)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rendement.results.figures.cash_words import cash_column
from rendement.results.table import AsTable, Table
from rendement.words.columns import Column, RowKind

if TYPE_CHECKING:
    from rendement.results.value.months import Months
    from rendement.results.value.valued import ValuedCases


TOGETHER: Final = "samen"
"""The row of all payers."""


@dataclass(frozen=True, repr=False)
class CashYears(AsTable):
    """Cashable benefits per payer and calendar year, in euros, undiscounted."""

    name: str
    """What the amounts are called: *hoogstens* while nobody knows whether budgets go down."""
    years: tuple[int, ...]
    amounts: dict[str, tuple[float, ...]]
    """Per payer: an amount for every year; payers for whom nothing is cashable are left out."""

    @property
    def per_year(self) -> tuple[float, ...]:
        """All payers together, per year."""
        return tuple(sum(column) for column in zip(*self.amounts.values(), strict=True))

    def table(self) -> Table:
        """Tidy: a row per payer and year in which something is cashable."""
        rows = tuple(
            (payer, year, amount)
            for payer, amounts in self.amounts.items()
            for year, amount in zip(self.years, amounts, strict=True)
            if amount
        )
        columns = (Column("betaler"), Column("jaar", "jaar"), Column(self.name, "euro"))
        return Table(f"{self.name} per jaar, zonder disconto", columns, rows)

    def beside(self, most: int = 5, label: Callable[[str], str] = str) -> Table:
        """To read: a row per payer, a column per year, and all of it; the last row adds up.

        From `most` years on the last column of years takes all that comes later; `label` is how a payer is
        called.
        """
        shown = self.years[:most]
        later = len(self.years) > most
        heads = [*map(str, shown[: most - 1]), f"vanaf {shown[-1]}"] if later else list(map(str, shown))
        everyone = [(label(payer), mine) for payer, mine in self.amounts.items()]
        everyone.append((TOGETHER, self.per_year))
        rows = [
            (payer, *amounts[: len(shown) - 1], sum(amounts[len(shown) - 1 :]), sum(amounts))
            for payer, amounts in everyone
        ]
        columns = (Column("betaler"), *(Column(head, "euro") for head in (*heads, "alle jaren")))
        title = f"{self.name.capitalize()} per jaar, zonder disconto"
        groups: list[RowKind] = ["groep"] * len(self.amounts)
        whole = Table(title, columns, tuple(rows), kinds=(*groups, "totaal"))
        return whole if self.amounts else whole[:0]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows of the table for another program."""
        return self.table().to_dicts()


def cash_years(bc: "ValuedCases") -> CashYears:
    """The cashable part of the cash flow, years in which nothing is left out at both ends."""
    months = bc.months
    sums = _per_year(months)
    filled = [year for year, amounts in sums.items() if any(amounts)]
    years = tuple(range(min(filled), max(filled) + 1)) if filled else ()
    amounts = {
        payer: tuple(sums[year][place] for year in years)
        for place, payer in enumerate(months.payers)
        if any(sums[year][place] for year in years)
    }
    return CashYears(cash_column(bc.settings.cashability), years, amounts)


def _per_year(months: "Months") -> dict[int, list[float]]:
    """Per year the cashable amount of every payer."""
    places: dict[int, list[int]] = {}
    for place, first in enumerate(months.first):
        places.setdefault(first.year, []).append(place)
    return {year: months.cash_benefit[mine].sum(axis=0).tolist() for year, mine in places.items()}
