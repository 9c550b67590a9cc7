"""Which estimate matters most, and where the conclusion turns."""

__all__ = ("influence", "kinds", "scenarios", "sensitivity", "turning")
