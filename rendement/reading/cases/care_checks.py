"""What lines of help say of each other: f(case, line) → problems. Help in the place of other help (M29)."""

import math
from collections.abc import Iterator, Mapping
from typing import Final

from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.contained import MOST_TIMES, helps_around, may_hold, uncertain_times
from rendement.model.lines import Line, care_lines, help_without, helps
from rendement.model.price import PriceBook
from rendement.model.units import PER_YEAR, Measure
from rendement.reading.complaints.problems import Problem
from rendement.reading.yaml.text import Path, Text
from rendement.words.units import plural

_TOLERANCE: Final = 1e-9
FOLLOWS: Final = {
    "kans": "chance",
    "vanaf": "start",
    "duur": "duration",
    "uitstel": "delay",
    "verschuift": "moves_end",
    "verdringing": "displacement",
    "afbouw": "drop_off",
    "horizon": "horizon",
}
"""What a line of help instead of other help may not say itself: the field in files → the attribute (M29)."""


def check_instead(text: Text, case: Case, path: Path, line: CareLine) -> Iterator[Problem]:
    """Whether `in_plaats_van` points at help without us, and the line says only what is its own (M29)."""
    target = line.instead_of
    if target is None:
        yield text.problem("deel_zonder_doel", text.place((*path, "deel"), key=True))
    elif path[0] != "met_inzet" or len(path) > 2:
        slug = "in_plaats_zonder_inzet" if path[0] != "met_inzet" else "in_plaats_in_pad"
        yield text.problem(slug, text.place((*path, "in_plaats_van"), key=True))
    elif line.expense is not None:
        yield text.problem("in_plaats_uitgave", text.place((*path, "uitgave"), key=True))
    else:
        yield from _target(text, case, (*path, "in_plaats_van"), target)
        yield from _only_its_own(text, path, line, target)


def unit_of(measure: Measure) -> str:
    """The unit of a measure as it is said: `uur per week`."""
    unit = plural(measure.unit or "")
    return f"{unit} per {measure.per}" if measure.per else unit


def check_persons(text: Text, path: Path, persons: Measure) -> Iterator[Problem]:
    """A number of people, more than none."""
    where = (*path, "personen")
    if persons.unit not in (None, "persoon") or persons.per is not None:
        details = {"veld": "personen", "verwacht": "personen", "eenheid": unit_of(persons)}
        yield text.problem("groep_eenheid", text.place(where), **details)
    elif persons.number == 0:
        yield text.problem("personen_nul", text.place(where))


def check_money(text: Text, path: Path, line: CareLine | EffortLine) -> Iterator[Problem]:
    """Who pays adds up to the whole, and an expense is one amount."""
    if line.payers is not None:
        yield from check_shares(text, (*path, "betalers"), line.payers)
    if line.expense is not None:
        yield from check_shares(text, (*path, "uitgave", "betalers"), line.expense.payers)
        if line.persons is not None:
            yield text.problem("personen_bij_uitgave", text.place((*path, "personen"), key=True))


def check_shares(text: Text, path: Path, payers: Mapping[str, float]) -> Iterator[Problem]:
    """Whether shares of payers are together the whole (M12)."""
    total = math.fsum(payers.values())
    if abs(total - 1) > _TOLERANCE:
        yield text.problem("betalers_som", text.place(path, key=True), som=total)


def check_with_path(text: Text, path: Path, line: CareLine, pathway: Pathway) -> Iterator[Problem]:
    """A path with us has a chance of its own: what happened also without us is another question."""
    if pathway.chance is None and line is pathway.care[0]:
        yield text.problem("pad_met_ook_zonder_ons", text.place((*path[:2], "ook_zonder_ons"), key=True))


def _target(text: Text, case: Case, path: Path, name: str) -> Iterator[Problem]:
    if help_without(case, name) is not None:
        return
    with_us = any(line.name == name for line in care_lines(case))
    slug = "in_plaats_van_met" if with_us else "in_plaats_onbekend"
    yield text.problem(slug, text.place(path), regel=name, suggestie=_choices(case))


def _choices(case: Case) -> str:
    names = [line.name for line in care_lines(case) if line.is_without]
    return f"kies uit: {', '.join(names)}" if names else "zet de andere hulp eerst onder zonder_inzet"


def _only_its_own(text: Text, path: Path, line: CareLine, target: str) -> Iterator[Problem]:
    for field, attribute in FOLLOWS.items():
        if getattr(line, attribute) not in (None, False):
            place = text.place((*path, field), key=True)
            yield text.problem("in_plaats_volgt", place, veld=field, regel=target)


def check_instead_prices(text: Text, care: Line, book: PriceBook) -> Iterator[Problem]:
    """Whether there is a time in which the other help was not used, and how much of this was then (M29)."""
    own, target = book.prices.get(str(care.line.price)), care.target
    if own is not None and care.line.quantity is not None and care.line.quantity.per is None:
        often = f"1 {own.unit} per {own.unit}" if own.unit in PER_YEAR else f"2 {plural(own.unit)} per week"
        place = text.place((*care.path, "aantal"))
        yield text.problem("in_plaats_totaal", place, aantal=care.line.quantity, voorbeeld=often)
    if target is not None and _at_once(target.line, book):
        place = text.place((*care.path, "in_plaats_van"))
        yield text.problem("in_plaats_ineens", place, regel=target.name)


def check_contained(text: Text, case: Case, book: PriceBook) -> Iterator[Problem]:
    """Whether the times of a line and of the help it lies in can be gone through together (M42)."""
    if not may_hold({line.price for line in helps(case)}, book.prices):
        return
    lines = [care for care in care_lines(case) if care.line.price is None or care.line.price in book.prices]
    for name, around in helps_around(lines, book.prices).items():
        care = next(line for line in lines if line.name == name)
        times = uncertain_times(care, around)
        if times > MOST_TIMES and care.line.beside is None:
            others = " en ".join(each.line.name for each in around)
            details = {"regel": name, "ander": others, "tijden": times, "meest": MOST_TIMES}
            yield text.problem("naast_te_veel_tijden", text.place(care.path), **details)


def _at_once(line: CareLine, book: PriceBook) -> bool:
    """Help that takes no time: one amount, or a number of what is not counted in time."""
    if line.duration is not None or (line.quantity is not None and line.quantity.per is not None):
        return False
    price = book.prices.get(str(line.price))
    return line.expense is not None or (price is not None and price.unit not in PER_YEAR)
