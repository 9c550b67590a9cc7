"""What lies in a folder, and what became of every file."""
