"""What a book says about prices as tidy tables: nothing is left out, and the sums come out."""

import math
from pathlib import Path

import pytest
from local_books import write_dorp, write_gids
from written import case_text, programme_text, small_book, write

from rendement.asking.business_case import business_case
from rendement.cli.app import run
from rendement.model.price import PriceBook
from rendement.reading.books.price_books import load_prices
from rendement.reading.loading.load import load_cases
from rendement.results.prices.price_facts import (
    PRICE_COLUMNS,
    PriceFacts,
    completeness,
    completeness_words,
    price_facts,
    used_prices,
)


@pytest.fixture(scope="module")
def national() -> PriceBook:
    return load_prices("landelijk")


@pytest.fixture(scope="module")
def facts(national: PriceBook) -> PriceFacts:
    return price_facts(national, sorted(national.prices), 2025)


def test_one_row_a_price_with_its_index_step(national: PriceBook, facts: PriceFacts) -> None:
    assert facts.prices.column("prijs") == sorted(national.prices)
    assert facts.prices.names == [column.name for column in PRICE_COLUMNS]
    for row in facts.prices:
        assert row["bedrag op prijspeil"] == row["gemiddelde"] * row["factor"]
        if row["prijspeil bron"] != 2025:
            assert row["factor"] == row["index naar"] / row["index van"], row["prijs"]
        else:
            assert row["factor"] == 1
    (nursing,) = (row for row in facts.prices if row["prijs"] == "wlz.verpleeghuis")
    assert (nursing["reeks"], nursing["index van"], nursing["index naar"]) == ("cpi", 121.43, 134.56)
    assert (nursing["prijspeil bron"], nursing["verwacht"], nursing["graad"]) == (2022, 290, "A-")
    assert (nursing["soort"], nursing["variabel"], nursing["wet"]) == ("verzilverbaar", 0.5, "Wlz")
    assert "zorg.wijkverpleging" in nursing["omvat"]
    assert (nursing["boek"], nursing["versie"], nursing["hash"]) == (
        *("landelijk", "2025.1"),
        national.content_hash,
    )


def test_a_forecast_and_a_weak_price_say_so(national: PriceBook, facts: PriceFacts) -> None:
    forecast = {row["prijs"] for row in facts.prices if row["raming"] == "ja"}
    assert forecast
    assert forecast <= {key for key, price in national.prices.items() if price.index == "cpi-raming"}
    weak = {row["prijs"]: row["zwak"] for row in facts.prices if row["zwak"]}
    assert "graad C" in weak["wonen.huisuitzetting"]
    assert all("raming" in weak[key] for key in forecast)


def test_payers_of_a_price_add_up(facts: PriceFacts) -> None:
    sums: dict[str, float] = {}
    for row in facts.payers:
        sums[row["prijs"]] = sums.get(row["prijs"], 0.0) + row["aandeel"]
    assert set(sums) == set(facts.prices.column("prijs"))
    assert all(math.isclose(total, 1) for total in sums.values())


def test_every_observation_has_its_row(national: PriceBook, facts: PriceFacts) -> None:
    cited = sum(len(price.value_for(2025).citations) for price in national.prices.values())
    assert len(facts.sources) == cited
    assert all(row["auteur"] and row["titel"] and row["licentie"] for row in facts.sources)
    assert all(row["vindplaats"] or row["adres"] for row in facts.sources)


def test_a_composition_ends_in_the_amount(facts: PriceFacts) -> None:
    amounts = dict(zip(facts.prices.column("prijs"), facts.prices.column("gemiddelde"), strict=True))
    last = {row["prijs"]: row["tot hier"] for row in facts.parts}
    assert {key: amounts[key] for key in last} == last
    assert [row["bewerking"] for row in facts.parts if row["prijs"] == "welzijn.sociaal-makelaar"] == [
        *("begin", "maal", "toeslag", "gedeeld door", "toeslag")
    ]
    assert all(row["bron"] for row in facts.parts)


def test_a_local_book_shows_its_layers(tmp_path: Path) -> None:
    write_gids(tmp_path)
    book = load_prices(write_dorp(tmp_path))
    cleaning, meal = price_facts(book, ["wmo.poetshulp", "wmo.maaltijd"], 2025).prices
    assert (cleaning["herkomst"], cleaning["boek"]) == ("vervangt", "dorp")
    assert cleaning["vervangt"].startswith("gids@2025.1")
    assert (meal["herkomst"], meal["boek"], meal["vervangt"]) == ("ouder", "gids", "")
    assert (meal["laag"], meal["verwacht"], meal["hoog"], meal["verdeling"]) == (8, None, 10, "uniform")


def test_a_business_case_names_the_prices_it_used(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    home = tmp_path / "casussen"
    write(home, "programma.yaml", programme_text(closed=1))
    write(home, "casus.yaml", case_text())
    bc = business_case(load_cases(home, prices=book), book)
    used = used_prices(bc).prices
    assert set(used.column("prijs")) == {row["prijs"] for row in bc.receipts()} - {"uitgave"}
    assert set(used.column("prijspeil")) == {bc.settings.price_year}


def test_a_year_that_the_series_lacks_is_refused(national: PriceBook) -> None:
    with pytest.raises(KeyError):
        price_facts(national, ["wlz.verpleeghuis"], 2031)
    with pytest.raises(KeyError):
        price_facts(national, ["wlz.verpleeghuys"], 2025)


# ---------------------------------------------------------------- what every value must have


def test_the_national_book_is_complete(national: PriceBook, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(there == every for _, there, every in completeness(national, national.prices))
    assert run(["prijzen", "lijst"]) == 0
    shown = capsys.readouterr().out
    assert f"{len(national.prices)} prijzen, " in shown
    assert "met bron 100 %, vindplaats of adres 100 %, prijspeil 100 %, betaler 100 %, soort 100 %" in shown


def test_what_is_not_complete_is_counted(tmp_path: Path) -> None:
    bare = write_gids(
        tmp_path,
        ("bronnen.yaml", ', adres: "https://example.org/gids"', ""),
        ("prijzen.yaml", "bron: gids, vindplaats: tabel 1, ", "bron: gids, "),
    )
    book = load_prices(bare)
    assert "vindplaats of adres 1 van 2" in completeness_words(book, book.prices)


def test_the_page_of_a_price_shows_licence_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["prijzen", "toon", "welzijn.sociaal-makelaar"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "licentie: niet gezien" in page
    assert "kostenhandleiding-2024, §7.1.1.2" in page
    assert "het rapport zelf is niet geopend" in page.lower()
