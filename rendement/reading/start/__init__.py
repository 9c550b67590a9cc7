"""What somebody begins with: templates, and schemas for an editor."""

__all__ = ("schema", "templates")
