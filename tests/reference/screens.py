"""What every verb of the command line shows and writes, on one base of cases and apart from any.

Verbs and options are listed by the command line itself: a verb without a run, or an option that no run uses,
is an error here, so that neither can be forgotten.
"""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import typer

from rendement.cli.app import app, run

Run = list[str]
JSON: Final = "--json"
OUT: Final = "uit"
"""The folder to write in; whatever a verb leaves there is part of the reference."""
ASIDE: Final = "weg"
"""A folder for what a verb writes that is no output of ours: a copy of the examples."""
FEWER_DRAWS: Final = ["--trekkingen", "1000"]
OTHER_BOOK: Final = "westerveld@2025.1"


@dataclass(frozen=True)
class Base:
    """A folder of cases as the command line sees it."""

    name: str
    path: str
    cases: tuple[str, ...]
    files: tuple[str, ...]
    programmes: tuple[str, ...]


def runs_on(base: Base) -> dict[str, list[Run]]:
    """The runs of every verb that looks at cases; those with `--json` are added by `all_runs`."""
    cases, first, file = [base.path], ["--casus", base.cases[0]], base.files[0]
    assumed = ["--prijzen", OTHER_BOOK, "--prijspeil", "2024", "--regime", "zin-2024", "--realisme", "geen"]
    assumed += ["--verzilvering", "half", "--prijsspreiding", "geen", "--samenhang", "samenhang-2026"]
    broken_down = [word for name in dimensions() for word in ("--per", name)] + ["--per", "wijk,betaler"]
    return {
        "controleer": [cases],
        "bereken": [cases, [*cases, *first, "--kort", "--omslagpunten", "--beoordelingen", "auteur"]],
        "businesscase": [
            [*cases, "-o", f"{OUT}/volledig.xlsx"],
            [*cases, "-o", f"{OUT}/deelbaar.xlsx", "--deelbaar"],
            [*cases, *broken_down, "--tegenspraak", "--drempel", "2"],
            [*cases, "--beoordelingen", "auteur", "--status", "beoordeeld"],
            [*cases, *assumed],
            [file, "-o", f"{OUT}/casus.xlsx", "--met-tekst", *FEWER_DRAWS, "--zaad", "2"],
        ],
        "onzekerheid": [
            cases,
            [*cases, *FEWER_DRAWS, "--gebeurtenissen", "--samen", "--rekenwijze", "alles"],
            [*cases, *FEWER_DRAWS, "--zaad", "2", "--rekenwijze", "som"],
        ],
        "gevoeligheid": [cases, [*cases, *first]],
        "geldstroom": [cases, [*cases, "--na-maanden", "18", "--tot", "2026-12-31"]],
        "bruto": [cases, [*cases, *first], [*cases, "--programma", base.programmes[0]]],
        "prijzen effect": [["landelijk@2025.1", OTHER_BOOK, *cases]],
        "beoordeling maak": [
            [file, "--rol", "huisarts", "-o", f"{OUT}/a.beoordeling.huisarts.yaml"],
            [file, "--rol", "wmo-consulent", "-o", f"{OUT}/a.beoordeling.wmo-consulent.yaml"],
        ],
        "beoordeling verwerk": [cases],
        "formulier maak": [[f"{OUT}/formulier.xlsx", "--uit", file]],
        "formulier lees": [[f"{OUT}/formulier.xlsx", "-o", f"{OUT}/terug.yaml"]],
        "schema": [["casus", "--map", base.path]],
    }


def runs_apart(base: Base, books: list[str], prices: list[str]) -> dict[str, list[Run]]:
    """The runs that need no base of cases, and a few that go wrong as people make them go wrong."""
    loose, stated = [f"{ASIDE}/los"], ["--afgesloten", "3", "--gekozen", "uitgekozen"]
    verbs = ("businesscase", "onzekerheid", "gevoeligheid", "geldstroom", "bruto")
    runs: dict[str, list[Run]] = {verb: [loose, [*loose, *stated], [f"{ASIDE}/leeg"]] for verb in verbs}
    runs["businesscase"] += [
        [*loose, *stated, "-o", f"{OUT}/deelbaar.xlsx", "--deelbaar"],
        [*loose, *stated, "--per", "ontbreekt"],
        [*loose, *stated, "--uitgangspunten", f"{ASIDE}/sets", "--realisme", "voorzichtig"],
        ["ontbreekt"],
    ]
    return runs | {
        "controleer": [loose, [f"{ASIDE}/leeg"], [f"{ASIDE}/fout"]],
        "bereken": [loose, [f"{ASIDE}/fout"], [base.path, "--casus", "ontbreekt"]],
        "beoordeling maak": [
            [base.files[0], "--rol", "ontbreekt"],
            [base.files[0], "--rol", "x", "--regels", "z9"],
        ],
        "beoordeling verwerk": [loose],
        "nieuw": [
            [f"{OUT}/nieuw/nw-2025-001.yaml"],
            [f"{OUT}/nieuw", "--programma"],
            [f"{OUT}/nieuw", "--programma"],
        ],
        "voorbeelden": [[f"{ASIDE}/voorbeelden"]],
        "schema": [["casus"], ["programma"], ["ontbreekt"]],
        "prijzen zoek": [["poetshulp"], ["fysoi"], ["xyzzy"]],
        "prijzen lijst": [[], ["--domein", "wmo"], *(["--boek", book] for book in books)],
        "prijzen toon": [
            *([key] for key in prices),
            [prices[0], "--prijspeil", "2024", "--boek", OTHER_BOOK],
            ["x.y"],
        ],
        "prijzen vergelijk": [["landelijk@2025.1", book, "--prijspeil", "2024"] for book in books],
        "prijzen effect": [["landelijk@2025.1", OTHER_BOOK, *loose, *stated]],
        "prijzen controleer": [[book, "--jaren", "1", "--controle-jaren", "0", "--streng"] for book in books],
        "prijzen nieuw": [["nieuwstad", "--op", "landelijk", "--map", f"{OUT}/boeken", "--prijs", prices[0]]],
        "prijzen exporteer": [["landelijk@2025.1", "-o", f"{OUT}/prijzen.csv"]],
        "formulier maak": [
            [f"{OUT}/leeg.xlsx"],
            [f"{OUT}/voorbeeld.xlsx", "--voorbeeld"],
            [f"{OUT}/leeg.xlsx", "--overschrijf"],
            [f"{OUT}/leeg.txt"],
        ],
        "formulier lees": [
            [f"{OUT}/leeg.xlsx"],
            [f"{OUT}/voorbeeld.xlsx"],
            [f"{OUT}/voorbeeld.xlsx", "--overschrijf"],
        ],
    }


NOT_USED: Final = {
    "--grondig": "asks for a package with lists of names that not everyone has",
    "--werkers": "starts processes; the text is the same (tests/test_uncertainty.py)",
    "--help": "a run of its own for every verb",
}
"""Option → why no run uses it."""
TOGETHER: Final = frozenset({"prijzen toon"})
"""Verbs whose runs are one part: there are as many as there are prices."""


# ---------------------------------------------------------------- the command line lists itself


@cache
def _root() -> Any:
    return typer.main.get_command(app)


def verbs(group: Any = None, before: str = "") -> dict[str, Any]:
    """`prijzen zoek` → its command, of every verb."""
    found: dict[str, Any] = {}
    for name, command in (group or _root()).commands.items():
        inside = hasattr(command, "commands")
        found |= verbs(command, f"{before}{name} ") if inside else {f"{before}{name}": command}
    return found


def _options(command: Any) -> set[str]:
    return {name for one in command.params for name in one.opts if name.startswith("--")}


def dimensions() -> list[str]:
    """What `--per` may be, from its own help."""
    help_of: str = next(one.help for one in verbs()["businesscase"].params if "--per" in one.opts)
    return help_of.partition(": ")[2].partition(".")[0].split(", ")


def forgotten(runs: list[dict[str, list[Run]]]) -> list[str]:
    """Verbs without a run and options that no run uses."""
    used = {word for each in runs for many in each.values() for words in many for word in words}
    known = {name for each in runs for name in each}
    options = set().union(*map(_options, verbs().values())) - {JSON} - set(NOT_USED)
    both = {"--uitvoer": "-o", "--naar": "-o"}
    missing = [option for option in sorted(options) if option not in used and both.get(option) not in used]
    return [*(f"no run of the verb: {name}" for name in verbs() if name not in known), *missing]


def all_runs(runs: dict[str, list[Run]]) -> Iterator[tuple[str, Run]]:
    """`(part, arguments)` of every run, and again with `--json` where a verb has it and writes nothing."""
    for name, many in runs.items():
        for number, words in enumerate(many, 1):
            yield f"{_part(name, number, len(many))}.txt", [*name.split(), *words]
        for number, words in enumerate(many, 1):
            if JSON in _options(verbs()[name]) and not any(word.startswith(f"{OUT}/") for word in words):
                yield f"{_part(name, number, len(many))}.json", [*name.split(), *words, JSON]


def _part(name: str, number: int, of: int) -> str:
    return name if name in TOGETHER or of == 1 else f"{name} {number}"


def help_runs() -> Iterator[tuple[str, Run]]:
    """The help of every group and verb, and a few ways to type it wrong."""
    groups = {name.split()[0] for name in verbs() if " " in name}
    yield from (
        ("help.txt", words) for words in ([], ["--versie"], ["ontbreekt"], ["bereken"], ["bruto", "--geen"])
    )
    yield from (("help.txt", [*name.split(), "--help"]) for name in ["", *sorted(groups), *verbs()])


def shown(arguments: Run) -> str:
    """What a run shows: the command, the screen, the error screen if it says something, the exit code."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    errors = f"---- foutscherm\n{err.getvalue()}" if err.getvalue() else ""
    return f"$ rendement {' '.join(arguments)}\n{out.getvalue()}{errors}---- uitgangscode {code}\n"
