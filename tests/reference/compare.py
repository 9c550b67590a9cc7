"""Where the reference moved, with both texts: what was stored, and what is made now.

Of a part of which only a hash is kept, the old text is made again by the code of the commit that stored it,
with the examples and the dump of that commit (`git archive` in a temporary folder; no checkout is touched).
"""

import difflib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

from reference import store
from reference.dump import TOGETHER, parts_of

ROOT: Final = Path(__file__).resolve().parents[2]
THEN: Final = "then"
NOW: Final = "now"
_SHOWN: Final = 20
_LINES: Final = 14


class Moved(NamedTuple):
    """A part that is not what was stored; a text is None where there is none."""

    part: str
    then: str | None
    now: str | None


def made(bases: Sequence[str], workers: int = os.cpu_count() or 1) -> dict[str, str]:
    """The parts of these bases as they are made now; each base in a process of its own."""
    if workers == 1:
        return {part: text for base in bases for part, text in _parts(base).items()}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return {
            part: text
            for parts in pool.map(_parts, sorted(bases, key=_longest))
            for part, text in parts.items()
        }


def _longest(base: str) -> tuple[bool, str]:
    """All examples together take longest, and begin."""
    return base != TOGETHER, base


def _parts(base: str) -> dict[str, str]:
    return dict(parts_of(base, ROOT))


def moved(texts: Mapping[str, str], bases: Sequence[str]) -> list[str]:
    """Parts whose hash is not the stored one, or that are there on one side only."""
    then = {part: one for part, one in store.stored_hashes().items() if store.base_of(part) in bases}
    now = {part: store.hash_of(text) for part, text in texts.items()}
    return [part for part in sorted(then | now) if then.get(part) != now.get(part)]


def both_texts(parts: Sequence[str], texts: Mapping[str, str], revision: str | None) -> list[Moved]:
    """Each part with what it was and is; a revision says which commit's code to make old texts with."""
    known = store.stored_hashes()
    needed = [part for part in parts if part in known and (revision or store.stored_text(part) is None)]
    again = made_by(revision or _stored_by(), needed) if needed else {}
    for part in needed:
        if part in again and store.hash_of(again[part]) != known[part]:
            print(f"note: the code of that commit makes another text than was stored for {part}")
    return [Moved(part, again.get(part, store.stored_text(part)), texts.get(part)) for part in parts]


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True).stdout


def _stored_by() -> str:
    """The commit that last changed the stored hashes."""
    return _git("log", "-1", "--format=%H", "--", str(store.HASHES)).decode().strip()


def made_by(revision: str, parts: Sequence[str]) -> dict[str, str]:
    """These parts as the code of a commit makes them."""
    with tempfile.TemporaryDirectory() as made_here:
        folder = Path(made_here)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", revision))) as archive:
            archive.extractall(folder / "code", filter="data")
        places = os.pathsep.join([str(folder / "code"), str(folder / "code" / "tests")])
        bases = sorted({store.base_of(part) for part in parts})
        command = [sys.executable, "-m", "reference", "make", str(folder / "made"), *bases]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": places}, cwd=folder)
        found = {part: folder / "made" / part for part in parts}
        return {part: path.read_text("utf-8") for part, path in found.items() if path.exists()}


def written(found: Sequence[Moved], folder: Path) -> Iterator[str]:
    """Write both texts of each part below a folder; gives the lines to print."""
    for one in found:
        for side, text in ((THEN, one.then), (NOW, one.now)):
            if text is not None:
                store.write(folder / side, one.part, text)
    for one in found[:_SHOWN]:
        yield from _difference(one)
    if len(found) > _SHOWN:
        yield f"… and {len(found) - _SHOWN} parts more:"
        yield from (f"    {one.part}" for one in found[_SHOWN:])


def _difference(one: Moved) -> Iterator[str]:
    if one.then is None or one.now is None:
        yield f"{'new' if one.then is None else 'gone'}: {one.part}"
        return
    lines = list(
        difflib.unified_diff(one.then.splitlines(), one.now.splitlines(), one.part, NOW, "", "", 0, "")
    )
    yield from (line[:240] for line in lines[:_LINES])
    if len(lines) > _LINES:
        yield f"… {len(lines) - _LINES} lines more"
