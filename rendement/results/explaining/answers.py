"""Answers in words: what the author wrote, what reviewers answered, and what they pool to (M8, M19)."""

from rendement.model.estimate import Chance, Duration, Estimate, Quantity, Written
from rendement.model.forms import KEYS, Counted, Form, Rated
from rendement.model.pooling import answers_of, people_of
from rendement.model.shapes import Distribution
from rendement.words.numbers import share, significant


def answer_words(estimate: Estimate) -> str:
    """One answer as it was given: `12 zitting`, `25–40–50 %`, `9–12–15 maand`."""
    if isinstance(estimate, Duration) and estimate.is_lasting:
        return "blijvend"
    people = people_of(estimate)
    if people:
        return f"samengevoegd uit {len(people)} antwoorden"
    if isinstance(estimate, Written) and not is_plain(estimate):
        return _as_written(estimate)
    shape = (
        "" if estimate.is_point or estimate.distribution is Distribution.PERT else estimate.distribution.value
    )
    typed = "–".join(_number(estimate, value) for value in estimate.points if value is not None)
    return f"{typed} {unit_words(estimate)}".strip() + (f" ({shape})" if shape else "")


def is_plain(estimate: Written) -> bool:
    """Whether this is a number, or low, likely and high: any other form says more than its numbers (M40)."""
    return estimate.form is Form.RANGE and not isinstance(estimate.number("verwacht"), Counted | Rated)


def used_words(estimate: Written) -> str:
    """What is counted with, where that is another number than was typed: `gemiddeld 0,613`; else nothing."""
    says_mean = estimate.form in (Form.SPREAD, Form.INTERVAL)
    if says_mean or (estimate.is_point and is_plain(estimate)):
        return ""
    mean = share(estimate.mean) if isinstance(estimate, Chance) else significant(estimate.mean)
    return f"{'dat is' if estimate.is_point else 'gemiddeld'} {mean}"


def _as_written(estimate: Written) -> str:
    """`9 van 40 × 6 dag × verhouding 0,6 (95 %: 0,4–0,9)`."""
    if estimate.parts:
        return " × ".join(answer_words(part) for part in estimate.parts)
    form, unit = estimate.form, unit_words(estimate)
    if form is Form.RANGE:
        own = isinstance(estimate.number("verwacht"), Rated)  # its text has the unit already
        return str(estimate.number("verwacht")) if own else f"{estimate.number('verwacht')} {unit}".strip()
    said = [(key, _said(estimate, key)) for key in KEYS[form]]
    if form in (Form.LIMITS, Form.SPREAD):
        words = ", ".join(f"{key} {number}" for key, number in said)
    else:
        (centre, typed), (_, low), (_, high) = said
        words = f"{centre} {typed} (95 %: {low}–{high})"
    return f"{words} {unit}".strip()


def _said(estimate: Written, key: str) -> str:
    number = estimate.number(key)
    assert number is not None
    return _number(estimate, number)


def _number(estimate: Estimate, value: float) -> str:
    return share(value) if isinstance(estimate, Chance) else significant(value)


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
