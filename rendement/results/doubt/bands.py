"""Three bands, shown apart: estimates, cases and reviewers (M16)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.model.settings import Selection
from rendement.results.base.denominator import LEAST_CASES, BenefitRange
from rendement.results.worlds.case_inputs import nets_of
from rendement.results.worlds.resampling import CaseNets, bootstrap_t

if TYPE_CHECKING:
    from rendement.model.case import Case
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

ENOUGH_CASES: Final = 60
"""From so many on the band over cases holds as often as it says, within 3 points (calibration study)."""
COVERAGE_NOTE: Final = {8: 75, 15: 77, 30: 78}
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


def cases_band(bc: "ValuedCases", seed: int) -> Band:
    """How much the net depends on which cases these happen to be: bootstrap-t over cases (P10–P90).

    No band under 8 cases, and only bounds where cases were chosen and others were not filed.
    """
    name = "casussen"
    if any(d.selection is Selection.CHOSEN and d.filed < d.closed for d in bc.denominators):
        return _bounds(bc.net, bc.cost, bc.ranges, bc.costs_complete, name)
    if bc.filed < LEAST_CASES:
        return Band(
            name, None, bc.net, None, f"geen band onder {LEAST_CASES} casussen (dit zijn er {bc.filed})"
        )
    low, high = bootstrap_t(case_nets(bc), np.random.default_rng([seed, bc.filed]))
    note = f"P10–P90 als dit een willekeurige greep van {bc.filed} zulke casussen is{_shortfall(bc.filed)}"
    return Band(name, bc.net + low, bc.net, bc.net + high, note)


def case_nets(bc: "ValuedCases") -> CaseNets:
    """The net of every case as far as it counts: what was paid is in the stated programme costs (M14)."""
    societal = bc.money.societal
    benefit = bc.case_totals(societal, effort=False).sum(axis=1)
    cost = bc.case_totals(societal, effort=True).sum(axis=1)
    cost = cost - np.where(bc.in_stated_cost, bc.paid_effort.sum(axis=1), 0.0)
    left = np.ones(bc.filed)
    for denominator in bc.denominators:
        if denominator.selection is Selection.LOT:
            mine = bc.members(denominator)
            left[mine] = 1.0 - 1.0 / np.maximum(bc.weights[mine], 1.0)
    return CaseNets(benefit - cost, bc.weights, left)


def _shortfall(cases: int) -> str:
    """What small numbers do to the band: said next to it, from the calibration study."""
    if cases >= ENOUGH_CASES:
        return ""
    holds = [share for least, share in COVERAGE_NOTE.items() if least <= cases][-1]
    return f"; bij zo weinig scheve casussen klopt zo'n band geen 80 maar ongeveer {holds} van de 100 keer"


def _bounds(net: float, cost: float, ranges: Sequence[BenefitRange], costs_complete: bool, name: str) -> Band:
    """Benefits of all closed cases less what they cost: only where all costs are there (M32)."""
    if not costs_complete:
        return Band(name, None, net, None, "uitgekozen casussen met onvolledige kosten: ook geen grenzen")
    lows = [span.low for span in ranges]
    highs = [span.high for span in ranges]
    low = None if None in lows else sum(x for x in lows if x is not None) - cost
    high = None if None in highs else sum(x for x in highs if x is not None) - cost
    return Band(name, low, net, high, "uitgekozen casussen: alleen grenzen, geen band")


def without_largest(bc: "ValuedCases") -> tuple[str, float] | None:
    """The case that adds most to the net, and the net without it (M16); None for one case or none."""
    if bc.filed < 2:
        return None
    cases = case_nets(bc)
    weighted = cases.net * cases.weight
    place = int(np.argmax(weighted))
    return bc.cases[place].case.id, bc.net - float(weighted[place])


def reviewers_band(bc: "ValuedCases", answers: Mapping[str, Sequence["Case"]]) -> Band:
    """The range of the net when the answers of one person at a time are used instead of the pooled ones.

    `answers`: per person, the author among them, the cases in which their own numbers stand, as full cases.
    """
    name = "beoordelaars"
    if not answers:
        return Band(name, None, bc.net, None, "niemand anders gaf eigen getallen")
    place = {loaded.case.id: i for i, loaded in enumerate(bc.cases)}
    found = [bc.net]
    for cases in answers.values():
        mine = [place[case.id] for case in cases]
        before = nets_of([bc.cases[i].case for i in mine], bc.book, bc.settings)
        change = (nets_of(cases, bc.book, bc.settings) - before) * bc.weights[mine]
        found.append(bc.net + float(change.sum()))
    others = len(answers) - 1
    people = f"{others} beoordelaar{'s' if others > 1 else ''} en de makers"
    return Band(name, min(found), bc.net, max(found), f"laagste en hoogste uitkomst van {people}")
