"""YAML text → plain data with the place of every key and value.

A file in the usual form needs no nodes (`usual_form`). Of any other, and when a place is asked for, PyYAML's
C parser composes nodes; we walk them ourselves, so that nothing is guessed: no implicit types but ours, no
anchors, aliases, tags or double keys. Size and nesting are bounded before the C parser sees the text.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import yaml
from pydantic_core import PydanticCustomError
from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rendement.model.spelling import UNSEEN_LEAD, UNSEEN_SPACE, plain_spaces
from rendement.reading.complaints.problems import Place, Problem
from rendement.reading.spelling.hints import comma_hint, refused
from rendement.reading.spelling.plain import EMPTY
from rendement.reading.spelling.scalars import UNKNOWN, meaning, remember
from rendement.reading.yaml.loose_parts import adjacent, loose_part, plain_before
from rendement.reading.yaml.nesting import references, too_deep
from rendement.reading.yaml.node_places import child_of, item_lines, place_of, values_below
from rendement.reading.yaml.recover import recovered
from rendement.reading.yaml.syntax import TO_FILL_IN, Fault, double_key, fault
from rendement.reading.yaml.usual_form import in_usual_form
from rendement.reading.yaml.usual_places import Usual
from rendement.words.limits import LONGEST_TEXT, MAX_BYTES

Path = tuple[str | int, ...]
_START: Final = Place(1, 1, 2)

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")
"""Characters that YAML refuses, and that a screen should not be sent."""
_BYTE_ORDER_MARK: Final = "\ufeff"


class _Nodes(CParser):
    """The C parser with the type resolver switched off: a tag we see is a tag somebody wrote.

    Called for every node, so the resolver's steps are a function in C that answers an empty text to anything.
    """

    resolve = descend_resolver = ascend_resolver = "".format


@dataclass
class Text:
    """The text of one file: data, the node tree that knows every place, and what was wrong with it."""

    file: str
    text: str
    data: object = None
    _root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    _prose: list[ScalarNode] = field(default_factory=list)
    empty: list[tuple[ScalarNode, ScalarNode]] = field(default_factory=list)
    aside: frozenset[str] = frozenset()
    """Keys in the parts that a slip of syntax kept from being read."""
    _lines: list[str] | None = field(default=None, repr=False)
    _usual: Usual | None = field(default=None, repr=False)
    """What was read without nodes; they are made when somebody asks for a place."""

    @property
    def root(self) -> Node | None:
        """The tree of nodes; None when the file could not be read."""
        if self._usual is not None:
            self._make_nodes()
        return self._root

    @property
    def prose(self) -> list[ScalarNode]:
        """Nodes of texts, and of other words in which personal data may stand."""
        if self._usual is not None:
            self._make_nodes()
        return self._prose

    @property
    def said(self) -> list[str]:
        """What those nodes say, which needs none."""
        return [node.value for node in self._prose] if self._usual is None else self._usual.prose

    @property
    def has_plain_remarks(self) -> bool:
        """Whether every remark is known to stand apart from the text before it."""
        return self._usual is not None

    def _make_nodes(self) -> None:
        again = _read_carefully(Text(self.file, self.text))
        self._usual, self._root, self._prose = None, again._root, again._prose

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value (or with `key` the key) at `path` stands; the nearest parent if it is not there."""
        known = self._known_place(path, key)
        if known is not None:
            return known
        node, key_node = self.root, None
        for step in path:
            child = child_of(node, step)
            if child is None:
                break
            key_node, node = child
        chosen = key_node if key and key_node is not None else node
        return place_of(chosen)

    def _known_place(self, path: Path, key: bool) -> Place | None:
        """A place that can be told without nodes: what many files are asked is not worth making them."""
        if self._usual is None or not path:
            return None
        if key:
            return self._usual.place_of_key(path[0]) if len(path) == 1 else None
        return self._usual.place_of_word(path, self.lines)

    def path(self, place: Place) -> Path:
        """The path of the value that starts at a place: place(path) the other way round."""
        return next((path for path, node in values_below(self.root) if place_of(node) == place), ())

    @staticmethod
    def place_of(node: Node) -> Place:
        """Where a node stands."""
        return place_of(node)

    def place_at(self, offset: int, width: int = 1) -> Place:
        """The place of so many characters from `offset` in the text."""
        start = _place_at(self, offset)
        return Place(start.line, start.column, start.column + width)

    def node(self, path: Path) -> Node | None:
        """The node of the value at `path`, if it is there."""
        node = self.root
        for step in path:
            child = child_of(node, step)
            if child is None:
                return None
            node = child[1]
        return node

    def item_lines(self, key: str) -> list[int]:
        """The line on which each item of the list at `key` starts; none when there is no list."""
        known = None if self._usual is None else self._usual.lines_of(self.data, key)
        return item_lines(child_of(self.root, key)) if known is None else known

    def item_lines_within(self, key: str, inner: str) -> list[list[int]]:
        """The same of the lists at `inner` within each item of the list at `key`."""
        if self._usual is not None and isinstance(self.data, dict):
            items = self.data.get(key)
            known = [self._usual.lines_of(item, inner) for item in (items if isinstance(items, list) else ())]
            if None not in known:
                return [lines for lines in known if lines is not None]
        found = child_of(self.root, key)
        within = found[1].value if found and isinstance(found[1], SequenceNode) else []
        return [item_lines(child_of(item, inner)) for item in within]

    def problem(self, slug: str, place: Place, **details: object) -> Problem:
        """A problem in this file, with its line quoted."""
        lines = self.lines
        quoted = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return Problem(slug, self.file, place, details, quoted.rstrip())

    def complain(self, slug: str, place: Place, **details: object) -> None:
        """Add a problem."""
        self.problems.append(self.problem(slug, place, **details))


def read_text(file: str, raw: bytes) -> Text:
    """Parse the bytes of one file; what is wrong with them is in `.problems`, never an exception."""
    usual = in_usual_form(raw) if len(raw) <= MAX_BYTES else None
    if usual is not None:
        return Text(file, usual.text, usual.data, _usual=usual)
    text = _decoded(file, raw)
    return _read_carefully(text) if not text.problems and _within_bounds(text, raw) else text


def _read_carefully(text: Text) -> Text:
    if not _composed(text) and text.root is None:
        return text
    if isinstance(text.root, MappingNode):
        text.data = _walk(text, text.root)
    else:
        text.complain("geen_blok_bestand", place_of(text.root))
    return text


def text_of_nodes(text: Text, root: MappingNode) -> Text:
    """The same file with other nodes: what was read of it before, without some of its parts."""
    part = Text(text.file, text.text, _root=root, aside=text.aside, _lines=text.lines)
    part.data = _walk(part, root)
    return part


def _decoded(file: str, raw: bytes) -> Text:
    try:
        said = raw.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
        if not raw.isascii() and UNSEEN_SPACE.search(said):
            said = UNSEEN_LEAD.sub(lambda lead: plain_spaces(lead.group()), said)
        return Text(file, said)
    except UnicodeDecodeError:
        text = Text(file, raw[:MAX_BYTES].decode("utf-8-sig", errors="replace"))
        text.complain("geen_utf8", _place_at(text, text.text.find("\ufffd")))
        return text


def _within_bounds(text: Text, raw: bytes) -> bool:
    if len(raw) > MAX_BYTES:
        text.text = ""
        text.complain("bestand_te_groot", _START, mb=len(raw) / 1_000_000)
    elif (deep := too_deep(text.text, raw)) is not None:
        text.complain("te_diep", _place_at(text, deep))
    return not text.problems


def _place_at(text: Text, offset: int) -> Place:
    before = text.text[:offset].splitlines(keepends=True) or [""]
    if before[-1].splitlines() != [before[-1]] and before[-1]:
        before.append("")
    column = len(before[-1]) + 1
    return Place(len(before), column, column + 1)


def _composed(text: Text) -> bool:
    try:
        for slug, place, words in references(text.text):
            text.complain(slug, place, tekst=words)
        if text.problems:
            known, text.problems = text.problems, []
            _recover(text, [Fault(problem.slug, problem.place, problem.details) for problem in known])
            return False
        text._root = _compose(text.text)
    except yaml.MarkedYAMLError as error:
        _recover(text, [fault(text.text, text.lines, error)])
        return False
    except yaml.YAMLError:
        control = CONTROLS.search(text.text)
        text.complain("stuurteken", _START if control is None else _place_at(text, control.start()))
        return False
    if text.root is None and not text.problems:
        text.complain("bestand_leeg", _START)
    return not text.problems


def _compose(text: str) -> Node | None:
    return _Nodes(text).get_single_node()


def _recover(text: Text, first: list[Fault]) -> None:
    """Read what stands apart from a slip, and tell of every other slip."""
    found = recovered(text.text, first, _compose)
    for slip in found.faults:
        text.complain(slip.slug, slip.place, **slip.details)
    if isinstance(found.root, MappingNode):
        text._root, text.aside = found.root, found.aside


# ---------------------------------------------------------------- the walk


def _walk(text: Text, node: Node) -> object:
    if type(node) is ScalarNode:
        value = UNKNOWN if node.style else _PLAIN.get(node.value, UNKNOWN)
        return _scalar(text, node) if value is UNKNOWN else value
    if type(node) is MappingNode:
        return _mapping(text, node)
    items = [_walk(text, child) for child in node.value]
    if isinstance(node, SequenceNode) and node.flow_style:
        _look_between(text, node.value)
    return items


def _look_between(text: Text, items: list[Node]) -> None:
    """Between [ ], `2,5 keer` is two parts, as it is between { }."""
    plain = [item if isinstance(item, ScalarNode) and not item.style else None for item in items]
    for before, after in pairwise(plain):
        if before is not None and after is not None and adjacent(before, after):
            _complain_of_comma(text, before, after)


def _mapping(text: Text, node: MappingNode) -> dict[str, object]:
    data: dict[str, object] = {}
    for key_node, value_node in node.value:
        if type(key_node) is not ScalarNode:
            text.complain("sleutel_geen_woord", place_of(key_node))
            continue
        key = key_node.value
        if key not in _KEYS:
            _look_at_key(text, key_node)
        if key in data:
            _complain_of_double(text, node, key_node)
            continue
        data[key] = value = _walk(text, value_node)
        if value is None:
            _look_at_nothing(text, node, key_node, value_node)
    return data


def _look_at_nothing(text: Text, node: MappingNode, key_node: ScalarNode, value_node: Node) -> None:
    """Nothing behind a key: a slip of a comma, a value that was refused already, or really nothing."""
    slipped = node.flow_style and _complain_of_slip(text, node, key_node)
    if not slipped and isinstance(value_node, ScalarNode) and value_node.value in EMPTY:
        text.empty.append((key_node, value_node))


_KEYS: set[str] = set()
"""Keys seen before that are no prose. Bounded in `_look_at_key`."""


def _look_at_key(text: Text, key_node: ScalarNode) -> None:
    """A key may be somebody's number, name or address."""
    key = key_node.value
    if len(key) > LONGEST_TEXT:
        text.complain("te_lang", place_of(key_node), grens=LONGEST_TEXT)
    elif key < ":" or " " in key or "@" in key:
        text._prose.append(key_node)
    elif len(_KEYS) < _MOST_KEYS:
        _KEYS.add(key)


_MOST_KEYS: Final = 10_000


def _complain_of_double(text: Text, node: MappingNode, key_node: ScalarNode) -> None:
    if node.flow_style and _complain_of_slip(text, node, key_node):
        return
    slug = double_key(text.lines, node, key_node)
    if slug is not None:
        text.complain(slug, place_of(key_node), sleutel=key_node.value)


_GLUED_KEY: Final = re.compile(r"([\w-]+):[^\s/]")


def _complain_of_slip(text: Text, node: MappingNode, key_node: ScalarNode) -> bool:
    """Between { }, `aantal: 9,5` is two parts and `aantal:9` is one word: never what was meant."""
    place = place_of(key_node)
    glued = _GLUED_KEY.match(key_node.value)
    if glued is not None and not key_node.style:
        colon = place.column + glued.end(1)
        text.complain("spatie_ontbreekt", Place(place.line, colon, colon + 1), teken=f"{glued[1]}:")
        return True
    before = plain_before(node, key_node)
    if before is not None and _complain_of_comma(text, before, key_node):
        return True
    loose = loose_part(node, key_node)
    if loose is not None:
        text.problems = [told for told in text.problems if told.place[:2] != loose.place[:2]]
        text.complain(loose.slug, loose.place, **loose.details)
    return loose is not None


def _complain_of_comma(text: Text, before: ScalarNode, after: ScalarNode) -> bool:
    """One number that a comma between brackets made two."""
    if not (after.value[:1].isdigit() and before.value[-1:].isdigit()):
        return False
    said, place = f"{before.value},{after.value}", place_of(after)
    text.problems = [problem for problem in text.problems if problem.place not in (place_of(before), place)]
    whole = Place(place.line, before.start_mark.column + 1, place.end)
    text.complain("komma_tussen_haken", whole, tekst=said, suggestie=comma_hint(before.value, after.value))
    return True


_PLAIN: dict[str, object] = {}
"""Unquoted scalars seen before that are no prose: files share most of their words. """


def _scalar(text: Text, node: ScalarNode) -> object:
    value = node.value
    if value == TO_FILL_IN:
        text.complain("vul_in", place_of(node))
        return None
    if len(value) > LONGEST_TEXT:
        text.complain("te_lang", place_of(node), grens=LONGEST_TEXT)
        return None
    if node.style:
        text._prose.append(node)
        return value
    try:
        plain, is_prose = meaning(value)
    except PydanticCustomError as error:
        text.complain(error.type, place_of(node), **refused(error.type, error.context or {}))
        return None
    if is_prose:
        text._prose.append(node)
    else:
        remember(_PLAIN, value, plain)
    return plain
