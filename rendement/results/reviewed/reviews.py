"""Whose numbers count, where people differ, and what that does to the outcome (M19)."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import EFFORT, build_columns
from rendement.engine.evaluate import evaluate
from rendement.model.case import Case
from rendement.model.estimate import LADDER, Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.line_names import is_in_path, is_of, is_without
from rendement.model.lines import branches, care_lines, effort_lines, label_of
from rendement.model.price import PriceBook
from rendement.model.reviewed import (
    AUTHOR,
    Answer,
    Question,
    answered,
    fits,
    moved,
    questions,
    reviewed_case,
    reviewed_variants,
)
from rendement.model.settings import Settings
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.reviews.reviews import disciplines
from rendement.results.explaining.answers import answer_words
from rendement.results.table import Table
from rendement.words.columns import BENEFIT, COST, NET, Column
from rendement.words.numbers import share, significant

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
POOLED: Final = "samengevoegd"
_LEAST: Final = 1e-9
"""Two answers nearer than this part of their size are one answer."""


# ---------------------------------------------------------------- variants


def variants_of(loaded: LoadedCase, book: PriceBook) -> dict[str, Case]:
    """One case by each person who answered: `maker` and the reviewers; empty without answers (M16)."""
    reviews = [found.review for found in loaded.reviews]
    return reviewed_variants(loaded.by_author, reviews, book, disciplines())


def own_answers(bc: "ValuedCases") -> dict[str, list[Case]]:
    """Per person (`maker` is the author): every reviewed case with that person's own numbers in place."""
    found: dict[str, list[Case]] = {}
    for loaded in bc.cases:
        for person, case in variants_of(loaded, bc.book).items():
            found.setdefault(person, []).append(case)
    return found


class _Worth(NamedTuple):
    """Benefit and effort of cases, in euros of the price level, all payers together."""

    benefit: Floats
    effort: Floats


def _worth(cases: Sequence[Case], book: PriceBook, settings: Settings) -> _Worth:
    columns = build_columns(cases, book, settings)
    borne = columns.purse_shares.sum(axis=1)[columns.line_purse]
    amount = borne * evaluate(columns, settings.regime).value
    is_effort = columns.line_side == EFFORT
    sums = (
        np.bincount(columns.line_case[mine], amount[mine], len(cases)).astype(np.float64)
        for mine in (~is_effort, is_effort)
    )
    return _Worth(*sums)


def benefit_range(bc: "ValuedCases") -> tuple[float, float] | None:
    """Benefits with, per case, the lowest and the highest answers; None when nobody differs.

    Each end takes one person per case: the range of what single people say (M16), not a band of chance.
    """
    groups = {place: variants_of(loaded, bc.book) for place, loaded in enumerate(bc.cases) if loaded.reviews}
    everything = [case for place, found in groups.items() for case in (bc.cases[place].case, *found.values())]
    benefit = iter(_worth(everything, bc.book, bc.settings).benefit.tolist())
    low = high = bc.benefit
    differs = False
    for place, found in groups.items():
        now, by_person = next(benefit), [next(benefit) for _ in found]
        weight = float(bc.weights[place])
        low += weight * (min(by_person, default=now) - now)
        high += weight * (max(by_person, default=now) - now)
        differs = differs or max(by_person, default=now) - min(by_person, default=now) > _LEAST
    return (low, high) if differs else None


def not_yet_reviewed(loaded: LoadedCase, book: PriceBook) -> dict[str, list[str]]:
    """Lines that someone of the discipline judged in part: what is still only the author's (M10).

    A line is as strong as its weakest estimate: it is `getoetst` when none of these is left.
    """
    reviews = [found.review for found in loaded.reviews]
    judged = {
        question.input
        for question, answers in answered(loaded.by_author, reviews, book)
        if any(fits(question, answer.role, disciplines()) for answer in answers[1:])
    }
    found: dict[str, list[str]] = {}
    asked = [q for q in questions(loaded.by_author) if is_without(q.line) and q.written]
    weak = [q for q in asked if LADDER.index(q.stated) > LADDER.index(Evidence.REVIEWED)]
    for name in dict.fromkeys(q.line for q in asked if is_in_path(q.line)):
        mine = [q for q in weak if is_of(name, q.line)]
        left = [f"{q.line} {q.field}" for q in mine if q.input not in judged]
        if left and len(left) < len(mine):
            found[name] = left
    return found


# ---------------------------------------------------------------- tables


class Difference(NamedTuple):
    """One question that people answered differently, and what their answers do to the case."""

    place: int
    question: Question
    sizes: tuple[float, ...]
    nets: tuple[float, ...]

    @property
    def matters(self) -> float:
        """Euros between the answers that make most and least of it."""
        return max(self.nets) - min(self.nets)


def differences(bc: "ValuedCases") -> list[Difference]:
    """Every question with different answers, what matters most first."""
    found = [
        (place, loaded.case, question, answers)
        for place, loaded in enumerate(bc.cases)
        for question, answers in answered(loaded.by_author, [r.review for r in loaded.reviews], bc.book)
        if not all(_same(size(answer.estimate), size(answers[0].estimate)) for answer in answers)
    ]
    each = [_with_answer(case, question, one) for _, case, question, said in found for one in said]
    worth = _worth(each, bc.book, bc.settings)
    nets = iter((worth.benefit - worth.effort).tolist())
    made = [
        Difference(
            place,
            question,
            tuple(size(answer.estimate) for answer in answers),
            tuple(next(nets) for _ in answers),
        )
        for place, _, question, answers in found
    ]
    return sorted(made, key=lambda difference: -difference.matters)


def _with_answer(case: Case, question: Question, answer: Answer) -> Case:
    """The case that counts with one answer of one person; its evidence stays."""
    now = case
    for step in question.at:
        now = now[step] if isinstance(step, int) else getattr(now, step)  # type: ignore[index]
    grade = now.evidence if isinstance(now, Estimate) else question.stated
    return moved(case, question, answer.estimate.model_copy(update={"evidence": grade}))


def _same(one: float, other: float) -> bool:
    return one == other or (isfinite(one - other) and abs(one - other) <= _LEAST * max(abs(one), abs(other)))


def size(estimate: Estimate) -> float:
    """The mean of an answer in its own unit; a chance as a fraction; infinite for `blijvend`."""
    if isinstance(estimate, Duration):
        return sum(v * w for v, w in zip(estimate.timing.values, estimate.timing.weights, strict=True))
    assert isinstance(estimate, Chance | Quantity)
    return estimate.mean


def unit_of(estimate: Estimate) -> str:
    """The unit of an answer, `kans` for a chance."""
    if not isinstance(estimate, Quantity | Duration):
        return "kans"
    parts = (estimate.unit, f"per {estimate.per}" if estimate.per else None)
    return " ".join(part for part in parts if part)


DISAGREEMENT: Final = (
    Column("casus"),
    Column("regel"),
    Column("wat"),
    Column("schatting"),
    Column("antwoorden", "aantal"),
    Column("maker", "getal"),
    Column("laagste", "getal"),
    Column("hoogste", "getal"),
    Column(POOLED, "getal"),
    Column("eenheid"),
    Column("netto laagst", "euro"),
    Column("netto hoogst", "euro"),
    Column("scheelt", "euro"),
)


def disagreement(bc: "ValuedCases") -> Table:
    """Where people differ, one row per question: how far apart, and the net of the case with each end."""
    rows = []
    for found in differences(bc):
        loaded, finite = bc.cases[found.place], [_shown(one) for one in found.sizes]
        named = [one for one in finite if one is not None]
        pooled = None if len(named) < len(finite) else sum(named) / len(named)
        most = None if len(named) < len(finite) else max(named)
        head = (loaded.case.id, found.question.line, what_of(loaded.case, found.question.line, bc.book))
        spread = (finite[0], min(named), most, pooled, unit_of(found.question.estimate))
        money = (min(found.nets), max(found.nets), found.matters)
        rows.append((*head, found.question.field, len(finite), *spread, *money))
    return Table("waar mensen verschillen (gemiddelden van elk antwoord)", DISAGREEMENT, tuple(rows))


def _shown(value: float) -> float | None:
    """`blijvend` has no number of months."""
    return value if isfinite(value) else None


def what_of(case: Case, line: str, book: PriceBook) -> str:
    """What a path or line is about, in words."""
    paths = {branch.name: branch.pathway.title for branch in branches(case)}
    lines = {found.name: found.line.what or label_of(found.line, book.prices) for found in care_lines(case)}
    effort = {name: found.what for name, _, found in effort_lines(case)}
    return (paths | lines | effort)[line]


class PersonOutcome(NamedTuple):
    """A case with the answers of one person in place, or of all pooled, in euros."""

    case: str
    who: str
    role: str
    benefit: float
    effort: float

    @property
    def net(self) -> float:
        """Benefit minus effort."""
        return self.benefit - self.effort


OUTCOMES: Final = (
    *(Column(name) for name in ("casus", "wie", "rol")),
    *(Column(name, "euro") for name in (BENEFIT, COST, NET)),
)
OUTCOMES_TITLE: Final = "de uitkomst met ieders antwoorden"


def outcomes(bc: "ValuedCases", case_id: str | None = None) -> Table:
    """Per case and person the outcome with that person's answers, and with all pooled; one case or all."""
    return Table(OUTCOMES_TITLE, OUTCOMES, tuple((*one, one.net) for one in outcomes_of(bc, case_id)))


def outcomes_of(bc: "ValuedCases", case_id: str | None = None) -> list[PersonOutcome]:
    """The same as records."""
    found = []
    for loaded in _wanted(bc.cases, None if case_id is None else bc.place_of(case_id)):
        reviews = [found.review for found in loaded.reviews]
        variants = dict(variants_of(loaded, bc.book))
        if not variants:
            continue
        roles = {AUTHOR: AUTHOR, POOLED: "iedereen even zwaar"}
        roles |= {review.reviewer: review.discipline for review in reviews}
        pooled = reviewed_case(loaded.by_author, reviews, bc.book, disciplines())
        variants[POOLED] = pooled
        worth = _worth(list(variants.values()), bc.book, bc.settings)
        for who, benefit, effort in zip(variants, worth.benefit.tolist(), worth.effort.tolist(), strict=True):
            found.append(PersonOutcome(loaded.case.id, who, roles[who], benefit, effort))
    return found


def _wanted(cases: Sequence[LoadedCase], place: int | None) -> Sequence[LoadedCase]:
    return cases if place is None else [cases[place]]


def side_by_side(bc: "ValuedCases", case_id: str) -> Table:
    """One case: every answer of every person beside each other, in words, and what they pool to."""
    loaded = bc.cases[bc.place_of(case_id)]
    found = answered(loaded.by_author, [r.review for r in loaded.reviews], bc.book)
    people = list(dict.fromkeys(answer.who for _, answers in found for answer in answers))
    rows = []
    for question, answers in found:
        said = {answer.who: answer_words(answer.estimate) for answer in answers}
        means = [size(answer.estimate) for answer in answers]
        mean = sum(means) / len(means)
        together = _mean_words(question.estimate, mean)
        rows.append((question.line, question.field, *(said.get(who) for who in people), together))
    columns = (Column("regel"), Column("schatting"), *(Column(who) for who in people), Column("gemiddeld"))
    return Table(f"casus {case_id}: ieders antwoord", columns, tuple(rows))


def answers_table(bc: "ValuedCases", case_id: str | None = None) -> Table:
    """Every answer of authors and reviewers, a row each, in its own unit, and the pooled mean."""
    wanted = _wanted(bc.cases, None if case_id is None else bc.place_of(case_id))
    rows = tuple(one for loaded in wanted for one in answers_of(loaded, bc.book))
    return Table("ieders antwoord, dat van de maker en van beoordelaars", ANSWERS, rows)


class Answered(NamedTuple):
    """An answer of one person in its own unit: the columns of `answers_table`. None: lasting or unsaid."""

    case: str
    line: str
    what: str
    field: str
    who: str
    role: str
    low: float | None
    likely: float | None
    high: float | None
    mean: float | None
    pooled: float | None
    """The mean of the answers of everybody."""
    unit: str


def answers_of(loaded: LoadedCase, book: PriceBook) -> Iterator[Answered]:
    """Every answer about one case, question by question."""
    for question, answers in answered(loaded.by_author, [r.review for r in loaded.reviews], book):
        sizes = [size(answer.estimate) for answer in answers]
        pooled = _shown(sum(sizes) / len(sizes))
        about = (loaded.case.id, question.line, what_of(loaded.case, question.line, book), question.field)
        for (who, role, estimate), mean in zip(answers, sizes, strict=True):
            low, likely, high = (None if point is None else _shown(point) for point in estimate.points)
            of_mean = (_shown(mean), pooled, unit_of(estimate))
            yield Answered(*about, who, role, low, likely, high, *of_mean)


ANSWERS: Final = (
    *(Column(name) for name in ("casus", "regel", "wat", "schatting", "wie", "rol")),
    *(Column(name, "getal") for name in ("laag", "verwacht", "hoog", "gemiddeld", POOLED)),
    Column("eenheid"),
)


def _mean_words(estimate: Estimate, mean: float) -> str:
    if not isfinite(mean):
        return "deels blijvend"
    return share(mean) if isinstance(estimate, Chance) else significant(mean, 3)


def answer_records(loaded: LoadedCase, book: PriceBook) -> list[dict[str, Any]]:
    """Every answer as a record for another program: who, what, and low, likely, high and mean."""
    return [
        {
            "regel": one.line,
            "schatting": one.field,
            "wie": one.who,
            "rol": one.role,
            "laag": one.low,
            "verwacht": one.likely,
            "hoog": one.high,
            "gemiddeld": one.mean,
            "eenheid": one.unit,
        }
        for one in answers_of(loaded, book)
    ]
