"""One module per sheet, or per kind of sheet: each says what stands where."""
