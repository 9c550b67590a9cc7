"""Which estimate matters most? Tornado, variance shares, the value of knowing, and whom to ask (M18).

The net is linear in every estimate when the others are at their mean, and inputs are independent. So all of
this is worked out in closed form, without drawing: the influence of an estimate is its amount `B` of the net
times how far it may be off.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.conditional import analytic
from rendement.engine.evaluate import expected_quantity
from rendement.engine.moments import moments_of
from rendement.engine.shapes import Law, table_of
from rendement.engine.uncertain import (
    ATTRIBUTION,
    FIELDS,
    KEPT,
    PATH,
    START,
)
from rendement.engine.worlds import Worlds, caps_of, levels_of, path_means
from rendement.model.lines import care_lines, effort_lines, line_names
from rendement.reports.display import about, share
from rendement.results.choices import CannotAdd
from rendement.results.discipline import ANYONE, discipline_of, discipline_of_path
from rendement.results.price_words import FIELD_WORDS, first_words, path_words
from rendement.results.sensitivity import short
from rendement.results.simulation import DEFAULT_SPREAD, Model, model_of
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CASE, PRICE, REALISM = "schatting", "prijs", "realisme"
_MOST: Final = 1_000
"""Estimates, and times, of a large base that are listed: those that move the net most."""


@dataclass(frozen=True)
class Influence:
    """One uncertain input and what it does to the net, in euros, the others at their mean."""

    kind: str
    """`schatting` (of a case), `prijs` or `realisme`."""
    case: str
    line: str
    """`i1`, `z1`, `z1.2`, `m1`; empty for what is not of one line."""
    field: str
    about: str
    plain: str
    """The same in few words, none of them of the author of a case."""
    low: float
    """The net when this is low (one in ten is lower still); `high` when it is high."""
    high: float
    share: float
    """First-order share of the variance (Sobol), exact."""
    evppi: float
    """What it is worth, on average, to know this before deciding (EVPPI), exact."""
    ask: str
    """The discipline that can judge it; empty for prices and realism."""
    source: tuple[str | int, ...]
    """Where it stands in the worlds: `est`, `tijd`, `prijs` or `realisme`, and which."""
    amount: float | None = None
    """Of what all cases share: the part of the net that is in proportion to it, in euros (B of M17)."""

    @property
    def key(self) -> str:
        """A name to ask for it by: `sr-2025-001:z1:pad`, `prijs:wlz.verpleeghuis`, `realisme:eigen:x`."""
        if self.kind == CASE:
            return ":".join(part for part in (self.case, self.line, self.field) if part)
        return ":".join(str(part) for part in self.source)

    @property
    def swing(self) -> float:
        """How far low and high lie apart."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class NextQuestion:
    """The one estimate most worth asking about (M18)."""

    influence: Influence
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True, repr=False)
class Influences:
    """All uncertain inputs, the one with the largest swing first."""

    net: float
    variance: float
    inputs: tuple[Influence, ...]

    def tornado(self, most: int = 12) -> Table:
        """What low and high of each do to the net, others at their mean."""
        columns = (
            Column("casus"),
            Column("regel"),
            Column("wat"),
            Column("saldo bij laag", "euro"),
            Column("saldo bij hoog", "euro"),
            Column("uitslag", "euro"),
            Column("aandeel in variantie", "kans"),
            Column("waard om te weten", "euro"),
        )
        rows = tuple(
            (i.case, i.line, i.about, i.low, i.high, i.swing, i.share, i.evppi) for i in self.inputs[:most]
        )
        return Table("wat het saldo het meest beweegt, de rest op het gemiddelde", columns, rows)

    @property
    def rest(self) -> float:
        """The share of the variance beyond the inputs listed here: products of inputs, and smaller ones."""
        return 1.0 - sum(i.share for i in self.inputs) if self.variance else 0.0

    def next_question(self, *, with_text: bool = True) -> NextQuestion | None:
        """The estimate of a case with the highest EVPPI; if none turns the conclusion, the largest share.

        Without text of its author when not `with_text`.
        """
        asked = [i for i in self.inputs if i.kind == CASE and i.share > 0]
        if not asked:
            return None
        best = max(asked, key=lambda i: (i.evppi, i.share))
        where = f"regel {best.line} van {best.case}" if best.line else f"casus {best.case}"
        worth = (
            f"het scheelt gemiddeld {about(best.evppi, best.evppi / 20)} in de beslissing"
            if best.evppi > 1
            else f"goed voor {share(round(best.share, 3))} van de onzekerheid; de conclusie blijft"
        )
        about_it = best.about if with_text else best.plain
        return NextQuestion(best, f"vraag de {best.ask} naar {where}: {about_it} ({worth})")

    def __repr__(self) -> str:
        return repr(self.tornado())


def influences(bc: "BusinessCase", case_id: str | None, spread: str | None) -> Influences:
    """Every uncertain input of one case or of the whole base. Raises CannotAdd for an unknown case."""
    return _all(bc, *asked_about(bc, case_id, spread))


class Asked(NamedTuple):
    """What a question is about: worlds of a base or of one case, its place, and costs that stand apart."""

    model: Model
    first_case: int
    fixed: float


def asked_about(bc: "BusinessCase", case_id: str | None, spread: str | None) -> Asked:
    """The whole base, or one case by itself. Raises CannotAdd for an unknown case."""
    model = model_of(bc, spread or DEFAULT_SPREAD)
    if case_id is None:
        fixed = model.outputs.fixed_benefit - float(model.outputs.fixed_cost.sum())
        return Asked(model, 0, fixed)
    names = [loaded.case.id for loaded in bc.cases]
    if case_id not in names:
        raise CannotAdd(f"casus '{case_id}' telt niet mee in deze businesscase")
    place = names.index(case_id)
    return Asked(_of_one(bc, model, place), place, 0.0)


def _of_one(bc: "BusinessCase", model: Model, place: int) -> Model:
    """One case by itself: with its own effort, not weighted, whatever its programme says of costs."""
    base = expected_quantity(bc.columns) * bc.columns.line_unit_price
    whole = replace(model.worlds, line_base=base)
    return replace(model, worlds=whole.part(place, place + 1))


class Net:
    """The expected net and what each line adds to it."""

    def __init__(self, model: Model, fixed: float) -> None:
        worlds = model.worlds
        sign = (model.outputs.benefit - model.outputs.cost).sum(axis=0)
        self.line = sign[worlds.line_cell] * worlds.line_base * worlds.line_time
        self.factor = sign[worlds.line_cell] * worlds.line_base
        self.net = float(self.line.sum()) + fixed
        found = analytic(moments_of(worlds), worlds.price_laws, worlds.realism_laws, sign)
        self.variance = found.variance


def _all(bc: "BusinessCase", model: Model, first_case: int, fixed: float) -> Influences:
    net = Net(model, fixed)
    rows = [
        *_of_estimates(bc, model, net, first_case),
        *_of_times(bc, model, net, first_case),
        *_of_shared(bc, model, net),
    ]
    kept = sorted((row for row in rows if row.swing > 0), key=lambda row: -row.swing)
    return Influences(net.net, net.variance, tuple(kept))


def _row(net: Net, found: "_Named", move: "_Move", source: tuple[str | int, ...]) -> Influence:
    share_of = move.variance / net.variance if net.variance else 0.0
    return Influence(
        found.kind,
        found.case,
        found.line,
        found.field,
        found.about,
        found.plain or found.about,
        float(net.net + move.low),
        float(net.net + move.high),
        share_of,
        _evppi(net.net, move.values, move.chances),
        found.ask,
        source,
    )


def _evppi(net: float, moves: Floats, chances: Floats | None) -> float:
    """E[max(0, E[net | input])] − max(0, E[net]): going on, or not, after knowing this input (M18)."""
    known = np.maximum(net + moves, 0.0)
    expected = float(known.mean() if chances is None else known @ chances)
    return max(0.0, expected - max(0.0, net))


class _Named(NamedTuple):
    """How an input is called, and whom to ask."""

    kind: str
    case: str
    line: str
    field: str
    about: str
    ask: str
    plain: str = ""
    """Where `about` is long, or quotes the author of a case: the same in names of prices."""


class _Move(NamedTuple):
    """What an input does to the net: at low, at high, its variance, and over all its values."""

    low: float
    high: float
    variance: float
    values: Floats
    chances: Floats | None
    """Of `values`; None when they are equally likely."""


def _of_estimates(bc: "BusinessCase", model: Model, net: Net, first: int) -> Iterator[Influence]:
    """Estimates that work as a factor: chances, quantities, attribution, displacement."""
    worlds, uncertain = model.worlds, model.uncertain
    amount = amounts_of(worlds, net)
    offset = int(np.searchsorted(uncertain.est_case, first))
    line_offset = int(np.searchsorted(bc.columns.line_case, first))
    for place in _heaviest(amount * worlds.est_spread):
        row = offset + place
        law = Law(
            0.0,
            float(worlds.est_spread[place] * amount[place]),
            uncertain.shapes.keys[int(worlds.est_shape[place])],
        )
        mean = float(uncertain.est_mean[row])
        low, high = (float(x[row]) / mean - 1.0 for x in (uncertain.est_low, uncertain.est_high))
        if uncertain.est_kind[row] == KEPT:
            low, high = high, low
        values = law.sd * table_of(law.key).astype(np.float64)
        moves = _Move(low * amount[place], high * amount[place], law.sd**2, values, None)
        yield _row(net, _named(bc, model, net, row, line_offset), moves, ("est", place))


def _heaviest(moves: Floats) -> list[int]:
    """The places of what moves the net most; nothing that does not move it."""
    order = np.argsort(-np.abs(moves), kind="stable")[:_MOST]
    return [place for place in order.tolist() if moves[place]]


def amounts_of(worlds: Worlds, net: Net) -> Floats:
    """B of M17 per estimate: what of the net moves in proportion to it (with chances held back: less)."""
    amount = np.zeros(len(worlds.est_case))
    for column in range(worlds.line_estimates.shape[1]):
        used = worlds.line_estimates[:, column]
        mine = np.flatnonzero(used >= 0)
        amount += np.bincount(used[mine], net.line[mine], len(amount))
    caps = caps_of(worlds)
    if not len(caps.case):
        return amount
    mean, case = path_means(worlds), worlds.est_case
    per_chance = amount / np.where(mean > 0, mean, 1.0)
    leaning = np.bincount(case, np.where(mean > 0, caps.share * per_chance, 0.0), worlds.cases)
    held = caps.scale[case] * (per_chance - leaning[case]) * mean
    return np.where(mean > 0, held, amount)


def _named(bc: "BusinessCase", model: Model, net: Net, row: int, line_offset: int) -> _Named:
    """An estimate in words."""
    uncertain = model.uncertain
    place, kind = int(uncertain.est_case[row]), int(uncertain.est_kind[row])
    case = bc.cases[place].case
    line = _line_of(bc, uncertain.est_line[row])
    field = FIELDS[kind]
    if kind == ATTRIBUTION:
        return _Named(CASE, case.id, "", field, "ons aandeel (toerekening)", "verwijzer en collega's")
    if kind == PATH:
        number = int(bc.columns.line_path[uncertain.est_line[row]])
        pathway = case.without[number]
        rows = (
            np.flatnonzero((bc.columns.line_case == place) & (bc.columns.line_path == number)) - line_offset
        )
        ask = discipline_of_path(pathway.care, net.line[rows].tolist())
        plain = f"de kans op {path_words(bc.book, pathway)}"
        return _Named(CASE, case.id, f"z{number + 1}", field, f"de kans op '{pathway.title}'", ask, plain)
    if kind == KEPT and case.displacement is not None and line not in _own_displacement(case):
        return _Named(CASE, case.id, "", field, "de verdringing", ANYONE)
    return _of_line(bc, case, line, kind)


def _own_displacement(case: "Case") -> set[str]:
    return {line.name for line in care_lines(case) if line.line.displacement is not None}


def _of_line(bc: "BusinessCase", case: "Case", name: str, kind: int) -> _Named:
    prices = {line.name: line.line.price for line in care_lines(case)}
    efforts = {line_name: line.price for line_name, _, line in effort_lines(case)}
    price = prices.get(name) or efforts[name]
    assert price is not None
    label = bc.book.prices[price].label
    about, plain = (f"{FIELD_WORDS[FIELDS[kind]]} {name}" for name in (short(label), first_words(label)))
    ask = discipline_of(price) if name in prices else "sociaal werker die de inzet deed"
    return _Named(CASE, case.id, name, FIELDS[kind], about, ask, plain)


def _line_of(bc: "BusinessCase", row: int) -> str:
    """The name of a line of the columns within its case."""
    place = int(bc.columns.line_case[row])
    first = int(np.searchsorted(bc.columns.line_case, place))
    return line_names(bc.cases[place].case)[int(row) - first]


def _of_times(bc: "BusinessCase", model: Model, net: Net, first: int) -> Iterator[Influence]:
    """Uncertain starts, durations and delays: the expected F when one of them is known."""
    worlds = model.worlds
    line_offset = int(np.searchsorted(bc.columns.line_case, first))
    spans = [
        at.reduceat(worlds.moment_factor, worlds.moment_first[:-1]) if len(worlds.timed_line) else np.zeros(0)
        for at in (np.maximum, np.minimum)
    ]
    for timed in _heaviest(net.factor[worlds.timed_line] * (spans[0] - spans[1])):
        line = int(worlds.timed_line[timed])
        moments = slice(int(worlds.moment_first[timed]), int(worlds.moment_first[timed + 1]))
        factor, chance = worlds.moment_factor[moments], worlds.moment_chance[moments]
        sizes = worlds.timed_levels[timed]
        levels = levels_of(np.arange(len(factor)), np.repeat(sizes[None, :], len(factor), axis=0))
        row = line + line_offset
        case = bc.cases[int(bc.columns.line_case[row])].case
        for which, level in enumerate(levels):
            size = int(sizes[which])
            if size == 1 or not net.factor[line]:
                continue
            weight = np.bincount(level, chance, size).astype(np.float64)
            known = np.bincount(level, chance * factor, size) / weight
            values = (known - worlds.line_time[line]) * net.factor[line]
            move = _Move(float(values[0]), float(values[-1]), float(weight @ values**2), values, weight)
            named = _of_line(bc, case, _line_of(bc, row), START + which)
            yield _row(net, named, move, ("tijd", timed, which))


def _of_shared(bc: "BusinessCase", model: Model, net: Net) -> Iterator[Influence]:
    """Prices and realism factors, which all cases share."""
    worlds = model.worlds
    per_cell = np.bincount(worlds.line_cell, net.line, len(worlds.cells))
    for key, law in worlds.price_laws.items():
        mine = [place for place, cell in enumerate(worlds.cells) if cell.price == key]
        if law.sd and mine:
            label = bc.book.prices[key].label
            about, plain = (f"de prijs van {name}" for name in (short(label), first_words(label)))
            named = _Named(PRICE, "", "", key, about, "", plain)
            yield _shared_row(net, law, float(per_cell[mine].sum()), named, (PRICE, key))
    for (grade, who), law in worlds.realism_laws.items():
        mine = [p for p, cell in enumerate(worlds.cells) if (cell.grade, cell.organisation) == (grade, who)]
        if law.sd and mine:
            about = f"het realisme van schattingen ({grade}, {who})"
            named = _Named(REALISM, "", "", grade, about, "")
            yield _shared_row(net, law, float(per_cell[mine].sum()), named, (REALISM, grade, who))


def _shared_row(net: Net, law: Law, amount: float, named: _Named, source: tuple[str | int, ...]) -> Influence:
    values = amount * law.sd * table_of(law.key).astype(np.float64)
    low, high = (amount * (law.quantile(chance) - 1.0) for chance in (0.1, 0.9))
    row = _row(net, named, _Move(low, high, (amount * law.sd) ** 2, values, None), source)
    return replace(row, amount=amount)
