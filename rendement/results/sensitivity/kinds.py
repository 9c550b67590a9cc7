"""The kinds of inputs that an analysis tells apart, and the names that optimism is drawn by (M27, M31)."""

from typing import Final

from rendement.engine.uncertain import Who

ESTIMATE, TIME, PRICE, OPTIMISM, GUESSES = "est", "tijd", "prijs", "optimisme", "optimisme-aandelen"
CASE: Final = "schatting"
"""What people call an estimate or a time of a case."""


def names_of(family: str, who: Who) -> tuple[str, str, str]:
    """The three names that a factor of a family is drawn by (M31): everybody's, theirs, and its own."""
    of = f"{family}:{who.organisation}"
    return family, of, f"{of}:{who.grade}"
