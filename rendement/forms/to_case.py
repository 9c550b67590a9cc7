"""Answers → a case, in the order and shape of a case file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from rendement.forms.answers import Answer, Answers, at, rows
from rendement.forms.case_text import Block, Items, Leaf, Node
from rendement.forms.pages import CHANCE_MEANS, PAGES
from rendement.forms.questions import BEFORE_AFTER, CHOICES, Cards, Part, Path, Questions, Rows, Scores
from rendement.model.forms import is_text_form
from rendement.reading.complaints.problems import Problem

Item = tuple[str, Answer, Node]
_TIMES: Final = ("vanaf", "duur", "uitstel")
_AMOUNT: Final = tuple(("aantal", part) for part in ("laag", "verwacht", "hoog", "eenheid"))
_WITH_UNIT: Final = re.compile(
    r"(?P<number>\d+(?:\.\d+)?) (?P<unit>dag|dagen|week|weken|maand|maanden|jaar)\Z"
)
_EXPENSE: Final = "uitgave"
_NEVER_EMPTY: Final = ("inzet", "toerekening")
"""Tables that need a row: an empty one is told at its first cell."""


@dataclass(frozen=True)
class Needs:
    """What may not be empty and is: a complaint at the place of the answer that is missed."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def need(self, answer: Answer, name: str) -> Answer:
        """An answer that may not be empty."""
        if not answer.spelled and answer.problem is None:
            self.problems.append(Problem("leeg", self.file, answer.place, {"veld": name}, ""))
        return answer


def case_of(answers: Answers, needs: Needs) -> Block:
    """The whole case; what is missed stands in `needs`."""
    items: list[Item] = []
    for page in PAGES:
        for part in page.parts:
            items += _READERS[type(part)](answers, part, needs)
    return _joined(items)


def _joined(items: Sequence[Item]) -> Block:
    """Blocks of the same key (marks, and effects in words) as one."""
    whole: dict[str, Item] = {}
    for key, answer, node in items:
        before = whole.get(key)
        if before is not None and isinstance(before[2], Block) and isinstance(node, Block):
            whole[key] = (key, before[1], Block((*before[2].items, *node.items)))
        else:
            whole[key] = (key, answer, node)
    return Block(tuple(whole.values()))


# ---------------------------------------------------------------- questions and marks


def _questions(answers: Answers, part: Part, _needs: Needs) -> Iterator[Item]:
    assert isinstance(part, Questions)
    asked = [entry for entry in part.entries if entry is not CHANCE_MEANS and entry.path in answers]
    told = {entry.path: answers[entry.path] for entry in asked}
    yield from _nested(told, {entry.path for entry in asked if entry.required})


def _nested(told: Answers, required: AbstractSet[Path] = frozenset()) -> Iterator[Item]:
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


def _scores(answers: Answers, part: Part, needs: Needs) -> Iterator[Item]:
    assert isinstance(part, Scores)
    marks: list[tuple[str, tuple[Answer, ...]]] = []
    for key, _ in part.subjects:
        pair = tuple(at(answers, (*part.path, side, key)) for side, _ in BEFORE_AFTER)
        if any(answer.spelled for answer in pair):
            marks.append((key, pair))
    if not marks:
        return
    first = marks[0][1][0]
    sides = tuple((side, first, _side(needs, side, n, marks)) for n, (side, _) in enumerate(BEFORE_AFTER))
    outer, inner = (str(step) for step in part.path)
    yield outer, first, Block(((inner, first, Block(sides)),))


def _side(needs: Needs, side: str, number: int, marks: Sequence[tuple[str, tuple[Answer, ...]]]) -> Block:
    """The marks before, or after; marks on one side only say nothing of a change."""
    given = [(key, pair[number]) for key, pair in marks if pair[number].spelled]
    if not given:
        key, pair = marks[0]
        given = [(key, needs.need(pair[number], side))]
    return Block(tuple((key, answer, Leaf((answer,))) for key, answer in given))


# ---------------------------------------------------------------- tables


def _rows(answers: Answers, part: Part, needs: Needs) -> Iterator[Item]:
    assert isinstance(part, Rows)
    key, told = str(part.path[0]), rows(answers, part.path)
    if not told:
        if key in _NEVER_EMPTY and part.path in answers:
            empty = answers[part.path]
            yield key, empty, Leaf((empty,))
        return
    first = next(iter(told[0].values()))
    if key == "toerekening":
        yield key, first, _shares(needs, told)
    else:
        make = _effort if key == "inzet" else _care
        yield key, first, Items(tuple(make(needs, row) for row in told))


def _shares(needs: Needs, told: Sequence[Answers]) -> Block:
    pairs = []
    for row in told:
        estimate = _estimate(row, ("laag",), ("verwacht",), ("hoog",))
        pairs.append((at(row, ("wie",)), estimate or Leaf((needs.need(at(row, ("verwacht",)), "deel"),))))
    return _by_name(needs, pairs)


def _by_name(needs: Needs, pairs: Sequence[tuple[Answer, Node]]) -> Block:
    """Shares by the name of who has them; a share of nobody is a problem."""
    items = []
    for who, share in pairs:
        if needs.need(who, "wie").spelled:
            items.append((who.spelled, who, share))
    return Block(tuple(items))


def _effort(needs: Needs, row: Answers) -> Block:
    parts = {
        "wat": Leaf((needs.need(at(row, ("wat",)), "wat"),)),
        "prijs": _leaf(row, "prijs"),
        "aantal": _estimate(row, (), ("aantal", "verwacht"), (), ("aantal", "eenheid")),
        **{name: _leaf(row, name) for name in ("vanaf", "duur")},
        **_money(needs, row),
        **{name: _leaf(row, name) for name in ("groep", "gedeeld_over", "personen")},
        "grond": _leaf(row, "grond"),
        "klopt": _leaf(row, "klopt"),
    }
    return _block(row, _both_or_none(needs, row, parts))


def _both_or_none(needs: Needs, row: Answers, parts: dict[str, Node | None]) -> dict[str, Node | None]:
    """A price needs a quantity, and the other way about."""
    if parts["prijs"] or parts["aantal"]:
        parts["prijs"] = parts["prijs"] or Leaf((needs.need(at(row, ("prijs",)), "prijs"),))
        parts["aantal"] = parts["aantal"] or Leaf((needs.need(at(row, _AMOUNT[1]), "aantal"),))
    return parts


def _money(needs: Needs, row: Answers) -> dict[str, Node | None]:
    """An expense with its payers, or the payers of a priced line."""
    expense = {path[1:]: answer for path, answer in row.items() if path[0] == _EXPENSE}
    payers = _payers(needs, row)
    if any(answer.spelled for answer in expense.values()):
        return {_EXPENSE: _spent(expense, payers, row)}
    return {"betalers": payers}


def _spent(expense: Mapping[Path, Answer], payers: Block | None, row: Answers) -> Block:
    who = at(row, ("betalers", 0, "wie"))
    items: list[Item] = [(str(path[0]), answer, Leaf((answer,))) for path, answer in expense.items()]
    items.insert(2, ("betalers", who, payers or Leaf((who,))))
    return Block(tuple(items))


def _payers(needs: Needs, row: Answers) -> Block | None:
    pairs = [
        (at(row, ("betalers", number, "wie")), at(row, ("betalers", number, "deel"))) for number in range(2)
    ]
    given = [(who, Leaf((share,))) for who, share in pairs if who.shown or share.shown]
    return _by_name(needs, given) if given else None


def _care(needs: Needs, row: Answers) -> Block:
    parts: dict[str, Node | None] = {
        "wat": _leaf(row, "wat"),
        "prijs": _leaf(row, "prijs"),
        "aantal": _estimate(row, *_AMOUNT),
        **_money(needs, row),
        **{name: _time(row, name) for name in _TIMES},
        **{name: _leaf(row, name) for name in ("verschuift", "kans", "in_plaats_van", "deel")},
        **{name: _leaf(row, name) for name in ("personen", "verdringing", "afbouw")},
        "horizon": _horizon(row),
        **{name: _leaf(row, name) for name in ("bewijs", "grond", "klopt", "naast")},
    }  # fmt: skip
    if parts.get(_EXPENSE) is None and not parts["prijs"] and not parts["aantal"]:
        parts["prijs"] = Leaf((needs.need(at(row, ("prijs",)), "prijs"),))
    return _block(row, _both_or_none(needs, row, parts))


def _horizon(row: Answers) -> Block | None:
    given = {path[1:]: answer for path, answer in row.items() if path[0] == "horizon"}
    if not any(answer.spelled for answer in given.values()):
        return None
    return Block(tuple((str(path[0]), answer, Leaf((answer,))) for path, answer in given.items()))


def _leaf(row: Answers, name: str) -> Leaf | None:
    answer = row.get((name,))
    return None if answer is None or not answer.spelled else Leaf((answer,))


def _block(row: Answers, parts: Mapping[str, Node | None]) -> Block:
    first = next(answer for answer in row.values())
    own = {str(path[0]): answer for path, answer in reversed(list(row.items()))}
    return Block(tuple((key, own.get(key, first), node) for key, node in parts.items() if node is not None))


def _estimate(row: Answers, low: Path, likely: Path, high: Path, unit: Path = ()) -> Leaf | Block | None:
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


def _time(row: Answers, name: str) -> Leaf | Block | None:
    """A time, or three with their common unit said once."""
    paths = {"laag": (name, "laag"), "verwacht": (name,), "hoog": (name, "hoog")}
    given = {part: row[path] for part, path in paths.items() if path in row and row[path].spelled}
    if not given.keys() & {"laag", "hoog"}:
        return _leaf(row, name)
    spelled = {part: _WITH_UNIT.match(answer.spelled) for part, answer in given.items()}
    units = {match["unit"] if match else None for match in spelled.values()}
    if len(units) != 1 or None in units:
        return Block(tuple((part, answer, Leaf((answer,))) for part, answer in given.items()))
    items: list[Item] = []
    for part, answer in given.items():
        match = spelled[part]
        assert match is not None
        items.append((part, answer, Leaf((_respelled(answer, match["number"]),))))
        last = _respelled(answer, match["unit"])
    return Block((*items, ("eenheid", last, Leaf((last,)))))


def _respelled(answer: Answer, spelled: str) -> Answer:
    return Answer(answer.place, answer.value, spelled, answer.remark)


# ---------------------------------------------------------------- paths with their help


def _cards(answers: Answers, part: Part, needs: Needs) -> Iterator[Item]:
    assert isinstance(part, Cards)
    means = _chance_means(answers, needs)
    cards = [_card(needs, part, card, means) for card in rows(answers, part.path)]
    if cards:
        yield str(part.path[0]), cards[0].items[0][1], Items(tuple(cards))


def _card(needs: Needs, part: Cards, card: Answers, means: str) -> Block:
    told = {path: answer for path, answer in card.items() if path[0] != part.inside}
    chance = _estimate(told, ("kans", "laag"), ("kans", "verwacht"), ("kans", "hoog"))
    parts: dict[str, Node | None] = {
        "pad": Leaf((needs.need(at(told, ("pad",)), "pad"),)),
        means: chance or Leaf((needs.need(at(told, ("kans", "verwacht")), "kans"),)),
        **{name: _leaf(told, name) for name in ("bewijs", "grond")},
    }
    block = _block(told, parts)
    care = Items(tuple(_care(needs, row) for row in rows(card, (part.inside,))))
    hulp = (part.inside, at(card, (part.inside,)), care)
    return Block((*((key, _key_answer(key, told, answer), node) for key, answer, node in block.items), hulp))


def _key_answer(key: str, told: Answers, answer: Answer) -> Answer:
    return at(told, ("kans", "verwacht")) if key in CHOICES["kans betekent"] else answer


def _chance_means(answers: Answers, needs: Needs) -> str:
    """Whether the chances are those of the path, or of its opposite."""
    answer, known = at(answers, CHANCE_MEANS.path), CHOICES["kans betekent"]
    if answer.spelled not in known and answer.problem is None and answer.place.line:
        details = {"gevonden": answer.shown, "suggestie": f"kies uit: {', '.join(known)}"}
        slug = "geen_keuze" if answer.shown else "leeg"
        needs.problems.append(Problem(slug, needs.file, answer.place, details, answer.shown))
    return answer.spelled if answer.spelled in known else known[0]


_READERS: Final[dict[type, Callable[[Answers, Part, Needs], Iterator[Item]]]] = {
    Questions: _questions,
    Scores: _scores,
    Rows: _rows,
    Cards: _cards,
}
