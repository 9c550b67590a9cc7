"""Amounts per group of cases, payers or prices, in one pass over arrays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import Split
from rendement.engine.totals import to_euros
from rendement.model.price import PriceBook
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.results.base.spelling import UNKNOWN
from rendement.results.table import Table
from rendement.words import refusals
from rendement.words.columns import BENEFIT, CASES, COST, NET, Column, RowKind

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_CASE: Final = "overige programmakosten"
"""The row of costs that belong to no single filed case."""
NOT_FILED: Final = "niet ingediende casussen"
"""The row of the floor for cases that were not filed."""
_NOTHING: Final = 1e-9
"""Euros: what is left of costs that cancel out."""
_LOOSE: Final = frozenset({NO_CASE, NOT_FILED})


@dataclass(frozen=True)
class Entries:
    """One element per line and payer: how much, for whom."""

    line: Ints
    payer: Ints
    euros: Floats

    @classmethod
    def of(cls, split: Split, columns: Columns, weights: Floats) -> "Entries":
        """All entries of a money column, weighted by what their case counts for."""
        line = np.concatenate([*split.line, np.zeros(0, dtype=np.int64)]).astype(np.int64)
        payer = np.repeat(np.arange(len(split.line)), [len(x) for x in split.line]).astype(np.int64)
        units = np.concatenate([*split.units, np.zeros(0, dtype=np.int64)])
        return cls(line, payer, to_euros(units.astype(np.int64)) * weights[columns.line_case[line]])


CASE_DIMENSIONS: Final[dict[str, Callable[[LoadedCase], Sequence[str]]]] = {
    "casus": lambda c: (c.case.id,),
    "programma": lambda c: (c.programme.programme.id if c.programme else UNKNOWN,),
    "gemeente": lambda c: (c.case.context.municipality,),
    "wijk": lambda c: (c.case.context.neighbourhood or UNKNOWN,),
    "organisatie": lambda c: (c.case.context.organisation,),
    "verwijzer": lambda c: (c.case.context.referrer or UNKNOWN,),
    "leeftijd": lambda c: (c.case.context.age_group or UNKNOWN,),
    "huishouden": lambda c: (c.case.context.household or UNKNOWN,),
    "thema": lambda c: c.case.context.themes,
    "aanpak": lambda c: c.case.context.approaches,
    "jaar": lambda c: (str(c.case.closed.year) if c.case.closed else UNKNOWN,),
}
LINE_DIMENSIONS: Final = ("domein", "wet")
PAYER: Final = "betaler"
"""Groups of one payer."""
PAYER_DIMENSIONS: Final = (PAYER, "perspectief")
PROGRAMME: Final = "programma"
"""Groups that also have what belongs to no case: all they cost (M14), and the floor of unfiled cases."""
DIMENSIONS: Final = (*PAYER_DIMENSIONS, *CASE_DIMENSIONS, *LINE_DIMENSIONS)
NEVER_RANKED: Final = frozenset({"organisatie", "programma", "verwijzer"})
"""Groups of people at work: in order of name, never of return (M25)."""


Row = tuple[Any, ...]


def must_be_dimensions(names: Iterable[str]) -> None:
    """Raises Unknown (a KeyError) with the breakdowns there are, for a name that is none of them."""
    for name in names:
        if name not in DIMENSIONS:
            raise refusals.no_dimension(name, DIMENSIONS)


class Group(NamedTuple):
    """What falls to one group, in euros: one row of a breakdown."""

    labels: tuple[str, ...]
    """One per dimension."""
    benefit: float
    cost: float
    members: frozenset[int] = frozenset()
    """The places of its cases."""
    kind: RowKind = "groep"

    @property
    def label(self) -> str:
        """Of a breakdown by one dimension: its name."""
        return self.labels[0]

    @property
    def net(self) -> float:
        """Benefit minus cost, in euros."""
        return self.benefit - self.cost

    @property
    def row(self) -> Row:
        """Labels, cases, benefit, cost, net: as `breakdown` exports it."""
        return (*self.labels, len(self.members), self.benefit, self.cost, self.net)


@dataclass(frozen=True, repr=False)
class Breakdown(Table):
    """Groups as a table, a row each."""

    groups: tuple[Group, ...] = field(default=(), repr=False, compare=False)

    @property
    def dimensions(self) -> list[str]:
        """What it is broken down by."""
        return self.names[: self.names.index(CASES)]

    def _with(self, order: Sequence[int]) -> "Breakdown":
        return breakdown(self.title, self.dimensions, [self.groups[place] for place in order])


def breakdown(title: str, dimensions: Sequence[str], groups: Sequence[Group]) -> Breakdown:
    """Groups as a table, a row each."""
    amounts = (Column(CASES, "aantal"), *(Column(name, "euro") for name in (BENEFIT, COST, NET)))
    columns = (*(Column(name) for name in dimensions), *amounts)
    rows, members, kinds = (
        tuple(g.row for g in groups),
        tuple(g.members for g in groups),
        tuple(g.kind for g in groups),
    )
    return Breakdown(title, columns, rows, members, kinds, tuple(groups))


def grouped(bc: "ValuedCases", dimensions: Sequence[str]) -> list[Group]:
    """Every group, largest benefit first; then what belongs to no case and none of these groups."""
    if not dimensions:
        raise refusals.by_nothing(DIMENSIONS)
    must_be_dimensions(dimensions)
    if len(set(dimensions)) < len(dimensions):
        raise refusals.by_the_same_twice(dimensions)
    totals: dict[tuple[str, ...], list[float]] = {}
    members: dict[tuple[str, ...], set[int]] = {}
    entries = Entries.of(bc.money.societal, bc.columns, bc.weights)
    coded = [_labels(bc.book, bc.columns, bc.cases, name) for name in dimensions]
    effort = bc.columns.line_side[entries.line] == EFFORT
    for group, chosen, part in _split_by_labels(bc.columns, entries, coded):
        row = totals.setdefault(group, [0.0, 0.0])
        row[0] += float((entries.euros[chosen] * part)[~effort[chosen]].sum())
        row[1] += float((entries.euros[chosen] * part)[effort[chosen]].sum())
        members.setdefault(group, set()).update(bc.columns.line_case[entries.line[chosen]].tolist())
    beside = _of_no_case(bc.book, bc.denominators, bc.overheads, dimensions)
    for group, (benefit, cost) in beside.items():
        if _LOOSE.isdisjoint(group):
            row = totals.setdefault(group, [0.0, 0.0])
            row[0], row[1] = row[0] + benefit, row[1] + cost
            members.setdefault(group, set())
    ordered = sorted(totals.items(), key=lambda item: (-item[1][0], item[0]))
    if not set(dimensions).isdisjoint(NEVER_RANKED):
        ordered.sort(key=lambda item: item[0])
    loose = [(group, amounts) for group, amounts in beside.items() if not _LOOSE.isdisjoint(group)]
    return [
        *(Group(group, b, k, frozenset(members[group])) for group, (b, k) in ordered),
        *(Group(group, b, k, kind="zonder casus") for group, (b, k) in loose),
    ]


@dataclass(frozen=True)
class _Labels:
    """For one dimension: per case, line or payer the labels it has (more than one: shared equally)."""

    of: str
    names: list[Sequence[str]]


def _labels(book: PriceBook, columns: Columns, cases: Sequence[LoadedCase], dimension: str) -> _Labels:
    if dimension in CASE_DIMENSIONS:
        return _Labels("case", [CASE_DIMENSIONS[dimension](loaded) for loaded in cases])
    if dimension == "betaler":
        return _Labels("payer", [(payer,) for payer in columns.payers])
    if dimension == "perspectief":
        return _Labels("payer", [(book.payer_side(payer).value,) for payer in columns.payers])
    prices = [book.prices[key] for key in columns.price_keys]
    names = [(price.domain if dimension == "domein" else price.law,) for price in prices]
    return _Labels("price", [*names, ("uitgaven",)])


def _split_by_labels(
    columns: Columns, entries: Entries, coded: Sequence[_Labels]
) -> list[tuple[tuple[str, ...], Ints, Floats]]:
    """Every group of labels with its entries and the part of each entry that belongs to it."""
    owners = {
        "case": columns.line_case[entries.line],
        "payer": entries.payer,
        "price": columns.line_price[entries.line],
    }
    groups: list[tuple[tuple[str, ...], Ints, Floats]] = [
        ((), np.arange(len(entries.line)), np.ones(len(entries.line)))
    ]
    for labels in coded:
        groups = [
            ((*group, name), chosen[mine], part[mine] * share[mine])
            for group, chosen, part in groups
            for name, mine, share in _by_label(labels, owners[labels.of][chosen])
        ]
    return groups


def _by_label(labels: _Labels, owner: Ints) -> list[tuple[str, NDArray[np.bool_], Floats]]:
    share_of: dict[str, Floats] = {}
    for place, names in enumerate(labels.names):
        for name in names:
            share_of.setdefault(name, np.zeros(len(labels.names)))[place] += 1.0 / len(names)
    found = []
    for name, shares in share_of.items():
        mine = shares[owner] > 0
        if mine.any():
            found.append((name, mine, shares[owner]))
    return found


def _of_no_case(
    book: PriceBook,
    denominators: Sequence[Denominator],
    overheads: Mapping[str, Mapping[str, float]],
    dimensions: Sequence[str],
) -> dict[tuple[str, ...], tuple[float, float]]:
    """Benefit and cost per group of what belongs to no case: programme costs, and the floor of unfiled cases.

    A programme has both, a payer only costs; what a group cannot have stands under its own name.
    """
    amounts: dict[tuple[str, ...], tuple[float, float]] = {}

    def add(names: dict[str, str], otherwise: str, benefit: float, cost: float) -> None:
        group = tuple(names.get(dimension, otherwise) for dimension in dimensions)
        before = amounts.get(group, (0.0, 0.0))
        amounts[group] = (before[0] + benefit, before[1] + cost)

    for programme, beyond in overheads.items():
        for payer, value in beyond.items():
            if abs(value) <= _NOTHING:
                continue
            names = {"programma": programme, "betaler": payer}
            add(names | {"perspectief": book.payer_side(payer).value}, NO_CASE, 0.0, value)
    for denominator in denominators:
        if denominator.floor:
            add({"programma": denominator.name or UNKNOWN}, NOT_FILED, denominator.floor, 0.0)
    return amounts
