"""What a comma between { } cut off and left without a key: `{maal: 1 op 4, 0.6}`, `kans: = x, 50%`."""

import re
from itertools import takewhile
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode

from rendement.model.forms import ATTRIBUTES
from rendement.reading.complaints.problems import Place
from rendement.reading.spelling.word_hints import three
from rendement.reading.yaml.syntax import Fault

_NUMBER: Final = re.compile(r"(?:[=\d]|half\b|bijna )")
"""How a number, a chance or a reference begins; a key never does."""


_OF_ESTIMATES: Final = frozenset(
    {
        *("aantal", "kans", "ook_zonder_ons", "vanaf", "duur", "uitstel", "verdringing", "afbouw"),
        *("groep", "gedeeld_over", "personen", "deel", "lotkans", "bedrag"),
        *ATTRIBUTES,
    }
)
"""Behind other keys stands text, of which a comma cut off the rest."""


def loose_part(node: MappingNode, key: ScalarNode) -> Fault | None:
    """A number between { } that belongs to the value before it; None for a key without a value."""
    pairs = node.value[: next(index for index, pair in enumerate(node.value) if pair[0] is key)]
    between = list(takewhile(lambda pair: _is_loose(*pair), reversed(pairs)))[::-1]
    owner = pairs[len(pairs) - len(between) - 1] if len(between) < len(pairs) else None
    if owner is None or not _is_plain(owner[0]) or owner[0].value not in _OF_ESTIMATES:
        return None
    if not _is_loose(key, None) or not _is_plain(owner[1]):
        return None
    start, end = owner[1].start_mark, key.end_mark
    if start.line != end.line:
        return None
    parts = [owner[1].value, *(pair[0].value for pair in between), key.value]
    place = Place(start.line + 1, start.column + 1, end.column + 1)
    return Fault("deel_los", place, {"tekst": key.value, "suggestie": _together(owner[0].value, parts)})


def _is_loose(key: Node, value: Node | None) -> bool:
    empty = value is None or (isinstance(value, ScalarNode) and not value.style and not value.value)
    return _is_plain(key) and bool(_NUMBER.match(key.value)) and empty


def _is_plain(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and bool(node.value)


def _together(key: str, parts: list[str]) -> str:
    listed = f"[{', '.join(parts)}]"
    if key == "maal":
        return f"schrijf {listed}"
    if parts[0].startswith("="):
        return f"schrijf {{maal: {listed}}}"
    if len(parts) == 3:
        return str(three(list(parts)))
    several = "{laag: …, verwacht: …, hoog: …}, of {maal: […, …]} om te vermenigvuldigen"
    return f"schrijf één getal; zijn het er meer: {several}"


def plain_before(node: MappingNode, key_node: ScalarNode) -> ScalarNode | None:
    """The unquoted value with only a comma between it and a key."""
    keys = [key for key, _ in node.value]
    place = next(index for index, key in enumerate(keys) if key is key_node)
    before = node.value[place - 1][1] if place else None
    if not isinstance(before, ScalarNode) or before.style:
        return None
    return before if adjacent(before, key_node) else None


def adjacent(before: ScalarNode, after: ScalarNode) -> bool:
    """Only a comma stands between them."""
    end, start = before.end_mark, after.start_mark
    return bool(before.start_mark.line == end.line == start.line and end.column + 1 == start.column)
