"""What payers agree on before anybody chose, and the five agreements in plain words (G4)."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from rendement.model.price import PriceBook, Side
from rendement.reports.excel.sheets.summary import payer_row
from rendement.reports.excel.work import View
from rendement.results.paying.co_investment import (
    Agreement,
    Stakes,
    Terms,
    as_now,
    capped,
    first_loss,
    proportional,
    shared_saving,
)
from rendement.results.telling.payer_groups import PayerGroup
from rendement.results.value.grouping import NOT_FILED

CENT: Final = 0.005
"""Euros: what is less is nothing."""


class Told(NamedTuple):
    """One agreement in plain words."""

    name: str
    what: str
    choose: str
    danger: str


AGREEMENTS: Final = (
    Told(
        "zoals het nu is",
        "Ieder betaalt wat hij nu betaalt.",
        "De baten zijn te onzeker om afspraken over te maken, of klein.",
        "Wie betaalt krijgt te weinig terug en stopt. Dan vallen ook de baten van de anderen weg.",
    ),
    Told(
        "evenredig",
        "Wie meedoet, legt de kosten samen. Wie meer baten heeft, betaalt een groter deel.",
        "De partners vertrouwen elkaar en zijn het eens over de baten.",
        "Wie zijn baten klein rekent, betaalt minder. Ook kan iemand dezelfde baten al in een andere afspraak "
        "hebben ingezet: dubbel gebruik.",
    ),
    Told(
        "eerste verlies",
        "Komen de baten lager uit dan de kosten, dan draagt één partij de eerste euro's daarvan. De rest gaat evenredig.",
        "Anderen willen wel, maar durven nog niet; een fonds of overheid wil het eerste risico nemen.",
        "Wie beschermd is, heeft minder reden om te zorgen dat het lukt. Een eerste verlies dat elk jaar "
        "terugkomt, is een subsidie.",
    ),
    Told(
        "met een maximum",
        "Evenredig, maar niemand betaalt meer dan een deel van zijn eigen baten. De rest blijft bij wie nu betaalt.",
        "Betalers willen vooraf een grens aan wat de afspraak hun kan kosten.",
        "Bijna al het risico blijft bij wie nu betaalt. Wie zijn baten klein rekent, verlaagt ook zijn maximum.",
    ),
    Told(
        "gedeelde opbrengst",
        "Wie wint, geeft een deel van zijn winst aan wie meer betaalt dan hij krijgt. Nooit meer dan diens tekort.",
        "De winst is later na te gaan, en wie nu betaalt kan daarop wachten.",
        "Het loont dan om mensen te kiezen bij wie de winst het best te zien is. Dezelfde winst kan aan twee "
        "partijen zijn beloofd: dubbel gebruik.",
    ),
)
"""In the order of `co_investment`."""


@dataclass(frozen=True)
class Deal:
    """The payers, what they agree on by default, and what the agreements make of it."""

    groups: tuple[PayerGroup, ...]
    stakes: Stakes
    terms: Terms

    @property
    def count(self) -> int:
        """Rows of payers, the floor of cases that were not filed among them."""
        return len(self.stakes.payers)

    @property
    def reckoned(self) -> Stakes:
        """Stakes with benefits that disappoint."""
        return self.stakes.disappointing(self.terms.setback)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """As `co_investment` has them, for groups of payers."""
        now, terms = self.reckoned, self.terms
        return (
            as_now(now),
            proportional(now),
            first_loss(now, terms.first_loss_by, terms.first_loss),
            capped(now, terms.cap),
            shared_saving(now, terms.shared),
        )


def deal_of(view: View) -> Deal:
    """Who takes part and on which terms before anybody chose; stated on the sheet.

    Who has benefits or pays most takes part; never the resident's side, nor a group it is part of. A tenth of
    all costs is the first loss, for who pays most; nobody pays more than falls to him; winners share half.
    """
    groups = view.groups
    rows = [payer_row(view.subject, group) for group in groups]
    cost = [max(0.0, row.effort + row.extra) for row in rows]
    benefit = [row.benefit for row in rows]
    free = [not _of_residents(view.subject.bc.book, group) for group in groups]
    most = max(range(len(groups)), key=lambda place: (free[place], cost[place]))
    joins = [
        f and (b > CENT or place == most) for place, (f, b) in enumerate(zip(free, benefit, strict=True))
    ]
    names = [group.label for group in groups]
    if view.subject.counts_unfiled:
        names, cost, benefit = [*names, NOT_FILED], [*cost, 0.0], [*benefit, view.subject.bc.floor_benefit]
        joins.append(False)
    stakes = Stakes(tuple(names), np.array(cost), np.array(benefit), np.array(joins, dtype=np.float64))
    taking = tuple(name for name, joining in zip(names, joins, strict=True) if joining)
    return Deal(groups, stakes, Terms(taking, names[most], _round(sum(cost) / 10), 1.0, 0.5, 0.0))


def _of_residents(book: PriceBook, group: PayerGroup) -> bool:
    """Whether a resident, a volunteer or family is in it: they are never asked by default."""
    payers = book.header.payers
    return any(payers[payer].side is Side.RESIDENT for payer in group.payers if payer in payers)


def _round(amount: float) -> float:
    """Two digits are enough for a proposal."""
    return float(f"{amount:.1e}")
