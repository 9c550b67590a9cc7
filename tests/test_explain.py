"""Every figure explains itself: its factors multiply to it; its words name source, year, step and place."""

import math
import re
from functools import cache
from pathlib import Path

import pytest
from builders import make_book, make_case, make_settings
from written import case_text, read

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.factors import FACTORS
from rendement.model.lines import line_names
from rendement.model.settings import Selection
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.results.explaining.explain import BENEFIT, Explanation, LineExplanation, Transfer


@cache
def explained() -> tuple[tuple[BusinessCase, Explanation], ...]:
    """Every case of the examples, each with the settings of its programme."""
    cases = load_cases(examples_root())
    groups = ([c for c in cases if c.programme is home] for home in cases.programmes)
    found = []
    for group in groups:
        bc = business_case(group)
        found += [(bc, bc.explain(loaded.case.id)) for loaded in bc.cases]
    return tuple(found)


def lines() -> list[tuple[BusinessCase, LineExplanation]]:
    return [(bc, line) for bc, explanation in explained() for line in explanation.lines]


def test_the_factors_multiply_to_the_value() -> None:
    assert len(lines()) > 250
    for _, line in lines():
        assert math.isclose(math.prod(line.factors.values), line.value, rel_tol=1e-12, abs_tol=1e-9), (
            line.place
        )


def test_payers_share_the_value() -> None:
    for bc, line in lines():
        moved = line.price_key in bc.book.prices and bc.book.prices[line.price_key].transfer_to
        assert math.isclose(sum(line.by_payer.values()), 0 if moved else line.value, abs_tol=1e-9), line.place


def test_lines_add_up_to_the_case_and_cases_to_the_programme() -> None:
    for bc, explanation in explained():
        place = [loaded.case.id for loaded in bc.cases].index(explanation.case_id)
        benefit = bc.case_totals(bc.money.societal, effort=False)[place].sum()
        effort = bc.case_totals(bc.money.societal, effort=True)[place].sum()
        assert math.isclose(explanation.benefit, benefit, abs_tol=1e-6)
        assert math.isclose(explanation.effort, effort, abs_tol=1e-6)


def test_words_name_the_source_and_the_price_level() -> None:
    for bc, line in lines():
        rows = dict(line.rows())
        if line.price_key == "uitgave":
            assert rows["bron"]
            continue
        price = bc.book.prices[line.price_key]
        value = price.value_for(bc.settings.price_year)
        stated = rows["prijs in de bron"]
        assert stated.startswith(f"{line.price_key}: ")
        assert f"({value.price_year})" in stated or f"(prijspeil {value.price_year})" in stated
        for citation in value.citations:
            assert bc.book.sources[citation.source].title in line.source
        assert f"graad {value.grade.value}" in line.source
        if value.price_year != bc.settings.price_year:
            assert f"prijspeil {bc.settings.price_year}" in rows["index"]
            assert f"({price.index})" in rows["index"]


def test_words_point_at_the_line_of_the_file() -> None:
    for bc, explanation in explained():
        loaded = next(loaded for loaded in bc.cases if loaded.case.id == explanation.case_id)
        written = Path(loaded.file).read_text("utf-8").splitlines()
        for line in explanation.lines:
            file, _, number = line.place.rpartition(":")
            assert file == loaded.file
            around = " ".join(written[int(number) - 1 : int(number) + 6])
            assert line.price_key in around, line.place


def test_text_holds_every_step_once() -> None:
    for _, explanation in explained():
        text = str(explanation)
        for line in explanation.lines:
            assert text.count(f"[{line.place}]") == 1
        for word in ("bron", "betalers", "regels:", *(factor.name for factor in FACTORS.values())):
            assert word in text


def test_numbers_are_written_for_readers() -> None:
    for _, explanation in explained():
        text = str(explanation)
        found = re.search(r"\bnan\b|\binf\b|None|\de[-+]\d|−€? ?0,00\b| ,", text)
        assert found is None, f"{explanation.case_id}: {found}"


def test_table_to_pandas() -> None:
    pytest.importorskip("pandas")
    _, explanation = explained()[0]
    frame = explanation.table().to_pandas()
    assert list(frame["regel"]) == [line.name for line in explanation.lines]
    factors = [factor.name for factor in FACTORS.values()]
    assert frame[factors].prod(axis=1).to_numpy() == pytest.approx(frame["waarde"].to_numpy())


def test_one_line_by_its_name(tmp_path: Path) -> None:
    explanation = business_case(read(tmp_path, case_text())).explain("proef-1")
    line = explanation.line("z1.1")
    assert line.value == pytest.approx(200)
    assert line.rows()[0] == ("prijs in de bron", "hulp.uur: € 40,00 per uur (prijspeil 2025)")
    assert dict(line.rows())["hoeveelheid"] == "× 10 uur = € 400,00"
    with pytest.raises(KeyError, match=r"i1, z1\.1"):
        explanation.line("z9.9")


def test_a_case_that_does_not_count(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="telt niet mee"):
        business_case(read(tmp_path, case_text())).explain("proef-2")


def test_a_step_says_what_was_typed_and_what_was_used(tmp_path: Path) -> None:
    text = case_text(kans="{laag: 20%, verwacht: 40%, hoog: 50%}", hulp="{laag: 8, verwacht: 10, hoog: 15}")
    text = text.replace("} uur}", "}}")
    steps = dict(business_case(read(tmp_path, text)).explain("proef-1").line("z1.1").rows())
    assert steps["hoeveelheid"].startswith("× 10,9867 uur: 8–10–15, gemiddeld 10,99 = € 439")
    assert steps["kans op het pad"].startswith("× 36,7 %: 20 %–40 %–50 %, gemiddeld 36,7 % = € 161")
    assert steps["realisme"] == "× 1: bewijs: geregistreerd, set geen"


# ---------------------------------------------------------------- what goes from one to another (M12)


def test_lines_and_transfers_add_up_to_the_totals() -> None:
    """A table whose lines hold a benefit says what is counted off again (A10)."""
    transfers = 0
    for bc, explanation in explained():
        rows = list(explanation.table())
        effort = sum(row["waarde"] for row in rows if row["kant"] == "inzet")
        benefit = sum(row["waarde"] for row in rows if row["kant"] != "inzet")
        assert effort == pytest.approx(explanation.effort, abs=1e-6)
        assert benefit == pytest.approx(explanation.benefit, abs=1e-6)
        receipts = bc.receipts(casus=explanation.case_id)
        told = sum(row["bedrag"] / row["gewicht casus"] for row in receipts if row["kant"] == "baten")
        assert told == pytest.approx(explanation.benefit, abs=1e-6)
        transfers += len(explanation.transfers)
    assert transfers > 0


def test_who_misses_and_who_gains_a_transfer() -> None:
    less, more = Transfer(BENEFIT, "Inwoner", -273.29), Transfer(BENEFIT, "Inwoner", 273.29)
    paid = Transfer("inzet", "Inwoner", -100.0)
    assert less.words == "Inwoner mist dit: samen nul"
    assert more.words == paid.words == "Inwoner krijgt dit: samen nul"


def test_benefit_of_someone_on_benefits_by_hand() -> None:
    """4,291.53 less benefit, 103.34 less of something else, 4,018.24 that is still paid: 103.34 is left."""
    book = make_book(
        {
            "inzet.uur": {},
            "hulp.uur": {"bedrag": 103.34},
            "werk.zonder": {"bedrag": 4291.53, "domein": "werk", "overdracht_aan": "inwoner"},
            "werk.met": {"bedrag": 4018.24, "domein": "werk", "overdracht_aan": "inwoner"},
        }
    )
    once = {"aantal": 1}
    case = make_case(
        zonder_inzet=[
            {
                "pad": "test",
                "kans": 1,
                "hulp": [{"prijs": "werk.zonder", **once}, {"prijs": "hulp.uur", **once}],
            }
        ],
        met_inzet=[{"prijs": "werk.met", **once}],
    )
    loaded = (LoadedCase(case, "test.yaml", None, dict.fromkeys(line_names(case), 1)),)
    alone = (Denominator("", 1, 1, Selection.ALL, "test"),)
    found = BusinessCase(loaded, book, make_settings(), alone, (), ()).explain(case.id)
    assert [line.value for line in found][1:] == pytest.approx([4291.53, 103.34, -4018.24])
    (transfer,) = found.transfers
    assert transfer.value == pytest.approx(-273.29)
    assert found.benefit == pytest.approx(103.34)
    assert "overdracht  inwoner mist dit: samen nul  =  −€ 273,29" in str(found)
