"""What is usual, in the book and beside other cases: what is far from it is asked about, and answered."""

__all__ = ("answers", "beside_others", "field_limits", "line_worth", "plausible")
