"""Questions about what was typed, and the answers that silence them: `klopt`.

An answer silences what it is about. One text without a name answers the question of its block when there is
one; with more it is asked which, because nobody can tell what its writer had seen.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from rendement.model.answers import Answers, Confirmed, spelled
from rendement.model.case import Case
from rendement.model.lines import attribute_path
from rendement.reading.complaints.media import Either
from rendement.reading.complaints.problems import Asked, Problem, Question, Told
from rendement.reading.yaml.text import Path, Text

Said = dict[Path, Confirmed | None]
"""What the file answers at the blocks that are asked about."""
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
    now = [problem.asked for problem in problems if problem.asked is not None]
    if not now:
        return Settled([problem for problem in problems if isinstance(problem, Problem)], before)
    asked = (*before, *now)
    said: Said = {}
    fields: dict[Path, dict[str, None]] = {}
    for block, field, _ in asked:
        if block not in said:
            said[block], fields[block] = answer_at(case, block), {}
        fields[block][field] = None
    texts = {block for block, answer in said.items() if isinstance(answer, str)}
    unclear = [block for block in texts if len(fields[block]) > 1]
    kept = [_placed(text, problem, said) for problem in problems if _is_open(problem.asked, said)]
    kept += [_which(text, block, str(said[block]), list(fields[block])) for block in unclear]
    return Settled(kept, tuple(each for each in asked if each.block in texts and each.block not in unclear))


def _is_open(asked: Asked | None, said: Said) -> bool:
    """Where a text may answer one of more questions, that is asked first."""
    answer = None if asked is None else said.get(asked.block)
    if asked is None or answer is None:
        return True
    return isinstance(answer, Answers) and asked.field not in answer.by_field


def _placed(text: Text, told: Told, said: Said) -> Problem:
    """A question at its place, with how to answer it: in the `klopt` that stands there, if one does."""
    asked = told.asked
    if asked is None:
        assert isinstance(told, Problem)
        return told
    problem = told if isinstance(told, Problem) else _problem(text, told)
    answer = said[asked.block]
    how = _how(asked) if answer is None else _beside(answer, asked.field)
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
