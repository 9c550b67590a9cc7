"""The account of M24 (b): what an outcome was made with, by name and hash, and what else is to say of it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from rendement.model.base import content_hash
from rendement.model.case import Status
from rendement.model.price import PriceBook
from rendement.model.reviewed import WhoseNumbers
from rendement.model.settings import Settings
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.terms.assumptions import from_here
from rendement.results.account.again import command_again
from rendement.results.account.sentence import forecasts
from rendement.results.prices.weak_prices import weak_sentence
from rendement.results.table import Table
from rendement.results.worlds.run_record import ENGINE_NAMES, ENGINE_WORDS, RunRecord
from rendement.words.columns import Column
from rendement.words.numbers import percent, plural

if TYPE_CHECKING:
    from rendement.results.value.valued import ValuedCases

_MOST_NAMED: Final = 4
"""Disciplines that are named where there is little room."""
AGAIN: Final = "opnieuw"
"""What the command is called that makes this again."""
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
    place: str = ""
    """The folder of what is not ours: an own book, or own sets."""


def provenance(
    bc: "ValuedCases", record: RunRecord | None = None, at_least: int = 1, edition: str = "volledig"
) -> tuple[Stated, ...]:
    """Cases, books, sets, draws and edition. Nothing about fewer cases than `at_least`."""
    spread = record.spread if record else None
    return (
        Stated("casussen", str(bc.filed), mark=bc.case_hash),
        _reviewed(bc.cases, bc.programmes, bc.filed, bc.whose, at_least),
        *_from_status(bc.minimum_status, len(bc.below_status), at_least),
        *_of_books(bc.book, bc.settings.price_year, at_least),
        *_less_sure(forecasts(bc), weak_sentence(bc) if at_least == 1 else ""),
        Stated("uitgangspunten", bc.settings.sets.version, mark=bc.settings_hash),
        *_of_sets(bc.settings, record, at_least),
        *(_of_draws(record) if record else ()),
        Stated("uitgave", edition),
        Stated(AGAIN, command_again(bc, *_verb(record), told=at_least == 1, spread=spread)),
    )


def provenance_table(stated: Sequence[Stated]) -> Table:
    """One row each, for another program."""
    columns = (Column("wat"), Column("naam"), Column("toelichting"), Column("kenmerk"), Column("map"))
    return Table("verantwoording", columns, tuple(tuple(one) for one in stated))


def provenance_words(stated: Sequence[Stated]) -> str:
    """By name, in one paragraph, hashes in short: `realisme geen 1a2b3c…`."""
    short = (one for one in stated if one.what != AGAIN)  # a command stands on a line of its own
    return "; ".join(map(_in_short, short)) + "."


def _in_short(one: Stated) -> str:
    place = f"uit {one.place}" if one.place else ""
    return " ".join(filter(None, (one.what, one.name, one.mark[:SHORT], place)))


# ---------------------------------------------------------------- what it was made with


def _from_status(minimum: Status | None, below: int, at_least: int) -> Iterator[Stated]:
    """From which status cases count, and how many were left out for it."""
    if minimum is not None:
        left = f"minder dan {at_least}" if 0 < below < at_least else plural(below, "casus", "casussen")
        yield Stated("status", f"alleen vanaf status {minimum.value} ({left} weggelaten)")


def _reviewed(
    cases: Sequence[LoadedCase],
    programmes: Sequence[LoadedProgramme],
    filed: int,
    whose: WhoseNumbers,
    at_least: int,
) -> Stated:
    """Who looked, in short, and behind it everybody by discipline and every programme."""
    if at_least > 1:
        return Stated("beoordeeld", _reviewed_in_general(cases, filed, whose))
    reviewed = [loaded for loaded in cases if loaded.reviews]
    disciplines = sorted({found.review.discipline for loaded in reviewed for found in loaded.reviews})
    stated = [
        f"programma {home.programme.id} getoetst door {home.programme.reviewed_by}"
        for home in programmes
        if home.programme.reviewed_by
    ]
    said = []
    if reviewed:
        by_whom = _listed(disciplines, _MOST_NAMED, f"{len(disciplines)} disciplines")
        said.append(f"{plural(len(reviewed), 'casus', 'casussen')} door {by_whom} ({_WHOSE[whose]})")
    if stated:
        said.append(
            _listed(stated, 1, f"{len(stated)} van {len(programmes)} programma's als geheel getoetst")
        )
    words = ", ".join([*disciplines, *stated])
    return (
        Stated("beoordeeld", ", ".join(said), words) if said else Stated("beoordeeld", "door niemand anders")
    )


def _listed(names: Sequence[str], most: int, else_: str) -> str:
    return ", ".join(names) if len(names) <= most else else_


def _reviewed_in_general(cases: Sequence[LoadedCase], filed: int, whose: WhoseNumbers) -> str:
    """Roughly how many cases others looked at; no disciplines: one may be of one case."""
    count = sum(1 for loaded in cases if loaded.reviews)
    if not count:
        return "door niemand anders"
    words = "de meeste casussen" if 2 * count > filed else "een deel van de casussen"
    return f"{words} door anderen ({_WHOSE[whose]})"


def _of_books(book: PriceBook, price_year: int, at_least: int) -> Iterator[Stated]:
    words = f"prijspeil {price_year}"
    yield Stated("prijzen", book.name, words, book.content_hash, _place(book.folder, at_least))
    while book.parent is not None:
        book = book.parent
        place = _place(book.folder, at_least)
        yield Stated("prijzen", book.name, "het boek eronder", book.content_hash, place)


def _less_sure(series: Sequence[str], weak: str) -> Iterator[Stated]:
    if series:
        yield Stated("raming", ", ".join(series), "indexcijfers van jaren die nog niet gemeten zijn")
    if weak:
        yield Stated("minder zeker", weak)


def _of_sets(settings: Settings, record: RunRecord | None, at_least: int) -> Iterator[Stated]:
    sets = settings.sets
    spread = record.spread if record else settings.spread_name
    spreads = settings.spread if spread == settings.spread_name else sets.price_spread[spread]
    regime = f"{percent(settings.regime.rate, 2)} per jaar, {settings.regime.convention.value}"
    borrowed = "geleend" if settings.realism.borrowed else "gemeten"
    bound = "bovengrens" if settings.cashability.upper_bound else "aanname"
    together = "geleend" if settings.dependence.borrowed else "gemeten"
    place = _place(sets.folder, at_least)
    for kind, what, name, said, words in (
        ("regimes", "disconto", settings.regime_name, settings.regime, regime),
        ("realism", "realisme", settings.realism_name, settings.realism, borrowed),
        ("cashability", "verzilvering", settings.cashability_name, settings.cashability, bound),
        ("dependence", "samenhang", settings.dependence_name, settings.dependence, together),
        ("price_spread", "prijsspreiding", spread, spreads, "hoe ver een prijs ernaast kan zitten"),
    ):
        own = (kind, name) in sets.own
        told = f"{words}, eigen set" if own else words
        yield Stated(what, name, told, content_hash(said), place if own else "")


def _place(folder: Path | None, at_least: int) -> str:
    """A folder from where one stands; not in what is passed on: it may have the name of one case."""
    return str(from_here(folder)) if folder is not None and at_least == 1 else ""


def _verb(record: RunRecord | None) -> tuple[str, Sequence[str]]:
    """Of a run the verb of that run with what it was asked, of the rest the one of the business case."""
    if record is None:
        return "businesscase", ()
    draws = ["--trekkingen", str(record.draws), "--zaad", str(record.seed), "--rekenwijze", _way(record)]
    return "onzekerheid", (*draws, *(["--gebeurtenissen"] if record.events else []))


def _way(record: RunRecord) -> str:
    return next(name for name, engine in ENGINE_NAMES.items() if engine == record.engine)


def _of_draws(record: RunRecord) -> Iterator[Stated]:
    yield Stated("zaad", str(record.seed))
    yield Stated("trekkingen", str(record.draws))
    yield Stated("rekenwijze", _way(record), ENGINE_WORDS[record.engine])
