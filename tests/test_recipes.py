"""A distribution and a factor are described once: each is added here on the fly, and is seen everywhere.

What a test cannot add is what files may say: a member of an enum, a field of a document.
"""

import math
from enum import StrEnum
from typing import Any, cast

import numpy as np
import pytest
from builders import make_book, make_case, make_settings

from rendement.asking.business_case import BusinessCase
from rendement.engine.laws import law_of
from rendement.engine.shapes import FAMILIES, SLICES, Family, Floats, Law
from rendement.model.case import Case
from rendement.model.estimate import Chance
from rendement.model.lines import line_names, replaced
from rendement.model.settings import Selection
from rendement.model.shapes import ENDS, SHAPES, Distribution, Points, Shape
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel import formulas
from rendement.results.base.denominator import Denominator
from rendement.results.worlds.simulation import model_of


class Extra(StrEnum):
    """What `Distribution` would gain: a line of its own in `model/shapes.py`."""

    ARC = "boog"


ARC = Shape(
    Extra.ARC,
    ENDS,
    mean=lambda low, _, high, *__: (low + high) / 2,
    law=lambda low, _, high, __: ("boog", low, high),
    excel=lambda *_: "({laag}+{hoog})/2",
    are_limits=True,
)
"""An arcsine: reality lies at one of the two ends more often than between them."""


def arc(low: float, high: float) -> Law:
    return Law((low + high) / 2, (high - low) / math.sqrt(8), ("boog",))


def arc_table() -> Floats:
    values: Floats = np.sin(np.pi / 2 * (np.arange(SLICES) + 0.5) / SLICES) ** 2
    return values


def test_every_distribution_is_described_and_has_a_family() -> None:
    assert list(SHAPES) == [shape.value for shape in Distribution]
    for shape in SHAPES.values():
        family, *parameters = shape.law(0.1, 0.3, 0.8, math.inf)
        law = FAMILIES[family].law(*parameters)
        assert law.mean == pytest.approx(shape.mean(0.1, 0.3, 0.8, 0.0, math.inf), rel=1e-12)


def test_a_distribution_is_added_in_one_place_and_its_family_in_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(SHAPES, ARC.name, ARC)
    monkeypatch.setitem(FAMILIES, "boog", Family(arc, arc_table))
    bc = valued(with_chance(Chance.model_construct(low=0.1, high=0.5, distribution=cast(Any, Extra.ARC))))
    (told,) = (line for line in bc.explain("c1").lines if line.side == "zonder inzet")
    chance = next(step for step in told.steps if step.factor.key == "chance")
    assert chance.value == pytest.approx(0.3, rel=1e-12)
    assert "10 %–50 %" in chance.text
    worlds = model_of(bc).worlds
    assert worlds.shapes.keys == (("boog",),)
    assert worlds.est_spread.tolist() == pytest.approx([0.4 / math.sqrt(8) / 0.3], rel=1e-12)
    name = cast(Any, Extra.ARC)  # as if it stood in the enum
    found = law_of(Points(0.1, None, 0.5), name)
    assert found is not None
    assert found.quantile(0.1) == pytest.approx(0.1 + 0.4 * math.sin(math.pi / 20) ** 2, abs=2e-3)
    written = formulas.mean_of(Points(0.1, None, 0.5), name)
    assert written == "=IF(COUNT({laag},{hoog})=2,({laag}+{hoog})/2,N({verwacht}))"


def with_chance(chance: Chance) -> Case:
    """A case of one line of help without us, with this chance."""
    line = {"prijs": "p", "aantal": "10 uur", "kans": 0.5}
    case = make_case(zonder_inzet=[{"pad": "anders", "kans": 1.0, "hulp": [line]}])
    return replaced(case, ("without", 0, "care", 0, "chance"), chance)


def valued(case: Case) -> BusinessCase:
    """The case by itself, with the effort it is made with."""
    case = case.model_copy(update={"id": "c1"})
    loaded = LoadedCase(case, "c1.yaml", None, dict.fromkeys(line_names(case), 1))
    everything = Denominator("", 1, 1, Selection.ALL, "test")
    return BusinessCase((loaded,), make_book({"p": {}, "inzet.uur": {}}), make_settings(), (everything,), (), ())
