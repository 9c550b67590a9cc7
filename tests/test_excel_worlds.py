"""Twenty worlds of the simulation put through the yellow cells: the workbook finds what the engine found.

Everything is uncertain here: chances of paths and of lines, quantities, our share, displacement, prices,
realism and timing. Each drawn value is written where a reader would write it.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pytest
from workbook_bases import DEADWEIGHT, FULL
from workbooks import (
    Edited,
    Grid,
    Planned,
    differing_totals,
    errors_in,
    needs_office,
    planned,
    points,
    probed,
    slim,
    worked_out,
)
from written import programme_text, read

from rendement.asking.business_case import BusinessCase, business_case
from rendement.engine.brute import Inputs, drawn_inputs
from rendement.engine.uncertain import ATTRIBUTION, CHANCE, KEPT, PATH, QUANTITY
from rendement.engine.worlds import Worlds as Drawable
from rendement.engine.worlds import caps_of
from rendement.model.estimate import Evidence
from rendement.reports.excel.sheets.moments import order_of
from rendement.reports.excel.sheets.paths import DEADWEIGHT as STATED_OTHERWISE
from rendement.results.worlds.simulation import Drawn, Model, Run, draw_all, model_of

DRAWS: Final = 20
SEED: Final = 11
SINGLE: Final = 2e-6
"""The simulation multiplies in single precision: each of a handful of factors is good to 6e-8."""
GRID: Final = 2.0**-10
"""Euros: it adds every line rounded to this."""
TIGHT: Final = """\
casus: vol-4
fictief: ja
gestart: 2025-01-06
afgesloten: 2025-05-06
context: {gemeente: teststad, wijk: noord, organisatie: test, thema: [bewegen], aanpak: [gesprek]}
vraag: proef
instemming: ja
bewijs: met-collega
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: {laag: 2, verwacht: 3, hoog: 6}}
zonder_inzet:
  - pad: hulp in huis
    kans: {laag: 40%, verwacht: 60%, hoog: 70%}
    hulp:
      - {prijs: hulp.uur, aantal: {laag: 10, verwacht: 30, hoog: 40}}
  - pad: zorg
    kans: {laag: 20%, verwacht: 30%, hoog: 45%}
    hulp:
      - {prijs: zorg.zitting, aantal: 9, verdringing: 20%}
toerekening: {wij: 80%}
"""
"""Paths that could pass 100 % together: their chances are held back."""


class Worlds(NamedTuple):
    """A business case, its workbook, and twenty drawn worlds."""

    bc: BusinessCase
    book: Planned
    model: Model
    inputs: Inputs
    drawn: Drawn


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    programme = programme_text(closed=3, regime="mkba-2021", cashability="half")
    cases = read(tmp_path_factory.mktemp("werelden"), FULL, DEADWEIGHT, TIGHT, programme=programme)
    bc = business_case(cases, realism="werkaanname-2025")
    model = model_of(bc)
    inputs = drawn_inputs(model.worlds, SEED, 0, DRAWS)
    drawn = draw_all(replace(model, worlds=as_it_is(model.worlds)), Run(DRAWS, SEED))
    return Worlds(bc, slim(planned(bc, threshold=1)), model, inputs, drawn)


def as_it_is(drawn: Drawable) -> Drawable:
    """Without what keeps the expected value where two guesses of one line hang together (M31b)."""
    return replace(drawn, line_joint=np.ones(len(drawn.line_joint)))


def test_everything_is_uncertain(worlds: Worlds) -> None:
    """Otherwise it would not be a proof: every kind of input has another value in every world."""
    kinds = {PATH, CHANCE, QUANTITY, ATTRIBUTION, KEPT}
    uncertain, inputs = worlds.model.uncertain, worlds.inputs
    assert set(uncertain.est_kind.tolist()) == kinds
    assert len(inputs.estimates) >= 15
    assert (inputs.estimates.std(axis=1) > 0).all()
    assert (inputs.moments.max(axis=1) > 0).all()
    assert len(caps_of(worlds.model.worlds).case) == 1
    assert all(found.std() > 0 for found in (*inputs.prices.values(), *inputs.realism.values()))


# ---------------------------------------------------------------- a world in cells, and in the engine


def cells_of(edited: Edited, worlds: Worlds, world: int) -> dict[str, object]:
    """What a reader would type to be in this world."""
    return {
        **_estimates(edited, worlds, world),
        **_prices(edited, worlds, world),
        **_realism(edited, worlds, world),
        **_moments(edited, worlds, world),
    }


def _estimates(edited: Edited, worlds: Worlds, world: int) -> dict[str, object]:
    uncertain, columns = worlds.model.uncertain, worlds.bc.columns
    factor = worlds.inputs.estimates[:, world]
    paths = [row.path_key for row in worlds.book.work.subject.paths]
    cells: dict[str, object] = {}
    for row in worlds.book.work.subject.rows:
        n, line = row.number, row.line
        path, chance, quantity, ours, kept = uncertain.line_estimates[n].tolist()
        if path >= 0:
            value = uncertain.line_path_chance[n] * factor[path]
            place = paths.index(row.path_key)
            kind = edited.cell(edited.place("Paden", "soort", place)).value
            cells |= points(edited, "Paden", place, 1 - value if kind == STATED_OTHERWISE else value)
        if chance >= 0:
            cells[edited.place("Regels", "kans_regel", n)] = uncertain.line_own_chance[n] * factor[chance]
        if quantity >= 0:
            assert line.quantity is not None
            cells |= points(edited, "Regels", n, line.quantity.mean * factor[quantity])
        if ours >= 0:
            cells |= points(edited, "Casussen", row.place, columns.line_attribution[n] * factor[ours])
        if kept >= 0:
            cells[edited.place("Regels", "verdringing", n)] = 1 - columns.line_kept[n] * factor[kept]
    return cells


def _prices(edited: Edited, worlds: Worlds, world: int) -> dict[str, object]:
    cells: dict[str, object] = {}
    for place, row in enumerate(worlds.book.work.subject.prices):
        if row.value is not None:
            cells |= points(edited, "Prijzen", place, row.value.mean * worlds.inputs.prices[row.key][world])
    return cells


def _realism(edited: Edited, worlds: Worlds, world: int) -> dict[str, object]:
    """All cases are of one organisation, so a grade has one factor."""
    factors = worlds.bc.settings.realism.factors
    return {
        edited.row_beside("Realisme_bewijs", grade, 1): factors[Evidence(grade)].mean * found[world]
        for (grade, _), found in worlds.inputs.realism.items()
    }


def _moments(edited: Edited, worlds: Worlds, world: int) -> dict[str, object]:
    weights = weights_in(worlds, world)
    rows = order_of(worlds.book.bc.columns).tolist()
    return {edited.place("Tijd", "gewicht", place): weights[atom] for place, atom in enumerate(rows)}


def weights_in(worlds: Worlds, world: int) -> Any:
    """The weight of every moment when one combination of start, length and delay is certain."""
    columns, drawn = worlds.bc.columns, worlds.model.worlds
    weights = columns.atom_weight.copy()
    for timed, line in enumerate(drawn.timed_line.tolist()):
        mine = columns.atom_line == line
        number = int(worlds.inputs.moments[timed, world])
        chance = drawn.moment_chance[drawn.moment_first[timed] + number]
        weights[mine] = np.where(columns.atom_moment[mine] == number, weights[mine] / chance, 0.0)
    return weights


def in_engine(worlds: Worlds, world: int) -> BusinessCase:
    """The same world for the engine, in double precision."""
    columns, uncertain = worlds.bc.columns, worlds.model.uncertain
    of_estimate = np.append(worlds.inputs.estimates[:, world], 1.0)
    by_kind = of_estimate[uncertain.line_estimates]  # −1 is the 1 at the end
    of_price = np.append([worlds.inputs.prices[key][world] for key in columns.price_keys], 1.0)
    of_grade = np.append([worlds.inputs.realism[who][world] for who in uncertain.realism_names], 1.0)
    other = replace(worlds.bc)
    other.__dict__["columns"] = replace(
        columns,
        line_chance=columns.line_chance * by_kind[:, PATH] * by_kind[:, CHANCE],
        line_quantity=columns.line_quantity * by_kind[:, QUANTITY],
        line_attribution=columns.line_attribution * by_kind[:, ATTRIBUTION],
        line_kept=columns.line_kept * by_kind[:, KEPT],
        line_unit_price=columns.line_unit_price * of_price[columns.line_price],
        line_realism=columns.line_realism * of_grade[uncertain.line_realism],
        atom_weight=weights_in(worlds, world),
    )
    return other


# ---------------------------------------------------------------- the proof


@pytest.fixture(scope="module")
def found(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Grid]]:
    """Twenty workbooks, worked out in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("trekkingen")
    edited = Edited(worlds.book, folder)
    paths = [edited.saved(f"wereld-{i}", cells_of(edited, worlds, i)) for i in range(DRAWS)]
    return worked_out(paths, folder / "opnieuw")


@needs_office
@pytest.mark.parametrize("world", range(DRAWS))
def test_the_workbook_is_in_that_world(world: int, worlds: Worlds, found: list[dict[str, Grid]]) -> None:
    """Per payer and in each money column: to 1e-9."""
    there = in_engine(worlds, world)
    assert errors_in(found[world]) == []
    assert differing_totals(there, worlds.book.work, found[world]) == []


@needs_office
@pytest.mark.parametrize("world", range(DRAWS))
def test_it_is_the_world_of_the_simulation(world: int, worlds: Worlds, found: list[dict[str, Grid]]) -> None:
    """Net per payer as the simulation added it up itself, as finely as it calculates."""
    shown = probed(found[world])
    coarse = SINGLE * gross(in_engine(worlds, world)) + GRID * worlds.bc.columns.lines
    for place, payer in enumerate(worlds.drawn.payers):
        net = worlds.drawn.benefit[place, world] - worlds.drawn.cost[place, world]
        row = shown[payer]
        assert abs(row["baten"] - row["inzet"] - row["programma"] - net) <= coarse, payer


def gross(bc: BusinessCase) -> float:
    """Everything that comes and goes, in euros."""
    return float(np.abs(bc.values.value).sum())


def test_worlds_differ(worlds: Worlds) -> None:
    nets = worlds.drawn.net
    assert len(set(np.round(nets, 2).tolist())) == DRAWS
    assert nets.std() > 0.1 * abs(nets.mean())


def test_inputs_are_those_of_the_totals(worlds: Worlds, tmp_path: Path) -> None:
    """What is handed out of one world is what was added up in it; a part of the draws is the same part."""
    for world in range(DRAWS):
        net = worlds.drawn.net[world]
        assert in_engine(worlds, world).net == pytest.approx(net, rel=1e-5, abs=0.05)
    later = drawn_inputs(worlds.model.worlds, SEED, 8, 12)
    assert (later.estimates == worlds.inputs.estimates[:, 8:]).all()
    assert (later.moments == worlds.inputs.moments[:, 8:]).all()
