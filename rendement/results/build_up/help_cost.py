"""What help costs with us, as a part of what it would have cost without us: per base, programme or case."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, WITH, Columns
from rendement.engine.evaluate import LineValues, expected_quantity
from rendement.model.price import PriceBook
from rendement.results.table import AsTable, Table
from rendement.words.columns import KIND, Column, RowKind
from rendement.words.listed import Listed
from rendement.words.misuse import one_of

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

ALL: Final = "alles samen"
LEAST: Final = 100.0
"""Euros that help must have cost without us before a percentage of it says anything."""
_PER: Final = ("programma", "casus")


@dataclass(frozen=True)
class HelpCost:
    """Help with us and without us, in euros now; own effort, transfers and work are not help."""

    of: str
    with_us: float
    """Help that was still used, or came because of us, and what was only postponed; also what is not ours."""
    saved: float
    """The benefits of help: what it costs less because of us, with the sign of benefits."""
    kind: RowKind = "groep"
    """`totaal`: of everything."""

    @property
    def without_us(self) -> float:
        """What the same help would have cost without us."""
        return self.with_us + self.saved

    @property
    def share(self) -> float | None:
        """With us ÷ without us; None where there would have been next to no help without us."""
        return self.with_us / self.without_us if self.without_us >= LEAST else None

    def record(self) -> dict[str, Any]:
        """For another program."""
        return {
            KIND: self.kind,
            "waarvan": self.of,
            "zonder_ons": self.without_us,
            "met_ons": self.with_us,
            "deel": self.share,
        }


@dataclass(frozen=True, repr=False)
class HelpCosts(Listed[HelpCost], AsTable):
    """One or more of them, each by itself."""

    found: tuple[HelpCost, ...]

    def table(self) -> Table:
        """A row for each: without us, with us, and with us as a part of without."""
        amounts = (Column(name, "euro") for name in ("zonder ons", "met ons", "minder"))
        rows = tuple((c.of, c.without_us, c.with_us, c.saved, c.share) for c in self.found)
        return Table(
            "wat de hulp kost, met en zonder ons",
            (Column("waarvan"), *amounts, Column("kost nog", "aandeel")),
            rows,
            kinds=tuple(cost.kind for cost in self.found),
        )

    def _items(self) -> tuple[HelpCost, ...]:
        return self.found

    def _names(self, item: HelpCost) -> tuple[str, ...]:
        return (item.of,)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A record for each, for another program."""
        return [cost.record() for cost in self.found]


def help_costs(bc: "ValuedCases", per: str | None = None) -> HelpCosts:
    """Of everything, or one a `programma` (each case for what it stands for) or a `casus` (each once)."""
    if per is None:
        whole = _summed(bc.book, bc.columns, bc.values, ALL, bc.weights)
        return HelpCosts((replace(whole, kind="totaal"),))
    one_of("per", per, _PER)
    everyone = np.arange(bc.filed)
    if per == "casus":
        parts = [(loaded.case.id, (everyone == i) * 1.0) for i, loaded in enumerate(bc.cases)]
    else:
        members = ((d.name, bc.members(d)) for d in bc.denominators)
        parts = [(name, bc.weights * np.isin(everyone, mine)) for name, mine in members]
    return HelpCosts(tuple(_summed(bc.book, bc.columns, bc.values, name, weights) for name, weights in parts))


def _summed(book: PriceBook, columns: Columns, values: LineValues, of: str, weights: Floats) -> HelpCost:
    each = weights[columns.line_case] * _is_help(book, columns)
    used = used_with_us(columns, values)
    return HelpCost(of, float((used * each).sum()), float((values.value * each).sum()))


def _is_help(book: PriceBook, columns: Columns) -> Bools:
    """Lines of help: no effort of ours, no transfer, no work; an expense of help is help."""
    prices = [book.prices[key].is_help for key in columns.price_keys]
    helps: Bools = np.array([*prices, True])[columns.line_price]
    care: Bools = columns.line_side != EFFORT
    return helps & care


def used_with_us(columns: Columns, values: LineValues) -> Floats:
    """Per line what help costs that is still used with us: also what is postponed, also what is not ours."""
    whole = replace(
        columns,
        line_attribution=np.ones(columns.lines),
        line_kept=np.ones(columns.lines),
    )
    amount = expected_quantity(whole) * columns.line_unit_price
    own, weight = columns.atom_inside == 0, columns.atom_weight
    later = np.where(own, np.minimum(weight, 0.0), np.maximum(weight, 0.0)) * values.atom_time
    postponed = np.bincount(columns.atom_line, -later, columns.lines)
    return np.asarray(amount * np.where(columns.line_side == WITH, -values.time, postponed))
