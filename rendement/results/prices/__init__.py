"""Prices for people: found, told, compared."""

__all__ = ("path_words", "price_facts", "price_words", "search", "weak_prices")
