"""Price books and named sets from their folders; resolved, checked and hashed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from rendement.model.price import BookHeader, Price, PriceBook, PriceFile, SeriesFile, SourceFile
from rendement.model.settings import SettingsBook, SettingsFile
from rendement.reading.documents import merged, read_file, read_model, yaml_files
from rendement.reading.problems import Place, Problem, ReadingError
from rendement.reading.validation import suggestion
from rendement.reading.yaml_text import Text

_Set = TypeVar("_Set")
_HEADER: Final = "boek.yaml"
_SOURCES: Final = "bronnen.yaml"
_SERIES: Final = "indexen.yaml"
_SETS: Final = "uitgangspunten"


@cache
def data_root() -> Path:
    """The folder with the price books: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "pricebooks"
    return inside if inside.is_dir() else package.parent / "pricebooks"


def examples_root() -> Path:
    """The folder with the example cases."""
    return data_root().parent / "examples"


def available_books() -> list[str]:
    """`landelijk@2025.1`, … of every book that is shipped, oldest first."""
    folders = (path.parent for path in data_root().glob(f"*/*/{_HEADER}"))
    return sorted((f"{folder.parent.name}@{folder.name}" for folder in folders), key=_by_version)


def _by_version(name: str) -> tuple[str, tuple[int, ...]]:
    book, _, version = name.partition("@")
    return book, tuple(int(part) for part in version.split(".") if part.isdigit())


def load_prices(name: str | Path = "landelijk") -> PriceBook:
    """A price book by name (`landelijk`: the newest version; `landelijk@2025.1`: that one) or by folder.

    Raises ReadingError with every problem when the book does not exist or does not hold together.
    """
    if isinstance(name, Path) or "/" in name or "\\" in name:
        return _load_folder(Path(name))
    books = available_books()
    matching = [book for book in books if name in (book, book.partition("@")[0])]
    if not matching:
        details = {"naam": name, "keuzes": ", ".join(books)}
        raise ReadingError([Problem("boek_onbekend", "prijzenboek", Place(1, 1, 2), details)])
    book, _, version = matching[-1].partition("@")
    return _load_folder(data_root() / book / version)


@cache
def _load_folder(folder: Path) -> PriceBook:
    texts = {path.name: read_file(path, f"{folder.name}/{path.name}") for path in yaml_files([folder])}
    missing = [name for name in (_HEADER, _SOURCES, _SERIES) if name not in texts]
    if missing:
        raise ReadingError(
            Problem("boekbestand_ontbreekt", str(folder), Place(1, 1, 2), {"bestand": name})
            for name in missing
        )
    header = read_model(texts[_HEADER], BookHeader)
    sources = read_model(texts[_SOURCES], SourceFile)
    series = read_model(texts[_SERIES], SeriesFile)
    price_texts = [text for name, text in texts.items() if name not in (_HEADER, _SOURCES, _SERIES)]
    files = [(text, read_model(text, PriceFile)) for text in price_texts]
    problems = [problem for text in texts.values() for problem in text.problems]
    if problems or header is None or sources is None or series is None:
        raise ReadingError(problems)
    prices = merged(file.prices for _, file in files if file is not None)
    book = PriceBook(
        header=header, prices=prices, sources=sources.sources, series=series.series, content_hash="-"
    )
    wrong = [p for text, file in files if file is not None for p in _check_file(text, file, book)]
    wrong += _double_keys(files)
    if wrong:
        raise ReadingError(wrong)
    return book.model_copy(update={"content_hash": content_hash(book)})


def content_hash(*documents: BaseModel) -> str:
    """SHA-256 of what documents say, the same under any order of keys or files and any layout."""
    content = [document.model_dump(mode="json", exclude={"content_hash"}) for document in documents]
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _double_keys(files: list[tuple[Text, PriceFile | None]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for text, file in files:
        for key in file.prices if file else ():
            if key in seen:
                yield text.problem(
                    "prijs_dubbel", text.place(("prijzen", key), key=True), prijs=key, ander=seen[key]
                )
            seen.setdefault(key, text.file)


def _check_file(text: Text, file: PriceFile, book: PriceBook) -> Iterator[Problem]:
    for key, price in file.prices.items():
        yield from _check_price(text, key, price, book)


def _check_price(text: Text, key: str, price: Price, book: PriceBook) -> Iterator[Problem]:
    at = ("prijzen", key)
    for payer in (*price.payers, *([price.transfer_to] if price.transfer_to else [])):
        if payer not in book.header.payers:
            details = {
                "betaler": payer,
                "boek": book.name,
                "suggestie": suggestion(payer, book.header.payers),
            }
            yield text.problem("betaler_onbekend", text.place((*at, "betalers")), **details)
    for name in price.includes:
        if name not in book.prices:
            near = suggestion(name, book.prices, "haal hem weg")
            yield text.problem("omvat_onbekend", text.place((*at, "omvat")), prijs=name, suggestie=near)
    if price.index not in book.series:
        near = suggestion(price.index, book.series)
        yield text.problem("reeks_onbekend", text.place((*at, "index")), reeks=price.index, suggestie=near)
        return
    yield from _check_values(text, key, price, book)


def _check_values(text: Text, key: str, price: Price, book: PriceBook) -> Iterator[Problem]:
    known = book.series[price.index].values
    years: set[int] = set()
    for index, value in enumerate(price.values):
        at = ("prijzen", key, "waarden", index)
        if value.price_year not in known:
            details = {"jaar": value.price_year, "reeks": price.index, "van": min(known), "tot": max(known)}
            yield text.problem("prijsjaar_buiten_reeks", text.place((*at, "prijspeil")), **details)
        if value.price_year in years:
            yield text.problem("waarden_dubbel_jaar", text.place((*at, "prijspeil")), jaar=value.price_year)
        years.add(value.price_year)
        cited = [c.source for c in value.citations] + [c.source for c in value.composition]
        for source in cited:
            if source not in book.sources:
                near = suggestion(source, book.sources)
                yield text.problem("bron_onbekend", text.place(at), bron=source, suggestie=near)


def load_settings(version: str | None = None) -> SettingsBook:
    """The named sets (regimes, realism, cashability, price spread) of one version, or of the newest."""
    folders = sorted((data_root() / _SETS).iterdir(), key=lambda folder: _by_version(f"x@{folder.name}"))
    return _load_sets(next(folder for folder in reversed(folders) if version in (None, folder.name)))


@cache
def _load_sets(folder: Path) -> SettingsBook:
    texts = [read_file(path, f"{folder.name}/{path.name}") for path in yaml_files([folder])]
    files = [read_model(text, SettingsFile) for text in texts]
    problems = [problem for text in texts for problem in text.problems]
    if problems:
        raise ReadingError(problems)
    good = [file for file in files if file is not None]
    return SettingsBook(
        version=folder.name,
        regimes=merged(file.regimes for file in good),
        realism=merged(file.realism for file in good),
        cashability=merged(file.cashability for file in good),
        price_spread=merged(file.price_spread for file in good),
        content_hash=content_hash(*good),
    )


def named_set(kind: str, name: str, sets: Mapping[str, _Set]) -> _Set:
    """One named set; ReadingError with the choices when there is none of that name."""
    if name not in sets:
        details = {"soort": kind, "naam": name, "keuzes": ", ".join(sets)}
        raise ReadingError([Problem("set_onbekend", "uitgangspunten", Place(1, 1, 2), details)])
    return sets[name]
