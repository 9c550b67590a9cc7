"""The console everything is shown on: outside text is text, also in titles, tables and names of files."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from rendement.words.text import on_screen


class Screen(Console):
    """A console that reads no markup in what it shows, and passes on no sign that a terminal would obey.

    It writes to its own file in a notebook too: rich would show it there by itself, beside what we return.
    """

    def __init__(self, **choices: Any) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, force_jupyter=False, **choices)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Segments as they may be shown; those of our own that steer the terminal stay."""
        for segment in super().render(renderable, options):
            text, style, control = segment
            plain = control is not None or text == "\n" or text.isprintable()
            yield segment if plain else Segment(on_screen(text), style)
