"""The command itself: its verbs, run within the boundary that words every error."""

import io
import sys
from typing import Annotated

import typer

from rendement import __version__
from rendement.cli import books, cases, forms, prices, reviews, start, uncertainty
from rendement.cli.boundary import bounded, leave
from rendement.cli.dutch import DutchCommand, DutchGroup

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
    cls=DutchGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("controleer", cls=DutchCommand)(cases.check)
app.command("bereken", cls=DutchCommand)(cases.compute)
app.command("businesscase", cls=DutchCommand)(cases.make_business_case)
prices.app.command("vergelijk", cls=DutchCommand)(books.compare)
prices.app.command("effect", cls=DutchCommand)(books.effect)
prices.app.command("controleer", cls=DutchCommand)(books.check)
prices.app.command("nieuw", cls=DutchCommand)(books.new)
prices.app.command("exporteer", cls=DutchCommand)(books.export)
app.command("onzekerheid", cls=DutchCommand)(uncertainty.show_uncertainty)
app.command("gevoeligheid", cls=DutchCommand)(uncertainty.show_sensitivity)
app.add_typer(prices.app, name="prijzen")
app.add_typer(reviews.app, name="beoordeling")
app.add_typer(forms.app, name="formulier")
app.command("nieuw", cls=DutchCommand)(start.new)
app.command("voorbeelden", cls=DutchCommand)(start.examples)
app.command("schema", cls=DutchCommand)(start.schema)


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
