"""Who pays and who gains, and when."""
