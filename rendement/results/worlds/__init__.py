"""From a business case to drawn worlds, and a record of every run."""

__all__ = ("case_inputs", "resampling", "run_record", "simulation")
