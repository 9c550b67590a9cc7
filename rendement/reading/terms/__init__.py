"""With which book and sets something is computed (M39)."""
