"""Outputs are written whole or not at all: a failed run leaves the old file."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def must_be_writable(path: Path) -> None:
    """Raise OSError naming `path` when it plainly cannot be written: better before long work than after."""
    path = path.expanduser()
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "de map bestaat niet", str(path))
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "dit is een map", str(path))
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "alleen-lezen", str(path))


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well.

    Raises OSError naming `path` when the folder or the file cannot be written; the old file then stays.
    """
    path = path.expanduser()
    must_be_writable(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    os.close(handle)
    draft = Path(name)
    draft.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
    try:
        yield draft
        _take_its_place(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _take_its_place(draft: Path, path: Path) -> None:
    """On Windows this fails for a file that is open elsewhere; the error then names that file."""
    try:
        draft.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
