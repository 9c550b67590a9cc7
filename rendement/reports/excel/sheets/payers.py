"""One page per payer: what you pay, what falls to you, when, how sure, on what grounds, and what falls to others."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from rendement.engine.columns import EFFORT
from rendement.model.settings import Settings
from rendement.reports.excel.cells import Cell, Chart, Formula, Row, Series, Sheet
from rendement.reports.excel.keys import CARE
from rendement.reports.excel.look import BLUE, ORANGE
from rendement.reports.excel.sheets.counted import count_cell
from rendement.reports.excel.sheets.split import part, share_of
from rendement.reports.excel.sheets.summary import (
    BELOW_ZERO,
    CHANGED,
    UNKNOWN_NET,
    cash_cell,
    page_names,
    payer_row,
)
from rendement.reports.excel.sheets.timeline import LATER, time_until
from rendement.reports.excel.sheets.uncertainty import BAND_NAMES, band_cells, group_outcome
from rendement.reports.excel.sheets.whole_costs import COMPLETE, costs_note
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Frames, Marks, View, Work
from rendement.results.figures.cash_words import bound
from rendement.results.paying.cash_flow import flows_of
from rendement.results.telling.payer_groups import PayerGroup
from rendement.results.telling.suppression import next_to_join
from rendement.results.value.months import Months

WIDTHS: Final = (54, 18, 18, 3, 44, 18, 22, 18)
_RIGHT: Final = 4
"""Where the right half begins: left what falls to this payer, right the others and the chart."""
_CHART_ROWS: Final = 12
_OTHERS: Final = "overige hulp samen"


def payer_sheets(w: Work, years: list[int]) -> list[Sheet]:
    """A page for every payer that may be shown by itself."""
    pages = [group for group in w.view.groups if len(group.payers) == 1]
    if w.edition.told:
        return [
            _page(w.view, w.frames, w.marks, group, years, w.edition.told.hidden_kinds(group.payers[0]))
            for group in pages
        ]
    hidden = hidden_kinds(w.view)
    return [_page(w.view, w.frames, w.marks, group, years, hidden) for group in pages]


def _page(
    view: View, frames: Frames, marks: Marks, group: PayerGroup, years: list[int], hidden: frozenset[int]
) -> Sheet:
    sheet = Sheet(page_names(view.groups)[group.payers[0]], WIDTHS, tab=ORANGE, pages_high=1)
    sheet.add(Cell(f"Voor u: {group.label}", "titel"))
    sheet.say("Wat betaalt u, wat valt u toe, wanneer, en hoe zeker is dat? Verwachte bedragen in euro's van het prijspeil, contant "
              f"gemaakt. Inschatting, geen effectmeting.{costs_note(view.subject, view.edition, floor=False)}", "ondertitel")  # fmt: skip
    sheet.add(Cell(Formula(f'=IF(Gewijzigd=1,"{CHANGED}","")', ""), "let_op_regel"))
    _tiles(view, marks.payer_rows, sheet, group)
    _who_gets_what(view, frames, marks.payer_rows, sheet, group, hidden)
    _years(view, marks.flow_rows, sheet, group, years)
    _grounds(view.subject.bc.settings, view.sentence, sheet)
    return sheet


def _at(payer_rows: dict[str, int], group: PayerGroup, letter: str) -> str:
    return f"Samenvatting!${letter}${payer_rows[group.label]}"


def _tiles(view: View, payer_rows: dict[str, int], sheet: Sheet, group: PayerGroup) -> None:
    figures = payer_row(view.subject, group)
    names = [
        "Saldo voor u",
        "Dit valt u toe",
        "Dit betaalt u",
        f"In geld, {bound(view.subject.bc.settings.cashability)}",
    ]
    net, benefit, cash = (_at(payer_rows, group, letter) for letter in "FCG")
    paid = f"={_at(payer_rows, group, 'D')}+{_at(payer_rows, group, 'E')}"
    cells = [
        Cell(Formula(f"={net}", figures.net), "kengetal"),
        Cell(Formula(f"={benefit}", figures.benefit), "kengetal"),
        Cell(Formula(paid, figures.effort + figures.extra), "kengetal"),
        cash_cell(view.subject, view.edition, group, "kengetal", f"={cash}"),
    ]
    if (found := group_outcome(view.subject, view.uncertainty, group)) is not None:
        names += BAND_NAMES
        cells += band_cells(found)
    sheet.add(*_with_gap([Cell(name, "kengetal_label") for name in names], Cell(None, "kengetal_label")))
    row = sheet.add(*_with_gap(cells, Cell(None, "kengetal_label")))
    gain = "Naar verwachting valt u meer toe dan u betaalt."
    loss = "Naar verwachting valt u niet meer toe dan u betaalt."
    said = gain if figures.net > 0 else loss
    text = f'=IF({COMPLETE},IF(A{row}>0,"{gain}","{loss}"),"{UNKNOWN_NET}")'
    sheet.add(Cell(Formula(text, said if view.subject.bc.costs_complete else UNKNOWN_NET), "vet"))


def _with_gap(cells: list[Cell], gap: Cell) -> list[Cell]:
    """The cells of a row over both halves of the page."""
    return [*cells[: _RIGHT - 1], gap, *cells[_RIGHT - 1 :]]


# ---------------------------------------------------------------- where it comes from


class _Help(NamedTuple):
    """One kind of help and what of it falls to a payer."""

    place: int
    words: str
    amount: float
    cases: frozenset[int]


def _helps(subject: Subject, payer: str) -> list[_Help]:
    splits = list(subject.splits.values())
    columns, weighted = subject.bc.columns, subject.bc.values.value * subject.line_weights
    keys = subject.line_splits
    found = []
    for place, split in enumerate(splits):
        share = share_of(split, payer)
        mine = (keys == place) & (columns.line_side != EFFORT)
        if split.side == CARE and share and mine.any():
            cases = frozenset(columns.line_case[mine].tolist())
            found.append(_Help(place, split.words, float(weighted[mine].sum()) * share, cases))
    return sorted(found, key=lambda one: -abs(one.amount))


def hidden_kinds(view: View) -> frozenset[int]:
    """Kinds of help that stand by themselves on no page: what one page tells, another cannot hide (L3).

    Help in few cases; and where what a payer would hide is one kind, or too few cases, the smallest of the
    others too, until that holds on every page.
    """
    pages = [_helps(view.subject, group.payers[0]) for group in view.groups if len(group.payers) == 1]
    hidden = {one.place for helps in pages for one in helps if len(one.cases) < view.edition.threshold}
    while joining := {place for helps in pages for place in _joining(helps, hidden, view.edition.threshold)}:
        hidden |= joining
    return frozenset(hidden)


def _joining(helps: list[_Help], hidden: set[int], threshold: int) -> list[int]:
    """The kind that must be hidden too on this page; none when enough is hidden, or nothing."""
    left = [one for one in helps if one.place in hidden]
    shown = sorted(
        (one for one in helps if one.place not in hidden), key=lambda one: (len(one.cases), one.place)
    )
    joining = next_to_join(left, shown, lambda found: len(_cases(found)) >= threshold)
    return [] if joining is None else [joining.place]


def _cases(helps: Iterable[_Help]) -> frozenset[int]:
    return frozenset[int]().union(*(one.cases for one in helps))


def _who_gets_what(
    view: View,
    frames: Frames,
    payer_rows: dict[str, int],
    sheet: Sheet,
    group: PayerGroup,
    hidden: frozenset[int],
) -> None:
    """Left what falls to this payer by kind of help, right what falls to the others."""
    sheet.add()
    top = len(sheet.rows) + 1
    helps, others = (
        _sources_of_benefit(view, frames, payer_rows, group, hidden, top),
        _others(view, payer_rows, group),
    )
    sheet.beside(helps, others, _RIGHT)
    sheet.marks.append((f"H{top + 2}:H{top + len(others) - 1}", BELOW_ZERO))
    if len(helps) > 1:
        lines = "" if view.edition.told else " Elke regel staat op het blad Regels."
        sheet.add(Cell(f"Hulp in minder dan {view.edition.threshold} casussen, en wat daaruit af te leiden is, staat samen in één regel.{lines}",
                       "zacht_regel"))  # fmt: skip


def _sources_of_benefit(
    view: View,
    frames: Frames,
    payer_rows: dict[str, int],
    group: PayerGroup,
    hidden: frozenset[int],
    top: int,
) -> list[Row]:
    """What falls to a payer by kind of help; the first of these rows stands at `top`."""
    helps = _helps(view.subject, group.payers[0])
    if not helps:
        return [[Cell("U betaalt mee; van de hulp in deze casussen valt u niets toe.", "zacht_omloop")]]
    shown = [one for one in helps if one.place not in hidden]
    total = payer_row(view.subject, group).benefit
    first, last = top + 2, top + 1 + len(shown)
    rows: list[Row] = [
        [Cell("Waardoor valt u dit toe?", "tussenkop")],
        [Cell("hulp", "kop"), Cell("bedrag voor u (€)", "kop_rechts"), Cell("casussen", "kop_rechts")],
        *(_help_row(frames, view.edition, group, one) for one in shown),
    ]
    if len(shown) < len(helps):
        rest = total - sum(one.amount for one in shown)
        minus = f"-SUM(B{first}:B{last})" if shown else ""
        rows.append([Cell(_OTHERS), Cell(Formula(f"={_at(payer_rows, group, 'C')}{minus}", rest), "euro")])
    all_of_it = Cell(Formula(f"={_at(payer_rows, group, 'C')}", total), "totaal_euro")
    return [*rows, [Cell("samen", "totaal"), all_of_it, Cell(None, "totaal")]]


def _help_row(frames: Frames, edition: Edition, group: PayerGroup, one: _Help) -> Row:
    split = frames.split
    amount = f"={split.cell('bedrag', one.place)}*{split.cell(part(group.payers[0]), one.place)}"
    return [
        Cell(one.words, "omloop"),
        Cell(Formula(amount, one.amount), "euro"),
        count_cell(edition, one.cases),
    ]


def _others(view: View, payer_rows: dict[str, int], group: PayerGroup) -> list[Row]:
    """What falls to the other payers, and a way to share it."""
    heads = ("betaler", "baten (€)", "inzet en programma (€)", "saldo (€)")
    rows: list[Row] = [
        [Cell("Wat valt bij anderen?", "tussenkop")],
        [Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(heads)],
    ]
    for other in view.groups:
        if other is group:
            continue
        figures = payer_row(view.subject, other)
        paid = f"={_at(payer_rows, other, 'D')}+{_at(payer_rows, other, 'E')}"
        amounts = ((f"={_at(payer_rows, other, 'C')}", figures.benefit), (paid, figures.effort + figures.extra),
                   (f"={_at(payer_rows, other, 'F')}", figures.net))  # fmt: skip
        rows.append([Cell(other.label), *(Cell(Formula(text, value), "euro") for text, value in amounts)])
    return [*rows, [Cell("Samen meebetalen: zie het blad Meebetalen.", "zacht_regel")]]


# ---------------------------------------------------------------- when


def _years(view: View, flow_rows: dict[str, int], sheet: Sheet, group: PayerGroup, years: list[int]) -> None:
    sheet.add()
    spans = view.edition.told.spans[group.label] if view.edition.told else _spans(view, group, years)
    if not spans:
        sheet.add(Cell("Wanneer? Uw saldo per jaar, zonder disconto", "tussenkop"))
        sheet.add(Cell(view.edition.withheld, "zacht_regel"))
        return
    values = yearly(view.subject.bc.months, group.payers, years)
    sums = [sum(values[first : last + 1]) for first, last in spans]
    sheet.add(Cell("Wanneer? Uw saldo per jaar, zonder disconto", "tussenkop"))
    said = sheet.add(
        Cell(_when(view.subject.bc.costs_complete, sums, len(sheet.rows) + 2 + len(spans)), "vet")
    )
    sheet.add(Cell("jaren", "kop"), Cell("saldo (€)", "kop_rechts"), Cell("opgeteld (€)", "kop_rechts"))
    first, so_far = len(sheet.rows) + 1, 0.0
    for span, value in zip(spans, sums, strict=True):
        so_far += value
        sheet.add(*_span_cells(flow_rows, group, years, span, (value, so_far), first, len(sheet.rows) + 1))
    sheet.charts.append(_year_chart(sheet.name, said, first, len(sheet.rows)))
    for _ in range(max(0, _CHART_ROWS - len(spans))):
        sheet.add()


def _span_cells(
    flow_rows: dict[str, int],
    group: PayerGroup,
    years: list[int],
    span: tuple[int, int],
    values: tuple[float, float],
    first: int,
    row: int,
) -> Sequence[Cell]:
    """One span of years: its net, and all until then from row `first` on."""
    one, two = (xl_col_to_name(2 + place) for place in span)
    flow = flow_rows[group.label]
    return (
        Cell(span_name(years, span), "jaar"),
        Cell(Formula(f"=SUM(Geldstroom!${one}${flow}:${two}${flow})", values[0]), "euro"),
        Cell(Formula(f"=SUM(B${first}:B{row})", values[1]), "euro"),
    )


def _year_chart(sheet: str, said: int, first: int, last: int) -> Chart:
    """The net per span of years; its title is the conclusion in row `said`."""
    name = f"'{sheet}'"
    years = f"={name}!$A${first}:$A${last}"
    return Chart(
        "column",
        (said - 2, _RIGHT),
        f"={name}!$A${said}",
        (Series("saldo per jaar", years, f"={name}!$B${first}:$B${last}", BLUE),
         Series("opgeteld", years, f"={name}!$C${first}:$C${last}", ORANGE)),
        "Staafdiagram van het saldo per jaar en opgeteld, zonder disconto.",
        (700, 300),
        {"y_axis": {"num_format": '"€ "#,##0'}, "x_axis": {"label_position": "low"}},
    )  # fmt: skip


def _spans(view: View, group: PayerGroup, years: list[int]) -> list[tuple[int, int]]:
    return spans(
        [_active(view.subject, group.payers[0], years, place) for place in range(len(years))],
        view.edition.threshold,
    )


def spans(active: Sequence[frozenset[int]], threshold: int) -> list[tuple[int, int]]:
    """Years taken together until each span holds enough cases, or none (L3): first and last place.

    `active`: per year the cases in which something happens. Years in which nothing does are one span.
    """
    found: list[tuple[int, frozenset[int]]] = []
    start, cases = 0, frozenset[int]()
    for place, mine in enumerate(active):
        cases |= mine
        if cases and len(cases) < threshold:
            continue
        if cases or not found or found[-1][1]:
            found.append((start, cases))
        start, cases = place + 1, frozenset()
    while cases and found and not found[-1][1]:
        found.pop()
    starts = [first for first, _ in found] or [0]
    return list(zip(starts, [*(first - 1 for first in starts[1:]), len(active) - 1], strict=True))


def _active(subject: Subject, payer: str, years: list[int], place: int) -> frozenset[int]:
    """The cases in which something of a payer falls in a year; the last year takes what comes later."""
    columns = subject.bc.columns
    if payer not in columns.payers:
        return frozenset()
    after = LATER if place == len(years) - 1 else date(years[place] + 1, 1, 1)
    moved = time_until(subject, after) - time_until(subject, date(years[place], 1, 1))
    bears = columns.purse_shares[columns.line_purse, columns.payers.index(payer)] != 0.0
    return frozenset(columns.line_case[bears & (moved != 0.0)].tolist())


def span_name(years: list[int], span: tuple[int, int]) -> str | int:
    """`2025`, `2025–2027`, `vanaf 2028`."""
    first, last = span
    if last == len(years) - 1:
        return f"vanaf {years[first]}"
    return years[first] if first == last else f"{years[first]}–{years[last]}"


def _when(costs_complete: bool, values: list[float], end: int) -> Formula:
    """The conclusion of the chart, live: does the money come back within the horizon?"""
    back, never = "Opgeteld komt u boven nul uit", "Opgeteld blijft u onder nul binnen de horizon"
    text = f'=IF({COMPLETE},IF(C{end}>=-0.005,"{back}","{never}"),"{UNKNOWN_NET}")'
    said = back if sum(values) >= -0.005 else never
    return Formula(text, said if costs_complete else UNKNOWN_NET)


def yearly(months: Months, payers: Collection[str], years: list[int]) -> list[float]:
    """The net per year; the last one takes what comes later."""
    found = dict.fromkeys(years, 0.0)
    for flow in flows_of(months):
        if flow.payer in payers:
            found[min(int(flow.period), years[-1])] += flow.net
    return list(found.values())


# ---------------------------------------------------------------- grounds


def _grounds(settings: Settings, sentence: str, sheet: Sheet) -> None:
    """On what it rests, in a few sentences (M24)."""
    sheet.add()
    sheet.add(Cell("Waar rust dit op?", "tussenkop"))
    facts = [
        sentence,
        f"'In geld' is wat u minder uitgeeft, {bound(settings.cashability)}: of uw budget daalt is niet vastgesteld. De rest is "
        "ruimte voor anderen of waarde die niet in een begroting staat (M13).",
        "Bezwaren die een kritische econoom zou maken staan op het blad Tegenspraak, met het antwoord.",
    ]
    for fact in facts:
        sheet.say(fact, "zacht_omloop")
