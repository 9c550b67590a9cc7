"""What can still be looked at in a file with faults: the file without the parts that hold them.

So that one round of repair tells as much as it can. A part is an item of a list of blocks (a line, a path) or
else a key at the top. Nothing that is told of the rest may follow from what was set aside.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from yaml.nodes import CollectionNode, MappingNode, Node, SequenceNode

from rendement.model.case import CareLine, Case, Pathway
from rendement.model.line_names import SIDES
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.documents.fields import is_share
from rendement.reading.documents.validation import problems_of
from rendement.reading.spelling.hints import grouped_hint
from rendement.reading.yaml.text import Text, text_of_nodes


class Rest(NamedTuple):
    """A file without its faulty parts, and what is missing from it because of that."""

    text: Text
    keys: frozenset[str]
    emptied: frozenset[Place]


def rest_of(text: Text, places: Collection[Place]) -> Rest | None:
    """The file without the parts at these places; None when there is no telling what they belong to."""
    if not isinstance(text.root, MappingNode) or not isinstance(text.data, dict):
        return None
    emptied: list[SequenceNode] = []
    pairs = [(key, _kept(key, value, places, emptied)) for key, value in text.root.value]
    root = _with_value(text.root, [(key, value) for key, value in pairs if value is not None])
    rest = text_of_nodes(text, root)
    lost = frozenset(str(key.value) for key, value in pairs if value is None)
    return (
        None
        if rest.problems
        else Rest(rest, lost | text.aside, frozenset(rest.place_of(node) for node in emptied))
    )


def _kept(key: Node, value: Node, places: Collection[Place], emptied: list[SequenceNode]) -> Node | None:
    """The value of a key without its faulty items; None when the fault is in the key or the value itself."""
    inside = [place for place in places if _holds(value, place)]
    if any(_holds(key, place) for place in places):
        return None
    if not inside:
        return value
    if not isinstance(value, SequenceNode) or not all(isinstance(item, MappingNode) for item in value.value):
        return None
    if not all(any(_holds(item, place) for item in value.value) for place in inside):
        return None
    items = [kept for item in value.value if (kept := _kept_item(item, inside, emptied)) is not None]
    kept_list = _with_value(value, items)
    if not items:
        emptied.append(kept_list)
    return kept_list


def _kept_item(item: MappingNode, places: Collection[Place], emptied: list[SequenceNode]) -> Node | None:
    inside = [place for place in places if _holds(item, place)]
    pairs = [(key, _kept(key, value, inside, emptied)) for key, value in item.value]
    told = all(any(_holds(part, place) for pair in item.value for part in pair) for place in inside)
    return _with_value(item, pairs) if told and all(value is not None for _, value in pairs) else None


def _holds(node: Node, place: Place) -> bool:
    start, end = (node.start_mark.line, node.start_mark.column), _end(node)
    at = (place.line - 1, place.column - 1)
    if isinstance(node, CollectionNode) and not node.flow_style:
        return start <= at <= end
    return start <= at < end or at == start == end


def _end(node: Node) -> tuple[int, int]:
    """Where its last part ends: the mark of a block stands at what comes next, past lines set aside."""
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node.end_mark.line, node.end_mark.column


N = TypeVar("N", MappingNode, SequenceNode)


def _with_value(node: N, value: list[Any]) -> N:
    return type(node)(node.tag, value, node.start_mark, node.end_mark, node.flow_style)


def retold(text: Text, model: type[BaseModel]) -> list[Problem]:
    """The problems of scalars, now that it is known what stands where: `1.400` cannot be a chance of 1400."""
    return [
        replace(problem, details={**problem.details, "suggestie": _of_share(problem)})
        if problem.slug == "getal_duizendtal" and is_share(model, text.path(problem.place))
        else problem
        for problem in text.problems
    ]


def _of_share(problem: Problem) -> str:
    return grouped_hint((problem.details["geheel"], problem.details["decimaal"]), share=True)


def told_besides(text: Text, model: type[BaseModel]) -> list[Problem]:
    """What pydantic has to say of a file whose scalars have problems already."""
    rest = rest_of(text, _places(text.problems))
    if rest is None:
        return []
    try:
        model.model_validate(rest.text.data)
    except ValidationError as error:
        return [problem for problem in problems_of(rest.text, model, error) if not _follows(rest, problem)]
    return []


def _follows(rest: Rest, problem: Problem) -> bool:
    if problem.slug == "ontbreekt":
        return problem.details["veld"] in rest.keys
    return problem.slug == "lege_lijst" and problem.place in rest.emptied


def _places(problems: Iterable[Problem]) -> list[Place]:
    """Signs of personal data keep nothing from being understood."""
    return [problem.place for problem in problems if not problem.slug.startswith("privacy_")]


# ---------------------------------------------------------------- a case

_NOBODY: Final = "-"
_INSTEAD: Final = "in_plaats_van"
_CARE: Final = {"prijs": _NOBODY, "aantal": 1}
_EXPENSE: Final = {"bedrag": 0, "prijspeil": 2025, "betalers": {_NOBODY: 1}, "bron": _NOBODY}
_STAND_INS: Final[dict[str, Any]] = {
    "casus": "rest-0",
    "gestart": date(2000, 1, 1),
    "context": {"gemeente": _NOBODY, "organisatie": _NOBODY, "thema": [_NOBODY], "aanpak": [_NOBODY]},
    "vraag": _NOBODY,
    "toerekening": {"wij": 0.5},
}
"""For what was set aside, so that a case can be made; no check has anything to say of these."""
_TIME: Final = frozenset({"gestart", "horizon"})
"""Without these nothing can be said of what falls outside the time of a case."""
_ABOUT_OTHERS: Final = frozenset({"opvolging", "status"})
"""These are checked against parts that may have been set aside."""


def rest_of_case(text: Text) -> tuple[Text, Case] | None:
    """The case in a file without its faulty parts."""
    places = _places(text.problems)
    rest = rest_of(text, [*places, *_told_by_number(text, places)])
    if rest is None or not isinstance(rest.text.data, dict):
        return None
    timed = "gestart" in rest.text.data and not rest.keys & _TIME
    aside = _ABOUT_OTHERS if timed else _ABOUT_OTHERS | {"afgesloten"}
    data = {key: value for key, value in rest.text.data.items() if key not in aside}
    try:
        case = Case.model_validate(_filled(data))
    except ValidationError:
        return None
    return rest.text, _emptied_again(case)


def _told_by_number(text: Text, places: Collection[Place]) -> list[Place]:
    """Where a line names help without us (M29): by a number, which counts what is set aside."""
    node = text.node(("zonder_inzet",))
    whole = node is not None and not any(_holds(node, place) for place in places)
    if _INSTEAD not in text.text or (whole and "zonder_inzet" not in text.aside):
        return []
    lines = text.data.get("met_inzet") if isinstance(text.data, dict) else None
    return [
        text.place(("met_inzet", number, _INSTEAD), key=True)
        for number, line in enumerate(lines if isinstance(lines, list) else ())
        if isinstance(line, dict) and _INSTEAD in line
    ]


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """Lists may not be empty: a stand-in for each that is, until the case has been made."""
    sides: dict[str, Any] = {
        side: [_with_help(part) for part in data[side]] for side in SIDES if side in data
    }
    effort = data.get("inzet") or [{"wat": _NOBODY, "uitgave": _EXPENSE}]
    return {**_STAND_INS, "zonder_inzet": [], **data, **sides, "inzet": effort}


def _with_help(part: dict[str, Any]) -> dict[str, Any]:
    return {**part, "hulp": [_CARE]} if "hulp" in part and not part["hulp"] else part


def _emptied_again(case: Case) -> Case:
    update = {
        "without": tuple(map(_without_stand_in, case.without)),
        "with_us": tuple(map(_without_stand_in, case.with_us)),
        "effort": tuple(line for line in case.effort if line.what != _NOBODY),
    }
    return case.model_copy(update=update)


P = TypeVar("P", Pathway, CareLine | Pathway)


def _without_stand_in(part: P) -> P:
    if not isinstance(part, Pathway):
        return part
    return part.model_copy(update={"care": tuple(line for line in part.care if line.price != _NOBODY)})
