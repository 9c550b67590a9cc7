"""Samenvatting: what it cost, what it brings, who pays and who benefits, how sure; on one page."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rendement.model.price import Kind
from rendement.reports.costs_words import LEAST_LOSS, of_whom
from rendement.reports.excel.cells import Cell, Chart, Formula, Link, Series, Sheet
from rendement.reports.excel.keys import CARE, OWN
from rendement.reports.excel.look import BLUE, ORANGE, YELLOW
from rendement.reports.excel.sheets.checks import LINE, is_red, summary_line
from rendement.reports.excel.sheets.counted import NOT_TOLD, count_cell
from rendement.reports.excel.sheets.no_money import hours, not_in_euros
from rendement.reports.excel.sheets.not_counted import not_counted
from rendement.reports.excel.sheets.programmes import extra_formula
from rendement.reports.excel.sheets.readme import OWN_SHEETS
from rendement.reports.excel.sheets.split import benefit_formula, cash_formula, effort_formula
from rendement.reports.excel.sheets.uncertainty import BAND_NAMES, band_cells, group_outcome
from rendement.reports.excel.sheets.whole_costs import (
    COMPLETE,
    of_these,
    ratio_cell,
    ratio_sentence,
    whole_costs_rows,
)
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Marks, View, Work
from rendement.results.doubt.uncertainty import Uncertainty
from rendement.results.figures.cash_words import bound, cash_of
from rendement.results.telling.payer_groups import PayerGroup, cases_of
from rendement.results.value.grouping import NOT_FILED
from rendement.results.value.programme_costs import cost_of_whom
from rendement.words.identifiers import link_to, sheet_names
from rendement.words.numbers import DASH, odds, plural

WIDTHS: Final = (62, 17, 17, 22, 23, 17, 17, 19)
NAME: Final = "Samenvatting"
BELOW_ZERO: Final = {"type": "cell", "criteria": "<", "value": 0, "format": "nadelig"}
"""Who pays more than falls to him stands in another colour, besides the minus."""
_CHART_ROWS: Final = 14
_PAID: Final = ("inzet (€)", "overige programmakosten (€)")
_PAID_TOGETHER: Final = ("inzet en programmakosten (€)", "deel van alle kosten")
CHANGED: Final = "Let op: u heeft aannames veranderd. Bedragen rekenen mee; banden en kansen niet."


class PayerRow(NamedTuple):
    """What stands in the row of a group of payers, in euros."""

    benefit: float
    effort: float
    extra: float
    cash: float

    @property
    def net(self) -> float:
        """Benefit less everything that is paid."""
        return self.benefit - self.effort - self.extra


def summary_sheet(w: Work) -> Sheet:
    """The page everybody reads."""
    sheet = Sheet(NAME, WIDTHS, tab=BLUE)
    sheet.add(Cell(title_of(w.subject), "titel"))
    sheet.say(w.view.sentence, "zacht_omloop")
    whole_costs_rows(w.subject, w.edition, sheet)
    _tiles(w.view, w.marks.names, sheet)
    first, last = _payers(w.view, w.marks, sheet)
    _money(w.subject, w.edition, w.marks.names, sheet)
    sheet.page_breaks.append(len(sheet.rows))
    sheet.charts.append(_payer_chart(w.edition, len(sheet.rows) + 1, first, last))
    for _ in range(_CHART_ROWS):
        sheet.add()
    hours(w.subject, w.edition, sheet)
    not_counted(w.subject, w.edition, sheet)
    not_in_euros(w.subject, w.edition, sheet)
    return sheet


def title_of(subject: Subject) -> str:
    """`Businesscase van 12 programma's`, or of one by its title."""
    homes = subject.bc.programmes
    if len(homes) == 1 and not any(loaded.programme is None for loaded in subject.bc.cases):
        return f"Businesscase: {homes[0].programme.title}"
    return f"Businesscase van {plural(subject.bc.filed, 'casus', 'casussen')}" + (
        f" uit {len(homes)} programma's" if homes else ""
    )


# ---------------------------------------------------------------- key figures


def _tiles(view: View, names: dict[str, str], sheet: Sheet) -> None:
    """The key figures beside each other: labels above, figures below."""
    bc = view.subject.bc
    sheet.add()
    labels = [of_these(view.subject, "Saldo") + ": baten min kosten", of_these(view.subject, "Baten") + ", verwacht", of_whom("Kosten", cost_of_whom(view.subject.bc)),
             "Baten per euro kosten"]  # fmt: skip
    figures = [
        Cell(Formula("=Totaal_baten-Totaal_kosten", bc.net), "kengetal"),
        Cell(Formula(total_text(view.subject, benefit=True), bc.benefit), "kengetal"),
        Cell(Formula(total_text(view.subject, benefit=False), bc.cost), "kengetal"),
        ratio_cell(view.subject),
    ]
    if view.uncertainty is not None:
        labels += BAND_NAMES
        figures += band_cells(view.uncertainty.total)
    sheet.add(*(Cell(name, "kengetal_label") for name in labels))
    row = sheet.add(*figures)
    names["Totaal_saldo"], names["Totaal_baten"], names["Totaal_kosten"] = (
        f"{NAME}!${letter}${row}" for letter in "ABC"
    )
    names["Totaal_verhouding"] = f"{NAME}!$D${row}"
    better = "De baten zijn naar verwachting hoger dan de kosten, alle betalers samen."
    worse = "De baten zijn naar verwachting niet hoger dan de kosten, alle betalers samen."
    text = f'=IF({COMPLETE},IF(Totaal_saldo>0,"{better}","{worse}"),"{UNKNOWN_NET}")'
    known = better if bc.net > 0 else worse
    sheet.add(Cell(Formula(text, known if bc.costs_complete else UNKNOWN_NET), "vet"))
    sheet.add(ratio_sentence(view, _losing(view)))
    sheet.add(Cell(Formula(f'=IF(Gewijzigd=1,"{CHANGED}","")', ""), "let_op_regel"))
    row = sheet.add(Cell(summary_line(), "zacht_regel"))
    names[LINE] = f"{NAME}!$A${row}"
    sheet.marks.append(is_red(row))


def total_text(subject: Subject, *, benefit: bool) -> str:
    """All payers together; benefits with the floor of cases that were not filed (M15)."""
    if benefit:
        care = f'SUMPRODUCT((Verdeling_kant="{CARE}")*Verdeling_bedrag*Verdeling_telt_mee)'
        return f"={care}+SUM(Noemer_ondergrens)"
    return f"={EFFORT_TEXT}+{extra_text(subject)}"


EFFORT_TEXT: Final = f'SUMPRODUCT((Verdeling_kant="{OWN}")*Verdeling_bedrag*Verdeling_telt_mee)'
"""All effort of cases, as a part of a formula."""


def extra_text(subject: Subject) -> str:
    """What programmes cost beyond the effort of their cases, all payers together, as a part of a formula."""
    return "+".join(extra_formula(payer) for payer in subject.payers)


def _losing(view: View) -> dict[str, float]:
    """Rows of payers to whom more falls than is prevented, in the order of the table."""
    found = {group.label: -payer_row(view.subject, group).benefit for group in view.groups}
    return {label: loss for label, loss in found.items() if loss > LEAST_LOSS}


UNKNOWN_NET: Final = "Of de baten hoger zijn dan alle kosten is niet te zeggen: de kosten zijn onvolledig."


# ---------------------------------------------------------------- who pays, who benefits


def payer_row(subject: Subject, group: PayerGroup) -> PayerRow:
    """The figures of a group of payers."""
    benefit, effort, cash = subject.payer_totals
    places = [place for place, payer in enumerate(subject.bc.columns.payers) if payer in group.payers]
    extra = sum(subject.bc.overhead.get(payer, 0.0) for payer in group.payers)
    return PayerRow(
        float(benefit[places].sum()), float(effort[places].sum()), extra, float(cash[places].sum())
    )


def payer_formulas(group: PayerGroup, row: int) -> tuple[str, ...]:
    """Benefit, effort, programme costs, net and cash of a group of payers, live; columns C to G."""
    joined = (
        "+".join(part(p) for p in group.payers) for part in (benefit_formula, effort_formula, extra_formula)
    )
    benefit, effort, extra = joined
    cash = "+".join(cash_formula(p) for p in group.payers)
    return (f"={benefit}", f"={effort}", f"={extra}", f"=C{row}-D{row}-E{row}", f"={cash}")


def _payers(view: View, marks: Marks, sheet: Sheet) -> tuple[int, int]:
    """The table of payers; returns the first and the last row that is shown in the chart."""
    sheet.add()
    sheet.add(Cell("Wie betaalt, en bij wie vallen de baten?", "tussenkop"))
    paid = _PAID_TOGETHER if view.edition.told else _PAID
    heads = (
        "betaler",
        "casussen",
        "baten (€)",
        *paid,
        "saldo (€)",
        f"in geld, {bound(view.subject.bc.settings.cashability)} (€)",
        "kans dat het loont",
    )
    sheet.add(*(Cell(name, "kop" if not place else "kop_rechts") for place, name in enumerate(heads)))
    first = len(sheet.rows) + 1
    for group in view.groups:
        _payer_cells(view, marks.payer_rows, sheet, group)
    last = len(sheet.rows)
    for name, letter in (("naam", "A"), ("baten", "C")):  # without what was not filed: that is nobody's loss
        marks.names[f"Wie_{name}"] = f"{NAME}!${letter}${first}:${letter}${last}"
    if view.subject.counts_unfiled:
        text = Formula("=SUM(Noemer_ondergrens)", view.subject.bc.floor_benefit)
        row = last = len(sheet.rows) + 1
        sheet.add(Cell(NOT_FILED), Cell(0, "aantal"), Cell(text, "euro"), Cell(0, "euro"), Cell(None if view.edition.told else 0, "euro"),
                  Cell(Formula(f"=C{row}-D{row}-E{row}", view.subject.bc.floor_benefit), "euro"), Cell(None), Cell(None))  # fmt: skip
    costs = {"kosten": "D", "deel": "E"} if view.edition.told else {"kosten": "D:E"}
    for key, letters in {"baten": "C", "saldo": "F", **costs}.items():
        marks.names[f"Betalers_{key}"] = f"{NAME}!${letters[0]}${first}:${letters[-1]}${last}"
    _payer_totals(view.subject, view.edition, sheet, first, last)
    sheet.marks.append((f"F{first}:F{last + 1}", BELOW_ZERO))
    sheet.add(Cell("Min: daar komt zorg of geld bij. Uitkeringen en boetes gaan van de een naar de ander en zijn samen nul. "
                   f"'In geld': {cash_of(view.subject.bc.settings.cashability)}; of een budget daalt is niet vastgesteld (M13).", "zacht_regel"))  # fmt: skip
    return first, first + len(view.groups) - 1


def _payer_cells(view: View, payer_rows: dict[str, int], sheet: Sheet, group: PayerGroup) -> None:
    figures, row = payer_row(view.subject, group), len(sheet.rows) + 1
    values = (figures.benefit, figures.effort, figures.extra, figures.net, figures.cash)
    texts = payer_formulas(group, row)
    live = [Cell(Formula(text, value), "euro") for text, value in zip(texts, values, strict=True)]
    if view.edition.told:
        cost = figures.effort + figures.extra
        live[1:3] = [
            Cell(cost, "euro"),
            Cell(cost / view.subject.bc.cost if view.subject.bc.cost else None, "heel_aandeel"),
        ]
        live[4] = cash_cell(view.subject, view.edition, group, "euro")
    sheet.add(
        _name_of(view.groups, group),
        _count_of(view.subject, view.edition, group),
        *live,
        Cell(_chance(view.subject, view.uncertainty, group), "rechts"),
    )
    payer_rows[group.label] = row


def _count_of(subject: Subject, edition: Edition, group: PayerGroup) -> Cell:
    known = cases_of(subject.bc)
    return count_cell(edition, frozenset[int]().union(*(known[payer] for payer in group.payers)))


def cash_cell(subject: Subject, edition: Edition, group: PayerGroup, style: str, text: str = "") -> Cell:
    """What of the benefits of a group is cash, or that it is not told."""
    if edition.told and (subject.bc.settings.cashability_name, group.label) not in edition.told.cash:
        return Cell(NOT_TOLD, "kengetal_tekst" if style == "kengetal" else "rechts")
    cash = payer_row(subject, group).cash
    return Cell(Formula(text, cash) if text else cash, style)


def _name_of(groups: Sequence[PayerGroup], group: PayerGroup) -> Cell:
    """The name of a payer, leading to its own page where it has one."""
    if len(group.payers) != 1:
        return Cell(group.label)
    return Cell(Link(group.label, link_to(page_names(groups)[group.payers[0]])), "link")


def page_names(groups: Sequence[PayerGroup]) -> dict[str, str]:
    """The sheet of every payer that has a page of its own."""
    payers = [group.payers[0] for group in groups if len(group.payers) == 1]
    wanted = [payer.capitalize() for payer in payers]
    return dict(zip(payers, sheet_names(wanted, OWN_SHEETS, "betaler"), strict=True))


def _chance(subject: Subject, uncertainty: Uncertainty | None, group: PayerGroup) -> str:
    """The chance that it pays for payers in one row; none where nothing is uncertain."""
    found = group_outcome(subject, uncertainty, group)
    return DASH if found is None else odds(found.chance, found.chance_error)


def _payer_totals(subject: Subject, edition: Edition, sheet: Sheet, first: int, last: int) -> None:
    bc = subject.bc
    extra = sum(bc.overhead.values())
    cash = bc.headlines[Kind.CASHABLE.value].benefit
    values = (bc.benefit, bc.cost - extra, extra, bc.net, cash)
    totals = [
        Cell(Formula(f"=SUM({letter}{first}:{letter}{last})", value), "totaal_euro")
        for letter, value in zip("CDEFG", values, strict=True)
    ]
    if edition.told:
        totals[1:3] = [Cell(bc.cost, "totaal_euro"), Cell(None, "totaal")]
        totals[4] = Cell(cash, "totaal_euro") if edition.told.tells_cash else Cell(NOT_TOLD, "totaal")
    sheet.add(Cell("samen", "totaal"), Cell(bc.filed, "totaal_aantal"), *totals, Cell(None, "totaal"))


def _payer_chart(edition: Edition, row: int, first: int, last: int) -> Chart:
    names = f"={NAME}!$A${first}:$A${last}"
    paid: tuple[Series, ...] = (
        Series("inzet", names, f"={NAME}!$D${first}:$D${last}", ORANGE),
        Series("overige programmakosten", names, f"={NAME}!$E${first}:$E${last}", YELLOW),
    )
    told = "inzet (oranje) en overige programmakosten (geel)"
    if edition.told:
        paid = (paid[0]._replace(name="inzet en programmakosten"),)
        told = "inzet en programmakosten (oranje)"
    return Chart(
        "bar",
        (row, 0),
        f"Per betaler: baten (blauw), {told}",
        (Series("baten", names, f"={NAME}!$C${first}:$C${last}", BLUE), *paid),
        "Staafdiagram: per betaler in euro's de baten, en wat hij betaalt.",
        (1180, 255),
        {
            "y_axis": {"reverse": True, "major_gridlines": {"visible": False}, "label_position": "low"},
            "x_axis": {"num_format": '"€ "#,##0', "major_gridlines": {"visible": True, "line": {"color": "#E5EAED"}}},
        },
    )  # fmt: skip


# ---------------------------------------------------------------- three columns


_KINDS: Final = (Kind.CASHABLE, Kind.CAPACITY, Kind.SOCIETAL)
"""The money columns, in the order of their rows."""


def _money(subject: Subject, edition: Edition, names: dict[str, str], sheet: Sheet) -> None:
    """The three money columns beside each other, never added up (M13)."""
    heads = subject.bc.headlines
    cash, capacity, societal = (heads[kind.value] for kind in _KINDS)
    payers = subject.payers
    extra = "+".join(extra_formula(payer) for payer in payers)
    benefits = "+".join(cash_formula(p) for p in payers)
    efforts = "+".join(cash_formula(p, OWN) for p in payers)
    freed = f'SUMPRODUCT((Verdeling_kant="{CARE}")*(Verdeling_soort="{Kind.CAPACITY.value}")*Verdeling_bedrag*Verdeling_telt_mee)'
    sheet.add()
    sheet.add(Cell("Drie soorten geld: zij overlappen, tel ze nooit op", "tussenkop"))
    sheet.add(
        Cell("geldkolom", "kop"),
        *(Cell(name, "kop_rechts") for name in ("baten (€)", "kosten (€)", "saldo (€)")),
    )
    rows: Sequence[tuple[str, str, float, str | None, float]] = (
        (f"verzilverbaar, niet vastgesteld: {cash_of(subject.bc.settings.cashability)}", f"={benefits}", cash.benefit,
         f"={efforts}+{extra}", cash.cost),
        ("capaciteit: uren, dagen en plaatsen die vrijkomen voor een ander", f"={freed}", capacity.benefit, None, 0.0),
        ("maatschappelijk: alles, ook voor bewoner en familie", "=Totaal_baten", societal.benefit, "=Totaal_kosten",
         societal.cost),
    )  # fmt: skip
    withheld = {
        0: edition.told and not edition.told.tells_cash,
        1: edition.told and not edition.told.tells_capacity,
    }
    for place, (words, benefit, b, cost, k) in enumerate(rows):
        row = len(sheet.rows) + 1
        if withheld.get(place):
            sheet.add(Cell(words, "omloop"), Cell(NOT_TOLD, "rechts"))
            continue
        paid = [Cell(None), Cell(None)]
        if cost is not None:
            paid = [Cell(Formula(cost, k), "euro"), Cell(Formula(f"=B{row}-C{row}", b - k), "euro")]
        sheet.add(Cell(words, "omloop"), Cell(Formula(benefit, b), "euro"), *paid)
        names[f"Kolom_{_KINDS[place].value}"] = f"{NAME}!$B${row}"
