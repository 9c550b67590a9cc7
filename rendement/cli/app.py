"""The command itself: verbs, errors in Dutch, exit codes.

0 goed · 1 er zijn fouten in bestanden · 2 verkeerd gebruik · 3 er kon niet geschreven worden
"""

import sys
from typing import Annotated, Final

import typer

from rendement import __version__
from rendement.cli import cases, prices, start
from rendement.cli.screen import err
from rendement.reading.problems import ReadingError
from rendement.results.business_case import CannotAdd

EXIT_FILES: Final = 1
EXIT_USAGE: Final = 2
EXIT_WRITE: Final = 3

app = typer.Typer(
    name="rendement",
    help=(
        "Rendementsmeter: van afgeronde casussen naar een controleerbare businesscase.\n\n"
        "Begin zo:\n\n"
        "  rendement voorbeelden casussen            een map met voorbeelden\n\n"
        "  rendement controleer casussen             kloppen de bestanden?\n\n"
        "  rendement businesscase casussen -o bc.xlsx\n\n"
        "Uitgangscodes: 0 goed, 1 fouten in bestanden, 2 verkeerd gebruik, 3 schrijven lukte niet.\n"
        "Alles blijft op uw computer; er gaat niets het internet op."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("controleer")(cases.check)
app.command("bereken")(cases.compute)
app.command("businesscase")(cases.make_business_case)
app.add_typer(prices.app, name="prijzen")
app.command("nieuw")(start.new)
app.command("voorbeelden")(start.examples)
app.command("schema")(start.schema)


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
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command line and give the exit code."""
    try:
        outcome = app(arguments, standalone_mode=False)
    except typer.TyperException as error:
        return _wrong_use(error)
    except (typer.Abort, KeyboardInterrupt):
        err.print("Afgebroken.")
        return EXIT_USAGE
    except (ReadingError, CannotAdd, KeyError) as error:
        err.print(str(error.args[0]).lstrip("\n"), highlight=False, markup=False)
        return EXIT_FILES
    except OSError as error:
        err.print(f"Schrijven of lezen lukte niet: {error.strerror} ({error.filename}).", highlight=False, markup=False)
        err.print("Staat het bestand nog open in Excel? Sluit het, of kies een andere naam.", highlight=False)
        return EXIT_WRITE
    return outcome if isinstance(outcome, int) else 0


def _wrong_use(error: typer.TyperException) -> int:
    """Typer's complaint in Dutch; a verb without arguments shows its help."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else str(error))
        return EXIT_USAGE
    err.print(f"Verkeerd gebruik: {_in_dutch(error)}", highlight=False, markup=False)
    command = context.command_path if context else "rendement"
    err.print(f"Hulp: {command} --help", highlight=False, markup=False)
    return EXIT_USAGE


def _in_dutch(error: typer.TyperException) -> str:
    """Worded by the kind of error; only what is left over keeps Typer's own words."""
    kind = type(error).__name__
    message = str(getattr(error, "message", error))
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return f"de optie {getattr(error, 'option_name', '')} bestaat niet." + (
            f" Bedoelt u {' of '.join(near)}?" if near else ""
        )
    if kind == "MissingParameter":
        return f"{_parameter(error)} ontbreekt."
    if kind == "BadParameter":
        exists = " (bestaat niet)" if "does not exist" in message else f" ({message})"
        return f"de waarde voor {_parameter(error)} klopt niet{exists}."
    if message.startswith("No such command"):
        return f"deze opdracht bestaat niet: {message.split(chr(39))[1]}."
    return message


def _parameter(error: typer.TyperException) -> str:
    hint = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    return str(hint or getattr(parameter, "human_readable_name", "een waarde"))
