"""Shares and the value of knowing against brute force: 400,000 worlds, by one input at a time (M27)."""

import math
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import pytest
from builders import make_settings
from named import a_base, attributes_of
from numpy.typing import NDArray
from test_contained import BOOK as CONTAINED_BOOK
from test_contained import uncertain_case as contained_case
from test_examples import business_cases
from test_uncertainty import BOOK, TWO, base_of_two_organisations

from rendement.asking.business_case import BusinessCase
from rendement.engine.common import price_name
from rendement.engine.draws import CaseDraws, hash_of, shared_doubles
from rendement.model.case import Case
from rendement.model.estimate import Duration
from rendement.model.lines import replaced
from rendement.model.names import uses
from rendement.model.pooling import pool
from rendement.results.sensitivity.influence import Influence, Influences
from rendement.results.sensitivity.kinds import ESTIMATE, PRICE, TIME
from rendement.results.worlds.simulation import Model, Run, draw_all, model_of

Floats = NDArray[np.float64]
WORLDS: Final = 400_000
SEED: Final = 1
BINS: Final = 100


def example(case: str) -> BusinessCase:
    """The programme of an example."""
    return next(bc for bc in business_cases() if any(loaded.case.id == case for loaded in bc.cases))


def with_names_and_answers() -> BusinessCase:
    """Two organisations, one chance and one time per case on two lines each, one number of a study.

    The time was answered by three people.
    """
    cases = [answered(case) for case in base_of_two_organisations()]
    return a_base(cases, BOOK, make_settings(**TWO, disconto=0.03))


def inside_other_help() -> BusinessCase:
    """Help at home that lies in a stay of uncertain length, and in one that comes later (M42)."""
    return a_base([contained_case()], CONTAINED_BOOK, make_settings(horizon="3 jaar", disconto=0.03))


def answered(case: Case) -> Case:
    """The case with what three people said of its time, wherever that stands."""
    said = [{"laag": 2, "verwacht": 4, "hoog": 9}, {"verwacht": 3}, {"laag": 4, "verwacht": 6, "hoog": 7}]
    answers = [Duration.model_validate({**one, "eenheid": "maanden", "naam": "tijd"}) for one in said]
    months = pool(["maker", "een", "twee"], answers)
    for use in uses(case):
        if use.estimate.name == "tijd":
            case = replaced(case, attributes_of(use.path), months)
    return case


BASES: Final[dict[str, Callable[[], BusinessCase]]] = {
    "ouderencoach": lambda: example("oc-2025-001"),
    "gezond-gewicht": lambda: example("gg-2025-001"),
    "names, a study and pooled times": with_names_and_answers,
    "help inside other help": inside_other_help,
}


class Drawn(NamedTuple):
    """A base with its sensitivity analysis and its worlds."""

    model: Model
    found: Influences
    net: Floats

    @property
    def turning(self) -> float:
        """What is added so that the net is near zero, where knowing is worth most."""
        return -float(np.mean(self.net)) + 0.1 * float(np.std(self.net))


@cache
def worlds(name: str) -> Drawn:
    """All worlds of a base, as the product draws them."""
    bc = BASES[name]()
    model = model_of(bc)
    return Drawn(model, bc.influences(), draw_all(model, Run(WORLDS, SEED)).net)


def bins(one: Influence, model: Model) -> NDArray[np.int64]:
    """In which hundredth of its distribution an input is in every world; of a time which point it has."""
    kind, *which = one.profile.source
    if kind == PRICE:
        part = shared_doubles(SEED, price_name(str(which[0])), 0, WORLDS)
    elif kind in (ESTIMATE, TIME):
        part = own_draws(model, kind, [int(w) for w in which])
    else:
        part = shared_doubles(SEED, str(which[0]), 0, WORLDS)
    if one.profile.chances is not None:
        edges = np.rint(np.cumsum(one.profile.chances)[:-1] * 2**16) / 2**16
        return np.searchsorted(edges, part, side="right")
    return (part * BINS).astype(np.int64)


def own_draws(model: Model, kind: str, which: list[int]) -> Floats:
    """The draws of an estimate or a time: of its case, or of all cases that share it."""
    worlds = model.worlds
    if kind == TIME:
        case, slot = which
    else:
        (row,) = which
        case, slot = int(worlds.est_case[row]), int(worlds.est_slot[row])
        case = -1 if worlds.est_shared[row] else case
    whose = hash_of("gedeeld") if case < 0 else int(worlds.case_name[case])
    return np.asarray(CaseDraws(SEED, whose).words(slot, 0, WORLDS) / 2**16, dtype=np.float64)


class Conditioned(NamedTuple):
    """What brute force says of one input."""

    share: float
    evppi: float
    error: float
    """Standard error of the value of knowing."""


def conditioned(one: Influence, drawn: Drawn, shift: float = 0.0) -> Conditioned:
    """The mean net in every bin; the noise of those means is taken off the share."""
    where, net = bins(one, drawn.model), drawn.net + shift
    size = np.bincount(where)
    mean = np.bincount(where, net) / size
    chance = size / WORLDS
    within = np.bincount(where, (net - mean[where]) ** 2) / size
    between = float(chance @ (mean - net.mean()) ** 2) - float(within.sum() / WORLDS)
    worth = np.where(mean[where] > 0, net, 0.0) - (net if net.mean() > 0 else 0.0)
    own = np.sqrt(within / size)
    unsure = chance[np.abs(mean) < 3 * own] @ own[np.abs(mean) < 3 * own]  # bins that may lie on either side
    error = float(worth.std()) / math.sqrt(WORLDS) + float(unsure)
    return Conditioned(between / float(net.var()), float(worth.mean()), error)


@pytest.mark.parametrize("name", BASES)
def test_shares_by_brute_force(name: str) -> None:
    """Of every input of some weight, and of the first with hardly any: within 0.005."""
    drawn = worlds(name)
    assert float(drawn.net.var()) == pytest.approx(drawn.found.variance, rel=0.02)
    checked = sorted(drawn.found.inputs, key=lambda i: -i.share)[:16]
    assert sum(i.share for i in checked) > 0.75
    for one in checked:
        assert conditioned(one, drawn).share == pytest.approx(one.share, abs=0.005), one.key


@pytest.mark.parametrize("name", BASES)
def test_the_value_of_knowing_by_brute_force(name: str) -> None:
    """Within 3 standard errors; also where costs are such that the base hardly pays."""
    drawn = worlds(name)
    for one in sorted(drawn.found.inputs, key=lambda i: -i.share)[:12]:
        assert one.evppi == pytest.approx(evppi(one, drawn.found.net), abs=1e-6)
        for shift in (0.0, drawn.turning):
            brute = conditioned(one, drawn, shift)
            coarse = evppi(one, drawn.found.net + shift, BINS)
            assert brute.evppi == pytest.approx(coarse, abs=margin(brute)), one.key


def evppi(one: Influence, net: float, parts: int | None = None) -> float:
    """E[max(0, E[net | input])] − max(0, E[net]), from the profile, where the base has this expected net.

    With `parts` only that part of the distribution is known in which the input lies: what bins can tell.
    """
    chances, values = one.profile.chances, one.profile.values
    if parts is not None and chances is None:
        split = np.array_split(np.sort(values), parts)
        values = np.array([part.mean() for part in split])
        chances = np.array([len(part) for part in split]) / len(one.profile.values)
    known = np.maximum(net + values, 0.0)
    expected = float(known.mean() if chances is None else known @ chances)
    return max(0.0, expected - max(0.0, net))


def margin(brute: Conditioned) -> float:
    """Three standard errors, and a cent for what cannot turn anything."""
    return 3 * brute.error + 0.01
