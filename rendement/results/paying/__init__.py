"""Who pays and who gains, and when."""

__all__ = ("balance", "cash_flow", "cashable", "co_investment")
