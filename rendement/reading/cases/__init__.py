"""What a case means, by itself and beside its prices."""

__all__ = ("checks", "line_places", "membership", "price_checks")
