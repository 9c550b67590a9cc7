"""How fast, and how right, is the uncertainty? Ratios in one run, on whatever machine this is.

    OPENBLAS_NUM_THREADS=1 python tests/bench/bench_uncertainty.py            some minutes
    OPENBLAS_NUM_THREADS=1 python tests/bench/bench_uncertainty.py --klein    ratios, fewer cases

Cases are those of `described.py`, with eleven lines and eleven uncertain inputs each, and once more with
names in one case of twenty. The analyst's version needs scipy and pandas, which the library does not
(`pip install rendement[bench]`).
"""

import argparse
import gc
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import NamedTuple

import numpy as np
from bases import Base, base_of, model_from, shard
from described import NAMED, PLAIN
from numpy.typing import NDArray
from paired import Work, best, in_turns, ratio, timed
from wanted import note

from rendement.engine.moments import moments_of
from rendement.results.worlds.simulation import Drawn, Model, Run, draw_all, draw_sums

DRAWS = 10_000
LONG = 131_072
ROUNDS = 5
QUANTILES = (0.1, 0.5, 0.9)
UNIFORM_PARTS = 10
"""`raw_uniforms` is so small a part of 1.7e8."""


def seconds(work: Work, rounds: int = 3) -> float:
    """The fastest of a few rounds, in seconds of processor time: other work on the machine counts less."""
    return min(timed(work) for _ in range(rounds))


def only_betas(model: Model) -> None:
    """What numpy needs to draw the same inputs as betas, and nothing else."""
    random = np.random.Generator(np.random.SFC64(1))
    worlds = model.worlds
    inputs = len(worlds.est_case) + int((worlds.timed_levels > 1).sum())
    for number in range(inputs):
        part = 0.2 + 0.6 * (number % 7) / 7
        random.beta(1 + 4 * part, 5 - 4 * part, DRAWS)


def raw_uniforms() -> None:
    """A tenth of 1.7e8 numbers between 0 and 1: what this machine is at this moment."""
    random, room = np.random.default_rng(1), np.empty(1_000_000)
    for _ in range(17):
        random.random(out=room)


def conditional(base: Base) -> Drawn:
    """Everything after loading: present values, moments, shared draws, totals per payer."""
    return draw_sums(model_from(base), Run(DRAWS, 1))


class Pair(NamedTuple):
    """One run by one process and one by two, right after each other: seconds of processor time and clock."""

    alone: float
    parent: float
    workers: float
    by_clock: float

    @property
    def critical(self) -> float:
        """The processor time that stands in line: the parent, then half of what both workers do."""
        return self.parent + self.workers / 2

    @property
    def overhead(self) -> float:
        """How much more is done in all: sending cases, starting processes, adding up."""
        return (self.parent + self.workers) / self.alone - 1


def two_workers(model: Model) -> Pair:
    """Two processes against one on the same job."""
    alone, _, short = spent_on(lambda: draw_all(model, Run(DRAWS, 1)))
    parent, workers, shared = spent_on(lambda: draw_all(model, Run(DRAWS, 1, workers=2)))
    return Pair(alone, parent, workers, short / shared)


def spent_on(work: Callable[[], object]) -> tuple[float, float, float]:
    """Processor time of this process, of those it started, and time by the clock."""
    gc.collect()
    before, started = os.times(), time.perf_counter()
    work()
    took, after = time.perf_counter() - started, os.times()
    mine, theirs = (
        sum(getattr(after, name) - getattr(before, name) for name in names)
        for names in (("user", "system"), ("children_user", "children_system"))
    )
    return mine, theirs, took


def inputs_of(model: Model) -> int:
    """Uncertain inputs of all cases together."""
    return len(model.worlds.est_case) + int((model.worlds.timed_levels > 1).sum())


def shape_error(cases: int) -> tuple[float, float]:
    """Largest distance between quantiles of both engines, in standard deviations, and its own noise.

    Both with the same prices and realism factors, so that only the sum of cases differs. Over the total and
    every payer that is uncertain.
    """
    model = model_from(base_of(cases))
    run = Run(LONG, 1)
    one, other = draw_all(model, run), draw_sums(model, run)
    worst = 0.0
    for a, b in zip(nets(one), nets(other), strict=True):
        sd = float(a.std())
        if sd > 1e-6 * max(1.0, abs(float(a.mean()))):
            off = np.abs(np.quantile(a, QUANTILES) - np.quantile(b, QUANTILES)) / sd
            worst = max(worst, float(off.max()))
    return worst, 1.71 / np.sqrt(LONG)


def nets(drawn: Drawn) -> Iterator[NDArray[np.float64]]:
    """The net in total, and of every payer."""
    yield drawn.net
    yield from drawn.benefit - drawn.cost


def million(cases: int, size: int) -> tuple[float, float, int]:
    """Seconds and peak memory (GB) for cases in shards whose moments are added up, and their number."""
    base = base_of(size)
    spent, total = 0.0, None
    for number in range(cases // size):
        part = shard(base, number)
        before = time.process_time()
        model = model_from(part)
        found = moments_of(model.worlds)
        total = found if total is None else total + found
        spent += time.process_time() - before
        del part
    assert total is not None
    before = time.process_time()
    draw_sums(model_from(base), Run(DRAWS, 1), total)
    spent += time.process_time() - before
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, total.cases


def row(what: str, ratio: str, wanted: str, took: str) -> None:
    """One line of the table."""
    print(f"| {what} | {ratio} | {wanted} | {took} |", flush=True)


def show_workers(pairs: list[Pair]) -> None:
    """By the clock, which other work on the machine disturbs, and by processor time, which it does not."""
    clock, spent = max(pair.by_clock for pair in pairs), min(pairs, key=lambda pair: pair.critical)
    what = f"brute force, two workers against one, by the clock, best of {ROUNDS} pairs"
    row(what, f"{clock:.2f} ×", "≥ 1.7 ×", f"load {os.getloadavg()[0]:.1f}")
    note("workers", clock)
    what = "the same by processor time: one ÷ (parent + busiest half of the workers)"
    row(what, f"{spent.alone / spent.critical:.2f} ×", "≥ 1.7 ×", f"{spent.overhead:+.0%} work in all")


def show_brute(model: Model, rounds: int) -> None:
    """Every estimate drawn, next to numpy drawing as many betas."""
    found = in_turns("brute", lambda: draw_all(model, Run(DRAWS, 1)), [partial(only_betas, model)], rounds)
    note("brute", ratio(found))
    row("brute force ÷ numpy only drawing the betas", f"{ratio(found):.2f}", "≤ 0.15", f"{best(found):.2f} s")


def show_bands(cases: int, key: str, rounds: int) -> None:
    """The sum of cases, of plain ones and with one in twenty named, next to raw uniforms."""
    bases = base_of(cases, PLAIN), base_of(cases, NAMED)
    payers = len(model_from(bases[0]).outputs.payers)
    for name, what, base in zip((key, f"{key}_named"), ("plain", "5 % named"), bases, strict=True):
        found = in_turns(name, partial(conditional, base), [raw_uniforms], rounds)
        over = ratio(found) / UNIFORM_PARTS
        note(name, over)
        size = f"{cases:,} {what} cases × {DRAWS:,} draws × {payers} payers"
        row(f"conditional, {size}", f"{over:.1f} × 1.7e8 raw uniforms", "≤ 1.0 ×", f"{best(found):.2f} s")


def show_analyst(model: Model) -> None:
    """By hand, with scipy and pandas, where these are installed."""
    try:
        simulate = import_module("analyst").simulate
    except ImportError:
        row("an analyst's scipy + pandas ÷ ours", "not measured: scipy or pandas missing", "≥ 100 ×", "")
        return
    by_hand, short = (
        seconds(work, rounds)
        for work, rounds in (
            (partial(simulate, model, DRAWS), 1),
            (lambda: draw_sums(model, Run(DRAWS, 1)), ROUNDS),
        )
    )
    note("analyst", by_hand / short)
    row(
        "an analyst's scipy + pandas ÷ conditional", f"{by_hand / short:.0f} ×", "≥ 100 ×", f"{by_hand:.1f} s"
    )


def show_shapes(sizes: Sequence[int]) -> None:
    """How far the quick way is off."""
    for cases in sizes:
        worst, noise = shape_error(cases)
        what = (
            f"quantiles of the net in total and per payer, {cases:,} cases, conditional against brute force"
        )
        row(what, f"{worst:.3f} sd", "≤ 0.02 sd", f"noise of one quantile {noise:.3f} sd")


def show_million(size: int) -> None:
    """A million cases in shards."""
    took, memory, number = million(1_000_000, size)
    row(f"{number:,} cases in shards", f"{took:.1f} s, {memory:.2f} GB", "≤ 5 s, ≤ 1.5 GB", "")
    note("million_seconds", took)
    note("million_memory", memory)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--klein", action="store_true")
    small = parser.parse_args().klein
    few, many = (100, 10_000) if small else (1_000, 100_000)
    model = model_from(base_of(few))
    print(f"{few:,} cases, {len(model.worlds.line_base):,} lines, {inputs_of(model):,} uncertain inputs\n")
    print(f"1.7e8 raw uniforms: {UNIFORM_PARTS * seconds(raw_uniforms):.2f} s; processor time, one thread\n")
    print("| what | measured | wanted | took |\n|---|---|---|---|")
    show_brute(model, 9 if small else ROUNDS)
    if small:  # what is left asks for much work, or is no ratio
        show_bands(many, "bands_small", ROUNDS)
        return
    show_workers([two_workers(model) for _ in range(ROUNDS)])
    show_million(many)  # before what takes more memory
    show_bands(many, "bands", 3)
    show_analyst(model)
    show_shapes((50, 100, few))


if __name__ == "__main__":
    main()
