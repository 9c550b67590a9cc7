"""The library used wrongly: every call names the mistake and the repair in one Dutch sentence (K20)."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from written import case_text, programme_text, read, small_book

import rendement as rd
from rendement.words.misuse import Misuse, NotThere, Unknown, WrongKind, WrongValue

Call = Callable[[rd.BusinessCase], object]
Wrong = tuple[str, Call, type[Exception], str]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> rd.CaseSet:
    texts = (case_text(), case_text("proef-2"), case_text("proef-3").replace("afgesloten: 2025-01-01\n", ""))
    return read(tmp_path_factory.mktemp("misuse"), *texts, programme=programme_text(closed=2))


@pytest.fixture(scope="module")
def bc(cases: rd.CaseSet) -> rd.BusinessCase:
    return rd.business_case(cases)


LIB: Any = rd
"""The library without its types, as in a notebook."""


def call(name: str, function: Any, kind: type[Exception], said: str) -> Any:
    return pytest.param(function, kind, said, id=name)


WRONG = [
    call("no path", lambda bc: LIB.load_cases(), WrongValue, "geef een map of bestand: load_cases("),
    call("no such folder", lambda bc: LIB.load_cases("nope"), NotThere, "'nope' bestaat niet; geef een map"),
    call("list of paths", lambda bc: LIB.load_cases(["a"]), WrongKind, "load_cases(*paden)"),
    call("number as path", lambda bc: LIB.load_cases(3), WrongKind, "niet 3: load_cases('casussen')"),
    call("number as book", lambda bc: LIB.load_prices(3), WrongKind, "niet 3: load_prices('landelijk')"),
    call("path for cases", lambda bc: LIB.business_case("a"), WrongKind, "business_case(load_cases('a'))"),
    call("one case", lambda bc: LIB.business_case(bc.cases[0]), WrongKind, "tussen haken: [casus]"),
    call("a document", lambda bc: LIB.business_case([bc.cases[0].case]), WrongKind, "niet met Case"),
    call("a number", lambda bc: LIB.business_case(3), WrongKind, "niet met int: load_cases('map')"),
    call("book of a number", lambda bc: LIB.business_case(bc.cases, 3), WrongKind, "prices='landelijk'"),
    call(
        "year as text",
        lambda bc: LIB.business_case(bc.cases, price_year="2025"),
        WrongKind,
        "price_year is een heel getal, niet '2025': schrijf price_year=2025",
    ),
    call("year too far", lambda bc: LIB.business_case(bc.cases, price_year=1900), rd.CannotAdd, "1900"),
    call("regime", lambda bc: LIB.business_case(bc.cases, regime="x"), rd.ReadingError, "mkba-2021"),
    call("whose", lambda bc: LIB.business_case(bc.cases, reviews="x"), rd.CannotAdd, "samengevoegd, auteur"),
    call("status", lambda bc: LIB.business_case(bc.cases, minimum_status="x"), rd.CannotAdd, "concept"),
    call("engine", lambda bc: bc.uncertainty(engine="fast"), Unknown, "kies uit: brute, conditional"),
    call("draws as text", lambda bc: bc.uncertainty("1000"), WrongKind, "niet '1000': schrijf draws=1000"),
    call("half draws", lambda bc: bc.uncertainty(100.5), WrongKind, "schrijf bijvoorbeeld draws=10000"),
    call("whole float", lambda bc: bc.uncertainty(1e3), WrongKind, "schrijf draws=1000"),
    call("few draws", lambda bc: bc.uncertainty(5), WrongValue, "draws is minstens 100, niet 5"),
    call("seed as text", lambda bc: bc.uncertainty(seed="1"), WrongKind, "schrijf seed=1"),
    call("seed as yes", lambda bc: bc.uncertainty(seed=True), WrongKind, "seed is een heel getal, niet True"),
    call("seed below 0", lambda bc: bc.uncertainty(seed=-1), WrongValue, "seed is minstens 0, niet -1"),
    call("no workers", lambda bc: bc.uncertainty(workers=0), WrongValue, "workers is minstens 1, niet 0"),
    call("spread", lambda bc: bc.uncertainty(spread="x"), rd.ReadingError, "'x'"),
    call("band", lambda bc: bc.uncertainty(100).band("x"), Unknown, "geen band 'x'; kies uit: schattingen"),
    call("case to explain", lambda bc: bc.explain("proef-9"), Unknown, "bedoelt u 'proef-"),
    call("number to explain", lambda bc: bc.explain(0), Unknown, "casus 0 telt niet mee"),
    call("case to switch", lambda bc: bc.switching_values("x"), Unknown, "kies uit: proef-1, proef-2"),
    call("case to weigh", lambda bc: bc.influences("x"), Unknown, "kies uit: proef-1, proef-2"),
    call("case to answer", lambda bc: bc.answers("x"), Unknown, "kies uit: proef-1, proef-2"),
    call("case by person", lambda bc: bc.outcomes_by_person("x"), Unknown, "kies uit: proef-1, proef-2"),
    call("input", lambda bc: bc.grid("prijs:hulp.uut", "x"), Unknown, "bedoelt u 'prijs:hulp.uur'?"),
    call("most as text", lambda bc: bc.tornado(most="3"), WrongKind, "schrijf most=3"),
    call("dimension", lambda bc: bc.by("betalr"), Unknown, "bedoelt u 'betaler'? kies uit: betaler,"),
    call("no dimension", lambda bc: bc.by(), WrongValue, "noem waarnaar u indeelt: betaler,"),
    call("twice", lambda bc: bc.by("wijk", "wijk"), WrongValue, "één keer"),
    call("a list of them", lambda bc: bc.by(3), Unknown, "onbekende indeling 3"),
    call("receipts of", lambda bc: bc.receipts(wijken="a"), Unknown, "bedoelt u 'wijk'?"),
    call("receipts by", lambda bc: bc.receipts(betaler="gemeent"), Unknown, "bedoelt u 'gemeente'?"),
    call(
        "period",
        lambda bc: bc.cash_flow("week"),
        Unknown,
        "'week' zijn; kies uit: jaar, maand",
    ),
    call("payer", lambda bc: bc.payback("x"), Unknown, "betaler 'x' komt niet voor; kies uit: gemeente"),
    call("side", lambda bc: bc.payer_side("gemeent"), Unknown, "bedoelt u 'gemeente'?"),
    call("column", lambda bc: bc.by("wijk").column("bate"), Unknown, "geen kolom 'bate'; bedoelt u 'baten'?"),
    call("order", lambda bc: bc.by("wijk").sorted_by("x"), Unknown, "geen kolom 'x'; kies uit: wijk"),
    call("row", lambda bc: bc.by("wijk")[99], IndexError, "plaats 99 is er niet: er zijn er 1"),
    call("no place", lambda bc: bc.by("wijk")[1.5], WrongKind, "niet 1.5"),
    call("line", lambda bc: bc.explain("proef-1")["z9"], Unknown, "'z9' is er niet; kies uit: i1, z1.1"),
    call("value", lambda bc: bc.switching_values("proef-1")["z9"], Unknown, "schatting 'z9' is er niet"),
    call("price", lambda bc: bc.book["hulp.uurt"], Unknown, "bedoelt u 'hulp.uur'?"),
    call("trail", lambda bc: bc.book.trail_of("x"), Unknown, "prijs 'x' staat niet in"),
    call("threshold", lambda bc: LIB.suppressed(bc.by("wijk"), 0), WrongValue, "threshold is minstens 1"),
    call("uncounted", lambda bc: LIB.suppressed(bc.saved()), WrongValue, "bc.by('wijk')"),
    call("no table", lambda bc: LIB.suppressed("x"), WrongKind, "bc.by('wijk'), niet 'x'"),
    call("no cases", lambda bc: LIB.business_case(None), WrongKind, "niet met NoneType"),
    call("settings", lambda bc: LIB.named_settings("2025"), WrongKind, "schrijf price_year=2025"),
    call("label", lambda bc: bc.receipts(wijk=3), WrongKind, "een naam uit by('wijk'), niet 3"),
    call("terms", lambda bc: bc.co_investment(3), WrongKind, "Terms(...)"),
    call("compared", lambda bc: bc.compare(3), WrongKind, "business_case(cases), niet 3"),
    call("a number as file", lambda bc: bc.to_excel(3), WrongKind, "'businesscase.xlsx', niet 3"),
    call("objections", lambda bc: bc.objections(threshold="5"), WrongKind, "schrijf threshold=5"),
    call("setting", lambda bc: bc.compare(rente=1), Unknown, "kies uit: prices, price_year, regime"),
    call("compared year", lambda bc: bc.compare(price_year="2025"), WrongKind, "schrijf price_year=2025"),
    call("compared draws", lambda bc: bc.compare(draws=1), WrongValue, "draws is minstens 100"),
    call("no workbook", lambda bc: bc.to_excel("a.pdf"), WrongValue, "laat de naam eindigen op .xlsx"),
    call("drawn workbook", lambda bc: bc.to_excel("a.xlsx", draws=2), WrongValue, "draws is minstens 100"),
    call("workbook of", lambda bc: bc.to_excel("a.xlsx", "5"), WrongKind, "schrijf threshold=5"),
]
"""A call → its kind of exception, and what its sentence holds."""


@pytest.mark.parametrize(("wrong", "kind", "said"), WRONG)
def test_misuse(bc: rd.BusinessCase, wrong: Call, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=re.escape(said)) as caught:
        wrong(bc)
    assert type(caught.value) is kind
    if isinstance(caught.value, Misuse):
        assert "\n" not in str(caught.value)
        assert not str(caught.value).startswith(("'", '"')) or kind is NotThere


def test_misuse_is_what_python_raises() -> None:
    kinds = {Unknown: KeyError, WrongKind: TypeError, WrongValue: ValueError, NotThere: FileNotFoundError}
    assert all(issubclass(kind, python) for kind, python in kinds.items())


def test_a_folder_is_no_workbook(bc: rd.BusinessCase, tmp_path: Path) -> None:
    folder = tmp_path / "map.xlsx"
    folder.mkdir()
    for path in (tmp_path, folder):
        with pytest.raises(WrongValue, match=r"is een map: noem het bestand erin.*businesscase\.xlsx"):
            bc.to_excel(path)
    assert [path.name for path in tmp_path.rglob("*")] == ["map.xlsx"]


def test_cases_do_what_python_does(cases: rd.CaseSet) -> None:
    first, second = cases
    assert len(cases) == 2
    assert cases["proef-1"] is cases[0] is first
    assert cases[-1] is second
    assert cases[:1] == (first,)
    assert rd.business_case(cases[:1], closed=None).filed == 1
    assert "proef-1" in cases
    assert first in cases
    assert "proef-9" not in cases
    assert "proef-3" not in cases
    assert cases.by_id("proef-3").case.closed is None
    with pytest.raises(Unknown, match=r"'proef-3' loopt nog .* lees hem met by_id\('proef-3'\)"):
        cases["proef-3"]


def test_tables_do_what_python_does(bc: rd.BusinessCase) -> None:
    table = bc.by("casus", "betaler")
    assert "baten" in table
    assert "bate" not in table
    assert table[0] in table
    assert table[0] == next(iter(table))
    assert table["baten"] == table.column("baten")
    assert list(table[:1]) == [table[0]]
    assert isinstance(table[1:], rd.Table)
    assert len(table[1:]) == len(table) - 1
    assert table[1:].members == table.members[1:]


def test_explanations_do_what_python_does(bc: rd.BusinessCase) -> None:
    found = bc.explain("proef-1")
    assert [line.name for line in found] == ["i1", "z1.1"]
    assert len(found) == 2
    assert "z1.1" in found
    assert "z9" not in found
    assert found["z1.1"] is found[-1] is found.line("z1.1")
    assert found[:1] == found.lines[:1]


def test_switching_values_do_what_python_does(bc: rd.BusinessCase) -> None:
    values: Any = bc.switching_values("proef-1")
    assert values[0].key in values
    assert values[values[-1].key] == values[-1]
    assert values[:1] == tuple(values)[:1]
    assert "z9:pad" not in values


def test_influences_do_what_python_does(bc: rd.BusinessCase) -> None:
    found = bc.influences()
    assert len(found) == len(found.inputs)
    assert list(found) == list(found.inputs)
    assert found[0].key in found
    assert found[found[-1].key] is found[-1]
    assert found[:2] == found.inputs[:2]
    assert "x" not in found


def test_books_do_what_python_does(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    assert "hulp.uur" in book
    assert "hulp.uurt" not in book
    assert book["hulp.uur"] is book.prices["hulp.uur"]
    assert list(book) == list(book.prices)
    assert len(book) == len(book.prices)


def test_a_book_is_named_when_reading(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert len(rd.load_cases(tmp_path / "leeg", prices="landelijk@2025.1", today=date(2026, 1, 1))) == 0


def test_a_book_takes_a_price_and_no_amount(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    with pytest.raises(WrongKind, match=r"^price is een prijs: boek\[sleutel\]\.with_\(values=…\), niet 40$"):
        book.with_price("hulp.uur", 40)  # type: ignore[arg-type]


# ---------------------------------------------------------------- completion


def test_completion_proposes_only_what_is_ours() -> None:
    assert set(dir(rd)) == {"__version__", *rd.__all__}


def test_a_notebook_proposes_names_of_cases_and_columns(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text(), case_text("proef-2"))
    assert cases._ipython_key_completions_() == ["proef-1", "proef-2"]
    table = rd.business_case(cases).by("betaler")
    assert (
        table._ipython_key_completions_() == table.names == ["betaler", "casussen", "baten", "inzet", "netto"]
    )
