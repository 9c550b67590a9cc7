"""A repair that is followed literally makes its complaint go away, over the whole gallery."""

import os
import shutil
from pathlib import Path

import pytest
from gallery import BUILDERS, GALLERY, _read, complaints, piece_name
from repairs import followed

from rendement.reading.messages import MESSAGES
from rendement.reading.problems import Problem, errors, in_order

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
