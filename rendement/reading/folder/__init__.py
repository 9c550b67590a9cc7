"""What lies in a folder, and what became of every file."""

__all__ = ("account", "folders", "form_head", "form_look", "thorough")
