"""How figures of every result are called, and whether they may be shown."""

__all__ = ("cash_words", "factors", "headline", "showing")
