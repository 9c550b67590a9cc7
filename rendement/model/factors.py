"""Every factor of the value of a line once (M4), and every estimate of a case that a line can lean on.

What multiplies, what it is called on every screen and sheet, which field of the document says it, and how its
doubt enters: whoever needs one of these asks here, so that a new factor is one description. The two that have
rules of their own beside it, in the engine, are chance (paths: M11) and realism (M9).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from rendement.model.case import US, CareLine, Case
from rendement.model.estimate import Chance


class Input(NamedTuple):
    """A kind of estimate of a case: how files, sentences and sheets name it."""

    word: str
    """Its field in names of inputs, and in files: `kans`."""
    attributes: tuple[str, ...]
    """Where it stands in a document; of several the first that is there."""
    short: str
    """In a list of a line's estimates: `kans op het pad`."""
    anybody: str
    """In words of nobody's case: `de kans op één soort hulp`."""
    of_line: str = ""
    """Of a line, before the name of its price: `de kans op`; empty where it is never a line's."""
    of_case: str = ""
    """Of a whole case: `de verdringing`; empty where it is never a case's."""
    ask: str = ""
    """Whom to ask when it is a whole case's; empty for whoever knows the case."""
    whose: str = ""
    """Of what is shared out over several: whose part this is."""
    is_time: bool = False

    def stated(self, owner: CareLine | Case) -> Any:
        """The estimate that a line or a case states itself, None for none."""
        for attribute in self.attributes:
            found = getattr(owner, attribute, None)
            if found is not None:
                return found.get(self.whose) if self.whose else found
        return None

    def place(self, attribute: str) -> tuple[str, ...]:
        """Where it stands in what states it, of its attributes or of its words in files."""
        return (attribute, self.whose) if self.whose else (attribute,)


INPUTS: Final[Mapping[str, Input]] = {
    known.word: known
    for known in (
        Input("pad", ("chance", "deadweight"), "kans op het pad", "de kans op wat er zonder ons was gebeurd"),
        Input("kans", ("chance",), "kans", "de kans op één soort hulp", "de kans op"),
        Input("aantal", ("quantity",), "aantal", "hoeveel hulp", "de hoeveelheid"),
        Input(
            "toerekening",
            ("attribution",),
            "toerekening",
            "ons aandeel (toerekening)",
            of_case="ons aandeel (toerekening)",
            ask="verwijzer en collega's",
            whose=US,
        ),
        Input(
            "verdringing",
            ("displacement",),
            "verdringing",
            "verdringing: hoeveel er alleen verschuift",
            "de verdringing bij",
            "de verdringing",
        ),
        Input("vanaf", ("start",), "vanaf", "wanneer hulp begint", "het begin van", is_time=True),
        Input("duur", ("duration", "quantity"), "duur", "hoe lang hulp duurt", "de duur van", is_time=True),
        Input(
            "uitstel",
            ("delay",),
            "uitstel",
            "hoe lang hulp wordt uitgesteld",
            "het uitstel van",
            is_time=True,
        ),
    )
}
"""Every kind of estimate by its word. A new one comes last: what is no time has its place as its role."""


def roles() -> list[str]:
    """The words of what can make a factor uncertain, in the order of the columns of `Uncertain`."""
    return [word for word, known in INPUTS.items() if not known.is_time]


def times() -> list[str]:
    """The words of start, length and delay."""
    return [word for word, known in INPUTS.items() if known.is_time]


NO_INPUT: Final = Input("", (), "", "")
Enters = Literal["", "as it is", "what it leaves"]


class Factor(NamedTuple):
    """One factor of a line."""

    key: str
    """What code calls it."""
    name: str
    """What it is called: in text, as a column, in the workbook."""
    kind: Literal["euro_cent", "getal", "kans", "aandeel"]
    """How its numbers are shown."""
    rule: str
    input: Input = NO_INPUT
    """The estimate it is worked out from, of the line or else of the case."""
    enters: Enters = ""
    """How that estimate multiplies: `what it leaves` is 1 minus it. Empty where a rule of the engine does."""
    optimism: int = 1
    """Who is too optimistic about us takes that estimate: 1 too high, −1 too low (M31b)."""

    @property
    def leaves(self) -> bool:
        """Whether it is 1 minus its estimate."""
        return self.enters == "what it leaves"

    def estimate(self, case: Case, line: CareLine) -> Chance | None:
        """What a line of help says of it, else what its case says; None when neither does."""
        return self.of_line(line) or self.of_case(case)

    def of_line(self, line: CareLine) -> Chance | None:
        """What a line says of it itself."""
        return self.input.stated(line) if self.input.of_line else None

    def of_case(self, case: Case) -> Chance | None:
        """What the whole case says of it."""
        return self.input.stated(case) if self.input.of_case else None

    def mean(self, said: Chance | None) -> float:
        """What it multiplies by: 1 where nobody says anything."""
        if said is None:
            return 1.0
        return 1.0 - said.mean if self.leaves else said.mean


FACTORS: Final[Mapping[str, Factor]] = {
    factor.key: factor
    for factor in (
        Factor("price", "prijs in de bron", "euro_cent", "M1"),
        Factor("index", "index", "getal", "M1"),
        Factor("quantity", "hoeveelheid", "getal", "M2", INPUTS["aantal"]),
        Factor("persons", "personen", "getal", "M2"),
        Factor("part", "deel van de groep", "getal", "M4"),
        Factor("window", "deel van de tijd", "aandeel", "M29"),
        Factor("path", "kans op het pad", "kans", "M11", INPUTS["pad"]),
        Factor("chance", "kans op de regel", "kans", "M4", INPUTS["kans"]),
        Factor("realism", "realisme", "getal", "M9"),
        Factor("attribution", "toerekening", "aandeel", "M4", INPUTS["toerekening"], "as it is"),
        Factor("kept", "na verdringing", "aandeel", "M4", INPUTS["verdringing"], "what it leaves", -1),
        Factor("joint", "zelfde naam", "getal", "M27"),
        Factor("duration", "tijd", "getal", "M7"),
        Factor("horizon", "horizon", "getal", "M3"),
        Factor("drop_off", "afbouw", "getal", "M35"),
        Factor("discount", "disconto", "getal", "M3"),
        Factor("delay", "uitstel", "getal", "M5"),
        Factor("beside", "zit al in", "getal", "M42"),
    )
}
"""By key, in the order in which they are told: what it costs, how much, how likely, whose, when."""


def shares_of_change() -> Iterator[Factor]:
    """The factors that are an estimate as it is, or 1 minus it: what of a change is ours, or is left."""
    return (factor for factor in FACTORS.values() if factor.enters)
