"""The arithmetic of docs/methode.md: numpy; documents only in `columns`, `timing` and `evaluate`."""
