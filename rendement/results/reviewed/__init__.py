"""Whose numbers count, and what that does (M19)."""

__all__ = ("reviews",)
