"""No medium tells a ratio, a chance or the worth of knowing while costs are incomplete (M32, M33)."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from test_cli import Terminal, rendement
from test_costs_complete import STATED, base
from workbook_bases import full, two_programmes
from workbooks import Edited, compared, grids, named, needs_office, planned, worked_out
from written import case_text, programme_text, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reports.costs_words import ESTIMATED
from rendement.reports.excel.plan import plan_workbook
from rendement.reports.excel.write import write_plan
from rendement.results.figures.showing import CHANCE
from rendement.words.numbers import DASH, euro, number, odds

# ---------------------------------------------------------------- every medium

__all__ = ["rendement"]
WITHHELD_HEADS: Final = (
    *("kans dat het loont", "verwacht verlies", "waard om te weten", "andere conclusie"),
    *(CHANCE.capitalize(), "Baten per euro"),
)
_NULL: Final = (
    *("baten_per_euro", "chance", "loss", "evppi", "maand"),
    *("kans dat het loont", "andere conclusie dan samen"),
)
_CHANCE_SAID: Final = re.compile(
    rf"tegenover elke euro|{re.escape(CHANCE)} is|wie uitgaat van|is die kans|terugverdiend: in "
    r"|het loont (zolang|pas als)|scheelt gemiddeld",
    re.IGNORECASE,
)


def leaks(rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """What a grid of values tells that needs all costs: under a head, in a sentence, or in a tile."""
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and _CHANCE_SAID.search(value):
                yield value
            if isinstance(value, str) and value.startswith(
                (*WITHHELD_HEADS, "Kans dat", CHANCE.capitalize(), "Baten per euro")
            ):
                yield from (
                    f"{value}: {found}"
                    for found in below(rows, place, column)
                    if found not in (None, DASH, "")
                )


def below(rows: Sequence[Sequence[Any]], place: int, column: int) -> Iterator[Any]:
    """The cells under a head, until an empty row."""
    for row in rows[place + 1 :]:
        if not any(value not in (None, "") for value in row):
            return
        if len(row) <= column:
            return
        yield row[column]


@pytest.fixture(scope="module")
def incomplete(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an example without its costs, and with (`geheel`)."""
    folder = tmp_path_factory.mktemp("onvolledig")
    for name in ("zonder", "geheel"):
        for file in (examples_root() / "ouderencoach").iterdir():
            text = file.read_text("utf-8")
            if name == "zonder" and file.name == "programma.yaml":
                text, count = re.subn(r"^kosten:\n(?: +.*\n)+", "", text, flags=re.MULTILINE)
                assert count == 1
            write(folder / name, file.name, text)
    return folder


@pytest.fixture(scope="module", params=[False, True], ids=["volledig", "deelbaar"])
def books(
    request: pytest.FixtureRequest, incomplete: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, list[tuple[Any, ...]]]]:
    """Both workbooks of one edition, as values per sheet."""
    folder = tmp_path_factory.mktemp("boeken")
    found = {}
    for name in ("zonder", "geheel"):
        bc = business_case(load_cases(incomplete / name))
        path = bc.to_excel(folder / f"{name}.xlsx", draws=200, shareable=request.param)
        found[name] = grids(path)
    return found


def test_no_sheet_of_any_edition_tells_a_ratio_chance_or_worth(
    books: dict[str, dict[str, list[tuple[Any, ...]]]],
) -> None:
    told = {sheet: list(leaks(rows)) for sheet, rows in books["zonder"].items()}
    assert {sheet: found for sheet, found in told.items() if found} == {}
    said = {sheet for sheet, rows in books["zonder"].items() if "onvolledig" in str(rows)}
    assert {"Samenvatting", "Onzekerheid", "Meebetalen", "Indelingen", "Geldstroom"} <= said


def test_the_scan_of_sheets_is_able(books: dict[str, dict[str, list[tuple[Any, ...]]]]) -> None:
    able = {sheet for sheet, rows in books["geheel"].items() if list(leaks(rows))}
    assert {"Samenvatting", "Onzekerheid"} <= able
    assert "onvolledig" not in str(books["geheel"]["Samenvatting"])


def test_no_number_on_any_sheet_is_the_ratio_or_worth(
    incomplete: Path, books: dict[str, dict[str, list[tuple[Any, ...]]]]
) -> None:
    bare, whole = (business_case(load_cases(incomplete / name)) for name in ("zonder", "geheel"))
    hidden = [bare.benefit / bare.cost, *(one.evppi for one in whole.influences().inputs if one.evppi)]
    numbers = np.array(
        [v for rows in books["zonder"].values() for row in rows for v in row if isinstance(v, float)]
    )
    for figure in hidden:
        assert not np.isclose(numbers, figure, rtol=1e-9, atol=0).any(), figure


VERBS: Final[dict[str, tuple[str, ...]]] = {
    "businesscase": ("businesscase", "--per", "programma", "--per", "wijk"),
    "onzekerheid": ("onzekerheid", "--trekkingen", "200"),
    "gevoeligheid": ("gevoeligheid",),
}


def said(screen: str) -> str:
    """What a screen tells, without the command that makes it again: that holds the name of a folder."""
    return " ".join(re.sub(r"^Opnieuw: .*$", "", screen, flags=re.MULTILINE).split())


@pytest.mark.parametrize("verb", VERBS)
def test_no_screen_tells_them(incomplete: Path, verb: str, rendement: Terminal) -> None:
    name, *rest = VERBS[verb]
    bare, whole = (
        said(rendement(name, incomplete / folder, *rest).out.replace("│", " "))
        for folder in ("zonder", "geheel")
    )
    assert not _CHANCE_SAID.search(bare), _CHANCE_SAID.search(bare)
    assert _CHANCE_SAID.search(whole)
    assert "Kosten onvolledig: de inzet van 3 casussen ontbreekt." in bare
    assert "onvolledig" not in whole
    drawn = business_case(load_cases(incomplete / "zonder"))
    assert f"€ {number(drawn.benefit / drawn.cost, 2)}" not in bare


def test_a_single_case_says_the_same_with_and_without(incomplete: Path, rendement: Terminal) -> None:
    bare, whole = (
        rendement("bereken", incomplete / name / "oc-2025-001.yaml", "--omslagpunten").out.replace(
            f"/{name}/", "/"
        )
        for name in ("zonder", "geheel")
    )
    assert bare == whole
    assert "het loont als" in bare


def test_no_html_or_repr_tells_them(incomplete: Path) -> None:
    bare, whole = (business_case(load_cases(incomplete / name)) for name in ("zonder", "geheel"))
    for show in (repr, BusinessCase._repr_html_):
        assert not _CHANCE_SAID.search(show(bare).replace("\n", " "))
        assert "Kosten onvolledig" in show(bare)
        assert _CHANCE_SAID.search(show(whole).replace("\n", " "))
    drawn = bare.uncertainty(200)
    true = float(np.mean(drawn.worlds.net > 0))
    assert odds(true, drawn.total.chance_error) not in repr(drawn)


@pytest.mark.parametrize("verb", ["geldstroom", "bruto"])
def test_other_screens_say_that_costs_are_incomplete(
    incomplete: Path, verb: str, rendement: Terminal
) -> None:
    bare, whole = (said(rendement(verb, incomplete / name).out) for name in ("zonder", "geheel"))
    whose = "van deze 9 casussen" + (" (met ondergrens)" if verb == "bruto" else "")  # it falls at no moment
    assert f"Bedragen zijn {whose}. Kosten onvolledig: de inzet van 3" in bare
    assert ("(met ondergrens)" in bare) is (verb == "bruto")
    assert "onvolledig" not in whole
    assert rendement(verb, incomplete / "zonder", "--json").json["kosten_volledig"] is False


def test_from_gross_to_net_of_one_programme_speaks_of_its_own_cases(
    tmp_path: Path, rendement: Terminal
) -> None:
    small_book(tmp_path)
    for name, extra, filed in (("met", STATED.format(2000), 2), ("zonder", "", 1)):
        home = tmp_path / "casussen" / name
        write(home, "programma.yaml", programme_text(name, closed=9, chosen="uitgekozen", extra=extra))
        for place in range(filed):
            write(home, f"casus-{place}.yaml", case_text(f"{name}-{place}"))
    found = {
        of: " ".join(
            rendement("bruto", tmp_path / "casussen", "--prijzen", tmp_path / "boek", *chosen).out.split()
        )
        for of, chosen in {"": (), "met": ("--programma", "met"), "zonder": ("--programma", "zonder")}.items()
    }
    assert "Bedragen zijn van deze 3 casussen. Kosten onvolledig: de inzet van 8" in found[""]
    assert "Bedragen zijn" not in found["met"]
    assert "Bedragen zijn van deze ene casus. Kosten onvolledig: de inzet van 8" in found["zonder"]


@pytest.mark.parametrize(
    ("verb", "title"),
    [
        (("gevoeligheid",), "verwacht saldo van deze 9 casussen (met ondergrens) €"),
        (("gevoeligheid",), "zeldzamer dan een op tien, van deze 9 casussen (met ondergrens)"),
        (("onzekerheid", "--trekkingen", "200"), "omdraait, van deze 9 casussen (met ondergrens)"),
        (("businesscase", "--tegenspraak"), "bedragen zijn van deze 9 casussen (met ondergrens)"),
    ],
)
def test_every_screen_says_whose_net_it_is(
    incomplete: Path, verb: tuple[str, ...], title: str, rendement: Terminal
) -> None:
    name, *rest = verb
    bare, whole = (" ".join(rendement(name, incomplete / f, *rest).out.split()) for f in ("zonder", "geheel"))
    assert title in bare
    assert "van deze 9 casussen (met" not in whole


def test_the_sheet_of_objections_says_so_too(books: dict[str, dict[str, list[tuple[Any, ...]]]]) -> None:
    assert "van deze 9 casussen" in str(books["zonder"]["Tegenspraak"][:3])
    assert "van deze 9 casussen" not in str(books["geheel"]["Tegenspraak"])


@pytest.mark.parametrize("verb", VERBS)
def test_json_has_null_and_the_reason(incomplete: Path, verb: str, rendement: Terminal) -> None:
    name, *rest = VERBS[verb]
    record = rendement(name, incomplete / "zonder", *rest, "--json").json
    codes = [value for _, value in walked(record) if value == "kosten_onvolledig"]
    assert codes
    for key, value in walked(record):
        if key in (
            "baten_per_euro",
            "chance",
            "loss",
            "evppi",
            "maand",
            "kans dat het loont",
            "andere conclusie dan samen",
        ):
            assert value is None, (key, value)


def walked(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a record with its key."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from walked(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from walked(one, key)
    else:
        yield key, value


def test_amounts_say_of_whom_they_are(incomplete: Path) -> None:
    bc = business_case(load_cases(incomplete / "zonder"))
    words = " ".join(repr(bc).replace("│", " ").split())
    filed, missing = bc.filed, bc.closed - bc.filed
    about = bc.benefit - bc.cost * (filed + missing) / filed  # the missing have effort as the filed (M32b)
    assert "Kosten van deze 9 casussen:" in words
    assert "Saldo van deze 9 casussen (met ondergrens):" in words
    assert f"ongeveer (bijgeschat: ontbrekende inzet op het gemiddelde): {euro(about)}." in words
    assert "van het programma:" not in words


@pytest.mark.parametrize(("closed", "told"), [(30, True), (8, False)])
def test_the_shareable_edition_estimates_only_where_enough_is_missing(
    tmp_path: Path, closed: int, told: bool
) -> None:
    bc = base(tmp_path, filed=6, closed=closed)
    rows = plan_workbook(bc, shareable=True).sheet("Samenvatting").rows
    texts = [cell.content for row in rows for cell in row]
    assert (ESTIMATED in texts) is told
    assert (bc.estimated_net in texts) is told
    assert any(f"de inzet van {closed - 6} casussen" in str(text) for text in texts) is told
    assert any("Kosten onvolledig: de inzet van" in str(text) for text in texts)


# ---------------------------------------------------------------- the workbook, live


@needs_office
def test_the_workbook_gives_the_ratio_back_live(tmp_path: Path) -> None:
    """Who types that nothing is missing sees the ratio; who types a cost that is too low loses it."""
    bare, whole = base(tmp_path / "a"), base(tmp_path / "b", extra=STATED.format(4000))
    one, two = (Edited(planned(bc), tmp_path / name) for bc, name in ((bare, "een"), (whole, "twee")))
    closed = one.row_beside("Noemer_programma", "proef", 1)
    paths = [
        one.saved("een", {}),
        one.saved("alles", {closed: 3}),
        two.saved("twee", {}),
        two.saved("te-laag", {two.place("Programmakosten", "kosten", 0): 200}),
    ]
    found = worked_out(paths, tmp_path / "uit")
    for book, values in ((one.planned, found[0]), (two.planned, found[2])):
        assert compared(book, values).wrong == []
    ratios = [
        named(book, values, "Totaal_verhouding")
        for book, values in zip((one.planned, one.planned, two.planned, two.planned), found, strict=True)
    ]
    assert ratios == [DASH, pytest.approx(2.0), pytest.approx(600 / 4000), DASH]
    caveat = "Kosten onvolledig: de inzet van 27 casussen ontbreekt"
    said = [caveat in str(values["Samenvatting"]) for values in found]
    assert said == [True, False, False, True]


@needs_office
@pytest.mark.parametrize("make", [full, two_programmes])
def test_incomplete_bases_recalculate(tmp_path: Path, make: Callable[..., BusinessCase]) -> None:
    bc = make(tmp_path, extra="") if make is full else make(tmp_path)
    book = planned(bc)
    (found,) = worked_out([write_plan(book.plan, tmp_path / "x.xlsx")], tmp_path / "uit")
    assert compared(book, found).wrong == []
