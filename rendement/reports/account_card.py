"""What became of every file, in words for the end of a verb, and as a record for another program."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from rendement.model.settings import Selection
from rendement.reading.folder.account import Account, Denominated, Filed, Standing
from rendement.words.numbers import plural

_SHOWN: Final = 5
_UNREAD: Final = (
    (Standing.BOOK, "prijzenboek", "prijzenboeken"),
    (Standing.OTHER, "ander bestand", "andere bestanden"),
    (Standing.LEFT, "door de computer achtergelaten", "door de computer achtergelaten"),
)


def account_words(account: Account) -> Iterator[str]:
    """Sentences about every file, the count last; complaints about files stand above them."""
    told = {problem.file for problem in account.problems}
    wrong = [filed.file for filed in account.of(Standing.REFUSED) if filed.file not in told]
    if wrong:
        yield f"Met fouten, en daarom niet geteld: {', '.join(wrong)}."
    for standing in (Standing.RUNNING, Standing.WITHHELD):
        if files := account.of(standing):
            yield f"{standing.value.capitalize()}, en daarom niet geteld: {_some(files)}."
    if sets := account.of(Standing.SETS):
        counted = plural(len(sets), "map met uitgangspunten", "mappen met uitgangspunten")
        yield f"Geen casussen, wel nagekeken: {counted} ({_some(sets)})."
    if unread := list(_unread(account)):
        yield f"Geen casussen, en niet gelezen: {'; '.join(unread)}."
    yield from _of_programmes(account.programmes)
    yield f"{counts(account)}."


def counts(account: Account) -> str:
    """`9 casusbestanden gelezen, 7 casussen tellen mee, 1 loopt nog`."""
    counted, running, withheld = (
        len(account.of(standing)) for standing in (Standing.COUNTED, Standing.RUNNING, Standing.WITHHELD)
    )
    refused = [filed for filed in account.of(Standing.REFUSED) if filed.problem is None]
    unread = len(account.of(Standing.REFUSED)) - len(refused)
    parts = [
        f"{plural(counted + running + withheld + len(refused), 'casusbestand', 'casusbestanden')} gelezen",
        plural(counted, "casus telt mee", "casussen tellen mee"),
        plural(running, "loopt nog", "lopen nog") if running else "",
        f"{withheld} zonder instemming" if withheld else "",
        f"{len(refused)} met fouten" if refused else "",
        f"{unread} niet gelezen" if unread else "",
    ]
    return ", ".join(part for part in parts if part)


def _some(files: Sequence[Filed]) -> str:
    names = [filed.file for filed in files[:_SHOWN]]
    return ", ".join(names) + (f" en nog {len(files) - _SHOWN}" if len(files) > _SHOWN else "")


def _unread(account: Account) -> Iterator[str]:
    for standing, one, several in _UNREAD:
        if files := account.of(standing):
            yield f"{plural(len(files), one, several)} ({_some(files)})"


def _of_programmes(programmes: Iterable[Denominated]) -> Iterator[str]:
    """Where closed cases are missing: which files they likely are, or that there are none."""
    short = [one for one in programmes if one.missing]
    yield from (_likely(one) for one in short if one.rest)
    bare = [one for one in short if not one.rest]
    if len(bare) == 1:
        yield f"{_of_closed(bare[0])} Van de andere {bare[0].missing} is hier geen bestand."
    elif bare:
        counted, closed = sum(one.counted for one in bare), sum(one.closed for one in bare)
        yield (
            f"In {len(bare)} programma's tellen {counted} van de {closed} afgesloten casussen mee. "
            f"Van de andere is hier geen bestand."
        )


def _of_closed(one: Denominated) -> str:
    without = f", en {one.withheld} zonder instemming" if one.withheld else ""
    counted = f"{one.counted} van de {plural(one.closed, 'afgesloten casus', 'afgesloten casussen')}"
    return f"{one.name}: {counted} {'telt' if one.counted == 1 else 'tellen'} mee{without}."


def _likely(one: Denominated) -> str:
    names = ", ".join(Path(file).name for file in one.rest)
    if one.missing > len(one.rest):
        some = f"Van de andere {one.missing}: waarschijnlijk {names}; van de rest is hier geen bestand."
        return f"{_of_closed(one)} {some}"
    if one.missing == 1 == len(one.rest):
        return f"{_of_closed(one)} De andere is waarschijnlijk {names}."
    within = "zijn waarschijnlijk" if one.missing == len(one.rest) else "zitten waarschijnlijk in"
    return f"{_of_closed(one)} De andere {one.missing} {within}: {names}."


def account_record(account: Account) -> dict[str, Any]:
    """The same for another program: files by what became of them, and programmes with their rest."""
    return {
        "bestanden": [_file_record(filed) for filed in account.files],
        "programmas": [
            {
                "programma": one.name,
                "geteld": one.counted,
                "zonder_instemming": one.withheld,
                "afgesloten": one.closed,
                "gekozen": Selection(one.selection).value,
                "ontbreken": one.missing,
                "waarschijnlijk": list(one.rest),
            }
            for one in account.programmes
        ],
        "meldingen": [
            {"bestand": told.file, "code": told.code, "ernst": told.severity.value, "melding": told.cause,
             "herstel": told.repair}
            for told in account.problems
        ],
    }  # fmt: skip


def _file_record(filed: Filed) -> dict[str, Any]:
    return {"bestand": filed.file, "wat": filed.standing.value} | (
        {"code": filed.problem.code} if filed.problem else {}
    )
