"""Tijdlijn and Geldstroom: undiscounted euros per payer per quarter and year, and payback (M21), live.

Tijdlijn holds, per way of sharing, everything up to each first day of a quarter; Geldstroom takes differences.
"""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine import rules
from rendement.engine.evaluate import expected_quantity, per_line
from rendement.model.units import DAYS_PER_YEAR
from rendement.reports.excel.cells import Block, Cell, Chart, Field, Filled, Formula, Frame, Series, Sheet
from rendement.reports.excel.keys import CARE, OWN
from rendement.reports.excel.look import BLUE, GREY, ORANGE
from rendement.reports.excel.sheets.moments import plain_count
from rendement.reports.excel.sheets.split import part, share_of
from rendement.reports.excel.work import Work, ident
from rendement.results.cash_flow import months_of

Floats = NDArray[np.float64]
MOST_QUARTERS: Final = 60
"""Quarters that are shown; what comes later stands in one last column."""


def boundaries(w: Work) -> list[date]:
    """First days of quarters from the first euro to the last."""
    months = months_of(w.bc).first
    first, last = months[0], months[-1]
    start = date(first.year, 3 * ((first.month - 1) // 3) + 1, 1)
    bounds = [start]
    while bounds[-1] <= last:
        bounds.append(_next_quarter(bounds[-1]))
    return bounds if len(bounds) <= MOST_QUARTERS else [*bounds[: MOST_QUARTERS - 1], bounds[-1]]


def _next_quarter(day: date) -> date:
    return date(day.year + (day.month > 9), (day.month + 2) % 12 + 1, 1)


def quarter_name(day: date) -> str:
    """`2025 K3`."""
    return f"{day.year} K{(day.month - 1) // 3 + 1}"


# ---------------------------------------------------------------- Tijdlijn


def timeline_frame(w: Work) -> Frame:
    """Ways of sharing and programmes by first days of quarters."""
    bounds = boundaries(w)
    named = (Field(f"t{i}", f"vóór {day:%d-%m-%Y}", 14, "euro_cent") for i, day in enumerate(bounds))
    fields = (Field("sleutel", "sleutel", 34), Field("soort", "soort", 12), *named)
    return Frame("Tijdlijn", 6, fields, len(w.subject.splits) + len(w.subject.homes))


def timeline_sheet(w: Work, frame: Frame) -> Sheet:
    """Everything before each first day of a quarter; the days themselves stand above the columns."""
    bounds = boundaries(w)
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
    sheet.put(Block(frame, _timeline_columns(w, frame, bounds), is_table=False))
    sheet.frozen = (frame.top, 2)
    return sheet


def _timeline_columns(w: Work, frame: Frame, bounds: list[date]) -> dict[str, Filled]:
    splits, homes = list(w.subject.splits), w.subject.homes
    found = {
        "sleutel": Filled([*splits, *(home.programme.id for home in homes)]),
        "soort": Filled([*("bedrag" for _ in splits), *("deel" for _ in homes)]),
    }
    for number, day in enumerate(bounds):
        letter = frame.letter(f"t{number}")
        at = f"{letter}${frame.top - 2}"
        shares = [_elapsed(home.programme.period.first, home.programme.period.last, day) for home in homes]
        texts = [_until_formula(w, at)] * len(splits) + [_share_formula(at)] * len(homes)
        found[f"t{number}"] = Filled([*amounts_until(w, day).tolist(), *shares], texts)
    return found


def _share_formula(at: str) -> str:
    mine = "MATCH({sleutel},Programmakosten_programma,0)"
    van, tot = (f"INDEX(Programmakosten_{key},{mine})" for key in ("van", "tot"))
    return f"=MAX(0,MIN(1,({at}-{van})/({tot}+1-{van})))"


def _elapsed(first: date, last: date, day: date) -> float:
    length = last.toordinal() + 1 - first.toordinal()
    return min(1.0, max(0.0, (day - first).days / length))


def _until_formula(w: Work, at: str) -> str:
    """Flows up to a moment, one-offs before it, and flows that fade in their own closed form (M3, M21).

    `(|x − begin| − |x − einde| + einde − begin) ÷ 2` is what of a flow lies before x.
    """
    rows, fading = plain_count(w), w.frames.moments.count - plain_count(w)
    terms = []
    if rows:
        terms.append(_plain_term(w, at, 0, rows))
    if fading:
        terms.append(_fading_term(w, at, rows, rows + fading))
    terms.append('SUMIFS(Tijd_eenmalig,Tijd_verdeling,{sleutel},Tijd_dag,"<"&' + at + ")")
    return "=" + "+".join(terms)


def _part(w: Work, key: str, first: int, last: int) -> str:
    frame = w.frames.moments
    letter = frame.letter(key)
    return f"Tijd!${letter}${frame.first + first}:${letter}${frame.first + last - 1}"


def _plain_term(w: Work, at: str, first: int, last: int) -> str:
    key, flow, begin, end, start = (
        _part(w, name, first, last) for name in ("verdeling", "stroom", "begin", "einde", "start")
    )
    x = f"({at}-{start})/{DAYS_PER_YEAR}"
    return f"SUMPRODUCT(({key}={{sleutel}})*{flow}*(ABS({x}-{begin})-ABS({x}-{end})+{end}-{begin})/2)"


def _fading_term(w: Work, at: str, first: int, last: int) -> str:
    key, flow, begin, end, start, closing, ln, until, kept = (
        _part(w, name, first, last)
        for name in (
            "verdeling",
            "stroom",
            "begin",
            "einde",
            "start",
            "afsluiting",
            "afbouw_ln",
            "vol_tot",
            "over",
        )
    )
    x = f"({at}-{start})/{DAYS_PER_YEAR}"
    cut = f"((ABS({x}-{begin})-ABS({x}-{end})+{end}+{begin})/2)"
    full = f"({cut}+{closing}-ABS({cut}-{closing}))/2"
    faded = f"EXP(-{ln}*({cut}-{closing}+ABS({cut}-{closing}))/2)"
    return f"SUMPRODUCT(({key}={{sleutel}})*{flow}*({full}-{until}+({kept}-{faded})/{ln}))"


def amounts_until(w: Work, day: date) -> Floats:
    """Per way of sharing: undiscounted euros before a day, weighted (M21)."""
    columns = w.bc.columns
    starts = np.array([loaded.case.started.toordinal() for loaded in w.bc.cases], dtype=np.float64)
    flows = columns.flows()
    since = (day.toordinal() - starts[columns.line_case[columns.atom_line]]) / DAYS_PER_YEAR
    cut = flows._replace(horizon=np.minimum(flows.horizon, since))
    per_atom = np.where(since > 0, rules.present_value(cut, 0.0), 0.0)
    worth = expected_quantity(columns) * columns.line_unit_price * per_line(columns, per_atom)
    order = {key: number for number, key in enumerate(w.subject.splits)}
    places = np.array([order[w.split_key(row)] for row in w.subject.rows], dtype=np.int64)
    return np.bincount(places, worth * w.subject.line_weights, len(order)).astype(np.float64)


# ---------------------------------------------------------------- Geldstroom


def cash_flow_sheet(w: Work, timeline: Frame, groups: list[tuple[str, tuple[str, ...]]]) -> Sheet:
    """Per group of payers and quarter: what falls to them less what they pay; by year, and added up."""
    bounds = boundaries(w)
    widths = (40, 12, *[13.0] * (len(bounds) - 1))
    sheet = Sheet("Geldstroom", widths)
    sheet.add(Cell("Geldstroom: wanneer het geld komt en gaat", "titel"))
    sheet.say(
        "Zonder disconto, in euro's van het prijspeil. Opgeteld uit de bladen Tijdlijn en Programmakosten. "
        "Terugverdiend is het eerste kwartaal waarin alles bij elkaar niet meer onder nul komt.",
        "ondertitel",
    )
    sheet.add()
    flow = _Flow(w, timeline, bounds)
    quarters = _quarters(sheet, flow, groups)
    _years(sheet, flow, groups, quarters)
    _paybacks(sheet, flow, groups, quarters)
    sheet.frozen = (3, 2)
    return sheet


class _Flow:
    """What every payer gets and pays per quarter, as formulas and as numbers."""

    def __init__(self, w: Work, timeline: Frame, bounds: list[date]) -> None:
        self.w, self.timeline, self.bounds = w, timeline, bounds
        self.cumulative = np.stack([amounts_until(w, day) for day in bounds])
        self.splits = list(w.subject.splits.values())
        self.homes = w.subject.homes
        self.elapsed = np.array(
            [
                [_elapsed(h.programme.period.first, h.programme.period.last, d) for h in self.homes]
                for d in bounds
            ]
        ).reshape(len(bounds), len(self.homes))

    @property
    def quarters(self) -> int:
        """How many columns there are."""
        return len(self.bounds) - 1

    def benefit(self, payers: tuple[str, ...], quarter: int) -> Formula:
        """What falls to these payers in a quarter."""
        return self._sum(payers, quarter, CARE)

    def cost(self, payers: tuple[str, ...], quarter: int) -> Formula:
        """What these payers pay in a quarter, programme costs included."""
        effort = self._sum(payers, quarter, OWN)
        extra, text = 0.0, ""
        for payer in payers if self.homes else ():
            amounts = [overhead.get(payer, 0.0) for overhead in self.w.subject.plain_overhead]
            extra += float((self.elapsed[quarter + 1] - self.elapsed[quarter]) @ np.array(amounts))
            if any(amounts):
                text += (
                    f"+SUMPRODUCT(Programmakosten_kas_{ident(payer)},{self._steps(quarter, programmes=True)})"
                )
        return Formula(effort.text + text, float(effort.expected) + extra)

    def _sum(self, payers: tuple[str, ...], quarter: int, side: str) -> Formula:
        step = self.cumulative[quarter + 1] - self.cumulative[quarter]
        amount, terms = 0.0, []
        for payer in payers:
            shares = np.array([share_of(s, payer) if s.side == side else 0.0 for s in self.splits])
            amount += float(step @ shares)
            if shares.any():
                column = f'(Verdeling_kant="{side}")*Verdeling_{part(payer)}'
                terms.append(f"SUMPRODUCT({column}*{self._steps(quarter)})")
        return Formula("=" + ("+".join(terms) or "0"), amount)

    def _steps(self, quarter: int, *, programmes: bool = False) -> str:
        frame = self.timeline
        first = frame.first + (len(self.splits) if programmes else 0)
        last = first + (len(self.homes) if programmes else len(self.splits)) - 1
        one, two = (frame.letter(f"t{quarter + i}") for i in (0, 1))
        return f"(Tijdlijn!${two}${first}:${two}${last}-Tijdlijn!${one}${first}:${one}${last})"


class _Rows:
    """Where the rows of each group stand: benefit, cost, net, cumulative; and their numbers."""

    def __init__(self) -> None:
        self.net: dict[str, int] = {}
        self.numbers: dict[str, tuple[Floats, Floats]] = {}


def _quarters(sheet: Sheet, flow: _Flow, groups: list[tuple[str, tuple[str, ...]]]) -> _Rows:
    sheet.add(Cell("Per kwartaal", "tussenkop"))
    names = [quarter_name(day) for day in flow.bounds[:-1]]
    if len(flow.bounds) == MOST_QUARTERS:
        names[-1] = f"vanaf {names[-1]}"
    sheet.add(Cell("betaler", "kop"), Cell("wat", "kop"), *(Cell(name, "kop_rechts") for name in names))
    found = _Rows()
    for label, payers in groups:
        _group_rows(sheet, flow, label, payers, found)
    return found


def _group_rows(sheet: Sheet, flow: _Flow, label: str, payers: tuple[str, ...], found: _Rows) -> None:
    quarters = range(flow.quarters)
    benefit = [flow.benefit(payers, q) for q in quarters]
    cost = [flow.cost(payers, q) for q in quarters]
    row = sheet.add(Cell(label), Cell("baten", "zacht"), *(Cell(f, "euro") for f in benefit))
    sheet.add(Cell(None), Cell("kosten", "zacht"), *(Cell(f, "euro") for f in cost))
    b, c = (np.array([float(f.expected) for f in fs]) for fs in (benefit, cost))
    net = [Formula(f"={_col(q)}{row}-{_col(q)}{row + 1}", float(b[q] - c[q])) for q in quarters]
    sheet.add(Cell(None), Cell("saldo", "totaal"), *(Cell(f, "totaal_euro") for f in net))
    so_far = np.cumsum(b - c)
    added = [Formula(f"=SUM($C{row + 2}:{_col(q)}{row + 2})", float(so_far[q])) for q in quarters]
    sheet.add(Cell(None), Cell("opgeteld", "zacht"), *(Cell(f, "euro") for f in added))
    found.net[label] = row + 2
    found.numbers[label] = (b, c)


def _col(quarter: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(quarter + 2))


def _years(sheet: Sheet, flow: _Flow, groups: list[tuple[str, tuple[str, ...]]], found: _Rows) -> None:
    """The same per calendar year."""
    years = sorted({day.year for day in flow.bounds[:-1]})
    sheet.add()
    sheet.add(Cell("Per jaar: saldo", "tussenkop"))
    sheet.add(Cell("betaler", "kop"), Cell("wat", "kop"), *(Cell(str(year), "kop_rechts") for year in years))
    of_year = {y: [q for q, day in enumerate(flow.bounds[:-1]) if day.year == y] for y in years}
    for label, _ in groups:
        row = found.net[label]
        b, c = found.numbers[label]
        cells = [
            Cell(Formula(f"=SUM({_col(qs[0])}{row}:{_col(qs[-1])}{row})", float((b - c)[qs].sum())), "euro")
            for qs in of_year.values()
        ]
        sheet.add(Cell(label), Cell("saldo", "zacht"), *cells)


def _paybacks(sheet: Sheet, flow: _Flow, groups: list[tuple[str, tuple[str, ...]]], found: _Rows) -> None:
    sheet.add()
    sheet.add(Cell("Terugverdiend (M21)", "tussenkop"))
    sheet.add(Cell("betaler", "kop"), Cell("kwartaal", "kop"))
    heads = f"$C$5:${_col(flow.quarters - 1)}$5"
    for label, _ in groups:
        row = found.net[label] + 1
        b, c = found.numbers[label]
        text, expected = _payback(flow, row, heads, np.cumsum(b - c), bool(c.any()))
        sheet.add(Cell(label), Cell(Formula(text, expected), "tekst"))
        if label == groups[0][0]:
            sheet.charts.append(_chart(flow, found, label))


NEVER: Final = "niet"
_NOTHING: Final = "0.000001"


def _payback(flow: _Flow, row: int, heads: str, so_far: Floats, pays: bool) -> tuple[str, str]:
    """The quarter after the last one that ended below zero; `–` for who pays nothing."""
    span = f"$C{row}:${_col(flow.quarters - 1)}{row}"
    last_below = f"SUMPRODUCT(MAX(({span}<-{_NOTHING})*(COLUMN({span})-2)))"
    text = f'=IF({last_below}={flow.quarters},"{NEVER}",INDEX({heads},{last_below}+1))'
    below = np.flatnonzero(so_far < -float(_NOTHING))
    after = int(below[-1]) + 1 if len(below) else 0
    if after == flow.quarters:
        return text, NEVER
    name = quarter_name(flow.bounds[after])
    return text, name


def _chart(flow: _Flow, found: _Rows, label: str) -> Chart:
    row = found.net[label]
    last = _col(flow.quarters - 1)
    heads = f"=Geldstroom!$C$5:${last}$5"

    def series(name: str, at: int, colour: str) -> Series:
        return Series(name, heads, f"=Geldstroom!$C${at}:${last}${at}", colour)

    return Chart(
        "column",
        (len(found.net) * 4 + 40, 2),
        "Samen: baten, kosten en wat er opgeteld overblijft",
        (
            series("baten", row - 2, BLUE),
            series("kosten", row - 1, ORANGE),
            series("opgeteld", row + 1, GREY),
        ),
        "Staafdiagram van baten en kosten per kwartaal, met het opgetelde saldo.",
    )
