"""What the shareable edition may tell: decided once, in a fixed order, what matters most first (L3).

Every sum is first looked at together with all sums shown before it (`results/telling/derivable.py`).
So an amount over fewer cases than the threshold can neither be read nor be found by adding and subtracting.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rendement.model.price import Kind
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.axes import Axes
from rendement.reports.excel.sheets.breakdowns import DIMENSIONS
from rendement.reports.excel.sheets.breakdowns import Told as ToldGroup
from rendement.reports.excel.sheets.shared_reviews import roles, stages
from rendement.reports.excel.sheets.uncertainty import shown_sides
from rendement.reports.excel.subject import Subject
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.doubt.what_if import WhatIf, cash_sets, what_ifs
from rendement.results.sensitivity.influence import Influences
from rendement.results.sensitivity.kinds import CASE
from rendement.results.telling.changes import changes_of
from rendement.results.telling.derivable import Told
from rendement.results.telling.payer_groups import TOGETHER as OTHERS
from rendement.results.telling.payer_groups import PayerGroup, cases_of
from rendement.results.telling.suppression import TOGETHER
from rendement.results.value.grouping import CASE_DIMENSIONS, PROGRAMME
from rendement.words.numbers import plural

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Span = tuple[int, int]
Progress = Callable[[int, int], None]
_STEPS: Final = 6 + len(DIMENSIONS)

_PEOPLE: Final = 800
"""Spaces that are looked at for a number of cases: they are small."""


class TooFewCases(ValueError):  # noqa: N818 - a refusal, named as one
    """Nothing can be shown: everything is about fewer cases than the threshold."""

    @classmethod
    def of(cls, filed: int, threshold: int) -> "TooFewCases":
        """With so many cases in all."""
        return cls(_refusal(f"deze businesscase telt {plural(filed, 'casus', 'casussen')}", threshold))


def estimates(found: Influences | None, cases: Sequence[LoadedCase]) -> dict[str, set[int]]:
    """Kind of estimate → the cases in which it is uncertain and matters."""
    place = {loaded.case.id: number for number, loaded in enumerate(cases)}
    kinds: dict[str, set[int]] = defaultdict(set)
    for one in found.inputs if found else ():
        if one.kind == CASE:
            kinds[one.field].add(place[one.case])
    return kinds


class _Steps:
    """How far deciding is, for who waits: a large base takes minutes."""

    def __init__(self, tell: Progress | None) -> None:
        self._tell, self._count = tell, 0

    def done(self) -> None:
        """One step further."""
        self._count += 1
        if self._tell is not None:
            self._tell(self._count, _STEPS)


class Disclosure:
    """What may be told of one business case. Raises TooFewCases where that is nothing."""

    def __init__(
        self, subject: Subject, influences: Influences | None, deciding: Progress | None = None
    ) -> None:
        steps = _Steps(deciding)
        self.subject, self.bc, self.threshold = subject, subject.bc, subject.threshold
        self._influences = influences
        if self.bc.filed < self.threshold:
            raise TooFewCases.of(self.bc.filed, self.threshold)
        self.axes = Axes(subject)
        self._sums = self.axes.told()
        self._people = Told(np.arange(self.bc.filed), self.threshold, most=_PEOPLE)
        self._known: dict[frozenset[int], int | None] = {}
        self.counts(self.everybody)
        self._totals()
        self.groups = tuple(self._payers())
        steps.done()
        self.nets = {(one.name, label) for one in self.what_ifs for label in self._nets(one)}
        self.cash = {(name, label) for name in self.cash_sets for label in self._cash(name)}
        steps.done()
        self.kinds = {group.payers[0]: self._kinds(group.payers[0]) for group in self.single}
        steps.done()
        self.saved = frozenset(self._saved())
        steps.done()
        self.spans = {label: self._spans(payers) for label, payers in self.labelled.items()}
        steps.done()
        self.prices = frozenset(self._prices())
        steps.done()
        self.tells_sides = self._tells_sides()
        self._people_first()
        self.tables = {}
        for name in DIMENSIONS:
            self.tables[name] = self._table(name)
            steps.done()
        self._people_last()

    # ---- people

    @property
    def everybody(self) -> frozenset[int]:
        """All cases."""
        return frozenset(range(self.bc.filed))

    def counts(self, cases: Iterable[int]) -> int | None:
        """How many cases these are; None where that would tell how few others are."""
        who = frozenset(cases)
        if who not in self._known:
            mine = np.zeros(self.bc.filed)
            mine[sorted(who)] = 1.0
            self._known[who] = len(who) if self._people.tell(mine) else None
        return self._known[who]

    def _people_first(self) -> None:
        """Numbers of cases beside payers, statuses and help, before those of breakdowns."""
        known = cases_of(self.bc)
        for group in self.groups:
            self.counts(frozenset[int]().union(*(known[payer] for payer in group.payers)))
        for who in sorted(stages(self.bc.cases).values(), key=len, reverse=True):
            self.counts(who)
        masks = self._priced(self.axes.care)
        for key in self._by_cases({key: masks[key] for key in self.saved}):
            self.counts(self._cases(masks[key]))

    def _people_last(self) -> None:
        """Numbers of cases of what is not in euros, of kinds of estimates and of roles."""
        changes_of(self.bc.cases, self.threshold, self.counts)
        for groups in (estimates(self._influences, self.bc.cases), roles(self.bc.cases)):
            for who in sorted(groups.values(), key=len, reverse=True):
                self.counts(who)

    def tells_lines(self, *per_line: Floats | Bools) -> bool:
        """Whether sums by size of so much of every line may be told, and the sum of all help with them."""
        signs: Floats = np.sign(self.bc.values.value).astype(np.float64) * self.axes.counted
        return self._sums.tell(*(self.axes.now(signs * part) for part in (self.axes.care, *per_line)))

    # ---- payers

    def _totals(self) -> None:
        axes, everyone = self.axes, self.subject.payers
        care = axes.share(*everyone) * axes.care
        if not self._sums.tell(axes.now(care), self._cost(everyone)):
            raise TooFewCases(_refusal("de hulp of de inzet staat in te weinig casussen", self.threshold))
        self.tells_effort = self._sums.tell(axes.now(axes.share(*everyone) * ~axes.care))
        cash = axes.cash(*everyone)
        self.tells_cash = self._sums.tell(axes.now(cash * axes.care), axes.paid_by(everyone, cash))
        columns = self.bc.columns
        capacity = columns.purse_kind[columns.line_purse] == list(Kind).index(Kind.CAPACITY)
        self.tells_capacity = self._sums.tell(axes.now(care * capacity))

    def _cost(self, payers: tuple[str, ...]) -> Floats:
        return self.axes.paid_by(payers, self.axes.share(*payers))

    def _payers(self) -> Iterator[PayerGroup]:
        """Payers of which everything may be told, those with most cases first; the others together."""
        cases = cases_of(self.bc)
        rest: list[str] = []
        for payer in sorted(cases, key=lambda payer: (-len(cases[payer]), payer)):
            if self._tells_payer(payer):
                yield PayerGroup(self.bc.payer_label(payer), (payer,), len(cases[payer]))
            else:
                rest.append(payer)
        if rest:
            together = frozenset[int]().union(*(cases[payer] for payer in rest))
            label = OTHERS if len(rest) > 1 else self.bc.payer_label(rest[0])
            yield PayerGroup(label, tuple(sorted(rest)), len(together))

    def _tells_payer(self, payer: str) -> bool:
        benefit = self.axes.now(self.axes.share(payer) * self.axes.care)
        return self._sums.tell(benefit, self._cost((payer,)))

    @cached_property
    def single(self) -> list[PayerGroup]:
        """Payers that stand by themselves."""
        return [group for group in self.groups if len(group.payers) == 1]

    @cached_property
    def labelled(self) -> dict[str, tuple[str, ...]]:
        """All payers together, and every group: name → payers."""
        everyone = {TOTAL: tuple(self.subject.payers)}
        return everyone | {group.label: group.payers for group in self.groups}

    def _tells_sides(self) -> bool:
        """Whether the net of every side that is shown (the public purse, residents …) may be told."""
        sides = shown_sides(self.subject, self.groups, self.bc.columns.payers)
        return all(self._tells_net(payers) for _, payers in sides)

    def _tells_net(self, payers: tuple[str, ...]) -> bool:
        benefit = self.axes.now(self.axes.share(*payers) * self.axes.care)
        return self._sums.tell(benefit - self._cost(payers))

    # ---- other assumptions

    @cached_property
    def what_ifs(self) -> tuple[WhatIf, ...]:
        """The assumptions that are changed, one at a time."""
        return what_ifs(self.bc)

    def _nets(self, one: WhatIf) -> Iterator[str]:
        axes, base = self.axes, self.bc.columns
        ratio = one.bc.columns.line_realism / base.line_realism
        signed = np.where(axes.care, ratio, -1.0) * one.factor
        for label, payers in self.labelled.items():
            share = axes.share(*payers)
            lines = axes.now(share * signed, one.bc.settings.regime_name)
            lines += axes.plain(share * axes.paid) * one.prices
            if self._sums.tell(lines - axes.costs(payers, one.prices)):
                yield label

    @cached_property
    def cash_sets(self) -> dict[str, Any]:
        """Sets of chances that a payer lowers its budget, each with the business case under it."""
        return cash_sets(self.bc)

    def _cash(self, name: str) -> Iterator[str]:
        axes, columns = self.axes, self.cash_sets[name].columns
        for label, payers in self.labelled.items():
            places = [columns.payers.index(payer) for payer in payers if payer in columns.payers]
            cash = columns.purse_cash[:, places].sum(axis=1)[columns.line_purse]
            if self._sums.tell(axes.now(cash * axes.care)):
                yield label

    # ---- kinds of help

    def _cases(self, mask: Bools) -> frozenset[int]:
        return frozenset(self.bc.columns.line_case[mask].tolist())

    def _by_cases(self, masks: dict[Any, Bools]) -> list[Any]:
        """Those in enough cases, the most first."""
        sizes = {key: len(self._cases(mask)) for key, mask in masks.items()}
        enough = [key for key, size in sizes.items() if size >= self.threshold]
        return sorted(enough, key=lambda key: (-sizes[key], key))

    def _kinds(self, payer: str) -> frozenset[int]:
        """Kinds of help (by place) of which it is told what falls to a payer."""
        share, keys = self.axes.share(payer), self.subject.line_splits
        found = set()
        masks = {
            place: (keys == place) & self.axes.care & (share != 0)
            for place in range(len(self.subject.splits))
        }
        for place in self._by_cases(masks):
            if self._sums.tell(self.axes.now(share * masks[place])):
                found.add(place)
        return frozenset(found)

    def hidden_kinds(self, payer: str) -> frozenset[int]:
        """Kinds of help that do not stand by themselves on the page of a payer."""
        return frozenset(range(len(self.subject.splits))) - self.kinds[payer]

    def _saved(self) -> Iterator[str]:
        """Prices of which hours, days and visits are told: at one price the amount without discount.

        What it is worth now is then known within a percent, so that must be safe to tell too.
        """
        last = len(self.axes.years) - 1
        masks = self._priced(self.axes.care)
        for key in self._by_cases(masks):
            hours = self.axes.between(masks[key].astype(np.float64), 0, last)
            if self._sums.tell(hours, self.axes.now(self.axes.counted * masks[key])):
                yield key

    def _priced(self, among: Bools) -> dict[str, Bools]:
        columns = self.bc.columns
        return {key: (columns.line_price == n) & among for n, key in enumerate(columns.price_keys)}

    @cached_property
    def used(self) -> frozenset[str]:
        """Prices that occur in enough cases: only these are named."""
        return frozenset(self._by_cases(self._priced(np.ones(self.bc.columns.lines, dtype=bool))))

    def _prices(self) -> Iterator[tuple[str, bool]]:
        """Prices of which it is told how much is spent on them: as help (True) or as effort."""
        for of_care in (True, False):
            masks = self._priced(self.axes.care == of_care)
            for key in self._by_cases(masks):
                if self.tells_amount(masks[key]):
                    yield key, of_care

    def tells_amount(self, mask: Bools | Floats) -> bool:
        """Whether the sum of these lines, all payers together, may be told."""
        return self._sums.tell(self.axes.now(self.axes.counted * mask))

    # ---- years

    def _spans(self, payers: tuple[str, ...]) -> list[Span]:
        """Years, joined until the net of each may be told; none when even the whole may not."""
        spans = [(place, place) for place in range(len(self.axes.years))]
        if not any(self._active(payers, span) for span in spans):
            return [(0, len(self.axes.years) - 1)]
        while not self._sums.tell(*(self._net_between(payers, *span) for span in spans)):
            if len(spans) == 1:
                return []
            spans = _joined(spans, [len(self._active(payers, span)) for span in spans])
        return _without_empty(spans, [len(self._active(payers, span)) for span in spans])

    def _net_between(self, payers: tuple[str, ...], first: int, last: int) -> Floats:
        axes = self.axes
        share = axes.share(*payers)
        net = axes.between(np.where(axes.care, share, -share), first, last)
        gone = axes.gone(first, last)
        home = [loaded.programme.programme.id if loaded.programme else "" for loaded in self.bc.cases]
        part = np.array([gone.get(name, 0.0) for name in home])[self.bc.columns.line_case]
        return net + axes.plain(share * axes.paid * part) - axes.costs(payers, gone)

    def _active(self, payers: tuple[str, ...], span: Span) -> frozenset[int]:
        parts = self.axes.between(self.axes.share(*payers), *span)[: len(self.axes.case_of)] != 0
        return frozenset(self.axes.case_of[parts].tolist())

    # ---- tables per way of dividing

    def _table(self, dimension: str) -> tuple[ToldGroup, ...]:
        """A breakdown in which groups that may not be told stand together; empty where none may."""
        if not self.tells_effort:
            return ()
        groups = self.bc.groups(dimension)
        parts = [group for group in groups if group.members or dimension == PROGRAMME]
        loose = [ToldGroup.of(group, 0) for group in groups if not (group.members or dimension == PROGRAMME)]
        order = sorted(parts, key=lambda group: (-len(group.members), group.label))
        enough = [g.label for g in order if len(g.members) >= self.threshold or not g.members]
        kept = {label for label in enough if self._tells(dimension, label)}
        shown = [ToldGroup.of(group, self.counts(group.members)) for group in parts if group.label in kept]
        rest = [group for group in parts if group.label not in kept]
        if rest and not self._tells(dimension, *(group.label for group in rest)):
            return ()
        if rest:
            cases = frozenset[int]().union(*(group.members for group in rest))
            benefit, cost, net = (sum(getattr(g, name) for g in rest) for name in ("benefit", "cost", "net"))
            shown.append(ToldGroup(TOGETHER, self.counts(cases), benefit, cost, net))
        return (*shown, *loose) if kept else ()

    def _tells(self, dimension: str, *labels: str) -> bool:
        axes = self.axes
        part = np.sum([self._part(dimension, label) for label in labels], axis=0) * axes.counted
        if dimension != PROGRAMME:
            return self._sums.tell(axes.now(part * axes.care), axes.now(part * ~axes.care))
        effort = axes.now(part * (~axes.care - axes.paid))
        mine = {name: float(name in labels) for name in axes.programmes}
        costs = axes.costs(self.subject.payers, mine)
        return self._sums.tell(axes.now(part * axes.care), effort + costs)

    def _part(self, dimension: str, label: str) -> Floats:
        """Per line: what part of it belongs to a group."""
        columns = self.bc.columns
        if dimension in CASE_DIMENSIONS:
            labels = [CASE_DIMENSIONS[dimension](loaded) for loaded in self.bc.cases]
            shares = np.array(
                [names.count(label) / len(names) if names else 0.0 for names in map(list, labels)]
            )
            return np.asarray(shares[columns.line_case])
        prices = [self.bc.book.prices[key] for key in columns.price_keys]
        named = [(price.domain if dimension == "domein" else price.law) == label for price in prices]
        return np.array([*named, label == "uitgaven"], dtype=np.float64)[columns.line_price]


def _without_empty(spans: Sequence[Span], sizes: Sequence[int]) -> list[Span]:
    """Years in which nothing of a case falls, joined with those before them: they tell of no case."""
    found = [spans[0]]
    for span, size in zip(spans[1:], sizes[1:], strict=True):
        found = [*found, span] if size else [*found[:-1], (found[-1][0], span[1])]
    return found


def _joined(spans: Sequence[Span], sizes: Sequence[int]) -> list[Span]:
    """The span with fewest cases taken together with the smaller of its neighbours."""
    some = [place for place, size in enumerate(sizes) if size] or [0]
    small = min(some, key=lambda place: (sizes[place], place))
    beside = [place for place in (small - 1, small + 1) if 0 <= place < len(spans)]
    other = min(beside, key=lambda place: (sizes[place], -place))
    first, last = sorted((small, other))
    return [*spans[:first], (spans[first][0], spans[last][1]), *spans[last + 1 :]]


def _refusal(why: str, threshold: int) -> str:
    return (
        f"hier is geen deelbare uitgave van te maken: {why}, en alles over minder dan {threshold} casussen "
        "blijft weg. Maak het volledige werkboek (zonder --deelbaar), of neem meer casussen samen"
    )
