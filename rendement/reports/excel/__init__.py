"""The workbook: planned as data, written with formulas and their values, recalculated to prove it."""
