"""Are our bands honest? Portfolios with a known truth, and how often each band holds it.

    python tests/bench/calibration.py             the tables
    python tests/bench/calibration.py --schrijf   and put them in docs/onzekerheid.md

*Estimates*: cases of log-normal size (σ = 1.2), each with a chance and a quantity as low / likely / high. The
truth is drawn with numpy's own beta, from one realism factor for all its cases and one price per
kind of help; the band comes from our engine. *Naive* is the usual band: every error independent.
*Cases*: see `calibration_cases.py`. Run with OPENBLAS_NUM_THREADS=1.
"""

import argparse
import math
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import dependence_set, make_book, make_case, make_settings
from calibration_cases import METHODS, SHAPES, Coverage, study

from rendement.engine.columns import build_columns
from rendement.engine.doubts import Assumed, build_uncertain
from rendement.engine.evaluate import evaluate
from rendement.model.case import Case
from rendement.reading.terms.settings_sets import load_settings
from rendement.results.worlds.simulation import (
    FEW_CASES,
    Counted,
    Model,
    Outputs,
    Run,
    draw_all,
    draw_sums,
    drawable,
)

Floats = NDArray[np.float64]
Cell = tuple[int, int, bool]
"""A shape of cases, how many, and whether other methods are tried too."""

SIZES = (8, 15, 30, 60, 120)
LEVELS = (0.8, 0.9)
SHAPE_SIZES = (30,)
PORTFOLIOS = 3_300
CASE_PORTFOLIOS = 10_000
"""More for the band over cases, where 3 points decide: at 3,300 chance alone moves a percentage by 0.7."""
DRAWS = 2_000
POOL = 1_500
SIGMA = 1.2
FACTOR = {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}
PRICES = ("hulp.een", "hulp.twee", "hulp.drie")
RANGE = {"laag": 30, "verwacht": 40, "hoog": 55}
DOCS = Path(__file__).parents[2] / "docs" / "onzekerheid.md"
START, STOP = "<!-- ijking: gemaakt door tests/bench/calibration.py -->", "<!-- einde ijking -->"


class Stated:
    """What professionals wrote down for every case of the pool."""

    def __init__(self, random: np.random.Generator) -> None:
        size = np.exp(SIGMA * random.standard_normal(POOL)) * 40
        middle = random.uniform(0.1, 0.6, POOL)
        self.chance = np.stack([middle * 0.6, middle, np.minimum(middle * 1.5, 0.95)], axis=1)
        self.quantity = np.stack([size * 0.7, size, size * 1.6], axis=1)
        self.price = random.integers(0, len(PRICES), POOL)

    def case(self, number: int) -> Case:
        """One case as a document."""
        low, likely, high = self.chance[number].tolist()
        few, some, many = self.quantity[number].tolist()
        line = {"prijs": PRICES[self.price[number]], "aantal": {"laag": few, "verwacht": some, "hoog": many}}
        path = {"pad": "x", "kans": {"laag": low, "verwacht": likely, "hoog": high}, "hulp": [line]}
        return make_case(casus=f"ijk-{number}", zonder_inzet=[path])


def model_of_pool(stated: Stated) -> Model:
    """The whole pool once; portfolios are parts of it."""
    book = make_book({"inzet.uur": {}, **{key: {"bedrag": RANGE} for key in PRICES}})
    chosen = make_settings(factoren={"eigen": FACTOR})
    cases = [stated.case(number) for number in range(POOL)]
    columns = build_columns(cases, book, chosen)
    assumed = Assumed(load_settings().price_spread["geen"], dependence_set(), "")
    uncertain = build_uncertain(cases, columns, book, chosen, assumed)
    values = evaluate(columns, chosen.regime)
    model = drawable(Counted(columns, values, np.ones(columns.lines), {}, 0.0), uncertain, "geen")
    sign = np.array([[-1.0 if cell.effort else 1.0 for cell in model.worlds.cells]])
    nothing = np.zeros_like(sign)
    outputs = Outputs(("gemeente",), sign, nothing, sign[0], np.zeros(1), 0.0)
    return replace(model, outputs=outputs)


def drawn_like(points: Floats, ceiling: float, random: np.random.Generator) -> Floats:
    """Reality for ranges (rows low, likely, high), by numpy's own beta; none of our tables."""
    low, likely, high = points.T
    k = 1.97345
    bottom, top = (
        np.maximum(0, likely - k * (likely - low)),
        np.minimum(ceiling, likely + k * (high - likely)),
    )
    part = (likely - bottom) / (top - bottom)
    return np.asarray(bottom + (top - bottom) * random.beta(1 + 4 * part, 5 - 4 * part))


def truth_of(stated: Stated, mine: slice, random: np.random.Generator, shared: bool, times: int) -> Floats:
    """What really came out, `times` over; without `shared` every case has its own realism and price."""
    chance, quantity, price = stated.chance[mine], stated.quantity[mine], stated.price[mine]
    n = len(price)
    tiled = (np.tile(part, (times, 1)) for part in (chance, quantity))
    p, q = (
        drawn_like(part, top, random).reshape(times, n) for part, top in zip(tiled, (1.0, 1e12), strict=True)
    )
    size = (times, 1 if shared else n)
    omega = drawn_like(np.tile([[*FACTOR.values()]], (math.prod(size), 1)), 1e12, random).reshape(size)
    kinds = (times, len(PRICES) if shared else n)
    c = drawn_like(np.tile([[*RANGE.values()]], (math.prod(kinds), 1)), 1e12, random).reshape(kinds)
    c = c[:, price] if shared else c
    return np.asarray((omega * p * q * c).sum(axis=1) - n)


def of_estimates(size: int) -> tuple[list[float], list[float]]:
    """Coverage of our band and of the naive one, for every level."""
    stated, random = Stated(np.random.default_rng(2025)), np.random.default_rng([2025, size])
    model = model_of_pool(stated)
    engine = draw_all if size < FEW_CASES else draw_sums
    ours, naive = np.zeros(len(LEVELS)), np.zeros(len(LEVELS))
    for number in range(PORTFOLIOS):
        first = int(random.integers(0, POOL - size + 1))
        mine = slice(first, first + size)
        part = replace(model, worlds=model.worlds.part(first, first + size))
        net = engine(part, Run(DRAWS, number)).net
        truth = float(truth_of(stated, mine, random, True, 1)[0])
        ours += holds(net, truth)
        naive += holds(truth_of(stated, mine, random, False, DRAWS // 4), truth)
    return (ours / PORTFOLIOS).tolist(), (naive / PORTFOLIOS).tolist()


def holds(draws: Floats, truth: float) -> Floats:
    """For every level: 1 when the middle part of the draws holds the truth."""
    return np.array(
        [float(np.quantile(draws, (1 - x) / 2) <= truth <= np.quantile(draws, (1 + x) / 2)) for x in LEVELS]
    )


def of_cases(cells: Sequence[Cell], found: Sequence[Coverage]) -> tuple[list[list[str]], list[list[str]]]:
    """Rows per size for the hardest shape, next to other methods; and rows per shape for ours alone."""
    first, second = [], []
    for (shape, size, rivals), coverage in zip(cells, found, strict=True):
        ours = shown([1 - sum(part) / CASE_PORTFOLIOS for part in coverage[METHODS[0]]])
        sides = shown([part / CASE_PORTFOLIOS for part in coverage[METHODS[0]][0]])
        if rivals:
            others = [shown([1 - sum(coverage[name][0]) / CASE_PORTFOLIOS])[0] for name in METHODS[1:]]
            first.append([str(size), *ours, *sides, *others])
        else:
            second.append([SHAPES[shape].name, str(size), *ours, *sides])
    return first, second


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def shown(shares: list[float]) -> list[str]:
    """Shares as percentages, one column per level."""
    return [f"{share:.1%}".replace(".", ",").replace("%", " %") for share in shares]


def report() -> str:
    """Both studies as text."""
    tails = [(1 - level) / 2 for level in LEVELS]
    cells: list[Cell] = [(0, size, True) for size in SIZES]
    cells += [(shape, size, False) for size in SHAPE_SIZES for shape in range(1, len(SHAPES))]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        bands = [pool.submit(study, *cell[:2], CASE_PORTFOLIOS, tails, cell[2]) for cell in cells]
        covered = [pool.submit(of_estimates, size) for size in SIZES]
        first, second = of_cases(cells, [job.result() for job in bands])
        by_size = zip(SIZES, (job.result() for job in covered), strict=True)
        estimates = [[str(size), *shown(ours), *shown(naive)] for size, (ours, naive) in by_size]
    levels = [f"{level:.0%}".replace("%", " %") for level in LEVELS]
    head = ["casussen", *(f"{what}, {level}" for what in ("onze band", "losse fouten") for level in levels)]
    ours = [*(f"onze band, {level}" for level in levels), "te laag (80 %)", "te hoog (80 %)"]
    return "\n\n".join(
        (
            f"**Band van schattingen**: hoe vaak de ware uitkomst in de band lag. {_noise(PORTFOLIOS)}",
            table(head, estimates),
            "**Band van casussen**: hoe vaak het ware verwachte totaal in de band lag, bij log-normale "
            f"casussen (σ = 1,2). {_noise(CASE_PORTFOLIOS)} *Te laag* en *te hoog*: de band die er helemaal "
            "onder of boven lag. Daarnaast andere werkwijzen bij 80 %, op dezelfde portefeuilles.",
            table(["casussen", *ours, *METHODS[1:]], first),
            "Dezelfde band bij andere vormen.",
            table(["vorm", "casussen", *ours], second),
        )
    )


def _noise(portfolios: int) -> str:
    noise = f"{100 * math.sqrt(0.8 * 0.2 / portfolios):.1f}".replace(".", ",")
    return f"{portfolios} portefeuilles per regel; toeval in een percentage bij 80 % ongeveer {noise} punt."


def main() -> None:
    """Print the tables, and write them when asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--schrijf", action="store_true")
    wanted = parser.parse_args().schrijf
    text = report()
    print(text)
    if wanted:
        before, _, rest = DOCS.read_text("utf-8").partition(START)
        after = rest.partition(STOP)[2]
        DOCS.write_text(f"{before}{START}\n{text}\n{STOP}{after}", "utf-8")


if __name__ == "__main__":
    main()
