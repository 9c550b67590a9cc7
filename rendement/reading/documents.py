"""One file → one model or its problems: the steps every kind of document shares."""

import errno
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from rendement.reading.privacy import check_privacy
from rendement.reading.problems import Place, errors
from rendement.reading.rest import retold, told_besides
from rendement.reading.validation import problems_of
from rendement.reading.yaml_text import Text, read_text

M = TypeVar("M", bound=BaseModel)

_REASONS: Final = {
    errno.ENOENT: "het is er niet",
    errno.EACCES: "u mag het niet lezen",
    errno.EPERM: "u mag het niet lezen",
    errno.EISDIR: "het is een map",
    errno.ELOOP: "de snelkoppeling wijst naar zichzelf",
}


def read_file(path: Path, shown_as: str | None = None) -> Text:
    """The parsed text of a file; a file that cannot be opened is a problem, not an exception."""
    name = shown_as or str(path)
    try:
        return read_text(name, path.read_bytes())
    except OSError as error:
        text = Text(name, "")
        reason = _REASONS.get(error.errno or 0, "het systeem geeft het niet vrij")
        text.complain("bestand_onleesbaar", Place(1, 1, 2), reden=reason)
        return text


def read_model(text: Text, model: type[M], private: bool = False) -> M | None:
    """The document in a text, or None and `text.problems`; `private` looks for personal data.

    That look never waits for other repairs, and what it finds does not keep other checks from being done: the
    document is there, and its file has problems. Of a text that could not all be read, the rest is looked at.
    """
    refused = bool(errors(text.problems))
    besides = told_besides(text, model) if refused else []
    text.problems = retold(text, model)
    if private:
        check_privacy(text)
    if refused:
        text.problems.extend(besides)
        return None
    try:
        return model.model_validate(text.data)
    except ValidationError as error:
        text.problems.extend(problems_of(text, model, error))
        return None


def yaml_files(paths: Iterable[Path]) -> list[Path]:
    """Every YAML file among files and folders, in a fixed order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = (
            sorted(p for p in path.rglob("*.[yY]*") if p.suffix.lower() in (".yaml", ".yml"))
            if path.is_dir()
            else [path]
        )
        found.update(dict.fromkeys(inside))
    return list(found)


PROGRAMME_FILES: Final = frozenset({"programma.yaml", "programma.yml"})


def is_programme(path: Path) -> bool:
    """Whether a file is the programme of its folder, by its name."""
    return path.name.lower() in PROGRAMME_FILES


def programme_above(folder: Path) -> Path | None:
    """The programme of a folder, or of the nearest folder above it that has one."""
    candidates = (path for place in (folder, *folder.parents) for path in sorted(place.glob("[pP]*.[yY]*")))
    return next((path for path in candidates if is_programme(path) and path.is_file()), None)


def merged(parts: Iterable[Mapping[str, M]]) -> dict[str, M]:
    """Several mappings as one; later keys win (doubles are complained of before)."""
    return {key: value for part in parts for key, value in part.items()}
