"""Price books: found, read, set upon their parent, and checked."""
