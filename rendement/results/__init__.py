"""Outcomes as values: each prints itself, turns into a tidy table, and can say where it comes from."""
