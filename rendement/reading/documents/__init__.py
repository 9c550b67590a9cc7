"""One file to one document, or to every complaint about it."""
