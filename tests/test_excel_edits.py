"""A reader changes one cell; the workbook then says what the engine says under the same change.

Totals per payer, the three money columns, every line, and the cash flow per year: to 1e-9.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pytest
from builders import make_book
from workbook_bases import COST, DEADWEIGHT, FLOOR, FULL, NO_PATHS
from workbooks import (
    FLOW,
    Edited,
    Grid,
    Planned,
    column_of,
    differing_cash_flow,
    differing_headlines,
    differing_totals,
    errors_in,
    euro_floor,
    named,
    needs_office,
    planned,
    points,
    same,
    slim,
    worked_out,
)
from written import programme_text, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import beyond_horizon
from rendement.engine.paths import WITH_PATHS
from rendement.engine.time_steps import time_steps
from rendement.model.amounts import Amount
from rendement.model.case import US, Case
from rendement.model.estimate import Chance, Evidence, Quantity
from rendement.model.price import PriceBook
from rendement.model.settings import Factor, Regime, Settings
from rendement.model.units import Measure
from rendement.reading.loading.load import load_cases
from rendement.reading.terms.settings_sets import load_settings

Cells = Mapping[str, object]


class Edit(NamedTuple):
    """What a reader changes, and the same change for the engine."""

    cells: Callable[[Edited], Cells]
    engine: Callable[[BusinessCase], BusinessCase]


# ---------------------------------------------------------------- the business case


def moving_book(folder: Path) -> PriceBook:
    """The small book with an index that moves, and help in the house that has a price of its own in 2026."""
    book = small_book(folder)
    series = make_book({}, {"cpi": {2024: 100.0, 2025: 103.3, 2026: 105.9}}).series
    help_at_home = book.prices["hulp.uur"]
    now = help_at_home.values[0]
    later = now.model_copy(update={"price_year": 2026, "amount": Amount.model_construct(likely=Decimal(43))})
    changed = help_at_home.model_copy(update={"values": (now, later)})
    return book.model_copy(update={"series": series, "prices": {**book.prices, "hulp.uur": changed}})


@pytest.fixture(scope="module")
def bc(tmp_path_factory: pytest.TempPathFactory) -> BusinessCase:
    """One programme with costs whose case was chosen, and one whose cases were drawn by lot."""
    folder = tmp_path_factory.mktemp("knoppen")
    book = moving_book(folder)
    chosen = {
        "uitgekozen": ((FULL,), COST + FLOOR, 9),
        "loting": ((DEADWEIGHT + "lotkans: 40%\n", NO_PATHS), "", 6),
    }
    for how, (texts, extra, closed) in chosen.items():
        home = folder / "casussen" / how
        write(home, "programma.yaml", programme_text(how, closed, how, extra=extra, regime="mkba-2021"))
        for number, text in enumerate(texts):
            write(home, f"casus-{number}.yaml", text)
    cases = load_cases(folder / "casussen", prices=book)
    assert len(cases) == 3, cases.problems
    return business_case(cases, book)


# ---------------------------------------------------------------- changes for the engine


def settled(**changes: object) -> Callable[[BusinessCase], BusinessCase]:
    """Other settings."""
    return lambda bc: replace(bc, settings=bc.settings.model_copy(update=changes))


def in_regime(**changes: object) -> Callable[[BusinessCase], BusinessCase]:
    """The same regime with another rate or horizon."""

    def change(bc: BusinessCase) -> BusinessCase:
        given = {**bc.settings.regime.model_dump(by_alias=True, exclude={"horizon"}), "horizon": "12 maanden"}
        return settled(regime=Regime.model_validate({**given, **changes}))(bc)

    return change


def in_columns(change: Callable[[Columns], dict[str, Any]]) -> Callable[[BusinessCase], BusinessCase]:
    """Other numbers in the columns of the engine: what no document can say of all cases at once."""

    def changed(bc: BusinessCase) -> BusinessCase:
        other = replace(bc)
        other.__dict__["columns"] = replace(bc.columns, **change(bc.columns))
        return other

    return changed


def in_case(name: str, change: Callable[[Case], dict[str, Any]]) -> Callable[[BusinessCase], BusinessCase]:
    """One case written otherwise."""

    def changed(bc: BusinessCase) -> BusinessCase:
        cases = (
            replace(c, case=c.case.model_copy(update=change(c.case))) if c.case.id == name else c
            for c in bc.cases
        )
        return replace(bc, cases=tuple(cases))

    return changed


def in_programme(name: str, **changes: Any) -> Callable[[BusinessCase], BusinessCase]:
    """One programme written otherwise."""

    def changed(bc: BusinessCase) -> BusinessCase:
        homes = tuple(
            replace(h, programme=h.programme.model_copy(update=changes)) if h.programme.id == name else h
            for h in bc.programmes
        )
        closed = changes.get("closed")
        stated = tuple(replace(d, closed=closed) if closed and d.name == name else d for d in bc.denominators)
        return replace(bc, programmes=homes, denominators=stated)

    return changed


def priced(key: str, amount: int) -> Callable[[BusinessCase], BusinessCase]:
    """Another amount in the value of a price that counts now."""

    def changed(bc: BusinessCase) -> BusinessCase:
        price = bc.book.prices[key]
        now = price.value_for(bc.settings.price_year)
        other = now.model_copy(update={"amount": Amount.model_construct(likely=Decimal(amount))})
        values = tuple(other if value is now else value for value in price.values)
        prices = {**bc.book.prices, key: price.model_copy(update={"values": values})}
        return replace(bc, book=bc.book.model_copy(update={"prices": prices}))

    return changed


def of_path(columns: Columns, factor: float) -> Any:
    return np.where(
        (columns.line_path >= 0) & (columns.line_path < WITH_PATHS),
        np.minimum(1.0, columns.line_chance * factor),
        columns.line_chance,
    )


def of_care(columns: Columns, factor: float) -> Any:
    ours = np.minimum(1.0, columns.line_attribution * factor)
    return np.where(columns.line_side == EFFORT, columns.line_attribution, ours)


def first_path(case: Case) -> dict[str, Any]:
    chance = Chance.model_construct(likely=0.31, evidence=case.without[0].chance.evidence)  # type: ignore[union-attr]
    return {"without": (case.without[0].model_copy(update={"chance": chance}), *case.without[1:])}


def first_rest(case: Case) -> dict[str, Any]:
    more = Quantity.model_construct(likely=Measure(11.0, None, None))
    return {"with_us": (case.with_us[0].model_copy(update={"quantity": more}), *case.with_us[1:])}


def doubtful(sets: Settings, grade: Evidence, factor: float) -> Any:
    factors = {**sets.realism.factors, grade: Factor.model_construct(likely=factor)}
    return sets.realism.model_copy(update={"factors": factors})


def costing(bc: BusinessCase, amount: int) -> Any:
    stated = next(home.programme.cost for home in bc.programmes if home.programme.id == "uitgekozen")
    assert stated is not None
    return stated.model_copy(update={"amount": Decimal(amount)})


def cheaper(bc: BusinessCase) -> Any:
    stated = costing(bc, 0)
    now = next(home.programme.cost for home in bc.programmes if home.programme.id == "uitgekozen")
    assert now is not None
    return stated.model_copy(update={"amount": now.amount * Decimal("0.9")})


def point(share: float) -> Chance:
    return Chance.model_construct(likely=share)


SETS = load_settings()
CASH_OF_GEMEENTE = {
    "cashability": SETS.cashability["bovengrens"].model_copy(
        update={"chances": {**SETS.cashability["bovengrens"].chances, "gemeente": 0.35}}
    )
}


# ---------------------------------------------------------------- what a reader changes


def row_of(edited: Edited, sheet: str, key: str, value: object) -> int:
    """The place of a row of a block, by what stands in one of its columns."""
    work = edited.planned.work
    block = next(b for s in edited.planned.plan.sheets if s.name == sheet for b in s.blocks)
    assert block.frame == next(f for f in work.frames if f.sheet == sheet)
    texts = [getattr(content, "text", content) for content in block.contents(key)]
    return texts.index(value)


def at(sheet: str, key: str, value: object, field: str, new: object) -> Callable[[Edited], Cells]:
    """One cell of a block."""
    return lambda e: {e.place(sheet, field, row_of(e, sheet, key, value)): new}


def estimate(sheet: str, key: str, value: object, new: float) -> Callable[[Edited], Cells]:
    """Low, likely and high of one row."""
    return lambda e: points(e, sheet, row_of(e, sheet, key, value), new)


def knob(words: str, value: object) -> Callable[[Edited], Cells]:
    """A yellow cell of the sheet Knoppen."""
    return lambda e: {e.knob(words): value}


def both(*changes: Edit) -> Edit:
    """Several changes at once."""

    def engine(bc: BusinessCase) -> BusinessCase:
        for change in changes:
            bc = change.engine(bc)
        return bc

    return Edit(lambda e: {k: v for change in changes for k, v in change.cells(e).items()}, engine)


DISCOUNT: Final = Edit(knob("Eigen disconto per jaar", 0.05), in_regime(disconto=0.05))
HALF: Final = Edit(
    lambda _: {"Kansfactor": 0.5}, in_columns(lambda columns: {"line_chance": of_path(columns, 0.5)})
)
PRICE: Final = Edit(estimate("Prijzen", "prijs", "hulp.uur", 55.0), priced("hulp.uur", 55))
NO_CASH: Final = Edit(
    lambda _: {"Verzilverset": "niets"},
    settled(cashability=SETS.cashability["niets"], cashability_name="niets"),
)
EDITS: Final[Mapping[str, Edit]] = {
    "disconto 5 %": DISCOUNT,
    "disconto nul": Edit(knob("Eigen disconto per jaar", 0), in_regime(disconto=0)),
    "regime sroi-2012": Edit(
        lambda _: {"Regime": "sroi-2012"}, settled(regime=SETS.regimes["sroi-2012"], regime_name="sroi-2012")
    ),
    "horizon 30 maanden": Edit(
        knob("Eigen horizon in jaren na afsluiting", 2.5), in_regime(horizon="30 maanden")
    ),
    "horizon 4 maanden": Edit(
        knob("Eigen horizon in jaren na afsluiting", 4 / 12), in_regime(horizon="4 maanden")
    ),
    "horizon 6 jaar": Edit(knob("Eigen horizon in jaren na afsluiting", 6), in_regime(horizon="6 jaar")),
    "afbouw glijdend": Edit(knob("Vorm van afbouw", "glijdend"), in_regime(afbouw="glijdend")),
    "glijdend, 6 jaar, per jaar": both(
        Edit(lambda _: {"Regime": "sroi-2012"}, settled(regime=SETS.regimes["sroi-2012"])),
        Edit(knob("Vorm van afbouw", "glijdend"), in_regime(afbouw="glijdend")),
        Edit(
            knob("Eigen horizon in jaren na afsluiting", 6),
            in_regime(afbouw="glijdend", horizon="6 jaar"),
        ),
    ),
    "prijspeil 2026": Edit(lambda _: {"Prijspeil": 2026}, settled(price_year=2026)),
    "prijspeil 2024": Edit(lambda _: {"Prijspeil": 2024}, settled(price_year=2024)),
    "een prijs": PRICE,
    "alle prijzen × 90 %": Edit(
        lambda _: {"Prijsfactor": 0.9},
        lambda bc: in_columns(lambda columns: {"line_unit_price": columns.line_unit_price * 0.9})(
            in_programme("uitgekozen", cost=cheaper(bc))(bc)
        ),
    ),
    "een kans": Edit(estimate("Paden", "pad", "vol-1 z1", 0.31), in_case("vol-1", first_path)),
    "alle kansen × 50 %": HALF,
    "alle kansen × 300 %": Edit(
        lambda _: {"Kansfactor": 3}, in_columns(lambda columns: {"line_chance": of_path(columns, 3.0)})
    ),
    "een aantal": Edit(estimate("Regels", "sleutel", "vol-1 m1", 11.0), in_case("vol-1", first_rest)),
    "eigen realisme": Edit(
        lambda e: {e.row_beside("Realisme_bewijs", "dossier", 1): 0.6},
        lambda bc: settled(realism=doubtful(bc.settings, Evidence("dossier"), 0.6))(bc),
    ),
    "realismeset": Edit(
        lambda _: {"Realismeset": "werkaanname-2025"},
        settled(realism=SETS.realism["werkaanname-2025"], realism_name="werkaanname-2025"),
    ),
    "toerekening": Edit(
        estimate("Casussen", "casus", "vol-1", 0.4),
        in_case("vol-1", lambda case: {"attribution": {**case.attribution, US: point(0.4)}}),
    ),
    "ons aandeel × 150 %": Edit(
        lambda _: {"Aandeelfactor": 1.5},
        in_columns(lambda columns: {"line_attribution": of_care(columns, 1.5)}),
    ),
    "verzilverset": Edit(
        lambda _: {"Verzilverset": "half"},
        settled(cashability=SETS.cashability["half"], cashability_name="half"),
    ),
    "eigen kans om te verzilveren": Edit(
        lambda e: {e.row_beside("Verzilvering_betaler", "gemeente", 1): 0.35}, settled(**CASH_OF_GEMEENTE)
    ),
    "meer afgesloten, gekozen": Edit(
        lambda e: {e.row_beside("Noemer_programma", "uitgekozen", 1): 20},
        in_programme("uitgekozen", closed=20),
    ),
    "meer afgesloten, geloot": Edit(
        lambda e: {e.row_beside("Noemer_programma", "loting", 1): 15}, in_programme("loting", closed=15)
    ),
    "lotkans": Edit(
        at("Casussen", "casus", "vol-2", "lotkans", 0.8),
        in_case("vol-2", lambda _: {"lot_chance": point(0.8)}),
    ),
    "kosten van het programma": Edit(
        at("Programmakosten", "programma", "uitgekozen", "kosten", 12_500),
        lambda bc: in_programme("uitgekozen", cost=costing(bc, 12_500))(bc),
    ),
    "vier tegelijk": both(DISCOUNT, PRICE, NO_CASH, HALF),
}  # fmt: skip
"""In the words of the reader."""


# ---------------------------------------------------------------- the proof


@pytest.fixture(scope="module")
def book(bc: BusinessCase) -> Planned:
    return planned(bc, threshold=1)


BUILD_UP: Final = ("Bruto en netto", "Samenvatting", "Verantwoording", "Controle")
WHOLE: Final = ("", "vier tegelijk")
"""Edits made in the whole workbook; the others in the sheets that totals and cash flow follow from."""


@pytest.fixture(scope="module")
def edited(book: Planned, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Grid]]:
    """Per edit what LibreOffice makes of the workbook; all in one start, with one that nobody touched."""
    folder = tmp_path_factory.mktemp("veranderd")
    whole, part = Edited(book, folder / "heel"), Edited(slim(book, *FLOW, *BUILD_UP), folder / "deel")
    paths = []
    for i, name in enumerate(("", *EDITS)):
        writer = whole if name in WHOLE else part
        paths.append(writer.saved(f"wijziging-{i}", EDITS[name].cells(writer) if name else {}))
    return dict(zip(("", *EDITS), worked_out(paths, folder / "opnieuw"), strict=True))


@needs_office
@pytest.mark.parametrize("name", ["", *EDITS])
def test_the_workbook_follows(
    name: str, bc: BusinessCase, book: Planned, edited: dict[str, dict[str, Grid]]
) -> None:
    changed = EDITS[name].engine(bc) if name else bc
    found = edited[name]
    assert errors_in(found) == []
    assert differing_totals(changed, book.work, found) == []
    assert differing_lines(changed, book, found) == []
    assert differing_steps(changed, book, found) == []
    assert differing_cuts(changed, book, found) == []
    assert differing_cash_flow(changed, found) == []
    assert differing_build_up(changed, found) == []


def differing_build_up(bc: BusinessCase, found: Mapping[str, Grid]) -> list[str]:
    """Steps from gross to net that the workbook and the engine do not agree about, and the sentence below."""
    shown = {row[0]: row for row in found["Bruto en netto"] if row and row[0]}
    floor, said = euro_floor(bc), "Gelijk aan het saldo op de samenvatting."
    wrong = [] if said in shown else ["het saldo is niet dat van de samenvatting"]
    for stage in bc.gross_to_net().stages:
        _, amount, so_far, *_ = shown[stage.name]
        if not same(so_far, stage.so_far, floor) or not same(amount or 0.0, stage.amount, floor):
            wrong.append(f"{stage.name}: {amount!r} {so_far!r}, verwacht {stage.amount} {stage.so_far}")
    return wrong


@needs_office
@pytest.mark.parametrize("name", WHOLE)
def test_what_people_read_follows(
    name: str, bc: BusinessCase, book: Planned, edited: dict[str, dict[str, Grid]]
) -> None:
    """The key figures, and whether it says that assumptions were changed."""
    assert differing_headlines(EDITS[name].engine(bc) if name else bc, book, edited[name]) == []
    assert named(book, edited[name], "Gewijzigd") == (1 if name else 0)


def differing_lines(bc: BusinessCase, book: Planned, found: Mapping[str, Grid]) -> list[str]:
    """Lines whose amount in the total is not that of the engine."""
    amounts = column_of(found["Regels"], book.work.frames.lines, "bedrag")
    wanted = (bc.values.value * bc.weights[bc.columns.line_case]).tolist()
    floor = euro_floor(bc)
    return [
        f"{row.key}: {amount!r}, verwacht {expected!r}"
        for row, amount, expected in zip(book.work.subject.rows, amounts, wanted, strict=True)
        if not same(amount, expected, floor)
    ]


def differing_cuts(bc: BusinessCase, book: Planned, found: Mapping[str, Grid]) -> list[str]:
    """Lines of which not the same falls after the horizon as the engine has it (M37)."""
    amounts = column_of(found["Regels"], book.work.frames.lines, "na_horizon")
    before_time = bc.values.expected * bc.columns.line_unit_price
    wanted = (beyond_horizon(bc.columns) * before_time).tolist()
    rows = zip(book.work.subject.rows, amounts, wanted, strict=True)
    return [f"{row.key}: {a!r}, verwacht {b!r}" for row, a, b in rows if not same(a, b, euro_floor(bc))]


STEPS: Final = ("tijd", "horizon", "afbouw", "disconto", "uitstel")
"""The columns of `TimeSteps`, in its order."""


def differing_steps(bc: BusinessCase, book: Planned, found: Mapping[str, Grid]) -> list[str]:
    """Steps of time of lines that are not those of the engine, or that do not multiply to the time factor."""
    frame, grid = book.work.frames.lines, found["Regels"]
    wanted = time_steps(bc.columns, bc.settings.regime)
    shown = {key: column_of(grid, frame, key) for key in (*STEPS, "tijdfactor")}
    wrong = []
    for row in book.work.subject.rows:
        steps = [float(shown[key][row.number]) for key in STEPS]
        expected = [float(values[row.number]) for values in wanted]
        if not all(map(same, steps, expected)):
            wrong.append(f"{row.key}: {steps}, verwacht {expected}")
        if not same(math.prod(steps), float(shown["tijdfactor"][row.number])):
            wrong.append(f"{row.key}: {steps} is niet {shown['tijdfactor'][row.number]}")
    return wrong


@pytest.mark.parametrize("name", EDITS)
def test_every_change_matters(name: str, bc: BusinessCase) -> None:
    """What changes nothing would prove nothing."""
    before, after = (
        (b.net, b.headlines["verzilverbaar"].net, b.headlines["capaciteit"].benefit)
        for b in (bc, EDITS[name].engine(bc))
    )
    assert max(abs(a - b) for a, b in zip(before, after, strict=True)) > 0.01
