"""Verbs about cases: controleer, bereken, businesscase."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.account import ended, of_files, show_account, without_cases
from rendement.cli.assumptions import Given, assuming
from rendement.cli.screen import (
    as_record,
    err,
    out,
    print_again,
    print_json,
    print_problems,
    progress,
    say,
    summary_of,
)
from rendement.model.case import Status
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Selection
from rendement.reading.complaints.problems import Problem, errors, in_order
from rendement.reading.folder.account import Standing
from rendement.reading.folder.thorough import lists_missing, thorough_problems
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet, LoadedCase
from rendement.reports.cards import (
    account_text,
    business_case_card,
    explanation_card,
    labelled,
    switching_card,
    table_card,
    titled,
)
from rendement.reports.excel.disclosure import TooFewCases
from rendement.reports.excel.grouped import LIVE_LINES
from rendement.reports.excel.lines_csv import csv_beside
from rendement.reports.excel.shareable import WITH_TEXT
from rendement.reports.excel.workbook import write_workbook
from rendement.reports.files import must_be_writable
from rendement.reports.objections_card import objections_card
from rendement.reports.paying_words import help_words
from rendement.reports.record import besides, business_case_record, case_record
from rendement.results.account.again import command_again
from rendement.results.critique.facts import Objection
from rendement.results.explaining.checked import check_costs, check_outcomes
from rendement.results.telling.suppression import DEFAULT_THRESHOLD, suppressed
from rendement.results.value.grouping import DIMENSIONS, Breakdown
from rendement.results.value.programme_costs import whose_words

NOTHING_COUNTS = "Er is geen enkele afgesloten casus die mee kan tellen."
NO_OUTPUT = "de deelbare uitgave is een Excelbestand: geef ook -o BESTAND.xlsx"
Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PAD", help="Bestanden of mappen met casussen.", exists=True, show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Uitvoer voor een ander programma.")]
Closed = Annotated[
    int | None,
    typer.Option(
        "--afgesloten",
        metavar="AANTAL",
        min=1,
        help="Hoeveel casussen zijn afgesloten. Alleen zonder programma.yaml; anders staat het daar.",
    ),
]
Chosen = Annotated[
    Selection | None,
    typer.Option(
        "--gekozen",
        metavar="HOE",
        help="alle, loting of uitgekozen. Alleen zonder programma.yaml; anders staat het daar.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--uitvoer", metavar="BESTAND", readable=False, help="Schrijf ook een Excelbestand (.xlsx)."
    ),
]
Draws = Annotated[int, typer.Option("--trekkingen", metavar="AANTAL", min=100, help="Hoe vaak wij trekken.")]
Seed = Annotated[
    int, typer.Option("--zaad", metavar="GETAL", min=0, help="Hetzelfde zaad geeft dezelfde trekkingen.")
]
WithText = Annotated[
    bool,
    typer.Option(
        "--met-tekst",
        help="Zet ook vrije tekst van casussen in het Excelbestand. "
        "Kijk eerst of die niemand herkenbaar maakt.",
    ),
]
Contradicted = Annotated[
    bool,
    typer.Option(
        "--tegenspraak",
        help="Ook: de bezwaren tegen juist deze businesscase, met ons antwoord en waar dat op rust.",
    ),
]
Shareable = Annotated[
    bool,
    typer.Option(
        "--deelbaar",
        help="Maak de uitgave die u mag doorgeven: niets over minder casussen dan de drempel, ook niet door "
        "aftrekken.",
    ),
]
Whose = Annotated[
    WhoseNumbers,
    typer.Option("--beoordelingen", metavar="WIE", help="Wiens getallen: samengevoegd of auteur."),
]
AtLeast = Annotated[
    Status | None,
    typer.Option("--status", metavar="STATUS", help="Alleen casussen die minstens zo ver zijn."),
]
Breakdowns = Annotated[
    list[str] | None,
    typer.Option(
        "--per",
        metavar="INDELING",
        help=f"Toon ook een indeling: {', '.join(DIMENSIONS)}. Twee tegelijk: wijk,betaler.",
    ),
]
Thorough = Annotated[
    bool,
    typer.Option(
        "--grondig",
        help="Zoek ook met lange lijsten van voor- en achternamen. Vraagt: pip install 'rendement[grondig]'.",
    ),
]
Threshold = Annotated[
    int,
    typer.Option(
        "--drempel",
        metavar="AANTAL",
        min=1,
        help="Neem groepen met minder casussen samen, ook in het Excelbestand.",
    ),
]


def read_cases(paths: list[Path], given: Given) -> CaseSet:
    """Read cases with a progress bar on long work, against what was chosen."""
    with progress("casussen lezen") as step:
        return load_cases(*paths, prices=given.book, progress=step, **given.assumed)


@assuming
def check(paths: Paths, *, given: Given, as_json: AsJson = False, thorough: Thorough = False) -> int:
    """Kijk of casussen en programma's kloppen.

    Elke fout staat er met bestand, regel, kolom, oorzaak en herstel; alles wat fout is, in één keer.

    Voorbeeld:  rendement controleer casussen
    """
    if thorough and (missing := lists_missing()):
        err.print(missing, soft_wrap=True, markup=False)
        return 2
    cases = read_cases(paths, given)
    sets = cases.account.of(Standing.SETS)
    if not cases.files and not cases.problems and not sets and not as_json:
        show_account(cases.account)
        say(f"Geen enkel casusbestand (.yaml of .yml) gevonden in {', '.join(map(str, paths))}.")
        say("Begin met: rendement nieuw casussen/dor-2025-018.yaml")
        return 1
    found = [*cases.problems, *outcome_problems(cases, given)]
    problems = in_order([*found, *(thorough_problems(paths, found) if thorough else ())])
    if as_json:
        print_json({"meldingen": [as_record(problem) for problem in problems], **of_files(cases)})
    else:
        print_problems(problems, out)
        if cases.unfinished:
            out.print(_not_yet_looked_at(cases), soft_wrap=True)
        told = [*problems, *cases.account.problems]
        show_account(cases.account, f"{summary_of(told).capitalize()}.")
    return 1 if errors(problems) or errors(cases.account.problems) or not (cases.files or sets) else 0


def _not_yet_looked_at(cases: CaseSet) -> str:
    where = "één bestand" if len(cases.unfinished) == 1 else f"{len(cases.unfinished)} bestanden"
    return (
        f"Van {where} met fouten is nog niet alles nagekeken: na herstel kijkt het programma ook of wat nu "
        "niet gelezen kon worden past bij de rest, en of de controle klopt."
    )


def outcome_problems(cases: CaseSet, given: Given) -> list[Problem]:
    """Hand-checked outcomes and overlaps, each folder with its own settings unless others are given."""
    found: list[Problem] = []
    for home in cases.programmes:
        mine = [loaded for loaded in cases if loaded.programme is home]
        if mine:
            found += check_outcomes(cases, business_case(mine, given.book, **given.assumed))
    homeless = [loaded for loaded in cases if loaded.programme is None]
    if homeless:
        stated: dict[str, Any] = {"closed": len(homeless), "selection": Selection.CHOSEN}
        alone = business_case(homeless, given.book, **stated, **given.assumed)
        found += check_outcomes(cases, alone)
    return found


@assuming
def compute(
    paths: Paths,
    *,
    case_id: Annotated[
        str | None, typer.Option("--casus", metavar="CASUS", help="Alleen deze casus.")
    ] = None,
    short: Annotated[bool, typer.Option("--kort", help="Alleen de uitkomst per regel.")] = False,
    switching: Annotated[
        bool, typer.Option("--omslagpunten", help="Ook: wanneer zou deze casus net lonen?")
    ] = False,
    given: Given,
    whose: Whose = WhoseNumbers.POOLED,
    as_json: AsJson = False,
) -> int:
    """Reken casussen door, regel voor regel, tot op de bron.

    Voorbeeld:  rendement bereken casussen/sr-2025-001.yaml --omslagpunten
    """
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    wanted = [loaded for loaded in cases if case_id in (None, loaded.case.id)]
    if not wanted:
        return _nothing_to_compute(cases, case_id, as_json)
    records = []
    for loaded in wanted:
        bc = valued_alone(loaded, given, whose)
        explanation = bc.explain(loaded.case.id)
        if as_json:
            records.append(case_record(bc, loaded.case.id, switching))
            continue
        out.print(explanation_card(explanation, steps=not short))
        out.print(help_words(bc.help_costs("casus")[loaded.case.id]), markup=False)
        out.print(bc.sentence(costs=False), style="dim", markup=False)
        out.print(account_text(bc.provenance()))
        print_again(command_again(bc, "bereken"))
        if switching:
            out.print(switching_card(bc.switching_values(loaded.case.id)))
        out.print()
    if as_json:
        print_json({"casussen": records, **of_files(cases)})
    return ended(cases, as_json)


def _nothing_to_compute(cases: CaseSet, case_id: str | None, as_json: bool) -> int:
    for loaded in (*cases.running, *cases.withheld):
        if case_id in (None, loaded.case.id):
            why = "loopt nog" if loaded.case.closed is None else "zonder instemming van de bewoner"
            say(f"{loaded.case.id} telt niet mee: {why}.")
    return without_cases(cases, as_json, "Er is geen casus om door te rekenen.")


def valued_alone(loaded: LoadedCase, given: Given, whose: WhoseNumbers = WhoseNumbers.POOLED) -> BusinessCase:
    """One case with the settings of its programme; a single case is nobody's sample."""
    homeless = loaded.programme is None
    return business_case(
        [loaded],
        given.book,
        closed=1 if homeless else None,
        selection=Selection.ALL if homeless else None,
        reviews=whose,
        **given.assumed,
    )


@assuming
def make_business_case(
    paths: Paths,
    *,
    output: Output = None,
    by: Breakdowns = None,
    given: Given,
    closed: Closed = None,
    selection: Chosen = None,
    whose: Whose = WhoseNumbers.POOLED,
    status: AtLeast = None,
    threshold: Threshold = DEFAULT_THRESHOLD,
    with_text: WithText = False,
    shareable: Shareable = False,
    contradicted: Contradicted = False,
    draws: Draws = 10_000,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> int:
    """Tel casussen op tot een businesscase.

    Met kosten, baten, wie betaalt, wie profiteert, en waar het op rust. Het Excelbestand is er in twee
    uitgaven: de volledige, met losse casussen, voor wie die mag zien; en met --deelbaar die u mag doorgeven.

    Voorbeeld:  rendement businesscase casussen -o businesscase.xlsx --per wijk
    """
    breakdowns = [_dimensions(text) for text in by or ()]
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    if output is not None and output.suffix.lower() != ".xlsx":
        raise typer.BadParameter("laat de naam eindigen op .xlsx", param_hint="--uitvoer")
    if shareable and (with_text or output is None):
        raise typer.BadParameter(WITH_TEXT if with_text else NO_OUTPUT, param_hint="--deelbaar")
    if not len(cases):
        return without_cases(cases, as_json, NOTHING_COUNTS)
    bc = business_case(
        cases,
        given.book,
        closed=closed,
        selection=selection,
        reviews=whose,
        minimum_status=status,
        **given.assumed,
    )
    print_problems(check_costs(bc), err)
    tables = [suppressed(bc.by(*names), threshold) for names in breakdowns]
    found = bc.objections(threshold=threshold) if contradicted else ()
    if as_json:
        print_json(business_case_record(bc) | besides(tables, found) | of_files(cases))
    else:
        out.print(business_case_card(bc))
        print_again(command_again(bc))
        _print_besides(bc, tables, found)
    if output is not None:
        choices = {"with_text": with_text, "draws": draws, "seed": seed}
        if not _write(bc, output, threshold, shareable=shareable, **choices):
            return 1
    return ended(cases, as_json)


def _print_besides(bc: BusinessCase, tables: Sequence[Breakdown], found: Sequence[Objection]) -> None:
    for table in tables:
        out.print(table_card(titled(labelled(table, bc.payer_label), whose_words(bc))))
    if found:
        out.print(objections_card(found, whose_words(bc)))


def _write(bc: BusinessCase, output: Path, threshold: int, *, shareable: bool, **choices: Any) -> bool:
    """Write the workbook with a bar for each part of the work, and say what there is, or why not."""
    must_be_writable(output)
    try:
        with (
            progress("kansen doorrekenen", 8) as drawing,
            progress("uitzoeken wat verteld mag worden", 8) as deciding,
            progress("bladen schrijven", 8) as writing,
        ):
            bars: dict[str, Any] = {"drawing": drawing, "deciding": deciding, "writing": writing}
            write_workbook(bc, output, threshold, shareable=shareable, **choices, **bars)
    except TooFewCases as error:
        say(f"Niets geschreven: {error}.")
        return False
    say(f"Geschreven: {output}")
    lines = csv_beside(output)
    if shareable:
        say(f"Dit is de deelbare uitgave: niets erin gaat over minder dan {threshold} casussen.")
        say("Geef alleen dat bestand door: op dit scherm staan wel losse casussen en kleine bedragen.")
        if lines.exists():
            say(f"Let op: deel {lines} niet mee. Daarin staan losse regels, van een eerder werkboek.")
        return True
    if bc.columns.lines > LIVE_LINES:
        say(f"Geschreven: {lines} (alle {bc.columns.lines} regels; in het werkboek staan zij in groepen)")
    elif lines.exists():
        say(
            f"Let op: {lines} hoort niet bij dit werkboek: dat heeft al zijn regels op het blad Regels. "
            "Het bestand is niet veranderd: is het van een eerdere keer, haal het dan zelf weg."
        )
    say("Hierin staan losse casussen: voor wie die mag zien. Met --deelbaar maakt u er een om door te geven.")
    return True


def _dimensions(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",")]
    if not set(names) <= set(DIMENSIONS):
        raise typer.BadParameter(f"kies uit: {', '.join(DIMENSIONS)}", param_hint="--per")
    if len(set(names)) < len(names):
        raise typer.BadParameter("noem elke indeling één keer", param_hint="--per")
    return names
