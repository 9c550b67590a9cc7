"""Three bands, shown apart: estimates, cases and reviewers (M16)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.model.settings import Selection
from rendement.results.denominator import LEAST_CASES

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.results.business_case import BusinessCase

Floats = NDArray[np.float64]

RESAMPLES: Final = 4_000
MANY_CASES: Final = 2_000
ENOUGH_CASES: Final = 60
"""From so many on the band over cases holds as often as it says, within 3 points (calibration study)."""
COVERAGE_NOTE: Final = {8: 68, 15: 74, 30: 76}
"""From so many cases on: how often an 80 % band over skewed cases holds, in percent (calibration study)."""


@dataclass(frozen=True)
class Band:
    """One band around the net, in euros; `low` and `high` are None where no band may be given."""

    name: str
    low: float | None
    middle: float
    high: float | None
    note: str
    """What it contains, or why there is none."""


def cases_band(bc: "BusinessCase", seed: int) -> Band:
    """How much the net depends on which cases these happen to be: bootstrap-t over cases (P10–P90).

    No band under 8 cases, and only bounds where cases were chosen and others were not filed.
    """
    name = "casussen"
    if any(d.selection is Selection.CHOSEN and d.filed < d.closed for d in bc.denominators):
        return _bounds(bc, name)
    if bc.filed < LEAST_CASES:
        return Band(
            name, None, bc.net, None, f"geen band onder {LEAST_CASES} casussen (dit zijn er {bc.filed})"
        )
    low, high = bootstrap_t(case_nets(bc), np.random.default_rng([seed, bc.filed]))
    note = f"P10–P90 als dit een willekeurige greep van {bc.filed} zulke casussen is{_shortfall(bc.filed)}"
    return Band(name, bc.net + low, bc.net, bc.net + high, note)


class CaseNets(NamedTuple):
    """Per case: its expected net, what it counts for, and how much of its chance error is left."""

    net: Floats
    weight: Floats
    left: Floats
    """1; for a case drawn by lot 1 − π: as more of all cases are drawn, less is left to chance."""


def case_nets(bc: "BusinessCase") -> CaseNets:
    """The net of every case as far as it counts: paid effort is in the stated programme costs (M14)."""
    societal = bc.money.societal
    benefit = bc.case_totals(societal, effort=False).sum(axis=1)
    cost = bc.case_totals(societal, effort=True).sum(axis=1)
    stated = np.array([c.programme is not None and c.programme.programme.cost is not None for c in bc.cases])
    cost = cost - np.where(stated, bc.paid_effort.sum(axis=1), 0.0)
    left = np.ones(bc.filed)
    for denominator in bc.denominators:
        if denominator.selection is Selection.LOT:
            mine = bc.members(denominator)
            left[mine] = 1.0 - 1.0 / np.maximum(bc.weights[mine], 1.0)
    return CaseNets(benefit - cost, bc.weights, left)


def bootstrap_t(cases: CaseNets, random: np.random.Generator, tail: float = 0.1) -> tuple[float, float]:
    """How far a total over cases may lie below and above what was found: bootstrap-t, in euros.

    With weights it is the total of all closed cases by Hájek. From 2,000 cases on the distribution of t is
    not resampled but expanded to its skewness (Hall 1992), which is then as good.
    """
    net, weight, left = cases
    mean, error = _mean_and_error(net[None, :], weight[None, :])
    off = (weight * (net - mean[0])) ** 2
    if not off.sum():
        return 0.0, 0.0
    reach = float(weight.sum() * error[0] * np.sqrt((off * left).sum() / off.sum()))
    high, low = _t_quantiles(net, weight, float(mean[0]), random, tail)
    return -low * reach, -high * reach


def _t_quantiles(
    net: Floats, weight: Floats, mean: float, random: np.random.Generator, tail: float
) -> tuple[float, float]:
    n = len(net)
    if n >= MANY_CASES:
        off = weight * (net - mean)
        skew = float(np.mean(off**3) / np.mean(off**2) ** 1.5)
        z = NormalDist().inv_cdf(1 - tail)
        shift = skew * (2 * z * z + 1) / (6 * math.sqrt(n))
        return -z - shift, z - shift
    drawn = random.integers(0, n, (RESAMPLES, n))
    means, errors = _mean_and_error(net[drawn], weight[drawn])
    moved = means - mean
    t = np.divide(moved, errors, out=np.zeros(RESAMPLES), where=errors > 0)
    low, high = np.quantile(t[errors > 0], [tail, 1 - tail])
    return float(low), float(high)


def _mean_and_error(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Weighted means and their standard errors, per row."""
    n = values.shape[1]
    total = weights.sum(axis=1)
    mean = (weights * values).sum(axis=1) / total
    off = weights * (values - mean[:, None])
    return mean, np.sqrt((off**2).sum(axis=1) * n / (n - 1)) / total


def _shortfall(cases: int) -> str:
    """What small numbers do to the band: said next to it, from the calibration study."""
    if cases >= ENOUGH_CASES:
        return ""
    holds = [share for least, share in COVERAGE_NOTE.items() if least <= cases][-1]
    return f"; bij zo weinig scheve casussen klopt zo'n band geen 80 maar ongeveer {holds} van de 100 keer"


def _bounds(bc: "BusinessCase", name: str) -> Band:
    lows = [span.low for span in bc.ranges]
    highs = [span.high for span in bc.ranges]
    low = None if None in lows else sum(x for x in lows if x is not None) - bc.cost
    high = None if None in highs else sum(x for x in highs if x is not None) - bc.cost
    return Band(name, low, bc.net, high, "uitgekozen casussen: alleen grenzen, geen band")


def without_largest(bc: "BusinessCase") -> tuple[str, float] | None:
    """The case that adds most to the net, and the net without it (M16); None for one case or none."""
    if bc.filed < 2:
        return None
    cases = case_nets(bc)
    weighted = cases.net * cases.weight
    place = int(np.argmax(weighted))
    return bc.cases[place].case.id, bc.net - float(weighted[place])


def reviewers_band(bc: "BusinessCase", answers: Mapping[str, Sequence["Case"]]) -> Band:
    """The range of the net when the answers of one person at a time are used instead of the pooled ones.

    `answers`: per person, the author among them, the cases in which their own numbers stand, as full cases.
    """
    from rendement.results.sensitivity import nets_of

    name = "beoordelaars"
    if not answers:
        return Band(name, None, bc.net, None, "niemand anders gaf eigen getallen")
    place = {loaded.case.id: i for i, loaded in enumerate(bc.cases)}
    found = [bc.net]
    for cases in answers.values():
        mine = [place[case.id] for case in cases]
        before = nets_of([bc.cases[i].case for i in mine], bc.book, bc)
        change = (nets_of(cases, bc.book, bc) - before) * bc.weights[mine]
        found.append(bc.net + float(change.sum()))
    others = len(answers) - 1
    people = f"{others} beoordelaar{'s' if others > 1 else ''} en de makers"
    return Band(name, min(found), bc.net, max(found), f"laagste en hoogste uitkomst van {people}")


def bayesian_bootstrap(nets: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Draws of the total over cases when each counts for a random weight: n·Σ W·x with W flat Dirichlet.

    Its mean is Σx and its variance n/(n+1)·Σ(x − x̄)². From 2,000 cases on it is a normal with those.
    """
    n = len(nets)
    if n >= MANY_CASES:
        sd = math.sqrt(n / (n + 1) * float(((nets - nets.mean()) ** 2).sum()))
        return np.asarray(nets.sum() + sd * random.standard_normal(draws), dtype=np.float64)
    found = np.empty(draws)
    for start in range(0, draws, 1_000):
        weights = random.standard_exponential((min(1_000, draws - start), n))
        found[start : start + len(weights)] = n * (weights @ nets) / weights.sum(axis=1)
    return found
