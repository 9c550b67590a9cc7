"""Side by side with `heormodel` on one small decision: go on, or not (a test extra: `pip install .[peers]`).

Both get the same model: chance × quantity × price minus the cost of our effort. Its draws are numpy's own.
"""

import math
from typing import Any

import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from test_uncertainty import base

from rendement.asking.business_case import BusinessCase

pytest.importorskip("heormodel")
import pandas as pd
from heormodel.cea import ceac
from heormodel.dsa import one_at_a_time
from heormodel.run import as_outcomes
from heormodel.voi import evpi, evppi

K = 1.97345
DRAWS = 40_000
COST = 3_300.0
RANGES = {"kans": (0.2, 0.4, 0.5), "aantal": (150.0, 200.0, 320.0), "prijs": (30.0, 40.0, 60.0)}


def ours() -> BusinessCase:
    """The decision as a case."""

    def written(name: str) -> dict[str, float]:
        return dict(zip(("laag", "verwacht", "hoog"), RANGES[name], strict=True))

    book = make_book({"inzet.uur": {"bedrag": COST}, "hulp.uur": {"bedrag": written("prijs")}})
    line = {"prijs": "hulp.uur", "aantal": written("aantal")}
    case = make_case(zonder_inzet=[{"pad": "hulp", "kans": written("kans"), "hulp": [line]}])
    return base([case], book, make_settings())


def limits(name: str) -> tuple[float, float, float]:
    low, likely, high = RANGES[name]
    return max(0.0, likely - K * (likely - low)), likely, likely + K * (high - likely)


def draws() -> "pd.DataFrame":
    random = np.random.default_rng(11)
    columns = {}
    for name in RANGES:
        bottom, likely, top = limits(name)
        part = (likely - bottom) / (top - bottom)
        columns[name] = bottom + (top - bottom) * random.beta(1 + 4 * part, 5 - 4 * part, DRAWS)
    return pd.DataFrame(columns, index=pd.RangeIndex(DRAWS, name="iteration"))


def outcomes(given: "pd.DataFrame") -> Any:
    net = given["kans"] * given["aantal"] * given["prijs"] - COST
    rows = [
        pd.DataFrame({"intervention": name, "iteration": given.index, "cost": -value, "qaly": 0.0})
        for name, value in (("doorgaan", net), ("stoppen", 0.0 * net))
    ]
    return as_outcomes(pd.concat(rows, ignore_index=True), comparator="stoppen")


def test_chance_of_being_better_and_value_of_perfect_information() -> None:
    theirs = outcomes(draws())
    found = ours().uncertainty(DRAWS, spread="geen").total
    chance = ceac(theirs, [0.0])
    better = float(
        np.asarray(chance["doorgaan"] if "doorgaan" in chance else chance.loc["doorgaan"]).ravel()[0]
    )
    assert found.chance == pytest.approx(better, abs=4 * math.sqrt(2 * 0.25 / DRAWS))
    assert found.loss == pytest.approx(evpi(theirs, 0.0), rel=0.05)


def test_value_of_knowing_one_input() -> None:
    """Ours is exact; theirs a spline through 40,000 draws."""
    given = draws()
    theirs = outcomes(given)
    found = {influence.field: influence.evppi for influence in ours().influences(spread="geen").inputs}
    names = {"kans": "pad", "aantal": "aantal", "prijs": "hulp.uur"}
    for name, field in names.items():
        assert found[field] == pytest.approx(evppi(theirs, given, name, 0.0), rel=0.08, abs=4.0)


def test_tornado() -> None:
    """Each input at its low and high, the others at their mean."""
    means = {name: (a + 4 * m + b) / 6 for name, (a, m, b) in ((n, limits(n)) for n in RANGES)}
    ends = {name: (RANGES[name][0], RANGES[name][2]) for name in ("kans", "aantal")}
    design, descriptor = one_at_a_time(pd.Series(means), ends)
    nets = design["kans"] * design["aantal"] * design["prijs"] - COST
    found = {influence.field: influence for influence in ours().influences(spread="geen").inputs}
    for name, field in (("kans", "pad"), ("aantal", "aantal")):
        rows = nets[(descriptor["parameter"] == name).to_numpy()]
        assert [found[field].low, found[field].high] == pytest.approx(rows.tolist(), rel=1e-6)
