"""Which payers may be shown by themselves, and which only together (L3)."""

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

TOGETHER: Final = "overige betalers samen"


class PayerGroup(NamedTuple):
    """Payers that are shown in one row, and the number of different cases they have to do with."""

    label: str
    payers: tuple[str, ...]
    cases: int


def payer_groups(bc: "BusinessCase", threshold: int) -> tuple[PayerGroup, ...]:
    """Every payer with enough cases by itself; the others in one row that holds enough cases too.

    Payers with few cases stand together. When that would be one payer, or too few different cases, the
    smallest of the others joins them, so that nothing can be found by subtraction. When nobody is left to
    join, the one row is the total itself. A payer of programme costs alone has no cases, and is shown.
    """
    cases = cases_of(bc)
    by_size = sorted(cases, key=lambda payer: (len(cases[payer]), payer))
    small = [payer for payer in by_size if 0 < len(cases[payer]) < threshold]
    large = [payer for payer in by_size if len(cases[payer]) >= threshold]
    while small and large and (len(small) < 2 or len(_together(cases, small)) < threshold):
        small.append(large.pop(0))
    none = [payer for payer in by_size if not cases[payer]]
    groups = [PayerGroup(bc.payer_label(p), (p,), len(cases[p])) for p in (*large, *none)]
    if small:
        groups.append(PayerGroup(TOGETHER, tuple(sorted(small)), len(_together(cases, small))))
    return tuple(groups)


def cases_of(bc: "BusinessCase") -> dict[str, frozenset[int]]:
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


def _together(cases: dict[str, frozenset[int]], payers: list[str]) -> frozenset[int]:
    return frozenset[int]().union(*(cases[payer] for payer in payers))
