"""The rules of the method as formulas of a cell: `engine/rules.py`, written for a controller.

Templates name cells of their own row by key (`{van}`) and the knobs by their defined names (`Disconto`).
Every rule is worked out again by LibreOffice and compared with the engine (tests/test_excel_recalculated.py).
"""

from collections.abc import Sequence
from typing import Final

from rendement.model.estimate import Estimate
from rendement.model.factors import shares_of_change
from rendement.model.pooling import people_of
from rendement.model.shapes import SHAPES, Distribution, Points

SAME_MOMENT: Final = "1E-12"
"""Years: two moments this near are one (see `rules.SAME_MOMENT`)."""
NO_LIMIT: Final = 999.0
"""Years: the horizon of effort, which is never cut (shown as `geen grens`)."""


# ---------------------------------------------------------------- M8: the mean of an estimate


def mean_template(estimate: Estimate, floor: float = 0.0, ceiling: float | None = None) -> str:
    """M8: the mean of low, likely and high in the cells of its row; of several people their pooled value."""
    if people_of(estimate):
        return "={verwacht}"
    return mean_of(estimate.points, estimate.distribution, floor, ceiling)


def mean_of(points: Points, shape: Distribution, floor: float = 0.0, ceiling: float | None = None) -> str:
    """M8 for a range in the cells `laag`, `verwacht` and `hoog`; with an end emptied `verwacht` counts."""
    if points.low is None:
        return "={verwacht}"
    found = SHAPES[shape]
    formula = found.excel(f"{floor:g}", None if ceiling is None else f"{ceiling:g}")
    return with_ends(formula, found.reads, "verwacht")


def with_ends(formula: str, read: Sequence[str], otherwise: str) -> str:
    """A formula that counts while all cells it reads hold a number; else one cell counts alone: no spread."""
    cells = ",".join(f"{{{key}}}" for key in read)
    return f"=IF(COUNT({cells})={len(read)},{formula},N({{{otherwise}}}))"


# ---------------------------------------------------------------- M1: price level

INDEX_STEP: Final = (
    '=IF({geldt}=0,"",IF({prijsjaar}=Prijspeil,1,'
    "INDEX(Indexcijfers_{reeks},MATCH(Prijspeil,Indexcijfers_jaar,0))"
    "/INDEX(Indexcijfers_{reeks},MATCH({prijsjaar},Indexcijfers_jaar,0))))"
)
"""M1: the index of the wanted price level over that of the price year; `{reeks}` is filled in per row."""


# ---------------------------------------------------------------- M3: present value of one moment

START: Final = "=MIN({van},{einde})"
END: Final = "=MIN({tot},{horizon})"
BEFORE_CLOSING: Final = (
    "=IF(Rho=0,MAX({begin},MIN({einde},{afsluiting}))-{begin},"
    "(EXP(-Rho*{begin})-EXP(-Rho*MAX({begin},MIN({einde},{afsluiting}))))/Rho)"
)
"""M3, continuous: the part before closing, `(e^(−ρa) − e^(−ρb)) / ρ`."""
DROP_OFF_LN: Final = "=-LN(1-{afbouw})"
_KEEP: Final = "(1-{afbouw})"
_LATE_BEGIN: Final = "MAX(0,{begin}-{afsluiting})"
_LATE_END: Final = "MAX(0,{einde}-{afsluiting})"


def _geometric(ratio: str, years: str) -> str:
    """1 + q + … + q^(n−1): years of which each counts q times the one before."""
    return f"IF({ratio}=1,{years},(1-{ratio}^{years})/(1-{ratio}))"


def _present_by_steps(since: str) -> str:
    """M35: one euro a year from closing on for so long, at closing: whole years, and the part of the last."""
    ratio, part = f"({_KEEP}*Jaarfactor)", f"({since}-INT({since}))"
    a_year = "IF(Rho=0,1,(1-Jaarfactor)/Rho)"
    last = f"IF(Rho=0,{part},(1-EXP(-Rho*{part}))/Rho)"
    return f"{a_year}*{_geometric(ratio, f'INT({since})')}+{ratio}^INT({since})*{last}"


AFTER_CLOSING: Final = (
    "=IF({einde}<={afsluiting},0,EXP(-Rho*{afsluiting})*IF(Rho=0,"
    f"{_LATE_END}-{_LATE_BEGIN},(EXP(-Rho*{_LATE_BEGIN})-EXP(-Rho*{_LATE_END}))/Rho))"
)
"""M3, continuous: the part after closing, without drop-off."""
AFTER_CLOSING_FADING: Final = (
    "=IF({einde}<={afsluiting},0,EXP(-Rho*{afsluiting})*IF(Trap=1,"
    f"{_present_by_steps(_LATE_END)}-({_present_by_steps(_LATE_BEGIN)}),"
    f"(EXP(-(Rho+{{afbouw_ln}})*{_LATE_BEGIN})-EXP(-(Rho+{{afbouw_ln}})*{_LATE_END}))/(Rho+{{afbouw_ln}})))"
)
"""M35, continuous: the same with drop-off in steps, or gliding; `afbouw_ln` is −ln(1−λ)."""

_SINCE: Final = "MAX(0,{van}-{afsluiting})"
_LEFT: Final = f"{_KEEP}^IF(Trap=1,INT({_SINCE}+{SAME_MOMENT}),{_SINCE})"
_YEAR_NUMBER: Final = (
    f"IF(Moment=1,-INT({SAME_MOMENT}-{{van}}),INT({{van}}+{SAME_MOMENT})+IF({{van}}>{SAME_MOMENT},Moment,0))"
)
"""M36: the year number of what happens at once."""
_COUNTS: Final = f"{{van}}<{{horizon}}-{SAME_MOMENT}"
TIME_FACTOR_FLOW: Final = "={gewicht}*IF(Jaarlijks=1,{jaar_einde}-{jaar_begin},{voor}+{na})"
TIME_FACTOR_ONE_OFF: Final = (
    f"=IF({_COUNTS},{{gewicht}}*IF(Jaarlijks=1,Jaarfactor^({_YEAR_NUMBER}),EXP(-Rho*{{van}}))*{_LEFT},0)"
)

LENGTH: Final = "={gewicht}*MAX(0,{tot}-{van})"
"""How long it lasts, as if there were no horizon."""
CUT_FLOW: Final = "={gewicht}*({einde}-{begin})"
CUT_ONE_OFF: Final = f"=IF({_COUNTS},{{gewicht}},0)"
"""What of it falls before the horizon."""


def _faded(since: str) -> str:
    """M35: years since closing that count, without discount: in steps, or gliding."""
    steps = f"(1-{_KEEP}^INT({since}))/{{afbouw}}+{_KEEP}^INT({since})*({since}-INT({since}))"
    return f"IF(Trap=1,{steps},(1-{_KEEP}^{since})/{{afbouw_ln}})"


FULL_UNTIL_BEGIN: Final = "=MIN({begin},{afsluiting})"
FADED_UNTIL_BEGIN: Final = f"={_faded(_LATE_BEGIN)}"
PLAIN_FLOW: Final = (
    "={gewicht}*(MIN({einde},{afsluiting})-MIN({begin},{afsluiting})"
    f"+{_faded(_LATE_END)}-({_faded(_LATE_BEGIN)}))"
)
"""What drop-off leaves without discount (M21, M35)."""
PLAIN_ONE_OFF: Final = f"=IF({_COUNTS},{{gewicht}}*{_LEFT},0)"
ONE_OFF_AMOUNT: Final = f"=IF({_COUNTS},{{bedrag}}*{_LEFT},0)"
"""What is spent at once, in euros (M21)."""


def _whole_years(moment: str) -> str:
    """Years until a moment, those of year t counted Jaarfactor^t."""
    year = f"INT({moment})"
    return f"({_geometric('Jaarfactor', year)}+Jaarfactor^{year}*({moment}-{year}))"


def yearly_until(moment: str, *, undated: bool = False) -> str:
    """M3, yearly: one euro a year from the start of the effort until a moment (a cell, by key).

    Effort of which nobody said when stands at time 0 in its first year (M36).
    """
    at_start = f"+MIN({{{moment}}},1)*(1-Jaarfactor^Moment)" if undated else ""
    return f"=Jaarfactor^Moment*{_whole_years(f'{{{moment}}}')}{at_start}"


def yearly_until_fading(moment: str) -> str:
    """M35, yearly: the same with drop-off from closing on, by a step a year since then, or gliding."""
    before = _whole_years(f"MIN({{{moment}}},{{afsluiting}})")
    after = f"IF(Trap=1,{_steps_by_year(moment)},{_gliding_by_year(moment)})"
    return f"=Jaarfactor^Moment*({before}+{after})"


def _steps_by_year(moment: str) -> str:
    """Whole years since closing, each in two years of discount."""
    t, since = "{afsluiting}", f"MAX(0,{{{moment}}}-{{afsluiting}})"
    both, rest = f"({_KEEP}*Jaarfactor)", f"({t}-INT({t}))"
    years = f"{_geometric(both, f'INT({since})')}*(1-{rest}+{rest}*Jaarfactor)"
    part = f"({since}-INT({since}))"
    last = f"{both}^INT({since})*(MIN({part},1-{rest})+Jaarfactor*MAX(0,{part}-(1-{rest})))"
    return f"Jaarfactor^INT({t})*({years}+{last})"


def _gliding_by_year(moment: str) -> str:
    """Years of discount since the start, in each of which drop-off glides; less those before closing."""
    until, ratio = f"MAX({{{moment}}},{{afsluiting}})", f"({_KEEP}*Jaarfactor)"

    def area(end: str) -> str:
        year = f"INT({end})"
        return f"({{afbouw}}*{_geometric(ratio, year)}+{ratio}^{year}*(1-{_KEEP}^({end}-{year})))"

    return f"({area(until)}-{area('{afsluiting}')})/({{afbouw_ln}}*{_KEEP}^{{afsluiting}})"


# ---------------------------------------------------------------- M4: the value of a line

QUANTITY: Final = "={gemiddelde}*{omrekenen}*{personen}/{deler}*{deel}"
CHANCE: Final = "=MIN(1,{kans_pad}*{kans_regel}*Kansfactor)"


def _expected() -> str:
    """α · (1−δ) · ω · p · q, with what else multiplies a line (`model/factors.py`)."""
    further = "".join(f"*{{{key}}}" for key in further_columns())
    shares = "{ons_aandeel}*(1-{verdringing})*{realisme}*{kans}"
    return f"={shares}{further}*{{zelfde_naam}}*{{hoeveelheid}}"


def further_columns() -> list[str]:
    """The keys of the columns of factors that no column of Regels was made for by hand."""
    return [factor.key for factor in shares_of_change() if factor.key not in BY_HAND]


BY_HAND: Final = frozenset({"attribution", "kept"})
"""Factors with cells of their own: our share per case, and displacement per case or line."""


def before_time() -> str:
    """M4 without time: α · (1−δ) · ω · p · q · c."""
    return f"{_expected()}*{{prijs_per_eenheid}}"


VALUE: Final = "={voor_tijd}*{tijdfactor}"
TRANSFER: Final = "={{{amount}}}*(INDEX(Verdeling_telt_mee,MATCH({{verdeling}},Verdeling_sleutel,0))-1)"
"""M12: what takes an amount off again where it goes from one payer to another; 0 for all other lines."""


def units() -> str:
    """Expected units in the total, undiscounted."""
    return f"{_expected()}*{{tijd_zonder_disconto}}*{{gewicht}}"


BEYOND_HORIZON: Final = (
    "={voor_tijd}*(SUMIFS(Tijd_duur,Tijd_regel,{sleutel})-SUMIFS(Tijd_binnen_horizon,Tijd_regel,{sleutel}))"
)
"""M37: what comes after the horizon, before drop-off and discount."""


# ---------------------------------------------------------------- the steps of the time factor


def _first(column: str) -> str:
    """The sum over the moments of a line before any delay: those that do not count with a minus."""
    return f'SUMIFS(Tijd_{column},Tijd_regel,{{sleutel}},Tijd_gewicht,">0")'


def _step(after: str, *before: str) -> str:
    """What is left after a step ÷ what there was before it; 1 where there was nothing."""
    product = "*".join(f"{{{key}}}" for key in before)
    return f"=IF({product}=0,1,{after}/({product}))"


STEP_LENGTH: Final = f"={_first('duur')}"
STEP_HORIZON: Final = _step(_first("binnen_horizon"), "tijd")
STEP_DROP_OFF: Final = _step(_first("zonder_disconto"), "tijd", "horizon")
STEP_DISCOUNT: Final = _step("{tijdfactor}", "tijd", "horizon", "afbouw")
STEP_DISCOUNT_BEFORE_DELAY: Final = _step(_first("factor"), "tijd", "horizon", "afbouw")
STEP_DELAY: Final = _step("{tijdfactor}", "tijd", "horizon", "afbouw", "disconto")
"""M3 and M5 in steps: they multiply to the time factor (`engine/time_steps.py`)."""


# ---------------------------------------------------------------- the same for a line inside other help (M42)


def _own(column: str, extra: str = "") -> str:
    """The sum over the moments of a line that are no part inside other help."""
    return f'SUMPRODUCT((Tijd_regel={{sleutel}})*(Tijd_zit_in=""){extra}*Tijd_{column})'


def _own_first(column: str) -> str:
    """The same before any delay."""
    return _own(column, "*(Tijd_gewicht>0)")


INSIDE_LENGTH: Final = f"={_own_first('duur')}"
INSIDE_HORIZON: Final = _step(_own_first("binnen_horizon"), "tijd")
INSIDE_DROP_OFF: Final = _step(_own_first("zonder_disconto"), "tijd", "horizon")
INSIDE_DISCOUNT: Final = _step(_own_first("factor"), "tijd", "horizon", "afbouw")
INSIDE_DELAY: Final = _step(
    f"IF(AND({_own('factor')}=0,{{tijdfactor}}<>0),{_own_first('factor')},{_own('factor')})",
    "tijd", "horizon", "afbouw", "disconto",
)  # fmt: skip
INSIDE: Final = _step("{tijdfactor}", "tijd", "horizon", "afbouw", "disconto", "uitstel")
"""M42: what is left after the parts inside other help."""
