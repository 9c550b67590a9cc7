"""Bases of any size for the benches, made from the examples."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from rendement.engine.columns import Columns, build_columns
from rendement.engine.doubts import Assumed, build_uncertain
from rendement.engine.evaluate import evaluate
from rendement.engine.uncertain import Uncertain
from rendement.engine.worlds import build_worlds
from rendement.model.case import CareLine, Case
from rendement.model.estimate import Chance, Quantity
from rendement.model.names import has_names
from rendement.model.settings import Settings
from rendement.model.units import Measure
from rendement.reading.books.price_books import load_prices
from rendement.reading.loading.load import load_cases
from rendement.reading.terms.settings_sets import (
    DEFAULT_DEPENDENCE,
    DEFAULT_SPREAD,
    load_settings,
    named_settings,
)
from rendement.results.worlds.simulation import Model, Outputs

EXAMPLES = Path(__file__).parents[2] / "examples"
SEEDS = 1_000
SETTINGS: Settings = named_settings(2025)


@dataclass(frozen=True)
class Base:
    """Cases as they are after loading."""

    columns: Columns
    uncertain: Uncertain


def seed_cases(number: int) -> list[Case]:
    """Cases with the lines of two examples each, every estimate a range, and chances of paths halved.

    Without examples that give estimates a name: those are drawn one by one, and would be all there is to see.
    """
    found = [loaded.case for loaded in load_cases(EXAMPLES) if not has_names(loaded.case)]
    return [_named(_joined(found[i % len(found)], found[(i * 7 + 3) % len(found)]), i) for i in range(number)]


def _named(case: Case, number: int) -> Case:
    return case.model_copy(update={"id": f"bench-{number}"})


def _joined(one: Case, other: Case) -> Case:
    without = [
        path.model_copy(
            update={
                "chance": _half(path.chance),
                "deadweight": None,
                "care": tuple(_ranged(line) for line in path.care),
            }
        )
        for path in (*one.without, *other.without)
    ]
    with_us = tuple(_ranged(x) if isinstance(x, CareLine) else x for x in (*one.with_us, *other.with_us))
    update = {"effort": one.effort + other.effort, "without": tuple(without), "with_us": with_us}
    return one.model_copy(update=update)


def _half(chance: Chance | None) -> Chance:
    likely = (chance.mean if chance else 0.4) / 2
    return Chance.model_construct(low=likely * 0.6, likely=likely, high=min(1.3 * likely, 0.99))


def _ranged(line: CareLine) -> CareLine:
    quantity = line.quantity
    if quantity is None or quantity.low is not None or quantity.likely is None:
        return line
    number, unit, per = quantity.likely
    parts = {"low": 0.7, "likely": 1.0, "high": 1.5}
    made: dict[str, Any] = {name: Measure(number * part, unit, per) for name, part in parts.items()}
    return line.model_copy(update={"quantity": Quantity.model_construct(**made)})


def base_of(number: int) -> Base:
    """A base of so many cases: a thousand different ones, repeated under other names beyond that."""
    cases = seed_cases(min(number, SEEDS))
    book, sets = load_prices("landelijk"), load_settings()
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
    worlds = build_worlds(columns, uncertain, np.ones(columns.lines), values)
    cells = worlds.cells
    payers = tuple(sorted({payer for cell in cells for payer, _ in cell.shares}))
    shares = np.array([[dict(cell.shares).get(payer, 0.0) for cell in cells] for payer in payers])
    effort = np.array([cell.effort for cell in cells])
    cash = np.array([sum(share for _, share in cell.cash) for cell in cells])
    outputs = Outputs(
        payers,
        np.where(effort, 0.0, shares),
        np.where(effort, shares, 0.0),
        np.where(effort, -cash, cash),
        np.zeros(len(payers)),
        0.0,
    )
    return Model(uncertain, worlds, outputs, DEFAULT_SPREAD)
