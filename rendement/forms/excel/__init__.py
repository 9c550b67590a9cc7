"""The form in Excel: written, and read wherever its cells moved."""

__all__ = ("read", "write")
