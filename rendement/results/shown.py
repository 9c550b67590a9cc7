"""How a result shows itself: on a screen, in a notebook, in a sentence; always once, from one place."""


class Shown:
    """A result with one content: `repr`, `str` and f-strings give it as text, a notebook shows it as HTML.

    What that content is, stands in `reports.shown`, for every kind of result.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        from rendement.reports.shown import as_text

        return as_text(self)

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        from rendement.reports.shown import as_html

        return as_html(self)
