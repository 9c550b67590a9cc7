"""From a business case to drawn worlds, and a record of every run."""
