"""Objections to the money: the outcome, average cost, prices and time."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rendement.engine.columns import KINDS
from rendement.model.price import Costing, Kind
from rendement.model.weakness import OLD_YEARS, Weakness, weaknesses
from rendement.results.critique.facts import MUCH, Facts, Objection
from rendement.results.critique.rebuttal import Ground, Rebuttal
from rendement.results.critique.stances import MONTHS, Stance
from rendement.results.doubt.compare import varied
from rendement.results.figures.showing import CHANCE
from rendement.results.prices.weak_prices import weak_prices_of
from rendement.results.sensitivity.kinds import CASE, PRICE
from rendement.words.numbers import about, euro, odds, percent, plural

if TYPE_CHECKING:
    from rendement.results.doubt.uncertainty import Uncertainty
    from rendement.results.sensitivity.influence import Influence, Influences


# ---------------------------------------------------------------- the outcome


def loses(facts: Facts) -> Objection | None:
    """It costs more than it brings (M14)."""
    bc = facts.bc
    if bc.net >= 0:
        return None
    answer = (
        f"Klopt, naar verwachting: {euro(bc.cost)} kosten tegenover {euro(bc.benefit)} baten. Het saldo is "
        f"{euro(bc.net)}."
    )
    return Objection(
        "saldo",
        "Het kost meer dan het oplevert.",
        answer,
        Rebuttal(Ground.IDENTITY, 0.0),
        bc.net,
        "euro",
        "M14",
        -bc.net,
    )


def one_number(found: "Uncertainty") -> Objection:
    """What the band says of the one number (M16)."""
    total = found.total
    low, high = (about(end, total.error) for end in (total.p10, total.p90))
    whose = f" {found.whose}" if found.whose else ""
    answer = f"In 8 van de 10 gevallen ligt het saldo{whose} tussen {low} en {high}."
    chance = odds(total.chance, total.chance_error) if total.chance is not None else ""
    if chance:
        answer += f" {CHANCE.capitalize()} is {chance}."
    return Objection(
        "een-getal",
        "U noemt één getal, maar zo zeker is het niet.",
        answer,
        Rebuttal(Ground.ASSUMPTION, 0.0),
        total.chance,
        "kans",
        "M16",
        total.mean - total.p10,
        told=chance,
    )


def one_input(facts: Facts, found: "Influences") -> Objection | None:
    """The input that moves the net most (M18)."""
    if not found.inputs:
        return None
    most = found.inputs[0]
    low, high = sorted((most.low, most.high))
    answer = (
        f"De belangrijkste is {_words(facts, most)}. Daarmee loopt het saldo van {euro(low)} tot "
        f"{euro(high)}. Zij is {percent(most.share)} van de onzekerheid."
    )
    return Objection(
        "een-aanname",
        "Alles hangt aan één aanname.",
        answer,
        Rebuttal(Ground.ASSUMPTION, 0.0),
        most.share,
        "aandeel",
        "M18",
        found.net - low,
    )


def _words(facts: Facts, most: "Influence") -> str:
    """An input without words of its author: those may say more than a reader should know."""
    if most.kind == CASE:
        line = f", regel {most.line}" if most.line else ""
        return f"een schatting in casus {most.case}{line} ({most.field})"
    if most.kind == PRICE:
        return price_words(facts, most.field)
    return f"het realisme van schattingen met bewijsgraad '{most.field}'"


def price_words(facts: Facts, key: str) -> str:
    """A price by name, unless it would say what help fewer people than the threshold got."""
    mine = facts.priced([known == key for known in facts.bc.columns.price_keys])
    named = facts.cases_with(mine) >= facts.threshold
    return f"de prijs van {facts.bc.book.prices[key].label}" if named else "de prijs van één soort hulp"


# ---------------------------------------------------------------- what a euro is worth


def average_cost(facts: Facts) -> Objection:
    """Average instead of marginal cost (M13)."""
    average = facts.priced([price.costing is Costing.AVERAGE for price in facts.prices])
    part = facts.share(average)
    varies = float((np.abs(facts.euros) * facts.variable)[average].sum())
    answer = (
        f"Klopt voor {percent(part)} van {facts.whole}: {euro(facts.size(average))}. Daarvan kan binnen de "
        f"horizon {euro(varies)} echt minder worden; de rest zijn kosten die doorlopen."
    )
    if not part:
        answer = "Nee: geen enkele regel rekent met een gemiddelde prijs."
    return Objection(
        "gemiddelde-kosten",
        "Eén uur hulp minder scheelt niet de gemiddelde kosten van een uur.",
        answer,
        Rebuttal(Ground.SOURCE, facts.least_but(average)),
        part,
        "aandeel",
        "M13",
        facts.size(average) - varies,
        (average, facts.care),
    )


def queue(facts: Facts) -> Objection | None:
    """Freed capacity is filled again (M13)."""
    capacity = facts.bc.headlines[Kind.CAPACITY.value].benefit
    if abs(capacity) < 0.5:
        return None
    columns = facts.bc.columns
    moved = facts.care & (columns.line_kept < 1)
    freed = facts.care & (columns.purse_kind[columns.line_purse] == KINDS.index(Kind.CAPACITY))
    answer = (
        f"Voor {euro(capacity)} gaat het om uren, dagen en plekken. Die staan apart, als ruimte voor een "
        f"ander. Bij {percent(facts.share(moved))} van {facts.whole} is geschat hoeveel er alleen verschuift."
    )
    return Objection(
        "wachtlijst",
        "Een plek die vrijkomt, is morgen weer gevuld.",
        answer,
        Rebuttal(Ground.JUDGEMENT, facts.least_but(freed & ~(moved & facts.judged), freed)),
        capacity,
        "euro",
        "M13",
        abs(capacity),
    )


def weak(facts: Facts) -> Objection:
    """Weak and old prices (M1)."""
    year = facts.bc.settings.price_year
    parts = {one.key: one.share for one in weak_prices_of(facts.bc)}
    old = [key for key in parts if Weakness.OLD in weaknesses(facts.bc.book, key, year)]
    part, aged = float(sum(parts.values())), float(sum(parts[key] for key in old))
    used = plural(len(parts), "minder zekere prijs", "minder zekere prijzen")
    answer = (
        f"{percent(part)} van de baten leunt op {used}, en {percent(aged)} op prijzen "
        f"van meer dan {OLD_YEARS} jaar terug."
    )
    return Objection(
        "zwakke-prijzen",
        "Uw prijzen zijn oud of grof.",
        answer,
        Rebuttal(Ground.SOURCE, facts.least(lambda at: _at_firm_prices(facts, at, parts)), 1.0 - MUCH),
        part,
        "aandeel",
        "M1",
        float(sum(abs(facts.per_price[key]) for key in parts)),
    )


def _at_firm_prices(facts: Facts, at: Stance, weak: Collection[str]) -> float:
    """The part that rests on other prices: by size and as a sum, whichever is least."""
    mine = facts.priced([key in weak for key in facts.bc.columns.price_keys])
    leaning = sum(amount for key, amount in facts.per_price_of(at).items() if key in weak)
    return 1.0 - max(at.share(mine), abs(at.of_benefit(leaning)))


def one_price(facts: Facts) -> Objection | None:
    """Leaning on the price that brings most (M18)."""
    bc = facts.bc
    if not facts.per_price:
        return None  # everything is an expense
    most = max(facts.per_price, key=lambda key: facts.per_price[key])
    euros = facts.per_price[most]
    mine = facts.priced([known == most for known in facts.bc.columns.price_keys])
    if euros <= 0 or facts.cases_with(mine) < facts.threshold:
        return None  # what fewer people got is not told in euros
    lower = bc.net - euros / 2

    def half(at: Stance) -> float:
        return _at_half_its_price(facts, at)

    answer = (
        f"Het meest hangt aan {price_words(facts, most)}: {euro(euros)} van de baten. Is die prijs de helft, "
        f"dan is het saldo {euro(lower)}.{facts.elsewhere(half)}"
    )
    return Objection(
        "een-prijs",
        "Alles hangt aan één prijs.",
        answer,
        Rebuttal(Ground.IDENTITY, facts.least(half), 1.0 - MUCH),
        lower,
        "euro",
        "M18",
        euros / 2,
    )


def _at_half_its_price(facts: Facts, at: Stance) -> float:
    """The part left without the price that brings most; nothing when half of that price turns the net."""
    most = max(facts.per_price_of(at).values())
    turned = at.net - most / 2 <= 0 < at.net
    return 0.0 if turned else 1.0 - at.of_benefit(most)


def transfers(facts: Facts) -> Objection | None:
    """Benefits, fines and debts move between payers (M12)."""
    mine = facts.priced([price.transfer_to is not None for price in facts.prices])
    if not mine.any():
        return None
    total = float(facts.euros[mine].sum())
    answer = f"Klopt, en zo tellen wij ook: over alle betalers samen is het {euro(total)}."
    if facts.cases_with(mine) >= facts.threshold:
        gross = facts.bc.values.value * facts.bc.weights[facts.bc.columns.line_case]
        answer += f" Er verschuift {euro(float(np.abs(gross[mine]).sum()))} van de een naar de ander."
    return Objection(
        "overdrachten",
        "Een lagere uitkering is geen winst voor de samenleving.",
        answer,
        Rebuttal(Ground.IDENTITY, 1.0),
        total,
        "euro",
        "M12",
        0.0,
    )


# ---------------------------------------------------------------- time


def far_ahead(facts: Facts) -> Objection:
    """What falls later than 12 months after closing (M3)."""
    late, part = float(facts.now.late[facts.care].sum()), _late_part(facts.now)
    near = facts.bc.net - late
    answer = (
        f"{percent(part)} van {facts.whole} valt later dan {MONTHS} maanden na de afsluiting. Zonder dat "
        f"deel is het saldo {euro(near)}.{facts.elsewhere(_near_part)}"
    )
    return Objection(
        "horizon",
        "Niemand weet of het effect zo lang blijft.",
        answer,
        Rebuttal(Ground.IDENTITY, facts.least(_near_part)),
        near,
        "euro",
        "M3",
        max(0.0, late),
    )


def _late_part(at: Stance) -> float:
    return float(np.abs(at.late[at.care]).sum()) / (at.size(at.care) or 1.0)


def _near_part(at: Stance) -> float:
    """The part that falls early enough; nothing when what falls later decides."""
    near = at.net - float(at.late[at.care].sum())
    return 0.0 if (near > 0) != (at.net > 0) else 1.0 - _late_part(at)


def discount(facts: Facts) -> Objection:
    """The net under every named regime."""
    name = facts.bc.settings.regime_name
    nets = {name: facts.bc.net} | {
        other: varied(facts.bc, None, {"regime": other}).net
        for other in facts.bc.settings.sets.regimes
        if other != name
    }
    least = min(nets.values())
    turns = (least > 0) != (max(nets.values()) > 0)
    listed = ", ".join(f"{regime} {euro(nets[regime])}" for regime in sorted(nets))
    answer = f"{_turning_words(facts, turns)} Saldo per regime: {listed}."
    same = facts.bc.costs_complete and _same_sign(facts.stances)
    if facts.bc.costs_complete and not turns and not same:
        answer += " Met een andere set voor realisme verandert het de conclusie wel."
    return Objection(
        "disconto",
        "Met een andere discontovoet komt u op iets anders uit.",
        answer,
        Rebuttal(Ground.IDENTITY, float(same)),
        least,
        "euro",
        "M3",
        facts.bc.net - least,
    )


def _turning_words(facts: Facts, turns: bool) -> str:
    """Whether it pays all the same; without all costs nobody knows whether it pays at all (M32)."""
    if not facts.bc.costs_complete:
        return "Zonder alle kosten is er geen conclusie die kan veranderen."
    return f"{'Dat verandert' if turns else 'Dat verandert niet'} de conclusie."


def _same_sign(stances: Sequence[Stance]) -> bool:
    """Whether no discount turns the conclusion, whatever set of realism it is worked out with."""
    return len({(at.realism, at.net > 0) for at in stances}) == len({at.realism for at in stances})
