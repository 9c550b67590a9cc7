"""Small things to do with the nodes of a parsed text: look in them, and make others in their place."""

from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode

from rendement.reading.yaml.text import Path


def inside(node: Node | None, kind: type[Node]) -> list[Any]:
    """The pairs of a block, or the items of a list; nothing of anything else."""
    return node.value if isinstance(node, kind) else []


def child(node: Node | None, name: str) -> Node | None:
    """The value of a key of a block, if it is there."""
    return next((value for key, value in inside(node, MappingNode) if key.value == name), None)


def as_block(node: Node) -> MappingNode:
    """An estimate that was written as one number, as a block."""
    if isinstance(node, MappingNode):
        return node
    return MappingNode(
        node.tag, [(word("verwacht", node), node)], node.start_mark, node.end_mark, flow_style=True
    )


def word(value: str, at: Node) -> ScalarNode:
    """A word that stands where another node stands."""
    return ScalarNode("", value, at.start_mark, at.end_mark, style='"')


def moved_to(node: Any, at: Node) -> Any:
    """A copy of a node, every part of which stands at the place of another."""
    if isinstance(node, ScalarNode):
        return ScalarNode(node.tag, node.value, at.start_mark, at.end_mark, style=node.style)
    parts = [
        (moved_to(part[0], at), moved_to(part[1], at)) if isinstance(part, tuple) else moved_to(part, at)
        for part in node.value
    ]
    return type(node)(node.tag, parts, at.start_mark, at.end_mark, flow_style=True)


def put_in(data: Any, path: Path, value: object) -> None:
    """A deep value of plain data, where there is one: what could not be read is told already."""
    for step in path[:-1]:
        data = data[step] if _has(data, step) else None
    if _has(data, path[-1]):
        data[path[-1]] = value


def _has(data: object, step: str | int) -> bool:
    if isinstance(data, dict):
        return step in data
    return isinstance(data, list) and isinstance(step, int) and step < len(data)
