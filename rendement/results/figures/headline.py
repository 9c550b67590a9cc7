"""The figures of one money column, and of the three beside each other (M13)."""

from collections.abc import Mapping
from dataclasses import dataclass

from rendement.model.price import Kind
from rendement.results.figures.showing import Withheld, why_no_ratio
from rendement.results.table import Table
from rendement.words.columns import Column


@dataclass(frozen=True)
class Headline:
    """The figures of one money column, in euros; never added to those of another (M13)."""

    name: str
    benefit: float
    cost: float
    complete: bool = True
    """Whether the cost is that of all closed cases (M32)."""

    @property
    def net(self) -> float:
        """Benefit minus cost: the primary figure (M14)."""
        return self.benefit - self.cost

    @property
    def ratio(self) -> float | None:
        """Benefit per euro (M14), or None where it may not be shown."""
        return self.benefit / self.cost if self.ratio_withheld is None else None

    @property
    def ratio_withheld(self) -> Withheld | None:
        """Why there is no ratio; None where there is one (M33)."""
        return why_no_ratio(self.complete, self.benefit, self.cost)


def money_columns(headlines: Mapping[str, Headline], cash: str) -> Table:
    """The money columns as a table, in euros; capacity has no cost of its own.

    `cash`: how far it is established what a payer spends less (M13).
    """
    amounts = (Column("baten", "euro"), Column("inzet", "euro"), Column("netto", "euro"))
    rows = [
        (h.name, h.benefit, None, None, None)
        if h.name == Kind.CAPACITY.value
        else (h.name, h.benefit, h.cost, h.net, cash if h.name == Kind.CASHABLE.value else None)
        for h in headlines.values()
    ]
    return Table(
        "drie geldkolommen, nooit optellen",
        (Column("geldkolom"), *amounts, Column("vastgesteld")),
        tuple(rows),
    )
