"""A repair that is followed literally makes its complaint go away, over the whole gallery (K6)."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from gallery import BUILDERS, GALLERY, _read, complaints, piece_name
from mistakes import Mistake, mistakes
from repairs import followed

from rendement.reading.complaints.messages import MESSAGES
from rendement.reading.complaints.problems import Problem, errors, in_order
from rendement.reading.loading.load import load_cases

WRITTEN = [slug for slug in MESSAGES if slug not in BUILDERS]
"""Pieces that are text in git."""


def copied(slug: str, folder: Path) -> Path:
    file = GALLERY / f"{piece_name(slug)}.yaml"
    if file.is_file():
        return Path(shutil.copy(file, folder))
    return Path(shutil.copytree(GALLERY / piece_name(slug), folder / piece_name(slug)))


def read_again(piece: Path) -> list[Problem]:
    before = Path.cwd()
    os.chdir(piece.parent)
    try:
        return in_order(_read(Path(piece.name)))
    finally:
        os.chdir(before)


def after_repairs(slug: str, folder: Path) -> list[tuple[str, list[Problem]]]:
    """What is said of a piece after each repair of its own complaint, with the line as it then stands."""
    problem = next(found for found in complaints(slug, folder) if found.slug == slug)
    said = []
    piece = copied(slug, folder)
    file = piece.parent / problem.file
    if not file.is_file():
        return []
    text = file.read_text("utf-8")
    for changed in followed(text, problem):
        file.write_text(changed, "utf-8")
        said.append((changed, read_again(piece)))
    return said


FOLLOWS = {"controle_klopt_niet"}
"""An example of a number is not the outcome of this very case."""
NOT_ONE_PLACE = {"omvat_onbekend"}
"""The complaint is about one of a list, and points at the whole list."""


@pytest.mark.parametrize("slug", WRITTEN)
def test_a_repair_followed_literally_ends_its_complaint_and_starts_no_other(
    slug: str, tmp_path: Path
) -> None:
    for changed, found in after_repairs(slug, tmp_path):
        left = {problem.slug for problem in errors(found)} - FOLLOWS
        assert left == set() or slug in NOT_ONE_PLACE, changed
        assert slug not in {problem.slug for problem in found}, changed


def test_a_repair_that_can_be_followed_literally_is(tmp_path: Path) -> None:
    """Only what its writer alone can know is left to them."""
    followed_by_machine = 0
    for slug in WRITTEN:
        folder = tmp_path / slug
        folder.mkdir()
        followed_by_machine += bool(after_repairs(slug, folder))
    assert followed_by_machine >= 60


# ---------------------------------------------------------------- mistakes put into the examples

MISTAKES = int(os.environ.get("RENDEMENT_MISTAKES", "300"))
"""How many mistakes are made: `RENDEMENT_MISTAKES=5000` at the desk."""


def told_of(folder: Path, text: str) -> list[Problem]:
    """What is said of a case among its programme."""
    (folder / "casus.yaml").write_text(text, "utf-8")
    return [
        found for found in load_cases(folder / "casus.yaml").problems if found.file.endswith("casus.yaml")
    ]


class Followed(NamedTuple):
    """What came of the mistakes: how many were told of, how many repairs were followed, and which failed."""

    told: int
    literal: int
    stuck: list[str]


def follow(folder: Path, made: list[Mistake]) -> Followed:
    """Every mistake told of, and every repair that says what to type followed."""
    told, literal, stuck = 0, 0, list[str]()
    known: dict[Path, set[tuple[str, str]]] = {}
    for mistake in made:
        home = folder / mistake.case.parent.name
        if not home.exists():
            home.mkdir()
            shutil.copy(mistake.case.parent / "programma.yaml", home)
        if mistake.case not in known:
            known[mistake.case] = said_of(home, mistake.case.read_text("utf-8"))
        found = [each for each in told_of(home, mistake.text) if spoken(each) not in known[mistake.case]]
        told += bool(found)
        for problem in found:
            for changed in followed(mistake.text, problem):
                literal += 1
                if spoken(problem) in said_of(home, changed):
                    stuck.append(f"{mistake.kind}\n{problem}")
    return Followed(told, literal, stuck)


def spoken(problem: Problem) -> tuple[str, str]:
    return problem.slug, problem.cause


def said_of(folder: Path, text: str) -> set[tuple[str, str]]:
    return {spoken(problem) for problem in told_of(folder, text)}


def test_repairs_of_generated_mistakes_end_their_complaints(tmp_path: Path) -> None:
    """Followed literally: the complaint is gone. Some mistakes have a meaning after all, and are not told."""
    made = list(mistakes(MISTAKES, seed=13))
    found = follow(tmp_path, made)
    assert found.stuck == []
    assert found.told > 0.8 * len(made)
    assert found.literal > 0.5 * found.told


def test_a_repair_that_does_not_work_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check can fail: a repair that leaves the text as it was is one that does not work."""
    monkeypatch.setitem(globals(), "followed", lambda text, _: [text])
    found = follow(tmp_path, list(mistakes(6, seed=1)))
    assert len(found.stuck) == found.literal > 0
