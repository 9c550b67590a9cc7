"""A text editor that asks: what it offers and shows while somebody types a case."""

__all__ = ("folder_schema",)
