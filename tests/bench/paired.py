"""Two ways in turns, in one run: what a busy machine does to one it does to the other.

    RENDEMENT_DUBBEL=reading,brute make speed     # must fail: the work of these keys is done twice

`workbook` doubles `workbook_bare` as well, which is measured in the same rounds.

Seconds are of processor time, of this process and of those it started.
"""

import gc
import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Final

DUBBEL: Final = "RENDEMENT_DUBBEL"
"""The environment variable that names keys of `wanted.py` whose work is done twice, to try the guard."""
Work = Callable[[], object]


def spent() -> float:
    """Processor time so far, that of processes that ended with it."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def timed(work: Work) -> float:
    """Seconds of processor time of one round."""
    gc.collect()
    before = spent()
    work()
    return spent() - before


def in_turns(key: str, ours: Work, others: Sequence[Work], rounds: int) -> list[tuple[float, ...]]:
    """Per round: the seconds of ours, and of each other way. One round before them warms up."""
    ways = (_twice(ours) if key in os.environ.get(DUBBEL, "").split(",") else ours, *others)
    for way in ways:
        way()
    return [tuple(timed(way) for way in ways) for _ in range(rounds)]


def ratio(rounds: Sequence[tuple[float, ...]], other: int = 1) -> float:
    """Ours over another way: the median over rounds, or that of the best rounds of each when it is lower.

    What disturbs a machine makes a way look slow and never fast: a doubling doubles both, a busy neighbour
    seldom does.
    """
    middle = statistics.median(seconds[0] / seconds[other] for seconds in rounds)
    return min(middle, best(rounds) / best(rounds, other))


def best(rounds: Sequence[tuple[float, ...]], way: int = 0) -> float:
    """The fastest round of a way."""
    return min(seconds[way] for seconds in rounds)


def _twice(work: Work) -> Work:
    def both() -> None:
        work()
        work()

    return both
