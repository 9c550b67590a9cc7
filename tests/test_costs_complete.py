"""Costs complete or not (M32), when a ratio is shown (M33), and what a programme's own row holds (M14)."""

# Holds K27 of docs/keuzes.md.

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from builders import as_read, make_book, make_case
from test_cli import Terminal, rendement
from written import case_text, programme_text, read, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.programme import Programme
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import Overrides, terms_of
from rendement.reading.yaml.text import Text
from rendement.reports.costs_words import losing_payers, ratio_words
from rendement.reports.excel.plan import plan_workbook
from rendement.results.explaining.checked import check_costs
from rendement.results.figures.headline import Headline
from rendement.results.figures.showing import Withheld
from rendement.results.paying.co_investment import Terms
from rendement.results.telling.suppression import suppressed
from rendement.results.value.programme_costs import missing_words
from rendement.words.numbers import DASH, euro

__all__ = ["rendement"]
STATED: Final = "kosten: {{bedrag: {0}, prijspeil: 2025, betalers: {{gemeente: 100%}}, bron: test}}\n"
CHOSEN: Final = "uitgekozen"
TERMS: Final = Terms(("gemeente",), "gemeente", 50, cap=0.5, shared=0.5, setback=0.1)


def base(
    folder: Path, filed: int = 3, closed: int = 30, chosen: str = "uitgekozen", extra: str = ""
) -> BusinessCase:
    """Cases of € 100 effort (2 hours) against € 400 of help, half likely: € 200."""
    texts = [case_text(f"proef-{i:02d}") for i in range(filed)]
    return business_case(
        read(folder, *texts, programme=programme_text(closed=closed, chosen=chosen, extra=extra))
    )


# ---------------------------------------------------------------- M32: incomplete


def test_without_costs_of_all_there_is_no_ratio_chance_payback_or_worth(tmp_path: Path) -> None:
    bc = base(tmp_path)
    assert not bc.costs_complete
    assert bc.withheld_reason is Withheld.INCOMPLETE
    assert (bc.ratio, bc.ratio_withheld) == (None, Withheld.INCOMPLETE)
    assert all(headline.ratio is None for headline in bc.headlines.values())
    assert [(p.month, p.withheld) for p in (bc.payback(), bc.payback("gemeente"))] == [
        (None, Withheld.INCOMPLETE)
    ] * 2
    assert bc.co_investment(TERMS) is None
    drawn = bc.uncertainty(200)
    for outcome in (drawn.total, drawn.cash, *drawn.payers):
        assert (outcome.chance, outcome.loss, outcome.withheld) == (None, None, Withheld.INCOMPLETE)
    assert [one.chance for one in drawn.shared] == [None] * 3
    assert {row[4:6] for row in drawn.perspectives.rows} == {(None, None)}
    difference = bc.compare(regime="sroi-2012", draws=200)
    assert (difference.before.chance, difference.after.chance, difference.difference.chance) == (None,) * 3
    found = bc.influences()
    assert found.withheld is Withheld.INCOMPLETE
    assert found.inputs
    assert {one.evppi for one in found.inputs} == {None}


@pytest.mark.parametrize(
    ("filed", "closed", "chosen", "extra"),
    [(3, 30, CHOSEN, STATED.format(4000)), (3, 3, CHOSEN, ""), (3, 30, "loting", ""), (3, 3, "alle", "")],
)
def test_the_cost_all_cases_or_a_lot_restore_everything(
    tmp_path: Path, filed: int, closed: int, chosen: str, extra: str
) -> None:
    bc = base(tmp_path, filed, closed, chosen, extra)
    assert bc.costs_complete
    assert bc.withheld_reason is None
    assert bc.estimated_net is None
    assert missing_words(bc) is None
    assert bc.ratio is not None
    assert bc.co_investment(TERMS) is not None
    assert bc.uncertainty(200).total.chance is not None
    assert {one.evppi is None for one in bc.influences().inputs} == {False}
    assert bc.payback().withheld is None


def test_the_net_with_missing_effort_at_the_mean_of_the_filed(tmp_path: Path) -> None:
    # (B_f + (N − n)L) − K_f · N/n = (3 · 200 + 27 · 10) − 300 · 30/3 = 870 − 3,000.
    bc = base(tmp_path, extra="grenzen: {laag: 10, hoog: 400, reden: test}\n")
    assert bc.estimated_net == pytest.approx(870 - 3000)
    assert bc.net == pytest.approx(870 - 300)


def test_nothing_can_be_estimated_from_no_case(tmp_path: Path) -> None:
    write(
        tmp_path / "casussen" / "leeg",
        "programma.yaml",
        programme_text("leeg", closed=4, chosen=CHOSEN),
    )
    write(tmp_path / "casussen" / "vol", "programma.yaml", programme_text("vol"))
    write(tmp_path / "casussen" / "vol", "casus.yaml", case_text())
    bc = business_case(load_cases(tmp_path / "casussen", prices=small_book(tmp_path)))
    assert [d.name for d in bc.incomplete] == ["leeg"]
    assert (bc.costs_complete, bc.estimated_net) == (False, None)
    assert "niet bij te schatten" in repr(bc)


def test_in_a_mixed_base_the_whole_is_incomplete_and_each_row_is_its_own(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    for name, extra in (("met", STATED.format(2000)), ("zonder", "")):
        home = tmp_path / "casussen" / name
        write(home, "programma.yaml", programme_text(name, closed=5, chosen=CHOSEN, extra=extra))
        write(home, "casus.yaml", case_text(f"{name}-1"))
    bc = business_case(load_cases(tmp_path / "casussen", prices=book))
    assert (bc.costs_complete, bc.ratio) == (False, None)
    assert bc.programme_table().column("kosten") == ["volledig", "onvolledig"]
    assert bc.by("programma").rows == (("met", 1, 200.0, 2000.0, -1800.0), ("zonder", 1, 200.0, 100.0, 100.0))
    # 400 − 2,100, and 4 cases of 'zonder' at € 100.
    assert bc.estimated_net == pytest.approx(400 - 2100 - 400)
    assert missing_words(bc) == "kosten onvolledig: de inzet van 4 casussen ontbreekt"


@pytest.mark.parametrize(("at_least", "told"), [(1, "van 3 casussen"), (5, "van niet ingediende casussen")])
def test_few_missing_cases_are_no_number(tmp_path: Path, at_least: int, told: str) -> None:
    words = missing_words(base(tmp_path, closed=6), at_least)
    assert words is not None
    assert told in words


def test_one_case_by_itself_is_never_touched(tmp_path: Path) -> None:
    whole, chosen = base(tmp_path / "a", 3, 3, "alle"), base(tmp_path / "b")
    one = chosen.cases[0].case.id
    assert repr(chosen.explain(one)).replace("/b/", "/a/") == repr(whole.explain(one))
    assert repr(chosen.switching_values(one)) == repr(whole.switching_values(one))
    worth = [[i.evppi for i in bc.influences(one).inputs] for bc in (chosen, whole)]
    assert worth[0] == worth[1]
    assert None not in worth[0]


# ---------------------------------------------------------------- M33: a ratio

CORNERS: Final[list[tuple[bool, float, float, float | None, Withheld | None]]] = [
    (False, 100.0, 50.0, None, Withheld.INCOMPLETE),
    (False, -1.0, 0.0, None, Withheld.INCOMPLETE),
    (True, 100.0, 0.0, None, Withheld.NO_COST),
    (True, 0.0, 100.0, 0.0, None),
    (True, -0.01, 100.0, None, Withheld.BELOW_ZERO),
    (True, 5000.0, 100.0, 50.0, None),
    (True, 5000.01, 100.0, None, Withheld.SMALL_COST),
    (True, 598.95, 0.57, None, Withheld.SMALL_COST),
]


@pytest.mark.parametrize(("complete", "benefit", "cost", "ratio", "why"), CORNERS)
def test_eight_corners_of_a_ratio(
    complete: bool, benefit: float, cost: float, ratio: float | None, why: Withheld | None
) -> None:
    found = Headline("maatschappelijk", benefit, cost, complete)
    assert (found.ratio, found.ratio_withheld) == (ratio, why)


def test_who_loses_stands_in_the_same_sentence(tmp_path: Path) -> None:
    loses = case_text() + "met_inzet:\n  - {prijs: zorg.zitting, aantal: 2}\n"
    bc = business_case(read(tmp_path, loses, programme=programme_text()))
    assert bc.ratio == pytest.approx((200 - 60) / 100)
    words = ratio_words(bc.total, losing_payers(bc.groups("betaler"), bc.payer_label))
    assert words == (
        "Tegenover elke euro staat naar verwachting € 1,40 aan baten, alles en iedereen samen, "
        "waarvan € 60 méér kosten voor Zorgverzekeraar."
    )
    assert words in " ".join(repr(bc).replace("│", " ").split())


def test_a_cost_of_nothing_much_gives_no_ratio(tmp_path: Path) -> None:
    bc = business_case(read(tmp_path, case_text(uren=0.01), programme=programme_text()))
    assert bc.cost == pytest.approx(0.5)
    assert bc.ratio is None
    assert "kosten te klein voor een verhouding" in " ".join(repr(bc).replace("│", " ").split())
    sheet = plan_workbook(bc).sheet("Samenvatting")
    texts = [str(getattr(c.content, "expected", c.content)) for row in sheet.rows for c in row]
    assert "Geen verhouding: kosten te klein voor een verhouding." in texts


# ---------------------------------------------------------------- a stated cost below the effort


def test_effort_above_the_stated_cost_counts_and_is_told(tmp_path: Path) -> None:
    bc = base(tmp_path, 3, 3, "alle", STATED.format(250))
    assert bc.cost == pytest.approx(300)
    assert bc.overhead == {}
    assert bc.by("betaler").rows[0][2:4] == (pytest.approx(600), pytest.approx(300))
    (problem,) = check_costs(bc)
    assert (problem.code, problem.place.line) == ("L990", 7)
    assert "€ 250,00" in problem.cause
    assert "€ 300,00" in problem.cause
    assert "schrijf 300.00" in problem.repair
    assert "de opgeschreven inzet (€ 300) is hoger" in " ".join(repr(bc).split())
    repaired = base(tmp_path / "hersteld", 3, 3, "alle", STATED.format("300.00"))
    assert list(check_costs(repaired)) == []


def test_a_cost_that_does_not_count_makes_nothing_complete(tmp_path: Path) -> None:
    assert not base(tmp_path / "a", extra=STATED.format(1)).costs_complete
    assert base(tmp_path / "b", extra=STATED.format(300)).costs_complete


def test_worlds_have_the_higher_cost_too(tmp_path: Path) -> None:
    bc = base(tmp_path, 3, 3, "alle", STATED.format(250))
    assert bc.uncertainty(200).worlds.cost.sum(axis=0).mean() == pytest.approx(300, rel=0.01)


def test_of_one_payer_other_costs_may_be_below_zero_but_together_never(tmp_path: Path) -> None:
    cost = "kosten: {bedrag: 400, prijspeil: 2025, betalers: {fonds: 100%}, bron: test}\n"
    bc = base(tmp_path, 3, 3, "alle", cost)
    assert bc.overhead == {"fonds": pytest.approx(400), "gemeente": pytest.approx(-300)}
    paid = {row["betaler"]: row["inzet"] for row in bc.by("betaler").to_dicts()}
    assert paid == {"fonds": pytest.approx(400), "gemeente": pytest.approx(0)}


@pytest.mark.parametrize("stated", [0.01, 100, 299.99, 300, 301, 5000])
def test_other_programme_costs_are_never_below_zero(tmp_path: Path, stated: float) -> None:
    bc = base(tmp_path, 3, 3, "alle", STATED.format(stated))
    assert sum(bc.overhead.values()) >= 0
    assert bc.cost == pytest.approx(max(stated, 300))
    assert "−€" not in str([row for row in bc.by("wijk").rows if row[0] == "overige programmakosten"])


# ---------------------------------------------------------------- M14: a programme's own row


def own(folder: Path) -> dict[str, tuple[float, float, float]]:
    """Per example: benefit, cost and net as the programme by itself has them."""
    found = {}
    for home in sorted(p.parent for p in folder.glob("*/programma.yaml")):
        bc = business_case(load_cases(home))
        found[bc.programmes[0].programme.id] = (bc.benefit, bc.cost, bc.net)
    return found


def test_a_programme_has_the_same_figures_in_a_row_and_by_itself() -> None:
    bc = business_case(load_cases(examples_root()))
    rows = {row[0]: tuple(row[2:]) for row in bc.by("programma").rows}
    for name, figures in own(examples_root()).items():
        assert rows.pop(name) == pytest.approx(figures), name
    assert rows == {}


def test_rows_per_programme_and_payer_add_up_to_the_same() -> None:
    bc = business_case(load_cases(examples_root()))
    whole = {row[0]: row[3] for row in bc.by("programma").rows}
    parts = dict.fromkeys(whole, 0.0)
    for row in bc.by("programma", "betaler").rows:
        parts[row[0]] += row[4]
    assert parts == pytest.approx(whole)
    assert sum(bc.by("wijk", "betaler").column("inzet")) == pytest.approx(bc.cost)


@pytest.mark.parametrize("shareable", [False, True])
def test_the_sheet_has_the_whole_cost_of_a_programme(shareable: bool) -> None:
    bc = business_case(load_cases(examples_root()))
    table = suppressed(bc.by("programma"))
    wanted = {row[0]: row for row in table.rows}
    sheet = plan_workbook(bc, shareable=shareable).sheet("Indelingen")
    rows = [[getattr(cell.content, "expected", cell.content) for cell in row] for row in sheet.rows]
    top = next(i for i, row in enumerate(rows) if row and row[0] == "Per programma")
    end = next(i for i, row in enumerate(rows) if i > top and not row)
    shown = {row[0]: row for row in rows[top + 2 : end]}
    assert len(shown) > 1
    assert sum(float(str(row[3])) for row in shown.values()) == pytest.approx(bc.cost)
    for name in shown.keys() & wanted.keys() - {"overige groepen samen"}:
        assert shown[name][2:] == pytest.approx(wanted[name][2:])


# ---------------------------------------------------------------- no payback without costs


def test_who_pays_nothing_earns_nothing_back(rendement: Terminal) -> None:
    told = rendement("businesscase", examples_root() / "ouderencoach", "--json")
    found = {one["betaler"]: one for one in told.json["terugverdiend"]}
    assert found["zorgkantoor"]["maand"] is None
    assert found["zorgkantoor"]["reden_niet_gegeven"] == "geen_kosten"
    assert found["gemeente"]["reden_niet_gegeven"] is None
    assert re.fullmatch(r"20\d\d-\d\d", found[None]["maand"])


def test_the_sheet_has_a_dash_for_who_pays_nothing() -> None:
    bc = business_case(load_cases(examples_root()))
    sheet = plan_workbook(bc).sheet("Geldstroom")
    rows = [[getattr(cell.content, "expected", cell.content) for cell in row] for row in sheet.rows]
    top = next(i for i, row in enumerate(rows) if row and row[0] == "Terugverdiend (M21)")
    end = next(i for i, row in enumerate(rows) if i > top and not row)
    shown = {row[0]: row[1] for row in rows[top + 2 : end]}
    assert shown["Werkgever"] == DASH
    assert shown["Gemeente"] == "niet"


# ---------------------------------------------------------------- the proof


BOOK: Final = make_book({"inzet.uur": {"bedrag": 1}, "hulp.test": {"bedrag": 1}})


def simulated(seed: int) -> tuple[list[tuple[float, float]], float]:
    """Effort and benefit of the best 3 of 30 cases, and the true cost of all; benefits are 0.76 × cost."""
    random = np.random.default_rng(seed)
    effort = random.lognormal(6.0, 0.6, 30)
    benefit = random.lognormal(5.5, 1.0, 30)
    benefit *= 0.76 * effort.sum() / benefit.sum()
    best = np.argsort(effort - benefit)[:3]
    return [(float(effort[i]), float(benefit[i])) for i in best], float(effort.sum())


def filed(cases: Sequence[tuple[float, float]], cost: float | None) -> BusinessCase:
    """Three of thirty, chosen, with or without what the programme cost."""
    written: dict[str, Any] = {
        "programma": "proef", "titel": "Proef", "periode": {"van": "2025-01-01", "tot": "2025-12-31"},
        "afgesloten_casussen": 30, "gekozen": CHOSEN, "hoe_gekozen": "de beste drie",
        "prijzen": "test@2025.1", "prijspeil": 2025, "regime": "geen", "realisme": "geen",
        "verzilvering": "bovengrens",
    }  # fmt: skip
    if cost is not None:
        stated = {"bedrag": round(cost, 2), "prijspeil": 2025, "betalers": {"gemeente": 1}, "bron": "test"}
        written["kosten"] = stated
    document = Programme.model_validate(as_read(written))
    home = LoadedProgramme(
        document, Path("proef"), Text("proef", ""), BOOK, terms_of(Overrides(BOOK), document)[1]
    )
    return business_case([_case(number, *one, home) for number, one in enumerate(cases)])


def _case(number: int, effort: float, benefit: float, home: LoadedProgramme) -> LoadedCase:
    case = make_case(
        casus=f"proef-{number}",
        inzet=[{"wat": "uren", "prijs": "inzet.uur", "aantal": round(effort, 2)}],
        zonder_inzet=[
            {"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", "aantal": round(benefit, 2)}]}
        ],
    )
    return LoadedCase(case, f"{number}.yaml", home, {})


def test_a_losing_programme_shows_no_ratio_above_one_without_its_cost() -> None:
    """M32: chosen cases of a programme that brings 0.76 of its cost, with and without that cost."""
    misled, estimates = 0, []
    for seed in range(200):
        cases, cost = simulated(seed)
        bare, whole = filed(cases, None), filed(cases, cost)
        misled += bare.benefit / bare.cost > 1
        assert (bare.ratio, bare.withheld_reason) == (None, Withheld.INCOMPLETE)
        assert bare.payback().withheld is Withheld.INCOMPLETE
        assert whole.ratio is not None
        assert whole.ratio <= 0.76 + 1e-6
        assert bare.estimated_net is not None
        estimates.append(bare.estimated_net > 0)
    assert misled == 200, "every one of them would have shown a ratio above 1"
    assert np.mean(estimates) <= 0.02


@pytest.mark.parametrize("seed", range(5))
def test_nor_a_chance_that_it_pays(seed: int) -> None:
    cases, cost = simulated(seed)
    bare, whole = filed(cases, None).uncertainty(200), filed(cases, cost).uncertainty(200)
    assert float(np.mean(bare.worlds.net > 0)) > 0.9, "it would have looked sure"
    assert bare.total.chance is None
    assert whole.total.chance is not None
    assert whole.total.chance < 0.1


def test_time_nobody_is_paid_for_stands_beside_the_stated_cost(rendement: Terminal) -> None:
    folder = examples_root() / "sociaal-recept"
    bc = business_case(load_cases(folder))
    by_hand = sum(
        row["bedrag"] for row in bc.receipts() if row["kant"] == "inzet" and row["betaler"] == "vrijwilliger"
    )
    assert bc.stating
    assert bc.unpaid_beside_stated == pytest.approx(by_hand)
    assert by_hand > 1
    said = rendement("businesscase", str(folder)).out
    assert f"inzet waar niemand voor betaald wordt: {euro(by_hand)}." in " ".join(said.split())


def test_without_a_stated_cost_nothing_stands_beside_it(tmp_path: Path) -> None:
    assert base(tmp_path).unpaid_beside_stated == 0.0
