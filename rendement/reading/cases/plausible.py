"""Numbers that may stand there and are far from usual: asked about, with their effect in euros.

A slip (`hoog: 1800` for 18, 30 hours a week for 30 hours) is well formed, so nobody but its writer can tell.
The answer stands in the file: `klopt: <why>` on the line or path silences the question.
"""

from collections import defaultdict
from collections.abc import Iterator
from statistics import median
from typing import Final, NamedTuple

from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Estimate, Quantity
from rendement.model.line_names import Path
from rendement.model.lines import care_lines, effort_lines, helps
from rendement.model.price import PriceBook
from rendement.model.units import PER_YEAR, conversion
from rendement.reading.cases.usual import usual_of
from rendement.reading.complaints.problems import Problem
from rendement.reading.yaml.text import Text
from rendement.words.units import plural

MOST_HOURS: Final = 400.0
"""Hours of our own work on one case, after sharing with a group or other cases."""
FAR_OFF: Final = 10.0
"""So many times the likely value, or what others write, is far off."""
WIDE: Final = 2.0
"""A standard deviation of more than so many times the mean: then half of all is below 45 % of it (M40)."""
ENOUGH: Final = 8
"""From so many lines of other cases on, the base tells what is usual."""


def questions(text: Text, case: Case, book: PriceBook, price_year: int) -> Iterator[Problem]:
    """What to ask of the numbers of one case (M2: units; euros before chance, attribution and discount)."""
    prices = _Prices(book, price_year)
    for _, path, effort in effort_lines(case):
        if effort.confirmed is None:
            yield from _effort(text, case, path, effort, prices)
    for path, line, pathway, _ in care_lines(case):
        confirmed = line.confirmed or (pathway and pathway.confirmed)
        if line.quantity is not None and not confirmed:
            yield from _care(text, path, line, line.quantity, prices)
    for number, pathway in enumerate(case.without):
        if pathway.confirmed is None and pathway.typed_and_mean[0] == 1.0:
            yield from _certain(text, ("zonder_inzet", number), pathway, prices)


class _Prices(NamedTuple):
    """What things cost, near enough to ask a question with."""

    book: PriceBook
    year: int

    def each(self, key: str | None) -> float:
        price = self.book.prices.get(key or "")
        return price.value_for(self.year).mean if price else 0.0

    def unit(self, key: str | None) -> str:
        price = self.book.prices.get(key or "")
        return price.unit if price else ""

    def worth(self, line: CareLine) -> float:
        """A line of help in euros: so many at this price, for as long as it lasts (lasting help: a year)."""
        if line.quantity is None:
            return float(line.expense.amount) if line.expense else 0.0
        years = 1.0
        if line.quantity.per is not None:
            lasts = line.duration is not None and not line.duration.is_lasting
            length = line.duration.likely_years if line.duration is not None and lasts else 1.0
            years = length * PER_YEAR[line.quantity.per]
        units = line.quantity.mean * self.factor(line.quantity, line.price) * _persons(line)
        return units * years * self.each(line.price)

    def factor(self, quantity: Quantity, key: str | None) -> float:
        """How many units of the price go into one unit of the quantity; 1 where that is told as an error."""
        return conversion(quantity.unit, self.unit(key)) or 1.0


def _persons(line: CareLine | EffortLine) -> float:
    return line.persons.number if line.persons else 1.0


def _care(text: Text, path: Path, line: CareLine, quantity: Quantity, prices: _Prices) -> Iterator[Problem]:
    for field, estimate in (("aantal", quantity), ("duur", line.duration)):
        if estimate is None or estimate.points.low is None:
            continue
        if estimate.sd is not None and estimate.mean:
            yield from _wide(text, (*path, field, "sd"), estimate.mean, estimate.sd.number)
        if _stretched(estimate):
            yield _far_high(text, (*path, field), estimate, line, prices)
            return
    unit, per = prices.unit(line.price), quantity.per
    known = usual_of(str(line.price), unit)
    usual = known.most(per_year=per is not None) if known is not None else None
    if usual is None:
        return
    _, likely, high = quantity.points
    most = (high or likely or 0.0) * (PER_YEAR[per] if per else 1.0)
    if most * (conversion(quantity.unit, unit) or 1.0) > usual:
        details = {
            "aantal": quantity,
            "meestal": f"{usual:.0f} {plural(unit)}",
            "euro": _euros(prices.worth(line)),
        }
        often = "per jaar" if per else "in totaal"
        yield text.problem(
            "aantal_ongewoon", text.place((*path, "aantal")), prijs=line.price, hoe=often, **details
        )


def _wide(text: Text, path: Path, mean: float, sd: float) -> Iterator[Problem]:
    """A spread that makes most outcomes small and a few enormous."""
    if sd > WIDE * mean:
        yield text.problem("spreiding_ver_weg", text.place(path), sd=sd, gemiddelde=mean, keer=sd / mean)


def _stretched(estimate: Estimate) -> bool:
    low, likely, high = estimate.points
    return high is not None and likely is not None and low is not None and 0 < likely * FAR_OFF < high


def _far_high(text: Text, path: Path, estimate: Estimate, line: CareLine, prices: _Prices) -> Problem:
    _, likely, high = estimate.points
    assert likely is not None
    assert high is not None
    means = {"aantal": line.quantity.mean if line.quantity else 0.0, "duur": _mean_of(line)}
    rise = 1 - likely / means[str(path[-1])] if means[str(path[-1])] else 0.0
    details = {"hoog": high, "verwacht": likely, "keer": high / likely}
    return text.problem(
        "hoog_ver_weg", text.place((*path, "hoog")), euro=_euros(prices.worth(line) * rise), **details
    )


def _mean_of(line: CareLine) -> float:
    """The mean length in the unit it was written in."""
    if line.duration is None:
        return 0.0
    spelled = line.duration.timing
    return sum(value * weight for value, weight in zip(spelled.values, spelled.weights, strict=True))


def _effort(text: Text, case: Case, path: Path, line: EffortLine, prices: _Prices) -> Iterator[Problem]:
    if line.expense is not None:
        yield from _undivided(text, case, path, line)
        return
    quantity, unit = line.quantity, prices.unit(line.price)
    if quantity is None or unit not in ("uur", "dagdeel"):
        return
    each = quantity.mean * prices.factor(quantity, line.price) * _lasts(case, line)
    hours = each * _persons(line) / _shared(line)
    if hours > MOST_HOURS:
        euros = _euros(hours * prices.each(line.price))
        place = text.place((*path, "aantal"))
        meant = f"{quantity.mean:g}".replace(".", ",")
        details = {
            "aantal": quantity,
            "totaal": hours,
            "eenheid": plural(unit),
            "bedoeld": f"{meant} {plural(unit)}",
        }
        yield text.problem("inzet_ongewoon", place, euro=euros, **details)


def _lasts(case: Case, line: EffortLine) -> float:
    """How often the time behind `per` comes while this work lasts; 1 for a total."""
    assert line.quantity is not None
    if line.quantity.per is None:
        return 1.0
    years = (case.closed - case.started).days / PER_YEAR["dag"] if case.closed else 1.0
    return (line.duration.likely_years if line.duration else years) * PER_YEAR[line.quantity.per]


def _shared(line: EffortLine) -> float:
    parts = [measure.number for measure in (line.group, line.shared_over) if measure is not None]
    return max(1.0, parts[0] if parts else 1.0) * max(1.0, parts[1] if len(parts) > 1 else 1.0)


def _undivided(text: Text, case: Case, path: Path, line: EffortLine) -> Iterator[Problem]:
    """Money for a whole group on one of its members."""
    groups = [(name, other.group.number) for name, _, other in effort_lines(case) if other.group is not None]
    if line.expense is None or not groups or line.group is not None or line.shared_over is not None:
        return
    name, members = groups[0]
    amount = float(line.expense.amount)
    details = {
        "regel": name,
        "groep": members,
        "euro": _euros(amount),
        "deel": _euros(amount / max(members, 1.0)),
    }
    yield text.problem("uitgave_niet_gedeeld", text.place((*path, "uitgave"), key=True), **details)


def _certain(text: Text, path: Path, pathway: Pathway, prices: _Prices) -> Iterator[Problem]:
    euros = _euros(sum(prices.worth(line) for line in pathway.care))
    field = "kans" if pathway.chance is not None else "ook_zonder_ons"
    yield text.problem("kans_zeker", text.place((*path, field)), euro=euros, veld=field)


def _euros(amount: float) -> str:
    """Whole euros in Dutch, near enough for a question."""
    return f"€ {abs(amount):,.0f}".replace(",", ".")


# ---------------------------------------------------------------- beside the other cases


Said = tuple[str, str | None]
"""A price, and the time behind `per`: what can be compared."""


def usual_here(cases: list[Case]) -> dict[Said, float]:
    """The median of what the cases of a base write for a price, where enough do and somebody far more."""
    said: defaultdict[Said, list[float]] = defaultdict(list)
    for case in cases:
        for line in helps(case):
            quantity = line.quantity
            if line.price is not None and quantity is not None:
                said[line.price, quantity.per].append(quantity.mean)
    usual = {key: median(others) for key, others in said.items() if len(others) > ENOUGH}
    return {key: middle for key, middle in usual.items() if max(said[key]) > FAR_OFF * middle > 0}


def unlike_others(case: Case, usual: dict[Said, float]) -> Iterator[tuple[Path, CareLine, float]]:
    """Lines that are far above what the base usually writes for the same price, with that median."""
    for path, line, pathway, _ in care_lines(case):
        if line.price is None or line.quantity is None:
            continue
        others = usual.get((line.price, line.quantity.per), 0.0)
        answered = line.confirmed or (pathway and pathway.confirmed)
        if not answered and line.quantity.mean > FAR_OFF * others > 0:
            yield path, line, others


def beside_others(
    text: Text, found: tuple[Path, CareLine, float], book: PriceBook, price_year: int
) -> Problem:
    """The question about one such line."""
    path, line, usual = found
    worth = _Prices(book, price_year).worth(line)
    assert line.quantity is not None
    more = _euros(worth * (1 - usual / line.quantity.mean))
    details = {"aantal": line.quantity, "meestal": usual, "prijs": line.price, "euro": more}
    return text.problem("anders_dan_anderen", text.place((*path, "aantal")), **details)
