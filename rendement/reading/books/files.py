"""The own files of one price book: from their texts, or from the read form shipped with a release.

Composing YAML takes the time. A shipped book therefore has a twin in JSON (`pricebooks/gelezen/`) with
the fingerprint of the bytes it was made from; as soon as one byte of the folder differs, the YAML counts.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from rendement.model.base import Document
from rendement.model.book_files import PriceFile, SeriesFile, SourceFile
from rendement.model.price import BookHeader, Price, Source
from rendement.model.series import Series
from rendement.reading.books.checks import BookTexts, Stated
from rendement.reading.complaints.problems import Place, Problem, ReadingError
from rendement.reading.documents.document import is_yaml, merged, read_file, read_model

HEADER: Final = "boek.yaml"
SOURCES: Final = "bronnen.yaml"
SERIES: Final = "indexen.yaml"
READ_FORM: Final = "gelezen"


class BookParts(Document):
    """What the own files of a book say; `checked_hash` is the content hash once all checks had passed."""

    fingerprint: str
    checked_hash: str | None
    header: BookHeader
    prices: Mapping[str, Price]
    sources: Mapping[str, Source]
    series: Mapping[str, Series]


class BookFolder(NamedTuple):
    """A folder with a book, and the fingerprint of its files at the moment of looking."""

    path: Path
    files: tuple[Path, ...]
    fingerprint: str


@cache
def data_root() -> Path:
    """The folder with the price books: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "pricebooks"
    return inside if inside.is_dir() else package.parent / "pricebooks"


def look_at(folder: Path) -> BookFolder:
    """The files of a book, also those in folders inside it, and their fingerprint.

    Raises ReadingError when it is no folder with a book.
    """
    files = tuple(sorted(path for path in folder.rglob("*.[yY]*") if is_yaml(path)))
    missing = [name for name in (HEADER, SOURCES) if folder / name not in files]
    if missing:
        raise ReadingError(_missing(folder, name) for name in missing)
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(_bytes_of(path)).digest())
    return BookFolder(folder, files, digest.hexdigest())


def _bytes_of(path: Path) -> bytes:
    """What stands in a file; one that cannot be opened is complained of when it is read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _missing(folder: Path, name: str) -> Problem:
    return Problem("boekbestand_ontbreekt", str(folder), Place(1, 1, 2), {"bestand": name})


def read_form_of(folder: Path) -> Path | None:
    """Where the read form of a shipped book stands; None for a folder elsewhere."""
    folder = folder.resolve()
    if folder.parent.parent != data_root().resolve():
        return None
    return data_root() / READ_FORM / f"{folder.parent.name}@{folder.name}.json"


def shipped_parts(look: BookFolder) -> BookParts | None:
    """The read form of a shipped book, if there is one and it was made from these very bytes."""
    path = read_form_of(look.path)
    if path is None or not path.is_file():
        return None
    raw = path.read_bytes()
    if look.fingerprint.encode() not in raw[:200]:
        return None
    return BookParts.model_validate_json(raw)


def read_texts(look: BookFolder) -> BookTexts:
    """The documents of a book from their YAML. Raises ReadingError with every complaint about the files."""
    names = {path: path.relative_to(look.path).as_posix() for path in look.files}
    texts = {name: read_file(path, f"{_shown(look.path)}/{name}") for path, name in names.items()}
    header = read_model(texts[HEADER], BookHeader)
    sources = read_model(texts[SOURCES], SourceFile)
    series = read_model(texts[SERIES], SeriesFile) if SERIES in texts else SeriesFile(reeksen={})
    kept = [text for name, text in texts.items() if name not in (HEADER, SOURCES, SERIES)]
    files = [(text, read_model(text, PriceFile)) for text in kept]
    problems = [problem for text in texts.values() for problem in text.problems]
    if header is not None and header.parent is None and SERIES not in texts:
        problems.append(_missing(look.path, SERIES))
    if problems or header is None or sources is None or series is None:
        raise ReadingError(problems)
    stated = tuple(Stated(text, file) for text, file in files if file is not None)
    return BookTexts(texts[HEADER], header, texts[SOURCES], sources, texts.get(SERIES), series, stated)


def _shown(folder: Path) -> str:
    """`landelijk/2025.1` for a folder named after a version, else its own name."""
    return f"{folder.parent.name}/{folder.name}" if folder.name[:1].isdigit() else folder.name


def parts_of(texts: BookTexts, fingerprint: str) -> BookParts:
    """The same without the texts; that an entry replaces another is told by its trail from here on."""
    stated = merged(file.content.prices for file in texts.files)
    plain = {
        key: price.model_copy(update={"replaces": False}) for key, price in stated.items() if price.replaces
    }
    return BookParts.model_construct(
        fingerprint=fingerprint,
        checked_hash=None,
        header=texts.header,
        prices={**stated, **plain},
        sources=texts.sources.sources,
        series=texts.series.series,
    )
