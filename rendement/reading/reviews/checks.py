"""Whether a review fits its case: lines, units, people, dates and disciplines; f(review, case) → problems."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from rendement.model.base import Document
from rendement.model.case import Case, Status
from rendement.model.estimate import Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.lines import branches, care_lines, line_names
from rendement.model.names import named
from rendement.model.price import PriceBook
from rendement.model.review import LineReview, Review, Verdict
from rendement.model.reviewed import (
    FIELDS,
    Question,
    fits,
    given_to,
    in_unit_of,
    judged_by_discipline,
    moved,
    questions,
    status_of,
)
from rendement.model.settings import DisciplineSet
from rendement.model.shared_names import is_shared, plain_name
from rendement.model.units import conversion
from rendement.reading.cases.checks import check_case
from rendement.reading.cases.price_checks import check_prices
from rendement.reading.complaints.problems import Place, Problem, errors
from rendement.reading.documents.validation import suggestion
from rendement.reading.names.checks import check_lasting, check_names, numbers_of
from rendement.reading.usual.answers import unanswered
from rendement.reading.yaml.text import Path, Text
from rendement.words.units import plural

OPEN: Final = "oordelen"
_SUMS: Final = frozenset(
    {"kansen_samen", "kansen_gemiddeld_samen", "kansen_samen_met", "kansen_gemiddeld_samen_met"}
)


class Setting(NamedTuple):
    """What a case is checked against."""

    book: PriceBook
    price_year: int
    horizon: float
    disciplines: DisciplineSet


def check_review(text: Text, review: Review, case: Case, setting: Setting) -> list[Problem]:
    """Everything about one review and its case; what the answers mean only when they fit the questions."""
    problems = [*_people(text, review, case), *_lines(text, review, case, setting)]
    if errors(problems):
        return problems
    return problems + _in_place(text, review, case, setting)


# ---------------------------------------------------------------- people and dates


def _people(text: Text, review: Review, case: Case) -> Iterator[Problem]:
    if review.case_id != case.id:
        details = {"casus": review.case_id, "ander": case.id}
        yield text.problem("beoordeling_andere_casus", text.place(("casus",)), **details)
    place = text.place(("beoordelaar",))
    roles = case.roles
    if roles is None or roles.author is None:
        yield text.problem("maker_onbekend", place)
    if roles is not None and review.reviewer in (roles.author, roles.approver):
        yield text.problem("rollen_gelijk", place, persoon=review.reviewer)
    anchor, earlier = ("afgesloten", case.closed) if case.closed else ("gestart", case.started)
    if review.day < earlier:
        told = {"wat": "deze beoordeling", "anker": anchor}
        yield text.problem(
            "datums_volgorde", text.place(("datum",)), later=review.day, eerder=earlier, **told
        )


# ---------------------------------------------------------------- lines


def _lines(text: Text, review: Review, case: Case, setting: Setting) -> Iterator[Problem]:
    known = {name: list(found) for name, found in groupby(sorted(questions(case), key=_line), key=_line)}
    names = [*line_names(case), *(branch.name for branch in branches(case))]
    yield from _one_answer(text, review, case, setting)
    seen: set[str] = set()
    for index, said in enumerate(review.lines):
        at: Path = (OPEN, index)
        if said.line not in names:
            place = text.place((*at, "regel"))
            yield text.problem("regel_onbekend", place, regel=said.line, regels=", ".join(sorted(names)))
        elif said.line in seen:
            yield text.problem("oordeel_dubbel", text.place((*at, "regel")), regel=said.line)
        else:
            yield from _answers(text, at, review, said, known.get(said.line, []), setting)
        seen.add(said.line)
    if review.discipline not in setting.disciplines.roles:
        near = nearest_role(review.discipline, setting.disciplines)
        yield text.problem("rol_onbekend", text.place(("rol",)), rol=review.discipline, suggestie=near)


def _one_answer(text: Text, review: Review, case: Case, setting: Setting) -> Iterator[Problem]:
    """One name is one question (M26), and one that all cases share is not for a review of one case."""
    places = {said.line: index for index, said in enumerate(review.lines)}
    seen: dict[str, tuple[Question, tuple[object, ...]]] = {}
    for question in questions(case):
        name, given = question.estimate.name, given_to(review, question)
        if not name or given is None:
            continue
        place = text.place((OPEN, places[question.line], "eigen", question.field))
        if is_shared(name):
            yield text.problem("beoordeling_gedeeld", place, naam=plain_name(name))
        elif isinstance(given, Quantity) and not _fits(question, given, setting.book):
            continue
        else:
            numbers = numbers_of(in_unit_of(question, given, setting.book))
            first, before = seen.setdefault(name, (question, numbers))
            if before != numbers:
                yield text.problem(
                    "beoordeling_naam", place, naam=name, regel=first.line, ander=question.line
                )


def _fits(question: Question, given: Quantity, book: PriceBook) -> bool:
    """Whether an answer is in a unit of the question; another check tells when it is not."""
    price = book.prices[question.prices[0]]
    asked = question.estimate
    assert isinstance(asked, Quantity)
    same = (asked.per is None) == (given.per is None)
    return same and conversion(given.unit, price.unit, price.hours_per_halfday) is not None


def _line(question: Question) -> str:
    return question.line


def _answers(
    text: Text, at: Path, review: Review, said: LineReview, known: list[Question], setting: Setting
) -> Iterator[Problem]:
    asked = {question.field: question for question in known}
    given = {f: getattr(said.own, name) for f, name in FIELDS.items() if said.own is not None}
    given = {name: estimate for name, estimate in given.items() if estimate is not None}
    if said.verdict is Verdict.UNKNOWN and given:
        yield text.problem("weet_niet_met_getal", text.place((*at, "oordeel")))
    for name, estimate in given.items():
        place = text.place((*at, "eigen", name), key=True)
        if name not in asked:
            yield text.problem(
                "schatting_niet_gevraagd", place, regel=said.line, veld=name, suggestie=_rather(asked)
            )
        elif isinstance(estimate, Quantity):
            yield from _same_kind(text, (*at, "eigen", name), asked[name], estimate, setting.book)
    yield from _discipline(text, at, review, [q for name, q in asked.items() if name in given], setting)


def _rather(asked: dict[str, Question]) -> str:
    names = [name for name, question in asked.items() if question.written]
    return (
        f"kies uit: {', '.join(names)}; zet iets anders bij opmerking" if names else "zet het bij opmerking"
    )


def _same_kind(
    text: Text, at: Path, question: Question, given: Quantity, book: PriceBook
) -> Iterator[Problem]:
    """So much per week answers so much per month, and a total answers a total (M2)."""
    asked = question.estimate
    assert isinstance(asked, Quantity)
    if (asked.per is None) == (given.per is None):
        return
    words = {True: "een totaal", False: "een aantal per dag, week, maand of jaar"}
    unit = plural(book.prices[question.prices[0]].unit)
    example = f"12 {unit}" if asked.per is None else f"2 {unit} per week"
    details = {
        "regel": question.line,
        "gevraagd": words[asked.per is None],
        "gevonden": words[given.per is None],
    }
    yield text.problem("aantal_andere_soort", text.place(at), voorbeeld=example, **details)


def _discipline(
    text: Text, at: Path, review: Review, answered: list[Question], setting: Setting
) -> Iterator[Problem]:
    roles = setting.disciplines.roles
    if review.discipline not in roles or not answered:
        return
    if not any(fits(question, review.discipline, setting.disciplines) for question in answered):
        fitting = [role for role in roles if fits(answered[0], role, setting.disciplines)]
        details = {"rol": review.discipline, "rollen": ", ".join(fitting) or "wie dit in zijn werk ziet"}
        yield text.problem(
            "discipline_past_niet", text.place((*at, "regel")), regel=answered[0].line, **details
        )


def nearest_role(role: str, disciplines: DisciplineSet) -> str:
    """`bedoelt u 'fysiotherapeut'?` for the start of a role or a slip in it, else the roles there are."""
    begun = [name for name in disciplines.roles if role and name.startswith(role)]
    return f"bedoelt u '{begun[0]}'?" if begun else suggestion(role, disciplines.roles)


# ---------------------------------------------------------------- the answers in the place of the author's


@dataclass
class _Answers(Text):
    """The text of a review that answers where a part of its *case* stands: at the answer about it."""

    spots: dict[Path, Path] = field(default_factory=dict)

    def place(self, path: Path, key: bool = False) -> Place:
        """The place of the answer to that part of the case; the list of answers when nobody answered it."""
        for size in range(len(path), 0, -1):
            spot = self.spots.get(path[:size])
            if spot is not None:
                return super().place((*spot, *path[size:]), key)
        return super().place((OPEN,), key=True)


def _in_place(text: Text, review: Review, case: Case, setting: Setting) -> list[Problem]:
    """The complaints a case would get with these answers in it, that it does not get now."""
    variant, spots = case, dict[Path, Path]()
    for question in questions(case):
        for index, said in enumerate(review.lines):
            given: Estimate | None = getattr(said.own, FIELDS[question.field], None)
            if said.line == question.line and given is not None:
                variant = moved(variant, question, given)
                for path in _stands(case, question):
                    spots.setdefault(path, (OPEN, index, "eigen"))
    answers = _Answers(text.file, text.text, text.data, text.root, spots=spots)
    before, after = (_meaning(answers, one, setting) for one in (case, variant))
    new = [problem for problem in after if problem not in before]
    sums = [problem for problem in new if problem.slug in _SUMS]
    kept = [problem for problem in new if problem.slug not in _SUMS]
    if sums:
        kept.append(text.problem("kansen_met_beoordeling", text.place((OPEN,), key=True)))
    return kept if errors(kept) else kept + list(_verdicts(text, review, case, setting.book))


def _stands(case: Case, question: Question) -> list[Path]:
    """The lines where an answer changes something: its own first, then wherever its name stands."""
    uses = named(case).get(question.estimate.name or "", ())
    return [question.path, *(use.path[:-1] for use in uses)]


def _meaning(text: Text, case: Case, setting: Setting) -> list[Problem]:
    found = [*check_case(text, case), *check_names(text, case), *check_lasting(text, case, setting.book)]
    found += check_prices(text, case, setting.book, setting.price_year, setting.horizon)
    return unanswered(text, case, found).problems


def _verdicts(text: Text, review: Review, case: Case, book: PriceBook) -> Iterator[Problem]:
    """`hoger` with numbers that are all lower, or `lager` with numbers that are all higher."""
    signs = {Verdict.HIGHER: 1, Verdict.LOWER: -1}
    for index, said in enumerate(review.lines):
        if said.verdict not in signs or not said.own:
            continue
        apart = [
            _size(in_unit_of(question, given, book)) - _size(question.estimate)
            for question in questions(case)
            for given in [getattr(said.own, FIELDS[question.field])]
            if question.line == said.line and given is not None
        ]
        if apart and all(signs[said.verdict] * difference < 0 for difference in apart):
            place = text.place((OPEN, index, "oordeel"))
            yield text.problem("oordeel_tegen_getal", place, oordeel=said.verdict.value)


def _size(estimate: Estimate) -> float:
    if isinstance(estimate, Duration):
        return sum(v * w for v, w in zip(estimate.timing.values, estimate.timing.weights, strict=True))
    assert isinstance(estimate, Chance | Quantity)
    return estimate.mean


# ---------------------------------------------------------------- the case and its reviews


def check_claims(text: Text, case: Case) -> Iterator[Problem]:
    """Nobody grades an own estimate as reviewed: that follows from a review (M10)."""
    owners: list[tuple[Path, Document]] = [((), case)]
    owners += [(branch.path, branch.pathway) for branch in branches(case)]
    owners += [(line.path, line.line) for line in care_lines(case)]
    for path, owner in owners:
        named = [((*path, name), getattr(owner, attribute, None)) for name, attribute in FIELDS.items()]
        factors = [
            ((*at, "maal", number), factor)
            for at, estimate in named
            for number, factor in enumerate(getattr(estimate, "parts", ()))
        ]
        for at, graded in [(path, owner), *named, *factors]:
            if getattr(graded, "evidence", None) is Evidence.REVIEWED:
                yield text.problem("getoetst_zelf", text.place((*at, "bewijs")))


def check_status(
    text: Text, case: Case, reviews: list[Review], asked: bool, disciplines: DisciplineSet
) -> Iterator[Problem]:
    """A stated status that the reviews contradict."""
    stated, found = case.status, status_of(case, reviews, asked, disciplines)
    if stated is None or stated is found or (stated is Status.IN_REVIEW and found is Status.REVIEWED):
        return
    reviewed = any(judged_by_discipline(case, review, disciplines) for review in reviews)
    why = (
        "er is al een beoordeling" if reviewed else "niemand van een passende discipline gaf een eigen getal"
    )
    if stated is Status.DRAFT and not reviewed:
        why = "er is al om een beoordeling gevraagd"
    details = {"status": stated.value, "waarom": why, "telt": found.value}
    yield text.problem("status_klopt_niet", text.place(("status",)), **details)
