"""Names beside words on a screen."""

from collections.abc import Iterable

from rich.table import Table as RichTable
from rich.text import Text


def named_lines(pairs: Iterable[tuple[str, str]]) -> RichTable:
    """Names left, words right; long words go on under themselves."""
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, words in pairs:
        grid.add_row(f"    {name}", Text(words))
    return grid
