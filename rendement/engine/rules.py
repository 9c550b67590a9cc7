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

    def part(self, places: slice | Places) -> "Flows":
        """Some of the elements."""
        return Flows(
            self.start[places],
            self.end[places],
            self.is_flow[places],
            self.closing[places],
            self.horizon[places],
            self.drop_off[places],
        )


def present_value(flows: Flows, rate: float) -> Floats:
    """M3, continuous: the value at time 0 of one euro, or of one euro a year from start to end.

    Flows are cut at the horizon; a one-off counts only before it. Drop-off works from closing on.
    """
    rho = log_rate(rate)
    end = np.minimum(flows.end, flows.horizon)
    start = np.minimum(flows.start, end)
    later = np.maximum(start, flows.closing) - flows.closing
    worth = _exponential_area(later, end - flows.closing, rho + flows.drop_off, rho * flows.closing)
    early = np.flatnonzero(start < flows.closing)
    shut = np.minimum(end, flows.closing)[early]
    worth[early] += _exponential_area(start[early], shut, np.full(len(early), rho), np.zeros(len(early)))
    once = np.flatnonzero(~flows.is_flow)
    worth[once] = _one_off(flows.part(once), rho)
    return worth


def _exponential_area(start: Floats, end: Floats, rho: Floats, before: Floats) -> Floats:
    """e^(−before) · ∫ e^(−ρt) dt from start to end, 0 where end ≤ start; (end − start) for ρ = 0.

    The exponentials are the dear part, so they are worked out only where there is something to discount.
    """
    area = np.maximum(end - start, 0.0)
    exponent = rho * area
    shrinks = np.flatnonzero(exponent != 0.0)
    x = exponent[shrinks]
    area[shrinks] *= -np.expm1(-x) / x
    later = rho * start + before
    moved = np.flatnonzero((later != 0.0) & (area != 0.0))
    area[moved] *= np.exp(-later[moved])
    return area


def _one_off(flows: Flows, rho: float) -> Floats:
    since_closing = np.maximum(flows.start - flows.closing, 0.0)
    worth = np.exp(-rho * flows.start - flows.drop_off * since_closing)
    return np.where(_before_horizon(flows), worth, 0.0)


def _before_horizon(flows: Flows) -> Bools:
    return np.asarray(flows.start < flows.horizon - SAME_MOMENT)


def present_value_yearly(flows: Flows, rate: float, moment: float) -> Floats:
    """M3, yearly: year t counts (1+r)^−(t+moment); drop-off (1−λ)^s, s whole years since closing.

    `moment` is 0 for the beginning, ½ for the middle and 1 for the end of the year.
    """
    end = np.minimum(flows.end, flows.horizon)
    start = np.minimum(flows.start, end)
    total = np.zeros_like(start)
    cut = flows._replace(start=start, end=end)
    for year in range(int(np.ceil(end.max(initial=0.0)))):
        mine = np.flatnonzero((start < year + 1) & (end > year))
        total[mine] += _year_of_flow(cut.part(mine), year) * (1 + rate) ** -(year + moment)
    year_of = np.floor(flows.start + SAME_MOMENT)
    since = np.floor(np.maximum(flows.start - flows.closing, 0.0) + SAME_MOMENT)
    worth = (1 + rate) ** -(year_of + moment) * np.exp(-flows.drop_off * since)
    one_off = np.where(_before_horizon(flows), worth, 0.0)
    return np.asarray(np.where(flows.is_flow, total, one_off), dtype=np.float64)


def _year_of_flow(flows: Flows, year: int) -> Floats:
    """What falls in one year, each part with the drop-off of its own year since closing."""
    low, high = np.maximum(flows.start, year), np.minimum(flows.end, year + 1)
    amount = np.zeros_like(low)
    first = np.floor(year - flows.closing)
    for since in (first, first + 1):
        opens = np.where(since < 0, -np.inf, flows.closing + since)
        shuts = np.where(since < 0, flows.closing, flows.closing + since + 1)
        part = np.maximum(np.minimum(high, shuts) - np.maximum(low, opens), 0.0)
        amount += part * np.exp(-flows.drop_off * np.maximum(since, 0.0)) * ((since >= 0) | (since == first))
    return amount


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
