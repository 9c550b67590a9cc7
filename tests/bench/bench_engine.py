"""How fast is the engine? A country's worth of cases: 100,000 cases of about eleven lines.

    python tests/bench/bench_engine.py [cases] [rounds]

The cases of `described.py`, over and over. In processor time, in turns with what it is held
against: valuing with a plain numpy pass (a multiply and an add) over as many numbers, and building columns
with reading the same files by `yaml.load` and pydantic alone.
"""

import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from bases import SEEDS, SETTINGS, seed_cases
from bench_reading import plain
from described import BOOK
from made import write_base
from paired import best, in_turns, ratio
from wanted import note

from rendement.engine.columns import Columns, build_columns
from rendement.engine.evaluate import evaluate, money
from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.reading.books.price_books import load_prices
from rendement.reading.terms.settings_sets import named_settings

CASES = 100_000
READ = 200
"""Files that are read beside building their columns."""
BUILDS = 4
"""Columns are built so many times in a round."""
ROUNDS = 5
REGIMES = {"mkba-2021": "values", "sroi-2012": "values_yearly"}
"""A continuous regime and a yearly one, and what their seconds are called in `wanted.py`."""


def value(columns: Columns, settings: Settings) -> None:
    """Expected values, three money columns, and the total per payer of each."""
    everything = np.zeros(columns.lines, dtype=np.int64)
    for part in money(columns, evaluate(columns, settings.regime).value).by_name.values():
        part.total(everything, 1)


def plain_pass(columns: Columns) -> None:
    """What any calculation over as many numbers costs at least, twenty times to be seen at all."""
    for _ in range(20):
        _ = columns.line_quantity * columns.line_unit_price + columns.line_chance


def report(cases: Sequence[Case], book: PriceBook, regime: str, size: int, rounds: int) -> str:
    """Seconds, nanoseconds per line, and the ratio to a plain pass, of one regime."""
    settings, key = named_settings(2025, regime), REGIMES[regime]
    columns = build_columns(cases, book, settings).repeated(max(1, size // len(cases)))
    work = partial(value, columns, settings)
    found = in_turns(f"{key}_pass", work, [partial(plain_pass, columns)], rounds)
    seconds, passes = best(found), 20 * ratio(found)
    note(f"{key}_pass", passes)
    if columns.cases == CASES:
        note(key, seconds)
    each = seconds / columns.lines * 1e9
    told = f"{columns.cases:,} cases, {columns.lines:,} lines, {len(columns.atom_line):,} atoms"
    return f"{regime:<22} {seconds:8.3f} s  {each:6.0f} ns a line  {passes:6.0f} × a plain pass  ({told})"


def building(cases: Sequence[Case], book: PriceBook, rounds: int) -> str:
    """Microseconds a case of building columns, and the ratio to reading those cases plainly."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_base(folder, READ)
        work = partial(build_columns, cases[:READ], book, SETTINGS)
        found = in_turns(
            "columns_plain", lambda: [work() for _ in range(BUILDS)], [partial(plain, folder)], rounds
        )
    each, share = best(found) / READ / BUILDS * 1e6, ratio(found) / BUILDS
    note("columns", each)
    note("columns_plain", share)
    return f"{'building columns':<22} {each:8.0f} µs a case, {share:.3f} of reading it plainly"


def main(size: int = CASES, rounds: int = ROUNDS) -> None:
    """Print what building columns costs, and the report of every regime."""
    book, cases = load_prices(BOOK), seed_cases(min(size, SEEDS))
    print(building(cases, book, rounds))
    for regime in REGIMES:
        print(report(cases, book, regime, size, rounds))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
