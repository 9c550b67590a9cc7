"""Two price books beside each other: which prices changed, by how much, and why (C5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rendement.engine.price_level import index_step
from rendement.model.price import Price, PriceBook, PriceValue
from rendement.results.table import Table
from rendement.words.columns import Column
from rendement.words.numbers import euro, share


class Why(StrEnum):
    """What is different about a price; one price may have several reasons."""

    NEW = "nieuw"
    GONE = "weg"
    REPLACED = "lokaal vervangen"
    UNIT = "andere eenheid"
    PAYER = "andere betaler"
    KIND = "andere soort"
    VARIABLE = "ander variabel deel"
    COSTING = "andere kostensoort"
    NEW_YEAR = "nieuw prijspeil"
    CORRECTION = "ander bedrag"
    SOURCE = "andere bron"
    INDEX = "andere index"
    WORDS = "andere tekst"


@dataclass(frozen=True)
class PriceChange:
    """One price in two books; amounts in euros per unit at one price level, None where it is not there."""

    key: str
    label: str
    why: tuple[Why, ...]
    before: float | None
    after: float | None
    unit: str
    note: str

    @property
    def ratio(self) -> float | None:
        """After over before; None without both, with another unit, or from nothing."""
        if self.before is None or self.after is None or Why.UNIT in self.why or not self.before:
            return None
        return self.after / self.before


@dataclass(frozen=True)
class BookDifference:
    """Every price that is not the same in two books, compared at one price level."""

    before: PriceBook
    after: PriceBook
    price_year: int
    changes: tuple[PriceChange, ...]
    same: int

    @property
    def counts(self) -> dict[Why, int]:
        """How many prices changed for each reason; a price with two reasons counts for both."""
        found = {why: sum(why in change.why for change in self.changes) for why in Why}
        return {why: count for why, count in found.items() if count}

    def table(self) -> Table:
        """One row per changed price: reasons, both amounts, the difference as a part, and the details."""
        columns = (
            Column("prijs"),
            Column("waarom"),
            Column(self.before.name, "euro_cent"),
            Column(self.after.name, "euro_cent"),
            Column("per"),
            Column("verschil", "kans"),
            Column("toelichting"),
        )
        rows = tuple(
            (
                *(change.key, ", ".join(change.why), change.before, change.after, change.unit),
                *(None if change.ratio is None else change.ratio - 1, change.note),
            )
            for change in self.changes
        )
        title = f"{self.before.name} → {self.after.name}, prijspeil {self.price_year}"
        return Table(title, columns, rows)


def compare_books(before: PriceBook, after: PriceBook, price_year: int | None = None) -> BookDifference:
    """What changed between two books, at the last measured year of the first unless another is asked."""
    year = before.default_year if price_year is None else price_year
    keys = sorted({*before.prices, *after.prices})
    changes = [change for key in keys for change in [_change(before, after, key, year)] if change is not None]
    return BookDifference(before, after, year, tuple(changes), len(keys) - len(changes))


def _change(a: PriceBook, b: PriceBook, key: str, year: int) -> PriceChange | None:
    old, new = a.prices.get(key), b.prices.get(key)
    if old is None or new is None:
        there = new or old
        assert there is not None
        only = Why.NEW if old is None else Why.GONE
        return PriceChange(
            key, there.label, (only,), _amount(a, key, year), _amount(b, key, year), there.unit, ""
        )
    why = tuple(_reasons(a, b, key, year))
    if not why:
        return None
    unit = new.unit if new.unit == old.unit else f"{old.unit} → {new.unit}"
    note = "; ".join(_notes(old, new, why))
    return PriceChange(key, new.label, why, _amount(a, key, year), _amount(b, key, year), unit, note)


def _amount(book: PriceBook, key: str, year: int) -> float | None:
    """Euros per unit at a price level; None where the price or the index year is not there."""
    price = book.prices.get(key)
    if price is None:
        return None
    value = price.value_for(year)
    known = book.series[price.index].values
    if value.price_year != year and not {value.price_year, year} <= set(known):
        return None
    return value.mean * index_step(book, price.index, value.price_year, year)


def _reasons(a: PriceBook, b: PriceBook, key: str, year: int) -> Iterator[Why]:
    old, new = a.prices[key], b.prices[key]
    same_step = _index_of(a, old, year) == _index_of(b, new, year)
    if old == new and same_step:
        return
    stated_elsewhere = a.origin_of(key).book.partition("@")[0] != b.origin_of(key).book.partition("@")[0]
    years = [(value, other) for value in old.values for other in new.values if _same_year(value, other)]
    found = (
        (stated_elsewhere and b.replaced(key) is not None, Why.REPLACED),
        ((old.unit, old.hours_per_halfday) != (new.unit, new.hours_per_halfday), Why.UNIT),
        ((dict(old.payers), old.transfer_to) != (dict(new.payers), new.transfer_to), Why.PAYER),
        (old.kind is not new.kind, Why.KIND),
        (old.variable_share != new.variable_share, Why.VARIABLE),
        (old.costing is not new.costing, Why.COSTING),
        ({v.price_year for v in old.values} != {v.price_year for v in new.values}, Why.NEW_YEAR),
        (any(value.points != other.points for value, other in years), Why.CORRECTION),
        (any(_cited(value) != _cited(other) for value, other in years), Why.SOURCE),
        (not same_step and old.value_for(year).price_year == new.value_for(year).price_year, Why.INDEX),
    )
    reasons = [why for so, why in found if so]
    yield from reasons or [Why.WORDS]


def _same_year(value: PriceValue, other: PriceValue) -> bool:
    return value.price_year == other.price_year


def _cited(value: PriceValue) -> tuple[tuple[str, str | None], ...]:
    said = [(citation.source, citation.locator) for citation in value.citations]
    return (*said, *((part.source, part.locator) for part in value.composition))


def _index_of(book: PriceBook, price: Price, year: int) -> tuple[object, ...]:
    """What indexing to a year does to a price: the series and both of its values."""
    known = book.series[price.index].values
    return price.index, known.get(price.value_for(year).price_year), known.get(year)


def _notes(old: Price, new: Price, why: tuple[Why, ...]) -> Iterator[str]:
    """What it was and what it became, per reason that needs words."""
    if {Why.NEW_YEAR, Why.CORRECTION, Why.REPLACED} & set(why):
        yield f"{_stated(old)} → {_stated(new)}"
    if Why.PAYER in why:
        yield f"betalers {_payers(old)} → {_payers(new)}"
    if Why.KIND in why:
        yield f"{old.kind.value} → {new.kind.value}"
    if Why.VARIABLE in why:
        yield f"variabel {share(old.variable_share)} → {share(new.variable_share)}"
    if Why.COSTING in why:
        yield f"kosten {old.costing.value} → {new.costing.value}"
    if Why.SOURCE in why or Why.REPLACED in why:
        yield f"bron {_sources(old)} → {_sources(new)}"
    if Why.INDEX in why:
        moved = old.index != new.index
        yield f"reeks {old.index} → {new.index}" if moved else f"reeks {old.index} is herzien"


def _stated(price: Price) -> str:
    return f"{euro(price.newest.mean, 2)} ({price.newest.price_year})"


def _payers(price: Price) -> str:
    moved = f" → {price.transfer_to}" if price.transfer_to else ""
    return ", ".join(f"{payer} {share(part)}" for payer, part in price.payers.items()) + moved


def _sources(price: Price) -> str:
    return ", ".join(dict.fromkeys(source for source, _ in _cited(price.newest)))
