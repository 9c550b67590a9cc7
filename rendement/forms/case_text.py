"""Answers of a form → the text of a case file, and from every place in it back to the answer it came from."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Final

from rendement.forms.answers import EMPTY, Answer, on_a_line, quoted
from rendement.reading.complaints.problems import Place, Problem

WIDTH: Final = 108
_COMMENTS: Final = {
    "inzet": ("Wat deden wij?",),
    "zonder_inzet": (
        "Wat was er waarschijnlijk gebeurd als wij er niet waren? Kansen samen hoogstens 100 %;",
        "de rest is: het was ook zonder ons goed gekomen.",
    ),
    "met_inzet": ("Hulp uit de paden die er nu toch is, of door ons bij kwam; die gaat eraf.",),
    "toerekening": ("Wie hielp er nog meer?",),
    "uitkomst": ("Wordt getekend, nooit opgeteld of in euro's omgezet.",),
}
"""Above a block of the case file."""
_OF_UNITS: Final = frozenset(
    {"eenheid_onbekend", "eenheid_past_niet", "eenheid_geen_tijd", "eenheid_gemengd", "duur_zonder_tijd"}
)
"""Complaints that are about the unit, where that has a cell of its own."""


@dataclass(frozen=True)
class Leaf:
    """One scalar, from one cell or (a number and its unit) two."""

    answers: tuple[Answer, ...]

    @property
    def text(self) -> str:
        """The scalar as it is written."""
        return " ".join(answer.spelled for answer in self.answers if answer.spelled) or "~"

    @property
    def remark(self) -> str:
        """What stands behind it."""
        return " ".join(answer.remark for answer in self.answers if answer.remark)


@dataclass(frozen=True)
class Block:
    """Keys with values, each key with the cell it came from (or belongs to)."""

    items: tuple[tuple[str, Answer, "Node"], ...]


@dataclass(frozen=True)
class Items:
    """A list; `at` is where it begins in the form."""

    nodes: tuple["Node", ...]


Node = Leaf | Block | Items


@dataclass
class Written:
    """The text of a case file, and which answer stands behind each place in it."""

    lines: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines) + "\n"

    def at_answer(self, problem: Problem) -> Problem:
        """A problem of the case file as a problem of the form."""
        if problem.place.cell is not None:
            return problem
        answer = self._answer_at(problem.slug, problem.place)
        place = answer.place
        if answer.shown:
            start, end = self._marked(problem.place, answer.shown)
            place = place._replace(column=start, end=end)
        return Problem(problem.slug, problem.file, place, problem.details, answer.shown)

    def _answer_at(self, slug: str, place: Place) -> Answer:
        found = bisect_right(self.starts, (place.line, place.column)) - 1
        if found < 0:
            return EMPTY
        if slug in _OF_UNITS:
            last = bisect_right(self.starts, (place.line, place.end - 1)) - 1
            found = last if last > found and self.starts[last][0] == place.line else found
        return self.answers[found]

    def _marked(self, place: Place, shown: str) -> tuple[int, int]:
        """The part of a cell that is meant: the same words, or all of it."""
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        words = line[place.column - 1 : place.end - 1]
        start = shown.find(words) if words else -1
        return (1, len(shown) + 1) if start < 0 else (start + 1, start + len(words) + 1)


def written(case: Block, head: Iterator[str]) -> Written:
    """The case file of these answers."""
    writer = _Writer(Written(lines=[f"# {line}" for line in head]))
    for key, answer, node in case.items:
        if key in _COMMENTS:
            writer.result.lines += ["", *(f"# {line}" for line in _COMMENTS[key])]
        writer.pair(0, "", key, answer, node)
    return writer.result


@dataclass
class _Writer:
    result: Written
    line: str = ""

    def put(self, text: str, answer: Answer | None = None) -> None:
        """Text on the current line, with the cell it came from."""
        if answer is not None:
            self.result.starts.append((len(self.result.lines) + 1, len(self.line) + 1))
            self.result.answers.append(answer)
        self.line += text

    def end(self) -> None:
        """Close the current line."""
        self.result.lines.append(self.line)
        self.line = ""

    # ------------------------------------------------------------ block style

    def pair(self, indent: int, before: str, key: str, answer: Answer, node: Node) -> None:
        """`key: value`, over more lines where that is needed."""
        self.put(before or " " * indent)
        self.put(f"{key}:", answer)
        if isinstance(node, Leaf):
            self.put(" ")
            self._leaf(indent, node)
        elif self._fits(node):
            self.put(" ")
            self._flow(node)
            self.end()
        else:
            self.end()
            self.below(indent + 2, node)

    def below(self, indent: int, node: Block | Items) -> None:
        """A block or list on lines of its own."""
        if isinstance(node, Block):
            for key, answer, inner in node.items:
                self.pair(indent, "", key, answer, inner)
            return
        for inner in node.nodes:
            self._item(indent, inner)

    def _item(self, indent: int, node: Node) -> None:
        dash = " " * indent + "- "
        if isinstance(node, Block) and not self._fits(node, len(dash)):
            for number, (key, answer, inner) in enumerate(node.items):
                self.pair(indent + 2, dash if number == 0 else "", key, answer, inner)
            return
        self.put(dash)
        if isinstance(node, Leaf):
            self._leaf(indent, node)
        else:
            self._flow(node)
            self.end()

    def _leaf(self, indent: int, leaf: Leaf) -> None:
        room = WIDTH - len(self.line)
        folded = len(leaf.text) > room and not leaf.remark and _may_fold(leaf)
        if folded:
            self.put(">-", leaf.answers[0])
            self.end()
            for line in wrap(
                _plain(leaf), WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False
            ):
                self.put(" " * (indent + 2))
                self.put(line, leaf.answers[0])
                self.end()
            return
        self._scalar(leaf, alone=True)
        if leaf.remark:
            self.put(f"   {leaf.remark}")
        self.end()

    # ------------------------------------------------------------ between braces

    def _fits(self, node: Block | Items, start: int = 0) -> bool:
        if any(leaf.remark for leaf in leaves(node)) or (isinstance(node, Items) and _has_blocks(node)):
            return False
        trial = _Writer(Written())
        trial._flow(node)
        return len(trial.line) <= WIDTH - max(start, len(self.line) + 1)

    def _flow(self, node: Node) -> None:
        if isinstance(node, Leaf):
            self._scalar(node)
            return
        self.put("[" if isinstance(node, Items) else "{")
        inside = [(None, None, n) for n in node.nodes] if isinstance(node, Items) else node.items
        for number, (key, answer, inner) in enumerate(inside):
            self.put(", " if number else "")
            if key is not None:
                self.put(f"{key}: ", answer)
            self._flow(inner)
        self.put("}" if isinstance(node, Block) else "]")

    def _scalar(self, leaf: Leaf, alone: bool = False) -> None:
        told = [answer for answer in leaf.answers if answer.spelled]
        if not told:
            self.put("~", leaf.answers[0])
        for number, answer in enumerate(told):
            self.put(" " if number else "")
            self.put(on_a_line(answer.spelled, answer.shown) if alone else answer.spelled, answer)


def leaves(node: Node) -> Iterator[Leaf]:
    """Every scalar of a node."""
    if isinstance(node, Leaf):
        yield node
        return
    inside = node.nodes if isinstance(node, Items) else [inner for _, _, inner in node.items]
    for inner in inside:
        yield from leaves(inner)


def _has_blocks(node: Items) -> bool:
    return any(isinstance(inner, Block) for inner in node.nodes)


def _plain(leaf: Leaf) -> str:
    return leaf.answers[0].shown


def _may_fold(leaf: Leaf) -> bool:
    """Only text that reads the same when its lines are joined by a space."""
    shown = _plain(leaf)
    simple = quoted(shown)[1:-1].replace("\\\\", "\\").replace('\\"', '"') == shown
    return len(leaf.answers) == 1 and simple and shown == " ".join(shown.split())
