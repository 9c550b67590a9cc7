"""Objections to the money: average cost, cash, prices, payers, time, and costs that are missing."""

from typing import TYPE_CHECKING

import numpy as np

from rendement.model.price import Costing, Kind
from rendement.model.settings import Selection
from rendement.model.weakness import OLD_YEARS, Weakness, weaknesses
from rendement.reading.settings_sets import load_settings
from rendement.reports.display import about, euro, odds, percent, plural
from rendement.results.compare import varied
from rendement.results.input_words import CASE
from rendement.results.objection_facts import (
    CONCEDED,
    LITTLE,
    MONTHS,
    MUCH,
    PARTLY,
    REFUTED,
    Facts,
    Objection,
    Verdict,
    graded,
)
from rendement.results.payer_groups import payer_groups
from rendement.results.profiles import PRICE
from rendement.results.weak_prices import weak_prices

if TYPE_CHECKING:
    from rendement.results.influence import Influence, Influences
    from rendement.results.uncertainty import Uncertainty


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
        CONCEDED,
        bc.net,
        "euro",
        "M14",
        -bc.net,
    )


def one_number(found: "Uncertainty") -> Objection:
    """What the band says of the one number (M16)."""
    total = found.total
    low, high = (about(end, total.error) for end in (total.p10, total.p90))
    chance = odds(total.chance, total.chance_error)
    answer = (
        f"In 8 van de 10 gevallen ligt het saldo tussen {low} en {high}. De kans dat de baten hoger "
        f"zijn dan de kosten is {chance}."
    )
    verdict: Verdict = REFUTED if total.p10 > 0 else PARTLY if total.chance > 0.5 else CONCEDED
    return Objection(
        "een-getal",
        "U noemt één getal, maar zo zeker is het niet.",
        answer,
        verdict,
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
    turns = low < 0 < high
    return Objection(
        "een-aanname",
        "Alles hangt aan één aanname.",
        answer,
        CONCEDED if turns else graded(most.share, MUCH, LITTLE),
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
        graded(part),
        part,
        "aandeel",
        "M13",
        facts.size(average) - varies,
        (average, facts.care),
    )


def not_cash(facts: Facts) -> Objection:
    """What can be cashed (M13)."""
    cash = facts.bc.headlines[Kind.CASHABLE.value]
    most = "hoogstens " if facts.bc.settings.cashability.upper_bound else ""
    answer = (
        f"Verzilverbaar is {most}{euro(cash.benefit)}; alle baten samen zijn {euro(facts.bc.benefit)}. Wie "
        f"alleen naar geld kijkt, houdt {most}een saldo van {euro(cash.net)} over."
    )
    whole = cash.benefit >= facts.bc.benefit
    return Objection(
        "niet-verzilverbaar",
        "Geen enkel budget gaat hierdoor omlaag.",
        answer,
        CONCEDED if cash.net < 0 else REFUTED if whole else PARTLY,
        cash.net,
        "euro",
        "M13",
        max(0.0, facts.bc.benefit - cash.benefit),
    )


def queue(facts: Facts) -> Objection | None:
    """Freed capacity is filled again (M13)."""
    capacity = facts.bc.headlines[Kind.CAPACITY.value].benefit
    if abs(capacity) < 0.5:
        return None
    moved = facts.care & (facts.bc.columns.line_kept < 1)
    answer = (
        f"Voor {euro(capacity)} gaat het om uren, dagen en plekken. Die staan apart, als ruimte voor een "
        f"ander. Bij {percent(facts.share(moved))} van {facts.whole} is geschat hoeveel er alleen verschuift."
    )
    return Objection(
        "wachtlijst",
        "Een plek die vrijkomt, is morgen weer gevuld.",
        answer,
        PARTLY,
        capacity,
        "euro",
        "M13",
        abs(capacity),
    )


def weak(facts: Facts) -> Objection:
    """Weak and old prices (M1)."""
    year, table = facts.bc.settings.price_year, weak_prices(facts.bc)
    parts = dict(zip(table.column("prijs"), table.column("deel van de baten"), strict=True))
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
        graded(part, MUCH),
        part,
        "aandeel",
        "M1",
        float(sum(abs(facts.per_price[key]) for key in parts)),
    )


def one_price(facts: Facts) -> Objection | None:
    """Leaning on the price that brings most (M18)."""
    bc = facts.bc
    most = max(facts.per_price, key=lambda key: facts.per_price[key])
    euros = facts.per_price[most]
    mine = facts.priced([known == most for known in facts.bc.columns.price_keys])
    if euros <= 0 or facts.cases_with(mine) < facts.threshold:
        return None  # what fewer people got is not told in euros
    lower = bc.net - euros / 2
    answer = (
        f"Het meest hangt aan {price_words(facts, most)}: {euro(euros)} van de baten. Is die prijs de helft, "
        f"dan is het saldo {euro(lower)}."
    )
    return Objection(
        "een-prijs",
        "Alles hangt aan één prijs.",
        answer,
        CONCEDED if lower <= 0 < bc.net else graded(facts.of_benefit(euros), MUCH, LITTLE),
        lower,
        "euro",
        "M18",
        euros / 2,
    )


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
        REFUTED,
        total,
        "euro",
        "M12",
        0.0,
    )


# ---------------------------------------------------------------- time


def far_ahead(facts: Facts) -> Objection:
    """What falls later than 12 months after closing (M3)."""
    late = float(facts.late[facts.care].sum())
    part = float(np.abs(facts.late[facts.care]).sum()) / (facts.size(facts.care) or 1.0)
    near = facts.bc.net - late
    answer = (
        f"{percent(part)} van {facts.whole} valt later dan {MONTHS} maanden na de afsluiting. Zonder dat "
        f"deel is het saldo {euro(near)}."
    )
    turns = (near > 0) != (facts.bc.net > 0)
    return Objection(
        "horizon",
        "Niemand weet of het effect zo lang blijft.",
        answer,
        CONCEDED if turns else graded(part),
        near,
        "euro",
        "M3",
        max(0.0, late),
    )


def discount(facts: Facts) -> Objection:
    """The net under every named regime."""
    name = facts.bc.settings.regime_name
    nets = {name: facts.bc.net} | {
        other: varied(facts.bc, None, {"regime": other}).net
        for other in load_settings().regimes
        if other != name
    }
    least = min(nets.values())
    turns = (least > 0) != (max(nets.values()) > 0)
    listed = ", ".join(f"{regime} {euro(nets[regime])}" for regime in sorted(nets))
    answer = f"{'Dat verandert' if turns else 'Dat verandert niet'} de conclusie. Saldo per regime: {listed}."
    return Objection(
        "disconto",
        "Met een andere discontovoet komt u op iets anders uit.",
        answer,
        CONCEDED if turns else REFUTED,
        least,
        "euro",
        "M3",
        facts.bc.net - least,
    )


# ---------------------------------------------------------------- who pays


def missing_costs(facts: Facts) -> Objection:
    """Programme costs that nobody stated (M14)."""
    bc = facts.bc
    stated = {home.programme.id for home in bc.programmes if home.programme.cost is not None}
    bare = [d for d in bc.denominators if d.name not in stated]
    extra = sum(bc.overhead.values())
    if not bare:
        answer = (
            f"Nee: de kosten van het hele programma tellen mee. Daarvan is {euro(extra)} niet aan een casus "
            "te koppelen."
        )
        return _costs(answer, REFUTED, extra, 0.0)
    effort = bc.case_totals(bc.money.societal, effort=True).sum(axis=1)
    unseen = sum(
        (d.closed - d.filed) * float(effort[bc.members(d)].mean())
        for d in bare
        if d.filed and d.selection is not Selection.LOT
    )
    of_all = plural(len(bc.denominators), "programma", "programma's")
    answer = (
        f"Klopt voor {len(bare)} van {of_all}: daar telt "
        "alleen de inzet van de casussen. Wat het programma verder kostte, is onbekend."
    )
    if not unseen:
        return _costs(answer, PARTLY, None, 0.0)
    answer += f" Kostten de casussen die ontbreken evenveel inzet, dan komt er {euro(unseen)} bij."
    return _costs(answer, CONCEDED, unseen, unseen)


def _costs(answer: str, verdict: Verdict, figure: float | None, weight: float) -> Objection:
    sentence = "U telt niet alle kosten van het programma."
    return Objection("programmakosten", sentence, answer, verdict, figure, "euro", "M14", weight)


def wrong_purse(facts: Facts) -> Objection | None:
    """Who pays is not who benefits (M12)."""
    shown = {g.payers[0]: g.label for g in payer_groups(facts.bc, facts.threshold) if len(g.payers) == 1}
    rows = [row for row in facts.bc.by("betaler") if row["betaler"] in shown and row["inzet"] > 0]
    if not rows:
        return None
    most = max(rows, key=lambda row: row["inzet"])
    label = shown[most["betaler"]]
    answer = (
        f"{label} betaalt het meest: {euro(most['inzet'])}, {percent(most['inzet'] / facts.bc.cost)} van de "
        f"kosten. Daar staat {euro(most['baten'])} aan baten tegenover, een saldo van {euro(most['netto'])}."
    )
    return Objection(
        "andere-portemonnee",
        "Wie betaalt, krijgt de baten niet.",
        answer,
        CONCEDED if most["netto"] < 0 else REFUTED,
        most["netto"],
        "euro",
        "M12",
        max(0.0, -most["netto"]),
    )
