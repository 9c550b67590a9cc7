"""Whose numbers count, and what that does (M19)."""
