"""Verantwoording: what this was made with, how to make it again, and what has been changed since."""

from typing import Final

from rendement.engine.price_level import EXPENSE_SERIES
from rendement.model.price import Kind
from rendement.reports.excel.cells import Cell, Formula, Sheet
from rendement.reports.excel.sheets.summary import payer_row
from rendement.reports.excel.work import Marks, View, Work
from rendement.results.account.again import command_again
from rendement.results.account.provenance import AGAIN, Stated
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.figures.cash_words import bound
from rendement.results.paying.cash_flow import flows_of

WIDTHS: Final = (48, 20, 20, 20, 24)
CHANGED: Final = "aannames gewijzigd"
SAME: Final = "gelijk"


def account_sheet(w: Work) -> Sheet:
    """Facts, the command, and per headline what the engine found against what stands in the cells now."""
    sheet = Sheet("Verantwoording", WIDTHS)
    sheet.add(Cell("Verantwoording", "titel"))
    changed = "" if w.edition.told else ", en of er iets is veranderd"
    sheet.say(f"Waarmee dit is gemaakt, en hoe u het opnieuw maakt{changed}.", "ondertitel")
    if not w.edition.told:
        _differences(w.view, w.marks, sheet)
    _command(w.view, sheet)
    _facts(w.view, sheet)
    return sheet


def _differences(view: View, marks: Marks, sheet: Sheet) -> None:
    sheet.add()
    sheet.add(Cell("Is er iets veranderd?", "tussenkop"))
    heads = ("kengetal", "bij het maken (€)", "nu in het werkboek (€)", "verschil (€)", "")
    sheet.add(*(Cell(name, "kop" if not i else "kop_rechts") for i, name in enumerate(heads)))
    first = len(sheet.rows) + 1
    for words, engine, live in _headlines(view, marks):
        row = len(sheet.rows) + 1
        difference = Formula(f"=ROUND(C{row}-B{row},4)", 0.0)
        told = Formula(f'=IF(D{row}=0,"{SAME}","{CHANGED}")', SAME)
        sheet.add(Cell(words), Cell(engine, "euro_cent"), Cell(Formula(live, engine), "euro_cent"),
                  Cell(difference, "euro_cent"), Cell(told))  # fmt: skip
    last = len(sheet.rows)
    changed = Formula(f"=IF(SUMPRODUCT(ABS(D{first}:D{last}))=0,0,1)", 0)
    row = sheet.add(Cell("Gewijzigd (1) of niet (0)", "zacht"), Cell(changed, "aantal"))
    marks.names["Gewijzigd"] = f"Verantwoording!$B${row}"
    mark = {"type": "cell", "criteria": "==", "value": f'"{CHANGED}"', "format": "gewijzigd"}
    sheet.marks.append((f"E{first}:E{last}", mark))


def _headlines(view: View, marks: Marks) -> list[tuple[str, float, str]]:
    """Words, what the engine found, and the cell it stands in."""
    bc = view.subject.bc
    found = [
        ("kosten", bc.cost, "=Totaal_kosten"),
        ("baten", bc.benefit, "=Totaal_baten"),
        ("saldo", bc.net, "=Totaal_saldo"),
        *(
            (f"baten, {words}", bc.headlines[k.value].benefit, f"=Kolom_{k.value}")
            for k, words in (
                (Kind.CASHABLE, f"verzilverbaar, {bound(bc.settings.cashability)}"),
                (Kind.CAPACITY, Kind.CAPACITY.value),
            )
        ),
    ]
    for group in view.groups:
        at = f"=Samenvatting!$F${marks.payer_rows[group.label]}"
        found.append((f"saldo {group.label}", payer_row(view.subject, group).net, at))
    flow = [one.net for one in flows_of(bc.months)]
    row = marks.flow_rows[TOTAL]
    found.append(("geldstroom, alle jaren samen", float(sum(flow)), f"=SUM(Geldstroom!$C${row}:$ZZ${row})"))
    return found


def command_of(view: View, *edition: str) -> str:
    """The command of the full workbook, or of another edition, as it runs here; no folder in what is shared."""
    draws = view.uncertainty.record if view.uncertainty is not None else None
    more = [
        *("-o", "businesscase.xlsx", "--drempel", str(view.edition.threshold)),
        *(("--trekkingen", str(draws.draws), "--zaad", str(draws.seed)) if draws else ()),
        *(["--met-tekst"] if view.edition.with_text else []),
        *edition,
    ]
    return command_again(view.subject.bc, more=more, told=not view.edition.told)


def _command(view: View, sheet: Sheet) -> None:
    sheet.add()
    sheet.add(Cell("Opnieuw maken", "tussenkop"))
    sheet.say(command_of(view, *(["--deelbaar"] if view.edition.told else [])), "omloop")
    sheet.say("Dezelfde casussen, prijzen en uitgangspunten geven hetzelfde bestand (M23); vergelijk de kenmerken hieronder.",
              "zacht_omloop")  # fmt: skip


def _facts(view: View, sheet: Sheet) -> None:
    bc, settings = view.subject.bc, view.subject.bc.settings
    sheet.add()
    sheet.add(Cell("Waarmee dit is gemaakt", "tussenkop"))
    sheet.say(view.sentence, "omloop")
    sheet.add()
    for one in (stated for stated in view.made if stated.what != AGAIN):
        _fact(sheet, one.what.capitalize(), _stated(one))
    sheet.add()
    sheet.add(Cell("Wat de uitgangspunten zeggen", "tussenkop"))
    facts = [
        ("Disconto", f"{settings.regime_name}: {settings.regime.title} ({settings.regime.source})"),
        ("Realisme", f"{settings.realism_name}: {settings.realism.title} ({settings.realism.source})"),
        (
            "Verzilvering",
            f"{settings.cashability_name}: {settings.cashability.title} ({settings.cashability.source})",
        ),
        *(
            (f"Samenhang {name}", f"{one.title} ({one.source})")
            for name, one in view.subject.bc.settings.sets.dependence.items()
        ),
        ("Index voor uitgaven en programmakosten", bc.book.series[EXPENSE_SERIES].label),
        (
            "Drie geldkolommen",
            f"{', '.join(k.value for k in Kind)}: zij overlappen en worden nooit opgeteld (M13)",
        ),
        (
            "Kleine groepen",
            f"groepen van minder dan {view.edition.threshold} casussen staan niet apart (drempel {view.edition.threshold})",
        ),
    ]
    for what, words in facts:
        _fact(sheet, what, words)


def _stated(one: Stated) -> str:
    """Its name, what is to say of it, and the whole hash: that is compared by copying."""
    words = f"{one.name} ({one.words})" if one.words else one.name
    mark = f", kenmerk {one.mark}" if one.mark else ""
    return f"{words}{mark}{f', uit {one.place}' if one.place else ''}"


def _fact(sheet: Sheet, what: str, words: str) -> None:
    sheet.say(f"{what}: {words}", "omloop")
