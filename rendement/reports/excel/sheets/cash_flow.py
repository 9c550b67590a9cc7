"""Geldstroom: undiscounted euros per payer per quarter and year, and payback (M21), live.

The sheet Tijdlijn holds what has happened up to each quarter; this one takes the differences.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from xlsxwriter.utility import xl_col_to_name

from rendement.reports.excel.cells import Cell, Chart, Formula, Frame, Series, Sheet
from rendement.reports.excel.keys import CARE, OWN
from rendement.reports.excel.look import BLUE, GREY, ORANGE
from rendement.reports.excel.sheets.split import cash_of, cash_share, part, share_of
from rendement.reports.excel.sheets.timeline import amounts_until, boundaries, quarter_name
from rendement.reports.excel.sheets.whole_costs import COMPLETE, costs_note
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Work
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.figures.cash_words import cash_column
from rendement.results.figures.showing import why_no_payback
from rendement.results.paying.balance import balance
from rendement.results.telling.payer_groups import PayerGroup
from rendement.results.value.months import elapsed
from rendement.words.identifiers import name_part
from rendement.words.numbers import DASH

Floats = NDArray[np.float64]

NAME: Final = "Geldstroom"
NEVER: Final = "niet"
_NOTHING: Final = "0.000001"
_CHART_ROWS: Final = 18
_ROWS: Final = 4
"""Rows of a group: benefit, cost, net, added up."""
_TABLES: Final = 4
"""Small tables above the chart, each with a row per group: per year, payback, in cash, after so many months."""
_NOTES: Final = 2
"""Lines under tables."""
_MONTHS: Final = (12, 24, 36)
"""After how many months the balance is shown (M38)."""


class Group(NamedTuple):
    """Payers that stand together, and their numbers per quarter."""

    label: str
    payers: tuple[str, ...]
    benefit: Floats
    cost: Floats


def cash_flow_sheet(w: Work, timeline: Frame) -> Sheet:
    """Per group of payers: net per year, when it has paid itself back, and everything per quarter."""
    flow = _Flow(w.subject, w.view.groups, timeline, w.marks.flow_rows)
    sheet = Sheet(NAME, (40, 23, *[13.0] * flow.quarters))
    sheet.add(Cell("Geldstroom: wanneer het geld komt en gaat", "titel"))
    sheet.say(
        "Zonder disconto, in euro's van het prijspeil. Opgeteld uit de bladen Tijdlijn en Programmakosten. Terugverdiend is het "
        "eerste kwartaal waarin alles bij elkaar niet meer onder nul komt; een streep: er zijn geen kosten om terug te verdienen, of "
        f"niet alle kosten zijn bekend.{costs_note(w.subject, w.edition, floor=False)}",
        "ondertitel",
    )
    _years(sheet, flow)
    _paybacks(sheet, flow)
    _cash(sheet, flow)
    _after_months(sheet, flow)
    sheet.charts.append(_chart(flow, len(sheet.rows) + 1))
    for _ in range(_CHART_ROWS):
        sheet.add()
    _quarters(sheet, flow)
    sheet.frozen = (0, 2)
    return sheet


class _Flow:
    """What every payer gets and pays per quarter, as formulas and as numbers, and where it will stand."""

    def __init__(
        self, subject: Subject, shown: Sequence[PayerGroup], timeline: Frame, rows: dict[str, int]
    ) -> None:
        self.subject, self.timeline, self.rows = subject, timeline, rows
        self.bounds = boundaries(subject.bc.months)
        self.quarters = len(self.bounds) - 1
        self.splits = list(subject.splits.values())
        self.homes = subject.homes
        self._until = np.stack([amounts_until(subject, day) for day in self.bounds])
        periods = [home.programme.period for home in self.homes]
        gone = [[elapsed(period.first, period.last, day) for period in periods] for day in self.bounds]
        self._elapsed = np.array(gone).reshape(len(self.bounds), len(self.homes))
        everyone = (TOTAL, subject.payers)
        self.groups = [self._group(*named) for named in (everyone, *((g.label, g.payers) for g in shown))]
        self.heading = 2 + _TABLES * (3 + len(self.groups)) + _NOTES + _CHART_ROWS + 3
        """The row with the names of quarters."""

    def _group(self, label: str, payers: tuple[str, ...]) -> Group:
        benefit, cost = (
            np.array([float(part(payers, q).expected) for q in range(self.quarters)])
            for part in (self.benefit, self.cost)
        )
        return Group(label, payers, benefit, cost)

    def row(self, place: int, kind: int) -> int:
        """The row of a group: 0 benefit, 1 cost, 2 net, 3 added up."""
        return self.heading + 1 + _ROWS * place + kind

    @property
    def names(self) -> list[str]:
        """`2025 K3`; the last takes what comes later, where there is too much to show."""
        names = [quarter_name(day) for day in self.bounds[:-1]]
        return [*names[:-1], f"vanaf {self.bounds[-2].year}"]

    @property
    def last(self) -> str:
        """The column of the last quarter."""
        return _column(self.quarters - 1)

    def benefit(self, payers: tuple[str, ...], quarter: int) -> Formula:
        """What falls to these payers in a quarter."""
        return self._sum(payers, quarter, CARE)

    def cost(self, payers: tuple[str, ...], quarter: int) -> Formula:
        """What these payers pay in a quarter, programme costs included."""
        effort = self._sum(payers, quarter, OWN)
        extra, text = 0.0, ""
        for payer in payers if self.homes else ():
            amounts = np.array([overhead.get(payer, 0.0) for overhead in self.subject.overhead])
            extra += float((self._elapsed[quarter + 1] - self._elapsed[quarter]) @ amounts)
            if amounts.any():
                steps = self._steps(quarter, programmes=True)
                text += f"+SUMPRODUCT(Programmakosten_extra_{name_part(payer)},{steps})"
        return Formula(effort.text + text, float(effort.expected) + extra)

    def cash(self, payers: tuple[str, ...], first: int, last: int) -> Formula:
        """What these payers could save in these quarters (M13)."""
        step, amount, terms = self._until[last + 1] - self._until[first], 0.0, []
        for payer in payers:
            shares = np.array(
                [cash_share(self.subject.bc.settings, s, payer) * (s.side == CARE) for s in self.splits]
            )
            amount += float(step @ shares)
            column = f'(Verdeling_kant="{CARE}")*Verdeling_{cash_of(payer)}'
            terms.append(f"SUMPRODUCT({column}*{self._steps(first, last)})")
        return Formula("=" + ("+".join(terms) or "0"), amount)

    def _sum(self, payers: tuple[str, ...], quarter: int, side: str) -> Formula:
        step = self._until[quarter + 1] - self._until[quarter]
        amount, terms = 0.0, []
        for payer in payers:
            shares = np.array([share_of(s, payer) if s.side == side else 0.0 for s in self.splits])
            amount += float(step @ shares)
            if shares.any():
                column = f'(Verdeling_kant="{side}")*Verdeling_{part(payer)}'
                terms.append(f"SUMPRODUCT({column}*{self._steps(quarter)})")
        return Formula("=" + ("+".join(terms) or "0"), amount)

    def _steps(self, quarter: int, until: int | None = None, *, programmes: bool = False) -> str:
        frame = self.timeline
        first = frame.first + (len(self.splits) if programmes else 0)
        last = first + (len(self.homes) if programmes else len(self.splits)) - 1
        end = quarter if until is None else until
        one, two = frame.letter(f"t{quarter}"), frame.letter(f"t{end + 1}")
        return f"(Tijdlijn!${two}${first}:${two}${last}-Tijdlijn!${one}${first}:${one}${last})"


def _column(quarter: int) -> str:
    return str(xl_col_to_name(quarter + 2))


def _heads(*names: str) -> tuple[Cell, ...]:
    return tuple(Cell(name, "kop" if place < 2 else "kop_rechts") for place, name in enumerate(names))


def _quarters_of_years(flow: _Flow) -> dict[str, list[int]]:
    """Per year its quarters; the last year stands for all that come later."""
    days = flow.bounds[:-1]
    of_year = {year: [q for q, day in enumerate(days) if day.year == year] for year in years_of(flow.bounds)}
    last = max(of_year)
    return {f"vanaf {year}" if year == last else str(year): quarters for year, quarters in of_year.items()}


def _years(sheet: Sheet, flow: _Flow) -> None:
    """The net per calendar year: the quarters below added up."""
    of_year = _quarters_of_years(flow)
    sheet.add()
    sheet.add(Cell("Per jaar: saldo", "tussenkop"))
    sheet.add(*_heads("betaler", "wat", *of_year))
    for place, group in enumerate(flow.groups):
        row, net = flow.row(place, 2), group.benefit - group.cost
        cells = [
            Cell(Formula(f"=SUM({_column(qs[0])}{row}:{_column(qs[-1])}{row})", float(net[qs].sum())), "euro")
            for qs in of_year.values()
        ]
        flow.rows[group.label] = sheet.add(Cell(group.label), Cell("saldo", "zacht"), *cells)


def years_of(bounds: Sequence[date]) -> list[int]:
    """The calendar years of the cash flow; the last stands for all that come later."""
    return sorted({day.year for day in bounds[:-1]})


def _paybacks(sheet: Sheet, flow: _Flow) -> None:
    sheet.add()
    sheet.add(Cell("Terugverdiend (M21)", "tussenkop"))
    sheet.add(*_heads("betaler", "kwartaal"))
    for place, group in enumerate(flow.groups):
        text, expected = _payback(flow, place, group)
        sheet.add(Cell(group.label), Cell(Formula(text, expected)))


def _cash(sheet: Sheet, flow: _Flow) -> None:
    """Per calendar year what budgets could go down by (M13)."""
    of_year, name = _quarters_of_years(flow), cash_column(flow.subject.bc.settings.cashability)
    sheet.add()
    sheet.add(Cell(f"Per jaar: {name}, van de baten", "tussenkop"))
    sheet.add(*_heads("betaler", "wat", *of_year))
    for group in flow.groups:
        amounts = (flow.cash(group.payers, quarters[0], quarters[-1]) for quarters in of_year.values())
        sheet.add(Cell(group.label), Cell(name, "zacht"), *(Cell(amount, "euro") for amount in amounts))
    sheet.add(
        Cell(
            "Geld dat een betaler minder kan uitgeven, als hij zijn budget echt verlaagt: dat is niet vastgesteld (M13). Tel het niet op bij het saldo: "
            "het zit er al in.",
            "zacht_regel",
        )
    )


def _after_months(sheet: Sheet, flow: _Flow) -> None:
    """The balance on the own clock of every case; values, because it does not follow quarters (M38)."""
    balances = [balance(flow.subject.bc, months) for months in _MONTHS]
    sheet.add()
    sheet.add(Cell("Saldo na zoveel maanden, vanaf de start van elke casus (M38)", "tussenkop"))
    sheet.add(*_heads("betaler", "wat", *(f"{months} maanden" for months in _MONTHS)))
    for group in flow.groups:
        nets = (sum(b[payer].net for payer in group.payers if payer in b) for b in balances)
        sheet.add(Cell(group.label), Cell("saldo", "zacht"), *(Cell(float(net), "euro") for net in nets))
    floor = flow.subject.bc.floor_benefit
    unfiled = (
        " De ondergrens van niet ingediende casussen valt op geen moment, en telt hier niet." if floor else ""
    )
    sheet.say(
        "Waarden bij de aannames van dit rapport: zij rekenen niet mee met de knoppen. Programmakosten vallen gelijk over hun "
        f"periode, vanaf de eerste dag.{unfiled}",
        "zacht_omloop",
    )


def _payback(flow: _Flow, place: int, group: Group) -> tuple[str, str]:
    """The quarter after the last one that ended below zero; a dash without costs, or not all of them."""
    so_far, paid = np.cumsum(group.benefit - group.cost), flow.row(place, 1)
    row = flow.row(place, 3)
    span = f"$C{row}:${flow.last}{row}"
    below = f"SUMPRODUCT(MAX(({span}<-{_NOTHING})*(COLUMN({span})-2)))"
    heads = f"$C${flow.heading}:${flow.last}${flow.heading}"
    none = f"OR(NOT({COMPLETE}),SUM($C{paid}:${flow.last}{paid})<={_NOTHING})"
    text = f'=IF({none},"{DASH}",IF({below}={flow.quarters},"{NEVER}",INDEX({heads},{below}+1)))'
    if why_no_payback(flow.subject.bc.costs_complete, float(group.cost.sum()) - float(_NOTHING)):
        return text, DASH
    found = np.flatnonzero(so_far < -float(_NOTHING))
    after = int(found[-1]) + 1 if len(found) else 0
    return text, NEVER if after == flow.quarters else flow.names[after]


def _quarters(sheet: Sheet, flow: _Flow) -> None:
    sheet.add()
    sheet.add(Cell("Per kwartaal", "tussenkop"))
    row = sheet.add(*_heads("betaler", "wat", *flow.names))
    assert row == flow.heading
    for place, group in enumerate(flow.groups):
        _group_rows(sheet, flow, place, group)


def _group_rows(sheet: Sheet, flow: _Flow, place: int, group: Group) -> None:
    quarters = range(flow.quarters)
    top, net = flow.row(place, 0), group.benefit - group.cost
    so_far = np.cumsum(net)
    nets = (Formula(f"={_column(q)}{top}-{_column(q)}{top + 1}", float(net[q])) for q in quarters)
    added = (Formula(f"=SUM($C{top + 2}:{_column(q)}{top + 2})", float(so_far[q])) for q in quarters)
    rows: tuple[tuple[str, str, Iterable[Formula]], ...] = (
        ("baten", "euro", (flow.benefit(group.payers, q) for q in quarters)),
        ("kosten", "euro", (flow.cost(group.payers, q) for q in quarters)),
        ("saldo", "totaal_euro", nets),
        ("opgeteld", "euro", added),
    )
    for words, style, formulas in rows:
        name = Cell(group.label if words == "baten" else None)
        sheet.add(
            name, Cell(words, "totaal" if words == "saldo" else "zacht"), *(Cell(f, style) for f in formulas)
        )


def _chart(flow: _Flow, row: int) -> Chart:
    heads = f"={NAME}!$C${flow.heading}:${flow.last}${flow.heading}"

    def series(name: str, kind: int, colour: str) -> Series:
        at = flow.row(0, kind)
        return Series(name, heads, f"={NAME}!$C${at}:${flow.last}${at}", colour)

    return Chart(
        "column",
        (row, 0),
        "Alle betalers samen: baten, kosten en het opgetelde saldo",
        (series("baten", 0, BLUE), series("kosten", 1, ORANGE), series("opgeteld", 3, GREY)),
        "Staafdiagram van baten en kosten per kwartaal, met het opgetelde saldo.",
        (1100, 330),
        {"y_axis": {"num_format": '"€ "#,##0'}, "x_axis": {"label_position": "low"}},
    )
