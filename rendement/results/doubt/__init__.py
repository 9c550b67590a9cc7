"""How sure it is: bands, chances, and the same under other assumptions."""

__all__ = ("bands", "compare", "uncertainty", "what_if")
