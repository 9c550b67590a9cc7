"""The programmes of a base: the home of every case, and what its prices are checked with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from rendement.model.price import PriceBook
from rendement.model.programme import Programme
from rendement.model.settings import Settings
from rendement.reading.cases.checks import check_programme
from rendement.reading.cases.membership import check_membership
from rendement.reading.cases.price_checks import check_programme_payers
from rendement.reading.complaints.problems import Problem, errors
from rendement.reading.documents.document import is_programme, programme_above, read_file, read_model
from rendement.reading.documents.unsaid import left_open
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.names.references import References
from rendement.reading.terms.assumptions import Overrides, names_own_book, terms_of, terms_said


class Homes:
    """Programmes by the folder in which they stand, those that cannot be used, and the home of a folder."""

    def __init__(self, roots: list[Path], over: Overrides) -> None:
        self.over = over
        self.programmes: dict[Path, LoadedProgramme] = {}
        self.references = References()
        self.incomplete: set[Path] = set()
        """Folders of programmes of which a case is left out."""
        self.partial = {path.parent.resolve() for path in roots if not path.is_dir()}
        """Folders of which not every file was asked for."""
        self._unusable: set[Path] = set()
        self._unpriced: set[Path] = set()
        self._known: dict[Path, LoadedProgramme | None] = {}

    def files(self, found: list[Path]) -> list[Path]:
        """The programmes among the files found, and the nearest one above a folder that has none itself."""
        below = [path for path in found if is_programme(path)]
        parents = {path.parent for path in found} - {path.parent for path in below}
        folders = {parent.resolve() for parent in parents} - {path.parent.resolve() for path in below}
        above = {programme_above(folder) for folder in folders}
        known = {path.resolve() for path in below}
        outside = sorted(path for path in above if path is not None and path not in known)
        self.partial.update(path.parent for path in outside)
        return below + outside

    def read(self, path: Path) -> list[Problem]:
        """Read a programme, which may turn out not to be usable; returns what there is to say of it."""
        text, folder = read_file(path), path.parent.resolve()
        text.problems.extend(left_open(text))
        programme = read_model(text, Programme, private=True)
        terms = None if programme is None else terms_said(text, programme, path.parent, self.over)
        if programme is not None and terms is not None:
            text.problems.extend(check_programme_payers(text, programme, terms[0]))
            self.programmes[folder] = LoadedProgramme(programme, folder, text, *terms)
        self.references.add(folder, text)
        if errors(text.problems):
            self.programmes.pop(folder, None)
            self._unusable.add(folder)
            self._unpriced |= {folder} if names_own_book(text) else set()
        return text.problems

    def of(self, parent: Path) -> LoadedProgramme | None:
        """The programme in the folder of a case or the nearest above it; looked up once per folder."""
        if parent not in self._known:
            folder = parent.resolve()
            chain = (folder, *folder.parents)
            nearest = next((p for p in chain if p in self.programmes or p in self._unusable), folder)
            self._known[parent] = self.programmes.get(nearest)
        return self._known[parent]

    def is_orphan(self, home: LoadedProgramme | None, parent: Path) -> bool:
        """A case whose programme cannot be used is not counted with other settings or another denominator."""
        return home is None and _is_below(parent, self._unusable)

    def has_no_prices(self, home: LoadedProgramme | None, parent: Path) -> bool:
        """Whether a case has a programme with a price book of its own that cannot be used."""
        return home is None and _is_below(parent, self._unpriced)

    def terms(self, home: LoadedProgramme | None) -> tuple[PriceBook, int, float]:
        """What the prices of a case are checked with: book, price year, horizon in years."""
        book, settings = (home.book, home.settings) if home else self._without_programme
        return book, settings.price_year, settings.regime.horizon.likely_years

    @cached_property
    def _without_programme(self) -> tuple[PriceBook, Settings]:
        """What cases that have no programme are checked with."""
        return terms_of(self.over)

    def check(self, cases: Iterable[LoadedCase]) -> Iterator[Problem]:
        """What there is to say of programmes once their cases were read."""
        members: defaultdict[Path, list[LoadedCase]] = defaultdict(list)
        for loaded in cases:
            if loaded.counts and loaded.programme is not None:
                members[loaded.programme.folder].append(loaded)
        for folder, home in self.programmes.items():
            filed = members[folder]
            complete = folder not in self.incomplete and folder not in self.partial
            yield from check_programme(home.text, home.programme, len(filed), complete)
            yield from check_membership(home.text, home.programme, [loaded.case for loaded in filed])
            yield from self.references.check(folder, complete)

    def whole(self) -> Iterator[LoadedProgramme]:
        """Programmes of which every file was read."""
        return (home for folder, home in self.programmes.items() if folder not in self.partial)


def _is_below(parent: Path, folders: set[Path]) -> bool:
    if not folders:  # of most bases: no need to ask the disk
        return False
    folder = parent.resolve()
    return any(place in folders for place in (folder, *folder.parents))
