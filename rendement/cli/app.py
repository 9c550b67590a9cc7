"""The command itself: verbs, errors in Dutch, exit codes.

0 goed · 1 er zijn fouten in bestanden, of er is geen bestand · 2 verkeerd gebruik ·
3 er kon niet geschreven worden · 130 afgebroken
"""

import errno
import io
import sys
from typing import Annotated, Final

import typer

from rendement import __version__
from rendement.cli import books, cases, forms, prices, reviews, start, uncertainty
from rendement.cli.dutch import DutchCommand, DutchGroup, complaint
from rendement.cli.screen import say
from rendement.reading.problems import ReadingError
from rendement.results.choices import CannotAdd

EXIT_FILES: Final = 1
EXIT_USAGE: Final = 2
EXIT_WRITE: Final = 3
EXIT_STOPPED: Final = 130

app = typer.Typer(
    name="rendement",
    help=(
        "Rendementsmeter: van afgeronde casussen naar een controleerbare businesscase.\n\n"
        "Begin zo:\n\n"
        "  rendement voorbeelden casussen            een map met voorbeelden\n\n"
        "  rendement controleer casussen             kloppen de bestanden?\n\n"
        "  rendement businesscase casussen -o bc.xlsx\n\n"
        "Uitgangscodes: 0 goed, 1 fouten in bestanden of geen bestand gevonden, "
        "2 verkeerd gebruik, 3 schrijven lukte niet.\n\n"
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
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run the command line and give the exit code."""
    try:
        outcome = app(arguments, standalone_mode=False, prog_name="rendement")
    except typer.TyperException as error:
        return _wrong_use(error)
    except typer.Abort:
        say("Afgebroken.")
        return EXIT_USAGE
    except KeyboardInterrupt:
        outcome = EXIT_STOPPED
    except (
        ReadingError,
        CannotAdd,
        OverflowError,
    ) as error:  # the last: amounts within bounds, absurd together
        say(str(error.args[0]).lstrip("\n"))
        return EXIT_FILES
    except OSError as error:
        say(f"Schrijven of lezen lukte niet: {_why(error)} ({error.filename}).")
        say(
            _TRY.get(
                error.errno or 0, "Staat het bestand nog open in Excel? Sluit het, of kies een andere naam."
            )
        )
        return EXIT_WRITE
    if outcome == EXIT_STOPPED:  # also how Typer hands on Ctrl-C: silently
        say("Afgebroken. Er is niets half geschreven.")
    return outcome if isinstance(outcome, int) else 0


_REASONS: Final = {
    errno.EACCES: "geen toestemming, of alleen-lezen",
    errno.EPERM: "geen toestemming",
    errno.ENOENT: "de map of het bestand bestaat niet",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "dit is een map",
    errno.ENOSPC: "de schijf is vol",
    errno.EROFS: "deze schijf is alleen-lezen",
}


_TRY: Final = {
    errno.ENOENT: "Maak eerst de map, of kies een map die er al is.",
    errno.ENOTDIR: "Kies een map die er al is.",
    errno.EISDIR: "Kies een andere naam.",
    errno.ENOSPC: "Maak ruimte, of kies een andere schijf.",
}
"""What helps against these; else the file is often open in another program."""


def _why(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or "onbekende oorzaak")


def _wrong_use(error: typer.TyperException) -> int:
    """A verb without arguments shows its help; anything else says what was wrong and where help is."""
    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else str(error))
        return EXIT_USAGE
    say(f"Verkeerd gebruik: {complaint(error)}")
    say(f"Hulp: {context.command_path if context else 'rendement'} --help")
    return EXIT_USAGE
