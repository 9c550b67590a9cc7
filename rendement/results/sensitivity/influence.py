"""Which estimate matters most? Tornado, variance shares, the value of knowing, whom to ask (M18, M27).

Every input is a name with a profile: what the net is expected to be when it is known. All of this follows
from those, in closed form, without drawing.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.model.price import PriceBook
from rendement.model.shared_names import is_shared
from rendement.reading.loading.loaded import LoadedCase
from rendement.results.figures.showing import Withheld
from rendement.results.sensitivity.asked import Asked, Net, asked_about
from rendement.results.sensitivity.input_words import Named, Words, key_of
from rendement.results.sensitivity.kinds import CASE
from rendement.results.sensitivity.profiles import Profile, profiles
from rendement.results.table import Table
from rendement.results.worlds.simulation import model_of
from rendement.words import refusals
from rendement.words.columns import Column
from rendement.words.listed import Listed
from rendement.words.misuse import Unknown, whole
from rendement.words.numbers import about, share
from rendement.words.shown import Shown

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Influence:
    """One uncertain input and what it does to the net, in euros, the others at their mean."""

    kind: str
    """`schatting` (of a case), `prijs`, `optimisme` or `optimisme-aandelen` (M31)."""
    case: str
    line: str
    """`i1`, `z1`, `z1.2`, `m1`; empty for what is not of one line."""
    field: str
    """`pad`, `kans`, `aantal` …; the key of a price; the name of a part of optimism."""
    about: str
    plain: str
    """The same in few words, none of them of the author of a case."""
    low: float
    """The net when this is low (one in ten is lower still); `high` when it is high."""
    high: float
    share: float
    """First-order share of the variance (Sobol), exact."""
    evppi: float | None
    """What it is worth, on average, to know this before deciding (EVPPI), exact; None as `withheld` says."""
    ask: str
    """The discipline that can judge it; empty for prices and realism."""
    keys: tuple[str, ...]
    """All it may be asked for by; a name has one per place, and itself."""
    profile: Profile = dataclasses.field(repr=False, compare=False)
    """What knowing it does to the net."""
    factor: int = 0
    """Which factor of a product it is, from 1 (M30); 0 for an estimate by itself."""
    called: str | None = None
    """The name its author gave it (M26)."""

    @property
    def key(self) -> str:
        """A name to ask for it by: `sr-2025-001:z1:pad`, `prijs:wlz.verpleeghuis`, `optimisme`."""
        return self.keys[0]

    @property
    def amount(self) -> float | None:
        """Of prices and optimism: the part of the net that is in proportion to it, in euros (B of M17)."""
        return self.profile.amount

    @property
    def swing(self) -> float:
        """How far low and high lie apart."""
        return abs(self.high - self.low)


NOTHING_TO_ASK: Final = (
    "geen casus heeft een schatting met laag en hoog die verschil maakt: schrijf laag en hoog bij kansen en "
    "hoeveelheden, dan is te zeggen naar welke u het eerst vraagt"
)
"""Where there is no next question: points are no certainty, only estimates of which nobody said how sure."""


@dataclass(frozen=True, repr=False)
class NextQuestion(Shown):
    """The one estimate most worth asking about (M18)."""

    influence: Influence
    sentence: str


@dataclass(frozen=True, repr=False)
class Influences(Listed[Influence], Shown):
    """All uncertain inputs, the one with the largest swing first; `influences['<key>']` is one."""

    net: float
    variance: float
    inputs: tuple[Influence, ...]
    withheld: Withheld | None = None
    """Why it is not said what knowing is worth: costs of the base are incomplete (M32)."""

    def _items(self) -> tuple[Influence, ...]:
        return self.inputs

    def _names(self, item: Influence) -> tuple[str, ...]:
        return (item.key, *item.keys)

    def _missing(self, name: str) -> Unknown:
        return refusals.no_input(name, (one.key for one in self.inputs))

    def tornado(self, most: int = 12) -> Table:
        """What low and high of each do to the net, others at their mean. `most` rows, 0 or more."""
        whole("most", most, 0)
        columns = (
            Column("casus"),
            Column("regel"),
            Column("wat"),
            Column("saldo bij laag", "euro"),
            Column("saldo bij hoog", "euro"),
            Column("uitslag", "euro"),
            Column("aandeel in variantie", "aandeel"),
            Column("waard om te weten", "euro"),
        )
        rows = tuple(
            (i.case, i.line, i.about, i.low, i.high, i.swing, i.share, i.evppi) for i in self.inputs[:most]
        )
        return Table("wat het saldo het meest beweegt, de rest op het gemiddelde", columns, rows)

    @property
    def rest(self) -> float:
        """The share of the variance beyond the inputs listed here: products of inputs, and smaller ones."""
        return 1.0 - sum(i.share for i in self.inputs) if self.variance else 0.0

    def next_question(self, *, with_text: bool = True) -> NextQuestion | None:
        """The estimate of a case with the highest EVPPI; if none turns the conclusion, the largest share.

        Without text of its author when not `with_text`.
        """
        asked = [i for i in self.inputs if i.kind == CASE and i.share > 0]
        if not asked:
            return None
        best = max(asked, key=lambda i: (i.evppi if i.evppi and i.evppi > _MATTERS else 0.0, i.share))
        where = _where(best)
        about_it = best.about if with_text else best.plain
        return NextQuestion(best, f"vraag de {best.ask} naar {where}: {about_it} ({_worth(best)})")


_MATTERS: Final = 1.0
"""Euros: knowing that is worth less turns nothing; below it lies rounding."""


def _worth(asked: Influence) -> str:
    if asked.evppi is None:
        return f"goed voor {share(round(asked.share, 3))} van de onzekerheid"
    if asked.evppi > _MATTERS:
        return f"het scheelt gemiddeld {about(asked.evppi, asked.evppi / 20)} in de beslissing"
    return f"goed voor {share(round(asked.share, 3))} van de onzekerheid; de conclusie blijft"


def _where(asked: Influence) -> str:
    """Where the answer would stand: in a case, or with the programme for what its cases share."""
    if is_shared(asked.called):
        return "gedeeld in programma.yaml"
    return f"regel {asked.line} van {asked.case}" if asked.line else f"casus {asked.case}"


def influences(bc: "ValuedCases", case_id: str | None = None, spread: str | None = None) -> Influences:
    """Every uncertain input of one case or of the base. Raises Unknown (a KeyError) for an unknown case."""
    asked = asked_about(model_of(bc, spread), None if case_id is None else bc.place_of(case_id))
    return of_asked(bc.cases, bc.book, asked, Net(asked), None if case_id else bc.withheld_reason)


def of_asked(
    cases: Sequence[LoadedCase], book: PriceBook, asked: Asked, net: Net, withheld: Withheld | None = None
) -> Influences:
    """The same for a question that was worked out before."""
    words = Words(cases, book, asked, net)
    found = ((words.of(profile), profile) for profile in profiles(asked, net))
    rows = (_row(net, *one, tells_worth=withheld is None) for one in found)
    kept = sorted((row for row in rows if row.swing > 0), key=lambda row: -row.swing)
    return Influences(net.net, net.variance, tuple(kept), withheld)


def _row(net: Net, found: Named, profile: Profile, *, tells_worth: bool) -> Influence:
    share_of = profile.variance / net.variance if net.variance else 0.0
    return Influence(
        found.kind,
        found.case,
        found.line,
        found.field,
        found.about,
        found.plain or found.about,
        float(net.net + profile.low),
        float(net.net + profile.high),
        share_of,
        _evppi(net.net, profile.values, profile.chances) if tells_worth else None,
        found.ask,
        found.keys or (key_of(found, profile),),
        profile,
        found.factor,
        found.called,
    )


def _evppi(net: float, moves: Floats, chances: Floats | None) -> float:
    """E[max(0, E[net | input])] − max(0, E[net]): going on, or not, after knowing this input (M18)."""
    known = np.maximum(net + moves, 0.0)
    expected = float(known.mean() if chances is None else known @ chances)
    return max(0.0, expected - max(0.0, net))
