"""A filled form → the answers of a case, in the order and shape of a case file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from rendement.forms.case_text import Block, Items, Leaf, Node
from rendement.forms.excel.cells import Answer
from rendement.forms.excel.sheet import Grid
from rendement.forms.pages import CHANCE_MEANS, PAGES
from rendement.forms.questions import (
    BEFORE_AFTER,
    CHOICES,
    PER,
    Cards,
    Entry,
    Kind,
    Part,
    Path,
    Questions,
    Rows,
    Scores,
)
from rendement.model.forms import is_text_form
from rendement.reading.complaints.problems import Problem

Told = Mapping[Path, Answer]
"""The answers of one row or card by the path of their column."""
Heads = tuple[int, dict[str, int]]
"""The row of the heads of a table, and the column of each."""
_TIMES: Final = ("vanaf", "duur", "uitstel")
_AMOUNT: Final = tuple(("aantal", part) for part in ("laag", "verwacht", "hoog", "eenheid"))
_WITH_UNIT: Final = re.compile(
    r"(?P<number>\d+(?:\.\d+)?) (?P<unit>dag|dagen|week|weken|maand|maanden|jaar)\Z"
)
_EXPENSE: Final = "uitgave"
_NEVER_EMPTY: Final = ("inzet", "toerekening")
"""Tables that need a row: an empty one is told at its first cell."""


def case_of(grids: Mapping[str, Grid]) -> Block:
    """The whole case; what could not be read is empty, and stands among the problems of its sheet."""
    items: list[tuple[str, Answer, Node]] = []
    for page in PAGES:
        grid = grids[page.name]
        for part in page.parts:
            items += _READERS[type(part)](grid, part)
    return _joined(items)


def _joined(items: Sequence[tuple[str, Answer, Node]]) -> Block:
    """Blocks of the same key (marks, and effects in words) as one."""
    whole: dict[str, tuple[str, Answer, Node]] = {}
    for key, answer, node in items:
        before = whole.get(key)
        if before is not None and isinstance(before[2], Block) and isinstance(node, Block):
            whole[key] = (key, before[1], Block((*before[2].items, *node.items)))
        else:
            whole[key] = (key, answer, node)
    return Block(tuple(whole.values()))


# ---------------------------------------------------------------- questions and marks


def _questions(grid: Grid, part: Part) -> Iterator[tuple[str, Answer, Node]]:
    assert isinstance(part, Questions)
    told = {entry.path: grid.question(entry) for entry in part.entries if entry is not CHANCE_MEANS}
    required = {entry.path for entry in part.entries if entry.required}
    yield from _nested(told, required)


def _nested(told: Told, required: AbstractSet[Path] = frozenset()) -> Iterator[tuple[str, Answer, Node]]:
    """Answers by path as keys with values; a required list needs one, empty answers are left out."""
    for key in dict.fromkeys(str(path[0]) for path in told):
        inside = {path[1:]: answer for path, answer in told.items() if path[0] == key}
        needed = {path[1:] for path in required if path[0] == key}
        given = {path: answer for path, answer in inside.items() if answer.spelled}
        kept = given or {path: answer for path, answer in inside.items() if path in needed}
        if not kept:
            continue
        first = next(iter(kept.values()))
        if () in kept:
            yield key, first, Leaf((kept[()],))
        elif all(isinstance(path[0], int) for path in kept):
            yield key, first, Items(tuple(Leaf((answer,)) for answer in kept.values()))
        else:
            yield key, first, Block(tuple(_nested(inside, needed)))


def _scores(grid: Grid, part: Part) -> Iterator[tuple[str, Answer, Node]]:
    assert isinstance(part, Scores)
    marks: list[tuple[str, tuple[Answer, Answer]]] = []
    for key, label in part.subjects:
        entry = Entry((key,), label, Kind.SCORE)
        before = grid.question(entry)
        after = grid.answer(before.place.line, 3, entry) if before.place.line else before
        if before.spelled or after.spelled:
            marks.append((key, (before, after)))
    if not marks:
        return
    first = marks[0][1][0]
    sides = tuple((side, first, _side(grid, side, n, marks)) for n, (side, _) in enumerate(BEFORE_AFTER))
    outer, inner = (str(step) for step in part.path)
    yield outer, first, Block(((inner, first, Block(sides)),))


def _side(grid: Grid, side: str, number: int, marks: Sequence[tuple[str, tuple[Answer, Answer]]]) -> Block:
    """The marks before, or after; marks on one side only say nothing of a change."""
    given = [(key, pair[number]) for key, pair in marks if pair[number].spelled]
    if not given:
        key, pair = marks[0]
        given = [(key, grid.need(pair[number], side))]
    return Block(tuple((key, answer, Leaf((answer,))) for key, answer in given))


# ---------------------------------------------------------------- tables


def _rows(grid: Grid, part: Part) -> Iterator[tuple[str, Answer, Node]]:
    assert isinstance(part, Rows)
    heads = grid.heads(part.columns)
    told = [row for head, columns in heads[:1] for row in _table(grid, part.columns, head, columns)]
    key = str(part.path[0])
    if not told:
        if key in _NEVER_EMPTY and heads:
            head, columns = heads[0]
            empty = Answer(grid.place(head + 1, min(columns.values())))
            yield key, empty, Leaf((empty,))
        return
    first = next(iter(told[0].values()))
    if key == "toerekening":
        yield key, first, _shares(grid, told)
    else:
        make = _effort if key == "inzet" else _care
        yield key, first, Items(tuple(make(grid, row) for row in told))


def _table(grid: Grid, columns: Sequence[Entry], head: int, heads: Mapping[str, int]) -> Iterator[Told]:
    """The filled rows of one table; the column that shows a unit is ours."""
    inputs = [entry for entry in columns if entry.words in heads and entry.label != PER]
    lost = [entry for entry in columns if entry.words not in heads and entry.label != PER]
    gone = {entry.path: grid.without(entry) for entry in lost}
    for row in grid.rows_below(head, dict(heads)):
        if PER in heads:
            grid.seen.add((row, heads[PER]))
        told = {entry.path: grid.answer(row, heads[entry.words], entry) for entry in inputs}
        if any(answer.shown or answer.problem for answer in told.values()):
            yield {**told, **gone}


def _shares(grid: Grid, told: Sequence[Told]) -> Block:
    pairs = []
    for row in told:
        estimate = _estimate(row, ("laag",), ("verwacht",), ("hoog",))
        pairs.append((row[("wie",)], estimate or Leaf((grid.need(row[("verwacht",)], "deel"),))))
    return _by_name(grid, pairs)


def _by_name(grid: Grid, pairs: Sequence[tuple[Answer, Node]]) -> Block:
    """Shares by the name of who has them; a share of nobody is a problem."""
    items = []
    for who, share in pairs:
        if grid.need(who, "wie").spelled:
            items.append((who.spelled, who, share))
    return Block(tuple(items))


def _effort(grid: Grid, row: Told) -> Block:
    parts = {
        "wat": Leaf((grid.need(row[("wat",)], "wat"),)),
        "prijs": _leaf(row, "prijs"),
        "aantal": _estimate(row, (), ("aantal", "verwacht"), (), ("aantal", "eenheid")),
        **{name: _leaf(row, name) for name in ("vanaf", "duur")},
        **_money(grid, row),
        **{name: _leaf(row, name) for name in ("groep", "gedeeld_over", "personen")},
        "grond": _leaf(row, "grond"),
        "klopt": _leaf(row, "klopt"),
    }
    return _block(row, _both_or_none(grid, row, parts))


def _both_or_none(grid: Grid, row: Told, parts: dict[str, Node | None]) -> dict[str, Node | None]:
    """A price needs a quantity, and the other way about."""
    if parts["prijs"] or parts["aantal"]:
        parts["prijs"] = parts["prijs"] or Leaf((grid.need(row[("prijs",)], "prijs"),))
        parts["aantal"] = parts["aantal"] or Leaf((grid.need(row[_AMOUNT[1]], "aantal"),))
    return parts


def _money(grid: Grid, row: Told) -> dict[str, Node | None]:
    """An expense with its payers, or the payers of a priced line."""
    expense = {path[1:]: answer for path, answer in row.items() if path[0] == _EXPENSE}
    payers = _payers(grid, row)
    if any(answer.spelled for answer in expense.values()):
        return {_EXPENSE: _spent(expense, payers, row)}
    return {"betalers": payers}


def _spent(expense: Mapping[Path, Answer], payers: Block | None, row: Told) -> Block:
    who = row[("betalers", 0, "wie")]
    items: list[tuple[str, Answer, Node]] = [
        (str(path[0]), answer, Leaf((answer,))) for path, answer in expense.items()
    ]
    items.insert(2, ("betalers", who, payers or Leaf((who,))))
    return Block(tuple(items))


def _payers(grid: Grid, row: Told) -> Block | None:
    pairs = [
        (row[("betalers", number, "wie")], row[("betalers", number, "deel")])
        for number in range(2)
        if ("betalers", number, "wie") in row and ("betalers", number, "deel") in row
    ]
    given = [(who, Leaf((share,))) for who, share in pairs if who.shown or share.shown]
    return _by_name(grid, given) if given else None


def _care(grid: Grid, row: Told) -> Block:
    parts: dict[str, Node | None] = {
        "wat": _leaf(row, "wat"),
        "prijs": _leaf(row, "prijs"),
        "aantal": _estimate(row, *_AMOUNT),
        **_money(grid, row),
        **{name: _time(row, name) for name in _TIMES},
        **{name: _leaf(row, name) for name in ("verschuift", "kans", "in_plaats_van", "deel")},
        **{name: _leaf(row, name) for name in ("personen", "verdringing", "afbouw")},
        "horizon": _horizon(row),
        **{name: _leaf(row, name) for name in ("bewijs", "grond", "klopt", "naast")},
    }  # fmt: skip
    if parts.get(_EXPENSE) is None and not parts["prijs"] and not parts["aantal"]:
        parts["prijs"] = Leaf((grid.need(row[("prijs",)], "prijs"),))
    return _block(row, _both_or_none(grid, row, parts))


def _horizon(row: Told) -> Block | None:
    given = {path[1:]: answer for path, answer in row.items() if path[0] == "horizon"}
    if not any(answer.spelled for answer in given.values()):
        return None
    return Block(tuple((str(path[0]), answer, Leaf((answer,))) for path, answer in given.items()))


def _leaf(row: Told, name: str) -> Leaf | None:
    answer = row.get((name,))
    return None if answer is None or not answer.spelled else Leaf((answer,))


def _block(row: Told, parts: Mapping[str, Node | None]) -> Block:
    first = next(answer for answer in row.values())
    own = {str(path[0]): answer for path, answer in reversed(list(row.items()))}
    return Block(tuple((key, own.get(key, first), node) for key, node in parts.items() if node is not None))


def _estimate(row: Told, low: Path, likely: Path, high: Path, unit: Path = ()) -> Leaf | Block | None:
    """A number with its unit, or more with one unit for all (`9 van 40` too); None when nothing is there."""
    names = {"laag": low, "verwacht": likely, "hoog": high, "eenheid": unit}
    given = {name: row[path] for name, path in names.items() if path in row and row[path].spelled}
    if not given:
        return None
    if not given.keys() & {"laag", "hoog"}:
        number = given.get("verwacht")
        if number is None:
            return None
        if len(given) == 1 or not is_text_form(number.spelled):
            return Leaf(tuple(given.values()))
    return Block(tuple((name, answer, Leaf((answer,))) for name, answer in given.items()))


def _time(row: Told, name: str) -> Leaf | Block | None:
    """A time, or three with their common unit said once."""
    paths = {"laag": (name, "laag"), "verwacht": (name,), "hoog": (name, "hoog")}
    given = {part: row[path] for part, path in paths.items() if path in row and row[path].spelled}
    if not given.keys() & {"laag", "hoog"}:
        return _leaf(row, name)
    spelled = {part: _WITH_UNIT.match(answer.spelled) for part, answer in given.items()}
    units = {match["unit"] if match else None for match in spelled.values()}
    if len(units) != 1 or None in units:
        return Block(tuple((part, answer, Leaf((answer,))) for part, answer in given.items()))
    items: list[tuple[str, Answer, Node]] = []
    for part, answer in given.items():
        match = spelled[part]
        assert match is not None
        items.append((part, answer, Leaf((_respelled(answer, match["number"]),))))
        last = _respelled(answer, match["unit"])
    return Block((*items, ("eenheid", last, Leaf((last,)))))


def _respelled(answer: Answer, spelled: str) -> Answer:
    return Answer(answer.place, answer.shown, spelled, answer.remark)


# ---------------------------------------------------------------- paths with their help


def _cards(grid: Grid, part: Part) -> Iterator[tuple[str, Answer, Node]]:
    assert isinstance(part, Cards)
    tops, tables = grid.heads(part.head), grid.heads(part.columns)
    means = _chance_means(grid)
    cards: list[Block] = []
    for number, (top, columns) in enumerate(tops):
        below = tops[number + 1][0] if number + 1 < len(tops) else grid.last + 1
        table = next((found for found in tables if top < found[0] < below), None)
        card = _card(grid, part, (top, columns), table, means)
        if card is not None:
            cards.append(card)
    if cards:
        yield str(part.path[0]), cards[0].items[0][1], Items(tuple(cards))


def _card(grid: Grid, part: Cards, top: Heads, table: Heads | None, means: str) -> Block | None:
    head, columns = top
    told = {e.path: grid.answer(head + 1, columns[e.words], e) for e in part.head if e.words in columns}
    care = [] if table is None else list(_table(grid, part.columns, *table))
    if not care and not any(answer.shown for answer in told.values()):
        return None
    if not {("pad",), ("kans", "verwacht")} <= told.keys():
        return None  # a question that is gone is told elsewhere
    chance = _estimate(told, ("kans", "laag"), ("kans", "verwacht"), ("kans", "hoog"))
    title = told[("pad",)]
    start = grid.place(head + 2 if table is None else table[0] + 1, min((table or top)[1].values()))
    parts: dict[str, Node | None] = {
        "pad": Leaf((grid.need(title, "pad"),)),
        means: chance or Leaf((grid.need(told[("kans", "verwacht")], "kans"),)),
        **{name: _leaf(told, name) for name in ("bewijs", "grond")},
    }
    block = _block(told, parts)
    hulp = (part.inside, Answer(start), Items(tuple(_care(grid, row) for row in care)))
    return Block((*((key, _key_answer(key, told, answer), node) for key, answer, node in block.items), hulp))


def _key_answer(key: str, told: Told, answer: Answer) -> Answer:
    return told[("kans", "verwacht")] if key in CHOICES["kans betekent"] else answer


def _chance_means(grid: Grid) -> str:
    """Whether the chances are those of the path, or of its opposite."""
    answer = grid.question(CHANCE_MEANS)
    known = CHOICES["kans betekent"]
    if answer.spelled not in known and answer.problem is None and answer.place.line:
        details = {"gevonden": answer.shown, "suggestie": f"kies uit: {', '.join(known)}"}
        slug = "geen_keuze" if answer.shown else "leeg"
        grid.problems.append(Problem(slug, grid.file, answer.place, details, answer.shown))
    return answer.spelled if answer.spelled in known else known[0]


_READERS: Final[dict[type, Callable[[Grid, Part], Iterator[tuple[str, Answer, Node]]]]] = {
    Questions: _questions,
    Scores: _scores,
    Rows: _rows,
    Cards: _cards,
}
