"""With which book and sets something is computed (M39)."""

__all__ = ("assumptions", "settings_sets")
