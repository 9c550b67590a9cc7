"""How fast is the engine? A country's worth of cases: 100,000 cases of about eleven lines.

    python tests/bench/bench_engine.py

The lines are those of the examples, two cases in one, over and over. Best of five, in processor time;
next to it a plain numpy pass (a multiply and an add) over as many numbers, in the same minute on the
same machine.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from wanted import note

from rendement.engine.columns import Columns, build_columns
from rendement.engine.evaluate import evaluate, money
from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.books.price_books import load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.terms.settings_sets import named_settings

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = 1_000
CASES = 100_000
ROUNDS = 5
REGIMES = {"mkba-2021": "values", "sroi-2012": "values_yearly"}
"""A continuous regime and a yearly one, and what their seconds are called in `wanted.py`."""


def seeds() -> list[Case]:
    """A thousand cases, each with the lines of two examples."""
    found = [loaded.case for loaded in load_cases(EXAMPLES)]
    pairs = [joined(one, found[(i * 7 + 3) % len(found)]) for i, one in enumerate(found)]
    return [pairs[i % len(pairs)] for i in range(SEEDS)]


def joined(one: Case, other: Case) -> Case:
    """The lines of both; only the arithmetic matters here."""
    lines = {name: getattr(one, name) + getattr(other, name) for name in ("effort", "without", "with_us")}
    return one.model_copy(update=lines)


def value(columns: Columns, settings: Settings) -> None:
    """Expected values, three money columns, and the total per payer of each."""
    everything = np.zeros(columns.lines, dtype=np.int64)
    for part in money(columns, evaluate(columns, settings.regime).value).by_name.values():
        part.total(everything, 1)


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time of the fastest of a few rounds."""
    rounds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        rounds.append(time.process_time() - before)
    return min(rounds)


def plain_pass(columns: Columns) -> None:
    """What any calculation over as many numbers costs at least."""
    _ = columns.line_quantity * columns.line_unit_price + columns.line_chance


def report(cases: Sequence[Case], book: PriceBook, regime: str) -> str:
    """Seconds, nanoseconds per line, and the ratio to a plain pass, of one regime."""
    settings = named_settings(2025, regime)
    columns = build_columns(cases, book, settings).repeated(CASES // SEEDS)
    seconds = best(partial(value, columns, settings))
    note(REGIMES[regime], seconds)
    ratio = seconds / best(partial(plain_pass, columns))
    each = seconds / columns.lines * 1e9
    size = f"{columns.cases:,} cases, {columns.lines:,} lines, {len(columns.atom_line):,} atoms"
    return f"{regime:<22} {seconds:8.3f} s  {each:6.0f} ns a line  {ratio:6.0f} × a plain pass  ({size})"


def main() -> None:
    """Print what building columns costs, and the report of every regime."""
    book, cases = load_prices("landelijk"), seeds()
    building = best(partial(build_columns, cases, book, named_settings(2025)))
    note("columns", building / len(cases) * 1e6)
    print(f"{'building columns':<22} {building / len(cases) * 1e6:8.0f} µs a case")
    for regime in REGIMES:
        print(report(cases, book, regime))


if __name__ == "__main__":
    main()
