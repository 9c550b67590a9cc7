"""One file → one model or its problems: the steps every kind of document shares."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from rendement.reading.complaints.problems import Place, Problem, errors
from rendement.reading.documents.validation import problems_of
from rendement.reading.yaml.text import Text, read_text

M = TypeVar("M", bound=BaseModel)

YAML_ENDINGS: Final = (".yaml", ".yml")

_REASONS: Final = {
    errno.ENOENT: "het is er niet",
    errno.EACCES: "u mag het niet lezen",
    errno.EPERM: "u mag het niet lezen",
    errno.EISDIR: "het is een map",
    errno.ELOOP: "de snelkoppeling wijst naar zichzelf",
    errno.ENXIO: "het is geen gewoon bestand",
}


def read_file(path: Path, shown_as: str | None = None) -> Text:
    """The parsed text of a file; a file that cannot be opened is a problem, not an exception."""
    name = shown_as or str(path)
    try:
        return read_text(name, _bytes_of(path))
    except OSError as error:
        text = Text(name, "")
        reason = _REASONS.get(error.errno or 0, "het systeem geeft het niet vrij")
        text.complain("bestand_onleesbaar", Place(1, 1, 2), reden=reason)
        return text


def _bytes_of(path: Path) -> bytes:
    """The bytes of an ordinary file: a pipe would keep us waiting. Raises OSError."""
    opened = os.open(path, _WITHOUT_WAITING)
    try:
        about = os.fstat(opened)
        if not stat.S_ISREG(about.st_mode):
            number = errno.EISDIR if stat.S_ISDIR(about.st_mode) else errno.ENXIO
            raise OSError(number, "geen gewoon bestand", str(path))
        first = os.read(opened, about.st_size + 1)
        return first if len(first) == about.st_size else b"".join((first, *_rest_of(opened)))
    finally:
        os.close(opened)


def _rest_of(opened: int) -> Iterator[bytes]:
    """What a file has besides what it said it would: it grows, or does not know how long it is."""
    return iter(lambda: os.read(opened, _PIECE), b"")


_PIECE: Final = 1 << 20
_WITHOUT_WAITING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def _besides(text: Text, model: type[BaseModel], refused: bool) -> list[Problem]:
    """Words what was found in reading again, and what a text that was refused has to tell besides."""
    from rendement.reading.documents.rest import (  # most files are right, and need none of it
        retold,
        told_besides,
    )

    besides = told_besides(text, model) if refused else []
    text.problems = retold(text, model)
    return besides


def read_model(text: Text, model: type[M], private: bool = False) -> M | None:
    """The document in a text, or None and `text.problems`; `private` looks for personal data.

    That look never waits for other repairs, and what it finds does not keep other checks from being done: the
    document is there, and its file has problems. Of a text that could not all be read, the rest is looked at.
    """
    return validated(text, model) if look_over(text, model, private) else None


def look_over(text: Text, model: type[BaseModel], private: bool) -> bool:
    """The first half of `read_model`: all but the document. Returns whether there can be one."""
    refused = bool(errors(text.problems))
    besides = _besides(text, model, refused) if text.problems else []
    if private:
        from rendement.reading.privacy.look import check_privacy  # its lists of names are not for price books

        check_privacy(text)
    if refused:
        text.problems.extend(besides)
    return not refused


def validated(text: Text, model: type[M]) -> M | None:
    """The second half of `read_model`, for a text of which the first said that there can be a document."""
    try:
        return model.model_validate(text.data)
    except ValidationError as error:
        text.problems.extend(problems_of(text, model, error))
        return None


def is_yaml(path: Path) -> bool:
    """Whether a file is YAML by its name, in capitals or not."""
    return path.suffix.lower() in YAML_ENDINGS


SETS_FILE: Final = "uitgangspunten.yaml"
"""What makes a folder one of own sets, as `boek.yaml` makes it a price book."""
PROGRAMME_FILES: Final = frozenset({"programma.yaml", "programma.yml"})


def is_programme(path: Path) -> bool:
    """Whether a file is the programme of its folder, by its name."""
    return path.name.lower() in PROGRAMME_FILES


def programme_above(folder: Path) -> Path | None:
    """The programme of a folder, or of the nearest folder above it that has one."""
    candidates = (path for place in (folder, *folder.parents) for path in sorted(place.glob("[pP]*.[yY]*")))
    return next((path for path in candidates if is_programme(path) and path.is_file()), None)


NAME_FILES: Final = frozenset({"namen.yaml", "namen.yml"})


def is_names(path: Path) -> bool:
    """Whether a file is the list of names of its folder, by its name."""
    return path.name.lower() in NAME_FILES


def names_above(folder: Path) -> Path | None:
    """The list of names of a folder, or of the nearest folder above it that has one."""
    candidates = (path for place in (folder, *folder.parents) for path in sorted(place.glob("[nN]*.[yY]*")))
    return next((path for path in candidates if is_names(path) and path.is_file()), None)


def merged(parts: Iterable[Mapping[str, M]]) -> dict[str, M]:
    """Several mappings as one; later keys win (doubles are complained of before)."""
    return {key: value for part in parts for key, value in part.items()}
