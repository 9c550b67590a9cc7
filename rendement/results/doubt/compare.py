"""Two ways to work something out, in the same worlds: the difference, with a band of its own (M23)."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.books.price_books import chosen_book
from rendement.reading.terms.settings_sets import named_settings
from rendement.results.base.choices import possible_year
from rendement.results.doubt.uncertainty import Outcome, drawn_worlds, must_be_drawable, outcome
from rendement.results.table import Table
from rendement.results.worlds.simulation import FEW_CASES, Drawn, Engine, Run, model_of
from rendement.words.columns import Column
from rendement.words.misuse import one_of
from rendement.words.numbers import rounded
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_TITLE: Final = "saldo, twee keer in dezelfde werelden"
_COLUMNS: Final = (Column("wat"), *(Column(name, "euro") for name in ("gemiddeld", "P10", "P50", "P90")))
_SETTINGS: Final = {
    "price_year": "price_year",
    "regime": "regime_name",
    "realism": "realism_name",
    "cashability": "cashability_name",
    "spread": "spread_name",
    "dependence": "dependence_name",
}


@dataclass(frozen=True, repr=False)
class Comparison(Shown):
    """Before, after and the difference of the net, per payer and together, in euros."""

    before: Outcome
    after: Outcome
    difference: Outcome
    payers: tuple[Outcome, ...]
    """The difference per payer."""

    def table(self) -> Table:
        """Rows for before, after, the difference, and the difference per payer, with Monte Carlo errors."""
        columns = (*_COLUMNS, Column("toevalsfout", "euro"))
        rows = [(name, o.mean, o.p10, o.p50, o.p90, o.error) for name, o in self._rows()]
        return Table(_TITLE, columns, tuple(rows))

    def _rows(self) -> list[tuple[str, Outcome]]:
        named = [("eerst", self.before), ("daarna", self.after), ("verschil", self.difference)]
        return named + [(f"verschil {o.name}", o) for o in self.payers]

    def rounded(self) -> Table:
        """The same with no digits finer than the error of the run, and so without a column for it."""
        rows = (
            (name, *(rounded(value, o.error) for value in (o.mean, o.p10, o.p50, o.p90)))
            for name, o in self._rows()
        )
        return Table(_TITLE, _COLUMNS, tuple(rows))


_Cases = TypeVar("_Cases", bound="ValuedCases")


def varied(bc: _Cases, prices: PriceBook | str | None, settings: dict[str, Any]) -> _Cases:
    """The same cases with another book or other settings. Raises Unknown (a KeyError) for another word."""
    for name in settings:
        one_of("een instelling", name, ("prices", *_SETTINGS))
    if "price_year" in settings:
        settings["price_year"] = possible_year(settings["price_year"], chosen_book(prices) or bc.book)
    book = chosen_book(prices) or bc.book
    return replace(bc, book=book, settings=_changed(bc.settings, settings))


def _changed(settings: Settings, given: dict[str, Any]) -> Settings:
    """Other sets by name; what is not named stays what it is, also a set that has no name in the files."""
    named = named_settings(**{"price_year": settings.price_year, **given}, sets=settings.sets)
    fields = {field for key in given for field in (key, _SETTINGS[key])}
    return settings.model_copy(update={field: getattr(named, field) for field in fields})


def compare(one: "ValuedCases", other: "ValuedCases", draws: int, seed: int) -> Comparison:
    """Both drawn with the same seed and the same engine; what they share in name they share in draws."""
    must_be_drawable(draws, seed)
    engine: Engine = "conditional" if min(one.filed, other.filed) >= FEW_CASES else "brute"
    run = Run(draws, seed)
    before, after = (drawn_worlds(model_of(bc), engine, run) for bc in (one, other))
    payers, why = [], one.withheld_reason or other.withheld_reason
    for payer in sorted({*before.payers, *after.payers}):
        was, became = (_net_of(drawn, payer) for drawn in (before, after))
        payers.append(outcome(payer, became - was, why))
    return Comparison(
        outcome("eerst", before.net, one.withheld_reason),
        outcome("daarna", after.net, other.withheld_reason),
        outcome("verschil", after.net - before.net, why),
        tuple(payers),
    )


def _net_of(drawn: Drawn, payer: str) -> Floats:
    """The net of one payer in every world; nothing for a payer that does not occur."""
    if payer not in drawn.payers:
        return np.zeros(len(drawn.net))
    place = drawn.payers.index(payer)
    return np.asarray(drawn.benefit[place] - drawn.cost[place], dtype=np.float64)
