"""The arithmetic of docs/methode.md: numpy only; no documents beyond `columns`, no files, no formatting."""
