"""No class of fewer cases than the threshold can be counted in the table of cases, in any set of columns."""

# Holds K23 of docs/keuzes.md.

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import case_text, programme_text, read

import rendement as rd
from rendement.asking.business_case import BusinessCase, business_case
from rendement.results.telling.case_classes import NOT_SHOWN, TRAITS, Shown, Values, case_classes, recoded


def one_each(text: str) -> list[frozenset[str]]:
    """`AAB` → three cases with one value each."""
    return [frozenset(letter) for letter in text]


def words(shown: Shown) -> str:
    """Single values as letters, hidden ones as dots."""
    return "".join("".join(sorted(told)) or "." for told in shown)


# ---------------------------------------------------------------- worked by hand


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("AAABBB", "AAABBB"),
        ("AAAABB", "......"),
        ("AAAAABBC", "AAAAA..."),
        ("AAABBBCC", "...BBB.."),
        ("AAABBBC", "...BBB."),
        ("AAA", "AAA"),
        ("AA", ".."),
        ("", ""),
    ],
)
def test_small_groups_are_hidden_with_the_next_rarest(given: str, shown: str) -> None:
    assert words(recoded([one_each(given)], 3)[0]) == shown


def test_a_second_column_is_only_cut_within_the_first() -> None:
    """Of the six A's five are x: the other may not be told apart, so nothing is said of the A's."""
    first, second = recoded([one_each("AAAAAABBBBBB"), one_each("xxxxxyxxxzzz")], 3)
    assert words(first) == "AAAAAABBBBBB"
    assert words(second) == "......xxx..."


def test_what_is_hidden_of_a_value_is_hidden_in_enough_cases() -> None:
    """Two x's among the A's: `x: 10 cases` elsewhere would give them away, so three more are hidden."""
    first, second = recoded([one_each("AAAAABBBBBBCCC"), one_each("yyyxxxxxyyyxxx")], 3)
    assert words(first) == "AAAAABBBBBBCCC"
    hidden = [place for place, told in enumerate(second) if not told]
    assert sum(1 for place in hidden if "yyyxxxxxyyyxxx"[place] == "x") >= 3
    assert any(second)


def test_of_several_themes_those_that_are_shared_are_shown() -> None:
    """c and d are rare. All but one case have a, which would give that one away; b cuts in 4 and 5."""
    themes: Values = [frozenset("ab")] * 3 + [frozenset("a")] * 3 + [frozenset("ac")] * 2 + [frozenset("bd")]
    assert words(recoded([themes], 3)[0]) == "bbbaaaaab"
    assert words(recoded([[frozenset("ab")] * 3 + [frozenset("a")] * 3], 3)[0]) == "abababaaa"


# ---------------------------------------------------------------- law

Case = tuple[str, str, frozenset[str]]
CASES = st.lists(
    st.tuples(
        st.sampled_from("AAAB"), st.sampled_from("xyz"), st.frozensets(st.sampled_from("pqrs"), min_size=1)
    ),
    max_size=40,
)


def brute_force(columns: tuple[list[Values], list[Shown]], threshold: int) -> list[str]:
    """Every way to count the shown table that gives fewer than the threshold, by looking at all of them."""
    values, shown = columns
    wrong = []
    for size in range(1, len(shown) + 1):
        for chosen in combinations(range(len(shown)), size):
            cells = Counter(zip(*(shown[column] for column in chosen), strict=True))
            wrong += [f"{chosen} {cell}: {n}" for cell, n in cells.items() if any(cell) and n < threshold]
            wrong += [f"{chosen} rest" for cell, n in cells.items() if not any(cell) and n < threshold]
    for column, (true, told) in enumerate(zip(values, shown, strict=True)):
        wrong += [f"{column} {reason}" for reason in by_subtraction(true, told, threshold)]
        wrong += [f"{column} untrue" for mine, said in zip(true, told, strict=True) if not said <= mine]
    return wrong


def by_subtraction(true: Values, told: Shown, threshold: int) -> list[str]:
    """What a breakdown of the base by this trait gives away: values hidden in few cases."""
    somewhere = frozenset[str]().union(*told)
    hidden = Counter(value for mine, said in zip(true, told, strict=True) for value in mine - said)
    few = [f"{value} hidden {n} times" for value, n in hidden.items() if value in somewhere and n < threshold]
    never = sum(1 for mine in true if mine - somewhere)
    return few + ([f"never shown {never} times"] if somewhere and 0 < never < threshold else [])


@given(CASES, st.integers(1, 7))
def test_no_small_class_by_any_columns(cases: list[Case], threshold: int) -> None:
    values: list[Values] = [
        [frozenset(first) for first, _, _ in cases],
        [frozenset(second) for _, second, _ in cases],
        [themes for _, _, themes in cases],
    ]
    shown = recoded(values, threshold)
    assert [len(column) for column in shown] == [len(cases)] * 3
    if len(cases) < threshold:
        assert not any(told for column in shown for told in column)
    else:
        assert brute_force((values, shown), threshold) == []


@given(CASES)
def test_with_a_threshold_of_one_all_is_shown(cases: list[Case]) -> None:
    themes = [themes for _, _, themes in cases]
    assert recoded([themes], 1) == [themes]


@given(CASES, st.integers(2, 6))
def test_nothing_is_hidden_without_need(cases: list[Case], threshold: int) -> None:
    """A single trait with one value each, all of them common, is shown whole."""
    values = [frozenset(first) for first, _, _ in cases]
    counts = Counter(values)
    if all(n >= threshold for n in counts.values()):
        assert recoded([values], threshold) == [values]


@given(CASES, st.integers(2, 5))
def test_columns_beside_the_traits_count_too(cases: list[Case], threshold: int) -> None:
    """With the programme in the same sheet no trait points at few cases of one programme."""
    programmes = [second for _, second, _ in cases]
    shown = recoded([[frozenset(first) for first, _, _ in cases]], threshold, programmes)[0]
    cells = Counter((programme, told) for programme, told in zip(programmes, shown, strict=True) if told)
    assert all(n >= threshold for n in cells.values())


# ---------------------------------------------------------------- of a business case


def base(folder: Path, *neighbourhoods: str) -> BusinessCase:
    texts = [case_text(f"proef-{i}", wijk=wijk) for i, wijk in enumerate(neighbourhoods)]
    return business_case(read(folder, *texts, programme=programme_text(closed=len(texts))))


def test_a_row_per_case(tmp_path: Path) -> None:
    table = case_classes(base(tmp_path, *["noord"] * 3, *["zuid"] * 2, "west"), 3, ("wijk", "thema"))
    assert table.names == ["casus", "wijk", "thema"]
    assert table.rows[0] == ("proef-0", "noord", "bewegen")
    assert table.rows[-1] == ("proef-5", NOT_SHOWN, "bewegen")


def test_too_few_cases_show_nothing_but_their_pseudonym(tmp_path: Path) -> None:
    bc = base(tmp_path, *["noord"] * 4)
    assert case_classes(bc).rows == tuple((f"proef-{i}",) for i in range(4))
    assert case_classes(bc, 4).column("wijk") == ["noord"] * 4


def test_the_examples() -> None:
    bc = rd.business_case(rd.load_cases("examples"))
    table = case_classes(bc, 5)
    columns = [table.column(name) for name in table.names[1:]]
    assert len(table) == bc.filed
    assert set(table.names[1:]) <= set(TRAITS)
    for size in range(1, len(columns) + 1):
        for chosen in combinations(columns, size):
            assert min(Counter(zip(*chosen, strict=True)).values()) >= 5
    assert any(value != NOT_SHOWN for column in columns[1:] for value in column)


def test_refusals(tmp_path: Path) -> None:
    bc = base(tmp_path, "noord")
    with pytest.raises(KeyError, match="onbekend kenmerk naam; kies uit: programma, gemeente"):
        case_classes(bc, 5, ("naam",))
    with pytest.raises(ValueError, match="minstens 1"):
        case_classes(bc, 0)
