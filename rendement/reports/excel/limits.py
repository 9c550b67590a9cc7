"""What may be typed in a cell of input: each has limits, with a Dutch sentence for who goes beyond."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from rendement.reports.excel.cells import Sheet

Options = Mapping[str, Any]
Place = tuple[int, int]
"""Row and column from 0."""

INPUT: Final = "invoer"
"""What the style of a cell of input begins with."""
_TITLE: Final = "Dat kan hier niet"


def _between(low: float, high: float, message: str) -> Options:
    limits = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    return {**limits, "error_message": message}


SHARE: Final = _between(0, 1, "Vul een percentage in van 0 % tot en met 100 %.")
AMOUNT: Final = _between(0, 1e9, "Vul een bedrag in euro's in van 0 of meer.")
COUNT: Final[Options] = {
    "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10_000_000,
    "error_message": "Vul een geheel getal in van 0 of meer.",
}  # fmt: skip
_QUANTITY: Final = _between(0, 1e7, "Vul een getal in van 0 of meer.")
LIMITS: Final[Mapping[str, Options]] = {
    "aandeel": SHARE,
    "procent": _between(0, 10, "Vul een percentage in van 0 % tot en met 1.000 %."),
    "euro": AMOUNT,
    "euro_cent": AMOUNT,
    "aantal": COUNT,
    "getal": _QUANTITY,
    "getal1": _QUANTITY,
    "getal2": _QUANTITY,
    "jaar": _between(1900, 2200, "Vul een jaartal in."),
    "jaren": _between(0, 1000, "Vul jaren in: een getal van 0 of meer."),
    "gewicht": _between(-1e7, 1e7, "Vul een getal in."),
}
"""By the kind of number, or as a field names it."""


def is_input(style: str) -> bool:
    """Whether a reader may change a cell of this look."""
    return style == INPUT or style.startswith(f"{INPUT}_")


def choices_of(sheet: Sheet) -> Iterator[tuple[str, Options]]:
    """Every data validation of a sheet: those it states, and by their kind those of all other input cells.

    Raises KeyError for input that is no number and has no list to choose from.
    """
    stated = {place for area, _ in sheet.choices for place in _places(area)}
    yield from ((area, _worded(options)) for area, options in sheet.choices)
    rest: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (row, column), kind in input_cells(sheet):
        if (row, column) not in stated:
            rest[column, kind].append(row)
    for (column, kind), rows in rest.items():
        areas = [_area(column, run) for run in _runs(sorted(rows))]
        yield areas[0], _worded(LIMITS[kind]) | {"multi_range": " ".join(areas)}


def input_cells(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """Every cell of input with its kind of number."""
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if is_input(cell.style):
                yield (row, column), _kind(cell.style)
    for block in sheet.blocks:
        for column, found in enumerate(block.frame.fields):
            looks = block.styles.get(found.key) or [found.style] * block.frame.count
            for place, style in enumerate(looks):
                if is_input(style):
                    yield (block.frame.top + place, column), found.limit or _kind(style)


def _kind(style: str) -> str:
    return style.removeprefix(INPUT).removeprefix("_")


def _places(area: str) -> Iterator[Place]:
    first, _, last = area.partition(":")
    top, left = xl_cell_to_rowcol(first)
    bottom, right = xl_cell_to_rowcol(last or first)
    yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of every stretch of rows without a gap."""
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        found = [row for _, row in run]
        yield found[0], found[-1]


def _area(column: int, run: tuple[int, int]) -> str:
    first, last = (str(xl_rowcol_to_cell(row, column)) for row in run)
    return first if first == last else f"{first}:{last}"


def _worded(options: Options) -> dict[str, Any]:
    """With a title above its sentence."""
    return {"error_title": _TITLE, **options}
