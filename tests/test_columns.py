"""Every column of every table is a key of one list, and tables with more kinds of rows say which is which."""

from collections.abc import Iterator

import pytest

import rendement as rd
from rendement.reading.books.price_books import examples_root
from rendement.results.table import AsTable, Table
from rendement.words.columns import COLUMNS, DIMENSIONS, KIND


@pytest.fixture(scope="module")
def bc() -> rd.BusinessCase:
    return rd.business_case(rd.load_cases(examples_root() / "ouderencoach"))


def tables(bc: rd.BusinessCase) -> Iterator[Table]:
    """Everything that can be asked of a business case as a table."""
    found = bc.uncertainty(draws=200)
    asked: list[Table | AsTable] = [
        *(bc.by(dimension) for dimension in DIMENSIONS),
        bc.money_columns(), bc.perspectives(), bc.saved(), bc.programme_table(), bc.cash_flow(),
        bc.receipts(),
        bc.cash_flow("maand"), bc.weak_prices(), bc.disagreement(), bc.outcomes_by_person(), bc.answers(),
        bc.tornado(), bc.scenarios(), bc.balance(), bc.cash_years(), bc.gross_to_net(), bc.help_costs(),
        bc.events_avoided(), found.table(), found.bands_table(), found.perspectives,
    ]  # fmt: skip
    yield from (one.table() if isinstance(one, AsTable) else one for one in asked)


def words_of_the_base(bc: rd.BusinessCase) -> set[str]:
    """What a column may be called after: a year, or how far money in hand is known."""
    return {str(year) for year in range(2000, 2100)} | {"nog onbekend"}


def test_columns_are_keys_of_one_list(bc: rd.BusinessCase) -> None:
    strange = {
        name
        for table in tables(bc)
        for name in table.names
        if name not in COLUMNS and name not in words_of_the_base(bc) and "verzilverb" not in name
    }
    assert strange == set()


def test_every_dimension_can_be_asked(bc: rd.BusinessCase) -> None:
    assert all(len(bc.by(dimension)) for dimension in DIMENSIONS)


def test_a_total_is_another_kind_of_row(bc: rd.BusinessCase) -> None:
    rows = bc.perspectives().to_dicts()
    groups = [row for row in rows if row[KIND] != "totaal"]
    (total,) = (row for row in rows if row[KIND] == "totaal")
    assert sum(row["netto"] for row in groups) == pytest.approx(total["netto"])


def test_what_belongs_to_no_case_is_said_to_be_so(bc: rd.BusinessCase) -> None:
    rows = bc.by("casus").to_dicts()
    assert {row[KIND] for row in rows if row["casussen"] == 0} <= {"zonder casus"}
    assert {row[KIND] for row in rows if row["casussen"]} == {"groep"}


def test_totals_of_every_table_are_the_sum_of_their_rows(bc: rd.BusinessCase) -> None:
    """Whoever adds up an export takes the groups, or the steps, and leaves totals and cashable money out."""
    found = bc.uncertainty(draws=200)
    for table, column, rest in (
        (found.table(), "gemiddeld", bc.floor_benefit),
        (bc.cash_years().beside(), "alle jaren", 0.0),
    ):
        rows = table.to_dicts()
        (total,) = (row for row in rows if row[KIND] == "totaal")
        groups = sum(row[column] for row in rows if row[KIND] == "groep")
        assert groups + rest == pytest.approx(total[column])
    steps = bc.gross_to_net().table().to_dicts()
    taken = sum(row["erbij of eraf"] for row in steps if row[KIND] == "stap")
    assert taken == pytest.approx(bc.net)
    assert [row["erbij of eraf"] for row in steps if row[KIND] == "totaal"] == [None, None, None]


def test_a_part_is_no_total(bc: rd.BusinessCase) -> None:
    (whole,) = bc.help_costs().to_dicts()
    parts = bc.help_costs("casus").to_dicts()
    assert (whole[KIND], {part[KIND] for part in parts}) == ("totaal", {"groep"})
    assert [row[KIND] for row in bc.uncertainty(draws=200).perspectives.to_dicts()][-1] == "verzilverbaar"
