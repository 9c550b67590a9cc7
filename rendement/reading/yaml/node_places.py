"""Where nodes stand in their file, and what lies below a node."""

from collections.abc import Iterable, Iterator
from typing import Final

from yaml.nodes import MappingNode, Node, SequenceNode

from rendement.reading.complaints.problems import Place

Steps = tuple[str | int, ...]
_TO_THE_END: Final = 1_000_000


def child_of(node: Node | None, step: str | int) -> tuple[Node | None, Node] | None:
    """The value at one step below a node, with the node of its key where it has one."""
    if isinstance(node, MappingNode):
        wanted = str(step)
        for key, value in node.value:
            if key.value == wanted:
                return key, value
        return None
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def values_below(node: Node | None, path: Steps = ()) -> Iterator[tuple[Steps, Node]]:
    """Every value below a node with its path."""
    steps: Iterable[tuple[str | int, Node]] = ()
    if isinstance(node, MappingNode):
        steps = ((str(key.value), value) for key, value in node.value)
    elif isinstance(node, SequenceNode):
        steps = enumerate(node.value)
    for step, value in steps:
        yield (*path, step), value
        yield from values_below(value, (*path, step))


def item_lines(found: tuple[Node | None, Node] | None) -> list[int]:
    """The line on which each item of a list starts."""
    node = found[1] if found else None
    return [item.start_mark.line + 1 for item in node.value] if isinstance(node, SequenceNode) else []


def place_of(node: Node | None) -> Place:
    """From where to where a node stands on its first line."""
    if node is None:
        return Place(1, 1, 2)
    start, end = node.start_mark, node.end_mark
    if end.line == start.line:
        return Place(start.line + 1, start.column + 1, max(end.column, start.column + 1) + 1)
    if isinstance(node, MappingNode) and node.value and not node.flow_style:
        return place_of(node.value[0][0])
    return Place(start.line + 1, start.column + 1, _TO_THE_END)
