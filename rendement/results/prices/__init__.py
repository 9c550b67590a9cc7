"""Prices for people: found, told, compared."""
