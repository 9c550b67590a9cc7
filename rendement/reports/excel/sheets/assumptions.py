"""Uitgangspunten: what the full workbook has knobs for, as plain values (L3)."""

from collections.abc import Sequence
from typing import Final

from rendement.model.estimate import LADDER
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Settings
from rendement.model.units import MONTHS_PER_YEAR
from rendement.reports.excel.cells import Cell, Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.sheets.counted import NOT_TOLD
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Work
from rendement.results.telling.payer_groups import PayerGroup
from rendement.results.telling.suppression import TOGETHER
from rendement.results.uncounted.other_form import HOW
from rendement.results.value.grouping import PROGRAMME
from rendement.words.numbers import number, percent

NAME: Final = "Uitgangspunten"
WIDTHS: Final = (44, 22, 22, 22, 70)


def assumptions_sheet(w: Work, told: Disclosure) -> Sheet:
    """Regime, price level, realism, cashability, and how many of how many."""
    sheet = Sheet(NAME, WIDTHS)
    sheet.add(Cell("Uitgangspunten: waarmee is gerekend", "titel"))
    sheet.say(
        "Vaste waarden. Wat er gebeurt als een uitgangspunt anders was, staat op het blad Wat als.",
        "ondertitel",
    )
    _choices(w.subject.bc.settings, w.subject.bc.whose, sheet)
    _realism(w.subject.bc.settings, sheet)
    _cashability(w.subject.bc.settings, w.view.groups, sheet)
    _denominators(w.subject, w.edition.threshold, sheet, told)
    return sheet


def _head(sheet: Sheet, title: str, *names: str) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    sheet.add(*(Cell(name, "kop" if not place else "kop_rechts") for place, name in enumerate(names)))


def _choices(settings: Settings, whose: WhoseNumbers, sheet: Sheet) -> None:
    regime = settings.regime
    months = number(regime.horizon.likely_years * MONTHS_PER_YEAR)
    facts = (
        ("prijspeil", str(settings.price_year)),
        ("disconto", f"{settings.regime_name}: {percent(regime.rate, 2)} per jaar, {regime.convention.value}. {regime.title}"),
        ("horizon", f"{months} maanden na afsluiting, tenzij een casus een eigen, onderbouwde horizon heeft"),
        ("afbouw", f"{regime.drop_off.value}: waar een effect slijt, telt dat {HOW[regime.drop_off]}, vanaf de afsluiting (M35)"),
        ("realisme", f"{settings.realism_name}: {settings.realism.title}"
                     + (" (geleend, niet gemeten)" if settings.realism.borrowed else "")),
        ("verzilveren", f"{settings.cashability_name}: {settings.cashability.title}"),
        ("toerekening", "per casus geschat: welk deel van de verandering van ons komt"),
        ("beoordelingen", whose.value),
    )  # fmt: skip
    sheet.add()
    sheet.add(Cell("Keuzes", "tussenkop"))
    for what, words in facts:
        sheet.say(f"{what}: {words}", "omloop")


def _realism(settings: Settings, sheet: Sheet) -> None:
    _head(sheet, "Realisme: hoeveel van een inschatting naar verwachting uitkomt (M10)", "bewijs", "factor")
    for grade in LADDER:
        sheet.add(Cell(grade.value), Cell(settings.realism.factors[grade].mean, "getal"))


def _cashability(settings: Settings, payer_groups: Sequence[PayerGroup], sheet: Sheet) -> None:
    """Only payers that stand by themselves: the others may be about few cases."""
    _head(sheet, "Verzilveren: de kans dat een betaler zijn budget echt verlaagt (M13)", "betaler", "kans")
    for group in payer_groups:
        if len(group.payers) == 1:
            sheet.add(Cell(group.label), Cell(settings.cashability.chance(group.payers[0]), "aandeel"))


def _denominators(subject: Subject, threshold: int, sheet: Sheet, told: Disclosure) -> None:
    """Filed of closed of programmes that may be told, and of all others together (M15)."""
    _head(
        sheet,
        "Ingediend van afgesloten: de eerlijke noemer (M15)",
        "programma",
        "ingediend",
        "afgesloten",
        "gekozen",
    )
    named = {d.name: d for d in subject.bc.denominators}
    shown = [named[g.label] for g in told.tables[PROGRAMME] if g.label in named and g.cases is not None]
    rest = [d for d in subject.bc.denominators if d not in shown]
    rows = [(d.name, d.filed, d.closed, d.selection.value) for d in shown]
    if rest and shown:
        rows.append((TOGETHER, sum(d.filed for d in rest), sum(d.closed for d in rest), ""))
    few = any(0 < closed - filed < threshold for _, filed, closed, _ in rows)
    for name, filed, closed, how in rows:
        many = Cell(NOT_TOLD, "rechts") if few else Cell(closed, "aantal")
        sheet.add(Cell(name), Cell(filed, "aantal"), many, Cell(how, "rechts"))
    missing = subject.bc.closed - subject.bc.filed
    many = Cell(NOT_TOLD, "totaal") if 0 < missing < threshold else Cell(subject.bc.closed, "totaal_aantal")
    sheet.add(Cell("samen", "totaal"), Cell(subject.bc.filed, "totaal_aantal"), many, Cell(None, "totaal"))
