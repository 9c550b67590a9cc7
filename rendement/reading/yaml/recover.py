"""A text with a slip of syntax without the part that holds it, so that one round tells of all the rest too.

The part is the item of a list, or else the key at the top. Its lines are emptied and never taken away, so
that what is left stands where it stood.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import yaml
from yaml.nodes import Node

from rendement.reading.yaml.syntax import Fault, fault

_MOST_SLIPS: Final = 30
_ITEM: Final = re.compile(r" *- ")
_TOP: Final = re.compile(r"[^\s#-]")
_OPENS: Final = re.compile(r":\s*(?:#.*)?\Z")
"""A key with everything below it, also with a remark behind it."""
_WORD: Final = re.compile(r"[\w-]+")
_OF_THE_LIST: Final = frozenset({"streepje_ontbreekt", "inspringing"})
"""Slips that make it unsure which item a line belongs to: the whole key at the top goes."""
_SWALLOWS: Final = frozenset({"haak_open", "aanhalingsteken_open"})
_ABOUT_THE_FILE: Final = frozenset({"twee_documenten", "streepje_vooraan", "geen_yaml"})
"""Slips that leave nothing to rely on."""


class Recovered(NamedTuple):
    """What could be read, the slips that were found on the way, and the keys that were set aside."""

    root: Node | None
    faults: tuple[Fault, ...]
    aside: frozenset[str]


def recovered(text: str, first: Sequence[Fault], compose: Callable[[str], Node | None]) -> Recovered:
    """Set part after part aside until the text can be composed; a further slip that stands apart is told."""
    lines = text.splitlines() or [""]
    faults, hidden = list(first), set[int]()
    waiting = list(first)
    for _ in range(_MOST_SLIPS):
        if any(slip.slug in _ABOUT_THE_FILE for slip in waiting):
            break
        before = len(hidden)
        for slip in waiting:
            hidden |= _part(lines, hidden, slip)
        if len(hidden) == before:
            break
        left = ["" if number in hidden else line for number, line in enumerate(lines)]
        try:
            return Recovered(compose("\n".join(left)), tuple(faults), _keys(lines, hidden))
        except yaml.MarkedYAMLError as error:
            slip = fault("\n".join(left), left, error)
            faults = _with(faults, slip, _stands_apart(left, hidden, slip.place.line - 1))
            waiting = [slip]
        except yaml.YAMLError:
            break
    return Recovered(None, tuple(faults), frozenset())


def _part(lines: Sequence[str], hidden: set[int], slip: Fault) -> set[int]:
    """The lines of the smallest part around a slip that still has something left."""
    start = at = min(slip.place.line - 1, len(lines) - 1)
    top = slip.slug in _OF_THE_LIST
    while start > 0 and (start in hidden or not _begins(lines, start, at, top)):
        start -= 1
    part = {start, *range(start, at + 1), *_within(lines, start)}
    return part | _emptied_parents(lines, hidden | part, start)


def _begins(lines: Sequence[str], start: int, at: int, top: bool) -> bool:
    line = lines[start]
    if top or _TOP.match(line):
        return _TOP.match(line) is not None
    return bool(_ITEM.match(line)) and (start == at or _indent(line) <= _indent(lines[at]))


def _within(lines: Sequence[str], start: int) -> set[int]:
    """The lines below that are indented deeper."""
    inside: set[int] = set()
    for number in range(start + 1, len(lines)):
        if lines[number].strip() and _indent(lines[number]) <= _indent(lines[start]):
            break
        inside.add(number)
    return inside


def _emptied_parents(lines: Sequence[str], hidden: set[int], start: int) -> set[int]:
    """The keys above that have nothing left below them."""
    above: set[int] = set()
    number = start
    while number > 0:
        number -= 1
        line = lines[number]
        if number in hidden or not line.strip() or line.lstrip().startswith("#"):
            continue
        if not _OPENS.search(line) or _rest(lines, hidden | above, number):
            break
        above.add(number)
    return above


def _rest(lines: Sequence[str], hidden: set[int], parent: int) -> bool:
    """Whether anything below a key is still there; a list may stand in the column of its key."""
    for number in range(parent + 1, len(lines)):
        line = lines[number]
        if number in hidden or not line.strip() or line.lstrip().startswith("#"):
            continue
        same = _indent(line) == _indent(lines[parent]) and bool(_ITEM.match(line))
        return _indent(line) > _indent(lines[parent]) or same
    return False


def _with(faults: list[Fault], slip: Fault, apart: bool) -> list[Fault]:
    """Behind an open bracket or quote nobody can tell which further slip is one."""
    if slip.slug in _SWALLOWS:
        return [*(told for told in faults if told.place < slip.place), slip]
    swallowed = any(told.slug in _SWALLOWS for told in faults)
    return [*faults, slip] if apart and not swallowed else faults


def _stands_apart(left: Sequence[str], hidden: set[int], at: int) -> bool:
    """Whether a whole line stands between a slip and what was set aside: else it may follow from that."""
    if at in hidden:
        return False
    above = [number for number in range(at) if left[number].strip() or number in hidden]
    return bool(above) and above[-1] not in hidden


def _keys(lines: Sequence[str], hidden: set[int]) -> frozenset[str]:
    return frozenset(key for number in hidden for key in _WORD.findall(lines[number]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
