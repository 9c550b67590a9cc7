"""Price books by name or folder: read, set upon their parent, checked, and hashed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

from rendement.model.base import content_hash
from rendement.model.price import Parent, PriceBook
from rendement.reading.books.checks import BookTexts, check_book
from rendement.reading.books.files import (
    HEADER,
    BookFolder,
    BookParts,
    data_root,
    look_at,
    parts_of,
    read_form_of,
    read_texts,
    shipped_parts,
)
from rendement.reading.complaints.problems import Place, Problem, ReadingError, errors
from rendement.words.frozen import FrozenDict
from rendement.words.misuse import WrongKind, quoted

DEFAULT_BOOK: Final = "landelijk"
"""The shipped book, where nobody chose another."""
OWN_BOOKS: Final = Path("pricebooks")
"""Where `prijzen nieuw` puts a book, below the folder one works in."""
_K = TypeVar("_K")
_V = TypeVar("_V")
Above = tuple[str, ...]
"""The books that are being resolved, to see a circle."""


def examples_root() -> Path:
    """The folder with the example cases."""
    return data_root().parent / "examples"


def available_books() -> list[str]:
    """`landelijk@2025.1`, … of every book that is shipped, oldest first."""
    folders = (path.parent for path in data_root().glob(f"*/*/{HEADER}"))
    return sorted((f"{folder.parent.name}@{folder.name}" for folder in folders), key=by_version)


def by_version(name: str) -> tuple[str, tuple[int, ...]]:
    """Order of `book@version`: 2025.10 comes after 2025.9."""
    book, _, version = name.partition("@")
    return book, tuple(int(part) for part in version.split(".") if part.isdigit())


def load_prices(name: str | Path = DEFAULT_BOOK) -> PriceBook:
    """A price book by name (`landelijk`: the newest version; `landelijk@2025.1`: that one) or by folder.

    A local book comes with its parent, found beside its folder or among the shipped books; the pinned hash
    decides whether it is the right one. Raises ReadingError with every problem when the book does not exist
    or does not hold together; WrongKind for what is no name.
    """
    if not isinstance(name, str | Path):
        raise WrongKind(f"een prijzenboek is een naam of map, niet {quoted(name)}: load_prices('landelijk')")
    return load_folder(book_folder(name))


def chosen_book(prices: object) -> PriceBook | None:
    """A book as it was given to a function: itself, its name or folder, or none.

    Raises WrongKind for anything else; ReadingError as `load_prices` does.
    """
    if prices is None or isinstance(prices, PriceBook):
        return prices
    if isinstance(prices, str | Path):
        return load_prices(prices)
    raise WrongKind(f"prices is een prijzenboek of de naam ervan, niet {quoted(prices)}: prices='landelijk'")


def book_folder(name: str | Path) -> Path:
    """The folder of a book by name, or the folder itself (its newest version). Raises ReadingError."""
    if isinstance(name, Path) or "/" in name or "\\" in name:
        return _with_version(Path(name))
    books = available_books()
    matching = [book for book in books if name in (book, book.partition("@")[0])]
    if not matching:
        beside = [f"de map {path}/" for path in (OWN_BOOKS / name, Path(name)) if path.is_dir()]
        details = {"naam": name, "keuzes": ", ".join([*beside, *books])}
        raise ReadingError([Problem("boek_onbekend", "prijzenboek", Place(1, 1, 2), details)])
    book, _, version = matching[-1].partition("@")
    return data_root() / book / version


def _with_version(folder: Path) -> Path:
    """A folder that holds versions stands for its newest one."""
    if (folder / HEADER).is_file() or not folder.is_dir():
        return folder
    return [folder, *versions_in(folder)][-1]


def versions_in(folder: Path) -> list[Path]:
    """The editions that stand in a folder, oldest first; none where it is an edition itself."""
    if (folder / HEADER).is_file():
        return []
    return sorted((path.parent for path in folder.glob(f"*/{HEADER}")), key=_folder_version)


def _folder_version(folder: Path) -> tuple[str, tuple[int, ...]]:
    return by_version(f"@{folder.name}")


_PARTS: Final[dict[tuple[str, str], BookParts | BookTexts]] = {}
"""Folder and fingerprint → what its files say. The fingerprint is taken anew at every load."""
_BOOKS: Final[dict[tuple[str, str, str], PriceBook]] = {}
"""The same with the hash of the parent → the resolved book."""
_MOST_KEPT: Final = 32


def load_folder(folder: Path, above: Above = ()) -> PriceBook:
    """The resolved book of a folder; read again as soon as one of its files or its parent changes."""
    look = look_at(folder)
    place = str(folder.resolve())
    said = _PARTS.get((place, look.fingerprint)) or shipped_parts(look) or read_texts(look)
    _keep(_PARTS, (place, look.fingerprint), said)
    pin = said.header.parent
    parent = None if pin is None else _parent_of(said, pin, folder, above)
    key = (place, look.fingerprint, parent.content_hash if parent else "")
    if key not in _BOOKS:
        _keep(_BOOKS, key, _resolved(said, look, parent))
    return _BOOKS[key]


def _keep(store: dict[_K, _V], key: _K, value: _V) -> None:
    if len(store) >= _MOST_KEPT:
        store.clear()
    store[key] = value


def _resolved(said: BookParts | BookTexts, look: BookFolder, parent: PriceBook | None) -> PriceBook:
    """Own entries in the place of the parent's, and all checks that were not passed before."""
    parts = said if isinstance(said, BookParts) else parts_of(said, look.fingerprint)
    known = parent.header.payers if parent else {}
    header = parts.header.model_copy(update={"payers": {**known, **parts.header.payers}})
    book = PriceBook.model_construct(
        header=header if parent else parts.header,
        prices=FrozenDict({**(parent.prices if parent else {}), **parts.prices}),
        sources=FrozenDict({**(parent.sources if parent else {}), **parts.sources}),
        series=FrozenDict({**(parent.series if parent else {}), **parts.series}),
        content_hash="-",
        parent=parent,
        own=frozenset(parts.prices),
    )
    if isinstance(said, BookTexts):
        wrong = errors(check_book(said, book))
        if wrong:
            raise ReadingError(wrong)
    place = None if read_form_of(look.path) else look.path.resolve()
    return book.model_copy(update={"content_hash": parts.checked_hash or book_hash(parts), "folder": place})


def book_hash(parts: BookParts) -> str:
    """The content hash of a resolved book: all of it, because the own header pins the hash of the parent."""
    own = PriceBook.model_construct(
        header=parts.header,
        prices=parts.prices,
        sources=parts.sources,
        series=parts.series,
        content_hash="-",
    )
    return content_hash(own)


def read_form(name: str) -> tuple[Path, str]:
    """Where the read form of a shipped book belongs and what it says; made from the YAML, with all checks."""
    folder = book_folder(name)
    look = look_at(folder)
    parts = parts_of(read_texts(look), look.fingerprint)
    path = read_form_of(folder)
    assert path is not None, "only shipped books have a read form"
    parent = _parent_of(parts, parts.header.parent, folder, ()) if parts.header.parent else None
    book = _resolved(read_texts(look), look, parent)
    whole = parts.model_copy(update={"checked_hash": book.content_hash})
    return path, whole.model_dump_json(by_alias=True) + "\n"


# ---------------------------------------------------------------- parents


def _parent_of(said: BookParts | BookTexts, pin: Parent, folder: Path, above: Above) -> PriceBook:
    """The book that a local book stands on: named, of that version, and with that very content."""
    chain = (*above, said.header.name)
    if pin.name in chain:
        circle = " → ".join((*dict.fromkeys(chain), pin.name))
        raise ReadingError([_pin_problem(said, "ouder_kring", "boek", kring=circle)])
    folders = list(dict.fromkeys(_candidates(pin, folder)))
    if not folders:
        raise ReadingError([_no_parent(said, pin, folder)])
    problems: list[Problem] = []
    for candidate in folders:
        book = load_folder(candidate, (*chain, pin.name))
        if book.name != pin.name:
            details = {"map": candidate.name, "gevonden": book.name, "ouder": pin.name}
            problems.append(_pin_problem(said, "ouder_anders", "versie", **details))
        elif book.content_hash != pin.content_hash:
            details = {"ouder": pin.name, "verwacht": pin.content_hash, "gevondenhash": book.content_hash}
            problems.append(_pin_problem(said, "ouder_hash", "hash", **details))
        else:
            return book
    raise ReadingError(problems[:1])


def _roots(folder: Path) -> tuple[Path, ...]:
    """Where a parent may stand: beside the book, beside its versions, or among the shipped books."""
    folder = folder.resolve()
    return folder.parent.parent, folder.parent, data_root().resolve()


def _candidates(pin: Parent, folder: Path) -> Iterator[Path]:
    for root in _roots(folder):
        found = root / pin.book / pin.version
        if (found / HEADER).is_file():
            yield found


def _no_parent(said: BookParts | BookTexts, pin: Parent, folder: Path) -> Problem:
    """The version is not there, or the book is not there at all."""
    places = (path.parent for root in _roots(folder) for path in root.glob(f"{pin.book}/*/{HEADER}"))
    versions = sorted({f"{place.parent.name}@{place.name}" for place in places}, key=by_version)
    if versions:
        details = {"ouder": pin.name, "keuzes": ", ".join(versions)}
        return _pin_problem(said, "ouder_versie", "versie", **details)
    return _pin_problem(said, "ouder_onbekend", "boek", ouder=pin.name)


def _pin_problem(said: BookParts | BookTexts, slug: str, field: str, **details: object) -> Problem:
    if isinstance(said, BookTexts):
        text = said.header_text
        return text.problem(slug, text.place(("ouder", field)), **details)
    return Problem(slug, f"{said.header.name}/{HEADER}", Place(1, 1, 2), details)
