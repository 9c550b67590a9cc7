"""Folders of cases → cases that count, cases that do not and why, and every problem in order."""

import os
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Unpack

from rendement.model.case import Assent, Case
from rendement.model.name_list import Chosen
from rendement.model.price import PriceBook
from rendement.model.programme import Programme
from rendement.model.settings import Selection, Settings
from rendement.reading.cases.checks import check_case, check_programme, plainly_dated
from rendement.reading.cases.line_places import line_numbers
from rendement.reading.cases.membership import check_membership
from rendement.reading.cases.plausible import beside_others, questions, unlike_others, usual_here
from rendement.reading.cases.price_checks import check_prices, check_programme_payers
from rendement.reading.complaints.problems import Problem, errors, in_order
from rendement.reading.documents.collector import collector_paused
from rendement.reading.documents.document import (
    is_names,
    is_programme,
    programme_above,
    read_file,
    read_model,
)
from rendement.reading.documents.rest import rest_of_case
from rendement.reading.documents.unsaid import left_open
from rendement.reading.folder.account import Account, Denominated, Read, Standing, account_of
from rendement.reading.folder.folders import look_into, named_paths
from rendement.reading.folder.form_head import form_named_in
from rendement.reading.loading.loaded import CaseSet, LoadedCase, LoadedProgramme
from rendement.reading.loading.name_files import look_alikes, read_names
from rendement.reading.names.references import References
from rendement.reading.reviews.checks import Setting, check_claims
from rendement.reading.reviews.reviews import (
    ReviewsOfCase,
    disciplines,
    orphans,
    read_reviews,
    sorted_out,
)
from rendement.reading.terms.assumptions import (
    Assumptions,
    Overrides,
    chosen,
    names_own_book,
    terms_of,
    terms_said,
)
from rendement.reading.terms.settings_sets import sets_problems
from rendement.reading.yaml.text import Text

Progress = Callable[[int, int], None]
_folder: Final = lru_cache(1_024)(Path)


def load_cases(
    *paths: str | Path,
    prices: PriceBook | str | None = None,
    progress: Progress | None = None,
    today: date | None = None,
    read: Callable[[Path], Text] = read_file,
    **assumed: Unpack[Assumptions],
) -> CaseSet:
    """Read every case below the paths; nothing stops the rest. `read` gives the text of the file of a case.

    Each case is checked against the price book and settings of the `programma.yaml` in its folder (or the
    nearest folder above it), or against `prices` and what is `assumed` (as in `business_case`) when given,
    else the newest national book. A case that closed after `today` (the day of the computer, unless given)
    is refused. Raises NotThere for a folder that does not exist, WrongKind for what is no path.
    """
    roots = named_paths(paths)
    with collector_paused():
        return _Reader(roots, chosen(prices, **assumed), today or date.today(), read).read(progress)


class _Reader:
    def __init__(self, roots: list[Path], over: Overrides, today: date, read: Callable[[Path], Text]) -> None:
        self.roots, self.text_of = roots, read
        self.today, self.over = today, over
        self.problems: list[Problem] = []
        self.programmes: dict[Path, LoadedProgramme] = {}
        self.cases: list[LoadedCase] = []
        self.seen: dict[str, str] = {}
        self.incomplete: set[Path] = set()
        self.unfinished: list[str] = []
        self.unusable: set[Path] = set()
        self.unpriced: set[Path] = set()
        self.partial: set[Path] = set()
        self.homes: dict[Path, LoadedProgramme | None] = {}
        self.references = References()
        self.reviews: dict[Path, list[Path]] = {}
        self.names: Chosen = {}
        self.found = look_into(roots)
        self.forms: set[tuple[str, str]] = set()
        self.said: defaultdict[int, list[str]] = defaultdict(list)

    def read(self, progress: Progress | None) -> CaseSet:
        files = self.found.yaml
        others = [path for path in files if not is_programme(path) and not is_names(path)]
        case_files, self.reviews = sorted_out(others, self.roots)
        self.names, said = read_names(files)
        self.problems.extend((*said, *sets_problems(self.found.beside)))
        for path in self._programme_files(files):
            self._read_programme(path)
        for number, path in enumerate(case_files, 1):
            self._read_case(path)
            if progress is not None:
                progress(number, len(case_files))
        self.problems.extend(orphans(self.reviews, case_files))
        used = ((loaded.case, loaded.file) for loaded in self.cases if loaded.case.assent is not Assent.NO)
        self.problems.extend(look_alikes(used, self.names, self.text_of))
        self._check_programmes()
        self._beside_each_other()
        return self._result(case_files)

    def _programme_files(self, files: list[Path]) -> list[Path]:
        """The programmes below the roots, and the nearest one above a root that has none itself."""
        below = [path for path in files if is_programme(path)]
        self.partial = {path.parent.resolve() for path in self.roots if not path.is_dir()}
        parents = {path.parent for path in files} - {path.parent for path in below}
        folders = {parent.resolve() for parent in parents} - {path.parent.resolve() for path in below}
        above = {programme_above(folder) for folder in folders}
        known = {path.resolve() for path in below}
        outside = sorted(path for path in above if path is not None and path not in known)
        self.partial.update(path.parent for path in outside)
        return below + outside

    def _read_programme(self, path: Path) -> None:
        text = read_file(path)
        text.problems.extend(left_open(text))
        programme = read_model(text, Programme, private=True)
        terms = None if programme is None else terms_said(text, programme, path.parent, self.over)
        if programme is not None and terms is not None:
            text.problems.extend(check_programme_payers(text, programme, terms[0]))
            loaded = LoadedProgramme(programme, path.parent.resolve(), text, *terms)
            self.programmes[path.parent.resolve()] = loaded
        self.references.add(path.parent.resolve(), text)
        if errors(text.problems):
            self.programmes.pop(path.parent.resolve(), None)
            self.unusable.add(path.parent.resolve())
            self.unpriced |= {path.parent.resolve()} if names_own_book(text) else set()
        self.problems.extend(text.problems)

    def _read_case(self, path: Path) -> None:
        text = self.text_of(path)
        text.problems.extend(left_open(text))
        folder = _folder(os.path.dirname(path))  # noqa: PTH120 - one path for all files in a folder
        home = self._programme_of(folder)
        case = self.references.read(text, folder)
        if case is None:
            self.unfinished.append(text.file)
            self._look_at_rest(text, home)
        else:
            text.problems.extend(self._meaning(text, case, home))
        good = None if errors(text.problems) else case
        said = self._reviews_of(path, text, good, home)
        orphan = home is None and self._is_below(folder, self.unusable)
        if good is not None:
            self.seen[good.id] = text.file
            self._note(path, text, good)
        if good is not None and not orphan:
            book, year, horizon = self._terms(home)
            told = (line_numbers(text, good), (book.content_hash, year, horizon), said.reviews, said.forms)
            self.cases.append(LoadedCase(good, text.file, home, *told, names=self.names))
        elif home is not None:
            self.incomplete.add(home.folder)
        if home is not None and (case is None or errors(text.problems) or case.assent is Assent.NO):
            home.lost.append(text.file)
        self.problems.extend((*text.problems, *said.problems))

    def _note(self, path: Path, text: Text, case: Case) -> None:
        """What the account needs of a case: the form it came from, and what it says but for its name."""
        form = form_named_in(text.text)
        if form is not None:
            self.forms.add((str(path.parent), form))
        before, _, after = text.text.partition("casus:")
        self.said[hash((before, after.partition(case.id)[2]))].append(text.file)

    def _reviews_of(
        self, path: Path, text: Text, case: Case | None, home: LoadedProgramme | None
    ) -> ReviewsOfCase:
        """What others say of a case; most cases have no reviews and state no status."""
        files = self.reviews.get(path, ())
        if not files and (case is None or case.status is None):
            return ReviewsOfCase()
        setting = Setting(*self._terms(home), disciplines())
        return read_reviews(files, text, case, setting)

    def _look_at_rest(self, text: Text, home: LoadedProgramme | None) -> None:
        """What can be said of a case of which some parts cannot be read."""
        found = rest_of_case(text)
        if found is not None:
            rest, case = found
            text.problems.extend(check_case(rest, case, self.today))
            text.problems.extend(self._against_prices(rest, case, home))

    def _meaning(self, text: Text, case: Case, home: LoadedProgramme | None) -> list[Problem]:
        problems = check_case(text, case, self.today)
        if "getoetst" in text.text:
            problems += check_claims(text, case)
        if case.id in self.seen:
            told = {"casus": case.id, "ander": self.seen[case.id]}
            problems.append(text.problem("casus_dubbel", text.place(("casus",)), **told))
        if home is not None and case.lot_chance is not None and home.programme.selection is not Selection.LOT:
            details = {"programma": home.programme.id, "gekozen": home.programme.selection.value}
            problems.append(text.problem("lotkans_ongebruikt", text.place(("lotkans",), key=True), **details))
        if not plainly_dated(case):
            self.unfinished.append(text.file)
        return problems + self._against_prices(text, case, home)

    def _against_prices(self, text: Text, case: Case, home: LoadedProgramme | None) -> list[Problem]:
        """Prices and units; also what falls outside the time of a case, unless its dates are wrong."""
        if home is None and self._is_below(Path(text.file).parent, self.unpriced):
            self.unfinished += [text.file] if text.file not in self.unfinished[-1:] else []
            return []
        if case.closed is not None and not plainly_dated(case):
            case = case.model_copy(update={"closed": None})
        book, year, horizon = self._terms(home)
        return [*check_prices(text, case, book, year, horizon), *questions(text, case, book, year)]

    def _terms(self, home: LoadedProgramme | None) -> tuple[PriceBook, int, float]:
        """What the prices of a case are checked with: book, price year, horizon in years."""
        book, settings = (home.book, home.settings) if home else self.without_programme
        return book, settings.price_year, settings.regime.horizon.likely_years

    @cached_property
    def without_programme(self) -> tuple[PriceBook, Settings]:
        """What cases that have no programme are checked with."""
        return terms_of(self.over)

    def _programme_of(self, parent: Path) -> LoadedProgramme | None:
        """The programme in the folder of a case or the nearest above it; looked up once per folder."""
        if parent not in self.homes:
            folder = parent.resolve()
            chain = (folder, *folder.parents)
            nearest = next((p for p in chain if p in self.programmes or p in self.unusable), folder)
            self.homes[parent] = self.programmes.get(nearest)
        return self.homes[parent]

    @staticmethod
    def _is_below(parent: Path, folders: set[Path]) -> bool:
        """A case whose programme cannot be used is not counted with other settings or another denominator."""
        folder = parent.resolve()
        return any(place in folders for place in (folder, *folder.parents))

    def _check_programmes(self) -> None:
        members: defaultdict[Path, list[LoadedCase]] = defaultdict(list)
        for loaded in self.cases:
            if loaded.counts and loaded.programme is not None:
                members[loaded.programme.folder].append(loaded)
        for folder, home in self.programmes.items():
            filed = members[folder]
            complete = folder not in self.incomplete and folder not in self.partial
            self.problems.extend(check_programme(home.text, home.programme, len(filed), complete))
            inside = [loaded.case for loaded in filed]
            self.problems.extend(check_membership(home.text, home.programme, inside))
            self.problems.extend(self.references.check(folder, complete))

    def _beside_each_other(self) -> None:
        said = usual_here([loaded.case for loaded in self.cases])
        for loaded in self.cases if said else ():
            for found in unlike_others(loaded.case, said):
                terms = self._terms(loaded.programme)[:2]
                self.problems.append(beside_others(source_of(loaded), found, *terms))

    def _result(self, files: list[Path]) -> CaseSet:
        standing = dict.fromkeys(map(str, files), Standing.REFUSED)
        sorts: defaultdict[Standing, list[LoadedCase]] = defaultdict(list)
        for loaded in self.cases:
            standing[loaded.file] = loaded.standing
            sorts[loaded.standing].append(loaded)
        return CaseSet(
            cases=tuple(sorts[Standing.COUNTED]),
            running=tuple(sorts[Standing.RUNNING]),
            withheld=tuple(sorts[Standing.WITHHELD]),
            programmes=tuple(self.programmes.values()),
            problems=tuple(in_order(self.problems)),
            files=len(files),
            unfinished=tuple(self.unfinished),
            account=self._account(standing),
            roots=tuple(self.roots),
        )

    def _account(self, standing: dict[str, Standing]) -> Account:
        programmes = [path for path in self.found.yaml if is_programme(path)]
        reviews = [path for several in self.reviews.values() for path in several]
        forms, same = frozenset(self.forms), tuple(self.said.values())
        names = {str(path): Standing.NAMES for path in self.found.yaml if is_names(path)}
        read = Read({**standing, **names}, programmes, reviews, self.found.beside, forms, same)
        whole = (home for folder, home in self.programmes.items() if folder not in self.partial)
        return account_of(read, map(self._denominated, whole))

    def _denominated(self, home: LoadedProgramme) -> Denominated:
        mine = [loaded.standing for loaded in self.cases if loaded.programme is home]
        counts = mine.count(Standing.COUNTED), mine.count(Standing.WITHHELD)
        stated = home.programme
        return Denominated(stated.id, *counts, stated.closed, stated.selection, home.folder)


def source_of(loaded: LoadedCase) -> Text:
    """The file of a case once more, for the exact place of a complaint; empty when it has changed."""
    text = read_file(Path(loaded.file))
    same = isinstance(text.data, dict) and text.data.get("casus") == loaded.case.id
    return text if same and not text.problems else Text(loaded.file, "")
