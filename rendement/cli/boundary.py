"""The boundary around every verb: whatever goes wrong is one Dutch sentence and an exit code.

0 goed · 1 er zijn fouten in bestanden, of er is geen bestand · 2 verkeerd gebruik ·
3 er kon niet gelezen of geschreven worden · 4 een fout van het programma zelf · 130 afgebroken

No verb catches anything for this; what it was writing is whole or not there (`reports/files.py`).
"""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

import typer

from rendement.cli.dutch import complaint
from rendement.cli.screen import say
from rendement.reading.complaints.problems import ReadingError
from rendement.words.misuse import CannotAdd, Misuse

EXIT_FILES: Final = 1
EXIT_USAGE: Final = 2
EXIT_WRITE: Final = 3
EXIT_OURS: Final = 4
EXIT_STOPPED: Final = 130
SHOW_ALL: Final = "RENDEMENT_FOUT"
"""An environment variable: with any value a fault of ours is shown with its traceback, for developers."""

_REASONS: Final = {
    errno.EACCES: "geen toestemming, of alleen-lezen",
    errno.EPERM: "geen toestemming",
    errno.ENOENT: "de map of het bestand bestaat niet",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EISDIR: "dit is een map",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw ruimte op deze schijf is vol",
    errno.EFBIG: "het bestand mag hier niet zo groot worden",
    errno.EROFS: "deze schijf is alleen-lezen",
    errno.ENXIO: "dit is geen gewoon bestand",
    errno.ELOOP: "de snelkoppeling wijst naar zichzelf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EIO: "de schijf geeft een fout",
    errno.EEXIST: "het is er al",
    errno.ENOTEMPTY: "de map is er al",
}
_SPACE: Final = "Maak ruimte, of kies een andere schijf."
_OTHER_NAME: Final = "Kies een andere naam."
_TRY: Final = {
    errno.ENOENT: "Maak eerst de map, of kies een map die er al is.",
    errno.ENOTDIR: "Kies een map die er al is.",
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: _SPACE,
    errno.EIO: "Probeer het op een andere schijf.",
    **dict.fromkeys(
        (errno.EISDIR, errno.ENXIO, errno.ELOOP, errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTEMPTY),
        _OTHER_NAME,
    ),
}
"""What helps against these; else the file is often open in another program."""
_OPEN: Final = "Staat het bestand nog open in Excel? Sluit het, of kies een andere naam."


def bounded(verb: Callable[[], Any]) -> int:
    """Run a verb and give the exit code; nothing it raises goes further."""
    try:
        outcome = verb()
        sys.stdout.flush()
    except BaseException as error:  # the one place: also what nobody thought of is a sentence
        return _ended_by(error)
    if outcome == EXIT_STOPPED:  # also how Typer hands on Ctrl-C: silently
        say("Afgebroken. Er is niets half geschreven.")
    return outcome if isinstance(outcome, int) else 0


def leave(code: int) -> NoReturn:
    """End the process. What is left on a screen that is full or gone is let go of, without a word."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _ended_by(error: BaseException) -> int:
    try:
        return _worded(error)
    except OSError:  # the screen for errors is gone too
        return EXIT_WRITE


def _worded(error: BaseException) -> int:
    return next(told(error) for kinds, told in _TOLD if isinstance(error, kinds))


def _of_files(error: BaseException) -> int:
    said = error.typed if isinstance(error, CannotAdd) else str(error.args[0])
    say(said.lstrip("\n"))
    return EXIT_FILES


def _given_up(_: BaseException) -> int:
    say("Afgebroken.")
    return EXIT_USAGE


def _stopped(_: BaseException) -> int:
    say("Afgebroken. Er is niets half geschreven.")
    return EXIT_STOPPED


def _seen_enough(_: BaseException) -> int:
    """Who looked on (`| head`) has gone; nothing is wrong."""
    return 0


def _of_the_system(error: BaseException) -> int:
    assert isinstance(error, OSError)
    reason = _REASONS.get(error.errno or 0, error.strerror or "onbekende oorzaak")
    about = f" ({error.filename})" if error.filename else ""
    say(f"Schrijven of lezen lukte niet: {reason}{about}.")
    say(_TRY.get(error.errno or 0, _OPEN))
    return EXIT_WRITE


def _of_ours(error: BaseException) -> int:
    """A fault of the program: where it is, for who mends it, and that nothing was lost."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else EXIT_OURS
    if os.environ.get(SHOW_ALL):
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "onbekend"
    said = "te weinig geheugen" if isinstance(error, MemoryError) else f"{type(error).__name__}, {where}"
    say(f"Dit is een fout van het programma zelf ({said}).")
    say("Er is niets half geschreven, en uw bestanden zijn heel.")
    say("Meld welke opdracht u gaf en wat hierboven staat, het liefst met een bestand dat u mag delen.")
    return EXIT_OURS


def _wrong_use(error: BaseException) -> int:
    """A verb without arguments shows its help; anything else says what was wrong and where help is."""
    assert isinstance(error, typer.TyperException)
    context: typer.Context | None = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        typer.echo(context.get_help() if context else str(error))
        return EXIT_USAGE
    say(f"Verkeerd gebruik: {complaint(error)}")
    say(f"Hulp: {context.command_path if context else 'rendement'} --help")
    return EXIT_USAGE


_TOLD: Final[tuple[tuple[type | tuple[type, ...], Callable[[BaseException], int]], ...]] = (
    (typer.TyperException, _wrong_use),
    (typer.Abort, _given_up),
    (KeyboardInterrupt, _stopped),
    ((ReadingError, CannotAdd, Misuse, OverflowError), _of_files),  # the last: amounts absurd together
    (BrokenPipeError, _seen_enough),
    (OSError, _of_the_system),
    (BaseException, _of_ours),
)
"""Kind of error → who words it; the first that fits."""
