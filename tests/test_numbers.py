"""Numbers, chances and quantities as Dutch hands write them, and the hints for what is refused."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from rendement.model.amounts import AmountValue, BudgetValue
from rendement.model.dates import day_of, first_day_of, last_day_of
from rendement.model.estimate_fields import ChanceField, DurationField, HorizonField, QuantityField
from rendement.model.numbers import parse_number
from rendement.model.programme import BoundValue
from rendement.model.scalars import read_chance, read_measure
from rendement.model.units import SPELLINGS, Measure, conversion, parse_measure
from rendement.reading.spelling.hints import (
    above_one_hint,
    amount_hint,
    chance_hint,
    comma_hint,
    quantity_hint,
    unit_hint,
)
from rendement.reading.spelling.word_hints import date_hint


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("-3", "-3"),
        ("+3", "3"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("0,125", "0.125"),
        ("1234,5", "1234.5"),
        ("1234567", "1234567"),
        ("1,2500", "1.2500"),
    ],
)
def test_numbers_that_are_clear(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "a", "1e3", "½", "1..2", "1,2,", "--1", "12:30", "٣", "1 ", "9" * 31, "€ 5", "."]
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "slug", "whole", "small"),
    [
        ("1.000", "getal_duizendtal", "1000", "1"),
        ("1,250", "getal_duizendtal", "1250", "1,25"),
        ("1.125", "getal_duizendtal", "1125", "1,1250"),
        ("1.234,56", "getal_duizendtal", "1234,56", "1234,56"),
        ("1.234.567", "getal_duizendtal", "1234567", "1234567"),
    ],
)
def test_numbers_with_two_readings(text: str, slug: str, whole: str, small: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(text)
    assert caught.value.type == slug
    assert caught.value.context is not None
    assert (caught.value.context["geheel"], caught.value.context["decimaal"]) == (whole, small)


@pytest.mark.parametrize(
    ("text", "without"), [("0123", "123"), ("00", "0"), ("-05", "5"), ("007,5", "7,5"), ("00,5", "0,5")]
)
def test_numbers_with_a_leading_zero(text: str, without: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(text)
    assert caught.value.type == "getal_voorloopnul"
    assert caught.value.context is not None
    assert caught.value.context["zonder"] == without


@given(st.decimals(-10_000, 10_000, allow_nan=False, places=2))
def test_two_decimals_are_always_clear(number: Decimal) -> None:
    text = format(number, "f")
    assert parse_number(text) == number
    assert parse_number(text.replace(".", ",")) == number


# ---------------------------------------------------------------- chances and quantities


@pytest.mark.parametrize(
    ("value", "chance"),
    [
        (0, 0.0),
        (1, 1.0),
        (Decimal("0.35"), 0.35),
        ("35%", 0.35),
        ("12,5 %", 0.125),
        ("1 op 4", 0.25),
        ("1 op de 20", 0.05),
        ("half", 0.5),
        ("Bijna zeker", 0.95),
        ("bijna zeker niet", 0.05),
        ("zeker", 1.0),
    ],
)
def test_chances(value: object, chance: float) -> None:
    assert read_chance(value) == pytest.approx(chance)


@pytest.mark.parametrize(
    "value", [True, None, [], {}, "ja", "1 op 0", "1/4", "50 pro", "", "%", date(2025, 1, 1)]
)
def test_what_is_no_chance(value: object) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        read_chance(value)
    assert caught.value.type == "kans_onleesbaar"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("9", Measure(9.0, None, None)),
        ("9 uur", Measure(9.0, "uur", None)),
        ("2u", Measure(2.0, "uur", None)),
        ("2,5 uur per week", Measure(2.5, "uur", "week")),
        ("3x per maand", Measure(3.0, "keer", "maand")),
        ("1 per jaar", Measure(1.0, None, "jaar")),
        ("7 etmalen per week", Measure(7.0, "dag", "week")),
        ("een half jaar", Measure(0.5, "jaar", None)),
        ("halve dag", Measure(0.5, "dag", None)),
        ("anderhalve maand", Measure(1.5, "maand", None)),
        ("tweeënhalf uur", Measure(2.5, "uur", None)),
        ("3 en een half uur", Measure(3.5, "uur", None)),
        ("1½ uur per week", Measure(1.5, "uur", "week")),
        ("90 minuten", Measure(1.5, "uur", None)),
        ("2 kwartalen", Measure(6.0, "maand", None)),
        ("om de week", Measure(0.5, "keer", "week")),
        ("2 uur om de dag", Measure(1.0, "uur", "dag")),
        ("om de drie weken", Measure(1 / 3, "keer", "week")),
        ("1 uur per 2 weken", Measure(0.5, "uur", "week")),
        ("1x per 6 weken", Measure(1 / 6, "keer", "week")),
        ("1x per 2 maanden", Measure(6.0, "keer", "jaar")),
        ("1 keer per kwartaal", Measure(4.0, "keer", "jaar")),
        ("eens per half jaar", Measure(2.0, "keer", "jaar")),
        ("elke twee maanden", Measure(6.0, "keer", "jaar")),
        ("wekelijks", Measure(1.0, "keer", "week")),
        ("3 x p/w", Measure(3.0, "keer", "week")),
        ("2u/w", Measure(2.0, "uur", "week")),
        ("2 uur p.w.", Measure(2.0, "uur", "week")),
        ("3x in de week", Measure(3.0, "keer", "week")),
        ("9\u00a0uur", Measure(9.0, "uur", None)),
    ],
)
def test_quantities(text: str, measure: Measure) -> None:
    assert parse_measure(text) == measure
    assert read_measure(text) == measure


@pytest.mark.parametrize(
    "text",
    ["tweewekelijks", "1/2 jaar", "1/2 uur", "6 à 8 weken", "een paar weken", "1 per 0 weken", "half", "een"],
)
def test_a_quantity_with_two_meanings_or_none_stays_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError):
        read_measure(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-12", date(2025, 6, 12)),
        ("2025/6/12", date(2025, 6, 12)),
        ("13-06-2025", date(2025, 6, 13)),
        ("05/05/2025", date(2025, 5, 5)),
        ("12 juni 2025", date(2025, 6, 12)),
        ("3 mrt. 2025", date(2025, 3, 3)),
        ("03-06-2025", None),
        ("31-02-2025", None),
        ("12 juno 2025", None),
        ("12 decimaal 2025", None),
        ("12-06-25", None),
        ("2025-06", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize("text", ["2024-02", "2-2024", "februari 2024", "feb 2024"])
def test_a_month_runs_from_its_first_day_up_to_its_last(text: str) -> None:
    assert (first_day_of(text), last_day_of(text)) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize("text", ["2024-13", "2024", "ruim 2024", "0-2024"])
def test_what_is_no_month(text: str) -> None:
    assert first_day_of(text) is None


@pytest.mark.parametrize("field", [ChanceField, QuantityField, DurationField])
@pytest.mark.parametrize("value", [True, [1], [{"laag": 1}], [[1]], "ja", "9" * 500, date.max])
def test_anything_else_in_an_estimate_is_refused_and_never_crashes(field: Any, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(field).validate_python(value)


def test_yes_is_not_remembered_as_one() -> None:
    chance: TypeAdapter[object] = TypeAdapter(ChanceField)
    chance.validate_python(1)
    with pytest.raises(ValidationError):
        chance.validate_python(True)


def test_only_time_converts() -> None:
    assert conversion("week", "dag") == pytest.approx(365.25 / 52.1786)
    assert conversion(None, "zitting") == conversion("keer", "zitting") == 1.0
    assert conversion("uur", "dag") is None
    assert conversion("uur", "dagdeel", 4.0) == 0.25
    assert conversion("dagdeel", "uur", 4.0) == 4.0
    assert set(SPELLINGS) == {spelling.lower() for spelling in SPELLINGS}


# ---------------------------------------------------------------- hints


@pytest.mark.parametrize(
    ("text", "field", "hint"),
    [
        ("ca. 3", "aantal", "schrijf 3, of"),
        ("ongeveer 10 tot 12 uur", "aantal", "{laag: 10, verwacht: …, hoog: 12, eenheid: uur}"),
        ("1,5 à 2 uur", "aantal", "{laag: 1.5, verwacht: …, hoog: 2, eenheid: uur}"),
        ("12:45 uur", "aantal", "12.75 uur"),
        ("1/0", "aantal", "schrijf bijvoorbeeld 12"),
        ("altijd", "duur", "schrijf blijvend"),
        ("tot 2026", "duur", "of blijvend"),
        ("na de zomer", "vanaf", "6 weken of 9 maanden"),
        ("veel", "aantal", "9 uur of 2 uur per week"),
    ],
)
def test_hints_for_quantities(text: str, field: str, hint: str) -> None:
    assert hint in str(quantity_hint(text, field))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1.4", "kies zelf: 14%, of 1.4% als de kans echt zo klein is"),
        ("2", "kies zelf: 20%, of 2% als de kans echt zo klein is"),
        ("14", "bedoelt u 14%? schrijf het teken % erbij"),
        ("14.5", "bedoelt u 14.5%? schrijf het teken % erbij"),
        ("100", "bedoelt u 100%? schrijf het teken % erbij"),
        ("140", "kies hoogstens 100%, en schrijf het teken % erbij"),
        ("140%", "kies hoogstens 100%, en schrijf het teken % erbij"),
        ("5 op 1", "bedoelt u 1 op 5?"),
        ("1 op 0,5", "bedoelt u 0.5 op 1?"),
    ],
)
def test_a_chance_above_one_is_never_turned_into_an_unlikely_one(text: str, hint: str) -> None:
    assert above_one_hint(text) == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("0,5.", "schrijf 0.5"),
        (".5", "schrijf 0.5"),
        ("35,", "bedoelt u 35%?"),
        ("1.4.", "kies zelf: 14%"),
        ("1 op 0", "achter op hoort een getal boven 0"),
        ("5/0", "achter op hoort een getal boven 0"),
        ("4/1", "bedoelt u 1 op 4?"),
        ("140 procent", "kies hoogstens 100%"),
        ("30-50", "{laag: 30%, verwacht: …, hoog: 50%}"),
        ("0,3-0,5", "{laag: 0.3, verwacht: …, hoog: 0.5}"),
        ("120-150", "schrijf 1 op 4, 25%"),
        ("ca. 30%", "schrijf 30%, of laag"),
        ("ca. 30", "bedoelt u 30%?"),
    ],
)
def test_hints_for_chances(text: str, hint: str) -> None:
    assert hint in str(chance_hint(text))


@given(
    st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True),
    st.sampled_from(
        ["{}", "{}%", "{} procent", "{}.", "{}/4", "4/{}", "vier op {}", "ca. {}", "{}-{}", "{}-90%"]
    ),
)
def test_a_chance_that_is_proposed_can_be_read(number: str, spelling: str) -> None:
    hint = str(chance_hint(spelling.replace("{}", number)))
    for proposed in re.findall(
        r"(?:schrijf|bedoelt u|kies zelf:|laag:|hoog:|%, of) ([\d.]+(?:%| op [\d.]+)?)", hint
    ):
        assert 0 <= read_chance(proposed) <= 1


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("1", "5", 'schrijf 1.5 met een punt, of zet er aanhalingstekens om: "1,5"'),
        ("9", "5 uur", 'schrijf 9.5 uur met een punt, of zet er aanhalingstekens om: "9,5 uur"'),
        ("1", "500", "schrijf 1500 of 1.5"),
        ("1", "125 uur", "schrijf 1125 uur of 1.1250 uur"),
        ("12", "500%", "schrijf 12.5%"),
        ("1.500", "50", 'schrijf 1500.50 met een punt, of zet er aanhalingstekens om: "1500,50"'),
        ("€ 1.500", "50", 'schrijf 1500.50 met een punt, of zet er aanhalingstekens om: "1500,50"'),
        ("007", "5", 'schrijf 7.5 met een punt, of zet er aanhalingstekens om: "7,5"'),
    ],
)
def test_hints_for_a_comma_between_braces(before: str, after: str, hint: str) -> None:
    assert comma_hint(before, after) == hint


@given(
    st.from_regex(r"(0|[1-9]\d{0,6}|[1-9]\d{0,2}\.\d{3})", fullmatch=True),
    st.from_regex(r"\d{1,4}", fullmatch=True),
)
def test_a_number_that_is_proposed_can_be_read(before: str, after: str) -> None:
    proposed = re.findall(r"(?:schrijf|of) ([\d.]+)", comma_hint(before, after))
    assert proposed
    assert all(parse_number(spelling) is not None for spelling in proposed)


@given(st.text(max_size=20), st.sampled_from(["aantal", "duur", "vanaf", ""]))
def test_hints_never_fail(text: str, field: str) -> None:
    for hint in (
        str(quantity_hint(text, field)),
        str(chance_hint(text)),
        above_one_hint(text),
        amount_hint(text),
        date_hint(text),
    ):
        assert hint
    assert unit_hint(text) is None or text.strip()


def test_half_and_half_is_not_taken_for_certain() -> None:
    assert chance_hint("50/50") == "kies zelf: 50% (de helft), of 100% (zeker)"


def test_hints_for_amounts_and_dates() -> None:
    assert amount_hint("€ 1.234,56").startswith("schrijf 1234.56 ")
    assert amount_hint("€ 12,-").startswith("schrijf 12 ")
    assert amount_hint("€ 1.500").startswith("schrijf 1500 ")
    assert amount_hint("€ 1.5").startswith("schrijf 1.5 ")
    assert amount_hint("veel").startswith("schrijf bijvoorbeeld")
    assert date_hint("3 mrt 2025") == "schrijf 2025-03-03 (jaar-maand-dag)"
    assert "bijvoorbeeld" in date_hint("31 juni 2025")


# ---------------------------------------------------------------- what cannot be meant


@pytest.mark.parametrize(
    ("field", "value", "slug"),
    [
        (QuantityField, "1000001 uur", "aantal_te_groot"),
        (QuantityField, "3000 uur per dag", "aantal_te_groot"),
        (QuantityField, {"laag": 1, "verwacht": 2, "hoog": 10**29}, "aantal_te_groot"),
        (
            QuantityField,
            {"laag": 1, "verwacht": 2, "hoog": 9000, "eenheid": "uur per dag"},
            "aantal_te_groot",
        ),
        (DurationField, "51 jaar", "tijd_te_lang"),
        (DurationField, {"laag": 1, "verwacht": 2, "hoog": 20_000, "eenheid": "dagen"}, "tijd_te_lang"),
        (HorizonField, {"laag": 1, "verwacht": 2, "hoog": 3, "eenheid": "jaar"}, "horizon_band"),
        (HorizonField, "0 maanden", "horizon_nul"),
        (AmountValue, 10_000_001, "bedrag_te_groot"),
        (BudgetValue, 1_000_000_001, "bedrag_te_groot"),
        (BoundValue, -1_000_000_001, "bedrag_te_groot"),
    ],
)
def test_what_cannot_be_meant_is_refused(field: Any, value: object, slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        TypeAdapter(field).validate_python(value)
    assert refusal.value.errors()[0]["type"] == slug


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (QuantityField, "1000000"),
        (QuantityField, "2700 uur per dag"),
        (DurationField, "50 jaar"),
        (HorizonField, "1 dag"),
        (HorizonField, {"verwacht": 2, "eenheid": "jaar"}),
        (AmountValue, 10_000_000),
        (BudgetValue, 1_000_000_000),
    ],
)
def test_what_could_be_meant_is_read(field: Any, value: object) -> None:
    assert TypeAdapter(field).validate_python(value) is not None
