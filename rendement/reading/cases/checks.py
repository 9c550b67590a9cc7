"""What a case or programme means: f(document) → problems. The files are well formed; do they make sense?"""

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from rendement.model.case import US, CareLine, Case, EffortLine, Pathway, Status
from rendement.model.dates import month_of
from rendement.model.estimate import Chance, Duration
from rendement.model.lines import care_lines, effort_lines, line_names
from rendement.model.programme import Programme
from rendement.model.units import Measure
from rendement.reading.cases.care_checks import (
    check_instead,
    check_money,
    check_persons,
    check_shares,
    check_with_path,
    unit_of,
)
from rendement.reading.complaints.problems import Asked, Problem, Question, Told
from rendement.reading.names.checks import check_names
from rendement.reading.names.references import may_name
from rendement.reading.yaml.text import Path, Text
from rendement.words.units import plural

_TOLERANCE: Final = 1e-9
LONGEST_TRAJECTORY: Final = 20
"""Years between start and closing: longer than any case."""


def check_case(text: Text, case: Case, today: date | None = None) -> list[Told]:
    """What can be said of a case without prices; with `today` also that it did not close after it."""
    checks: tuple[Callable[[Text, Case], Iterator[Told]], ...] = (
        _dates,
        _chances,
        _one_way_to_say_it,
        _attribution,
        _roles,
        _references,
        _care,
        _effort,
        _lot,
    )
    found: list[Told] = [problem for check in checks for problem in check(text, case)]
    if may_name(text):
        found += check_names(text, case)
    return found if today is None else [*found, *_not_yet(text, case, today)]


def _not_yet(text: Text, case: Case, today: date) -> Iterator[Problem]:
    """A case that closed in this month, without the day, has closed."""
    said = text.data.get("afgesloten") if isinstance(text.data, dict) else None
    if isinstance(said, str) and month_of(said) == (today.year, today.month):
        return
    if case.closed is not None and case.closed > today:
        yield text.problem("datum_in_toekomst", text.place(("afgesloten",)), datum=case.closed, vandaag=today)


def plainly_dated(case: Case) -> bool:
    """Whether a closed case lasted as long as a case can."""
    closed, started = case.closed, case.started
    return closed is None or (started <= closed and closed.year - started.year <= LONGEST_TRAJECTORY)


def _dates(text: Text, case: Case) -> Iterator[Problem]:
    if case.closed is not None and case.closed < case.started:
        yield text.problem(
            "datums_volgorde",
            text.place(("afgesloten",)),
            wat="afgesloten",
            later=case.closed,
            anker="gestart",
            eerder=case.started,
        )
    elif case.closed is not None and case.closed.year - case.started.year > LONGEST_TRAJECTORY:
        yield text.problem("traject_te_lang", text.place(("gestart",)), jaren=LONGEST_TRAJECTORY)
    for index, seen in enumerate(case.follow_up):
        if case.closed is not None and seen.day < case.closed:
            yield text.problem(
                "datums_volgorde",
                text.place(("opvolging", index, "datum")),
                wat="deze opvolging",
                later=seen.day,
                anker="afgesloten",
                eerder=case.closed,
            )


def _chances(text: Text, case: Case) -> Iterator[Problem]:
    yield from _together(text, "zonder_inzet", [pathway.typed_and_mean for pathway in case.without])
    with_us = [part for part in case.with_us if isinstance(part, Pathway)]
    if with_us and all(pathway.chance is not None for pathway in with_us):
        yield from _together(text, "met_inzet", [pathway.typed_and_mean for pathway in with_us], "_met")


def _together(text: Text, side: str, chances: list[tuple[float, float]], end: str = "") -> Iterator[Problem]:
    """M11: the chances of the paths of one side are at most 100 %."""
    typed = math.fsum(chance[0] for chance in chances)
    means = math.fsum(chance[1] for chance in chances)
    if typed > 1 + _TOLERANCE:
        yield text.problem(f"kansen_samen{end}", text.place((side,), key=True), som=typed)
    elif means > 1 + _TOLERANCE:
        yield text.problem(f"kansen_gemiddeld_samen{end}", text.place((side,), key=True), som=means)


def _one_way_to_say_it(text: Text, case: Case) -> Iterator[Problem]:
    forms = {pathway.chance is None for pathway in case.without}
    if len(forms) > 1:
        yield text.problem("kans_en_deadweight", text.place(("zonder_inzet",), key=True))


def _attribution(text: Text, case: Case) -> Iterator[Told]:
    shares = case.attribution.values()
    total = max(math.fsum(map(_typed, shares)), math.fsum([share.mean for share in shares]))
    if US not in case.attribution:
        yield text.problem("wij_ontbreekt", text.place(("toerekening",), key=True))
    elif total > 1 + _TOLERANCE:
        yield text.problem("toerekening_som", text.place(("toerekening",), key=True), som=total)
    elif case.attribution[US].mean == 1.0 and case.without:
        yield Question("toerekening_alles", ("toerekening",), Asked((), "toerekening"), {}, key=True)


def _typed(share: Chance) -> float:
    return share.mean if share.likely is None else share.likely


def _roles(text: Text, case: Case) -> Iterator[Problem]:
    roles = case.roles
    if roles is not None and roles.author is not None and roles.author == roles.approver:
        yield text.problem("rollen_gelijk", text.place(("rollen",), key=True), persoon=roles.author)
    if case.status is Status.APPROVED and (roles is None or roles.approver is None):
        details = {"status": case.status.value, "rol": "vaststeller"}
        yield text.problem("status_zonder_rol", text.place(("status",)), **details)


def _references(text: Text, case: Case) -> Iterator[Problem]:
    if not case.follow_up:
        return
    names = line_names(case)
    for index, seen in enumerate(case.follow_up):
        if seen.line not in names:
            place = text.place(("opvolging", index, "regel"))
            yield text.problem("regel_onbekend", place, regel=seen.line, regels=", ".join(names))


def _care(text: Text, case: Case) -> Iterator[Problem]:
    for path, line, pathway, _ in care_lines(case):
        if _says_ratio(line, line.delay):
            yield from _ratios(text, path, line)
        if line.instead_of is not None or line.window_share is not None:
            yield from check_instead(text, case, path, line)
        elif not _plainly_timed(line):
            yield from _timing(text, path, line)
        if line.persons is not None:
            yield from check_persons(text, path, line.persons)
        if line.payers is not None or line.expense is not None:
            yield from check_money(text, path, line)
        if pathway is not None and path[0] == "met_inzet":
            yield from check_with_path(text, path, line, pathway)


def _says_ratio(line: CareLine | EffortLine, delay: Duration | None = None) -> bool:
    for estimate in (line.quantity, line.start, line.duration, delay):
        if estimate is not None and estimate.ratio is not None:
            return True
    return False


def _ratios(text: Text, path: Path, line: CareLine | EffortLine) -> Iterator[Problem]:
    """A ratio stands among the factors of a product, and is nothing by itself (M30)."""
    said = {"aantal": line.quantity, "vanaf": line.start, "duur": line.duration}
    if isinstance(line, CareLine):
        said["uitstel"] = line.delay
    for field, estimate in said.items():
        if estimate is not None and estimate.ratio is not None:
            place = text.place((*path, field))
            typed = text.lines[place.line - 1][place.column - 1 : place.end - 1]
            product = f"zet er een aantal voor, bijvoorbeeld {{maal: [12 keer, {typed}]}}"
            words = product if field == "aantal" else "schrijf een tijd, bijvoorbeeld 6 maanden"
            yield text.problem("verhouding_alleen", place, suggestie=words)


def _plainly_timed(line: CareLine) -> bool:
    """Most lines: no delay, and a total, or an intensity with a duration."""
    if line.delay is not None or line.moves_end:
        return False
    duration, quantity = line.duration, line.quantity
    intensity = quantity is not None and quantity.per is not None
    return duration is not None if intensity else duration is None or not duration.is_lasting


def _timing(text: Text, path: Path, line: CareLine) -> Iterator[Problem]:
    lasting = line.duration is not None and line.duration.is_lasting
    intensity = line.quantity is not None and line.quantity.per is not None
    if intensity and line.duration is None and line.delay is None:
        yield text.problem("duur_ontbreekt", text.place((*path, "aantal")), aantal=line.quantity)
    if not intensity and lasting:
        said = line.quantity or "de uitgave"
        yield text.problem("blijvend_totaal", text.place((*path, "duur")), aantal=said)
    if line.moves_end and line.delay is None:
        yield text.problem("verschuift_zonder_uitstel", text.place((*path, "verschuift"), key=True))
    if line.delay is not None and path[0] == "met_inzet":
        yield text.problem("uitstel_met_inzet", text.place((*path, "uitstel"), key=True))
    if line.moves_end and line.delay and (lasting or (intensity and line.duration is None)):
        yield text.problem("verschuift_blijvend", text.place((*path, "verschuift"), key=True))


def _effort(text: Text, case: Case) -> Iterator[Problem]:
    for _, path, line in effort_lines(case):
        if _says_ratio(line):
            yield from _ratios(text, path, line)
        if (
            line.quantity
            and line.quantity.per
            and line.duration is None
            and line.start
            and not line.start.is_point
        ):
            yield text.problem("duur_ontbreekt", text.place((*path, "aantal")), aantal=line.quantity)
        if line.persons is not None:
            yield from check_persons(text, path, line.persons)
        if line.group is not None:
            yield from _divisor(text, (*path, "groep"), line.group, "deelnemer")
        if line.shared_over is not None:
            yield from _divisor(text, (*path, "gedeeld_over"), line.shared_over, "casus")
        if line.payers is not None or line.expense is not None:
            yield from check_money(text, path, line)


def _lot(text: Text, case: Case) -> Iterator[Problem]:
    if case.lot_chance is not None and case.lot_chance.mean == 0.0:
        yield text.problem("lotkans_nul", text.place(("lotkans",)))


def _divisor(text: Text, path: Path, measure: Measure, unit: str) -> Iterator[Problem]:
    if measure.unit not in (None, unit) or measure.per is not None:
        details = {"veld": path[-1], "verwacht": plural(unit), "eenheid": unit_of(measure)}
        yield text.problem("groep_eenheid", text.place(path), **details)
    elif measure.number < 1:
        yield text.problem("deler_onder_een", text.place(path), veld=path[-1])


def check_programme(text: Text, programme: Programme, filed: int, complete: bool) -> list[Problem]:
    """A programme against the number of its cases that count; not `complete` when a file was left out."""
    problems = []
    place = text.place(("afgesloten_casussen",))
    if filed > programme.closed:
        problems.append(
            text.problem("meer_casussen_dan_afgesloten", place, ingediend=filed, afgesloten=programme.closed)
        )
    elif complete and programme.selection.value == "alle" and filed < programme.closed:
        problems.append(
            text.problem(
                "alle_maar_niet_alle", text.place(("gekozen",)), ingediend=filed, afgesloten=programme.closed
            )
        )
    bounds = programme.bounds
    if bounds is not None and bounds.floor > bounds.ceiling:
        problems.append(
            text.problem(
                "grenzen_volgorde", text.place(("grenzen",), key=True), laag=bounds.floor, hoog=bounds.ceiling
            )
        )
    if programme.cost is not None:
        problems += check_shares(text, ("kosten", "betalers"), programme.cost.payers)
    return problems
