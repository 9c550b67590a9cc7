"""Verbs about reviews: maak, verwerk."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from rendement.cli.account import ended, of_files
from rendement.cli.assumptions import Given, assuming
from rendement.cli.cases import AsJson, Paths, read_cases, valued_alone
from rendement.cli.dutch import DutchCommand, DutchGroup
from rendement.cli.screen import err, out, print_json, print_problems, say
from rendement.model.reviewed import lines_of_role, questions
from rendement.model.shared_names import is_shared
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.reviews.checks import nearest_role
from rendement.reading.reviews.form import review_form
from rendement.reading.reviews.reviews import MARK, disciplines, review_name
from rendement.reading.terms.assumptions import chosen, terms_of
from rendement.reports.files import write_text
from rendement.reports.review_cards import review_card
from rendement.results.reviewed.reviews import answer_records
from rendement.words.commands import command
from rendement.words.numbers import plural

app = typer.Typer(
    help=(
        "Casussen laten beoordelen door een ander vak.\n\n"
        "Voorbeeld:  rendement beoordeling maak casussen/sr-2025-001.yaml --rol huisarts"
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
            metavar="CASUS", help="Het bestand van de casus.", exists=True, dir_okay=False, show_default=False
        ),
    ],
    *,
    given: Given,
    role: Annotated[
        str, typer.Option("--rol", metavar="ROL", help="Het vak van de beoordelaar, zoals huisarts.")
    ],
    lines: Annotated[
        str | None,
        typer.Option(
            "--regels", metavar="REGELS", help="Kies zelf: z1,z1.2 in plaats van wat bij de rol past."
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--uitvoer", metavar="BESTAND", readable=False, help="Ander bestand dan naast de casus."
        ),
    ] = None,
) -> int:
    """Maak een formulier voor een beoordelaar.

    Er staan alleen vragen van dat vak in, en geen getallen van de maker.

    Voorbeeld:  rendement beoordeling maak casussen/sr-2025-001.yaml --rol huisarts
    """
    cases = read_cases([path], given)
    found = next(
        (one for one in (*cases.cases, *cases.running, *cases.withheld) if Path(one.file) == path), None
    )
    if found is None:
        print_problems(errors(cases.problems), err)
        say("Maak eerst de casus goed; dan kan een ander hem beoordelen.")
        return 1
    names = _names(found, role, lines)
    target = output or review_name(path, role)
    if MARK not in target.name or target.suffix != ".yaml":
        raise typer.BadParameter(f"noem het {review_name(path, role).name}", param_hint="--uitvoer")
    if target.exists():
        say(f"{target} bestaat al en blijft zoals het is. Kies met -o een andere naam.")
        return 1
    book = found.programme.book if found.programme else terms_of(chosen(given.book))[0]
    write_text(target, review_form(found.case, role, names, book))
    say(f"Gemaakt: {target}, met vragen over {plural(len(names), 'regel', 'regels')} ({', '.join(names)}).")
    say("Geef alleen dit bestand aan de beoordelaar, niet de casus: dan is het oordeel een eigen oordeel.")
    say(f"Ingevuld terug? Zet het naast de casus, en kijk dan met: {command('beoordeling', 'verwerk', path)}")
    return 0


def _names(found: LoadedCase, role: str, lines: str | None) -> list[str]:
    asked = [q for q in questions(found.case) if q.written and not is_shared(q.estimate.name)]
    known = list(dict.fromkeys(question.line for question in asked))
    if lines is not None:
        names = [name.strip() for name in lines.split(",") if name.strip()]
        if not names or not set(names) <= set(known):
            raise typer.BadParameter(f"kies uit: {', '.join(known)}", param_hint="--regels")
        return names
    roles = disciplines().roles
    if role not in roles:
        near = nearest_role(role, disciplines())
        raise typer.BadParameter(
            f"'{role}' is niet bekend; {near} Of kies zelf met --regels", param_hint="--rol"
        )
    names = [name for name in lines_of_role(found.case, role, disciplines()) if name in known]
    if not names:
        fitting = [name for name in roles if lines_of_role(found.case, name, disciplines())]
        raise typer.BadParameter(
            f"in deze casus is niets voor een {role}; wel voor: {', '.join(fitting)}. Of kies met --regels",
            param_hint="--rol",
        )
    return names


@app.command("verwerk", cls=DutchCommand)
@assuming
def process(paths: Paths, *, given: Given, as_json: AsJson = False) -> int:
    """Kijk beoordelingen na, en zet maker en beoordelaars naast elkaar.

    Ook: wat ieders antwoord met de uitkomst doet. Er wordt niets in de casus veranderd.

    Voorbeeld:  rendement beoordeling verwerk casussen
    """
    cases = read_cases(paths, given)
    print_problems(cases.problems, err)
    reviewed = [loaded for loaded in cases if loaded.reviews]
    if as_json:
        records = [_record(loaded, given) for loaded in reviewed]
        print_json({"casussen": records, **of_files(cases)})
    else:
        _show(reviewed, given)
    if not reviewed:
        waiting = sum(len(loaded.forms) for loaded in (*cases.cases, *cases.running))
        say(f"Er is nog geen ingevulde beoordeling ({plural(waiting, 'formulier', 'formulieren')} open).")
        say("Maak er een met: rendement beoordeling maak CASUS --rol huisarts")
    return ended(cases, as_json)


def _show(reviewed: Sequence[LoadedCase], given: Given) -> None:
    for loaded in reviewed:
        bc = valued_alone(loaded, given)
        out.print(review_card(bc, bc.cases[0]))
        out.print()


def _record(loaded: LoadedCase, given: Given) -> dict[str, Any]:
    bc = valued_alone(loaded, given)
    return {
        "casus": loaded.case.id,
        "status": loaded.status.value,
        "antwoorden": answer_records(loaded, bc.book),
        "uitkomst": bc.outcomes_by_person().to_dicts(),
        "verschil_van_mening": bc.disagreement().to_dicts(),
        "opmerkingen": [
            {"wie": found.review.reviewer, "regel": said.line, "opmerking": said.remark}
            for found in loaded.reviews
            for said in found.review.lines
            if said.remark
        ],
    }
