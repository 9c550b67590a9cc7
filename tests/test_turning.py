"""Switching values of a whole base: at that value its net is zero (M17)."""

from dataclasses import replace
from typing import Any

import pytest

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.estimate import Chance, Quantity
from rendement.model.lines import replaced
from rendement.model.settings import Factor
from rendement.model.units import Measure
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.results.sensitivity.kinds import CASE, OPTIMISM, PRICE
from rendement.results.sensitivity.turning import TurningPoint, turning_points
from rendement.results.worlds.case_inputs import with_price


@pytest.fixture(scope="module")
def demo() -> BusinessCase:
    """Programmes of which the conclusion can turn: together they just do not pay."""
    folders = (examples_root() / name for name in ("ouderencoach", "schulden-voorkomen"))
    return business_case(load_cases(*folders))


@pytest.fixture(scope="module")
def points(demo: BusinessCase) -> tuple[TurningPoint, ...]:
    """The switching values of what matters most."""
    return turning_points(demo, demo.influences(), 40)


def at_switch(bc: BusinessCase, point: TurningPoint) -> BusinessCase | None:
    """The same base with one input at its switching value, valued anew; None for kinds not tried here."""
    one, value = point.influence, point.switch
    assert value is not None
    if one.kind == PRICE:
        return replace(bc, book=with_price(bc.book, one.field, value, bc.settings.price_year))
    if one.kind == CASE:
        return _with_estimate(bc, point) if one.field in ("pad", "aantal") else None
    return None


def _with_estimate(bc: BusinessCase, point: TurningPoint) -> BusinessCase | None:
    """A path (`z2`) or the quantity of a line on it (`z2.1`) at its switching value."""
    one, value = point.influence, point.switch
    assert value is not None
    path, _, line = one.line.removeprefix("z").partition(".")
    if not path.isdigit():
        return None
    at: tuple[Any, ...] = ("without", int(path) - 1, "chance")
    if line:
        at = ("without", int(path) - 1, "care", int(line) - 1, "quantity")
    (place,) = (i for i, loaded in enumerate(bc.cases) if loaded.case.id == one.case)
    now: Any = bc.cases[place].case
    for step in at:
        now = now[step] if isinstance(step, int) else getattr(now, step)
    if now.name is not None:  # it stands in more places, and all of them move
        return None
    fields: dict[str, Any] = {"evidence": now.evidence, "ground": now.ground}
    if line:
        point_of: Any = Quantity.model_construct(likely=Measure(value, now.unit, now.per), **fields)
    else:
        point_of = Chance.model_construct(likely=value, **fields)
    case = replaced(bc.cases[place].case, at, point_of)
    cases = list(bc.cases)
    cases[place] = replace(cases[place], case=case)
    return replace(bc, cases=tuple(cases))


def test_at_its_switching_value_the_net_is_zero(demo: BusinessCase, points: tuple[TurningPoint, ...]) -> None:
    tried = {CASE: 0, PRICE: 0}
    for point in points:
        changed = at_switch(demo, point) if point.switch is not None else None
        if changed is not None:
            tried[point.influence.kind] += 1
            assert changed.net == pytest.approx(0, abs=0.05), point.influence.key
    assert min(tried.values()) > 0


def test_optimism_is_a_multiple_of_all_that_it_concerns(demo: BusinessCase) -> None:
    """Everybody's is the net of all estimates together; those of organisations add up to it."""
    inputs = [i for i in demo.influences().inputs if i.kind == OPTIMISM]
    everyone = [i for i in inputs if i.key.count(":") == 1]
    whole = next(i for i in inputs if i.key == OPTIMISM)
    assert whole.amount == pytest.approx(sum(i.amount or 0.0 for i in everyone))
    doubled_factors = {
        grade: Factor.model_construct(likely=2 * factor.mean)
        for grade, factor in demo.settings.realism.factors.items()
    }
    everyone = [whole]
    realism = demo.settings.realism.model_copy(update={"factors": doubled_factors})
    doubled = replace(demo, settings=demo.settings.model_copy(update={"realism": realism}))
    assert doubled.net - demo.net == pytest.approx(sum(i.amount or 0.0 for i in everyone), rel=1e-6)


def test_sentences_say_which_way(points: tuple[TurningPoint, ...]) -> None:
    for point in points:
        said = point.sentence(with_text=False)
        if point.switch is None:
            assert (
                "bij elke waarde" in said or "loont alles samen niet" in said or "geen enkele waarde" in said
            )
        else:
            assert ("minstens" if point.pays_above else "hoogstens") in said
            assert "(nu " in said
            assert "'" not in said
