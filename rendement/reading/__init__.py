"""How a file becomes a model, and every complaint gets a place. The only room that opens files."""
