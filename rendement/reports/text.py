"""Cards, tables and lines as plain text and as HTML; `shown.py` says which result is shown as what."""

from io import StringIO
from typing import Final

from rich.console import RenderableType

from rendement.reports.cards import table_card
from rendement.reports.screen import Screen
from rendement.results.table import Table
from rendement.words.numbers import cell, plural
from rendement.words.text import in_page

WIDTH: Final = 110
_MOST_ROWS: Final = 40
_PRE: Final = "<pre style='line-height:1.25'>{}</pre>"


def rendered(card: RenderableType, width: int = WIDTH) -> str:
    """A card as text without colour."""
    console = Screen(file=StringIO(), width=width, color_system=None, legacy_windows=False)
    console.print(card)
    assert isinstance(console.file, StringIO)
    lines = console.file.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines)


def table_text(table: Table) -> str:
    """The first rows of a table, and how many there are."""
    return rendered(table_card(table, _MOST_ROWS, own_words=True))


def table_html(table: Table) -> str:
    """A table for a notebook; numbers formatted in the view only."""
    head = "".join(f"<th>{in_page(column.name)}</th>" for column in table.columns)
    body = "".join(
        "<tr>"
        + "".join(f"<td>{in_page(cell(v, c.kind))}</td>" for v, c in zip(row, table.columns, strict=True))
        + "</tr>"
        for row in table.rows[:_MOST_ROWS]
    )
    shown = f", hier de eerste {_MOST_ROWS}" if len(table) > _MOST_ROWS else ""
    caption = in_page(f"{table.title} ({plural(len(table), 'rij', 'rijen')}{shown})")
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def card_html(card: RenderableType) -> str:
    """A card with its colours, for a notebook."""
    console = Screen(file=StringIO(), width=WIDTH, record=True)
    console.print(card)
    return console.export_html(inline_styles=True, code_format=_PRE.format("{code}"))


def text_html(lines: str) -> str:
    """Lines as they stand, for a notebook."""
    return _PRE.format(in_page(lines))
