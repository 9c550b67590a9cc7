"""What a document means: f(case, book) → problems. The files are well formed; now they must make sense."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from rendement.model.case import US, CareLine, Case, EffortLine, Pathway, Status
from rendement.model.estimate import TIMING_SHAPES, Chance
from rendement.model.lines import care_lines, effort_lines, line_names
from rendement.model.price import Grade, Price, PriceBook
from rendement.model.settings import Programme
from rendement.model.units import COUNTED, PER_YEAR, UNITS, Measure, conversion
from rendement.reading.problems import Problem
from rendement.reading.validation import suggestion
from rendement.reading.yaml_text import Path, Text

_TOLERANCE: Final = 1e-9


# ---------------------------------------------------------------- without a price book


def check_case(text: Text, case: Case) -> list[Problem]:
    """What can be said of a case without prices."""
    checks: tuple[Callable[[Text, Case], Iterator[Problem]], ...] = (
        _dates,
        _chances,
        _one_way_to_say_it,
        _attribution,
        _roles,
        _references,
        _timings,
        _names,
        _effort,
    )
    return [problem for check in checks for problem in check(text, case)]


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
    for index, review in enumerate(case.reviews):
        if review.day < case.started:
            yield text.problem(
                "datums_volgorde",
                text.place(("beoordelingen", index, "datum")),
                wat="deze beoordeling",
                later=review.day,
                anker="gestart",
                eerder=case.started,
            )
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


def chance_of(pathway: Pathway) -> tuple[float, float]:
    """Typed value and mean of the chance of a path; a deadweight share is the rest (M4)."""
    estimate = pathway.chance or pathway.deadweight
    assert estimate is not None
    typed = estimate.mean if estimate.likely is None else estimate.likely
    return (typed, estimate.mean) if pathway.chance else (1 - typed, 1 - estimate.mean)


def _chances(text: Text, case: Case) -> Iterator[Problem]:
    chances = [chance_of(pathway) for pathway in case.without]
    typed = math.fsum(chance[0] for chance in chances)
    means = math.fsum(chance[1] for chance in chances)
    if typed > 1 + _TOLERANCE:
        yield text.problem("kansen_samen", text.place(("zonder_inzet",), key=True), som=typed)
    elif means > 1 + _TOLERANCE:
        yield text.problem("kansen_gemiddeld_samen", text.place(("zonder_inzet",), key=True), som=means)


def _one_way_to_say_it(text: Text, case: Case) -> Iterator[Problem]:
    forms = {pathway.chance is None for pathway in case.without}
    if len(forms) > 1:
        yield text.problem("kans_en_deadweight", text.place(("zonder_inzet",), key=True))


def _attribution(text: Text, case: Case) -> Iterator[Problem]:
    place = text.place(("toerekening",), key=True)
    if US not in case.attribution:
        yield text.problem("wij_ontbreekt", place)
        return
    total = max(
        math.fsum(_typed(share) for share in case.attribution.values()),
        math.fsum(share.mean for share in case.attribution.values()),
    )
    if total > 1 + _TOLERANCE:
        yield text.problem("toerekening_som", place, som=total)
    elif case.attribution[US].mean == 1.0 and case.without:
        yield text.problem("toerekening_alles", place)


def _typed(share: Chance) -> float:
    return share.mean if share.likely is None else share.likely


def _roles(text: Text, case: Case) -> Iterator[Problem]:
    roles = case.roles
    people = [] if roles is None else [p for p in (roles.author, roles.approver, *roles.reviewers) if p]
    for person in sorted({p for p in people if people.count(p) > 1}):
        yield text.problem("rollen_gelijk", text.place(("rollen",), key=True), persoon=person)
    needs = {Status.REVIEWED: "beoordelaars", Status.APPROVED: "vaststeller"}
    wanted = needs.get(case.status)
    has = {"beoordelaars": bool(roles and roles.reviewers), "vaststeller": bool(roles and roles.approver)}
    if wanted is not None and not has[wanted]:
        yield text.problem("status_zonder_rol", text.place(("status",)), status=case.status.value, rol=wanted)


def _references(text: Text, case: Case) -> Iterator[Problem]:
    if not case.reviews and not case.follow_up:
        return
    names = line_names(case)
    reviewed = [("beoordelingen", index, review.line) for index, review in enumerate(case.reviews)]
    followed = [("opvolging", index, seen.line) for index, seen in enumerate(case.follow_up)]
    for section, index, line in reviewed + followed:
        if line not in names:
            place = text.place((section, index, "regel"))
            yield text.problem("regel_onbekend", place, regel=line, regels=", ".join(names))


def _timings(text: Text, case: Case) -> Iterator[Problem]:
    for _, path, line, _ in care_lines(case):
        lasting = line.duration is not None and line.duration.is_lasting
        if line.quantity.per is not None and line.duration is None and line.delay is None:
            yield text.problem("duur_ontbreekt", text.place((*path, "aantal")), aantal=line.quantity)
        if line.quantity.per is None and lasting:
            yield text.problem("blijvend_totaal", text.place((*path, "duur")), aantal=line.quantity)
        if line.moves_end and line.delay is None:
            yield text.problem("verschuift_zonder_uitstel", text.place((*path, "verschuift"), key=True))
        if line.delay is not None and path[0] == "met_inzet":
            yield text.problem("uitstel_met_inzet", text.place((*path, "uitstel"), key=True))
        if (
            line.moves_end
            and line.delay
            and (lasting or (line.quantity.per is not None and line.duration is None))
        ):
            yield text.problem("verschuift_blijvend", text.place((*path, "verschuift"), key=True))


def _names(text: Text, case: Case) -> Iterator[Problem]:
    """An estimate may be shared between lines by its name, not multiplied with itself within one."""
    for _, path, line, pathway in care_lines(case):
        path_chance = pathway.chance if pathway else None
        own = (line.quantity, line.start, line.duration, line.delay, line.chance, path_chance)
        names = [estimate.name for estimate in own if estimate is not None and estimate.name]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield text.problem("naam_in_regel", text.place(path), naam=name)


def unit_of(measure: Measure) -> str:
    """The unit of a measure as it is said: `uur per week`."""
    unit = plural(measure.unit) if measure.unit in UNITS else measure.unit or ""
    return f"{unit} per {measure.per}" if measure.per else unit


def _effort(text: Text, case: Case) -> Iterator[Problem]:
    for _, path, line in effort_lines(case):
        if (
            line.quantity
            and line.quantity.per
            and line.duration is None
            and line.start
            and not line.start.is_point
        ):
            yield text.problem("duur_ontbreekt", text.place((*path, "aantal")), aantal=line.quantity)
        for field, measure, unit in (
            ("groep", line.group, "deelnemer"),
            ("gedeeld_over", line.shared_over, "casus"),
        ):
            if measure is None:
                continue
            place = text.place((*path, field))
            if measure.unit not in (None, unit) or measure.per is not None:
                yield text.problem(
                    "groep_eenheid", place, veld=field, verwacht=plural(unit), eenheid=unit_of(measure)
                )
            elif measure.number == 0:
                yield text.problem("deler_nul", place, veld=field)
        yield from _shares(text, (*path, "betalers"), line.payers)
        yield from _shares(
            text, (*path, "uitgave", "betalers"), line.expense.payers if line.expense else None
        )


def _shares(text: Text, path: Path, payers: Mapping[str, float] | None) -> Iterator[Problem]:
    total = math.fsum(payers.values()) if payers else 1.0
    if abs(total - 1) > _TOLERANCE:
        yield text.problem("betalers_som", text.place(path, key=True), som=total)


# ---------------------------------------------------------------- with a price book and a programme


def check_prices(text: Text, case: Case, book: PriceBook, price_year: int, horizon: float) -> list[Problem]:
    """What can be said of a case once prices, price year and horizon (years after closing) are known."""
    problems: list[Problem] = []
    for _, path, effort in effort_lines(case):
        problems += _effort_price(text, case, path, effort, book, price_year, horizon)
    for name, path, line, _ in care_lines(case):
        problems += _care_price(text, path, line, book, price_year)
        problems += _beyond_horizon(text, case, name, path, line, horizon)
    return problems


def _effort_price(
    text: Text, case: Case, path: Path, line: EffortLine, book: PriceBook, price_year: int, horizon: float
) -> Iterator[Problem]:
    if line.price is not None:
        price = book.prices.get(line.price)
        if price is None:
            yield unknown_price(text, (*path, "prijs"), line.price, book)
        else:
            yield from _unit_fits(text, path, line, line.price, price)
            yield from _lasting_shape(text, path, line, price)
            yield from _index(text, (*path, "prijs"), line.price, price, book, price_year)
    payers = [*(line.payers or {}), *(line.expense.payers if line.expense else {})]
    for payer in payers:
        if payer not in book.header.payers:
            where = (*path, "uitgave", "betalers") if line.expense else (*path, "betalers")
            yield _unknown_payer(text, (*where, payer), payer, book)
    if line.expense is not None:
        yield from _series_covers(
            text,
            (*path, "uitgave", "prijspeil"),
            "cpi",
            "deze uitgave",
            (line.expense.price_year, price_year),
            book,
        )
    yield from _effort_in_time(text, case, path, line, horizon)


def _effort_in_time(
    text: Text, case: Case, path: Path, line: EffortLine, horizon: float
) -> Iterator[Problem]:
    if case.closed is None:
        return
    closing = (case.closed - case.started).days / PER_YEAR["dag"]
    start = max(line.start.years.values) if line.start else 0.0
    if (
        line.quantity is not None
        and line.quantity.per is not None
        and line.duration is None
        and start >= closing
    ):
        yield text.problem("inzet_na_afsluiting", text.place(path))
    end = start + (max(line.duration.years.values) if line.duration else 0.0)
    if end > closing + _case_horizon(case, horizon) + _TOLERANCE:
        yield text.problem("inzet_na_horizon", text.place(path))


def _case_horizon(case: Case, default: float) -> float:
    return case.horizon.length.likely_years if case.horizon else default



def _care_price(
    text: Text, path: Path, line: CareLine, book: PriceBook, price_year: int
) -> Iterator[Problem]:
    price = book.prices.get(line.price)
    if price is None:
        yield unknown_price(text, (*path, "prijs"), line.price, book)
        return
    yield from _unit_fits(text, path, line, line.price, price)
    yield from _lasting_shape(text, path, line, price)
    yield from _index(text, (*path, "prijs"), line.price, price, book, price_year)
    value = price.value_for(price_year)
    if value.grade is Grade.C:
        yield text.problem(
            "prijs_zwak", text.place((*path, "prijs")), prijs=line.price, graad=value.grade.value
        )


def plural(unit: str) -> str:
    """A unit as it is said of twelve: `zittingen`, but `uur` and `jaar`."""
    return unit if unit in ("uur", "jaar") else (*UNITS[unit], unit)[0]


def _unit_fits(
    text: Text, path: Path, line: CareLine | EffortLine, key: str, price: Price
) -> Iterator[Problem]:
    quantity = line.quantity
    assert quantity is not None
    if conversion(quantity.unit, price.unit, price.hours_per_halfday) is None:
        counted = f"12 {plural(price.unit)}"
        example = f"{counted} of 12 keer" if price.unit in COUNTED else counted
        yield text.problem(
            "eenheid_past_niet",
            text.place((*path, "aantal")),
            eenheid=quantity.unit,
            prijs=key,
            prijseenheid=price.unit,
            suggestie=f"schrijf bijvoorbeeld {example}, of kies een andere prijs",
        )


def _lasting_shape(text: Text, path: Path, line: CareLine | EffortLine, price: Price) -> Iterator[Problem]:
    """A number of days of a price per day is a timing estimate, and timing has three points (M8)."""
    quantity = line.quantity
    assert quantity is not None
    is_timing = quantity.per is None and line.duration is None and price.unit in PER_YEAR
    if is_timing and not quantity.is_point and quantity.distribution not in TIMING_SHAPES:
        yield text.problem("duur_vorm", text.place((*path, "aantal")), verdeling=quantity.distribution.value)


def _index(
    text: Text, path: Path, key: str, price: Price, book: PriceBook, price_year: int
) -> Iterator[Problem]:
    from_year = price.value_for(price_year).price_year
    if from_year != price_year:
        yield from _series_covers(text, path, price.index, key, (from_year, price_year), book)


def _series_covers(
    text: Text, path: Path, name: str, key: str, years: tuple[int, ...], book: PriceBook
) -> Iterator[Problem]:
    known = book.series[name].values
    for year in years:
        if year not in known:
            yield text.problem(
                "index_jaar_ontbreekt",
                text.place(path),
                reeks=name,
                jaar=year,
                prijs=key,
                van=min(known),
                tot=max(known),
            )
            return


def unknown_price(text: Text, path: Path, key: str, book: PriceBook) -> Problem:
    """A price that does not exist, with the nearest by spelling and by everyday words."""
    near = nearest_prices(key, book)
    repair = (
        "bedoelt u " + " of ".join(f"'{name}'" for name in near) + "?"
        if near
        else "zoek met `rendement prijzen zoek`"
    )
    return text.problem("prijs_onbekend", text.place(path), prijs=key, boek=book.name, suggestie=repair)


def nearest_prices(key: str, book: PriceBook, limit: int = 3) -> list[str]:
    """Keys near in spelling, or whose everyday words hold what was typed; best first."""
    by_key = process.extract(key, list(book.prices), scorer=fuzz.ratio, score_cutoff=75, limit=limit)
    words = {f"{k}|{i}": word for k, price in book.prices.items() for i, word in enumerate(price.words)}
    plain = key.rpartition(".")[2].replace("-", " ")
    by_word = process.extract(plain, words, scorer=fuzz.token_set_ratio, score_cutoff=85, limit=limit)
    names = [str(name) for name, _, _ in by_key] + [str(tag).partition("|")[0] for _, _, tag in by_word]
    return list(dict.fromkeys(names))[:limit]


def _unknown_payer(text: Text, path: Path, payer: str, book: PriceBook) -> Problem:
    return text.problem(
        "betaler_onbekend",
        text.place(path, key=True),
        betaler=payer,
        boek=book.name,
        suggestie=suggestion(payer, book.header.payers),
    )


def _beyond_horizon(
    text: Text, case: Case, name: str, path: Path, line: CareLine, default: float
) -> Iterator[Problem]:
    if line.start is None or case.closed is None:
        return
    closing = (case.closed - case.started).days / PER_YEAR["dag"]
    horizon = line.horizon.length.likely_years if line.horizon else _case_horizon(case, default)
    if min(line.start.years.values) >= closing + horizon:
        yield text.problem("regel_na_horizon", text.place(path), regel=name)


# ---------------------------------------------------------------- programmes


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
        problems += _shares(text, ("kosten", "betalers"), programme.cost.payers)
    return problems
