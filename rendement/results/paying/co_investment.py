"""Who could pay what: agreements between payers, as plain rules that a workbook can follow (G4).

Every rule only moves money between payers: what all pay together, what falls to all together and so the net
of all together stay what they are. The words under each rule are its cells: `kosten` and `baten` of a payer,
`doet_mee` 1 or 0, and sums over all payers. A division by nothing is answered first, by IF.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.results.table import AsTable, Table
from rendement.words import refusals
from rendement.words.columns import Column

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]

_CENT: Final = 0.005
_COLUMNS: Final = (
    Column("betaler"),
    *(Column(name, "euro") for name in ("betaalt", "baten", "netto", "verschil met nu")),
)


@dataclass(frozen=True, eq=False)
class Stakes:
    """What each payer pays and gets now, in euros, and who takes part in an agreement.

    Raises ValueError for columns of different lengths, a cost below 0, or an amount that is no number.
    """

    payers: tuple[str, ...]
    cost: Floats
    benefit: Floats
    takes_part: Floats
    """1 for who takes part, 0 for who keeps paying what they pay now."""

    def __post_init__(self) -> None:
        sizes = {len(self.payers), len(self.cost), len(self.benefit), len(self.takes_part)}
        if len(sizes) > 1:
            raise refusals.uneven(sizes)
        if not (np.isfinite(self.cost).all() and np.isfinite(self.benefit).all()):
            raise refusals.no_amounts()
        below = [name for name, cost in zip(self.payers, self.cost, strict=True) if cost < -_CENT]
        if below:
            raise refusals.costs_below_zero(below)

    @property
    def net(self) -> Floats:
        """Benefit minus cost per payer, as it is now."""
        return self.benefit - self.cost

    @property
    def shared_cost(self) -> float:
        """`pot = SUMPRODUCT(doet_mee; kosten)`: what those who take part pay now."""
        return float(self.takes_part @ self.cost)

    @property
    def gains(self) -> Floats:
        """`doet_mee × MAX(0; baten)`: what an agreement can be measured by; extra care is no gain."""
        return self.takes_part * np.maximum(self.benefit, 0.0)

    def disappointing(self, share: float) -> "Stakes":
        """The same when benefits are lower than expected by a share: `baten − deel × MAX(0; baten)`.

        Extra care does not become less by it. Raises ValueError for a share outside 0–1.
        """
        lower = self.benefit - _share(share) * np.maximum(self.benefit, 0.0)
        return Stakes(self.payers, self.cost, lower, self.takes_part)


@dataclass(frozen=True, eq=False, repr=False)
class Agreement(AsTable):
    """What each payer pays under one agreement, in euros; a negative amount is received."""

    key: str
    title: str
    stakes: Stakes
    pays: Floats

    @property
    def net(self) -> Floats:
        """Benefit minus what is paid, per payer."""
        return self.stakes.benefit - self.pays

    @property
    def moved(self) -> Floats:
        """What each payer gains by it against now; sums to zero."""
        return self.stakes.cost - self.pays

    def table(self) -> Table:
        """One row per payer: what they pay, get and keep, and the difference with now."""
        amounts = (column.tolist() for column in (self.pays, self.stakes.benefit, self.net, self.moved))
        return Table(self.title, _COLUMNS, tuple(zip(self.stakes.payers, *amounts, strict=True)))


# ---------------------------------------------------------------- the rules


def as_now(stakes: Stakes) -> Agreement:
    """Nothing changes: `betaalt = kosten`."""
    return Agreement("nu", "zoals het nu is", stakes, stakes.cost.copy())


def proportional(stakes: Stakes) -> Agreement:
    """Those who take part share their cost in proportion to what falls to them.

    `betaalt = (1 − doet_mee) × kosten + pot × aandeel`, with
    `aandeel = IF(SUM(winst) > 0; winst / SUM(winst); IF(pot > 0; doet_mee × kosten / pot; 0))` and
    `winst = doet_mee × MAX(0; baten)`. Who takes part and gains nothing, pays nothing; when nobody gains,
    everybody pays what they pay now.
    """
    pays = _own(stakes) + stakes.shared_cost * _shares(stakes)
    return Agreement("evenredig", "evenredig: wie meer baten heeft, betaalt meer", stakes, pays)


def first_loss(stakes: Stakes, party: str, most: float) -> Agreement:
    """One party takes the first euros of a shortfall, at most `most`; the rest is shared in proportion.

    `tekort = MAX(0; pot − SUMPRODUCT(doet_mee; baten))`, `eerste = MIN(hoogste; tekort; pot)`,
    `betaalt = (1 − doet_mee) × kosten + (pot − eerste) × aandeel + IF(betaler = partij; eerste; 0)`, with
    `aandeel` as in `proportional`. For benefits that turn out lower, take `stakes.disappointing(share)`.
    Raises CannotAdd for an unknown party, ValueError for an amount below 0.
    """
    if not (np.isfinite(most) and most >= 0):
        raise refusals.loss_below_zero(most)
    if party not in stakes.payers:
        raise refusals.no_party(party, stakes.payers)
    pot = max(stakes.shared_cost, 0.0)
    shortfall = max(0.0, pot - float(stakes.takes_part @ stakes.benefit))
    first = min(most, shortfall, pot)
    pays = _own(stakes) + (stakes.shared_cost - first) * _shares(stakes)
    pays[stakes.payers.index(party)] += first
    return Agreement("eerste-verlies", f"eerste verlies voor {party}", stakes, pays)


def capped(stakes: Stakes, share: float) -> Agreement:
    """In proportion, but nobody pays more of it than a share of their own benefit.

    `deel = MIN(pot × aandeel; grens × winst)`, `rest = pot − SUM(deel)`,
    `betaalt = (1 − doet_mee) × kosten + deel + IF(pot > 0; rest × doet_mee × kosten / pot; 0)`. What is left
    stays with those who pay now, in proportion to what they pay now: they can end above the share.
    Raises ValueError for a share outside 0–1.
    """
    part = np.minimum(stakes.shared_cost * _shares(stakes), _share(share) * stakes.gains)
    rest = stakes.shared_cost - float(part.sum())
    pays = _own(stakes) + part + rest * _present(stakes)
    return Agreement("maximum", "evenredig, met een maximum", stakes, pays)


def shared_saving(stakes: Stakes, share: float) -> Agreement:
    """Who gains gives a share of the net gain to who pays more than they get; never more than they lack.

    `winst = doet_mee × MAX(0; baten − kosten)`, `tekort = doet_mee × MAX(0; kosten − baten)`,
    `samen = MIN(deel × SUM(winst); SUM(tekort))`,
    `betaalt = kosten + IF(SUM(winst) > 0; samen × winst / SUM(winst); 0)
    − IF(SUM(tekort) > 0; samen × tekort / SUM(tekort); 0)`. Raises ValueError for a share outside 0–1.
    """
    gain = stakes.takes_part * np.maximum(stakes.net, 0.0)
    lack = stakes.takes_part * np.maximum(-stakes.net, 0.0)
    together = min(_share(share) * float(gain.sum()), float(lack.sum()))
    pays = stakes.cost + together * (_parts(gain) - _parts(lack))
    return Agreement("gedeelde-opbrengst", "gedeelde opbrengst: wie wint, deelt", stakes, pays)


def _share(value: float) -> float:
    if not 0.0 <= value <= 1.0:
        raise refusals.no_part(value)
    return value


def _own(stakes: Stakes) -> Floats:
    """What stays with who does not take part: `(1 − doet_mee) × kosten`."""
    return (1.0 - stakes.takes_part) * stakes.cost


def _parts(amounts: Floats) -> Floats:
    """Each amount as a part of them all: `IF(SUM(x) > 0; x / SUM(x); 0)`."""
    total = float(amounts.sum())
    return amounts / total if total > 0 else np.zeros(len(amounts))


def _present(stakes: Stakes) -> Floats:
    return _parts(stakes.takes_part * np.maximum(stakes.cost, 0.0))


def _shares(stakes: Stakes) -> Floats:
    """`aandeel` of `proportional`."""
    gains = stakes.gains
    return _parts(gains) if gains.sum() > 0 else _present(stakes)


# ---------------------------------------------------------------- of a business case


@dataclass(frozen=True)
class Terms:
    """What payers agree on. Nothing has a default: these are choices of people, not of a program."""

    takes_part: tuple[str, ...]
    first_loss_by: str
    first_loss: float
    """Euros at most."""
    cap: float
    """Of one's own benefit, 0–1."""
    shared: float
    """Of one's net gain, 0–1."""
    setback: float
    """How much lower than expected benefits turn out, 0–1; in every agreement, so that they compare."""


def stakes_of(bc: "ValuedCases", takes_part: Iterable[str], also: Iterable[str] = ()) -> Stakes:
    """What each payer of a business case pays and gets, programme costs included; adds up to its net.

    Who takes part (or is in `also`) without paying or getting anything now has a row of zeros. The floor of
    unfiled cases has a row of its own and never takes part. Raises CannotAdd for a payer that the price book
    does not know.
    """
    joining = tuple(takes_part)
    strangers = sorted({*joining, *also} - set(bc.book.header.payers))
    if strangers:
        raise refusals.payers_not_in_book(strangers, bc.book.header.payers)
    found = {group.label: (group.cost, group.benefit) for group in bc.groups("betaler")}
    found |= {name: (0.0, 0.0) for name in (*joining, *also) if name not in found}
    cost, benefit = np.array(list(found.values()), dtype=np.float64).reshape(-1, 2).T
    part = np.array([float(name in joining) for name in found])
    return Stakes(tuple(found), np.maximum(cost, 0.0) if (cost > -_CENT).all() else cost, benefit, part)


def co_investment(bc: "ValuedCases", terms: Terms) -> tuple[Agreement, ...]:
    """The agreements beside each other, under the same terms: now, proportional, first loss, cap, shared."""
    now = stakes_of(bc, terms.takes_part, (terms.first_loss_by,)).disappointing(terms.setback)
    return (
        as_now(now),
        proportional(now),
        first_loss(now, terms.first_loss_by, terms.first_loss),
        capped(now, terms.cap),
        shared_saving(now, terms.shared),
    )
