"""The command itself: its verbs, run within the boundary that words every error."""

import io
import sys
from typing import Annotated, ClassVar

import typer

from rendement import __version__
from rendement.cli.boundary import bounded, leave
from rendement.cli.verbs import LazyGroup


class Verbs(LazyGroup):
    """Everything `rendement` can do, in the order of its help page."""

    homes: ClassVar = {
        "controleer": "cases:check",
        "bereken": "cases:compute",
        "businesscase": "cases:make_business_case",
        "onzekerheid": "uncertainty:show_uncertainty",
        "gevoeligheid": "uncertainty:show_sensitivity",
        "geldstroom": "paying:show_cash_flow",
        "bruto": "paying:show_build_up",
        "nieuw": "start:new",
        "voorbeelden": "start:examples",
        "schema": "start:schema",
        "prijzen": "prices:app",
        "beoordeling": "reviews:app",
        "formulier": "forms:app",
    }


app = typer.Typer(
    name="rendement",
    help=(
        "Rendementsmeter: van afgeronde casussen naar een controleerbare businesscase.\n\n"
        "Begin zo:\n\n"
        "  rendement voorbeelden casussen            een map met voorbeelden\n\n"
        "  rendement controleer casussen             kloppen de bestanden?\n\n"
        "  rendement businesscase casussen -o bc.xlsx\n\n"
        "Uitgangscodes: 0 goed, 1 fouten in bestanden of geen bestand gevonden, "
        "2 verkeerd gebruik, 3 schrijven lukte niet, 4 een fout van het programma zelf.\n\n"
        "Alles blijft op uw computer; er gaat niets het internet op."
    ),
    no_args_is_help=True,
    add_completion=False,
    cls=Verbs,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rendement {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--versie", callback=_show_version, is_eager=True, help="Toon de versie.")
    ] = False,
) -> None:
    """Options of the command itself."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; ends the process with one of the exit codes above."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    leave(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command line and give the exit code."""
    return bounded(lambda: app(arguments, standalone_mode=False, prog_name="rendement"))
