"""Outputs are written whole or not at all: a failed run leaves the old file, and no half one for long.

A draft stands hidden beside its target and is named after it, this computer and this process. What a killed
run left is cleared by the next that writes the same file.
"""

import errno
import os
import platform
import re
import shutil
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Final

_DAY: Final = 86_400.0
"""Seconds after which a draft of another computer is surely nobody's any more."""


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def must_be_writable(path: Path) -> None:
    """Raise OSError naming `path` when it plainly cannot be written: better before long work than after."""
    path = path.expanduser()
    if not _behind_link(path).parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "de map bestaat niet", str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "dit is een map", str(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.ENXIO, "dit is geen gewoon bestand", str(path))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "alleen-lezen", str(path))


def _behind_link(path: Path) -> Path:
    """What a link points at, so that the link stays; a link that goes round is left to the system."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:
        raise OSError(errno.ELOOP, "de snelkoppeling wijst naar zichzelf", str(path)) from error


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well; a link stays a link.

    Raises OSError naming `path` when the folder or the file cannot be written, also when the disk is full;
    the old file then stays.
    """
    path = path.expanduser()
    must_be_writable(path)
    target = _behind_link(path)
    clear_drafts(target)
    try:
        handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=target.suffix, dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            draft.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
            yield draft
            draft.replace(target)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
    except OSError as error:  # on Windows also when the file is open elsewhere
        raise OSError(error.errno, error.strerror, str(path)) from None


def write_text(path: Path, text: str) -> None:
    """Text as the whole of a file. Raises OSError naming `path`; the old file then stays."""
    with replaced(path) as draft:
        draft.write_text(text, encoding="utf-8")


@contextmanager
def made_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` that becomes it when the block ends well; `target` may not be there yet.

    Raises OSError naming `target` when it cannot be made; then nothing is left of it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    clear_drafts(target)
    try:
        name = tempfile.mkdtemp(prefix=_prefix(target), suffix=target.suffix, dir=target.parent)
        draft = Path(name)
        try:
            yield draft
            draft.chmod(0o777 & ~_umask())
            draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from None


def keep_copy(path: Path) -> Path | None:
    """A dated copy of a file that is about to be replaced, beside it; None when there is nothing to keep.

    Raises OSError when it cannot be made: then nothing may be replaced.
    """
    if not path.is_file():
        return None
    copies = (path.with_name(f"{path.name}.{date.today()}{mark}.bak") for mark in _marks())
    copy = next(copy for copy in copies if not copy.exists())
    with replaced(copy) as draft:
        shutil.copyfile(path, draft)
    return copy


def _marks() -> Iterator[str]:
    """Nothing for the first of a day, then `-2`, `-3`, …: a copy is never replaced."""
    yield ""
    number = 2
    while True:
        yield f"-{number}"
        number += 1


# ---------------------------------------------------------------- drafts of runs that were killed


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _prefix(target: Path) -> str:
    return f".{target.stem}-{_here()}-{os.getpid()}-"


def clear_drafts(target: Path) -> None:
    """Remove the drafts of a target that no running process is writing."""
    ours = re.compile(rf"\.{re.escape(target.stem)}-(?P<where>[0-9a-f]{{8}})-(?P<process>\d+)-\w+")
    with suppress(OSError):
        for path in target.parent.glob(f".{_literally(target.stem)}-*"):
            said = ours.match(path.name)
            if said is not None and path.suffix == target.suffix and _is_abandoned(path, said):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _literally(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _is_abandoned(draft: Path, said: "re.Match[str]") -> bool:
    """Whether its process is gone; of another computer, or where that cannot be asked, by its age."""
    if said["where"] != _here() or sys.platform == "win32":
        return time.time() - draft.stat().st_mtime > _DAY
    process = int(said["process"])
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return True
    except OSError:
        return False
    return False
