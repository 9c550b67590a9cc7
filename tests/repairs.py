"""A repair followed by a machine: the text that a complaint proposes, put where the complaint points."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from rendement.reading.complaints.problems import Problem

LITERAL: Final[tuple[re.Pattern[str], ...]] = (
    re.compile(r"^bedoelt u '(?P<say>[^']+)'(?: of '(?P<or>[^']+)')?(?: of '(?P<third>[^']+)')?\?"),
    re.compile(r"^bedoelt u (?P<say>\d+%)\?"),
    re.compile(r"^kies (?P<say>loting) of (?P<or>uitgekozen)"),
    re.compile(r"^zet er (?:aanhalingstekens|rechte haken) om: (?P<say>\"[^\"]*\"|\[[^\]]*\])"),
    re.compile(r"^alleen kleine letters, cijfers en streepjes: (?P<say>[a-z0-9-]+)$"),
    re.compile(r"^kies uit: (?P<say>[^,;]+)(?:,|$)"),
    re.compile(r"^kies (?P<say>\d+%?) of meer"),
    re.compile(r"^schrijf (?P<say>\./\S+)$"),
    re.compile(r"^geef uw eigen set een andere naam: (?P<say>[a-z0-9-]+)$"),
    re.compile(r"^schrijf een klasse: (?P<say>\S+)$"),
    re.compile(r"^schrijf (?:hoogstens )?(?P<say>\{[^}]*\})"),
    re.compile(r"^schrijf (?P<say>\[[^\]]*\])$"),
    re.compile(r"^schrijf (?P<say>[\d.]+%?); "),
    re.compile(r"^schrijf (?P<say>[\d.]+ [a-z ]+)$"),
    re.compile(r"^schrijf (?P<say>blijvend)$"),
    re.compile(r"^schrijf (?P<say>[\d.]+%), of laag"),
    re.compile(r"^schrijf (?P<say>[\d.]+%)$"),
    re.compile(r"^schrijf alleen (?P<say>[^;]+);"),
    re.compile(r"^kies zelf: (?P<say>[\d.]+%)[ ,].*of (?P<or>[\d.]+%) als"),
    re.compile(r"^bedoelt u de schatting, schrijf (?P<say>\w+: \{[^}]*\}); "),
    re.compile(r"^zet er een aantal voor, bijvoorbeeld (?P<say>\{maal: .*\})$"),
    re.compile(r"^schrijf (?P<say>\d{4}-\d{2}-\d{2}) "),
    re.compile(r"^schrijf (?P<say>\d+%?(?: [a-z ]+)?) of (?P<or>[\d.]+%?(?: [a-z ]+)?)$"),
    re.compile(r"^schrijf (?P<say>\d+(?: [a-z ]+)?), of zet er aanhalingstekens om"),
    re.compile(r"^schrijf (?P<say>\d+ op \d+)$"),
    re.compile(r"^schrijf (?P<say>[\d.]+)(?: \(|, )"),
    re.compile(
        r"^schrijf (?P<say>[\d.]+ [a-z]+) met een punt, of zet er aanhalingstekens om: (?P<or>\"[^\"]*\")$"
    ),
    re.compile(r"^schrijf (?P<say>ja) of (?P<or>nee)\b"),
    re.compile(r"^schrijf (?P<say>met-collega) of (?P<or>eigen);"),
    re.compile(r"^schrijf (?P<say>\d+ [a-z]+), (?P<or>\d+ [a-z]+) of (?P<too>\d+ [a-z]+)$"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>\d+ [a-z]+) of (?P<or>\d+ [a-z]+)$"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>\d+ [a-z]+) of (?P<or>\d+ keer), of kies"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>\d+ weken), (?P<or>\d+ maanden) of blijvend$"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>\{[^}]*\})"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>[\d.]+)$"),
    re.compile(r"^schrijf bijvoorbeeld (?P<say>\d+ [a-z]+)$"),
    re.compile(r"^vul iets in, bijvoorbeeld [a-z_]+: (?P<say>[^;]+?)(?:;|$)"),
    re.compile(r"^schrijf één getal met een eenheid, bijvoorbeeld (?P<say>.+)$"),
    re.compile(r"in een getal staat hoogstens één komma of punt: schrijf bijvoorbeeld (?P<say>.+)$"),
)
"""Repairs that propose the text itself."""


def proposals(problem: Problem) -> list[str]:
    """Every text that the repair proposes for the marked place."""
    for pattern in LITERAL:
        found = pattern.search(problem.repair)
        if found:
            return [_filled_in(said) for said in found.groupdict().values() if said]
    return []


_MIDDLE: Final = re.compile(r"laag: (?P<low>[\d.]+)(?P<sign>%?), verwacht: …, hoog: (?P<high>[\d.]+)")


def _filled_in(said: str) -> str:
    """What a repair leaves open, filled in: between the limits, or a number."""
    limits = _MIDDLE.search(said)
    if limits is not None:
        middle = (float(limits["low"]) + float(limits["high"])) / 2
        return said.replace("…", f"{middle:g}{limits['sign']}", 1)
    return said.replace("…", "7")


def put(text: str, problem: Problem, said: str) -> str:
    """The text of a file with the marked part replaced."""
    lines = text.split("\n")
    line = lines[problem.place.line - 1]
    start, end = problem.place.column - 1, min(problem.place.end - 1, len(line))
    said = f" {said}" if line[:start].endswith(":") else said
    lines[problem.place.line - 1] = line[:start] + said + line[end:]
    return "\n".join(lines)


def added(text: str, problem: Problem) -> Iterator[str]:
    """The text with the key that a repair asks to add: on the line of a { }, else at the top."""
    found = re.search(r"voeg toe: (?P<one>\w+: [^(,]+?)(?:, of (?P<two>\w+: .+)| \(.*)?$", problem.repair)
    for said in found.groupdict().values() if found else ():
        if said is None:
            continue
        lines = text.split("\n")
        line = lines[problem.place.line - 1]
        at = problem.place.column - 1
        opens = re.compile(r"(?:\w+: )?\{").match(line, at)
        start = opens.end() if opens else line.rfind("{", 0, at) + 1
        if start:
            lines[problem.place.line - 1] = f"{line[:start]}{said}, {line[start:]}"
            yield "\n".join(lines)
        else:
            yield "\n".join([said, *lines])


def _whole_value_quoted(text: str, problem: Problem) -> Iterator[str]:
    """`zet de tekst tussen aanhalingstekens`: what stands behind the first colon of the line."""
    if problem.slug == "ja_nee":
        return
    lines = text.split("\n")
    line = lines[problem.place.line - 1]
    key, colon, value = line.partition(": ")
    quoted = value.strip().replace('"', "'")
    lines[problem.place.line - 1] = f'{key}{colon}"{quoted}"'
    yield "\n".join(lines)


def _without_key(text: str, problem: Problem) -> Iterator[str]:
    """`haal '…' weg`: the marked key with its value leaves the line, or the line goes."""
    lines = text.split("\n")
    line = lines[problem.place.line - 1]
    start = problem.place.column - 1
    found = re.compile(r"[\w-]+: ?[^,}{]*(?:\{[^}]*\})?(, )?").match(line, start)
    if found is None or not line[:start].strip(" -"):
        del lines[problem.place.line - 1]
    else:
        lines[problem.place.line - 1] = re.sub(r", *\}", "}", line[:start] + line[found.end() :])
    yield "\n".join(lines)


def _said_with_key(text: str, problem: Problem) -> Iterator[str]:
    """`schrijf bijvoorbeeld kans: 1 op 4`: the key gets this value; a new key comes before the others."""
    found = re.search(r"schrijf bijvoorbeeld (?P<key>\w+): (?P<value>\{[^}]*\}|[^;]+)$", problem.repair)
    assert found is not None
    lines = text.split("\n")
    number = problem.place.line - 1
    line, start = lines[number], problem.place.column - 1
    if line[start:].startswith(found["key"]):
        lines[number] = f"{line[:start]}{found['key']}: {found['value']}"
    elif line[:start].endswith(f"{found['key']}: "):
        lines[number] = put(line, replace(problem, place=problem.place._replace(line=1)), found["value"])
    else:
        lines[number] = f"{line[:start]}{found['key']}: {found['value']}\n{' ' * start}{line[start:]}"
    yield "\n".join(lines)


def _gone(text: str, problem: Problem) -> Iterator[str]:
    yield put(text, problem, "iets")


def _as_remark(text: str, problem: Problem) -> Iterator[str]:
    yield put(text, problem, " # " + problem.source_line[problem.place.column - 1 :].lstrip("# "))


def _shaped(text: str, problem: Problem) -> Iterator[str]:
    shape = problem.repair.split(" ")[1].rstrip(",")
    yield re.sub(r"verdeling: \w+", f"verdeling: {shape}", text)


def _line_gone(text: str, problem: Problem) -> Iterator[str]:
    if problem.slug != "dubbele_sleutel":
        return
    lines = text.split("\n")
    if "{" in lines[problem.place.line - 1][: problem.place.column]:
        yield from _without_key(text, problem)
        return
    del lines[problem.place.line - 1]
    yield "\n".join(lines)


ACTS: Final[tuple[tuple[str, Callable[[str, Problem], Iterator[str]]], ...]] = (
    ("voeg toe: ", added),
    ("zet de tekst tussen aanhalingstekens", _whole_value_quoted),
    ("zet tekst tussen aanhalingstekens", _whole_value_quoted),
    ("zet dan de hele tekst tussen aanhalingstekens", _whole_value_quoted),
    ("schrijf bijvoorbeeld kans: ", _said_with_key),
    ("schrijf bijvoorbeeld groep: ", _said_with_key),
    ("schrijf bijvoorbeeld toerekening: ", _said_with_key),
    ("haal het weg; in een casus", _gone),
    ("laat er één staan", _line_gone),
    ("gebruik pert of", _shaped),
    ("gebruik uniform", _shaped),
    ("anders: twee spaties ervoor en één erachter", _as_remark),
    ("' dan weg", _without_key),
    ("of haal verschuift weg", _without_key),
    ("of haal controle weg", _without_key),
)
"""Repairs that say what to do with the text that stands there."""


def followed(text: str, problem: Problem) -> list[str]:
    """The file after each repair that the complaint proposes; nothing when it leaves it to the writer."""
    literal = [put(text, problem, said) for said in proposals(problem)]
    acts = [changed for words, act in ACTS if words in problem.repair for changed in act(text, problem)]
    return literal + acts
