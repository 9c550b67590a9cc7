"""Verbs about the Excel form: maak, lees."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from rendement.cli.assumptions import Given, assuming
from rendement.cli.cases import AsJson, outcome_problems
from rendement.cli.dutch import DutchCommand, DutchGroup
from rendement.cli.screen import as_record, err, out, print_json, print_problems, say, summary_of
from rendement.forms.checked import ReadForm
from rendement.forms.excel.read import load_form
from rendement.forms.excel.write import write_form
from rendement.forms.from_case import answers_of, left_out
from rendement.forms.merge import merged
from rendement.model.case import US
from rendement.reading.books.price_books import examples_root
from rendement.reading.complaints.problems import errors, in_order
from rendement.reading.documents.document import read_file
from rendement.reading.loading.load import load_cases
from rendement.reading.names.references import refers
from rendement.reading.terms.assumptions import chosen, terms_at
from rendement.reading.yaml.text import Text, read_text
from rendement.reports.files import keep_copy, write_text
from rendement.words.commands import command

_EXAMPLE: Final = Path("sociaal-recept") / "sr-2025-001.yaml"
_PSEUDONYM: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_EXAMPLE: Final = frozenset({"status", "rollen"})
"""They follow from reviews, which a form has none of."""

Overwrite = Annotated[bool, typer.Option("--overschrijf", help="Vervang een bestand dat er al is.")]

app = typer.Typer(
    help=(
        "Een casus invullen in Excel.\n\n"
        "  rendement formulier maak casussen/dor-2025-018.xlsx   leeg formulier\n\n"
        "  rendement formulier lees casussen/dor-2025-018.xlsx   wordt een casus"
    ),
    no_args_is_help=True,
    cls=DutchGroup,
    rich_markup_mode=None,
)


@app.command("maak", cls=DutchCommand)
@assuming
def make(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="BESTAND",
            help="Bijvoorbeeld casussen/dor-2025-018.xlsx.",
            readable=False,
            show_default=False,
        ),
    ],
    *,
    given: Given,
    example: Annotated[
        bool, typer.Option("--voorbeeld", help="Vul een verzonnen casus in, om te zien hoe het werkt.")
    ] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--uit",
            metavar="CASUS",
            help="Vul in wat al in dit casusbestand staat.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    overwrite: Overwrite = False,
) -> int:
    """Maak een Excelformulier voor een casus.

    Met uitleg bij elke cel, en keuzelijsten uit het prijzenboek.

    Voorbeeld:  rendement formulier maak casussen/dor-2025-018.xlsx

    Voorbeeld:  rendement formulier maak zo-werkt-het.xlsx --voorbeeld
    """
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter("laat de naam eindigen op .xlsx", param_hint="BESTAND")
    if example and source:
        raise typer.BadParameter("kies --uit of --voorbeeld, niet allebei", param_hint="--uit")
    if path.exists() and not overwrite:
        say(f"{path} bestaat al en blijft zoals het is. Kies een andere naam, of geef --overschrijf.")
        return 1
    prices, _ = terms_at(path.parent, chosen(given.book, **given.assumed))
    said = _said_in(examples_root() / _EXAMPLE if example else source)
    if said is None:
        return 1
    if example:
        said = {key: value for key, value in said.items() if key not in _NOT_IN_EXAMPLE}
    filled = said or _first_answers(path.stem)
    path.parent.mkdir(parents=True, exist_ok=True)
    _keep_old(path)
    write_form(path, prices, answers_of(filled))
    if source:
        _no_newer(path, source)
    left = left_out(filled)
    if source and left:
        say(f"Niet overgenomen, want het formulier heeft er geen plaats voor: {', '.join(left)}.")
    say(f"Gemaakt: {path}, met prijzen uit {prices.name}. Vul de gele cellen in en bewaar het.")
    say(f"Kijk dan met: {command('formulier', 'lees', path)}")
    return 0


def _no_newer(form: Path, case: Path) -> None:
    """A form that says what its case says was not saved after it, until somebody saves it."""
    saved = case.stat()
    os.utime(form, ns=(saved.st_atime_ns, saved.st_mtime_ns))


def _first_answers(name: str) -> dict[str, Any]:
    """What an empty form knows: its own name, when that can be a pseudonym, and that we had a share."""
    return {"casus": name if _PSEUDONYM.fullmatch(name) else None, "toerekening": {US: None}}


def _said_in(path: Path | None) -> dict[str, Any] | None:
    """What a case file says, as it was typed; nothing without one, None when it cannot be read."""
    if path is None:
        return {}
    text = read_file(path)
    print_problems(text.problems, err)
    if _has_names(path, text):
        return None
    return dict(text.data) if isinstance(text.data, dict) and not text.problems else None


def _has_names(path: Path, text: Text) -> bool:
    """A form has no place for an estimate that stands in two places (M26): nothing of it may get lost."""
    names = refers(text)
    if names:
        say(
            f"{path} heeft schattingen met een naam ({', '.join(names)}), en daar heeft een formulier geen "
            "plaats voor. Er is niets veranderd: verander deze casus in het bestand zelf."
        )
    return bool(names)


@app.command("lees", cls=DutchCommand)
@assuming
def read(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="BESTAND",
            help="Het ingevulde formulier (.xlsx).",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    *,
    given: Given,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--uitvoer", metavar="BESTAND", readable=False, help="Ander casusbestand dan ernaast."
        ),
    ] = None,
    overwrite: Overwrite = False,
    as_json: AsJson = False,
) -> int:
    """Kijk een ingevuld formulier na, en maak er een casusbestand van.

    Elke fout staat er met blad, cel, oorzaak en herstel. Zonder fouten komt er een casusbestand.

    Voorbeeld:  rendement formulier lees casussen/dor-2025-018.xlsx
    """
    target = output or path.with_suffix(".yaml")
    if target.suffix.lower() not in (".yaml", ".yml"):
        raise typer.BadParameter("laat de naam eindigen op .yaml", param_hint="--uitvoer")
    form = load_form(path, target, given.book, date.today(), **given.assumed)
    problems = list(form.problems)
    if form.cases is not None and not errors(problems):
        problems = in_order([*problems, *form.at_answers(outcome_problems(form.cases, given))])
    if as_json:
        print_json([as_record(problem) for problem in problems])
    else:
        print_problems(problems, out)
    if errors(problems):
        return _refused(form, problems, target, as_json)
    if target.exists() and not overwrite:
        say(
            f"{target} bestaat al en blijft zoals het is. Kies met -o een andere naam, of geef --overschrijf."
        )
        return 1
    if target.exists() and _has_names(target, read_file(target)):
        return 1
    text = _over(target, form.text)
    if text is None:
        return 1
    _keep_old(target)
    write_text(target, text)
    say(f"Gemaakt: {target} ({summary_of(problems)}). Reken door met: {command('bereken', target)}")
    return 0


def _over(target: Path, text: str) -> str | None:
    """The text to write over what is there; None when that would lose something, after saying what."""
    if not target.exists():
        return text
    over = merged(read_file(target), text)
    if over.lost:
        say(f"{target} blijft zoals het is. Dit staat er sinds het lezen in, en zou weg zijn of veranderen:")
        for line in over.lost:
            say(f"  {line}")
        say("Zet het in het formulier en lees dat opnieuw, of kies met -o een andere naam.")
        return None
    if over.text != text:
        again = load_cases(target, read=lambda _: read_text(str(target), over.text.encode()))
        if errors(again.problems):
            print_problems(errors(again.problems), out)
            say(f"{target} blijft zoals het is: wat daar al stond, past niet bij het formulier.")
            return None
    return over.text


def _keep_old(path: Path) -> None:
    copy = keep_copy(path)
    if copy is not None:
        say(f"De vorige versie staat in {copy}.")


def _refused(form: ReadForm, problems: list[Any], target: Path, as_json: bool) -> int:
    if form.cases is not None and form.cases.unfinished and not as_json:
        say("Nog niet alles is nagekeken: na herstel kijkt het programma ook of datums, kansen, eenheden en "
            "prijzen kloppen.")  # fmt: skip
    say(
        f"{summary_of(problems).capitalize()}. {target} is niet gemaakt: "
        "herstel het formulier, bewaar het, en lees het opnieuw."
    )
    return 1
