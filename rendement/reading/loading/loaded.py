"""What came out of reading: programmes, cases with where they stand, and the set of those that count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rendement.model.case import Assent, Case, Status
from rendement.model.name_list import Chosen
from rendement.model.price import PriceBook
from rendement.model.programme import Programme
from rendement.model.reviewed import status_of
from rendement.model.settings import Settings
from rendement.reading.complaints.problems import Asked, Problem, errors
from rendement.reading.documents.document import read_file
from rendement.reading.folder.account import NO_ACCOUNT, Account, Standing
from rendement.reading.reviews.reviews import (
    LoadedReview,
    disciplines,
)
from rendement.reading.yaml.text import Text
from rendement.words.listed import Listed
from rendement.words.misuse import Unknown, unknown


@dataclass(frozen=True)
class LoadedProgramme:
    """A programme, where it stands, and what it computes with."""

    programme: Programme
    folder: Path
    text: Text = field(repr=False)
    book: PriceBook
    settings: Settings = field(repr=False)
    lost: list[str] = field(default_factory=list, repr=False)
    """Its files that cannot be read and its closed cases without assent; filled while cases are read."""


@dataclass(frozen=True)
class LoadedCase:
    """A case with the file it came from, the line number of each of its lines, and its reviews."""

    case: Case
    """What counts: in a business case with the answers of reviewers in it, unless it was asked not to."""
    file: str
    programme: LoadedProgramme | None = field(repr=False)
    line_numbers: Mapping[str, int] = field(repr=False)
    checked_with: tuple[str, int, float] | None = field(default=None, repr=False)
    """Hash of the book, price year and horizon (years) that its prices were checked with."""
    reviews: tuple[LoadedReview, ...] = field(default=(), repr=False)
    forms: tuple[str, ...] = field(default=(), repr=False)
    """Forms for reviewers that nobody filled in yet."""
    written: Case | None = field(default=None, repr=False)
    """What its author wrote, where `case` is something else."""
    names: Chosen = field(default_factory=dict, repr=False)
    """What the lists of names (`namen.yaml`) say of its base; one object for all cases."""
    answered: tuple[Asked, ...] = field(default=(), repr=False)
    """Questions that a `klopt` without a field answered: one that comes later is then one too many."""

    @property
    def by_author(self) -> Case:
        """The case as its file says, without any review."""
        return self.written or self.case

    @property
    def status(self) -> Status:
        """How far the case has come; it follows from the reviews, not from what the file states."""
        reviews = [loaded.review for loaded in self.reviews]
        return status_of(self.by_author, reviews, bool(self.forms), disciplines())

    @property
    def standing(self) -> Standing:
        """Whether it counts: closed, and the resident did not say no."""
        if self.case.closed is None:
            return Standing.RUNNING
        return Standing.WITHHELD if self.case.assent is Assent.NO else Standing.COUNTED

    @property
    def counts(self) -> bool:
        """Whether it is part of a business case."""
        return self.standing is Standing.COUNTED


@dataclass(frozen=True, repr=False)
class CaseSet(Listed[LoadedCase]):
    """What came out of reading; `in`, `[]`, slices, `len` and iteration are of the cases that count."""

    cases: tuple[LoadedCase, ...]
    running: tuple[LoadedCase, ...]
    withheld: tuple[LoadedCase, ...]
    programmes: tuple[LoadedProgramme, ...]
    problems: tuple[Problem, ...]
    files: int
    unfinished: tuple[str, ...] = ()
    """Files with errors that kept later checks (meaning, prices) from being done."""
    account: Account = NO_ACCOUNT
    """What became of every file below the paths."""
    roots: tuple[Path, ...] = ()
    """The paths as they were given."""

    def _items(self) -> tuple[LoadedCase, ...]:
        return self.cases

    def _names(self, item: LoadedCase) -> tuple[str, ...]:
        return (item.case.id,)

    def _missing(self, name: str) -> Unknown:
        beside = {loaded.case.id: "loopt nog" for loaded in self.running}
        beside |= {loaded.case.id: "is zonder instemming" for loaded in self.withheld}
        if name in beside:
            return Unknown(f"casus '{name}' {beside[name]} en telt niet mee; lees hem met by_id('{name}')")
        return unknown(f"casus '{name}' is er niet", name, (loaded.case.id for loaded in self.cases))

    def __repr__(self) -> str:
        return (
            f"<{len(self.cases)} casussen uit {self.files} bestanden · {len(self.running)} lopend · "
            f"{len(self.withheld)} zonder instemming · {len(errors(self.problems))} fouten>"
        )

    def by_id(self, case_id: str) -> LoadedCase:
        """One case by its pseudonym, also one that does not count. Raises Unknown (a KeyError)."""
        beside = {loaded.case.id: loaded for loaded in (*self.running, *self.withheld)}
        return beside[case_id] if case_id in beside else self[case_id]


def source_of(loaded: LoadedCase) -> Text:
    """The file of a case once more, for the exact place of a complaint; empty when it has changed."""
    text = read_file(Path(loaded.file))
    same = isinstance(text.data, dict) and text.data.get("casus") == loaded.case.id
    return text if same and not text.problems else Text(loaded.file, "")
