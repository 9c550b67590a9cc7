"""Any figure back to where it comes from."""

__all__ = ("answers", "checked", "explain")
