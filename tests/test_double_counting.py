"""Help that may be counted twice: the same household, service and time (M20)."""

from typing import Any

import pytest
from builders import make_book, make_case, make_settings

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator
from rendement.results.uncounted.double_counting import Overlap

BOOK = make_book(
    {
        "inzet.uur": {},
        "zorg.opname": {"eenheid": "dag", "omvat": ["zorg.visite"]},
        "zorg.visite": {"eenheid": "visite"},
        "zorg.hulp": {},
    }
)
HOURS = {"prijs": "zorg.hulp", "aantal": "2 uur per week"}
KEY = "0123456789abcdef"


def case_of(*paths: list[dict[str, Any]], **changes: object) -> Case:
    """A case with these paths, each with the same chance."""
    written = [{"pad": "test", "kans": 0.2, "hulp": list(help_)} for help_ in paths]
    return make_case(zonder_inzet=written, **changes)


def overlaps(*cases: Case, **settings: object) -> list[Overlap]:
    """What is found in a business case of these cases, three years ahead."""
    names = [f"{kind}{i}{dot}" for kind in "imz" for i in range(1, 4) for dot in ("", ".1", ".2", ".3")]
    lines = {name: number for number, name in enumerate(names, 1)}
    loaded = tuple(LoadedCase(case, f"{case.id}.yaml", None, lines) for case in cases)
    everything = Denominator("", len(cases), len(cases), Selection.ALL, "test")
    chosen = make_settings(**{"horizon": "3 jaar", **settings})
    return BusinessCase(loaded, BOOK, chosen, (everything,), (), ()).double_counting()


def found_in(*cases: Case, **settings: object) -> list[tuple[str, str, str]]:
    """Kind and the two lines."""
    return [(overlap.kind, overlap.line, overlap.other_line) for overlap in overlaps(*cases, **settings)]


# ---------------------------------------------------------------- within a case


def test_the_same_help_in_the_same_time() -> None:
    # From month 6 to 9 twice.
    first, second = {**HOURS, "duur": "9 maanden"}, {**HOURS, "vanaf": "12 maanden", "duur": "9 maanden"}
    assert found_in(case_of([first, second])) == [("zelfde", "z1.1", "z1.2")]


def test_help_that_includes_other_help() -> None:
    # A day in hospital contains the visit of the doctor, whichever is written first. It does not count (M42),
    # unless the stay might not have come.
    stay, visit = {"prijs": "zorg.opname", "aantal": "10 dagen"}, {"prijs": "zorg.visite", "aantal": 3}
    assert found_in(case_of([stay, visit])) == found_in(case_of([visit, stay])) == []
    stay |= {"kans": "half"}
    assert found_in(case_of([stay, visit])) == [("omvat", "z1.2", "z1.1")]
    assert found_in(case_of([visit, stay])) == [("omvat", "z1.1", "z1.2")]


def test_extra_help_with_us_may_be_the_same_too() -> None:
    line = {**HOURS, "duur": "9 maanden"}
    assert found_in(make_case(met_inzet=[line, line])) == [("zelfde", "m1", "m2")]


def test_paths_exclude_each_other() -> None:
    line = {**HOURS, "duur": "9 maanden"}
    assert found_in(case_of([line], [line])) == []


def test_without_and_with_us_are_compared_and_not_counted_twice() -> None:
    line = {**HOURS, "duur": "9 maanden"}
    assert found_in(case_of([line], met_inzet=[line])) == []


def test_effort_is_no_help() -> None:
    case = case_of([{"prijs": "inzet.uur", "aantal": 3, "vanaf": "1 maand"}])
    assert found_in(case) == []


AFTER = {**HOURS, "vanaf": "5 jaar", "duur": "9 maanden"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # One after the other: from month 3 to 6, and from 6.
        (
            {**HOURS, "vanaf": "3 maanden", "duur": "3 maanden"},
            {**HOURS, "vanaf": "6 maanden", "duur": "1 jaar"},
        ),
        # A visit when the stay is over.
        (
            {"prijs": "zorg.opname", "aantal": "3 maanden", "vanaf": "3 maanden"},
            {"prijs": "zorg.visite", "aantal": 1, "vanaf": "6 maanden"},
        ),
        # Another kind of help.
        ({**HOURS, "duur": "9 maanden"}, {"prijs": "zorg.visite", "aantal": 1}),
        # All of it after the horizon.
        (AFTER, AFTER),
    ],
)
def test_no_false_alarm(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert found_in(case_of([one, other])) == []


STAY = {"prijs": "zorg.opname", "aantal": "7 dagen per week", "vanaf": "6 maanden", "duur": "18 maanden"}


def claimed_with(delay: dict[str, Any], start: str) -> list[tuple[str, str, str]]:
    """A stay from month 6 to 24, postponed, beside another stay of a month."""
    return found_in(case_of([{**STAY, **delay}, {**STAY, "vanaf": start, "duur": "1 maand"}]))


@pytest.mark.parametrize("moves", [True, False])
def test_a_postponed_line_claims_only_the_delay(moves: bool) -> None:
    # Postponed by six months: from month 6 to 12 it is avoided, from month 12 on it is there.
    delay = {"uitstel": "6 maanden", "verschuift": moves}
    assert claimed_with(delay, "11 maanden") == [("zelfde", "z1.1", "z1.2")]
    assert claimed_with(delay, "12 maanden") == []


def test_the_longest_delay_counts() -> None:
    spread = {"laag": 2, "verwacht": 6, "hoog": 9, "eenheid": "maanden"}
    assert claimed_with({"uitstel": spread}, "14 maanden") == [("zelfde", "z1.1", "z1.2")]
    assert claimed_with({"uitstel": spread}, "15 maanden") == []


def test_a_delay_that_may_outlast_the_help_avoids_it() -> None:
    spread = {"laag": 2, "verwacht": 6, "hoog": 19, "eenheid": "maanden"}
    assert claimed_with({"uitstel": spread}, "23 maanden") == [("zelfde", "z1.1", "z1.2")]
    assert claimed_with({"uitstel": spread}, "24 maanden") == []


def test_only_the_time_before_the_horizon_counts() -> None:
    # A lasting line and one from month 12: with a horizon of 3 months after closing they do not meet.
    first, second = {**HOURS, "duur": "12 maanden"}, {**HOURS, "vanaf": "12 maanden", "duur": "9 maanden"}
    assert found_in(case_of([first, second])) == [("zelfde", "z1.1", "z1.2")]
    assert found_in(case_of([first, second]), horizon="3 maanden") == []


# ---------------------------------------------------------------- between cases


def two_cases(later: dict[str, Any], **changes: object) -> tuple[Case, Case]:
    """Two cases, the second of another organisation, with the same line from closing."""
    line = {**HOURS, "duur": "9 maanden"}
    one = case_of([line], huishoudsleutel=KEY)
    return one, case_of([{**line, **later}], casus="ander-001", **changes)


def test_help_inside_the_help_of_another_case() -> None:
    stay = case_of([{"prijs": "zorg.opname", "aantal": "3 maanden"}], huishoudsleutel=KEY)
    visit = case_of([{"prijs": "zorg.visite", "aantal": 1}], casus="ander-001", huishoudsleutel=KEY)
    assert found_in(stay, visit) == [("omvat", "z1.1", "z1.1")]


def test_one_household_in_two_cases() -> None:
    one, other = two_cases({}, huishoudsleutel=KEY)
    assert found_in(one, other) == [("huishouden", "z1.1", "z1.1")]
    assert "zelfde huishouden, allebei zorg.hulp in dezelfde tijd" in str(overlaps(one, other)[0])


def test_other_households_do_not_meet() -> None:
    assert found_in(*two_cases({}, huishoudsleutel=KEY[::-1])) == []
    assert found_in(*two_cases({})) == []


def test_one_household_at_another_time() -> None:
    # Both are closed in July 2025; the second begins when the first is over.
    assert found_in(*two_cases({"vanaf": "16 maanden"}, huishoudsleutel=KEY)) == []


def test_avoided_help_of_one_case_and_used_help_of_another() -> None:
    one, _ = two_cases({})
    other = make_case(casus="ander-001", huishoudsleutel=KEY, met_inzet=[{**HOURS, "duur": "9 maanden"}])
    assert found_in(one, other) == []


def test_every_overlap_has_its_places() -> None:
    stay = {"prijs": "zorg.opname", "aantal": "10 dagen", "kans": "half"}
    visit = {"prijs": "zorg.visite", "aantal": 3}
    places = "test-001 z1.2 (test-001.yaml:27) en test-001 z1.1 (test-001.yaml:26)"
    assert str(overlaps(case_of([stay, visit]))[0]) == f"{places}: zorg.opname omvat zorg.visite al"
