"""Objections of who pays: costs that are missing, another purse, and budgets that stay what they are."""

import numpy as np

from rendement.model.price import Kind, Side
from rendement.model.settings import Selection
from rendement.results.critique.facts import Facts, Objection, most_paying
from rendement.results.critique.rebuttal import Ground, Rebuttal
from rendement.results.critique.stances import Stance
from rendement.results.telling.payer_groups import TOGETHER, payer_groups
from rendement.words.numbers import day, euro, percent, plural


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
        return _costs(answer, Rebuttal(Ground.COUNT, 1.0), extra, 0.0)
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
    complete = all(d.costs_complete for d in bare)
    rebuttal = Rebuttal(Ground.SOURCE if complete else Ground.COUNT, float(complete))
    if not unseen:
        return _costs(answer, rebuttal, None, 0.0)
    answer += f" Kostten de casussen die ontbreken evenveel inzet, dan komt er {euro(unseen)} bij."
    return _costs(answer, rebuttal, unseen, unseen)


def _costs(answer: str, rebuttal: Rebuttal, figure: float | None, weight: float) -> Objection:
    sentence = "U telt niet alle kosten van het programma."
    return Objection("programmakosten", sentence, answer, rebuttal, figure, "euro", "M14", weight)


def wrong_purse(facts: Facts) -> Objection | None:
    """Who pays is not who benefits (M12)."""
    found = most_paying(facts.bc, facts.threshold)
    if found is None:
        return None
    label, most = found
    part = f", {percent(most.cost / facts.bc.cost)} van de kosten" if facts.bc.cost > 0 else ""
    answer = (
        f"{label} betaalt het meest: {euro(most.cost)}{part}. Daar staat {euro(most.benefit)} aan baten "
        f"tegenover, een saldo van {euro(most.net)}."
    )
    return Objection(
        "andere-portemonnee",
        "Wie betaalt, krijgt de baten niet.",
        answer,
        _of_payer(facts),
        most.net,
        "euro",
        "M12",
        max(0.0, -most.net),
    )


def _of_payer(facts: Facts) -> Rebuttal:
    """Benefits that make up for what is paid are as firm as their estimates, and prices of a book at best."""
    made_up = facts.least(lambda at: float((at.payer_net or 0.0) >= 0))
    best = facts.grounded(facts.care)
    return Rebuttal(Ground.SOURCE if best.ground is Ground.COUNT else best.ground, best.covers * made_up)


# ---------------------------------------------------------------- budgets


def not_cash(facts: Facts) -> Objection:
    """What can be cashed (M13): a chance that is assumed says nothing of a budget (M34)."""
    cash = facts.bc.headlines[Kind.CASHABLE.value]
    answer = (
        f"Wij weten niet of een budget daalt. {_if_lowered(facts, cash.benefit, cash.net)}{_signed(facts)}"
    )
    return Objection(
        "niet-verzilverbaar",
        "Geen enkel budget gaat hierdoor omlaag.",
        answer,
        _agreed(facts),
        cash.net,
        "euro",
        "M13",
        max(0.0, facts.bc.benefit - cash.benefit),
    )


def _if_lowered(facts: Facts, benefit: float, net: float) -> str:
    if facts.bc.settings.cashability.upper_bound:
        return (
            f"Als elke betaler alles verlaagt, is het hoogstens {euro(benefit)}. Tellen alleen die "
            f"baten, dan is het saldo hoogstens {euro(net)}."
        )
    return (
        f"Met de aanname '{facts.bc.settings.cashability_name}' is het {euro(benefit)}. Tellen "
        f"alleen die baten, dan is het saldo {euro(net)}."
    )


def _signed(facts: Facts) -> str:
    """Which payers signed; by name only who stands alone in tables too."""
    groups = payer_groups(facts.bc, facts.threshold)
    alone = {group.payers[0]: group.label for group in groups if group.label != TOGETHER}
    signed = [one for home in facts.bc.programmes for one in home.programme.agreements]
    named = dict.fromkeys(f"{alone[one.payer]} ({day(one.signed)})" for one in signed if one.payer in alone)
    if not signed:
        return ""
    if not named:
        return f" Getekend: {plural(len(signed), 'afspraak', 'afspraken')} om een budget te verlagen."
    return f" Een afspraak om een budget te verlagen tekende: {', '.join(named)}."


def _agreed(facts: Facts) -> Rebuttal:
    """How much of what could be cashed falls to payers who signed, of all who have a budget."""
    if not any(home.programme.agreements for home in facts.bc.programmes):
        return Rebuttal(Ground.ASSUMPTION, 0.0)
    return Rebuttal(Ground.AGREEMENT, facts.least(lambda at: _under_agreement(facts, at)))


def _under_agreement(facts: Facts, at: Stance) -> float:
    bc, columns = facts.bc, facts.bc.columns
    borne = np.abs(at.euros * facts.variable * facts.care)[:, None] * columns.purse_shares[columns.line_purse]
    borne[:, [bc.payer_side(payer) is Side.RESIDENT for payer in columns.payers]] = 0.0
    of_case = {home.programme.id: [one.payer for one in home.programme.agreements] for home in bc.programmes}
    homes = [loaded.programme.programme.id if loaded.programme else "" for loaded in bc.cases]
    signed = np.array(
        [[payer in of_case.get(home, ()) for payer in columns.payers] for home in homes], dtype=np.float64
    )
    whole = float(borne.sum())
    return float((borne * signed[columns.line_case]).sum()) / whole if whole else 0.0
