"""Every figure explains itself: its factors multiply to it; its words name source, year, step and place."""

import math
import re
from functools import cache
from pathlib import Path

import pytest
from written import case_text, read

from rendement.reading.load import load_cases
from rendement.reading.price_books import examples_root
from rendement.results.business_case import BusinessCase, business_case
from rendement.results.explain import Explanation, LineExplanation
from rendement.results.factors import FACTORS


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
        for word in ("bron", "betalers", "regels:", *(factor.name for factor in FACTORS)):
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
    factors = [factor.name for factor in FACTORS]
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
