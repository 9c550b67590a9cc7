"""Names that a program must accept, made of names that people chose: valid and unique, in one place.

Sheets, headers of tables, parts of defined names and links inside a workbook. What stays readable stays as it
is; no two names become one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from hashlib import sha256
from itertools import chain, count
from typing import Final

LONGEST_SHEET: Final = 31
"""Characters (of UTF-16) that a spreadsheet allows in the name of a sheet."""
LONGEST_HEADER: Final = 255
_SHORT_SHEET: Final = 20
"""A tab longer than this hides the others, so only names that begin alike are."""
_RESERVED_SHEETS: Final = ("History", "Geschiedenis")
"""Excel keeps these for itself."""
_NOT_IN_A_SHEET: Final = re.compile(r"[\[\]:*?/\\'!]")
_LONGEST_PART: Final = 100
_HASHED: Final = 24


def sheet_names(wanted: Sequence[str], taken: Iterable[str] = (), mark: str = "") -> tuple[str, ...]:
    """A valid name of a sheet for each wanted one, all different from each other and from `taken`.

    Capitals do not make names different. Names that begin alike are told apart by more of their letters, else
    by `mark` and a number: `Regels (betaler)`, `Regels (betaler 2)`.
    """
    tidied = [_tidy(name, _NOT_IN_A_SHEET) or "blad" for name in wanted]
    begins = Counter(_cut(name, _SHORT_SHEET).casefold() for name in tidied)
    used = {name.casefold() for name in (*taken, *_RESERVED_SHEETS)}
    found = []
    for name in tidied:
        short = _cut(name, _SHORT_SHEET)
        fitting = short if begins[short.casefold()] == 1 else _cut(name, LONGEST_SHEET)
        found.append(_free(fitting, used, LONGEST_SHEET, mark))
    return tuple(found)


def headers(wanted: Sequence[str]) -> list[str]:
    """Headers of one table: what a spreadsheet accepts, no two alike; most stay as they are."""
    used: set[str] = set()
    return [_free(_cut(_tidy(name) or "kolom", LONGEST_HEADER), used, LONGEST_HEADER) for name in wanted]


def name_part(text: str, taken: Set[str] = frozenset()) -> str:
    """A part of a defined name: `samenwerkingsverband-po` → `samenwerkingsverband_2d_po`.

    Two texts never give one part, also not to a program that ignores capitals, and none gives one of `taken`
    (plain words of small letters). A very long text ends in a hash of the whole.
    """
    kept = re.sub(r"[^a-z0-9]", lambda sign: _escaped(sign[0]), text) or "_"
    if kept in taken:
        kept = _escaped(text[0]) + text[1:]
    if len(kept) <= _LONGEST_PART:
        return kept
    whole = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kept[:_LONGEST_PART]}__{whole[:_HASHED]}"


def link_to(sheet: str, cell: str = "A1") -> str:
    """A link to a cell of a sheet in the same workbook."""
    quoted = sheet.replace("'", "''")
    return f"{_INSIDE}'{quoted}'!{cell}"


def sheet_in(target: str) -> str | None:
    """The sheet a link leads to; None for a link that leaves the workbook."""
    if not target.startswith(_INSIDE):
        return None
    sheet = target.removeprefix(_INSIDE).rpartition("!")[0]
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


_INSIDE: Final = "internal:"


def _escaped(sign: str) -> str:
    return f"_{ord(sign):x}_"


def _tidy(name: str, unwanted: re.Pattern[str] | None = None) -> str:
    """Without signs that cannot be seen or may not stand there; a space for each."""
    visible = "".join(sign if sign.isprintable() else " " for sign in name)
    return " ".join((unwanted.sub(" ", visible) if unwanted else visible).split())


def _cut(name: str, most: int) -> str:
    """The beginning of a name: so many units of UTF-16, and no half sign at the end."""
    return name.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip()


def _free(name: str, used: set[str], most: int, mark: str = "") -> str:
    """The name, or the first with an addition that is not used yet; it is used from now on."""
    options = chain([name], (_cut(name, most - len(more)) + more for more in _additions(mark)))
    found = next(option for option in options if option.casefold() not in used)
    used.add(found.casefold())
    return found


def _additions(mark: str) -> Iterator[str]:
    if mark:
        yield f" ({mark})"
    yield from (f" ({mark} {number})" if mark else f" ({number})" for number in count(2))
