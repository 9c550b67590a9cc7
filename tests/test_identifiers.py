"""Names that programs must accept, made of what people chose: valid and unique."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from builders import make_book, make_case, make_settings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbook_bases import demo

from rendement.asking.business_case import BusinessCase
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.sheets.readme import OWN_SHEETS
from rendement.reports.excel.write import write_plan
from rendement.results.base.denominator import Denominator
from rendement.words.identifiers import headers, link_to, name_part, sheet_in, sheet_names

FORBIDDEN = set("[]:*?/\\")
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="aA'[]:*?/\\ !\U0001f600é\n\0", max_size=45),
    st.sampled_from(["", "'", "History", "regels", "Regels", "A1", "R1C1", "TRUE", "a" * 40, "A" * 31 + "b"]),
)


def is_sheet_name(name: str) -> bool:
    units = len(name.encode("utf-16-le")) // 2
    return (
        1 <= units <= 31
        and not set(name) & FORBIDDEN
        and name.isprintable()
        and name.strip(" '") == name
        and name.lower() not in ("history", "geschiedenis")
    )


@given(st.lists(HOSTILE, max_size=8))
@example(["samenwerkingsverband-po", "samenwerkingsverband-vo"])
@example(["😀" * 15 + "a", "😀" * 15 + "b", "😀" * 30])
@example(["a" * 40] * 12)
def test_names_of_sheets_are_valid_and_unique(wanted: list[str]) -> None:
    found = sheet_names(wanted, OWN_SHEETS, "betaler")
    assert len(found) == len(wanted)
    assert all(map(is_sheet_name, found)), found
    everything = [name.casefold() for name in (*found, *OWN_SHEETS)]
    assert len(set(everything)) == len(everything)


def test_names_of_sheets_stay_readable() -> None:
    wanted = [
        "Gemeente",
        "Samenwerkingsverband-po",
        "Samenwerkingsverband-vo",
        "regels",
        "regels ",
        "Woningcorporaties-zuid",
    ]
    assert sheet_names(wanted, ["Regels"], "betaler") == (
        *("Gemeente", "Samenwerkingsverband-po", "Samenwerkingsverband-vo"),
        *("regels (betaler)", "regels (betaler 2)", "Woningcorporaties-zu"),
    )


@given(st.lists(HOSTILE, unique=True, max_size=8))
@example(["-", "_2d_", "_", "", "__"])
@example(["jaar", "_6a_aar", "JAAR"])
@example(["é" * 200, "é" * 199 + "e"])
def test_parts_of_defined_names_are_valid_and_unique(texts: list[str]) -> None:
    parts = [name_part(text, {"jaar"}) for text in texts]
    assert all(re.fullmatch(r"[a-z0-9_]{1,140}", part) for part in parts)
    assert len({"jaar", *parts}) == len(parts) + 1


@given(st.lists(HOSTILE, max_size=8))
def test_headers_are_valid_and_unique(wanted: list[str]) -> None:
    found = headers(wanted)
    assert len({name.casefold() for name in found}) == len(wanted)
    assert all(0 < len(name.encode("utf-16-le")) <= 2 * 255 and name.isprintable() for name in found)


@given(HOSTILE)
def test_a_link_leads_to_its_sheet(name: str) -> None:
    (sheet,) = sheet_names([name])
    assert sheet_in(link_to(sheet)) == sheet
    assert sheet_in(f"https://{sheet}") is None


# ---------------------------------------------------------------- whole workbooks

WORDS = st.sampled_from(
    ["a1", "r1c1", "true", "history", "regels", "con", "lees-mij", "wat-als", "samenwerkingsverband"]
)
PAYERS = st.one_of(
    WORDS,
    st.builds("{}-{}".format, WORDS, st.text(alphabet="abz09", min_size=1, max_size=12)),
    st.from_regex(r"\A[a-z][a-z0-9]{0,11}(-[a-z0-9]{1,8}){0,3}\Z"),
)
SERIES = st.one_of(
    st.sampled_from(["jaar", "JAAR", "CPI", "c_2d_pi", "A1", "'", "=1+1", "a b", "r" * 300]), HOSTILE
)


def paid_by(payers: Sequence[str], series: Sequence[str], case_id: str) -> BusinessCase:
    """A case in which each payer pays for help at a price of its own, each following a series of its own."""
    names = [*series, *["cpi"] * len(payers)]
    prices: dict[str, Any] = {"inzet.uur": {"bedrag": 50, "betalers": {payers[0]: 1}}}
    for n, payer in enumerate(payers):
        prices[f"hulp.uur{n}"] = {"bedrag": 40, "betalers": {payer: 1}, "index": names[n]}
    header = {
        "boek": "proef",
        "versie": "2025.1",
        "titel": "Proef",
        "uitgegeven": "2025-01-01",
        "licentie": "geen",
        "betalers": {p: {"naam": f"{p} {n}", "perspectief": "publiek"} for n, p in enumerate(payers)},
    }
    flat = {2024: 100.0, 2025: 100.0, 2026: 100.0}
    book = make_book(prices, header=header, series={"cpi": flat, **dict.fromkeys(series, flat)})
    care = [{"prijs": f"hulp.uur{n}", "aantal": "3 uur"} for n in range(len(payers))]
    case = make_case(
        casus=case_id,
        inzet=[{"wat": "proef", "prijs": "inzet.uur", "aantal": "2 uur"}],
        zonder_inzet=[{"pad": "proef", "kans": "50%", "hulp": care}],
    )
    loaded = LoadedCase(case, "proef.yaml", None, {})
    whole = Denominator("", 1, 1, Selection.ALL, "", None)
    return BusinessCase((loaded,), book, make_settings(), (whole,), (), ())


def sheets_of(path: Path) -> Any:
    book = load_workbook(path)
    names = book.sheetnames
    assert all(map(is_sheet_name, names))
    assert len({name.casefold() for name in names}) == len(names)
    defined = list(book.defined_names)
    assert all(re.fullmatch(r"[^\W\d]\w{1,254}", name) for name in defined)
    assert not any(re.fullmatch(r"[A-Z]{1,3}\d+|R\d*C\d*", name.upper()) for name in defined)
    assert len({name.casefold() for name in defined}) == len(defined)
    for name in defined:
        for sheet, _ in book.defined_names[name].destinations:
            assert sheet in names
    return book


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PAYERS, min_size=2, max_size=7, unique=True),
    st.lists(SERIES, max_size=3, unique=True).map(
        lambda names: [name for name in names if name != "cpi"][:2]
    ),
    st.from_regex(r"\A[a-z0-9]{1,30}(-[a-z0-9]{1,20})?\Z"),
)
@example(["samenwerkingsverband-po", "samenwerkingsverband-vo", "regels", "a1"], ["jaar", "JAAR"], "r1c1")
@example(["history", "con", "true"], ["a_b", "a-b"], "a1")
def test_a_workbook_opens_whoever_pays(
    tmp_path: Path, payers: list[str], series: list[str], case_id: str
) -> None:
    bc = paid_by(payers, series, case_id)
    plan = plan_workbook(bc, threshold=1)
    book = sheets_of(write_plan(plan, tmp_path / "boek.xlsx"))
    pages = {cell.value for cell in book["Samenvatting"]["A"] if cell.hyperlink}
    assert pages == {bc.payer_label(payer) for payer in payers}
    for sheet in book:
        assert_tables(sheet)
    for cell in book["Samenvatting"]["A"]:
        if cell.hyperlink:
            there = sheet_in(f"internal:{cell.hyperlink.location}")
            assert book[there]["A1"].value == f"Voor u: {cell.value}"


def assert_tables(sheet: Worksheet) -> None:
    for table in sheet.tables.values():
        names = [column.name for column in table.tableColumns]
        assert len({name.casefold() for name in names}) == len(names)
        first = sheet[table.ref][0]
        assert [cell.value for cell in first] == names


@pytest.mark.parametrize("shareable", [False, True])
def test_every_sheet_of_ours_is_known_so_that_no_payer_takes_its_name(shareable: bool) -> None:
    plan = plan_workbook(demo(), threshold=5, shareable=shareable)
    pages = {sheet.name for sheet in plan.sheets if str(sheet.rows[0][0].content).startswith("Voor u: ")}
    assert {sheet.name for sheet in plan.sheets} - pages <= set(OWN_SHEETS)
    assert pages


def test_pages_of_the_examples_are_called_as_their_payers() -> None:
    names = [sheet.name for sheet in plan_workbook(demo()).sheets]
    assert {"Gemeente", "Zorgverzekeraar"} <= set(names)
