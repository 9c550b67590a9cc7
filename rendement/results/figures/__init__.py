"""How figures of every result are called, and whether they may be shown."""
