"""Whom to ask about a line: the disciplines of the sets, of whom a review can be asked (M10, M18)."""

from functools import cache
from typing import Final

from rendement.model.case import CareLine
from rendement.reading.reviews.reviews import disciplines

ANYONE: Final = "collega die de situatie kent"
"""Where a local book has help that no discipline is listed for."""
WHO_DID_IT: Final = "sociaal werker die de inzet deed"


@cache
def discipline_of(price: str | None) -> str:
    """The discipline to ask about help at one price; of an amount in euros anyone who knows."""
    return (disciplines().first_for(price) if price else None) or ANYONE


@cache
def discipline_of_effort(price: str | None) -> str:
    """The discipline to ask about effort at one price: who checks it, else who did it."""
    roles = disciplines().roles.items() if price else ()
    able = (name for name, role in roles if role.effort and role.can_judge(price or ""))
    return next(able, WHO_DID_IT)


def discipline_of_path(lines: tuple[CareLine, ...], weights: list[float]) -> str:
    """The discipline for the chance of a path: that of its heaviest line."""
    heaviest = max(range(len(lines)), key=lambda place: abs(weights[place]))
    return discipline_of(lines[heaviest].price)
