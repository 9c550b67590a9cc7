"""Reviews on the screen: every answer beside the author's, and what it does to the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from rendement.model.reviewed import AUTHOR
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.cards import table_card
from rendement.reports.named_lines import named_lines
from rendement.results.reviewed.reviews import (
    OUTCOMES,
    OUTCOMES_TITLE,
    PersonOutcome,
    answers_of,
    not_yet_reviewed,
    outcomes_of,
    side_by_side,
)
from rendement.results.table import Table
from rendement.results.value.valued import ValuedCases

_NOTE: Final = (
    "Samengevoegd: ieders antwoord telt even zwaar, ook dat van de maker (M19). Het bewijs is overal "
    "hetzelfde: wat het vak beoordeelde is getoetst. De controle in het casusbestand rekent zonder "
    "beoordelingen."
)


def review_card(bc: ValuedCases, loaded: LoadedCase) -> RenderableType:
    """One case with its reviews: answers, what they are about, remarks, outcome per person and status."""
    case_id = loaded.case.id
    answers = side_by_side(bc, case_id)
    about = {one.line: one.what for one in answers_of(loaded, bc.book)}
    parts = list(_numbers(answers, about, outcomes_of(bc, case_id))) if len(answers) else []
    if not parts:
        parts.append(Text(f"casus {case_id}: nog niemand gaf een eigen getal", style="bold"))
    remarks = list(_remarks(loaded))
    if remarks:
        parts += [Text("opmerkingen", style="bold"), named_lines(remarks)]
    left = not_yet_reviewed(loaded, bc.book)
    if left:
        parts += [
            Text("bewijs: een regel is pas getoetst als dit ook beoordeeld is", style="bold"),
            named_lines((name, ", ".join(fields)) for name, fields in left.items()),
        ]
    parts.append(Text(f"Status: {loaded.status.value}."))
    return Group(*parts)


def _numbers(
    answers: Table, about: Mapping[str, str], found: Sequence[PersonOutcome]
) -> Iterator[RenderableType]:
    """Every answer, what each line is about, and the outcome with each person's answers."""
    yield table_card(answers)
    yield named_lines(about.items())
    yield Text()
    yield table_card(_by_person(found))
    yield Text(_NOTE, style="dim")


def _by_person(found: Sequence[PersonOutcome]) -> Table:
    """Of one case, so without its name."""
    rows = ((o.who, "" if o.who == AUTHOR else o.role, o.benefit, o.effort, o.net) for o in found)
    return Table(OUTCOMES_TITLE, OUTCOMES[1:], tuple(rows))


def _remarks(loaded: LoadedCase) -> list[tuple[str, str]]:
    found = []
    for one in loaded.reviews:
        review = one.review
        found += [(f"{review.reviewer} {s.line}", s.remark) for s in review.lines if s.remark]
        found += [
            (f"{review.reviewer} {s.line}", s.verdict.value) for s in review.lines if s.verdict and not s.own
        ]
        found += [(review.reviewer, review.remark)] if review.remark else []
    return found
