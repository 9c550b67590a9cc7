"""The workbook as data: each cell's formula with its expected value in one object."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from rendement.engine.columns import EFFORT, EXPENSE_SERIES, index_step
from rendement.model.price import Kind
from rendement.reports.excel.cells import Cell, Formula, Plan, Row, Sheet
from rendement.results.business_case import NO_OVERHEAD, NOT_FILED, BusinessCase
from rendement.results.explain import LineExplanation, price_trail
from rendement.results.suppression import DEFAULT_THRESHOLD, suppressed
from rendement.results.table import Table

STYLES: Final = {
    "euro": "euro",
    "euro_cent": "euro_cent",
    "getal": "getal",
    "aandeel": "aandeel",
    "kans": "aandeel",
}


def plan_workbook(bc: BusinessCase, threshold: int = DEFAULT_THRESHOLD) -> Plan:
    """The first workbook: summary, payers, cases, lines, prices, sources, account."""
    lines, places = _lines_sheet(bc)
    cases, last_case = _cases_sheet(bc, places)
    payers, total_rows = _payers_sheet(bc, places)
    summary = _summary_sheet(bc, last_case, total_rows, threshold)
    sheets = (summary, payers, cases, lines, _prices_sheet(bc), _sources_sheet(bc), _account_sheet(bc))
    return Plan(sheets, "Businesscase sociaal werk", bc.sentence())


# ---------------------------------------------------------------- lines


class _LinePlaces(NamedTuple):
    """Where the lines of the sheet Regels stand."""

    first: int
    last: int
    by_row: dict[int, int]
    """Line of the columns → Excel row."""


LINE_HEADERS: Final = (
    "casus", "regel", "kant", "prijs", "omschrijving", "hoeveelheid", "eenheid", "prijs per eenheid (€)", "kans",
    "realisme", "aandeel wij", "na verdringing", "tijdfactor", "waarde (€)", "telt mee in totaal", "gewicht casus",
)  # fmt: skip


def _lines_sheet(bc: BusinessCase) -> tuple[Sheet, _LinePlaces]:
    sheet = Sheet("Regels", (16, 8, 13, 34, 46, 12, 15, 12, 9, 9, 9, 10, 11, 13, 10, 9))
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
        Cell(Formula(f"=F{row}*H{row}*I{row}*J{row}*K{row}*L{row}*M{row}", line.value), "euro_cent"),
        Cell(round(counted, 12), "getal"),
        Cell(float(bc.weights[place]), "getal"),
    )


# ---------------------------------------------------------------- cases


def _cases_sheet(bc: BusinessCase, places: _LinePlaces) -> tuple[Sheet, int]:
    sheet = Sheet("Casussen", (16, 24, 14, 14, 16, 12, 24, 24, 13, 13, 13, 9))
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


class _TotalRows(NamedTuple):
    """Where the sheet Betalers keeps its totals."""

    effort_overhead: int
    floor: int
    total: int


def _payers_sheet(bc: BusinessCase, places: _LinePlaces) -> tuple[Sheet, _TotalRows]:
    """Per payer sums over lines: the share of each line stands in a block to the right of the table."""
    sheet = Sheet("Betalers", (44, 12, 15, 15, 15, 4, 16, 8, 20, 10, 14))
    sheet.add(
        Cell("Wie betaalt, en bij wie vallen de baten? Rechts het deel van elke regel per betaler.", "zacht")
    )
    sheet.heading(
        "betaler", "casussen", "baten (€)", "inzet (€)", "netto (€)", "",
        "casus", "regel", "betaler", "aandeel", "bedrag (€)",
    )  # fmt: skip
    shares = list(_share_rows(bc, places))
    top = len(sheet.rows) + 1
    last = top + len(shares) - 1
    left = _payer_rows(bc, top, last)
    for offset in range(max(len(left), len(shares))):
        blank = [Cell(None)] * 5
        cells = left[offset] if offset < len(left) else blank
        sheet.add(*cells, Cell(None), *(shares[offset] if offset < len(shares) else ()))
    return sheet, _TotalRows(top + len(left) - 3, top + len(left) - 2, top + len(left) - 1)


def _share_rows(bc: BusinessCase, places: _LinePlaces) -> Iterable[list[Cell]]:
    columns = bc.columns
    for number, row in places.by_row.items():
        shares = columns.purse_shares[columns.line_purse[number]]
        loaded = bc.cases[int(columns.line_case[number])]
        weight = float(bc.weights[columns.line_case[number]])
        side = "inzet" if columns.line_side[number] == EFFORT else "baten"
        for payer, share in zip(columns.payers, shares, strict=True):
            if share:
                amount = float(bc.values.value[number]) * float(share) * weight
                here = Formula(f"=Regels!N{row}*Regels!P{row}*{float(share)!r}", amount)
                yield [
                    Cell(loaded.case.id),
                    Cell(side),
                    Cell(payer),
                    Cell(float(share), "aandeel"),
                    Cell(here, "euro_cent"),
                ]


def _payer_rows(bc: BusinessCase, top: int, last: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for name, cases, benefit, cost, net in bc.by("betaler").rows:
        if cases == 0:
            continue
        row = top + len(rows)
        sums = [
            Formula(
                f'=SUMIFS($K${top}:$K${last},$I${top}:$I${last},"{name}",$H${top}:$H${last},"{side}")', value
            )
            for side, value in (("baten", benefit), ("inzet", cost))
        ]
        rows.append(
            [Cell(name), Cell(cases, "getal"), *(Cell(s, "euro_cent") for s in sums)]
            + [Cell(Formula(f"=C{row}-D{row}", net), "euro_cent")]
        )
    overhead = sum(bc.overhead.values())
    extra = ((NO_OVERHEAD, 0.0, overhead), (NOT_FILED, bc.floor_benefit, 0.0))
    for name, benefit, cost in extra:
        row = top + len(rows)
        net = Formula(f"=C{row}-D{row}", benefit - cost)
        rows.append(
            [Cell(name), Cell(None), *(Cell(v, "euro_cent") for v in (benefit, cost)), Cell(net, "euro_cent")]
        )
    end = top + len(rows)
    totals = ((c, v) for c, v in zip("CDE", (bc.benefit, bc.cost, bc.net), strict=True))
    rows.append(
        [Cell("samen", "totaal"), Cell(None, "totaal")]
        + [Cell(Formula(f"=SUM({c}{top}:{c}{end - 1})", v), "totaal_euro") for c, v in totals]
    )
    return rows


# ---------------------------------------------------------------- summary


def _summary_sheet(bc: BusinessCase, last_case: int, totals: _TotalRows, threshold: int) -> Sheet:
    sheet = Sheet("Samenvatting", (46, 18, 18, 18, 18, 18))
    sheet.add(Cell("Businesscase sociaal werk", "titel"))
    sheet.merged_row = sheet.add(Cell(bc.sentence(), "omloop"))
    sheet.add(Cell(None))
    row = totals.total
    sheet.add(Cell("In één oogopslag", "kop"), Cell("bedrag (€)", "kop"))
    sheet.add(Cell("Kosten"), Cell(Formula(f"=Betalers!D{row}", bc.cost), "euro"))
    sheet.add(Cell("Baten, verwacht"), Cell(Formula(f"=Betalers!C{row}", bc.benefit), "euro"))
    cost_row, benefit_row = len(sheet.rows) - 1, len(sheet.rows)
    sheet.add(Cell("Saldo", "totaal"), Cell(Formula(f"=B{benefit_row}-B{cost_row}", bc.net), "totaal_euro"))
    if bc.ratio is not None:
        sheet.add(
            Cell("Baten per euro kosten"), Cell(Formula(f"=B{benefit_row}/B{cost_row}", bc.ratio), "getal2")
        )
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
    grouped = [suppressed(bc.by(name), threshold) for name in ("betaler", "thema", "wijk", "domein")]
    return [*grouped, bc.cash_flow("jaar"), bc.saved()]


def _add_table(sheet: Sheet, table: Table) -> None:
    sheet.add(Cell(None))
    sheet.add(Cell(table.title, "tussenkop"))
    sheet.add(*(Cell(f"{c.name} (€)" if c.kind.startswith("euro") else c.name, "kop") for c in table.columns))
    for row in table.rows:
        sheet.add(*(Cell(v, STYLES.get(c.kind, "tekst")) for v, c in zip(row, table.columns, strict=True)))


# ---------------------------------------------------------------- prices, sources, account


def _prices_sheet(bc: BusinessCase) -> Sheet:
    sheet = Sheet("Prijzen", (36, 48, 12, 13, 9, 13, 9, 15, 28, 10, 16, 70))
    sheet.add(
        Cell(
            f"Gebruikte prijzen uit {bc.book.name}, omgerekend naar prijspeil {bc.settings.price_year}.",
            "zacht",
        )
    )
    sheet.heading(
        "prijs", "naam", "eenheid", "in de bron (€)", "prijsjaar", "indexstap", "graad", f"prijs {bc.settings.price_year} (€)",
        "betalers", "wet", "soort", "hoe deze prijs tot stand komt",
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
    )


def _sources_sheet(bc: BusinessCase) -> Sheet:
    sheet = Sheet("Bronnen", (36, 9, 12, 40, 60, 8, 40, 70))
    sheet.add(Cell("Waar elke prijs gelezen is.", "zacht"))
    sheet.heading("prijs", "prijsjaar", "gezien (€)", "auteur", "titel", "jaar", "vindplaats", "adres")
    for key in sorted(bc.columns.price_keys):
        value = bc.book.prices[key].value_for(bc.settings.price_year)
        for citation in value.citations:
            source = bc.book.sources[citation.source]
            seen = None if citation.seen is None else float(citation.seen)
            sheet.add(
                Cell(key), Cell(value.price_year, "jaar"), Cell(seen, "euro_cent"), Cell(source.author),
                Cell(source.title), Cell(source.year, "jaar"), Cell(citation.locator or ""), Cell(source.address or ""),
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
            f"{bc.settings.cashability_name}: {bc.settings.cashability.title} ({bc.settings.cashability.source})",
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
