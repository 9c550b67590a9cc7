"""Which payers may be shown by themselves, and which only together (L3)."""

from typing import TYPE_CHECKING, Final, NamedTuple

from rendement.engine.columns import EFFORT

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

    Enough is said of benefits and of effort apart, as both are shown: none, or at least the threshold. Payers
    with few cases stand together. When that would be one payer, or too few different cases, the smallest of
    the others joins them, so that nothing can be found by subtraction. When nobody is left to join, the one
    row is the total itself. A payer of programme costs alone has no cases, and is shown.
    """
    sides = _sides(bc)
    cases = {payer: sides[True].get(payer, _NONE) | sides[False].get(payer, _NONE) for payer in cases_of(bc)}

    def enough(payers: list[str]) -> bool:
        counts = (len(_together(side, payers)) for side in sides.values())
        return all(count == 0 or count >= threshold for count in counts)

    by_size = sorted(cases, key=lambda payer: (len(cases[payer]), payer))
    small = [payer for payer in by_size if not enough([payer])]
    large = [payer for payer in by_size if cases[payer] and payer not in small]
    while small and large and (len(small) < 2 or not enough(small)):
        small.append(large.pop(0))
    none = [payer for payer in by_size if not cases[payer]]
    groups = [PayerGroup(bc.payer_label(p), (p,), len(cases[p])) for p in (*large, *none)]
    if small:
        groups.append(PayerGroup(TOGETHER, tuple(sorted(small)), len(_together(cases, small))))
    return tuple(groups)


_NONE: Final = frozenset[int]()


def _sides(bc: "BusinessCase") -> dict[bool, dict[str, frozenset[int]]]:
    """For effort (True) and for care: per payer the cases in which it has to do with that."""
    columns = bc.columns
    effort = columns.line_side == EFFORT
    found: dict[bool, dict[str, frozenset[int]]] = {True: {}, False: {}}
    for place, payer in enumerate(columns.payers):
        mine = columns.purse_shares[columns.line_purse, place] != 0.0
        for side, cases in found.items():
            cases[payer] = frozenset(columns.line_case[mine & (effort == side)].tolist())
    return found


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
    return _NONE.union(*(cases.get(payer, _NONE) for payer in payers))
