"""Signs of personal data in what people wrote (L2)."""

__all__ = ("known_names", "look", "name_parts")
