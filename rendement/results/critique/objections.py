"""Tegenspraak: what a critical economist would say of this very case base, and what its figures say back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from rendement.results.critique import cases as of_cases
from rendement.results.critique import estimates as of_estimates
from rendement.results.critique import money as of_money
from rendement.results.critique import payers as of_payers
from rendement.results.critique.facts import Facts, Objection, Objections
from rendement.results.critique.rebuttal import VERDICTS
from rendement.results.table import Table
from rendement.results.telling.suppression import DEFAULT_THRESHOLD
from rendement.words.columns import Column
from rendement.words.misuse import whole

if TYPE_CHECKING:
    from rendement.results.doubt.uncertainty import Uncertainty
    from rendement.results.sensitivity.influence import Influences
    from rendement.results.value.valued import ValuedCases

Critic = Callable[[Facts], Objection | None]

ALWAYS: Final[tuple[Critic, ...]] = (
    of_cases.denominator,
    of_money.loses,
    of_payers.missing_costs,
    of_payers.wrong_purse,
    of_payers.not_cash,
)
"""Objections to any base, also one without help in it."""
TO_HELP: Final[tuple[Critic, ...]] = (
    of_cases.fictional,
    of_cases.lottery,
    of_cases.few_cases,
    of_cases.one_case,
    of_cases.one_line,
    of_cases.double_counting,
    of_estimates.hindsight,
    of_estimates.no_comparison,
    of_estimates.no_follow_up,
    of_estimates.optimism,
    of_estimates.resolved_anyway,
    of_estimates.attribution,
    of_estimates.regression,
    of_estimates.unreviewed,
    of_estimates.one_reviewer,
    of_estimates.disagreement,
    of_money.average_cost,
    of_money.queue,
    of_money.weak,
    of_money.one_price,
    of_money.transfers,
    of_money.far_ahead,
    of_money.discount,
)
"""Objections to a base in which some help is worth something."""


def objections(
    bc: "ValuedCases",
    uncertainty: "Uncertainty | None" = None,
    influences: "Influences | None" = None,
    threshold: int = DEFAULT_THRESHOLD,
) -> Objections:
    """The objections that apply, conceded ones first, and of those the one that hurts this base most.

    Every figure is worked out here, from this base. No words of authors are repeated; a case is named by its
    pseudonym only, and a price only when at least `threshold` cases use it. An `uncertainty` or `influences`
    that were worked out before add what they show.
    """
    whole("threshold", threshold, 1)
    facts = Facts(bc, threshold)
    critics = (*ALWAYS, *TO_HELP) if facts.size(facts.care) else ALWAYS
    found = [critic(facts) for critic in critics]
    found.append(of_money.one_number(uncertainty) if uncertainty else None)
    found.append(of_money.one_input(facts, influences) if influences is not None else None)
    apply = [objection for objection in found if objection is not None]
    return Objections(sorted(apply, key=lambda o: (VERDICTS.index(o.verdict), -o.weight, o.key)))


def objections_table(found: Sequence[Objection]) -> Table:
    """One row per objection, in order; `cijfer` is in the unit beside it, `dekt` is of the euros at stake."""
    columns = (
        Column("nr", "aantal"),
        Column("bezwaar"),
        Column("oordeel"),
        Column("grond"),
        Column("dekt", "aandeel"),
        Column("antwoord"),
        Column("cijfer", "getal"),
        Column("eenheid"),
        Column("regel"),
    )
    rows = tuple(
        (
            number,
            o.objection,
            o.verdict,
            o.rebuttal.ground.value,
            o.rebuttal.covers,
            o.answer,
            o.figure,
            o.unit,
            o.rule,
        )
        for number, o in enumerate(found, 1)
    )
    title = "tegenspraak, sterkste bezwaar eerst"
    return Table(title, columns, rows)
