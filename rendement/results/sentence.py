"""The sentence of M24: what this is, on what it rests, and what it is not."""

from typing import TYPE_CHECKING

from rendement.model.settings import Selection
from rendement.reports.display import euro, percent, plural

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

HOW: dict[Selection, str] = {
    Selection.ALL: "alle afgesloten casussen",
    Selection.LOT: "door loting gekozen",
    Selection.CHOSEN: "uitgekozen",
}
AMONG: dict[Selection, str] = {
    Selection.ALL: "uit programma's die alles indienden",
    Selection.LOT: "door loting gekozen",
    Selection.CHOSEN: "uitgekozen",
}
NO_MEASUREMENT = "inschatting, geen effectmeting"


def sentence(bc: "BusinessCase", band: str | None = None) -> str:
    """n of N (how chosen), estimated and reviewed by whom, price level, regime, band, cash, hashes."""
    parts = [
        f"{bc.filed} van {bc.closed} afgesloten casussen ({_how_chosen(bc)})",
        f"ingeschat door professionals, {_reviewed(bc)}",
        f"prijspeil {bc.settings.price_year}",
        f"disconto {bc.settings.regime_name} ({percent(bc.settings.regime.rate, 2)})",
        f"realisme {bc.settings.realism_name}" + (" (geleend)" if bc.settings.realism.borrowed else ""),
        band or _band(bc),
        _cashable(bc),
        f"casussen {bc.case_hash[:12]}, prijzen {bc.book.name} {bc.book.content_hash[:12]}, "
        f"uitgangspunten {bc.settings_hash[:12]}",
        NO_MEASUREMENT,
    ]
    return "; ".join(parts) + "."


def _how_chosen(bc: "BusinessCase") -> str:
    counts = {how: sum(d.filed for d in bc.denominators if d.selection is how) for how in Selection}
    named = {how: count for how, count in counts.items() if count}
    if len(named) == 1:
        return HOW[next(iter(named))]
    return ", ".join(f"{count} {AMONG[how]}" for how, count in named.items())


def _reviewed(bc: "BusinessCase") -> str:
    reviewed = [loaded.case for loaded in bc.cases if loaded.case.reviews]
    disciplines = sorted({review.discipline for case in reviewed for review in case.reviews})
    if not reviewed:
        return "door niemand anders getoetst"
    by_whom = ", ".join(disciplines) if len(disciplines) <= 4 else f"{len(disciplines)} disciplines"
    return f"{plural(len(reviewed), 'casus', 'casussen')} getoetst door {by_whom}"


def _band(bc: "BusinessCase") -> str:
    if all(d.selection is Selection.ALL for d in bc.denominators):
        return "verwachte waarde, zonder band"
    return "verwachte waarde; grenzen voor wat niet is ingediend staan per programma"


def _cashable(bc: "BusinessCase") -> str:
    cash = bc.headlines["verzilverbaar"].benefit
    most = "hoogstens " if bc.settings.cashability.upper_bound else ""
    if bc.benefit <= 0 or cash > bc.benefit:
        return f"verzilverbaar {most}{euro(cash)}"
    return f"verzilverbaar {most}{percent(cash / bc.benefit)} van de baten"
