"""The same model as an analyst would write it: scipy.stats for every input, pandas to add up."""

import numpy as np
import pandas as pd
from scipy import stats

from rendement.engine.shapes import Key
from rendement.results.simulation import Model


def simulate(model: Model, draws: int) -> pd.DataFrame:
    """Nets per payer (columns) of every draw (rows)."""
    worlds, random = model.worlds, np.random.default_rng(1)
    keys = worlds.shapes.keys
    drawn = [
        _drawn(keys[shape], spread, draws, random)
        for shape, spread in zip(worlds.est_shape.tolist(), worlds.est_spread.tolist(), strict=True)
    ]
    prices = {key: _drawn(law.key, law.sd, draws, random) for key, law in worlds.price_laws.items()}
    realism = {key: _drawn(law.key, law.sd, draws, random) for key, law in worlds.realism_laws.items()}
    timed = {line: place for place, line in enumerate(worlds.timed_line.tolist())}
    net: dict[str, list[pd.Series]] = {}
    for line in range(len(worlds.line_base)):
        cell = worlds.cells[worlds.line_cell[line]]
        amount = np.full(draws, worlds.line_base[line])
        for estimate in worlds.line_estimates[line]:
            if estimate >= 0:
                amount = amount * drawn[estimate]
        if line in timed:
            at = slice(*worlds.moment_first[timed[line] : timed[line] + 2].tolist())
            which = stats.rv_discrete(values=(np.arange(at.stop - at.start), worlds.moment_chance[at]))
            amount = amount * worlds.moment_factor[at][which.rvs(size=draws, random_state=random)]
        else:
            amount = amount * worlds.line_time[line]
        amount = amount * prices.get(cell.price, 1.0) * realism.get((cell.grade, cell.organisation), 1.0)
        for payer, share in cell.shares:
            net.setdefault(payer, []).append(pd.Series(amount * share * (-1 if cell.effort else 1)))
    return pd.DataFrame({payer: pd.concat(rows, axis=1).sum(axis=1) for payer, rows in net.items()})


def _drawn(key: Key, spread: float, draws: int, random: np.random.Generator) -> np.ndarray:
    """Draws around 1 with this shape and spread."""
    if not spread:
        return np.ones(draws)
    mirrored = key[0] == "mirror"
    family, *rest = key[1:] if mirrored else key
    law = {
        "pert": lambda: stats.beta(1 + 4 * rest[0], 5 - 4 * rest[0]),
        "triangle": lambda: stats.triang(rest[0]),
        "uniform": stats.uniform,
        "lognormal": lambda: stats.lognorm(rest[0]),
    }[family]()
    mean, variance = law.stats("mv")
    values = (law.rvs(draws, random_state=random) - mean) / np.sqrt(variance)
    return np.asarray(1 + spread * (-values if mirrored else values))
