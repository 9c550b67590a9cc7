"""Verbs about how sure we are: onzekerheid, gevoeligheid."""

from typing import Annotated, Literal

import typer

from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.account import ended, of_files, without_cases
from rendement.cli.assumptions import Given, assuming
from rendement.cli.cases import (
    NOTHING_COUNTS,
    AsJson,
    Chosen,
    Closed,
    Draws,
    Paths,
    Seed,
    read_cases,
)
from rendement.cli.screen import err, out, print_again, print_json, print_problems, progress
from rendement.model.settings import Selection
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.loaded import CaseSet
from rendement.reports.cards import account_text
from rendement.reports.sensitivity_card import sensitivity_card, sensitivity_record
from rendement.reports.uncertainty_card import uncertainty_card
from rendement.results.account.again import command_again
from rendement.results.account.provenance import AGAIN
from rendement.results.worlds.run_record import ENGINE_NAMES

Events = Annotated[
    bool, typer.Option("--gebeurtenissen", help="Trek per casus welk pad echt gebeurt, niet alleen de kans.")
]
Combined = Annotated[bool, typer.Option("--samen", help="Ook één band van schattingen en casussen samen.")]
Workers = Annotated[int, typer.Option("--werkers", metavar="AANTAL", min=1, help="Processen naast elkaar.")]
Way = Annotated[
    Literal["alles", "som"] | None,
    typer.Option(
        "--rekenwijze",
        metavar="HOE",
        help="alles (elke schatting trekken) of som (prijzen trekken, de som exact); vanaf 50 casussen: som.",
    ),
]
OneCase = Annotated[str | None, typer.Option("--casus", metavar="CASUS", help="Alleen deze casus.")]


@assuming
def show_uncertainty(
    paths: Paths,
    *,
    draws: Draws = 10_000,
    seed: Seed = 1,
    events: Events = False,
    combined: Combined = False,
    way: Way = None,
    workers: Workers = 1,
    given: Given,
    closed: Closed = None,
    selection: Chosen = None,
    as_json: AsJson = False,
) -> int:
    """Hoe zeker is een businesscase?

    Met banden, de kans dat het loont per betaler, en waar dat op rust.

    Voorbeeld:  rendement onzekerheid casussen --trekkingen 20000
    """
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    if not len(cases):
        return without_cases(cases, as_json, NOTHING_COUNTS)
    bc = valued(cases, given, closed, selection)
    with progress("kansen doorrekenen", 8) as step:
        found = bc.uncertainty(
            draws,
            seed,
            engine=ENGINE_NAMES[way] if way else None,
            events=events,
            combined=combined,
            workers=workers,
            progress=step,
        )
    if as_json:
        print_json(found.to_dict() | of_files(cases))
    else:
        out.print(uncertainty_card(found))
        out.print(found.sentence, style="dim", markup=False)
        out.print(account_text(found.made))
        print_again(next(one.name for one in found.made if one.what == AGAIN))
    return ended(cases, as_json)


@assuming
def show_sensitivity(
    paths: Paths,
    *,
    case_id: OneCase = None,
    given: Given,
    closed: Closed = None,
    selection: Chosen = None,
    as_json: AsJson = False,
) -> int:
    """Welke schatting doet er het meest toe?

    En wie u daarnaar kunt vragen, voor één casus of voor alle samen.

    Voorbeeld:  rendement gevoeligheid casussen --casus sr-2025-001
    """
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    if not len(cases):
        return without_cases(cases, as_json, NOTHING_COUNTS)
    bc = valued(cases, given, closed, selection)
    if as_json:
        print_json(sensitivity_record(bc, case_id, given.spread) | of_files(cases))
    else:
        out.print(sensitivity_card(bc, case_id, given.spread))
        out.print(bc.sentence(), style="dim", markup=False)
        out.print(account_text(bc.provenance()))
        print_again(command_again(bc, "gevoeligheid", ("--casus", case_id) if case_id else ()))
    return ended(cases, as_json)


def valued(cases: CaseSet, given: Given, closed: int | None, selection: Selection | None) -> BusinessCase:
    """All cases, with what was chosen on the command line."""
    return business_case(cases, given.book, closed=closed, selection=selection, **given.assumed)
