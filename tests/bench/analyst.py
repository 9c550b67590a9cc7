"""The same model as an analyst would write it: scipy.stats for every input, pandas to add up."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from rendement.engine.optimism import Family
from rendement.engine.shapes import Key
from rendement.engine.uncertain import Who
from rendement.results.worlds.simulation import Model

Floats = NDArray[np.float64]


def simulate(model: Model, draws: int) -> pd.DataFrame:
    """Nets per payer (columns) of every draw (rows)."""
    worlds, random = model.worlds, np.random.default_rng(1)
    keys = worlds.shapes.keys
    guesses = _optimism(worlds.optimism.guesses, worlds.guess_names, draws, random)
    drawn = [
        guesses[worlds.guess_names[guess]] if guess >= 0 else _drawn(keys[shape], draws, random)
        for shape, guess in zip(worlds.est_shape.tolist(), worlds.est_guess.tolist(), strict=True)
    ]
    prices = {key: 1 + law.sd * _drawn(law.key, draws, random) for key, law in worlds.price_laws.items()}
    optimism = _optimism(worlds.optimism.realism, tuple(worlds.realism_laws), draws, random)
    realism = {who: 1 + law.sd * optimism[who] for who, law in worlds.realism_laws.items()}
    timed = {line: place for place, line in enumerate(worlds.timed_line.tolist())}
    net: dict[str, list[pd.Series]] = {}
    for line in range(len(worlds.line_base)):
        cell = worlds.cells[worlds.line_cell[line]]
        amount = np.full(draws, worlds.line_base[line] / worlds.line_joint[line])
        for estimate, spread in zip(worlds.line_estimates[line], worlds.line_spreads[line], strict=True):
            if estimate >= 0:
                amount = amount * (1 + spread * drawn[estimate])
        if line in timed:
            at = slice(*worlds.moment_first[timed[line] : timed[line] + 2].tolist())
            which = stats.rv_discrete(values=(np.arange(at.stop - at.start), worlds.moment_chance[at]))
            amount = amount * worlds.moment_factor[at][which.rvs(size=draws, random_state=random)]
        else:
            amount = amount * worlds.line_time[line]
        amount = amount * prices.get(cell.price, np.ones(1))
        amount = amount * realism.get(Who(cell.grade, cell.organisation), np.ones(1))
        for payer, share in cell.shares:
            net.setdefault(payer, []).append(pd.Series(amount * share * (-1 if cell.effort else 1)))
    return pd.DataFrame({payer: pd.concat(rows, axis=1).sum(axis=1) for payer, rows in net.items()})


def _optimism(
    family: Family, everyone: tuple[Who, ...], draws: int, random: np.random.Generator
) -> dict[Who, Floats]:
    """M31 as it is written: a Gaussian copula with a common, an organisation's and an own part."""
    common = random.standard_normal(draws)

    @cache
    def of(organisation: str) -> Floats:
        return random.standard_normal(draws)

    found = {}
    for who in everyone:
        own = random.standard_normal(draws)
        z = (
            np.sqrt(family.common) * common
            + np.sqrt(family.organisation) * of(who.organisation)
            + np.sqrt(family.own) * own
        )
        found[who] = _standard(family.shapes[who.grade], stats.norm.cdf(z))
    return found


def _drawn(key: Key, draws: int, random: np.random.Generator) -> Floats:
    """Draws of this shape with mean 0 and standard deviation 1."""
    return _standard(key, random.random(draws))


def _standard(key: Key, chances: Floats) -> Floats:
    mirrored = key[0] == "mirror"
    family, *rest = key[1:] if mirrored else key
    if family == "mixture":
        values = _mixed(rest, chances)
        return -values if mirrored else values
    law = {
        "pert": lambda: stats.beta(1 + 4 * rest[0], 5 - 4 * rest[0]),
        "triangle": lambda: stats.triang(rest[0]),
        "uniform": stats.uniform,
        "lognormal": lambda: stats.lognorm(rest[0]),
        "beta": lambda: stats.beta(rest[0], rest[1]),
    }[family]()
    mean, variance = law.stats("mv")
    values = np.asarray((law.ppf(chances) - mean) / np.sqrt(variance), dtype=np.float64)
    return -values if mirrored else values


def _mixed(parts: Sequence[tuple[float, float, Key]], chances: Floats) -> Floats:
    """One of some equally likely answers, and a draw of that."""
    place = chances * len(parts)
    which = np.minimum(place.astype(np.intp), len(parts) - 1)
    values = np.empty(len(chances))
    for number, (mean, sd, key) in enumerate(parts):
        mine = which == number
        values[mine] = mean + sd * _standard(key, place[mine] - number)
    return values
