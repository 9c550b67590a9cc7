"""YAML text to plain data with the place of every key and value, and what is seen when that fails."""

__all__ = ("nodes", "syntax", "text")
