"""Bases of any size for the benches, of the cases that `described.py` describes."""

from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from described import BOOK, PLAIN, Mix
from made import write_base

from rendement.engine.columns import Columns, build_columns
from rendement.engine.doubts import Assumed, build_uncertain
from rendement.engine.evaluate import evaluate
from rendement.engine.uncertain import Uncertain
from rendement.model.case import Case
from rendement.model.settings import Settings
from rendement.reading.books.price_books import load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet
from rendement.reading.terms.settings_sets import (
    DEFAULT_DEPENDENCE,
    DEFAULT_SPREAD,
    load_settings,
    named_settings,
)
from rendement.results.worlds.simulation import Counted, Model, drawable

SEEDS = 1_000
SETTINGS: Settings = named_settings(2025)


@dataclass(frozen=True)
class Base:
    """Cases as they are after loading."""

    columns: Columns
    uncertain: Uncertain


@cache
def read_base(number: int, mix: Mix = PLAIN) -> CaseSet:
    """So many case files, written and read."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_base(folder, number, mix)
        found = load_cases(folder)
    assert len(found) == number, "every case of the bench must count"
    return found


def seed_cases(number: int, mix: Mix = PLAIN) -> list[Case]:
    """The cases of a base as they are after reading."""
    return [loaded.case for loaded in read_base(number, mix)]


def base_of(number: int, mix: Mix = PLAIN) -> Base:
    """A base of so many cases: a thousand different ones, repeated under other names beyond that."""
    cases = seed_cases(min(number, SEEDS), mix)
    book, sets = load_prices(BOOK), load_settings()
    assumed = Assumed(sets.price_spread[DEFAULT_SPREAD], SETTINGS.dependence, DEFAULT_DEPENDENCE)
    columns = build_columns(cases, book, SETTINGS)
    uncertain = build_uncertain(cases, columns, book, SETTINGS, assumed)
    times = max(1, number // SEEDS)
    return Base(columns.repeated(times), repeated(uncertain, columns, times))


def repeated(uncertain: Uncertain, columns: Columns, times: int) -> Uncertain:
    """The same estimates under other names of cases."""
    if times == 1:
        return uncertain
    cases, estimates = len(uncertain.case_name), len(uncertain.est_case)
    steps = {"est_case": cases, "est_line": columns.lines, "timed_line": columns.lines}
    changes: dict[str, Any] = {}
    for field in fields(uncertain):
        value = getattr(uncertain, field.name)
        if isinstance(value, np.ndarray):
            changes[field.name] = _tiled(value, times, steps.get(field.name, 0))
    used = uncertain.line_estimates
    changes["line_estimates"] = np.concatenate(
        [np.where(used >= 0, used + number * estimates, used) for number in range(times)]
    )
    levels = uncertain.level_first[-1]
    changes["level_first"] = np.append(_tiled(uncertain.level_first[:-1], times, levels), levels * times)
    changes["case_name"] = changes["case_name"] + np.repeat(np.arange(times, dtype=np.uint64), cases)
    return replace(uncertain, **changes)


def _tiled(array: Any, times: int, step: int) -> Any:
    again = np.tile(array, (times, *[1] * (array.ndim - 1)))
    return again + np.repeat(np.arange(times), len(array)) * step if step else again


def shard(base: Base, number: int) -> Base:
    """The same base as other cases."""
    names = base.uncertain.case_name + np.uint64(number * 10**9)
    return replace(base, uncertain=replace(base.uncertain, case_name=names))


def model_from(base: Base) -> Model:
    """From columns to what can be drawn: values, present values of every moment, cells and payers."""
    columns, uncertain = base.columns, base.uncertain
    values = evaluate(columns, SETTINGS.regime)
    return drawable(Counted(columns, values, np.ones(columns.lines), {}, 0.0), uncertain, DEFAULT_SPREAD)
