"""Two price books beside each other."""
