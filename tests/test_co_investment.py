"""Agreements between payers: hand-worked sums, and the law that they only move money (G4) (K22)."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import case_text, programme_text, read

import rendement as rd
from rendement.asking.business_case import business_case
from rendement.results.paying.co_investment import (
    Agreement,
    Stakes,
    Terms,
    as_now,
    capped,
    co_investment,
    first_loss,
    proportional,
    shared_saving,
    stakes_of,
)
from rendement.words.misuse import CannotAdd

NAMES = ("gemeente", "zorgverzekeraar", "zorgkantoor", "inwoner", "fonds")


def stakes(cost: list[float], benefit: list[float], part: list[float]) -> Stakes:
    return Stakes(NAMES[: len(cost)], np.array(cost), np.array(benefit), np.array(part))


def paid(agreement: Agreement) -> list[float]:
    return [round(float(value), 6) for value in agreement.pays]


@pytest.fixture
def four() -> Stakes:
    """The municipality pays € 100 and gets € 20; the resident pays € 10, gets less, and stands outside."""
    return stakes([100, 0, 0, 10], [20, 60, 20, -5], [1, 1, 1, 0])


# ---------------------------------------------------------------- worked by hand


def test_nothing_changes(four: Stakes) -> None:
    assert paid(as_now(four)) == [100, 0, 0, 10]
    assert as_now(four).table().column("verschil met nu") == [0, 0, 0, 0]


def test_in_proportion_to_benefits(four: Stakes) -> None:
    assert paid(proportional(four)) == [20, 60, 20, 10]


def test_a_row_per_payer(four: Stakes) -> None:
    assert proportional(four).table().to_dicts()[1] == {
        "betaler": "zorgverzekeraar", "betaalt": 60.0, "baten": 60.0, "netto": 0.0, "verschil met nu": -60.0,
    }  # fmt: skip


def test_the_fund_takes_the_first_loss() -> None:
    """Cost 100, benefits 80: a shortfall of 20, of which the fund takes 15; 85 is shared 1 : 3."""
    now = stakes([100, 0, 0, 0, 0], [20, 60, 0, 0, 0], [1, 1, 0, 0, 0])
    assert paid(first_loss(now, "fonds", 15)) == [21.25, 63.75, 0, 0, 15]
    assert paid(first_loss(now, "fonds", 500)) == [20, 60, 0, 0, 20]


def test_the_first_loss_when_benefits_disappoint(four: Stakes) -> None:
    """Benefits of those who take part fall from 100 to 75: a shortfall of 25; extra care stays what it is."""
    lower = four.disappointing(0.25)
    assert lower.benefit.tolist() == [15, 45, 15, -5]
    assert paid(first_loss(four, "gemeente", 10)) == paid(proportional(four))
    assert paid(first_loss(lower, "gemeente", 10)) == [10 + 18, 54, 18, 10]


def test_nobody_pays_more_than_half_of_their_benefit(four: Stakes) -> None:
    """Half of 20, 60 and 20 is 50; the other 50 stays with the municipality, who pays now."""
    assert paid(capped(four, 0.5)) == [10 + 50, 30, 10, 10]


def test_who_wins_shares(four: Stakes) -> None:
    """60 + 20 is won, 80 is lacked: a quarter is 20."""
    assert paid(shared_saving(four, 0.25)) == [80, 15, 5, 10]
    assert shared_saving(four, 1.0).net.tolist() == pytest.approx([0, 0, 0, -15])


def test_never_more_than_what_is_lacked() -> None:
    now = stakes([100, 0], [90, 60], [1, 1])
    assert paid(shared_saving(now, 1.0)) == [90, 10]


# ---------------------------------------------------------------- laws

AMOUNTS = st.integers(0, 1_000_000).map(float)
BENEFITS = st.integers(-1_000_000, 1_000_000).map(float)
SHARES = st.sampled_from([0.0, 1.0, 0.5, 0.3, 0.01])
PAYER = st.tuples(AMOUNTS, BENEFITS, st.sampled_from([0.0, 1.0]))
RULES: dict[str, Callable[[Stakes, float, float], Agreement]] = {
    "nu": lambda now, share, amount: as_now(now),
    "evenredig": lambda now, share, amount: proportional(now),
    "eerste-verlies": lambda now, share, amount: first_loss(now, "gemeente", amount),
    "maximum": lambda now, share, amount: capped(now, share),
    "gedeelde-opbrengst": lambda now, share, amount: shared_saving(now, share),
}


@st.composite
def any_stakes(draw: st.DrawFn) -> Stakes:
    rows = draw(st.lists(PAYER, min_size=1, max_size=5))
    cost, benefit, part = (list(column) for column in zip(*rows, strict=True))
    return stakes(cost, benefit, part)


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("rule", RULES)
@given(now=any_stakes(), share=SHARES, amount=AMOUNTS, setback=SHARES)
def test_money_only_moves(rule: str, now: Stakes, share: float, amount: float, setback: float) -> None:
    lower = now.disappointing(setback)
    found = RULES[rule](lower, share, amount)
    assert found.key == rule
    assert float(found.moved.sum()) == near(0.0)
    assert float(found.net.sum()) == near(float(lower.net.sum()))
    outside = (now.takes_part == 0) & ~((rule == "eerste-verlies") & (np.array(now.payers) == "gemeente"))
    assert np.array_equal(found.pays[outside], now.cost[outside])


@pytest.mark.parametrize("rule", RULES)
@given(now=any_stakes(), share=SHARES, amount=AMOUNTS)
def test_when_nobody_takes_part_it_stays_as_it_is(
    rule: str, now: Stakes, share: float, amount: float
) -> None:
    nobody = Stakes(now.payers, now.cost, now.benefit, np.zeros(len(now.payers)))
    assert np.array_equal(RULES[rule](nobody, share, amount).pays, now.cost)


@given(any_stakes())
def test_the_ends_of_the_scale(now: Stakes) -> None:
    as_it_is = as_now(now).pays
    assert capped(now, 0.0).pays == near(as_it_is)  # type: ignore[arg-type]
    assert np.array_equal(shared_saving(now, 0.0).pays, as_it_is)
    assert first_loss(now, now.payers[0], 0.0).pays == near(proportional(now).pays)  # type: ignore[arg-type]
    if now.gains.sum() >= now.shared_cost:
        assert capped(now, 1.0).pays == near(proportional(now).pays)  # type: ignore[arg-type]


@given(any_stakes(), AMOUNTS)
def test_the_first_loss_is_bounded(now: Stakes, most: float) -> None:
    """Whoever else pays can only pay less than in proportion; the party pays at most so much more."""
    before, after = proportional(now).pays, first_loss(now, now.payers[0], most).pays
    assert (after[1:] <= before[1:] + 1e-6).all()
    assert after[0] - before[0] <= most + 1e-6


@given(any_stakes(), SHARES)
def test_sharing_turns_nobody_around(now: Stakes, share: float) -> None:
    """A winner keeps at least the rest of the gain, a loser never becomes a winner."""
    after = shared_saving(now, share).net
    part = now.takes_part > 0
    winners, losers = part & (now.net > 0), part & (now.net < 0)
    assert (after[winners] >= (1 - share) * now.net[winners] - 1e-6).all()
    assert (after[losers] <= 1e-6).all()
    assert (after[losers] >= now.net[losers] - 1e-6).all()


@given(any_stakes())
def test_a_higher_cap_is_nearer_to_proportional(now: Stakes) -> None:
    target = proportional(now).pays
    off = [float(np.abs(capped(now, cap).pays - target).sum()) for cap in (0.0, 0.5, 1.0)]
    assert all(one >= other - 1e-6 for one, other in pairwise(off))


# ---------------------------------------------------------------- the same by cells


@given(any_stakes(), SHARES)
def test_the_rule_in_cells_gives_the_same(now: Stakes, cap: float) -> None:
    """`capped` as a sheet would do it: one payer at a time, with SUM, MIN, MAX and IF only."""
    rows = list(zip(now.cost.tolist(), now.benefit.tolist(), now.takes_part.tolist(), strict=True))
    pot = sum(part * cost for cost, _, part in rows)
    gain = [part * max(0.0, benefit) for _, benefit, part in rows]
    present = [part * cost / pot if pot > 0 else 0.0 for cost, _, part in rows]
    share = [g / sum(gain) if sum(gain) > 0 else p for g, p in zip(gain, present, strict=True)]
    own = [min(pot * s, cap * g) for s, g in zip(share, gain, strict=True)]
    rest = pot - sum(own)
    cells = [
        (1 - part) * cost + mine + rest * p
        for (cost, _, part), mine, p in zip(rows, own, present, strict=True)
    ]
    assert capped(now, cap).pays.tolist() == near(cells)  # type: ignore[arg-type]


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_lies_between_nothing_and_all(four: Stakes, share: float) -> None:
    for rule in (capped, shared_saving):
        with pytest.raises(ValueError, match="tussen 0 en 1"):
            rule(four, share)
    with pytest.raises(ValueError, match="tussen 0 en 1"):
        four.disappointing(share)


def test_what_cannot_be_shared_is_refused(four: Stakes) -> None:
    with pytest.raises(ValueError, match=r"kosten onder nul .*: zorgverzekeraar"):
        stakes([1, -1], [0, 0], [1, 1])
    with pytest.raises(ValueError, match="niet even lang"):
        Stakes(("gemeente",), np.zeros(2), np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="getallen"):
        stakes([float("nan")], [0], [1])
    with pytest.raises(CannotAdd, match="betaler 'Sinterklaas' komt niet voor; wel: gemeente"):
        first_loss(four, "Sinterklaas", 10)
    with pytest.raises(ValueError, match="0 of meer"):
        first_loss(four, "gemeente", -1)


# ---------------------------------------------------------------- of a business case


def test_of_a_business_case(tmp_path: Path) -> None:
    """Programme costs of € 500 (€ 100 of it on the case) and help of € 200 for the municipality."""
    extra = "kosten: {bedrag: 500, prijspeil: 2025, betalers: {gemeente: 100%}, bron: test}\n"
    bc = business_case(read(tmp_path, case_text(), programme=programme_text(closed=1, extra=extra)))
    terms = Terms(("gemeente", "zorgkantoor"), "fonds", 50, cap=0.5, shared=0.5, setback=0.1)
    found = {agreement.key: agreement for agreement in co_investment(bc, terms)}
    assert list(found) == list(RULES)
    assert found["nu"].stakes.payers == ("gemeente", "zorgkantoor", "fonds")
    assert paid(found["nu"]) == [500, 0, 0]
    assert paid(found["eerste-verlies"]) == [450, 0, 50]
    assert found["nu"].stakes.benefit.tolist() == pytest.approx([180, 0, 0])
    told = bc.co_investment(terms)
    assert told is not None
    assert told[1].table().rows == found["evenredig"].table().rows


def test_stakes_add_up_to_the_net() -> None:
    bc = rd.business_case(rd.load_cases("examples"))
    assert float(stakes_of(bc, ("gemeente", "zorgverzekeraar")).net.sum()) == pytest.approx(bc.net)
    with pytest.raises(CannotAdd, match="onbekende betaler sint; kies uit: gemeente, "):
        stakes_of(bc, ("sint",))
