"""What the steps of time of a line rest on, in words: when, until where, how fast it drops off (M3, M5)."""

from typing import Final

import numpy as np

from rendement.model.case import CareLine
from rendement.model.contained import helps_around
from rendement.model.lines import care_lines
from rendement.model.settings import Convention, DropOff
from rendement.results.explaining.answers import answer_words
from rendement.results.explaining.step_words import timings
from rendement.results.figures.factors import LineFactors
from rendement.results.uncounted.contained import names_around, within_of
from rendement.results.uncounted.horizon import cut_of, is_cut, months
from rendement.results.uncounted.other_form import other_of_line
from rendement.results.uncounted.told import Told
from rendement.words.numbers import euro, share, significant

CONVENTIONS: Final = {
    Convention.CONTINUOUS: "",
    Convention.BEGIN: ", aan het begin van elk jaar",
    Convention.MIDDLE: ", in het midden van elk jaar",
    Convention.END: ", aan het eind van elk jaar",
}


def duration_step(told: Told, factors: LineFactors) -> str:
    """From when until when, before any delay and whatever the horizon."""
    columns = told.bc.columns
    mine = (columns.atom_line == told.row) & (columns.atom_weight > 0) & (columns.atom_inside == 0)
    if not mine.any():
        return "telt niet mee"
    start, end = columns.atom_start[mine].min(), columns.atom_end[mine].max()
    when = f"van maand {months(start)} tot {_end(told, mine, float(end))}"
    if not columns.atom_is_flow[mine].any():
        when = f"in één keer, {months(start)} maanden na de start"
    elif not told.goes_on:
        when = f"verspreid {when}"
    ranges = [
        f"{name} {answer_words(t)}" for name, t in timings(told.leads) if name != "uitstel" and not t.is_point
    ]
    return f"{when}; gemiddeld over {', '.join(ranges)} (M8)" if ranges else when


def _end(told: Told, mine: np.ndarray[tuple[int], np.dtype[np.bool_]], end: float) -> str:
    """The last month; what goes on lasts until the horizon."""
    lasts = bool(told.bc.columns.atom_lasts[mine].any())
    return f"de horizon, maand {months(end)} na de start" if lasts else f"{months(end)} na de start"


def horizon_step(told: Told, factors: LineFactors) -> str:
    """What counts of how much, and what falls after the horizon (M37); nothing where nothing is cut."""
    if not is_cut(factors):
        return ""
    horizon = float(told.bc.columns.line_horizon[told.row])
    until = f"geknipt op maand {months(horizon)} na de start"
    cut = cut_of(told, factors)
    if cut is None:
        return f"{until}; wat uitstel daarna nog doet, is niets (M37)"
    after = f"daarna nog {euro(cut.euros, 2)}, vóór afbouw en disconto: telt niet mee (M37)"
    return f"{until}: telt {cut.counts}; {after}"


def drop_off_step(told: Told, factors: LineFactors) -> str:
    """How much of the effect goes each year, what is left in each, and the other form beside it (M35)."""
    if told.care is None:
        return ""
    own = told.care.drop_off
    a_year = float(own if own is not None else (told.case.drop_off or 0.0))
    if not a_year:
        return ""
    form = told.bc.settings.regime.drop_off
    how = f"{share(a_year)} per jaar minder, vanaf de afsluiting"
    if form is DropOff.STEP:
        left = ", ".join(share((1.0 - a_year) ** year) for year in range(_YEARS))
        how = f"{share(a_year)} per jaar minder, een stap per jaar na de afsluiting: {left} …"
    else:
        how += ", glijdend"
    other = other_of_line(told.bc, told.row)
    return f"{how} (M35)" + (f"; {other}" if other else "")


def discount_step(told: Told, factors: LineFactors) -> str:
    """The rate of the regime, and how it counts years."""
    regime = told.bc.settings.regime
    if not regime.rate:
        return ""
    rate = significant(float(regime.rate) * 100)
    at_start = "; zonder datum: het eerste jaar staat op tijd nul (M36)" if stands_at_start(told) else ""
    return f"{rate} % per jaar{CONVENTIONS[regime.convention]} ({told.bc.settings.regime_name}){at_start}"


def stands_at_start(told: Told) -> bool:
    """Whether it is effort of which nobody said when, in a yearly convention (M36)."""
    columns = told.bc.columns
    yearly = told.bc.settings.regime.convention is not Convention.CONTINUOUS
    return yearly and bool(columns.atom_undated[columns.atom_line == told.row].any())


def delay_step(told: Told, factors: LineFactors) -> str:
    """How long it is postponed, and what happens to the end (M5)."""
    if told.care is None or told.care.delay is None:
        return ""
    end = "het einde schuift mee" if told.care.moves_end else "het einde blijft (korter verblijf)"
    averaged = "" if told.care.delay.is_point else ", gemiddeld (M8)"
    return f"{answer_words(told.care.delay)} uitgesteld{averaged}; alleen de tijd ertussen telt; {end} (M5)"


_YEARS: Final = 3
"""Years after closing of which is said what is left."""


def beside_step(told: Told, factors: LineFactors) -> str:
    """In which other help of the case it lies, and what does not count (M42); or that it counts beside it."""
    if isinstance(told.line, CareLine) and told.line.beside is not None:
        around = helps_around(list(care_lines(told.case)), told.bc.book.prices).get(told.name, [])
        others = " en ".join(each.line.name for each in around)
        return f"telt mee naast {others} (M42): {told.line.beside}" if others else ""
    names, _ = names_around(told.bc.columns, told.bc.cases, told.row)
    within = within_of(told.bc.columns, told.row, names)
    if not within:
        return ""
    lost = factors.after("delay") - factors.after("beside")
    return f"zit al in {' en '.join(within)}: {euro(lost, 2)} telt niet mee (M42)"


TIME_STEPS: Final = {
    "duration": duration_step,
    "horizon": horizon_step,
    "drop_off": drop_off_step,
    "discount": discount_step,
    "delay": delay_step,
    "beside": beside_step,
}
"""The words of every factor of time, by its key."""
BEYOND: Final = {key: TIME_STEPS[key] for key in ("duration", "horizon")}
"""Where all of a line falls after the horizon there is nothing left to say."""
