"""Verbs to begin with: nieuw, voorbeelden, schema."""

import re
import shutil
from pathlib import Path
from typing import Annotated

import typer

from rendement.cli.assumptions import Given, assuming
from rendement.cli.screen import print_json, say
from rendement.forms.editor.folder_schema import SCHEMA_FILE, schema_for, write_folder_schema
from rendement.reading.books.price_books import examples_root
from rendement.reading.start.schema import DOCUMENTS, schema_of
from rendement.reading.start.templates import MODELINE, new_case, new_programme
from rendement.reading.terms.assumptions import chosen, stated_in
from rendement.reports.files import made_folder, write_text
from rendement.words.commands import command

_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@assuming
def new(
    path: Annotated[Path, typer.Argument(metavar="BESTAND", help="Bijvoorbeeld casussen/dor-2025-018.yaml.")],
    programme: Annotated[
        bool, typer.Option("--programma", help="Maak een programma.yaml in deze map.")
    ] = False,
    *,
    given: Given,
) -> int:
    """Maak een casusbestand met uitleg erin.

    Voorbeeld:  rendement nieuw casussen/dor-2025-018.yaml

    Voorbeeld:  rendement nieuw casussen --programma
    """
    target = path / "programma.yaml" if programme else path.parent / f"{path.name.removesuffix('.yaml')}.yaml"
    name = path.resolve().name if programme else path.name.removesuffix(".yaml")
    name = _NOT_IN_NAME.sub("-", name.lower()).strip("-") if programme else name
    if not _NAME.fullmatch(name):
        raise typer.BadParameter("gebruik kleine letters, cijfers en streepjes", param_hint="BESTAND")
    if target.exists():
        say(f"{target} bestaat al en blijft zoals het is. Kies een andere naam.")
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    if programme:
        write_text(
            target, new_programme(name, *stated_in(target.parent, chosen(given.book, **given.assumed)))
        )
    else:
        home, way = schema_for(target)
        write_text(target, new_case(name, way))
        if not (home / SCHEMA_FILE).exists():
            write_folder_schema(home, given.book, given.assumed)
    check = command("controleer", target)
    say(f"Gemaakt: {target}. Vul in wat er staat als <vul in>, en kijk dan met: {check}")
    return 0


def examples(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Nieuwe map voor de voorbeelden.")],
) -> int:
    """Zet de voorbeelden in een nieuwe map.

    Het zijn verzonnen bewoners; de werkwijzen en de prijzen bestaan echt.

    Voorbeeld:  rendement voorbeelden casussen
    """
    if folder.exists():
        say(f"{folder} bestaat al en blijft zoals het is. Kies een andere naam.")
        return 1
    with made_folder(folder) as draft:
        shutil.copytree(
            examples_root(), draft, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
        )
    say(f"Gemaakt: {folder}. Probeer: {command('businesscase', folder, '-o', 'businesscase.xlsx')}")
    return 0


@assuming
def schema(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help=f"Kies uit: {', '.join(DOCUMENTS)}.")
    ] = "casus",
    folder: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="MAP",
            exists=True,
            file_okay=False,
            help="Zet het schema van de casussen in deze map erin, met prijzen en woorden van die map.",
        ),
    ] = None,
    *,
    given: Given,
) -> int:
    """JSON Schema voor een tekstverwerker.

    Die vult dan velden aan en streept fouten aan (bijvoorbeeld VS Code met de YAML-extensie).

    Voorbeeld:  rendement schema casus > casus.schema.json

    Voorbeeld:  rendement schema casus --map casussen
    """
    if folder is not None:
        if document != "casus":
            raise typer.BadParameter("dit kan alleen met casus", param_hint="--map")
        path = write_folder_schema(folder, given.book, given.assumed)
        say(f"Geschreven: {path}. Zet boven aan een casus in die map: {MODELINE}{path.name}")
        return 0
    if document not in DOCUMENTS:
        raise typer.BadParameter(f"kies uit: {', '.join(DOCUMENTS)}", param_hint="DOCUMENT")
    print_json(schema_of(document))
    return 0
