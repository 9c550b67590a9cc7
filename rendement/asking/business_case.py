"""The business case as it is asked for: cases valued together, and every question that can be put to them.

What results start from is `ValuedCases`; this is its public face, above every room, so that a result never
has to know what else can be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from rendement.asking.questions import Questions
from rendement.model.case import Status
from rendement.model.price import PriceBook
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import CaseSet, LoadedCase
from rendement.reading.terms.assumptions import Assumptions, chosen
from rendement.results.base.filed import put_together
from rendement.results.value.valued import ValuedCases


def business_case(
    cases: CaseSet | Sequence[LoadedCase],
    prices: PriceBook | str | None = None,
    *,
    closed: int | None = None,
    selection: Selection | str | None = None,
    reviews: WhoseNumbers | str = WhoseNumbers.POOLED,
    minimum_status: Status | str | None = None,
    **assumed: Unpack[Assumptions],
) -> "BusinessCase":
    """Value cases and add them up.

    What is not given comes from the `programma.yaml` of the cases. What may be `assumed`: `price_year`, own
    sets (`sets`, a folder), and names of sets: `regime`, `realism`, `cashability`, `spread`, `dependence`.
    `closed` and `selection` are the denominator for cases without a programme. `reviews` says whose
    numbers count: `samengevoegd` (M19) or those of the `auteur`. `minimum_status` leaves out cases that
    have not come as far; what is left was then chosen (M15). Raises CannotAdd without a denominator, or
    when programmes compute differently and nothing here decides; ReadingError for a name that does not
    exist, or with the place of every line that this book cannot value.
    """
    over = chosen(prices, **assumed)
    return BusinessCase(*put_together(cases, over, closed, selection, reviews, minimum_status))


@dataclass(frozen=True, repr=False)
class BusinessCase(ValuedCases, Questions):
    """A valued set of cases, and what can be asked of it."""
