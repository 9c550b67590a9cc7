"""Hand-checked outcomes (`controle`) against the engine, and overlaps, as problems with a place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import Final

import numpy as np

from rendement.engine.columns import EFFORT, Columns
from rendement.engine.time_steps import time_steps
from rendement.model.case import Case, Checked
from rendement.model.line_names import Path
from rendement.model.lines import Line, care_lines
from rendement.model.price import PriceBook
from rendement.model.settings import Regime, Settings
from rendement.reading.complaints.problems import Asked, Place, Problem
from rendement.reading.loading.loaded import CaseSet, LoadedCase, source_of
from rendement.reading.usual.answers import unanswered
from rendement.results.base.whose_numbers import as_written
from rendement.results.explaining.explain import LineExplanation, explain
from rendement.results.uncounted.contained import Contained, contained, would_lie_in
from rendement.results.uncounted.double_counting import Overlap, overlaps
from rendement.results.uncounted.horizon import Cut, cases_beyond
from rendement.results.value.valued import ValuedCases
from rendement.words.numbers import euro

_CENT: Final = Decimal("0.01")
_HALF_CENT: Final = 0.005 + 1e-7
_SLUGS: Final = {
    "zelfde": "dubbeltelling_zelfde",
    "omvat": "dubbeltelling_omvat",
    "huishouden": "dubbeltelling_huishouden",
}


def check_outcomes(cases: CaseSet, bc: ValuedCases) -> list[Problem]:
    """Every `controle` that differs by more than half a cent, every overlap, and what time takes away.

    A `controle` tests its own file: it is compared with the outcome as if nobody had reviewed the case.
    """
    by_id = {loaded.case.id: loaded for loaded in cases}
    alone = replace(bc, cases=tuple(as_written(loaded) for loaded in bc.cases))
    sums = [alone.case_totals(alone.money.societal, effort=effort).sum(axis=1) for effort in (True, False)]
    counted = zip(alone.cases, *(column.tolist() for column in sums), strict=True)
    found = [
        problem for loaded, effort, benefit in counted for problem in _wrong_checks(loaded, effort, benefit)
    ]
    for case_id in cases_beyond(bc):
        found += _cut_lines(by_id[case_id], explain(bc, case_id).lines)
    found += _idle_drop_offs(by_id, bc.cases, bc.columns, bc.settings.regime)
    found += check_costs(bc)
    twice = (overlap for overlap in overlaps(bc) if not _is_beside(by_id[overlap.case].case, overlap.line))
    found += [_overlap_problem(by_id, overlap) for overlap in twice]
    found += _left_out(contained(bc))
    return [*_still_asked(cases, found), *_beside_nothing(bc.cases, bc.book, bc.settings)]


def _still_asked(cases: CaseSet, found: list[Problem]) -> list[Problem]:
    """Without the questions that their case answers."""
    of_file: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in found:
        of_file[problem.file].append(problem)
    for loaded in cases:
        if any(problem.asked for problem in of_file.get(loaded.file, ())):
            asked = of_file[loaded.file]
            of_file[loaded.file] = unanswered(source_of(loaded), loaded.case, asked, loaded.answered).problems
    return [problem for several in of_file.values() for problem in several]


def check_costs(bc: ValuedCases) -> Iterator[Problem]:
    """Every programme that states less than the effort of its own cases; in euros as it writes them."""
    for found in bc.lower_costs:
        amounts = {"kosten": found.stated / found.step, "inzet": found.effort / found.step}
        least = Decimal(amounts["inzet"]).quantize(_CENT, ROUND_CEILING)
        details = {name: euro(amount, 2) for name, amount in amounts.items()}
        text = found.home.text
        yield text.problem(
            "inzet_boven_kosten", text.place(("kosten", "bedrag")), **details, minstens=f"{least:.2f}"
        )


def _cut_lines(loaded: LoadedCase, lines: Sequence[LineExplanation]) -> Iterator[Problem]:
    """Lines that the horizon cuts (M37)."""
    for line in lines:
        if line.cut is not None:
            yield _cut_problem(loaded, line.name, line.cut, whole=not line.factors.horizon)


def _idle_drop_offs(
    by_id: dict[str, LoadedCase], cases: Sequence[LoadedCase], columns: Columns, regime: Regime
) -> Iterator[Problem]:
    """Drop-off that does nothing (M35)."""
    fades = columns.line_drop_off > 0.0
    idle = fades & (time_steps(columns, regime).drop_off == 1.0)
    for place in np.unique(columns.line_case[fades]).tolist():
        loaded = by_id[cases[place].case.id]
        mine = np.flatnonzero((columns.line_case == place) & (columns.line_side != EFFORT))
        lines = zip(care_lines(loaded.case), idle[mine].tolist(), strict=True)
        yield from _idle_drop_off(loaded, list(lines))


def _cut_problem(loaded: LoadedCase, name: str, cut: Cut, *, whole: bool) -> Problem:
    details: dict[str, object] = {"regel": name, "telt": cut.counts, "euro": euro(cut.euros)}
    slug = "regel_na_horizon" if whole else "regel_geknipt"
    return _asked("horizon", _placed(slug, loaded, name, _line_of(loaded, name).path, details), loaded, name)


def _idle_drop_off(loaded: LoadedCase, idle: list[tuple[Line, bool]]) -> Iterator[Problem]:
    """Where drop-off is written and no line notices: at the line, or once at the case."""
    following = [does_nothing for line, does_nothing in idle if line.leading.line.drop_off is None]
    if loaded.case.drop_off and following and all(following):
        yield _placed("afbouw_doet_niets", loaded, "afbouw", ("afbouw",), {})
    for line, does_nothing in idle:
        if does_nothing and line.line.drop_off:
            yield _placed("afbouw_doet_niets", loaded, line.name, (*line.path, "afbouw"), {})


def _is_beside(case: Case, name: str) -> bool:
    """Whether the author said in the file why this counts beside other help."""
    return any(line.line.beside for line in care_lines(case) if line.name == name)


def _asked(field: str, problem: Problem, loaded: LoadedCase, name: str) -> Problem:
    """A question that `klopt` on a line can answer."""
    return replace(problem, asked=Asked(_line_of(loaded, name).path, field))


def _left_out(parts: Sequence[Contained]) -> Iterator[Problem]:
    """What does not count because it lies inside other help (M42)."""
    for part in parts:
        if not _is_beside(part.loaded.case, part.line):
            line = _line_of(part.loaded, part.line)
            details: dict[str, object] = {
                "regel": part.line,
                "prijs": line.line.price,
                "ander": " en ".join(part.within),
                "euro": euro(part.amount, 2),
            }
            problem = _placed("zit_al_in", part.loaded, part.line, line.path, details)
            yield _asked("dubbel", problem, part.loaded, part.line)


def _beside_nothing(cases: Sequence[LoadedCase], book: PriceBook, settings: Settings) -> Iterator[Problem]:
    """Lines that say `naast` where no other help holds them."""
    for loaded in cases:
        for line in care_lines(loaded.case):
            if line.line.beside is not None and not would_lie_in(book, settings, loaded.case, line):
                details: dict[str, object] = {"regel": line.name, "prijs": line.line.price or "uitgave"}
                yield _placed("naast_zonder_doel", loaded, line.name, (*line.path, "naast"), details)


def _line_of(loaded: LoadedCase, name: str) -> Line:
    return next(line for line in care_lines(loaded.case) if line.name == name)


def _wrong_checks(loaded: LoadedCase, effort: float, benefit: float) -> Iterator[Problem]:
    checked = loaded.case.checked
    for name, stated, outcome in _compared(checked, effort, benefit) if checked else ():
        if abs(float(stated) - outcome) > _HALF_CENT:
            rounded = Decimal(outcome).quantize(_CENT, ROUND_HALF_EVEN)
            details: dict[str, object] = {
                "veld": name,
                "uitkomst": euro(float(rounded), 2),
                "opgegeven": euro(float(stated), 2),
            }
            yield _placed("controle_klopt_niet", loaded, "controle", ("controle", name), details)


def _compared(checked: Checked, effort: float, benefit: float) -> Iterator[tuple[str, Decimal, float]]:
    stated = (
        ("inzet", checked.effort, effort),
        ("baten", checked.benefit, benefit),
        ("netto", checked.net, benefit - effort),
    )
    return ((name, value, outcome) for name, value, outcome in stated if value is not None)


def _other(overlap: Overlap) -> str:
    if overlap.kind == "huishouden":
        return overlap.other_case
    elsewhere = f"casus {overlap.other_case} " if overlap.other_case != overlap.case else ""
    return elsewhere + overlap.other_line


def _overlap_problem(by_id: dict[str, LoadedCase], overlap: Overlap) -> Problem:
    loaded = by_id[overlap.case]
    path = _line_of(loaded, overlap.line).path
    details: dict[str, object] = {
        "regel": overlap.line,
        "prijs": overlap.price,
        "ander": _other(overlap),
        "anderprijs": overlap.other_price,
    }
    problem = _placed(_SLUGS[overlap.kind], loaded, overlap.line, path, details)
    return _asked("dubbel", problem, loaded, overlap.line)


def _placed(slug: str, loaded: LoadedCase, name: str, path: Path, details: dict[str, object]) -> Problem:
    """A problem at its place in the file, or at the line of `name` when the file is no longer the same."""
    text = source_of(loaded)
    if text.root is None:
        return Problem(slug, loaded.file, Place(loaded.line_numbers[name], 1, 2), details)
    return text.problem(slug, text.place(path), **details)
