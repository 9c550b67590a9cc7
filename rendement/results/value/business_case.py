"""The business case: many cases valued once, added up from below, with an honest denominator."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns, build_columns
from rendement.engine.evaluate import LineValues, Money, Split, evaluate, money
from rendement.engine.totals import to_euros
from rendement.model.base import content_hash
from rendement.model.case import Status
from rendement.model.price import Kind, PriceBook, Side
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Selection, Settings
from rendement.reading.loading.loaded import CaseSet, LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import Assumptions, chosen
from rendement.results.base.choices import common_terms, denominators_of, filed_in, programmes_of
from rendement.results.base.denominator import BenefitRange, Denominator, benefit_range
from rendement.results.base.fitting import must_fit
from rendement.results.base.spelling import one_spelling
from rendement.results.questions import Questions
from rendement.results.reviewed.reviews import by_status, chosen_numbers, counted
from rendement.results.table import Column, Table
from rendement.results.value.cash_words import bound
from rendement.results.value.grouping import Entries, grouped
from rendement.results.value.headline import Headline, money_columns
from rendement.results.value.programme_costs import ProgrammeCosts
from rendement.results.value.showing import Withheld
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.account.provenance import Stated
    from rendement.results.explaining.explain import Explanation
    from rendement.results.paying.cash_flow import Months, Payback
    from rendement.results.uncounted.double_counting import Overlap
    from rendement.results.worlds.run_record import RunRecord

Floats = NDArray[np.float64]


def business_case(
    cases: CaseSet | Sequence[LoadedCase],
    prices: PriceBook | str | None = None,
    *,
    closed: int | None = None,
    selection: Selection | str | None = None,
    reviews: WhoseNumbers | str = WhoseNumbers.POOLED,
    minimum_status: Status | str | None = None,
    **assumed: Unpack[Assumptions],
) -> "BusinessCase":
    """Value cases and add them up.

    What is not given comes from the `programma.yaml` of the cases. What may be `assumed`: `price_year`, own
    sets (`sets`, a folder), and names of sets: `regime`, `realism`, `cashability`, `spread`, `dependence`.
    `closed` and `selection` are the denominator for cases without a programme. `reviews` says whose
    numbers count: `samengevoegd` (M19) or those of the `auteur`. `minimum_status` leaves out cases that
    have not come as far; what is left was then chosen (M15). Raises CannotAdd without a denominator, or
    when programmes compute differently and nothing here decides; ReadingError for a name that does not
    exist, or with the place of every line that this book cannot value.
    """
    whose = chosen_numbers(reviews)
    filed, below = by_status(filed_in(cases), minimum_status)
    programmes = programmes_of((*filed, *below), cases.programmes if isinstance(cases, CaseSet) else ())
    book, terms = common_terms(programmes, chosen(prices, **assumed))
    must_fit(filed, programmes, book, terms)
    denominators = denominators_of(filed, programmes, closed, selection, below)
    filed = tuple(counted(loaded, whose, book) for loaded in one_spelling(filed))
    left_out = tuple(cases.running) + tuple(cases.withheld) if isinstance(cases, CaseSet) else ()
    status = None if minimum_status is None else Status(minimum_status)
    roots = cases.roots if isinstance(cases, CaseSet) else ()
    whole = (filed, book, terms, denominators, programmes, left_out, whose, status, below, roots)
    return BusinessCase(*whole)


@dataclass(frozen=True, repr=False)
class BusinessCase(ProgrammeCosts, Questions, Shown):
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

    def case_totals(self, split: Split, effort: bool) -> Floats:
        """Euros per case (rows) and payer (columns) of effort or of care, before weights."""
        kept = split.where((self.columns.line_side == EFFORT) == effort)
        return to_euros(kept.total(self.columns.line_case, self.columns.cases))

    @cached_property
    def months(self) -> "Months":
        """Undiscounted benefit and cost per payer and month (M21)."""
        from rendement.results.paying.cash_flow import months_of

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

    def by(self, *dimensions: str) -> Table:
        """Benefit, cost and net per group, e.g. `by("betaler")`, `by("wijk", "betaler")`.

        Dimensions: betaler, perspectief, casus, programma, gemeente, wijk, organisatie, verwijzer, leeftijd,
        huishouden, thema, aanpak, jaar, domein, wet. A case with two themes counts half for each: rows add up
        to the total. A programme's row carries all it costs (M14); elsewhere what belongs to no case has a
        row of its own.
        """
        entries = Entries.of(self)
        rows, members = grouped(self, entries, dimensions)
        columns = (*(Column(name) for name in dimensions), Column("casussen", "aantal"))
        amounts = (Column("baten", "euro"), Column("inzet", "euro"), Column("netto", "euro"))
        return Table("per " + " en ".join(dimensions), (*columns, *amounts), tuple(rows), tuple(members))

    def money_columns(self) -> Table:
        """The three money columns beside each other; they overlap and are never added up (M13)."""
        return money_columns(self.headlines, f"niet ({bound(self.settings.cashability)})")

    def perspectives(self) -> Table:
        """The same money from the public purse, other payers, residents, and society (D3)."""
        table = self.by("perspectief")
        total = ("samenleving (alles samen)", self.filed, self.benefit, self.cost, self.net)
        return Table("vier manieren om te kijken", table.columns, (*table.rows, total))

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

    # ---- other questions

    def cash_flow(self, period: str = "jaar") -> Table:
        """Undiscounted benefit, cost and net per payer per calendar `jaar` or `maand` (M21)."""
        from rendement.results.paying.cash_flow import cash_flow_table

        return cash_flow_table(self, period)

    def payback(self, payer: str | None = None) -> "Payback":
        """When the cumulative net of all payers, or of one, reaches 0 and stays there (M21)."""
        from rendement.results.paying.cash_flow import payback

        return payback(self, payer)

    def explain(self, case_id: str) -> "Explanation":
        """One case line by line: quantity, price, source, chance and rule of every figure."""
        from rendement.results.explaining.explain import explain

        return explain(self, case_id)

    def receipts(self, **only: str) -> Table:
        """The lines behind a figure, one row per line and payer: `receipts(betaler="gemeente")`."""
        from rendement.results.explaining.receipts import receipts

        return receipts(self, **only)

    def weak_prices(self) -> Table:
        """The weak prices this leans on (grade, old, ended, forecast), with their part of the benefits."""
        from rendement.results.prices.weak_prices import weak_prices

        return weak_prices(self)

    def double_counting(self) -> "list[Overlap]":
        """Help that may be counted twice, within and between cases (M20)."""
        from rendement.results.uncounted.double_counting import overlaps

        return overlaps(self)

    def disagreement(self) -> Table:
        """Where reviewers and authors differ: how far apart, and what it does to the case (M19)."""
        from rendement.results.reviewed.reviews import disagreement

        return disagreement(self)

    def outcomes_by_person(self, case_id: str | None = None) -> Table:
        """Per reviewed case: the outcome with each person's answers, and with all pooled (M16, M19)."""
        from rendement.results.reviewed.reviews import outcomes

        return outcomes(self, case_id)

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
        known = self.book.header.payers.get(payer)
        return known.label if known else payer

    def payer_side(self, payer: str) -> Side:
        """The side a payer belongs to. Raises Unknown (a KeyError) for one that is not in the book."""
        return self.book.payer(payer).side

    def sentence(
        self, band: str | None = None, at_least: int = 1, *, cash: bool = True, costs: bool = True
    ) -> str:
        """The sentence that goes with every output (M24); `band` says which band stands with it.

        Numbers of fewer people than `at_least` are not told, nor what would tell them; without `cash` it
        does not say what payers may save, without `costs` not that costs are incomplete (M32): of one case
        by itself they never are.
        """
        from rendement.results.account.sentence import sentence

        return sentence(self, band, at_least, cash=cash, costs=costs)

    def provenance(
        self, record: "RunRecord | None" = None, at_least: int = 1, edition: str = "volledig"
    ) -> "tuple[Stated, ...]":
        """The account that goes with the sentence (M24): names and hashes of all this was made with."""
        from rendement.results.account.provenance import provenance

        return provenance(self, record, at_least, edition)


def _lot_chance(loaded: LoadedCase) -> float | None:
    return loaded.case.lot_chance.mean if loaded.case.lot_chance is not None else None


def _home(loaded: LoadedCase) -> str:
    return loaded.programme.programme.id if loaded.programme is not None else ""
