"""Whether the names of estimates in a case make sense (M26): one name is one estimate, of one kind."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rendement.model.case import US, CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Chance, Duration, Estimate, Evidence, Quantity
from rendement.model.line_names import SIDES
from rendement.model.lines import branches, care_lines, effort_lines
from rendement.model.names import AMOUNTS, TIMES, Use, has_names, named, uses
from rendement.model.pooling import answers_of
from rendement.model.price import PriceBook
from rendement.model.products import factors_of
from rendement.model.shapes import PERT_REACH, SHAPES, Distribution
from rendement.model.shared_names import SHARED, plain_name
from rendement.model.units import PER_YEAR, Measure
from rendement.reading.complaints.problems import Problem
from rendement.reading.spelling.estimate_hints import own_numbers
from rendement.reading.yaml.text import Text

SPOKEN: Final = {"kans": "een kans of deel", "aantal": "een aantal", "tijd": "een tijd"}
"""Kinds of estimates, as people say them."""
_TOLERANCE: Final = 1e-9
_OFTEN: Final = ("", "een", "twee", "drie", "vier", "vijf")
_MOST: Final = 2
"""A name may stand so often in one product: the net is at most its square (M27)."""
_HARD_LIMITS: Final = frozenset(name for name, shape in SHAPES.items() if shape.are_limits)
"""Shapes whose low and high are the very limits."""


def check_names(text: Text, case: Case) -> list[Problem]:
    """What can be said of the names in a case without prices."""
    names = named(case)
    if not names:
        return []
    found = [problem for name, uses in names.items() for problem in _one_input(text, case, name, uses)]
    held = (problem for side in SIDES for problem in held_back(text, case, side))
    return [*found, *_products(text, case), *held]


def check_lasting(text: Text, case: Case, book: PriceBook) -> Iterator[Problem]:
    """A number of days that says how long help lasts is a time like any other; another number is not."""
    yield from _names_in_whole(text, case, book)
    lines: dict[str, CareLine | EffortLine] = {line.name: line.line for line in care_lines(case)}
    lines |= {name: line for name, _, line in effort_lines(case)}
    for name, places in named(case).items():
        kinds = [_kind_with(use, lines.get(use.line), book) for use in places]
        other = next((place for place, kind in enumerate(kinds) if kind != kinds[0]), None)
        if other is not None and "kans" not in kinds:
            yield _two_kinds(text, name, (places[0], places[other]), (kinds[0], kinds[other]))
        times = Counter(use.path[:-1] for use, kind in zip(places, kinds, strict=True) if kind == "tijd")
        for path in (path for path, often in times.items() if often > 1):
            said = own_numbers(any(_is_reference(text, use) for use in places))
            yield text.problem("naam_in_regel", text.place(path), naam=plain_name(name), suggestie=said)


def _is_reference(text: Text, use: Use) -> bool:
    """Whether an estimate stands there as `= name`."""
    place = text.place(use.path)
    return text.lines[place.line - 1][place.column - 1 :].startswith(SHARED)


def _names_in_whole(text: Text, case: Case, book: PriceBook) -> Iterator[Problem]:
    """A product that counts as one estimate has no factors that may stand elsewhere too (M26, M30)."""
    lines: dict[str, CareLine | EffortLine] = {line.name: line.line for line in care_lines(case)}
    lines |= {name: line for name, _, line in effort_lines(case)}
    for use in uses(case) if has_names(case) else ():
        parts = factors_of(use.estimate)
        if use.factor and use.field in AMOUNTS:
            parts = parts if _says_how_long(lines.get(use.line), book) else ()
        elif len(parts) == 1:
            continue
        for name in (part.name for part in parts if part.name):
            yield text.problem("naam_in_geheel", text.place(use.path), naam=plain_name(name))


def _says_how_long(line: CareLine | EffortLine | None, book: PriceBook) -> bool:
    price = book.prices.get(str(line.price)) if line is not None else None
    if line is None or line.quantity is None or price is None:
        return False
    return line.quantity.per is None and line.duration is None and price.unit in PER_YEAR


def _kind_with(use: Use, line: CareLine | EffortLine | None, book: PriceBook) -> str:
    price = book.prices.get(str(line.price)) if line is not None else None
    factor = "maal" in use.path
    if use.field not in AMOUNTS or factor or line is None or price is None:
        return _kind(use)
    assert isinstance(use.estimate, Quantity)
    lasts = use.estimate.per is None and line.duration is None and price.unit in PER_YEAR
    return "tijd" if lasts else "aantal"


# ---------------------------------------------------------------- one name, one input


def _one_input(text: Text, case: Case, name: str, uses: Sequence[Use]) -> Iterator[Problem]:
    first = uses[0]
    for use in uses[1:]:
        kinds = (_kind(first), _kind(use))
        if kinds[0] != kinds[1] and "kans" in kinds:
            yield _two_kinds(text, name, (first, use), kinds)
        elif _says(case, first) != _says(case, use):
            yield _two_estimates(text, case, name, first, use)


def _kind(use: Use) -> str:
    if isinstance(use.estimate, Chance):
        return "kans"
    return "tijd" if use.field in TIMES else "aantal"


def _two_kinds(text: Text, name: str, both: tuple[Use, Use], kinds: tuple[str, str]) -> Problem:
    first, second = (_where(text, use) for use in both)
    told = {"eerste": first, "soort": SPOKEN[kinds[0]], "tweede": second, "andere": SPOKEN[kinds[1]]}
    return text.problem("naam_andere_soort", text.place(both[1].path), naam=plain_name(name), **told)


def _two_estimates(text: Text, case: Case, name: str, first: Use, second: Use) -> Problem:
    words = [estimate_words(use.estimate) for use in (first, second)]
    if words[0] == words[1]:
        words = [f"{word} ({_grade(case, use)})" for word, use in zip(words, (first, second), strict=True)]
    told = {"eerste": _where(text, first), "tweede": _where(text, second), "toen": words[0], "nu": words[1]}
    return text.problem("naam_verschilt", text.place(second.path), naam=plain_name(name), **told)


def _where(text: Text, use: Use) -> str:
    """`z1.2 (regel 14)`: the line of the case, and that of the file."""
    return f"{use.line or use.field} (regel {text.place(use.path).line})"


def _says(case: Case, use: Use) -> tuple[object, ...]:
    """What an estimate comes down to: the same for `6 maanden` and `0,5 jaar`."""
    return (_grade(case, use), *(numbers_of(answer) for answer in answers_of(use.estimate)))


def numbers_of(estimate: Estimate) -> tuple[object, ...]:
    """The numbers of an estimate, in one unit, with what they are the shape of."""
    shape = None if estimate.is_point else estimate.distribution
    factor, unit = 1.0, None
    if isinstance(estimate, Duration | Quantity):
        factor, unit = _common_unit(estimate.unit, estimate.per)
    points = (None if point is None else float(f"{point * factor:.9g}") for point in estimate.points)
    parts = factors_of(estimate)
    return (*points, unit, shape, *(numbers_of(part) for part in parts if part is not estimate))


def _common_unit(unit: str | None, per: str | None) -> tuple[float, tuple[str | None, bool]]:
    """Times in years, and intensities per year."""
    factor = PER_YEAR[per] if per is not None else 1.0
    lasts = unit in PER_YEAR
    return (
        (factor / PER_YEAR[str(unit)], ("jaar", per is not None))
        if lasts
        else (factor, (unit, per is not None))
    )


def _grade(case: Case, use: Use) -> Evidence:
    """The grade an estimate has where it stands: its own, or that of its line, its path, the case."""
    said = (use.estimate.evidence, *(owner.evidence for owner in _owners(case, use)))
    return next((grade for grade in said if grade is not None), Evidence.OWN)


def _owners(case: Case, use: Use) -> list[Case | Pathway | CareLine]:
    """What a use stands in, the nearest first."""
    if use.path[0] not in SIDES:
        return [case]
    part = (case.without if use.path[0] == "zonder_inzet" else case.with_us)[int(use.path[1])]
    inner = [part.care[int(use.path[3])]] if isinstance(part, Pathway) and "hulp" in use.path else []
    return [*inner, part, case]


def estimate_words(estimate: Estimate) -> str:
    """An estimate as people say it: `20 %, 30 %, 40 %`."""
    if isinstance(estimate, Chance):
        said = [f"{100 * point:.4g} %" for point in estimate.points if point is not None]
    else:
        assert isinstance(estimate, Duration | Quantity)
        said = [_measure(Measure(p, estimate.unit, estimate.per)) for p in estimate.points if p is not None]
    shape = (
        "" if estimate.is_point or estimate.distribution is Distribution.PERT else estimate.distribution.value
    )
    return " ".join(filter(None, [", ".join(said).replace(".", ","), shape]))


def _measure(measure: Measure) -> str:
    words = (f"{measure.number:.6g}", measure.unit, f"per {measure.per}" if measure.per else None)
    return " ".join(word for word in words if word)


# ---------------------------------------------------------------- products, groups of paths


def _products(text: Text, case: Case) -> Iterator[Problem]:
    """The same name as more than two factors of one line (M27)."""
    for line in care_lines(case):
        care, path = line.leading.line, line.leading.pathway
        told = {
            "de kans op het pad": path and (path.chance or path.deadweight),
            "de kans van de regel": care.chance,
            "het aantal": line.line.quantity,
            "de toerekening": case.attribution.get(US),
            "de verdringing": care.displacement or case.displacement,
        }
        factors_in = [
            (words, factor) for words, whole in told.items() if whole for factor in factors_of(whole)
        ]
        names = [(words, factor.name) for words, factor in factors_in if factor.name]
        for name, times in Counter(name for _, name in names).items():
            if times > _MOST:
                factors = [words for words, own in names if own == name]
                details = {
                    "regel": line.name,
                    "keer": _OFTEN[times],
                    "factoren": f"{', '.join(factors[:-1])} en {factors[-1]}",
                }
                yield text.problem("naam_macht", text.place(line.path), naam=plain_name(name), **details)


def held_back(text: Text, case: Case, side: str) -> Iterator[Problem]:
    """A named chance among paths of a side that could together pass 100 %: those are held back (M11, M26)."""
    paths = [branch for branch in branches(case) if branch.path[0] == side]
    highest = [_highest(branch.pathway) for branch in paths]
    total = math.fsum(highest)
    if len(paths) < 2 or total <= 1 + _TOLERANCE:
        return
    said = _lower(max(highest) >= 1)
    for path, pathway in paths:
        field = "kans" if pathway.chance else "ook_zonder_ons"
        estimate = pathway.chance or pathway.deadweight
        for factor in factors_of(estimate):
            if factor is not None and factor.name and not factor.is_point:
                place = text.place((*path, field))
                told = {"naam": plain_name(factor.name), "som": total, "suggestie": said}
                yield text.problem("naam_in_paden", place, **told)


def _lower(without_limit: bool) -> str:
    """What to do about chances that together can pass 100 %."""
    apart = "haal de naam weg (staat er = met een naam, schrijf dan de getallen zelf)"
    if without_limit:
        return (
            f"{apart}, of schrijf deze kansen als minst, verwacht en meest: een telling, een sd of een "
            "verdeling zonder grens kan tot 100 % gaan"
        )
    return f"{apart}, of maak de hoogste kansen kleiner"


def _highest(pathway: Pathway) -> float:
    """The highest that the chance of a path can be."""
    if pathway.chance is not None:
        return max(_limit(answer, 2) for answer in answers_of(pathway.chance))
    assert pathway.deadweight is not None
    return 1.0 - min(_limit(answer, 0) for answer in answers_of(pathway.deadweight))


def _limit(estimate: Estimate, side: int) -> float:
    """The lowest (0) or highest (2) value of a chance; of a shape without limits 0 or 1."""
    parts = factors_of(estimate)
    if len(parts) > 1:
        return min(1.0, math.prod(_limit(part, side) for part in parts))
    if estimate.curve is not None:
        return side / 2 if isinstance(estimate, Chance) else math.inf
    likely, typed = estimate.points.likely, estimate.points[side]
    if typed is None:
        assert likely is not None
        return likely
    if estimate.distribution in _HARD_LIMITS:
        return typed
    if estimate.distribution is not Distribution.PERT or likely is None:
        return side / 2
    return min(1.0, max(0.0, likely + PERT_REACH * (typed - likely)))
