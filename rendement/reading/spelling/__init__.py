"""How people spell a number, a date or a time, and what somebody meant who spelled it otherwise."""

__all__ = ("estimate_hints", "hints", "plain", "scalars", "word_hints")
