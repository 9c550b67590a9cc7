"""What a critical economist would say, and what the figures say back (M34)."""

__all__ = ("facts", "objections", "rebuttal")
