"""Nothing that people read moves unless a commit says why (`make reference` looks at all of it)."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from reference import store
from reference.sheets import areas, brief
from reference.steady import steady_text

HERE = Path(__file__).parent
SEEN = [*store.KEPT_AS_TEXT, "algemeen"]
"""Those kept as text, and all that needs no cases; the rest is for `make reference`."""


def test_what_people_read_has_not_moved(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reference", "--workers", "1", "check", *SEEN, "--to", str(tmp_path)]
    places = os.pathsep.join([str(HERE.parent), str(HERE)])
    done = subprocess.run(
        command, env=os.environ | {"PYTHONPATH": places}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_example_is_in_the_reference() -> None:
    examples = {path.name for path in (HERE.parent / "examples").iterdir() if path.is_dir()}
    assert {store.base_of(part) for part in store.stored_hashes()} == {*examples, "samen", "algemeen"}


def test_the_texts_that_are_kept_are_those_of_the_hashes() -> None:
    kept = {path.relative_to(store.TEXTS).as_posix() for path in store.TEXTS.rglob("*") if path.is_file()}
    hashes = store.stored_hashes()
    assert kept == {part for part in hashes if store.is_text(part)}
    wrong = [part for part in kept if store.hash_of(store.stored_text(part) or "") != hashes[part]]
    assert wrong == []


@pytest.mark.parametrize(
    ("spots", "said"),
    [
        ([(1, 1)], ["A1"]),
        ([(1, 1), (1, 2), (2, 1), (2, 2)], ["A1:B2"]),
        ([(1, 1), (1, 3), (2, 1)], ["A1:A2", "C1"]),
        ([(1, 27), (3, 27)], ["AA1", "AA3"]),
    ],
)
def test_cells_are_told_as_rectangles(spots: list[tuple[int, int]], said: list[str]) -> None:
    assert areas(spots) == said


def test_only_the_last_digits_of_long_numbers_go() -> None:
    assert steady_text("0.30000000000000004 en 1.25", "9.9.9") == "0.3 en 1.25"
    assert steady_text("-1e-16 rest 7.105427357601002e-15", "9.9.9") == "-1e-16 rest 0.0"
    assert steady_text("12345.678901234567", "9.9.9") == "12345.6789012"
    assert steady_text('"seconds": 0.0168\nrendement 9.9.9 op 19.9.9', "9.9.9") == (
        '"seconds": 0.0\nrendement VERSIE op 19.9.9'
    )


def test_an_element_is_told_without_what_only_counts() -> None:
    element = ET.fromstring('<c id="3" a="x"><d count="2">1.50000000000000001</d></c>')
    assert brief(element) == 'c a=x (d "1.5")'
