"""What another price book does to the same cases: totals, cases and prices that move, and why (C5)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Unpack

from rendement.model.price import Kind, PriceBook
from rendement.reading.complaints.problems import Problem, errors
from rendement.reading.folder.account import Account
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet, LoadedCase
from rendement.reading.terms.assumptions import Assumptions, chosen
from rendement.results.base.filed import put_together
from rendement.results.books.book_difference import BookDifference, compare_books
from rendement.results.figures.cash_words import bound
from rendement.results.table import Table
from rendement.results.value.grouping import NO_CASE
from rendement.results.value.receipts import Receipt, receipts_of
from rendement.results.value.valued import ValuedCases
from rendement.words import refusals
from rendement.words.columns import Column

_STILL = 0.005
"""Euros below which an amount has not moved."""


class Move(NamedTuple):
    """An amount with both books, in euros."""

    name: str
    before: float
    after: float
    why: str = ""
    """Of a price: why it changed."""

    @property
    def by(self) -> float:
        """After minus before."""
        return self.after - self.before


@dataclass(frozen=True)
class BookEffect:
    """One set of cases valued with two books at the same settings; differences are after minus before."""

    before: ValuedCases
    after: ValuedCases
    difference: BookDifference
    left_out: tuple[str, ...]
    """Cases that only one of the books can value."""
    problems: tuple[Problem, ...]
    account: Account
    """What became of every file, with the first book."""

    def totals(self) -> Table:
        """Cost, benefit, net and cashable benefit with both books, in euros."""
        a, b = self.before, self.after
        before, after = (bc.headlines[Kind.CASHABLE.value].benefit for bc in (a, b))
        moves = (
            Move("baten", a.benefit, b.benefit),
            Move("kosten", a.cost, b.cost),
            Move("netto", a.net, b.net),
            Move(f"verzilverbare baten ({bound(a.settings.cashability)})", before, after),
        )
        return self._table("samen", Column("wat"), moves)

    def cases(self) -> Table:
        """Net per case that moves, the largest move first; costs of no case have their own row."""
        nets = [{group.label: group.net for group in bc.groups("casus")} for bc in (self.before, self.after)]
        names = dict.fromkeys([*nets[0], *nets[1]])
        moves = (Move(name, nets[0].get(name, 0.0), nets[1].get(name, 0.0)) for name in names)
        return self._table("casussen die verschuiven", Column("casus"), _moved(moves))

    def prices(self) -> Table:
        """What `price_moves` finds, as a table."""
        moves = self.price_moves()
        table = self._table("prijzen die dat doen", Column("prijs"), moves)
        return table.with_column(Column("waarom"), [move.why for move in moves])

    def price_moves(self) -> list[Move]:
        """Net per price that moves and why that price changed; together they are the move of the total."""
        nets = [_net_per_price(receipts_of(bc), bc.overhead) for bc in (self.before, self.after)]
        why = {change.key: ", ".join(change.why) for change in self.difference.changes}
        moves = _moved(Move(key, nets[0][key], nets[1][key]) for key in sorted({*nets[0], *nets[1]}))
        reasons = {
            NO_CASE: "de inzet van de casussen is een ander deel van de programmakosten",
            "uitgave": "de consumentenprijzen zijn anders",
        }
        return [move._replace(why=why.get(move.name, reasons.get(move.name, ""))) for move in moves]

    def _table(self, title: str, first: Column, moves: Iterable[Move]) -> Table:
        a, b = self.before.book.name, self.after.book.name
        names = (a, b) if a != b else (f"{a} (eerst)", f"{b} (daarna)")
        columns = (first, *(Column(name, "euro_cent") for name in (*names, "verschil")))
        return Table(title, columns, tuple((m.name, m.before, m.after, m.by) for m in moves))


def _moved(moves: Iterable[Move]) -> list[Move]:
    """What has moved, the largest move first."""
    moved = (move for move in moves if abs(move.by) >= _STILL)
    return sorted(moved, key=lambda move: (-abs(move.by), move.name))


def _net_per_price(receipts: Sequence[Receipt], overhead: Mapping[str, float]) -> "defaultdict[str, float]":
    """Benefit minus effort per price, in euros; what belongs to no price stands under programme costs."""
    nets: defaultdict[str, float] = defaultdict(float)
    for receipt in receipts:
        nets[receipt.price] += -receipt.euros if receipt.is_effort else receipt.euros
    nets[NO_CASE] = -sum(overhead.values())
    return nets


def book_effect(
    paths: Sequence[str | Path],
    before: PriceBook,
    after: PriceBook,
    *,
    closed: int | None = None,
    selection: str | None = None,
    **assumed: Unpack[Assumptions],
) -> BookEffect:
    """Value the same cases with two books, everything else alike.

    Price year and sets are those of the programmes, else of the first book. Cases that one of the books
    cannot value are left out of both and named. Raises CannotAdd when nothing is left or no denominator is
    known.
    """
    read = [load_cases(*paths, prices=book, **assumed) for book in (before, after)]
    both = {loaded.case.id for loaded in read[0]} & {loaded.case.id for loaded in read[1]}
    if not both:
        raise refusals.no_case_in_both()
    kept = [[loaded for loaded in cases if loaded.case.id in both] for cases in read]
    if assumed.get("price_year") is None and not read[0].programmes:
        assumed["price_year"] = before.default_year
    valued = [
        ValuedCases(*put_together(_only(cases, own), chosen(book, **assumed), closed, selection))
        for cases, own, book in zip(read, kept, (before, after), strict=True)
    ]
    difference = compare_books(before, after, valued[0].settings.price_year)
    lost = {loaded.case.id for cases in read for loaded in cases} - both
    problems = {str(problem): problem for cases in read for problem in errors(cases.problems)}
    told = (tuple(sorted(lost)), tuple(problems.values()), read[0].account)
    return BookEffect(valued[0], valued[1], difference, *told)


def _only(cases: CaseSet, kept: Sequence[LoadedCase]) -> CaseSet:
    """The same reading with only some of its cases, so that programmes keep their costs and denominators."""
    return replace(cases, cases=tuple(loaded for loaded in cases.cases if loaded in kept))
