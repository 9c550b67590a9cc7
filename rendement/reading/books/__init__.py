"""Price books: found, read, set upon their parent, and checked."""

__all__ = ("files", "lint", "near_prices", "price_books", "template")
