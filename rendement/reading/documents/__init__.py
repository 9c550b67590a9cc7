"""One file to one document, or to every complaint about it."""

__all__ = ("collector", "document", "rest", "unsaid", "validation")
