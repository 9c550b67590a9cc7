"""How often does the band hold the truth when people share more or less optimism than we assume? (M31)

    python tests/bench/coverage_optimism.py             the table
    python tests/bench/coverage_optimism.py --schrijf   and put it in docs/onzekerheid.md

Forty equal cases of twelve organisations; all doubt is in their realism factors and in one price. The truth
is drawn with numpy's own normals and a PERT of our twin, from another part of optimism that is shared; the
band comes from our engine. Seeded: the same table every time.
"""

import argparse
import math
import sys
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

import drawn
from builders import make_book, make_case, make_settings
from named import a_base

from rendement.asking.business_case import BusinessCase
from rendement.model.amounts import Amount
from rendement.model.estimate import Estimate
from rendement.model.settings import Dependence, Factor
from rendement.results.worlds.simulation import Run, draw_all, model_of, with_dependence

Floats = NDArray[np.float64]

CASES: Final = 40
ORGANISATIONS: Final = 12
HOURS: Final = 1_000
CHANCE: Final = 0.5
TRUTHS: Final = 40_000
DRAWS: Final = 20_000
FACTOR: Final = {"laag": 0.5, "verwacht": 0.8, "hoog": 1.0}
PRICE: Final = {"laag": 90, "verwacht": 100, "hoog": 110}
TRUE: Final = ((0.25, 0.35), (0.50, 0.30), (0.75, 0.15))
ASSUMED: Final = ((0.0, 0.0), (0.25, 0.35), (0.60, 0.25), (0.75, 0.15))
DOCS: Final = Path(__file__).parents[2] / "docs" / "onzekerheid.md"
START: Final = "<!-- gedeeld optimisme: gemaakt door tests/bench/coverage_optimism.py -->"
STOP: Final = "<!-- einde gedeeld optimisme -->"


def portfolio() -> BusinessCase:
    """What was filed."""
    book = make_book({"inzet.uur": {"bedrag": 0}, "hulp.uur": {"bedrag": PRICE}})
    cases = []
    for number in range(CASES):
        path = {"pad": "x", "kans": CHANCE, "hulp": [{"prijs": "hulp.uur", "aantal": HOURS}]}
        context = {"gemeente": "teststad", "thema": ["x"], "aanpak": ["x"]}
        context["organisatie"] = f"organisatie-{number % ORGANISATIONS}"
        cases.append(make_case(casus=f"ijk-{number}", context=context, zonder_inzet=[path]))
    return a_base(cases, book, make_settings(factoren={"eigen": FACTOR}))


def band(bc: BusinessCase, common: float, organisation: float) -> tuple[float, float]:
    """P10 and P90 of the net when this is assumed."""
    dependence = Dependence.model_validate({"gedeeld": common, "organisatie": organisation})
    net = draw_all(with_dependence(model_of(bc, "geen"), dependence), Run(DRAWS, 1)).net
    low, high = np.quantile(net, (0.1, 0.9)).tolist()
    return low, high


def truths(common: float, organisation: float) -> Floats:
    """What really came out, so many times over, when this is how optimism is shared."""
    random = np.random.default_rng([2026, round(100 * common)])
    everybody = random.standard_normal((TRUTHS, 1))
    each, own = (random.standard_normal((TRUTHS, ORGANISATIONS)) for _ in range(2))
    rest = 1 - common - organisation
    normal = math.sqrt(common) * everybody + math.sqrt(organisation) * each + math.sqrt(rest) * own
    omega = _values(Factor.model_validate(FACTOR), normal)
    price = _values(Amount.model_validate(PRICE), random.standard_normal(TRUTHS))
    cases = np.bincount(np.arange(CASES) % ORGANISATIONS, minlength=ORGANISATIONS)
    return np.asarray(HOURS * CHANCE * price * (omega @ cases), dtype=np.float64)


def _values(estimate: Estimate, normal: Floats) -> Floats:
    """The values of a range at standard normal draws, from the twin."""
    at = np.linspace(-6, 6, 2_401)
    known = [drawn.value_below(estimate, drawn.NORMAL.cdf(z)) for z in at.tolist()]
    return np.interp(normal, at, known)


def report() -> str:
    """The coverage of the 80 % band as a table in markdown."""
    bc = portfolio()
    bands = [band(bc, *assumed) for assumed in ASSUMED]
    lines = [["in werkelijkheid deelt iedereen", *(_assumed(common) for common, _ in ASSUMED)]]
    lines.append(["---"] * len(lines[0]))
    for common, organisation in TRUE:
        came = truths(common, organisation)
        holds = (float(np.mean((came >= low) & (came <= high))) for low, high in bands)
        lines.append([_percent(common), *(_percent(share) for share in holds)])
    noise = f"{100 * math.sqrt(0.8 * 0.2 / TRUTHS):.1f}".replace(".", ",")
    head = (
        f"**Gedeeld optimisme**: hoe vaak de ware uitkomst in de band van 80 % lag. {CASES} gelijke casussen "
        f"van {ORGANISATIONS} organisaties; {TRUTHS} keer per regel, toeval ongeveer {noise} punt."
    )
    return "\n".join([head, "", *("| " + " | ".join(line) + " |" for line in lines)])


def _assumed(common: float) -> str:
    return f"wij rekenen met {_percent(common)}" if common else "ieder voor zich"


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def main() -> None:
    """Print the table, and write it when asked."""
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
