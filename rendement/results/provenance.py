"""The account of M24 (b): what an outcome was made with, by name and hash, and what else is to say of it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from rendement.model.base import content_hash
from rendement.model.reviewed import WhoseNumbers
from rendement.reading.settings_sets import load_settings
from rendement.reports.display import percent, plural
from rendement.results.run_record import ENGINE_NAMES, ENGINE_WORDS, RunRecord
from rendement.results.sentence import forecasts
from rendement.results.simulation import DEFAULT_DEPENDENCE, DEFAULT_SPREAD, dependence_set
from rendement.results.table import Column, Table
from rendement.results.weak_prices import weak_sentence

if TYPE_CHECKING:
    from pydantic import BaseModel

    from rendement.results.business_case import BusinessCase

_MOST_NAMED: Final = 4
"""Disciplines that are named where there is little room."""
SHORT: Final = 12
"""Signs of a hash that are enough to compare by eye."""
_WHOSE: Final = {
    WhoseNumbers.POOLED: "antwoorden samengevoegd",
    WhoseNumbers.AUTHOR: "met de getallen van de maker",
}


class Stated(NamedTuple):
    """One thing that an outcome was made with."""

    what: str
    name: str
    words: str = ""
    """More about it, where there is room."""
    mark: str = ""
    """SHA-256 of its content, where it has content."""


def provenance(
    bc: "BusinessCase", record: RunRecord | None = None, at_least: int = 1, edition: str = "volledig"
) -> tuple[Stated, ...]:
    """Cases, books, sets, draws and edition. Nothing about fewer cases than `at_least`."""
    return (
        *_of_cases(bc, at_least),
        *_of_books(bc, at_least),
        *_of_sets(bc, record),
        *(_of_draws(record) if record else ()),
        Stated("uitgave", edition),
    )


def provenance_table(stated: Sequence[Stated]) -> Table:
    """One row each, for another program."""
    columns = (Column("wat"), Column("naam"), Column("toelichting"), Column("kenmerk"))
    return Table("verantwoording", columns, tuple(tuple(one) for one in stated))


def provenance_words(stated: Sequence[Stated]) -> str:
    """By name, in one paragraph, hashes in short: `realisme geen 1a2b3c…`."""
    return "; ".join(" ".join(filter(None, (one.what, one.name, one.mark[:SHORT]))) for one in stated) + "."


# ---------------------------------------------------------------- what it was made with


def _of_cases(bc: "BusinessCase", at_least: int) -> Iterator[Stated]:
    yield Stated("casussen", str(bc.filed), mark=bc.case_hash)
    yield _reviewed(bc, at_least)
    if bc.minimum_status is not None:
        count = len(bc.below_status)
        left = f"minder dan {at_least}" if 0 < count < at_least else plural(count, "casus", "casussen")
        yield Stated("status", f"alleen vanaf status {bc.minimum_status.value} ({left} weggelaten)")


def _reviewed(bc: "BusinessCase", at_least: int) -> Stated:
    """Who looked, in short, and behind it everybody by discipline and every programme."""
    if at_least > 1:
        return Stated("beoordeeld", _reviewed_in_general(bc))
    reviewed = [loaded for loaded in bc.cases if loaded.reviews]
    disciplines = sorted({found.review.discipline for loaded in reviewed for found in loaded.reviews})
    stated = [
        f"programma {home.programme.id} getoetst door {home.programme.reviewed_by}"
        for home in bc.programmes
        if home.programme.reviewed_by
    ]
    said = []
    if reviewed:
        by_whom = _listed(disciplines, _MOST_NAMED, f"{len(disciplines)} disciplines")
        said.append(f"{plural(len(reviewed), 'casus', 'casussen')} door {by_whom} ({_WHOSE[bc.whose]})")
    if stated:
        said.append(
            _listed(stated, 1, f"{len(stated)} van {len(bc.programmes)} programma's als geheel getoetst")
        )
    words = ", ".join([*disciplines, *stated])
    return (
        Stated("beoordeeld", ", ".join(said), words) if said else Stated("beoordeeld", "door niemand anders")
    )


def _listed(names: Sequence[str], most: int, else_: str) -> str:
    return ", ".join(names) if len(names) <= most else else_


def _reviewed_in_general(bc: "BusinessCase") -> str:
    """Roughly how many cases others looked at; no disciplines: one may be of one case."""
    count = sum(1 for loaded in bc.cases if loaded.reviews)
    if not count:
        return "door niemand anders"
    words = "de meeste casussen" if 2 * count > bc.filed else "een deel van de casussen"
    return f"{words} door anderen ({_WHOSE[bc.whose]})"


def _of_books(bc: "BusinessCase", at_least: int) -> Iterator[Stated]:
    book, words = bc.book, f"prijspeil {bc.settings.price_year}"
    yield Stated("prijzen", book.name, words, book.content_hash)
    while book.parent is not None:
        book = book.parent
        yield Stated("prijzen", book.name, "het boek eronder", book.content_hash)
    if names := forecasts(bc):
        yield Stated("raming", ", ".join(names), "indexcijfers van jaren die nog niet gemeten zijn")
    if at_least == 1 and (weak := weak_sentence(bc)):
        yield Stated("minder zeker", weak)


def _of_sets(bc: "BusinessCase", record: RunRecord | None) -> Iterator[Stated]:
    sets, settings = load_settings(), bc.settings
    spread = record.spread if record else DEFAULT_SPREAD
    regime = f"{percent(settings.regime.rate, 2)} per jaar, {settings.regime.convention.value}"
    borrowed = "geleend" if settings.realism.borrowed else "gemeten"
    bound = "bovengrens" if settings.cashability.upper_bound else "aanname"
    together = dependence_set()
    yield Stated("uitgangspunten", sets.version, mark=bc.settings_hash)
    yield _set("disconto", settings.regime_name, settings.regime, regime)
    yield _set("realisme", settings.realism_name, settings.realism, borrowed)
    yield _set("verzilvering", settings.cashability_name, settings.cashability, bound)
    yield _set("samenhang", record.dependence if record else DEFAULT_DEPENDENCE, together, "werkaanname")
    yield _set("prijsspreiding", spread, sets.price_spread[spread], "hoe ver een prijs ernaast kan zitten")


def _set(what: str, name: str, said: "BaseModel", words: str) -> Stated:
    return Stated(what, name, words, content_hash(said))


def _of_draws(record: RunRecord) -> Iterator[Stated]:
    name = next(name for name, engine in ENGINE_NAMES.items() if engine == record.engine)
    yield Stated("zaad", str(record.seed))
    yield Stated("trekkingen", str(record.draws))
    yield Stated("rekenwijze", name, ENGINE_WORDS[record.engine])
