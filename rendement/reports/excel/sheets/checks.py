"""Controle: does the workbook still agree with itself, also after somebody changed a cell; red where it does not."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from rendement.model.shapes import ALL_THREE
from rendement.reports.excel.cells import Block, Cell, Formula, Link, Sheet
from rendement.reports.excel.disclosure import Disclosure
from rendement.reports.excel.limits import input_cells, is_input
from rendement.reports.excel.sheets.programmes import extra_formula
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Edition, Frames, Live, Work
from rendement.words.identifiers import link_to, name_part

NAME: Final = "Controle"
WIDTHS: Final = (84, 20, 16, 16)
RIGHT: Final = "klopt"
WRONG: Final = "klopt niet"
ALL_RIGHT: Final = "Controle: alles klopt (blad Controle)."
LINE: Final = "Controle_zin"
"""The defined name of the line on the front."""
_FRONT: Final = "Samenvatting"
_ROOM: Final = "1E-9"
_OPTIONAL: Final = frozenset({"laag", "hoog", "van95", "tot95", "eigen_horizon"})
"""Input that may be left empty: then there is no spread, or the knob counts."""


class Check(NamedTuple):
    """What must hold, where, and a formula (without `=`) that is 0 while it does."""

    what: str
    where: str
    wrong: str


def summary_line() -> Formula:
    """One line for the front: whether everything holds."""
    more = 'IF(Controle_fouten=1," controle klopt niet"," controles kloppen niet")'
    told = f'"Controle: "&Controle_fouten&{more}&": kijk op het blad Controle."'
    return Formula(f'=IF(Controle_fouten=0,"{ALL_RIGHT}",{told})', ALL_RIGHT)


def is_red(row: int) -> tuple[str, dict[str, str]]:
    """The mark that turns that line red."""
    return f"A{row}:D{row}", {"type": "formula", "criteria": "=Controle_fouten>0", "format": "fout"}


def checks_sheet(w: Work, others: Sequence[Sheet]) -> Sheet:
    """One row a check; of the shareable edition only about what is told in it."""
    sheet = Sheet(NAME, WIDTHS)
    sheet.add(Cell("Controle: klopt het werkboek met zichzelf?", "titel"))
    sheet.say(
        "Alles rekent mee: verandert u een vak zo dat iets niet meer klopt, dan wordt de rij hier rood en zegt de Samenvatting "
        "het ook. Een leeg vak dat een getal moet hebben telt als 0 en staat hier als fout.",
        "ondertitel",
    )
    place = len(sheet.rows)
    sheet.add()
    heads = ("wat moet kloppen", "kijk op", "fout (aantal of €)", "oordeel")
    sheet.heading(*heads)
    first = len(sheet.rows) + 1
    for check in _checks(w.live, w.edition, w.marks.names, others):
        row = len(sheet.rows) + 1
        found = Formula(f"=IFERROR(ROUND({check.wrong},2),1)", 0.0)
        verdict = Formula(f'=IF(C{row}=0,"{RIGHT}","{WRONG}")', RIGHT)
        sheet.add(Cell(check.what, "omloop"), Cell(Link(check.where, link_to(check.where)), "link"),
                  Cell(found, "getal2"), Cell(verdict))  # fmt: skip
    last = len(sheet.rows)
    sheet.rows[place] = (
        Cell("Hoeveel controles kloppen niet?", "vet"), Cell(None),
        Cell(Formula(f'=COUNTIF(D{first}:D{last},"{WRONG}")', 0), "vet_aantal"),
    )  # fmt: skip
    w.marks.names["Controle_fouten"] = f"{NAME}!$C${place + 1}"
    sheet.marks.append(
        (f"A{first}:D{last}", {"type": "formula", "criteria": f"=$C{first}<>0", "format": "fout"})
    )
    return sheet


def _checks(live: Live, edition: Edition, names: dict[str, str], others: Sequence[Sheet]) -> Iterator[Check]:
    yield from _payers(edition.told)
    if not edition.told:
        yield from _sums(live.subject, live.subject.is_grouped)
        yield from _shares(live.subject, live.subject.is_grouped)
        yield from _bounds(live.frames, live.subject.is_grouped)
    shown = [sheet for sheet in others if not edition.told or sheet.name in (_FRONT, "Meebetalen")]
    yield from _empty(shown)
    yield from _errors(names, shown)


# ---------------------------------------------------------------- sums


def _payers(told: Disclosure | None) -> Iterator[Check]:
    where = _FRONT
    yield Check("De baten van alle betalers samen zijn de baten", where, "SUM(Betalers_baten)-Totaal_baten")
    yield Check(
        "De kosten van alle betalers samen zijn de kosten", where, "SUM(Betalers_kosten)-Totaal_kosten"
    )
    yield Check(
        "De saldo's van alle betalers samen zijn het saldo", where, "SUM(Betalers_saldo)-Totaal_saldo"
    )
    yield Check("Het saldo is baten min kosten", where, "Totaal_saldo-(Totaal_baten-Totaal_kosten)")
    if told:
        off = "IF(Totaal_kosten=0,0,SUM(Betalers_deel)-1)"
        yield Check("De delen van betalers in de kosten zijn samen 100 %", where, off)


def _sums(subject: Subject, is_grouped: bool) -> Iterator[Check]:
    where = "Regels"
    yield Check(
        "Elke euro van elke regel valt op een betaler", where, "SUM(Regels_bedrag)-SUM(Verdeling_bedrag)"
    )
    if is_grouped:
        return
    extra = "+".join(extra_formula(payer) for payer in subject.payers)
    lines = 'SUMPRODUCT((Regels_kant{0}"inzet")*Regels_telt_waarde*Regels_gewicht)'
    cases = "SUMPRODUCT(Casussen_{0}*Casussen_gewicht)"
    floor = "SUM(Noemer_ondergrens)-Totaal_baten"
    yield Check("De baten zijn de som van de regels", where, f"{lines.format('<>')}+{floor}")
    yield Check("De kosten zijn de som van de regels en de programmakosten", where,
                f"{lines.format('=')}+{extra}-Totaal_kosten")  # fmt: skip
    yield Check("De baten zijn de som van de casussen", "Casussen", f"{cases.format('baten')}+{floor}")


def _shares(subject: Subject, is_grouped: bool) -> Iterator[Check]:
    where = "Verdeling"
    yield Check("Van elke prijs zijn de delen van de betalers samen 100 %", where,
                f'SUMPRODUCT((Verdeling_naar="")*(ABS(Verdeling_telt_mee-1)>{_ROOM}))')  # fmt: skip
    yield Check("Overdrachten (uitkering, boete, schuld) zijn samen nul", where,
                f'SUMPRODUCT((Verdeling_naar<>"")*(ABS(Verdeling_telt_mee)>{_ROOM}))')  # fmt: skip
    if subject.homes:
        parts = "+".join(f"Programmakosten_deel_{name_part(payer)}" for payer in subject.payers)
        yield Check("Van elk programma zijn de delen van de betalers samen 100 %", "Programmakosten",
                    f"SUMPRODUCT((ABS({parts}-1)>{_ROOM})*1)")  # fmt: skip
    if not is_grouped and subject.paths:
        yield Check("De kansen op de paden van een casus zijn samen hoogstens 100 %", "Paden",
                    f"SUMPRODUCT((Paden_samen>1+{_ROOM})*1)")  # fmt: skip


# ---------------------------------------------------------------- single cells

_BETWEEN: Final = {
    "Casussen": ("laag", "verwacht", "hoog", "ons_aandeel", "verdringing", "lotkans"),
    "Paden": ("laag", "verwacht", "hoog", "gemiddelde"),
    "Regels": ("kans_regel", "deel", "verdringing"),
    "Verdeling": ("variabel",),
}
"""Columns of chances and shares."""
_NOT_BELOW: Final = {
    "Regels": ("laag", "verwacht", "hoog", "personen"),
    "Prijzen": ALL_THREE,
    "Tijd": ("van", "tot", "eigen_horizon"),
    "Programmakosten": ("kosten",),
    "Prijsopbouw": ("waarde",),
}
"""Columns of quantities, prices and times."""
_ENDS: Final = ("Casussen", "Paden", "Factoren", "Regels", "Prijzen")


def _bounds(frames: Frames, is_grouped: bool) -> Iterator[Check]:
    live = {
        frame.sheet: frame for frame in frames if frame.count and not (is_grouped and frame.sheet in _ROWS)
    }
    for sheet, keys in _BETWEEN.items():
        if sheet in live:
            outside = (f"SUMPRODUCT(({name}<0)+({name}>1+{_ROOM}))" for name in map(live[sheet].name, keys))
            yield Check("Elke kans en elk deel ligt tussen 0 % en 100 %", sheet, "+".join(outside))
    for sheet, keys in _NOT_BELOW.items():
        if sheet in live:
            below = (f"SUMPRODUCT(({name}<0)*1)" for name in map(live[sheet].name, keys))
            yield Check("Geen aantal, bedrag of tijd is kleiner dan 0", sheet, "+".join(below))
    for sheet in _ENDS:
        if sheet in live:
            low, high = (live[sheet].name(key) for key in ("laag", "hoog"))
            yield Check("Laag is nergens hoger dan hoog", sheet,
                        f'SUMPRODUCT(({low}<>"")*({high}<>"")*({low}>{high}))')  # fmt: skip


_ROWS: Final = ("Casussen", "Regels", "Tijdverloop")
"""Sheets that hold values in a large workbook, or other columns."""


def _empty(sheets: Sequence[Sheet]) -> Iterator[Check]:
    """How many cells of input that held a number, or a choice, hold none now."""
    for sheet in sheets:
        parts = [*_of_blocks(sheet), *_of_cells(sheet)]
        if parts:
            yield Check("Geen vak dat ingevuld moet zijn is leeg", sheet.name, "+".join(parts))


def _of_blocks(sheet: Sheet) -> Iterator[str]:
    for block in sheet.blocks:
        for found in block.frame.fields:
            if found.key not in _OPTIONAL and _holds_input(block, found.key, found.style):
                count = sum(isinstance(value, int | float) for value in block.columns[found.key].values)
                yield f"MAX(0,{count}-COUNT({block.frame.span(found.key)}))"


def _holds_input(block: Block, key: str, style: str) -> bool:
    return any(map(is_input, block.styles.get(key) or [style] * block.frame.count))


def _of_cells(sheet: Sheet) -> Iterator[str]:
    rows = len(sheet.rows)
    places = [
        place for place, _ in input_cells(sheet) if place[0] < rows and place[1] < len(sheet.rows[place[0]])
    ]
    filled = [(place, sheet.rows[place[0]][place[1]].content) for place in places]
    numbers: list[str] = []
    texts: list[str] = []
    for place, content in filled:
        if content is not None:
            at = f"'{sheet.name}'!{xl_rowcol_to_cell(*place, row_abs=True, col_abs=True)}"
            (texts if isinstance(content, str) else numbers).append(at)
    if numbers:
        yield f"{len(numbers)}-COUNT({','.join(numbers)})"
    yield from (f'({at}="")' for at in texts)


def _errors(names: dict[str, str], sheets: Sequence[Sheet]) -> Iterator[Check]:
    """How many error values there are; the line on the front that follows from this is left out."""
    told = int(names[LINE].rpartition("$")[2])
    for sheet in sheets:
        if any(isinstance(cell.content, Formula) for _, _, cell in sheet.cells()):
            last = max(row for row, _, _ in sheet.cells())
            rows = [(1, told - 1), (told + 1, last)] if sheet.name == _FRONT else [(1, last)]
            areas = (f"SUMPRODUCT(ISERROR({_area(sheet, first, end)})*1)" for first, end in rows)
            yield Check("Nergens staat een foutwaarde", sheet.name, "+".join(areas))


def _area(sheet: Sheet, first: int, last: int) -> str:
    column = xl_col_to_name(len(sheet.widths) - 1)
    return f"'{sheet.name}'!$A${first}:${column}${last}"
