"""Beoordelingen: what author and reviewers answered, side by side, and what it does to the outcome (M19)."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from math import isfinite
from typing import Any, Final, NamedTuple

from rendement.model.case import Case, Status
from rendement.model.estimate import Chance
from rendement.model.lines import branches, care_lines, effort_lines, label_of
from rendement.model.reviewed import AUTHOR, Answer, Question, WhoseNumbers, answered
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Frame, Sheet
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Work
from rendement.results.explaining.answers import answer_words, unit_words
from rendement.results.prices.path_words import path_words
from rendement.results.reviewed.reviews import POOLED, Difference, differences, outcomes_of, size, what_of
from rendement.words.numbers import DASH, plural, share, significant

NAME: Final = "Beoordelingen"
MOST: Final = 200
"""Questions that a large workbook shows, what matters most first; it shows no outcomes per person."""
_BEFORE: Final = (
    Field("casus", "casus", 22),
    Field("regel", "regel", 14, note="z1: het eerste pad; z1.2: de tweede hulp daarin; m: hulp die er nog is of erbij kwam."),
    Field("waarover", "waarover", 38, "omloop"),
    Field("schatting", "schatting", 12),
    Field("maker", "maker", 18, "omloop"),
)  # fmt: skip
_AFTER: Final = (
    Field("samen", "samen", 14, "rechts_omloop", "Het gemiddelde van ieders gemiddelde; ook dat van de maker telt één keer (M19)."),
    Field("spreiding", "laagste en hoogste", 16, "rechts_omloop", "Van de gemiddelden van ieders antwoord."),
    Field("scheelt", "scheelt voor de casus (€)", 12, "euro",
          "Het netto van deze casus met het gunstigste antwoord, min dat met het ongunstigste."),
)  # fmt: skip
NOBODY: Final = "Nog geen enkele casus is door een ander beoordeeld: alle getallen zijn alleen van de makers."
"""When nobody reviewed anything."""
WHOSE: Final = {
    WhoseNumbers.POOLED: "In dit werkboek tellen de samengevoegde antwoorden: ieders antwoord even zwaar, ook dat van de maker.",
    WhoseNumbers.AUTHOR: "In dit werkboek tellen de getallen van de makers; de antwoorden van beoordelaars staan er ter vergelijking.",
}
"""Whose numbers count, in words."""


class Asked(NamedTuple):
    """One question with what everybody answered, the author first."""

    loaded: LoadedCase
    question: Question
    answers: list[Answer]
    difference: Difference | None
    """None where all answers are the same."""


def reviews_sheet(w: Work) -> Sheet:
    """Status and who reviewed what, the outcome with each person's answers, and every question."""
    asked = _asked(w.subject)
    most = max((len(one.answers) - 1 for one in asked), default=0)
    reviewers = tuple(Field(f"beoordelaar_{i}", f"beoordelaar {i + 1}", 27, "omloop") for i in range(most))
    fields = (*_BEFORE, *reviewers, *_AFTER)
    sheet = Sheet(NAME, tuple(found.width for found in fields))
    sheet.add(Cell("Beoordelingen: maker en beoordelaars naast elkaar", "titel"))
    sheet.say(
        "Wie een vak kent beoordeelt de schattingen van de maker, met eigen getallen. Verschil van mening staat hier, en wordt "
        "niet weggemiddeld. Namen van personen staan nergens: alleen de rol en een schuilnaam.",
        "ondertitel",
    )
    _status(w.subject.bc.cases, w.subject.bc.below_status, sheet)
    if not any(loaded.reviews for loaded in w.subject.bc.cases):
        sheet.add()
        sheet.add(Cell(NOBODY, "let_op_regel"))
        return sheet
    sheet.say(WHOSE[w.subject.bc.whose], "omloop")
    _who(w.subject.bc.cases, sheet)
    if not w.subject.is_grouped:
        _outcomes(w.subject, sheet)
    _questions(w.subject, w.edition.with_text, sheet, asked, fields)
    return sheet


def _asked(subject: Subject) -> list[Asked]:
    """Every question that a reviewer answered; what matters most for the outcome first."""
    by_question = {(found.place, found.question[:2]): found for found in differences(subject.bc)}
    found = [
        Asked(loaded, question, answers, by_question.get((place, question[:2])))
        for place, loaded in enumerate(subject.bc.cases)
        for question, answers in answered(
            loaded.by_author, [r.review for r in loaded.reviews], subject.bc.book
        )
    ]
    return sorted(found, key=lambda one: -one.difference.matters if one.difference else 1.0)


def _head(sheet: Sheet, title: str, *names: str, left: int = 1) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    sheet.add(*(Cell(name, "kop" if place < left else "kop_rechts") for place, name in enumerate(names)))


def _status(cases: Sequence[LoadedCase], below_status: Sequence[LoadedCase], sheet: Sheet) -> None:
    counts = Counter(loaded.status for loaded in cases)
    _head(sheet, "Hoe ver de casussen zijn", "status", "casussen")
    for status in Status:
        if counts[status]:
            sheet.add(Cell(status.value), Cell(counts[status], "aantal"))
    if below_status:
        left = plural(len(below_status), "casus is", "casussen zijn")
        sheet.add(Cell(f"{left} nog niet zo ver, en tellen hier niet mee.", "zacht_regel"))


def _who(cases: Sequence[LoadedCase], sheet: Sheet) -> None:
    """Per role: how many people and cases, own numbers, and how many before seeing the author's."""
    reviews = sorted(
        (found.review for loaded in cases for found in loaded.reviews), key=lambda r: r.discipline
    )
    _head(sheet, "Wie wat beoordeelde", "rol", "beoordelaars", "regels met eigen getallen", "casussen")
    for role, found in groupby(reviews, key=lambda r: r.discipline):
        mine = list(found)
        own = sum(bool(line.own) for review in mine for line in review.lines)
        blind = sum(bool(line.own) for review in mine if review.before_seeing for line in review.lines)
        sheet.add(
            Cell(role), Cell(len({review.reviewer for review in mine}), "aantal"), Cell(f"{own}, waarvan {blind} zonder de maker te zien", "rechts"),
            Cell(len({review.case_id for review in mine}), "aantal"),
        )  # fmt: skip


def _outcomes(subject: Subject, sheet: Sheet) -> None:
    """Per reviewed case the outcome with each person's answers in place, and with all pooled (M16)."""
    found = outcomes_of(subject.bc)
    if not found:
        return
    _head(sheet, "De uitkomst van elke beoordeelde casus, met ieders antwoorden", "casus", "wie", "rol", "baten (€)",
          "inzet (€)", left=3)  # fmt: skip
    sheet.rows[-1] = (*sheet.rows[-1], Cell("netto (€)", "kop_rechts"))
    last = ""
    for one in found:
        style = "vet" if one.who == POOLED else "tekst"
        sheet.add(
            Cell(one.case if one.case != last else None), Cell(one.who, style), Cell("" if one.role == AUTHOR else one.role, style),
            Cell(one.benefit, "euro"), Cell(one.effort, "euro"), Cell(one.net, "vet_euro" if one.who == POOLED else "euro"),
        )  # fmt: skip
        last = one.case


def _questions(
    subject: Subject, with_text: bool, sheet: Sheet, asked: list[Asked], fields: tuple[Field, ...]
) -> None:
    sheet.add()
    sheet.add(
        Cell("Elke vraag: ieders antwoord, wat het samen wordt, en wat het verschil uitmaakt", "tussenkop")
    )
    if not asked:
        sheet.add(Cell("Beoordelaars gaven een oordeel, maar niemand gaf eigen getallen.", "zacht_regel"))
        return
    if subject.is_grouped and len(asked) > MOST:
        sheet.add(
            Cell(f"Van {len(asked)} vragen staan hier de {MOST} die het meest uitmaken.", "zacht_regel")
        )
        asked = asked[:MOST]
    frame = Frame(NAME, len(sheet.rows) + 1, fields, len(asked))
    rows = [_cells(subject, with_text, one, len(fields) - len(_BEFORE) - len(_AFTER)) for one in asked]
    sheet.put(Block(frame, {found.key: Filled([row[found.key] for row in rows]) for found in fields}))
    sheet.frozen = (0, 1)


def _cells(subject: Subject, with_text: bool, one: Asked, reviewers: int) -> dict[str, Any]:
    case, question, difference = one.loaded.by_author, one.question, one.difference
    sizes = [size(answer.estimate) for answer in one.answers]
    said = [f"{answer.role} ({answer.who}): {answer_words(answer.estimate)}" for answer in one.answers[1:]]
    return {
        "casus": case.id,
        "regel": question.line,
        "waarover": line_words(subject, with_text, case, question.line),
        "schatting": question.field,
        "maker": answer_words(one.answers[0].estimate),
        **{f"beoordelaar_{i}": said[i] if i < len(said) else "" for i in range(reviewers)},
        "samen": _number(question, sum(sizes) / len(sizes)),
        "spreiding": DASH if difference is None else _span(question, min(sizes), max(sizes)),
        "scheelt": difference.matters if difference else 0.0,
    }


def _number(question: Question, value: float) -> str:
    """A mean in the unit of the question; `blijvend` has no number."""
    if not isfinite(value):
        return "blijvend"
    if isinstance(question.estimate, Chance):
        return share(value)
    return f"{significant(value, 3)} {unit_words(question.estimate)}".strip() or DASH


def _span(question: Question, low: float, high: float) -> str:
    return f"{_number(question, low)} tot {_number(question, high)}"


def line_words(subject: Subject, with_text: bool, case: Case, line: str) -> str:
    """What a path or line is about; in the words of its author only when free text was asked for."""
    if with_text:
        return what_of(case, line, subject.bc.book)
    prices = subject.bc.book.prices
    paths = {branch.name: path_words(subject.bc.book, branch.pathway) for branch in branches(case)}
    lines = {found.name: label_of(found.line, prices) for found in care_lines(case)}
    effort = {name: prices[found.price].label for name, _, found in effort_lines(case) if found.price}
    return (paths | lines | effort).get(line, "uitgave")
