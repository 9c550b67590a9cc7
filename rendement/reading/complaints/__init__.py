"""Complaints as values: what is wrong, where, and the sentence that says so."""

__all__ = ("media", "messages", "problems")
