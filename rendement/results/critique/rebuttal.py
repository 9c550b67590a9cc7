"""On what an answer to an objection rests, and what it may then be called (M34)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

Verdict = Literal["toegegeven", "deels", "weerlegd"]
CONCEDED: Final = "toegegeven"
PARTLY: Final = "deels"
REFUTED: Final = "weerlegd"
VERDICTS: Final[tuple[Verdict, ...]] = (CONCEDED, PARTLY, REFUTED)
"""Worst for us first."""
NEARLY_ALL: Final = 0.95
"""The part of the euros at stake that a count or a recomputation has to cover to refute."""
MOST: Final = 0.5
"""More than this part is most of it."""


class Ground(StrEnum):
    """What an answer rests on."""

    COUNT = "telling"
    """Something registered, counted."""
    IDENTITY = "identiteit"
    """A recomputation that holds whatever is assumed."""
    SOURCE = "bron"
    JUDGEMENT = "oordeel"
    """The estimate of a reviewer."""
    AGREEMENT = "afspraak"
    """Signed by a payer."""
    ASSUMPTION = "aanname"
    """A set, a default, an upper bound, or an estimate that only its maker made."""


GROUND_WORDS: Final = {
    Ground.COUNT: "iets dat geteld of geregistreerd is",
    Ground.IDENTITY: "een narekening die altijd klopt, wat er ook is aangenomen",
    Ground.SOURCE: "iets dat in een bron of dossier staat",
    Ground.JUDGEMENT: "de schatting van een beoordelaar",
    Ground.AGREEMENT: "een getekende afspraak van een betaler",
    Ground.ASSUMPTION: "een aanname, of een schatting van alleen de maker",
}
_FIRM: Final = frozenset({Ground.COUNT, Ground.IDENTITY})


@dataclass(frozen=True)
class Rebuttal:
    """The ground of an answer and how far it reaches: from these two the verdict follows, never by hand.

    `covers` is a part of the euros at stake, the least under any named set (`Facts.least`): a number that
    moves with an assumption would let the assumption decide.
    """

    ground: Ground
    covers: float
    enough: float = MOST
    """The part that it has to cover to count at all."""

    @property
    def verdict(self) -> Verdict:
        """Refuted, partly or conceded, as M34 has it."""
        if self.ground is Ground.ASSUMPTION or self.covers < self.enough:
            return CONCEDED
        return REFUTED if self.ground in _FIRM and self.covers >= NEARLY_ALL else PARTLY


def strongest(*rebuttals: Rebuttal) -> Rebuttal:
    """The one an answer stands on: the best verdict, and of those what covers most."""
    return max(rebuttals, key=lambda one: (VERDICTS.index(one.verdict), one.covers))
