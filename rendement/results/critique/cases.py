"""Objections to the cases: which they are, how many, and on how few of them it leans."""

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from rendement.model.settings import Selection
from rendement.results.base.denominator import LEAST_CASES
from rendement.results.critique.facts import MUCH, Facts, Objection
from rendement.results.critique.rebuttal import MOST, Ground, Rebuttal
from rendement.results.critique.stances import Stance
from rendement.results.doubt.bands import ENOUGH_CASES, cases_band, without_largest
from rendement.results.doubt.compare import varied
from rendement.results.uncounted.double_counting import overlaps
from rendement.words.numbers import about, euro, plural

if TYPE_CHECKING:
    from rendement.results.base.denominator import Denominator


Floats = NDArray[np.float64]

_CARRIED: Final = 1.0 - MUCH
"""What one case or line carries is no more than a part that decides."""
_HALF: Final = MOST
"""A band answers how far chance in cases reaches, not whether these cases were typical: half of the doubt."""


# ---------------------------------------------------------------- which cases


def fictional(facts: Facts) -> Objection | None:
    """Invented cases prove nothing."""
    made_up = [loaded.case.fictional for loaded in facts.bc.cases]
    if not any(made_up):
        return None
    answer = f"Klopt: {sum(made_up)} van de {facts.bc.filed} casussen zijn verzonnen, als voorbeeld."
    return Objection(
        "verzonnen",
        "Deze casussen zijn verzonnen en bewijzen dus niets.",
        answer,
        Rebuttal(Ground.COUNT, 0.0),
        sum(made_up) / facts.bc.filed,
        "aandeel",
        "M24",
        facts.size(facts.of_cases(made_up)),
    )


def denominator(facts: Facts) -> Objection:
    """How many of how many, and how chosen (M15)."""
    bc = facts.bc
    unfiled = [d for d in bc.denominators if d.selection is Selection.CHOSEN and d.filed < d.closed]
    by_lot = any(d.selection is Selection.LOT for d in bc.denominators)
    counted = f"{bc.filed} van de {bc.closed} afgesloten casussen tellen mee"
    if unfiled:
        answer, rebuttal = f"Klopt: {counted}. {_floor_words(facts, unfiled)}", Rebuttal(Ground.COUNT, 0.0)
    elif by_lot:
        rebuttal = Rebuttal(Ground.SOURCE, 1.0)
        answer = f"Nee: {counted}, en waar niet alles meetelt koos het lot."
    else:
        answer, rebuttal = f"Nee: {counted}, ook die weinig opleverden.", Rebuttal(Ground.COUNT, 1.0)
    doubt = sum(
        (1 - d.filed / d.closed) * abs(r.counted)
        for d, r in zip(bc.denominators, bc.ranges, strict=True)
        if d in unfiled
    )
    return Objection(
        "noemer",
        "U laat vooral de casussen zien die goed gingen.",
        answer,
        rebuttal,
        bc.filed / bc.closed,
        "aandeel",
        "M15",
        doubt,
    )


def _floor_words(facts: Facts, unfiled: list["Denominator"]) -> str:
    bc = facts.bc
    chosen, closed = sum(d.filed for d in unfiled), sum(d.closed for d in unfiled)
    some = " van de programma's die zelf kozen" if closed < bc.closed else ""
    words = (
        f"Van de {closed} casussen{some} {'is' if chosen == 1 else 'zijn'} er {chosen} uitgekozen. Voor wat "
        f"ontbreekt ({plural(closed - chosen, 'casus', 'casussen')}) rekenen wij met de ondergrens "
        f"({euro(bc.floor_benefit)}), niet met het gemiddelde van de andere."
    )
    highs = [span.high for span in bc.ranges]
    if None in highs:
        return words
    high = sum(x for x in highs if x is not None)
    return f"{words} Met hun bovengrens zouden alle baten {euro(high)} zijn."


def lottery(facts: Facts) -> Objection | None:
    """Cases drawn by lot stand for others (M15)."""
    bc = facts.bc
    drawn = [d for d in bc.denominators if d.selection is Selection.LOT and d.filed < d.closed]
    if not any(d.filed for d in drawn):
        return None
    mine = sorted(chain.from_iterable(bc.members(d) for d in drawn))
    benefit = bc.case_totals(bc.money.societal, effort=False).sum(axis=1)[mine]
    added = float(((bc.weights[mine] - 1) * benefit).sum())
    small = any(d.filed < LEAST_CASES for d in drawn)
    band = f" Onder de {LEAST_CASES} casussen per programma geven wij er geen band bij." if small else ""
    answer = (
        f"Klopt: {sum(d.filed for d in drawn)} gelote casussen staan voor {sum(d.closed for d in drawn)}. "
        f"Daardoor is {euro(added)} van de baten bijgeschat.{band}"
    )
    return Objection(
        "loting",
        "U telt casussen mee die niemand heeft opgeschreven.",
        answer,
        Rebuttal(Ground.COUNT, facts.least(lambda at: _written_down(facts, at.euros))),
        added,
        "euro",
        "M15",
        abs(added),
    )


def _written_down(facts: Facts, euros: Floats) -> float:
    """The part of what is counted that somebody wrote down, by size."""
    weights = facts.bc.weights[facts.bc.columns.line_case]
    whole = np.abs(euros[facts.care]).sum()
    return float(np.abs(euros / weights)[facts.care].sum() / whole) if whole else 1.0


def few_cases(facts: Facts) -> Objection | None:
    """Small numbers (M16)."""
    bc = facts.bc
    if bc.filed >= ENOUGH_CASES or not bc.filed:
        return None
    band = cases_band(bc, 1)
    answer = f"Het zijn er {bc.filed}. Een band over casussen is er niet ({band.note})."
    doubt = facts.size(facts.care) / bc.filed**0.5
    banded = band.low is not None and band.high is not None and band.note.startswith("P10")
    if banded and band.low is not None and band.high is not None:
        low, high = (about(end, (band.high - band.low) / 20) for end in (band.low, band.high))
        answer = f"Het zijn er {bc.filed}. Het saldo ligt dan tussen {low} en {high} ({band.note})."
        doubt = bc.net - band.low
    return Objection(
        "weinig-casussen",
        "Uit zo weinig casussen kunt u niets afleiden.",
        answer,
        Rebuttal(Ground.IDENTITY, _HALF if banded else 0.0),
        float(bc.filed),
        "aantal",
        "M16",
        doubt,
    )


# ---------------------------------------------------------------- what it leans on


def one_case(facts: Facts) -> Objection | None:
    """Leaning on the largest case, named by its pseudonym (M16)."""
    found = without_largest(facts.bc)
    if found is None or found[1] >= facts.bc.net:
        return None
    name, rest = found
    carried = facts.bc.net - rest
    answer = f"Zonder de grootste casus ({name}) is het saldo {euro(rest)}; nu is het {euro(facts.bc.net)}."
    answer += facts.elsewhere(_without_its_largest)
    return Objection(
        "een-casus",
        "Alles hangt aan één mooie casus.",
        answer,
        Rebuttal(Ground.IDENTITY, facts.least(_without_its_largest), _CARRIED),
        rest,
        "euro",
        "M16",
        carried,
    )


def _without_its_largest(at: Stance) -> float:
    return at.stands_without(at.net - at.without_largest) if at.without_largest is not None else 0.0


def one_line(facts: Facts) -> Objection | None:
    """Leaning on the line that brings most, named by its case and number (M18)."""
    bc = facts.bc
    euros = np.where(facts.care, facts.euros, 0.0)
    place = int(np.argmax(euros))
    most = float(euros[place])
    if most <= 0:
        return None
    case, name = facts.names[place]
    rest = bc.net - most
    answer = (
        f"De grootste regel ({case}, {name}) is {euro(most)} van de baten. Zonder die regel is het saldo "
        f"{euro(rest)}.{facts.elsewhere(_without_its_largest_line)}"
    )
    return Objection(
        "een-regel",
        "Alles hangt aan één regel.",
        answer,
        Rebuttal(Ground.IDENTITY, facts.least(_without_its_largest_line), _CARRIED),
        rest,
        "euro",
        "M18",
        most,
    )


def _without_its_largest_line(at: Stance) -> float:
    return at.stands_without(max(0.0, float(np.where(at.care, at.euros, 0.0).max())))


def double_counting(facts: Facts) -> Objection:
    """The same help twice (M20)."""
    found = overlaps(facts.bc)
    euros = dict(zip(facts.names, facts.euros.tolist(), strict=True))
    twice = sum(min(abs(euros[o.case, o.line]), abs(euros[o.other_case, o.other_line])) for o in found)
    bare = [loaded.case.household_key is None for loaded in facts.bc.cases]
    keyed = facts.bc.filed - sum(bare)
    answer = (
        f"Wij vonden {plural(len(found), 'mogelijke overlap', 'mogelijke overlappen')}, samen hoogstens "
        f"{euro(twice)}. Tussen casussen zien wij het alleen met een huishoudsleutel: die hebben {keyed} van "
        f"de {facts.bc.filed} casussen."
    )
    return Objection(
        "dubbeltelling",
        "U telt dezelfde hulp twee keer.",
        answer,
        Rebuttal(Ground.COUNT, 0.0 if _overlaps(facts) else _keyed(facts, bare)),
        float(len(found)),
        "aantal",
        "M20",
        twice,
    )


def _overlaps(facts: Facts) -> bool:
    """Whether help may be counted twice within any named horizon: only that of a regime matters here."""
    regimes = facts.bc.settings.sets.regimes
    names = {str(regime.horizon): name for name, regime in regimes.items()}
    return any(overlaps(varied(facts.bc, None, {"regime": name})) for name in names.values())


def _keyed(facts: Facts, bare: list[bool]) -> float:
    """The part of the benefits in cases that can be compared with others: one case has no others."""
    return 1.0 if facts.bc.filed < 2 else facts.least_but(facts.of_cases(bare))
