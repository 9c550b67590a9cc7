"""YAML text → plain data with the place of every key and value; the one owner of the scalar rules.

PyYAML's C parser composes nodes; we walk them ourselves, so that nothing is guessed: no implicit types but
ours, no anchors, aliases, tags or double keys. Size and nesting are bounded before the C parser sees the text.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import yaml
from pydantic_core import PydanticCustomError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rendement.model.numbers import parse_number
from rendement.reading.problems import Place, Problem

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 40
MAX_INDENT: Final = 160

Path = tuple[str | int, ...]

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DUTCH_DATE: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\Z")
_YAML_BOOLEANS: Final = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n"})
_EMPTY: Final = frozenset({"", "~", "null"})
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_DEEP_DASHES: Final = re.compile(r"^\s*(?:[-?:] ){%d}" % 8, re.MULTILINE)
_DEEP_INDENT: Final = re.compile(r"^ {%d}" % MAX_INDENT, re.MULTILINE)
_REFERENCE_SIGNS: Final = re.compile(r"[&*!]")


class _Nodes(yaml.cyaml.CParser):
    """The C parser with the type resolver switched off: a tag we see is a tag somebody wrote."""

    def resolve(self, _kind: Any, _value: Any, _implicit: Any) -> str:
        return ""

    def descend_resolver(self, _parent: Any, _index: Any) -> None:
        return None

    def ascend_resolver(self) -> None:
        return None


@dataclass
class Text:
    """The text of one file: data, the node tree that knows every place, and what was wrong with it."""

    file: str
    text: str
    data: Any = None
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    prose: list[ScalarNode] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return self.text.splitlines()

    def place(self, path: Path, key: bool = False) -> Place:
        """Where the value (or with `key` the key) at `path` stands; the nearest parent if it is not there."""
        node, key_node = self.root, None
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            key_node, node = child
        chosen = key_node if key and key_node is not None else node
        return _place(chosen)

    def problem(self, slug: str, place: Place, **details: Any) -> Problem:
        """A problem in this file, with its line quoted."""
        lines = self.lines
        quoted = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return Problem(slug, self.file, place, details, quoted.rstrip())

    def complain(self, slug: str, place: Place, **details: Any) -> None:
        """Add a problem."""
        self.problems.append(self.problem(slug, place, **details))


def _child(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode):
        return next(((k, v) for k, v in node.value if k.value == str(step)), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _place(node: Node | None) -> Place:
    if node is None:
        return Place(1, 1, 2)
    start, end = node.start_mark, node.end_mark
    one_line = end.line == start.line
    return Place(start.line + 1, start.column + 1, end.column + 1 if one_line else 10_000)


def read_text(file: str, raw: bytes) -> Text:
    """Parse the bytes of one file; what is wrong with them is in `.problems`, never an exception."""
    text = Text(file, _decoded(raw))
    if not _within_bounds(text, raw) or not _composed(text):
        return text
    if isinstance(text.root, MappingNode):
        text.data = _walk(text, text.root)
    else:
        text.complain("geen_blok_bestand", _place(text.root))
    return text


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8-sig", errors="replace")


def _within_bounds(text: Text, raw: bytes) -> bool:
    if len(raw) > MAX_BYTES:
        text.text = text.text[:200]
        text.complain("bestand_te_groot", Place(1, 1, 2), bytes=len(raw), grens=MAX_BYTES)
    elif not _is_utf8(raw):
        text.complain("geen_utf8", _first_place(text, "\ufffd"))
    elif "\x00" in text.text or "\x1b" in text.text:
        text.complain("stuurteken", _first_place(text, "\x00" if "\x00" in text.text else "\x1b"))
    elif _too_deep(text.text):
        text.complain("te_diep", Place(1, 1, 2), grens=MAX_DEPTH)
    return not text.problems


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first_place(text: Text, sign: str) -> Place:
    before = text.text[: max(0, text.text.find(sign))]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(before.count("\n") + 1, column, column + 1)


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") > MAX_DEPTH:
        depth = deepest = 0
        for bracket in _BRACKETS.findall(text):
            depth = max(0, depth + (1 if bracket in "[{" else -1))
            deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            return True
    return bool(_DEEP_DASHES.search(text) or _DEEP_INDENT.search(text))


def _composed(text: Text) -> bool:
    try:
        if _REFERENCE_SIGNS.search(text.text):
            _refuse_references(text)
        if not text.problems:
            text.root = _Nodes(text.text).get_single_node()
    except yaml.MarkedYAMLError as error:
        _complain_of_syntax(text, error)
        return False
    if text.root is None and not text.problems:
        text.complain("bestand_leeg", Place(1, 1, 2))
    return not text.problems


def _refuse_references(text: Text) -> None:
    """Anchors, aliases and tags are found on tokens, because composing resolves them away."""
    slugs = {yaml.AnchorToken: "anker", yaml.AliasToken: "verwijzing", yaml.TagToken: "yaml_tag"}
    for token in yaml.scan(text.text, Loader=yaml.CSafeLoader):
        slug = slugs.get(type(token))
        if slug is not None:
            start, end = token.start_mark, token.end_mark
            place = Place(start.line + 1, start.column + 1, end.column + 1)
            text.complain(slug, place, tekst=text.lines[start.line][start.column : end.column])


SYNTAX: Final = (
    ("mapping values are not allowed", "dubbele_punt"),
    ("found character that cannot start any token", "verkeerd_teken"),
    ("found a tab character", "tab"),
    ("could not find expected ':'", "dubbele_punt_ontbreekt"),
    ("did not find expected ',' or", "haak_open"),
    ("did not find expected node content", "haak_open"),
    ("unexpected end of stream", "aanhalingsteken_open"),
    ("unexpected document indicator", "aanhalingsteken_open"),
    ("did not find expected key", "inspringing"),
    ("did not find expected '-' indicator", "inspringing"),
    ("block sequence entries are not allowed", "inspringing"),
    ("but found another document", "twee_documenten"),
    ("expected a single document", "twee_documenten"),
    ("did not find expected <document start>", "inspringing"),
    ("unknown escape character", "schuine_streep"),
    ("expected escape sequence", "schuine_streep"),
)
"""Words of the parser's complaint → our slug. Only their presence is used, never shown."""


def _complain_of_syntax(text: Text, error: yaml.MarkedYAMLError) -> None:
    words = f"{error.context or ''} {error.problem or ''}"
    slug = next((slug for fragment, slug in SYNTAX if fragment in words), "geen_yaml")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.lines or [""]
    line = min(line, len(lines) - 1)
    if slug == "verkeerd_teken" and "\t" in lines[line][: column + 1]:
        slug = "tab"
    if slug in {"aanhalingsteken_open", "haak_open"} and error.context_mark is not None:
        line, column = error.context_mark.line, error.context_mark.column
    text.complain(slug, Place(line + 1, min(column, len(lines[line])) + 1, column + 2))


# ---------------------------------------------------------------- the walk


def _walk(text: Text, node: Node) -> Any:
    if type(node) is ScalarNode:
        return _scalar(text, node)
    if type(node) is MappingNode:
        return _mapping(text, node)
    return [_walk(text, child) for child in node.value]


def _mapping(text: Text, node: MappingNode) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if type(key_node) is not ScalarNode:
            text.complain("sleutel_geen_woord", _place(key_node))
            continue
        key = key_node.value
        if key in data:
            text.complain("dubbele_sleutel", _place(key_node), sleutel=key)
            continue
        data[key] = _walk(text, value_node)
    return data


_PLAIN: dict[str, Any] = {}
"""Plain scalars seen before: files share most of their words. Bounded in `_scalar`."""


def _scalar(text: Text, node: ScalarNode) -> Any:
    value = node.value
    if node.style in ("'", '"', "|", ">"):
        text.prose.append(node)
        return value
    known = _PLAIN.get(value, _PLAIN)
    if known is not _PLAIN:
        if type(known) is str and " " in known:
            text.prose.append(node)
        return known
    try:
        plain = plain_scalar(value)
    except PydanticCustomError as error:
        text.complain(error.type, _place(node), **(error.context or {}))
        return None
    if type(plain) is str and " " in plain:
        text.prose.append(node)
    if len(_PLAIN) > 50_000:
        _PLAIN.clear()
    _PLAIN[value] = plain
    return plain


def plain_scalar(value: str) -> Any:
    """What an unquoted scalar means: nothing, ja/nee, a date, a number, or text.

    Raises PydanticCustomError with our slug for a spelling with two readings.
    """
    if value in _EMPTY:
        return None
    if value in ("ja", "nee"):
        return value == "ja"
    if value.lower() in _YAML_BOOLEANS:
        raise PydanticCustomError("ja_nee", "yes or no", {"tekst": value})
    first = value[0]
    if first.isdigit() or first in "+-":
        return _date_or_number(value)
    return value


def _date_or_number(value: str) -> Any:
    if _ISO_DATE.match(value):
        return _iso_date(value)
    dutch = _DUTCH_DATE.match(value)
    if dutch:
        day, month, year = dutch.groups()
        raise PydanticCustomError(
            "datum_volgorde", "date order", {"tekst": value, "iso": f"{year}-{month:0>2}-{day:0>2}"}
        )
    number = parse_number(value)
    if number is None:
        return value
    return int(number) if number == number.to_integral_value() and "." not in value and "," not in value else number


def _iso_date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("datum_bestaat_niet", "no such date", {"tekst": value}) from None


