"""Two price books beside each other."""

__all__ = ("book_difference", "effect")
