"""The arithmetic of docs/methode.md: numpy; documents only at its border, `columns` first."""
