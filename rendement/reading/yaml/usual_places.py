"""What a file in the usual form says, and the places in it that can be told without nodes."""

from typing import NamedTuple

from rendement.reading.complaints.problems import Place
from rendement.reading.yaml.node_places import Steps


class Usual(NamedTuple):
    """What a file in the usual form says."""

    text: str
    data: dict[str, object]
    prose: list[str]
    """Its texts and other words in which personal data may stand, in the order of the file."""
    starts: dict[int, list[int]]
    """Per list (its id) that is written over several lines: the line on which each item starts."""

    def lines_of(self, holder: object, key: str) -> list[int] | None:
        """The lines of the items at a key of a block; None of a list that was not noted."""
        value = holder.get(key) if isinstance(holder, dict) else None
        return self.starts.get(id(value)) if isinstance(value, list) else []

    def place_of_key(self, key: str | int) -> Place | None:
        """Where a key of the file itself stands, at the start of a line as no other word of these."""
        text = self.text
        start = 0 if text.startswith(f"{key}:") else text.find(f"\n{key}:") + 1
        if key not in self.data or not (start or text.startswith(f"{key}:")):
            return None
        return Place(text.count("\n", 0, start) + 1, 1, len(str(key)) + 1)

    def place_of_word(self, path: Steps, lines: list[str]) -> Place | None:
        """Where the text at a key of an item of a list stands; None where only nodes can tell.

        The key may stand once from the start of its item up to where something else surely begins: then it is
        that of the item, whatever its texts and remarks say.
        """
        item, first, last = self._item(path[:-1])
        key, value = f"{path[-1]}:", item.get(path[-1]) if isinstance(item, dict) else None
        if not first or not value or not isinstance(value, str):
            return None
        stretch = lines[first - 1 : last - 1 if last else _next_block(lines, first)]
        found = [(number, line) for number, line in enumerate(stretch, first) if key in line]
        if len(found) != 1 or found[0][1].count(key) != 1:
            return None
        number, line = found[0]
        behind = line.partition(key)[2].lstrip(" ")
        column = len(line) - len(behind) + 1
        return Place(number, column, column + len(value)) if behind.startswith(value) else None

    def _item(self, path: Steps) -> tuple[object, int, int]:
        """What stands at a path, the line on which its list starts it, and that of the next item or 0."""
        value: object = self.data
        first = last = 0
        for step in path:
            if isinstance(value, dict):
                value = value.get(step)
                continue
            starts = self.starts.get(id(value), [])
            if not isinstance(value, list) or not isinstance(step, int) or step >= len(starts):
                return None, 0, 0
            first, last = starts[step], (*starts, last)[step + 1]
            value = value[step]
        return value, first, last


def _next_block(lines: list[str], first: int) -> int:
    """How many lines come before the next key of the file itself."""
    others = (number for number, line in enumerate(lines[first:], first) if line and line[0] not in " #-")
    return next(others, len(lines))
