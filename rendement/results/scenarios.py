"""Named sets of what could turn out: careful, as expected, or optimistic; and grids of two inputs."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.shapes import Law
from rendement.engine.worlds import Worlds, caps_of, levels_of, path_means
from rendement.results.influence import (
    PRICE,
    Asked,
    Influence,
    Influences,
    Net,
    amounts_of,
    asked_about,
    influences,
)
from rendement.results.simulation import FEW_CASES, Model, Run, draw_all, draw_sums
from rendement.results.table import Column, Table

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]

SCENARIOS: Final[dict[str, str]] = {
    "voorzichtig": "elke schatting van casussen en het realisme aan de ongunstige kant (een op tien)",
    "verwacht": "alles op het gemiddelde",
    "optimistisch": "elke schatting van casussen en het realisme aan de gunstige kant (een op tien)",
}
"""What every named set stands for. Prices stay as expected: they are looked up, not judged."""
_LOW, _HIGH = 0.1, 0.9
_WORLDS: Final = 4_000
_GRID: Final = (0.1, 0.3, 0.5, 0.7, 0.9)


def scenarios(bc: "BusinessCase", case_id: str | None = None) -> Table:
    """The net of each named set, and in what part of drawn worlds it is lower still: how rare it is."""
    asked = asked_about(bc, case_id, None)
    net = Net(asked.model, asked.fixed)
    drawn = _drawn(asked)
    rows = []
    for name, meaning in SCENARIOS.items():
        found = net.net if name == "verwacht" else _extreme(asked, net, 1 if name == "optimistisch" else -1)
        rows.append((name, found, float(np.mean(drawn < found)), meaning))
    columns = (
        Column("scenario"),
        Column("saldo", "euro"),
        Column("werelden daaronder", "kans"),
        Column("wat het is"),
    )
    return Table("scenario's: alles tegelijk, dus zeldzamer dan een op tien", columns, tuple(rows))


def _drawn(asked: Asked) -> Floats:
    """Nets of drawn worlds of the same cases, with the same fixed costs."""
    worlds = asked.model.worlds
    engine = draw_all if worlds.cases < FEW_CASES else draw_sums
    drawn = engine(asked.model, Run(_WORLDS, 1))
    apart = drawn.fixed_benefit - float(asked.model.outputs.fixed_cost.sum())
    return np.asarray(drawn.net - apart + asked.fixed, dtype=np.float64)


def _extreme(asked: Asked, net: Net, side: int) -> float:
    """Every estimate and realism factor at the end that raises (1) or lowers (−1) the net."""
    worlds, uncertain = asked.model.worlds, asked.model.uncertain
    amount = amounts_of(worlds, net)
    rows = int(np.searchsorted(uncertain.est_case, asked.first_case)) + np.arange(len(amount))
    ends = [end[rows] / uncertain.est_mean[rows] - 1.0 for end in (uncertain.est_low, uncertain.est_high)]
    off = np.where(amount * side > 0, ends[1], ends[0])
    factor = _factors(worlds, off)
    for timed, line in enumerate(worlds.timed_line.tolist()):
        moments = worlds.moment_factor[worlds.moment_first[timed] : worlds.moment_first[timed + 1]]
        best = moments.max() if net.factor[line] * side > 0 else moments.min()
        factor[line] *= best / worlds.line_time[line] if worlds.line_time[line] else 0.0
    per_cell = np.bincount(worlds.line_cell, net.line, len(worlds.cells))
    for (grade, who), law in worlds.realism_laws.items():
        mine = np.array([(cell.grade, cell.organisation) == (grade, who) for cell in worlds.cells])
        end = law.quantile(_HIGH if per_cell[mine].sum() * side > 0 else _LOW)
        factor *= np.where(mine[worlds.line_cell], end, 1.0)
    return float(net.line @ factor) + asked.fixed


def _factors(worlds: Worlds, off: Floats) -> Floats:
    """Per line: the product of its estimates over their means, when each is so far off its mean."""
    caps, mean, case = caps_of(worlds), path_means(worlds), worlds.est_case
    together = np.bincount(case, mean * off, worlds.cases)
    held = caps.scale[case] * (mean * off - caps.share * together[case])
    ratio = 1.0 + np.where(mean > 0, held / np.where(mean > 0, mean, 1.0), off)
    used = worlds.line_estimates
    return np.asarray(np.where(used >= 0, np.append(ratio, 1.0)[used], 1.0).prod(axis=1), dtype=np.float64)


def grid(bc: "BusinessCase", one: str, other: str, case_id: str | None = None) -> Table:
    """The net at five values of one input (rows) by five of another (columns), the rest at their mean.

    Inputs are named by the `key` of an influence. Raises KeyError for an unknown one.
    """
    asked = asked_about(bc, case_id, None)
    found: Influences = influences(bc, case_id, None)
    net = Net(asked.model, asked.fixed)
    first, second = (_input(found, key) for key in (one, other))
    rows = []
    for chance in _GRID:
        line = net.line * _ratio(asked.model, first, chance)
        values = [float(line @ _ratio(asked.model, second, step)) + asked.fixed for step in _GRID]
        rows.append((f"P{round(chance * 100)}", *values))
    columns = (Column(one), *(Column(f"P{round(step * 100)}", "euro") for step in _GRID))
    return Table(f"saldo bij {first.about} (rijen) en {second.about} (kolommen)", columns, tuple(rows))


def _input(found: Influences, key: str) -> Influence:
    for influence in found.inputs:
        if influence.key == key:
            return influence
    raise KeyError(
        f"geen onzekere invoer '{key}'; bijvoorbeeld: {', '.join(i.key for i in found.inputs[:5])}"
    )


def _ratio(model: Model, influence: Influence, chance: float) -> Floats:
    """Per line: what it is multiplied by when this input is at this point of its distribution."""
    worlds, (kind, *which) = model.worlds, influence.source
    if kind == "est":
        place = int(which[0])
        off = np.zeros(len(worlds.est_case))
        law = Law(0.0, float(worlds.est_spread[place]), worlds.shapes.keys[int(worlds.est_shape[place])])
        off[place] = law.quantile(chance)
        return _factors(worlds, off)
    if kind == "tijd":
        return _time_ratio(worlds, int(which[0]), int(which[1]), chance)
    if kind == PRICE:
        law, mine = worlds.price_laws[str(which[0])], [cell.price == which[0] for cell in worlds.cells]
    else:
        key = (str(which[0]), str(which[1]))
        law, mine = worlds.realism_laws[key], [(c.grade, c.organisation) == key for c in worlds.cells]
    return np.where(np.array(mine)[worlds.line_cell], law.quantile(chance), 1.0)


def _time_ratio(worlds: Worlds, timed: int, which: int, chance: float) -> Floats:
    moments = slice(int(worlds.moment_first[timed]), int(worlds.moment_first[timed + 1]))
    factor, weight = worlds.moment_factor[moments], worlds.moment_chance[moments]
    sizes = worlds.timed_levels[timed]
    level = levels_of(np.arange(len(factor)), np.repeat(sizes[None, :], len(factor), axis=0))[which]
    size = int(sizes[which])
    total = np.bincount(level, weight, size)
    known = np.bincount(level, weight * factor, size) / total
    line = int(worlds.timed_line[timed])
    ratio = np.ones(len(worlds.line_base))
    ratio[line] = known[int(np.searchsorted(np.cumsum(total), chance))] / worlds.line_time[line]
    return ratio
