"""What help costs with us and without us: from gross to net, and per event."""

__all__ = ("events", "gross_to_net", "help_cost")
