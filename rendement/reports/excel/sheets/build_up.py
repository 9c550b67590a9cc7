"""Bruto en netto: from gross to net, live; and what help and events cost, as values."""

from collections.abc import Iterator
from typing import Final

from rendement.engine.columns import EFFORT, WITH, WITHOUT
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.sheets.summary import EFFORT_TEXT, extra_text
from rendement.reports.excel.sheets.whole_costs import costs_note
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Work
from rendement.reports.paying_words import cost_words
from rendement.results.build_up.events import events_avoided
from rendement.results.build_up.gross_to_net import GrossToNet, Stage, gross_to_net
from rendement.results.build_up.help_cost import LEAST, help_costs
from rendement.results.explaining.explain import SIDES
from rendement.results.value.grouping import NOT_FILED

NAME: Final = "Bruto en netto"
WIDTHS: Final = (62, 24, 18, 18, 18, 34)
_GROSS: Final = (
    "SUMIF(Verdeling_sleutel,Regels_verdeling,Verdeling_telt_mee)*Regels_gewicht"
    "*Regels_hoeveelheid*Regels_prijs_per_eenheid*Regels_tijd"
)
_FACTORS: Final = {
    "path": "Regels_kans_pad",
    "chance": "Regels_kans",
    "realism": "Regels_realisme",
    "attribution": "Regels_ons_aandeel",
    "kept": "(1-Regels_verdringing)",
    "joint": "Regels_zelfde_naam",
    "horizon": "Regels_horizon",
    "drop_off": "Regels_afbouw",
    "discount": "Regels_disconto",
    "delay": "Regels_uitstel",
    "beside": "Regels_zit_al_in",
}
"""Per step the column of the sheet Regels; `kans` is both chances, with their knob."""
_SIDES: Final = {"without": SIDES[WITHOUT], "with": SIDES[WITH]}
_AGREES: Final = "Gelijk aan het saldo op de samenvatting."
_DIFFERS: Final = "Let op: niet gelijk aan het saldo op de samenvatting."


def build_up_sheet(w: Work) -> Sheet:
    """The steps from what all would be worth if it were sure, to the net; then help and events."""
    sheet = Sheet(NAME, WIDTHS)
    sheet.add(Cell("Van bruto naar netto", "titel"))
    sheet.say(
        "Bruto is wat het waard was als elk pad zeker was, alles door ons kwam en er geen disconto was. Elke stap is één factor van "
        "het blad Regels (M4), in dezelfde volgorde. Overdrachten zijn samen nul en staan er niet in."
        f"{costs_note(w.subject, w.edition)}",
        "ondertitel",
    )
    _steps(w.subject, sheet)
    _help(w.subject, sheet)
    _events(w.subject, sheet)
    return sheet


def _steps(subject: Subject, sheet: Sheet) -> None:
    found = _with_unfiled(subject.counts_unfiled, gross_to_net(subject.bc))
    sheet.add()
    sheet.add(Cell("stap", "kop"), Cell("erbij of eraf (€)", "kop_rechts"), Cell("dan (€)", "kop_rechts"))
    writer = _Writer(subject, len(sheet.rows) + 1)
    for stage in found.stages:
        sheet.add(*writer.cells(stage))
    last = len(sheet.rows)
    text = f'=IF(ABS(C{last}-Totaal_saldo)<0.005,"{_AGREES}","{_DIFFERS}")'
    sheet.add(Cell(Formula(text, _AGREES), "zacht_regel"))
    if subject.is_grouped:
        sheet.add(
            Cell(
                "Stappen tot de baten zijn waarden: in een groot werkboek staan factoren niet per regel.",
                "zacht_regel",
            )
        )


def _with_unfiled(counts_unfiled: bool, found: GrossToNet) -> GrossToNet:
    """With a row for cases that were not filed wherever somebody may still give them a floor (M15)."""
    stages = found.stages
    if not counts_unfiled or any(stage.key == "not_filed" for stage in stages):
        return found
    place = next(place for place, stage in enumerate(stages) if stage.key == "benefit")
    floor = Stage("not_filed", NOT_FILED, 0.0, stages[place].so_far)
    return GrossToNet(found.of, (*stages[:place], floor, *stages[place:]))


class _Writer:
    """Writes steps as formulas over the sheet Regels, each row building on the one above."""

    def __init__(self, subject: Subject, first: int) -> None:
        self.subject, self.row = subject, first
        self.factors = ""
        self.cells_of = _FACTORS | {key: f"Regels_{key}" for key in formulas.further_columns()}

    def cells(self, stage: Stage) -> tuple[Cell, ...]:
        """The row of one step."""
        row, self.row = self.row, self.row + 1
        above = f"C{row - 1}"
        if stage.kind == "totaal":
            return (
                Cell(stage.name, "totaal"),
                Cell(None, "totaal"),
                Cell(Formula(f"={above}", stage.so_far), "totaal_euro"),
            )
        if stage.key in self.cells_of:
            return self._of_factor(stage, above, row)
        amount = Cell(self._amount(stage), "euro")
        so_far = Formula(f"=B{row}" if stage.key == "without" else f"={above}+B{row}", stage.so_far)
        return Cell(stage.name), amount, Cell(so_far, "euro")

    def _of_factor(self, stage: Stage, above: str, row: int) -> tuple[Cell, ...]:
        """First what is left with this factor too, then what it took."""
        if self.subject.is_grouped:
            return Cell(stage.name), Cell(stage.amount, "euro"), Cell(stage.so_far, "euro")
        before = "" if stage.key == "chance" else self.factors
        self.factors = f"{before}*{self.cells_of[stage.key]}"
        text = f'=SUMPRODUCT((Regels_kant<>"{SIDES[EFFORT]}")*{_GROSS}{self.factors})'
        took = Formula(f"=C{row}-{above}", stage.amount)
        return Cell(stage.name), Cell(took, "euro"), Cell(Formula(text, stage.so_far), "euro")

    def _amount(self, stage: Stage) -> Formula | float:
        if stage.key in _SIDES:
            text = f'=SUMPRODUCT((Regels_kant="{_SIDES[stage.key]}")*{_GROSS})'
            return stage.amount if self.subject.is_grouped else Formula(text, stage.amount)
        texts = {
            "not_filed": "=SUM(Noemer_ondergrens)",
            "effort": f"=-{EFFORT_TEXT}",
            "overhead": f"=-({extra_text(self.subject)})",
        }
        return Formula(texts[stage.key], stage.amount)


def _help(subject: Subject, sheet: Sheet) -> None:
    """What help costs with us, of what it would have cost without; per programme."""
    sheet.add()
    sheet.add(Cell("Wat de hulp kost, met en zonder ons", "tussenkop"))
    heads = ("zonder ons (€)", "met ons (€)", "minder (€)", "kost nog")
    sheet.add(Cell("waarvan", "kop"), *(Cell(head, "kop_rechts") for head in heads))
    for cost in (*help_costs(subject.bc), *help_costs(subject.bc, "programma")):
        row = len(sheet.rows) + 1
        share = "–" if cost.share is None else cost.share
        text = f'=IF(B{row}>={LEAST:.0f},C{row}/B{row},"–")'
        sheet.add(
            Cell(cost.of or "(zonder programma)"),
            Cell(cost.without_us, "euro"),
            Cell(cost.with_us, "euro"),
            Cell(Formula(f"=B{row}-C{row}", cost.saved), "euro"),
            Cell(Formula(text, share), "aandeel"),
        )
    sheet.add(Cell("Waarden bij de aannames van dit rapport. Zonder onze inzet, uitkeringen en werk. Met ons: ook hulp die alleen is "
                   "uitgesteld, en wat niet aan ons ligt.", "zacht_regel"))  # fmt: skip


def _events(subject: Subject, sheet: Sheet) -> None:
    """What one event less costs, or why that is not said."""
    rows = list(_event_rows(subject))
    if not rows:
        return
    sheet.add()
    sheet.add(Cell("Kosten per voorkomen gebeurtenis", "tussenkop"))
    sheet.add(Cell("gebeurtenis", "kop"), Cell("programma", "kop"), Cell("naar verwachting minder", "kop_rechts"),
              Cell("kosten per gebeurtenis", "kop"))  # fmt: skip
    for row in rows:
        sheet.add(*row)
    sheet.add(
        Cell(
            "Waarden bij de aannames van dit rapport. De kosten zijn die van het hele programma, wat het verder ook oplevert.",
            "zacht_regel",
        )
    )


def _event_rows(subject: Subject) -> Iterator[tuple[Cell, ...]]:
    for event in events_avoided(subject.bc):
        yield (
            Cell(event.label, "omloop"),
            Cell(event.programme),
            Cell(event.avoided, "getal2"),
            Cell(cost_words(event)),
        )
