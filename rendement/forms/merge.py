"""Reading a form over a case file that is there: what the form has no place for is kept, the rest is named.

`opvolging` moves along as it stands. A file that nobody touched since the form was read loses nothing. In any
other what differs is told line by line, and nothing may be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yaml.nodes import MappingNode

from rendement.reading.folder.form_head import is_of_the_head, is_untouched
from rendement.reading.yaml.text import Path, Text, read_text

_KEPT: Final = "opvolging"


@dataclass(frozen=True)
class Merged:
    """The case file as it will be, and what of the old one would be gone then."""

    text: str
    lost: tuple[str, ...]
    """A line each: `wijk: noord`, `kans: 20% wordt 50%`, `# een opmerking`."""


def merged(old: Text, new: str) -> Merged:
    """The text of a form over the file that is there; a file that cannot be read would be lost whole."""
    if old.problems or not isinstance(old.root, MappingNode):
        return Merged(new, ("het hele bestand: het kan niet gelezen worden, dus ook niet vergeleken",))
    first, last = _block(old, old.root)
    block, others = old.lines[first:last], [*old.lines[:first], *old.lines[last:]]
    text = new.rstrip("\n") + "\n\n" + "\n".join(block) + "\n" if block else new
    if is_untouched(others):
        return Merged(text, ())
    now = read_text(old.file, text.encode())
    return Merged(text, (*_values_lost(old, now), *_remarks_lost(others, now)))


def _block(text: Text, root: MappingNode) -> tuple[int, int]:
    """The lines of `opvolging` with the remarks right above it, as a half-open range; empty without it."""
    starts = [key.start_mark.line for key, _ in root.value] + [len(text.lines)]
    names = [key.value for key, _ in root.value]
    if _KEPT not in names or root.flow_style:
        return 0, 0
    place = names.index(_KEPT)
    first, last = starts[place], starts[place + 1]
    while last > first + 1 and (not text.lines[last - 1].strip() or text.lines[last - 1].startswith("#")):
        last -= 1
    while first > 0 and text.lines[first - 1].startswith("#") and not is_of_the_head(text.lines[first - 1]):
        first -= 1
    return first, last


def _values_lost(old: Text, now: Text) -> Iterator[str]:
    after = dict(_leaves(now.data))
    for path, value in _leaves(old.data):
        if path not in after:
            yield f"{_named(path)}: {_spoken(value)}"
        elif after[path] != value:
            yield f"{_named(path)}: {_spoken(value)} wordt {_spoken(after[path])}"


def _leaves(data: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    inside: Iterator[tuple[str | int, object]] | None = None
    if isinstance(data, Mapping):
        inside = iter(data.items())
    elif isinstance(data, list):
        inside = iter(enumerate(data))
    if inside is None or not data:
        yield path, data
        return
    for step, value in inside:
        yield from _leaves(value, (*path, step))


def _named(path: Path) -> str:
    """`zonder_inzet 1, hulp 2, aantal`."""
    words = ""
    for step in path:
        words += f" {step + 1}" if isinstance(step, int) else f"{', ' if words else ''}{step}"
    return words


def _spoken(value: object) -> str:
    return ("ja" if value else "nee") if isinstance(value, bool) else "leeg" if value is None else str(value)


def _remarks_lost(lines: list[str], now: Text) -> Iterator[str]:
    said = {_remark(line) for line in now.lines}
    for line in lines:
        remark = _remark(line)
        if remark and remark not in said and not is_of_the_head(line):
            yield remark


def _remark(line: str) -> str:
    """`# …` from its sign on: at the start of a line or behind a space."""
    start = 0 if line.startswith("#") else line.find(" #") + 1
    return line[start:].strip() if line[start : start + 1] == "#" else ""
