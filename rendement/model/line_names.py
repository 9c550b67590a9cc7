"""The names of lines and paths of a case (`i1`, `z1`, `z1.2`, `m1`), and of the estimates in them.

Made and taken apart here alone: whoever holds a name asks what it says.
"""

import re
from typing import Final

Path = tuple[str | int, ...]
"""Where a line stands in the data of its file."""
EFFORT: Final = "inzet"
WITHOUT: Final = "zonder_inzet"
WITH_US: Final = "met_inzet"
HELP: Final = "hulp"
"""Where the lines of a case stand in its file: effort, help on both sides, and the lines of a path."""
SIDES: Final = (WITHOUT, WITH_US)
"""Where help stands in a case: what would have been used without us, and what was with us."""
_LETTERS: Final = {EFFORT: "i", WITHOUT: "z", WITH_US: "m"}
_SIDES: Final = {letter: side for side, letter in _LETTERS.items()}
_NAME: Final = re.compile(r"([izm])([1-9]\d{0,3})(?:\.([1-9]\d{0,3}))?\Z", re.ASCII)


def name_of(path: Path) -> str:
    """`z1.2` for the second line of the first path without us, `z1` for that path, `i1` for effort."""
    return _LETTERS[str(path[0])] + ".".join([str(step + 1) for step in path if isinstance(step, int)])


def place_of(name: str) -> Path | None:
    """Where a line or path of that name stands, whether there or not; None for what is no name."""
    found = _NAME.match(name)
    if found is None:
        return None
    place = (_SIDES[found[1]], int(found[2]) - 1)
    return place if found[3] is None else (*place, HELP, int(found[3]) - 1)


def path_of(name: str) -> str:
    """`z1` for `z1.2`: the path that a line stands in; the name itself of a path, or of a line in none."""
    return name.partition(".")[0]


def is_in_path(name: str) -> bool:
    """Whether this names a line of a path: `z1.2`."""
    return "." in name


def is_of(name: str, whole: str) -> bool:
    """Whether a name is that of a whole (`z1`), or of a line in it (`z1.2`)."""
    return whole in (name, path_of(name))


def is_effort(name: str) -> bool:
    """Whether this names a line of effort: `i1`."""
    return name.startswith(_LETTERS[EFFORT])


def is_without(name: str) -> bool:
    """Whether this names help without us, or a path of it: `z1`."""
    return name.startswith(_LETTERS[WITHOUT])


def estimate_name(line: str, field: str) -> str:
    """What an estimate is called within its case when nobody named it: `z1.2/aantal`, `toerekening`."""
    return f"{line}/{field}" if line else field
