"""Tegenspraak: objections to this very base, with its own figures, in order, and without anybody's words."""

# Holds K21 of docs/keuzes.md.

import re
from dataclasses import replace
from pathlib import Path

import pytest
from workbook_bases import demo
from written import case_text, programme_text, read, write

import rendement as rd
from rendement.asking.business_case import BusinessCase, business_case
from rendement.reading.loading.load import load_cases
from rendement.results.base.denominator import LEAST_CASES
from rendement.results.critique.facts import Objection
from rendement.results.critique.objections import objections, objections_table
from rendement.results.prices.weak_prices import weak_prices
from rendement.words.numbers import euro, odds, percent

EXAMPLES = Path(__file__).parent.parent / "examples"
ORDER = ("toegegeven", "deels", "weerlegd")


def base(folder: Path, *texts: str, **programme: object) -> BusinessCase:
    told = programme_text(**{"closed": len(texts), **programme})  # type: ignore[arg-type]
    return business_case(read(folder, *texts, programme=told))


def by_key(bc: BusinessCase) -> dict[str, Objection]:
    return {found.key: found for found in bc.objections()}


@pytest.fixture(scope="module")
def everything() -> BusinessCase:
    return demo()


# ---------------------------------------------------------------- one base, worked by hand


def test_break_even_is_told_with_all_costs_only(tmp_path: Path) -> None:
    found = by_key(base(tmp_path, case_text("p-1"), case_text("p-2", hulp=40)))
    assert "gelijk bij 20 % van de kansen" in found["vanzelf"].answer
    assert "verandert niet de conclusie" in found["disconto"].answer


def test_without_all_costs_there_is_no_conclusion_to_turn(tmp_path: Path) -> None:
    """M32: what few cases cost says nothing of whether it pays, under no discount."""
    found = by_key(base(tmp_path, case_text("p-1"), case_text("p-2"), closed=30, chosen="uitgekozen"))
    assert found["disconto"].verdict == "toegegeven"
    assert found["disconto"].answer.startswith("Zonder alle kosten is er geen conclusie die kan veranderen.")


def test_a_base_of_expenses_only_has_objections_too(tmp_path: Path) -> None:
    expense = "uitgave: {bedrag: 400, prijspeil: 2025, betalers: {gemeente: 100%}, bron: factuur}"
    texts = []
    for name in ("p-1", "p-2"):
        text, count = re.subn(r"prijs: (?:hulp|inzet)\.uur, aantal: [^,}]+", expense, case_text(name))
        assert count == 2
        texts.append(text)
    bc = base(tmp_path, *texts)
    assert not bc.columns.price_keys
    assert {"vanzelf", "disconto"} <= set(by_key(bc))
    assert "een-prijs" not in by_key(bc)


def test_no_ground_covers_less_than_nothing(tmp_path: Path) -> None:
    """Prevented € 200 a case and € 120 of extra help: one price brings more than all benefits together."""
    extra = "met_inzet:\n  - {prijs: zorg.zitting, aantal: 4}\n"
    bc = base(tmp_path, *(case_text(f"p-{i}") + extra for i in range(5)))
    assert bc.benefit == pytest.approx(5 * (200 - 120))
    assert by_key(bc)["een-prijs"].rebuttal.covers == 0
    assert all(0 <= one.rebuttal.covers <= 1 for one in bc.objections())


def test_two_cases(tmp_path: Path) -> None:
    """Each: € 100 of effort against 50 % of € 400 of help, all by the municipality; a third is not filed."""
    bc = base(tmp_path, case_text("p-1"), case_text("p-2", hulp=40), closed=3, chosen="uitgekozen")
    found = by_key(bc)
    assert bc.net == pytest.approx(200 + 800 - 200)
    assert found["noemer"].verdict == "toegegeven"
    assert "2 van de 3 afgesloten casussen" in found["noemer"].answer
    assert (
        "Van de 3 casussen zijn er 2 uitgekozen. Voor wat ontbreekt (1 casus) rekenen"
        in found["noemer"].answer
    )
    assert found["vanzelf"].figure == pytest.approx(500 - 200)
    assert "gemiddeld 50 %" in found["vanzelf"].answer
    assert "gelijk bij" not in found["vanzelf"].answer  # that is cost over benefit, and costs are incomplete
    assert found["een-casus"].figure == pytest.approx(100)
    assert "(p-2)" in found["een-casus"].answer
    assert found["een-regel"].figure == pytest.approx(0)
    assert "(p-2, z1.1) is € 800" in found["een-regel"].answer
    assert found["programmakosten"].figure == pytest.approx(100)
    assert found["andere-portemonnee"].verdict == "deels"
    assert found["toerekening"].figure == 1.0
    assert found["verzonnen"].figure == 1.0
    assert "saldo" not in found
    assert "loting" not in found
    assert "wachtlijst" not in found


def test_who_files_everything_and_loses_money(tmp_path: Path) -> None:
    found = by_key(base(tmp_path, case_text(hulp=2)))
    assert found["noemer"].verdict == "weerlegd"
    assert found["saldo"].figure == pytest.approx(40 - 100)
    assert "€ 100 kosten tegenover € 40 baten" in found["saldo"].answer
    assert found["andere-portemonnee"].verdict == "toegegeven"
    assert found["vanzelf"].verdict == "toegegeven"


def test_costs_of_the_whole_programme(tmp_path: Path) -> None:
    extra = "kosten: {bedrag: 500, prijspeil: 2025, betalers: {gemeente: 100%}, bron: test}\n"
    found = by_key(base(tmp_path, case_text(), extra=extra))["programmakosten"]
    assert found.verdict == "weerlegd"
    assert found.figure == pytest.approx(400)


def test_who_pays_is_not_who_gains(tmp_path: Path) -> None:
    care = "      - {prijs: zorg.zitting, aantal: 100 zittingen}\n"
    text = case_text().replace("      - {prijs: hulp.uur, aantal: 10 uur}\n", care)
    found = {one.key: one for one in base(tmp_path, text).objections(threshold=1)}
    assert found["andere-portemonnee"].figure == pytest.approx(-100)
    assert "Gemeente betaalt het meest: € 100, 100 % van de kosten" in found["andere-portemonnee"].answer
    assert found["niet-verzilverbaar"].figure == pytest.approx(750 - 100)
    assert found["wachtlijst"].figure == pytest.approx(1500)
    assert found["gemiddelde-kosten"].figure == 1.0
    assert "€ 750 echt minder" in found["gemiddelde-kosten"].answer


def test_a_lottery_is_told_apart_from_a_choice(tmp_path: Path) -> None:
    found = by_key(base(tmp_path, case_text("p-1"), case_text("p-2"), closed=5, chosen="loting"))
    assert found["noemer"].verdict == "deels"
    assert found["loting"].figure == pytest.approx(3 * 200)
    assert "2 gelote casussen staan voor 5" in found["loting"].answer


def test_a_part_is_of_the_benefits_only_where_nothing_is_minus(tmp_path: Path) -> None:
    """Half of € 400 fell away, and € 120 came: € 80 of benefits, € 320 plus and minus together."""
    came = "met_inzet:\n  - {prijs: hulp.uur, aantal: 3 uur}\n"
    mixed = by_key(base(tmp_path, case_text() + came))["toerekening"]
    assert "100 % van alle bedragen (plus en min bij elkaar geteld) noemde de maker" in mixed.answer
    plain = by_key(base(tmp_path / "zonder", case_text()))["toerekening"]
    assert "100 % van de baten noemde de maker" in plain.answer


def test_chosen_cases_are_told_apart_from_those_drawn_by_lot(everything: BusinessCase) -> None:
    """All counts add up: of all cases, and of those that were picked by hand."""
    answer = by_key(everything)["noemer"].answer
    numbers = re.search(
        r"Van de (\d+) casussen .* er (\d+) uitgekozen. Voor wat ontbreekt \((\d+) casussen\)", answer
    )
    assert numbers is not None
    closed, chosen, others = map(int, numbers.groups())
    assert closed == chosen + others < everything.closed


def test_help_after_a_year_falls_away_with_a_short_horizon(tmp_path: Path) -> None:
    """Ten hours in month 6 and thirty in month 18, each worth half of € 40: 200 and 600."""
    line = "      - {prijs: hulp.uur, aantal: 10 uur}\n"
    late = line + (
        "      - {prijs: hulp.uur, aantal: 30 uur, vanaf: 18 maanden, "
        "horizon: {duur: 24 maanden, reden: test}}\n"
    )
    bc = base(tmp_path, case_text().replace(line, late))
    assert bc.net == pytest.approx(200 + 600 - 100)
    found = by_key(bc)["horizon"]
    assert found.figure == pytest.approx(100)
    assert found.answer.startswith("75 % van de baten valt later dan 12 maanden")
    assert by_key(base(tmp_path / "kort", case_text()))["horizon"].verdict == "weerlegd"


def test_a_transfer_is_nothing_to_society(tmp_path: Path) -> None:
    extra = "      - {prijs: werk.uitkering, aantal: 2 maanden}\n"
    texts = [case_text(f"p-{i}").replace("toerekening", extra + "toerekening") for i in range(5)]
    found = by_key(base(tmp_path, *texts))["overdrachten"]
    assert (found.verdict, found.figure) == ("weerlegd", 0.0)
    assert "Er verschuift € 7.500" in found.answer
    few = by_key(base(tmp_path / "weinig", *texts[:4]))["overdrachten"]
    assert "verschuift" not in few.answer


def test_a_price_is_named_only_when_enough_people_got_that_help(tmp_path: Path) -> None:
    texts = [case_text(f"p-{i}") for i in range(5)]
    assert "hulp in huis" in by_key(base(tmp_path, *texts))["een-prijs"].answer
    assert "een-prijs" not in by_key(base(tmp_path / "weinig", *texts[:4]))


def test_a_review_by_the_discipline_answers_a_doubt(tmp_path: Path) -> None:
    """Home help is for the Wmo adviser to judge, not for the physiotherapist. Both say 30 %, the author 50 %:
    with the lowest answer a fifth more is left than at half the chances, of what was half.
    """
    text = case_text().replace("    bewijs: geregistreerd\n", "")
    text = text.replace("hulp.uur", "wmo.huishoudelijke-hulp").replace(
        "inzet.uur", "welzijn.sociaal-makelaar"
    )

    def with_review(role: str | None) -> dict[str, Objection]:
        home = tmp_path / (role or "niemand")
        write(home, "programma.yaml", programme_text())
        write(home, "p.yaml", text)
        if role:
            write(
                home,
                f"p.beoordeling.{role}.yaml",
                f"casus: proef-1\nbeoordelaar: rv-1\nrol: {role}\ndatum: 2025-02-01\nblind: ja\n"
                "oordelen:\n  - {regel: z1, eigen: {kans: 30%}}\n",
            )
        return by_key(business_case(load_cases(home)))

    nobody, stranger, adviser = map(with_review, (None, "fysiotherapeut", "wmo-consulent"))
    assert [found["niet-beoordeeld"].figure for found in (nobody, stranger, adviser)] == [1.0, 1.0, 0.0]
    assert adviser["niet-beoordeeld"].verdict == "weerlegd"
    assert nobody["achteraf"].verdict == "toegegeven"
    assert {"een-beoordelaar", "oneens"}.isdisjoint(nobody)
    assert adviser["een-beoordelaar"].figure == 1.0
    halved, prevented = nobody["vanzelf"].figure, 2 * nobody["vanzelf"].weight
    assert halved is not None
    assert adviser["oneens"].figure == pytest.approx(halved + 0.1 * prevented)


def test_registered_use_needs_no_apology(tmp_path: Path) -> None:
    found = by_key(base(tmp_path, case_text()))
    assert found["achteraf"].verdict == "weerlegd"
    assert found["vergelijkingsgroep"].verdict == "weerlegd"


def test_a_regime_of_ones_own_is_kept_in_every_comparison(tmp_path: Path) -> None:
    """Another realism is compared at the discount of the base, also when that is in no file."""
    bc = base(tmp_path, case_text())
    own = bc.settings.regime.model_copy(update={"rate": 0.5})
    settings = bc.settings.model_copy(update={"regime_name": "eigen", "regime": own})
    plain = replace(
        bc, settings=settings.model_copy(update={"realism": rd.load_settings().realism["geen"]})
    ).net
    found = by_key(replace(bc, settings=settings))
    assert found["realisme"].figure == pytest.approx(plain)
    assert f"eigen {euro(replace(bc, settings=settings).net)}" in found["disconto"].answer


# ---------------------------------------------------------------- against other ways to know


def test_figures_are_those_of_the_base(everything: BusinessCase) -> None:
    bc, found = everything, by_key(everything)
    regimes = {name: bc.compare(regime=name, draws=100).after for name in rd.load_settings().regimes}
    assert len(regimes) >= 4
    cases = rd.load_cases(EXAMPLES)
    nets = [rd.business_case(cases, regime=name).net for name in regimes]
    assert found["disconto"].figure == pytest.approx(min(nets))
    assert all(euro(net) in found["disconto"].answer for net in nets)
    uncorrected = rd.business_case(cases, realism="geen").net
    assert found["realisme"].figure == pytest.approx(uncorrected)
    assert found["zwakke-prijzen"].figure == pytest.approx(sum(weak_prices(bc).column("deel van de baten")))
    assert found["dubbeltelling"].figure == len(bc.double_counting())
    assert found["niet-verzilverbaar"].figure == bc.headlines["verzilverbaar"].net
    assert found["noemer"].figure == bc.filed / bc.closed
    without = bc.uncertainty(100).without_largest
    assert without is not None
    assert found["een-casus"].figure == pytest.approx(without[1])


def test_what_was_worked_out_before_adds_what_it_shows(everything: BusinessCase) -> None:
    uncertain, influences = everything.uncertainty(500), everything.influences()
    found = {o.key: o for o in everything.objections(uncertain, influences)}
    assert found["een-getal"].figure == uncertain.total.chance
    assert odds(uncertain.total.chance, uncertain.total.chance_error) in found["een-getal"].answer
    assert found["een-aanname"].figure == influences.inputs[0].share
    assert influences.inputs[0].case in found["een-aanname"].answer
    assert {"een-getal", "een-aanname"}.isdisjoint(by_key(everything))


# ---------------------------------------------------------------- laws

FOLDERS = sorted(path.name for path in EXAMPLES.iterdir() if (path / "programma.yaml").exists())
N_OF_N = {"noemer", "verzonnen", "opvolging"}
"""Shares that are told as so many of so many."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_answer_gives_its_figure(folder: str) -> None:
    bc = rd.business_case(rd.load_cases(EXAMPLES / folder))
    found = bc.objections()
    assert len(found) >= 20
    assert len({o.key for o in found}) == len(found)
    for objection in found:
        figure, answer = objection.figure, objection.answer
        assert re.fullmatch(r"M\d+", objection.rule)
        assert objection.objection.endswith(".")
        assert answer.endswith(".")
        assert not re.search(r"nan|inf\b|None|\be-?\d", answer)
        if figure is not None and objection.key not in N_OF_N:
            shown = {"euro": euro, "aandeel": percent, "aantal": lambda value: f"{value:.0f}"}
            assert shown[objection.unit](figure) in answer, objection.key


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_hurts_most_comes_first(folder: str) -> None:
    found = rd.business_case(rd.load_cases(EXAMPLES / folder)).objections()
    places = [(ORDER.index(o.verdict), -o.weight) for o in found]
    assert places == sorted(places)
    table = objections_table(found)
    assert table.column("nr") == list(range(1, len(found) + 1))
    assert table.column("cijfer") == [o.figure for o in found]


def test_nobodys_words_are_repeated(tmp_path: Path) -> None:
    """Free text of the case, its programme and its traits may say more than a reader should know."""
    secret = "geheimzinnig"
    text = case_text(wijk=secret, thema=secret).replace("hulp in huis", secret).replace("gesprekken", secret)
    text = text.replace("vraag: proef", f"vraag: {secret}").replace("[gesprek]", f"[{secret}]")
    text += f'bewoner: "{secret}"\neerder_gebruik: [{secret}]\n'
    told = programme_text(closed=1).replace("voor een test", secret).replace("Proefprogramma", secret)
    bc = business_case(read(tmp_path, text, programme=told))
    said = bc.objections(bc.uncertainty(100), bc.influences())
    assert len(said) >= 20
    assert all(secret not in o.answer + o.objection for o in said)


def test_a_programme_without_a_case_that_counts(tmp_path: Path) -> None:
    """The only resident said no: costs are left, and objections to those."""
    extra = "kosten: {bedrag: 500, prijspeil: 2025, betalers: {gemeente: 100%}, bron: test}\n"
    found = by_key(base(tmp_path, case_text().replace("instemming: ja", "instemming: nee"), extra=extra))
    assert found["noemer"].figure == 0.0
    assert found["saldo"].figure == pytest.approx(-500)
    assert set(found) == {"noemer", "saldo", "programmakosten", "andere-portemonnee", "niet-verzilverbaar"}


def test_a_base_without_help(tmp_path: Path) -> None:
    found = by_key(base(tmp_path, case_text(kans="0%")))
    assert found["saldo"].figure == pytest.approx(-100)
    assert {"noemer", "andere-portemonnee", "niet-verzilverbaar"} <= set(found)
    assert "vanzelf" not in found


def test_the_order_of_cases_does_not_matter(tmp_path: Path) -> None:
    texts = [case_text(f"p-{i}", hulp=5 * i) for i in range(1, 5)]
    one, other = base(tmp_path / "a", *texts), base(tmp_path / "b", *reversed(texts))
    assert [o.answer for o in one.objections()] == [o.answer for o in other.objections()]


def test_enough_cases_have_a_band(tmp_path: Path) -> None:
    texts = [case_text(f"p-{i:02d}", hulp=5 + i) for i in range(LEAST_CASES)]
    found = {o.key: o for o in objections(base(tmp_path, *texts))}["weinig-casussen"]
    assert found.verdict == "deels"
    assert "saldo ligt dan tussen €" in found.answer
