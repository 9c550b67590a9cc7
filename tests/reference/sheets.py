"""A workbook as text, a part per sheet: every cell with formula and stored value, and how all of it looks.

The file is read as it is written (zip and XML), because a library that reads workbooks keeps less than there
is. Numbers that only count (style 17, string 128, sheet 3) are replaced by what they stand for: another cell
elsewhere moves nothing here.
"""

import json
import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from reference.steady import ROUGH, ROUGH_WORDS, steady_number

WHOLE: Final = "(werkboek)"
"""The part about the workbook as a whole: order of sheets, defined names, properties."""
_COUNTERS: Final = frozenset({"id", "count", "uniqueCount", "spans", "axId", "crossAx", "xr:uid", "shapeId"})
_RELATED: Final = ("comments", "drawing", "table", "chart")


def workbook_parts(path: Path) -> Iterator[tuple[str, str]]:
    """`(name of sheet, text)` of every sheet in order, and one part for the whole."""
    with ZipFile(path) as archive:
        book = _Book(archive)
        yield WHOLE, "\n".join(book.lines()) + "\n"
        for name, place in book.sheets:
            yield name, "\n".join(_sheet_lines(book, place)) + "\n"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def brief(element: ET.Element) -> str:
    """An element on one line: `tag a=1 b=2 (child …) "text"`, without what only counts."""
    said = [_local(element.tag)]
    said += [f"{_local(k)}={v}" for k, v in element.attrib.items() if _local(k) not in _COUNTERS]
    said += [f"({brief(child)})" for child in element if _local(child.tag) not in _COUNTERS]
    text = element.text or ""
    return " ".join([*said, *([json.dumps(_steady(text), ensure_ascii=False)] if text.strip() else [])])


def _steady(text: str) -> str:
    """A number as it may differ in its last digit, any other text as it stands."""
    return steady_number(float(text)) if re.fullmatch(r"-?\d+\.\d+(?:[eE][-+]?\d+)?", text) else text


@dataclass(frozen=True)
class _Book:
    archive: ZipFile

    def tree(self, place: str) -> ET.Element:
        return ET.fromstring(self.archive.read(place))

    def related(self, place: str) -> dict[str, tuple[str, str]]:
        """Id → kind and target of all that a part refers to."""
        folder, name = posixpath.split(place)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.archive.namelist():
            return {}
        found = {}
        for one in self.tree(rels):
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            whole = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], whole)
        return found

    @cached_property
    def sheets(self) -> list[tuple[str, str]]:
        places = self.related("xl/workbook.xml")
        root = self.tree("xl/workbook.xml")
        sheets = next(child for child in root if _local(child.tag) == "sheets")
        return [(one.get("name", ""), places[_id_of(one)][1]) for one in sheets]

    def lines(self) -> Iterator[str]:
        for child in self.tree("xl/workbook.xml"):
            if _local(child.tag) in ("definedNames", "sheets"):
                yield from (
                    sorted(map(self._named, child))
                    if _local(child.tag) == "definedNames"
                    else [f"blad {brief(one)}" for one in child]
                )
            else:
                yield brief(child)
        yield from (brief(one) for one in self.tree("docProps/core.xml"))

    def _named(self, element: ET.Element) -> str:
        """A defined name; what belongs to one sheet with the name of that sheet."""
        name = element.attrib.pop("name")
        home = element.attrib.pop("localSheetId", None)
        where = "" if home is None else f" op {self.sheets[int(home)][0]}"
        return f"naam {name}{where} {brief(element)}"

    @cached_property
    def strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return []
        return [_string(one) for one in self.tree("xl/sharedStrings.xml")]

    @cached_property
    def _styles(self) -> dict[str, list[ET.Element]]:
        return {_local(part.tag): list(part) for part in self.tree("xl/styles.xml")}

    @cached_property
    def looks(self) -> list[str]:
        """What each style of cells stands for."""
        return [self._look(one) for one in self._styles["cellXfs"]]

    @cached_property
    def changes(self) -> list[str]:
        """What each conditional style stands for."""
        return [brief(one) for one in self._styles.get("dxfs", [])]

    def _look(self, style: ET.Element) -> str:
        formats = {one.get("numFmtId"): one.get("formatCode", "") for one in self._styles.get("numFmts", [])}
        number = style.get("numFmtId", "0")
        parts = [] if number == "0" else [f"getal {formats.get(number, f'nr {number}')}"]
        kinds = ("font", "fill", "border")
        parts += [_look_of(self._styles[f"{kind}s"][int(style.get(f"{kind}Id", 0))]) for kind in kinds]
        parts += [brief(child) for child in style]
        return "; ".join(part for part in parts if part) or "gewoon"


def _id_of(element: ET.Element) -> str:
    return next((v for k, v in element.attrib.items() if k.startswith("{") and _local(k) == "id"), "")


_USUAL: Final = frozenset(
    {"name val=Calibri", "family val=2", "scheme val=minor", "sz val=11", "color theme=1"}
)


def _look_of(element: ET.Element) -> str:
    """A font, fill or border, without what every cell has."""
    said = [brief(child) for child in element]
    told = [one for one in said if (one not in _USUAL and " " in one) or one in ("b", "i", "u")]
    told = [one for one in told if one != "patternFill patternType=none"]
    return f"{_local(element.tag)}: {', '.join(told)}" if told else ""


def _string(element: ET.Element) -> str:
    """A shared string, with the look of its pieces when it has any."""
    pieces = []
    for child in element:
        if _local(child.tag) == "t":
            pieces.append(child.text or "")
        elif _local(child.tag) == "r":
            looks = [brief(look) for part in child if _local(part.tag) == "rPr" for look in part]
            told = [look for look in looks if look not in _USUAL]
            words = "".join(part.text or "" for part in child if _local(part.tag) == "t")
            pieces.append(f"«{', '.join(told)}»{words}")
    return json.dumps("".join(pieces), ensure_ascii=False)


# ---------------------------------------------------------------- one sheet


def _sheet_lines(book: _Book, place: str) -> Iterator[str]:
    related = book.related(place)
    rows: list[ET.Element] = []
    for part in book.tree(place):
        if _local(part.tag) == "sheetData":
            rows = list(part)
        else:
            yield from _around(book, part, related)
    yield from _heights(rows)
    looks: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        rough = any(ROUGH_WORDS in _content(book, cell) for cell in row if len(cell))
        for cell in row:
            address = cell.get("r", "")
            looks[book.looks[int(cell.get("s", 0))]].append(_spot(address))
            if len(cell):
                yield f"{address} {_content(book, cell, ROUGH if rough else 12)}"
    yield from (f"stijl {look} → {' '.join(areas(spots))}" for look, spots in sorted(looks.items()))
    for kind, target in sorted(related.values()):
        if kind in _RELATED:
            yield from _related_lines(book, kind, target)


def _around(book: _Book, part: ET.Element, related: dict[str, tuple[str, str]]) -> Iterator[str]:
    """What stands around the cells: widths, panes, merged cells, validation, conditions, print setup."""
    if _local(part.tag) in ("drawing", "legacyDrawing", "tableParts", "dimension"):
        return
    for one in part.iter():
        if (number := one.attrib.pop("dxfId", None)) is not None:
            one.set("stijl", f"[{book.changes[int(number)]}]")
        if (target := _id_of(one)) in related:
            one.set("doel", related[target][1])
            one.attrib.pop(next(key for key in one.attrib if _local(key) == "id" and key.startswith("{")))
    if len(part) == 0:
        yield brief(part)
    head = " ".join(
        [_local(part.tag), *(f"{_local(k)}={v}" for k, v in part.attrib.items() if k not in _COUNTERS)]
    )
    yield from (f"{head}: {brief(child)}" for child in part)


def _heights(rows: list[ET.Element]) -> Iterator[str]:
    """Rows by height and outline, as runs."""
    kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        look = " ".join(f"{k}={v}" for k, v in row.attrib.items() if k not in ("r", "spans"))
        kinds[look].append((int(row.get("r", 0)), 1))
    for look, spots in kinds.items():
        yield f"rijen {look}: {' '.join(area.replace('A', '') for area in areas(spots))}"


def _content(book: _Book, cell: ET.Element, digits: int = 12) -> str:
    """`"tekst"`, `12.5`, or `=FORMULE ⇒ waarde`."""
    parts = {_local(part.tag): part for part in cell}
    kind = cell.get("t", "n")
    value = parts["v"].text or "" if "v" in parts else ""
    if kind == "s":
        value = book.strings[int(value)]
    elif kind == "n":
        value = steady_number(float(value), digits) if value else "(leeg)"
    elif kind == "inlineStr":
        value = _string(parts["is"])
    else:
        value = json.dumps(value, ensure_ascii=False) if kind == "str" else f"{kind}:{value}"
    if "f" not in parts:
        return value
    formula = parts["f"]
    more = "".join(f"{{{k}={v}}}" for k, v in formula.attrib.items())
    return f"={more}{formula.text or ''} ⇒ {value}"


def _related_lines(book: _Book, kind: str, target: str) -> Iterator[str]:
    root = book.tree(target)
    if kind == "comments":
        for one in root.iter():
            if _local(one.tag) == "comment":
                words = "".join(part.text or "" for part in one.iter() if _local(part.tag) == "t")
                yield f"notitie {one.get('ref')} {json.dumps(words, ensure_ascii=False)}"
        return
    yield from (f"{kind} {line}" for line in _tree_lines(root))
    for further, place in sorted(book.related(target).values()):
        if further in _RELATED:
            yield from _related_lines(book, further, place)


def _tree_lines(element: ET.Element, deep: int = 4) -> Iterator[str]:
    """A tree with a line for every part of its first levels."""
    if deep == 0 or len(element) == 0:
        yield brief(element)
        return
    for child in element:
        yield from (f"{_local(element.tag)}/{line}" for line in _tree_lines(child, deep - 1))


# ---------------------------------------------------------------- places

Spot = tuple[int, int]
"""Row and column, from 1."""


def _spot(address: str) -> Spot:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]), column


def _letters(column: int) -> str:
    text = ""
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(65 + left) + text
    return text


def areas(spots: list[Spot]) -> list[str]:
    """Cells as rectangles (`A5:C9`): runs in a row, joined where the next row has the same run."""
    runs: dict[Spot, list[list[int]]] = {}
    for row, first, last in _runs(sorted(spots)):
        known = runs.setdefault((first, last), [])
        if known and known[-1][1] == row - 1:
            known[-1][1] = row
        else:
            known.append([row, row])
    found = sorted((top, first, bottom, last) for (first, last), rows in runs.items() for top, bottom in rows)
    return [_area(*one) for one in found]


def _runs(spots: list[Spot]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for place in range(1, len(spots) + 1):
        row, column = spots[place - 1]
        if place == len(spots) or spots[place] != (row, column + 1):
            yield row, spots[start][1], column
            start = place


def _area(top: int, first: int, bottom: int, last: int) -> str:
    begin, end = f"{_letters(first)}{top}", f"{_letters(last)}{bottom}"
    return begin if begin == end else f"{begin}:{end}"
