"""Traits of cases, one row a case, in which nobody can be found: classes instead of details (L3).

What is shown of a case is shared by at least `threshold` cases in every combination of columns. What would
point at fewer is `niet getoond`; that says nothing of what the case is instead.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rendement.reading.loading.loaded import LoadedCase
from rendement.results.table import Table
from rendement.results.telling.suppression import DEFAULT_THRESHOLD
from rendement.results.value.grouping import CASE_DIMENSIONS
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.misuse import whole

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

NOT_SHOWN: Final = "niet getoond"
TRAITS: Final = ("gemeente", "thema", "leeftijd", "verwijzer", "wijk", "aanpak", "huishouden", "jaar")
"""What is shown of people, the most telling first: what comes first is hidden least."""

Values = Sequence[frozenset[str]]
"""Per case: its values of one trait; a theme or approach may have several."""
Shown = list[frozenset[str]]
"""Per case: the values of one trait that are shown."""


def case_classes(
    bc: "ValuedCases",
    threshold: int = DEFAULT_THRESHOLD,
    traits: Sequence[str] = TRAITS,
    beside: Sequence[str] = (),
) -> Table:
    """One row per case in the order of the base: its pseudonym, and its traits as `traits_of` has them."""
    found = traits_of(bc.cases, threshold, traits, beside)
    columns = (Column("casus"), *(Column(name) for name in found))
    names = [loaded.case.id for loaded in bc.cases]
    rows = tuple(zip(names, *found.values(), strict=True))
    return Table(f"casussen, met kenmerken die er minstens {threshold} delen", columns, rows)


def traits_of(
    cases: Sequence[LoadedCase],
    threshold: int = DEFAULT_THRESHOLD,
    traits: Sequence[str] = TRAITS,
    beside: Sequence[str] = (),
) -> dict[str, list[str]]:
    """Trait → what of it may be shown of every case, in the order of the cases.

    `beside` names columns that stand in the same sheet (`programma`): a trait is then only shown where enough
    cases share it within them. A trait of which nothing can be shown is left out. Of several themes those
    are shown that enough cases share; others may be left unsaid. Raises KeyError for a trait that does not
    exist, ValueError for a threshold below 1.
    """
    unknown = [name for name in (*traits, *beside) if name not in CASE_DIMENSIONS or name == "casus"]
    if unknown:
        raise refusals.no_traits(unknown, (name for name in CASE_DIMENSIONS if name != "casus"))
    whole("threshold", threshold, 1)
    values = {name: _values(cases, name) for name in (*beside, *traits)}
    start = [tuple(values[name][place] for name in beside) for place in range(len(cases))]
    shown = recoded([values[name] for name in traits], threshold, start)
    found = {name: column for name, column in zip(traits, shown, strict=True) if any(column)}
    return {name: [_words(of_case) for of_case in column] for name, column in found.items()}


def _values(cases: Sequence[LoadedCase], trait: str) -> Values:
    return [frozenset(CASE_DIMENSIONS[trait](loaded)) for loaded in cases]


def _words(shown: frozenset[str]) -> str:
    return ", ".join(sorted(shown)) or NOT_SHOWN


def recoded(columns: Sequence[Values], threshold: int, start: Sequence[object] | None = None) -> list[Shown]:
    """Which values of which case may be shown, per column; nothing at all under the threshold.

    Cases that agree in all shown columns are a class. Column by column every class is cut into smaller ones
    of at least `threshold` cases, so any count over any columns is of whole classes: 0, or at least so many.
    Cases in a class of `start` under the threshold show nothing.
    """
    places = range(len(columns[0]) if columns else 0)
    classes: list[object] = list(start) if start is not None else [()] * len(places)
    found: list[Shown] = []
    for values in columns:
        shown = _cut(_pooled(values, threshold), classes, threshold)
        found.append(_hidden_enough(values, shown, classes, threshold))
        classes = [(classes[place], found[-1][place]) for place in places]
    return found


def _pooled(values: Values, threshold: int) -> Values:
    """Rare values are never shown; when they are of few cases together, the next rarest goes with them.

    Otherwise a breakdown of the same base, which does show the others, gives the few away by subtraction.
    """
    counts = Counter(value for of_case in values for value in of_case)
    by_size = sorted(counts, key=lambda value: (counts[value], value))
    never = {value for value in by_size if counts[value] < threshold}
    for value in by_size[len(never) :]:
        if not 0 < sum(1 for of_case in values if of_case & never) < threshold:
            break
        never.add(value)
    return [of_case - never for of_case in values]


def _cut(values: Values, classes: Sequence[object], threshold: int) -> Shown:
    """What may be shown of each case when every class is cut as far as it can be."""
    members: defaultdict[object, list[int]] = defaultdict(list)
    for place, name in enumerate(classes):
        members[name].append(place)
    shown: Shown = [frozenset()] * len(values)
    for places in members.values():
        if len(places) >= threshold:
            for part, told in _parts(values, places, frozenset(), threshold):
                for place in part:
                    shown[place] = told
    return shown


def _parts(
    values: Values, places: list[int], told: frozenset[str], threshold: int
) -> Iterator[tuple[list[int], frozenset[str]]]:
    """Parts of a class with what is told of each: those with its most shared value, and the rest."""
    counts = Counter(value for place in places for value in values[place] - told)
    for value in sorted(counts, key=lambda value: (-counts[value], value)):
        rest = [place for place in places if value not in values[place]]
        if counts[value] >= threshold and (not rest or len(rest) >= threshold):
            mine = [place for place in places if value in values[place]]
            yield from _parts(values, mine, told | {value}, threshold)
            yield from _parts(values, rest, told, threshold)
            return
    if places:
        yield places, told


def _hidden_enough(values: Values, shown: Shown, classes: Sequence[object], threshold: int) -> Shown:
    """A value that is hidden here and shown there, is hidden in at least `threshold` cases.

    Whoever knows from elsewhere how many cases have it, finds no smaller number by subtraction. Hiding a
    value in a whole part joins that part with others of its class, so classes only become larger.
    """
    found = list(shown)
    for value in sorted({value for told in shown for value in told}):
        hidden = sum(1 for place, told in enumerate(found) if value in values[place] and value not in told)
        if 0 < hidden < threshold:
            parts: defaultdict[object, list[int]] = defaultdict(list)
            for place, told in enumerate(found):
                if value in told:
                    parts[classes[place], told].append(place)
            smallest = min(parts.values(), key=lambda places: (len(places), places))
            for place in smallest:
                found[place] = found[place] - {value}
    return found
