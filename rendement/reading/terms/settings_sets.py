"""The named sets (regimes, realism, cashability) of one version: dated, sourced, hashed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from rendement.model.base import NAME_PATTERN, content_hash
from rendement.model.price import PriceBook
from rendement.model.settings import ANY_PAYER, CashabilitySet, Settings, SettingsBook, SettingsFile
from rendement.reading.books.files import data_root
from rendement.reading.books.price_books import by_version
from rendement.reading.complaints.problems import Place, Problem, ReadingError, SheetCell
from rendement.reading.documents.document import SETS_FILE, is_yaml, merged, read_file, read_model
from rendement.reading.folder.folders import Kind, looks_like_case
from rendement.reading.spelling.word_hints import as_name
from rendement.reading.yaml.text import Text
from rendement.words.misuse import WrongKind, quoted, whole

_Set = TypeVar("_Set")
DEFAULT_REGIME: Final = "mkba-2021"
DEFAULT_REALISM: Final = "werkaanname-2025"
DEFAULT_CASHABILITY: Final = "bovengrens"
DEFAULT_SPREAD: Final = "werkaanname-2025"
DEFAULT_DEPENDENCE: Final = "samenhang-2026"
SETS: Final = "uitgangspunten"
"""The folder of the shipped sets, and what a complaint about a name calls them all."""
A_CASE: Final = "casus_bij_sets"
KINDS: Final = {
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
    names = (folder.name for folder in (data_root() / SETS).iterdir() if folder.is_dir())
    return sorted(names, key=lambda name: by_version(f"@{name}"))


def load_settings(version: str | Path | None = None) -> SettingsBook:
    """The named sets of one version, or own ones from a folder beside the newest that are shipped.

    A text with a slash in it is a folder, as a `Path` is. Raises ReadingError when that version does not
    exist, or with every complaint about the own sets.
    """
    if isinstance(version, Path) or (version is not None and ("/" in version or "\\" in version)):
        return _beside_shipped(Path(version))
    known = available_settings()
    if version is not None and version not in known:
        beside = [f"de map ./{version}"] if (Path(version) / SETS_FILE).is_file() else []
        details = {"naam": version, "keuzes": ", ".join([*beside, *known])}
        raise ReadingError([Problem("uitgangspunten_onbekend", SETS, Place(1, 1, 2), details)])
    return _shipped(version or known[-1])


def chosen_sets(sets: object) -> SettingsBook | None:
    """Sets as they were given to a function: themselves, their folder or version, or none.

    Raises WrongKind for anything else; ReadingError as `load_settings` does.
    """
    if sets is None or isinstance(sets, SettingsBook):
        return sets
    if isinstance(sets, str | Path):
        return load_settings(sets)
    raise WrongKind(f"sets is een map met uitgangspunten, niet {quoted(sets)}: sets='./uitgangspunten'")


@cache
def _shipped(version: str) -> SettingsBook:
    return load_sets(data_root() / SETS / version)


def load_sets(folder: Path) -> SettingsBook:
    """The sets in the files of a folder and nothing else. Raises ReadingError with every complaint."""
    return _as_book(folder.name, [(text, file) for text, file in _files_of(folder, f"{folder.name}/")])


def _files_of(folder: Path, shown_in: str) -> list[tuple[Text, SettingsFile]]:
    paths = sorted(path for path in folder.iterdir() if is_yaml(path))
    cases = [path for path in paths if looks_like_case(path)]
    texts = [read_file(path, f"{shown_in}{path.name}") for path in paths if path not in cases]
    files = [read_model(text, SettingsFile) for text in texts]
    good = [(text, file) for text, file in zip(texts, files, strict=True) if file is not None]
    problems = [problem for text in texts for problem in text.problems] + [*_double_sets(good)]
    problems += [Problem(A_CASE, f"{shown_in}{path.name}", Place(0, 1, 2, SheetCell())) for path in cases]
    if problems:
        raise ReadingError(problems)
    return good


def _as_book(version: str, files: Sequence[tuple[Text, SettingsFile]]) -> SettingsBook:
    kinds = {field: merged(getattr(file, field) for _, file in files) for _, field in KINDS.values()}
    sets = SettingsBook(version=version, content_hash="-", **kinds)
    return sets.model_copy(update={"content_hash": content_hash(sets)})


def _beside_shipped(folder: Path) -> SettingsBook:
    """Own sets beside the newest shipped ones: every name stands for one set."""
    shipped = load_settings()
    if not (folder / SETS_FILE).is_file():
        raise ReadingError([_no_sets(folder)])
    files = _files_of(folder, f"{folder}/")
    problems = [problem for text, file in files for problem in _not_own(text, file, shipped)]
    if problems:
        raise ReadingError(problems)
    named = _as_book(shipped.version, files)
    together = {field: {**getattr(shipped, field), **getattr(named, field)} for _, field in KINDS.values()}
    own = frozenset((field, name) for _, field in KINDS.values() for name in getattr(named, field))
    sets = named.model_copy(update={**together, "own": own, "folder": folder.resolve(), "content_hash": "-"})
    return sets.model_copy(update={"content_hash": content_hash(sets)})


def sets_problems(found: Mapping[Path, Kind]) -> list[Problem]:
    """What is wrong with the folders of own sets among what was found; cases in them the account tells."""
    told: list[Problem] = []
    for folder in (path for path, kind in found.items() if kind is Kind.SETS):
        try:
            _beside_shipped(folder)
        except ReadingError as error:
            told += [problem for problem in error.problems if problem.slug != A_CASE]
    return told


def _no_sets(folder: Path) -> Problem:
    slug = "uitgangspunten_zonder_bestand" if folder.is_dir() else "map_ontbreekt"
    repair = f"kijk of de naam klopt; in de map staat {SETS_FILE}"
    details = {"map": str(folder), "soort": SETS, "bestand": SETS_FILE, "suggestie": repair}
    return Problem(slug, str(folder), Place(1, 1, 2), details)


def _not_own(text: Text, file: SettingsFile, shipped: SettingsBook) -> Iterator[Problem]:
    """What an own file of sets may not say: what is shipped already, and what nothing would ever use."""
    for field, (kind, attribute) in KINDS.items():
        for name in getattr(file, attribute):
            place = text.place((field, name), key=True)
            if name in getattr(shipped, attribute):
                yield text.problem("set_bestaat_al", place, soort=kind, naam=name, nieuw=_other_name(name))
            elif not re.fullmatch(NAME_PATTERN, name):
                yield text.problem("set_naam", place, naam=name, nieuw=as_name(name))
    if file.disciplines:
        yield text.problem("disciplines_eigen", text.place(("disciplines",), key=True))


def _other_name(name: str) -> str:
    return f"eigen-{name}"


def _double_sets(files: Iterable[tuple[Text, SettingsFile]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for text, file in files:
        for field, (kind, attribute) in KINDS.items():
            for name in getattr(file, attribute):
                if (field, name) in seen:
                    place = text.place((field, name), key=True)
                    details = {"soort": kind, "naam": name, "ander": seen[field, name]}
                    yield text.problem("set_dubbel", place, **details)
                seen.setdefault((field, name), text.file)


def named_set(kind: str, name: str, sets: Mapping[str, _Set]) -> _Set:
    """One named set; ReadingError with the nearest and all choices when there is none of that name."""
    if name not in sets:
        near = get_close_matches(name, sets, 1)
        meant = f"bedoelt u '{near[0]}'? " if near else ""
        details = {"soort": kind, "naam": name, "keuzes": ", ".join(sets), "bedoelt": meant}
        raise ReadingError([Problem("set_onbekend", SETS, Place(1, 1, 2), details)])
    return sets[name]


def unknown_payers(cashability: CashabilitySet, book: PriceBook) -> list[str]:
    """Payers that a cashability set names and the book does not know: their chance would never be used."""
    return [payer for payer in cashability.chances if payer != ANY_PAYER and payer not in book.header.payers]


def cashed_by_strangers(text: Text, settings: Settings, book: PriceBook) -> Iterator[Problem]:
    """A programme that names a set with a chance for a payer that its book does not know."""
    for payer in unknown_payers(settings.cashability, book):
        details = {"betaler": payer, "naam": settings.cashability_name, "boek": book.name}
        yield text.problem("verzilvering_betaler", text.place(("verzilvering",)), **details)


def named_settings(
    price_year: int,
    regime: str = DEFAULT_REGIME,
    realism: str = DEFAULT_REALISM,
    cashability: str = DEFAULT_CASHABILITY,
    spread: str = DEFAULT_SPREAD,
    dependence: str = DEFAULT_DEPENDENCE,
    *,
    sets: SettingsBook | str | Path | None = None,
) -> Settings:
    """Settings by the names of their sets, from the shipped ones or from `sets` (a folder of own ones).

    Raises ReadingError with the choices for an unknown name, WrongKind for a price year that is no whole
    number.
    """
    whole("price_year", price_year, 0)
    found = chosen_sets(sets) or load_settings()
    return Settings(
        price_year=price_year,
        regime_name=regime,
        regime=named_set("regime", regime, found.regimes),
        realism_name=realism,
        realism=named_set("realisme", realism, found.realism),
        cashability_name=cashability,
        cashability=named_set("verzilvering", cashability, found.cashability),
        spread_name=spread,
        spread=named_set("prijsspreiding", spread, found.price_spread),
        dependence_name=dependence,
        dependence=named_set("samenhang", dependence, found.dependence),
        sets=found,
    )
