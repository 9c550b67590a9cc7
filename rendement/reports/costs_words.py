"""What is said of a ratio, a chance and a payback, or why they are not given (M32, M33)."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rendement.results.figures.headline import Headline
from rendement.results.figures.showing import CHANCE, WHY
from rendement.results.value.grouping import NOT_FILED, Group
from rendement.words.numbers import about, euro, number, odds

if TYPE_CHECKING:
    from rendement.results.doubt.uncertainty import Outcome
    from rendement.results.value.programme_costs import LowerCost

REPAIR = "Zet in programma.yaml onder `kosten:` wat het hele programma kostte."
NOT_GIVEN = "Daarom staat hier geen verhouding, geen kans dat het loont en geen terugverdientijd."

LEAST_LOSS = 0.5
"""Euros: what rounds to nothing is no loss."""
NO_CHANCE = (
    "Hoe waarschijnlijk het is dat de baten de kosten overtreffen, is zonder alle kosten niet te zeggen."
)


def caveat(missing: str | None) -> str | None:
    """The first thing to say where costs are incomplete, and what makes them complete; else None (M32)."""
    return None if missing is None else f"{as_sentence(missing)} {NOT_GIVEN} {REPAIR}"


def as_sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[0].upper()}{words[1:]}."


def under(title: str, whose: str) -> str:
    """A title over amounts: of these cases (`whose_words`), where it cannot be of the programme (M32)."""
    if title.endswith("?"):
        return f"{title} {as_sentence(whose)[:-1]}" if whose else title
    return f"{title}, {whose}" if whose else title


def of_whom(words: str, whose: str) -> str:
    """`Het saldo` → `Het saldo van deze 3 casussen`, where that is so."""
    return f"{words} {whose}" if whose else words


def estimated_words(estimated_net: float | None) -> str:
    """Where costs are incomplete: the net of everything, with missing effort at the mean of the filed."""
    if estimated_net is None:
        return "Saldo van alles samen: niet bij te schatten, want van een programma is geen casus ingediend."
    return f"{ESTIMATED}: {euro(estimated_net)}."


ESTIMATED = "Saldo van alles samen, ongeveer (bijgeschat: ontbrekende inzet op het gemiddelde)"


def ratio_words(total: Headline, losing: Mapping[str, float]) -> str:
    """Benefit per euro with who loses in the same sentence, or why there is no ratio (M33)."""
    if total.ratio is None:
        assert total.ratio_withheld is not None
        return f"Geen verhouding van baten en kosten: {WHY[total.ratio_withheld]}. Kijk naar het saldo."
    start = f"Tegenover elke euro staat naar verwachting € {number(total.ratio, 2)} aan baten"
    return f"{start}, alles en iedereen samen{more_cost(losing)}."


def losing_payers(groups: Iterable[Group], label: Callable[[str], str]) -> dict[str, float]:
    """Payers to whom more care or money falls than is prevented, by name, in euros; most first."""
    payers = (group for group in groups if group.label != NOT_FILED)
    rows = [(label(group.label), -group.benefit) for group in payers]
    return dict(sorted(((name, loss) for name, loss in rows if loss > LEAST_LOSS), key=lambda one: -one[1]))


def more_cost(losing: Mapping[str, float]) -> str:
    """`, waarvan € 400 méér kosten voor Zorgverzekeraar, Inwoner`; nothing where nobody loses."""
    return f", waarvan {euro(sum(losing.values()))} méér kosten voor {', '.join(losing)}" if losing else ""


def chance_words(total: "Outcome") -> str | None:
    """What is likely to exceed what, and how likely; None where that is withheld."""
    if total.chance is None:
        return None
    return f"{as_sentence(f'{CHANCE} is {odds(total.chance, total.chance_error)}')}"


def loss_words(total: "Outcome") -> str | None:
    """What it costs on average that the conclusion is sometimes wrong; None where there is no conclusion."""
    if total.loss is None:
        return None
    verdict = "het loont" if total.mean > 0 else "het loont niet"
    return (
        f"Wie uitgaat van '{verdict}' en zich vergist, verliest gemiddeld {about(total.loss, total.error)}."
    )


def lower_cost_words(found: "LowerCost") -> str:
    """That a programme states less than its own cases cost, and what then counts."""
    return (
        f"{found.home.programme.id}: de opgeschreven inzet ({euro(found.effort)}) is hoger dan de opgegeven "
        f"programmakosten ({euro(found.stated)}). Het hoogste van de twee telt: de inzet."
    )
