"""The sentence of M24: what this is, on what it rests, and what it is not."""

from typing import TYPE_CHECKING

from rendement.model.price import CONSUMER_PRICES
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Selection
from rendement.reports.display import euro, percent, plural
from rendement.results.other_form import HOW as HOW_IT_DROPS
from rendement.results.weak_prices import weak_sentence

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


def sentence(bc: "BusinessCase", band: str | None = None, at_least: int = 1, *, cash: bool = True) -> str:
    """n of N (how chosen), estimated and reviewed by whom, price level, regime, band, cash, hashes.

    Nothing about fewer cases than `at_least`, also not by subtraction; then no names of programmes either.
    Without `cash` it does not say what part of the benefits a payer may save.
    """
    weak = weak_sentence(bc) if at_least == 1 else ""
    parts = [
        _counted(bc, at_least),
        *_status(bc, at_least),
        f"ingeschat door professionals, {_reviewed(bc, at_least)}",
        f"prijspeil {bc.settings.price_year}{_forecast(bc)}",
        f"disconto {bc.settings.regime_name} ({percent(bc.settings.regime.rate, 2)})"
        + (_drop_off(bc) if at_least == 1 else ""),
        f"realisme {bc.settings.realism_name}" + (" (geleend)" if bc.settings.realism.borrowed else ""),
        band or _band(bc),
        *([_cashable(bc)] if cash else []),
        *([weak] if weak else []),
        f"casussen {bc.case_hash[:12]}, prijzen {bc.book.name} {bc.book.content_hash[:12]}, "
        f"uitgangspunten {bc.settings_hash[:12]}",
        NO_MEASUREMENT,
    ]
    return "; ".join(parts) + "."


def _drop_off(bc: "BusinessCase") -> str:
    """The form of drop-off, where any line has some (M35)."""
    fades = bool((bc.columns.line_drop_off > 0.0).any())
    return f", afbouw {HOW_IT_DROPS[bc.settings.regime.drop_off]}" if fades else ""


def _forecast(bc: "BusinessCase") -> str:
    """A price level of a year that is not measured yet says so, for every series that is used."""
    keys = [bc.book.prices[key].index for key in bc.columns.price_keys]
    names = sorted({*keys, CONSUMER_PRICES} & set(bc.book.series))
    year = bc.settings.price_year
    forecast = [name for name in names if bc.book.series[name].forecasts_used(year)]
    return f" (raming: {', '.join(forecast)})" if forecast else ""


def _counted(bc: "BusinessCase", at_least: int) -> str:
    """`48 van 94 afgesloten casussen (uitgekozen)`; a small number that is missing is not told."""
    how = _how_chosen(bc, at_least)
    if 0 < bc.closed - bc.filed < at_least:
        return f"{bc.filed} casussen ({how}); er zijn er minder dan {at_least} meer afgesloten"
    return f"{bc.filed} van {bc.closed} afgesloten casussen ({how})"


def _how_chosen(bc: "BusinessCase", at_least: int) -> str:
    counts = {how: sum(d.filed for d in bc.denominators if d.selection is how) for how in Selection}
    named = {how: count for how, count in counts.items() if count}
    if len(named) == 1:
        return HOW[next(iter(named))]
    if at_least > 1:
        return "deels " + ", deels ".join(AMONG[how] for how in named)
    return ", ".join(f"{count} {AMONG[how]}" for how, count in named.items())


def _reviewed(bc: "BusinessCase", at_least: int) -> str:
    if at_least > 1:
        return _reviewed_in_general(bc)
    reviewed = [loaded for loaded in bc.cases if loaded.reviews]
    disciplines = sorted({found.review.discipline for loaded in reviewed for found in loaded.reviews})
    said = []
    if reviewed:
        by_whom = ", ".join(disciplines) if len(disciplines) <= 4 else f"{len(disciplines)} disciplines"
        count = plural(len(reviewed), "casus", "casussen")
        said.append(f"{count} beoordeeld door {by_whom} ({_WHOSE[bc.whose]})")
    said += _reviewed_programmes(bc)
    return "; ".join(said) or "door niemand anders beoordeeld"


def _reviewed_in_general(bc: "BusinessCase") -> str:
    """Roughly how many cases others looked at; no disciplines: one may be of one case."""
    count = sum(1 for loaded in bc.cases if loaded.reviews)
    if not count:
        return "door niemand anders beoordeeld"
    words = "de meeste casussen" if 2 * count > bc.filed else "een deel van de casussen"
    return f"{words} beoordeeld door anderen ({_WHOSE[bc.whose]})"


_WHOSE = {
    WhoseNumbers.POOLED: "antwoorden samengevoegd",
    WhoseNumbers.AUTHOR: "met de getallen van de maker",
}
_MOST_NAMED = 2


def _reviewed_programmes(bc: "BusinessCase") -> list[str]:
    """Who looked at a programme as a whole, as its file says; only how many when there are more."""
    stated = [home.programme for home in bc.programmes if home.programme.reviewed_by]
    if len(stated) > _MOST_NAMED:
        return [f"{len(stated)} van {len(bc.programmes)} programma's als geheel getoetst"]
    return [f"programma {programme.id} getoetst door {programme.reviewed_by}" for programme in stated]


def _status(bc: "BusinessCase", at_least: int) -> list[str]:
    """Which cases were left out for their status, if one was demanded."""
    if bc.minimum_status is None:
        return []
    count = len(bc.below_status)
    left = f"minder dan {at_least}" if 0 < count < at_least else plural(count, "casus", "casussen")
    return [f"alleen vanaf status {bc.minimum_status.value} ({left} weggelaten)"]


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
