"""Which payers may be shown by themselves, and which only together (L3)."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from rendement.engine.columns import EFFORT, Columns
from rendement.results.telling.suppression import joined

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

TOGETHER: Final = "overige betalers samen"


class PayerGroup(NamedTuple):
    """Payers that are shown in one row, and the number of different cases they have to do with."""

    label: str
    payers: tuple[str, ...]
    cases: int


def payer_groups(bc: "ValuedCases", threshold: int) -> tuple[PayerGroup, ...]:
    """Every payer with enough cases by itself; the others in one row that holds enough cases too.

    What counts is the help that falls to a payer: what somebody pays for effort is money between
    organisations, and no trait of a resident. Payers with few cases stand together. When that would be one
    payer, or too few different cases, the smallest of the others joins them, so that nothing can be found by
    subtraction. When nobody is left to join, the one row is the total itself. Who only pays is shown.
    """
    cases = cases_of(bc)
    helped = _helped(bc.columns, cases)

    def enough(payers: Sequence[str]) -> bool:
        return len(_together(helped, payers)) >= threshold

    by_size = sorted(cases, key=lambda payer: (len(helped[payer]), payer))
    small = [payer for payer in by_size if helped[payer] and not enough([payer])]
    together = joined(small, [payer for payer in by_size if enough([payer])], enough)
    large = [payer for payer in by_size if enough([payer]) and payer not in together]
    paying = [payer for payer in by_size if not helped[payer]]
    groups = [PayerGroup(bc.payer_label(p), (p,), len(cases[p])) for p in (*large, *paying)]
    if together:
        groups.append(PayerGroup(TOGETHER, tuple(sorted(together)), len(_together(cases, together))))
    return tuple(groups)


def _helped(columns: Columns, payers: Iterable[str]) -> dict[str, frozenset[int]]:
    """Per payer: the cases of which some help would have fallen, or falls, to it."""
    care = columns.line_side != EFFORT
    found = dict.fromkeys(payers, frozenset[int]())
    for place, payer in enumerate(columns.payers):
        mine = care & (columns.purse_shares[columns.line_purse, place] != 0.0)
        found[payer] = frozenset(columns.line_case[mine].tolist())
    return found


def cases_of(bc: "ValuedCases") -> dict[str, frozenset[int]]:
    """Per payer: the cases of which a line concerns it; none for who only bears programme costs."""
    columns = bc.columns
    found: dict[str, frozenset[int]] = {}
    for place, payer in enumerate(columns.payers):
        mine = columns.purse_shares[columns.line_purse, place] != 0.0
        found[payer] = frozenset(columns.line_case[mine].tolist())
    stated = (home.programme.cost for home in bc.programmes)
    for cost in stated:
        for payer in cost.payers if cost else ():
            found.setdefault(payer, frozenset())
    return found


def _together(cases: dict[str, frozenset[int]], payers: Sequence[str]) -> frozenset[int]:
    return frozenset[int]().union(*(cases[payer] for payer in payers))
