"""Cases valued once and added up, and whether a conclusion of that is shown."""

__all__ = ("grouping", "months", "programme_costs", "receipts", "valued")
