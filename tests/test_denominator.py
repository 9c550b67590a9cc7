"""How many of how many: what may be said of cases not filed, and what a programme costs (M14, M15)."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import as_read, make_book, make_case
from written import case_text, programme_text, read

from rendement.asking.business_case import BusinessCase, business_case
from rendement.engine.rules import hajek_mean, hajek_standard_error
from rendement.model.price import Kind, PriceBook
from rendement.model.programme import Programme
from rendement.model.settings import Selection
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import Overrides, terms_of
from rendement.reading.yaml.text import Text
from rendement.results.base.denominator import Denominator, benefit_range, t_quantile
from rendement.words.misuse import CannotAdd

BOOK = make_book(
    {
        "inzet.uur": {"bedrag": 100},
        "inzet.vrijwilliger": {"bedrag": 20, "betalers": {"inwoner": 1}, "soort": "maatschappelijk"},
        "hulp.test": {"betalers": {"zorgverzekeraar": 1}},
    }
)
CHOSEN = Selection.CHOSEN.value


def programme(**changes: object) -> LoadedProgramme:
    """A programme of ten closed cases, all filed, without discount or corrections."""
    return programme_with(BOOK, **changes)


def programme_with(book: PriceBook, **changes: object) -> LoadedProgramme:
    """The same with another price book."""
    written: dict[str, Any] = {
        "programma": "test",
        "titel": "Test",
        "periode": {"van": "2025-01-01", "tot": "2025-12-31"},
        "afgesloten_casussen": 10,
        "gekozen": "alle",
        "hoe_gekozen": "test",
        "prijzen": "test@2025.1",
        "prijspeil": 2025,
        "regime": "geen",
        "realisme": "geen",
        "verzilvering": "bovengrens",
        **changes,
    }
    document = Programme.model_validate(as_read(written))
    return LoadedProgramme(
        document, Path(document.id), Text("test", ""), book, terms_of(Overrides(book), document)[1]
    )


def filed(
    benefits: Sequence[float], home: LoadedProgramme | None = None, **changes: object
) -> list[LoadedCase]:
    """Cases of one paid hour and one of a volunteer, with these benefits in euros."""
    hours = [{"wat": key, "prijs": f"inzet.{key}", "aantal": 1} for key in ("uur", "vrijwilliger")]
    return [
        LoadedCase(
            make_case(
                casus=f"{home.programme.id if home else 'los'}-{number}",
                inzet=hours,
                zonder_inzet=[
                    {"pad": "test", "kans": 1, "hulp": [{"prijs": "hulp.test", "aantal": benefit}]}
                ],
                **changes,
            ),
            f"{number}.yaml",
            home,
            {},
        )
        for number, benefit in enumerate(benefits)
    ]


def of_programme(benefits: Sequence[float], **changes: object) -> BusinessCase:
    """A business case of one programme."""
    return business_case(filed(benefits, programme(**changes)))


def euros(*amounts: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array(amounts, dtype=np.float64)


# ---------------------------------------------------------------- M15: all


def test_all_cases_are_the_whole() -> None:
    found = of_programme([500.0] * 10)
    assert (found.filed, found.closed, found.benefit) == (10, 10, 5000.0)
    assert (found.ranges[0].low, found.ranges[0].high) == (5000.0, 5000.0)


def test_all_with_a_missing_file_is_a_choice() -> None:
    # Nine of ten: the file that could not be read may be the bad one.
    found = of_programme([500.0] * 9)
    assert found.denominators[0].selection is Selection.CHOSEN
    assert (found.ranges[0].low, found.ranges[0].high) == (4500.0, None)


# ---------------------------------------------------------------- M15: chosen, so bounds


def test_chosen_cases_give_bounds() -> None:
    # 4 of 10 with a mean of 1000: 4 · 1000 + 6 · 0 = 4,000 to 4 · 1000 + 6 · 2500 = 19,000.
    limits = {"hoog": 2500, "reden": "test"}
    found = of_programme([700, 900, 1100, 1300], gekozen=CHOSEN, grenzen=limits)
    assert (found.ranges[0].low, found.ranges[0].high) == (4000.0, 19000.0)
    assert found.benefit == 4000.0


def test_without_stated_bounds_there_is_no_upper_one() -> None:
    found = of_programme([1000.0] * 4, gekozen=CHOSEN)
    assert (found.ranges[0].low, found.ranges[0].high) == (4000.0, None)


def test_a_floor_below_zero_counts_and_has_a_row() -> None:
    # 4 · 1000 and 6 unfiled cases at worst € −500 each: 4,000 − 3,000.
    found = of_programme([1000.0] * 4, gekozen=CHOSEN, grenzen={"laag": -500, "hoog": 0, "reden": "test"})
    assert found.benefit == 1000.0
    assert sum(found.by("betaler").column("baten")) == found.benefit


# ---------------------------------------------------------------- M15: by lot


def test_by_lot_every_case_stands_for_others() -> None:
    # 4 of 10 by an equal lot: each counts for 2.5. The mean is 1000, so all ten are 10,000.
    found = of_programme([700, 900, 1100, 1300], gekozen="loting")
    assert found.weights.tolist() == [2.5] * 4
    assert found.benefit == pytest.approx(10_000, rel=1e-12)


def test_unequal_chances_of_the_lot_weigh() -> None:
    # w = 1/π = 4 and 2: (4 · 100 + 2 · 400) / 6 = 200. Of ten closed cases: 4/6 and 2/6 of ten.
    assert hajek_mean(euros(100, 400), euros(0.25, 0.5)) == pytest.approx(200, rel=1e-12)
    lot = Denominator("test", 2, 10, Selection.LOT, "test")
    assert lot.weights([0.25, 0.5]).tolist() == pytest.approx([40 / 6, 20 / 6], rel=1e-12)
    assert benefit_range(lot, euros(100, 400), [0.25, 0.5]).counted == pytest.approx(2000, rel=1e-12)


def test_the_lot_of_a_case_is_read() -> None:
    home = programme(gekozen="loting")
    cases = [*filed([100], home, lotkans="25%"), *filed([400], home, lotkans="50%")]
    assert business_case(cases).benefit == pytest.approx(2000, rel=1e-12)


@pytest.mark.parametrize("change", ["kans: 150%", "instemming: nee"])
def test_a_lottery_that_lost_a_drawn_case_is_a_choice(tmp_path: Path, change: str) -> None:
    texts = [case_text(f"proef-{number}") for number in range(3)]
    texts[1] = re.sub(f"^( *){change.partition(':')[0]}: .*$", rf"\1{change}", texts[1], flags=re.MULTILINE)
    home = programme_text(closed=10, chosen="loting")
    bc = business_case(read(tmp_path, *texts, programme=home))
    assert [(d.filed, d.selection, d.closed) for d in bc.denominators] == [(2, Selection.CHOSEN, 10)]
    assert bc.benefit == pytest.approx(2 * 200), "no more than what is here"
    assert "zegt gekozen: loting, maar er ontbreken casussen" in " ".join(repr(bc).split())
    assert "casus-002.yaml" in repr(bc)


def test_a_running_case_was_not_drawn(tmp_path: Path) -> None:
    running = case_text("proef-2").replace("afgesloten: 2025-01-01\n", "")
    bc = business_case(
        read(tmp_path, case_text(), running, programme=programme_text(closed=10, chosen="loting"))
    )
    assert [d.selection for d in bc.denominators] == [Selection.LOT]
    assert bc.benefit == pytest.approx(10 * 200)


def test_no_band_below_eight_cases() -> None:
    found = of_programme([700, 900, 1100, 1300], gekozen="loting").ranges[0]
    assert (found.low, found.high) == (None, None)
    assert found.kind == "geloot; geen band onder 8 casussen"


def test_the_band_of_a_lot() -> None:
    # 8 of 16, four of 0 and four of 200, mean 100: every residual 100. w = 2, Σw = 16:
    # Σ (1 − ½) · 4 · 10,000 · 8 / 16² = 625; times 8/7 = 714.2857; root 26.726. t₀.₉ with 7 degrees 1.415.
    chances = euros(*[0.5] * 8)
    values = euros(0, 0, 0, 0, 200, 200, 200, 200)
    assert hajek_standard_error(values, chances) == pytest.approx((625 * 8 / 7) ** 0.5, rel=1e-12)
    found = benefit_range(Denominator("test", 8, 16, Selection.LOT, "test"), values, [None] * 8)
    assert found.counted == pytest.approx(1600, rel=1e-12)
    assert found.high is not None
    assert found.high - 1600 == pytest.approx(1.415 * 16 * 26.7261, rel=1e-3)
    assert found.low == pytest.approx(3200 - found.high, rel=1e-12)


def test_no_error_when_all_are_filed() -> None:
    # Every chance is 1: nothing was left to the lot.
    values = euros(*range(10))
    assert hajek_standard_error(values, euros(*[1] * 10)) == 0.0
    found = benefit_range(Denominator("test", 10, 10, Selection.LOT, "test"), values, [None] * 10)
    assert (found.low, found.counted, found.high) == (45.0, 45.0, 45.0)


@pytest.mark.parametrize(
    ("chance", "freedom", "table"),
    [(0.9, 7, 1.415), (0.9, 9, 1.383), (0.9, 29, 1.311), (0.5, 9, 0.0), (0.1, 9, -1.383), (0.9, 1000, 1.282)],
)
def test_t_quantiles(chance: float, freedom: int, table: float) -> None:
    assert t_quantile(chance, freedom) == pytest.approx(table, abs=0.001)


# ---------------------------------------------------------------- M14: what the whole programme costs


COST = {"bedrag": 9000, "prijspeil": 2025, "betalers": {"gemeente": 1}, "bron": "jaarrekening"}


def test_the_cost_of_cases_without_a_programme_cost() -> None:
    # 4 × (€ 100 paid + € 20 of a volunteer).
    assert of_programme([1000.0] * 4, gekozen=CHOSEN).cost == 480.0


def test_programme_cost_replaces_paid_effort_and_keeps_volunteers() -> None:
    # € 9,000 instead of 4 × € 100; the € 20 of each volunteer is not in the accounts and stays: 9,080.
    found = of_programme([1000.0] * 4, gekozen=CHOSEN, kosten=COST)
    assert found.cost == pytest.approx(9080, rel=1e-12)
    assert found.overhead == {"gemeente": pytest.approx(8600, rel=1e-12)}
    assert found.headlines[Kind.CASHABLE.value].cost == pytest.approx(9000, rel=1e-12)


def test_programme_cost_replaces_the_weighted_effort_of_a_lot() -> None:
    # By lot 4 cases stand for 10: volunteers 10 × € 20, and the accounts still say € 9,000.
    assert of_programme([1000.0] * 4, gekozen="loting", kosten=COST).cost == pytest.approx(9200, rel=1e-12)


def test_programme_cost_is_indexed() -> None:
    # € 9,000 of 2024 at index 100 is € 9,900 in 2025 at 110 (M1), and 4 volunteers.
    book = make_book({**BOOK.prices}, {"cpi": {2024: 100.0, 2025: 110.0}})
    home = programme_with(book, kosten={**COST, "prijspeil": 2024}, gekozen=CHOSEN)
    assert business_case(filed([1000.0] * 4, home)).cost == pytest.approx(9980, rel=1e-12)


# ---------------------------------------------------------------- no sum without a denominator


def test_no_sum_without_a_denominator() -> None:
    with pytest.raises(CannotAdd, match="hoeveel er zijn afgesloten"):
        business_case(filed([1000]), BOOK)


def test_a_stated_denominator() -> None:
    found = business_case(
        filed([1000]), BOOK, regime="geen", realism="geen", closed=3, selection="uitgekozen", price_year=2025
    )
    assert (found.filed, found.closed, found.benefit) == (1, 3, 1000.0)


@pytest.mark.parametrize("stated", [{"closed": 5}, {"selection": "loting"}])
def test_a_denominator_is_stated_once(stated: dict[str, Any]) -> None:
    with pytest.raises(CannotAdd, match=r"staat al in programma.yaml \(test\)"):
        business_case(filed([1000], programme()), **stated)


def test_a_stated_denominator_is_for_cases_without_a_programme() -> None:
    cases = [*filed([1000] * 10, programme()), *filed([1000])]
    found = business_case(cases, closed=3, selection="uitgekozen", price_year=2025)
    assert [(d.name, d.filed, d.closed) for d in found.denominators] == [("test", 10, 10), ("", 1, 3)]


def test_fewer_closed_than_filed_is_impossible() -> None:
    with pytest.raises(CannotAdd, match="kan dan niet 1 zijn"):
        business_case(filed([1000, 1000]), BOOK, closed=1, selection="alle")


@pytest.mark.parametrize(
    ("name", "value", "dutch"),
    [
        ("regime", "mkba-2021", "regime"),
        ("realisme", "werkaanname-2025", "realisme"),
        ("prijspeil", 2024, "prijspeil"),
    ],
)
def test_different_settings_are_not_added(name: str, value: object, dutch: str) -> None:
    homes = [programme(), programme(programma="ander", **{name: value})]
    cases = [case for home in homes for case in filed([1000], home)]
    with pytest.raises(CannotAdd, match=f"verschillend {dutch}"):
        business_case(cases)


def test_settings_that_are_chosen_decide() -> None:
    homes = [programme(), programme(programma="ander", regime="mkba-2021")]
    cases = [case for home in homes for case in filed([1000], home)]
    found = business_case(cases, regime="geen")
    assert (found.filed, found.closed, found.settings.regime_name) == (2, 20, "geen")


def test_different_books_are_not_added() -> None:
    other = BOOK.model_copy(update={"content_hash": "1" * 64})
    homes = [programme(), programme_with(other, programma="ander")]
    with pytest.raises(CannotAdd, match="verschillende prijzenboeken"):
        business_case([case for home in homes for case in filed([1000], home)])
