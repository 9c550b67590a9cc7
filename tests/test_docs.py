"""Generated pages are as the code would write them, and the README's links lead somewhere."""

import re
from pathlib import Path

import genereer
import pytest

from rendement.engine.rules import RULES
from rendement.model.case import Case
from rendement.model.factors import FACTORS
from rendement.results.doubt.bands import COVERAGE_NOTE, ENOUGH_CASES

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("page", genereer.PAGES)
def test_a_generated_page_is_not_stale(page: str) -> None:
    file, make = genereer.PAGES[page]
    assert (ROOT / "docs" / file).read_text("utf-8") == make(), "draai `make docs`"


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_every_field_of_a_case_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "casus.md").read_text("utf-8")
    fields = [field.alias or name for name, field in Case.model_fields.items()]
    assert [name for name in fields if f"`{name}`" not in guide] == []


def test_what_is_said_of_small_numbers_is_what_was_measured() -> None:
    """The note next to a band over cases has the figures of the calibration study in the docs."""
    page = (ROOT / "docs" / "onzekerheid.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| ([\d,]+) % \|(?: [\d,]+ % \|){7}$", page, re.MULTILINE)
    measured = {int(cases): round(float(share.replace(",", "."))) for cases, share in rows}
    assert {cases: measured[cases] for cases in COVERAGE_NOTE} == COVERAGE_NOTE
    assert all(abs(share - 80) <= 3 for cases, share in measured.items() if cases >= ENOUGH_CASES)


# ---------------------------------------------------------------- the method

METHOD = (ROOT / "docs" / "methode.md").read_text("utf-8")
ROWS = re.findall(r"^\| M(\d+) ([^|]+) \| ([^|]+) \| (ja|deels|nee)\b([^|]*) \|$", METHOD, re.MULTILINE)


def test_the_method_has_every_rule_once_and_says_whether_it_is_built() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 63))
    partly = {f"M{number}": rest for number, _, _, built, rest in ROWS if built == "deels"}
    assert [number for number, rest in partly.items() if not rest.startswith(": ")] == []


def test_no_explanation_cites_a_rule_that_is_not_built() -> None:
    built = {f"M{number}" for number, _, _, how, _ in ROWS if how != "nee"}
    assert set(RULES) <= built
    assert {factor.rule for factor in FACTORS.values()} <= set(RULES)


def test_the_method_tells_every_step_of_a_line() -> None:
    steps = re.findall(r"^\| ([^|]+) \| [^|]+ \| (M[\dM, ]+) \|$", METHOD, re.MULTILINE)
    assert [name for name, _ in steps] == [factor.name for factor in FACTORS.values()]
    for factor, (_, rules) in zip(FACTORS.values(), steps, strict=True):
        assert factor.rule in rules.split(", ")


def test_the_example_of_a_line_is_what_the_screen_says() -> None:
    """The picture in the method is a test's own text, without the source."""
    (shown,) = re.findall(r"^```text\n(.+?)```$", METHOD, re.MULTILINE | re.DOTALL)
    told = (ROOT / "tests" / "uitleg" / "afbouw.verwacht.txt").read_text("utf-8")
    assert shown in "".join(
        line for line in told.splitlines(keepends=True) if not line.startswith("      bron")
    )


# ---------------------------------------------------------------- decisions

DECISIONS = re.findall(r"^## K(\d+) · ", (ROOT / "docs" / "keuzes.md").read_text("utf-8"), re.MULTILINE)


def test_decisions_are_numbered_and_each_is_held_by_a_test() -> None:
    """`(K7)` in a test says which decision it holds; no test cites one that is not there."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("*.py"))]
    cited = {int(number) for text in texts for number in re.findall(r"\bK([1-9]\d?)\b", text)}
    assert [int(number) for number in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert cited == {int(number) for number in DECISIONS}
