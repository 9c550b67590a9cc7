"""Tijdlijn: per way of sharing, everything up to each first day of a quarter, without discount (M21), live."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine.columns import Columns
from rendement.engine.evaluate import expected_quantity, per_line, undiscounted
from rendement.model.settings import Settings
from rendement.model.units import DAYS_PER_YEAR
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Frame, Sheet
from rendement.reports.excel.sheets.moments import plain_count
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Frames, Live, Work
from rendement.results.value.months import Months, elapsed

Floats = NDArray[np.float64]
MOST_QUARTERS: Final = 60
"""Quarters that are shown; what comes later stands in one last column."""
LATER: Final = date(2500, 1, 1)
"""After every euro."""


def boundaries(months: Months) -> list[date]:
    """First days of quarters from the first euro to the end of the year of the last, and one far away.

    So the last column starts a year, and holds what comes later: nothing, until somebody looks further ahead.
    """
    first, last = months.first[0], months.first[-1]
    bounds = [date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)]
    while bounds[-1] <= last or bounds[-1].month != 1:
        bounds.append(_next_quarter(bounds[-1]))
    while len(bounds) > MOST_QUARTERS or bounds[-1].month != 1:
        bounds.pop()
    return [*bounds, LATER]


def _next_quarter(day: date) -> date:
    return date(day.year + (day.month > 9), (day.month + 2) % 12 + 1, 1)


def quarter_name(day: date) -> str:
    """`2025 K3`."""
    return f"{day.year} K{(day.month - 1) // 3 + 1}"


def timeline_frame(subject: Subject) -> Frame:
    """Ways of sharing and programmes by first days of quarters."""
    bounds = boundaries(subject.bc.months)
    heads = [*(f"vóór {day:%d-%m-%Y}" for day in bounds[:-1]), "alles"]
    named = (Field(f"t{i}", head, 14, "euro_cent") for i, head in enumerate(heads))
    fields = (Field("sleutel", "sleutel", 34), Field("soort", "soort", 12), *named)
    return Frame("Tijdlijn", 6, fields, len(subject.splits) + len(subject.homes))


def timeline_sheet(w: Work, frame: Frame) -> Sheet:
    """Everything before each first day of a quarter; the days themselves stand above the columns."""
    bounds = boundaries(w.subject.bc.months)
    sheet = Sheet("Tijdlijn", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Tijdlijn: wat er tot elk moment is gebeurd", "titel"))
    sheet.say(
        "Opgelopen bedrag zonder disconto, per sleutel van het blad Verdeling, voor alle casussen samen; onderaan welk "
        "deel van de looptijd van elk programma voorbij is. Het blad Geldstroom neemt de verschillen.",
        "ondertitel",
    )
    sheet.add()
    sheet.add(
        Cell("eerste dag van het kwartaal", "zacht"), Cell(None), *(Cell(day, "datum") for day in bounds)
    )
    sheet.put(Block(frame, _timeline_columns(w.live, frame, bounds), is_table=False))
    sheet.frozen = (frame.top, 2)
    return sheet


def _timeline_columns(live: Live, frame: Frame, bounds: list[date]) -> dict[str, Filled]:
    splits, homes = list(live.subject.splits), live.subject.homes
    found = {
        "sleutel": Filled([*splits, *(home.programme.id for home in homes)]),
        "soort": Filled([*("bedrag" for _ in splits), *("deel" for _ in homes)]),
    }
    for number, day in enumerate(bounds):
        letter = frame.letter(f"t{number}")
        at = f"{letter}${frame.top - 2}"
        shares = [elapsed(home.programme.period.first, home.programme.period.last, day) for home in homes]
        until = (
            _of_groups(number)
            if live.subject.is_grouped
            else _until_formula(live.subject.bc.columns, live.frames, at)
        )
        texts = [until] * len(splits) + [_share_formula(at)] * len(homes)
        found[f"t{number}"] = Filled([*amounts_until(live.subject, day).tolist(), *shares], texts)
    return found


def _of_groups(number: int) -> str:
    """In a large workbook: the units of every group before a moment, at what a unit is worth."""
    return f"=SUMPRODUCT((Regels_verdeling={{sleutel}})*Regels_per_eenheid*Tijdverloop_t{number})"


def _share_formula(at: str) -> str:
    mine = "MATCH({sleutel},Programmakosten_programma,0)"
    van, tot = (f"INDEX(Programmakosten_{key},{mine})" for key in ("van", "tot"))
    return f"=MAX(0,MIN(1,({at}-{van})/({tot}+1-{van})))"


def _until_formula(columns: Columns, frames: Frames, at: str) -> str:
    """Flows up to a moment, one-offs before it, and flows that fade in their own closed form (M21, M35).

    `(|x − begin| − |x − einde| + einde − begin) ÷ 2` is what of a flow lies before x.
    """
    rows = plain_count(columns)
    fading = frames.moments.count - rows
    terms = []
    if rows:
        terms.append(_plain_term(frames, at, 0, rows))
    if fading:
        terms.append(_fading_term(frames, at, rows, rows + fading))
    terms.append('SUMIFS(Tijd_eenmalig,Tijd_verdeling,{sleutel},Tijd_dag,"<"&' + at + ")")
    return "=" + "+".join(terms)


def _part(frames: Frames, key: str, first: int, last: int) -> str:
    frame = frames.moments
    letter = frame.letter(key)
    return f"Tijd!${letter}${frame.first + first}:${letter}${frame.first + last - 1}"


def _plain_term(frames: Frames, at: str, first: int, last: int) -> str:
    key, flow, begin, end, start = (
        _part(frames, name, first, last) for name in ("verdeling", "stroom", "begin", "einde", "start")
    )
    x = f"({at}-{start})/{DAYS_PER_YEAR}"
    return f"SUMPRODUCT(({key}={{sleutel}})*{flow}*(ABS({x}-{begin})-ABS({x}-{end})+{end}-{begin})/2)"


def _fading_term(frames: Frames, at: str, first: int, last: int) -> str:
    key, flow, begin, end, start, closing, share, ln, until, faded = (
        _part(frames, name, first, last)
        for name in (
            "verdeling",
            "stroom",
            "begin",
            "einde",
            "start",
            "afsluiting",
            "afbouw",
            "afbouw_ln",
            "vol_tot",
            "over",
        )
    )
    x = f"({at}-{start})/{DAYS_PER_YEAR}"
    cut = f"((ABS({x}-{begin})-ABS({x}-{end})+{end}+{begin})/2)"
    full = f"({cut}+{closing}-ABS({cut}-{closing}))/2"
    since = f"(({cut}-{closing}+ABS({cut}-{closing}))/2)"
    left = f"(1-{share})^INT({since})"
    steps = f"((1-{left})/{share}+{left}*({since}-INT({since})))"
    gliding = f"(1-EXP(-{ln}*{since}))/{ln}"
    counts = f"Trap*{steps}+(1-Trap)*{gliding}"
    return f"SUMPRODUCT(({key}={{sleutel}})*{flow}*({full}-{until}+{counts}-{faded}))"


def amounts_until(subject: Subject, day: date) -> Floats:
    """Per way of sharing: undiscounted euros before a day, weighted (M21)."""
    columns = subject.bc.columns
    worth = expected_quantity(columns) * columns.line_unit_price * time_until(subject, day)
    return np.bincount(subject.line_splits, worth * subject.line_weights, len(subject.splits)).astype(
        np.float64
    )


def time_until(subject: Subject, day: date) -> Floats:
    """Per line: the time factor of what lies before a day, without discount (M21)."""
    known = subject.times
    if day not in known:
        known[day] = _time_until(subject.bc.settings, subject.bc.columns, subject.bc.cases, day)
    return known[day]


def _time_until(settings: Settings, columns: Columns, cases: Sequence[LoadedCase], day: date) -> Floats:
    starts = np.array([loaded.case.started.toordinal() for loaded in cases], dtype=np.float64)
    flows = columns.flows()
    since = (day.toordinal() - starts[columns.line_case[columns.atom_line]]) / DAYS_PER_YEAR
    cut = flows._replace(horizon=np.minimum(flows.horizon, since))
    per_atom = np.where(since > 0, undiscounted(cut, settings.regime.drop_off), 0.0)
    return per_line(columns, per_atom)
