"""The rules of the method as formulas of a cell: `engine/rules.py`, written for a controller.

Templates name cells of their own row by key (`{van}`) and the knobs by their defined names (`Disconto`).
Every rule is worked out again by LibreOffice and compared with the engine (tests/test_excel_recalculated.py).
"""

from collections.abc import Sequence
from typing import Final

from rendement.model.estimate import Estimate
from rendement.model.pooling import people_of
from rendement.model.shapes import PERT_REACH, WITHOUT_LIKELY, Z10, Distribution, Points

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
    read = ("laag", "hoog") if shape in WITHOUT_LIKELY else ("laag", "verwacht", "hoog")
    return with_ends(_range(shape, floor, ceiling), read, "verwacht")


def with_ends(formula: str, read: Sequence[str], otherwise: str) -> str:
    """A formula that counts while all cells it reads hold a number; else one cell counts alone: no spread."""
    cells = ",".join(f"{{{key}}}" for key in read)
    return f"=IF(COUNT({cells})={len(read)},{formula},N({{{otherwise}}}))"


def _range(shape: Distribution, floor: float, ceiling: float | None) -> str:
    if shape is Distribution.UNIFORM:
        return "({laag}+{hoog})/2"
    if shape is Distribution.LOGNORMAL:
        return f"EXP((LN({{laag}})+LN({{hoog}}))/2+((LN({{hoog}})-LN({{laag}}))/(2*{Z10}))^2/2)"
    if shape is Distribution.TRIANGULAR:
        return "({laag}+{verwacht}+{hoog})/3"
    reach = PERT_REACH if shape is Distribution.PERT else 1.0
    bottom = f"MAX({floor:g},{{verwacht}}-{reach}*({{verwacht}}-{{laag}}))"
    top = f"{{verwacht}}+{reach}*({{hoog}}-{{verwacht}})"
    top = top if ceiling is None else f"MIN({ceiling:g},{top})"
    return f"({bottom}+4*{{verwacht}}+{top})/6"


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
AFTER_CLOSING: Final = (
    "=IF({einde}<={afsluiting},0,EXP(-Rho*{afsluiting})*IF(Rho+{afbouw_ln}=0,"
    "{einde}-MAX({begin},{afsluiting}),"
    "(EXP(-(Rho+{afbouw_ln})*(MAX({begin},{afsluiting})-{afsluiting}))"
    "-EXP(-(Rho+{afbouw_ln})*({einde}-{afsluiting})))/(Rho+{afbouw_ln})))"
)
"""M3, continuous: the part after closing, where drop-off works too; `afbouw_ln` is −ln(1−λ)."""
DROP_OFF_LN: Final = "=-LN(1-{afbouw})"

_SINCE: Final = "MAX(0,{van}-{afsluiting})"
_ONE_OFF: Final = "EXP(-Rho*{van})*(1-{afbouw})^" + _SINCE
_ONE_OFF_YEARLY: Final = (
    f"Jaarfactor^(INT({{van}}+{SAME_MOMENT})+Moment)*(1-{{afbouw}})^INT({_SINCE}+{SAME_MOMENT})"
)
_COUNTS: Final = f"{{van}}<{{horizon}}-{SAME_MOMENT}"
TIME_FACTOR_FLOW: Final = "={gewicht}*IF(Jaarlijks=1,{jaar_einde}-{jaar_begin},{voor}+{na})"
TIME_FACTOR_ONE_OFF: Final = f"=IF({_COUNTS},{{gewicht}}*IF(Jaarlijks=1,{_ONE_OFF_YEARLY},{_ONE_OFF}),0)"
PLAIN_FLOW: Final = (
    "={gewicht}*(MAX({begin},MIN({einde},{afsluiting}))-{begin}"
    "+IF({einde}<={afsluiting},0,IF({afbouw}=0,{einde}-MAX({begin},{afsluiting}),"
    "((1-{afbouw})^(MAX({begin},{afsluiting})-{afsluiting})-(1-{afbouw})^({einde}-{afsluiting}))/{afbouw_ln})))"
)
"""The same without discount (M21), with drop-off."""
PLAIN_ONE_OFF: Final = f"=IF({_COUNTS},{{gewicht}}*(1-{{afbouw}})^{_SINCE},0)"

LENGTH: Final = "={gewicht}*MAX(0,{tot}-{van})"
"""How long it lasts, as if there were no horizon."""
CUT_FLOW: Final = "={gewicht}*({einde}-{begin})"
CUT_ONE_OFF: Final = f"=IF({_COUNTS},{{gewicht}},0)"
"""What of it falls before the horizon."""


def _kept_until(moment: str) -> str:
    """Years until a moment that count when the effect drops off by a step every year after closing."""
    since, keep = f"MAX(0,{{{moment}}}-{{afsluiting}})", "(1-{afbouw})"
    years = f"(1-{keep}^INT({since}))/{{afbouw}}+{keep}^INT({since})*({since}-INT({since}))"
    return f"MIN({{{moment}}},{{afsluiting}})+{years}"


KEPT_FLOW: Final = (
    f"=IF(Jaarlijks=1,{{gewicht}}*({_kept_until('einde')}-({_kept_until('begin')})),{{zonder_disconto}})"
)
KEPT_ONE_OFF: Final = (
    f"=IF(Jaarlijks=1,IF({_COUNTS},{{gewicht}}*(1-{{afbouw}})^INT({_SINCE}+{SAME_MOMENT}),0),"
    "{zonder_disconto})"
)
"""What drop-off leaves of it without discount, in the convention of the regime (M3)."""

ONE_OFF_AMOUNT: Final = f"=IF({_COUNTS},{{bedrag}}*(1-{{afbouw}})^{_SINCE},0)"
"""What is spent at once, in euros (M21)."""


def yearly_until(moment: str) -> str:
    """M3, yearly: one euro a year from the start of the effort until a moment (a cell, by key).

    Whole years up to closing, then whole years since closing, each with its own discount and drop-off.
    """
    y, t, keep = f"MIN({{{moment}}},{{afsluiting}})", "{afsluiting}", "(1-{afbouw})"
    before = f"IF(Jaarfactor=1,{y},(1-Jaarfactor^INT({y}))/(1-Jaarfactor)+({y}-INT({y}))*Jaarfactor^INT({y}))"
    since = f"MAX(0,{{{moment}}}-{t})"
    both, rest = f"({keep}*Jaarfactor)", f"({t}-INT({t}))"
    years = f"IF({both}=1,INT({since}),(1-{both}^INT({since}))/(1-{both}))*(1-{rest}+{rest}*Jaarfactor)"
    part = f"({since}-INT({since}))"
    last = f"{both}^INT({since})*(MIN({part},1-{rest})+Jaarfactor*MAX(0,{part}-(1-{rest})))"
    return f"=Jaarfactor^Moment*({before}+Jaarfactor^INT({t})*({years}+{last}))"


# ---------------------------------------------------------------- M4: the value of a line

QUANTITY: Final = "={gemiddelde}*{omrekenen}*{personen}/{deler}*{deel}"
CHANCE: Final = "=MIN(1,{kans_pad}*{kans_regel}*Kansfactor)"
BEFORE_TIME: Final = (
    "={ons_aandeel}*(1-{verdringing})*{realisme}*{kans}*{zelfde_naam}*{hoeveelheid}*{prijs_per_eenheid}"
)
"""M4 without time: α · (1−δ) · ω · p · q · c."""
VALUE: Final = "={voor_tijd}*{tijdfactor}"
TRANSFER: Final = "={{{amount}}}*(INDEX(Verdeling_telt_mee,MATCH({{verdeling}},Verdeling_sleutel,0))-1)"
"""M12: what takes an amount off again where it goes from one payer to another; 0 for all other lines."""
UNITS: Final = (
    "={ons_aandeel}*(1-{verdringing})*{realisme}*{kans}*{zelfde_naam}*{hoeveelheid}"
    "*{tijd_zonder_disconto}*{gewicht}"
)


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
STEP_DROP_OFF: Final = _step(_first("na_afbouw"), "tijd", "horizon")
STEP_DISCOUNT: Final = _step("{tijdfactor}", "tijd", "horizon", "afbouw")
STEP_DISCOUNT_BEFORE_DELAY: Final = _step(_first("factor"), "tijd", "horizon", "afbouw")
STEP_DELAY: Final = _step("{tijdfactor}", "tijd", "horizon", "afbouw", "disconto")
"""M3 and M5 in steps: they multiply to the time factor (`engine/time_steps.py`)."""
