"""What reviewers answered, beside the case they were asked about (M19)."""

__all__ = ("checks", "form", "reviews")
