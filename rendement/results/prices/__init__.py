"""Prices for people: found, told, compared."""

__all__ = ("price_facts", "price_words", "search", "weak_prices")
