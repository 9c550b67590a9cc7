"""Business cases from YAML to euros: each case and its sum on one screen.

All prices are those of the small book in `written.py` (work € 50, volunteer € 20, help € 40 an hour,
treatment € 30, nursing home € 200 a day, benefit € 1500 a month). There is no discount and no correction
for realism unless a test says so. A year has 365.25 days, 12 months and 52.1786 weeks.
"""

import re
from itertools import combinations
from pathlib import Path

import pytest
from written import case_text, programme_text, read, small_book, write, write_book

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.base import content_hash
from rendement.reading.books.price_books import load_prices
from rendement.reading.complaints.problems import ReadingError
from rendement.reading.loading.load import load_cases
from rendement.results.account.provenance import provenance_words
from rendement.results.value.grouping import DIMENSIONS, NO_CASE, NOT_FILED
from rendement.words.misuse import CannotAdd

HEAD = """\
casus: {id}
fictief: ja
gestart: 2025-01-01
afgesloten: 2025-01-01
context: {{gemeente: teststad, wijk: noord, organisatie: test, thema: [bewegen, eenzaamheid],
          aanpak: [maatje]}}
vraag: proef
bewijs: geregistreerd
"""


def computed(folder: Path, *bodies: str, programme: str | None = None) -> BusinessCase:
    """A business case of cases that all close the day they start (T = 0)."""
    texts = [HEAD.format(id=f"proef-{number}") + body for number, body in enumerate(bodies, 1)]
    cases = read(folder, *texts, programme=programme)
    assert [str(problem) for problem in cases.problems if problem.severity.value == "fout"] == []
    return business_case(cases)


def payers(bc: BusinessCase) -> dict[str, float]:
    """Net per payer, to a thousandth of a cent."""
    return {row["betaler"]: round(row["netto"], 5) for row in bc.by("betaler")}


# ---------------------------------------------------------------- a case and its outcome


def test_a_walking_companion(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: 4 uur}
  - {wat: wandelmaatje, prijs: inzet.vrijwilliger, aantal: 10 uur}
zonder_inzet:
  - pad: behandeling
    kans: 1 op 4
    hulp:
      - {prijs: zorg.zitting, aantal: 12}
  - pad: hulp in huis
    kans: half
    hulp:
      - {prijs: hulp.uur, aantal: 2 uur per week, duur: 6 maanden}
met_inzet:
  - {prijs: zorg.zitting, aantal: 2}
toerekening: {wij: 60%, familie: 40%}
""",
    )
    # inzet: 4 × 50 = 200 (gemeente) + 10 × 20 = 200 (vrijwilliger)
    # z1.1: 60 % × 25 % × 12 × 30 = 54; z2.1: 60 % × 50 % × (2 × 52.1786 × ½ jaar) × 40 = 626.1432
    # m1: −60 % × 2 × 30 = −36
    assert bc.cost == pytest.approx(400)
    assert bc.benefit == pytest.approx(54 + 626.1432 - 36)
    assert payers(bc) == {"gemeente": 426.1432, "zorgverzekeraar": 18.0, "vrijwilliger": -200.0}


def test_a_nursing_home_postponed(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: 1 uur}
zonder_inzet:
  - pad: verpleeghuis
    kans: 10%
    hulp:
      - {prijs: wlz.dag, aantal: 7 dagen per week, uitstel: 3 maanden}
toerekening: {wij: 100%}
""",
    )
    # zonder ons van 0 tot de horizon (1 jaar), met ons van ¼ jaar: alleen ¼ jaar telt
    # 10 % × ¼ × 7 × 52.1786 × 200 = 1826.251
    assert bc.benefit == pytest.approx(1826.251)
    assert payers(bc) == {"zorgkantoor": 1826.251, "gemeente": -50.0}


def test_a_stay_that_moves_saves_nothing_without_discount(tmp_path: Path) -> None:
    line = "{prijs: wlz.dag, aantal: 10 dagen per maand, duur: 3 maanden, uitstel: 2 maanden, verschuift: ja}"
    bc = computed(
        tmp_path,
        f"""
inzet: [{{wat: werk, prijs: inzet.uur, aantal: 1 uur}}]
zonder_inzet:
  - {{pad: verpleeghuis, kans: 100%, hulp: [{line}]}}
toerekening: {{wij: 100%}}
""",
    )
    # drie maanden later is even lang en kost evenveel
    assert bc.benefit == pytest.approx(0, abs=1e-9)
    assert bc.net == pytest.approx(-50)


def test_deadweight_and_displacement(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 2 uur}]
zonder_inzet:
  - {pad: hulp, ook_zonder_ons: 40%, hulp: [{prijs: hulp.uur, aantal: 10}]}
toerekening: {wij: 50%}
verdringing: 20%
""",
    )
    # 50 % × (1 − 20 %) × (1 − 40 %) × 10 × 40 = 96
    assert bc.benefit == pytest.approx(96)
    assert bc.net == pytest.approx(-4)


def test_a_benefit_is_a_transfer(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 1 uur}]
zonder_inzet:
  - {pad: uitkering, kans: 50%, hulp: [{prijs: werk.uitkering, aantal: 4 maanden}]}
toerekening: {wij: 100%}
""",
    )
    # de gemeente spaart 50 % × 4 × 1500 = 3000, de inwoner mist 3000: samen 0
    assert bc.benefit == pytest.approx(0, abs=1e-6)
    assert payers(bc) == {"gemeente": 2950.0, "inwoner": -3000.0}


def test_a_group_a_shared_function_and_an_expense(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet:
  - {wat: beweeggroep, prijs: inzet.uur, aantal: 36 uur, groep: 12 deelnemers}
  - {wat: coördinatie, prijs: inzet.uur, aantal: 120 uur, gedeeld_over: 60 casussen}
  - {wat: zaal, uitgave: {bedrag: 45, prijspeil: 2025, betalers: {fonds: 80%, inwoner: 20%}, bron: factuur}}
  - {wat: samen betaald, prijs: inzet.uur, aantal: 1 uur, betalers: {gemeente: 40%, zorgverzekeraar: 60%}}
toerekening: {wij: 100%}
""",
    )
    # 36 × 50 ÷ 12 = 150; 120 × 50 ÷ 60 = 100; 45 → fonds 36, inwoner 9; 50 → gemeente 20, zorgverzekeraar 30
    assert bc.cost == pytest.approx(345)
    assert payers(bc) == {"fonds": -36.0, "gemeente": -270.0, "inwoner": -9.0, "zorgverzekeraar": -30.0}


def test_extra_care_and_relapse_are_costs(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 1 uur}]
met_inzet:
  - {prijs: hulp.uur, aantal: 5}
  - {prijs: zorg.zitting, aantal: 10, kans: 1 op 5}
toerekening: {wij: 50%, huisarts: 50%}
""",
    )
    # −50 % × 5 × 40 = −100; −50 % × 20 % × 10 × 30 = −30
    assert bc.benefit == pytest.approx(-130)
    assert bc.ratio is None


def test_a_range_counts_for_its_mean(tmp_path: Path) -> None:
    bc = computed(
        tmp_path,
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 1 uur}]
zonder_inzet:
  - pad: hulp
    kans: 100%
    hulp: [{prijs: hulp.uur, aantal: {laag: 6, verwacht: 9, hoog: 18, verdeling: driehoek}}]
toerekening: {wij: 100%}
""",
    )
    # driehoek: (6 + 9 + 18) ÷ 3 = 11 uur × 40 = 440
    assert bc.benefit == pytest.approx(440)


# ---------------------------------------------------------------- tables


@pytest.fixture
def mixed(tmp_path: Path) -> BusinessCase:
    """Three cases with two themes, several payers, a transfer and programme costs."""
    bodies = [
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 3 uur}, {wat: maatje, prijs: inzet.vrijwilliger, aantal: 2 uur}]
zonder_inzet:
  - {pad: zorg, kans: 30%, hulp: [{prijs: zorg.gedeeld, aantal: 7}, {prijs: zorg.zitting, aantal: 9}]}
toerekening: {wij: 70%}
""",
        """
inzet: [{wat: werk, prijs: inzet.uur, aantal: 5 uur}]
zonder_inzet:
  - pad: werk
    kans: 20%
    hulp: [{prijs: werk.uitkering, aantal: 6 maanden}, {prijs: hulp.uur, aantal: 3}]
met_inzet: [{prijs: zorg.mantel, aantal: 4}]
toerekening: {wij: 80%}
""",
        """
inzet: [{wat: zaal, uitgave: {bedrag: 33, prijspeil: 2025, betalers: {fonds: 1}, bron: factuur}}]
zonder_inzet: [{pad: wonen, kans: 5%, hulp: [{prijs: wlz.dag, aantal: 90 dagen}]}]
toerekening: {wij: 90%}
""",
    ]
    extra = (
        "kosten: {bedrag: 1000, prijspeil: 2025, betalers: {gemeente: 75%, fonds: 25%}, bron: begroting}\n"
    )
    return computed(tmp_path, *bodies, programme=programme_text(closed=3, extra=extra))


@pytest.mark.parametrize("dimensions", [(d,) for d in DIMENSIONS] + list(combinations(DIMENSIONS, 2)))
def test_rows_add_up_to_the_total(mixed: BusinessCase, dimensions: tuple[str, ...]) -> None:
    table = mixed.by(*dimensions)
    for name, total in (("baten", mixed.benefit), ("inzet", mixed.cost), ("netto", mixed.net)):
        assert sum(table.column(name)) == pytest.approx(total, abs=1e-6)


def test_three_dimensions_add_up_too(mixed: BusinessCase) -> None:
    assert sum(mixed.by("thema", "betaler", "domein").column("netto")) == pytest.approx(mixed.net, abs=1e-6)


def test_two_themes_share_a_case(mixed: BusinessCase) -> None:
    rows = {row["thema"]: row for row in mixed.by("thema")}
    assert rows["bewegen"]["baten"] == pytest.approx(mixed.benefit / 2)
    assert rows["bewegen"]["casussen"] == rows["eenzaamheid"]["casussen"] == 3


def test_an_unknown_dimension_names_the_known(mixed: BusinessCase) -> None:
    with pytest.raises(KeyError, match="betaler, perspectief"):
        mixed.by("kleur")


def test_programme_costs_are_the_costs(mixed: BusinessCase) -> None:
    # het programma kostte 1000 (plus de tijd van vrijwilligers, 2 × 20 = 40, die in geen begroting staat)
    assert mixed.cost == pytest.approx(1040)
    # gemeente: 750 − 8 uur × 50 = 350; fonds: 250 − 33 = 217
    assert mixed.overhead == pytest.approx({"gemeente": 350, "fonds": 217})
    # bij de betaler zelf opgeteld; in een indeling zonder betaler een rij apart
    costs = {row["betaler"]: row["inzet"] for row in mixed.by("betaler")}
    assert costs["gemeente"] == pytest.approx(750)
    assert NO_CASE in mixed.by("thema").column("thema")


def test_money_columns(mixed: BusinessCase) -> None:
    found = {row["geldkolom"]: row for row in mixed.money_columns()}
    # capaciteit: 70 % × 30 % × 9 zittingen × 30 = 56.70; verzilverbaar: de helft daarvan (variabel 50 %),
    # plus 147 + 19.20 + 810 van de andere regels; de overdracht telt samen 0, mantelzorg niet
    assert found["capaciteit"]["baten"] == pytest.approx(56.7)
    assert found["capaciteit"]["inzet"] is None
    assert found["verzilverbaar"]["baten"] == pytest.approx(28.35 + 147 + 19.2 + 810)
    assert found["verzilverbaar"]["inzet"] == pytest.approx(1000)
    # maatschappelijk: alles, min 80 % × 4 uur mantelzorg × 15 = 48
    assert found["maatschappelijk"]["baten"] == pytest.approx(56.7 + 147 + 19.2 + 810 - 48)
    assert mixed.benefit == pytest.approx(found["maatschappelijk"]["baten"])


def test_perspectives_end_with_everything(mixed: BusinessCase) -> None:
    table = mixed.perspectives()
    assert table.rows[-1][2:] == pytest.approx((mixed.benefit, mixed.cost, mixed.net))
    assert sum(table.column("netto")[:-1]) == pytest.approx(mixed.net)
    assert {"publiek", "inwoner"} <= {str(name).partition(" ")[0] for name in table.column("perspectief")}


def test_saved_counts_help_and_no_transfers(mixed: BusinessCase) -> None:
    found = {row["hulp"]: row["minder gebruikt"] for row in mixed.saved()}
    assert found == pytest.approx(
        {
            "verpleeghuis": 0.9 * 0.05 * 90,
            "zitting": 0.7 * 0.3 * 9,
            "gedeeld": 0.7 * 0.3 * 7,
            "hulp in huis": 0.8 * 0.2 * 3,
            "mantelzorg": -0.8 * 4,
        }
    )


def test_cashability_sets(tmp_path: Path) -> None:
    programme = programme_text(cashability="half")
    bc = business_case(read(tmp_path, case_text(), programme=programme))
    assert bc.headlines["verzilverbaar"].benefit == pytest.approx(100)
    assert bc.benefit == pytest.approx(200)


# ---------------------------------------------------------------- the honest denominator


def test_a_lot_stands_for_all(tmp_path: Path) -> None:
    texts = [case_text("proef-1"), case_text("proef-2", hulp=20)]
    bc = business_case(read(tmp_path, *texts, programme=programme_text(closed=10, chosen="loting")))
    # elk van de twee staat voor vijf: 5 × (200 + 400) baten, 5 × (100 + 100) inzet
    assert bc.benefit == pytest.approx(3000)
    assert bc.cost == pytest.approx(1000)
    assert bc.weights.tolist() == pytest.approx([5, 5])


def test_lot_chances_differ(tmp_path: Path) -> None:
    texts = [case_text("proef-1") + "lotkans: 50%\n", case_text("proef-2", hulp=20) + "lotkans: 25%\n"]
    bc = business_case(read(tmp_path, *texts, programme=programme_text(closed=6, chosen="loting")))
    # gewichten 2 en 4, samen 6 = het aantal afgesloten casussen
    assert bc.weights.tolist() == pytest.approx([2, 4])
    assert bc.benefit == pytest.approx(2 * 200 + 4 * 400)


def test_chosen_cases_speak_for_themselves(tmp_path: Path) -> None:
    extra = "grenzen: {laag: -30, hoog: 500, reden: proef}\n"
    programme = programme_text(closed=5, chosen="uitgekozen", extra=extra)
    bc = business_case(read(tmp_path, case_text(), programme=programme))
    # één casus van 200, en vier onbekende van elk ten minste −30 en ten hoogste 500
    assert bc.benefit == pytest.approx(200 - 120)
    assert (bc.ranges[0].low, bc.ranges[0].high) == pytest.approx((80, 2200))
    assert NOT_FILED in bc.by("betaler").column("betaler")


def test_a_programme_without_a_countable_case_keeps_its_costs(tmp_path: Path) -> None:
    cost = "kosten: {bedrag: 1000, prijspeil: 2025, betalers: {gemeente: 100%}, bron: begroting}\n"
    home = tmp_path / "casussen"
    write(home / "leeg", "programma.yaml", programme_text("leeg", closed=3, chosen="uitgekozen", extra=cost))
    bc = business_case(read(tmp_path, case_text()))
    assert [(d.name, d.filed, d.closed) for d in bc.denominators] == [("leeg", 0, 3), ("proef", 1, 1)]
    assert bc.overhead == pytest.approx({"gemeente": 1000})


def test_all_is_only_true_when_all_are_here(tmp_path: Path) -> None:
    bc = business_case(read(tmp_path, case_text(), programme=programme_text(closed=4)))
    assert bc.denominators[0].selection.value == "uitgekozen"


def test_running_and_withheld_are_left_out_and_named(tmp_path: Path) -> None:
    running = case_text("loopt-nog").replace("afgesloten: 2025-01-01\n", "")
    withheld = case_text("wil-niet").replace("instemming: ja", "instemming: nee")
    cases = read(tmp_path, case_text(), running, withheld, programme=programme_text(closed=1))
    bc = business_case(cases)
    assert [loaded.case.id for loaded in bc.left_out] == ["loopt-nog", "wil-niet"]
    assert bc.filed == 1
    assert bc.benefit == pytest.approx(200)
    assert "loopt-nog" in repr(bc)
    assert "zonder instemming" in repr(bc)


# ---------------------------------------------------------------- what may be added up


def loose(folder: Path) -> BusinessCase:
    """One case without a programme."""
    write(folder / "los", "casus.yaml", case_text())
    return business_case(load_cases(folder / "los", prices=small_book(folder)), small_book(folder))


def test_no_total_without_a_denominator(tmp_path: Path) -> None:
    with pytest.raises(CannotAdd, match=r"programma\.yaml"):
        loose(tmp_path)


@pytest.mark.parametrize(
    ("closed", "chosen", "words"),
    [(0, "alle", "kan dan niet 0"), (3, "alle", "1 van de 3"), (3, "gewoon", "alle, loting, uitgekozen")],
)
def test_a_stated_denominator_must_hold(tmp_path: Path, closed: int, chosen: str, words: str) -> None:
    write(tmp_path / "los", "casus.yaml", case_text())
    book = small_book(tmp_path)
    with pytest.raises(CannotAdd, match=words):
        business_case(load_cases(tmp_path / "los", prices=book), book, closed=closed, selection=chosen)


def test_a_stated_denominator_counts(tmp_path: Path) -> None:
    write(tmp_path / "los", "casus.yaml", case_text())
    book = small_book(tmp_path)
    cases = load_cases(tmp_path / "los", prices=book)
    bc = business_case(cases, book, closed=4, selection="loting", regime="geen", realism="geen")
    assert bc.benefit == pytest.approx(800)


def two_programmes(folder: Path, one: str, other: str) -> BusinessCase:
    book = small_book(folder)
    for number, programme in enumerate((one, other), 1):
        write(folder / f"map-{number}", "programma.yaml", programme)
        write(folder / f"map-{number}", "casus.yaml", case_text(f"proef-{number}"))
    return business_case(load_cases(folder / "map-1", folder / "map-2", prices=book))


def test_programmes_add_up(tmp_path: Path) -> None:
    bc = two_programmes(tmp_path, programme_text("een"), programme_text("twee"))
    assert bc.benefit == pytest.approx(400)
    assert bc.by("programma").column("netto") == pytest.approx([100, 100])


@pytest.mark.parametrize("change", ["regime: mkba-2021", "prijspeil: 2026", "realisme: werkaanname-2025"])
def test_programmes_that_compute_differently_do_not_add_up(tmp_path: Path, change: str) -> None:
    name = change.partition(":")[0]
    other = "".join(
        change + "\n" if line.startswith(f"{name}:") else line
        for line in programme_text("twee").splitlines(keepends=True)
    )
    with pytest.raises(CannotAdd, match=f"verschillend {name}"):
        two_programmes(tmp_path, programme_text("een"), other)


def test_two_programmes_of_one_name_do_not_add_up(tmp_path: Path) -> None:
    with pytest.raises(CannotAdd, match="allebei 'proef'"):
        two_programmes(tmp_path, programme_text(), programme_text())


def test_two_books_do_not_add_up(tmp_path: Path) -> None:
    one = read(tmp_path / "een", case_text("proef-1"), programme=programme_text("een"))
    dear = load_prices(write_book(tmp_path / "duur", "duur", {"hulp.uur": 80}))
    two = read(tmp_path / "twee", case_text("proef-2"), programme=programme_text("twee"), book=dear)
    with pytest.raises(CannotAdd, match=r"duur@2025\.1, proef@2025\.1"):
        business_case([*one, *two])
    assert business_case([*one, *two], dear).benefit == pytest.approx(800)


def test_an_unknown_regime_lists_the_choices(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="mkba-2021"):
        business_case(read(tmp_path, case_text()), regime="nergens")


def test_settings_here_win_over_those_of_the_programme(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text())
    assert business_case(cases).settings.regime_name == "geen"
    assert business_case(cases, regime="zin-2024", price_year=2024).settings.price_year == 2024


# ---------------------------------------------------------------- the sentence


REVIEW = """\
casus: proef-1
rol: wmo-consulent
beoordelaar: wm-1
datum: 2025-02-01
oordelen: [{regel: z1.1, oordeel: akkoord}]
"""


def account(bc: BusinessCase) -> str:
    return provenance_words(bc.provenance())


def test_the_sentence_and_its_account_hold_what_must_go_with_every_figure(tmp_path: Path) -> None:
    programme = programme_text(closed=8, chosen="loting", regime="mkba-2021")
    write(tmp_path / "casussen", "casus-001.beoordeling.wmo-consulent.yaml", REVIEW)
    bc = business_case(read(tmp_path, case_text(), programme=programme))
    assert bc.sentence() == (
        "Inschatting, geen effectmeting; 1 van 8 casussen (door loting gekozen); 1 beoordeeld door "
        "wmo-consulent; euro's van 2025; 2,25 % per jaar, horizon 12 maanden; zonder band; verzilverbaar: "
        "niet vastgesteld (hoogstens € 1.600)."
    )
    for part in (
        f"casussen 1 {bc.case_hash[:12]}",
        "beoordeeld 1 casus door wmo-consulent (antwoorden samengevoegd)",
        f"prijzen proef@2025.1 {bc.book.content_hash[:12]}",
        f"uitgangspunten 2026.1 {bc.settings_hash[:12]}",
        f"disconto mkba-2021 {content_hash(bc.settings.regime)[:12]}",
        f"realisme geen {content_hash(bc.settings.realism)[:12]}",
        f"verzilvering bovengrens {content_hash(bc.settings.cashability)[:12]}",
    ):
        assert part in account(bc), part


def test_the_account_says_when_realism_is_borrowed_and_nobody_looked(tmp_path: Path) -> None:
    bc = business_case(read(tmp_path, case_text()), realism="werkaanname-2025")
    realism = next(one for one in bc.provenance() if one.what == "realisme")
    assert (realism.name, realism.words) == ("werkaanname-2025", "geleend")
    assert "door niemand anders beoordeeld" in bc.sentence()
    assert "beoordeeld door niemand anders" in account(bc)


def test_the_account_says_who_reviewed_the_programme(tmp_path: Path) -> None:
    programme = programme_text(extra="getoetst_door: een controller\n")
    bc = business_case(read(tmp_path, case_text(), programme=programme))
    assert "1 van 1 programma's getoetst" in bc.sentence()
    assert "beoordeeld programma proef getoetst door een controller;" in account(bc)


def test_the_account_counts_reviewed_programmes_when_there_are_many(tmp_path: Path) -> None:
    for number in range(4):
        extra = "" if number == 3 else "getoetst_door: een controller\n"
        home = tmp_path / "map" / str(number)
        write(home, "programma.yaml", programme_text(f"p{number}", extra=extra))
        write(home, "casus.yaml", case_text(f"proef-{number}"))
    bc = business_case(load_cases(tmp_path / "map", prices=small_book(tmp_path)))
    assert "3 van 4 programma's als geheel getoetst" in account(bc)
    words = next(one.words for one in bc.provenance() if one.what == "beoordeeld")
    assert words.count("getoetst door een controller") == 3


# ---------------------------------------------------------------- another book, nothing at all


def test_a_price_that_the_other_book_lacks_is_named_with_its_place(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text())
    folder = write_book(tmp_path / "ander", "ander")
    prices = (folder / "prijzen.yaml").read_text("utf-8")
    write(folder, "prijzen.yaml", prices.replace("  hulp.uur:", "  hulp.thuis:"))
    with pytest.raises(ReadingError) as refusal:
        business_case(cases, load_prices(folder))
    (problem,) = refusal.value.problems
    assert (problem.slug, Path(problem.file).name) == ("prijs_onbekend", "casus-001.yaml")
    assert "R401  prijs 'hulp.uur' staat niet in ander@2025.1" in str(problem)
    assert "   14 |       - {prijs: hulp.uur, aantal: 10 uur}" in str(problem)


def test_a_unit_that_does_not_fit_the_other_book(tmp_path: Path) -> None:
    cases = read(tmp_path, case_text())
    folder = write_book(tmp_path / "ander", "ander")
    prices = (folder / "prijzen.yaml").read_text("utf-8")
    write(
        folder,
        "prijzen.yaml",
        prices.replace("eenheid: uur\n    domein: wmo", "eenheid: dag\n    domein: wmo"),
    )
    with pytest.raises(ReadingError, match=r"'uur' past niet bij hulp.uur, die per dag gaat"):
        business_case(cases, load_prices(folder))


def test_a_payer_of_the_programme_that_the_other_book_lacks(tmp_path: Path) -> None:
    cost = "kosten: {bedrag: 500, prijspeil: 2025, betalers: {fonds: 100%}, bron: test}\n"
    cases = read(tmp_path, case_text(), programme=programme_text(extra=cost))
    folder = write_book(tmp_path / "ander", "ander")
    header = (folder / "boek.yaml").read_text("utf-8")
    write(folder, "boek.yaml", re.sub("  fonds: .*\n", "", header))
    with pytest.raises(ReadingError, match=r"betaler 'fonds' staat niet in ander@2025.1"):
        business_case(cases, load_prices(folder))


def test_nothing_at_all_cannot_be_added() -> None:
    with pytest.raises(CannotAdd, match="er is geen casus om op te tellen"):
        business_case([])


def test_one_dimension_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="elke indeling één keer, niet: wijk, wijk"):
        business_case(read(tmp_path, case_text())).by("wijk", "wijk")
