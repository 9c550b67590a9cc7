"""Cost per event avoided: where help is an event (a fall, an eviction), what one less of them costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.model.price import PriceBook
from rendement.results.build_up.gross_to_net import GrossToNet, gross_to_net
from rendement.results.table import AsTable, Table
from rendement.words.columns import Column
from rendement.words.listed import Listed

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

EVENT: Final = "incident"
"""The unit of prices of what happens to somebody, once; a visit or a ride is use."""
FEWEST: Final = 1.0
"""Events that are avoided, in expectation, before there is a cost of one."""


class NoCost(StrEnum):
    """Why there is no cost per event."""

    INCOMPLETE = "kosten_onvolledig"
    FEW = "minder_dan_een"
    FREE = "geen_kosten"
    PAYS = "levert_geld_op"


@dataclass(frozen=True)
class EventCost:
    """One kind of event in one programme. The cost is of the whole programme, whatever else it brings."""

    programme: str
    price: str
    label: str
    avoided: float
    """Expected events less, of the cases that count (M4); a minus where there are more."""
    cost: float
    """Cost of the whole programme, in euros."""
    net: float
    """Benefits minus cost of the whole programme, these events among them."""
    costs_complete: bool

    @property
    def withheld(self) -> NoCost | None:
        """Why nothing is divided; None where the cost of one event is told."""
        if not self.costs_complete:
            return NoCost.INCOMPLETE
        if self.avoided < FEWEST:
            return NoCost.FEW
        return NoCost.FREE if self.cost <= 0.0 else None

    @property
    def cost_per(self) -> float | None:
        """Cost ÷ events avoided, in euros."""
        return None if self.withheld else self.cost / self.avoided

    @property
    def net_withheld(self) -> NoCost | None:
        """Why there is no net cost per event: what benefits bring in may be more than it all cost."""
        return self.withheld or (NoCost.PAYS if self.net >= 0.0 else None)

    @property
    def net_cost_per(self) -> float | None:
        """Cost less all benefits ÷ events avoided; never negative: then it brings in money instead."""
        return None if self.net_withheld else -self.net / self.avoided

    def record(self) -> dict[str, Any]:
        """For another program."""
        return {
            "programma": self.programme,
            "prijs": self.price,
            "gebeurtenis": self.label,
            "minder": self.avoided,
            "kosten_per_gebeurtenis": self.cost_per,
            "nettokosten_per_gebeurtenis": self.net_cost_per,
            "waarom_niet": self.withheld,
            "waarom_niet_netto": self.net_withheld,
        }


@dataclass(frozen=True, repr=False)
class EventCosts(Listed[EventCost], AsTable):
    """Every kind of event that these cases speak of, per programme."""

    found: tuple[EventCost, ...]

    def table(self) -> Table:
        """A row per programme and event."""
        per = (Column(name, "euro") for name in ("kosten per stuk", "nettokosten per stuk"))
        rows = tuple((e.programme, e.label, e.avoided, e.cost_per, e.net_cost_per) for e in self.found)
        names = (Column("programma"), Column("gebeurtenis"), Column("minder", "getal"))
        return Table("kosten per voorkomen gebeurtenis", (*names, *per), rows)

    def _items(self) -> tuple[EventCost, ...]:
        return self.found

    def _names(self, item: EventCost) -> tuple[str, ...]:
        return (item.price,)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A record for each, for another program."""
        return [event.record() for event in self.found]


def events_avoided(bc: "ValuedCases") -> EventCosts:
    """Per programme, in order of its name, the events in its help; nothing where there are none."""
    units, found = bc.values.units * bc.weights[bc.columns.line_case], list[EventCost]()
    for denominator in sorted(bc.denominators, key=lambda denominator: denominator.name):
        avoided = _avoided(bc.book, bc.columns, units, bc.members(denominator))
        if avoided:
            whole, complete = gross_to_net(bc, denominator.name), denominator not in bc.incomplete
            found += (_cost_of(bc.book, whole, key, less, complete) for key, less in avoided.items())
    return EventCosts(tuple(found))


def _avoided(book: PriceBook, columns: Columns, units: Floats, members: Sequence[int]) -> dict[str, float]:
    """How many of each event in the help of these cases did not happen, by the key of its price."""
    care = np.isin(columns.line_case, members) & (columns.line_side != EFFORT)
    avoided = np.bincount(columns.line_price[care] + 1, units[care], len(columns.price_keys) + 1)[1:]
    used = set(columns.line_price[care].tolist())
    events = (number for number in sorted(used - {-1}) if _is_event(book, columns, number))
    return {columns.price_keys[number]: float(avoided[number]) for number in events}


def _is_event(book: PriceBook, columns: Columns, price: int) -> bool:
    return book.prices[columns.price_keys[price]].unit == EVENT


def _cost_of(book: PriceBook, whole: GrossToNet, key: str, avoided: float, complete: bool) -> EventCost:
    return EventCost(
        programme=whole.of,
        price=key,
        label=book.prices[key].label,
        avoided=avoided,
        cost=whole.benefit - whole.net,
        net=whole.net,
        costs_complete=complete,
    )
