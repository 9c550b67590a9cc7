"""What is usual of a price: a named assumption that only asks."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from filled import GOOD

from rendement.reading.books.price_books import load_prices
from rendement.reading.cases.usual import usual, usual_of
from rendement.reading.loading.load import load_cases

HELP = "{prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}"


def test_every_rule_is_about_prices_of_the_book_in_that_unit() -> None:
    units = {(key, price.unit) for key, price in load_prices("landelijk").prices.items()}
    for rule in usual().prices:
        assert any(fnmatchcase(key, rule.prices) and unit == rule.unit for key, unit in units), rule.prices
    assert usual().nature == "werkaanname"


def test_a_rule_of_prices_goes_before_that_of_its_unit() -> None:
    special, plain = usual_of("wmo.huishoudelijke-hulp", "uur"), usual_of("werk.productiviteit", "uur")
    assert special is not None
    assert plain is not None
    assert special.per_year == 520
    assert plain.per_year == 2200
    assert usual_of("overig.co2", "kg") is None


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("{prijs: wmo.huishoudelijke-hulp, aantal: 30 uur per week, duur: 9 maanden}", True),
        ("{prijs: wmo.huishoudelijke-hulp, aantal: 3 uur per week, duur: 9 maanden}", False),
        (
            "{prijs: wmo.huishoudelijke-hulp, aantal: 30 uur per week, duur: 1 jaar, klopt: vier kinderen}",
            False,
        ),
        ("{prijs: ziekenhuis.seh, aantal: 30}", True),
        ("{prijs: wlz.verpleeghuis, aantal: 400 dagen}", False),
    ],
)
def test_far_more_than_usual_is_asked_about(line: str, asked: bool, tmp_path: Path) -> None:
    assert HELP in GOOD
    (tmp_path / "x.yaml").write_text(GOOD.replace(HELP, line), "utf-8")
    found = [problem.slug for problem in load_cases(tmp_path).problems]
    assert found == ["aantal_ongewoon"] * asked
