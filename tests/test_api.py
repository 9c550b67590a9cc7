"""The public face: few names, light to import, readable in a notebook."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from written import case_text, programme_text, read

import rendement as rd

HEAVY = ("xlsxwriter", "openpyxl", "pandas", "rich", "typer", "phonenumbers", "stdnum")
SCRIPT = f"""
import json, sys, time
start = time.perf_counter()
import rendement
seconds = time.perf_counter() - start
print(json.dumps([seconds, [name for name in {HEAVY!r} if name in sys.modules]]))
"""


@pytest.fixture
def bc(tmp_path: Path) -> rd.BusinessCase:
    cases = read(tmp_path, case_text(), programme=programme_text(closed=1))
    return rd.business_case(cases)


def test_public_names() -> None:
    names = rd.__all__
    assert names == sorted(names)
    assert len(names) == len(set(names)) <= 25
    assert all(hasattr(rd, name) for name in names)


def test_importing_is_light() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    seconds, heavy = json.loads(done.stdout)
    print(f"\nimport rendement: {seconds:.2f} s")
    assert heavy == []


@pytest.mark.parametrize("words", [("zoek", "fysio"), ("toon", "zorg.fysiotherapie")])
def test_looking_up_a_price_needs_no_arrays_and_no_workbook(words: tuple[str, str]) -> None:
    heavy = "{'numpy', 'openpyxl', 'xlsxwriter', 'rendement.reading.privacy.look'}"
    script = f"""
from rendement.cli.app import run
import sys
assert run(['prijzen', *{words!r}]) == 0
print(sorted({heavy} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_types_are_shipped() -> None:
    assert (Path(rd.__file__).parent / "py.typed").is_file()


def test_repr_of_a_case_set(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text(), case_text("proef-2", kans="150%"))
    assert repr(cases) == "<1 casussen uit 2 bestanden · 0 lopend · 0 zonder instemming · 1 fouten>"


def test_repr_of_a_price_book() -> None:
    book = rd.load_prices("landelijk")
    assert repr(book) == f"<prijzenboek {book.name} · {len(book.prices)} prijzen · {book.content_hash[:12]}>"


def test_repr_of_a_table(bc: rd.BusinessCase) -> None:
    assert repr(bc.by("betaler")).split("\n") == [
        "per betaler",
        "betaler   casussen  baten  inzet  netto",
        "gemeente         1  € 200  € 100  € 100",
    ]


def test_repr_of_a_business_case(bc: rd.BusinessCase) -> None:
    text = repr(bc)
    assert max(len(line) for line in text.split("\n")) <= 110
    for part in (
        "Proefprogramma",
        "Kosten",
        "Baten",
        "Saldo",
        "€ 100",
        "Waar dit op rust",
    ):
        assert part in text
    assert f"{rd.business_case.__name__}(" not in text


def test_repr_of_an_explanation(bc: rd.BusinessCase) -> None:
    text = repr(bc.explain("proef-1"))
    assert text.startswith("casus proef-1 (")
    assert "inzet € 100,00 · baten € 200,00 · saldo € 100,00" in text


def test_html_is_escaped(tmp_path: Path) -> None:
    evil = '"<script>alert(1)</script>"'
    cases = read(tmp_path, case_text(wijk=evil))
    html = rd.business_case(cases).by("wijk")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_of_a_business_case(bc: rd.BusinessCase) -> None:
    html = bc._repr_html_()
    assert html.lstrip().startswith("<pre")
    assert "Saldo" in html
