"""Verbs about cases: controleer, bereken, businesscase."""

from pathlib import Path
from typing import Annotated, Any

import typer

from rendement.cli.screen import as_record, err, out, print_json, print_problems, progress, summary_of
from rendement.model.settings import Selection
from rendement.reading.load import CaseSet, load_cases
from rendement.reading.price_books import load_prices
from rendement.reading.problems import Problem, errors
from rendement.reports.cards import business_case_card, explanation_card, table_card
from rendement.reports.excel.write import write_workbook
from rendement.results.business_case import BusinessCase, business_case
from rendement.results.checked import check_outcomes
from rendement.results.grouping import DIMENSIONS
from rendement.results.suppression import DEFAULT_THRESHOLD, suppressed

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PAD...", help="Bestanden of mappen met casussen.", exists=True, show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer voor een ander programma.")]
Book = Annotated[
    str | None,
    typer.Option("--prijzen", metavar="BOEK", help="Prijzenboek (landelijk, landelijk@2025.1 of een map)."),
]
PriceYear = Annotated[int | None, typer.Option("--prijspeil", help="Jaar waarin de euro's luiden.")]
Regime = Annotated[str | None, typer.Option("--regime", help="Disconto-regime, bijvoorbeeld mkba-2021.")]
Realism = Annotated[str | None, typer.Option("--realisme", help="Realismeset, bijvoorbeeld geen.")]
Cashability = Annotated[str | None, typer.Option("--verzilvering", help="Verzilverset, bijvoorbeeld half.")]
Closed = Annotated[
    int | None,
    typer.Option("--afgesloten", help="Aantal afgesloten casussen, als er geen programma.yaml is."),
]
Chosen = Annotated[
    Selection | None,
    typer.Option("--gekozen", help="Hoe de casussen gekozen zijn, als er geen programma.yaml is."),
]


def _read(paths: list[Path], book: str | None = None) -> CaseSet:
    with progress("casussen lezen") as step:
        return load_cases(*paths, prices=load_prices(book) if book else None, progress=step)


def _valued(cases: CaseSet, book: str | None, **choices: Any) -> BusinessCase:
    return business_case(cases, load_prices(book) if book else None, **choices)


def check(paths: Paths, as_json: AsJson = False) -> int:
    """Kijk of casussen en programma's kloppen: elke fout met bestand, regel, kolom, oorzaak en herstel.

    Voorbeeld:  rendement controleer casussen
    """
    cases = _read(paths)
    problems = [*cases.problems, *_outcomes(cases)]
    if as_json:
        print_json([as_record(problem) for problem in problems])
    else:
        print_problems(problems, out)
        names = f"{len(cases)} casussen tellen mee, {len(cases.running)} lopen nog, {len(cases.withheld)} zonder instemming"
        out.print(f"{cases.files} casusbestanden gelezen; {names}. {summary_of(problems).capitalize()}.")
    return 1 if errors(problems) else 0


def _outcomes(cases: CaseSet) -> list[Problem]:
    """Hand-checked outcomes and overlaps, each folder with its own settings."""
    found: list[Problem] = []
    for home in cases.programmes:
        mine = [loaded for loaded in cases if loaded.programme is home]
        if mine:
            found += check_outcomes(cases, business_case(mine))
    homeless = [loaded for loaded in cases if loaded.programme is None]
    if homeless:
        found += check_outcomes(
            cases, business_case(homeless, closed=len(homeless), selection=Selection.CHOSEN)
        )
    return found


def compute(
    paths: Paths,
    case_id: Annotated[str | None, typer.Option("--casus", help="Alleen deze casus.")] = None,
    short: Annotated[bool, typer.Option("--kort", help="Alleen de uitkomst per regel.")] = False,
    switching: Annotated[
        bool, typer.Option("--omslagpunten", help="Ook: wanneer zou deze casus net lonen?")
    ] = False,
    book: Book = None,
    price_year: PriceYear = None,
    regime: Regime = None,
    realism: Realism = None,
    as_json: AsJson = False,
) -> int:
    """Reken één of meer casussen door, regel voor regel, tot op de bron.

    Voorbeeld:  rendement bereken casussen/sr-2025-001.yaml --omslagpunten
    """
    cases = _read(paths, book)
    print_problems(errors(cases.problems), err)
    wanted = [loaded for loaded in cases if case_id in (None, loaded.case.id)]
    if not wanted:
        for loaded in (*cases.running, *cases.withheld):
            why = "loopt nog" if loaded.case.closed is None else "zonder instemming van de bewoner"
            err.print(f"{loaded.case.id} telt niet mee: {why}.")
        err.print("Er is geen casus om door te rekenen.")
        return 1
    records = []
    for loaded in wanted:
        choices = {"price_year": price_year, "regime": regime, "realism": realism}
        bc = _valued_alone(loaded, book, choices)
        explanation = bc.explain(loaded.case.id)
        records.append(
            {"casus": loaded.case.id, "regels": explanation.table().to_dicts(), "netto": explanation.net}
        )
        if not as_json:
            out.print(explanation_card(explanation, steps=not short))
            if switching:
                for value in bc.switching_values(loaded.case.id):
                    out.print(f"· {value.sentence}", markup=False)
            out.print()
    if as_json:
        print_json(records)
    return 1 if errors(cases.problems) else 0


def _valued_alone(loaded: Any, book: str | None, choices: dict[str, Any]) -> BusinessCase:
    """One case with the settings of its programme; a single case is nobody's sample."""
    prices = load_prices(book) if book else None
    if loaded.programme is not None:
        return business_case([loaded], prices, **choices)
    return business_case([loaded], prices, closed=1, selection=Selection.ALL, **choices)


def make_business_case(
    paths: Paths,
    output: Annotated[
        Path | None, typer.Option("-o", "--uitvoer", help="Schrijf ook een Excelbestand (.xlsx).")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--per", help=f"Toon ook een indeling: {', '.join(DIMENSIONS)}.")
    ] = None,
    book: Book = None,
    price_year: PriceYear = None,
    regime: Regime = None,
    realism: Realism = None,
    cashability: Cashability = None,
    closed: Closed = None,
    selection: Chosen = None,
    threshold: Annotated[
        int, typer.Option("--drempel", min=1, help="Groepen met minder casussen worden samengenomen.")
    ] = DEFAULT_THRESHOLD,
    as_json: AsJson = False,
) -> int:
    """Tel casussen op tot een businesscase: kosten, baten, wie betaalt, wie profiteert, en waar het op rust.

    Voorbeeld:  rendement businesscase casussen -o businesscase.xlsx --per wijk
    """
    cases = _read(paths, book)
    print_problems(errors(cases.problems), err)
    if not len(cases):
        err.print("Er is geen enkele afgesloten casus die mee kan tellen.")
        return 1
    bc = _valued(
        cases,
        book,
        price_year=price_year,
        regime=regime,
        realism=realism,
        cashability=cashability,
        closed=closed,
        selection=selection,
    )
    tables = [suppressed(bc.by(*name.split(",")), threshold) for name in by or ()]
    if as_json:
        print_json(_record(bc, threshold))
    else:
        out.print(business_case_card(bc, threshold))
        for table in tables:
            out.print(table_card(table))
    if output is not None:
        write_workbook(bc, output, threshold)
        err.print(f"Geschreven: {output}", markup=False)
    return _ended(cases)


def _record(bc: BusinessCase, threshold: int) -> dict[str, Any]:
    return {
        "baten": bc.benefit,
        "kosten": bc.cost,
        "saldo": bc.net,
        "baten_per_euro": bc.ratio,
        "zin": bc.sentence(),
        "betalers": suppressed(bc.by("betaler"), threshold).to_dicts(),
        "geldkolommen": bc.money_columns().to_dicts(),
        "programmas": bc.programme_table().to_dicts(),
        "kasstroom": bc.cash_flow().to_dicts(),
    }


def _ended(cases: CaseSet) -> int:
    wrong = errors(cases.problems)
    if not wrong:
        return 0
    files = len({problem.file for problem in wrong})
    err.print(f"{files} bestand(en) met fouten; de rest is wel geteld. Zie hierboven.")
    return 1
