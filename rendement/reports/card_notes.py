"""What stands under the card of a business case: not counted, not in euros, not to be overlooked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rendement.model.case import Status
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reports.costs_words import (
    lower_cost_words,
)
from rendement.results.base.denominator import Denominator
from rendement.results.prices.weak_prices import weak_note
from rendement.results.reviewed.reviews import Difference
from rendement.results.uncounted.contained import Contained, contained
from rendement.results.uncounted.double_counting import overlaps
from rendement.results.uncounted.horizon import Beyond
from rendement.results.uncounted.other_form import OtherForm
from rendement.results.value.receipts import Receipt, receipts_of
from rendement.results.value.valued import ValuedCases
from rendement.words.numbers import euro, plural

_MUCH: Final = 0.1
"""Share of the benefits from which on one line is named."""


def not_in_euros(cases: Sequence[LoadedCase]) -> str:
    """How much there is besides money."""
    outcomes = [loaded.case.outcome for loaded in cases if loaded.case.outcome is not None]
    effects = sum(len(outcome.effects) for outcome in outcomes)
    health = sum(1 for outcome in outcomes if outcome.positive_health is not None)
    words = sum(1 for loaded in cases if loaded.case.resident)
    return (
        f"Niet in euro's: {plural(effects, 'beschreven effect', 'beschreven effecten')}, Positieve "
        f"Gezondheid vooraf en achteraf in {plural(health, 'casus', 'casussen')}, de eigen woorden van "
        f"{plural(words, 'bewoner', 'bewoners')}."
    )


def not_counted(beyond: Beyond, other: OtherForm | None) -> list[str]:
    """What the horizon cut (M37), and what the other form of drop-off would do (M35)."""
    return [words for words in (beyond.words, other.words if other else "") if words]


def differing(found: Sequence[Difference], span: tuple[float, float] | None, benefit: float) -> list[str]:
    """In how many estimates reviewers and authors differ, and what that does to the benefits (M19)."""
    if not found or span is None:
        return []
    cases = plural(len({one.place for one in found}), "casus", "casussen")
    low, high = euro(span[0]), euro(span[1])
    return [
        f"Oordelen verschillen: {plural(len(found), 'schatting', 'schattingen')} in {cases}. Met per casus "
        f"het laagste of het hoogste oordeel zijn de baten {low} tot {high} (nu {euro(benefit)})."
    ]


def warnings(bc: ValuedCases) -> list[str]:
    """What a reader must know beside the figures of this base."""
    return [
        *_not_so_far(bc.below_status, bc.minimum_status),
        *_left_out(bc.left_out),
        *_no_longer_as_stated(bc.programmes, bc.denominators),
        *_without_costs(bc.programmes),
        *_unpaid(bc.unpaid_beside_stated),
        *map(lower_cost_words, bc.lower_costs),
        *_leaning(receipts_of(bc), bc.benefit),
        *_fictional(bc.cases),
        *_counted_twice(overlaps(bc)),
        *_inside_other_help(contained(bc)),
        *weak_note(bc),
    ]


def _not_so_far(below: Sequence[LoadedCase], minimum: Status | None) -> Iterator[str]:
    if minimum is not None and below:
        names = ", ".join(loaded.case.id for loaded in below)
        left = plural(len(below), "casus", "casussen")
        yield f"Niet meegeteld: {left} nog niet zo ver als '{minimum.value}' ({names})."


def _left_out(cases: Sequence[LoadedCase]) -> Iterator[str]:
    running = [loaded.case.id for loaded in cases if loaded.case.closed is None]
    withheld = len(cases) - len(running)
    if running:
        words = plural(len(running), "casus die nog loopt", "casussen die nog lopen")
        yield f"Niet meegeteld: {words} ({', '.join(running)})."
    if withheld:
        yield f"Niet meegeteld: {plural(withheld, 'casus', 'casussen')} zonder instemming van de bewoner."


def _without_costs(programmes: Sequence[LoadedProgramme]) -> Iterator[str]:
    bare = ", ".join(home.programme.id for home in programmes if not home.programme.cost)
    if bare:
        yield f"Geen programmakosten opgegeven voor {bare}: daar telt alleen de inzet van de casussen."


def _unpaid(beside_stated: float) -> Iterator[str]:
    if round(beside_stated):
        yield (
            f"Naast de opgegeven programmakosten telt inzet waar niemand voor betaald wordt: "
            f"{euro(beside_stated)}."
        )


def _fictional(cases: Sequence[LoadedCase]) -> Iterator[str]:
    count = sum(1 for loaded in cases if loaded.case.fictional)
    if count:
        yield f"{plural(count, 'casus is', 'casussen zijn')} verzonnen (fictief: ja)."


def _counted_twice(found: Sequence[object]) -> Iterator[str]:
    if found:
        yield f"Mogelijk dubbel geteld: {len(found)} keer; zie `rendement controleer`."


def _inside_other_help(found: Sequence[Contained]) -> Iterator[str]:
    """What does not count because other help of its case holds it (M42)."""
    if found:
        lines = plural(len(found), "regel zit", "regels zitten")
        lost = euro(sum(part.amount for part in found))
        yield f"{lines} (deels) al in andere hulp: {lost} telt niet mee."


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


def _leaning(receipts: Iterable[Receipt], benefit: float) -> list[str]:
    """The one line that carries most, when it carries much."""
    lines: dict[str, float] = {}
    for receipt in receipts:
        if not receipt.is_effort:
            name = f"{receipt.case} {receipt.line}"
            lines[name] = lines.get(name, 0.0) + receipt.euros
    heaviest = max(lines, key=lambda name: lines[name], default=None)
    if heaviest is None or lines[heaviest] <= _MUCH * abs(benefit):
        return []
    return [f"Leunt op één regel: {heaviest} is {euro(lines[heaviest])} van de baten."]
