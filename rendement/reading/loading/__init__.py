"""From folders to the cases that count."""

__all__ = ("load", "loaded")
