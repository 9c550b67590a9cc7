"""What does not count: cut by the horizon, inside other help, counted twice."""

__all__ = ("contained", "double_counting", "horizon", "other_form", "told")
