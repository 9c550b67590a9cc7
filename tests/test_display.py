"""Numbers as Dutch readers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rendement.model.units import SPELLINGS
from rendement.words.numbers import (
    DASH,
    cell,
    chance,
    counted,
    day,
    euro,
    number,
    percent,
    plural,
    share,
    significant,
)
from rendement.words.units import UNITS
from rendement.words.units import plural as units_plural

MINUS = "−"


def parsed(text: str) -> float:
    """Read a Dutch number back."""
    return float(text.replace(MINUS, "-").replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (1234.5, 2, "1.234,50"),
        (1234567, 0, "1.234.567"),
        (-1234.4, 0, f"{MINUS}1.234"),
        (-0.004, 2, "0,00"),
        (-0.0, 0, "0"),
        (-0.4, 0, "0"),
        (0.005, 1, "0,0"),
        (999.999, 2, "1.000,00"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@given(st.floats(-1e12, 1e12), st.integers(0, 6))
def test_a_number_reads_back(value: float, decimals: int) -> None:
    text = number(value, decimals)
    assert abs(parsed(text) - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + abs(value) * 1e-15
    assert not (text.startswith(MINUS) and parsed(text) == 0)
    assert "-" not in text


@given(st.floats(-1e9, 1e9), st.integers(2, 9))
def test_a_significant_number_reads_back(value: float, digits: int) -> None:
    text = significant(value, digits)
    whole = len(str(int(abs(value))))
    assert (
        abs(parsed(text) - value) <= 0.5 * 10.0 ** -max(0, digits - whole) * (1 + 1e-9) + abs(value) * 1e-15
    )
    assert not text.endswith(",")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234, 0, "€ 1.234"), (-1234, 0, f"{MINUS}€ 1.234"), (-0.001, 2, "€ 0,00"), (38.89, 2, "€ 38,89")],
)
def test_euro(value: float, decimals: int, text: str) -> None:
    assert euro(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.35, "35 %"), (0.125, "12,5 %"), (1.0, "100 %"), (0.6, "60 %")]
)
def test_share(value: float, text: str) -> None:
    assert share(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "25 % (1 op 4)"),
        (0.05, "5 % (1 op 20)"),
        (1 / 3, "33,3 % (1 op 3)"),
        (0.5, "50 % (1 op 2)"),
        (0.45, "45 %"),
        (0.27, "27 %"),
        (0.9, "90 %"),
        (0.0, "0 %"),
        (1.0, "100 %"),
    ],
)
def test_chance(value: float, text: str) -> None:
    assert chance(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1, "maand", "1 maand"),
        (7.5, "maand", "7,5 maanden"),
        (2, "uur per week", "2 uur per week"),
        (3, "dag per week", "3 dagen per week"),
        (12, "zitting", "12 zittingen"),
        (3, "jaar", "3 jaar"),
        (4, "", "4"),
        (-1, "rit", f"{MINUS}1 rit"),
    ],
)
def test_counted(value: float, unit: str, text: str) -> None:
    assert counted(value, unit) == text


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_one_plural_and_it_reads_back(unit: str) -> None:
    assert SPELLINGS[units_plural(unit).lower()] == unit
    assert counted(12, unit) == f"12 {units_plural(unit)}"


def test_plural() -> None:
    assert [plural(n, "casus", "casussen") for n in (0, 1, 1200)] == [
        "0 casussen",
        "1 casus",
        "1.200 casussen",
    ]


def test_percent_and_day() -> None:
    assert percent(0.0225, 2) == "2,25 %"
    assert day(date(2025, 11, 3)) == "3 nov 2025"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "euro", DASH),
        (1234.5, "euro", "€ 1.234"),
        (1.005, "euro_cent", "€ 1,00"),
        (1234, "aantal", "1.234"),
        (1234.56789, "getal", "1.235"),
        (0.5, "aandeel", "50 %"),
        (0.125, "kans", "12,5 %"),
        (date(2025, 1, 2), "datum", "2 jan 2025"),
        (2025, "jaar", "2025"),
        ("tekst", "tekst", "tekst"),
    ],
)
def test_cell(value: object, kind: str, text: str) -> None:
    assert cell(value, kind) == text
