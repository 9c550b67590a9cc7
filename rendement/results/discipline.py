"""Whom to ask about a line: the disciplines of the sets, of whom a review can be asked (M10, M18)."""

from functools import cache
from typing import Final

from rendement.model.case import CareLine
from rendement.reading.reviews import disciplines

ANYONE: Final = "collega die de situatie kent"
"""Where a local book has help that no discipline is listed for."""
WHO_DID_IT: Final = "sociaal werker die de inzet deed"


@cache
def discipline_of(price: str) -> str:
    """The discipline to ask about help at one price."""
    return disciplines().first_for(price) or ANYONE


@cache
def discipline_of_effort(price: str) -> str:
    """The discipline to ask about effort at one price: who checks it, else who did it."""
    able = (name for name, role in disciplines().roles.items() if role.effort and role.can_judge(price))
    return next(able, WHO_DID_IT)


def discipline_of_path(lines: tuple[CareLine, ...], weights: list[float]) -> str:
    """The discipline for the chance of a path: that of its heaviest line."""
    heaviest = max(range(len(lines)), key=lambda place: abs(weights[place]))
    price = lines[heaviest].price
    return ANYONE if price is None else discipline_of(price)
