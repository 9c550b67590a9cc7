"""Beoordelingen of the shareable edition: how far cases have come and who looked at them, no case by itself (L3)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from rendement.model.case import Status
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.sheets.reviews import NAME, NOBODY, WHOSE
from rendement.reports.excel.work import Edition, Work
from rendement.results.telling.suppression import TOGETHER

_REST: Final = "andere rollen samen"


def stages(cases: Sequence[LoadedCase]) -> dict[str, set[int]]:
    """Status → the cases that have come so far."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, loaded in enumerate(cases):
        found[loaded.status.value].add(place)
    return found


def roles(cases: Sequence[LoadedCase]) -> dict[str, set[int]]:
    """Role of a reviewer → the cases somebody in it looked at."""
    found: dict[str, set[int]] = defaultdict(set)
    for place, loaded in enumerate(cases):
        for one in loaded.reviews:
            found[one.review.discipline].add(place)
    return found


def shared_reviews_sheet(w: Work) -> Sheet:
    """Counts per status and per role; small ones together or not at all."""
    sheet = Sheet(NAME, (52, 22))
    sheet.add(Cell("Beoordelingen: hoeveel en door wie", "titel"))
    sheet.say("Wie een vak kent beoordeelt de schattingen van de maker, met eigen getallen. Antwoorden per casus staan niet in deze uitgave.",
              "ondertitel")  # fmt: skip
    found, judges = stages(w.subject.bc.cases), roles(w.subject.bc.cases)
    order = [status.value for status in Status if status.value in found]
    _counts(
        w.edition,
        sheet,
        "Hoe ver de casussen zijn",
        "status",
        {name: found[name] for name in order},
        TOGETHER,
    )
    if not judges:
        sheet.add()
        sheet.add(Cell(NOBODY, "let_op_regel"))
        return sheet
    sheet.add()
    sheet.say(WHOSE[w.subject.bc.whose], "omloop")
    _counts(
        w.edition,
        sheet,
        "In hoeveel casussen iemand van een vak keek",
        "rol",
        dict(sorted(judges.items())),
        _REST,
    )
    return sheet


def _counts(
    edition: Edition, sheet: Sheet, title: str, what: str, groups: dict[str, set[int]], rest: str
) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    counts = {
        name: edition.count(who) if len(who) >= edition.threshold else None for name, who in groups.items()
    }
    if all(count is None for count in counts.values()):
        sheet.add(Cell(edition.withheld, "zacht_regel"))
        return
    sheet.add(Cell(what, "kop"), Cell("casussen", "kop_rechts"))
    for name, count in counts.items():
        if count is not None:
            sheet.add(Cell(name), Cell(count, "aantal"))
    left = set[int]().union(*(who for name, who in groups.items() if counts[name] is None))
    if left:
        count = edition.count(left) if len(left) >= edition.threshold else None
        sheet.add(Cell(rest), Cell(NOT_TOLD, "rechts") if count is None else Cell(count, "aantal"))
