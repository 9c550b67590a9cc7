"""The shareable edition: whoever holds it and knows one resident finds nothing about a few cases."""

import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import openpyxl
import pytest
from thorough import PART
from workbook_bases import by_lot, demo, drawn_bases, full
from workbooks import errors_in, forecast, grids, needs_office, worked_out
from written import case_text, programme_text, read

from rendement.asking.business_case import BusinessCase, business_case
from rendement.cli.app import run
from rendement.engine.columns import EFFORT
from rendement.engine.paths import WITH_PATHS
from rendement.reading.books.price_books import examples_root
from rendement.reports.excel.cells import Formula, Link, Plan, Sheet
from rendement.reports.excel.disclosure import TooFewCases
from rendement.reports.excel.plan import plan_workbook, work_of
from rendement.reports.excel.shareable import plan_shareable, shareable_work
from rendement.reports.excel.sheets.breakdowns import DIMENSIONS
from rendement.reports.excel.sheets.checks import ALL_RIGHT
from rendement.reports.excel.work import Work
from rendement.reports.excel.write import write_plan
from rendement.results.doubt.uncertainty import TOTAL
from rendement.results.doubt.what_if import what_ifs
from rendement.results.telling.derivable import Told
from rendement.results.value.grouping import CASE_DIMENSIONS

DRAWS: Final = 200
NOT_HERE: Final = (
    "Casussen",
    "Paden",
    "Regels",
    "Tijd",
    "Verdeling",
    "Tijdlijn",
    "Programmakosten",
    "Knoppen",
)
NAMED: Final = "niet getoond"
Floats = np.ndarray[Any, Any]


@pytest.fixture(scope="module")
def bc() -> BusinessCase:
    """All examples together."""
    return demo()


@pytest.fixture(scope="module")
def work(bc: BusinessCase) -> Work:
    return shareable_work(work_of(bc, 5, bc.uncertainty(DRAWS), bc.influences()))


@pytest.fixture(scope="module")
def plan(work: Work) -> Plan:
    return plan_shareable(work)


@pytest.fixture(scope="module")
def everything(bc: BusinessCase) -> Plan:
    """The full workbook of the same cases."""
    return plan_workbook(bc, 5, bc.uncertainty(DRAWS), bc.influences())


@pytest.fixture(scope="module")
def written(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(plan, tmp_path_factory.mktemp("deelbaar") / "deelbaar.xlsx")


def rows_of(sheet: Sheet) -> list[list[Any]]:
    """What stands in the rows of a sheet, formulas by their value and links by their words."""
    grid: dict[int, list[Any]] = {}
    for row, column, cell in sheet.cells():
        content: Any = cell.content
        value = content.expected if isinstance(content, Formula) else content
        line = grid.setdefault(row, [])
        line.extend([None] * (column - len(line)))
        line[column - 1] = value.text if isinstance(value, Link) else value
    return [grid[row] for row in sorted(grid)]


def table_below(sheet: Sheet, title: str) -> list[list[Any]]:
    """The rows under a title, without its heads, up to the next empty row."""
    rows = rows_of_all(sheet)
    start = next(number for number, row in enumerate(rows) if row and row[0] == title)
    found = itertools.takewhile(lambda row: row and row[0] is not None, rows[start + 2 :])
    return [row for row in found if len(row) > 1]


def rows_of_all(sheet: Sheet) -> list[list[Any]]:
    """The same with empty rows in their places, for sheets of loose rows."""
    return [[_shown(cell.content) for cell in row] for row in sheet.rows]


def _shown(content: Any) -> Any:
    value = content.expected if isinstance(content, Formula) else content
    return value.text if isinstance(value, Link) else value


# ---------------------------------------------------------------- nothing that names


def text_of(path: Path) -> str:
    """Every part of the file: cells, notes, links, names, charts and properties."""
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())


def test_no_small_programme_is_named_anywhere_in_the_file(bc: BusinessCase, tmp_path: Path) -> None:
    """All of two programmes, and at most four cases of each of the others."""
    large = {"stapjefitter-2025", "gezonde-wijk-2025"}
    homes = [loaded.programme.programme.id if loaded.programme else "" for loaded in bc.cases]
    few = [
        loaded
        for place, loaded in enumerate(bc.cases)
        if homes[place] in large or homes[:place].count(homes[place]) < 4
    ]
    made = business_case(few)
    text = text_of(made.to_excel(tmp_path / "klein.xlsx", shareable=True, draws=DRAWS))
    small = [d.name for d in made.denominators if d.filed < 5]
    assert len(small) > 5
    titles = [home.programme.title for home in made.programmes if home.programme.id in small]
    assert [secret for secret in (*small, *titles) if secret in text] == []


def test_no_case_or_line_is_named_anywhere_in_the_file(bc: BusinessCase, written: Path) -> None:
    text = text_of(written)
    assert [loaded.case.id for loaded in bc.cases if loaded.case.id in text] == []
    assert re.findall(r"\b[izm]\d+\.\d+\b", text) == []
    assert not any(f">{name}<" in text or f"'{name}'" in text or f"{name}!" in text for name in NOT_HERE)


def test_no_words_of_authors_are_in_the_file(bc: BusinessCase, written: Path) -> None:
    text = text_of(written)
    titles = {path.title for loaded in bc.cases for path in loaded.case.without}
    assert len(titles) > 40
    assert [title for title in titles if title in text] == []


def test_help_in_few_cases_is_named_on_no_sheet(bc: BusinessCase, plan: Plan, work: Work) -> None:
    columns = bc.columns
    cases = [
        len(set(columns.line_case[columns.line_price == n].tolist())) for n in range(len(columns.price_keys))
    ]
    rare = [
        bc.book.prices[key].label for key, count in zip(columns.price_keys, cases, strict=True) if count < 5
    ]
    assert len(rare) > 10
    words = {
        value for sheet in plan.sheets for row in rows_of(sheet) for value in row if isinstance(value, str)
    }
    assert [label for label in rare if any(label in word for word in words)] == []


def test_the_sheets_are_those_that_may_be_passed_on(plan: Plan) -> None:
    names = [sheet.name for sheet in plan.sheets]
    assert names[:2] == ["Lees mij", "Samenvatting"]
    assert {"Meebetalen", "Wat als", "Uitgangspunten", "Indelingen", "Prijzen", "Geldstroom", "Onzekerheid",
            "Beoordelingen", "Tegenspraak", "Bronnen", "Verantwoording"} < set(names)  # fmt: skip
    assert not set(names) & set(NOT_HERE)


def test_formulas_are_only_agreements_and_checks_and_need_nothing_that_is_left_out(plan: Plan) -> None:
    formulas = list(plan.formulas())
    assert {sheet for sheet, *_ in formulas} == {"Meebetalen", "Controle", "Samenvatting"}
    [line] = (formula for sheet, _, _, formula in formulas if sheet == "Samenvatting")
    assert line.expected == ALL_RIGHT
    used = {name for *_, formula in formulas for name in re.findall(r"\b[A-Z][a-z]+_\w+", formula.text)}
    assert used
    assert used <= set(plan.names)
    inputs = {
        sheet.name for sheet in plan.sheets for *_, cell in sheet.cells() if cell.style.startswith("invoer")
    }
    assert inputs == {"Meebetalen"}


def test_links_lead_to_sheets_that_are_there(plan: Plan) -> None:
    names = {sheet.name for sheet in plan.sheets}
    links = [
        cell.content.target
        for sheet in plan.sheets
        for *_, cell in sheet.cells()
        if isinstance(cell.content, Link)
    ]
    inside = [
        target.removeprefix("internal:").partition("!")[0].strip("'")
        for target in links
        if "internal:" in target
    ]
    assert len(inside) > 20
    assert set(inside) <= names


# ---------------------------------------------------------------- the attacker


def told_by(bc: BusinessCase, plan: Plan) -> Iterator[tuple[str, Floats]]:
    """Discounted amounts that stand in the workbook: what they are, and how much of every line they hold.

    Worked out here from labels and the arrays of the engine, not from what decided that they may be told.
    """
    columns = bc.columns
    care, shares = columns.line_side != EFFORT, columns.purse_shares[columns.line_purse]
    counted = np.rint(columns.purse_shares.sum(axis=1))[columns.line_purse]
    payer_of = {bc.payer_label(payer): place for place, payer in enumerate(columns.payers)}
    yield "baten", counted * care
    for row in table_below(plan.sheet("Samenvatting"), "Wie betaalt, en bij wie vallen de baten?"):
        if row[0] in payer_of:
            yield f"baten {row[0]}", shares[:, payer_of[row[0]]] * care
    for dimension in (name for name in DIMENSIONS if name in CASE_DIMENSIONS):
        yield from told_per(bc, plan, dimension, counted * care)
    yield from told_per_price(bc, plan)
    yield from told_by_halving(bc, plan)


def told_per_price(bc: BusinessCase, plan: Plan) -> Iterator[tuple[str, Floats]]:
    """What the pages of payers tell of kinds of help, and Prijzen of what is worth at a price."""
    columns = bc.columns
    care, shares = columns.line_side != EFFORT, columns.purse_shares[columns.line_purse]
    counted = np.rint(columns.purse_shares.sum(axis=1))[columns.line_purse]
    payer_of = {bc.payer_label(payer): place for place, payer in enumerate(columns.payers)}
    for label, words in kinds_on_pages(plan):
        mine = [bc.book.prices[key].label == words for key in columns.price_keys]
        share = shares[:, payer_of[label]]
        yield f"{label}: {words}", share * np.array([*mine, False])[columns.line_price] * care
    for key, amount in benefits_at_prices(plan):
        if isinstance(amount, float):
            yield f"prijs {key}", counted * (columns.line_price == columns.price_keys.index(key)) * care


def told_by_halving(bc: BusinessCase, plan: Plan) -> Iterator[tuple[str, Floats]]:
    """What a net loses with half the chances: half the help on paths without us, and what came instead."""
    columns = bc.columns
    shares = columns.purse_shares[columns.line_purse]
    halves = (columns.line_path >= 0) & (columns.line_path < WITH_PATHS)
    payer_of = {bc.payer_label(payer): place for place, payer in enumerate(columns.payers)}
    rows = [row for row in rows_of_all(plan.sheet("Wat als")) if row]
    heads = next(row for row in rows if row[0] == "wat als")
    halved = next(row for row in rows if str(row[0]).startswith("alle kansen half"))
    for label, value in zip(heads[1:], halved[1:], strict=True):
        if value != NAMED and label in payer_of:
            yield f"half {label}", shares[:, payer_of[label]] * halves


def told_per(bc: BusinessCase, plan: Plan, dimension: str, each: Floats) -> Iterator[tuple[str, Floats]]:
    labels = [list(CASE_DIMENSIONS[dimension](loaded)) for loaded in bc.cases]
    for row in table_below(plan.sheet("Indelingen"), f"Per {dimension}"):
        part = np.array([names.count(row[0]) / len(names) for names in labels])
        if part.any():
            yield f"{dimension} {row[0]}", part[bc.columns.line_case] * each


def kinds_on_pages(plan: Plan) -> Iterator[tuple[str, str]]:
    for sheet in plan.sheets:
        title = rows_of_all(sheet)[0][0]
        if str(title).startswith("Voor u: ") and any(
            row and row[0] == "Waardoor valt u dit toe?" for row in rows_of_all(sheet)
        ):
            for row in table_below(sheet, "Waardoor valt u dit toe?"):
                if row[0] not in ("overige hulp samen", "samen") and isinstance(row[1], float):
                    yield title.removeprefix("Voor u: "), row[0]


def benefits_at_prices(plan: Plan) -> Iterator[tuple[str, Any]]:
    (block,) = plan.sheet("Prijzen").blocks
    return zip(block.columns["prijs"].values, block.columns["baten"].values, strict=True)


def found_by_attacker(vectors: Sequence[Floats], line_case: Floats, few: int) -> list[Any]:
    """Every set of so many cases about which some combination of these sums is; by plain search."""
    matrix = np.stack(vectors)
    _, values, right = np.linalg.svd(matrix, full_matrices=False)
    basis = right[values > 1e-9]
    inner = basis.T @ basis
    lines = [np.flatnonzero(line_case == case) for case in range(int(line_case.max()) + 1)]
    loads = [float(np.linalg.eigvalsh(inner[np.ix_(mine, mine)])[-1]) if len(mine) else 0.0 for mine in lines]
    found = []
    for cases in itertools.combinations(range(len(lines)), few):
        if sum(loads[case] for case in cases) < 1 - 1e-7:
            continue  # loads of sets are at most the sum of those of their cases
        mine = np.concatenate([lines[case] for case in cases])
        if len(mine) and np.linalg.eigvalsh(inner[np.ix_(mine, mine)])[-1] > 1 - 1e-7:
            found.append(cases)
    return found


def test_an_attacker_with_linear_algebra_finds_no_few_cases_in_the_examples(
    bc: BusinessCase, plan: Plan
) -> None:
    """All sets of four cases in CI, of three at a desk."""
    told = dict(told_by(bc, plan))
    assert len(told) > 40
    assert found_by_attacker(list(told.values()), bc.columns.line_case, 4 if PART == 1 else 3) == []


def test_the_attacker_is_able(bc: BusinessCase, plan: Plan) -> None:
    """With the amounts of the full edition the same search finds people at once."""
    columns = bc.columns
    care = (columns.line_side != EFFORT).astype(float)
    shares = columns.purse_shares[columns.line_purse]
    full_edition = [shares[:, place] * care for place in range(len(columns.payers))]
    assert len(found_by_attacker(full_edition, columns.line_case, 2)) > 10


@pytest.mark.parametrize("threshold", [3, 5])
def test_nor_any_set_under_the_threshold_in_a_smaller_base(tmp_path: Path, threshold: int) -> None:
    lot = by_lot(tmp_path)
    plan = plan_workbook(lot, threshold, shareable=True)
    told = dict(told_by(lot, plan))
    assert len(told) > 3
    assert found_by_attacker(list(told.values()), lot.columns.line_case, threshold - 1) == []


def test_nor_in_generated_bases() -> None:
    shown = 0
    for base in drawn_bases(12, start=7):
        try:
            plan = plan_workbook(base, 2, shareable=True)
        except TooFewCases:
            continue
        worth = base.values.value != 0  # a line that comes to nothing, beyond the horizon, tells nothing
        told = [amounts * worth for _, amounts in told_by(base, plan)]
        assert found_by_attacker(told, base.columns.line_case, 1) == [], base.cases
        shown += 1
    assert shown >= 2


# ---------------------------------------------------------------- what can be worked out


def indicator(size: int, *places: int) -> Floats:
    found = np.zeros(size)
    found[list(places)] = 1.0
    return found


def test_a_sum_is_refused_when_what_is_left_is_about_few() -> None:
    told = Told(np.arange(12), 5)
    assert told.tell(indicator(12, *range(12)))
    assert not told.tell(indicator(12, *range(8))), "four are left"
    assert told.tell(indicator(12, *range(7)))
    assert not told.tell(indicator(12, *range(6))), "one lies between"
    assert told.tell(indicator(12, *range(7, 12))), "this was known already"


def test_three_sums_that_tell_one_case_together_are_not_all_told() -> None:
    """a + b + c − (everybody) leaves case 0, though each of the three is about many."""
    told = Told(np.arange(13), 5)
    sums = [indicator(13, 0, *range(1, 7)), indicator(13, 0, *range(7, 13)), indicator(13, *range(13))]
    assert [told.tell(one) for one in sums] == [True, True, False]


def test_an_amount_that_nobody_knows_hides_what_is_added_to_it() -> None:
    told = Told(np.arange(6), 3, apart=1)
    assert told.tell(np.append(indicator(6, 0), 1.0))
    assert not told.tell(np.append(indicator(6), 1.0)), "then the one case is left"


def test_the_search_agrees_with_trying_all_sets() -> None:
    rng = np.random.default_rng(5)
    for _ in range(60):
        case_of = np.sort(rng.integers(0, 8, 14))
        cases = np.unique(case_of, return_inverse=True)[1]
        told = Told(case_of, 3)
        kept: list[Floats] = []
        for _ in range(6):
            one = (rng.random(14) < 0.5).astype(float)
            safe = not found_by_attacker([*kept, one], cases, min(2, cases.max() + 1)) if one.any() else True
            assert told.tell(one) == safe
            kept += [one] if safe and one.any() else []


# ---------------------------------------------------------------- what it says


def test_amounts_equal_those_of_the_full_workbook(plan: Plan, everything: Plan) -> None:
    theirs = {
        row[0]: row
        for row in rows_of_all(everything.sheet("Samenvatting"))
        if row and isinstance(row[0], str)
    }
    table = table_below(plan.sheet("Samenvatting"), "Wie betaalt, en bij wie vallen de baten?")
    mine = [row for row in table if row[0] in theirs]
    assert len(mine) > 5
    for row in mine:
        other = theirs[row[0]]
        assert row[2] == pytest.approx(other[2], abs=1e-6)
        assert row[5] == pytest.approx(other[5], abs=1e-6)
        assert row[3] == pytest.approx(other[3] + other[4], abs=1e-6)
    for dimension in ("gemeente", "thema"):
        full_rows = {row[0]: row for row in table_below(everything.sheet("Indelingen"), f"Per {dimension}")}
        shown = [
            row for row in table_below(plan.sheet("Indelingen"), f"Per {dimension}") if row[0] in full_rows
        ]
        assert len(shown) > 2
        for row in shown:
            if not str(row[0]).startswith(("overige groepen", "alle groepen")):
                assert row[2:] == pytest.approx(full_rows[row[0]][2:], abs=1e-6)


def test_what_if_is_what_the_engine_finds(bc: BusinessCase, plan: Plan) -> None:
    rows = {str(row[0]).partition(":")[0]: row for row in rows_of_all(plan.sheet("Wat als")) if row}
    assert rows["zoals in dit rapport"][1] == pytest.approx(bc.net, abs=0.01)
    without = forecast(work_of(bc, 5))
    counted = np.rint(bc.columns.purse_shares.sum(axis=1))[bc.columns.line_purse]
    prevented = float((bc.values.value * counted * bc.weights[bc.columns.line_case])[without].sum())
    assert rows["alle kansen half zo groot"][1] == pytest.approx(bc.net - prevented / 2, abs=0.01)
    cheaper = 0.9 * (bc.net - bc.floor_benefit) + bc.floor_benefit
    assert rows["alle prijzen 10 % lager"][1] == pytest.approx(cheaper, abs=0.01)
    geen = business_case(bc.cases, bc.book, realism="geen").net
    assert rows["realisme geen"][1] == pytest.approx(geen, abs=0.01)


def test_payers_add_up_under_every_assumption(bc: BusinessCase) -> None:
    payers = tuple({*bc.columns.payers, *bc.overhead})
    for one in what_ifs(bc):
        assert sum(one.net((payer,)) for payer in payers) == pytest.approx(one.net(payers), abs=0.01)


def test_it_says_what_it_is_and_how_the_full_one_is_made(plan: Plan) -> None:
    words = " ".join(str(value) for row in rows_of(plan.sheet("Lees mij")) for value in row if value)
    assert "deelbare uitgave" in words
    assert "minder dan 5 casussen" in words
    assert "rendement businesscase MAP-MET-CASUSSEN -o businesscase.xlsx" in words
    assert "--deelbaar" not in words
    account = " ".join(str(value) for row in rows_of(plan.sheet("Verantwoording")) for value in row if value)
    assert "--deelbaar" in account


def test_what_is_withheld_is_not_said_to_be_absent(plan: Plan) -> None:
    said = [str(cell) for row in rows_of_all(plan.sheet("Samenvatting")) for cell in row]
    assert not any("met een meting vooraf en achteraf" in cell for cell in said)


def test_objections_about_one_case_keep_their_words_and_lose_their_figure(plan: Plan) -> None:
    rows = [row for row in rows_of(plan.sheet("Tegenspraak")) if row and isinstance(row[0], int)]
    by_words = {str(row[1]).strip("„”"): row for row in rows}
    for words in ("Alles hangt aan één mooie casus.", "Alles hangt aan één regel."):
        assert by_words[words][4] == NAMED
        assert "volledige werkboek" in by_words[words][6]
    assert isinstance(by_words["Het kost meer dan het oplevert."][4], float)


def test_no_number_of_cases_is_small(bc: BusinessCase, plan: Plan) -> None:
    """Columns with numbers of cases hold at least the threshold, or nothing; and so does the rest."""
    seen = 0
    for sheet in plan.sheets:
        column = None
        for row in rows_of_all(sheet):
            if "casussen" in row:
                column = row.index("casussen")
            elif column is not None and len(row) > column and isinstance(row[column], int):
                count = row[column]
                seen += 1
                assert count == 0 or count >= 5, (sheet.name, row)
                assert bc.filed - count == 0 or bc.filed - count >= 5 or count == 0, (sheet.name, row)
    assert seen > 30


@pytest.mark.parametrize("threshold", [3, 10])
def test_the_threshold_is_respected(tmp_path: Path, threshold: int) -> None:
    texts = [
        case_text(f"proef-{i:02d}", wijk=("noord", "noord", "zuid")[i % 3], hulp=i + 1) for i in range(21)
    ]
    base = business_case(read(tmp_path, *texts, programme=programme_text(closed=21)))
    rows = table_below(plan_workbook(base, threshold, shareable=True).sheet("Indelingen"), "Per wijk")
    assert ("zuid" in [row[0] for row in rows]) == (threshold == 3)


# ---------------------------------------------------------------- roundabout ways


def several(number: int, *lines: str, ours: str = "{wij: 100%}") -> str:
    """A case with several kinds of help."""
    care = "".join(f"      - {{{line}}}\n" for line in lines)
    text = case_text(f"proef-{number:02d}", wijk="noord" if number < 6 else "zuid")
    before, rest = text.split("    hulp:\n")
    after = rest[rest.index("toerekening:") :].split("\n", 1)[1]
    return f"{before}    hulp:\n{care}toerekening: {ours}\n{after}"


def shared(folder: Path, *texts: str) -> tuple[BusinessCase, Plan]:
    """What may be passed on of these cases."""
    closed = programme_text(closed=len(texts), regime="mkba-2021")
    base = business_case(read(folder, *texts, programme=closed))
    assert base.filed == len(texts)
    return base, plan_workbook(base, 5, base.uncertainty(DRAWS), base.influences(), shareable=True)


def test_savings_of_one_case_are_told_in_no_other_words(tmp_path: Path) -> None:
    nursing = ["prijs: wlz.dag, aantal: 40 dagen"]
    texts = [several(i, f"prijs: zorg.mantel, aantal: {20 + i} uur", *nursing * (i == 3)) for i in range(12)]
    _, plan = shared(tmp_path, *texts)
    money = table_below(plan.sheet("Samenvatting"), "Drie soorten geld: zij overlappen, tel ze nooit op")
    assert money[0][1] == NAMED
    assert not any("verzilverbaar" in str(row[0]) for row in rows_of_all(plan.sheet("Onzekerheid")) if row)
    assert not any(
        "verzilverbaar hoogstens" in str(cell) for s in plan.sheets for r in rows_of_all(s) for cell in r
    )


def test_no_share_of_the_uncertainty_is_told(plan: Plan) -> None:
    """They are squares of amounts: two that are hidden can be solved from them."""
    sheet = plan.sheet("Onzekerheid")
    assert not any(cell.style == "aandeel" for _, _, cell in sheet.cells())
    assert not any("variantie" in str(cell) for row in rows_of_all(sheet) for cell in row)


def test_hours_are_not_told_where_their_worth_is_withheld(tmp_path: Path) -> None:
    """Hours times a price is what they are worth now, within a percent."""
    sitting = "prijs: zorg.zitting, aantal: {} zittingen, vanaf: 4 maanden"
    nursing = ["prijs: wlz.dag, aantal: 150 dagen, vanaf: 6 maanden"]
    texts = [
        several(i, f"prijs: hulp.uur, aantal: {20 + i} uur, vanaf: 5 maanden",
                *[sitting.format(10 + i)] * (i < 8), *nursing * (i == 3))
        for i in range(12)
    ]  # fmt: skip
    _, plan = shared(tmp_path, *texts)
    block = plan.sheet("Prijzen").blocks[0]
    benefits = dict(zip(block.columns["prijs"].values, block.columns["baten"].values, strict=True))
    hours = table_below(plan.sheet("Samenvatting"), "Hulp die minder nodig was, in uren, dagen en keren")
    assert benefits["hulp.uur"] == NAMED
    assert not any(row[1] == "uur" for row in hours)


def test_a_share_in_an_answer_and_a_breakdown_do_not_tell_one_case_together(tmp_path: Path) -> None:
    """Five cases in noord are ours alone; noord less those is the sixth."""
    others = "{wij: 70%, familie: 30%}"
    texts = [
        several(i, f"prijs: hulp.uur, aantal: {20 + 7 * i} uur", ours="{wij: 100%}" if 0 < i < 6 else others)
        for i in range(12)
    ]
    base, plan = shared(tmp_path, *texts)
    noord = [row for row in table_below(plan.sheet("Indelingen"), "Per wijk") if row[0] == "noord"]
    said = [row for row in rows_of_all(plan.sheet("Tegenspraak")) if len(row) > 3]
    share = [row[4] for row in said if "op uw naam" in str(row[1])]
    assert base.filed == 12
    assert len(share) == 1
    assert not noord or share == [NAMED]


# ---------------------------------------------------------------- the file


def test_the_same_inputs_give_the_same_bytes(bc: BusinessCase, written: Path, tmp_path: Path) -> None:
    again = bc.to_excel(tmp_path / "opnieuw.xlsx", shareable=True, draws=DRAWS)
    assert again.read_bytes() == written.read_bytes()


def test_it_opens_and_has_no_hidden_sheets(written: Path) -> None:
    book: Any = openpyxl.load_workbook(written)
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * len(book.worksheets)


@needs_office
def test_libreoffice_finds_the_same_and_no_errors(plan: Plan, written: Path, tmp_path: Path) -> None:
    (found,) = worked_out([written], tmp_path / "opnieuw")
    assert errors_in(found) == []
    stored = grids(written)
    for row, other in zip(found["Meebetalen"], stored["Meebetalen"], strict=False):
        for value, wanted in zip(row, other, strict=False):
            if isinstance(wanted, float):
                assert value == pytest.approx(wanted, abs=1e-6)


def test_fewer_cases_than_the_threshold_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "oud.xlsx"
    old.write_bytes(b"oud")
    base = full(tmp_path)
    with pytest.raises(TooFewCases, match=r"telt 3 casussen.*minder dan 5"):
        base.to_excel(old, shareable=True, draws=DRAWS)
    assert old.read_bytes() == b"oud"


def test_text_is_refused_in_what_is_shared(bc: BusinessCase, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="niet allebei"):
        bc.to_excel(tmp_path / "x.xlsx", shareable=True, with_text=True)


def test_everyone_stands_first_in_the_cash_flow(plan: Plan) -> None:
    titles = [row[0] for row in rows_of_all(plan.sheet("Geldstroom")) if row and row[0]]
    assert titles[2].lower() == TOTAL


# ---------------------------------------------------------------- the command


def test_the_command_makes_either_edition_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "d.xlsx")
    both = ["businesscase", str(examples_root() / "ouderencoach"), "--trekkingen", "100", "-o", target]
    assert run([*both, "--deelbaar"]) == 0
    assert "dit is de deelbare uitgave" in "".join(capsys.readouterr()).lower()
    assert run(both) == 0
    assert "Met --deelbaar" in "".join(capsys.readouterr())


def test_the_command_refuses_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, target = str(examples_root() / "fief"), tmp_path / "d.xlsx"
    shared = ["businesscase", one, "--deelbaar"]
    assert run([*shared, "--drempel", "50", "-o", str(target)]) == 1
    assert "geen deelbare uitgave" in "".join(capsys.readouterr())
    assert not target.exists()
    assert run([*shared, "--met-tekst", "-o", str(target)]) == 2
    assert "niet allebei" in " ".join("".join(capsys.readouterr()).split())
    assert run(shared) == 2
