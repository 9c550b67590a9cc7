"""Many cases valued once, added up from below, with an honest denominator: what every result starts from."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns, build_columns
from rendement.engine.evaluate import LineValues, Money, Split, evaluate, money
from rendement.engine.totals import to_euros
from rendement.model.base import content_hash
from rendement.model.case import Status
from rendement.model.price import Kind, PriceBook, Side
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Settings
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.results.base.denominator import BenefitRange, Denominator, benefit_range
from rendement.results.figures.cash_words import bound
from rendement.results.figures.headline import Headline, money_columns
from rendement.results.figures.showing import Withheld
from rendement.results.table import Table
from rendement.results.value.grouping import Breakdown, Group, breakdown, grouped
from rendement.results.value.months import Months, months_of
from rendement.results.value.programme_costs import ProgrammeCosts
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.shown import Shown

Floats = NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class ValuedCases(ProgrammeCosts, Shown):
    """A valued set of cases. Totals stand for all closed cases as far as the selection allows (M15)."""

    cases: tuple[LoadedCase, ...]
    book: PriceBook
    settings: Settings
    denominators: tuple[Denominator, ...]
    programmes: tuple[LoadedProgramme, ...]
    left_out: tuple[LoadedCase, ...]
    whose: WhoseNumbers = WhoseNumbers.POOLED
    minimum_status: Status | None = None
    below_status: tuple[LoadedCase, ...] = ()
    """Cases left out because they have not come as far as `minimum_status`."""
    roots: tuple[Path, ...] = ()
    """The paths that the cases were read from, as they were given; none for a list of cases."""

    # ---- the arithmetic, once

    @cached_property
    def columns(self) -> Columns:
        """The cases as arrays."""
        return build_columns((loaded.case for loaded in self.cases), self.book, self.settings)

    @cached_property
    def values(self) -> LineValues:
        """The value of every line."""
        return evaluate(self.columns, self.settings.regime)

    @cached_property
    def money(self) -> Money:
        """Every line per payer, in three money columns."""
        return money(self.columns, self.values.value)

    @cached_property
    def weights(self) -> Floats:
        """What each case counts for in totals: 1, or more when it was drawn by lot."""
        weights = np.ones(len(self.cases))
        for denominator in self.denominators:
            mine = self.members(denominator)
            weights[mine] = denominator.weights([_lot_chance(self.cases[i]) for i in mine])
        return weights

    def members(self, denominator: Denominator) -> list[int]:
        """The places of the cases of one programme."""
        return [i for i, loaded in enumerate(self.cases) if _home(loaded) == denominator.name]

    def place_of(self, case_id: str) -> int:
        """The place of a case. Raises Unknown (a KeyError) with the cases there are."""
        names = [loaded.case.id for loaded in self.cases]
        if case_id not in names:
            raise refusals.no_case(case_id, names)
        return names.index(case_id)

    def case_totals(self, split: Split, effort: bool) -> Floats:
        """Euros per case (rows) and payer (columns) of effort or of care, before weights."""
        kept = split.where((self.columns.line_side == EFFORT) == effort)
        return to_euros(kept.total(self.columns.line_case, self.columns.cases))

    @cached_property
    def months(self) -> Months:
        """Undiscounted benefit and cost per payer and month (M21)."""
        return months_of(self)

    # ---- denominators and costs

    @cached_property
    def ranges(self) -> tuple[BenefitRange, ...]:
        """Per programme: the benefits of all its closed cases (M15)."""
        benefit = self.case_totals(self.money.societal, effort=False).sum(axis=1)
        return tuple(
            benefit_range(d, benefit[self.members(d)], [_lot_chance(self.cases[i]) for i in self.members(d)])
            for d in self.denominators
        )

    @cached_property
    def floor_benefit(self) -> float:
        """What the unfiled cases of chosen bases count for: their stated floor, 0 unless argued."""
        return sum(denominator.floor for denominator in self.denominators)

    # ---- headlines

    @cached_property
    def headlines(self) -> dict[str, Headline]:
        """The three money columns by name: verzilverbaar, capaciteit, maatschappelijk (M13)."""
        overhead = sum(self.overhead.values())
        found = {}
        for name, column in self.money.by_name.items():
            societal = name == Kind.SOCIETAL.value
            benefit = self._weighted(column, effort=False) + (self.floor_benefit if societal else 0.0)
            cost = 0.0 if name == Kind.CAPACITY.value else self._weighted(column, effort=True) + overhead
            found[name] = Headline(name, benefit, cost, self.costs_complete)
        return found

    def _weighted(self, split: Split, effort: bool) -> float:
        return float(self.weights @ self.case_totals(split, effort).sum(axis=1))

    @property
    def total(self) -> Headline:
        """The societal headline: everything, transfers cancelled."""
        return self.headlines[Kind.SOCIETAL.value]

    @property
    def benefit(self) -> float:
        """Benefits of all closed cases as far as may be said, in euros."""
        return self.total.benefit

    @property
    def cost(self) -> float:
        """Costs of the whole programme where given, else of the counted cases, in euros."""
        return self.total.cost

    @property
    def net(self) -> float:
        """Benefit minus cost, in euros: the primary figure."""
        return self.total.net

    @property
    def ratio(self) -> float | None:
        """Ratio of sums (M14), or None where it would mislead."""
        return self.total.ratio

    @property
    def ratio_withheld(self) -> Withheld | None:
        """Why there is no ratio; None where there is one (M33)."""
        return self.total.ratio_withheld

    @property
    def filed(self) -> int:
        """Cases counted here."""
        return len(self.cases)

    @property
    def closed(self) -> int:
        """Cases closed in the period, filed or not."""
        return sum(denominator.closed for denominator in self.denominators)

    # ---- tables

    def by(self, *dimensions: str) -> Breakdown:
        """Benefit, cost and net per group, e.g. `by("betaler")`, `by("wijk", "betaler")`.

        Dimensions: betaler, perspectief, casus, programma, gemeente, wijk, organisatie, verwijzer, leeftijd,
        huishouden, thema, aanpak, jaar, domein, wet. A case with two themes counts half for each: rows add up
        to the total. A programme's row carries all it costs (M14); elsewhere what belongs to no case has a
        row of its own.
        """
        groups = self.groups(*dimensions)  # first: it knows which dimensions there are
        return breakdown("per " + " en ".join(dimensions), dimensions, groups)

    def groups(self, *dimensions: str) -> list[Group]:
        """The same as records, for whoever works on with them."""
        return grouped(self, dimensions)

    def money_columns(self) -> Table:
        """The three money columns beside each other; they overlap and are never added up (M13)."""
        return money_columns(self.headlines, f"niet ({bound(self.settings.cashability)})")

    def perspectives(self) -> Breakdown:
        """The same money from the public purse, other payers, residents, and society (D3)."""
        everybody = frozenset(range(self.filed))
        total = Group(("samenleving (alles samen)",), self.benefit, self.cost, everybody, "totaal")
        groups = [*self.groups("perspectief"), total]
        return breakdown("vier manieren om te kijken", ["perspectief"], groups)

    def saved(self) -> Table:
        """Hours, visits, days and places of care less (or more) used, expected, per price (I2)."""
        care = self.columns.line_side != EFFORT
        weighted = self.values.units * self.weights[self.columns.line_case]
        rows = []
        for number, key in enumerate(self.columns.price_keys):
            mine = care & (self.columns.line_price == number)
            price = self.book.prices[key]
            less = float(weighted[mine].sum())
            if abs(less) > 1e-9 and price.is_help:
                rows.append((price.label, price.unit, less))
        columns = (Column("hulp"), Column("eenheid"), Column("minder gebruikt", "getal"))
        title = "hulp die minder nodig was (min: er kwam hulp bij)"
        return Table(title, columns, tuple(rows)).sorted_by("minder gebruikt")

    def programme_table(self) -> Table:
        """Per programme: filed of closed, how chosen, and between which bounds the benefits lie (M15)."""
        counts = (Column(name, "aantal") for name in ("ingediend", "afgesloten"))
        amounts = (Column(name, "euro") for name in ("baten", "laag", "hoog"))
        columns = (Column("programma"), *counts, Column("gekozen"), *amounts, Column("wat laag en hoog zijn"))
        columns = (*columns, Column("kosten"))
        rows = [
            (d.name, d.filed, d.closed, d.selection.value, r.counted, r.low, r.high, r.kind, self.said_of(d))
            for d, r in zip(self.denominators, self.ranges, strict=True)
        ]
        return Table("programma's", columns, tuple(rows))

    # ---- provenance

    @cached_property
    def case_hash(self) -> str:
        """SHA-256 of what the cases and their reviews say."""
        ordered = sorted(self.cases, key=lambda c: c.case.id)
        reviews = (found.review for loaded in ordered for found in loaded.reviews)
        return content_hash(*(loaded.by_author for loaded in ordered), *reviews)

    @cached_property
    def settings_hash(self) -> str:
        """SHA-256 of the sets this was computed with."""
        return content_hash(self.settings)

    def payer_label(self, payer: str) -> str:
        """The name of a payer for people."""
        return self.book.payer_label(payer)

    def payer_side(self, payer: str) -> Side:
        """The side a payer belongs to. Raises Unknown (a KeyError) for one that is not in the book."""
        return self.book.payer_side(payer)


def _lot_chance(loaded: LoadedCase) -> float | None:
    return loaded.case.lot_chance.mean if loaded.case.lot_chance is not None else None


def _home(loaded: LoadedCase) -> str:
    return loaded.programme.programme.id if loaded.programme is not None else ""
