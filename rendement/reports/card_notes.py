"""What stands under the card of a business case: not counted, not in euros, not to be overlooked."""

from collections.abc import Iterable, Sequence
from typing import Final

from rendement.reading.loading.loaded import LoadedProgramme
from rendement.reports.costs_words import (
    lower_cost_words,
)
from rendement.results.base.denominator import Denominator
from rendement.results.prices.weak_prices import weak_note
from rendement.results.reviewed.reviews import benefit_range, differences
from rendement.results.uncounted.contained import contained
from rendement.results.uncounted.double_counting import overlaps
from rendement.results.uncounted.horizon import beyond_of
from rendement.results.uncounted.other_form import other_form
from rendement.results.value.receipts import receipts_of
from rendement.results.value.valued import ValuedCases
from rendement.words.numbers import euro, plural

_MUCH: Final = 0.1
"""Share of the benefits from which on one line is named."""


def not_in_euros(bc: ValuedCases) -> str:
    """How much there is besides money."""
    outcomes = [loaded.case.outcome for loaded in bc.cases if loaded.case.outcome is not None]
    effects = sum(len(outcome.effects) for outcome in outcomes)
    health = sum(1 for outcome in outcomes if outcome.positive_health is not None)
    words = sum(1 for loaded in bc.cases if loaded.case.resident)
    return (
        f"Niet in euro's: {plural(effects, 'beschreven effect', 'beschreven effecten')}, Positieve "
        f"Gezondheid vooraf en achteraf in {plural(health, 'casus', 'casussen')}, de eigen woorden van "
        f"{plural(words, 'bewoner', 'bewoners')}."
    )


def not_counted(bc: ValuedCases) -> list[str]:
    """What the horizon cut (M37), and what the other form of drop-off would do (M35)."""
    other = other_form(bc)
    return [words for words in (beyond_of(bc).words, other.words if other else "") if words]


def differing(bc: ValuedCases) -> list[str]:
    """In how many estimates reviewers and authors differ, and what that does to the benefits (M19)."""
    found = differences(bc)
    span = benefit_range(bc)
    if not found or span is None:
        return []
    cases = plural(len({one.place for one in found}), "casus", "casussen")
    low, high = euro(span[0]), euro(span[1])
    return [
        f"Oordelen verschillen: {plural(len(found), 'schatting', 'schattingen')} in {cases}. Met per casus "
        f"het laagste of het hoogste oordeel zijn de baten {low} tot {high} (nu {euro(bc.benefit)})."
    ]


def warnings(bc: ValuedCases) -> list[str]:
    """What a reader must know beside the figures of this base."""
    notes = []
    if bc.minimum_status is not None and bc.below_status:
        names = ", ".join(loaded.case.id for loaded in bc.below_status)
        left = plural(len(bc.below_status), "casus", "casussen")
        notes.append(f"Niet meegeteld: {left} nog niet zo ver als '{bc.minimum_status.value}' ({names}).")
    running = [loaded.case.id for loaded in bc.left_out if loaded.case.closed is None]
    withheld = len(bc.left_out) - len(running)
    if running:
        words = plural(len(running), "casus die nog loopt", "casussen die nog lopen")
        notes.append(f"Niet meegeteld: {words} ({', '.join(running)}).")
    if withheld:
        notes.append(
            f"Niet meegeteld: {plural(withheld, 'casus', 'casussen')} zonder instemming van de bewoner."
        )
    notes += _no_longer_as_stated(bc.programmes, bc.denominators)
    if bc.programmes and not all(home.programme.cost for home in bc.programmes):
        bare = ", ".join(home.programme.id for home in bc.programmes if not home.programme.cost)
        notes.append(
            f"Geen programmakosten opgegeven voor {bare}: daar telt alleen de inzet van de casussen."
        )
    if round(bc.unpaid_beside_stated):
        beside = euro(bc.unpaid_beside_stated)
        notes.append(
            f"Naast de opgegeven programmakosten telt inzet waar niemand voor betaald wordt: {beside}."
        )
    notes += map(lower_cost_words, bc.lower_costs)
    notes += _leaning(bc)
    fictional = sum(1 for loaded in bc.cases if loaded.case.fictional)
    if fictional:
        notes.append(f"{plural(fictional, 'casus is', 'casussen zijn')} verzonnen (fictief: ja).")
    twice = overlaps(bc)
    if twice:
        notes.append(f"Mogelijk dubbel geteld: {len(twice)} keer; zie `rendement controleer`.")
    return notes + _inside_other_help(bc) + weak_note(bc)


def _inside_other_help(bc: ValuedCases) -> list[str]:
    """What does not count because other help of its case holds it (M42)."""
    found = contained(bc)
    lines = plural(len(found), "regel zit", "regels zitten")
    lost = euro(sum(part.amount for part in found))
    return [f"{lines} (deels) al in andere hulp: {lost} telt niet mee."] if found else []


def _no_longer_as_stated(
    programmes: Sequence[LoadedProgramme], denominators: Sequence[Denominator]
) -> Iterable[str]:
    """Programmes that say `alle` or `loting`, of which a case is missing (M15)."""
    counted = {d.name: d.selection for d in denominators}
    for home in programmes:
        programme = home.programme
        if counted.get(programme.id, programme.selection) is not programme.selection:
            why = f": {', '.join(home.lost)}" if home.lost else ""
            yield (
                f"{programme.id} zegt gekozen: {programme.selection.value}, maar er ontbreken casussen "
                f"(niet leesbaar of zonder instemming{why}); het telt als uitgekozen, met alleen grenzen."
            )


def _leaning(bc: ValuedCases) -> list[str]:
    """The one line that carries most, when it carries much."""
    lines: dict[str, float] = {}
    for receipt in receipts_of(bc):
        if not receipt.is_effort:
            name = f"{receipt.case} {receipt.line}"
            lines[name] = lines.get(name, 0.0) + receipt.euros
    heaviest = max(lines, key=lambda name: lines[name], default=None)
    if heaviest is None or lines[heaviest] <= _MUCH * abs(bc.benefit):
        return []
    return [f"Leunt op één regel: {heaviest} is {euro(lines[heaviest])} van de baten."]
