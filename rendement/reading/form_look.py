"""Whether a workbook may be opened at all, and whether it is a form of ours, by its first bytes and parts.

The sizes that the directory of a zip states are looked at before anything is unpacked; a part never yields
more than it states.
"""

import re
import zipfile
from pathlib import Path
from typing import Final

from rendement.model.form import README

FORM_ENDINGS: Final = (".xlsx", ".xlsm", ".ods")
MOST_BYTES: Final = 5_000_000
"""Of the file as it lies there."""
MOST_UNPACKED: Final = 8_000_000
"""Of all its parts together: many times a full form, and read within three seconds."""
_MOST_PARTS: Final = 300
_BROKEN: Final = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""What a damaged zip does to the library, depending on which byte it is."""
_INSIDE: Final = {".ods": "content.xml"}
_NAMES: Final = (README, "Zonder inzet", "Toerekening")
_SHEETS: Final = tuple(re.compile(f'name="{name}"'.encode()) for name in _NAMES)


def unpacked(path: Path) -> int | None:
    """The bytes that all parts state together; None when it is no workbook that can be opened."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            known = "xl/workbook.xml" in packed.namelist()
    except _BROKEN:
        return None
    if not known or len(parts) > _MOST_PARTS:
        return None
    return sum(part.file_size for part in parts)


def is_form(path: Path) -> bool:
    """Whether a workbook has the sheets of our form; False for one that cannot be opened."""
    inside = _INSIDE.get(path.suffix.lower(), "xl/workbook.xml")
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(inside).file_size > MOST_UNPACKED:
                return False
            said = packed.read(inside)
    except (*_BROKEN, KeyError):
        return False
    return all(sheet.search(said) for sheet in _SHEETS)
