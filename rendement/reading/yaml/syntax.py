"""Where a text stops being YAML: the parser's complaint → our slug at the place where the writer must look.

The parser says where it got stuck, which is often a line further than the slip. Only fragments of its English
decide; they are never shown.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType
from typing import Final, NamedTuple

import yaml

from rendement.reading.complaints.problems import Place


class Fault(NamedTuple):
    """What is wrong with the syntax, where, and the details of the sentence."""

    slug: str
    place: Place
    details: Mapping[str, object] = MappingProxyType({})


class _Scene(NamedTuple):
    """The text, where the parser got stuck, and where the thing began that it was reading (from 0)."""

    text: str
    lines: Sequence[str]
    line: int
    column: int
    start_line: int
    start_column: int

    @property
    def here(self) -> str:
        return self.lines[self.line]

    @property
    def start(self) -> str:
        return self.lines[self.start_line]

    def stuck(self, slug: str, **details: object) -> Fault:
        column = min(self.column, len(self.here))
        return Fault(slug, Place(self.line + 1, column + 1, column + 2), details)

    def begun(self, slug: str, width: int = 1, **details: object) -> Fault:
        column = min(self.start_column, len(self.start))
        return Fault(slug, Place(self.start_line + 1, column + 1, column + 1 + width), details)


def fault(text: str, lines: Sequence[str], error: yaml.MarkedYAMLError) -> Fault:
    """The parser's complaint as ours."""
    words = f"{error.context or ''} {error.problem or ''}"
    stuck = error.problem_mark or error.context_mark
    begun = error.context_mark or stuck
    if stuck is None or begun is None:
        return Fault("geen_yaml", Place(1, 1, 2))
    lines = lines or [""]
    last = len(lines) - 1
    scene = _Scene(text, lines, min(stuck.line, last), stuck.column, min(begun.line, last), begun.column)
    tell = next((tell for fragment, tell in _TELLERS if fragment in words), None)
    return scene.stuck("geen_yaml") if tell is None else tell(scene)


def _wrong_sign(scene: _Scene) -> Fault:
    if "\t" in scene.here[: scene.column + 1]:
        return scene.stuck("tab")
    return scene.stuck("verkeerd_teken", teken=scene.here[scene.column : scene.column + 1])


def _block_sign(scene: _Scene) -> Fault:
    return scene.begun("verkeerd_teken", teken=scene.start[scene.start_column : scene.start_column + 1])


_GLUED: Final = re.compile(r"(?P<key>[\w-]+):(?![\s/])")


def _no_colon(scene: _Scene) -> Fault:
    """The key began on an earlier line than where the parser gave up on its colon."""
    rest = scene.start[scene.start_column :]
    glued = _GLUED.match(rest)
    if glued is not None:
        column = scene.start_column + glued.end("key")
        place = Place(scene.start_line + 1, column + 1, column + 2)
        return Fault("spatie_ontbreekt", place, {"teken": f"{glued['key']}:"})
    return scene.begun("dubbele_punt_ontbreekt", len(rest.split(" #")[0].rstrip()))


def _at(scene: _Scene, column: int, slug: str, width: int = 1, **details: object) -> Fault:
    return Fault(slug, Place(scene.line + 1, column + 1, column + 1 + width), details)


TO_FILL_IN: Final = "<vul in>"
"""What stands in a new file where something belongs."""
CURLY_QUOTES: Final = "“”„‟‘’‚‛«»"
"""What a word processor makes of quotes; YAML knows only straight ones."""
_UNMARKED_PART: Final = re.compile(r" *(pad|wat|prijs): ")
"""A line that begins a part of a list of a case, without its dash."""
_LIST_DASHES: Final = re.compile(r"\s*(?:- +)*")
_GLUED_BRACKET: Final = re.compile(r"(?P<key>[a-z_]+):[{\[]")
_GLUED_DASH: Final = re.compile(r"\s*-(?=[\w{\[\"'])")


def _stray_colon(scene: _Scene) -> Fault:
    """A colon inside a text, or a key on a line that still belongs to the text above."""
    before = scene.here[: scene.column]
    dash = _GLUED_DASH.match(before)
    if dash is not None:
        return Fault("spatie_ontbreekt", Place(scene.line + 1, dash.end(), dash.end() + 1), {"teken": "-"})
    indent = _LIST_DASHES.match(before)
    first = indent.end() if indent else 0
    glued = _GLUED_BRACKET.match(before, first)
    if glued is not None:
        return _at(scene, glued.end("key"), "spatie_ontbreekt", teken=f"{glued['key']}:")
    part = _UNMARKED_PART.match(scene.lines[scene.line - 1]) if scene.line else None
    if part is not None and first > part.start(1):
        place = Place(scene.line, part.start(1) + 1, part.end(1) + 1)
        return Fault("streepje_ontbreekt", place, {"sleutel": part[1]})
    if ": " in before[first:]:
        curly = [column for column in range(first, len(before)) if before[column] in CURLY_QUOTES]
        return _at(scene, curly[0], "krulteken") if len(curly) == 1 else _colon_in_value(scene)
    return Fault("inspringing", Place(scene.line + 1, first + 1, max(scene.column, first + 1) + 1))


_ESTIMATE_LINE: Final = re.compile(
    r"\s*(?:- )?(?:kans|ook_zonder_ons|aantal|vanaf|duur|uitstel|verdringing|wij): "
    r"(?P<said>(?P<first>[^{}\[\]\"':#,]+)(?P<rest>, \w+: .+)|\w+: [^{}]+, \w+: [^{}]+)"
)
"""An estimate of more than one part, without its braces."""


def _colon_in_value(scene: _Scene) -> Fault:
    """Text with a colon in it wants quotes; an estimate with its grade or its limits wants braces."""
    found = _ESTIMATE_LINE.fullmatch(scene.here.rstrip())
    if found is None:
        return scene.stuck("dubbele_punt", suggestie="zet de tekst tussen aanhalingstekens")
    said = found["said"] if found["first"] is None else f"verwacht: {found['said']}"
    details = {"suggestie": f"schrijf {{{said}}}"}
    return Fault(
        "dubbele_punt", Place(scene.line + 1, found.start("said") + 1, found.end("said") + 1), details
    )


def double_key(lines: Sequence[str], node: yaml.MappingNode, key: yaml.Node) -> str | None:
    """What a double key is: a missing dash, a double, or None for what follows from a missing dash."""
    keys = [other for other, _ in node.value]
    first = keys[0].start_mark
    if not lines[first.line][: first.column].rstrip().endswith("-"):
        return "dubbele_sleutel"
    if key.value == keys[0].value:
        return "streepje_ontbreekt"
    before = keys[1 : keys.index(key)]
    return None if any(other.value == keys[0].value for other in before) else "dubbele_sleutel"


_LAST_WORD: Final = re.compile(r"[^\s,{}\[\]:;]*\Z")


def _open_bracket(scene: _Scene) -> Fault:
    """A comma is missing when the brackets close by themselves; else the bracket is the slip."""
    begun = scene.start[scene.start_column :]
    between = [scene.start, *scene.lines[scene.start_line + 1 : scene.line + 1]]
    region = "\n".join([begun, *between[1:]])
    if scene.column >= len(scene.here) or not _balanced(region):
        return scene.begun("haak_open", teken=begun[:1])
    word = _LAST_WORD.search(scene.here[: scene.column])
    first = word.start() if word and word.group() else scene.column
    end = max(scene.column, first + 1)
    place = Place(scene.line + 1, first + 1, end + 1)
    return Fault("komma_ontbreekt", place, {"woord": scene.here[first:end]})


def _balanced(text: str) -> bool:
    closing = {"{": "}", "[": "]"}
    waiting: list[str] = []
    for sign in text:
        if sign in closing:
            waiting.append(closing[sign])
        elif sign in "}]" and (not waiting or waiting.pop() != sign):
            return False
        if sign in "}]" and not waiting:
            return True
    return False


def _no_key(scene: _Scene) -> Fault:
    """Something stands where the next key was expected: what came before it tells why."""
    before = _token_before(scene)
    same_line = before is not None and before.end_mark.line == scene.line
    if isinstance(before, yaml.ScalarToken) and before.style in ("'", '"') and same_line:
        begun = before.start_mark
        if begun.line < scene.line:
            place = Place(begun.line + 1, begun.column + 1, begun.column + 2)
            return Fault("aanhalingsteken_open", place, {"teken": before.style})
        return scene.stuck("na_aanhalingsteken", teken=before.style)
    if isinstance(before, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken) and same_line:
        return scene.stuck("na_haak")
    key = _KEY.match(scene.here, scene.column)
    if key is not None and not scene.column and scene.start.startswith("- "):
        return scene.begun("streepje_vooraan")
    if key is not None and key[1] in _FIRST_KEYS and _beside_a_dash(scene):
        return _at(scene, scene.column, "streepje_ontbreekt", len(key[1]), sleutel=key[1])
    return scene.stuck("inspringing")


_KEY: Final = re.compile(r"([a-z_]+): ")
_FIRST_KEYS: Final = ("pad", "wat", "prijs", "regel")
"""What a part of a list begins with."""


def _beside_a_dash(scene: _Scene) -> bool:
    """Whether the nearest line above that is indented no deeper is an item of a list in this column."""
    above = (line for line in reversed(scene.lines[: scene.line]) if line.strip())
    nearest = next((line for line in above if line[: scene.column].isspace() or not line[0].isspace()), "")
    while nearest.startswith(" " * (scene.column + 1)):
        nearest = next((line for line in above if line.strip()), "")
    return nearest[scene.column : scene.column + 2] == "- "


def _token_before(scene: _Scene) -> yaml.Token | None:
    """The last token with an end at or before the place where the parser got stuck."""
    found = None
    try:
        tokens = yaml.scan(scene.text, Loader=yaml.CSafeLoader)
        for token in takewhile(lambda token: not _after(token, scene), tokens):
            found = token if token.end_mark.index > token.start_mark.index else found
    except yaml.YAMLError:
        pass
    return found


def _after(token: yaml.Token, scene: _Scene) -> bool:
    return (token.start_mark.line, token.start_mark.column) >= (scene.line, scene.column)


def _word_begun(slug: str) -> Callable[[_Scene], Fault]:
    def tell(scene: _Scene) -> Fault:
        word = scene.start[scene.start_column :].split(" ")[0]
        return scene.begun(slug, max(1, len(word)), tekst=word)

    return tell


_GLUED_AT_END: Final = re.compile(r"(?P<key>[\w-]+):?\Z")


def _glued_bracket(scene: _Scene) -> Fault:
    """`maal:[12, 0.5]` between braces."""
    found = _GLUED_AT_END.search(scene.here[: scene.column])
    if found is None:
        return scene.stuck("geen_yaml")
    column = found.end("key")
    return Fault(
        "spatie_ontbreekt", Place(scene.line + 1, column + 1, column + 2), {"teken": f"{found['key']}:"}
    )


def _new_document(scene: _Scene) -> Fault:
    ended = any(line.startswith("...") for line in scene.lines[: scene.line])
    return scene.stuck("twee_documenten" if ended else "inspringing")


_TELLERS: Final[tuple[tuple[str, Callable[[_Scene], Fault]], ...]] = (
    ("while scanning an alias", _word_begun("verwijzing")),
    ("while scanning an anchor", _word_begun("anker")),
    ("while scanning a tag", _word_begun("yaml_tag")),
    ("undefined tag handle", _word_begun("yaml_tag")),
    ("while scanning a block scalar", _block_sign),
    ("mapping values are not allowed", _stray_colon),
    ("mapping keys are not allowed", _wrong_sign),
    ("found character that cannot start any token", _wrong_sign),
    ("found a tab character", lambda scene: scene.stuck("tab")),
    ("could not find expected ':'", _no_colon),
    ("found unexpected ':'", _glued_bracket),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected node content", _wrong_sign),
    ("unexpected end of stream", lambda scene: scene.begun("aanhalingsteken_open")),
    ("unexpected document indicator", lambda scene: scene.begun("aanhalingsteken_open")),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _no_key),
    ("block sequence entries are not allowed", lambda scene: scene.stuck("streepje")),
    ("but found another document", lambda scene: scene.stuck("twee_documenten")),
    ("expected a single document", lambda scene: scene.stuck("twee_documenten")),
    ("did not find expected <document start>", _new_document),
    ("unknown escape character", lambda scene: scene.stuck("schuine_streep")),
    ("hexdecimal number", lambda scene: scene.stuck("schuine_streep")),
    ("expected escape sequence", lambda scene: scene.stuck("schuine_streep")),
)
"""Words of the parser's complaint → how we tell it."""
