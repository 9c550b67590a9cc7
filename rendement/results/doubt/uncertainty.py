"""How sure are we? Bands, the chance that it pays, what being wrong would cost, and the run itself (M16)."""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from rendement.engine.moments import Moments
from rendement.model.settings import DependenceSet
from rendement.results.account.provenance import Stated, provenance, provenance_table
from rendement.results.account.sentence import sentence
from rendement.results.base.denominator import LEAST_CASES
from rendement.results.doubt.bands import (
    Band,
    case_nets,
    cases_band,
    reviewers_band,
    without_largest,
)
from rendement.results.figures.cash_words import bound
from rendement.results.figures.showing import Withheld
from rendement.results.reviewed.reviews import own_answers
from rendement.results.table import Table
from rendement.results.value.programme_costs import missing_words, whose_words
from rendement.results.worlds.resampling import CaseNets, bayesian_bootstrap
from rendement.results.worlds.run_record import RunRecord, checked, record_of
from rendement.results.worlds.simulation import (
    FEW_CASES,
    Drawn,
    Engine,
    Model,
    Run,
    draw_all,
    draw_sums,
    model_of,
    moments_of_rest,
    with_dependence,
)
from rendement.words import refusals
from rendement.words.columns import Column, ColumnKind, RowKind
from rendement.words.misuse import one_of, whole
from rendement.words.numbers import about
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

LEAST_DRAWS: Final = 100
_SHARED_DRAWS: Final = 4_000
"""Enough for a chance within a hundredth, beside the one of all draws."""
_FINE: Final = 0.01
"""Chances with a larger error are told in coarser steps."""
_TAILS: Final = (0.1, 0.5, 0.9)
TOTAL: Final = "alle betalers samen"
CASH: Final = "verzilverbaar ({bound}), alle betalers samen"


class Choices(NamedTuple):
    """How the uncertainty is to be worked out."""

    draws: int = 10_000
    seed: int = 1
    engine: Engine | None = None
    events: bool = False
    combined: bool = False
    workers: int = 1
    spread: str | None = None


@dataclass(frozen=True)
class Outcome:
    """One net over all worlds, in euros."""

    name: str
    mean: float
    p10: float
    p50: float
    p90: float
    error: float
    """Monte Carlo error of the least certain of P10, P50 and P90: print nothing finer."""
    chance: float | None
    """The chance that benefits exceed cost; None while costs are incomplete (M32)."""
    chance_error: float
    """Of any chance in this run at most: one figure, so that all its chances are told in equal steps."""
    loss: float | None
    """What it costs on average, over all worlds, that the conclusion from the mean is sometimes wrong."""
    withheld: Withheld | None = None
    """Why there is no chance and no loss."""


class Perspective(NamedTuple):
    """The net as one side sees it, and how often that turns the conclusion."""

    outcome: Outcome
    turned: float | None
    """How often the conclusion differs from that of all together; None where there are no chances."""
    kind: RowKind


class SharedOptimism(NamedTuple):
    """How likely it is to pay when people share this much of their optimism (M31); None as in `Outcome`."""

    common: float
    """γ: the part that everybody shares."""
    organisation: float
    """β: the part that an organisation shares besides."""
    chance: float | None
    assumed: bool
    """The one that everything else is worked out with."""


@dataclass(frozen=True, repr=False)
class Uncertainty(Shown):
    """The uncertainty of a business case. Three bands that are never mixed silently."""

    total: Outcome
    cash: Outcome
    payers: tuple[Outcome, ...]
    bands: tuple[Band, ...]
    """Estimates, cases, reviewers; and, only when asked for, a combined one that says so."""
    without_largest: tuple[str, float] | None
    """The case that adds most, and the net without it."""
    views: tuple[Perspective, ...]
    """The same worlds as everybody together sees them, as each side does, and in cashable money."""
    shared: tuple[SharedOptimism, ...]
    """Always three, from least to most shared (M31d)."""
    record: RunRecord
    sentence: str
    """The sentence that goes with every output (M24), with this band in it."""
    caveat: str | None
    """`kosten onvolledig: …` where that is so; then there are no chances (M32)."""
    whose: str
    """Of what the net speaks then: `van deze 3 casussen`; else nothing."""
    made: tuple[Stated, ...]
    """What it was made with: the account that belongs to the sentence."""
    worlds: Drawn = field(compare=False)
    """All drawn worlds."""

    def band(self, name: str) -> Band:
        """One band by its name. Raises Unknown (a KeyError) for an unknown name."""
        named = {band.name: band for band in self.bands}
        if name not in named:
            raise refusals.no_band(name, named)
        return named[name]

    @property
    def perspectives(self) -> Table:
        """Per way of looking: the net, how often it pays, and how often the conclusion differs."""
        chance = _drawn_kind(self.views[0].outcome)
        columns = (
            Column("vanuit"),
            Column("P10", "euro"),
            Column("P50", "euro"),
            Column("P90", "euro"),
            Column("kans dat het loont", chance),
            Column("andere conclusie dan samen", chance),
            Column("toevalsfout", "euro"),
        )
        rows = tuple((o.name, o.p10, o.p50, o.p90, o.chance, turned, o.error) for o, turned, _ in self.views)
        kinds = tuple(view.kind for view in self.views)
        return Table("wie kijkt, en hoe vaak dat de conclusie omdraait", columns, rows, kinds=kinds)

    def table(self) -> Table:
        """Per payer and in total: mean, P10, P50, P90, the chance that it pays, the expected loss.

        `toevalsfout` is the Monte Carlo error of P10, P50 and P90: print nothing finer.
        """
        columns = (
            Column("wie"),
            Column("gemiddeld", "euro"),
            Column("P10", "euro"),
            Column("P50", "euro"),
            Column("P90", "euro"),
            Column("kans dat het loont", _drawn_kind(self.total)),
            Column("verlies als dat niet klopt", "euro"),
            Column("toevalsfout", "euro"),
        )
        rows = tuple(
            (o.name, o.mean, o.p10, o.p50, o.p90, o.chance, o.loss, o.error)
            for o in (self.total, *self.payers, self.cash)
        )
        groups: list[RowKind] = ["groep"] * len(self.payers)
        kinds: tuple[RowKind, ...] = ("totaal", *groups, "verzilverbaar")
        return Table("saldo in alle werelden (band van schattingen)", columns, rows, kinds=kinds)

    def bands_table(self) -> Table:
        """The bands, each apart, with what is in them; and the net without the largest case (no band)."""
        columns = (Column("band van"), *(Column(name, "euro") for name in ("laag", "midden", "hoog")))
        rows: list[tuple[Any, ...]] = [(b.name, b.low, b.middle, b.high, b.note) for b in self.bands]
        if self.without_largest is not None:
            case, net = self.without_largest
            rows.append(("zonder de grootste casus", None, net, None, f"verwacht saldo zonder {case}"))
        return Table("banden om het saldo, elk apart", (*columns, Column("wat erin zit")), tuple(rows))

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for another program."""
        return {
            "kosten_volledig": self.caveat is None,
            "let_op": self.caveat,
            "reden_geen_kans": self.total.withheld,
            "uitkomsten": [vars(outcome) for outcome in (self.total, *self.payers, self.cash)],
            "banden": [vars(band) for band in self.bands],
            "zonder_de_grootste": self.without_largest,
            "perspectieven": self.perspectives.to_dicts(),
            "gedeeld_optimisme": [one._asdict() for one in self.shared],
            "trekkingen": self.record.to_dict(),
            "zin": self.sentence,
            "verantwoording": provenance_table(self.made).to_dicts(),
        }


def uncertainty(
    bc: "ValuedCases", chosen: Choices, progress: Callable[[int, int], None] | None = None
) -> Uncertainty:
    """Draw worlds and sum them up. Raises WrongKind or WrongValue (a ValueError), Unknown for an engine."""
    must_be_drawable(chosen.draws, chosen.seed)
    whole("workers", chosen.workers, 1)
    if chosen.engine is not None:
        one_of("engine", chosen.engine, get_args(Engine))
    started = time.perf_counter()
    model = model_of(bc, chosen.spread)
    engine: Engine = chosen.engine or ("conditional" if bc.filed >= FEW_CASES else "brute")
    run = Run(chosen.draws, chosen.seed, chosen.events, chosen.workers, progress)
    moments = moments_of_rest(model, run) if engine == "conditional" else None
    drawn = drawn_worlds(model, engine, run, moments)
    why = bc.withheld_reason
    total = outcome(TOTAL, drawn.net, why)
    checks = checked(model, engine, run, drawn)
    record = record_of(bc, model, engine, run, checks, time.perf_counter() - started)
    cases = cases_band(bc, chosen.seed)
    bands = [_of_estimates(total), cases, reviewers_band(bc, own_answers(bc))]
    if chosen.combined:
        bands.append(_combined(cases, case_nets(bc), bc.net, drawn.net, chosen.seed))
    sides = {payer: bc.payer_side(payer).value for payer in drawn.payers}
    return Uncertainty(
        total,
        outcome(CASH.format(bound=bound(bc.settings.cashability)), drawn.cash_net, why),
        tuple(
            outcome(payer, net, why)
            for payer, net in zip(drawn.payers, drawn.benefit - drawn.cost, strict=True)
            if net.any()
        ),
        tuple(bands),
        without_largest(bc),
        _perspectives(drawn, sides, bound(bc.settings.cashability), why),
        _more_or_less_shared(bc.settings.dependence, model, (engine, run, moments), total.chance),
        record,
        sentence(bc, band_words(total)),
        missing_words(bc),
        whose_words(bc),
        provenance(bc, record),
        drawn,
    )


def band_words(total: Outcome) -> str:
    """P10 and P90 in words, with no digits finer than chance."""
    low, high = (about(value, total.error) for value in (total.p10, total.p90))
    return f"saldo 8 van 10 keer {low} tot {high}"


def must_be_drawable(draws: int, seed: int) -> None:
    """Raises WrongKind for what is no whole number, WrongValue (a ValueError) for too few or below 0."""
    whole("draws", draws, LEAST_DRAWS)
    whole("seed", seed, 0)


def drawn_worlds(model: Model, engine: Engine, run: Run, moments: Moments | None = None) -> Drawn:
    """Worlds by one of the two engines."""
    return draw_all(model, run) if engine == "brute" else draw_sums(model, run, moments)


def _more_or_less_shared(
    assumed: DependenceSet, model: Model, way: tuple[Engine, Run, Moments | None], chance: float | None
) -> tuple[SharedOptimism, ...]:
    """The chance that it pays with less and with more shared optimism, beside the one assumed (M31d)."""
    engine, run, moments = way
    quiet = Run(min(run.draws, _SHARED_DRAWS), run.seed, run.events, run.workers)
    found = [SharedOptimism(assumed.common, assumed.organisation, chance, True)]
    for one in assumed.also:
        if chance is None:
            found.append(SharedOptimism(one.common, one.organisation, None, False))
            continue
        other = with_dependence(model, one)
        same = np.array_equal(other.worlds.line_weights, model.worlds.line_weights)
        net = drawn_worlds(other, engine, quiet, moments if same else None).net
        found.append(SharedOptimism(one.common, one.organisation, float(np.mean(net > 0)), False))
    return tuple(sorted(found, key=lambda one: (one.common, one.organisation)))


def outcome(name: str, net: Floats, withheld: Withheld | None = None) -> Outcome:
    """What drawn nets say together; no chance and no loss where these are `withheld` (M32)."""
    low, middle, high = (float(value) for value in np.quantile(net, _TAILS))
    pays = float(np.mean(net > 0))
    mean = float(net.mean())
    wrong = np.maximum(-net, 0.0) if mean > 0 else np.maximum(net, 0.0)
    error = max(quantile_error(net, tail) for tail in _TAILS)
    chance, loss = (None, None) if withheld else (pays, float(wrong.mean()))
    return Outcome(name, mean, low, middle, high, error, chance, 0.5 / math.sqrt(len(net)), loss, withheld)


def _drawn_kind(one: Outcome) -> ColumnKind:
    """How its chances are shown in a table."""
    return "trekking" if one.chance_error <= _FINE else "trekking_grof"


def quantile_error(net: Floats, tail: float) -> float:
    """Monte Carlo standard error of a quantile: half the distance between those one error of chance away."""
    step = math.sqrt(tail * (1 - tail) / len(net))
    low, high = np.quantile(net, [max(tail - step, 0.0), min(tail + step, 1.0)])
    return float(high - low) / 2


def _of_estimates(total: Outcome) -> Band:
    note = "P10–P90 als schattingen, prijzen en realisme onzeker zijn, met precies deze casussen"
    return Band("schattingen", total.p10, total.p50, total.p90, note)


def _combined(cases: Band, nets: CaseNets, expected: float, drawn: Floats, seed: int) -> Band:
    """Estimates and cases together: to every world a draw of the Bayesian bootstrap over cases is added."""
    name, filed = "schattingen en casussen samen", len(nets.net)
    if cases.low is None or cases.high is None or filed < LEAST_CASES or "P10" not in cases.note:
        return Band(name, None, expected, None, cases.note)
    around = nets.weight * nets.net
    random = np.random.default_rng([seed, filed, 1])
    off = bayesian_bootstrap((around - around.mean()) * np.sqrt(nets.left), len(drawn), random)
    low, middle, high = (float(value) for value in np.quantile(drawn + off, _TAILS))
    note = "P10–P90 van schattingen, prijzen, realisme en de keuze van casussen samen; niet van beoordelaars"
    return Band(name, low, middle, high, note)


def _perspectives(
    drawn: Drawn, sides: Mapping[str, str], cash: str, withheld: Withheld | None
) -> tuple[Perspective, ...]:
    """The same worlds from every side that a payer is on; `cash` says how sure cashable money is."""
    nets, pays = drawn.benefit - drawn.cost, drawn.net > 0

    def seen(name: str, net: Floats, kind: RowKind) -> Perspective:
        turned = None if withheld else float(np.mean((net > 0) != pays))
        return Perspective(outcome(name, net, withheld), turned, kind)

    def of(side: str) -> Floats:
        return np.asarray(nets[[sides[payer] == side for payer in drawn.payers]].sum(axis=0))

    return (
        seen("samenleving (alles samen)", drawn.net, "totaal"),
        *(seen(side, of(side), "groep") for side in dict.fromkeys(sides.values())),
        seen(f"verzilverbaar geld ({cash})", drawn.cash_net, "verzilverbaar"),
    )
