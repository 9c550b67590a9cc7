"""The Excel form: written, filled in, read back; every complaint at its cell (K12)."""

import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filled import GOOD, Styled, answers_of, book, cell_of, changed, form, left_out
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from pydantic import BaseModel

from rendement.asking.business_case import business_case
from rendement.forms.answers import Answer, Answers, as_text, rows, spell
from rendement.forms.case_text import Block, Items, Leaf, written
from rendement.forms.checked import Filled, ReadForm, checked
from rendement.forms.excel.cells import typed_in
from rendement.forms.excel.lists import Lists
from rendement.forms.excel.read import load_form
from rendement.forms.excel.rules import message
from rendement.forms.excel.sheet import open_form
from rendement.forms.excel.write import write_form
from rendement.forms.pages import PAGES, WITHOUT
from rendement.forms.questions import (
    LISTS,
    PER,
    PRICES,
    Cards,
    Entry,
    Kind,
    Part,
    Questions,
    Rows,
    entries_of,
    fitting_units,
)
from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Estimate
from rendement.model.price import PriceBook
from rendement.model.units import conversion, parse_measure
from rendement.reading.books.price_books import examples_root, load_prices
from rendement.reading.complaints.media import Medium
from rendement.reading.complaints.messages import MESSAGES
from rendement.reading.complaints.problems import Place, Problem, SheetCell, errors
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet, LoadedCase
from rendement.reading.spelling.hints import chance_hint
from rendement.reading.yaml.text import read_text
from rendement.reports.excel.recalculate import office, recalculated

EXAMPLES = sorted(
    path
    for path in examples_root().rglob("*.yaml")
    if ".beoordeling." not in path.name and path.name != "programma.yaml"
)
TOO_RARE = {
    "cd-2025-006": ["zonder_inzet.aantal.maal"],
    "fief-2025-037": [
        "zonder_inzet.aantal.bewijs",
        "zonder_inzet.aantal.gemiddelde",
        "zonder_inzet.aantal.grond",
        "zonder_inzet.aantal.sd",
    ],
    "fief-2025-052": ["zonder_inzet.aantal.meest", "zonder_inzet.aantal.minst"],
    "gg-2025-005": [
        "met_inzet.hulp",
        "met_inzet.pad",
        "zonder_inzet.aantal.gemiddelde",
        "zonder_inzet.aantal.tot95",
        "zonder_inzet.aantal.van95",
    ],
    "gg-2025-006": ["zonder_inzet.kans.maal"],
    "gw-2025-b02": [
        "zonder_inzet.aantal.bewijs",
        "zonder_inzet.aantal.gemiddelde",
        "zonder_inzet.aantal.grond",
        "zonder_inzet.aantal.tot95",
        "zonder_inzet.aantal.van95",
    ],
    "gw-2025-b05": ["zonder_inzet.kans.maal"],
    "gw-2025-o03": [
        "zonder_inzet.aantal.gemiddelde",
        "zonder_inzet.aantal.meest",
        "zonder_inzet.aantal.minst",
        "zonder_inzet.aantal.sd",
    ],
    "oc-2025-004": ["met_inzet.hulp", "met_inzet.kans.maal", "met_inzet.pad", "zonder_inzet.kans.naam"],
    "oc-2025-006": [
        "met_inzet.hulp",
        "met_inzet.pad",
        "zonder_inzet.aantal.meest",
        "zonder_inzet.aantal.minst",
    ],
    "oc-2025-007": ["zonder_inzet.kans.maal"],
    "sc-2025-003": ["met_inzet.hulp", "met_inzet.pad"],
    "sc-2025-006": ["zonder_inzet.kans.maal"],
    "sf-2025-07": ["zonder_inzet.kans.maal"],
    "sf-2025-08": ["zonder_inzet.aantal.gemiddelde", "zonder_inzet.aantal.sd"],
    "sf-2025-09": ["met_inzet.hulp", "met_inzet.pad"],
    "spin-2025-19": ["zonder_inzet.aantal.bewijs"],
    "spin-2025-38": ["zonder_inzet.aantal.verdeling"],
    "sr-2025-008": [
        "met_inzet.hulp",
        "met_inzet.pad",
        "zonder_inzet.aantal.bewijs",
        "zonder_inzet.aantal.gemiddelde",
        "zonder_inzet.aantal.sd",
        "zonder_inzet.kans.maal",
    ],
    "sv-2025-11": ["zonder_inzet.kans.maal"],
    "zm-2025-019": ["zonder_inzet.kans.maal"],
    "zm-2025-034": ["zonder_inzet.kans.grond", "zonder_inzet.kans.naam", "zonder_inzet.uitstel.naam"],
    "zm-2025-047": ["zonder_inzet.kans.maal"],
}
"""Examples with something that the form leaves to the case file, and what."""
TODAY = date(2026, 3, 1)


def read(path: Path) -> ReadForm:
    return load_form(path, path.with_suffix(".yaml"), today=TODAY)


def told(path: Path) -> list[str]:
    """Every complaint as its cell and slug."""
    return [
        f"{p.place.cell.sheet if p.place.cell else ''}!{p.place.address} {p.slug}"
        for p in read(path).problems
    ]


# ---------------------------------------------------------------- there and back


@pytest.mark.parametrize(
    "example", [path for path in EXAMPLES if path.stem not in TOO_RARE], ids=lambda p: p.stem
)
def test_an_example_comes_back_from_the_form_as_it_was(example: Path, tmp_path: Path) -> None:
    text = example.read_text("utf-8")
    assert set(left_out(text)) <= {"opvolging"}
    filled = write_form(tmp_path / "casus.xlsx", book_of_examples(), answers_of(text))
    back = load_form(filled, example)
    assert errors(back.problems) == []
    assert back.cases is not None
    before, after = load_cases(example), back.cases
    one, other = only(before), only(after)
    assert plain(other.by_author) == plain(one.by_author.model_copy(update={"follow_up": ()}))
    assert value(one) == value(other)


@pytest.mark.parametrize(
    "example", [path for path in EXAMPLES if path.stem not in TOO_RARE], ids=lambda p: p.stem
)
def test_a_form_comes_back_from_its_case_file_as_it_was(example: Path, tmp_path: Path) -> None:
    first = write_form(tmp_path / "a.xlsx", book_of_examples(), answers_of(example.read_text("utf-8")))
    text = load_form(first, example).text
    again = write_form(tmp_path / "b.xlsx", book_of_examples(), answers_of(text))
    assert filled_in(again) == filled_in(first)


def filled_in(form: Path) -> dict[str, dict[tuple[int, int], str]]:
    """What stands in every cell of every sheet, by sheet."""
    opened = open_form(form, form.name)
    assert opened.problems == []
    return {name: grid.said for name, grid in opened.grids.items()}


@pytest.mark.parametrize("spot", [(2_500, 2), (2, 200), (1_000_000, 16_000)])
def test_a_filled_cell_far_out_is_named(spot: tuple[int, int], tmp_path: Path) -> None:
    path = changed(form(tmp_path / "a.xlsx"), lambda workbook: _say(workbook, spot))
    (problem,) = read(path).problems
    assert (problem.slug, problem.place.line, problem.source_line) == ("formulier_los", spot[0], "vergeten")


def _say(workbook: Workbook, spot: tuple[int, int]) -> None:
    workbook["Inzet"].cell(*spot).value = "vergeten"


def test_rows_of_a_table_are_read_however_far_down(tmp_path: Path) -> None:
    """Rows put in between push the last ones below row 2,000."""
    path = changed(form(tmp_path / "a.xlsx"), lambda workbook: workbook["Inzet"].insert_rows(6, 3_000))
    assert read(path).text == read(form(tmp_path / "a.xlsx")).text


HEADS = [
    (page.name, entry.words)
    for page in PAGES
    for part in page.parts
    if isinstance(part, Rows | Cards)
    for entry in (*part.columns, *(part.head if isinstance(part, Cards) else ()))
    if entry.label != PER
]


@pytest.mark.parametrize(("page", "words"), HEADS, ids=lambda said: said)
def test_any_head_that_is_gone_is_said(page: str, words: str, tmp_path: Path) -> None:
    def clear(workbook: Workbook) -> None:
        for row in workbook[page].iter_rows():
            for cell in row:
                if cell.value == words:
                    cell.value = None

    problems = read(changed(form(tmp_path / "a.xlsx"), clear)).problems
    assert "formulier_vraag" in {problem.slug for problem in problems}


@cache
def book_of_examples() -> PriceBook:
    """The book with the prices that some example uses: a form of it is quick to write."""
    said = "".join(example.read_text("utf-8") for example in EXAMPLES)
    used = {key: price for key, price in book().prices.items() if key in said}
    return book().model_copy(update={"prices": used, "what_if": False})


def only(cases: CaseSet) -> LoadedCase:
    (one,) = (*cases.cases, *cases.running, *cases.withheld)
    return one


def value(loaded: LoadedCase) -> float:
    return business_case([loaded], price_year=2025).net if loaded.counts else 0.0


def plain(thing: Any) -> Any:
    """A model as plain values; how often a unit was written does not matter."""
    if isinstance(thing, Estimate):
        said = (thing.distribution, thing.evidence, thing.ground, thing.name)
        return (thing.points, getattr(thing, "unit", None), getattr(thing, "per", None), said)
    if isinstance(thing, BaseModel):
        return {name: plain(getattr(thing, name)) for name in type(thing).model_fields}
    if isinstance(thing, tuple | list):
        return [plain(part) for part in thing]
    return {key: plain(part) for key, part in thing.items()} if isinstance(thing, dict) else thing


RICH = """\
met_inzet:
  - {prijs: zorg.fysiotherapie, aantal: 3, kans: 1 op 10}
  - {prijs: wmo.huishoudelijke-hulp, aantal: 3 uur per week, in_plaats_van: z1.3, deel: 40%}
  - {wat: stoel, uitgave: {bedrag: 80, prijspeil: 2024, betalers: {gemeente: 100%}, bron: bon}, duur: 9 weken}
  - {prijs: zorg.fysiotherapie, aantal: 4, personen: 2, betalers: {gemeente: 25%, zorgverzekeraar: 75%}}
toerekening"""
SPENT = """\
      - {uitgave: {bedrag: 9, prijspeil: 2025, betalers: {gemeente: 60%, inwoner: 40%}, bron: bon}}
      - {prijs: zorg.fysiotherapie, aantal: 12"""


def test_all_that_help_may_say_comes_back_from_the_form(tmp_path: Path) -> None:
    """M29, persons, who pays and an amount in euros: on help with us, and on help without."""
    text = GOOD.replace("toerekening", RICH).replace("      - {prijs: zorg.fysiotherapie, aantal: 12", SPENT)
    text = text.replace("aantal: 9 uur}", "aantal: 9 uur, personen: 4}")
    source = tmp_path / "casus.yaml"
    source.write_text(text, "utf-8")
    assert left_out(text) == []
    back = read(form(tmp_path / "rijk.xlsx", text=text))
    assert back.cases is not None
    assert plain(only(back.cases).by_author) == plain(only(load_cases(source)).by_author)


def test_a_path_with_us_is_named_as_left_to_the_case_file() -> None:
    """The form has no place for it, and takes none of it: not half a line."""
    path = "met_inzet:\n  - {pad: terugval, kans: 10%, hulp: [{prijs: zorg.fysiotherapie, aantal: 3}]}\n"
    text = GOOD.replace("toerekening", path + "toerekening")
    assert left_out(text) == ["met_inzet.hulp", "met_inzet.pad"]
    assert rows(answers_of(text), ("met_inzet",)) == []


@pytest.mark.parametrize("name", TOO_RARE)
def test_what_the_form_has_no_place_for_is_named(name: str) -> None:
    example = next(path for path in EXAMPLES if path.stem == name)
    lost = [what for what in left_out(example.read_text("utf-8")) if what != "opvolging"]
    assert lost == TOO_RARE[name]


def test_counts_and_rates_come_back_from_the_form(tmp_path: Path) -> None:
    """M40: what is one text stands in one cell; a unit beside a count stays beside it."""
    price = "- {prijs: zorg.fysiotherapie, aantal:"
    care = f"{price} {{verwacht: 9 van 40, eenheid: zittingen}}, kans: 3 van 12}}"
    rate = f"{price} 12 per 1000 per jaar, duur: 2 jaar}}"
    text = GOOD.replace(f"{price} 12}}", f"{care}\n      {rate}")
    text = text.replace("    kans: 50%", "    kans: 300 per 1000 per jaar over 2 jaar")
    assert left_out(text) == []
    back = read(form(tmp_path / "telling.xlsx", text=text))
    assert list(back.problems) == []
    assert back.cases is not None
    path = only(back.cases).case.without[0]
    assert path.chance is not None
    assert path.chance.mean == pytest.approx(0.51)
    counted, rated = path.care[:2]
    assert counted.quantity is not None
    assert rated.quantity is not None
    assert (str(counted.quantity.number("verwacht")), counted.quantity.unit) == ("9 van 40", "zitting")
    assert counted.chance is not None
    assert str(counted.chance.likely) == "3 van 12"
    assert (rated.quantity.mean, rated.quantity.per) == (0.012, "jaar")


def test_an_estimate_that_the_form_cannot_hold_is_named() -> None:
    said = {
        "{gemiddelde: 12, sd: 3}": ["zonder_inzet.aantal.gemiddelde", "zonder_inzet.aantal.sd"],
        "{maal: [9 van 40, 6 zittingen]}": ["zonder_inzet.aantal.maal"],
        "{minst: 5, verwacht: 8, meest: 20}": ["zonder_inzet.aantal.meest", "zonder_inzet.aantal.minst"],
    }
    for typed, lost in said.items():
        text = GOOD.replace("zorg.fysiotherapie, aantal: 12", f"zorg.fysiotherapie, aantal: {typed}")
        assert left_out(text) == lost


def test_more_rows_than_the_form_has_make_it_longer(tmp_path: Path) -> None:
    care = "\n".join(["      - {prijs: zorg.fysiotherapie, aantal: 12}"] * 9)
    text = GOOD.replace("      - {prijs: zorg.fysiotherapie, aantal: 12}", care)
    back = read(form(tmp_path / "lang.xlsx", text=text))
    assert back.cases is not None
    assert len(only(back.cases).case.without[0].care) == 10


def test_a_case_file_from_a_form_reads_well(tmp_path: Path) -> None:
    assert (
        read(form(tmp_path / "goed.xlsx")).text
        == """\
# Overgenomen uit het Excelformulier goed.xlsx (versie 1) met prijzen van landelijk@2025.1.
# Verander voortaan dit bestand, of het formulier en lees dat opnieuw; niet allebei.
casus: vb-2025-01
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-06-30
context: {gemeente: dordrecht, organisatie: buurtwerk, thema: [eenzaamheid], aanpak: [wandelmaatje]}
vraag: komt nauwelijks nog buiten

# Wat deden wij?
inzet:
  - {wat: huisbezoeken, prijs: welzijn.sociaal-makelaar, aantal: 9 uur}

# Wat was er waarschijnlijk gebeurd als wij er niet waren? Kansen samen hoogstens 100 %;
# de rest is: het was ook zonder ons goed gekomen.
zonder_inzet:
  - pad: conditie zakt verder weg
    kans: 50%
    hulp:
      - {prijs: zorg.fysiotherapie, aantal: 12}
      - {prijs: wmo.huishoudelijke-hulp, aantal: 2 uur per week, duur: 9 maanden}

# Wie hielp er nog meer?
toerekening: {wij: 70%, huisarts: 30%}
# Kenmerk van wat het formulier zei: ieboeilcpconahnc
"""
    )


# ---------------------------------------------------------------- what Excel makes of an answer


@pytest.mark.parametrize(
    ("spot", "typed", "style", "line"),
    [
        (("Casus", "Gestart *"), datetime(2025, 2, 3), "dd-mm-yyyy", "gestart: 2025-02-03"),
        (("Casus", "Gestart *"), "2025-02-03", "@", "gestart: 2025-02-03"),
        (("Casus", "Fictief"), True, "General", "fictief: ja"),
        (("Casus", "Wijk"), 12, "General", 'wijk: "12"'),
        (("Casus", "Wijk"), "ja", "@", 'wijk: "ja"'),
        (("Zonder inzet", "Kans *"), 0.25, "0%", "kans: 25%"),
        (("Zonder inzet", "Kans *"), 0.285, "0.0%", "kans: 28.5%"),
        (("Zonder inzet", "Kans *"), 0.1 + 0.2, "General", "kans: 0.3"),
        (("Zonder inzet", "Kans *"), "1 op 4", "@", "kans: 1 op 4"),
        (("Zonder inzet", "Kans *"), " bijna  zeker ", "@", "kans: bijna zeker"),
        (("Zonder inzet", "Aantal"), "12,5", "@", "aantal: 12.5}"),
        (("Zonder inzet", "Aantal"), 12.125, "General", "aantal: 12.1250}"),
        (("Zonder inzet", "Aantal"), 1543, "General", "aantal: 1543}"),
        (("Zonder inzet", "Aantal"), "9 zittingen", "@", "aantal: 9 zittingen}"),
        (("Uitkomst", "Zingeving"), 7, "General", "zingeving: 7"),
        (("Uitkomst", "Zingeving"), "7,5", "@", "zingeving: 7.5"),
    ],
)  # fmt: skip
def test_an_answer_keeps_its_meaning(
    spot: tuple[str, str], typed: object, style: str, line: str, tmp_path: Path
) -> None:
    back = read(form(tmp_path / "a.xlsx", {spot: Styled(typed, style)}))
    assert {problem.slug for problem in errors(back.problems)} <= {"leeg"}  # a mark before, and none after
    assert line in back.text


@pytest.mark.parametrize("typed", ["1.000", "1,000", "25", "negen", "9-18", "yes", "=1+1", "#REF!", "-3"])
def test_what_could_mean_two_things_is_refused_at_its_cell(typed: str, tmp_path: Path) -> None:
    filled = form(tmp_path / "a.xlsx", {("Zonder inzet", "Kans *"): typed})
    (problem,) = read(filled).problems
    assert problem.place.address == cell_of(filled, "Zonder inzet", "Kans *")
    assert problem.where == f"{filled} › Zonder inzet!{problem.place.address}"


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    filled = form(
        tmp_path / "fout.xlsx",
        {
            ("Casus", "Gestart *"): "3-11-2025",
            ("Casus", "Vraag *"): None,
            ("Casus", "Wijk"): "belt mevrouw De Vries, 06-12345678",
            ("Inzet", "Aantal"): None,
            ("Zonder inzet", "Kans *"): "1.000",
            ("Zonder inzet", "Aantal"): "=SUM(1,2)",
            ("Zonder inzet", "Duur#2"): "even",
            ("Toerekening", "Deel *"): "170%",
            ("Uitkomst", "Zingeving"): 11,
        },
    )
    assert told(filled) == [
        "Casus!B7 datum_volgorde",
        "Casus!B15 privacy_telefoon",
        "Casus!B15 privacy_naam",
        "Casus!B30 leeg",
        "Inzet!E5 leeg",
        "Zonder inzet!E9 getal_duizendtal",
        "Zonder inzet!E12 formule_in_cel",
        "Zonder inzet!I13 tijd_onleesbaar",
        "Toerekening!D7 kans_boven_100",
        "Uitkomst!B8 buiten_grenzen",
        "Uitkomst!C8 leeg",
    ]


def test_meaning_and_prices_are_looked_at_as_in_a_case_file(tmp_path: Path) -> None:
    filled = form(
        tmp_path / "fout.xlsx",
        {
            ("Casus", "Afgesloten"): date(2024, 1, 1),
            ("Zonder inzet", "Prijs"): "zorg.fysio",
            ("Zonder inzet", "Eenheid#2"): "km per week",
            ("Toerekening", "Deel *#2"): "40%",
        },
    )
    assert told(filled) == [
        "Casus!B8 datums_volgorde",
        "Zonder inzet!B12 prijs_onbekend",
        "Zonder inzet!G13 eenheid_past_niet",
        "Toerekening!B7 toerekening_som",
    ]


def test_the_label_of_a_price_leads_to_its_key(tmp_path: Path) -> None:
    label = book().prices["zorg.fysiotherapie"].label
    (problem,) = read(form(tmp_path / "prijs.xlsx", {("Zonder inzet", "Prijs"): label.upper()})).problems
    assert problem.repair.startswith("bedoelt u 'zorg.fysiotherapie'? Of kies uit de lijst")


@pytest.mark.parametrize("typed", ["3-11-2025", "2025", "begin september 2025", "2025-13-01"])
def test_a_date_is_asked_for_as_the_form_shows_dates(typed: str, tmp_path: Path) -> None:
    problem = read(form(tmp_path / "datum.xlsx", {("Casus", "Gestart *"): typed})).problems[0]
    assert "3-11-2025" in problem.repair
    assert "jaar-maand-dag" not in problem.repair


def test_the_form_says_how_many_paths_it_has_room_for() -> None:
    cards = next(part for part in WITHOUT.parts if isinstance(part, Cards))
    assert cards.count == 6
    assert "er is plaats voor zes" in WITHOUT.told


def test_a_complaint_shows_the_cell_and_speaks_of_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    form(Path("vb.xlsx"), {("Zonder inzet", "Kans *"): "20-40%"})
    (problem,) = read(Path("vb.xlsx")).problems
    assert str(problem) == (
        "vb.xlsx › Zonder inzet!E9  R305  '20-40%' is geen kans of aandeel\n"
        "   E9 | 20-40%\n"
        "      | ^^^^^^ vul ieder in een eigen cel in: laag 20%, verwacht …, hoog 40%"
    )


@pytest.mark.parametrize(
    ("spot", "typed", "repair"),
    [
        (("Zonder inzet", "Aantal"), "9-18 keer", "laag 9, verwacht …, hoog 18, eenheid keer"),
        (("Zonder inzet", "Aantal"), "12 keer x 50%", "reken het uit tot één getal; een product past niet"),
        (("Zonder inzet", "Prijs"), "45 euro", "hier hoort een prijs, geen bedrag; kies uit de lijst"),
        (("Zonder inzet", "Prijs"), "qqqqq", "kies uit de lijst, of kijk op het blad Prijslijst"),
        (("Inzet", "Groep"), "3 uur", "schrijf bijvoorbeeld 12 deelnemers"),
    ],
)  # fmt: skip
def test_a_repair_is_said_in_the_words_of_a_cell(
    spot: tuple[str, str], typed: str, repair: str, tmp_path: Path
) -> None:
    problems = read(form(tmp_path / "a.xlsx", {spot: typed})).problems
    assert [problem.repair for problem in problems if repair in problem.repair]


def test_no_repair_for_a_cell_spells_a_text_file() -> None:
    """No braces, no commands, and no `veld: waarde`; two labels of the form hold a colon."""
    cell = Place(1, 1, 2, SheetCell(1, "Casus", "B"))
    for slug in (slug for slug, told in MESSAGES.items() if told.in_cell):
        repair = Problem(slug, "a.xlsx", cell).repair
        assert not re.search(
            r"[{}`]|\w: \w", repair.replace("Controle: hoe", "").replace("uitgave in: ", "")
        ), slug


def test_one_repair_has_words_for_every_medium() -> None:
    problem = Problem("kans_onleesbaar", "a.yaml", Place(1, 1, 2), {"suggestie": chance_hint("20-40%")})
    assert problem.repair == problem.repair_in(Medium.FILE) == "schrijf {laag: 20%, verwacht: …, hoog: 40%}"
    words = "vul ieder in een eigen cel in: laag 20%, verwacht …, hoog 40%"
    assert problem.repair_in(Medium.CELL) == words


def test_personal_data_may_be_allowed_with_a_reason(tmp_path: Path) -> None:
    said = "eet elke week in de Kerkstraat 3"
    spot = ("Casus", "Vraag *")
    assert told(form(tmp_path / "a.xlsx", {spot: said})) == ["Casus!B30 privacy_adres"]
    assert told(form(tmp_path / "a.xlsx", {spot: f"{said} # toegestaan:"})) == ["Casus!B30 privacy_reden"]
    back = read(form(tmp_path / "a.xlsx", {spot: f"{said} # toegestaan: adres van het buurthuis"}))
    assert back.problems == ()
    assert f"vraag: {said}   # toegestaan: adres van het buurthuis\n" in back.text


# ---------------------------------------------------------------- moved, lost, strange


def test_moved_rows_and_columns_are_found_by_their_words(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        workbook["Casus"].insert_rows(5, 3)
        workbook["Inzet"].insert_rows(2, 2)
        workbook["Inzet"].insert_cols(2)
        workbook.move_sheet("Uitkomst", -3)

    def unmerged(workbook: Workbook) -> None:
        for page in workbook:
            for area in list(page.merged_cells.ranges):
                page.unmerge_cells(str(area))
        edit(workbook)

    moved = read(changed(form(tmp_path / "a.xlsx"), unmerged))
    assert moved.problems == ()
    assert moved.text == read(form(tmp_path / "a.xlsx")).text


def test_a_column_that_is_gone_or_double_is_said(tmp_path: Path) -> None:
    def gone(workbook: Workbook) -> None:
        workbook["Inzet"].delete_cols(9)

    assert "Inzet!A4 formulier_vraag" in told(changed(form(tmp_path / "a.xlsx"), gone))
    double = form(tmp_path / "b.xlsx", {("Inzet", "Deel#0"): "Aantal"})
    assert [line for line in told(double) if "dubbel" in line] == ["Inzet!Q4 formulier_dubbel"]


def test_an_answer_over_its_question_is_said(tmp_path: Path) -> None:
    def over(workbook: Workbook) -> None:
        workbook["Zonder inzet"]["B8"] = "Bankzitten"

    assert "Zonder inzet!A8 formulier_vraag" in told(changed(form(tmp_path / "a.xlsx"), over))


def test_a_card_that_is_left_empty_is_no_path(tmp_path: Path) -> None:
    back = read(form(tmp_path / "a.xlsx"))
    assert back.cases is not None
    assert len(only(back.cases).case.without) == 1


def test_without_help_a_path_says_so_at_the_first_empty_price(tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        for row in (12, 13):
            for column in range(2, 27):
                workbook["Zonder inzet"].cell(row, column).value = None

    assert told(changed(form(tmp_path / "a.xlsx"), edit)) == ["Zonder inzet!B12 lege_lijst"]


def test_chances_may_be_asked_the_other_way(tmp_path: Path) -> None:
    back = read(form(tmp_path / "a.xlsx", {("Zonder inzet", "Kans betekent"): "ook_zonder_ons"}))
    assert "    ook_zonder_ons: 50%\n" in back.text
    spot = ("Zonder inzet", "Kans betekent")
    assert told(form(tmp_path / "b.xlsx", {spot: "weet ik niet"})) == ["Zonder inzet!B5 geen_keuze"]


def test_a_broken_package_is_one_sentence(tmp_path: Path) -> None:
    good = form(tmp_path / "a.xlsx")
    with zipfile.ZipFile(good) as packed, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as other:
        for name in packed.namelist():
            raw = packed.read(name)
            other.writestr(name, raw[: len(raw) // 2] if name.endswith("sheet3.xml") else raw)
    assert [problem.slug for problem in read(tmp_path / "b.xlsx").problems] == ["formulier_onleesbaar"]
    (tmp_path / "c.xlsx").write_bytes(good.read_bytes()[:20_000])
    assert [problem.slug for problem in read(tmp_path / "c.xlsx").problems] == ["formulier_onleesbaar"]


# ---------------------------------------------------------------- text stays text

_SIGNS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff")
WORDS = st.text(_SIGNS, min_size=1, max_size=200).map(lambda text: " ".join(text.split())).filter(bool)
NASTY = st.sampled_from(
    [
        "{a: b}",
        "- x",
        "&a b",
        "*a",
        "!t x",
        "# niets",
        "a: b",
        "a #b",
        '"',
        "'",
        "ja",
        "null",
        "~",
        "1.000",
        "|",
        ">",
        "%",
        "@x",
    ]
)


@given(words=WORDS | NASTY, key=WORDS | NASTY)
@settings(max_examples=300, deadline=None)
def test_no_text_becomes_structure(words: str, key: str) -> None:
    def said(text: str) -> Answer:
        return Answer(Place(1, 1, 2, SheetCell(1, "Casus", "B")), text, as_text(text))

    def leaf(text: str) -> Leaf:
        return Leaf((said(text),))

    inner = Block(((as_text(key), said(key), leaf(words)),))
    tree = Block(
        (
            ("vraag", said(words), leaf(words)),
            ("lijst", said(words), Items((leaf(words), leaf(key)))),
            ("blok", said(words), inner),
            (
                "hulp",
                said(words),
                Items((Block((("wat", said(words), leaf(words)), ("meer", said(key), inner))),)),
            ),
        )
    )
    text = read_text("casus.yaml", written(tree, iter(("kop",))).text.encode())
    assert text.problems == []
    assert text.data == {
        "vraag": words,
        "lijst": [words, key],
        "blok": {key: words},
        "hulp": [{"wat": words, "meer": {key: words}}],
    }


@given(number=st.floats(0, 1_000_000, allow_nan=False).map(lambda x: float(format(x, ".15g"))))
def test_a_number_of_excel_keeps_its_digits(number: float) -> None:
    spelled = spell(typed_in(number, "General"), Kind.QUANTITY, is_number=True)
    measure = parse_measure(spelled)
    if len(spelled) <= 30:
        assert measure is not None
        assert measure.number == number


# ---------------------------------------------------------------- the form itself


def test_the_form_asks_all_that_a_case_may_hold() -> None:
    def asked(kind: type, name: str) -> set[str]:
        parts = [part for page in PAGES for part in page.parts if isinstance(part, kind)]
        entries = [
            entry
            for part in parts
            if name in ("", str(getattr(part, "path", [""])[0]))
            for entry in entries_of(part)
        ]
        return {str(entry.path[0]) for entry in entries if entry.path}

    whole = asked(Questions, "") | {
        str(part.path[0]) for page in PAGES for part in page.parts if not isinstance(part, Questions)
    }
    assert aliases(Case) - whole == {"opvolging"}
    assert aliases(EffortLine) - asked(Rows, "inzet") == set()
    assert aliases(CareLine) - asked(Cards, "zonder_inzet") == {"naam", "in_plaats_van", "deel"}
    assert aliases(CareLine) - asked(Rows, "met_inzet") == {"naam", "uitstel", "verschuift"}
    assert aliases(Pathway) - asked(Cards, "zonder_inzet") == {"ook_zonder_ons", "hulp"}


def aliases(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


ENTRIES = [(part, entry) for page in PAGES for part in page.parts for entry in entries_of(part)]


def test_every_question_is_asked_in_a_sentence() -> None:
    asked = [entry for _, entry in ENTRIES if entry.label != PER]
    assert [entry.label for entry in asked if not re.match(r"[A-Z].{5,}[?.]\Z", entry.asked)] == []
    assert "Wat had deze bewoner zonder u nodig gehad?" in {entry.asked for entry in asked}
    assert [entry.label for entry in asked if "input_message" not in message(entry)] == []
    assert [
        entry.label for entry in asked if len(message(entry)["input_message"]) == 255
    ] == []  # nothing cut


def test_what_is_required_belongs_to_the_core() -> None:
    assert [entry.label for _, entry in ENTRIES if entry.required and not entry.core] == []
    assert sum(entry.core for _, entry in ENTRIES) == 25


def test_a_question_waits_for_one_of_its_own_part() -> None:
    for part, entry in ENTRIES:
        if entry.when:
            assert entry.when in {other.path for other in entries_of(part)}, entry.label
            assert not entry.required, entry.label


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_answers_what_would_not_be_asked(example: Path) -> None:
    answers = answers_of(example.read_text("utf-8"))
    for page in PAGES:
        for part in page.parts:
            for told, entries in asked_of(part, answers):
                odd = [e.label for e in entries if e.when and e.path in told and e.when not in told]
                assert odd == []


def asked_of(part: Part, answers: Answers) -> Iterator[tuple[Answers, tuple[Entry, ...]]]:
    """What was answered together, and the questions that stand together."""
    if isinstance(part, Cards):
        for card in rows(answers, part.path):
            yield card, part.head
            yield from ((row, part.columns) for row in rows(card, (part.inside,)))
    elif isinstance(part, Rows):
        yield from ((row, part.columns) for row in rows(answers, part.path))
    else:
        yield answers, entries_of(part)


def test_units_to_choose_from_fit_their_price() -> None:
    for price in book().prices.values():
        for words in fitting_units(price.unit, price.hours_per_halfday is not None):
            measure = parse_measure(f"1 {words}")
            assert measure is not None
            assert conversion(measure.unit, price.unit, price.hours_per_halfday) is not None, (
                price.unit,
                words,
            )


def test_the_form_hides_nothing_and_calls_nobody(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    workbook = load_workbook(path)
    assert [page.sheet_state for page in workbook] == ["visible"] * 9
    assert workbook.sheetnames == ["Lees mij", *(page.name for page in PAGES), PRICES, LISTS]
    with zipfile.ZipFile(path) as packed:
        assert not [name for name in packed.namelist() if "vba" in name or "external" in name.lower()]
    formulas = {cell.value for page in workbook for row in page for cell in row if cell.data_type == "f"}
    used = {name for formula in formulas for name in re.findall(r"([A-Z]+)\(", str(formula))}
    assert used == {"IF", "IFERROR", "INDEX", "MATCH"}
    hidden = [d for page in workbook for d in page.column_dimensions.values() if d.hidden]
    assert hidden == []


def test_every_price_can_be_chosen_and_every_message_fits(tmp_path: Path) -> None:
    workbook = load_workbook(write_form(tmp_path / "a.xlsx", book(), answers_of(GOOD)))
    listed = [row[0].value for row in workbook[PRICES].iter_rows(min_row=6)]
    assert {str(words).rpartition(" · ")[2] for words in listed} == set(book().prices)
    rules = [rule for page in workbook for rule in page.data_validations.dataValidation]
    assert len(rules) > 100
    assert max(len(rule.prompt or "") for rule in rules) <= 255
    assert max(len(rule.promptTitle or "") for rule in rules) <= 32
    assert max(len(str(rule.formula1 or "")) for rule in rules) <= 255


def test_a_price_of_a_local_book_can_be_chosen(tmp_path: Path) -> None:
    local = load_prices("westerveld")
    path = write_form(tmp_path / "a.xlsx", local, answers_of("casus: vb-1"))
    assert len(Lists.of(local).prices) == len(local.prices)
    assert load_workbook(path)["Lees mij"].max_row > 10


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    first = write_form(tmp_path / "a.xlsx", book(), answers_of(GOOD)).read_bytes()
    assert write_form(tmp_path / "b.xlsx", book(), answers_of(GOOD)).read_bytes() == first


def test_a_failed_form_leaves_the_old_file(tmp_path: Path) -> None:
    class Broken(dict[Any, Any]):
        def items(self) -> Any:
            raise RuntimeError("halverwege")

    old = form(tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(RuntimeError):
        write_form(tmp_path / "a.xlsx", book(), Broken())
    assert (tmp_path / "a.xlsx").read_bytes() == old
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.skipif(office() is None and not os.environ.get("CI"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_works_out_the_same_units(tmp_path: Path) -> None:
    path = form(tmp_path / "a.xlsx")
    (tmp_path / "uit").mkdir()
    again = load_workbook(recalculated(path, tmp_path / "uit"), data_only=True)
    stored = load_workbook(path, data_only=True)
    formulas = load_workbook(path)
    cells = [
        (page.title, cell.coordinate)
        for page in formulas
        for row in page
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(cells) == 54
    shown = [again[sheet][address].value or "" for sheet, address in cells]
    assert shown == [stored[sheet][address].value or "" for sheet, address in cells]
    assert [unit for unit in shown if unit] == ["uur", "zitting", "uur"]
    assert told(tmp_path / "uit" / path.name) == []


@pytest.mark.parametrize("said", ["geen verschil", "geen", "n.v.t."])
def test_no_help_said_in_words_is_an_empty_table(said: str, tmp_path: Path) -> None:
    """As the template of a case advises it; a form says the same with no rows."""
    filled = answers_of(f"zonder_inzet: {said}\nmet_inzet: {said}\n")
    tables = [part for page in PAGES for part in page.parts if isinstance(part, Rows | Cards)]
    assert [rows(filled, part.path) for part in tables] == [[] for _ in tables]
    write_form(tmp_path / "f.xlsx", load_prices(), filled)


# ---------------------------------------------------------------- without any medium


@pytest.mark.parametrize(
    "example", [path for path in EXAMPLES if path.stem not in TOO_RARE], ids=lambda p: p.stem
)
def test_answers_make_the_same_case_without_any_medium(example: Path) -> None:
    """What a case answers, and what is made of those answers: any medium stands between the two."""
    answers = answers_of(example.read_text("utf-8"))
    form = Filled(Path("antwoorden"), answers, "landelijk", ())
    back = checked(form, example)
    assert errors(back.problems) == []
    assert back.cases is not None
    before = only(load_cases(example)).by_author.model_copy(update={"follow_up": ()})
    assert plain(only(back.cases).by_author) == plain(before)
    assert answers_of(back.text) == answers


def test_an_answer_that_nobody_gave_is_asked_for() -> None:
    """A medium that hands over no row of work at all gets the same complaint as a case file without it."""
    answers = {path: answer for path, answer in answers_of(GOOD).items() if path[0] != "inzet"}
    told = checked(Filled(Path("antwoorden"), answers, "", ()), Path("vb-2025-01.yaml"), today=TODAY).problems
    assert [(problem.slug, problem.details["veld"]) for problem in told] == [("ontbreekt", "inzet")]
