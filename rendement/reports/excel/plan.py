"""The workbook as data: each cell's formula with its expected value in one object."""

from typing import Any, Final, NamedTuple

from rendement.engine.columns import EFFORT, EXPENSE_SERIES, index_step
from rendement.engine.rules import LINE_VALUE_EXCEL
from rendement.model.lines import line_names
from rendement.model.price import Kind
from rendement.reports.excel.cells import Cell, Formula, Plan, Row, Sheet
from rendement.results.business_case import BusinessCase
from rendement.results.explain import LineExplanation
from rendement.results.grouping import NO_CASE, NOT_FILED
from rendement.results.price_words import origin_words, price_trail
from rendement.results.suppression import DEFAULT_THRESHOLD, suppressed
from rendement.results.table import Table

STYLES: Final = {
    "euro": "euro",
    "euro_cent": "euro_cent",
    "aantal": "aantal",
    "getal": "getal",
    "aandeel": "aandeel",
    "kans": "aandeel",
    "jaar": "jaar",
}


def plan_workbook(bc: BusinessCase, threshold: int = DEFAULT_THRESHOLD) -> Plan:
    """The first workbook: summary, payers, cases, lines, prices, sources, account."""
    lines, places = _lines_sheet(bc)
    cases, last_case = _cases_sheet(bc, places)
    split = _split_sheet(bc, places)
    payers, total = _payers_sheet(bc, split)
    summary = _summary_sheet(bc, last_case, total, threshold)
    background = (_prices_sheet(bc), _sources_sheet(bc), _account_sheet(bc))
    return Plan(
        (summary, payers, cases, lines, split, *background), "Businesscase sociaal werk", bc.sentence()
    )


# ---------------------------------------------------------------- lines


class _LinePlaces(NamedTuple):
    """Where the lines of the sheet Regels stand."""

    first: int
    last: int
    by_row: dict[int, int]
    """Line of the columns → Excel row."""


LINE_HEADERS: Final = (
    "casus", "regel", "kant", "prijs", "omschrijving", "hoeveelheid", "eenheid", "prijs per eenheid (€)",
    "kans", "realisme", "aandeel wij", "na verdringing", "tijdfactor", "waarde (€)", "telt mee in totaal",
    "gewicht casus",
)  # fmt: skip


def _lines_sheet(bc: BusinessCase) -> tuple[Sheet, _LinePlaces]:
    sheet = Sheet("Regels", (24, 8, 14, 38, 46, 14, 18, 16, 9, 10, 9, 13, 12, 16, 12, 10))
    sheet.add(
        Cell(
            "Elke regel: hoeveelheid × prijs × kans × realisme × aandeel × tijd. Inzet is een kostenpost.",
            "zacht",
        )
    )
    sheet.heading(*LINE_HEADERS)
    first = len(sheet.rows) + 1
    by_row: dict[int, int] = {}
    number = 0
    for place, loaded in enumerate(bc.cases):
        for line in bc.explain(loaded.case.id).lines:
            by_row[number] = sheet.add(
                *_line_cells(bc, loaded.case.id, line, number, len(sheet.rows) + 1, place)
            )
            number += 1
    return sheet, _LinePlaces(first, len(sheet.rows), by_row)


def _line_formula(row: int) -> str:
    """M4 with the cells of one row of the sheet Regels."""
    letters = {"quantity": "F", "price": "H", "chance": "I", "realism": "J"}
    letters |= {"attribution": "K", "kept": "L", "time": "M"}
    return "=" + LINE_VALUE_EXCEL.format(**{name: f"{letter}{row}" for name, letter in letters.items()})


def _line_cells(
    bc: BusinessCase, case_id: str, line: LineExplanation, number: int, row: int, place: int
) -> Row:
    counted = float(bc.columns.purse_shares[bc.columns.line_purse[number]].sum())
    return (
        Cell(case_id),
        Cell(line.name),
        Cell(line.side),
        Cell(line.price_key),
        Cell(bc.book.prices[line.price_key].label if line.price_key in bc.book.prices else "uitgave"),
        Cell(line.quantity_used, "getal"),
        Cell(line.unit),
        Cell(line.unit_price, "euro_cent"),
        Cell(line.chance, "aandeel"),
        Cell(line.realism, "getal"),
        Cell(line.attribution, "aandeel"),
        Cell(line.kept, "aandeel"),
        Cell(line.time, "getal"),
        Cell(Formula(_line_formula(row), line.value), "euro_cent"),
        Cell(round(counted, 12), "getal"),
        Cell(float(bc.weights[place]), "getal"),
    )


# ---------------------------------------------------------------- cases


def _cases_sheet(bc: BusinessCase, places: _LinePlaces) -> tuple[Sheet, int]:
    sheet = Sheet("Casussen", (24, 28, 16, 20, 12, 12, 26, 26, 15, 15, 15, 10))
    sheet.add(Cell("Eén rij per casus, in euro's van het prijspeil; opgeteld uit het blad Regels.", "zacht"))
    sheet.heading(
        "casus", "programma", "gemeente", "verwijzer", "leeftijd", "afgesloten", "thema", "aanpak",
        "inzet (€)", "baten (€)", "netto (€)", "gewicht",
    )  # fmt: skip
    effort = bc.case_totals(bc.money.societal, effort=True).sum(axis=1)
    benefit = bc.case_totals(bc.money.societal, effort=False).sum(axis=1)
    for place in range(len(bc.cases)):
        sheet.add(
            *_case_cells(bc, place, len(sheet.rows) + 1, float(effort[place]), float(benefit[place]), places)
        )
    return sheet, len(sheet.rows)


def _case_cells(
    bc: BusinessCase, place: int, row: int, effort: float, benefit: float, places: _LinePlaces
) -> Row:
    loaded = bc.cases[place]
    context = loaded.case.context
    span = f"{places.first}:{{}}${places.last}"
    case_range = "Regels!$A$" + span.format("$A")
    side_range = "Regels!$C$" + span.format("$C")
    value_range = "Regels!$N$" + span.format("$N")
    counted = "Regels!$O$" + span.format("$O")
    mine = f'({case_range}=A{row})*{value_range}*{counted}*({side_range}{{}}"inzet")'
    return (
        Cell(loaded.case.id),
        Cell(loaded.programme.programme.id if loaded.programme else ""),
        Cell(context.municipality),
        Cell(context.referrer or ""),
        Cell(context.age_group or ""),
        Cell(loaded.case.closed, "datum"),
        Cell(", ".join(context.themes)),
        Cell(", ".join(context.approaches)),
        Cell(Formula(f"=SUMPRODUCT({mine.format('=')})", effort), "euro_cent"),
        Cell(Formula(f"=SUMPRODUCT({mine.format('<>')})", benefit), "euro_cent"),
        Cell(Formula(f"=J{row}-I{row}", benefit - effort), "euro_cent"),
        Cell(float(bc.weights[place]), "getal"),
    )


# ---------------------------------------------------------------- payers


def _split_sheet(bc: BusinessCase, places: _LinePlaces) -> Sheet:
    """The part of every line that falls to each payer: what the sheet Betalers adds up."""
    sheet = Sheet("Verdeling", (24, 9, 10, 20, 11, 10, 16))
    sheet.add(Cell("Wie draagt welk deel van welke regel? Opgeteld op het blad Betalers.", "zacht"))
    sheet.heading("casus", "regel", "kant", "betaler", "aandeel", "gewicht", "bedrag (€)")
    columns = bc.columns
    names = [name for loaded in bc.cases for name in line_names(loaded.case)]
    for number, line in places.by_row.items():
        place = int(columns.line_case[number])
        weight = float(bc.weights[place])
        side = "inzet" if columns.line_side[number] == EFFORT else "baten"
        shares = columns.purse_shares[columns.line_purse[number]]
        for payer, share in zip(columns.payers, shares.tolist(), strict=True):
            if share:
                row = len(sheet.rows) + 1
                amount = float(bc.values.value[number]) * share * weight
                words = (Cell(text) for text in (bc.cases[place].case.id, names[number], side, payer))
                formula = Formula(f"=Regels!N{line}*E{row}*F{row}", amount)
                sheet.add(*words, Cell(share, "aandeel"), Cell(weight, "getal"), Cell(formula, "euro_cent"))
    return sheet


def _payers_sheet(bc: BusinessCase, split: Sheet) -> tuple[Sheet, int]:
    """Per payer sums over the sheet Verdeling, programme costs beside them, and the row of the total."""
    sheet = Sheet("Betalers", (46, 12, 17, 17, 17, 17))
    sheet.add(Cell("Wie betaalt, en bij wie vallen de baten? Opgeteld uit het blad Verdeling.", "zacht"))
    sheet.heading("betaler", "casussen", "baten (€)", "inzet (€)", f"{NO_CASE} (€)", "netto (€)")
    top, last = len(sheet.rows) + 1, len(split.rows)
    for name, cases, benefit, cost, net in bc.by("betaler").rows:
        row, extra = len(sheet.rows) + 1, bc.overhead.get(name, 0.0)
        sums: tuple[Formula | float, ...] = (benefit, cost)
        if name != NOT_FILED:
            sums = (_sum_of(row, "baten", benefit, last), _sum_of(row, "inzet", cost - extra, last))
        figures = (*sums, extra, Formula(f"=C{row}-D{row}-E{row}", net))
        sheet.add(Cell(name), Cell(cases or None, "aantal"), *(Cell(f, "euro_cent") for f in figures))
    end = len(sheet.rows)
    overhead = sum(bc.overhead.values())
    totals = zip("CDEF", (bc.benefit, bc.cost - overhead, overhead, bc.net), strict=True)
    formulas = (Formula(f"=SUM({letter}{top}:{letter}{end})", value) for letter, value in totals)
    total = sheet.add(
        Cell("samen", "totaal"), Cell(None, "totaal"), *(Cell(formula, "totaal_euro") for formula in formulas)
    )
    return sheet, total


def _sum_of(row: int, side: str, value: float, last: int) -> Formula:
    spans = {letter: f"Verdeling!${letter}$3:${letter}${last}" for letter in "CDG"}
    return Formula(f'=SUMIFS({spans["G"]},{spans["D"]},A{row},{spans["C"]},"{side}")', value)


# ---------------------------------------------------------------- summary


def _summary_sheet(bc: BusinessCase, last_case: int, total: int, threshold: int) -> Sheet:
    sheet = Sheet("Samenvatting", (52, 15, 15, 15, 15, 15, 15, 46))
    sheet.add(Cell("Businesscase sociaal werk", "titel"))
    sheet.merged_row = sheet.add(Cell(bc.sentence(), "omloop"))
    sheet.add(Cell(None))
    sheet.add(Cell("In één oogopslag", "kop"), Cell("bedrag (€)", "kop"))
    sheet.add(Cell("Kosten"), Cell(Formula(f"=Betalers!D{total}+Betalers!E{total}", bc.cost), "euro"))
    sheet.add(Cell("Baten, verwacht"), Cell(Formula(f"=Betalers!C{total}", bc.benefit), "euro"))
    cost_row, benefit_row = len(sheet.rows) - 1, len(sheet.rows)
    sheet.add(Cell("Saldo", "totaal"), Cell(Formula(f"=B{benefit_row}-B{cost_row}", bc.net), "totaal_euro"))
    if bc.ratio is not None:
        ratio = Formula(f"=IF(B{cost_row}>0,B{benefit_row}/B{cost_row},0)", bc.ratio)
        sheet.add(Cell("Baten per euro kosten"), Cell(ratio, "getal2"))
    span = f"Casussen!{{0}}3:{{0}}{last_case}"
    for text, letter, effort in (
        ("waarvan inzet van deze casussen", "I", True),
        ("waarvan baten van deze casussen", "J", False),
    ):
        value = float(bc.weights @ bc.case_totals(bc.money.societal, effort).sum(axis=1))
        formula = Formula(f"=SUMPRODUCT({span.format(letter)},{span.format('L')})", value)
        sheet.add(Cell(text), Cell(formula, "euro"))
    for table in (bc.money_columns(), bc.programme_table(), *_breakdowns(bc, threshold)):
        _add_table(sheet, table)
    return sheet


def _breakdowns(bc: BusinessCase, threshold: int) -> list[Table]:
    """Breakdowns without small groups, and the cash flow and hours."""
    grouped = [suppressed(bc.by(name), threshold) for name in ("thema", "wijk", "domein")]
    grouped.insert(0, bc.by("betaler"))
    return [*grouped, bc.cash_flow("jaar"), bc.saved()]


def _add_table(sheet: Sheet, table: Table) -> None:
    sheet.add(Cell(None))
    sheet.add(Cell(table.title, "tussenkop"))
    sheet.add(*(Cell(f"{c.name} (€)" if c.kind.startswith("euro") else c.name, "kop") for c in table.columns))
    for row in table.rows:
        sheet.add(*(Cell(v, STYLES.get(c.kind, "tekst")) for v, c in zip(row, table.columns, strict=True)))


# ---------------------------------------------------------------- prices, sources, account


def _prices_sheet(bc: BusinessCase) -> Sheet:
    sheet = Sheet("Prijzen", (44, 48, 12, 14, 10, 12, 8, 15, 30, 18, 16, 70, 50))
    sheet.add(
        Cell(
            f"Gebruikte prijzen uit {bc.book.name}, omgerekend naar prijspeil {bc.settings.price_year}.",
            "zacht",
        )
    )
    sheet.heading(
        "prijs", "naam", "eenheid", "in de bron (€)", "prijsjaar", "indexstap", "graad",
        f"prijs {bc.settings.price_year} (€)", "betalers", "wet", "soort", "hoe deze prijs tot stand komt",
        "prijzenboek",
    )  # fmt: skip
    for key in sorted(bc.columns.price_keys):
        sheet.add(*_price_cells(bc, key, len(sheet.rows) + 1))
    return sheet


def _price_cells(bc: BusinessCase, key: str, row: int) -> Row:
    price = bc.book.prices[key]
    value = price.value_for(bc.settings.price_year)
    step = index_step(bc.book, price.index, value.price_year, bc.settings.price_year)
    payers = ", ".join(f"{bc.payer_label(p)} {round(s * 100)} %" for p, s in price.payers.items())
    moved = f" → {bc.payer_label(price.transfer_to)} (overdracht)" if price.transfer_to else ""
    return (
        Cell(key),
        Cell(price.label),
        Cell(price.unit),
        Cell(value.mean, "euro_cent"),
        Cell(value.price_year, "jaar"),
        Cell(step, "getal"),
        Cell(value.grade.value),
        Cell(Formula(f"=D{row}*F{row}", value.mean * step), "euro_cent"),
        Cell(payers + moved),
        Cell(price.law),
        Cell(price.kind.value),
        Cell(price_trail(bc.book, key, bc.settings.price_year)),
        Cell(origin_words(bc.book, key)),
    )


def _sources_sheet(bc: BusinessCase) -> Sheet:
    sheet = Sheet("Bronnen", (44, 10, 15, 40, 60, 8, 40, 70))
    sheet.add(Cell("Waar elke prijs gelezen is.", "zacht"))
    sheet.heading("prijs", "prijsjaar", "gezien (€)", "auteur", "titel", "jaar", "vindplaats", "adres")
    for key in sorted(bc.columns.price_keys):
        value = bc.book.prices[key].value_for(bc.settings.price_year)
        for citation in value.citations:
            source = bc.book.sources[citation.source]
            seen = None if citation.seen is None else float(citation.seen)
            sheet.add(
                Cell(key), Cell(value.price_year, "jaar"), Cell(seen, "euro_cent"), Cell(source.author),
                Cell(source.title), Cell(source.year, "jaar"), Cell(citation.locator or ""),
                Cell(source.address or ""),
            )  # fmt: skip
    return sheet


def _account_sheet(bc: BusinessCase) -> Sheet:
    sheet = Sheet("Verantwoording", (38, 90))
    sheet.heading("wat", "waarde")
    facts: list[tuple[str, Any]] = [
        ("Wat dit is", bc.sentence()),
        ("Prijzenboek", f"{bc.book.name}, inhoud {bc.book.content_hash}"),
        ("Casussen", f"inhoud {bc.case_hash}"),
        ("Uitgangspunten", f"inhoud {bc.settings_hash}"),
        ("Prijspeil", bc.settings.price_year),
        ("Disconto", f"{bc.settings.regime_name}: {bc.settings.regime.title} ({bc.settings.regime.source})"),
        (
            "Realisme",
            f"{bc.settings.realism_name}: {bc.settings.realism.title} ({bc.settings.realism.source})",
        ),
        (
            "Verzilvering",
            f"{bc.settings.cashability_name}: {bc.settings.cashability.title} "
            f"({bc.settings.cashability.source})",
        ),
        ("Index voor uitgaven en programmakosten", bc.book.series[EXPENSE_SERIES].label),
        (
            "Drie geldkolommen",
            f"{', '.join(kind.value for kind in Kind)}: zij overlappen en worden nooit opgeteld (M13)",
        ),
        *(
            (f"Programma {d.name}", f"{d.filed} van {d.closed}, {d.selection.value}: {d.note}")
            for d in bc.denominators
        ),
    ]
    for what, value in facts:
        sheet.add(Cell(what), Cell(value if isinstance(value, int) else str(value), "omloop"))
    return sheet
