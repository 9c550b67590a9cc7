"""Names of estimates, and what refers to them (M26)."""

__all__ = ("checks", "references")
