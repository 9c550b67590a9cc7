"""Objections to the estimates: made afterwards, by whom, with which corrections, and judged by whom."""

from typing import Final

import numpy as np

from rendement.model.estimate import Evidence
from rendement.model.price import PriceBook
from rendement.model.reviewed import answered
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.account.sentence import NO_MEASUREMENT
from rendement.results.critique.facts import MUCH, Facts, Objection
from rendement.results.critique.rebuttal import MOST, Ground, Rebuttal
from rendement.results.doubt.compare import varied
from rendement.results.reviewed.reviews import benefit_range
from rendement.words.numbers import euro, percent

_UNCORRECTED: Final = "geen"


# ---------------------------------------------------------------- who estimated


def hindsight(facts: Facts) -> Objection:
    """Estimates made afterwards by the one who helped (M10)."""
    own = facts.weaker_than(Evidence.REVIEWED) & facts.without
    share = facts.share(own, facts.without)
    single = facts.weaker_than(Evidence.COLLEAGUE) & own
    alone = facts.share(single, facts.without)
    answer = (
        f"{percent(share)} van de voorkomen hulp rust alleen op de maker, al dan niet met een collega, en "
        f"{percent(alone)} op de maker alleen. De rest is getoetst of komt uit een dossier of registratie."
    )
    return Objection(
        "achteraf",
        "Wie hielp, schat achteraf zelf hoe slecht het anders was gegaan.",
        answer,
        facts.grounded(facts.without),
        share,
        "aandeel",
        "M10",
        facts.size(own),
        (own, single, facts.without),
    )


def no_comparison(facts: Facts) -> Objection:
    """No comparison group (M24)."""
    guessed = facts.weaker_than(Evidence.REGISTERED) & facts.without
    share = facts.share(guessed, facts.without)
    answer = (
        f"Klopt voor {percent(share)} van de voorkomen hulp: dat is geen geregistreerd gebruik en er is geen "
        f"vergelijkingsgroep. Het blijft een {NO_MEASUREMENT}."
    )
    return Objection(
        "vergelijkingsgroep",
        "Zonder vergelijkingsgroep weet niemand wat er anders was gebeurd.",
        answer,
        Rebuttal(Ground.COUNT, facts.least_but(guessed, facts.without)),
        share,
        "aandeel",
        "M24",
        facts.size(guessed),
        (guessed, facts.without),
    )


def no_follow_up(facts: Facts) -> Objection:
    """Forecasts that nobody checked (M10)."""
    bare = [not loaded.case.follow_up for loaded in facts.bc.cases]
    followed = facts.bc.filed - sum(bare)
    answer = (
        f"Bij {followed} van de {facts.bc.filed} casussen is later gekeken welke hulp er echt kwam. "
        f"Zij zijn {percent(1 - facts.share(facts.of_cases(bare)))} van {facts.whole}."
    )
    return Objection(
        "opvolging",
        "Niemand ging later na of de hulp echt wegbleef.",
        answer,
        Rebuttal(Ground.COUNT, facts.least_but(facts.of_cases(bare))),
        followed / facts.bc.filed,
        "aandeel",
        "M10",
        facts.size(facts.of_cases(bare)),
    )


def optimism(facts: Facts) -> Objection:
    """The realism factor: borrowed, or none at all (M9)."""
    bc, name = facts.bc, facts.bc.settings.realism_name
    sets = bc.settings.sets.realism
    others = {other: varied(bc, None, {"realism": other}).net for other in sets if other != name}
    if name == _UNCORRECTED:
        least = min(others, key=lambda other: others[other])
        answer = f"Klopt: er is niet gecorrigeerd. Met de set {least} is het saldo {euro(others[least])}."
        sentence, figure = "U corrigeert niet voor te mooie schattingen.", others[least]
    else:
        borrowed = bc.settings.realism.borrowed
        figure = others[_UNCORRECTED]
        origin = "geleend en niet met eigen cijfers gemeten" if borrowed else "met eigen opvolging gemeten"
        answer = (
            f"De set {name} is {origin}. Zonder correctie is het saldo {euro(figure)}, nu {euro(bc.net)}."
        )
        sentence = "Uw correctie voor te mooie schattingen is maar een aanname."
    ground = Rebuttal(Ground.ASSUMPTION, 0.0)
    return Objection("realisme", sentence, answer, ground, figure, "euro", "M9", abs(figure - bc.net))


def resolved_anyway(facts: Facts) -> Objection:
    """Deadweight: it would have come right without us (M4)."""
    euros, chance = facts.euros[facts.without], facts.bc.columns.line_chance[facts.without]
    certain = float(np.abs(np.divide(euros, chance, out=np.zeros(len(euros)), where=chance > 0)).sum())
    mean = float(np.abs(euros).sum()) / certain if certain else 0.0
    prevented = float(euros.sum())
    halved = facts.bc.net - prevented / 2
    answer = (
        f"Dat zit in de kansen: de kans op die hulp is (naar euro's) gemiddeld {percent(mean)}; de rest "
        f"van elke kans telt niet mee. Met de helft van alle kansen is het saldo {euro(halved)}."
        f"{_break_even(facts, prevented)}"
    )
    turns = facts.least(lambda at: at.net - float(at.euros[facts.without].sum()) / 2) <= 0
    return Objection(
        "vanzelf",
        "Het was ook zonder u goed gekomen.",
        answer,
        _of_chances(facts, turns),
        halved,
        "euro",
        "M4",
        abs(prevented) / 2,
    )


def _of_chances(facts: Facts, turns: bool) -> Rebuttal:
    """Chances answer as far as others than the maker looked at them, and half of them has to be enough."""
    bare = facts.without & facts.weaker_than(Evidence.REVIEWED) & ~facts.judged
    if turns or facts.least_but(bare, facts.without) < MOST:
        return Rebuttal(Ground.ASSUMPTION, 0.0)
    return Rebuttal(Ground.JUDGEMENT, facts.least_but(bare, facts.without))


def _break_even(facts: Facts, prevented: float) -> str:
    """Which part of all chances is just enough; not while costs are incomplete, for it is a ratio (M32)."""
    if prevented <= 0 or not facts.bc.costs_complete:
        return ""
    enough = 1 - facts.bc.net / prevented
    if enough <= 0:
        return ""
    return f" Kosten en baten zijn gelijk bij {percent(enough)} van de kansen die wij nu rekenen."


def attribution(facts: Facts) -> Objection:
    """What others did (M4)."""
    share = facts.bc.columns.line_attribution
    euros = facts.euros[facts.care]
    whole = np.divide(euros, share[facts.care], out=np.zeros(len(euros)), where=share[facts.care] > 0)
    ours = float(np.abs(euros).sum() / np.abs(whole).sum()) if whole.any() else 0.0
    alone = facts.care & (share > 1 - 1e-9)
    answer = (
        f"Gemiddeld rekenen wij {percent(ours)} van de verandering aan ons toe en de rest aan anderen. Bij "
        f"{percent(facts.share(alone))} van {facts.whole} noemde de maker niemand anders."
    )
    return Objection(
        "toerekening",
        "U schrijft ook op uw naam wat anderen deden.",
        answer,
        Rebuttal(Ground.JUDGEMENT, facts.least_but(alone | (facts.care & ~facts.judged))),
        ours,
        "aandeel",
        "M4",
        facts.size(alone),
        (alone, np.divide(facts.care, share, out=np.zeros(len(share)), where=facts.care & (share > 0))),
    )


def regression(facts: Facts) -> Objection:
    """Regression to the mean (M22)."""
    firm = facts.without & (facts.judged | ~facts.weaker_than(Evidence.FILE))
    share = facts.share(firm, facts.without)
    answer = (
        "Het verschil tussen vóór en na telt bij ons nooit als baat. Wel kan een schatting te somber zijn "
        f"door dat slechte moment. {percent(share)} van de voorkomen hulp is door het vak zelf beoordeeld of "
        "komt uit een dossier of registratie."
    )
    return Objection(
        "terugval",
        "Mensen komen op hun slechtste moment en knappen daarna vanzelf op.",
        answer,
        Rebuttal(Ground.JUDGEMENT, facts.least_but(facts.without & ~firm, facts.without)),
        share,
        "aandeel",
        "M22",
        0.0,
        (firm, facts.without),
    )


# ---------------------------------------------------------------- who judged


def unreviewed(facts: Facts) -> Objection:
    """Lines that the discipline concerned never judged (M19)."""
    bare = facts.care & ~facts.judged & facts.weaker_than(Evidence.FILE)
    share = facts.share(bare)
    answer = (
        f"{percent(share)} van {facts.whole} is niet door iemand van dat vak beoordeeld en komt ook niet uit "
        "een dossier of registratie."
    )
    return Objection(
        "niet-beoordeeld",
        "Mensen van het vak zelf hebben hier niet naar gekeken.",
        answer,
        Rebuttal(Ground.COUNT, facts.least_but(bare), 1.0 - MUCH),
        share,
        "aandeel",
        "M19",
        facts.size(bare),
        (bare, facts.care),
    )


def _gave_numbers(loaded: LoadedCase, book: PriceBook) -> bool:
    """Whether a reviewer answered something, beside a verdict."""
    reviews = [found.review for found in loaded.reviews]
    return any(len(answers) > 1 for _, answers in answered(loaded.by_author, reviews, book))


def one_reviewer(facts: Facts) -> Objection | None:
    """Cases that one other person looked at (M19)."""
    any_ = [_gave_numbers(loaded, facts.bc.book) for loaded in facts.bc.cases]
    one = [gave and len(loaded.reviews) == 1 for gave, loaded in zip(any_, facts.bc.cases, strict=True)]
    single = facts.of_cases(one)
    share = facts.share(single)
    if not share:
        return None
    part = f"{percent(share)} van {facts.whole}"
    answer = f"Dat geldt voor {part}: naast de maker gaf daar één ander eigen getallen."
    return Objection(
        "een-beoordelaar",
        "Eén beoordelaar is geen toets.",
        answer,
        Rebuttal(Ground.COUNT, facts.least_but(single, facts.of_cases(any_))),
        share,
        "aandeel",
        "M19",
        facts.size(single) / 2,
    )


def disagreement(facts: Facts) -> Objection | None:
    """People who answered differently (M16, M19)."""
    span = benefit_range(facts.bc)
    if span is None:
        return None
    low, high = (end - facts.bc.cost for end in span)
    answer = (
        f"Klopt, en wij middelen dat niet weg: met per casus het laagste antwoord is het saldo {euro(low)}, "
        f"met het hoogste {euro(high)}. Nu rekenen wij {euro(facts.bc.net)}."
    )
    return Objection(
        "oneens",
        "Uw eigen beoordelaars zijn het niet met elkaar eens.",
        answer,
        Rebuttal(Ground.COUNT, 0.0),
        low,
        "euro",
        "M16",
        facts.bc.net - low,
    )
