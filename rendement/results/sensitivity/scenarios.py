"""Named sets of what could turn out: careful, as expected, or optimistic; and grids of two inputs."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.given import Known, Slot, ratios
from rendement.engine.shapes import table_of
from rendement.engine.worlds import Worlds
from rendement.results.sensitivity.asked import Asked, Net, asked_about
from rendement.results.sensitivity.influence import of_asked
from rendement.results.sensitivity.profiles import HIGH, LOW, Profile, best_estimates, of_times
from rendement.results.table import Table
from rendement.results.worlds.simulation import FEW_CASES, Run, draw_all, draw_sums, model_of
from rendement.words import refusals
from rendement.words.columns import Column

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

SCENARIOS: Final[dict[str, str]] = {
    "voorzichtig": "elke schatting van casussen en het realisme aan de ongunstige kant (een op tien)",
    "verwacht": "alles op het gemiddelde",
    "optimistisch": "elke schatting van casussen en het realisme aan de gunstige kant (een op tien)",
}
"""What every named set stands for. Prices stay as expected: they are looked up, not judged."""
_WORLDS: Final = 4_000
_GRID: Final = (0.1, 0.3, 0.5, 0.7, 0.9)


class Scenario(NamedTuple):
    """A named set: its net in euros, and in what part of drawn worlds it is lower still."""

    name: str
    net: float
    below: float
    meaning: str


def scenarios(bc: "ValuedCases", case_id: str | None = None) -> Table:
    """The net of each named set, and in what part of drawn worlds it is lower still: how rare it is."""
    columns = (
        Column("scenario"),
        Column("saldo", "euro"),
        Column("werelden daaronder", "trekking"),
        Column("wat het is"),
    )
    rows = tuple(scenarios_of(bc, case_id))
    return Table("scenario's: alles tegelijk, dus zeldzamer dan een op tien", columns, rows)


def scenarios_of(bc: "ValuedCases", case_id: str | None = None) -> list[Scenario]:
    """The same as records."""
    asked = asked_about(model_of(bc), None if case_id is None else bc.place_of(case_id))
    net = Net(asked)
    drawn = _drawn(asked)
    rows = []
    for name, meaning in SCENARIOS.items():
        found = net.net if name == "verwacht" else _extreme(asked, net, 1 if name == "optimistisch" else -1)
        rows.append(Scenario(name, found, float(np.mean(drawn < found)), meaning))
    return rows


def _drawn(asked: Asked) -> Floats:
    """Nets of drawn worlds of the same cases, with the same fixed costs."""
    worlds = asked.model.worlds
    engine = draw_all if worlds.cases < FEW_CASES else draw_sums
    drawn = engine(asked.model, Run(_WORLDS, 1))
    apart = drawn.fixed_benefit - float(asked.model.outputs.fixed_cost.sum())
    return np.asarray(drawn.net - apart + asked.fixed, dtype=np.float64)


def _extreme(asked: Asked, net: Net, side: int) -> float:
    """Every name at the end that raises (1) or lowers (−1) the net, and all of them together."""
    worlds = asked.model.worlds
    times = (_best_level(profile, side) for profile in of_times(worlds, net, None))
    known = Known(best_estimates(asked, net, side), dict(times)) | _optimism(worlds, net, side)
    return float(net.line @ ratios(worlds, known)) + asked.fixed


def _best_level(profile: Profile, side: int) -> tuple[Slot, int]:
    """The level of a time that is best (1) or worst (−1), wherever it lies."""
    _, case, slot = profile.source
    return Slot(int(case), int(slot)), int(np.argmax(profile.values * side))


def _optimism(worlds: Worlds, net: Net, side: int) -> Known:
    """Realism factors and guesses, each at the one in ten that raises or lowers the net (M9, M31)."""
    per_cell = np.bincount(worlds.line_cell, net.line, len(worlds.cells))
    realism = {}
    for who, law in worlds.realism_laws.items():
        mine = [(cell.grade, cell.organisation) == who for cell in worlds.cells]
        realism[who] = law.quantile(HIGH if per_cell[mine].sum() * side > 0 else LOW)
    guesses = {}
    for number, who in enumerate(worlds.guess_names):
        moves = _guess_slope(worlds, net, number)
        table = table_of(worlds.optimism.guesses.shapes[who.grade])
        guesses[who] = float(np.quantile(table, HIGH if moves * side > 0 else LOW))
    return Known(realism=realism, guesses=guesses)


def _guess_slope(worlds: Worlds, net: Net, number: int) -> float:
    """How the net moves with a guess, per standard deviation."""
    used = worlds.line_estimates
    mine = np.append(worlds.est_guess, -1)[used] == number
    return float((net.line[:, None] * np.where(mine, worlds.line_spreads, 0.0)).sum())


def grid(bc: "ValuedCases", one: str, other: str, case_id: str | None = None) -> Table:
    """The net at five values of one input (rows) by five of another (columns), the rest at their mean.

    Inputs are named by the `key` of an influence. Raises Unknown (a KeyError) for an unknown one, and
    WrongValue (a ValueError) for one input twice.
    """
    asked = asked_about(model_of(bc), None if case_id is None else bc.place_of(case_id))
    net = Net(asked)
    found = of_asked(bc.cases, bc.book, asked, net)
    first, second = found[one], found[other]
    if first is second:
        raise refusals.one_input_twice(one, other)
    rows = []
    for chance in _GRID:
        known = (first.profile.known(chance) | second.profile.known(step) for step in _GRID)
        values = [float(net.line @ ratios(asked.model.worlds, at)) + asked.fixed for at in known]
        rows.append((f"P{round(chance * 100)}", *values))
    columns = (Column(one), *(Column(f"P{round(step * 100)}", "euro") for step in _GRID))
    return Table(f"saldo bij {first.about} (rijen) en {second.about} (kolommen)", columns, tuple(rows))
