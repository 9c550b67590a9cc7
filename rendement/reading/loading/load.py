"""Folders of cases → cases that count, cases that do not and why, and every problem in order."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Unpack

from rendement.model.case import Assent, Case
from rendement.model.name_list import Chosen
from rendement.model.price import PriceBook
from rendement.model.settings import Selection
from rendement.reading.cases.checks import check_case, plainly_dated
from rendement.reading.cases.line_places import line_numbers
from rendement.reading.cases.price_checks import check_prices
from rendement.reading.complaints.problems import Asked, Problem, Told, errors, in_order
from rendement.reading.documents.collector import collector_paused
from rendement.reading.documents.document import (
    is_names,
    is_programme,
    look_over,
    read_file,
    validated,
)
from rendement.reading.documents.rest import rest_of_case
from rendement.reading.documents.unsaid import left_open
from rendement.reading.folder.account import Account, Denominated, Read, Standing, account_of
from rendement.reading.folder.folders import look_into, named_paths
from rendement.reading.folder.form_head import form_named_in
from rendement.reading.loading.homes import Homes
from rendement.reading.loading.loaded import CaseSet, LoadedCase, LoadedProgramme, source_of
from rendement.reading.loading.name_files import look_alikes, read_names
from rendement.reading.names.references import Echoes, without_echoes
from rendement.reading.reviews.checks import Setting, check_claims
from rendement.reading.reviews.reviews import ReviewsOfCase, disciplines, orphans, read_reviews, sorted_out
from rendement.reading.terms.assumptions import Assumptions, Overrides, chosen
from rendement.reading.terms.settings_sets import sets_problems
from rendement.reading.usual.answers import unanswered
from rendement.reading.usual.beside_others import Member, compared
from rendement.reading.usual.line_worth import Kind, worth_of
from rendement.reading.usual.plausible import looked_at
from rendement.reading.yaml.text import Text

Progress = Callable[[int, int], None]
_folder: Final = lru_cache(1_024)(Path)
_BATCH: Final = 256
"""Files that go through a step before the next begins. One file at a time takes a quarter more time:
each step is much code with tables of its own, of which a processor keeps little at hand."""


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


@dataclass(slots=True)
class _Opened:
    """The file of a case on its way through the steps."""

    path: Path
    text: Text
    folder: Path
    home: LoadedProgramme | None
    echoes: Echoes = field(default_factory=dict)
    """Places of references, where a complaint may repeat what was told elsewhere."""
    whole: bool = False
    """Whether its text can become a case."""
    case: Case | None = None
    kinds: list[Kind] = field(default_factory=list)
    """The kind of each of its lines, to compare with other cases."""
    answered: tuple[Asked, ...] = ()
    """Questions that a text without a field answered."""


class _Reader:
    def __init__(self, roots: list[Path], over: Overrides, today: date, read: Callable[[Path], Text]) -> None:
        self.roots, self.text_of, self.today = roots, read, today
        self.problems: list[Problem] = []
        self.homes = Homes(roots, over)
        self.cases: list[LoadedCase] = []
        self.seen: dict[str, str] = {}
        self.unfinished: list[str] = []
        self.reviews: dict[Path, list[Path]] = {}
        self.names: Chosen = {}
        self.found = look_into(roots)
        self.forms: set[tuple[str, str]] = set()
        self.kinds: dict[str, list[Kind]] = {}
        self.said: defaultdict[int, list[str]] = defaultdict(list)

    def read(self, progress: Progress | None) -> CaseSet:
        files = self.found.yaml
        others = [path for path in files if not is_programme(path) and not is_names(path)]
        case_files, self.reviews = sorted_out(others, self.roots)
        self.names, said = read_names(files)
        self.problems.extend((*said, *sets_problems(self.found.beside)))
        for path in self.homes.files(files):
            self.problems.extend(self.homes.read(path))
        for number, _ in enumerate(self._read_cases(case_files), 1):
            if progress is not None:
                progress(number, len(case_files))
        self.problems.extend(orphans(self.reviews, case_files))
        used = ((loaded.case, loaded.file) for loaded in self.cases if loaded.case.assent is not Assent.NO)
        self.problems.extend(look_alikes(used, self.names, self.text_of))
        self.problems.extend(self.homes.check(self.cases))
        self._beside_each_other()
        return self._result(case_files)

    # ------------------------------------------------------------ a case, step by step

    def _read_cases(self, files: list[Path]) -> Iterator[None]:
        """A batch of files at a time through every step; yields once for each file that is done."""
        steps = (self._look_over, self._validate, self._look_at_meaning)
        for start in range(0, len(files), _BATCH):
            batch = [self._open(path) for path in files[start : start + _BATCH]]
            for step in steps:
                for opened in batch:
                    step(opened)
            for opened in batch:
                self._keep(opened)
                yield

    def _open(self, path: Path) -> _Opened:
        text = self.text_of(path)
        folder = _folder(os.path.dirname(path))  # noqa: PTH120 - one path for all files in a folder
        return _Opened(path, text, folder, self.homes.of(folder))

    def _look_over(self, opened: _Opened) -> None:
        """Everything that can be said of a text before it is a case."""
        text = opened.text
        text.problems.extend(left_open(text))
        opened.echoes = self.homes.references.resolve(text, opened.folder)
        opened.whole = look_over(text, Case, private=True)

    def _validate(self, opened: _Opened) -> None:
        opened.case = validated(opened.text, Case) if opened.whole else None
        without_echoes(opened.text, opened.echoes)

    def _look_at_meaning(self, opened: _Opened) -> None:
        """Of a case with faults: what can be said of the parts that can be read."""
        text, case = opened.text, opened.case
        found = rest_of_case(text) if case is None else (text, case)
        if found is not None:
            told = [*check_case(*found, self.today), *self._against_prices(opened, *found)]
            settled = unanswered(*found, told)
            text.problems.extend(settled.problems)
            opened.answered = settled.by_text

    def _against_prices(self, opened: _Opened, text: Text, case: Case) -> Iterator[Told]:
        """Prices and units; also what falls outside the time of a case, unless its dates are wrong."""
        if self.homes.has_no_prices(opened.home, opened.folder):
            return
        if case.closed is not None and not plainly_dated(case):
            case = case.model_copy(update={"closed": None})
        book, year, horizon = self.homes.terms(opened.home)
        looked = looked_at(case, opened.home.programme.id if opened.home else "", book, year)
        opened.kinds = looked.kinds
        yield from check_prices(text, case, book, year, horizon)
        yield from looked.questions

    def _keep(self, opened: _Opened) -> None:
        """The last step, in which a case meets its reviews and the cases before it."""
        text, case, home = opened.text, opened.case, opened.home
        if case is not None:
            text.problems.extend(self._beside_all(text, case, home))
        if case is None or not plainly_dated(case) or self.homes.has_no_prices(home, opened.folder):
            self.unfinished.append(text.file)
        good = None if errors(text.problems) else case
        said = self._reviews_of(opened, good)
        if good is not None:
            self.seen[good.id] = text.file
            self._note(opened, good)
        if good is not None and not self.homes.is_orphan(home, opened.folder):
            book, year, horizon = self.homes.terms(home)
            told = (line_numbers(text, good), (book.content_hash, year, horizon), said.reviews, said.forms)
            self.cases.append(LoadedCase(good, text.file, home, *told, None, self.names, opened.answered))
            self.kinds[text.file] = opened.kinds
        elif home is not None:
            self.homes.incomplete.add(home.folder)
        if home is not None and (good is None or good.assent is Assent.NO):
            home.lost.append(text.file)
        self.problems.extend((*text.problems, *said.problems))

    def _note(self, opened: _Opened, case: Case) -> None:
        """What the account needs of a case: the form it came from, and what it says but for its name."""
        written = opened.text.text
        form = form_named_in(written)
        if form is not None:
            self.forms.add((str(opened.path.parent), form))
        before, _, after = written.partition("casus:")
        self.said[hash((before, after.partition(case.id)[2]))].append(opened.text.file)

    def _reviews_of(self, opened: _Opened, case: Case | None) -> ReviewsOfCase:
        """What others say of a case; most cases have no reviews and state no status."""
        files = self.reviews.get(opened.path, ())
        if not files and (case is None or case.status is None):
            return ReviewsOfCase()
        setting = Setting(*self.homes.terms(opened.home), disciplines())
        return read_reviews(files, opened.text, case, setting)

    def _beside_all(self, text: Text, case: Case, home: LoadedProgramme | None) -> Iterator[Problem]:
        """What a case may not say beside its own reviews, the cases before it and its programme."""
        if "getoetst" in text.text:
            yield from check_claims(text, case)
        if case.id in self.seen:
            told = {"casus": case.id, "ander": self.seen[case.id]}
            yield text.problem("casus_dubbel", text.place(("casus",)), **told)
        if home is not None and case.lot_chance is not None and home.programme.selection is not Selection.LOT:
            details = {"programma": home.programme.id, "gekozen": home.programme.selection.value}
            yield text.problem("lotkans_ongebruikt", text.place(("lotkans",), key=True), **details)

    # ------------------------------------------------------------ all cases

    def _beside_each_other(self) -> None:
        members = [
            Member(loaded.case, self.kinds[loaded.file], worth_of(*self.homes.terms(loaded.programme)[:2]))
            for loaded in self.cases
        ]
        told = {(problem.file, problem.asked) for problem in self.problems if problem.asked}
        before = [loaded.answered for loaded in self.cases]
        for number, settled in compared(members, before, lambda place: source_of(self.cases[place])):
            self.problems.extend(new for new in settled.problems if (new.file, new.asked) not in told)
            self.cases[number] = replace(self.cases[number], answered=settled.by_text)

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
            programmes=tuple(self.homes.programmes.values()),
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
        return account_of(read, map(self._denominated, self.homes.whole()))

    def _denominated(self, home: LoadedProgramme) -> Denominated:
        mine = [loaded.standing for loaded in self.cases if loaded.programme is home]
        counts = mine.count(Standing.COUNTED), mine.count(Standing.WITHHELD)
        stated = home.programme
        return Denominated(stated.id, *counts, stated.closed, stated.selection, home.folder)
