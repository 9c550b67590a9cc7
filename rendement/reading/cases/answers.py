"""Questions about what was typed, and the answers that silence them: `klopt`.

An answer silences what it is about. One text without a name answers the question of its block when there is
one; with more it is asked which, because nobody can tell what its writer had seen.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple, TypeGuard

from rendement.model.answers import Answers, Confirmed, spelled
from rendement.model.case import Case
from rendement.model.lines import attribute_path
from rendement.reading.complaints.media import Either
from rendement.reading.complaints.problems import Asked, Problem, Question, Told
from rendement.reading.yaml.text import Path, Text

Details = dict[str, object]
"""What is said in a question."""


class Settled(NamedTuple):
    """What is still asked, and which questions a text without a name has answered."""

    problems: list[Problem]
    by_text: tuple[Asked, ...] = ()


def answer_at(case: Case, block: Path) -> Confirmed | None:
    """What the case answers at a block: a line, a path, or the case itself."""
    part: Any = case
    for step in attribute_path(block):
        part = part[step] if isinstance(step, int) else getattr(part, step)
    answer: Confirmed | None = part.confirmed
    return answer


def unanswered(text: Text, case: Case, told: Iterable[Told], before: tuple[Asked, ...] = ()) -> Settled:
    """What is told without the questions that the case answers; texts answered those `before` earlier on."""
    problems = list(told)
    asked = (*before, *(problem.asked for problem in problems if problem.asked))
    if len(asked) == len(before):
        return Settled(list(filter(_is_placed, problems)), before)
    blocks = dict.fromkeys(each.block for each in asked)
    said = {block: answer for block in blocks if (answer := answer_at(case, block)) is not None}
    fields: dict[Path, list[str]] = {block: [] for block in said}
    for block, field, _ in dict.fromkeys(asked):
        if block in said:
            fields[block].append(field)
    unclear = [block for block, of in fields.items() if isinstance(said[block], str) and len(of) > 1]
    kept = [problem for problem in problems if _is_open(problem.asked, said)]
    which = [_which(text, block, str(said[block]), fields[block]) for block in unclear]
    by_text = (each for each in asked if isinstance(said.get(each.block), str) and each.block not in unclear)
    return Settled([*(_placed(text, problem, said) for problem in kept), *which], tuple(by_text))


def _is_placed(told: Told) -> TypeGuard[Problem]:
    return isinstance(told, Problem)


def _is_open(asked: Asked | None, said: dict[Path, Confirmed]) -> bool:
    """Where a text may answer one of more questions, that is asked first."""
    answer = None if asked is None else said.get(asked.block)
    if asked is None or answer is None:
        return True
    return isinstance(answer, Answers) and asked.field not in answer.by_field


def _placed(text: Text, told: Told, said: dict[Path, Confirmed]) -> Problem:
    """A question at its place, with how to answer it: in the `klopt` that stands there, if one does."""
    asked = told.asked
    if asked is None:
        assert isinstance(told, Problem)
        return told
    problem = told if isinstance(told, Problem) else _problem(text, told)
    how = _how(asked) if asked.block not in said else _beside(said[asked.block], asked.field)
    return replace(problem, asked=asked, details={**problem.details, **how})


def _problem(text: Text, question: Question) -> Problem:
    return text.problem(question.slug, text.place(question.at, key=question.key), **question.details)


def _how(asked: Asked) -> Details:
    """Nothing for a line: that is the usual phrase."""
    if asked.block and not asked.on_path:
        return {}
    where = "bij dit pad" if asked.block else "bij de casus, op een eigen regel"
    return {"zet_klopt": Either(f"zet dan klopt: {where}, en waarom", "schrijf dan bij Klopt waarom")}


def _beside(answer: Confirmed, field: str) -> Details:
    known = answer.by_field if isinstance(answer, Answers) else {}
    both = {**known, field: "…"}
    in_file = f"zet dan {field}: bij klopt, en waarom: klopt: {_form(both)}"
    return {"zet_klopt": Either(in_file, f"schrijf dan bij Klopt, met waarom: {spelled(both)}")}


def _which(text: Text, block: Path, said: str, fields: list[str]) -> Problem:
    """One text and more questions."""
    place = text.place((*block, "klopt"))
    choices = " of ".join(_form({field: said}) for field in fields)
    in_cell = " of ".join(f"{field}: {said}" for field in fields)
    details = {"velden": " en ".join(fields), "aantal": len(fields), "suggestie": choices, "cel": in_cell}
    return text.problem("klopt_welk", place, **details)


def _form(answers: dict[str, str]) -> str:
    return "{" + ", ".join(f"{field}: {_quoted(said)}" for field, said in answers.items()) + "}"


def _quoted(said: str) -> str:
    plain = said == "…" or all(sign.isalnum() or sign in " -." for sign in said)
    return said if plain else '"' + said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
