"""The national price book, and what a book must be to be read at all (K11)."""

import json
import math
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import make_book, make_price, make_settings, make_value
from written import case_text, programme_text, read, small_book, write, write_book

from rendement.engine.columns import price_column
from rendement.model.price import Grade, PriceBook
from rendement.reading.books.files import data_root
from rendement.reading.books.price_books import available_books, load_prices
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.terms.settings_sets import load_settings, named_set

CPI = {
    2010: 91.59, 2011: 93.73, 2012: 96.04, 2013: 98.44, 2014: 99.4, 2015: 100.0, 2016: 100.32, 2017: 101.7,
    2018: 103.44, 2019: 106.16, 2020: 107.51, 2021: 110.39, 2022: 121.43, 2023: 126.09, 2024: 130.31,
    2025: 134.56,
}  # fmt: skip
FOLDER = data_root() / "landelijk" / "2025.1"


@pytest.fixture(scope="module")
def national() -> PriceBook:
    return load_prices("landelijk@2025.1")


# ---------------------------------------------------------------- the national book


def test_the_book_is_large_and_wide(national: PriceBook) -> None:
    domains = {price.domain for price in national.prices.values()}
    laws = {price.law for price in national.prices.values()} - {"Geen"}
    values = sum(len(price.values) for price in national.prices.values())
    print(
        f"\n{len(national.prices)} prijzen, {values} waarden, {len(domains)} domeinen, {len(laws)} wetten, "
        f"{len(national.sources)} bronnen"
    )
    assert len(national.prices) >= 310
    assert len(domains) >= 12
    assert len(laws) >= 12


def test_the_readme_counts_the_prices(national: PriceBook) -> None:
    readme = (data_root() / "README.md").read_text("utf-8")
    assert f"| `landelijk` | `2025.1` | {len(national.prices)} prijzen" in readme
    assert f"holds {len(national.prices)} Dutch prices" in re.sub(r"\s+", " ", readme)


def test_every_price_says_where_it_comes_from(national: PriceBook) -> None:
    bare = [
        f"{key} {value.price_year}"
        for key, price in national.prices.items()
        for value in price.values
        for citation in value.citations
        if not citation.locator and not national.sources[citation.source].address
    ]
    assert bare == []


def test_every_source_names_author_and_title(national: PriceBook) -> None:
    assert [key for key, source in national.sources.items() if not source.author or not source.title] == []


def test_every_source_is_used(national: PriceBook) -> None:
    values = [value for price in national.prices.values() for value in price.values]
    cited = {citation.source for value in values for citation in value.citations}
    parts = {part.source for value in values for part in value.composition}
    assert set(national.sources) == cited | parts | {series.source for series in national.series.values()}


def test_every_composition_cites_the_sources_of_its_parts(national: PriceBook) -> None:
    for key, price in national.prices.items():
        for value in price.values:
            parts = {part.source for part in value.composition}
            assert parts <= {citation.source for citation in value.citations}, key


def test_a_weak_price_says_what_is_weak(national: PriceBook) -> None:
    silent = [
        f"{key} {value.price_year}"
        for key, price in national.prices.items()
        for value in price.values
        if value.grade in (Grade.B_MINUS, Grade.C) and not value.remark
    ]
    assert silent == []


def test_no_two_prices_have_the_same_name(national: PriceBook) -> None:
    labels = [price.label for price in national.prices.values()]
    assert len(set(labels)) == len(labels)


def test_every_price_is_complete(national: PriceBook) -> None:
    for key, price in national.prices.items():
        assert math.isclose(sum(price.payers.values()), 1), key
        assert 5 <= len(price.words) <= 24, key
        assert len(set(price.words)) == len(price.words), key
        assert price.law, key
        assert price.kind, key
        assert price.judgement, key
        for value in price.values:
            assert value.grade, key
            assert 2000 <= value.price_year <= 2026, key
            assert value.mean > 0, key
            assert value.valid_from <= value.checked, key
            assert value.valid_to is None or value.valid_from < value.valid_to, key


def test_prices_of_society_can_not_be_cashed(national: PriceBook) -> None:
    settings = make_settings(price_year=2025)
    for key, price in national.prices.items():
        if price.kind.value == "maatschappelijk":
            assert not any(price_column(price, national, settings).care.cash.values()), key


def test_includes_point_to_prices_of_the_book(national: PriceBook) -> None:
    assert {name for price in national.prices.values() for name in price.includes} <= set(national.prices)


@pytest.mark.parametrize(
    ("key", "amount"), [("welzijn.sociaal-makelaar", 55.26), ("welzijn.maatschappelijk-werker", 59.63)]
)
def test_composed_hours(national: PriceBook, key: str, amount: float) -> None:
    value = national.prices[key].value_for(2024)
    assert value.composition
    assert value.mean == pytest.approx(amount, abs=0.005)


def test_consumer_prices_at_full_precision(national: PriceBook) -> None:
    assert dict(national.series["cpi"].values) == CPI


def test_a_forecast_is_marked_and_used_only_where_nothing_else_is_known(national: PriceBook) -> None:
    forecast = national.series["cpi-raming"]
    assert {year: forecast.values[year] for year in CPI} == CPI
    assert set(forecast.values) - set(CPI) == set(forecast.forecasts)
    assert [name for name, series in national.series.items() if series.forecasts] == ["cpi-raming"]
    leaning = [price for price in national.prices.values() if price.index == "cpi-raming"]
    assert all(price.values[-1].price_year in forecast.forecasts for price in leaning)


def test_every_price_can_be_computed_at_2025(national: PriceBook) -> None:
    settings = make_settings(price_year=2025)
    amounts = {key: price_column(price, national, settings).amount for key, price in national.prices.items()}
    assert min(amounts.values()) > 0


@pytest.mark.parametrize(
    ("key", "year", "amount"),
    [
        ("wlz.pgb-vv5", 2025, 69285 / 1.0517),
        ("wlz.pgb-vv5", 2026, 69285),
        ("schulden.bewind-uur", 2026, 99.83 * (1630 * 1.21 / 12) / 141.47),
        ("schulden.curatele", 2025, 2524 * 1.21 / 12),
        ("schulden.incassokosten-minimum", 2025, 40),
    ],
)
def test_tariffs_follow_their_own_series(national: PriceBook, key: str, year: int, amount: float) -> None:
    column = price_column(national.prices[key], national, make_settings(price_year=year))
    assert column.amount == pytest.approx(amount, rel=1e-12)


# ---------------------------------------------------------------- hash


def shuffle(node: yaml.Node | None, chance: random.Random) -> None:
    """Every mapping in another order and on lines of its own; the words and their quotes stay."""
    for part in getattr(node, "value", ()) if not isinstance(node, yaml.ScalarNode) else ():
        for child in part if isinstance(part, tuple) else (part,):
            shuffle(child, chance)
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        node.flow_style = False


def written_again(folder: Path, target: Path) -> Path:
    """A book that says the same in another order and another layout."""
    chance = random.Random(3)
    for path in folder.glob("*.yaml"):
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        shuffle(node, chance)
        write(target, path.name, yaml.serialize(node, Dumper=yaml.SafeDumper, allow_unicode=True, indent=4))
    return target


def test_hash_does_not_hear_order_or_layout(national: PriceBook, tmp_path: Path) -> None:
    again = load_prices(written_again(FOLDER, tmp_path / "boek"))
    assert again.content_hash == national.content_hash


def test_hash_hears_one_amount(tmp_path: Path) -> None:
    one = load_prices(write_book(tmp_path / "een"))
    same = load_prices(write_book(tmp_path / "zelfde"))
    other = load_prices(write_book(tmp_path / "ander", amounts={"hulp.uur": 40.01}))
    assert one.content_hash == same.content_hash != other.content_hash


def test_a_released_book_is_found_by_name_and_version(national: PriceBook) -> None:
    assert "landelijk@2025.1" in available_books()
    assert load_prices("landelijk").name == [book for book in available_books() if "landelijk" in book][-1]
    assert national.name == "landelijk@2025.1"


# ---------------------------------------------------------------- local books


def parts_of(folder: Path, name: str) -> dict[str, Any]:
    """Everything under one heading (`prijzen`, `bronnen`) in the files of a book."""
    texts = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return {key: part for text in texts for key, part in text.get(name, {}).items()}


@pytest.mark.parametrize(("name", "replaced", "new"), [("meerinzicht", 19, 1), ("westerveld", 12, 3)])
def test_a_local_book_replaces_whole_prices(national: PriceBook, name: str, replaced: int, new: int) -> None:
    folder = data_root() / name / "2025.1"
    prices, sources = parts_of(folder, "prijzen"), parts_of(folder, "bronnen")
    over = {key: price for key, price in prices.items() if price.get("vervangt")}
    assert set(over) == set(prices) & set(national.prices)
    assert (len(over), len(prices) - len(over)) == (replaced, new)
    for key, price in over.items():
        parent = national.prices[key]
        assert (price["eenheid"], price["soort"]) == (parent.unit, parent.kind.value), key
    assert not set(sources) & set(national.sources)
    cited = {
        part["bron"] for price in prices.values() for value in price["waarden"] for part in value["bronnen"]
    }
    assert cited == set(sources)


# ---------------------------------------------------------------- values and indexing


def priced(*years: int, series: dict[int, float] | None = None) -> PriceBook:
    """A book with one price that is worth its own year in euros."""
    values = [make_value(prijspeil=year, bedrag=year) for year in years]
    return make_book({"hulp.test": make_price("hulp.test", waarden=values)}, {"cpi": series or CPI})


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [(2022, 2022), (2023, 2022), (2024, 2024), (2025, 2024), (2015, 2020), (2021, 2020)],
    ids=["own", "before", "own-last", "before-last", "first-after", "before-first"],
)
def test_value_for(wanted: int, taken: int) -> None:
    price = priced(2024, 2020, 2022).prices["hulp.test"]
    assert price.value_for(wanted).price_year == taken


def test_an_explicit_value_wins_over_indexing() -> None:
    book = priced(2022, 2025)
    assert price_column(book.prices["hulp.test"], book, make_settings(price_year=2025)).amount == 2025


def test_indexing_uses_the_series_at_full_precision() -> None:
    book = priced(2022)
    amount = price_column(book.prices["hulp.test"], book, make_settings(price_year=2025)).amount
    assert amount == pytest.approx(2022 * 134.56 / 121.43, rel=1e-15)


def test_an_index_year_that_is_not_there_is_a_problem_with_a_place(tmp_path: Path) -> None:
    programme = programme_text().replace("prijspeil: 2025", "prijspeil: 2031")
    cases = read(tmp_path, case_text(), programme=programme)
    found = [problem for problem in cases.problems if problem.slug == "index_jaar_ontbreekt"]
    assert {(problem.code, problem.place.line > 1) for problem in found} == {("R427", True)}
    assert "2031" in found[0].cause
    assert "2024 tot en met 2026" in found[0].repair


# ---------------------------------------------------------------- books that do not hold together


def broken(folder: Path, file: str, before: str, after: str) -> list[tuple[str, str, int]]:
    """The complaints about the small book with one text replaced: code, file, line."""
    path = write_book(folder / "boek") / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ReadingError) as caught:
        load_prices(folder / "boek")
    for problem in caught.value.problems:
        assert problem.cause
        assert problem.repair
        assert str(problem) in str(caught.value)
    return [(problem.code, Path(problem.file).name, problem.place.line) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("prijzen.yaml", "{gemeente: 100%}", "{gemeente: 90%}", "R601"),
        ("prijzen.yaml", "{gemeente: 100%}", "{gemeenten: 100%}", "R415"),
        ("prijzen.yaml", "        bedrag: 50\n", "", "R602"),
        ("prijzen.yaml", "bedrag: 50", "bedrag: 1.000", "R301"),
        ("prijzen.yaml", "prijspeil: 2025", "prijspeil: 2035", "R608"),
        ("prijzen.yaml", "bron: test", "bron: tset", "R604"),
        ("prijzen.yaml", "index: cpi", "index: cbi", "R605"),
        ("prijzen.yaml", "    index: cpi", "    omvat: [zorg.bestaat-niet]\n    index: cpi", "R606"),
        ("prijzen.yaml", "eenheid: uur", "eenheid: uurtje", "R310"),
        ("prijzen.yaml", "soort: verzilverbaar", "soort: contant", "R212"),
        ("prijzen.yaml", "graad: A", "graad: Z", "R212"),
        ("prijzen.yaml", "    wet: geen\n", "", "R203"),
        ("prijzen.yaml", "    wet: geen\n", "    wet: geen\n    kleur: rood\n", "R201"),
        ("boek.yaml", "licentie: CC0-1.0\n", "", "R203"),
        ("indexen.yaml", "2024: 100", "2024: veel", "R207"),
        ("prijzen.yaml", "prijzen:", "prijzen:\n  inzet.uur: {naam: x}", "R202"),
    ],
)
def test_a_broken_book_is_refused(tmp_path: Path, file: str, before: str, after: str, code: str) -> None:
    found = broken(tmp_path, file, before, after)
    assert code in {complaint[0] for complaint in found}
    assert {complaint[1] for complaint in found} == {file}


def test_a_value_given_twice_for_one_year(tmp_path: Path) -> None:
    text = (write_book(tmp_path / "vorm") / "prijzen.yaml").read_text("utf-8")
    value = text[text.index("      - prijspeil: 2025") : text.index("\n  inzet.vrijwilliger")]
    assert ("R609", "prijzen.yaml", 20) in broken(tmp_path, "prijzen.yaml", value, value + value)


def test_a_price_in_two_files(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "boek")
    write(folder, "nog-een.yaml", (folder / "prijzen.yaml").read_text("utf-8"))
    with pytest.raises(ReadingError, match="R607"):
        load_prices(folder)


@pytest.mark.parametrize("file", ["boek.yaml", "bronnen.yaml", "indexen.yaml"])
def test_a_missing_file(tmp_path: Path, file: str) -> None:
    folder = write_book(tmp_path / "boek")
    (folder / file).unlink()
    with pytest.raises(ReadingError, match=re.escape(file)):
        load_prices(folder)


def test_an_unknown_book_lists_the_choices() -> None:
    with pytest.raises(ReadingError, match=r"prijzenboek 'landelik' is er niet") as caught:
        load_prices("landelik")
    assert "landelijk@2025.1" in str(caught.value)


def test_an_unknown_version_lists_the_choices() -> None:
    with pytest.raises(ReadingError, match=r"landelijk@2025\.1"):
        load_prices("landelijk@1999.1")


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(ReadingError, match=r"boek\.yaml"):
        load_prices("./bestaat/niet")


def test_a_book_is_plain_data(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    assert json.loads(book.model_dump_json())["content_hash"] == book.content_hash


# ---------------------------------------------------------------- named sets


def test_named_sets() -> None:
    sets = load_settings()
    assert {"mkba-2021", "zin-2024", "geen"} <= set(sets.regimes)
    assert load_settings(sets.version) == sets
    with pytest.raises(ReadingError, match="mkba-2021"):
        named_set("regime", "mkba", sets.regimes)
