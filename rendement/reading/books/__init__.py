"""Price books: found, read, set upon their parent, and checked."""

__all__ = ("checks", "files", "near_prices", "price_books", "usual")
