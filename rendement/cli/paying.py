"""Verbs about money in time and how net came about: geldstroom, bruto."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from rendement.asking.business_case import BusinessCase
from rendement.cli.account import ended, of_files, without_cases
from rendement.cli.assumptions import Given, assuming
from rendement.cli.cases import (
    NOTHING_COUNTS,
    AsJson,
    Chosen,
    Closed,
    Paths,
    read_cases,
)
from rendement.cli.screen import err, out, print_again, print_json, print_problems
from rendement.cli.uncertainty import OneCase, valued
from rendement.reading.complaints.problems import errors
from rendement.reports.costs_words import as_sentence, of_whom
from rendement.reports.paying_card import balances_card, cash_card, events_card, flows_card, gross_card
from rendement.reports.paying_words import help_words
from rendement.reports.record import costs_record, paying_record
from rendement.results.account.again import command_again
from rendement.results.account.provenance import provenance_table
from rendement.results.figures.cash_words import cash_column
from rendement.results.paying.balance import Balance
from rendement.results.paying.cash_flow import flows_of
from rendement.results.value.programme_costs import missing_words, whose_words

USUAL = (12, 24, 36)
"""Months after which the balance is shown when nobody asks for others."""
AfterMonths = Annotated[
    list[int] | None,
    typer.Option(
        "--na-maanden",
        metavar="AANTAL",
        min=1,
        help="Saldo na zoveel maanden, vanaf de start van elke casus. Mag vaker. Anders: 12, 24 en 36.",
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--tot",
        metavar="DATUM",
        formats=["%Y-%m-%d"],
        help="Saldo tot en met 2026-12-31, in hele maanden.",
    ),
]
OneProgramme = Annotated[
    str | None, typer.Option("--programma", metavar="PROGRAMMA", help="Alleen dit programma.")
]


@assuming
def show_cash_flow(
    paths: Paths,
    *,
    after: AfterMonths = None,
    until: Until = None,
    given: Given,
    closed: Closed = None,
    selection: Chosen = None,
    as_json: AsJson = False,
) -> int:
    """Wanneer komt en gaat het geld, per betaler?

    Met het saldo na zoveel maanden of tot een datum, wat er per jaar in en uit gaat, en welk geld
    echt vrij kan komen.

    Voorbeeld:  rendement geldstroom casussen --na-maanden 24
    """
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    if not len(cases):
        return without_cases(cases, as_json, NOTHING_COUNTS)
    bc = valued(cases, given, closed, selection)
    balances = _balances(bc, after, until.date() if until else None)
    if as_json:
        print_json(_flow_record(bc, balances) | of_files(cases))
    else:
        _say_what_is_missing(bc, floor=False)
        label, whose = bc.payer_label, whose_words(bc, floor=False)
        out.print(balances_card(balances, label, whose))
        out.print(flows_card(flows_of(bc.months), cash_column(bc.settings.cashability), label, whose))
        out.print()
        out.print(cash_card(bc.cash_years(), label, whose))
        out.print(bc.sentence(), style="dim", markup=False)
        print_again(command_again(bc, "geldstroom"))
    return ended(cases, as_json)


def _say_what_is_missing(bc: BusinessCase, programme: str | None = None, *, floor: bool) -> None:
    """The first caveat: that costs are incomplete, so that amounts are of these cases only (M32)."""
    words = missing_words(bc, programme=programme)
    if words:
        whose = whose_words(bc, floor=floor, programme=programme)
        out.print(f"{of_whom('Bedragen zijn', whose)}. {as_sentence(words)}", style="yellow")
        out.print()


def _balances(bc: BusinessCase, after: list[int] | None, until: date | None) -> list[Balance]:
    """Those that are asked for, or the usual ones, and everything there will be."""
    months = after or ([] if until else USUAL)
    asked = [bc.balance(number) for number in sorted(set(months))]
    return [*asked, *([bc.balance(until=until)] if until else []), bc.balance()]


def _flow_record(bc: BusinessCase, balances: list[Balance]) -> dict[str, Any]:
    return {
        **costs_record(missing_words(bc)),
        "saldo_na": [balance.to_dicts() for balance in balances],
        "kasstroom": bc.cash_flow().to_dicts(),
        "verzilverbaar_per_jaar": bc.cash_years().to_dicts(),
        "zin": bc.sentence(),
        "verantwoording": provenance_table(bc.provenance()).to_dicts(),
    }


@assuming
def show_build_up(
    paths: Paths,
    *,
    case_id: OneCase = None,
    programme: OneProgramme = None,
    given: Given,
    closed: Closed = None,
    selection: Chosen = None,
    as_json: AsJson = False,
) -> int:
    """Van bruto naar netto: wat haalt elke factor eraf?

    Van wat het waard was als alles zeker was, tot het saldo. Ook: wat de hulp kost van wat zij zonder ons
    gekost had, en wat een voorkomen gebeurtenis kost.

    Voorbeeld:  rendement bruto casussen --casus sr-2025-001
    """
    if case_id is not None and programme is not None:
        raise typer.BadParameter("kies --casus of --programma, niet allebei", param_hint="--programma")
    cases = read_cases(paths, given)
    print_problems(errors(cases.problems), err)
    if not len(cases):
        return without_cases(cases, as_json, NOTHING_COUNTS)
    bc = valued(cases, given, closed, selection)
    found = bc.gross_to_net(programme, case_id)
    if as_json:
        print_json(
            costs_record(missing_words(bc))
            | paying_record(bc)
            | {
                "bruto_naar_netto": found.to_dicts(),
                "verantwoording": provenance_table(bc.provenance()).to_dicts(),
            }
            | of_files(cases)
        )
        return ended(cases, as_json)
    if case_id is None:
        _say_what_is_missing(bc, programme, floor=True)
    out.print(gross_card(found))
    per, of = ("casus", case_id) if case_id else ("programma", programme) if programme else (None, None)
    costs = [cost for cost in bc.help_costs(per) if of in (None, cost.of)]
    out.print(*(help_words(cost) for cost in costs), markup=False)
    if case_id is None:
        out.print()
        out.print(events_card([e for e in bc.events_avoided() if programme in (None, e.programme)]))
    out.print(bc.sentence(), style="dim", markup=False)
    only = ("--casus", case_id) if case_id else ("--programma", programme) if programme else ()
    print_again(command_again(bc, "bruto", only))
    return ended(cases, as_json)
