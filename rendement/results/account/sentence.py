"""The sentence of M24, in at most 60 words: what this is, on what it rests, and what it is not.

Names and hashes stand in the account (`provenance.py`), with what else does not fit in one sentence.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from rendement.engine.columns import EFFORT, Columns
from rendement.model.price import CONSUMER_PRICES, Kind
from rendement.model.settings import Convention, Selection, Settings
from rendement.model.units import MONTHS_PER_YEAR
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.results.base.denominator import Denominator
from rendement.results.figures.cash_words import NOT_ESTABLISHED, cashable_words
from rendement.results.figures.headline import Headline
from rendement.results.uncounted.other_form import HOW as HOW_IT_DROPS
from rendement.results.value.programme_costs import missing_words
from rendement.words.numbers import number, percent

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

NO_MEASUREMENT = "inschatting, geen effectmeting"
CHANGED_HERE: Final = "ter plekke veranderd (wat als)"
"""A price or a set that stands in no file (M39)."""
_HOW: Final = {
    Selection.ALL: "alle afgesloten",
    Selection.LOT: "door loting gekozen",
    Selection.CHOSEN: "uitgekozen",
}
_PARTLY: Final = {Selection.ALL: "alle", Selection.LOT: "geloot", Selection.CHOSEN: "uitgekozen"}
_MOMENT: Final = {
    Convention.BEGIN: "geteld per jaarbegin",
    Convention.MIDDLE: "geteld per jaarmidden",
    Convention.END: "geteld per jaareinde",
}
_MOST_NAMED: Final = 2


def sentence(
    bc: "ValuedCases", band: str | None = None, at_least: int = 1, *, cash: bool = True, costs: bool = True
) -> str:
    """What it is; n of N, how chosen; costs; reviewed; price level; discount; band; cash.

    Nothing about fewer cases than `at_least`, also not by subtraction. Without `cash` it does not say what
    payers may save; without `costs` not that costs are incomplete, as beside one case by itself. What stands
    in it only where it is so: changed on the spot, costs that are incomplete, a price level that is a
    forecast, drop-off, and a convention that is not continuous.
    """
    missing = missing_words(bc, at_least) if costs else None
    parts = [
        NO_MEASUREMENT.capitalize(),
        *([CHANGED_HERE] if bc.settings.what_if or bc.book.what_if else []),
        _counted(bc.denominators, bc.filed, bc.closed, at_least),
        *([missing] if missing else []),
        _reviewed(bc.cases, bc.programmes, bc.filed, at_least),
        f"euro's van {bc.settings.price_year}" + (" (raming)" if forecasts(bc) else ""),
        _discounted(bc.settings, bc.columns, at_least),
        band or "zonder band",
        _cashable(bc.settings, bc.headlines, cash),
    ]
    return "; ".join(parts) + "."


def forecasts(bc: "ValuedCases") -> list[str]:
    """Series of which a year is used that is not measured yet."""
    keys = [bc.book.prices[key].index for key in bc.columns.price_keys]
    names = sorted({*keys, CONSUMER_PRICES} & set(bc.book.series))
    return [name for name in names if bc.book.series[name].forecasts_used(bc.settings.price_year)]


# ---------------------------------------------------------------- parts


def _counted(denominators: Sequence[Denominator], filed: int, closed: int, at_least: int) -> str:
    """`48 van 94 casussen (uitgekozen)`; a small number that is missing is not told."""
    if 0 < closed - filed < at_least:
        return f"{filed} casussen, minder dan {at_least} ontbreken ({_how_chosen(denominators)})"
    return f"{filed} van {closed} casussen ({_how_chosen(denominators)})"


def _how_chosen(denominators: Sequence[Denominator]) -> str:
    filed = {d.selection for d in denominators if d.filed} or {d.selection for d in denominators}
    named = [how for how in Selection if how in filed]
    return _HOW[named[0]] if len(named) == 1 else "deels " + ", ".join(_PARTLY[how] for how in named)


def _reviewed(
    cases: Sequence[LoadedCase], programmes: Sequence[LoadedProgramme], filed: int, at_least: int
) -> str:
    """By whom, in short; no disciplines of few people: one may be of one case."""
    reviewed = [loaded for loaded in cases if loaded.reviews]
    if at_least > 1 and reviewed:
        return f"{'de meeste' if 2 * len(reviewed) > filed else 'deels'} door anderen beoordeeld"
    if reviewed:
        disciplines = sorted({found.review.discipline for loaded in reviewed for found in loaded.reviews})
        few = len(disciplines) <= _MOST_NAMED
        return f"{len(reviewed)} beoordeeld door " + (
            ", ".join(disciplines) if few else f"{len(disciplines)} disciplines"
        )
    stated = sum(1 for home in programmes if home.programme.reviewed_by)
    if stated:
        return f"{stated} van {len(programmes)} programma's getoetst"
    return "door niemand anders beoordeeld"


def _discounted(settings: Settings, columns: Columns, at_least: int) -> str:
    """Rate and horizon; the form of drop-off where there is any; a convention that is not continuous."""
    regime = settings.regime
    parts = [
        f"{percent(regime.rate, 2)} per jaar",
        f"horizon {number(regime.horizon.likely_years * MONTHS_PER_YEAR)} maanden",
    ]
    if _dropping(columns, at_least):
        parts.append(f"afbouw {HOW_IT_DROPS[regime.drop_off]}")
    if regime.convention in _MOMENT:
        parts.append(_MOMENT[regime.convention])
    return ", ".join(parts)


def _dropping(columns: Columns, at_least: int) -> bool:
    """Whether enough cases have help of which less and less is counted, year by year."""
    mine = (columns.line_side != EFFORT) & (columns.line_drop_off > 0)
    return len(np.unique(columns.line_case[mine])) >= at_least


def _cashable(settings: Settings, headlines: Mapping[str, Headline], tell: bool) -> str:
    if not tell:
        return f"verzilverbaar: {NOT_ESTABLISHED}"
    amount = headlines[Kind.CASHABLE.value].benefit
    return f"verzilverbaar: {cashable_words(settings.cashability, amount)}"
