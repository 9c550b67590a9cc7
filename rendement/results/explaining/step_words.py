"""What a factor of a line rests on, in words: what was typed, and the mean that is used (M8)."""

from math import isclose
from typing import TYPE_CHECKING, Final

from rendement.engine.columns import persons_of
from rendement.engine.price_level import EXPENSE_SERIES, index_step
from rendement.model.case import US, CareLine, EffortLine
from rendement.model.estimate import Chance, Duration, Quantity
from rendement.model.factors import Factor, shares_of_change
from rendement.model.pooling import people_of
from rendement.results.explaining.answers import answer_words, is_plain, unit_words, used_words
from rendement.results.figures.factors import LineFactors
from rendement.results.prices.price_words import index_words, stated_words
from rendement.results.uncounted.told import Told
from rendement.words.numbers import euro, share, significant

if TYPE_CHECKING:
    pass


# ---------------------------------------------------------------- price


def source_amount(told: Told) -> tuple[float, float]:
    """Euros per unit as the source states them, and the step to the wanted price level (M1)."""
    book, target = told.bc.book, told.bc.settings.price_year
    series, source = _series_and_year(told)
    step = index_step(book, series, source, target)
    if told.expense is not None:
        return float(told.expense.amount), step
    return book.prices[told.line.price or ""].value_for(target).mean, step


def price_step(told: Told) -> str:
    """The amount as its source states it."""
    if told.expense is not None:
        return f"{euro(float(told.expense.amount), 2)} ({told.expense.price_year})"
    return stated_words(told.bc.book, told.line.price or "", told.bc.settings.price_year)


def index_step_words(told: Told) -> str:
    """The two values of the series; nothing within one year."""
    book, target = told.bc.book, told.bc.settings.price_year
    series, source = _series_and_year(told)
    if source == target:
        return ""
    return f"prijspeil {target}, {index_words(book, series, source, target)}"


def _series_and_year(told: Told) -> tuple[str, int]:
    if told.expense is not None:
        return EXPENSE_SERIES, told.expense.price_year
    price = told.bc.book.prices[told.line.price or ""]
    return price.index, price.value_for(told.bc.settings.price_year).price_year


# ---------------------------------------------------------------- quantity


def quantity_step(told: Told) -> str:
    """What was typed, unless that is what is used; help with us is taken off."""
    quantity = told.line.quantity
    typed = [] if quantity is None or _is_used(told, quantity) else [estimate_words(quantity)]
    return ", ".join([*typed, f"{_what_stayed(told)} en gaat eraf (M6)"] if told.is_with else typed)


def _what_stayed(told: Told) -> str:
    """Help with us was seen, or may yet come, or came in the place of other help (M29)."""
    if told.target:
        return "dat kwam ervoor in de plaats"
    return "dat is er nog" if told.pathway is None else "dat kan er nog komen"


def _is_used(told: Told, quantity: Quantity) -> bool:
    """Whether the number that was typed is the number that is used."""
    shared = told.line.shared_by if isinstance(told.line, EffortLine) else 1.0
    each = persons_of(told.line) * told.window_share
    used = float(told.bc.columns.line_quantity[told.row]) * shared / each
    says_it = quantity.is_point and is_plain(quantity) and not people_of(quantity)
    return says_it and isclose(used, quantity.mean, rel_tol=1e-12)


def estimate_words(quantity: Quantity) -> str:
    """The typed value, and the mean that is used when there is a range (M8)."""
    if people_of(quantity):
        return (
            f"{answer_words(quantity)}, gemiddeld {significant(quantity.mean)} {unit_words(quantity)}".strip()
        )
    if quantity.is_point and is_plain(quantity):
        return str(quantity)
    return ", ".join(part for part in (answer_words(quantity), used_words(quantity)) if part)


def persons_step(told: Told) -> str:
    """That the quantity is for each of them."""
    return "" if told.line.persons is None else "de hoeveelheid is per persoon"


def window_step(told: Told) -> str:
    """Which time it is a share of (M29)."""
    if not isinstance(told.line, CareLine) or told.line.window_share is None:
        return ""
    return f"van de tijd dat {told.target} er niet was"


def part_step(told: Told) -> str:
    """How large the group is, and over what more it is shared."""
    if not isinstance(told.line, EffortLine):
        return ""
    shared = (("groep van", told.line.group), ("gedeeld over", told.line.shared_over))
    return ", ".join(f"{text} {measure.number:g}" for text, measure in shared if measure)


# ---------------------------------------------------------------- chance, realism, whose


def path_step(told: Told) -> str:
    """The chance of the path as it was typed."""
    pathway = told.pathway
    if pathway is None:
        return ""
    if pathway.deadweight is not None:
        return f"1 − {share_words(pathway.deadweight)} (ook zonder ons)"
    return typed_range(pathway.chance)


def chance_step(told: Told) -> str:
    """The chance within the path; what was seen is certain."""
    if told.care is None or told.care.chance is None:
        return "zeker (gezien)" if told.is_with and told.pathway is None else ""
    return typed_range(told.care.chance)


def realism_step(told: Told) -> str:
    """The evidence that realism follows from (M9, M10)."""
    grade = told.grade
    return f"bewijs: {grade.value}, set {told.bc.settings.realism_name}" if grade else ""


def attribution_step(told: Told) -> str:
    """Our share of the change."""
    if told.care is None:
        return ""
    typed = typed_range(told.case.attribution[US])
    return f"aan ons: {typed}" if typed else "aan ons"


def entering_words(told: Told) -> dict[str, str]:
    """The estimate behind each factor that is one as it is, or 1 minus it, by its key."""
    if told.care is None:
        return {}
    said = {factor: factor.estimate(told.case, told.care) for factor in shares_of_change()}
    return {factor.key: _entering(factor, estimate) for factor, estimate in said.items()}


def _entering(factor: Factor, estimate: Chance | None) -> str:
    if estimate is None or not factor.leaves:
        return typed_range(estimate)
    return f"1 − {factor.input.short} {share_words(estimate)}"


def joint_step(told: Told) -> str:
    """One doubt that stands twice in a product: the mean of the product is not the product of the means."""
    joint = float(told.bc.columns.line_joint[told.row])
    return "één schatting staat twee keer in deze regel" if joint != 1.0 else ""


def typed_range(estimate: Chance | None) -> str:
    """A range with the mean that is used; nothing for a point, which says itself."""
    if estimate is None or (estimate.is_point and is_plain(estimate) and not people_of(estimate)):
        return ""
    return share_words(estimate)


def share_words(estimate: Chance) -> str:
    """A chance or share as it was typed, with the mean where that is another number (M8, M30, M40)."""
    if people_of(estimate):
        return f"{answer_words(estimate)}, gemiddeld {share(estimate.mean)}"
    if is_plain(estimate):
        typed = "–".join(share(value) for value in estimate.points if value is not None)
    else:
        typed = answer_words(estimate)
    return ", ".join(part for part in (typed, used_words(estimate)) if part)


def timings(line: EffortLine | CareLine) -> list[tuple[str, Duration]]:
    """Every start, duration and delay that was written, by its word; not `blijvend`."""
    delay = line.delay if isinstance(line, CareLine) else None
    said = (("vanaf", line.start), ("duur", line.duration), ("uitstel", delay))
    return [(name, timing) for name, timing in said if timing is not None and not timing.is_lasting]


PLAIN_STEPS: Final = {
    "price": price_step,
    "index": index_step_words,
    "quantity": quantity_step,
    "persons": persons_step,
    "part": part_step,
    "window": window_step,
    "path": path_step,
    "chance": chance_step,
    "realism": realism_step,
    "attribution": attribution_step,
    "joint": joint_step,
}
"""The words of every factor but those of time, by its key."""


# ---------------------------------------------------------------- what follows from other help (M29)

FOLLOWED: Final = ("path", "chance", "realism", "duration", "drop_off", "delay")
"""The factors that a line has from the help it came instead of, beside what a line itself says is left."""


def follows(told: Told) -> str:
    """That a line came in the place of another, and what of its sum is that other's."""
    if not told.target:
        return ""
    words = "kans, bewijs, verdringing en de tijd waarin die hulp er niet was, zijn van"
    return f"in plaats van {told.target}: {words} {told.target} (M29)"


def followed(told: Told, factors: LineFactors, words: dict[str, str]) -> dict[str, str]:
    """The words of the steps, with whose they are where they follow from another line."""
    if not told.target:
        return words
    of_lines = (factor.key for factor in shares_of_change() if factor.input.of_line)
    counts = {key for key in (*FOLLOWED, *of_lines) if words.get(key) or getattr(factors, key) != 1.0}
    theirs = {key: ": ".join(filter(None, (f"van {told.target}", words.get(key, "")))) for key in counts}
    return words | theirs
