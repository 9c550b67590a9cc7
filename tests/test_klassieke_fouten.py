"""Five mistakes that price packages are known to make, and what happens to them here."""

from fractions import Fraction
from pathlib import Path

import pytest
from builders import make_book, make_price, make_settings, make_value
from local_books import Change, write_gids
from test_books import TODAY
from written import case_text, programme_text, read, small_book, write

from rendement.cli.app import run
from rendement.engine.columns import price_column
from rendement.engine.price_level import index_step
from rendement.model.price import PriceBook
from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.problems import ReadingError, errors
from rendement.reading.keeping.lint import LintRules, lint_book
from rendement.reading.loading.load import load_cases
from rendement.results.prices.price_words import price_trail

CPI = dict(load_prices("landelijk").series["cpi"].values)
AMOUNT = 32.76


def priced(year: int, amount: float = AMOUNT) -> PriceBook:
    """A book with one price of one year, on the real consumer prices."""
    value = make_value(prijspeil=year, bedrag=amount)
    return make_book({"hulp.test": make_price("hulp.test", waarden=[value])}, {"cpi": CPI})


# ---------------------------------------------------------------- 1


def test_an_index_year_outside_the_series_is_never_silent(tmp_path: Path) -> None:
    """Mistake 1: a look-up outside its column that returns nothing, after which the price is not indexed."""
    book = priced(2022)
    for outside in (min(CPI) - 1, max(CPI) + 1):
        with pytest.raises(KeyError, match=str(outside)):
            price_column(book.prices["hulp.test"], book, make_settings(price_year=outside))
    programme = programme_text().replace("prijspeil: 2025", "prijspeil: 2031")
    cases = read(tmp_path, case_text(), programme=programme)
    assert len(cases) == 0
    told = [problem for problem in errors(cases.problems) if problem.slug == "index_jaar_ontbreekt"]
    assert {problem.details["prijs"] for problem in told} == {"inzet.uur", "hulp.uur"}
    problem = told[0]
    assert problem.place.line > 1
    assert "2031" in problem.cause


def test_a_price_year_outside_the_series_is_refused_with_the_book(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"prijzen\.yaml:14:\d+  R608  prijspeil 2019"):
        load_prices(write_gids(tmp_path, ("prijzen.yaml", "prijspeil: 2024", "prijspeil: 2019")))


def test_a_year_outside_the_series_can_not_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prijzen", "toon", "wmo.huishoudelijke-hulp", "--prijspeil", "2099"]) == 2
    assert "kies" in capsys.readouterr().err


# ---------------------------------------------------------------- 2


@pytest.mark.parametrize("target", sorted(CPI))
def test_the_year_of_the_label_is_the_year_of_the_factor(target: int) -> None:
    """Mistake 2: a factor to one year that is labelled as another."""
    book = priced(2022)
    amount = price_column(book.prices["hulp.test"], book, make_settings(price_year=target)).amount
    exact = Fraction(AMOUNT) * Fraction(CPI[target]) / Fraction(CPI[2022])
    assert amount == pytest.approx(float(exact), rel=1e-15)
    trail = price_trail(book, "hulp.test", target)
    assert trail.endswith(f"(prijspeil {target}, M1)") or target == 2022
    if target != 2022:
        shown = (f"{CPI[target]:g}".replace(".", ","), f"{CPI[2022]:g}".replace(".", ","))
        assert f"(2022) × {shown[0]} ÷ {shown[1]} (cpi)" in trail


def test_nobody_can_write_a_factor(tmp_path: Path) -> None:
    change: Change = ("prijzen.yaml", "        bedrag: 35\n", "        bedrag: 35\n        factor: 1.1081\n")
    with pytest.raises(ReadingError, match=r"prijzen\.yaml:16:9  R201  onbekend veld 'factor'"):
        load_prices(write_gids(tmp_path, change))


def test_a_year_of_a_series_that_is_labelled_otherwise_is_heard(tmp_path: Path) -> None:
    plain = load_prices(write_gids(tmp_path / "a"))
    shifted = load_prices(
        write_gids(tmp_path / "b", ("indexen.yaml", "2023: 97, 2024: 100", "2023: 100, 2024: 97"))
    )
    assert plain.content_hash != shifted.content_hash


# ---------------------------------------------------------------- 3


@pytest.mark.parametrize("quantity", ["10 dagen", "3 dagen per week", "2 weken", "4 dagdelen", "1 maand"])
def test_days_are_never_multiplied_by_a_price_per_hour(tmp_path: Path, quantity: str) -> None:
    """Mistake 3: days times a price per hour."""
    lasting = "" if " per " not in quantity else ", duur: 2 maanden"
    text = case_text().replace("aantal: 10 uur", f"aantal: {quantity}{lasting}")
    cases = read(tmp_path, text)
    assert len(cases) == 0
    (problem,) = [problem for problem in cases.problems if problem.slug == "eenheid_past_niet"]
    assert "die per uur gaat" in problem.cause
    assert (
        problem.place.line == text.split("\n").index(next(x for x in text.split("\n") if "hulp.uur" in x)) + 1
    )


def test_hours_of_a_price_per_hour_are_fine(tmp_path: Path) -> None:
    assert len(read(tmp_path, case_text())) == 1


# ---------------------------------------------------------------- 4


def complaints(folder: Path, *changes: Change) -> set[str]:
    return {problem.slug for problem in lint_book(write_gids(folder, *changes), LintRules(TODAY))}


def test_a_table_is_cited_from_the_source_it_was_read_in(tmp_path: Path) -> None:
    """Mistake 4: a reference that cites the wrong source for the table."""
    absent: Change = (
        "prijzen.yaml",
        "bron: gids, vindplaats: tabel 1",
        "bron: handleiding, vindplaats: tabel 1",
    )
    assert complaints(tmp_path / "a", absent) == {"bron_onbekend"}
    other: Change = ("prijzen.yaml", "vindplaats: tabel 1, gezien: 35", "vindplaats: tabel 4, gezien: 53")
    assert complaints(tmp_path / "b", other) == {"gezien_buiten_band"}
    lower: Change = ("prijzen.yaml", "laag: 8, hoog: 10", "laag: 6, hoog: 10")
    assert complaints(tmp_path / "c", lower) == {"gezien_buiten_band"}
    assert complaints(tmp_path / "d") == set()


def test_a_composed_amount_need_not_be_seen(tmp_path: Path) -> None:
    parts = (
        "opbouw:\n"
        "          - {naam: loon, waarde: 20, bewerking: begin, bron: gids, vindplaats: tabel 5}\n"
        "          - {naam: opslag, waarde: 50%, bewerking: toeslag, bron: gids, vindplaats: tabel 6}\n"
    )
    assert complaints(tmp_path, ("prijzen.yaml", "bedrag: 35\n", parts)) == set()


# ---------------------------------------------------------------- 5


def chained(amount: float, first: int, last: int) -> float:
    """What the mistake would give: yearly factors rounded to three digits, one after the other."""
    for year in range(first, last):
        amount *= round(CPI[year + 1] / CPI[year], 3)
    return amount


def test_factors_are_never_rounded_and_chained() -> None:
    """Mistake 5: factors rounded to three digits and chained."""
    book = priced(2010, 100_000)
    ours = price_column(book.prices["hulp.test"], book, make_settings(price_year=2025)).amount
    exact = Fraction(100_000) * Fraction(CPI[2025]) / Fraction(CPI[2010])
    assert ours == pytest.approx(float(exact), rel=1e-15)
    assert abs(chained(100_000, 2010, 2025) - float(exact)) > 10, "the mistake would have been visible"


@pytest.mark.parametrize("middle", range(2011, 2025))
def test_a_detour_changes_nothing(middle: int) -> None:
    book = priced(2010)
    detour = index_step(book, "cpi", 2010, middle) * index_step(book, "cpi", middle, 2025)
    assert detour == pytest.approx(index_step(book, "cpi", 2010, 2025), rel=1e-15)


def test_an_explicit_price_is_never_overwritten(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    text = (tmp_path / "boek" / "prijzen.yaml").read_text("utf-8")
    assert text.count("prijspeil: 2025") == len(book.prices)
    home = tmp_path / "casussen"
    write(home, "programma.yaml", programme_text(closed=1))
    write(home, "casus.yaml", case_text())
    assert len(load_cases(home, prices=book)) == 1
    values = [make_value(prijspeil=year, bedrag=year) for year in (2022, 2024)]
    dated = make_book({"hulp.test": make_price("hulp.test", waarden=values)}, {"cpi": CPI})
    assert price_column(dated.prices["hulp.test"], dated, make_settings(price_year=2024)).amount == 2024
