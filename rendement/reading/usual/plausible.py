"""Numbers that may stand there and are far from usual: asked about, with their effect in euros.

A slip (`hoog: 1800` for 18, 30 hours a week for 30 hours) is well formed, so nobody but its writer can tell.
The answer stands in the file: `klopt: <why>` on the line or path silences the question (`answers.py`).
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from rendement.model.case import US, CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Duration, Quantity
from rendement.model.line_names import Path
from rendement.model.lines import effort_lines
from rendement.model.price import PriceBook
from rendement.model.units import PER_YEAR
from rendement.model.usual import UsualOfCase
from rendement.reading.books.usual import ASSUMED, Ranges, usual, usual_of
from rendement.reading.complaints.problems import Asked, Question
from rendement.reading.usual.answers import Details
from rendement.reading.usual.field_limits import FAR_AHEAD, Said, beyond, euros, of_case
from rendement.reading.usual.line_worth import Kind, Worth, lines_of, worth_of
from rendement.words.units import plural

FAR_OFF: Final = 10.0
"""So many times the likely value is far off."""
WIDE: Final = 2.0
"""A standard deviation of more than so many times the mean: then half of all is below 45 % of it (M40)."""


class Looked(NamedTuple):
    """What is asked of a case, and the kind of each of its lines."""

    questions: list[Question]
    kinds: list[Kind]


def looked_at(case: Case, programme: str, book: PriceBook, price_year: int) -> Looked:
    """What to ask of the numbers of one case (M2: units; euros before chance, attribution and discount).

    Answers are not looked at: `unanswered` does that, for these and for other questions together.
    """
    asks = _Asks(case, worth_of(book, price_year))
    kinds = asks.worth.kinds_of(case, programme)
    asked: list[Question] = []
    for kind in kinds:
        if not kind.is_quiet:
            asked += asks.lines(kinds)
            break
    low, high = usual().path.limits
    for number, pathway in enumerate(case.without):
        typed = pathway.typed_and_mean[0]
        if not (low or 0.0) <= typed <= (high or 1.0):
            asked.append(asks.path(("zonder_inzet", number), pathway, typed))
    asked += asks.whole()
    return Looked(asked, kinds)


class _Asks:
    """What is asked of the numbers of one case."""

    def __init__(self, case: Case, worth: Worth) -> None:
        self.case, self.worth = case, worth

    # ------------------------------------------------------------ help

    def lines(self, kinds: list[Kind]) -> Iterator[Question]:
        """Every line of a kind of which something may be asked."""
        for kind, (path, line) in zip(kinds, lines_of(self.case), strict=True):
            if not kind.is_quiet:
                yield from self.line(kind, path, line)

    def line(self, kind: Kind, path: Path, line: CareLine | EffortLine) -> list[Question]:
        """A line; a kind of line of which nothing is asked is remembered."""
        if isinstance(line, CareLine):
            spread = list(self._spread(path, line))
            told = {question.asked.field for question in spread}
            numbers = [said for said in kind.said if said.field not in told]
            asked = [*spread, *self._care(path, line, numbers)]
        else:
            asked = list(self._undivided(path, line)) or list(self._effort(path, line, kind.said))
        argued = self.case.horizon is not None or (isinstance(line, CareLine) and line.horizon is not None)
        kind.is_quiet = not asked and not argued and (isinstance(line, CareLine) or line.expense is None)
        return asked

    def _spread(self, path: Path, line: CareLine) -> Iterator[Question]:
        for field, estimate in (("aantal", line.quantity), ("duur", line.duration)):
            if estimate is None or estimate.points.low is None:
                continue
            if estimate.sd is not None and estimate.mean:
                yield from self._wide(path, field, estimate.mean, estimate.sd.number)
            if _stretched(estimate):
                yield self._far_high(path, field, estimate, line)

    def _wide(self, path: Path, field: str, mean: float, sd: float) -> Iterator[Question]:
        """A spread that makes most outcomes small and a few enormous."""
        if sd > WIDE * mean:
            told: Details = {"sd": sd, "gemiddelde": mean, "keer": sd / mean}
            yield Question("spreiding_ver_weg", (*path, field, "sd"), Asked(path, field), told)

    def _far_high(self, path: Path, field: str, estimate: Quantity | Duration, line: CareLine) -> Question:
        _, likely, high = estimate.points
        assert likely is not None
        assert high is not None
        mean = estimate.mean if isinstance(estimate, Quantity) else _mean_of(estimate)
        rise = euros(self.worth.care(line) * (1 - likely / mean if mean else 0.0))
        told: Details = {"hoog": high, "verwacht": likely, "keer": high / likely, "euro": rise}
        return Question("hoog_ver_weg", (*path, field, "hoog"), Asked(path, field), told)

    def _care(self, path: Path, line: CareLine, numbers: list[Said]) -> Iterator[Question]:
        """Numbers of a line of help; who argues a horizon of his own may look far ahead."""
        ranges = usual_of(self.worth.book, line.price or "")
        argued = line.horizon is not None or self.case.horizon is not None
        for said in numbers:
            if not (argued and said.attribute in FAR_AHEAD):
                yield from self._unusual(path, said, ranges, line)

    def _unusual(
        self, path: Path, said: Said, ranges: Ranges, line: CareLine | EffortLine
    ) -> Iterator[Question]:
        """A field beyond what is usual of its price."""
        limits, who = ranges.limits(said.attribute)
        if limits is None or limits.outside(said.least, said.most) is None:
            return
        details: Details = {
            **beyond(said, limits),
            "wie": who,
            "voor": f" voor {line.price}" if line.price else "",
        }
        worth = self.worth.line(self.case, line)
        yield _beyond_usual(Asked(path, said.field), details, "deze regel", worth)

    # ------------------------------------------------------------ effort

    def _effort(self, path: Path, line: EffortLine, numbers: list[Said]) -> Iterator[Question]:
        ranges = usual_of(self.worth.book, line.price or "", effort=True)
        for said in numbers:
            if said.field == "aantal":
                yield from self._hours(path, line, said, ranges)
            else:
                yield from self._unusual(path, said, ranges, line)

    def _hours(self, path: Path, line: EffortLine, said: Said, ranges: Ranges) -> Iterator[Question]:
        """Work on one case against what its own price says, or any work."""
        limits, who = ranges.limits("total")
        unit = self.worth.unit(line.price)
        if limits is None and unit in ("uur", "dagdeel"):
            limits = usual().hours.limits
        if limits is None or limits.outside(said.least, said.most) is None:
            return
        assert line.quantity is not None
        number = f"{line.quantity.mean:g} {plural(unit)}".replace(".", ",")
        meant = f"bedoelt u {number} in totaal? " if line.quantity.per else ""
        told: Details = {**beyond(said, limits), "bedoeld": meant, "wie": who}
        told["euro"] = euros(self.worth.effort(self.case, line))
        yield Question("inzet_ongewoon", (*path, "aantal"), Asked(path, "aantal"), told)

    def _undivided(self, path: Path, line: EffortLine) -> Iterator[Question]:
        """Money for a whole group on one of its members."""
        groups = [
            (n, other.group.number) for n, _, other in effort_lines(self.case) if other.group is not None
        ]
        if line.expense is None or not groups or line.group is not None or line.shared_over is not None:
            return
        name, members = groups[0]
        amount = float(line.expense.amount)
        each = euros(amount / max(members, 1.0))
        told: Details = {"regel": name, "groep": members, "euro": euros(amount), "deel": each}
        yield Question("uitgave_niet_gedeeld", (*path, "uitgave"), Asked(path, "uitgave"), told, key=True)

    # ------------------------------------------------------------ paths, and the whole case

    def path(self, path: Path, pathway: Pathway, typed: float) -> Question:
        """The chance of a path: nothing is certain, and hardly anything is one in a thousand."""
        asked = Asked(path, "kans" if pathway.chance is not None else "ook_zonder_ons", on_path=True)
        worth = sum(self.worth.care(line) for line in pathway.care)
        if typed == 1.0:
            return Question("kans_zeker", (*path, asked.field), asked, {"euro": euros(worth)})
        shown = beyond(Said(asked.field, "chance", typed, typed), usual().path.limits)
        details: Details = {**shown, "wie": ASSUMED, "voor": " voor een pad"}
        return _beyond_usual(asked, details, "de hulp in dit pad", worth)

    def whole(self) -> Iterator[Question]:
        """What holds for the whole case."""
        usual_here = usual().case
        if _is_plain_case(self.case, usual_here):
            return
        for said in of_case(self.case):
            limits = usual_here.limits(said.attribute)
            if limits.outside(said.least, said.most) is not None:
                details: Details = {**beyond(said, limits), "wie": ASSUMED, "voor": ""}
                worth = self.worth.help_of(self.case)
                yield _beyond_usual(Asked((), said.field), details, "alle hulp zonder ons", worth)


def _beyond_usual(asked: Asked, details: Details, what: str, worth: float) -> Question:
    told = {**details, "wat": what, "euro": euros(worth)}
    return Question("buiten_gebruikelijk", (*asked.block, asked.field), asked, told)


def _stretched(estimate: Quantity | Duration) -> bool:
    low, likely, high = estimate.points
    return high is not None and likely is not None and low is not None and 0 < likely * FAR_OFF < high


def _mean_of(duration: Duration) -> float:
    """The mean length in the unit it was written in."""
    spelled = duration.timing
    return sum(value * weight for value, weight in zip(spelled.values, spelled.weights, strict=True))


def _is_plain_case(case: Case, usual_here: UsualOfCase) -> bool:
    """Most cases: as long as cases are, and nothing rare is said of the whole."""
    if case.displacement is not None or case.drop_off is not None or case.lot_chance is not None:
        return False
    ours, longest = case.attribution.get(US), usual_here.trajectory.limits.high
    least = usual_here.attribution.limits.low
    days = (case.closed - case.started).days if case.closed else 0
    return (ours is None or ours.mean >= (least or 0.0)) and days <= (longest or 0.0) * PER_YEAR["dag"]
