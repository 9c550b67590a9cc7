"""Answers in words: what the author wrote, what reviewers answered, and what they pool to (M8, M19)."""

from rendement.model.estimate import Chance, Duration, Estimate, Quantity
from rendement.model.pooling import answers_of, people_of
from rendement.model.shapes import Distribution
from rendement.reports.display import share, significant


def answer_words(estimate: Estimate) -> str:
    """One answer as it was given: `12 zitting`, `25–40–50 %`, `9–12–15 maand`."""
    if isinstance(estimate, Duration) and estimate.is_lasting:
        return "blijvend"
    people = people_of(estimate)
    if people:
        return f"samengevoegd uit {len(people)} antwoorden"
    shape = (
        "" if estimate.is_point or estimate.distribution is Distribution.PERT else estimate.distribution.value
    )
    values = [value for value in estimate.points if value is not None]
    if isinstance(estimate, Chance):
        typed = "–".join(share(value) for value in values)
    else:
        typed = "–".join(significant(value) for value in values)
    return f"{typed} {unit_words(estimate)}".strip() + (f" ({shape})" if shape else "")


def unit_words(estimate: Estimate) -> str:
    """`uur per week`; nothing for a chance."""
    if not isinstance(estimate, Quantity | Duration):
        return ""
    parts = (estimate.unit, f"per {estimate.per}" if estimate.per else None)
    return " ".join(part for part in parts if part)


def pooled_words(estimate: Estimate) -> str:
    """`maker 12 · poh-02 9–12–18`: every answer of a pooled estimate; nothing where nobody differed."""
    people = people_of(estimate)
    return (
        " · ".join(
            f"{who} {answer_words(answer)}" for who, answer in zip(people, answers_of(estimate), strict=False)
        )
        if people
        else ""
    )
