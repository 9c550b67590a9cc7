"""What is kept of the reference: the text of three examples, a hash of every part of all."""

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
HASHES: Final = HERE / "hashes.txt"
TEXTS: Final = HERE / "texts"
KEPT_AS_TEXT: Final = ("cultuur-dichtbij", "fief", "schulden-voorkomen")
"""Three small ones that differ."""
NEVER_AS_TEXT: Final = re.compile(
    r"/casus\.xlsx/|/(?:Prijslijst|Zonder inzet)\.txt|/python/(?:explain|by) "
    r"|/scherm/(?:bereken 1|businesscase [45]|onzekerheid [23]|gevoeligheid 2|geldstroom 2|bruto [23])\.json"
)
"""Parts that say again, at length, what another part says."""
_LIBRARIES: Final = ("numpy", "rich", "typer", "xlsxwriter")
Hashes = dict[str, str]


def hash_of(text: str) -> str:
    """Sixteen hexadecimal digits: enough that no two texts of ours share them."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def base_of(part: str) -> str:
    return part.partition("/")[0]


def is_text(part: str) -> bool:
    """Whether the text of a part is kept."""
    return base_of(part) in KEPT_AS_TEXT and not NEVER_AS_TEXT.search(part)


def made_with() -> str:
    """The versions that could move the reference though nothing of ours changed."""
    python = ".".join(map(str, sys.version_info[:2]))
    return ", ".join([f"Python {python}", *(f"{name} {version(name)}" for name in _LIBRARIES)])


def stored_hashes() -> Hashes:
    """Part → hash; empty when nothing is stored yet."""
    lines = HASHES.read_text("utf-8").splitlines() if HASHES.exists() else []
    pairs = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    return {part: number for number, part in pairs}


def stored_with() -> str:
    """The versions the stored reference was made with."""
    return (
        HASHES.read_text("utf-8").partition("\n")[0].removeprefix("# made with ") if HASHES.exists() else ""
    )


def stored_text(part: str) -> str | None:
    path = TEXTS / part
    return path.read_text("utf-8") if path.exists() else None


def accept(texts: Mapping[str, str], bases: Iterable[str], whole: bool) -> None:
    """Store what was made of these bases; of others what is there stays, unless this is the whole."""
    mine = set(bases)
    kept = {} if whole else {p: h for p, h in stored_hashes().items() if base_of(p) not in mine}
    hashes = kept | {part: hash_of(text) for part, text in texts.items()}
    lines = [f"# made with {made_with()}", *(f"{hashes[part]}  {part}" for part in sorted(hashes))]
    HASHES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in [path for path in TEXTS.rglob("*") if path.is_file()]:
        if (
            not is_text(path.relative_to(TEXTS).as_posix())
            or path.relative_to(TEXTS).as_posix() not in hashes
        ):
            path.unlink()
    for part, text in texts.items():
        if is_text(part):
            write(TEXTS, part, text)


def write(folder: Path, part: str, text: str) -> None:
    """A text as a file below a folder."""
    target = folder / part
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
