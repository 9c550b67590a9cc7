"""What an outcome was made with, and the sentence beside it (M24)."""

__all__ = ("again", "provenance", "sentence")
