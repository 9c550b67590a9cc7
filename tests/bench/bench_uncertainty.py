"""How fast, and how right, is the uncertainty? Ratios in one run, on whatever machine this is.

    OPENBLAS_NUM_THREADS=1 python tests/bench/bench_uncertainty.py            everything, some minutes
    OPENBLAS_NUM_THREADS=1 python tests/bench/bench_uncertainty.py --klein    a tenth of the cases, to try it

Cases are pairs of examples with some twelve lines and fourteen uncertain inputs each. The analyst's version
needs scipy and pandas, which the library does not (`pip install rendement[bench]`).
"""

import argparse
import gc
import os
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import NamedTuple

import numpy as np
from bases import Base, base_of, model_from, shard
from numpy.typing import NDArray
from wanted import note

from rendement.engine.moments import moments_of
from rendement.results.worlds.simulation import Drawn, Model, Run, draw_all, draw_sums

DRAWS = 10_000
LONG = 131_072
ROUNDS = 5
QUANTILES = (0.1, 0.5, 0.9)


def seconds(
    work: Callable[[], object], rounds: int = 3, clock: Callable[[], float] = time.process_time
) -> float:
    """The fastest of a few rounds, in seconds of processor time: other work on the machine counts less."""
    found = []
    for _ in range(rounds):
        gc.collect()
        before = clock()
        work()
        found.append(clock() - before)
    return min(found)


def only_betas(model: Model) -> None:
    """What numpy needs to draw the same inputs as betas, and nothing else."""
    random = np.random.Generator(np.random.SFC64(1))
    worlds = model.worlds
    inputs = len(worlds.est_case) + int((worlds.timed_levels > 1).sum())
    for number in range(inputs):
        part = 0.2 + 0.6 * (number % 7) / 7
        random.beta(1 + 4 * part, 5 - 4 * part, DRAWS)


def raw_uniforms() -> float:
    """Seconds for 1.7e8 numbers between 0 and 1: what this machine is at this moment."""
    random, room = np.random.default_rng(1), np.empty(1_000_000)
    return 10 * seconds(lambda: [random.random(out=room) for _ in range(17)])


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--klein", action="store_true")
    small = parser.parse_args().klein
    few, many = (100, 10_000) if small else (1_000, 100_000)
    model = model_from(base_of(few))
    print(f"{few:,} cases, {len(model.worlds.line_base):,} lines, {inputs_of(model):,} uncertain inputs\n")
    print(f"1.7e8 raw uniforms: {raw_uniforms():.2f} s; all times are processor time, one thread\n")
    print("| what | measured | wanted | took |\n|---|---|---|---|")
    betas = seconds(lambda: only_betas(model), 1)
    brute = seconds(lambda: draw_all(model, Run(DRAWS, 1)))
    row("brute force ÷ numpy only drawing the betas", f"{brute / betas:.2f}", "≤ 0.35", f"{brute:.2f} s")
    if not small:  # of less work the start of a process is all there is to see
        show_workers([two_workers(model) for _ in range(ROUNDS)])
    short = seconds(lambda: draw_sums(model, Run(DRAWS, 1)))
    try:
        simulate = import_module("analyst").simulate
    except ImportError:
        row("an analyst's scipy + pandas ÷ ours", "not measured: scipy or pandas missing", "≥ 100 ×", "")
    else:
        by_hand = seconds(lambda: simulate(model, DRAWS), 1)
        note("analyst", by_hand / short)
        row(
            "an analyst's scipy + pandas ÷ conditional",
            f"{by_hand / short:.0f} ×",
            "≥ 100 ×",
            f"{by_hand:.1f} s",
        )
        row("an analyst's scipy + pandas ÷ brute force", f"{by_hand / brute:.1f} ×", "≥ 5 ×", "")
    base = base_of(many)
    large = seconds(partial(conditional, base))
    size = f"{many:,} cases × {DRAWS:,} draws × {len(model.outputs.payers)} payers"
    row(
        f"conditional, {size}",
        f"{large:.2f} s",
        "< 1 s",
        f"{large / raw_uniforms():.1f} × 1.7e8 raw uniforms",
    )
    for cases in (50, 100, few):
        worst, noise = shape_error(cases)
        what = (
            f"quantiles of the net in total and per payer, {cases:,} cases, conditional against brute force"
        )
        row(what, f"{worst:.3f} sd", "≤ 0.02 sd", f"noise of one quantile {noise:.3f} sd")
    note("brute", brute / betas)
    note("bands_small" if small else "bands", large / raw_uniforms())
    show_million(small, many)


def show_million(small: bool, size: int) -> None:
    """A million cases in shards; a tenth of that when small, which is not kept."""
    took, memory, number = million(1_000_000 if not small else 100_000, size)
    row(f"{number:,} cases in shards", f"{took:.1f} s, {memory:.2f} GB", "< 15 s, < 4 GB", "")
    if not small:
        note("million_seconds", took)
        note("million_memory", memory)


if __name__ == "__main__":
    main()
