"""The named sets (regimes, realism, cashability) of one version: dated, sourced, hashed."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from rendement.model.base import content_hash
from rendement.model.price import PriceBook
from rendement.model.programme import Programme
from rendement.model.settings import ANY_PAYER, CashabilitySet, Settings, SettingsBook, SettingsFile
from rendement.reading.book_files import data_root
from rendement.reading.documents import merged, read_file, read_model
from rendement.reading.folders import yaml_files
from rendement.reading.price_books import by_version
from rendement.reading.problems import Place, Problem, ReadingError
from rendement.reading.yaml_text import Text
from rendement.words.misuse import whole

_Set = TypeVar("_Set")
DEFAULT_REGIME: Final = "mkba-2021"
DEFAULT_REALISM: Final = "werkaanname-2025"
DEFAULT_CASHABILITY: Final = "bovengrens"
_SETS: Final = "uitgangspunten"
_KINDS: Final = {
    "regimes": ("regime", "regimes"),
    "realisme": ("realisme", "realism"),
    "verzilvering": ("verzilvering", "cashability"),
    "disciplines": ("disciplines", "disciplines"),
    "prijsspreiding": ("prijsspreiding", "price_spread"),
    "samenhang": ("samenhang", "dependence"),
}
"""Every kind of set by its key in files: what a complaint calls it, and its field."""


def available_settings() -> list[str]:
    """The versions of the sets that are shipped, oldest first."""
    names = (folder.name for folder in (data_root() / _SETS).iterdir() if folder.is_dir())
    return sorted(names, key=lambda name: by_version(f"@{name}"))


def load_settings(version: str | Path | None = None) -> SettingsBook:
    """The named sets of one version, or of a folder; the newest shipped ones without a version.

    Raises ReadingError when that version does not exist, or when a set is given twice.
    """
    if isinstance(version, Path):
        return _load_sets(version)
    known = available_settings()
    if version is not None and version not in known:
        details = {"naam": version, "keuzes": ", ".join(known)}
        raise ReadingError([Problem("uitgangspunten_onbekend", _SETS, Place(1, 1, 2), details)])
    return _shipped(version or known[-1])


@cache
def _shipped(version: str) -> SettingsBook:
    return _load_sets(data_root() / _SETS / version)


def _load_sets(folder: Path) -> SettingsBook:
    texts = [read_file(path, f"{folder.name}/{path.name}") for path in yaml_files([folder])]
    files = [read_model(text, SettingsFile) for text in texts]
    problems = [problem for text in texts for problem in text.problems]
    good = [(text, file) for text, file in zip(texts, files, strict=True) if file is not None]
    problems += _double_sets(good)
    if problems:
        raise ReadingError(problems)
    sets = SettingsBook(
        version=folder.name,
        regimes=merged(file.regimes for _, file in good),
        realism=merged(file.realism for _, file in good),
        cashability=merged(file.cashability for _, file in good),
        disciplines=merged(file.disciplines for _, file in good),
        price_spread=merged(file.price_spread for _, file in good),
        dependence=merged(file.dependence for _, file in good),
        content_hash="-",
    )
    return sets.model_copy(update={"content_hash": content_hash(sets)})


def _double_sets(files: Iterable[tuple[Text, SettingsFile]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for text, file in files:
        for field, (kind, attribute) in _KINDS.items():
            for name in getattr(file, attribute):
                if (field, name) in seen:
                    place = text.place((field, name), key=True)
                    details = {"soort": kind, "naam": name, "ander": seen[field, name]}
                    yield text.problem("set_dubbel", place, **details)
                seen.setdefault((field, name), text.file)


def named_set(kind: str, name: str, sets: Mapping[str, _Set]) -> _Set:
    """One named set; ReadingError with the choices when there is none of that name."""
    if name not in sets:
        details = {"soort": kind, "naam": name, "keuzes": ", ".join(sets)}
        raise ReadingError([Problem("set_onbekend", _SETS, Place(1, 1, 2), details)])
    return sets[name]


def unknown_payers(cashability: CashabilitySet, book: PriceBook) -> list[str]:
    """Payers that a cashability set names and the book does not know: their chance would never be used."""
    return [payer for payer in cashability.chances if payer != ANY_PAYER and payer not in book.header.payers]


def cashed_by_strangers(text: Text, settings: Settings, book: PriceBook) -> Iterator[Problem]:
    """A programme that names a set with a chance for a payer that its book does not know."""
    for payer in unknown_payers(settings.cashability, book):
        details = {"betaler": payer, "naam": settings.cashability_name, "boek": book.name}
        yield text.problem("verzilvering_betaler", text.place(("verzilvering",)), **details)


def at_home(text: Text, problem: Problem) -> Problem:
    """A problem of a named set or book, placed at the programme's field that names it."""
    fields = {"regime": "regime", "realisme": "realisme", "verzilvering": "verzilvering"}
    field_name = fields.get(str(problem.details.get("soort")), "prijzen")
    return text.problem(problem.slug, text.place((field_name,)), **problem.details)


def named_settings(
    price_year: int,
    regime: str = DEFAULT_REGIME,
    realism: str = DEFAULT_REALISM,
    cashability: str = DEFAULT_CASHABILITY,
) -> Settings:
    """Settings by the names of their sets. Raises ReadingError with the choices for an unknown name.

    Raises WrongKind for a price year that is no whole number.
    """
    whole("price_year", price_year, 0)
    sets = load_settings()
    return Settings(
        price_year=price_year,
        regime_name=regime,
        regime=named_set("regime", regime, sets.regimes),
        realism_name=realism,
        realism=named_set("realisme", realism, sets.realism),
        cashability_name=cashability,
        cashability=named_set("verzilvering", cashability, sets.cashability),
    )


def settings_of(programme: Programme) -> Settings:
    """The settings a programme names. Raises ReadingError when a set does not exist."""
    return named_settings(programme.price_year, programme.regime, programme.realism, programme.cashability)
