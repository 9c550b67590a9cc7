"""What somebody begins with: templates, and schemas for an editor."""
