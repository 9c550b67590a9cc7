"""Whether a workbook may be opened at all, and whether it is a form of ours, by its first bytes and parts.

The sizes that the directory of a zip states are looked at before anything is unpacked; a part never yields
more than it states.
"""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final, NamedTuple

README: Final = "Lees mij"
"""The sheet by which a form is known."""
FORM_ENDINGS: Final = (".xlsx", ".xlsm", ".ods")
MOST_BYTES: Final = 5_000_000
"""Of the file as it lies there."""
_MOST_UNPACKED: Final = 3_000_000
"""Of all its parts together: eight times a form with every price, and read within three seconds."""
_MOST_OF_PART: Final = 1_500_000
_MOST_PARTS: Final = 300
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(ValueError, NotImplementedError, RuntimeError, OSError),
)
"""What a damaged zip does to the library, depending on which byte it is."""
_INSIDE: Final = {".ods": "content.xml"}
_NAMES: Final = (README, "Zonder inzet", "Toerekening")
_SHEETS: Final = tuple(re.compile(f'name="{name}"'.encode()) for name in _NAMES)


class Unpacked(NamedTuple):
    """What the directory of a workbook states."""

    size: int
    """Bytes of all its parts together."""
    fits: bool
    """Whether it is small enough to be opened."""


def unpacked(path: Path) -> Unpacked | None:
    """How large a workbook is inside; None when it is no workbook that can be opened."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            known = "xl/workbook.xml" in packed.namelist()
    except _BROKEN:
        return None
    sizes = [part.file_size for part in parts]
    fits = (
        len(parts) <= _MOST_PARTS and sum(sizes) <= _MOST_UNPACKED and max(sizes, default=0) <= _MOST_OF_PART
    )
    return Unpacked(sum(sizes), fits) if known else None


def is_form(path: Path) -> bool:
    """Whether a workbook has the sheets of our form; False for one that cannot be opened."""
    inside = _INSIDE.get(path.suffix.lower(), "xl/workbook.xml")
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(inside).file_size > _MOST_UNPACKED:
                return False
            said = packed.read(inside)
    except (*_BROKEN, KeyError):
        return False
    return all(sheet.search(said) for sheet in _SHEETS)
