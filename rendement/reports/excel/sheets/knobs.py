"""Knoppen: the assumptions of the whole business case, to be changed; everything follows."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from rendement.engine.evaluate import MOMENTS
from rendement.engine.rules import log_rate
from rendement.model.estimate import LADDER
from rendement.model.settings import Convention, DropOff, Regime, Selection, Settings, SettingsBook
from rendement.reports.excel.cells import Cell, Content, Formula, Sheet
from rendement.reports.excel.limits import AMOUNT, SHARE
from rendement.reports.excel.sheets.groups import FIXED
from rendement.reports.excel.sheets.whole_costs import complete_cell, estimated_cell
from rendement.reports.excel.subject import Subject, programme_name
from rendement.reports.excel.work import Work

WIDTHS: Final = (44, 18, 18, 18, 18, 18, 18, 46, 16, 16)
_MOST_SETS: Final = 4
"""So many named sets fit beside each other."""
_DISCOUNT: Final = {
    **SHARE,
    "error_message": "Vul een percentage in van 0 % tot en met 100 %, of laat het vak leeg.",
}
_FLOOR: Final = {
    **AMOUNT,
    "minimum": -1e9,
    "error_message": "Vul een bedrag in euro's in; met een min als het geld kost.",
}
_HORIZON: Final = {"validate": "decimal", "criteria": "between", "minimum": 0.01, "maximum": 50,
                   "error_message": "Vul jaren in, hoogstens 50, of laat het vak leeg."}  # fmt: skip


def knobs_sheet(w: Work) -> Sheet:
    """Yellow cells are choices; beside each stands what this report was made with."""
    sheet = Sheet("Knoppen", WIDTHS, tab="#C9A227")
    sheet.add(Cell("Knoppen: reken met uw eigen aannames", "titel"))
    sheet.say(
        "Verander een geel vak; het hele werkboek rekent mee. In de derde kolom staat waarmee dit rapport is gemaakt. "
        "Het blad Verantwoording laat zien wat er daardoor verandert. De banden op Onzekerheid rekenen niet mee.",
        "ondertitel",
    )
    _discount(w.subject, w.marks.names, sheet)
    _levels(w.subject, w.marks.names, sheet)
    _realism(w.subject, w.marks.names, sheet)
    _cashability(w.subject, w.marks.names, sheet)
    _denominators(w.subject, w.edition.with_text, w.marks.names, sheet)
    sheet.frozen = (2, 1)
    return sheet


def _head(sheet: Sheet, title: str, *names: str) -> None:
    sheet.add()
    sheet.add(Cell(title, "tussenkop"))
    sheet.add(*(Cell(name, "kop") for name in names))


def _knob(names: dict[str, str], sheet: Sheet, name: str, cells: Sequence[Cell], at: str = "B") -> int:
    row = sheet.add(*cells)
    names[name] = f"Knoppen!${at}${row}"
    return row


# ---------------------------------------------------------------- discount and horizon


AS_REGIME: Final = "regime"
"""The choice for what the regime says."""


def _regimes(settings: Settings, sets: SettingsBook) -> dict[str, Regime]:
    """The named regimes, with the one in use as it is used."""
    return {**sets.regimes, settings.regime_name: settings.regime}


def _discount(subject: Subject, names: dict[str, str], sheet: Sheet) -> None:
    settings, regime, fixed = subject.bc.settings, subject.bc.settings.regime, subject.is_grouped
    regimes = list(_regimes(subject.bc.settings, subject.bc.settings.sets).items())
    _head(sheet, "Disconto en horizon", "knop", "keuze", "in dit rapport", "wat het betekent", "", "", "", "")
    row = _knob(names, sheet, "Regime", _row("Regime", settings.regime_name, "tekst", "Een benoemde manier van "
                "terugrekenen naar nu; de tabel hieronder noemt ze.", fixed=fixed))  # fmt: skip
    _choice(sheet, row, _list([name for name, _ in regimes]), fixed)
    row = sheet.add(
        *_row("Eigen disconto per jaar", None, "procent", "Leeg: dat van het regime.", fixed=fixed)
    )
    _choice(sheet, row, _DISCOUNT, fixed)
    rate_cell = f"B{row}"
    row = sheet.add(*_row("Eigen horizon in jaren na afsluiting", None, "getal2", "Leeg: die van het regime. Regels met een "
                          "eigen, onderbouwde horizon houden die.", fixed=fixed))  # fmt: skip
    _choice(sheet, row, _HORIZON, fixed)
    horizon_cell = f"B{row}"
    row = sheet.add(*_row("Vorm van afbouw", AS_REGIME, "tekst", "regime: die van het regime; trap: elk jaar na de afsluiting "
                          "een stap; glijdend: elke dag een beetje (M35).", fixed=fixed))  # fmt: skip
    _choice(sheet, row, _list([AS_REGIME, *(form.value for form in DropOff)]), fixed)
    form_cell = f"B{row}"
    chosen = "INDEX(Regimes_{0},MATCH(Regime,Regimes_naam,0))"
    moment = MOMENTS.get(regime.convention, 0.0)
    yearly = float(regime.convention is not Convention.CONTINUOUS)
    derived: tuple[tuple[str, str, str, float | str, str], ...] = (
        ("Disconto", "Disconto waarmee is gerekend", f'=IF({rate_cell}="",{chosen.format("disconto")},{rate_cell})',
         regime.rate, "procent"),
        ("Horizon", "Horizon waarmee is gerekend (jaren)",
         f'=IF({horizon_cell}="",{chosen.format("horizon")},{horizon_cell})', regime.horizon.likely_years, "getal2"),
        ("Conventie", "Wanneer in het jaar", "=" + chosen.format("conventie"), regime.convention.value, "tekst"),
        ("Jaarlijks", "Per heel jaar (1) of doorlopend (0)", '=IF(Conventie="continu",0,1)', yearly, "aantal"),
        ("Afbouwvorm", "Vorm van de afbouw", f'=IF(OR({form_cell}="{AS_REGIME}",{form_cell}=""),{chosen.format("afbouw")},{form_cell})',
         regime.drop_off.value, "tekst"),
        ("Trap", "Afbouw in stappen (1) of glijdend (0)", '=IF(Afbouwvorm="trap",1,0)',
         float(regime.drop_off is DropOff.STEP), "aantal"),
        ("Moment", "Moment in het jaar (0 begin, ½ midden, 1 eind)", "=" + chosen.format("moment"), moment, "getal2"),
        ("Rho", "ρ = ln(1 + disconto)", "=LN(1+Disconto)", log_rate(regime.rate), "index"),
        ("Jaarfactor", "1 ÷ (1 + disconto)", "=1/(1+Disconto)", 1 / (1 + regime.rate), "index"),
    )  # fmt: skip
    for name, words, text, expected, style in derived:
        _knob(names, sheet, name, (Cell(words, "zacht"), Cell(Formula(text, expected), style)))
    _table_of_regimes(names, sheet, regimes)


def _table_of_regimes(names: dict[str, str], sheet: Sheet, regimes: list[tuple[str, Regime]]) -> None:
    sheet.add()
    heads = ("regime", "disconto", "conventie", "moment", "horizon (jaren)", "vanaf", "afbouw", "bron")
    sheet.add(*(Cell(name, "kop") for name in heads))
    first = len(sheet.rows) + 1
    for name, regime in regimes:
        sheet.add(
            Cell(name), Cell(regime.rate, "procent"), Cell(regime.convention.value),
            Cell(MOMENTS.get(regime.convention, 0.0), "getal2"), Cell(regime.horizon.likely_years, "getal2"),
            Cell(regime.valid_from, "datum"), Cell(regime.drop_off.value), Cell(f"{regime.title}. {regime.source}", "zacht_omloop"),
        )  # fmt: skip
    keys = ("naam", "disconto", "conventie", "moment", "horizon", "afbouw")
    for key, letter in zip(keys, "ABCDEG", strict=True):
        names[f"Regimes_{key}"] = f"Knoppen!${letter}${first}:${letter}${len(sheet.rows)}"


# ---------------------------------------------------------------- price level and multipliers


def _levels(subject: Subject, names: dict[str, str], sheet: Sheet) -> None:
    year = subject.bc.settings.price_year
    _head(
        sheet,
        "Prijspeil, kansen en aandeel",
        "knop",
        "keuze",
        "in dit rapport",
        "wat het betekent",
        "",
        "",
        "",
        "",
    )
    row = _knob(
        names,
        sheet,
        "Prijspeil",
        _row("Prijspeil (jaar)", year, "jaar", "Prijzen gaan met hun eigen indexreeks mee."),
    )
    sheet.choices.append((f"B{row}", _list([str(y) for y in price_years(subject)])))
    multipliers = (
        ("Kansfactor", "Alle kansen op een pad ×", "50 %: half zo grote kansen. Hulp die er met onze inzet bij kwam blijft gelijk, dus de baten dalen meer dan de helft."),
        ("Aandeelfactor", "Ons aandeel ×", "Toerekening: welk deel van de verandering van ons komt; samen nooit boven 100 %."),
        ("Prijsfactor", "Alle prijzen ×", "Bijvoorbeeld 90 %: alles een tiende goedkoper, ook onze inzet en de programmakosten."),
    )  # fmt: skip
    for name, words, meaning in multipliers:
        row = _knob(names, sheet, name, _row(words, 1.0, "aandeel", meaning))
        most = 5 if name == "Prijsfactor" else 1  # chances of paths are at most 100 % together (M11)
        sheet.choices.append(
            (
                f"B{row}",
                {
                    **SHARE,
                    "maximum": most,
                    "error_message": f"Vul een percentage in van 0 % tot en met {most}00 %.",
                },
            )
        )


def price_years(subject: Subject) -> list[int]:
    """Price levels that every series knows, and every price can be brought to."""
    book = subject.bc.book
    shared = set.intersection(*(set(book.series[name].values) for name in subject.series))
    prices = [book.prices[row.key] for row in subject.prices if row.value]
    reachable = [
        year for year in shared
        if all(p.value_for(year).price_year in (year, *book.series[p.index].values) for p in prices)
    ]  # fmt: skip
    return sorted({*reachable, subject.bc.settings.price_year})


# ---------------------------------------------------------------- realism and cashability


class _Sets(NamedTuple):
    """Named sets of factors, of which a reader takes one or fills in factors of his own."""

    title: str
    heads: tuple[str, str]
    """What there is a factor for, and what one of one's own is called."""
    name: str
    """The defined name of the cell that holds the choice."""
    used: str
    offered: list[str]
    meaning: str
    style: str


class _Factor(NamedTuple):
    """One row: the factor in use, and that in every set that is offered."""

    label: str
    used: float
    offered: list[float]
    words: str = ""


def _realism(subject: Subject, names: dict[str, str], sheet: Sheet) -> None:
    settings = subject.bc.settings
    sets = {**subject.bc.settings.sets.realism, settings.realism_name: settings.realism}
    offered = _offered(sets, settings.realism_name)
    origin = "geleend, niet gemeten" if settings.realism.borrowed else settings.realism.source
    factors = [
        _Factor(
            grade.value,
            settings.realism.factors[grade].mean,
            [sets[name].factors[grade].mean for name in offered],
        )
        for grade in LADDER
    ]
    rows = _chosen(names, sheet, _Sets(
        "Realisme: hoeveel van een inschatting naar verwachting uitkomt", ("bewijs", "eigen factor"), "Realismeset",
        settings.realism_name, offered, f"Factoren per soort bewijs (M10). {settings.realism.title}: {origin}.", "getal",
    ), factors)  # fmt: skip
    names["Realisme_bewijs"], names["Realisme_factor"] = rows.named("A"), rows.named("C")
    bounds = {
        **SHARE,
        "maximum": 3,
        "error_message": "Vul een getal in van 0 tot en met 3, of laat het vak leeg.",
    }
    sheet.choices.append((rows.area("B"), bounds))


def _cashability(subject: Subject, names: dict[str, str], sheet: Sheet) -> None:
    settings = subject.bc.settings
    sets = {**subject.bc.settings.sets.cashability, settings.cashability_name: settings.cashability}
    offered = _offered(sets, settings.cashability_name)
    chances = [
        _Factor(
            payer,
            settings.cashability.chance(payer),
            [sets[name].chance(payer) for name in offered],
            subject.label(payer),
        )
        for payer in subject.payers
    ]
    rows = _chosen(names, sheet, _Sets(
        "Verzilveren: de kans dat een betaler zijn budget echt verlaagt", ("betaler", "eigen kans"), "Verzilverset",
        settings.cashability_name, offered, f"κ van M13. {settings.cashability.title}.", "aandeel",
    ), chances)  # fmt: skip
    names["Verzilvering_betaler"], names["Verzilvering_kans"] = rows.named("A"), rows.named("C")
    sheet.choices.append((rows.area("B"), SHARE))


class _Rows(NamedTuple):
    """The first and the last row of what was added."""

    first: int
    last: int

    def area(self, letter: str) -> str:
        """One column of these rows."""
        return f"{letter}{self.first}:{letter}{self.last}"

    def named(self, letter: str) -> str:
        """The same as a defined name has it."""
        return f"Knoppen!${letter}${self.first}:${letter}${self.last}"


def _chosen(names: dict[str, str], sheet: Sheet, sets: _Sets, factors: Sequence[_Factor]) -> _Rows:
    """The choice of a set, and per row the factor it leads to, unless one's own is filled in."""
    empty = _MOST_SETS - len(sets.offered)
    _head(
        sheet,
        sets.title,
        *sets.heads,
        "waarmee is gerekend",
        *sets.offered,
        *[""] * empty,
        "wat het betekent",
    )
    chosen = len(sheet.rows) + 1
    _knob(names, sheet, sets.name, _row("Set", sets.used, "tekst", sets.meaning))
    sheet.choices.append((f"B{chosen}", _list(sets.offered)))
    end = xl_col_to_name(2 + len(sets.offered))
    head = f"$D${chosen - 1}:${end}${chosen - 1}"
    for factor in factors:
        row = len(sheet.rows) + 1
        text = f'=IF(B{row}="",INDEX(D{row}:{end}{row},MATCH({sets.name},{head},0)),B{row})'
        sheet.add(
            Cell(factor.label),
            Cell(None, f"invoer_{sets.style}"),
            Cell(Formula(text, factor.used), sets.style),
            *(Cell(value, sets.style) for value in factor.offered),
            *[Cell(None)] * empty,
            Cell(factor.words, "zacht"),
        )
    return _Rows(chosen + 1, len(sheet.rows))


# ---------------------------------------------------------------- filed of closed


def _denominators(subject: Subject, with_text: bool, names: dict[str, str], sheet: Sheet) -> None:
    _head(sheet, "Ingediend van afgesloten: de eerlijke noemer (M15)", "programma", "afgesloten", "in dit rapport",
          "ingediend", "gekozen", "ondergrens per niet ingediende casus (€)", "telt mee voor niet ingediend (€)",
          "hoe gekozen", "kosten volledig (1) of niet (0)", "ontbrekende inzet, bijgeschat (€)")  # fmt: skip
    first = len(sheet.rows) + 1
    for d in subject.bc.denominators:
        row = len(sheet.rows) + 1
        name = programme_name(d.name)
        filed = d.filed if subject.is_grouped else Formula(f"=COUNTIFS(Casussen_programma,A{row})", d.filed)
        floor = float(d.bounds.floor) if d.bounds else 0.0
        chosen = d.selection is Selection.CHOSEN
        extra = Formula(f'=IF(E{row}="{Selection.CHOSEN.value}",MAX(0,B{row}-D{row})*F{row},0)',
                        (d.closed - d.filed) * floor if chosen else 0.0)  # fmt: skip
        sheet.add(
            Cell(name), Cell(d.closed, "aantal" if subject.is_grouped or d.selection is Selection.ALL else "invoer_aantal"),
            Cell(d.closed, "aantal"), Cell(filed, "aantal"), Cell(d.selection.value),
            Cell(floor, "invoer_euro" if chosen else "euro"), Cell(extra, "euro"),
            Cell(d.note if with_text else "", "zacht_omloop"), complete_cell(subject, d, row), estimated_cell(subject, d, row),
        )  # fmt: skip
    last = len(sheet.rows)
    letters = {"programma": "A", "afgesloten": "B", "ingediend": "D", "gekozen": "E", "ondergrens": "G", "volledig": "I",
               "bijgeschat": "J"}  # fmt: skip
    for key, letter in letters.items():
        names[f"Noemer_{key}"] = f"Knoppen!${letter}${first}:${letter}${last}"
    sheet.choices.append((f"F{first}:F{last}", _FLOOR))
    if subject.is_grouped:
        sheet.add(Cell(f"afgesloten: {FIXED}", "zacht_regel"))
        return
    sheet.choices.append(
        (
            f"B{first}:B{last}",
            {
                "validate": "integer",
                "criteria": ">=",
                "value": f"=D{first}",
                "error_message": "Vul een geheel getal in: minstens wat is ingediend.",
            },
        )
    )


def _offered(sets: Iterable[str], used: str) -> list[str]:
    """The names of the sets that fit, the one in use among them."""
    return [used, *(name for name in sets if name != used)][:_MOST_SETS]


def _choice(sheet: Sheet, row: int, options: dict[str, Any], fixed: bool) -> None:
    """What may be filled in; nothing where it stands fixed."""
    if not fixed:
        sheet.choices.append((f"B{row}", options))


def _row(words: str, value: Content, style: str, meaning: str, *, fixed: bool = False) -> tuple[Cell, ...]:
    """A knob with what the report was made with, and what it means; or why it can not be turned."""
    look = "invoer" if style == "tekst" else f"invoer_{style}"
    if fixed:
        look, meaning = (style if value is not None else "tekst"), FIXED
    now = Cell(value, style if value is not None else "tekst")
    return (Cell(words), Cell(value, look), now, Cell(meaning, "zacht_regel"))


def _list(values: Iterable[Any]) -> dict[str, Any]:
    return {"validate": "list", "source": list(values), "error_message": "Kies een waarde uit de lijst."}
