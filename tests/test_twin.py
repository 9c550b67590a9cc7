"""The engine and its slow, obvious twin give the same numbers: to 1e-9 relative, on anything the forms allow.

The absolute margin of a ten-millionth of a euro is that of counting money in whole units of 2⁻²⁸ euro.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from naive import NaiveCase, NaiveLine, cash_flow, programme_bounds, value_case
from strategies import World, worlds
from thorough import examples

from rendement.asking.business_case import BusinessCase
from rendement.engine.columns import EFFORT, WITH, WITHOUT, Columns, build_columns
from rendement.engine.evaluate import Split, evaluate, money
from rendement.engine.rules import bounds_of_total
from rendement.engine.totals import to_euros
from rendement.model.case import Case
from rendement.model.price import Kind
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.base.denominator import Denominator

ANYTHING = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SIDES = {"inzet": EFFORT, "zonder": WITHOUT, "met": WITH}


def same(actual: float, expected: Decimal | float) -> None:
    """The promise of the method: 1e-9 relative, and a ten-millionth of a euro."""
    assert actual == pytest.approx(float(expected), rel=1e-9, abs=1e-7)


def same_for_all(actual: Mapping[str, float], expected: Mapping[str, Decimal]) -> None:
    """The same payers with the same amounts; one that is not named has nothing."""
    for name in actual.keys() | expected.keys():
        same(actual.get(name, 0.0), expected.get(name, Decimal(0)))


def per_payer(columns: Columns, split: Split, keep: Iterable[int] | None = None) -> dict[str, float]:
    """Euros per payer of some lines, or of all."""
    chosen = np.ones(columns.lines, dtype=np.bool_)
    if keep is not None:
        chosen = np.isin(np.arange(columns.lines), list(keep))
    total = split.where(chosen).total(np.zeros(columns.lines, dtype=np.int64), 1)
    return dict(zip(columns.payers, to_euros(total)[0].tolist(), strict=True))


def business_case_of(world: World, *others: Case) -> BusinessCase:
    """A business case of all cases that were closed."""
    cases = tuple(LoadedCase(case, f"{i}.yaml", None, {}) for i, case in enumerate((world.case, *others)))
    everything = Denominator("", len(cases), len(cases), Selection.ALL, "test")
    return BusinessCase(cases, world.book, world.settings, (everything,), (), ())


# ---------------------------------------------------------------- lines


@settings(ANYTHING, max_examples=examples(250))
@given(worlds())
def test_every_line(world: World) -> None:
    """M3 to M9: the value and the units of every line, and which side it is on."""
    columns = build_columns([world.case], world.book, world.settings)
    values = evaluate(columns, world.settings.regime)
    lines = value_case(*world).lines
    assert columns.line_side.tolist() == [SIDES[line.side] for line in lines]
    for row, line in enumerate(lines):
        same(values.value[row], line.gross)
        same(values.units[row], line.units)


@settings(ANYTHING, max_examples=examples(80))
@given(worlds())
def test_every_payer_of_every_line(world: World) -> None:
    """M12, M13: what each payer bears and what it can cash of each line, and the capacity that is freed."""
    columns = build_columns([world.case], world.book, world.settings)
    split = money(columns, evaluate(columns, world.settings.regime).value)
    for row, line in enumerate(value_case(*world).lines):
        same_for_all(per_payer(columns, split.societal, [row]), line.by_payer)
        same_for_all(per_payer(columns, split.cash, [row]), line.cash_by_payer)
        same_for_all(per_payer(columns, split.capacity, [row]), line.by_payer if frees(world, line) else {})


def frees(world: World, line: NaiveLine) -> bool:
    """M13: care whose price is capacity."""
    if line.side == "inzet" or line.price_key is None:
        return False
    return world.book.prices[line.price_key].kind is Kind.CAPACITY


# ---------------------------------------------------------------- sums


@settings(ANYTHING, max_examples=examples(80))
@given(worlds())
def test_totals_of_a_case(world: World) -> None:
    """M12, M14: effort, benefit, net, and the net of every payer."""
    found = business_case_of(world)
    expected = value_case(*world)
    same(found.cost, expected.effort)
    same(found.benefit, expected.benefit)
    same(found.net, expected.net)
    rows = {row["betaler"]: row["netto"] for row in found.by("betaler")}
    same_for_all(rows, expected.by_payer_net)


@settings(ANYTHING, max_examples=examples(40))
@given(worlds(), st.integers(1, 3))
def test_totals_of_equal_cases(world: World, times: int) -> None:
    """M14: so many equal cases are worth so many times one."""
    others = [world.case.model_copy(update={"id": f"test-{n}"}) for n in range(1, times)]
    found, expected = business_case_of(world, *others), value_case(*world)
    same(found.net, times * expected.net)
    same(found.headlines[Kind.CASHABLE.value].net, times * cash_net(expected))


def cash_net(case: NaiveCase) -> Decimal:
    """M13: what all payers can cash, less the effort that costs money."""
    signs = {"inzet": -1, "zonder": 1, "met": 1}
    return sum(
        (signs[line.side] * sum(line.cash_by_payer.values(), Decimal(0)) for line in case.lines), Decimal(0)
    )


# ---------------------------------------------------------------- cash flow


@settings(ANYTHING, max_examples=examples(60))
@given(worlds())
def test_cash_flow_per_month(world: World) -> None:
    """M21: undiscounted, per payer and calendar month."""
    found = {
        (row["betaler"], *(int(part) for part in row["maand"].split("-"))): row["netto"]
        for row in business_case_of(world).cash_flow("maand")
    }
    expected = cash_flow(*world)
    margin = 1e-7 + 1e-9 * max((abs(float(amount)) for amount in expected.values()), default=0.0)
    for key in found.keys() | expected.keys():
        assert found.get(key, 0.0) == pytest.approx(float(expected.get(key, 0)), rel=1e-9, abs=margin), key


# ---------------------------------------------------------------- the denominator


@given(
    st.floats(-1e5, 1e5),
    st.integers(1, 500),
    st.integers(0, 500),
    st.floats(-1e4, 0),
    st.floats(0, 1e5),
)
def test_bounds(mean: float, filed: int, unfiled: int, floor: float, ceiling: float) -> None:
    """M15: bounds of the total, of all closed cases."""
    closed = filed + unfiled
    expected = programme_bounds(Decimal(mean), filed, closed, Decimal(floor), Decimal(ceiling))
    found = bounds_of_total(mean, filed, closed, floor, ceiling)
    for one, other in zip(found, expected, strict=True):
        assert other is not None
        same(one, other)
