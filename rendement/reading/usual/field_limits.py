"""The fields of a case whose numbers have a usual range, and how such a range is said."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from rendement.model.case import US, CareLine, Case, EffortLine
from rendement.model.estimate import Chance, Duration, Quantity
from rendement.model.units import PER_YEAR, Measure, conversion
from rendement.model.usual import Limits
from rendement.words.units import plural


class Said(NamedTuple):
    """A number of a case, with the field of its file and where the range of it is kept."""

    field: str
    attribute: str
    least: float
    most: float
    unit: str = ""
    """Of a quantity what it is counted in, with `per jaar` for help that goes on."""
    typed: str = ""
    """Of a quantity how it was written, in one number."""

    @property
    def words(self) -> tuple[str, str]:
        """How much and little are said of this field."""
        return _MUCH.get(self.attribute, ("veel", "weinig"))

    def spoken(self, number: float) -> str:
        """A number of this field in Dutch."""
        return _SPOKEN.get(self.attribute, _plain)(number) + (f" {self.unit}" if self.unit else "")

    def told(self, number: float) -> str:
        """The same as it was written where it is that number, with what it is."""
        if self.field == "aantal":
            return self.typed if number == self.least else self.spoken(number)
        return _WHAT.get(self.field, f"een {self.field} van {{}}").format(self.spoken(number))


_WHAT: Final = {
    "vanaf": "een begin na {}",
    "personen": "{} personen",
    "gedeeld_over": "delen over {}",
    "verdringing": "een verdringing van {}",
    "gestart": "een casus van {}",
    "toerekening": "{} voor wij",
    "bedrag": "{}",
}
_MUCH: Final = {
    **dict.fromkeys(("start", "duration", "delay", "trajectory"), ("lang", "kort")),
    **dict.fromkeys(("chance", "displacement", "drop_off", "attribution", "lot_chance"), ("hoog", "laag")),
}


def beyond(said: Said, limits: Limits) -> dict[str, object]:
    """What lies beyond which end, in words."""
    much, little = said.words
    is_much = limits.high is not None and said.most > limits.high
    number, end = (said.most, limits.high) if is_much else (said.least, limits.low)
    assert end is not None
    told = f"{'hoogstens' if is_much else 'minstens'} {said.spoken(end)}"
    return {"gevonden": said.told(number), "veel": much if is_much else little, "meestal": told}


def euros(amount: float) -> str:
    """Whole euros in Dutch, near enough for a question."""
    return f"€ {abs(amount):,.0f}".replace(",", ".")


def _plain(number: float) -> str:
    return f"{number:.3g}".replace(".", ",") if number < 1000 else f"{number:,.0f}".replace(",", ".")


def _time(years: float) -> str:
    """In the largest unit that it fills."""
    unit = next((unit for unit in ("jaar", "maand", "week") if years * PER_YEAR[unit] > 0.99), "dag")
    number = years * PER_YEAR[unit]
    return f"{_plain(round(number, 1))} {unit if round(number, 1) == 1 else plural(unit)}"


def _share(share: float) -> str:
    return f"{_plain(100 * share)} %"


_SPOKEN: Final = {
    **dict.fromkeys(("start", "duration", "delay", "trajectory"), _time),
    **dict.fromkeys(("chance", "displacement", "drop_off", "attribution", "lot_chance"), _share),
    "expense": euros,
}


# ---------------------------------------------------------------- what a line or case says


FAR_AHEAD: Final = frozenset({"start", "duration"})
"""Numbers that are not asked about where a horizon of its own is argued."""


def of_care(line: CareLine, unit: str) -> Iterator[Said]:
    """The numbers of a line of help."""
    if line.quantity is not None:
        yield _counted(line.quantity, unit)
    yield from _times(("vanaf", "start", line.start), ("duur", "duration", line.duration))
    yield from _times(("uitstel", "delay", line.delay))
    yield from _shares(("kans", "chance", line.chance), ("verdringing", "displacement", line.displacement))
    if line.drop_off is not None:
        yield Said("afbouw", "drop_off", line.drop_off, line.drop_off)
    yield from _numbers(("personen", "persons", line.persons))
    if line.expense is not None:
        yield Said("uitgave", "expense", float(line.expense.amount), float(line.expense.amount))


def of_effort(line: EffortLine, shared: float) -> Iterator[Said]:
    """The numbers of a line of our own work but for how much it is; `shared` over so many."""
    yield from _times(("vanaf", "start", line.start), ("duur", "duration", line.duration))
    yield from _numbers(
        ("personen", "persons", line.persons),
        ("groep", "group", line.group),
        ("gedeeld_over", "shared_over", line.shared_over),
    )
    if line.expense is not None:
        each = float(line.expense.amount) / shared
        yield Said("uitgave", "expense", each, each, "na delen" if shared > 1 else "")


def of_case(case: Case) -> Iterator[Said]:
    """What holds for the whole case."""
    if case.closed is not None:
        years = (case.closed - case.started).days / PER_YEAR["dag"]
        yield Said("gestart", "trajectory", years, years)
    ours = case.attribution.get(US)
    yield from _shares(
        ("toerekening", "attribution", ours),
        ("verdringing", "displacement", case.displacement),
        ("lotkans", "lot_chance", case.lot_chance),
    )
    if case.drop_off is not None:
        yield Said("afbouw", "drop_off", case.drop_off, case.drop_off)


def _counted(quantity: Quantity, unit: str) -> Said:
    """In the unit of its price, a year long for help that goes on."""
    _, likely, high = quantity.points
    each = conversion(quantity.unit, unit) or 1.0
    times = each * (PER_YEAR[quantity.per] if quantity.per else 1.0)
    words = f"{plural(unit)} per jaar" if quantity.per else f"{plural(unit)} in totaal"
    attribute = "per_year" if quantity.per else "total"
    least, most = (likely or 0.0) * times, (high or likely or 0.0) * times
    return Said("aantal", attribute, least, most, words, str(quantity))


def counted(units: float, quantity: Quantity, unit: str) -> Said:
    """Work on one case, in the unit of its price."""
    said = Said("aantal", "total", units, units, plural(unit), str(quantity))
    return said if quantity.per is None else said._replace(typed=f"{quantity} (samen {said.spoken(units)})")


def _times(*said: tuple[str, str, Duration | None]) -> Iterator[Said]:
    for field, attribute, duration in said:
        if duration is not None and not duration.is_lasting:
            years = duration.likely_years
            yield Said(field, attribute, years, max(years, *duration.years.values))


def _shares(*said: tuple[str, str, Chance | None]) -> Iterator[Said]:
    for field, attribute, share in said:
        if share is not None:
            yield Said(field, attribute, share.mean, share.mean)


def _numbers(*said: tuple[str, str, Measure | None]) -> Iterator[Said]:
    for field, attribute, measure in said:
        if measure is not None:
            yield Said(field, attribute, measure.number, measure.number)
