"""Cards as plain text and as HTML, for reprs: text first, HTML as an extra."""

from io import StringIO
from typing import Final

from rich.console import RenderableType

from rendement.reports.cards import business_case_card, table_card
from rendement.reports.display import cell
from rendement.reports.screen import Screen
from rendement.results.business_case import BusinessCase
from rendement.results.table import Table
from rendement.words.text import in_page

WIDTH: Final = 110
_MOST_ROWS: Final = 40


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
    caption = in_page(f"{table.title} ({len(table)} rijen)")
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def business_case_text(bc: BusinessCase) -> str:
    """The card of a business case as text."""
    return rendered(business_case_card(bc))


def business_case_html(bc: BusinessCase) -> str:
    """The card of a business case for a notebook."""
    console = Screen(file=StringIO(), width=WIDTH, record=True)
    console.print(business_case_card(bc))
    return console.export_html(inline_styles=True, code_format="<pre style='line-height:1.25'>{code}</pre>")
