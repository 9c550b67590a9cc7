"""Which estimate matters most, and where the conclusion turns."""
