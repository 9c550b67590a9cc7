"""What cases that are added up have in common, before anything is valued."""

__all__ = ("choices", "denominator", "filed", "spelling", "whose_numbers")
