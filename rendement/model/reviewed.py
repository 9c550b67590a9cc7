"""A case with its reviews: whose numbers count, what they pool to, and how strong they make the evidence.

A review answers *questions*: the estimates its author made. A path's chance is a question about the path
(`z1`), the rest about a line (`z1.2`, `m1`, `i1`).
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from rendement.model.case import CareLine, Case, Pathway, Status
from rendement.model.estimate import LADDER, Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.line_names import Path, is_effort
from rendement.model.lines import AttributePath, Branch, care_lines, effort_lines, replaced, value_at
from rendement.model.names import Use, named
from rendement.model.pooling import as_kind, graded, pool, rescaled, stated_of, with_factor
from rendement.model.price import PriceBook
from rendement.model.review import Review
from rendement.model.settings import DisciplineSet
from rendement.model.shared_names import is_shared
from rendement.model.units import PER_YEAR, conversion

AUTHOR: Final = "maker"
"""How the author is called beside the pseudonyms of reviewers."""
FIELDS: Final = {
    "kans": "chance",
    "ook_zonder_ons": "deadweight",
    "aantal": "quantity",
    "vanaf": "start",
    "duur": "duration",
    "uitstel": "delay",
}
"""What a reviewer can answer: the field in files → the attribute."""
CERTAIN: Final = Chance.model_construct(likely=1.0)
"""The chance within its path of a line that states none."""


class WhoseNumbers(StrEnum):
    """Whose answers a business case counts with."""

    POOLED = "samengevoegd"
    AUTHOR = "auteur"


class Question(NamedTuple):
    """One estimate of a case that a reviewer can answer."""

    line: str
    """The name of the path (`z1`) or line (`z1.2`)."""
    field: str
    """The field in files: `kans`, `aantal` …"""
    at: AttributePath
    path: Path
    estimate: Estimate
    stated: Evidence
    """The grade that the author gives it."""
    prices: tuple[str, ...]
    """The prices it is about; a path is about those of all its lines."""
    written: bool = True
    """False for a chance within a path that its author left at certain."""

    @property
    def input(self) -> tuple[object, ...]:
        """What it asks: an estimate by its name (M26), or by its place."""
        return (self.estimate.name,) if self.estimate.name else (self.line, self.field)


class Answer(NamedTuple):
    """What one person said; the author first, then reviewers by pseudonym."""

    who: str
    role: str
    estimate: Estimate


Answered = tuple[Question, list[Answer]]
"""A question with what everybody answered: the author first."""


def questions(case: Case) -> Iterator[Question]:
    """Everything a reviewer could answer, in the order of the file."""
    for number, (name, path, effort) in enumerate(effort_lines(case)):
        if effort.quantity is not None and effort.price is not None:
            at: AttributePath = ("effort", number, "quantity")
            yield Question(name, "aantal", at, path, effort.quantity, Evidence.OWN, (effort.price,))
    for line in care_lines(case):
        if line.pathway is not None and line.path[3] == 0:
            yield _of_path(case, Branch(line.path[:2], line.pathway))
        yield from _of_line(case, line.name, line.at, line.path, line.line, line.pathway)


def _of_path(case: Case, branch: Branch) -> Question:
    pathway = branch.pathway
    field = "kans" if pathway.chance is not None else "ook_zonder_ons"
    estimate = pathway.chance or pathway.deadweight
    assert estimate is not None
    stated = stated_of(estimate, pathway.evidence or case.evidence or Evidence.OWN)
    prices = tuple(line.price for line in pathway.care if line.price is not None)
    at = (*branch.at, FIELDS[field])
    return Question(branch.name, field, at, branch.path, estimate, stated, prices)


def _of_line(
    case: Case, name: str, at: AttributePath, path: Path, line: CareLine, pathway: Pathway | None
) -> Iterator[Question]:
    of_line = line.evidence or (pathway and pathway.evidence) or case.evidence or Evidence.OWN
    for field, attribute in FIELDS.items():
        estimate = getattr(line, attribute, None)
        if estimate is None and (field != "kans" or line.instead_of):
            continue
        known = CERTAIN if estimate is None else estimate
        stated = stated_of(known, of_line)
        place = (*at, attribute)
        prices = () if line.price is None else (line.price,)
        yield Question(name, field, place, path, known, stated, prices, estimate is not None)


def lines_of_role(case: Case, role: str, disciplines: DisciplineSet) -> list[str]:
    """The paths and lines that a discipline can judge, in order; none for a role nobody knows."""
    found = disciplines.roles.get(role)
    if found is None:
        return []
    judged = (
        q.line for q in questions(case) if any(map(found.can_judge, q.prices)) and _side_fits(q, found.effort)
    )
    return list(dict.fromkeys(judged))


def _side_fits(question: Question, effort: bool) -> bool:
    return effort or not is_effort(question.line)


def fits(question: Question, role: str, disciplines: DisciplineSet) -> bool:
    """Whether this is a question for that discipline (M10)."""
    found = disciplines.roles.get(role)
    return (
        found is not None
        and any(map(found.can_judge, question.prices))
        and _side_fits(question, found.effort)
    )


# ---------------------------------------------------------------- answers


def answered(case: Case, reviews: Sequence[Review], book: PriceBook) -> list[Answered]:
    """Every question that a reviewer answered: the author's answer, and theirs in the author's unit.

    Questions about one name are one question (M26): the first of them that anyone answered, about the prices
    of all that were. Of what a programme shares no case decides.
    """
    in_order = sorted(reviews, key=lambda review: review.reviewer)
    found = []
    for asked in _inputs(case) if in_order else ():
        told = [q for q in asked if any(given_to(review, q) is not None for review in in_order)]
        if told:
            kind = type(told[0].estimate)
            prices = tuple(dict.fromkeys(price for question in told for price in question.prices))
            given = [answer for review in in_order for answer in _answer(review, told, kind, book)]
            author = Answer(AUTHOR, AUTHOR, told[0].estimate)
            found.append((told[0]._replace(prices=prices), [author, *given]))
    return found


def _inputs(case: Case) -> list[list[Question]]:
    """The questions by what they ask."""
    found: dict[tuple[object, ...], list[Question]] = {}
    for question in questions(case):
        if not is_shared(question.estimate.name):
            found.setdefault(question.input, []).append(question)
    return list(found.values())


def _answer(
    review: Review, asked: Sequence[Question], kind: type[Estimate], book: PriceBook
) -> Iterator[Answer]:
    """What a reviewer said to the first of these questions that they answered, if any."""
    for question in asked:
        given = given_to(review, question)
        if given is not None:
            known = as_kind(in_unit_of(question, given, book), kind)
            yield Answer(review.reviewer, review.discipline, known)
            return


def given_to(review: Review, question: Question) -> Estimate | None:
    """What a reviewer answered to a question."""
    own = next((said.own for said in review.lines if said.line == question.line), None)
    given: Estimate | None = None if own is None else getattr(own, FIELDS[question.field])
    return given


def moved(case: Case, question: Question, estimate: Estimate) -> Case:
    """The case with another estimate in the place of a question, and wherever its name stands (M26)."""
    name = question.estimate.name
    if not name:
        return with_estimate(case, question.at, estimate)
    grade = estimate.evidence or question.stated  # where the name stands too, another grade may hold
    known = estimate.model_copy(update={"name": name, "evidence": grade})
    for use in named(case).get(name, ()):
        case = _with_use(case, use, as_kind(known, type(use.estimate)))
    return case


def _with_use(case: Case, use: Use, estimate: Estimate) -> Case:
    if "maal" not in use.path:
        return with_estimate(case, use.place, estimate)
    return with_estimate(case, use.place[:-2], estimate, factor=use.factor)


def with_estimate(case: Case, at: AttributePath, estimate: Estimate, factor: int = 0) -> Case:
    """The case with an estimate at a place; of a product one factor (from 1), with its mean made again."""
    if factor:
        estimate = with_factor(value_at(case, at), factor - 1, estimate)
    return replaced(case, at, estimate)


def in_unit_of(question: Question, given: Estimate, book: PriceBook) -> Estimate:
    """An answer in the unit that the author wrote in; reading has seen to it that it fits (M2)."""
    asked = question.estimate
    if isinstance(given, Duration) and isinstance(asked, Duration):
        if given.unit == asked.unit or asked.unit is None or given.unit is None:
            return given
        return rescaled(given, PER_YEAR[asked.unit] / PER_YEAR[given.unit], asked.unit, None)
    if not isinstance(given, Quantity) or not isinstance(asked, Quantity):
        return given
    price = book.prices[question.prices[0]]
    ours = conversion(asked.unit, price.unit, price.hours_per_halfday)
    theirs = conversion(given.unit, price.unit, price.hours_per_halfday)
    assert ours is not None
    assert theirs is not None
    factor = theirs / ours
    if asked.per is not None and given.per is not None:
        factor *= PER_YEAR[given.per] / PER_YEAR[asked.per]
    return rescaled(given, factor, asked.unit, asked.per)


# ---------------------------------------------------------------- the case that counts


def reviewed_case(
    case: Case,
    reviews: Sequence[Review],
    book: PriceBook,
    disciplines: DisciplineSet,
    whose: WhoseNumbers = WhoseNumbers.POOLED,
) -> Case:
    """The case as it counts: pooled answers (M19) or the author's, with the evidence that the reviews give.

    The same case when nobody answered a question.
    """
    for question, answers in answered(case, reviews, book):
        given = [answers[0].estimate] if whose is WhoseNumbers.AUTHOR else [a.estimate for a in answers]
        estimate = pool([answer.who for answer in answers], given)  # type: ignore[type-var]
        case = moved(case, question, _graded(question, estimate, answers, disciplines))
    return case


def reviewed_variants(
    case: Case, reviews: Sequence[Review], book: PriceBook, disciplines: DisciplineSet
) -> dict[str, Case]:
    """The case by each person: the author's, and per reviewer the case with that reviewer's answers in place.

    What a reviewer did not answer stays the author's. All have the same evidence, so that only the numbers
    differ. The range over these is the band of reviewers (M16); empty when nobody answered a question.
    """
    found = answered(case, reviews, book)
    people = dict.fromkeys(answer.who for _, answers in found for answer in answers)
    return {who: _by(case, who, found, disciplines) for who in people}


def _by(case: Case, who: str, found: Sequence[Answered], disciplines: DisciplineSet) -> Case:
    for question, answers in found:
        own = next((answer.estimate for answer in answers if answer.who == who), question.estimate)
        case = moved(case, question, _graded(question, own, answers, disciplines))
    return case


def _graded(
    question: Question, estimate: Estimate, answers: Sequence[Answer], disciplines: DisciplineSet
) -> Estimate:
    """An estimate rises to `getoetst` when someone of the discipline gave a number; never falls (M10)."""
    weaker = LADDER.index(question.stated) > LADDER.index(Evidence.REVIEWED)
    judged = any(fits(question, answer.role, disciplines) for answer in answers[1:])
    return graded(estimate, Evidence.REVIEWED if weaker and judged else question.stated)  # type: ignore[type-var]


# ---------------------------------------------------------------- status


def status_of(case: Case, reviews: Sequence[Review], asked: bool, disciplines: DisciplineSet) -> Status:
    """How far a case has come: reviewed once someone of a fitting discipline gave an own number.

    `asked`: forms were handed out that nobody filled in yet.
    """
    if any(judged_by_discipline(case, review, disciplines) for review in reviews):
        approved = case.status is Status.APPROVED and case.roles is not None and case.roles.approver
        return Status.APPROVED if approved else Status.REVIEWED
    stated = case.status or Status.DRAFT
    return Status.IN_REVIEW if asked or reviews or stated is not Status.DRAFT else Status.DRAFT


def judged_by_discipline(case: Case, review: Review, disciplines: DisciplineSet) -> bool:
    """Whether this reviewer gave a number of their own for something of their discipline."""
    own = {said.line: said.own for said in review.lines if said.own}
    return any(
        getattr(own.get(question.line), FIELDS[question.field], None) is not None
        and fits(question, review.discipline, disciplines)
        for question in questions(case)
    )


def reaches(status: Status, wanted: Status) -> bool:
    """Whether a status is as far as the wanted one."""
    order = tuple(Status)
    return order.index(status) >= order.index(wanted)
