"""Names of estimates, and what refers to them (M26)."""
