"""Review files beside their cases: `sr-2025-001.beoordeling.huisarts.yaml` next to `sr-2025-001.yaml`."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from rendement.model.case import Case
from rendement.model.line_names import SIDES
from rendement.model.lines import branches
from rendement.model.names import named
from rendement.model.review import Review
from rendement.model.reviewed import Question, answered, reviewed_case
from rendement.model.settings import DisciplineSet
from rendement.reading.complaints.problems import Place, Problem, errors
from rendement.reading.documents.document import YAML_ENDINGS, is_yaml, read_file, read_model
from rendement.reading.names.checks import held_back
from rendement.reading.privacy.look import check_privacy
from rendement.reading.reviews.checks import OPEN, Setting, check_review, check_status
from rendement.reading.terms.settings_sets import load_settings
from rendement.reading.yaml.text import Text

MARK: Final = ".beoordeling."
DEFAULT_DISCIPLINES: Final = "beroepen-2025"
_TOLERANCE: Final = 1e-9


@cache
def disciplines() -> DisciplineSet:
    """Which discipline can judge which help."""
    return load_settings().disciplines[DEFAULT_DISCIPLINES]


@dataclass(frozen=True)
class LoadedReview:
    """A review and the file it came from."""

    review: Review
    file: str


@dataclass(frozen=True)
class ReviewsOfCase:
    """The reviews of one case that count, forms nobody filled in yet, and every problem."""

    reviews: tuple[LoadedReview, ...] = ()
    forms: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), repr=False)


def is_review(path: Path) -> bool:
    """Whether a file is named as a review."""
    return MARK in path.name


def case_beside(path: Path) -> Path:
    """The case that a review stands beside, by its name; it need not exist."""
    stem = path.name.partition(MARK)[0]
    candidates = [path.with_name(f"{stem}{suffix}") for suffix in YAML_ENDINGS]
    return next((candidate for candidate in candidates if candidate.is_file()), candidates[0])


def review_name(case_file: Path, role: str) -> Path:
    """How the review of a role is called."""
    return case_file.with_name(f"{case_file.stem}{MARK}{role}.yaml")


def sorted_out(files: Iterable[Path], roots: Iterable[Path]) -> tuple[list[Path], dict[Path, list[Path]]]:
    """Cases, and reviews by the case they stand beside.

    A case that is named itself brings the reviews beside it along (one listing per folder), and a review its
    case.
    """
    given = list(files)
    named = [path for path in roots if not path.is_dir()]
    reviews = [path for path in given if is_review(path)]
    if not named and not reviews:
        return given, {}
    folders = {path.parent: path for path in named}
    beside = [path for folder in folders for path in sorted(_reviews_in(folder))]
    own = {case_beside(path) for path in named if is_review(path)}
    cases = list(dict.fromkeys([*(path for path in given if not is_review(path)), *sorted(own)]))
    wanted = {*cases}
    by_case: dict[Path, list[Path]] = {}
    for path in dict.fromkeys([*reviews, *(path for path in beside if case_beside(path) in wanted)]):
        by_case.setdefault(case_beside(path), []).append(path)
    return [path for path in cases if path.is_file() or path not in by_case], by_case


def _reviews_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (p for p in folder.iterdir() if is_review(p) and is_yaml(p) and not p.name.startswith("."))


def orphans(by_case: dict[Path, list[Path]], cases: Iterable[Path]) -> Iterator[Problem]:
    """Reviews beside which no case stands."""
    known = set(cases)
    for case_file, files in by_case.items():
        if case_file not in known:
            for path in files:
                details = {"bestand": case_file.name}
                yield Problem("beoordeling_zonder_casus", str(path), Place(1, 1, 2), details)


def read_reviews(files: Iterable[Path], text: Text, case: Case | None, setting: Setting) -> ReviewsOfCase:
    """The reviews of a case; without a case (its own file is wrong) only what is wrong with theirs."""
    found: dict[str, tuple[Text, Review]] = {}
    forms: list[str] = []
    problems: list[Problem] = []
    for path in files:
        own = read_file(path)
        if is_open := _is_open(own):
            check_privacy(own)
            own.complain("beoordeling_open", own.place(("beoordelaar",), key=True))
            forms.append(own.file)
        review = None if is_open else read_model(own, Review, private=True)
        if review is not None and case is not None:
            own.problems.extend(check_review(own, review, case, setting))
            own.problems.extend(_twice(own, review, found))
            if not errors(own.problems):
                found[review.reviewer] = (own, review)
        problems += own.problems
    return _together(text, case, found, forms, problems, setting)


def _is_open(text: Text) -> bool:
    """A form as it was handed out: nobody has put a code in it yet."""
    data = text.data
    return isinstance(data, dict) and "beoordelaar" in data and data["beoordelaar"] is None


def _twice(text: Text, review: Review, found: dict[str, tuple[Text, Review]]) -> Iterator[Problem]:
    if review.reviewer in found:
        details = {"persoon": review.reviewer, "ander": found[review.reviewer][0].file}
        yield text.problem("beoordelaar_dubbel", text.place(("beoordelaar",)), **details)


def _together(
    text: Text,
    case: Case | None,
    found: dict[str, tuple[Text, Review]],
    forms: list[str],
    problems: list[Problem],
    setting: Setting,
) -> ReviewsOfCase:
    if case is None:
        return ReviewsOfCase(problems=tuple(problems))
    wrong = list(_too_certain(case, found, setting)) if found else []
    if wrong:
        refused = {problem.file for problem in wrong}
        found = {who: pair for who, pair in found.items() if pair[0].file not in refused}
        problems = [p for p in problems if p.file not in refused or p.slug != "kansen_met_beoordeling"]
    reviews = [review for _, review in found.values()]
    said = check_status(text, case, reviews, bool(forms), setting.disciplines)
    loaded = (LoadedReview(review, own.file) for own, review in (found[who] for who in sorted(found)))
    return ReviewsOfCase(tuple(loaded), tuple(forms), (*problems, *wrong, *said))


def _too_certain(case: Case, found: dict[str, tuple[Text, Review]], setting: Setting) -> Iterator[Problem]:
    """Pooled chances of paths that pass 1, or could where one has a name (M26).

    Every review that answered one is left out until they talk.
    """
    reviews = [review for _, review in found.values()]
    pooled = reviewed_case(case, reviews, setting.book, setting.disciplines)
    for side in SIDES:
        total = math.fsum(one.pathway.typed_and_mean[1] for one in branches(pooled) if one.path[0] == side)
        named_too = next(held_back(Text("", ""), pooled, side), None)
        if total > 1 + _TOLERANCE:
            yield from _answered_of(side, case, found, setting, ("kansen_samengevoegd", {"som": total}))
        elif named_too is not None:
            yield from _answered_of(side, case, found, setting, (named_too.slug, named_too.details))


def _answered_of(
    side: str,
    case: Case,
    found: dict[str, tuple[Text, Review]],
    setting: Setting,
    told: tuple[str, Mapping[str, Any]],
) -> Iterator[Problem]:
    """The complaint for every review that moves the chance of a path of a side."""
    slug, details = told
    for own, review in found.values():
        if any(_moves_a_path(case, one, side) for one, _ in answered(case, [review], setting.book)):
            yield own.problem(slug, own.place((OPEN,), key=True), **details)


def _moves_a_path(case: Case, question: Question, side: str) -> bool:
    """Whether an answer changes the chance of a path of a side, there or wherever its name stands."""
    uses = named(case).get(question.estimate.name or "", ())
    own = any(question.line == branch.name and branch.path[0] == side for branch in branches(case))
    return own or any(use.field == "pad" and use.path[0] == side for use in uses)
