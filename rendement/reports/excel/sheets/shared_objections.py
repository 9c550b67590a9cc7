"""Tegenspraak of the shareable edition: every objection, and its answer where that is about enough cases (L3)."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from rendement.model.settings import Selection
from rendement.reports.excel.cells import Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.objections import FOLLOW, sheet_of
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.work import Work
from rendement.results.critique.facts import Objection
from rendement.results.critique.objections import objections
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.telling.payer_groups import payer_groups

_HIDDEN: Final = "Het antwoord noemt een casus, of zegt iets over minder dan {} casussen. Het staat daarom alleen in het volledige werkboek."
_INSTEAD: Final = {"Knoppen": "Uitgangspunten", "Programmakosten": "Samenvatting"}


def shared_objections_sheet(w: Work, told: Disclosure, names: Collection[str]) -> Sheet:
    """The same objections in the same order; answers that are about few cases are withheld."""
    found = objections(w.subject.bc, w.uncertainty, w.influences, w.edition.threshold)
    shown = [
        _rounded(one) if _may_be_told(told, one) else _withheld(one, w.edition.threshold) for one in found
    ]
    places = {key: tuple(_INSTEAD.get(name, name) for name in sheets) for key, sheets in FOLLOW.items()}
    intro = ("Dit zijn de bezwaren tegen juist deze businesscase; wat hier niet speelt, staat er niet bij. Wij geven eerst toe wat klopt: het "
             "zwaarste bezwaar staat bovenaan. Een deel van alle bedragen: plus en min bij elkaar geteld.")  # fmt: skip
    return sheet_of(shown, intro + costs_note(w.subject, w.edition), places, names, NOT_TOLD, covers=False)


def _rounded(one: Objection) -> Objection:
    """A share in whole percents, as the answer says it: more digits tell more."""
    return (
        replace(one, figure=round(one.figure, 2)) if one.figure is not None and one.unit == "aandeel" else one
    )


def _withheld(one: Objection, threshold: int) -> Objection:
    return replace(one, answer=_HIDDEN.format(threshold), figure=None)


def _may_be_told(told: Disclosure, one: Objection) -> bool:
    """Only what is known to be safe: figures of everybody together, that stand elsewhere, or of enough lines."""
    if one.rests_on:
        return told.tells_lines(*one.rests_on)
    return one.key in _SAFE and _SAFE[one.key](told)


def _all_of(told: Disclosure, kind: str) -> bool:
    names = [found.name for found in told.what_ifs if found.name.startswith(kind)]
    return all((name, TOTAL) in told.nets for name in names)


def _payers_stand_alone(told: Disclosure) -> bool:
    alone = {group.payers[0] for group in told.single}
    return all(g.payers[0] in alone for g in payer_groups(told.bc, told.threshold) if len(g.payers) == 1)


def _has_agreements(told: Disclosure) -> bool:
    return any(home.programme.agreements for home in told.bc.programmes)


def _missing_are_many(told: Disclosure) -> bool:
    """Whether the cases that were not filed, and those that were chosen, are none or enough."""
    bc = told.bc
    unfiled = [d for d in bc.denominators if d.selection is Selection.CHOSEN and d.filed < d.closed]
    chosen = {place for d in unfiled for place in bc.members(d)}
    missing = (bc.closed - bc.filed, sum(d.closed - d.filed for d in unfiled))
    enough = all(not count or count >= told.threshold for count in (*missing, missing[0] - missing[1]))
    return enough and (not chosen or told.counts(chosen) is not None)


def _all_or_many_invented(told: Disclosure) -> bool:
    invented = [place for place, loaded in enumerate(told.bc.cases) if loaded.case.fictional]
    return told.counts(invented) is not None


_SAFE: Final[dict[str, Callable[[Disclosure], bool]]] = {
    "noemer": _missing_are_many,
    "verzonnen": _all_or_many_invented,
    "weinig-casussen": lambda told: True,
    "saldo": lambda told: True,
    "een-getal": lambda told: True,
    "andere-portemonnee": _payers_stand_alone,
    "niet-verzilverbaar": lambda told: (
        told.tells_cash and (not _has_agreements(told) or _payers_stand_alone(told))
    ),
    "vanzelf": lambda told: _all_of(told, "alle kansen"),
    "realisme": lambda told: _all_of(told, "realisme"),
    "disconto": lambda told: _all_of(told, "disconto"),
}
"""Objections whose figures are of the whole base: when they may be told."""
