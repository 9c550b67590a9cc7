"""How a result shows itself: on a screen, in a notebook, in a sentence; always once, from one place.

Results do not know how they look: who knows registers from above, and is only loaded when something is shown.
"""

from collections.abc import Callable
from typing import Final, Protocol


class Shower(Protocol):
    """Who knows what every kind of result is shown as (`reports/shown.py`)."""

    def as_text(self, result: "Shown") -> str:
        """The content as text without colour."""

    def as_html(self, result: "Shown") -> str:
        """The content for a notebook."""


_SHOWERS: Final[list[Callable[[], Shower]]] = []


def shown_by(loaded: Callable[[], Shower]) -> None:
    """Results are shown by what `loaded` gives, from now on."""
    _SHOWERS[:] = [loaded]


class Shown:
    """A result with one content: `repr`, `str` and f-strings give it as text, a notebook shows it as HTML."""

    __slots__ = ()

    def __repr__(self) -> str:
        return _SHOWERS[0]().as_text(self)

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        return _SHOWERS[0]().as_html(self)
