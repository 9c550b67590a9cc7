"""Every rule of the method once: a numpy function, and a Dutch sentence; the line also as an Excel formula.

Time is in years from the start of the effort; money in euros of one price year. Arrays broadcast.
"""

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Amounts = TypeVar("Amounts", float, Floats)
Places = NDArray[np.intp]


class Rule(NamedTuple):
    """How one rule is shown: its number, its name, and its sentence for people."""

    number: str
    name: str
    sentence: str


RULES: Final[dict[str, Rule]] = {
    rule.number: rule
    for rule in (
        Rule("M1", "prijspeil", "prijs × index van het prijspeil ÷ index van het prijsjaar"),
        Rule("M2", "eenheden", "hoeveelheid en prijs hebben dezelfde eenheid"),
        Rule("M3", "contante waarde", "wat later komt telt iets minder, volgens het disconto-regime"),
        Rule(
            "M4",
            "verwachte waarde",
            "toerekening × (1 − verdringing) × realisme × kans × hoeveelheid × prijs × tijd",
        ),
        Rule("M5", "uitstel", "uitstel is geen afstel: alleen de tijd ertussen telt"),
        Rule("M6", "hulp die bleef of erbij kwam", "hulp die er nog is, of er door ons bij kwam, gaat eraf"),
        Rule(
            "M7", "volgorde van de tijd", "tijd nul is de start van de inzet; zorg telt vanaf de afsluiting"
        ),
        Rule(
            "M8",
            "schattingen",
            "bij laag, verwacht en hoog telt het gemiddelde, niet de meest waarschijnlijke waarde",
        ),
        Rule("M9", "realisme", "inschattingen zijn vaak te gunstig; de factor hangt af van het bewijs"),
        Rule("M11", "paden", "elk pad telt voor zijn kans; de rest was vanzelf goed gekomen"),
        Rule("M12", "betalers", "de delen van de betalers zijn samen precies het geheel"),
        Rule(
            "M13", "drie geldkolommen", "verzilverbaar, capaciteit en maatschappelijk worden nooit opgeteld"
        ),
        Rule("M14", "optellen", "rendement is de som van de baten gedeeld door de som van de kosten"),
        Rule("M15", "noemer", "altijd: hoeveel casussen van hoeveel, en hoe gekozen"),
        Rule("M17", "omslagpunt", "de waarde waarbij baten en kosten gelijk zijn"),
        Rule(
            "M19", "oordelen", "ieders antwoord telt even zwaar, ook dat van de maker; verschil blijft staan"
        ),
        Rule(
            "M20", "dubbeltelling", "dezelfde hulp, in dezelfde tijd, voor hetzelfde huishouden telt één keer"
        ),
        Rule("M21", "kasstroom", "wat er per betaler per maand gebeurt, zonder disconto"),
        Rule("M26", "namen", "schattingen met dezelfde naam zijn één schatting: valt zij tegen, dan overal"),
        Rule("M27", "één naam", "één naam is één twijfel, waar hij ook staat"),
        Rule("M38", "saldo na n maanden", "wat er tot dan is uitgegeven en bespaard, zonder disconto"),
        Rule(
            "M35",
            "afbouw",
            "wat per jaar verdwijnt, gaat er na elk jaar sinds de afsluiting in één keer af; het eerste telt "
            "heel",
        ),
        Rule("M36", "tijd nul", "wat aan het begin wordt uitgegeven, telt voor wat het kostte"),
        Rule("M37", "na de horizon", "wat na de horizon komt telt niet mee; hoeveel dat is, staat erbij"),
        Rule(
            "M29",
            "hulp in plaats van andere hulp",
            "kans, ons aandeel en tijd zijn die van de hulp waarvoor deze in de plaats kwam",
        ),
        Rule(
            "M30",
            "producten",
            "getallen die u vermenigvuldigt: het product van hun gemiddelden telt",
        ),
        Rule(
            "M42",
            "prijs in een prijs",
            "hulp die al in de prijs van andere hulp zit, telt in die tijd niet nog eens",
        ),
        Rule(
            "M40",
            "vormen van schattingen",
            "een schatting zoals de bron haar geeft; het gemiddelde blijft",
        ),
    )
}


def log_rate(rate: float) -> float:
    """M3: ln(1 + r)."""
    return float(np.log1p(rate))


def drop_off_rate(drop_off: Floats) -> Floats:
    """M3: λ' = −ln(1 − λ)."""
    return np.asarray(-np.log1p(-drop_off), dtype=np.float64)


SAME_MOMENT: Final = 1e-12
"""Years: two moments this near are one. (T + 1) − T may fall short of 1 in floating point, never by more."""


class Flows(NamedTuple):
    """One-offs and flows in time, one element each, in years; a one-off has start = end."""

    start: Floats
    end: Floats
    is_flow: Bools
    closing: Floats
    horizon: Floats
    drop_off: Floats
    """λ' of the element."""
    undated: Bools
    """Effort of which nobody said when: in a yearly convention its first year stands at time 0 (M36)."""

    def part(self, places: slice | Places) -> "Flows":
        """Some of the elements."""
        return Flows(
            self.start[places],
            self.end[places],
            self.is_flow[places],
            self.closing[places],
            self.horizon[places],
            self.drop_off[places],
            self.undated[places],
        )


def present_value(flows: Flows, rate: float, *, glides: bool = False) -> Floats:
    """M3, continuous: the value at time 0 of one euro, or of one euro a year from start to end.

    Flows are cut at the horizon; a one-off counts only before it. Drop-off works from closing on, by a step
    every year, or gradually when it `glides` (M35).
    """
    rho = log_rate(rate)
    end = np.minimum(flows.end, flows.horizon)
    start = np.minimum(flows.start, end)
    later, last = np.maximum(start - flows.closing, 0.0), end - flows.closing
    worth = _exponential_area(later, last, rho + flows.drop_off if glides else rho, rho * flows.closing)
    fades = np.flatnonzero((flows.drop_off != 0.0) & (last > 1.0) & (not glides))
    parted = _parted(later[fades], last[fades])
    worth[fades] = np.exp(-rho * flows.closing[fades]) * _stepped_area(parted, flows.drop_off[fades], rho)
    early = np.flatnonzero(start < flows.closing)
    worth[early] += _exponential_area(start[early], np.minimum(end, flows.closing)[early], rho)
    once = np.flatnonzero(~flows.is_flow)
    one_offs = flows.part(once)
    left = _left_of_one_off(one_offs, glides=glides)
    worth[once] = left * np.exp(-rho * one_offs.start) if rho else left
    return worth


def _exponential_area(
    start: Floats, end: Floats, rho: Floats | float, before: Floats | float = 0.0
) -> Floats:
    """e^(−before) · ∫ e^(−ρt) dt from start to end, 0 where end ≤ start; (end − start) for ρ = 0.

    The exponentials are the dear part, so they are worked out only where there is something to discount.
    """
    area = np.maximum(end - start, 0.0)
    if isinstance(rho, float) and rho == 0.0:
        return area
    exponent = rho * area
    shrinks = np.flatnonzero(exponent != 0.0)
    x = exponent[shrinks]
    area[shrinks] *= -np.expm1(-x) / x
    later = rho * start + before
    moved = np.flatnonzero((later != 0.0) & (area != 0.0))
    area[moved] *= np.exp(-later[moved])
    return area


class _Parted(NamedTuple):
    """A stretch of years cut where whole years begin: into its first part, whole years, and its last part."""

    year: Floats
    """The number of the year it starts in."""
    start: Floats
    """Where in that year it starts, from 0 to 1."""
    stop: Floats
    """Where its part of that year ends."""
    whole: Floats
    """How many whole years follow."""
    rest: Floats
    """How much of the year after those belongs to it."""


def _parted(start: Floats, end: Floats) -> _Parted:
    stop = np.maximum(end, start)
    year, last = np.floor(start), np.floor(stop)
    same = last == year
    first = np.where(same, stop - year, 1.0)
    return _Parted(
        year,
        start - year,
        first,
        np.where(same, 0.0, last - year - 1.0),
        np.where(same, 0.0, stop - last),
    )


def _stepped_area(cut: _Parted, step: Floats | float, slope: Floats | float) -> Floats:
    """∫ e^(−step·⌊u⌋) · e^(−slope·u) du over a stretch: a geometric series, whatever its length (M35).

    Every year is e^(−(step + slope)) times the one before.
    """
    a_year = step + slope
    found = _exponential_area(cut.start, cut.stop, slope) * np.exp(-a_year * cut.year)
    more = np.flatnonzero(cut.whole + cut.rest > 0.0)
    years, rest = cut.whole[more], cut.rest[more]
    each, shrinks = _at(a_year, more), _at(slope, more)
    none = np.zeros_like(rest)
    of_year = _exponential_area(none, none + 1.0, shrinks)
    of_rest = _exponential_area(none, rest, shrinks)
    beyond = of_year * _geometric(each, years) + np.exp(-each * years) * of_rest
    found[more] += np.exp(-each * (cut.year[more] + 1.0)) * beyond
    return found


def _at(values: Floats | float, places: Places) -> Floats | float:
    """Some of them; what is the same for all stays so."""
    return values if isinstance(values, float) else values[places]


def _geometric(each: Floats | float, years: Floats) -> Floats:
    """1 + q + … + q^(n−1) with q = e^(−each), and something lost every year."""
    return np.asarray(np.expm1(-each * years) / np.expm1(-each))


def _left_of_one_off(flows: Flows, *, glides: bool) -> Floats:
    """What drop-off leaves of one-offs by their moment, 0 from the horizon on."""
    since = np.maximum(flows.start - flows.closing, 0.0)
    left = np.where(flows.start < flows.horizon - SAME_MOMENT, 1.0, 0.0)
    fades = np.flatnonzero(flows.drop_off * since)
    years = since[fades] if glides else np.floor(since[fades] + SAME_MOMENT)
    left[fades] *= np.exp(-flows.drop_off[fades] * years)
    return left


def present_value_yearly(flows: Flows, rate: float, moment: float, *, glides: bool = False) -> Floats:
    """M3, yearly: what flows in year t counts (1+r)^−(t+moment), a one-off by its year number (M36).

    `moment` is 0 for the beginning, ½ for the middle and 1 for the end of the year. Drop-off works from
    closing on, by a step every year, or gradually when it `glides` (M35).
    """
    rho = log_rate(rate)
    end = np.minimum(flows.end, flows.horizon)
    start = np.minimum(flows.start, end)
    fading = (flows.drop_off != 0.0) & flows.is_flow
    plain_end = np.where(fading, np.minimum(end, flows.closing), end)
    worth: Floats = np.exp(-rho * moment) * _years_area(start, np.maximum(plain_end, start), rho)
    fades = np.flatnonzero(fading & (end > flows.closing))
    some = flows.part(fades)._replace(start=np.maximum(start, flows.closing)[fades], end=end[fades])
    fading_area = _glides_yearly(some, rho) if glides else _steps_yearly(some, rho)
    worth[fades] += np.exp(-rho * moment) * fading_area
    at_start = np.flatnonzero(flows.undated & (start < 1.0))
    worth[at_start] -= np.expm1(-rho * moment) * (np.minimum(end, 1.0) - start)[at_start]
    once = np.flatnonzero(~flows.is_flow)
    one_offs = flows.part(once)
    discount = np.exp(-rho * year_number(one_offs.start, moment))
    worth[once] = discount * _left_of_one_off(one_offs, glides=glides)
    return worth


def year_number(moments: Floats, moment: float) -> Floats:
    """M36: when a one-off counts; an outlay at time 0 is at face value in every convention."""
    if moment == 1.0:
        return np.asarray(np.ceil(moments - SAME_MOMENT))
    return np.asarray(np.floor(moments + SAME_MOMENT) + np.where(moments > SAME_MOMENT, moment, 0.0))


def _years_area(start: Floats, end: Floats, rho: float) -> Floats:
    """Years from start to end, those of year t counted (1+r)^−t."""
    if rho == 0.0:
        return end - start
    return _stepped_area(_parted(start, end), rho, 0.0)


def _glides_yearly(flows: Flows, rho: float) -> Floats:
    """From closing on: gradual drop-off within years that each count as a whole."""
    area = _stepped_area(_parted(flows.start, flows.end), rho, flows.drop_off)
    return np.asarray(np.exp(flows.drop_off * flows.closing) * area)


def _steps_yearly(flows: Flows, rho: float) -> Floats:
    """From closing on: years since closing with a drop-off of their own, each in two years of discount."""
    return _steps_until(flows.end, flows, rho) - _steps_until(flows.start, flows, rho)


def _steps_until(until: Floats, flows: Flows, rho: float) -> Floats:
    """Years from closing until a moment, less by a step a year since closing and a step a year since 0."""
    year = np.floor(flows.closing)
    rest = 1.0 - (flows.closing - year)
    since = until - flows.closing
    whole = np.floor(since)
    part, next_year = since - whole, np.exp(-rho)
    a_year = flows.drop_off + rho
    of_year = rest + (1.0 - rest) * next_year
    last = np.minimum(part, rest) + next_year * np.maximum(part - rest, 0.0)
    total = of_year * _geometric(a_year, whole) + np.exp(-a_year * whole) * last
    return np.asarray(np.exp(-rho * year) * total)


def line_value(
    attribution: Floats,
    kept: Floats,
    realism: Floats,
    chance: Floats,
    quantity: Floats,
    price: Floats,
    time: Floats,
) -> Floats:
    """M4: α · (1−δ) · ω · p · q · c · F, in euros."""
    return attribution * kept * realism * chance * quantity * price * time


LINE_VALUE_EXCEL: Final = "{attribution}*{kept}*{realism}*{chance}*{quantity}*{price}*{time}"


def hajek_mean(values: Floats, chances: Floats) -> float:
    """M15: Σ w·x / Σ w with w = 1/π."""
    weights = 1.0 / chances
    return float(np.sum(weights * values) / np.sum(weights))


def hajek_standard_error(values: Floats, chances: Floats) -> float:
    """M15: design-based standard error of the Hájek mean; 0 when every case was filed (π = 1)."""
    n = len(values)
    weights = 1.0 / chances
    residual = values - hajek_mean(values, chances)
    variance = np.sum((1.0 - chances) * weights**2 * residual**2) / np.sum(weights) ** 2
    return float(np.sqrt(variance * n / (n - 1)))


def bounds_of_total(
    mean: float, filed: int, closed: int, floor: float, ceiling: float
) -> tuple[float, float]:
    """M15: the total over all closed cases between a floor and a ceiling per unfiled case, in euros."""
    unfiled = closed - filed
    return filed * mean + unfiled * floor, filed * mean + unfiled * ceiling
