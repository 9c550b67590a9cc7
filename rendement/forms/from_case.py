"""A case as answers of the form: the reverse of `to_case`, over the tree of data as it was typed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic_core import PydanticCustomError

from rendement.forms.answers import Answer, Value, quoted, spell
from rendement.forms.pages import CHANCE_MEANS, PAGES
from rendement.forms.questions import BEFORE_AFTER, Cards, Entry, Kind, Part, Path, Questions, Rows, Scores
from rendement.model.answers import fits_one_text, spelled
from rendement.model.forms import is_text_form

Found = Iterator[tuple[Path, Answer]]
_AS_TYPED: Final = frozenset({Kind.WHOLE, Kind.NUMBER, Kind.SCORE})
_TIMES: Final = ("vanaf", "duur", "uitstel")


def answers_of(case: Mapping[str, Any]) -> dict[Path, Answer]:
    """What a case answers to the questions of the form; `left_out` names the rest."""
    case = _answers_as_text(case)
    found: dict[Path, Answer] = {}
    for part in (part for page in PAGES for part in page.parts):
        found.update(_READERS[type(part)](case, part))
    return found


def left_out(case: Mapping[str, Any]) -> list[str]:
    """What a case says and the form has no place for, by its path."""
    return sorted(set(_lost(_answers_as_text(case))))


def _questions(case: Mapping[str, Any], part: Part) -> Found:
    assert isinstance(part, Questions)
    for entry in part.entries:
        said = _chance_means(case) if entry is CHANCE_MEANS else _at(case, entry.path)
        yield from _answer((), said, entry)


def _chance_means(case: Mapping[str, Any]) -> str | None:
    said = case.get("zonder_inzet")
    paths = said if isinstance(said, list) else ()
    return "ook_zonder_ons" if any("ook_zonder_ons" in path for path in paths) else "kans"


def _scores(case: Mapping[str, Any], part: Part) -> Found:
    assert isinstance(part, Scores)
    for key, label in part.subjects:
        for side, _ in BEFORE_AFTER:
            value = _at(case, (*part.path, side, key))
            if isinstance(value, int | Decimal):
                yield from _answer((), value, Entry((*part.path, side, key), label, Kind.SCORE))


def _table(case: Mapping[str, Any], part: Part) -> Found:
    assert isinstance(part, Rows)
    own = [row for row in _rows(case, part) if "hulp" not in row]
    for number, row in enumerate(own):
        yield from _row((*part.path, number), part.columns, _opened(row))


def _cards(case: Mapping[str, Any], part: Part) -> Found:
    assert isinstance(part, Cards)
    for number, path in enumerate(_listed(case, part)):
        at = (*part.path, number)
        yield from _row(at, part.head, _head(path))
        for line, care in enumerate(path.get(part.inside, ())):
            yield from _row((*at, part.inside, line), part.columns, _opened(care))


def _row(at: Path, columns: Sequence[Entry], row: Mapping[str, Any]) -> Found:
    for entry in columns:
        if entry.path:
            yield from _answer(at, _at(row, entry.path), entry)


def _answer(at: Path, said: Any, entry: Entry) -> Found:
    """The answer to one question, where there is one."""
    value = _value(said, entry)
    if value is not None:
        is_number = isinstance(value, int | Decimal)
        yield (*at, *entry.path), Answer(value=value, spelled=_spelled(str(value), entry.kind, is_number))


def _spelled(words: str, kind: Kind, is_number: bool) -> str:
    """As a form spells it; what a form would refuse stays as the case has it."""
    try:
        return spell(words, kind, is_number)
    except PydanticCustomError:
        return quoted(words)


def _value(said: Any, entry: Entry) -> Value:
    if isinstance(said, Mapping):
        said = said.get("verwacht")
    if said is None or isinstance(said, list):
        return None
    if isinstance(said, bool):
        return "ja" if said else "nee"
    if isinstance(said, date | Decimal | int) and (isinstance(said, date) or entry.kind in _AS_TYPED):
        return said
    return str(said).replace(".", ",") if isinstance(said, Decimal) else str(said)


_READERS: Final[dict[type[Part], Callable[[Mapping[str, Any], Part], Found]]] = {
    Questions: _questions,
    Scores: _scores,
    Rows: _table,
    Cards: _cards,
}


def _rows(case: Mapping[str, Any], part: Rows) -> list[Mapping[str, Any]]:
    said = case.get(str(part.path[0])) or []
    if isinstance(said, Mapping):
        return [{"wie": who, **_spread(share)} for who, share in said.items()]
    return _listed(case, part)


def _listed(case: Mapping[str, Any], part: Rows | Cards) -> list[Any]:
    """The items of a list; none where it is said in words that there are none (`geen verschil`)."""
    said = case.get(str(part.path[0])) or []
    return [] if isinstance(said, str) else list(said)


def _head(path: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a path itself; both kinds of chance stand in the same cells."""
    chance = path.get("kans", path.get("ook_zonder_ons"))
    told = {key: value for key, value in path.items() if key not in ("hulp", "ook_zonder_ons")}
    return told if chance is None else {**told, "kans": _spread(chance)}


def _opened(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with low, likely and high where the form has cells for them, and payers as pairs."""
    opened = _answers_as_text(row)
    if "aantal" in opened:
        opened["aantal"] = _in_two_cells(_spread(opened["aantal"]))
    for name in _TIMES:
        if isinstance(opened.get(name), Mapping):
            opened[name] = _with_units(opened[name])
    expense = opened.get("uitgave")
    payers = expense.get("betalers") if isinstance(expense, Mapping) else opened.get("betalers")
    if isinstance(payers, Mapping):
        opened["betalers"] = [{"wie": who, "deel": share} for who, share in payers.items()]
        if isinstance(expense, Mapping):
            opened["uitgave"] = {key: value for key, value in expense.items() if key != "betalers"}
    return opened


def _answers_as_text(row: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field as the one text of a cell, where that text says the same."""
    said = row.get("klopt")
    if not isinstance(said, Mapping) or not fits_one_text(said):
        return dict(row)
    return {**row, "klopt": spelled(said)}


def _spread(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {"verwacht": value}


def _in_two_cells(points: dict[str, Any]) -> dict[str, Any]:
    """`2 uur per week` as a number and a unit."""
    likely = points.get("verwacht")
    if not isinstance(likely, str) or len(points) > 1 or is_text_form(likely):
        return points
    number, _, unit = likely.partition(" ")
    if not unit or not number[0].isdigit():
        return points
    return {"verwacht": number.replace(".", ","), "eenheid": unit}


def _with_units(points: Mapping[str, Any]) -> dict[str, Any]:
    unit = points.get("eenheid")
    return {part: f"{value} {unit}" if unit else value for part, value in points.items() if part != "eenheid"}


def _at(data: Any, path: Path) -> Any:
    for step in path:
        if isinstance(data, Mapping) and not isinstance(step, int):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


# ---------------------------------------------------------------- what does not fit


def _lost(case: Mapping[str, Any]) -> Iterator[str]:
    known: set[Path] = set()
    for part in (part for page in PAGES for part in page.parts):
        if isinstance(part, Questions):
            known.update(entry.path for entry in part.entries)
        elif isinstance(part, Scores):
            known.update((*part.path, side, key) for side, _ in BEFORE_AFTER for key, _ in part.subjects)
        else:
            known.add(part.path)
            yield from _lost_in_part(case, part)
    whole = {
        path[0] for path in known if len(path) == 1 and isinstance(case.get(str(path[0])), list | Mapping)
    }
    yield from _outside({key: value for key, value in case.items() if key not in whole}, known, ())


def _lost_in_part(case: Mapping[str, Any], part: Rows | Cards) -> Iterator[str]:
    known = {entry.path for entry in part.columns}
    if isinstance(part, Rows):
        rows = _rows(case, part)
    else:
        paths = _listed(case, part)
        rows = [line for path in paths for line in path.get(part.inside, ())]
        for path in paths:
            yield from _outside(_head(path), {entry.path for entry in part.head}, part.path)
    for row in rows:
        yield from _outside(_opened(row), known, part.path)


def _outside(data: Any, known: set[Path], above: Path, inside: Path = ()) -> Iterator[str]:
    """The path of every value that no question asks for."""
    if not any(path[: len(inside)] == inside for path in known):
        yield ".".join(step for step in (*above, *inside) if isinstance(step, str))
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key != "verwacht" or inside not in known:
                yield from _outside(value, known, above, (*inside, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _outside(value, known, above, (*inside, number))
