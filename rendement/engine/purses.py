"""How one euro of a line falls on payers, in full and in cash (M12, M13).

With `columns` the border between documents and arithmetic: it reads prices and settings.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rendement.model.price import Kind, Price
from rendement.model.settings import Settings


class Purse(NamedTuple):
    """How one euro of a line falls on payers, in full and in cash (M12, M13)."""

    shares: Mapping[str, float]
    cash: Mapping[str, float]
    kind: Kind


def care_purse(price: Price, payers: Mapping[str, float], settings: Settings) -> Purse:
    """Care: in full, and what can vary and is really cashed (M13)."""
    cash = {
        payer: share * price.variable_share * settings.cashability.chance(payer)
        for payer, share in payers.items()
    }
    return _purse_of(price, payers, cash)


def expense_purse(payers: Mapping[str, float], settings: Settings) -> Purse:
    """An expense of care: money that is not spent, as far as its payer really lowers the budget (M13)."""
    cash = {payer: share * settings.cashability.chance(payer) for payer, share in payers.items()}
    return Purse(payers, cash, Kind.CASHABLE)


def effort_purse(price: Price, payers: Mapping[str, float]) -> Purse:
    """Effort: cash in full, whoever pays for it."""
    return _purse_of(price, payers, payers)


def _purse_of(price: Price, shares: Mapping[str, float], cash: Mapping[str, float]) -> Purse:
    """What is societal is no cash (M13); a transfer moves between payers (M12)."""
    cash = dict.fromkeys(cash, 0.0) if price.kind is Kind.SOCIETAL else cash
    if price.transfer_to is None:
        return Purse(shares, cash, price.kind)
    return Purse(_received(shares, price.transfer_to), _received(cash, price.transfer_to), price.kind)


def _received(shares: Mapping[str, float], recipient: str) -> dict[str, float]:
    """A transfer: what the payers save the recipient misses, and the sum is zero (M12)."""
    return {**shares, recipient: shares.get(recipient, 0.0) - sum(shares.values())}
