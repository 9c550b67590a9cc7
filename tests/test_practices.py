"""Every practice is recognisable: what makes it special is in the *valued result*, not only in its words.

Read beside `examples/<practice>/LEESMIJ.md`. The figures are those of the engine, none is typed over.
"""

# Holds K2 of docs/keuzes.md.

import re
from functools import cache
from pathlib import Path

import pytest
from naive import value_case
from test_examples import ROOT, business_cases, everything

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case, Pathway
from rendement.results.explaining.explain import Explanation, LineExplanation

HERE = (
    "sociaal-recept", "scootmobiel", "stapjefitter", "ouderencoach", "gezond-gewicht", "cultuur-dichtbij",
    "spin-in-het-web", "fief", "zelf-het-medicijn", "quasi-inbesteding", "gezonde-wijk", "schulden-voorkomen",
    "praten-met-de-gemeente",
)  # fmt: skip
NOT_PAYING = ("zelf-het-medicijn",)
"""It cannot be shown to pay, and its folder says what would have to be true."""
ENOUGH = {"zelf-het-medicijn": 5, "praten-met-de-gemeente": 4}
"""How many cases a folder has; six where nothing is said. The last shows a way of talking, no programme."""
GEMEENTE, INSURER, CARE_OFFICE, PARTNER = "gemeente", "zorgverzekeraar", "zorgkantoor", "organisatie"
RESIDENT = "inwoner"


@cache
def of(practice: str) -> BusinessCase:
    """The business case of one programme."""
    (bc,) = (bc for bc in business_cases() if Path(bc.cases[0].file).parent.name == practice)
    return bc


@cache
def explained(practice: str) -> dict[str, Explanation]:
    """Every counted case, line by line."""
    return {loaded.case.id: of(practice).explain(loaded.case.id) for loaded in of(practice).cases}


def cases(practice: str) -> dict[str, Case]:
    return {c.case.id: c.case for c in everything() if Path(c.file).parent.name == practice}


def line(practice: str, case_id: str, name: str) -> LineExplanation:
    return explained(practice)[case_id].line(name)


def with_us(outcome: Explanation, payer: str) -> float:
    """What help that came with us costs a payer: below zero."""
    return sum(x.by_payer.get(payer, 0.0) for x in outcome.lines if x.side == "met inzet")


def benefit_of(outcome: Explanation, payer: str) -> float:
    return sum(x.by_payer.get(payer, 0.0) for x in outcome.lines if x.side != "inzet")


# ---------------------------------------------------------------- every folder


@pytest.mark.parametrize("practice", HERE)
def test_each_says_in_fifteen_lines_what_it_is(practice: str) -> None:
    text = (ROOT / practice / "LEESMIJ.md").read_text("utf-8")
    assert len(text.splitlines()) <= 15
    assert "(fictief)" in text.splitlines()[0]
    assert "niet zeggen" in text


@pytest.mark.parametrize("practice", HERE)
def test_each_has_enough_cases_and_not_all_of_them_pay(practice: str) -> None:
    nets = [outcome.net for outcome in explained(practice).values()]
    assert len(cases(practice)) >= ENOUGH.get(practice, 6)
    assert min(nets) < 0
    assert (max(nets) > 0) == (practice not in NOT_PAYING)
    assert sum(net < 0 for net in nets) >= len(nets) / 3


def test_a_third_was_looked_at_again_and_every_counted_case_has_own_words() -> None:
    ours = [case for practice in HERE for case in cases(practice).values()]
    counted = [loaded.case for practice in HERE for loaded in of(practice).cases]
    assert len(counted) >= 80
    assert sum(bool(case.follow_up) for case in ours) >= len(ours) / 3
    assert [case.id for case in counted if not case.resident] == []


def test_the_forms_of_estimates_occur_where_a_worker_would_use_them() -> None:
    text = "\n".join(
        path.read_text("utf-8") for practice in HERE for path in (ROOT / practice).glob("*-20*.yaml")
    )
    wanted = (
        r"laag: ", r"maal: \[", r"naam: ", r"= [a-z]", r"in_plaats_van: z", r"personen: ", r"\d van \d",
        r"sd: ", r"van95: ", r"verhouding: ", r"minst: ", r"ook_zonder_ons: ",
    )  # fmt: skip
    assert [form for form in wanted if not re.search(form, text)] == []
    parts = [part for practice in HERE for case in cases(practice).values() for part in case.with_us]
    assert any(isinstance(part, Pathway) for part in parts)
    assert any(of(practice).cases[0].programme.programme.shared for practice in HERE)  # type: ignore[union-attr]


# ---------------------------------------------------------------- scootmobiel


def scootmobielen() -> list[LineExplanation]:
    """The lines of a scootmobiel that is not needed, or later, in the valued result."""
    lines = (x for outcome in explained("scootmobiel").values() for x in outcome.lines)
    return [x for x in lines if x.what.startswith("scootmobiel") and x.side == "zonder inzet"]


def test_the_gemeente_pays_the_scootmobiel_and_nobody_else() -> None:
    assert len(scootmobielen()) >= 6
    assert {payer for x in scootmobielen() for payer, value in x.by_payer.items() if value} == {GEMEENTE}
    assert all(x.price_key == "uitgave" or not x.price_key for x in scootmobielen())
    assert all(x.value > 0 for x in scootmobielen())


def test_its_amount_says_that_it_is_invented() -> None:
    said = [
        help_.expense.source
        for case in cases("scootmobiel").values()
        for path in case.without
        for help_ in path.care
        if help_.expense is not None
    ]
    assert len(said) >= 6
    assert [source for source in said if "verzonnen" not in source] == []


def test_payers_shift_the_gemeente_saves_and_the_insurer_pays_more() -> None:
    outcome = explained("scootmobiel")["sc-2025-005"]
    assert benefit_of(outcome, GEMEENTE) > 0 > with_us(outcome, INSURER)
    whole = explained("scootmobiel").values()
    assert sum(benefit_of(x, GEMEENTE) for x in whole) > 0 > sum(with_us(x, INSURER) for x in whole)


def test_sometimes_it_comes_later_sometimes_after_all_sometimes_sooner() -> None:
    later = line("scootmobiel", "sc-2025-002", "z1.1")
    assert 0 < later.factors.delay < 0.05  # only what paying later is worth
    sooner = explained("scootmobiel")["sc-2025-007"]
    assert with_us(sooner, GEMEENTE) + line("scootmobiel", "sc-2025-007", "z1.1").value < 0
    assert explained("scootmobiel")["sc-2025-008"].benefit == 0
    instead = line("scootmobiel", "sc-2025-006", "m1")
    assert instead.value < 0
    assert instead.factors.path == line("scootmobiel", "sc-2025-006", "z1.1").factors.path


def test_people_from_fifty_to_sixty_five_are_the_most() -> None:
    ages = [case.context.age_group for case in cases("scootmobiel").values()]
    assert sum(age in ("45-54", "55-64") for age in ages) > len(ages) / 2


def test_the_wmo_adviser_widens_the_talk_and_the_gemeente_decides() -> None:
    for case in cases("scootmobiel").values():
        assert "breed-gesprek" in case.context.approaches, case.id
        assert case.effort[0].price == "welzijn.consulent", case.id  # as what an adviser's hour counts
        assert "wmo-adviseur" not in case.attribution, case.id  # the adviser is "wij"
    page = " ".join((ROOT / "scootmobiel" / "LEESMIJ.md").read_text("utf-8").split())
    assert "van de Wmo-adviseur een breder gesprek" in page
    assert "de gemeente beslist per aanvraag" in page


def test_one_count_stands_in_more_than_one_case() -> None:
    shared = {
        x.shared for case in ("sc-2025-005", "sc-2025-006") for x in [line("scootmobiel", case, "z1.1")]
    }
    assert all("toegekend" in words for words in shared)


# ---------------------------------------------------------------- stapjefitter


def test_everybody_gets_a_share_of_eighteen_weeks_of_four_hours() -> None:
    for case_id in explained("stapjefitter"):
        training = line("stapjefitter", case_id, "i1")
        hours = training.factors.quantity * training.factors.duration
        assert hours == pytest.approx(72, rel=0.01), case_id
        assert training.factors.part in (pytest.approx(1 / 9), pytest.approx(1 / 8))


def test_partners_pay_their_part_in_kind() -> None:
    """The hall and the monthly test, in every case; LEESMIJ.md says so."""
    for case_id, outcome in explained("stapjefitter").items():
        kind = [x for x in outcome.lines if "(in natura)" in x.what]
        assert {x.price_key for x in kind} >= {"zorg.fysiotherapie", "uitgave"}, case_id
        assert {payer for x in kind for payer in x.by_payer} == {PARTNER}, case_id
        effort = [x for x in outcome.lines if x.side == "inzet"]
        assert sum(x.by_payer.get(PARTNER, 0.0) for x in effort) > 100, case_id


def test_a_benefit_payment_is_a_transfer_and_cancels() -> None:
    benefit = line("stapjefitter", "sf-2025-01", "z1.1")
    outcome = explained("stapjefitter")["sf-2025-01"]
    rest = [x.value for x in outcome.lines if x.side != "inzet" and x.name != "z1.1"]
    assert outcome.benefit == pytest.approx(sum(rest))
    assert benefit.by_payer[GEMEENTE] > 500
    assert benefit.by_payer["rijk"] > 500
    assert sum(benefit.by_payer.values()) == pytest.approx(0, abs=1e-6)
    assert benefit.by_payer[RESIDENT] < -1_000


def test_paid_work_voluntary_work_and_neither() -> None:
    found = explained("stapjefitter")
    assert any(x.price_key == "werk.productiviteit" and x.value > 0 for x in found["sf-2025-01"].lines)
    assert "vrijwilligerswerk" in cases("stapjefitter")["sf-2025-03"].context.approaches
    assert benefit_of(found["sf-2025-03"], RESIDENT) == 0  # her benefit payment goes on
    assert found["sf-2025-06"].benefit == 0 < found["sf-2025-06"].effort


def test_a_late_result_is_counted_after_a_year() -> None:
    case = cases("stapjefitter")["sf-2025-07"]
    assert case.closed is not None
    seen = [one.day for one in case.follow_up if one.line == "z1.1"]
    assert (seen[0] - case.closed).days > 180
    start = case.without[0].care[0].start
    assert start is not None
    assert start.likely_years == 1
    assert line("stapjefitter", "sf-2025-07", "z1.1").factors.horizon == 1  # its own, longer horizon keeps it
    assert line("stapjefitter", "sf-2025-07", "z1.3").by_payer["werkgever"] > 0


# ---------------------------------------------------------------- ouderencoach


def test_several_paths_and_what_can_still_go_wrong() -> None:
    case = cases("ouderencoach")["oc-2025-006"]
    assert len(case.without) == 3
    assert [type(part).__name__ for part in case.with_us] == ["CareLine", "Pathway"]
    assert line("ouderencoach", "oc-2025-006", "m2.2").value < 0


def test_a_nursing_home_that_comes_later_is_worth_the_time_between() -> None:
    stay = line("ouderencoach", "oc-2025-001", "z1.1")
    assert stay.price_key == "wlz.verpleeghuis"
    assert 0 < stay.factors.delay < 1
    assert set(stay.by_payer) == {CARE_OFFICE}
    others = [x.benefit for name, x in explained("ouderencoach").items() if name != "oc-2025-001"]
    assert stay.value > sum(others)  # what its LEESMIJ says


def test_a_false_alarm_and_somebody_who_decides_otherwise() -> None:
    found = explained("ouderencoach")
    assert 0 < found["oc-2025-003"].benefit < found["oc-2025-003"].effort
    assert found["oc-2025-008"].benefit == 0 < found["oc-2025-008"].effort


def test_referred_on_a_feeling_by_the_practice() -> None:
    referrers = [case.context.referrer for case in cases("ouderencoach").values()]
    assert sum(who in ("huisarts", "praktijkondersteuner") for who in referrers) >= 7
    assert sum("pluis" in case.question for case in cases("ouderencoach").values()) >= 4


def test_what_is_left_of_a_chance_moves_with_it() -> None:
    before, left = (line("ouderencoach", "oc-2025-004", name).factors for name in ("z1.2", "m2.1"))
    assert 0.3 < left.path / before.path < 0.45
    assert "breuk" in line("ouderencoach", "oc-2025-004", "m2.1").shared


# ---------------------------------------------------------------- gezond-gewicht


def test_the_coordinator_is_shared_over_everybody() -> None:
    for case_id in explained("gezond-gewicht"):
        coordinator = line("gezond-gewicht", case_id, "i1")
        assert coordinator.price_key == "welzijn.coordinator"
        assert coordinator.factors.part == pytest.approx(1 / 120)
        assert coordinator.factors.quantity * coordinator.factors.part == pytest.approx(12.9, abs=0.1)


def test_they_are_adults_and_a_chain_of_disciplines() -> None:
    ours = cases("gezond-gewicht").values()
    assert not {case.context.age_group for case in ours} & {"0-11", "12-17"}
    prices = {x.price_key for outcome in explained("gezond-gewicht").values() for x in outcome.lines}
    assert prices >= {
        "zorg.dietist",
        "zorg.leefstijlinterventie",
        "zorg.fysiotherapie",
        "schulden.budgetbeheer",
    }


def test_debts_first_and_then_weight() -> None:
    debts, weight = cases("gezond-gewicht")["gg-2025-002"].with_us
    assert (debts.price, weight.price) == ("schulden.budgetbeheer", "zorg.dietist")  # type: ignore[union-attr]
    values = {x.name: x.value for x in explained("gezond-gewicht")["gg-2025-002"].lines}
    assert values["m1"] < values["m2"] < 0 < values["z1.2"]


def test_stopping_and_starting_again_costs_twice() -> None:
    first, again = (line("gezond-gewicht", "gg-2025-005", name) for name in ("i2", "i3"))
    assert first.value == pytest.approx(again.value, rel=0.02)
    assert line("gezond-gewicht", "gg-2025-005", "m2.1").value < 0


def test_two_people_at_the_dietist_count_twice() -> None:
    assert line("gezond-gewicht", "gg-2025-006", "m1").factors.persons == 2


def test_more_help_was_right_and_costs_more() -> None:
    outcome = explained("gezond-gewicht")["gg-2025-007"]
    assert with_us(outcome, INSURER) < -1_000
    assert outcome.benefit < 0


# ---------------------------------------------------------------- cultuur-dichtbij


def test_positive_health_carries_and_euros_are_small() -> None:
    for case in cases("cultuur-dichtbij").values():
        assert case.outcome is not None, case.id
        assert case.outcome.positive_health is not None, case.id
        assert len(case.outcome.effects) >= 2, case.id
    benefits = [outcome.benefit for outcome in explained("cultuur-dichtbij").values()]
    assert sum(benefit <= 0 for benefit in benefits) >= len(benefits) / 2
    assert max(benefits) < 1_000


def test_they_are_old_and_at_home_or_in_day_care() -> None:
    ages = {case.context.age_group for case in cases("cultuur-dichtbij").values()}
    assert ages <= {"65-74", "75-84", "85-plus"}
    words = "\n".join(path.read_text("utf-8") for path in (ROOT / "cultuur-dichtbij").glob("cd-*.yaml"))
    assert "dagbesteding" in words
    assert "aan huis" in words


# ---------------------------------------------------------------- spin-in-het-web


def test_her_year_is_shared_over_all_she_touched() -> None:
    assert len(explained("spin-in-het-web")) >= 8
    for case_id in explained("spin-in-het-web"):
        share = line("spin-in-het-web", case_id, "i1")
        assert share.factors.quantity * share.factors.part == pytest.approx(5), case_id


def test_what_reached_nothing_bears_its_share() -> None:
    nothing = explained("spin-in-het-web")["spin-2025-27"]
    assert nothing.benefit == 0
    assert nothing.net < -300
    wrong = explained("spin-in-het-web")["spin-2025-31"]
    assert wrong.benefit < 0


def test_doubled_help_is_taken_away_and_what_stayed_goes_off() -> None:
    found = explained("spin-in-het-web")["spin-2025-19"]
    assert line("spin-in-het-web", "spin-2025-19", "z1.1").value > 0
    assert line("spin-in-het-web", "spin-2025-19", "m1").value < 0
    assert found.benefit > found.effort


def test_a_garden_saves_the_corporation_what_a_gardener_costs() -> None:
    assert line("spin-in-het-web", "spin-2025-07", "z1.1").by_payer["woningcorporatie"] > 0


# ---------------------------------------------------------------- sociaal-recept


def test_three_disciplines_look_at_one_case_and_differ() -> None:
    (loaded,) = (c for c in of("sociaal-recept").cases if c.case.id == "sr-2025-007")
    roles = {found.review.discipline for found in loaded.reviews}
    assert roles == {"huisarts", "wijkverpleegkundige", "wmo-consulent"}
    differs = {row["casus"] for row in of("sociaal-recept").disagreement()}
    assert "sr-2025-007" in differs
    assert line("sociaal-recept", "sr-2025-007", "z1.1").answers


def test_a_nursing_home_postponed_and_help_at_home_in_its_place() -> None:
    stay = line("sociaal-recept", "sr-2025-007", "z1.1")
    assert stay.price_key == "wlz.verpleeghuis"
    assert 0 < stay.factors.delay < 1
    for name in ("m1", "m2"):
        instead = line("sociaal-recept", "sr-2025-007", name)
        assert instead.value < 0
        assert (instead.factors.path, instead.factors.realism) == (stay.factors.path, stay.factors.realism)
    assert set(stay.by_payer) == {CARE_OFFICE}


def test_specialised_care_was_not_needed() -> None:
    care = line("sociaal-recept", "sr-2025-008", "z1.1")
    assert care.price_key == "ggz.specialistisch-consult"
    assert care.value > 100
    assert line("sociaal-recept", "sr-2025-008", "m2.1").value < 0  # it may still come back


def test_more_help_was_better_and_the_gemeente_and_the_insurer_pay_it() -> None:
    outcome = explained("sociaal-recept")["sr-2025-009"]
    assert with_us(outcome, GEMEENTE) < -1_000
    assert with_us(outcome, INSURER) < -500
    assert outcome.net < 0


# ---------------------------------------------------------------- what is said must be what was worked out


def said_in(practice: str, words: str) -> float:
    """A number in the LEESMIJ.md of a practice: the group of a pattern, as Dutch writes it."""
    text = " ".join((ROOT / practice / "LEESMIJ.md").read_text("utf-8").split())
    (found,) = re.findall(words, text)
    return float(str(found).replace(".", "").replace(",", "."))


def cost_of(practice: str) -> float:
    """The cost that its programme states: the whole."""
    cost = of(practice).programmes[0].programme.cost
    assert cost is not None
    return float(cost.amount)


def number(text: str) -> float:
    """As Dutch writes it: 30.613,50."""
    return float(text.replace(".", "").replace(",", "."))


WORKED_OUT = re.compile(r"^#   (?:([\d.,]+) [^=×\n]*× ([\d.,]+)|[^=×\n]*) = ([\d.]+,\d\d)\b", re.MULTILINE)
"""A line of a budget in a comment: an amount, or so many × a rate."""


def test_a_cost_is_the_sum_beside_it() -> None:
    for practice, lines in (("fief", 3), ("zelf-het-medicijn", 5), ("gezonde-wijk", 9)):
        text = (ROOT / practice / "programma.yaml").read_text("utf-8")
        found = [[number(part) if part else None for part in line] for line in WORKED_OUT.findall(text)]
        assert len(found) == lines, practice
        for count, rate, amount in found:
            assert amount is not None
            assert count is None or rate is None or count * rate == pytest.approx(amount, abs=0.005)
        (total,) = re.findall(r"^#   samen ([\d.,]+)$", text, re.MULTILINE)
        assert sum(amount or 0.0 for _, _, amount in found) == pytest.approx(number(total), abs=0.005)
        assert cost_of(practice) == pytest.approx(number(total), abs=0.005)


def test_rates_of_a_budget_are_those_of_the_book() -> None:
    for practice, case_id, name in (
        ("fief", "fief-2025-074", "i2"),
        ("zelf-het-medicijn", "zm-2025-019", "i3"),
        ("gezonde-wijk", "gw-2025-b01", "i1"),
        ("gezonde-wijk", "gw-2025-b01", "i2"),
        ("gezonde-wijk", "gw-2025-b01", "i3"),
        ("gezonde-wijk", "gw-2025-m01", "i2"),
        ("gezonde-wijk", "gw-2025-m04", "i4"),
        ("gezonde-wijk", "gw-2025-o02", "i2"),
    ):
        text = (ROOT / practice / "programma.yaml").read_text("utf-8")
        rates = {number(rate) for _, rate, _ in WORKED_OUT.findall(text) if rate}
        f = line(practice, case_id, name).factors
        price = line(practice, case_id, name).value / (f.quantity * f.duration * f.part * f.discount)
        assert round(price, 2) in rates, (case_id, name)


# ---------------------------------------------------------------- fief


def test_a_reader_bears_a_share_and_the_programme_the_whole() -> None:
    for case_id in explained("fief"):
        platform = line("fief", case_id, "i1")
        assert platform.factors.part == pytest.approx(1 / 6200)
        assert 9 < platform.value < 10
    assert said_in("fief", r"€ ([\d.]+) per jaar") == pytest.approx(cost_of("fief"), abs=0.5)
    assert of("fief").cost >= cost_of("fief")
    assert of("fief").overhead["vrijwilliger"] > 30_000  # eight editors, for all who read


def test_needed_to_pay_is_what_its_page_says() -> None:
    benefits = [outcome.benefit for outcome in explained("fief").values()]
    better = [benefit for benefit in benefits if benefit > 0]
    mean = sum(better) / len(better)
    assert len(better) == 3  # as it says: the best of six
    assert said_in("fief", r"elk € ([\d.]+) aan hulp") == pytest.approx(mean, abs=0.5)
    assert said_in("fief", r"ongeveer ([\d.]+) mensen") == pytest.approx(cost_of("fief") / mean, rel=0.01)
    assert said_in("fief", r"per mens € ([\d.]+) bij") == pytest.approx(
        -sum(benefits) / len(benefits), abs=0.5
    )
    unpaid = sum(
        x.by_payer.get("vrijwilliger", 0.0) for outcome in explained("fief").values() for x in outcome.lines
    )
    assert said_in("fief", r"niet de € ([\d.]+) aan uren") == pytest.approx(unpaid, abs=0.5)


def test_before_anybody_asks_help_comes_later_or_somebody_pays_himself() -> None:
    later = line("fief", "fief-2025-011", "z1.1")
    assert 0 < later.factors.delay < 1
    assert set(later.by_payer) == {GEMEENTE}
    bathroom = explained("fief")["fief-2025-074"]
    assert benefit_of(bathroom, GEMEENTE) > 0 > with_us(bathroom, RESIDENT)
    shower = line("fief", "fief-2025-074", "m1").factors
    assert (shower.path, shower.chance, shower.realism) == (1, 1, 1)  # it was built: it counts in full
    assert bathroom.benefit < 0


def test_help_that_came_sooner_costs_and_an_editor_saves_nothing() -> None:
    assert explained("fief")["fief-2025-052"].benefit < -1_000
    assert explained("fief")["fief-2025-023"].benefit == 0


# ---------------------------------------------------------------- zelf-het-medicijn


def test_the_whole_campaign_is_paid_for_everybody_reached() -> None:
    for case_id in explained("zelf-het-medicijn"):
        assert line("zelf-het-medicijn", case_id, "i1").factors.part == pytest.approx(1 / 46_000)
    assert cost_of("zelf-het-medicijn") == 184_000 == said_in("zelf-het-medicijn", r"€ ([\d.]+), voor alle")
    assert of("zelf-het-medicijn").cost > 184_000


def test_a_very_small_chance_decades_ahead() -> None:
    stay = line("zelf-het-medicijn", "zm-2025-019", "z1.1")
    assert stay.price_key == "wlz.verpleeghuis"
    assert stay.factors.path < 0.01
    assert stay.factors.drop_off < 0.07  # twenty-eight years, a tenth less each year
    assert 0.45 < stay.factors.discount < 0.6
    assert 0 < stay.value < 20
    start = cases("zelf-het-medicijn")["zm-2025-019"].without[0].care[0].start
    assert start is not None
    assert start.likely_years >= 25


def test_what_would_have_to_be_true_is_what_its_page_says() -> None:
    benefit = explained("zelf-het-medicijn")["zm-2025-019"].benefit
    assert said_in("zelf-het-medicijn", r"is de baat € ([\d,]+): een tiende") == pytest.approx(
        benefit, abs=0.5
    )
    needed = cost_of("zelf-het-medicijn") / benefit
    assert said_in("zelf-het-medicijn", r"ongeveer ([\d.]+) mensen") == pytest.approx(needed, abs=50)
    plan = sum(line("zelf-het-medicijn", "zm-2025-019", name).value for name in ("i2", "i3"))
    assert said_in("zelf-het-medicijn", r"alleen al € ([\d.]+);") == pytest.approx(plan, abs=0.5)
    assert needed > 100 * of("zelf-het-medicijn").denominators[0].closed


def test_everybody_who_counts_made_a_plan_and_one_in_five_is_said() -> None:
    found = cases("zelf-het-medicijn")
    assert [name for name, case in found.items() if "eigen-plan" not in case.context.approaches] == []
    for case in found.values():
        assert any("plan" in effort.what for effort in case.effort if effort.what), case.id
    assert "Eén op de vijf" in (ROOT / "zelf-het-medicijn" / "LEESMIJ.md").read_text("utf-8")
    assert of("zelf-het-medicijn").programmes[0].programme.shared["dementie"].likely == pytest.approx(0.2)


def test_bounds_hold_somebody_for_whom_nothing_changed() -> None:
    bounds = of("zelf-het-medicijn").programmes[0].programme.bounds
    assert bounds is not None
    assert bounds.floor < explained("zelf-het-medicijn")["zm-2025-066"].benefit == 0 < bounds.ceiling


def test_a_campaign_can_frighten_and_can_find_something_else() -> None:
    for case_id in ("zm-2025-047", "zm-2025-058"):
        assert with_us(explained("zelf-het-medicijn")[case_id], INSURER) < -200


def test_a_share_of_a_population_is_no_chance_of_a_person() -> None:
    shared = of("zelf-het-medicijn").programmes[0].programme.shared
    assert set(shared) == {"dementie", "minder-kans"}
    words = (ROOT / "zelf-het-medicijn" / "programma.yaml").read_text("utf-8")
    assert "géén kans voor één mens" in words


# ---------------------------------------------------------------- quasi-inbesteding


def test_tendering_costs_both_sides_in_the_other_way_of_funding() -> None:
    tenders = [x for outcome in explained("quasi-inbesteding").values() for x in outcome.lines
               if x.side == "zonder inzet" and "aanbested" in x.what]  # fmt: skip
    assert len(tenders) == 4
    for x in tenders:
        assert x.by_payer[PARTNER] / x.by_payer[GEMEENTE] == pytest.approx(1.5)


def test_a_change_of_hands_is_one_count_in_more_cases() -> None:
    names = {"qi-2023-01": ("z1.2", "z1.3", "z1.4"), "qi-2023-03": ("z1.4",)}
    found = [line("quasi-inbesteding", case_id, name) for case_id, lines in names.items() for name in lines]
    assert {round(x.factors.chance, 9) for x in found} == {0.4}
    assert all("wisseling" in x.shared and x.value > 0 for x in found)


def test_long_trajectories_a_partner_that_dared_and_no_difference() -> None:
    found = cases("quasi-inbesteding").values()
    lasted = [(case.closed - case.started).days / 365.25 for case in found if case.closed is not None]
    assert sum(years > 1.9 for years in lasted) >= 4
    kitchen = line("quasi-inbesteding", "qi-2023-04", "i1")
    assert set(kitchen.by_payer) == {"woningcorporatie"}
    assert explained("quasi-inbesteding")["qi-2023-06"].benefit == 0
    assert explained("quasi-inbesteding")["qi-2023-02"].benefit < 0  # nobody looked along


def test_its_page_says_what_the_format_cannot() -> None:
    """Three years of € 500,000: with a tender every few years, as its first sentence says, and fixed.

    Of a procedure the gemeente pays its own part; what bidders spend does not come out of its budget.
    """
    three, tender, start = 3 * 500_000, 16_000, 30_000
    assert said_in("quasi-inbesteding", r"van de € ([\d.]+) blijft") == three
    tendered = three - 0.18 * three - tender - start
    assert said_in("quasi-inbesteding", r"blijft € ([\d.]+) voor direct werk") == pytest.approx(tendered)
    assert said_in("quasi-inbesteding", r"er blijft € ([\d.]+)\.") == pytest.approx(three - 0.12 * three)


def test_one_tender_costs_the_same_wherever_it_is_said() -> None:
    """A procedure of 40,000 for 800 residents is 50 for each; the gemeente bears two fifths."""
    paths = [path for case in cases("quasi-inbesteding").values() for path in case.without]
    costs = [help_.expense for path in paths for help_ in path.care if "aanbesteding" in str(help_.what)]
    assert {None if cost is None else str(cost.amount) for cost in costs} == {"50"}
    words = " ".join((ROOT / "quasi-inbesteding" / "programma.yaml").read_text("utf-8").split())
    assert "een procedure van 40.000 euro (gemeente 16.000, drie aanbieders samen 24.000) voor 800" in words
    own, bidders = (
        said_in("quasi-inbesteding", pattern)
        for pattern in (r"jaar € ([\d.]+) aan de procedure", r"zelf nog € ([\d.]+) kwijt")
    )
    assert own + bidders == 800 * 50
    assert own / bidders == pytest.approx(2 / 3)
    everything_said = words + (ROOT / "quasi-inbesteding" / "LEESMIJ.md").read_text("utf-8")
    assert "jaarlijkse aanbesteding" not in everything_said
    assert "elk jaar een aanbesteding" not in everything_said


PROCEDURE = {"qi-2023-01": "z1.1", "qi-2023-02": "z1.1", "qi-2023-03": "z1.3", "qi-2023-05": "z1.1"}
"""The line of a case that says its part of the tender."""


def test_what_of_the_procedure_is_missing_is_said() -> None:
    """A line counts with the chance of its path, realism and attribution, although a tender is certain."""
    (home,) = of("quasi-inbesteding").programmes
    found = [
        round(float(x.value), 2)
        for case in cases("quasi-inbesteding").values()
        for x in value_case(case, home.book, home.settings).lines
        if x.name == PROCEDURE.get(case.id)
    ]
    assert len(found) == 4
    text = (ROOT / "quasi-inbesteding" / "programma.yaml").read_text("utf-8")
    assert f"€ {sum(found):.2f}".replace(".", ",") in text
    whole = 50 * len(cases("quasi-inbesteding"))
    assert f"€ {whole - round(sum(found), 2):.2f} ontbreekt".replace(".", ",") in text
    assert said_in("quasi-inbesteding", r"telt ongeveer € (\d+) mee") == round(sum(found))
    assert said_in("quasi-inbesteding", r"Er ontbreekt ongeveer € (\d+)\.") == round(whole - sum(found))


# ---------------------------------------------------------------- gezonde-wijk


PROJECTS = ("beweegplein", "mantelzorgkring", "buurttafel")


def test_three_projects_of_five_drawn_by_lot_stand_for_all() -> None:
    found = list(cases("gezonde-wijk").values())
    counts = {name: sum(name in case.context.approaches for case in found) for name in PROJECTS}
    assert counts == dict.fromkeys(PROJECTS, 5)
    assert of("gezonde-wijk").weights.sum() == pytest.approx(of("gezonde-wijk").denominators[0].closed)


def test_one_coordinator_is_shared_over_all_projects() -> None:
    shares = [line("gezonde-wijk", case_id, "i1") for case_id in explained("gezonde-wijk")]
    assert {x.price_key for x in shares} == {"welzijn.coordinator"}
    assert {round(x.factors.quantity * x.factors.part, 6) for x in shares} == {2.5}


def test_contributions_in_kind_are_costs_of_who_made_them() -> None:
    kind = [x for outcome in explained("gezonde-wijk").values() for x in outcome.lines if "natura" in x.what]
    assert len(kind) >= 6
    assert {payer for x in kind for payer in x.by_payer} == {PARTNER, "woningcorporatie"}
    assert all(x.value > 0 and x.side == "inzet" for x in kind)


def test_counts_of_the_district_are_a_chance_in_a_case() -> None:
    assert set(of("gezonde-wijk").programmes[0].programme.shared) == {"valt-75plus", "vraagt-dagbesteding"}
    assert "valt-75plus" in line("gezonde-wijk", "gw-2025-b05", "z1.2").shared
    asked = line("gezonde-wijk", "gw-2025-m05", "z1.1")
    assert "vraagt-dagbesteding" in asked.shared
    assert asked.factors.path == pytest.approx(22 / 40)
    text = (ROOT / "gezonde-wijk" / "programma.yaml").read_text("utf-8")
    assert "9 van de 80 gevraagden" in text
    assert "22 van de 40" in text


def test_what_stopping_leaves_and_costs_is_what_its_page_says() -> None:
    rows = {row["betaler"]: row for row in of("gezonde-wijk").by("betaler")}
    said = [("houdt de gemeente per jaar", GEMEENTE, "inzet"), ("mist zij", GEMEENTE, "baten")]
    for words, payer, column in said:
        assert said_in("gezonde-wijk", rf"{words} € ([\d.]+)") == pytest.approx(rows[payer][column], abs=0.5)
    others = [rows[payer] for payer in (CARE_OFFICE, "werkgever", "rijk")]
    assert [row["inzet"] for row in others] == [0, 0, 0]
    assert said_in("gezonde-wijk", r"missen samen € ([\d.]+)") == pytest.approx(
        sum(row["baten"] for row in others), abs=1
    )
    assert said_in("gezonde-wijk", r"houden € ([\d.]+) meer") == pytest.approx(
        -rows[RESIDENT]["baten"], abs=0.5
    )


def test_help_that_two_cases_name_is_counted_twice_and_its_page_says_how_much() -> None:
    twice = line("gezonde-wijk", "gw-2025-b01", "z2.1").value * 2  # drawn one in two
    assert line("gezonde-wijk", "gw-2025-m01", "z1.1").value * 3 > twice
    assert said_in("gezonde-wijk", r"hooguit € ([\d.]+) te veel") == pytest.approx(twice, abs=0.5)


def test_four_domains_stand_beside_every_case_and_the_insurer_pays_along() -> None:
    for case in cases("gezonde-wijk").values():
        assert case.outcome is not None, case.id
        assert case.outcome.domains is not None, case.id
    assert of("gezonde-wijk").overhead[INSURER] > 3_000


def test_many_payers_are_touched_and_one_household_is_seen_twice() -> None:
    payers = {payer for outcome in explained("gezonde-wijk").values() for x in outcome.lines
              for payer, value in x.by_payer.items() if abs(value) > 1}  # fmt: skip
    assert payers >= {GEMEENTE, INSURER, CARE_OFFICE, PARTNER, RESIDENT, "rijk", "werkgever", "netwerk"}
    keys = [case.household_key for case in cases("gezonde-wijk").values() if case.household_key]
    assert len(keys) == 2 == len(set(keys)) + 1


# ---------------------------------------------------------------- praten-met-de-gemeente


def test_cases_stand_by_the_words_of_the_gemeente_and_its_page_says_what_is_missing() -> None:
    themes = {theme for case in cases("praten-met-de-gemeente").values() for theme in case.context.themes}
    words = (ROOT / "praten-met-de-gemeente" / "programma.yaml").read_text("utf-8")
    assert themes == set(re.findall(r"^# - (vallen|mantelzorg|meedoen): ", words, re.MULTILINE))
    rows = of("praten-met-de-gemeente").by("thema")
    assert {row["thema"] for row in rows} == themes
    assert "NOG NIET KAN ZEGGEN: de thema's en doelen van een betaler" in words


def test_more_help_for_taking_part_costs_the_gemeente() -> None:
    assert with_us(explained("praten-met-de-gemeente")["pg-2025-03"], GEMEENTE) < -500


# ---------------------------------------------------------------- schulden-voorkomen


def test_bewind_that_came_later_saves_only_the_interest() -> None:
    later = line("schulden-voorkomen", "sv-2025-06", "z1.2")
    assert 0 < later.factors.delay < 0.05
    assert explained("schulden-voorkomen")["sv-2025-06"].benefit < 0


def test_two_people_at_once_and_a_volunteer_in_place_of_bewind() -> None:
    bewind = line("schulden-voorkomen", "sv-2025-11", "z1.2")
    instead = line("schulden-voorkomen", "sv-2025-11", "m1")
    assert bewind.price_key == "schulden.bewind-schulden-twee-personen"
    assert (instead.factors.path, instead.factors.realism) == (bewind.factors.path, bewind.factors.realism)
    assert instead.value < 0 < bewind.value


def test_visits_that_became_no_case_are_paid_and_help_that_began_sooner_costs() -> None:
    assert of("schulden-voorkomen").overhead[GEMEENTE] > 0
    assert explained("schulden-voorkomen")["sv-2025-12"].benefit < -1_000
    assert explained("schulden-voorkomen")["sv-2025-05"].benefit < 5
