"""A sheet without what it was worked out from: values for formulas, and no link to what is not there."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from rendement.reports.excel.cells import Block, Cell, Content, Filled, Formula, Link, Row, Sheet
from rendement.words.identifiers import sheet_in


def as_values(sheet: Sheet, names: Collection[str]) -> Sheet:
    """The sheet with a value for every formula; `names` are the sheets that can be led to."""
    rows: list[Row] = [tuple(_cell(cell, names) for cell in row) for row in sheet.rows]
    blocks = [_block(block, names) for block in sheet.blocks]
    return replace(sheet, rows=rows, blocks=blocks, choices=[])


def with_links(sheet: Sheet, names: Collection[str]) -> Sheet:
    """The sheet as it is, without links to sheets that are not there."""
    rows: list[Row] = [
        tuple(cell._replace(content=_led(cell.content, names)) for cell in row) for row in sheet.rows
    ]
    return replace(sheet, rows=rows)


def _cell(cell: Cell, names: Collection[str]) -> Cell:
    content = _value(cell.content, names)
    style = cell.style.removeprefix("invoer_")
    if cell.style == "link" and not isinstance(content, Link):
        style = "tekst"
    return Cell(content, "tekst" if style == "invoer" else style, cell.note)


def _value(content: Content, names: Collection[str]) -> Content:
    return content.expected if isinstance(content, Formula) else _led(content, names)


def _led(content: Content, names: Collection[str]) -> Content:
    there = sheet_in(content.target) if isinstance(content, Link) else None
    if not isinstance(content, Link) or there is None:
        return content
    return content if there in names else content.text


def _block(block: Block, names: Collection[str]) -> Block:
    fields = tuple(found._replace(style=found.style.removeprefix("invoer_")) for found in block.frame.fields)
    columns = {
        key: Filled([_value(content, names) for content in block.contents(key)]) for key in block.columns
    }
    return replace(block, frame=replace(block.frame, fields=fields), columns=columns, styles=_looks(block))


def _looks(block: Block) -> dict[str, Sequence[str]]:
    return {key: [one.removeprefix("invoer_") for one in looks] for key, looks in block.styles.items()}
