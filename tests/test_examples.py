"""The fictional examples: they load, they are right to the cent, and together they show what can be said."""

import math
import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from naive import value_case, value_reviewed

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.case import AGE_CLASSES, Assent, CareLine, Case
from rendement.model.lines import care_lines
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import CaseSet, LoadedCase
from rendement.reading.reviews.reviews import disciplines
from rendement.results.explaining.checked import check_outcomes

ROOT = examples_root()
PRACTICES = (
    "sociaal-recept", "scootmobiel", "stapjefitter", "ouderencoach", "cultuur-dichtbij", "fief",
    "gezond-gewicht", "spin-in-het-web", "zelf-het-medicijn", "quasi-inbesteding", "gezonde-wijk",
    "praten-met-de-gemeente",
)  # fmt: skip
HALF_CENT = 0.005 + 1e-7


@cache
def examples() -> CaseSet:
    return load_cases(ROOT)


@cache
def business_cases() -> tuple[BusinessCase, ...]:
    """One per programme, each with its own settings."""
    groups = ([c for c in examples() if c.programme is home] for home in examples().programmes)
    return tuple(business_case(group) for group in groups if group)


def everything() -> tuple[LoadedCase, ...]:
    return (*examples().cases, *examples().running, *examples().withheld)


def text_of(loaded: LoadedCase) -> str:
    return Path(loaded.file).read_text("utf-8")


# ---------------------------------------------------------------- they load


def test_there_are_no_errors() -> None:
    wrong = [str(problem) for problem in examples().problems if problem.severity.value == "fout"]
    assert wrong == []


def test_there_are_enough_and_every_practice_is_there() -> None:
    print(f"\n{len(everything())} casussen in {len(examples().programmes)} programma's")
    assert len(everything()) >= 40
    for practice in PRACTICES:
        assert (ROOT / practice / "programma.yaml").is_file(), practice
        assert any(Path(loaded.file).parent.name == practice for loaded in examples()), practice


def test_everybody_is_fictional() -> None:
    assert [loaded.file for loaded in everything() if not loaded.case.fictional] == []
    assert all("fictief" in home.programme.title.lower() for home in examples().programmes)


# ---------------------------------------------------------------- they are right


def test_every_closed_case_is_checked_by_hand() -> None:
    closed = [loaded for loaded in everything() if loaded.case.closed]
    assert [loaded.file for loaded in closed if loaded.case.checked is None] == []


def test_hand_checked_outcomes_are_those_of_the_slow_twin() -> None:
    wrong = []
    for loaded in everything():
        home, stated = loaded.programme, loaded.case.checked
        if loaded.case.closed is None or home is None or stated is None:
            continue
        twin = value_case(loaded.case, home.book, home.settings)
        pairs = ((stated.effort, twin.effort), (stated.benefit, twin.benefit), (stated.net, twin.net))
        apart = [abs(float(said) - float(found)) for said, found in pairs if said is not None]
        if max(apart) > HALF_CENT:
            wrong.append(f"{loaded.file}: {twin.effort:.2f} {twin.benefit:.2f} {twin.net:.2f}")
    assert wrong == []


def test_hand_checked_outcomes_are_those_of_the_engine() -> None:
    found = [problem for bc in business_cases() for problem in check_outcomes(examples(), bc)]
    assert [str(problem) for problem in found if problem.code == "R425"] == []


def test_engine_and_twin_agree_on_every_payer() -> None:
    for bc in business_cases():
        effort = bc.case_totals(bc.money.societal, effort=True)
        benefit = bc.case_totals(bc.money.societal, effort=False)
        for place, loaded in enumerate(bc.cases):
            if loaded.reviews:
                continue
            twin = value_case(loaded.case, bc.book, bc.settings).by_payer_net
            ours = dict(zip(bc.columns.payers, benefit[place] - effort[place], strict=True))
            for payer, amount in ours.items():
                assert math.isclose(amount, float(twin.get(payer, 0)), abs_tol=1e-6), (loaded.case.id, payer)


REVIEWED = [loaded for bc in business_cases() for loaded in bc.cases if loaded.reviews]


@pytest.mark.parametrize("loaded", REVIEWED, ids=lambda loaded: loaded.case.id)
def test_engine_and_twin_agree_on_reviewed_cases(loaded: LoadedCase) -> None:
    """M10, M19: pooled answers and the evidence they give, against every combination of answers."""
    assert loaded.programme is not None
    reviews = [found.review for found in loaded.reviews]
    book, chosen = loaded.programme.book, loaded.programme.settings
    twin = value_reviewed(loaded.by_author, reviews, disciplines(), book, chosen)
    outcome = business_case([loaded]).explain(loaded.case.id)
    assert math.isclose(outcome.benefit, float(twin["baten"]), rel_tol=1e-9, abs_tol=1e-6)
    assert math.isclose(outcome.effort, float(twin["inzet"]), rel_tol=1e-9, abs_tol=1e-6)


def test_reviews_are_there_by_many_disciplines_and_they_differ() -> None:
    roles = {found.review.discipline for loaded in REVIEWED for found in loaded.reviews}
    differing = {row["casus"] for bc in business_cases() for row in bc.disagreement()}
    print(f"\n{len(REVIEWED)} beoordeelde casussen, {len(roles)} disciplines, verschil in {len(differing)}")
    assert len(REVIEWED) >= 6
    assert len(roles) >= 6
    assert len(differing) >= 6


def test_what_counts_is_reviewed_where_the_file_says_so() -> None:
    assert [p.code for p in examples().problems if p.code in ("L931", "L932", "L933", "L934", "L936")] == []


# ---------------------------------------------------------------- they differ, and are short


def prose_of(loaded: LoadedCase) -> set[str]:
    """What is written about one case and no other."""
    case = loaded.case
    return {
        case.question,
        *(pathway.title for pathway in case.without),
        *([case.resident] if case.resident else []),
    }


def lines_of(loaded: LoadedCase) -> list[str]:
    """Lines with something of their own: not the dates, roles and headings all cases have."""
    lines = (re.sub(r"\s+#.*", "", line).strip() for line in text_of(loaded).splitlines())
    return [line for line in lines if len(line) > 25 and not line.startswith(("context:", "rollen:", "#"))]


def test_no_two_cases_tell_the_same_story() -> None:
    same = []
    for one, other in combinations(everything(), 2):
        shared = prose_of(one) & prose_of(other)
        ours, theirs = lines_of(one), lines_of(other)
        alike = len(set(ours) & set(theirs)) / max(1, min(len(set(ours)), len(set(theirs))))
        if shared or alike > 0.6:
            same.append(f"{one.case.id} en {other.case.id}: {shared or f'{alike:.0%} gelijk'}")
    assert same == []


def test_questions_are_worded_differently() -> None:
    questions = [loaded.case.question for loaded in everything()]
    near = [pair for pair in combinations(questions, 2) if SequenceMatcher(None, *pair).quick_ratio() > 0.95]
    assert [pair for pair in near if SequenceMatcher(None, *pair).ratio() > 0.9] == []


def test_most_cases_are_short() -> None:
    lengths = {loaded.case.id: len(text_of(loaded).splitlines()) for loaded in everything()}
    short = [name for name, lines in lengths.items() if lines <= 40]
    print(f"\n{len(short)} van {len(lengths)} casussen hebben hoogstens 40 regels")
    assert len(short) >= 30


# ---------------------------------------------------------------- what the base holds together


def care(case: Case) -> Iterator[CareLine]:
    return (line.line for line in care_lines(case))


def net_of(loaded: LoadedCase) -> float:
    assert loaded.case.checked is not None
    assert loaded.case.checked.net is not None
    return float(loaded.case.checked.net)


def transfers(loaded: LoadedCase) -> bool:
    home = loaded.programme
    return home is not None and any(
        home.book.prices[line.price].transfer_to for line in care(loaded.case) if line.price is not None
    )


SHOWN: dict[str, Callable[[LoadedCase], bool]] = {
    "negative return": lambda c: bool(c.case.closed) and net_of(c) < 0,
    "positive return": lambda c: bool(c.case.closed) and net_of(c) > 0,
    "delay with a fixed end": lambda c: any(x.delay and not x.moves_end for x in care(c.case)),
    "delay that moves the end": lambda c: any(x.delay and x.moves_end for x in care(c.case)),
    "group": lambda c: any(line.group for line in c.case.effort),
    "shared function": lambda c: any(line.shared_over for line in c.case.effort),
    "expense": lambda c: any(line.expense for line in c.case.effort),
    "deadweight": lambda c: any(path.deadweight for path in c.case.without),
    "chance of relapse": lambda c: any(line.chance for line in c.case.with_us),
    "drop-off": lambda c: c.case.drop_off is not None or any(x.drop_off for x in care(c.case)),
    "displacement": lambda c: c.case.displacement is not None or any(x.displacement for x in care(c.case)),
    "transfer": transfers,
    "running": lambda c: c.case.closed is None,
    "no assent": lambda c: c.case.assent is Assent.NO,
    "reviews": lambda c: bool(c.reviews),
    "follow-up": lambda c: bool(c.case.follow_up),
    "horizon of its own": lambda c: c.case.horizon is not None or any(x.horizon for x in care(c.case)),
    "two paths": lambda c: len(c.case.without) > 1,
    "lasting help": lambda c: any(x.duration is not None and x.duration.is_lasting for x in care(c.case)),
    "not in euros": lambda c: c.case.outcome is not None and bool(c.case.outcome.effects),
    "own words": lambda c: c.case.resident is not None,
}


@pytest.mark.parametrize("what", SHOWN)
def test_the_base_shows(what: str) -> None:
    assert any(SHOWN[what](loaded) for loaded in everything())


def test_age_groups_are_those_of_the_guide() -> None:
    guide = (Path(__file__).resolve().parents[1] / "docs" / "casus.md").read_text("utf-8")
    row = next(line for line in guide.splitlines() if line.startswith("| `leeftijd` | 0-"))
    classes = row.split("|")[2].strip().split(", ")
    assert tuple(classes) == AGE_CLASSES
    edges = [[int(edge) for edge in re.findall(r"\d+", name)] for name in classes]
    assert all(before[-1] + 1 == after[0] for before, after in pairwise(edges))
    assert {c.case.context.age_group for c in everything()} <= {*classes, None}  # none: no assent, no story


def test_every_way_of_choosing_cases_is_shown() -> None:
    assert {home.programme.selection.value for home in examples().programmes} == {
        "alle",
        "loting",
        "uitgekozen",
    }
    assert any(home.programme.cost for home in examples().programmes)
    assert any(not home.programme.cost for home in examples().programmes)
