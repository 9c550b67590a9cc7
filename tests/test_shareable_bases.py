"""The shareable edition of whatever cases stand together: an edition or a sentence, never an error.

A few combinations here; `RENDEMENT_BASES=200` at the desk takes every example, every pair and larger sets.
"""

import itertools
import os
import random
from pathlib import Path

import openpyxl
import pytest

from rendement.asking.business_case import business_case
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reading.reviews.reviews import is_review
from rendement.reports.excel.disclosure import TooFewCases
from rendement.words.misuse import CannotAdd

PROGRAMMES = sorted(path for path in examples_root().iterdir() if path.is_dir())
CASES = [
    path
    for path in sorted(examples_root().rglob("*.yaml"))
    if path.name != "programma.yaml" and not is_review(path)
]
BASES = int(os.environ.get("RENDEMENT_BASES", "4"))
NO_PRICES = tuple(examples_root() / name for name in ("quasi-inbesteding",))
"""Six cases of which no price is used in five."""


def combinations() -> list[tuple[Path, ...]]:
    """So many sets of folders or files, the same every time, singles and pairs before larger ones."""
    rnd = random.Random(20)
    small = [combo for size in (1, 2) for combo in itertools.combinations(PROGRAMMES, size)]
    rnd.shuffle(small)
    large = [tuple(sorted(rnd.sample(CASES, rnd.randint(5, 40)))) for _ in range(BASES)]
    half = min(len(small), max(BASES // 2, BASES - len(large)))
    return [*small[:half], *large[: BASES - half]]


@pytest.mark.parametrize(
    "paths", [NO_PRICES, *combinations()], ids=lambda paths: f"{len(paths)}-{paths[0].stem}"
)
def test_any_base_ends_in_an_edition_or_a_sentence(paths: tuple[Path, ...], tmp_path: Path) -> None:
    target = tmp_path / "deelbaar.xlsx"
    try:
        business_case(load_cases(*paths)).to_excel(target, shareable=True, draws=200)
    except (TooFewCases, CannotAdd):
        assert not target.exists()
    else:
        assert "Prijzen" in openpyxl.load_workbook(target, read_only=True).sheetnames


def test_without_prices_the_sheet_says_why(tmp_path: Path) -> None:
    target = tmp_path / "deelbaar.xlsx"
    business_case(load_cases(*NO_PRICES)).to_excel(target, shareable=True, draws=200)
    rows = openpyxl.load_workbook(target)["Prijzen"].iter_rows(values_only=True)
    said = " ".join(str(value) for row in rows for value in row if value)
    assert "in minder dan 5 casussen" in said
    assert "prijs bij dit prijspeil" not in said
