"""From a business case to drawn worlds: which engine, in which stretches, on how many workers (M16, M23)."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.brute import DRAWS_AT_ONCE, draw_cells
from rendement.engine.columns import Columns
from rendement.engine.common import Cell, guess_draws, shared_draws
from rendement.engine.conditional import Analytic, Sums, analytic, folded, sums_of
from rendement.engine.doubts import Assumed, build_uncertain
from rendement.engine.evaluate import LineValues
from rendement.engine.moments import Moments, moments_of
from rendement.engine.named import named_moments
from rendement.engine.uncertain import CHANCE, PATH, Optimism, Uncertain
from rendement.engine.worlds import Worlds, build_worlds
from rendement.model.settings import Dependence
from rendement.reading.terms.settings_sets import named_set

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Engine = Literal["brute", "conditional"]
Step = Callable[[int, int], None]

FEW_CASES: Final = 50
"""From so many cases on the sum of further cases is drawn instead of every case (docs/onzekerheid.md)."""
_CASES_PER_STEP: Final = 50


class Outputs(NamedTuple):
    """What every cell means for people: weights per payer, and what is added for certain, in euros."""

    payers: tuple[str, ...]
    benefit: Floats
    """Payers × cells."""
    cost: Floats
    cash_net: Floats
    """Per cell: net of the cash column, all payers together."""
    fixed_cost: Floats
    """Per payer: stated programme costs."""
    fixed_benefit: float
    """The floor of cases that were not filed; it belongs to no payer."""


@dataclass(frozen=True)
class Counted:
    """What is valued, and what stands beside it for certain."""

    columns: Columns
    values: LineValues
    weights: Floats
    """What each line counts for; nothing where stated costs stand in its place (M14)."""
    stated: Mapping[str, float]
    """Per payer: stated costs of programmes, in euros."""
    floor: float
    """Of cases that were not filed, in euros."""


@dataclass(frozen=True)
class Model:
    """Everything that is needed to draw worlds of a business case."""

    uncertain: Uncertain
    worlds: Worlds
    outputs: Outputs
    spread_name: str
    counted: Counted


@dataclass(frozen=True)
class Drawn:
    """Worlds: euros per payer (rows) and draw (columns)."""

    payers: tuple[str, ...]
    benefit: Floats
    cost: Floats
    cash_net: Floats
    fixed_benefit: float

    @property
    def net(self) -> Floats:
        """Benefit minus cost of all payers together, with the floor of unfiled cases."""
        return np.asarray((self.benefit - self.cost).sum(axis=0) + self.fixed_benefit, dtype=np.float64)


def model_of(bc: "ValuedCases", spread: str | None = None) -> Model:
    """The uncertainty of a business case, or with another price spread. Raises ReadingError for its name."""
    settings = bc.settings
    name = spread or settings.spread_name
    own = name == settings.spread_name  # it may have been changed on the spot
    spreads = settings.spread if own else named_set("prijsspreiding", name, settings.sets.price_spread)
    assumed = Assumed(spreads, settings.dependence, settings.dependence_name)
    cases = (loaded.case for loaded in bc.cases)
    weights = bc.weights[bc.columns.line_case] * ~bc.replaced_lines
    counted = Counted(bc.columns, bc.values, weights, bc.stated_costs, bc.floor_benefit)
    return drawable(counted, build_uncertain(cases, bc.columns, bc.book, settings, assumed), name)


def with_dependence(model: Model, dependence: Dependence) -> Model:
    """The same uncertainty in which people share more or less of their optimism (M31)."""
    shared, own = dependence.common, dependence.organisation
    realism, guesses, _ = model.uncertain.optimism
    optimism = Optimism(
        replace(realism, common=shared, organisation=own),
        replace(guesses, common=shared, organisation=own),
        "",
    )
    return drawable(model.counted, replace(model.uncertain, optimism=optimism), model.spread_name)


def drawable(counted: Counted, uncertain: Uncertain, spread: str) -> Model:
    """What is needed to draw worlds of lines with this uncertainty."""
    worlds = build_worlds(counted.columns, uncertain, counted.weights, counted.values)
    return Model(uncertain, worlds, _outputs(worlds.cells, counted.stated, counted.floor), spread, counted)


def _outputs(cells: tuple[Cell, ...], fixed: Mapping[str, float], floor: float) -> Outputs:
    """How cells fall on payers, and the stated costs of programmes."""
    payers = tuple(sorted({*fixed, *(payer for cell in cells for payer, _ in cell.shares)}))
    shares = np.array([[dict(cell.shares).get(payer, 0.0) for cell in cells] for payer in payers])
    shares = shares.reshape(len(payers), len(cells))
    effort = np.array([cell.effort for cell in cells], dtype=np.bool_)
    cash = np.array([sum(share for _, share in cell.cash) for cell in cells], dtype=np.float64)
    return Outputs(
        payers,
        np.where(effort, 0.0, shares),
        np.where(effort, shares, 0.0),
        np.where(effort, -cash, cash),
        np.array([fixed.get(payer, 0.0) for payer in payers]),
        floor,
    )


def amounts(outputs: Outputs, cells: Floats) -> Drawn:
    """Cells × draws as money per payer."""
    return Drawn(
        outputs.payers,
        outputs.benefit @ cells,
        outputs.cost @ cells + outputs.fixed_cost[:, None],
        outputs.cash_net @ cells - outputs.fixed_cost.sum(),
        outputs.fixed_benefit,
    )


def together(parts: list[Drawn]) -> Drawn:
    """Stretches of draws, one after the other."""
    first = parts[0]
    benefit = np.concatenate([part.benefit for part in parts], axis=1)
    cost = np.concatenate([part.cost for part in parts], axis=1)
    cash = np.concatenate([part.cash_net for part in parts])
    return Drawn(first.payers, benefit, cost, cash, first.fixed_benefit)


def stretches(draws: int) -> Iterator[tuple[int, int, int]]:
    """Number, first draw and length of every stretch."""
    for number, first in enumerate(range(0, draws, DRAWS_AT_ONCE)):
        yield number, first, min(DRAWS_AT_ONCE, draws - first)


@dataclass(frozen=True)
class Run:
    """How worlds are drawn."""

    draws: int
    seed: int
    events: bool = False
    workers: int = 1
    step: Step | None = None


def draw_all(model: Model, run: Run) -> Drawn:
    """Brute force: every uncertain input of every case drawn. Workers share the cases between them."""
    if run.workers == 1:
        return _summed(model, run, map)
    with ProcessPoolExecutor(run.workers, initializer=_remember, initargs=(model.worlds, run.seed)) as pool:
        return _summed(model, run, pool.map)


_Job = tuple[int, int, int, int, bool, tuple[Worlds, int] | None]
"""First and last case, first draw and number of draws, events; the worlds where no worker remembers them."""
_memory: dict[str, tuple[Worlds, int]] = {}
"""What a worker process draws from: sent once and not with every job."""


def _remember(worlds: Worlds, seed: int) -> None:
    _memory["worlds"] = (worlds, seed)


def _drawn_part(job: _Job) -> Floats:
    first_case, last_case, first, count, events, given = job
    worlds, seed = given or _memory["worlds"]
    return draw_cells(worlds.part(first_case, last_case), seed, first, count, events)


def _summed(model: Model, run: Run, run_map: Callable[..., Iterable[Floats]]) -> Drawn:
    """All stretches of draws, each the sum of parts of the cases, in any order."""
    worlds, parts, done = model.worlds, [], 0
    given = (worlds, run.seed) if run.workers == 1 else None
    step = _CASES_PER_STEP if run.workers == 1 else max(1, math.ceil(worlds.cases / run.workers))
    edges = [*range(0, worlds.cases, step), worlds.cases]
    of = (len(edges) - 1) * -(-run.draws // DRAWS_AT_ONCE)
    for _, first, count in stretches(run.draws):
        cells = np.zeros((len(worlds.cells), count))
        jobs: list[_Job] = [(a, b, first, count, run.events, given) for a, b in pairwise(edges)]
        for part in run_map(_drawn_part, jobs):
            cells += part
            done += 1
            _tell(run, done, of)
        cells *= _shared(worlds, run.seed, first, count)
        parts.append(amounts(model.outputs, cells))
    return together(parts)


def draw_sums(model: Model, run: Run, moments: Moments | None = None, few: int = FEW_CASES) -> Drawn:
    """Given all that cases share: the sum of cases from exact moments.

    The first cases are drawn as they are below `few` cases, and so are cases with names that stand in more
    places: so a base of `few` cases differs from one without its last case by that case only (M16).
    """
    worlds = model.worlds
    apart = _apart(worlds, few, run.events)
    sums = sums_of(moments or moments_of(_only(worlds, ~apart), run.events))
    drawn, parts = worlds.chosen(apart), []
    for number, first, count in stretches(run.draws):
        cells = _sum_cells(worlds, sums, run.seed, (number, first, count))
        cells += draw_cells(drawn, run.seed, first, count, run.events)
        cells *= _shared(worlds, run.seed, first, count)
        parts.append(amounts(model.outputs, cells))
        _tell(run, number + 1, -(-run.draws // DRAWS_AT_ONCE))
    return together(parts)


def _apart(worlds: Worlds, few: int, events: bool) -> NDArray[np.bool_]:
    """The cases that are drawn one by one."""
    first = np.arange(worlds.cases) < few - 1
    return np.asarray(worlds.case_named | first | (events & _guessed_chances(worlds)))


def _guessed_chances(worlds: Worlds) -> NDArray[np.bool_]:
    """Cases with a guess in the chance of help: an event happens or not, whatever its terms (M11, M31b)."""
    columns = [column for column, role in enumerate(worlds.roles) if role in (PATH, CHANCE)]
    guess = np.append(worlds.est_guess, -1)[worlds.line_estimates[:, columns]] >= 0
    lines = np.flatnonzero(guess.any(axis=1))
    found = np.zeros(worlds.cases, dtype=np.bool_)
    found[worlds.line_case()[lines]] = True
    return found


def moments_of_rest(model: Model, run: Run) -> Moments:
    """What `draw_sums` adds up of the cases that it does not draw one by one."""
    return moments_of(_only(model.worlds, ~_apart(model.worlds, FEW_CASES, run.events)), run.events)


def _sum_cells(worlds: Worlds, sums: Sums, seed: int, stretch: tuple[int, int, int]) -> Floats:
    """Cells × draws of the sum of cases, their guesses with it."""
    number, first, count = stretch
    terms = sums.draw(seed, number, count)
    terms *= guess_draws(sums.cells, worlds.common, seed, first, count)
    return folded(sums.cells, worlds.cells, terms)


def closed_form(model: Model, events: bool) -> tuple[float, float] | None:
    """Mean and variance of the net without drawing; None for drawn events where names or guesses stand."""
    worlds, outputs = model.worlds, model.outputs
    if events and (worlds.case_named | _guessed_chances(worlds)).any():
        return None
    found = analytic_net(worlds, (outputs.benefit - outputs.cost).sum(axis=0), events)
    return found.mean - float(outputs.fixed_cost.sum()) + outputs.fixed_benefit, found.variance


def analytic_net(worlds: Worlds, sign: Floats, events: bool = False) -> Analytic:
    """Mean and variance of what all lines add up to; `sign` is what a euro of every cell counts for."""
    moments = moments_of(worlds, events)
    if worlds.case_named.any():
        moments = moments + named_moments(worlds)
    number = {cell: place for place, cell in enumerate(worlds.cells)}
    weights = sign[[number[cell.base] for cell in moments.cells]]
    return analytic(moments, worlds.common, weights)


def _shared(worlds: Worlds, seed: int, first: int, count: int) -> Floats:
    return shared_draws(worlds.cells, worlds.common, seed, first, count)


def _only(worlds: Worlds, wanted: NDArray[np.bool_]) -> Worlds:
    """The same worlds in which other cases count for nothing."""
    if wanted.all():
        return worlds
    return replace(worlds, line_base=np.where(wanted[worlds.line_case()], worlds.line_base, 0.0))


def subset(model: Model, cases: int) -> Model:
    """The first cases only."""
    return replace(model, worlds=model.worlds.part(0, min(cases, model.worlds.cases)))


def _tell(run: Run, done: int, total: int) -> None:
    if run.step is not None:
        run.step(done, total)
