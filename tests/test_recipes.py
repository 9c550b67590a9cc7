"""A distribution and a factor are described once: each is added here on the fly, and is seen everywhere.

What a test cannot add is what files may say: a member of an enum, a field of a document.
"""

import math
from enum import StrEnum
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from builders import make_book, make_case, make_settings
from pydantic import Field
from workbooks import grids, worked_out

from rendement.asking.business_case import BusinessCase
from rendement.engine.columns import WITHOUT
from rendement.engine.laws import law_of, law_of_estimate
from rendement.engine.shapes import FAMILIES, SLICES, Family, Floats, Law
from rendement.engine.uncertain import ATTRIBUTION, CHANCE, KEPT, OWN_TIMES, PATH, QUANTITY
from rendement.model.case import CareLine, Case
from rendement.model.estimate import Chance
from rendement.model.estimate_fields import ChanceField
from rendement.model.factors import FACTORS, INPUTS, Factor, Input, roles, times
from rendement.model.lines import line_names, replaced
from rendement.model.settings import Selection
from rendement.model.shapes import ENDS, SHAPES, Distribution, Points, Shape
from rendement.reading.loading.loaded import LoadedCase
from rendement.reports.excel import formulas
from rendement.reports.excel.recalculate import office
from rendement.results.base.denominator import Denominator
from rendement.results.worlds.simulation import Run, draw_all, model_of


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


KEPT_UP = Input(
    "volgehouden",
    ("kept_up",),
    "volgehouden",
    "hoe vaak iemand het volhield",
    "het volhouden bij",
    "het volhouden",
)
"""What `INPUTS` would gain: a share that a line states, or else its case."""


class KeptUpLine(CareLine):
    """What `CareLine` would gain: a field of the document."""

    kept_up: ChanceField | None = Field(None, alias="volgehouden")


@pytest.fixture
def one_factor_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists with one factor more: told after what displacement leaves, and multiplied with the others."""
    monkeypatch.setitem(INPUTS, KEPT_UP.word, KEPT_UP)
    every = dict(FACTORS)
    after = list(every).index("kept") + 1
    new = Factor("kept_up", "volgehouden", "aandeel", "M4", KEPT_UP, "as it is")
    ordered = [*list(every.items())[:after], (new.key, new), *list(every.items())[after:]]
    for key in every:
        monkeypatch.delitem(FACTORS, key)
    for key, factor in ordered:
        monkeypatch.setitem(FACTORS, key, factor)


def kept_up(share: Chance | None) -> BusinessCase:
    """A case of 10 hours of help at € 1, of which somebody kept up a share."""
    case = with_chance(Chance.model_validate({"verwacht": 0.5}))
    line = case.without[0].care[0]
    said = KeptUpLine.model_construct(**{**dict(line), "kept_up": share})
    return valued(replaced(case, ("without", 0, "care", 0), said))


RANGE = Chance.model_validate({"laag": 0.2, "verwacht": 0.4, "hoog": 0.6})


@pytest.mark.usefixtures("one_factor_more")
def test_a_factor_is_described_once_and_counts_everywhere() -> None:
    without, bc = kept_up(None), kept_up(RANGE)
    ours = bc.columns.line_side == WITHOUT
    assert bc.columns.further == ("kept_up",)
    assert bc.values.value[ours] == pytest.approx(without.values.value[ours] * RANGE.mean, rel=1e-12)
    told = bc.explain("c1").line("z1.1")
    assert math.prod(told.factors.values) == pytest.approx(told.value, rel=1e-12)
    step = next(step for step in told.steps if step.factor.key == "kept_up")
    assert step.text.startswith("× 40 %: 20 %–40 %–60 %")
    stage = bc.gross_to_net()["kept_up"]
    assert (stage.name, stage.amount < 0) == ("volgehouden", True)
    uncertain = model_of(bc).uncertain
    assert roles()[int(uncertain.est_kind[-1])] == "volgehouden"
    model = model_of(bc)
    spread = float(np.std(draw_all(model, Run(2_000, 1, events=False)).net))
    law = law_of_estimate(RANGE, 1.0)
    assert law is not None
    assert spread == pytest.approx(told.value / RANGE.mean * law.sd, rel=0.05)


@pytest.mark.usefixtures("one_factor_more")
def test_a_factor_is_asked_about_and_stands_in_the_workbook(tmp_path: Path) -> None:
    bc = kept_up(RANGE)
    assert "het volhouden bij p" in [one.about for one in bc.influences().inputs]
    assert "het volhouden bij p" in str(bc.switching_values("c1"))
    path = bc.to_excel(tmp_path / "bc.xlsx", draws=500)
    found = worked_out([path], tmp_path / "again") if office() else [grids(path)]
    rows = found[0]["Regels"]
    header = next(row for row in rows if "volgehouden" in row)
    line = next(row for row in rows if row and row[0] == "c1 z1.1")
    assert line[header.index("volgehouden")] == pytest.approx(RANGE.mean)
    assert line[header.index("waarde (€)")] == pytest.approx(bc.explain("c1").line("z1.1").value, rel=1e-9)


def test_the_numbers_of_the_engine_are_the_roles_of_the_list() -> None:
    numbers = (PATH, CHANCE, QUANTITY, ATTRIBUTION, KEPT)
    assert [roles()[number] for number in numbers] == ["pad", "kans", "aantal", "toerekening", "verdringing"]
    assert len(times()) == OWN_TIMES


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
    return BusinessCase(
        (loaded,), make_book({"p": {}, "inzet.uur": {}}), make_settings(), (everything,), (), ()
    )
